//! Which labels the clauses of a section ought to have.

use std::collections::BTreeMap;

use crate::syntax::{ClauseId, Mark, SectionId, Tree};

/// The labels that clauses are to get.
pub type Labels = BTreeMap<ClauseId, Mark>;

/// The labels that a section's clauses have when they count on from the first without a gap; those that have them
/// already are left out. A label with `bis` or `ter` is kept: it is stable on purpose.
pub fn letters(tree: &Tree, section: SectionId) -> Labels {
    let mut lists: BTreeMap<Option<ClauseId>, Vec<ClauseId>> = BTreeMap::new();
    for (id, clause) in tree.clauses_of(section) {
        lists.entry(clause.parent).or_default().push(id);
    }
    let mut labels = Labels::new();
    // A parent comes before its sub-clauses: theirs may begin with its number.
    for (parent, clauses) in lists {
        let above = parent.and_then(|id| labels.get(&id).copied().or(tree.clause(id).label.map(|label| label.mark)));
        letter_list(tree, &clauses, above, &mut labels);
    }
    labels
}

fn letter_list(tree: &Tree, clauses: &[ClauseId], above: Option<Mark>, labels: &mut Labels) {
    let counted = |id: &&ClauseId| tree.clause(**id).raw.as_ref().is_some_and(|raw| raw.suffix.is_none());
    let mark = |id: &ClauseId| tree.clause(*id).label.map(|label| label.mark);
    let Some(kind) = clauses.iter().filter(counted).find_map(mark) else { return };
    let alike = clauses.iter().filter(counted).filter(|id| mark(id).is_none_or(|mark| mark.same_kind(kind)));
    for (nth, id) in (1..).zip(alike) {
        let right = below(above, kind.with_ordinal(nth));
        if mark(id) != Some(right) {
            labels.insert(*id, right);
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
