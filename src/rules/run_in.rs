//! Words of a head that are run into the number after them, and an instrument's word that is misspelt before a number.

use super::Context;
use super::citation_words::Misspelling;
use crate::syntax::instrument_near;
use crate::text::Span;

/// "MODARB/21A15/1", "RESOLUTION45": what a converter ran together in the lines above the text.
pub(super) fn in_head(context: &Context<'_>) -> Vec<Misspelling> {
    let tree = context.tree();
    let proposal = tree.proposal.as_ref().and_then(|line| {
        let number = line.id.as_deref()?;
        let action = context.viewed(line.span).strip_suffix(number)?;
        let run_in = !action.is_empty() && !action.ends_with(char::is_whitespace);
        run_in.then(|| parted(context, line.span, action, "\t", number))
    });
    let heading = tree.heading.as_ref().and_then(|line| {
        let said = context.viewed(line.span);
        let number = line.number.as_deref().filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))?;
        let at = said.find(number)?;
        said[..at].ends_with(char::is_alphabetic).then(|| parted(context, line.span, &said[..at], " ", number))
    });
    proposal.into_iter().chain(heading).collect()
}

/// Words and a number at the beginning of a place, between which something is missing.
fn parted(context: &Context<'_>, whole: Span, words: &str, missing: &str, number: &str) -> Misspelling {
    let start = context.view().from_source(whole.start) as usize + words.len();
    let span = context.view().to_source(Span::of(start..start + number.len()));
    let shown = format!("{words} {number}");
    let message = format!("A space stands before the number: \"{shown}\"");
    Misspelling { span, right: Some(format!("{missing}{number}")), message, shown, safe: true }
}

/// "Resoluton 71 (Rev. Bucharest, 2022)": a place and year after a number, and a word before that which is nearly that of an
/// instrument.
pub(super) fn misspelt_instrument(context: &Context<'_>, meeting: usize) -> Option<Misspelling> {
    /// The longest list of numbers, in bytes, that is looked through.
    const NEAR: usize = 80;
    let view = context.view();
    let start = view.from_source(context.tree().meetings()[meeting].it.edition.span.start) as usize;
    let meeting = &context.tree().meetings()[meeting];
    let first = context.around(meeting.zone, meeting.it.edition.span.start).start;
    let from = (start.saturating_sub(NEAR).max(first.min(start))..=start).find(|at| view.text.is_char_boundary(*at))?;
    let before = view.text[from..start].trim_end();
    let without_numbers =
        |words| str::trim_end_matches(words, |c: char| c.is_ascii_digit() || c.is_whitespace() || c == ',' || c == '-');
    let mut words = without_numbers(before);
    let mut many = false;
    // "Resolutons 71 and 72 (…)"
    while let Some(rest) = words.strip_suffix("and").filter(|rest| rest.ends_with(char::is_whitespace)) {
        (words, many) = (without_numbers(rest), true);
    }
    let said = &before[words.len()..];
    if !before.ends_with(|c: char| c.is_ascii_digit()) || !said.starts_with(char::is_whitespace) {
        return None;
    }
    let word = words.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let right = instrument_near(word, many)?;
    let place = from + words.len() - word.len();
    let span = view.to_source(Span::of(place..place + word.len()));
    let message = format!("\"{word}\" before a number may be \"{right}\" miswritten");
    Some(Misspelling { span, right: Some(right.to_owned()), message, shown: right.to_owned(), safe: false })
}
