//! How findings speak of editions and meetings.

use super::{Context, JudgedCitation};
use crate::catalogue::{AsOf, EditionRow, TextKey, official_form, text_form};
use crate::edits::Fix;
use crate::syntax::{Action, Edition, EditionMention, Language, Zone};
use crate::text::{Side, Span};

/// Whether a place is no part of the text that is proposed: in cover text and reasons a finding about an edition is a
/// hint at most.
pub(super) fn is_aside(zone: Zone) -> bool {
    matches!(zone, Zone::Cover | Zone::Reasons)
}

/// Where a finding about a citation's edition is shown: the citation, or its number where the edition stands after
/// a later number of the list.
pub(super) fn place(cited: &JudgedCitation<'_>) -> Span {
    match cited.citation.edition_shared {
        true => cited.citation.number_span,
        false => cited.citation.span,
    }
}

/// "Resolution 130", as its body writes it.
pub(super) fn number(cited: &JudgedCitation<'_>) -> String {
    match &cited.key {
        Some(key) => text_form(key),
        None => format!("{} {}", cited.citation.instrument.word(), cited.citation.number),
    }
}

/// "Resolution 130 (Rev. Busan, 2014)", "Resolution ITU-R 2-6"
pub(super) fn citation(cited: &JudgedCitation<'_>) -> String {
    match (&cited.key, &cited.citation.edition) {
        (Some(key), Some(mention)) => official_form(key, &mention.edition),
        (None, Some(mention)) => format!("{} ({})", number(cited), mention.edition),
        (_, None) => number(cited),
    }
}

/// "(Rev. Bucharest, 2022)", or "ITU-R 2-9 (Dubai, 2023)" where the revision belongs to the number.
pub(super) fn edition(cited: &JudgedCitation<'_>, row: &EditionRow) -> String {
    match row.revision() {
        Some(revision) => {
            let met = row.meeting.as_ref().map(|meeting| format!(" ({}, {})", meeting.place, meeting.year));
            format!("ITU-R {}-{revision}{}", cited.citation.number, met.unwrap_or_default())
        }
        None => format!("({})", row.edition),
    }
}

/// Whether no meeting is named, so that the text is judged as of today.
pub(super) fn is_timeless(context: &Context<'_>) -> bool {
    matches!(context.meeting(), AsOf::Date(_))
}

/// "when WTSA-20 (Geneva, 2022) met", "today".
pub(super) fn moment(as_of: &AsOf) -> String {
    match as_of {
        AsOf::Date(_) => "today".into(),
        AsOf::Meeting(_) | AsOf::Assumed { .. } => format!("at {as_of}"),
    }
}

/// The fix that names the body after a citation as it is named of this text and edition. `safe`: whether that may be
/// done without looking.
pub(super) fn name_body(context: &Context<'_>, cited: &JudgedCitation<'_>, key: &TextKey, safe: bool) -> Option<Fix> {
    let (_, span) = cited.citation.adopter?;
    let mention = cited.citation.edition.as_ref()?;
    // A body named before the citation, "UNGA Resolution", is left to the drafter.
    if span.start < cited.citation.span.end {
        return None;
    }
    let text = context.written().of_body(key, Some(&mention.edition), context.meeting());
    if text.is_empty() {
        return None;
    }
    let edits = context.pen().replace(span, &text)?;
    Some(Fix { title: format!("Write \"{text}\""), safe, edits })
}

/// Whether the text itself tells the meeting that its citations are judged at: the heading of a `MOD` that still names the
/// meeting of the text in force does not, nor that of a text to be suppressed or left as it is, nor does a text without a
/// meeting. What stands before the first text goes by that one's head.
pub(super) fn says_its_meeting(context: &Context<'_>) -> bool {
    let [base, proposed] = [Side::Base, Side::Proposed].map(|side| context.head(side));
    let of_text_in_force = proposed.action().is_some_and(|action| action.modifies() || action.only_refers());
    let unchanged = || base.own_meeting() == proposed.own_meeting();
    let asked = context.config().as_of.is_some();
    // A meeting that never was tells nothing of what came before and after it.
    let unknown = matches!(context.meeting(), AsOf::Assumed { .. }) && context.own_standing().is_wrong();
    !is_timeless(context) && !unknown && (asked || !of_text_in_force || !unchanged())
}

/// The text and edition that a `MOD` changes, as the heading in force has it.
pub(super) fn modified<'c>(context: &'c Context<'_>) -> Option<(TextKey, &'c EditionMention)> {
    let (tree, base) = (context.tree(), context.base());
    if !tree.action().is_some_and(Action::modifies) {
        return None;
    }
    let mention = base.edition().filter(|mention| mention.glued.is_none() && !mention.placeholder)?;
    // The enacting line that says the body may be new.
    let key =
        TextKey::of_heading(base).or_else(|| TextKey::of_heading(tree).filter(|_| base.number() == tree.number()))?;
    // An enacting line that names a body which did not meet there does not tell whose text it is.
    let body = context.own_body().filter(|_| tree.body() == Some(key.body)).unwrap_or(key.body);
    Some((TextKey { body, ..key }, mention))
}

/// Whether a text is in English, as its first call tells.
pub(super) fn is_english(context: &Context<'_>) -> bool {
    let first = context.tree().sections().find_map(|(_, section)| section.key());
    first.is_none_or(|key| key.verb().language == Language::En)
}

/// The same words, beginning with a capital.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The meeting of an edition, without "Rev.": "New Delhi, 2024". What headings set in capitals is not shouted.
pub(super) fn meeting(edition: &Edition) -> String {
    let said = Edition { revised: false, adopted: edition.adopted.clone() }.to_string();
    if edition.place().is_none_or(|place| place.chars().any(char::is_lowercase)) {
        return said;
    }
    let mut before = ' ';
    let lowered = said.chars().flat_map(|c| {
        let begins = !std::mem::replace(&mut before, c).is_alphabetic();
        let lower = (!begins).then(|| c.to_lowercase()).into_iter().flatten();
        begins.then_some(c).into_iter().chain(lower)
    });
    lowered.collect()
}
