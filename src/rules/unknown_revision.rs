//! `unknown-revision`

use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, Words, best_edition, rule, wording};
use crate::catalogue::{NeverExisted, Standing};
use crate::syntax::Adopted;

rule! {
    /// A citation names an edition that no meeting ever adopted: the body met and left the text as it was, "Rev." is missing
    /// or too much, or the text is younger than the edition cited. It is said only where the data leave no gap: what the
    /// catalogue does not know is never reported as wrong.
    ///
    /// ```wrong
    /// considering
    /// Resolution 174 (Rev. Dubai, 2018) of the Plenipotentiary Conference,
    /// ```
    ///
    /// ```right
    /// considering
    /// Resolution 174 (Rev. Busan, 2014) of the Plenipotentiary Conference,
    /// ```
    name: "unknown-revision",
    group: Group::Citations,
    scope: Scope::Workspace,
    words: Words::None,
    severity: Severity::Error,
    summary: "A citation names an edition that was never adopted.",
    updates_citations: true,
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (nth, cited) in context.citations().iter().enumerate() {
        let Some(judgement) = &cited.judgement else { continue };
        let Standing::NeverExisted(why) = &judgement.standing else { continue };
        let Some(mention) = &cited.citation.edition else { continue };
        let (name, number) = (wording::citation(cited), wording::number(cited));
        let (said, right) = match why {
            // `unknown-meeting` says it.
            NeverExisted::NoSuchMeeting(_) => continue,
            NeverExisted::NotAdoptedThere(row) => {
                let said = match &mention.edition.adopted {
                    Adopted::Revision(_) => format!("There is no {name}"),
                    _ => format!("{number} was not adopted at {}", wording::meeting(&mention.edition)),
                };
                (format!("{said}: {} stayed in force", wording::edition(cited, row)), Some(row))
            }
            NeverExisted::WrittenOtherwise(row) => {
                (format!("{name} is written {}", wording::edition(cited, row)), Some(row))
            }
            NeverExisted::NeedsRev(row) => {
                let meeting = wording::meeting(&mention.edition);
                let older = wording::edition(cited, row);
                (
                    format!("{number} is older than {meeting}, see {older}: write (Rev. {meeting}) if that is meant"),
                    None,
                )
            }
            NeverExisted::BeforeFirst { first } => {
                (format!("{name} does not exist: it was first adopted at {first}"), None)
            }
            NeverExisted::NumberRange { first } => {
                (format!("{name} does not exist: resolutions of this number were first adopted at {first}"), None)
            }
        };
        let firm = judgement.firm;
        // A slip of "Rev." is worth a hint on recalled data; that an edition does not exist is not.
        if !firm && !matches!(why, NeverExisted::WrittenOtherwise(_) | NeverExisted::NeedsRev(_)) {
            continue;
        }
        let message = match (firm, &judgement.best) {
            (true, Some(best)) if right.is_none_or(|right| right.edition != best.row.edition) => {
                // What may have been revised since is not said to be in force.
                let stands = if best.firm { "is in force" } else { "is the newest known" };
                let (edition, moment) = (wording::edition(cited, &best.row), wording::moment(context.meeting()));
                format!("{said}; {edition} {stands} {moment}")
            }
            (true, _) => said,
            (false, _) => format!("{said} (unverified)"),
        };
        let finding = Finding::new(&RULE, Subject::Citation(nth), wording::place(cited), message);
        let finding = finding.hint_if(!firm || wording::is_aside(cited.zone));
        findings.push(finding.accepted_as(name).resting_on(judgement));
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Citation(nth) = finding.subject else { return Vec::new() };
    best_edition::fixes(context, nth)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::recalling_at;
    use expect_test::expect;

    #[test]
    fn an_edition_between_two_that_are_known_is_found() {
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 174 (Rev. Dubai, 2018) of the Plenipotentiary Conference"),
            expect![[r#"
                error 5:1 `Resolution 174 (Rev. Dubai, 2018)` Resolution 174 was not adopted at Dubai, 2018: (Rev. Busan, 2014) stayed in force
                  fix (look first): Cite (Rev. Busan, 2014)
                    5:22 `Dubai, 2018` -> `Busan, 2014`
            "#]],
        );
    }

    #[test]
    fn rev_that_is_missing_is_found() {
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 71 (Dubai, 2018) of the Plenipotentiary Conference"),
            expect![[r#"
                error 5:1 `Resolution 71 (Dubai, 2018)` Resolution 71 (Dubai, 2018) is written (Rev. Dubai, 2018)
                  fix (look first): Cite (Rev. Dubai, 2018)
                    5:16 `` -> `Rev. `
            "#]],
        );
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 181 (Rev. Guadalajara, 2010) of the Plenipotentiary Conference"),
            expect![[r#"
                error 5:1 `Resolution 181 (Rev. Guadalajara, 2010)` Resolution 181 (Rev. Guadalajara, 2010) is written (Guadalajara, 2010)
                  fix (look first): Cite (Guadalajara, 2010)
                    5:17 `Rev. ` -> ``
            "#]],
        );
    }

    #[test]
    fn what_may_exist_is_silent() {
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 179 (Rev. Dubai, 2018) of the Plenipotentiary Conference"),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 999 (Rev. Dubai, 2018) of the Plenipotentiary Conference"),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 52 (Rev. Geneva, 2022) of this assembly"),
            expect![[""]],
        );
    }
}
