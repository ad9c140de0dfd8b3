//! When a reading becomes the agreed one, and which references name another clause now than they did in the last.

#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::follow::Citing;
use super::future::Future;
use super::letters::Labels;
use super::meaning::Meanings;
use super::{Pen, Planned};
use crate::catalogue::TextKey;
use crate::semantics::Model;
use crate::syntax::{
    ClauseId, Document, History, Outcome, Placed, PlacedText, Reference, ReferenceTarget, SectionId, Target,
};
use crate::text::{Cancelled, FileId, Side, Span};
use crate::workspace::{Draft, Snapshot};

/// A target of a reference that names another clause than the one it named in the last agreed reading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MovedTarget {
    /// The call that the reference names, and the labels; places count from the start of the text.
    pub call: Span,
    pub target: Span,
    /// What it names now: "considering b)".
    pub named: String,
    /// The clauses that it means; none where they were deleted.
    pub meant: Vec<ClauseId>,
}

impl MovedTarget {
    /// Where a cursor is at it: from the call to its labels. In a list the targets share the call.
    pub fn reach(&self) -> Span {
        self.call.cover(self.target)
    }
}

/// The histories of open files whose present reading becomes the agreed one: no section that was in order is out of order, and
/// every reference that named a clause still names it, was edited, or was released.
pub fn agreed_histories(snapshot: &Snapshot) -> Vec<(FileId, Arc<History>)> {
    let unsettled = |draft: &&Draft| draft.history.as_ref().is_some_and(|history| !history.is_at_rest());
    let (mut agreed, mut others): (Vec<&Draft>, Vec<&Draft>) =
        snapshot.drafts().filter(unsettled).partition(|draft| changed(snapshot, draft).all(|pen| pen.is_agreed()));
    // A reference that was written while the text it cites was not agreed names what stands there now.
    let cites_anew = |draft: &Draft, others: &[&Draft]| changed(snapshot, draft).any(|pen| pen.cites_anew(others));
    while let Some(waits) = agreed.iter().position(|draft| cites_anew(draft, &others)) {
        others.push(agreed.swap_remove(waits));
    }
    let next = agreed.into_iter().filter_map(|draft| {
        let mut runs = draft.history.as_ref()?.runs_of_same(&draft.document);
        runs.extend(changed(snapshot, draft).flat_map(|pen| pen.former_runs()));
        Some((draft.id, Arc::new(History::agree(draft.document.clone(), runs))))
    });
    next.collect()
}

/// Which texts of a file are not what they were in its last agreed reading; none of a file that is not open.
pub fn changed_texts<'a>(
    snapshot: &'a Snapshot,
    file: FileId,
    document: &'a Document,
) -> impl Iterator<Item = usize> + use<'a> {
    let history = snapshot.draft(file).and_then(|draft| draft.history.as_deref());
    let history = history.filter(|history| !history.is_at_rest());
    let texts = history.map_or(0, |_| document.texts.len());
    (0..texts).filter(move |nth| history.is_some_and(|history| !history.is_same(&document.texts[*nth])))
}

/// Pens for those of an open draft.
fn changed<'a>(snapshot: &'a Snapshot, draft: &'a Draft) -> impl Iterator<Item = Pen<'a>> {
    let Draft { id, document, .. } = draft;
    changed_texts(snapshot, *id, document).map(|nth| Pen::new(snapshot, document, &document.texts[nth], *id))
}

/// The history of an open file whose references within a range mean what they say from now on; where the range is in the heading
/// of a text, those of other texts that refer to it.
pub fn release(snapshot: &Snapshot, file: FileId, document: &Document, within: Span) -> Option<Arc<History>> {
    let mut history = History::clone(snapshot.draft(file)?.history.as_ref()?);
    for nth in changed_texts(snapshot, file, document) {
        let placed = &document.texts[nth];
        let is_at = |place: Span| placed.in_file(place).meets(within);
        let moved = Pen::new(snapshot, document, placed, file).moved_references().into_iter();
        let calls: Vec<Span> =
            moved.filter(|moved| is_at(moved.reach())).map(|moved| placed.in_file(moved.call)).collect();
        let heading = placed.text.proposed.heading.as_ref().is_some_and(|heading| is_at(heading.span));
        history = history.release(&calls, heading.then_some(placed));
    }
    Some(Arc::new(history))
}

