//! What can be wrong with a draft: one file per rule, and the table of them.
//!
//! A rule looks at one text in its workspace and says what it finds; it reads no files and keeps nothing. Findings
//! are kept per text, so that an edit in one text of a file costs nothing in the others.
//!
//! A new rule is a file with its `RULE` (page, group, scope, whose words it reads, severity, whether its findings wait while one
//! writes), what it asks of the [`Context`] and its tests, and a
//! line in the list of modules and in [`RULES`]. What it has to know of the text's meaning goes into `semantics`, so that
//! `ide` can ask it, too; what its words need to show themselves in the property tests of scopes goes into their pieces below.
//! README's table and the schema of the configuration are written by `UPDATE_EXPECT=1 cargo test`.

mod abbreviations;
mod ambiguous_reference;
mod annex_heading;
mod base_drift;
mod best_edition;
mod broken_words;
mod citation_form;
mod citation_words;
mod clause_punctuation;
mod context;
mod conversion_residue;
mod dangling_reference;
mod edition_mismatch;
mod edition_of_another;
mod empty_section;
mod enacting_line;
mod fix_all;
mod flattened_change;
mod footnote;
mod history_order;
mod kept;
mod label_sequence;
mod label_style;
mod lone_label;
mod lost_label;
mod missing_revision;
mod missing_tab;
mod moved_reference;
mod open_bracket;
mod outdated_base;
mod plain_hyphen;
mod plain_space;
mod premature_revision;
mod proof;
mod proposal_action;
mod prose;
mod reference_form;
mod repeated_abbreviation;
mod repeated_clause;
mod repeated_section;
mod repeated_word;
mod rule;
mod run_in;
mod schema;
mod section_order;
mod self_reference;
mod severity;
#[cfg(test)]
mod slips;
mod stale_revision;
mod stray_space;
mod suppressed_resolution;
mod temporary_number;
#[cfg(test)]
mod testing;
mod title_drift;
mod tracked_change;
mod unbalanced_mark;
mod unclosed_change;
mod undefined_abbreviation;
mod unfinished_text;
mod unknown_call;
mod unknown_meeting;
mod unknown_name;
mod unknown_resolution;
mod unknown_revision;
mod unused_abbreviation;
mod wording;
mod wrong_body;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use smol_str::SmolStr;

pub use context::Context;
pub use fix_all::{FixedFiles, fix_all};
use kept::{KeptFindings, LookAt, TextFindings};
use proof::{Claim, Proof, Verdict};
pub use rule::{Finding, Group, Related, Reported, Rule, Scope, ShownRelated, Waits};
use rule::{Subject, Words, rule};
pub use schema::schema;
pub use severity::Severity;
pub use wording::capitalised;

use crate::edits::Fix;
use crate::semantics::JudgedCitation;
use crate::syntax::{Document, PerText, PlacedText, Text};
use crate::text::{Cancellation, Cancelled, FileId, Span, uncancelled};
use crate::workspace::config::{FILE_NAME, nearest};
use crate::workspace::{Config, Configs, Door, Moment, Notice, RuleLevel, Snapshot};

/// All rules, in the order of their names.
pub static RULES: [&Rule; 48] = [
    &ambiguous_reference::RULE,
    &base_drift::RULE,
    &citation_form::RULE,
    &clause_punctuation::RULE,
    &conversion_residue::RULE,
    &dangling_reference::RULE,
    &edition_mismatch::RULE,
    &empty_section::RULE,
    &enacting_line::RULE,
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
    &repeated_clause::RULE,
    &repeated_section::RULE,
    &repeated_word::RULE,
    &section_order::RULE,
    &self_reference::RULE,
    &stale_revision::RULE,
    &stray_space::RULE,
    &suppressed_resolution::RULE,
    &temporary_number::RULE,
    &title_drift::RULE,
    &tracked_change::RULE,
    &unbalanced_mark::RULE,
    &unclosed_change::RULE,
    &undefined_abbreviation::RULE,
    &unfinished_text::RULE,
    &unknown_call::RULE,
    &unknown_meeting::RULE,
    &unknown_name::RULE,
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
    /// What all rules say, in the order of the places, or those of it that were asked for.
    pub findings: Vec<Finding>,
    /// What all rules say, where less was asked for.
    all: Option<Arc<[Finding]>>,
    /// How they can be fixed, worked out when this is first asked.
    fixes: OnceCell<FixesByKey>,
}

