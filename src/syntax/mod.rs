//! What a draft says.

mod abbreviation;
mod block;
mod body;
mod call;
mod citation;
mod cursor;
mod document;
mod edition;
mod ending;
mod flattened;
mod fold;
mod item;
mod label;
mod levels;
mod line;
mod lists;
mod moved;
mod read_edition;
mod reader;
mod reference;
mod residue;
mod resolve;
mod scan;
#[cfg(test)]
mod tests;
mod tree;
mod words;

pub use abbreviation::{Capitals, capitals, is_abbreviation, is_in_code};
pub use block::Block;
pub use body::{Body, BodyNames, Instrument, Sitting};
pub(crate) use call::Modifiers;
pub use call::{CallKey, Part, Verb, verbs};
pub(crate) use citation::split_revision;
pub use citation::{Adopter, Citation, Sector};
pub use document::{Document, PlacedText, Text};
pub use edition::{Adopted, Edition, EditionMention, Glued, same_place, unaccented};
pub(crate) use ending::{ClauseEnding, Stop, StopPlace};
pub use flattened::{Flattened, GluedPlace, Unread};
pub use item::*;
pub use label::{Label, LabelStyle, Mark, NamedLabel, RawLabel, Suffix};
pub(crate) use lists::{enumerate, is_separator, joint_pattern, last_member};
pub use read_edition::HistoryEntry;
pub use reader::Reader;
pub use reference::{AnnexReference, Reference, ReferenceSlip, Target, Whereabouts};
pub(crate) use residue::{
    Bracketed, bracketed, is_furniture, is_note_line, read_bracketed, without_bracketed, without_printed_mark,
};
pub use resolve::{Outcome, ReferenceTarget, SaidBody};
pub use tree::*;
