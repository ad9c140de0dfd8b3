//! What is found in a text, for clients that ask for it.

use std::fmt::Write;
use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport};

use super::analysis;
use super::ask::Question;
use super::errors::content_modified;
use super::lock::lock;
use super::session::Session;
use crate::text::Cancellation;

/// Answers a client that asks what is found in a text, as JSON: most of it is written already. On a blocking thread.
///
/// # Errors
/// The text has changed meanwhile.
pub(super) fn report(session: &Arc<Session>, question: &Question<'_>, previous: Option<&str>) -> Result<String> {
    let mut report = question.checked(|checked| {
        let result = checked.result_id();
        checked.told = Some(result.clone());
        match previous == Some(&*result) {
            true => format!(r#"{{"kind":"unchanged","resultId":"{result}""#),
            false => checked.full_report(&result),
        }
    })?;
    // The cursor has left what was being written: nobody would say so once this is told.
    if question.draft.is_some_and(|draft| question.text.writing.is_some() && draft.writing() != question.text.writing) {
        return Err(content_modified());
    }
    related(session, question, &mut report);
    report.push('}');
    Ok(report)
}

/// Adds what has changed in the other open drafts since the client asked of them, for a client that takes it.
fn related(session: &Arc<Session>, question: &Question<'_>, report: &mut String) {
    if !question.client().related_documents {
        return;
    }
    let mut before = r#","relatedDocuments":{"#;
    for draft in session.open_drafts().into_iter().filter(|draft| draft.uri != *question.uri) {
        if lock(&draft.checked).told.is_none() {
            continue;
        }
        let text = analysis::read(session, &draft);
        let past = || draft.is_past(text.revision);
        let other =
            Question { draft: Some(&draft), uri: &draft.uri, text: &text, cancellation: Cancellation::when(&past) };
        let changed = other.checked(|checked| {
            let result = checked.result_id();
            let changed = checked.told.replace(result.clone()).as_ref() != Some(&result);
            changed.then(|| checked.full_report(&result))
        });
        if let Ok(Some(other)) = changed {
            // Writing to a string does not fail; a URI's characters need no escape in JSON.
            let _ = write!(report, r#"{before}"{}":{other}}}"#, draft.uri.as_str());
            before = ",";
        }
    }
    if before == "," {
        report.push('}');
    }
}

/// The answer where the server has nothing to say, and beside what it has written itself.
pub(super) fn nothing_found() -> DocumentDiagnosticReport {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default())
}
