//! The server's commands by name, and what those take that the server itself hands out.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::Uri;

pub const VIEW: &str = "rapporteur.view";
pub const PREVIEW: &str = "rapporteur.preview";
pub const MEETINGS: &str = "rapporteur.meetings";
pub const MEETING: &str = "rapporteur.meeting";
pub const CATALOGUE: &str = "rapporteur.catalogue";
pub const RULES: &str = "rapporteur.rules";

/// Writes into `rapporteur.toml` that something is accepted.
pub const ACCEPT: &str = "rapporteur.accept";

/// Takes references as they are written.
pub const KEEP: &str = "rapporteur.keepReferences";

/// The commands of the server.
pub const ALL: [&str; 8] = [VIEW, PREVIEW, MEETINGS, MEETING, CATALOGUE, RULES, ACCEPT, KEEP];

/// What is accepted in a draft.
#[derive(Deserialize, Serialize)]
pub struct Accept {
    pub uri: Uri,
    pub rule: String,
    /// The words that it speaks of, in any draft; none: all that the rule finds in this one.
    pub text: Option<String>,
}

/// References of a draft that mean what they say.
#[derive(Deserialize, Serialize)]
pub struct Keep {
    pub uri: Uri,
    /// Our number for its text.
    pub revision: u64,
    /// What was pointed at, in bytes.
    pub start: u32,
    pub end: u32,
}
