//! `title-drift`

use super::{Context, Finding, Fix, Group, JudgedCitation, Scope, Severity, Subject, Waits, Words, rule, wording};
use crate::catalogue::{Basis, TextKey, TitleWord, first_title_words, text_form, title_words};
use crate::syntax::without_printed_mark;
use crate::text::Span;

rule! {
    /// The words after a citation, "…, on ITU's role in child online protection", are the title of the edition cited. Titles change
    /// when a resolution is revised, and a citation that was brought to the newest edition often keeps the older title. They are
    /// compared with the heading of that very edition, without regard to articles, capitals, hyphens, footnote digits and
    /// abbreviations; a title may be cut short, and the clause may go on after it. A title that is another resolution's of the same
    /// body, word for word, is said to be that.
    ///
    /// ```wrong
    /// RESOLUTION 90 (Rev. Geneva, 2022)
    /// Towers
    /// The World Telecommunication Standardization Assembly (Geneva, 2022),
    /// considering
    /// Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference, on the role of ITU in building confidence and security,
    /// ```
    ///
    /// ```right
    /// RESOLUTION 90 (Rev. Geneva, 2022)
    /// Towers
    /// The World Telecommunication Standardization Assembly (Geneva, 2022),
    /// considering
    /// Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference, on strengthening the role of ITU in building confidence and security,
    /// ```
    name: "title-drift",
    group: Group::Citations,
    scope: Scope::Workspace,
    words: Words::Clause,
    severity: Severity::Hint,
    waits: Waits::Line,
    summary: "The title given after a citation is not that of the edition cited.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

/// How far a title is read, in bytes.
const TITLE_BYTES: usize = 500;

/// The words that are looked at after the first that differs.
const NEAR: usize = 10;

/// A citation whose title differs.
struct TitleDrift<'c> {
    title: &'c str,
    span: Span,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (index, cited) in context.looked_at_citations() {
        if let Some((span, other)) = title_of_another(context, index, cited) {
            let message = format!("This is the title of {}", text_form(&other));
            let finding = Finding::new(&RULE, Subject::Words, span, message);
            findings.push(finding.accepted_as(wording::citation(cited)));
            continue;
        }
        let Some(drift) = drift(context, index, cited) else { continue };
        let name = wording::citation(cited);
        let message = format!("The title of {name} is \"{}\"", without_notes(drift.title));
        findings.push(Finding::new(&RULE, Subject::Citation(index), drift.span, message).accepted_as(name));
    }
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Citation(index) = finding.subject else { return Vec::new() };
    let fix = drift(context, index, &context.citations()[index]).and_then(|drift| {
        let text = in_sentence(context, drift.title, &context.words(drift.span));
        let edits = context.pen().replace(drift.span, &text)?;
        Some(Fix { title: format!("Write \"{text}\""), safe: false, edits })
    });
    fix.into_iter().collect()
}

/// The title of another text of the body after a citation, word for word and whole, where no title of the text cited begins
/// like that; and whose it is.
fn title_of_another(context: &Context<'_>, index: usize, cited: &JudgedCitation<'_>) -> Option<(Span, TextKey)> {
    let key = cited.key.as_ref()?;
    let (from, rest) = said_title(context, index, cited)?;
    let alike = context.catalogue().titles_beginning_as(key.body, rest);
    // Sister resolutions share titles, and a title may have been another's before.
    if alike.is_empty() || alike.iter().any(|(of, _)| of == key) {
        return None;
    }
    let said = title_words(rest);
    let whole = |title: &[String]| title.len() <= said.len() && title.iter().zip(&said).all(|(a, b)| *a == b.text);
    let (other, title) = alike.iter().filter(|(_, title)| whole(title)).max_by_key(|(_, title)| title.len())?;
    let end = said[title.len() - 1].end;
    Some((context.view().to_source(Span::of(from..from + end)), other.clone()))
}

