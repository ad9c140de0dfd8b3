//! What follows an edit, on blocking threads: the draft is read, enters the workspace, is checked, and so are those that
//! it may concern. One analysis per draft at a time; an edit that arrives meanwhile, or in a burst, waits for a moment of
//! quiet, so that a burst is one analysis.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde::Serialize;
use tower_lsp::ls_types::Uri;

use super::drafts::{DraftState, Edited};
use super::lock::lock;
use super::publish::publish;
use super::queue::Waiting;
use super::session::{MeaningChange, Session, WorkspaceChange};
use super::settings::ClientSettings;
use super::snapshot::{OpenDraft, OpenDrafts, Surroundings, TextSnapshot};
use super::uri::is_view;
use super::views::Views;
use super::wire;
use crate::edits::{agreed_histories, release};
use crate::syntax::{Document, History, Reader};
use crate::text::Span;
use crate::workspace::Workspace;

/// The notification that a text has changed of which a view or a preview was asked for.
const CHANGED: &str = "rapporteur/changed";

/// How long the loop may take to get back to waiting for the client. If it does not, more was sent than one edit.
const AT_ONCE: Duration = Duration::from_micros(300);

/// Has a draft analysed as it is now: at once, unless more edits wait to be read. Never blocks.
pub(super) fn schedule(session: &Arc<Session>, draft: &Arc<DraftState>) {
    if draft.want_analysis() {
        enter_queue(session, draft.clone(), false);
    }
}

fn enter_queue(session: &Arc<Session>, draft: Arc<DraftState>, at_once: bool) {
    if session.queue.enter(Waiting { draft, at_once }) {
        let session = session.clone();
        session.client.runtime().clone().spawn_blocking(move || {
            while let Some(Waiting { draft, at_once }) = session.queue.next() {
                work(&session, draft, at_once);
            }
        });
    }
}

/// Analyses a draft, and again if more was asked for meanwhile. On a blocking thread.
fn work(session: &Arc<Session>, draft: Arc<DraftState>, at_once: bool) {
    let waits = || draft.edited().is_some() && !wire::catches_up_within(AT_ONCE);
    if !at_once && waits() {
        return enter_queue_when_quiet(session, draft);
    }
    let goal = draft.begin_analysis();
    // A client that hears of its edit may send the next at once: that one finds nothing running any more.
    let mut rests = false;
    analyse(session, &draft, &mut || rests = draft.rest(goal));
    if !rests && !draft.rest(goal) {
        enter_queue_when_quiet(session, draft);
    }
}

/// Waits on a timer: a thread that waited would be one less for requests.
fn enter_queue_when_quiet(session: &Arc<Session>, draft: Arc<DraftState>) {
    let session = session.clone();
    session.client.runtime().clone().spawn(async move {
        while let Some(time) = draft.quiet_in(wire::is_caught_up()) {
            tokio::time::sleep(time).await;
        }
        enter_queue(&session, draft, true);
    });
}

/// Reads a draft, and where diagnostics are pushed checks and publishes it, saying `done` before they leave. A panic is
/// logged; the draft keeps its text, and is read anew at the next edit.
fn analyse(session: &Arc<Session>, draft: &DraftState, done: &mut dyn FnMut()) {
    let analysis = || {
        let text = read(session, draft);
        if !text.client.pulls {
            publish(&session.client, draft, &text, done);
        }
        if draft.shown.load(Ordering::Relaxed) {
            draft.while_at(text.revision, || tell_changed(session, &draft.uri, text.version));
        }
    };
    survive("the analysis", draft, analysis);
}

/// Reads the open drafts that changed since they were read, but one: an answer may lead to any of them.
pub(super) fn read_drafts(session: &Arc<Session>, but: Option<&Arc<DraftState>>) {
    for draft in session.open_drafts() {
        if draft.is_unread() && !but.is_some_and(|but| Arc::ptr_eq(&draft, but)) {
            survive("the reading", &draft, || drop(read(session, &draft)));
        }
    }
}

/// Works on a draft. A panic is logged, and stops nothing but this.
fn survive(what: &str, draft: &DraftState, work: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(work)).is_err() {
        tracing::error!("{what} of {} panicked; its text is intact", draft.uri.as_str());
    }
}

