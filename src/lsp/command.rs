//! The server's commands by name, and what those take that the server itself hands out.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{Position, Uri};

pub(super) const VIEW: &str = "rapporteur.view";
pub(super) const PREVIEW: &str = "rapporteur.preview";
pub(super) const MEETINGS: &str = "rapporteur.meetings";
pub(super) const MEETING: &str = "rapporteur.meeting";
pub(super) const CATALOGUE: &str = "rapporteur.catalogue";
pub(super) const RULES: &str = "rapporteur.rules";

/// Begins a draft.
pub(super) const NEW: &str = "rapporteur.new";

/// The texts that a proposal can be begun from.
pub(super) const BASES: &str = "rapporteur.bases";

/// The tracked changes of a draft.
pub(super) const CHANGES: &str = "rapporteur.changes";

/// Makes what was typed a tracked change.
pub(super) const TRACK_TYPING: &str = "rapporteur.trackTyping";

/// Whether what is typed at a place is tracked.
pub(super) const TYPED_HERE: &str = "rapporteur.typedHere";

/// What stands in square brackets.
pub(super) const BRACKETS: &str = "rapporteur.brackets";

/// The check before drafts are submitted.
pub(super) const SUBMISSION: &str = "rapporteur.submission";

/// Writes into `rapporteur.toml` that something is accepted.
pub(super) const ACCEPT: &str = "rapporteur.accept";

/// Takes references as they are written.
pub(super) const KEEP: &str = "rapporteur.keepReferences";

/// Puts the cursor where a drafter goes on after an action: the client shows the place when it has made the edits.
pub(super) const PUT_CURSOR: &str = "rapporteur.putCursor";

/// The commands of the server.
pub(super) const ALL: [&str; 16] = [
    VIEW,
    PREVIEW,
    MEETINGS,
    MEETING,
    CATALOGUE,
    RULES,
    NEW,
    BASES,
    CHANGES,
    TRACK_TYPING,
    TYPED_HERE,
    BRACKETS,
    SUBMISSION,
    ACCEPT,
    KEEP,
    PUT_CURSOR,
];

/// What is accepted in a draft.
#[derive(Deserialize, Serialize)]
pub(super) struct Accept {
    pub uri: Uri,
    pub rule: String,
    /// The words that it speaks of, in any draft; none: all that the rule finds in this one.
    pub text: Option<String>,
}

/// Where a drafter goes on.
#[derive(Deserialize, Serialize)]
pub(super) struct PutCursor {
    pub uri: Uri,
    pub position: Position,
}

/// References of a draft that mean what they say.
#[derive(Deserialize, Serialize)]
pub(super) struct Keep {
    pub uri: Uri,
    /// Our number for its text.
    pub revision: u64,
    /// What was pointed at, in bytes.
    pub start: u32,
    pub end: u32,
}
