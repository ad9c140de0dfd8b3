//! One change between two states of a text.

use ropey::Rope;

use super::span::{Span, offset};

/// One range that changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hunk {
    /// In the old text.
    pub old: Span,
    /// In the new text.
    pub new: Span,
}

impl Hunk {
    /// From the first character that differs to the last; `None` where the texts are the same.
    pub fn between(old: &Rope, new: &Rope) -> Option<Hunk> {
        let chars = old.chars().zip(new.chars());
        let start: usize = chars.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
        let (old_len, new_len) = (old.len_bytes(), new.len_bytes());
        if start == old_len && start == new_len {
            return None;
        }
        let room = old_len.min(new_len) - start;
        let [old_end, new_end] = [old, new].map(|rope| rope.chars_at(rope.len_chars()).reversed());
        let mut same = 0;
        for (a, b) in old_end.zip(new_end) {
            if a != b || same + a.len_utf8() > room {
                break;
            }
            same += a.len_utf8();
        }
        let span = |len: usize| Span::new(offset(start), offset(len - same));
        Some(Hunk { old: span(old_len), new: span(new_len) })
    }

    /// Where a place of the old text is in the new one: one that was replaced is at the end of what stands there now.
    pub fn place(&self, at: u32) -> u32 {
        match (at < self.old.start, at <= self.old.end) {
            (true, _) => at,
            (false, true) => self.new.end,
            (false, false) => at - self.old.end + self.new.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_differs_makes_one_text_of_the_other(old in "[aé𝄞\n]{0,12}", new in "[aé𝄞\n]{0,12}") {
            let now = match Hunk::between(&Rope::from_str(&old), &Rope::from_str(&new)) {
                Some(hunk) => format!("{}{}{}", &old[..hunk.old.start as usize], &new[hunk.new.range()], &old[hunk.old.end as usize..]),
                None => old.clone(),
            };
            prop_assert_eq!(now, new);
        }
    }

    #[test]
    fn a_place_moves_with_its_words() {
        let hunk = Hunk { old: Span::new(4, 6), new: Span::new(4, 9) };
        assert_eq!([0, 3, 4, 5, 6, 7].map(|at| hunk.place(at)), [0, 3, 9, 9, 9, 10]);
    }
}
