//! `wrong-body`

use super::edition_of_another::edition_of_another;
use super::{Context, Door, Finding, Fix, Group, JudgedCitation, Scope, Subject, Words, best_edition, rule, wording};
use crate::catalogue::{Standing, TextKey, official_form};
use crate::syntax::{Adopted, Adopter, Body, Instrument, Language, Sector};

rule! {
    /// "Of this assembly" and "of this conference" are said of an edition that the draft's own meeting adopts. An earlier edition of the
    /// same body takes the body's name, "of the Plenipotentiary Conference", and so does a text of another body: an edition
    /// "(Rev.WRC-23)" is of the World Radiocommunication Conference, "ITU-R 7-3" of the Radiocommunication Assembly, and
    /// "Resolution 130 (Rev. Dubai, 2018)" of the body whose Resolution 130 has that edition. Where the edition itself is wrong,
    /// that is said instead.
    ///
    /// ```wrong
    /// considering
    /// Resolution 2 (Rev. Geneva, 2022) of this assembly,
    /// ```
    ///
    /// ```right
    /// considering
    /// Resolution 2 (Rev. New Delhi, 2024) of this assembly,
    /// ```
    name: "wrong-body",
    group: Group::Citations,
    scope: Scope::Workspace,
    words: Words::Clause,
    error_from: Some(Door::Contribution),
    summary: "A citation names another body than the one that adopted the edition.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

/// What is wrong with a body that is named.
enum Wrong {
    /// "Of this assembly" of an edition of an earlier meeting.
    Earlier(TextKey),
    /// The form of the citation is that of another body.
    Form(TextKey),
    /// "Of this conference" at an assembly.
    Sitting(TextKey),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (nth, cited) in context.looked_at_citations() {
        // Where the citation itself names no body, the fault is an earlier mention's.
        let listed = |before: usize| context.citations()[before].citation.list_span == cited.citation.list_span;
        if cited.citation.adopter.is_some()
            && !nth.checked_sub(1).is_some_and(listed)
            && let Some(key) = edition_of_another(context, cited)
        {
            findings.push(named_wrongly(context, nth, &key));
        }
    }
    let mut next = 0;
    while let Some(first) = context.citations().get(next) {
        let (nth, list) = (next, list_from(context, next));
        next += list.len();
        let Some((_, span)) = first.citation.adopter.filter(|(_, span)| context.looks_at(span.start)) else { continue };
        // The body named after a list may be meant for some of its texts only.
        if !list.iter().all(|cited| wrong(context, cited).is_some()) {
            continue;
        }
        let Some(wrong) = wrong(context, first) else { continue };
        let said = context.quoted(span);
        let right = |key| right(context, first, key);
        let message = match &wrong {
            Wrong::Earlier(key) => {
                format!("\"{said}\" is said of editions of {}: write \"{}\"", context.meeting(), right(key))
            }
            Wrong::Form(key) => {
                format!("{} is not \"{said}\": write \"{}\"", wording_of(first, key), right(key))
            }
            Wrong::Sitting(key) => format!("{} does not call itself so: write \"{}\"", key.body.short(), right(key)),
        };
        let finding = Finding::new(&RULE, Subject::Citation(nth), span, message).hint_if(wording::is_aside(first.zone));
        findings.push(finding.accepted_as(context.quoted(first.citation.list_span)));
    }
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

/// The citations of a list, from its first: "Resolutions 2 and 50 of this assembly".
fn list_from<'c, 'a>(context: &'c Context<'a>, first: usize) -> &'c [JudgedCitation<'a>] {
    let all = &context.citations()[first..];
    &all[..all.iter().take_while(|cited| cited.citation.list_span == all[0].citation.list_span).count()]
}

/// "Resolution 25 (Rev.WRC-23)", as the right body's.
fn wording_of(cited: &JudgedCitation<'_>, key: &TextKey) -> String {
    match &cited.citation.edition {
        Some(mention) => official_form(key, &mention.edition),
        None => crate::catalogue::text_form(key),
    }
}

fn right(context: &Context<'_>, cited: &JudgedCitation<'_>, key: &TextKey) -> String {
    match &cited.citation.edition {
        Some(mention) => context.written().of_body(key, Some(&mention.edition), context.meeting()),
        None => format!("of the {}", key.body.name()),
    }
}

fn wrong(context: &Context<'_>, cited: &JudgedCitation<'_>) -> Option<Wrong> {
    let (adopter, span) = cited.citation.adopter?;
    let own_body = context.own_body().or(context.meeting().body());
    let named = match adopter {
        Adopter::Named(body) => body,
        Adopter::ThisMeeting => own_body?,
    };
    if let Some(body) = body_of_form(cited).filter(|&body| body != named) {
        return Some(Wrong::Form(TextKey::new(body, cited.citation.instrument, &cited.citation.number)));
    }
    // Judged at another body's meeting, nobody can tell which editions are the draft's own meeting's.
    if adopter != Adopter::ThisMeeting || own_body != context.meeting().body() || !wording::says_its_meeting(context) {
        return None;
    }
    let (key, mention) = (cited.key.clone()?, cited.citation.edition.as_ref()?);
    if mention.glued.is_some() || mention.placeholder {
        return None;
    }
    let catalogue = context.catalogue();
    if catalogue.is_own(&key, &mention.edition, context.meeting()) {
        // In other languages the words themselves say which.
        let sitting = key.body.sitting_word().filter(|_| context.tree().language() == Language::En)?;
        return (!context.words(span).to_lowercase().ends_with(sitting)).then_some(Wrong::Sitting(key));
    }
    // Of an edition that is wrong itself, or of a meeting that nobody knows, other rules speak, or nobody.
    let standing = cited.judgement.as_ref().map(|judgement| &judgement.standing);
    let met = catalogue.meeting_of_edition(key.body, &mention.edition).is_some();
    let right_edition = !matches!(standing, Some(Standing::NeverExisted(_) | Standing::Later) | None);
    (met && right_edition).then_some(Wrong::Earlier(key))
}

/// The body that the form of a citation tells: "(Rev.WRC-23)", "ITU-R 7-3".
fn body_of_form(cited: &JudgedCitation<'_>) -> Option<Body> {
    let mention = cited.citation.edition.as_ref();
    if mention.is_some_and(|mention| matches!(mention.edition.adopted, Adopted::Wrc { .. })) {
        return Some(Body::Wrc);
    }
    let radio = cited.citation.sector == Some(Sector::R) && cited.citation.instrument == Instrument::Resolution;
    radio.then_some(Body::Ra)
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Citation(nth) = finding.subject else { return Vec::new() };
    let (first, list) = (&context.citations()[nth], list_from(context, nth));
    if let Some(key) = edition_of_another(context, first) {
        return wording::name_body(context, first, &key, false).into_iter().collect();
    }
    let Some(Wrong::Earlier(key) | Wrong::Form(key) | Wrong::Sitting(key)) = wrong(context, first) else {
        return Vec::new();
    };
    // Where the edition can be brought to that of the draft's own meeting, "of this assembly" is right.
    if list.iter().any(|cited| comes_to_own(context, cited)) {
        return Vec::new();
    }
    // Where the edition is in force, it is the body that was meant otherwise.
    let in_force = |cited: &JudgedCitation<'_>| {
        let judgement = cited.judgement.as_ref();
        judgement.is_some_and(|it| it.firm && matches!(it.standing, Standing::InForce | Standing::AdoptedHere { .. }))
    };
    wording::name_body(context, first, &key, list.iter().all(in_force)).into_iter().collect()
}

