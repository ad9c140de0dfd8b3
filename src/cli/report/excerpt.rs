//! The part of a draft that a report shows. A line of a draft is a whole paragraph: of each line only a window around
//! what is marked is shown, and an ellipsis where it was cut.

use std::ops::Range;

use ropey::{Rope, RopeSlice};
use unicode_width::UnicodeWidthChar;

use crate::cli::visible::visible;
use crate::text::Span;

/// A cut is moved by up to so many characters to fall between words.
const WORD: usize = 14;
/// Columns that a label and its TAB take: a line whose marks begin so near its start is shown from there.
const LABEL: usize = 8;

/// Some lines of a draft, each cut to fit.
#[derive(Debug, PartialEq)]
pub(crate) struct Excerpt {
    /// The lines.
    pub(crate) text: String,
    /// The number of the first one, from 1.
    pub(crate) first_line: usize,
    /// The number of the last one.
    pub(crate) last_line: usize,
    /// Where in `text` what is marked is, in bytes, in the order in which it was given.
    pub(crate) marks: Vec<Range<usize>>,
    /// The column, from 0, in which each mark ends.
    pub(crate) ends: Vec<usize>,
}

/// A marked place: lines from 0, columns from 0 in characters.
#[derive(Clone, Copy)]
struct MarkedPlace {
    first: usize,
    last: usize,
    start: usize,
    end: usize,
}

impl MarkedPlace {
    fn of(rope: &Rope, span: Span) -> MarkedPlace {
        let place = |at: u32| {
            let at = (at as usize).min(rope.len_bytes());
            let line = rope.byte_to_line(at);
            (line, rope.byte_to_char(at) - rope.line_to_char(line))
        };
        let (first, start) = place(span.start);
        let (mut last, mut end) = place(span.end.max(span.start));
        // What ends with the end of a line is not on the next one.
        if end == 0 && last > first {
            last -= 1;
            end = content(rope.line(last)).len_chars();
        }
        MarkedPlace { first, last, start, end }
    }

    /// What of a line should be seen for it.
    fn focus(self, line: usize) -> Option<Range<usize>> {
        match (line == self.first, line == self.last) {
            (true, true) => Some(self.start..self.end.max(self.start + 1)),
            (true, false) => Some(self.start..self.start + 1),
            (false, true) => Some(self.end.saturating_sub(1)..self.end),
            (false, false) => None,
        }
    }
}

/// Which lines a place covers, from 1.
pub(crate) fn lines_of(rope: &Rope, span: Span) -> (usize, usize) {
    let mark = MarkedPlace::of(rope, span);
    (mark.first + 1, mark.last + 1)
}

/// The lines from the first to the last of some places, each at most `width` columns wide.
pub(crate) fn excerpt(rope: &Rope, places: &[Span], width: usize) -> Excerpt {
    let places: Vec<MarkedPlace> = places.iter().map(|span| MarkedPlace::of(rope, *span)).collect();
    let first = places.iter().map(|mark| mark.first).min().unwrap_or(0);
    let last = places.iter().map(|mark| mark.last).max().unwrap_or(0);
    let mut text = String::new();
    let mut marks = vec![0..0; places.len()];
    let mut ends = vec![0; places.len()];
    for number in first..=last {
        let line = content(rope.line(number));
        let focuses = places.iter().filter_map(|mark| mark.focus(number));
        let focus = focuses.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end));
        let cut = Cut::of(line, focus.unwrap_or(0..0), width);
        let start = text.len();
        text.push_str(&cut.text);
        for (index, mark) in places.iter().enumerate() {
            if mark.first == number {
                marks[index].start = start + cut.byte_of(mark.start);
            }
            if mark.last == number {
                let end = cut.byte_of(mark.end);
                marks[index].end = (start + end).max(marks[index].start);
                ends[index] = cut.text[..end].chars().map(columns).sum();
            }
        }
        if number < last {
            text.push('\n');
        }
    }
    Excerpt { text, first_line: first + 1, last_line: last + 1, marks, ends }
}

/// A line, cut to fit.
struct Cut {
    text: String,
    /// The characters of the line that are in it.
    kept: Range<usize>,
    /// Bytes of the ellipsis before them.
    lead: usize,
}

