//! The tracked changes of a file, to be listed and stepped through.

use crate::syntax::Document;
use crate::text::{Side, Span, cut, single_spaced};

/// So many characters of the words are shown.
const SHOWN: usize = 60;

/// A tracked change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrackedChange {
    /// With its marks, in bytes from the start of the file.
    pub span: Span,
    /// Its clause as it is spoken of; none outside of clauses.
    pub name: Option<String>,
    /// "inserted", "deleted" or "replaced".
    pub kind: &'static str,
    /// What it puts in or takes away, in one line; the end of a long one is left out.
    pub words: String,
}

/// All tracked changes of a file, in its order; comments change nothing.
pub fn changes(document: &Document) -> Vec<TrackedChange> {
    let mut all = Vec::new();
    // What was recovered from a copy out of Word is marked nowhere yet.
    for placed in document.texts.iter().filter(|placed| placed.text.flattened.is_none()) {
        let text = &placed.text;
        for mark in text.changes.marks(Span::new(0, text.len)).filter(|mark| !mark.comment) {
            let words = |span| cut(&single_spaced(&document.slice(placed.in_file(span))), SHOWN);
            let [old, new] = [words(mark.deleted), words(mark.inserted)];
            let (kind, side, words) = match (mark.deleted.is_empty(), mark.inserted.is_empty()) {
                (true, _) => ("inserted", Side::Proposed, new),
                (false, true) => ("deleted", Side::Base, old),
                (false, false) => ("replaced", Side::Proposed, format!("{old} → {new}")),
            };
            let tree = text.tree(side);
            all.push(TrackedChange {
                span: placed.in_file(mark.span),
                name: tree.clause_at(mark.span.start).map(|clause| tree.name(clause)),
                kind,
                words,
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    #[test]
    fn all_changes_are_listed_with_their_clauses() {
        let list = |it: &Fixture| {
            let all = changes(&it.document).into_iter();
            all.map(|it| format!("{} {}: {}\n", it.kind, it.name.unwrap_or_default(), it.words)).collect()
        };
        check(
            r"
                //- MOD
                considering
                a)	that {++some ++}bells {~~ring~>sound~~};
                {--b)	that others do not,
                --}{>>why?<<}
            ",
            list,
            expect![[r#"
                inserted considering a): some
                replaced considering a): ring → sound
                deleted : b) that others do not,
            "#]],
        );
    }
}
