//! Finding texts by number and words of the title, as completion asks.

use std::collections::HashSet;
use std::sync::Arc;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::entry::Entry;
use super::key::TextKey;
use super::store::Catalogue;
use crate::syntax::unaccented;

/// A text that was found.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// It.
    pub entry: &'a Arc<Entry>,
    /// The lower, the better: what [`Catalogue::find_words`] sorts by.
    pub rank: u32,
    /// Only its letters are those of the query, not its words.
    pub by_letters: bool,
}

/// What [`Catalogue::find`] ranks texts behind in which only letters of the query are found.
const FUZZY: u32 = 1_000_000;
/// The shortest word that is looked for by its letters.
const FUZZY_LETTERS: usize = 3;
/// What a letter must be worth on average: 16 for itself, and more where it begins a word or follows the one before.
const LETTER_SCORE: u32 = 19;

impl Catalogue {
    /// The texts that [`Self::find_words`] finds, and behind them those in which the letters of every word stand close
    /// together: "cybrsec" finds cybersecurity.
    pub fn find(&self, query: &str) -> Vec<Found<'_>> {
        let mut found = self.find_words(query);
        let folded = folded(query);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let lettered = |word: &&str| word.len() >= FUZZY_LETTERS && word.chars().all(char::is_alphabetic);
        if words.is_empty() || !words.iter().all(lettered) {
            return found;
        }
        let known: HashSet<*const Entry> = found.iter().map(|found| Arc::as_ptr(found.entry)).collect();
        let atom = |word: &&str| {
            let atom = Atom::new(word, CaseMatching::Respect, Normalization::Never, AtomKind::Fuzzy, false);
            (atom, LETTER_SCORE * u32::try_from(word.chars().count()).unwrap_or(u32::MAX / LETTER_SCORE))
        };
        let atoms: Vec<(Atom, u32)> = words.iter().map(atom).collect();
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut letters = Vec::new();
        let begun = found.len();
        for entry in self.entries().iter().filter(|entry| !known.contains(&Arc::as_ptr(entry))) {
            let haystack = Utf32Str::new(&entry.words, &mut letters);
            let scores = atoms.iter().map(|(atom, least)| {
                let score = u32::from(atom.score(haystack, &mut matcher)?);
                (score >= *least).then_some(score)
            });
            if let Some(score) = scores.sum::<Option<u32>>() {
                found.push(Found { entry, rank: FUZZY.saturating_sub(score), by_letters: true });
            }
        }
        found[begun..].sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.entry.key.cmp(&b.entry.key)));
        found
    }

    /// The texts of which every word of the query begins a word of a title, the number, or the body's name, best first:
    /// the number itself, then numbers that begin so, then titles, those with the word near their beginning first.
    pub fn find_words(&self, query: &str) -> Vec<Found<'_>> {
        let query = folded(query);
        let words: Vec<&str> = query.match_indices(' ').map(|(at, _)| up_to_next_word(&query[at..])).collect();
        let mut found: Vec<Found<'_>> = self
            .entries()
            .iter()
            .filter_map(|entry| Some(Found { entry, rank: rank(entry, &words)?, by_letters: false }))
            .collect();
        found.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.entry.key.cmp(&b.entry.key)));
        found
    }
}

/// " word" of " word and more".
fn up_to_next_word(rest: &str) -> &str {
    let end = rest[1..].find(' ').map_or(rest.len(), |end| end + 1);
    &rest[..end]
}

/// How well the words fit, or `None` where one does not. Each has its blank before it.
fn rank(entry: &Entry, words: &[&str]) -> Option<u32> {
    let mut rank = 0;
    for word in words {
        let number = entry.key.number.as_str();
        rank += match word[1..].len().cmp(&number.len()) {
            std::cmp::Ordering::Equal if number == &word[1..] => 0,
            std::cmp::Ordering::Less if number.starts_with(&word[1..]) => 1_000,
            _ => 10_000 + u32::try_from(entry.words.find(word)?).unwrap_or(u32::MAX / 64).min(10_000),
        };
    }
    Some(rank)
}

/// The words of a text that a query may begin: its titles' (newest first), its number's parts, its body's short name.
pub(super) fn folded_words(entry: &Entry) -> Box<str> {
    let mut words = String::new();
    let titles = entry.editions.iter().rev().filter_map(|row| row.title.as_ref());
    let mut last = None;
    for title in titles.chain(entry.text.iter().filter_map(|text| text.title.as_ref())) {
        // Most editions keep their title.
        if last.replace(&title.text).is_none_or(|last| *last != title.text) {
            fold_into(&mut words, &title.text);
        }
    }
    let TextKey { body, instrument, number } = &entry.key;
    for name in [number.as_str(), body.code(), body.short(), instrument.word()] {
        fold_into(&mut words, name);
    }
    words.into()
}

/// Lower case without accents, one blank before each word.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 1);
    fold_into(&mut folded, text);
    folded
}

fn fold_into(folded: &mut String, text: &str) {
    let mut between = true;
    for c in text.chars() {
        // "57/239" stays one word.
        if !c.is_alphanumeric() && c != '/' {
            between = true;
            continue;
        }
        if std::mem::take(&mut between) {
            folded.push(' ');
        }
        folded.extend(unaccented(c).to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Body;

    fn first(query: &str) -> Option<(Body, String)> {
        let catalogue = Catalogue::embedded();
        let found = catalogue.find_words(query);
        found.first().map(|found| (found.entry.key.body, found.entry.key.number.to_string()))
    }

    #[test]
    fn every_word_begins_a_word() {
        assert_eq!(first("cybersec"), Some((Body::Wtsa, "50".into())));
        assert_eq!(first("CONFID secur BUILD"), Some((Body::Pp, "130".into())));
        assert_eq!(first("57/239"), Some((Body::Unga, "57/239".into())));
        assert_eq!(first("wtsa 50"), Some((Body::Wtsa, "50".into())));
        assert_eq!(first("ybersec"), None);
        assert_eq!(first("cybersecurity zebra"), None);
    }

    #[test]
    fn letters_are_found_where_words_are_not() {
        let catalogue = Catalogue::embedded();
        let titles = |query: &str| -> Vec<String> {
            let found = catalogue.find(query).into_iter().take(3);
            found.filter_map(|found| Some(found.entry.title()?.text.to_string())).collect()
        };
        assert!(titles("cybrsec")[0].to_lowercase().contains("cybersecurity"), "{:?}", titles("cybrsec"));
        assert!(titles("cybersecuirty spam").is_empty());
        assert!(titles("chld onlne prot")[0].contains("child online protection"), "{:?}", titles("chld onlne prot"));
        assert!(titles("zebra").is_empty() && titles("qwxyz").is_empty());
        // A number is a number.
        assert_eq!(catalogue.find("999999").len(), 0);
    }

    #[test]
    fn the_number_itself_comes_first() {
        let catalogue = Catalogue::embedded();
        let found = catalogue.find_words("2");
        let numbers: Vec<_> = found.iter().map(|found| found.entry.key.number.as_str()).collect();
        let exact = numbers.iter().take_while(|number| **number == "2").count();
        assert!(exact >= 4, "PP, WTSA, WTDC, RA and WRC have a Resolution 2: {exact}");
        assert!(numbers[exact].starts_with('2'));
        assert_eq!(catalogue.find_words("").len(), catalogue.entries().len());
    }
}
