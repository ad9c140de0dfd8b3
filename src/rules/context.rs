//! What rules look at: one text, what it means in its workspace, and what writes into it.

use std::cell::OnceCell;
use std::collections::HashSet;
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
    /// Which citations are reported as out of date.
    out_of_date: HashSet<usize>,
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
        let out_of_date = HashSet::new();
        Context { model, cancellation: Cancellation::never(), out_of_date, abbreviations: OnceCell::new() }
    }

    /// The same, whose pen can be cancelled.
    #[must_use]
    pub fn cancelled_by(self, cancellation: Cancellation<'a>) -> Context<'a> {
        Context { cancellation, ..self }
    }

    /// Keeps what was found, as far as fixes of other findings ask for it.
    #[must_use]
    pub(super) fn knowing(self, findings: &[Finding]) -> Context<'a> {
        let citation = |finding: &Finding| match finding.subject {
            Subject::Citation(nth) if finding.rule.updates_citations => Some(nth),
            _ => None,
        };
        Context { out_of_date: findings.iter().filter_map(citation).collect(), ..self }
    }

    /// Whether a rule that brings citations up to date reports this one.
    pub(super) fn is_out_of_date(&self, citation: usize) -> bool {
        self.out_of_date.contains(&citation)
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

    /// Whether a place is the draft's own: in a proposal, what stands in the text in force is not changed unasked.
    pub fn is_new(&self, span: Span) -> bool {
        !self.pen().tracks() || self.placed.text.changes.kind_of(span) == Some(PieceKind::Inserted)
    }

    /// The words of a place, as proposed.
    pub fn words(&self, span: Span) -> String {
        self.document.words(self.placed, span, Side::Proposed)
    }

    /// The words of a place, as proposed, with single spaces: as a message quotes them.
    pub fn quoted(&self, span: Span) -> String {
        self.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
