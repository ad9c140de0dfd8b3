//! A call: the part of the text that its section belongs to, its clauses, and who refers to them.

use super::clause::words_of;
use super::label::referred_to;
use crate::ide::Place;
use crate::ide::prose::escaped;
use crate::ide::references::elsewhere;
use crate::ide::spot::{SpotTarget, TextAt, all_of};
use crate::syntax::{SectionId, TextPart, Zone};

pub(super) fn describe(place: &Place<'_>, text: &TextAt<'_>, id: SectionId) -> String {
    let tree = text.tree();
    let part = match tree.section(id).part() {
        Some(TextPart::Preamble) => "preamble",
        Some(TextPart::Operative) => "operative",
        Some(TextPart::Addressed) => "operative, to someone",
        None => "section",
    };
    let count = match tree.children(id, None).count() {
        0 => String::new(),
        1 => ", 1 clause".into(),
        count => format!(", {count} clauses"),
    };
    let of_section = |meant: &SpotTarget| match *meant {
        SpotTarget::Section(other) => other == id,
        SpotTarget::Clause(clause) => tree.clause(clause).section == id,
    };
    let model = text.model(place.snapshot);
    let here = model.own_references();
    let here = here.filter(|(index, _)| model.outcomes(*index).iter().flat_map(all_of).any(|it| of_section(&it)));
    let here: Vec<Zone> = here.map(|(_, reference)| reference.zone).collect();
    let clauses = tree.clauses_of(id).map(|(id, _)| SpotTarget::Clause(id));
    let all: Vec<SpotTarget> = [SpotTarget::Section(id)].into_iter().chain(clauses).collect();
    let referred = referred_to(tree, &here, elsewhere(place, text, &all).len(), "section");
    let name = escaped(&tree.section_name(id));
    let words = words_of(text, &[SpotTarget::Section(id)]);
    format!("**{name}** · {part}{count}\n\n{words}\n\n{referred}")
}
