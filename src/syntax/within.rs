//! Labels within a line: "a) Wind; b) Age;", where the next line goes on with c).

use super::label::{LabelStyle, Mark, RawLabel};
use crate::text::Span;

/// More labels than these are not missed in one line.
const MOST: u16 = 8;

/// Words before a label that make it one of a sentence: "under b) and c)".
pub(super) const IN_SENTENCE: [&str; 14] =
    ["and", "or", "to", "in", "of", "under", "by", "item", "items", "paragraph", "see", "from", "with", "per"];

/// The labels between two of a list, which are left out of it and stand within the words of the clauses before the second:
/// all of them in their order, or none. `words` are those from `start` on; `sentence` says of a place that it is a reference.
pub(super) fn labels_within(
    words: &str,
    start: u32,
    (raw, before): (&RawLabel, Mark),
    after: Mark,
    sentence: &dyn Fn(Span) -> bool,
) -> Vec<Span> {
    let missing = before.ordinal() + 1..after.ordinal();
    if missing.is_empty() || missing.len() > usize::from(MOST) || raw.style == LabelStyle::Dash {
        return Vec::new();
    }
    let (mut found, mut at) = (Vec::new(), 0);
    for ordinal in missing {
        let label = raw.with_mark(before.with_ordinal(ordinal));
        let places = words[at..].match_indices(label.as_str()).map(|(place, _)| at + place);
        let next = places.into_iter().find(|&place| {
            let span = Span::of(place..place + label.len()).shift(start);
            is_label(words, place, place + label.len()) && !sentence(span)
        });
        let Some(place) = next else { return Vec::new() };
        found.push(Span::of(place..place + label.len()).shift(start));
        at = place + label.len();
    }
    found
}

/// Whether what stands there may begin a clause: after a stop, or in letters after a word with which no sentence goes on.
fn is_label(words: &str, start: usize, end: usize) -> bool {
    let (before, after) = (&words[..start], &words[end..]);
    let mut next = after.chars();
    let begins = next.next().is_some_and(char::is_whitespace) && after.trim_start().starts_with(char::is_alphanumeric);
    if !begins {
        return false;
    }
    let said = before.trim_end();
    let stopped = |said: &str| said.ends_with([';', ',', ':', '.']);
    let word = said.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let joined = matches!(word, "and" | "or") && stopped(said[..said.len() - word.len()].trim_end());
    let letter = words[start..end].ends_with(')') && said.len() < before.len();
    stopped(said) || joined || (letter && word.len() > 1 && !IN_SENTENCE.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::super::label::read_line_label;
    use super::*;

    fn check(line: &str, after: Mark, expected: &[&str]) {
        let raw = read_line_label(line, 0, true).expect("a label");
        let mark = raw.first_reading().expect("a mark");
        let found = labels_within(line, 0, (&raw, mark), after, &|_| false);
        assert_eq!(found.iter().map(|span| &line[span.range()]).collect::<Vec<_>>(), expected, "{line}");
    }

    #[test]
    fn labels_that_are_left_out_are_found_within_the_line() {
        check("a)\tWind; b)\tAge;", Mark::Letter(3), &["b)"]);
        check("a)\tWind;b) Age; c) Rain;", Mark::Letter(4), &["b)", "c)"]);
        check("a)\twind b) age;", Mark::Letter(3), &["b)"]);
        check("1\tto look; and 2\tthe sea;", Mark::Number(3), &["2"]);
        check("1)\tto look; 2) To see;", Mark::Number(3), &["2)"]);
    }

    #[test]
    fn what_a_sentence_names_is_no_label() {
        check("a)\tas under b) above;", Mark::Letter(3), &[]);
        check("a)\tthe sea, b) above all;", Mark::Letter(4), &[]);
        check("1\tto lend 2 cables;", Mark::Number(3), &[]);
        check("a)\tthe (tab) key;", Mark::Letter(3), &[]);
    }
}
