//! Where something is defined.

use tower_lsp::ls_types as lsp;

use super::converter::Converter;
use crate::ide;

impl Converter<'_> {
    pub(crate) fn definitions(&self, definitions: Vec<ide::Definition>) -> Option<lsp::GotoDefinitionResponse> {
        if definitions.is_empty() {
            return None;
        }
        let definitions = definitions.into_iter();
        Some(if self.client.definition_links {
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
}
