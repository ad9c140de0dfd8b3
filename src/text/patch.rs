//! What has changed between two states of a text: which ranges of the old became which of the new.

use ropey::Rope;

use super::compare::{Rewritten, compare};
use super::hunk::Hunk;
use super::span::Span;

/// The ranges that changed, in order, none touching the next.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Patch {
    hunks: Vec<Hunk>,
}

impl Patch {
    /// The ranges, in order.
    pub fn hunks(&self) -> &[Hunk] {
        &self.hunks
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.hunks.is_empty()
    }

    /// Adds an edit: `span` of the newest text becomes `len` bytes of other text.
    pub fn add(&mut self, span: Span, len: u32) {
        let first = self.hunks.partition_point(|hunk| hunk.new.end < span.start);
        let last = first + self.hunks[first..].partition_point(|hunk| hunk.new.start <= span.end);
        let touched = &self.hunks[first..last];
        // Outside the hunks, the new text lies as far from the old as the hunk before left it.
        let before = self.hunks[..first].last().map_or((0, 0), |hunk| (hunk.new.end, hunk.old.end));
        let after = touched.last().map_or(before, |hunk| (hunk.new.end, hunk.old.end));
        let old_at = |at: u32, (new, old): (u32, u32)| at - new + old;
        let hunk = Hunk {
            old: Span::new(
                touched
                    .first()
                    .filter(|hunk| hunk.new.start <= span.start)
                    .map_or_else(|| old_at(span.start, before), |hunk| hunk.old.start),
                touched
                    .last()
                    .filter(|hunk| span.end <= hunk.new.end)
                    .map_or_else(|| old_at(span.end, after), |hunk| hunk.old.end),
            ),
            new: Span::new(
                touched.first().map_or(span.start, |hunk| hunk.new.start.min(span.start)),
                touched.last().map_or(span.end, |hunk| hunk.new.end.max(span.end)) + len - span.len(),
            ),
        };
        self.hunks.splice(first..last, [hunk]);
        for later in &mut self.hunks[first + 1..] {
            later.new = Span::new(later.new.start + len - span.len(), later.new.end + len - span.len());
        }
    }

    /// Adds what has changed since, in a patch whose old text is this one's new text.
    pub fn add_all(&mut self, later: &Patch) {
        // From the last on: those before stay where they are.
        for hunk in later.hunks.iter().rev() {
            self.add(hunk.old, hunk.new.len());
        }
    }

    /// Where a range of the old text is in the new one; `None` where any of it changed. What was put in at its borders
    /// stays outside.
    pub fn new_place(&self, old: Span) -> Option<Span> {
        place(&self.hunks, old, |hunk| (hunk.old, hunk.new))
    }

    /// Where a range of the new text was in the old one; `None` where any of it is new.
    pub fn old_place(&self, new: Span) -> Option<Span> {
        place(&self.hunks, new, |hunk| (hunk.new, hunk.old))
    }

    /// The parts of a range of the old text that did not change, each with where it is in the new one.
    pub fn kept(&self, old: Span) -> impl Iterator<Item = (Span, Span)> {
        let first = self.hunks.partition_point(|hunk| hunk.old.end < old.start);
        let before = self.hunks[..first].last().map_or((0, 0), |hunk| (hunk.old.end, hunk.new.end));
        let gaps = self.hunks[first..].iter().map(Some).chain([None]).scan(before, move |at, hunk| {
            let (from, to) = *at;
            let end = hunk.map_or(old.end.max(from), |hunk| hunk.old.start);
            *at = hunk.map_or((end, to), |hunk| (hunk.old.end, hunk.new.end));
            Some((Span::new(from, end), to))
        });
        gaps.take_while(move |(gap, _)| gap.start < old.end).filter_map(move |(gap, to)| {
            let part = Span::new(gap.start.max(old.start), gap.end.min(old.end));
            let there = part.start.max(gap.start) - gap.start + to;
            (!part.is_empty()).then(|| (part, Span::new(there, there + part.len())))
        })
    }

    /// Drops what says the same in both texts, so that what is undone never happened, and compares line by line what runs over
    /// several.
    pub fn refine(&mut self, old: &Rope, new: &Rope, rewritten: Rewritten) {
        let hunks = std::mem::take(&mut self.hunks);
        let words = |rope: &Rope, span: Span| rope.byte_slice(span.range()).to_string();
        for hunk in hunks {
            let [before, after] = [words(old, hunk.old), words(new, hunk.new)];
            if before != after {
                let parts = compare(&before, &after, rewritten).into_iter();
                let placed =
                    |part: Hunk| Hunk { old: part.old.shift(hunk.old.start), new: part.new.shift(hunk.new.start) };
                self.hunks.extend(parts.map(placed));
            }
        }
    }
}

