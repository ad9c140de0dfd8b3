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
    use crate::ide::testing::{Fixture, HEAD};
    use expect_test::{Expect, expect};

    fn check(draft: &str, kind: ActionKind, title: &str, expected: Expect) {
        let done = Fixture::new(&format!("{HEAD}{draft}")).done(&[kind], title);
        expected.assert_eq(&done.replace(HEAD, ""));
    }

    const DRAFT: &str = "considering\na)\tone;\nb)\ttwo, $0in regard to considering c);\nc)\tthree, as in considering b) above,\nresolves\nto see considering b) and c).\n";

    #[test]
    fn a_clause_moves_up_and_down() {
        check(
            DRAFT,
            ActionKind::Move,
            "up",
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
            ActionKind::Move,
            "down",
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
        check("considering\na)\t$0one;\nb)\ttwo,\n", ActionKind::Move, "up", expect!["nothing"]);
        check("considering\na)\tone;\nb)\t$0two,\n", ActionKind::Move, "down", expect!["nothing"]);
        check("considering\n$0that one,\n", ActionKind::Move, "", expect!["nothing"]);
    }

    #[test]
    fn a_clause_takes_its_sub_clauses_along() {
        check(
            "resolves\n1\tto $0do:\n1.1\tthis;\n1.2\tthat;\n2\tto wait, as in resolves 1.2 above.\n",
            ActionKind::Move,
            "down",
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
            "resolves\n1\tto do:\n–\tthis;\n–\tth$0at;\n2\tto wait.\n",
            ActionKind::Move,
            "up",
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
            "resolves\n1\tto wait;\n2\tto $0go",
            ActionKind::Rewrite,
            "Insert",
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
            "considering\na)\tnone;\nb)\tone;\u{a0}\nc)\tt$0wo;\nd)\tthree,\n",
            ActionKind::Rewrite,
            "Split",
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
            ActionKind::Rewrite,
            "Insert",
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
            "considering\na)\tone;\nb)\ttwo$0,\nresolves\n1\tto wait.",
            ActionKind::Rewrite,
            "Insert",
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
            "resolves\n1\tto $0wait.",
            ActionKind::Rewrite,
            "Insert",
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
            "considering\na)\tone, as in considering d) below;\nb)\tmore;\nc)\ttwo$0;\nd)\tthree,\nresolves\n1\tto see considering a) and d) above;\n2\tto see considering a) to d);\n3\tto see considering\u{a0}c).\n",
            ActionKind::Rewrite,
            "Split",
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
            "instructs the Director\n1\tto do;\n2\tto see;\n3\tto $0go;\n4\tto come.\n",
            ActionKind::Rewrite,
            "Split",
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
        let not = |draft: &str| check(draft, ActionKind::Rewrite, "Split", expect!["nothing"]);
        not("considering\na)\tone$0;\nb)\ttwo;\nc)\tthree;\nd)\tfour,\n");
        // No clause would be left alone under its label.
        not("considering\na)\tone;\nb)\ttwo$0;\nc)\tthree,\n");
        not("considering\na)\tone;\nb)\ttwo;\nc)\tthree$0,\n");
        not("considering further\na)\tone;\nb)\ttwo;\nc)\tthree$0;\nd)\tfour,\n");
        not("considering\na)\tone;\nb)\ttwo;\nc)\tthree$0;\nd)\tfour,\nconsidering further\nfive,\n");
        not("considering\na)\tone;\nb)\ttwo;\nc)\tthree$0;\nd)\tfour,\nresolves\nto see considering above.\n");
    }

    #[test]
    fn in_a_proposal_all_of_it_is_tracked() {
        let check = |draft: &str, kind, title: &str, expected: Expect| {
            let done = Fixture::new(&format!("MOD\tIAP/1/1\n{HEAD}{draft}")).done(&[kind], title);
            expected.assert_eq(&done.replace(&format!("MOD\tIAP/1/1\n{HEAD}"), ""));
        };
        check(
            DRAFT,
            ActionKind::Move,
            "up",
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
            "considering\na)\tone;\nb)\tmore;\nc)\ttwo, $0in regard to considering d);\nd)\tthree, as in considering c) above,\nresolves\nto see considering c) and d).\n",
            ActionKind::Rewrite,
            "Split",
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
