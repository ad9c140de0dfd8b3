//! The model of one text.

use std::cell::OnceCell;
use std::sync::{Arc, OnceLock};

use super::abbreviation::{CapitalWord, abbreviations};
use super::cited::{Judged, JudgedCitation, Named, SaidCitation, identify};
use super::meeting::{judged_at, own_body, own_standing};
use crate::catalogue::{AsOf, Catalogue, Identified, Judgement, MeetingKnown, TextKey, Written};
use crate::syntax::{
    Body, Citation, Document, Outcome, Placed, PlacedText, Reference, ReferenceTarget, SaidBody, Text, Tree,
};
use crate::text::{FileId, Side, View};
use crate::workspace::{Config, Head, Snapshot};

/// What one text means in one state of its workspace, seen on one side of its tracked changes. Everything is worked out when
/// it is first asked for. Places count from the start of the text.
pub struct Model<'a> {
    pub snapshot: &'a Snapshot,
    pub file: FileId,
    /// What the file says, which may be newer than what the workspace has of it.
    pub document: &'a Document,
    pub placed: &'a PlacedText,
    /// Whose words and clauses the model is of.
    pub side: Side,
    catalogue: &'a Catalogue,
    meeting: OnceCell<AsOf>,
    own_body: OnceCell<Option<Body>>,
    said_bodies: OnceCell<Vec<SaidBody>>,
    cited_keys: OnceCell<Box<[OnceCell<Option<TextKey>>]>>,
    citations: OnceCell<Box<[JudgedCitation<'a>]>>,
    named: Named,
    view: OnceCell<View>,
    abbreviations: OnceCell<Vec<CapitalWord>>,
}

