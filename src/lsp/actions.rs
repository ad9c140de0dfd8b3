//! What can be done at a place: first what there is to choose from, and what one of them changes when it is chosen, for
//! clients that ask in these two steps.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeAction, CodeActionContext, CodeActionResponse, Range, Uri};

use super::ask::Question;
use super::capabilities::ACTION_KINDS;
use super::command::Keep;
use super::errors::content_modified;
use crate::assists::{self, Asked, Assist, AssistContext, AssistKind, AssistSubject, Does};
use crate::text::Span;
use crate::workspace::Workspace;

/// What an action brings back when the client asks what it changes.
#[derive(Serialize, Deserialize)]
pub(super) struct Chosen {
    pub uri: Uri,
    /// Our number for it.
    revision: u64,
    /// What was asked about, in bytes.
    start: u32,
    end: u32,
    /// Which of those there.
    id: String,
    subject: AssistSubject,
}

impl Chosen {
    /// What came back with an action.
    pub(super) fn read(action: &CodeAction) -> Option<Chosen> {
        serde_json::from_value(action.data.clone()?).ok()
    }
}

/// What can be done about a range of a text. `workspace` gives a copy to try all safe fixes in.
///
/// # Errors
/// The text has changed meanwhile.
pub(super) fn list(
    question: &Question<'_>,
    workspace: &dyn Fn() -> Workspace,
    range: Range,
    context: &CodeActionContext,
) -> Result<CodeActionResponse> {
    let later = question.client().resolves_actions;
    let range = question.span(range);
    let converter = question.converter();
    look(question, workspace, range, &|kind| asked(context, kind), |assists| {
        let mut answer = Vec::with_capacity(assists.len());
        for assist in assists {
            let (uri, revision) = (question.uri.clone(), question.text.revision);
            let Span { start, end } = range;
            let keep = || Keep { uri: uri.clone(), revision, start, end };
            let chosen = || {
                let (id, subject) = (assist.id.to_owned(), assist.subject);
                serde_json::to_value(Chosen { uri: uri.clone(), revision, start, end, id, subject }).ok()
            };
            let data = later.then(chosen).flatten();
            answer.extend(converter.action(assist, &context.diagnostics, data, &keep)?);
        }
        Ok(answer)
    })
}

/// An action with what it changes.
///
/// # Errors
/// It is of an older text, or cannot be done any more because another file has changed.
pub(super) fn resolve(
    question: &Question<'_>,
    workspace: &dyn Fn() -> Workspace,
    action: CodeAction,
    chosen: &Chosen,
) -> Result<CodeAction> {
    let name = action.kind.as_ref().map_or("", |kind| kind.as_str());
    let kind = ACTION_KINDS.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind);
    let kind = kind.filter(|_| chosen.revision == question.text.revision).ok_or_else(content_modified)?;
    let asked = |other| if other == kind { Asked::ByName } else { Asked::No };
    let range = Span::new(chosen.start, chosen.end.max(chosen.start));
    look(question, workspace, range, &asked, |assists| {
        let same = assists.into_iter().find(|it| it.id == chosen.id && it.subject == chosen.subject);
        let made = match same {
            Some(Assist { does: Does::Edits(run), cursor, .. }) => run()?.and_then(|edits| {
                question.offer(&edits);
                question.converter().edits_then(edits, cursor)
            }),
            Some(Assist { does: Does::Makes(make), .. }) => make().and_then(|file| question.converter().new_file(file)),
            _ => None,
        };
        let (edit, command) = made.ok_or_else(content_modified)?;
        Ok(CodeAction { edit: Some(edit), command, ..action })
    })
}

fn look<T>(
    question: &Question<'_>,
    workspace: &dyn Fn() -> Workspace,
    range: Span,
    asked: &dyn Fn(AssistKind) -> Asked,
    then: impl FnOnce(Vec<Assist<'_>>) -> Result<T>,
) -> Result<T> {
    let of_findings = [AssistKind::QuickFix, AssistKind::UpdateCitations, AssistKind::FixAll];
    // What was found in an open draft is kept.
    let findings = match question.draft {
        Some(_) if of_findings.into_iter().any(|kind| asked(kind) != Asked::No) => {
            Some(question.checked(|checked| checked.findings().clone())?)
        }
        _ => None,
    };
    let place = question.place_at(range.start);
    then(assists::list(&AssistContext {
        snapshot: place.snapshot,
        document: place.document,
        file: place.file,
        range,
        asked,
        findings: findings.as_ref(),
        workspace,
        cancellation: question.cancellation,
    })?)
}

/// Whether a client asks for actions of a kind; where it names none, for all but those that change all of a file.
fn asked(context: &CodeActionContext, kind: AssistKind) -> Asked {
    let name = ACTION_KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, name)| name);
    // "source" means all that begin so, up to a full stop; the kind without a name is the root of all.
    let covers = |wanted: &str| {
        wanted.is_empty() || name.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    match &context.only {
        Some(only) if only.iter().any(|wanted| wanted.as_str() == name) => Asked::ByName,
        Some(only) if only.iter().any(|wanted| covers(wanted.as_str())) => Asked::WithOthers,
        None if !name.starts_with("source") => Asked::WithOthers,
        _ => Asked::No,
    }
}
