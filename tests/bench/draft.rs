//! The draft that is measured: `draft.resolution`, repeated under numbered headings for the larger sizes.
#![allow(dead_code)] // Each bench uses its own part.

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
    /// Where it is edited, in bytes.
    pub at: usize,
    line: usize,
    character: usize,
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
        let (line, character) = line_and_character(&text, at);
        Draft { text, at, line, character }
    }

    /// An LSP position, so many UTF-16 units after the place of the edits.
    pub fn position(&self, after: usize) -> Value {
        json!({ "line": self.line, "character": self.character + after })
    }

    /// The position of some words, at the `|` in them, in the resolution that is edited.
    pub fn position_of(&self, words: &str) -> Value {
        let (before, after) = words.split_once('|').expect("the words have their place");
        let resolution = self.text[..self.at].rfind("RESOLUTION ").expect("a resolution has its heading");
        let found = self.text[resolution..].find(&[before, after].concat()).expect("the draft has these words");
        let (line, character) = line_and_character(&self.text, resolution + found + before.len());
        json!({ "line": line, "character": character })
    }
}

/// Both from zero, the second in UTF-16 units.
fn line_and_character(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    (text[..at].matches('\n').count(), text[start..at].encode_utf16().count())
}
