//! The lines of a data file, and reading them.
//!
//! A data file is JSON Lines: one JSON object a line, of any of the kinds below, in any order. Its first key tells the
//! kind. Fields in brackets may be left out.
//!
//! | kind | line |
//! | --- | --- |
//! | an edition | `{"resolution": "130", "body": "PP", "place": "Bucharest", "year": 2022, ["rev": true], ["adopted": "2022-10-14"], ["title": "…", "title_basis"], ["titles": {"fr": "…"}], ["status", "status_known", "suppressed": "Dubai, 2018"], ["history": ["Antalya, 2006"]], ["known"], "source": "…", ["note"]}`; for "resolution" also "decision", "recommendation", "opinion" |
//! | one of RA | as above with `"revision": 3` (ITU-R 7-3) in place of `rev` |
//! | one of WRC, Council, UNGA | as above without `place`: the year tells |
//! | a text of which no edition is known | as above without `place` and `year` |
//! | a meeting | `{"meeting": "New Delhi", "body": "WTSA", "year": 2024, ["code": "WTSA-24"], ["name"], ["opens": "2024-10-15"], ["closes"], ["held": "no" or "to-come"], ["fr"], ["es"], ["also": ["…"]], ["known"], "source", ["note"]}` |
//! | what the data cover | `{"coverage": "PP", "from": 1989, "through": "Bucharest", "year": 2022, "source"}`: every meeting of the body between them is in the data, and so are the results up to it |
//! | numbers first adopted | `{"numbers": "167-184", "body": "PP", "first": "Guadalajara", "year": 2010, "source"}` |
//! | a complete list | `{"complete": "New Delhi", "body": "WTSA", "year": 2024, "source"}`: all texts that the meeting adopted are in the data |
//! | numbering begun again | `{"restart": "Kyoto", "body": "PP", "year": 1994, "source"}`: older texts of the same number are other texts |
//!
//! - `known`, `status_known`: "sourced" (left out) or "unverified".
//! - `title_basis`: "heading" (left out), "other-heading", "citation" or "memory".
//! - `status`: "in-force" (from its own meeting through the `coverage` of the same or earlier files), "text-in-force" (the
//!   text then, in this edition or a newer one), "suppressed", or "superseded" where the newer edition is not in the
//!   data. Left out otherwise: newer lines say what is superseded.
//! - `source`: where the fact is known from; a user's file may leave it out and is then named itself.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use smol_str::SmolStr;

use super::entry::{Basis, EditionRow, EditionTitle, Status, TextRow};
use super::key::TextKey;
use super::meeting::{Held, Meeting, Provenance};
use crate::syntax::{Adopted, Body, Edition, Instrument, Language};

/// What one line of a data file says.
#[derive(Clone, PartialEq, Debug)]
pub enum DataRow {
    Meeting(Meeting),
    /// What the data cover of a body.
    Coverage(Coverage),
    /// Numbers that one meeting gave out.
    Numbers(Numbers),
    /// Where numbering began again.
    Restart(Restart),
    /// A meeting whose list of texts is complete.
    Complete(Complete),
    /// An edition, with the places and years of older editions that its history line names.
    Edition(TextKey, Box<EditionRow>, Vec<(SmolStr, u16)>),
    /// A text of which no edition is known.
    Text(TextKey, TextRow),
}

impl DataRow {
    /// Whether both are about the same thing, so that one of them is enough.
    pub fn is_about_the_same(&self, other: &DataRow) -> bool {
        match (self, other) {
            (DataRow::Meeting(a), DataRow::Meeting(b)) => a.same(b),
            (DataRow::Coverage(a), DataRow::Coverage(b)) => a.body == b.body,
            (DataRow::Numbers(a), DataRow::Numbers(b)) => (a.body, a.low, a.high) == (b.body, b.low, b.high),
            (DataRow::Restart(a), DataRow::Restart(b)) => a.body == b.body,
            (DataRow::Complete(a), DataRow::Complete(b)) => (a.body, &a.place, a.year) == (b.body, &b.place, b.year),
            (DataRow::Edition(a, x, _), DataRow::Edition(b, y, _)) => a == b && x.same(y),
            (DataRow::Text(a, _), DataRow::Text(b, _)) => a == b,
            _ => false,
        }
    }
}

