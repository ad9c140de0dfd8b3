//! Which texts have these words in title, number or body: one search for completion, the commands and the server.

use std::sync::Arc;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::entry::Entry;
use super::key::TextKey;
use crate::syntax::unaccented;

/// A text that was found.
#[derive(Clone, Copy, Debug)]
pub struct SearchHit<'a> {
    pub entry: &'a Arc<Entry>,
    pub fit: Fit,
}

/// How well a text fits what is looked for, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fit {
    /// Each word begins a word of the text.
    Words,
    /// Each word is found, but some only inside a word of the text, by their letters, or as a slip of the keyboard.
    Nearly,
    /// Some words are not found; no text fits better.
    Partly,
}

/// The texts of a catalogue with what a search looks at, by their keys.
#[derive(Debug)]
pub(super) struct SearchIndex {
    texts: Box<[IndexedText]>,
}

#[derive(Debug)]
struct IndexedText {
    entry: Arc<Entry>,
    number: Box<str>,
    /// The words of the titles (the newest first), the number and the body: lower case, without accents, a space before
    /// each.
    words: Box<str>,
}

/// What is found of a query in one text.
#[derive(Clone, Copy, Default)]
struct TextMatch {
    words: usize,
    rank: u32,
}

// What a word is worth in a text, the lower the better. The number itself is worth 0; among words that one is better which
// stands nearer to the beginning of the newest title.
const BEGINS_NUMBER: u32 = 1_000;
const BEGINS_WORD: u32 = 10_000;
const INSIDE_WORD: u32 = 100_000;
const LETTERS: u32 = 1_000_000;
/// Per slip.
const SLIP: u32 = 2_000_000;

/// Words that stand later than this are all worth the same; in bytes.
const FAR: usize = 10_000;
/// Words of a query beyond these are not looked for.
const MOST_WORDS: usize = 16;
/// The shortest word that is looked for inside of words; in characters.
const LEAST_INSIDE: usize = 4;
/// The shortest word that is looked for by its letters; in characters.
const LEAST_LETTERS: usize = 3;
/// What a letter must score on average: 16 for itself, and more where it begins a word or follows the one before.
const LETTER_SCORE: u32 = 19;
/// For each so many characters one slip is forgiven.
const LETTERS_PER_SLIP: usize = 4;
const MOST_SLIPS: usize = 2;

impl SearchIndex {
    pub(super) fn of<'e>(entries: impl Iterator<Item = &'e Arc<Entry>>) -> SearchIndex {
        SearchIndex { texts: entries.map(IndexedText::of).collect() }
    }

    /// The texts in which every word of the query is found, in whatever order they stand, the best first; if there are none,
    /// those in which the most words are found. A number must be that of the text, or begin a word of it.
    pub(super) fn find(&self, query: &str) -> Vec<SearchHit<'_>> {
        self.hits(query, true)
    }

    /// The texts in which each word of the query begins a word.
    pub(super) fn find_words(&self, query: &str) -> Vec<SearchHit<'_>> {
        let mut hits = self.hits(query, false);
        hits.retain(|hit| hit.fit == Fit::Words);
        hits
    }

    /// `nearly`: where no text has a word, something like it is looked for.
    fn hits(&self, query: &str, nearly: bool) -> Vec<SearchHit<'_>> {
        let query = folded(query);
        let words: Vec<&str> = query.split_ascii_whitespace().take(MOST_WORDS).collect();
        let mut found = vec![Some(TextMatch::default()); self.texts.len()];
        for word in &words {
            for (found, rank) in found.iter_mut().zip(self.ranks(word, nearly)) {
                match (&mut *found, rank) {
                    (Some(found), Some(rank)) => {
                        *found = TextMatch { words: found.words + 1, rank: found.rank.saturating_add(rank) };
                    }
                    // "50 digital" means no text of another number, however digital.
                    (Some(_), None) if is_number(word) => *found = None,
                    _ => {}
                }
            }
        }
        let most = found.iter().flatten().map(|found| found.words).max().unwrap_or(0);
        if most == 0 && !words.is_empty() {
            return Vec::new();
        }
        let found = self.texts.iter().zip(found).filter_map(|(text, found)| Some((&text.entry, found?)));
        let mut hits: Vec<(&Arc<Entry>, TextMatch)> = found.filter(|(_, found)| found.words == most).collect();
        // Of one rank they stay in the order of their keys.
        hits.sort_by_key(|(_, found)| found.rank);
        let fit = |rank| match rank {
            _ if most < words.len() => Fit::Partly,
            INSIDE_WORD.. => Fit::Nearly,
            _ => Fit::Words,
        };
        hits.into_iter().map(|(entry, found)| SearchHit { entry, fit: fit(found.rank) }).collect()
    }

    /// What a word is worth in each text. Only where no text has it, something like it is looked for, if at all: otherwise every
    /// query would bring a tail of texts that nobody meant.
    fn ranks(&self, word: &str, nearly: bool) -> Vec<Option<u32>> {
        let after_space = format!(" {word}");
        let ranks: Vec<_> = self.texts.iter().map(|text| text.rank(word, &after_space)).collect();
        if !nearly || ranks.iter().any(Option::is_some) || is_number(word) {
            return ranks;
        }
        let mut letters = Letters::of(word);
        let like = |text: &IndexedText| letters.rank(&text.words).or_else(|| text.rank_of_slip(word));
        self.texts.iter().map(like).collect()
    }
}

