//! The words of titles, as two titles are compared: without articles, signs, capitals and plurals, abbreviations written out.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use super::entry::{Basis, Entry};
use super::key::TextKey;
use crate::syntax::{Body, note_mark_end, without_printed_mark};

/// A word of a title, reduced to what counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct TitleWord {
    pub text: String,
    /// Where it ends in the words it was read from.
    pub end: usize,
    /// Whether a comma or another sign stands before it.
    pub after_sign: bool,
}

impl TitleWord {
    /// Whether no title follows an "on" before this word: "on which", "on behalf of".
    pub(crate) fn begins_no_title(&self) -> bool {
        WORDS.no_titles.contains(&self.text)
    }
}

/// A text and the words of one of its titles.
pub(super) type TitledText = (TextKey, Vec<String>);

/// The sourced titles of the texts of each body, by their first words: most are never asked for, and their other words not made.
#[derive(Default, Debug)]
pub(super) struct TitleIndex(HashMap<FirstTitleWords, Vec<(TextKey, Arc<str>)>>);

/// The words that a title of a body's text is found by.
#[derive(PartialEq, Eq, Hash, Debug)]
pub(super) struct FirstTitleWords(Body, String);

impl FirstTitleWords {
    /// The first words that are said.
    pub(super) fn new(body: Body, said: &str) -> FirstTitleWords {
        FirstTitleWords::of(body, &first_title_words(said, FIRST_WORDS))
    }

    fn of(body: Body, words: &[TitleWord]) -> FirstTitleWords {
        let first: Vec<&str> = words.iter().take(FIRST_WORDS).map(|word| &*word.text).collect();
        FirstTitleWords(body, first.join(" "))
    }
}

/// How many words of a title it is found by. Shorter titles are nobody's own.
const FIRST_WORDS: usize = 4;

impl TitleIndex {
    pub(super) fn of<'e>(entries: impl Iterator<Item = &'e Arc<Entry>>) -> TitleIndex {
        let mut index = TitleIndex::default();
        for entry in entries {
            let sourced = entry.editions.iter().filter(|row| row.known.is_sourced());
            let all = sourced.filter_map(|row| row.title.as_ref()).filter(|title| title.basis == Basis::Heading);
            for title in all {
                let words = first_title_words(&title.text, FIRST_WORDS + 1);
                if words.len() > FIRST_WORDS {
                    let first = FirstTitleWords::of(entry.key.body, &words);
                    index.0.entry(first).or_default().push((entry.key.clone(), title.text.clone()));
                }
            }
        }
        index
    }

    /// The titles that begin with such words.
    pub(super) fn with(&self, first: &FirstTitleWords) -> impl Iterator<Item = TitledText> {
        let titled = |(key, title): &(TextKey, Arc<str>)| {
            (key.clone(), title_words(title).into_iter().map(|word| word.text).collect())
        };
        self.0.get(first).into_iter().flatten().map(titled)
    }
}

/// The words that the comparison knows.
struct KnownWords {
    /// Abbreviations, each with the words that it stands for.
    short: HashMap<String, Vec<String>>,
    /// The letters of the sectors, "R" of "ITU-R", each with its words.
    sectors: HashMap<String, Vec<String>>,
    /// What follows "on" where no title does: "on which", "on behalf of".
    no_titles: HashSet<String>,
}

static WORDS: LazyLock<KnownWords> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        short: HashMap<String, String>,
        sectors: HashMap<String, String>,
        no_titles: Vec<String>,
    }
    let file: File =
        serde_json::from_str(include_str!("data/title_words.json")).expect("the data file of titles is tested");
    let plain = |words: String| {
        let words = words.split(' ').filter(|word| !is_article(word));
        words.map(|word| singular(word.into())).collect()
    };
    KnownWords {
        short: file.short.into_iter().map(|(short, long)| (singular(short), plain(long))).collect(),
        sectors: file.sectors.into_iter().map(|(letter, long)| (letter, plain(long))).collect(),
        no_titles: file.no_titles.into_iter().map(singular).collect(),
    }
});

/// The words of a title without articles, signs, footnotes' marks and abbreviations in brackets; abbreviations written out.
pub(crate) fn title_words(text: &str) -> Vec<TitleWord> {
    first_title_words(text, usize::MAX)
}

/// The same, up to some number of words or a few more.
pub(crate) fn first_title_words(text: &str, most: usize) -> Vec<TitleWord> {
    let mut words: Vec<TitleWord> = Vec::new();
    let mut after_sign = false;
    let mut chars = text.char_indices().peekable();
    while words.len() < most
        && let Some((start, c)) = chars.next()
    {
        if !c.is_alphanumeric() {
            let passed_over =
                abbreviation(&text[start..]).map(|len| start + len).or_else(|| note_mark_end(text, start));
            if let Some(end) = passed_over {
                while chars.next_if(|&(at, _)| at < end).is_some() {}
            } else {
                after_sign |= matches!(c, ',' | ':' | '.' | '(' | ')' | '“' | '"');
            }
            continue;
        }
        let (mut word, mut end) = (String::new(), start + c.len_utf8());
        word.extend(c.to_lowercase());
        while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{ad}')) {
            end = at + c.len_utf8();
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
        }
        word.truncate(without_printed_mark(&word).len());
        if is_article(&word) {
            continue;
        }
        let word = singular(word);
        let place = |text: String, after_sign| TitleWord { text, end, after_sign };
        let sector = || words.last().filter(|last| last.text == "itu").and_then(|_| WORDS.sectors.get(&word));
        match WORDS.short.get(&word).or_else(sector) {
            Some(long) => words.extend(long.iter().map(|word| place(word.clone(), std::mem::take(&mut after_sign)))),
            None => words.push(place(word, std::mem::take(&mut after_sign))),
        }
    }
    words
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an")
}

/// "technologies" as "technology", "telecommunications" as "telecommunication".
fn singular(mut word: String) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    if word.len() > 2 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    word
}

/// How long an abbreviation in brackets is that begins here: "(ICTs)", "(WSIS)".
fn abbreviation(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let end = inner.bytes().take(14).position(|byte| byte == b')')?;
    let short = &inner[..end];
    let capitals = short.chars().filter(|c| c.is_uppercase()).count();
    (capitals > 1 && !short.contains(char::is_whitespace)).then_some(end + 2)
}
