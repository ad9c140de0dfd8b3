//! What an editor asks of a draft, one file per question: pure functions of a snapshot and a place.
//!
//! A question names a [`Place`]; [`spot`] says what stands there; [`workspace`](crate::workspace) finds the other
//! texts. Answers are plain data, and all places in them are bytes from the start of their file. A place inside
//! deleted text is answered from the text in force, any other from the text as proposed.

mod actions;
mod completion;
mod definition;
mod folding;
mod hierarchy;
mod highlight;
mod hover;
mod linked;
mod links;
mod prose;
mod references;
mod search;
mod selection;
mod spot;
mod symbols;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use crate::catalogue::OriginId;
use crate::syntax::Document;
use crate::text::Span;
use crate::workspace::Snapshot;

pub use actions::{Action, ActionKind, actions, fix_all};
pub use completion::{Completion, CompletionKind, Completions, completion};
pub use definition::{Definition, definition, type_definition};
pub use folding::{Fold, FoldKind, folds};
pub use hierarchy::{CitedText, Citing, cited_by, cites, text_at};
pub use highlight::{Highlight, highlights};
pub use hover::{Hover, hover};
pub use linked::{WORD_PATTERN, linked};
pub use links::{Goal, Link, links};
pub use references::references;
pub use search::{Hit, search};
pub use selection::selections;
pub use symbols::{Symbol, SymbolKind, symbols};

/// Where a question is asked.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Everything at hand.
    pub snapshot: &'a Snapshot,
    /// The file.
    pub file: OriginId,
    /// What the file says, which may be newer than the snapshot.
    pub document: &'a Document,
    /// Byte offset from the start of the file. One past its end, or inside a character, is moved back.
    pub at: u32,
}

/// A stretch of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Location {
    /// The file.
    pub file: OriginId,
    /// Bytes from its start.
    pub span: Span,
}
