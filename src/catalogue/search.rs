//! Finding texts by number and words of title and body: one search for completion, commands and server.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::entry::Entry;
use super::key::TextKey;
use crate::syntax::unaccented;

/// A text that was found.
#[derive(Clone, Copy, Debug)]
pub struct SearchHit<'a> {
    /// It.
    pub entry: &'a Arc<Entry>,
    /// How well it fits.
    pub fit: Fit,
}

/// How well a text fits what is looked for, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fit {
    /// Each word begins a word of the text.
    Words,
    /// Some words stand inside a word of the text, or are a slip of the keyboard away from it.
    Nearly,
    /// Some words do not fit; no text fits better.
    Partly,
}

/// What [`SearchIndex::find`] looks through: the words of all texts of a catalogue, folded.
#[derive(Debug)]
pub(super) struct SearchIndex {
    /// In the order of the catalogue's entries.
    texts: Box<[Words]>,
}

#[derive(Debug)]
struct Words {
    number: Box<str>,
    /// The words of the titles (the newest first), the number and the body, each after a blank.
    all: Box<str>,
}

/// What a word is worth, the lower the better: the number itself, a number that begins so, the beginning of a word, the
/// inside of one, a slip; among words that which stands nearest to the beginning of the newest title.
const BEGUN_NUMBER: u32 = 1_000;
const BEGUN_WORD: u32 = 10_000;
const INSIDE: u32 = 100_000;
const SLIP: u32 = 1_000_000;
/// Words that stand further behind than this are all worth the same; in bytes.
const FAR: usize = 10_000;
/// The shortest word that is looked for inside of words; in characters.
const INSIDE_LETTERS: usize = 4;
/// In each so many characters one slip is forgiven.
const SLIP_LETTERS: usize = 4;
/// In no word more are.
const MOST_SLIPS: usize = 2;

impl SearchIndex {
    /// Reads the words off the entries.
    pub fn of(entries: &[Arc<Entry>]) -> SearchIndex {
        SearchIndex { texts: entries.iter().map(|entry| Words::of(entry)).collect() }
    }

    /// The texts in which every word of the query is found, in whatever order they stand, the best first; if there are none,
    /// those in which the most words are found. A number is itself or the beginning of one.
    /// `entries`: those that the index is of.
    pub fn find<'a>(&self, entries: &'a [Arc<Entry>], query: &str) -> Vec<SearchHit<'a>> {
        let query = folded(query);
        let query: Vec<&str> = query.split(' ').filter(|word| !word.is_empty()).collect();
        let ranks: Vec<Vec<Option<u32>>> = query.iter().map(|word| self.ranks(word)).collect();
        // A number that a text does not have is missing whatever words it has.
        let numbers: Vec<bool> = query.iter().map(|word| is_number(word)).collect();
        let found = (0..entries.len()).map(|at| {
            let found = ranks.iter().filter_map(|ranks| ranks[at]);
            let other = ranks.iter().zip(&numbers).any(|(ranks, number)| *number && ranks[at].is_none());
            if other { (0, 0) } else { found.fold((0, 0), |(count, sum), rank| (count + 1, rank.saturating_add(sum))) }
        });
        let found: Vec<(usize, u32)> = found.collect();
        let most = found.iter().map(|(count, _)| *count).max().unwrap_or(0);
        if most == 0 && !query.is_empty() {
            return Vec::new();
        }
        let fit = |rank: u32| match rank {
            _ if most < query.len() => Fit::Partly,
            INSIDE.. => Fit::Nearly,
            _ => Fit::Words,
        };
        let found = entries.iter().zip(found).filter(|(_, (count, _))| *count == most);
        let mut hits: Vec<(u32, SearchHit<'_>)> =
            found.map(|(entry, (_, rank))| (rank, SearchHit { entry, fit: fit(rank) })).collect();
        hits.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.entry.key.cmp(&other.entry.key)));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }

    /// What a word is worth in each text. Slips are looked for only where it is no part of any word.
    fn ranks(&self, word: &str) -> Vec<Option<u32>> {
        let ranks = |word: &str| -> Vec<Option<u32>> {
            let begins = format!(" {word}");
            self.texts.iter().map(|text| text.rank(word, &begins)).collect()
        };
        let found = ranks(word);
        if found.iter().any(Option::is_some) || is_number(word) {
            return found;
        }
        let (slips, meant) = self.meant_by(word);
        let meant: Vec<_> = meant.into_iter().map(ranks).collect();
        let best = |at: usize| Some(meant.iter().filter_map(|ranks| ranks[at]).min()?.saturating_add(SLIP * slips));
        (0..self.texts.len()).map(best).collect()
    }

    /// The beginnings of words that a word is the fewest slips away from, and how many these are.
    fn meant_by(&self, word: &str) -> (u32, BTreeSet<&str>) {
        let letters: Vec<char> = word.chars().collect();
        let most = (letters.len() / SLIP_LETTERS).min(MOST_SLIPS);
        let mut best = most;
        let mut meant = BTreeSet::new();
        // Hardly anybody misses the first letter, and most words are ruled out by it.
        let words = self.texts.iter().flat_map(|text| text.all.split(' '));
        for other in words.filter(|other| other.chars().next() == letters.first().copied()) {
            let ends = other.char_indices().map(|(at, c)| at + c.len_utf8()).enumerate();
            for (_, end) in ends.filter(|(before, _)| (before + 1).abs_diff(letters.len()) <= most) {
                let slips = strsim::osa_distance(word, &other[..end]);
                if slips < best {
                    meant.clear();
                }
                if slips <= best {
                    best = slips;
                    meant.insert(&other[..end]);
                }
            }
        }
        (u32::try_from(best).unwrap_or(u32::MAX / SLIP), meant)
    }
}

