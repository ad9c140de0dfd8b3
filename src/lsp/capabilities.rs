//! What was agreed with the client: what it can do, and what it is offered for that.

use tower_lsp::ls_types::*;

use super::command;
use super::legend::TokenAbilities;
use super::views::Views;
use super::wire::ASKS_FOR_CONTENT;
use crate::assists::AssistKind;
use crate::text::Encoding;

/// The kinds of actions, as clients name them.
pub(super) const ACTION_KINDS: [(AssistKind, &str); 18] = [
    (AssistKind::QuickFix, "quickfix"),
    (AssistKind::Reletter, "refactor.reletter"),
    (AssistKind::Revise, "refactor.revise"),
    (AssistKind::Propose, "refactor.propose"),
    (AssistKind::MoveUp, "refactor.move.up"),
    (AssistKind::MoveDown, "refactor.move.down"),
    (AssistKind::InsertClause, "refactor.rewrite.insertClause"),
    (AssistKind::Rewrite, "refactor.rewrite"),
    (AssistKind::Agree, "refactor.rewrite.agree"),
    (AssistKind::DeleteBracketed, "refactor.rewrite.deleteBracketed"),
    (AssistKind::Choose, "refactor.rewrite.choose"),
    (AssistKind::Accept, "refactor.rewrite.accept"),
    (AssistKind::AcceptAll, "refactor.rewrite.acceptAll"),
    (AssistKind::Reject, "refactor.rewrite.reject"),
    (AssistKind::RejectAll, "refactor.rewrite.rejectAll"),
    (AssistKind::OrganizeClauses, "source.organizeClauses"),
    (AssistKind::UpdateCitations, "source.updateCitations"),
    (AssistKind::FixAll, "source.fixAll.rapporteur"),
];

/// What the client can do, as far as it matters here.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Abilities {
    /// The units of columns.
    pub encoding: Encoding,
    /// It said which units it can count in, and so wants to hear the choice.
    pub chooses_encoding: bool,
    /// It asks for diagnostics; else they are sent.
    pub pulls: bool,
    /// It can be told to ask for diagnostics again.
    pub refreshes: bool,
    /// Diagnostics may have related places.
    pub related_places: bool,
    /// A diagnostic may be marked as about words that are out of use.
    pub struck_tag: bool,
    /// A diagnostic may lead to the page of its rule, and the client asks the server for such pages.
    pub rule_pages: bool,
    /// An answer about one text may bring what has changed in others.
    pub related_documents: bool,
    /// A definition may say how much of the text led to it.
    pub definition_links: bool,
    /// Symbols may hold symbols.
    pub symbol_trees: bool,
    /// Hover may be Markdown.
    pub hover_markdown: bool,
    /// The documentation of a completion may be Markdown.
    pub completion_markdown: bool,
    /// The documentation of a completion may come when it is asked for.
    pub resolves_documentation: bool,
    /// A completion may be a snippet.
    pub snippets: bool,
    /// A row of a list of completions shows more than its label.
    pub label_details: bool,
    /// How a completion may be marked as one to avoid.
    pub deprecated_tag: bool,
    /// The older way to mark it.
    pub deprecated_flag: bool,
    /// The server may show progress of its own.
    pub progress: bool,
    /// A code action may be an action, not only a command.
    pub actions: bool,
    /// An action may be marked as the one to take.
    pub preferred_actions: bool,
    /// What an action changes may come when it is chosen.
    pub resolves_actions: bool,
    /// It shows a place of a file when it is asked to.
    pub shows_documents: bool,
    /// Edits of several files may say which version of a file they are of.
    pub versioned_edits: bool,
    /// An edit may make a file.
    pub makes_files: bool,
    /// How it takes the colours of words, if it does.
    pub tokens: Option<TokenAbilities>,
    /// It shows hints between words.
    pub hints: bool,
    /// It asks for the tooltip of a hint when it shows it.
    pub hint_tooltips: bool,
    /// It shows commands above lines.
    pub lenses: bool,
    /// What else than diagnostics it can be told to ask for again.
    pub asks_again: Views,
    /// Parts of the text can be folded,
    pub folding: bool,
    /// but only whole lines,
    pub folds_lines: bool,
    /// at most so many,
    pub most_folds: Option<usize>,
    /// with a few words in their place.
    pub fold_summaries: bool,
    /// A selection can grow.
    pub selection_ranges: bool,
    /// A link may say where it leads.
    pub link_tooltips: bool,
    /// It watches files for the server.
    pub watches_files: bool,
    /// It gives its settings when asked.
    pub configuration: bool,
    /// It says before it gives files other names.
    pub renames_files: bool,
    /// It says when it has given them.
    pub renamed_files: bool,
    /// It says when it has deleted files.
    pub deleted_files: bool,
    /// It has folders that come and go.
    pub folders: bool,
    /// It asks first whether something can be renamed.
    pub prepares_rename: bool,
    /// It asks what follows a character that was typed.
    pub formats_typed: bool,
}

