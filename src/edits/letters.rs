//! Which labels the clauses of a section ought to have.

use std::collections::BTreeMap;

use crate::syntax::{Clause, ClauseId, Mark, SectionId, Tree};

/// The labels that clauses are to get.
pub type Labels = BTreeMap<ClauseId, Mark>;

/// The clauses of a section in the order that they are to have, by the clause they stand under; `None` is one that is
/// still to be written.
pub(super) type Lists = BTreeMap<Option<ClauseId>, Vec<Option<ClauseId>>>;

/// The labels that a section's clauses have when they count on from the first without a gap; those that have them
/// already are left out. A label with `bis` or `ter` is kept: it is stable on purpose.
pub fn letters(tree: &Tree, section: SectionId) -> Labels {
    letters_of(tree, &lists(tree, section))
}

/// The clauses of a section as they stand.
pub(super) fn lists(tree: &Tree, section: SectionId) -> Lists {
    let mut lists = Lists::new();
    for (id, clause) in tree.clauses_of(section) {
        lists.entry(clause.parent).or_default().push(Some(id));
    }
    lists
}

/// The labels that clauses have in an order.
pub(super) fn letters_of(tree: &Tree, lists: &Lists) -> Labels {
    let mut labels = Labels::new();
    // A parent comes before its sub-clauses: theirs may begin with its number.
    for (parent, clauses) in lists {
        let above = parent.and_then(|id| labels.get(&id).copied().or(tree.clause(id).label.map(|label| label.mark)));
        letter_list(tree, clauses, above, &mut labels);
    }
    labels
}

/// Whether a clause is counted: it has a label, and none that is kept stable.
pub(super) fn is_counted(clause: &Clause) -> bool {
    clause.raw.as_ref().is_some_and(|raw| raw.suffix.is_none())
}

/// The clauses of a list that count on from each other, in the order of the text.
pub(super) fn counted(tree: &Tree, section: SectionId, parent: Option<ClauseId>) -> Vec<ClauseId> {
    let clauses: Vec<Option<ClauseId>> = tree.children(section, parent).map(|(id, _)| Some(id)).collect();
    let Some(kind) = kind_of(tree, &clauses) else { return Vec::new() };
    clauses.into_iter().flatten().filter(|&id| is_alike(tree.clause(id), kind)).collect()
}

fn kind_of(tree: &Tree, clauses: &[Option<ClauseId>]) -> Option<Mark> {
    let counted = clauses.iter().flatten().map(|&id| tree.clause(id)).filter(|clause| is_counted(clause));
    counted.filter_map(|clause| clause.label).map(|label| label.mark).next()
}

fn is_alike(clause: &Clause, kind: Mark) -> bool {
    is_counted(clause) && clause.label.is_none_or(|label| label.mark.same_kind(kind))
}

fn letter_list(tree: &Tree, clauses: &[Option<ClauseId>], above: Option<Mark>, labels: &mut Labels) {
    let Some(kind) = kind_of(tree, clauses) else { return };
    let alike = clauses.iter().filter(|id| id.is_none_or(|id| is_alike(tree.clause(id), kind)));
    for (nth, id) in (1..10_000).zip(alike) {
        let Some(id) = *id else { continue };
        let right = below(above, kind.with_ordinal(nth));
        if tree.clause(id).label.map(|label| label.mark) != Some(right) {
            labels.insert(id, right);
        }
    }
}

/// `2.1` below `3` is `3.1`.
fn below(above: Option<Mark>, mark: Mark) -> Mark {
    let Mark::Decimal(mut path) = mark else { return mark };
    let depth = mark.depth();
    match above {
        Some(Mark::Number(n)) if depth == 2 => path[0] = n,
        Some(Mark::Decimal(parent)) if depth == Mark::Decimal(parent).depth() + 1 => {
            path[..depth - 1].copy_from_slice(&parent[..depth - 1]);
        }
        _ => {}
    }
    Mark::Decimal(path)
}
