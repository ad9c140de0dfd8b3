//! What can be done about references that stayed behind: they follow, or are kept as they are written.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, Command, Diagnostic, NumberOrString,
};

use super::ask::Question;
use super::command::{KEEP, Keep};
use super::errors::content_modified;
use super::moved::{CODE, pens};
use crate::text::Span;

/// What can be done about references that stayed behind.
///
/// # Errors
/// The text has changed meanwhile.
pub fn list(question: &Question<'_>, range: Span, context: &CodeActionContext) -> Result<Vec<CodeActionOrCommand>> {
    let mut actions = Vec::new();
    if question.draft.is_none() {
        return Ok(actions);
    }
    let touches = |place: Span| place.overlaps(range) || place.touches(range.start) || place.touches(range.end);
    let converter = question.converter();
    for pen in pens(question.text, question.cancellation) {
        let heading = pen.placed.text.proposed.heading.as_ref().map_or(Span::empty(0), |heading| heading.span);
        let own = pen.moved_references().iter().any(|moved| touches(pen.placed.in_file(moved.reach())));
        let from_elsewhere = || touches(pen.placed.in_file(heading)) && pen.moved_citing() > 0;
        if !own && !from_elsewhere() {
            continue;
        }
        let is_ours = |it: &&Diagnostic| it.code == Some(NumberOrString::String(CODE.into()));
        let diagnostics: Vec<Diagnostic> = context.diagnostics.iter().filter(is_ours).cloned().collect();
        let action = |title: String| CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(diagnostics.clone()).filter(|diagnostics| !diagnostics.is_empty()),
            ..Default::default()
        };
        if let Some(fix) = pen.update_references().map_err(|_| content_modified())? {
            let edit = Some(converter.workspace_edit(fix.edits).ok_or_else(content_modified)?);
            actions.push(CodeActionOrCommand::CodeAction(CodeAction { edit, ..action(fix.title) }));
        }
        let keep =
            Keep { uri: question.uri.clone(), revision: question.text.revision, start: range.start, end: range.end };
        let title = "Keep as written".to_owned();
        let arguments = serde_json::to_value(keep).ok().map(|keep| vec![keep]);
        let command = Some(Command { title: title.clone(), command: KEEP.into(), arguments });
        actions.push(CodeActionOrCommand::CodeAction(CodeAction { command, ..action(title) }));
    }
    Ok(actions)
}
