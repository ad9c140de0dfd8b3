//! SARIF 2.1.0, the form in which code scanning takes findings.

mod log;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Component, Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ropey::Rope;

use serde_json::value::RawValue;

use self::log::{
    ArtifactChange, ArtifactLocation, ExecutionNotice, FixProperties, Help, Invocation, PhysicalLocation, Region,
    RegionReplacement, ReportingConfiguration, ReportingDescriptor, ResultFix, ResultLevel, ResultLocation,
    ResultProperties, RunResult, SarifLog, SarifRun, Tags, TextMessage, Tool, ToolComponent, UriBase,
};
use super::places::{edited_file, points, related_file, shown};
use crate::cli::gather::absolute;
use crate::cli::read::{CheckOutcome, CheckedFile};
use crate::cli::visible;
use crate::edits;
use crate::rules::{RULES, Reported, Rule, Severity};
use crate::text::Span;
use crate::workspace::Notice;

/// The schema that it keeps to.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What relative addresses count from: the folder in which the program runs, which in CI is the repository.
const BASE: &str = "%SRCROOT%";
/// What an address may hold as it is (RFC 3986, "unreserved").
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Writes the whole log around its results.
pub(super) fn write(
    out: &mut impl Write,
    outcome: &CheckOutcome,
    unread: &[Notice],
    results: Vec<Box<RawValue>>,
) -> io::Result<()> {
    let base = UriBase { description: TextMessage { text: "The folder in which the check ran." } };
    let run = SarifRun {
        column_kind: "unicodeCodePoints",
        invocations: [invocation(outcome, unread)],
        original_uri_base_ids: BTreeMap::from([(BASE, base)]),
        results,
        tool: Tool { driver: driver() },
    };
    let log = SarifLog { schema: SCHEMA, runs: [run], version: "2.1.0" };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// A finding. `same_as`: the index of an earlier one that has the same fixes.
pub(super) fn object(
    outcome: &CheckOutcome,
    file: &CheckedFile,
    found: &Reported,
    same_as: Option<usize>,
) -> serde_json::Result<Box<RawValue>> {
    let text = visible::json(serde_json::to_string_pretty(&result(outcome, file, found, same_as))?);
    // As deep as the results of a log are.
    RawValue::from_string(text.replace('\n', "\n        "))
}

/// The program and its rules.
fn driver() -> ToolComponent {
    ToolComponent {
        name: "Rapporteur",
        rules: RULES.iter().map(|rule| descriptor(rule)).collect(),
        semantic_version: env!("CARGO_PKG_VERSION"),
        version: env!("CARGO_PKG_VERSION"),
    }
}

fn descriptor(rule: &Rule) -> ReportingDescriptor {
    let page = rule.markdown();
    ReportingDescriptor {
        default_configuration: ReportingConfiguration { enabled: rule.standard, level: level(rule.severity) },
        help: Help { markdown: page.clone(), text: page },
        id: rule.name,
        properties: Tags { tags: [rule.group.title().to_lowercase()] },
        short_description: TextMessage { text: rule.summary },
    }
}

/// Whether all could be read.
fn invocation<'o>(outcome: &'o CheckOutcome, unread: &'o [Notice]) -> Invocation<'o> {
    let errors = outcome.errors.iter().chain(unread).map(|notice| notification(ResultLevel::Error, notice));
    let warnings = outcome.warnings.iter().map(|notice| notification(ResultLevel::Warning, notice));
    Invocation {
        execution_successful: outcome.errors.is_empty() && unread.is_empty(),
        tool_execution_notifications: errors.chain(warnings).collect(),
    }
}

fn notification(level: ResultLevel, notice: &Notice) -> ExecutionNotice<'_> {
    let region = notice.line.map(|line| Region { start_line: line, ..Region::default() });
    let place = PhysicalLocation { artifact_location: artifact(&shown(notice)), region };
    ExecutionNotice {
        level,
        locations: [ResultLocation { message: None, physical_location: place }],
        message: TextMessage { text: &notice.message },
    }
}

