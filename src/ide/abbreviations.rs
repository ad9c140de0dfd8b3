//! The abbreviations of a text: what it introduces as "Telecommunication Standardization Bureau (TSB)", and where it says
//! TSB from there on.

use std::collections::HashSet;

use super::spot::TextAt;
use crate::edits::Refused;
use crate::syntax::{Capitals, capitals, is_abbreviation, is_in_code};
use crate::text::{Span, View, offset};

/// How far an abbreviation reaches on either side of the cursor, in bytes.
const NEAR: u32 = 12;

/// An abbreviation that a text introduces. Places count from the start of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Abbreviation {
    /// "TSB".
    pub short: String,
    /// What it stands for.
    pub meaning: String,
    /// Where it is introduced, first.
    pub introduced: Introduction,
    /// Where it is introduced again.
    pub again: Vec<Introduction>,
    /// Where it stands alone.
    pub uses: Vec<Use>,
    /// Which of these places was asked about.
    pub here: Use,
}

/// "information and communication technologies (ICTs)"
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Introduction {
    /// From the first word that it stands for to the closing bracket.
    pub span: Span,
    /// The abbreviation in its brackets.
    pub short: Use,
}

/// One place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Use {
    /// As it stands there, with a plural's s.
    pub span: Span,
    /// Without it.
    pub word: Span,
}

impl Abbreviation {
    /// Where it is introduced, each time.
    pub fn introductions(&self) -> impl Iterator<Item = &Introduction> {
        [&self.introduced].into_iter().chain(&self.again)
    }
}

/// The words of a text on its side, with the way to their places.
struct Words(View);

impl Words {
    fn of(text: &TextAt<'_>) -> Words {
        let placed = text.placed();
        Words(placed.text.changes.view(&text.document.slice(placed.span()), text.side))
    }

    fn all(&self) -> impl Iterator<Item = Capitals> {
        capitals(&self.0.text, 0..self.0.text.len())
    }

    fn short(&self, capitals: &Capitals) -> &str {
        &self.0.text[capitals.word.clone()]
    }

    fn place(&self, from: usize, to: usize) -> Span {
        self.0.to_source(Span::of(from..to))
    }

    fn used(&self, capitals: &Capitals) -> Use {
        let Capitals { word, end, .. } = capitals;
        Use { span: self.place(word.start, *end), word: self.place(word.start, word.end) }
    }

    fn introduction(&self, capitals: &Capitals) -> Option<Introduction> {
        let span = self.place(capitals.expansion?, capitals.end + 1);
        Some(Introduction { span, short: self.used(capitals) })
    }

    fn meaning(&self, capitals: &Capitals) -> Option<String> {
        let words = &self.0.text[capitals.expansion?..capitals.word.start - 1];
        Some(super::prose::squeezed(words))
    }
}

/// The abbreviations of a text in the order in which they are introduced, each once: the word, its meaning, its place.
pub(super) fn introduced(text: &TextAt<'_>) -> Vec<(String, String, Span)> {
    let words = Words::of(text);
    let mut found: Vec<(String, String, Span)> = Vec::new();
    let mut known = HashSet::new();
    for capitals in words.all() {
        let Some(meaning) = words.meaning(&capitals) else { continue };
        let short = words.short(&capitals);
        if known.insert(short) {
            found.push((short.to_owned(), meaning, words.used(&capitals).span));
        }
    }
    found
}

/// The abbreviation at a place, if the text introduces it.
pub(super) fn abbreviation_at(text: &TextAt<'_>, at: u32) -> Option<Abbreviation> {
    let near = capitals_at(text, at)?;
    let words = Words::of(text);
    let all: Vec<Capitals> = words.all().filter(|found| words.short(found) == near).collect();
    let mut introductions = all.iter().filter_map(|found| words.introduction(found));
    let introduced = introductions.next()?;
    let alone = all.iter().filter(|found| found.expansion.is_none());
    let alone = alone.filter(|found| !is_in_code(&words.0.text, found.word.start, found.end));
    let uses: Vec<Use> = alone.map(|found| words.used(found)).collect();
    let again: Vec<Introduction> = introductions.collect();
    let places = [introduced].iter().chain(&again).map(|it| it.short).chain(uses.iter().copied()).collect::<Vec<_>>();
    let here = places.into_iter().find(|place| place.span.touches(at))?;
    let meaning = all.iter().find_map(|found| words.meaning(found))?;
    Some(Abbreviation { short: near, meaning, introduced, again, uses, here })
}

/// Why capitals at a place cannot be renamed: the text says nowhere what they stand for.
pub(super) fn not_introduced(text: &TextAt<'_>, at: u32) -> Option<Refused> {
    let word = capitals_at(text, at)?;
    let words = Words::of(text);
    let mut here = words.all().filter(|found| words.short(found) == word);
    here.any(|found| words.used(&found).span.touches(at)).then(|| {
        let why = format!(
            "This text does not introduce {word}, as “what it stands for ({word})”: only an abbreviation of its own can be renamed."
        );
        why.into()
    })
}

/// Whether a text says an abbreviation anywhere.
pub(super) fn says(text: &TextAt<'_>, short: &str) -> bool {
    let words = Words::of(text);
    words.all().any(|found| words.short(&found) == short)
}

/// The capitals around a place, without a plural's s. Looks at a few bytes only, as most places have none.
fn capitals_at(text: &TextAt<'_>, at: u32) -> Option<String> {
    let rope = &text.document.rope;
    let placed = text.placed();
    let boundary = |at: u32| offset(rope.char_to_byte(rope.byte_to_char(at as usize)));
    let cursor = placed.start + at.min(placed.text.len);
    let from = boundary(cursor.saturating_sub(NEAR)).max(placed.start);
    let to = boundary((cursor + NEAR).min(placed.start + placed.text.len)).max(cursor);
    let (before, behind) = (text.document.slice(Span::new(from, cursor)), text.document.slice(Span::new(cursor, to)));
    let letter = |c: char| c.is_ascii_alphabetic() || c == '&';
    let lead = before.trim_end_matches(letter);
    let tail = behind.trim_start_matches(letter);
    let word = format!("{}{}", &before[lead.len()..], &behind[..behind.len() - tail.len()]);
    let short = word.strip_suffix('s').unwrap_or(&word);
    is_abbreviation(short).then(|| short.to_owned())
}
