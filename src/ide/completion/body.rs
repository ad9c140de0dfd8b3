//! Who adopted the cited text, after "of "; and "this resolution" after a reference.

use super::item::{Completion, CompletionKind, Completions, begins_words, filter};
use super::uses::Uses;
use crate::catalogue::{Cited, TextKey};
use crate::ide::Place;
use crate::ide::line::CursorLine;
use crate::ide::typing::Typing;
use crate::syntax::{Body, Instrument, Whereabouts};

/// The bodies that can have adopted it: "this assembly" first where the edition is the draft's own meeting's.
pub(super) fn complete(
    place: &Place<'_>,
    line: &CursorLine<'_>,
    typing: &Typing<'_>,
    typed: &str,
) -> Option<Completions> {
    let citation = typing.citation;
    let edition = citation.edition.as_ref().filter(|mention| !mention.placeholder).map(|mention| &mention.edition);
    // "Resolution 2 of the Plenip" is completed with its edition.
    if edition.is_none() && citation.span.start == citation.list_span.start && is_plain(&citation.number) {
        return None;
    }
    let model = line.text.model(place.snapshot);
    let as_of = model.meeting();
    let cited = Cited { instrument: citation.instrument, body: None, number: &citation.number, edition };
    let catalogue = place.catalogue();
    let keys = catalogue.identify(&cited, Some(as_of)).keys;
    let written = line.text.written(place.snapshot);
    let uses = Uses::of(line, as_of);
    let mut keys: Vec<(TextKey, bool)> = keys.into_iter().map(|key| (key, true)).collect();
    let known: Vec<Body> = keys.iter().map(|(key, _)| key.body).collect();
    let others = Body::all().iter().map(|names| names.body).filter(|body| !known.contains(body));
    keys.extend(others.map(|body| (TextKey::new(body, citation.instrument, &citation.number), false)));
    let own = |key: &TextKey| edition.is_some_and(|edition| catalogue.is_own(key, edition, as_of));
    keys.sort_by_key(|(key, known)| (!known, !own(key), std::cmp::Reverse(uses.of_text(key))));
    let shortens = |body: Body| body.names().short.as_deref().filter(|short| says(line, short));
    let mut words: Vec<(String, bool)> = Vec::new();
    for (key, known) in &keys {
        let full = written.of_body(key, edition, as_of);
        words.push((full.strip_prefix("of ").unwrap_or(&full).to_owned(), *known));
        // "WTSA", where the draft says so; not of its own meeting, which is "this assembly".
        if !own(key) {
            words.extend(shortens(key.body).map(|short| (short.to_owned(), *known)));
        }
    }
    let fitting = words.into_iter().filter(|(words, _)| begins_words(typed, words));
    Some(Completions::all(fitting.map(|(words, known)| {
        let detail = known.then(|| format!("has {} {}", citation.instrument.word(), citation.number));
        item(line, typed, typing.after, words, detail)
    })))
}

fn is_plain(number: &str) -> bool {
    number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text cites with a short name: "of WTSA".
fn says(line: &CursorLine<'_>, short: &str) -> bool {
    let text = &line.text;
    let mut adopters = text.tree().citations().iter().filter_map(|placed| Some(placed.it.adopter?.1));
    adopters.any(|span| text.document.slice(text.in_file(span)).trim_end().ends_with(short))
}

fn item(line: &CursorLine<'_>, typed: &str, after: usize, words: String, detail: Option<String>) -> Completion {
    Completion {
        label: words.clone(),
        kind: CompletionKind::Body,
        detail,
        subject: None,
        replace: line.around(typed.len(), after),
        filter: filter(typed, &words),
        insert: words,
        sort: String::new(),
        deprecated: false,
    }
}

/// "this resolution", after a reference and "of ".
pub(super) fn of_this_text(line: &CursorLine<'_>) -> Option<Completions> {
    let tree = line.text.tree();
    let at = line.local();
    let index = tree.references().partition_point(|reference| reference.it.span.start < at).checked_sub(1)?;
    let reference = tree.reference(index);
    let (end, after) = match (reference.whereabouts, reference.targets.last()) {
        (Whereabouts::Unsaid, _) => (reference.span.end, 0),
        (Whereabouts::ThisText, Some(last)) if at <= reference.span.end => (last.span.end, reference.span.end - at),
        _ => return None,
    };
    let rest = line.said_from(end)?.trim_start().strip_prefix("of")?;
    let typed = rest.trim_start();
    let word = tree.heading.as_ref().map_or(Instrument::Resolution, |heading| heading.instrument).word();
    let words = format!("this {}", word.to_lowercase());
    let fits = typed.len() < rest.len() && typed.len() <= line.before.len() && words.starts_with(typed);
    let fits = fits && line.after.is_char_boundary(after as usize);
    fits.then(|| Completions::all([item(line, typed, after as usize, words, None)]))
}
