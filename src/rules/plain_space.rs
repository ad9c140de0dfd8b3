//! `plain-space`

use super::prose::{Prose, Replacement, once, replace_all};
use super::{Context, Finding, Fix, Group, Scope, Severity, rule};
use crate::syntax::Zone;
use crate::text::Span;

rule! {
    /// Where a text is cited, ITU sets a no-break space (U+00A0) between the word and its number, and after "Rev.", so that
    /// no line ends in "Resolution" or "(Rev.". A plain space looks the same until the text is set anew. One finding per text
    /// says how many there are, and one fix sets them all.
    ///
    /// In a proposal to modify a text, only inserted words are looked at: the text in force is as it was printed. Headings,
    /// which stand on lines of their own, and cover text are left alone.
    ///
    /// ```wrong
    /// considering
    /// Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
    /// ```
    ///
    /// ```right
    /// considering
    /// Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
    /// ```
    name: "plain-space",
    group: Group::Language,
    scope: Scope::Text,
    severity: Severity::Hint,
    summary: "A citation's number, or the place after \"Rev.\", can be parted from the word before it.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let replacements = replacements(context);
    let message = "A plain space lets the line break within the citation: a no-break space (U+00A0) keeps it together";
    findings.extend(once(&RULE, &replacements, message));
}

fn fixes(context: &Context<'_>, _: &Finding) -> Vec<Fix> {
    replace_all(context, &replacements(context), "Set the no-break space")
}

fn replacements(context: &Context<'_>) -> Vec<Replacement> {
    let prose = Prose::of(context);
    let mut spans: Vec<Span> = Vec::new();
    let mut push = |range: std::ops::Range<usize>| {
        let span = prose.place(range);
        if prose.is_own(span) {
            spans.push(span);
        }
    };
    for cited in context.citations().iter().filter(|cited| matches!(cited.zone, Zone::Clause(_) | Zone::Annex)) {
        let number = prose.range(cited.citation.number_span).start;
        let before = &prose.text[..number];
        // Later numbers of a list stand after "and".
        let first = cited.citation.span.start < cited.citation.number_span.start;
        if first && before.strip_suffix(' ').is_some_and(|word| word.ends_with(char::is_alphabetic)) {
            push(number - 1..number);
        }
        // An edition that several numbers share is looked at with the last of them.
        if let Some(edition) = cited.citation.edition.as_ref().filter(|_| !cited.citation.edition_shared) {
            let range = prose.range(edition.span);
            if let Some(rev) = prose.text[range.clone()].find("Rev. ").map(|at| range.start + at + 4)
                && prose.text[rev + 1..].starts_with(char::is_alphabetic)
            {
                push(rev..rev + 1);
            }
        }
    }
    spans.sort_unstable();
    spans.dedup();
    spans.into_iter().map(|span| Replacement { span, right: "\u{a0}" }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn plain_spaces_are_counted_and_set_at_once() {
        check(
            &RULE,
            &considering("Resolution 130 of the Plenipotentiary Conference"),
            expect![[r#"
            hint 6:11 ` ` A plain space lets the line break within the citation: a no-break space (U+00A0) keeps it together
              fix: Set the no-break space
                6:11 ` ` -> ` `
        "#]],
        );
        check(
            &RULE,
            &considering("Resolution 130 (Rev. Bucharest, 2022) and Decision\u{a0}5 (Rev. Bucharest, 2022)"),
            expect![[r#"
            hint 6:11 ` ` A plain space lets the line break within the citation: a no-break space (U+00A0) keeps it together; so in 2 more places of this text
              fix: Set the no-break space in 3 places
                6:11 ` ` -> ` `
                6:21 ` ` -> ` `
                6:59 ` ` -> ` `
        "#]],
        );
        check(
            &RULE,
            &considering("Resolutions 101, 102 and 133 (Rev. Bucharest, 2022)"),
            expect![[r#"
                hint 6:12 ` ` A plain space lets the line break within the citation: a no-break space (U+00A0) keeps it together; so in one more place of this text
                  fix: Set the no-break space in 2 places
                    6:12 ` ` -> ` `
                    6:35 ` ` -> ` `
            "#]],
        );
        check(
            &RULE,
            r"
                //- MOD
                noting
                Resolution 1{++ and Resolution 2++},
            ",
            expect![[r#"
            hint 7:31 ` ` A plain space lets the line break within the citation: a no-break space (U+00A0) keeps it together
              fix: Set the no-break space
                7:31 ` ` -> ` `
        "#]],
        );
    }

    #[test]
    fn what_keeps_together_is_silent() {
        check(
            &RULE,
            &considering("Resolution\u{a0}130 (Rev.\u{a0}Bucharest, 2022) and Resolutions\u{a0}1 and 2 (WTSA-20)"),
            expect![""],
        );
        check(
            &RULE,
            &considering("Resolution\u{a0}25 (Rev.WRC-23), UNGA Resolution\u{a0}57/239 and this resolution"),
            expect![[""]],
        );
        // Headings, cover text, the text in force.
        check(
            &RULE,
            r"
                About Resolution 1
                //- head
                noting
                that,
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- MOD
                noting
                Resolution 1,
            ",
            expect![""],
        );
    }
}
