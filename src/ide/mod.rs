//! STUB of what an editor asks, with the signatures agreed; dropped at merge.
#![allow(missing_docs)]

use crate::catalogue::OriginId;
use crate::syntax::Document;
use crate::text::Span;
use crate::workspace::Snapshot;

pub struct Place<'a> {
    pub snapshot: &'a Snapshot,
    pub file: OriginId,
    pub document: &'a Document,
    pub at: u32,
}
pub struct Location {
    pub file: OriginId,
    pub span: Span,
}
pub struct Definition {
    pub origin: Span,
    pub target: Location,
    pub focus: Span,
}
pub fn definition(place: &Place) -> Vec<Definition> {
    let Some(hover) = hover(place) else { return Vec::new() };
    let target = Location { file: place.file, span: hover.span };
    vec![Definition { origin: hover.span, target, focus: hover.span }]
}
pub fn references(place: &Place, _include_declaration: bool) -> Vec<Location> {
    hover(place).map(|hover| Location { file: place.file, span: hover.span }).into_iter().collect()
}
pub struct Hover {
    pub span: Span,
    pub markdown: String,
}
/// The word at the place, so that tests can see which text answered.
pub fn hover(place: &Place) -> Option<Hover> {
    let text = place.document.rope.to_string();
    let at = place.at as usize;
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |blank| {
        blank + text[blank..].chars().next().map_or(0, char::len_utf8)
    });
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |blank| at + blank);
    (start < end).then(|| Hover { span: Span::of(start..end), markdown: text[start..end].to_owned() })
}
pub enum CompletionKind {
    Resolution,
    Clause,
    Call,
}
pub struct Completion {
    pub label: String,
    pub kind: CompletionKind,
    pub detail: Option<String>,
    pub documentation: Option<String>,
    pub replace: Span,
    pub insert: String,
    pub filter: String,
    pub sort: String,
    pub deprecated: bool,
}
pub struct Completions {
    pub items: Vec<Completion>,
    pub incomplete: bool,
}
pub fn completion(_place: &Place) -> Completions {
    Completions { items: Vec::new(), incomplete: false }
}
pub enum SymbolKind {
    Text,
    Section,
    Clause,
    Annex,
}
pub struct Symbol {
    pub name: String,
    pub detail: Option<String>,
    pub kind: SymbolKind,
    pub span: Span,
    pub focus: Span,
    pub children: Vec<Symbol>,
}
pub fn symbols(document: &Document) -> Vec<Symbol> {
    let texts = document.texts.iter().filter(|placed| !placed.text.cover);
    let symbols = texts.map(|placed| Symbol {
        name: placed.text.proposed.title.as_ref().map_or("text".into(), |title| title.words.to_string()),
        detail: None,
        kind: SymbolKind::Text,
        span: placed.span(),
        focus: placed.span(),
        children: Vec::new(),
    });
    symbols.collect()
}
