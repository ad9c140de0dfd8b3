//! Making edits.

use std::collections::BTreeMap;

use ropey::Rope;
use similar::{ChangeTag, TextDiff};

use super::{Edit, Fix};
use crate::text::{FileId, Span, offset};

/// Edits that are to be made together: fixes that do not get into each other's way.
#[derive(Debug, Default)]
pub struct Batch {
    files: BTreeMap<FileId, Vec<Edit>>,
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
            // Of two at one place, the fix's own order says which comes first.
            let at = edits.partition_point(|other| other.span.start <= edit.span.start);
            edits.insert(at, edit.clone());
        }
        true
    }

    /// Whether there is nothing to be done.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// All edits, file by file, in order.
    pub fn into_edits(self) -> Vec<Edit> {
        self.files.into_values().flatten().collect()
    }

    /// The edits of each file, in order.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &[Edit])> {
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

/// The edits that make one text of a file into another, line by line.
pub fn difference(file: FileId, old: &Rope, new: &Rope) -> Vec<Edit> {
    let (old, new) = (old.to_string(), new.to_string());
    let lines = TextDiff::from_lines(&old, &new);
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    for change in lines.iter_all_changes() {
        let words = change.value();
        match change.tag() {
            ChangeTag::Equal => at += words.len(),
            ChangeTag::Delete => {
                grow(&mut edits, file, at).span.end += offset(words.len());
                at += words.len();
            }
            ChangeTag::Insert => grow(&mut edits, file, at).text.push_str(words),
        }
    }
    edits
}

/// The edit that ends at a place, or a new one there.
fn grow(edits: &mut Vec<Edit>, file: FileId, at: usize) -> &mut Edit {
    let at = offset(at);
    if edits.last().is_none_or(|last| last.span.end != at) {
        edits.push(Edit { file, span: Span::empty(at), text: String::new() });
    }
    let last = edits.len() - 1;
    &mut edits[last]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_difference_of_two_texts_makes_one_of_the_other(old in "[ab\n\r]{0,30}", new in "[ab\n\r]{0,30}") {
            let (old, new) = (Rope::from_str(&old), Rope::from_str(&new));
            prop_assert_eq!(apply(&old, &difference(FileId(1), &old, &new)), new.to_string());
        }
    }

    #[test]
    fn a_fix_is_taken_whole_or_not_at_all() {
        let edit = |start, end| Edit { file: FileId(1), span: Span::new(start, end), text: "x".into() };
        let fix = |edits: Vec<Edit>| Fix { title: String::new(), safe: true, edits };
        let mut batch = Batch::default();
        assert!(batch.take(&fix(vec![edit(4, 6), edit(10, 12)])));
        assert!(!batch.take(&fix(vec![edit(0, 1), edit(5, 7)])), "one of its edits is in the way");
        assert!(!batch.take(&fix(vec![edit(6, 6)])), "which comes first is open");
        assert!(batch.take(&fix(vec![edit(0, 1), edit(6, 10)])));
        assert!(!batch.take(&fix(vec![edit(0, 1)])), "twice is too often");
    }
}
