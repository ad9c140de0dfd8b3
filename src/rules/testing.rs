//! How rules are tested: a draft, and what one rule says of it, with the words it says it of.

use expect_test::Expect;
use jiff::civil::date;

use super::{Checkup, Finding, Rule};
use crate::edits::Fix;
use crate::syntax::Document;
use crate::text::{Cancellation, Encoding, FileId, Span, position_of};
use crate::workspace::Workspace;

/// Checks a draft with one rule, asked on a day after the newest meeting that the data know the results of.
pub fn check(rule: &Rule, draft: &str, expect: Expect) {
    expect.assert_eq(&findings(Some(rule), draft));
}

/// What a rule, or all of them, say of a draft: severity, line and column from 1, the words, the message; related
/// places and fixes below. A line `--- name` begins another file of the workspace, which is not checked itself.
pub fn findings(rule: Option<&Rule>, draft: &str) -> String {
    let mut files = draft.split_inclusive('\n').fold(vec![String::new()], |mut files, line| {
        match (line.starts_with("--- "), files.last_mut()) {
            (false, Some(file)) => file.push_str(line),
            _ => files.push(String::new()),
        }
        files
    });
    let others = files.split_off(1);
    let draft = &*files.concat();
    let document = Document::read(draft);
    let mut workspace = Workspace::new(date(2026, 1, 1));
    workspace.change_config(|config| {
        config.set_levels(
            rule.iter().filter(|rule| !rule.standard).map(|rule| (rule.name.into(), rule.level())).collect(),
        );
    });
    workspace.set_draft(FileId(1), None, document.clone());
    for (id, other) in (2..).zip(&others) {
        workspace.set_draft(FileId(id), None, Document::read(other));
    }
    let snapshot = workspace.snapshot();
    let place = |span: Span| {
        let at = position_of(&document.rope, span.start, Encoding::Utf32);
        format!("{}:{} `{}`", at.line + 1, at.column + 1, document.slice(span).replace('\n', "⏎"))
    };
    let mut said = String::new();
    for placed in document.texts.iter() {
        let checkup = Checkup::of(&document, placed, FileId(1), &snapshot, Cancellation::never()).unwrap();
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
            (None, Some((_, draft))) => *draft += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    let headed = |(kind, draft): (String, String)| match draft.contains("RESOLUTION") {
        true => (kind, draft),
        false => (kind, format!("{HEAD}{draft}")),
    };
    blocks.into_iter().map(headed).collect()
}

/// The head of a text that is right.
pub const HEAD: &str = "RESOLUTION 90 (Rev. New Delhi, 2024)\nTowers\n(Hammamet, 2016; New Delhi, 2024)\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\n";

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
