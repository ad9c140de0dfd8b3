//! One change between two states of a text.

use super::span::Span;

/// One range that changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hunk {
    /// In the old text.
    pub old: Span,
    /// In the new text.
    pub new: Span,
}

/// So many bytes are compared at once.
const COMPARED: usize = 256;

impl Hunk {
    /// The one range in which two texts differ, as small as may be, between characters; `None` where they are the same.
    pub(crate) fn between(old: &str, new: &str) -> Option<Hunk> {
        if old == new {
            return None;
        }
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let blocks = a.chunks_exact(COMPARED).zip(b.chunks_exact(COMPARED)).take_while(|(a, b)| a == b).count();
        let mut front = blocks * COMPARED;
        front += a[front..].iter().zip(&b[front..]).take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(front) || !new.is_char_boundary(front) {
            front -= 1;
        }
        let (a, b) = (&a[front..], &b[front..]);
        let blocks = a.rchunks_exact(COMPARED).zip(b.rchunks_exact(COMPARED)).take_while(|(a, b)| a == b).count();
        let mut back = blocks * COMPARED;
        let rest = |all: &[u8]| all.len() - back;
        let same = a[..rest(a)].iter().rev().zip(b[..rest(b)].iter().rev()).take_while(|(a, b)| a == b).count();
        back += same;
        while !old.is_char_boundary(old.len() - back) || !new.is_char_boundary(new.len() - back) {
            back -= 1;
        }
        Some(Hunk { old: Span::of(front..old.len() - back), new: Span::of(front..new.len() - back) })
    }

    /// Where a place of the old text is in the new one; `None` where it touches what was changed.
    pub(crate) fn place_outside(&self, at: u32) -> Option<u32> {
        match at {
            at if at < self.old.start => Some(at),
            at if at > self.old.end => Some(at - self.old.end + self.new.end),
            _ => None,
        }
    }

    /// The same, where what touches the change is at the end of what stands there now.
    pub fn place(&self, at: u32) -> u32 {
        self.place_outside(at).unwrap_or(self.new.end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_differs_makes_one_text_of_the_other(before in "[aé𝄞\n]{0,4}", old in "[aé𝄞]{0,6}", new in "[aé𝄞]{0,6}", long in 0usize..600) {
            let long = "a".repeat(long);
            let (old, new) = (format!("{long}{before}{old}{long}"), format!("{long}{before}{new}{long}"));
            let Some(hunk) = Hunk::between(&old, &new) else {
                prop_assert_eq!(old, new);
                return Ok(());
            };
            let now = format!("{}{}{}", &old[..hunk.old.start as usize], &new[hunk.new.range()], &old[hunk.old.end as usize..]);
            prop_assert_eq!(&now, &new);
            let first = |text: &str, span: Span| text[span.range()].chars().next();
            prop_assert!(hunk.old.is_empty() || hunk.new.is_empty() || first(&old, hunk.old) != first(&new, hunk.new));
        }
    }

    #[test]
    fn a_place_moves_with_its_words() {
        let hunk = Hunk { old: Span::new(4, 6), new: Span::new(4, 9) };
        assert_eq!([0, 3, 4, 5, 6, 7].map(|at| hunk.place(at)), [0, 3, 9, 9, 9, 10]);
    }
}
