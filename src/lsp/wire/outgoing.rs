//! Everything that goes to the client, through one place: whole frames, in the order they were sent.
//!
//! Nobody who sends ever waits for the client to read: a thread of its own writes. (Writing on the sender's thread where the
//! pipe has room made 0.04 ms of a key's 1.3 ms.) But who makes more to be sent waits: while a client leaves more than
//! [`MOST_UNSENT`] unread, nothing that it says is read, and no request is begun.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Id;

use super::frame::Frame;
use super::spelling::Spellings;

/// So many bytes may wait for the client to read them before it is not listened to any more. What is being answered then, by as
/// many threads as there are for requests, comes on top.
const MOST_UNSENT: usize = 32 << 20;

/// So many bytes are written together: what still waits can be replaced.
const BATCH: usize = 64 << 10;

/// A handle to send to the client with. Clones are cheap and share one output.
#[derive(Clone)]
pub struct Outgoing {
    shared: Arc<Shared>,
}

struct Shared {
    output: File,
    queue: Mutex<FrameQueue>,
    /// Signalled when there is something for the writer thread to do.
    filled: Condvar,
    /// Signalled when the writer thread has nothing left.
    drained: Condvar,
    /// Signalled when no more than [`MOST_UNSENT`] is left.
    roomy: Condvar,
    spellings: Spellings,
    /// The client wants to hear how long its messages took.
    traced: AtomicBool,
}

#[derive(Default)]
struct FrameQueue {
    frames: VecDeque<Waiting>,
    /// The writer thread is writing frames that it took.
    writing: bool,
    /// Bytes that wait or are being written.
    unsent: usize,
}

struct Waiting {
    frame: Frame,
    /// What it says the newest of: the next of the same name replaces it.
    name: Option<String>,
}

#[derive(Serialize)]
struct Notification<'a, P> {
    jsonrpc: &'static str,
    method: &'a str,
    params: &'a P,
}

impl Outgoing {
    /// Takes over standard output, and starts the thread that writes to it.
    pub fn stdout() -> io::Result<Self> {
        Self::new(raw_stdout()?)
    }

    /// Writes to a file, a pipe or a socket, on a thread of its own.
    pub(crate) fn new(output: File) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            output,
            queue: Mutex::default(),
            filled: Condvar::new(),
            drained: Condvar::new(),
            roomy: Condvar::new(),
            spellings: Spellings::default(),
            traced: AtomicBool::new(false),
        });
        let writer = Arc::clone(&shared);
        thread::Builder::new().name("writer".into()).spawn(move || writer.write_forever())?;
        Ok(Outgoing { shared })
    }

    /// Takes a trace value as `initialize` and `$/setTrace` have it: `off`, or anything else.
    pub(super) fn trace(&self, value: Option<&Value>) {
        let traced = value.and_then(Value::as_str).is_some_and(|value| value != "off");
        self.shared.traced.store(traced, Ordering::Relaxed);
    }

    /// Whether the client wants to hear how long its messages took.
    pub(super) fn is_traced(&self) -> bool {
        self.shared.traced.load(Ordering::Relaxed)
    }

    /// Sends a notification. `params` goes straight into the frame's bytes, without a `serde_json::Value` between.
    pub fn notify(&self, method: &str, params: &impl Serialize) {
        self.send(&Notification { jsonrpc: "2.0", method, params });
    }

    /// Sends a notification whose `params` are JSON already; they are trusted to be sound.
    pub fn notify_raw(&self, method: &str, params: &str) {
        self.send_raw(method, params, None);
    }

    /// The same where only the newest counts: one about the same text that still waits is not sent.
    pub(crate) fn notify_newest(&self, method: &str, params: &str, uri: &str) {
        self.send_raw(method, params, Some(format!("{method} {uri}")));
    }

    fn send_raw(&self, method: &str, params: &str, name: Option<String>) {
        let method = serde_json::Value::from(method);
        let body = format!(r#"{{"jsonrpc":"2.0","method":{method},"params":{params}}}"#);
        self.shared.send(Frame::from_body(body.as_bytes()), name);
    }

    /// How the client writes its URIs.
    pub(super) fn spellings(&self) -> &Spellings {
        &self.shared.spellings
    }

    /// Waits while the client leaves too much unread.
    pub(crate) fn wait_for_room(&self) {
        let queue = self.shared.lock();
        drop(self.shared.roomy.wait_while(queue, |queue| queue.unsent > MOST_UNSENT));
    }

    /// Sends an answer that is JSON already; it is trusted to be sound.
    pub(super) fn answer_raw(&self, id: &Id, result: &str) {
        let id = json!(id);
        let body = format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#);
        self.shared.send(Frame::from_body(body.as_bytes()), None);
    }

    pub(super) fn send(&self, message: &impl Serialize) {
        match Frame::new(message) {
            Ok(frame) => self.shared.send(frame, None),
            Err(error) => tracing::error!("a message to the client cannot be written as JSON: {error}"),
        }
    }

    /// Waits until everything sent so far is written, `patience` at most: at the end nobody may read any more.
    pub(super) fn flush(&self, patience: Duration) {
        let queue = self.shared.lock();
        let waiting = |queue: &mut FrameQueue| queue.writing || !queue.frames.is_empty();
        drop(self.shared.drained.wait_timeout_while(queue, patience, waiting));
    }
}

