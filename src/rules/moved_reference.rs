//! `moved-reference`
//!
//! A proposal deletes and inserts clauses and letters the rest anew, and a reference keeps the old letter: right in the text in
//! force, wrong once the proposal is accepted. "considering j)" may then even point at the very clause that says it.

use super::{Context, Finding, Fix, Rule, Severity, edits};
use crate::syntax::{ClauseId, Label, Outcome, Placed, Reference, Target};

/// References that a proposal leaves pointing at another clause.
pub static RULE: Rule = Rule {
    name: "moved-reference",
    severity: Severity::Error,
    summary: "A reference is right in the text in force, and wrong once the proposal is accepted.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if !context.placed.text.is_changed() {
        return;
    }
    let (base, proposed) = (context.base(), context.tree());
    for old in &base.references {
        let Some(new) = proposed.references.iter().find(|new| new.it.call_span.start == old.it.call_span.start) else {
            continue;
        };
        if !matches!(base.whither(old), crate::syntax::Whither::Here { .. }) {
            continue;
        }
        let before = base.resolve(&old.it);
        let after = proposed.resolve(&new.it);
        for (target, outcome) in old.it.targets.iter().zip(&before) {
            // A target whose words were changed is a new reference.
            let Some(index) = new.it.targets.iter().position(|other| same_words(other, target)) else { continue };
            if let (Outcome::Clauses(meant), Some(now)) = (outcome, after.get(index)) {
                check_target(context, new, &new.it.targets[index], meant, now, findings);
            }
        }
    }
}

fn same_words(a: &Target, b: &Target) -> bool {
    let marks = |target: &Target| {
        let label = |label: &crate::syntax::NamedLabel| (label.first, label.suffix);
        (target.path.iter().map(label).collect::<Vec<_>>(), target.to.as_ref().map(label))
    };
    a.span.start == b.span.start && marks(a) == marks(b)
}

/// One target: the first and the last clause it meant, and what it points to as proposed.
fn check_target(
    context: &Context<'_>,
    reference: &Placed<Reference>,
    target: &Target,
    meant: &[ClauseId],
    now: &Outcome,
    findings: &mut Vec<Finding>,
) {
    let proposed = context.tree();
    let ends = |clauses: &[ClauseId]| (clauses.first().copied(), clauses.last().copied());
    let (first, last) = ends(meant);
    let kept = (
        first.and_then(|id| context.document.counterpart(context.placed, id)),
        last.and_then(|id| context.document.counterpart(context.placed, id)),
    );
    let points = match now {
        Outcome::Clauses(clauses) => ends(clauses),
        Outcome::Unsure | Outcome::Ambiguous(_) => return,
        _ => (None, None),
    };
    if points == kept && kept.0.is_some() {
        return;
    }
    let said = format!("{} {}", context.quoted(reference.it.call_span), context.quoted(target.span));
    let now = match points.0 {
        Some(id) if reference.zone.clause() == Some(id) => "is this very clause".to_owned(),
        Some(_) if points.0 == kept.0 => "takes in other clauses".to_owned(),
        Some(_) => "is another clause".to_owned(),
        None => "is not there".to_owned(),
    };
    let mut finding;
    match kept {
        (Some(from), Some(to)) => {
            let right = written(context, from, to);
            let message = format!("As proposed, {said} {now}: the clause meant in the text in force becomes {right}");
            finding = Finding::new(&RULE, target.span, message);
            finding = finding.related(proposed.clause(from).span, "the clause that is meant");
            finding.fixes.extend(fix(context, reference, target, from, to));
        }
        _ => {
            let message = format!("As proposed, {said} {now}: the clause meant in the text in force is deleted");
            finding = Finding::new(&RULE, target.span, message);
            if let Some(first) = first {
                finding = finding.related(context.base().clause(first).span, "the clause that is meant, deleted here");
            }
        }
    }
    findings.push(finding);
}

/// "considering g)", "resolves 2 to 4"
fn written(context: &Context<'_>, from: ClauseId, to: ClauseId) -> String {
    let tree = context.tree();
    match from == to {
        true => tree.name(from),
        false => format!("{} to {}", tree.name(from), labels(&tree.path(to))),
    }
}

fn labels(path: &[Label]) -> String {
    path.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn fix(
    context: &Context<'_>,
    reference: &Placed<Reference>,
    target: &Target,
    from: ClauseId,
    to: ClauseId,
) -> Option<Fix> {
    let tree = context.tree();
    // A clause that moved to another section needs another call, too.
    let section = tree.section(tree.clause(from).section);
    section.key().filter(|key| reference.it.call.names(key))?;
    let mut text = labels(&tree.path(from));
    if from != to {
        text = format!("{text} to {}", tree.clause(to).label?);
    }
    let edits = edits::replace(context, target.span, &text)?;
    Some(Fix { title: format!("Refer to {}", written(context, from, to)), safe: true, edits })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::{Expect, expect};

    fn says(clauses: &str, expect: Expect) {
        let head = "MOD\tIAP/39A30/1\nRESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})\nTowers\nThe World Telecommunication Standardization Assembly ({~~Hammamet, 2016~>Geneva, 2022~~}),\n";
        check(&RULE, &format!("{head}considering\n{clauses}\nresolves\nto wait.\n"), expect);
    }

    #[test]
    fn a_reference_left_behind_is_found() {
        says(
            "a)\tthe sea;\n{++b)\tthe sky;\n++}{~~b~>c~~})\tthe land;\n{~~c~>d~~})\tthe view in considering b),",
            expect![[r#"
                error 9:37 `b)` As proposed, considering b) is another clause: the clause meant in the text in force becomes considering c)
                  8:10 `c~~})	the land;` the clause that is meant
                  fix: Refer to considering c)
                    9:37 `b)` -> `{~~b)~>c)~~}`
            "#]],
        );
    }

    #[test]
    fn a_reference_that_now_points_at_itself_is_found() {
        says(
            "{--a)\tthe sea;\n--}{~~b~>a~~})\tthe land;\n{~~c~>b~~})\tthe view in considering b),",
            expect![[r#"
            error 8:37 `b)` As proposed, considering b) is this very clause: the clause meant in the text in force becomes considering a)
              7:10 `a~~})	the land;` the clause that is meant
              fix: Refer to considering a)
                8:37 `b)` -> `{~~b)~>a)~~}`
        "#]],
        );
    }

    #[test]
    fn a_reference_to_a_deleted_clause_is_found() {
        says(
            "{--a)\tthe sea;\n--}{~~b~>a~~})\tthe land;\n{~~c~>b~~})\tthe view in considering a),",
            expect![[r#"
            error 8:37 `a)` As proposed, considering a) is another clause: the clause meant in the text in force is deleted
              6:4 `a)	the sea;` the clause that is meant, deleted here
        "#]],
        );
    }

    #[test]
    fn references_that_follow_are_silent() {
        says(
            "a)\tthe sea;\n{++b)\tthe sky;\n++}{~~b~>c~~})\tthe land;\n{~~c~>d~~})\tthe view in considering {~~b~>c~~}),",
            expect![[""]],
        );
        says(
            "a)\tthe sea;\n{++b)\tthe sky;\n++}{~~b~>c~~})\tthe land;\n{~~c~>d~~})\tthe view in considering a),",
            expect![[""]],
        );
        says("a)\tthe sea;\nb)\tthe {~~land~>lands~~};\nc)\tthe view in considering b),", expect![[""]]);
    }
}
