//! The catalogue itself: rows of the embedded data, of users' data files and of adopted texts, laid over each other.

use std::sync::{Arc, LazyLock, OnceLock};

use jiff::civil::Date;
use smol_str::SmolStr;

use super::assembly;
use super::entry::{EditionRow, EditionTitle, Entry, Status};
use super::key::TextKey;
use super::meeting::{AsOf, Held, Meeting, Provenance};
use super::row::{Complete, Coverage, DataRow, Numbers, Restart, read_rows};
use super::search::{Fit, SearchHit, SearchIndex};
use super::title_words::{FirstTitleWords, TitleIndex, TitledText};
use crate::syntax::{Adopted, Body, Edition, Instrument, Language, MEETINGS};
use crate::text::FileId;

/// An adopted text of the workspace, as evidence.
#[derive(Clone, PartialEq, Debug)]
pub struct AdoptedText {
    pub key: TextKey,
    /// Which edition, as its heading has it.
    pub edition: Edition,
    /// Place and year of its meeting, where the edition does not say them (ITU-R).
    pub meeting: Option<(SmolStr, u16)>,
    pub title: Option<Box<str>>,
    /// The language that it is in.
    pub language: Language,
    /// The places and years of its history line.
    pub history: Vec<(SmolStr, u16)>,
    /// Which text of the workspace it is.
    pub origin: FileId,
    /// Its path, as a message shows it.
    pub path: Box<str>,
}

/// Everything that is known. Cheap to clone: what is not changed is shared.
#[derive(Clone, Debug)]
pub struct Catalogue {
    inner: Arc<Inner>,
    /// Made when somebody first searches; clones share it.
    index: Arc<OnceLock<SearchIndex>>,
    titles: Arc<Titles>,
}

/// The words of titles.
#[derive(Default, Debug)]
struct Titles {
    /// Made when a citation first gives a title.
    index: OnceLock<TitleIndex>,
    /// The catalogue that adopted texts are laid over, and the texts that have others there: only theirs are indexed.
    beneath: Option<(Catalogue, Vec<TextKey>)>,
}

#[derive(Clone, Default, Debug)]
struct Inner {
    /// In order of time within each body.
    meetings: Vec<Arc<Meeting>>,
    coverage: Vec<Coverage>,
    numbers: Vec<Numbers>,
    restarts: Vec<Restart>,
    complete: Vec<Complete>,
    /// In order of their keys.
    entries: Vec<Arc<Entry>>,
}

/// The data files that the program itself brings along, each with its name.
pub(crate) const EMBEDDED_FILES: [(&str, &str); 2] =
    [("meetings.jsonl", MEETINGS), ("resolutions.jsonl", include_str!("data/resolutions.jsonl"))];

/// The day on which the embedded data were changed last: whoever changes them writes it.
pub const DATA_CHANGED: &str = include_str!("data/changed.txt").trim_ascii_end();

static EMBEDDED: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::empty().with_rows(EMBEDDED_FILES.into_iter().flat_map(|(name, text)| read_rows(name, text).0))
});

impl Catalogue {
    /// Nothing is known.
    pub fn empty() -> Catalogue {
        Catalogue::of(Inner::default())
    }

    fn of(inner: Inner) -> Catalogue {
        Catalogue { inner: Arc::new(inner), index: Arc::default(), titles: Arc::default() }
    }

    /// What the program itself brings along. Read once, on first use.
    pub fn embedded() -> Catalogue {
        EMBEDDED.clone()
    }

