//! What can be done, and what it changes.

use tower_lsp::ls_types::{self as lsp, Uri};

use super::super::capabilities::ACTION_KINDS;
use super::super::command::{ACCEPT, Accept};
use super::converter::Converter;
use crate::edits::Edit;
use crate::ide;
use crate::text::FileId;
use crate::workspace::Accepted;

/// The command that accepts something in a draft.
fn accept_command(uri: &Uri, accepted: Accepted) -> lsp::Command {
    let accept = Accept { uri: uri.clone(), rule: accepted.rule, text: accepted.text };
    lsp::Command {
        title: "Accept".into(),
        command: ACCEPT.into(),
        arguments: serde_json::to_value(accept).ok().map(|accept| vec![accept]),
    }
}

impl Converter<'_> {
    /// What can be done; `later` is what it brings back when its edits are to come later. None where a file that it
    /// changes can no longer be read.
    pub fn action(
        &self,
        action: ide::Action,
        diagnostics: &[lsp::Diagnostic],
        later: Option<lsp::LSPAny>,
    ) -> Option<lsp::CodeActionOrCommand> {
        let fixed = action.fixes.map(|finding| {
            let here = self.range(finding.span);
            let is = |it: &&lsp::Diagnostic| {
                it.range == here && it.code == Some(lsp::NumberOrString::String(finding.rule.name.into()))
            };
            diagnostics.iter().filter(is).cloned().collect::<Vec<_>>()
        });
        let (_, kind) = ACTION_KINDS.iter().find(|(kind, _)| *kind == action.kind)?;
        Some(lsp::CodeActionOrCommand::CodeAction(lsp::CodeAction {
            title: action.title,
            kind: Some(lsp::CodeActionKind::from(*kind)),
            diagnostics: fixed.filter(|fixed| !fixed.is_empty()),
            edit: match action.accepts.is_some() || later.is_some() {
                true => None,
                false => Some(self.workspace_edit(action.edits)?),
            },
            data: later.filter(|_| action.accepts.is_none()),
            command: action.accepts.map(|accepted| accept_command(self.uri, accepted)),
            is_preferred: (action.preferred && self.client.preferred_actions).then_some(true),
            ..Default::default()
        }))
    }

    /// Edits of the file asked about; those of others are left out.
    pub fn text_edits(&self, edits: Vec<Edit>) -> Vec<lsp::TextEdit> {
        let own = edits.into_iter().filter(|edit| edit.file == self.file());
        own.map(|edit| lsp::TextEdit::new(self.range(edit.span), edit.text)).collect()
    }

    /// What can be given another name.
    pub fn renamable(&self, named: ide::Renamable) -> lsp::PrepareRenameResponse {
        lsp::PrepareRenameResponse::RangeWithPlaceholder { range: self.range(named.span), placeholder: named.name }
    }

    /// Edits of one or several files.
    pub fn workspace_edit(&self, edits: Vec<Edit>) -> Option<lsp::WorkspaceEdit> {
        let mut files: Vec<(Uri, FileId, Vec<lsp::TextEdit>)> = Vec::new();
        for Edit { file, span, text } in edits {
            let (uri, [range]) = self.ranges(file, [span])?;
            let edit = lsp::TextEdit::new(range, text);
            match files.iter_mut().find(|(_, other, _)| *other == file) {
                Some((_, _, edits)) => edits.push(edit),
                None => files.push((uri, file, vec![edit])),
            }
        }
        Some(if self.client.versioned_edits {
            let documents = files.into_iter().map(|(uri, file, edits)| {
                // Of a text that has changed since, the edits would be of other words.
                let version = self.version_of(file)?;
                let text_document = lsp::OptionalVersionedTextDocumentIdentifier { uri, version };
                let edits = edits.into_iter().map(lsp::OneOf::Left).collect();
                Some(lsp::TextDocumentEdit { text_document, edits })
            });
            let changes = lsp::DocumentChanges::Edits(documents.collect::<Option<_>>()?);
            lsp::WorkspaceEdit { document_changes: Some(changes), ..Default::default() }
        } else {
            let changes = files.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
            lsp::WorkspaceEdit { changes: Some(changes), ..Default::default() }
        })
    }
}
