//! Tracked changes that are accepted or rejected, and words that become one. Comments stay: they are questions to be
//! answered, not changes.

use super::{Edit, Pen, apply};
use crate::syntax::{Document, History};
use crate::text::{Cancelled, Changes, Marked, Patch, PieceKind, Side, Span, offset};

/// What becomes of a tracked change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Settled {
    /// It is text from now on.
    Accepted,
    /// It was never proposed.
    Rejected,
}

impl Settled {
    fn side(self) -> Side {
        match self {
            Settled::Accepted => Side::Proposed,
            Settled::Rejected => Side::Base,
        }
    }
}

/// Tracked changes that are accepted or rejected.
pub struct Settling<'a> {
    pen: Pen<'a>,
    edits: Vec<Edit>,
    pub count: usize,
}

impl Settling<'_> {
    /// The edits; where the labels are in order then, references say what their clauses are called, also those of other texts.
    /// `None` where one of these cannot be written.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn written(self) -> Result<Option<Vec<Edit>>, Cancelled> {
        let Settling { pen, edits, .. } = self;
        let mut patch = patch_of(&edits);
        let settled = Document::read(&apply(&pen.document.rope, &edits));
        let history = pen.history.cloned().unwrap_or_else(|| History::new(pen.document.clone()));
        let history = history.after(&patch, &pen.document.rope, &settled);
        let Some(placed) = settled.text_at(pen.placed.start) else { return Ok(Some(edits)) };
        let then = pen.beside(&settled, placed, pen.file).remembering(&history);
        let Some((_, planned)) = then.update_references()? else { return Ok(Some(edits)) };
        let Some(updated) = planned.as_planned()? else { return Ok(None) };
        let (own, elsewhere): (Vec<Edit>, Vec<Edit>) = updated.into_iter().partition(|edit| edit.file == pen.file);
        let updated = apply(&settled.rope, &own);
        patch.add_all(&patch_of(&own));
        let both = patch.hunks().iter().map(|hunk| Edit {
            file: pen.file,
            span: hunk.old,
            text: updated[hunk.new.range()].to_owned(),
        });
        Ok(Some(both.chain(elsewhere).collect()))
    }
}

impl<'a> Pen<'a> {
    /// Accepts or rejects the tracked changes that a range touches; of two that meet at a cursor the one after it. `None`
    /// where there are none.
    pub fn settle(&self, within: Span, how: Settled) -> Option<Settling<'a>> {
        let mut marks = self.changes(within);
        if within.is_empty() && marks.len() > 1 {
            marks.remove(0);
        }
        let edits = self.settled(&marks, how);
        (!edits.is_empty()).then_some(Settling { pen: *self, edits, count: marks.len() })
    }

    /// Accepts or rejects all tracked changes of the text, and says how many there are. `None` where what is left would be read
    /// as marks again.
    pub fn settle_all(&self, how: Settled) -> Option<(usize, Vec<Edit>)> {
        let marks = self.changes(Span::new(0, self.placed.text.len));
        let edits = self.settled(&marks, how);
        if edits.is_empty() {
            return None;
        }
        let own = |edit: &Edit| Edit {
            span: Span::new(edit.span.start - self.placed.start, edit.span.end - self.placed.start),
            ..edit.clone()
        };
        let rope = ropey::Rope::from_str(&self.document.slice(self.placed.span()));
        let left = apply(&rope, &edits.iter().map(own).collect::<Vec<_>>());
        let read = Changes::read(&left);
        if read.pieces.iter().any(|piece| !matches!(piece.kind, PieceKind::Kept | PieceKind::Markup))
            || read.view(&left, Side::Proposed).text
                != self.placed.text.changes.view(&rope.to_string(), how.side()).text
        {
            return None;
        }
        Some((marks.len(), edits))
    }

    /// The tracked changes that a range touches.
    fn changes(&self, within: Span) -> Vec<Marked> {
        // What was recovered from a copy out of Word is marked nowhere yet.
        if self.placed.text.flattened.is_some() {
            return Vec::new();
        }
        self.placed.text.changes.marks(within).filter(|mark| !mark.comment).collect()
    }

    /// The edits that leave of marks what one side sees.
    fn settled(&self, marks: &[Marked], how: Settled) -> Vec<Edit> {
        let edits = marks.iter().flat_map(|mark| {
            let kept = match how {
                Settled::Accepted => mark.inserted,
                Settled::Rejected => mark.deleted,
            };
            let around = match kept.is_empty() {
                true => vec![mark.span],
                false => vec![Span::new(mark.span.start, kept.start), Span::new(kept.end, mark.span.end)],
            };
            let edit = |span| Edit { file: self.file, span: self.placed.in_file(span), text: String::new() };
            around.into_iter().map(edit).collect::<Vec<_>>()
        });
        edits.collect()
    }

    /// Makes a range a tracked change: words that the text in force has and that are to go, or words that are new.
    pub fn track(&self, within: Span) -> [Option<Vec<Edit>>; 2] {
        let words = self.document.slice(self.placed.in_file(within));
        if words.trim().is_empty() || self.placed.text.flattened.is_some() {
            return [None, None];
        }
        let goes = !self.view(within).text.is_empty() && !self.is_inserted(within);
        let deleted = if goes { self.tracking().delete(within) } else { None };
        let kept = self.placed.text.changes.kind_of(within) == Some(PieceKind::Kept);
        let inserted = if kept { self.tracking().mark_inserted(within) } else { None };
        [deleted.filter(|edits| !edits.is_empty()), inserted]
    }
}

/// What edits of one file change.
fn patch_of(edits: &[Edit]) -> Patch {
    let mut patch = Patch::default();
    // From the last on: those before stay where they are.
    edits.iter().rev().for_each(|edit| patch.add(edit.span, offset(edit.text.len())));
    patch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::testing::with_pens;
    use proptest::prelude::*;

    const HEAD: &str = "RESOLUTION 90 (Geneva, 2022)\nresolves\n";

    fn line() -> impl Strategy<Value = String> {
        const PIECES: [&str; 11] =
            ["a", "b)\t", "{++c++}", "{--d\ne--}", "{~~f~>g~~}", "{~~~>h~~}", "{++++}", "\n", "𝄞", "[", "i"];
        prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn all_accepted_is_the_text_as_proposed_and_all_rejected_the_text_in_force(line in line(), at in 0.0..1.0f64) {
            let source = format!("{HEAD}{line}\n");
            with_pens(&source, |pens| {
                let pen = &pens[0];
                for how in [Settled::Accepted, Settled::Rejected] {
                    let all = pen.settle_all(how).map_or(source.clone(), |(_, edits)| apply(&pen.document.rope, &edits));
                    assert_eq!(all, Changes::read(&source).view(&source, how.side()).text);
                    // One alone changes nothing of what that side says.
                    let at = (source.len() as f64 * at) as usize;
                    let at = (0..=at).rev().find(|&at| source.is_char_boundary(at)).unwrap_or(0);
                    let one = pen.settle(Span::empty(offset(at)), how).and_then(|one| one.written().unwrap());
                    let one = one.map_or(source.clone(), |edits| apply(&pen.document.rope, &edits));
                    assert_eq!(Changes::read(&one).view(&one, how.side()).text, all);
                }
            });
        }
    }
}
