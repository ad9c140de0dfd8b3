//! The abbreviations of a text: where each is introduced, "Telecommunication Standardization Bureau (TSB)", and used.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use smol_str::SmolStr;

use crate::semantics::{self, Introduction};
use crate::syntax::is_in_code;

/// What is known of abbreviations without looking at a text.
#[derive(Deserialize)]
pub(super) struct AbbreviationLists {
    /// Those that no reader needs explained.
    known: HashSet<String>,
    /// What others stand for.
    pub spelled: HashMap<String, String>,
    /// Words that are set in capitals and shorten nothing.
    words: HashSet<String>,
}

/// The embedded list.
pub(super) static KNOWN: LazyLock<AbbreviationLists> = LazyLock::new(|| {
    let list = include_str!("data/abbreviations.json");
    serde_json::from_str(list).unwrap_or_else(|_| AbbreviationLists {
        known: HashSet::new(),
        spelled: HashMap::new(),
        words: HashSet::new(),
    })
});

impl AbbreviationLists {
    /// Whether a word needs no introduction.
    fn knows(&self, word: &str) -> bool {
        self.known.contains(word) || self.words.contains(word)
    }
}

/// What rules want to know of an abbreviation of the resolution itself: neither of its cover text nor of the reasons given for
/// it. Places are bytes of the words as proposed.
pub(super) struct CheckedAbbreviation {
    /// In capitals, without a plural's s.
    pub word: SmolStr,
    /// How often it stands in the text, other than where it is introduced.
    pub uses: usize,
    /// Where it is first used as a word of its own.
    pub first: Option<Range<usize>>,
    /// Whether it needs no explanation, or anything in the text may give one: brackets around it, or after it.
    pub explained: bool,
    /// Where it stands in brackets after what it stands for.
    pub introduced: Vec<Introduction>,
}

/// How far from an abbreviation a bracket that explains it may open.
const BRACKET_BYTES: usize = 100;

/// The abbreviations in the body of a text.
pub(super) fn abbreviations(
    text: &str,
    body: &Range<usize>,
    all: &[semantics::CapitalWord],
) -> Vec<CheckedAbbreviation> {
    let within = |range: &Range<usize>| body.start <= range.start && range.end <= body.end;
    let of = |it: &semantics::CapitalWord| {
        let introduced: Vec<Introduction> = it.introduced.iter().filter(|it| within(&it.word)).cloned().collect();
        let uses = || it.uses.iter().filter(|range| within(range));
        let known = KNOWN.knows(&it.word) || is_roman(&it.word);
        let mut explained = uses().map(|range| explains(text, range.start, range.end));
        // What is explained later on is not undefined where it is first used.
        let explained = known || !introduced.is_empty() || explained.any(|explained| explained);
        let first = uses().find(|range| !explained && is_word(text, range.start, range.end)).cloned();
        CheckedAbbreviation { word: it.word.clone(), uses: uses().count(), first, explained, introduced }
    };
    all.iter().map(of).collect()
}

/// Whether brackets explain an abbreviation: it stands in them, or they stand after it.
fn explains(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let from = start.saturating_sub(BRACKET_BYTES);
    let open = bytes[from..start].iter().rposition(|byte| matches!(byte, b'(' | b')' | b'\n'));
    let inside = open.is_some_and(|open| bytes[from + open] == b'(');
    let wide = text[..start].ends_with('\u{ff08}');
    // "CYBEX (cybersecurity information exchange)", "PII, or …" is left to the reader.
    let after = text[end..].strip_prefix([' ', '\u{a0}']).and_then(|rest| rest.strip_prefix('('));
    let spells =
        |rest: &str| rest.starts_with(char::is_alphabetic) && rest[..rest.find(')').unwrap_or(0)].contains(' ');
    let bounded = |rest: &str| {
        let len = (0..=BRACKET_BYTES.min(rest.len())).rev().find(|len| rest.is_char_boundary(*len)).unwrap_or(0);
        spells(&rest[..len])
    };
    inside || wide || after.is_some_and(bounded)
}

/// Whether capitals stand as a word of their own: not in a code, a document's symbol, a name on the web, a quotation.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let open = match start.checked_sub(1).map(|before| bytes[before]) {
        None | Some(b'(' | b'-') => true,
        // "telecommunication/ICT" is a term of its own.
        Some(b'/') => start > 1 && bytes[start - 2].is_ascii_uppercase(),
        Some(byte) => byte.is_ascii_whitespace() || !byte.is_ascii(),
    };
    let close = match bytes.get(end) {
        None | Some(b')' | b'/' | b'-' | b',' | b';' | b':' | b'\'' | b']' | b'?' | b'!' | b'.') => true,
        Some(byte) => byte.is_ascii_whitespace() || !byte.is_ascii(),
    };
    let (before, after) = (&text[..start], &text[end..]);
    open && close
        && !before.ends_with(['\u{201c}', '\u{2018}', '\u{ab}', '\u{2011}'])
        && !after.starts_with('\u{2011}')
        && !is_in_code(text, start, end)
}

/// Whether a word is a Roman numeral of the kind that counts parts and articles.
fn is_roman(word: &str) -> bool {
    word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'))
}

/// Whether a line is set in capitals: a heading, a name in a list of signatures.
pub(super) fn is_shouted(line: &str) -> bool {
    let upper = line.bytes().filter(u8::is_ascii_uppercase).count();
    upper * 2 > line.bytes().filter(u8::is_ascii_alphabetic).count()
}
