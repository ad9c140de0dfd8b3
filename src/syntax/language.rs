//! The six languages of the Union, and the words of each that drafts are written with.
//!
//! `data/languages` has one file for each, and where each group of words is from: one that no published text was seen for says so. All
//! languages are read at once: what a text is written in is found from its own words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use smol_str::SmolStr;

use super::body::{Body, Instrument};
use super::part::TextPart;

/// A language of the Union.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    En,
    Fr,
    Es,
    Ru,
    Zh,
    Ar,
}

/// The words of a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageWords {
    pub language: Language,
    pub(super) calls: Vec<CallRow>,
    /// "further", before a call's verb or after it.
    pub further: Vec<SmolStr>,
    /// "also"
    #[serde(default)]
    pub also: Vec<SmolStr>,
    /// What goes on a call of the preamble on its own line: "with", "that".
    #[serde(default)]
    pub(super) leads: Vec<SmolStr>,
    /// What an addressee begins with that is no name: "the".
    #[serde(default)]
    pub(super) addressees: Vec<SmolStr>,
    /// How infinitives end: one after an addressee makes a sentence of it. None in English, where "to" tells.
    #[serde(default)]
    pub(super) infinitives: Vec<SmolStr>,
    pub(crate) instruments: Vec<InstrumentRow>,
    pub bodies: Vec<BodyRow>,
    /// Before a body in the enacting line: "The".
    #[serde(default)]
    pub(super) articles: Vec<SmolStr>,
    /// After it: "of the International Telecommunication Union".
    pub(super) union: Vec<SmolStr>,
    /// "draft": not adopted.
    pub(super) draft: Vec<SmolStr>,
    /// "new", "revised".
    pub(super) kinds: Vec<SmolStr>,
    /// "revision of": what follows is the text that it is to replace.
    pub(super) revisions: Vec<SmolStr>,
    /// "Rev" of an edition, without its stop.
    pub(crate) revised: Vec<SmolStr>,
    pub(super) above: Vec<SmolStr>,
    pub(super) below: Vec<SmolStr>,
    /// "thereof"
    #[serde(default)]
    pub(super) thereof: Vec<SmolStr>,
    /// "of this resolution"
    pub(super) this_text: Vec<SmolStr>,
    /// "of that resolution"
    #[serde(default)]
    pub(super) that_text: Vec<SmolStr>,
    /// Names of places by their English ones, where the data of meetings do not have them.
    #[serde(default)]
    pub(crate) places: BTreeMap<SmolStr, SmolStr>,
    /// "of this assembly", by the kind of sitting.
    #[serde(default)]
    pub(crate) this_meeting: BTreeMap<SmolStr, Vec<SmolStr>>,
    /// What stands before the label of a clause: "paragraph".
    pub(super) points: Vec<SmolStr>,
    /// What joins that to its section: "of".
    pub(super) of: Vec<SmolStr>,
    /// What begins the words of a clause, and shows that a label before it is no reference: "that".
    #[serde(default)]
    pub(super) begins_clause: Vec<SmolStr>,
    /// Before the last member of a list: "and".
    pub(super) conjunctions: Vec<SmolStr>,
    /// Between the ends of a run: "to".
    pub(super) through: Vec<SmolStr>,
    /// What heads an annex.
    pub(super) annexes: Vec<SmolStr>,
    /// What may stand after the clauses under a heading of its own.
    #[serde(default)]
    pub(super) lists: Vec<SmolStr>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CallRow {
    pub part: TextPart,
    pub words: Vec<SmolStr>,
    /// Spellings that are understood, each with the word it stands for.
    #[serde(default)]
    pub variants: BTreeMap<SmolStr, SmolStr>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct InstrumentRow {
    pub instrument: Instrument,
    pub one: Vec<SmolStr>,
    pub many: Vec<SmolStr>,
    /// How it is cut short: "Res.".
    #[serde(default)]
    pub short: Vec<SmolStr>,
}

/// What a body is called in a language.
#[derive(Debug, Deserialize)]
pub struct BodyRow {
    pub body: Body,
    /// In running text, without article: "Plenipotentiary Conference".
    pub name: String,
    /// Its short name, where texts use one.
    pub short: Option<String>,
    /// With what joins it to a citation before it: "de la Conférence de plénipotentiaires".
    pub of: Option<String>,
    /// Every name it is known by; the two above belong to them.
    pub names: Vec<String>,
}

static LANGUAGES: LazyLock<[LanguageWords; 6]> = LazyLock::new(|| {
    [
        include_str!("data/languages/en.json"),
        include_str!("data/languages/fr.json"),
        include_str!("data/languages/es.json"),
        include_str!("data/languages/ru.json"),
        include_str!("data/languages/zh.json"),
        include_str!("data/languages/ar.json"),
    ]
    .map(|file| serde_json::from_str(file).expect("the data files of languages are tested"))
});

/// The words of all languages.
pub fn languages() -> &'static [LanguageWords] {
    &*LANGUAGES
}

impl Language {
    /// ISO 639-1: "en".
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fr => "fr",
            Language::Es => "es",
            Language::Ru => "ru",
            Language::Zh => "zh",
            Language::Ar => "ar",
        }
    }

    /// Its words.
    pub fn words(self) -> &'static LanguageWords {
        &LANGUAGES[self as usize]
    }
}

impl LanguageWords {
    pub(crate) fn body(&self, body: Body) -> Option<&BodyRow> {
        self.bodies.iter().find(|row| row.body == body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_stands_at_its_place() {
        let all = [Language::En, Language::Fr, Language::Es, Language::Ru, Language::Zh, Language::Ar];
        for language in all {
            let words = language.words();
            assert_eq!(words.language, language);
            for row in &words.bodies {
                assert!(row.names.contains(&row.name), "{}", row.name);
                assert!(row.short.as_ref().is_none_or(|short| row.names.contains(short)), "{}", row.name);
            }
        }
        assert_eq!(languages().len(), all.len());
    }
}
