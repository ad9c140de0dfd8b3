//! A client for tests: starts a server, and speaks to it over its standard input and output as an editor does.
//!
//! Nothing here sleeps. Whatever is waited for is waited for on the stream of what the server says, [`PATIENCE`] long.
#![allow(dead_code)] // Each test uses its own part.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long a test waits before it fails.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What the client does with the server's requests.
pub enum Replies {
    /// Answers each with `null` as soon as the client looks at it.
    Null,
    /// Leaves them open, for [`Client::wait_for_request`] and [`Client::reply`].
    Never,
}

/// A running server, and what it has said so far. Dropping it kills the server.
pub struct Client {
    pub replies: Replies,
    child: Child,
    stdin: Option<ChildStdin>,
    /// What the server said and nobody looked at yet; closed when its output ends.
    incoming: Receiver<Value>,
    /// What was looked at in vain, in the order it came.
    kept: Vec<Value>,
    log: Option<JoinHandle<String>>,
    next_id: i64,
}

impl Client {
    /// Starts `rapporteur lsp`.
    pub fn rapporteur() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.arg("lsp");
        Self::start(command)
    }

    /// Starts a server.
    pub fn start(mut command: Command) -> Self {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut stderr = child.stderr.take().expect("it is piped");
        let (said, incoming) = channel();
        thread::spawn(move || {
            while let Some(message) = read_message(&mut stdout) {
                if said.send(message).is_err() {
                    break;
                }
            }
        });
        let log = thread::spawn(move || {
            let mut log = Vec::new();
            stderr.read_to_end(&mut log).ok();
            String::from_utf8_lossy(&log).into_owned()
        });
        Client {
            replies: Replies::Null,
            stdin: child.stdin.take(),
            child,
            incoming,
            kept: Vec::new(),
            log: Some(log),
            next_id: 0,
        }
    }

    /// Says `initialize` and `initialized`, and returns what the server answers.
    pub fn initialize(&mut self, params: Value) -> Value {
        let result = self.request("initialize", params).expect("initialize succeeds");
        self.notify("initialized", json!({}));
        result
    }

    /// Opens a document as version 1.
    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Sends a request and waits for its result, or its error.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.send_request(method, params);
        self.wait_for_response(id)
    }

    /// Sends a request, for [`Client::wait_for_response`]. Null `params` are left out.
    pub fn send_request(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        self.send(request(self.next_id, method, params));
        self.next_id
    }

    /// Sends a notification. Null `params` are left out.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(notification(method, params));
    }

    /// Answers a request of the server.
    pub fn reply(&mut self, request: &Value, result: Value) {
        self.send(json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
    }

    /// Sends any JSON.
    pub fn send(&mut self, message: Value) {
        self.send_raw(&framed(&message));
    }

    /// Sends bytes as they are.
    pub fn send_raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("input is open");
        stdin.write_all(bytes).and_then(|()| stdin.flush()).expect("the server reads");
    }

    /// Waits for the answer to a request: its result, or its error.
    pub fn wait_for_response(&mut self, id: impl Into<Value>) -> Result<Value, Value> {
        let id = id.into();
        let answer = self.wait_for(&format!("the answer to {id}"), |said| said["method"].is_null() && said["id"] == id);
        match answer.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(answer["result"].clone()),
        }
    }

    /// Waits for a notification whose params satisfy `wanted`, and returns the params.
    pub fn wait_for_notification(&mut self, method: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut found = self.wait_for(method, |said| said["method"] == method && wanted(&said["params"]));
        found["params"].take()
    }

    /// Waits for a request of the server. Set [`Client::replies`] to `Never` before.
    pub fn wait_for_request(&mut self, method: &str) -> Value {
        self.wait_for(method, |said| said["method"] == method && said.get("id").is_some())
    }

    /// What came so far and was not waited for.
    pub fn unclaimed(&mut self) -> &[Value] {
        while let Ok(said) = self.incoming.try_recv() {
            self.look_at(said);
        }
        &self.kept
    }

    /// The first message, kept or to come, that satisfies `wanted`.
    pub fn wait_for(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&wanted) {
            return self.kept.remove(at);
        }
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let said = match self.incoming.recv_timeout(left) {
                Ok(said) => said,
                Err(why) => panic!("no {what}: {why}; kept: {:#?}", self.kept),
            };
            self.look_at(said);
            if self.kept.last().is_some_and(&wanted) {
                return self.kept.remove(self.kept.len() - 1);
            }
        }
    }

    fn look_at(&mut self, said: Value) {
        let is_request = said.get("id").is_some() && said.get("method").is_some();
        if is_request && matches!(self.replies, Replies::Null) {
            self.reply(&said, Value::Null);
        }
        self.kept.push(said);
    }

    /// Ends the session as the protocol has it.
    pub fn shutdown_and_exit(&mut self) -> ExitStatus {
        self.request("shutdown", Value::Null).expect("shutdown succeeds");
        self.notify("exit", Value::Null);
        self.wait_for_end()
    }

    /// Closes the server's input.
    pub fn close_input(&mut self) {
        self.stdin = None;
    }

    /// Stops reading what the server says: its output is closed after the next message.
    pub fn close_output(&mut self) {
        self.incoming = channel().1;
    }

    /// Waits until the server has ended, which closes its output.
    pub fn wait_for_end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        while let Ok(said) = self.incoming.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            self.kept.push(said);
        }
        assert!(Instant::now() < deadline, "the server does not end");
        self.child.wait().expect("it was started here")
    }

    /// Kills the server and returns what it wrote to standard error.
    pub fn into_log(mut self) -> String {
        self.child.kill().ok();
        self.log.take().map(|log| log.join().expect("reading does not fail")).unwrap_or_default()
    }

    pub fn process_id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        if thread::panicking()
            && let Some(log) = self.log.take().and_then(|log| log.join().ok())
        {
            eprintln!("the server's log:\n{log}");
        }
    }
}

/// A request as JSON.
pub fn request(id: impl Into<Value>, method: &str, params: Value) -> Value {
    let mut message = notification(method, params);
    message["id"] = id.into();
    message
}

/// A notification as JSON.
pub fn notification(method: &str, params: Value) -> Value {
    let mut message = json!({ "jsonrpc": "2.0", "method": method });
    if !params.is_null() {
        message["params"] = params;
    }
    message
}

/// A message as it goes over the wire.
pub fn framed(message: &Value) -> Vec<u8> {
    framed_text(message.to_string().as_bytes())
}

/// Any bytes with the header of a message.
pub fn framed_text(body: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

/// The next message, `None` at the end. Strict: what a server sends must be sound.
fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.strip_suffix("\r\n").expect("a header ends in CR LF") {
            "" => break,
            header => length = header.strip_prefix("Content-Length: ").and_then(|length| length.parse().ok()),
        }
    }
    let mut body = vec![0; length.expect("a message has a Content-Length")];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("a message is JSON"))
}
