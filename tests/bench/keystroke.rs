//! How long a drafter waits: a keystroke to its diagnostics, beside a server that only answers.
//!
//! `cargo bench --bench keystroke` drives `rapporteur lsp` and the bare server (`bare_server.rs`, on tower-lsp's own
//! loop, publishing as many bytes as ours does) over standard input and output, turn by turn, so that a noisy machine is noisy
//! for both. What counts is the ratio of the two, which holds on any machine: the median of seven rounds is told, with the
//! least and the greatest.
//!
//! After `--`: `--server 'COMMAND ARGS'` measures another server (`--server bare`: the bare server on our own wire), `--quick`
//! takes a tenth of the samples, `--check` fails where a goal is missed, other words choose the cases whose names hold one of
//! them.

mod bare_server;
mod draft;
mod stdio;

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use draft::{Draft, Texts};
use stdio::{Session, milliseconds, percentile, verdict};

/// Where a letter is typed.
#[derive(Clone, Copy)]
enum Place {
    Words,
    Label,
}

/// One size of draft, the ratio to stay under, how many keystrokes a round has.
struct Case {
    name: &'static str,
    bytes: usize,
    texts: Texts,
    place: Place,
    /// So many other drafts are open.
    others: usize,
    goal: f64,
    samples: usize,
}

const SMALL: Case =
    Case { name: "23 KB", bytes: 23_000, texts: Texts::Many, place: Place::Words, others: 0, goal: 1.3, samples: 150 };

/// The goals of keys in labels are those of the same draft's words, half as much again.
const CASES: [Case; 10] = [
    SMALL,
    Case { name: "250 KB", bytes: 250_000, goal: 1.5, samples: 100, ..SMALL },
    Case { name: "1 MB", bytes: 1_000_000, goal: 2.0, samples: 60, ..SMALL },
    Case { name: "5 MB", bytes: 5_000_000, goal: 3.0, samples: 30, ..SMALL },
    Case { name: "one text of 100 KB", bytes: 100_000, texts: Texts::One, goal: 2.0, samples: 100, ..SMALL },
    Case { name: "one text of 200 KB", bytes: 200_000, texts: Texts::One, goal: 3.0, samples: 60, ..SMALL },
    Case { name: "one text of 1 MB", bytes: 1_000_000, texts: Texts::One, goal: 10.0, samples: 30, ..SMALL },
    Case { name: "23 KB, in a label", place: Place::Label, goal: 1.95, ..SMALL },
    Case { name: "1 MB, in a label", bytes: 1_000_000, place: Place::Label, goal: 3.0, samples: 60, ..SMALL },
    Case { name: "23 KB, 500 drafts open", others: 500, goal: 1.3, samples: 100, ..SMALL },
];

const ROUNDS: usize = 7;

/// Between two keys, so that each meets a server at rest.
const PAUSE: Duration = Duration::from_millis(3);

/// The same as a drafter types: caches and cores have gone cold.
const LONG_PAUSE: Duration = Duration::from_millis(100);

/// Keystrokes before the measured ones: caches fill, threads start.
const WARM_UP: usize = 20;

const BURST: usize = 2000;
const BURST_PUBLICATIONS: usize = 3;
const MEMORY_MB: f64 = 3.5;

const STARTS: usize = 20;
const START_MS: f64 = 5.0;

/// So many drafts are opened at once, and keys are measured so long after.
const OPENED: usize = 40;
const FIRST: Duration = Duration::from_secs(10);

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
    let server = arguments.iter().position(|argument| argument == "--server");
    let named = server.and_then(|at| arguments.get(at + 1));
    let command = || server_command(named.map(String::as_str));
    let options = |nth: &usize| server.is_some_and(|at| *nth == at + 1);
    let words = arguments.iter().enumerate().filter(|(nth, word)| !word.starts_with("--") && !options(nth));
    let chosen: Vec<&String> = words.map(|(_, word)| word).collect();
    let is_chosen = |case: &&Case| chosen.is_empty() || chosen.iter().any(|word| case.name.contains(word.as_str()));

    println!("one keystroke to its diagnostics, in ms; the bare server only answers; the ratio with its spread\n");
    println!("{:>22} {:>14} {:>16} {:>20} {:>6}", "", "bare p50  p95", "server p50  p95", "ratio", "goal");
    let mut met = true;
    for case in CASES.iter().filter(is_chosen) {
        let samples = if flag("--quick") { case.samples / 10 } else { case.samples };
        met &= keystrokes(case, samples, PAUSE, &command);
    }
    if chosen.is_empty() {
        let case = Case { name: "23 KB, 100 ms apart", ..SMALL };
        keystrokes(&case, if flag("--quick") { 1 } else { 10 }, LONG_PAUSE, &command);
        println!();
        met &= start(&command);
        met &= after_opening(command());
        met &= burst(command());
        met &= memory(command());
    }
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

