//! The places and years of meetings, as far as reading needs them: they tell what belongs together where editions run
//! together. The data file is the catalogue's too, which knows more of each meeting.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::edition::folded;

/// The rows about meetings that the program brings along, in the form that `catalogue::row` tells.
pub(crate) const MEETINGS: &str = include_str!("data/meetings.jsonl");

/// Whether a meeting of this place and year is known, the place in any of its languages.
pub(super) fn met(place: &str, year: u16) -> bool {
    KNOWN.met.contains(&(folded(place).collect(), year))
}

/// Whether a body ever met at a place of this name.
pub(super) fn is_place(name: &str) -> bool {
    KNOWN.places.contains(&folded(name).collect::<String>())
}

/// Whether there was a radio conference in a year.
pub(super) fn conference(year: u16) -> bool {
    KNOWN.conferences.contains(&year)
}

struct KnownMeetings {
    /// Folded names, with the year.
    met: HashSet<(String, u16)>,
    places: HashSet<String>,
    conferences: HashSet<u16>,
}

/// A row about a meeting; other rows have none.
#[derive(Deserialize)]
struct MeetingRow {
    meeting: Option<String>,
    body: Option<String>,
    #[serde(default)]
    year: u16,
    fr: Option<String>,
    es: Option<String>,
    #[serde(default)]
    also: Vec<String>,
}

static KNOWN: LazyLock<KnownMeetings> = LazyLock::new(|| {
    let mut known = KnownMeetings { met: HashSet::new(), places: HashSet::new(), conferences: HashSet::new() };
    for row in MEETINGS.lines() {
        let row: MeetingRow = serde_json::from_str(row).expect("the data file of meetings is tested");
        if row.meeting.is_some() && row.body.as_deref() == Some("WRC") {
            known.conferences.insert(row.year);
        }
        for place in row.meeting.iter().chain(&row.fr).chain(&row.es).chain(&row.also) {
            let place: String = folded(place).collect();
            known.places.insert(place.clone());
            known.met.insert((place, row.year));
        }
    }
    known
});
