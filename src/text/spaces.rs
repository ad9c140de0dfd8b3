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