/// Reads a draft up to its last edit. On a blocking thread.
pub(super) fn read(session: &Arc<Session>, draft: &DraftState) -> TextSnapshot {
    let mut reading = lock(&draft.reading);
    let edited = draft.take();
    let unread = reading.revision != edited.revision || !edited.patch.is_empty();
    let document = match reading.document.take() {
        Some(document) if reading.reader.is_some() && !unread => document,
        before => {
            // Taken out while it is at work: should it panic, the draft is read anew.
            let known = reading.reader.is_some();
            let reader = match reading.reader.take() {
                Some(mut reader) => {
                    reader.update(edited.rope.clone(), &edited.patch);
                    reader
                }
                None => Reader::new(edited.rope.clone()),
            };
            let document = reader.document();
            reading.is_resolution = draft.is_resolution(&document);
            enter(session, draft, &document, &edited, known, reading.is_resolution);
            reading.reader = Some(reader);
            // Other drafts show how often they are cited.
            if session.drafts.len() > 1 && before.is_some_and(|before| !document.cites_as(&before)) {
                session.refresh(Views::COUNTS);
            }
            document
        }
    };
    // This is where a new reading is kept: whatever is to go on from one reading to the next has its place beside it.
    reading.document = Some(document.clone());
    reading.revision = edited.revision;
    // Only whoever holds the reading changes this draft in the workspace, so both say the same.
    let Surroundings { client, workspace, open } = session.latest();
    TextSnapshot {
        client,
        workspace,
        open,
        file: draft.id_or(|| unreachable!("a draft that was read has its number")),
        document,
        version: edited.version,
        revision: edited.revision,
        is_resolution: reading.is_resolution,
        writing: edited.writing.filter(|_| session.settings().quiet_while_writing),
    }
}

/// Puts what a draft says now into the workspace, unless it was closed meanwhile. `known`: the workspace has it as it was
/// before the edits.
fn enter(
    session: &Arc<Session>,
    draft: &DraftState,
    document: &Document,
    edited: &Edited,
    known: bool,
    is_resolution: bool,
) {
    change(session, Some(draft), |workspace, open| {
        let id = draft.id_or(|| match &draft.path {
            Some(path) => workspace.id(path),
            None => workspace.fresh_id(),
        });
        if draft.is_closed() {
            return;
        }
        let opened = OpenDraft {
            uri: draft.uri.clone(),
            rope: document.rope.clone(),
            version: edited.version,
            out_of_step: draft.out_of_step.clone(),
        };
        open.insert(id, Arc::new(opened));
        if is_view(&draft.uri) {
            return;
        }
        if !is_resolution {
            workspace.close_draft(id);
            return;
        }
        let before = workspace.snapshot().draft(id).and_then(|draft| draft.history.clone());
        let history = match before.filter(|_| known) {
            Some(history) => history.after(&edited.patch, &edited.before, document),
            None if edited.patch.is_empty() => History::new(document.clone()),
            // Edited before it was read for the first time.
            None => History::new(Reader::new(edited.before.clone()).document()).after(
                &edited.patch,
                &edited.before,
                document,
            ),
        };
        workspace.set_draft(id, draft.path.clone(), document.clone());
        workspace.set_history(id, Arc::new(history));
        agree_readings(workspace);
    });
}

/// Takes the present readings of drafts as agreed, as far as they are.
fn agree_readings(workspace: &mut Workspace) {
    for (file, history) in agreed_histories(&workspace.snapshot()) {
        workspace.set_history(file, history);
    }
}

/// Lets the references within a part of a draft mean what they say.
pub(super) fn take_as_written(session: &Arc<Session>, draft: &Arc<DraftState>, text: &TextSnapshot, within: Span) {
    change(session, Some(draft), |workspace, _| {
        if let Some(history) = release(&workspace.snapshot(), text.file, &text.document, within) {
            workspace.set_history(text.file, history);
            agree_readings(workspace);
        }
    });
    schedule(session, draft);
    session.refresh(Views { diagnostics: true, ..Views::default() });
}

/// Forgets a draft that was closed, unless it is open again.
pub(super) fn forget(session: &Arc<Session>, draft: &DraftState) {
    let Some(id) = draft.id() else { return };
    change(session, None, |workspace, open| {
        // The same file may be open again, or under another spelling of its URI.
        if !session.drafts.iter().any(|other| other.id() == Some(id)) {
            workspace.close_draft(id);
            open.remove(&id);
        }
    });
}

