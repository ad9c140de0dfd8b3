//! Citations in other words than those of their body: "Res. 130", "PP Resolution 130", "Resolution 130 (PP-22)".

use std::sync::Arc;

use super::{Context, wording};
use crate::catalogue::{Catalogue, Meeting, TextKey};
use crate::syntax::{Adopter, Body, Citation, Edition, Instrument, Placed, Zone};
use crate::text::{Span, single_spaced};

/// What is to be written instead of the words of a place.
pub(super) struct Misspelling {
    pub span: Span,
    /// None where that cannot be told.
    pub right: Option<String>,
    pub message: String,
    /// As a reader sees it then.
    pub shown: String,
    /// Whether it says the same with certainty.
    pub safe: bool,
}

/// The bodies whose meetings are named by place and year, and spoken of by codes.
const BY_PLACE: [Body; 3] = [Body::Pp, Body::Wtsa, Body::Wtdc];

/// "Res. 130", "resolution 130", and "Resolution 50 and 52": the word before the number.
pub(super) fn word(context: &Context<'_>, nth: usize) -> Option<Misspelling> {
    let tree = context.tree();
    let placed = &tree.citations()[nth];
    let citation = &placed.it;
    if citation.instrument != Instrument::Resolution || !matches!(placed.zone, Zone::Clause(_) | Zone::Call(_)) {
        return None;
    }
    let lead = context.viewed(Span::new(citation.span.start, citation.number_span.start));
    let written = lead.split(char::is_whitespace).next()?;
    let list = tree.citations().get(nth + 1).is_some_and(|next| next.it.list_span == citation.list_span);
    let right = match written {
        "Res." | "Res" | "RES" | "RES." | "res." | "res" | "Resolution" | "resolution" if list => "Resolutions",
        "Res." | "Res" | "RES" | "RES." | "res." | "res" | "resolution" => "Resolution",
        "resolutions" => "Resolutions",
        _ => return None,
    };
    let start = context.view().from_source(citation.span.start) as usize;
    let span = context.view().to_source(Span::of(start..start + written.len()));
    let shown = single_spaced(&format!("{right}{}", &context.viewed(citation.list_span)[written.len()..]));
    let message = format!("\"{written}\" is written \"{right}\" before a number");
    let shown = if citation.list_span.start == citation.span.start { shown } else { right.to_owned() };
    Some(Misspelling { span, right: Some(right.to_owned()), message, shown, safe: true })
}

/// A citation whose edition is written in another way or in another place.
pub(super) fn other_form(context: &Context<'_>, nth: usize) -> Option<Misspelling> {
    let placed = &context.tree().citations()[nth];
    if !matches!(placed.zone, Zone::Clause(_) | Zone::Call(_)) || !wording::is_english(context) {
        return None;
    }
    code(context, placed).or_else(|| body_first(context, nth)).or_else(|| edition_last(context, nth))
}

/// "PP Resolution 130 (Rev. Bucharest, 2022)"
fn body_first(context: &Context<'_>, nth: usize) -> Option<Misspelling> {
    let cited = &context.citations()[nth];
    let citation = cited.citation;
    let (Adopter::Named(Body::Pp), span) = citation.adopter? else { return None };
    let before = span.end <= citation.number_span.start && context.viewed(span).trim() == "PP";
    let (key, mention) = (cited.key.as_ref()?, citation.edition.as_ref()?);
    if !before || mention.glued.is_some() || mention.placeholder || span.start != citation.list_span.start {
        return None;
    }
    let said = context.viewed(citation.list_span);
    let of = context.written().of_body(key, Some(&mention.edition), context.meeting());
    Some(whole(citation.list_span, said, format!("{} {of}", said.strip_prefix("PP")?.trim_start())))
}

fn whole(span: Span, said: &str, right: String) -> Misspelling {
    let shown = single_spaced(&right);
    let message = format!("\"{}\" is written \"{shown}\"", single_spaced(said));
    Misspelling { span, right: Some(right), message, shown, safe: true }
}

/// "Resolution 130 of the Plenipotentiary Conference (Rev. Bucharest, 2022)"
fn edition_last(context: &Context<'_>, nth: usize) -> Option<Misspelling> {
    let citation = context.tree().citation(nth);
    let mention = meeting_after(context, citation).map(|nth| &context.tree().meetings()[nth].it.edition)?;
    let (_, of) = citation.adopter.filter(|(_, span)| span.start >= citation.number_span.end)?;
    let alone = citation.list_span.start == citation.span.start && citation.edition.is_none();
    if !alone || mention.glued.is_some() || mention.placeholder {
        return None;
    }
    let span = Span::new(citation.number_span.start, mention.span.end);
    let (number, of, edition) =
        (context.viewed(citation.number_span), context.viewed(of), context.viewed(mention.span));
    Some(whole(span, context.viewed(span), format!("{number} {edition} {of}")))
}

/// Whether a meeting that is named stands after the body of a citation that has no edition, as its edition.
pub(super) fn is_of_citation(context: &Context<'_>, nth: usize) -> bool {
    let citations = &context.tree().citations();
    let start = context.tree().meetings()[nth].it.edition.span.start;
    let after = citations.partition_point(|placed| placed.it.span.start < start);
    let last = after.checked_sub(1);
    last.is_some_and(|at| meeting_after(context, &citations[at].it) == Some(nth) && edition_last(context, at).is_some())
}

