//! What a reference means: its clauses as proposed, and as in the text in force where that is another clause.

use super::clause::{neighbours, words_of};
use crate::ide::Place;
use crate::ide::prose::{escaped, squeezed};
use crate::ide::spot::{SpotTarget, TextAt, all_of, asked, meant_here};
use crate::rules::capitalised;
use crate::semantics::Model;
use crate::syntax::{Outcome, Reference, ReferenceTarget, Tree};
use crate::text::Side;

/// What a reference, or one of its targets, means, and whether that says both what is in force and what is proposed.
pub(super) fn describe(
    place: &Place<'_>,
    text: &TextAt<'_>,
    index: usize,
    target: Option<usize>,
) -> Option<(String, bool)> {
    let tree = text.tree();
    let model = text.model(place.snapshot);
    match model.reference_target(index) {
        ReferenceTarget::Here { .. } => Some(of_this_text(place, text, &model, index, target)),
        ReferenceTarget::Cited(citation) => {
            let reference = tree.reference(index);
            let name = name_of(text, reference, target);
            let said = match place.cited_text(&model, citation) {
                Some((there, same)) => of_other_text(&there, reference, target, &name, same),
                None => {
                    let cited = text.quoted(tree.citation(citation).list_span);
                    format!(
                        "**{}** of {}\n\nThat text is not among the files of the workspace.",
                        escaped(&name),
                        escaped(&cited)
                    )
                }
            };
            Some((said, false))
        }
        ReferenceTarget::Elsewhere => None,
    }
}

/// The words that a reference names its clauses by, without "above" and the like.
fn name_of(text: &TextAt<'_>, reference: &Reference, target: Option<usize>) -> String {
    let targets = match target {
        Some(target) => reference.targets[target].span,
        None => match (reference.targets.first(), reference.targets.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => return text.quoted(reference.call_span),
        },
    };
    format!("{} {}", text.quoted(reference.call_span), text.quoted(targets))
}

fn of_other_text(there: &TextAt<'_>, reference: &Reference, target: Option<usize>, name: &str, same: bool) -> String {
    let heading = there.tree().heading.as_ref().map(|heading| there.quoted(heading.span)).unwrap_or_default();
    let heading = escaped(&squeezed(&heading));
    let at_hand = match there.proposal() {
        Some(proposal) => format!("\n\nAs proposed in {}, which is not adopted:", escaped(&proposal)),
        None if same => String::new(),
        None => format!("\n\nOnly {heading} is in the workspace, another edition:"),
    };
    let of = if same { format!(" of {heading}") } else { String::new() };
    let outcomes = there.tree().resolve(reference);
    let found: Vec<SpotTarget> = asked(&outcomes, target).flat_map(all_of).collect();
    match found.is_empty() {
        true => {
            format!("**{}**{of}{at_hand}\n\n{}", escaped(name), missing(there.tree(), reference, &outcomes, target))
        }
        false => {
            let around = neighbours(there, &found).unwrap_or_default();
            format!("**{}**{of}{at_hand}\n\n{}{around}", escaped(name), words_of(there, &found))
        }
    }
}

fn of_this_text(
    place: &Place<'_>,
    text: &TextAt<'_>,
    model: &Model<'_>,
    index: usize,
    target: Option<usize>,
) -> (String, bool) {
    let reference = text.tree().reference(index);
    let name = name_of(text, reference, target);
    if text.side == Side::Base {
        return (reading(text, model, index, target, &format!("**{}** in the text in force", escaped(&name))), false);
    }
    let alone = || (reading(text, model, index, target, &format!("**{}**", escaped(&name))), false);
    let Some((in_force, other)) = in_force(text, index) else { return alone() };
    let base_model = in_force.model(place.snapshot);
    let (found, base) = (meant_here(model, index, target), meant_here(&base_model, other, target));
    if base.is_empty() && found.is_empty() || same(text, &found, &in_force, &base) {
        return alone();
    }
    let base_name = name_of(&in_force, in_force.tree().reference(other), target);
    let proposed = reading(text, model, index, target, &format!("As proposed: **{}**", escaped(&name)));
    let mut base_head = format!("In the text in force: **{}**", escaped(&base_name));
    if let Some(now) = name_as_proposed(text, &base) {
        base_head += &format!(", as proposed {}", escaped(&now));
    }
    (format!("{proposed}\n\n---\n\n{}", reading(&in_force, &base_model, other, target, &base_head)), true)
}

