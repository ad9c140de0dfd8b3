//! The methods of the protocol. Each is a few lines: convert in, ask, convert out.
//!
//! What changes a draft's text happens before a handler's first await, so in the order of the messages. Nothing here
//! waits for the client.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use serde::Serialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer, LspService};

use super::actions;
use super::analysis::{forget, schedule, take_settings};
use super::ask::{Question, ask, ask_workspace};
use super::capabilities::Abilities;
use super::client::{ClientLink, PATIENCE};
use super::commands;
use super::convert::{Converter, HintData, LinkedText, file_of};
use super::diagnostics::{nothing_found, report};
use super::drafts::DraftState;
use super::errors::{ask_again, content_modified, not_done, refused};
use super::indexing::{Indexer, Task};
use super::lock::lock;
use super::outline;
use super::pages::page;
use super::publish::clear;
use super::pull::{self, ToldOf};
use super::renames;
use super::session::Session;
use super::settings::{ClientSettings, SECTION};
use super::snapshot::TextSnapshot;
use super::tokens::Tokens;
use super::uri::path_of;
use super::watching::watch_files;
use super::wire::{self, Outgoing};
use super::writing::{see_cursor, see_saved};
use crate::edits::{self, Pen};
use crate::ide;
use crate::workspace::is_remote;

/// The server, as tower-lsp wants it.
pub(super) struct Server {
    session: Arc<Session>,
    /// Reads the files of the folders.
    indexer: Arc<Indexer>,
    /// What clients that pull were told of such files.
    told: Arc<Mutex<ToldOf>>,
}

impl Server {
    /// A server before `initialize`.
    pub(super) fn new(client: Client, outgoing: Outgoing) -> Server {
        let session = Arc::new(Session::new(ClientLink::new(client, outgoing)));
        Server { session, indexer: Arc::default(), told: Arc::default() }
    }

    /// `$/setTrace`: the wire keeps it, which tells how long each message took.
    pub(super) async fn set_trace(&self, _: SetTraceParams) {}

    /// `rapporteur/cursorMoved`: the cursor is on another line, or in another file.
    pub(super) async fn cursor_moved(&self, params: TextDocumentPositionParams) {
        see_cursor(&self.session, &params.text_document.uri, Range::new(params.position, params.position));
    }

    /// `workspace/textDocumentContent`, of LSP 3.18: a text that the server has under a name of its own.
    pub(super) async fn text_document_content(&self, params: TextDocumentIdentifier) -> Result<Value> {
        let text = page(&params.uri, &self.session.workspace())
            .ok_or_else(|| Error::invalid_params("there is no text of this name"))?;
        Ok(json!({ "text": text }))
    }

