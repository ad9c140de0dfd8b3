//! A request's way to an answer: about the text as it was when the request came, on a blocking thread.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use ropey::Rope;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{Position, Range, Uri};

use super::analysis::{change_workspace, read, read_drafts};
use super::capabilities::Abilities;
use super::checked::DraftDiagnostics;
use super::convert::{self, Converter, HintData};
use super::drafts::DraftState;
use super::errors::content_modified;
use super::lock::lock;
use super::session::Session;
use super::snapshot::{Surroundings, TextSnapshot};
use super::uri::path_of;
use crate::edits::{Edit, apply};
use crate::ide::Place;
use crate::syntax::Document;
use crate::text::{Cancellation, Span, offset};
use crate::workspace::{is_resolution, read_file};

/// A text that is asked about.
pub(super) struct Question<'a> {
    /// The draft, where the text is open: what is kept with it.
    pub draft: Option<&'a DraftState>,
    /// Its name, as the client wrote it.
    pub uri: &'a Uri,
    /// The text and what is around it.
    pub text: &'a TextSnapshot,
    /// Whether the answer is still wanted, and would not be of an old text.
    pub cancellation: Cancellation<'a>,
}

impl<'a> Question<'a> {
    /// What the client can do.
    pub(super) fn client(&self) -> &'a Abilities {
        &self.text.client
    }

    /// A place of the text.
    ///
    /// # Errors
    /// The text has no such line.
    pub(super) fn place(&self, position: Position) -> Result<Place<'a>> {
        Ok(self.place_at(convert::offset(&self.text.document.rope, position, self.client().encoding)?))
    }

    /// A place of the text, in bytes.
    pub(super) fn place_at(&self, at: u32) -> Place<'a> {
        let TextSnapshot { workspace, file, document, .. } = self.text;
        Place { snapshot: workspace, file: *file, document, at }
    }

    /// The place that a hint or lens is about.
    ///
    /// # Errors
    /// The hint or lens is of an older text.
    pub(super) fn place_of(&self, about: &HintData) -> Result<Place<'a>> {
        if about.revision == self.text.revision { Ok(self.place_at(about.at)) } else { Err(content_modified()) }
    }

    /// A range of the text. What lies after its end is left out: some clients ask for one line too many.
    pub(super) fn span(&self, range: Range) -> Span {
        let rope = &self.text.document.rope;
        let encoding = self.client().encoding;
        let at = |position| convert::offset(rope, position, encoding).unwrap_or(offset(rope.len_bytes()));
        let start = at(range.start);
        Span::new(start, at(range.end).max(start))
    }

    /// Looks at what is kept with the draft; of a text that is not open nothing is kept.
    pub(super) fn kept<K: Default, T>(
        &self,
        of: impl FnOnce(&DraftState) -> &Mutex<K>,
        look: impl FnOnce(&mut K) -> T,
    ) -> T {
        match self.draft {
            Some(draft) => look(&mut lock(of(draft))),
            None => look(&mut K::default()),
        }
    }

    /// The same with what is found in the text as it is now. Drafts are locked one by one: `look` locks no other.
    ///
    /// # Errors
    /// The answer is no longer wanted.
    pub(super) fn checked<T>(&self, look: impl FnOnce(&mut DraftDiagnostics) -> T) -> Result<T> {
        self.kept(
            |draft| &draft.checked,
            |checked| {
                checked.update(self.uri, self.text, self.cancellation)?;
                Ok(look(checked))
            },
        )
    }

    /// Takes note of edits that are given out: what they make of the text was not typed.
    pub(super) fn offer(&self, edits: &[Edit]) {
        let TextSnapshot { file, document, .. } = self.text;
        if let Some(draft) = self.draft {
            let own: Vec<Edit> = edits.iter().filter(|edit| edit.file == *file).cloned().collect();
            draft.offer(Rope::from_str(&apply(&document.rope, &own)));
        }
    }

    /// For what is found in the text.
    pub(super) fn converter(&self) -> Converter<'a> {
        Converter::of(self.uri, self.text)
    }
}

