//! `lone-label`

use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, Waits, Words, rule};
use crate::syntax::{Clause, ClauseId, Placed, RawLabel, Reference, SectionId, Stop, Tree};
use crate::text::Span;

rule! {
    /// A section with one paragraph has no label: *noting* is cited as "noting above", not as "noting a)". A label alone looks as
    /// if others had been left out.
    ///
    /// ```wrong
    /// noting
    /// a) the sea,
    /// ```
    ///
    /// ```right
    /// noting
    /// the sea,
    /// ```
    name: "lone-label",
    group: Group::Structure,
    scope: Scope::Section,
    words: Words::None,
    severity: Severity::Information,
    waits: Waits::Section,
    summary: "The only clause of a section has a label.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    for (id, section) in tree.sections() {
        let Some((only, clause, raw)) =
            lone(tree, id).filter(|(only, _, _)| section.doubt().is_none() && !announces_more(tree, *only))
        else {
            continue;
        };
        let label = clause.label.map_or_else(|| raw.text.to_string(), |label| label.to_string());
        let message = format!("{label} is the only clause of {}: it needs no label", tree.section_name(id));
        findings.push(Finding::new(&RULE, Subject::Clause(only), raw.span, message));
    }
}

/// Whether another clause is to follow: "a)⇥that clocks drift;" is being written.
fn announces_more(tree: &Tree, id: ClauseId) -> bool {
    tree.clause(id).last.and_then(Stop::read) == Some(Stop::Semicolon)
}

/// The clause of a section that has but one, with a first label.
fn lone(tree: &Tree, section: SectionId) -> Option<(ClauseId, &Clause, &RawLabel)> {
    tree.section(section).call.as_ref()?;
    let mut top = tree.children(section, None);
    let (Some((id, clause)), None) = (top.next(), top.next()) else { return None };
    let first = clause.label.is_some_and(|label| label.mark.ordinal() == 1 && label.suffix.is_none());
    Some((id, clause, clause.raw.as_ref()?)).filter(|_| first)
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let tree = context.tree();
    let Subject::Clause(only) = finding.subject else { return Vec::new() };
    let fix = lone(tree, tree.clause(only).section).and_then(|(id, clause, raw)| {
        // The emphasis around it goes with it: "**1** to look".
        let before = Span::new(clause.span.start, raw.span.start);
        let set_off = !before.is_empty() && context.words(before).chars().all(|c| c == '*' || c == '_');
        let start = if set_off { before.start } else { raw.span.start };
        let edits = context.pen().delete(Span::new(start, clause.body.start))?;
        let key = tree.section(clause.section).key()?;
        let named = |reference: &Placed<Reference>| !reference.it.targets.is_empty() && reference.it.call.names(key);
        // Sub-clauses are cited with the label of their clause.
        let above = tree.children(clause.section, Some(id)).next().is_some();
        // Its other clauses may stand under the same call elsewhere, or be lines of this one.
        let calls = tree.sections().filter(|(_, section)| section.key() == Some(key)).count();
        let lines = context.words(clause.body).contains(";\n");
        let safe = !above && calls == 1 && !lines && !tree.references().iter().any(named);
        Some(Fix { title: "Remove the label".into(), safe, edits })
    });
    fix.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_label_alone_is_found() {
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea,
                resolves
                1	to wait.
            ",
            expect![[r#"
            information 6:1 `a)` a) is the only clause of noting: it needs no label
              fix: Remove the label
                6:1 `a)	` -> ``
            information 8:1 `1` 1 is the only clause of resolves: it needs no label
              fix: Remove the label
                8:1 `1	` -> ``
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea,
                resolves
                to act on noting a).
            ",
            expect![[r#"
            information 6:1 `a)` a) is the only clause of noting: it needs no label
              fix (look first): Remove the label
                6:1 `a)	` -> ``
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                resolves
                1	to do:
                i)	this;
                ii)	that.
            ",
            expect![[r#"
            information 6:1 `1` 1 is the only clause of resolves: it needs no label
              fix (look first): Remove the label
                6:1 `1	` -> ``
        "#]],
        );
    }

    #[test]
    fn labels_in_company_are_silent() {
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea;
                b)	the land,
                resolves
                to wait.
            ",
            expect![[""]],
        );
        // A label that says that others are missing; one kept stable; a section that conversion damaged.
        check(
            &RULE,
            r"
                //- head
                noting
                b)	the sea,
                resolves
                1bis	to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea; b) the land,
                resolves
                to do:
                a)	this;
                b)	that.
            ",
            expect![[""]],
        );
    }

    #[test]
    fn in_a_proposal_the_label_is_deleted_by_a_tracked_change() {
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
                noting
                a)	the sea{--;
                b)	the land--},
            ",
            expect![[r#"
                information 4:1 `a)` a) is the only clause of noting: it needs no label
                  fix: Remove the label
                    4:1 `a)	` -> `{--a)	--}`
            "#]],
        );
    }
}
