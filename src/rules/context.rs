//! What rules look at: one text, what it means in its workspace, and what writes into it.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::{Deref, Range};

use super::abbreviations::{CheckedAbbreviation, abbreviations};
use crate::edits::Pen;
use crate::semantics::{Judged, JudgedCitation, Model};
use crate::syntax::{Document, PlacedText, SectionId, Text, Tree, Zone};
use crate::text::{Cancellation, FileId, PieceKind, Side, Span, single_spaced};
use crate::workspace::Snapshot;

/// One text as proposed in its workspace.
pub struct Context<'a> {
    model: Model<'a>,
    in_force: OnceCell<Model<'a>>,
    /// Whether what is looked for is still wanted.
    pub(super) cancellation: Cancellation<'a>,
    /// Which citations are reported as out of date.
    out_of_date: HashSet<usize>,
    abbreviations: OnceCell<Vec<CheckedAbbreviation>>,
    /// Where findings are wanted: those of other places are known.
    pub(super) window: Option<Span>,
}

impl<'a> Deref for Context<'a> {
    type Target = Model<'a>;

    fn deref(&self) -> &Model<'a> {
        &self.model
    }
}

impl<'a> Context<'a> {
    /// A text. `before`: how the citations of an earlier state of it in the same workspace were judged.
    pub fn new(
        document: &'a Document,
        placed: &'a PlacedText,
        file: FileId,
        snapshot: &'a Snapshot,
        before: Option<(&Text, &Judged)>,
    ) -> Context<'a> {
        let model = Model::after(snapshot, file, document, placed, before);
        Context {
            model,
            in_force: OnceCell::new(),
            cancellation: Cancellation::never(),
            out_of_date: HashSet::new(),
            abbreviations: OnceCell::new(),
            window: None,
        }
    }

    /// Whether findings are wanted of what begins at a place.
    pub(super) fn looks_at(&self, at: u32) -> bool {
        self.window.is_none_or(|window| window.start <= at && at < window.end)
    }

    /// Whether findings are wanted of the head, which has no words of a clause.
    pub(super) fn looks_at_head(&self) -> bool {
        self.window.is_none()
    }

    /// The words of which findings are wanted, in bytes of the view.
    pub(super) fn looked_at_words(&self) -> Range<usize> {
        self.window.map_or(0..self.view().text.len(), |window| self.in_view(window))
    }

    /// Where a place of the text is in the words as proposed, in bytes of the view.
    pub(super) fn in_view(&self, span: Span) -> Range<usize> {
        let view = self.view();
        let [start, end] = [span.start, span.end].map(|at| (view.from_source(at) as usize).min(view.text.len()));
        start.min(end)..end
    }

    /// What stands where findings are wanted, of things that stand in the order of the text; each with its index.
    pub(super) fn looked_at<'t, T>(
        &self,
        all: &'t [T],
        start: impl Fn(&T) -> u32,
    ) -> impl Iterator<Item = (usize, &'t T)> {
        let (from, to) = match self.window {
            None => (0, all.len()),
            Some(window) => {
                (all.partition_point(|it| start(it) < window.start), all.partition_point(|it| start(it) < window.end))
            }
        };
        all.iter().enumerate().take(to).skip(from)
    }

    /// The citations of which findings are wanted, each with its index.
    pub(super) fn looked_at_citations(&self) -> impl Iterator<Item = (usize, &JudgedCitation<'a>)> {
        self.looked_at(self.citations(), |cited| cited.citation.span.start)
    }

    /// The same, whose pen can be cancelled.
    #[must_use]
    pub fn cancelled_by(self, cancellation: Cancellation<'a>) -> Context<'a> {
        Context { cancellation, ..self }
    }

    /// The same, told which citations are reported as out of date.
    #[must_use]
    pub(super) fn knowing(self, out_of_date: HashSet<usize>) -> Context<'a> {
        Context { out_of_date, ..self }
    }

    /// Whether a rule that brings citations up to date reports this one.
    pub(super) fn is_out_of_date(&self, citation: usize) -> bool {
        self.out_of_date.contains(&citation)
    }

    /// How the citations were judged.
    pub fn into_judged(self) -> Judged {
        self.model.into_judged()
    }

    /// Which part of the text as proposed is the resolution itself: neither cover text, of which nothing is, nor reasons. In
    /// bytes of its view.
    pub(super) fn body(&self) -> Range<usize> {
        let tree = self.tree();
        let start = tree.heading.as_ref().map_or(0, |heading| self.in_view(heading.span).start);
        let end = tree.reasons.map_or(self.view().text.len(), |reasons| self.in_view(reasons).start);
        if self.placed.text.cover { 0..0 } else { start..end.max(start) }
    }

    /// The abbreviations of the text as proposed. Looked for when a rule first asks.
    pub(super) fn abbreviations(&self) -> &[CheckedAbbreviation] {
        self.abbreviations.get_or_init(|| abbreviations(&self.view().text, &self.body(), self.model.abbreviations()))
    }

    /// Where abbreviations are introduced in the text as proposed: the words between the brackets.
    pub fn introduced_abbreviations(&self) -> impl Iterator<Item = Span> {
        let introduced = self.abbreviations().iter().flat_map(|abbreviation| &abbreviation.introduced);
        introduced.map(|introduction| self.view().to_source(Span::of(introduction.word.clone())))
    }

    /// What writes into the text.
    pub fn pen(&self) -> Pen<'a> {
        Pen::new(self.snapshot, self.document, self.placed, self.file).cancelled_by(self.cancellation)
    }

    /// What the text in force means.
    pub(super) fn in_force(&self) -> &Model<'a> {
        let new = || Model::new(self.snapshot, self.file, self.document, self.placed, Side::Base);
        self.in_force.get_or_init(new)
    }

    /// The text in force.
    pub fn base(&self) -> &'a Tree {
        &self.placed.text.base
    }

    /// Whether a place is the draft's own: in a proposal, what stands in the text in force is not changed unasked.
    pub fn is_new(&self, span: Span) -> bool {
        !self.pen().tracks() || self.placed.text.changes.kind_of(span) == Some(PieceKind::Inserted)
    }

    /// How far words may belong to what stands at a place of a zone: its clause or its call; elsewhere what stands between the
    /// sections. In bytes of the view.
    pub(super) fn around(&self, zone: Zone, at: u32) -> Range<usize> {
        let tree = self.tree();
        let call = |id| tree.section(id).call.as_ref().map(|call| call.span);
        let span = match zone {
            Zone::Clause(id) => Some(tree.clause(id).span),
            Zone::Call(id) => call(id),
            Zone::Cover | Zone::Head | Zone::Annex | Zone::Reasons => None,
        };
        let between = || {
            let section = |index| tree.section(SectionId::at(index)).span;
            let next = tree.last_section_from(at).map_or(0, |id| id.index() + 1);
            let start = (0..next).rev().map(|index| section(index).end).find(|end| *end <= at).unwrap_or(0);
            let end = if next < tree.sections().len() { section(next).start } else { self.placed.text.len };
            Span::new(start, end)
        };
        self.in_view(span.unwrap_or_else(between))
    }

    /// The words of a place, as proposed.
    pub fn words(&self, span: Span) -> String {
        self.document.words(self.placed, span, Side::Proposed)
    }

    /// The same without a copy.
    pub(super) fn viewed(&self, span: Span) -> &str {
        let view = self.view();
        view.text.get(view.from_source(span.start) as usize..view.from_source(span.end) as usize).unwrap_or_default()
    }

    /// The words of a place, as proposed, with single spaces: as a message quotes them.
    pub fn quoted(&self, span: Span) -> String {
        single_spaced(&self.words(span))
    }
}
