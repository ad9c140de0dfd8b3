//! Occurrences, folds, selections, links, what a search has found.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{self as lsp, Uri};

use super::converter::Converter;
use crate::ide::{self, FoldKind};
use crate::syntax::Document;
use crate::text::Span;

/// What a link keeps to be completed with when it is asked for.
#[derive(Serialize, Deserialize)]
pub(crate) struct LinkedText {
    pub uri: Uri,
    /// Bytes from its start.
    pub at: u32,
}

impl Converter<'_> {
    /// Occurrences of the thing under the cursor.
    pub(crate) fn highlights(&self, highlights: Vec<ide::Highlight>) -> Vec<lsp::DocumentHighlight> {
        let kind = |itself| if itself { lsp::DocumentHighlightKind::WRITE } else { lsp::DocumentHighlightKind::READ };
        let highlights = highlights.into_iter();
        highlights
            .map(|it| lsp::DocumentHighlight { range: self.range(it.span), kind: Some(kind(it.itself)) })
            .collect()
    }

    /// What can be folded; where the client takes few, the larger parts.
    pub(crate) fn folds(&self, mut folds: Vec<ide::Fold>, document: &Document) -> Vec<lsp::FoldingRange> {
        let abilities = self.client;
        if let Some(most) = abilities.most_folds.filter(|&most| most < folds.len()) {
            folds.sort_by_key(|fold| fold.kind);
            folds.truncate(most);
            folds.sort_by_key(|fold| fold.span.start);
        }
        let fold = |fold: ide::Fold| {
            let lsp::Range { start, end } = self.range_of_many(fold.span);
            // Lines are folded up to their ends, but deleted text where it is.
            let exact = !abilities.folds_lines && fold.kind == FoldKind::Deleted;
            lsp::FoldingRange {
                start_line: start.line,
                start_character: exact.then_some(start.character),
                end_line: end.line,
                end_character: exact.then_some(end.character),
                kind: Some(match fold.kind {
                    FoldKind::Cover | FoldKind::Deleted | FoldKind::Note => lsp::FoldingRangeKind::Comment,
                    _ => lsp::FoldingRangeKind::Region,
                }),
                collapsed_text: abilities.fold_summaries.then(|| fold.summary(document)),
            }
        };
        let mut ranges: Vec<lsp::FoldingRange> = folds.into_iter().map(fold).collect();
        // Clients take one fold a line: the largest.
        if abilities.folds_lines {
            ranges.dedup_by_key(|range| range.start_line);
        }
        ranges
    }

    /// What a selection grows to.
    pub(crate) fn selection(&self, spans: Vec<Span>) -> lsp::SelectionRange {
        let grown = spans
            .into_iter()
            .rev()
            .fold(None, |parent, span| Some(Box::new(lsp::SelectionRange { range: self.range(span), parent })));
        grown.map(|grown| *grown).unwrap_or_default()
    }

    /// Links; where one leads in a file that is not open is looked up when it is asked for.
    pub(crate) fn links(&self, links: Vec<ide::Link>) -> Vec<lsp::DocumentLink> {
        let tooltips = self.client.link_tooltips;
        let link = |link: ide::Link| {
            let (target, data) = match link.goal {
                ide::Goal::Address(address) => (Some(Uri::from_str(&address).ok()?), None),
                ide::Goal::Text(place) => {
                    let text = LinkedText { uri: self.uri_of(place.file)?, at: place.span.start };
                    (None, Some(serde_json::to_value(text).ok()?))
                }
            };
            let tooltip = Some(link.tooltip).filter(|_| tooltips);
            Some(lsp::DocumentLink { range: self.range_of_many(link.span), target, tooltip, data })
        };
        links.into_iter().filter_map(link).collect()
    }

    /// What a search has found.
    pub(crate) fn hits(&self, hits: Vec<ide::Hit>) -> lsp::WorkspaceSymbolResponse {
        let symbol = |hit: ide::Hit| {
            let location = self.known_location(hit.place.file, hit.place.span)?;
            Some(lsp::WorkspaceSymbol {
                name: hit.name,
                kind: if hit.is_clause { lsp::SymbolKind::STRING } else { lsp::SymbolKind::FILE },
                tags: None,
                container_name: hit.within,
                location: lsp::OneOf::Left(location),
                data: None,
            })
        };
        lsp::WorkspaceSymbolResponse::Nested(hits.into_iter().filter_map(symbol).collect())
    }
}
