//! The abbreviations of a text: where each is introduced, "Telecommunication Standardization Bureau (TSB)", and used.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use smol_str::SmolStr;

use super::prose::Prose;

/// What is known of abbreviations without looking at a text.
#[derive(Deserialize)]
pub struct Known {
    /// Those that no reader needs explained.
    known: HashSet<String>,
    /// What others stand for.
    pub spelled: HashMap<String, String>,
    /// Words that are set in capitals and shorten nothing.
    words: HashSet<String>,
}

/// The embedded list.
pub static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let list = include_str!("data/abbreviations.json");
    serde_json::from_str(list).unwrap_or_else(|_| Known {
        known: HashSet::new(),
        spelled: HashMap::new(),
        words: HashSet::new(),
    })
});

impl Known {
    /// Whether a word needs no introduction.
    fn knows(&self, word: &str) -> bool {
        self.known.contains(word) || self.words.contains(word)
    }
}

/// An abbreviation of a text. Places are bytes of the words as proposed.
pub struct Abbreviation {
    /// In capitals, without a plural's s.
    pub word: SmolStr,
    /// How often it stands in the text, other than where it is introduced.
    pub uses: u32,
    /// Where it is first used as a word of its own.
    pub first: Option<Range<usize>>,
    /// Whether it needs no explanation, or anything in the text may give one: brackets around it, or behind it.
    pub explained: bool,
    /// Where it stands in brackets behind what it stands for.
    pub introduced: Vec<Introduction>,
}

/// "information and communication technologies (ICTs)"
pub struct Introduction {
    /// From the first word that it stands for to the closing bracket.
    pub range: Range<usize>,
    /// The abbreviation.
    pub word: Range<usize>,
}

/// The longest that is taken for an abbreviation.
const LETTERS: usize = 8;
/// How far from an abbreviation a bracket that explains it may open.
const BRACKET_BYTES: usize = 100;

/// The abbreviations of a text, in the order of their first places.
pub fn abbreviations(prose: &Prose<'_, '_>) -> Vec<Abbreviation> {
    let text = prose.text;
    let bytes = text.as_bytes();
    let mut all: Vec<Abbreviation> = Vec::new();
    let mut index: HashMap<SmolStr, usize> = HashMap::new();
    let mut at = prose.body.start;
    while at + 1 < prose.body.end {
        if !(bytes[at].is_ascii_uppercase() && (bytes[at + 1].is_ascii_uppercase() || bytes[at + 1] == b'&')) {
            at += 1;
            continue;
        }
        let start = at;
        while at < prose.body.end && (bytes[at].is_ascii_uppercase() || bytes[at] == b'&') {
            at += 1;
        }
        let Some(range) = whole(text, start, at) else { continue };
        let word = &text[range.clone()];
        let place = *index.entry(word.into()).or_insert_with(|| {
            let explained = KNOWN.knows(word) || is_roman(word);
            all.push(Abbreviation { word: word.into(), uses: 0, first: None, explained, introduced: Vec::new() });
            all.len() - 1
        });
        let abbreviation = &mut all[place];
        let end = range.end + usize::from(bytes.get(range.end) == Some(&b's'));
        if let Some(start) = expansion(text, range.start, end, word) {
            abbreviation.explained = true;
            abbreviation.introduced.push(Introduction { range: start..end + 1, word: range });
            continue;
        }
        abbreviation.uses += 1;
        abbreviation.explained = abbreviation.explained || explains(text, range.start, end);
        if abbreviation.first.is_none() && !abbreviation.explained && is_word(text, range.start, end) {
            abbreviation.first = Some(range.start..end);
        }
    }
    all
}

/// The capitals of an abbreviation, if they are one: not part of a longer word, nor too long.
fn whole(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let plural = bytes.get(end) == Some(&b's');
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    let before = match start.checked_sub(1).map(|before| bytes[before]) {
        Some(byte) if byte.is_ascii() => joins(byte.into()),
        Some(_) => text[..start].ends_with(joins),
        None => false,
    };
    let behind = end + usize::from(plural);
    let after = match bytes.get(behind) {
        Some(byte) if byte.is_ascii() => joins((*byte).into()),
        Some(_) => text[behind..].starts_with(joins),
        None => false,
    };
    (!before && !after && end - start <= LETTERS && bytes[end - 1] != b'&').then_some(start..end)
}

