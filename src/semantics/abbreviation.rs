//! The abbreviations of a text: where each is introduced, "Telecommunication Standardization Bureau (TSB)", and used.

use std::collections::HashMap;
use std::ops::Range;

use smol_str::SmolStr;

use crate::syntax::{Capitals, capitals};

/// A word in capitals that a text says, be it an abbreviation that the text introduces or not. Places are bytes of the words
/// that it was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CapitalWord {
    /// Without a plural's s.
    pub word: SmolStr,
    /// Where it stands in brackets after what it stands for, in order.
    pub introduced: Vec<Introduction>,
    /// Where else it stands, in order; with a plural's s.
    pub uses: Vec<Range<usize>>,
}

/// "information and communication technologies (ICTs)"
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Introduction {
    /// From the first word that it stands for to the closing bracket.
    pub range: Range<usize>,
    /// The abbreviation, without a plural's s.
    pub word: Range<usize>,
}

impl Introduction {
    /// The words that it stands for.
    pub fn meaning<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range.start..self.word.start - 1]
    }

    /// The abbreviation, with a plural's s.
    pub fn short(&self) -> Range<usize> {
        self.word.start..self.range.end - 1
    }
}

/// The abbreviations of some words, in the order of their first places.
pub(crate) fn abbreviations(text: &str) -> Vec<CapitalWord> {
    let mut all: Vec<CapitalWord> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for Capitals { word, end, expansion } in capitals(text, 0..text.len()) {
        let place = *index.entry(&text[word.clone()]).or_insert_with(|| {
            all.push(CapitalWord { word: text[word.clone()].into(), introduced: Vec::new(), uses: Vec::new() });
            all.len() - 1
        });
        match expansion {
            Some(start) => all[place].introduced.push(Introduction { range: start..end + 1, word }),
            None => all[place].uses.push(word.start..end),
        }
    }
    all
}