impl<'a> Pen<'a> {
    /// The references of the text that name another clause now, in a section in order, than they did in the last agreed
    /// reading. A tracked text says itself what its references mean.
    pub fn moved_references(&self) -> Vec<MovedTarget> {
        if self.history.is_none_or(History::is_at_rest) {
            return Vec::new();
        }
        let tree = &self.placed.text.proposed;
        let meanings = Meanings::new(self.document, self.placed, self.history, None);
        let mut moved = Vec::new();
        if meanings.keep_names() {
            return moved;
        }
        for (reference, outcomes) in self.references_here() {
            let before = meanings.before(reference);
            let still = meanings.still_names(&before, &outcomes);
            let targets = reference.it.targets.iter().zip(outcomes).zip(before.into_iter().zip(still));
            for ((target, outcome), (meaning, still)) in targets {
                let (Some(meaning), Outcome::Clauses(named), false) = (meaning, outcome, still) else { continue };
                if !meanings.are_in_order(&named) {
                    continue;
                }
                moved.push(MovedTarget {
                    call: reference.it.call_span,
                    target: target.span,
                    named: tree.name(named[0]),
                    meant: meaning.meant().map(|meant| meant.clauses.clone()).unwrap_or_default(),
                });
            }
        }
        moved
    }

    /// How many references of other texts name another clause of this one, in a section in order, than they did in the last agreed
    /// reading.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn moved_citing(&self) -> Result<usize, Cancelled> {
        if self.history.is_none_or(History::is_at_rest) {
            return Ok(0);
        }
        let tree = &self.placed.text.proposed;
        let meanings = Meanings::new(self.document, self.placed, self.history, None);
        if meanings.keep_names() {
            return Ok(0);
        }
        let mut count = 0;
        let look = &mut |_: Citing<'_>, reference: &Reference, untouched: &dyn Fn(&Target) -> bool| {
            let now = tree.resolve(reference);
            let still = meanings.still_names(&meanings.cited_before(reference, untouched), &now);
            let in_order =
                |outcome: &Outcome| matches!(outcome, Outcome::Clauses(named) if meanings.are_in_order(named));
            count += usize::from(now.iter().zip(still).any(|(now, still)| !still && in_order(now)));
        };
        self.each_citing(look)?;
        Ok(count)
    }

    /// Has every reference say what the clause is called that it named in the last agreed reading, also in other texts; with
    /// what a menu says of it. `None` where each does.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn update_references(&self) -> Result<Option<(String, Planned<'a>)>, Cancelled> {
        let tree = &self.placed.text.proposed;
        let sections: BTreeSet<SectionId> = super::meaning::ordered(tree, None);
        let future = Future { sections, ..Future::relabelled(tree, Labels::new()) };
        let Some(relabelling) = self.relabel(future, Vec::new())? else { return Ok(None) };
        let Some(planned) = relabelling.planned()? else { return Ok(None) };
        let counts = planned.references;
        let title = match (counts.followed, counts.deleted) {
            (0, 0) => return Ok(None),
            (0, 1) => "Put 1 reference to a deleted clause in brackets".to_owned(),
            (0, many) => format!("Put {many} references to deleted clauses in brackets"),
            (1, _) => format!("Update 1 reference{}", counts.others()),
            (many, _) => format!("Update {many} references{}", counts.others()),
        };
        Ok(Some((title, planned)))
    }

    /// The references to the text itself, with what they name.
    fn references_here(&self) -> impl Iterator<Item = (&Placed<Reference>, Vec<Outcome>)> {
        let tree = &self.placed.text.proposed;
        let here = tree.references().iter().filter(|reference| tree.reference_target(reference).is_here());
        here.map(|reference| (reference, tree.resolve(&reference.it)))
    }

    fn is_agreed(&self) -> bool {
        let Some(history) = self.history else { return true };
        let Some(then) = history.text_of(self.placed) else { return true };
        let stay = history.keeps_names(then, self.placed, self.document);
        if stay && says_the_same_references(then, self.placed) {
            return true;
        }
        let meanings = Meanings::new(self.document, self.placed, Some(history), None);
        if !(meanings.keeps_order() && meanings.keeps_references()) {
            return false;
        }
        // Where all clauses stay as they are called, there is no need to ask all other texts.
        let mut elsewhere = true;
        stay || self.each_citing(&mut |_, reference, untouched| {
            let now = self.placed.text.proposed.resolve(reference);
            let before = meanings.cited_before(reference, untouched);
            elsewhere &= !meanings.still_names(&before, &now).contains(&false);
        }) == Ok(())
            && elsewhere
    }

    /// Whether a reference to a text of some open files was edited.
    fn cites_anew(&self, files: &[&Draft]) -> bool {
        let others: Vec<&Draft> = files.iter().copied().filter(|draft| draft.id != self.file).collect();
        if others.is_empty() {
            return false;
        }
        let tree = &self.placed.text.proposed;
        let model = Model::new(self.snapshot, self.file, self.document, self.placed, Side::Proposed);
        tree.references().iter().enumerate().any(|(nth, reference)| {
            let ReferenceTarget::Cited(index) = model.reference_target(nth) else { return false };
            if reference.it.targets.iter().all(|target| self.is_untouched(&reference.it, target)) {
                return false;
            }
            let Some(key) = model.cited_key(index) else { return false };
            let is = |placed: &PlacedText| TextKey::of_heading(&placed.text.proposed).as_ref() == Some(key);
            others.iter().any(|draft| draft.document.texts.iter().any(is))
        })
    }

    /// The references that are a list now and were a run in the last agreed reading, and mean the same clauses: where each
    /// names its call in the file, and what stood between the ends.
    fn former_runs(&self) -> BTreeMap<u32, String> {
        let mut runs = BTreeMap::new();
        let Some(history) = self.history else { return runs };
        let Some(then) = history.text_of(self.placed) else { return runs };
        let fates = OnceCell::new();
        let tree = &self.placed.text.proposed;
        for reference in tree.references() {
            let targets = &reference.it.targets;
            if targets.len() < 2 || targets.iter().any(|target| target.to.is_some() || target.path.len() != 1) {
                continue;
            }
            let Some((placed, old)) = history.origin(self.placed, &reference.it) else { continue };
            let joined = match old.it.targets.iter().find_map(|target| target.path.last().zip(target.to.as_ref())) {
                Some((from, to)) if old.it.targets.len() == 1 => {
                    let gap = placed.in_file(Span::new(from.span.end, to.span.start));
                    history.agreed.slice(gap).into_owned()
                }
                Some(_) => continue,
                None => match history.was_run(placed, &old.it) {
                    Some(joined) => joined.to_owned(),
                    None => continue,
                },
            };
            if placed.start != then.start || !tree.reference_target(reference).is_here() {
                continue;
            }
            let fates = fates.get_or_init(|| history.fates(then, self.placed, self.document));
            let before = clauses(&then.text.proposed.resolve(&old.it));
            let meant =
                before.into_iter().map(|id| fates[id.index()].map(|fate| fate.now)).collect::<Option<BTreeSet<_>>>();
            if meant == Some(clauses(&tree.resolve(&reference.it)).into_iter().collect()) {
                runs.insert(self.placed.start + reference.it.call_span.start, joined);
            }
        }
        runs
    }
}

fn clauses(outcomes: &[Outcome]) -> Vec<ClauseId> {
    let clauses = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Clauses(clauses) => Some(clauses.as_slice()),
        _ => None,
    });
    clauses.flatten().copied().collect()
}

/// Whether the references of a text say what they said.
fn says_the_same_references(then: &PlacedText, now: &PlacedText) -> bool {
    let (old, new) = (then.text.proposed.references(), now.text.proposed.references());
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.it.says_the_same(&new.it))
}
