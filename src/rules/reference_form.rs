//! `reference-form`

use super::{Context, Finding, Fix, Group, Scope, Subject, Waits, Words, rule};
use crate::edits::Edit;
use crate::syntax::{Mark, NamedLabel, Outcome, Reference, ReferenceSlip, Target};
use crate::text::{Span, single_spaced};

rule! {
    /// A reference is written in a form that its reader has to repair: without a space ("consideringk)"), without the bracket
    /// that belongs to a letter ("considering k above") or with one too many ("considering (k)"), with a letter for a digit
    /// ("resolves 1O"), with "&", with the clause before its section ("paragraph b) of considering", "operative paragraph 2"), or as
    /// a run that goes backwards ("resolves 3 to 1").
    ///
    /// ```wrong
    /// considering
    /// a) the sea;
    /// b) the land,
    /// resolves
    /// to act on consideringb).
    /// ```
    ///
    /// ```right
    /// considering
    /// a) the sea;
    /// b) the land,
    /// resolves
    /// to act on considering b).
    /// ```
    name: "reference-form",
    group: Group::References,
    scope: Scope::Text,
    words: Words::Clause,
    waits: Waits::Line,
    summary: "A reference is written in another form: a space or bracket is wrong, the call comes last, a run goes backwards.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

/// What is wrong at one place.
enum WrongForm<'a> {
    /// No space after the call, which ends here.
    Joined(u32),
    /// Letters without their brackets.
    Unbracketed(Vec<Span>),
    /// Other words than those of a reference, and what they would be.
    Otherwise(String),
    /// The two ends of a run stand the wrong way round.
    Backwards(&'a Target),
}

/// What is wrong with one reference, with the places.
fn wrong_forms<'a>(context: &Context<'_>, nth: usize, reference: &'a Reference) -> Vec<(Subject, Span, WrongForm<'a>)> {
    let mut wrong = Vec::new();
    let whole = Subject::Reference(nth);
    match reference.slip {
        Some(ReferenceSlip::Joined) => wrong.push((whole, reference.span, WrongForm::Joined(reference.call_span.end))),
        Some(ReferenceSlip::Unbracketed) => {
            let labels = reference.targets.iter().flat_map(|target| &target.path).map(|label| label.span);
            let bare = labels.filter(|&span| context.words(span).ends_with(char::is_lowercase)).collect();
            wrong.push((whole, reference.span, WrongForm::Unbracketed(bare)));
        }
        // It says all that the text needs.
        Some(ReferenceSlip::Sectionless) | None => {}
        Some(slip) => wrong.extend(otherwise(context, reference, slip).map(|right| {
            let start = reference.span.start;
            (whole, Span::new(start, reference.labels_span().end.max(start)), WrongForm::Otherwise(right))
        })),
    }
    let backwards = reference.targets.iter().enumerate().filter(|(_, target)| is_backwards(target));
    wrong.extend(backwards.map(|(index, it)| (Subject::Target(nth, index), it.span, WrongForm::Backwards(it))));
    wrong
}

/// The reference as it is usually written, from its first word to its last label or, where that comes last, its call.
fn otherwise(context: &Context<'_>, reference: &Reference, slip: ReferenceSlip) -> Option<String> {
    let tree = context.tree();
    // What is not there, or nobody can tell, is named where it is missing.
    let resolved = tree.resolve(reference).iter().all(|outcome| matches!(outcome, Outcome::Clauses(_)));
    if !resolved {
        return None;
    }
    let labels: Vec<&NamedLabel> = reference.targets.iter().flat_map(|it| it.path.iter().chain(&it.to)).collect();
    let first = labels.first()?.span;
    let right = |label: &NamedLabel| {
        let written = context.words(label.span);
        match (written.strip_prefix('('), label.first) {
            (_, Mark::Number(n)) if written.contains(|c: char| c.is_alphabetic()) => n.to_string(),
            (Some(rest), Mark::Number(_)) => rest.trim_end_matches(')').to_owned(),
            (Some(rest), _) => rest.to_owned(),
            (None, _) => written,
        }
    };
    let mut said = String::new();
    let mut at = first.start;
    for label in labels {
        said += &context.words(Span::new(at, label.span.start)).replace('&', "and");
        said += &right(label);
        at = label.span.end;
    }
    Some(match slip {
        ReferenceSlip::OperativeParagraph => format!("resolves {said}"),
        ReferenceSlip::Turned => format!("{} {said}", context.words(reference.call_span)),
        _ => format!("{}{said}", context.words(Span::new(reference.span.start, first.start))),
    })
}