fn result<'a>(
    outcome: &CheckOutcome,
    file: &CheckedFile,
    found: &'a Reported,
    same_as: Option<usize>,
) -> RunResult<'a> {
    let finding = &found.finding;
    let index = RULES.iter().position(|rule| *rule == finding.rule).and_then(|index| i64::try_from(index).ok());
    let related = finding.related.iter().filter_map(|related| {
        let (path, rope) = related_file(outcome, file, related)?;
        let place = physical(&path, &rope, related.span);
        Some(ResultLocation { message: Some(TextMessage { text: &related.message }), physical_location: place })
    });
    let fixes = found.fixes.iter().filter(|_| same_as.is_none());
    let place = physical(&file.shown, &file.document.rope, finding.span);
    RunResult {
        fixes: fixes.map(|it| fix(outcome, file, it)).collect(),
        level: level(finding.severity),
        locations: [ResultLocation { message: None, physical_location: place }],
        message: TextMessage { text: &finding.message },
        properties: ResultProperties {
            evidence: &finding.evidence,
            fixed_with: same_as,
            severity: finding.severity.name(),
        },
        related_locations: related.collect(),
        rule_id: finding.rule.name,
        rule_index: index.unwrap_or(-1),
    }
}

fn fix<'a>(outcome: &CheckOutcome, file: &CheckedFile, fix: &'a edits::Fix) -> ResultFix<'a> {
    let mut changes: Vec<(String, Vec<RegionReplacement<'a>>)> = Vec::new();
    for edit in &fix.edits {
        let other = edited_file(outcome, file, edit);
        let (path, rope) = match &other {
            Some((path, rope)) => (path, rope),
            None => (&file.shown, &file.document.rope),
        };
        let replacement = RegionReplacement {
            deleted_region: region(rope, edit.span),
            inserted_content: TextMessage { text: &edit.text },
        };
        match changes.iter_mut().find(|(known, _)| known == path) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((path.clone(), vec![replacement])),
        }
    }
    let changes = changes
        .into_iter()
        .map(|(path, replacements)| ArtifactChange { artifact_location: artifact(&path), replacements });
    ResultFix {
        artifact_changes: changes.collect(),
        description: TextMessage { text: &fix.title },
        properties: FixProperties { safe: fix.safe },
    }
}

fn physical(path: &str, rope: &Rope, span: Span) -> PhysicalLocation {
    PhysicalLocation { artifact_location: artifact(path), region: Some(region(rope, span)) }
}

fn region(rope: &Rope, span: Span) -> Region {
    let (start, end) = points(rope, span);
    Region {
        end_column: Some(end.column),
        end_line: Some(end.line),
        start_column: Some(start.column),
        start_line: start.line,
    }
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Information | Severity::Hint => ResultLevel::Note,
    }
}

/// A file below the current folder by its relative address, another by its whole one.
fn artifact(shown: &str) -> ArtifactLocation {
    let whole = absolute(Path::new(shown));
    match whole.strip_prefix(absolute(Path::new("."))) {
        Ok(within) => ArtifactLocation { uri: address(within), uri_base_id: Some(BASE) },
        Err(_) => ArtifactLocation { uri: format!("file:///{}", address(&whole)), uri_base_id: None },
    }
}

/// The names of a path, with slashes between them.
fn address(path: &Path) -> String {
    let names = path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(utf8_percent_encode(&name.to_string_lossy(), PLAIN).to_string()),
        Component::Prefix(drive) => Some(drive.as_os_str().to_string_lossy().into_owned()),
        Component::ParentDir => Some("..".to_owned()),
        Component::RootDir | Component::CurDir => None,
    });
    names.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_address_is_relative_where_it_can_be() {
        assert_eq!(address(Path::new("texts/Rés 50 (a).txt")), "texts/R%C3%A9s%2050%20%28a%29.txt");
        let at = |shown: &str| serde_json::to_value(artifact(shown)).expect("JSON");
        assert_eq!(at("a b.txt"), json!({"uri": "a%20b.txt", "uriBaseId": "%SRCROOT%"}));
        assert_eq!(at("<stdin>"), json!({"uri": "%3Cstdin%3E", "uriBaseId": "%SRCROOT%"}));
        let elsewhere = std::env::temp_dir().join("a.txt");
        let uri = at(&elsewhere.display().to_string());
        assert!(uri["uri"].as_str().is_some_and(|uri| uri.starts_with("file:///")), "{uri}");
    }
}
