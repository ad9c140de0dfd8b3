//! Characters that nobody sees: a converter leaves soft hyphens, zero-width spaces and byte order marks inside words, and a
//! hyphen where it broke a word at the end of a line. What they part is read as one word.

use super::words::instrument_words;
use crate::text::{Span, offset};

/// The invisible characters that are part of no word, each with the place where it stands. A soft hyphen is left out between
/// small letters only: in "ITU\u{ad}T" it is the hyphen.
pub(crate) fn invisible_signs(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    // The first bytes of these characters.
    let first = memchr::memchr3_iter(0xc2, 0xe2, 0xef, text.as_bytes());
    let signs = first.filter_map(|at| text[at..].chars().next().filter(|c| is_invisible(*c)).map(|c| (at, c)));
    signs.map(|(at, c)| (at..at + c.len_utf8(), c)).filter_map(|(range, c)| {
        let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
        let within = || small(text[..range.start].chars().next_back()) && small(text[range.end..].chars().next());
        (c != '\u{ad}' || within()).then_some(range)
    })
}

/// Whether a character is one that nobody sees.
pub(super) fn is_invisible(c: char) -> bool {
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
        let mut left_out: Vec<_> = invisible_signs(source).chain(broken_words(source)).collect();
        left_out.sort_by_key(|range| range.start);
        let mut joined = Joined { text: String::with_capacity(source.len()), parts: vec![(0, 0)] };
        let mut at = 0;
        for range in left_out {
            joined.text.push_str(&source[at..range.start]);
            joined.parts.push((offset(joined.text.len()), offset(range.end)));
            at = range.end;
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

/// The hyphens, each with its line end, that break a word like "Resolution".
fn broken_words(source: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    memchr::memchr_iter(b'-', source.as_bytes()).filter_map(|at| {
        let end =
            ["\r\n", "\n"].iter().find(|end| source[at + 1..].starts_with(**end)).map(|end| at + 1 + end.len())?;
        joins_instrument(source, at, end).then_some(at..end)
    })
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
