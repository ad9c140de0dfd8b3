//! What can be done, and what it changes.

use ropey::Rope;
use serde::Serialize;
use tower_lsp::ls_types::{self as lsp, Uri};

use super::super::capabilities::ACTION_KINDS;
use super::super::command::{ACCEPT, Accept, KEEP, Keep, PUT_CURSOR, PutCursor};
use super::super::uri::uri_of;
use super::converter::Converter;
use super::places::range;
use crate::assists::{Assist, CursorAfter, Does, Fixed, MOVED_REFERENCE, NewFile};
use crate::edits::{Edit, apply};
use crate::ide;
use crate::syntax::Document;
use crate::text::{Cancelled, FileId, Span};
use crate::workspace::Accepted;

fn command(title: &str, name: &str, argument: &impl Serialize) -> lsp::Command {
    let arguments = serde_json::to_value(argument).ok().map(|argument| vec![argument]);
    lsp::Command { title: title.into(), command: name.into(), arguments }
}

impl Converter<'_> {
    /// What can be done; `later` is what it brings back when its edits are to come later, `keep` what its command takes that
    /// keeps references. None where it can no longer be done: a file that it changes can no longer be read.
    ///
    /// # Errors
    /// It is not wanted any more.
    pub(crate) fn action(
        &self,
        assist: Assist<'_>,
        diagnostics: &[lsp::Diagnostic],
        later: Option<lsp::LSPAny>,
        keep: &dyn Fn() -> Keep,
    ) -> Result<Option<lsp::CodeActionOrCommand>, Cancelled> {
        let is_of = |it: &lsp::Diagnostic, code: &str| it.code == Some(lsp::NumberOrString::String(code.into()));
        let fixed = assist.fixes.map(|fixed| {
            let is = |it: &&lsp::Diagnostic| match &fixed {
                Fixed::Finding(finding) => it.range == self.range(finding.span) && is_of(it, finding.rule.name),
                Fixed::MovedReferences => is_of(it, MOVED_REFERENCE),
            };
            diagnostics.iter().filter(is).cloned().collect::<Vec<_>>()
        });
        let Some((_, kind)) = ACTION_KINDS.iter().find(|(kind, _)| *kind == assist.kind) else { return Ok(None) };
        let (mut edit, mut data, mut done) = (None, None, None);
        match assist.does {
            Does::Edits(_) if later.is_some() => data = later,
            Does::Edits(run) => {
                let Some((made, then)) = run()?.and_then(|edits| self.edits_then(edits, assist.cursor)) else {
                    return Ok(None);
                };
                (edit, done) = (Some(made), then);
            }
            Does::Makes(_) if !self.client.makes_files || !self.client.versioned_edits => return Ok(None),
            Does::Makes(_) if later.is_some() => data = later,
            Does::Makes(make) => {
                let Some((made, then)) = make().and_then(|file| self.new_file(file)) else { return Ok(None) };
                (edit, done) = (Some(made), then);
            }
            Does::Accepts(Accepted { rule, text, .. }) => {
                done = Some(command("Accept", ACCEPT, &Accept { uri: self.uri.clone(), rule, text }));
            }
            Does::Keeps => done = Some(command(&assist.title, KEEP, &keep())),
        }
        Ok(Some(lsp::CodeActionOrCommand::CodeAction(lsp::CodeAction {
            title: assist.title,
            kind: Some(lsp::CodeActionKind::from(*kind)),
            diagnostics: fixed.filter(|fixed| !fixed.is_empty()),
            edit,
            data,
            command: done,
            is_preferred: (assist.preferred && self.client.preferred_actions).then_some(true),
            ..Default::default()
        })))
    }

    /// Edits of one or several files, and the command that puts the cursor where the drafter goes on then.
    pub(crate) fn edits_then(
        &self,
        edits: Vec<Edit>,
        cursor: Option<CursorAfter<'_>>,
    ) -> Option<(lsp::WorkspaceEdit, Option<lsp::Command>)> {
        let then = cursor.filter(|_| self.client.shows_documents).and_then(|cursor| {
            let own: Vec<Edit> = edits.iter().filter(|edit| edit.file == self.file()).cloned().collect();
            let document = Document::read(&apply(self.rope(), &own));
            let at = cursor(&document)?;
            let position = range(&document.rope, Span::empty(at), self.client.encoding).start;
            Some(command("Go on there", PUT_CURSOR, &PutCursor { uri: self.uri.clone(), position }))
        });
        Some((self.workspace_edit(edits)?, then))
    }

    /// The edit that makes a file with a text, and the command that shows it where the drafter goes on.
    pub(crate) fn new_file(
        &self,
        NewFile { path, text, cursor }: NewFile,
    ) -> Option<(lsp::WorkspaceEdit, Option<lsp::Command>)> {
        let uri = uri_of(&path)?;
        let position = range(&Rope::from_str(&text), Span::empty(cursor), self.client.encoding).start;
        let create = lsp::CreateFile { uri: uri.clone(), options: None, annotation_id: None };
        let start = lsp::Position::default();
        let words = lsp::TextEdit::new(lsp::Range::new(start, start), text);
        let words = lsp::TextDocumentEdit {
            text_document: lsp::OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version: None },
            edits: vec![lsp::OneOf::Left(words)],
        };
        let operations = vec![
            lsp::DocumentChangeOperation::Op(lsp::ResourceOp::Create(create)),
            lsp::DocumentChangeOperation::Edit(words),
        ];
        let changes = lsp::DocumentChanges::Operations(operations);
        let then =
            self.client.shows_documents.then(|| command("Go on there", PUT_CURSOR, &PutCursor { uri, position }));
        Some((lsp::WorkspaceEdit { document_changes: Some(changes), ..Default::default() }, then))
    }

    /// Edits of the file asked about; those of others are left out.
    pub(crate) fn text_edits(&self, edits: Vec<Edit>) -> Vec<lsp::TextEdit> {
        let own = edits.into_iter().filter(|edit| edit.file == self.file());
        own.map(|edit| lsp::TextEdit::new(self.range(edit.span), edit.text)).collect()
    }

    /// What can be given another name.
    pub(crate) fn renamable(&self, named: ide::Renamable) -> lsp::PrepareRenameResponse {
        lsp::PrepareRenameResponse::RangeWithPlaceholder { range: self.range(named.span), placeholder: named.name }
    }

    /// Edits of one or several files.
    pub(crate) fn workspace_edit(&self, edits: Vec<Edit>) -> Option<lsp::WorkspaceEdit> {
        let mut files: Vec<(Uri, FileId, Vec<lsp::TextEdit>)> = Vec::new();
        for Edit { file, span, text } in edits {
            let (uri, [range]) = self.ranges(file, [span])?;
            let edit = lsp::TextEdit::new(range, text);
            match files.iter_mut().find(|(_, other, _)| *other == file) {
                Some((_, _, edits)) => edits.push(edit),
                None => files.push((uri, file, vec![edit])),
            }
        }
        // Of a text that has changed since, the edits would be of other words.
        let files = files.into_iter().map(|(uri, file, edits)| Some((uri, self.version_of(file)?, edits)));
        let files = files.collect::<Option<Vec<_>>>()?;
        Some(if self.client.versioned_edits {
            let documents = files.into_iter().map(|(uri, version, edits)| {
                let text_document = lsp::OptionalVersionedTextDocumentIdentifier { uri, version };
                let edits = edits.into_iter().map(lsp::OneOf::Left).collect();
                lsp::TextDocumentEdit { text_document, edits }
            });
            let changes = lsp::DocumentChanges::Edits(documents.collect());
            lsp::WorkspaceEdit { document_changes: Some(changes), ..Default::default() }
        } else {
            let changes = files.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
            lsp::WorkspaceEdit { changes: Some(changes), ..Default::default() }
        })
    }
}
