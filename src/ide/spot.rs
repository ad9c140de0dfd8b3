//! The text at a place, which of its two sides answers, and what a part of it means.

use std::borrow::Cow;

use super::{Location, Place, prose};
use crate::catalogue::{TextKey, Written};
use crate::semantics::Model;
use crate::syntax::{
    Clause, ClauseId, Document, Edition, Note, Outcome, PlacedText, Reference, ReferenceTarget, SectionId, Target, Tree,
};
use crate::text::{FileId, PieceKind, Side, Span, offset};
use crate::workspace::Snapshot;

/// One text of a file, seen on one of its sides. Places count from the start of the text.
#[derive(Clone)]
pub(super) struct TextAt<'a> {
    pub file: FileId,
    pub document: Cow<'a, Document>,
    pub index: usize,
    pub side: Side,
}

/// What one part of a reference means in a tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SpotTarget {
    Clause(ClauseId),
    Section(SectionId),
}

impl<'a> TextAt<'a> {
    /// Which proposal the words are of, where nobody has adopted them: "IAP/39A30/1".
    pub(super) fn proposal(&self) -> Option<String> {
        let line = self.tree().proposal.as_ref().filter(|_| self.side == Side::Proposed)?;
        // What is only referred to stands as it is in force.
        let asks = line.action.is_none_or(|action| !action.only_refers());
        asks.then(|| line.id.as_ref().map_or_else(|| "a proposal".into(), ToString::to_string))
    }

    /// A text of a file as proposed; there must be one of this index.
    pub(super) fn proposed(file: FileId, document: &'a Document, index: usize) -> TextAt<'a> {
        TextAt { file, document: Cow::Borrowed(document), index, side: Side::Proposed }
    }
}

impl<'a> Place<'a> {
    /// The place, inside the file and between two characters.
    pub(super) fn sound(&self) -> u32 {
        let rope = &self.document.rope;
        let at = (self.at as usize).min(rope.len_bytes());
        offset(rope.char_to_byte(rope.byte_to_char(at)))
    }

    /// The text that holds the place, on the side that answers, and the place in it.
    pub(super) fn text(&self) -> Option<(TextAt<'a>, u32)> {
        let at = self.sound();
        let index = self.document.texts.partition_point(|placed| placed.start <= at).checked_sub(1)?;
        let placed = &self.document.texts[index];
        let at = at - placed.start;
        let side = side_at(placed, at);
        Some((TextAt { file: self.file, document: Cow::Borrowed(self.document), index, side }, at))
    }

    /// A file's content: the one asked about as given, any other as the snapshot has it or as it is on disk.
    pub(super) fn open(&self, file: FileId) -> Option<Cow<'a, Document>> {
        match file == self.file {
            true => Some(Cow::Borrowed(self.document)),
            false => self.snapshot.document(file).ok().map(Cow::Owned),
        }
    }

    /// The text of the workspace that a citation of a text means, the cited edition before others, and whether it is that
    /// edition.
    pub(super) fn cited_text(&self, model: &Model<'_>, citation: usize) -> Option<(TextAt<'a>, bool)> {
        let key = model.cited_key(citation)?;
        let edition = model.tree().citation(citation).edition.as_ref().map(|mention| &mention.edition);
        let found = self.snapshot.texts(key, edition);
        let fits = |own: Option<&Edition>| edition.is_none_or(|cited| own.is_some_and(|own| own.same_meeting(cited)));
        let text = |file, index, side| {
            let text = TextAt { file, document: self.open(file)?, index, side };
            text.document.texts.get(index).is_some().then_some(text)
        };
        let first = found.first()?;
        if fits(first.edition.as_ref()) {
            return Some((text(first.file, first.index, Side::Proposed)?, true));
        }
        // The text in force of an open draft that proposes a newer edition.
        let open = found.iter().filter(|found| self.snapshot.draft(found.file).is_some());
        let in_force = open
            .filter_map(|found| text(found.file, found.index, Side::Base))
            .find(|text| fits(heading_edition(text.tree())));
        match in_force {
            Some(text) => Some((text, true)),
            None => Some((text(first.file, first.index, Side::Proposed)?, false)),
        }
    }
}

/// Inside deleted text the text in force answers; a cursor after its last character is still inside.
fn side_at(placed: &PlacedText, at: u32) -> Side {
    let text = &placed.text;
    let after =
        at > 0 && text.changes.kind_at(at) == PieceKind::Markup && text.changes.kind_at(at - 1) == PieceKind::Deleted;
    if after { Side::Base } else { text.side_at(at) }
}

/// The edition that a heading names; none while its place and year are to come.
pub(super) fn heading_edition(tree: &Tree) -> Option<&Edition> {
    tree.heading.as_ref()?.edition.as_ref().filter(|mention| !mention.placeholder).map(|mention| &mention.edition)
}

impl<'a> TextAt<'a> {
    pub(super) fn placed(&self) -> &PlacedText {
        &self.document.texts[self.index]
    }

    pub(super) fn tree(&self) -> &Tree {
        self.placed().text.tree(self.side)
    }