/// Whether another rule brings the citation to the edition that the draft's own meeting adopted.
fn comes_to_own(context: &Context<'_>, cited: &JudgedCitation<'_>) -> bool {
    let this = cited.citation.adopter.is_some_and(|(adopter, _)| adopter == Adopter::ThisMeeting);
    let own = |key: &TextKey| {
        let row = best_edition::target(context, cited)?;
        let own = context.catalogue().is_own(key, &row.edition, context.meeting());
        (own && best_edition::bring_to(context, cited, row).is_some()).then_some(())
    };
    this && !best_edition::is_history(context, cited) && cited.key.as_ref().and_then(own).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::recalling_at;
    use expect_test::expect;

    #[test]
    fn an_earlier_edition_of_this_meeting_is_found() {
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. Dubai, 2018)
                Towers
                The Plenipotentiary Conference (Dubai, 2018),
                recalling
                Resolution 174 (Rev. Busan, 2014) of this conference,
                resolves
                to wait.
            ",
            expect![[r#"
                warning 5:35 `of this conference` "of this conference" is said of editions of PP-18 (Dubai, 2018): write "of the Plenipotentiary Conference"
                  fix: Write "of the Plenipotentiary Conference"
                    5:38 `this conference` -> `the Plenipotentiary Conference`
            "#]],
        );
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. Dubai, 2018)
                Towers
                The Plenipotentiary Conference (Dubai, 2018),
                recalling
                Resolutions 71 and 130 (Rev. Busan, 2014) of this conference,
                resolves
                to wait.
            ",
            expect![[r#"
                warning 5:43 `of this conference` "of this conference" is said of editions of PP-18 (Dubai, 2018): write "of the Plenipotentiary Conference"
            "#]],
        );
    }

    #[test]
    fn an_edition_of_another_body_is_named() {
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 130 (Rev. Dubai, 2018) of WTDC"),
            expect![[r#"
                warning 5:1 `Resolution 130 (Rev. Dubai, 2018)` Resolution 130 (Rev. Dubai, 2018) is of the Plenipotentiary Conference, not "of WTDC"
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
                warning 5:1 `Resolution 71 (Rev. Bucharest, 2022)` Resolution 71 (Rev. Bucharest, 2022) is of the Plenipotentiary Conference, not "of this assembly"
                  fix (look first): Write "of the Plenipotentiary Conference"
                    5:41 `this assembly` -> `the Plenipotentiary Conference`
            "#]],
        );
    }

    #[test]
    fn a_form_of_another_body_is_found() {
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 25 (Rev.WRC-23) of the Plenipotentiary Conference"),
            expect![[r#"
            warning 5:28 `of the Plenipotentiary Conference` Resolution 25 (Rev.WRC-23) is not "of the Plenipotentiary Conference": write "of the World Radiocommunication Conference"
              fix (look first): Write "of the World Radiocommunication Conference"
                5:35 `Plenipotentiary` -> `World Radiocommunication`
        "#]],
        );
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution ITU-R 7-5 of the World Radiocommunication Conference"),
            expect![[r#"
                warning 5:22 `of the World Radiocommunication Conference` Resolution ITU-R 7-5 is not "of the World Radiocommunication Conference": write "of the Radiocommunication Assembly"
                  fix (look first): Write "of the Radiocommunication Assembly"
                    5:29 `World Radiocommunication Conference` -> `Radiocommunication Assembly`
            "#]],
        );
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 2 (Rev. New Delhi, 2024) of this conference"),
            expect![[r#"
            warning 5:37 `of this conference` WTSA does not call itself so: write "of this assembly"
              fix: Write "of this assembly"
                5:45 `conference` -> `assembly`
        "#]],
        );
    }

    #[test]
    fn an_edition_that_comes_to_that_of_this_meeting_keeps_this_meeting() {
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 2 (Rev. Geneva, 2022) of this assembly"),
            expect![[r#"
            warning 5:34 `of this assembly` "of this assembly" is said of editions of WTSA-24 (New Delhi, 2024): write "of the World Telecommunication Standardization Assembly"
        "#]],
        );
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. Dubai, 2018)
                Towers
                The Plenipotentiary Conference (Dubai, 2018),
                recalling
                Resolution 71 (Rev. Busan, 2014) of this conference,
                resolves
                to wait.
            ",
            expect![[r#"
                warning 5:34 `of this conference` "of this conference" is said of editions of PP-18 (Dubai, 2018): write "of the Plenipotentiary Conference"
            "#]],
        );
    }

    #[test]
    fn the_right_body_is_silent() {
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 2 (Rev. New Delhi, 2024) of this assembly"),
            expect![[""]],
        );
        check(&RULE, &recalling_at("New Delhi, 2024", "Resolution 2 (Rev. New Delhi, 2024) of WTSA"), expect![[""]]);
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference"),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at("New Delhi, 2024", "Resolution ITU-R 7-5 of the Radiocommunication Assembly"),
            expect![[""]],
        );
        check(&RULE, &recalling_at("Lima, 2028", "Resolution 110 (Lima, 2028) of this assembly"), expect![[""]]);
        // Other rules speak of the edition.
        check(
            &RULE,
            &recalling_at("Geneva, 2022", "Resolution 52 (Rev. Hyderabad, 2020) of this assembly"),
            expect![[""]],
        );
    }
}
