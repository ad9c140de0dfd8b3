//! Which findings stay where nothing but words of one clause has changed: all that rest on other words.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use ropey::Rope;

use super::rule::{Finding, Rule, Words};
use crate::catalogue::TextKey;
use crate::semantics::Judged;
use crate::syntax::{Document, PlacedText, Text};
use crate::text::{Hunk, Span, offset};

/// The findings of a text, and how its citations were judged.
#[derive(Clone, Debug)]
pub(super) struct TextFindings {
    pub findings: Arc<[Finding]>,
    pub judged: Arc<Judged>,
    /// The file then, and where the text began in it.
    pub rope: Rope,
    pub start: u32,
}

impl TextFindings {
    /// Whether they rest on what any of these texts says in its clauses: the text of which they are cites it, or proposes to
    /// change it.
    pub(super) fn rests_on_any(&self, text: &Text, keys: &[&TextKey]) -> bool {
        let changes = || TextKey::of_heading(&text.base).is_some_and(|own| keys.contains(&&own));
        !keys.is_empty() && (self.judged.cites_any(keys) || changes())
    }
}

/// The findings of the state of a text before words of one of its clauses were changed.
pub(super) struct KeptFindings<'k> {
    by_rule: HashMap<&'static str, Vec<&'k Finding>>,
    /// What was changed.
    words: Hunk,
    /// The clause now, in whole lines.
    clause: Span,
    /// Its section now, in whole lines.
    section: Span,
}

/// Where a rule has still to look.
pub(super) enum LookAt {
    Nothing,
    /// At what begins there.
    Within(Span),
    All,
}

/// What becomes of a finding.
enum FindingNow {
    Stays(Finding),
    /// The rule looks there again.
    LookedForAgain,
    /// It cannot be told where it is now.
    Unknown,
}

impl<'k> KeptFindings<'k> {
    /// What was found in an earlier state of a text, in the same workspace; `None` where more than words of one clause changed.
    pub(super) fn of(
        before: &Text,
        kept: &'k TextFindings,
        document: &Document,
        placed: &PlacedText,
    ) -> Option<KeptFindings<'k>> {
        if !before.shape.is_same_as(&placed.text.shape) {
            return None;
        }
        let start = kept.start as usize;
        let old: Cow<'_, str> = kept.rope.byte_slice(start..start + before.len as usize).into();
        let words = Hunk::between(&old, &document.slice(placed.span()))?;
        let tree = &placed.text.proposed;
        let clause = tree.clause(tree.clause_at(words.new.start)?);
        if words.new.start <= clause.body.start || words.new.end > clause.span.end {
            return None;
        }
        let section = tree.section(clause.section).span;
        let mut by_rule: HashMap<&'static str, Vec<&Finding>> = HashMap::new();
        for finding in kept.findings.iter() {
            by_rule.entry(finding.rule.name).or_default().push(finding);
        }
        let lines = |span| lines(document, placed, span);
        Some(KeptFindings { by_rule, words, clause: lines(clause.span), section: lines(section) })
    }

    /// Adds what a rule that depends on these words has found and would find again.
    pub(super) fn take(&mut self, rule: &Rule, words: Words, findings: &mut Vec<Finding>) -> LookAt {
        let window = match words {
            Words::None => None,
            Words::Clause => Some(self.clause),
            Words::Section => Some(self.section),
            Words::Text => return LookAt::All,
        };
        let first = findings.len();
        for finding in self.by_rule.get(rule.name).into_iter().flatten() {
            match self.became(finding, window) {
                FindingNow::Stays(finding) => findings.push(finding),
                FindingNow::LookedForAgain => {}
                FindingNow::Unknown => {
                    findings.truncate(first);
                    return LookAt::All;
                }
            }
        }
        window.map_or(LookAt::Nothing, LookAt::Within)
    }

    fn became(&self, finding: &Finding, window: Option<Span>) -> FindingNow {
        let again = |start: Option<u32>| match (start, window) {
            (_, None) => false,
            (Some(start), Some(window)) => window.start <= start && start < window.end,
            // It is among the words that were changed.
            (None, Some(_)) => true,
        };
        if again(self.words.place_outside(finding.span.start)) {
            return FindingNow::LookedForAgain;
        }
        let mut finding = finding.clone();
        let own = finding.related.iter_mut().filter(|related| related.file.is_none()).map(|related| &mut related.span);
        for span in own.chain([&mut finding.span]) {
            let (Some(start), Some(end)) = (self.words.place_outside(span.start), self.words.place_outside(span.end))
            else {
                return FindingNow::Unknown;
            };
            *span = Span::new(start, end);
        }
        // What it is about goes on into the words that were changed, and a rule that reads words may tell it otherwise now.
        if window.is_some() && finding.span.contains(self.words.new) {
            return FindingNow::Unknown;
        }
        FindingNow::Stays(finding)
    }
}

/// The lines of a range of a text, as a range of it.
fn lines(document: &Document, placed: &PlacedText, span: Span) -> Span {
    let rope = &document.rope;
    let line = |at: u32| rope.byte_to_line((placed.start + at) as usize);
    let start = offset(rope.line_to_byte(line(span.start))).saturating_sub(placed.start);
    let after = line(span.end) + 1;
    let end = if after < rope.len_lines() { rope.line_to_byte(after) } else { rope.len_bytes() };
    Span::new(start, (offset(end) - placed.start).min(placed.text.len))
}