impl<'a> Model<'a> {
    /// The model of a text of a file.
    pub fn new(
        snapshot: &'a Snapshot,
        file: FileId,
        document: &'a Document,
        placed: &'a PlacedText,
        side: Side,
    ) -> Model<'a> {
        Model {
            snapshot,
            file,
            document,
            placed,
            side,
            catalogue: snapshot.catalogue_of(file),
            meeting: OnceCell::new(),
            own_body: OnceCell::new(),
            said_bodies: OnceCell::new(),
            cited_keys: OnceCell::new(),
            citations: OnceCell::new(),
            named: Named::default(),
            view: OnceCell::new(),
            abbreviations: OnceCell::new(),
        }
    }

    /// The model of the text as proposed. Of how the citations of its last state were judged, `before`, it takes over what
    /// still holds.
    pub fn after(
        snapshot: &'a Snapshot,
        file: FileId,
        document: &'a Document,
        placed: &'a PlacedText,
        before: Option<(&Text, &Judged)>,
    ) -> Model<'a> {
        let mut model = Model::new(snapshot, file, document, placed, Side::Proposed);
        if let Some((_, judged)) = before.filter(|(text, _)| text.shape.is_same_as(&placed.text.shape)) {
            model.named = judged.named.clone();
        }
        if let Some((text, judged)) =
            before.filter(|(text, it)| it.holds(&text.proposed, model.tree(), model.meeting(), model.own_body()))
        {
            debug_assert_eq!(text.proposed.citations().len(), judged.citations.len());
            let citations = model.tree().citations().iter().zip(&judged.citations);
            let citations = citations.map(|(Placed { it: citation, zone }, (key, judgement))| JudgedCitation {
                citation,
                zone: *zone,
                key: key.clone(),
                judgement: judgement.clone(),
            });
            let _ = model.citations.set(citations.collect());
        }
        model
    }

    /// How the citations were judged, for the text's next state.
    pub fn into_judged(self) -> Judged {
        let meeting = self.meeting().clone();
        let own_body = self.own_body();
        self.citations();
        let citations = self.citations.into_inner().unwrap_or_default().into_iter();
        let citations = citations.map(|it| (it.key, it.judgement)).collect();
        Judged { meeting, own_body, citations, named: self.named }
    }

    /// The text on the model's side.
    pub fn tree(&self) -> &'a Tree {
        self.placed.text.tree(self.side)
    }

    /// The characters of the text on the model's side, with the way back to their places.
    pub fn view(&self) -> &View {
        self.view.get_or_init(|| self.document.view(self.placed, self.side))
    }

    /// The abbreviations of the text; their places are bytes of [`Model::view`].
    pub fn abbreviations(&self) -> &[CapitalWord] {
        self.abbreviations.get_or_init(|| abbreviations(&self.view().text))
    }

    /// The configuration that holds for the file.
    pub fn config(&self) -> &'a Config {
        self.snapshot.config(self.file)
    }

    /// What is known for the file.
    pub fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// Which text this is, if its heading tells.
    pub fn key(&self) -> Option<TextKey> {
        TextKey::of_heading(self.tree())
    }

    /// How citations are written in the text.
    pub(crate) fn written(&self) -> Written<'_> {
        Written { catalogue: self.catalogue(), language: self.tree().language() }
    }

    /// The moment that the text is judged as of. What stands before the first text of a file is judged with that.
    pub fn meeting(&self) -> &AsOf {
        self.meeting.get_or_init(|| judged_at(self.snapshot, self.file, &Head::of(self.document, self.head(self.side))))
    }

    /// What is known of the meeting that the text's own lines agree on.
    pub fn own_standing(&self) -> MeetingKnown {
        own_standing(&Head::of(self.document, self.head(self.side)), self.catalogue())
    }

    /// The body whose text it is.
    pub fn own_body(&self) -> Option<Body> {
        *self.own_body.get_or_init(|| own_body(&Head::of(self.document, self.tree()), self.meeting()))
    }

    /// The tree whose head says of which meeting the text is: its own, and for what stands before the first text that one's.
    pub fn head(&self, side: Side) -> &Tree {
        let first = if self.placed.text.cover { self.document.texts.get(1) } else { None };
        first.unwrap_or(self.placed).text.tree(side)
    }

    /// The citations, each with the text that it means and how its edition stands.
    pub fn citations(&self) -> &[JudgedCitation<'a>] {
        self.citations.get_or_init(|| {
            let all = self.tree().citations().iter().enumerate();
            let judged = all.map(|(index, Placed { it: citation, zone })| {
                let key = self.cited_key(index).cloned();
                let judgement = key.as_ref().and_then(|key| self.judge(citation, key));
                JudgedCitation { citation, zone: *zone, key, judgement }
            });
            judged.collect()
        })
    }

    /// Which text a citation means, by its index, if that can be told.
    pub fn cited_key(&self, index: usize) -> Option<&TextKey> {
        if let Some(citations) = self.citations.get() {
            return citations[index].key.as_ref();
        }
        let keys = self.cited_keys.get_or_init(|| self.tree().citations().iter().map(|_| OnceCell::new()).collect());
        keys[index].get_or_init(|| self.identified(index).key().cloned()).as_ref()
    }

    /// The texts that a citation may mean, by its index.
    pub fn identified(&self, index: usize) -> Identified {
        let said = self.said_bodies.get_or_init(|| self.tree().said_bodies())[index];
        let citation = self.tree().citation(index);
        identify(SaidCitation::of(citation, said), self.own_body(), self.catalogue(), self.meeting())
    }

    /// How the edition of a citation stands, by its index, where text and edition can be told.
    pub fn judgement(&self, index: usize) -> Option<Judgement> {
        match self.citations.get() {
            Some(citations) => citations[index].judgement.clone(),
            None => self.judge(self.tree().citation(index), self.cited_key(index)?),
        }
    }

    fn judge(&self, citation: &Citation, key: &TextKey) -> Option<Judgement> {
        // Two editions run together, or one to be filled in, are no edition yet.
        let edition = citation.edition.as_ref().filter(|mention| mention.glued.is_none() && !mention.placeholder)?;
        Some(self.catalogue().standing(key, &edition.edition, self.meeting(), Some(self.file)))
    }

    /// The sections and clauses of the very edition that a citation names, by its index, where the workspace has it as adopted.
    pub fn cited_outline(&self, index: usize) -> Option<Arc<Tree>> {
        let mention = self.tree().citation(index).edition.as_ref()?;
        self.snapshot.outline(self.cited_key(index)?, &mention.edition, self.file)
    }

    /// The citations of a text, by their indices, in order.
    pub fn citations_of(&self, key: &TextKey) -> impl Iterator<Item = usize> {
        // The number is compared first: telling whose text is meant costs far more.
        let numbered = |it: &Citation| TextKey::new(key.body, it.instrument, &it.number) == *key;
        let candidates = self.tree().citations().iter().enumerate().filter(move |(_, placed)| numbered(&placed.it));
        candidates.map(|(index, _)| index).filter(move |index| self.cited_key(*index) == Some(key))
    }

    /// Which text a reference points to, by its index.
    pub fn reference_target(&self, index: usize) -> ReferenceTarget {
        let tree = self.tree();
        let all = || tree.references().iter().map(|reference| tree.reference_target(reference)).collect();
        self.named.targets.get_or_init(all)[index]
    }

    /// What each target of a reference of this text to itself is, by the reference's index; one outcome for a whole section.
    /// Empty where the reference points to another text.
    pub fn outcomes(&self, index: usize) -> &[Outcome] {
        if !self.reference_target(index).is_here() {
            return &[];
        }
        let tree = self.tree();
        let none = || tree.references().iter().map(|_| OnceLock::new()).collect();
        let all = self.named.outcomes.get_or_init(none);
        all[index].get_or_init(|| tree.resolve(tree.reference(index)))
    }

    /// The same of a reference to the very edition of another text that the workspace has as adopted, with the sections and
    /// clauses of that.
    pub fn cited_outcomes(&self, index: usize) -> Option<(Arc<Tree>, Vec<Outcome>)> {
        let ReferenceTarget::Cited(citation) = self.reference_target(index) else { return None };
        let outline = self.cited_outline(citation)?;
        let outcomes = outline.resolve(self.tree().reference(index));
        Some((outline, outcomes))
    }

    /// The references of the text to its own clauses and sections, each with its index, in order.
    pub fn own_references(&self) -> impl Iterator<Item = (usize, &'a Placed<Reference>)> {
        let all = self.tree().references().iter().enumerate();
        all.filter(|(index, _)| self.reference_target(*index).is_here())
    }

    /// The references whose call begins at a place, by their indices.
    pub fn references_at(&self, at: u32) -> impl Iterator<Item = usize> {
        let all = self.tree().references();
        let first = all.partition_point(|reference| reference.it.call_span.start < at);
        (first..all.len()).take_while(move |index| all[*index].it.call_span.start == at)
    }

    /// The references to clauses of the text that a citation names, by the citation's index, in order.
    pub fn references_into(&self, citation: usize) -> impl Iterator<Item = &'a Placed<Reference>> {
        let all = self.tree().references().iter().enumerate();
        let into = all.filter(move |(index, _)| self.reference_target(*index) == ReferenceTarget::Cited(citation));
        into.map(|(_, reference)| reference)
    }
}
