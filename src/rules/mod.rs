//! What can be wrong with a draft: one file per rule, and the table of them.
//!
//! A rule looks at one text in its workspace and says what it finds; it reads no files and keeps nothing. Findings
//! are kept per text, so that an edit in one text of a file costs nothing in the others.

mod abbreviations;
mod ambiguous_reference;
mod base_drift;
mod best_edition;
mod citation_form;
mod clause_punctuation;
mod context;
mod conversion_residue;
mod dangling_reference;
mod edition_mismatch;
mod empty_section;
mod finding;
mod flattened_change;
mod footnote;
mod history_order;
mod label_sequence;
mod label_style;
mod lone_label;
mod mend;
mod missing_revision;
mod missing_tab;
mod moved_reference;
mod open_bracket;
mod outdated_base;
mod plain_hyphen;
mod plain_space;
mod premature_revision;
mod proposal_action;
mod prose;
mod reference_form;
mod repeated_abbreviation;
mod repeated_section;
mod repeated_word;
mod rule;
mod schema;
mod section_order;
mod self_reference;
mod stale_revision;
mod stray_space;
mod suppressed_resolution;
#[cfg(test)]
mod testing;
mod title_drift;
mod unclosed_change;
mod undefined_abbreviation;
mod unfinished_text;
mod unknown_call;
mod unknown_meeting;
mod unknown_resolution;
mod unknown_revision;
mod unused_abbreviation;
mod wording;
mod wrong_body;

use std::path::Path;
use std::sync::Arc;

pub use context::Context;
use finding::Subject;
pub use finding::{Finding, Found, Related, Severity};
pub use mend::{Mended, mend};
use rule::rule;
pub use rule::{Group, Rule};
pub use schema::schema;
pub use wording::capitalised;

use crate::edits::Fix;
use crate::semantics::{Judged, JudgedCitation};
use crate::syntax::{Document, PlacedText, Text};
use crate::text::{Cancellation, Cancelled, FileId, uncancelled};
use crate::workspace::config::{FILE_NAME, nearest};
use crate::workspace::{Config, Configs, Level, Notice, Snapshot};

/// All rules, in the order of their names.
pub static RULES: [&Rule; 42] = [
    &ambiguous_reference::RULE,
    &base_drift::RULE,
    &citation_form::RULE,
    &clause_punctuation::RULE,
    &conversion_residue::RULE,
    &dangling_reference::RULE,
    &edition_mismatch::RULE,
    &empty_section::RULE,
    &flattened_change::RULE,
    &footnote::RULE,
    &history_order::RULE,
    &label_sequence::RULE,
    &label_style::RULE,
    &lone_label::RULE,
    &missing_revision::RULE,
    &missing_tab::RULE,
    &moved_reference::RULE,
    &open_bracket::RULE,
    &outdated_base::RULE,
    &plain_hyphen::RULE,
    &plain_space::RULE,
    &premature_revision::RULE,
    &proposal_action::RULE,
    &reference_form::RULE,
    &repeated_abbreviation::RULE,
    &repeated_section::RULE,
    &repeated_word::RULE,
    &section_order::RULE,
    &self_reference::RULE,
    &stale_revision::RULE,
    &stray_space::RULE,
    &suppressed_resolution::RULE,
    &title_drift::RULE,
    &unclosed_change::RULE,
    &undefined_abbreviation::RULE,
    &unfinished_text::RULE,
    &unknown_call::RULE,
    &unknown_meeting::RULE,
    &unknown_resolution::RULE,
    &unknown_revision::RULE,
    &unused_abbreviation::RULE,
    &wrong_body::RULE,
];

/// The rule of a name.
pub fn named(name: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.name.cmp(name)).ok().map(|index| RULES[index])
}

/// What is wrong with the rules that a configuration names: there are none of these names.
pub fn config_notices(configs: &Configs) -> Vec<Notice> {
    configs.iter().flat_map(|config| unknown_rules(config)).collect()
}

