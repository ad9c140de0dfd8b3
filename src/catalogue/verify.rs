//! Contradictions in the data: lines that cannot both be right, or that the meetings say otherwise.
//!
//! Lines that merely leave gaps contradict nothing: editions between two that are known, a title that another text words
//! otherwise. A meeting that closes before it opens is no line that reads, see [`row`](super::row).

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

use super::entry::{Basis, EditionRow, Status};
use super::key::TextKey;
use super::meeting::{Held, Meeting, Provenance, When};
use super::read_lines;
use super::row::{DataRow, Numbers};
use super::store::{Catalogue, EMBEDDED_FILES};
use super::wording::{official_form, text_form};
use crate::syntax::{Adopted, Body, Edition, same_place};

/// A data file with its lines.
#[derive(Clone, Debug)]
pub(crate) struct DataFile {
    /// How a reader knows it.
    pub name: Box<str>,
    /// Its rows, each with its line, the first being 1.
    pub rows: Vec<(u32, DataRow)>,
}

impl DataFile {
    /// The files that the program itself brings along.
    pub(crate) fn embedded() -> Vec<DataFile> {
        let read = |(name, text)| DataFile { name: format!("built in: {name}").into(), rows: read_lines(name, text).0 };
        EMBEDDED_FILES.into_iter().map(read).collect()
    }
}

/// Where something is stated, and what the line says of how it is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stated {
    pub file: Box<str>,
    /// The line, the first being 1.
    pub line: u32,
    /// The source that the line names.
    pub source: Arc<str>,
    pub known: Provenance,
}

/// "ours.jsonl:3 (source)"
impl fmt::Display for Stated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unverified = if self.known.is_sourced() { "" } else { ", unverified" };
        write!(f, "{}:{} ({}{unverified})", self.file, self.line, self.source)
    }
}

/// What cannot be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Contradiction {
    /// In a sentence, without full stop.
    pub message: String,
    /// The lines that contradict each other, or the one that contradicts itself or the meetings.
    pub places: Vec<Stated>,
}

/// All contradictions in some data files, of which the later ones lie over the earlier.
pub(crate) fn verify(files: &[DataFile]) -> Vec<Contradiction> {
    let rows = files.iter().flat_map(|file| file.rows.iter().map(|(_, row)| row.clone()));
    let catalogue = Catalogue::empty().with_rows(rows);
    let mut found = Contradictions { catalogue: &catalogue, all: Vec::new() };
    let lines =
        || files.iter().flat_map(|file| file.rows.iter().map(move |(line, row)| DataLine { file, line: *line, row }));

    found.meetings(&lines().filter_map(DataLine::meeting).collect::<Vec<_>>());
    found.numbers(&lines().filter_map(DataLine::numbers).collect::<Vec<_>>());
    lines().for_each(|line| found.coverage(line));
    let mut texts: BTreeMap<&TextKey, Vec<StatedEdition<'_>>> = BTreeMap::new();
    for (key, placed) in lines().filter_map(|line| line.edition(&catalogue)) {
        texts.entry(key).or_default().push(placed);
    }
    for (key, editions) in texts {
        found.text(key, &editions);
    }
    found.all
}

/// A line of a data file.
#[derive(Clone, Copy)]
struct DataLine<'a> {
    file: &'a DataFile,
    line: u32,
    row: &'a DataRow,
}

impl<'a> DataLine<'a> {
    fn stated(self) -> Stated {
        let (source, known) = match self.row {
            DataRow::Meeting(meeting) => (&meeting.source, meeting.known),
            DataRow::Coverage(coverage) => (&coverage.source, Provenance::Sourced),
            DataRow::Numbers(numbers) => (&numbers.source, numbers.known),
            DataRow::Restart(restart) => (&restart.source, Provenance::Sourced),
            DataRow::Complete(complete) => (&complete.source, Provenance::Sourced),
            DataRow::Edition(_, row, _) => (&row.source, row.known),
            DataRow::Text(_, text) => (&text.source, text.known),
        };
        Stated { file: self.file.name.clone(), line: self.line, source: Arc::clone(source), known }
    }

    fn meeting(self) -> Option<(&'a Meeting, Stated)> {
        match self.row {
            DataRow::Meeting(meeting) => Some((meeting, self.stated())),
            _ => None,
        }
    }