impl<'a> Checkup<'a> {
    fn new(context: Context<'a>, findings: Vec<Finding>, all: Option<Arc<[Finding]>>) -> Checkup<'a> {
        Checkup { context, findings, all, fixes: OnceCell::new() }
    }

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

    /// The same, taking over what it can of an earlier state of the text in the same workspace.
    fn again(
        document: &'a Document,
        placed: &'a PlacedText,
        file: FileId,
        snapshot: &'a Snapshot,
        before: Option<(&Text, &TextFindings)>,
        cancellation: Cancellation<'a>,
    ) -> Result<Checkup<'a>, Cancelled> {
        let judged = before.map(|(text, kept)| (text, &*kept.judged));
        let mut context = Context::new(document, placed, file, snapshot, judged).cancelled_by(cancellation);
        let (config, path) = (snapshot.config(file), snapshot.path(file));
        let mut kept = before.and_then(|(text, kept)| KeptFindings::of(text, kept, document, placed));
        let mut findings = Vec::new();
        for rule in RULES {
            let Some(level) = level(rule, config, path) else { continue };
            cancellation.check()?;
            // By its words a finding is accepted or not.
            let words = if config.accepted.is_empty() { rule.words } else { rule.words.max(Words::Clause) };
            let look_at = match &mut kept {
                Some(kept) => kept.take(rule, words, &mut findings),
                None => LookAt::All,
            };
            context.window = match look_at {
                LookAt::Nothing => continue,
                LookAt::Within(window) => Some(window),
                LookAt::All => None,
            };
            let mut found = Vec::new();
            (rule.check)(&context, &mut found);
            found.retain(|finding| context.looks_at(finding.span.start));
            for finding in &mut found {
                // What weighs less as it is not sure stays so; what is not ready in a proposal has to be, at its door.
                let raised = rule.group == Group::Proposals && is_past(rule.error_from, config);
                finding.severity = match finding.lighter && !raised {
                    true => level.max(finding.severity),
                    false => level,
                };
            }
            findings.append(&mut found);
        }
        drop_what_follows_unclosed(&context, &mut findings);
        if !config.accepted.is_empty() {
            findings.retain(|finding: &Finding| {
                let words = context.words(finding.span);
                let spoken = finding.accepted_as.as_deref().into_iter().chain([words.as_str()]);
                !config.accepts(finding.rule.name, path, &spoken.collect::<Vec<_>>())
            });
        }
        findings.sort_by_key(|finding| (finding.span, finding.rule.name));
        context.window = None;
        Ok(Checkup::new(context.knowing(out_of_date(&findings)), findings, None))
    }

    /// How a finding of the text can be fixed, the best way first; one that is called safe is proved to be. Their edits count
    /// from the start of the file. What several findings about a section share is the same allocation.
    ///
    /// # Errors
    /// They are not wanted any more.
    pub fn fixes(&self, finding: &Finding) -> Result<Arc<[Fix]>, Cancelled> {
        let all = match self.fixes.get() {
            Some(all) => all,
            None => {
                let all = self.all_fixes()?;
                self.fixes.get_or_init(|| all)
            }
        };
        Ok(all.get(&key(finding)).cloned().unwrap_or_default())
    }

    /// What is found in a file that stands in the place of this one.
    fn look_at(&self, document: &Document) -> Result<Vec<Finding>, Cancelled> {
        let (context, cancellation) = (&self.context, self.context.cancellation);
        let mut all = Vec::new();
        for placed in document.texts.iter() {
            all.extend(Checkup::of(document, placed, context.file, context.snapshot, cancellation)?.findings);
        }
        Ok(all)
    }