/// Where the words begin that an abbreviation in brackets stands for: their initials are its letters.
fn expansion(text: &str, start: usize, end: usize, word: &str) -> Option<usize> {
    if !text[..start].ends_with('(') || !text[end..].starts_with(')') {
        return None;
    }
    let before = text[..start - 1].trim_end_matches([' ', '\u{a0}']);
    let mut letters = word.bytes().filter(u8::is_ascii_uppercase).rev().peekable();
    let (mut at, mut skipped) = (before.len(), 0);
    let mut first = None;
    while let Some(wanted) = letters.peek() {
        let rest = &before[..at];
        let rest = rest.trim_end_matches(|c: char| {
            matches!(c, ' ' | '\u{a0}' | '-' | '\u{2011}' | '\u{2019}' | ',' | '"' | '\u{201d}')
        });
        let from = rest.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |gap| gap + char_len(rest, gap));
        let initial = rest[from..].bytes().next().filter(u8::is_ascii_alphabetic)?;
        if initial.to_ascii_uppercase() == *wanted {
            (first, skipped) = (Some(from), 0);
            letters.next();
        } else {
            // "and", "of the", "for": no more than that between two letters.
            skipped += 1;
            if skipped > 2 {
                return None;
            }
        }
        at = from;
    }
    first
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// Whether brackets explain an abbreviation: it stands in them, or they stand behind it.
fn explains(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let from = start.saturating_sub(BRACKET_BYTES);
    let open = bytes[from..start].iter().rposition(|byte| matches!(byte, b'(' | b')' | b'\n'));
    let inside = open.is_some_and(|open| bytes[from + open] == b'(');
    let wide = text[..start].ends_with('\u{ff08}');
    // "CYBEX (cybersecurity information exchange)", "PII, or …" is left to the reader.
    let behind = text[end..].strip_prefix([' ', '\u{a0}']).and_then(|rest| rest.strip_prefix('('));
    let spells =
        |rest: &str| rest.starts_with(char::is_alphabetic) && rest[..rest.find(')').unwrap_or(0)].contains(' ');
    let bounded = |rest: &str| {
        let len = (0..=BRACKET_BYTES.min(rest.len())).rev().find(|len| rest.is_char_boundary(*len)).unwrap_or(0);
        spells(&rest[..len])
    };
    inside || wide || behind.is_some_and(bounded)
}

/// Whether capitals stand as a word of their own: not in a code, a document's symbol, a name on the web, a quotation.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let near = |byte: &u8| !byte.is_ascii_whitespace();
    let from = bytes[start.saturating_sub(40)..start].iter().rev().take_while(|byte| near(byte)).count();
    let to = bytes[end..].iter().take(40).take_while(|byte| near(byte)).count();
    let (before, after) = (&bytes[start - from..start], &bytes[end..end + to]);
    let digits = before.iter().chain(after).any(u8::is_ascii_digit);
    let slash = before.contains(&b'/') || after.contains(&b'/');
    if slash && digits {
        return false;
    }
    let open = match before.last() {
        None | Some(b'(' | b'-') => true,
        // "telecommunication/ICT" is a term of its own.
        Some(b'/') => before.len() > 1 && before[before.len() - 2].is_ascii_uppercase(),
        Some(byte) => !byte.is_ascii(),
    };
    // A hyphen joins a word ("ICT-enabled"), or makes a code ("IMT-2020", "ITU-T", "X-ABC").
    let code = |hyphen: Option<&u8>, beyond: Option<&u8>| {
        hyphen == Some(&b'-') && beyond.is_none_or(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
    };
    let no_break = |part: &str| part.starts_with('\u{2011}') || part.ends_with('\u{2011}');
    let close = match after.first() {
        None | Some(b')' | b'/' | b'-' | b',' | b';' | b':' | b'\'' | b']' | b'?' | b'!') => true,
        Some(b'.') => after.get(1).is_none_or(|next| !next.is_ascii_alphanumeric()),
        Some(byte) => !byte.is_ascii(),
    };
    let quoted = text[..start].ends_with(['\u{201c}', '\u{2018}', '\u{ab}']);
    open && close
        && !quoted
        && !code(before.last(), before.len().checked_sub(2).map(|at| &before[at]))
        && !code(after.first(), after.get(1))
        && !no_break(&text[end..])
        && !no_break(&text[..start])
}

/// Whether a word is a Roman numeral of the kind that counts parts and articles.
fn is_roman(word: &str) -> bool {
    word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'))
}

/// Whether a line is set in capitals: a heading, a name in a list of signatures.
pub fn is_shouted(line: &str) -> bool {
    let upper = line.bytes().filter(u8::is_ascii_uppercase).count();
    upper * 2 > line.bytes().filter(u8::is_ascii_alphabetic).count()
}
