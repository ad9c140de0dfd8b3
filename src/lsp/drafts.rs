//! The open drafts. A draft's text is changed by the loop's own thread, in the order of the messages; what was read
//! and found of it is kept behind locks of its own, which only blocking threads take.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use ropey::Rope;
use tower_lsp::ls_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::convert;
use super::diagnostics::Checked;
use super::outline::Outline;
use super::tokens::Tokens;
use super::uri::path_of;
use crate::syntax::{Document, Reader};
use crate::text::{Buffer, Change, Encoding, FileId, Patch};
use crate::workspace::is_resolution;

/// After an edit that arrives during an analysis, how long no other must come before the next analysis. Within one
/// burst it grows each time that the quiet was a deception: on a busy machine a client does not send evenly.
const QUIET: Duration = Duration::from_millis(2);

/// The same where more than [`FEW`] edits wait: then a program types, which nobody watches letter by letter.
const LONG_QUIET: Duration = Duration::from_millis(25);

/// More edits than this nobody types while an analysis runs.
const FEW: u32 = 8;

/// How long an edit waits for the quiet at most.
const PATIENCE: Duration = Duration::from_millis(200);

/// How long after the last edit a burst is over: no hand is faster than this for long.
const BURST_OVER: Duration = Duration::from_millis(50);

/// How often to look where the quiet is there but messages wait to be read.
const SOON: Duration = Duration::from_millis(1);

/// Locks, also where a panic left the lock poisoned: what is behind a lock here is replaced whole, or checked.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An open draft.
pub struct Draft {
    /// As the client wrote it: answers about the draft repeat it.
    pub uri: Uri,
    /// Its file; none for a draft that was never saved.
    pub path: Option<PathBuf>,
    /// The client's name for the kind of text.
    language: String,
    /// Given out when it is first read.
    id: OnceLock<FileId>,
    text: Mutex<Text>,
    /// What was last read of it.
    pub reading: Mutex<Reading>,
    /// What was last found in it.
    pub checked: Mutex<Checked>,
    /// The colours of its words.
    pub tokens: Mutex<Tokens>,
    /// Its outline.
    pub outline: Mutex<Outline>,
    /// The client shows a view or a preview of it, and is told when that is an old one.
    pub shown: AtomicBool,
}

struct Text {
    buffer: Buffer,
    /// As the client counts; only handed back.
    version: i32,
    /// Notifications applied. Clients may count versions as they like; this grows by one.
    revision: u64,
    closed: bool,
    /// Analyses asked for so far.
    wanted: u64,
    /// An analysis runs, or waits for the quiet.
    running: bool,
    edited: Instant,
    /// When the first edit came that the running analysis does not know.
    waiting: Option<Instant>,
    /// Edits since the text was last read.
    unread: u32,
    /// How often the quiet has come in this burst of edits.
    lulls: u32,
}

/// A draft as it was read last.
#[derive(Default)]
pub struct Reading {
    /// None before the first reading, and after one that panicked: then the draft is read anew.
    pub reader: Option<Reader>,
    /// What it says.
    pub document: Option<Document>,
    /// Of the text that was read.
    pub revision: u64,
    /// Of the text that was read.
    pub version: i32,
    /// Whether the server says anything about it.
    pub is_resolution: bool,
}

/// A text to be read, with what has changed since the last.
pub struct Edited {
    /// The text.
    pub rope: Rope,
    /// The text before the change.
    pub before: Rope,
    /// What changed.
    pub patch: Patch,
    /// The client's number for it.
    pub version: i32,
    /// Our number for it.
    pub revision: u64,
}

/// How many drafts were opened: a revision never comes again, also where a draft is closed and opened again.
static OPENINGS: AtomicU64 = AtomicU64::new(1);

impl Draft {
    /// Takes a document that the client has opened.
    pub fn open(document: TextDocumentItem) -> Draft {
        let text = Text {
            buffer: Buffer::new(&document.text),
            version: document.version,
            revision: OPENINGS.fetch_add(1, Ordering::Relaxed) << 32,
            closed: false,
            wanted: 0,
            running: false,
            edited: Instant::now(),
            waiting: None,
            unread: 0,
            lulls: 0,
        };
        Draft {
            path: path_of(&document.uri),
            uri: document.uri,
            language: document.language_id,
            id: OnceLock::new(),
            text: Mutex::new(text),
            reading: Mutex::default(),
            checked: Mutex::default(),
            tokens: Mutex::default(),
            outline: Mutex::default(),
            shown: AtomicBool::new(false),
        }
    }

    /// Its number in the workspace, once it was read.
    pub fn id(&self) -> Option<FileId> {
        self.id.get().copied()
    }

