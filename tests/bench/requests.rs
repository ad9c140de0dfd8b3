//! How long an editor waits for each thing that it can ask of a draft of 1 MB, beside the hover of a server that only
//! answers.
//!
//! `cargo bench --bench requests` drives `rapporteur lsp` as VS Code does, and the bare server (`bare_server.rs`), over
//! standard input and output, turn by turn. A letter is typed before each request, so that no answer can be an old
//! one. What counts is the ratio of the two, which holds on any machine: an answer about a place or a screenful has
//! [`HERE`], one that tells of all of the file [`ALL_OF_IT`].
//!
//! After `--`: `--quick` takes a tenth of the samples, `--check` fails where a limit is passed, other words choose the
//! requests whose names hold one of them.

mod bare_server;
mod draft;
mod stdio;

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use draft::Draft;
use stdio::Session;

/// How many hovers of the bare server an answer about a place may take.
const HERE: f64 = 80.0;
/// The same where the answer grows with the file, and the client reads all of it.
const ALL_OF_IT: f64 = 240.0;

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
    limit: f64,
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
    println!("{:<34} {:>8} {:>15} {:>10} {:>7} {:>6}", "", "bare", "server p50  p95", "answer KB", "ratio", "limit");
    let mut kept = true;
    for case in cases(&draft).into_iter().filter(is_chosen) {
        kept &= measure(&case, samples, &draft, &mut bare, &mut server);
    }
    bare.end();
    server.end();
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
    let here = |method, params| Case { method, params, limit: HERE };
    let all = |method| Case { method, params: json!({}), limit: ALL_OF_IT };
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
        here("textDocument/hover", at(citation)),
        here("textDocument/definition", at(reference)),
        here("textDocument/references", with(at(citation), "context", json!({ "includeDeclaration": true }))),
        here("textDocument/documentHighlight", at(citation)),
        here("textDocument/completion", at("mentioned in considering |k)")),
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
        all("textDocument/semanticTokens/full"),
        here("textDocument/documentSymbol", json!({})),
        here("textDocument/foldingRange", json!({})),
        here("textDocument/codeLens", json!({})),
        here("textDocument/documentLink", json!({})),
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
    let (bare, p50, p95) =
        (percentile(&mut bare_times, 50), percentile(&mut server_times, 50), percentile(&mut server_times, 95));
    let ratio = p50 / bare;
    let verdict = if ratio <= case.limit { "kept" } else { "PASSED" };
    println!(
        "{:<34} {bare:>8.3} {p50:>9.2} {p95:>5.1} {size:>10} {ratio:>7.1} {:>6} {verdict}",
        case.method, case.limit
    );
    ratio <= case.limit
}

fn time(session: &mut Session, request: &[u8]) -> Duration {
    let start = Instant::now();
    session.ask(request);
    start.elapsed()
}

fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort();
    times[(times.len() - 1) * percent / 100].as_secs_f64() * 1000.0
}
