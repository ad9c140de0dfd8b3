//! The meeting at a place and year that a draft names.

use crate::catalogue::{Held, Meeting, MeetingKnown};
use crate::ide::Place;
use crate::ide::prose::escaped;
use crate::ide::spot::TextAt;
use crate::syntax::{Adopted, Body, Edition};

/// Who met there and when; nothing where the data do not tell.
pub(super) fn describe(place: &Place<'_>, text: &TextAt<'_>, body: Option<Body>, edition: &Edition) -> Option<String> {
    let catalogue = place.catalogue();
    let Adopted::At { place: at, year } = &edition.adopted else {
        return catalogue.meeting_of_edition(body?, edition).map(|meeting| card(meeting));
    };
    let own = text.tree().own_meeting().filter(|own| own.agreed);
    let own = own.as_ref().and_then(|own| Some((own.body, own.place.as_deref()?, own.year)));
    let here = escaped(&format!("{at}, {year}"));
    match catalogue.meeting_standing(body, at, *year, own) {
        MeetingKnown::Met(_) | MeetingKnown::Own => {
            let met = catalogue.meetings_at(at, *year).filter(|meeting| body.is_none_or(|body| meeting.body == body));
            let cards: Vec<String> = met.map(|meeting| card(meeting)).collect();
            (!cards.is_empty()).then(|| cards.join("\n\n"))
        }
        MeetingKnown::PlannedNotHeld { planned, instead } => {
            let instead = instead.map_or_else(String::new, |meeting| format!(" Held instead:\n\n{}", card(&meeting)));
            Some(format!("{} was planned and not held there.{instead}", escaped(&planned.to_string())))
        }
        MeetingKnown::OtherBody { which, .. } => {
            let body = body?.name();
            let cards: Vec<String> = which.iter().map(|meeting| card(meeting)).collect();
            Some(format!("No {body} is known in {here}. Met there:\n\n{}", cards.join("\n\n")))
        }
        MeetingKnown::NobodyMet { nearest, .. } => {
            let near = nearest.first().map_or_else(String::new, |meeting| format!(" Nearest:\n\n{}", card(meeting)));
            Some(format!("No meeting is known in {here}.{near}"))
        }
        MeetingKnown::Unknown => None,
    }
}

/// "**WTDC-22 (Kigali, 2022)** · World Telecommunication Development Conference, 6 to 16 June 2022"
fn card(meeting: &Meeting) -> String {
    let mut said = format!("**{}** · {}", escaped(&meeting.to_string()), escaped(meeting.name()));
    if let Some(dates) = dates(meeting) {
        said += &format!(", {dates}");
    }
    match meeting.held {
        Held::Yes => {}
        Held::No => said += " (planned, not held)",
        Held::ToCome => said += " (to come)",
    }
    if !meeting.known.is_sourced() {
        said += " (unverified)";
    }
    said
}

/// "6 to 16 June 2022", "28 February to 9 March 2022"
fn dates(meeting: &Meeting) -> Option<String> {
    let (opens, closes) = (meeting.opens?, meeting.closes?);
    let from = match (opens.year() == closes.year(), opens.month() == closes.month()) {
        (true, true) => "%-d",
        (true, false) => "%-d %B",
        (false, _) => "%-d %B %Y",
    };
    Some(format!("{} to {}", opens.strftime(from), closes.strftime("%-d %B %Y")))
}