    fn numbers(self) -> Option<(&'a Numbers, Stated)> {
        match self.row {
            DataRow::Numbers(numbers) => Some((numbers, self.stated())),
            _ => None,
        }
    }

    fn edition(self, catalogue: &Catalogue) -> Option<(&'a TextKey, StatedEdition<'a>)> {
        let DataRow::Edition(key, row, history) = self.row else { return None };
        let meeting = match (&row.place, row.year) {
            (Some(place), Some(year)) => catalogue.meeting(key.body, place, year),
            _ => catalogue.meeting_of_edition(key.body, &row.edition),
        };
        let row = EditionRow { meeting: meeting.cloned(), ..EditionRow::clone(row) };
        Some((key, StatedEdition { row, history, stated: self.stated() }))
    }
}

/// An edition, with the line that states it.
struct StatedEdition<'a> {
    row: EditionRow,
    history: &'a [(SmolStr, u16)],
    stated: Stated,
}

struct Contradictions<'a> {
    catalogue: &'a Catalogue,
    all: Vec<Contradiction>,
}

impl Contradictions<'_> {
    fn say<'b>(&mut self, message: String, places: impl IntoIterator<Item = &'b Stated>) {
        let mut places: Vec<Stated> = places.into_iter().cloned().collect();
        places.dedup();
        let contradiction = Contradiction { message, places };
        if !self.all.contains(&contradiction) {
            self.all.push(contradiction);
        }
    }

    /// No body meets twice at once, and each meeting has one pair of dates.
    fn meetings(&mut self, meetings: &[(&Meeting, Stated)]) {
        for (index, (a, a_stated)) in meetings.iter().enumerate() {
            for (b, b_stated) in meetings[..index].iter().filter(|(b, _)| a.body == b.body) {
                let differ = |a: Option<_>, b: Option<_>| a.zip(b).is_some_and(|(a, b)| a != b);
                if a.same(b) {
                    if differ(a.opens, b.opens) || differ(a.closes, b.closes) {
                        self.say(format!("{a} has two pairs of dates"), [b_stated, a_stated]);
                    }
                    continue;
                }
                let both_met = a.held != Held::No && b.held != Held::No;
                let days = |meeting: &Meeting| meeting.opens.zip(meeting.closes);
                let overlap = days(a).zip(days(b)).is_some_and(|(a, b)| a.0 <= b.1 && b.0 <= a.1);
                if both_met && overlap {
                    self.say(format!("{b} and {a} met at the same time"), [b_stated, a_stated]);
                }
            }
        }
    }

    /// A number is given out once.
    fn numbers(&mut self, ranges: &[(&Numbers, Stated)]) {
        for (index, (a, a_stated)) in ranges.iter().enumerate() {
            let first = format!("Resolutions {}-{}", a.low, a.high);
            self.met(&first, "first adopted", a.body, Some(&a.first), a.year, a_stated);
            for (b, b_stated) in ranges[..index].iter().filter(|(b, _)| a.body == b.body) {
                let overlap = a.low <= b.high && b.low <= a.high;
                let same = a.year == b.year && same_place(&a.first, &b.first);
                if overlap && !same {
                    let body = a.body.code();
                    let (low, high) = (a.low.max(b.low), a.high.min(b.high));
                    let message = match low == high {
                        true => format!("{body} Resolution {low} is said to be first adopted at two meetings"),
                        false => {
                            format!("{body} Resolutions {low}-{high} are said to be first adopted at two meetings")
                        }
                    };
                    self.say(message, [b_stated, a_stated]);
                }
            }
        }
    }

    /// What is covered ends with a meeting that is known.
    fn coverage(&mut self, line: DataLine<'_>) {
        let DataRow::Coverage(coverage) = line.row else { return };
        let (body, through, year) = (coverage.body, &coverage.through, coverage.year);
        let held = self.catalogue.meeting(body, through, year).is_some_and(|meeting| meeting.held == Held::Yes);
        if !held || coverage.from > year {
            let message = format!(
                "The data are said to cover {} through {through}, {year}, which is no meeting of it since {}",
                body.code(),
                coverage.from
            );
            self.say(message, [&line.stated()]);
        }
    }

    /// Says where a body did not meet though something was adopted there.
    fn met(&mut self, what: &str, how: &str, body: Body, place: Option<&str>, year: u16, stated: &Stated) {
        if body.cites_without_edition() {
            return;
        }
        let known = match place {
            Some(place) => self.catalogue.meeting(body, place, year),
            None => self.catalogue.meetings_of(body).iter().find(|met| met.year == year && met.held != Held::No),
        };
        let why = match known.map(|meeting| meeting.held) {
            Some(Held::Yes) => return,
            Some(Held::No) => "which did not take place",
            Some(Held::ToCome) => "which is still to come",
            None => match self.catalogue.coverage(body) {
                Some(coverage) if (coverage.from..=coverage.year).contains(&year) => "where it did not meet",
                _ => return,
            },
        };
        let place = place.map_or_else(String::new, |place| format!("{place}, "));
        self.say(format!("{what} is said to be {how} by {} ({place}{year}), {why}", body.code()), [stated]);
    }

    fn text(&mut self, key: &TextKey, editions: &[StatedEdition<'_>]) {
        for (index, placed) in editions.iter().enumerate() {
            self.alone(key, placed);
            for other in &editions[..index] {
                match placed.row.same(&other.row) {
                    true => self.same(key, other, placed),
                    false if self.of_one_numbering(key, placed, other) => match other.row.order(&placed.row) {
                        Some(Ordering::Less) => self.older_and_newer(key, other, placed),
                        Some(Ordering::Greater) => self.older_and_newer(key, placed, other),
                        _ => {}
                    },
                    false => {}
                }
            }
        }
    }

    /// Whether both editions are of the same text: where numbering began again, an older one is of another.
    fn of_one_numbering(&self, key: &TextKey, a: &StatedEdition<'_>, b: &StatedEdition<'_>) -> bool {
        let Some(restart) = self.catalogue.restart_of(key.body) else { return true };
        let since = |placed: &StatedEdition<'_>| placed.row.year.is_some_and(|year| year >= restart.year);
        since(a) == since(b)
    }

    /// What an edition's line says, against the meetings and the numbers.
    fn alone(&mut self, key: &TextKey, placed: &StatedEdition<'_>) {
        let StatedEdition { row, history, stated } = placed;
        let form = official_form(key, &row.edition);
        if let Some(year) = row.year {
            self.met(&form, "adopted", key.body, row.place.as_deref(), year, stated);
        }
        for (place, year) in *history {
            self.met(&text_form(key), "adopted", key.body, Some(place), *year, stated);
        }
        if let Status::Suppressed { at: Some((place, year)) } = &row.status {
            self.met(&text_form(key), "suppressed", key.body, Some(place), *year, stated);
            if self.when(key.body, place, *year).order(&row.when().unwrap_or(When::year(0))) == Some(Ordering::Less) {
                self.say(
                    format!("{form} is said to be suppressed in {place}, {year}, before it was adopted"),
                    [stated],
                );
            }
        }
        let Some(year) = row.year.filter(|_| is_written_with_rev(&row.edition)) else { return };
        let older = history.iter().any(|(_, before)| *before < year && self.since_restart(key.body, *before));
        if older && !row.edition.revised {
            self.say(format!("{form} has older editions in its history: \"rev\" is missing"), [stated]);
        }
        if let Some(numbers) = self.catalogue.numbers_of(key).cloned() {
            let first =
                numbers.year == year && row.place.as_ref().is_some_and(|place| same_place(place, &numbers.first));
            let why = match (first, row.edition.revised) {
                _ if year < numbers.year => "is older than that",
                (true, true) => "is then no revision",
                (false, false) => "is then a revision",
                _ => return,
            };
            let (low, high, first, of) = (numbers.low, numbers.high, &numbers.first, numbers.year);
            self.say(format!("Resolutions {low}-{high} were first adopted in {first}, {of}; {form} {why}"), [stated]);
        }
    }

    /// Two lines about one edition.
    fn same(&mut self, key: &TextKey, a: &StatedEdition<'_>, b: &StatedEdition<'_>) {
        let form = official_form(key, &b.row.edition);
        let heading = |placed: &StatedEdition<'_>| {
            let title = placed.row.title.as_ref().filter(|title| title.basis == Basis::Heading)?;
            Some(plain(&title.text))
        };
        if let (Some(x), Some(y)) = (heading(a), heading(b))
            && x != y
        {
            self.say(format!("{form} has two titles"), [&a.stated, &b.stated]);
        }
        if a.row.edition.revised != b.row.edition.revised && is_written_with_rev(&a.row.edition) {
            let other = official_form(key, &a.row.edition);
            self.say(format!("{other} and {form} are one edition, with and without \"Rev.\""), [&a.stated, &b.stated]);
        }
        let statuses = (&a.row.status, &b.row.status);
        if ends(statuses.0) && holds(statuses.1) || holds(statuses.0) && ends(statuses.1) {
            self.say(format!("{form} is said to be in force and to be suppressed"), [&a.stated, &b.stated]);
        }
    }

    /// Two editions of one text, in order of time.
    fn older_and_newer(&mut self, key: &TextKey, old: &StatedEdition<'_>, new: &StatedEdition<'_>) {
        let (older, newer) = (official_form(key, &old.row.edition), official_form(key, &new.row.edition));
        let both = [&old.stated, &new.stated];
        if !new.row.edition.revised && is_written_with_rev(&new.row.edition) {
            self.say(format!("{newer} has an older edition, {older}: \"rev\" is missing"), both);
        }
        let covered = |row: &EditionRow| row.meeting.as_ref().is_some_and(|meeting| self.catalogue.covers(meeting));
        match &old.row.status {
            Status::InForce if new.row.status == Status::InForce => {
                self.say(format!("{older} and {newer} are both said to be in force"), both);
            }
            Status::InForce if covered(&new.row) => {
                self.say(format!("{older} is said to be in force, but {newer} is newer"), both);
            }
            Status::Suppressed { at } => {
                let at = at.as_ref().map(|(place, year)| self.when(key.body, place, *year));
                let before = |at: &When| new.row.when().and_then(|when| at.order(&when)) == Some(Ordering::Less);
                let here = |at: &When| new.row.when().is_some_and(|when| when == *at);
                match at {
                    None => self
                        .say(format!("{older} is said to be the last before suppression, but {newer} is newer"), both),
                    Some(at) if before(&at) => {
                        self.say(format!("{newer} was adopted after the text was suppressed"), both)
                    }
                    Some(at) if here(&at) => {
                        self.say(format!("{newer} was adopted by the meeting that suppressed the text"), both)
                    }
                    Some(_) => self
                        .say(format!("{older} is said to be the last before suppression, but {newer} is newer"), both),
                }
            }
            _ => {}
        }
        // A text that is in force was not suppressed.
        if let Status::Suppressed { .. } = new.row.status
            && matches!(old.row.status, Status::InForce | Status::TextInForce)
        {
            self.say(format!("{older} is said to be in force, and {newer} to be suppressed"), both);
        }
    }

    fn when(&self, body: Body, place: &str, year: u16) -> When {
        self.catalogue.meeting(body, place, year).map_or(When::year(year), |meeting| meeting.when())
    }

    fn since_restart(&self, body: Body, year: u16) -> bool {
        self.catalogue.restart_of(body).is_none_or(|restart| year >= restart.year)
    }
}

