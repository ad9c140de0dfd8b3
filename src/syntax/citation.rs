//! Citations: what points to another text.

use smol_str::SmolStr;

use super::body::{Body, Instrument};
use super::cursor::{Cursor, at_word_start, is_hyphen, is_ideograph};
use super::edition::{Adopted, Edition, EditionMention};
use super::lists;
use super::read_edition::{read_chinese_edition, read_council_edition, read_edition, read_unclosed_edition};
use super::word_set::{eat_article, word_sets};
use super::words::{bodies_beginning, bodies_ending};
use crate::text::{Span, offset};

/// A sector of ITU, where a number belongs to one: "ITU-R 7-3", "ITU-T X.1205".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sector {
    /// Radiocommunication.
    R,
    /// Standardization.
    T,
    /// Development.
    D,
}

impl Sector {
    /// "ITU-T".
    pub fn name(self) -> &'static str {
        match self {
            Sector::R => "ITU-R",
            Sector::T => "ITU-T",
            Sector::D => "ITU-D",
        }
    }
}

/// Who is said to have adopted the cited text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Adopter {
    /// "of the Plenipotentiary Conference", "UNGA Resolution".
    Named(Body),
    /// "of this assembly", "of this conference".
    ThisMeeting,
}

/// One text that is cited; each number of a list is one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citation {
    pub instrument: Instrument,
    /// The sector in front of the number.
    pub sector: Option<Sector>,
    /// "130", "7" of "ITU-R 7-3", "57/239", "X.1205".
    pub number: SmolStr,
    pub number_span: Span,
    /// The edition, which in a list may stand after a later number.
    pub edition: Option<EditionMention>,
    /// Whether the edition stands after a later number of the list.
    pub edition_shared: bool,
    /// Who adopted it, with the place where that is said.
    pub adopter: Option<(Adopter, Span)>,
    /// A star after it: deliberately old, in texts of the Radio Regulations.
    pub starred: bool,
    /// From the word or, later in a list, the number, to the end of its edition.
    pub span: Span,
    /// The whole list with its word and adopter; for a single citation, all of it.
    pub list_span: Span,
}

impl Citation {
    /// The body that the citation itself names.
    pub fn named_body(&self) -> Option<Body> {
        match self.adopter {
            Some((Adopter::Named(body), _)) => Some(body),
            _ => None,
        }
    }

    /// Whether it says "of this assembly" or "of this conference".
    pub fn is_of_this_meeting(&self) -> bool {
        matches!(self.adopter, Some((Adopter::ThisMeeting, _)))
    }

    /// Whether the text cited is one with sections and clauses: no study group, no question, no recommendation of a sector.
    pub fn has_clauses(&self) -> bool {
        match self.instrument {
            Instrument::Resolution | Instrument::Decision | Instrument::Opinion => true,
            Instrument::Recommendation => self.sector.is_none(),
            Instrument::Question | Instrument::StudyGroup => false,
        }
    }

    /// Whether both say the same, wherever they stand.
    pub fn says_the_same(&self, other: &Citation) -> bool {
        let placeless = |citation: &Citation| {
            let mut citation = citation.clone();
            citation.each_span(&mut |span| *span = Span::default());
            citation
        };
        self == other || placeless(self) == placeless(other)
    }

    pub(super) fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        f(&mut self.number_span);
        f(&mut self.span);
        f(&mut self.list_span);
        if let Some((_, span)) = &mut self.adopter {
            f(span);
        }
        if let Some(edition) = &mut self.edition {
            edition.each_span(f);
        }
    }
}

impl EditionMention {
    pub(super) fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        f(&mut self.span);
        f(&mut self.meeting_span);
        if let Some(glued) = &mut self.glued {
            glued.each_span(f);
        }
    }
}

