//! Characters that nobody sees: a converter leaves soft hyphens, zero-width spaces and byte order marks inside words, and a
//! hyphen where it broke a word at the end of a line. What they part is read as one word.

use super::words::instrument_words;
use crate::text::{Span, offset};

/// Whether a character is one that nobody sees and that belongs to no word.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')
}

/// A text without what parts its words, and the way back.
pub(super) struct Joined {
    pub text: String,
    /// Where each part begins, there and in the source.
    parts: Vec<(u32, u32)>,
}

impl Joined {
    /// `None` where nothing is to be left out, as nearly always.
    pub(super) fn of(source: &str) -> Option<Joined> {
        let suspicious =
            memchr::memchr3(0xc2, 0xe2, 0xef, source.as_bytes()).is_some() && source.contains(is_invisible);
        if !suspicious && !source.contains("-\n") && !source.contains("-\r\n") {
            return None;
        }
        let mut joined = Joined { text: String::with_capacity(source.len()), parts: vec![(0, 0)] };
        let mut at = 0;
        while let Some(left_out) = next_left_out(source, at) {
            joined.text.push_str(&source[at..left_out.start]);
            joined.parts.push((offset(joined.text.len()), offset(left_out.end)));
            at = left_out.end;
        }
        joined.text.push_str(&source[at..]);
        (joined.parts.len() > 1).then_some(joined)
    }

    /// Where a place of the source is in the joined text.
    pub(super) fn place_of(&self, at: usize) -> usize {
        let nth = self.parts.partition_point(|(_, source)| *source as usize <= at).saturating_sub(1);
        let (start, source) = self.parts[nth];
        let next = self.parts.get(nth + 1).map_or(self.text.len(), |(next, _)| *next as usize);
        (start as usize + at.saturating_sub(source as usize)).min(next)
    }

    /// The place of the source that a place of the joined text has.
    pub(super) fn to_source(&self, span: Span) -> Span {
        let place = |at: u32, of_end: bool| {
            let before = |start: u32| if of_end { start < at } else { start <= at };
            let nth = self.parts.partition_point(|(start, _)| before(*start)).saturating_sub(1);
            self.parts[nth].1 + (at - self.parts[nth].0)
        };
        let start = place(span.start, false);
        Span::new(start, place(span.end, span.end > span.start).max(start))
    }
}

/// The next bytes from `at` on that part a word.
fn next_left_out(source: &str, at: usize) -> Option<std::ops::Range<usize>> {
    for (from, c) in source[at..].char_indices().map(|(from, c)| (at + from, c)) {
        if is_invisible(c) {
            let within = |c: Option<char>| c.is_some_and(char::is_lowercase);
            let (before, after) = (source[..from].chars().next_back(), source[from + c.len_utf8()..].chars().next());
            // "ITU\u{ad}T": there it is the hyphen.
            if c != '\u{ad}' || (within(before) && within(after)) {
                return Some(from..from + c.len_utf8());
            }
        } else if c == '-' {
            let rest = &source[from + 1..];
            let end = ["\r\n", "\n"].iter().find(|end| rest.starts_with(**end)).map(|end| from + 1 + end.len());
            if let Some(end) = end.filter(|end| joins_instrument(source, from, *end)) {
                return Some(from..end);
            }
        }
    }
    None
}

/// Whether a hyphen at a line's end stands in the middle of "Resolution" or the like.
fn joins_instrument(source: &str, hyphen: usize, after: usize) -> bool {
    let before = source[..hyphen].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let rest = source[after..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let fits = |word: &str| word.len() == before.len() + rest.len() && word.starts_with(before) && word.ends_with(rest);
    !before.is_empty() && !rest.is_empty() && instrument_words().iter().any(|(word, _, _)| fits(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined_and_places_kept() {
        let joined = |source: &str| Joined::of(source).map_or("as it is".to_owned(), |joined| joined.text);
        assert_eq!(joined("Reso-\nlution 130"), "Resolution 130");
        assert_eq!(joined("Reso\u{ad}lution\u{200b} 130"), "Resolution 130");
        assert_eq!(joined("ITU\u{ad}T and well-\nknown"), "as it is");
        let source = "a \u{200b}bc";
        let found = Joined::of(source).unwrap();
        assert_eq!(found.to_source(Span::new(2, 4)), Span::new(5, 7));
        assert_eq!(found.to_source(Span::new(0, 2)), Span::new(0, 2));
        assert_eq!(found.place_of(5), 2);
    }
}
