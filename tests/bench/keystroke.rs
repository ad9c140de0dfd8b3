//! How long a drafter waits: a keystroke to its diagnostics, beside a server that only answers.
//!
//! `cargo bench --bench keystroke` drives `rapporteur lsp` and the bare server (`bare_server.rs`, on tower-lsp's own
//! loop) over standard input and output, turn by turn, so that a noisy machine is noisy for both. What counts is the
//! ratio of the two, which holds on any machine.
//!
//! After `--`:
//! `--server 'COMMAND ARGS'` measures another server (`--server bare`: the bare server on our own wire),
//! `--quick` takes a tenth of the samples, `--check` fails where a target is missed.

mod bare_server;
mod draft;
mod stdio;

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use draft::Draft;
use stdio::Session;

/// One size of draft: its bytes, the ratio to stay under, how many keystrokes are measured.
struct Case {
    name: &'static str,
    bytes: usize,
    target: f64,
    samples: usize,
}

const CASES: [Case; 3] = [
    Case { name: "23 KB", bytes: 23_000, target: 2.0, samples: 1000 },
    Case { name: "1 MB", bytes: 1_000_000, target: 5.0, samples: 400 },
    Case { name: "5 MB", bytes: 5_000_000, target: 15.0, samples: 200 },
];

/// Keystrokes before the measured ones: caches fill, threads start.
const WARM_UP: usize = 20;

const BURST: usize = 2000;
const BURST_PUBLICATIONS: usize = 3;
const MEMORY_MB: f64 = 20.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "stock" || first == "wire") {
        return bare_server::main();
    }
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    if !flag("--bench") {
        // `cargo test --benches` runs it too, and is not meant to take minutes.
        println!("run me with `cargo bench --bench keystroke`");
        return ExitCode::SUCCESS;
    }
    let server = arguments.iter().position(|argument| argument == "--server").and_then(|at| arguments.get(at + 1));
    let command = || server_command(server.map(String::as_str));

    println!("one keystroke to its diagnostics, in ms; the bare server only answers\n");
    println!("{:>6} {:>16} {:>16} {:>7} {:>7}", "", "bare p50   p95", "server p50   p95", "ratio", "target");
    let mut met = true;
    for case in &CASES {
        let samples = if flag("--quick") { case.samples / 10 } else { case.samples };
        met &= keystrokes(case, samples, command());
    }
    println!();
    met &= burst(command());
    met &= memory(command());
    if flag("--check") && !met { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn server_command(named: Option<&str>) -> Command {
    let Some(named) = named else {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.arg("lsp");
        return command;
    };
    if named == "bare" {
        return bare_command("wire");
    }
    let mut words = named.split_whitespace();
    let mut command = Command::new(words.next().expect("--server names a command"));
    command.args(words);
    command
}

/// This very program is the bare server when its first argument says so.
fn bare_command(on: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.arg(on);
    command
}

fn keystrokes(case: &Case, samples: usize, server: Command) -> bool {
    let draft = Draft::of_size(case.bytes);
    let mut bare = Session::open(bare_command("stock"), &draft);
    let mut server = Session::open(server, &draft);
    let (mut bare_times, mut server_times) = (Vec::new(), Vec::new());
    for sample in 0..samples + WARM_UP {
        let times = (keystroke(&mut bare, &draft), keystroke(&mut server, &draft));
        if sample >= WARM_UP {
            bare_times.push(times.0);
            server_times.push(times.1);
        }
    }
    bare.end();
    server.end();
    let [bare, server] = [bare_times, server_times].map(|times| (percentile(&times, 50), percentile(&times, 95)));
    let ratio = server.0 / bare.0;
    let verdict = verdict(ratio <= case.target);
    println!(
        "{:>6} {:>9.3} {:>6.3} {:>9.3} {:>6.3} {ratio:>7.2} {:>7} {verdict}",
        case.name, bare.0, bare.1, server.0, server.1, case.target
    );
    ratio <= case.target
}

/// A letter in a word in the middle of the draft, or its removal, until the diagnostics of that version are there.
fn keystroke(session: &mut Session, draft: &Draft) -> Duration {
    let change = session.next_change(draft);
    let start = Instant::now();
    session.send(&change);
    session.wait_for_diagnostics();
    start.elapsed()
}

/// Many edits sent at once, and a hover after them.
fn burst(server: Command) -> bool {
    let draft = Draft::of_size(CASES[0].bytes);
    let [(bare, _), (server, publications)] = [bare_command("stock"), server].map(|command| {
        let mut session = Session::open(command, &draft);
        let mut edits = Vec::new();
        for _ in 0..BURST {
            edits.extend(session.next_change(&draft));
        }
        edits.extend(session.hover(&draft));
        let start = Instant::now();
        // The hover may be answered before the last diagnostics: both are waited for.
        let (answered, publications) = session.send_and_count(&edits);
        session.end();
        (answered - start, publications)
    });
    let met = publications <= BURST_PUBLICATIONS;
    println!(
        "{BURST} edits at once, then a hover: {:.1} ms (bare: {:.1} ms); {publications} publications, target {BURST_PUBLICATIONS} {}",
        milliseconds(server),
        milliseconds(bare),
        verdict(met)
    );
    met
}

fn memory(server: Command) -> bool {
    let draft = Draft::of_size(CASES[0].bytes);
    let [bare, server] = [bare_command("stock"), server].map(|command| {
        let mut session = Session::open(command, &draft);
        for _ in 0..200 {
            keystroke(&mut session, &draft);
        }
        let memory = session.memory();
        session.end();
        memory
    });
    let (Some(bare), Some(server)) = (bare, server) else {
        println!("memory is only measured where there is a /proc");
        return true;
    };
    let met = server.now < MEMORY_MB;
    println!(
        "memory after 200 keystrokes in {}: {:.1} MB, at most {:.1} MB (bare: {:.1} MB, {:.1} MB), target {MEMORY_MB} MB {}",
        CASES[0].name,
        server.now,
        server.peak,
        bare.now,
        bare.peak,
        verdict(met)
    );
    met
}

fn percentile(times: &[Duration], percent: usize) -> f64 {
    let mut times = times.to_vec();
    times.sort();
    milliseconds(times[(times.len() - 1) * percent / 100])
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}
