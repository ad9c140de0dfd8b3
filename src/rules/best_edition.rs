//! The edition that a citation is brought to, and the fixes that do it: for one citation, and for all of a text.

use std::sync::Arc;

use super::{Context, JudgedCitation};
use crate::catalogue::{EditionRow, MeetingKnown, NeverExisted, Standing};
use crate::edits::{Edit, Fix};
use crate::syntax::{Adopted, Edition};
use crate::text::Span;

/// Up to how many citations of a text are brought to their best editions in one go.
const MOST: usize = 400;

/// How many citations before and after one are looked at.
const NEAR: usize = 50;

/// The edition that stands best, where a citation names one that is superseded or never existed. An edition of the
/// draft's own meeting is right and stays.
pub(super) fn target<'c>(context: &Context<'_>, cited: &'c JudgedCitation<'_>) -> Option<&'c Arc<EditionRow>> {
    let judgement = cited.judgement.as_ref()?;
    let best = |firm: bool| {
        let best = judgement.best.as_ref()?;
        (if firm { best.firm } else { best.row.known.is_sourced() }).then_some(&best.row)
    };
    match &judgement.standing {
        Standing::Superseded { by, sure, .. } => Some(sure.as_ref().unwrap_or(by)),
        Standing::NeverExisted(NeverExisted::NotAdoptedThere(row) | NeverExisted::WrittenOtherwise(row)) => {
            best(true).or(Some(row))
        }
        // A meeting that was planned elsewhere: of the draft's own meeting nothing is turned back.
        Standing::NeverExisted(NeverExisted::NoSuchMeeting(MeetingKnown::PlannedNotHeld {
            instead: Some(instead),
            ..
        })) if context.meeting().is_meeting(instead) => None,
        Standing::NeverExisted(_) => best(false),
        _ => None,
    }
}

/// Whether a superseded edition is cited on purpose: a text speaks of its own past, a clause names two editions of one
/// text, it says what that edition did or that it is to go, or a star says so.
pub(super) fn is_history(context: &Context<'_>, cited: &JudgedCitation<'_>) -> bool {
    cited.citation.starred
        || (cited.key.is_some() && cited.key == context.key())
        || is_told(context, cited)
        || neighbours(context, cited)
            .iter()
            .any(|other| other.zone == cited.zone && other.key == cited.key && edition(other) != edition(cited))
}

/// Words before a citation by which a clause says what that edition did.
const DID: [&str; 11] = [
    "established by",
    "adopted in",
    "noted in",
    "to accompany",
    "created by",
    "set up by",
    "adopted by",
    "introduced by",
    "established under",
    "initiated by",
    "as decided by",
];

/// The longest of them is shorter.
const DID_CHARS: usize = 32;

/// Calls under which texts are listed that are to go.
const ENDS: [&str; 4] = ["abrogate", "suppress", "repeal", "supersede"];

/// Whether a clause tells of the past, "the Forum established by Resolution 2 (Kyoto, 1994)", or names what is to go.
fn is_told(context: &Context<'_>, cited: &JudgedCitation<'_>) -> bool {
    let Some(clause) = cited.zone.clause().map(|id| context.tree().clause(id)) else { return false };
    let call = context.tree().section(clause.section).key();
    if call.is_some_and(|key| ENDS.iter().any(|end| key.rest.split(' ').any(|word| word == *end))) {
        return true;
    }
    let start = clause.span.start.min(cited.citation.span.start);
    let before = context.viewed(Span::new(start, cited.citation.list_span.start.max(start))).trim_end();
    let near = before.char_indices().rev().nth(DID_CHARS - 1).map_or(before, |(at, _)| &before[at..]).to_lowercase();
    DID.iter().any(|words| near.ends_with(words)) || did(context, cited, near.ends_with(" in"))
}

/// What the words after a citation say that it did.
const PAST: [&str; 14] = [
    "adopted",
    "agreed",
    "approved",
    "called",
    "created",
    "decided",
    "established",
    "instructed",
    "invited",
    "noted",
    "recognized",
    "requested",
    "resolved",
    "urged",
];

/// How far such words are looked for.
const PAST_CHARS: usize = 120;

/// Whether a clause goes on with what that edition did: "Resolution 71 (…) decided to …"; or with what was done "in" it: "in
/// Resolution 71 (…), the conference resolved to …".
fn did(context: &Context<'_>, cited: &JudgedCitation<'_>, within: bool) -> bool {
    let view = context.view();
    let at = view.from_source(cited.citation.list_span.end) as usize;
    let after = view.text.get(at..).unwrap_or_default();
    let after = after.char_indices().nth(PAST_CHARS).map_or(after, |(end, _)| &after[..end]);
    let said = after.split([';', '\n']).next().unwrap_or_default().trim_start();
    let said = if within { said.trim_start_matches(',').trim_start() } else { said };
    let words = said.split(' ').take(if within { 5 } else { 2 }).collect::<Vec<_>>();
    let past = words.iter().position(|word| PAST.contains(word));
    // "adopted by the conference", "established at Kyoto" say when.
    past.is_some_and(|nth| {
        if within { nth > 0 } else { nth == 0 && !matches!(words.get(1), Some(&("by" | "at" | "in" | "under"))) }
    })
}

