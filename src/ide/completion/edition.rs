//! Editions, in the brackets after a number, and meetings, in the brackets after a body's name: places after a year,
//! years after a place.

use std::cmp::Reverse;

use super::item::{Completion, CompletionKind, Completions, Documented, begins_words, filter};
use super::resolution::is_far;
use super::uses::Uses;
use smol_str::SmolStr;

use crate::catalogue::{AsOf, EditionRow, Entry, Held, Meeting, Written};
use crate::ide::Place;
use crate::ide::line::CursorLine;
use crate::ide::typing::{Typing, body_before, body_of};
use crate::syntax::{Adopted, Body, Edition, Instrument, languages};

/// How far before the cursor a bracket after a body's name may open.
const BRACKET_BYTES: usize = 60;
/// How many lines below a heading the enacting line is looked for.
const HEAD_LINES: usize = 12;
/// How many meetings are offered.
const MEETINGS: usize = 40;

/// The editions of the text whose number stands before the bracket.
pub(super) fn complete(
    place: &Place<'_>,
    line: &CursorLine<'_>,
    typing: &Typing<'_>,
    typed: &str,
) -> Option<Completions> {
    let citation = typing.citation;
    let model = line.text.model(place.snapshot);
    let as_of = model.meeting();
    let uses = Uses::of(line, as_of);
    let body = body_of(citation, as_of).or_else(|| body_after(&line.after[typing.after..], as_of));
    let catalogue = place.catalogue();
    let bracket = Bracket::of(line, typed, typing.after, line.text.written(place.snapshot));
    let entries = catalogue.by_number(&citation.number).filter(|entry| entry.key.instrument == citation.instrument);
    let entries: Vec<&Entry> =
        entries.filter(|entry| body.is_none_or(|body| entry.key.body == body)).map(|entry| &**entry).collect();
    let mut offers = Vec::new();
    for entry in &entries {
        let best = catalogue.best_at(&entry.key, as_of, Some(line.text.file));
        let named = uses.names(&entry.key);
        for row in entry.seen_by(Some(line.text.file)).iter() {
            let Some(form) = bracket.fits(entry.key.body, &row.edition) else { continue };
            let rank = match &best {
                Some(best) if best.row.same(row) => match (best.adopted_here, best.firm) {
                    (true, _) => Rank::OfThisMeeting,
                    (false, true) => Rank::InForce,
                    (false, false) => Rank::Newest,
                },
                _ if is_later(row, as_of) => Rank::Later,
                _ => Rank::Older,
            };
            let used = uses.of_edition(&entry.key, &row.edition);
            let far = is_far(&entry.key, as_of);
            offers.push(((!named, far, rank, Reverse(used), Reverse(row.year)), *entry, row.clone(), form));
        }
    }
    if entries.is_empty() {
        let meetings = meetings(place, body.or_else(|| as_of.body()), as_of, true);
        return Some(bracket.meetings(&meetings));
    }
    offers.sort_by_key(|offer| offer.0);
    let several = entries.len() > 1;
    let items = offers.into_iter().map(|((_, _, rank, ..), entry, row, form)| {
        let body = if several { format!(" · {}", entry.key.body.short()) } else { String::new() };
        let unverified = if row.known.is_sourced() { "" } else { " (unverified)" };
        Completion {
            detail: Some(format!("{}{unverified}{body}", rank.words(as_of))),
            subject: Some(Documented::Text { key: entry.key.clone(), edition: Some(row.edition.clone()) }),
            ..bracket.item(form)
        }
    });
    Some(Completions::all(items))
}

/// How an edition is offered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Rank {
    OfThisMeeting,
    InForce,
    Newest,
    Older,
    Later,
}

impl Rank {
    fn words(self, as_of: &AsOf) -> String {
        let sitting = || as_of.body().and_then(Body::sitting_word).unwrap_or("meeting");
        match self {
            Rank::OfThisMeeting => format!("of this {}", sitting()),
            Rank::InForce => "in force".into(),
            Rank::Newest => "the newest known".into(),
            Rank::Older => "older".into(),
            Rank::Later => format!("adopted later than {as_of}"),
        }
    }
}

