//! `unknown-resolution`

use std::cmp::Ordering;

use super::{Context, Finding, Group, JudgedCitation, Scope, Subject, Waits, rule, wording};
use crate::catalogue::{Held, TextKey};
use crate::syntax::{Body, Instrument};

rule! {
    /// A citation gives a number that its body had not given out: a slip of the hand, as "Resolution 310" for 130. The catalogue does
    /// not know every text, so this is said for sure only where it knows up to which number a body had come at its newest
    /// meeting, and the edition cited is of that meeting or an older one. Of the other bodies a number far beyond the highest
    /// that is known is a hint.
    ///
    /// ```wrong
    /// considering
    /// Resolution 310 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
    /// ```
    ///
    /// ```right
    /// considering
    /// Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
    /// ```
    name: "unknown-resolution",
    group: Group::Citations,
    scope: Scope::Workspace,
    waits: Waits::Line,
    summary: "A citation gives a number that its body had not given out.",
    check,
}

/// The bodies that number their resolutions one after the other, without gaps on purpose.
const COUNTING: [Body; 4] = [Body::Pp, Body::Wtsa, Body::Wtdc, Body::Ra];

/// How far beyond the highest number known a number is surely none of those that the data lack.
const MARGIN: u32 = 20;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let own = context.key();
    for (nth, cited) in context.citations().iter().enumerate() {
        let Some(key) = cited.key.as_ref().filter(|key| own.as_ref() != Some(key)) else { continue };
        let Some(number) = key.plain().filter(|_| key.instrument == Instrument::Resolution) else { continue };
        let catalogue = context.catalogue();
        if !COUNTING.contains(&key.body) || catalogue.resolution(key).is_some() || !is_settled(context, cited, key) {
            continue;
        }
        let name = wording::citation(cited);
        let (sure, message) = match catalogue.highest_numbers(key.body) {
            Some(range) if number > range.high && range.known.is_sourced() => {
                let met = catalogue.newest_covered(key.body).map(|meeting| meeting.to_string()).unwrap_or_default();
                let message =
                    format!("There is no {name}: the numbers of resolutions went up to {} at {met}", range.high);
                (true, message)
            }
            Some(_) => continue,
            None => {
                let known = catalogue.by_body(key.body).iter().map(|entry| &entry.key);
                let resolutions = known.filter(|key| key.instrument == Instrument::Resolution);
                let Some(highest) = resolutions.filter_map(TextKey::plain).max() else { continue };
                if number <= highest + MARGIN {
                    continue;
                }
                let body = key.body.name();
                let message =
                    format!("No {name} is known: the highest number known of the {body} is {highest} (unverified)");
                (false, message)
            }
        };
        let finding = Finding::new(&RULE, Subject::Citation(nth), wording::place(cited), message);
        findings.push(finding.hint_if(!sure || wording::is_aside(cited.zone)).accepted_as(name));
    }
}

/// Whether the citation is of a meeting whose results are known: it names one, or, where it names none, no further meeting
/// of the body can have given out numbers yet.
fn is_settled(context: &Context<'_>, cited: &JudgedCitation<'_>, key: &TextKey) -> bool {
    let catalogue = context.catalogue();
    let Some(newest) = catalogue.newest_covered(key.body) else { return false };
    match &cited.citation.edition {
        Some(mention) if mention.glued.is_some() || mention.placeholder => false,
        Some(mention) => catalogue
            .meeting_of_edition(key.body, &mention.edition)
            .is_some_and(|met| met.held == Held::Yes && met.when().order(&newest.when()) != Some(Ordering::Greater)),
        None => {
            let asked = context.meeting().when();
            let mut later = catalogue
                .meetings_of(key.body)
                .iter()
                .filter(|met| met.held != Held::No && met.when().order(&newest.when()) == Some(Ordering::Greater))
                .peekable();
            cited.citation.named_body() == Some(key.body)
                && later.peek().is_some()
                && later
                    .all(|met| !context.meeting().is_meeting(met) && asked.order(&met.when()) == Some(Ordering::Less))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::recalling;
    use expect_test::expect;

    #[test]
    fn a_number_beyond_the_last_is_found() {
        check(
            &RULE,
            &recalling("Resolution 310 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"),
            expect![[r#"
            warning 6:1 `Resolution 310 (Rev. Bucharest, 2022)` There is no Resolution 310 (Rev. Bucharest, 2022): the numbers of resolutions went up to 219 at PP-22 (Bucharest, 2022)
        "#]],
        );
        check(
            &RULE,
            &recalling("Resolution 220 (Dubai, 2018) of the Plenipotentiary Conference"),
            expect![[r#"
            warning 6:1 `Resolution 220 (Dubai, 2018)` There is no Resolution 220 (Dubai, 2018): the numbers of resolutions went up to 219 at PP-22 (Bucharest, 2022)
        "#]],
        );
        check(
            &RULE,
            &recalling("Resolution 720 of the Plenipotentiary Conference"),
            expect![[r#"
            warning 6:1 `Resolution 720` There is no Resolution 720: the numbers of resolutions went up to 219 at PP-22 (Bucharest, 2022)
        "#]],
        );
    }

    #[test]
    fn a_number_far_beyond_the_highest_known_is_a_hint() {
        check(
            &RULE,
            &recalling("Resolution 520 (Rev. Hammamet, 2016) of WTSA"),
            expect![[r#"
            hint 6:1 `Resolution 520 (Rev. Hammamet, 2016)` No Resolution 520 (Rev. Hammamet, 2016) is known: the highest number known of the World Telecommunication Standardization Assembly is 101 (unverified)
        "#]],
        );
    }

    #[test]
    fn numbers_that_may_be_are_silent() {
        check(&RULE, &recalling("Resolution 219 (Bucharest, 2022) of the Plenipotentiary Conference"), expect![[""]]);
        check(&RULE, &recalling("Resolution 220 (Doha, 2026) of the Plenipotentiary Conference"), expect![[""]]);
        check(&RULE, &recalling("Resolution 104 (New Delhi, 2024) of this assembly"), expect![[""]]);
        check(
            &RULE,
            &recalling("Resolution 958 (WRC-15), Council Resolution 1414 and UNGA Resolution 57/239"),
            expect![[""]],
        );
        check(&RULE, &recalling("Decision 600 of the Plenipotentiary Conference"), expect![[""]]);
    }
}
