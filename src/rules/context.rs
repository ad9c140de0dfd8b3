//! What rules look at: one text, what its citations mean, and the moment they are judged as of.

use std::cell::OnceCell;

use super::abbreviations::{Abbreviation, abbreviations};
use super::prose::Prose;
use super::wording;
use crate::catalogue::{AsOf, Judgement, TextKey};
use crate::edits::Pen;
use crate::syntax::{Citation, Document, Placed, PlacedText, Text, Tree, Zone};
use crate::text::{FileId, PieceKind, Side, Span, View, single_spaced};
use crate::workspace::{Config, Snapshot, key_of_citation};

/// One text in its workspace.
pub struct Context<'a> {
    /// The file.
    pub document: &'a Document,
    /// The text.
    pub placed: &'a PlacedText,
    /// The file's number.
    pub file: FileId,
    /// Everything at hand.
    pub snapshot: &'a Snapshot,
    /// The moment that the text's citations are judged as of.
    pub as_of: AsOf,
    /// The citations of the text as proposed that name an edition, judged.
    pub citations: Vec<JudgedCitation<'a>>,
    /// What is looked for is no longer wanted.
    dropped: &'a dyn Fn() -> bool,
    view: OnceCell<View>,
    abbreviations: OnceCell<Vec<Abbreviation>>,
}

/// A citation with how its edition stands.
pub struct JudgedCitation<'a> {
    /// The citation.
    pub citation: &'a Citation,
    /// Where it stands.
    pub zone: Zone,
    /// Which text it means, if that can be told.
    pub key: Option<TextKey>,
    /// How its edition stands, where text and edition can be told.
    pub judgement: Option<Judgement>,
}

/// How the citations of a text were judged, kept for its next state: most edits leave them as they are.
#[derive(Clone, Debug)]
pub struct Judged {
    as_of: AsOf,
    citations: Vec<(Option<TextKey>, Option<Judgement>)>,
}

impl<'a> Context<'a> {
    /// Judges a text. `before`: an earlier state of it in the same workspace.
    pub fn new(
        document: &'a Document,
        placed: &'a PlacedText,
        file: FileId,
        snapshot: &'a Snapshot,
        before: Option<(&Text, &Judged)>,
    ) -> Context<'a> {
        let tree = &*placed.text.proposed;
        let as_of = as_of(document, placed, file, snapshot);
        // What a citation means may hang on those before it, so all or none are taken over.
        let judged = before.filter(|(text, judged)| {
            let (old, new) = (&text.proposed.citations, &tree.citations);
            judged.as_of == as_of
                && old.len() == new.len()
                && old.iter().zip(new).all(|(old, new)| old.it.says_the_same(&new.it))
        });
        let citations = tree.citations.iter().enumerate().map(|(index, Placed { it: citation, zone })| {
            let (key, judgement) = match judged {
                Some((_, judged)) => judged.citations[index].clone(),
                None => judge(citation, tree, file, snapshot, &as_of),
            };
            JudgedCitation { citation, zone: *zone, key, judgement }
        });
        let citations = citations.collect();
        Context {
            document,
            placed,
            file,
            snapshot,
            as_of,
            citations,
            dropped: &|| false,
            view: OnceCell::new(),
            abbreviations: OnceCell::new(),
        }
    }

    /// The same, until `dropped` says that what is looked for is no longer wanted.
    #[must_use]
    pub fn unless(self, dropped: &'a dyn Fn() -> bool) -> Context<'a> {
        Context { dropped, ..self }
    }

    /// How the citations were judged.
    pub fn into_judged(self) -> Judged {
        let citations = self.citations.into_iter().map(|citation| (citation.key, citation.judgement)).collect();
        Judged { as_of: self.as_of, citations }
    }

    /// The characters of the text as proposed, with the way back to their places. Made when a rule first asks.
    pub fn view(&self) -> &View {
        self.view.get_or_init(|| {
            let source = self.document.slice(self.placed.span());
            self.placed.text.changes.view(&source, Side::Proposed)
        })
    }

    /// The abbreviations of the text as proposed. Looked for when a rule first asks.
    pub(super) fn abbreviations(&self) -> &[Abbreviation] {
        self.abbreviations.get_or_init(|| abbreviations(&Prose::of(self)))
    }

    /// Where abbreviations are introduced in the text as proposed: the words between the brackets.
    pub fn introduced_abbreviations(&self) -> impl Iterator<Item = Span> {
        let introduced = self.abbreviations().iter().flat_map(|abbreviation| &abbreviation.introduced);
        introduced.map(|introduction| self.view().to_source(Span::of(introduction.word.clone())))
    }

    /// The configuration that holds for the file.
    pub fn config(&self) -> &'a Config {
        self.snapshot.config(self.file)
    }

    /// What writes into the text.
    pub fn pen(&self) -> Pen<'a> {
        Pen::new(self.snapshot, self.document, self.placed, self.file).unless(self.dropped)
    }

    /// The citation whose edition a finding at this place speaks of.
    pub fn cited_at(&self, place: Span) -> Option<&JudgedCitation<'a>> {
        // Citations stand in the order of the text.
        let index = self.citations.partition_point(|cited| wording::place(cited).start < place.start);
        self.citations.get(index).filter(|cited| wording::place(cited) == place)
    }

    /// The text as proposed, which findings speak of.
    pub fn tree(&self) -> &'a Tree {
        &self.placed.text.proposed
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
        single_spaced(&self.words(span))
    }
}

/// The moment that the citations of a text are judged as of.
pub fn as_of(document: &Document, placed: &PlacedText, file: FileId, snapshot: &Snapshot) -> AsOf {
    // What stands before the first text is judged with it.
    let first = if placed.text.cover { document.texts.get(1) } else { None };
    snapshot.as_of(file, &first.unwrap_or(placed).text.proposed)
}

/// Which text a citation means, and how its edition stands.
pub fn judge(
    citation: &Citation,
    tree: &Tree,
    file: FileId,
    snapshot: &Snapshot,
    as_of: &AsOf,
) -> (Option<TextKey>, Option<Judgement>) {
    let key = key_of_citation(citation, tree, &snapshot.catalogue, as_of);
    // Two editions run together, or one to be filled in, are no edition yet.
    let edition = citation.edition.as_ref().filter(|mention| mention.glued.is_none() && !mention.placeholder);
    let judgement = match (&key, edition) {
        (Some(key), Some(mention)) => Some(snapshot.catalogue.standing(key, &mention.edition, as_of, Some(file))),
        _ => None,
    };
    (key, judgement)
}
