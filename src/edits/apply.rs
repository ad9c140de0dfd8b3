//! Making edits.

use std::collections::BTreeMap;

use ropey::Rope;

use super::{Edit, Fix};
use crate::catalogue::OriginId;
use crate::text::Span;

/// Edits that are to be made together: fixes that do not get into each other's way.
#[derive(Debug, Default)]
pub struct Batch {
    files: BTreeMap<OriginId, Vec<Edit>>,
}

impl Batch {
    /// Takes a fix whole, or not at all where one of its edits meets one that is there already.
    pub fn take(&mut self, fix: &Fix) -> bool {
        let free = |edit: &Edit| {
            let there = self.files.get(&edit.file).map_or(&[][..], Vec::as_slice);
            // In order and none overlapping, so only the neighbours can be in the way.
            let after = there.partition_point(|other| other.span.start < edit.span.start);
            let near = &there[after.saturating_sub(1)..there.len().min(after + 1)];
            !near.iter().any(|other| collide(other.span, edit.span))
        };
        if fix.edits.is_empty() || !fix.edits.iter().all(free) {
            return false;
        }
        for edit in &fix.edits {
            let edits = self.files.entry(edit.file).or_default();
            let at = edits.partition_point(|other| other.span.start < edit.span.start);
            edits.insert(at, edit.clone());
        }
        true
    }

    /// Whether there is nothing to be done.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The edits of each file, in order.
    pub fn files(&self) -> impl Iterator<Item = (OriginId, &[Edit])> {
        self.files.iter().map(|(file, edits)| (*file, edits.as_slice()))
    }
}

/// Whether two edits cannot both be made: they share characters, or it is open which comes first.
fn collide(a: Span, b: Span) -> bool {
    a.overlaps(b) || ((a.is_empty() || b.is_empty()) && (a.touches(b.start) || b.touches(a.start)))
}

/// The text of a file with edits made, which are in order and do not overlap.
pub fn apply(rope: &Rope, edits: &[Edit]) -> String {
    let mut text = String::with_capacity(rope.len_bytes());
    let mut at = 0;
    for edit in edits {
        let Span { start, end } = edit.span;
        rope.byte_slice(at..start as usize).chunks().for_each(|chunk| text.push_str(chunk));
        text.push_str(&edit.text);
        at = end as usize;
    }
    rope.byte_slice(at..).chunks().for_each(|chunk| text.push_str(chunk));
    text
}