impl Abilities {
    /// Reads what `initialize` says.
    pub(super) fn of(capabilities: &ClientCapabilities) -> Abilities {
        let text = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let yes = |said: Option<bool>| said == Some(true);
        let encodings = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
        let item = text.and_then(|text| text.completion.as_ref()).and_then(|it| it.completion_item.as_ref());
        let publish = text.and_then(|text| text.publish_diagnostics.as_ref());
        let pull = text.and_then(|text| text.diagnostic.as_ref());
        let hover = text.and_then(|text| text.hover.as_ref());
        let action = text.and_then(|text| text.code_action.as_ref());
        let hint = text.and_then(|text| text.inlay_hint.as_ref());
        let folding = text.and_then(|text| text.folding_range.as_ref());
        let files = workspace.and_then(|it| it.file_operations.as_ref());
        let edit = workspace.and_then(|it| it.workspace_edit.as_ref());
        let related = |said: Option<Option<bool>>| yes(said.flatten());
        Abilities {
            encoding: encodings.and_then(|offered| offered.iter().find_map(encoding)).unwrap_or_default(),
            chooses_encoding: encodings.is_some(),
            pulls: pull.is_some(),
            refreshes: yes(workspace.and_then(|it| it.diagnostics.as_ref()?.refresh_support)),
            related_places: match pull {
                Some(pull) if pull.related_information.is_some() => yes(pull.related_information),
                _ => related(publish.map(|it| it.related_information)),
            },
            struck_tag: match pull.and_then(|it| it.tag_support.as_ref()) {
                // Which tags, its type keeps to itself; there are two.
                Some(_) => true,
                None => publish
                    .and_then(|it| it.tag_support.as_ref())
                    .is_some_and(|it| it.value_set.contains(&DiagnosticTag::DEPRECATED)),
            },
            rule_pages: capabilities.experimental.as_ref().is_some_and(|it| it.get(ASKS_FOR_CONTENT).is_some())
                && (yes(pull.and_then(|it| it.code_description_support))
                    || yes(publish.and_then(|it| it.code_description_support))),
            related_documents: yes(pull.and_then(|it| it.related_document_support)),
            definition_links: yes(text.and_then(|it| it.definition.as_ref()?.link_support)),
            symbol_trees: yes(text.and_then(|it| it.document_symbol.as_ref()?.hierarchical_document_symbol_support)),
            hover_markdown: takes_markdown(hover.and_then(|it| it.content_format.as_ref())),
            completion_markdown: takes_markdown(item.and_then(|it| it.documentation_format.as_ref())),
            resolves_documentation: item
                .and_then(|it| it.resolve_support.as_ref())
                .is_some_and(|it| it.properties.iter().any(|property| property == "documentation")),
            snippets: yes(item.and_then(|it| it.snippet_support)),
            label_details: yes(item.and_then(|it| it.label_details_support)),
            deprecated_tag: item
                .and_then(|it| it.tag_support.as_ref())
                .is_some_and(|tags| tags.value_set.contains(&CompletionItemTag::DEPRECATED)),
            deprecated_flag: yes(item.and_then(|it| it.deprecated_support)),
            progress: yes(capabilities.window.as_ref().and_then(|window| window.work_done_progress)),
            actions: action.is_some_and(|it| it.code_action_literal_support.is_some()),
            preferred_actions: yes(action.and_then(|it| it.is_preferred_support)),
            resolves_actions: action
                .and_then(|it| it.resolve_support.as_ref())
                .is_some_and(|it| it.properties.iter().any(|property| property == "edit")),
            shows_documents: yes(capabilities
                .window
                .as_ref()
                .and_then(|window| window.show_document.as_ref())
                .map(|it| it.support)),
            versioned_edits: yes(edit.and_then(|it| it.document_changes)),
            makes_files: edit
                .and_then(|it| it.resource_operations.as_ref())
                .is_some_and(|operations| operations.contains(&ResourceOperationKind::Create)),
            tokens: text.and_then(|it| it.semantic_tokens.as_ref()).and_then(TokenAbilities::of),
            hints: hint.is_some(),
            hint_tooltips: hint
                .and_then(|it| it.resolve_support.as_ref())
                .is_some_and(|support| support.properties.iter().any(|property| property == "tooltip")),
            lenses: text.is_some_and(|it| it.code_lens.is_some()),
            asks_again: Views {
                diagnostics: false,
                tokens: yes(workspace.and_then(|it| it.semantic_tokens.as_ref()?.refresh_support)),
                hints: yes(workspace.and_then(|it| it.inlay_hint.as_ref()?.refresh_support)),
                lenses: yes(workspace.and_then(|it| it.code_lens.as_ref()?.refresh_support)),
            },
            folding: folding.is_some(),
            folds_lines: yes(folding.and_then(|it| it.line_folding_only)),
            most_folds: folding.and_then(|it| it.range_limit).map(|most| most as usize),
            fold_summaries: yes(folding.and_then(|it| it.folding_range.as_ref()?.collapsed_text)),
            selection_ranges: text.is_some_and(|it| it.selection_range.is_some()),
            link_tooltips: yes(text.and_then(|it| it.document_link.as_ref()?.tooltip_support)),
            watches_files: yes(workspace.and_then(|it| it.did_change_watched_files?.dynamic_registration)),
            configuration: yes(workspace.and_then(|it| it.configuration)),
            renames_files: yes(files.and_then(|it| it.will_rename)),
            renamed_files: yes(files.and_then(|it| it.did_rename)),
            deleted_files: yes(files.and_then(|it| it.did_delete)),
            folders: yes(workspace.and_then(|it| it.workspace_folders)),
            prepares_rename: yes(text.and_then(|it| it.rename.as_ref()?.prepare_support)),
            formats_typed: text.is_some_and(|it| it.on_type_formatting.is_some()),
        }
    }