    /// The same with the rows of a data file laid over it: where they contradict, the new rows win.
    #[must_use]
    pub fn with_rows(&self, rows: impl IntoIterator<Item = DataRow>) -> Catalogue {
        let mut inner = Inner::clone(&self.inner);
        let mut editions = Vec::new();
        let mut meetings_changed = false;
        for row in rows {
            match row {
                DataRow::Meeting(meeting) => {
                    inner.add_meeting(meeting);
                    meetings_changed = true;
                }
                DataRow::Coverage(coverage) => {
                    inner.coverage.retain(|old| old.body != coverage.body);
                    inner.coverage.push(coverage);
                }
                DataRow::Numbers(numbers) => inner.numbers.insert(0, numbers),
                DataRow::Restart(restart) => {
                    inner.restarts.retain(|old| old.body != restart.body);
                    inner.restarts.push(restart);
                }
                DataRow::Complete(complete) => inner.complete.push(complete),
                row @ (DataRow::Edition(..) | DataRow::Text(..)) => editions.push(row),
            }
        }
        inner.meetings.sort_by(|a, b| (a.body, a.year, a.opens, &a.place).cmp(&(b.body, b.year, b.opens, &b.place)));
        if meetings_changed {
            inner.link_again();
        }
        let mut touched = Vec::new();
        for row in editions {
            match row {
                DataRow::Edition(key, mut row, history) => {
                    row.through = inner.through(key.body, &row.status);
                    let older: Vec<_> = older_editions(&row, &history).collect();
                    let at = inner.entry_at(key);
                    for row in older.into_iter().chain([*row]) {
                        let row = inner.linked(inner.entries[at].key.body, row);
                        Arc::make_mut(&mut inner.entries[at]).add(row);
                    }
                    touched.push(inner.entries[at].key.clone());
                }
                DataRow::Text(key, text) => {
                    let at = inner.entry_at(key);
                    let entry = Arc::make_mut(&mut inner.entries[at]);
                    entry.text = Some(Arc::new(text));
                    touched.push(entry.key.clone());
                }
                _ => {}
            }
        }
        touched.dedup();
        inner.rebuild_touched(&touched);
        Catalogue::of(inner)
    }

    /// The same with adopted texts of the workspace laid over it. Keep the catalogue without them and ask it again when
    /// they change.
    #[must_use]
    pub fn with_adopted(&self, texts: impl IntoIterator<Item = AdoptedText>) -> Catalogue {
        let mut inner = Inner::clone(&self.inner);
        let mut touched = Vec::new();
        for text in texts {
            let (place, year) = match (&text.meeting, &text.edition.adopted) {
                (Some((place, year)), _) => (Some(place.clone()), Some(*year)),
                (None, Adopted::At { place, year }) => (Some(place.clone()), Some(*year)),
                (None, _) => (None, text.edition.year()),
            };
            let (title, title_elsewhere) = match text.language {
                Language::En => (text.title, None),
                language => (None, text.title.map(|title| (language, title.into()))),
            };
            let row = EditionRow {
                edition: text.edition,
                place,
                year,
                day: None,
                meeting: None,
                titles: title_elsewhere.into_iter().collect(),
                title: title.map(|text| EditionTitle { text: text.into(), basis: Default::default() }),
                status: Status::NotSaid,
                status_known: Provenance::Sourced,
                through: None,
                known: Provenance::Sourced,
                from_history: false,
                source: text.path.into(),
                note: None,
                origin: Some(text.origin),
            };
            let rows: Vec<_> = older_editions(&row, &text.history)
                .chain([row.clone()])
                .map(|row| Arc::new(inner.linked(text.key.body, row)))
                .collect();
            let at = inner.entry_at(text.key);
            let entry = Arc::make_mut(&mut inner.entries[at]);
            entry.workspace.extend(rows);
            touched.push(entry.key.clone());
        }
        touched.sort();
        touched.dedup();
        inner.rebuild_touched(&touched);
        let titles = Titles { index: OnceLock::new(), beneath: Some((self.clone(), touched)) };
        Catalogue { titles: Arc::new(titles), ..Catalogue::of(inner) }
    }

    /// A text with its editions.
    pub fn resolution(&self, key: &TextKey) -> Option<&Arc<Entry>> {
        match self.inner.entries.binary_search_by(|entry| entry.key.cmp(key)) {
            Ok(at) => Some(&self.inner.entries[at]),
            Err(_) => assembly::text(key),
        }
    }

