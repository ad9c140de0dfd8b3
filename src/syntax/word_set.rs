//! Groups of words of all languages that may stand at a place. Mostly none does, which the first letter tells.

use std::cmp::Reverse;
use std::sync::LazyLock;

use smol_str::SmolStr;

use super::cursor::{Cursor, small_letter};
use super::language::{Language, LanguageWords, languages};

/// Words of one meaning.
pub(super) struct WordSet {
    /// Which first letters there are, by a few bits of each.
    letters: [u64; 4],
    /// The longest first.
    words: Vec<&'static str>,
}

/// The groups that reading asks for.
pub(super) struct WordSets {
    pub above: WordSet,
    pub below: WordSet,
    pub thereof: WordSet,
    pub this_text: WordSet,
    pub that_text: WordSet,
    pub this_meeting: WordSet,
    pub of: WordSet,
    pub union: WordSet,
    pub articles: WordSet,
    pub revised: WordSet,
    pub draft: WordSet,
    pub kinds: WordSet,
    pub revisions: WordSet,
    pub begins_clause: WordSet,
    /// Of other languages than English.
    pub begins_foreign_clause: WordSet,
    pub annexes: WordSet,
    pub instruments: WordSet,
}

static SETS: LazyLock<WordSets> = LazyLock::new(|| WordSets {
    above: WordSet::of(|words| all(&words.above)),
    below: WordSet::of(|words| all(&words.below)),
    thereof: WordSet::of(|words| all(&words.thereof)),
    this_text: WordSet::of(|words| all(&words.this_text)),
    that_text: WordSet::of(|words| all(&words.that_text)),
    this_meeting: WordSet::of(|words| words.this_meeting.values().flat_map(|it| all(it)).collect()),
    of: WordSet::of(|words| all(&words.of)),
    union: WordSet::of(|words| all(&words.union)),
    articles: WordSet::of(|words| all(&words.articles)),
    revised: WordSet::of(|words| all(&words.revised)),
    draft: WordSet::of(|words| all(&words.draft)),
    kinds: WordSet::of(|words| all(&words.kinds)),
    revisions: WordSet::of(|words| all(&words.revisions)),
    begins_clause: WordSet::of(|words| all(&words.begins_clause)),
    begins_foreign_clause: WordSet::of(|words| match words.language {
        Language::En => Vec::new(),
        _ => all(&words.begins_clause),
    }),
    annexes: WordSet::of(|words| all(&words.annexes)),
    instruments: WordSet::of(|words| words.instruments.iter().flat_map(|row| all(&row.one)).collect()),
});

/// The groups of words.
pub(super) fn word_sets() -> &'static WordSets {
    &SETS
}

impl WordSet {
    fn of(group: fn(&'static LanguageWords) -> Vec<&'static str>) -> WordSet {
        let mut words: Vec<&str> = languages().iter().flat_map(group).collect();
        words.sort_by_key(|word| Reverse(word.len()));
        let mut letters = [0; 4];
        for bit in words.iter().filter_map(|word| word.chars().next()).map(bit) {
            letters[bit / 64] |= 1 << (bit % 64);
        }
        WordSet { letters, words }
    }

    /// Those that may stand at a place, the longest first.
    fn near(&self, cursor: &Cursor<'_>) -> &[&'static str] {
        let first = cursor.peek().map(bit);
        if first.is_some_and(|bit| self.letters[bit / 64] >> (bit % 64) & 1 == 1) { &self.words } else { &[] }
    }

    /// Reads the longest that stands there as words.
    pub(super) fn eat(&self, cursor: &mut Cursor<'_>) -> bool {
        self.near(cursor).iter().any(|word| cursor.eat_words(word))
    }

    /// Reads one whose letters stand there, whatever follows.
    pub(super) fn eat_letters(&self, cursor: &mut Cursor<'_>) -> Option<&'static str> {
        self.near(cursor).iter().find(|word| cursor.eat_fold(word)).copied()
    }
}

fn all(words: &'static [SmolStr]) -> Vec<&'static str> {
    words.iter().map(SmolStr::as_str).collect()
}

fn bit(c: char) -> usize {
    small_letter(c) as usize % 256
}

/// Reads the article before a body's name with the space after it, if one stands there: "the ", "l'".
pub(super) fn eat_article(cursor: &mut Cursor<'_>) {
    let mut trial = *cursor;
    if let Some(article) = SETS.articles.eat_letters(&mut trial)
        && (trial.whitespace() || article.ends_with(['\'', '’']))
    {
        *cursor = trial;
    }
}