/// What the data cover of a body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coverage {
    pub body: Body,
    /// The first year from which every meeting is in the data.
    pub from: u16,
    /// The newest meeting whose results are in the data.
    pub through: SmolStr,
    pub year: u16,
    pub source: Arc<str>,
}

/// Numbers of resolutions that were all first adopted at one meeting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Numbers {
    pub body: Body,
    /// The lowest.
    pub low: u32,
    /// The highest.
    pub high: u32,
    /// The place of that meeting.
    pub first: SmolStr,
    pub year: u16,
    pub known: Provenance,
    pub source: Arc<str>,
}

/// Where the numbering of a body began again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restart {
    pub body: Body,
    pub at: SmolStr,
    pub year: u16,
    pub source: Arc<str>,
}

/// A meeting of which all texts that it adopted are in the data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Complete {
    pub body: Body,
    pub place: SmolStr,
    pub year: u16,
    pub source: Arc<str>,
}

/// A line of a data file that does not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct DataError {
    /// The file, as it was named to [`read_rows`].
    pub path: Box<str>,
    /// The line, the first being 1.
    pub line: u32,
    /// What is wrong, and what would be right.
    pub message: Box<str>,
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Reads a data file; the path serves messages, and lines without a source. A broken line is reported, the others apply.
pub(crate) fn read_rows(path: &str, text: &str) -> (Vec<DataRow>, Vec<DataError>) {
    let (lines, errors) = read_lines(path, text);
    (lines.into_iter().map(|(_, row)| row).collect(), errors)
}

/// As [`read_rows`], each row with the number of its line, the first being 1.
pub(crate) fn read_lines(path: &str, text: &str) -> (Vec<(u32, DataRow)>, Vec<DataError>) {
    let mut rows = Vec::new();
    let mut errors = Vec::new();
    let mut sources = Sources { file: path.into(), last: Arc::from("") };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        match read_row(line, &mut sources) {
            Ok(row) => rows.push((number, row)),
            Err(message) => errors.push(DataError { path: path.into(), line: number, message: message.into() }),
        }
    }
    (rows, errors)
}

/// Neighbouring lines often name the same source: it is kept once.
struct Sources {
    file: Arc<str>,
    last: Arc<str>,
}

impl Sources {
    fn keep(&mut self, source: Option<Box<str>>) -> Arc<str> {
        match source {
            None => Arc::clone(&self.file),
            Some(source) => {
                if *source != *self.last {
                    self.last = source.into();
                }
                Arc::clone(&self.last)
            }
        }
    }
}