    /// Its number in the workspace, which `give` hands out at first.
    pub fn id_or(&self, give: impl FnOnce() -> FileId) -> FileId {
        *self.id.get_or_init(give)
    }

    /// Applies all changes of a notification, in order. One that names a place outside the text changes nothing, and
    /// is returned.
    pub fn change(
        &self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Vec<crate::text::OutOfText> {
        let mut text = lock(&self.text);
        let mut refused = Vec::new();
        for change in changes {
            let range = change.range.map(|range| (convert::position(range.start), convert::position(range.end)));
            refused.extend(text.buffer.apply(&Change { range, text: change.text }, encoding).err());
        }
        text.version = version;
        text.revision += 1;
        text.unread += 1;
        let now = Instant::now();
        if now - std::mem::replace(&mut text.edited, now) > BURST_OVER {
            text.lulls = 0;
        }
        if text.running && text.waiting.is_none() {
            text.waiting = Some(now);
        }
        refused
    }

    /// The number of its text as it is now.
    pub fn revision(&self) -> u64 {
        lock(&self.text).revision
    }

    /// The client's number for a text that was read of it; none where a newer one was read since.
    pub fn version_of(&self, rope: &Rope) -> Option<i32> {
        let reading = lock(&self.reading);
        let current = reading.document.as_ref().is_some_and(|document| document.rope.is_instance(rope));
        current.then_some(reading.version)
    }

    /// Whether the text has changed since a revision, or is no longer there.
    pub fn is_past(&self, revision: u64) -> bool {
        let text = lock(&self.text);
        text.closed || text.revision != revision
    }

    /// Whether it was edited since it was last read.
    pub fn is_unread(&self) -> bool {
        let revision = self.revision();
        let reading = lock(&self.reading);
        reading.document.is_none() || reading.revision < revision
    }

    /// Whether the client has closed it.
    pub fn is_closed(&self) -> bool {
        lock(&self.text).closed
    }

    /// The text as it is now and what changed since this was last asked, in one step.
    pub fn take(&self) -> Edited {
        let mut text = lock(&self.text);
        text.unread = 0;
        Edited {
            before: text.buffer.before().clone(),
            patch: text.buffer.take_patch(),
            rope: text.buffer.rope().clone(),
            version: text.version,
            revision: text.revision,
        }
    }

    /// Does something unless the text has changed since a revision, or is closed; no edit is applied meanwhile.
    pub fn while_at(&self, revision: u64, act: impl FnOnce()) -> bool {
        let text = lock(&self.text);
        let current = !text.closed && text.revision == revision;
        if current {
            act();
        }
        current
    }

    /// Closes it, and does something that comes after all that [`Draft::while_at`] did.
    pub fn close(&self, act: impl FnOnce()) {
        let mut text = lock(&self.text);
        text.closed = true;
        act();
    }

    /// Asks for an analysis. Says `true` where none runs: the caller is to start one.
    pub fn want_analysis(&self) -> bool {
        let mut text = lock(&self.text);
        text.wanted += 1;
        !std::mem::replace(&mut text.running, true)
    }

    /// How many analyses were asked for: what one that starts now fulfils.
    pub fn wanted(&self) -> u64 {
        lock(&self.text).wanted
    }

    /// Ends the analyses unless more were asked for than `fulfilled`.
    pub fn rest(&self, fulfilled: u64) -> bool {
        let mut text = lock(&self.text);
        text.running = text.wanted != fulfilled && !text.closed;
        !text.running
    }

    /// Whether its edits come in a burst.
    pub fn is_in_burst(&self) -> bool {
        lock(&self.text).lulls > 0
    }

    /// How long to wait before looking again whether the next analysis may begin; none: it may. `caught_up`: nothing
    /// that the client has sent waits to be applied.
    pub fn quiet_in(&self, caught_up: bool) -> Option<Duration> {
        let mut text = lock(&self.text);
        let quiet = if text.unread > FEW { LONG_QUIET } else { QUIET };
        let quiet = quiet.saturating_mul(1 << (2 * text.lulls.min(6)));
        let left = quiet.saturating_sub(text.edited.elapsed());
        let impatient = text.waiting.is_some_and(|since| since.elapsed() >= PATIENCE) || text.closed;
        if impatient || (left.is_zero() && caught_up) {
            text.waiting = None;
            text.lulls += u32::from(!impatient);
            return None;
        }
        text.waiting.get_or_insert_with(Instant::now);
        Some(left.max(SOON))
    }

    /// Whether anything is to be said about the text: the client may know, else its name or its words tell.
    pub fn is_resolution(&self, document: &Document) -> bool {
        self.language == "resolution" || is_resolution(self.path.as_deref(), document)
    }
}
