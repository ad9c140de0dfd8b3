//! Whether a body met at a place and year that a draft names.

use std::sync::Arc;

use super::meeting::{Held, Meeting};
use super::store::Catalogue;
use crate::syntax::Body;

/// What is known of a place and year.
#[derive(Clone, PartialEq, Debug)]
pub enum MeetingKnown {
    /// It is the draft's own meeting, taken on its word.
    Own,
    /// The body met there, or will.
    Met(Arc<Meeting>),
    /// A meeting was planned there and never held.
    PlannedNotHeld {
        /// The plan, with its note.
        planned: Arc<Meeting>,
        /// The meeting that was held in its place, if known.
        instead: Option<Arc<Meeting>>,
    },
    /// Other bodies met there, not the one named.
    OtherBody {
        /// Who did.
        which: Vec<Arc<Meeting>>,
        /// Meetings of the body named that may be meant, the likeliest first.
        nearest: Vec<Arc<Meeting>>,
        /// Whether the places where the body met that year are sourced.
        firm: bool,
    },
    /// Nobody met there: the data have every meeting of those years, or the one that is meant.
    NobodyMet {
        /// Meetings that may be meant, the likeliest first.
        nearest: Vec<Arc<Meeting>>,
        /// Whether the body is named and its places of that year are sourced. If none is named, a body that the data do
        /// not cover may have met there.
        firm: bool,
    },
    /// The data do not cover the body in that year: nothing may be concluded.
    Unknown,
}

impl MeetingKnown {
    /// Whether the place and year are surely wrong.
    pub fn is_wrong(&self) -> bool {
        match self {
            MeetingKnown::PlannedNotHeld { planned, .. } => planned.known.is_sourced(),
            MeetingKnown::OtherBody { firm, .. } | MeetingKnown::NobodyMet { firm, .. } => *firm,
            MeetingKnown::Own | MeetingKnown::Met(_) | MeetingKnown::Unknown => false,
        }
    }
}

impl MeetingKnown {
    /// What is wrong with a place and year, as `said`, at which a body is said to have met: "WTSA did not meet at New Dehli,
    /// 2024; New Delhi, 2024 may be meant". `None` where nothing is.
    pub fn complaint(&self, body: Option<Body>, said: &str) -> Option<String> {
        let name = body.map_or_else(|| "the body".to_owned(), Body::with_article);
        let not_met = match body {
            Some(Body::Wrc) if !said.contains(',') => format!("there was no {said}"),
            _ => format!("{name} did not meet at {said}"),
        };
        let likely = |nearest: &[Arc<Meeting>]| match nearest {
            [] => String::new(),
            [first, ..] => format!("; {} may be meant", first.place_and_year()),
        };
        Some(match self {
            MeetingKnown::PlannedNotHeld { instead, .. } => {
                let moved = instead.as_ref().map(|meeting| format!(" and was held at {}", meeting.place_and_year()));
                format!("{not_met}: the meeting was planned there{}", moved.unwrap_or_default())
            }
            MeetingKnown::OtherBody { which, nearest, .. } => {
                let who = which.iter().map(|meeting| meeting.body.with_article()).collect::<Vec<_>>().join(" and ");
                format!("{not_met}: that was {who}{}", likely(nearest))
            }
            MeetingKnown::NobodyMet { nearest, .. } => format!("{not_met}{}", likely(nearest)),
            MeetingKnown::Own | MeetingKnown::Met(_) | MeetingKnown::Unknown => return None,
        })
    }
}

/// The bodies whose editions are cited by place and year, and whose meetings the data cover.
const CITED_BY_PLACE: [Body; 4] = [Body::Pp, Body::Wtsa, Body::Wtdc, Body::Ra];

