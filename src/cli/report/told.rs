//! What a report came to.

use std::collections::BTreeMap;

use crate::cli::read::CheckedFile;
use crate::rules::Severity;
use crate::workspace::Notice;

/// What was found in all files, in numbers.
#[derive(Default, Debug)]
pub(crate) struct Told {
    /// For each rule and severity.
    pub(super) findings: BTreeMap<(&'static str, Severity), Count>,
    /// How many files have findings.
    pub(super) files: usize,
    /// What could be read at first and can no longer.
    pub(crate) unread: Vec<Notice>,
}

/// How often a rule found something.
#[derive(Default, Clone, Copy, Debug)]
pub(super) struct Count {
    pub(super) all: usize,
    /// How many of them have a safe fix; none where fixes were not asked for.
    pub(super) safely_fixable: usize,
    /// How many have only fixes that should be looked at.
    with_a_look: usize,
}

impl Told {
    pub(super) fn add(&mut self, file: &CheckedFile) {
        self.files += usize::from(!file.findings.is_empty());
        for found in &file.findings {
            let count = self.findings.entry((found.finding.rule.name, found.finding.severity)).or_default();
            count.all += 1;
            let safe = found.fixes.iter().any(|fix| fix.safe);
            count.safely_fixable += usize::from(safe);
            count.with_a_look += usize::from(!safe && !found.fixes.is_empty());
        }
    }

    /// How many findings there are.
    pub(super) fn count(&self) -> usize {
        self.findings.values().map(|count| count.all).sum()
    }

    /// How many have a safe fix.
    pub(super) fn fixable(&self) -> usize {
        self.findings.values().map(|count| count.safely_fixable).sum()
    }

    /// How many have only fixes that should be looked at.
    pub(crate) fn fixable_with_a_look(&self) -> usize {
        self.findings.values().map(|count| count.with_a_look).sum()
    }

    /// How many weigh so much.
    pub(super) fn count_of(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|((_, of), _)| *of == severity).map(|(_, count)| count.all).sum()
    }

    /// The weightiest there is.
    pub(crate) fn worst(&self) -> Option<Severity> {
        self.findings.keys().map(|(_, severity)| *severity).min()
    }
}
