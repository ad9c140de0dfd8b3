//! Markdown for clients that show none: the same words without its signs.

/// The words of a page or note of ours. Emphasis and code lose their signs, escapes their backslash, links keep their
/// address after the words, and a rule is an empty line.
pub(super) fn plain(markdown: &str) -> String {
    let mut words = String::with_capacity(markdown.len());
    for (index, line) in markdown.lines().enumerate() {
        if index > 0 {
            words.push('\n');
        }
        if line != "---" {
            plain_line(line, &mut words);
        }
    }
    words
}

fn plain_line(line: &str, words: &mut String) {
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => words.extend(chars.next()),
            '*' if words.is_empty() || words.ends_with('\n') => {
                // An item of a list stays one.
                if chars.as_str().starts_with(' ') {
                    words.push('*');
                }
            }
            '*' | '`' => {}
            '[' => match chars.as_str().split_once("](").and_then(|(text, rest)| Some((text, rest.split_once(')')?))) {
                Some((text, (address, rest))) => {
                    plain_line(text, words);
                    words.push_str(&format!(" ({address})"));
                    chars = rest.chars();
                }
                None => words.push('['),
            },
            c => words.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn only_the_words_are_left() {
        let markdown = "**Resolution 130 (Rev\\. Busan, 2014)** of the Conference\n\n- *one* \\[two\\]\n* item\n\n---\n\nSource: [itu.int](https://www.itu.int/x), `a*b`";
        assert_eq!(
            plain(markdown),
            "Resolution 130 (Rev. Busan, 2014) of the Conference\n\n- one [two]\n* item\n\n\n\nSource: itu.int (https://www.itu.int/x), ab"
        );
        assert_eq!(plain("a \\"), "a ");
        assert_eq!(plain("[x] and \\*"), "[x] and *");
    }
}
