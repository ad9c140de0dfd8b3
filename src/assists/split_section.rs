//! A section of their own for the clause at a place and those after it.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::TextContext;
use crate::edits::unless_refused;
use crate::text::Cancelled;

pub(super) fn list<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let Some(id) = at.clause() else { return Ok(Vec::new()) };
    let Some((call, planned)) = unless_refused(at.pen.split_section(id))? else { return Ok(Vec::new()) };
    let followed = if planned.references.followed > 0 { ", and its references follow" } else { "" };
    let name = at.pen.placed.text.proposed.name(id);
    let title = format!("Split off {name} under \u{201c}{call}\u{201d}{followed}");
    let what = ("split-section", AssistKind::Rewrite);
    Ok(vec![Assist::new(what, AssistSubject::Clause(at.text, id.index()), title, || planned.as_planned())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;
    use expect_test::expect;

    #[test]
    fn later_clauses_get_a_section_of_their_own() {
        check(
            "
                //- head
                considering
                a)	one, as in considering d) below;
                b)	more;
                c)	two$0;
                d)	three,
                resolves
                1	to see considering a) and d) above;
                2	to see considering a) to d);
                3	to see considering\u{a0}c).
            ",
            |it| it.done(&[AssistKind::Rewrite], "Split"),
            expect![[r#"
                Split off considering c) under “considering further”, and its references follow
                considering
                a)	one, as in considering further b) below;
                b)	more,
                considering further
                a)	two;
                b)	three,
                resolves
                1	to see considering a) and considering further b) above;
                2	to see considering a) and b) and considering further a) and b);
                3	to see considering further a).
            "#]],
        );
        check(
            r"
                //- head
                instructs the Director
                1	to do;
                2	to see;
                3	to $0go;
                4	to come.
            ",
            |it| it.done(&[AssistKind::Rewrite], "Split"),
            expect![[r#"
                Split off instructs the Director 3 under “further instructs the Director”
                instructs the Director
                1	to do;
                2	to see,
                further instructs the Director
                1	to go;
                2	to come.
            "#]],
        );
        let not = |draft: &str| check(draft, |it| it.done(&[AssistKind::Rewrite], "Split"), expect!["nothing"]);
        not(r"
            //- head
            considering
            a)	one$0;
            b)	two;
            c)	three;
            d)	four,
        ");
        // No clause would be left alone under its label.
        not(r"
            //- head
            considering
            a)	one;
            b)	two$0;
            c)	three,
        ");
        not(r"
            //- head
            considering
            a)	one;
            b)	two;
            c)	three$0,
        ");
        not(r"
            //- head
            considering further
            a)	one;
            b)	two;
            c)	three$0;
            d)	four,
        ");
        not(r"
            //- head
            considering
            a)	one;
            b)	two;
            c)	three$0;
            d)	four,
            considering further
            five,
        ");
        not(r"
            //- head
            considering
            a)	one;
            b)	two;
            c)	three$0;
            d)	four,
            resolves
            to see considering above.
        ");
    }

    #[test]
    fn a_section_begins_after_a_line_that_ends_in_a_no_break_space() {
        check(
            "
                //- head
                considering
                a)	none;
                b)	one;\u{a0}
                c)	t$0wo;
                d)	three,
            ",
            |it| it.done(&[AssistKind::Rewrite], "Split"),
            expect![[r#"
                Split off considering c) under “considering further”
                considering
                a)	none;
                b)	one, 
                considering further
                a)	two;
                b)	three,
            "#]],
        );
    }

    #[test]
    fn in_a_proposal_all_of_it_is_tracked() {
        check(
            r"
                //- MOD
                considering
                a)	one;
                b)	more;
                c)	two, $0in regard to considering d);
                d)	three, as in considering c) above,
                resolves
                to see considering c) and d).
            ",
            |it| it.done(&[AssistKind::Rewrite], "Split"),
            expect![[r#"
                Split off considering c) under “considering further”, and its references follow
                considering
                a)	one;
                b)	more{~~;~>,~~}
                {++considering further
                ++}{~~c~>a~~})	two, in regard to considering {~~d~>further b~~});
                {~~d~>b~~})	three, as in considering {~~c~>further a~~}) above,
                resolves
                to see considering {~~c) and d~>further a) and b~~}).
            "#]],
        );
    }
}
