//! `unused-abbreviation`

use super::prose::Prose;
use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, rule};

rule! {
    /// An abbreviation that is introduced and never used again can go, unless readers know the thing by its short name. As
    /// that is often so, this rule looks only where it is chosen: `unused-abbreviation = "hint"` under `[rules]`.
    ///
    /// ```wrong
    /// considering
    /// that personally identifiable information (PII) matters,
    /// ```
    ///
    /// ```right
    /// considering
    /// that personally identifiable information (PII) matters, as PII is shared,
    /// ```
    name: "unused-abbreviation",
    group: Group::Language,
    scope: Scope::Text,
    severity: Severity::Hint,
    standard: false,
    summary: "An abbreviation is introduced and never used again.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let prose = Prose::of(context);
    let all = context.abbreviations().iter().enumerate();
    for (nth, abbreviation) in all.filter(|(_, abbreviation)| abbreviation.uses == 0) {
        let [introduced] = &abbreviation.introduced[..] else { continue };
        let span = prose.place(introduced.word.clone());
        if prose.is_own(span) && prose.in_clause(span) {
            let message = format!("`{}` is introduced here and not used again", abbreviation.word);
            findings.push(Finding::new(&RULE, Subject::Introduction(nth, 0), span, message));
        }
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let prose = Prose::of(context);
    let Subject::Introduction(nth, time) = finding.subject else { return Vec::new() };
    let introduced = &context.abbreviations()[nth].introduced[time];
    // With its brackets and the space before them.
    let before = &prose.text[..introduced.word.start.saturating_sub(1)];
    let start = before.trim_end_matches([' ', '\u{a0}']).len();
    let edits = context.pen().delete(prose.place(start..introduced.range.end));
    edits.into_iter().map(|edits| Fix { title: "Take the abbreviation out".into(), safe: false, edits }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn an_abbreviation_that_is_not_used_again_is_found() {
        check(
            &RULE,
            &considering("masts of quality (MOQ)"),
            expect![[r#"
            hint 6:19 `MOQ` `MOQ` is introduced here and not used again
              fix (look first): Take the abbreviation out
                6:17 ` (MOQ)` -> ``
        "#]],
        );
        check(
            &RULE,
            &considering("masts of quality (MOQs) and quality per mast (QPM) and QPM"),
            expect![[r#"
            hint 6:19 `MOQ` `MOQ` is introduced here and not used again
              fix (look first): Take the abbreviation out
                6:17 ` (MOQs)` -> ``
        "#]],
        );
        check(
            &RULE,
            r"
                //- MOD
                noting
                that{++ masts of quality (MOQ)++},
            ",
            expect![[r#"
            hint 7:27 `MOQ` `MOQ` is introduced here and not used again
              fix (look first): Take the abbreviation out
                7:25 ` (MOQ)` -> ``
        "#]],
        );
    }

    #[test]
    fn one_that_is_used_is_silent() {
        check(&RULE, &considering("masts of quality (MOQ) and MOQs"), expect![[""]]);
        check(&RULE, &considering("masts of quality (MOQ) and MOQ-like towers"), expect![[""]]);
        check(&RULE, &considering("quality (MOQ), Geneva (CH)"), expect![[""]]);
    }
}
