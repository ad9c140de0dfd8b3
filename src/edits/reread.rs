//! A text read again as edits leave it: only that tells what they make of lines that are misread.

use super::{Edit, apply};
use crate::syntax::{Document, PlacedText, Section, Tree};
use crate::text::{FileId, Side, Span};

/// One text of a file, as a file of its own.
pub struct TextAlone {
    pub document: Document,
    file: FileId,
    /// Where it stands in its file.
    span: Span,
}

impl TextAlone {
    pub fn of(document: &Document, placed: &PlacedText, file: FileId) -> TextAlone {
        let span = placed.span();
        // Most texts are a file of their own.
        let document = match document.texts.len() {
            1 => document.clone(),
            _ => Document::read(&document.slice(span)),
        };
        TextAlone { document, file, span }
    }

    /// Those of the edits of files that are within the text, as it counts their places.
    pub fn own(&self, edits: &[Edit]) -> Vec<Edit> {
        let within = edits.iter().filter(|edit| edit.file == self.file && self.span.contains(edit.span));
        let start = self.span.start;
        let here =
            |edit: &Edit| Edit { span: Span::new(edit.span.start - start, edit.span.end - start), ..edit.clone() };
        within.map(here).collect()
    }

    /// The text read again with edits made, whose places are its own.
    pub fn with(&self, own: &[Edit]) -> Document {
        Document::read(&apply(&self.document.rope, own))
    }
}

/// Whether a text is the same still but for its wording: as many texts, sections, clauses, notes; the text in force to the
/// letter where changes are tracked.
pub fn is_same_text(old: &Document, new: &Document) -> bool {
    old.texts.len() == new.texts.len()
        && old.texts.iter().zip(new.texts.iter()).all(|(old_text, new_text)| {
            let (before, after) = (&old_text.text, &new_text.text);
            let tracked = before.is_changed() || after.is_changed();
            let whole = |document: &Document, placed: &PlacedText| {
                document.words(placed, Span::new(0, placed.text.len), Side::Base)
            };
            same_structure(&before.proposed, &after.proposed)
                && (!tracked || whole(old, old_text) == whole(new, new_text))
        })
}

fn same_structure(old: &Tree, new: &Tree) -> bool {
    let head = |tree: &Tree| {
        let proposal = tree.proposal.as_ref().map(|proposal| (proposal.action, proposal.id.clone()));
        let heading = tree.heading.as_ref().map(|heading| (heading.instrument, heading.number.clone()));
        (proposal, heading, tree.enacting.is_some(), tree.history.is_some(), tree.reasons.is_some())
    };
    let sections = |tree: &Tree| -> Vec<_> {
        let section = |section: &Section| {
            let key = section.key().map(|key| (key.verb, key.further, key.also));
            (key, section.clauses.clone())
        };
        tree.sections().map(|(_, it)| section(it)).collect()
    };
    head(old) == head(new)
        && sections(old) == sections(new)
        && (old.annexes().len(), old.notes().len(), old.asides().len())
            == (new.annexes().len(), new.notes().len(), new.asides().len())
        && old.citations().len() <= new.citations().len()
}
