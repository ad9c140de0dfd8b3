//! The tracked changes at a place, or all of a text, accepted or rejected.

use super::assist::{Asked, Assist, AssistKind, Subject};
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

fn here<'a>(at: &TextContext<'a>, what: (&'static str, AssistKind), how: Settled) -> Vec<Assist<'a>> {
    let fix = if at.holds_range() { at.pen.settle(at.within, how) } else { None };
    fix.map(|fix| Assist::ready(what, Subject::Text(at.text), fix.title, fix.edits)).into_iter().collect()
}

fn all<'a>(at: &TextContext<'a>, what: (&'static str, AssistKind), how: Settled) -> Vec<Assist<'a>> {
    let (_, kind) = what;
    // With others where the cursor is at a change, or at what introduces the text.
    let at_change =
        || [Settled::Accepted, Settled::Rejected].iter().any(|how| at.pen.settle(at.within, *how).is_some());
    let offered =
        at.holds_range() && (at.offers(kind) || ((at.context.asked)(kind) == Asked::WithOthers && at_change()));
    let fix = if offered { at.pen.settle_all(how) } else { None };
    fix.map(|fix| Assist::ready(what, Subject::Text(at.text), fix.title, fix.edits)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;
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
}
