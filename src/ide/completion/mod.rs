//! What can be typed at a place: a cited text in full, the label of a clause behind its call, a call on a new line.
//!
//! Asked at every key: nothing is read from disk, and only the line up to the cursor is looked at.

mod call;
mod label;
mod resolution;

use super::Place;
use super::spot::TextAt;
use crate::text::{Span, offset};

/// How many bytes before the cursor are looked at.
const LOOK_BACK: u32 = 400;

/// What is offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompletionKind {
    /// A cited text.
    Resolution,
    /// The label of a clause.
    Clause,
    /// A call.
    Call,
}

/// One thing that can be typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// As it is listed.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A title, a clause's first words.
    pub detail: Option<String>,
    /// What is known of it, in Markdown.
    pub documentation: Option<String>,
    /// What it replaces: bytes from the start of the file, on one line, with the cursor inside.
    pub replace: Span,
    /// What is put there.
    pub insert: String,
    /// What the words from `replace` to the cursor are compared with.
    pub filter: String,
    /// What the list is sorted by.
    pub sort: String,
    /// Suppressed: offered last, struck out.
    pub deprecated: bool,
}

/// What can be typed at a place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Completions {
    /// In the order in which they are offered.
    pub items: Vec<Completion>,
    /// There is more: ask again when more has been typed.
    pub incomplete: bool,
}

/// The line around the cursor.
struct Line<'a> {
    text: TextAt<'a>,
    /// What stands before the cursor, from the line's start or a little way back.
    before: String,
    /// Whether `before` begins where the line begins.
    whole: bool,
    /// What stands behind the cursor, to the line's end or a little further on.
    behind: String,
    /// The cursor, from the start of the file.
    at: u32,
}

/// What can be typed at a place.
pub fn completion(place: &Place<'_>) -> Completions {
    let Some(line) = Line::of(place) else { return Completions::default() };
    resolution::complete(place, &line)
        .or_else(|| label::complete(&line))
        .or_else(|| call::complete(place, &line))
        .unwrap_or_default()
}

impl<'a> Line<'a> {
    fn of(place: &Place<'a>) -> Option<Line<'a>> {
        let (text, _) = place.text()?;
        let at = place.sound();
        let rope = &place.document.rope;
        let number = rope.byte_to_line(at as usize);
        let start = offset(rope.line_to_byte(number));
        let line_end = match number + 1 < rope.len_lines() {
            true => offset(rope.line_to_byte(number + 1)),
            false => offset(rope.len_bytes()),
        };
        let boundary = |at: u32| offset(rope.char_to_byte(rope.byte_to_char(at as usize)));
        let from = boundary(start.max(at.saturating_sub(LOOK_BACK)));
        let to = boundary(line_end.min(at.saturating_add(LOOK_BACK))).max(at);
        let behind = place.document.slice(Span::new(at, to));
        let behind = behind.trim_end_matches(['\r', '\n']).to_owned();
        let before = place.document.slice(Span::new(from, at)).into_owned();
        Some(Line { text, before, whole: from == start, behind, at })
    }

    /// The stretch from some bytes before the cursor to some behind it.
    fn around(&self, before: usize, behind: usize) -> Span {
        Span::new(self.at - offset(before), self.at + offset(behind))
    }

    /// The cursor, from the start of the text.
    fn local(&self) -> u32 {
        self.at - self.text.placed().start
    }
}
