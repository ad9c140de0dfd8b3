//! What a reference points to.

use std::collections::HashMap;

use super::body::{Body, Instrument};
use super::call::CallKey;
use super::citation::{Adopter, Citation, Sector};
use super::clause::{ClauseId, SectionId};
use super::label::{Label, Mark, NamedLabel};
use super::reference::{Reference, Target, Whereabouts};
use super::tree::{Placed, Tree};

/// What one target of a reference, or a reference to a whole section, points to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// A clause; a run gives all of its clauses.
    Clauses(Vec<ClauseId>),
    /// A whole section.
    Section(SectionId),
    /// The text has no section under that call.
    NoSection,
    /// The section has no clause with that label.
    NoClause {
        section: SectionId,
        /// The clause in which the label is missing; none: the section itself.
        parent: Option<ClauseId>,
        /// The label that is missing.
        label: NamedLabel,
    },
    /// More than one section fits.
    Ambiguous(Vec<SectionId>),
    /// The section was damaged by conversion: the clause may be there or not.
    Unsure,
}

/// Which text a reference points to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReferenceTarget {
    /// To this text; `sure` unless another text was cited earlier in the clause and nothing says which is meant.
    Here {
        /// Whether the reference can only mean this text.
        sure: bool,
    },
    /// To another text: the index of its citation in [`Tree::citations`].
    Cited(usize),
    /// To another text that is not cited in a form that can be read.
    Elsewhere,
}

impl ReferenceTarget {
    pub(crate) fn is_here(self) -> bool {
        matches!(self, ReferenceTarget::Here { .. })
    }
}

/// Whose text a citation says that it cites, by its own words or by those of another citation of the same text. The body is
/// named at first mention and may be left out later.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SaidBody {
    /// A body's.
    Named(Body),
    /// "Of this assembly": the body of the text that cites, whatever meeting that is judged at.
    Own,
    /// Nothing says whose.
    Unsaid,
}

/// How many mentions of one number with different editions are looked through for the one that names the body.
const MENTIONS: usize = 64;

impl Tree {
    /// Whose text each citation says that it cites, in the order of [`Tree::citations`].
    pub fn said_bodies(&self) -> Vec<SaidBody> {
        let said = |adopter: Adopter| match adopter {
            Adopter::Named(body) => SaidBody::Named(body),
            Adopter::ThisMeeting => SaidBody::Own,
        };
        let mut mentions: HashMap<(Instrument, &str), Vec<&Citation>> = HashMap::new();
        for citation in self.citations.iter().map(|placed| &placed.it).filter(|citation| citation.adopter.is_some()) {
            let mentions = mentions.entry((citation.instrument, &citation.number)).or_default();
            if mentions.len() < MENTIONS {
                mentions.push(citation);
            }
        }
        let of_mention = |citation: &Citation| {
            let fits = |mention: &&&Citation| match (&mention.edition, &citation.edition) {
                (Some(said), Some(own)) => said.edition.same_meeting(&own.edition),
                (_, own) => own.is_none(),
            };
            let mention = mentions.get(&(citation.instrument, &*citation.number))?.iter().find(fits)?;
            mention.adopter.map(|(adopter, _)| said(adopter))
        };
        let of = |citation: &Citation| {
            let own = citation.adopter.map(|(adopter, _)| said(adopter));
            let radio = (citation.sector == Some(Sector::R)).then_some(SaidBody::Named(Body::Ra));
            own.or_else(|| of_mention(citation)).or(radio).unwrap_or(SaidBody::Unsaid)
        };
        self.citations.iter().map(|placed| of(&placed.it)).collect()
    }

    /// Which text a reference points to.
    pub fn reference_target(&self, reference: &Placed<Reference>) -> ReferenceTarget {
        let last_cited = || self.last_cited(reference);
        match reference.it.whereabouts {
            Whereabouts::ThisText | Whereabouts::Above | Whereabouts::Below => ReferenceTarget::Here { sure: true },
            Whereabouts::Cited(at) => {
                let first = self.citations.partition_point(|citation| citation.it.list_span.end < at);
                let cited =
                    self.citations.get(first).filter(|citation| citation.it.list_span.touches(at)).map(|_| first);
                cited.map_or(ReferenceTarget::Elsewhere, ReferenceTarget::Cited)
            }
            Whereabouts::Thereof => last_cited().map_or(ReferenceTarget::Elsewhere, ReferenceTarget::Cited),
            Whereabouts::Unsaid => ReferenceTarget::Here { sure: last_cited().is_none() },
        }
    }

    /// The citation in the same clause, last before a reference, of a text that has sections and clauses.
    pub fn last_cited(&self, reference: &Placed<Reference>) -> Option<usize> {
        // Citations stand in the order of the text: those before the reference are near, or in no clause of it.
        let before = self.citations.partition_point(|citation| citation.it.span.end <= reference.it.span.start);
        let mut near = (0..before).rev().take_while(|&index| self.citations[index].zone == reference.zone);
        near.find(|&index| self.citations[index].it.has_clauses())
    }

