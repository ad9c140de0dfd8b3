//! Words that conversion has broken: "high- level", "telecommuni-⏎cation".

use super::Context;
use crate::syntax::is_instrument;
use crate::text::Span;

/// A word in two parts, whose whole stands elsewhere in the text, or is the name of an instrument.
pub(super) struct BrokenWord {
    pub span: Span,
    pub whole: String,
    /// Whether the whole stands elsewhere in the text.
    pub elsewhere: bool,
}

/// So many hyphens before a space or line end are looked at.
const MOST: usize = 60;

/// Words with which "short- and long-term" goes on.
const JOINTS: [&str; 12] = ["and", "or", "to", "as", "nor", "but", "et", "ou", "y", "e", "o", "versus"];

/// The broken words of a text's body.
pub(super) fn broken_words(context: &Context<'_>) -> Vec<BrokenWord> {
    let body = context.body();
    let text = &context.view().text[body.clone()];
    let mut broken = Vec::new();
    let parted = |at: &usize| text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_whitespace);
    for at in memchr::memchr_iter(b'-', text.as_bytes()).filter(parted).take(MOST) {
        let first = text[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let rest = text[at + 1..].trim_start();
        let second = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let gap = &text[at + 1..text.len() - rest.len()];
        let small = |word: &str| word.chars().count() > 1 && word.chars().skip(1).all(char::is_lowercase);
        let fits = small(first) && small(second) && second.starts_with(char::is_lowercase);
        let line_end = gap.contains(['\n', '\r']);
        let one = gap == " " || gap == "\u{a0}" || (line_end && gap.matches('\n').count() <= 1);
        if !fits || !one || JOINTS.contains(&second) {
            continue;
        }
        let (hyphened, joined) = (format!("{first}-{second}"), format!("{first}{second}"));
        let (whole, elsewhere) = match (stands(text, &hyphened), stands(text, &joined)) {
            // A line may end after the hyphen of a word that has one.
            (true, _) if line_end => continue,
            (true, false) => (hyphened, true),
            (false, true) => (joined, true),
            // "Reso-⏎lution 130" needs no other to be known.
            (false, false) if line_end && is_instrument(&joined) => (joined, false),
            _ => continue,
        };
        let start = body.start + at - first.len();
        let end = body.start + text.len() - rest.len() + second.len();
        broken.push(BrokenWord { span: context.view().to_source(Span::of(start..end)), whole, elsewhere });
    }
    broken
}

/// Whether a word stands in a text, whatever the case of its first letter, as a word of its own.
fn stands(text: &str, word: &str) -> bool {
    let mut tail = word.chars();
    tail.next();
    let tail = tail.as_str();
    let first = word[..word.len() - tail.len()].to_lowercase();
    memchr::memmem::find_iter(text.as_bytes(), tail.as_bytes()).any(|at| {
        let mut before = text[..at].chars().rev();
        let same = before.next().is_some_and(|c| c.to_lowercase().eq(first.chars()));
        let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-');
        same && whole(before.next()) && whole(text[at + tail.len()..].chars().next().filter(|c| *c != '-'))
    })
}
