//! The clauses of a tree by their labels: a text may refer to each of thousands of clauses, and each reference looks one up.

use std::sync::OnceLock;

use super::clause::{Clause, ClauseId, SectionId};
use super::label::Label;

/// Sorted by section, label and place when first asked, since most trees of a text that is being typed never are.
#[derive(Clone, Debug, Default)]
pub(super) struct ByLabel(OnceLock<Box<[ClauseId]>>);

/// It says nothing that the clauses do not.
impl PartialEq for ByLabel {
    fn eq(&self, _: &ByLabel) -> bool {
        true
    }
}

impl Eq for ByLabel {}

impl ByLabel {
    /// The clauses of a section that have a label, at all levels, in the order of the text. `clauses` are always the same.
    pub(super) fn find(&self, clauses: &[Clause], section: SectionId, label: Label) -> &[ClauseId] {
        let key = |id: ClauseId| {
            let clause = &clauses[id.0 as usize];
            (clause.section, clause.label)
        };
        let sorted = self.0.get_or_init(|| {
            let mut ids: Box<[ClauseId]> = (0..clauses.len() as u32).map(ClauseId).collect();
            ids.sort_by_key(|&id| key(id));
            ids
        });
        let wanted = (section, Some(label));
        let start = sorted.partition_point(|&id| key(id) < wanted);
        let len = sorted[start..].partition_point(|&id| key(id) == wanted);
        &sorted[start..start + len]
    }
}