/// Whether "Rev." tells its first edition from the others: not for ITU-R, the Council and UNGA.
fn is_written_with_rev(edition: &Edition) -> bool {
    matches!(edition.adopted, Adopted::At { .. } | Adopted::Wrc { .. })
}

fn holds(status: &Status) -> bool {
    matches!(status, Status::InForce | Status::TextInForce)
}

fn ends(status: &Status) -> bool {
    matches!(status, Status::Suppressed { .. })
}

/// A title without what typesetting changes: case, hyphens, apostrophes, whitespace.
fn plain(title: &str) -> String {
    let words = title.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dedent;
    use expect_test::{Expect, expect};

    /// What contradicts in some lines, laid over the meetings that the program brings along.
    fn check(lines: &str, expected: Expect) {
        let (rows, errors) = read_lines("ours.jsonl", &dedent(lines));
        assert_eq!(errors, []);
        let meetings = DataFile::embedded().swap_remove(0);
        let found = verify(&[meetings, DataFile { name: "ours.jsonl".into(), rows }]);
        let report: String = found
            .iter()
            .map(|it| {
                let places: String = it.places.iter().map(|place| format!("  {place}\n")).collect();
                format!("{}\n{places}", it.message)
            })
            .collect();
        expected.assert_eq(&report);
    }

    #[test]
    fn the_embedded_data_do_not_contradict_themselves() {
        let found = verify(&DataFile::embedded());
        assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn an_edition_needs_its_meeting() {
        check(
            r#"
                {"resolution": "9001", "body": "WTSA", "place": "Hyderabad", "year": 2020, "source": "x"}
                {"resolution": "9002", "body": "WTSA", "place": "Busan", "year": 2014, "source": "x"}
                {"resolution": "9003", "body": "WRC", "year": 2021, "source": "x"}
                {"resolution": "9004", "body": "PP", "place": "Doha", "year": 2026, "source": "x"}
                {"resolution": "9005", "body": "WTSA", "place": "Lima", "year": 2032, "source": "x"}
                {"resolution": "9006", "body": "WTSA", "place": "New Delhi", "year": 2024, "rev": true, "history": ["Geneva, 2021"], "source": "x"}
            "#,
            expect![[r#"
                Resolution 9004 (Doha, 2026) is said to be adopted by PP (Doha, 2026), which is still to come
                  ours.jsonl:4 (x)
                Resolution 9001 (Hyderabad, 2020) is said to be adopted by WTSA (Hyderabad, 2020), which did not take place
                  ours.jsonl:1 (x)
                Resolution 9002 (Busan, 2014) is said to be adopted by WTSA (Busan, 2014), where it did not meet
                  ours.jsonl:2 (x)
                Resolution 9006 is said to be adopted by WTSA (Geneva, 2021), where it did not meet
                  ours.jsonl:6 (x)
                Resolution 9003 (WRC-21) is said to be adopted by WRC (2021), where it did not meet
                  ours.jsonl:3 (x)
            "#]],
        );
    }

    #[test]
    fn rev_is_for_later_editions() {
        check(
            r#"
                {"numbers": "9101-9109", "body": "PP", "first": "Busan", "year": 2014, "source": "x"}
                {"numbers": "9109-9110", "body": "PP", "first": "Dubai", "year": 2018, "source": "x"}
                {"resolution": "9101", "body": "PP", "place": "Busan", "year": 2014, "rev": true, "source": "x"}
                {"resolution": "9102", "body": "PP", "place": "Dubai", "year": 2018, "source": "x"}
                {"resolution": "9103", "body": "PP", "place": "Antalya", "year": 2006, "source": "x"}
                {"resolution": "9001", "body": "WTSA", "place": "Dubai", "year": 2012, "source": "x"}
                {"resolution": "9001", "body": "WTSA", "place": "New Delhi", "year": 2024, "source": "x"}
                {"resolution": "9002", "body": "WTSA", "place": "New Delhi", "year": 2024, "history": ["Dubai, 2012"], "source": "x"}
            "#,
            expect![[r#"
                PP Resolution 9109 is said to be first adopted at two meetings
                  ours.jsonl:1 (x)
                  ours.jsonl:2 (x)
                Resolutions 9101-9109 were first adopted in Busan, 2014; Resolution 9101 (Rev. Busan, 2014) is then no revision
                  ours.jsonl:3 (x)
                Resolutions 9101-9109 were first adopted in Busan, 2014; Resolution 9102 (Dubai, 2018) is then a revision
                  ours.jsonl:4 (x)
                Resolutions 9101-9109 were first adopted in Busan, 2014; Resolution 9103 (Antalya, 2006) is older than that
                  ours.jsonl:5 (x)
                Resolution 9001 (New Delhi, 2024) has an older edition, Resolution 9001 (Dubai, 2012): "rev" is missing
                  ours.jsonl:6 (x)
                  ours.jsonl:7 (x)
                Resolution 9002 (New Delhi, 2024) has older editions in its history: "rev" is missing
                  ours.jsonl:8 (x)
            "#]],
        );
    }

    #[test]
    fn one_edition_is_in_force_until_it_is_suppressed() {
        check(
            r#"
                {"resolution": "9001", "body": "WTSA", "place": "Dubai", "year": 2012, "status": "in-force", "source": "x"}
                {"resolution": "9001", "body": "WTSA", "place": "New Delhi", "year": 2024, "rev": true, "status": "in-force", "source": "x"}
                {"resolution": "9002", "body": "WTSA", "place": "Dubai", "year": 2012, "status": "in-force", "source": "x"}
                {"resolution": "9002", "body": "WTSA", "place": "Hammamet", "year": 2016, "rev": true, "source": "x"}
                {"resolution": "9003", "body": "WTSA", "place": "Dubai", "year": 2012, "status": "suppressed", "suppressed": "Hammamet, 2016", "source": "x"}
                {"resolution": "9003", "body": "WTSA", "place": "Geneva", "year": 2022, "rev": true, "source": "x"}
                {"resolution": "9004", "body": "WTSA", "place": "Dubai", "year": 2012, "status": "suppressed", "suppressed": "Johannesburg, 2008", "source": "x"}
            "#,
            expect![[r#"
                Resolution 9001 (Dubai, 2012) and Resolution 9001 (Rev. New Delhi, 2024) are both said to be in force
                  ours.jsonl:1 (x)
                  ours.jsonl:2 (x)
                Resolution 9002 (Dubai, 2012) is said to be in force, but Resolution 9002 (Rev. Hammamet, 2016) is newer
                  ours.jsonl:3 (x)
                  ours.jsonl:4 (x)
                Resolution 9003 (Rev. Geneva, 2022) was adopted after the text was suppressed
                  ours.jsonl:5 (x)
                  ours.jsonl:6 (x)
                Resolution 9004 (Dubai, 2012) is said to be suppressed in Johannesburg, 2008, before it was adopted
                  ours.jsonl:7 (x)
            "#]],
        );
    }

    #[test]
    fn an_edition_is_said_alike_wherever_it_is_said() {
        check(
            r#"
                {"resolution": "9001", "body": "WTSA", "place": "Dubai", "year": 2012, "title": "Towers", "status": "in-force", "source": "x"}
                {"resolution": "9001", "body": "WTSA", "place": "Dubaï", "year": 2012, "rev": true, "title": "Masts", "status": "suppressed", "source": "y"}
                {"meeting": "Lima", "body": "WTSA", "year": 2024, "opens": "2024-10-20", "closes": "2024-10-29", "source": "x"}
                {"meeting": "New Delhi", "body": "WTSA", "year": 2024, "opens": "2024-10-14", "source": "x"}
                {"coverage": "WTDC", "from": 1994, "through": "Lima", "year": 2025, "source": "x"}
            "#,
            expect![[r#"
                WTSA-24 (New Delhi, 2024) and WTSA (Lima, 2024) met at the same time
                  built in: meetings.jsonl:26 (https://en.rcc.org.ru/events-copy/sobytiya-copy_692.html; seed 003)
                  ours.jsonl:3 (x)
                WTSA (New Delhi, 2024) has two pairs of dates
                  built in: meetings.jsonl:26 (https://en.rcc.org.ru/events-copy/sobytiya-copy_692.html; seed 003)
                  ours.jsonl:4 (x)
                The data are said to cover WTDC through Lima, 2025, which is no meeting of it since 1994
                  ours.jsonl:5 (x)
                Resolution 9001 (Rev. Dubaï, 2012) has two titles
                  ours.jsonl:1 (x)
                  ours.jsonl:2 (y)
                Resolution 9001 (Dubai, 2012) and Resolution 9001 (Rev. Dubaï, 2012) are one edition, with and without "Rev."
                  ours.jsonl:1 (x)
                  ours.jsonl:2 (y)
                Resolution 9001 (Rev. Dubaï, 2012) is said to be in force and to be suppressed
                  ours.jsonl:1 (x)
                  ours.jsonl:2 (y)
            "#]],
        );
    }

    #[test]
    fn gaps_contradict_nothing() {
        check(
            r#"
                {"resolution": "9001", "body": "WTSA", "place": "Dubai", "year": 2012, "rev": true, "title": "Strengthening the role", "source": "x"}
                {"resolution": "9001", "body": "WTSA", "place": "Dubai", "year": 2012, "rev": true, "title": "STRENGTHENING THE ROLE", "source": "y"}
                {"resolution": "9001", "body": "WTSA", "place": "New Delhi", "year": 2024, "rev": true, "status": "in-force", "source": "x"}
                {"resolution": "9002", "body": "PP", "place": "Nice", "year": 1989, "source": "x"}
                {"resolution": "9002", "body": "PP", "place": "Kyoto", "year": 1994, "source": "x"}
                {"restart": "Kyoto", "body": "PP", "year": 1994, "source": "x"}
            "#,
            expect![[""]],
        );
    }
}
