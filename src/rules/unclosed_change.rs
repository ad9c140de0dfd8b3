//! `unclosed-change`

use super::{Context, Door, Finding, Group, Scope, Subject, Waits, Words, rule};
use crate::text::{COMMENT, DELETION, INSERTION, REPLACEMENT, deletion, insertion, replacement};

rule! {
    /// A tracked change that is opened and not closed. Without its closing mark it is no change: its words stand in the text in
    /// force and in the text as proposed alike, with the opening mark before them. Marks do not nest, so a change is also
    /// left open where another one begins inside it.
    ///
    /// ```wrong
    /// considering
    /// the {++first and the second,
    /// ```
    ///
    /// ```right
    /// considering
    /// the {++first and the ++}second,
    /// ```
    name: "unclosed-change",
    group: Group::Proposals,
    scope: Scope::Text,
    words: Words::Clause,
    waits: Waits::Line,
    error_from: Some(Door::Contribution),
    summary: "A tracked change is opened and not closed.",
    check,
}

/// How many are shown of one text.
const MOST: usize = 100;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for &span in context.placed.text.changes.unclosed.iter().take(MOST) {
        let opener = context.document.slice(context.placed.in_file(span));
        let right = match &*opener {
            opener if opener == INSERTION[0] => format!("an insertion is written {}", insertion("…")),
            opener if opener == DELETION[0] => format!("a deletion is written {}", deletion("…")),
            opener if opener == REPLACEMENT[0] => format!("a replacement is written {}", replacement("…", "…")),
            _ => format!("a comment is written {}", COMMENT.join("…")),
        };
        let message = format!("This mark is not closed, or another begins inside it: {right}");
        findings.push(Finding::new(&RULE, Subject::Text, span, message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn a_change_without_its_end_is_found() {
        check(
            &RULE,
            &considering("the {++first and the second"),
            expect![[r#"
                warning 6:5 `{++` This mark is not closed, or another begins inside it: an insertion is written {++…++}
            "#]],
        );
        check(
            &RULE,
            &considering("the {--first {++and++} the second"),
            expect![[r#"
                warning 6:5 `{--` This mark is not closed, or another begins inside it: a deletion is written {--…--}
            "#]],
        );
        check(
            &RULE,
            &considering("the {~~first~~} and the second{>>who?"),
            expect![[r#"
                warning 6:5 `{~~` This mark is not closed, or another begins inside it: a replacement is written {~~…~>…~~}
                warning 6:31 `{>>` This mark is not closed, or another begins inside it: a comment is written {>>…<<}
            "#]],
        );
    }

    #[test]
    fn closed_changes_and_other_braces_are_silent() {
        check(&RULE, &considering("the {++first++}{--second--} and {~~third~>fourth~~}{>>why?<<}"), expect![[""]]);
        check(&RULE, &considering("the set {a, b} and {+ +}"), expect![[""]]);
        check(
            &RULE,
            r"
                //- head
                considering
                the first{++;
                b)	the second++},
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }
}
