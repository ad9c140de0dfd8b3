//! `citation-form`

use std::sync::Arc;

use super::citation_words::{self, Misspelling};
use super::{Context, Finding, Fix, Group, Scope, Subject, Waits, Words, rule, run_in, wording};
use crate::catalogue::Meeting;
use crate::edits::Edit;
use crate::syntax::{Adopted, Citation, EditionMention, Instrument, Zone, same_place};
use crate::text::{Span, single_spaced};

rule! {
    /// How a citation is written: "Resolution 130 (Rev. Dubai, 2018)", with a full stop and a space after "Rev" and a comma between
    /// place and year; in texts of radio conferences "(Rev.WRC-23)", without a space; "Recommendation ITU-T X.509", with a
    /// hyphen; "Resolution 130", not "Resolution No. 130", "Resoluton 130", "Res. 130", "resolution 130" or "PP Resolution 130"; the meeting by its
    /// place and year in the language of the text, right after the number, and not by its code: "Resolution 130 (PP-22)". A searching
    /// machine and a hasty reader rely on it. Heading and enacting line write their place and year in the same form.
    ///
    /// ```wrong
    /// considering
    /// Resolution 130 (Rev. Bucharest 2022) of the Plenipotentiary Conference,
    /// ```
    ///
    /// ```right
    /// considering
    /// Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
    /// ```
    name: "citation-form",
    group: Group::Citations,
    scope: Scope::Workspace,
    words: Words::Clause,
    waits: Waits::Line,
    summary: "A citation is not written in the form that its body uses: a comma, space or hyphen is wrong.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

/// How far a text is searched for its usual hyphen, in bytes.
const HYPHEN_BYTES: usize = 20_000;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    if context.looks_at_head() && !context.placed.text.cover {
        of_head(context, findings);
    }
    let mut report = |subject: Subject, zone: Zone| {
        findings.extend(
            misspellings(context, subject)
                .into_iter()
                .map(|it| Finding::new(&RULE, subject, it.span, it.message).hint_if(wording::is_aside(zone))),
        );
    };
    for (nth, cited) in context.looked_at(tree.citations(), |cited| cited.it.span.start) {
        report(Subject::Citation(nth), cited.zone);
    }
    for (nth, meeting) in context.looked_at(tree.meetings(), |meeting| meeting.it.edition.span.start) {
        report(Subject::Meeting(nth), meeting.zone);
    }
}

