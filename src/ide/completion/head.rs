//! The lines of a text's head on a page that has none yet: its proposal line, its heading, its enacting line, for the meeting that the
//! draft is for.

use super::call::begun;
use super::item::{Completion, CompletionKind, Completions, filter};
use crate::catalogue::AsOf;
use crate::edits::{NewMeeting, head_of_new, next_proposal};
use crate::ide::Place;
use crate::ide::line::CursorLine;
use crate::syntax::Body;
use crate::text::offset;
use crate::workspace::ForMeeting;

/// The bodies that are offered where no meeting is known.
const BODIES: [Body; 5] = [Body::Wtsa, Body::Pp, Body::Wtdc, Body::Wrc, Body::Ra];

/// The lines that can come next, if a line has just been begun where a head is still to be written.
pub(super) fn complete(place: &Place<'_>, line: &CursorLine<'_>) -> Option<Completions> {
    let typed = begun(line)?;
    let tree = line.text.tree();
    let at = line.local();
    let start = at - offset(line.before.len());
    let ends_before = |end: u32| end <= start;
    let over = tree.reasons.is_some_and(|reasons| reasons.start < start);
    let headed = tree.heading.as_ref().is_some_and(|heading| ends_before(heading.span.end));
    let enacted = tree.enacting.as_ref().is_some_and(|enacting| ends_before(enacting.span.end));
    let called = tree.sections().next().is_some_and(|(_, section)| section.span.start < start);
    let meetings = meetings(place);
    let heads =
        meetings.iter().map(|meeting| head_of_new(place.snapshot, meeting, next_proposal(place.document).as_deref()));
    let mut lines: Vec<(String, &'static str)> = Vec::new();
    if over || (!headed && !enacted && !called) {
        let id = next_proposal(place.document).map_or_else(String::new, |id| format!("\t{id}"));
        let proposed = !over && tree.proposal.as_ref().is_some_and(|proposal| ends_before(proposal.span.end));
        let actions =
            [("MOD", "changes a text"), ("ADD", "a new text"), ("SUP", "suppresses a text"), ("NOC", "no change")];
        if !proposed {
            lines.extend(actions.map(|(action, does)| (format!("{action}{id}"), does)));
        }
        lines.extend(heads.map(|head| (head.heading, "heading")));
    } else if headed && !enacted && !called {
        lines.extend(heads.map(|head| (head.enacting, "enacting line")));
    }
    lines.retain(|(words, _)| words.get(..typed.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(typed)));
    lines.dedup();
    let item = |(words, detail): (String, &str)| Completion {
        label: words.replace('\t', " "),
        kind: CompletionKind::Head,
        detail: Some(detail.to_owned()),
        subject: None,
        replace: line.around(typed.len(), 0),
        filter: filter(typed, &words),
        insert: words,
        sort: String::new(),
        deprecated: false,
    };
    (!lines.is_empty()).then(|| Completions::all(lines.into_iter().map(item)))
}

/// The meeting that the draft is for; where none is known, the coming ones of all bodies.
fn meetings(place: &Place<'_>) -> Vec<NewMeeting> {
    match crate::ide::as_of(place) {
        AsOf::Meeting(meeting) => {
            let known = ForMeeting { body: meeting.body, place: meeting.place.to_string(), year: meeting.year };
            vec![NewMeeting::Known(known)]
        }
        AsOf::Assumed { body: Some(body), place, year } => {
            vec![NewMeeting::Known(ForMeeting { body, place: place.to_string(), year })]
        }
        as_of => as_of
            .body()
            .map_or_else(|| BODIES.to_vec(), |body| vec![body])
            .into_iter()
            .map(NewMeeting::Coming)
            .collect(),
    }
}
