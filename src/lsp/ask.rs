//! A request's way to an answer: about the text as it was when the request came, on a blocking thread.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{LSPAny, Position, Range, Uri};

use super::convert::{self, About, Converter};
use super::diagnostics::Checked;
use super::drafts::{Draft, lock};
use super::shared::{Read, Shared};
use super::uri::path_of;
use crate::edits::{NotDone, Refused};
use crate::ide::Place;
use crate::syntax::Document;
use crate::text::{Cancellation, Cancelled, Span, offset};
use crate::workspace::{Snapshot, is_resolution, read_file};

/// A text that is asked about.
pub struct Question<'a> {
    /// What all handlers share.
    pub shared: &'a Arc<Shared>,
    /// The draft, where the text is open.
    pub draft: Option<&'a Draft>,
    /// Its name, as the client wrote it.
    pub uri: &'a Uri,
    /// The text and what is around it.
    pub read: &'a Read,
    /// Whether the answer is still wanted, and would not be of an old text.
    pub cancellation: Cancellation<'a>,
}

impl<'a> Question<'a> {
    /// A place of the text.
    ///
    /// # Errors
    /// The text has no such line.
    pub fn place(&self, position: Position) -> Result<Place<'a>> {
        let rope = &self.read.document.rope;
        Ok(self.place_at(convert::offset(rope, position, self.shared.abilities().encoding)?))
    }

    /// A place of the text, in bytes.
    pub fn place_at(&self, at: u32) -> Place<'a> {
        let Read { snapshot, file, document, .. } = self.read;
        Place { snapshot, file: *file, document, at }
    }

    /// The place that a hint or lens is about.
    ///
    /// # Errors
    /// The hint or lens is of an older text.
    pub fn place_of(&self, about: &About) -> Result<Place<'a>> {
        if about.revision == self.read.revision { Ok(self.place_at(about.at)) } else { Err(content_modified()) }
    }

    /// A stretch of the text. What lies behind its end is left out: some clients ask for one line too many.
    pub fn span(&self, range: Range) -> Span {
        let rope = &self.read.document.rope;
        let encoding = self.shared.abilities().encoding;
        let at = |position| convert::offset(rope, position, encoding).unwrap_or(offset(rope.len_bytes()));
        let start = at(range.start);
        Span::new(start, at(range.end).max(start))
    }

    /// Looks at what is kept with the draft; of a text that is not open nothing is kept.
    pub fn kept<K: Default, T>(&self, of: impl FnOnce(&Draft) -> &Mutex<K>, look: impl FnOnce(&mut K) -> T) -> T {
        match self.draft {
            Some(draft) => look(&mut lock(of(draft))),
            None => look(&mut K::default()),
        }
    }

    /// The same with what is found in the text as it is now. Drafts are locked one by one: `look` locks no other.
    ///
    /// # Errors
    /// The answer is no longer wanted.
    pub fn checked<T>(&self, look: impl FnOnce(&mut Checked) -> T) -> Result<T> {
        self.kept(
            |draft| &draft.checked,
            |checked| {
                checked.update(self.shared, self.uri, self.read, self.cancellation)?;
                Ok(look(checked))
            },
        )
    }

    /// For what is found in the text.
    pub fn converter(&self) -> Converter<'a> {
        Converter::new(self.shared, &self.read.snapshot, self.read.file, self.uri, &self.read.document.rope)
    }
}

/// Answers a request for a feature. What is no resolution has no answers.
///
/// # Errors
/// The text is neither open nor a file that can be read, it was changed since, or `look` says so.
pub async fn ask<T: Send + 'static>(
    shared: &Arc<Shared>,
    uri: Uri,
    feature: &'static str,
    look: impl FnOnce(&Question<'_>) -> Result<Option<T>> + Send + 'static,
) -> Result<Option<T>> {
    // The text that the request speaks of is the one of this moment, before the first await.
    let draft = shared.draft(&uri);
    let revision = draft.as_ref().map(|draft| draft.revision());
    let cancelled = Arc::new(AtomicBool::new(false));
    let _guard = CancelOnDrop(cancelled.clone());
    let shared = shared.clone();
    on_blocking_thread(move || {
        let is_cancelled = || {
            cancelled.load(Ordering::Relaxed)
                || draft.as_ref().zip(revision).is_some_and(|(draft, revision)| draft.is_past(revision))
        };
        let cancellation = Cancellation::when(&is_cancelled);
        cancellation.check()?;
        let (draft, read) = match &draft {
            Some(draft) => (Some(&**draft), shared.read_with_others(draft)),
            None => {
                shared.read_drafts(None);
                (None, shared.read_file(&uri)?)
            }
        };
        if !read.is_resolution {
            return Ok(None);
        }
        cancellation.check()?;
        panic_if_asked(feature, &read.document);
        let answer = look(&Question { shared: &shared, draft, uri: &uri, read: &read, cancellation });
        // Of a text that has changed meanwhile nobody wants to know.
        cancellation.check()?;
        answer
    })
    .await?
}

