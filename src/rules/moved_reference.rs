//! `moved-reference`

use std::collections::HashSet;

use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, rule};
use crate::syntax::{ClauseId, Label, Outcome, Placed, Reference, Target, is_separator};
use crate::text::{PieceKind, Span};

/// How many bytes stand at most between a reference and one that goes on with it, with their marks.
const GAP_BYTES: u32 = 24;

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
    scope: Scope::Text,
    severity: Severity::Error,
    summary: "A reference is right in the text in force, and wrong once the proposal is accepted.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for moved in moved_meanings(context) {
        let MovedMeaning { subject, reference, target, deleted, kept, now } = moved;
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
                let finding = Finding::new(&RULE, subject, target.span, message);
                finding.related(proposed.clause(from).span, "the clause that is meant")
            }
            None => {
                let message = format!("As proposed, {said} {now}: the clause meant in the text in force is deleted");
                let finding = Finding::new(&RULE, subject, target.span, message);
                match deleted {
                    Some(first) => finding.related(base.clause(first).span, "the clause that is meant, deleted here"),
                    None => finding,
                }
            }
        });
    }
}

/// The places that the rule speaks of.
pub(super) fn places(context: &Context<'_>) -> HashSet<Span> {
    moved_meanings(context).iter().map(|moved| moved.target.span).collect()
}

/// A target that means another clause as proposed than in the text in force.
struct MovedMeaning<'a> {
    subject: Subject,
    reference: &'a Placed<Reference>,
    target: &'a Target,
    /// The first of the clauses that it means in the text in force and that are no more.
    deleted: Option<ClauseId>,
    /// What the first and the last clause meant have become.
    kept: Option<(ClauseId, ClauseId)>,
    /// The first clause that it points to now.
    now: Option<ClauseId>,
}

fn moved_meanings<'a>(context: &Context<'a>) -> Vec<MovedMeaning<'a>> {
    let mut all = Vec::new();
    if !context.placed.text.is_changed() {
        return all;
    }
    for (nth, reference) in context.own_references() {
        if means_the_same(context, nth) {
            continue;
        }
        let targets = 0..reference.it.targets.len();
        all.extend(targets.filter_map(|index| compare(context, Subject::Target(nth, index))));
    }
    all
}

/// Whether a reference means as a whole what it did: "resolves 1 and 2" when these two have changed places, and "resolves 1
/// and 2 and resolves further 1" where it was one reference. Clauses that are new may come in between.
fn means_the_same(context: &Context<'_>, nth: usize) -> bool {
    let (text, tree) = (&context.placed.text, context.tree());
    let reference = &tree.references()[nth];
    let Some(old) = reference.it.targets.iter().find_map(|target| Some(text.in_force(reference, target)?.0)) else {
        return false;
    };
    let become_of = |id: ClauseId| context.document.counterpart(context.placed, id);
    let meant = all(context.in_force().outcomes(old));
    let meant = meant.and_then(|ids| ids.into_iter().map(become_of).collect::<Option<Vec<_>>>());
    let now = all(continued(context, nth).flat_map(|reference| context.outcomes(reference)));
    let Some((meant, now)) = meant.zip(now) else { return false };
    let is_new = |id: &ClauseId| {
        text.changes.kind_of(tree.clause(*id).body) == Some(PieceKind::Inserted)
            && !text.moved.iter().any(|(_, moved)| moved == id)
    };
    let (meant, now): (HashSet<_>, HashSet<_>) = (meant.into_iter().collect(), now.into_iter().collect());
    meant.is_subset(&now) && now.difference(&meant).all(is_new)
}

/// The clauses that outcomes give; `None` where one gives none.
fn all<'o>(outcomes: impl IntoIterator<Item = &'o Outcome>) -> Option<Vec<ClauseId>> {
    let clauses = |outcome: &'o Outcome| match outcome {
        Outcome::Clauses(clauses) => Some(clauses.as_slice()),
        _ => None,
    };
    outcomes.into_iter().map(clauses).collect::<Option<Vec<_>>>().map(|clauses| clauses.concat())
}

/// The indices of a reference, and of those that were inserted after it to go on with it.
fn continued(context: &Context<'_>, nth: usize) -> impl Iterator<Item = usize> {
    let references = context.tree().references();
    let goes_on = |pair: &&[Placed<Reference>]| {
        let gap = Span::new(pair[0].it.span.end, pair[1].it.call_span.start.max(pair[0].it.span.end));
        pair[0].zone == pair[1].zone
            && context.placed.text.changes.kind_of(pair[1].it.call_span) == Some(PieceKind::Inserted)
            && gap.len() <= GAP_BYTES
            && is_separator(&context.words(gap))
    };
    nth..=nth + references[nth..].windows(2).take_while(goes_on).count()
}

/// One target: the clauses it means in the text in force, and what it points to as proposed.
fn compare<'a>(context: &Context<'a>, subject: Subject) -> Option<MovedMeaning<'a>> {
    let Subject::Target(nth, index) = subject else { return None };
    let now = context.outcomes(nth).get(index)?;
    let reference = &context.tree().references()[nth];
    let target = &reference.it.targets[index];
    let (old, old_index) = context.placed.text.in_force(reference, target)?;
    let Some(Outcome::Clauses(meant)) = context.in_force().outcomes(old).get(old_index) else { return None };
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
    // Another clause has the same label, which is found as such.
    let name = |id: Option<ClauseId>| id.map(|id| (context.tree().clause(id).section, context.tree().path(id)));
    if kept.0.is_some() && name(kept.0) == name(points.0) && name(kept.1) == name(points.1) {
        return None;
    }
    let deleted = meant.iter().copied().find(|id| become_of(Some(*id)).is_none());
    Some(MovedMeaning { subject, reference, target, deleted, kept: kept.0.zip(kept.1), now: points.0 })
}

