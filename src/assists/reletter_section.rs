//! The section at a place with the labels that it ought to have.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::TextContext;
use crate::text::Cancelled;

pub(super) fn list<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let tree = &at.pen.placed.text.proposed;
    let Some(section) = tree.section_at(at.within.start).filter(|id| !tree.section(*id).is_damaged()) else {
        return Ok(Vec::new());
    };
    let Some((title, planned)) = at.pen.plan_section(section)? else { return Ok(Vec::new()) };
    let what = ("reletter-section", AssistKind::Reletter);
    Ok(vec![Assist::new(what, AssistSubject::Section(at.text, section.index()), title, || planned.as_planned())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    const DRAFT: &str = r"
        //- head
        considering
        a)	one;
        c)	t$0wo,
        resolves
        to see considering c).
        //- closed bells
        RESOLUTION 5 (Geneva, 2022)
        resolves
        to act on considering c) of Resolution 96 (Rev. New Delhi, 2024).
    ";

    #[test]
    fn references_follow_into_a_file_that_is_not_open() {
        check(
            DRAFT,
            |it| it.done(&[AssistKind::Reletter], ""),
            expect![[r#"
                Re-letter considering and 2 references
                considering
                a)	one;
                b)	two,
                resolves
                to see considering b).
                //- bells
                RESOLUTION 5 (Geneva, 2022)
                resolves
                to act on considering b) of Resolution 96 (Rev. New Delhi, 2024).
            "#]],
        );
    }

    #[test]
    fn nothing_is_done_where_a_file_that_was_counted_is_gone() {
        let fixture = Fixture::new(DRAFT);
        fixture.remove("bells");
        let said = fixture.done(&[AssistKind::Reletter], "");
        expect!["Re-letter considering and 2 references: can no longer be done"].assert_eq(&said);
    }

    #[test]
    fn what_may_not_be_changed_stays_as_it_is() {
        check(
            &DRAFT.replace("RESOLUTION 5", "NOC\n        RESOLUTION 5"),
            |it| it.done(&[AssistKind::Reletter], ""),
            expect![[r#"
                Re-letter considering and 1 reference; 1 reference stays as it is
                considering
                a)	one;
                b)	two,
                resolves
                to see considering b).
            "#]],
        );
    }
}
