//! The outline of a file.

use tower_lsp::ls_types as lsp;

use super::Converter;
use crate::ide;

impl Converter<'_> {
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
            range: self.range_of_many(symbol.span.cover(symbol.focus)),
            selection_range: self.range_of_many(symbol.focus),
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
                location: lsp::Location { uri: self.uri.clone(), range: self.range_of_many(symbol.span) },
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
        ide::SymbolKind::Note => lsp::SymbolKind::CONSTANT,
        ide::SymbolKind::Annex => lsp::SymbolKind::MODULE,
    }
}
