//! Clauses that get other labels, and every reference to them that follows.
//!
//! In three steps, so that what can be done is known before it is done: the labels, which tell whether it can be done at all; how
//! the references follow, which tells how many there are and whether that is safe; and the edits of files that are not open.

use super::follow::{Counts, Following};
use super::future::Future;
use super::letters::{Labels, letters};
use super::lines::Rewrite;
use super::{Edit, Fix, Pen, in_order};
use crate::syntax::{Mark, SectionId};
use crate::text::{Cancelled, FileId};

/// Clauses that get other labels, without the references to them.
pub struct Relabelling<'a> {
    pub(super) pen: Pen<'a>,
    pub(super) future: Future<'a>,
    pub(super) edits: Vec<Edit>,
    /// Whether the labels are what they seem to be.
    sure: bool,
}

/// Clauses that get other labels, and how the references to them follow. Files that are not open are still to be read.
pub struct Planned<'a> {
    pen: Pen<'a>,
    future: Future<'a>,
    pub(super) edits: Vec<Edit>,
    closed: Vec<FileId>,
    /// What becomes of the references.
    pub references: Counts,
    /// Whether every reference is sure to follow its clause: it is known which one is meant and that it is there, none may
    /// mean another text, none is written in a way that cannot be kept.
    pub sure: bool,
}

/// The edits that give clauses other labels.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relettered {
    /// Of the labels and of the references to them.
    pub edits: Vec<Edit>,
    /// As in [`Planned`].
    pub sure: bool,
    /// Whether it is as it was planned: every file in which references follow could be read and written.
    pub as_planned: bool,
}

impl<'a> Relabelling<'a> {
    /// The first label that it gives.
    fn first(&self) -> Option<Mark> {
        let Future { tree, labels, .. } = &self.future;
        let top = labels.iter().find(|(id, _)| tree.clause(**id).parent.is_none());
        top.or(labels.first_key_value()).map(|(_, mark)| *mark)
    }

    /// Has every reference follow. `None` where a reference would be written over what is written for a label.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn planned(self) -> Result<Option<Planned<'a>>, Cancelled> {
        let Relabelling { pen, future, mut edits, mut sure } = self;
        let Following { own, open, closed, counts, sure: follow, whole } = pen.follow(&future)?;
        sure &= follow && whole;
        for rewrite in &own {
            pen.cancellation.check()?;
            match pen.write(rewrite) {
                Some(written) => edits.extend(written),
                None => sure = false,
            }
        }
        edits.extend(open);
        Ok(in_order(edits).map(|edits| Planned { pen, future, edits, closed, references: counts, sure }))
    }
}

impl Planned<'_> {
    /// The edits, where they are all in the text's own file.
    pub(super) fn own_edits(self) -> Option<Vec<Edit>> {
        let own = self.closed.is_empty() && self.edits.iter().all(|edit| edit.file == self.pen.file);
        own.then_some(self.edits)
    }

    /// All edits. `None` where some overlap in a file that is not open.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn written(self) -> Result<Option<Relettered>, Cancelled> {
        let Planned { pen, future, mut edits, closed, sure, .. } = self;
        let Following { open, whole, .. } = pen.follow_into(&closed, &future)?;
        edits.extend(open);
        Ok(in_order(edits).map(|edits| Relettered { edits, sure: sure && whole, as_planned: whole }))
    }

    /// All edits, where every file in which references follow can be read and written.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn as_planned(self) -> Result<Option<Vec<Edit>>, Cancelled> {
        Ok(self.written()?.filter(|written| written.as_planned).map(|written| written.edits))
    }
}

impl<'a> Pen<'a> {
    /// Letters or numbers a section anew, from its first clause on. `None` where nothing would change, and where a label
    /// cannot be written.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn letter_section(&self, section: SectionId) -> Result<Option<Relabelling<'a>>, Cancelled> {
        let tree = &self.placed.text.proposed;
        let labels = letters(tree, section);
        if labels.is_empty() {
            return Ok(None);
        }
        // Where the first clauses are not there, references may have meant them, unless it is known what they named.
        let known = || self.history.is_some_and(|history| !history.is_at_rest());
        let sure = tree.section(section).labels_are_sure() && (tree.section(section).begins(tree) || known());
        Ok(self.reletter(labels)?.map(|relabelling| Relabelling { sure, ..relabelling }))
    }

    /// The same with the references that follow, and what a menu says of it.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn plan_section(&self, section: SectionId) -> Result<Option<(String, Planned<'a>)>, Cancelled> {
        let Some(relabelling) = self.letter_section(section)? else { return Ok(None) };
        let verb = match relabelling.first() {
            Some(Mark::Letter(_) | Mark::Roman(_)) => "Re-letter",
            _ => "Renumber",
        };
        let Some(planned) = relabelling.planned()? else { return Ok(None) };
        let name = self.placed.text.proposed.section_name(section);
        Ok(Some((format!("{verb} {name}{}", planned.references.said()), planned)))
    }

    /// The same as a fix.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn reletter_section(&self, section: SectionId) -> Result<Option<Fix>, Cancelled> {
        let Some((title, planned)) = self.plan_section(section)? else { return Ok(None) };
        Ok(planned.written()?.map(|Relettered { edits, sure, .. }| Fix { title, safe: sure, edits }))
    }

    /// Gives clauses other labels. `None` where one cannot be written.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn reletter(&self, labels: Labels) -> Result<Option<Relabelling<'a>>, Cancelled> {
        self.relabel(Future::relabelled(&self.placed.text.proposed, labels), Vec::new())
    }

    /// Gives clauses the labels that they have in the future, and makes some more edits. `None` where a label or one of these
    /// cannot be written.
    pub(super) fn relabel(&self, future: Future<'a>, more: Vec<Rewrite>) -> Result<Option<Relabelling<'a>>, Cancelled> {
        let Some(labels) = self.labels(&future) else { return Ok(None) };
        let mut edits = Vec::new();
        for rewrite in labels.iter().chain(&more) {
            self.cancellation.check()?;
            let Some(written) = self.write(rewrite) else { return Ok(None) };
            edits.extend(written);
        }
        Ok(Some(Relabelling { pen: *self, future, edits, sure: true }))
    }

    /// The labels as they are to be written.
    pub(super) fn labels(&self, future: &Future<'_>) -> Option<Vec<Rewrite>> {
        let label = |(&id, &mark): (&_, &_)| {
            let raw = future.tree.clause(id).raw.as_ref()?;
            Some(Rewrite::new(raw.span, raw.with_mark(mark)))
        };
        future.labels.iter().map(label).collect()
    }
}
