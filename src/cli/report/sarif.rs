//! SARIF 2.1.0, the form in which code scanning takes findings.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Component, Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Fix, Invocation, Location, Message, MultiformatMessageString,
    Notification, PhysicalLocation, PropertyBag, Region, Replacement, ReportingConfiguration, ReportingDescriptor,
    Result as SarifResult, ResultLevel, Run, Sarif, Tool, ToolComponent,
};

use super::places::{SharedFixes, edited_file, findings, points, related_file, shown};
use crate::cli::gather::absolute;
use crate::cli::read::{Checked, Outcome};
use crate::edits;
use crate::rules::{RULES, Reported, Rule, Severity};
use crate::syntax::Document;
use crate::text::Span;
use crate::workspace::Notice;

/// The schema that it keeps to.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What relative addresses count from: the folder in which the program runs, which in CI is the repository.
const BASE: &str = "%SRCROOT%";
/// What an address may hold as it is (RFC 3986, "unreserved").
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Writes all findings.
pub fn write(out: &mut impl Write, outcome: &Outcome) -> io::Result<()> {
    let mut shared = SharedFixes::default();
    let results = findings(outcome).enumerate().map(|(index, (file, found))| {
        let same_as = shared.first(index, found);
        result(outcome, file, found, same_as)
    });
    let base = ArtifactLocation::builder().description(message("The folder in which the check ran.")).build();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver()).build())
        .invocations(vec![invocation(outcome)])
        .original_uri_base_ids(BTreeMap::from([(BASE.to_owned(), base)]))
        .column_kind("unicodeCodePoints")
        .results(results.collect::<Vec<_>>())
        .build();
    let log = Sarif::builder().schema(SCHEMA).version("2.1.0").runs(vec![run]).build();
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// The program and its rules.
fn driver() -> ToolComponent {
    ToolComponent::builder()
        .name("Rapporteur")
        .version(env!("CARGO_PKG_VERSION"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .rules(RULES.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>())
        .build()
}

fn descriptor(rule: &Rule) -> ReportingDescriptor {
    let page = rule.markdown();
    let configuration =
        ReportingConfiguration::builder().enabled(rule.standard).level(level(rule.severity).to_string()).build();
    ReportingDescriptor::builder()
        .id(rule.name)
        .short_description(MultiformatMessageString::builder().text(rule.summary).build())
        .help(MultiformatMessageString::builder().text(page.clone()).markdown(page).build())
        .default_configuration(configuration)
        .properties(PropertyBag::builder().tags(vec![rule.group.title().to_lowercase()]).build())
        .build()
}

/// Whether all could be read.
fn invocation(outcome: &Outcome) -> Invocation {
    let notification = |level: &str, notice: &Notice| {
        let region = notice.line.map(|line| Region::builder().start_line(line).build());
        let artifact = artifact(&shown(notice));
        let place = match region {
            Some(region) => PhysicalLocation::builder().artifact_location(artifact).region(region).build(),
            None => PhysicalLocation::builder().artifact_location(artifact).build(),
        };
        Notification::builder()
            .level(level)
            .message(message(&notice.message))
            .locations(vec![Location::builder().physical_location(place).build()])
            .build()
    };
    let errors = outcome.errors.iter().map(|notice| notification("error", notice));
    let warnings = outcome.warnings.iter().map(|notice| notification("warning", notice));
    Invocation::builder()
        .execution_successful(outcome.errors.is_empty())
        .tool_execution_notifications(errors.chain(warnings).collect::<Vec<_>>())
        .build()
}

fn result(outcome: &Outcome, file: &Checked, found: &Reported, same_as: Option<usize>) -> SarifResult {
    let finding = &found.finding;
    let related = finding.related.iter().filter_map(|related| {
        let (path, document) = related_file(outcome, file, related)?;
        let place = physical(&path, &document, related.span);
        Some(Location::builder().physical_location(place).message(message(&related.message)).build())
    });
    let index = RULES.iter().position(|rule| *rule == finding.rule).and_then(|index| i64::try_from(index).ok());
    let mut properties = BTreeMap::new();
    // Information and a hint are both a note.
    properties.insert("severity".to_owned(), json!(finding.severity.name()));
    if !finding.evidence.is_empty() {
        properties.insert("evidence".to_owned(), json!(finding.evidence));
    }
    // A fix of several results is written with the first of them, which the others name by its index.
    if let Some(first) = same_as {
        properties.insert("fixedWith".to_owned(), json!(first));
    }
    let fixes = found.fixes.iter().filter(|_| same_as.is_none());
    SarifResult::builder()
        .rule_id(finding.rule.name)
        .rule_index(index.unwrap_or(-1))
        .level(level(finding.severity))
        .message(message(&finding.message))
        .locations(vec![
            Location::builder().physical_location(physical(&file.shown, &file.document, finding.span)).build(),
        ])
        .related_locations(related.collect::<Vec<_>>())
        .fixes(fixes.map(|it| fix(outcome, file, it)).collect::<Vec<_>>())
        .properties(PropertyBag::builder().additional_properties(properties).build())
        .build()
}

fn fix(outcome: &Outcome, file: &Checked, fix: &edits::Fix) -> Fix {
    let mut changes: Vec<(String, Vec<Replacement>)> = Vec::new();
    for edit in &fix.edits {
        let other = edited_file(outcome, file, edit);
        let (path, document) = match &other {
            Some((path, document)) => (path, document),
            None => (&file.shown, &file.document),
        };
        let replacement = Replacement::builder()
            .deleted_region(region(document, edit.span))
            .inserted_content(ArtifactContent::builder().text(&edit.text).build())
            .build();
        match changes.iter_mut().find(|(known, _)| known == path) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((path.clone(), vec![replacement])),
        }
    }
    let changes = changes.into_iter().map(|(path, replacements)| {
        ArtifactChange::builder().artifact_location(artifact(&path)).replacements(replacements).build()
    });
    let safe = BTreeMap::from([("safe".to_owned(), json!(fix.safe))]);
    Fix::builder()
        .description(message(&fix.title))
        .artifact_changes(changes.collect::<Vec<_>>())
        .properties(PropertyBag::builder().additional_properties(safe).build())
        .build()
}

fn physical(path: &str, document: &Document, span: Span) -> PhysicalLocation {
    PhysicalLocation::builder().artifact_location(artifact(path)).region(region(document, span)).build()
}

fn region(document: &Document, span: Span) -> Region {
    let (start, end) = points(document, span);
    Region::builder()
        .start_line(start.line)
        .start_column(start.column)
        .end_line(end.line)
        .end_column(end.column)
        .build()
}

fn message(text: &str) -> Message {
    Message::builder().text(text).build()
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
        Ok(within) => ArtifactLocation::builder().uri(address(within)).uri_base_id(BASE).build(),
        Err(_) => ArtifactLocation::builder().uri(format!("file:///{}", address(&whole))).build(),
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
