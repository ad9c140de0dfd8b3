//! The versions of one text in two languages, side by side: they have the same sections, labels, citations, editions and references.
//!
//! Sections and clauses are paired in their order, by what does not hang on the language: the part of the text, labels, what is cited,
//! and how long a clause is beside the others. What is left over stands in one version alone.

use crate::catalogue::{Catalogue, TextKey};
use crate::syntax::{
    Citation, Clause, ClauseId, Edition, Label, Language, NamedLabel, Placed, Reference, Section, SectionId, TextPart,
    Tree, same_place,
};
use crate::text::Span;

/// A place where two versions differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drift {
    pub message: String,
    /// Where in the one version, in bytes from the start of its text; none where nothing stands there.
    pub here: Option<Span>,
    /// Where in the other.
    pub there: Option<Span>,
}

/// Two versions.
pub struct Versions<'a> {
    pub here: &'a Tree,
    pub there: &'a Tree,
    pub catalogue: &'a Catalogue,
}

impl Versions<'_> {
    /// All places where they differ, in the order of the text.
    pub fn drifts(&self) -> Vec<Drift> {
        let mut drifts = Vec::new();
        let sections = self.sections();
        self.head(&mut drifts);
        for pair in &sections {
            match *pair {
                (Some(here), Some(there)) => self.section(here, there, &sections, &mut drifts),
                (Some(here), None) => {
                    let section = self.here.section(here);
                    let message = format!("the section {} has no counterpart", called(self.here, here));
                    drifts.push(Drift { message, here: Some(call_span(section)), there: None });
                }
                (None, Some(there)) => {
                    let section = self.there.section(there);
                    let message = format!("the section {} stands there alone", called(self.there, there));
                    drifts.push(Drift { message, here: None, there: Some(call_span(section)) });
                }
                (None, None) => {}
            }
        }
        drifts
    }

    fn head(&self, drifts: &mut Vec<Drift>) {
        let numbers = [self.here, self.there].map(|tree| tree.number().map(|(_, _, number)| number.to_owned()));
        let spans = [self.here, self.there].map(|tree| tree.heading.as_ref().map(|heading| heading.span));
        if let [Some(here), Some(there)] = &numbers
            && here != there
        {
            let message = format!("the headings have the numbers {here} and {there}");
            drifts.push(Drift { message, here: spans[0], there: spans[1] });
        }
        let body = self.here.body();
        if let (Some(here), Some(there)) = (self.here.edition(), self.there.edition())
            && !self.same_edition(
                body.map(|body| TextKey::resolution(body, "")).as_ref(),
                &here.edition,
                &there.edition,
            )
        {
            let message = format!("the headings name the editions ({}) and ({})", here.edition, there.edition);
            drifts.push(Drift { message, here: Some(here.span), there: Some(there.span) });
        }
    }

    fn sections(&self) -> Vec<Pair<SectionId>> {
        let facts = |tree: &Tree| -> Vec<SectionFacts> {
            tree.sections().map(|(id, section)| SectionFacts::of(tree, id, section)).collect()
        };
        let (here, there) = (facts(self.here), facts(self.there));
        let score = |one: &SectionFacts, other: &SectionFacts| {
            if one.part != other.part {
                return -4;
            }
            2 + 2 * i32::from(one.modifiers == other.modifiers)
                + 3 * i32::from(one.labels == other.labels)
                + i32::from(one.labels.len().abs_diff(other.labels.len()) <= 1)
        };
        let pairs = paired(&here, &there, &score).into_iter();
        pairs.map(|(one, other)| (one.map(|it| it.id), other.map(|it| it.id))).collect()
    }

    fn clauses(&self, own: SectionId, other: SectionId) -> Vec<Pair<ClauseId>> {
        let facts = |tree, section| -> Vec<ClauseFacts<'_>> {
            Tree::clauses_of(tree, section).map(|(id, clause)| ClauseFacts::of(tree, id, clause)).collect()
        };
        let (here, there) = (facts(self.here, own), facts(self.there, other));
        let total = |all: &[ClauseFacts<'_>]| all.iter().map(|it| it.length).sum::<f64>().max(1.0);
        let ratio = total(&there) / total(&here);
        let score = |one: &ClauseFacts<'_>, other: &ClauseFacts<'_>| {
            if one.depth != other.depth {
                return -4;
            }
            let is_cited = |citation: &&&Citation| other.cited.iter().any(|it| it.number == citation.number);
            let common = one.cited.iter().filter(is_cited).count();
            let alike = (0.6..1.7).contains(&(other.length / (one.length * ratio)));
            3 * i32::from(one.label == other.label)
                + 4 * i32::try_from(common.min(3)).unwrap_or_default()
                + 2 * i32::from(alike)
                - 3 * i32::from(one.cited.len().abs_diff(other.cited.len()) > 1)
        };
        let pairs = paired(&here, &there, &score).into_iter();
        pairs.map(|(one, other)| (one.map(|it| it.id), other.map(|it| it.id))).collect()
    }

    fn section(&self, own: SectionId, other: SectionId, sections: &[Pair<SectionId>], drifts: &mut Vec<Drift>) {
        for pair in self.clauses(own, other) {
            match pair {
                (Some(here), Some(there)) => self.clause(here, there, sections, drifts),
                (Some(here), None) => {
                    let message = format!("{} has no counterpart", self.here.name(here));
                    drifts.push(Drift { message, here: Some(label_span(self.here, here)), there: None });
                }
                (None, Some(there)) => {
                    let message = format!("{} stands there alone", self.there.name(there));
                    drifts.push(Drift { message, here: None, there: Some(label_span(self.there, there)) });
                }
                (None, None) => {}
            }
        }
    }

    fn clause(&self, here: ClauseId, there: ClauseId, sections: &[Pair<SectionId>], drifts: &mut Vec<Drift>) {
        let labels = [(self.here, here), (self.there, there)].map(|(tree, id)| tree.clause(id).label);
        if labels[0] != labels[1] {
            let shown = |label: Option<Label>| label.map_or_else(|| "no label".to_owned(), |label| label.to_string());
            let message = format!("the label is {} here and {} there", shown(labels[0]), shown(labels[1]));
            let spans = [label_span(self.here, here), label_span(self.there, there)];
            drifts.push(Drift { message, here: Some(spans[0]), there: Some(spans[1]) });
        }
        self.citations(here, there, drifts);
        // In the others too few forms of references are known.
        let known = |tree: &Tree| matches!(tree.language(), Language::En | Language::Fr | Language::Es);
        if known(self.here) && known(self.there) {
            self.references(here, there, sections, drifts);
        }
    }

    fn citations(&self, here: ClauseId, there: ClauseId, drifts: &mut Vec<Drift>) {
        let [own, mut others] = [(self.here, here), (self.there, there)].map(|(tree, id)| cited(tree, id));
        let is_same = |a: &Citation, b: &Citation| a.instrument == b.instrument && a.number == b.number;
        for citation in own {
            let exact = others.iter().position(|other| is_same(citation, other) && self.cites_same(citation, other));
            let Some(at) = exact.or_else(|| others.iter().position(|other| is_same(citation, other))) else {
                let message = format!("{} {} is not cited there", citation.instrument.word(), citation.number);
                let beside = Some(label_span(self.there, there));
                drifts.push(Drift { message, here: Some(citation.span), there: beside });
                continue;
            };
            let other = others.remove(at);
            if !self.cites_same(citation, other) {
                let shown = |citation: &Citation| match &citation.edition {
                    Some(mention) => format!("({})", mention.edition),
                    None => "no edition".to_owned(),
                };
                let name = format!("{} {}", citation.instrument.word(), citation.number);
                let message = format!("{name} is cited with {} here and {} there", shown(citation), shown(other));
                drifts.push(Drift { message, here: Some(citation.span), there: Some(other.span) });
            }
        }
        for other in others {
            let message = format!("{} {} is cited there alone", other.instrument.word(), other.number);
            drifts.push(Drift { message, here: Some(label_span(self.here, here)), there: Some(other.span) });
        }
    }

    fn references(&self, here: ClauseId, there: ClauseId, sections: &[Pair<SectionId>], drifts: &mut Vec<Drift>) {
        let [own, mut others] = [(self.here, here), (self.there, there)].map(|(tree, id)| referred(tree, id));
        let pair_of = |section: Option<SectionId>| {
            section.and_then(|own| sections.iter().find(|(here, _)| *here == Some(own))).and_then(|pair| pair.1)
        };
        for Referred { reference, section, labels } in own {
            let wanted = pair_of(section);
            let same_section =
                |other: &Referred<'_>| wanted.is_none() || other.section.is_none() || other.section == wanted;
            let exact = others.iter().position(|other| same_section(other) && other.labels == labels);
            let near = exact.or_else(|| others.iter().position(|other| same_section(other) || other.labels == labels));
            match near {
                Some(at) => {
                    let other = others.remove(at);
                    if exact.is_none() {
                        let message = format!(
                            "the reference is to {} here and to {} there",
                            shown(self.here, section, &labels),
                            shown(self.there, other.section, &other.labels)
                        );
                        drifts.push(Drift { message, here: Some(reference.span), there: Some(other.reference.span) });
                    }
                }
                None => {
                    let message = format!("the reference to {} is not there", shown(self.here, section, &labels));
                    let beside = Some(label_span(self.there, there));
                    drifts.push(Drift { message, here: Some(reference.span), there: beside });
                }
            }
        }
        for other in others {
            let message =
                format!("the reference to {} is there alone", shown(self.there, other.section, &other.labels));
            let beside = Some(label_span(self.here, here));
            drifts.push(Drift { message, here: beside, there: Some(other.reference.span) });
        }
    }

    fn cites_same(&self, one: &Citation, other: &Citation) -> bool {
        match (&one.edition, &other.edition) {
            (Some(a), Some(b)) => {
                let body = one.named_body().or(other.named_body());
                let key = body.map(|body| TextKey::new(body, one.instrument, &one.number));
                self.same_edition(key.as_ref(), &a.edition, &b.edition)
            }
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether two languages name one edition.
    fn same_edition(&self, key: Option<&TextKey>, one: &Edition, other: &Edition) -> bool {
        let met = |edition: &Edition| match (key, edition.place(), edition.year()) {
            (Some(key), _, _) if self.catalogue.meeting_of_edition(key.body, edition).is_some() => {
                self.catalogue.meeting_of_edition(key.body, edition).cloned()
            }
            (_, Some(place), Some(year)) => self.catalogue.meetings_at(place, year).next().cloned(),
            _ => None,
        };
        let same_place = || match (one.place(), other.place()) {
            (Some(a), Some(b)) => {
                let places = [met(one), met(other)].map(|meeting| meeting.map(|meeting| meeting.place.clone()));
                places[0].is_some() && places[0] == places[1] || same_place(a, b)
            }
            (None, None) => true,
            _ => false,
        };
        one.revised == other.revised
            && one.year() == other.year()
            && same_place()
            && (one.place().is_some() || one.adopted == other.adopted)
    }
}

/// What a clause refers to.
struct Referred<'t> {
    reference: &'t Reference,
    section: Option<SectionId>,
    /// As far as labels tell: each clause with those below it, and the ends of runs.
    labels: Vec<String>,
}

