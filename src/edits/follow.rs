//! References that follow their clauses: in the text, in the other texts of the file, in open drafts and in the files of
//! the workspace.

use std::collections::HashMap;

use super::letters::{Labels, Lists};
use super::lines::Rewrite;
use super::{Edit, Pen};
use crate::catalogue::TextKey;
use crate::semantics::{Model, SummaryModel};
use crate::syntax::{
    ClauseId, Document, Edition, Label, Outcome, Placed, Reference, ReferenceTarget, Target, Tree, Whereabouts, verbs,
};
use crate::text::{Cancelled, FileId, Side, Span};

/// What becomes of the clauses of a text.
pub(super) struct Future<'a> {
    /// The text as proposed, before.
    pub tree: &'a Tree,
    /// The labels that clauses get.
    pub labels: &'a Labels,
    /// The order in which the clauses of a section stand then, where it is another.
    pub order: Option<Order<'a>>,
    /// A clause that has only just been written, under a label that is still another's: no reference means it.
    pub newcomer: Option<ClauseId>,
    /// The clauses that a section of their own begins with, and its call.
    pub split: Option<(ClauseId, &'a str)>,
}

/// The order of a section's clauses, and the place of each among those under the same one.
pub(super) struct Order<'a> {
    lists: &'a Lists,
    ranks: HashMap<ClauseId, usize>,
}

impl<'a> Order<'a> {
    pub fn new(lists: &'a Lists) -> Order<'a> {
        let ranked = lists.values().flat_map(|list| list.iter().enumerate());
        let ranks = ranked.filter_map(|(rank, id)| Some(((*id)?, rank))).collect();
        Order { lists, ranks }
    }
}

/// How references follow.
#[derive(Default)]
pub(super) struct Following {
    /// In the text itself.
    pub own: Vec<Rewrite>,
    /// In other texts.
    pub elsewhere: Vec<Edit>,
    /// How many follow.
    pub references: usize,
    /// Whether every reference is sure to follow its clause.
    pub sure: bool,
}

/// The clauses that a target of a reference means: from the outermost label's down, and the last of a run.
#[derive(Clone)]
struct Meant {
    path: Vec<ClauseId>,
    to: Option<ClauseId>,
}

/// Clauses that follow each other.
struct Run {
    first: ClauseId,
    last: ClauseId,
    len: usize,
}

impl Run {
    fn of(stretch: &[ClauseId]) -> Run {
        Run { first: stretch[0], last: stretch[stretch.len() - 1], len: stretch.len() }
    }
}

impl Meant {
    fn all(&self) -> impl Iterator<Item = ClauseId> {
        self.path.iter().chain(&self.to).copied()
    }
}

impl<'a> Future<'a> {
    /// Clauses stay where they are and get other labels.
    pub fn relabelled(tree: &'a Tree, labels: &'a Labels) -> Future<'a> {
        Future { tree, labels, order: None, newcomer: None, split: None }
    }

    /// The label that a clause is to have.
    fn label(&self, id: ClauseId) -> Option<Label> {
        self.labels.get(&id).map(|&mark| Label::plain(mark)).or(self.tree.clause(id).label)
    }

    /// Where a clause stands among those under the same one.
    fn rank(&self, id: ClauseId) -> usize {
        self.order.as_ref().and_then(|order| order.ranks.get(&id).copied()).unwrap_or(id.0 as usize)
    }

    /// Whether one clause of a section comes before another.
    fn is_before(&self, a: ClauseId, b: ClauseId) -> bool {
        let ancestors = |id: ClauseId| {
            let mut path = vec![id];
            while let Some(parent) = path.last().and_then(|&id| self.tree.clause(id).parent) {
                path.push(parent);
            }
            path.reverse();
            path
        };
        let (a, b) = (ancestors(a), ancestors(b));
        match a.iter().zip(&b).find(|(a, b)| a != b) {
            Some((&a, &b)) => self.rank(a) < self.rank(b),
            None => a.len() < b.len(),
        }
    }

    /// The clauses that a target means, each label's own.
    fn meant(&self, tree: &Tree, target: &Target, outcome: &Outcome) -> Option<Meant> {
        let Outcome::Clauses(clauses) = outcome else { return None };
        let (&first, &last) = (clauses.first()?, clauses.last()?);
        // A range that runs backwards is the drafter's to put right.
        if last < first {
            return None;
        }
        let mut path = vec![first];
        while path.len() < target.path.len() {
            path.push(tree.clause(*path.last()?).parent?);
        }
        path.reverse();
        Some(Meant { path, to: target.to.is_some().then_some(last) })
    }

