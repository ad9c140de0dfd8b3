//! What becomes of the clauses of a text, and how references to them are said then.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use super::letters::{Labels, Lists};
use super::lines::Rewrite;
use super::meaning::{Meaning, MeantClauses};
use crate::syntax::{
    ClauseId, Label, Language, Mark, NamedLabel, Placed, Reference, SectionId, Target, Tree, Whereabouts,
};
use crate::text::Span;

/// What becomes of the clauses of a text.
pub(super) struct Future<'a> {
    /// The text as proposed, before.
    pub tree: &'a Tree,
    /// The labels that clauses get.
    pub labels: Labels,
    /// The order in which the clauses of a section stand then, where it is another.
    pub order: Option<ClauseOrder>,
    /// A clause that has only just been written, under a label that is still another's: no reference means it.
    pub newcomer: Option<ClauseId>,
    /// The clause that a new section begins with, and the call of that section.
    pub split: Option<(ClauseId, String)>,
    /// The sections of which clauses get another label or place: references into them are written again.
    pub sections: BTreeSet<SectionId>,
    /// How all clauses follow each other then, worked out when first asked.
    pub sequence: OnceCell<Sequence>,
}

/// How the clauses of a text follow each other; by their numbers.
pub(super) struct Sequence {
    /// The place of each, list by list.
    places: Vec<u32>,
    /// The one that stands after each in its list, where no label between them is left out.
    next: Vec<Option<ClauseId>>,
}

/// The order of a section's clauses, and the place of each among those under the same one.
pub(super) struct ClauseOrder {
    lists: Lists,
    /// By the numbers of the clauses.
    ranks: Vec<Option<u32>>,
}

impl ClauseOrder {
    pub(super) fn new(tree: &Tree, lists: Lists) -> ClauseOrder {
        let mut ranks = vec![None; tree.clauses().len()];
        for (rank, id) in lists.values().flat_map(|list| (0..).zip(list)) {
            if let Some(id) = id {
                ranks[id.index()] = Some(rank);
            }
        }
        ClauseOrder { lists, ranks }
    }
}

