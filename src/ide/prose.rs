//! Words of a draft as an answer quotes them.

use std::fmt::Write as _;
use std::sync::LazyLock;

use regex::Regex;

/// Footnotes and bookmarks as conversion leaves them inside a text, and marks of footnotes.
static NOTES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[footnoteRef:\w+\]\d*|\[\d+:[^\]]*\]|\[bookmark:[^\]\n]*\]|\[\^[\w*]+\]").expect("tested")
});

/// Single blanks, without footnotes and bookmarks.
pub(super) fn squeezed(text: &str) -> String {
    let text = if text.contains('[') { NOTES.replace_all(text, "") } else { text.into() };
    let mut squeezed = String::with_capacity(text.len());
    // No-break spaces stay as they are.
    for word in text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

/// At most `chars` characters, cut behind a word, with … where something was cut.
pub(super) fn cut(text: &str, chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars) else { return text.to_owned() };
    let words = text[..end].rfind(char::is_whitespace).map_or(&text[..end], |blank| &text[..blank]);
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
    joined(items, " and ")
}

/// "a, b or c"
pub(super) fn either(items: &[String]) -> String {
    joined(items, " or ")
}

fn joined(items: &[String], last: &str) -> String {
    let mut list = String::new();
    for (index, item) in items.iter().enumerate() {
        let separator = match index {
            0 => "",
            _ if index + 1 == items.len() => last,
            _ => ", ",
        };
        let _ = write!(list, "{separator}{item}");
    }
    list
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
    fn long_words_are_cut_behind_a_word() {
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
