//! Calls: the words that head a section, "considering further", "instructs the Director of …".

use std::sync::LazyLock;

use serde::Deserialize;
use smol_str::SmolStr;

use super::cursor::{Cursor, at_word_start};

/// Which part of the text a call belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// "considering": clauses are `a)`, `b)`.
    Preamble,
    /// "resolves": clauses are `1`, `2`.
    Operative,
    /// "instructs …": operative, and says whom.
    Addressed,
}

impl Part {
    /// Whether it follows the preamble.
    pub fn is_operative(self) -> bool {
        self != Part::Preamble
    }
}

#[derive(Deserialize)]
struct Row {
    lang: SmolStr,
    part: Part,
    words: Vec<SmolStr>,
}

/// One call word or fixed phrase.
#[derive(Debug)]
pub struct Verb {
    /// In lower case: "bearing in mind".
    pub words: SmolStr,
    /// Its part.
    pub part: Part,
    /// ISO 639-1 code of its language.
    pub lang: SmolStr,
}

static VERBS: LazyLock<Vec<Verb>> = LazyLock::new(|| {
    let rows: Vec<Row> = serde_json::from_str(include_str!("data/calls.json")).expect("the calls' data file is tested");
    rows.into_iter()
        .flat_map(|row| {
            let (part, lang) = (row.part, row.lang);
            row.words.into_iter().map(move |words| Verb { words, part, lang: lang.clone() })
        })
        .collect()
});

/// All call words, from `data/calls.json`.
pub fn verbs() -> &'static [Verb] {
    &VERBS
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
    /// What follows, in lower case with single blanks: the addressee, "with appreciation"; or empty.
    pub rest: SmolStr,
}

impl CallKey {
    /// The verb's entry.
    pub fn verb(&self) -> &'static Verb {
        &VERBS[self.verb as usize]
    }

    /// Its part of the text.
    pub fn part(&self) -> Part {
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
        f.write_str(&self.verb().words)?;
        if self.further {
            f.write_str(" further")?;
        }
        if self.also {
            f.write_str(" also")?;
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
    /// Where it ends, behind its modifiers.
    pub end: usize,
}

impl VerbMatch {
    pub fn key(&self, rest: &str) -> CallKey {
        CallKey { verb: self.verb, further: self.further, also: self.also, rest: squeezed(rest) }
    }

    pub fn part(&self) -> Part {
        VERBS[self.verb as usize].part
    }
}

/// Reads a call's verb and modifiers at `at`: "further resolves", "considering also".
pub(super) fn read_verb(text: &str, at: usize) -> Option<VerbMatch> {
    let mut cursor = Cursor::new(text, at);
    let (mut further, mut also) = (false, false);
    if cursor.eat_words("further") {
        further = cursor.blanks();
    } else if cursor.eat_words("also") {
        also = cursor.blanks();
    }
    let verb = longest_verb(&cursor)?;
    cursor.eat_words(&VERBS[verb as usize].words);
    Some(with_modifiers(text, VerbMatch { verb, further, also, start: at, end: cursor.at }))
}

/// Completes a verb found inside a text with the "further" or "also" before and behind it.
pub(super) fn complete_verb(text: &str, verb: u16, start: usize, end: usize) -> Option<VerbMatch> {
    let follows = text[end..].chars().next();
    let whole = at_word_start(text, start)
        && !follows.is_some_and(|c| c.is_alphanumeric() && !('\u{4e00}'..='\u{9fff}').contains(&c))
        && !text[..start].ends_with('-');
    if !whole {
        return None;
    }
    let mut found = VerbMatch { verb, further: false, also: false, start, end };
    let before = text[..start].trim_end();
    for (word, is_further) in [("further", true), ("also", false)] {
        if before.len() < start && before.ends_with(word) && at_word_start(text, before.len() - word.len()) {
            found.start = before.len() - word.len();
            if is_further { found.further = true } else { found.also = true }
        }
    }
    Some(with_modifiers(text, found))
}

fn with_modifiers(text: &str, mut found: VerbMatch) -> VerbMatch {
    loop {
        let mut cursor = Cursor::new(text, found.end);
        if !cursor.blanks() {
            return found;
        }
        if !found.further && cursor.eat_words("further") {
            found.further = true;
        } else if !found.also && cursor.eat_words("also") {
            found.also = true;
        } else {
            return found;
        }
        found.end = cursor.at;
    }
}

fn longest_verb(cursor: &Cursor<'_>) -> Option<u16> {
    let first = cursor.peek()?;
    VERBS
        .iter()
        .enumerate()
        .filter(|(_, verb)| {
            verb.words.starts_with(|c: char| c == first || c.eq_ignore_ascii_case(&first) || !c.is_ascii())
        })
        .filter(|(_, verb)| { *cursor }.eat_words(&verb.words))
        .max_by_key(|(_, verb)| verb.words.len())
        .map(|(index, _)| index as u16)
}

/// Lower case, one blank between words, no punctuation at the ends.
pub(super) fn squeezed(text: &str) -> SmolStr {
    let words = text.trim_matches(|c: char| !c.is_alphanumeric()).split_whitespace();
    let mut squeezed = String::with_capacity(text.len());
    for word in words {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.extend(word.chars().flat_map(char::to_lowercase));
    }
    squeezed.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> CallKey {
        let found = read_verb(text, 0).unwrap();
        found.key(&text[found.end..])
    }

    #[test]
    fn further_counts_before_and_behind() {
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
}