impl Cut {
    /// The window of a line around `focus`. Only that part of the line is looked at, however long it is.
    fn of(line: RopeSlice<'_>, focus: Range<usize>, width: usize) -> Cut {
        let len = line.len_chars();
        let start = focus.start.min(len);
        let low = start.saturating_sub(2 * width);
        let high = len.min(start + 4 * width);
        let window: Vec<char> = line.slice(low..high).chars().map(shown).collect();
        let sum = |range: Range<usize>| -> usize { window[range].iter().copied().map(columns).sum() };
        if low == 0 && high == len && sum(0..window.len()) <= width {
            return Cut { text: window.into_iter().collect(), kept: 0..len, lead: 0 };
        }
        let budget = width.saturating_sub(2); // an ellipsis at either end
        let start = start - low;
        let end = (focus.end.min(high).max(low) - low).max(start);
        // Where the line's beginning is near, it is kept: the label tells a drafter where this is.
        let head = if low == 0 && sum(0..start) <= LABEL { sum(0..start) } else { 0 };
        let end = start + fitting(window[start..end].iter(), budget - head.min(budget));
        let spare = budget - sum(start..end);
        let even = (spare / 2).max(spare.saturating_sub(sum(end..window.len()))).max(head);
        let before = sum(0..start).min(even);
        let mut left = start - fitting(window[..start].iter().rev(), before);
        let after = budget - sum(left..end);
        let mut right = end + fitting(window[end..].iter(), after);
        if low + left > 0
            && let Some(space) = window[left..start].iter().take(WORD).position(|it| it.is_whitespace())
        {
            left += space + 1;
        }
        if low + right < len
            && let Some(space) = window[end..right].iter().rev().take(WORD).position(|it| it.is_whitespace())
        {
            right -= space + 1;
        }
        let mut text = String::new();
        if low + left > 0 {
            text.push('…');
        }
        let lead = text.len();
        text.extend(&window[left..right]);
        if low + right < len {
            text.push('…');
        }
        Cut { text, kept: low + left..low + right, lead }
    }

    /// Where a column of the line is in the text; what was cut off is at the cut.
    fn byte_of(&self, column: usize) -> usize {
        let kept = column.clamp(self.kept.start, self.kept.end) - self.kept.start;
        let after = &self.text[self.lead..];
        self.lead + after.char_indices().nth(kept).map_or(after.len(), |(at, _)| at)
    }
}

/// How many of the characters fit.
fn fitting<'a>(characters: impl Iterator<Item = &'a char>, width: usize) -> usize {
    let mut used = 0;
    let fits = |character: &&char| {
        used += columns(**character);
        used <= width
    };
    characters.take_while(fits).count()
}

/// Columns that annotate-snippets gives to a character.
fn columns(character: char) -> usize {
    match character {
        '\t' => 4,
        _ => character.width().unwrap_or(1),
    }
}

/// A character as a terminal may have it; one that it would take for the end of a line is a space.
fn shown(character: char) -> char {
    match character {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        // Wide as annotate-snippets writes it.
        '\t' => '\t',
        other => visible(other),
    }
}

/// A line without its line end.
fn content(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let mut len = line.len_chars();
    while len > 0 && matches!(line.char(len - 1), '\n' | '\r') {
        len -= 1;
    }
    line.slice(..len)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with the marked places in brackets, cut to `width`; expected the same way.
    fn check(text: &str, width: usize, expected: &str) {
        let open = text.find('⟨').expect("a mark");
        let text = text.replacen('⟨', "", 1);
        let close = text.find('⟩').expect("its end");
        let text = text.replacen('⟩', "", 1);
        let excerpt = excerpt(&Rope::from_str(&text), &[Span::of(open..close)], width);
        let mut marked = excerpt.text.clone();
        marked.insert(excerpt.marks[0].end, '⟩');
        marked.insert(excerpt.marks[0].start, '⟨');
        assert_eq!(marked, expected);
        for line in excerpt.text.lines() {
            assert!(line.chars().map(columns).sum::<usize>() <= width, "{line:?} is wider than {width}");
        }
    }

    #[test]
    fn a_line_that_fits_is_shown_whole() {
        check("a)\tthat ⟨this⟩ fits;\r\n", 24, "a)\tthat ⟨this⟩ fits;");
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_marked() {
        check("one two three ⟨four⟩ five six seven", 20, "…three ⟨four⟩ five…");
        check("⟨one⟩ two three four five six seven", 20, "⟨one⟩ two three…");
        check("one two three four five six ⟨seven⟩", 20, "…five six ⟨seven⟩");
        check("one two ⟨three four five six seven⟩", 20, "one two ⟨three four⟩…");
        check("jg)\t⟨one two three four five six seven⟩", 20, "jg)\t⟨one two thr⟩…");
        check("考虑到各项决议⟨的实施⟩情况以及成员国的需要", 20, "…项决议⟨的实施⟩情况以…");
    }

    #[test]
    fn what_covers_several_lines_shows_them() {
        check("one ⟨two\nthree⟩ four\n", 20, "one ⟨two\nthree⟩ four");
        check("one ⟨two\n⟩three four\n", 20, "one ⟨two⟩");
        check("one ⟨\u{2028}two⟩", 20, "one ⟨ two⟩");
        check("a)\tone ⟨\u{1b}[31m\u{9b}two⟩\u{202e}", 20, "a)\tone ⟨␛[31m�two⟩�");
    }

    #[test]
    fn an_enormous_line_is_not_looked_at_whole() {
        let text = format!("{}⟨here⟩{}", "word ".repeat(300_000), " word".repeat(300_000));
        check(&text, 20, "…word ⟨here⟩ word…");
    }

    #[test]
    fn the_end_of_a_text_is_a_place() {
        check("one\n⟨⟩", 20, "⟨⟩");
        check("⟨⟩", 20, "⟨⟩");
    }
}