/// Answers a request about a text. What is no resolution has no answers.
///
/// # Errors
/// The text is neither open nor a file that can be read, it was changed since, or `look` says so.
pub(super) async fn ask<T: Send + 'static>(
    session: &Arc<Session>,
    uri: Uri,
    look: impl FnOnce(&Question<'_>) -> Result<Option<T>> + Send + 'static,
) -> Result<Option<T>> {
    // The text that the request speaks of is the one of this moment, before the first await.
    let draft = session.draft(&uri);
    let revision = draft.as_ref().map(|draft| draft.revision());
    let cancelled = Arc::new(AtomicBool::new(false));
    let _guard = CancelOnDrop(cancelled.clone());
    let session = session.clone();
    on_blocking_thread(move || {
        session.client.outgoing.wait_for_room();
        let is_cancelled = || {
            cancelled.load(Ordering::Relaxed)
                || draft.as_ref().zip(revision).is_some_and(|(draft, revision)| draft.is_past(revision))
        };
        let cancellation = Cancellation::when(&is_cancelled);
        cancellation.check()?;
        let (draft, text) = match &draft {
            Some(draft) => {
                read_drafts(&session, Some(draft));
                (Some(&**draft), read(&session, draft))
            }
            None => {
                read_drafts(&session, None);
                (None, read_closed(&session, &uri)?)
            }
        };
        if !text.is_resolution {
            return Ok(None);
        }
        cancellation.check()?;
        let answer = look(&Question { draft, uri: &uri, text: &text, cancellation });
        // Of a text that has changed meanwhile nobody wants to know.
        cancellation.check()?;
        answer
    })
    .await?
}

/// Answers a request about the whole workspace.
///
/// # Errors
/// `look` says so, or the server ends.
pub(super) async fn ask_workspace<T: Send + 'static>(
    session: &Arc<Session>,
    look: impl FnOnce(&Surroundings, Cancellation<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    let cancelled = Arc::new(AtomicBool::new(false));
    let _guard = CancelOnDrop(cancelled.clone());
    let session = session.clone();
    on_blocking_thread(move || {
        session.client.outgoing.wait_for_room();
        read_drafts(&session, None);
        let is_cancelled = || cancelled.load(Ordering::Relaxed);
        look(&session.latest(), Cancellation::when(&is_cancelled))
    })
    .await?
}

/// Does the long part of a handler where it keeps no message waiting. A panic there is one of the handler: the wire
/// answers it with an error, and logs it.
///
/// # Errors
/// The server ends.
pub(super) async fn on_blocking_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|failed| match failed.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(_) => content_modified(),
    })
}

/// `$/cancelRequest` drops the handler's future, and this with it.
pub(super) struct CancelOnDrop(pub Arc<AtomicBool>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Reads a text that is not open.
fn read_closed(session: &Arc<Session>, uri: &Uri) -> Result<TextSnapshot> {
    let refuse = |why: String| Error::invalid_params(format!("{} {why}", uri.as_str()));
    let path = path_of(uri).ok_or_else(|| refuse("is not open".into()))?;
    let text = read_file(&path)
        .map_err(|notice| refuse(format!("is not open, and the file cannot be used: it {}", notice.message)))?;
    let file = change_workspace(session, |workspace| workspace.id(&path));
    let document = Document::read(&text);
    let is_resolution = is_resolution(Some(&path), &document);
    Ok(session.latest().text(file, document, is_resolution))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn a_panic_on_a_blocking_thread_is_one_of_the_handler() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("threads");
        let answer = |work: fn() -> u8| catch_unwind(AssertUnwindSafe(|| runtime.block_on(on_blocking_thread(work))));
        assert_eq!(answer(|| 7).ok(), Some(Ok(7)));
        let panic = answer(|| panic!("as asked")).expect_err("no answer");
        assert_eq!(panic.downcast_ref(), Some(&"as asked"));
    }
}
