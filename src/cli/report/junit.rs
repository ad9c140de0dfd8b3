//! JUnit XML, as the test reports of CI servers read it: a file is a suite, a finding a case of it.
//!
//! A finding that would end the run with status 1 is a failure, a lighter one a case that passes and says so in its
//! output. A file without findings is one case that passes; one that could not be read is an error.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Checked, Outcome, Point};
use crate::rules::{Reported, Severity};

/// Writes all files.
pub fn write(out: &mut impl Write, outcome: &Outcome, fails: Severity) -> io::Result<()> {
    let count = |file: &Checked| file.findings.iter().filter(|found| is_failure(found, fails)).count();
    let cases = |file: &Checked| file.findings.len().max(1);
    let errors = outcome.errors.len();
    let tests = outcome.files.iter().map(cases).sum::<usize>() + errors;
    let failures: usize = outcome.files.iter().map(count).sum();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="rapporteur" tests="{tests}" failures="{failures}" errors="{errors}">"#)?;
    for notice in &outcome.errors {
        let path = super::shown(notice);
        let name = escaped(&path);
        writeln!(out, r#"  <testsuite name="{name}" tests="1" failures="0" errors="1">"#)?;
        let line = notice.line.map_or_else(String::new, |line| format!(r#" line="{line}""#));
        writeln!(out, r#"    <testcase name="can be read" classname="{name}"{line}>"#)?;
        writeln!(out, r#"      <error type="not-read" message="{}"/>"#, escaped(&notice.message))?;
        writeln!(out, "    </testcase>\n  </testsuite>")?;
    }
    for file in &outcome.files {
        let (tests, failures) = (cases(file), count(file));
        let name = escaped(&file.shown);
        writeln!(out, r#"  <testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0">"#)?;
        if file.findings.is_empty() {
            writeln!(out, r#"    <testcase name="no findings" classname="{name}"/>"#)?;
        }
        for found in &file.findings {
            case(out, file, found, fails)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn case(out: &mut impl Write, file: &Checked, found: &Reported, fails: Severity) -> io::Result<()> {
    let finding = &found.finding;
    let Point { line, column } = Point::of(&file.document.rope, finding.span.start);
    let (rule, severity) = (finding.rule.name, finding.severity.name());
    let name = escaped(&file.shown);
    writeln!(out, r#"    <testcase name="{rule} ({line}:{column})" classname="{name}" file="{name}" line="{line}">"#)?;
    let mut text = format!("{}:{line}:{column}: {severity}[{rule}] {}", file.shown, finding.message);
    finding.evidence.iter().for_each(|sentence| text += &format!("\nnote: {sentence}"));
    found.fixes.iter().for_each(|fix| text += &format!("\nhelp: {}", fix.title));
    let text = escaped(&text);
    match is_failure(found, fails) {
        true => {
            let message = escaped(&finding.message);
            writeln!(out, r#"      <failure type="{severity}" message="{message}">{text}</failure>"#)?;
        }
        false => writeln!(out, "      <system-out>{text}</system-out>")?,
    }
    writeln!(out, "    </testcase>")
}

fn is_failure(found: &Reported, fails: Severity) -> bool {
    found.finding.severity <= fails
}

/// A text as an attribute or an element holds it; what XML 1.0 cannot hold is replaced.
fn escaped(text: &str) -> Cow<'_, str> {
    let plain =
        |character: char| !matches!(character, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}' | '\0'..'\x20');
    if text.chars().all(plain) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // In an attribute they would become blanks.
            '\n' | '\r' | '\t' => escaped.push_str(&format!("&#{};", u32::from(character))),
            character if plain(character) => escaped.push(character),
            _ => escaped.push('\u{fffd}'),
        }
    }
    escaped.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_escaped_or_replaced() {
        assert_eq!(escaped("plain 𝄞"), "plain 𝄞");
        assert_eq!(
            escaped("a<b> & \"c\"\n\u{1b}[0m\u{ffff}"),
            "a&lt;b&gt; &amp; &quot;c&quot;&#10;\u{fffd}[0m\u{fffd}"
        );
    }
}