fn edition<'c>(cited: &'c JudgedCitation<'_>) -> Option<&'c Edition> {
    cited.citation.edition.as_ref().map(|mention| &mention.edition)
}

/// The citations around one, as many as a clause may well hold.
fn neighbours<'c, 'a>(context: &'c Context<'a>, cited: &JudgedCitation<'_>) -> &'c [JudgedCitation<'a>] {
    let all = context.citations();
    let index = all.partition_point(|other| other.citation.span.start < cited.citation.span.start);
    &all[index.saturating_sub(NEAR)..all.len().min(index + NEAR)]
}

/// The fixes for a citation that is superseded or names what never existed: it alone, then, under the
/// first of them, all of the text.
pub(super) fn fixes(context: &Context<'_>, nth: usize) -> Vec<Fix> {
    let cited = &context.citations()[nth];
    let one = target(context, cited).and_then(|row| bring_to(context, cited, row));
    let all = if one.is_some() && is_surely_wrong(context, nth) { bring_all(context, nth) } else { None };
    one.into_iter().chain(all).collect()
}

/// The fix that puts another edition in a citation's brackets. Never safe: an older edition may be meant.
pub(super) fn bring_to(context: &Context<'_>, cited: &JudgedCitation<'_>, row: &EditionRow) -> Option<Fix> {
    let edits = edits(context, cited, row)?;
    let title = match row.revision() {
        Some(revision) => format!("Cite ITU-R {}-{revision}", cited.citation.number),
        None => match &cited.key {
            Some(key) => format!("Cite {}", context.written().bracketed(key.body, &row.edition)),
            None => format!("Cite ({})", row.edition),
        },
    };
    Some(Fix { title, safe: false, edits })
}

/// The fix that brings all citations of the text that are surely superseded, or surely never existed, to the editions
/// that stand best; none where that is fewer than two.
fn bring_all(context: &Context<'_>, under: usize) -> Option<Fix> {
    if context.citations().len() > MOST {
        return None;
    }
    let (mut count, mut all, mut last) = (0, Vec::new(), None);
    for (nth, cited) in context.citations().iter().enumerate().filter(|(nth, _)| is_surely_wrong(context, *nth)) {
        let mention = cited.citation.edition.as_ref().map(|mention| mention.span);
        // A list shares one edition.
        if mention == last {
            count += 1;
        } else if let Some(edits) = target(context, cited).and_then(|row| edits(context, cited, row)) {
            if count == 0 && nth != under {
                return None;
            }
            count += 1;
            last = mention;
            all.extend(edits);
        }
    }
    let title = format!("Bring {count} citations up to date");
    (count > 1).then_some(Fix { title, safe: false, edits: all })
}

/// Whether a citation is reported, on sourced facts, as one to be brought up to date.
fn is_surely_wrong(context: &Context<'_>, nth: usize) -> bool {
    let judgement = context.citations()[nth].judgement.as_ref().filter(|judgement| judgement.firm);
    let wrong = judgement.is_some_and(|judgement| {
        matches!(judgement.standing, Standing::Superseded { sure: Some(_), .. } | Standing::NeverExisted(_))
    });
    wrong && context.is_out_of_date(nth)
}

/// What puts another edition in place of a citation's own. An edition that several citations of a list share is changed
/// only where all of them come to the same.
fn edits(context: &Context<'_>, cited: &JudgedCitation<'_>, row: &EditionRow) -> Option<Vec<Edit>> {
    let mention = cited.citation.edition.as_ref()?;
    let suffix = matches!(mention.edition.adopted, Adopted::Revision(_));
    if row.revision().is_some() || suffix {
        // "ITU-R 7-3": the number itself says the edition; a place and year after it would stay wrong.
        let alone = suffix && cited.citation.span.end == mention.span.end;
        let revision = row.revision().filter(|_| alone)?;
        return context.pen().replace(mention.span, &revision.to_string());
    }
    let shares = |other: &&JudgedCitation<'_>| {
        other.citation.edition.as_ref().is_some_and(|edition| edition.span == mention.span)
    };
    let mut sharing = neighbours(context, cited).iter().filter(shares);
    let agrees = |other: &JudgedCitation<'_>| {
        other.citation.span == cited.citation.span
            || target(context, other).is_some_and(|target| target.edition == row.edition)
    };
    if !sharing.all(agrees) {
        return None;
    }
    // Where the draft keeps "Rev." and the place together, it goes on doing so.
    let no_break = context.words(mention.span).contains('\u{a0}');
    let body = cited.key.as_ref().map(|key| key.body);
    let text =
        body.map_or_else(|| format!("({})", row.edition), |body| context.written().bracketed(body, &row.edition));
    let text = match no_break && text.contains(". ") {
        true => text.replacen(". ", ".\u{a0}", 1),
        false => text,
    };
    context.pen().replace(mention.span, &text)
}
