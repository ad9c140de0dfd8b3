//! What a file has in square brackets, to be listed and stepped through.

use crate::syntax::{Document, square_brackets};
use crate::text::{Side, Span, cut, parted_by};

/// So many characters of the words are shown.
const SHOWN: usize = 120;

/// Text in square brackets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotAgreed {
    /// With its brackets, in bytes from the start of the file.
    pub span: Span,
    /// Its clause as it is spoken of; none outside of clauses.
    pub name: Option<String>,
    /// What the brackets enclose, as proposed, in one line; the end of a long one is left out.
    pub words: String,
}

/// All text of a file that is not agreed yet, in its order.
pub fn not_agreed(document: &Document) -> Vec<NotAgreed> {
    let mut all = Vec::new();
    for placed in document.texts.iter() {
        let tree = &placed.text.proposed;
        let view = document.view(placed, Side::Proposed);
        all.extend(square_brackets(document, placed, &view).in_order().into_iter().map(|pair| {
            let words =
                &view.text[view.from_source(pair.open.end) as usize..view.from_source(pair.close.start) as usize];
            NotAgreed {
                span: placed.in_file(pair.span()),
                name: tree.clause_at(pair.open.start).map(|clause| tree.name(clause)),
                words: cut(&parted_by(words, |c| c.is_ascii_whitespace()), SHOWN),
            }
        }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    #[test]
    fn all_bracketed_text_is_listed_with_its_clauses() {
        let list = |it: &Fixture| {
            let all = not_agreed(&it.document).into_iter();
            all.map(|it| format!("{}: {}\n", it.name.unwrap_or_default(), it.words)).collect()
        };
        check(
            r"
                //- MOD
                considering
                a)	that [old] ways {++[++}go{++]++};
                [b)	that ships
                wait [long],]
                resolves
                to [shall][should].
                ANNEX 1
                As [agreed].
                Reasons: [none]
            ",
            list,
            expect![[r#"
                considering a): old
                considering a): go
                considering b): b) that ships wait [long],
                considering b): long
                resolves: shall
                resolves: should
                : agreed
            "#]],
        );
    }
}
