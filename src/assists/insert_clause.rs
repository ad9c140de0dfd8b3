//! An empty clause below the one at a place.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::TextContext;
use crate::edits::{Planned, unless_refused};
use crate::syntax::{ClauseId, Document};
use crate::text::Cancelled;

pub(super) fn list<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let Some(id) = at.clause() else { return Ok(Vec::new()) };
    let Some(inserted) = unless_refused(at.pen.insert_clause_below(id))? else { return Ok(Vec::new()) };
    let title = format!("Insert a clause below {}", at.pen.placed.text.proposed.name(id));
    let what = ("insert-clause", AssistKind::InsertClause);
    let run = || inserted.planned()?.map_or(Ok(None), Planned::as_planned);
    let (text, new) = (at.text, ClauseId::at(at.pen.placed.text.proposed.last_below(id).index() + 1));
    let words = move |document: &Document| {
        let placed = document.texts.get(text)?;
        let body = placed.text.proposed.clauses().nth(new.index())?.1.body;
        Some(placed.in_file(body).start)
    };
    Ok(vec![Assist::new(what, AssistSubject::Clause(at.text, id.index()), title, run).then_at(words)])
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
    fn a_clause_is_put_below() {
        check(
            DRAFT,
            |it| it.done(&[AssistKind::InsertClause], "Insert"),
            expect![[r#"
                Insert a clause below considering b)
                considering
                a)	one;
                b)	two, in regard to considering d);
                c)	;
                d)	three, as in considering b) above,
                resolves
                to see considering b) and d).

                cursor: c)	$0;"#]],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	two$0,
                resolves
                1	to wait.",
            |it| it.done(&[AssistKind::InsertClause], "Insert"),
            expect![[r#"
                Insert a clause below considering b)
                considering
                a)	one;
                b)	two;
                c)	,
                resolves
                1	to wait.
                cursor: c)	$0,"#]],
        );
        check(
            r"
                //- head
                resolves
                1	to $0wait.",
            |it| it.done(&[AssistKind::InsertClause], "Insert"),
            expect![[r#"
                Insert a clause below resolves 1
                resolves
                1	to wait;
                2	.
                cursor: 2	$0."#]],
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
            |it| it.done(&[AssistKind::InsertClause], "Insert"),
            expect![[r#"
                Insert a clause below resolves 2
                resolves
                1	to wait;
                2	to go;
                3	.
                cursor: 3	$0."#]],
        );
    }
}
