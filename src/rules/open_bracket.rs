//! `open-bracket`

use super::{Context, Door, Finding, Group, Scope, Severity, Subject, Waits, rule};
use crate::syntax::square_brackets;
use crate::text::Span;

rule! {
    /// Square brackets enclose text that is not agreed. They may reach over several clauses, and have to be gone when the text is
    /// submitted for adoption; until then each pair is shown. A bracket without its other half is a warning: nobody can tell
    /// how far the text reaches that is not agreed. Numbers of new texts ("[IAP-1]"), footnotes, links and what is still to be
    /// filled in a heading are no such brackets.
    ///
    /// ```wrong
    /// considering
    /// that towers are [tall and round,
    /// ```
    ///
    /// ```right
    /// considering
    /// that towers are tall and round,
    /// ```
    name: "open-bracket",
    group: Group::Proposals,
    scope: Scope::Text,
    waits: Waits::Line,
    error_from: Some(Door::Editorial),
    summary: "Text in square brackets is not agreed yet, or a bracket lacks its other half.",
    check,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let brackets = square_brackets(context.document, context.placed, context.view());
    let found = |span, message: &str| Finding::new(&RULE, Subject::Words, span, message);
    let pairs = brackets.pairs.iter().map(|pair| {
        found(Span::new(pair.open.start, pair.close.end), "This text is not agreed yet").lighter(Severity::Information)
    });
    findings.extend(pairs);
    findings.extend(brackets.unopened.iter().map(|close| {
        found(*close, "This bracket closes none that was opened: open it where the text begins that is not agreed")
    }));
    findings.extend(
        brackets
            .unclosed
            .iter()
            .map(|open| found(*open, "This bracket is not closed: close it where the text ends that is not agreed")),
    );
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn text_that_is_not_agreed_is_shown() {
        check(
            &RULE,
            r"
                //- head
                considering
                a)	that towers [are tall [and round]];
                b)	that [20] are known,
                resolves
                to wait.
            ",
            expect![[r#"
            information 6:16 `[are tall [and round]]` This text is not agreed yet
            information 6:26 `[and round]` This text is not agreed yet
            information 7:9 `[20]` This text is not agreed yet
        "#]],
        );
        // Over clauses, and where brackets are tracked.
        check(
            &RULE,
            r"
                //- head
                considering
                [a)	that one;
                b)	that two;]
                c)	that {++[++}three{++]++},
                resolves
                to wait.
            ",
            expect![[r#"
            information 6:1 `[a)	that one;⏎b)	that two;]` This text is not agreed yet
            information 8:12 `[++}three{++]` This text is not agreed yet
        "#]],
        );
    }

    #[test]
    fn a_bracket_without_its_other_half_is_found() {
        check(
            &RULE,
            &considering("that [towers are tall"),
            expect![[r#"
            warning 6:6 `[` This bracket is not closed: close it where the text ends that is not agreed
        "#]],
        );
        check(
            &RULE,
            &considering("that towers] are tall"),
            expect![[r#"
            warning 6:12 `]` This bracket closes none that was opened: open it where the text begins that is not agreed
        "#]],
        );
        check(
            &RULE,
            &considering("that {--[--}towers] are [[tall]"),
            expect![[r#"
            warning 6:19 `]` This bracket closes none that was opened: open it where the text begins that is not agreed
            warning 6:25 `[` This bracket is not closed: close it where the text ends that is not agreed
            information 6:26 `[tall]` This text is not agreed yet
        "#]],
        );
    }

    #[test]
    fn other_brackets_are_silent() {
        check(
            &RULE,
            &considering("countries[footnoteRef:1]1; [1: 1 \tThese include others.] and towers[^2]"),
            expect![[""]],
        );
        check(
            &RULE,
            &considering("Resolution [IAP-1] (New Delhi, 2024), [the report](https://example.org/a) and […]"),
            expect![[""]],
        );
        check(&RULE, &considering("that {--[--}towers{--]--} are tall[bookmark: _Toc1]"), expect![[""]]);
        check(
            &RULE,
            r"
                We propose [as follows.
                ADD ABC/1/1
                DRAFT NEW RESOLUTION [ABC-1] ([place], 20[XX])
                Towers
                resolves
                to wait.
                Reasons: [see above
            ",
            expect![""],
        );
    }
}
