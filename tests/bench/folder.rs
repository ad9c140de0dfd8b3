//! What a folder of many drafts costs: `check` beside `typos` on the same files, and the server that knows them all.
//!
//! `cargo bench --bench folder` writes 5,000 drafts of 23 KB into a temporary folder, runs `rapporteur check` and `typos`
//! (`pip install typos`; without it that part is left out, aloud) turn by turn, and starts `rapporteur lsp` on the folder. Times
//! are of the clock, the best of three; memory is the greatest that the process held, where the system tells.
//!
//! After `--`: `--quick` takes a tenth of the files.

mod draft;
mod stdio;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use draft::Draft;
use serde_json::json;
use stdio::{Session, milliseconds, percentile, verdict};

const FILES: usize = 5000;
const ROUNDS: usize = 3;

/// The goals for 5,000 files: to know them, what is held then and after all was asked, a search, and a key meanwhile.
const KNOWN_S: f64 = 0.9;
const KNOWN_MB: f64 = 110.0;
const AFTER_MB: f64 = 115.0;
const SEARCH_MS: f64 = 30.0;
const KEYS_MS: f64 = 10.0;

/// How long what a run cost, and how many megabytes it held at most.
#[derive(Clone, Copy)]
struct Cost {
    seconds: f64,
    megabytes: f64,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    if !flag("--bench") {
        println!("run me with `cargo bench --bench folder`");
        return ExitCode::SUCCESS;
    }
    let files = if flag("--quick") { FILES / 10 } else { FILES };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (clean, faulty) = (folder.path().join("clean"), folder.path().join("faulty"));
    write_drafts(&clean, files, &|text| text);
    // Editions that were superseded: about fifteen findings a file.
    write_drafts(&faulty, files, &|text| text.replace("(Rev. Bucharest, 2022)", "(Rev. Busan, 2014)"));
    println!("{files} drafts of 23 KB, the best of {ROUNDS} rounds\n");

    let check = |format: &str, at: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.args(["check", "--output-format", format]).arg(at);
        command
    };
    let typos = || {
        let mut command = Command::new("typos");
        command.arg(&clean);
        command
    };
    let has_typos = Command::new("typos").arg("--version").stdout(Stdio::null()).status().is_ok_and(|it| it.success());
    let best = |one: Option<Cost>, other: Cost| match one {
        Some(one) if one.seconds < other.seconds => one,
        _ => other,
    };
    let [mut concise, mut full, mut many, mut other] = [None; 4];
    for _ in 0..ROUNDS {
        concise = Some(best(concise, run(check("concise", &clean))));
        if has_typos {
            other = Some(best(other, run(typos())));
        }
        full = Some(best(full, run(check("full", &clean))));
        many = Some(best(many, run(check("full", &faulty))));
    }
    let told = [
        ("check, concise", concise),
        ("check, full, one finding a file", full),
        ("check, full, fifteen a file", many),
        ("typos", other),
    ];
    for (name, cost) in told {
        match cost {
            Some(Cost { seconds, megabytes }) => println!("{name:>32} {seconds:>7.2} s {megabytes:>7.0} MB"),
            None => println!("{name:>32} is not installed: nothing to compare with"),
        }
    }
    if let (Some(concise), Some(other)) = (concise, other) {
        let ratio = concise.seconds / other.seconds;
        println!("{:>32} {ratio:>7.2}, goal 0.5 {}", "check to typos", verdict(ratio <= 0.5));
    }
    if let (Some(full), Some(many)) = (full, many) {
        let ratio = many.seconds / full.seconds;
        println!("{:>32} {ratio:>7.2}, goal 1.3 {}", "fifteen findings to one", verdict(ratio <= 1.3));
    }
    server(&clean);
    ExitCode::SUCCESS
}

fn write_drafts(folder: &Path, files: usize, changed: &dyn Fn(String) -> String) {
    fs::create_dir(folder).expect("a folder can be made");
    for number in 0..files {
        let text = changed(Draft::numbered(number));
        fs::write(folder.join(format!("{number:04}.resolution")), text).expect("a draft can be written");
    }
}

/// Runs a command to its end, and looks now and then how much it holds.
fn run(mut command: Command) -> Cost {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command runs");
    let mut megabytes = 0.0;
    loop {
        if let Some(held) = stdio::memory_of(child.id()) {
            megabytes = held.peak;
        }
        if child.try_wait().expect("it was started here").is_some() {
            return Cost { seconds: start.elapsed().as_secs_f64(), megabytes };
        }
        sleep(Duration::from_millis(2));
    }
}

/// How long the server takes to know the folder, what a key costs meanwhile, what it holds then, and how long it takes to
/// search it.
fn server(folder: &Path) {
    let goals = |name: &str, value: f64, unit: &str, goal: f64| {
        println!("{name:>44} {value:>8.1} {unit}, goal {goal} {}", verdict(value <= goal));
    };
    let mut session = start(folder);
    let began = Instant::now();
    session.wait_for_progress();
    goals("the server knows all after", began.elapsed().as_secs_f64(), "s", KNOWN_S);
    let held = |session: &Session| session.memory().map_or(0.0, |memory| memory.now);
    goals("and holds", held(&session), "MB", KNOWN_MB);
    for query in ["encryption methods", "encryption methods", "RESOLUTION 99"] {
        let request = stdio::request("workspace/symbol", json!({ "query": query }));
        goals(&format!("workspace/symbol {query:?}"), asked(&mut session, &request), "ms", SEARCH_MS);
    }
    let draft = Draft::of_size(23_000);
    session.open_draft(&draft);
    let cited = json!({ "position": draft.position_of("Resolution\u{a0}13|0 (Rev."), "context": { "includeDeclaration": true } });
    for _ in 0..2 {
        goals(
            "references",
            asked(&mut session, &Session::about("textDocument/references", cited.clone())),
            "ms",
            SEARCH_MS,
        );
    }
    goals("and holds then", held(&session), "MB", AFTER_MB);
    session.end();

    let mut session = start(folder);
    session.open_draft(&draft);
    let mut keys = Vec::new();
    while !session.progress_has_ended() || keys.len() < 20 {
        sleep(Duration::from_millis(20));
        keys.push(session.key(&draft));
    }
    session.end();
    goals(&format!("p99 of {} keys meanwhile", keys.len()), percentile(&keys, 99), "ms", KEYS_MS);
}

fn start(folder: &Path) -> Session {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp");
    let capabilities = json!({
        "window": { "workDoneProgress": true },
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": { "publishDiagnostics": { "versionSupport": true } },
    });
    let folders = json!([{ "uri": format!("file://{}", folder.display()), "name": "drafts" }]);
    Session::start(command, capabilities, folders)
}

fn asked(session: &mut Session, request: &[u8]) -> f64 {
    let start = Instant::now();
    session.ask(request);
    milliseconds(start.elapsed())
}
