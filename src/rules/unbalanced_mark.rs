//! `unbalanced-mark`

use std::ops::Range;

use super::prose::Prose;
use super::{Context, Finding, Group, Scope, Severity, Subject, Waits, Words, rule};
use crate::syntax::{ClauseId, SectionId, is_ideograph};
use crate::text::Span;

rule! {
    /// A bracket or quotation mark without its other half leaves open where the aside or the quotation ends. They are matched clause
    /// by clause, and then from one clause of a section to the next; a `)` that stands after a letter or number is that of a label,
    /// and those of citations and references are theirs. Nothing is said where conversion has damaged the section, and in a
    /// proposal to modify a text only of inserted marks.
    ///
    /// ```wrong
    /// considering
    /// that towers (and masts stand,
    /// ```
    ///
    /// ```right
    /// considering
    /// that towers (and masts) stand,
    /// ```
    name: "unbalanced-mark",
    group: Group::Language,
    scope: Scope::Section,
    words: Words::Section,
    severity: Severity::Hint,
    waits: Waits::Line,
    summary: "A bracket or quotation mark lacks its other half.",
    check,
}

/// The pairs that are matched; a straight quotation mark is its own other half.
const PAIRS: [(char, char); 4] = [('(', ')'), ('“', '”'), ('«', '»'), ('"', '"')];

/// A mark without its other half.
#[derive(Clone, Copy)]
struct Lone {
    /// Byte of the view.
    at: usize,
    sign: char,
    opens: bool,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (tree, prose) = (context.tree(), Prose::of(context));
    let signs = PAIRS.map(|(open, _)| open);
    let closers = PAIRS.map(|(_, close)| close);
    if context.placed.text.flattened.is_some() || !(prose.text.contains(signs) || prose.text.contains(closers)) {
        return;
    }
    for (id, section) in tree.sections().filter(|(_, it)| context.looks_at(it.span.start) && it.residue.is_empty()) {
        let mut lone = lone_marks(context, &prose, id);
        for (open, close) in PAIRS {
            pair(&mut lone, open, close);
        }
        let mut last: Option<ClauseId> = None;
        for mark in lone {
            let place = prose.place(mark.at..mark.at + mark.sign.len_utf8());
            let clause = tree.clause_at(place.start);
            // Several of one clause are one slip.
            if !prose.is_own(place) || (clause.is_some() && clause == last) || !section.span.contains(place) {
                continue;
            }
            last = clause;
            findings.push(Finding::new(&RULE, Subject::Words, place, message(mark)));
        }
    }
}

fn message(mark: Lone) -> String {
    let name = if matches!(mark.sign, '(' | ')') { "bracket" } else { "quotation mark" };
    match (mark.sign, mark.opens) {
        ('"', _) => "This quotation mark lacks its other half".to_owned(),
        (_, true) => format!("This {name} is not closed"),
        (_, false) => format!("This {name} closes none that was opened"),
    }
}

/// The marks of a section that have no other half in their clause.
fn lone_marks(context: &Context<'_>, prose: &Prose<'_, '_>, section: SectionId) -> Vec<Lone> {
    let tree = context.tree();
    let mut lone = Vec::new();
    for (_, clause) in tree.clauses_of(section) {
        let range = prose.range(clause.body);
        if signs(&prose.text[range.clone()]).next().is_some() {
            let others = others(context, prose, clause.body);
            lone.extend(unmatched(prose.text, range, &others));
        }
    }
    lone
}

/// The places in a clause whose brackets are those of something else, in order: editions of citations, references, meetings.
fn others(context: &Context<'_>, prose: &Prose<'_, '_>, clause: Span) -> Vec<Range<usize>> {
    let tree = context.tree();
    fn within<T>(all: &[T], clause: Span, span: impl Fn(&T) -> Span) -> Vec<Span> {
        let first = all.partition_point(|it| span(it).end <= clause.start);
        all[first..].iter().map(span).take_while(|span| span.start < clause.end).collect()
    }
    let citations = within(tree.citations(), clause, |placed| placed.it.span);
    let references = within(tree.references(), clause, |placed| placed.it.span);
    let meetings = within(tree.meetings(), clause, |placed| placed.it.edition.span);
    let mut all: Vec<Range<usize>> =
        citations.into_iter().chain(references).chain(meetings).map(|span| prose.range(span)).collect();
    all.sort_by_key(|range| range.start);
    all
}