    /// All texts.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<Entry>> {
        let listed = assembly::texts().iter().filter(|entry| self.is_only_listed(&entry.key));
        self.entries().iter().chain(listed)
    }

    /// All texts but those that only the list of the General Assembly has, by body, kind and number.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.inner.entries
    }

    /// The texts that have all words of a query in title, number or body, in any order, the best first; slips of the
    /// keyboard are forgiven. If there are none, those that have the most. All texts where nothing is asked for. Those that only
    /// the list of the General Assembly has come last, and only where they have the very words.
    pub fn find(&self, query: &str) -> Vec<SearchHit<'_>> {
        let mut hits = self.index.get_or_init(|| SearchIndex::of(self.entries().iter())).find(query);
        let mut listed = assembly::index().find_words(query);
        listed.retain(|hit| self.is_only_listed(&hit.entry.key));
        if !listed.is_empty() {
            hits.retain(|hit| hit.fit != Fit::Partly);
        }
        hits.extend(listed);
        hits
    }

    /// Whether nothing but the list of the General Assembly has a text.
    pub fn is_only_listed(&self, key: &TextKey) -> bool {
        key.body == Body::Unga && self.by_body(key.body).iter().all(|entry| entry.key != *key)
    }

    /// The titles of a body's texts that begin as what is said, each in words.
    pub(crate) fn titles_beginning_as(&self, body: Body, said: &str) -> Vec<TitledText> {
        self.titles_with(&FirstTitleWords::new(body, said))
    }

    fn titles_with(&self, first: &FirstTitleWords) -> Vec<TitledText> {
        let Titles { index, beneath } = &*self.titles;
        let Some((beneath, touched)) = beneath else {
            return index.get_or_init(|| TitleIndex::of(self.entries().iter())).with(first).collect();
        };
        let own =
            index.get_or_init(|| TitleIndex::of(touched.iter().filter_map(|key| self.resolution(key)))).with(first);
        let others = beneath.titles_with(first).into_iter().filter(|(key, _)| touched.binary_search(key).is_err());
        others.chain(own).collect()
    }

    /// The texts of any body that have this number.
    pub fn by_number<'a>(&'a self, number: &'a str) -> impl Iterator<Item = &'a Arc<Entry>> {
        self.inner.entries.iter().filter(move |entry| entry.key.number == number)
    }

    /// The texts of a body, by kind and number.
    pub fn by_body(&self, body: Body) -> &[Arc<Entry>] {
        let entries = &self.inner.entries;
        let start = entries.partition_point(|entry| entry.key.body < body);
        let end = entries.partition_point(|entry| entry.key.body <= body);
        &entries[start..end]
    }

    /// All meetings, by body and time.
    pub fn meetings(&self) -> &[Arc<Meeting>] {
        &self.inner.meetings
    }

    /// The meetings of a body in order of time, with those planned and never held.
    pub fn meetings_of(&self, body: Body) -> &[Arc<Meeting>] {
        let meetings = &self.inner.meetings;
        let start = meetings.partition_point(|meeting| meeting.body < body);
        let end = meetings.partition_point(|meeting| meeting.body <= body);
        &meetings[start..end]
    }

    /// The meeting of a body at a place and year, the place in any language.
    pub fn meeting(&self, body: Body, place: &str, year: u16) -> Option<&Arc<Meeting>> {
        self.inner.meeting(body, place, year)
    }

    /// All meetings at a place and year: several bodies may have met there.
    pub fn meetings_at<'a>(&'a self, place: &'a str, year: u16) -> impl Iterator<Item = &'a Arc<Meeting>> {
        self.inner.meetings.iter().filter(move |meeting| meeting.is_at(place, year))
    }

    /// The meeting that an edition names.
    pub fn meeting_of_edition(&self, body: Body, edition: &Edition) -> Option<&Arc<Meeting>> {
        match &edition.adopted {
            Adopted::At { place, year } => self.meeting(body, place, *year),
            Adopted::Wrc { year } => self.inner.only_meeting(body, *year),
            Adopted::Revision(_) | Adopted::Year(_) => None,
        }
    }

    /// What the data cover of a body: from which year its meetings, up to which meeting its results.
    pub fn coverage(&self, body: Body) -> Option<&Coverage> {
        self.inner.coverage.iter().find(|coverage| coverage.body == body)
    }

    /// The newest meeting of a body whose results are in the data.
    pub fn newest_covered(&self, body: Body) -> Option<&Arc<Meeting>> {
        self.inner.newest_covered(body)
    }

    /// Whether the results of a meeting are in the data.
    pub fn covers(&self, meeting: &Meeting) -> bool {
        self.coverage(meeting.body)
            .is_some_and(|coverage| coverage.from <= meeting.year && meeting.year <= coverage.year)
            && meeting.held == Held::Yes
    }

    /// Whether all that a meeting has adopted is in the data.
    pub fn is_complete(&self, meeting: &Meeting) -> bool {
        let is = |it: &Complete| it.body == meeting.body && meeting.is_at(&it.place, it.year);
        self.inner.complete.iter().any(is)
    }

    /// The meetings of a text's body between an edition and a moment whose lists are not complete here: they may have changed it.
    pub fn incomplete_between<'a>(
        &'a self,
        key: &TextKey,
        row: &'a EditionRow,
        as_of: &'a AsOf,
    ) -> impl Iterator<Item = &'a Arc<Meeting>> {
        let later =
            |meeting: &Meeting| row.when().is_some_and(|when| when.closed_before(&meeting.when()) == Some(true));
        let before = |meeting: &Meeting| meeting.when().closed_before(&as_of.when()) == Some(true);
        let held = self.meetings_of(key.body).iter().filter(|meeting| meeting.held == Held::Yes);
        held.filter(move |meeting| later(meeting) && before(meeting) && !self.is_complete(meeting))
    }

    /// Which meeting first gave out this number, where a range of numbers says so.
    pub fn numbers_of(&self, key: &TextKey) -> Option<&Numbers> {
        let number = key.plain().filter(|_| key.instrument == Instrument::Resolution)?;
        self.inner.numbers.iter().find(|range| range.body == key.body && (range.low..=range.high).contains(&number))
    }

    /// The highest numbers that a body had given out when its newest meeting known had closed, where that is known.
    pub fn highest_numbers(&self, body: Body) -> Option<&Numbers> {
        let newest = self.newest_covered(body)?;
        let ranges = self.inner.numbers.iter().filter(|range| range.body == body);
        let highest = ranges.max_by_key(|range| range.high)?;
        newest.is_at(&highest.first, highest.year).then_some(highest)
    }

    /// Where the numbering of a body began again.
    pub fn restart_of(&self, body: Body) -> Option<&Restart> {
        self.inner.restarts.iter().find(|restart| restart.body == body)
    }

    /// The meeting at a place and year to ask as of: one that the data know, else assumed on the draft's word.
    pub fn as_of(&self, body: Option<Body>, place: &str, year: u16) -> AsOf {
        let assumed = AsOf::Assumed { body, place: place.into(), year };
        let mut met = self.meetings_at(place, year).filter(|meeting| body.is_none_or(|body| meeting.body == body));
        match (met.next(), met.next()) {
            (Some(meeting), None) => AsOf::Meeting(Arc::clone(meeting)),
            _ => assumed,
        }
    }

    /// A day to ask as of.
    pub fn as_of_day(date: Date) -> AsOf {
        AsOf::Date(date)
    }
}