    /// `window/workDoneProgress/cancel`.
    pub(super) async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        self.indexer.cancel(&params.token);
    }

    /// [`wire::CHANGE_LOST`]
    pub(super) async fn change_lost(&self) {
        for draft in self.session.open_drafts().iter().filter(|draft| draft.lose_step()) {
            self.session.say_out_of_step(draft);
        }
    }

    fn ask<T: Send + 'static>(
        &self,
        uri: Uri,
        look: impl FnOnce(&Question<'_>) -> Result<Option<T>> + Send + 'static,
    ) -> impl Future<Output = Result<Option<T>>> {
        ask(&self.session, uri, look)
    }

    /// The same for what changes the text: nothing does while it is out of step.
    async fn ask_for_edits<T: Send + 'static>(
        &self,
        uri: Uri,
        look: impl FnOnce(&Question<'_>) -> Result<Option<T>> + Send + 'static,
    ) -> Result<Option<T>> {
        if self.session.draft(&uri).is_some_and(|draft| draft.is_out_of_step()) {
            return Ok(None);
        }
        self.ask(uri, look).await
    }

    /// The same for what may be long: see [`wire::answer`].
    async fn ask_long<T: Serialize, R>(
        &self,
        uri: Uri,
        look: impl FnOnce(&Question<'_>) -> Result<Option<T>> + Send + 'static,
    ) -> Result<Option<R>> {
        let write = |it| serde_json::to_string(&it).map_err(|_| Error::internal_error());
        self.ask_written(uri, move |question| look(question)?.map(write).transpose()).await
    }

    /// The same for what is JSON already.
    async fn ask_written<R>(
        &self,
        uri: Uri,
        look: impl FnOnce(&Question<'_>) -> Result<Option<String>> + Send + 'static,
    ) -> Result<Option<R>> {
        if let Some(json) = self.ask(uri, look).await? {
            wire::answer(json);
        }
        Ok(None)
    }

    /// Reads the folders anew.
    fn index(&self) {
        let folders = lock(&self.session.folders).clone();
        self.indexer.ask(&self.session, Task::Folders(folders));
    }

    /// Asks the client for our section of its configuration, if it can be asked.
    fn ask_for_settings(&self) {
        if !self.session.client.abilities().configuration {
            return;
        }
        let session = self.session.clone();
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.into()) };
            match tokio::time::timeout(PATIENCE, session.client.requests.configuration(vec![item])).await {
                Ok(Ok(values)) => {
                    values.iter().for_each(|value| take_settings(&session, ClientSettings::of_section(value)))
                }
                Ok(Err(error)) => tracing::debug!("the client does not give its settings: {error}"),
                Err(_) => tracing::debug!("the client does not answer what its settings are"),
            }
        });
    }

    /// A file of the folders may say something else now. Files elsewhere are none of our business.
    fn look_again(&self, files: impl IntoIterator<Item = PathBuf>) {
        let folders = lock(&self.session.folders).clone();
        let within = |file: &PathBuf| folders.iter().any(|folder| file.starts_with(folder));
        let files: Vec<_> = files.into_iter().filter(within).collect();
        if !files.is_empty() {
            self.indexer.ask(&self.session, Task::Files(files));
        }
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Abilities::of(&params.capabilities);
        let offer = abilities.offer();
        self.session.client.set_abilities(abilities);
        if let Some(settings) = &params.initialization_options {
            take_settings(&self.session, ClientSettings::read(settings));
        }
        *lock(&self.session.folders) = folders(params);
        Ok(offer)
    }

    async fn initialized(&self, _: InitializedParams) {
        self.ask_for_settings();
        watch_files(&self.session.client);
        if self.session.client.abilities().rule_pages {
            let method = "workspace/textDocumentContent";
            self.session.client.register(
                format!("rapporteur/{method}"),
                method,
                Some(json!({ "schemes": ["rapporteur"] })),
            );
        }
        if !lock(&self.session.folders).is_empty() {
            self.index();
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let draft = Arc::new(DraftState::open(params.text_document));
        if let Some(old) = self.session.drafts.insert(draft.uri.clone(), draft.clone()) {
            tracing::warn!("{} was opened twice", draft.uri.as_str());
            old.close(|| {});
        }
        schedule(&self.session, &draft);
        if let Some(path) = draft.path.clone() {
            self.indexer.ask(&self.session, Task::Opened(path));
        }
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let VersionedTextDocumentIdentifier { uri, version } = params.text_document;
        let Some(draft) = self.session.draft(&uri) else {
            return tracing::warn!("{} was changed, but is not open", uri.as_str());
        };
        let was_in_step = !draft.is_out_of_step();
        for refused in draft.change(version, params.content_changes, self.session.client.abilities().encoding) {
            tracing::warn!("a change of {} is outside the text and changes nothing: {refused}", uri.as_str());
        }
        if was_in_step && draft.is_out_of_step() {
            self.session.say_out_of_step(&draft);
        }
        schedule(&self.session, &draft);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        see_saved(&self.session, &params.text_document.uri);
        self.look_again(path_of(&params.text_document.uri));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        let Some((_, draft)) = self.session.drafts.remove(&uri) else {
            return tracing::warn!("{} was closed, but is not open", uri.as_str());
        };
        draft.close(|| match self.session.client.abilities().pulls {
            true => self.session.note_closed(&uri),
            false => clear(&self.session.client, &uri),
        });
        // What is on disk may not be what was in the editor.
        self.look_again(draft.path.clone());
        let session = self.session.clone();
        tokio::task::spawn_blocking(move || forget(&session, &draft));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.look_again(params.changes.iter().filter_map(|change| path_of(&change.uri)));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        // Some clients send what has changed, some only that something has.
        take_settings(&self.session, ClientSettings::read(&params.settings));
        self.ask_for_settings();
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        let names = params.files.iter().flat_map(|file| [&file.old_uri, &file.new_uri]);
        self.look_again(names.filter_map(|uri| path_of(&uri.parse().ok()?)));
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        self.look_again(params.files.iter().filter_map(|file| path_of(&file.uri.parse().ok()?)));
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        renames::follow(&self.session, params).await
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let event = params.event;
        {
            let mut folders = lock(&self.session.folders);
            let removed: Vec<_> = event.removed.iter().filter_map(|folder| path_of(&folder.uri)).collect();
            folders.retain(|folder| !removed.contains(folder));
            let added = event.added.iter().filter_map(|folder| path_of(&folder.uri));
            folders.extend(added.filter(|folder| is_to_be_read(folder)));
        }
        self.index();
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        self.ask(text_document.uri, move |question| {
            let hover = ide::hover(&question.place(position)?);
            Ok(hover.map(|hover| question.converter().hover(hover)))
        })
        .await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        self.ask(text_document.uri, move |question| {
            let definitions = ide::definition(&question.place(position)?);
            Ok(question.converter().definitions(definitions))
        })
        .await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let with_declaration = params.context.include_declaration;
        self.ask(text_document.uri, move |question| {
            let references = ide::references(&question.place(position)?, with_declaration);
            let converter = question.converter();
            let locations = references.iter().filter_map(|it| converter.known_location(it.file, it.span));
            Ok(Some(locations.collect()))
        })
        .await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        self.ask_for_edits(text_document.uri, move |question| {
            let place = question.place(position)?;
            Ok(Some(question.converter().completions(&place, ide::completion(&place))))
        })
        .await
    }

    async fn completion_resolve(&self, mut item: CompletionItem) -> Result<CompletionItem> {
        let (Some(uri), Some(data)) = (file_of(&item), item.data.clone()) else { return Ok(item) };
        let said = self.ask(uri, move |question| {
            Ok(question.converter().documentation_of(&question.place(Position::default())?, data))
        });
        // An item of a text that has changed since is shown without.
        item.documentation = said.await.unwrap_or_default();
        Ok(item)
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let CodeActionParams { text_document, range, context, .. } = params;
        see_cursor(&self.session, &text_document.uri, range);
        let session = self.session.clone();
        let look = move |question: &Question<'_>| {
            actions::list(question, &|| session.copy_of_workspace(), range, &context).map(Some)
        };
        self.ask_for_edits(text_document.uri, look).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let Some(chosen) = actions::Chosen::read(&action) else { return Ok(action) };
        let (uri, same, session) = (chosen.uri.clone(), action.clone(), self.session.clone());
        let copy = move || session.copy_of_workspace();
        let look = move |question: &Question<'_>| actions::resolve(question, &copy, action, &chosen).map(Some);
        Ok(self.ask_for_edits(uri, look).await?.unwrap_or(same))
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.ask_for_edits(params.text_document.uri, move |question| {
            let named = ide::prepare_rename(&question.place(params.position)?).map_err(refused)?;
            Ok(named.map(|named| question.converter().renamable(named)))
        })
        .await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        self.ask_for_edits(text_document.uri, move |question| {
            let edits =
                ide::rename(&question.place(position)?, &params.new_name, question.cancellation).map_err(not_done)?;
            question.offer(&edits);
            // An edit of a file that cannot be read any more, or has changed, would be half of a rename.
            question.converter().workspace_edit(edits).map(Some).ok_or_else(content_modified)
        })
        .await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let settings = self.session.settings();
        self.ask_for_edits(params.text_document.uri, move |question| {
            let TextSnapshot { workspace, document, file, .. } = question.text;
            let edits = edits::format(workspace, document, *file, None, settings.formatting());
            question.offer(&edits);
            Ok(Some(question.converter().text_edits(edits)))
        })
        .await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let settings = self.session.settings();
        let DocumentRangeFormattingParams { text_document, range, .. } = params;
        self.ask_for_edits(text_document.uri, move |question| {
            let TextSnapshot { workspace, document, file, .. } = question.text;
            let edits = edits::format(workspace, document, *file, Some(question.span(range)), settings.formatting());
            question.offer(&edits);
            Ok(Some(question.converter().text_edits(edits)))
        })
        .await
    }

    async fn on_type_formatting(&self, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let settings = self.session.settings();
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        self.ask_for_edits(text_document.uri, move |question| {
            let place = question.place(position)?;
            let Some((pen, at)) = Pen::before(place.snapshot, place.document, place.file, place.at) else {
                return Ok(Some(Vec::new()));
            };
            let typed = pen.cancelled_by(question.cancellation).typed(at, &params.ch, settings.typing())?;
            Ok(Some(question.converter().text_edits(typed.edits)))
        })
        .await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        self.ask_long(params.text_document.uri, |question| {
            question.kept(|draft| &draft.tokens, |kept| Ok(Some(kept.full(question.text, question.cancellation)?)))
        })
        .await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let previous = params.previous_result_id;
        let look = move |question: &Question<'_>| {
            let kept = |kept: &mut Tokens| kept.delta(question.text, &previous, question.cancellation);
            Ok(Some(question.kept(|draft| &draft.tokens, kept)?))
        };
        self.ask_long(params.text_document.uri, look).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let look = move |question: &Question<'_>| {
            let span = question.span(params.range);
            let kept = |kept: &mut Tokens| kept.range(question.text, span, question.cancellation);
            Ok(Some(question.kept(|draft| &draft.tokens, kept)?))
        };
        self.ask_long(params.text_document.uri, look).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let settings = self.session.settings();
        self.ask_long(params.text_document.uri, move |question| {
            let hints = ide::hints(&question.place_at(0), question.span(params.range), settings.hints());
            let converter = question.converter();
            Ok(Some(hints.into_iter().map(|hint| converter.hint(hint, question.text.revision)).collect::<Vec<_>>()))
        })
        .await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        let Some(about) = HintData::read(hint.data.clone()) else { return Ok(hint) };
        let same = hint.clone();
        let resolved = self.ask(about.uri.clone(), move |question| {
            let tooltip = ide::hint_tooltip(&question.place_of(&about)?);
            Ok(Some(question.converter().hint_with_tooltip(hint, tooltip)))
        });
        Ok(resolved.await?.unwrap_or(same))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        if !self.session.settings().code_lens {
            return Ok(None);
        }
        self.ask_long(params.text_document.uri, move |question| {
            let lenses = ide::lenses(&question.place_at(0));
            let converter = question.converter();
            Ok(Some(lenses.into_iter().map(|lens| converter.lens(lens, question.text.revision)).collect::<Vec<_>>()))
        })
        .await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        let Some((about, kind)) = HintData::read(lens.data.clone()).and_then(|it| it.kind().map(|kind| (it, kind)))
        else {
            return Ok(lens);
        };
        let same = lens.clone();
        let resolved = self.ask(about.uri.clone(), move |question| {
            let Some(resolved) = ide::resolve_lens(&question.place_of(&about)?, kind) else { return Ok(None) };
            Ok(Some(question.converter().resolved_lens(lens, kind, resolved)))
        });
        Ok(resolved.await?.unwrap_or(same))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        commands::execute(&self.session, &self.indexer, params).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let uri = params.text_document.uri;
        self.ask_written(uri, |question| {
            let write =
                |kept: &mut outline::Outline| outline::write(kept, question.uri, question.text, question.cancellation);
            question.kept(|draft| &draft.outline, write).map(Some)
        })
        .await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        see_cursor(&self.session, &text_document.uri, Range::new(position, position));
        self.ask(text_document.uri, move |question| {
            let highlights = ide::highlights(&question.place(position)?);
            Ok(Some(question.converter().highlights(highlights)))
        })
        .await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask_long(params.text_document.uri, move |question| {
            let document = &question.text.document;
            let folds = ide::folds(document, !question.client().folds_lines);
            Ok(Some(question.converter().folds(folds, document)))
        })
        .await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.ask(params.text_document.uri, move |question| {
            let converter = question.converter();
            let grown = params.positions.into_iter().map(|at| {
                question.cancellation.check()?;
                Ok(converter.selection(ide::selections(&question.place(at)?)))
            });
            grown.collect::<Result<Vec<_>>>().map(Some)
        })
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask_long(params.text_document.uri, move |question| {
            let links = ide::links(&question.place(Position::default())?, question.cancellation)?;
            Ok(Some(question.converter().links(links)))
        })
        .await
    }

    async fn document_link_resolve(&self, mut link: DocumentLink) -> Result<DocumentLink> {
        let Some(text) = link.data.take().and_then(|data| serde_json::from_value::<LinkedText>(data).ok()) else {
            return Ok(link);
        };
        let uri = text.uri.clone();
        let line = self.ask(uri, move |question| {
            let rope = &question.text.document.rope;
            Ok(Some(rope.byte_to_line((text.at as usize).min(rope.len_bytes())) + 1))
        });
        let line = line.await?.unwrap_or(1);
        // Editors go to the line that stands after the name; the first needs no mention.
        let target = if line > 1 { format!("{}#L{line}", text.uri.as_str()) } else { text.uri.as_str().to_owned() };
        link.target = target.parse().ok();
        Ok(link)
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let query = params.query;
        let answer = ask_workspace(&self.session, move |around, cancellation| {
            let hits = ide::search(&around.workspace, &query, cancellation)?;
            Ok(Some(Converter::of_workspace(around).hits(hits)))
        });
        answer.await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let DocumentDiagnosticParams { text_document: TextDocumentIdentifier { uri }, previous_result_id, .. } = params;
        // VS Code asks once more for what it has closed, and shows the answer for good where nobody tells it otherwise later.
        let closed = self.session.draft(&uri).is_none();
        let gone = || DocumentDiagnosticReportResult::Report(nothing_found());
        if closed && !path_of(&uri).is_some_and(|path| self.session.latest().workspace.has_file(&path)) {
            return Ok(gone());
        }
        let session = self.session.clone();
        let report =
            self.ask_written(uri, move |question| report(&session, question, previous_result_id.as_deref()).map(Some));
        match report.await {
            Ok(report) => Ok(DocumentDiagnosticReportResult::Report(report.unwrap_or_else(nothing_found))),
            Err(error) if error.code == ErrorCode::ContentModified => Err(ask_again()),
            // It was deleted, and nobody has looked yet.
            Err(error) if closed && error.code == ErrorCode::InvalidParams => Ok(gone()),
            Err(error) => Err(error),
        }
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        pull::workspace(self.session.clone(), self.told.clone(), params)
            .await
            .map(WorkspaceDiagnosticReportResult::Report)
    }
}

