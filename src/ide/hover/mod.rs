//! What is said about the thing under the cursor, in Markdown, for someone who is drafting.

mod citation;
mod clause;
mod meeting;
mod reference;
pub(super) mod standing;

use super::Place;
use super::definition::note_of;
use super::prose::{cut, escaped};
use super::references::{elsewhere, within};
use super::spot::{Meant, TextAt, Thing};
use crate::syntax::ClauseId;
use crate::text::Span;

/// How many characters of a clause are shown.
const CLAUSE_CHARS: usize = 600;
/// How many of the places that refer to a clause are named.
const NAMED_PLACES: usize = 6;

/// What is shown about a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hover {
    /// What it is about, in bytes from the start of the file.
    pub span: Span,
    /// What is said.
    pub markdown: String,
}

/// What there is to say about a place.
pub fn hover(place: &Place<'_>) -> Option<Hover> {
    let (text, at) = place.text()?;
    let tree = text.tree();
    let (span, markdown) = match text.thing_at(at)? {
        Thing::Reference(index, target) => {
            (tree.references[index].it.span, reference::describe(place, &text, index, target)?)
        }
        Thing::Citation(index) => citation::describe(place, &text, index)?,
        Thing::Meeting(body, edition, span) => (span, meeting::describe(place, &text, body, &edition)?),
        Thing::Heading => {
            let mention = tree.heading.as_ref()?.edition.as_ref().filter(|mention| !mention.placeholder)?;
            (mention.span, meeting::describe(place, &text, tree.body(), &mention.edition)?)
        }
        Thing::NoteMark(index) => {
            let mark = &tree.note_marks[index];
            let words = text.quoted(note_of(tree, mark)?.span);
            (mark.span, format!("**Footnote {}**\n\n{}", escaped(&mark.name), escaped(&cut(&words, CLAUSE_CHARS))))
        }
        Thing::Label(id) => (text.label_span(tree.clause(id)), referred_to(place, &text, id)),
        Thing::AnnexReference(_) | Thing::Note(_) | Thing::Call(_) => return None,
    };
    Some(Hover { span: text.in_file(span), markdown })
}

/// Who refers to a clause.
fn referred_to(place: &Place<'_>, text: &TextAt<'_>, id: ClauseId) -> String {
    let tree = text.tree();
    let here = within(text, &[Meant::Clause(id)]);
    let others = elsewhere(place, text, &[Meant::Clause(id)]).len();
    let name = escaped(&tree.name(id));
    let mut names: Vec<String> = Vec::new();
    for (_, zone) in &here {
        let from = tree.clause_of(*zone).map_or_else(|| "a call".to_owned(), |clause| escaped(&tree.name(clause)));
        if !names.contains(&from) {
            names.push(from);
        }
    }
    if names.len() > NAMED_PLACES {
        let more = names.split_off(NAMED_PLACES).len();
        names.push(format!("{more} more"));
    }
    let mut said = Vec::new();
    if !here.is_empty() {
        said.push(format!("in {}", super::prose::listed(&names)));
    }
    if others > 0 {
        said.push(format!("{others} × in other texts"));
    }
    match here.len() + others {
        0 => format!("**{name}**\n\nNothing refers to this clause."),
        1 => format!("**{name}**\n\nReferred to once: {}.", said.join(", ")),
        times => format!("**{name}**\n\nReferred to {times} times: {}.", said.join("; ")),
    }
}
