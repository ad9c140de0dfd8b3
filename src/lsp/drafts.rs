//! The open drafts. A draft's text is changed by the loop's own thread, in the order of the messages; what was read
//! and found of it is kept behind locks of its own, which only blocking threads take.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use ropey::Rope;
use tower_lsp::ls_types::{Range, TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::burst::Burst;
use super::checked::DraftDiagnostics;
use super::convert;
use super::lock::lock;
use super::outline::Outline;
use super::past::{MOST_NEW, Past};
use super::tokens::Tokens;
use super::uri::path_of;
use super::wire::NO_VERSION;
use crate::ide::Writing;
use crate::syntax::{Document, Reader};
use crate::text::{Buffer, Encoding, FileId, Hunk, Patch, Span, TextChange};
use crate::workspace::is_resolution;

pub(super) struct DraftState {
    /// As the client wrote it: answers about the draft repeat it.
    pub uri: Uri,
    /// Its file; none for a draft that was never saved.
    pub path: Option<PathBuf>,
    /// The client's name for the kind of text.
    language: String,
    /// Given out when it is first read.
    id: OnceLock<FileId>,
    text: Mutex<OpenText>,
    /// What was last read of it.
    pub reading: Mutex<LastReading>,
    /// What was last found in it.
    pub checked: Mutex<DraftDiagnostics>,
    /// The colours of its words.
    pub tokens: Mutex<Tokens>,
    pub outline: Mutex<Outline>,
    /// The client shows a view or a preview of it, and is told when that is an old one.
    pub shown: AtomicBool,
    /// See [`DraftState::is_out_of_step`].
    pub out_of_step: Arc<AtomicBool>,
}

struct OpenText {
    buffer: Buffer,
    past: Past,
    /// As the client counts, if it does; only handed back.
    version: Option<i32>,
    /// Notifications applied. Clients may count versions as they like; this grows by one.
    revision: u64,
    closed: bool,
    /// Analyses asked for so far.
    wanted: u64,
    /// An analysis runs, or waits for the quiet.
    running: bool,
    /// What no analysis knows yet.
    burst: Burst,
    /// Where a drafter writes; none before the first edit, and once the text was saved or left.
    writing: Option<Writing>,
}

/// A draft as it was read last.
#[derive(Default)]
pub(super) struct LastReading {
    /// None before the first reading, and after one that panicked: then the draft is read anew.
    pub reader: Option<Reader>,
    pub document: Option<Document>,
    /// Of the text that was read.
    pub revision: u64,
    /// Whether the server says anything about it.
    pub is_resolution: bool,
}

/// A text to be read, with what has changed since the last.
pub(super) struct Edited {
    pub rope: Rope,
    /// The text before the change.
    pub before: Rope,
    pub patch: Patch,
    /// The client's number for it, where it has one.
    pub version: Option<i32>,
    /// Our number for it.
    pub revision: u64,
    /// Where a drafter writes in it.
    pub writing: Option<Writing>,
}

/// How many drafts were opened: a revision never comes again, also where a draft is closed and opened again.
static OPENINGS: AtomicU64 = AtomicU64::new(1);

impl DraftState {
    /// Takes a document that the client has opened.
    pub(super) fn open(document: TextDocumentItem) -> DraftState {
        let text = OpenText {
            buffer: Buffer::new(&document.text),
            past: Past::default(),
            version: version(document.version),
            revision: OPENINGS.fetch_add(1, Ordering::Relaxed) << 32,
            closed: false,
            wanted: 0,
            running: false,
            burst: Burst::new(Instant::now()),
            writing: None,
        };
        DraftState {
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
            out_of_step: Arc::default(),
        }
    }

    /// Its number in the workspace, once it was read.
    pub(super) fn id(&self) -> Option<FileId> {
        self.id.get().copied()
    }

    /// Its number in the workspace, which `give` hands out at first.
    pub(super) fn id_or(&self, give: impl FnOnce() -> FileId) -> FileId {
        *self.id.get_or_init(give)
    }

    /// Applies all changes of a notification, in order. One that names a place outside the text changes nothing, and
    /// is returned; then the draft is out of step.
    pub(super) fn change(
        &self,
        number: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Vec<crate::text::OutOfText> {
        let mut guard = lock(&self.text);
        let text = &mut *guard;
        let mut refused = Vec::new();
        let alone = changes.len() == 1;
        text.past.begin(text.version, text.buffer.rope());
        for change in changes {
            let whole = change.range.is_none();
            if whole {
                self.out_of_step.store(false, Ordering::Relaxed);
            }
            if whole && change.text.len() > MOST_NEW as usize {
                text.past.forget();
            }
            let before = text.buffer.rope().clone();
            let range = change.range.map(|range| (convert::position(range.start), convert::position(range.end)));
            match text.buffer.apply(&TextChange { range, text: change.text }, encoding) {
                Ok(hunk) => {
                    let after = text.buffer.rope();
                    let hunk = if whole { Hunk::between(&before.to_string(), &after.to_string()) } else { Some(hunk) };
                    hunk.into_iter().for_each(|hunk| text.past.change(hunk));
                    text.writing = hunk
                        .map_or(text.writing, |hunk| Writing::after_edit(text.writing, &hunk, [&before, after], alone));
                }
                Err(outside) => {
                    self.out_of_step.store(true, Ordering::Relaxed);
                    refused.push(outside);
                }
            }
        }
        text.past.end(text.buffer.rope());
        text.version = version(number);
        text.revision += 1;
        text.burst.edit(Instant::now());
        refused
    }

    /// Takes note that an edit was lost. Says whether it was in step until now.
    pub(super) fn lose_step(&self) -> bool {
        lock(&self.text).revision += 1;
        !self.out_of_step.swap(true, Ordering::Relaxed)
    }

    /// Whether an edit was lost since the whole text came: the editor shows another text than the server knows, and edits that the
    /// server made of it would change other words.
    pub(super) fn is_out_of_step(&self) -> bool {
        self.out_of_step.load(Ordering::Relaxed)
    }

    /// The number of its text as it is now.
    pub(super) fn revision(&self) -> u64 {
        lock(&self.text).revision
    }

    /// Whether the text has changed since a revision, or is no longer there.
    pub(super) fn is_past(&self, revision: u64) -> bool {
        let text = lock(&self.text);
        text.closed || text.revision != revision
    }

    /// Whether it was edited since it was last read.
    pub(super) fn is_unread(&self) -> bool {
        let revision = self.revision();
        let reading = lock(&self.reading);
        reading.document.is_none() || reading.revision < revision
    }

    /// Whether the client has closed it.
    pub(super) fn is_closed(&self) -> bool {
        lock(&self.text).closed
    }

    /// The text as it is now and what changed since this was last asked, in one step.
    pub(super) fn take(&self) -> Edited {
        let mut text = lock(&self.text);
        Edited {
            before: text.buffer.before().clone(),
            patch: text.buffer.take_patch(),
            rope: text.buffer.rope().clone(),
            version: text.version,
            revision: text.revision,
            writing: text.writing,
        }
    }

    /// Takes note that edits were given out that make another text of it.
    pub(super) fn offer(&self, rope: Rope) {
        lock(&self.text).past.offer(rope);
    }

    /// The text as it was at a version of the client, and what has changed up to a revision. `None` where that is too long ago, or
    /// the text has changed again.
    pub(super) fn since(&self, version: i32, revision: u64) -> Option<(Rope, Patch)> {
        let text = lock(&self.text);
        if text.revision == revision { text.past.since(version) } else { None }
    }

    /// Where a drafter writes in it.
    pub(super) fn writing(&self) -> Option<Writing> {
        lock(&self.text).writing
    }

    /// Takes note that the cursor is within a range. Says whether that may end the writing of a line or a section.
    pub(super) fn see_cursor(&self, range: Range, encoding: Encoding) -> bool {
        let mut text = lock(&self.text);
        let rope = text.buffer.rope().clone();
        let at = |position| convert::offset(&rope, position, encoding).ok();
        let (Some(writing), Some(start), Some(end)) = (&mut text.writing, at(range.start), at(range.end)) else {
            return false;
        };
        let line = |at: u32| rope.byte_to_line((at as usize).min(rope.len_bytes()));
        let (first, last) = (line(writing.seen.start), line(writing.seen.end));
        let is_elsewhere = line(start) > last || line(end) < first;
        if is_elsewhere {
            writing.seen = writing.seen.cover(Span::empty(start));
        }
        is_elsewhere
    }

    /// Takes note that nobody writes in it any more. Says whether somebody did.
    pub(super) fn stop_writing(&self) -> bool {
        lock(&self.text).writing.take().is_some()
    }

    /// Does something unless the text has changed since a revision, or is closed; no edit is applied meanwhile.
    pub(super) fn while_at(&self, revision: u64, act: impl FnOnce()) -> bool {
        let text = lock(&self.text);
        let current = !text.closed && text.revision == revision;
        if current {
            act();
        }
        current
    }

    /// Closes it, and does something that comes after all that [`DraftState::while_at`] did.
    pub(super) fn close(&self, act: impl FnOnce()) {
        let mut text = lock(&self.text);
        text.closed = true;
        act();
    }

    /// Asks for an analysis. Says `true` where none runs: the caller is to start one.
    pub(super) fn want_analysis(&self) -> bool {
        let mut text = lock(&self.text);
        text.wanted += 1;
        !std::mem::replace(&mut text.running, true)
    }

    /// Begins an analysis. Says how many were asked for: so many it fulfils.
    pub(super) fn begin_analysis(&self) -> u64 {
        let mut text = lock(&self.text);
        text.burst.analysed();
        text.wanted
    }

    /// Ends the analyses unless more were asked for than `fulfilled`.
    pub(super) fn rest(&self, fulfilled: u64) -> bool {
        let mut text = lock(&self.text);
        text.running = text.wanted != fulfilled && !text.closed;
        !text.running
    }

    /// When its last edit came, if no analysis knows it.
    pub(super) fn edited(&self) -> Option<Instant> {
        lock(&self.text).burst.edited()
    }

    /// How long to wait before looking again whether the next analysis may begin; none: it may. `caught_up`: nothing
    /// that the client has sent waits to be applied.
    pub(super) fn quiet_in(&self, caught_up: bool) -> Option<Duration> {
        let text = lock(&self.text);
        if text.closed { None } else { text.burst.quiet_in(Instant::now(), caught_up) }
    }

    /// Whether anything is to be said about the text: the client may know, else its name or its words tell.
    pub(super) fn is_resolution(&self, document: &Document) -> bool {
        self.language == "resolution" || is_resolution(self.path.as_deref(), document)
    }
}

fn version(number: i32) -> Option<i32> {
    (number != NO_VERSION).then_some(number)
}
