//! Reads the parenthesis that says when a text was adopted.

use std::ops::Range;

use smol_str::SmolStr;

use super::cursor::{Cursor, is_hyphen, is_ideograph};
use super::edition::{Adopted, Edition, EditionMention, Glued};
use super::glued::{RADIO_CODES, radio_year, read_pair, whole};
use super::word_set::word_sets;
use crate::text::Span;

/// The longest name of a place that is read as one; longer is prose in brackets.
const PLACE_BYTES: usize = 60;

/// Reads "(Rev. Bucharest, 2022)", "(Guadalajara, 2010)", "(REV.WRC-15)", "(Rev. [place], 20XX)" and
/// "(Rev. Busan, 2014Dubai, 2018)" at `at`. Missing commas and stray spaces are accepted, and so are "(Dubai; 2018)" and
/// "(Dubai, 2018,)".
pub(super) fn read_edition(text: &str, at: usize) -> Option<EditionMention> {
    let mut cursor = Cursor::new(text, at);
    if !cursor.eat('(') {
        return None;
    }
    cursor.whitespace();
    let rev_at = cursor.at;
    let revised = read_rev(&mut cursor);
    cursor.whitespace();
    let from = cursor.at;
    let read = read_meeting(&mut cursor, revised).and_then(|first| {
        let meeting_end = cursor.at;
        cursor.whitespace();
        let mut comma = cursor;
        if comma.eat(',') && comma.eat(')') {
            cursor = comma;
        } else if !cursor.eat(')') {
            // A second meeting directly after the year: the two editions of a tracked change, run together.
            let second = read_second(&mut cursor, &first.edition, rev_at..from)?;
            return cursor.eat(')').then_some((first, meeting_end, Some(second)));
        }
        Some((first, meeting_end, None))
    });
    let (first, meeting_end, glued) = match read {
        Some(read) => read,
        None => {
            cursor.at = from;
            let pair = read_pair(&mut cursor, revised)?;
            let meeting_end = cursor.at;
            cursor.eat(')');
            (ReadMeeting { edition: pair.first, placeholder: false }, meeting_end, Some(pair.glued))
        }
    };
    Some(EditionMention {
        edition: first.edition,
        span: cursor.span_since(at),
        meeting_span: Span::of(from..meeting_end),
        glued,
        placeholder: first.placeholder,
    })
}

/// A meeting as an edition names it.
struct ReadMeeting {
    edition: Edition,
    placeholder: bool,
}

/// "Bucharest, 2022", "WRC-15", "[place], 20XX".
fn read_meeting(cursor: &mut Cursor<'_>, revised: bool) -> Option<ReadMeeting> {
    if let Some(year) = read_radio_code(cursor) {
        return Some(ReadMeeting { edition: Edition { revised, adopted: Adopted::Wrc { year } }, placeholder: false });
    }
    let read = read_place_year(cursor)?;
    let edition = Edition::at(revised, &read.place, read.year.unwrap_or(0));
    Some(ReadMeeting { edition, placeholder: read.year.is_none() || read.bracketed })
}

/// The second of two editions that follow each other whole: "Dubai, 2018", "Rev. Dubai, 2018". `rev` is where the "Rev." of
/// the first stands, and its place after it.
fn read_second(cursor: &mut Cursor<'_>, first: &Edition, rev: Range<usize>) -> Option<Glued> {
    let start = cursor.at;
    let again = read_rev(cursor);
    cursor.whitespace();
    let second = read_meeting(cursor, first.revised || again).filter(|second| !second.placeholder)?;
    let second_span = start..cursor.at;
    cursor.whitespace();
    let from = if again { rev.start } else { rev.end };
    Some(whole(first, second.edition, from..start, second_span))
}

/// Reads an edition that lacks a bracket or both at `at`: "(Rev. Dubai, 2018 of", "Rev. Dubai, 2018)", "Rev. Dubai, 2018 of".
/// Without its opening bracket only "Rev." shows that it is one.
pub(super) fn read_unclosed_edition(text: &str, at: usize) -> Option<EditionMention> {
    let mut cursor = Cursor::new(text, at);
    let open = cursor.eat('(');
    cursor.whitespace();
    let revised = read_rev(&mut cursor);
    cursor.whitespace();
    let from = cursor.at;
    let meeting = read_place_year(&mut cursor).filter(|meeting| (open || revised) && !meeting.bracketed)?;
    let meeting_span = cursor.span_since(from);
    let mut closed = cursor;
    closed.whitespace();
    if closed.eat(')') {
        cursor = closed;
    } else if !cursor.peek().is_none_or(|c| c.is_whitespace() || ",;.".contains(c))
        || (open && closes_later(cursor.rest()))
    {
        return None;
    }
    let edition = Edition::at(revised, &meeting.place, meeting.year?);
    Some(EditionMention { edition, span: cursor.span_since(at), meeting_span, glued: None, placeholder: false })
}