/// Reads the citations after an instrument's word at `start..end`, and says where reading may go on.
pub(super) fn read_citations(
    text: &str,
    instrument: Instrument,
    many: bool,
    start: usize,
    end: usize,
    out: &mut Vec<Citation>,
) -> Option<usize> {
    // "Resolution", not "resolution": the small word is "this resolution", unless place and year of the ITU's follow, which
    // "Res." needs, too.
    let capital = text[start..].starts_with(|c: char| c.is_uppercase() || !c.is_ascii() && !c.is_lowercase());
    let short = !capital || is_short(&text[start..end]);
    if (!capital && instrument != Instrument::Resolution) || !at_word_start(text, start) {
        return None;
    }
    let mut cursor = Cursor::new(text, end);
    // A converter may lose the space: "Resolution130".
    let run_in = capital && !short && cursor.peek().is_some_and(|c| c.is_ascii_digit());
    if !cursor.whitespace() && !run_in {
        return None;
    }
    for word in ["No.", "Nos.", "Nos", "No"] {
        if cursor.eat_fold(word) {
            cursor.whitespace();
            break;
        }
    }
    let first = out.len();
    let (before, before_start) = body_before(text, start);
    let sector_before = sector_before(text, start);
    let mut item_start = start;
    let mut list_end;
    loop {
        let (sector, number, number_span) = read_number(&mut cursor, instrument)?;
        let sector = sector.or(sector_before);
        let mut citation = Citation {
            instrument,
            sector,
            number,
            number_span,
            edition: None,
            edition_shared: false,
            adopter: before.map(|adopter| (adopter, Span::of(before_start..start))),
            starred: false,
            span: Span::of(item_start..cursor.at),
            list_span: Span::default(),
        };
        read_own_edition(&mut cursor, text, &mut citation);
        citation.span.end = offset(cursor.at);
        list_end = cursor.at;
        let plural = many || (instrument == Instrument::Resolution && goes_on(cursor, citation.edition.is_some()));
        out.push(citation);
        let mut trial = cursor;
        if !plural || !lists::separator(&mut trial) {
            break;
        }
        item_start = trial.at;
        if read_number(&mut { trial }, instrument).is_none() {
            break;
        }
        cursor = trial;
    }
    share_editions(&mut out[first..]);
    if let Some((adopter, span)) = adopter_after(text, list_end) {
        list_end = span.end as usize;
        for citation in &mut out[first..] {
            citation.adopter = Some((adopter, span));
        }
    }
    let placed = |citation: &Citation| {
        let edition = citation.edition.as_ref().map(|mention| &mention.edition.adopted);
        matches!(edition, Some(Adopted::At { .. } | Adopted::Wrc { .. }))
    };
    if short && !out[first..].iter().all(placed) {
        out.truncate(first);
        return None;
    }
    let list_start = if before.is_some() { before_start } else { start };
    for citation in &mut out[first..] {
        citation.list_span = Span::of(list_start..list_end);
    }
    Some(list_end)
}

/// "第130号决议（2018年，迪拜，修订版）": in Chinese the number stands before the word, which is at `start..end`.
pub(super) fn read_numbered_before(text: &str, instrument: Instrument, start: usize, end: usize) -> Option<Citation> {
    let before = text[..start].strip_suffix('号')?;
    let bare = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &before[bare.len()..];
    let lead = bare.strip_suffix('第')?;
    if !(1..=4).contains(&number.len()) {
        return None;
    }
    let edition = read_chinese_edition(text, end);
    let end = edition.as_ref().map_or(end, |mention| mention.span.end as usize);
    let body = body_at_end(lead);
    let span = Span::of(lead.len()..end);
    Some(Citation {
        instrument,
        sector: None,
        number: number.into(),
        number_span: Span::of(bare.len()..before.len()),
        edition,
        edition_shared: false,
        adopter: body.map(|(body, at)| (Adopter::Named(body), Span::of(at..lead.len()))),
        starred: false,
        span,
        list_span: Span::of(body.map_or(lead.len(), |(_, at)| at)..end),
    })
}

/// "Res." for "Resolution".
fn is_short(word: &str) -> bool {
    word.trim_end_matches('.').len() == "Res".len() && word.is_ascii()
}

/// Whether a list goes on that begins with a word in the singular: "Resolution 50 and 52 (Rev. Hammamet, 2016)". Only an
/// edition after a further number shows it; `edition`: whether the number before has one.
fn goes_on(cursor: Cursor<'_>, edition: bool) -> bool {
    let mut trial = cursor;
    for _ in 0..MOST_LISTED {
        if !lists::separator(&mut trial) || trial.number(4).is_none() {
            return false;
        }
        let mut next = trial;
        next.whitespace();
        if next.peek() == Some('(') {
            return read_edition(next.text(), next.at).is_some();
        }
        if edition {
            return false;
        }
    }
    false
}

/// How many numbers are looked through for an edition.
const MOST_LISTED: usize = 16;

