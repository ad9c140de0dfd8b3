//! `unknown-call`

use super::{Context, Finding, Fix, Group, Severity, Subject, rule};

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
    severity: Severity::Information,
    summary: "A section is headed by a word that is almost a call.",
    check,
    fixes,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
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
    use super::super::testing::{HEAD, check};
    use super::*;
    use expect_test::{Expect, expect};

    fn says(draft: &str, expect: Expect) {
        check(&RULE, &format!("{HEAD}{draft}"), expect);
    }

    #[test]
    fn almost_a_call_is_found() {
        says(
            "recognising further\na)\tthe sea;\nb)\tthe land,\nresolves\nto act on recognizing further a).\n",
            expect![[r#"
                information 5:1 `recognising` recognising is written recognizing
                  fix: Write recognizing
                    5:1 `recognising` -> `recognizing`
            "#]],
        );
        says(
            "noting\nthe sea,\ninstruct the Director of the Radiocommunication Bureau\nto wait.\n",
            expect![[r#"
            information 7:1 `instruct` instruct is written instructs
              fix: Write instructs
                7:1 `instruct` -> `instructs`
        "#]],
        );
        says(
            "*consdiering*\n\na)\tthe sea;\n\nb)\tthe land,\n\nresolve\n1\tto go;\n2\tto wait.\n",
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
        says(
            "noting\nthe sea,\ninvite the Council\nto wait,\nresolves\nto act on invites above.\n",
            expect![[r#"
            information 7:1 `invite` invite is written invites
              fix: Write invites
                7:1 `invite` -> `invites`
        "#]],
        );
        says(
            "Recognising\nthe sea,\n",
            expect![[r#"
            information 5:1 `Recognising` Recognising is written recognizing
              fix: Write recognizing
                5:1 `Recognising` -> `Recognizing`
        "#]],
        );
    }

    #[test]
    fn calls_and_sentences_are_silent() {
        says("recognizing\nthe sea,\ninstructs the Director of BR\nto wait.\n", expect![[""]]);
        says("considérant\nla mer,\ninvite le Conseil\nà attendre.\n", expect![[""]]);
        // Wrapped lines; a verb that goes on; a word too far from all.
        says(
            "noting\na)\tthe sea,\nrequested the Director\nto go;\nb)\tthe land and the\nresolve\nof all,\n",
            expect![[""]],
        );
        says("noting\na)\tthe sea;\nb)\tthat which\nrecognising that all is well,\nvoting\nto go,\n", expect![""]);
    }
}