/// Whether a run ends before it begins, in whichever way its labels are read.
fn is_backwards(target: &Target) -> bool {
    let (Some(from), Some(to)) = (target.path.last(), &target.to) else { return false };
    let readings = |label: &NamedLabel| [Some(label.first), label.second].into_iter().flatten();
    let pairs = readings(from).flat_map(|a| readings(to).map(move |b| (a, b)));
    let mut pairs = pairs.filter(|(a, b)| a.same_kind(*b) && !matches!(a, Mark::Decimal(_))).peekable();
    from.suffix.is_none()
        && to.suffix.is_none()
        && pairs.peek().is_some()
        && pairs.all(|(a, b)| a.ordinal() > b.ordinal())
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let references = context.looked_at(context.tree().references(), |reference| reference.it.span.start);
    for (subject, span, wrong) in references.flat_map(|(nth, reference)| wrong_forms(context, nth, &reference.it)) {
        let said = context.quoted(span);
        let message = match &wrong {
            WrongForm::Joined(_) => format!("{said} lacks a space after the call"),
            WrongForm::Unbracketed(bare) => {
                let letters: Vec<String> = bare.iter().map(|&span| format!("{})", context.words(span))).collect();
                format!("{said} lacks the bracket of {}", letters.join(", "))
            }
            WrongForm::Otherwise(right) => format!("\"{said}\" is written \"{}\"", single_spaced(right)),
            WrongForm::Backwards(target) => format!("{said} runs backwards: {} is meant", forwards(context, target)),
        };
        findings.push(Finding::new(&RULE, subject, span, message));
    }
}

/// "1 to 3" for "3 to 1".
fn forwards(context: &Context<'_>, target: &Target) -> String {
    let (Some(from), Some(to)) = (target.path.last(), &target.to) else { return String::new() };
    let between = context.words(Span::new(from.span.end, to.span.start));
    format!("{}{between}{}", context.words(to.span), context.words(from.span))
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let pen = context.pen();
    let (Subject::Reference(nth) | Subject::Target(nth, _)) = finding.subject else { return Vec::new() };
    let wrong = wrong_forms(context, nth, context.tree().reference(nth));
    let fix = wrong.into_iter().filter(|(subject, ..)| *subject == finding.subject).find_map(|(.., wrong)| {
        let (title, edits): (String, Vec<Edit>) = match wrong {
            WrongForm::Joined(at) => ("Put in the space".into(), pen.insert(at, " ")?),
            WrongForm::Unbracketed(bare) => {
                let edits: Option<Vec<_>> = bare.iter().map(|span| pen.insert(span.end, ")")).collect();
                ("Put in the bracket".into(), edits?.concat())
            }
            WrongForm::Otherwise(right) => {
                (format!("Write \"{}\"", single_spaced(&right)), pen.replace(finding.span, &right)?)
            }
            WrongForm::Backwards(target) => {
                let (from, to) = (target.path.last()?, target.to.as_ref()?);
                let text = forwards(context, target);
                (format!("Refer to {text}"), pen.replace(from.span.cover(to.span), &text)?)
            }
        };
        Some(Fix { title, safe: context.is_new(finding.span), edits })
    });
    fix.into_iter().collect()
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
                b)	two;
                c)	three,
                resolves
                1	to go;
                2	to act on {words};
                3	to wait.
            "
        )
    }

    #[test]
    fn forms_that_need_repair_are_found() {
        check(
            &RULE,
            &draft("consideringb) above"),
            expect![[r#"
            warning 11:13 `consideringb) above` consideringb) above lacks a space after the call
              fix: Put in the space
                11:24 `` -> ` `
        "#]],
        );
        check(
            &RULE,
            &draft("considering b above"),
            expect![[r#"
            warning 11:13 `considering b above` considering b above lacks the bracket of b)
              fix: Put in the bracket
                11:26 `` -> `)`
        "#]],
        );
        check(
            &RULE,
            &draft("considering a) and c of this resolution"),
            expect![[r#"
            warning 11:13 `considering a) and c of this resolution` considering a) and c of this resolution lacks the bracket of c)
              fix: Put in the bracket
                11:33 `` -> `)`
        "#]],
        );
        check(
            &RULE,
            &draft("resolves 3 to 1"),
            expect![[r#"
            warning 11:22 `3 to 1` 3 to 1 runs backwards: 1 to 3 is meant
              fix: Refer to 1 to 3
                11:22 `3 to 1` -> `1 to 3`
        "#]],
        );
        check(
            &RULE,
            &draft("considering c)-a) above"),
            expect![[r#"
            warning 11:25 `c)-a)` c)-a) runs backwards: a)-c) is meant
              fix: Refer to a)-c)
                11:25 `c)-a` -> `a)-c`
        "#]],
        );
    }

    #[test]
    fn forms_that_are_right_are_silent() {
        check(&RULE, &draft("considering a) to c), considering b) above and resolves 1-3"), expect![[""]]);
        check(&RULE, &draft("reports (the understandings) and noting a below-average result"), expect![[""]]);
        // No such clause; a list that is read as letter or numeral; another word.
        check(&RULE, &draft("considering k above, considering a proposal, considerings)"), expect![[""]]);
        check(&RULE, &draft("considering i) to v) of Resolution 2 (Rev. New Delhi, 2024)"), expect![[""]]);
    }

    #[test]
    fn what_is_joined_is_still_a_reference() {
        check(
            &super::super::dangling_reference::RULE,
            r"
                //- head
                considering
                a)	one;
                b)	two,
                resolves
                to act on consideringc).
            ",
            expect![[r#"
                error 9:22 `c)` There is no c) in considering, which runs from a) to b)
                  5:1 `considering` the section
            "#]],
        );
    }
}
