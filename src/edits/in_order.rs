//! Edits that can be made together: in the order of their places, none overlapping.

use super::{Edit, Fix};

/// Edits in the order of their places; those at one place keep theirs. `None` where two of one file overlap: then they cannot
/// all be made, and what they belong to is not offered. Whatever puts edits of several origins together asks here.
pub(crate) fn in_order(mut edits: Vec<Edit>) -> Option<Vec<Edit>> {
    edits.sort_by_key(|edit| (edit.file, edit.span));
    let apart = |pair: &[Edit]| pair[0].file != pair[1].file || pair[0].span.end <= pair[1].span.start;
    edits.windows(2).all(apart).then_some(edits)
}

impl Fix {
    /// The same fix with its edits in order; `None` where two overlap.
    pub(crate) fn in_order(self) -> Option<Fix> {
        Some(Fix { edits: in_order(self.edits)?, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::testing::{draft, with_pens};
    use crate::edits::{LetterAsYouType, Relettered, Settled, TypingOptions};
    use crate::syntax::ClauseId;
    use crate::text::{FileId, Span, offset};
    use proptest::prelude::*;

    fn edit(file: u32, start: u32, end: u32) -> Edit {
        Edit { file: FileId(file), span: Span::new(start, end), text: format!("{start}-{end}") }
    }

    #[test]
    fn edits_that_overlap_are_not_made() {
        let [one, two, other] = [edit(1, 2, 5), edit(1, 5, 7), edit(2, 0, 9)];
        assert_eq!(in_order(vec![other.clone(), two.clone(), one.clone()]), Some(vec![one.clone(), two, other]));
        assert_eq!(in_order(vec![one.clone(), edit(1, 4, 6)]), None, "they share a character");
        assert_eq!(in_order(vec![edit(1, 3, 3), one.clone()]), None, "words are put into what goes");
        let here = Edit { text: "first".into(), ..edit(1, 2, 2) };
        let both = vec![one.clone(), here.clone(), edit(1, 2, 2)];
        assert_eq!(in_order(both), Some(vec![here, edit(1, 2, 2), one]), "at one place the order is kept");
    }

    #[test]
    fn a_place_within_a_line_end_is_at_the_end_of_its_line() {
        let source = "resolves\na)\tthis;\nresolves [^1]\r\n{++ new\n++}\u{2013}\ta dash;\n";
        with_pens(source, |pens| {
            let places = (0..=source.len()).filter(|at| source.is_char_boundary(*at));
            for at in places.map(offset) {
                pens[0].typed(at, "\n", TypingOptions::default()).unwrap();
            }
        });
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        // Whatever the draft: nothing that letters clauses anew, or has references follow, makes edits that overlap.
        #[test]
        fn whatever_is_made_can_be_made(source in draft(), which in 0usize..20, to in 0usize..4, at in 0.0..1.0f64) {
            with_pens(&source, |pens| {
                let pen = &pens[which % pens.len()];
                let text = &pen.placed.text;
                let mut made: Vec<Vec<Edit>> = Vec::new();
                for (section, _) in text.proposed.sections() {
                    made.extend(pen.reletter_section(section).unwrap().map(|fix| fix.edits));
                }
                made.extend(pen.update_references().unwrap().and_then(|(_, planned)| planned.written().unwrap()).map(|it| it.edits));
                let clauses = text.proposed.clauses().len();
                if clauses > 0 {
                    let id = ClauseId::at(which % clauses);
                    let inserted = pen.insert_clause_below(id).ok().and_then(|inserted| inserted.planned().unwrap());
                    let split = pen.split_section(id).ok().map(|(_, split)| split);
                    let planned = [inserted, split].into_iter().flatten();
                    made.extend(planned.filter_map(|planned| planned.written().unwrap()).map(|it| it.edits));
                    let moved = [pen.move_clause(id, to), pen.rename_clause(id, ["a", "b", "2", "ii"][to])];
                    let moved = moved.into_iter().flatten().filter_map(|moved| moved.written().ok());
                    made.extend(moved.map(|Relettered { edits, .. }| edits));
                }
                let at = (0..=(f64::from(text.len) * at) as u32).rev().find(|&at| source.is_char_boundary((pen.placed.start + at) as usize));
                let at = at.unwrap_or_default();
                for how in [Settled::Accepted, Settled::Rejected] {
                    let settled = pen.settle(Span::empty(at), how).and_then(|settling| settling.written().unwrap());
                    made.extend(settled.into_iter().chain(pen.settle_all(how).map(|(_, edits)| edits)));
                }
                for typed in ["\n", "\t"] {
                    for puts_cursor in [true, false] {
                        let options = TypingOptions { letters: LetterAsYouType::Always, between: None, puts_cursor };
                        made.push(pen.typed(at, typed, options).unwrap().edits);
                    }
                }
                for edits in made {
                    prop_assert!(edits.iter().all(|edit| edit.span.end <= offset(source.len())));
                    prop_assert_eq!(in_order(edits.clone()), Some(edits));
                }
                Ok(())
            })?;
        }
    }
}
