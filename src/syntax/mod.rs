//! What a draft says.

mod abbreviation;
mod block;
mod body;
mod call;
mod citation;
mod cursor;
mod document;
mod edition;
mod flattened;
mod fold;
mod history;
mod item;
mod label;
mod levels;
mod line;
mod moved;
mod read_edition;
mod reader;
mod reference;
mod resolve;
mod scan;
#[cfg(test)]
mod tests;
mod tree;
mod words;

pub use abbreviation::{Capitals, capitals, is_abbreviation, is_in_code};
pub use block::Block;
pub use body::{Body, BodyNames, Instrument, Sitting};
pub use call::{CallKey, Part, Verb, verbs};
pub use citation::{Adopter, Citation, Sector};
pub use document::{Document, PlacedText, Text};
pub use edition::{Adopted, Edition, EditionMention, Glued, same_place, unaccented};
pub use flattened::{Flattened, GluedPlace, Unread};
pub use history::{Fate, History};
pub use item::*;
pub use label::{Label, LabelStyle, Mark, NamedLabel, RawLabel, Suffix};
pub use line::is_furniture;
pub use read_edition::HistoryEntry;
pub use reader::Reader;
pub use reference::{AnnexReference, Reference, ReferenceSlip, Target, Whereabouts};
pub use resolve::{Outcome, ReferenceTarget, SaidBody};
pub use tree::*;
