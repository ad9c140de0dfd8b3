//! Words of a draft as an answer quotes them.

use crate::syntax::{enumerate, without_bracketed};
pub(super) use crate::text::cut;
use crate::text::parted_by;

/// Single spaces, without footnotes and bookmarks.
pub(super) fn squeezed(text: &str) -> String {
    let text = without_bracketed(text);
    // No-break spaces stay as they are.
    parted_by(&text, |c| " \t\n\r".contains(c))
}

/// Words for Markdown: nothing in them marks anything.
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
    fn nothing_in_a_quote_marks_anything() {
        assert_eq!(escaped("- a *b* [c]"), "\\- a \\*b\\* \\[c\\]");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