fn referred(tree: &Tree, id: ClauseId) -> Vec<Referred<'_>> {
    let own = tree.references().iter().filter(|placed| placed.zone.clause() == Some(id));
    own.map(|placed| {
        let reference = &placed.it;
        let section = tree.sections().find(|(_, section)| section.key().is_some_and(|key| reference.call.names(key)));
        let label = |label: &NamedLabel| Label { mark: label.first, suffix: label.suffix }.to_string();
        let labels = reference.targets.iter().map(|target| {
            let path = target.path.iter().map(label).collect::<Vec<_>>().join(" ");
            target.to.as_ref().map_or(path.clone(), |to| format!("{path} to {}", label(to)))
        });
        Referred { reference, section: section.map(|(id, _)| id), labels: labels.collect() }
    })
    .collect()
}

fn shown(tree: &Tree, section: Option<SectionId>, labels: &[String]) -> String {
    let call = section.map_or_else(|| "a section that is not there".to_owned(), |id| called(tree, id));
    format!("{call} {}", labels.join(", ")).trim_end().to_owned()
}

fn called(tree: &Tree, id: SectionId) -> String {
    tree.section(id).key().map_or_else(|| "without a call".to_owned(), ToString::to_string)
}

fn call_span(section: &Section) -> Span {
    section.call.as_ref().map_or(section.span, |call| call.span)
}

