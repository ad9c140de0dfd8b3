//! The parts of a text.

use serde::Deserialize;

/// Which part of the text a call belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextPart {
    /// "considering": clauses are `a)`, `b)`.
    Preamble,
    /// "resolves": clauses are `1`, `2`.
    Operative,
    /// "instructs …": operative, and says whom.
    Addressed,
}

impl TextPart {
    /// Whether it follows the preamble.
    pub fn is_operative(self) -> bool {
        self != TextPart::Preamble
    }
}
