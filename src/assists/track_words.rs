//! Selected words that become a tracked change: deleted, or inserted.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::TextContext;
use crate::text::Cancelled;

pub(super) fn list<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    if !at.holds_range() {
        return Ok(Vec::new());
    }
    let [deleted, inserted] = at.pen.track(at.within);
    let ways = [
        ("track-deleted", "Turn into a tracked change: deleted", deleted),
        ("track-inserted", "Turn into a tracked change: inserted", inserted),
    ];
    let assist = |(id, title, edits): (&'static str, &str, Option<_>)| {
        Some(Assist::ready((id, AssistKind::Rewrite), AssistSubject::Text(at.text), title, edits?))
    };
    Ok(ways.into_iter().filter_map(assist).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    #[test]
    fn selected_words_become_a_change() {
        check(
            r"
                //- MOD
                resolves
                to $0do$0 it.
            ",
            |it| it.done(&[AssistKind::Rewrite], "deleted"),
            expect![[r#"
                Turn into a tracked change: deleted
                resolves
                to {--do--} it.
            "#]],
        );
        check(
            r"
                //- MOD
                resolves
                to $0do it.
            ",
            |it| it.done(&[AssistKind::Rewrite], "Turn"),
            expect!["nothing"],
        );
    }

    #[test]
    fn of_words_only_what_is_no_change_yet_becomes_one() {
        let draft = |words: &str| format!("//- head\nresolves\n{words}\n");
        let deleted = |it: &Fixture| it.done(&[AssistKind::Rewrite], "deleted");
        let inserted = |it: &Fixture| it.done(&[AssistKind::Rewrite], "inserted");
        check(
            &draft("a $0one$0 b"),
            deleted,
            expect![[r#"
            Turn into a tracked change: deleted
            resolves
            a {--one--} b
        "#]],
        );
        check(
            &draft("a $0one$0 b"),
            inserted,
            expect![[r#"
            Turn into a tracked change: inserted
            resolves
            a {++one++} b
        "#]],
        );
        check(
            &draft("a $0one {++two++} three$0 b"),
            deleted,
            expect![[r#"
            Turn into a tracked change: deleted
            resolves
            a {--one --}{-- three--} b
        "#]],
        );
        for words in ["a {++o$0n$0e++} b", "a {--o$0n$0e--} b", "a$0 $0b", "a $0one {++$0 b"] {
            check(&draft(words), deleted, expect!["nothing"]);
            check(&draft(words), inserted, expect!["nothing"]);
        }
        check(&draft("a $0one {++two++} three$0 b"), inserted, expect!["nothing"]);
    }
}
