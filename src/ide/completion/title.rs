//! The title of a cited text, after ", on ".

use super::item::{Completion, CompletionKind, Completions, Documented, begins_words, filter};
use crate::catalogue::{Basis, EditionTitle};
use crate::ide::Place;
use crate::ide::line::CursorLine;
use crate::ide::prose::squeezed;
use crate::ide::typing::Typing;

/// The title of the edition cited, and those of others.
pub(super) fn complete(
    place: &Place<'_>,
    line: &CursorLine<'_>,
    typing: &Typing<'_>,
    typed: &str,
) -> Option<Completions> {
    let tree = line.text.tree();
    let index = tree.citations().iter().position(|placed| std::ptr::eq(&placed.it, typing.citation))?;
    let model = line.text.model(place.snapshot);
    let key = model.cited_key(index)?;
    let entry = place.catalogue().resolution(key)?;
    let rows = entry.seen_by(Some(line.text.file));
    let cited = typing.citation.edition.as_ref().map(|mention| &mention.edition);
    let cited = cited.and_then(|cited| rows.iter().find(|row| row.is(cited)));
    let newest_first = rows.iter().rev().filter(|row| cited.is_none_or(|cited| !cited.same(row)));
    let rows = cited.into_iter().chain(newest_first);
    let titled = rows.filter_map(|row| Some((row.title.as_ref()?, Some(&row.edition))));
    let of_text = entry.text.iter().filter_map(|text| Some((text.title.as_ref()?, None)));
    let mut items: Vec<Completion> = Vec::new();
    for (title, edition) in titled.chain(of_text) {
        let words = in_sentence(&title.text);
        if !begins_words(typed, &words) || items.iter().any(|item| item.insert == words) {
            continue;
        }
        items.push(Completion {
            label: words.clone(),
            kind: CompletionKind::Title,
            detail: known(title).map(Into::into).or_else(|| Some(edition?.to_string())),
            subject: Some(Documented::Text { key: key.clone(), edition: edition.cloned() }),
            replace: line.around(typed.len(), 0),
            filter: filter(typed, &words),
            insert: words,
            sort: String::new(),
            deprecated: false,
        });
    }
    Some(Completions::all(items))
}

/// How a title is known, where it is not the heading itself.
fn known(title: &EditionTitle) -> Option<&'static str> {
    match title.basis {
        Basis::Heading => None,
        Basis::OtherHeading => Some("title of another edition or in a list"),
        Basis::Citation => Some("title as cited"),
        Basis::Memory => Some("title unverified"),
    }
}

/// A title as it stands in a sentence: "strengthening the role of ITU" of "Strengthening the role of ITU"; "ITU's role"
/// and "Internet of Things" keep their capital.
fn in_sentence(title: &str) -> String {
    let title = squeezed(title);
    let (first, rest) = title.split_once(' ').unwrap_or((&title, ""));
    let mut letters = first.chars();
    let Some(initial) = letters.next() else { return title };
    // "World Summit", "Connect 2030", but "Facilitating Internet access", "Measuring ICTs".
    let mut second = rest.chars();
    let capital = second.next().is_some_and(char::is_uppercase) && second.next().is_some_and(char::is_lowercase);
    let name = first == "Internet"
        || letters.clone().any(|c| c.is_uppercase() || c.is_ascii_digit())
        || rest.starts_with(|c: char| c.is_ascii_digit())
        || (capital && !first.ends_with("ing"));
    if name { title } else { initial.to_lowercase().chain(letters).chain(title[first.len()..].chars()).collect() }
}
