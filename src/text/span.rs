//! A range of a text.

use std::ops::Range;

/// A range of text, in bytes of UTF-8, `end` exclusive.
///
/// What the offsets count from is said where a span is kept: from the start of the block while it is read,
/// from the start of its text in the tree, from the start of the file once a finding or an answer leaves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The range from `start` to before `end`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The range of `start..end` in a string; texts of 4 GB and more are refused on reading.
    pub fn of(range: Range<usize>) -> Span {
        Span::new(offset(range.start), offset(range.end))
    }

    /// The empty range at `at`.
    pub const fn empty(at: u32) -> Span {
        Span::new(at, at)
    }

    /// How many bytes it holds.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The same range where the origin lies `by` bytes earlier.
    #[must_use]
    pub const fn shift(self, by: u32) -> Span {
        Span::new(self.start + by, self.end + by)
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether `at` lies in it; its end counts, as a cursor after a word is still at the word.
    pub const fn touches(self, at: u32) -> bool {
        self.start <= at && at <= self.end
    }

    /// Whether the other range lies wholly in it.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether they share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether a cursor or a selection is at it: they share bytes, or one end of the other is at one of its own.
    pub const fn meets(self, other: Span) -> bool {
        self.overlaps(other) || self.touches(other.start) || self.touches(other.end)
    }

    /// As a range to slice a string with.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A byte offset as it is kept. Texts are held to less than 4 GB where they are read, so nothing is cut.
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
