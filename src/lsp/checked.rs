//! Findings as the client gets them, but those that wait while a drafter writes there. What a text's findings come to is kept as long as they stay: an edit in one text
//! of a file costs the others a copy of their JSON, and one that moves them the numbers of their lines.

use std::borrow::Cow;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticTag, NumberOrString, Range, Uri,
};

use super::capabilities::Abilities;
use super::convert::{Converter, severity as lsp_severity};
use super::moved;
use super::pages;
use super::snapshot::TextSnapshot;
use super::uri::is_view;
use crate::ide::Unfinished;
use crate::rules::{Finding, Findings, Rule};
use crate::syntax::{PerText, PlacedText};
use crate::text::{Cancellation, Cancelled, Span};

/// What was found in a file, kept from one state of it to the next.
#[derive(Default)]
pub(super) struct DraftDiagnostics {
    findings: Findings,
    texts: PerText<TextDiagnostics>,
    /// What the server itself has to say.
    own: Vec<Diagnostic>,
    /// What a client that pulls was told last.
    pub(super) told: Option<String>,
    /// The text and the diagnostics that were published last.
    pub(super) published: Option<(u64, u64)>,
}

/// The diagnostics of one text.
struct TextDiagnostics {
    /// What they were made of, and still are as long as this is the same.
    findings: Arc<[Finding]>,
    diagnostics: Vec<RelativeDiagnostic>,
    /// Which of them wait, in order: the client is not told of them yet.
    waiting: Vec<usize>,
    /// Where the text began when `json` was written.
    line: u32,
    /// The diagnostics with a comma between.
    json: String,
    /// Of `json`.
    hash: u64,
}

/// A diagnostic whose lines count from the start of its text.
struct RelativeDiagnostic {
    diagnostic: Diagnostic,
    /// Which of its related places are in the same file, and so count from the start of the text too.
    own: Vec<bool>,
}

impl DraftDiagnostics {
    /// Takes the findings of a file as it is now.
    ///
    /// # Errors
    /// They are not wanted any more, and nothing has changed.
    pub(super) fn update(
        &mut self,
        uri: &Uri,
        text: &TextSnapshot,
        cancellation: Cancellation<'_>,
    ) -> Result<(), Cancelled> {
        let is_checked = text.is_resolution && !is_view(uri);
        let findings = match is_checked {
            true => self.findings.update(&text.document, text.file, &text.workspace, cancellation)?,
            false => Findings::default(),
        };
        let converter = Converter::of(uri, text);
        self.own = moved::diagnostics(text, &converter, cancellation)?;
        self.findings = findings;
        match is_checked {
            true => self.texts.carry_over(&text.document),
            false => self.texts.clear(),
        }
        for (index, (placed, findings)) in text.document.texts.iter().zip(self.findings.of_texts()).enumerate() {
            let beside = self.texts.beside(index);
            // A place in another file may have moved without a word here.
            let here = findings.iter().flat_map(|finding| &finding.related).all(|related| related.file.is_none());
            let unfinished = Unfinished::of(&text.document, placed, text.writing);
            let waiting =
                findings.iter().enumerate().filter(|(_, it)| unfinished.holds(it)).map(|(nth, _)| nth).collect();
            match beside {
                Some((_, kept)) if here && Arc::ptr_eq(&kept.findings, findings) => {
                    kept.update(placed.line, waiting);
                }
                _ => {
                    let made = TextDiagnostics::new(findings.clone(), waiting, placed, &text.client, &converter);
                    *beside = Some((placed.text.clone(), made));
                }
            }
        }
        Ok(())
    }

    /// What was found when this was last updated.
    pub(super) fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Whether something was found of which the client is not told yet.
    pub(super) fn waits(&self) -> bool {
        self.texts.all().any(|text| !text.waiting.is_empty())
    }

    /// The diagnostics as a JSON array.
    pub(super) fn json(&self, json: &mut String) {
        json.reserve(self.texts.all().map(|text| text.json.len() + 1).sum::<usize>() + 32);
        json.push('[');
        let of_texts = self.texts.all().filter(|text| !text.json.is_empty()).map(|text| Cow::Borrowed(&*text.json));
        for (index, part) in of_texts.chain(self.own.iter().map(|own| Cow::Owned(written(own)))).enumerate() {
            if index > 0 {
                json.push(',');
            }
            json.push_str(&part);
        }
        json.push(']');
    }

