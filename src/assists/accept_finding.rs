//! To accept what was found, for the words that it speaks of, or for all that its rule finds in the file.

use super::assist::{Assist, AssistKind, AssistSubject, Does, Fixed};
use super::context::TextContext;
use crate::rules::{Finding, Group};
use crate::text::Side;
use crate::workspace::Accepted;

/// What accepts a finding, which is `fixed` as it counts from the start of the file.
pub(super) fn acceptances<'a>(at: &TextContext<'a>, nth: usize, finding: &Finding, fixed: &Finding) -> Vec<Assist<'a>> {
    let (pen, rule) = (&at.pen, finding.rule);
    let Some(path) = pen.snapshot.path(pen.file) else { return Vec::new() };
    let accept = |id: &'static str, title: String, text: Option<String>, file: Option<std::path::PathBuf>| Assist {
        id,
        subject: AssistSubject::Finding(at.text, nth),
        title,
        kind: AssistKind::QuickFix,
        fixes: Some(Fixed::Finding(fixed.clone())),
        preferred: false,
        does: Does::Accepts(Accepted::new(rule.name.to_owned(), text, file)),
        cursor: None,
    };
    let what = if rule.group == Group::Citations { "citation" } else { "finding" };
    let here = |words: String| accept("accept-finding", format!("Do not report this {what}"), Some(words), None);
    let all = accept("accept-in-file", format!("Do not report in this file: {}", rule.name), None, Some(path.into()));
    let words = || pen.document.words(pen.placed, finding.span, Side::Proposed);
    finding.acceptable(words).map(here).into_iter().chain([all]).collect()
}
