//! Meetings, and the moment that a question is asked as of.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;
use smol_str::SmolStr;

use crate::syntax::{Adopted, Body, Edition, same_place};

/// Whether a fact has a source, or was recalled and not checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// The source named beside it says so.
    #[default]
    Sourced,
    /// Recalled, not checked: may complete and hover, never convict.
    Unverified,
}

impl Provenance {
    /// Whether a firm finding may rest on it.
    pub fn is_sourced(self) -> bool {
        self == Provenance::Sourced
    }
}

/// Whether a meeting took place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// It did.
    #[default]
    Yes,
    /// It was planned for this place and year and never met there: Hyderabad, 2020.
    No,
    /// It is still to come, or its results are not known yet.
    ToCome,
}

/// One body at one place and time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meeting {
    pub body: Body,
    /// What it was called, where that differs from the body's name: "Additional Plenipotentiary Conference".
    pub name: Option<Box<str>>,
    /// "WTSA-24".
    pub code: Option<Box<str>>,
    /// The place in English.
    pub place: SmolStr,
    /// The year by which it is cited.
    pub year: u16,
    /// The place in French, where it differs.
    pub fr: Option<Box<str>>,
    /// The place in Spanish, where it differs.
    pub es: Option<Box<str>>,
    /// Other spellings of the place that occur: "Valetta".
    pub also: Box<[Box<str>]>,
    /// The first day.
    pub opens: Option<Date>,
    /// The last day: what it adopted is adopted then.
    pub closes: Option<Date>,
    pub held: Held,
    pub known: Provenance,
    pub source: Arc<str>,
    /// What else a reader of the data should know.
    pub note: Option<Box<str>>,
}

impl Meeting {
    pub fn when(&self) -> When {
        When { year: self.year, opens: self.opens, closes: self.closes }
    }

    /// Whether it has closed by a day, as far as is known: without its days, once its year is past.
    pub fn is_over(&self, today: Date) -> bool {
        self.closes.map_or(i32::from(self.year) < i32::from(today.year()), |closes| closes < today)
    }

    /// Whether this is its place in any language, whatever the case and accents.
    pub fn names_place(&self, place: &str) -> bool {
        same_place(&self.place, place)
            || [&self.fr, &self.es].into_iter().flatten().chain(&self.also).any(|other| same_place(other, place))
    }

    /// Whether it is cited by this place and year.
    pub fn is_at(&self, place: &str, year: u16) -> bool {
        self.year == year && self.names_place(place)
    }

    pub fn same(&self, other: &Meeting) -> bool {
        self.body == other.body && self.is_at(&other.place, other.year)
    }

    /// "Bucharest, 2022"
    pub fn place_and_year(&self) -> String {
        format!("{}, {}", self.place, self.year)
    }

    /// Its name in running text, without article.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(self.body.name())
    }
}

/// "PP-22 (Bucharest, 2022)", or with the body's name where it has no code.
impl fmt::Display for Meeting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.code.as_deref().unwrap_or(self.body.short());
        write!(f, "{name} ({}, {})", self.place, self.year)
    }
}

/// When a meeting met, as far as known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct When {
    /// The year by which it is cited.
    pub year: u16,
    /// The first day.
    pub opens: Option<Date>,
    /// The last day.
    pub closes: Option<Date>,
}

impl When {
    /// A year and no more.
    pub fn year(year: u16) -> When {
        When { year, opens: None, closes: None }
    }

    /// A day.
    pub fn day(day: Date) -> When {
        When { year: day.year().unsigned_abs(), opens: Some(day), closes: Some(day) }
    }

    /// Which meeting opened first; `None` within one year without dates, where nothing may be concluded.
    pub fn order(&self, other: &When) -> Option<Ordering> {
        match self.year.cmp(&other.year) {
            Ordering::Equal if self == other && self.opens.is_some() => Some(Ordering::Equal),
            Ordering::Equal => Some(self.opens?.cmp(&other.opens?)),
            decided => Some(decided),
        }
    }