/// Heading and enacting line that write the same meeting in the same wrong form are fixed together.
fn of_head(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let first = misspellings(context, Subject::Text).into_iter().next();
    findings.extend(first.map(|it| Finding::new(&RULE, Subject::Text, it.span, it.message)));
    for it in run_in::in_head(context) {
        findings.push(Finding::new(&RULE, Subject::Words, it.span, it.message));
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    if finding.subject == Subject::Text {
        return fix_of_head(context).into_iter().collect();
    }
    let fix = misspellings(context, finding.subject).into_iter().find(|it| it.span == finding.span).and_then(|it| {
        let edits = match finding.subject {
            // A proposal line is no part of the text, and tracks nothing.
            Subject::Words if is_of_proposal(context, it.span) => {
                let span = context.placed.in_file(Span::empty(it.span.start));
                vec![Edit { file: context.file, span, text: "\t".into() }]
            }
            _ => context.pen().replace(it.span, it.right.as_deref()?)?,
        };
        Some(Fix { title: format!("Write \"{}\"", it.shown), safe: it.safe && context.is_new(it.span), edits })
    });
    fix.into_iter().collect()
}

fn is_of_proposal(context: &Context<'_>, span: Span) -> bool {
    context.tree().proposal.as_ref().is_some_and(|line| line.span.overlaps(span))
}

/// The fix of heading and enacting line.
fn fix_of_head(context: &Context<'_>) -> Option<Fix> {
    let wrong = misspellings(context, Subject::Text);
    let edits: Option<Vec<_>> = wrong.iter().map(|it| context.pen().replace(it.span, it.right.as_deref()?)).collect();
    let safe = wrong.iter().all(|it| it.safe && context.is_new(it.span));
    Some(Fix { title: format!("Write \"{}\"", wrong.first()?.shown), safe, edits: edits?.concat() })
}

/// What is written in another form than it should be, in one citation or one name of a meeting.
fn misspellings(context: &Context<'_>, subject: Subject) -> Vec<Misspelling> {
    let tree = context.tree();
    match subject {
        Subject::Citation(nth) => {
            let citation = tree.citation(nth);
            let own = citation.edition.as_ref().filter(|_| !citation.edition_shared);
            if let Some(misspelling) = citation_words::other_form(context, nth) {
                return vec![misspelling];
            }
            let parts = [
                citation_words::word(context, nth),
                word_and_number(context, citation),
                run_in(context, citation),
                sector(context, citation),
                own.and_then(|mention| before_edition(context, citation, mention)),
                own.and_then(|mention| edition(context, mention)),
            ];
            parts.into_iter().flatten().collect()
        }
        Subject::Meeting(nth) if tree.meetings()[nth].it.body.is_none() => {
            run_in::misspelt_instrument(context, nth).into_iter().collect()
        }
        // What stands after the body of a citation is a part of that.
        Subject::Meeting(nth) if citation_words::is_of_citation(context, nth) => Vec::new(),
        Subject::Meeting(nth) => edition(context, &tree.meetings()[nth].it.edition).into_iter().collect(),
        Subject::Words => run_in::in_head(context),
        Subject::Text => {
            let enacting = tree.enacting.as_ref().and_then(|line| line.edition.as_ref());
            let heading = tree.edition().and_then(|mention| edition(context, mention));
            heading.into_iter().chain(enacting.and_then(|mention| enacting_line(context, mention))).collect()
        }
        _ => Vec::new(),
    }
}

/// The hyphen of "ITU-T", as the draft writes it elsewhere.
fn usual_hyphen(context: &Context<'_>) -> &'static str {
    let text = context.view().text.as_bytes();
    let near = &text[..text.len().min(HYPHEN_BYTES)];
    memchr::memmem::find(near, "ITU\u{2011}".as_bytes()).map_or("-", |_| "\u{2011}")
}

/// The place of a range of the words that begin at `span`.
fn part(context: &Context<'_>, span: Span, from: usize, to: usize) -> Span {
    let start = context.view().from_source(span.start) as usize;
    context.view().to_source(Span::of(start + from..start + to))
}

/// "Resolution No. 130"
fn word_and_number(context: &Context<'_>, citation: &Citation) -> Option<Misspelling> {
    if matches!(citation.instrument, Instrument::Question | Instrument::StudyGroup) {
        return None;
    }
    let lead = Span::new(citation.span.start, citation.number_span.start);
    let text = context.viewed(lead);
    let after = text.find(char::is_whitespace)?;
    let no = text[after..].trim_start();
    let end = ["Nos.", "Nos", "No.", "No"].iter().find_map(|no_| no.strip_prefix(no_))?;
    if end.starts_with(char::is_alphabetic) {
        return None;
    }
    let span = part(context, lead, text.len() - no.len(), text.len() - end.trim_start().len());
    let shown = format!("{} {}", &text[..after], context.viewed(citation.number_span));
    let message = format!("\"{shown}\" is written without \"No.\"");
    Some(Misspelling { span, right: Some(String::new()), message, shown, safe: true })
}

/// "Resolution130"
fn run_in(context: &Context<'_>, citation: &Citation) -> Option<Misspelling> {
    let lead = context.viewed(Span::new(citation.span.start, citation.number_span.start));
    let word = lead.chars().all(char::is_alphabetic) && !matches!(lead, "" | "第");
    word.then(|| {
        let number = context.viewed(citation.number_span);
        let shown = format!("{lead} {number}");
        let message = format!("A space stands before the number: \"{shown}\"");
        Misspelling { span: citation.number_span, right: Some(format!(" {number}")), message, shown, safe: true }
    })
}

/// "ITU T X.509"
fn sector(context: &Context<'_>, citation: &Citation) -> Option<Misspelling> {
    let sector = citation.sector?;
    let lead = Span::new(citation.span.start, citation.number_span.start);
    let text = context.viewed(lead);
    let start = text.find("ITU")?;
    let after = start + "ITU".len();
    let gap = text[after..].chars().next().filter(|c| c.is_whitespace())?;
    let shown = format!("ITU-{sector:?}");
    let message = format!("\"{shown}\" is written with a hyphen");
    let span = part(context, lead, start, after + gap.len_utf8() + 1);
    let right = Some(format!("ITU{}{sector:?}", usual_hyphen(context)));
    Some(Misspelling { span, right, message, shown, safe: true })
}

/// "Resolution 130(Rev. Dubai, 2018)"
fn before_edition(context: &Context<'_>, citation: &Citation, mention: &EditionMention) -> Option<Misspelling> {
    let glued = mention.span.start == citation.number_span.end && context.viewed(mention.span).starts_with('(');
    glued.then(|| {
        let number = context.viewed(citation.number_span);
        let shown = format!("{number} {}", context.viewed(mention.span));
        let message = format!("A space stands before the bracket: \"{shown}\"");
        Misspelling { span: citation.number_span, right: Some(format!("{number} ")), message, shown, safe: true }
    })
}

/// "(Rev. Dubai 2018)", "(Geneva,2015)", "(Rev. Buenos Aires, 2017 )", "(Rev.Dubai, 2018)", "(rev. Dubai, 2018)",
/// "(Rev. WRC-23)"
fn edition(context: &Context<'_>, mention: &EditionMention) -> Option<Misspelling> {
    if mention.glued.is_some() || mention.placeholder {
        return None;
    }
    let said = context.viewed(mention.span);
    let inner = said.strip_prefix('(').unwrap_or(said);
    let inner = inner.strip_suffix(')').unwrap_or(inner);
    let meeting = context.viewed(mention.meeting_span);
    let before = &inner[..inner.find(meeting)?];
    let radio = match &mention.edition.adopted {
        Adopted::At { .. } => false,
        Adopted::Wrc { .. } => true,
        Adopted::Revision(_) | Adopted::Year(_) => return None,
    };
    let mut right = String::from("(");
    if mention.edition.revised {
        let rev = before.trim().trim_end_matches('.');
        let mut letters = rev.chars();
        let first = letters.next()?;
        right.extend(first.to_uppercase());
        right.push_str(letters.as_str());
        right.push('.');
        // A space of any kind, or the end of the line.
        let space = before.trim_start()[rev.len()..].trim_start_matches('.');
        right.push_str(match radio {
            true => "",
            false if is_one_space(space) => space,
            false => " ",
        });
    }
    match radio {
        true => right.push_str(&code(meeting)),
        false => right.push_str(&in_english(context, &place_and_year(context, meeting, mention)?, mention)),
    }
    right.push(')');
    (right != said).then(|| {
        let plain = single_spaced;
        let shown = plain(&right);
        let message = format!("\"{}\" is written \"{shown}\"", plain(said));
        Misspelling { span: mention.span, right: Some(right), message, shown, safe: true }
    })
}

/// "WRC-07" for "WRC07", "WRC 07" and "WRC–07".
fn code(meeting: &str) -> String {
    let letters = meeting.trim_end_matches(|c: char| !c.is_alphabetic());
    let digits = meeting[letters.len()..].trim_start_matches(|c: char| !c.is_ascii_digit());
    let between = &meeting[letters.len()..meeting.len() - digits.len()];
    let hyphen = if matches!(between, "-" | "\u{2011}" | "\u{2010}") { between } else { "-" };
    format!("{letters}{hyphen}{digits}")
}

/// "(New Delhi, 2024,)" in the enacting line, whose comma stands after the bracket.
fn enacting_line(context: &Context<'_>, mention: &EditionMention) -> Option<Misspelling> {
    let mut wrong = edition(context, mention)?;
    let after = &context.view().text[context.view().from_source(mention.span.end) as usize..];
    if context.viewed(mention.span).ends_with(",)") && !after.starts_with(',') {
        wrong.right.iter_mut().for_each(|right| right.push(','));
    }
    Some(wrong)
}

/// "Dubai, 2018"; `None` where no comma stands between words that name no place known: "(Connect 2030)".
fn place_and_year(context: &Context<'_>, meeting: &str, mention: &EditionMention) -> Option<String> {
    let digits = meeting.len() - meeting.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, year) = meeting.split_at(meeting.len() - digits);
    let place = before.trim_end();
    let place = place.strip_suffix(';').unwrap_or(place);
    let Some(place) = place.strip_suffix(',') else {
        // A comma of another script is right there.
        let ascii = place.ends_with(char::is_alphabetic) && place.chars().all(|c| c < '\u{370}');
        let known = mention
            .edition
            .place()
            .is_some_and(|place| context.catalogue().meetings().iter().any(|meeting| meeting.names_place(place)));
        return (ascii && known).then(|| format!("{place}, {year}"));
    };
    let space = &before[place.len() + 1..];
    let space = if is_one_space(space) { space } else { " " };
    Some(format!("{}, {year}", place.trim_end()).replace(", ", &format!(",{space}")))
}

/// A place and year with the place in English, where an English text has it in another language: "Bucarest, 2022".
fn in_english(context: &Context<'_>, meeting: &str, mention: &EditionMention) -> String {
    let (Some(place), Some(year)) = (mention.edition.place(), mention.edition.year()) else {
        return meeting.to_owned();
    };
    let named = |other: &Option<Box<str>>| other.as_deref().is_some_and(|other| same_place(other, place));
    let mut met = context.catalogue().meetings_at(place, year).filter(|met| named(&met.fr) || named(&met.es));
    let known =
        |met: &&Arc<Meeting>| same_place(&met.place, place) || met.also.iter().any(|also| same_place(also, place));
    match (met.next(), context.catalogue().meetings_at(place, year).any(|met| known(&met))) {
        (Some(met), false) if wording::is_english(context) => {
            let rest = meeting.find(',').map_or("", |comma| &meeting[comma..]);
            format!("{}{rest}", met.place)
        }
        _ => meeting.to_owned(),
    }
}

/// Whether this is one space, of any kind, or where a line ends.
fn is_one_space(space: &str) -> bool {
    space.contains(['\n', '\r']) || space.chars().count() == 1
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::recalling;
    use expect_test::expect;

    #[test]
    fn what_is_run_into_a_number_in_the_head_is_found() {
        check(
            &RULE,
            r"
                ADDARB/21A15/1
                RESOLUTION96 (New Delhi, 2024)
                Towers
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                resolves
                to wait.
            ",
            expect![[r#"
                warning 1:4 `ARB/21A15/1` A space stands before the number: "ADD ARB/21A15/1"
                  fix: Write "ADD ARB/21A15/1"
                    1:4 `` -> `	`
                warning 2:11 `96` A space stands before the number: "RESOLUTION 96"
                  fix: Write "RESOLUTION 96"
                    2:11 `` -> ` `
            "#]],
        );
        check(
            &RULE,
            r"
                MODARB/21A15/1
                RESOLUTION96 (Rev. {~~Geneva, 2022~>New Delhi, 2024~~})
                Towers
                The World Telecommunication Standardization Assembly ({~~Geneva, 2022~>New Delhi, 2024~~}),
                resolves
                to {++go and ++}wait.
            ",
            expect![[r#"
                warning 1:4 `ARB/21A15/1` A space stands before the number: "MOD ARB/21A15/1"
                  fix (look first): Write "MOD ARB/21A15/1"
                    1:4 `` -> `	`
                warning 2:11 `96` A space stands before the number: "RESOLUTION 96"
                  fix (look first): Write "RESOLUTION 96"
                    2:11 `` -> `{++ ++}`
            "#]],
        );
    }

    #[test]
    fn a_misspelt_instrument_is_found_before_a_number_and_an_edition() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	Resoluton 71 (Rev. Bucharest, 2022);
                b)	the resolutoin 72 (Rev. Bucharest, 2022);
                c)	Resolutons 71 and 72 (Rev. Bucharest, 2022);
                d)	Revision 71 (Rev. Bucharest, 2022), and the meeting of 2 (Geneva, 2022);
                e)	the Reconciliation 3 (Dubai, 2018),
            ",
            expect![[r#"
                warning 5:4 `Resoluton` "Resoluton" before a number may be "Resolution" miswritten
                  fix (look first): Write "Resolution"
                    5:4 `Resoluton` -> `Resolution`
                warning 6:8 `resolutoin` "resolutoin" before a number may be "Resolution" miswritten
                  fix (look first): Write "Resolution"
                    6:8 `resolutoin` -> `Resolution`
                warning 7:4 `Resolutons` "Resolutons" before a number may be "Resolutions" miswritten
                  fix (look first): Write "Resolutions"
                    7:4 `Resolutons` -> `Resolutions`
            "#]],
        );
    }

    #[test]
    fn slips_in_the_brackets_are_found() {
        check(
            &RULE,
            &recalling("Resolution 70 (Rev. Dubai 2018)"),
            expect![[r#"
                warning 6:15 `(Rev. Dubai 2018)` "(Rev. Dubai 2018)" is written "(Rev. Dubai, 2018)"
                  fix: Write "(Rev. Dubai, 2018)"
                    6:26 `` -> `,`
            "#]],
        );
        check(
            &RULE,
            &recalling("Resolution 70 (Geneva,2015), held by WTSA (Geneva,2022)"),
            expect![[r#"
                warning 6:15 `(Geneva,2015)` "(Geneva,2015)" is written "(Geneva, 2015)"
                  fix: Write "(Geneva, 2015)"
                    6:23 `` -> ` `
                warning 6:43 `(Geneva,2022)` "(Geneva,2022)" is written "(Geneva, 2022)"
                  fix: Write "(Geneva, 2022)"
                    6:51 `` -> ` `
            "#]],
        );
        check(
            &RULE,
            &recalling("Resolution 66 (Rev. Buenos Aires, 2017 )"),
            expect![[r#"
                warning 6:15 `(Rev. Buenos Aires, 2017 )` "(Rev. Buenos Aires, 2017 )" is written "(Rev. Buenos Aires, 2017)"
                  fix: Write "(Rev. Buenos Aires, 2017)"
                    6:39 ` ` -> ``
            "#]],
        );
        check(
            &RULE,
            &recalling("Resolution 66 (Rev.Dubai, 2018) and Resolution 67 (rev. Dubai, 2018)"),
            expect![[r#"
                warning 6:15 `(Rev.Dubai, 2018)` "(Rev.Dubai, 2018)" is written "(Rev. Dubai, 2018)"
                  fix: Write "(Rev. Dubai, 2018)"
                    6:20 `` -> ` `
                warning 6:51 `(rev. Dubai, 2018)` "(rev. Dubai, 2018)" is written "(Rev. Dubai, 2018)"
                  fix: Write "(Rev. Dubai, 2018)"
                    6:52 `rev` -> `Rev`
            "#]],
        );
        check(
            &RULE,
            &recalling("Resolution 66 (Rev Dubai, 2018) and Resolution 67( Dubai, 2018)"),
            expect![[r#"
                warning 6:15 `(Rev Dubai, 2018)` "(Rev Dubai, 2018)" is written "(Rev. Dubai, 2018)"
                  fix: Write "(Rev. Dubai, 2018)"
                    6:19 `` -> `.`
                warning 6:48 `67` A space stands before the bracket: "67 ( Dubai, 2018)"
                  fix: Write "67 ( Dubai, 2018)"
                    6:50 `` -> ` `
                warning 6:50 `( Dubai, 2018)` "( Dubai, 2018)" is written "(Dubai, 2018)"
                  fix: Write "(Dubai, 2018)"
                    6:51 ` ` -> ``
            "#]],
        );
        check(
            &RULE,
            &recalling("Resolution 25 (Rev. WRC-23)"),
            expect![[r#"
                warning 6:15 `(Rev. WRC-23)` "(Rev. WRC-23)" is written "(Rev.WRC-23)"
                  fix: Write "(Rev.WRC-23)"
                    6:20 ` ` -> ``
            "#]],
        );
    }

    #[test]
    fn slips_before_the_brackets_are_found() {
        check(
            &RULE,
            &recalling("Recommendation ITU T X.509 and Recommendation ITU\u{2011}T X.805"),
            expect![[r#"
                warning 6:16 `ITU T` "ITU-T" is written with a hyphen
                  fix: Write "ITU-T"
                    6:19 ` ` -> `‑`
            "#]],
        );
        check(
            &RULE,
            &recalling("Resolution No. 130 (Rev. Dubai, 2018) and Resolutions Nos. 1 and 2 (Rev. Dubai, 2018)"),
            expect![[r#"
                warning 6:12 `No. ` "Resolution 130" is written without "No."
                  fix: Write "Resolution 130"
                    6:12 `No. ` -> ``
                warning 6:55 `Nos. ` "Resolutions 1" is written without "No."
                  fix: Write "Resolutions 1"
                    6:55 `Nos. ` -> ``
            "#]],
        );
    }

    #[test]
    fn a_slip_is_fixed_as_a_tracked_change() {
        check(
            &RULE,
            r"
                MOD	ABC/1/1
                RESOLUTION 90 (Rev. {~~Geneva, 2022~>New Delhi, 2024~~})
                noting
                Resolution 70 (Rev. Dubai 2018),
                resolves
                to wait.
            ",
            expect![[r#"
                warning 4:15 `(Rev. Dubai 2018)` "(Rev. Dubai 2018)" is written "(Rev. Dubai, 2018)"
                  fix (look first): Write "(Rev. Dubai, 2018)"
                    4:26 `` -> `{++,++}`
            "#]],
        );
    }

    #[test]
    fn right_forms_are_silent() {
        check(
            &RULE,
            &recalling("Resolution 130 (Rev.\u{a0}Dubai,\u{a0}2018), Resolution 71 (REV. DUBAI, 2018)"),
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                recalling
                Resolution 181 (Guadalajara,
                2010), Resolution 77 (Rev. Buenos Aires, 2017),
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            &recalling("Resolution 25 (Rev.WRC-23), Resolution 14 (WRC-19), Resolution ITU-R 7-3 (Rev. Geneva, 2015)"),
            expect![[""]],
        );
        check(&RULE, &recalling("Recommendation ITU-T X.509, ITU-D Question 3/2, Decision 588 (2016)"), expect![[""]]);
        check(
            &RULE,
            &recalling("Resolution 200 (Connect 2030), Resolutions 1 and 2 (Rev. Dubai, 2018)"),
            expect![[""]],
        );
    }
}