/// The folders that a client opens with. It may have none, or say so in older ways.
#[expect(deprecated, reason = "older clients know no other way to name their folder")]
fn folders(params: InitializeParams) -> Vec<PathBuf> {
    let folders: Vec<_> = match params.workspace_folders {
        Some(folders) => folders.iter().filter_map(|folder| path_of(&folder.uri)).collect(),
        None => match params.root_uri {
            Some(root) => path_of(&root).into_iter().collect(),
            None => params.root_path.map(PathBuf::from).into_iter().collect(),
        },
    };
    folders.into_iter().filter(|folder| folder.is_absolute() && is_to_be_read(folder)).collect()
}

/// Whether the files of a folder are read: not those of another computer. And where a folder is the drafter's home or above
/// it, an editor was started there without a folder in mind, and nobody wants all that lies below to be read.
fn is_to_be_read(folder: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let home = || std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    !is_remote(folder) && !home().is_some_and(|home| real(&home).starts_with(real(folder)))
}

/// Serves a client on standard input and output, until it says `exit` or is gone.
pub fn run() -> ExitCode {
    let outgoing = match Outgoing::stdout() {
        Ok(outgoing) => outgoing,
        Err(error) => {
            eprintln!("rapporteur: standard output cannot be used: {error}");
            return ExitCode::FAILURE;
        }
    };
    let (service, socket) = LspService::build(|client| Server::new(client, outgoing.clone()))
        .custom_method("$/setTrace", Server::set_trace)
        .custom_method(wire::CHANGE_LOST, Server::change_lost)
        .custom_method("rapporteur/cursorMoved", Server::cursor_moved)
        .custom_method("workspace/textDocumentContent", Server::text_document_content)
        .custom_method("window/workDoneProgress/cancel", Server::cancel_progress)
        .finish();
    wire::serve(service, socket, outgoing)
}
