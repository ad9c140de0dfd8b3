//! Calls: the words that head a section, "considering further", "instructs the Director of …".

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

use smol_str::SmolStr;

use super::cursor::{Cursor, at_word_start, is_ideograph, small_letter};
use super::language::{Language, LanguageWords, languages};
use super::part::TextPart;
use crate::text::single_spaced;

/// One call word or fixed phrase.
#[derive(Debug)]
pub struct Verb {
    /// In lower case: "bearing in mind".
    pub words: SmolStr,
    pub part: TextPart,
    pub language: Language,
}

/// A way to write a verb, and its index in [`verbs`].
pub(super) type Spelling = (SmolStr, u16);

static DATA: LazyLock<(Vec<Verb>, Vec<Spelling>)> = LazyLock::new(|| {
    let (mut verbs, mut spellings) = (Vec::new(), Vec::new());
    for (language, row) in languages().iter().flat_map(|it| it.calls.iter().map(|row| (it.language, row))) {
        let first = verbs.len();
        for words in &row.words {
            spellings.push((words.clone(), verbs.len() as u16));
            verbs.push(Verb { words: words.clone(), part: row.part, language });
        }
        for (variant, words) in &row.variants {
            let verb = verbs[first..].iter().position(|verb: &Verb| verb.words == *words);
            let verb = verb.expect("a variant stands for a word of its row: tested");
            spellings.push((variant.clone(), (first + verb) as u16));
        }
    }
    (verbs, spellings)
});

/// All call words, from `data/languages`.
pub fn verbs() -> &'static [Verb] {
    &DATA.0
}

/// All ways to write them that are understood.
pub(super) fn spellings() -> &'static [Spelling] {
    &DATA.1
}

/// What a call says, so that "further resolves" and "resolves further" are the same, and
/// "instructs the Director" is found in "instructs the Director of TSB".
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct CallKey {
    /// Index into [`verbs`].
    pub verb: u16,
    /// "further" before or after the verb.
    pub further: bool,
    /// "also" before or after the verb.
    pub also: bool,
    /// What follows, in lower case with single spaces: the addressee, "with appreciation"; or empty.
    pub rest: SmolStr,
}

impl CallKey {
    pub fn verb(&self) -> &'static Verb {
        &verbs()[self.verb as usize]
    }

    pub fn part(&self) -> TextPart {
        self.verb().part
    }

    /// Whether a reference that names `self` can mean a section that is headed by `section`.
    pub fn names(&self, section: &CallKey) -> bool {
        self.verb == section.verb
            && self.further == section.further
            && self.also == section.also
            && (self.rest.is_empty() || same_addressee(&self.rest, &section.rest))
    }
}

/// Whether the shorter of two addressees begins the longer, up to a word's end.
fn same_addressee(named: &str, section: &str) -> bool {
    section.strip_prefix(named).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// The call as it is written in the singular of its words: "considering further".
impl std::fmt::Display for CallKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Verb { words, language, .. } = self.verb();
        let own = language.words();
        let modifiers = [(self.further, &own.further), (self.also, &own.also)];
        let mut modifiers = modifiers.into_iter().filter(|(said, _)| *said).filter_map(|(_, words)| words.first());
        if *language == Language::Zh {
            modifiers.try_for_each(|word| f.write_str(word))?;
            f.write_str(words)?;
        } else {
            f.write_str(words)?;
            modifiers.try_for_each(|word| write!(f, " {word}"))?;
        }
        if !self.rest.is_empty() {
            write!(f, " {}", self.rest)?;
        }
        Ok(())
    }
}

/// A verb with its modifiers, found in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct VerbMatch {
    pub verb: u16,
    pub further: bool,
    pub also: bool,
    /// Where the phrase begins: a "further" before the verb belongs to it.
    pub start: usize,
    /// Where it ends, after its modifiers.
    pub end: usize,
    /// The place of its words where they are not spelt as calls are.
    pub misspelt: Option<(usize, usize)>,
}

impl VerbMatch {
    pub(super) fn key(&self, rest: &str) -> CallKey {
        CallKey { verb: self.verb, further: self.further, also: self.also, rest: squeezed(rest) }
    }

    pub(super) fn part(&self) -> TextPart {
        verbs()[self.verb as usize].part
    }

    pub(super) fn language(&self) -> Language {
        verbs()[self.verb as usize].language
    }

    /// Whether the verb is of another language than the English addressee after it.
    pub(super) fn is_foreign_to(&self, rest: &str) -> bool {
        let rest = Cursor::new(rest.trim_start(), 0);
        let english = ["the", "all", "Member States", "Sector Members"];
        verbs()[self.verb as usize].language != Language::En && english.iter().any(|words| { rest }.eat_words(words))
    }
}