/// Reads "（2018年，迪拜，修订版）" at `at`: year, place, and whether it is a revision.
pub(super) fn read_chinese_edition(text: &str, at: usize) -> Option<EditionMention> {
    let comma = |c: char| matches!(c, '，' | ',' | '、');
    let mut cursor = Cursor::new(text, at);
    if !cursor.eat_if(|c| matches!(c, '（' | '(')) {
        return None;
    }
    let from = cursor.at;
    let year = read_year(&mut cursor)?;
    if !(cursor.eat('年') && cursor.eat_if(comma)) {
        return None;
    }
    let place = cursor.eat_while(|c| is_ideograph(c) || c == '·');
    let meeting_span = cursor.span_since(from);
    let revised = cursor.eat_if(comma) && cursor.eat_fold("修订版");
    let closed = !place.is_empty() && cursor.eat_if(|c| matches!(c, '）' | ')'));
    closed.then(|| EditionMention {
        edition: Edition::at(revised, place, year),
        span: cursor.span_since(at),
        meeting_span,
        glued: None,
        placeholder: false,
    })
}

/// Whether a bracket is closed further on: "(Dubai, 2018, and later)". A label's bracket closes none: "considering b)".
fn closes_later(rest: &str) -> bool {
    let before = |at: usize| rest[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let sign = rest.char_indices().find(|&(at, c)| c == '(' || (c == ')' && before(at).len() > 4));
    sign.is_some_and(|(_, c)| c == ')')
}

/// Reads how the Council says when it adopted a text: "(C09)", "(C16, amended C17)", "(Council 2010)", "(modified 2009)". The
/// last year counts.
pub(super) fn read_council_edition(text: &str, at: usize) -> Option<EditionMention> {
    let mut cursor = Cursor::new(text, at);
    if !cursor.eat('(') {
        return None;
    }
    let mut revised = false;
    let from = cursor.at;
    let year = loop {
        cursor.whitespace();
        revised |= ["last modified", "modified", "last amended", "amended", "rev."].iter().any(|word| {
            let mut trial = cursor;
            let found = trial.eat_fold(word) && trial.whitespace();
            cursor = if found { trial } else { cursor };
            found
        });
        let year = read_session(&mut cursor)?;
        if !cursor.eat_if(|c| c == ',' || c == ';') {
            break year;
        }
    };
    let meeting_span = cursor.span_since(from);
    cursor.eat(')').then(|| EditionMention {
        edition: Edition { revised, adopted: Adopted::Year(year) },
        span: cursor.span_since(at),
        meeting_span,
        glued: None,
        placeholder: false,
    })
}

/// "C09", "Council 2010", "Council-10", "2009".
fn read_session(cursor: &mut Cursor<'_>) -> Option<u16> {
    let mut trial = *cursor;
    if trial.eat_words("Council") {
        trial.eat(',');
        trial.whitespace();
    } else if trial.eat('C') {
        trial.eat_if(is_hyphen);
        let year = trial.number(2).filter(|_| !trial.peek().is_some_and(char::is_alphanumeric))?;
        *cursor = trial;
        return Some(full_year(year as u16));
    }
    let year = read_year(&mut trial)?;
    *cursor = trial;
    Some(year)
}

/// The year that two digits stand for: the Council first met in 1947.
pub(super) fn full_year(digits: u16) -> u16 {
    if digits >= 47 { 1900 + digits } else { 2000 + digits }
}

/// "Rev.", "REV.", "Rév.", "Пересм."; the full stop may be missing before a place.
fn read_rev(cursor: &mut Cursor<'_>) -> bool {
    let mut trial = *cursor;
    let found = word_sets().revised.eat_letters(&mut trial).is_some()
        && (trial.eat('.') || trial.peek().is_some_and(char::is_whitespace));
    *cursor = if found { trial } else { *cursor };
    found
}

/// "WRC-15", "WRC-2000", "WARC-92", "CMR-15".
fn read_radio_code(cursor: &mut Cursor<'_>) -> Option<u16> {
    let mut trial = *cursor;
    if !RADIO_CODES.iter().any(|code| trial.eat_fold(code)) {
        return None;
    }
    // "WRC07" and "WRC 07" are slips that are still read.
    if !trial.eat_if(is_hyphen) {
        trial.inline_whitespace();
    }
    let digits = trial.eat_while(|c| c.is_ascii_digit());
    let year = digits.parse::<u16>().ok()?;
    let year = match digits.len() {
        2 => radio_year(year),
        // "WRC-1215" is two of them.
        4 if (1900..2100).contains(&year) => year,
        _ => return None,
    };
    *cursor = trial;
    Some(year)
}

struct PlaceYear {
    place: SmolStr,
    /// None: "20XX".
    year: Option<u16>,
    bracketed: bool,
}

/// "Busan, 2014"; "Dubai 2018" and "Geneva,2015" are slips that are still read.
fn read_place_year(cursor: &mut Cursor<'_>) -> Option<PlaceYear> {
    let mut trial = *cursor;
    let start = trial.at;
    let first = trial.peek()?;
    // Letters of some scripts have no case.
    let begins =
        first.is_uppercase() || first == '[' || !first.is_ascii() && first.is_alphabetic() && !first.is_lowercase();
    if !begins {
        return None;
    }
    trial.eat_while(|c| {
        (c.is_alphabetic() || c.is_whitespace() || "'’.[]".contains(c) || is_hyphen(c)) && c != '\u{2013}'
    });
    let raw = trial.since(start);
    if raw.len() > PLACE_BYTES {
        return None;
    }
    let place = raw.trim().trim_matches(['[', ']']);
    if place.is_empty() {
        return None;
    }
    let comma = trial.eat_if(|c| matches!(c, ',' | '，' | '،' | ';'));
    // "Recommendation ITU-R BT.2020 (Rec. 2020)" names no place.
    if !comma && place.ends_with('.') {
        return None;
    }
    trial.whitespace();
    let open = trial.eat('[');
    let year = match read_year(&mut trial) {
        Some(year) => Some(year),
        None if trial.eat_fold("20XX") || trial.eat_fold("20..") => None,
        None => return None,
    };
    eat_year_word(&mut trial);
    if open {
        trial.eat(']');
    }
    let place = place.split_whitespace().fold(String::new(), |mut place, word| {
        if !place.is_empty() {
            place.push(' ');
        }
        place + word
    });
    *cursor = trial;
    Some(PlaceYear { place: place.into(), year, bracketed: raw.contains('[') || open })
}

/// "2022 г.": the word for a year after it.
fn eat_year_word(cursor: &mut Cursor<'_>) {
    let mut trial = *cursor;
    trial.whitespace();
    if trial.eat_fold("г.") {
        *cursor = trial;
    }
}

/// A year of four digits that ITU could have met in.
fn read_year(cursor: &mut Cursor<'_>) -> Option<u16> {
    let mut trial = *cursor;
    let year = trial.number(4).filter(|year| (1850..2100).contains(year))?;
    *cursor = trial;
    Some(year as u16)
}

/// One entry of a history line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryEntry {
    /// The place; empty in a history of years alone, as the RA writes it.
    pub place: SmolStr,
    pub year: u16,
    /// Where it is, without separators.
    pub span: Span,
    /// A second place and year run together with the first, as a text copied from Word has them.
    pub(super) glued: Option<Glued>,
}

