//! An array of findings, for programs.
//!
//! Written finding by finding, so that a large folder needs no large memory. The fields and their order are what
//! other programs rely on.

use serde::Serialize;

use super::places::{Point, edited_file, points, related_file};
use crate::cli::read::{CheckOutcome, CheckedFile};
use crate::cli::visible;
use crate::edits;
use crate::rules;

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    path: &'a str,
    start: Point,
    end: Point,
    related: Vec<JsonRelated<'a>>,
    fixes: Vec<JsonFix<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    path: String,
    start: Point,
    end: Point,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<JsonEdit<'a>>,
    /// Which finding has the edits of this fix, as an index into the array; a fix of several findings is written once.
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<usize>,
}

/// An edit of the finding's own file; one of another file names its `path`.
#[derive(Serialize)]
struct JsonEdit<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    start: Point,
    end: Point,
    text: &'a str,
}

/// A finding. `same_as`: the index of an earlier one that has the same fixes.
pub(super) fn object(
    outcome: &CheckOutcome,
    file: &CheckedFile,
    found: &rules::Reported,
    same_as: Option<usize>,
) -> serde_json::Result<String> {
    serde_json::to_string(&of(outcome, file, found, same_as)).map(visible::json)
}

fn of<'a>(
    outcome: &CheckOutcome,
    file: &'a CheckedFile,
    found: &'a rules::Reported,
    same_as: Option<usize>,
) -> JsonFinding<'a> {
    let finding = &found.finding;
    let (start, end) = points(&file.document.rope, finding.span);
    let related = finding.related.iter().filter_map(|related| {
        let (path, rope) = related_file(outcome, file, related)?;
        let (start, end) = points(&rope, related.span);
        Some(JsonRelated { path, start, end, message: &related.message })
    });
    let edit = |edit: &'a edits::Edit| {
        let other = edited_file(outcome, file, edit);
        let (start, end) = points(other.as_ref().map_or(&file.document.rope, |(_, rope)| rope), edit.span);
        JsonEdit { path: other.map(|(path, _)| path), start, end, text: &edit.text }
    };
    let fixes = found.fixes.iter().map(|fix| JsonFix {
        title: &fix.title,
        safe: fix.safe,
        edits: fix.edits.iter().filter(|_| same_as.is_none()).map(edit).collect(),
        same_as,
    });
    JsonFinding {
        rule: finding.rule.name,
        severity: finding.severity.name(),
        message: &finding.message,
        path: &file.shown,
        start,
        end,
        related: related.collect(),
        fixes: fixes.collect(),
    }
}
