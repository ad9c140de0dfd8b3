//! What a keystroke and a check cost, in instructions: the same on a busy machine and a quiet one.
//!
//! `cargo bench --bench instructions` runs itself under callgrind (Debian's `valgrind`), in one thread: a key in a clause's words
//! from the edited rope to the findings, and the reading and checking of files. It fails where a count rose by more than
//! 5 % over the one in `instructions.json`, which has a count for each compiler; for another compiler it prints and does not
//! fail. `UPDATE_EXPECT=1` writes the counts there.

mod callgrind;
mod draft;

use std::collections::BTreeMap;
use std::process::{Command, ExitCode};

use draft::{Draft, Texts};
use rapporteur::rules::{self, Findings, Fixes};
use rapporteur::syntax::{Document, Reader};
use rapporteur::text::{Buffer, Cancellation, FileId, Span};
use rapporteur::workspace::Workspace;

/// A path through the program, done so many times.
struct Work {
    name: &'static str,
    /// What is counted: the difference of so many and none.
    times: usize,
    run: fn(usize),
}

const WORK: [Work; 6] = [
    Work { name: "a key in a clause, 23 KB", times: 40, run: |times| write(&Draft::of_size(23_000), times, "x") },
    Work {
        name: "a key in a clause, 1 MB of many texts",
        times: 10,
        run: |times| write(&Draft::of_size(1_000_000), times, "x"),
    },
    Work {
        name: "a key in one text of 200 KB",
        times: 10,
        run: |times| write(&Draft::of(200_000, Texts::One), times, "x"),
    },
    Work {
        name: "a key in a label, 23 KB",
        times: 20,
        run: |times| write(&Draft::of_size(23_000).in_label(), times, "x"),
    },
    Work { name: "a file of 23 KB checked", times: 20, run: |times| check(times, Fixes::Unasked) },
    Work { name: "the same with the ways to fix it", times: 20, run: |times| check(times, Fixes::Wanted) },
];

/// A rise that fails, as a part of the count before.
const RISE: f64 = 0.05;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [name, times] = arguments.as_slice()
        && let Some(work) = WORK.iter().find(|work| work.name == name)
    {
        (work.run)(times.parse().expect("a number of times"));
        return ExitCode::SUCCESS;
    }
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("run me with `cargo bench --bench instructions`");
        return ExitCode::SUCCESS;
    }
    let counts: BTreeMap<&str, u64> = WORK.iter().map(|work| (work.name, count(work))).collect();
    let (compiler, path) = (compiler(), concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/instructions.json"));
    let kept = std::fs::read_to_string(path).expect("the kept counts can be read");
    let mut kept: BTreeMap<String, BTreeMap<String, u64>> = serde_json::from_str(&kept).expect("the kept counts");
    let before = kept.get(&compiler);
    let mut risen = false;
    for work in &WORK {
        let now = counts[work.name];
        let before = before.and_then(|counts| counts.get(work.name));
        let change = before.map(|before| now as f64 / *before as f64 - 1.0);
        let told = change.map_or("nothing kept for this compiler".into(), |it| format!("{:+.1} %", it * 100.0));
        println!("{:>40} {now:>12} instructions ({told})", work.name);
        risen |= change.is_some_and(|change| change > RISE);
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        kept.insert(compiler, counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect());
        let json = serde_json::to_string_pretty(&kept).expect("counts are JSON");
        std::fs::write(path, json + "\n").expect("the counts can be kept");
        return ExitCode::SUCCESS;
    }
    if risen {
        println!("a count rose by more than {} %: see why, or keep it with UPDATE_EXPECT=1", RISE * 100.0);
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The instructions of one time, without what it costs to come there.
fn count(work: &Work) -> u64 {
    (instructions(work.name, work.times) - instructions(work.name, 0)) / work.times as u64
}

/// The instructions of the whole program, run so many times.
fn instructions(name: &str, times: usize) -> u64 {
    let mut program = Command::new(std::env::current_exe().expect("the program knows where it is"));
    program.args([name, &times.to_string()]);
    callgrind::instructions(&program)
}

fn compiler() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let output = Command::new(rustc).arg("-V").output().expect("rustc tells its version");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Writes a letter and takes it out again, in turn.
fn write(draft: &Draft, times: usize, letter: &str) {
    let at = draft.at;
    let mut buffer = Buffer::new(&draft.text);
    let mut reader = Reader::new(buffer.rope().clone());
    let mut workspace = Workspace::new(today());
    let id = workspace.fresh_id();
    let mut findings = Findings::default();
    // What comes before the counted keys: the first look, and one key, so that all that is kept is there.
    for key in 0..2 + times {
        if key > 0 {
            let written = key % 2 == 1;
            let (old, new) = if written { (at..at, letter) } else { (at..at + letter.len(), "") };
            buffer.replace(Span::of(old), new);
            reader.update(buffer.rope().clone(), &buffer.take_patch());
        }
        let document = reader.document();
        workspace.set_draft(id, None, document.clone());
        let snapshot = workspace.snapshot();
        findings = findings.update(&document, id, &snapshot, Cancellation::never()).expect("nobody cancels");
    }
}

fn check(times: usize, fixes: Fixes) {
    let text = Draft::of_size(23_000).text;
    let mut workspace = Workspace::new(today());
    for number in 0..=times {
        let file = FileId(u32::try_from(number).expect("few files"));
        let document = Document::read(&text);
        workspace.set_draft(file, None, document.clone());
        assert!(
            rules::check_with(&document, file, &workspace.snapshot(), fixes).len() < 1000,
            "an adopted-looking draft"
        );
    }
}

fn today() -> jiff::civil::Date {
    jiff::civil::date(2026, 1, 1)
}
