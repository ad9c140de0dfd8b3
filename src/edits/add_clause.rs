//! A clause that is still to be written: it gets the next label, and those after it one further.

use super::future::Future;
use super::letters::{Labels, letters_of, lists};
use super::move_clause::{NotDone, Refused, stable, unwritable};
use super::{Pen, Relabelling, in_order};
use crate::syntax::{ClauseId, Mark, Stop};

pub(super) struct NewClause {
    /// Its label as it is written.
    pub label: String,
    /// The labels that others get.
    pub labels: Labels,
}

impl<'a> Pen<'a> {
    /// An empty clause below one, under the next label, with its stop.
    ///
    /// # Errors
    /// Why it cannot be put there, or the pen's work was cancelled.
    pub fn insert_clause_below(&self, id: ClauseId) -> Result<Relabelling<'a>, NotDone> {
        let tree = &self.placed.text.proposed;
        let coming = self.coming_below(id)?;
        let siblings = tree.children(tree.clause(id).section, tree.clause(id).parent);
        let is_last = siblings.last().is_some_and(|(last, _)| last == id);
        let (stop, fixed) = match is_last {
            true => (self.closing(id), self.stop(id, Stop::Semicolon)),
            false => (Stop::Semicolon, None),
        };
        let future = Future::relabelled(tree, coming.labels);
        let mut relabelling = self.relabel(future, fixed.into_iter().collect())?.ok_or_else(unwritable)?;
        let lines = self.lines_of(id);
        let words = format!("{}\t{stop}", coming.label);
        relabelling.edits.push(match lines.end {
            "" => {
                let line_end = self.line_end_before(lines.span.start);
                let edit = self.insert(lines.span.end, &format!("{line_end}{words}"));
                edit.and_then(|mut edits| edits.pop()).ok_or_else(unwritable)?
            }
            end => self.insert_lines(lines.span.end, &format!("{words}{end}")).ok_or_else(unwritable)?,
        });
        relabelling.edits = in_order(relabelling.edits).ok_or_else(unwritable)?;
        Ok(relabelling)
    }

    /// What a clause directly below one would be called, and what the others then are.
    ///
    /// # Errors
    /// Why there cannot be one.
    pub(super) fn coming_below(&self, id: ClauseId) -> Result<NewClause, Refused> {
        let tree = &self.placed.text.proposed;
        let clause = tree.clause(id);
        self.seat(id)?;
        let mut lists = lists(tree, clause.section);
        let list = lists.entry(clause.parent).or_default();
        let place = list.iter().position(|other| *other == Some(id)).ok_or("There is no such clause.")?;
        // What was added to the clause with `bis` belongs to it.
        let added = list[place + 1..].iter().flatten();
        let added = added.take_while(|&&id| tree.clause(id).label.is_some_and(|label| label.suffix.is_some())).count();
        if added > 0 {
            return Err("A clause with bis or ter follows, which belongs to this one.".into());
        }
        list.insert(place + 1, None);
        let labels = letters_of(tree, &lists);
        stable(tree, &lists, &labels, None)?;
        let own = labels.get(&id).copied().or(clause.label.map(|label| label.mark));
        let (Some(own), Some(raw)) = (own, &clause.raw) else { return Err("The clause has no label.".into()) };
        let label = match own {
            // Dashes and bullets are written in many ways.
            Mark::Dash => self.document.slice(self.placed.in_file(raw.span)).into_owned(),
            own => raw.with_mark(own.next()),
        };
        Ok(NewClause { label, labels })
    }
}
