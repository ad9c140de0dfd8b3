//! Calls, at the start of a line, in the order that the body uses: those that the text does not use yet and that come
//! at this point first.
//!
//! Source of the orders: the calls of 21 texts of PP-18, of WTSA Resolution 50 and of the Radio Regulations' texts.

use std::sync::LazyLock;

use serde::Deserialize;

use super::item::{Completion, CompletionKind, Completions};
use crate::ide::Place;
use crate::ide::line::{CursorLine, LOOK_BACK};
use crate::syntax::{Body, CallKey, Language, TextPart, Tree, verbs};
use crate::text::{INSERTION, Span, offset};

#[derive(Deserialize)]
struct CallOrder {
    bodies: Vec<Body>,
    calls: Vec<String>,
}

/// The calls of some bodies' texts, in their order, with those whom they usually address.
static ORDERS: LazyLock<Vec<CallOrder>> =
    LazyLock::new(|| serde_json::from_str(include_str!("data/orders.json")).expect("the orders' data file is tested"));

/// The calls of a body in their order; of the first of all where it is not known.
fn order(body: Option<Body>) -> &'static [String] {
    let known = ORDERS.iter().find(|order| body.is_some_and(|body| order.bodies.contains(&body)));
    known.or(ORDERS.first()).map_or(&[], |order| &order.calls)
}

/// A call that is offered.
struct OfferedCall {
    words: String,
    part: TextPart,
    group: CallRank,
    /// Whether it comes after the section before the cursor in the body's order, and where it stands in that.
    rank: (Turn, usize),
}

/// Which come first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum CallRank {
    /// Those of the part that the cursor is in and that are not used.
    Next,
    OtherPart,
    Used,
}

/// Where a call stands in the body's order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// After the section before the cursor.
    Coming,
    Past,
    /// "considering further", which may stand anywhere after "considering".
    Further,
    /// The body hardly uses it.
    Rare,
}

/// The calls that fit, if a line has just been begun between the enacting line and the annexes.
pub(super) fn complete(place: &Place<'_>, line: &CursorLine<'_>) -> Option<Completions> {
    let typed = begun(line)?;
    if !among_sections(line) || !begins_line(place, line) {
        return None;
    }
    let tree = line.text.tree();
    let language = tree.language();
    let operative = sections_before(tree, line.local()).any(TextPart::is_operative);
    let order = if language == Language::En { order(tree.body()) } else { &[] };
    let ranked = |words: &str| order.iter().position(|call| call == words);
    let before = tree.sections().take_while(|(_, section)| section.span.end < line.local());
    let last = before.filter_map(|(_, section)| ranked(&section.call.as_ref()?.words)).last();
    let offer = |words: String, part: TextPart, used: bool| {
        let plain = words.strip_suffix(" further");
        let rank = match ranked(plain.unwrap_or(&words)) {
            Some(rank) if plain.is_some() => (Turn::Further, rank),
            Some(rank) if last.is_none_or(|last| last < rank) => (Turn::Coming, rank),
            Some(rank) => (Turn::Past, rank),
            None => (Turn::Rare, 0),
        };
        OfferedCall { group: group(part, used, operative), rank, words, part }
    };
    let spoken = || (0..).zip(verbs()).filter(|(_, verb)| verb.language == language);
    let used = |index: u16, further: bool| uses(tree, line.local(), |key| key.verb == index && key.further == further);
    let mut offers = Vec::new();
    for (index, verb) in spoken() {
        offers.push(offer(verb.words.to_string(), verb.part, used(index, false)));
        if language == Language::En && verb.part != TextPart::Addressed && used(index, false) {
            offers.push(offer(format!("{} further", verb.words), verb.part, used(index, true)));
        }
    }
    let addressed = order.iter().filter(|call| !verbs().iter().any(|verb| verb.words == **call));
    for call in addressed {
        let verb =
            verbs().iter().filter(|verb| call.starts_with(verb.words.as_str())).max_by_key(|verb| verb.words.len());
        let used = tree.sections().filter_map(|(_, section)| section.call.as_ref()).any(|line| *line.words == **call);
        offers.extend(verb.map(|verb| offer(call.clone(), verb.part, used)));
    }
    offers.retain(|offer| begins(&offer.words, typed) && !is_variant(&offer.words, typed));
    offers.sort_by_key(|offer| (offer.group, offer.rank));
    Some(Completions::all(offers.into_iter().map(|offer| item(line, typed, offer))))
}

