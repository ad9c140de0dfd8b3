//! `open-bracket`

use super::{Context, Finding, Group, Scope, Severity, Subject, Waits, rule};
use crate::syntax::{Tree, is_markup, read_bracketed};
use crate::text::{Span, View, offset};

rule! {
    /// Square brackets enclose text that is not agreed. They may reach over several clauses, and have to be gone when the text is
    /// submitted for adoption; until then each pair is shown. A bracket without its other half is a warning: nobody can tell
    /// how far the text reaches that is not agreed. Numbers of new texts ("[IAP-1]"), footnotes, links and what is still to be
    /// filled in a heading are no such brackets.
    ///
    /// ```wrong
    /// considering
    /// that towers are [tall and round,
    /// ```
    ///
    /// ```right
    /// considering
    /// that towers are tall and round,
    /// ```
    name: "open-bracket",
    group: Group::Proposals,
    scope: Scope::Text,
    waits: Waits::Line,
    finally: true,
    summary: "Text in square brackets is not agreed yet, or a bracket lacks its other half.",
    check,
}

/// How many are shown of one text.
const MOST: usize = 200;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let view = context.view();
    let text = view.text.as_bytes();
    // Cover text and reasons are prose; they stand at the ends of a text.
    let end = tree.reasons.map_or(text.len(), |reasons| view.from_source(reasons.start) as usize);
    if context.placed.text.cover || tree.is_foreign() || memchr::memchr2(b'[', b']', text).is_none() {
        return;
    }
    let others = others(tree, view);
    let mut other = others.iter().peekable();
    let mut open = Vec::new();
    let mut at = 0;
    let place = |start: usize, end: usize| view.to_source(Span::of(start..end));
    let mut found = Vec::new();
    while let Some(bracket) = memchr::memchr2(b'[', b']', &text[at..end.max(at)]).map(|found| at + found) {
        at = bracket + 1;
        while other.next_if(|span| span.end as usize <= bracket).is_some() {}
        if let Some(span) = other.peek().filter(|span| (span.start as usize) <= bracket) {
            at = span.end as usize;
        } else if text[bracket] == b'[' {
            match read_bracketed(&view.text, bracket) {
                Some((_, end)) => at = end,
                None => open.push(bracket),
            }
        } else if let Some(start) = open.pop() {
            let inner = view.text[start + 1..bracket].trim();
            if is_markup(&text[at..]) {
                // The name of a link, "[the report][report]", is in brackets, too.
                let named = text[at] == b'[';
                let end = memchr::memchr(b']', &text[at..end]).filter(|_| named);
                at += end.map_or(0, |end| end + 1);
            } else if !matches!(inner, "..." | "…") && !is_unfilled(inner, &text[at..]) {
                found.push((place(start, at), false));
            }
        } else {
            found.push((place(bracket, at), true));
        }
        if found.len() + open.len() >= MOST {
            break;
        }
    }
    for (span, closes_nothing) in found {
        let message = match closes_nothing {
            true => "This bracket closes none that was opened: open it where the text begins that is not agreed",
            false => "This text is not agreed yet",
        };
        let finding = Finding::new(&RULE, Subject::Words, span, message);
        findings.push(if closes_nothing { finding } else { finding.lighter(Severity::Information) });
    }
    for bracket in open {
        let message = "This bracket is not closed: close it where the text ends that is not agreed";
        findings.push(Finding::new(&RULE, Subject::Words, place(bracket, bracket + 1), message));
    }
}

