//! `edition-mismatch`

use super::annex_heading::{AnnexHeading, annex_headings};
use super::wording::meeting;
use super::{Context, Finding, Group, Scope, Severity, Subject, rule};
use crate::syntax::{Edition, EditionMention, can_be_of_one_meeting};
use crate::text::Span;

rule! {
    /// A text names its meeting up to three times: in the heading, "(Rev. New Delhi, 2024)", at the end of the history, and in
    /// the enacting line, "The World Telecommunication Standardization Assembly (New Delhi, 2024),". Those that are present say
    /// the same meeting; a draft that was begun from an older text often keeps the old one in one of them.
    ///
    /// The heading of an annex that names its text, "ANNEX 1 (to Resolution 90 (Rev. New Delhi, 2024))", names this one.
    ///
    /// ```wrong
    /// RESOLUTION 90 (Rev. New Delhi, 2024)
    /// Towers
    /// The World Telecommunication Standardization Assembly (Geneva, 2022),
    /// resolves
    /// to wait.
    /// ```
    ///
    /// ```right
    /// RESOLUTION 90 (Rev. New Delhi, 2024)
    /// Towers
    /// The World Telecommunication Standardization Assembly (New Delhi, 2024),
    /// resolves
    /// to wait.
    /// ```
    name: "edition-mismatch",
    group: Group::Structure,
    scope: Scope::Workspace,
    severity: Severity::Error,
    summary: "Heading, history and enacting line do not name the same meeting.",
    check,
}

/// A line that names the meeting.
struct NamedMeeting {
    line: &'static str,
    edition: Edition,
    span: Span,
}

