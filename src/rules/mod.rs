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

use context::Judged;
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
    check_again(document, placed, file, snapshot, None).0
}

/// The same, with how the citations were judged. `before`: the same of an earlier state of the text.
fn check_again(
    document: &Document,
    placed: &PlacedText,
    file: OriginId,
    snapshot: &Snapshot,
    before: Option<(&Text, &Judged)>,
) -> (Vec<Finding>, Judged) {
    let context = Context::new(document, placed, file, snapshot, before);
    let mut findings = Vec::new();
    for rule in RULES {
        (rule.check)(&context, &mut findings);
    }
    findings.sort_by_key(|finding| (finding.span, finding.rule.name));
    (findings, context.into_judged())
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
                    if dropped() {
                        return None;
                    }
                    let before = (same_count && self.generation == snapshot.generation)
                        .then(|| (&*self.texts[index].0, &*self.judged[index]));
                    let (findings, now) = check_again(document, placed, file, snapshot, before);
                    judged.push(Arc::new(now));
                    findings.into()
                }
            };
            texts.push((placed.text.clone(), findings));
        }
        Some(Findings { generation: snapshot.generation, texts, judged })
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
    use crate::syntax::Reader;
    use crate::text::{Buffer, Span};
    use crate::workspace::Workspace;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// Pieces that make texts, citations, references and labels, right and wrong.
    const PIECES: [&str; 16] = [
        "RESOLUTION 50 (Rev. New Delhi, 2024)\n",
        "RESOLUTION 51 (Geneva, 2022)\n",
        "(Dubai, 2012; New Delhi, 2024)\n",
        "The World Telecommunication Standardization Assembly (New Delhi, 2024),\n",
        "considering\n",
        "resolves\n",
        "a)\tthat one;\n",
        "b)\tthat, as considering c) says, two,\n",
        "1\tto act on Resolution 71 (Dubai, 2018);\n",
        "2\tto act on Resolution 174 (Rev. Busan, 2014) of the Plenipotentiary Conference;\n",
        "Resolution 71 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, ",
        "Resolution 71, ",
        " of this assembly",
        "Hyderabad",
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
                findings = findings.update(&document, id, &snapshot, &|| false).expect("nothing is dropped");
                let fresh = Findings::default().update(&document, id, &snapshot, &|| false).expect("nothing is dropped");
                let said = |findings: &Findings| findings.iter(&document).map(|(_, it)| it.clone()).collect::<Vec<_>>();
                prop_assert_eq!(said(&findings), said(&fresh));
            }
        }
    }

    #[test]
    fn the_table_is_in_the_order_of_its_names() {
        assert!(RULES.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert!(RULES.iter().all(|rule| rule.summary.ends_with('.') && rule.summary.len() < 120));
    }
}