fn unknown_rules(config: &Config) -> Vec<Notice> {
    let Some(root) = &config.root else { return Vec::new() };
    let mut unknown: Vec<_> = config.named_rules.iter().filter(|(name, _)| named(name).is_none()).collect();
    unknown.sort_by_key(|(_, line)| *line);
    let meant = |name: &str| match nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`rapporteur rules` lists them".to_owned(),
    };
    let notice = |(name, line): &(String, u32)| Notice {
        path: root.join(FILE_NAME),
        line: Some(*line),
        message: format!("there is no rule `{name}`: {}", meant(name)),
    };
    unknown.into_iter().map(notice).collect()
}

/// One text with what was found in it. Places count from the start of the text.
pub struct Checkup<'a> {
    context: Context<'a>,
    /// What all rules say, in the order of the places.
    pub findings: Vec<Finding>,
}

impl<'a> Checkup<'a> {
    /// Looks at a text with all rules.
    ///
    /// # Errors
    /// The findings are not wanted any more.
    pub fn of(
        document: &'a Document,
        placed: &'a PlacedText,
        file: FileId,
        snapshot: &'a Snapshot,
        cancellation: Cancellation<'a>,
    ) -> Result<Checkup<'a>, Cancelled> {
        Checkup::again(document, placed, file, snapshot, None, cancellation)
    }

    /// The same, taking over what it can of an earlier state of the text.
    fn again(
        document: &'a Document,
        placed: &'a PlacedText,
        file: FileId,
        snapshot: &'a Snapshot,
        before: Option<(&Text, &Judged)>,
        cancellation: Cancellation<'a>,
    ) -> Result<Checkup<'a>, Cancelled> {
        let context = Context::new(document, placed, file, snapshot, before).cancelled_by(cancellation);
        let (config, path) = (snapshot.config(file), snapshot.path(file));
        let mut findings = Vec::new();
        for rule in RULES {
            let Some(level) = level(rule, config, path) else { continue };
            cancellation.check()?;
            let first = findings.len();
            (rule.check)(&context, &mut findings);
            for finding in &mut findings[first..] {
                finding.severity = match finding.lighter && !(config.finally && rule.finally) {
                    true => level.max(finding.severity),
                    false => level,
                };
            }
        }
        if !config.accepted.is_empty() {
            findings.retain(|finding: &Finding| {
                let words = context.words(finding.span);
                let spoken = finding.accepted_as.as_deref().into_iter().chain([words.as_str()]);
                !config.accepts(finding.rule.name, path, &spoken.collect::<Vec<_>>())
            });
        }
        findings.sort_by_key(|finding| (finding.span, finding.rule.name));
        Ok(Checkup { context, findings })
    }

    /// How a finding of the text can be mended, the best way first. Their edits count from the start of the file.
    ///
    /// # Errors
    /// They are not wanted any more.
    pub fn fixes(&self, finding: &Finding) -> Result<Vec<Fix>, Cancelled> {
        (finding.rule.fixes)(&self.context, finding)
    }
}

/// How much a rule's findings weigh in a file; none where it does not look.
fn level(rule: &Rule, config: &Config, path: Option<&Path>) -> Option<Severity> {
    let level = match config.level(rule.name, path) {
        Some(Level::Off) => return None,
        Some(Level::Hint) => Severity::Hint,
        Some(Level::Information) => Severity::Information,
        Some(Level::Warning) => Severity::Warning,
        Some(Level::Error) => Severity::Error,
        None if rule.standard || (config.finally && rule.finally) => rule.severity,
        None => return None,
    };
    Some(if config.finally && rule.finally { Severity::Error } else { level })
}

/// The findings of a file, kept from one state of it to the next.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    generation: u64,
    texts: Vec<(Arc<Text>, Arc<[Finding]>)>,
    /// Beside each text, how its citations were judged.
    judged: Vec<Arc<Judged>>,
}

