//! Abbreviations that the text introduces, once their first letters are typed.

use super::item::{Completion, CompletionKind, Completions};
use crate::ide::abbreviations::introduced;
use crate::ide::line::CursorLine;

/// The abbreviations that begin with the capitals before the cursor.
pub(super) fn complete(line: &CursorLine<'_>) -> Option<Completions> {
    let lead = line.before.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let typed = &line.before[lead.len()..];
    let begins = !lead.ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '\u{2011}');
    if typed.is_empty() || !begins || !(line.own_clause().is_some() || line.in_note()) {
        return None;
    }
    let rest = line.after.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.after.len());
    // The one being introduced here is none yet.
    let elsewhere = introduced(&line.text).into_iter().filter(|(_, _, place)| !place.touches(line.local()));
    let items = elsewhere.filter(|(short, ..)| short.starts_with(typed)).map(|(short, meaning, _)| Completion {
        label: short.clone(),
        kind: CompletionKind::Abbreviation,
        detail: Some(meaning),
        subject: None,
        replace: line.around(typed.len(), rest),
        filter: short.clone(),
        insert: short,
        sort: String::new(),
        deprecated: false,
    });
    Some(Completions::all(items))
}