/// The bare rows of older editions that a history line names, all but the row's own.
fn older_editions<'a>(
    row: &'a EditionRow,
    history: &'a [(SmolStr, u16)],
) -> impl Iterator<Item = EditionRow> + use<'a> {
    let earlier = history.iter().filter(|(_, year)| row.year.is_none_or(|own| *year < own));
    // ITU-R's history has years, from which the number of the revision does not follow.
    earlier.filter(|_| row.revision().is_none()).enumerate().map(|(nth, (place, year))| EditionRow {
        edition: Edition::at(nth > 0, place, *year),
        place: Some(place.clone()),
        year: Some(*year),
        day: None,
        meeting: None,
        title: None,
        titles: [].into(),
        status: Status::NotSaid,
        status_known: Provenance::Sourced,
        through: None,
        known: row.known,
        from_history: true,
        source: Arc::clone(&row.source),
        note: None,
        origin: row.origin,
    })
}

impl Inner {
    fn add_meeting(&mut self, meeting: Meeting) {
        match self.meetings.iter_mut().find(|old| old.same(&meeting)) {
            Some(old) => *old = Arc::new(meeting),
            None => self.meetings.push(Arc::new(meeting)),
        }
    }

    fn meeting(&self, body: Body, place: &str, year: u16) -> Option<&Arc<Meeting>> {
        self.meetings.iter().find(|meeting| meeting.body == body && meeting.is_at(place, year))
    }

