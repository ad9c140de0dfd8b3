//! What could be written at a place.

use tower_lsp::ls_types as lsp;

use super::{Converter, markup};
use crate::ide;

impl Converter<'_> {
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
