//! `unknown-meeting`

use super::edition_of_another::{edition_of_another, known, known_of};
use super::{
    Context, Finding, Fix, Group, JudgedCitation, Scope, Severity, Subject, Words, best_edition, rule, wording,
};
use crate::catalogue::MeetingKnown;
use crate::syntax::{Body, Zone};
use crate::text::Span;

rule! {
    /// A place and year at which the body did not meet: a meeting that was planned and moved ("Hyderabad, 2020"), a year that
    /// is off by one, another body's meeting; where the edition exists, as another body's, `wrong-body` says it. It is said only within the years that the data cover for that body, and never
    /// of the meeting that the draft itself is for.
    ///
    /// ```wrong
    /// considering
    /// Resolution 2 (Rev. Hyderabad, 2020) of the World Telecommunication Standardization Assembly,
    /// ```
    ///
    /// ```right
    /// considering
    /// Resolution 2 (Rev. Hammamet, 2016) of the World Telecommunication Standardization Assembly,
    /// ```
    name: "unknown-meeting",
    group: Group::Citations,
    scope: Scope::Workspace,
    words: Words::Clause,
    severity: Severity::Error,
    summary: "A place and year at which the body named did not meet.",
    updates_citations: true,
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    if context.looks_at_head() {
        findings.extend(own_meeting(context));
        history(context, findings);
    }
    for (nth, cited) in context.looked_at_citations() {
        let (Some(mention), Some(known)) = (&cited.citation.edition, known_of(context, cited)) else { continue };
        // The edition exists, and the body is wrong: `wrong-body` says it.
        if edition_of_another(context, cited).is_some() {
            continue;
        }
        // Of the texts of a list that share an edition the last has it.
        if cited.citation.edition_shared && shares_next(context, nth) {
            continue;
        }
        let body = cited.key.as_ref().map(|key| key.body).or(cited.citation.named_body());
        findings.extend(report(context, Subject::Citation(nth), &known, body, mention.meeting_span, cited.zone));
    }
    for (nth, meeting) in context.looked_at(tree.meetings(), |meeting| meeting.it.edition.span.start) {
        let mention = &meeting.it.edition;
        let Some(body) = meeting.it.body.filter(|_| mention.glued.is_none() && !mention.placeholder) else { continue };
        let known = known(context, body, mention.edition.place(), mention.edition.year());
        let place = mention.meeting_span;
        findings.extend(report(context, Subject::Meeting(nth), &known, Some(body), place, meeting.zone));
    }
}

/// What the history names, whose last entry is the draft's own meeting.
fn history(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if let (Some(body), Some((entries, _))) = (context.own_body(), &context.tree().history) {
        for (nth, entry) in entries.iter().enumerate().rev().skip(1).filter(|(_, entry)| !entry.place.is_empty()) {
            let known = known(context, body, Some(&entry.place), Some(entry.year));
            findings.extend(report(context, Subject::HistoryEntry(nth), &known, Some(body), entry.span, Zone::Head));
        }
    }
}

/// Whether the next citation of a list has the same edition and is found wrong in the same way.
fn shares_next(context: &Context<'_>, nth: usize) -> bool {
    let (Some(next), this) = (context.citations().get(nth + 1), &context.citations()[nth]) else { return false };
    let edition = |cited: &JudgedCitation<'_>| cited.citation.edition.as_ref().map(|mention| mention.span);
    edition(next) == edition(this) && known_of(context, next) == known_of(context, this)
}

/// The meeting that the lines of the head agree on, where it surely never was: it is said once, at the first of them,
/// or at the enacting line where another body met there.
fn own_meeting(context: &Context<'_>) -> Option<Finding> {
    let (tree, known) = (context.tree(), context.own_standing());
    let (body, enacting) = (tree.body()?, tree.enacting.as_ref());
    // What was planned and moved may still have been to come when the text was drafted.
    if context.placed.text.cover || !known.is_wrong() || matches!(known, MeetingKnown::PlannedNotHeld { .. }) {
        return None;
    }
    let lines = own_places(context);
    let place = match (&known, enacting) {
        (MeetingKnown::OtherBody { .. }, Some(enacting)) => enacting.span,
        _ => *lines.first()?,
    };
    let named = enacting.and_then(|line| line.edition.as_ref()).map_or(lines.first().copied()?, |it| it.meeting_span);
    let finding = report(context, Subject::Text, &known, Some(body), named, Zone::Head)?;
    let others = lines.into_iter().filter(|line| !line.overlaps(place));
    Some(others.fold(Finding { span: place, ..finding }, |finding, line| finding.related(line, "so here")))
}