    /// What is offered to such a client.
    pub(super) fn offer(&self) -> InitializeResult {
        let diagnostics = self.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("rapporteur".into()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..Default::default()
            })
        });
        let pattern = FileOperationPattern { glob: "**".into(), matches: None, options: None };
        let all_files = FileOperationFilter { scheme: Some("file".into()), pattern };
        let all_files = FileOperationRegistrationOptions { filters: vec![all_files] };
        let told_of_files = self.renames_files || self.renamed_files || self.deleted_files;
        let workspace = (self.folders || told_of_files).then(|| WorkspaceServerCapabilities {
            workspace_folders: self.folders.then_some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: told_of_files.then(|| WorkspaceFileOperationsServerCapabilities {
                will_rename: self.renames_files.then(|| all_files.clone()),
                did_rename: self.renamed_files.then(|| all_files.clone()),
                did_delete: self.deleted_files.then_some(all_files),
                ..Default::default()
            }),
        });
        let capabilities = ServerCapabilities {
            position_encoding: self.chooses_encoding.then(|| kind(self.encoding)),
            text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::Supported(true)),
                ..Default::default()
            })),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            definition_provider: Some(OneOf::Left(true)),
            references_provider: Some(OneOf::Left(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            workspace_symbol_provider: Some(OneOf::Left(true)),
            document_link_provider: Some(DocumentLinkOptions {
                resolve_provider: Some(true),
                work_done_progress_options: Default::default(),
            }),
            folding_range_provider: self.folding.then_some(FoldingRangeProviderCapability::Simple(true)),
            selection_range_provider: self.selection_ranges.then_some(SelectionRangeProviderCapability::Simple(true)),
            completion_provider: Some(CompletionOptions {
                // A number follows "Resolution ", a label "considering ", an edition "Resolution 50 (".
                trigger_characters: Some(vec![" ".into(), "(".into()]),
                resolve_provider: self.resolves_documentation.then_some(true),
                ..Default::default()
            }),
            code_action_provider: self.actions.then(|| {
                CodeActionProviderCapability::Options(CodeActionOptions {
                    code_action_kinds: Some(ACTION_KINDS.iter().map(|(_, kind)| CodeActionKind::from(*kind)).collect()),
                    resolve_provider: self.resolves_actions.then_some(true),
                    ..Default::default()
                })
            }),
            semantic_tokens_provider: self.tokens.as_ref().map(|it| it.offer().into()),
            inlay_hint_provider: self.hints.then(|| {
                let options = InlayHintOptions { resolve_provider: Some(self.hint_tooltips), ..Default::default() };
                OneOf::Right(InlayHintServerCapabilities::Options(options))
            }),
            code_lens_provider: self.lenses.then_some(CodeLensOptions { resolve_provider: Some(true) }),
            // Every client can send them; Neovim sends them without saying so.
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: command::ALL.map(Into::into).into(),
                ..Default::default()
            }),
            rename_provider: Some(match self.prepares_rename {
                true => OneOf::Right(RenameOptions {
                    prepare_provider: Some(true),
                    work_done_progress_options: Default::default(),
                }),
                false => OneOf::Left(true),
            }),
            document_formatting_provider: Some(OneOf::Left(true)),
            document_range_formatting_provider: Some(OneOf::Left(true)),
            document_on_type_formatting_provider: self.formats_typed.then(|| DocumentOnTypeFormattingOptions {
                first_trigger_character: "\n".into(),
                // After a label.
                more_trigger_character: Some(vec!["\t".into()]),
            }),
            diagnostic_provider: diagnostics,
            workspace,
            ..Default::default()
        };
        let server =
            ServerInfo { name: env!("CARGO_PKG_NAME").into(), version: Some(env!("CARGO_PKG_VERSION").into()) };
        InitializeResult { capabilities, server_info: Some(server), offset_encoding: None }
    }
}