impl HistoryEntry {
    pub(super) fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        f(&mut self.span);
        self.glued.iter_mut().for_each(|glued| glued.each_span(f));
    }

    /// The meeting that it names.
    pub(super) fn edition(&self) -> Edition {
        Edition::at(false, &self.place, self.year)
    }
}

/// Reads "(Florianópolis, 2004; Johannesburg, 2008; …; New Delhi, 2024)" or "(1993-1995-…-2012)" at `at`.
pub(super) fn read_history(text: &str, at: usize) -> Option<(Vec<HistoryEntry>, Span)> {
    let mut cursor = Cursor::new(text, at);
    if !cursor.eat('(') {
        return None;
    }
    if read_rev(&mut { cursor }) {
        return None;
    }
    let mut entries = Vec::new();
    loop {
        cursor.whitespace();
        let from = cursor.at;
        if let Some(year) = read_year(&mut cursor) {
            entries.push(HistoryEntry { place: SmolStr::default(), year, span: cursor.span_since(from), glued: None });
        } else {
            entries.push(read_history_entry(&mut cursor)?);
        }
        cursor.eat('年');
        cursor.whitespace();
        if cursor.eat(')') {
            return Some((entries, cursor.span_since(at)));
        }
        if !cursor.eat_if(|c| c == ';' || c == '；' || is_hyphen(c)) {
            return None;
        }
    }
}

