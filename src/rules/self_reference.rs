//! `self-reference`

use std::cell::OnceCell;

use super::{Context, Finding, Group, Severity, Subject, moved_reference, rule};
use crate::syntax::{ClauseId, Outcome, Placed, Reference, ReferenceTarget, Tree};

rule! {
    /// A clause refers to itself: "as stated in considering c)" inside *considering* c), or "recognizing above" in the only
    /// paragraph of *recognizing*. It sends its reader in a circle; most often the clause meant was given another letter.
    /// Where that happened by a tracked change, `moved-reference` says which clause is meant, and this rule is silent. A clause
    /// may refer to its own sub-clauses, a sub-clause to the clause it is part of, and a run of clauses may take in the clause
    /// that names it.
    ///
    /// ```wrong
    /// considering
    /// a) the sea;
    /// b) the view expressed in considering b) above,
    /// ```
    ///
    /// ```right
    /// considering
    /// a) the sea;
    /// b) the view expressed in considering a) above,
    /// ```
    name: "self-reference",
    group: Group::References,
    severity: Severity::Error,
    summary: "A reference points at the very clause that says it.",
    check,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let moved = OnceCell::new();
    for (nth, reference) in tree.references.iter().enumerate() {
        let Some(own) = reference.zone.clause() else { continue };
        if context.reference_target(nth) != (ReferenceTarget::Here { sure: true }) {
            continue;
        }
        for (index, outcome) in context.outcomes(nth).iter().enumerate() {
            let span = reference.it.targets.get(index).map_or(reference.it.span, |target| target.span);
            if is_itself(tree, reference, own, outcome)
                && !moved.get_or_init(|| moved_reference::places(context)).contains(&span)
            {
                let said = context.quoted(reference.it.call_span.cover(span));
                let message = format!("{said} is the very clause that says so: another one must be meant");
                findings.push(Finding::new(&RULE, Subject::Target(nth, index), span, message));
            }
        }
    }
}

fn is_itself(tree: &Tree, reference: &Placed<Reference>, own: ClauseId, outcome: &Outcome) -> bool {
    match outcome {
        // Of "considering a) to c)" the run is one outcome.
        Outcome::Clauses(clauses) => *clauses == [own],
        // The whole section, where it is this one paragraph. "Above" and "below" may be said of its sentences.
        Outcome::Section(section) => {
            let range = &tree.section(*section).clauses;
            reference.it.targets.is_empty() && *range == (own.0..own.0 + 1)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HEAD, check};
    use super::*;
    use expect_test::{Expect, expect};

    fn says(draft: &str, expect: Expect) {
        check(&RULE, &format!("{HEAD}{draft}"), expect);
    }

    #[test]
    fn a_clause_that_names_itself_is_found() {
        says(
            "considering\na)\tthe sea;\nb)\tthe view in considering b) above,\nresolves\nto wait.\n",
            expect![[r#"
            error 7:28 `b)` considering b) is the very clause that says so: another one must be meant
        "#]],
        );
        says(
            "resolves\n1\tto go;\n2\tto act as resolves 2 says;\n3\tto wait.\n",
            expect![[r#"
            error 7:22 `2` resolves 2 is the very clause that says so: another one must be meant
        "#]],
        );
        says(
            "considering\na)\tthe sea:\ni)\tits tides, as in considering a) i);\nii)\tits salt,\n",
            expect![[r#"
            error 7:33 `a) i)` considering a) i) is the very clause that says so: another one must be meant
        "#]],
        );
        says(
            "recognizing\nthe sea, as recognizing above has it,\nresolves\nto wait.\n",
            expect![[r#"
            error 6:13 `recognizing above` recognizing above is the very clause that says so: another one must be meant
        "#]],
        );
    }

    #[test]
    fn other_clauses_are_no_selves() {
        says("considering\na)\tthe sea;\nb)\tthe view in considering a),\nresolves\nto wait.\n", expect![[""]]);
        // Its own sub-clause; the clause that it is part of; a run; a text cited before.
        says(
            "resolves\n1\tto act by resolves 1 a):\na)\tat once;\nb)\tsubject to resolves 1;\n2\tto wait.\n",
            expect![[""]],
        );
        says("resolves\n1\tto go;\n2\tto report on resolves 1 to 3;\n3\tto wait.\n", expect![[""]]);
        says(
            "resolves\n1\tto go;\n2\tto recall Resolution 2 (Rev. New Delhi, 2024), resolves 2;\n3\tto wait.\n",
            expect![[""]],
        );
        says("resolves\n1\tto report on resolves above;\n2\tto wait.\n", expect![[""]]);
    }

    #[test]
    fn what_moved_is_said_by_its_own_rule() {
        let head = "MOD\tIAP/39A30/1\nRESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})\nTowers\n";
        check(
            &RULE,
            &format!(
                "{head}considering\n{{--a)\tthe sea;\n--}}{{~~b~>a~~}})\tthe land;\n{{~~c~>b~~}})\tthe view in considering b),\n"
            ),
            expect![[""]],
        );
        check(
            &RULE,
            &format!("{head}considering\na)\tthe sea;\n{{++b)\tthe view in considering b),\n++}}"),
            expect![[r#"
                error 6:31 `b)` considering b) is the very clause that says so: another one must be meant
            "#]],
        );
    }
}
