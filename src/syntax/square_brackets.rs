//! Square brackets around text that is not agreed yet.

use std::borrow::Cow;
use std::collections::HashSet;

use super::document::{Document, PlacedText};
use super::residue::{is_markup, link_name, read_bracketed};
use super::tree::Tree;
use crate::text::{Span, View, offset};

/// So many are looked for in one text.
const MOST: usize = 200;

/// The square brackets of a text as proposed that enclose what is not agreed. Places count from the start of the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct SquareBrackets {
    /// In the order in which they are closed.
    pub pairs: Vec<BracketPair>,
    /// Those that close none.
    pub unopened: Vec<Span>,
    /// Those that none closes.
    pub unclosed: Vec<Span>,
}

impl SquareBrackets {
    /// The pairs in the order in which they are opened.
    pub(crate) fn in_order(&self) -> Vec<BracketPair> {
        let mut pairs = self.pairs.clone();
        pairs.sort_unstable_by_key(|pair| pair.open);
        pairs
    }
}

/// A bracket and the one that closes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct BracketPair {
    pub open: Span,
    pub close: Span,
}

impl BracketPair {
    /// All of it, with its brackets.
    pub(crate) fn span(self) -> Span {
        Span::new(self.open.start, self.close.end)
    }
}

/// Finds the square brackets of a text as proposed, of which `view` is [`Document::view`]. Numbers of new texts, footnotes, links
/// and what is still to be filled in a heading are in other brackets, and so is prose before and after the text.
pub(crate) fn square_brackets(document: &Document, placed: &PlacedText, view: &View) -> SquareBrackets {
    let mut brackets = SquareBrackets::default();
    let tree = &placed.text.proposed;
    let text = view.text.as_bytes();
    // Cover text and reasons are prose; they stand at the ends of a text.
    let end = tree.reasons.map_or(text.len(), |reasons| view.from_source(reasons.start) as usize);
    if placed.text.cover || tree.is_foreign() || memchr::memchr2(b'[', b']', text).is_none() {
        return brackets;
    }
    let asides = tree.asides().iter().map(|aside| document.slice(placed.in_file(*aside)));
    let names = |aside: Cow<'_, str>| {
        aside.lines().filter_map(|line| link_name(line.trim_start()).map(str::to_owned)).collect::<Vec<_>>()
    };
    let links: HashSet<String> = asides.flat_map(names).collect();
    let others = others(tree, view);
    let mut other = others.iter().peekable();
    let mut open = Vec::new();
    let mut at = 0;
    let place = |start: usize| view.to_source(Span::of(start..start + 1));
    while let Some(bracket) = memchr::memchr2(b'[', b']', &text[at..end.max(at)]).map(|found| at + found) {
        at = bracket + 1;
        while other.next_if(|span| span.end as usize <= bracket).is_some() {}
        if let Some(span) = other.peek().filter(|span| (span.start as usize) <= bracket) {
            at = span.end as usize;
        } else if text[bracket] == b'[' {
            match read_bracketed(&view.text, bracket) {
                Some((_, end)) => at = end,
                None => open.push(bracket),
            }
        } else if let Some(start) = open.pop() {
            let inner = view.text[start + 1..bracket].trim();
            if let Some(name) = named(&view.text[at..end]).filter(|name| links.contains(*name)) {
                at += name.len() + 2;
            } else if !is_markup(&text[at..]) && !matches!(inner, "..." | "…") && !is_unfilled(inner, &text[at..]) {
                brackets.pairs.push(BracketPair { open: place(start), close: place(bracket) });
            }
        } else {
            brackets.unopened.push(place(bracket));
        }
        if brackets.pairs.len() + brackets.unopened.len() + open.len() >= MOST {
            break;
        }
    }
    brackets.unclosed = open.into_iter().map(place).collect();
    brackets
}

/// The name of a link, "[report]", that stands at the begin of some words.
fn named(after: &str) -> Option<&str> {
    let rest = after.strip_prefix('[')?;
    Some(&rest[..memchr::memchr2(b']', b'\n', rest.as_bytes())?])
}

/// The places whose brackets are something else, in their order in the view: the head's, numbers of new texts, footnotes.
fn others(tree: &Tree, view: &View) -> Vec<Span> {
    let head = [
        tree.heading.as_ref().map(|heading| heading.span),
        tree.enacting.as_ref().map(|enacting| enacting.span),
        tree.history.as_ref().map(|(_, span)| *span),
        tree.proposal.as_ref().map(|proposal| proposal.span),
    ];
    let cited = tree.citations().iter().map(|placed| &placed.it).filter(|citation| citation.number.starts_with('['));
    let editions = tree.citations().iter().filter_map(|placed| placed.it.edition.as_ref());
    let meetings = tree.meetings().iter().map(|placed| &placed.it.edition);
    let unfilled = editions.chain(meetings).filter(|mention| mention.placeholder).map(|mention| mention.span);
    let marks = tree.note_marks().iter().map(|mark| mark.span);
    // What introduces a footnote: "[1] Adopted earlier".
    let introduces = |lead: &Span| {
        let range = view.from_source(lead.start) as usize..view.from_source(lead.end) as usize;
        view.text.get(range).is_some_and(|lead| lead.contains(']'))
    };
    let introduced = tree.notes().iter().map(|note| Span::new(note.whole.start, note.span.start)).filter(introduces);
    // What is still to be filled in a heading need not read as an edition: the whole line is left out.
    let head = head.into_iter().flatten().map(|span| {
        let rest = &view.text.as_bytes()[view.from_source(span.end) as usize..];
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        Span::new(view.from_source(span.start), view.from_source(span.end) + offset(end))
    });
    let cited = cited.map(|citation| citation.number_span).chain(unfilled).chain(marks).chain(introduced);
    let in_view = |span: Span| Span::new(view.from_source(span.start), view.from_source(span.end));
    let mut all: Vec<Span> = head.chain(cited.map(in_view)).collect();
    all.sort_unstable();
    all
}

/// Whether this is the place of a meeting to come: "[place], 20XX".
fn is_unfilled(inner: &str, after: &[u8]) -> bool {
    inner == "place" && after.starts_with(b", 20XX")
}