fn label_span(tree: &Tree, id: ClauseId) -> Span {
    let clause = tree.clause(id);
    clause.raw.as_ref().map_or(Span::empty(clause.span.start), |raw| raw.span)
}

/// What stands for what; one of the two is there.
type Pair<T> = (Option<T>, Option<T>);

/// What a section is told by.
struct SectionFacts {
    id: SectionId,
    part: Option<TextPart>,
    /// "further" and "also", where it has a call.
    modifiers: Option<(bool, bool)>,
    labels: Vec<Option<Label>>,
}

impl SectionFacts {
    fn of(tree: &Tree, id: SectionId, section: &Section) -> SectionFacts {
        let modifiers = section.key().map(|key| (key.further, key.also));
        let labels = tree.clauses_of(id).map(|(_, clause)| clause.label).collect();
        SectionFacts { id, part: section.part(), modifiers, labels }
    }
}

/// What a clause is told by.
struct ClauseFacts<'t> {
    id: ClauseId,
    depth: usize,
    label: Option<Label>,
    length: f64,
    cited: Vec<&'t Citation>,
}

impl<'t> ClauseFacts<'t> {
    fn of(tree: &'t Tree, id: ClauseId, clause: &Clause) -> ClauseFacts<'t> {
        let length = f64::from(clause.body.len().max(1));
        ClauseFacts { id, depth: tree.path(id).len(), label: clause.label, length, cited: cited(tree, id) }
    }
}

/// What a clause cites, without what is none of the language's: studies are named as each language does.
fn cited(tree: &Tree, id: ClauseId) -> Vec<&Citation> {
    let own = |placed: &&Placed<Citation>| placed.zone.clause() == Some(id) && placed.it.has_clauses();
    tree.citations().iter().filter(own).map(|placed| &placed.it).collect()
}

/// Two rows paired in their order so that the sum of what pairs score is the highest; who stays alone scores nothing.
fn paired<'f, T>(here: &'f [T], there: &'f [T], score: &dyn Fn(&T, &T) -> i32) -> Vec<Pair<&'f T>> {
    let (a, b) = (here.len(), there.len());
    let mut best = vec![vec![0_i32; b + 1]; a + 1];
    for i in (0..a).rev() {
        for j in (0..b).rev() {
            best[i][j] = best[i + 1][j].max(best[i][j + 1]).max(best[i + 1][j + 1] + score(&here[i], &there[j]));
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a || j < b {
        let together = i < a && j < b && best[i][j] == best[i + 1][j + 1] + score(&here[i], &there[j]);
        if together {
            pairs.push((Some(&here[i]), Some(&there[j])));
            (i, j) = (i + 1, j + 1);
        } else if j == b || (i < a && best[i][j] == best[i + 1][j]) {
            pairs.push((Some(&here[i]), None));
            i += 1;
        } else {
            pairs.push((None, Some(&there[j])));
            j += 1;
        }
    }
    pairs
}
