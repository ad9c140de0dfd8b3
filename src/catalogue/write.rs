//! Lines of data files, made from adopted texts.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::store::AdoptedText;
use crate::syntax::{Adopted, Body, Instrument, Language};

/// An edition, as [`row`](super::row) describes it.
#[derive(Serialize)]
struct WrittenEdition<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recommendation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opinion: Option<&'a str>,
    body: Body,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    rev: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    titles: BTreeMap<&'static str, &'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    history: Vec<String>,
    source: &'a str,
}

/// The line of a data file that says of an adopted text what the text says of itself; none where data files have no such
/// texts.
pub(crate) fn line_of(text: &AdoptedText, source: &str) -> Option<String> {
    let number = Some(text.key.number.as_str());
    let only = |instrument| number.filter(|_| text.key.instrument == instrument);
    let (revision, place, year) = match (&text.edition.adopted, &text.meeting) {
        (Adopted::Revision(revision), Some((place, year))) => (Some(*revision), Some(place.as_str()), Some(*year)),
        (Adopted::Revision(revision), None) => (Some(*revision), None, None),
        (Adopted::At { place, year }, _) => (None, Some(place.as_str()), Some(*year)),
        (Adopted::Wrc { year } | Adopted::Year(year), _) => (None, None, Some(*year)),
    };
    let earlier = text.history.iter().filter(|(_, before)| year.is_none_or(|own| *before < own));
    let line = WrittenEdition {
        resolution: only(Instrument::Resolution),
        decision: only(Instrument::Decision),
        recommendation: only(Instrument::Recommendation),
        opinion: only(Instrument::Opinion),
        body: text.key.body,
        revision,
        place,
        year,
        rev: text.edition.revised && revision.is_none(),
        title: text.title.as_deref().filter(|_| text.language == Language::En),
        titles: text
            .title
            .as_deref()
            .filter(|_| text.language != Language::En)
            .map(|title| (text.language.code(), title))
            .into_iter()
            .collect(),
        history: earlier.map(|(place, year)| format!("{place}, {year}")).collect(),
        source,
    };
    let named = [line.resolution, line.decision, line.recommendation, line.opinion].iter().any(Option::is_some);
    named.then(|| spaced(&line))?
}

/// JSON on one line, with a space after each comma and colon: people read data files, too.
fn spaced(value: &impl Serialize) -> Option<String> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Spaced)).ok()?;
    String::from_utf8(bytes).ok()
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        out.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        out.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{DataRow, TextKey, read_rows};
    use crate::syntax::Edition;
    use crate::text::FileId;
    use expect_test::{Expect, expect};

    fn check(key: TextKey, edition: Edition, meeting: Option<(&str, u16)>, expected: Expect) {
        let text = AdoptedText {
            key: key.clone(),
            edition: edition.clone(),
            meeting: meeting.map(|(place, year)| (place.into(), year)),
            title: Some("A \"title\"".into()),
            language: Language::En,
            history: vec![("Antalya".into(), 2006), ("Busan".into(), 2014)],
            origin: FileId(1),
            path: "/drafts/texts/1.txt".into(),
        };
        let line = line_of(&text, "texts/1.txt").expect("a line");
        expected.assert_eq(&line);
        // It reads as what it was made from.
        let (rows, errors) = read_rows("ours.jsonl", &line);
        assert_eq!(errors, []);
        let [DataRow::Edition(read, row, _)] = &rows[..] else { panic!("{rows:?}") };
        assert_eq!((read, &row.edition), (&key, &edition));
    }

    #[test]
    fn each_body_has_its_form() {
        check(
            TextKey::resolution(Body::Pp, "130"),
            Edition::at(true, "Busan", 2014),
            Some(("Busan", 2014)),
            expect![[
                r#"{"resolution": "130", "body": "PP", "place": "Busan", "year": 2014, "rev": true, "title": "A \"title\"", "history": ["Antalya, 2006"], "source": "texts/1.txt"}"#
            ]],
        );
        check(
            TextKey::resolution(Body::Ra, "7"),
            Edition { revised: true, adopted: Adopted::Revision(3) },
            Some(("Geneva", 2015)),
            expect![[
                r#"{"resolution": "7", "body": "RA", "revision": 3, "place": "Geneva", "year": 2015, "title": "A \"title\"", "history": ["Antalya, 2006", "Busan, 2014"], "source": "texts/1.txt"}"#
            ]],
        );
        check(
            TextKey::new(Body::Wrc, Instrument::Recommendation, "25"),
            Edition { revised: true, adopted: Adopted::Wrc { year: 2023 } },
            None,
            expect![[
                r#"{"recommendation": "25", "body": "WRC", "year": 2023, "rev": true, "title": "A \"title\"", "history": ["Antalya, 2006", "Busan, 2014"], "source": "texts/1.txt"}"#
            ]],
        );
    }
}
