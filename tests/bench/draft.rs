//! The draft that is measured: `draft.resolution`, repeated under numbered headings for the larger sizes.
#![allow(dead_code)] // Each bench uses its own part.

use serde_json::{Value, json};

/// Adopted-style text of about 23 KB.
const TEXT: &str = include_str!("draft.resolution");

/// How its heading begins, up to the number that the copies count on from.
const HEADING: &str = "RESOLUTION 50 ";
const FIRST_NUMBER: usize = 50;

/// The line with which its sections begin.
const FIRST_CALL: &str = "recalling\n";

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

/// How a draft is made as large as it is to be.
#[derive(Clone, Copy)]
pub enum Texts {
    /// Of whole resolutions, each under its own number.
    Many,
    /// Of one resolution, whose sections come again and again.
    One,
}

impl Draft {
    /// About `bytes` of text, in whole resolutions.
    pub fn of_size(bytes: usize) -> Self {
        Draft::of(bytes, Texts::Many)
    }

    /// About `bytes` of text.
    pub fn of(bytes: usize, texts: Texts) -> Self {
        assert!(TEXT.contains(HEADING), "the draft has its heading");
        let copies = ((bytes + TEXT.len() / 2) / TEXT.len()).max(1);
        let text = match texts {
            Texts::Many => (0..copies).map(Draft::numbered).collect::<Vec<_>>().join("\n"),
            Texts::One => {
                let sections = TEXT.find(FIRST_CALL).expect("the draft has its first call");
                TEXT[..sections].to_owned() + &TEXT[sections..].repeat(copies)
            }
        };
        let (at, _) = text.match_indices(WORDS).nth(copies / 2).expect("the draft has the words to edit");
        Draft::edited_at(text, at + WORDS.len() / 2)
    }

    /// The draft under another number, so many after its own.
    pub fn numbered(copy: usize) -> String {
        TEXT.replacen(HEADING, &format!("RESOLUTION {} ", FIRST_NUMBER + copy), 1)
    }

    /// The same, edited in the label of the clause that it was edited in.
    pub fn in_label(self) -> Self {
        let start = self.text[..self.at].rfind('\n').map_or(0, |end| end + 1);
        Draft::edited_at(self.text, start)
    }

    fn edited_at(text: String, at: usize) -> Self {
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
