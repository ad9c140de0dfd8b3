//! `unknown-name`

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde::Deserialize;

use super::prose::Prose;
use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, Words, rule, wording};
use crate::syntax::{Instrument, Zone};
use crate::text::Span;

rule! {
    /// Bureaux, groups, Sectors, officers and meetings of the ITU are called by their names: "Telecommunication Standardization Bureau", not
    /// "Telecommunications Standardization Bureau". Found are names that differ from one of these by a letter or two, and numbers of
    /// study groups that no Sector ever had. Nothing is said of texts that are not in English, and in a proposal to modify a text
    /// only of inserted words.
    ///
    /// ```wrong
    /// resolves
    /// to ask the Telecommunications Standardization Bureau,
    /// ```
    ///
    /// ```right
    /// resolves
    /// to ask the Telecommunication Standardization Bureau,
    /// ```
    name: "unknown-name",
    group: Group::Language,
    scope: Scope::Text,
    words: Words::Clause,
    severity: Severity::Hint,
    summary: "A bureau, a group or a meeting is called by a name that it does not have.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

/// The highest number of a study group of any Sector in some study periods: those of ITU-T go highest.
#[derive(Deserialize)]
struct StudyGroups {
    highest: u32,
    from: u16,
    to: u16,
}

/// What is called by its name.
#[derive(Deserialize)]
struct Names {
    names: HashSet<String>,
    /// The last word of each.
    #[serde(skip)]
    last_words: Vec<Finder<'static>>,
    /// How many words the longest has before its last.
    #[serde(skip)]
    most_before: usize,
    study_groups: Vec<StudyGroups>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names: Names =
        serde_json::from_str(include_str!("data/names.json")).expect("the data file of names is tested");
    let last_words: BTreeSet<&str> = names.names.iter().filter_map(|name| name.rsplit(' ').next()).collect();
    names.last_words = last_words.into_iter().map(|word| Finder::new(word).into_owned()).collect();
    names.most_before = names.names.iter().map(|name| name.matches(' ').count()).max().unwrap_or(0);
    names
});

/// How many letters of a name may be wrong for it to be meant.
const WRONG_LETTERS: usize = 3;

/// A name of more words than its own is none: "the Radio Communication Bureau" has one more.
const MORE_WORDS: usize = 1;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if !wording::is_english(context) {
        return;
    }
    let prose = Prose::of(context);
    for (range, right) in misnamed(context, &prose) {
        let message = format!("\"{}\" is called \"{right}\"", &prose.text[range.clone()]);
        findings.push(Finding::new(&RULE, Subject::Words, prose.place(range), message));
    }
    let groups = context.looked_at(context.tree().citations(), |placed| placed.it.span.start);
    for (nth, placed) in groups.filter(|(_, placed)| placed.it.instrument == Instrument::StudyGroup) {
        let number = placed.it.number.parse().unwrap_or(0);
        let Some(most) = NAMES.study_groups.iter().max_by_key(|groups| groups.highest) else { continue };
        let in_clause = matches!(placed.zone, Zone::Clause(_) | Zone::Call(_));
        if number > most.highest && in_clause && prose.is_own(placed.it.number_span) {
            let StudyGroups { highest, from, to } = most;
            let message =
                format!("No Sector has had a Study Group {number}: the highest is {highest} ({from} to {to})");
            findings.push(Finding::new(&RULE, Subject::Citation(nth), placed.it.span, message));
        }
    }
}

/// A name as it is often written, and as it is.
const SECRETARY_GENERAL: (&str, &str) = ("Secretary General", "Secretary-General");

