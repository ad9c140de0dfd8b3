//! Places as editors name them: a line, and a column in the units agreed with the client.
//!
//! Lines end at `\n`, `\r\n` and `\r`, and nowhere else (LSP 3.17, "Text Documents"); the rope is built so.

use ropey::{Rope, RopeSlice};

use super::span::offset;

/// The units that columns are counted in (LSP 3.17, `PositionEncodingKind`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16: what every client can do.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

/// A place between two characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Position {
    /// Counted from 0.
    pub line: u32,
    /// Counted from 0, in the units of an [`Encoding`].
    pub column: u32,
}

/// A place named by a client that the text does not have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OutOfText {
    /// The line, counted from 0, lies after the last.
    Line {
        /// The line asked for.
        line: u32,
        /// How many there are.
        lines: u32,
    },
    /// The range ends before it starts.
    Reversed,
}

impl std::fmt::Display for OutOfText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            OutOfText::Line { line, lines } => write!(f, "line {line} (from 0) of a text of {lines} lines"),
            OutOfText::Reversed => f.write_str("a range that ends before it starts"),
        }
    }
}

impl std::error::Error for OutOfText {}

/// The byte offset of a position. A column past the line's end, or inside a character, is moved back to a
/// place that exists.
///
/// # Errors
/// The line lies after the last.
pub fn offset_of(rope: &Rope, position: Position, encoding: Encoding) -> Result<u32, OutOfText> {
    let line = position.line as usize;
    if line >= rope.len_lines() {
        return Err(OutOfText::Line { line: position.line, lines: offset(rope.len_lines()) });
    }
    let start = rope.line_to_byte(line);
    let text = content(rope.line(line));
    let column = position.column as usize;
    let within = match encoding {
        Encoding::Utf8 => text.char_to_byte(text.byte_to_char(column.min(text.len_bytes()))),
        Encoding::Utf16 => text.char_to_byte(text.utf16_cu_to_char(column.min(text.len_utf16_cu()))),
        Encoding::Utf32 => text.char_to_byte(column.min(text.len_chars())),
    };
    Ok(offset(start + within))
}

/// The position of a byte offset; one past the end of the text is moved to its end.
pub fn position_of(rope: &Rope, at: u32, encoding: Encoding) -> Position {
    let at = (at as usize).min(rope.len_bytes());
    let line = rope.byte_to_line(at);
    let text = rope.line(line);
    let within = at - rope.line_to_byte(line);
    let column = match encoding {
        Encoding::Utf8 => within,
        Encoding::Utf16 => text.char_to_utf16_cu(text.byte_to_char(within)),
        Encoding::Utf32 => text.byte_to_char(within),
    };
    Position { line: offset(line), column: offset(column) }
}

/// The line, counted from 0, that holds a byte offset.
pub fn line_of(rope: &Rope, at: u32) -> u32 {
    offset(rope.byte_to_line((at as usize).min(rope.len_bytes())))
}

/// A text made ready for many questions, and for questions when it is gone: where its lines begin, and where its
/// characters end that are not one byte.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Box<[u32]>,
    /// Characters of two, three and four bytes.
    wide: [Box<[u32]>; 3],
    end: u32,
}

/// How many bytes are looked at together for characters of several.
const PLAIN_BYTES: usize = 32;

impl LineIndex {
    /// Of a rope, once through it.
    pub fn of(rope: &Rope) -> LineIndex {
        let mut starts = vec![0];
        let mut wide: [Vec<u32>; 3] = Default::default();
        let mut from = 0;
        let mut after_return = false;
        for chunk in rope.chunks().map(str::as_bytes) {
            for end in memchr::memchr2_iter(b'\n', b'\r', chunk) {
                let at = from + offset(end) + 1;
                let returned = if end == 0 { after_return } else { chunk[end - 1] == b'\r' };
                match starts.last_mut() {
                    // The two halves of `\r\n` end one line.
                    Some(last) if chunk[end] == b'\n' && returned => *last = at,
                    _ => starts.push(at),
                }
            }
            // Most of a text is plain.
            for (nth, few) in chunk.chunks(PLAIN_BYTES).enumerate().filter(|(_, few)| !few.is_ascii()) {
                for (at, byte) in (from + offset(nth * PLAIN_BYTES)..).zip(few) {
                    match byte {
                        0xc0..0xe0 => wide[0].push(at + 2),
                        0xe0..0xf0 => wide[1].push(at + 3),
                        0xf0.. => wide[2].push(at + 4),
                        _ => {}
                    }
                }
            }
            after_return = chunk.last() == Some(&b'\r');
            from += offset(chunk.len());
        }
        LineIndex { starts: starts.into(), wide: wide.map(Into::into), end: offset(rope.len_bytes()) }
    }

