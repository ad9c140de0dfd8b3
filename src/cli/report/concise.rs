//! One finding per line: `path:line:column: severity[rule] message`, related places indented below.

use std::io::{self, Write};

use annotate_snippets::normalize_untrusted_str;

use super::places::{Point, related_file};
use crate::cli::read::{CheckOutcome, CheckedFile};
use crate::rules::Finding;

pub(crate) fn write(
    out: &mut impl Write,
    outcome: &CheckOutcome,
    file: &CheckedFile,
    finding: &Finding,
) -> io::Result<()> {
    let Point { line, column } = Point::of(&file.document.rope, finding.span.start);
    let (severity, rule) = (finding.severity.name(), finding.rule.name);
    writeln!(out, "{}:{line}:{column}: {severity}[{rule}] {}", one_line(&file.shown), one_line(&finding.message))?;
    for shown in finding.shown_related() {
        let Some((path, document)) = related_file(outcome, file, shown.place) else { continue };
        let Point { line, column } = Point::of(&document.rope, shown.place.span.start);
        writeln!(out, "  {}:{line}:{column}: {}", one_line(&path), one_line(&shown.message()))?;
    }
    Ok(())
}

/// A message on one line, without what could steer the terminal.
fn one_line(text: &str) -> String {
    normalize_untrusted_str(&text.lines().collect::<Vec<_>>().join(" "))
}
