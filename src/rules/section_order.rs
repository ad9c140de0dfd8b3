//! `section-order`

use super::{Context, Finding, Group, Severity, Subject, rule};
use crate::syntax::Part;

rule! {
    /// A resolution first says why (*recalling*, *considering*, *noting*, in any order) and then what (*resolves*, *instructs*,
    /// *invites*). A section of the preamble behind an operative one is out of its place, unless the text goes on to resolve
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
    severity: Severity::Information,
    summary: "A section of the preamble stands behind an operative one.",
    check,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let resolves = tree.sections.iter().rposition(|section| section.part() == Some(Part::Operative));
    let mut operative = None;
    for (id, section) in tree.sections() {
        let Some(call) = &section.call else { continue };
        match (section.part(), operative) {
            (Some(Part::Preamble), Some(first)) if resolves.is_none_or(|last| last < id.0 as usize) => {
                let message = format!("{} belongs to the preamble and stands behind an operative section", call.words);
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
    use super::super::testing::{HEAD, check};
    use super::*;
    use expect_test::{Expect, expect};

    fn says(draft: &str, expect: Expect) {
        check(&RULE, &format!("{HEAD}{draft}"), expect);
    }

    #[test]
    fn a_late_preamble_is_found() {
        says(
            "resolves\nto wait,\nnoting\nthe sea.\n",
            expect![[r#"
            information 7:1 `noting` noting belongs to the preamble and stands behind an operative section
              5:1 `resolves` operative from here on
        "#]],
        );
        says(
            "noting\nthe land,\nresolves\nto wait,\ninvites Member States\nto go,\nrecognizing further\na)\tthe sea;\nb)\tthe sky.\n",
            expect![[r#"
                information 11:1 `recognizing further` recognizing further belongs to the preamble and stands behind an operative section
                  7:1 `resolves` operative from here on
            "#]],
        );
        says(
            "instructs the Director of BR\nto wait,\nconsidering\nthe sea,\nnoting\nthe land.\n",
            expect![[r#"
            information 7:1 `considering` considering belongs to the preamble and stands behind an operative section
              5:1 `instructs the Director of BR` operative from here on
            information 9:1 `noting` noting belongs to the preamble and stands behind an operative section
              5:1 `instructs the Director of BR` operative from here on
        "#]],
        );
    }

    #[test]
    fn the_usual_order_is_silent() {
        says(
            "noting\nthe sea,\nrecalling\nthe land,\nresolves\nto wait,\ninvites Member States\nto go.\n",
            expect![[""]],
        );
        // The preamble of a second part; one section alone; annexes.
        says("noting\nthe sea,\nresolves\nto wait,\nnoting\nthe land,\nfurther resolves\nto go.\n", expect![[""]]);
        says("noting\nthe sea,\n", expect![[""]]);
        says("resolves\nto wait.\nANNEX 1\nnoting\nthe sea,\n", expect![[""]]);
    }
}