impl Words {
    fn of(entry: &Entry) -> Words {
        let mut all = String::new();
        let titles = entry.editions.iter().rev().filter_map(|row| row.title.as_ref());
        let mut last = None;
        for title in titles.chain(entry.text.iter().filter_map(|text| text.title.as_ref())) {
            // Most editions keep their title.
            if last.replace(&title.text).is_none_or(|last| *last != title.text) {
                fold_into(&mut all, &title.text);
            }
        }
        let TextKey { body, instrument, number } = &entry.key;
        for name in [number.as_str(), body.code(), body.short(), body.name(), instrument.word()] {
            fold_into(&mut all, name);
        }
        Words { number: number.to_lowercase().into(), all: all.into() }
    }

    /// `begins`: the word after a blank.
    fn rank(&self, word: &str, begins: &str) -> Option<u32> {
        if self.number.starts_with(word) {
            return Some(if self.number.len() == word.len() { 0 } else { BEGUN_NUMBER });
        }
        if let Some(at) = self.all.find(begins) {
            return Some(BEGUN_WORD + place(at));
        }
        let inside = !is_number(word) && word.chars().count() >= INSIDE_LETTERS;
        inside.then(|| self.all.find(word).map(|at| INSIDE + place(at)))?
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at.min(FAR)).unwrap_or(u32::MAX / SLIP)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Lower case without accents, one blank before each word.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 1);
    fold_into(&mut folded, text);
    folded
}

