//! A label: who refers to its clause.

use crate::ide::Place;
use crate::ide::prose::{escaped, listed};
use crate::ide::references::{elsewhere, within};
use crate::ide::spot::{Meant, TextAt};
use crate::syntax::ClauseId;

/// How many of the places that refer to a clause are named.
const NAMED_PLACES: usize = 6;

/// Who refers to a clause.
pub(super) fn referred_to(place: &Place<'_>, text: &TextAt<'_>, id: ClauseId) -> String {
    let tree = text.tree();
    let here = within(text, &[Meant::Clause(id)]);
    let others = elsewhere(place, text, &[Meant::Clause(id)]).len();
    let name = escaped(&tree.name(id));
    let mut names: Vec<String> = Vec::new();
    for (_, zone) in &here {
        let from = zone.clause().map_or_else(|| "a call".to_owned(), |clause| escaped(&tree.name(clause)));
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
        said.push(format!("in {}", listed(&names)));
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
