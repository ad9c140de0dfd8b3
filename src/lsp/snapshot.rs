//! What a handler works with: values, which nothing changes while it works.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use ropey::Rope;
use tower_lsp::ls_types::Uri;

use super::capabilities::Abilities;
use crate::ide::Writing;
use crate::syntax::Document;
use crate::text::FileId;
use crate::workspace::Snapshot;

/// The open drafts by their numbers.
pub(super) type OpenDrafts = HashMap<FileId, Arc<OpenDraft>>;

/// An open draft as the client knows it.
pub(super) struct OpenDraft {
    /// As the client wrote it.
    pub uri: Uri,
    /// The text that was read of it last.
    pub rope: Rope,
    /// The client's number for that text, where it has one.
    pub version: Option<i32>,
    /// Whether an edit of it was lost.
    pub out_of_step: Arc<AtomicBool>,
}

/// All that is known at a moment.
#[derive(Clone)]
pub(super) struct Surroundings {
    /// What the client can do.
    pub client: Arc<Abilities>,
    /// The files and drafts.
    pub workspace: Arc<Snapshot>,
    /// What the client calls the drafts.
    pub open: Arc<OpenDrafts>,
}

impl Surroundings {
    /// With a text that is not open in them.
    pub(super) fn text(&self, file: FileId, document: Document, is_resolution: bool) -> TextSnapshot {
        let Surroundings { client, workspace, open } = self.clone();
        TextSnapshot {
            client,
            workspace,
            open,
            file,
            document,
            version: None,
            revision: 0,
            is_resolution,
            writing: None,
        }
    }
}

/// A text as it is now, with everything around it.
pub(super) struct TextSnapshot {
    /// What the client can do.
    pub client: Arc<Abilities>,
    /// The workspace, in which the text says what `document` says.
    pub workspace: Arc<Snapshot>,
    /// What the client calls the open drafts.
    pub open: Arc<OpenDrafts>,
    pub file: FileId,
    pub document: Document,
    /// The client's number for the text; none where it is not open, or has none.
    pub version: Option<i32>,
    /// Our number for the text; 0 where it is not open.
    pub revision: u64,
    /// Whether anything is to be said about it.
    pub is_resolution: bool,
    /// Where a drafter writes in it; none where that makes no difference.
    pub writing: Option<Writing>,
}