/// How the words after a citation differ from the title of its edition, if they do.
fn drift<'c>(context: &Context<'_>, index: usize, cited: &'c JudgedCitation<'_>) -> Option<TitleDrift<'c>> {
    let row = cited.judgement.as_ref()?.cited.as_ref().filter(|row| row.known.is_sourced())?;
    let title = row.title.as_ref().filter(|title| title.basis == Basis::Heading)?;
    let (from, rest) = said_title(context, index, cited)?;
    let right = title_words(&title.text);
    // Most titles are right: then what comes after them need not be read.
    let begins = first_title_words(rest, right.len());
    if begins.len() >= right.len() && right.iter().zip(&begins).all(|(right, said)| right.text == said.text) {
        return None;
    }
    let said = title_words(rest);
    let no_title = said.first().is_none_or(|first| first.begins_no_title());
    if no_title || !differ(&right, &said) {
        return None;
    }
    let last = said_until(&right, &said)?;
    Some(TitleDrift { title: &title.text, span: context.view().to_source(Span::of(from..from + last)) })
}

/// The words after a citation that may be its title, "…, on the role of ITU", and where they begin in the view.
fn said_title<'c>(context: &'c Context<'_>, index: usize, cited: &JudgedCitation<'_>) -> Option<(usize, &'c str)> {
    let citation = cited.citation;
    let list = |other: Option<&JudgedCitation<'_>>| other.is_some_and(|it| it.citation.list_span == citation.list_span);
    // After a list the words may be of any of its texts.
    if list(context.citations().get(index + 1)) || (index > 0 && list(context.citations().get(index - 1))) {
        return None;
    }
    let view = context.view();
    let start = view.from_source(citation.list_span.end) as usize;
    let next = context.citations().get(index + 1).map(|next| view.from_source(next.citation.list_span.start) as usize);
    let end =
        context.around(cited.zone, citation.span.start).end.min(next.unwrap_or(usize::MAX)).min(start + TITLE_BYTES);
    let end = (0..=end.min(view.text.len())).rev().find(|&at| view.text.is_char_boundary(at))?;
    let after = view.text.get(start..end)?;
    let after = after.split(';').next().unwrap_or_default();
    let rest = after.trim_start().trim_start_matches(',').trim_start().strip_prefix("on")?;
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let rest = rest.trim_start();
    Some((start + (after.len() - rest.len()), rest))
}

