//! The meeting that the cover of a contribution names: "World Radiocommunication Conference (WRC-15)", "Hammamet,
//! 25 October – 3 November 2016".

use std::sync::LazyLock;

use regex::Regex;
use smol_str::SmolStr;

use super::body::Body;
use super::read_edition::full_year;
use super::words::body_names;

/// A meeting as a cover names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoverMeeting {
    pub body: Body,
    /// Where it met, if a line with a date tells.
    pub place: Option<SmolStr>,
    pub year: u16,
}

/// So much of what stands before the first text is looked at, in bytes.
const COVER_BYTES: usize = 4000;

static CODE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"\b(WTSA|AMNT|WTDC|CMDT|WRC|CMR|RA|PP|C)[-\u{2010}-\u{2013}]?(\d{4}|\d{2})\b";
    Regex::new(pattern).expect("the pattern of codes is sound: tested")
});

static DATED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?m)^\W*(\p{Lu}[\p{L}'’. -]{2,40}),[ \u{a0}]+\d{1,2}(?:[ \u{a0}]+\p{L}+)?[ \u{a0}]*[-\u{2010}-\u{2015}][ \u{a0}]*\d{1,2}[ \u{a0}]+\p{L}+,?[ \u{a0}]+(\d{4})\b";
    Regex::new(pattern).expect("the pattern of dates is sound: tested")
});

/// Reads the meeting off the words of a cover.
pub(super) fn read_cover_meeting(words: &str) -> Option<CoverMeeting> {
    let end = (0..=COVER_BYTES.min(words.len())).rev().find(|&at| words.is_char_boundary(at)).unwrap_or_default();
    let words = &words[..end];
    let dated = DATED.captures(words);
    let (place, dated_year) = match &dated {
        Some(found) => (Some(found[1].trim().into()), found[2].parse().ok()),
        None => (None, None),
    };
    for found in CODE.captures_iter(words) {
        let body = body_names().iter().find(|(_, name)| *name == &found[1]).map_or(Body::Council, |(body, _)| *body);
        let year: u16 = found[2].parse().ok()?;
        let year = if found[2].len() == 2 { full_year(year) } else { year };
        // "C15" may be a document; "PP-22" in the cover of WTSA-24 is another meeting than the one that is dated.
        let agrees = dated_year.is_none_or(|dated: u16| dated.abs_diff(year) <= 1);
        if agrees && (body != Body::Council || dated_year.is_some()) && (1940..2100).contains(&year) {
            return Some(CoverMeeting { body, place, year: dated_year.unwrap_or(year) });
        }
    }
    let named = body_names().iter().filter(|(_, name)| name.len() > 12 && words.contains(name));
    let (body, _) = named.max_by_key(|(_, name)| name.len())?;
    Some(CoverMeeting { body: *body, place, year: dated_year? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_names_its_meeting() {
        let check = |cover: &str, expected: &str| {
            let found = read_cover_meeting(cover).map_or("none".to_owned(), |met| {
                format!("{} {} {}", met.body.code(), met.place.as_deref().unwrap_or("-"), met.year)
            });
            assert_eq!(found, expected, "{cover}");
        };
        check("World Radiocommunication Conference (WRC-15)\nGeneva, 2–27 November 2015\n", "WRC Geneva 2015");
        check("WTSA-16\nHammamet, 25 October - 3 November 2016\nDocument 45-E\n", "WTSA Hammamet 2016");
        check("Plenipotentiary Conference\nBucharest, 26 September \u{2013} 14 October 2022\n", "PP Bucharest 2022");
        check("World Telecommunication Standardization Assembly (WTSA‑24)\n", "WTSA - 2024");
        check("Since PP-22 much has changed.\nNew Delhi, 15-24 October 2024\nfor WTSA-24\n", "WTSA New Delhi 2024");
        check("Abstract: harbours need light. Document C15/4.\n", "none");
        check("A letter of 2016\n", "none");
    }
}
