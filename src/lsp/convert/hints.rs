//! Hints between words, and what stands above lines.

use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::ls_types as lsp;

use super::converter::{Converter, markup};
use crate::ide::{self, HintKind, LensKind};
use crate::text::Span;

/// The commands that a lens carries. They are the client's: one that does not know them does nothing.
const SHOW_REFERENCES: &str = "rapporteur.showReferences";
const SHOW_PREVIEW: &str = "rapporteur.showPreview";

/// What a hint or lens brings back when the client asks for the rest of it.
#[derive(Serialize, Deserialize)]
pub(crate) struct HintData {
    pub uri: lsp::Uri,
    /// Our number for what it said: clients may count versions as they like.
    pub revision: u64,
    /// The place in it, in bytes.
    pub at: u32,
    /// Of a lens: what it tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lens: Option<String>,
}

const LENSES: [(LensKind, &str); 3] =
    [(LensKind::References, "references"), (LensKind::CitedBy, "citedBy"), (LensKind::Proposal, "proposal")];

impl HintData {
    /// What came back with a hint or lens.
    pub(crate) fn read(data: Option<lsp::LSPAny>) -> Option<HintData> {
        serde_json::from_value(data?).ok()
    }

    pub(crate) fn kind(&self) -> Option<LensKind> {
        LENSES.iter().find(|(_, name)| Some(*name) == self.lens.as_deref()).map(|(kind, _)| *kind)
    }
}

impl Converter<'_> {
    fn about(&self, revision: u64, at: u32, lens: Option<LensKind>) -> Option<lsp::LSPAny> {
        let lens = LENSES.iter().find(|(kind, _)| Some(*kind) == lens).map(|(_, name)| (*name).to_owned());
        serde_json::to_value(HintData { uri: self.uri.clone(), revision, at, lens }).ok()
    }

    pub(crate) fn hint(&self, hint: ide::Hint, revision: u64) -> lsp::InlayHint {
        let tooltips = self.client.hint_tooltips;
        lsp::InlayHint {
            position: self.range(Span::empty(hint.at)).start,
            label: lsp::InlayHintLabel::String(hint.label),
            kind: match hint.kind {
                HintKind::Title | HintKind::Count => None,
                HintKind::Edition => Some(lsp::InlayHintKind::PARAMETER),
            },
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: tooltips.then(|| self.about(revision, hint.about, None)).flatten(),
        }
    }

    /// The same with its tooltip.
    pub(crate) fn hint_with_tooltip(&self, hint: lsp::InlayHint, tooltip: Option<String>) -> lsp::InlayHint {
        let tooltip = tooltip.map(|text| markup(text, self.client.hover_markdown));
        lsp::InlayHint { tooltip: tooltip.map(lsp::InlayHintTooltip::MarkupContent), ..hint }
    }

    /// What stands above a line.
    pub(crate) fn lens(&self, lens: ide::Lens, revision: u64) -> lsp::CodeLens {
        let range = self.range(Span::empty(lens.at));
        let command = lens.title.map(|title| self.lens_command(lens.kind, title, range.start, Vec::new()));
        let data = if command.is_none() { self.about(revision, lens.at, Some(lens.kind)) } else { None };
        lsp::CodeLens { range, command, data }
    }

    /// The same with what it says and does.
    pub(crate) fn resolved_lens(&self, lens: lsp::CodeLens, kind: LensKind, said: ide::ResolvedLens) -> lsp::CodeLens {
        let places = said.places.iter().filter_map(|it| self.location(it.file, it.span)).collect();
        lsp::CodeLens { command: Some(self.lens_command(kind, said.title, lens.range.start, places)), ..lens }
    }

    /// The command of a lens, with the arguments that VS Code's own command for such places takes.
    fn lens_command(
        &self,
        kind: LensKind,
        title: String,
        at: lsp::Position,
        places: Vec<lsp::Location>,
    ) -> lsp::Command {
        match kind {
            LensKind::References | LensKind::CitedBy => {
                let arguments = vec![json!(self.uri), json!(at), json!(places)];
                lsp::Command { title, command: SHOW_REFERENCES.into(), arguments: Some(arguments) }
            }
            LensKind::Proposal => {
                let arguments = vec![json!({ "uri": self.uri })];
                lsp::Command { title, command: SHOW_PREVIEW.into(), arguments: Some(arguments) }
            }
        }
    }
}
