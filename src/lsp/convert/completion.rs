//! What could be written at a place.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types as lsp;

use super::converter::{Converter, markup};
use crate::catalogue::TextKey;
use crate::ide::{self, Documented, Place};
use crate::syntax::{Body, ClauseId, Instrument};
use crate::text::cut;

/// What an item carries until its documentation is asked for: the file, and what it is about.
#[derive(Serialize, Deserialize)]
struct Data {
    uri: lsp::Uri,
    about: CompletionData,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum CompletionData {
    Text { body: Body, instrument: Instrument, number: String, edition: Option<String> },
    Clause { text: usize, clause: usize, name: String, in_force: bool },
}

impl Converter<'_> {
    /// What could be written at a place. Documentation is put together now only for a client that cannot ask for it.
    pub(crate) fn completions(&self, place: &Place<'_>, completions: ide::Completions) -> lsp::CompletionResponse {
        let items = completions.items.into_iter().map(|item| self.completion(place, item)).collect();
        lsp::CompletionResponse::List(lsp::CompletionList { is_incomplete: completions.incomplete, items })
    }

    fn completion(&self, place: &Place<'_>, item: ide::Completion) -> lsp::CompletionItem {
        let abilities = self.client;
        let lazily = abilities.resolves_documentation;
        let (now, later) = if lazily { (None, item.subject) } else { (item.subject, None) };
        let documentation = now.and_then(|subject| ide::documentation(place, &subject));
        let data =
            later.and_then(|subject| serde_json::to_value(Data { uri: self.uri.clone(), about: about(subject) }).ok());
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
                ide::CompletionKind::Resolution | ide::CompletionKind::Study => lsp::CompletionItemKind::REFERENCE,
                ide::CompletionKind::Edition => lsp::CompletionItemKind::VALUE,
                ide::CompletionKind::Body => lsp::CompletionItemKind::MODULE,
                ide::CompletionKind::Title => lsp::CompletionItemKind::TEXT,
                ide::CompletionKind::Clause => lsp::CompletionItemKind::FIELD,
                ide::CompletionKind::Head => lsp::CompletionItemKind::CLASS,
                ide::CompletionKind::Call => lsp::CompletionItemKind::KEYWORD,
                ide::CompletionKind::Abbreviation => lsp::CompletionItemKind::CONSTANT,
            }),
            label_details: item
                .detail
                .as_ref()
                .filter(|_| abilities.label_details)
                .map(|detail| lsp::CompletionItemLabelDetails { detail: None, description: Some(cut(detail, ROW)) }),
            detail: item.detail,
            documentation: documentation.map(|text| self.documentation(text)),
            text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit::new(self.range(item.replace), insert))),
            filter_text: Some(item.filter),
            sort_text: Some(item.sort),
            tags: (item.deprecated && abilities.deprecated_tag).then(|| vec![lsp::CompletionItemTag::DEPRECATED]),
            deprecated: (item.deprecated && deprecated_flag).then_some(true),
            data,
            ..Default::default()
        }
    }

    /// The documentation of an item that [`Self::completions`] gave out.
    pub(crate) fn documentation_of(&self, place: &Place<'_>, data: serde_json::Value) -> Option<lsp::Documentation> {
        let Data { about, .. } = serde_json::from_value(data).ok()?;
        let subject = match about {
            CompletionData::Text { body, instrument, number, edition } => {
                let key = TextKey::new(body, instrument, &number);
                let rows =
                    self.snapshot.catalogue_of(self.file).resolution(&key)?.seen_by(Some(self.file)).into_owned();
                let edition = rows.iter().map(|row| &row.edition).find(|row| Some(row.to_string()) == edition);
                Documented::Text { edition: edition.cloned(), key }
            }
            CompletionData::Clause { text, clause, name, in_force } => {
                Documented::Clause { text, clause: ClauseId::at(clause), name, in_force }
            }
        };
        ide::documentation(place, &subject).map(|text| self.documentation(text))
    }

    fn documentation(&self, text: String) -> lsp::Documentation {
        lsp::Documentation::MarkupContent(markup(text, self.client.completion_markdown))
    }
}

/// The file that an item is of.
pub(crate) fn file_of(item: &lsp::CompletionItem) -> Option<lsp::Uri> {
    serde_json::from_value(item.data.as_ref()?.get("uri")?.clone()).ok()
}

fn about(subject: Documented) -> CompletionData {
    match subject {
        Documented::Text { key, edition } => CompletionData::Text {
            body: key.body,
            instrument: key.instrument,
            number: key.number.into(),
            edition: edition.map(|edition| edition.to_string()),
        },
        Documented::Clause { text, clause, name, in_force } => {
            CompletionData::Clause { text, clause: clause.index(), name, in_force }
        }
    }
}

/// So many characters stand beside the label in a row.
const ROW: usize = 60;

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
