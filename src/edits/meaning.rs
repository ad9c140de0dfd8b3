//! What references mean: clauses, not letters.
//!
//! In this order: what the text in force says, where the reference stands there in the same words; the clause that it named
//! in the last agreed reading, wherever that is now, where the reference was not edited since; the letters as they are, where
//! the section is in order. Else nobody can say.

use std::collections::BTreeSet;

use super::letters::{letters_of, lists};
use crate::syntax::{
    Became, ClauseId, Document, Fate, History, Mark, NamedLabel, Outcome, Placed, PlacedText, Reference, SectionId,
    Target, Tree,
};

/// The clauses that a target of a reference means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct MeantClauses {
    /// The clause, or those of a run, in the order of the text.
    pub clauses: Vec<ClauseId>,
    /// Whether it was said as a run.
    pub run: bool,
    /// Whether others were meant that are gone.
    pub lacks: bool,
}

/// What a target of a reference means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    Known(MeantClauses),
    /// Nobody can say: the section is out of order. The clauses are those that have the labels, where each has only one.
    Unknown(Option<MeantClauses>),
    /// A clause that is gone.
    Deleted,
    /// Nothing that can be found: no clause has the label.
    Missing,
}

impl Meaning {
    /// The clauses that are meant, or seem to be.
    pub(super) fn meant(&self) -> Option<&MeantClauses> {
        match self {
            Meaning::Known(meant) | Meaning::Unknown(Some(meant)) => Some(meant),
            _ => None,
        }
    }
}

/// What references to the clauses of one text mean.
pub(super) struct Meanings<'a> {
    document: &'a Document,
    placed: &'a PlacedText,
    newcomer: Option<ClauseId>,
    /// The sections that are in order now, and in the text in force.
    in_order: BTreeSet<SectionId>,
    in_force: BTreeSet<SectionId>,
    history: Option<&'a History>,
    then: Option<Then<'a>>,
}

/// The text at the agreed reading.
struct Then<'a> {
    history: &'a History,
    placed: &'a PlacedText,
    in_order: BTreeSet<SectionId>,
    fates: Vec<Option<Fate>>,
    /// Whether each clause is called what it was called.
    keeps_names: bool,
}

