//! What is said about the thing under the cursor, in Markdown, for someone who is drafting.

mod abbreviation;
mod annex;
mod call;
mod change;
mod citation;
pub(super) mod clause;
mod label;
mod meeting;
mod note;
mod reference;
pub(super) mod standing;
#[cfg(test)]
mod tests;

use super::Place;
use super::abbreviations::abbreviation_at;
use super::spot::{SpotTarget, TextAt};
use super::thing::Thing;
use crate::text::Span;

/// What is shown about a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    /// What it is about, in bytes from the start of the file.
    pub span: Span,
    pub markdown: String,
}

/// What there is to say about a place: the thing there, and the tracked change that it stands in.
pub fn hover(place: &Place<'_>) -> Option<Hover> {
    let (text, at) = place.text()?;
    let thing = of_thing(place, &text, at);
    let change = change::describe(&text, at);
    let (span, markdown) = match (thing, change) {
        (Some(HoverText { span, markdown, both_sides: false }), Some((_, change))) => {
            (span, format!("{markdown}\n\n---\n\n{change}"))
        }
        (Some(HoverText { span, markdown, .. }), _) => (span, markdown),
        (None, change) => change?,
    };
    Some(Hover { span: text.in_file(span), markdown })
}

/// What there is to say about a thing.
struct HoverText {
    /// Where the thing is in the text.
    span: Span,
    markdown: String,
    /// Whether it says already what is in the text in force and what is proposed.
    both_sides: bool,
}

fn of_thing(place: &Place<'_>, text: &TextAt<'_>, at: u32) -> Option<HoverText> {
    let tree = text.tree();
    let said = match text.thing_at(at) {
        Some(Thing::Reference(index, target)) => {
            if let Some((markdown, both_sides)) = reference::describe(place, text, index, target) {
                return Some(HoverText { span: tree.reference(index).span, markdown, both_sides });
            }
            None
        }
        Some(Thing::Citation(index)) => citation::describe(place, text, index),
        Some(Thing::Meeting(body, edition, span)) => {
            meeting::describe(place, text, body, &edition).map(|said| (span, said))
        }
        Some(Thing::Heading) => {
            let mention = tree.heading.as_ref()?.edition.as_ref().filter(|mention| !mention.placeholder)?;
            meeting::describe(place, text, tree.body(), &mention.edition).map(|said| (mention.span, said))
        }
        Some(Thing::NoteMark(index)) => note::called(text, &tree.note_marks()[index]),
        Some(Thing::Note(index)) => Some(note::describe(text, &tree.notes()[index])),
        Some(Thing::Label(id)) => Some((text.label_span(tree.clause(id)), label::describe(place, text, id))),
        Some(Thing::Call(id)) => Some((text.extent_of(SpotTarget::Section(id)).1, call::describe(place, text, id))),
        Some(Thing::AnnexReference(index)) => {
            let reference = &tree.annex_references()[index].it;
            Some((reference.span, annex::describe(text, reference)))
        }
        Some(Thing::Abbreviation(found)) => Some(abbreviation::describe(&found)),
        None => return None,
    };
    // What stands in something of which nothing can be said.
    let (span, markdown) = said.or_else(|| Some(abbreviation::describe(&abbreviation_at(text, at)?)))?;
    Some(HoverText { span, markdown, both_sides: false })
}
