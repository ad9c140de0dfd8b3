//! Findings as the client gets them. What a text's findings come to is kept as long as they stay: an edit in one text
//! of a file costs the others a copy of their JSON, and one that moves them the numbers of their lines.

use std::borrow::Cow;
use std::collections::hash_map::DefaultHasher;
use std::fmt::Write;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticTag, DocumentDiagnosticReport, NumberOrString,
    Range, RelatedFullDocumentDiagnosticReport, Uri,
};

use super::ask::Question;
use super::capabilities::Abilities;
use super::convert::{Converter, severity as lsp_severity};
use super::drafts::{Draft, lock};
use super::moved as moved_references;
use super::pages;
use super::shared::{Read, Shared};
use super::uri::is_view;
use crate::rules::{Finding, Findings, Rule, Severity};
use crate::syntax::PlacedText;
use crate::text::{Cancellation, Cancelled, Span};

/// What was found in a file, kept from one state of it to the next.
#[derive(Default)]
pub struct Checked {
    findings: Findings,
    texts: Vec<TextDiagnostics>,
    /// What the server itself has to say.
    own: Vec<Diagnostic>,
    /// What a client that pulls was told last.
    told: Option<String>,
    /// The text and the diagnostics that were published last.
    published: Option<(u64, u64)>,
}

/// The diagnostics of one text.
struct TextDiagnostics {
    /// What they were made of, and still are as long as this is the same.
    findings: Arc<[Finding]>,
    diagnostics: Vec<Found>,
    /// Where the text began when `json` was written.
    line: u32,
    /// The diagnostics with a comma between.
    json: String,
    /// Of `json`.
    hash: u64,
}

/// A diagnostic whose lines count from the start of its text.
struct Found {
    diagnostic: Diagnostic,
    /// Which of its related places are in the same file, and so count from the start of the text too.
    own: Vec<bool>,
}

impl Checked {
    /// Takes the findings of a file as it is now.
    ///
    /// # Errors
    /// They are not wanted any more, and nothing has changed.
    pub fn update(
        &mut self,
        shared: &Shared,
        uri: &Uri,
        read: &Read,
        cancellation: Cancellation<'_>,
    ) -> std::result::Result<(), Cancelled> {
        let findings = if read.is_resolution && !is_view(uri) {
            self.findings.update(&read.document, read.file, &read.snapshot, cancellation)?
        } else {
            Findings::default()
        };
        let converter = Converter::new(shared, &read.snapshot, read.file, uri, &read.document.rope);
        let mut old: Vec<_> = std::mem::take(&mut self.texts).into_iter().map(Some).collect();
        // Texts keep their order, so each is looked for behind the one before.
        let mut next = 0;
        for (placed, (_, findings)) in read.document.texts.iter().zip(findings.texts()) {
            let same = |text: &Option<TextDiagnostics>| {
                // A place in another file may have moved without a word here.
                let here = findings.iter().flat_map(|finding| &finding.related).all(|related| related.file.is_none());
                here && text.as_ref().is_some_and(|text| Arc::ptr_eq(&text.findings, findings))
            };
            let kept = old[next..].iter().position(same).and_then(|skipped| {
                next += skipped + 1;
                old[next - 1].take()
            });
            self.texts.push(match kept {
                Some(text) => text.moved_to(placed.line),
                None => TextDiagnostics::new(findings.clone(), placed, shared.abilities(), &converter),
            });
        }
        self.own = moved_references::diagnostics(read, &converter);
        self.findings = findings;
        Ok(())
    }

    /// What was found when this was last updated.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The diagnostics as a JSON array.
    fn json(&self, json: &mut String) {
        json.reserve(self.texts.iter().map(|text| text.json.len() + 1).sum::<usize>() + 32);
        json.push('[');
        let of_texts = self.texts.iter().filter(|text| !text.json.is_empty()).map(|text| Cow::Borrowed(&*text.json));
        for (index, part) in of_texts.chain(self.own.iter().map(|own| Cow::Owned(written(own)))).enumerate() {
            if index > 0 {
                json.push(',');
            }
            json.push_str(&part);
        }
        json.push(']');
    }