/// "further" and "also", before a call's verb or after it, in any language.
pub(crate) struct Modifiers {
    further: bool,
    also: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Modifier {
    Further,
    Also,
}

/// The words for them, the longest first.
static MODIFIERS: LazyLock<Vec<(&'static str, Modifier)>> = LazyLock::new(|| {
    let of = |words: &'static LanguageWords| {
        let further = words.further.iter().map(|word| (word.as_str(), Modifier::Further));
        further.chain(words.also.iter().map(|word| (word.as_str(), Modifier::Also)))
    };
    let mut all: Vec<_> = languages().iter().flat_map(of).collect();
    all.sort_by_key(|(word, _)| Reverse(word.len()));
    all
});

impl Modifiers {
    /// Whether a word is one that was not there yet; then it is.
    pub(crate) fn set(word: &str, further: &mut bool, also: &mut bool) -> bool {
        let place = match MODIFIERS.iter().find(|(known, _)| *known == word) {
            Some((_, Modifier::Further)) => further,
            Some((_, Modifier::Also)) => also,
            None => return false,
        };
        !std::mem::replace(place, true)
    }

    /// Whether a word is one of them.
    pub(crate) fn is(word: &str) -> bool {
        MODIFIERS.iter().any(|(known, _)| *known == word)
    }

    fn eat(cursor: &mut Cursor<'_>) -> Option<&'static str> {
        MODIFIERS.iter().map(|(word, _)| *word).find(|word| cursor.eat_words(word))
    }

    fn before(cursor: &mut Cursor<'_>) -> Modifiers {
        let mut found = Modifiers { further: false, also: false };
        let mut trial = *cursor;
        if let Some(word) = Modifiers::eat(&mut trial)
            && (trial.whitespace() || word.ends_with(is_ideograph))
        {
            *cursor = trial;
            Modifiers::set(word, &mut found.further, &mut found.also);
        }
        found
    }
}

/// Reads a call's verb and modifiers at `at`: "further resolves", "considering also".
pub(super) fn read_verb(text: &str, at: usize) -> Option<VerbMatch> {
    let mut cursor = Cursor::new(text, at);
    let Modifiers { further, also } = Modifiers::before(&mut cursor);
    let from = cursor.at;
    let &(ref words, verb) = longest_verb(&cursor)?;
    cursor.eat_words(words);
    // In other languages a call has many forms.
    let known = &verbs()[verb as usize];
    let misspelt = (known.language == Language::En && *words != known.words).then_some((from, cursor.at));
    Some(with_modifiers(text, VerbMatch { verb, further, also, start: at, end: cursor.at, misspelt }))
}

/// Reads a call whose verb is written with up to two wrong letters, "instruct the Director": the nearest verb, and how
/// many letters are wrong. Short verbs are too near to other words.
pub(super) fn read_near_verb(text: &str, at: usize) -> Option<(VerbMatch, usize)> {
    let mut cursor = Cursor::new(text, at);
    let Modifiers { further, also } = Modifiers::before(&mut cursor);
    let from = cursor.at;
    if !cursor.peek().is_some_and(char::is_lowercase) {
        return None;
    }
    // What is written, as many words as a call may have.
    let mut ends = [from; NEAR_WORDS];
    for end in &mut ends {
        cursor.eat_while(char::is_alphabetic);
        *end = cursor.at;
        cursor.inline_whitespace();
    }
    let near = LONG_VERBS.iter().filter_map(|long| {
        let end = ends[long.spaces];
        let wrong = wrong_letters(&text[from..end], long)?;
        Some((wrong, long.verb, end))
    });
    let (wrong, verb, end) = near.min()?;
    let found = VerbMatch { verb, further, also, start: at, end, misspelt: Some((from, end)) };
    Some((with_modifiers(text, found), wrong))
}

/// How many letters have to be changed, swapped, left out or put in to make one of the other, where they are few for its
/// length.
fn wrong_letters(written: &str, LongVerb { words, most, .. }: &LongVerb) -> Option<usize> {
    // What is much longer need not be compared, and "voting" is not "noting".
    if written.len().abs_diff(words.len()) > 2 * most {
        return None;
    }
    let other_word = *most == 1 && written.chars().next() != words.chars().next();
    if other_word {
        return None;
    }
    Some(strsim::osa_distance(written, words)).filter(|wrong| (1..=*most).contains(wrong))
}

/// A verb that is long enough to be told with a wrong letter.
struct LongVerb {
    verb: u16,
    words: &'static str,
    spaces: usize,
    /// So many letters may be wrong.
    most: usize,
}

/// How many words of a line are looked at.
const NEAR_WORDS: usize = 3;

static LONG_VERBS: LazyLock<Vec<LongVerb>> = LazyLock::new(|| {
    let all = (0..).zip(verbs()).map(|(verb, it)| {
        let words = it.words.as_str();
        let most = match words.chars().count() {
            0..=5 => 0,
            6..=7 => 1,
            _ => 2,
        };
        LongVerb { verb, words, spaces: words.matches(' ').count(), most }
    });
    all.filter(|it| it.most > 0 && it.spaces < NEAR_WORDS).collect()
});

/// Completes a verb found inside a text with the "further" or "also" before and after it.
pub(super) fn complete_verb(text: &str, verb: u16, start: usize, end: usize) -> Option<VerbMatch> {
    let follows = text[end..].chars().next();
    let written_together = text[..end].ends_with(is_ideograph);
    let whole = at_word_start(text, start)
        && (written_together || !follows.is_some_and(|c| c.is_alphanumeric() && !is_ideograph(c)))
        && !text[..start].ends_with('-');
    if !whole {
        return None;
    }
    let mut found = VerbMatch { verb, further: false, also: false, start, end, misspelt: None };
    let before = text[..start].trim_end();
    let apart = |word: &str| before.len() < start || word.ends_with(is_ideograph);
    let is_before =
        |word: &&str| before.ends_with(word) && apart(word) && at_word_start(text, before.len() - word.len());
    if let Some(word) = MODIFIERS.iter().map(|(word, _)| *word).find(is_before) {
        found.start = before.len() - word.len();
        Modifiers::set(word, &mut found.further, &mut found.also);
    }
    Some(with_modifiers(text, found))
}

fn with_modifiers(text: &str, mut found: VerbMatch) -> VerbMatch {
    loop {
        let mut cursor = Cursor::new(text, found.end);
        if !cursor.whitespace() {
            return found;
        }
        let word = Modifiers::eat(&mut cursor);
        if !word.is_some_and(|word| Modifiers::set(word, &mut found.further, &mut found.also)) {
            return found;
        }
        found.end = cursor.at;
    }
}

/// The spellings by their first letter, the longest first.
static BY_LETTER: LazyLock<HashMap<char, Vec<&'static Spelling>>> = LazyLock::new(|| {
    let mut by_letter: HashMap<char, Vec<&Spelling>> = HashMap::new();
    for spelling in spellings() {
        by_letter.entry(small_letter(spelling.0.chars().next().unwrap_or_default())).or_default().push(spelling);
    }
    by_letter.values_mut().for_each(|spellings| spellings.sort_by_key(|(words, _)| Reverse(words.len())));
    by_letter
});

