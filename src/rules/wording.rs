//! How findings speak of editions and meetings.

use super::finding::Fix;
use super::{Context, JudgedCitation, Severity, edits};
use crate::catalogue::{AsOf, EditionRow, text_form};
use crate::syntax::Zone;
use crate::text::Span;

/// How much a finding about an edition weighs at a place: in cover text and reasons it is a hint at most.
/// Source: DRAFTING.md, "Order of a text".
pub fn weight(zone: Zone, severity: Severity) -> Severity {
    match zone {
        Zone::Cover | Zone::Reasons => Severity::Hint,
        _ => severity,
    }
}

/// Where a finding about a citation's edition is shown: the citation, or its number where the edition stands behind
/// a later number of the list.
pub fn place(cited: &JudgedCitation<'_>) -> Span {
    match cited.citation.edition_shared {
        true => cited.citation.number_span,
        false => cited.citation.span,
    }
}

/// "Resolution 130", as its body writes it.
pub fn number(cited: &JudgedCitation<'_>) -> String {
    match &cited.key {
        Some(key) => text_form(key),
        None => format!("{} {}", cited.citation.instrument.word(), cited.citation.number),
    }
}

/// "Resolution 130 (Rev. Busan, 2014)"
pub fn citation(cited: &JudgedCitation<'_>) -> String {
    match &cited.citation.edition {
        Some(mention) => format!("{} ({})", number(cited), mention.edition),
        None => number(cited),
    }
}

/// "(Rev. Bucharest, 2022)", or "ITU-R 7-5" where the revision belongs to the number.
pub fn edition(row: &EditionRow) -> String {
    match row.revision() {
        Some(revision) => format!("revision {revision}"),
        None => format!("({})", row.edition),
    }
}

/// "when WTSA-20 (Geneva, 2022) met", "today".
pub fn moment(as_of: &AsOf) -> String {
    match as_of {
        AsOf::Date(_) => "today".into(),
        AsOf::Meeting(_) | AsOf::Assumed { .. } => format!("at {as_of}"),
    }
}

/// A message that begins with a capital.
pub fn capitalised(message: String) -> String {
    let mut chars = message.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The fix that puts another edition in a citation's brackets; a list's shared edition is left to the drafter.
pub fn bring_to(context: &Context<'_>, cited: &JudgedCitation<'_>, row: &EditionRow) -> Option<Fix> {
    let mention = cited.citation.edition.as_ref()?;
    let shared = context
        .citations
        .iter()
        .filter(|other| other.citation.edition.as_ref().is_some_and(|edition| edition.span == mention.span))
        .count();
    if shared > 1 || row.revision().is_some() {
        return None;
    }
    // Where the draft keeps "Rev." and the place together, it goes on doing so.
    let no_break = context.words(mention.span).contains('\u{a0}');
    let text = format!("({})", row.edition);
    let text = if no_break { text.replace("Rev. ", "Rev.\u{a0}") } else { text };
    let edits = edits::replace(context, mention.span, &text)?;
    Some(Fix { title: format!("Cite ({})", row.edition), safe: row.known.is_sourced(), edits })
}