/// The clauses that a reference means on one side, or why there are none.
fn reading(text: &TextAt<'_>, model: &Model<'_>, index: usize, target: Option<usize>, head: &str) -> String {
    let reference = &model.tree().references()[index];
    let outcomes = model.outcomes(index);
    let found = meant_here(model, index, target);
    if found.is_empty() {
        return format!("{head}\n\n{}", missing(model.tree(), &reference.it, outcomes, target));
    }
    let own = reference.zone.clause().map(SpotTarget::Clause);
    let itself = found.len() == 1 && own == Some(found[0]);
    let ambiguous = asked(outcomes, target).any(|outcome| matches!(outcome, Outcome::Ambiguous(_)));
    let note = match (itself, ambiguous) {
        (true, _) => "\n\nThis is the very clause that refers to it.",
        (_, true) => "\n\nMore than one section has this call; which is meant is not clear.",
        _ => "",
    };
    let around = neighbours(text, &found).unwrap_or_default();
    format!("{head}{note}\n\n{}{around}", words_of(text, &found))
}

/// Why a reference means nothing in a tree.
fn missing(tree: &Tree, reference: &Reference, outcomes: &[Outcome], target: Option<usize>) -> String {
    let why = asked(outcomes, target).find_map(|outcome| match outcome {
        Outcome::NoSection => Some(format!("There is no section *{}* in this text.", reference.call)),
        &Outcome::NoClause { section, parent, label } => {
            Some(format!("{}.", escaped(&capitalised(&tree.lacking(section, parent, label)))))
        }
        Outcome::Unsure => {
            Some("Conversion has damaged this section: whether it has this clause cannot be told.".to_owned())
        }
        Outcome::Clauses(_) | Outcome::Section(_) | Outcome::Ambiguous(_) => None,
    });
    why.unwrap_or_else(|| "Nothing is found under this name.".into())
}

/// The text in force of a changed text, and the same reference in it.
fn in_force<'a>(text: &TextAt<'a>, index: usize) -> Option<(TextAt<'a>, usize)> {
    if !text.placed().text.is_changed() {
        return None;
    }
    let base = text.on(Side::Base);
    let call = text.tree().reference(index).call_span;
    let other = base.tree().references().iter().position(|reference| reference.it.call_span.overlaps(call))?;
    Some((base, other))
}

/// Whether both readings are the same clauses, whatever their labels.
fn same(text: &TextAt<'_>, found: &[SpotTarget], in_force: &TextAt<'_>, base: &[SpotTarget]) -> bool {
    found.len() == base.len()
        && found.iter().zip(base).all(|(found, base)| match (*found, *base) {
            (SpotTarget::Clause(now), SpotTarget::Clause(then)) => {
                text.document.counterpart(text.placed(), then) == Some(now)
            }
            (SpotTarget::Section(now), SpotTarget::Section(then)) => {
                text.tree().section(now).span.overlaps(in_force.tree().section(then).span)
            }
            _ => false,
        })
}

/// What the one clause meant in the text in force is called as proposed.
fn name_as_proposed(text: &TextAt<'_>, base: &[SpotTarget]) -> Option<String> {
    let [SpotTarget::Clause(then)] = *base else { return None };
    Some(match text.document.counterpart(text.placed(), then) {
        Some(now) => text.tree().name(now),
        None => "deleted".into(),
    })
}
