//! An array of findings, for programs.
//!
//! Written finding by finding, so that a large folder needs no large memory. The fields and their order are what
//! other programs rely on.

use std::io::{self, Write};

use serde::Serialize;

use super::places::{Point, SharedFixes, edited_file, findings, points, related_file};
use crate::cli::read::{Checked, Outcome};
use crate::edits;
use crate::rules;

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    path: &'a str,
    start: Point,
    end: Point,
    related: Vec<Related<'a>>,
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    path: String,
    start: Point,
    end: Point,
    message: &'a str,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Edit<'a>>,
    /// Which finding has the edits of this fix, as an index into the array; a fix of several findings is written once.
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<usize>,
}

/// An edit of the finding's own file; one of another file names its `path`.
#[derive(Serialize)]
struct Edit<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    start: Point,
    end: Point,
    text: &'a str,
}

pub(crate) fn write(out: &mut impl Write, outcome: &Outcome) -> io::Result<()> {
    out.write_all(b"[")?;
    let mut shared = SharedFixes::default();
    for (index, (file, found)) in findings(outcome).enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &of(outcome, file, found, shared.first(index, found)))?;
    }
    out.write_all(if findings(outcome).next().is_some() { b"\n]\n" } else { b"]\n" })
}

fn of<'a>(outcome: &Outcome, file: &'a Checked, found: &'a rules::Reported, same_as: Option<usize>) -> Finding<'a> {
    let finding = &found.finding;
    let (start, end) = points(&file.document, finding.span);
    let related = finding.related.iter().filter_map(|related| {
        let (path, document) = related_file(outcome, file, related)?;
        let (start, end) = points(&document, related.span);
        Some(Related { path, start, end, message: &related.message })
    });
    let edit = |edit: &'a edits::Edit| {
        let other = edited_file(outcome, file, edit);
        let (start, end) = points(other.as_ref().map_or(&file.document, |(_, document)| document), edit.span);
        Edit { path: other.map(|(path, _)| path), start, end, text: &edit.text }
    };
    let fixes = found.fixes.iter().map(|fix| Fix {
        title: &fix.title,
        safe: fix.safe,
        edits: fix.edits.iter().filter(|_| same_as.is_none()).map(edit).collect(),
        same_as,
    });
    Finding {
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