#[derive(Deserialize)]
struct Kind {
    meeting: Option<IgnoredAny>,
    coverage: Option<IgnoredAny>,
    numbers: Option<IgnoredAny>,
    restart: Option<IgnoredAny>,
    complete: Option<IgnoredAny>,
    resolution: Option<IgnoredAny>,
    decision: Option<IgnoredAny>,
    recommendation: Option<IgnoredAny>,
    opinion: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeetingLine {
    meeting: SmallStr,
    body: Body,
    year: u16,
    code: Option<Box<str>>,
    name: Option<Box<str>>,
    opens: Option<Box<str>>,
    closes: Option<Box<str>>,
    #[serde(default)]
    held: Held,
    fr: Option<Box<str>>,
    es: Option<Box<str>>,
    #[serde(default)]
    also: Box<[Box<str>]>,
    #[serde(default)]
    known: Provenance,
    source: Option<Box<str>>,
    note: Option<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CoverageLine {
    coverage: Body,
    from: u16,
    through: SmallStr,
    year: u16,
    source: Option<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumbersLine {
    numbers: Box<str>,
    body: Body,
    first: SmallStr,
    year: u16,
    #[serde(default)]
    known: Provenance,
    source: Option<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RestartLine {
    restart: SmallStr,
    body: Body,
    year: u16,
    source: Option<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CompleteLine {
    complete: SmallStr,
    body: Body,
    year: u16,
    source: Option<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionFields {
    resolution: Option<SmallStr>,
    decision: Option<SmallStr>,
    recommendation: Option<SmallStr>,
    opinion: Option<SmallStr>,
    body: Body,
    place: Option<SmallStr>,
    year: Option<u16>,
    #[serde(default)]
    rev: bool,
    revision: Option<u16>,
    adopted: Option<Box<str>>,
    title: Option<Box<str>>,
    #[serde(default)]
    titles: BTreeMap<Language, Box<str>>,
    #[serde(default)]
    title_basis: Basis,
    status: Option<StatusWord>,
    #[serde(default)]
    status_known: Provenance,
    suppressed: Option<Box<str>>,
    #[serde(default)]
    history: Vec<Box<str>>,
    #[serde(default)]
    known: Provenance,
    source: Option<Box<str>>,
    note: Option<Box<str>>,
}

#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum StatusWord {
    InForce,
    TextInForce,
    Superseded,
    Suppressed,
}

/// A short word of a line.
#[derive(Deserialize)]
#[serde(from = "std::borrow::Cow<'de, str>")]
struct SmallStr(SmolStr);

impl From<std::borrow::Cow<'_, str>> for SmallStr {
    fn from(word: std::borrow::Cow<'_, str>) -> SmallStr {
        SmallStr(word.trim().into())
    }
}

fn read_row(line: &str, sources: &mut Sources) -> Result<DataRow, String> {
    let kind: Kind = parse(line)?;
    if kind.meeting.is_some() {
        return meeting(parse(line)?, sources);
    }
    if kind.coverage.is_some() {
        let CoverageLine { coverage, from, through, year, source } = parse(line)?;
        let source = sources.keep(source);
        return Ok(DataRow::Coverage(Coverage {
            body: coverage,
            from,
            through: through.0,
            year: a_year(year)?,
            source,
        }));
    }
    if kind.numbers.is_some() {
        return numbers(parse(line)?, sources);
    }
    if kind.restart.is_some() {
        let RestartLine { restart, body, year, source } = parse(line)?;
        return Ok(DataRow::Restart(Restart {
            body,
            at: restart.0,
            year: a_year(year)?,
            source: sources.keep(source),
        }));
    }
    if kind.complete.is_some() {
        let CompleteLine { complete, body, year, source } = parse(line)?;
        return Ok(DataRow::Complete(Complete {
            body,
            place: complete.0,
            year: a_year(year)?,
            source: sources.keep(source),
        }));
    }
    if [&kind.resolution, &kind.decision, &kind.recommendation, &kind.opinion].iter().any(|key| key.is_some()) {
        return edition(parse(line)?, sources);
    }
    Err("the line does not say what it is about: it needs one of \"resolution\", \"decision\", \"recommendation\", \
         \"opinion\", \"meeting\", \"coverage\", \"numbers\", \"restart\", \"complete\""
        .to_owned())
}

fn parse<T: DeserializeOwned>(line: &str) -> Result<T, String> {
    serde_json::from_str(line).map_err(|error| {
        if error.is_eof() {
            return "the line ends too early: a closing \" or } is missing".to_owned();
        }
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(&*message, |(message, _)| message);
        format!("{message} (column {})", error.column())
    })
}

fn a_year(year: u16) -> Result<u16, String> {
    match year {
        1865..=2150 => Ok(year),
        _ => Err(format!("{year} is no year of a meeting: write four digits, as in 2022")),
    }
}

fn a_date(date: Option<&str>, year: u16) -> Result<Option<Date>, String> {
    let Some(date) = date else { return Ok(None) };
    let day: Date = date.parse().map_err(|_| format!("\"{date}\" is no date: write it as {year}-11-09"))?;
    if day.year().unsigned_abs() == year {
        Ok(Some(day))
    } else {
        Err(format!("\"{date}\" does not lie in {year}, the year of the meeting"))
    }
}

/// "Dubai, 2018" as place and year.
fn place_and_year(text: &str) -> Result<(SmolStr, u16), String> {
    let pair = text.rsplit_once(',').and_then(|(place, year)| Some((place.trim().into(), year.trim().parse().ok()?)));
    let (place, year) = pair.ok_or_else(|| format!("\"{text}\" is no place and year: write \"Dubai, 2018\""))?;
    Ok((place, a_year(year)?))
}

fn meeting(line: MeetingLine, sources: &mut Sources) -> Result<DataRow, String> {
    let year = a_year(line.year)?;
    let opens = a_date(line.opens.as_deref(), year)?;
    let closes = a_date(line.closes.as_deref(), year)?;
    if opens.zip(closes).is_some_and(|(opens, closes)| closes < opens) {
        return Err("the meeting closes before it opens: exchange \"opens\" and \"closes\"".to_owned());
    }
    Ok(DataRow::Meeting(Meeting {
        body: line.body,
        name: line.name,
        code: line.code,
        place: line.meeting.0,
        year,
        fr: line.fr,
        es: line.es,
        also: line.also,
        opens,
        closes,
        held: line.held,
        known: line.known,
        source: sources.keep(line.source),
        note: line.note,
    }))
}

fn numbers(line: NumbersLine, sources: &mut Sources) -> Result<DataRow, String> {
    let range = line.numbers.split_once('-').and_then(|(low, high)| {
        let range = (low.trim().parse().ok()?, high.trim().parse().ok()?);
        (range.0 <= range.1).then_some(range)
    });
    let (low, high) = range.ok_or_else(|| format!("\"{}\" are no numbers: write \"167-184\"", line.numbers))?;
    Ok(DataRow::Numbers(Numbers {
        body: line.body,
        low,
        high,
        first: line.first.0,
        year: a_year(line.year)?,
        known: line.known,
        source: sources.keep(line.source),
    }))
}

fn edition(line: EditionFields, sources: &mut Sources) -> Result<DataRow, String> {
    use Instrument::*;
    let mut named = [
        (Resolution, line.resolution),
        (Decision, line.decision),
        (Recommendation, line.recommendation),
        (Opinion, line.opinion),
    ]
    .into_iter()
    .filter_map(|(instrument, number)| Some((instrument, number?.0)));
    let (instrument, number) = named.next().ok_or("the text has no number: write \"resolution\": \"130\"")?;
    if let Some((other, _)) = named.next() {
        let (a, b) = (instrument.word().to_lowercase(), other.word().to_lowercase());
        return Err(format!("the line is about a {a} and a {b}: write two lines"));
    }
    let key = TextKey::new(line.body, instrument, &number);
    let source = sources.keep(line.source);
    let title = line.title.map(|text| EditionTitle { text: text.into(), basis: line.title_basis });
    let place = line.place.map(|place| place.0);
    let adopted = match (line.body, line.revision, &place, line.year) {
        (Body::Ra, Some(revision), _, _) => Some(Adopted::Revision(revision)),
        (_, Some(_), _, _) => {
            return Err("only texts of RA have a \"revision\" number: write \"rev\": true".to_owned());
        }
        (Body::Wrc, None, _, Some(year)) => Some(Adopted::Wrc { year: a_year(year)? }),
        (_, None, Some(place), Some(year)) => Some(Adopted::At { place: place.clone(), year: a_year(year)? }),
        (body, None, None, Some(year)) if body.cites_without_edition() => Some(Adopted::Year(a_year(year)?)),
        (_, None, None, Some(year)) => {
            return Err(format!("the edition of {year} has no place: write \"place\": \"Bucharest\""));
        }
        (_, None, Some(place), None) => {
            return Err(format!("the edition of {place} has no year: write \"year\": 2022"));
        }
        (_, None, None, None) => None,
    };
    let Some(adopted) = adopted else {
        let in_force = matches!(line.status, Some(StatusWord::InForce | StatusWord::TextInForce));
        return Ok(DataRow::Text(key, TextRow { title, in_force, known: line.known, source, note: line.note }));
    };
    let revised = line.rev || matches!(adopted, Adopted::Revision(1..));
    let at = line.suppressed.as_deref().map(place_and_year).transpose()?;
    let status = match line.status {
        Some(StatusWord::Suppressed) => Status::Suppressed { at },
        _ if at.is_some() => {
            return Err("the line says where the text was suppressed: write \"status\": \"suppressed\" too".to_owned());
        }
        Some(StatusWord::InForce) => Status::InForce,
        Some(StatusWord::TextInForce) => Status::TextInForce,
        Some(StatusWord::Superseded) => Status::Superseded,
        None => Status::NotSaid,
    };
    let history = line.history.iter().map(|entry| place_and_year(entry)).collect::<Result<_, _>>()?;
    let row = EditionRow {
        edition: Edition { revised, adopted },
        place,
        year: line.year,
        day: line.year.map_or(Ok(None), |year| a_date(line.adopted.as_deref(), year))?,
        meeting: None,
        title,
        titles: line.titles.into_iter().map(|(language, title)| (language, title.into())).collect(),
        status,
        status_known: line.status_known,
        through: None,
        known: line.known,
        from_history: false,
        source,
        note: line.note,
        origin: None,
    };
    Ok(DataRow::Edition(key, Box::new(row), history))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let (rows, errors) = read_rows("ours.jsonl", text);
        let mut report = format!("{} rows\n", rows.len());
        errors.iter().for_each(|error| report += &format!("{error}\n"));
        expected.assert_eq(&report);
    }

    #[test]
    fn a_broken_line_is_reported_and_the_others_apply() {
        check(
            concat!(
                "{\"resolution\": \"130\", \"body\": \"PP\", \"place\": \"Doha\", \"year\": 2026, \"rev\": true}\r\n",
                "\n",
                "{\"resolution\": \"130\", \"body\": \"PPP\", \"place\": \"Doha\", \"year\": 2026}\n",
                "{\"resolution\": \"130\", \"body\": \"PP\", \"place\": \"Doha\", \"year\": 2026, \"titel\": \"x\"}\n",
                "{\"resolution\": \"130\", \"body\": \"PP\", \"year\": 2026}\n",
                "{\"body\": \"PP\", \"year\": 2026}\n",
                "{\"resolution\": \"130\", \"body\": \"PP\"\n",
                "{\"meeting\": \"Doha\", \"body\": \"PP\", \"year\": 2026, \"opens\": \"9 November\"}\n",
                "{\"meeting\": \"Doha\", \"body\": \"PP\", \"year\": 2026, \"opens\": \"2026-11-09\"}",
            ),
            expect![[r#"
                2 rows
                ours.jsonl:3: unknown variant `PPP`, expected one of `PP`, `WTSA`, `WTDC`, `RA`, `WRC`, `COUNCIL`, `UNGA`, `UNSC`, `WCIT`, `WTPF`, `WSIS` (column 35)
                ours.jsonl:4: unknown field `titel`, expected one of `resolution`, `decision`, `recommendation`, `opinion`, `body`, `place`, `year`, `rev`, `revision`, `adopted`, `title`, `titles`, `title_basis`, `status`, `status_known`, `suppressed`, `history`, `known`, `source`, `note` (column 74)
                ours.jsonl:5: the edition of 2026 has no place: write "place": "Bucharest"
                ours.jsonl:6: the line does not say what it is about: it needs one of "resolution", "decision", "recommendation", "opinion", "meeting", "coverage", "numbers", "restart", "complete"
                ours.jsonl:7: the line ends too early: a closing " or } is missing
                ours.jsonl:8: "9 November" is no date: write it as 2026-11-09
            "#]],
        );
    }
}
