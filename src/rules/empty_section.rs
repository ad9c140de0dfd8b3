//! `empty-section`

use super::{Context, Finding, Group, Severity, Subject, rule};

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
    severity: Severity::Information,
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
    use super::super::testing::{HEAD, check};
    use super::*;
    use expect_test::{Expect, expect};

    fn says(draft: &str, expect: Expect) {
        check(&RULE, &format!("{HEAD}{draft}"), expect);
    }

    #[test]
    fn a_call_without_clauses_is_found() {
        says(
            "noting\nresolves\nto wait.\n",
            expect![[r#"
            information 5:1 `noting` noting has no clauses
        "#]],
        );
        says(
            "noting\nthe sea,\ninstructs the Director of TSB\n\nANNEX 1\n",
            expect![[r#"
            information 7:1 `instructs the Director of TSB` instructs the Director of TSB has no clauses
        "#]],
        );
        check(
            &RULE,
            "MOD\tIAP/39A30/1\nRESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})\nnoting\n{--a)\tthe sea;\nb)\tthe land,\n--}resolves\nto wait.\n",
            expect![[r#"
                information 3:1 `noting` As proposed, noting has no clauses left: the call goes with them
            "#]],
        );
    }

    #[test]
    fn a_call_with_clauses_is_silent() {
        says("noting\na)\tthe sea;\nb)\tthe land,\nresolves\nto wait.\n", expect![[""]]);
        says(
            "instructs the Director of the Telecommunication\nStandardization Bureau\n1\tto go;\n2\tto wait.\n",
            expect![[""]],
        );
        says("noting\n\nthe sea,\nresolves\n\n1\n\nto go;\n2\tto wait.\n", expect![[""]]);
    }
}
