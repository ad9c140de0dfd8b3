//! An empty clause that is left: its label goes, and what others got because of it.

use super::letters::{letters_of, lists};
use super::line_ended::EndedLine;
use super::typing::TypedEdits;
use super::{Edit, Pen};
use crate::syntax::{ClauseId, Mark, Stop};
use crate::text::{INSERTION, PieceKind, Span, offset};

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
            "." => Stop::Period,
            _ => Stop::Semicolon,
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

    /// Takes away a label that ends at a place and stands alone on its line: it was written for the drafter.
    pub(super) fn label_alone(&self, at: u32) -> Option<Edit> {
        let line = Span::new(self.source_line(at), self.line_words_end(at));
        let words = self.source(line);
        let label = words.strip_prefix(INSERTION[0]).unwrap_or(&words).strip_suffix(INSERTION[1]).unwrap_or(&words);
        let label = label.strip_prefix(INSERTION[0]).unwrap_or(label);
        let start = at.checked_sub(offset(label.len()))?;
        let counts = label.chars().all(|c| c.is_alphanumeric() || c == '.' || c == ')' || c == '(');
        let is_label = counts && (label.ends_with(')') || label.chars().all(|c| c.is_ascii_digit() || c == '.'));
        let within = self.placed.text.proposed.section_at(start).is_some() && !self.placed.text.cover;
        let own = self.placed.text.changes.kind_of(Span::new(start, at));
        let written = !self.tracks() || own == Some(PieceKind::Inserted);
        (is_label && !label.is_empty() && within && written && line.start <= start)
            .then(|| self.edit(Span::new(start, at), String::new()))
    }
}
