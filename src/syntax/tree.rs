//! The tree of one text in one view: its head, its sections, their clauses, and what their words point to.
//! Places count from the start of the text.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::body::{Body, Instrument};
use super::by_label::ByLabel;
use super::call::CallKey;
use super::citation::{Citation, Sector};
use super::clause::{Clause, ClauseId, SectionId};
use super::cover::CoverMeeting;
use super::doubt::Doubt;
use super::edition::{Adopted, Edition, EditionMention};
use super::item::{
    Action, CallLine, EnactingLine, HeadingLine, MeetingMention, Note, NoteMark, ProposalLine, Residue, ResidueKind,
};
use super::label::{Label, Mark, RawLabel};
use super::language::{Language, languages};
use super::part::TextPart;
use super::read_edition::HistoryEntry;
use super::reference::{AnnexReference, Reference};
use crate::text::Span;

/// Labels that are left out in a list of clauses.
pub(super) struct Gap<'t> {
    /// The clause before; one without a label, counted as 0, where the list begins.
    pub from: Listed<'t>,
    /// The clause after.
    pub to: Listed<'t>,
}

/// A clause as it counts in its list.
#[derive(Clone, Copy)]
pub(super) struct Listed<'t> {
    pub clause: &'t Clause,
    /// How labels of the list are written.
    pub raw: &'t RawLabel,
    pub mark: Mark,
}

/// Where in a text something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Zone {
    /// Abstract, foreword: not part of the resolution.
    Cover,
    /// Proposal line, heading, title, history, enacting line.
    Head,
    /// A clause, or the call of its section.
    Clause(ClauseId),
    /// A call line.
    Call(SectionId),
    /// Annexes, appendices, declarations: outline and citations only.
    Annex,
    /// The reasons given for a proposal.
    Reasons,
}

impl Zone {
    /// The clause that holds what stands here.
    pub fn clause(self) -> Option<ClauseId> {
        match self {
            Zone::Clause(id) => Some(id),
            _ => None,
        }
    }
}

/// Something found in the words of a text, with where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed<T> {
    /// What was found.
    pub it: T,
    pub zone: Zone,
}

/// The title, which may run over lines.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Title {
    /// Its words, with single spaces.
    pub words: SmolStr,
    /// From its first to its last word.
    pub span: Span,
}

/// A section: the run of text under one call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The call; none where clauses begin without one.
    pub call: Option<CallLine>,
    /// From the call to the end of its last clause.
    pub span: Span,
    /// Its clauses and all below them, in the order of the text.
    pub clauses: std::ops::Range<u32>,
    /// What conversion left in it: then nothing is said of its structure.
    pub residue: Vec<Residue>,
    /// See [`Section::labels_are_sure`].
    pub(super) labels_sure: bool,
    /// See [`Section::doubt`].
    pub(super) doubt: Option<Doubt>,
    /// See [`Section::damaged_clauses`].
    pub(super) damaged: Vec<ClauseId>,
    /// See [`Section::is_automatic`].
    pub(super) automatic: bool,
}

impl Section {
    /// A section that begins: its clauses come, from an index on.
    pub(super) fn new(span: Span, call: Option<CallLine>, clauses: u32) -> Section {
        Section {
            call,
            span,
            clauses: clauses..clauses,
            residue: Vec::new(),
            labels_sure: true,
            doubt: None,
            damaged: Vec::new(),
            automatic: false,
        }
    }

    /// Whether it can be told what its labels are: `i)` the letter or the number. Where two readings remain, the tree has the
    /// better one, and no fix that rests on it is safe.
    pub fn labels_are_sure(&self) -> bool {
        self.labels_sure
    }

    /// Whether clauses of it are all written `1.`, so that Markdown counts them.
    pub fn is_automatic(&self) -> bool {
        self.automatic
    }

    pub fn key(&self) -> Option<&CallKey> {
        self.call.as_ref().map(|call| &call.key)
    }

    /// Preamble or operative.
    pub fn part(&self) -> Option<TextPart> {
        self.key().map(CallKey::part)
    }
}

/// An annex, an appendix, a numbered section: outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Annex {
    /// Its heading line.
    pub span: Span,
    /// To the next of its kind or the end of the text.
    pub extent: Span,
}

/// The meeting that a text is of, as its own lines say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnMeeting {
    /// The body, where it is said.
    pub body: Option<Body>,
    /// The place; none for a WRC by its code and an RA by its revision.
    pub place: Option<SmolStr>,
    pub year: u16,
    /// Whether all lines that name a meeting name this one.
    pub agreed: bool,
}

