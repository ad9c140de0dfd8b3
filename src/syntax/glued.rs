//! Two editions run together, as a text copied from Word has them where one replaced the other in a tracked change: whole after
//! whole, "(Rev. Busan, 2014Dubai, 2018)"; places and years each for themselves, "(Hyderabad, 20102014)"; or only the digits
//! that differ, "(Rev. GuadalajaraBusan, 20104)", "(Rev.WRC-1215)". The meetings that are known tell what belongs together.

use std::ops::Range;

use smol_str::SmolStr;

use super::cursor::{Cursor, is_hyphen};
use super::edition::{Adopted, Edition, Glued};
use super::meetings;
use crate::text::{Span, single_spaced};

/// The second of two editions that follow each other whole.
pub(super) fn whole(first: &Edition, second: Edition, one: Range<usize>, other: Range<usize>) -> Glued {
    let known = is_known(first) && is_known(&second);
    let (only_first, only_second) = (vec![Span::of(one)], vec![Span::of(other)]);
    Glued { edition: second, only_first, only_second, known, crossed: false }
}

/// The codes of radio conferences.
pub(super) const RADIO_CODES: [&str; 5] = ["WRC", "WARC", "CMR", "CAMR", "ВКР"];

/// The year of a radio conference that two digits stand for.
pub(super) fn radio_year(digits: u16) -> u16 {
    if digits >= 70 { 1900 + digits } else { 2000 + digits }
}

/// Two meetings that share what they have in common.
pub(super) struct Pair {
    pub first: Edition,
    pub glued: Glued,
}

/// The longest pair, in bytes, that is looked at.
const PAIR_BYTES: usize = 100;

/// Reads two meetings that share a place, a code or digits of their years, up to the closing bracket, at which it stays.
/// Such as follow each other whole are read as editions are.
pub(super) fn read_pair(cursor: &mut Cursor<'_>, revised: bool) -> Option<Pair> {
    let start = cursor.at;
    let mut end = *cursor;
    if !end.peek()?.is_uppercase() || !end.skip_to(b')', PAIR_BYTES) {
        return None;
    }
    let words = end.since(start).trim_end();
    let digits_at = words.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, digits) = words.split_at(digits_at);
    let code = before.trim_end_matches(is_hyphen);
    let pair = match RADIO_CODES.iter().any(|word| code.eq_ignore_ascii_case(word)) {
        true => by_code(digits, start + digits_at, revised),
        false => by_place(before, digits, start, revised),
    }?;
    *cursor = end;
    Some(pair)
}

/// "WRC-1215", "WRC-125".
fn by_code(digits: &str, at: usize, revised: bool) -> Option<Pair> {
    let year = |digits: &str| digits.parse().ok().map(radio_year);
    let found = splits(digits, 2).find_map(|split| {
        let (first, second) = (year(&split.first)?, year(&split.second)?);
        (meetings::conference(first) && meetings::conference(second)).then_some((split, first, second))
    });
    let (split, first, second) = found?;
    let edition = |year| Edition { revised, adopted: Adopted::Wrc { year } };
    let (only_first, only_second) = split.spans(at);
    let glued = Glued {
        edition: edition(second),
        only_first: vec![only_first],
        only_second: vec![only_second],
        known: true,
        crossed: false,
    };
    Some(Pair { first: edition(first), glued })
}