/// The meeting that is named right after a citation and its body.
fn meeting_after(context: &Context<'_>, citation: &Citation) -> Option<usize> {
    let meetings = &context.tree().meetings();
    let end = citation.list_span.end;
    let after = meetings.partition_point(|meeting| meeting.it.edition.span.start < end);
    let start = meetings.get(after)?.it.edition.span.start;
    let between = context.viewed(Span::new(end, start.max(end)));
    (citation.adopter.is_some() && between.chars().count() <= 1 && between.trim().is_empty()).then_some(after)
}

/// Whether the meeting of a citation is named by its code.
pub(super) fn has_code(context: &Context<'_>, citation: &Citation, zone: Zone) -> bool {
    wording::is_english(context) && coded(context, citation, zone).is_some()
}

/// A meeting that is named by its code beside a citation.
struct Coded {
    meeting: Arc<Meeting>,
    /// The citation with the code.
    span: Span,
    /// Whether the body is named after that.
    body_named: bool,
}

/// "PP-22 Resolution 130", "Resolution 130 of PP-22", "Resolution 130 (PP-22)", "Resolution 130 (Rev. PP-22)"
fn code(context: &Context<'_>, Placed { it: citation, zone }: &Placed<Citation>) -> Option<Misspelling> {
    let coded = coded(context, citation, *zone)?;
    let key = TextKey::new(coded.meeting.body, citation.instrument, &citation.number);
    let said = context.viewed(coded.span);
    let Some(edition) = edition_of(context.catalogue(), &key, &coded.meeting) else {
        let place = coded.meeting.place_and_year();
        let message = format!("\"{}\" is cited with place and year, {place}", single_spaced(said));
        return Some(Misspelling { span: coded.span, right: None, message, shown: String::new(), safe: false });
    };
    let right = match coded.body_named {
        true => context.written().form(&key, Some(&edition)),
        false => context.written().full(&key, Some(&edition), context.meeting()),
    };
    Some(whole(coded.span, said, right))
}

/// The edition of a text that a meeting adopted, on sourced facts.
fn edition_of(catalogue: &Catalogue, key: &TextKey, meeting: &Meeting) -> Option<Edition> {
    let entry = catalogue.resolution(key)?;
    let rows = [true, false].map(|revised| entry.edition(&Edition::at(revised, &meeting.place, meeting.year)));
    let row = rows.into_iter().flatten().find(|row| row.known.is_sourced())?;
    Some(row.edition.clone())
}

fn coded(context: &Context<'_>, citation: &Citation, zone: Zone) -> Option<Coded> {
    let alone = citation.list_span == citation.span && citation.edition.is_none() && citation.sector.is_none();
    if !alone || citation.adopter.is_some() || !citation.has_clauses() {
        return None;
    }
    let view = context.view();
    let [start, end] = [citation.span.start, citation.span.end].map(|at| view.from_source(at) as usize);
    let around = context.around(zone, citation.span.start);
    let words = view.text.get(..around.end)?;
    let (before, after) = (words.get(around.start..start)?, words.get(end..)?);
    if let Some((inner, _)) = after.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        let inner_at = end + (after.len() - after.trim_start().len()) + 1;
        let rev =
            inner.trim().trim_start_matches(['R', 'r']).strip_prefix("ev").map(|rest| rest.trim_start_matches('.'));
        let meeting = meeting_of_code(context.catalogue(), rev.unwrap_or(inner).trim())?;
        let close = inner_at + inner.len() + 1;
        let named = ["of the ", "of this "].iter().any(|of| words[close..].trim_start().starts_with(of));
        return Some(Coded { meeting, span: view.to_source(Span::of(start..close)), body_named: named });
    }
    let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}');
    if let Some(rest) = after.trim_start().strip_prefix("of ") {
        let rest = rest.strip_prefix("the ").unwrap_or(rest);
        let code = &rest[..rest.find(|c| !is_code(c)).unwrap_or(rest.len())];
        if let Some(meeting) = meeting_of_code(context.catalogue(), code) {
            let close = words.len() - rest.len() + code.len();
            return Some(Coded { meeting, span: view.to_source(Span::of(start..close)), body_named: false });
        }
    }
    let code = before.trim_end().rsplit(|c| !is_code(c)).next().filter(|_| before.ends_with(char::is_whitespace))?;
    let meeting = meeting_of_code(context.catalogue(), code)?;
    let open = around.start + before.trim_end().len() - code.len();
    Some(Coded { meeting, span: view.to_source(Span::of(open..end)), body_named: false })
}

/// "PP-22", with a hyphen of any form
fn meeting_of_code(catalogue: &Catalogue, code: &str) -> Option<Arc<Meeting>> {
    // All end in the digits of a year.
    if code.len() > 16 || !code.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let code = code.replace(['\u{2010}', '\u{2011}', '\u{2013}'], "-");
    let mut met = catalogue.meetings().iter().filter(|meeting| BY_PLACE.contains(&meeting.body));
    met.find(|meeting| meeting.code.as_deref() == Some(&*code)).cloned()
}