    /// The meeting that a body held in a year, if it held one.
    fn only_meeting(&self, body: Body, year: u16) -> Option<&Arc<Meeting>> {
        let mut met = self.meetings.iter().filter(|met| met.body == body && met.year == year && met.held != Held::No);
        met.next().filter(|_| met.next().is_none())
    }

    fn newest_covered(&self, body: Body) -> Option<&Arc<Meeting>> {
        let coverage = self.coverage.iter().find(|coverage| coverage.body == body)?;
        self.meeting(body, &coverage.through, coverage.year)
    }

    fn through(&self, body: Body, status: &Status) -> Option<Arc<Meeting>> {
        matches!(status, Status::InForce | Status::TextInForce).then(|| self.newest_covered(body).cloned())?
    }

    /// The row with its meetings looked up.
    fn linked(&self, body: Body, mut row: EditionRow) -> EditionRow {
        let meeting = match (&row.place, row.year) {
            (Some(place), Some(year)) => self.meeting(body, place, year),
            (None, Some(year)) if body == Body::Wrc => self.only_meeting(body, year),
            _ => None,
        };
        row.meeting = meeting.cloned();
        if let Some(through) = &mut row.through
            && let Some(meeting) = self.meeting(body, &through.place, through.year)
        {
            *through = Arc::clone(meeting);
        }
        row
    }

    /// Looks up the meetings of all rows again, after meetings were added or corrected.
    fn link_again(&mut self) {
        let mut entries = std::mem::take(&mut self.entries);
        for entry in &mut entries {
            let body = entry.key.body;
            let linked = |row: &Arc<EditionRow>| self.linked(body, EditionRow::clone(row));
            // What stays the same stays shared.
            if entry.data.iter().chain(&entry.workspace).all(|row| linked(row) == **row) {
                continue;
            }
            let entry = Arc::make_mut(entry);
            for row in entry.data.iter_mut().chain(&mut entry.workspace) {
                *row = Arc::new(linked(row));
            }
            entry.rebuild();
        }
        self.entries = entries;
    }

    /// Where the entry of a text is; a new one is made where there is none.
    fn entry_at(&mut self, key: TextKey) -> usize {
        // Data files are sorted: the entry sought is mostly the last.
        if self.entries.last().is_some_and(|last| last.key == key) {
            return self.entries.len() - 1;
        }
        self.entries.binary_search_by(|entry| entry.key.cmp(&key)).unwrap_or_else(|at| {
            self.entries.insert(at, Arc::new(Entry::new(key)));
            at
        })
    }

