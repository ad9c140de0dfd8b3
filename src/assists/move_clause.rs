//! A clause that moves one place up or down; its section is lettered anew, and its references follow.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::TextContext;
use crate::edits::{Pen, unless_refused};
use crate::syntax::Document;
use crate::text::{Cancelled, Side, Span};

pub(super) fn up<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    by_one(at, ("move-clause-up", AssistKind::MoveUp), "up", |nth, _| nth.checked_sub(1))
}

pub(super) fn down<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    by_one(at, ("move-clause-down", AssistKind::MoveDown), "down", |nth, last| (nth < last).then_some(nth + 1))
}

/// Moves the clause to a place, from 0, that follows from its own and the last one.
fn by_one<'a>(
    at: &TextContext<'a>,
    what: (&'static str, AssistKind),
    way: &str,
    to: fn(usize, usize) -> Option<usize>,
) -> Result<Vec<Assist<'a>>, Cancelled> {
    let Some(id) = at.clause() else { return Ok(Vec::new()) };
    let Some((list, nth)) = at.pen.place_of(id) else { return Ok(Vec::new()) };
    let Some(to) = to(nth, list.len() - 1) else { return Ok(Vec::new()) };
    let first = list[0];
    let Some(moving) = unless_refused(at.pen.move_clause(id, to))? else { return Ok(Vec::new()) };
    let run = move || {
        let moved = unless_refused(moving.written())?;
        Ok(moved.filter(|moved| moved.as_planned).map(|moved| moved.edits))
    };
    let (pen, text) = (at.pen, at.text);
    let (begin, cursor) = (pen.placed.text.proposed.clause(id).body.start, at.within.start);
    let words = move |document: &Document| {
        // In words as proposed: what is deleted or remarked there may be gone from where the clause comes to.
        let before = pen.document.view(pen.placed, Side::Proposed);
        let within = before.from_source(cursor).saturating_sub(before.from_source(begin));
        let placed = document.texts.get(text)?;
        // The first of those that count on from each other is the same of the tree, before and after.
        let moved = Pen::new(pen.snapshot, document, placed, pen.file).at_place(first, to)?;
        let body = placed.text.proposed.clause(moved).body;
        let after = document.view(placed, Side::Proposed);
        let place = (after.from_source(body.start) + within).min(after.from_source(body.end));
        Some(placed.in_file(after.to_source(Span::empty(place))).start)
    };
    let title = format!("Move {} {way}", at.pen.placed.text.proposed.name(id));
    Ok(vec![Assist::new(what, AssistSubject::Clause(at.text, id.index()), title, run).then_at(words)])
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
        b)	two, $0in regard to considering c);
        c)	three, as in considering b) above,
        resolves
        to see considering b) and c).
    ";

    #[test]
    fn a_clause_moves_up_and_down() {
        check(
            DRAFT,
            |it| it.done(&[AssistKind::MoveUp, AssistKind::MoveDown], "up"),
            expect![[r#"
                Move considering b) up
                considering
                a)	two, in regard to considering c);
                b)	one;
                c)	three, as in considering a) above,
                resolves
                to see considering a) and c).

                cursor: a)	two, $0in regard to considering c);"#]],
        );
        check(
            DRAFT,
            |it| it.done(&[AssistKind::MoveUp, AssistKind::MoveDown], "down"),
            expect![[r#"
                Move considering b) down
                considering
                a)	one;
                b)	three, as in considering c) below;
                c)	two, in regard to considering b),
                resolves
                to see considering b) and c).

                cursor: c)	two, $0in regard to considering b),"#]],
        );
        // In a proposal marks that go with the clause are not counted.
        let clauses = ["two{>>c<<} thr$0ee four;", "{~~old~>new~~} two thr$0ee;"];
        let moved = clauses.map(|clause| {
            let draft = format!("//- MOD\nconsidering\na)\tone;\nb)\t{clause}\nc)\tfour,\nresolves\nto act.\n");
            Fixture::new(&draft).done(&[AssistKind::MoveUp], "up")
        });
        expect![[r#"
            Move considering b) up
            considering
            {++a)	two++}{>>c<<}{++ three four;
            ++}{~~a~>b~~})	one;
            {--b)	two three four;
            --}c)	four,
            resolves
            to act.

            cursor: {++a)	two++}{>>c<<}{++ thr$0ee four;
            Move considering b) up
            considering
            {++a)	new two three;
            ++}{~~a~>b~~})	one;
            {--b)	--}{--old--}{-- two three;
            --}c)	four,
            resolves
            to act.

            cursor: {++a)	new two thr$0ee;"#]]
        .assert_eq(&moved.join("\n"));
        check(
            r"
                //- head
                considering
                a)	one;
                b)	;
                c)	t$0wo;
                d)	three,
                resolves
                to see considering d).
            ",
            |it| it.done(&[AssistKind::MoveUp, AssistKind::MoveDown], "down"),
            expect![[r#"
                Move considering c) down
                considering
                a)	one;
                b)	;
                c)	three;
                d)	two,
                resolves
                to see considering c).

                cursor: d)	t$0wo,"#]],
        );
        check(
            r"
                //- head
                considering
                a)	$0one;
                b)	two,
            ",
            |it| it.done(&[AssistKind::MoveUp, AssistKind::MoveDown], "up"),
            expect!["nothing"],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	$0two,
            ",
            |it| it.done(&[AssistKind::MoveUp, AssistKind::MoveDown], "down"),
            expect!["nothing"],
        );
        check(
            r"
                //- head
                considering
                $0that one,
            ",
            |it| it.done(&[AssistKind::MoveUp, AssistKind::MoveDown], ""),
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
            |it| it.done(&[AssistKind::MoveUp, AssistKind::MoveDown], "down"),
            expect![[r#"
                Move resolves 1 down
                resolves
                1	to wait, as in resolves 2.2 below;
                2	to do:
                2.1	this;
                2.2	that.

                cursor: 2	to $0do:"#]],
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
            |it| it.done(&[AssistKind::MoveUp, AssistKind::MoveDown], "up"),
            expect![[r#"
                Move resolves 1 – up
                resolves
                1	to do:
                –	that;
                –	this;
                2	to wait.

                cursor: –	th$0at;"#]],
        );
    }

    #[test]
    fn in_a_proposal_all_of_it_is_tracked() {
        check(
            &DRAFT.replace("//- head", "//- MOD"),
            |it| it.done(&[AssistKind::MoveUp, AssistKind::MoveDown], "up"),
            expect![[r#"
                Move considering b) up
                considering
                {++a)	two, in regard to considering c);
                ++}{~~a~>b~~})	one;
                {--b)	two, in regard to considering c);
                --}c)	three, as in considering {~~b~>a~~}) above,
                resolves
                to see considering {~~b~>a~~}) and c).

                cursor: {++a)	two, $0in regard to considering c);"#]],
        );
    }
}
