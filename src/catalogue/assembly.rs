//! The resolutions of the United Nations General Assembly of which number, title and day are known: many, and seldom asked for, so
//! they are read when the first of them is.
//!
//! `data/unga.tsv` has one on a line: the number, the day of adoption where the text and the United Nations' own data agree on it, and
//! the title, by which they are sorted, as titles that come again are packed the smaller. Made once from the texts and their data; correct it by hand. Each is at `https://docs.un.org/en/A/RES/` and its number.

use std::sync::{Arc, LazyLock};

use super::entry::{Basis, EditionRow, EditionTitle, Entry, Status, TextRow};
use super::key::TextKey;
use super::meeting::Provenance;
use super::search::SearchIndex;
use crate::syntax::{Adopted, Body, Edition};

const LINES: &str = include_str!("data/unga.tsv");

/// By number, as [`TextKey`] orders them.
static TEXTS: LazyLock<Vec<Arc<Entry>>> = LazyLock::new(|| {
    let mut texts: Vec<_> = LINES.lines().filter_map(entry).map(Arc::new).collect();
    texts.sort_by(|a, b| a.key.cmp(&b.key));
    texts
});

/// All of them, by number.
pub(super) fn texts() -> &'static [Arc<Entry>] {
    &TEXTS
}

/// What a search looks at in them.
pub(super) fn index() -> &'static SearchIndex {
    static INDEX: LazyLock<SearchIndex> = LazyLock::new(|| SearchIndex::of(TEXTS.iter()));
    &INDEX
}

/// One of them.
pub(super) fn text(key: &TextKey) -> Option<&'static Arc<Entry>> {
    if key.body != Body::Unga {
        return None;
    }
    let at = TEXTS.binary_search_by(|entry| entry.key.cmp(key)).ok()?;
    Some(&TEXTS[at])
}

fn entry(line: &str) -> Option<Entry> {
    let mut columns = line.splitn(3, '\t');
    let (number, day, title) = (columns.next()?, columns.next()?, columns.next()?);
    let key = TextKey::resolution(Body::Unga, number);
    let source: Arc<str> = format!("https://docs.un.org/en/A/RES/{number}").into();
    // A list of texts has it so.
    let title = (!title.is_empty()).then(|| EditionTitle { text: title.into(), basis: Basis::OtherHeading });
    let mut entry = Entry::new(key);
    match day.parse::<jiff::civil::Date>() {
        Ok(day) => {
            let year = day.year().unsigned_abs();
            entry.add(EditionRow {
                edition: Edition { revised: false, adopted: Adopted::Year(year) },
                place: None,
                year: Some(year),
                day: Some(day),
                meeting: None,
                title,
                titles: [].into(),
                status: Status::NotSaid,
                status_known: Provenance::Sourced,
                through: None,
                known: Provenance::Sourced,
                from_history: false,
                source,
                note: None,
                origin: None,
            });
            entry.rebuild();
        }
        Err(_) => {
            let known = Provenance::Sourced;
            entry.text = Some(Arc::new(TextRow { title, in_force: false, known, source, note: None }));
        }
    }
    Some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        assert_eq!(texts().len(), LINES.lines().count());
        assert!(texts().is_sorted_by(|a, b| a.key < b.key));
        for line in LINES.lines() {
            let number = line.split('\t').next().unwrap();
            let entry = text(&TextKey::resolution(Body::Unga, number)).unwrap();
            let day = line.split('\t').nth(1).filter(|day| !day.is_empty());
            let read = entry.editions.first().and_then(|row| row.day).map(|day| day.to_string());
            assert_eq!(read.as_deref(), day, "{line}");
            assert!(entry.title().is_some() || day.is_some(), "{line}");
        }
    }

    #[test]
    fn one_is_found_by_its_number() {
        let found =
            |number| text(&TextKey::resolution(Body::Unga, number)).and_then(|entry| Some(&*entry.title()?.text));
        assert_eq!(found("ES-11/1"), Some("Aggression against Ukraine"));
        assert_eq!(found("74/100"), Some("Question of Bermuda"));
        assert_eq!(found("1/1"), None);
        assert!(text(&TextKey::resolution(Body::Pp, "74/100")).is_none());
    }
}