impl<'a> Future<'a> {
    /// Clauses stay where they are and get other labels.
    pub(super) fn relabelled(tree: &'a Tree, labels: Labels) -> Future<'a> {
        let sections = labels.keys().map(|&id| tree.clause(id).section).collect();
        Future { tree, labels, order: None, newcomer: None, split: None, sections, sequence: OnceCell::new() }
    }

    /// The label that a clause is to have.
    pub(super) fn label(&self, id: ClauseId) -> Option<Label> {
        self.labels.get(&id).map(|&mark| Label::plain(mark)).or(self.tree.clause(id).label)
    }

    /// The label as a reference names it, in the alphabet of the clause's own.
    fn written(&self, id: ClauseId) -> Option<String> {
        let label = self.label(id)?;
        let raw = self.tree.clause(id).raw.as_ref().filter(|raw| !raw.text.is_ascii() && label.mark != Mark::Dash);
        raw.and_then(|raw| raw.with_label(label)).or_else(|| Some(label.to_string()))
    }

    /// Whether references into a section are written again.
    pub(super) fn concerns(&self, section: SectionId) -> bool {
        self.sections.contains(&section)
    }

    /// Whether a label that no clause has would be one's then.
    pub(super) fn would_name(&self, section: SectionId, parent: Option<ClauseId>, label: &NamedLabel) -> bool {
        self.tree.children(section, parent).any(|(id, _)| self.label(id).is_some_and(|own| label.names(own)))
    }

    /// Where a clause stands among those under the same one.
    fn rank(&self, id: ClauseId) -> u32 {
        self.order.as_ref().and_then(|order| order.ranks[id.index()]).unwrap_or(id.index() as u32)
    }

    /// A clause and those that it stands under, the outermost first.
    fn path(&self, id: ClauseId) -> Vec<ClauseId> {
        let mut path = vec![id];
        while let Some(parent) = path.last().and_then(|&id| self.tree.clause(id).parent) {
            path.push(parent);
        }
        path.reverse();
        path
    }

    fn outermost(&self, mut id: ClauseId) -> ClauseId {
        while let Some(parent) = self.tree.clause(id).parent {
            id = parent;
        }
        id
    }

    /// Whether one clause of a section comes before another.
    fn is_before(&self, a: ClauseId, b: ClauseId) -> bool {
        let (a, b) = (self.path(a), self.path(b));
        match a.iter().zip(&b).find(|(a, b)| a != b) {
            Some((&a, &b)) => self.rank(a) < self.rank(b),
            None => a.len() < b.len(),
        }
    }

    /// The call that a clause stands under then, where it is not the one that a reference names.
    fn other_call(&self, reference: &Reference, id: ClauseId) -> Option<String> {
        let section = self.tree.clause(id).section;
        if let Some((first, call)) = &self.split
            && section == self.tree.clause(*first).section
            && self.outermost(id) >= *first
        {
            return Some(call.clone());
        }
        let named =
            self.tree.section(section).key().is_some_and(|key| *key == reference.call || reference.call.names(key));
        (!named).then(|| self.tree.section_name(section).trim_end_matches(':').to_owned())
    }

    /// The clauses of a run as they stand then: those that follow each other without another between.
    fn runs(&self, clauses: &[ClauseId]) -> Vec<Vec<ClauseId>> {
        let Sequence { places, next } = self.sequence.get_or_init(|| self.in_sequence());
        let mut sorted = clauses.to_vec();
        sorted.sort_by_key(|id| places[id.index()]);
        sorted.chunk_by(|a, b| next[a.index()] == Some(*b)).map(<[ClauseId]>::to_vec).collect()
    }

    fn in_sequence(&self) -> Sequence {
        let mut next = vec![None; self.tree.clauses().len()];
        let mut last_of = HashMap::new();
        for (id, clause) in self.tree.clauses() {
            if let Some(before) = last_of.insert((clause.section, clause.parent), id) {
                next[before.index()] = Some(id);
            }
        }
        for (parent, list) in self.order.iter().flat_map(|order| &order.lists) {
            let list: Vec<ClauseId> = list.iter().copied().flatten().collect();
            for (nth, id) in list.iter().enumerate().filter(|(_, id)| self.tree.clause(**id).parent == *parent) {
                next[id.index()] = list.get(nth + 1).copied();
            }
        }
        let list = |id: ClauseId| {
            let clause = self.tree.clause(id);
            let split = self.split.as_ref().is_some_and(|(first, _)| self.outermost(id) >= *first);
            (clause.section, split, clause.parent)
        };
        for ((id, _), next) in self.tree.clauses().zip(&mut next) {
            *next = next.filter(|&next| list(id) == list(next) && !self.is_gap(id, next));
        }
        let mut sorted: Vec<ClauseId> = self.tree.clauses().map(|(id, _)| id).collect();
        sorted.sort_by_cached_key(|&id| (list(id), self.rank(id)));
        let mut places = vec![0; sorted.len()];
        for (place, id) in (0..).zip(sorted) {
            places[id.index()] = place;
        }
        Sequence { places, next }
    }

    /// Whether a label between those of two clauses is left out: a clause that is still to be written has its own already.
    fn is_gap(&self, a: ClauseId, b: ClauseId) -> bool {
        self.label(a).zip(self.label(b)).is_some_and(|(a, b)| {
            a.suffix.or(b.suffix).is_none() && a.mark.same_kind(b.mark) && a.mark.next() != b.mark
        })
    }

    /// The labels from the outermost clause down to one: "c) ii)"; a decimal number stands for itself.
    fn said(&self, id: ClauseId) -> Option<String> {
        let own = self.label(id)?;
        if let Mark::Decimal(_) = own.mark {
            return Some(own.to_string());
        }
        let labels = self.path(id).into_iter().map(|id| self.written(id));
        labels.collect::<Option<Vec<_>>>().map(|labels| labels.join(" "))
    }

    /// "1", "1 to 3", "1 and 2": what is said of clauses that follow each other; `joined` is what stands between the ends
    /// of a run.
    fn said_run(&self, run: &[ClauseId], joined: &str) -> Option<Vec<String>> {
        let (&first, &last) = (run.first()?, run.last()?);
        Some(match run.len() {
            1 => vec![self.said(first)?],
            2 => vec![self.said(first)?, self.written(last)?],
            _ => vec![format!("{}{joined}{}", self.said(first)?, self.written(last)?)],
        })
    }

    /// The words of a reference that are to be others, as its targets mean clauses. `None` where it cannot be told how to
    /// say it. `was_run`: what stood between the ends of the run that the list once was.
    pub(super) fn rewrite(
        &self,
        reference: &Reference,
        meanings: &[Meaning],
        was_run: Option<&str>,
        source: &dyn Fn(Span) -> String,
    ) -> Option<Vec<Rewrite>> {
        let mut meant: Vec<Option<MeantClauses>> = meanings.iter().map(|meaning| meaning.meant().cloned()).collect();
        let other_call = |id: &ClauseId| self.other_call(reference, *id);
        if meant.iter().flatten().flat_map(|meant| &meant.clauses).any(|id| other_call(id).is_some()) {
            let meant: Vec<MeantClauses> = meant.into_iter().collect::<Option<_>>()?;
            return self.restate(reference, &meant, source).map(|rewrite| vec![rewrite]);
        }
        if let Some(rewrite) = was_run.and_then(|joined| self.rejoin(reference, &meant, joined)) {
            return Some(vec![rewrite]);
        }
        self.sort_list(reference, &mut meant);
        let mut rewrites = Vec::new();
        for (index, (target, meant)) in reference.targets.iter().zip(&meant).enumerate() {
            if let Some(meant) = meant {
                let is_last = index + 1 == reference.targets.len();
                rewrites.extend(self.rewrite_target(reference, target, meant, is_last, source)?);
            }
        }
        Some(rewrites)
    }

    fn rewrite_target(
        &self,
        reference: &Reference,
        target: &Target,
        meant: &MeantClauses,
        is_last: bool,
        source: &dyn Fn(Span) -> String,
    ) -> Option<Vec<Rewrite>> {
        let runs = self.runs(&meant.clauses);
        let first = *runs.first()?.first()?;
        let named = &target.path;
        let path = self.path(first);
        let alike = path.len().checked_sub(named.len()).map(|above| &path[above..]);
        let is_decimal = matches!(self.label(first)?.mark, Mark::Decimal(_));
        // Each label for itself, so that the words between them stay.
        let labels = alike.filter(|ids| ids.len() == path.len() || is_decimal);
        let above = |rewrites: &mut Vec<Rewrite>, count: usize| {
            for (named, &id) in named.iter().zip(labels.unwrap_or_default()).take(count) {
                rewrites.extend(self.relabel(named, id));
            }
        };
        let mut rewrites = Vec::new();
        let (head, tail) = (named.first()?, named.last()?);
        let Some(to) = &target.to else {
            let [only] = meant.clauses[..] else { return None };
            match labels {
                Some(_) => above(&mut rewrites, named.len()),
                None => rewrites.push(Rewrite::new(head.span.cover(tail.span), self.said(only)?)),
            }
            return Some(rewrites);
        };
        if labels.is_some() && runs.len() == 1 && runs[0].len() > 1 {
            above(&mut rewrites, named.len());
            rewrites.extend(self.relabel(to, *runs[0].last()?));
            return Some(rewrites);
        }
        let joined = source(Span::new(tail.span.end, to.span.start));
        let mut parts = Vec::new();
        for run in &runs {
            parts.extend(self.said_run(run, &joined)?);
        }
        // What the run stands under is said once.
        let mut from = head.span.start;
        if labels.is_some() && named.len() > 1 {
            above(&mut rewrites, named.len() - 1);
            let outer: String = self.said(*path.get(path.len().checked_sub(2)?)?)? + " ";
            parts.iter_mut().for_each(|part| {
                if let Some(own) = part.strip_prefix(&outer) {
                    *part = own.to_owned();
                }
            });
            from = tail.span.start;
        }
        let and = if is_last { and_of(reference) } else { ", " };
        rewrites.push(Rewrite::new(Span::new(from, to.span.end), enumerated(&parts, and)?));
        Some(rewrites)
    }

    fn relabel(&self, named: &NamedLabel, id: ClauseId) -> Option<Rewrite> {
        self.label(id).filter(|label| !named.names(*label))?;
        Some(Rewrite::new(named.span, self.written(id)?))
    }

    /// "a) and c)" whose clauses have changed places is still said in order.
    fn sort_list(&self, reference: &Reference, meant: &mut [Option<MeantClauses>]) {
        let plain = |(target, meant): (&Target, &Option<MeantClauses>)| match meant {
            Some(MeantClauses { clauses, run: false, .. }) if target.path.len() == 1 => clauses.first().copied(),
            _ => None,
        };
        let ids: Option<Vec<ClauseId>> = reference.targets.iter().zip(meant.iter()).map(plain).collect();
        let Some(mut ids) = ids else { return };
        let ascends = reference.targets.iter().map(|target| target.path[0].first.ordinal()).is_sorted();
        let parent = |id: &ClauseId| (self.tree.clause(*id).section, self.tree.clause(*id).parent);
        if !(ascends || ids.is_sorted()) || ids.windows(2).any(|pair| parent(&pair[0]) != parent(&pair[1])) {
            return;
        }
        ids.sort_by_key(|&id| self.rank(id));
        for (meant, id) in meant.iter_mut().zip(ids) {
            *meant = Some(MeantClauses { clauses: vec![id], run: false, lacks: false });
        }
    }

    /// A list that was a run before one of its clauses moved away is a run again once they follow each other.
    fn rejoin(&self, reference: &Reference, meant: &[Option<MeantClauses>], joined: &str) -> Option<Rewrite> {
        let mut ids = Vec::new();
        for (target, meant) in reference.targets.iter().zip(meant) {
            (target.path.len() == 1).then_some(())?;
            ids.extend(&meant.as_ref()?.clauses);
        }
        let runs = self.runs(&ids);
        let [run] = &runs[..] else { return None };
        let [first, .., last] = run[..] else { return None };
        let whole = reference.targets.first()?.span.cover(reference.targets.last()?.span);
        Some(Rewrite::new(whole, format!("{}{joined}{}", self.said(first)?, self.label(last)?)))
    }

    /// All of a reference anew, under the calls that its clauses stand under then: "considering a) and considering further
    /// a) to c)".
    fn restate(
        &self,
        reference: &Reference,
        meant: &[MeantClauses],
        source: &dyn Fn(Span) -> String,
    ) -> Option<Rewrite> {
        let own_call = source(reference.call_span);
        let gap = source(Span::new(reference.call_span.end, reference.targets.first()?.span.start));
        let mut groups: Vec<(Option<String>, Vec<String>)> = Vec::new();
        for (target, meant) in reference.targets.iter().zip(meant) {
            let to = target.to.as_ref();
            let joined = to.map_or(String::new(), |to| {
                target.path.last().map_or(String::new(), |from| source(Span::new(from.span.end, to.span.start)))
            });
            let runs = self.runs(&meant.clauses);
            for run in &runs {
                let call = self.other_call(reference, run[0]);
                let said = match (&run[..], meant.run && runs.len() == 1) {
                    (&[first, last], true) => vec![format!("{}{joined}{}", self.said(first)?, self.written(last)?)],
                    _ => self.said_run(run, &joined)?,
                };
                match groups.iter_mut().find(|(other, _)| *other == call) {
                    Some((_, labels)) => labels.extend(said),
                    None => groups.push((call, said)),
                }
            }
        }
        // What stays under the call comes first.
        groups.sort_by_key(|(call, _)| call.is_some());
        let and = and_of(reference);
        let said = |(call, labels): (Option<String>, Vec<String>)| {
            Some(format!("{}{gap}{}", call.as_deref().unwrap_or(&own_call), enumerated(&labels, and)?))
        };
        let said: Vec<String> = groups.into_iter().map(said).collect::<Option<_>>()?;
        let end = reference.targets.last()?.span.end;
        Some(Rewrite::new(Span::new(reference.call_span.start, end), said.join(and)))
    }

    /// "above" where the clause stands below then, and the other way round.
    pub(super) fn turned(&self, reference: &Placed<Reference>, meanings: &[Meaning]) -> Option<Rewrite> {
        self.order.as_ref()?;
        let own = reference.zone.clause()?;
        // Other languages have many words for it.
        if reference.it.call.verb().language != Language::En {
            return None;
        }
        let (said, above) = match reference.it.whereabouts {
            Whereabouts::Above => ("below", true),
            Whereabouts::Below => ("above", false),
            _ => return None,
        };
        let ids = || meanings.iter().filter_map(Meaning::meant).flat_map(|meant| meant.clauses.iter().copied());
        let section = self.tree.clause(own).section;
        let turned = ids().next().is_some()
            && ids().all(|id| self.tree.clause(id).section == section && id != own && (id < own) == above)
            && ids().all(|id| self.is_before(id, own) != above);
        let end = reference.it.span.end;
        turned.then(|| Rewrite::new(Span::new(end - said.len() as u32, end), said))
    }
}

/// "1, 3 and 5 to 7"
fn enumerated(parts: &[String], and: &str) -> Option<String> {
    let (last, rest) = parts.split_last()?;
    Some(if rest.is_empty() { last.clone() } else { format!("{}{and}{last}", rest.join(", ")) })
}

/// "and" in the language of a reference.
fn and_of(reference: &Reference) -> &'static str {
    match reference.call.verb().language {
        Language::En => " and ",
        Language::Fr => " et ",
        Language::Es => " y ",
        Language::Ru => " и ",
        Language::Zh => "和",
        Language::Ar => " و",
    }
}
