//! `temporary-number`

use super::{Context, Door, Finding, Group, Scope, Severity, Subject, Words, rule};

rule! {
    /// The number of a new resolution stands in square brackets, "[IAP-1]", until the meeting gives it its own. A text that goes to
    /// the editorial committee has that, and cites others by theirs. The rule looks in that check, `rapporteur check
    /// --final=editorial`, and where it is chosen.
    ///
    /// ```wrong
    /// DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)
    /// Towers
    /// resolves
    /// to wait.
    /// ```
    ///
    /// ```right
    /// RESOLUTION 104 (New Delhi, 2024)
    /// Towers
    /// resolves
    /// to wait.
    /// ```
    name: "temporary-number",
    group: Group::Proposals,
    scope: Scope::Text,
    words: Words::None,
    severity: Severity::Information,
    standard: false,
    looks_from: Some(Door::Editorial),
    error_from: Some(Door::Editorial),
    summary: "A number in square brackets stands where the meeting has to give one.",
    check,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let is_temporary = |number: &str| number.starts_with('[');
    if let Some(heading) = tree.heading.as_ref().filter(|it| it.number.as_deref().is_some_and(is_temporary)) {
        let message = "This text has no number of its own yet";
        findings.push(Finding::new(&RULE, Subject::Text, heading.span, message));
    }
    for (nth, cited) in tree.citations().iter().enumerate().filter(|(_, cited)| is_temporary(&cited.it.number)) {
        let message = "The text cited here has no number of its own yet";
        findings.push(Finding::new(&RULE, Subject::Citation(nth), cited.it.number_span, message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn numbers_to_come_are_found_in_heading_and_citations() {
        check(
            &RULE,
            r"
                DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)
                Towers
                (New Delhi, 2024)
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                recalling
                Resolution [IAP-2] (New Delhi, 2024) of this assembly and Resolution 2 (New Delhi, 2024) of this assembly,
                resolves
                to wait [for a year].
            ",
            expect![[r#"
                information 1:1 `DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)` This text has no number of its own yet
                information 6:12 `[IAP-2]` The text cited here has no number of its own yet
            "#]],
        );
    }
}
