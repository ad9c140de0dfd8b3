//! How rules are tested: a draft, and what one rule says of it, with the words it says it of.

use expect_test::Expect;

use super::{Checkup, Finding, Rule};
use crate::edits::Fix;
use crate::testing::Fixture;
use crate::text::{Cancellation, Encoding, Span, position_of};

/// Checks a draft with one rule.
pub fn check(rule: &Rule, draft: &str, expect: Expect) {
    expect.assert_eq(&findings(Some(rule), draft));
}

/// What a rule, or all of them, say of a draft: severity, line and column from 1, the words, the message; related
/// places and fixes below. Other files of the workspace are not checked themselves.
pub fn findings(rule: Option<&Rule>, draft: &str) -> String {
    let fixture = Fixture::configured(draft, |config| {
        config.set_levels(
            rule.iter().filter(|rule| !rule.standard).map(|rule| (rule.name.into(), rule.level())).collect(),
        );
    });
    let Fixture { document, file, snapshot, .. } = &fixture;
    let place = |span: Span| {
        let at = position_of(&document.rope, span.start, Encoding::Utf32);
        format!("{}:{} `{}`", at.line + 1, at.column + 1, document.slice(span).replace('\n', "⏎"))
    };
    let mut said = String::new();
    for placed in document.texts.iter() {
        let checkup = Checkup::of(document, placed, *file, snapshot, Cancellation::never()).unwrap();
        for finding in checkup.findings.iter().filter(|finding| rule.is_none_or(|rule| rule == finding.rule)) {
            said += &describe(&finding.in_file(placed.start), &checkup.fixes(finding).unwrap(), rule.is_none(), &place);
        }
    }
    said
}

/// The drafts that a rule's page shows, each with what it is: `wrong` or `right`. One without a heading gets a head.
pub fn examples(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        match (line.strip_prefix("```"), &mut open) {
            (Some(kind), None) => open = Some((kind.to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some((_, draft))) => match line.strip_prefix("--- ") {
                Some(_) => *draft += "//- open other\n",
                None => *draft += &format!("{line}\n"),
            },
            (None, None) => {}
        }
    }
    let headed = |(kind, draft): (String, String)| match draft.contains("RESOLUTION") {
        true => (kind, draft),
        false => (kind, format!("//- head\n{draft}")),
    };
    blocks.into_iter().map(headed).collect()
}

fn describe(finding: &Finding, fixes: &[Fix], named: bool, place: &dyn Fn(Span) -> String) -> String {
    let rule = if named { format!("[{}]", finding.rule.name) } else { String::new() };
    let mut said = format!("{}{rule} {} {}\n", finding.severity.name(), place(finding.span), finding.message);
    for related in &finding.related {
        said += &format!("  {} {}\n", place(related.span), related.message);
    }
    for fix in fixes {
        said += &format!("  fix{}: {}\n", if fix.safe { "" } else { " (look first)" }, fix.title);
        for edit in &fix.edits {
            said += &format!("    {} -> `{}`\n", place(edit.span), edit.text.replace('\n', "⏎"));
        }
    }
    said
}