/// Answers a request about all that is at hand.
///
/// # Errors
/// `look` says so, or the server ends.
pub async fn ask_workspace<T: Send + 'static>(
    shared: &Arc<Shared>,
    look: impl FnOnce(&Shared, &Snapshot, Cancellation<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    let cancelled = Arc::new(AtomicBool::new(false));
    let _guard = CancelOnDrop(cancelled.clone());
    let shared = shared.clone();
    on_blocking_thread(move || {
        shared.read_drafts(None);
        let is_cancelled = || cancelled.load(Ordering::Relaxed);
        look(&shared, &shared.latest(), Cancellation::when(&is_cancelled))
    })
    .await?
}

/// Does the long part of a handler where it keeps no message waiting. A panic there is one of the handler: the wire
/// answers it with an error, and logs it.
///
/// # Errors
/// The server ends.
pub async fn on_blocking_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|failed| match failed.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(_) => content_modified(),
    })
}

/// The answer to a request whose text has changed since.
pub fn content_modified() -> Error {
    Error { code: ErrorCode::ContentModified, message: "the text has changed since".into(), data: None }
}

/// What is not wanted any more is of an old text, or cancelled by the client, which reads no answer then.
impl From<Cancelled> for Error {
    fn from(_: Cancelled) -> Error {
        content_modified()
    }
}

/// The answer to a request that came to nothing.
pub fn not_done(why: NotDone) -> Error {
    match why {
        NotDone::Refused(why) => refused(why),
        NotDone::Cancelled => Cancelled.into(),
    }
}

/// The answer to a request for something that is not to be done, with the reason for the drafter.
pub fn refused(Refused(why): Refused) -> Error {
    const REQUEST_FAILED: i64 = -32803;
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: why.into(), data: None }
}

/// The same for diagnostics, which the client is to ask for again.
pub fn ask_again() -> Error {
    const SERVER_CANCELLED: i64 = -32802;
    let data = LSPAny::Object([("retriggerRequest".to_owned(), true.into())].into_iter().collect());
    Error { code: ErrorCode::ServerError(SERVER_CANCELLED), data: Some(data), ..content_modified() }
}

/// `$/cancelRequest` drops the handler's future, and this with it.
pub struct CancelOnDrop(pub Arc<AtomicBool>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Shared {
    /// Reads a draft, and the other open drafts that changed since they were read: an answer may lead to them.
    fn read_with_others(self: &Arc<Self>, draft: &Arc<Draft>) -> Read {
        self.read_drafts(Some(draft));
        self.read(draft)
    }

    /// Reads the open drafts that changed since they were read, but one.
    fn read_drafts(self: &Arc<Self>, but: Option<&Arc<Draft>>) {
        for other in self.open_drafts() {
            if but.is_some_and(|but| Arc::ptr_eq(&other, but)) || !other.is_unread() {
                continue;
            }
            // Another draft that stops the program must not stop the answers on this one.
            if catch_unwind(AssertUnwindSafe(|| self.read(&other))).is_err() {
                tracing::error!("reading {} panicked; its text is intact", other.uri.as_str());
            }
        }
    }

    /// Reads a text that is not open.
    fn read_file(self: &Arc<Self>, uri: &Uri) -> Result<Read> {
        let refuse = |why: String| Error::invalid_params(format!("{} {why}", uri.as_str()));
        let path = path_of(uri).ok_or_else(|| refuse("is not open".into()))?;
        let text = read_file(&path)
            .map_err(|notice| refuse(format!("is not open, and the file cannot be used: it {}", notice.message)))?;
        let document = Document::read(&text);
        let is_resolution = is_resolution(Some(&path), &document);
        let file = self.change_workspace(None, |workspace| workspace.id(&path));
        Ok(Read { snapshot: self.latest(), file, document, version: 0, revision: 0, is_resolution })
    }
}

/// A hook for tests: with `RAPPORTEUR_TEST_PANIC=hover` in the environment, a hover on a draft that holds the words
/// "panic, please" panics, so that it can be seen what else goes on working.
fn panic_if_asked(feature: &str, document: &Document) {
    let asked = || std::env::var("RAPPORTEUR_TEST_PANIC").is_ok_and(|asked| asked == feature);
    if asked() && document.rope.to_string().contains("panic, please") {
        panic!("{feature} panics, as the test asked");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_on_a_blocking_thread_is_one_of_the_handler() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("threads");
        let answer = |work: fn() -> u8| catch_unwind(AssertUnwindSafe(|| runtime.block_on(on_blocking_thread(work))));
        assert_eq!(answer(|| 7).ok(), Some(Ok(7)));
        let panic = answer(|| panic!("as asked")).expect_err("no answer");
        assert_eq!(panic.downcast_ref(), Some(&"as asked"));
    }
}