/// The headings of annexes that name another text, or another edition of it.
fn annexes<'a>(context: &Context<'a>) -> Vec<Finding> {
    let Some(heading) = &context.tree().heading else { return Vec::new() };
    // Where the lines of the head differ among themselves, that is said.
    let agreed = context.tree().own_meeting().is_some_and(|own| own.agreed);
    let own = |number: &str| format!("{} {number}", heading.instrument.word());
    let other = |annex: AnnexHeading<'a>| {
        let cited = annex.of_text(context)?;
        let number = heading.number.as_ref()?;
        let same = cited.instrument == heading.instrument && cited.sector == heading.sector;
        let said = if cited.instrument == heading.instrument && cited.number != *number {
            Some((format!("{} {}", cited.instrument.word(), cited.number), own(number), cited.number_span))
        } else {
            let settled = |mention: &&EditionMention| !mention.placeholder && mention.glued.is_none();
            let [theirs, ours] = [&cited.edition, &heading.edition].map(|mention| mention.as_ref().filter(settled));
            let (theirs, ours) = (theirs?, ours?);
            let differ = agreed
                && same
                && theirs.edition.year().is_some()
                && !can_be_of_one_meeting(&theirs.edition, &ours.edition);
            differ.then(|| (meeting(&theirs.edition), meeting(&ours.edition), theirs.span))
        };
        let (theirs, ours, span) = said?;
        let message = format!("The heading of this annex says {theirs}, but that of the text says {ours}");
        Some(Finding::new(&RULE, Subject::Text, span, message).related(heading.span, "the heading of the text"))
    };
    annex_headings(context).into_iter().filter_map(other).collect()
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    findings.extend(annexes(context));
    let tree = context.tree();
    // One that is still to be filled in, or holds two editions run together, says nothing yet.
    let settled =
        |mention: &&EditionMention| !mention.placeholder && mention.glued.is_none() && mention.edition.year().is_some();
    let named = |line: &'static str, mention: Option<&EditionMention>| {
        mention.filter(settled).map(|mention| NamedMeeting {
            line,
            edition: mention.edition.clone(),
            span: mention.span,
        })
    };
    let heading = named("heading", tree.heading.as_ref().and_then(|line| line.edition.as_ref()));
    let enacting = named("enacting line", tree.enacting.as_ref().and_then(|line| line.edition.as_ref()));
    let last = tree.history.as_ref().and_then(|(entries, _)| entries.last());
    let history = last.filter(|entry| !entry.place.is_empty()).map(|entry| NamedMeeting {
        line: "history",
        edition: Edition::at(false, &entry.place, entry.year),
        span: entry.span,
    });
    let lines: Vec<NamedMeeting> = [heading, history, enacting].into_iter().flatten().collect();
    // The odd one out of three; of two that differ, the one at which the body did not meet, else the later line, and the
    // other beside it.
    let agrees = |a: &NamedMeeting| lines.iter().filter(|b| can_be_of_one_meeting(&a.edition, &b.edition)).count();
    if lines.iter().all(|line| agrees(line) == lines.len()) {
        return;
    }
    let met = |line: &NamedMeeting| {
        let met = |body| context.catalogue().meeting_of_edition(body, &line.edition).is_some();
        tree.body().is_some_and(met)
    };
    let Some(odd) = lines.iter().rev().min_by_key(|line| (agrees(line), met(line))) else { return };
    let others: Vec<&NamedMeeting> =
        lines.iter().filter(|line| !can_be_of_one_meeting(&line.edition, &odd.edition)).collect();
    let Some(first) = others.first() else { return };
    let said = others.iter().map(|line| format!("the {}", line.line)).collect::<Vec<_>>().join(" and ");
    let verb = if others.len() == 1 { "says" } else { "say" };
    let message = format!(
        "The {} says {}, but {said} {verb} {}: all name the same meeting",
        odd.line,
        meeting(&odd.edition),
        meeting(&first.edition)
    );
    let mut finding = Finding::new(&RULE, Subject::Text, odd.span, message);
    for line in others {
        finding = finding.related(line.span, format!("the {}: {}", line.line, meeting(&line.edition)));
    }
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn the_odd_one_out_is_shown() {
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. Geneva, 2022)
                Towers
                (Hammamet, 2016; Geneva, 2022)
                The World Telecommunication Standardization Assembly (Hammamet, 2016),
                noting
                the towers,
                resolves
                to wait.
            ",
            expect![[r#"
            error 4:54 `(Hammamet, 2016)` The enacting line says Hammamet, 2016, but the heading and the history say Geneva, 2022: all name the same meeting
              1:15 `(Rev. Geneva, 2022)` the heading: Geneva, 2022
              3:18 `Geneva, 2022` the history: Geneva, 2022
        "#]],
        );
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. New Delhi, 2024)
                Towers
                (Hammamet, 2016; Geneva, 2022)
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                noting
                the towers,
                resolves
                to wait.
            ",
            expect![[r#"
            error 3:18 `Geneva, 2022` The history says Geneva, 2022, but the heading and the enacting line say New Delhi, 2024: all name the same meeting
              1:15 `(Rev. New Delhi, 2024)` the heading: New Delhi, 2024
              4:54 `(New Delhi, 2024)` the enacting line: New Delhi, 2024
        "#]],
        );
    }

    #[test]
    fn two_that_differ_are_shown_together() {
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. Geneva, 2022)
                Towers

                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                noting
                the towers,
                resolves
                to wait.
            ",
            expect![[r#"
            error 4:54 `(New Delhi, 2024)` The enacting line says New Delhi, 2024, but the heading says Geneva, 2022: all name the same meeting
              1:15 `(Rev. Geneva, 2022)` the heading: Geneva, 2022
        "#]],
        );
    }

    #[test]
    fn lines_that_agree_or_are_absent_are_silent() {
        check(
            &RULE,
            r"
                RESOLUTION 90 (REV. NEW DELHI, 2024)
                Towers
                (Hammamet, 2016; New Delhi, 2024)
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                noting
                the towers,
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. [place], 20XX)
                Towers
                (Hammamet, 2016; New Delhi, 2024)
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                noting
                the towers,
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                RESOLUTION 28 (REV.WRC-15)
                References
                The World Radiocommunication Conference (Geneva, 2015),
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }
}