impl IndexedText {
    fn of(entry: &Arc<Entry>) -> IndexedText {
        let mut words = String::new();
        let titles = entry.editions.iter().rev().filter_map(|row| row.title.as_ref());
        let mut last = None;
        for title in titles.chain(entry.text.iter().filter_map(|text| text.title.as_ref())) {
            // Most editions keep their title.
            if last.replace(&title.text).is_none_or(|last| *last != title.text) {
                fold_into(&mut words, &title.text);
            }
        }
        for (_, title) in entry.editions.iter().flat_map(|row| row.titles.iter()) {
            fold_into(&mut words, title);
        }
        let TextKey { body, instrument, number } = &entry.key;
        for name in [number.as_str(), body.code(), body.short(), body.name(), instrument.word()] {
            fold_into(&mut words, name);
        }
        IndexedText { entry: Arc::clone(entry), number: number.to_lowercase().into(), words: words.into() }
    }

    /// Where the word is the number or its beginning, or a part of a word.
    fn rank(&self, word: &str, after_space: &str) -> Option<u32> {
        if self.number.starts_with(word) {
            return Some(if self.number.len() == word.len() { 0 } else { BEGINS_NUMBER });
        }
        if let Some(at) = self.words.find(after_space) {
            return Some(BEGINS_WORD + place(at));
        }
        let inside = !is_number(word) && word.chars().count() >= LEAST_INSIDE;
        inside.then(|| self.words.find(word).map(|at| INSIDE_WORD + place(at)))?
    }

    /// Where the word is a few slips of the keyboard away from the beginning of a word.
    fn rank_of_slip(&self, word: &str) -> Option<u32> {
        let length = word.chars().count();
        let most = (length / LETTERS_PER_SLIP).min(MOST_SLIPS);
        let mut at = 0;
        let ranks = self.words.split(' ').filter_map(|other| {
            let here = place(at);
            at += other.len() + 1;
            // Hardly anybody misses the first letter, and most words are ruled out by it.
            if other.chars().next() != word.chars().next() {
                return None;
            }
            let ends = (1..).zip(other.char_indices().map(|(at, c)| at + c.len_utf8()));
            let near = ends.filter(|(letters, _)| length.abs_diff(*letters) <= most);
            let slips = near.map(|(_, end)| strsim::osa_distance(word, &other[..end])).min()?;
            (slips <= most).then(|| SLIP * u32::try_from(slips).unwrap_or(1) + here)
        });
        ranks.min()
    }
}

