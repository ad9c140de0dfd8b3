//! Whether a fix that is called safe is: the text is read again as the fix leaves it.
//!
//! What was found has to be gone, no other error to have come, the structure and the text in force to be what they were, and
//! every reference to name the clauses that it named. A rule knows one slip; only the text read again tells what its fix makes
//! of a line that was misread.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::rule::{Finding, Subject};
use super::{Context, Severity};
use crate::edits::{Batch, Edit, Fix, TextAlone, is_same_text};
use crate::syntax::{ClauseId, Document, Outcome, Reference, SectionId};
use crate::text::Cancelled;

/// What becomes of a fix that was called safe.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    Safe,
    /// To be looked at.
    Unsafe,
    /// Not to be offered: it changes what the text is, or the text in force.
    Wrong,
}

/// A fix that a rule calls safe.
pub(super) struct Claim<'f> {
    pub rule: &'static str,
    /// How many findings it fixes.
    pub findings: usize,
    pub fix: &'f Fix,
}

/// So many bytes of a text are read again to prove its fixes safe.
const PROOF_BYTES: usize = 4_000_000;

/// So many times a text is read again, however long it is.
const FEWEST: usize = 8;

/// Looks at a text that is a file of its own.
pub(super) type Examine<'l> = dyn Fn(&Document) -> Result<Vec<Finding>, Cancelled> + 'l;

/// One text as it stands, read as a file of its own, with what is found in it.
pub(super) struct Proof<'p> {
    look: &'p Examine<'p>,
    text: TextAlone,
    found: Found,
    /// The sections in which labels are out of order: what references to them name is not known.
    disordered: Vec<SectionId>,
}

/// How often each rule finds something, by its name.
type Found = BTreeMap<&'static str, OfRule>;

#[derive(Clone, Copy, Default)]
struct OfRule {
    all: usize,
    errors: usize,
}

impl<'p> Proof<'p> {
    /// `found`: what is found in the text where it stands.
    pub(super) fn new(context: &Context<'_>, found: &[Finding], look: &'p Examine<'p>) -> Result<Self, Cancelled> {
        let text = TextAlone::of(context.document, context.placed, context.file);
        let alone = context.document.texts.len() == 1;
        let findings: Cow<'_, [Finding]> = if alone { found.into() } else { look(&text.document)?.into() };
        let disordered = findings.iter().filter(|finding| finding.rule.name == super::label_sequence::RULE.name);
        let disordered = disordered.filter_map(|finding| match finding.subject {
            Subject::Section(section) => Some(section),
            _ => None,
        });
        Ok(Proof { found: count(&findings), disordered: disordered.collect(), text, look })
    }

    /// Judges fixes that are called safe: all together first, then where that does not prove them in halves, down to the single
    /// one. What is left when a text has been read again too often is to be looked at.
    pub(super) fn judge(&self, claims: &[Claim<'_>]) -> Result<Vec<Verdict>, Cancelled> {
        let mut left = (PROOF_BYTES / self.text.document.rope.len_bytes().max(1)).max(FEWEST);
        let mut verdicts = vec![Verdict::Unsafe; claims.len()];
        let mut waiting: Vec<Range<usize>> = std::iter::once(0..claims.len()).collect();
        while let Some(range) = waiting.pop() {
            let group = &claims[range.clone()];
            if group.is_empty() || left == 0 {
                continue;
            }
            left -= 1;
            let verdict = self.judge_together(group)?;
            match (verdict, group.len()) {
                (Some(Verdict::Safe), _) => verdicts[range].fill(Verdict::Safe),
                (verdict, 1) => verdicts[range.start] = verdict.unwrap_or(Verdict::Unsafe),
                (_, several) => {
                    let middle = range.start + several / 2;
                    waiting.extend([middle..range.end, range.start..middle]);
                }
            }
        }
        Ok(verdicts)
    }

    /// What becomes of fixes that are made together; `None` where they get into each other's way.
    fn judge_together(&self, claims: &[Claim<'_>]) -> Result<Option<Verdict>, Cancelled> {
        let mut batch = Batch::default();
        let mut fixed: BTreeMap<&str, usize> = BTreeMap::new();
        for Claim { rule, findings, fix } in claims {
            *fixed.entry(rule).or_default() += findings;
            let edits = self.text.own(&fix.edits);
            if !edits.is_empty() && !batch.take(&Fix { edits, ..(*fix).clone() }) {
                return Ok(None);
            }
        }
        let Some((_, edits)) = batch.files().next() else { return Ok(Some(Verdict::Safe)) };
        let now = self.text.with(edits);
        if !is_same_text(&self.text.document, &now) {
            return Ok(Some(Verdict::Wrong));
        }
        let found = count(&(self.look)(&now)?);
        let of = |found: &Found, rule: &str| found.get(rule).copied().unwrap_or_default();
        let gone = fixed.iter().all(|(rule, fixed)| of(&found, rule).all + fixed <= of(&self.found, rule).all);
        let no_error = found.iter().all(|(rule, count)| count.errors <= of(&self.found, rule).errors);
        let safe = gone && no_error && self.keeps_references(&now, edits);
        Ok(Some(if safe { Verdict::Safe } else { Verdict::Unsafe }))
    }

    /// Whether each reference to clauses in order names the clauses that it named; but those that are edited themselves.
    fn keeps_references(&self, now: &Document, edits: &[Edit]) -> bool {
        let mut texts = self.text.document.texts.iter().zip(now.texts.iter());
        texts.all(|(old_text, new_text)| {
            let (old, new) = (&old_text.text.proposed, &new_text.text.proposed);
            let edited = |reference: &Reference| {
                let place = old_text.in_file(reference.span);
                edits.iter().any(|edit| edit.span.meets(place))
            };
            let (before, after) = (old.references(), new.references());
            before.len() != after.len()
                || before.iter().zip(after).all(|(before, after)| {
                    let named = old.resolve(&before.it);
                    let known = named.iter().filter_map(clauses).flatten();
                    let in_order = |id: &ClauseId| !self.disordered.contains(&old.clause(*id).section);
                    let is_known = known.clone().next().is_some() && known.clone().all(in_order);
                    !is_known || edited(&before.it) || named == new.resolve(&after.it)
                })
        })
    }
}

fn clauses(outcome: &Outcome) -> Option<&[ClauseId]> {
    match outcome {
        Outcome::Clauses(clauses) => Some(clauses),
        _ => None,
    }
}

fn count(findings: &[Finding]) -> Found {
    let mut found = Found::new();
    for finding in findings {
        let count = found.entry(finding.rule.name).or_default();
        count.all += 1;
        count.errors += usize::from(finding.severity == Severity::Error);
    }
    found
}
