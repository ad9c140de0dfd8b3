//! What can be done at a place: first what there is to choose from, and what one of them changes when it is chosen, for
//! clients that ask in these two steps.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeAction, CodeActionContext, CodeActionResponse, Range, Uri};

use super::ask::Question;
use super::capabilities::ACTION_KINDS;
use super::errors::content_modified;
use super::moved_actions;
use crate::ide::{self, Action, ActionKind, Asked, Query};
use crate::rules::Findings;
use crate::text::Span;
use crate::workspace::Workspace;

/// What an action brings back when the client asks what it changes.
#[derive(Serialize, Deserialize)]
pub struct Chosen {
    /// The text.
    pub uri: Uri,
    /// Our number for it.
    revision: u64,
    /// What was asked about, in bytes.
    start: u32,
    end: u32,
    /// Which of those there that have its kind and its title.
    nth: usize,
}

impl Chosen {
    /// What came back with an action.
    pub fn read(action: &CodeAction) -> Option<Chosen> {
        serde_json::from_value(action.data.clone()?).ok()
    }
}

/// What can be done about a stretch of a text. `workspace` gives a copy to try all safe fixes in.
///
/// # Errors
/// The text has changed meanwhile.
pub fn list(
    question: &Question<'_>,
    workspace: &dyn Fn() -> Workspace,
    range: Range,
    context: &CodeActionContext,
) -> Result<CodeActionResponse> {
    let later = question.client().resolves_actions;
    let range = question.span(range);
    let actions = look(question, workspace, range, &|kind| asked(context, kind), later)?;
    let converter = question.converter();
    let mut answer = Vec::with_capacity(actions.len());
    for (index, action) in actions.iter().enumerate() {
        let chosen = || Chosen {
            uri: question.uri.clone(),
            revision: question.text.revision,
            start: range.start,
            end: range.end,
            nth: actions[..index].iter().filter(|it| is(it, action.kind, &action.title)).count(),
        };
        let data = later.then(|| serde_json::to_value(chosen()).ok()).flatten();
        answer.extend(converter.action(action.clone(), &context.diagnostics, data));
    }
    if asked(context, ActionKind::QuickFix) != Asked::No {
        answer.extend(moved_actions::list(question, range, context)?);
    }
    Ok(answer)
}

/// An action with what it changes.
///
/// # Errors
/// It is of an older text, or cannot be done any more because another file has changed.
pub fn resolve(
    question: &Question<'_>,
    workspace: &dyn Fn() -> Workspace,
    action: CodeAction,
    chosen: &Chosen,
) -> Result<CodeAction> {
    let name = action.kind.as_ref().map_or("", |kind| kind.as_str());
    let kind = ACTION_KINDS.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind);
    let kind = kind.filter(|_| chosen.revision == question.text.revision).ok_or_else(content_modified)?;
    let asked = |other| if other == kind { Asked::ByName } else { Asked::No };
    let same = look(question, workspace, Span::new(chosen.start, chosen.end.max(chosen.start)), &asked, false)?;
    let same = same.into_iter().filter(|it| is(it, kind, &action.title)).nth(chosen.nth);
    let edit = same.and_then(|same| question.converter().workspace_edit(same.edits)).ok_or_else(content_modified)?;
    Ok(CodeAction { edit: Some(edit), ..action })
}

fn is(action: &Action, kind: ActionKind, title: &str) -> bool {
    action.kind == kind && action.title == title
}

fn look(
    question: &Question<'_>,
    workspace: &dyn Fn() -> Workspace,
    range: Span,
    asked: &dyn Fn(ActionKind) -> Asked,
    titles_only: bool,
) -> Result<Vec<Action>> {
    let of_findings = [ActionKind::QuickFix, ActionKind::UpdateCitations, ActionKind::FixAll];
    let findings = match of_findings.into_iter().any(|kind| asked(kind) != Asked::No) {
        true => kept_findings(question)?,
        false => None,
    };
    let query = Query {
        findings: findings.as_ref(),
        titles_only,
        workspace: Some(workspace),
        cancellation: question.cancellation,
        ..Query::new(range, asked)
    };
    Ok(ide::actions(&question.place_at(range.start), &query)?)
}

/// What was found in an open draft.
fn kept_findings(question: &Question<'_>) -> Result<Option<Findings>> {
    question.draft.map(|_| question.checked(|checked| checked.findings().clone())).transpose()
}

/// Whether a client asks for actions of a kind; where it names none, for all but those that change all of a file.
fn asked(context: &CodeActionContext, kind: ActionKind) -> Asked {
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
