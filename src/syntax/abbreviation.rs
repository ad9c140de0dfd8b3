//! Abbreviations: where a text introduces one, "Telecommunication Standardization Bureau (TSB)", and where it stands.

use std::ops::Range;

use crate::text::pairs;

/// The longest that is taken for an abbreviation.
const LETTERS: usize = 8;
/// How many words may stand between two of its letters: "and", "of the", "for".
const SKIPPED: usize = 2;
/// How far a code or a document's symbol is looked at on either side.
const CODE_BYTES: usize = 40;

/// Capitals that stand as a word: an abbreviation, or any other word in capitals. Places are bytes of what was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Capitals {
    /// Without a plural's s.
    pub word: Range<usize>,
    /// The end with it.
    pub end: usize,
    /// Where the words begin that it stands for, if it stands in brackets after them.
    pub expansion: Option<usize>,
}

/// The capitals of a part of some words, in order.
pub fn capitals(text: &str, within: Range<usize>) -> impl Iterator<Item = Capitals> {
    let bytes = &text.as_bytes()[..within.end];
    let is_part = |byte: u8| byte.is_ascii_uppercase() | (byte == b'&');
    let mut starts = pairs(&bytes[within.start..], move |first, second| first.is_ascii_uppercase() & is_part(second));
    let mut done = within.start;
    std::iter::from_fn(move || {
        loop {
            let start = within.start + starts.next()?;
            if start < done {
                continue;
            }
            done = bytes[start..].iter().position(|byte| !is_part(*byte)).map_or(within.end, |len| start + len);
            if let Some(word) = whole(text, start, done) {
                let end = done + usize::from(text.as_bytes().get(done) == Some(&b's'));
                return Some(Capitals { expansion: expansion(text, &word, end), word, end });
            }
        }
    })
}

/// Whether some words are an abbreviation as a text introduces it.
pub fn is_abbreviation(word: &str) -> bool {
    capitals(word, 0..word.len()).next().is_some_and(|found| found.word == (0..word.len()))
}

/// The capitals of an abbreviation, if they are one: not part of a longer word, nor too long.
fn whole(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let plural = bytes.get(end) == Some(&b's');
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    let before = match start.checked_sub(1).map(|before| bytes[before]) {
        Some(byte) if byte.is_ascii() => joins(byte.into()),
        Some(_) => text[..start].ends_with(joins),
        None => false,
    };
    let following = end + usize::from(plural);
    let after = match bytes.get(following) {
        Some(byte) if byte.is_ascii() => joins((*byte).into()),
        Some(_) => text[following..].starts_with(joins),
        None => false,
    };
    (!before && !after && end - start <= LETTERS && bytes[end - 1] != b'&').then_some(start..end)
}

/// Where the words begin that an abbreviation in brackets stands for: their initials are its letters.
fn expansion(text: &str, word: &Range<usize>, end: usize) -> Option<usize> {
    if !text[..word.start].ends_with('(') || !text[end..].starts_with(')') {
        return None;
    }
    let before = text[..word.start - 1].trim_end_matches([' ', '\u{a0}', '\n', '\r']);
    let mut letters = text[word.clone()].bytes().filter(u8::is_ascii_uppercase).rev().peekable();
    let (mut at, mut skipped) = (before.len(), 0);
    let mut first = None;
    while let Some(wanted) = letters.peek() {
        let rest = &before[..at];
        let rest = rest.trim_end_matches(|c: char| {
            matches!(c, ' ' | '\u{a0}' | '\n' | '\r' | '-' | '\u{2011}' | '\u{2019}' | ',' | '"' | '\u{201d}')
        });
        let from = rest.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |gap| gap + char_len(rest, gap));
        let initial = rest[from..].bytes().next().filter(u8::is_ascii_alphabetic)?;
        if initial.to_ascii_uppercase() == *wanted {
            (first, skipped) = (Some(from), 0);
            letters.next();
        } else {
            skipped += 1;
            if skipped > SKIPPED {
                return None;
            }
        }
        at = from;
    }
    first
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// Whether capitals are part of a code, a document's symbol or a name on the web: "IMT-2020", "A/RES/57/239", "X.QPM".
pub fn is_in_code(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let near = |byte: &u8| !byte.is_ascii_whitespace();
    let from = bytes[start.saturating_sub(CODE_BYTES)..start].iter().rev().take_while(|byte| near(byte)).count();
    let to = bytes[end..].iter().take(CODE_BYTES).take_while(|byte| near(byte)).count();
    let (before, after) = (&bytes[start - from..start], &bytes[end..end + to]);
    let digits = before.iter().chain(after).any(u8::is_ascii_digit);
    let slash = before.contains(&b'/') || after.contains(&b'/');
    // A hyphen joins a word ("ICT-enabled"), or makes a code ("IMT-2020", "ITU-T", "X-ABC").
    let coded =
        |beyond: Option<char>| beyond.is_none_or(|c| c.is_whitespace() || c.is_ascii_digit() || c.is_ascii_uppercase());
    let hyphens = ['-', '\u{2011}'];
    let code_before = text[..start].strip_suffix(hyphens).is_some_and(|rest| coded(rest.chars().next_back()));
    let code_after = text[end..].strip_prefix(hyphens).is_some_and(|rest| coded(rest.chars().next()));
    let dot_after = after.first() == Some(&b'.') && after.get(1).is_some_and(u8::is_ascii_alphanumeric);
    (slash && digits) || code_before || code_after || before.last() == Some(&b'.') || dot_after
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let said = capitals(text, 0..text.len()).map(|found| {
            let code = if is_in_code(text, found.word.start, found.end) { " in a code" } else { "" };
            let meaning = found.expansion.map(|start| format!(" for `{}`", &text[start..found.word.start - 1]));
            format!("{}{}{code}\n", &text[found.word], meaning.unwrap_or_default())
        });
        expected.assert_eq(&said.collect::<String>());
    }

    #[test]
    fn capitals_are_read_with_what_they_stand_for() {
        check(
            "the Internet\u{a0}of\nMasts (IMs), over-the-top (OTT), bells and whistles (B&W), masts (QPM), (AB)",
            expect![[r#"
                IM for `Internet of
                Masts `
                OTT for `over-the-top `
                B&W for `bells and whistles `
                QPM
                AB
            "#]],
        );
        check(
            "rested Xs TSBs ABCDEFGHI A1 AB_ éAB AB",
            expect![[r#"
            TSB
            AB
        "#]],
        );
    }

    #[test]
    fn codes_are_told_from_words() {
        check(
            "telecommunication/ICT ICT-enabled non-ICT IMT-2020 ITU\u{2011}T A/RES/57/239 X.QPM QPM.int QPM. SG17",
            expect![[r#"
                ICT
                ICT
                ICT
                IMT in a code
                ITU in a code
                RES in a code
                QPM in a code
                QPM in a code
                QPM
            "#]],
        );
    }
}