    fn rebuild_touched(&mut self, touched: &[TextKey]) {
        for key in touched {
            if let Ok(at) = self.entries.binary_search_by(|entry| entry.key.cmp(key)) {
                Arc::make_mut(&mut self.entries[at]).rebuild();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn embedded_rows() -> Vec<(DataRow, u32)> {
        let mut all = Vec::new();
        for (file, text) in EMBEDDED_FILES {
            let (rows, errors) = read_rows(file, text);
            assert_eq!(errors, []);
            assert_eq!(rows.len(), text.lines().count());
            all.extend(rows.into_iter().zip(1..));
        }
        all
    }

    #[test]
    fn every_line_names_its_source() {
        for (row, line) in embedded_rows() {
            let source = match &row {
                DataRow::Meeting(Meeting { source, .. })
                | DataRow::Coverage(Coverage { source, .. })
                | DataRow::Numbers(Numbers { source, .. })
                | DataRow::Restart(Restart { source, .. })
                | DataRow::Complete(Complete { source, .. })
                | DataRow::Text(_, crate::catalogue::entry::TextRow { source, .. }) => source,
                DataRow::Edition(_, row, _) => &row.source,
            };
            assert!(!source.ends_with(".jsonl") && source.len() >= 6, "line {line}: {row:?}");
        }
    }

    #[test]
    fn nothing_is_said_twice_and_all_is_sorted() {
        let mut seen = HashSet::new();
        let mut last: Option<(TextKey, u16)> = None;
        for (row, line) in embedded_rows() {
            let said = match &row {
                DataRow::Meeting(meeting) => format!("{:?} {} {}", meeting.body, meeting.place, meeting.year),
                DataRow::Edition(key, row, _) => {
                    let here = (key.clone(), row.year.unwrap_or(0));
                    assert!(last.as_ref().is_none_or(|last| *last <= here), "line {line} is not in order");
                    last = Some(here);
                    format!("{key:?} {:?}", row.edition.adopted)
                }
                DataRow::Text(key, _) => format!("{key:?}"),
                DataRow::Coverage(_) | DataRow::Numbers(_) | DataRow::Restart(_) | DataRow::Complete(_) => {
                    format!("{row:?}")
                }
            };
            assert!(seen.insert(said.clone()), "line {line}: {said}");
        }
    }

    #[test]
    fn every_edition_is_of_a_known_meeting() {
        let catalogue = Catalogue::embedded();
        for entry in catalogue.entries() {
            assert!(!entry.editions.is_empty() || entry.text.is_some(), "{:?}", entry.key);
            for row in entry.editions.iter().filter(|_| !entry.key.body.cites_without_edition()) {
                let meeting = row.meeting.as_ref();
                assert!(meeting.is_some_and(|met| met.held == Held::Yes), "{:?} {}", entry.key, row.edition);
            }
        }
        for body in [Body::Pp, Body::Wtsa, Body::Wtdc, Body::Ra, Body::Wrc] {
            assert!(catalogue.newest_covered(body).is_some_and(|newest| catalogue.covers(newest)), "{body:?}");
        }
    }

    #[test]
    fn texts_and_meetings_are_found() {
        let catalogue = Catalogue::embedded();
        assert_eq!(catalogue.entries().iter().map(|entry| entry.data.len()).sum::<usize>(), 1044);
        assert!(catalogue.entries().is_sorted_by(|a, b| a.key < b.key));
        let bodies: Vec<_> = catalogue.by_number("45").map(|entry| entry.key.body).collect();
        assert_eq!(bodies, [Body::Pp, Body::Wtsa, Body::Wtdc, Body::Ra]);
        assert_eq!(catalogue.meetings_at("Dubaï", 2023).count(), 2);
        assert!(catalogue.by_body(Body::Wtsa).iter().all(|entry| entry.key.body == Body::Wtsa));
        let entry = catalogue.resolution(&TextKey::resolution(Body::Pp, "130")).expect("in the data");
        let editions: Vec<_> = entry.editions.iter().map(|row| row.edition.to_string()).collect();
        assert_eq!(editions, ["Rev. Antalya, 2006", "Rev. Busan, 2014", "Rev. Dubai, 2018", "Rev. Bucharest, 2022"]);
        assert!(matches!(catalogue.as_of(Some(Body::Wtsa), "Lima", 2028), AsOf::Assumed { .. }));
        assert!(matches!(catalogue.as_of(None, "Dubai", 2018), AsOf::Meeting(_)));
    }
}
