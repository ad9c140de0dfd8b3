//! The annexes of the text, after "Annex ".

use std::sync::LazyLock;

use regex::Regex;

use super::item::{Completion, CompletionKind, Completions};
use crate::ide::line::CursorLine;
use crate::syntax::Instrument;

/// The word, and the number that is being typed.
static TAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b(annex|appendix)[ \x{a0}]([0-9A-Z]*)$").expect("tested"));

/// The annexes with a number, as "Annex 1 to this resolution".
pub(super) fn complete(line: &CursorLine<'_>) -> Option<Completions> {
    let found = TAIL.captures(&line.before)?;
    let (word, typed) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    if line.own_clause().is_none() && !line.in_note() {
        return None;
    }
    let tree = line.text.tree();
    let of = match tree.number() {
        Some((Instrument::Decision, ..)) => "decision",
        Some((Instrument::Recommendation, ..)) => "recommendation",
        _ => "resolution",
    };
    let rest = line.after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(line.after.len());
    let said = line.after[rest..].trim_start_matches([' ', '\u{a0}']).starts_with("to ");
    let numbers = tree.annexes().iter().filter_map(|annex| {
        let heading = line.text.quoted(annex.span);
        let (kind, number) = heading.split_once([' ', '\u{a0}'])?;
        let number = number.split([' ', '\u{a0}']).next()?.trim_matches(|c: char| !c.is_alphanumeric());
        (kind.eq_ignore_ascii_case(word) && !number.is_empty()).then(|| number.to_owned())
    });
    let items = numbers.filter(|number| number.starts_with(typed)).map(|number| Completion {
        label: number.clone(),
        kind: CompletionKind::Clause,
        detail: Some(format!("{word} {number} to this {of}")),
        subject: None,
        replace: line.around(typed.len(), rest),
        insert: if said { number.clone() } else { format!("{number} to this {of}") },
        filter: number,
        sort: String::new(),
        deprecated: false,
    });
    Some(Completions::all(items))
}
