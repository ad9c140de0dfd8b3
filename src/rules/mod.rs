//! What can be wrong with a draft: one file per rule, and the table of them.
//!
//! A rule looks at one text in its workspace and says what it finds; it reads no files and keeps nothing. Findings
//! are kept per text, so that an edit in one text of a file costs nothing in the others.

mod context;
mod dangling_reference;
mod edition_mismatch;
mod edits;
mod finding;
mod flattened_change;
mod label_sequence;
mod moved_reference;
mod stale_revision;
#[cfg(test)]
mod testing;
mod unknown_meeting;
mod unknown_revision;
mod wording;

use std::sync::Arc;

pub use context::{Context, JudgedCitation};
pub use finding::{Edit, Finding, Fix, Related, Severity};
pub use wording::capitalised;

use crate::catalogue::OriginId;
use crate::syntax::{Document, PlacedText, Text};
use crate::workspace::Snapshot;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which configuration and reports use; it stays the same once released.
    pub name: &'static str,
    /// How much its findings weigh, unless a finding says otherwise.
    pub severity: Severity,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// Looks at a text.
    pub check: fn(&Context<'_>, &mut Vec<Finding>),
}

/// There is one rule of each name.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// All rules, in the order of their names.
pub static RULES: [&Rule; 8] = [
    &dangling_reference::RULE,
    &edition_mismatch::RULE,
    &flattened_change::RULE,
    &label_sequence::RULE,
    &moved_reference::RULE,
    &stale_revision::RULE,
    &unknown_meeting::RULE,
    &unknown_revision::RULE,
];

/// What all rules say about one text, in the order of its places. Places count from the start of the text.
pub fn check_text(document: &Document, placed: &PlacedText, file: OriginId, snapshot: &Snapshot) -> Vec<Finding> {
    let context = Context::new(document, placed, file, snapshot);
    let mut findings = Vec::new();
    for rule in RULES {
        (rule.check)(&context, &mut findings);
    }
    findings.sort_by_key(|finding| (finding.span, finding.rule.name));
    findings
}

/// The findings of a file, kept from one state of it to the next.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    generation: u64,
    texts: Vec<(Arc<Text>, Arc<[Finding]>)>,
}

impl Findings {
    /// The findings of a file as it is now. Texts that did not change since keep theirs. `None` where `dropped`
    /// said so between two texts: the file has changed again.
    pub fn update(
        &self,
        document: &Document,
        file: OriginId,
        snapshot: &Snapshot,
        dropped: &dyn Fn() -> bool,
    ) -> Option<Findings> {
        let mut texts = Vec::with_capacity(document.texts.len());
        // Texts keep their order; one put in or taken out shifts the rest.
        let mut next = 0;
        for placed in document.texts.iter() {
            let old = (self.generation == snapshot.generation)
                .then(|| {
                    self.texts[next.min(self.texts.len())..]
                        .iter()
                        .position(|(text, _)| Arc::ptr_eq(text, &placed.text))
                })
                .flatten();
            let findings = match old {
                Some(skipped) => {
                    next += skipped + 1;
                    self.texts[next - 1].1.clone()
                }
                None => {
                    if dropped() {
                        return None;
                    }
                    check_text(document, placed, file, snapshot).into()
                }
            };
            texts.push((placed.text.clone(), findings));
        }
        Some(Findings { generation: snapshot.generation, texts })
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

/// All findings of a file, with places counted from its start.
pub fn check(document: &Document, file: OriginId, snapshot: &Snapshot) -> Vec<Finding> {
    let texts = document.texts.iter();
    texts
        .flat_map(|placed| {
            check_text(document, placed, file, snapshot).into_iter().map(|finding| finding.in_file(placed.start))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_its_names() {
        assert!(RULES.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert!(RULES.iter().all(|rule| rule.summary.ends_with('.') && rule.summary.len() < 120));
    }
}