/// One text in one view.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tree {
    /// The proposal line, both halves of it put together.
    pub proposal: Option<ProposalLine>,
    pub heading: Option<HeadingLine>,
    pub title: Option<Title>,
    /// The history: its entries and its place.
    pub history: Option<(Vec<HistoryEntry>, Span)>,
    pub enacting: Option<EnactingLine>,
    /// Marks of footnotes run into words, of which some footnotes below may be.
    pub(super) printed_marks: Vec<NoteMark>,
    /// The sections in order.
    pub(super) sections: Vec<Section>,
    /// The clauses of all sections in order.
    pub(super) clauses: Vec<Clause>,
    /// The same by their labels.
    pub(super) by_label: ByLabel,
    /// The outline after the clauses.
    pub(super) annexes: Vec<Annex>,
    pub(super) asides: Vec<Span>,
    /// Where the reasons begin.
    pub reasons: Option<Span>,
    pub(super) citations: Vec<Placed<Citation>>,
    pub(super) references: Vec<Placed<Reference>>,
    pub(super) annex_references: Vec<Placed<AnnexReference>>,
    /// Meetings named outside citations.
    pub(super) meetings: Vec<Placed<MeetingMention>>,
    /// Footnotes called.
    pub(super) note_marks: Vec<NoteMark>,
    pub(super) notes: Vec<Note>,
    /// Brackets around text not agreed.
    pub brackets: Vec<Span>,
    /// The meeting that a cover names; none in a text.
    pub cover_meeting: Option<CoverMeeting>,
    /// What conversion left in the head and in the annexes.
    pub(super) residue: Vec<Residue>,
}

impl Tree {
    /// What its proposal asks for; none where it is no proposal, or does not say.
    pub fn action(&self) -> Option<Action> {
        self.proposal.as_ref()?.action
    }

    /// Its sections and labels and nothing else.
    #[must_use]
    pub fn outline(&self) -> Tree {
        Tree {
            sections: self.sections.clone(),
            clauses: self.clauses.iter().map(|clause| Clause { raw: None, ..clause.clone() }).collect(),
            ..Tree::default()
        }
    }

