//! Numbers alone on a line: of a page, or of a clause whose words stand below or are not written yet.

use super::clause::Clause;
use super::item::{Item, ItemKind};
use super::label::{LabelStyle, RawLabel};

/// How far before and after a number its neighbours are looked for.
const NEIGHBOURS: usize = 100;

/// Where a number stands alone.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// Between heading and enacting line.
    Head,
    /// In a section, after the clauses of it so far.
    Section { clauses: &'a [Clause], preamble: bool },
}

/// Whether the first item is a number alone on its line that no clause has here: the labels before it do not lead to it, or
/// the line after it bears it again. Words may follow on the next line.
pub(super) fn is_page_number(items: &[Item], place: Place<'_>) -> bool {
    let [item, after @ ..] = items else { return false };
    let ItemKind::Labelled(raw) = &item.kind else { return false };
    let Some(number) = alone(raw) else { return false };
    let Place::Section { clauses, preamble } = place else { return true };
    let bare = item.body >= item.span.end;
    let before = clauses.last();
    let opens = before.is_some_and(|before| matches!(before.last, Some(':' | '：')));
    let counted = clauses.iter().rev().take(NEIGHBOURS).find_map(|clause| {
        let raw = clause.raw.as_ref().filter(|raw| raw.is_number())?;
        Some((raw.text.parse::<u32>().ok()?, raw.alone && !clause.body.is_empty()))
    });
    let is_next = match counted {
        Some((last, _)) => number == last + 1 || (opens && number == 1),
        None => number == 1,
    };
    if !is_next {
        // Where labels stand above their words this is one that is wrong.
        return bare || !counted.is_some_and(|(_, above_words)| above_words);
    }
    let labels = || {
        let section = after.iter().take(NEIGHBOURS).take_while(|item| is_of_section(&item.kind));
        section.filter_map(|item| match &item.kind {
            ItemKind::Labelled(raw) => Some(raw),
            _ => None,
        })
    };
    let again = labels().find(|raw| raw.is_number()).and_then(|raw| raw.text.parse().ok()) == Some(number);
    let ended = before.is_some_and(|before| before.last == Some('.'));
    let within_list = || labels().next().is_some_and(|raw| !raw.is_number() && !raw.begins_list());
    again || (bare && (ended || (preamble && !opens) || within_list()))
}

/// The number that stands alone on a line.
fn alone(raw: &RawLabel) -> Option<u32> {
    let alone = raw.alone && raw.style == LabelStyle::Bare && raw.suffix.is_none() && raw.is_number();
    raw.text.parse().ok().filter(|_| alone)
}

fn is_of_section(kind: &ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Blank
            | ItemKind::Labelled(_)
            | ItemKind::Plain
            | ItemKind::Note
            | ItemKind::Furniture
            | ItemKind::Aside
    )
}
