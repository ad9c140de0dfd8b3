//! `unfinished-text`

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use super::{Context, Door, Finding, Group, Scope, Severity, Subject, Words, rule};
use crate::syntax::{Clause, ClauseId, LabelStyle, RawLabel};
use crate::text::{COMMENT, PieceKind, Span, offset};

rule! {
    /// What must not be there when a text is submitted: comments, `{>>like this<<}`, labels without words, and places that are
    /// still to be filled in: "[place]", "20XX", "[TBD]". The number of a new resolution in brackets, "[IAP-1]", is as it should
    /// be. The rule looks in the checks before submission, `rapporteur check --final=…`, and where it is chosen.
    ///
    /// ```wrong
    /// DRAFT NEW RESOLUTION [IAP-1] ([place], 20XX)
    /// considering
    /// that towers {>>which?<<}stand,
    /// ```
    ///
    /// ```right
    /// DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)
    /// considering
    /// that towers stand,
    /// ```
    name: "unfinished-text",
    group: Group::Language,
    scope: Scope::Text,
    words: Words::Clause,
    severity: Severity::Information,
    standard: false,
    looks_from: Some(Door::WorkingDocument),
    error_from: Some(Door::Editorial),
    summary: "A comment or a place to be filled in is still there.",
    check,
}

/// What stands for something to come.
#[derive(Deserialize, Default)]
struct Placeholders {
    /// In brackets; compared without regard to case.
    bracketed: Vec<String>,
    /// Words of their own, as they are written.
    words: Vec<String>,
    /// After these words "XX" is twenty.
    numbered: Vec<String>,
}

static PLACEHOLDERS: LazyLock<Placeholders> =
    LazyLock::new(|| serde_json::from_str(include_str!("data/placeholders.json")).unwrap_or_default());

/// What each placeholder begins with; the search is for all of them at once.
static BEGINNINGS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = PLACEHOLDERS.words.iter().map(String::as_str).chain(["["]);
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()
});

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let pieces = context.looked_at(&context.placed.text.changes.pieces, |piece| piece.span.start);
    for (_, piece) in pieces.filter(|(_, piece)| piece.kind == PieceKind::Markup) {
        // Marks themselves are three bytes.
        if piece.span.len() >= 6 && context.document.slice(context.placed.in_file(piece.span)).starts_with(COMMENT[0]) {
            findings.push(Finding::new(
                &RULE,
                Subject::Words,
                piece.span,
                "A comment is still here: take it out before submission",
            ));
        }
    }
    for (id, clause) in context.tree().clauses().filter(|(_, clause)| context.looks_at(clause.span.start)) {
        if let Some(raw) = clause.raw.as_ref().filter(|_| is_empty(context, id, clause)) {
            let message = format!("`{}` has no words yet", context.quoted(raw.span));
            findings.push(Finding::new(&RULE, Subject::Words, raw.span, message));
        }
    }
    let words = context.looked_at_words();
    let first = offset(words.start);
    let places = placeholders(&context.view().text[words]);
    let mut edge = 0;
    // "[place], 20XX" is one place.
    let tree = context.tree();
    let own = [tree.edition(), tree.enacting.as_ref().and_then(|line| line.edition.as_ref())];
    let cited = tree.citations().iter().filter(|cited| !cited.it.edition_shared).map(|cited| cited.it.edition.as_ref());
    let editions = own.into_iter().chain(cited).flatten().filter(|mention| mention.placeholder).map(|it| it.span);
    let mut spans: Vec<Span> = editions.collect();
    spans.extend(places.into_iter().map(|range| context.view().to_source(range.shift(first))));
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    for span in spans.into_iter().filter(|span| context.looks_at(span.start)) {
        if span.end > edge {
            edge = span.end;
            let message = format!("`{}` is still to be filled in", context.quoted(span));
            findings.push(Finding::new(&RULE, Subject::Words, span, message));
        }
    }
}

/// Whether a clause is a label and nothing more: neither words nor sub-clauses. A number alone may be that of a page.
fn is_empty(context: &Context<'_>, id: ClauseId, clause: &Clause) -> bool {
    let tree = context.tree();
    let is_label = |raw: &RawLabel| raw.style == LabelStyle::Bracket && !raw.is_number();
    clause.raw.as_ref().is_some_and(is_label)
        && context.viewed(clause.body).trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).is_empty()
        && tree.section(clause.section).doubt().is_none()
        && tree.children(clause.section, Some(id)).next().is_none()
}