fn is_later(row: &EditionRow, as_of: &AsOf) -> bool {
    row.when().is_some_and(|when| when.closed_before(&as_of.when()) == Some(false))
}

/// The brackets around the cursor.
struct Bracket<'l> {
    line: &'l CursorLine<'l>,
    /// What is typed in them, with "Rev.".
    typed: &'l str,
    /// The same without.
    meeting: &'l str,
    after: usize,
    /// Whether they are closed after the cursor.
    closed: bool,
    written: Written<'l>,
}

impl<'l> Bracket<'l> {
    fn of(line: &'l CursorLine<'_>, typed: &'l str, after: usize, written: Written<'l>) -> Bracket<'l> {
        let rest = typed.trim_start();
        let words = languages().iter().flat_map(|words| &words.revised);
        let cut = |word: &SmolStr| {
            let (head, rest) = rest.split_once('.')?;
            (head.to_lowercase() == word.to_lowercase()).then_some(rest)
        };
        let revised = words.into_iter().find_map(cut);
        // "Re" may become "Rev."; but "R" may also be a place.
        let begun = (2..4).contains(&rest.len()) && "Rev".starts_with(rest);
        let meeting = if begun { "" } else { revised.unwrap_or(rest).trim_start() };
        let closed = line.after[after..].trim_start().starts_with(')');
        Bracket { line, typed, meeting, after, closed, written }
    }

    /// The edition as it is written there, if what is typed may become it.
    fn fits(&self, body: Body, edition: &Edition) -> Option<String> {
        // ITU-R's revision stands in the number.
        let written = !matches!(edition.adopted, Adopted::Revision(_) | Adopted::Year(_));
        let form = self.written.edition(body, edition);
        (written && begins_words(self.meeting, &form)).then_some(form)
    }

    fn item(&self, form: String) -> Completion {
        let typed = self.typed;
        let no_break = typed.contains("Rev.\u{a0}") || super::space_style::SpaceStyle::of(self.line).after_rev();
        let written = if no_break { form.replacen(". ", ".\u{a0}", 1) } else { form.clone() };
        Completion {
            label: form.clone(),
            kind: CompletionKind::Edition,
            detail: None,
            subject: None,
            replace: self.line.around(typed.len(), self.after),
            insert: if self.closed { written } else { format!("{written})") },
            filter: filter(typed, &form),
            sort: String::new(),
            deprecated: false,
        }
    }

    /// Meetings by place and year, with "Rev." where that is typed.
    fn meetings(&self, meetings: &[&Meeting]) -> Completions {
        let revised = self.meeting.len() < self.typed.trim_start().len();
        let fitting = meetings.iter().filter_map(|meeting| {
            let edition = match (meeting.body, revised) {
                (Body::Wrc, revised) => Edition { revised, adopted: Adopted::Wrc { year: meeting.year } },
                (_, revised) => Edition::at(revised, &meeting.place, meeting.year),
            };
            Some(Completion { detail: Some(named(meeting)), ..self.item(self.fits(meeting.body, &edition)?) })
        });
        Completions::all(fitting.take(MEETINGS))
    }
}

/// "WTDC-22, World Telecommunication Development Conference"
fn named(meeting: &Meeting) -> String {
    let code = meeting.code.as_deref().map(|code| format!("{code}, ")).unwrap_or_default();
    let to_come = if meeting.held == Held::ToCome { " (to come)" } else { "" };
    format!("{code}{}{to_come}", meeting.name())
}

/// The meetings of a body, or of any, those before the draft's first, the newest of them foremost.
fn meetings<'p>(place: &Place<'p>, body: Option<Body>, as_of: &AsOf, past: bool) -> Vec<&'p Meeting> {
    let catalogue = place.catalogue();
    let all = body.map_or(catalogue.meetings(), |body| catalogue.meetings_of(body));
    let mut meetings: Vec<&Meeting> = all.iter().map(|meeting| &**meeting).filter(|it| it.held != Held::No).collect();
    let now = as_of.when();
    meetings.sort_by_key(|meeting| {
        let later = meeting.year > now.year;
        (later == past, Reverse(meeting.year), Reverse(meeting.opens))
    });
    meetings
}

