//! A long session: a client of many hands drives the server, knows what it must answer, and sees that its memory stays.
//!
//! `cargo bench --bench soak -- --minutes 20` edits ten drafts at random, saves, undoes, renames, asks for everything that can be
//! asked, and cancels; now and then it compares the findings with those of the library for the same texts, and every answer with
//! that of a server that was only just started on them. The first wrong one ends it, with the texts in a folder that is named.
//! `--seed N` repeats a session's choices; how many of them fit into the time differs.

mod draft;
mod stdio;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use rapporteur::rules::{Severity, check};
use rapporteur::syntax::Document;
use rapporteur::text::{Buffer, Encoding, Span, offset_of, position_of};
use rapporteur::workspace::Workspace;
use serde_json::{Value, json};
use support::Client;

const DRAFTS: usize = 10;
/// Drafts grow to this and begin again, in bytes.
const MOST_BYTES: usize = 40_000;
/// Steps between two comparisons.
const STEPS: usize = 200;
/// Steps between two looks at the memory, with the texts of the beginning open.
const REST: usize = 2_000;
/// By how much memory may grow from the middle of the session to its end. Before that it fills up: each thread's allocator keeps
/// what its largest answer took.
const GROWTH: f64 = 1.2;

/// What is written into drafts.
const PIECES: [&str; 24] = [
    "",
    "",
    "",
    " ",
    "\n",
    "\t",
    ";",
    ",",
    ":",
    "(",
    ")",
    "a)\tthat bells ring;\n",
    "k)",
    "2\tto wait;\n",
    "considering b) above",
    "é",
    "Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
    "{++a new word++}",
    "{--",
    "--}",
    "considering\n",
    "resolves\n",
    "ITU-T X.1205",
    "the the ",
];

/// What is asked at a place.
const AT_PLACE: [&str; 6] = [
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/completion",
    "textDocument/prepareRename",
];

/// What is asked of a file.
const OF_FILE: [&str; 6] = [
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/documentLink",
    "textDocument/semanticTokens/full",
    "textDocument/codeLens",
    "textDocument/formatting",
];

/// A source of chances (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }
}

/// A draft as the client has it.
struct Draft {
    uri: String,
    first: String,
    text: Buffer,
    version: i32,
}

impl Draft {
    fn text(&self) -> String {
        self.text.rope().to_string()
    }

    fn position(&self, at: u32) -> Value {
        let position = position_of(self.text.rope(), at, Encoding::Utf16);
        json!({ "line": position.line, "character": position.column })
    }

    /// A place of the text, between two characters.
    fn place(&self, chance: &mut Chance) -> u32 {
        let rope = self.text.rope();
        rope.char_to_byte(chance.below(rope.len_chars() + 1)) as u32
    }
}