impl Shared {
    fn send(&self, frame: Frame, name: Option<String>) {
        let frame = self.spellings.restore(frame.body()).map_or(frame, |body| Frame::from_body(&body));
        let mut queue = self.lock();
        if let Some(old) = queue.frames.iter().position(|waiting| name.is_some() && waiting.name == name) {
            queue.unsent -= queue.frames.remove(old).map_or(0, |old| old.frame.bytes().len());
        }
        queue.unsent += frame.bytes().len();
        queue.frames.push_back(Waiting { frame, name });
        self.filled.notify_one();
    }

    /// The writer thread. It takes the first of what waits and writes it together.
    fn write_forever(&self) {
        let mut queue = self.lock();
        loop {
            queue.writing = false;
            if queue.frames.is_empty() {
                self.drained.notify_all();
            }
            queue =
                self.filled.wait_while(queue, |queue| queue.frames.is_empty()).unwrap_or_else(PoisonError::into_inner);
            let (mut frames, mut bytes) = (Vec::new(), 0);
            while bytes < BATCH
                && let Some(Waiting { frame, .. }) = queue.frames.pop_front()
            {
                bytes += frame.bytes().len();
                frames.push(frame);
            }
            queue.writing = true;
            drop(queue);
            if let Err(error) = write_all(&self.output, &frames) {
                hang_up(&error);
            }
            drop(frames);
            queue = self.lock();
            queue.unsent -= bytes;
            if queue.unsent <= MOST_UNSENT {
                self.roomy.notify_all();
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, FrameQueue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn write_all(mut output: &File, frames: &[Frame]) -> io::Result<()> {
    if let [frame] = frames {
        return output.write_all(frame.bytes());
    }
    let mut batch = io::BufWriter::with_capacity(64 << 10, output);
    frames.iter().try_for_each(|frame| batch.write_all(frame.bytes()))?;
    batch.flush()
}

/// The client is gone: nobody is left to serve, or to tell.
fn hang_up(error: &io::Error) -> ! {
    tracing::debug!("the client reads no more: {error}");
    std::process::exit(super::exit::status())
}

/// Standard output without the line buffer that `std::io::Stdout` puts before it.
#[cfg(unix)]
fn raw_stdout() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

/// Standard output without the line buffer that `std::io::Stdout` puts before it.
#[cfg(windows)]
fn raw_stdout() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(io::stdout().as_handle().try_clone_to_owned()?.into())
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Read;
    use std::os::fd::OwnedFd;

    use super::*;

    fn piped() -> (io::PipeReader, Outgoing) {
        let (reader, writer) = io::pipe().expect("a pipe");
        (reader, Outgoing::new(OwnedFd::from(writer).into()).expect("a thread"))
    }

    #[test]
    fn what_is_superseded_before_it_was_read_is_not_sent() {
        let (mut reader, outgoing) = piped();
        // More than a pipe holds.
        outgoing.notify_raw("first", &Value::from("x".repeat(1 << 20)).to_string());
        for version in 0..1000 {
            outgoing.notify_newest("publish", &format!("[\"a\",{version}]"), "a");
            outgoing.notify_newest("publish", &format!("[\"b\",{version}]"), "b");
            outgoing.notify_newest("changed", &format!("[\"a\",{version}]"), "a");
        }
        outgoing.notify_raw("last", "0");
        let mut said = Vec::new();
        while !said.ends_with(b"\"params\":0}") {
            let mut room = [0; 4096];
            let read = reader.read(&mut room).expect("the pipe is open");
            said.extend_from_slice(&room[..read]);
        }
        let said = String::from_utf8(said).expect("UTF-8");
        let count = |words: &str| said.matches(words).count();
        assert_eq!(["publish", "changed", "[\"a\",999]", "[\"b\",999]"].map(count), [2, 1, 2, 1]);
    }

    #[test]
    fn who_sends_more_than_is_read_waits_for_room() {
        let (mut reader, outgoing) = piped();
        outgoing.wait_for_room();
        let filling = Value::from("x".repeat(1 << 20)).to_string();
        (0..40).for_each(|_| outgoing.notify_raw("filling", &filling));
        let waiting = outgoing.clone();
        let waiting = thread::spawn(move || waiting.wait_for_room());
        let mut room = vec![0; 4 << 20];
        reader.read_exact(&mut room).expect("the pipe is open");
        assert!(!waiting.is_finished());
        // The rest, but what may stay unread.
        reader.read_exact(&mut vec![0; 6 << 20]).expect("the pipe is open");
        waiting.join().expect("there is room");
        // Whoever is left must not write to a closed pipe: that ends the process.
        thread::spawn(move || io::copy(&mut reader, &mut io::sink()));
        outgoing.flush(Duration::from_secs(30));
    }
}
