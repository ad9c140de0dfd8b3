//! A label: who refers to its clause.

use crate::ide::Place;
use crate::ide::prose::{escaped, listed};
use crate::ide::references::{elsewhere, within};
use crate::ide::spot::{SpotTarget, TextAt};
use crate::syntax::{ClauseId, Tree, Zone};

/// How many of the places that refer to something are named.
const NAMED_PLACES: usize = 6;

/// Who refers to a clause.
pub(super) fn describe(place: &Place<'_>, text: &TextAt<'_>, id: ClauseId) -> String {
    let name = escaped(&text.tree().name(id));
    let here: Vec<Zone> = within(place, text, &[SpotTarget::Clause(id)]).into_iter().map(|(_, zone)| zone).collect();
    let others = elsewhere(place, text, &[SpotTarget::Clause(id)]).len();
    format!("**{name}**\n\n{}", referred_to(text.tree(), &here, others, "clause"))
}

/// From where in its text something is referred to, and how often from others.
pub(super) fn referred_to(tree: &Tree, here: &[Zone], others: usize, what: &str) -> String {
    let name = |zone: &Zone| Some(zone.clause().map_or_else(|| "a call".into(), |id| escaped(&tree.name(id))));
    let names: Vec<Option<String>> = here.iter().map(name).collect();
    let mut said = counted(&names);
    if others > 0 {
        said += if said.is_empty() { ": " } else { "; " };
        said += &format!("{others} × in other texts");
    }
    match here.len() + others {
        0 => format!("Nothing refers to this {what}."),
        1 => format!("Referred to once{said}."),
        times => format!("Referred to {times} times{said}."),
    }
}

/// ": in considering a), resolves 1 and 3 more": each place once, where it has a name.
pub(super) fn counted(places: &[Option<String>]) -> String {
    let mut names: Vec<String> = Vec::new();
    for name in places.iter().flatten() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    if names.len() > NAMED_PLACES {
        let more = names.split_off(NAMED_PLACES).len();
        names.push(format!("{more} more"));
    }
    if names.is_empty() { String::new() } else { format!(": in {}", listed(&names)) }
}