fn placeholders(text: &str) -> Vec<Span> {
    let Some(beginnings) = &*BEGINNINGS else { return Vec::new() };
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '.' | '\u{2011}');
    let mut places = Vec::new();
    let longest = PLACEHOLDERS.bracketed.iter().map(String::len).max().unwrap_or(0);
    for found in beginnings.find_iter(text) {
        let (start, end) = (found.start(), found.end());
        if text.as_bytes()[start] == b'[' {
            let inner = text.as_bytes()[end..].iter().take(longest + 1).position(|byte| *byte == b']');
            let inner = inner.and_then(|len| text.get(end..end + len));
            if inner.is_some_and(|inner| PLACEHOLDERS.bracketed.iter().any(|it| it.eq_ignore_ascii_case(inner.trim())))
            {
                places.push(Span::of(start..end + inner.map_or(0, str::len) + 1));
            }
            continue;
        }
        let after = text[end..].strip_prefix('.').unwrap_or(&text[end..]);
        let before = text[..start].trim_end_matches([' ', '\u{a0}']);
        let numbered = PLACEHOLDERS.numbered.iter().any(|word| before.ends_with(word.as_str()));
        let joined = text[..start].ends_with(joins) || after.starts_with(joins) || text[..start].ends_with('-');
        // "2665 (XX)": the twentieth session of the General Assembly.
        let session = before.strip_suffix('(').is_some_and(|it| it.trim_end().ends_with(|c: char| c.is_ascii_digit()))
            && after.starts_with(')');
        let number = (numbered || session) && text[start..end].bytes().all(|letter| letter == b'X');
        if !joined && !number {
            places.push(Span::of(start..end));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn a_session_of_the_general_assembly_is_a_number() {
        check(
            &RULE,
            &considering("resolutions 2665 (XX) and 3160 (XVIII) on space in (XX)"),
            expect![[r#"
            information 6:53 `XX` `XX` is still to be filled in
        "#]],
        );
    }

    #[test]
    fn what_is_still_to_come_is_found() {
        check(
            &RULE,
            &considering("the towers{>>which?<<} of [place] and [ TBD ] in 20XX"),
            expect![[r#"
            information 6:11 `{>>which?<<}` A comment is still here: take it out before submission
            information 6:27 `[place]` `[place]` is still to be filled in
            information 6:39 `[ TBD ]` `[ TBD ]` is still to be filled in
            information 6:50 `20XX` `20XX` is still to be filled in
        "#]],
        );
        check(
            &RULE,
            &considering("Resolution XX of the assembly and TBD"),
            expect![[r#"
                information 6:12 `XX` `XX` is still to be filled in
                information 6:35 `TBD` `TBD` is still to be filled in
            "#]],
        );
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. [place], 20XX)
                Towers
                considering
                that [...] stand,
            ",
            expect![[r#"
            information 1:15 `(Rev. [place], 20XX)` `(Rev. [place], 20XX)` is still to be filled in
            information 4:6 `[...]` `[...]` is still to be filled in
        "#]],
        );
    }

    #[test]
    fn a_label_without_words_is_found() {
        check(
            &RULE,
            "
                //- head
                considering
                a)\tone;
                b)
                c)\tthree:
                i)\tfour;
                ii)\t{--five--},
                resolves
                1
                a)\tto go;
                b)\tto stay.
                2
            ",
            expect![[r#"
                information 7:1 `b)` `b)` has no words yet
                information 10:1 `ii)` `ii)` has no words yet
            "#]],
        );
    }

    #[test]
    fn brackets_around_text_and_numbers_are_silent() {
        check(&RULE, &considering("the [old] towers of [IAP-1] and Article XX, XXI, 20XXa and ATBD"), expect![[""]]);
        check(&RULE, &considering("{++the++} towers {--[place]--}"), expect![[""]]);
        check(
            &RULE,
            r"
                DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)
                Towers
                considering
                that,
            ",
            expect![[""]],
        );
    }
}
