//! What a drafter does with the clause at the cursor.

use crate::edits::{Fix, Pen, Relettered, unless_refused};
use crate::syntax::ClauseId;
use crate::text::{Cancelled, PieceKind, Span};

/// The clause moves one place up or down; its section is lettered anew, and its references follow.
pub(super) fn moves(pen: &Pen<'_>, within: Span) -> Result<Vec<Fix>, Cancelled> {
    let Some(id) = clause_of(pen, within) else { return Ok(Vec::new()) };
    let Some((nth, last)) = pen.place_of(id) else { return Ok(Vec::new()) };
    let name = pen.placed.text.proposed.name(id);
    let up = nth.checked_sub(1).map(|to| (to, "up"));
    let down = (nth < last).then_some((nth + 1, "down"));
    let mut moved = Vec::new();
    for (to, way) in [up, down].into_iter().flatten() {
        if let Some(Relettered { edits, sure, .. }) = unless_refused(pen.move_clause(id, to))? {
            moved.push(Fix { title: format!("Move {name} {way}"), safe: sure, edits });
        }
    }
    Ok(moved)
}

/// A new clause below, or a section of its own for the clause and those after it.
pub(super) fn rewrites(pen: &Pen<'_>, within: Span) -> Result<Vec<Fix>, Cancelled> {
    let Some(id) = clause_of(pen, within) else { return Ok(Vec::new()) };
    let inserted = unless_refused(pen.insert_clause_below(id))?;
    let split = unless_refused(pen.split_section(id))?;
    Ok(inserted.into_iter().chain(split).collect())
}

/// The clause that holds all of a stretch, unless its first words are deleted there.
fn clause_of(pen: &Pen<'_>, within: Span) -> Option<ClauseId> {
    let text = &pen.placed.text;
    let id = text.proposed.clause_at(within.start)?;
    let deleted = text.changes.kind_at(within.start) == PieceKind::Deleted;
    (!deleted && text.proposed.extent(id).touches(within.end)).then_some(id)
}

#[cfg(test)]
mod tests {
    use crate::ide::ActionKind;
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
            |it| it.done(&[ActionKind::Move], "up"),
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
            |it| it.done(&[ActionKind::Move], "down"),
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
            |it| it.done(&[ActionKind::Move], "up"),
            expect!["nothing"],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	$0two,
            ",
            |it| it.done(&[ActionKind::Move], "down"),
            expect!["nothing"],
        );
        check(
            r"
                //- head
                considering
                $0that one,
            ",
            |it| it.done(&[ActionKind::Move], ""),
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
            |it| it.done(&[ActionKind::Move], "down"),
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
            |it| it.done(&[ActionKind::Move], "up"),
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
    fn a_clause_is_put_below_the_end_of_the_file() {
        check(
            r"
                //- head
                resolves
                1	to wait;
                2	to $0go",
            |it| it.done(&[ActionKind::Rewrite], "Insert"),
            expect![[r#"
                Insert a clause below resolves 2
                resolves
                1	to wait;
                2	to go;
                3	."#]],
        );
    }

    #[test]
    fn a_section_begins_behind_a_line_that_ends_in_a_no_break_space() {
        check(
            "
                //- head
                considering
                a)	none;
                b)	one;\u{a0}
                c)	t$0wo;
                d)	three,
            ",
            |it| it.done(&[ActionKind::Rewrite], "Split"),
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
    fn a_clause_is_put_below() {
        check(
            DRAFT,
            |it| it.done(&[ActionKind::Rewrite], "Insert"),
            expect![[r#"
                Insert a clause below considering b)
                considering
                a)	one;
                b)	two, in regard to considering d);
                c)	;
                d)	three, as in considering b) above,
                resolves
                to see considering b) and d).
            "#]],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	two$0,
                resolves
                1	to wait.",
            |it| it.done(&[ActionKind::Rewrite], "Insert"),
            expect![[r#"
                Insert a clause below considering b)
                considering
                a)	one;
                b)	two;
                c)	,
                resolves
                1	to wait."#]],
        );
        check(
            r"
                //- head
                resolves
                1	to $0wait.",
            |it| it.done(&[ActionKind::Rewrite], "Insert"),
            expect![[r#"
                Insert a clause below resolves 1
                resolves
                1	to wait;
                2	."#]],
        );
    }

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
            |it| it.done(&[ActionKind::Rewrite], "Split"),
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
            |it| it.done(&[ActionKind::Rewrite], "Split"),
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
        let not = |draft: &str| check(draft, |it| it.done(&[ActionKind::Rewrite], "Split"), expect!["nothing"]);
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
    fn in_a_proposal_all_of_it_is_tracked() {
        check(
            &DRAFT.replace("//- head", "//- MOD"),
            |it| it.done(&[ActionKind::Move], "up"),
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
            |it| it.done(&[ActionKind::Rewrite], "Split"),
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
