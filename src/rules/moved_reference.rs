//! `moved-reference`

use std::collections::HashSet;

use super::{Context, Finding, Fix, Group, Severity, rule};
use crate::syntax::{ClauseId, Label, Outcome, Placed, Reference, Target};
use crate::text::Span;

rule! {
    /// A proposal deletes and inserts clauses and letters the rest anew, and a reference keeps the old letter: right in the text in
    /// force, wrong once the proposal is accepted. "considering j)" may then even point at the very clause that says it.
    ///
    /// ```wrong
    /// MOD IAP/39A30/1
    /// RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
    /// Towers
    /// considering
    /// {--a) the sea;
    /// --}{~~b~>a~~}) the land;
    /// {~~c~>b~~}) the view in considering b),
    /// ```
    ///
    /// ```right
    /// MOD IAP/39A30/1
    /// RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
    /// Towers
    /// considering
    /// {--a) the sea;
    /// --}{~~b~>a~~}) the land;
    /// {~~c~>b~~}) the view in considering {~~b~>a~~}),
    /// ```
    name: "moved-reference",
    group: Group::References,
    severity: Severity::Error,
    summary: "A reference is right in the text in force, and wrong once the proposal is accepted.",
    check,
    fixes,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for moved in moved(context) {
        let Moved { reference, target, first, kept, now, .. } = moved;
        let (base, proposed) = (context.base(), context.tree());
        let said = format!("{} {}", context.quoted(reference.it.call_span), context.quoted(target.span));
        let now = match now {
            Some(id) if reference.zone.clause() == Some(id) => "is this very clause",
            Some(_) if now == kept.map(|(from, _)| from) => "takes in other clauses",
            Some(_) => "is another clause",
            None => "is not there",
        };
        findings.push(match kept {
            Some((from, to)) => {
                let right = written(context, from, to);
                let message =
                    format!("As proposed, {said} {now}: the clause meant in the text in force becomes {right}");
                let finding = Finding::new(&RULE, target.span, message);
                finding.related(proposed.clause(from).span, "the clause that is meant")
            }
            None => {
                let message = format!("As proposed, {said} {now}: the clause meant in the text in force is deleted");
                let finding = Finding::new(&RULE, target.span, message);
                match first {
                    Some(first) => finding.related(base.clause(first).span, "the clause that is meant, deleted here"),
                    None => finding,
                }
            }
        });
    }
}

/// The places that the rule speaks of.
pub(super) fn places(context: &Context<'_>) -> HashSet<Span> {
    moved(context).iter().map(|moved| moved.target.span).collect()
}

/// A target that means another clause as proposed than in the text in force.
struct Moved<'a> {
    reference: &'a Placed<Reference>,
    target: &'a Target,
    /// The first clause that it means in the text in force.
    first: Option<ClauseId>,
    /// What the first and the last clause meant have become.
    kept: Option<(ClauseId, ClauseId)>,
    /// The first clause that it points to now.
    now: Option<ClauseId>,
}

fn moved<'a>(context: &Context<'a>) -> Vec<Moved<'a>> {
    let mut all = Vec::new();
    if !context.placed.text.is_changed() {
        return all;
    }
    let text = &context.placed.text;
    for reference in &context.tree().references {
        let after = context.tree().resolve(&reference.it);
        for (target, now) in reference.it.targets.iter().zip(&after) {
            let Some((old, index)) = text.in_force(reference, target) else { continue };
            if let Some(Outcome::Clauses(meant)) = context.base().resolve(&old.it).get(index) {
                all.extend(compare(context, reference, target, meant, now));
            }
        }
    }
    all
}

/// One target: the clauses it means in the text in force, and what it points to as proposed.
fn compare<'a>(
    context: &Context<'a>,
    reference: &'a Placed<Reference>,
    target: &'a Target,
    meant: &[ClauseId],
    now: &Outcome,
) -> Option<Moved<'a>> {
    let ends = |clauses: &[ClauseId]| (clauses.first().copied(), clauses.last().copied());
    let (first, last) = ends(meant);
    let become_of = |id: Option<ClauseId>| context.document.counterpart(context.placed, id?);
    let kept = (become_of(first), become_of(last));
    let points = match now {
        Outcome::Clauses(clauses) => ends(clauses),
        Outcome::Unsure | Outcome::Ambiguous(_) => return None,
        _ => (None, None),
    };
    if points == kept && kept.0.is_some() {
        return None;
    }
    Some(Moved { reference, target, first, kept: kept.0.zip(kept.1), now: points.0 })
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

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let moved = moved(context).into_iter().find(|moved| moved.target.span == finding.span);
    let fix = moved.and_then(|Moved { reference, target, kept, .. }| {
        let (from, to) = kept?;
        let tree = context.tree();
        // A clause that moved to another section needs another call, too.
        let section = tree.section(tree.clause(from).section);
        section.key().filter(|key| reference.it.call.names(key))?;
        let mut text = labels(&tree.path(from));
        if from != to {
            text = format!("{text} to {}", tree.clause(to).label?);
        }
        let edits = context.pen().replace(target.span, &text)?;
        Some(Fix { title: format!("Refer to {}", written(context, from, to)), safe: true, edits })
    });
    fix.into_iter().collect()
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
                    9:37 `b` -> `{~~b~>c~~}`
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
                    8:37 `b` -> `{~~b~>a~~}`
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
