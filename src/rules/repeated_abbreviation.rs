//! `repeated-abbreviation`

use super::prose::Prose;
use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, rule};
use crate::semantics::Introduction;

rule! {
    /// An abbreviation is introduced once, where it is first used, and stands alone from there on. Where a text introduces
    /// it again, the second place was often copied from another text. The titles of cited texts, which may spell out what they
    /// like, and annexes are left alone.
    ///
    /// ```wrong
    /// considering
    /// a) that personally identifiable information (PII) matters;
    /// b) that personally identifiable information (PII) is shared,
    /// ```
    ///
    /// ```right
    /// considering
    /// a) that personally identifiable information (PII) matters;
    /// b) that PII is shared,
    /// ```
    name: "repeated-abbreviation",
    group: Group::Language,
    scope: Scope::Text,
    severity: Severity::Hint,
    summary: "An abbreviation is introduced a second time.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let prose = Prose::of(context);
    for (nth, abbreviation) in context.abbreviations().iter().enumerate() {
        let introduced = abbreviation.introduced.iter().enumerate();
        let mut introduced = introduced.filter(|(_, it)| counts(context, &prose, it));
        let Some((_, first)) = introduced.next() else { continue };
        for (time, again) in introduced {
            let span = prose.place(again.range.clone());
            if !prose.is_own(span) {
                continue;
            }
            let word = &abbreviation.word;
            let message = format!("`{word}` is introduced already: here it can stand alone");
            let finding = Finding::new(&RULE, Subject::Introduction(nth, time), span, message).accepted_as(&**word);
            findings.push(finding.related(prose.place(first.range.clone()), format!("{word} is introduced here")));
        }
    }
}

/// How far after a citation its title may spell something out.
const TITLE_BYTES: usize = 600;

/// Whether words introduce an abbreviation in the text's own voice: in a clause, and not in a cited text's title.
fn counts(context: &Context<'_>, prose: &Prose<'_, '_>, introduction: &Introduction) -> bool {
    let place = prose.place(introduction.range.clone());
    let tree = context.tree();
    let Some(clause) = tree.clause_at(place.start) else { return false };
    let cited = tree.citations().partition_point(|cited| cited.it.span.start < place.start);
    let cited =
        cited.checked_sub(1).map(|at| &tree.citations()[at]).filter(|cited| cited.zone.clause() == Some(clause));
    let title = |cited: std::ops::Range<usize>| {
        let between = cited.end.min(introduction.range.start)..introduction.range.start;
        between.len() <= TITLE_BYTES && prose.text[between].contains(" on ")
    };
    !cited.is_some_and(|cited| title(prose.range(cited.it.span)))
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Introduction(nth, time) = finding.subject else { return Vec::new() };
    let again = &context.abbreviations()[nth].introduced[time];
    let short = &context.view().text[again.short()];
    let edits = context.pen().replace(finding.span, short);
    edits.into_iter().map(|edits| Fix { title: format!("Write {short}"), safe: false, edits }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn a_second_introduction_is_found() {
        check(
            &RULE,
            &considering("masts of quality (MOQ) and the masts of quality (MOQ)"),
            expect![[r#"
            hint 6:32 `masts of quality (MOQ)` `MOQ` is introduced already: here it can stand alone
              6:1 `masts of quality (MOQ)` MOQ is introduced here
              fix (look first): Write MOQ
                6:32 `masts of quality (MOQ)` -> `MOQ`
        "#]],
        );
        check(
            &RULE,
            "
                //- head
                considering
                a)	the Internet of Masts (IM);
                b)	an Internet\u{a0}of\u{a0}Masts (IM),
                resolves
                to wait.
            ",
            expect![[r#"
            hint 7:7 `Internet of Masts (IM)` `IM` is introduced already: here it can stand alone
              6:8 `Internet of Masts (IM)` IM is introduced here
              fix (look first): Write IM
                7:7 `Internet of Masts (IM)` -> `IM`
        "#]],
        );
        check(
            &RULE,
            &considering(
                "information and communication technologies (ICTs), information and communication technology (ICT)",
            ),
            expect![[r#"
                hint 6:52 `information and communication technology (ICT)` `ICT` is introduced already: here it can stand alone
                  6:1 `information and communication technologies (ICTs)` ICT is introduced here
                  fix (look first): Write ICT
                    6:52 `information and communication technology (ICT)` -> `ICT`
            "#]],
        );
        check(
            &RULE,
            r"
                //- MOD
                noting
                masts of quality (MOQ){++ and masts of quality (MOQ)++},
            ",
            expect![[r#"
                hint 7:31 `masts of quality (MOQ)` `MOQ` is introduced already: here it can stand alone
                  7:1 `masts of quality (MOQ)` MOQ is introduced here
                  fix (look first): Write MOQ
                    7:31 `masts of quality (MOQ)` -> `MOQ`
            "#]],
        );
    }

    #[test]
    fn brackets_that_introduce_nothing_are_silent() {
        check(
            &RULE,
            &considering("masts of quality (MOQ), quality (MOQ) and masts of quality (MOQ, QPM) and MOQ"),
            expect![[""]],
        );
        check(
            &RULE,
            &considering("masts of quality (MOQ) and Resolution\u{a0}7 on masts of quality (MOQ)"),
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                masts of quality (MOQ),
                ANNEX 1
                masts of quality (MOQ)
            ",
            expect![[""]],
        );
    }
}
