//! Lists: "a), b) and c)", "1 to 3", "Resolutions 101, 102 and 133". The words that join their members are in
//! `data/languages`.

use std::sync::LazyLock;

use smol_str::SmolStr;

use super::cursor::{Cursor, is_hyphen};
use super::language::languages;
use crate::text::Span;

/// The words of all languages that join members, and the ends of a run.
struct ListWords {
    conjunctions: Vec<SmolStr>,
    through: Vec<SmolStr>,
}

static WORDS: LazyLock<ListWords> = LazyLock::new(|| {
    let all = || languages().iter();
    let conjunctions = all().flat_map(|words| &words.conjunctions).cloned().collect();
    ListWords { conjunctions, through: all().flat_map(|words| &words.through).cloned().collect() }
});

/// "and" or "or" at the end of some words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Conjunction {
    pub word: SmolStr,
    /// Without the whitespace before it.
    pub span: Span,
}

/// Reads what stands between two members: ", ", " and ", ", or ". Chinese needs no whitespace.
pub(super) fn separator(cursor: &mut Cursor<'_>) -> bool {
    let before = cursor.whitespace();
    let comma = cursor.peek().filter(|&c| is_comma(c));
    if comma.is_some() {
        cursor.bump();
    }
    let after = cursor.whitespace();
    match conjunction(cursor) {
        Some(word) => {
            cursor.whitespace();
            before || after || is_wide(word)
        }
        None => comma.is_some_and(|comma| after || !comma.is_ascii()),
    }
}

/// Reads what stands between the ends of a run: " to ", "-".
pub(super) fn through(cursor: &mut Cursor<'_>) -> bool {
    let mut trial = *cursor;
    if !trial.eat_if(is_hyphen) {
        let spaced = trial.whitespace();
        let word = word_of(&WORDS.through, &mut trial);
        let apart = spaced || word.is_some_and(is_wide);
        if !apart || (word.is_none() && !trial.eat_if(is_hyphen)) {
            return false;
        }
    }
    trial.whitespace();
    *cursor = trial;
    true
}

/// Reads "and", "or".
pub(super) fn conjunction(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    word_of(&WORDS.conjunctions, cursor)
}

/// Reads one of some words; "e" in "d), e) and g)" is a label.
fn word_of(words: &'static [SmolStr], cursor: &mut Cursor<'_>) -> Option<&'static str> {
    let mut trial = *cursor;
    let word = words.iter().find(|word| trial.eat_words(word)).filter(|_| trial.peek() != Some(')'))?;
    *cursor = trial;
    Some(word)
}

/// The conjunction that words end with, if they say anything before it.
pub(super) fn conjunction_at_end(words: &str) -> Option<Conjunction> {
    WORDS.conjunctions.iter().find_map(|word| {
        let before = words.strip_suffix(word.as_str())?;
        let apart = before.ends_with(char::is_whitespace) || (is_wide(word) && before.ends_with(is_stop_or_comma));
        apart.then(|| Conjunction { word: word.clone(), span: Span::of(before.len()..words.len()) })
    })
}

/// Whether words are nothing but what stands between two members, or nothing at all.
pub(crate) fn is_separator(words: &str) -> bool {
    let mut cursor = Cursor::new(words.trim(), 0);
    cursor.eat_if(is_comma);
    cursor.whitespace();
    conjunction(&mut cursor);
    cursor.is_end()
}

/// Where the last member of a list begins that is being typed.
pub(crate) fn last_member(words: &str) -> usize {
    let conjunctions = WORDS.conjunctions.iter().map(|word| format!(" {word} "));
    let ends = conjunctions.chain([", ".to_owned()]).filter_map(|sign| Some(words.rfind(&sign)? + sign.len()));
    ends.max().unwrap_or(0)
}

/// A pattern of what joins two members, ends of a run included.
pub(crate) fn joint_pattern() -> String {
    let (and, through) = (WORDS.conjunctions.join("|"), WORDS.through.join("|"));
    format!(r"(?:,\s+(?:(?:{and})\s+)?|\s+(?:{and}|{through})\s+)")
}

/// "a, b and c", where `and` is what joins the last two, with its whitespace.
pub(crate) fn enumerate<T: AsRef<str>>(members: &[T], and: &str) -> String {
    let mut list = String::new();
    for (index, member) in members.iter().enumerate() {
        list += match index {
            0 => "",
            _ if index + 1 == members.len() => and,
            _ => ", ",
        };
        list += member.as_ref();
    }
    list
}

fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，' | '、' | '،')
}

fn is_stop_or_comma(c: char) -> bool {
    is_comma(c) || matches!(c, ';' | '；' | '。')
}

/// Whether a word needs no whitespace around it.
fn is_wide(word: &str) -> bool {
    word.starts_with(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_parted_in_every_language() {
        for between in [", ", " and ", ", or ", " et ", " y ", " и ", "、", "和", " 或 ", "، "] {
            let mut cursor = Cursor::new(between, 0);
            assert!(separator(&mut cursor) && cursor.is_end(), "{between:?}");
            assert!(is_separator(between), "{between:?}");
        }
        for other in ["", ",", "and", " above ", "; ", " e) "] {
            assert!(!separator(&mut Cursor::new(other, 0)), "{other:?}");
        }
        assert!(!is_separator(" above "));
    }

    #[test]
    fn runs_are_read_in_every_language() {
        for between in [" to ", "-", " – ", " through ", " à ", "至"] {
            let mut cursor = Cursor::new(between, 0);
            assert!(through(&mut cursor) && cursor.is_end(), "{between:?}");
        }
        assert!(!through(&mut Cursor::new(" and ", 0)));
        assert!(!through(&mut Cursor::new(" a) ", 0)));
    }

    #[test]
    fn the_last_member_is_found() {
        assert_eq!(last_member("50 (Rev. Hammamet, 2016) and 5"), 29);
        assert_eq!(last_member("50, 5"), 4);
        assert_eq!(last_member("50"), 0);
        assert_eq!(conjunction_at_end("the sea; and").map(|found| found.span), Some(Span::new(9, 12)));
        assert_eq!(conjunction_at_end("the land"), None);
        assert_eq!(enumerate(&["a", "b", "c"], " and "), "a, b and c");
    }
}
