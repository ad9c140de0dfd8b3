//! How cost grows with the input: what a hostile or an unlucky draft can cost.
//!
//! `cargo bench --bench growth` checks texts of one pattern each, with all their fixes, and configurations and data, of some size, of
//! four times and of sixteen times that (48 KB, or 192 KB of what costs little) with the built program under callgrind. It fails where four times the input
//! costs more than five times as much, or sixteen times the input more than twenty times. What a run costs without any input is not
//! counted. After `--`, words choose the patterns whose names hold one of them.

mod callgrind;

use std::fs;
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The size that greater ones are compared with.
const SMALL_BYTES: usize = 3_000;
/// Inputs that cost less, in instructions, are measured four times as long.
const CHEAP: u64 = 6_000_000;
/// By so many instructions one run differs from the next, and with it what a run without input is taken to cost: seeds of
/// hashes, threads.
const NOISE: u64 = 100_000;
/// So many times the input may cost so many times as much.
const GROWTH: [(usize, f64); 2] = [(4, 5.0), (16, 20.0)];

const HEAD: &str = "RESOLUTION 50 (Rev. New Delhi, 2024)\nCybersecurity\n(Florianópolis, 2004; New Delhi, 2024)\n\
    The World Telecommunication Standardization Assembly (New Delhi, 2024),\n";

/// What is repeated.
struct Pattern {
    name: &'static str,
    file: &'static str,
    before: &'static str,
    /// The part with a number.
    part: fn(usize) -> String,
    after: &'static str,
}

/// A line of a section.
const fn lines(name: &'static str, part: fn(usize) -> String) -> Pattern {
    Pattern { name, file: "draft.resolution", before: "considering\n", part, after: "resolves\nto wait.\n" }
}

/// Words of one clause.
const fn words(name: &'static str, part: fn(usize) -> String) -> Pattern {
    Pattern {
        name,
        file: "draft.resolution",
        before: "considering\nthat ",
        part,
        after: " stand,\nresolves\nto wait.\n",
    }
}

/// Lines after the head.
const fn parts(name: &'static str, part: fn(usize) -> String) -> Pattern {
    Pattern { name, file: "draft.resolution", before: "", part, after: "" }
}

/// A text without a head before it.
const fn bare(name: &'static str, part: fn(usize) -> String) -> Pattern {
    Pattern { name, file: "bare.resolution", before: "", part, after: "" }
}

const fn configuration(
    name: &'static str,
    before: &'static str,
    part: fn(usize) -> String,
    after: &'static str,
) -> Pattern {
    Pattern { name, file: "rapporteur.toml", before, part, after }
}

fn letter(nth: usize) -> char {
    char::from(b'a' + (nth % 26) as u8)
}

/// A label that is never in its place, so that each clause costs alike.
fn misplaced(nth: usize) -> char {
    letter(nth * 7)
}

