//! Sentences on lines of a given width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::visible::visible;

/// The lines of a text, each at most `width` columns wide; the first one has `taken` columns less. A word that is
/// wider than a line, or a sentence in a script without whitespace, is broken where the line ends. What would steer a terminal is
/// made visible: styles are for whoever takes the lines.
pub(crate) fn wrap(text: &str, width: usize, taken: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut left = width.saturating_sub(taken);
    // Only the space: a no-break space holds what it joins together.
    for word in text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
        let word: String = word.chars().map(visible).collect();
        let space = usize::from(!line.is_empty());
        if word.width() + space <= left {
            if space > 0 {
                line.push(' ');
            }
            line.push_str(&word);
            left -= word.width() + space;
            continue;
        }
        let starts = line.is_empty() && lines.is_empty();
        if !line.is_empty() || (starts && word.width() <= width) {
            lines.push(std::mem::take(&mut line));
            left = width;
        }
        for character in word.chars() {
            let columns = character.width().unwrap_or(0);
            if columns > left && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                left = width;
            }
            line.push(character);
            left = left.saturating_sub(columns);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    fn check(text: &str, width: usize, taken: usize, expected: &[&str]) {
        assert_eq!(wrap(text, width, taken), expected);
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        check("one two three", 9, 0, &["one two", "three"]);
        check("one two three", 9, 4, &["one", "two three"]);
        check("", 9, 4, &[""]);
        check("three", 9, 6, &["", "three"]);
        check("a\nline ends", 20, 0, &["a line ends"]);
        check("(Rev.\u{a0}Dubai, 2018)", 12, 0, &["(Rev.\u{a0}Dubai,", "2018)"]);
        check("a \u{1b}[2J\u{9b} b", 20, 0, &["a ␛[2J� b"]);
    }

    #[test]
    fn what_is_too_wide_is_broken() {
        check("abcdefgh i", 3, 0, &["abc", "def", "gh", "i"]);
        check("考虑到各项", 4, 0, &["考虑", "到各", "项"]);
    }
}
