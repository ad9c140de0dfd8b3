//! Where a drafter writes, as far as a server can know. It sees edits, and requests that editors make where the cursor is:
//! highlights and code actions; our own plugins say when the cursor comes to another line. A draft that is saved is not being
//! written any more, nor is one while the cursor is in another. A pause says nothing: a drafter who thinks is still there.

use std::sync::Arc;

use tower_lsp::ls_types::{Range, Uri};

use super::analysis::schedule;
use super::drafts::DraftState;
use super::lock::lock;
use super::session::Session;
use super::views::Views;

/// Takes note that the cursor is somewhere in a text. Never blocks.
pub(super) fn see_cursor(session: &Arc<Session>, uri: &Uri, range: Range) {
    for draft in session.open_drafts() {
        let has_left = match draft.uri == *uri {
            true => draft.see_cursor(range, session.client.abilities().encoding),
            false => draft.stop_writing(),
        };
        if has_left {
            show_what_waits(session, &draft);
        }
    }
}

/// Takes note that a text was saved. Never blocks.
pub(super) fn see_saved(session: &Arc<Session>, uri: &Uri) {
    if let Some(draft) = session.draft(uri).filter(|draft| draft.stop_writing()) {
        show_what_waits(session, &draft);
    }
}

/// Shows what has waited in a draft, if anything has.
fn show_what_waits(session: &Arc<Session>, draft: &Arc<DraftState>) {
    if !session.client.abilities().pulls {
        return schedule(session, draft);
    }
    let (session, draft) = (session.clone(), draft.clone());
    session.client.runtime().clone().spawn_blocking(move || {
        let waits = lock(&draft.checked).waits();
        if waits {
            session.refresh(Views { diagnostics: true, ..Views::default() });
        }
    });
}