impl Findings {
    /// The findings of a file as it is now. Texts that did not change since keep theirs.
    ///
    /// # Errors
    /// They are not wanted any more: the file has changed again.
    pub fn update(
        &self,
        document: &Document,
        file: FileId,
        snapshot: &Snapshot,
        cancellation: Cancellation<'_>,
    ) -> Result<Findings, Cancelled> {
        let mut texts = Vec::with_capacity(document.texts.len());
        let mut judged = Vec::with_capacity(document.texts.len());
        let same_count = self.texts.len() == document.texts.len();
        // What stands before the first text is judged with it.
        let first = |texts: &mut dyn Iterator<Item = &Arc<Text>>| texts.nth(1).map(Arc::as_ptr);
        let same_first = first(&mut self.texts.iter().map(|(text, _)| text))
            == first(&mut document.texts.iter().map(|placed| &placed.text));
        // Texts keep their order; one put in or taken out shifts the rest.
        let mut next = 0;
        for (index, placed) in document.texts.iter().enumerate() {
            let old = (self.generation == snapshot.generation && (same_first || !placed.text.cover))
                .then(|| {
                    self.texts[next.min(self.texts.len())..]
                        .iter()
                        .position(|(text, _)| Arc::ptr_eq(text, &placed.text))
                })
                .flatten();
            let findings = match old {
                Some(skipped) => {
                    next += skipped + 1;
                    judged.push(self.judged[next - 1].clone());
                    self.texts[next - 1].1.clone()
                }
                None => {
                    cancellation.check()?;
                    let before = (same_count && self.generation == snapshot.generation)
                        .then(|| (&*self.texts[index].0, &*self.judged[index]));
                    let Checkup { context, findings } =
                        Checkup::again(document, placed, file, snapshot, before, cancellation)?;
                    judged.push(Arc::new(context.into_judged()));
                    findings.into()
                }
            };
            texts.push((placed.text.clone(), findings));
        }
        Ok(Findings { generation: snapshot.generation, texts, judged })
    }

    /// A text of the file with those of its findings that are `wanted`, so that they can be mended; `None` where there
    /// are none. Of the state that the findings are of, to which `document` and `snapshot` belong.
    pub fn checkup<'a>(
        &self,
        nth: usize,
        document: &'a Document,
        file: FileId,
        snapshot: &'a Snapshot,
        wanted: &dyn Fn(&Finding) -> bool,
        cancellation: Cancellation<'a>,
    ) -> Option<Checkup<'a>> {
        let (text, findings) = self.texts.get(nth)?;
        let findings: Vec<Finding> = findings.iter().filter(|finding| wanted(finding)).cloned().collect();
        let placed = document.texts.get(nth).filter(|_| !findings.is_empty())?;
        let before = (self.generation == snapshot.generation).then(|| (&**text, &*self.judged[nth]));
        let context = Context::new(document, placed, file, snapshot, before).cancelled_by(cancellation);
        Some(Checkup { context, findings })
    }

    /// The texts of the file in order, each with its findings, which are the same allocation as long as they stay.
    pub fn texts(&self) -> &[(Arc<Text>, Arc<[Finding]>)] {
        &self.texts
    }

    /// The findings with the text they are of, in the order of the file. Places count from the start of the text.
    pub fn iter<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = (&'a PlacedText, &'a Finding)> {
        let texts = document.texts.iter().zip(&self.texts);
        texts.flat_map(|(placed, (_, findings))| findings.iter().map(move |finding| (placed, finding)))
    }
}

/// All findings of a file, each with the ways to mend it. Places count from the start of the file.
pub fn check(document: &Document, file: FileId, snapshot: &Snapshot) -> Vec<Found> {
    uncancelled(|cancellation| check_file(document, file, snapshot, cancellation))
}

