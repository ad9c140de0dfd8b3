//! What has changed between two states of a text: which stretches of the old became which of the new.

use super::span::Span;

/// One stretch that changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hunk {
    /// In the old text.
    pub old: Span,
    /// In the new text.
    pub new: Span,
}

/// The stretches that changed, in order, none touching the next.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Patch {
    hunks: Vec<Hunk>,
}

impl Patch {
    /// The stretches, in order.
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
    }
}
