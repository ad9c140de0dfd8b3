//! `stale-revision`

use super::{Context, Door, Finding, Fix, Group, Scope, Subject, Words, best_edition, rule, wording};
use crate::catalogue::Standing;

rule! {
    /// A resolution is cited in the edition in force at the meeting that the draft is for, not the one in force today and not
    /// the one in force when an older text was copied. The edition is superseded when a newer one was adopted before that
    /// meeting opens. Where the draft's own meeting revised the cited text, both editions have their reason: that is a hint.
    /// A text may speak of its own past, and a clause may name two editions of one text: there nothing is said. Other deliberate
    /// history ("Resolution 2 (Kyoto, 1994)") can be accepted; in texts of the Radio Regulations a star says so.
    ///
    /// ```wrong
    /// considering
    /// Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference,
    /// ```
    ///
    /// ```right
    /// considering
    /// Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
    /// ```
    name: "stale-revision",
    group: Group::Citations,
    scope: Scope::Workspace,
    words: Words::Clause,
    error_from: Some(Door::Contribution),
    summary: "A citation names an edition that was superseded when the draft's meeting opened.",
    updates_citations: true,
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // Where no meeting is named, nobody can say as of when the draft speaks.
    let timeless = wording::is_timeless(context);
    for (nth, cited) in context.looked_at_citations() {
        let Some(judgement) = &cited.judgement else { continue };
        let Standing::Superseded { by, sure, revised_here } = &judgement.standing else { continue };
        if best_edition::is_history(context, cited) {
            continue;
        }
        let (name, newer) = (wording::citation(cited), sure.as_ref().unwrap_or(by));
        let edition = wording::edition(cited, newer);
        let (sure, message) = if *revised_here {
            (false, format!("{name} was revised by this very meeting, as {edition}"))
        } else if judgement.firm && sure.is_some() {
            let own = cited.key.as_ref().is_some_and(|key| context.meeting().adopts(key.body, &newer.edition));
            let surely = judgement.best.as_ref().is_some_and(|best| best.firm && best.row.edition == newer.edition);
            let how = match (own, surely) {
                (true, _) => "was adopted by this very meeting".to_owned(),
                (false, true) => format!("is the edition in force {}", wording::moment(context.meeting())),
                (false, false) => "is newer".to_owned(),
            };
            let how = match timeless {
                true => format!("{how} (the text names no meeting: as of today)"),
                false => how,
            };
            (true, format!("{name} is superseded: {edition} {how}"))
        } else {
            (false, format!("{name} may be superseded by {edition} (unverified)"))
        };
        let finding = Finding::new(&RULE, Subject::Citation(nth), wording::place(cited), message);
        let finding = finding.hint_if(!sure || timeless || wording::is_aside(cited.zone));
        findings.push(finding.accepted_as(name).resting_on(judgement));
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Citation(nth) = finding.subject else { return Vec::new() };
    if wording::is_timeless(context) { Vec::new() } else { best_edition::fixes(context, nth) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::recalling_at;
    use expect_test::expect;

    #[test]
    fn an_edition_superseded_before_the_meeting_is_found() {
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference"),
            expect![[r#"
                warning 5:1 `Resolution 130 (Rev. Dubai, 2018)` Resolution 130 (Rev. Dubai, 2018) is superseded: (Rev. Bucharest, 2022) is the edition in force at WTSA-24 (New Delhi, 2024)
                  fix (look first): Cite (Rev. Bucharest, 2022)
                    5:22 `Dubai, 2018` -> `Bucharest, 2022`
            "#]],
        );
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 179 (Rev. Busan, 2014) of the Plenipotentiary Conference"),
            expect![[r#"
                warning 5:1 `Resolution 179 (Rev. Busan, 2014)` Resolution 179 (Rev. Busan, 2014) is superseded: (Rev. Bucharest, 2022) is the edition in force at WTSA-24 (New Delhi, 2024)
                  fix (look first): Cite (Rev. Bucharest, 2022)
                    5:22 `Busan, 2014` -> `Bucharest, 2022`
            "#]],
        );
    }

    #[test]
    fn all_of_a_text_can_be_brought_to_the_best_editions_at_once() {
        check(
            &RULE,
            &recalling_at(
                "New Delhi, 2024",
                "Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference and Resolutions 71 and 179 (Rev. Busan, 2014) of the Plenipotentiary Conference",
            ),
            expect![[r#"
                warning 5:1 `Resolution 130 (Rev. Dubai, 2018)` Resolution 130 (Rev. Dubai, 2018) is superseded: (Rev. Bucharest, 2022) is the edition in force at WTSA-24 (New Delhi, 2024)
                  fix (look first): Cite (Rev. Bucharest, 2022)
                    5:22 `Dubai, 2018` -> `Bucharest, 2022`
                  fix (look first): Bring 3 citations up to date
                    5:22 `Dubai, 2018` -> `Bucharest, 2022`
                    5:102 `Busan, 2014` -> `Bucharest, 2022`
                warning 5:85 `71` Resolution 71 (Rev. Busan, 2014) is superseded: (Rev. Bucharest, 2022) is the edition in force at WTSA-24 (New Delhi, 2024)
                  fix (look first): Cite (Rev. Bucharest, 2022)
                    5:102 `Busan, 2014` -> `Bucharest, 2022`
                warning 5:92 `179 (Rev. Busan, 2014)` Resolution 179 (Rev. Busan, 2014) is superseded: (Rev. Bucharest, 2022) is the edition in force at WTSA-24 (New Delhi, 2024)
                  fix (look first): Cite (Rev. Bucharest, 2022)
                    5:102 `Busan, 2014` -> `Bucharest, 2022`
            "#]],
        );
        // One of the list is in force: which edition is meant for both is the drafter's to say.
        check(
            &RULE,
            &recalling_at(
                "New Delhi, 2024",
                "Resolutions 174 and 179 (Rev. Busan, 2014) of the Plenipotentiary Conference",
            ),
            expect![[r#"
                warning 5:21 `179 (Rev. Busan, 2014)` Resolution 179 (Rev. Busan, 2014) is superseded: (Rev. Bucharest, 2022) is the edition in force at WTSA-24 (New Delhi, 2024)
            "#]],
        );
    }

    #[test]
    fn the_number_of_a_radio_text_is_brought_to_its_newest_revision() {
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution ITU-R 2-8 and Resolution ITU-R 7-3 (Rev. Geneva, 2015)"),
            expect![[r#"
                warning 5:1 `Resolution ITU-R 2-8` Resolution ITU-R 2-8 is superseded: ITU-R 2-9 (Dubai, 2023) is the edition in force at WTSA-24 (New Delhi, 2024)
                  fix (look first): Cite ITU-R 2-9
                    5:20 `8` -> `9`
                warning 5:26 `Resolution ITU-R 7-3 (Rev. Geneva, 2015)` Resolution ITU-R 7-3 is superseded: ITU-R 7-4 (Sharm el-Sheikh, 2019) is newer
            "#]],
        );
    }

    #[test]
    fn an_edition_in_force_at_the_meeting_is_silent_whatever_came_later() {
        check(
            &RULE,
            &recalling_at("Hammamet, 2016", "Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary Conference"),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                "Resolution 45 (Rev. Dubai, 2014) of the World Telecommunication Development Conference",
            ),
            expect![[""]],
        );
        check(&RULE, &recalling_at("New Delhi, 2024", "UNGA Resolution 57/239"), expect![[""]]);
    }

    #[test]
    fn history_told_on_purpose_is_silent() {
        // The text's own past; two editions of one text in one clause; a star.
        check(
            &RULE,
            &recalling_at(
                "New Delhi, 2024",
                "Resolution 90 (Rev. Hammamet, 2016) of the World Telecommunication Standardization Assembly",
            ),
            expect![[""]],
        );
        let both = "Resolution 130 (Rev. Bucharest, 2022) and Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference";
        check(&RULE, &recalling_at("New Delhi, 2024", both), expect![[""]]);
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 130 (Rev. Dubai, 2018)* of the Plenipotentiary Conference"),
            expect![[""]],
        );
    }

    #[test]
    fn a_text_of_the_radiocommunication_assembly_is_judged_at_its_year() {
        check(
            &RULE,
            r"
                RESOLUTION ITU-R 1-6
                Methods
                (1993-1995-2012)
                The ITU Radiocommunication Assembly,
                considering
                Resolution ITU-R 1-5 and Resolution ITU-R 2-6,
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }
}
