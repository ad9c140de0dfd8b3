//! What rules look at: one text, what it means in its workspace, and what writes into it.

use std::cell::OnceCell;
use std::ops::Deref;

use super::abbreviations::{Abbreviation, abbreviations};
use super::finding::{Finding, Subject};
use super::prose::Prose;
use crate::edits::Pen;
use crate::semantics::{Judged, JudgedCitation, Model};
use crate::syntax::{Document, PlacedText, Text, Tree};
use crate::text::{Cancellation, FileId, PieceKind, Side, Span};
use crate::workspace::Snapshot;

/// One text as proposed in its workspace.
pub struct Context<'a> {
    model: Model<'a>,
    /// Whether what is looked for is still wanted.
    cancellation: Cancellation<'a>,
    abbreviations: OnceCell<Vec<Abbreviation>>,
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
        Context { model, cancellation: Cancellation::never(), abbreviations: OnceCell::new() }
    }

    /// The same, whose pen can be cancelled.
    #[must_use]
    pub fn cancelled_by(self, cancellation: Cancellation<'a>) -> Context<'a> {
        Context { cancellation, ..self }
    }

    /// How the citations were judged.
    pub fn into_judged(self) -> Judged {
        self.model.into_judged()
    }

    /// The abbreviations of the text as proposed. Looked for when a rule first asks.
    pub(super) fn abbreviations(&self) -> &[Abbreviation] {
        self.abbreviations.get_or_init(|| abbreviations(&Prose::of(self), self.model.abbreviations()))
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

    /// The citation that a finding is about.
    pub(super) fn cited(&self, finding: &Finding) -> Option<&JudgedCitation<'a>> {
        match finding.subject {
            Subject::Citation(nth) => self.citations().get(nth),
            _ => None,
        }
    }

    /// The text in force.
    pub fn base(&self) -> &'a Tree {
        &self.placed.text.base
    }

    /// Whether a place is the draft's own: in a proposal, what stands in the text in force is not mended unasked.
    pub fn is_new(&self, span: Span) -> bool {
        !self.pen().tracks() || self.placed.text.changes.kind_of(span) == Some(PieceKind::Inserted)
    }

    /// The words of a place, as proposed.
    pub fn words(&self, span: Span) -> String {
        self.document.words(self.placed, span, Side::Proposed)
    }

    /// The words of a place, as proposed, with single blanks: as a message quotes them.
    pub fn quoted(&self, span: Span) -> String {
        self.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
