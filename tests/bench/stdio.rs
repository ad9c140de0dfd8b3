//! The least client that can be timed: it writes and reads on one thread, and looks for what it waits for in the bytes
//! of a message, so that its own work does not blur the server's.
#![allow(dead_code)] // Each bench uses its own part.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use memchr::memmem;
use serde_json::{Value, json};

use super::draft::Draft;

const URI: &str = "file:///drafts/bench.resolution";

/// A server with the draft open.
pub struct Session {
    server: Child,
    /// Shared with the thread that writes a burst.
    stdin: Arc<Mutex<ChildStdin>>,
    stdout: BufReader<ChildStdout>,
    version: usize,
    body: Vec<u8>,
    /// The server has told that some work has ended.
    progress_ended: bool,
}

/// Resident memory in megabytes (10^6 bytes).
pub struct Memory {
    pub now: f64,
    pub peak: f64,
    /// What of it is the process's own, and not read from its file.
    pub anonymous: f64,
}

impl Session {
    /// Starts the server, opens the draft, and waits for its first diagnostics.
    pub fn open(command: Command, draft: &Draft) -> Self {
        let capabilities = json!({
            "general": { "positionEncodings": ["utf-16"] },
            "textDocument": { "publishDiagnostics": { "versionSupport": true } },
        });
        Self::open_as(command, draft, capabilities)
    }

    /// The same as a client that can do all of this. It must not pull diagnostics: they are pushed to one that cannot.
    pub fn open_as(command: Command, draft: &Draft, capabilities: Value) -> Self {
        let mut session = Self::start(command, capabilities, Value::Null);
        session.open_draft(draft);
        session
    }

    /// Opens the draft, and waits for its first diagnostics.
    pub fn open_draft(&mut self, draft: &Draft) {
        let document = json!({ "uri": URI, "languageId": "resolution", "version": 1, "text": draft.text });
        self.send(&notification("textDocument/didOpen", json!({ "textDocument": document })));
        self.wait_for_diagnostics();
    }

    /// Starts the server for a client with such folders; nothing is open yet.
    pub fn start(mut command: Command, capabilities: Value, folders: Value) -> Self {
        let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the server starts");
        let stdin = Arc::new(Mutex::new(server.stdin.take().expect("it is piped")));
        let stdout = BufReader::with_capacity(1 << 16, server.stdout.take().expect("it is piped"));
        let mut session = Session { server, stdin, stdout, version: 1, body: Vec::new(), progress_ended: false };
        session.send(&request(
            "initialize",
            json!({ "processId": std::process::id(), "workspaceFolders": folders, "capabilities": capabilities }),
        ));
        session.wait_for_answer();
        session.send(&notification("initialized", json!({})));
        session
    }

    /// Reads up to the end of some work that the server tells of.
    pub fn wait_for_progress(&mut self) {
        while !self.progress_ended {
            self.read();
        }
    }

    /// Whether some work that the server tells of has ended, as far as was read.
    pub fn progress_has_ended(&self) -> bool {
        self.progress_ended
    }

    /// A letter in a word in the middle of the draft, or its removal, until the diagnostics of that version are there.
    pub fn key(&mut self, draft: &Draft) -> Duration {
        let change = self.next_change(draft);
        let start = Instant::now();
        self.send(&change);
        self.wait_for_diagnostics();
        start.elapsed()
    }