struct Soak {
    client: Client,
    drafts: Vec<Draft>,
    chance: Chance,
    compared: usize,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("run me with `cargo bench --bench soak`");
        return ExitCode::SUCCESS;
    }
    let number = |name: &str| -> Option<f64> {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)?.parse().ok()
    };
    let time = Duration::from_secs_f64(60.0 * number("--minutes").unwrap_or(2.0));
    let seed = number("--seed").map_or_else(|| jiff::Timestamp::now().as_microsecond() as u64, |seed| seed as u64);
    println!("a session of {} s, --seed {seed}", time.as_secs());
    let mut soak = Soak::new(seed);
    let start = Instant::now();
    let (mut steps, mut memory) = (0, Vec::new());
    while start.elapsed() < time {
        for _ in 0..STEPS {
            soak.step();
        }
        steps += STEPS;
        if let Err(wrong) = soak.compare() {
            let folder = std::env::temp_dir().join(format!("rapporteur-soak-{seed}"));
            fs::create_dir_all(&folder).expect("a folder can be made");
            for (nth, draft) in soak.drafts.iter().enumerate() {
                fs::write(folder.join(format!("{nth}.resolution")), draft.text()).expect("a file can be written");
            }
            println!("{wrong}\nafter {steps} steps; the texts are in {}\n0 passed, 1 failed", folder.display());
            return ExitCode::FAILURE;
        }
        if steps % REST == 0 {
            memory.extend(soak.memory_of_first_texts());
        }
    }
    println!("{steps} steps, {} answers compared, none wrong", soak.compared);
    let grown = match (memory.get(memory.len() / 2), memory.last()) {
        (Some(middle), Some(end)) => {
            println!("memory: {middle:.1} MB in the middle, {end:.1} MB at the end");
            *end > middle * GROWTH
        }
        _ => {
            println!("memory is only measured where there is a /proc, every {REST} steps");
            false
        }
    };
    println!("{} passed, {} failed", u8::from(!grown), u8::from(grown));
    if grown { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// A server that is asked for diagnostics, and holds none back.
fn server() -> Client {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp");
    let mut client = Client::start(command);
    client.initialize(json!({
        "processId": std::process::id(),
        "initializationOptions": { "quietWhileWriting": false },
        "capabilities": {
            "general": { "positionEncodings": ["utf-16"] },
            "textDocument": { "diagnostic": {}, "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } },
            "workspace": { "workspaceEdit": { "documentChanges": true } },
        },
    }));
    client
}

impl Soak {
    fn new(seed: u64) -> Soak {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drafts");
        let mut files: Vec<_> =
            fs::read_dir(folder).expect("the drafts").map(|file| file.expect("a file").path()).collect();
        files.retain(|file| file.extension().is_some_and(|it| it == "resolution"));
        files.sort();
        let mut client = server();
        let drafts: Vec<Draft> = (0..DRAFTS)
            .map(|nth| {
                let first = fs::read_to_string(&files[nth % files.len()]).expect("a draft can be read");
                let uri = format!("file:///soak/{nth}.resolution");
                client.open(&uri, "resolution", &first);
                Draft { uri, text: Buffer::new(&first), first, version: 1 }
            })
            .collect();
        // Zero has no successor.
        Soak { client, drafts, chance: Chance(seed | 1), compared: 0 }
    }

    /// What the server holds of its own, in megabytes, once all texts are again as they were first; where the system tells.
    fn memory_of_first_texts(&mut self) -> Option<f64> {
        for nth in 0..self.drafts.len() {
            self.begin_again(nth);
        }
        for draft in &self.drafts {
            let params = json!({ "textDocument": { "uri": draft.uri } });
            self.client.request("textDocument/diagnostic", params).expect("an answer");
        }
        stdio::memory_of(self.client.process_id()).map(|memory| memory.anonymous)
    }

    fn step(&mut self) {
        let nth = self.chance.below(self.drafts.len());
        match self.chance.below(20) {
            0..12 => self.edit(nth),
            12 => {
                self.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": self.drafts[nth].uri } }))
            }
            13 => self.rename(nth),
            14 => self.begin_again(nth),
            15 | 16 => {
                let (method, params) = self.question(nth);
                let id = self.client.send_request(method, params);
                self.client.notify("$/cancelRequest", json!({ "id": id }));
                if let Err(error) = self.client.wait_for_response(id) {
                    let cancelled = [-32800, -32801].map(Value::from).contains(&error["code"]);
                    assert!(cancelled || is_refusal(&error), "{method}: {error}");
                }
            }
            _ => {
                let (method, params) = self.question(nth);
                if let Err(error) = self.client.request(method, params) {
                    assert!(is_refusal(&error), "{method}: {error}");
                }
            }
        }
    }

    /// Some thing to ask about a draft.
    fn question(&mut self, nth: usize) -> (&'static str, Value) {
        let of_file = self.chance.below(3) == 0;
        let methods = if of_file { OF_FILE } else { AT_PLACE };
        let method = methods[self.chance.below(methods.len())];
        let draft = &self.drafts[nth];
        (method, asked(draft, method, draft.place(&mut self.chance)))
    }

    fn edit(&mut self, nth: usize) {
        let mut changes = Vec::new();
        for _ in 0..=self.chance.below(3) {
            let draft = &mut self.drafts[nth];
            let rope = draft.text.rope();
            let from = self.chance.below(rope.len_chars() + 1);
            let longest = if self.chance.below(10) == 0 { 200 } else { 6 };
            let to = (from + self.chance.below(longest)).min(rope.len_chars());
            let span = Span::of(rope.char_to_byte(from)..rope.char_to_byte(to));
            let piece = PIECES[self.chance.below(PIECES.len())];
            changes.push(json!({
                "range": { "start": draft.position(span.start), "end": draft.position(span.end) },
                "text": piece,
            }));
            draft.text.replace(span, piece);
        }
        self.change(nth, changes);
        if self.drafts[nth].text.rope().len_bytes() > MOST_BYTES {
            self.begin_again(nth);
        }
    }

    /// The whole text is replaced by that of the beginning.
    fn begin_again(&mut self, nth: usize) {
        let draft = &mut self.drafts[nth];
        draft.text = Buffer::new(&draft.first);
        let change = json!({ "text": draft.first });
        self.change(nth, vec![change]);
    }

    fn change(&mut self, nth: usize, changes: Vec<Value>) {
        let draft = &mut self.drafts[nth];
        draft.version += 1;
        let params = json!({
            "textDocument": { "uri": draft.uri, "version": draft.version },
            "contentChanges": changes,
        });
        self.client.notify("textDocument/didChange", params);
    }

    /// Gives what stands at some place another label, if the server does, and makes its edits.
    fn rename(&mut self, nth: usize) {
        let draft = &self.drafts[nth];
        let name = ["b", "c", "2", "i", "4"][self.chance.below(5)];
        let mut params = asked(draft, "textDocument/rename", draft.place(&mut self.chance));
        params["newName"] = name.into();
        let Ok(done) = self.client.request("textDocument/rename", params) else { return };
        for file in done["documentChanges"].as_array().into_iter().flatten() {
            let uri = file["textDocument"]["uri"].as_str().expect("a file");
            let nth = self.drafts.iter().position(|draft| draft.uri == uri).expect("an open draft");
            let draft = &mut self.drafts[nth];
            assert_eq!(file["textDocument"]["version"], draft.version);
            let mut edits: Vec<Value> = file["edits"].as_array().expect("edits").clone();
            let at = |edit: &Value, end: &str| {
                let place = &edit["range"][end];
                let number = |name: &str| place[name].as_u64().expect("a number") as u32;
                let position = rapporteur::text::Position { line: number("line"), column: number("character") };
                offset_of(draft.text.rope(), position, Encoding::Utf16).expect("a place of the text")
            };
            // The last first, so that the places before stay.
            edits.sort_by_key(|edit| std::cmp::Reverse(at(edit, "start")));
            let made: Vec<(Span, String)> = edits
                .iter()
                .map(|edit| {
                    (
                        Span::new(at(edit, "start"), at(edit, "end")),
                        edit["newText"].as_str().expect("a text").to_owned(),
                    )
                })
                .collect();
            for (span, text) in made {
                draft.text.replace(span, &text);
            }
            let changes =
                edits.into_iter().map(|edit| json!({ "range": edit["range"], "text": edit["newText"] })).collect();
            self.change(nth, changes);
        }
    }

    /// Compares what the server says with what it must say.
    fn compare(&mut self) -> Result<(), String> {
        let mut workspace = Workspace::new(jiff::Zoned::now().date());
        let files: Vec<_> = self
            .drafts
            .iter()
            .map(|draft| {
                let file = workspace.fresh_id();
                let document = Document::read(&draft.text());
                workspace.set_draft(file, None, document.clone());
                (file, document)
            })
            .collect();
        let snapshot = workspace.snapshot();
        let mut fresh = server();
        for draft in &self.drafts {
            fresh.open(&draft.uri, "resolution", &draft.text());
        }
        // Other drafts are known as they were last read: all are read before the first comparison.
        for draft in &self.drafts {
            let params = json!({ "textDocument": { "uri": draft.uri } });
            for server in [&mut self.client, &mut fresh] {
                server.request("textDocument/diagnostic", params.clone()).map_err(|error| error.to_string())?;
            }
        }
        for (draft, (file, document)) in self.drafts.iter().zip(&files) {
            let params = json!({ "textDocument": { "uri": draft.uri } });
            let report = self.client.request("textDocument/diagnostic", params).map_err(|error| error.to_string())?;
            let mut said: Vec<String> = report["items"].as_array().into_iter().flatten().map(said_of).collect();
            let known = check(document, *file, &snapshot);
            let mut known: Vec<String> = known
                .iter()
                .map(|it| {
                    let finding = &it.finding;
                    let severity = match finding.severity {
                        Severity::Error => 1,
                        Severity::Warning => 2,
                        Severity::Information => 3,
                        Severity::Hint => 4,
                    };
                    let start = draft.position(finding.span.start);
                    format!(
                        "{}:{} {severity} {} {}",
                        start["line"], start["character"], finding.rule.name, finding.message
                    )
                })
                .collect();
            // What references meant before is known to whoever saw the edits.
            let is_memory = |it: &String| it.contains(" moved-reference ");
            said.retain(|it| !is_memory(it));
            known.retain(|it| !is_memory(it));
            said.sort();
            known.sort();
            self.compared += 1;
            if said != known {
                return Err(difference(&draft.uri, "diagnostics", &known.join("\n"), &said.join("\n")));
            }
            for method in AT_PLACE.iter().chain(&OF_FILE) {
                let params = asked(draft, method, draft.place(&mut self.chance));
                let answers =
                    [&mut self.client, &mut fresh].map(|server| server.request(method, params.clone()).map(comparable));
                let [said, wanted] = answers.map(|it| format!("{it:#?}"));
                self.compared += 1;
                if said != wanted {
                    return Err(difference(&draft.uri, &format!("{method} {params}"), &wanted, &said));
                }
            }
        }
        Ok(())
    }
}

/// The parameters of a request about a draft, and a place of it.
fn asked(draft: &Draft, method: &str, at: u32) -> Value {
    let mut params = json!({ "textDocument": { "uri": draft.uri } });
    if method == "textDocument/formatting" {
        params["options"] = json!({ "tabSize": 8, "insertSpaces": false });
    } else if !OF_FILE.contains(&method) {
        params["position"] = draft.position(at);
    }
    if method == "textDocument/references" {
        params["context"] = json!({ "includeDeclaration": true });
    }
    params
}

/// An answer without the names that a server gives to its results and what it tells itself in them.
fn comparable(mut answer: Value) -> Value {
    match &mut answer {
        Value::Object(fields) => {
            fields.retain(|name, _| name != "resultId" && name != "data");
            fields.values_mut().for_each(|field| *field = comparable(field.take()));
        }
        Value::Array(items) => {
            items.iter_mut().for_each(|item| *item = comparable(item.take()));
            // Drafts are told in the order in which they came to be known.
            if items.iter().all(|item| item["uri"].is_string()) {
                items.sort_by_key(Value::to_string);
            }
        }
        _ => {}
    }
    answer
}

fn said_of(diagnostic: &Value) -> String {
    let start = &diagnostic["range"]["start"];
    let text = |name: &str| diagnostic[name].as_str().unwrap_or_default().to_owned();
    format!("{}:{} {} {} {}", start["line"], start["character"], diagnostic["severity"], text("code"), text("message"))
}

fn difference(uri: &str, what: &str, wanted: &str, said: &str) -> String {
    let lines = |one: &str, other: &str, sign: char| -> String {
        let other: Vec<&str> = other.lines().collect();
        one.lines().filter(|line| !other.contains(line)).take(20).map(|line| format!("{sign} {line}\n")).collect()
    };
    format!("WRONG: {uri}: {what}\n{}{}", lines(wanted, said, '-'), lines(said, wanted, '+'))
}

/// Whether a server says in words why it does not do what is asked: LSP's `RequestFailed`.
fn is_refusal(error: &Value) -> bool {
    error["code"] == -32803
}
