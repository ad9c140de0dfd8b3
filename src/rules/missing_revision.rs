//! `missing-revision`

use super::citation_words;
use super::{Context, Door, Finding, Fix, Group, JudgedCitation, Scope, Subject, Waits, Words, rule};
use crate::catalogue::{Best, TextKey, text_form};
use crate::syntax::{Body, Instrument, Language, Zone};

rule! {
    /// A resolution of a conference or an assembly is cited with place and year, at every mention: they are "an integral part of the
    /// number and not to be omitted". Later mentions may leave out the body, never the edition. Resolutions of the Council and
    /// of the United Nations General Assembly have none, nor does "this resolution".
    ///
    /// ```wrong
    /// considering
    /// Resolution 130 of the Plenipotentiary Conference,
    /// ```
    ///
    /// ```right
    /// considering
    /// Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
    /// ```
    name: "missing-revision",
    group: Group::Citations,
    scope: Scope::Workspace,
    words: Words::Clause,
    waits: Waits::Line,
    error_from: Some(Door::Contribution),
    summary: "A citation leaves out the place and year that belong to the number.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

/// The bodies whose texts are cited with an edition; the Radiocommunication Assembly writes it into the number.
const WITH_EDITION: [Body; 4] = [Body::Pp, Body::Wtsa, Body::Wtdc, Body::Wrc];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let own = context.key();
    for (nth, cited) in context.looked_at_citations() {
        let Some(key) = bare(context, cited) else { continue };
        // Its own number, in a heading of its annexes.
        if own.as_ref() == Some(key) && !matches!(cited.zone, Zone::Clause(_) | Zone::Call(_)) {
            continue;
        }
        let name = text_form(key);
        let right = match best(context, key).filter(|best| best.firm) {
            Some(best) => format!(", as ({})", best.row.edition),
            None => String::new(),
        };
        let message = format!("{name} of the {} is cited with place and year{right}", key.body.name());
        findings.push(Finding::new(&RULE, Subject::Citation(nth), cited.citation.span, message));
    }
}

/// The text that a citation names without the edition that it needs.
fn bare<'c>(context: &Context<'_>, cited: &'c JudgedCitation<'_>) -> Option<&'c TextKey> {
    let citation = cited.citation;
    if citation.edition.is_some()
        || citation_words::has_code(context, citation, cited.zone)
        || citation.sector.is_some()
        || citation.number.starts_with('[')
        || !matches!(citation.instrument, Instrument::Resolution | Instrument::Decision)
        // In cover text and reasons a text is often named by its number alone.
        || matches!(cited.zone, Zone::Cover | Zone::Reasons | Zone::Head)
    {
        return None;
    }
    let key = cited.key.as_ref().filter(|key| WITH_EDITION.contains(&key.body) && key.plain().is_some())?;
    // "Resolution 130 of the Plenipotentiary Conference (Busan, 2014)"
    let end = citation.list_span.end;
    let meetings = context.tree().meetings();
    let span = |index: usize| meetings.get(index).map(|meeting| meeting.it.edition.span);
    let after = meetings.partition_point(|meeting| meeting.it.edition.span.start < end);
    let said = span(after).is_some_and(|span| span.start <= end + 2);
    // An edition that cannot be read: "(Rev." and a blank line, and its place after that.
    let view = context.view();
    let after = view.text.get(view.from_source(end) as usize..).unwrap_or_default();
    let unread = after.trim_start_matches([' ', '\u{a0}']).starts_with("(Rev.");
    (named(context, cited) && !said && !unread).then_some(key)
}

/// Whether it is sure whose text is meant: the citation names the body, or an earlier one of the same number does.
fn named(context: &Context<'_>, cited: &JudgedCitation<'_>) -> bool {
    let citation = cited.citation;
    citation.adopter.is_some()
        || context.citations().iter().any(|other| {
            other.citation.span.start < citation.span.start
                && other.key == cited.key
                && other.citation.adopter.is_some()
                && other.citation.edition.is_some()
        })
}

