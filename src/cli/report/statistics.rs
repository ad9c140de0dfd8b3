//! How often each rule found something.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::places::findings;
use crate::cli::read::CheckOutcome;
use crate::rules::Severity;

/// What one rule found of one severity.
#[derive(Serialize)]
struct Count {
    rule: &'static str,
    severity: &'static str,
    count: usize,
    /// How many of them have a safe fix.
    safely_fixable: usize,
}

/// A line for each rule and severity, what was found most first.
pub(crate) fn table(out: &mut impl Write, outcome: &CheckOutcome) -> io::Result<()> {
    let counts = counts(outcome);
    let digits = counts.iter().map(|count| count.count.to_string().len()).max().unwrap_or(1);
    let level = counts.iter().map(|count| count.severity.len()).max().unwrap_or(0);
    let name = counts.iter().map(|count| count.rule.len()).max().unwrap_or(0);
    for Count { rule, severity, count, safely_fixable } in counts {
        let line = format!("{count:digits$}  {severity:level$}  {rule:name$}");
        let safe = if safely_fixable > 0 { format!("  {safely_fixable} with a safe fix") } else { String::new() };
        writeln!(out, "{}", format!("{line}{safe}").trim_end())?;
    }
    Ok(())
}

/// An array, in the same order.
pub(crate) fn json(out: &mut impl Write, outcome: &CheckOutcome) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &counts(outcome))?;
    writeln!(out)
}

fn counts(outcome: &CheckOutcome) -> Vec<Count> {
    let mut rules: BTreeMap<(&'static str, Severity), (usize, usize)> = BTreeMap::new();
    for (_, found) in findings(outcome) {
        let (count, safe) = rules.entry((found.finding.rule.name, found.finding.severity)).or_default();
        *count += 1;
        *safe += usize::from(found.fixes.iter().any(|fix| fix.safe));
    }
    let count = |((rule, severity), (count, safely_fixable)): ((_, Severity), _)| Count {
        rule,
        severity: severity.name(),
        count,
        safely_fixable,
    };
    let mut counts: Vec<Count> = rules.into_iter().map(count).collect();
    // Of the same number, in the order of their names.
    counts.sort_by_key(|count| std::cmp::Reverse(count.count));
    counts
}