    /// What each target of a reference points to in this tree; one outcome for a whole section.
    pub fn resolve(&self, reference: &Reference) -> Vec<Outcome> {
        let exact: Vec<SectionId> = self.sections_where(|key| *key == reference.call);
        let fitting = if exact.is_empty() { self.sections_where(|key| reference.call.names(key)) } else { exact };
        let none = || match self.has_glued_call(&reference.call) {
            true => Outcome::Unsure,
            false => Outcome::NoSection,
        };
        if reference.targets.is_empty() {
            return vec![match fitting.as_slice() {
                [] => none(),
                [section] => Outcome::Section(*section),
                _ => Outcome::Ambiguous(fitting),
            }];
        }
        let outcome = |target: &Target| match fitting.as_slice() {
            [] => none(),
            [section] => self.find(*section, target),
            _ => {
                let outcomes: Vec<_> = fitting.iter().map(|&section| (section, self.find(section, target))).collect();
                let mut found = outcomes.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Clauses(_)));
                match (found.next(), found.next()) {
                    (Some((_, outcome)), None) => outcome.clone(),
                    (Some(_), Some(_)) => Outcome::Ambiguous(fitting.clone()),
                    _ if outcomes.iter().any(|(_, outcome)| *outcome == Outcome::Unsure) => Outcome::Unsure,
                    _ => outcomes[0].1.clone(),
                }
            }
        };
        reference.targets.iter().map(outcome).collect()
    }

    /// The call of the section that "paragraph 3 below" means: the reference's own if it has such clauses there, else the only
    /// one that has. `None` where that is not known: another text may be meant.
    pub(super) fn section_of_paragraphs(&self, reference: &Placed<Reference>) -> Option<CallKey> {
        let from = reference.zone.clause()?;
        let own = self.clause(from).section;
        let there = |ids: &[ClauseId]| match reference.it.whereabouts {
            Whereabouts::Above => ids.iter().all(|&id| id < from),
            Whereabouts::Below => ids.iter().all(|&id| id > from),
            _ => true,
        };
        let has_all = |section: SectionId| {
            let mut outcomes = reference.it.targets.iter().map(|target| self.find(section, target));
            outcomes.all(|outcome| matches!(outcome, Outcome::Clauses(ids) if there(&ids)))
        };
        let mut having = self.sections().map(|(id, _)| id).filter(|&id| has_all(id));
        let section = match reference.it.whereabouts {
            Whereabouts::Above | Whereabouts::Below if has_all(own) => own,
            Whereabouts::Unsaid => Some(own).filter(|&own| has_all(own) && self.last_cited(reference).is_none())?,
            _ => having.next().filter(|_| having.next().is_none())?,
        };
        let call = self.section(section).key()?;
        let same = self.sections_where(|key| key == call);
        (same.len() == 1).then(|| call.clone())
    }

    fn sections_where(&self, fits: impl Fn(&CallKey) -> bool) -> Vec<SectionId> {
        self.sections().filter(|(_, section)| section.key().is_some_and(&fits)).map(|(id, _)| id).collect()
    }

    fn find(&self, section: SectionId, target: &Target) -> Outcome {
        let missing = |parent: Option<ClauseId>, label: NamedLabel| match self.section(section).doubt().is_some() {
            true => Outcome::Unsure,
            false => Outcome::NoClause { section, parent, label },
        };
        let mut at: Option<ClauseId> = None;
        for &label in &target.path {
            let Some(found) = self.child(section, at, label) else { return missing(at, label) };
            at = Some(found);
        }
        let Some(first) = at else { return Outcome::Section(section) };
        let Some(to) = target.to else { return Outcome::Clauses(vec![first]) };
        let parent = self.clause(first).parent;
        let Some(last) = self.child(section, parent, to) else { return missing(parent, to) };
        if last < first {
            // A range that runs backwards: both ends exist, which is all that is asked here.
            return Outcome::Clauses(vec![last, first]);
        }
        let between = (first.0..=last.0).map(ClauseId);
        Outcome::Clauses(between.filter(|&id| self.clause(id).parent == parent).collect())
    }

    /// The clause under `parent` with a label; `3.7` may stand anywhere in its section.
    fn child(&self, section: SectionId, parent: Option<ClauseId>, label: NamedLabel) -> Option<ClauseId> {
        let labelled = |mark| self.by_label.find(&self.clauses, section, Label { mark, suffix: label.suffix });
        let fitting = || [Some(label.first), label.second].into_iter().flatten().flat_map(labelled).copied();
        let here = fitting().filter(|&id| self.clause(id).parent == parent).min();
        here.or_else(|| fitting().filter(|_| matches!(label.first, Mark::Decimal(_))).min())
    }

    /// Why a clause is not found: "there is no k) in considering, which runs from a) to j)".
    pub fn lacking(&self, section: SectionId, parent: Option<ClauseId>, label: NamedLabel) -> String {
        // `2.4` is looked for under `2`.
        let above = |clause: &super::Clause| match label.first {
            Mark::Decimal(path) => clause.label == Some(Label::plain(Mark::Number(path[0]))),
            _ => false,
        };
        let parent =
            parent.or_else(|| self.children(section, None).find(|(_, clause)| above(clause)).map(|(id, _)| id));
        let name = parent.map_or_else(|| self.section_name(section), |parent| self.name(parent));
        let marks = || self.children(section, parent).filter_map(|(_, clause)| clause.label);
        let within = marks().any(|own| own.mark.same_kind(label.first) && own.mark.ordinal() > label.first.ordinal());
        let labels: Vec<Label> = marks().collect();
        let label = Label { mark: label.first, suffix: label.suffix };
        let has = match labels.as_slice() {
            [] if parent.is_some() => "has no sub-clauses".to_owned(),
            [] => "is one paragraph without a label".to_owned(),
            [only] => format!("has {only} alone"),
            // One that is left out in the middle.
            few if within && few.len() <= 12 => {
                format!("has {}", few.iter().map(Label::to_string).collect::<Vec<_>>().join(", "))
            }
            [first, .., last] => format!("runs from {first} to {last}"),
        };
        format!("there is no {label} in {name}, which {has}")
    }
}
