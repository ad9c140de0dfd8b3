//! Safe fixes come to an end, and bring no error into a text.
#![no_main]

mod support;

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use rapporteur::rules::{Severity, check, fix_all};
use rapporteur::text::Cancellation;

fuzz_target!(|bytes: &[u8]| {
    let (text, _) = support::draft_and_edits(bytes);
    let (mut workspace, file, document, snapshot) = support::workspace_of(&text);
    let errors = |found: &[rapporteur::rules::Reported]| {
        let mut rules = BTreeMap::new();
        for it in found.iter().filter(|it| it.finding.severity == Severity::Error) {
            *rules.entry(it.finding.rule.name).or_insert(0) += 1;
        }
        rules
    };
    let before = errors(&check(&document, file, &snapshot));
    let documents = BTreeMap::from([(file, document)]);
    let fixed = fix_all(&mut workspace, documents, &|fix| fix.safe, Cancellation::never());
    let fixed = fixed.expect("nobody cancels").expect("no file is read");
    assert!(fixed.settled, "safe fixes go round in circles");
    if let Some(document) = fixed.files.get(&file) {
        let after = errors(&check(document, file, &workspace.snapshot()));
        for (rule, count) in after {
            assert!(count <= before.get(rule).copied().unwrap_or(0), "safe fixes brought an error of {rule}");
        }
    }
});