/// "Hammamet, 2016", and in a text copied from Word "Hammamet, 2016Geneva, 2022" or "HammametGeneva, 201622".
fn read_history_entry(cursor: &mut Cursor<'_>) -> Option<HistoryEntry> {
    let from = cursor.at;
    let Some(entry) = read_place_year(cursor) else {
        let pair = read_pair(cursor, false)?;
        let (place, year) = (pair.first.place()?.into(), pair.first.year()?);
        return Some(HistoryEntry { place, year, span: cursor.span_since(from), glued: Some(pair.glued) });
    };
    let (place, year) = (entry.place, entry.year?);
    let mut second = *cursor;
    second.whitespace();
    let first = Edition::at(false, &place, year);
    let glued = read_second(&mut second, &first, from..from);
    if glued.is_some() {
        *cursor = second;
    }
    Some(HistoryEntry { place, year, span: cursor.span_since(from), glued })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let said = read_edition(text, 0).map_or("none".into(), |mention| {
            let glued = mention.glued.map(|glued| format!(" + {}", glued.edition)).unwrap_or_default();
            format!("{}{glued}{}", mention.edition, if mention.placeholder { " to be filled in" } else { "" })
        });
        assert_eq!(said, expected, "{text}");
    }

    #[test]
    fn an_edition_is_read_in_each_of_its_forms() {
        check("(Guadalajara, 2010)", "Guadalajara, 2010");
        check("(Rev.\u{a0}Bucharest,\u{a0}2022)", "Rev. Bucharest, 2022");
        check("(REV. NEW DELHI, 2024)", "Rev. NEW DELHI, 2024");
        check("(Rev.WRC-15)", "Rev.WRC-15");
        check("(REV.WRC\u{2011}12)", "Rev.WRC-12");
        check("(WRC-19)", "WRC-19");
        check("(Rev. Busan, 2014Dubai, 2018)", "Rev. Busan, 2014 + Rev. Dubai, 2018");
        check("(Dubai,\n2018Bucharest, 2022)", "Dubai, 2018 + Bucharest, 2022");
        check("(Hyderabad, 20102014)", "Hyderabad, 2010 + Hyderabad, 2014");
        check("(Geneva,20122015)", "Geneva, 2012 + Geneva, 2015");
        check("(Rev. GuadalajaraBusan, 20104)", "Rev. Guadalajara, 2010 + Rev. Busan, 2014");
        check("(Rev. HYDERABADDUBAI, 201014)", "Rev. HYDERABAD, 2010 + Rev. DUBAI, 2014");
        check("(Rev. Hyderabad, Dubai, 20102014)", "Rev. Hyderabad, 2010 + Rev. Dubai, 2014");
        check("(AntalyaDoha, 20062006)", "none");
        // The places in one order, the digits in the other.
        check("(Rev. Buenos AiresDubai, 20147)", "Rev. Buenos Aires, 2017 + Rev. Dubai, 2014");
        check("(Buenos Aires, 2017Dubai, 2014)", "Buenos Aires, 2017 + Dubai, 2014");
        check("(Hyderabad, 2010Rev. Dubai, 2014)", "Hyderabad, 2010 + Rev. Dubai, 2014");
        check("(REV.WRC-1215)", "Rev.WRC-12 + Rev.WRC-15");
        check("(Rev.WRC-125)", "Rev.WRC-12 + Rev.WRC-15");
        check("(Rev.WRC-12WRC-15)", "Rev.WRC-12 + Rev.WRC-15");
        check("(Rev. [place], 20XX)", "Rev. place, 0 to be filled in");
        check("(Rev. Sharm el-Sheikh, 2019)", "Rev. Sharm el-Sheikh, 2019");
    }

    #[test]
    fn slips_are_still_read() {
        check("(Rev. Dubai 2018)", "Rev. Dubai, 2018");
        check("(Geneva,2015)", "Geneva, 2015");
        check("(Rev. Buenos Aires, 2017 )", "Rev. Buenos Aires, 2017");
    }

    #[test]
    fn other_brackets_are_none() {
        for text in [
            "(ICTs)",
            "(Council, 2012 session)",
            "(21 September 2017)",
            "(see 2018)",
            "(No. 13 in Article 1)",
            "(",
            "(Geneva, 20124)",
            "(Version 20102014)",
            "(Table 20145)",
        ] {
            check(text, "none");
        }
    }

    #[test]
    fn a_history_is_read_over_a_line_end() {
        let (entries, _) = read_history("(Florianópolis, 2004; Hammamet, 2016; \nGeneva, 2022)", 0).unwrap();
        assert_eq!(entries.iter().map(|entry| entry.year).collect::<Vec<_>>(), [2004, 2016, 2022]);
        let (entries, _) = read_history("(1993-1995-1997)", 0).unwrap();
        assert_eq!(entries.len(), 3);
        assert!(read_history("(Rev. Dubai, 2018)", 0).is_none());
        let (entries, _) = read_history("(Hammamet, 2016; Geneva, 2022New Delhi, 2024)", 0).unwrap();
        assert_eq!(entries[1].glued.as_ref().map(|glued| glued.edition.to_string()), Some("New Delhi, 2024".into()));
        let (entries, _) = read_history("(Hammamet, 2016; GenevaNew Delhi, 20224)", 0).unwrap();
        assert_eq!(entries[1].year, 2022);
    }
}
