//! Line ends: `\n`, `\r\n` or `\r`.

/// Where the line that holds `at` ends: after its line end, or at the end of the text.
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    match memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..]).map(|found| at + found) {
        None => text.len(),
        Some(end) if text[end..].starts_with("\r\n") => end + 2,
        Some(end) => end + 1,
    }
}

/// The lines of a text: where each begins, where its words end, and where the next begins.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        at = line_end(text, start);
        let words = text[start..at].trim_end_matches(['\n', '\r']);
        (start < text.len()).then_some((start, start + words.len(), at))
    })
}