/// A word whose letters are looked for in their order, close together: "cybrsec" is in "cybersecurity", "stdgrp" in "study
/// groups".
struct Letters {
    /// None for a word that is too short or no word.
    atom: Option<Atom>,
    least: u32,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Letters {
    fn of(word: &str) -> Letters {
        let length = word.chars().count();
        let lettered = length >= LEAST_LETTERS && word.chars().all(char::is_alphabetic);
        let atom = || Atom::new(word, CaseMatching::Respect, Normalization::Never, AtomKind::Fuzzy, false);
        let least = u32::try_from(length).unwrap_or(u32::MAX).saturating_mul(LETTER_SCORE);
        Letters { atom: lettered.then(atom), least, matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new() }
    }

    fn rank(&mut self, words: &str) -> Option<u32> {
        let haystack = Utf32Str::new(words, &mut self.buffer);
        let score = u32::from(self.atom.as_ref()?.score(haystack, &mut self.matcher)?);
        (score >= self.least).then(|| LETTERS.saturating_sub(score))
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at.min(FAR)).unwrap_or(0)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Lower case without accents, a space before each word.
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
                Words: UNGA 74/73 Regional confidence-building measures: activities of the
                Words: UNGA 75/79 Regional confidence-building measures: activities of the
            "#]],
        );
        check(
            "build secur confid",
            expect![[r#"
                Words: PP 130 Strengthening the role of ITU in building confidence and
                Words: PP 181 Definitions and terminology relating to building confide
                Words: UNGA 74/73 Regional confidence-building measures: activities of the
                Words: UNGA 75/79 Regional confidence-building measures: activities of the
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
                Nearly: WTDC 45 Mechanisms for enhancing cooperation on cybersecurity, i
                Nearly: UNGA 57/239 Creation of a global culture of cybersecurity
                Nearly: UNGA 58/199 Creation of a global culture of cybersecurity and the pr
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
        // Over two words.
        check(
            "stdgrp",
            expect![[r#"
            Nearly: RA 5 Work programme and Questions of Radiocommunication Study
            Nearly: PP 166 Number of vice-chairmen of Sector advisory groups, study
            Nearly: PP 208 Appointment and maximum term of office for chairmen and 
            Nearly: WTSA 2 ITU Telecommunication Standardization Sector study group
        "#]],
        );
        check(
            "accesibility dissabilities",
            expect![[r#"
            Nearly: PP 175 Telecommunication/information and communication technolo
            Nearly: RA 67 Telecommunication/ICT accessibility for persons with dis
            Nearly: WTSA 70 Telecommunication/information and communication technolo
            Nearly: WTDC 58 Telecommunication/information and communication technolo
        "#]],
        );
        check(
            "cyber security",
            expect![[r#"
            Nearly: WTSA 50 Cybersecurity
            Nearly: UNGA 57/239 Creation of a global culture of cybersecurity
            Nearly: UNGA 58/199 Creation of a global culture of cybersecurity and the pr
            Nearly: UNGA 64/211 Creation of a global culture of cybersecurity and taking
        "#]],
        );
        check(
            "Cybér\u{a0}SECURTY",
            expect![[r#"
            Partly: WTSA 50 Cybersecurity
            Partly: UNGA 57/239 Creation of a global culture of cybersecurity
            Partly: UNGA 58/199 Creation of a global culture of cybersecurity and the pr
            Partly: UNGA 64/211 Creation of a global culture of cybersecurity and taking
        "#]],
        );
        check("zebra", expect![[""]]);
        check("qwxyz", expect![[""]]);
        // Too short to be like anything.
        check("zq", expect![[""]]);
    }

    #[test]
    fn where_no_text_has_all_words_those_with_the_most_are_found() {
        check(
            "security digital",
            expect![[r#"
                Partly: WTDC 89 Digital transformation for sustainable development
                Partly: PP 184 Facilitating digital inclusion initiatives for indigenou
                Partly: WTDC 37 Bridging the digital divide
                Partly: WRC 517 Introduction of digitally modulated emissions in the hig
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
        assert_eq!(catalogue.find("").len(), catalogue.texts().count());
    }
}