    /// Whether what this meeting adopted was adopted when the other opened: it had closed by then.
    pub fn closed_before(&self, other: &When) -> Option<bool> {
        match self.year.cmp(&other.year) {
            Ordering::Less => Some(true),
            Ordering::Greater => Some(false),
            Ordering::Equal => match (self.opens, self.closes, other.opens) {
                (_, Some(closes), Some(opens)) => Some(closes <= opens),
                (Some(own), None, Some(opens)) if own >= opens => Some(false),
                _ => None,
            },
        }
    }
}

/// The meeting that a draft is written for, or a day: every question about an edition is asked as of it.
#[derive(Clone, PartialEq, Debug)]
pub enum AsOf {
    /// A meeting that the data know.
    Meeting(Arc<Meeting>),
    /// A meeting that no data know: the coming one, on which heading, history and enacting line agree.
    Assumed {
        /// Who meets, if the draft says so.
        body: Option<Body>,
        place: SmolStr,
        year: u16,
    },
    /// A day, today as a rule.
    Date(Date),
}

impl AsOf {
    /// When it is asked: an edition counts if it was adopted before this opens.
    pub fn when(&self) -> When {
        match self {
            AsOf::Meeting(meeting) => meeting.when(),
            AsOf::Assumed { year, .. } => When::year(*year),
            AsOf::Date(date) => When::day(*date),
        }
    }

    pub fn body(&self) -> Option<Body> {
        match self {
            AsOf::Meeting(meeting) => Some(meeting.body),
            AsOf::Assumed { body, .. } => *body,
            AsOf::Date(_) => None,
        }
    }

    /// Whether it is the meeting of this body at this place and year.
    pub fn is(&self, body: Body, place: &str, year: u16) -> bool {
        match self {
            AsOf::Meeting(meeting) => meeting.body == body && meeting.is_at(place, year),
            AsOf::Assumed { body: own, place: at, year: of } => {
                own.is_none_or(|own| own == body) && *of == year && same_place(at, place)
            }
            AsOf::Date(_) => false,
        }
    }

    pub fn is_meeting(&self, meeting: &Meeting) -> bool {
        self.is(meeting.body, &meeting.place, meeting.year)
    }

    /// Whether an edition of this body, as written, is of this very meeting. ITU-R's revision numbers do not tell.
    pub fn adopts(&self, body: Body, edition: &Edition) -> bool {
        match &edition.adopted {
            Adopted::At { place, year } => self.is(body, place, *year),
            Adopted::Wrc { year } => body == Body::Wrc && self.body() == Some(body) && self.when().year == *year,
            Adopted::Revision(_) | Adopted::Year(_) => false,
        }
    }
}

/// "WTSA-24 (New Delhi, 2024)", "the coming meeting (Lima, 2028)", "2026-11-22".
impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AsOf::Meeting(meeting) => meeting.fmt(f),
            AsOf::Assumed { body: Some(body), place, year } => write!(f, "{} ({place}, {year})", body.short()),
            AsOf::Assumed { body: None, place, year } => write!(f, "the meeting in {place}, {year}"),
            AsOf::Date(date) => date.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn within_one_year_only_dates_decide() {
        let (wtsa, wtdc) = (
            When { year: 2022, opens: Some(date(2022, 3, 1)), closes: Some(date(2022, 3, 9)) },
            When { year: 2022, opens: Some(date(2022, 6, 6)), closes: Some(date(2022, 6, 16)) },
        );
        assert_eq!((wtsa.closed_before(&wtdc), wtdc.closed_before(&wtsa)), (Some(true), Some(false)));
        assert_eq!((wtsa.order(&wtdc), wtsa.order(&wtsa)), (Some(Ordering::Less), Some(Ordering::Equal)));
        assert_eq!((When::year(2022).order(&wtsa), When::year(2022).closed_before(&wtsa)), (None, None));
        assert_eq!(When::year(2021).closed_before(&wtsa), Some(true));
    }
}
