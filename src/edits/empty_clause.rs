//! An empty clause that is left: its label goes, and what others got because of it.

use super::letters::{letters_of, lists};
use super::line_ended::EndedLine;
use super::typing::TypedEdits;
use super::{Edit, Pen};
use crate::syntax::{ClauseId, Document, Mark, Stop};
use crate::text::{PieceKind, Side, Span};

impl Pen<'_> {
    /// Takes the label of an empty clause away, with the line end that was typed after it; under another clause, the next
    /// clause beside that one begins.
    pub(super) fn unlabel(&self, id: ClauseId, before: Span, line: u32, letters: bool) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        let clause = tree.clause(id);
        let raw = clause.raw.as_ref()?;
        let mut edits = self.take_back(raw.span, before, line)?;
        let mut lists = lists(tree, clause.section);
        lists.entry(clause.parent).or_default().retain(|other| *other != Some(id));
        let above = clause.parent.map(|parent| (parent, tree.clause(parent)));
        if let Some((parent, above)) = above {
            let list = lists.entry(above.parent).or_default();
            let place = list.iter().position(|other| *other == Some(parent))?;
            list.insert(place + 1, None);
            let labels = letters_of(tree, &lists);
            let mark = labels.get(&parent).filter(|_| letters).copied();
            let (raw, mark) = (above.raw.as_ref()?, mark.or(above.label.map(|label| label.mark))?);
            let rest = self.source(Span::new(line, self.line_words_end(line)));
            if mark != Mark::Dash && rest.trim().is_empty() {
                edits.extend(self.begin_line(line, &raw.with_mark(mark.next()))?);
            }
        }
        let mut labels = letters_of(tree, &lists);
        labels.remove(&id);
        Some(TypedEdits { edits, labels, newcomer: Some(id), letters, ..TypedEdits::default() })
    }

    /// Removes a label that was written for the drafter, or by the drafter in a text that is not tracked, and the line end
    /// after it.
    fn take_back(&self, label: Span, before: Span, line: u32) -> Option<Vec<Edit>> {
        let remove = |span| self.edit(span, String::new());
        // A bracket before the label is no part of it.
        if !self.source(Span::new(before.start, label.start)).chars().all(|c| c.is_whitespace() || "{+".contains(c)) {
            return None;
        }
        if !self.tracks() && !self.placed.text.is_changed() {
            return Some(vec![remove(Span::new(before.start, line))]);
        }
        if self.is_inserted(Span::new(label.start, line)) {
            return Some(vec![remove(self.with_empty_marks(Span::new(label.start, line)))]);
        }
        let pieces = &self.placed.text.changes.pieces;
        let piece = pieces.iter().find(|piece| piece.span.contains(label))?;
        let alone = piece.kind == PieceKind::Inserted && self.source(piece.span).trim() == self.source(label);
        let typed = Span::new(before.end, line);
        let kept = self.placed.text.changes.kind_of(typed) == Some(PieceKind::Kept);
        (alone && kept).then(|| vec![remove(self.with_empty_marks(piece.span)), remove(typed)])
    }

    /// Takes an empty last clause back, and gives the one before it its stop again.
    pub(super) fn take_back_last(&self, id: ClauseId, ended: &EndedLine) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        let before =
            tree.children(tree.clause(id).section, tree.clause(id).parent).take_while(|(other, _)| *other != id);
        let (previous, _) = before.last()?;
        let stop = match ended.rest.as_str() {
            "," => Stop::Comma,
            _ => Stop::Period,
        };
        let start = tree.clause(id).raw.as_ref()?.span.start;
        let whole = Span::new(start, self.line_words_end(ended.line));
        if (self.tracks() || self.placed.text.is_changed()) && !self.is_inserted(whole) {
            return None;
        }
        let mut edits = match self.stop(previous, stop) {
            Some(rewrite) => self.write(&rewrite)?,
            None => Vec::new(),
        };
        edits.push(self.edit(whole, String::new()));
        Some(TypedEdits { edits, ..TypedEdits::default() })
    }

    /// Takes away a label that nothing follows, and after which there was a TAB in the file as it `was`: it was written for the
    /// drafter. It ends at a place of the file.
    pub(super) fn label_alone(&self, was: &Document, end: u32) -> Option<Edit> {
        let placed = was.text_at(end.checked_sub(1)?)?;
        let at = end - placed.start;
        let tree = &placed.text.proposed;
        let (_, clause) =
            tree.clauses().find(|(_, clause)| clause.raw.as_ref().is_some_and(|raw| raw.span.end == at))?;
        let label = placed.in_file(clause.raw.as_ref()?.span);
        let empty = was.words(placed, clause.body, Side::Proposed).trim().is_empty();
        let own = Span::new(label.start.checked_sub(self.placed.start)?, end.checked_sub(self.placed.start)?);
        let written = !self.tracks() || self.placed.text.changes.kind_of(own) == Some(PieceKind::Inserted);
        let line = Span::new(own.end, self.line_words_end(own.end));
        let alone = self.view(line).text.trim().is_empty();
        (empty && written && alone && !placed.text.cover).then(|| self.edit(own, String::new()))
    }
}