    /// The diagnostics, with lines counted from the start of the file.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let of_texts = self.texts.iter().flat_map(|text| text.diagnostics.iter().map(|found| found.at(text.line)));
        of_texts.chain(self.own.iter().cloned()).collect()
    }

    /// A full report, still open for more.
    fn full_report(&self, result: &str) -> String {
        let mut report = format!(r#"{{"kind":"full","resultId":"{result}","items":"#);
        self.json(&mut report);
        report
    }

    /// The same as a client gets it.
    pub fn result_id(&self) -> String {
        format!("{:016x}", self.result())
    }

    /// A number that changes with the diagnostics.
    fn result(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.texts.iter().filter(|text| !text.json.is_empty()).for_each(|text| text.hash.hash(&mut hasher));
        self.own.iter().for_each(|own| written(own).hash(&mut hasher));
        hasher.finish()
    }
}

impl TextDiagnostics {
    fn new(findings: Arc<[Finding]>, placed: &PlacedText, abilities: &Abilities, converter: &Converter<'_>) -> Self {
        let mut diagnostics = Vec::with_capacity(findings.len());
        for finding in findings.iter() {
            diagnostics.push(Found::new(finding, placed, abilities, converter));
            if abilities.unnecessary_tag {
                diagnostics.extend(finding.faded.iter().map(|span| Found::faded(finding, *span, placed, converter)));
            }
        }
        let mut text = TextDiagnostics { findings, diagnostics, line: placed.line, json: String::new(), hash: 0 };
        text.write();
        text
    }

    /// The same where the text now begins at another line.
    fn moved_to(mut self, line: u32) -> Self {
        if self.line != line {
            self.line = line;
            self.write();
        }
        self
    }

    fn write(&mut self) {
        self.json.clear();
        for found in &self.diagnostics {
            if !self.json.is_empty() {
                self.json.push(',');
            }
            self.json.push_str(&written(&found.at(self.line)));
        }
        let mut hasher = DefaultHasher::new();
        self.json.hash(&mut hasher);
        self.hash = hasher.finish();
    }
}

impl Found {
    fn new(finding: &Finding, placed: &PlacedText, abilities: &Abilities, converter: &Converter<'_>) -> Found {
        let here = |span| in_text(span, placed, converter);
        let mut own = Vec::new();
        let places = finding.related.iter().filter(|_| abilities.related_places).filter_map(|place| {
            let mut location = match place.file {
                None => converter.location(converter.file(), placed.in_file(place.span)),
                Some(file) => converter.known_location(file, place.span),
            }?;
            if place.file.is_none() {
                location.range = here(place.span);
            }
            own.push(place.file.is_none());
            Some(DiagnosticRelatedInformation { location, message: place.message.clone() })
        });
        let places: Vec<_> = places.collect();
        let diagnostic = Diagnostic {
            range: here(finding.span),
            severity: Some(lsp_severity(finding.severity)),
            code: Some(NumberOrString::String(finding.rule.name.into())),
            code_description: abilities.rule_pages.then(|| rule_page(finding.rule)).flatten(),
            source: Some("rapporteur".into()),
            message: finding.message.clone(),
            tags: (finding.struck && abilities.struck_tag).then(|| vec![DiagnosticTag::DEPRECATED]),
            related_information: (!places.is_empty()).then_some(places),
            ..Default::default()
        };
        Found { diagnostic, own }
    }

    /// Words that are left over: shown faded, without a word to say.
    fn faded(finding: &Finding, span: Span, placed: &PlacedText, converter: &Converter<'_>) -> Found {
        let diagnostic = Diagnostic {
            range: in_text(span, placed, converter),
            severity: Some(lsp_severity(Severity::Hint)),
            code: Some(NumberOrString::String(finding.rule.name.into())),
            source: Some("rapporteur".into()),
            message: "left over from the text in force".into(),
            tags: Some(vec![DiagnosticTag::UNNECESSARY]),
            ..Default::default()
        };
        Found { diagnostic, own: Vec::new() }
    }

    /// The diagnostic where its text begins at `line`.
    fn at(&self, line: u32) -> Diagnostic {
        let mut diagnostic = self.diagnostic.clone();
        diagnostic.range = moved(diagnostic.range, line);
        let places = diagnostic.related_information.iter_mut().flatten();
        for (place, _) in places.zip(&self.own).filter(|(_, own)| **own) {
            place.location.range = moved(place.location.range, line);
        }
        diagnostic
    }
}

/// A diagnostic as JSON.
fn written(diagnostic: &Diagnostic) -> String {
    let json = serde_json::to_string(diagnostic);
    json.inspect_err(|error| tracing::error!("a diagnostic cannot be written as JSON: {error}")).unwrap_or_default()
}