fn fold_into(folded: &mut String, text: &str) {
    let mut last = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        // "57/239" is one word, "telecommunication/information" is two.
        let of_number = c == '/' && last.is_ascii_digit() && rest.peek().is_some_and(char::is_ascii_digit);
        if c.is_alphanumeric() || of_number {
            if last == ' ' {
                folded.push(' ');
            }
            folded.extend(unaccented(c).to_lowercase());
            last = c;
        } else {
            last = ' ';
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::catalogue::Catalogue;

    /// The first texts that are found.
    fn check(query: &str, expected: Expect) {
        let catalogue = Catalogue::embedded();
        let found = catalogue.find(query).into_iter().take(4).map(|hit| {
            let key = &hit.entry.key;
            let title = hit.entry.title().map_or("", |title| &title.text);
            let title: String = title.chars().take(56).collect();
            format!("{:?}: {} {} {title}\n", hit.fit, key.body.code(), key.number)
        });
        expected.assert_eq(&found.collect::<String>());
    }

    #[test]
    fn every_word_begins_a_word_in_any_order() {
        check(
            "cybersec",
            expect![[r#"
            Words: WTSA 50 Cybersecurity
            Words: UNGA 57/239 Creation of a global culture of cybersecurity
            Words: UNGA 58/199 Creation of a global culture of cybersecurity and the pr
            Words: UNGA 64/211 Creation of a global culture of cybersecurity and taking
        "#]],
        );
        check(
            "CONFID secur BUILD",
            expect![[r#"
            Words: PP 130 Strengthening the role of ITU in building confidence and
            Words: PP 181 Definitions and terminology relating to building confide
        "#]],
        );
        check(
            "build secur confid",
            expect![[r#"
            Words: PP 130 Strengthening the role of ITU in building confidence and
            Words: PP 181 Definitions and terminology relating to building confide
        "#]],
        );
        check(
            "wtsa 50",
            expect![[r#"
            Words: WTSA 50 Cybersecurity
        "#]],
        );
        check(
            "50 standardization assembly",
            expect![[r#"
            Words: WTSA 50 Cybersecurity
        "#]],
        );
        // The second half of "telecommunication/information".
        check(
            "information entrepreneurship",
            expect![[r#"
            Words: WTDC 90 Fostering telecommunication/information and communicatio
        "#]],
        );
    }

    #[test]
    fn slips_of_the_keyboard_are_found_where_the_word_itself_is_not() {
        check(
            "cybrsec",
            expect![[r#"
            Nearly: WTSA 50 Cybersecurity
            Nearly: UNGA 57/239 Creation of a global culture of cybersecurity
            Nearly: UNGA 58/199 Creation of a global culture of cybersecurity and the pr
            Nearly: UNGA 64/211 Creation of a global culture of cybersecurity and taking
        "#]],
        );
        check(
            "securty",
            expect![[r#"
            Nearly: PP 98 The use of telecommunications for the safety and securit
            Nearly: PP 130 Strengthening the role of ITU in building confidence and
            Nearly: PP 181 Definitions and terminology relating to building confide
            Nearly: UNGA 68/243 Developments in the field of information and telecommuni
        "#]],
        );
        check(
            "cybersecuirty spam",
            expect![[r#"
            Nearly: WTDC 45 Mechanisms for enhancing cooperation on cybersecurity, i
        "#]],
        );
        check(
            "chld onlne prot",
            expect![[r#"
            Nearly: PP 179 ITU's role in child online protection
            Nearly: WTDC 67 The role of the ITU Telecommunication Development Sector
        "#]],
        );
        check(
            "ybersec",
            expect![[r#"
            Nearly: WTSA 50 Cybersecurity
            Nearly: UNGA 57/239 Creation of a global culture of cybersecurity
            Nearly: UNGA 58/199 Creation of a global culture of cybersecurity and the pr
            Nearly: UNGA 64/211 Creation of a global culture of cybersecurity and taking
        "#]],
        );
        check("zebra", expect![[""]]);
        check("qwxyz", expect![[""]]);
    }

    #[test]
    fn where_no_text_has_all_words_those_with_the_most_are_found() {
        check(
            "security digital",
            expect![[r#"
            Partly: WTDC 89 Digital transformation for sustainable development
            Partly: PP 184 Facilitating digital inclusion initiatives for indigenou
            Partly: WTDC 37 Bridging the digital divide
            Partly: UNGA 68/167 The right to privacy in the digital age
        "#]],
        );
        check(
            "cybersecurity zebra",
            expect![[r#"
            Partly: WTSA 50 Cybersecurity
            Partly: UNGA 57/239 Creation of a global culture of cybersecurity
            Partly: UNGA 58/199 Creation of a global culture of cybersecurity and the pr
            Partly: UNGA 64/211 Creation of a global culture of cybersecurity and taking
        "#]],
        );
    }

    #[test]
    fn a_number_is_a_number() {
        check(
            "2",
            expect![[r#"
            Words: PP 2 World telecommunication/information and communication te
            Words: WTSA 2 ITU Telecommunication Standardization Sector study group
            Words: WTDC 2 Establishment of study groups
            Words: RA 2 Conference Preparatory Meeting
        "#]],
        );
        check(
            "57/239",
            expect![[r#"
            Words: UNGA 57/239 Creation of a global culture of cybersecurity
        "#]],
        );
        check("999999", expect![[""]]);
        check("999999 cybersecurity", expect![[""]]);
    }

    #[test]
    fn nothing_asked_for_finds_all() {
        let catalogue = Catalogue::embedded();
        assert_eq!(catalogue.find("").len(), catalogue.entries().len());
    }
}
