//! `unknown-call`

use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, Waits, rule};

rule! {
    /// A line heads a section with a word that is almost a call: "recognising" for *recognizing*, "instruct the Director" for
    /// *instructs the Director*. It is read as the call that is meant.
    ///
    /// ```wrong
    /// recognising
    /// the sea,
    /// ```
    ///
    /// ```right
    /// recognizing
    /// the sea,
    /// ```
    name: "unknown-call",
    group: Group::Structure,
    scope: Scope::Section,
    severity: Severity::Information,
    waits: Waits::Line,
    summary: "A section is headed by a word that is almost a call.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // Without a head it may be a letter: "thank you for the draft".
    if context.tree().heading.is_none() && context.tree().enacting.is_none() {
        return;
    }
    for (id, section) in context.tree().sections() {
        let Some(call) = &section.call else { continue };
        let Some(span) = call.misspelt else { continue };
        let message = format!("{} is written {}", context.quoted(span), call.key.verb().words);
        findings.push(Finding::new(&RULE, Subject::Section(id), span, message));
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Section(section) = finding.subject else { return Vec::new() };
    let fix = context.tree().section(section).call.as_ref().and_then(|call| {
        let words = &call.key.verb().words;
        let written = context.words(finding.span);
        let edits = context.pen().replace(finding.span, &in_case_of(&written, words))?;
        Some(Fix { title: format!("Write {words}"), safe: context.is_new(finding.span), edits })
    });
    fix.into_iter().collect()
}

/// A word in the case of another: "Recognising", "RECOGNISING".
fn in_case_of(written: &str, words: &str) -> String {
    let mut letters = written.chars();
    match (letters.next().is_some_and(char::is_uppercase), letters.next().is_some_and(char::is_uppercase)) {
        (true, true) => words.to_uppercase(),
        (true, false) => super::capitalised(words),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn almost_a_call_is_found() {
        check(
            &RULE,
            r"
                //- head
                recognising further
                a)	the sea;
                b)	the land,
                resolves
                to act on recognizing further a).
            ",
            expect![[r#"
                information 5:1 `recognising` recognising is written recognizing
                  fix: Write recognizing
                    5:1 `recognising` -> `recognizing`
            "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
                instruct the Director of the Radiocommunication Bureau
                to wait.
            ",
            expect![[r#"
            information 7:1 `instruct` instruct is written instructs
              fix: Write instructs
                7:1 `instruct` -> `instructs`
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                *consdiering*

                a)	the sea;

                b)	the land,

                resolve
                1	to go;
                2	to wait.
            ",
            expect![[r#"
                information 5:2 `consdiering` consdiering is written considering
                  fix: Write considering
                    5:2 `consdiering` -> `considering`
                information 11:1 `resolve` resolve is written resolves
                  fix: Write resolves
                    11:1 `resolve` -> `resolves`
            "#]],
        );
        // French, were it not for what follows.
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
                invite the Council
                to wait,
                resolves
                to act on invites above.
            ",
            expect![[r#"
            information 7:1 `invite` invite is written invites
              fix: Write invites
                7:1 `invite` -> `invites`
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                Recognising
                the sea,
            ",
            expect![[r#"
            information 5:1 `Recognising` Recognising is written recognizing
              fix: Write recognizing
                5:1 `Recognising` -> `Recognizing`
        "#]],
        );
    }

    #[test]
    fn calls_and_sentences_are_silent() {
        check(
            &RULE,
            r"
                //- head
                recognizing
                the sea,
                instructs the Director of BR
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                considérant
                la mer,
                invite le Conseil
                à attendre.
            ",
            expect![[""]],
        );
        // Wrapped lines; a verb that goes on; a word too far from all.
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea,
                requested the Director
                to go;
                b)	the land and the
                resolve
                of all,
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea;
                b)	that which
                recognising that all is well,
                voting
                to go,
            ",
            expect![""],
        );
    }
}