/// Where the head names the draft's own meeting: heading, history, enacting line.
fn own_places(context: &Context<'_>) -> Vec<Span> {
    let tree = context.tree();
    let heading = tree.edition().map(|mention| mention.meeting_span);
    let history = tree.history.as_ref().and_then(|(entries, _)| entries.last()).map(|entry| entry.span);
    let enacting = tree.enacting.as_ref().and_then(|line| line.edition.as_ref()).map(|mention| mention.meeting_span);
    [heading, history, enacting].into_iter().flatten().collect()
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let tree = context.tree();
    let known = match finding.subject {
        Subject::Citation(nth) => return fixes_of_citation(context, nth),
        Subject::Text => return fixes_of_own(context).into_iter().collect(),
        Subject::Meeting(nth) => {
            let meeting = &tree.meetings()[nth].it;
            let edition = &meeting.edition.edition;
            meeting.body.map(|body| known(context, body, edition.place(), edition.year()))
        }
        Subject::HistoryEntry(nth) => {
            let entry = tree.history.as_ref().and_then(|(entries, _)| entries.get(nth));
            context
                .own_body()
                .zip(entry)
                .map(|(body, entry)| known(context, body, Some(&entry.place), Some(entry.year)))
        }
        _ => None,
    };
    known.and_then(|known| meet_at(context, finding.span, &known)).into_iter().collect()
}

fn fixes_of_citation(context: &Context<'_>, nth: usize) -> Vec<Fix> {
    let cited = &context.citations()[nth];
    let (Some(mention), Some(known)) = (&cited.citation.edition, known_of(context, cited)) else { return Vec::new() };
    let mut fixes = best_edition::fixes(context, nth);
    if best_edition::target(context, cited).is_none() && !cited.citation.edition_shared {
        fixes.splice(0..0, meet_at(context, mention.meeting_span, &known));
    }
    fixes
}

/// The fix that names the draft's own meeting rightly in all lines of the head.
fn fixes_of_own(context: &Context<'_>) -> Option<Fix> {
    let known = context.own_standing();
    let MeetingKnown::NobodyMet { .. } = known else { return None };
    let fixes: Option<Vec<Fix>> =
        own_places(context).into_iter().map(|place| meet_at(context, place, &known)).collect();
    let title = fixes.as_ref()?.first()?.title.clone();
    Some(Fix { title, safe: false, edits: fixes?.into_iter().flat_map(|fix| fix.edits).collect() })
}

/// The fix that names the meeting that is meant, where only one can be.
fn meet_at(context: &Context<'_>, span: Span, known: &MeetingKnown) -> Option<Fix> {
    let meant = match known {
        MeetingKnown::PlannedNotHeld { instead, .. } => instead.as_ref()?,
        MeetingKnown::OtherBody { nearest, .. } | MeetingKnown::NobodyMet { nearest, .. } => match &**nearest {
            [only] => only,
            _ => return None,
        },
        MeetingKnown::Own | MeetingKnown::Met(_) | MeetingKnown::Unknown => return None,
    };
    let text = meant.place_and_year();
    let edits = context.pen().replace(span, &text)?;
    Some(Fix { title: format!("Write ({text})"), safe: false, edits })
}

fn report(
    context: &Context<'_>,
    subject: Subject,
    known: &MeetingKnown,
    body: Option<Body>,
    span: Span,
    zone: Zone,
) -> Option<Finding> {
    let message = known.complaint(body, &context.quoted(span))?;
    let message = if known.is_wrong() { message } else { format!("{message} (unverified)") };
    let finding = Finding::new(&RULE, subject, span, wording::capitalised(&message));
    Some(finding.hint_if(!known.is_wrong() || wording::is_aside(zone)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::recalling_at;
    use expect_test::expect;

    #[test]
    fn a_meeting_that_was_planned_and_moved_is_found() {
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 52 (Rev. Hyderabad, 2020) of this assembly"),
            expect![[r#"
                error 5:21 `Hyderabad, 2020` WTSA did not meet at Hyderabad, 2020: the meeting was planned there and was held at Geneva, 2022
                  fix (look first): Write (Geneva, 2022)
                    5:21 `Hyderabad, 2020` -> `Geneva, 2022`
            "#]],
        );
    }

    #[test]
    fn a_wrong_year_or_body_is_found() {
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                "Resolution 45 (Rev. Dubai, 2015) of the World Telecommunication Development Conference",
            ),
            expect![[r#"
                error 5:21 `Dubai, 2015` WTDC did not meet at Dubai, 2015; Dubai, 2014 may be meant
                  fix (look first): Cite (Rev. Dubai, 2014)
                    5:28 `2015` -> `2014`
            "#]],
        );
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "the action plan adopted by WTDC (Busan, 2014)"),
            expect![[r#"
                error 5:34 `Busan, 2014` WTDC did not meet at Busan, 2014: that was the Plenipotentiary Conference; Dubai, 2014 may be meant
                  fix (look first): Write (Dubai, 2014)
                    5:34 `Busan` -> `Dubai`
            "#]],
        );
    }

    #[test]
    fn meetings_that_were_held_or_may_be_are_silent() {
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 52 (Rev. Hammamet, 2016) of this assembly"),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 52 (Rev. Geneva, 2022) of this assembly"),
            expect![[""]],
        );
        check(&RULE, &recalling_at("Geneva, 2022", "Resolution 52 (Rev. Lima, 2031) of this assembly"), expect![[""]]);
        check(&RULE, &recalling_at("Geneva, 2022", "the seminar (Lima, 2019)"), expect![[""]]);
    }
}
