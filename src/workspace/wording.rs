//! The words of a text clause by clause, so that a text in force inside a proposal can be compared with the adopted one.
//! Of a file that is not open only a print of them is kept.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::syntax::{Document, PlacedText, SectionId, without_bracketed};
use crate::text::{Side, Span};

/// The clauses of a text in one view.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wording {
    /// The clauses in order, without those of sections that conversion has damaged.
    pub clauses: Vec<WordedClause>,
    /// Whether conversion has damaged any section, so that clauses may be missing.
    pub damaged: bool,
}

/// A clause with the print of its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordedClause {
    /// How it is spoken of, in lower case: "considering c)".
    pub name: Box<str>,
    /// The same for words that differ in whitespace, hyphens, quotation marks and footnotes only.
    pub print: u64,
    /// Whether it says nothing but "…".
    pub elided: bool,
    /// Where it is, counted from the start of the text.
    pub span: Span,
}

impl Wording {
    /// The words of a text on one side.
    pub fn of(document: &Document, placed: &PlacedText, side: Side) -> Wording {
        let tree = placed.text.tree(side);
        let damaged = |section: SectionId| tree.section(section).is_damaged();
        let sound = tree.sections().filter(|&(section, _)| !damaged(section));
        let mut signs = String::new();
        let clauses = sound.flat_map(|(section, _)| tree.clauses_of(section)).map(|(id, clause)| {
            let words = document.words(placed, clause.body, side);
            signs.clear();
            each_sign(&words, &mut |c| signs.push(c));
            let mut hasher = DefaultHasher::new();
            signs.hash(&mut hasher);
            let name = tree.name(id).to_lowercase().into();
            WordedClause {
                name,
                print: hasher.finish(),
                elided: !signs.contains(char::is_alphanumeric),
                span: clause.span,
            }
        });
        Wording { clauses: clauses.collect(), damaged: tree.sections().any(|(section, _)| damaged(section)) }
    }
}

/// Takes each character that counts: without whitespace, characters that nobody sees, and residue in square brackets such as
/// footnotes; hyphens, dashes up to the en dash and quotation marks in their plain form.
fn each_sign(words: &str, take: &mut dyn FnMut(char)) {
    for c in without_bracketed(words).chars() {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
            '\u{2010}'..='\u{2013}' => take('-'),
            '‘' | '’' => take('\''),
            '“' | '”' => take('"'),
            _ if c.is_whitespace() => {}
            _ => take(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_reader_reads_counts() {
        let signs = |words: &str| {
            let mut signs = String::new();
            each_sign(words, &mut |c| signs.push(c));
            signs
        };
        let plain = signs("ITU-T's \"study\" groups; non-discriminatory");
        assert_eq!(
            signs("ITU\u{2011}T’s “study”\u{a0}groups[footnoteRef:1]1; [1: 1 \tThese.]non- discriminatory[^2]"),
            plain
        );
        assert_ne!(signs("[ITU-T]'s \"study\" groups; non-discriminatory"), plain);
    }
}
