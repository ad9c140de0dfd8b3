//! `missing-tab`

use super::prose::{Prose, Replacement, once, replace_all};
use super::{Context, Finding, Fix, Group, Scope, Severity, rule};
use crate::text::Span;

rule! {
    /// In printed texts a TAB stands between the label of a clause and its words, so that they are aligned. Spaces do as
    /// well while a text is drafted: nothing is said where they stand everywhere. Where most labels of a text have their TAB
    /// and some have not, those are named, and one fix sets them all.
    ///
    /// ```wrong
    /// considering
    /// a)	the towers;
    /// b)	the masts;
    /// c) the poles,
    /// ```
    ///
    /// ```right
    /// considering
    /// a) the towers;
    /// b) the masts,
    /// ```
    name: "missing-tab",
    group: Group::Language,
    scope: Scope::Text,
    severity: Severity::Hint,
    summary: "A label is followed by spaces where the others of the text are followed by a TAB.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let replacements = replacements(context);
    findings.extend(once(&RULE, &replacements, "This label is not followed by a TAB, as the others of this text are"));
}

fn fixes(context: &Context<'_>, _: &Finding) -> Vec<Fix> {
    replace_all(context, &replacements(context), "Set the TAB")
}

fn replacements(context: &Context<'_>) -> Vec<Replacement> {
    let tree = context.tree();
    if context.placed.text.cover || tree.clauses().len() == 0 {
        return Vec::new();
    }
    let prose = Prose::of(context);
    let (mut tabs, mut replacements) = (0, Vec::new());
    for (_, clause) in tree.clauses() {
        let Some(raw) = clause.raw.as_ref().filter(|_| tree.section(clause.section).doubt().is_none()) else {
            continue;
        };
        let after = prose.range(Span::empty(raw.span.end)).end;
        if prose.text.as_bytes().get(after) == Some(&b'\t') {
            tabs += 1;
            continue;
        }
        let between = after..prose.range(clause.body).start;
        let Some(spaces) = prose.text.get(between.clone()).filter(|spaces| !spaces.is_empty()) else { continue };
        if spaces.contains('\t') {
            tabs += 1;
        } else if spaces.bytes().all(|space| space == b' ') {
            let span = prose.place(between);
            replacements.extend(prose.is_own(span).then_some(Replacement { span, right: "\t" }));
        }
    }
    if replacements.len() * 2 <= tabs { replacements } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn labels_with_spaces_among_those_with_a_tab_are_fixed_at_once() {
        check(
            &RULE,
            r"
                //- head
                considering
                a)	the towers;
                b) the masts;
                c)	the poles,
                resolves
                to wait.
            ",
            expect![[r#"
            hint 7:3 ` ` This label is not followed by a TAB, as the others of this text are
              fix: Set the TAB
                7:3 ` ` -> `	`
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                considering
                a)	the towers;
                b)   the masts;
                c)	the poles;
                d)	x;
                e)	y;
                f) z,
                resolves
                to wait.
            ",
            expect![[r#"
            hint 7:3 `   ` This label is not followed by a TAB, as the others of this text are; so in one more place of this text
              fix: Set the TAB in 2 places
                7:3 `   ` -> `	`
                11:3 ` ` -> `	`
        "#]],
        );
        check(
            &RULE,
            r"
                //- MOD
                noting
                a)	x;
                b)	y;
                {++c) z;
                ++}d) w,
            ",
            expect![[r#"
            hint 9:6 ` ` This label is not followed by a TAB, as the others of this text are
              fix: Set the TAB
                9:6 ` ` -> `	`
        "#]],
        );
    }

    #[test]
    fn where_spaces_are_the_habit_nothing_is_said() {
        check(
            &RULE,
            r"
                //- head
                considering
                a) the towers;
                b) the masts,
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                considering
                a)	the towers;
                b) the masts;
                c) the poles,
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                considering
                a)
                	the towers;
                b)	the masts,
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }
}