impl Catalogue {
    /// Whether a body, or any if none is named, met at a place and year. `own` is the draft's own meeting, on which its
    /// heading, history and enacting line agree: it is never wrong. For an Opinion name WTPF, which adopts them.
    pub fn meeting_standing(
        &self,
        body: Option<Body>,
        place: &str,
        year: u16,
        own: Option<(Option<Body>, &str, u16)>,
    ) -> MeetingKnown {
        if let Some((own_body, own_place, own_year)) = own
            && own_year == year
            && crate::syntax::same_place(own_place, place)
            && body.is_none_or(|body| own_body.is_none_or(|own| own == body))
        {
            return MeetingKnown::Own;
        }
        let mut others = Vec::new();
        let mut planned = None;
        for meeting in self.meetings_at(place, year) {
            if body.is_some_and(|body| body != meeting.body) {
                others.push(Arc::clone(meeting));
            } else if meeting.held == Held::No {
                planned = Some(Arc::clone(meeting));
            } else {
                return MeetingKnown::Met(Arc::clone(meeting));
            }
        }
        // Names of places in other scripts are not known: "Женева" may well be right.
        if planned.is_none() && others.is_empty() && place.chars().any(|c| c.is_alphabetic() && c >= '\u{370}') {
            return MeetingKnown::Unknown;
        }
        if let Some(planned) = planned {
            return MeetingKnown::PlannedNotHeld { instead: self.held_instead(&planned), planned };
        }
        others.retain(|meeting| meeting.held != Held::No);
        let within = |body| self.coverage(body).is_some_and(|coverage| (coverage.from..=coverage.year).contains(&year));
        let covered = match body {
            Some(body) => within(body),
            None => CITED_BY_PLACE.into_iter().all(within),
        };
        if !covered {
            let Some(body) = body else { return MeetingKnown::Unknown };
            // Between its newest meeting that the data cover and the next, it met nowhere where another did.
            let next = self.meetings_of(body).iter().any(|meeting| meeting.year > year && meeting.held != Held::No);
            let none = next && !self.meetings_of(body).iter().any(|meeting| meeting.year == year);
            if none && !others.is_empty() && others.iter().all(|meeting| meeting.known.is_sourced()) {
                return MeetingKnown::OtherBody { which: others, nearest: Vec::new(), firm: true };
            }
            let meant = Some(body).filter(|_| others.is_empty()).and_then(|body| self.misnamed(body, place, year));
            return meant.map_or(MeetingKnown::Unknown, |meant| MeetingKnown::NobodyMet {
                firm: meant.known.is_sourced(),
                nearest: vec![meant],
            });
        }
        let nearest = self.nearest_meetings(body, place, year);
        let mut that_year = nearest.iter().filter(|meeting| meeting.year == year);
        let firm = body.is_some() && that_year.all(|meeting| meeting.known.is_sourced());
        if others.is_empty() {
            MeetingKnown::NobodyMet { nearest, firm }
        } else {
            MeetingKnown::OtherBody { which: others, nearest, firm }
        }
    }

    /// The meeting of a body that is surely meant by a place and year outside the years that the data cover: its own place
    /// in the year before or after, as no body meets at one place two years running, or its place misspelt in its own year.
    fn misnamed(&self, body: Body, place: &str, year: u16) -> Option<Arc<Meeting>> {
        let meant = |meeting: &&Arc<Meeting>| {
            meeting.held != Held::No
                && match meeting.year.abs_diff(year) {
                    0 => is_misspelt(&meeting.place, place),
                    1 => meeting.names_place(place),
                    _ => false,
                }
        };
        let mut meant = self.meetings_of(body).iter().filter(meant);
        let first = meant.next()?;
        meant.next().is_none().then(|| Arc::clone(first))
    }

    /// The meeting held in place of one that was planned: of the same code, else the next of that body.
    pub fn held_instead(&self, planned: &Meeting) -> Option<Arc<Meeting>> {
        let held = || self.meetings_of(planned.body).iter().filter(|meeting| meeting.held == Held::Yes);
        let same_code = planned.code.is_some().then(|| held().find(|meeting| meeting.code == planned.code)).flatten();
        same_code.or_else(|| held().find(|meeting| meeting.year >= planned.year)).cloned()
    }

