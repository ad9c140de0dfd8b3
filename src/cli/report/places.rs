//! What all reports share: findings with their files, places as a reader counts, names of files.

use std::collections::HashMap;
use std::sync::Arc;

use ropey::Rope;
use serde::Serialize;

use crate::cli::gather::shorten;
use crate::cli::read::{CheckOutcome, CheckedFile};
use crate::edits::{Edit, Fix};
use crate::rules::{Related, Reported};
use crate::text::{Encoding, Span, position_of};
use crate::workspace::Notice;

/// Where fixes that several findings share were written first, so that they are written once.
#[derive(Default)]
pub(super) struct WrittenFixes(HashMap<*const [Fix], usize>);

impl WrittenFixes {
    /// The index of the earlier finding that has the same fixes; `None` for the first.
    pub(crate) fn first(&mut self, index: usize, found: &Reported) -> Option<usize> {
        let first = *self.0.entry(Arc::as_ptr(&found.fixes)).or_insert(index);
        (first != index && !found.fixes.is_empty()).then_some(first)
    }
}

/// A place as a reader counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Point {
    /// From 1.
    pub(crate) line: u32,
    /// From 1, in characters.
    pub(crate) column: u32,
}

impl Point {
    pub(crate) fn of(rope: &Rope, at: u32) -> Point {
        let position = position_of(rope, at, Encoding::Utf32);
        Point { line: position.line + 1, column: position.column + 1 }
    }
}

/// The file that a related place is in, and what it says.
pub(super) fn related_file(outcome: &CheckOutcome, file: &CheckedFile, related: &Related) -> Option<(String, Rope)> {
    match related.file {
        Some(id) if id != file.id => outcome.file(id),
        _ => Some((file.shown.clone(), file.document.rope.clone())),
    }
}

/// The file that an edit changes, where that is another than the finding's own.
pub(super) fn edited_file(outcome: &CheckOutcome, file: &CheckedFile, edit: &Edit) -> Option<(String, Rope)> {
    (edit.file != file.id).then(|| outcome.file(edit.file)).flatten()
}

/// Where a place begins and ends.
pub(super) fn points(rope: &Rope, span: Span) -> (Point, Point) {
    (Point::of(rope, span.start), Point::of(rope, span.end))
}

/// How a report names the file that a notice is about.
pub(super) fn shown(notice: &Notice) -> String {
    shorten(&notice.path).display().to_string()
}