/// The signs of pairs in some words, each with its byte.
fn signs(words: &str) -> impl Iterator<Item = (usize, char)> {
    // The first bytes of these signs.
    let may_be = |byte: u8| matches!(byte, b'(' | b')' | b'"' | 0xc2 | 0xe2);
    let places = words.bytes().enumerate().filter(move |&(_, byte)| may_be(byte));
    let all = places.filter_map(|(at, _)| Some((at, words[at..].chars().next()?)));
    all.filter(|&(_, sign)| PAIRS.iter().any(|&(open, close)| sign == open || sign == close))
}

/// The marks in a range of the words without their other half there.
fn unmatched(text: &str, range: Range<usize>, others: &[Range<usize>]) -> Vec<Lone> {
    let mut open: Vec<Lone> = Vec::new();
    let mut closers: Vec<Lone> = Vec::new();
    let mut spare = 0;
    let mut others = others.iter().peekable();
    let words = &text[range.clone()];
    for (at, sign) in signs(words) {
        let at = range.start + at;
        while others.next_if(|other| other.end <= at).is_some() {}
        if others.peek().is_some_and(|other| other.start <= at) {
            continue;
        }
        let Some((opener, closer)) = PAIRS.iter().copied().find(|&(a, b)| sign == a || sign == b) else { continue };
        // 19" is a measure.
        if sign == '"' && text[..at].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let twin = open.iter().rposition(|mark| mark.sign == opener);
        match twin {
            Some(twin) if sign == closer => {
                let opened = open.remove(twin).at;
                // "(§ 78 a) of the Agenda)": the first of the two is the label's.
                let label = label_before(&text[range.start..at]);
                spare += usize::from(sign == ')' && label.is_some_and(|label| opened + 1 < at - label.len()));
            }
            _ if sign == opener => open.push(Lone { at, sign, opens: true }),
            _ => closers.push(Lone { at, sign, opens: false }),
        }
    }
    closers.retain(|mark| mark.sign != ')' || label_before(&text[range.start..mark.at]).is_none());
    closers.retain(|mark| {
        let spared = mark.sign == ')' && spare > 0;
        spare -= usize::from(spared);
        !spared
    });
    // Opened twice and never closed: a mark of a keyboard that has but one.
    if open.iter().filter(|mark| mark.sign == '“').count() == 2 && !words.contains('”') {
        open.retain(|mark| mark.sign != '“');
    }
    let mut all: Vec<Lone> = open.into_iter().chain(closers).collect();
    all.sort_by_key(|mark| mark.at);
    all
}

/// Matches marks that are left over with those of later clauses.
fn pair(lone: &mut Vec<Lone>, open: char, close: char) {
    let mut opened: Vec<usize> = Vec::new();
    let mut gone = vec![false; lone.len()];
    for (nth, mark) in lone.iter().enumerate() {
        let closes = mark.sign == close && (open != close || !opened.is_empty());
        if closes && let Some(twin) = opened.pop() {
            (gone[twin], gone[nth]) = (true, true);
        } else if mark.sign == open {
            opened.push(nth);
        }
    }
    let mut gone = gone.into_iter();
    lone.retain(|_| !gone.next().unwrap_or_default());
}

/// What words end in, where that may be a label: a letter, a numeral, a number: "as in 3 b)".
fn label_before(before: &str) -> Option<&str> {
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '.' || is_ideograph(c)).next().unwrap_or_default();
    let roman = word.len() <= 5 && word.chars().all(|c| "ivxIVX".contains(c));
    let digits = word.len() <= 5 && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let twice = word.len() == 2 && word.as_bytes()[0] == word.as_bytes()[1];
    (!word.is_empty() && (word.chars().count() == 1 || roman || digits || twice)).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn signs_begin_with_the_bytes_that_are_looked_for() {
        let all: String = PAIRS.iter().flat_map(|&(open, close)| [open, close]).collect();
        assert_eq!(signs(&all).map(|(_, sign)| sign).collect::<String>(), all);
    }

    #[test]
    fn marks_of_labels_citations_and_measures_are_silent() {
        check(
            &RULE,
            &considering(
                "as in § 20(c), (JTC 1), 3 b) of that list, iv), (§ 78 a) of the Agenda), Resolution 130 (Rev. Bucharest, 2022 of the Plenipotentiary \
                 Conference, considering a) above, a rack of 19\" and the “land”",
            ),
            expect![[""]],
        );
    }

    #[test]
    fn a_mark_may_be_closed_in_a_later_clause() {
        check(
            &RULE,
            r#"
                //- head
                considering
                a)	that it is said: “the sea;
                b)	the land” and (the air,
                resolves
                to wait.
            "#,
            expect![[r#"
                hint 7:18 `(` This bracket is not closed
            "#]],
        );
    }
}
