//! What an editor asks of a draft, one file per question: pure functions of a snapshot or a document.
//!
//! Most questions name a [`Place`]; those of a whole file (folds, symbols, a view, the preview) take a document, the search of
//! names and words a snapshot. [`spot`] says which text a place is in, [`thing`] what stands there;
//! [`workspace`](crate::workspace) finds the other texts. Answers are plain data, and all places in them are bytes from the
//! start of their file. A place inside deleted text is answered from the text in force, any other from the text as proposed.

mod abbreviations;
mod changes;
mod completion;
mod definition;
mod entry;
mod folding;
mod highlight;
mod hints;
mod hover;
mod lenses;
mod line;
mod links;
mod not_agreed;
mod preview;
mod prose;
mod references;
mod rename;
mod search;
mod selection;
mod spot;
mod symbols;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod thing;
mod tokens;
mod typing;
mod view;
mod writing;

use crate::catalogue::{AsOf, Catalogue};
use crate::semantics::{Model, meeting_without_text};
use crate::syntax::{Action, Body, Document, PlacedText};
use crate::text::{FileId, Side, Span};
use crate::workspace::Snapshot;

pub use changes::{TrackedChange, changes};
pub use completion::{
    Completion, CompletionKind, Completions, Documented, completion, documentation, with_spaces_of_draft,
};
pub use definition::{Definition, definition};
pub use entry::entry;
pub use folding::{Fold, FoldKind, folds};
pub use highlight::{Highlight, highlights};
pub use hints::{Hint, HintKind, HintOptions, hint_tooltip, hints};
pub use hover::{Hover, hover};
pub use lenses::{Lens, LensKind, ResolvedLens, lenses, resolve_lens};
pub use links::{Goal, Link, links};
pub use not_agreed::{NotAgreed, not_agreed};
pub use preview::preview;
pub use references::references;
pub use rename::{Renamable, prepare_rename, rename};
pub use search::{Hit, search};
pub use selection::selections;
pub use symbols::{Symbol, SymbolKind, text_symbol};
pub use tokens::{Token, TokenKind, TokenStanding, tokens};
pub use view::{SideView, view};
pub use writing::{Unfinished, Writing};

/// The moment that the text at a place is judged as of.
pub fn as_of(place: &Place<'_>) -> AsOf {
    match telling_meeting(place) {
        Some(placed) => model(place, placed).meeting().clone(),
        None => meeting_without_text(place.snapshot, Some(place.file)),
    }
}

/// The text that tells for which meeting a draft is at a place: its own, or where that is a cover, or is only referred to in order to
/// suppress it or to leave it as it is, the first that is changed or new.
fn telling_meeting<'a>(place: &Place<'a>) -> Option<&'a PlacedText> {
    let own = place.document.text_at(place.sound())?;
    let says = |placed: &PlacedText| {
        let refers = matches!(placed.text.proposed.action(), Some(Action::Suppress | Action::NoChange));
        !placed.text.cover && !refers
    };
    let other = || place.document.texts.iter().find(|placed| says(placed) && placed.text.proposed.heading.is_some());
    if says(own) { Some(own) } else { other().or(Some(own)) }
}

/// The body whose next meeting a new text is for, where it does not say yet when and where that is.
pub fn coming_meeting(place: &Place<'_>) -> Option<Body> {
    let tree = &telling_meeting(place)?.text.proposed;
    let names_none = tree.own_meeting().is_none() && tree.edition().is_none_or(|mention| mention.placeholder);
    tree.body().filter(|_| tree.enacting.is_some() && names_none)
}

/// What a text of the file means, as proposed.
fn model<'a>(place: &Place<'a>, placed: &'a PlacedText) -> Model<'a> {
    Model::new(place.snapshot, place.file, place.document, placed, Side::Proposed)
}

/// Where a question is asked.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub snapshot: &'a Snapshot,
    pub file: FileId,
    /// What the file says, which may be newer than the snapshot.
    pub document: &'a Document,
    /// Byte offset from the start of the file. One past its end, or inside a character, is moved back.
    pub at: u32,
}

impl<'a> Place<'a> {
    /// What is known there.
    pub fn catalogue(&self) -> &'a Catalogue {
        self.snapshot.catalogue_of(self.file)
    }
}

/// A range of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Location {
    pub file: FileId,
    /// Bytes from its start.
    pub span: Span,
}
