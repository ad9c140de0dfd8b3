//! One finding per line: `path:line:column: severity[rule] message`, related places indented below.

use super::places::{Point, related_file};
use crate::cli::read::{CheckOutcome, CheckedFile};
use crate::cli::visible::line as one_line;
use crate::rules::Finding;

/// A finding and its related places.
pub(super) fn lines(outcome: &CheckOutcome, file: &CheckedFile, finding: &Finding) -> String {
    let Point { line, column } = Point::of(&file.document.rope, finding.span.start);
    let (severity, rule) = (finding.severity.name(), finding.rule.name);
    let (path, message) = (one_line(&file.shown), one_line(&finding.message));
    let mut lines = format!("{path}:{line}:{column}: {severity}[{rule}] {message}\n");
    for shown in finding.shown_related() {
        let Some((path, rope)) = related_file(outcome, file, shown.place) else { continue };
        let Point { line, column } = Point::of(&rope, shown.place.span.start);
        lines += &format!("  {}:{line}:{column}: {}\n", one_line(&path), one_line(&shown.message()));
    }
    lines
}
