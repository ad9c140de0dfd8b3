//! `ambiguous-reference`

use super::{Context, Finding, Fix, Group, Scope, Subject, Words, rule};
use crate::syntax::{Instrument, Outcome, Placed, Reference, ReferenceTarget, SectionId, Whereabouts};

rule! {
    /// A reference can be read in two ways. Either its call heads two sections ("instructs the Director 2", where the Director of
    /// TSB and the Director of BR are instructed), or another text was cited before it in the same clause, and nothing says
    /// whether the clause of that text or of this one is meant. "considering" and "considering further" are two calls. A
    /// reference needs neither "above" nor "of this resolution" where it is clear without.
    ///
    /// ```wrong
    /// considering
    /// a) the sea;
    /// b) the land,
    /// resolves
    /// to implement Resolution 2 (Rev. New Delhi, 2024) of this assembly in the light of considering b).
    /// ```
    ///
    /// ```right
    /// considering
    /// a) the sea;
    /// b) the land,
    /// resolves
    /// to implement Resolution 2 (Rev. New Delhi, 2024) of this assembly in the light of considering b) of this resolution.
    /// ```
    name: "ambiguous-reference",
    group: Group::References,
    scope: Scope::Text,
    words: Words::Clause,
    summary: "A reference fits two sections, or either of two texts.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (nth, reference) in context.looked_at(context.tree().references(), |reference| reference.it.span.start) {
        let ReferenceTarget::Here { sure } = context.reference_target(nth) else { continue };
        let outcomes = context.outcomes(nth);
        let ambiguous = outcomes.iter().enumerate().find_map(|(index, outcome)| match outcome {
            Outcome::Ambiguous(sections) => Some((index, fitting(context, reference, sections))),
            _ => None,
        });
        match ambiguous {
            Some((index, sections)) if sections.len() > 1 => {
                findings.push(two_sections(context, nth, index, &sections));
            }
            None if !sure && outcomes.iter().all(|it| matches!(it, Outcome::Clauses(_) | Outcome::Section(_))) => {
                findings.extend(two_texts(context, nth, &outcomes[0]));
            }
            _ => {}
        }
    }
}

/// The sections that fit, where "above" and "below" leave more than one.
fn fitting(context: &Context<'_>, reference: &Placed<Reference>, sections: &[SectionId]) -> Vec<SectionId> {
    let fits = |section: &&SectionId| {
        let span = context.tree().section(**section).span;
        match reference.it.whereabouts {
            Whereabouts::Above => span.start < reference.it.span.start,
            Whereabouts::Below => span.end > reference.it.span.end,
            _ => true,
        }
    };
    sections.iter().filter(fits).copied().collect()
}

fn two_sections(context: &Context<'_>, nth: usize, index: usize, sections: &[SectionId]) -> Finding {
    let tree = context.tree();
    let reference = &tree.references()[nth];
    let span = match reference.it.targets.get(index) {
        Some(target) => reference.it.call_span.cover(target.span),
        None => reference.it.call_span,
    };
    let names: Vec<String> = sections.iter().map(|&section| tree.section_name(section)).collect();
    let call = context.quoted(reference.it.call_span);
    let message = match names.iter().all(|name| *name == names[0]) {
        true => format!("{} may be of {} sections: {call} heads each of them", context.quoted(span), sections.len()),
        false => format!("{} may be of each of these sections: {}", context.quoted(span), names.join("; ")),
    };
    let calls = sections.iter().filter_map(|&section| tree.section(section).call.as_ref());
    calls.fold(Finding::new(&RULE, Subject::Target(nth, index), span, message), |finding, call| {
        finding.related(call.span, "one section")
    })
}

/// Another text was cited earlier in the clause.
fn two_texts(context: &Context<'_>, nth: usize, outcome: &Outcome) -> Option<Finding> {
    let tree = context.tree();
    let reference = &tree.references()[nth];
    let cited = tree.citation(tree.last_cited(reference)?);
    let said = context.quoted(reference.it.span);
    let message =
        format!("{said} may be of {} or of this {}: say of which", context.quoted(cited.span), instrument(context));
    let finding =
        Finding::new(&RULE, Subject::Reference(nth), reference.it.span, message).related(cited.span, "cited before");
    Some(match outcome {
        Outcome::Clauses(clauses) => finding.related(
            tree.clause(*clauses.first()?).span,
            format!("{} of this {}", tree.name(clauses[0]), instrument(context)),
        ),
        _ => finding,
    })
}