    fn all_fixes(&self) -> Result<FixesByKey, Cancelled> {
        let mut numbers: HashMap<FixKey, usize> = HashMap::new();
        let mut ways: Vec<(&'static str, usize, Vec<Fix>)> = Vec::new();
        for finding in &self.findings {
            let number = *numbers.entry(key(finding)).or_insert(ways.len());
            if number == ways.len() {
                let fixes = (finding.rule.fixes)(&self.context, finding)?;
                ways.push((finding.rule.name, 0, fixes.into_iter().filter_map(Fix::in_order).collect()));
            }
            ways[number].1 += 1;
        }
        let claimed = ways.iter().enumerate().flat_map(|(number, (_, _, fixes))| {
            fixes.iter().enumerate().filter(|(_, fix)| fix.safe).map(move |(nth, _)| (number, nth))
        });
        let claimed: Vec<(usize, usize)> = claimed.collect();
        if !claimed.is_empty() {
            let claim = |&(number, nth): &(usize, usize)| {
                let (rule, findings, fixes) = &ways[number];
                Claim { rule, findings: *findings, fix: &fixes[nth] }
            };
            let claims: Vec<Claim<'_>> = claimed.iter().map(claim).collect();
            let look = |document: &Document| self.look_at(document);
            let found = self.all.as_deref().unwrap_or(&self.findings);
            let verdicts = Proof::new(&self.context, found, &look)?.judge(&claims)?;
            for (&(number, nth), verdict) in claimed.iter().zip(&verdicts) {
                ways[number].2[nth].safe = *verdict == Verdict::Safe;
            }
            // From the end, so that the numbers of those before stay.
            for (&(number, nth), _) in claimed.iter().zip(verdicts).rev().filter(|(_, it)| *it == Verdict::Wrong) {
                ways[number].2.remove(nth);
            }
        }
        let shared: Vec<Arc<[Fix]>> = ways.into_iter().map(|(_, _, fixes)| fixes.into()).collect();
        Ok(numbers.into_iter().map(|(key, number)| (key, shared[number].clone())).collect())
    }
}

/// What has fixes of its own: a finding, or all findings of a rule about one section.
type FixKey = (&'static str, Subject, Option<(Span, SmolStr)>);

/// The fixes of all findings.
type FixesByKey = HashMap<FixKey, Arc<[Fix]>>;

fn key(finding: &Finding) -> FixKey {
    let of_section = matches!(finding.subject, Subject::Section(_));
    (finding.rule.name, finding.subject, (!of_section).then(|| (finding.span, finding.message.clone())))
}

/// Where a tracked change is not closed, nobody can tell what the clauses around it are: that is said, and nothing of the
/// structure of its section nor of the references there and into it.
fn drop_what_follows_unclosed(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let unclosed = &context.placed.text.changes.unclosed;
    let sections = context.tree().sections();
    let doubtful: Vec<Span> = match unclosed.is_empty() {
        true => return,
        false => {
            sections.map(|(_, section)| section.span).filter(|it| unclosed.iter().any(|at| it.contains(*at))).collect()
        }
    };
    let within = |span: Span| doubtful.iter().any(|section| section.contains(span));
    findings.retain(|finding| {
        let rests_on = matches!(finding.rule.group, Group::Structure | Group::References);
        !rests_on || !(within(finding.span) || finding.related.iter().any(|it| it.file.is_none() && within(it.span)))
    });
}

/// The citations that a rule which brings them up to date reports.
fn out_of_date(findings: &[Finding]) -> HashSet<usize> {
    let citation = |finding: &Finding| match finding.subject {
        Subject::Citation(nth) if finding.rule.updates_citations => Some(nth),
        _ => None,
    };
    findings.iter().filter_map(citation).collect()
}

/// How much a rule's findings weigh in a file; none where it does not look.
pub(crate) fn level(rule: &Rule, config: &Config, path: Option<&Path>) -> Option<Severity> {
    let level = match config.level(rule.name, path) {
        Some(RuleLevel::Off) => return None,
        Some(RuleLevel::Hint) => Severity::Hint,
        Some(RuleLevel::Information) => Severity::Information,
        Some(RuleLevel::Warning) => Severity::Warning,
        Some(RuleLevel::Error) => Severity::Error,
        None if rule.standard || is_past(rule.looks_from, config) => rule.severity,
        None => return None,
    };
    Some(if is_past(rule.error_from, config) { Severity::Error } else { level })
}

/// Whether drafts are checked for a door, and it is this one or one that asks for more.
fn is_past(from: Option<Door>, config: &Config) -> bool {
    config.door.zip(from).is_some_and(|(door, from)| door >= from)
}

/// The findings of a file, kept from one state of it to the next.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// When they were found.
    moment: Moment,
    texts: PerText<TextFindings>,
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
        let reworded = snapshot.reworded_since(self.moment, Some(file));
        let (mut texts, reworded) = match reworded {
            Some(reworded) => (self.texts.clone(), reworded),
            None => Default::default(),
        };
        // What stands before the first text is judged with it.
        let first = document.texts.get(1).map(|placed| Arc::as_ptr(&placed.text));
        let same_first = texts.get(1).map(|(text, _)| Arc::as_ptr(text)) == first;
        texts.carry_over(document);
        for (index, placed) in document.texts.iter().enumerate() {
            let beside = texts.beside(index);
            let same = beside.as_ref().is_some_and(|(text, _)| Arc::ptr_eq(text, &placed.text));
            // Of those that this text names, others stand there now.
            let rests = beside.as_ref().is_some_and(|(text, kept)| kept.rests_on_any(text, &reworded));
            if same && !rests && (same_first || !placed.text.cover) {
                continue;
            }
            cancellation.check()?;
            let before = beside.as_ref().filter(|_| !rests).map(|(text, kept)| (&**text, kept));
            let Checkup { context, findings, .. } =
                Checkup::again(document, placed, file, snapshot, before, cancellation)?;
            let (judged, rope) = (Arc::new(context.into_judged()), document.rope.clone());
            *beside = Some((
                placed.text.clone(),
                TextFindings { findings: findings.into(), judged, rope, start: placed.start },
            ));
        }
        Ok(Findings { moment: snapshot.moment(), texts })
    }

