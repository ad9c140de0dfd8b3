//! How long an editor waits for each thing that it can ask of a draft of 1 MB, beside the hover of a server that only
//! answers.
//!
//! `cargo bench --bench requests` drives `rapporteur lsp` as VS Code does, and the bare server (`bare_server.rs`), over
//! standard input and output, turn by turn. A letter is typed before each request, so that no answer can be an old
//! one. What counts is the ratio of the two, which holds on any machine; those that a drafter waits for have a goal. At the end
//! stands what the server holds when all that was asked of a draft of 5 MB.
//!
//! After `--`: `--quick` takes a tenth of the samples, `--check` fails where a goal is missed, other words choose the
//! requests whose names hold one of them.

mod bare_server;
mod draft;
mod stdio;

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use draft::Draft;
use stdio::{Session, percentile, verdict};

/// The goal of what is asked where the cursor is, in hovers of the bare server.
const AT_CURSOR: f64 = 1.3;
/// The goal of what an editor shows of the whole file.
const ALL_OF_IT: f64 = 4.0;

/// A draft so large may cost so much memory, all requests answered.
const LARGE_BYTES: usize = 5_000_000;
const LARGE_MB: f64 = 60.0;

const BYTES: usize = 1_000_000;
const SAMPLES: usize = 100;
const WARM_UP: usize = 3;

/// Lines that an editor shows at once.
const SCREEN: u64 = 50;

/// What VS Code says that it can do.
const CLIENT: &str = include_str!("../requests/clients/vscode.json");

/// One thing that is asked.
struct Case {
    method: &'static str,
    params: Value,
    goal: Option<f64>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "stock") {
        return bare_server::main();
    }
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    if !flag("--bench") {
        // `cargo test --benches` runs it too, and is not meant to take minutes.
        println!("run me with `cargo bench --bench requests`");
        return ExitCode::SUCCESS;
    }
    let chosen: Vec<_> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let is_chosen = |case: &Case| chosen.is_empty() || chosen.iter().any(|name| case.method.contains(name.as_str()));
    let samples = if flag("--quick") { SAMPLES / 10 } else { SAMPLES };

    let mut draft = Draft::of_size(BYTES);
    // Something to be formatted on each screenful.
    draft.text = draft.text.replace("d)\tthat an attack", "d) that an attack");
    let mut bare = Session::open(bare_command(), &draft);
    let mut server = Session::open_as(server_command(), &draft, capabilities());
    println!("each request on {} KB, in ms; the bare server answers a hover\n", draft.text.len() / 1000);
    println!("{:<34} {:>8} {:>15} {:>10} {:>7} {:>6}", "", "bare", "server p50  p95", "answer KB", "ratio", "goal");
    let mut kept = true;
    for case in cases(&draft).into_iter().filter(is_chosen) {
        kept &= measure(&case, samples, &draft, &mut bare, &mut server);
    }
    bare.end();
    server.end();
    if chosen.is_empty() {
        kept &= memory();
    }
    if flag("--check") && !kept { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn server_command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp");
    command
}

/// This very program is the bare server when its first argument says so.
fn bare_command() -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.arg("stock");
    command
}

/// VS Code, but for diagnostics, which tell here that a keystroke has been dealt with.
fn capabilities() -> Value {
    let mut capabilities: Value = serde_json::from_str(CLIENT).expect("a client's capabilities are JSON");
    let text = capabilities["textDocument"].as_object_mut().expect("an object");
    text.remove("diagnostic");
    text.insert("publishDiagnostics".into(), json!({ "versionSupport": true }));
    capabilities
}

