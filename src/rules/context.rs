//! What rules look at: one text, what its citations mean, and the moment they are judged as of.

use crate::catalogue::{AsOf, Judgement, OriginId, TextKey};
use crate::syntax::{Citation, Document, PlacedText, Tree, Zone};
use crate::text::{Side, Span};
use crate::workspace::{Snapshot, key_of_citation};

/// One text in its workspace.
pub struct Context<'a> {
    /// The file.
    pub document: &'a Document,
    /// The text.
    pub placed: &'a PlacedText,
    /// The file's number.
    pub file: OriginId,
    /// Everything at hand.
    pub snapshot: &'a Snapshot,
    /// The moment that the text's citations are judged as of.
    pub as_of: AsOf,
    /// The citations of the text as proposed that name an edition, judged.
    pub citations: Vec<JudgedCitation<'a>>,
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

impl<'a> Context<'a> {
    /// Prepares a text for the rules.
    pub fn new(document: &'a Document, placed: &'a PlacedText, file: OriginId, snapshot: &'a Snapshot) -> Context<'a> {
        let tree = &placed.text.proposed;
        // What stands before the first text is judged with it.
        let first = if placed.text.cover { document.texts.get(1) } else { None };
        let as_of = snapshot.as_of(first.map_or(tree, |text| &text.text.proposed));
        let citations =
            tree.citations.iter().map(|citation| judge(&citation.it, citation.zone, tree, file, snapshot, &as_of));
        let citations = citations.collect();
        Context { document, placed, file, snapshot, as_of, citations }
    }

    /// The text as proposed, which findings speak of.
    pub fn tree(&self) -> &'a Tree {
        &self.placed.text.proposed
    }

    /// The text in force.
    pub fn base(&self) -> &'a Tree {
        &self.placed.text.base
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

/// How a citation stands: also what hover and completion ask.
fn judge<'a>(
    citation: &'a Citation,
    zone: Zone,
    tree: &Tree,
    file: OriginId,
    snapshot: &Snapshot,
    as_of: &AsOf,
) -> JudgedCitation<'a> {
    let key = key_of_citation(citation, tree, &snapshot.catalogue, as_of);
    // Two editions run together, or one to be filled in, are no edition yet.
    let edition = citation.edition.as_ref().filter(|mention| mention.glued.is_none() && !mention.placeholder);
    let judgement = match (&key, edition) {
        (Some(key), Some(mention)) => Some(snapshot.catalogue.standing(key, &mention.edition, as_of, Some(file))),
        _ => None,
    };
    JudgedCitation { citation, zone, key, judgement }
}