/// "(Rev. Bucharest, 2022)" after a number, with the star that may follow it.
fn read_own_edition(cursor: &mut Cursor<'_>, text: &str, citation: &mut Citation) {
    let mut trial = *cursor;
    trial.whitespace();
    let read = || read_edition(text, trial.at).or_else(|| read_council_edition(text, trial.at));
    let read = match trial.peek() {
        Some('(') => read().or_else(|| read_unclosed_edition(text, trial.at)),
        Some('R' | 'r') => read_unclosed_edition(text, trial.at),
        _ => None,
    };
    if let Some(mention) = read {
        cursor.at = mention.span.end as usize;
        citation.edition = Some(mention);
    }
    citation.starred = cursor.eat('*');
    // "ITU-R 7-3 (Rev. Geneva, 2015)": the suffix is the edition; place and year may follow it.
    if citation.sector == Some(Sector::R)
        && citation.instrument == Instrument::Resolution
        && let Some((number, mention)) = read_revision(&citation.number, citation.number_span)
    {
        (citation.number, citation.edition) = (number, Some(mention));
    }
}

/// "7-3" of ITU-R: the number, and the revision of it, which is its edition.
pub(crate) fn split_revision(number: &str) -> Option<(&str, u16)> {
    let (base, revision) = number.split_once('-').filter(|(base, _)| !base.is_empty())?;
    Some((base, revision.parse().ok()?))
}

/// The number of an ITU-R text without its suffix, and the edition that the suffix is. The hyphen may be of any form, so
/// the suffix is found from the end.
pub(super) fn read_revision(number: &str, span: Span) -> Option<(SmolStr, EditionMention)> {
    let (base, revision) = split_revision(number)?;
    let span = Span::new(span.end - offset(number.len() - base.len() - 1), span.end);
    let edition = Edition { revised: revision > 0, adopted: Adopted::Revision(revision) };
    let mention = EditionMention { edition, span, meeting_span: span, glued: None, placeholder: false };
    Some((base.into(), mention))
}

/// "Resolutions 101, 102 and 133 (Rev. Guadalajara, 2010)": the edition holds for all three.
fn share_editions(list: &mut [Citation]) {
    for index in (0..list.len().saturating_sub(1)).rev() {
        if list[index].edition.is_none()
            && let Some(edition) = list[index + 1].edition.clone()
            && !matches!(edition.edition.adopted, Adopted::Revision(_))
        {
            list[index].edition = Some(edition);
            list[index].edition_shared = true;
        }
    }
}

pub(super) fn read_number(cursor: &mut Cursor<'_>, instrument: Instrument) -> Option<(Option<Sector>, SmolStr, Span)> {
    let mut trial = *cursor;
    let sector = read_sector(&mut trial);
    if sector.is_some() && !trial.whitespace() {
        return None;
    }
    let start = trial.at;
    let number = match trial.peek()? {
        // "[IAP-1]": a draft without a number yet.
        '[' => {
            trial.bump();
            trial.eat_while(|c| c.is_alphanumeric() || "-/. ".contains(c) || is_hyphen(c));
            if !trial.eat(']') || trial.at - start > 40 {
                return None;
            }
            trial.since(start)
        }
        c if c.is_ascii_digit() || c.is_ascii_uppercase() => {
            let letters = trial.eat_while(|c| c.is_ascii_uppercase()).len();
            if letters > 0 && !trial.eat_if(|c| c == '.' || c == '/' || c == '-') && !trial.peek()?.is_ascii_digit() {
                return None;
            }
            if trial.eat_while(|c| c.is_ascii_digit()).is_empty() || letters > 5 {
                return None;
            }
            loop {
                let mut part = trial;
                if part.eat_if(|c| c == '/' || c == '.' || is_hyphen(c))
                    && !part.eat_while(|c| c.is_ascii_digit()).is_empty()
                {
                    trial = part;
                } else {
                    break;
                }
            }
            if trial.peek().is_some_and(char::is_alphabetic) {
                return None;
            }
            trial.since(start)
        }
        _ => return None,
    };
    if instrument == Instrument::StudyGroup && !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let span = trial.span_since(start);
    let number = if number.is_ascii() {
        number.into()
    } else {
        number.chars().map(|c| if is_hyphen(c) { '-' } else { c }).collect()
    };
    *cursor = trial;
    Some((sector, number, span))
}