    /// The diagnostics, with lines counted from the start of the file.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        self.texts.all().flat_map(TextDiagnostics::shown).chain(self.own.iter().cloned()).collect()
    }

    /// A full report, still open for more.
    pub(super) fn full_report(&self, result: &str) -> String {
        let mut report = format!(r#"{{"kind":"full","resultId":"{result}","items":"#);
        self.json(&mut report);
        report
    }

    /// The same as a client gets it.
    pub(super) fn result_id(&self) -> String {
        format!("{:016x}", self.result())
    }

    /// A number that changes with the diagnostics.
    pub(super) fn result(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.texts.all().filter(|text| !text.json.is_empty()).for_each(|text| text.hash.hash(&mut hasher));
        self.own.iter().for_each(|own| written(own).hash(&mut hasher));
        hasher.finish()
    }
}

impl TextDiagnostics {
    fn new(
        findings: Arc<[Finding]>,
        waiting: Vec<usize>,
        placed: &PlacedText,
        abilities: &Abilities,
        converter: &Converter<'_>,
    ) -> Self {
        let diagnostics = findings.iter().map(|it| RelativeDiagnostic::new(it, placed, abilities, converter)).collect();
        let mut text =
            TextDiagnostics { findings, diagnostics, waiting, line: placed.line, json: String::new(), hash: 0 };
        text.write();
        text
    }

    /// Counts lines from where the text begins now, and keeps back what waits now.
    fn update(&mut self, line: u32, waiting: Vec<usize>) {
        if self.line != line || self.waiting != waiting {
            self.line = line;
            self.waiting = waiting;
            self.write();
        }
    }

    /// The diagnostics that do not wait, with lines counted from the start of the file.
    fn shown(&self) -> impl Iterator<Item = Diagnostic> {
        let all = self.diagnostics.iter().enumerate();
        all.filter(|(nth, _)| self.waiting.binary_search(nth).is_err()).map(|(_, found)| found.at(self.line))
    }

    fn write(&mut self) {
        self.json = self.shown().map(|found| written(&found)).collect::<Vec<_>>().join(",");
        let mut hasher = DefaultHasher::new();
        self.json.hash(&mut hasher);
        self.hash = hasher.finish();
    }
}

impl RelativeDiagnostic {
    fn new(
        finding: &Finding,
        placed: &PlacedText,
        abilities: &Abilities,
        converter: &Converter<'_>,
    ) -> RelativeDiagnostic {
        let here = |span| in_text(span, placed, converter);
        let mut own = Vec::new();
        let places = finding.shown_related().filter(|_| abilities.related_places).filter_map(|shown| {
            let place = shown.place;
            let mut location = match place.file {
                None => converter.location(converter.file(), placed.in_file(place.span)),
                Some(file) => converter.known_location(file, place.span),
            }?;
            if place.file.is_none() {
                location.range = here(place.span);
            }
            own.push(place.file.is_none());
            Some(DiagnosticRelatedInformation { location, message: shown.message().into() })
        });
        let places: Vec<_> = places.collect();
        let diagnostic = Diagnostic {
            range: here(finding.span),
            severity: Some(lsp_severity(finding.severity)),
            code: Some(NumberOrString::String(finding.rule.name.into())),
            code_description: abilities.rule_pages.then(|| rule_page(finding.rule)).flatten(),
            source: Some("rapporteur".into()),
            message: finding.message.to_string(),
            tags: (finding.struck && abilities.struck_tag).then(|| vec![DiagnosticTag::DEPRECATED]),
            related_information: (!places.is_empty()).then_some(places),
            ..Default::default()
        };
        RelativeDiagnostic { diagnostic, own }
    }

    /// The diagnostic where its text begins at `line`.
    fn at(&self, line: u32) -> Diagnostic {
        let mut diagnostic = self.diagnostic.clone();
        diagnostic.range = shifted(diagnostic.range, line);
        let places = diagnostic.related_information.iter_mut().flatten();
        for (place, _) in places.zip(&self.own).filter(|(_, own)| **own) {
            place.location.range = shifted(place.location.range, line);
        }
        diagnostic
    }
}

fn written(diagnostic: &Diagnostic) -> String {
    let json = serde_json::to_string(diagnostic);
    json.inspect_err(|error| tracing::error!("a diagnostic cannot be written as JSON: {error}")).unwrap_or_default()
}

/// A range whose lines count from the start of the text: that is at the start of a line, so that only lines change where
/// it moves.
fn in_text(span: Span, placed: &PlacedText, converter: &Converter<'_>) -> Range {
    shifted(converter.range(placed.in_file(span)), 0u32.wrapping_sub(placed.line))
}

/// Where the page of a rule is to be had: the client asks the server for it.
fn rule_page(rule: &Rule) -> Option<CodeDescription> {
    Some(CodeDescription { href: pages::of_rule(rule).parse().ok()? })
}

fn shifted(mut range: Range, lines: u32) -> Range {
    range.start.line = range.start.line.wrapping_add(lines);
    range.end.line = range.end.line.wrapping_add(lines);
    range
}
