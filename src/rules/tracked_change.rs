//! `tracked-change`

use super::{Context, Door, Finding, Group, Scope, Severity, Subject, rule};
use crate::rules::Related;
use crate::text::{Marked, Span};

rule! {
    /// A text that goes to the editorial committee is clean: every tracked change is accepted or rejected by then. One finding
    /// per text says how many there are. The rule looks in that check, `rapporteur check --final=editorial`, and where it is chosen.
    ///
    /// ```wrong
    /// considering
    /// that towers {--slowly --}rise,
    /// ```
    ///
    /// ```right
    /// considering
    /// that towers rise,
    /// ```
    name: "tracked-change",
    group: Group::Proposals,
    scope: Scope::Text,
    severity: Severity::Information,
    standard: false,
    looks_from: Some(Door::Editorial),
    error_from: Some(Door::Editorial),
    summary: "A tracked change is neither accepted nor rejected.",
    check,
}

/// How many changes are shown beside the first.
const SHOWN: usize = 5;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let text = &context.placed.text;
    // The reasons are no part of the text.
    let end = text.proposed.reasons.map_or(text.len, |reasons| reasons.start);
    let marks = text.changes.marks(Span::new(0, end)).filter(|mark| !mark.comment && mark.span.start < end);
    let words = |mark: &Marked| if mark.deleted.is_empty() { mark.inserted } else { mark.deleted };
    let mut places = marks.map(|mark| words(&mark)).filter(|words| !words.is_empty());
    let Some(first) = places.next().filter(|_| !text.cover) else { return };
    let others: Vec<Span> = places.collect();
    let message = match others.len() {
        0 => "This tracked change is neither accepted nor rejected".to_owned(),
        more => format!("{} tracked changes are neither accepted nor rejected: this is the first", more + 1),
    };
    let mut finding = Finding::new(&RULE, Subject::Text, first, message);
    let another = |span| Related { file: None, span, message: "another".into() };
    finding.related = others.into_iter().take(SHOWN).map(another).collect();
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn changes_of_the_text_are_counted() {
        check(
            &RULE,
            r"
                //- MOD
                considering
                a)	that {~~towers~>masts~~} rise{++ high++};
                b)	that ships wait,
                resolves
                to wait.
                Reasons: {++none++}
            ",
            expect![[r#"
                information 7:12 `towers` 2 tracked changes are neither accepted nor rejected: this is the first
                  7:36 ` high` another
            "#]],
        );
        check(&RULE, "//- head\nresolves\nto wait{>>why?<<}.\n", expect![[""]]);
    }
}
