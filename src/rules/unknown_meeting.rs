//! `unknown-meeting`

use super::{
    Context, Finding, Fix, Group, JudgedCitation, Scope, Severity, Subject, Waits, best_edition, rule, wording,
};
use crate::catalogue::{MeetingKnown, NeverExisted, Standing, TextKey, official_form};
use crate::syntax::{Body, Edition, OwnMeeting, Zone};
use crate::text::Span;

rule! {
    /// A place and year at which the body did not meet: a meeting that was planned and moved ("Hyderabad, 2020"), a year that
    /// is off by one, another body's meeting. It is said only within the years that the data cover for that body, and never
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
    severity: Severity::Error,
    waits: Waits::Line,
    summary: "A place and year at which the body named did not meet.",
    updates_citations: true,
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    findings.extend(own_meeting(context));
    for (nth, cited) in context.citations().iter().enumerate() {
        let (Some(mention), Some(known)) = (&cited.citation.edition, known_of(context, cited)) else { continue };
        if let Some(key) = of_another_body(context, cited, &known) {
            // Where the citation itself names no body, the fault is an earlier mention's.
            let listed = |before: usize| context.citations()[before].citation.list_span == cited.citation.list_span;
            if cited.citation.adopter.is_some() && !nth.checked_sub(1).is_some_and(listed) {
                findings.push(named_wrongly(context, nth, &key));
            }
            continue;
        }
        // Of the texts of a list that share an edition the last has it.
        if cited.citation.edition_shared && shares_next(context, nth) {
            continue;
        }
        let body = cited.key.as_ref().map(|key| key.body).or(cited.citation.named_body());
        findings.extend(report(context, Subject::Citation(nth), &known, body, mention.meeting_span, cited.zone));
    }
    for (nth, meeting) in tree.meetings().iter().enumerate() {
        let mention = &meeting.it.edition;
        let Some(body) = meeting.it.body.filter(|_| mention.glued.is_none() && !mention.placeholder) else { continue };
        let known = known(context, body, mention.edition.place(), mention.edition.year());
        let place = mention.meeting_span;
        findings.extend(report(context, Subject::Meeting(nth), &known, Some(body), place, meeting.zone));
    }
    // The last entry of a history is the draft's own meeting.
    if let (Some(body), Some((entries, _))) = (context.own_body(), &tree.history) {
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

/// What is known of the place and year of a citation, where they may be wrong.
fn known_of(context: &Context<'_>, cited: &JudgedCitation<'_>) -> Option<MeetingKnown> {
    let mention = cited.citation.edition.as_ref()?;
    let own = context.tree().own_meeting();
    let of_own =
        |own: OwnMeeting| Some(mention.edition.same_meeting(&Edition::at(false, own.place.as_deref()?, own.year)));
    if cited.citation.is_of_this_meeting() && own.and_then(of_own) == Some(true) {
        return None;
    }
    match &cited.judgement {
        Some(judgement) => match &judgement.standing {
            Standing::NeverExisted(NeverExisted::NoSuchMeeting(known)) => Some(known.clone()),
            _ => None,
        },
        None if mention.glued.is_some() || mention.placeholder => None,
        None => {
            let body = cited.citation.named_body()?;
            Some(known(context, body, mention.edition.place(), mention.edition.year()))
        }
    }
}

/// "Resolution 101 (Rev. Dubai, 2018) of WTDC": the edition exists, as another body's.
fn of_another_body(context: &Context<'_>, cited: &JudgedCitation<'_>, known: &MeetingKnown) -> Option<TextKey> {
    let MeetingKnown::OtherBody { which, .. } = known else { return None };
    let mention = cited.citation.edition.as_ref()?;
    let key = |body| TextKey::new(body, cited.citation.instrument, &cited.citation.number);
    let exists = |key: &TextKey| {
        let entry = context.catalogue().resolution(key);
        entry.and_then(|entry| entry.edition(&mention.edition)).is_some_and(|row| row.known.is_sourced())
    };
    which.iter().map(|meeting| key(meeting.body)).find(exists)
}

fn named_wrongly(context: &Context<'_>, nth: usize, key: &TextKey) -> Finding {
    let cited = &context.citations()[nth];
    let name = match &cited.citation.edition {
        Some(mention) => official_form(key, &mention.edition),
        None => wording::number(cited),
    };
    let said = match cited.citation.adopter {
        Some((_, span)) => format!(", not \"{}\"", context.quoted(span)),
        None => String::new(),
    };
    let message = format!("{name} is of {}{said}", key.body.with_article());
    let finding = Finding::new(&RULE, Subject::Citation(nth), wording::place(cited), message);
    finding.hint_if(wording::is_aside(cited.zone))
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
    if let Some(key) = of_another_body(context, cited, &known) {
        return wording::name_body(context, cited, &key, false).into_iter().collect();
    }
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

fn known(context: &Context<'_>, body: Body, place: Option<&str>, year: Option<u16>) -> MeetingKnown {
    let (Some(place), Some(year)) = (place, year) else { return MeetingKnown::Unknown };
    let own = context.tree().own_meeting();
    let own = own.as_ref().and_then(|own| Some((own.body, own.place.as_deref()?, own.year)));
    context.catalogue().meeting_standing(Some(body), place, year, own)
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
    fn an_edition_of_another_body_is_named() {
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 130 (Rev. Dubai, 2018) of WTDC"),
            expect![[r#"
                error 5:1 `Resolution 130 (Rev. Dubai, 2018)` Resolution 130 (Rev. Dubai, 2018) is of the Plenipotentiary Conference, not "of WTDC"
                  fix (look first): Write "of the Plenipotentiary Conference"
                    5:38 `WTDC` -> `the Plenipotentiary Conference`
            "#]],
        );
    }

    #[test]
    fn a_later_mention_of_it_is_silent() {
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                "Resolution 71 (Rev. Bucharest, 2022) of this assembly, as Resolution 71 (Rev. Bucharest, 2022) says",
            ),
            expect![[r#"
            error 5:1 `Resolution 71 (Rev. Bucharest, 2022)` Resolution 71 (Rev. Bucharest, 2022) is of the Plenipotentiary Conference, not "of this assembly"
              fix (look first): Write "of the Plenipotentiary Conference"
                5:41 `this assembly` -> `the Plenipotentiary Conference`
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
