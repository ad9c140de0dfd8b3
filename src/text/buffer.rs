//! An open text: its rope, and what has changed since it was last read.

use std::borrow::Cow;

use ropey::Rope;

use super::hunk::Hunk;
use super::patch::Patch;
use super::position::{Encoding, OutOfText, Position, offset_of, position_of};
use super::span::{Span, offset};

/// Bytes of a character that UTF-16 writes as a surrogate pair.
const PAIR_BYTES: u32 = 4;

/// One change of a text as an editor sends it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextChange {
    /// What is replaced, `end` exclusive; `None`: the whole text.
    pub range: Option<(Position, Position)>,
    /// What it is replaced with.
    pub text: String,
}

/// A text that is being edited.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    rope: Rope,
    /// The text as it was when the patch was last taken.
    before: Rope,
    patch: Patch,
}

impl Buffer {
    pub fn new(text: &str) -> Buffer {
        let rope = Rope::from_str(text);
        Buffer { before: rope.clone(), rope, patch: Patch::default() }
    }

    /// The text as it is now. Cloning a rope costs nothing.
    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    /// Applies one change, and says what it replaced with what. A range that goes on after the last line ends with the text; of a
    /// character that it cuts in two (a surrogate pair), the half that stays is U+FFFD.
    ///
    /// # Errors
    /// A range that starts more than a line after the last, or ends before it starts; then nothing is changed.
    pub fn apply(&mut self, change: &TextChange, encoding: Encoding) -> Result<Hunk, OutOfText> {
        let (span, text) = match change.range {
            None => (Span::new(0, offset(self.rope.len_bytes())), Cow::Borrowed(&*change.text)),
            Some((start, end)) => {
                if start.line as usize > self.rope.len_lines() {
                    return Err(OutOfText::Line { line: start.line, lines: offset(self.rope.len_lines()) });
                }
                let [(start, cuts_first), (end, cuts_last)] = [start, end].map(|it| self.place(it, encoding));
                if start > end {
                    return Err(OutOfText::Reversed);
                }
                let half = |cut| if cut { "\u{fffd}" } else { "" };
                let text = match cuts_first || cuts_last {
                    true => Cow::Owned([half(cuts_first), &change.text, half(cuts_last)].concat()),
                    false => Cow::Borrowed(&*change.text),
                };
                (Span::new(start, if cuts_last { end + PAIR_BYTES } else { end }), text)
            }
        };
        self.replace(span, &text);
        Ok(Hunk { old: span, new: Span::new(span.start, span.start + offset(text.len())) })
    }

    /// Where a position is, at most the end of the text, and whether it is within the character there.
    fn place(&self, position: Position, encoding: Encoding) -> (u32, bool) {
        let Ok(at) = offset_of(&self.rope, position, encoding) else { return (offset(self.rope.len_bytes()), false) };
        let is_short =
            encoding == Encoding::Utf16 && position_of(&self.rope, at, encoding).column + 1 == position.column;
        let follows = || self.rope.get_char(self.rope.byte_to_char(at as usize)).is_some_and(|it| it.len_utf16() == 2);
        (at, is_short && follows())
    }

    /// Replaces a range that begins and ends between characters of the text.
    pub fn replace(&mut self, span: Span, text: &str) {
        let start = self.rope.byte_to_char(span.start as usize);
        if !span.is_empty() {
            self.rope.remove(start..self.rope.byte_to_char(span.end as usize));
        }
        if !text.is_empty() {
            self.rope.insert(start, text);
        }
        self.patch.add(span, offset(text.len()));
    }

    /// What has changed since this was last asked.
    pub fn take_patch(&mut self) -> Patch {
        self.before = self.rope.clone();
        std::mem::take(&mut self.patch)
    }

    /// The text as it was when the patch was last taken, or when it was opened.
    pub fn before(&self) -> &Rope {
        &self.before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, changes: &[(u32, u32, u32, u32, &str)]) -> Result<String, OutOfText> {
        let mut buffer = Buffer::new(text);
        for &(line, column, to_line, to_column, new) in changes {
            let place = |line, column| Position { line, column };
            let range = Some((place(line, column), place(to_line, to_column)));
            buffer.apply(&TextChange { range, text: new.into() }, Encoding::Utf16)?;
        }
        Ok(buffer.rope().to_string())
    }

    #[test]
    fn changes_apply_in_order_each_to_the_text_that_the_last_one_left() {
        let text = edited("a)\tone;\nb)\ttwo,\n", &[(0, 0, 0, 0, "x)\tnew;\n"), (1, 0, 1, 1, "b"), (2, 0, 2, 1, "c")]);
        assert_eq!(text.as_deref(), Ok("x)\tnew;\nb)\tone;\nc)\ttwo,\n"));
    }

    #[test]
    fn an_astral_character_counts_as_two_units() {
        assert_eq!(edited("𝄞b", &[(0, 2, 0, 3, "c")]).as_deref(), Ok("𝄞c"));
    }

    #[test]
    fn a_range_that_goes_on_after_the_text_ends_with_it() {
        for to in [(2, 0), (2, 7), (9, 0), (u32::MAX, u32::MAX)] {
            assert_eq!(edited("a\nb\n", &[(1, 0, to.0, to.1, "c")]).as_deref(), Ok("a\nc"), "{to:?}");
        }
        assert_eq!(edited("a\nb", &[(0, 1, 2, 0, "")]).as_deref(), Ok("a"));
        // After the last line of an editor that ends every line.
        assert_eq!(edited("a\n", &[(1, 0, 2, 0, "b\n"), (2, 0, 2, 0, "c")]).as_deref(), Ok("a\nb\nc"));
        assert_eq!(edited("a\n", &[(2, 0, 2, 0, "b")]).as_deref(), Ok("a\nb"));
        assert_eq!(edited("", &[(0, 0, 1, 0, "b")]).as_deref(), Ok("b"));
    }

    #[test]
    fn half_a_character_that_stays_keeps_its_column() {
        let half = "\u{fffd}";
        assert_eq!(edited("𝄞b", &[(0, 0, 0, 1, "")]), Ok(format!("{half}b")));
        assert_eq!(edited("𝄞b", &[(0, 1, 0, 2, "x"), (0, 2, 0, 3, "c")]), Ok(format!("{half}xc")));
        assert_eq!(edited("𝄞b", &[(0, 1, 0, 1, "x")]), Ok(format!("{half}x{half}b")));
        assert_eq!(edited("a𝄞𝄞b", &[(0, 2, 0, 4, "x")]), Ok(format!("a{half}x{half}b")));
        assert_eq!(edited("ab", &[(0, 3, 0, 3, "x")]).as_deref(), Ok("abx"));
    }

    #[test]
    fn a_change_outside_the_text_changes_nothing() {
        assert!(edited("a", &[(3, 0, 3, 0, "x")]).is_err());
        assert_eq!(edited("ab", &[(0, 1, 0, 0, "x")]), Err(OutOfText::Reversed));
    }
}