    /// Meetings that may be meant by a place and year where none was: first those of the year, then those at the place,
    /// nearest in time first.
    pub fn nearest_meetings(&self, body: Option<Body>, place: &str, year: u16) -> Vec<Arc<Meeting>> {
        let mut near: Vec<(u16, &Arc<Meeting>)> = self
            .meetings()
            .iter()
            .filter(|meeting| meeting.held != Held::No)
            .filter(|meeting| match body {
                Some(body) => meeting.body == body,
                None => CITED_BY_PLACE.contains(&meeting.body),
            })
            .filter_map(|meeting| match (meeting.year == year, meeting.names_place(place)) {
                (true, _) => Some((0, meeting)),
                (false, true) => Some((meeting.year.abs_diff(year), meeting)),
                (false, false) => None,
            })
            .collect();
        near.sort_by_key(|(distance, _)| *distance);
        near.into_iter().map(|(_, meeting)| Arc::clone(meeting)).collect()
    }
}

/// Whether a place is written with a wrong letter or two: "New Dehli".
fn is_misspelt(right: &str, written: &str) -> bool {
    let most = (right.chars().count() / 4).min(2);
    written.len() < 2 * right.len()
        && strsim::damerau_levenshtein(&right.to_lowercase(), &written.to_lowercase()) <= most
}

#[cfg(test)]
mod tests {
    use super::*;
    use Body::*;

    fn check(body: Option<Body>, place: &str, year: u16, own: Option<(Option<Body>, &str, u16)>) -> String {
        let list = |meetings: &[Arc<Meeting>]| meetings.iter().map(|m| m.to_string()).collect::<Vec<_>>().join("; ");
        match Catalogue::embedded().meeting_standing(body, place, year, own) {
            MeetingKnown::Own => "own".into(),
            MeetingKnown::Met(meeting) => format!("met: {meeting}"),
            MeetingKnown::PlannedNotHeld { planned, instead } => {
                format!("planned: {planned}; instead: {}", instead.map_or("?".into(), |meeting| meeting.to_string()))
            }
            MeetingKnown::OtherBody { which, nearest, firm } => {
                format!("other ({firm}): {} -> {}", list(&which), list(&nearest))
            }
            MeetingKnown::NobodyMet { nearest, firm } => format!("nobody ({firm}) -> {}", list(&nearest)),
            MeetingKnown::Unknown => "unknown".into(),
        }
    }

    #[test]
    fn a_place_and_year_are_wrong_only_where_the_data_cover_the_body() {
        assert_eq!(check(Some(Wtsa), "Genève", 2022, None), "met: WTSA-20 (Geneva, 2022)");
        assert_eq!(
            check(Some(Wtsa), "Hyderabad", 2020, None),
            "planned: WTSA-20 (Hyderabad, 2020); instead: WTSA-20 (Geneva, 2022)"
        );
        assert_eq!(
            check(Some(Wtdc), "Addis Ababa", 2021, None),
            "planned: WTDC-21 (Addis Ababa, 2021); instead: WTDC-22 (Kigali, 2022)"
        );
        assert_eq!(
            check(Some(Wtdc), "Dubai", 2018, None),
            "other (true): PP-18 (Dubai, 2018) -> WTDC-14 (Dubai, 2014)"
        );
        assert_eq!(check(Some(Pp), "Busan", 2013, None), "nobody (true) -> PP-14 (Busan, 2014)");
        assert_eq!(check(None, "Busan", 2013, None), "nobody (false) -> PP-14 (Busan, 2014)");
        // That the assembly of 2000 met in Istanbul is unverified.
        assert_eq!(check(Some(Ra), "Geneva", 2000, None).split(" ->").next(), Some("nobody (false)"));
        assert_eq!(check(Some(Pp), "Lima", 2030, None), "unknown");
        assert_eq!(check(Some(Wtpf), "Lisbon", 2009, None), "unknown");
        assert_eq!(check(Some(Pp), "Doha", 2026, None), "met: PP-26 (Doha, 2026)");
        assert_eq!(check(Some(Pp), "Dohaa", 2026, None), "nobody (true) -> PP-26 (Doha, 2026)");
        assert_eq!(check(Some(Wtsa), "New Delhi", 2025, None), "nobody (true) -> WTSA-24 (New Delhi, 2024)");
        assert_eq!(check(Some(Wtsa), "New Delhi", 2028, None), "unknown");
        assert_eq!(check(Some(Wtsa), "Lima", 2025, None), "unknown");
        assert_eq!(check(Some(Wtsa), "Lima", 2020, Some((Some(Wtsa), "LIMA", 2020))), "own");
    }
}
