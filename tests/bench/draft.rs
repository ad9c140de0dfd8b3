//! The draft that is measured: `draft.resolution`, repeated under numbered headings for the larger sizes.

use serde_json::{Value, json};

/// Adopted-style text of about 23 KB.
const TEXT: &str = include_str!("draft.resolution");

/// How its heading begins, up to the number that the copies count on from.
const HEADING: &str = "RESOLUTION 50 ";
const FIRST_NUMBER: usize = 50;

/// The words whose middle is edited. They stand in a clause in the middle of the text.
const WORDS: &str = "shared practices";

/// A draft and the place of its edits.
pub struct Draft {
    pub text: String,
    /// Zero-based.
    pub line: usize,
    /// In UTF-16 units.
    pub character: usize,
}

impl Draft {
    /// About `bytes` of text, in whole resolutions.
    pub fn of_size(bytes: usize) -> Self {
        assert!(TEXT.contains(HEADING), "the draft has its heading");
        let copies = ((bytes + TEXT.len() / 2) / TEXT.len()).max(1);
        let numbered = |copy: usize| TEXT.replacen(HEADING, &format!("RESOLUTION {} ", FIRST_NUMBER + copy), 1);
        let text = (0..copies).map(numbered).collect::<Vec<_>>().join("\n");
        let (at, _) = text.match_indices(WORDS).nth(copies / 2).expect("the draft has the words to edit");
        let at = at + WORDS.len() / 2;
        let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        Draft { line: text[..at].matches('\n').count(), character: text[line_start..at].encode_utf16().count(), text }
    }

    /// An LSP position, so many UTF-16 units after the place of the edits.
    pub fn position(&self, after: usize) -> Value {
        json!({ "line": self.line, "character": self.character + after })
    }
}
