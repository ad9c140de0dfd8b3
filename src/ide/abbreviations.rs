//! The abbreviations of a text. A seam: the rules on language read them more closely, and what they find is to be
//! given out here, so that completion and hover need not change.

use super::spot::TextAt;
use crate::text::{Span, offset};

/// The letters of an abbreviation.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=8;
/// How far before its bracket the words of an abbreviation may begin, in bytes.
const MEANING_BYTES: usize = 160;
/// How many words may stand between two of its letters: "of the", "and".
const SKIPPED: usize = 2;

/// An abbreviation where it is introduced: "Telecommunication Standardization Bureau (TSB)".
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Abbreviation {
    /// "TSB".
    pub short: String,
    /// What it stands for.
    pub meaning: String,
    /// Where it stands in its brackets, from the start of the text.
    pub span: Span,
}

/// The abbreviations of a text in the order in which they are introduced, each once.
pub(super) fn abbreviations(text: &TextAt<'_>) -> Vec<Abbreviation> {
    let placed = text.placed();
    let words = text.document.slice(placed.span());
    let mut found: Vec<Abbreviation> = Vec::new();
    for open in memchr::memchr_iter(b'(', words.as_bytes()) {
        let Some(short) = in_brackets(&words[open + 1..]) else { continue };
        let span = Span::of(open + 1..open + 1 + short.len());
        // What is deleted introduces nothing as proposed.
        if !placed.text.changes.kind_at(offset(open)).seen(text.side) || found.iter().any(|it| it.short == short) {
            continue;
        }
        let lead = words[..open].trim_end_matches([' ', '\u{a0}', '\n', '\r']);
        let Some(begin) = meaning(lead, short) else { continue };
        let meaning = text.quoted(Span::of(begin..lead.len()));
        found.push(Abbreviation { short: short.to_owned(), meaning, span });
    }
    found
}

/// The capitals in brackets, without a plural's s.
fn in_brackets(rest: &str) -> Option<&str> {
    let short = &rest[..rest.bytes().take_while(u8::is_ascii_uppercase).count()];
    let behind = &rest[short.len()..];
    let closed = behind.strip_prefix('s').unwrap_or(behind).starts_with(')');
    (closed && LETTERS.contains(&short.len())).then_some(short)
}

/// Where the words begin whose initials are the letters.
fn meaning(lead: &str, short: &str) -> Option<usize> {
    let least = lead.len().saturating_sub(MEANING_BYTES);
    let mut letters = short.bytes().rev().peekable();
    let (mut at, mut skipped) = (lead.len(), 0);
    while let Some(wanted) = letters.peek() {
        let rest = lead[..at].trim_end_matches(|c: char| !c.is_alphanumeric() && !";.:)\t".contains(c));
        let from = rest.rfind(|c: char| !c.is_alphanumeric());
        let from = from.map_or(0, |gap| gap + rest[gap..].chars().next().map_or(1, char::len_utf8));
        let initial = rest[from..].bytes().next()?;
        if from < least {
            return None;
        }
        if initial.to_ascii_uppercase() == *wanted {
            skipped = 0;
            letters.next();
        } else {
            skipped += 1;
            if skipped > SKIPPED {
                return None;
            }
        }
        at = from;
    }
    Some(at)
}
