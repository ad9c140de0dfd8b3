//! `repeated-section`

use std::collections::HashMap;

use super::{Context, Finding, Fix, Group, Severity, rule};
use crate::syntax::{CallKey, CallLine, SectionId};
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
    severity: Severity::Information,
    summary: "The same call heads two sections.",
    check,
    fixes,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let mut seen: HashMap<&CallKey, SectionId> = HashMap::new();
    for (id, section) in tree.sections() {
        let Some(call) = &section.call else { continue };
        let Some(&before) = seen.get(&call.key) else {
            seen.insert(&call.key, id);
            continue;
        };
        let words = &call.words;
        let message = match before.0 + 1 == id.0 {
            true => format!("{words} heads the section before as well: their clauses can stand under one call"),
            false => format!("{words} heads two sections: a reference to it may mean either"),
        };
        let finding = Finding::new(&RULE, call.span, message);
        findings.push(match &tree.section(before).call {
            Some(first) => finding.related(first.span, "the section before"),
            None => finding,
        });
        seen.insert(&call.key, id);
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let tree = context.tree();
    let calls = || tree.sections.iter().filter_map(|section| section.call.as_ref());
    let fix = calls().find(|call| call.span == finding.span).and_then(|call| {
        let further = CallKey { further: true, ..call.key.clone() };
        let free = further != call.key && calls().all(|other| other.key != further);
        (free && is_plain(context, call)).then_some(())?;
        let edits = context.pen().insert(call.span.end, " further")?;
        Some(Fix { title: format!("Write {further}"), safe: false, edits })
    });
    fix.into_iter().collect()
}

/// Whether a line says an English verb and nothing else.
fn is_plain(context: &Context<'_>, call: &CallLine) -> bool {
    let kept = context.placed.text.changes.kind_of(call.span).is_some_and(|kind| kind != PieceKind::Markup);
    kept && call.key.verb().lang == "en" && call.words.eq_ignore_ascii_case(&call.key.verb().words)
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
    fn a_call_said_twice_is_found() {
        says(
            "noting\nthe sea,\nnoting\nthe land,\n",
            expect![[r#"
            information 7:1 `noting` noting heads the section before as well: their clauses can stand under one call
              5:1 `noting` the section before
              fix (look first): Write noting further
                7:7 `` -> ` further`
        "#]],
        );
        says(
            "noting\nthe sea,\nnoting further\nthe sky,\nnoting\nthe land,\n",
            expect![[r#"
            information 9:1 `noting` noting heads two sections: a reference to it may mean either
              5:1 `noting` the section before
        "#]],
        );
        says(
            "instructs the Director of TSB\nto go,\nresolves\nto act,\ninstructs the Director of TSB\nto wait.\n",
            expect![[r#"
                information 9:1 `instructs the Director of TSB` instructs the Director of TSB heads two sections: a reference to it may mean either
                  5:1 `instructs the Director of TSB` the section before
            "#]],
        );
    }

    #[test]
    fn two_calls_are_silent() {
        says("noting\nthe sea,\nnoting further\nthe sky,\nfurther recalling\nthe land,\n", expect![[""]]);
        says("instructs the Director of TSB\nto go,\ninstructs the Director of BR\nto wait.\n", expect![[""]]);
        says(
            "noting\nthe sea,\nnoting with appreciation\nthe land,\nresolves\nto wait,\nresolves to instruct the Director\nto go.\n",
            expect![[""]],
        );
    }
}
