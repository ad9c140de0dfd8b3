//! What a client shows, and may be told to ask for again.

/// What a client shows that it has asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Views {
    /// What is found.
    pub diagnostics: bool,
    pub tokens: bool,
    /// The hints between words.
    pub hints: bool,
    /// The commands above lines.
    pub lenses: bool,
}

impl Views {
    pub(super) const ALL: Views = Views { diagnostics: true, tokens: true, hints: true, lenses: true };
    /// Those that count who cites whom.
    pub(super) const COUNTS: Views = Views { diagnostics: false, tokens: false, hints: false, lenses: true };

    /// Whether there is none of them.
    pub(super) fn is_none(self) -> bool {
        self == Views::default()
    }

    /// Those of both, put together.
    pub(super) fn both(self, other: Views, with: impl Fn(bool, bool) -> bool) -> Views {
        Views {
            diagnostics: with(self.diagnostics, other.diagnostics),
            tokens: with(self.tokens, other.tokens),
            hints: with(self.hints, other.hints),
            lenses: with(self.lenses, other.lenses),
        }
    }
}
