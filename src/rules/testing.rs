//! How rules are tested: a draft, and what one rule says of it, with the words it says it of.

use expect_test::Expect;
use jiff::civil::date;

use super::{Finding, Rule, check_text};
use crate::catalogue::OriginId;
use crate::syntax::Document;
use crate::text::{Encoding, Span, position_of};
use crate::workspace::Workspace;

/// Checks a draft with one rule, asked on a day after the newest meeting that the data know the results of.
pub fn check(rule: &Rule, draft: &str, expect: Expect) {
    expect.assert_eq(&findings(Some(rule), draft));
}

/// What a rule, or all of them, say of a draft: severity, line and column from 1, the words, the message; related
/// places and fixes below.
pub fn findings(rule: Option<&Rule>, draft: &str) -> String {
    let document = Document::read(draft);
    let mut workspace = Workspace::new(date(2026, 1, 1));
    workspace.set_draft(OriginId(1), None, document.clone());
    let snapshot = workspace.snapshot();
    let place = |span: Span| {
        let at = position_of(&document.rope, span.start, Encoding::Utf32);
        format!("{}:{} `{}`", at.line + 1, at.column + 1, document.slice(span).replace('\n', "⏎"))
    };
    let mut said = String::new();
    for placed in document.texts.iter() {
        for finding in check_text(&document, placed, OriginId(1), &snapshot) {
            if rule.is_some_and(|rule| rule != finding.rule) {
                continue;
            }
            said += &describe(&finding.in_file(placed.start), rule.is_none(), &place);
        }
    }
    said
}

fn describe(finding: &Finding, named: bool, place: &dyn Fn(Span) -> String) -> String {
    let rule = if named { format!("[{}]", finding.rule.name) } else { String::new() };
    let mut said = format!("{}{rule} {} {}\n", finding.severity.name(), place(finding.span), finding.message);
    for related in &finding.related {
        said += &format!("  {} {}\n", place(related.span), related.message);
    }
    for fix in &finding.fixes {
        said += &format!("  fix{}: {}\n", if fix.safe { "" } else { " (look first)" }, fix.title);
        for edit in &fix.edits {
            said += &format!("    {} -> `{}`\n", place(edit.span), edit.text);
        }
    }
    said
}
