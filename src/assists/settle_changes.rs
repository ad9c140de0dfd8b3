//! The tracked changes at a place, or all of a text, accepted or rejected.

use super::assist::{Asked, Assist, AssistKind, AssistSubject};
use super::context::TextContext;
use crate::edits::Settled;
use crate::text::Cancelled;

pub(super) fn accept<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    Ok(here(at, ("accept-changes", AssistKind::Accept), Settled::Accepted))
}

pub(super) fn reject<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    Ok(here(at, ("reject-changes", AssistKind::Reject), Settled::Rejected))
}

pub(super) fn accept_all<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    Ok(all(at, ("accept-all-changes", AssistKind::AcceptAll), Settled::Accepted))
}

pub(super) fn reject_all<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    Ok(all(at, ("reject-all-changes", AssistKind::RejectAll), Settled::Rejected))
}

fn verb(how: Settled) -> &'static str {
    match how {
        Settled::Accepted => "Accept",
        Settled::Rejected => "Reject",
    }
}

fn here<'a>(at: &TextContext<'a>, what: (&'static str, AssistKind), how: Settled) -> Vec<Assist<'a>> {
    let settling = if at.holds_range() { at.pen.settle(at.within, how) } else { None };
    let assist = settling.map(|settling| {
        let which = if settling.count > 1 { "the changes selected" } else { "this change" };
        let title = format!("{} {which}", verb(how));
        Assist::new(what, AssistSubject::Text(at.text), title, || settling.written())
    });
    assist.into_iter().collect()
}

fn all<'a>(at: &TextContext<'a>, what: (&'static str, AssistKind), how: Settled) -> Vec<Assist<'a>> {
    let (_, kind) = what;
    // With others where the cursor is at a change, or at what introduces the text.
    let at_change =
        || [Settled::Accepted, Settled::Rejected].iter().any(|how| at.pen.settle(at.within, *how).is_some());
    let offered =
        at.holds_range() && (at.offers(kind) || ((at.context.asked)(kind) == Asked::WithOthers && at_change()));
    let settled = if offered { at.pen.settle_all(how) } else { None };
    let assist = settled.map(|(count, edits)| {
        let which = if count == 1 { "the one change".to_owned() } else { format!("all {count} changes") };
        Assist::ready(what, AssistSubject::Text(at.text), format!("{} {which} of this text", verb(how)), edits)
    });
    assist.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    const KINDS: [AssistKind; 4] =
        [AssistKind::Accept, AssistKind::AcceptAll, AssistKind::Reject, AssistKind::RejectAll];

    const DRAFT: &str = r"
        //- MOD
        considering
        a)	one{>>why?<<};
        {--b)	two;
        --}{~~c~>b~~})	th$0r{++++}ee {~~old~>$0new~~},
    ";

    #[test]
    fn one_change_or_all_are_accepted_or_rejected() {
        check(
            DRAFT,
            |it| it.done(&KINDS, "Accept the"),
            expect![[r#"
                Accept the changes selected
                considering
                a)	one{>>why?<<};
                {--b)	two;
                --}{~~c~>b~~})	three new,
            "#]],
        );
        check(
            DRAFT,
            |it| it.done(&KINDS, "Accept all"),
            expect![[r#"
                Accept all 4 changes of this text
                considering
                a)	one{>>why?<<};
                b)	three new,
            "#]],
        );
        check(
            DRAFT,
            |it| it.done(&KINDS, "Reject all"),
            expect![[r#"
                Reject all 4 changes of this text
                considering
                a)	one{>>why?<<};
                b)	two;
                c)	three old,
            "#]],
        );
        check(
            r"
                //- MOD
                considering
                a)	o$0ne;
                {++b)	two,++}
            ",
            |it| it.done(&KINDS, "Accept"),
            expect!["nothing"],
        );
    }

    /// What is made of a draft where the changes at a place are accepted, and where they are rejected.
    fn both(fixture: &Fixture) -> String {
        [AssistKind::Accept, AssistKind::Reject].map(|kind| fixture.done(&[kind], "")).join("\n")
    }

    fn draft(line: &str) -> String {
        format!("//- head\nresolves\n{line}\n")
    }

    #[test]
    fn a_change_is_accepted_or_rejected() {
        check(
            &draft("a {~~o$0ne~>two~~} b {++c++}"),
            both,
            expect![[r#"
            Accept this change
            resolves
            a two b {++c++}

            Reject this change
            resolves
            a one b {++c++}
        "#]],
        );
        check(
            &draft("a {--one--}{++$0two++} b"),
            both,
            expect![[r#"
            Accept this change
            resolves
            a {--one--}two b

            Reject this change
            resolves
            a {--one--} b
        "#]],
        );
        check(
            &draft("a {--one--}$0{++two++} b"),
            both,
            expect![[r#"
            Accept this change
            resolves
            a {--one--}two b

            Reject this change
            resolves
            a {--one--} b
        "#]],
        );
        check(
            &draft("a $0{--one--}{>>why?<<}{++two++}$0 b"),
            both,
            expect![[r#"
            Accept the changes selected
            resolves
            a {>>why?<<}two b

            Reject the changes selected
            resolves
            a one{>>why?<<} b
        "#]],
        );
        check(
            &draft("a $0b {>>wh$0y?<<} {++c++}"),
            both,
            expect![[r#"
            nothing
            nothing"#]],
        );
    }

    #[test]
    fn references_say_what_their_clauses_are_called_then() {
        check(
            r"
                //- MOD
                considering
                a)	that seas rise;
                $0{++b)	that suns set;
                ++}{~~b~>c~~})	that towers fall;
                {~~c~>d$0~~})	that bells ring, as considering {~~b~>c~~}) says,
                resolves
                to act on considering {~~b~>c~~}) and {~~c~>d~~}) above, and on considering a).
            ",
            both,
            expect![[r#"
                Accept the changes selected
                considering
                a)	that seas rise;
                b)	that suns set;
                c)	that towers fall;
                d)	that bells ring, as considering {~~b~>c~~}) says,
                resolves
                to act on considering {~~b~>c~~}) and {~~c~>d~~}) above, and on considering a).

                Reject the changes selected
                considering
                a)	that seas rise;
                b)	that towers fall;
                c)	that bells ring, as considering b) says,
                resolves
                to act on considering b) and c) above, and on considering a).
            "#]],
        );
    }
}