    /// What is meant where the newest clause has the label of another: that other.
    fn not_new(&self, mut meant: Meant) -> Meant {
        let Some(newcomer) = self.newcomer else { return meant };
        for id in meant.path.iter_mut().chain(&mut meant.to).filter(|id| **id == newcomer) {
            *id = twin(self.tree, newcomer).unwrap_or(newcomer);
        }
        meant
    }

    /// Whether what a target means is changed at all.
    fn concerns(&self, meant: &Meant) -> bool {
        let section = |id: ClauseId| self.tree.clause(id).section;
        let split = |id| self.split.is_some_and(|(first, _)| id >= first && section(id) == section(first));
        meant.all().any(|id| self.labels.contains_key(&id) || split(id))
            // In a run, those between may have moved.
            || meant.to.is_some_and(|to| self.order.is_some() && self.labels.keys().any(|&id| section(id) == section(to)))
    }

    /// Whether which clause is meant can be told: no other has its label.
    fn is_clear(&self, meant: &Meant) -> bool {
        meant.all().all(|id| twin(self.tree, id).is_none_or(|twin| Some(twin) == self.newcomer))
    }

    /// The words of a reference that are to be others, as its targets mean clauses. `None` where it cannot be told how to
    /// say it.
    fn rewrite(
        &self,
        reference: &Reference,
        mut meant: Vec<Option<Meant>>,
        source: &dyn Fn(Span) -> String,
    ) -> Option<Vec<Rewrite>> {
        if let Some((first, call)) = self.split {
            return self.rewrite_split(reference, &meant, first, call, source);
        }
        self.sort_list(reference, &mut meant);
        let mut rewrites = Vec::new();
        for (index, (target, meant)) in reference.targets.iter().zip(&meant).enumerate() {
            let Some(meant) = meant.as_ref().filter(|meant| self.concerns(meant)) else { continue };
            let Some(to) = meant.to.zip(target.to.as_ref()) else {
                for (named, &id) in target.path.iter().zip(&meant.path) {
                    rewrites.extend(self.relabel(named, id));
                }
                continue;
            };
            let (above, last) = (&target.path[..target.path.len() - 1], target.path.last()?);
            for (named, &id) in above.iter().zip(&meant.path) {
                rewrites.extend(self.relabel(named, id));
            }
            let runs = self.runs(*meant.path.last()?, to.0);
            if let [Run { first: from, last: until, len: 2.. }] = runs[..] {
                rewrites.extend(self.relabel(last, from));
                rewrites.extend(self.relabel(to.1, until));
                continue;
            }
            let joined = source(Span::new(last.span.end, to.1.span.start));
            let is_last = index + 1 == reference.targets.len();
            let words = self.enumeration(&runs, &joined, reference, is_last)?;
            rewrites.push(Rewrite::new(last.span.cover(to.1.span), words));
        }
        Some(rewrites)
    }

    fn relabel(&self, named: &crate::syntax::NamedLabel, id: ClauseId) -> Option<Rewrite> {
        let label = self.label(id).filter(|label| !named.names(*label))?;
        Some(Rewrite::new(named.span, label.to_string()))
    }

    /// "a) and c)" whose clauses have changed places is still said in order.
    fn sort_list(&self, reference: &Reference, meant: &mut [Option<Meant>]) {
        if self.order.is_none() {
            return;
        }
        let plain = |(target, meant): (&Target, &Option<Meant>)| match meant {
            Some(Meant { path, to: None }) if path.len() == 1 && target.path.len() == 1 => Some(path[0]),
            _ => None,
        };
        let ids: Option<Vec<ClauseId>> = reference.targets.iter().zip(meant.iter()).map(plain).collect();
        let Some(mut ids) = ids.filter(|ids| ids.is_sorted()) else { return };
        let parent = |id: &ClauseId| (self.tree.clause(*id).section, self.tree.clause(*id).parent);
        if ids.windows(2).any(|pair| parent(&pair[0]) != parent(&pair[1])) {
            return;
        }
        ids.sort_by_key(|&id| self.rank(id));
        for (meant, id) in meant.iter_mut().zip(ids) {
            *meant = Some(Meant { path: vec![id], to: None });
        }
    }

    /// The clauses of a run as they stand then: the stretches without a stranger between.
    fn runs(&self, first: ClauseId, last: ClauseId) -> Vec<Run> {
        let list = self.order.as_ref().and_then(|order| order.lists.get(&self.tree.clause(first).parent));
        let Some(list) = list.filter(|list| list.contains(&Some(first))) else {
            return vec![Run { first, last, len: 2 }];
        };
        let then: Vec<ClauseId> = list.iter().copied().flatten().collect();
        let member = |id: &ClauseId| (first..=last).contains(id);
        let stretches = then.chunk_by(|a, b| member(a) == member(b));
        stretches.filter(|stretch| member(&stretch[0])).map(Run::of).collect()
    }

