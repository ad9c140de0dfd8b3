//! How often each rule found something.

use std::io::{self, Write};

use serde::Serialize;

use super::told::Told;

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
pub(super) fn table(out: &mut impl Write, told: &Told) -> io::Result<()> {
    let counts = counts(told);
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
pub(super) fn json(out: &mut impl Write, told: &Told) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &counts(told))?;
    writeln!(out)
}

fn counts(told: &Told) -> Vec<Count> {
    let counts = told.findings.iter().map(|(&(rule, severity), found)| Count {
        rule,
        severity: severity.name(),
        count: found.all,
        safely_fixable: found.safely_fixable,
    });
    let mut counts: Vec<Count> = counts.collect();
    // Of the same number, in the order of their names.
    counts.sort_by_key(|count| std::cmp::Reverse(count.count));
    counts
}