/// Changes the workspace. Where that may change what is found in drafts, all are checked again.
pub(super) fn change_workspace<T>(session: &Arc<Session>, change_it: impl FnOnce(&mut Workspace) -> T) -> T {
    change(session, None, |workspace, _| change_it(workspace))
}

/// The same, but without checking the draft again that is the cause.
fn change<T>(
    session: &Arc<Session>,
    cause: Option<&DraftState>,
    change: impl FnOnce(&mut Workspace, &mut OpenDrafts) -> T,
) -> T {
    let WorkspaceChange { result, meaning, files } = session.change(change);
    if files || !matches!(meaning, MeaningChange::Nothing) {
        session.changes.send_replace(());
    }
    if !matches!(meaning, MeaningChange::Nothing) {
        let workspace = session.workspace();
        let is_cause = |draft: &DraftState| cause.is_some_and(|cause| std::ptr::eq(cause, draft));
        check_again(session, &|draft| !is_cause(draft) && meaning.concerns(draft.id(), &workspace));
        session.refresh(Views::ALL);
    } else if files {
        session.refresh(Views::COUNTS);
    }
    result
}

/// Takes settings that the client sent.
pub(super) fn take_settings(session: &Arc<Session>, read: Result<Option<ClientSettings>, serde_json::Error>) {
    if session.set_settings(read) {
        check_again(session, &|_| true);
    }
}

fn check_again(session: &Arc<Session>, concerned: &dyn Fn(&DraftState) -> bool) {
    let pulls = session.client.abilities().pulls;
    for draft in session.open_drafts() {
        // A preview shows what is found, too.
        let wanted = !pulls || draft.shown.load(Ordering::Relaxed);
        if wanted && concerned(&draft) {
            schedule(session, &draft);
        }
    }
}

/// Tells the client that a text of which it shows a view is another now, or that other things are found in it.
fn tell_changed(session: &Session, uri: &Uri, version: Option<i32>) {
    #[derive(Serialize)]
    struct ViewChanged<'a> {
        uri: &'a Uri,
        version: Option<i32>,
    }
    session.client.outgoing.notify(CHANGED, &ViewChanged { uri, version });
}

#[cfg(test)]
mod tests {
    use tower_lsp::jsonrpc::Result;
    use tower_lsp::ls_types::{InitializeParams, InitializeResult, TextDocumentContentChangeEvent, TextDocumentItem};
    use tower_lsp::{LanguageServer, LspService};

    use super::*;
    use crate::lsp::capabilities::Abilities;
    use crate::lsp::client::ClientLink;
    use crate::text::Encoding;

    struct Silent;

    impl LanguageServer for Silent {
        async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
            Ok(InitializeResult::default())
        }

        async fn shutdown(&self) -> Result<()> {
            Ok(())
        }
    }

    /// A session with a client that takes everything and says nothing. Inside a runtime.
    fn session() -> Arc<Session> {
        let nowhere = tempfile::tempfile().expect("a file");
        let mut client = None;
        let _ = LspService::new(|requests| {
            client = Some(ClientLink::new(requests, wire::Outgoing::new(nowhere).expect("a thread")));
            Silent
        });
        let client = client.expect("it was made");
        client.set_abilities(Abilities::default());
        Arc::new(Session::new(client))
    }

    fn open(session: &Session, name: &str) -> Arc<DraftState> {
        let (uri, text) = (format!("file:///{name}").parse().expect("a URI"), "resolves\n".into());
        let draft =
            Arc::new(DraftState::open(TextDocumentItem { uri, language_id: "resolution".into(), version: 1, text }));
        session.drafts.insert(draft.uri.clone(), draft.clone());
        draft
    }

    #[test]
    fn a_panic_costs_no_draft_its_text_and_stops_no_other() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("threads");
        let _inside = runtime.enter();
        let session = session();
        let [draft, other] = ["draft", "other"].map(|name| open(&session, name));
        let before = read(&session, &draft);
        let change = TextDocumentContentChangeEvent { range: None, range_length: None, text: "noting\n".into() };
        assert_eq!(draft.change(2, vec![change], Encoding::Utf16), []);
        survive("the reading", &draft, || {
            let mut reading = lock(&draft.reading);
            draft.take();
            reading.reader.take();
            panic!("as the test asked");
        });
        read_drafts(&session, None);
        assert!(!draft.is_unread() && !other.is_unread());
        let after = read(&session, &draft);
        assert_eq!((after.file, after.document.rope.to_string().as_str()), (before.file, "noting\n"));
    }
}