/// "considering g)", "resolves 2 to 4"
fn written(context: &Context<'_>, from: ClauseId, to: ClauseId) -> String {
    let tree = context.tree();
    match from == to {
        true => tree.name(from),
        false if tree.clause(from).section != tree.clause(to).section => {
            format!("{} to {}", tree.name(from), tree.name(to))
        }
        false => format!("{} to {}", tree.name(from), labels(&tree.path(to))),
    }
}

fn labels(path: &[Label]) -> String {
    path.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let fix = compare(context, finding.subject).and_then(|MovedMeaning { reference, target, kept, .. }| {
        let (from, to) = kept?;
        let tree = context.tree();
        // A clause that moved to another section needs another call, too.
        let section = tree.section(tree.clause(from).section);
        section.key().filter(|key| reference.it.call.names(key))?;
        let mut text = labels(&tree.path(from));
        if from != to {
            (tree.clause(to).section == tree.clause(from).section).then_some(())?;
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
    use expect_test::expect;

    #[test]
    fn a_reference_left_behind_is_found() {
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                a)	the sea;
                {++b)	the sky;
                ++}{~~b~>c~~})	the land;
                {~~c~>d~~})	the view in considering b),
                resolves
                to wait.
            ",
            expect![[r#"
                error 9:37 `b)` As proposed, considering b) is another clause: the clause meant in the text in force becomes considering c)
                  8:10 `c~~})	the land;` the clause that is meant
                  fix: Refer to considering c)
                    9:37 `b` -> `{~~b~>c~~}`
            "#]],
        );
    }

    #[test]
    fn a_reference_that_now_points_into_another_text_is_silent() {
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                a)	the sea;
                {++b)	the sky;
                ++}{~~b~>c~~})	the land;
                {~~c~>d~~})	the view in considering b){++ of Resolution 7 (Rev. Geneva, 2022)++},
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }

    #[test]
    fn a_reference_that_now_points_at_itself_is_found() {
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                {--a)	the sea;
                --}{~~b~>a~~})	the land;
                {~~c~>b~~})	the view in considering b),
                resolves
                to wait.
            ",
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
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                {--a)	the sea;
                --}{~~b~>a~~})	the land;
                {~~c~>b~~})	the view in considering a),
                resolves
                to wait.
            ",
            expect![[r#"
            error 8:37 `a)` As proposed, considering a) is another clause: the clause meant in the text in force is deleted
              6:4 `a)	the sea;` the clause that is meant, deleted here
        "#]],
        );
    }

    #[test]
    fn references_that_follow_are_silent() {
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                a)	the sea;
                {++b)	the sky;
                ++}{~~b~>c~~})	the land;
                {~~c~>d~~})	the view in considering {~~b~>c~~}),
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                a)	the sea;
                {++b)	the sky;
                ++}{~~b~>c~~})	the land;
                {~~c~>d~~})	the view in considering a),
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                a)	the sea;
                b)	the {~~land~>lands~~};
                c)	the view in considering b),
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }

    #[test]
    fn a_clause_that_was_moved_is_not_deleted() {
        // As "Move considering a) down" writes it: the two still mean the same two, and nothing was deleted.
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                {--a)	the sea;
                --}{~~b~>a~~})	the land;
                {++b)	the sea;
                ++}c)	the view in considering a) and b),
                resolves
                to wait.
            ",
            expect![[""]],
        );
        // The letter that an insertion had changed is the old one again.
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                a)	the sea;
                {++b)	the land, as in considering c);
                c)	the sky;
                ++}{--b)	the land, as in considering a);
                --}{~~c~>d~~})	the view in considering b),
                resolves
                to wait.
            ",
            expect![[""]],
        );
        // A reference that has not followed says where its clause is.
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                {--a)	the sea;
                --}{~~b~>a~~})	the land;
                {++b)	the sea;
                ++}c)	the view in considering a),
                resolves
                to wait.
            ",
            expect![[r#"
                error 9:31 `a)` As proposed, considering a) is another clause: the clause meant in the text in force becomes considering b)
                  8:4 `b)	the sea;` the clause that is meant
                  fix: Refer to considering b)
                    9:31 `a` -> `{~~a~>b~~}`
            "#]],
        );
        // Two have the same words: which is which nobody can say.
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                {--a)	the sea;
                --}{~~b~>a~~})	the land;
                {++b)	the sea;
                c)	the sea;
                ++}{~~c~>d~~})	the view in considering a),
                resolves
                to wait.
            ",
            expect![[r#"
                error 10:40 `a)` As proposed, considering a) is another clause: the clause meant in the text in force is deleted
                  6:4 `a)	the sea;` the clause that is meant, deleted here
            "#]],
        );
    }

    #[test]
    fn a_reference_that_goes_on_in_another_section_is_silent() {
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                a)	the sea;
                {++b)	the sky;
                ++}{~~b~>c~~})	the wind;
                {++considering further
                ++}{~~c~>a~~})	the land;
                {~~d~>b~~})	as in considering a) to {~~c~>c) and considering further a~~}),
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }

    #[test]
    fn a_label_that_is_there_twice_is_no_moved_one() {
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                //- head {~~Hammamet, 2016~>Geneva, 2022~~}
                considering
                a)	the sea;
                {++b)	the sky;
                ++}b)	the land;
                c)	the view in considering b),
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }
}
