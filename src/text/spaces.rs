//! Whitespace between words.

/// The words with one space between each two, and none around them.
pub(crate) fn single_spaced(text: &str) -> String {
    parted_by(text, char::is_whitespace)
}

/// The same where only some characters part words.
pub(crate) fn parted_by(text: &str, parts: impl Fn(char) -> bool) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split(parts).filter(|word| !word.is_empty()) {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// At most `chars` characters, cut after a word, with … where something was cut.
pub(crate) fn cut(text: &str, chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars) else { return text.to_owned() };
    let words = text[..end].rfind(char::is_whitespace).map_or(&text[..end], |space| &text[..space]);
    format!("{}…", words.trim_end_matches(|c: char| c.is_whitespace() || ",;:".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_after_a_word() {
        assert_eq!(cut("that, and more", 14), "that, and more");
        assert_eq!(cut("that, and more", 8), "that…");
        assert_eq!(cut("électricité", 3), "éle…");
    }
}
