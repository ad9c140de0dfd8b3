//! The outline of a draft as the client gets it. A text's part is kept as long as the text stays.

use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{DocumentSymbol, Uri};

use super::convert::Converter;
use super::snapshot::TextSnapshot;
use crate::ide;
use crate::syntax::PerText;
use crate::text::Cancellation;

/// The outline of each text of a file, kept from one state of it to the next.
pub(super) type Outline = PerText<TextOutline>;

/// The outline of one text.
pub(super) struct TextOutline {
    /// Where the text began when this was written.
    line: u32,
    /// None where it has no heading, nor anything else to show.
    symbol: Option<DocumentSymbol>,
}

/// The outline of a file, as JSON: it is long, and most of it is what it was.
///
/// # Errors
/// The text has changed meanwhile.
pub(super) fn write(
    kept: &mut Outline,
    uri: &Uri,
    text: &TextSnapshot,
    cancellation: Cancellation<'_>,
) -> Result<String> {
    let document = &text.document;
    let converter = Converter::of(uri, text);
    kept.carry_over(document);
    for (index, placed) in document.texts.iter().enumerate() {
        let beside = kept.beside(index);
        match beside {
            Some((text, outline)) if Arc::ptr_eq(text, &placed.text) => outline.move_to(placed.line),
            _ => {
                cancellation.check()?;
                let symbol = ide::text_symbol(document, index).map(|symbol| converter.symbol(symbol));
                *beside = Some((placed.text.clone(), TextOutline { line: placed.line, symbol }));
            }
        }
    }
    let symbols: Vec<_> = kept.all().filter_map(|outline| outline.symbol.as_ref()).collect();
    let json = match text.client.symbol_trees {
        true => serde_json::to_string(&symbols),
        false => serde_json::to_string(&converter.flat_symbols(&symbols)),
    };
    json.map_err(|_| Error::internal_error())
}

impl TextOutline {
    /// Counts lines from where the text begins now.
    fn move_to(&mut self, line: u32) {
        let by = i64::from(line) - i64::from(std::mem::replace(&mut self.line, line));
        if let Some(symbol) = self.symbol.as_mut().filter(|_| by != 0) {
            move_by(symbol, by);
        }
    }
}

fn move_by(symbol: &mut DocumentSymbol, by: i64) {
    for range in [&mut symbol.range, &mut symbol.selection_range] {
        for position in [&mut range.start, &mut range.end] {
            position.line = u32::try_from(i64::from(position.line) + by).unwrap_or(0);
        }
    }
    for child in symbol.children.iter_mut().flatten() {
        move_by(child, by);
    }
}
