//! `premature-revision`

use super::{Context, Door, Finding, Fix, Group, Scope, Subject, Words, best_edition, rule, wording};
use crate::catalogue::Standing;

rule! {
    /// A citation names an edition that was adopted, or is to be adopted, after the meeting that the draft is for. A meeting can
    /// only build on what was in force when it opened, or on what it adopts itself: editions of the draft's own meeting are
    /// right. Nothing is said where the draft does not tell its meeting.
    ///
    /// ```wrong
    /// RESOLUTION 90 (Rev. Geneva, 2022)
    /// Towers
    /// The World Telecommunication Standardization Assembly (Geneva, 2022),
    /// considering
    /// Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
    /// resolves
    /// to wait.
    /// ```
    ///
    /// ```right
    /// RESOLUTION 90 (Rev. Geneva, 2022)
    /// Towers
    /// The World Telecommunication Standardization Assembly (Geneva, 2022),
    /// considering
    /// Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference,
    /// resolves
    /// to wait.
    /// ```
    name: "premature-revision",
    group: Group::Citations,
    scope: Scope::Workspace,
    words: Words::None,
    error_from: Some(Door::Contribution),
    summary: "A citation names an edition adopted later than the draft's meeting.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if !wording::says_its_meeting(context) {
        return;
    }
    let opening = context.meeting().when();
    for (nth, cited) in context.citations().iter().enumerate() {
        let Some(judgement) = cited.judgement.as_ref().filter(|it| it.standing == Standing::Later) else { continue };
        let Some(mention) = &cited.citation.edition else { continue };
        let name = wording::citation(cited);
        // Years say so by themselves; within one year the data have to.
        let sure = judgement.firm || mention.edition.year().is_some_and(|year| year > opening.year);
        let instead = match judgement.best.as_ref().filter(|best| best.firm) {
            Some(best) => format!(": {} is the edition in force there", wording::edition(cited, &best.row)),
            None => String::new(),
        };
        let unsure = if sure { "" } else { " (unverified)" };
        let message = format!("{name} is later than {}{instead}{unsure}", context.meeting());
        let finding = Finding::new(&RULE, Subject::Citation(nth), wording::place(cited), message);
        let finding = finding.hint_if(!sure || wording::is_aside(cited.zone));
        findings.push(finding.accepted_as(name).resting_on(judgement));
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let fix = context.cited(finding).and_then(|cited| {
        let best = cited.judgement.as_ref()?.best.as_ref().filter(|best| best.row.known.is_sourced())?;
        best_edition::bring_to(context, cited, &best.row)
    });
    fix.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::recalling_at;
    use expect_test::expect;

    #[test]
    fn an_edition_of_a_later_meeting_is_found() {
        // The plenipotentiary conference of 2022 met half a year after the assembly.
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"),
            expect![[r#"
            warning 5:1 `Resolution 130 (Rev. Bucharest, 2022)` Resolution 130 (Rev. Bucharest, 2022) is later than WTSA-20 (Geneva, 2022): (Rev. Dubai, 2018) is the edition in force there
              fix (look first): Cite (Rev. Dubai, 2018)
                5:22 `Bucharest, 2022` -> `Dubai, 2018`
        "#]],
        );
        check(
            &RULE,
            &recalling_at("Hammamet, 2016", "Resolution 2 (Rev. New Delhi, 2024) of this assembly"),
            expect![[r#"
            warning 5:1 `Resolution 2 (Rev. New Delhi, 2024)` Resolution 2 (Rev. New Delhi, 2024) is later than WTSA-16 (Hammamet, 2016): (Rev. Hammamet, 2016) is the edition in force there
              fix (look first): Cite (Rev. Hammamet, 2016)
                5:20 `New Delhi, 2024` -> `Hammamet, 2016`
        "#]],
        );
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 999 (Doha, 2026) of the Plenipotentiary Conference"),
            expect![[r#"
            warning 5:1 `Resolution 999 (Doha, 2026)` Resolution 999 (Doha, 2026) is later than WTSA-24 (New Delhi, 2024)
        "#]],
        );
    }

    #[test]
    fn earlier_and_own_editions_are_silent() {
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"),
            expect![[""]],
        );
        check(&RULE, &recalling_at("Lima, 2028", "Resolution 2 (Rev. Lima, 2028) of this assembly"), expect![[""]]);
        // A proposal whose heading still names the meeting before.
        check(
            &RULE,
            r"
                MOD	ABC/1/1
                RESOLUTION 90 (Rev. Hammamet, 2016)
                Towers
                The World Telecommunication Standardization Assembly (Hammamet, 2016),
                noting
                Resolution 130 (Rev. {~~Busan, 2014~>Dubai, 2018~~}) of the Plenipotentiary Conference,
            ",
            expect![[""]],
        );
        // No meeting is named.
        check(
            &RULE,
            r"
                RESOLUTION 90
                Towers
                noting
                Resolution 130 (Rev. Doha, 2026),
            ",
            expect![[""]],
        );
    }

    #[test]
    fn what_stands_before_a_text_to_be_suppressed_is_not_judged_at_its_old_meeting() {
        for proposal in ["SUP\tIAP/39A30/1", "NOC\tIAP/39A30/1"] {
            let draft = format!(
                "Abstract: Resolution 50 (Rev. New Delhi, 2024) says so.\n{proposal}\nRESOLUTION 51 (Dubai, 2012)\nReasons: Resolution 50 (Rev. New Delhi, 2024) says so.\n"
            );
            check(&RULE, &draft, expect![[""]]);
        }
    }
}
