//! `repeated-section`

use std::collections::HashMap;

use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, Waits, Words, rule};
use crate::syntax::{CallKey, CallLine, Language, SectionId};
use crate::text::PieceKind;

rule! {
    /// The same call heads two sections, so that "noting a)" may mean a clause of either. Sections that stand side by side can be
    /// joined; else the second is *noting further*. "considering" and "considering further" are two calls, and so are instructions
    /// to two addressees.
    ///
    /// ```wrong
    /// noting
    /// the sea,
    /// recalling
    /// the sky,
    /// noting
    /// the land,
    /// ```
    ///
    /// ```right
    /// noting
    /// the sea,
    /// recalling
    /// the sky,
    /// noting further
    /// the land,
    /// ```
    name: "repeated-section",
    group: Group::Structure,
    scope: Scope::Text,
    words: Words::None,
    severity: Severity::Information,
    waits: Waits::Line,
    summary: "The same call heads two sections.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

/// As many more sections of one call are shown.
const PLACES: usize = 20;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let calls = || tree.sections().filter_map(|(id, section)| Some((id, section.call.as_ref()?)));
    let mut heads: HashMap<&CallKey, Vec<(SectionId, &CallLine)>> = HashMap::new();
    for (id, call) in calls() {
        heads.entry(&call.key).or_default().push((id, call));
    }
    for (id, call) in calls() {
        let [first, second, more @ ..] = &heads[&call.key][..] else { continue };
        if second.0 != id {
            continue;
        }
        let words = &call.words;
        let message = match (more.len(), first.0.index() + 1 == id.index()) {
            (0, true) => format!("{words} heads the section before as well: their clauses can stand under one call"),
            (0, false) => format!("{words} heads two sections: a reference to it may mean either"),
            (more, _) => format!("{words} heads {} sections: a reference to it may mean any", more + 2),
        };
        let finding = Finding::new(&RULE, Subject::Section(id), call.span, message).related(first.1.span, "the first");
        let more = more.iter().take(PLACES);
        findings.push(more.fold(finding, |finding, (_, call)| finding.related(call.span, "another")));
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let tree = context.tree();
    let calls = || tree.sections().filter_map(|(_, section)| section.call.as_ref());
    let Subject::Section(second) = finding.subject else { return Vec::new() };
    let fix = tree.section(second).call.as_ref().and_then(|call| {
        is_plain(context, call).then_some(())?;
        let further = CallKey { further: true, ..call.key.clone() };
        let free = further != call.key && calls().all(|other| other.key != further);
        free.then_some(())?;
        let edits = context.pen().insert(call.span.end, " further")?;
        Some(Fix { title: format!("Write {further}"), safe: false, edits })
    });
    fix.into_iter().collect()
}

/// Whether a line says an English verb and nothing else.
fn is_plain(context: &Context<'_>, call: &CallLine) -> bool {
    let kept = context.placed.text.changes.kind_of(call.span).is_some_and(|kind| kind != PieceKind::Markup);
    kept && call.key.verb().language == Language::En && call.words.eq_ignore_ascii_case(&call.key.verb().words)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_call_said_twice_is_found() {
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
                noting
                the land,
            ",
            expect![[r#"
                information 7:1 `noting` noting heads the section before as well: their clauses can stand under one call
                  5:1 `noting` the first
                  fix (look first): Write noting further
                    7:7 `` -> ` further`
            "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
                noting
                the land,
                noting
                the sky,
            ",
            expect![[r#"
            information 7:1 `noting` noting heads 3 sections: a reference to it may mean any
              5:1 `noting` the first
              9:1 `noting` another
              fix (look first): Write noting further
                7:7 `` -> ` further`
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
                noting further
                the sky,
                noting
                the land,
            ",
            expect![[r#"
                information 9:1 `noting` noting heads two sections: a reference to it may mean either
                  5:1 `noting` the first
            "#]],
        );
        check(
            &RULE,
            r"
                //- head
                instructs the Director of TSB
                to go,
                resolves
                to act,
                instructs the Director of TSB
                to wait.
            ",
            expect![[r#"
                information 9:1 `instructs the Director of TSB` instructs the Director of TSB heads two sections: a reference to it may mean either
                  5:1 `instructs the Director of TSB` the first
            "#]],
        );
    }

    #[test]
    fn two_calls_are_silent() {
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
                noting further
                the sky,
                further recalling
                the land,
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                instructs the Director of TSB
                to go,
                instructs the Director of BR
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
                noting with appreciation
                the land,
                resolves
                to wait,
                resolves to instruct the Director
                to go.
            ",
            expect![[""]],
        );
    }
}