fn longest_verb(cursor: &Cursor<'_>) -> Option<&'static Spelling> {
    let near = BY_LETTER.get(&small_letter(cursor.peek()?))?;
    near.iter().copied().find(|(words, _)| { *cursor }.eat_words(words))
}

/// Lower case, one space between words, no punctuation at the ends.
pub(super) fn squeezed(text: &str) -> SmolStr {
    single_spaced(&text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> CallKey {
        let found = read_verb(text, 0).unwrap();
        found.key(&text[found.end..])
    }

    #[test]
    fn further_counts_before_and_after() {
        assert_eq!(key("further resolves"), key("resolves further"));
        assert_eq!(key("Bearing  in mind").to_string(), "bearing in mind");
        assert!(read_verb("considerable", 0).is_none());
    }

    #[test]
    fn an_addressee_may_be_shortened() {
        let section = key("instructs the Director of the Telecommunication Standardization Bureau");
        assert!(key("instructs the Director").names(&section));
        assert!(key("instructs").names(&section));
        assert!(!key("instructs the Direct").names(&section));
        assert!(!key("further instructs the Director").names(&section));
    }

    #[test]
    fn a_variant_is_the_call_that_it_stands_for() {
        assert_eq!(key("further recognising"), key("recognizing further"));
        assert_eq!(read_verb("further recognising", 0).unwrap().misspelt, Some((8, 19)));
        assert_eq!(read_verb("recognizing", 0).unwrap().misspelt, None);
    }

    #[test]
    fn the_nearest_verb_is_found() {
        let near = |text: &str| read_near_verb(text, 0).map(|(found, _)| verbs()[found.verb as usize].words.as_str());
        assert_eq!(near("instruct the Director"), Some("instructs"));
        assert_eq!(near("taking into acount"), Some("taking into account"));
        assert_eq!(near("recongizing"), Some("recognizing"));
        assert_eq!(near("resolvs further"), Some("resolves"));
        for word in ["voting", "consideration", "Recongizing", "", "aware"] {
            assert_eq!(near(word), None, "{word}");
        }
    }
}
