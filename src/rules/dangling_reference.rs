//! `dangling-reference`

use super::annex_heading::{AnnexHeading, annex_headings};
use super::lost_label::LostLabels;
use super::wording::capitalised;
use super::{Context, Finding, Group, Related, Scope, Severity, Subject, Waits, rule};
use crate::catalogue::text_form;
use crate::syntax::{Label, NamedLabel, Outcome, Reference, ReferenceTarget, SectionId, Zone};
use crate::text::Span;

rule! {
    /// A reference names a clause that is not there: "considering k)" where *considering* ends at j), or a section that the text
    /// does not have, an annex that it does not have, or a paragraph that the annex does not have ("§ 3 of the annex"). References into another text are checked where the workspace has that text as adopted. Nothing is said
    /// where conversion has damaged the section, or where another text was cited before in the same clause and nothing says
    /// which of the two is meant.
    ///
    /// ```wrong
    /// considering
    /// a) the sea;
    /// b) the land,
    ///
    /// resolves
    /// to act on considering c) above.
    /// ```
    ///
    /// ```right
    /// considering
    /// a) the sea;
    /// b) the land,
    ///
    /// resolves
    /// to act on considering b) above.
    /// ```
    name: "dangling-reference",
    group: Group::References,
    scope: Scope::Workspace,
    severity: Severity::Error,
    waits: Waits::Line,
    summary: "A reference names a clause or section that the text does not have.",
    check,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    annexes(context, findings);
    let lost = LostLabels::of(context);
    for (nth, reference) in tree.references().iter().enumerate() {
        match context.reference_target(nth) {
            // What pointed rightly in the text in force has moved: `moved-reference` says where to.
            ReferenceTarget::Here { sure: true } if !was_right(context, &reference.it) => {
                here(context, &lost, nth, findings)
            }
            ReferenceTarget::Cited(index) => there(context, nth, index, findings),
            _ => {}
        }
    }
}

/// "Annex 2 to this resolution" of a text with one annex, and "§ 9 of the annex" where that has fewer paragraphs. Where no
/// annex is read, others may hold them: then it is a hint.
fn annexes(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let references = tree.annex_references().iter().filter(|it| matches!(it.zone, Zone::Clause(_) | Zone::Call(_)));
    let (mut references, view) = (references.peekable(), context.view());
    if references.peek().is_none() && memchr::memmem::find(view.text.as_bytes(), "§".as_bytes()).is_none() {
        return;
    }
    let headings = annex_headings(context);
    let damaged = tree.residue().iter().any(|residue| residue.kind.damages());
    for reference in references.filter(|reference| !reference.it.number.is_empty()) {
        let words = context.words(reference.it.span);
        let word = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        let named: Vec<&AnnexHeading<'_>> = headings.iter().filter(|heading| heading.word == word).collect();
        // An annex that is alone needs no number.
        let only =
            matches!(&*named, [only] if only.number.is_empty()) && matches!(&*reference.it.number, "1" | "A" | "I");
        if only || damaged || named.iter().any(|heading| heading.number == *reference.it.number) {
            continue;
        }
        let number = &reference.it.number;
        let has = match &*named {
            [] => format!("This text has no {word} {number}"),
            [only] if only.number.is_empty() => format!("There is no {word} {number}: this text has one {word}"),
            all => {
                let numbers: Vec<&str> = all.iter().map(|heading| &*heading.number).collect();
                format!("There is no {word} {number}: this text has {word} {}", numbers.join(", "))
            }
        };
        let hint = named.is_empty() || !context.is_new(reference.it.span);
        findings.push(Finding::new(&RULE, Subject::Words, reference.it.span, has).hint_if(hint));
    }
    for (at, _) in view.text.match_indices('§') {
        findings.extend(paragraph_of_annex(context, &headings, at));
    }
}

/// "§ 9 of the annex", "§ 9 of Annex 1 to this resolution", where the annex has other paragraphs.
fn paragraph_of_annex<'a>(context: &Context<'a>, headings: &[AnnexHeading<'a>], at: usize) -> Option<Finding> {
    let view = context.view();
    let rest = view.text[at..].strip_prefix('§')?.trim_start_matches([' ', '\u{a0}']);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: u32 = rest[..digits].parse().ok()?;
    let place = view.to_source(Span::of(at..view.text.len() - rest.len() + digits));
    context.tree().clause_at(place.start)?;
    let mut words = rest[digits..].trim_start().strip_prefix("of ")?.split_whitespace();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let annexes = || headings.iter().filter(|heading| heading.word == "annex");
    let annex = match (words.next()?, words.next()?) {
        ("the", annex) if bare(annex).to_lowercase() == "annex" => {
            let mut all = annexes();
            all.next().filter(|_| all.next().is_none())?
        }
        ("Annex", number) => annexes().find(|heading| heading.number == bare(number))?,
        _ => return None,
    };
    // "the annex to Resolution 130" is another's.
    let mut after = words;
    if after.next() == Some("to") && after.next() != Some("this") {
        return None;
    }
    let paragraphs = annex.paragraphs(context);
    let last = paragraphs.last().filter(|_| paragraphs.contains(&1) && paragraphs.len() > 1)?;
    let missing = number > *last && context.is_new(place);
    let message = format!("There is no § {number} in the annex, which runs from 1 to {last}");
    missing.then(|| Finding::new(&RULE, Subject::Words, place, message))
}

