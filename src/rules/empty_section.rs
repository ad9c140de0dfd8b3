//! `empty-section`

use super::{Context, Finding, Group, Scope, Severity, Subject, Waits, rule};

rule! {
    /// A call stands alone, without clauses under it. In a proposal that is often what is left of a section whose clauses were all
    /// deleted.
    ///
    /// ```wrong
    /// noting
    /// resolves
    /// to wait.
    /// ```
    ///
    /// ```right
    /// noting
    /// the sea,
    /// resolves
    /// to wait.
    /// ```
    name: "empty-section",
    group: Group::Structure,
    scope: Scope::Section,
    severity: Severity::Information,
    waits: Waits::Section,
    summary: "A call has no clauses under it.",
    check,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (tree, base) = (context.tree(), context.base());
    for (id, section) in tree.sections().filter(|(_, section)| section.clauses.is_empty() && !section.is_damaged()) {
        let Some(call) = &section.call else { continue };
        let had_clauses = context.placed.text.is_changed()
            && base.section_at(call.span.start).is_some_and(|old| !base.section(old).clauses.is_empty());
        let message = match had_clauses {
            true => format!("As proposed, {} has no clauses left: the call goes with them", call.words),
            false => format!("{} has no clauses", call.words),
        };
        findings.push(Finding::new(&RULE, Subject::Section(id), call.span, message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_call_without_clauses_is_found() {
        check(
            &RULE,
            r"
                //- head
                noting
                resolves
                to wait.
            ",
            expect![[r#"
            information 5:1 `noting` noting has no clauses
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
                instructs the Director of TSB

                ANNEX 1
            ",
            expect![[r#"
            information 7:1 `instructs the Director of TSB` instructs the Director of TSB has no clauses
        "#]],
        );
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
                noting
                {--a)	the sea;
                b)	the land,
                --}resolves
                to wait.
            ",
            expect![[r#"
                information 3:1 `noting` As proposed, noting has no clauses left: the call goes with them
            "#]],
        );
    }

    #[test]
    fn a_call_with_clauses_is_silent() {
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
        check(
            &RULE,
            r"
                //- head
                instructs the Director of the Telecommunication
                Standardization Bureau
                1	to go;
                2	to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting

                the sea,
                resolves

                1

                to go;
                2	to wait.
            ",
            expect![[""]],
        );
    }
}
