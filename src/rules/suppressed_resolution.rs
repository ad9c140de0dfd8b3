//! `suppressed-resolution`

use super::{Context, Door, Finding, Group, Scope, Subject, Words, rule, wording};
use crate::catalogue::Standing;
use crate::workspace::summary::is_marked_as_draft;

rule! {
    /// A citation names a resolution that had been suppressed when the draft's meeting opened: there is no text in force to cite.
    /// Cite what took its place, or leave the citation out. Where the draft's own meeting suppressed it, that is a hint, and in
    /// a text as adopted there nothing; a star after the citation, in texts of the Radio Regulations, says that history is meant.
    ///
    /// ```wrong
    /// considering
    /// Resolution 11 (Rev. Dubai, 2018) of the Plenipotentiary Conference,
    /// ```
    ///
    /// ```right
    /// considering
    /// Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
    /// ```
    name: "suppressed-resolution",
    group: Group::Citations,
    scope: Scope::Workspace,
    words: Words::None,
    error_from: Some(Door::Contribution),
    summary: "A citation names a resolution that was suppressed before the draft's meeting.",
    check,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let own = context.key();
    for (nth, cited) in context.citations().iter().enumerate() {
        let Some(judgement) = &cited.judgement else { continue };
        let Standing::Suppressed { at, here } = &judgement.standing else { continue };
        // A text may speak of its own past.
        if cited.citation.starred || (cited.key.is_some() && cited.key == own) {
            continue;
        }
        // What the meeting adopted beside the suppression it adopted knowingly.
        if *here && !is_marked_as_draft(&context.placed.text) {
            continue;
        }
        let name = wording::citation(cited);
        let said = match (at, here) {
            (Some(at), true) => format!("{name} was suppressed by this very meeting, {at}"),
            (Some(at), false) => format!("{name} was suppressed by {at}: no edition of it is in force"),
            (None, _) => format!("{name} is no longer in force: it was suppressed"),
        };
        let (sure, message) = match (judgement.firm, here) {
            (true, false) => (true, said),
            (true, true) => (false, said),
            (false, _) => (false, format!("{said} (unverified)")),
        };
        let finding = Finding::new(&RULE, Subject::Citation(nth), wording::place(cited), message);
        let finding = finding.hint_if(!sure || wording::is_aside(cited.zone));
        findings.push(finding.struck().accepted_as(name).resting_on(judgement));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::recalling_at;
    use expect_test::expect;

    fn conference(number: &str) -> String {
        format!(
            r"
                RESOLUTION {number} (Rev. Bucharest, 2022)
                Towers
                The Plenipotentiary Conference (Bucharest, 2022),
                recalling
                Resolution 11 (Rev. Dubai, 2018),
                resolves
                to wait.
            "
        )
    }

    #[test]
    fn a_text_suppressed_before_the_meeting_is_found() {
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 11 (Rev. Dubai, 2018) of the Plenipotentiary Conference"),
            expect![[r#"
            warning 5:1 `Resolution 11 (Rev. Dubai, 2018)` Resolution 11 (Rev. Dubai, 2018) was suppressed by PP-22 (Bucharest, 2022): no edition of it is in force
        "#]],
        );
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 11 (Rev. Busan, 2014) of the Plenipotentiary Conference"),
            expect![[r#"
            warning 5:1 `Resolution 11 (Rev. Busan, 2014)` Resolution 11 (Rev. Busan, 2014) was suppressed by PP-22 (Bucharest, 2022): no edition of it is in force
        "#]],
        );
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                to wait.
                Reasons: see Resolution 11 (Rev. Dubai, 2018).
            ",
            expect![[r#"
            hint 6:14 `Resolution 11 (Rev. Dubai, 2018)` Resolution 11 (Rev. Dubai, 2018) was suppressed by PP-22 (Bucharest, 2022): no edition of it is in force
        "#]],
        );
    }

    #[test]
    fn a_text_suppressed_by_the_very_meeting_is_a_hint() {
        check(
            &RULE,
            &format!("MOD\tIAP/1/1\n{}", conference("90")),
            expect![[r#"
            hint 7:17 `Resolution 11 (Rev. Dubai, 2018)` Resolution 11 (Rev. Dubai, 2018) was suppressed by this very meeting, PP-22 (Bucharest, 2022)
        "#]],
        );
        check(&RULE, &conference("90"), expect![[""]]);
    }

    #[test]
    fn what_was_in_force_or_is_history_is_silent() {
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 11 (Rev. Dubai, 2018) of the Plenipotentiary Conference"),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 11 (Rev. Dubai, 2018)* of the Plenipotentiary Conference"),
            expect![[""]],
        );
        check(&RULE, &conference("11"), expect![[""]]);
    }
}
