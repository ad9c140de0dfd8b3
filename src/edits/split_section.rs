//! A section whose later clauses get a call of their own: "considering", and "considering further".

use super::future::Future;
use super::letters::{Labels, counted, letters_of, lists};
use super::lines::Rewrite;
use super::move_clause::{NotDone, Refused, unwritable};
use super::{Pen, Planned, in_order};
use crate::syntax::{ClauseId, Language, SectionId, Stop, TextPart};

impl<'a> Pen<'a> {
    /// A clause and those after it in a section of their own, under the call of theirs and "further", lettered from the
    /// first; every reference to them follows. With it comes that call.
    ///
    /// # Errors
    /// Why that makes no sense here, or the pen's work was cancelled.
    pub fn split_section(&self, id: ClauseId) -> Result<(String, Planned<'a>), NotDone> {
        let tree = &self.placed.text.proposed;
        let section = tree.clause(id).section;
        self.is_open()?;
        if tree.clause(id).parent.is_some() {
            return Err("Only a clause of the section itself begins a section.".into());
        }
        let list = self.seat(id)?.list;
        if list.first() == Some(&id) || list.len() != tree.children(section, None).count() {
            return Err("A section would be left without a clause.".into());
        }
        // A clause that is alone has no label, and what refers to it would refer to the whole section.
        let nth = list.iter().position(|other| *other == id).unwrap_or_default();
        if nth == 1 || nth + 1 == list.len() {
            return Err("A section would be left with one clause alone, which has no label.".into());
        }
        let call = self.further(section)?;
        let labels = self.split_labels(section, id);
        let future = Future { split: Some((id, call.clone())), ..Future::relabelled(tree, labels) };
        let before = list[nth - 1];
        let more: Vec<Rewrite> = self.stop(before, Stop::Comma).into_iter().collect();
        let mut planned = self.relabel(future, more)?.ok_or_else(unwritable)?.planned()?.ok_or_else(unwritable)?;
        if !planned.sure {
            return Err(
                "A reference to the whole section, or to clauses of both parts, would mean another thing.".into()
            );
        }
        let start = tree.clause(id).span.start;
        let line_end = self.line_end_before(start);
        planned.edits.push(self.insert_lines(start, &format!("{call}{line_end}")).ok_or_else(unwritable)?);
        planned.edits = in_order(planned.edits).ok_or_else(unwritable)?;
        Ok((call, planned))
    }

    /// The call of a section with "further".
    fn further(&self, section: SectionId) -> Result<String, Refused> {
        let tree = &self.placed.text.proposed;
        let call = tree.section(section).call.as_ref().ok_or("The section has no call.")?;
        let key = &call.key;
        if key.further || key.also || key.verb().language != Language::En {
            return Err("The call takes no \u{201c}further\u{201d}.".into());
        }
        if key.part() == TextPart::Preamble && !key.rest.is_empty() {
            return Err("The call has words of its own after it.".into());
        }
        let taken = tree.sections().filter_map(|(_, other)| other.key());
        if taken.into_iter().any(|other| other.further && other.verb == key.verb && other.rest == key.rest) {
            return Err(
                format!("There is a section under \u{201c}{} further\u{201d} already.", key.verb().words).into()
            );
        }
        let words = call.words.trim_end_matches(':');
        Ok(if key.rest.is_empty() { format!("{words} further") } else { format!("further {words}") })
    }

    /// The labels of the clauses from one on, lettered from the first.
    fn split_labels(&self, section: SectionId, first: ClauseId) -> Labels {
        let tree = &self.placed.text.proposed;
        let mut lists = lists(tree, section);
        let own = lists.entry(None).or_default();
        own.retain(|id| id.is_some_and(|id| id >= first));
        lists.retain(|parent, _| parent.is_none_or(|parent| parent >= first));
        debug_assert!(counted(tree, section, None).contains(&first));
        letters_of(tree, &lists)
    }
}