    /// "1, 3 and 5 to 7"
    fn enumeration(&self, runs: &[Run], joined: &str, reference: &Reference, is_last: bool) -> Option<String> {
        let mut parts = Vec::new();
        for run in runs {
            let [first, last] = [self.label(run.first)?, self.label(run.last)?].map(|label| label.to_string());
            match run.len {
                ..=1 => parts.push(first),
                2 => parts.extend([first, last]),
                _ => parts.push(format!("{first}{joined}{last}")),
            }
        }
        let and = if is_last { and_of(reference) } else { ", " };
        let last = parts.pop()?;
        Some(if parts.is_empty() { last } else { format!("{}{and}{last}", parts.join(", ")) })
    }

    /// A reference into a section whose later clauses get a call of their own.
    fn rewrite_split(
        &self,
        reference: &Reference,
        meant: &[Option<Meant>],
        first: ClauseId,
        call: &str,
        source: &dyn Fn(Span) -> String,
    ) -> Option<Vec<Rewrite>> {
        let section = self.tree.clause(first).section;
        let meant: Vec<&Meant> = meant.iter().map(Option::as_ref).collect::<Option<_>>()?;
        let here = |id: &ClauseId| self.tree.clause(*id).section == section;
        if !meant.iter().any(|meant| meant.all().any(|id| here(&id) && id >= first)) {
            return Some(Vec::new());
        }
        if !meant.iter().all(|meant| meant.all().all(|id| here(&id))) {
            return None;
        }
        // What is said of each of the two sections.
        let mut parts: [Vec<String>; 2] = Default::default();
        for (target, meant) in reference.targets.iter().zip(&meant) {
            let (&from, above) = meant.path.split_last()?;
            let above = above.iter().map(|&id| self.said(id)).collect::<Option<String>>()?;
            let Some((to, until)) = target.to.as_ref().zip(meant.to) else {
                parts[usize::from(meant.path[0] >= first)].push(format!("{above}{}", self.said(from)?.trim_end()));
                continue;
            };
            let joined = source(Span::new(target.path.last()?.span.end, to.span.start));
            let nested = meant.path.len() > 1;
            let clause = self.tree.clause(from);
            let members = self.tree.children(clause.section, clause.parent).map(|(id, _)| id);
            let members: Vec<ClauseId> = members.filter(|id| (from..=until).contains(id)).collect();
            for stretch in members.chunk_by(|a, b| nested || (*a >= first) == (*b >= first)) {
                let later = if nested { meant.path[0] >= first } else { stretch[0] >= first };
                let words = self.enumeration(&[Run::of(stretch)], &joined, reference, true)?;
                parts[usize::from(later)].push(format!("{above}{words}"));
            }
        }
        let and = and_of(reference);
        let old_call = source(reference.call_span);
        let gap = source(Span::new(reference.call_span.end, reference.targets.first()?.span.start));
        let list = |(call, labels): (&str, &Vec<String>)| {
            let (last, rest) = labels.split_last()?;
            let rest = if rest.is_empty() { String::new() } else { format!("{}{and}", rest.join(", ")) };
            Some(format!("{call}{gap}{rest}{last}"))
        };
        let said: Vec<String> = [old_call.as_str(), call].into_iter().zip(&parts).filter_map(list).collect();
        let end = reference.targets.last()?.span.end;
        Some(vec![Rewrite::new(Span::new(reference.call_span.start, end), said.join(and))])
    }

    /// A label with a blank behind it.
    fn said(&self, id: ClauseId) -> Option<String> {
        Some(format!("{} ", self.label(id)?))
    }

    /// "above" where the clause stands below then, and the other way round.
    fn turned(&self, reference: &Placed<Reference>, meant: &[Option<Meant>]) -> Option<Rewrite> {
        self.order.as_ref()?;
        let own = reference.zone.clause()?;
        let (said, above) = match reference.it.whereabouts {
            Whereabouts::Above => ("below", true),
            Whereabouts::Below => ("above", false),
            _ => return None,
        };
        let ids = || meant.iter().flatten().flat_map(Meant::all);
        let section = self.tree.clause(own).section;
        let turned = ids().next().is_some()
            && ids().all(|id| self.tree.clause(id).section == section && id != own && (id < own) == above)
            && ids().all(|id| self.is_before(id, own) != above);
        let end = reference.it.span.end;
        turned.then(|| Rewrite::new(Span::new(end - said.len() as u32, end), said))
    }
}

