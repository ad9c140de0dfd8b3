//! What is missing of a citation that is being typed.

use tower_lsp::ls_types as lsp;

use super::converter::{Converter, markup};
use crate::ide;

impl Converter<'_> {
    /// The parts of a citation or reference, and which of them is being typed.
    pub fn signature(&self, signature: ide::Signature) -> lsp::SignatureHelp {
        let abilities = self.client;
        let label = |part: &ide::Parameter| match abilities.label_offsets {
            // Whatever the encoding of positions, offsets in labels count UTF-16.
            true => lsp::ParameterLabel::LabelOffsets(
                [part.span.start, part.span.end].map(|at| signature.label[..at].encode_utf16().count() as u32),
            ),
            false => lsp::ParameterLabel::Simple(signature.label[part.span.clone()].to_owned()),
        };
        let says = |says: &str| lsp::Documentation::MarkupContent(markup(says.to_owned(), false));
        let parameters = signature.parameters.iter().map(|part| lsp::ParameterInformation {
            label: label(part),
            documentation: Some(&*part.says).filter(|said| !said.is_empty()).map(says),
        });
        let active = u32::try_from(signature.active).ok();
        let information = lsp::SignatureInformation {
            parameters: Some(parameters.collect()),
            documentation: None,
            active_parameter: active.filter(|_| abilities.active_parameter),
            label: signature.label,
        };
        lsp::SignatureHelp { signatures: vec![information], active_signature: Some(0), active_parameter: active }
    }
}
