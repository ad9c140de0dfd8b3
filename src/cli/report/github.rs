//! Workflow commands of GitHub Actions: each finding is an annotation beside the draft's line.

use super::places::{Point, points, related_file, shown};
use crate::cli::read::{CheckOutcome, CheckedFile};
use crate::cli::visible::visible;
use crate::rules::{Reported, Severity};
use crate::workspace::Notice;

/// What could not be read, as an annotation of its file.
pub(super) fn command_of_notice(notice: &Notice) -> String {
    let path = shown(notice);
    let line = notice.line.map_or_else(String::new, |line| format!(",line={line}"));
    format!("::error file={}{line},title=not read::{}\n", property(&path), data(&notice.message))
}

/// A finding.
pub(super) fn command(outcome: &CheckOutcome, file: &CheckedFile, found: &Reported) -> String {
    let finding = &found.finding;
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let (start, end) = points(&file.document.rope, finding.span);
    let place = match start.line == end.line {
        true => format!("line={},col={},endColumn={}", start.line, start.column, end.column),
        // GitHub takes columns of a single line only.
        false => format!("line={},endLine={}", start.line, end.line),
    };
    let (path, rule) = (property(&file.shown), property(finding.rule.name));
    format!("::{command} file={path},{place},title={rule}::{}\n", data(&message(outcome, file, found)))
}

/// What is wrong, and below it what helps to understand and to fix it.
fn message(outcome: &CheckOutcome, file: &CheckedFile, found: &Reported) -> String {
    let mut message = found.finding.message.to_string();
    for shown in found.finding.shown_related() {
        let Some((path, rope)) = related_file(outcome, file, shown.place) else { continue };
        let Point { line, column } = Point::of(&rope, shown.place.span.start);
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
    let mut data = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '%' => data.push_str("%25"),
            '\r' => data.push_str("%0D"),
            '\n' => data.push_str("%0A"),
            '\t' => data.push('\t'),
            other => data.push(visible(other)),
        }
    }
    data
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
        assert_eq!(data("a\t\u{1b}[31mb\u{9b}\u{202e}"), "a\t␛[31mb��");
        assert_eq!(property("C:\\a,b%.txt"), "C%3A\\a%2Cb%25.txt");
    }
}
