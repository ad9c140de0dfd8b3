//! Clauses that get other labels, and every reference to them that follows.

use super::follow::Counts;
use super::future::Future;
use super::letters::{Labels, letters};
use super::lines::Rewrite;
use super::{Edit, Fix, Pen};
use crate::syntax::{Mark, SectionId};
use crate::text::Cancelled;

/// The edits that give clauses other labels.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Relettered {
    /// Of the labels and of the references to them.
    pub edits: Vec<Edit>,
    /// What becomes of the references.
    pub references: Counts,
    /// Whether every reference is sure to follow its clause: it is known which one is meant and that it is there, none may
    /// mean another text, none is written in a way that cannot be kept.
    pub sure: bool,
}

impl Pen<'_> {
    /// Letters or numbers a section anew, from its first clause on. `None` where nothing would change, and where a label
    /// cannot be written.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn reletter_section(&self, section: SectionId) -> Result<Option<Fix>, Cancelled> {
        let tree = &self.placed.text.proposed;
        let labels = letters(tree, section);
        let top = labels.keys().find(|id| tree.clause(**id).parent.is_none()).or(labels.keys().next());
        let Some(top) = top else { return Ok(None) };
        let verb = match labels[top] {
            Mark::Letter(_) | Mark::Roman(_) => "Re-letter",
            _ => "Renumber",
        };
        let Some(Relettered { edits, references, sure }) = self.reletter(&labels)? else { return Ok(None) };
        Ok(Some(Fix {
            title: format!("{verb} {}{}", tree.section_name(section), references.said()),
            safe: sure && !self.sketches && tree.section(section).labels_are_sure(),
            edits,
        }))
    }

    /// Gives clauses other labels, and has every reference follow. `None` where a label cannot be written.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn reletter(&self, labels: &Labels) -> Result<Option<Relettered>, Cancelled> {
        self.relabel(&Future::relabelled(&self.placed.text.proposed, labels), &[])
    }

    /// Gives clauses the labels that they have in the future, has every reference follow, and makes some more edits.
    /// `None` where a label or one of these cannot be written.
    pub(super) fn relabel(&self, future: &Future<'_>, more: &[Rewrite]) -> Result<Option<Relettered>, Cancelled> {
        let Some(mut edits) = self.relabel_alone(future, more)? else { return Ok(None) };
        let following = self.follow(future)?;
        let mut sure = following.sure;
        for rewrite in &following.own {
            self.cancellation.check()?;
            match self.write(rewrite) {
                Some(written) => edits.extend(written),
                None => sure = false,
            }
        }
        edits.extend(following.elsewhere);
        super::sort(&mut edits);
        Ok(Some(Relettered { edits, references: following.counts, sure }))
    }

    /// The same without the references.
    pub(super) fn relabel_alone(&self, future: &Future<'_>, more: &[Rewrite]) -> Result<Option<Vec<Edit>>, Cancelled> {
        let Some(labels) = self.labels(future) else { return Ok(None) };
        let mut edits = Vec::new();
        for rewrite in labels.iter().chain(more) {
            self.cancellation.check()?;
            let Some(written) = self.write(rewrite) else { return Ok(None) };
            edits.extend(written);
        }
        Ok(Some(edits))
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