/// Whether the words said are another title than the right one: neither goes on where the other ends, and after the first
/// word that differs they take up the title again.
fn differ(right: &[TitleWord], said: &[TitleWord]) -> bool {
    let same = right.iter().zip(said).take_while(|(right, said)| right.text == said.text).count();
    if same == right.len() || same == said.len() {
        return false;
    }
    // "the strategic plan for 2016-2019" is not that for 2020-2023.
    if same > 1 && is_year(&right[same].text) && is_year(&said[same].text) {
        return true;
    }
    // A title that was cut short, and the clause's own words.
    if same > 1 && said[same].after_sign {
        return false;
    }
    let weighty = |word: &&TitleWord| word.text.len() > 3;
    let rest = &right[same..];
    let taken_up = said[same..]
        .iter()
        .take(NEAR)
        .filter(weighty)
        .filter(|word| rest.iter().any(|right| right.text == word.text))
        .count();
    taken_up >= 2 || (taken_up == 1 && rest.iter().filter(weighty).count() <= 3)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// Where the title that is said ends: with the right title's last word, else at the next comma or the end. What follows ", which"
/// and the like is the clause's own.
fn said_until(right: &[TitleWord], said: &[TitleWord]) -> Option<usize> {
    let last = right.last()?;
    let own = said.iter().position(|word| word.after_sign && word.begins_no_title());
    let said = &said[..own.unwrap_or(said.len()).max(1)];
    let is_last = |word: &TitleWord| word.text == last.text || (is_year(&last.text) && is_year(&word.text));
    let ends = said.iter().take(right.len() + NEAR).rposition(is_last);
    let comma = said.iter().skip(1).position(|word| word.after_sign);
    let index = ends.or(comma).unwrap_or(said.len() - 1);
    Some(said[index].end)
}

/// The title without the digits of footnotes that conversion glued to its words.
fn without_notes(title: &str) -> String {
    title.split(' ').map(without_printed_mark).collect::<Vec<_>>().join(" ")
}

/// The title as it stands in the draft's sentence instead of the words said: with their article, its first word with a small
/// letter, unless the draft writes that word with a capital.
fn in_sentence(context: &Context<'_>, title: &str, said: &str) -> String {
    let title = without_notes(title);
    let (first, rest) = title.split_once(' ').unwrap_or((&title, ""));
    let (article, said) = match said.split_once(' ') {
        Some((article @ ("the" | "The"), said)) => (Some(article), said),
        _ => (None, said),
    };
    let same = |word: &str| word.to_lowercase() == first.to_lowercase();
    let begins_alike = said.split(' ').next().filter(|word| same(word));
    // "The role" instead of "Strengthening the role" has no article of its own.
    let article = article.filter(|_| begins_alike.is_some()).map_or(String::new(), |article| format!("{article} "));
    let mut letters = first.chars();
    let first = match (begins_alike, letters.next(), letters.clone().next()) {
        (Some(word), _, _) => word.to_owned(),
        (None, Some(letter), Some(second)) if second.is_lowercase() && !is_name(context, first) => {
            letter.to_lowercase().chain(letters).collect()
        }
        _ => first.to_owned(),
    };
    format!("{article}{first} {rest}").trim_end().to_owned()
}

/// Whether the draft writes a word with a capital in the middle of a sentence.
fn is_name(context: &Context<'_>, word: &str) -> bool {
    let text = &context.view().text;
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].strip_suffix([' ', '\u{a0}']);
        let ends = !text[at + word.len()..].starts_with(char::is_alphanumeric);
        ends && before.is_some_and(|before| before.ends_with(char::is_lowercase))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, findings};
    use super::*;
    use crate::testing::recalling_at;
    use expect_test::expect;

    const ROLE: &str = "Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference";

    #[test]
    fn another_title_is_found() {
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!(
                    "{ROLE}, on the role of ITU in building confidence and security in the use of ICT, which is old"
                ),
            ),
            expect![[r#"
                hint 5:73 `the role of ITU in building confidence and security in the use of ICT` The title of Resolution 130 (Rev. Dubai, 2018) is "Strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
                  fix (look first): Write "strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
                    5:73 `the role of ITU in building confidence and security in the use of ICT` -> `strengthening the role of ITU in building confidence and security in the use of information and communication technologies`
            "#]],
        );
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!("{ROLE}, on strengthening the work of ITU in building confidence and security"),
            ),
            expect![[r#"
            hint 5:73 `strengthening the work of ITU in building confidence and security` The title of Resolution 130 (Rev. Dubai, 2018) is "Strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
              fix (look first): Write "strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
                5:91 `work of ITU in building confidence and security` -> `role of ITU in building confidence and security in the use of information and communication technologies`
        "#]],
        );
        check(
            &RULE,
            &recalling_at("Geneva, 2022", &format!("{ROLE} on enhancing the role of ITU in building confidence")),
            expect![[r#"
            hint 5:72 `enhancing the role of ITU in building confidence` The title of Resolution 130 (Rev. Dubai, 2018) is "Strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
              fix (look first): Write "strengthening the role of ITU in building confidence and security in the use of information and communication technologies"
                5:72 `enhancing the role of ITU in building confidence` -> `strengthening the role of ITU in building confidence and security in the use of information and communication technologies`
        "#]],
        );
    }

    #[test]
    fn the_title_is_written_as_the_sentence_has_it() {
        let agenda = "Resolution 200 (Rev. Dubai, 2018) of the Plenipotentiary Conference";
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!("{agenda}, on the Connect 2020 Agenda for global telecommunication development"),
            ),
            expect![[r#"
                hint 5:73 `the Connect 2020 Agenda for global telecommunication development` The title of Resolution 200 (Rev. Dubai, 2018) is "Connect 2030 Agenda for global telecommunication/information and communication technology, including broadband, for sustainable development"
                  fix (look first): Write "the Connect 2030 Agenda for global telecommunication/information and communication technology, including broadband, for sustainable development"
                    5:85 `2020 Agenda for global telecommunication` -> `2030 Agenda for global telecommunication/information and communication technology, including broadband, for sustainable`
            "#]],
        );
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!(
                    "{agenda}, on the global agenda for telecommunication/ICT and development, named Connect 2030 in the Union's Connect papers"
                ),
            ),
            expect![[r#"
                hint 5:73 `the global agenda for telecommunication/ICT and development` The title of Resolution 200 (Rev. Dubai, 2018) is "Connect 2030 Agenda for global telecommunication/information and communication technology, including broadband, for sustainable development"
                  fix (look first): Write "Connect 2030 Agenda for global telecommunication/information and communication technology, including broadband, for sustainable development"
                    5:73 `the global agenda for telecommunication/ICT and` -> `Connect 2030 Agenda for global telecommunication/information and communication technology, including broadband, for sustainable`
            "#]],
        );
    }

    #[test]
    fn the_title_of_other_years_is_found() {
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                "Resolution 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference, on the strategic plan for the Union for 2016-2019",
            ),
            expect![[r#"
                hint 5:72 `the strategic plan for the Union for 2016-2019` The title of Resolution 71 (Rev. Dubai, 2018) is "Strategic plan for the Union for 2020-2023"
                  fix (look first): Write "the strategic plan for the Union for 2020-2023"
                    5:109 `2016-2019` -> `2020-2023`
            "#]],
        );
    }

    #[test]
    fn what_a_clause_says_of_the_text_is_not_of_its_title() {
        let agenda = "Resolution 200 (Rev. Dubai, 2018) of the Plenipotentiary Conference";
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!(
                    "{agenda}, on the Connect 2030 Agenda for global telecommunication/ICT development, which approved targets for sustainable development"
                ),
            ),
            expect![[r#"
                hint 5:73 `the Connect 2030 Agenda for global telecommunication/ICT development` The title of Resolution 200 (Rev. Dubai, 2018) is "Connect 2030 Agenda for global telecommunication/information and communication technology, including broadband, for sustainable development"
                  fix (look first): Write "the Connect 2030 Agenda for global telecommunication/information and communication technology, including broadband, for sustainable development"
                    5:126 `ICT` -> `information and communication technology, including broadband, for sustainable`
            "#]],
        );
    }

    #[test]
    fn a_footnote_in_it_is_no_drift() {
        for mark in ["[1]", " [1]", "[^1]"] {
            let words =
                format!("{ROLE}, on strengthening the role of ITU{mark} in building confidence{mark} and security");
            assert_eq!(findings(Some(&RULE), &recalling_at("Geneva, 2022", &words)), "");
        }
    }

    #[test]
    fn the_title_is_silent_however_it_is_written() {
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!(
                    "{ROLE}, on the strengthening the role of ITU in building confidence and security in the use of ICTs"
                ),
            ),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!(
                    "{ROLE}, on Strengthening the role of ITU in building confidence and security in the use of information and communication technologies1 (ICT), as adopted"
                ),
            ),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                &format!("{ROLE}, on strengthening the role of ITU, and the role of others in security"),
            ),
            expect![[""]],
        );
    }

    #[test]
    fn other_words_are_silent() {
        check(
            &RULE,
            &recalling_at("Geneva, 2022", &format!("{ROLE}, on which the role of the sector in confidence rests")),
            expect![""],
        );
        check(&RULE, &recalling_at("Geneva, 2022", &format!("{ROLE}, on account of towers")), expect![[""]]);
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                "Resolutions 130 and 179 (Rev. Dubai, 2018), on the role of ITU in building confidence and security",
            ),
            expect![[""]],
        );
        check(
            &RULE,
            &recalling_at(
                "Geneva, 2022",
                "Resolution 999 (Rev. Dubai, 2018) of the Plenipotentiary Conference, on the role of towers",
            ),
            expect![[""]],
        );
    }
}
