//! What a drafter does with the tracked change at the cursor, with all of them, and with words that are to become one.

use crate::edits::{Fix, Pen, Settled};
use crate::text::Span;

/// Changes are accepted or rejected; selected words become a change.
pub(super) fn rewrites(pen: &Pen<'_>, within: Span) -> Vec<Fix> {
    let mut fixes = pen.track(within);
    if !pen.placed.text.is_changed() {
        return fixes;
    }
    let both = [Settled::Accepted, Settled::Rejected];
    fixes.extend(both.into_iter().filter_map(|how| pen.settle(within, how)));
    // Where the cursor is at a change, or at what introduces the text.
    let head = pen.placed.text.proposed.sections.first().map_or(pen.placed.text.len, |first| first.span.start);
    if !fixes.is_empty() || within.start < head {
        fixes.extend(both.into_iter().filter_map(|how| pen.settle_all(how)));
    }
    fixes
}

#[cfg(test)]
mod tests {
    use crate::ide::ActionKind;
    use crate::ide::testing::{Fixture, HEAD};
    use expect_test::{Expect, expect};

    fn check(draft: &str, title: &str, expected: Expect) {
        let done = Fixture::new(&format!("MOD\tIAP/1/1\n{HEAD}{draft}")).done(&[ActionKind::Rewrite], title);
        expected.assert_eq(&done.replace(&format!("MOD\tIAP/1/1\n{HEAD}"), ""));
    }

    const DRAFT: &str =
        "considering\na)\tone{>>why?<<};\n{--b)\ttwo;\n--}{~~c~>b~~})\tth$0r{++++}ee {~~old~>$0new~~},\n";

    #[test]
    fn one_change_or_all_are_accepted_or_rejected() {
        check(
            DRAFT,
            "Accept the",
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
            "Accept all",
            expect![[r#"
                Accept all 4 changes of this text
                considering
                a)	one{>>why?<<};
                b)	three new,
            "#]],
        );
        check(
            DRAFT,
            "Reject all",
            expect![[r#"
                Reject all 4 changes of this text
                considering
                a)	one{>>why?<<};
                b)	two;
                c)	three old,
            "#]],
        );
        check("considering\na)\to$0ne;\n{++b)\ttwo,++}\n", "Accept", expect!["nothing"]);
    }

    #[test]
    fn selected_words_become_a_change() {
        check(
            "resolves\nto $0do$0 it.\n",
            "deleted",
            expect![[r#"
                Turn into a tracked change: deleted
                resolves
                to {--do--} it.
            "#]],
        );
        check("resolves\nto $0do it.\n", "Turn", expect!["nothing"]);
    }
}
