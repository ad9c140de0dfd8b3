//! Tracked changes put back into a text that was copied from Word without them.

use super::{Edit, Fix, Pen};
use crate::text::{DELETION, INSERTION, Piece, PieceKind, REPLACEMENT, Span, line_end};

impl Pen<'_> {
    /// Marks what was run together as tracked changes: labels, editions, and clauses that were deleted or inserted whole.
    /// Words cannot be told apart, so it is to be looked at. `None` where nothing was recovered.
    pub fn restore_changes(&self) -> Option<Fix> {
        let text = &self.placed.text;
        text.flattened.as_ref().filter(|flattened| flattened.recovered)?;
        let pieces: Vec<&Piece> = text.changes.pieces.iter().filter(|piece| piece.kind != PieceKind::Kept).collect();
        let mut edits = Vec::new();
        let mut next = pieces.into_iter().peekable();
        while let Some(piece) = next.next() {
            let after = next.next_if(|other| {
                (piece.kind, other.kind) == (PieceKind::Deleted, PieceKind::Inserted)
                    && other.span.start == piece.span.end
            });
            edits.push(match (piece.kind, after) {
                (_, Some(new)) => {
                    let [open, arrow, close] = REPLACEMENT;
                    self.mark(piece.span.cover(new.span), open, &[(piece.span, arrow), (new.span, close)])
                }
                (PieceKind::Inserted, None) => self.mark_line(piece.span, INSERTION),
                _ => self.mark_line(piece.span, DELETION),
            });
        }
        let title = "Restore the tracked changes of labels and editions (look at the words)".into();
        (!edits.is_empty()).then_some(Fix { title, safe: false, edits })
    }

    /// Puts marks around a range; where it is all of a line, its line end goes with it.
    fn mark_line(&self, span: Span, [open, close]: [&str; 2]) -> Edit {
        let after = Span::new(span.end, (span.end + 2).min(self.placed.text.len));
        let after = self.document.slice(self.placed.in_file(after)).into_owned();
        let line_end = if after.starts_with(['\n', '\r']) { line_end(&after, 0) } else { 0 };
        let begins = span.start == 0 || {
            let before = Span::new(span.start - 1, span.start);
            matches!(&*self.document.slice(self.placed.in_file(before)), "\n" | "\r")
        };
        let line_end = if begins { line_end as u32 } else { 0 };
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