/// What the text calls itself: "resolution".
fn instrument(context: &Context<'_>) -> String {
    context.tree().number().map_or(Instrument::Resolution, |(instrument, ..)| instrument).word().to_lowercase()
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Reference(nth) = finding.subject else { return Vec::new() };
    let words = format!(" of this {}", instrument(context));
    let edits = context.pen().insert(context.tree().reference(nth).span.end, &words);
    edits.map(|edits| Fix { title: format!("Say{words}"), safe: false, edits }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    fn draft(words: &str) -> String {
        format!(
            r"
                //- head
                considering
                a)	one;
                b)	two,
                considering further
                a)	three;
                b)	four,
                resolves
                1	to go;
                2	to act on {words},
                instructs the Director of TSB
                1	to go;
                2	to come,
                instructs the Director of BR
                1	to go;
                2	to wait.
            "
        )
    }

    #[test]
    fn a_call_that_heads_two_sections_is_found() {
        check(
            &RULE,
            &draft("instructs the Director 2 below"),
            expect![[r#"
            warning 13:13 `instructs the Director 2` instructs the Director 2 may be of each of these sections: instructs the Director of TSB; instructs the Director of BR
              14:1 `instructs the Director of TSB` one section
              17:1 `instructs the Director of BR` one section
        "#]],
        );
        check(
            &RULE,
            &draft("instructs the Director below"),
            expect![[r#"
            warning 13:13 `instructs the Director` instructs the Director may be of each of these sections: instructs the Director of TSB; instructs the Director of BR
              14:1 `instructs the Director of TSB` one section
              17:1 `instructs the Director of BR` one section
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	one;
                b)	two,
                noting
                a)	three;
                b)	four,
                resolves
                to act on noting b).
            ",
            expect![[r#"
                warning 12:11 `noting b)` noting b) may be of 2 sections: noting heads each of them
                  5:1 `noting` one section
                  8:1 `noting` one section
            "#]],
        );
    }

    #[test]
    fn a_text_cited_before_is_found() {
        check(
            &RULE,
            &draft("Resolution 2 (Rev. New Delhi, 2024) of this assembly and considering b)"),
            expect![[r#"
            warning 13:70 `considering b)` considering b) may be of Resolution 2 (Rev. New Delhi, 2024) or of this resolution: say of which
              13:13 `Resolution 2 (Rev. New Delhi, 2024)` cited before
              7:1 `b)	two,` considering b) of this resolution
              fix (look first): Say of this resolution
                13:84 `` -> ` of this resolution`
        "#]],
        );
    }

    #[test]
    fn clear_references_are_silent() {
        check(&RULE, &draft("considering b) and considering further b)"), expect![[""]]);
        check(&RULE, &draft("what Study Group 17 does on considering b)"), expect![[""]]);
        check(&RULE, &draft("Question 4/17 and considering b)"), expect![[""]]);
        check(&RULE, &draft("Recommendation ITU-T X.1205 and considering b)"), expect![[""]]);
        check(&RULE, &draft("instructs the Director of BR 2"), expect![[""]]);
        check(&RULE, &draft("Resolution 2 (Rev. New Delhi, 2024) and considering b) above"), expect![[""]]);
        check(&RULE, &draft("Resolution 2 (Rev. New Delhi, 2024), in particular resolves 9"), expect![[""]]);
        check(&RULE, &draft("considering b) and Resolution 2 (Rev. New Delhi, 2024)"), expect![[""]]);
        check(
            &RULE,
            r"
                //- head
                noting
                a)	one;
                b)	two,
                resolves
                1	to act on noting b) above;
                2	to wait,
                noting
                a)	three;
                b)	four,
            ",
            expect![[""]],
        );
    }
}
