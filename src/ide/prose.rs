//! Words of a draft as an answer quotes them.

use crate::syntax::{enumerate, without_bracketed};
use crate::text::parted_by;

/// Single spaces, without footnotes and bookmarks.
pub(super) fn squeezed(text: &str) -> String {
    let text = without_bracketed(text);
    // No-break spaces stay as they are.
    parted_by(&text, |c| " \t\n\r".contains(c))
}

/// At most `chars` characters, cut after a word, with … where something was cut.
pub(super) fn cut(text: &str, chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars) else { return text.to_owned() };
    let words = text[..end].rfind(char::is_whitespace).map_or(&text[..end], |space| &text[..space]);
    format!("{}…", words.trim_end_matches(|c: char| c.is_whitespace() || ",;:".contains(c)))
}

/// The same words for Markdown: nothing in them marks anything.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if "\\*_[]<>`|&".contains(c) || (at == 0 && "#+-=~".contains(c)) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// "a, b and c".
pub(super) fn listed(items: &[String]) -> String {
    enumerate(items, " and ")
}

/// "a, b or c"
pub(super) fn either(items: &[String]) -> String {
    enumerate(items, " or ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_without_what_conversion_left() {
        assert_eq!(squeezed("countries[footnoteRef:1]1; [1: 1 \tThese\ninclude.] \n"), "countries;");
        assert_eq!(squeezed(" [bookmark: _Toc1]RESOLUTION\u{a0}7\n(Lima, 2028)[^1]"), "RESOLUTION\u{a0}7 (Lima, 2028)");
    }

    #[test]
    fn long_words_are_cut_after_a_word() {
        assert_eq!(cut("that, and more", 14), "that, and more");
        assert_eq!(cut("that, and more", 8), "that…");
        assert_eq!(cut("électricité", 3), "éle…");
    }

    #[test]
    fn nothing_in_a_quote_marks_anything() {
        assert_eq!(escaped("- a *b* [c]"), "\\- a \\*b\\* \\[c\\]");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