/// Whether a reference means anything that is changed.
fn concerned(meant: &[Option<Meant>], future: &Future<'_>) -> bool {
    meant.iter().flatten().any(|meant| future.concerns(meant))
}

/// The clauses that the targets of a reference mean, where each means one.
fn members(meant: &[Option<Meant>]) -> Option<Vec<ClauseId>> {
    let only = |meant: &Option<Meant>| match meant {
        Some(Meant { path, to: None }) => path.last().copied(),
        _ => None,
    };
    let mut ids = meant.iter().map(only).collect::<Option<Vec<_>>>()?;
    ids.sort_unstable();
    Some(ids)
}

/// "and" in the language of a reference.
fn and_of(reference: &Reference) -> &'static str {
    match verbs()[reference.call.verb as usize].lang.as_str() {
        "en" => " and ",
        "fr" => " et ",
        "es" => " y ",
        _ => ", ",
    }
}

/// Another clause of the list that has the same label.
fn twin(tree: &Tree, id: ClauseId) -> Option<ClauseId> {
    let clause = tree.clause(id);
    let mut list = tree.children(clause.section, clause.parent);
    list.find(|(other, twin)| *other != id && twin.label == clause.label).map(|(other, _)| other)
}

impl Pen<'_> {
    /// How all references follow the clauses of the pen's text.
    pub(super) fn follow(&self, future: &Future<'_>) -> Result<Following, Cancelled> {
        let mut following = Following { sure: true, ..Following::default() };
        for reference in &future.tree.references {
            self.cancellation.check()?;
            if let ReferenceTarget::Here { sure } = future.tree.reference_target(reference) {
                self.follow_here(reference, sure, future, &mut following);
            }
        }
        self.follow_elsewhere(future, &mut following)?;
        Ok(following)
    }

    /// A reference of the text itself.
    fn follow_here(&self, reference: &Placed<Reference>, sure: bool, future: &Future<'_>, following: &mut Following) {
        let tree = future.tree;
        if reference.it.targets.is_empty() {
            // "considering above" means one section, and would mean one of two.
            following.sure &= !future.split.is_some_and(|(first, _)| {
                tree.resolve(&reference.it).contains(&Outcome::Section(tree.clause(first).section))
            });
            return;
        }
        let outcomes = tree.resolve(&reference.it);
        let mut kept = true;
        let meant = |(target, outcome): (&Target, &Outcome)| {
            let in_force = self.meant_in_force(reference, target, future);
            kept &= in_force.is_some();
            in_force.or_else(|| future.meant(tree, target, outcome).map(|meant| future.not_new(meant)))
        };
        let mut meant: Vec<Option<Meant>> = reference.it.targets.iter().zip(&outcomes).map(meant).collect();
        // Two clauses that have changed places are meant in the order that they have now.
        let now = reference.it.targets.iter().zip(&outcomes).map(|(target, now)| future.meant(tree, target, now));
        let now: Vec<Option<Meant>> = now.collect();
        if members(&meant).is_some_and(|ids| Some(ids) == members(&now)) {
            meant = now;
        }
        if concerned(&meant, future) {
            // Which of two clauses with one label is meant nobody can tell, unless the text in force does.
            following.sure &= sure && (kept || meant.iter().flatten().all(|meant| future.is_clear(meant)));
        }
        // The word may be torn apart by marks.
        let whole = |turned: &Rewrite| ["above", "below"].iter().any(|word| self.reads(turned.span.start, word));
        let turned = future.turned(reference, &meant).filter(whole);
        let rewrites = self.rewrites(&reference.it, meant, future, following);
        following.references += usize::from(!rewrites.is_empty());
        following.own.extend(rewrites.into_iter().chain(turned));
    }

    fn rewrites(
        &self,
        reference: &Reference,
        meant: Vec<Option<Meant>>,
        future: &Future<'_>,
        following: &mut Following,
    ) -> Vec<Rewrite> {
        let source = |span| match self.sketches {
            true => String::new(),
            false => self.document.words(self.placed, span, crate::text::Side::Proposed),
        };
        if !concerned(&meant, future) {
            return Vec::new();
        }
        let rewrites = future.rewrite(reference, meant, &source);
        following.sure &= rewrites.is_some();
        rewrites.unwrap_or_default()
    }

    /// What a target means in the text in force, where the reference stands there in the same words: the clauses that
    /// those have become.
    fn meant_in_force(&self, reference: &Placed<Reference>, target: &Target, future: &Future<'_>) -> Option<Meant> {
        let text = &self.placed.text;
        if !text.is_changed() {
            return None;
        }
        let (old, index) = text.in_force(reference, target)?;
        let outcome = text.base.resolve(&old.it).into_iter().nth(index)?;
        let before = future.meant(&text.base, &old.it.targets[index], &outcome)?;
        let become_of = |id: ClauseId| self.document.counterpart(self.placed, id);
        let path = before.path.into_iter().map(become_of).collect::<Option<Vec<_>>>()?;
        let to = match before.to {
            Some(to) => Some(become_of(to)?),
            None => None,
        };
        Some(Meant { path, to })
    }

    /// References of other texts to clauses of this one, in the edition that its heading gives.
    fn follow_elsewhere(&self, future: &Future<'_>, following: &mut Following) -> Result<(), Cancelled> {
        let (Some(key), Some(edition)) = (TextKey::of_heading(future.tree), future.tree.edition()) else {
            return Ok(());
        };
        let edition = &edition.edition;
        let own = self.document.texts.iter().filter(|placed| placed.start != self.placed.start);
        for placed in own {
            self.beside(self.document, placed, self.file).follow_from(&key, edition, future, following)?;
        }
        // What a folder lists as adopted stays as it was adopted.
        let listed =
            |file| self.snapshot.path(file).is_some_and(|path| self.snapshot.config(file).lists_as_adopted(path));
        for draft in self.snapshot.drafts().filter(|draft| draft.id != self.file && !listed(draft.id)) {
            self.follow_in(draft.id, &draft.document, &key, edition, future, following)?;
        }
        for file in self.snapshot.files().filter(|file| file.id != self.file && !listed(file.id)) {
            let own = SummaryModel::of_file(self.snapshot, file).filter(|model| model.text().adopted.is_none());
            let mut referring: Vec<&Reference> = Vec::new();
            for model in own {
                let cited = model.citations_of(&key);
                let cited = cited.filter(|it| it.edition.as_ref().is_some_and(|cited| cited.same_meeting(edition)));
                referring.extend(cited.flat_map(|citation| &citation.references));
            }
            if referring.is_empty() {
                continue;
            }
            self.cancellation.check()?;
            if self.sketches {
                for reference in referring {
                    self.follow_cited(reference, future, following);
                }
                continue;
            }
            match self.snapshot.document(file.id) {
                Ok(document) => self.follow_in(file.id, &document, &key, edition, future, following)?,
                Err(_) => following.sure = false,
            }
        }
        Ok(())
    }

    fn follow_in(
        &self,
        file: FileId,
        document: &Document,
        key: &TextKey,
        edition: &Edition,
        future: &Future<'_>,
        following: &mut Following,
    ) -> Result<(), Cancelled> {
        for placed in document.texts.iter() {
            self.beside(document, placed, file).follow_from(key, edition, future, following)?;
        }
        Ok(())
    }

    /// The references of the pen's own text to clauses of another.
    fn follow_from(
        &self,
        key: &TextKey,
        edition: &Edition,
        future: &Future<'_>,
        following: &mut Following,
    ) -> Result<(), Cancelled> {
        let own = &self.placed.text.proposed;
        let model = Model::new(self.snapshot, self.file, self.document, self.placed, Side::Proposed);
        for (nth, reference) in own.references.iter().enumerate() {
            self.cancellation.check()?;
            let ReferenceTarget::Cited(index) = model.reference_target(nth) else { continue };
            let citation = &own.citations[index].it;
            let same = citation.edition.as_ref().is_some_and(|mention| mention.edition.same_meeting(edition));
            if !same {
                continue;
            }
            if model.cited_key(index) != Some(key) {
                continue;
            }
            for rewrite in self.follow_cited(&reference.it, future, following) {
                match self.write(&rewrite) {
                    Some(edits) => following.elsewhere.extend(edits),
                    None => following.sure = false,
                }
            }
        }
        Ok(())
    }

    /// A reference that another text makes to clauses of the one with the future.
    fn follow_cited(&self, reference: &Reference, future: &Future<'_>, following: &mut Following) -> Vec<Rewrite> {
        let outcomes = future.tree.resolve(reference);
        let meant = |(target, outcome): (&Target, &Outcome)| {
            future.meant(future.tree, target, outcome).map(|meant| future.not_new(meant))
        };
        let meant: Vec<Option<Meant>> = reference.targets.iter().zip(&outcomes).map(meant).collect();
        if concerned(&meant, future) {
            following.sure &= meant.iter().flatten().all(|meant| future.is_clear(meant));
        }
        let rewrites = self.rewrites(reference, meant, future, following);
        following.references += usize::from(!rewrites.is_empty());
        rewrites
    }
}
