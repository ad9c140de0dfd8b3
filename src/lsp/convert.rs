//! LSP's types and ours: places here, and nowhere else, and the answers of `ide`.

use std::cell::RefCell;
use std::collections::HashMap;

use ropey::Rope;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{self as lsp, Uri};

use super::capabilities::ACTION_KINDS;
use super::shared::Shared;
use super::uri::uri_of;
use crate::catalogue::OriginId;
use crate::edits::Edit;
use crate::ide;
use crate::rules::Severity;
use crate::text::{Encoding, Position, Span, offset_of, position_of};
use crate::workspace::{Snapshot, read_file};

/// A position of the client's.
pub fn position(position: lsp::Position) -> Position {
    Position { line: position.line, column: position.character }
}

/// The byte offset of a position in a request.
///
/// # Errors
/// The line lies behind the last.
pub fn offset(rope: &Rope, at: lsp::Position, encoding: Encoding) -> Result<u32> {
    offset_of(rope, position(at), encoding)
        .map_err(|error| Error::invalid_params(format!("the position is outside the text: {error}")))
}

/// A place of a text as the client counts.
pub fn range(rope: &Rope, span: Span, encoding: Encoding) -> lsp::Range {
    let position = |at| {
        let Position { line, column } = position_of(rope, at, encoding);
        lsp::Position::new(line, column)
    };
    lsp::Range::new(position(span.start), position(span.end))
}

/// How much a finding weighs.
pub fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

/// Converts what was found in one file, which may lead to others.
pub struct Converter<'a> {
    shared: &'a Shared,
    snapshot: &'a Snapshot,
    file: OriginId,
    uri: &'a Uri,
    rope: &'a Rope,
    /// Other files that were asked for: a definition or a finding may lead to one again and again.
    others: RefCell<HashMap<OriginId, Option<(Uri, Rope)>>>,
}

impl<'a> Converter<'a> {
    /// For a file with this number, name and text.
    pub fn new(shared: &'a Shared, snapshot: &'a Snapshot, file: OriginId, uri: &'a Uri, rope: &'a Rope) -> Self {
        Converter { shared, snapshot, file, uri, rope, others: RefCell::default() }
    }

    /// The number of the file.
    pub fn file(&self) -> OriginId {
        self.file
    }

    fn encoding(&self) -> Encoding {
        self.shared.abilities().encoding
    }

    /// A place of the file.
    pub fn range(&self, span: Span) -> lsp::Range {
        range(self.rope, span, self.encoding())
    }

    /// Places of any file; none where it can no longer be read. All spans are of the one file.
    fn ranges<const N: usize>(&self, file: OriginId, spans: [Span; N]) -> Option<(Uri, [lsp::Range; N])> {
        if file == self.file {
            return Some((self.uri.clone(), spans.map(|span| self.range(span))));
        }
        let mut others = self.others.borrow_mut();
        let (uri, rope) = others.entry(file).or_insert_with(|| self.other(file)).as_ref()?;
        Some((uri.clone(), spans.map(|span| range(rope, span, self.encoding()))))
    }

    fn other(&self, file: OriginId) -> Option<(Uri, Rope)> {
        if let Some(draft) = self.snapshot.draft(file) {
            return Some((self.shared.open_uri(file)?, draft.document.rope.clone()));
        }
        let path = self.snapshot.path(file)?;
        let text = read_file(path).inspect_err(|notice| tracing::warn!("{notice}")).ok()?;
        Some((uri_of(path)?, Rope::from_str(&text)))
    }

    /// A place of any file; none where the file can no longer be read.
    pub fn location(&self, file: OriginId, span: Span) -> Option<lsp::Location> {
        let (uri, [range]) = self.ranges(file, [span])?;
        Some(lsp::Location { uri, range })
    }

    /// Where something is defined.
    pub fn definitions(&self, definitions: Vec<ide::Definition>) -> Option<lsp::GotoDefinitionResponse> {
        if definitions.is_empty() {
            return None;
        }
        let definitions = definitions.into_iter();
        Some(if self.shared.abilities().definition_links {
            lsp::GotoDefinitionResponse::Link(definitions.filter_map(|it| self.link(&it)).collect())
        } else {
            let locations = definitions.filter_map(|it| self.location(it.target.file, it.focus));
            lsp::GotoDefinitionResponse::Array(locations.collect())
        })
    }

    fn link(&self, definition: &ide::Definition) -> Option<lsp::LocationLink> {
        let target = &definition.target;
        // Clients refuse a focus outside the target.
        let whole = target.span.cover(definition.focus);
        let (target_uri, [target_range, target_selection_range]) =
            self.ranges(target.file, [whole, definition.focus])?;
        let origin_selection_range = Some(self.range(definition.origin));
        Some(lsp::LocationLink { origin_selection_range, target_uri, target_range, target_selection_range })
    }

    /// What is shown about a place.
    pub fn hover(&self, hover: ide::Hover) -> lsp::Hover {
        let markdown = self.shared.abilities().hover_markdown;
        lsp::Hover {
            contents: lsp::HoverContents::Markup(markup(hover.markdown, markdown)),
            range: Some(self.range(hover.span)),
        }
    }

    /// What could be written at a place.
    pub fn completions(&self, completions: ide::Completions) -> lsp::CompletionResponse {
        let items = completions.items.into_iter().map(|item| self.completion(item)).collect();
        lsp::CompletionResponse::List(lsp::CompletionList { is_incomplete: completions.incomplete, items })
    }