/// The letters typed so far, where nothing else stands on the line.
pub(super) fn begun<'l>(line: &'l CursorLine<'_>) -> Option<&'l str> {
    let typed = line.before.trim_start();
    // A tracked insertion may begin with the line.
    let typed = typed.strip_prefix(INSERTION[0]).unwrap_or(typed);
    let letters = typed.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '\'' || c == '\u{a0}');
    let rest = line.after.trim_start_matches(char::is_alphabetic);
    let alone = rest.trim().is_empty() || rest.trim() == INSERTION[1];
    (line.whole && letters && alone).then_some(typed)
}

/// Whether sections can stand here: after the enacting line, before annexes and reasons.
fn among_sections(line: &CursorLine<'_>) -> bool {
    let tree = line.text.tree();
    let at = line.local();
    let first = tree.sections().next().map(|(_, section)| section.span.start);
    let after_head = match (&tree.enacting, first) {
        (Some(enacting), _) => at > enacting.span.end,
        (None, Some(first)) => at >= first,
        (None, None) => false,
    };
    let closed = tree.annexes().iter().map(|annex| annex.span).chain(tree.reasons).any(|span| span.start <= at);
    after_head && !closed && !line.text.placed().text.cover
}

/// Whether the line before has ended: else this one goes on with its clause.
fn begins_line(place: &Place<'_>, line: &CursorLine<'_>) -> bool {
    let tree = line.text.tree();
    let start = line.local() - offset(line.before.len());
    let calls = tree.sections().filter_map(|(_, section)| section.call.as_ref());
    let after_call = calls.map(|call| call.span).filter(|span| span.end <= start).map(|span| span.end).max();
    let clause = start.checked_sub(1).and_then(|before| tree.last_clause_from(before));
    let after_clause = clause.map(|clause| tree.clause(clause).span.start);
    // Directly under a call stand its clauses.
    if after_call > after_clause {
        return false;
    }
    let from = start.saturating_sub(LOOK_BACK);
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

fn sections_before(tree: &Tree, at: u32) -> impl Iterator<Item = TextPart> {
    tree.sections().filter(move |(_, section)| section.span.start < at).filter_map(|(_, section)| section.part())
}

/// Whether a section other than the one being typed is called so.
fn uses(tree: &Tree, at: u32, fits: impl Fn(&CallKey) -> bool) -> bool {
    let mut calls = tree.sections().filter_map(|(_, section)| section.call.as_ref());
    calls.any(|call| !call.span.touches(at) && fits(&call.key))
}

/// "recognising", as long as what is typed may become "recognizing", which ITU writes.
fn is_variant(words: &str, typed: &str) -> bool {
    let usual = words.replace("sing", "zing").replace("ises", "izes");
    usual != words && begins(&usual, typed) && verbs().iter().any(|verb| verb.words == usual)
}

fn group(part: TextPart, used: bool, operative: bool) -> CallRank {
    match (used, part.is_operative() == operative) {
        // "instructs" comes again and again, with another addressee each time.
        (true, _) if part != TextPart::Addressed => CallRank::Used,
        (_, true) => CallRank::Next,
        (_, false) => CallRank::OtherPart,
    }
}

fn item(line: &CursorLine<'_>, typed: &str, offer: OfferedCall) -> Completion {
    let rest = line.after.find(|c: char| !c.is_alphabetic()).unwrap_or(line.after.len());
    let detail = match offer.part {
        TextPart::Preamble => "preamble",
        TextPart::Operative => "operative",
        TextPart::Addressed => "operative, to someone",
    };
    Completion {
        label: offer.words.clone(),
        kind: CompletionKind::Call,
        detail: Some(detail.into()),
        subject: None,
        replace: line.around(typed.len(), rest),
        insert: offer.words.clone(),
        filter: offer.words,
        sort: String::new(),
        deprecated: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_of_calls() {
        for call in ORDERS.iter().flat_map(|order| &order.calls) {
            assert!(verbs().iter().any(|verb| call.starts_with(verb.words.as_str())), "{call}");
        }
        assert_eq!(order(Some(Body::Ra))[0], "considering");
        assert_eq!(order(None)[0], "recalling");
    }
}