fn best(context: &Context<'_>, key: &TextKey) -> Option<Best> {
    let best = context.catalogue().best_at(key, context.meeting(), Some(context.file))?;
    best.row.known.is_sourced().then_some(best)
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let fix = context.cited(finding).and_then(|cited| {
        let best = best(context, bare(context, cited)?)?;
        let written = context.written();
        // In Chinese the number stands before its word.
        let edition = cited.key.as_ref().filter(|_| written.language != Language::Zh)?;
        let edition = written.bracketed(edition.body, &best.row.edition);
        let edits = context.pen().insert(cited.citation.number_span.end, &format!(" {edition}"))?;
        // The edition in force is all that a bare number can mean, if only one can have been in force.
        Some(Fix { title: format!("Write ({})", best.row.edition), safe: best.firm && !best.adopted_here, edits })
    });
    fix.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::recalling;
    use expect_test::expect;

    #[test]
    fn a_citation_without_its_edition_is_found() {
        check(
            &RULE,
            &recalling("Resolution 130 of the Plenipotentiary Conference"),
            expect![[r#"
            warning 6:1 `Resolution 130` Resolution 130 of the Plenipotentiary Conference is cited with place and year, as (Rev. Bucharest, 2022)
              fix: Write (Rev. Bucharest, 2022)
                6:15 `` -> ` (Rev. Bucharest, 2022)`
        "#]],
        );
        check(
            &RULE,
            &recalling("WTSA Resolution 2 and Decision 5 of the Plenipotentiary Conference"),
            expect![[r#"
            warning 6:6 `Resolution 2` Resolution 2 of the World Telecommunication Standardization Assembly is cited with place and year, as (Rev. New Delhi, 2024)
              fix (look first): Write (Rev. New Delhi, 2024)
                6:18 `` -> ` (Rev. New Delhi, 2024)`
            warning 6:23 `Decision 5` Decision 5 of the Plenipotentiary Conference is cited with place and year, as (Rev. Bucharest, 2022)
              fix: Write (Rev. Bucharest, 2022)
                6:33 `` -> ` (Rev. Bucharest, 2022)`
        "#]],
        );
        check(
            &RULE,
            &recalling("Resolutions 45 (Rev. Kigali, 2022) and 999 of WTDC"),
            expect![[r#"
            warning 6:40 `999` Resolution 999 of the World Telecommunication Development Conference is cited with place and year
        "#]],
        );
    }

    #[test]
    fn a_later_mention_is_found() {
        check(
            &RULE,
            &recalling("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, and Resolution 130"),
            expect![[r#"
                warning 6:78 `Resolution 130` Resolution 130 of the Plenipotentiary Conference is cited with place and year, as (Rev. Bucharest, 2022)
                  fix: Write (Rev. Bucharest, 2022)
                    6:92 `` -> ` (Rev. Bucharest, 2022)`
            "#]],
        );
    }

    #[test]
    fn what_needs_none_or_has_one_is_silent() {
        check(
            &RULE,
            &recalling("Resolutions 71 and 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling("Resolution 130 of the Plenipotentiary Conference (Rev. Bucharest, 2022)"),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling("Council Resolution 1305, UNGA Resolution 57/239, Resolution ITU-R 7 and Decision 584"),
            expect![[""]],
        );
        check(&RULE, &recalling("Recommendation ITU-T X.1205, ITU-D Question 3/2 and Study Group 17"), expect![[""]]);
        check(&RULE, &recalling("Resolution [IAP-1] of this assembly, and this resolution"), expect![[""]]);
        check(&RULE, &recalling("Resolution 130"), expect![[""]]);
        check(
            &RULE,
            r"
                Modify WTSA Resolution 90.
                RESOLUTION 90 (Rev. Geneva, 2022)
                Towers
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }
}