    fn completion(&self, item: ide::Completion) -> lsp::CompletionItem {
        let abilities = self.shared.abilities();
        let documentation = item.documentation.map(|text| markup(text, abilities.completion_markdown));
        let deprecated_flag = abilities.deprecated_flag && !abilities.deprecated_tag;
        // Neovim 0.11 inserts only the first word of a plain text; of a snippet it inserts all.
        let (insert, format) = match abilities.snippets {
            true => (escaped_snippet(&item.insert), Some(lsp::InsertTextFormat::SNIPPET)),
            false => (item.insert, None),
        };
        lsp::CompletionItem {
            label: item.label,
            insert_text_format: format,
            kind: Some(match item.kind {
                ide::CompletionKind::Resolution => lsp::CompletionItemKind::REFERENCE,
                ide::CompletionKind::Clause => lsp::CompletionItemKind::FIELD,
                ide::CompletionKind::Call => lsp::CompletionItemKind::KEYWORD,
            }),
            detail: item.detail,
            documentation: documentation.map(lsp::Documentation::MarkupContent),
            text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit::new(self.range(item.replace), insert))),
            filter_text: Some(item.filter),
            sort_text: Some(item.sort),
            tags: (item.deprecated && abilities.deprecated_tag).then(|| vec![lsp::CompletionItemTag::DEPRECATED]),
            deprecated: (item.deprecated && deprecated_flag).then_some(true),
            ..Default::default()
        }
    }

    /// What can be done. None where a file that it changes can no longer be read.
    pub fn action(&self, action: ide::Action, diagnostics: &[lsp::Diagnostic]) -> Option<lsp::CodeActionOrCommand> {
        let mended = action.mends.map(|finding| {
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
            diagnostics: mended.filter(|mended| !mended.is_empty()),
            edit: Some(self.workspace_edit(action.edits)?),
            is_preferred: (action.preferred && self.shared.abilities().preferred_actions).then_some(true),
            ..Default::default()
        }))
    }

    /// Edits of one or several files.
    fn workspace_edit(&self, edits: Vec<Edit>) -> Option<lsp::WorkspaceEdit> {
        let mut files: Vec<(Uri, OriginId, Vec<lsp::TextEdit>)> = Vec::new();
        for Edit { file, span, text } in edits {
            let (uri, [range]) = self.ranges(file, [span])?;
            let edit = lsp::TextEdit::new(range, text);
            match files.iter_mut().find(|(_, other, _)| *other == file) {
                Some((_, _, edits)) => edits.push(edit),
                None => files.push((uri, file, vec![edit])),
            }
        }
        Some(if self.shared.abilities().versioned_edits {
            let documents = files.into_iter().map(|(uri, file, edits)| {
                let version = match self.shared.draft(&uri) {
                    // Of a text that has changed since, the edits would be of other words.
                    Some(draft) => Some(draft.version_of(self.rope_of(file)?)?),
                    None => None,
                };
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

    /// The text of an open draft that the answer is of.
    fn rope_of(&self, file: OriginId) -> Option<&'a Rope> {
        if file == self.file { Some(self.rope) } else { Some(&self.snapshot.draft(file)?.document.rope) }
    }

    /// The outline: a tree, or a list for clients that know no better.
    pub fn symbols(&self, symbols: Vec<ide::Symbol>) -> lsp::DocumentSymbolResponse {
        if self.shared.abilities().symbol_trees {
            return lsp::DocumentSymbolResponse::Nested(symbols.into_iter().map(|it| self.symbol(it)).collect());
        }
        let mut flat = Vec::new();
        self.flatten(symbols, None, &mut flat);
        lsp::DocumentSymbolResponse::Flat(flat)
    }

    #[expect(deprecated, reason = "the field must be given, if only as none")]
    fn symbol(&self, symbol: ide::Symbol) -> lsp::DocumentSymbol {
        let children: Vec<_> = symbol.children.into_iter().map(|child| self.symbol(child)).collect();
        lsp::DocumentSymbol {
            name: name(symbol.name),
            detail: symbol.detail,
            kind: symbol_kind(&symbol.kind),
            tags: None,
            deprecated: None,
            // Clients refuse a focus outside the whole.
            range: self.range(symbol.span.cover(symbol.focus)),
            selection_range: self.range(symbol.focus),
            children: (!children.is_empty()).then_some(children),
        }
    }

    #[expect(deprecated, reason = "the field must be given, if only as none")]
    fn flatten(&self, symbols: Vec<ide::Symbol>, within: Option<&str>, flat: &mut Vec<lsp::SymbolInformation>) {
        for symbol in symbols {
            let name = name(symbol.name);
            flat.push(lsp::SymbolInformation {
                name: name.clone(),
                kind: symbol_kind(&symbol.kind),
                tags: None,
                deprecated: None,
                location: lsp::Location { uri: self.uri.clone(), range: self.range(symbol.span) },
                container_name: within.map(str::to_owned),
            });
            self.flatten(symbol.children, Some(&name), flat);
        }
    }
}

/// Clients refuse a symbol without a name.
fn name(name: String) -> String {
    if name.trim().is_empty() { "(no title)".into() } else { name }
}

fn symbol_kind(kind: &ide::SymbolKind) -> lsp::SymbolKind {
    match kind {
        ide::SymbolKind::Text => lsp::SymbolKind::FILE,
        ide::SymbolKind::Section => lsp::SymbolKind::NAMESPACE,
        ide::SymbolKind::Clause => lsp::SymbolKind::STRING,
        ide::SymbolKind::Annex => lsp::SymbolKind::MODULE,
    }
}

fn markup(value: String, markdown: bool) -> lsp::MarkupContent {
    let kind = if markdown { lsp::MarkupKind::Markdown } else { lsp::MarkupKind::PlainText };
    lsp::MarkupContent { kind, value }
}

/// A text as a snippet that inserts just this text.
fn escaped_snippet(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '$' | '}') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
