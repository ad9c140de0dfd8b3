//! The meeting that a text is judged at.

use jiff::civil::Date;

use crate::catalogue::{AsOf, Catalogue, MeetingKnown};
use crate::syntax::{Adopted, Body, Edition};
use crate::text::FileId;
use crate::workspace::{Config, Head, Snapshot};

/// The moment that a text of a file is judged as of, by what its head says.
pub(super) fn judged_at(snapshot: &Snapshot, file: FileId, head: &Head) -> AsOf {
    of_head(head, snapshot.catalogue_of(file), snapshot.config(file), snapshot.today)
}

/// The moment that is meant where there is no text: the meeting that the configuration names which holds for a file, or for
/// drafts that are no files, else today.
pub(crate) fn meeting_without_text(snapshot: &Snapshot, file: Option<FileId>) -> AsOf {
    let path = file.and_then(|file| snapshot.path(file));
    of_head(&Head::default(), snapshot.catalogue_at(path), snapshot.configs.of(path), snapshot.today)
}

/// The meeting that the cover names; the Council's session of a year, which its texts name alone.
fn cover_meeting(head: &Head, catalogue: &Catalogue) -> Option<AsOf> {
    let council = || {
        let year = head.edition.as_ref().filter(|_| head.body == Some(Body::Council))?.year()?;
        Some(catalogue.as_of(Some(Body::Council), COUNCIL_SEAT, year))
    };
    let Some(cover) = &head.cover_meeting else { return council() };
    let coded = Edition { revised: false, adopted: Adopted::Wrc { year: cover.year } };
    match (&cover.place, catalogue.meeting_of_edition(cover.body, &coded)) {
        (Some(place), _) => Some(catalogue.as_of(Some(cover.body), place, cover.year)),
        (None, Some(meeting)) => Some(AsOf::Meeting(meeting.clone())),
        (None, None) => council(),
    }
}

/// Where the Council meets.
const COUNCIL_SEAT: &str = "Geneva";

/// The configured meeting that overrides all others, else the text's own, else the cover's, else the configured one, else
/// today.
fn of_head(head: &Head, catalogue: &Catalogue, config: &Config, today: Date) -> AsOf {
    if let Some(meeting) = &config.as_of {
        return catalogue.as_of(Some(meeting.body), &meeting.place, meeting.year);
    }
    if let Some(own) = own_meeting(head, catalogue).or_else(|| cover_meeting(head, catalogue)) {
        return own;
    }
    match &config.meeting {
        Some(meeting) => catalogue.as_of(Some(meeting.body), &meeting.place, meeting.year),
        None => Catalogue::as_of_day(today),
    }
}

/// What is known of the meeting that the lines of a text agree on.
pub(super) fn own_standing(head: &Head, catalogue: &Catalogue) -> MeetingKnown {
    let own = head.own_meeting.as_ref().filter(|own| own.agreed);
    let named = own.and_then(|own| Some((own.body?, own.place.as_deref()?, own.year)));
    named.map_or(MeetingKnown::Unknown, |(body, place, year)| catalogue.meeting_standing(Some(body), place, year, None))
}

/// The body whose text it is, of a text that is judged at a meeting: where the enacting line names one that did not meet
/// there, the one that did.
pub(super) fn own_body(head: &Head, meeting: &AsOf) -> Option<Body> {
    let own = head.own_meeting.as_ref();
    let here = own.and_then(|own| Some(meeting.is(meeting.body()?, own.place.as_deref()?, own.year))) == Some(true);
    if here { meeting.body().or(head.body) } else { head.body }
}

/// The meeting that is meant, where the lines of a text agree on one that surely never was: the only one near it, or
/// the one whose editions the text calls its own.
fn meant(head: &Head, catalogue: &Catalogue) -> Option<AsOf> {
    let standing = own_standing(head, catalogue);
    let cited = |body| head.cited_as_own.as_ref().and_then(|edition| catalogue.meeting_of_edition(body, edition));
    let meant = match &standing {
        _ if !standing.is_wrong() => None,
        MeetingKnown::NobodyMet { nearest, .. } => match &**nearest {
            [only] => Some(only),
            _ => cited(head.body?),
        },
        MeetingKnown::OtherBody { which, .. } => match (cited(head.body?), &**which) {
            (Some(cited), _) => Some(cited),
            (None, [only]) => Some(only),
            _ => None,
        },
        _ => None,
    };
    meant.map(|meeting| AsOf::Meeting(meeting.clone()))
}

fn own_meeting(head: &Head, catalogue: &Catalogue) -> Option<AsOf> {
    let at = |body, place: &str, year| Some(catalogue.as_of(body, place, year));
    if let Some(own) = &head.own_meeting
        && let Some(place) = own.place.as_deref()
    {
        let known = own.body.and_then(|body| catalogue.meeting(body, place, own.year)).is_some();
        if known {
            return at(own.body, place, own.year);
        }
        if let Some(meant) = meant(head, catalogue) {
            return Some(meant);
        }
        // A meeting that no data know is taken for one only where the text's own lines agree on it.
        if own.agreed {
            return at(own.body, place, own.year);
        }
    }
    let body = head.body?;
    let edition = head.edition.as_ref();
    if let Some(meeting) = edition.and_then(|edition| catalogue.meeting_of_edition(body, edition)) {
        return at(Some(body), &meeting.place, meeting.year);
    }
    // RA texts name their meeting by its year alone, in the history, or not at all: then the revision tells.
    if body != Body::Ra {
        return None;
    }
    let year = head.own_meeting.as_ref().map(|own| own.year);
    let mut met = catalogue.meetings_of(Body::Ra).iter();
    if let Some(meeting) = met.find(|meeting| Some(meeting.year) == year) {
        return at(Some(body), &meeting.place, meeting.year);
    }
    let entry = catalogue.resolution(head.key.as_ref()?)?;
    let meeting = entry.edition(edition?)?.meeting.as_ref()?;
    at(Some(body), &meeting.place, meeting.year)
}
