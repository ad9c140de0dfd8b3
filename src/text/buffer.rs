//! An open text: its rope, and what has changed since it was last read.

use ropey::Rope;

use super::hunk::Hunk;
use super::patch::Patch;
use super::position::{Encoding, OutOfText, Position, offset_of};
use super::span::{Span, offset};

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

    /// Applies one change, and says what it replaced with what.
    ///
    /// # Errors
    /// A place that the text does not have; then nothing is changed.
    pub fn apply(&mut self, change: &TextChange, encoding: Encoding) -> Result<Hunk, OutOfText> {
        let span = match change.range {
            None => Span::new(0, offset(self.rope.len_bytes())),
            Some((start, end)) => {
                let span = Span::new(offset_of(&self.rope, start, encoding)?, offset_of(&self.rope, end, encoding)?);
                if span.start > span.end {
                    return Err(OutOfText::Reversed);
                }
                span
            }
        };
        self.replace(span, &change.text);
        Ok(Hunk { old: span, new: Span::new(span.start, span.start + offset(change.text.len())) })
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
    fn a_change_outside_the_text_changes_nothing() {
        assert!(edited("a", &[(3, 0, 3, 0, "x")]).is_err());
        assert_eq!(edited("ab", &[(0, 1, 0, 0, "x")]), Err(OutOfText::Reversed));
    }
}
