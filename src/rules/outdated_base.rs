//! `outdated-base`

use super::{Context, Finding, Group, Scope, Severity, Subject, Words, rule, wording};
use crate::catalogue::{Evidence, NeverExisted, Standing, official_form};

rule! {
    /// A `MOD` changes the text in force when its meeting opens. One that was begun from an older edition, often a file kept from
    /// the meeting before last, tracks its changes against words that no longer hold, and would undo what was adopted since.
    /// Begin again from the edition in force. It is said only on sourced facts; no fix can put another text in force.
    ///
    /// ```wrong
    /// MOD ABC/39A30/1
    /// RESOLUTION 50 (Rev. {~~Dubai, 2012~>Geneva, 2022~~})
    /// Cybersecurity
    /// The World Telecommunication Standardization Assembly ({~~Dubai, 2012~>Geneva, 2022~~}),
    /// resolves
    /// to wait.
    /// ```
    ///
    /// ```right
    /// MOD ABC/39A30/1
    /// RESOLUTION 50 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
    /// Cybersecurity
    /// The World Telecommunication Standardization Assembly ({~~Hammamet, 2016~>Geneva, 2022~~}),
    /// resolves
    /// to wait.
    /// ```
    name: "outdated-base",
    group: Group::Proposals,
    scope: Scope::Workspace,
    words: Words::None,
    severity: Severity::Error,
    summary: "A MOD changes an edition that is not the one in force at its meeting.",
    check,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some((key, mention)) = wording::modified(context) else { return };
    let catalogue = context.catalogue();
    let mut judgement = catalogue.standing(&key, &mention.edition, context.meeting(), Some(context.file));
    if !judgement.firm {
        return;
    }
    let name = official_form(&key, &mention.edition);
    let why = match &judgement.standing {
        // Revised by the very meeting that the proposal is for: so it was in force when that opened.
        Standing::Superseded { revised_here: false, .. } => None,
        Standing::Later => Some(format!("{name}, which this MOD changes, was adopted later")),
        Standing::Suppressed { here: false, .. } => {
            findings.push(
                Finding::new(
                    &RULE,
                    Subject::Text,
                    mention.meeting_span,
                    format!("{name}, which this MOD changes, was suppressed"),
                )
                .accepted_as(name)
                .resting_on(&judgement),
            );
            return;
        }
        Standing::NeverExisted(why) if !matches!(why, NeverExisted::NeedsRev(_)) => {
            Some(format!("{name}, which this MOD changes, was never adopted"))
        }
        _ => return,
    };
    let in_force = context.catalogue().in_force_before(&key, context.meeting(), Some(context.file));
    // The newest edition may be the meeting's own: the one in force when it opened is what the message rests on.
    if let (None, Some(row)) = (&why, &in_force) {
        judgement.evidence = vec![Evidence::of_adoption(&key, row)];
    }
    let message = match (why, in_force.map(|row| official_form(&key, &row.edition))) {
        (None, Some(in_force)) => format!(
            "This MOD changes {name}, which {in_force} had superseded before {}: begin from the edition in force",
            context.meeting()
        ),
        (Some(why), Some(in_force)) => {
            format!("{why}: the newest edition known before {} is {in_force}", context.meeting())
        }
        (Some(why), None) => why,
        (None, None) => return,
    };
    let finding = Finding::new(&RULE, Subject::Text, mention.meeting_span, message);
    findings.push(finding.accepted_as(name).resting_on(&judgement));
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    fn draft(action: &str, number: &str, edition: &str) -> String {
        format!(
            r"
                {action}	ABC/1/1
                RESOLUTION {number} ({{~~{edition}~>Rev. New Delhi, 2024~~}})
                Towers
                The World Telecommunication Standardization Assembly ({{++New Delhi, 2024++}}),
                resolves
                to wait.
            "
        )
    }

    #[test]
    fn an_older_edition_is_found() {
        check(
            &RULE,
            &draft("MOD", "50", "Rev. Hammamet, 2016"),
            expect![[r#"
                error 2:24 `Hammamet, 2016` This MOD changes Resolution 50 (Rev. Hammamet, 2016), which Resolution 50 (Rev. Geneva, 2022) had superseded before WTSA-24 (New Delhi, 2024): begin from the edition in force
            "#]],
        );
        check(
            &RULE,
            &draft("(MOD)", "2", "Rev. Dubai, 2012"),
            expect![[r#"
                error 2:23 `Dubai, 2012` This MOD changes Resolution 2 (Rev. Dubai, 2012), which Resolution 2 (Rev. Hammamet, 2016) had superseded before WTSA-24 (New Delhi, 2024): begin from the edition in force
            "#]],
        );
    }

    #[test]
    fn an_edition_that_never_existed_is_found() {
        check(
            &RULE,
            &draft("MOD", "50", "Rev. Hyderabad, 2020"),
            expect![[r#"
                error 2:24 `Hyderabad, 2020` Resolution 50 (Rev. Hyderabad, 2020), which this MOD changes, was never adopted: the newest edition known before WTSA-24 (New Delhi, 2024) is Resolution 50 (Rev. Geneva, 2022)
            "#]],
        );
    }

    #[test]
    fn the_edition_in_force_and_what_is_not_known_are_silent() {
        check(&RULE, &draft("MOD", "50", "Rev. Geneva, 2022"), expect![[""]]);
        check(&RULE, &draft("MOD", "999", "Rev. Hammamet, 2016"), expect![[""]]);
        check(&RULE, &draft("SUP", "50", "Rev. Hammamet, 2016"), expect![[""]]);
        check(
            &RULE,
            r"
                MOD	ABC/1/1
                RESOLUTION 50 (Rev. Hammamet, 2016)
                Cybersecurity
                resolves
                to {++not ++}wait.
            ",
            expect![[""]],
        );
    }
}
