//! Tracked changes put back into a text that was copied from Word without them.

use super::{Edit, Fix, Pen};
use crate::syntax::GluedPlace;
use crate::text::{DELETION, INSERTION, Piece, PieceKind, REPLACEMENT, Span};

impl Pen<'_> {
    /// Marks what was run together as tracked changes: labels, editions, and clauses that were deleted or inserted whole.
    /// Words cannot be told apart, so it is to be looked at. None where nothing was recovered; a second one where citations may
    /// as well be read the other way round.
    pub fn restore_changes(&self) -> Vec<Fix> {
        let Some(flattened) = self.placed.text.flattened.as_ref().filter(|flattened| flattened.recovered) else {
            return Vec::new();
        };
        let title = "Restore the tracked changes of labels and editions (look at the words)".to_owned();
        let either_way: Vec<Span> = flattened
            .places
            .iter()
            .filter(|(_, place)| matches!(place, GluedPlace::Edition { either_way: true, .. }))
            .map(|(span, _)| *span)
            .collect();
        let mut fixes = vec![Fix { title: title.clone(), safe: false, edits: self.restored(&[]) }];
        if !either_way.is_empty() {
            let title = title.replace("(look", "with the older edition as proposed (look");
            fixes.push(Fix { title, safe: false, edits: self.restored(&either_way) });
        }
        fixes.retain(|fix| !fix.edits.is_empty());
        fixes
    }

    /// The marks of what was recovered; within the places `turned`, what is read as deleted was inserted, and the other way
    /// round.
    fn restored(&self, turned: &[Span]) -> Vec<Edit> {
        let kind = |piece: &Piece| match (piece.kind, turned.iter().any(|span| span.overlaps(piece.span))) {
            (PieceKind::Deleted, true) => PieceKind::Inserted,
            (PieceKind::Inserted, true) => PieceKind::Deleted,
            (kind, _) => kind,
        };
        let pieces = &self.placed.text.changes.pieces;
        let mut next = pieces.iter().filter(|piece| piece.kind != PieceKind::Kept).peekable();
        let mut edits = Vec::new();
        while let Some(piece) = next.next() {
            let after = next.next_if(|other| kind(piece) != kind(other) && other.span.start == piece.span.end);
            let [open, arrow, close] = REPLACEMENT;
            edits.push(match (kind(piece), after) {
                (PieceKind::Inserted, Some(old)) => {
                    self.mark(piece.span.cover(old.span), open, &[(old.span, arrow), (piece.span, close)])
                }
                (_, Some(new)) => {
                    self.mark(piece.span.cover(new.span), open, &[(piece.span, arrow), (new.span, close)])
                }
                (PieceKind::Inserted, None) => self.mark_line(piece.span, INSERTION),
                _ => self.mark_line(piece.span, DELETION),
            });
        }
        edits
    }

    /// Puts marks around a range; where it is all of a line, its line end goes with it.
    fn mark_line(&self, span: Span, [open, close]: [&str; 2]) -> Edit {
        let byte = |at: u32| match at < self.placed.text.len {
            true => self.document.rope.get_byte((self.placed.start + at) as usize),
            false => None,
        };
        let line_end = match (byte(span.end), byte(span.end + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(b'\r' | b'\n'), _) => 1,
            _ => 0,
        };
        let begins = span.start == 0 || matches!(byte(span.start - 1), Some(b'\r' | b'\n'));
        let line_end = if begins { line_end } else { 0 };
        let span = Span::new(span.start, span.end + line_end);
        self.mark(span, open, &[(span, close)])
    }

    fn mark(&self, whole: Span, open: &str, parts: &[(Span, &str)]) -> Edit {
        let mut text = open.to_owned();
        for (span, close) in parts {
            text += &self.document.slice(self.placed.in_file(*span));
            text += close;
        }
        Edit { file: self.file, span: self.placed.in_file(whole), text }
    }
}