/// "ITU-R", "ITU‑T"; "ITU T" is a slip that is still read.
fn read_sector(cursor: &mut Cursor<'_>) -> Option<Sector> {
    let mut trial = *cursor;
    if !(trial.eat_fold("ITU") || trial.eat_fold("UIT") || trial.eat_fold("МСЭ")) {
        return None;
    }
    if !trial.eat_if(|c| is_hyphen(c) || c == ' ' || c == '\u{a0}') {
        return None;
    }
    let sector = match trial.bump()? {
        'R' => Sector::R,
        'T' => Sector::T,
        'D' => Sector::D,
        _ => return None,
    };
    if trial.peek().is_some_and(char::is_alphanumeric) {
        return None;
    }
    *cursor = trial;
    Some(sector)
}

/// "ITU‑D Question 3/2", "ITU-T Study Group 17".
fn sector_before(text: &str, start: usize) -> Option<Sector> {
    let before = text[..start].trim_end();
    let before = before.strip_suffix("Study").map_or(before, str::trim_end);
    let mut from = before.len();
    for c in before.chars().rev().take(5) {
        from -= c.len_utf8();
    }
    let mut cursor = Cursor::new(before, from);
    let sector = read_sector(&mut cursor)?;
    (cursor.is_end() && at_word_start(before, from)).then_some(sector)
}

/// "UNGA Resolution", "ITU Council Decision", "United Nations General Assembly (UNGA) Resolution".
fn body_before(text: &str, start: usize) -> (Option<Adopter>, usize) {
    let before = text[..start].trim_end();
    if before.len() == start {
        return (None, start);
    }
    // Step over "(UNGA)".
    let short = before.len()
        - before
            .strip_suffix(')')
            .map_or(0, |open| open.bytes().rev().take(8).position(|b| b == b'(').map_or(0, |at| at + 2));
    let before = before[..short].trim_end();
    match body_at_end(before) {
        Some((body, at)) => (Some(Adopter::Named(body)), at),
        None => (None, start),
    }
}

/// The body whose name a text ends in, and where that begins.
pub(super) fn body_at_end(text: &str) -> Option<(Body, usize)> {
    let ends = |&&(_, name): &&(Body, &str)| text.ends_with(name) && at_word_start(text, text.len() - name.len());
    bodies_ending(text.chars().next_back()?).iter().find(ends).map(|&(body, name)| (body, text.len() - name.len()))
}

/// "of this assembly", "of the Plenipotentiary Conference", "of WTDC" after a list.
fn adopter_after(text: &str, end: usize) -> Option<(Adopter, Span)> {
    let mut cursor = Cursor::new(text, end);
    cursor.whitespace();
    cursor.eat(',');
    cursor.whitespace();
    let start = cursor.at;
    if word_sets().this_meeting.eat(&mut cursor) {
        return Some((Adopter::ThisMeeting, cursor.span_since(start)));
    }
    // Where words are inflected nothing joins them: "Полномочной конференции".
    let inflected = cursor.peek().is_some_and(|c| !c.is_ascii() && !c.is_lowercase() && !is_ideograph(c));
    let joined = inflected || word_sets().of.eat(&mut cursor) && cursor.whitespace();
    if !joined {
        return None;
    }
    for this in ["this", "the present"] {
        let mut trial = cursor;
        if trial.eat_words(this) && trial.whitespace() {
            let meeting = ["assembly", "conference"].iter().any(|word| trial.eat_words(word));
            return meeting.then(|| (Adopter::ThisMeeting, trial.span_since(start)));
        }
    }
    let (body, end) = read_body(text, cursor.at)?;
    Some((Adopter::Named(body), Span::of(start..end)))
}

/// Reads a body's name, with its article and a short name in brackets after it, at `at`.
pub(super) fn read_body(text: &str, at: usize) -> Option<(Body, usize)> {
    let mut cursor = Cursor::new(text, at);
    eat_article(&mut cursor);
    let first = cursor.peek()?;
    if !first.is_uppercase() && first.is_ascii() {
        return None;
    }
    for &(body, name) in bodies_beginning(first) {
        let mut trial = cursor;
        if trial.eat_words(name) {
            // "WTDC-17" names a meeting by its code.
            if trial.peek().is_some_and(is_hyphen) {
                return None;
            }
            let mut short = trial;
            short.whitespace();
            let open = short.at;
            if short.eat('(')
                && !short.eat_while(|c| c.is_ascii_uppercase()).is_empty()
                && short.eat(')')
                && short.at - open <= 9
            {
                trial = short;
            }
            return Some((body, trial.at));
        }
    }
    None
}
