//! Editions: a text as one meeting left it, and how a draft writes that down.

use smol_str::SmolStr;

use super::language::{LanguageWords, languages};
use crate::text::Span;

/// When a text was adopted, as the parenthesis says it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Adopted {
    /// "(Bucharest, 2022)": the place as written, and the year.
    At {
        /// As written; compare with [`same_place`].
        place: SmolStr,
        /// Four digits.
        year: u16,
    },
    /// "(WRC-15)": a conference by its code, which tells the year.
    Wrc {
        /// Four digits: WRC-15 is 2015, WARC-92 is 1992.
        year: u16,
    },
    /// "ITU-R 7-3": the number of the revision; 0 for the first edition.
    Revision(u16),
    /// "(Modified 2019)", "(2016)": a year alone, as the Council has it.
    Year(u16),
}

/// An edition: new, or a revision of an older one.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Edition {
    /// Written with "Rev.".
    pub revised: bool,
    pub adopted: Adopted,
}

impl Edition {
    /// "(Place, Year)" or "(Rev. Place, Year)".
    pub fn at(revised: bool, place: &str, year: u16) -> Edition {
        Edition { revised, adopted: Adopted::At { place: place.into(), year } }
    }

    /// The year, where the edition says one.
    pub fn year(&self) -> Option<u16> {
        match self.adopted {
            Adopted::At { year, .. } | Adopted::Wrc { year } | Adopted::Year(year) => Some(year),
            Adopted::Revision(_) => None,
        }
    }

    /// The place, where the edition says one.
    pub fn place(&self) -> Option<&str> {
        match &self.adopted {
            Adopted::At { place, .. } => Some(place),
            _ => None,
        }
    }

    /// Whether both name the same meeting, whatever they say of "Rev.".
    pub fn same_meeting(&self, other: &Edition) -> bool {
        match (&self.adopted, &other.adopted) {
            (Adopted::At { place: a, year: x }, Adopted::At { place: b, year: y }) => x == y && same_place(a, b),
            (a, b) => a == b,
        }
    }
}

/// The edition as it stands in a parenthesis, without the brackets: "Rev. Bucharest, 2022", "WRC-19", "Rev.WRC-15".
impl std::fmt::Display for Edition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.adopted, self.revised) {
            (Adopted::At { place, year }, true) => write!(f, "Rev. {place}, {year}"),
            (Adopted::At { place, year }, false) => write!(f, "{place}, {year}"),
            (Adopted::Wrc { year }, revised) => {
                f.write_str(if revised { "Rev." } else { "" })?;
                match year {
                    ..2000 => write!(f, "{}-{:02}", if *year < 1993 { "WARC" } else { "WRC" }, year % 100),
                    2000 => f.write_str("WRC-2000"),
                    _ => write!(f, "WRC-{:02}", year % 100),
                }
            }
            (Adopted::Revision(revision), _) => write!(f, "{revision}"),
            (Adopted::Year(year), true) => write!(f, "Modified {year}"),
            (Adopted::Year(year), false) => write!(f, "{year}"),
        }
    }
}

/// An edition as a draft writes it, with the places of its parts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EditionMention {
    pub edition: Edition,
    /// With its brackets.
    pub span: Span,
    /// From the place to the year, without "Rev.": what a newer edition would replace.
    pub meeting_span: Span,
    /// A second place and year run together with the first, as a text copied from Word has them:
    /// "(Rev. Busan, 2014Dubai, 2018)". Then `edition` is the first of the two.
    pub glued: Option<Glued>,
    /// `[place]`, "20XX": to be filled in when the meeting is known.
    pub placeholder: bool,
}

/// The second of two editions that were run together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Glued {
    pub edition: Edition,
    /// What stands in the first alone.
    pub(super) only_first: Vec<Span>,
    /// What stands in the second alone.
    pub(super) only_second: Vec<Span>,
    /// Whether both are known meetings, so that nothing else can be meant.
    pub(super) known: bool,
    /// The places stand in one order and the years in the other: "Buenos AiresDubai, 20147".
    pub(super) crossed: bool,
}

impl Glued {
    pub(super) fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        self.only_first.iter_mut().chain(&mut self.only_second).for_each(f);
    }
}

/// Whether two places are the same, whatever their case and accents: "FLORIANOPOLIS" is "Florianópolis".
pub fn same_place(a: &str, b: &str) -> bool {
    let same = |a: &str, b: &str| a == b || folded(a).eq(folded(b));
    same(a, b) || (!a.is_ascii() || !b.is_ascii()) && same(english_place(a), english_place(b))
}

/// The English name of a place that a language of another script names; else as it is.
fn english_place(place: &str) -> &str {
    let named = |words: &'static LanguageWords| words.places.iter().find(|(_, own)| *own == place);
    languages().iter().find_map(named).map_or(place, |(english, _)| english)
}

/// Letters in lower case without their accents; anything between words becomes one space.
pub(super) fn folded(place: &str) -> impl Iterator<Item = char> {
    let mut gap = false;
    let mut begun = false;
    place
        .chars()
        .filter_map(move |c| {
            if !c.is_alphanumeric() {
                gap = begun;
                return None;
            }
            begun = true;
            Some((std::mem::take(&mut gap), c))
        })
        .flat_map(|(gap, c)| gap.then_some(' ').into_iter().chain(unaccented(c).to_lowercase()))
}

/// The letter without its accent, for the letters that occur in names of places.
pub fn unaccented(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' => 'A',
        'ç' => 'c',
        'Ç' => 'C',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'È' | 'É' | 'Ê' | 'Ë' => 'E',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'Ì' | 'Í' | 'Î' | 'Ï' => 'I',
        'ñ' => 'n',
        'Ñ' => 'N',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' => 'O',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'Ù' | 'Ú' | 'Û' | 'Ü' => 'U',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_whatever_their_case_and_accents() {
        assert!(same_place("FLORIANÓPOLIS", "Florianopolis"));
        assert!(same_place("New  Delhi", "NEW DELHI"));
        assert!(!same_place("New Delhi", "Newdelhi"));
        assert!(!same_place("Dubai", "Doha"));
    }

    #[test]
    fn an_edition_is_written_as_its_body_writes_it() {
        let wrc = |revised, year| Edition { revised, adopted: Adopted::Wrc { year } }.to_string();
        assert_eq!(Edition::at(true, "Bucharest", 2022).to_string(), "Rev. Bucharest, 2022");
        assert_eq!(Edition::at(false, "Guadalajara", 2010).to_string(), "Guadalajara, 2010");
        assert_eq!(
            [wrc(true, 2015), wrc(false, 2000), wrc(true, 1992), wrc(true, 1997)],
            ["Rev.WRC-15", "WRC-2000", "Rev.WARC-92", "Rev.WRC-97"]
        );
    }
}
