//! Workflow commands of GitHub Actions: each finding is an annotation beside the draft's line.

use std::io::{self, Write};

use super::places::{Point, findings, points, related_file, shown};
use crate::cli::read::{CheckOutcome, CheckedFile};
use crate::rules::{Reported, Severity};

/// Writes all findings; what could not be read is an annotation of its file.
pub(crate) fn write(out: &mut impl Write, outcome: &CheckOutcome) -> io::Result<()> {
    for notice in &outcome.errors {
        let path = shown(notice);
        let line = notice.line.map_or_else(String::new, |line| format!(",line={line}"));
        writeln!(out, "::error file={}{line},title=not read::{}", property(&path), data(&notice.message))?;
    }
    for (file, found) in findings(outcome) {
        let finding = &found.finding;
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information | Severity::Hint => "notice",
        };
        let (start, end) = points(&file.document, finding.span);
        let place = match start.line == end.line {
            true => format!("line={},col={},endColumn={}", start.line, start.column, end.column),
            // GitHub takes columns of a single line only.
            false => format!("line={},endLine={}", start.line, end.line),
        };
        let (path, rule) = (property(&file.shown), property(finding.rule.name));
        writeln!(out, "::{command} file={path},{place},title={rule}::{}", data(&message(outcome, file, found)))?;
    }
    Ok(())
}

/// What is wrong, and below it what helps to understand and to fix it.
fn message(outcome: &CheckOutcome, file: &CheckedFile, found: &Reported) -> String {
    let mut message = found.finding.message.clone();
    for shown in found.finding.shown_related() {
        let Some((path, document)) = related_file(outcome, file, shown.place) else { continue };
        let Point { line, column } = Point::of(&document.rope, shown.place.span.start);
        message += &format!("\n{path}:{line}:{column}: {}", shown.message());
    }
    for sentence in &found.finding.evidence {
        message += &format!("\nnote: {sentence}");
    }
    for fix in found.fixes.iter() {
        message += &format!("\nhelp: {}", fix.title);
    }
    message
}

/// A message as a command carries it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property as a command carries it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_message_or_a_path_ends_it() {
        assert_eq!(data("100%\r\n::error::no"), "100%25%0D%0A::error::no");
        assert_eq!(property("C:\\a,b%.txt"), "C%3A\\a%2Cb%25.txt");
    }
}