/// A range whose lines count from the start of the text: that is at the start of a line, so that only lines change where
/// it moves.
fn in_text(span: Span, placed: &PlacedText, converter: &Converter<'_>) -> Range {
    moved(converter.range(placed.in_file(span)), 0u32.wrapping_sub(placed.line))
}

/// Where the page of a rule is to be had: the client asks the server for it.
fn rule_page(rule: &Rule) -> Option<CodeDescription> {
    Some(CodeDescription { href: pages::of_rule(rule).parse().ok()? })
}

fn moved(mut range: Range, lines: u32) -> Range {
    range.start.line = range.start.line.wrapping_add(lines);
    range.end.line = range.end.line.wrapping_add(lines);
    range
}

impl Shared {
    /// Checks a draft and publishes what is found, unless the text changes meanwhile. Says `done` before anything
    /// leaves. On a blocking thread.
    pub fn publish(&self, draft: &Draft, read: &Read, done: &mut dyn FnMut()) {
        let mut checked = lock(&draft.checked);
        let is_past = || draft.is_past(read.revision);
        if checked.update(self, &draft.uri, read, Cancellation::when(&is_past)).is_err() {
            return;
        }
        let result = checked.result();
        let nothing_new = match checked.published {
            // Checked again because of another file.
            Some(published) if published.0 == read.revision => published.1 == result,
            // On what is no resolution the server is silent, once it has taken back what it said before.
            Some(published) => !read.is_resolution && published.1 == result,
            None => false,
        };
        if nothing_new {
            return;
        }
        let publication = publication(&draft.uri, Some(read.version), |json| checked.json(json));
        done();
        // An edit that comes in this moment makes it outdated: then the analysis of that edit publishes.
        let sent =
            draft.while_at(read.revision, || self.outgoing.notify_raw("textDocument/publishDiagnostics", &publication));
        checked.published = sent.then_some((read.revision, result));
    }

    /// Takes back what was published of a draft.
    pub fn clear(&self, uri: &Uri) {
        let publication = publication(uri, None, |json| json.push_str("[]"));
        self.outgoing.notify_raw("textDocument/publishDiagnostics", &publication);
    }
}

/// The parameters of a publication, as JSON.
fn publication(uri: &Uri, version: Option<i32>, diagnostics: impl FnOnce(&mut String)) -> String {
    // A URI's characters need no escape in JSON.
    let mut json = format!(r#"{{"uri":"{}","diagnostics":"#, uri.as_str());
    diagnostics(&mut json);
    if let Some(version) = version {
        // Writing to a string does not fail.
        let _ = write!(json, r#","version":{version}"#);
    }
    json.push('}');
    json
}

/// Answers a client that asks what is found in a text, as JSON: most of it is written already. On a blocking thread.
///
/// # Errors
/// The text has changed meanwhile.
pub fn report(question: &Question<'_>, previous: Option<&str>) -> Result<String> {
    let mut report = question.checked(|checked| {
        let result = checked.result_id();
        checked.told = Some(result.clone());
        match previous == Some(&*result) {
            true => format!(r#"{{"kind":"unchanged","resultId":"{result}""#),
            false => checked.full_report(&result),
        }
    })?;
    related(question, &mut report);
    report.push('}');
    Ok(report)
}

/// Adds what has changed in the other open drafts since the client asked of them, for a client that takes it.
fn related(question: &Question<'_>, report: &mut String) {
    let shared = question.shared;
    if !shared.abilities().related_documents {
        return;
    }
    let mut before = r#","relatedDocuments":{"#;
    for draft in shared.open_drafts().into_iter().filter(|draft| draft.uri != *question.uri) {
        if lock(&draft.checked).told.is_none() {
            continue;
        }
        let read = shared.read(&draft);
        let past = || draft.is_past(read.revision);
        let other = Question {
            shared,
            draft: Some(&draft),
            uri: &draft.uri,
            read: &read,
            cancellation: Cancellation::when(&past),
        };
        let changed = other.checked(|checked| {
            let result = checked.result_id();
            let changed = checked.told.replace(result.clone()).as_ref() != Some(&result);
            changed.then(|| checked.full_report(&result))
        });
        if let Ok(Some(other)) = changed {
            // Writing to a string does not fail; a URI's characters need no escape in JSON.
            let _ = write!(report, r#"{before}"{}":{other}}}"#, draft.uri.as_str());
            before = ",";
        }
    }
    if before == "," {
        report.push('}');
    }
}

/// The answer where the server has nothing to say, and beside what it has written itself.
pub fn nothing_found() -> DocumentDiagnosticReport {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default())
}
