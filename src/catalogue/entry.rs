//! A text with all its editions, as the catalogue has it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;
use smol_str::SmolStr;

use super::key::TextKey;
use super::meeting::{Meeting, Provenance, When};
use crate::syntax::{Adopted, Edition, Language, same_place};
use crate::text::FileId;

/// How a title is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// It is the heading of this edition.
    #[default]
    Heading,
    /// It is the heading of another edition, or stands so in a list.
    OtherHeading,
    /// Another text words it so.
    Citation,
    /// Recalled, not checked.
    Memory,
}

/// The title of an edition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EditionTitle {
    pub text: Arc<str>,
    /// How they are known. Only [`Basis::Heading`] may be compared with word by word.
    pub basis: Basis,
}

/// Titles in other languages than English, in the order of the languages.
pub type Titles = Box<[(Language, Arc<str>)]>;

/// What the data say became of an edition, beyond what newer editions tell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Status {
    /// Nothing: newer editions may exist.
    #[default]
    NotSaid,
    /// This edition was in force from its own meeting to [`EditionRow::through`]: nothing was adopted between.
    InForce,
    /// The text was in force then, in this edition or a newer one.
    TextInForce,
    /// Superseded by an edition that the data do not have.
    Superseded,
    /// The text was suppressed, this being its last edition.
    Suppressed {
        /// The place and year of the meeting that suppressed it, if known.
        at: Option<(SmolStr, u16)>,
    },
}

/// One edition of a text.
#[derive(Clone, PartialEq, Debug)]
pub struct EditionRow {
    /// As it is cited.
    pub edition: Edition,
    /// Where it was adopted; also known for ITU-R, whose citations do not say so.
    pub place: Option<SmolStr>,
    pub year: Option<u16>,
    /// The day on which it was adopted.
    pub day: Option<Date>,
    /// The meeting that adopted it, where the data know it.
    pub meeting: Option<Arc<Meeting>>,
    pub title: Option<EditionTitle>,
    /// Its headings in other languages than English.
    pub titles: Titles,
    pub status: Status,
    pub status_known: Provenance,
    /// For [`Status::InForce`] and [`Status::TextInForce`]: the newest meeting through which that is said.
    pub through: Option<Arc<Meeting>>,
    /// How far it is known that this edition exists.
    pub known: Provenance,
    /// Known from the history line of a later edition only: whether it was written with "Rev." is then not certain.
    pub from_history: bool,
    /// Where this is known from: an address, or the path of the user's file.
    pub source: Arc<str>,
    /// What else a reader of the data should know.
    pub note: Option<Box<str>>,
    /// The adopted text of the workspace that it comes from.
    pub origin: Option<FileId>,
}

impl EditionRow {
    /// When it was adopted, as far as known.
    pub fn when(&self) -> Option<When> {
        match (self.day, &self.meeting) {
            (Some(day), _) => Some(When::day(day)),
            (None, Some(meeting)) => Some(meeting.when()),
            (None, None) => self.year.map(When::year),
        }
    }

    /// The newest meeting through which this very edition is said to be in force: nothing was adopted until then.
    pub fn in_force_through(&self) -> Option<&Arc<Meeting>> {
        let through = self.through.as_ref().filter(|_| self.status == Status::InForce)?;
        // Where a user adds an edition of a meeting that is newer than the data cover, nothing is said.
        (through.when().order(&self.when()?)? != Ordering::Less).then_some(through)
    }

    /// The number of the revision, for ITU-R.
    pub fn revision(&self) -> Option<u16> {
        match self.edition.adopted {
            Adopted::Revision(revision) => Some(revision),
            _ => None,
        }
    }

    /// Whether a citation with this edition means this one, whatever it says of "Rev.".
    pub fn is(&self, cited: &Edition) -> bool {
        match &cited.adopted {
            Adopted::Revision(revision) => self.revision() == Some(*revision),
            Adopted::At { place, year } => self.year == Some(*year) && self.names_place(place),
            Adopted::Wrc { year } | Adopted::Year(year) => self.year == Some(*year),
        }
    }

    /// Whether both rows are about the same edition.
    pub fn same(&self, other: &EditionRow) -> bool {
        match (self.revision(), other.revision()) {
            (Some(a), Some(b)) => a == b,
            _ => match &other.place {
                Some(place) => self.year == other.year && self.names_place(place),
                None => self.year == other.year,
            },
        }
    }

    fn names_place(&self, place: &str) -> bool {
        self.place.as_ref().is_some_and(|own| same_place(own, place))
            || self.meeting.as_ref().is_some_and(|meeting| meeting.names_place(place))
    }

    /// Which of two editions of one text is older; `None` where dates do not tell.
    pub fn order(&self, other: &EditionRow) -> Option<Ordering> {
        if let (Some(a), Some(b)) = (self.revision(), other.revision()) {
            return Some(a.cmp(&b));
        }
        self.when()?.order(&other.when()?)
    }

