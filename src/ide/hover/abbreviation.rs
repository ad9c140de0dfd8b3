//! An abbreviation: what it stands for.

use crate::ide::abbreviations::Abbreviation;
use crate::ide::prose::escaped;
use crate::text::Span;

/// What the text says that an abbreviation stands for.
pub(super) fn describe(found: &Abbreviation) -> (Span, String) {
    (found.here.span, format!("**{}** · {}", escaped(&found.short), escaped(&found.meaning)))
}