/// Whether the same words point to clauses of this text in the text in force.
fn was_right(context: &Context<'_>, reference: &Reference) -> bool {
    let is_there = |outcome: &Outcome| matches!(outcome, Outcome::Clauses(_) | Outcome::Section(_));
    context.placed.text.is_changed()
        && context.in_force().references_at(reference.call_span.start).any(|index| {
            context.in_force().reference_target(index).is_here()
                && context.in_force().outcomes(index).iter().all(is_there)
        })
}

fn is_lost(lost: &LostLabels<'_, '_>, section: SectionId, label: NamedLabel) -> bool {
    lost.in_section(section).iter().any(|lost| label.names(Label::plain(lost.mark)))
}

fn here(context: &Context<'_>, lost: &LostLabels<'_, '_>, nth: usize, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let reference = &tree.references()[nth];
    for (index, outcome) in context.outcomes(nth).iter().enumerate() {
        let span = reference.it.targets.get(index).map_or(reference.it.span, |target| target.span);
        match outcome {
            Outcome::NoSection => {
                findings.push(Finding::new(
                    &RULE,
                    Subject::Reference(nth),
                    reference.it.span,
                    format!("This text has no section \"{}\"", context.quoted(reference.it.call_span)),
                ));
                return;
            }
            // Its label was lost: `label-sequence` says where.
            &Outcome::NoClause { section, label, .. } if is_lost(lost, section, label) => {}
            &Outcome::NoClause { section, parent, label } => {
                let call = tree.section(section).call.as_ref().map(|call| call.span);
                let finding = Finding::new(
                    &RULE,
                    Subject::Target(nth, index),
                    span,
                    capitalised(&tree.lacking(section, parent, label)),
                )
                .accepted_as(context.quoted(reference.it.span));
                findings.push(match call {
                    Some(call) => finding.related(call, "the section"),
                    None => finding,
                });
            }
            _ => {}
        }
    }
}

/// A reference into another text, which the workspace may have.
fn there(context: &Context<'_>, nth: usize, index: usize, findings: &mut Vec<Finding>) {
    let reference = &context.tree().references()[nth];
    let Some(cited) = context.citations().get(index) else { return };
    let (Some(key), Some(mention)) = (&cited.key, &cited.citation.edition) else { return };
    let Some((outline, outcomes)) = context.cited_outcomes(nth) else { return };
    let found =
        context.snapshot.texts(key, Some(&mention.edition)).into_iter().find(|found| found.file != context.file);
    let name = format!("{} ({})", text_form(key), mention.edition);
    for (index, outcome) in outcomes.into_iter().enumerate() {
        let span = reference.it.targets.get(index).map_or(reference.it.span, |target| target.span);
        let message = match outcome {
            Outcome::NoSection => format!("{name} has no section \"{}\"", context.quoted(reference.it.call_span)),
            Outcome::NoClause { section, parent, label } => {
                format!("In {name}, {}", outline.lacking(section, parent, label))
            }
            _ => continue,
        };
        let words = context.quoted(reference.it.span.cover(cited.citation.span));
        let mut finding = Finding::new(&RULE, Subject::Target(nth, index), span, message).accepted_as(words);
        finding.related.extend(found.as_ref().map(|found| Related {
            file: Some(found.file),
            span: found.place,
            message: "the text that is cited".into(),
        }));
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    fn draft(words: &str) -> String {
        format!(
            r"
                //- head New Delhi, 2024
                considering
                a)	one;
                b)	two:
                i)	this;
                ii)	that,
                bearing in mind
                the sea,
                resolves
                1	to act on {words};
                2	to wait,
                instructs the Secretary-General
                to help.
            "
        )
    }

    #[test]
    fn a_clause_that_is_not_there_is_found() {
        check(
            &RULE,
            &draft("considering c)"),
            expect![[r#"
                error 12:25 `c)` There is no c) in considering, which runs from a) to b)
                  4:1 `considering` the section
            "#]],
        );
        check(
            &RULE,
            &draft("considering a) to d) above"),
            expect![[r#"
                error 12:25 `a) to d)` There is no d) in considering, which runs from a) to b)
                  4:1 `considering` the section
            "#]],
        );
        check(
            &RULE,
            &draft("considering b) iii) of this resolution"),
            expect![[r#"
                error 12:25 `b) iii)` There is no iii) in considering b), which runs from i) to ii)
                  4:1 `considering` the section
            "#]],
        );
        check(
            &RULE,
            &draft("resolves 3 below"),
            expect![[r#"
                error 12:22 `3` There is no 3 in resolves, which runs from 1 to 2
                  11:1 `resolves` the section
            "#]],
        );
        check(
            &RULE,
            &draft("recognizing a)"),
            expect![[r#"
            error 12:13 `recognizing a)` This text has no section "recognizing"
        "#]],
        );
        check(
            &RULE,
            &draft("bearing in mind a) above"),
            expect![[r#"
                error 12:29 `a)` There is no a) in bearing in mind, which is one paragraph without a label
                  9:1 `bearing in mind` the section
            "#]],
        );
    }

    #[test]
    fn references_that_are_right_are_silent() {
        check(
            &RULE,
            &draft("considering a) and b) ii) above, resolves 2 below and bearing in mind above"),
            expect![[""]],
        );
        check(&RULE, &draft("instructs the Secretary-General above"), expect![[""]]);
        // The second is a provision of another text, the third may mean the text just cited.
        check(&RULE, &draft("No. 15.5 c) and Article 5 b)"), expect![[""]]);
        check(&RULE, &draft("Resolution 2 (Rev. New Delhi, 2024), in particular considering z)"), expect![[""]]);
        check(&RULE, &draft("resolves 1 to 11 of Resolution 25 (Rev. Dubai, 2018)"), expect![[""]]);
    }
}
