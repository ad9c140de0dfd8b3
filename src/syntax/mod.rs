//! What a draft says.

mod body;
mod edition;

pub use body::{Body, BodyNames, Instrument, Sitting};
pub use edition::{Adopted, Edition, EditionMention, Glued, same_place, unaccented};