/// The meetings of the body named before a bracket, or of the draft's own in its heading: "WTDC (", "RESOLUTION 5 (".
pub(super) fn of_meeting(place: &Place<'_>, line: &CursorLine<'_>) -> Option<Completions> {
    let open = line.before.rfind('(')?;
    let typed = &line.before[open + 1..];
    if typed.contains(')') || typed.len() > BRACKET_BYTES {
        return None;
    }
    let lead = &line.before[..open];
    let tree = line.text.tree();
    let model = line.text.model(place.snapshot);
    let as_of = model.meeting();
    let after = rest_of_bracket(&line.after);
    let bracket = Bracket::of(line, typed, after, line.text.written(place.snapshot));
    if heads_text(lead) && line.whole {
        let body = tree.body().or_else(|| enacting_below(place, line));
        return Some(bracket.meetings(&meetings(place, body, as_of, false)));
    }
    // "of WTSA (": the space is where the bracket stands off.
    let (_, body) = body_before(lead)?;
    Some(bracket.meetings(&meetings(place, Some(body), as_of, true)))
}

/// Who adopts, in the lines below a heading that cannot be read yet.
fn enacting_below(place: &Place<'_>, line: &CursorLine<'_>) -> Option<Body> {
    let rope = &place.document.rope;
    let number = rope.byte_to_line(line.at as usize);
    let below = (number + 1..rope.len_lines()).take(HEAD_LINES);
    below.filter_map(|number| rope.line(number).as_str().and_then(enacts)).next()
}

/// "The World Telecommunication Standardization Assembly (New Delhi, 2024),"
fn enacts(line: &str) -> Option<Body> {
    let rest = line.trim_start().strip_prefix("The ")?;
    Body::all().iter().find(|body| rest.starts_with(body.name.as_str())).map(|body| body.body)
}

/// How much of a place and year stands after the cursor before a bracket closes.
fn rest_of_bracket(after: &str) -> usize {
    let end = after.find(|c: char| !(c.is_alphanumeric() || " \u{a0},.'-\u{2011}".contains(c)));
    end.filter(|&end| after[end..].starts_with(')') && end <= BRACKET_BYTES).unwrap_or(0)
}

/// "RESOLUTION 50 ", "DRAFT NEW RESOLUTION [IAP-1] ": in capitals.
fn heads_text(lead: &str) -> bool {
    use Instrument::{Decision, Opinion, Recommendation, Resolution};
    let mut words = lead.split_whitespace();
    let instrument = |word: &str| {
        let all = [Resolution, Decision, Recommendation, Opinion];
        all.iter().any(|instrument| instrument.word().eq_ignore_ascii_case(word))
    };
    let capitals = |word: &str| word.chars().all(|c| !c.is_lowercase());
    lead.split_whitespace().all(capitals) && words.any(instrument)
}

/// The body named after the brackets: ") of the Plenipotentiary Conference".
fn body_after(after: &str, as_of: &AsOf) -> Option<Body> {
    let spaces = [' ', '\u{a0}', ')', ','];
    let rest = after.trim_start_matches(spaces).strip_prefix("of ")?.trim_start();
    if let Some(word) = rest.strip_prefix("this ") {
        return as_of.body().filter(|body| body.sitting_word().is_some_and(|sitting| word.starts_with(sitting)));
    }
    let name = rest.strip_prefix("the ").unwrap_or(rest);
    let fits = Body::all().iter().flat_map(|body| body.names.iter().map(move |name| (body.body, name)));
    let fits = fits.filter(|(_, full)| name.starts_with(full.as_str()));
    fits.max_by_key(|(_, full)| full.len()).map(|(body, _)| body)
}