    /// The same text on a side.
    pub(super) fn on(&self, side: Side) -> TextAt<'a> {
        TextAt { side, ..self.clone() }
    }

    /// A place of the text as a place of its file.
    pub(super) fn location(&self, span: Span) -> Location {
        Location { file: self.file, span: self.in_file(span) }
    }

    pub(super) fn in_file(&self, span: Span) -> Span {
        let end = span.end.min(self.placed().text.len);
        self.placed().in_file(Span::new(span.start.min(end), end))
    }

    /// The words of a place on this side, with single spaces, without footnotes.
    pub(super) fn quoted(&self, span: Span) -> String {
        prose::squeezed(&self.document.words(self.placed(), span, self.side))
    }

    /// The label of a clause, or its first word.
    pub(super) fn label_span(&self, clause: &Clause) -> Span {
        match &clause.raw {
            Some(raw) => raw.span,
            None => {
                let words = self.document.slice(self.in_file(clause.body));
                let len = words.find(char::is_whitespace).unwrap_or(words.len());
                Span::new(clause.body.start, clause.body.start + offset(len))
            }
        }
    }

    /// The number of the text on this side, with its edition.
    pub(super) fn key(&self) -> Option<TextKey> {
        TextKey::of_heading(self.tree())
    }

    /// What the text means: one model answers all that a request asks of a text.
    pub(super) fn model<'m>(&'m self, snapshot: &'m Snapshot) -> Model<'m> {
        Model::new(snapshot, self.file, &self.document, self.placed(), self.side)
    }

    /// How citations are written in the text.
    pub(super) fn written<'m>(&self, snapshot: &'m Snapshot) -> Written<'m> {
        Written { catalogue: snapshot.catalogue_of(self.file), language: self.tree().language() }
    }

    /// The text that a reference points into, by what this one means; and whether in the cited edition.
    pub(super) fn referred_text(
        &self,
        place: &Place<'a>,
        model: &Model<'_>,
        index: usize,
    ) -> Option<(TextAt<'a>, bool)> {
        match model.reference_target(index) {
            ReferenceTarget::Here { .. } => Some((self.clone(), true)),
            ReferenceTarget::Cited(citation) => place.cited_text(model, citation),
            ReferenceTarget::Elsewhere => None,
        }
    }

    /// Where a clause with its sub-clauses is, and its label; or a section, and its call.
    pub(super) fn extent_of(&self, meant: SpotTarget) -> (Span, Span) {
        let tree = self.tree();
        match meant {
            SpotTarget::Clause(id) => (tree.extent(id), self.label_span(tree.clause(id))),
            SpotTarget::Section(id) => {
                let section = tree.section(id);
                (section.span, section.call.as_ref().map_or(section.span, |call| call.span))
            }
        }
    }

    /// How a clause or section is spoken of.
    pub(super) fn name_of(&self, meant: SpotTarget) -> String {
        match meant {
            SpotTarget::Clause(id) => self.tree().name(id),
            SpotTarget::Section(id) => self.tree().section_name(id),
        }
    }
}

/// The `[^1]` before a note's words; its first word where there is none.
pub(super) fn note_name(text: &TextAt<'_>, note: &Note) -> Span {
    let mark = format!("[^{}]", note.name);
    if text.document.slice(text.in_file(note.whole)).starts_with(&mark) {
        return Span::new(note.whole.start, note.whole.start + offset(mark.len()));
    }
    let words = text.document.slice(text.in_file(note.span));
    let spaces = words.len() - words.trim_start().len();
    let word = words[spaces..].find(char::is_whitespace).map_or(words.len(), |end| spaces + end);
    Span::new(note.span.start + offset(spaces), note.span.start + offset(word))
}

/// What a reference means in a tree: one of its targets, or all. Where several sections fit, each of them.
pub(super) fn meant(tree: &Tree, reference: &Reference, target: Option<usize>) -> Vec<SpotTarget> {
    asked(&tree.resolve(reference), target).flat_map(all_of).collect()
}

/// What a reference of a text to itself means: one of its targets, or all.
pub(super) fn meant_here(model: &Model<'_>, index: usize, target: Option<usize>) -> Vec<SpotTarget> {
    asked(model.outcomes(index), target).flat_map(all_of).collect()
}

/// What one of the targets of a reference means, or all.
pub(super) fn asked(outcomes: &[Outcome], target: Option<usize>) -> impl Iterator<Item = &Outcome> {
    let outcomes = outcomes.iter().enumerate();
    outcomes.filter(move |(index, _)| target.is_none_or(|target| target == *index)).map(|(_, outcome)| outcome)
}

/// What one target of a reference means.
pub(super) fn all_of(outcome: &Outcome) -> Vec<SpotTarget> {
    match outcome {
        Outcome::Clauses(ids) => ids.iter().copied().map(SpotTarget::Clause).collect(),
        Outcome::Section(id) => vec![SpotTarget::Section(*id)],
        Outcome::Ambiguous(ids) => ids.iter().copied().map(SpotTarget::Section).collect(),
        Outcome::NoSection | Outcome::NoClause { .. } | Outcome::Unsure => Vec::new(),
    }
}

/// Whether a place in a run ("resolves 1 to 3") is at its last clause.
pub(super) fn at_last(target: &Target, at: u32) -> bool {
    target.to.is_some_and(|to| to.span.touches(at))
}