    /// A text of the file with those of its findings that are `wanted`, so that they can be fixed; `None` where there
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
        let (text, TextFindings { findings: all, judged, .. }) = self.texts.get(nth)?;
        let findings: Vec<Finding> = all.iter().filter(|finding| wanted(finding)).cloned().collect();
        let placed = document.texts.get(nth).filter(|_| !findings.is_empty())?;
        let before = (self.moment == snapshot.moment()).then(|| (&**text, &**judged));
        let context =
            Context::new(document, placed, file, snapshot, before).cancelled_by(cancellation).knowing(out_of_date(all));
        Some(Checkup::new(context, findings, Some(all.clone())))
    }

    /// The findings of each text of the file in order, which are the same allocation as long as they stay.
    pub fn of_texts(&self) -> impl Iterator<Item = &Arc<[Finding]>> {
        self.texts.all().map(|kept| &kept.findings)
    }

    /// The findings of a text, by its index; none where the file has not been looked at.
    pub fn of_text(&self, index: usize) -> &[Finding] {
        self.texts.get(index).map_or(&[], |(_, kept)| &kept.findings)
    }

    /// The findings with the text they are of, in the order of the file. Places count from the start of the text.
    pub fn iter<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = (&'a PlacedText, &'a Finding)> {
        let texts = document.texts.iter().zip(self.of_texts());
        texts.flat_map(|(placed, findings)| findings.iter().map(move |finding| (placed, finding)))
    }
}

