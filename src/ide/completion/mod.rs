//! What can be typed at a place: a cited text in full or the part of it that comes next, the label of a clause after
//! its call, an annex, a call on a new line, the lines of a head on an empty page, a study group, an abbreviation of the text.
//!
//! Asked at every key: nothing is read from disk, and only the clause up to the cursor is looked at.

mod abbreviation;
mod annex;
mod body;
mod call;
mod edition;
mod head;
mod item;
mod label;
mod resolution;
mod space_style;
mod study;
mod subject;
#[cfg(test)]
mod tests;
mod title;
mod uses;

pub use space_style::with_spaces_of_draft;

use super::Place;
use super::line::CursorLine;
use super::typing::{Stage, typing};

pub use item::{Completion, CompletionKind, Completions, Documented};
pub use subject::documentation;

/// What can be typed at a place.
pub fn completion(place: &Place<'_>) -> Completions {
    let Some(line) = CursorLine::of(place) else { return Completions::default() };
    part_of_citation(place, &line)
        .or_else(|| resolution::complete(place, &line))
        .or_else(|| study::complete(place, &line))
        .or_else(|| label::complete(&line))
        .or_else(|| annex::complete(&line))
        .or_else(|| body::of_this_text(&line))
        .or_else(|| edition::of_meeting(place, &line))
        .or_else(|| call::complete(place, &line))
        .or_else(|| head::complete(place, &line))
        .or_else(|| abbreviation::complete(&line))
        .unwrap_or_default()
}

/// The next part of a citation that has its number.
fn part_of_citation(place: &Place<'_>, line: &CursorLine<'_>) -> Option<Completions> {
    let typing = typing(line)?;
    let typed = typing.typed?;
    // An edit of one completion stays on its line.
    if typed.len() > line.before.len() {
        return None;
    }
    match typing.stage {
        Stage::Edition => edition::complete(place, line, &typing, typed),
        Stage::Body => body::complete(place, line, &typing, typed),
        Stage::Title => title::complete(place, line, &typing, typed),
    }
}