    /// Whether another tree has the same labels under the same calls.
    pub(crate) fn has_labels_of(&self, other: &Tree) -> bool {
        self.sections.len() == other.sections.len()
            && self.clauses.len() == other.clauses.len()
            && self.sections.iter().zip(&other.sections).all(|(a, b)| a.key() == b.key() && a.clauses == b.clauses)
            && self.clauses.iter().zip(&other.clauses).all(|(a, b)| a.label == b.label && a.parent == b.parent)
    }

    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0 as usize]
    }

    pub fn clause(&self, id: ClauseId) -> &Clause {
        &self.clauses[id.0 as usize]
    }

    pub fn sections(&self) -> impl ExactSizeIterator<Item = (SectionId, &Section)> + DoubleEndedIterator + Clone {
        self.sections.iter().enumerate().map(|(index, section)| (SectionId::at(index), section))
    }

    /// The clauses of all sections, in the order of the text.
    pub fn clauses(&self) -> impl ExactSizeIterator<Item = (ClauseId, &Clause)> + DoubleEndedIterator + Clone {
        self.clauses.iter().enumerate().map(|(index, clause)| (ClauseId::at(index), clause))
    }

    /// The last clause that begins at a place or before it, wherever it ends.
    pub fn last_clause_from(&self, at: u32) -> Option<ClauseId> {
        let after = self.clauses.partition_point(|clause| clause.span.start <= at);
        after.checked_sub(1).map(ClauseId::at)
    }

    /// The last section that begins at a place or before it, wherever it ends.
    pub fn last_section_from(&self, at: u32) -> Option<SectionId> {
        let after = self.sections.partition_point(|section| section.span.start <= at);
        after.checked_sub(1).map(SectionId::at)
    }

    /// The clauses of which the body, or what stands before it, shares something with a range.
    pub fn clauses_near(&self, range: Span) -> impl Iterator<Item = (ClauseId, &Clause)> {
        let first = self.clauses.partition_point(|clause| clause.body.end <= range.start);
        let near = (first..).map(ClauseId::at).zip(&self.clauses[first..]);
        near.take_while(move |(_, clause)| clause.span.start < range.end)
    }

    pub fn citations(&self) -> &[Placed<Citation>] {
        &self.citations
    }

    /// The citation at an index of [`Tree::citations`].
    pub fn citation(&self, index: usize) -> &Citation {
        &self.citations[index].it
    }

    pub fn references(&self) -> &[Placed<Reference>] {
        &self.references
    }

    /// The reference at an index of [`Tree::references`].
    pub fn reference(&self, index: usize) -> &Reference {
        &self.references[index].it
    }

    pub fn annex_references(&self) -> &[Placed<AnnexReference>] {
        &self.annex_references
    }

    /// Meetings named outside citations.
    pub fn meetings(&self) -> &[Placed<MeetingMention>] {
        &self.meetings
    }

    /// The outline after the clauses.
    pub fn annexes(&self) -> &[Annex] {
        &self.annexes
    }

    /// What is no text: front matter, code, comments and the addresses of links in Markdown.
    pub fn asides(&self) -> &[Span] {
        &self.asides
    }

    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Where footnotes are called.
    pub fn note_marks(&self) -> &[NoteMark] {
        &self.note_marks
    }

    /// What conversion left in the head and in the annexes.
    pub fn residue(&self) -> &[Residue] {
        &self.residue
    }

    /// The clauses of a section with their indices, sub-clauses included.
    pub fn clauses_of(&self, section: SectionId) -> impl Iterator<Item = (ClauseId, &Clause)> {
        self.section(section).clauses.clone().map(|index| (ClauseId(index), &self.clauses[index as usize]))
    }

    /// Where labels are left out in a section: between two clauses of a list, and before the first that has a label, after one
    /// that has none.
    pub(super) fn gaps(&self, section: SectionId) -> impl Iterator<Item = Gap<'_>> {
        let mut last: HashMap<Option<ClauseId>, Listed<'_>> = HashMap::new();
        let mut unlabelled = None;
        self.clauses_of(section).filter_map(move |(_, clause)| {
            let Some(raw) = &clause.raw else {
                unlabelled = last.is_empty().then_some(clause);
                return None;
            };
            let mark = clause.label.filter(|label| label.suffix.is_none())?.mark;
            let to = Listed { clause, raw, mark };
            let begins = unlabelled.take().map(|clause| Listed { clause, raw, mark: mark.with_ordinal(0) });
            let from = last.insert(clause.parent, to).or(begins)?;
            let left_out = from.mark.same_kind(mark) && mark.ordinal() > from.mark.ordinal() + 1;
            left_out.then_some(Gap { from, to })
        })
    }

    /// The clauses directly under a clause, or, for `None`, those of the section itself.
    pub fn children(&self, section: SectionId, parent: Option<ClauseId>) -> impl Iterator<Item = (ClauseId, &Clause)> {
        let std::ops::Range { start, end } = self.section(section).clauses.clone();
        // What is below a clause follows it without a gap.
        let below = move |index: &u32| parent.is_none_or(|id| self.clauses[*index as usize].parent >= Some(id));
        let from = parent.map_or(start, |id| id.0 + 1).clamp(start, end);
        let all = (from..end).take_while(below).map(|index| (ClauseId(index), &self.clauses[index as usize]));
        all.filter(move |(_, clause)| clause.parent == parent)
    }

    /// The clause that holds a place, the innermost where sub-clauses do.
    pub fn clause_at(&self, at: u32) -> Option<ClauseId> {
        // Clauses stand in the order of the text and do not overlap: sub-clauses are not in their parent's span.
        self.last_clause_from(at).filter(|&id| self.clause(id).span.touches(at))
    }

    /// The reference that holds a place.
    pub fn reference_at(&self, at: u32) -> Option<&Placed<Reference>> {
        let after = self.references.partition_point(|reference| reference.it.span.start <= at);
        let reference = self.references.get(after.checked_sub(1)?)?;
        reference.it.span.touches(at).then_some(reference)
    }

    /// The call line that holds a place.
    pub fn call_at(&self, at: u32) -> Option<&CallLine> {
        let call = self.section(self.section_at(at)?).call.as_ref()?;
        call.span.touches(at).then_some(call)
    }

    /// The section that holds a place.
    pub fn section_at(&self, at: u32) -> Option<SectionId> {
        self.last_section_from(at).filter(|&id| self.section(id).span.touches(at))
    }

    /// The labels from the section's clause down to this one: "c) ii)".
    pub fn path(&self, id: ClauseId) -> Vec<Label> {
        let mut path = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next {
            let clause = self.clause(id);
            path.extend(clause.label);
            next = clause.parent;
        }
        path.reverse();
        path
    }

    /// How a clause is spoken of: "considering c) ii)", or the call alone where it has no label.
    pub fn name(&self, id: ClauseId) -> String {
        let mut name = self.section_name(self.clause(id).section);
        for label in self.path(id) {
            name.push(' ');
            name.push_str(&label.to_string());
        }
        name
    }

    /// How a section is spoken of: its call.
    pub fn section_name(&self, id: SectionId) -> String {
        let call = self.section(id).call.as_ref();
        call.map_or_else(|| "the list".into(), |call| call.words.to_string())
    }

    /// A clause with its sub-clauses: where its words begin and end.
    pub fn extent(&self, id: ClauseId) -> Span {
        self.clause(id).span.cover(self.clause(self.last_below(id)).span)
    }

    /// The last of a clause's sub-clauses with all below them; the clause itself where it has none.
    pub fn last_below(&self, id: ClauseId) -> ClauseId {
        let is_below = |other: ClauseId| {
            let mut ancestor = self.clause(other).parent;
            while let Some(parent) = ancestor.filter(|&parent| parent > id) {
                ancestor = self.clause(parent).parent;
            }
            ancestor == Some(id)
        };
        let end = self.section(self.clause(id).section).clauses.end;
        (id.0 + 1..end).map(ClauseId).take_while(|&other| is_below(other)).last().unwrap_or(id)
    }

    /// The footnote of a mark: names may come again in a text, so the next of that name, else the last.
    pub fn note_of(&self, mark: &NoteMark) -> Option<&Note> {
        let named = || self.notes.iter().filter(|note| note.name == mark.name);
        named().find(|note| note.span.start >= mark.span.start).or_else(|| named().next_back())
    }

    /// The marks of a footnote: those whose [`Tree::note_of`] it is.
    pub fn marks_of<'t>(&'t self, note: &'t Note) -> impl Iterator<Item = &'t NoteMark> {
        let named = || self.notes.iter().filter(|other| other.name == note.name).map(|other| other.span.start);
        let before = named().filter(|&start| start < note.span.start).max();
        let is_last = !named().any(|start| start > note.span.start);
        self.note_marks.iter().filter(move |mark| {
            let at = mark.span.start;
            let own = if at <= note.span.start { before.is_none_or(|before| before < at) } else { is_last };
            own && mark.name == note.name
        })
    }

    /// The instrument and number that the heading gives.
    pub fn number(&self) -> Option<(Instrument, Option<Sector>, &SmolStr)> {
        let heading = self.heading.as_ref()?;
        Some((heading.instrument, heading.sector, heading.number.as_ref()?))
    }

    /// The edition that the heading gives.
    pub fn edition(&self) -> Option<&EditionMention> {
        self.heading.as_ref()?.edition.as_ref()
    }

    /// The language that most of its calls are of; English where it has none.
    pub fn language(&self) -> Language {
        let mut counts = [0_u16; 6];
        self.sections().filter_map(|(_, section)| section.key()).for_each(|key| {
            counts[key.verb().language as usize] += 1;
        });
        // Of as many the one that stands first.
        let most =
            languages().iter().map(|words| words.language).rev().max_by_key(|language| counts[*language as usize]);
        most.unwrap_or(Language::En)
    }

    /// The body that adopts: the enacting line's, else what the heading's form tells.
    pub fn body(&self) -> Option<Body> {
        if let Some(enacting) = &self.enacting {
            return Some(enacting.body);
        }
        let heading = self.heading.as_ref()?;
        match heading.edition.as_ref().map(|mention| &mention.edition.adopted) {
            Some(Adopted::Wrc { .. }) => Some(Body::Wrc),
            _ if heading.sector == Some(Sector::R) => Some(Body::Ra),
            _ => None,
        }
    }

    /// The meeting that the text's own lines name: the enacting line first, then heading and history.
    pub fn own_meeting(&self) -> Option<OwnMeeting> {
        let heading = self.edition().filter(|mention| !mention.placeholder);
        let enacting =
            self.enacting.as_ref().and_then(|line| line.edition.as_ref()).filter(|mention| !mention.placeholder);
        let last = self.history.as_ref().and_then(|(entries, _)| entries.last());
        let last = last.map(|entry| match entry.place.is_empty() {
            true => Edition { revised: false, adopted: Adopted::Year(entry.year) },
            false => Edition::at(false, &entry.place, entry.year),
        });
        let said: Vec<&Edition> =
            [enacting.map(|mention| &mention.edition), heading.map(|mention| &mention.edition), last.as_ref()]
                .into_iter()
                .flatten()
                .filter(|edition| edition.year().is_some())
                .collect();
        let first = *said.iter().find(|edition| edition.place().is_some()).or(said.first())?;
        Some(OwnMeeting {
            body: self.body(),
            place: first.place().map(Into::into),
            year: first.year()?,
            agreed: said.iter().all(|edition| can_be_of_one_meeting(edition, first)),
        })
    }

    /// Whether a call of this kind has been run into another section's last line by conversion.
    pub fn has_glued_call(&self, key: &CallKey) -> bool {
        let glued = self.sections.iter().flat_map(|section| &section.residue).chain(&self.residue);
        glued.into_iter().any(|residue| matches!(&residue.kind, ResidueKind::GluedCall(call) if call.verb == key.verb))
    }
}

/// Whether two lines of a head can name the same meeting: a code and a place agree if the years do.
pub fn can_be_of_one_meeting(a: &Edition, b: &Edition) -> bool {
    match (a.place(), b.place()) {
        (Some(x), Some(y)) => a.year() == b.year() && super::same_place(x, y),
        _ => a.year() == b.year(),
    }
}
