//! What follows an edit, on blocking threads: the draft is read, enters the workspace, is checked, and so are those that
//! it may concern. One analysis per draft at a time; an edit that arrives meanwhile, or in a burst, waits for a moment of
//! quiet, so that a burst is one analysis.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde::Serialize;
use tower_lsp::ls_types::Uri;

use super::drafts::Draft;
use super::lock::lock;
use super::publish::publish;
use super::session::{Changed, Session};
use super::snapshot::{OpenDraft, OpenDrafts, Surroundings, TextSnapshot};
use super::uri::is_view;
use super::views::Views;
use super::wire;
use crate::syntax::{Document, Reader};
use crate::workspace::Workspace;

/// The notification that a text has changed of which a view or a preview was asked for.
const CHANGED: &str = "rapporteur/changed";

/// How long the loop may take to get back to waiting for the client. If it does not, more was sent than one edit.
const AT_ONCE: Duration = Duration::from_micros(300);

/// Has a draft analysed as it is now: at once, unless more edits wait to be read. Never blocks.
pub fn schedule(session: &Arc<Session>, draft: &Arc<Draft>) {
    if draft.want_analysis() {
        let (session, draft) = (session.clone(), draft.clone());
        session.client.runtime().clone().spawn_blocking(move || match wire::catches_up_within(AT_ONCE) {
            true => work(session, draft),
            false => work_when_quiet(session, draft),
        });
    }
}

/// Analyses a draft, and again if more was asked for meanwhile. On a blocking thread.
fn work(session: Arc<Session>, draft: Arc<Draft>) {
    let goal = draft.wanted();
    // A client that hears of its edit may send the next at once: that one finds nothing running any more.
    let mut rests = false;
    analyse(&session, &draft, &mut || rests = draft.rest(goal));
    if !rests && !draft.rest(goal) {
        work_when_quiet(session, draft);
    }
}

/// Waits on a timer: however many drafts wait, the blocking threads are free for those that do not.
fn work_when_quiet(session: Arc<Session>, draft: Arc<Draft>) {
    session.client.runtime().clone().spawn(async move {
        while let Some(time) = draft.quiet_in(wire::is_caught_up()) {
            tokio::time::sleep(time).await;
        }
        tokio::task::spawn_blocking(move || work(session, draft));
    });
}

/// Reads a draft, and where diagnostics are pushed checks and publishes it, saying `done` before they leave. A panic is
/// logged; the draft keeps its text, and is read anew at the next edit.
fn analyse(session: &Arc<Session>, draft: &Draft, done: &mut dyn FnMut()) {
    let analysis = || {
        let text = read(session, draft);
        if !text.client.pulls {
            publish(&session.client, draft, &text, done);
        }
        if draft.shown.load(Ordering::Relaxed) {
            draft.while_at(text.revision, || tell_changed(session, &draft.uri, text.version));
        }
    };
    if catch_unwind(AssertUnwindSafe(analysis)).is_err() {
        tracing::error!("the analysis of {} panicked; its text is intact", draft.uri.as_str());
    }
}

/// Reads a draft up to its last edit. On a blocking thread.
pub fn read(session: &Arc<Session>, draft: &Draft) -> TextSnapshot {
    let mut reading = lock(&draft.reading);
    let edited = draft.take();
    let unread = reading.revision != edited.revision || !edited.patch.is_empty();
    let document = match reading.document.take() {
        Some(document) if reading.reader.is_some() && !unread => document,
        before => {
            // Taken out while it is at work: should it panic, the draft is read anew.
            let reader = match reading.reader.take() {
                Some(mut reader) => {
                    reader.update(edited.rope, &edited.patch);
                    reader
                }
                None => Reader::new(edited.rope),
            };
            let document = reader.document();
            reading.is_resolution = draft.is_resolution(&document);
            enter(session, draft, &document, edited.version, reading.is_resolution);
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
    }
}

/// Puts what a draft says now into the workspace, unless it was closed meanwhile.
fn enter(session: &Arc<Session>, draft: &Draft, document: &Document, version: i32, is_resolution: bool) {
    change(session, Some(draft), |workspace, open| {
        let id = draft.id_or(|| match &draft.path {
            Some(path) => workspace.id(path),
            None => workspace.fresh_id(),
        });
        if draft.is_closed() {
            return;
        }
        open.insert(id, OpenDraft { uri: draft.uri.clone(), rope: document.rope.clone(), version });
        if is_view(&draft.uri) {
            return;
        }
        if is_resolution {
            workspace.set_draft(id, draft.path.clone(), document.clone());
        } else {
            workspace.close_draft(id);
        }
    });
}

/// Forgets a draft that was closed, unless it is open again.
pub fn forget(session: &Arc<Session>, draft: &Draft) {
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
pub fn change_workspace<T>(session: &Arc<Session>, change_it: impl FnOnce(&mut Workspace) -> T) -> T {
    change(session, None, |workspace, _| change_it(workspace))
}

/// The same, but without checking the draft again that is the cause.
fn change<T>(
    session: &Arc<Session>,
    cause: Option<&Draft>,
    change: impl FnOnce(&mut Workspace, &mut OpenDrafts) -> T,
) -> T {
    let Changed { result, meaning, files } = session.change(change);
    if meaning || files {
        session.changes.send_replace(());
    }
    if meaning {
        check_again(session, cause);
        session.refresh(Views::ALL);
    } else if files {
        session.refresh(Views::COUNTS);
    }
    result
}

fn check_again(session: &Arc<Session>, but: Option<&Draft>) {
    let pulls = session.client.abilities().pulls;
    for draft in session.open_drafts() {
        // A preview shows what is found, too.
        let wanted = !pulls || draft.shown.load(Ordering::Relaxed);
        if wanted && !but.is_some_and(|but| std::ptr::eq(but, &*draft)) {
            schedule(session, &draft);
        }
    }
}

/// Tells the client that a text of which it shows a view is another now, or that other things are found in it.
fn tell_changed(session: &Session, uri: &Uri, version: i32) {
    #[derive(Serialize)]
    struct Changed<'a> {
        uri: &'a Uri,
        version: i32,
    }
    session.client.outgoing.notify(CHANGED, &Changed { uri, version });
}
