//! The outline of a file.

use tower_lsp::ls_types as lsp;

use super::converter::Converter;
use crate::ide;

impl Converter<'_> {
    /// A part of the outline, with its own parts.
    #[expect(deprecated, reason = "the field must be given, if only as none")]
    pub(crate) fn symbol(&self, symbol: ide::Symbol) -> lsp::DocumentSymbol {
        let children: Vec<_> = symbol.children.into_iter().map(|child| self.symbol(child)).collect();
        lsp::DocumentSymbol {
            name: name(symbol.name),
            detail: symbol.detail,
            kind: symbol_kind(&symbol.kind),
            tags: None,
            deprecated: None,
            // Clients refuse a focus outside the whole.
            range: self.range_of_many(symbol.span.cover(symbol.focus)),
            selection_range: self.range_of_many(symbol.focus),
            children: (!children.is_empty()).then_some(children),
        }
    }

    /// The outline as a list, for clients that know no better.
    pub(crate) fn flat_symbols(&self, symbols: &[&lsp::DocumentSymbol]) -> Vec<lsp::SymbolInformation> {
        let mut flat = Vec::new();
        symbols.iter().for_each(|symbol| self.flatten(symbol, None, &mut flat));
        flat
    }

    #[expect(deprecated, reason = "the field must be given, if only as none")]
    fn flatten(&self, symbol: &lsp::DocumentSymbol, within: Option<&str>, flat: &mut Vec<lsp::SymbolInformation>) {
        flat.push(lsp::SymbolInformation {
            name: symbol.name.clone(),
            kind: symbol.kind,
            tags: None,
            deprecated: None,
            location: lsp::Location { uri: self.uri.clone(), range: symbol.range },
            container_name: within.map(str::to_owned),
        });
        for child in symbol.children.iter().flatten() {
            self.flatten(child, Some(&symbol.name), flat);
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
        ide::SymbolKind::Note => lsp::SymbolKind::CONSTANT,
        ide::SymbolKind::Annex => lsp::SymbolKind::MODULE,
    }
}