    /// The order in which editions are listed: as [`Self::order`], but total.
    fn listed(&self, other: &EditionRow) -> Ordering {
        if let (Some(a), Some(b)) = (self.revision(), other.revision()) {
            return a.cmp(&b);
        }
        let place = |row: &EditionRow| (row.year, row.when().and_then(|when| when.opens), row.revision());
        place(self).cmp(&place(other)).then_with(|| self.place.cmp(&other.place))
    }

    /// What both rows say, `later` having the last word; what it leaves out stays.
    fn overlaid(&self, later: &EditionRow) -> EditionRow {
        if later.from_history {
            return self.clone();
        }
        let mut row = later.clone();
        row.place = row.place.or_else(|| self.place.clone());
        row.day = row.day.or(self.day);
        row.meeting = row.meeting.or_else(|| self.meeting.clone());
        row.title = row.title.or_else(|| self.title.clone());
        let others = self.titles.iter().filter(|(language, _)| row.titles.iter().all(|(own, _)| own != language));
        let mut titles: Vec<_> = row.titles.iter().chain(others).cloned().collect();
        titles.sort_by_key(|(language, _)| *language);
        row.titles = titles.into();
        row.note = row.note.or_else(|| self.note.clone());
        if row.status == Status::NotSaid {
            row.status = self.status.clone();
            row.status_known = self.status_known;
            row.through = self.through.clone();
        }
        row
    }
}

/// What is known of a text of which no edition is known.
#[derive(Clone, PartialEq, Debug)]
pub struct TextRow {
    pub title: Option<EditionTitle>,
    /// Whether the text was in force at the newest meeting known, in whatever edition.
    pub in_force: bool,
    pub known: Provenance,
    pub source: Arc<str>,
    /// What else a reader of the data should know.
    pub note: Option<Box<str>>,
}

/// A text with its editions.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    pub key: TextKey,
    /// All editions known, oldest first.
    pub editions: Vec<Arc<EditionRow>>,
    /// What is known where no edition is.
    pub text: Option<Arc<TextRow>>,
    /// Editions of the data files, beneath those of the workspace.
    pub(super) data: Vec<Arc<EditionRow>>,
    /// Editions of the workspace's adopted texts.
    pub(super) workspace: Vec<Arc<EditionRow>>,
}

impl Entry {
    /// A text of which nothing is known yet.
    pub(super) fn new(key: TextKey) -> Entry {
        Entry { key, editions: vec![], text: None, data: vec![], workspace: vec![] }
    }

    /// The newest title known.
    pub fn title(&self) -> Option<&EditionTitle> {
        let newest = self.editions.iter().rev().find_map(|row| row.title.as_ref());
        newest.or_else(|| self.text.as_ref()?.title.as_ref())
    }

    /// The newest title known in a language, which English is not.
    pub fn title_in(&self, language: Language) -> Option<&Arc<str>> {
        let titles = self.editions.iter().rev().flat_map(|row| row.titles.iter());
        titles.filter(|(own, _)| *own == language).map(|(_, title)| title).next()
    }

    /// The newest edition known.
    pub fn newest(&self) -> Option<&Arc<EditionRow>> {
        self.editions.last()
    }

    /// The edition that a citation means.
    pub fn edition(&self, cited: &Edition) -> Option<&Arc<EditionRow>> {
        self.editions.iter().find(|row| row.is(cited))
    }

    /// The editions without those known only from the text that asks: it is no evidence about itself.
    pub fn seen_by(&self, asking: Option<FileId>) -> Cow<'_, [Arc<EditionRow>]> {
        if asking.is_none() || self.workspace.iter().all(|row| row.origin != asking) {
            return Cow::Borrowed(&self.editions);
        }
        Cow::Owned(laid_over(&self.data, self.workspace.iter().filter(|row| row.origin != asking)))
    }

    /// Adds a row to those of the data files; where it contradicts an older one it wins.
    pub(super) fn add(&mut self, row: EditionRow) {
        overlay(&mut self.data, Arc::new(row));
    }

    /// Puts the editions together again after rows were added.
    pub(super) fn rebuild(&mut self) {
        self.data.sort_by(|a, b| a.listed(b));
        self.editions = laid_over(&self.data, self.workspace.iter());
    }
}

fn laid_over<'a>(data: &[Arc<EditionRow>], above: impl Iterator<Item = &'a Arc<EditionRow>>) -> Vec<Arc<EditionRow>> {
    let mut rows = data.to_vec();
    for row in above {
        overlay(&mut rows, Arc::clone(row));
    }
    rows.sort_by(|a, b| a.listed(b));
    rows
}

fn overlay(rows: &mut Vec<Arc<EditionRow>>, later: Arc<EditionRow>) {
    match rows.iter_mut().find(|row| row.same(&later)) {
        Some(row) if row.from_history => *row = later,
        Some(row) => *row = Arc::new(row.overlaid(&later)),
        None => rows.push(later),
    }
}