    /// The next edit: a letter comes, and goes with the edit after.
    pub fn next_change(&mut self, draft: &Draft) -> Vec<u8> {
        self.version += 1;
        let (end, text) = if self.version.is_multiple_of(2) { (0, "x") } else { (1, "") };
        let range = json!({ "start": draft.position(0), "end": draft.position(end) });
        notification(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": URI, "version": self.version },
                "contentChanges": [{ "range": range, "text": text }],
            }),
        )
    }

    /// A hover where the edits are.
    pub fn hover(&self, draft: &Draft) -> Vec<u8> {
        request("textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": draft.position(0) }))
    }

    /// A request about the draft; `params` are without its name.
    pub fn about(method: &str, mut params: Value) -> Vec<u8> {
        params["textDocument"] = json!({ "uri": URI });
        request(method, params)
    }

    /// Sends a request, and reads up to its answer.
    pub fn ask(&mut self, request: &[u8]) -> &[u8] {
        self.send(request);
        self.wait_for_answer();
        &self.body
    }

    pub fn send(&self, message: &[u8]) {
        write(&self.stdin, message);
    }

    /// Reads up to the diagnostics of the current version. Returns how many bytes they were.
    pub fn wait_for_diagnostics(&mut self) -> usize {
        while self.read() != Some(self.version) {}
        self.body.len()
    }

    /// Edits the draft twice, so that it is what it was. Returns how many bytes of diagnostics came.
    pub fn ask_for_diagnostics(&mut self, draft: &Draft) -> usize {
        let edits = [self.next_change(draft), self.next_change(draft)].concat();
        self.send(&edits);
        self.wait_for_diagnostics()
    }

    /// Opens another draft, and waits for nothing.
    pub fn open_beside(&self, name: &str, text: &str) {
        let uri = format!("file:///drafts/{name}.resolution");
        let document = json!({ "uri": uri, "languageId": "resolution", "version": 0, "text": text });
        self.send(&notification("textDocument/didOpen", json!({ "textDocument": document })));
    }

    /// Sends everything while reading, up to the diagnostics of the current version and the answer to a request, in
    /// either order. Returns when the answer came, and how many diagnostics were published.
    pub fn send_and_count(&mut self, messages: &[u8]) -> (Instant, usize) {
        let stdin = Arc::clone(&self.stdin);
        std::thread::scope(|scope| {
            scope.spawn(move || write(&stdin, messages));
            let (mut answered, mut publications, mut current) = (None, 0, false);
            while answered.is_none() || !current {
                match self.read() {
                    Some(version) => {
                        publications += 1;
                        current |= version == self.version;
                    }
                    None if self.is_answer() => answered = Some(Instant::now()),
                    None => {}
                }
            }
            (answered.expect("the loop waits for it"), publications)
        })
    }

    fn wait_for_answer(&mut self) {
        self.read();
        while !self.is_answer() {
            self.read();
        }
    }

    fn is_answer(&self) -> bool {
        memmem::find(&self.body, br#""method":"#).is_none()
    }

    /// Reads a message into `body`. Returns the version that it publishes diagnostics for, if that is what it does.
    /// Requests of the server are answered with null.
    fn read(&mut self) -> Option<usize> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(self.stdout.read_line(&mut line).expect("headers are text"), 0, "the server ended");
            match line.trim_end() {
                "" => break,
                header => {
                    length = header.strip_prefix("Content-Length: ").and_then(|n| n.parse().ok()).unwrap_or(length);
                }
            }
        }
        self.body.resize(length, 0);
        self.stdout.read_exact(&mut self.body).expect("a message is whole");
        self.progress_ended |= memmem::find(&self.body, br#""kind":"end""#).is_some();
        if memmem::find(&self.body, br#""textDocument/publishDiagnostics""#).is_some() {
            let digits = memmem::rfind(&self.body, br#""version":"#)? + br#""version":"#.len();
            let digits = self.body[digits..].iter().take_while(|byte| byte.is_ascii_digit());
            return Some(digits.fold(0, |number, digit| number * 10 + usize::from(digit - b'0')));
        }
        if memmem::find(&self.body, br#""id":"#).is_some() && !self.is_answer() {
            let request: Value = serde_json::from_slice(&self.body).expect("a message is JSON");
            self.send(&framed(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": null })));
        }
        None
    }

    /// What the server holds in memory, where the system tells (`VmRSS` and `VmHWM` of Linux).
    pub fn memory(&self) -> Option<Memory> {
        memory_of(self.server.id())
    }

    /// Ends the session, in order.
    pub fn end(mut self) {
        self.send(&request("shutdown", Value::Null));
        self.wait_for_answer();
        self.send(&notification("exit", Value::Null));
        self.server.wait().expect("it was started here");
    }
}

/// The time that so many percent of some times do not pass, in milliseconds.
pub fn percentile(times: &[Duration], percent: usize) -> f64 {
    let mut times = times.to_vec();
    times.sort();
    milliseconds(times[(times.len() - 1) * percent / 100])
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

pub fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}

/// What a process holds in memory, where the system tells.
pub fn memory_of(process: u32) -> Option<Memory> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let megabytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kilobytes: f64 = line.trim_start_matches(':').trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kilobytes * 1024.0 / 1e6)
    };
    Some(Memory { now: megabytes("VmRSS")?, peak: megabytes("VmHWM")?, anonymous: megabytes("RssAnon")? })
}

fn write(stdin: &Mutex<ChildStdin>, bytes: &[u8]) {
    let mut stdin = stdin.lock().expect("no writer panics");
    stdin.write_all(bytes).expect("the server reads");
}

/// A request, about a draft or about none.
pub fn request(method: &str, params: Value) -> Vec<u8> {
    framed(&match params {
        Value::Null => json!({ "jsonrpc": "2.0", "id": 1, "method": method }),
        params => json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }),
    })
}

fn notification(method: &str, params: Value) -> Vec<u8> {
    framed(&match params {
        Value::Null => json!({ "jsonrpc": "2.0", "method": method }),
        params => json!({ "jsonrpc": "2.0", "method": method, "params": params }),
    })
}

fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}
