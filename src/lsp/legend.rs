//! What the colours of words are called, and how a client takes them.

use tower_lsp::ls_types::{
    SemanticTokenModifier, SemanticTokenType, SemanticTokensClientCapabilities, SemanticTokensFullOptions,
    SemanticTokensLegend, SemanticTokensOptions, TokenFormat, WorkDoneProgressOptions,
};

use crate::ide::TokenKind;

/// What words are, in the order of the legend, as a client knows it that does not know our name.
pub(super) const TYPES: [(TokenKind, &str, SemanticTokenType); 9] = [
    (TokenKind::Heading, "heading", SemanticTokenType::CLASS),
    (TokenKind::Call, "call", SemanticTokenType::KEYWORD),
    (TokenKind::Label, "label", SemanticTokenType::PROPERTY),
    (TokenKind::Citation, "citation", SemanticTokenType::TYPE),
    (TokenKind::Reference, "reference", SemanticTokenType::VARIABLE),
    (TokenKind::Footnote, "footnote", SemanticTokenType::MACRO),
    (TokenKind::Inserted, "inserted", SemanticTokenType::STRING),
    (TokenKind::Deleted, "deleted", SemanticTokenType::COMMENT),
    (TokenKind::Abbreviation, "abbreviation", SemanticTokenType::ENUM_MEMBER),
];

/// What is said beside that, one bit each, in this order.
const MODIFIERS: [(&str, Option<SemanticTokenModifier>); 4] = [
    ("inForce", None),
    ("superseded", Some(SemanticTokenModifier::DEPRECATED)),
    ("unknown", None),
    ("inserted", Some(SemanticTokenModifier::MODIFICATION)),
];

/// How a client takes tokens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct TokenAbilities {
    full: bool,
    /// What has changed since the last answer is enough.
    pub delta: bool,
    range: bool,
    types: Vec<SemanticTokenType>,
    modifiers: Vec<SemanticTokenModifier>,
}

impl TokenAbilities {
    /// Reads what `initialize` says; none where tokens would be written in no way that is known here.
    pub(super) fn of(said: &SemanticTokensClientCapabilities) -> Option<TokenAbilities> {
        if !said.formats.is_empty() && !said.formats.contains(&TokenFormat::RELATIVE) {
            return None;
        }
        let (full, delta) = match said.requests.full {
            Some(SemanticTokensFullOptions::Bool(full)) => (full, false),
            Some(SemanticTokensFullOptions::Delta { delta }) => (true, delta == Some(true)),
            None => (false, false),
        };
        let range = said.requests.range == Some(true);
        (full || range).then(|| TokenAbilities {
            full,
            delta,
            range,
            types: said.token_types.clone(),
            modifiers: said.token_modifiers.clone(),
        })
    }

    /// What is offered for that: our own names where the client lists them, else the standard ones.
    pub(super) fn offer(&self) -> SemanticTokensOptions {
        let kind = |(_, own, standard): &(TokenKind, &'static str, SemanticTokenType)| {
            let own = SemanticTokenType::new(own);
            if self.types.contains(&own) { own } else { standard.clone() }
        };
        let modifier = |(own, standard): &(&'static str, Option<SemanticTokenModifier>)| {
            let own = SemanticTokenModifier::new(own);
            // A client passes over a modifier that it does not know.
            let instead = standard.clone().filter(|it| !self.modifiers.contains(&own) && self.modifiers.contains(it));
            instead.unwrap_or(own)
        };
        SemanticTokensOptions {
            work_done_progress_options: WorkDoneProgressOptions::default(),
            legend: SemanticTokensLegend {
                token_types: TYPES.iter().map(kind).collect(),
                token_modifiers: MODIFIERS.iter().map(modifier).collect(),
            },
            range: Some(self.range),
            full: Some(match self.full {
                true => SemanticTokensFullOptions::Delta { delta: Some(self.delta) },
                false => SemanticTokensFullOptions::Bool(false),
            }),
        }
    }
}
