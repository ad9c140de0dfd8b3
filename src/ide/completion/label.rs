//! Labels of clauses, after a call word inside a sentence: "in considering ", "resolves 1 to ".

use std::sync::LazyLock;

use regex::Regex;

use super::item::{Completion, CompletionKind, Completions, Documented};
use crate::ide::line::CursorLine;
use crate::ide::prose;
use crate::syntax::{CallKey, ClauseId, Modifiers, SectionId, TextPart, Tree, joint_pattern, verbs};
use crate::text::Side;

/// How many characters of a clause are shown.
const FIRST_WORDS: usize = 80;
/// How many are offered at once.
const OFFERED: usize = 200;
/// How many words an addressee named before a label may have.
const ADDRESSEE_WORDS: usize = 16;

/// Labels named already, each with what joins it to the next, and the label that is being typed.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    let label = r"(?:[a-z]{1,3}\)|\d{1,2}(?:\.\d{1,2})*)(?:bis|ter|quater)?";
    let joined = joint_pattern();
    Regex::new(&format!(r"[\s\u{{a0}}]((?:{label}(?:\s{label})*{joined})*)((?:{label}\s)?[a-z0-9.]{{0,4}}\)?)$"))
        .expect("tested")
});

/// A reference that is being typed: a call that heads sections of this text, and what stands after it.
struct Referring<'l> {
    /// The sections that the call can mean; never empty.
    sections: Vec<SectionId>,
    /// The label that is being typed.
    typed: &'l str,
    /// The clause that it stands in, if in no footnote.
    own: Option<ClauseId>,
}

/// The reference that is being typed.
fn referring<'l>(line: &'l CursorLine<'_>) -> Option<Referring<'l>> {
    let own = line.own_clause();
    if own.is_none() && !line.in_note() {
        return None;
    }
    let found = TAIL.captures(&line.before)?;
    let (whole, typed) = (found.get(0)?, found.get(2)?.as_str());
    let call = call_at_end(&line.before[..whole.start()], line.whole)?;
    let sections = sections_of(line.text.tree(), &call);
    (!sections.is_empty()).then_some(Referring { sections, typed, own })
}

/// The clauses that can be named, if a call stands before the cursor that heads a section of this text.
pub(super) fn complete(line: &CursorLine<'_>) -> Option<Completions> {
    let Referring { sections, typed, own } = referring(line)?;
    let tree = line.text.tree();
    let clauses = sections.iter().flat_map(|&section| tree.clauses_of(section)).filter(|&(id, _)| Some(id) != own);
    let named = clauses.filter_map(|(id, _)| Some((id, path_of(line, id)?)));
    let mut fitting = named.filter(|(_, path)| path.starts_with(typed));
    let first = fitting.by_ref().take(OFFERED).enumerate();
    let items = first.map(|(nth, (id, path))| item(line, id, path, typed, sections.len() > 1, nth)).collect();
    Some(Completions { items, incomplete: fitting.next().is_some() })
}

/// The sections under a call: those of exactly this call, else those that it can be short for.
fn sections_of(tree: &Tree, call: &CallKey) -> Vec<SectionId> {
    let keyed = || tree.sections().filter_map(|(id, section)| Some((id, section.key()?)));
    let exact: Vec<SectionId> = keyed().filter(|(_, key)| *key == call).map(|(id, _)| id).collect();
    if exact.is_empty() { keyed().filter(|(_, key)| call.names(key)).map(|(id, _)| id).collect() } else { exact }
}

/// The call that a text ends with, with its addressee. At a line's start it would head a section.
fn call_at_end(before: &str, whole: bool) -> Option<CallKey> {
    let before = before.trim_end();
    let mut best: Option<(usize, CallKey)> = None;
    for (verb, entry) in (0..).zip(verbs()) {
        let Some(start) = rfind_word(before, &entry.words) else { continue };
        let mut key = CallKey { verb, further: false, also: false, rest: Default::default() };
        let mut words: Vec<&str> = before[start + entry.words.len()..].split_whitespace().collect();
        let lead = before[..start].split_whitespace().next_back();
        modify(&mut key, lead);
        while modify(&mut key, words.first().copied()) {
            words.remove(0);
        }
        let addressee = entry.part == TextPart::Addressed && words.len() <= ADDRESSEE_WORDS;
        let clear = words.iter().all(|word| !word.ends_with([',', ';', '.', ':']));
        if !(words.is_empty() || addressee && clear) {
            continue;
        }
        key.rest = words.join(" ").to_lowercase().into();
        let lead = before[..start].trim();
        let heads = whole && (lead.is_empty() || Modifiers::is(lead));
        // The verb nearest to the cursor, and of two at one place the longer.
        let end = start + entry.words.len();
        if !heads && best.as_ref().is_none_or(|(other, _)| *other < end) {
            best = Some((end, key));
        }
    }
    best.map(|(_, key)| key)
}

/// Takes "further" or "also" into a call.
fn modify(key: &mut CallKey, word: Option<&str>) -> bool {
    word.is_some_and(|word| Modifiers::set(word, &mut key.further, &mut key.also))
}

/// The last place where words stand as words, whatever their case.
fn rfind_word(text: &str, words: &str) -> Option<usize> {
    let found = |start: &usize| {
        let end = start + words.len();
        let here = text.get(*start..end).is_some_and(|here| here.eq_ignore_ascii_case(words));
        let alone = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '-');
        here && alone(text[..*start].chars().next_back()) && alone(text[end..].chars().next())
    };
    (0..=text.len().checked_sub(words.len())?).rev().find(found)
}

/// "k)", "c) ii)"; nothing for a clause without label and for dashes.
fn path_of(line: &CursorLine<'_>, id: ClauseId) -> Option<String> {
    let tree = line.text.tree();
    tree.clause(id).label.filter(|label| label.mark.ordinal() > 0)?;
    let path: Vec<String> = tree.path(id).iter().map(ToString::to_string).collect();
    // "3.7" names its clause without the 3.
    Some(match path.last() {
        Some(last) if last.contains('.') => last.clone(),
        _ => path.join(" "),
    })
}

fn item(line: &CursorLine<'_>, id: ClauseId, path: String, typed: &str, say_section: bool, nth: usize) -> Completion {
    let tree = line.text.tree();
    let clause = tree.clause(id);
    let words = prose::cut(&line.text.quoted(clause.body), FIRST_WORDS);
    let detail = if say_section { format!("{}: {words}", tree.section_name(clause.section)) } else { words };
    Completion {
        label: path.clone(),
        kind: CompletionKind::Clause,
        detail: Some(detail),
        subject: Some(Documented::Clause {
            text: line.text.index,
            clause: id,
            name: tree.name(id),
            in_force: line.text.side == Side::Base,
        }),
        replace: line.around(typed.len(), rest_of_label(line, typed)),
        insert: path.clone(),
        filter: path,
        sort: format!("{nth:04}"),
        deprecated: false,
    }
}

/// How much of a label stands after the cursor: "k" before ")".
fn rest_of_label(line: &CursorLine<'_>, typed: &str) -> usize {
    let rest = line.after.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit())).unwrap_or(line.after.len());
    let closed = line.after[rest..].starts_with(')') && rest <= 4 && !typed.ends_with(')');
    if closed { rest + 1 } else { 0 }
}
