//! Places where two bytes stand side by side, looked for in many places at once: what rules on language look for is rare, and
//! they look at every byte of a text at every keystroke.

/// So many places are looked at together.
const BLOCK: usize = 32;

/// The places, in order, of the first of two adjacent bytes of which `fits` holds. It should compare without branches (`|`, `&`),
/// so that the compiler makes one comparison of a whole block.
pub(crate) fn pairs(bytes: &[u8], fits: impl Fn(u8, u8) -> bool) -> impl Iterator<Item = usize> {
    let firsts = bytes.len().saturating_sub(1);
    let mut at = 0;
    // Up to here one by one: the block holds a place, or is the last.
    let mut looked = 0;
    std::iter::from_fn(move || {
        while at < firsts {
            if at == looked {
                looked = firsts.min(at + BLOCK);
                if let (Some(first), Some(second)) = (block(bytes, at), block(bytes, at + 1))
                    && !any(first, second, &fits)
                {
                    at = looked;
                    continue;
                }
            }
            at += 1;
            if fits(bytes[at - 1], bytes[at]) {
                return Some(at - 1);
            }
        }
        None
    })
}

fn block(bytes: &[u8], at: usize) -> Option<&[u8; BLOCK]> {
    bytes[at..].first_chunk()
}

#[inline(always)]
fn any(first: &[u8; BLOCK], second: &[u8; BLOCK], fits: impl Fn(u8, u8) -> bool) -> bool {
    // An index, and not `zip`: what it costs to begin counts in so short a loop.
    let mut any = false;
    for at in 0..BLOCK {
        any |= fits(first[at], second[at]);
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_pair_is_found(bytes in prop::collection::vec(prop::sample::select(b"aB ,".as_slice()), 0..150)) {
            let fits = |a: u8, b: u8| a.is_ascii_uppercase() & (b == b',');
            let all: Vec<usize> = (1..bytes.len()).map(|at| at - 1).filter(|&at| fits(bytes[at], bytes[at + 1])).collect();
            prop_assert_eq!(pairs(&bytes, fits).collect::<Vec<_>>(), all);
        }
    }
}