/// "Hyderabad, 20102014", "GuadalajaraBusan, 20104", "AntalyaDoha, 2006".
fn by_place(before: &str, digits: &str, at: usize, revised: bool) -> Option<Pair> {
    let places = before.trim_end_matches(|c: char| c.is_whitespace() || ",;".contains(c));
    let is_name = |c: char| c.is_alphabetic() || c.is_whitespace() || "'’.,".contains(c) || is_hyphen(c);
    if !places.chars().all(is_name) {
        return None;
    }
    let (second_place, known_places) = second_place(places);
    let name = |place: &str| SmolStr::from(single_spaced(place.trim_end_matches([',', ' ', '\u{a0}'])));
    let (first_name, second_name) = match second_place {
        Some(at) => (name(&places[..at]), name(&places[at..])),
        None => (name(places), name(places)),
    };
    let years: Vec<(Option<Split>, u16, u16)> = match digits.len() {
        4 => vec![(None, year(digits)?, year(digits)?)],
        _ => splits(digits, 4)
            .filter_map(|split| {
                let (first, second) = (year(&split.first)?, year(&split.second)?);
                Some((Some(split), first, second))
            })
            .collect(),
    };
    let whole = digits.len() == 8;
    let both = |crossed: bool| {
        years.iter().find(|(_, first, second)| {
            let (first, second) = if crossed { (second, first) } else { (first, second) };
            meetings::met(&first_name, *first) && meetings::met(&second_name, *second)
        })
    };
    let straight = both(false).map(|years| (years, true, false));
    let crossed = || second_place.and(both(true)).map(|years| (years, true, true));
    // Where not both are known, two places or two whole years still show that there are two.
    let apart = || {
        let seen = match second_place {
            Some(_) => digits.len() > 4 && before.len() > places.len(),
            None => whole && known_places,
        };
        let one = meetings::met(&first_name, years.first()?.1) || meetings::met(&second_name, years.first()?.2);
        seen.then_some((years.first()?, whole && known_places && one, false))
    };
    let (&(ref split, first, second), known, crossed) = straight.or_else(crossed).or_else(apart)?;
    if second_place.is_none() && split.is_none() {
        return None;
    }
    let (first, second) = if crossed { (second, first) } else { (first, second) };
    let (mut only_first, mut only_second) = (Vec::new(), Vec::new());
    if let Some(place) = second_place {
        only_first.push(Span::of(at..at + place));
        only_second.push(Span::of(at + place..at + places.len()));
    }
    if let Some(split) = split {
        let (one, other) = split.spans(at + before.len());
        only_first.push(if crossed { other } else { one });
        only_second.push(if crossed { one } else { other });
    }
    let glued = Glued { edition: Edition::at(revised, &second_name, second), only_first, only_second, known, crossed };
    Some(Pair { first: Edition::at(revised, &first_name, first), glued })
}

fn is_known(edition: &Edition) -> bool {
    match &edition.adopted {
        Adopted::At { place, year } => meetings::met(place, *year),
        Adopted::Wrc { year } => meetings::conference(*year),
        Adopted::Revision(_) | Adopted::Year(_) => false,
    }
}

fn year(digits: &str) -> Option<u16> {
    digits.parse().ok().filter(|year| (1850..2100).contains(year))
}

/// Where the second of two places begins, and whether what stands there are known places.
fn second_place(places: &str) -> (Option<usize>, bool) {
    let mut before = None;
    let starts: Vec<(usize, bool)> = places
        .char_indices()
        .filter_map(|(at, c)| {
            let joined = before.replace(c).map(char::is_lowercase);
            joined.filter(|_| c.is_uppercase()).map(|lower| (at, lower))
        })
        .collect();
    if let Some((at, _)) =
        starts.iter().find(|(at, _)| meetings::is_place(&places[..*at]) && meetings::is_place(&places[*at..]))
    {
        return (Some(*at), true);
    }
    if meetings::is_place(places) {
        return (None, true);
    }
    (starts.iter().find(|(_, joined)| *joined).map(|(at, _)| *at), false)
}

/// Two numbers that share their first and last digits.
struct Split {
    first: String,
    second: String,
    /// How many digits they share at the beginning, and how many each has for itself after these.
    shared: usize,
    own: usize,
}

impl Split {
    /// The digits of each for itself, where all begin at a place.
    fn spans(&self, at: usize) -> (Span, Span) {
        let (first, second) = (at + self.shared, at + self.shared + self.own);
        (Span::of(first..second), Span::of(second..second + self.own))
    }
}

/// The ways to read two numbers of `len` digits each out of their digits, those first that share most at the beginning.
fn splits(digits: &str, len: usize) -> impl Iterator<Item = Split> {
    let own = digits.len().checked_sub(len).filter(|own| (1..=len).contains(own));
    let most = own.map_or(0, |own| len - own + 1);
    (0..most).rev().filter_map(move |shared| {
        let own = own?;
        let number = |from: usize| [&digits[..shared], &digits[from..from + own], &digits[shared + 2 * own..]].concat();
        let (first, second) = (number(shared), number(shared + own));
        (first != second).then_some(Split { first, second, shared, own })
    })
}
