//! `section-order`

use super::{Context, Finding, Group, Scope, Severity, Subject, Words, rule};
use crate::syntax::TextPart;

rule! {
    /// A resolution first says why (*recalling*, *considering*, *noting*, in any order) and then what (*resolves*, *instructs*,
    /// *invites*). A section of the preamble after an operative one is out of its place, unless the text goes on to resolve
    /// again.
    ///
    /// ```wrong
    /// resolves
    /// to wait,
    /// noting
    /// the sea.
    /// ```
    ///
    /// ```right
    /// noting
    /// the sea,
    /// resolves
    /// to wait.
    /// ```
    name: "section-order",
    group: Group::Structure,
    scope: Scope::Text,
    words: Words::None,
    severity: Severity::Information,
    summary: "A section of the preamble stands after an operative one.",
    check,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let resolves = tree.sections().rfind(|(_, section)| section.part() == Some(TextPart::Operative));
    let mut operative = None;
    for (id, section) in tree.sections() {
        let Some(call) = &section.call else { continue };
        match (section.part(), operative) {
            (Some(TextPart::Preamble), Some(first)) if resolves.is_none_or(|(last, _)| last < id) => {
                let message = format!("{} belongs to the preamble and stands after an operative section", call.words);
                findings.push(
                    Finding::new(&RULE, Subject::Section(id), call.span, message)
                        .related(first, "operative from here on"),
                );
            }
            (Some(part), None) if part.is_operative() => operative = Some(call.span),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_late_preamble_is_found() {
        check(
            &RULE,
            r"
                //- head
                resolves
                to wait,
                noting
                the sea.
            ",
            expect![[r#"
            information 7:1 `noting` noting belongs to the preamble and stands after an operative section
              5:1 `resolves` operative from here on
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                the land,
                resolves
                to wait,
                invites Member States
                to go,
                recognizing further
                a)	the sea;
                b)	the sky.
            ",
            expect![[r#"
                information 11:1 `recognizing further` recognizing further belongs to the preamble and stands after an operative section
                  7:1 `resolves` operative from here on
            "#]],
        );
        check(
            &RULE,
            r"
                //- head
                instructs the Director of BR
                to wait,
                considering
                the sea,
                noting
                the land.
            ",
            expect![[r#"
            information 7:1 `considering` considering belongs to the preamble and stands after an operative section
              5:1 `instructs the Director of BR` operative from here on
            information 9:1 `noting` noting belongs to the preamble and stands after an operative section
              5:1 `instructs the Director of BR` operative from here on
        "#]],
        );
    }

    #[test]
    fn the_usual_order_is_silent() {
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
                recalling
                the land,
                resolves
                to wait,
                invites Member States
                to go.
            ",
            expect![[""]],
        );
        // The preamble of a second part; one section alone; annexes.
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
                resolves
                to wait,
                noting
                the land,
                further resolves
                to go.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                resolves
                to wait.
                ANNEX 1
                noting
                the sea,
            ",
            expect![[""]],
        );
    }
}
