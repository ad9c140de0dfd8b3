//! What is offered, and what an editor compares with the words that are typed.

use crate::catalogue::TextKey;
use crate::syntax::{ClauseId, Edition, unaccented};
use crate::text::Span;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompletionKind {
    /// A cited text.
    Resolution,
    /// The place and year of a meeting, with "Rev." or without.
    Edition,
    /// Who adopted a text.
    Body,
    /// The title of a text.
    Title,
    /// A study group or a question.
    Study,
    /// The label of a clause.
    Clause,
    Call,
    /// A line of a text's head.
    Head,
    Abbreviation,
}

/// What the documentation of something offered is about: it is put together when it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Documented {
    Text {
        key: TextKey,
        edition: Option<Edition>,
    },
    /// A clause of the draft.
    Clause {
        /// Which of the file's texts.
        text: usize,
        clause: ClauseId,
        /// How it is spoken of, lest it be another by now.
        name: String,
        /// Of the text in force.
        in_force: bool,
    },
}

/// One thing that can be typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// As it is listed.
    pub label: String,
    pub kind: CompletionKind,
    /// A title, a clause's first words.
    pub detail: Option<String>,
    /// What [`documentation`](super::documentation) is asked about.
    pub subject: Option<Documented>,
    /// What it replaces: bytes from the start of the file, on one line, with the cursor inside.
    pub replace: Span,
    /// What is put there.
    pub insert: String,
    /// What the words from `replace` to the cursor are compared with.
    pub filter: String,
    /// What the list is sorted by.
    pub sort: String,
    /// Suppressed: offered last, struck out.
    pub deprecated: bool,
}

/// What can be typed at a place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Completions {
    /// In the order in which they are offered.
    pub items: Vec<Completion>,
    /// There is more: ask again when more has been typed.
    pub incomplete: bool,
}

impl Completions {
    /// All that there is, in the order in which it is offered.
    pub(super) fn all(items: impl IntoIterator<Item = Completion>) -> Completions {
        let sorted = |(nth, item): (usize, Completion)| Completion { sort: format!("{nth:04}"), ..item };
        Completions { items: items.into_iter().enumerate().map(sorted).collect(), incomplete: false }
    }
}

/// Lets an item through that an editor would not think a fit: what is typed, then the item.
pub(super) fn filter(typed: &str, item: &str) -> String {
    if is_subsequence(typed, item) { item.to_owned() } else { format!("{typed} {item}") }
}

pub(super) fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars().flat_map(char::to_lowercase);
    part.chars().flat_map(char::to_lowercase).all(|wanted| rest.any(|c| c == wanted))
}

/// Whether every word that is typed begins a word of an item, whatever case, accents and whitespace.
pub(super) fn begins_words(typed: &str, item: &str) -> bool {
    let folded = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(|word| word.chars().flat_map(|c| unaccented(c).to_lowercase()).collect()).collect()
    };
    let words = folded(item);
    folded(typed).iter().all(|typed| words.iter().any(|word| word.starts_with(typed.as_str())))
}
