//! What is shown about a place.

use tower_lsp::ls_types as lsp;

use super::converter::{Converter, markup};
use crate::ide;

impl Converter<'_> {
    /// What is shown about a place.
    pub(crate) fn hover(&self, hover: ide::Hover) -> lsp::Hover {
        let markdown = self.client.hover_markdown;
        lsp::Hover {
            contents: lsp::HoverContents::Markup(markup(hover.markdown, markdown)),
            range: Some(self.range(hover.span)),
        }
    }
}