impl<'a> Meanings<'a> {
    /// Of a text as proposed. `newcomer` is a clause that has only just been written, under a label that is still another's:
    /// no reference means it.
    pub(super) fn new(
        document: &'a Document,
        placed: &'a PlacedText,
        history: Option<&'a History>,
        newcomer: Option<ClauseId>,
    ) -> Meanings<'a> {
        let text = &placed.text;
        let then = history.filter(|history| !history.is_at_rest()).and_then(|history| {
            let then = history.text_of(placed)?;
            let in_order = ordered(&then.text.proposed, None);
            let keeps_names = history.keeps_names(then, placed, document);
            Some(Then { history, placed: then, in_order, fates: history.fates(then, placed, document), keeps_names })
        });
        let in_force = if text.is_changed() { ordered(&text.base, None) } else { BTreeSet::new() };
        let mut in_order = ordered(&text.proposed, None);
        if newcomer.is_some() {
            in_order.extend(ordered(&text.proposed, newcomer));
        }
        Meanings { document, placed, newcomer, in_order, in_force, history, then }
    }

    /// What the targets of a reference of the text itself mean.
    pub(super) fn own(&self, reference: &Placed<Reference>) -> Vec<Meaning> {
        let outcomes = self.placed.text.proposed.resolve(&reference.it);
        let meaning = |(target, outcome): (&Target, &Outcome)| {
            let before = self.by_text_in_force(reference, target).or_else(|| self.by_history(reference, target));
            before.unwrap_or_else(|| self.by_letters(target, outcome))
        };
        reference.it.targets.iter().zip(&outcomes).map(meaning).collect()
    }

    /// What the targets of a reference of another text mean. `untouched` says which stand as they stood when their own file
    /// was last agreed.
    pub(super) fn cited(&self, reference: &Reference, untouched: &dyn Fn(&Target) -> bool) -> Vec<Meaning> {
        let outcomes = self.placed.text.proposed.resolve(reference);
        let before = self.cited_before(reference, untouched).into_iter();
        let meanings = before.zip(reference.targets.iter().zip(&outcomes));
        meanings.map(|(before, (target, outcome))| before.unwrap_or_else(|| self.by_letters(target, outcome))).collect()
    }

    /// What stood between the ends of the run that a reference once was.
    pub(super) fn was_run(&self, reference: &Reference) -> Option<&str> {
        let history = self.history?;
        let (placed, old) = history.origin(self.placed, reference)?;
        history.was_run(placed, &old.it)
    }

    /// Whether clauses that a target names stand in a section in order.
    pub(super) fn are_in_order(&self, named: &[ClauseId]) -> bool {
        let tree = &self.placed.text.proposed;
        named.first().is_some_and(|&id| self.is_in_order(tree.clause(id).section))
    }

    /// Whether a section is in order.
    pub(super) fn is_in_order(&self, section: SectionId) -> bool {
        self.in_order.contains(&section)
    }

    /// What the targets of a reference of the text itself named in the last agreed reading, as it is now: `None` for one that
    /// was edited or released since, named nothing then, or is in the text in force, which says what it means.
    pub(super) fn before(&self, reference: &Placed<Reference>) -> Vec<Option<Meaning>> {
        // The brackets say already that the clause is gone.
        let bracketed = self.document.is_bracketed(self.placed, reference.it.labels_span());
        let is_said = |meaning: &Meaning| bracketed && *meaning == Meaning::Deleted;
        let targets = reference.it.targets.iter();
        targets
            .map(|target| match self.by_text_in_force(reference, target) {
                Some(_) => None,
                None => self.by_history(reference, target).filter(|meaning| !is_said(meaning)),
            })
            .collect()
    }

    /// The same for a reference of another text.
    pub(super) fn cited_before(
        &self,
        reference: &Reference,
        untouched: &dyn Fn(&Target) -> bool,
    ) -> Vec<Option<Meaning>> {
        let then = self.then.as_ref().filter(|then| !then.history.is_released_to_others(then.placed));
        let then = |target| then.filter(|_| untouched(target));
        let targets = reference.targets.iter().enumerate();
        targets.map(|(nth, target)| then(target)?.meaning(reference, nth)).collect()
    }

    /// Whether a target names the clauses that are meant; between the ends of a run that lacks none, new clauses may have
    /// come.
    fn names(&self, meaning: &Meaning, outcome: &Outcome) -> bool {
        let (Meaning::Known(meant), Outcome::Clauses(named)) = (meaning, outcome) else { return false };
        let known = |id: &ClauseId| {
            self.then.as_ref().is_some_and(|then| then.fates.iter().flatten().any(|fate| fate.now == *id))
        };
        let ends = [named.first(), named.last()].into_iter().flatten().all(|id| meant.clauses.contains(id));
        ends && meant.clauses.iter().all(|id| named.contains(id))
            && named.iter().all(|id| meant.clauses.contains(id) || (meant.run && !meant.lacks && !known(id)))
    }

    /// For each target of a reference, whether it names the clauses that it named; where it is not known what it named, it does.
    /// Clauses of one reference may have changed places: together they are still the same.
    pub(super) fn still_names(&self, meanings: &[Option<Meaning>], outcomes: &[Outcome]) -> Vec<bool> {
        let named: BTreeSet<ClauseId> = outcomes.iter().filter_map(run).flatten().copied().collect();
        let meant = meanings.iter().flatten().map(|meaning| match meaning {
            Meaning::Known(meant) if !meant.run => Some(&meant.clauses),
            _ => None,
        });
        let meant: Option<BTreeSet<ClauseId>> =
            meant.collect::<Option<Vec<_>>>().map(|meant| meant.into_iter().flatten().copied().collect());
        let together = meant
            .is_some_and(|meant| meant.is_subset(&named) && (meanings.contains(&None) || meant.len() == named.len()));
        let each = meanings.iter().zip(outcomes);
        each.map(|(meaning, outcome)| together || meaning.as_ref().is_none_or(|meaning| self.names(meaning, outcome)))
            .collect()
    }

    /// Whether each clause is called what it was called in the last agreed reading, so that each reference that stands as it
    /// stood names what it named.
    pub(super) fn keep_names(&self) -> bool {
        self.then.as_ref().is_none_or(|then| then.keeps_names)
    }

    /// Whether no section that was in order is out of order.
    pub(super) fn keeps_order(&self) -> bool {
        let Some(then) = self.then.as_ref().filter(|then| !then.keeps_names) else { return true };
        let (old, new) = (&then.placed.text.proposed, &self.placed.text.proposed);
        let was_in_order = |id: usize| then.in_order.contains(&old.clause(ClauseId::at(id)).section);
        let fates = then.fates.iter().enumerate().filter(|(id, _)| was_in_order(*id));
        fates.filter_map(|(_, fate)| *fate).all(|fate| self.is_in_order(new.clause(fate.now).section))
    }

    /// Whether every reference of the text that named a clause names it still, was edited or was released; and no clause that
    /// is meant waits for its words.
    pub(super) fn keeps_references(&self) -> bool {
        let Some(then) = &self.then else { return true };
        let (old, new) = (&then.placed.text.proposed, &self.placed.text.proposed);
        let here = old.references().iter().filter(|reference| old.reference_target(reference).is_here());
        for before in here {
            let now = match then.history.became(then.placed, &before.it, self.placed) {
                Became::Read(now) if !then.keeps_names => now,
                Became::Unread if then.is_missed(&before.it) => return false,
                _ => continue,
            };
            let meanings = self.before(now);
            let emptied = |id: &ClauseId| {
                let by_label = then.fates.iter().flatten().any(|fate| fate.by_label && fate.now == *id);
                by_label && new.clause(*id).body.is_empty()
            };
            let mut meant = meanings.iter().flatten().filter_map(Meaning::meant).flat_map(|meant| &meant.clauses);
            if meant.any(emptied) || self.still_names(&meanings, &new.resolve(&now.it)).contains(&false) {
                return false;
            }
        }
        true
    }

    /// What a target meant in the last agreed reading.
    fn by_history(&self, reference: &Placed<Reference>, target: &Target) -> Option<Meaning> {
        let then = self.then.as_ref()?;
        let (placed, old) = then.history.origin(self.placed, &reference.it)?;
        let nth = then.history.untouched(self.placed, (placed, &old.it), target)?;
        let here = placed.start == then.placed.start
            && placed.text.proposed.reference_target(old).is_here()
            && !then.history.is_released(placed, &old.it);
        here.then(|| then.meaning(&old.it, nth))?
    }

    fn by_text_in_force(&self, reference: &Placed<Reference>, target: &Target) -> Option<Meaning> {
        let text = &self.placed.text;
        if !text.is_changed() {
            return None;
        }
        let (old, nth) = text.in_force(reference, target)?;
        let outcome = text.base.resolve(text.base.reference(old)).into_iter().nth(nth)?;
        let clauses = run(&outcome)?;
        self.in_force.contains(&text.base.clause(clauses[0]).section).then_some(())?;
        Some(followed(clauses, target, |id| self.document.counterpart(self.placed, id)))
    }

    fn by_letters(&self, target: &Target, outcome: &Outcome) -> Meaning {
        let tree = &self.placed.text.proposed;
        let clauses = match outcome {
            Outcome::Clauses(clauses) => clauses,
            Outcome::Ambiguous(_) | Outcome::Unsure => return Meaning::Unknown(None),
            _ => return Meaning::Missing,
        };
        let Some(&first) = clauses.first() else { return Meaning::Missing };
        if !self.is_in_order(tree.clause(first).section) {
            return Meaning::Unknown(self.seemingly(target, first));
        }
        let Some(clauses) = run(outcome) else { return Meaning::Unknown(None) };
        let not_new = |id: &ClauseId| match self.newcomer == Some(*id) {
            true => twin(tree, *id),
            false => Some(*id),
        };
        let mut clauses: Vec<ClauseId> = clauses.iter().filter_map(not_new).collect();
        clauses.sort_unstable();
        clauses.dedup();
        match clauses.is_empty() {
            true => Meaning::Missing,
            false => Meaning::Known(MeantClauses { clauses, run: target.to.is_some(), lacks: false }),
        }
    }

    /// The clauses that have the labels of a target, one of which is known; `None` where two have the same.
    fn seemingly(&self, target: &Target, one: ClauseId) -> Option<MeantClauses> {
        let tree = &self.placed.text.proposed;
        let mut above = tree.clause(one).parent;
        while let Some(parent) = above {
            if twin(tree, parent).is_some() {
                return None;
            }
            above = tree.clause(parent).parent;
        }
        let clause = tree.clause(one);
        let Some(to) = &target.to else {
            let alone = Some(one) != self.newcomer && twin(tree, one).is_none();
            return alone.then(|| MeantClauses { clauses: vec![one], run: false, lacks: false });
        };
        let from = target.path.last()?;
        let kind = clause.label?.mark;
        let ordinal = |label: &NamedLabel| {
            let mark = [Some(label.first), label.second].into_iter().flatten().find(|mark| mark.same_kind(kind));
            mark.map(Mark::ordinal)
        };
        let (from, to) = (ordinal(from)?, ordinal(to)?);
        let within = |clause: &crate::syntax::Clause| {
            clause.label.is_some_and(|label| label.mark.same_kind(kind) && (from..=to).contains(&label.mark.ordinal()))
        };
        let list = tree.children(clause.section, clause.parent);
        let clauses: Vec<ClauseId> = list.filter(|(_, clause)| within(clause)).map(|(id, _)| id).collect();
        let unique = clauses.iter().all(|&id| Some(id) != self.newcomer && twin(tree, id).is_none());
        (unique && !clauses.is_empty()).then_some(MeantClauses { clauses, run: true, lacks: false })
    }
}