/// All that is asked, each where it has most to tell.
fn cases(draft: &Draft) -> Vec<Case> {
    let here = |method, params| Case { method, params, goal: None };
    let cursor = |method, params| Case { method, params, goal: Some(AT_CURSOR) };
    let all = |method, params| Case { method, params, goal: Some(ALL_OF_IT) };
    let at = |words: &str| json!({ "position": draft.position_of(words) });
    let with = |mut params: Value, name: &str, value: Value| {
        params[name] = value;
        params
    };
    let first = draft.position_of("|RESOLUTION ")["line"].as_u64().expect("a line");
    let screen =
        json!({ "start": { "line": first, "character": 0 }, "end": { "line": first + SCREEN, "character": 0 } });
    let on_screen = || json!({ "range": screen });
    let options = |params| with(params, "options", json!({ "tabSize": 4, "insertSpaces": false }));

    let citation = "Resolution\u{a0}13|0 (Rev.";
    let reference = "in considering k|) of this resolution";
    let label = "\nk|)\tthat systems which learn";
    // A space that lets a line break within a citation: there is a fix for it.
    let finding = draft.position_of("Recommendation ITU‑T| X.1205");
    vec![
        cursor("textDocument/hover", at(citation)),
        cursor("textDocument/definition", at(reference)),
        here("textDocument/references", with(at(citation), "context", json!({ "includeDeclaration": true }))),
        all("textDocument/documentHighlight", at(citation)),
        cursor("textDocument/completion", at("mentioned in considering |k)")),
        here("textDocument/prepareRename", at(reference)),
        here("textDocument/rename", with(at(label), "newName", "b".into())),
        here(
            "textDocument/codeAction",
            json!({
                "range": { "start": finding, "end": finding },
                "context": { "diagnostics": [], "only": ["quickfix"] },
            }),
        ),
        here("textDocument/rangeFormatting", options(on_screen())),
        here("textDocument/selectionRange", json!({ "positions": [draft.position_of(reference)] })),
        here("textDocument/inlayHint", on_screen()),
        here("textDocument/semanticTokens/range", on_screen()),
        here("workspace/symbol", json!({ "query": "encryption methods" })),
        here("textDocument/formatting", options(json!({}))),
        here("textDocument/semanticTokens/full", json!({})),
        all("textDocument/documentSymbol", json!({})),
        all("textDocument/foldingRange", json!({})),
        here("textDocument/codeLens", json!({})),
        all("textDocument/documentLink", json!({})),
    ]
}

fn measure(case: &Case, samples: usize, draft: &Draft, bare: &mut Session, server: &mut Session) -> bool {
    let (hover, request) = (bare.hover(draft), Session::about(case.method, case.params.clone()));
    let (mut bare_times, mut server_times) = (Vec::new(), Vec::new());
    for sample in 0..samples + WARM_UP {
        for session in [&mut *bare, &mut *server] {
            let change = session.next_change(draft);
            session.send(&change);
            session.wait_for_diagnostics();
        }
        let times = (time(bare, &hover), time(server, &request));
        if sample >= WARM_UP {
            bare_times.push(times.0);
            server_times.push(times.1);
        }
    }
    let answer: Value = serde_json::from_slice(server.ask(&request)).expect("an answer is JSON");
    let told = &answer["result"];
    assert!(!told.is_null() && *told != json!([]), "{} has nothing to tell: {answer}", case.method);
    let size = told.to_string().len() / 1000;
    let (bare, p50, p95) = (percentile(&bare_times, 50), percentile(&server_times, 50), percentile(&server_times, 95));
    let ratio = p50 / bare;
    let met = case.goal.is_none_or(|goal| ratio <= goal);
    let goal = case.goal.map_or(String::new(), |goal| format!("{goal:>6} {}", verdict(met)));
    println!("{:<34} {bare:>8.3} {p50:>9.2} {p95:>5.1} {size:>10} {ratio:>7.1} {goal}", case.method);
    met
}

/// What the server holds when all was asked of a large draft.
fn memory() -> bool {
    let draft = Draft::of_size(LARGE_BYTES);
    let mut server = Session::open_as(server_command(), &draft, capabilities());
    for case in cases(&draft) {
        server.key(&draft);
        server.ask(&Session::about(case.method, case.params));
    }
    let held = server.memory();
    server.end();
    let Some(held) = held else {
        println!("memory is only measured where there is a /proc");
        return true;
    };
    let met = held.now <= LARGE_MB;
    println!(
        "\nmemory after all of it in 5 MB: {:.0} MB, at most {:.0} MB, goal {LARGE_MB} MB {}",
        held.now,
        held.peak,
        verdict(met)
    );
    met
}

fn time(session: &mut Session, request: &[u8]) -> Duration {
    let start = Instant::now();
    session.ask(request);
    start.elapsed()
}