/// Whether the ways to fix what is found are worked out: that takes longer than to find it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fixes {
    Wanted,
    /// Findings have none then.
    Unasked,
}

/// All findings of a file, each with the ways to fix it. Places count from the start of the file.
pub fn check(document: &Document, file: FileId, snapshot: &Snapshot) -> Vec<Reported> {
    check_with(document, file, snapshot, Fixes::Wanted)
}

/// The same, with the ways to fix them or without.
pub fn check_with(document: &Document, file: FileId, snapshot: &Snapshot, fixes: Fixes) -> Vec<Reported> {
    uncancelled(|cancellation| check_file(document, file, snapshot, fixes, cancellation))
}

/// The same, while it is wanted.
///
/// # Errors
/// It is not wanted any more.
pub(crate) fn check_file(
    document: &Document,
    file: FileId,
    snapshot: &Snapshot,
    fixes: Fixes,
    cancellation: Cancellation<'_>,
) -> Result<Vec<Reported>, Cancelled> {
    let mut all = Vec::new();
    for placed in document.texts.iter() {
        let checkup = Checkup::of(document, placed, file, snapshot, cancellation)?;
        for finding in &checkup.findings {
            cancellation.check()?;
            let fixes = if fixes == Fixes::Wanted { checkup.fixes(finding)? } else { Arc::default() };
            all.push(Reported { finding: finding.in_file(placed.start), fixes });
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Reader;
    use crate::testing::HEAD;
    use crate::text::{Buffer, offset};
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
            assert_kept_as_fresh(&first, edits)?;
        }

        // So they are where words of a clause are written, letter by letter.
        #[test]
        fn findings_kept_while_words_are_written_are_those_of_a_fresh_look(
            tracked in any::<bool>(),
            sections in prop::collection::vec((prop::sample::select(CALLS.as_slice()), prop::collection::vec(prop::sample::select(WRITTEN.as_slice()), 1..8)), 1..4),
            edits in prop::collection::vec((0.0..1.0f64, 0usize..3, prop::sample::select(KEYS.as_slice())), 1..12),
        ) {
            let heading = if tracked { "MOD\tIAP/39A30/2\n" } else { "" };
            let sections: String = sections.into_iter().map(|(call, clauses)| call.to_owned() + &clauses.concat()).collect();
            let edits = edits.into_iter().map(|(place, len, key)| (place, len, key.to_owned())).collect();
            assert_kept_as_fresh(&format!("{heading}{HEAD}{sections}"), edits)?;
        }
    }

    /// Clauses with words to write in.
    const WRITTEN: [&str; 13] = [
        "instructs the Director to act on Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference, on\n1\tthe role of ITU in building confidence and security;\n2\tto wait.\n",
        "considering that Resolution 130\nof PP-22 asks for towers,\n",
        "1\tto look at Resoluton,\n2\t(Dubai, 2018) as before;\n",
        "considering with with\nwith with care, that towers stand,\n",
        "- a)\tthat towers stand;\n- b)\tthat that masts stand,\n",
        "a)\tthat the towers (and the masts) stand as Resolution 71 (Rev. Bucharest, 2022) of the Plenipotentiary Conference says;\n",
        "b)\tthat, as considering a) says, the the masts of the Telecommunication Standardisation Bureau stand,\n",
        "c)\tthat the {++old ++}towers{-- and masts--} stand on the coast of the sea since Resolution 130 (Rev. Busan, 2014);\n",
        "c)\tthat personally identifiable information (PII) is shared [between towers] by PII and\nby masts;\n",
        "1\tto look at resolves 2 and 7, “as said , before” in 20XX;\n",
        "2\tto invite ITU to act on Resolution 174 (Busan 2014), on ITU's role with regard to international public policy issues.\n",
        "ANNEX 1\n1 The towers stand.\n§ 2 of the annex\n",
        "{++d)\tthat the towers (stand;\n++}",
    ];

    const KEYS: [&str; 20] = [
        "2", "on ", "x", " ", "the ", "(", ")", "[", "]", "TBD", "ITU", " PII", "\u{201d}", ",", ";", "\n", "\t", "é",
        "Bureau ", "{",
    ];

    /// Edits a draft, and compares what is found after each edit with a fresh look. Each edit: where in the text, how many
    /// characters it takes out there, and what it puts in.
    fn assert_kept_as_fresh(first: &str, edits: Vec<(f64, usize, String)>) -> Result<(), TestCaseError> {
        let mut buffer = Buffer::new(first);
        let mut reader = Reader::new(buffer.rope().clone());
        let mut workspace = Workspace::new(date(2026, 1, 1));
        let id = workspace.fresh_id();
        let mut findings = Findings::default();
        let document = reader.document();
        workspace.set_draft(id, None, document.clone());
        findings =
            findings.update(&document, id, &workspace.snapshot(), Cancellation::never()).expect("nobody cancels");
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
            // Read afresh, too, so that nothing but words is thought to have changed where more has.
            let read = Document::read(&buffer.rope().to_string());
            let fresh =
                Findings::default().update(&read, id, &snapshot, Cancellation::never()).expect("nobody cancels");
            let said = |findings: &Findings, document: &Document| {
                findings.iter(document).map(|(_, it)| it.clone()).collect::<Vec<_>>()
            };
            prop_assert_eq!(said(&findings, &document), said(&fresh, &read));
        }
        Ok(())
    }

    const CALLS: [&str; 5] =
        ["considering\n", "recognising\n", "recognizing further\n", "resolves\n", "instructs the Director\n"];

    /// Clauses, right and wrong in themselves.
    const CLAUSES: [&str; 14] = [
        "a)\tthat one;\n",
        "b)\tthat, as consideringc) says, the the two,\n",
        "(c)\tthat resolves 3 to 1 and considering d above are meant;\n",
        "d)\tthat Resolution 71 (Dubai, 2018) was\nwas adopted,\n",
        "1\tto act on Resolution 174 (Rev. Busan 2014) of the Plenipotentiary Conference;\n",
        "2.\tto act to act  on resolves 1 ;\n",
        "3\tto go, where:\n",
        "i)\tthe land [is dry;\n",
        "ii)\tthe sea, as recognisinga), is] wet[^1],\n",
        "c)bis\tthat PII is shared.\n",
        "e)\tthat personally identifiable information (PII) matters\n",
        "e)\tthat [date] comes;\n",
        "[^1]: One\n",
        "that towers stand,\n",
    ];

    fn clauses() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(CLAUSES.as_slice()), 0..5).prop_map(|clauses| clauses.concat())
    }

    fn section() -> impl Strategy<Value = String> {
        (prop::sample::select(CALLS.as_slice()), clauses()).prop_map(|(call, clauses)| format!("{call}{clauses}"))
    }

    fn sections() -> impl Strategy<Value = String> {
        prop::collection::vec(section(), 0..3).prop_map(|sections| sections.concat())
    }

    /// A finding with its places counted from the start of a part of the text.
    type Within = (&'static str, Severity, i64, i64, SmolStr, Vec<(i64, SmolStr)>);

    /// What the rules that look no further than a scope find in a part of a text, and how long that part is; `None` where
    /// what stands before it makes it no section or clause of its own.
    fn found_in_part(before: &str, part: &str, after: &str, scope: Scope) -> Option<(u32, Vec<Within>)> {
        let document = Document::read(&format!("{}{before}{part}{after}", HEAD));
        let start = offset(HEAD.len() + before.len());
        let tree = &document.texts[0].text.proposed;
        let mut spans: Vec<Span> = match scope {
            Scope::Clause => tree.clauses().map(|(_, clause)| clause.span).collect(),
            _ => tree.sections().map(|(_, section)| section.span).collect(),
        };
        spans.retain(|span| span.start == start);
        let mut findings = found_by(&document, scope, date(2026, 1, 1), None);
        findings.retain(|finding| (start..start + offset(part.len())).contains(&finding.span.start));
        let at = |place: u32| i64::from(place) - i64::from(start);
        let within = |it: Finding| {
            let related = it.related.iter().map(|related| (at(related.span.start), related.message.clone()));
            (it.rule.name, it.severity, at(it.span.start), at(it.span.end), it.message.clone(), related.collect())
        };
        Some((spans.first()?.len(), findings.into_iter().map(within).collect()))
    }

    /// Whether two texts that have a part in common have the same findings in it, if it is the same part of both.
    fn assert_same_findings(
        one: Option<(u32, Vec<Within>)>,
        other: Option<(u32, Vec<Within>)>,
    ) -> Result<(), TestCaseError> {
        if let (Some((len, found)), Some((other_len, found_there))) = (one, other)
            && len == other_len
        {
            prop_assert_eq!(found, found_there);
        }
        Ok(())
    }

    /// What the rules that look no further than a scope find in a file, in a workspace that may have another file.
    fn found_by(document: &Document, scope: Scope, today: jiff::civil::Date, other: Option<&str>) -> Vec<Finding> {
        let mut workspace = Workspace::new(today);
        let off = RULES.iter().filter(|rule| !rule.standard);
        let levels: Vec<_> = off.map(|rule| (rule.name.to_owned(), rule.level())).collect();
        workspace.change_config(|config| config.set_levels(levels.clone()));
        workspace.set_draft(FileId(1), None, document.clone());
        if let Some(other) = other {
            workspace.set_draft(FileId(2), None, Document::read(other));
        }
        let snapshot = workspace.snapshot();
        let findings = check(document, FileId(1), &snapshot).into_iter().map(|it| it.finding);
        findings.filter(|finding| finding.rule.scope <= scope).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(192))]

        #[test]
        fn a_rule_of_a_section_does_not_look_at_the_others(
            section in section(),
            (before, after) in (sections(), sections()),
            (other_before, other_after) in (sections(), sections()),
        ) {
            let found = found_in_part(&before, &section, &after, Scope::Section);
            assert_same_findings(found, found_in_part(&other_before, &section, &other_after, Scope::Section))?;
        }

        #[test]
        fn a_rule_of_a_clause_does_not_look_at_the_others(
            clause in prop::sample::select(CLAUSES.as_slice()),
            (before, after) in (section(), clauses()),
            (other_before, other_after) in (section(), clauses()),
        ) {
            let found = found_in_part(&before, clause, &after, Scope::Clause);
            assert_same_findings(found, found_in_part(&other_before, clause, &other_after, Scope::Clause))?;
        }

        #[test]
        fn a_rule_of_a_text_does_not_look_at_the_workspace(text in draft(), sections in sections(), other in draft()) {
            let document = Document::read(&format!("{text}{sections}"));
            let found = found_by(&document, Scope::Text, date(2026, 1, 1), None);
            let elsewhere = found_by(&document, Scope::Text, date(2013, 1, 1), Some(&other));
            prop_assert_eq!(found, elsewhere);
        }
    }

    #[test]
    fn findings_about_one_section_share_its_fix() {
        let clauses = "a)\tthat clocks drift;\n".repeat(4);
        let document = Document::read(&format!("{}considering\n{clauses}", HEAD));
        let mut workspace = Workspace::new(date(2026, 1, 1));
        workspace.set_draft(FileId(1), None, document.clone());
        let mut reported = check(&document, FileId(1), &workspace.snapshot());
        reported.retain(|it| it.finding.rule == &label_sequence::RULE);
        assert_eq!(reported.len(), 3);
        assert!(reported.iter().all(|it| it.fixes.len() == 1 && Arc::ptr_eq(&it.fixes, &reported[0].fixes)));
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
