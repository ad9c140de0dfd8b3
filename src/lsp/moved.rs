//! References that name other clauses than before the edits of an open file: labels were put in order by hand, and they
//! stayed behind. What the file said before is known here alone, so this is the server's own finding: no rule, and nothing that
//! the command line finds.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, Command, Diagnostic, DiagnosticSeverity,
    NumberOrString, Uri,
};

use super::ask::{Question, content_modified};
use super::convert::Converter;
use super::refresh::Views;
use super::schedule::schedule;
use super::shared::{Read, Shared, settle};
use crate::edits::{Moved, Pen, release};
use crate::text::{Cancellation, Side, Span};

/// What the finding is called.
const CODE: &str = "moved-reference";

/// Takes references as they are written.
pub const KEEP: &str = "rapporteur.keepReferences";

/// References of a draft that mean what they say.
#[derive(Deserialize, Serialize)]
pub struct Keep {
    pub uri: Uri,
    /// Our number for the text.
    revision: u64,
    /// What was pointed at, in bytes.
    start: u32,
    end: u32,
}

/// Pens for the texts of an open file that are not what they were in the last agreed reading.
fn pens<'a>(read: &'a Read, cancellation: Cancellation<'a>) -> impl Iterator<Item = Pen<'a>> {
    let Read { document, snapshot, file, .. } = read;
    let history = snapshot.draft(*file).and_then(|draft| draft.history.as_ref());
    let history = history.filter(|history| read.is_resolution && !history.is_at_rest());
    let texts = document.texts.iter().filter(move |placed| history.is_some_and(|history| !history.is_same(placed)));
    texts.map(move |placed| Pen::new(snapshot, document, placed, *file).cancelled_by(cancellation))
}

/// What is to be said of an open file.
pub fn diagnostics(read: &Read, converter: &Converter<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for pen in pens(read, Cancellation::never()) {
        let moved = pen.moved_references();
        let said =
            moved.iter().map(|moved| diagnostic(converter, pen.placed.in_file(moved.target), message(&pen, moved)));
        diagnostics.extend(said);
        let heading = pen.placed.text.proposed.heading.as_ref().map_or(Span::empty(0), |heading| heading.span);
        let message = match pen.moved_citing() {
            0 => continue,
            1 => "1 reference of another text names another clause of this one".to_owned(),
            many => format!("{many} references of other texts name other clauses of this one"),
        };
        let message = format!("{message} than before the edits made since this file was opened");
        diagnostics.push(diagnostic(converter, pen.placed.in_file(heading), message));
    }
    diagnostics
}

fn diagnostic(converter: &Converter<'_>, place: Span, message: String) -> Diagnostic {
    Diagnostic {
        range: converter.range(place),
        severity: Some(DiagnosticSeverity::WARNING),
        code: Some(NumberOrString::String(CODE.into())),
        source: Some("rapporteur".into()),
        message,
        ..Default::default()
    }
}

fn message(pen: &Pen<'_>, moved: &Moved) -> String {
    let words = |span| pen.document.words(pen.placed, span, Side::Proposed);
    let said = format!("\u{201c}{} {}\u{201d}", words(moved.call), words(moved.target));
    let tree = &pen.placed.text.proposed;
    let meant = match moved.meant[..] {
        [] => "a clause that was deleted".to_owned(),
        [only] => format!("what is {} now", tree.name(only)),
        [first, .., last] => format!("what is {} to {} now", tree.name(first), tree.name(last)),
    };
    format!("Before the edits made since this file was opened, {said} named {meant}")
}

/// What can be done about references that stayed behind.
///
/// # Errors
/// The text has changed meanwhile.
pub fn actions(question: &Question<'_>, range: Span, context: &CodeActionContext) -> Result<Vec<CodeActionOrCommand>> {
    let mut actions = Vec::new();
    if question.draft.is_none() {
        return Ok(actions);
    }
    let touches = |place: Span| place.overlaps(range) || place.touches(range.start) || place.touches(range.end);
    let converter = question.converter();
    for pen in pens(question.read, question.cancellation) {
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
            Keep { uri: question.uri.clone(), revision: question.read.revision, start: range.start, end: range.end };
        let title = "Keep as written".to_owned();
        let arguments = serde_json::to_value(keep).ok().map(|keep| vec![keep]);
        let command = Some(Command { title: title.clone(), command: KEEP.into(), arguments });
        actions.push(CodeActionOrCommand::CodeAction(CodeAction { command, ..action(title) }));
    }
    Ok(actions)
}

/// Lets references mean what they say. On a blocking thread.
///
/// # Errors
/// The draft is not open, or has changed since.
pub fn keep(shared: &Arc<Shared>, keep: &Keep) -> Result<()> {
    let draft = shared.draft(&keep.uri).ok_or_else(|| Error::invalid_params("the draft is not open"))?;
    let read = shared.read(&draft);
    if read.revision != keep.revision {
        return Err(content_modified());
    }
    let within = Span::new(keep.start, keep.end);
    shared.change_workspace(Some(&draft), |workspace| {
        let snapshot = workspace.snapshot();
        if let Some(history) = release(&snapshot, read.file, &read.document, within) {
            workspace.set_history(read.file, history);
            settle(workspace);
        }
    });
    schedule(shared, &draft);
    shared.refresh(Views { diagnostics: true, ..Views::default() });
    Ok(())
}