fn keystrokes(case: &Case, samples: usize, pause: Duration, command: &dyn Fn() -> Command) -> bool {
    let draft = Draft::of(case.bytes, case.texts);
    let draft = if matches!(case.place, Place::Label) { draft.in_label() } else { draft };
    let mut server = Session::open(command(), &draft);
    for number in 0..case.others {
        server.open_beside(&number.to_string(), &Draft::numbered(1 + number));
    }
    let published = server.ask_for_diagnostics(&draft);
    let mut stock = bare_command("stock");
    stock.arg(published.to_string());
    let mut bare = Session::open(stock, &draft);
    let (mut bare_times, mut server_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let warm_up = if round == 0 { WARM_UP } else { 0 };
        let (mut bare_round, mut server_round) = (Vec::new(), Vec::new());
        for sample in 0..samples + warm_up {
            std::thread::sleep(pause);
            let times = (bare.key(&draft), server.key(&draft));
            if sample >= warm_up {
                bare_round.push(times.0);
                server_round.push(times.1);
            }
        }
        ratios.push(percentile(&server_round, 50) / percentile(&bare_round, 50));
        bare_times.append(&mut bare_round);
        server_times.append(&mut server_round);
    }
    bare.end();
    server.end();
    ratios.sort_by(f64::total_cmp);
    let [bare, server] = [bare_times, server_times].map(|times| (percentile(&times, 50), percentile(&times, 95)));
    let ratio = ratios[ROUNDS / 2];
    let spread = format!("{ratio:.2} ({:.2} to {:.2})", ratios[0], ratios[ROUNDS - 1]);
    println!(
        "{:>22} {:>8.3} {:>5.2} {:>10.3} {:>5.2} {spread:>20} {:>6} {}",
        case.name,
        bare.0,
        bare.1,
        server.0,
        server.1,
        case.goal,
        verdict(ratio <= case.goal)
    );
    ratio <= case.goal
}

/// From the start of the server to the diagnostics of a draft, in turns.
fn start(command: &dyn Fn() -> Command) -> bool {
    let draft = Draft::of_size(SMALL.bytes);
    let once = |command: Command| {
        let start = Instant::now();
        let session = Session::open(command, &draft);
        let time = start.elapsed();
        session.end();
        time
    };
    let times: Vec<(Duration, Duration)> =
        (0..STARTS).map(|_| (once(bare_command("stock")), once(command()))).collect();
    let (bare, server): (Vec<Duration>, Vec<Duration>) = times.into_iter().unzip();
    let (bare, server) = (percentile(&bare, 50), percentile(&server, 50));
    let met = server <= START_MS;
    println!(
        "from the start to the first diagnostics: {server:.1} ms (bare: {bare:.1} ms), goal {START_MS} ms {}",
        verdict(met)
    );
    met
}

/// Keys while many drafts that were opened at once are still looked at.
fn after_opening(command: Command) -> bool {
    let draft = Draft::of_size(SMALL.bytes);
    let mut server = Session::open(command, &draft);
    let alone: Vec<Duration> = (0..100).map(|_| server.key(&draft)).collect();
    for number in 0..OPENED {
        server.open_beside(&number.to_string(), &Draft::numbered(1 + number));
    }
    let start = Instant::now();
    let mut keys = Vec::new();
    while start.elapsed() < FIRST {
        std::thread::sleep(LONG_PAUSE / 5);
        keys.push(server.key(&draft));
    }
    server.end();
    let (alone, p50, p99) = (percentile(&alone, 50), percentile(&keys, 50), percentile(&keys, 99));
    let met = p50 <= 1.5 * alone;
    println!(
        "keys in the first {} s after {OPENED} more drafts were opened: p50 {p50:.2}, p99 {p99:.1} ms (alone: p50 {alone:.2}), as with one draft {}",
        FIRST.as_secs(),
        verdict(met)
    );
    met
}

/// Many edits sent at once, and a hover after them.
fn burst(server: Command) -> bool {
    let draft = Draft::of_size(SMALL.bytes);
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
    let draft = Draft::of_size(SMALL.bytes);
    let [bare, server] = [bare_command("stock"), server].map(|command| {
        let mut session = Session::open(command, &draft);
        for _ in 0..200 {
            session.key(&draft);
        }
        let memory = session.memory();
        session.end();
        memory
    });
    let (Some(bare), Some(server)) = (bare, server) else {
        println!("memory is only measured where there is a /proc");
        return true;
    };
    let met = server.anonymous <= MEMORY_MB;
    println!(
        "memory after 200 keystrokes in {}: {:.1} MB of its own, goal {MEMORY_MB} MB {}; {:.1} MB with its program, at most {:.1} MB (bare: {:.1}, {:.1}, {:.1} MB)",
        SMALL.name,
        server.anonymous,
        verdict(met),
        server.now,
        server.peak,
        bare.anonymous,
        bare.now,
        bare.peak,
    );
    met
}
