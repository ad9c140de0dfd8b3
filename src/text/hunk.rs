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
    /// The one range in which two texts differ, as small as may be, between characters; empty where they are the same.
    pub(crate) fn between(old: &str, new: &str) -> Hunk {
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
        Hunk { old: Span::of(front..old.len() - back), new: Span::of(front..new.len() - back) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_outside_is_the_same(before in ".{0,4}", after in ".{0,4}", old in ".{0,6}", new in ".{0,6}", long in 0usize..600) {
            let long = "a".repeat(long);
            let (old, new) = (format!("{long}{before}{old}{after}{long}"), format!("{long}{before}{new}{after}{long}"));
            let hunk = Hunk::between(&old, &new);
            let [was, is] = [(&old, hunk.old), (&new, hunk.new)].map(|(text, span)| {
                (&text[..span.start as usize], &text[span.range()], &text[span.end as usize..])
            });
            prop_assert_eq!((was.0, was.2), (is.0, is.2));
            prop_assert!(was.1.is_empty() || is.1.is_empty() || was.1.chars().next() != is.1.chars().next());
        }
    }
}
