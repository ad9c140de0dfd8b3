//! `undefined-abbreviation`

use std::cell::LazyCell;
use std::collections::HashSet;

use smol_str::SmolStr;

use super::abbreviations::{CheckedAbbreviation, KNOWN, is_shouted};
use super::prose::Prose;
use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, rule};
use crate::text::{Side, Span};

rule! {
    /// A text introduces its abbreviations: "personally identifiable information (PII)", then PII. Who takes part in the
    /// meeting may know what an abbreviation means; who reads the text ten years on may not. Each that is used in a clause
    /// and explained nowhere in the text is named once.
    ///
    /// The Union, its sectors, bureaux and meetings, the United Nations' bodies, standards organizations and currencies are
    /// known to all, and so is what `[abbreviations]` of `rapporteur.toml` names. Anything in brackets beside an abbreviation
    /// counts as an explanation.
    ///
    /// ```wrong
    /// considering
    /// that the protection of PII matters,
    /// ```
    ///
    /// ```right
    /// considering
    /// that the protection of personally identifiable information (PII) matters to ITU, and PII to all,
    /// ```
    name: "undefined-abbreviation",
    group: Group::Language,
    scope: Scope::Text,
    severity: Severity::Hint,
    summary: "An abbreviation is used that the text does not introduce.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let prose = Prose::of(context);
    let config = &context.config().abbreviations;
    // A line may hold many of them.
    let mut line = (0..0, false);
    let in_force = LazyCell::new(|| explained_in_force(context));
    for (nth, abbreviation) in context.abbreviations().iter().enumerate() {
        let CheckedAbbreviation { word, first: Some(first), explained: false, .. } = abbreviation else { continue };
        if config.contains_key(&**word) {
            continue;
        }
        let span = prose.place(first.clone());
        if !prose.in_clause(span) || !prose.is_own(span) || in_force.contains(word) {
            continue;
        }
        if !line.0.contains(&first.start) {
            let words = prose.line(first.start);
            line = (words.clone(), is_shouted(&prose.text[words]));
        }
        if line.1 {
            continue;
        }
        let right = match KNOWN.spelled.get(&**word) {
            Some(meaning) => format!("write \"{meaning} ({word})\" where it is first used"),
            None => format!("say what it stands for where it is first used, and put ({word}) after it"),
        };
        let message = format!("`{word}` is not introduced: {right}");
        findings.push(Finding::new(&RULE, Subject::Abbreviation(nth), span, message).accepted_as(&**word));
    }
}

/// What the text in force has in brackets, where words are deleted: those who amend it know what that means.
fn explained_in_force(context: &Context<'_>) -> HashSet<SmolStr> {
    let placed = context.placed;
    if placed.text.changes.is_empty() {
        return HashSet::new();
    }
    let words = context.document.words(placed, Span::new(0, placed.text.len), Side::Base);
    let inside = words.split('(').skip(1).map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(""));
    inside.map(|word| word.strip_suffix('s').unwrap_or(word).into()).collect()
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Abbreviation(nth) = finding.subject else { return Vec::new() };
    let word = &*context.abbreviations()[nth].word;
    let meanings = [context.config().abbreviations.get(word), KNOWN.spelled.get(word)];
    let Some(meaning) = meanings.into_iter().flatten().find(|meaning| !meaning.is_empty()) else { return Vec::new() };
    let plural = if context.words(finding.span).ends_with('s') { "s" } else { "" };
    let edits = context.pen().replace(finding.span, &format!("{meaning}{plural} ({word}{plural})"));
    edits.into_iter().map(|edits| Fix { title: format!("Introduce {word} here"), safe: false, edits }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn an_abbreviation_that_nothing_explains_is_named_once() {
        check(
            &RULE,
            &considering("that the protection of PII matters, and PII itself"),
            expect![[r#"
            hint 6:24 `PII` `PII` is not introduced: write "personally identifiable information (PII)" where it is first used
              fix (look first): Introduce PII here
                6:24 `PII` -> `personally identifiable information (PII)`
        "#]],
        );
        check(
            &RULE,
            &considering("that QOTs and non-QPM masts and QPM/QPRs stand"),
            expect![[r#"
                hint 6:6 `QOTs` `QOT` is not introduced: say what it stands for where it is first used, and put (QOT) after it
                hint 6:19 `QPM` `QPM` is not introduced: say what it stands for where it is first used, and put (QPM) after it
                hint 6:37 `QPRs` `QPR` is not introduced: say what it stands for where it is first used, and put (QPR) after it
            "#]],
        );
        check(
            &RULE,
            &considering("that QPM-enabled towers stand"),
            expect![[r#"
                hint 6:6 `QPM` `QPM` is not introduced: say what it stands for where it is first used, and put (QPM) after it
            "#]],
        );
        check(
            &RULE,
            r"
                //- MOD
                noting
                QPM towers{++ and QPR masts++},
            ",
            expect![[r#"
                hint 7:19 `QPR` `QPR` is not introduced: say what it stands for where it is first used, and put (QPR) after it
            "#]],
        );
    }

    #[test]
    fn what_is_explained_or_known_is_silent() {
        check(
            &RULE,
            &considering("personally identifiable information (PII), PII and the quality (QPM)"),
            expect![[""]],
        );
        check(
            &RULE,
            &considering("QPM (quality per mast) and QPR, hereinafter the body (known as QPR since 2010)"),
            expect![[""]],
        );
        check(&RULE, &considering("that ITU, WTSA, UN, TSB, ISO, IEC, JTC 1, USD, CHF and ICTs"), expect![[""]]);
        check(
            &RULE,
            r"
                //- MOD
                noting
                {--quality (QPM) --}{++QPM ++}matters,
            ",
            expect![[""]],
        );
    }

    #[test]
    fn codes_symbols_numerals_and_headings_are_silent() {
        check(&RULE, &considering("the use of telecommunications/ICTs"), expect![[""]]);
        check(
            &RULE,
            &considering(
                "A/RES/57/239, QPM/39A30/1, QPM-2020, X.QPM, QPM.int, Article XVI, SG17, QPM-B, \u{201c}QPM\u{201d}",
            ),
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                considering
                that
                THE TOWERS OF QPM
                stand,
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
                that,
                ANNEX 1
                The QPM,
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }
}
