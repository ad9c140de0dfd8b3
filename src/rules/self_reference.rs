//! `self-reference`

use std::cell::OnceCell;

use super::lost_label::{LostLabel, LostLabels};
use super::{Context, Finding, Group, Scope, Severity, Subject, moved_reference, rule};
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
    scope: Scope::Text,
    severity: Severity::Error,
    summary: "A reference points at the very clause that says it.",
    check,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let moved = OnceCell::new();
    let lost_labels = LostLabels::of(context);
    for (nth, reference) in tree.references().iter().enumerate() {
        let Some(own) = reference.zone.clause() else { continue };
        if context.reference_target(nth) != (ReferenceTarget::Here { sure: true }) {
            continue;
        }
        // A line that lost its label is a clause of its own.
        let lost = || lost_labels.in_section(tree.clause(own).section);
        let elsewhere = |it: &LostLabel| it.joined == own && it.line.start <= reference.it.span.start;
        for (index, outcome) in context.outcomes(nth).iter().enumerate() {
            let span = reference.it.targets.get(index).map_or(reference.it.span, |target| target.span);
            if is_itself(tree, reference, own, outcome)
                && !moved.get_or_init(|| moved_reference::places(context)).contains(&span)
                && !lost().iter().any(elsewhere)
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
            let clauses = tree.clauses_of(*section).map(|(id, _)| id);
            reference.it.targets.is_empty() && clauses.eq([own])
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_clause_that_names_itself_is_found() {
        check(
            &RULE,
            r"
                //- head
                considering
                a)	the sea;
                b)	the view in considering b) above,
                resolves
                to wait.
            ",
            expect![[r#"
            error 7:28 `b)` considering b) is the very clause that says so: another one must be meant
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                resolves
                1	to go;
                2	to act as resolves 2 says;
                3	to wait.
            ",
            expect![[r#"
            error 7:22 `2` resolves 2 is the very clause that says so: another one must be meant
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                considering
                a)	the sea:
                i)	its tides, as in considering a) i);
                ii)	its salt,
            ",
            expect![[r#"
            error 7:33 `a) i)` considering a) i) is the very clause that says so: another one must be meant
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                recognizing
                the sea, as recognizing above has it,
                resolves
                to wait.
            ",
            expect![[r#"
            error 6:13 `recognizing above` recognizing above is the very clause that says so: another one must be meant
        "#]],
        );
    }

    #[test]
    fn other_clauses_are_no_selves() {
        check(
            &RULE,
            r"
                //- head
                considering
                a)	the sea;
                b)	the view in considering a),
                resolves
                to wait.
            ",
            expect![[""]],
        );
        // Its own sub-clause; the clause that it is part of; a run; a text cited before.
        check(
            &RULE,
            r"
                //- head
                resolves
                1	to act by resolves 1 a):
                a)	at once;
                b)	subject to resolves 1;
                2	to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                resolves
                1	to go;
                2	to report on resolves 1 to 3;
                3	to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                resolves
                1	to go;
                2	to recall Resolution 2 (Rev. New Delhi, 2024), resolves 2;
                3	to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                resolves
                1	to report on resolves above;
                2	to wait.
            ",
            expect![[""]],
        );
    }

    #[test]
    fn what_moved_is_said_by_its_own_rule() {
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
                Towers
                considering
                {--a)	the sea;
                --}{~~b~>a~~})	the land;
                {~~c~>b~~})	the view in considering b),
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
                Towers
                considering
                a)	the sea;
                {++b)	the view in considering b),
                ++}",
            expect![[r#"
                error 6:31 `b)` considering b) is the very clause that says so: another one must be meant
            "#]],
        );
    }
}
