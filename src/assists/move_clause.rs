//! A clause that moves one place up or down; its section is lettered anew, and its references follow.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::TextContext;
use crate::edits::unless_refused;
use crate::text::Cancelled;

pub(super) fn list<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let Some(id) = at.clause() else { return Ok(Vec::new()) };
    let Some((nth, last)) = at.pen.place_of(id) else { return Ok(Vec::new()) };
    let name = at.pen.placed.text.proposed.name(id);
    let up = nth.checked_sub(1).map(|to| (to, "up", "move-clause-up"));
    let down = (nth < last).then_some((nth + 1, "down", "move-clause-down"));
    let mut assists = Vec::new();
    for (to, way, which) in [up, down].into_iter().flatten() {
        if let Some(moving) = unless_refused(at.pen.move_clause(id, to))? {
            let run = move || {
                let moved = unless_refused(moving.written())?;
                Ok(moved.filter(|moved| moved.as_planned).map(|moved| moved.edits))
            };
            let what = (which, AssistKind::Move);
            assists.push(Assist::new(
                what,
                AssistSubject::Clause(at.text, id.index()),
                format!("Move {name} {way}"),
                run,
            ));
        }
    }
    Ok(assists)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;
    use expect_test::expect;

    const DRAFT: &str = r"
        //- head
        considering
        a)	one;
        b)	two, $0in regard to considering c);
        c)	three, as in considering b) above,
        resolves
        to see considering b) and c).
    ";

    #[test]
    fn a_clause_moves_up_and_down() {
        check(
            DRAFT,
            |it| it.done(&[AssistKind::Move], "up"),
            expect![[r#"
                Move considering b) up
                considering
                a)	two, in regard to considering c);
                b)	one;
                c)	three, as in considering a) above,
                resolves
                to see considering a) and c).
            "#]],
        );
        check(
            DRAFT,
            |it| it.done(&[AssistKind::Move], "down"),
            expect![[r#"
                Move considering b) down
                considering
                a)	one;
                b)	three, as in considering c) below;
                c)	two, in regard to considering b),
                resolves
                to see considering b) and c).
            "#]],
        );
        check(
            r"
                //- head
                considering
                a)	$0one;
                b)	two,
            ",
            |it| it.done(&[AssistKind::Move], "up"),
            expect!["nothing"],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	$0two,
            ",
            |it| it.done(&[AssistKind::Move], "down"),
            expect!["nothing"],
        );
        check(
            r"
                //- head
                considering
                $0that one,
            ",
            |it| it.done(&[AssistKind::Move], ""),
            expect!["nothing"],
        );
    }

    #[test]
    fn a_clause_takes_its_sub_clauses_along() {
        check(
            r"
                //- head
                resolves
                1	to $0do:
                1.1	this;
                1.2	that;
                2	to wait, as in resolves 1.2 above.
            ",
            |it| it.done(&[AssistKind::Move], "down"),
            expect![[r#"
                Move resolves 1 down
                resolves
                1	to wait, as in resolves 2.2 below;
                2	to do:
                2.1	this;
                2.2	that.
            "#]],
        );
        check(
            r"
                //- head
                resolves
                1	to do:
                –	this;
                –	th$0at;
                2	to wait.
            ",
            |it| it.done(&[AssistKind::Move], "up"),
            expect![[r#"
                Move resolves 1 – up
                resolves
                1	to do:
                –	that;
                –	this;
                2	to wait.
            "#]],
        );
    }

    #[test]
    fn in_a_proposal_all_of_it_is_tracked() {
        check(
            &DRAFT.replace("//- head", "//- MOD"),
            |it| it.done(&[AssistKind::Move], "up"),
            expect![[r#"
                Move considering b) up
                considering
                {++a)	two, in regard to considering c);
                ++}{~~a~>b~~})	one;
                {--b)	two, in regard to considering c);
                --}c)	three, as in considering {~~b~>a~~}) above,
                resolves
                to see considering {~~b~>a~~}) and c).
            "#]],
        );
    }
}