impl Then<'_> {
    /// Whether a reference named a clause and was not released since.
    fn is_missed(&self, reference: &Reference) -> bool {
        let released = self.history.is_released(self.placed, reference);
        !released && (0..reference.targets.len()).any(|nth| self.meaning(reference, nth).is_some())
    }

    /// What a target of a reference means that named a clause at the agreed reading, in a section in order.
    fn meaning(&self, reference: &Reference, nth: usize) -> Option<Meaning> {
        let tree = &self.placed.text.proposed;
        let outcome = tree.resolve(reference).into_iter().nth(nth)?;
        let clauses = run(&outcome)?;
        self.in_order.contains(&tree.clause(clauses[0]).section).then_some(())?;
        let now = |id: ClauseId| self.fates[id.index()].map(|fate| fate.now);
        Some(followed(clauses, &reference.targets[nth], now))
    }
}

/// The clauses that an outcome gives, unless it is a run that goes backwards.
fn run(outcome: &Outcome) -> Option<&[ClauseId]> {
    match outcome {
        Outcome::Clauses(clauses) if !clauses.is_empty() && clauses.is_sorted() => Some(clauses),
        _ => None,
    }
}

/// Clauses of another state of the text as they are now.
fn followed(then: &[ClauseId], target: &Target, now: impl Fn(ClauseId) -> Option<ClauseId>) -> Meaning {
    let found: Vec<Option<ClauseId>> = then.iter().map(|&id| now(id)).collect();
    let mut clauses: Vec<ClauseId> = found.iter().copied().flatten().collect();
    clauses.sort_unstable();
    clauses.dedup();
    match clauses.is_empty() {
        true => Meaning::Deleted,
        false => Meaning::Known(MeantClauses { clauses, run: target.to.is_some(), lacks: found.contains(&None) }),
    }
}

/// The sections whose clauses have the labels that they ought to have; one clause may be left out of account.
pub(super) fn ordered(tree: &Tree, but: Option<ClauseId>) -> BTreeSet<SectionId> {
    let in_order = |section: SectionId| {
        let mut lists = lists(tree, section);
        lists.values_mut().for_each(|list| list.retain(|id| id.is_none() || *id != but));
        letters_of(tree, &lists).is_empty()
    };
    let sections = tree.sections().filter(|(id, section)| !section.is_damaged() && in_order(*id));
    sections.map(|(id, _)| id).collect()
}

/// Another clause of the list that has the same label.
pub(super) fn twin(tree: &Tree, id: ClauseId) -> Option<ClauseId> {
    let clause = tree.clause(id);
    let mut list = tree.children(clause.section, clause.parent);
    list.find(|(other, twin)| *other != id && twin.label == clause.label).map(|(other, _)| other)
}
