//! What a drafter does with the tracked change at the cursor, and with all of them.

use super::kind::{ActionKind, Asked};
use crate::edits::{Fix, Pen, Settled};
use crate::text::{Cancelled, Span};

/// Changes accepted or rejected, each under its kind.
pub(super) fn settled(
    pen: &Pen<'_>,
    within: Span,
    asked: &dyn Fn(ActionKind) -> Asked,
) -> Result<Vec<(ActionKind, Fix)>, Cancelled> {
    let mut fixes = Vec::new();
    if pen.placed.text.is_changed() {
        let here = [(ActionKind::Accept, Settled::Accepted), (ActionKind::Reject, Settled::Rejected)];
        let all = [(ActionKind::AcceptAll, Settled::Accepted), (ActionKind::RejectAll, Settled::Rejected)];
        let [accept, reject] = here.map(|(kind, how)| pen.settle(within, how).map(|fix| (kind, fix)));
        let at_change = [accept?, reject?];
        // Where the cursor is at a change, or at what introduces the text.
        let head = pen.placed.text.proposed.sections.first().map_or(pen.placed.text.len, |first| first.span.start);
        let suggested = within.start < head || at_change.iter().any(|(_, fix)| fix.is_some());
        let at_change = at_change.into_iter().filter(|(kind, _)| asked(*kind) != Asked::No);
        fixes.extend(at_change.filter_map(|(kind, fix)| Some((kind, fix?))));
        let all = all.into_iter().filter(|(kind, _)| match asked(*kind) {
            Asked::No => false,
            Asked::WithOthers => suggested,
            Asked::ByName => true,
        });
        fixes.extend(all.filter_map(|(kind, how)| Some((kind, pen.settle_all(how)?))));
    }
    Ok(fixes)
}

#[cfg(test)]
mod tests {
    use crate::ide::ActionKind;
    use crate::testing::check;
    use expect_test::expect;

    const KINDS: [ActionKind; 5] =
        [ActionKind::Rewrite, ActionKind::Accept, ActionKind::AcceptAll, ActionKind::Reject, ActionKind::RejectAll];

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

    #[test]
    fn selected_words_become_a_change() {
        check(
            r"
                //- MOD
                resolves
                to $0do$0 it.
            ",
            |it| it.done(&KINDS, "deleted"),
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
            |it| it.done(&KINDS, "Turn"),
            expect!["nothing"],
        );
    }
}