/// The names in the clauses that are almost right, each with the right one.
fn misnamed(context: &Context<'_>, prose: &Prose<'_, '_>) -> Vec<(Range<usize>, &'static str)> {
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    for head in &NAMES.last_words {
        let body = &prose.text.as_bytes()[..prose.body.end];
        for at in head.find_iter(&body[prose.body.start..]).map(|at| prose.body.start + at) {
            let end = at + head.needle().len();
            if prose.text[end..].starts_with(char::is_alphanumeric) {
                continue;
            }
            let Some((start, right)) = nearest(prose.text, at, end) else { continue };
            let place = prose.place(start..end);
            if in_section(context, place) && prose.is_own(place) {
                found.push((start..end, right));
            }
        }
    }
    // Of other organizations, "the Secretary General of …", nobody here knows how they write it.
    for (at, said) in prose.text[prose.body.clone()].match_indices(SECRETARY_GENERAL.0) {
        let at = prose.body.start + at;
        let range = at..at + said.len();
        let (before, after) = (&prose.text[..at], &prose.text[range.end..]);
        let other = after.trim_start().starts_with("of ") || after.starts_with(char::is_alphanumeric);
        let place = prose.place(range.clone());
        if before.ends_with("the ") && !other && in_section(context, place) && prose.is_own(place) {
            found.push((range, SECRETARY_GENERAL.1));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Whether a place stands in a clause or a call.
fn in_section(context: &Context<'_>, place: Span) -> bool {
    let tree = context.tree();
    tree.clause_at(place.start).is_some() || tree.call_at(place.start).is_some()
}

/// The name that is meant by capitalized words which end in its last one at `at..end`, and where they begin; `None` where
/// they are a name, or none is near.
fn nearest(text: &str, at: usize, end: usize) -> Option<(usize, &'static str)> {
    let mut starts = Vec::new();
    let mut start = at;
    while starts.len() < NAMES.most_before + MORE_WORDS {
        let before = text[..start].strip_suffix([' ', '\u{a0}'])?;
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().filter(|word| !word.is_empty());
        let Some(word) = word.filter(|word| word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase))
        else {
            break;
        };
        start = before.len() - word.len();
        starts.push(start);
        if !text[..start].ends_with([' ', '\u{a0}']) {
            break;
        }
    }
    let said = |start: usize| text[start..end].replace('\u{a0}', " ");
    if starts.iter().any(|&start| NAMES.names.contains(&*said(start))) {
        return None;
    }
    let near = starts.iter().flat_map(|&start| {
        let said = said(start);
        let names = NAMES.names.iter().filter_map(move |name| {
            let apart = said.matches(' ').count().abs_diff(name.matches(' ').count());
            // The distance is at least the difference of the lengths, and costs much to know.
            let near = apart <= MORE_WORDS && said.chars().count().abs_diff(name.chars().count()) <= WRONG_LETTERS;
            let wrong = near.then(|| strsim::damerau_levenshtein(&said, name)).filter(|it| *it <= WRONG_LETTERS)?;
            Some((wrong, start, name.as_str()))
        });
        names.collect::<Vec<_>>()
    });
    near.min().map(|(_, start, name)| (start, name))
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    if finding.subject != Subject::Words {
        return Vec::new();
    }
    let prose = Prose::of(context);
    let fix = meant(prose.text, prose.range(finding.span)).and_then(|right| {
        let edits = context.pen().replace(finding.span, right)?;
        Some(Fix { title: format!("Write \"{right}\""), safe: false, edits })
    });
    fix.into_iter().collect()
}

/// The name that is meant by words of which [`misnamed`] tells.
fn meant(text: &str, range: Range<usize>) -> Option<&'static str> {
    let said = text.get(range.clone())?.as_bytes();
    if said == SECRETARY_GENERAL.0.as_bytes() {
        return Some(SECRETARY_GENERAL.1);
    }
    let heads = NAMES.last_words.iter().map(Finder::needle).filter(|head| said.ends_with(head));
    let mut near = heads.filter_map(|head| nearest(text, range.end - head.len(), range.end));
    near.find(|(start, _)| *start == range.start).map(|(_, right)| right)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn names_that_are_right_or_others_are_silent() {
        check(
            &RULE,
            &considering(
                "that the Radiocommunication Bureau, the Regional Radiocommunication Conference, a Bureau, ITU Bureaux, the \
                 Radio Regulations Board, the World Conference on International Telecommunications and Study Group 21 stand",
            ),
            expect![[""]],
        );
    }

    #[test]
    fn a_study_group_that_no_sector_had_is_found() {
        check(
            &RULE,
            &considering("that ITU-D Study Group 51 and Study Group 60 met"),
            expect![[r#"
            hint 6:12 `Study Group 51` No Sector has had a Study Group 51: the highest is 21 (2025 to 2028)
            hint 6:31 `Study Group 60` No Sector has had a Study Group 60: the highest is 21 (2025 to 2028)
        "#]],
        );
    }
}