/// Where a range that no hunk touches on one side is on the other.
fn place(hunks: &[Hunk], span: Span, sides: impl Fn(&Hunk) -> (Span, Span)) -> Option<Span> {
    let before = hunks.partition_point(|hunk| sides(hunk).0.end <= span.start);
    if hunks.get(before).is_some_and(|hunk| sides(hunk).0.start < span.end) {
        return None;
    }
    let (from, to) = hunks[..before].last().map_or((0, 0), |hunk| (sides(hunk).0.end, sides(hunk).1.end));
    Some(Span::new(span.start - from + to, span.end - from + to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        // Whatever the edits, the old text with its hunks replaced by the new text's is the new text.
        #[test]
        fn a_patch_says_what_changed(edits in prop::collection::vec((0usize..40, 0usize..6, "[x-z]{0,5}"), 1..12)) {
            let old = "abcdefghijklmnopqrstuvwabcdefghijklmnopqrstuvw".to_owned();
            let (mut new, mut patch) = (old.clone(), Patch::default());
            for (start, len, text) in edits {
                let start = start.min(new.len());
                let end = (start + len).min(new.len());
                new.replace_range(start..end, &text);
                patch.add(Span::of(start..end), text.len() as u32);
            }
            let mut rebuilt = String::new();
            let mut at = 0;
            for hunk in patch.hunks() {
                rebuilt.push_str(&old[at..hunk.old.start as usize]);
                rebuilt.push_str(&new[hunk.new.range()]);
                at = hunk.old.end as usize;
            }
            rebuilt.push_str(&old[at..]);
            prop_assert_eq!(rebuilt, new);
            prop_assert!(patch.hunks().windows(2).all(|pair| pair[0].new.end < pair[1].new.start));
        }

        // In two steps or in one, refined or not: what is said to be kept is the same in both texts, and the rest was
        // replaced.
        #[test]
        fn what_is_kept_is_the_same_in_both_texts(
            first in edits(), second in edits(), whole: bool, refined: bool, by_line: bool,
        ) {
            let old = "a)\tone;\nb)\ttwo, b);\nc)\tthree;\nd)\tfour;\ne)\tfive;\n".to_owned();
            let (mut new, mut patch) = (old.clone(), Patch::default());
            apply_all(&mut new, &mut patch, first);
            let mut later = Patch::default();
            if whole {
                let len = new.len();
                apply_all(&mut new, &mut Patch::default(), second);
                later.add(Span::of(0..len), new.len() as u32);
            } else {
                apply_all(&mut new, &mut later, second);
            }
            patch.add_all(&later);
            let rewritten = if by_line { Rewritten::LineByLine } else { Rewritten::Whole };
            if refined {
                patch.refine(&Rope::from_str(&old), &Rope::from_str(&new), rewritten);
            }
            let (mut rebuilt, mut at) = (String::new(), 0);
            for hunk in patch.hunks() {
                prop_assert!(!refined || old[hunk.old.range()] != new[hunk.new.range()]);
                rebuilt.push_str(&old[at..hunk.old.start as usize]);
                rebuilt.push_str(&new[hunk.new.range()]);
                at = hunk.old.end as usize;
            }
            rebuilt.push_str(&old[at..]);
            prop_assert_eq!(rebuilt, new.clone());
            prop_assert!(patch.hunks().windows(2).all(|pair| pair[0].new.end < pair[1].new.start));
            for (start, end) in (0..old.len()).flat_map(|start| (start..old.len()).map(move |end| (start, end))) {
                let span = Span::of(start..end);
                let kept: u32 = patch.kept(span).map(|(from, to)| {
                    assert_eq!(old[from.range()], new[to.range()]);
                    from.len()
                }).sum();
                let there = patch.new_place(span);
                prop_assert!(span.is_empty() || there.is_some() == (kept == span.len()) || patch.hunks().iter().any(|hunk| hunk.old.is_empty()));
                if let Some(there) = there {
                    prop_assert_eq!(&old[span.range()], &new[there.range()]);
                    prop_assert!(span.is_empty() || patch.old_place(there) == Some(span));
                }
            }
        }
    }

    fn edits() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
        prop::collection::vec((0usize..60, 0usize..9, "([a-c]\\)|\t|\n|two|;){0,4}"), 0..4)
    }

    fn apply_all(text: &mut String, patch: &mut Patch, edits: Vec<(usize, usize, String)>) {
        for (start, len, words) in edits {
            let start = start.min(text.len());
            let end = (start + len).min(text.len());
            text.replace_range(start..end, &words);
            patch.add(Span::of(start..end), words.len() as u32);
        }
    }

    #[test]
    fn what_is_undone_never_happened() {
        let mut patch = Patch::default();
        patch.add(Span::new(2, 2), 3);
        patch.add(Span::new(2, 5), 0);
        assert!(!patch.is_empty());
        let rope = Rope::from_str("a)\tone;\n");
        patch.refine(&rope, &rope, Rewritten::Whole);
        assert!(patch.is_empty());
    }
}
