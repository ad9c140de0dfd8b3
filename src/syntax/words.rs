//! The fixed words that citations and references begin with, found in one pass over a block.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use smol_str::SmolStr;

use super::body::{Body, Instrument};
use super::call::spellings;
use super::cursor::small_letter;
use super::language::languages;

/// What a fixed word begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Keyword {
    /// "Resolution", "Resolutions".
    Instrument { instrument: Instrument, many: bool },
    /// A call word, by its index in [`super::verbs`].
    Verb(u16),
    /// "(": perhaps a place and a year.
    Bracket,
    /// "[": a footnote, a bookmark, a text not agreed.
    Square,
    /// "annex", "appendix".
    Annex,
    /// "paragraph", "operative paragraph": perhaps a reference that does not begin with the call.
    Paragraph,
    /// "part": perhaps "PART VI - SIGNATORIES" in the middle of a line.
    Part,
    /// "; " and ": ": where conversion runs the next label into the line.
    Stop,
}

/// A way to write an instrument: its word, which instrument, and whether the word is a plural.
type InstrumentWord = (SmolStr, Instrument, bool);

/// The words for instruments, and those that are cut short.
static INSTRUMENTS: LazyLock<(Vec<InstrumentWord>, Vec<InstrumentWord>)> = LazyLock::new(|| {
    let (mut whole, mut short) = (Vec::new(), Vec::new());
    for row in languages().iter().flat_map(|words| &words.instruments) {
        let word = |many| move |word: &SmolStr| (word.clone(), row.instrument, many);
        whole.extend(row.one.iter().map(word(false)));
        whole.extend(row.many.iter().map(word(true)));
        short.extend(row.short.iter().map(word(false)));
    }
    (whole, short)
});

/// All words for instruments, from `data/languages`.
pub(super) fn instrument_words() -> &'static [InstrumentWord] {
    &INSTRUMENTS.0
}

/// Those that begin with a letter, whatever its case.
pub(super) fn instruments_beginning(letter: char) -> &'static [InstrumentWord] {
    static WORDS: LazyLock<HashMap<char, Vec<InstrumentWord>>> = LazyLock::new(|| {
        let mut all = HashMap::<_, Vec<_>>::new();
        for word in instrument_words() {
            all.entry(small_letter(word.0.chars().next().unwrap_or_default())).or_default().push(word.clone());
        }
        all
    });
    WORDS.get(&small_letter(letter)).map_or(&[], Vec::as_slice)
}

/// Whether a word is one for an instrument, whatever its case: "Resolution", "Décisions".
pub(crate) fn is_instrument(word: &str) -> bool {
    let lower = word.to_lowercase();
    instrument_words().iter().any(|(known, _, _)| known.to_lowercase() == lower)
}

/// The English word for an instrument that another word is nearly, by a letter or two: "Resoluton". `many`: its plural.
pub(crate) fn instrument_near(word: &str, many: bool) -> Option<&'static str> {
    /// Shorter words are too near to others.
    const LETTERS: usize = 7;
    let lower = word.to_lowercase();
    if lower.len() < LETTERS || !lower.is_ascii() {
        return None;
    }
    let words = instrument_words().iter().filter(|(word, _, _)| word.is_ascii() && word.len() >= LETTERS);
    let known: Vec<_> = words.map(|(word, _, plural)| (word.as_str(), word.to_lowercase(), *plural)).collect();
    if known.iter().any(|(_, known, _)| *known == lower) {
        return None;
    }
    // "Revision" is no "Decision".
    let near = known
        .iter()
        .filter(|(_, known, _)| known.starts_with(&lower[..1]))
        .map(|(word, known, plural)| (strsim::osa_distance(&lower, known), *plural != many, *word));
    near.min().filter(|(wrong, _, _)| *wrong <= 2).map(|(_, _, word)| word)
}

static KEYWORDS: LazyLock<(AhoCorasick, Vec<Keyword>)> = LazyLock::new(|| {
    let mut patterns: Vec<SmolStr> = Vec::new();
    let mut keywords = Vec::new();
    for &(ref word, instrument, many) in instrument_words().iter().chain(&INSTRUMENTS.1) {
        patterns.push(word.clone());
        keywords.push(Keyword::Instrument { instrument, many });
    }
    for (words, verb) in spellings() {
        patterns.push(words.clone());
        keywords.push(Keyword::Verb(*verb));
    }
    let signs = [
        ("(", Keyword::Bracket),
        ("[", Keyword::Square),
        ("annex", Keyword::Annex),
        ("appendix", Keyword::Annex),
        ("operative paragraph", Keyword::Paragraph),
        ("operative paragraphs", Keyword::Paragraph),
        ("part ", Keyword::Part),
        (";", Keyword::Stop),
        (":", Keyword::Stop),
        (", ", Keyword::Stop),
    ];
    for word in languages().iter().flat_map(|words| &words.points) {
        patterns.push(word.clone());
        keywords.push(Keyword::Paragraph);
    }
    for (sign, keyword) in signs {
        patterns.push(sign.into());
        keywords.push(keyword);
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::ContiguousNFA)) // a DFA reads a little faster, and takes longer to make than a draft to check
        .ascii_case_insensitive(true)
        .build(&patterns)
        .expect("the words make an automaton: tested");
    (automaton, keywords)
});

/// The fixed words of a text with where they begin and end, in order, none overlapping.
pub(super) fn keywords(text: &str) -> impl Iterator<Item = (Keyword, usize, usize)> {
    let (automaton, keywords) = &*KEYWORDS;
    automaton.find_iter(text).map(|found| (keywords[found.pattern().as_usize()], found.start(), found.end()))
}

/// The names of bodies by a letter of each, those of one letter with the longest first.
type ByLetter = HashMap<char, Vec<(Body, &'static str)>>;

fn by_letter(letter: fn(&str) -> Option<char>) -> ByLetter {
    let mut all = ByLetter::new();
    for &(body, name) in body_names() {
        all.entry(letter(name).unwrap_or_default()).or_default().push((body, name));
    }
    all
}

/// The names of bodies that begin with a letter.
pub(super) fn bodies_beginning(letter: char) -> &'static [(Body, &'static str)] {
    static NAMES: LazyLock<ByLetter> = LazyLock::new(|| by_letter(|name| name.chars().next()));
    NAMES.get(&letter).map_or(&[], Vec::as_slice)
}

/// Those that end with one.
pub(super) fn bodies_ending(letter: char) -> &'static [(Body, &'static str)] {
    static NAMES: LazyLock<ByLetter> = LazyLock::new(|| by_letter(|name| name.chars().next_back()));
    NAMES.get(&letter).map_or(&[], Vec::as_slice)
}

/// The names of bodies, longest first, so that a name is not taken for a shorter one inside it.
pub(super) fn body_names() -> &'static [(Body, &'static str)] {
    static NAMES: LazyLock<Vec<(Body, &'static str)>> = LazyLock::new(|| {
        let mut names: Vec<_> = Body::all()
            .iter()
            .flat_map(|names| names.names.iter().map(move |name| (names.body, name.as_str())))
            .collect();
        names.sort_by_key(|&(_, name)| std::cmp::Reverse(name.len()));
        names
    });
    &NAMES
}