/// The places whose brackets are something else, in their order in the view: the head's, numbers of new texts, footnotes.
fn others(tree: &Tree, view: &View) -> Vec<Span> {
    let head = [
        tree.heading.as_ref().map(|heading| heading.span),
        tree.enacting.as_ref().map(|enacting| enacting.span),
        tree.history.as_ref().map(|(_, span)| *span),
        tree.proposal.as_ref().map(|proposal| proposal.span),
    ];
    let cited = tree.citations().iter().map(|placed| &placed.it).filter(|citation| citation.number.starts_with('['));
    let editions = tree.citations().iter().filter_map(|placed| placed.it.edition.as_ref());
    let meetings = tree.meetings().iter().map(|placed| &placed.it.edition);
    let unfilled = editions.chain(meetings).filter(|mention| mention.placeholder).map(|mention| mention.span);
    let marks = tree.note_marks().iter().map(|mark| mark.span);
    // What introduces a footnote: "[1] Adopted earlier".
    let introduces = |lead: &Span| {
        let range = view.from_source(lead.start) as usize..view.from_source(lead.end) as usize;
        view.text.get(range).is_some_and(|lead| lead.contains(']'))
    };
    let introduced = tree.notes().iter().map(|note| Span::new(note.whole.start, note.span.start)).filter(introduces);
    // What is still to be filled in a heading need not read as an edition: the whole line is left out.
    let head = head.into_iter().flatten().map(|span| {
        let rest = &view.text.as_bytes()[view.from_source(span.end) as usize..];
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        Span::new(view.from_source(span.start), view.from_source(span.end) + offset(end))
    });
    let cited = cited.map(|citation| citation.number_span).chain(unfilled).chain(marks).chain(introduced);
    let in_view = |span: Span| Span::new(view.from_source(span.start), view.from_source(span.end));
    let mut all: Vec<Span> = head.chain(cited.map(in_view)).collect();
    all.sort_unstable();
    all
}

/// Whether this is the place of a meeting to come: "[place], 20XX".
fn is_unfilled(inner: &str, after: &[u8]) -> bool {
    inner == "place" && after.starts_with(b", 20XX")
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn text_that_is_not_agreed_is_shown() {
        check(
            &RULE,
            r"
                //- head
                considering
                a)	that towers [are tall [and round]];
                b)	that [20] are known,
                resolves
                to wait.
            ",
            expect![[r#"
            information 6:16 `[are tall [and round]]` This text is not agreed yet
            information 6:26 `[and round]` This text is not agreed yet
            information 7:9 `[20]` This text is not agreed yet
        "#]],
        );
        // Over clauses, and where brackets are tracked.
        check(
            &RULE,
            r"
                //- head
                considering
                [a)	that one;
                b)	that two;]
                c)	that {++[++}three{++]++},
                resolves
                to wait.
            ",
            expect![[r#"
            information 6:1 `[a)	that one;⏎b)	that two;]` This text is not agreed yet
            information 8:12 `[++}three{++]` This text is not agreed yet
        "#]],
        );
    }

    #[test]
    fn a_bracket_without_its_other_half_is_found() {
        check(
            &RULE,
            &considering("that [towers are tall"),
            expect![[r#"
            warning 6:6 `[` This bracket is not closed: close it where the text ends that is not agreed
        "#]],
        );
        check(
            &RULE,
            &considering("that towers] are tall"),
            expect![[r#"
            warning 6:12 `]` This bracket closes none that was opened: open it where the text begins that is not agreed
        "#]],
        );
        check(
            &RULE,
            &considering("that {--[--}towers] are [[tall]"),
            expect![[r#"
            warning 6:19 `]` This bracket closes none that was opened: open it where the text begins that is not agreed
            warning 6:25 `[` This bracket is not closed: close it where the text ends that is not agreed
            information 6:26 `[tall]` This text is not agreed yet
        "#]],
        );
    }

    #[test]
    fn other_brackets_are_silent() {
        check(
            &RULE,
            &considering("countries[footnoteRef:1]1; [1: 1 \tThese include others.] and towers[^2]"),
            expect![[""]],
        );
        check(
            &RULE,
            &considering("Resolution [IAP-1] (New Delhi, 2024), [the report](https://example.org/a) and […]"),
            expect![[""]],
        );
        check(&RULE, &considering("that {--[--}towers{--]--} are tall[bookmark: _Toc1]"), expect![[""]]);
        check(
            &RULE,
            r"
                We propose [as follows.
                ADD ABC/1/1
                DRAFT NEW RESOLUTION [ABC-1] ([place], 20[XX])
                Towers
                resolves
                to wait.
                Reasons: [see above
            ",
            expect![""],
        );
    }
}
