//! The abbreviations of a text: what it introduces as "Telecommunication Standardization Bureau (TSB)", and where it says
//! TSB from there on.

use std::ops::Range;

use super::spot::TextAt;
use crate::edits::Refused;
use crate::semantics;
use crate::syntax::{is_abbreviation, is_in_code};
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
    pub introduced: IntroductionPlace,
    /// Where it is introduced again.
    pub again: Vec<IntroductionPlace>,
    /// Where it stands alone.
    pub uses: Vec<Use>,
    /// Which of these places was asked about.
    pub here: Use,
}

/// "information and communication technologies (ICTs)"
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct IntroductionPlace {
    /// From the first word that it stands for to the closing bracket.
    pub span: Span,
    /// The abbreviation in its brackets.
    pub short: Use,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Use {
    /// As it stands there, with a plural's s.
    pub span: Span,
    /// Without it.
    pub word: Span,
}

impl Abbreviation {
    /// Where it is introduced, each time.
    pub(super) fn introductions(&self) -> impl Iterator<Item = &IntroductionPlace> {
        [&self.introduced].into_iter().chain(&self.again)
    }
}

/// The words of a text on its side, with the way to their places, and the abbreviations in them.
struct AbbreviationWords {
    view: View,
    all: Vec<semantics::CapitalWord>,
}

impl AbbreviationWords {
    fn of(text: &TextAt<'_>) -> AbbreviationWords {
        let placed = text.placed();
        let view = placed.text.changes.view(&text.document.slice(placed.span()), text.side);
        AbbreviationWords { all: semantics::abbreviations(&view.text), view }
    }

    fn find(&self, short: &str) -> Option<&semantics::CapitalWord> {
        self.all.iter().find(|it| it.word == short)
    }

    fn place(&self, range: Range<usize>) -> Span {
        self.view.to_source(Span::of(range))
    }

    /// A place where a word stands, with a plural's s or without.
    fn used(&self, range: Range<usize>, word: &str) -> Use {
        Use { word: self.place(range.start..range.start + word.len()), span: self.place(range) }
    }

    fn introduction(&self, it: &semantics::Introduction) -> IntroductionPlace {
        let short = Use { span: self.place(it.short()), word: self.place(it.word.clone()) };
        IntroductionPlace { span: self.place(it.range.clone()), short }
    }

    fn meaning(&self, it: &semantics::Introduction) -> String {
        super::prose::squeezed(it.meaning(&self.view.text))
    }
}

/// The abbreviations that a text introduces, in the order in which it does: the word, its meaning, its place.
pub(super) fn introduced(text: &TextAt<'_>) -> Vec<(String, String, Span)> {
    let words = AbbreviationWords::of(text);
    let mut found: Vec<_> = words.all.iter().filter_map(|it| Some((it, it.introduced.first()?))).collect();
    found.sort_by_key(|(_, first)| first.range.start);
    let said = |(it, first): (&semantics::CapitalWord, &semantics::Introduction)| {
        (it.word.to_string(), words.meaning(first), words.introduction(first).short.span)
    };
    found.into_iter().map(said).collect()
}

/// The abbreviation at a place, if the text introduces it.
pub(super) fn abbreviation_at(text: &TextAt<'_>, at: u32) -> Option<Abbreviation> {
    let short = capitals_at(text, at)?;
    let words = AbbreviationWords::of(text);
    let it = words.find(&short)?;
    let (first, again) = it.introduced.split_first()?;
    let again: Vec<IntroductionPlace> = again.iter().map(|it| words.introduction(it)).collect();
    let introduced = words.introduction(first);
    let alone = it.uses.iter().filter(|range| !is_in_code(&words.view.text, range.start, range.end));
    let uses: Vec<Use> = alone.map(|range| words.used(range.clone(), &short)).collect();
    let places = [introduced].iter().chain(&again).map(|it| it.short).chain(uses.iter().copied()).collect::<Vec<_>>();
    let here = places.into_iter().find(|place| place.span.touches(at))?;
    let meaning = words.meaning(first);
    Some(Abbreviation { short, meaning, introduced, again, uses, here })
}

/// Why capitals at a place cannot be renamed: the text says nowhere what they stand for.
pub(super) fn not_introduced(text: &TextAt<'_>, at: u32) -> Option<Refused> {
    let word = capitals_at(text, at)?;
    let words = AbbreviationWords::of(text);
    let mut uses = words.find(&word)?.uses.iter();
    uses.any(|range| words.place(range.clone()).touches(at)).then(|| {
        let why = format!(
            "This text does not introduce {word}, as “what it stands for ({word})”: only an abbreviation of its own can be renamed."
        );
        why.into()
    })
}

/// Whether a text says an abbreviation anywhere.
pub(super) fn says(text: &TextAt<'_>, short: &str) -> bool {
    AbbreviationWords::of(text).find(short).is_some()
}

/// The capitals around a place, without a plural's s. Looks at a few bytes only, as most places have none.
fn capitals_at(text: &TextAt<'_>, at: u32) -> Option<String> {
    let rope = &text.document.rope;
    let placed = text.placed();
    let boundary = |at: u32| offset(rope.char_to_byte(rope.byte_to_char(at as usize)));
    let cursor = placed.start + at.min(placed.text.len);
    let from = boundary(cursor.saturating_sub(NEAR)).max(placed.start);
    let to = boundary((cursor + NEAR).min(placed.start + placed.text.len)).max(cursor);
    let (before, after) = (text.document.slice(Span::new(from, cursor)), text.document.slice(Span::new(cursor, to)));
    let letter = |c: char| c.is_ascii_alphabetic() || c == '&';
    let lead = before.trim_end_matches(letter);
    let tail = after.trim_start_matches(letter);
    let word = format!("{}{}", &before[lead.len()..], &after[..after.len() - tail.len()]);
    let short = word.strip_suffix('s').unwrap_or(&word);
    is_abbreviation(short).then(|| short.to_owned())
}
