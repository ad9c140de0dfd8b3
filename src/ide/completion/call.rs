//! Calls, at the start of a line: those that the text does not use yet and that come at this point first.

use super::{Completion, CompletionKind, Completions, Line};
use crate::ide::Place;
use crate::syntax::{CallKey, Part, Tree, Verb, verbs};
use crate::text::{Span, offset};

/// The calls that fit, if a line has just been begun between the enacting line and the annexes.
pub(super) fn complete(place: &Place<'_>, line: &Line<'_>) -> Option<Completions> {
    let typed = begun(line)?;
    if !among_sections(line) || !begins_line(place, line) {
        return None;
    }
    let tree = line.text.tree();
    let lang = language(tree);
    let operative = sections_before(tree, line.local()).any(Part::is_operative);
    let spoken = || (0..).zip(verbs()).filter(|(_, verb)| verb.lang == lang);
    let plain = spoken().map(|(index, verb)| {
        let used = uses(tree, line.local(), |key| key.verb == index && !key.further);
        (group(verb.part, used, operative), verb.words.to_string(), verb.part)
    });
    let further = spoken().filter_map(|(index, verb)| further(tree, line.local(), index, verb, operative));
    let mut offers: Vec<(u8, String, Part)> = plain.chain(further).collect();
    offers.retain(|(_, words, _)| begins(words, typed) && !is_variant(words, typed));
    offers.sort_by_key(|(group, ..)| *group);
    let items = offers.into_iter().enumerate().map(|(nth, (_, words, part))| item(line, typed, words, part, nth));
    Some(Completions { items: items.collect(), incomplete: false })
}

/// The letters typed so far, where nothing else stands on the line.
fn begun<'l>(line: &'l Line<'_>) -> Option<&'l str> {
    let typed = line.before.trim_start();
    // A tracked insertion may begin with the line.
    let typed = typed.strip_prefix("{++").unwrap_or(typed);
    let letters = typed.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '\'' || c == '\u{a0}');
    let rest = line.behind.trim_start_matches(char::is_alphabetic);
    let alone = rest.trim().is_empty() || rest.trim() == "++}";
    (line.whole && letters && alone).then_some(typed)
}

/// Whether sections can stand here: behind the enacting line, before annexes and reasons.
fn among_sections(line: &Line<'_>) -> bool {
    let tree = line.text.tree();
    let at = line.local();
    let first = tree.sections.first().map(|section| section.span.start);
    let behind_head = match (&tree.enacting, first) {
        (Some(enacting), _) => at > enacting.span.end,
        (None, Some(first)) => at >= first,
        (None, None) => false,
    };
    let closed = tree.annexes.iter().map(|annex| annex.span).chain(tree.reasons).any(|span| span.start <= at);
    behind_head && !closed && !line.text.placed().text.cover
}

/// Whether the line before has ended: else this one goes on with its clause.
fn begins_line(place: &Place<'_>, line: &Line<'_>) -> bool {
    let tree = line.text.tree();
    let start = line.local() - offset(line.before.len());
    let calls = tree.sections.iter().filter_map(|section| section.call.as_ref());
    let behind_call = calls.map(|call| call.span).filter(|span| span.end <= start).map(|span| span.end).max();
    let clause = tree.clauses.partition_point(|clause| clause.span.start < start).checked_sub(1);
    let behind_clause = clause.map(|clause| tree.clauses[clause].span.start);
    // Directly under a call stand its clauses.
    if behind_call > behind_clause {
        return false;
    }
    let from = start.saturating_sub(super::LOOK_BACK);
    let rope = &place.document.rope;
    let from = rope.char_to_byte(rope.byte_to_char((line.text.placed().start + from) as usize));
    let before = place.document.slice(Span::new(offset(from), line.text.placed().start + start));
    let before = before.trim_end().trim_end_matches(['+', '-', '~', '}', '<', '>']).trim_end();
    before.ends_with([',', ';', '.', '，', '；', '。'])
}

fn begins(words: &str, typed: &str) -> bool {
    let mut words = words.chars().flat_map(char::to_lowercase);
    let mut typed = typed.chars().flat_map(char::to_lowercase).map(|c| if c == '\u{a0}' { ' ' } else { c });
    typed.all(|c| words.next() == Some(c))
}

/// The language of the first call, English where there is none.
fn language(tree: &Tree) -> &str {
    let mut keys = tree.sections.iter().filter_map(|section| section.key());
    keys.next().map_or("en", |key| &key.verb().lang)
}

fn sections_before(tree: &Tree, at: u32) -> impl Iterator<Item = Part> {
    tree.sections.iter().filter(move |section| section.span.start < at).filter_map(|section| section.part())
}

/// Whether a section other than the one being typed is called so.
fn uses(tree: &Tree, at: u32, fits: impl Fn(&CallKey) -> bool) -> bool {
    let mut calls = tree.sections.iter().filter_map(|section| section.call.as_ref());
    calls.any(|call| !call.span.touches(at) && fits(&call.key))
}

/// "considering further", where "considering" is used.
fn further(tree: &Tree, at: u32, index: u16, verb: &Verb, operative: bool) -> Option<(u8, String, Part)> {
    let used = uses(tree, at, |key| key.verb == index && !key.further);
    let can = verb.lang == "en" && used && verb.part != Part::Addressed;
    let twice = uses(tree, at, |key| key.verb == index && key.further);
    can.then(|| (group(verb.part, twice, operative), format!("{} further", verb.words), verb.part))
}

/// "recognising", as long as what is typed may become "recognizing", which ITU writes.
fn is_variant(words: &str, typed: &str) -> bool {
    let usual = words.replace("sing", "zing").replace("ises", "izes");
    usual != words && begins(&usual, typed) && verbs().iter().any(|verb| verb.words == usual)
}

/// Calls of this part that are not used, then those of the other part, then those that are used.
fn group(part: Part, used: bool, operative: bool) -> u8 {
    // "instructs" comes again and again, with another addressee each time.
    let used = used && part != Part::Addressed;
    match (used, part.is_operative() == operative) {
        (false, true) => 0,
        (false, false) => 1,
        (true, _) => 2,
    }
}

fn item(line: &Line<'_>, typed: &str, words: String, part: Part, nth: usize) -> Completion {
    let rest = line.behind.find(|c: char| !c.is_alphabetic()).unwrap_or(line.behind.len());
    let detail = match part {
        Part::Preamble => "preamble",
        Part::Operative => "operative",
        Part::Addressed => "operative, to someone",
    };
    Completion {
        label: words.clone(),
        kind: CompletionKind::Call,
        detail: Some(detail.into()),
        documentation: None,
        replace: line.around(typed.len(), rest),
        insert: words.clone(),
        filter: words,
        sort: format!("{nth:04}"),
        deprecated: false,
    }
}
