//! The last states of an open text: what was typed is tracked by what stood there before.

use std::collections::VecDeque;

use ropey::Rope;

use crate::text::{Hunk, Patch};

/// So many notifications of edits back a client may ask.
const MOST_STATES: usize = 64;

/// A text that is put in at once, in bytes, after which nothing before is remembered: ropes share what they have in common, and
/// these have little.
pub(super) const MOST_NEW: u32 = 1 << 20;

/// States of a text, the last ones, by the client's numbers.
#[derive(Default)]
pub(super) struct Past {
    states: VecDeque<PastState>,
    /// What the text becomes where the edits are made that were given out last: they are not typed.
    offered: Option<Rope>,
}

struct PastState {
    version: i32,
    rope: Rope,
    /// What was changed then, one after the other.
    changes: Vec<Hunk>,
}

impl Past {
    /// Takes note of a text before a notification changes it.
    pub(super) fn begin(&mut self, version: Option<i32>, rope: &Rope) {
        match version {
            Some(version) => {
                self.states.truncate(MOST_STATES - 1);
                self.states.push_front(PastState { version, rope: rope.clone(), changes: Vec::new() });
            }
            // What has no number cannot be asked for.
            None => self.states.clear(),
        }
    }

    /// Forgets all: a client that sends the whole text each time leaves ropes that have nothing in common.
    pub(super) fn forget(&mut self) {
        self.states.clear();
    }

    /// Takes note of a change, which comes after those that were noted before.
    pub(super) fn change(&mut self, hunk: Hunk) {
        match self.states.front_mut() {
            Some(state) if hunk.new.len() <= MOST_NEW => state.changes.push(hunk),
            _ => self.states.clear(),
        }
    }

    /// Takes note of what the text becomes by edits that are given out.
    pub(super) fn offer(&mut self, rope: Rope) {
        self.offered = Some(rope);
    }

    /// Takes note of what the text has become. What an action, a new name or formatting has made of it is no typing: nothing before
    /// can be asked for then.
    pub(super) fn end(&mut self, rope: &Rope) {
        if self.offered.take_if(|offered| offered.len_bytes() == rope.len_bytes() && *offered == *rope).is_some() {
            self.states.clear();
        }
    }

    /// A text as it was at a version of the client, and what has changed since; `None` where that is too long ago.
    pub(super) fn since(&self, version: i32) -> Option<(Rope, Patch)> {
        let place = self.states.iter().position(|state| state.version == version)?;
        let mut patch = Patch::default();
        let changes = self.states.range(..=place).rev().flat_map(|state| &state.changes);
        changes.for_each(|hunk| patch.add(hunk.old, hunk.new.len()));
        Some((self.states[place].rope.clone(), patch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_state_is_known_with_what_has_changed_since() {
        let mut past = Past::default();
        let hunk = |start, end, new| Hunk { old: Span::new(start, end), new: Span::new(start, start + new) };
        past.begin(Some(4), &Rope::from_str("one"));
        past.change(hunk(3, 3, 1));
        past.begin(Some(7), &Rope::from_str("one "));
        past.change(hunk(0, 1, 0));
        let (rope, patch) = past.since(4).unwrap();
        assert_eq!(
            (rope.to_string(), patch.hunks()),
            ("one".into(), &[hunk(0, 1, 0), Hunk { old: Span::new(3, 3), new: Span::new(2, 3) }][..])
        );
        assert_eq!(past.since(7).unwrap().1.hunks(), [hunk(0, 1, 0)]);
        assert!(past.since(5).is_none());
        past.begin(Some(8), &Rope::from_str("ne "));
        past.change(hunk(0, 3, MOST_NEW + 1));
        assert!(past.since(7).is_none(), "what is large is not kept");
        for version in 0..100 {
            past.begin(Some(version), &Rope::from_str(""));
        }
        assert!(past.since(30).is_none() && past.since(40).is_some(), "only the last are kept");
        past.offer(Rope::from_str("made"));
        past.end(&Rope::from_str("typed"));
        assert!(past.since(90).is_some());
        past.end(&Rope::from_str("made"));
        assert!(past.since(90).is_none(), "what was given out was not typed");
    }
}