fn check_file(
    document: &Document,
    file: FileId,
    snapshot: &Snapshot,
    cancellation: Cancellation<'_>,
) -> Result<Vec<Found>, Cancelled> {
    let mut all = Vec::new();
    for placed in document.texts.iter() {
        let checkup = Checkup::of(document, placed, file, snapshot, cancellation)?;
        for finding in &checkup.findings {
            cancellation.check()?;
            all.push(Found { finding: finding.in_file(placed.start), fixes: checkup.fixes(finding)? });
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Reader;
    use crate::text::{Buffer, Span};
    use crate::workspace::Workspace;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// Pieces that make texts, citations, references and labels, right and wrong.
    const PIECES: [&str; 24] = [
        "RESOLUTION 50 (Rev. New Delhi, 2024)\n",
        "RESOLUTION 51 (Geneva, 2022)\n",
        "(Dubai, 2012; New Delhi, 2024)\n",
        "The World Telecommunication Standardization Assembly (New Delhi, 2024),\n",
        "The World Telecommunication Development Conference (Kigali, 2022),\n",
        "considering\n",
        "resolves\n",
        "c)\tResolution 2 (New Delhi, 2024) of this assembly;\n",
        "a)\tthat one;\n",
        "b)\tthat, as considering c) says, two,\n",
        "1\tto act on Resolution 71 (Dubai, 2018);\n",
        "2\tto act on Resolution 174 (Rev. Busan, 2014) of the Plenipotentiary Conference;\n",
        "Resolution 71 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, ",
        "Resolution 71, ",
        " of this assembly",
        "Hyderabad",
        "recognising\n",
        "– 12 –\n",
        "[^1]",
        "[^1]: One\n",
        "consideringb) above",
        "considering b above",
        "x",
        "\n",
    ];

    fn draft() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        // What is kept from one state of a draft to the next is what a fresh look would say.
        #[test]
        fn kept_findings_are_those_of_a_fresh_look(
            first in draft(),
            edits in prop::collection::vec((0.0..1.0f64, 0usize..20, draft()), 1..6),
        ) {
            let mut buffer = Buffer::new(&first);
            let mut reader = Reader::new(buffer.rope().clone());
            let mut workspace = Workspace::new(date(2026, 1, 1));
            let id = workspace.fresh_id();
            let mut findings = Findings::default();
            for (place, len, text) in edits {
                let chars = buffer.rope().len_chars();
                let at = (chars as f64 * place) as usize;
                let end = (at + len).min(chars);
                let span = Span::of(buffer.rope().char_to_byte(at)..buffer.rope().char_to_byte(end));
                buffer.replace(span, &text);
                reader.update(buffer.rope().clone(), &buffer.take_patch());
                let document = reader.document();
                workspace.set_draft(id, None, document.clone());
                let snapshot = workspace.snapshot();
                findings = findings.update(&document, id, &snapshot, Cancellation::never()).expect("nobody cancels");
                let fresh = Findings::default().update(&document, id, &snapshot, Cancellation::never()).expect("nobody cancels");
                let said = |findings: &Findings| findings.iter(&document).map(|(_, it)| it.clone()).collect::<Vec<_>>();
                prop_assert_eq!(said(&findings), said(&fresh));
            }
        }
    }

    #[test]
    fn a_finding_goes_with_the_body_that_enacts() {
        let draft = |enacts: &str| {
            let text = "RESOLUTION 96 (New Delhi, 2024)\nOn lamps\nThe @ (New Delhi, 2024),\nrecalling\nResolution 2 (New Delhi, 2024) of this assembly,\nresolves\nto wait.\n";
            Document::read(&text.replace('@', enacts))
        };
        let mut workspace = Workspace::new(date(2026, 1, 1));
        let id = workspace.fresh_id();
        let mut findings = Findings::default();
        for enacts in ["World Telecommunication Standardization Assembly", "Plenipotentiary Conference", "Council"] {
            let document = draft(enacts);
            workspace.set_draft(id, None, document.clone());
            let snapshot = workspace.snapshot();
            findings = findings.update(&document, id, &snapshot, Cancellation::never()).expect("nobody cancels");
            let fresh =
                Findings::default().update(&document, id, &snapshot, Cancellation::never()).expect("nobody cancels");
            let said = |findings: &Findings| findings.iter(&document).map(|(_, it)| it.clone()).collect::<Vec<_>>();
            assert_eq!(said(&findings), said(&fresh), "{enacts}");
        }
    }

    #[test]
    fn each_page_shows_what_is_wrong_and_what_is_right() {
        for rule in RULES {
            let mut shown = [0, 0];
            for (kind, draft) in testing::examples(rule.page) {
                let said = testing::findings(Some(rule), &draft);
                assert_eq!(kind == "wrong", !said.is_empty(), "{} shows as {kind}:\n{draft}\n{said}", rule.name);
                shown[usize::from(kind == "wrong")] += 1;
            }
            assert!(
                shown[0] > 0 && shown[1] > 0,
                "the page of {} shows something wrong and something right",
                rule.name
            );
        }
    }

    #[test]
    fn the_table_is_in_the_order_of_its_names() {
        assert!(RULES.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert!(RULES.iter().all(|rule| rule.summary.ends_with('.') && rule.summary.len() < 120));
    }
}