/// Where a client says nothing of formats, Markdown is what all of them show.
fn takes_markdown(formats: Option<&Vec<MarkupKind>>) -> bool {
    formats.is_none_or(|formats| formats.is_empty() || formats.contains(&MarkupKind::Markdown))
}

fn encoding(kind: &PositionEncodingKind) -> Option<Encoding> {
    match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    }
}

fn kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn abilities(said: Value) -> Abilities {
        Abilities::of(&serde_json::from_value(said).expect("sound capabilities"))
    }

    #[test]
    fn the_first_encoding_that_is_known_is_taken() {
        let encoding = |offered: Value| abilities(json!({ "general": { "positionEncodings": offered } })).encoding;
        assert_eq!(encoding(json!(["utf-8", "utf-16"])), Encoding::Utf8);
        assert_eq!(encoding(json!(["utf-32", "utf-8"])), Encoding::Utf32);
        assert_eq!(encoding(json!(["utf-7", "utf-16", "utf-8"])), Encoding::Utf16);
        assert_eq!(encoding(json!([])), Encoding::Utf16);
        assert_eq!(abilities(json!({})).offer().capabilities.position_encoding, None);
    }

    #[test]
    fn nothing_is_offered_that_the_client_cannot_use() {
        let bare = abilities(json!({})).offer().capabilities;
        assert_eq!((bare.diagnostic_provider, bare.workspace), (None, None));
        let able = json!({ "textDocument": { "diagnostic": {} }, "workspace": { "workspaceFolders": true } });
        let able = abilities(able).offer().capabilities;
        assert!(able.diagnostic_provider.is_some() && able.workspace.is_some());
    }
}