const PATTERNS: [Pattern; 46] = [
    words("a list of numbers", |n| format!("Resolutions {n}, ")),
    words("one list of numbers", |n| if n == 0 { "Resolutions 1".into() } else { format!(", {n}") }),
    words("citations in a line", |n| format!("Resolution {n} (Rev. Dubai, 2018), ")),
    words("citations without edition", |n| format!("Resolution {n}, ")),
    words("one citation again", |_| "Resolution 130 (Rev. Dubai, 2018), ".into()),
    words("ITU-T recommendations", |_| "ITU-T X.1205 ".into()),
    words("editions", |_| "(Dubai, 2018) ".into()),
    words("references in a line", |_| "considering a) above, ".into()),
    words("paragraphs", |n| format!("paragraph {n} below, ")),
    words("footnote marks", |n| format!("word[^{n}] ")),
    words("one footnote mark", |_| "word[^1] ".into()),
    words("square brackets", |_| "[".into()),
    words("round brackets", |_| "(".into()),
    words("quotation marks", |_| "\"x ".into()),
    words("comments", |_| "{>>x<<} y ".into()),
    words("openers of marks", |_| "{++".into()),
    words("emphasis", |_| "*x* _y_ ".into()),
    words("abbreviations", |n| format!("AB{}{} ", letter(n).to_ascii_uppercase(), letter(n / 26).to_ascii_uppercase())),
    words("an abbreviation again", |_| "big towers (BT) ".into()),
    words("stray spaces", |_| " , x".into()),
    words("a word twice", |_| "the the ".into()),
    words("misspelt names", |_| "the Radio Comunication Bureau ".into()),
    words("labels in a line", |_| "; a) the towers".into()),
    words("a long line", |_| "some words of a long line go on ".into()),
    words("one long word", |_| "word".into()),
    lines("a citation a clause", |n| format!("{})\tthat Resolution {n} (Rev. Dubai, 2018) stands;\n", misplaced(n))),
    lines("a reference a clause", |n| format!("{})\tthat considering {}) above says;\n", misplaced(n), letter(n + 3))),
    lines("a clause twice", |n| {
        format!("{})\tthat the towers on the coast of the sea stand and fall;\n", misplaced(n))
    }),
    lines("tracked changes", |n| format!("{})\tthat {{++new++}} {{--old--}} stand;\n", misplaced(n))),
    lines("marks that are not closed", |_| "a)\tthat {++new stand;\n".into()),
    lines("clauses without labels", |_| "that towers stand;\n".into()),
    lines("numbers in order", |n| format!("{}\tto wait for tower {n};\n", n + 1)),
    lines("numbers out of order", |n| format!("{}\tto wait for tower {n};\n", n * 7 % 97 + 1)),
    lines("lists within a list", |n| if n % 2 == 0 { "a)\tx;\n".into() } else { "i)\ty;\n".into() }),
    lines("doubtful labels", |n| format!("{})\tthat;\n", ["i", "v", "x", "ii"][n % 4])),
    parts("sections", |_| "considering\na)\tthat one;\nb)\tthat two,\n".into()),
    parts("misspelt calls", |_| "considring\na)\tthat one;\nb)\tthat two,\n".into()),
    parts("annexes", |n| format!("ANNEX {n}\n§ {n} of the annex\n")),
    parts("empty lines", |_| "\r\n".into()),
    parts("footnotes", |n| format!("[^{n}]: note\n")),
    bare("headings", |n| format!("RESOLUTION {n} (Rev. New Delhi, 2024)\n")),
    bare("texts", |n| {
        format!("{}considering\nthat towers stand,\nresolves\nto wait.\n", HEAD.replace("50", &n.to_string()))
    }),
    configuration("rules that are none", "[rules]\n", |n| format!("rule-{n} = \"off\"\n"), ""),
    configuration("globs", "adopted = [", |n| format!("\"a{n}/**/*.txt\", "), "]\n"),
    configuration(
        "accepted findings",
        "",
        |n| format!("[[accept]]\nrule = \"stale-revision\"\ntext = \"Resolution {n}\"\n"),
        "",
    ),
    Pattern {
        name: "rows of one number",
        file: "rows.jsonl",
        before: "",
        part: |n| {
            let year = 1900 + n % 200;
            format!(
                "{{\"resolution\": \"50\", \"body\": \"WTSA\", \"place\": \"New Delhi\", \"year\": {year}, \"source\": \"x\"}}\n"
            )
        },
        after: "",
    },
];

impl Pattern {
    /// So many parts.
    fn text(&self, parts: usize) -> String {
        let head = if self.file == "draft.resolution" { HEAD } else { "" };
        let middle: String = (0..parts).map(self.part).collect();
        format!("{head}{}{middle}{}", self.before, self.after)
    }

    /// The instructions of a check of so many parts.
    fn cost(&self, parts: usize) -> u64 {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file can be written");
        write("right.resolution", &format!("{HEAD}considering\nthat towers stand,\nresolves\nto wait.\n"));
        if self.file == "rows.jsonl" {
            write("rapporteur.toml", "data = [\"rows.jsonl\"]\n");
        }
        write(self.file, &self.text(parts));
        let mut program = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        program.args(["check", "--output-format", "json"]).current_dir(folder.path());
        callgrind::instructions(&program)
    }

    /// What it costs, and how much more each greater input costs.
    fn growth(&self) -> (u64, Vec<f64>) {
        let few = 50;
        let part_bytes = ((self.text(few).len() - self.text(0).len()) / few).max(1);
        let none = self.cost(0);
        let cost = |parts: usize| self.cost(parts).saturating_sub(none).max(1);
        let mut parts = SMALL_BYTES / part_bytes;
        let mut small = cost(parts);
        // In little that is cheap, what is looked at on either side of each place still grows with the input.
        if small < CHEAP {
            parts *= 4;
            small = cost(parts);
        }
        (small, GROWTH.iter().map(|(times, _)| cost(parts * times) as f64 / (small + NOISE) as f64).collect())
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("run me with `cargo bench --bench growth`");
        return ExitCode::SUCCESS;
    }
    let chosen: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let is_chosen =
        |pattern: &&Pattern| chosen.is_empty() || chosen.iter().any(|word| pattern.name.contains(word.as_str()));
    let patterns: Vec<&Pattern> = PATTERNS.iter().filter(is_chosen).collect();
    println!("{:>26} {:>18} {:>8} {:>8}", "", "M instructions", "4 times", "16 times");
    let (next, within) = (AtomicUsize::new(0), Mutex::new(true));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(pattern) = patterns.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (small, growth) = pattern.growth();
                    let met = growth.iter().zip(GROWTH).all(|(growth, (_, goal))| *growth <= goal);
                    let told: String = growth.iter().map(|growth| format!(" {growth:>8.1}")).collect();
                    let verdict = if met { "" } else { "  TOO MUCH" };
                    println!("{:>26} {:>18.1}{told}{verdict}", pattern.name, small as f64 / 1e6);
                    *within.lock().expect("no thread panics") &= met;
                }
            });
        }
    });
    if within.into_inner().expect("no thread panics") { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
