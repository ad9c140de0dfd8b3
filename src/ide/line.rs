//! The line around a cursor, and the clause up to it: what a drafter is typing.

use super::Place;
use super::spot::TextAt;
use crate::syntax::ClauseId;
use crate::text::{Span, offset};

/// How many bytes before and after the cursor are looked at.
pub(super) const LOOK_BACK: u32 = 400;

/// The line around the cursor.
pub(super) struct CursorLine<'a> {
    pub text: TextAt<'a>,
    /// What stands before the cursor, from the line's start or a little way back.
    pub before: String,
    /// Whether `before` begins where the line begins.
    pub whole: bool,
    /// What stands before the cursor in its clause, with whitespace for the ends of its lines; ends with `before`, or with
    /// the end of it.
    pub said: String,
    /// What stands after the cursor, to the line's end or a little further on.
    pub after: String,
    /// The cursor, from the start of the file.
    pub at: u32,
}

impl<'a> CursorLine<'a> {
    /// Nothing between the two characters of a line end.
    pub(super) fn of(place: &Place<'a>) -> Option<CursorLine<'a>> {
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
        let after = place.document.slice(Span::new(at, to));
        let after = after.trim_end_matches(['\r', '\n']).to_owned();
        let before = place.document.slice(Span::new(from, at)).into_owned();
        if before.ends_with('\r') {
            return None;
        }
        let mut line = CursorLine { text, before, whole: from == start, said: String::new(), after, at };
        let clause = line.own_clause().map(|id| line.text.in_file(line.text.tree().clause(id).span).start);
        let from = boundary(clause.unwrap_or(from).max(at.saturating_sub(LOOK_BACK)));
        line.said = place.document.slice(Span::new(from.min(at), at)).replace(['\r', '\n'], " ");
        Some(line)
    }

    /// The range from some bytes before the cursor to some after it.
    pub(super) fn around(&self, before: usize, after: usize) -> Span {
        Span::new(self.at - offset(before), self.at + offset(after))
    }

    /// The cursor, from the start of the text.
    pub(super) fn local(&self) -> u32 {
        self.at - self.text.placed().start
    }

    /// What the clause says from a place of the text up to the cursor, if that is near enough.
    pub(super) fn said_from(&self, place: u32) -> Option<&str> {
        let back = self.local().checked_sub(place)? as usize;
        self.said.get(self.said.len().checked_sub(back)?..)
    }

    /// Whether a footnote's words are being typed.
    pub(super) fn in_note(&self) -> bool {
        let at = self.local();
        let line_start = at - offset(self.before.len());
        // Whitespace at the end of its line goes on with it.
        self.text.tree().notes().iter().any(|note| note.span.start <= at && line_start <= note.span.end)
    }

    /// The clause whose sentence is being typed.
    pub(super) fn own_clause(&self) -> Option<ClauseId> {
        let tree = self.text.tree();
        let at = self.local();
        let clause = tree.last_clause_from(at)?;
        let line_start = at - offset(self.before.len());
        let outline = tree.annexes().iter().map(|annex| annex.span).chain(tree.reasons).any(|span| span.start <= at);
        // The whitespace at the end of a line belongs to no clause yet.
        (line_start <= tree.clause(clause).span.end && !outline).then_some(clause)
    }
}