    /// The line that holds a byte offset, from 0.
    pub fn line(&self, at: u32) -> u32 {
        offset(self.starts.partition_point(|start| *start <= at) - 1)
    }

    /// The position of a byte offset, as [`position_of`] tells it.
    pub fn position(&self, at: u32, encoding: Encoding) -> Position {
        let at = at.min(self.end);
        let line = self.line(at);
        let start = self.starts[line as usize];
        let [two, three, four] = self.wide.each_ref().map(|ends| {
            let up_to = |at| ends.partition_point(|end| *end <= at);
            offset(up_to(at) - up_to(start))
        });
        let saved = match encoding {
            Encoding::Utf8 => 0,
            Encoding::Utf16 => two + 2 * three + 2 * four,
            Encoding::Utf32 => two + 2 * three + 3 * four,
        };
        Position { line, column: at - start - saved }
    }
}

/// A line without its line end.
fn content(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let mut chars = line.len_chars();
    if chars > 0 && line.char(chars - 1) == '\n' {
        chars -= 1;
    }
    if chars > 0 && line.char(chars - 1) == '\r' {
        chars -= 1;
    }
    line.slice(..chars)
}

#[cfg(test)]
mod tests {
    use super::*;

    // One line of each kind: a no-break hyphen, a combining accent, an astral character; each line end.
    const TEXT: &str = "ITU\u{2011}T a\r\ne\u{301}b\r𝄞c\n";

    fn check(encoding: Encoding, line: u32, column: u32, expected: &str) {
        let rope = Rope::from_str(TEXT);
        let at = offset_of(&rope, Position { line, column }, encoding).unwrap();
        assert!(TEXT[at as usize..].starts_with(expected), "{encoding:?} {line}:{column} is at {at}");
        let back = position_of(&rope, at, encoding);
        assert_eq!(offset_of(&rope, back, encoding), Ok(at), "there and back");
    }

    #[test]
    fn columns_are_counted_in_the_units_agreed() {
        check(Encoding::Utf8, 0, 6, "T a");
        check(Encoding::Utf16, 0, 4, "T a");
        check(Encoding::Utf32, 0, 4, "T a");
        check(Encoding::Utf8, 1, 3, "b\r");
        check(Encoding::Utf16, 1, 2, "b\r");
        check(Encoding::Utf8, 2, 4, "c\n");
        check(Encoding::Utf16, 2, 2, "c\n");
        check(Encoding::Utf32, 2, 1, "c\n");
    }

    #[test]
    fn a_column_that_does_not_exist_is_moved_back() {
        check(Encoding::Utf16, 0, 99, "\r\ne");
        check(Encoding::Utf16, 1, 99, "\r𝄞");
        check(Encoding::Utf8, 2, 2, "𝄞c");
        check(Encoding::Utf16, 2, 1, "𝄞c");
        check(Encoding::Utf32, 3, 5, "");
    }

    #[test]
    fn a_line_that_does_not_exist_is_an_error() {
        let rope = Rope::from_str("a\n");
        let line = |line| offset_of(&rope, Position { line, column: 0 }, Encoding::Utf16);
        assert_eq!(line(1), Ok(2));
        assert_eq!(line(2), Err(OutOfText::Line { line: 2, lines: 2 }));
    }

    #[test]
    fn many_questions_have_the_same_answers() {
        for text in [TEXT, "", "\r\n\r\r\n\n", "a\u{85}b\u{2028}c"] {
            let rope = Rope::from_str(text);
            let lines = LineIndex::of(&rope);
            let places = text.char_indices().map(|(at, _)| offset(at)).chain([offset(text.len()), 99]);
            for (at, encoding) in
                places.flat_map(|at| [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32].map(|encoding| (at, encoding)))
            {
                let within_end = text.as_bytes().get(at as usize) == Some(&b'\n') && at > 0;
                if within_end && text.as_bytes()[at as usize - 1] == b'\r' {
                    continue;
                }
                assert_eq!(lines.position(at, encoding), position_of(&rope, at, encoding), "{text:?} at {at}");
            }
        }
    }

    #[test]
    fn other_separators_end_no_line() {
        let rope = Rope::from_str("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f");
        assert_eq!(rope.len_lines(), 1);
    }
}
