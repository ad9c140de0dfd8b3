//! `repeated-word`

use std::sync::LazyLock;

use super::prose::Prose;
use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, Words, rule};

rule! {
    /// "the the", ",,": a word or a mark written twice, often where a line was broken or a sentence was changed. Words that a sentence may
    /// need twice ("that that") and names ("Elsayed Elsayed") are left alone, and in a proposal to modify a text what both
    /// times is in the text in force.
    ///
    /// ```wrong
    /// considering
    /// that the the towers stand,
    /// ```
    ///
    /// ```right
    /// considering
    /// that the towers that that study names stand,
    /// ```
    name: "repeated-word",
    group: Group::Language,
    scope: Scope::Clause,
    words: Words::Clause,
    severity: Severity::Hint,
    summary: "A word or a mark is written twice in a row.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

/// Words that sentences may have twice in a row, in English and the other languages.
static TWICE: LazyLock<Vec<String>> =
    LazyLock::new(|| serde_json::from_str(include_str!("data/twice.json")).unwrap_or_default());

/// Marks that are written once, and of which only one is meant.
const MARKS: [&str; 8] = [",,", ";;", ";,", ",;", ":;", ":,", ";.", ",."];

/// ",," in the clauses; where a word follows at once it is a quotation mark.
fn doubled_marks(prose: &Prose<'_, '_>, findings: &mut Vec<Finding>) {
    for mark in MARKS {
        for at in memchr::memmem::find_iter(&prose.text.as_bytes()[prose.body.clone()], mark) {
            let at = prose.body.start + at;
            let place = prose.place(at..at + mark.len());
            let after = &prose.text[at + mark.len()..];
            let ends = after.is_empty() || after.starts_with(char::is_whitespace);
            let own = prose.is_own(prose.place(at..at + 1)) || prose.is_own(prose.place(at + 1..at + 2));
            if ends && own && prose.in_clause(place) {
                let message = match mark[..1] == mark[1..] {
                    true => format!("`{}` is written twice", &mark[1..]),
                    false => format!("`{mark}` are two marks where one is meant"),
                };
                findings.push(Finding::new(&RULE, Subject::Words, place, message));
            }
        }
    }
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let prose = Prose::of(context);
    doubled_marks(&prose, findings);
    let bytes = &prose.text.as_bytes()[..prose.body.end];
    let mut before = prose.body.start..prose.body.start;
    let (mut start, mut edge) = (prose.body.start, 0);
    // So many words are looked at that a search for each end takes longer than a look at each byte.
    let ends = (start..bytes.len()).filter(|&at| matches!(bytes[at], b' ' | b'\n' | b'\t'));
    for end in ends.chain([bytes.len()]) {
        let word = start..end;
        start = end + 1;
        if word.is_empty() {
            continue;
        }
        let last = std::mem::replace(&mut before, word.clone());
        if last.len() < 2 || word.len() < last.len() || !same(&bytes[last.clone()], &bytes[word.start..]) {
            continue;
        }
        let twice = last.start..word.start + last.len();
        // Written three times and more, it is still one slip.
        let clause = |at: usize| context.tree().clause_at(prose.place(at..at).start);
        let goes_on = last.start < edge && clause(last.start) == clause(word.start);
        if goes_on {
            edge = twice.end;
        } else if is_slip(context, &prose, last.len(), twice.clone()) {
            let word = &prose.text[word.start..twice.end];
            edge = twice.end;
            findings.push(Finding::new(
                &RULE,
                Subject::Words,
                prose.place(twice),
                format!("`{word}` is written twice"),
            ));
        }
    }
}

/// Whether a text goes on with a word: the same letters, and the second time none of them a capital.
fn same(word: &[u8], next: &[u8]) -> bool {
    let second = &next[..word.len()];
    let (first, rest) = (word[0], &word[1..]);
    first.to_ascii_lowercase() == second[0] && *rest == second[1..] && !first.is_ascii_digit()
}

/// Whether the words in `twice`, whose first is `len` long, are one word written twice by a slip.
fn is_slip(context: &Context<'_>, prose: &Prose<'_, '_>, len: usize, twice: std::ops::Range<usize>) -> bool {
    let words = &prose.text[twice.clone()];
    let (first, spaces) = (&words[..len], &words[len..words.len() - len]);
    let goes_on =
        prose.text[twice.end..].starts_with(|c: char| c.is_alphanumeric() || "-\u{2011}'\u{2019}/".contains(c));
    let (span, second) = (prose.place(twice.clone()), &words[words.len() - len..]);
    let lower = second.chars().all(|c| c.is_alphabetic() && !c.is_uppercase());
    let may_be_needed =
        || TWICE.iter().any(|known| known == second) && !begins_anew(second, &prose.text[twice.end..prose.body.end]);
    if goes_on || !lower || !first.chars().all(char::is_alphabetic) || may_be_needed() {
        return false;
    }
    // Over the end of a line only within a clause.
    let (start, end) = (prose.place(twice.start..twice.start + len), prose.place(twice.end - len..twice.end));
    let tree = context.tree();
    let within = tree.clause_at(start.start).is_some_and(|clause| tree.clause(clause).body.contains(span));
    let joined = if spaces.contains('\n') {
        within && spaces.trim() == "" && spaces.matches('\n').count() == 1
    } else {
        !spaces.contains('\t')
    };
    joined && (prose.is_own(start) || prose.is_own(end))
}

/// "that that the towers": what follows has an article or pronoun of its own, so that no "that" belongs to it.
fn begins_anew(word: &str, after: &str) -> bool {
    let next = after.split_whitespace().next().unwrap_or_default();
    word == "that"
        && matches!(
            next,
            "the" | "a" | "an" | "there" | "they" | "these" | "those" | "their" | "its" | "each" | "every"
        )
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let prose = Prose::of(context);
    let range = prose.range(finding.span);
    let words = &prose.text[range.clone()];
    if MARKS.contains(&words) {
        let [first, second] = [&words[..1], &words[1..]];
        let alone = |title: String, gone: std::ops::Range<usize>| {
            context.pen().delete(prose.place(gone)).map(|edits| Fix { title, safe: false, edits })
        };
        if first == second {
            return alone(format!("Write `{first}` once"), range.start + 1..range.end).into_iter().collect();
        }
        let each = [(first, range.start + 1..range.end), (second, range.start..range.start + 1)];
        return each.into_iter().filter_map(|(kept, gone)| alone(format!("Write `{kept}`"), gone)).collect();
    }
    let Some(len) = words.find(char::is_whitespace) else { return Vec::new() };
    let word = &words[words.len() - len..];
    // What follows may be the word again.
    let mut end = range.end;
    while let Some(rest) = prose.text[end..].trim_start_matches(' ').strip_prefix(word)
        && !rest.starts_with(char::is_alphanumeric)
    {
        end = prose.text.len() - rest.len();
    }
    let edits = context.pen().delete(prose.place(range.start + len..end));
    edits
        .into_iter()
        .map(|edits| Fix { title: format!("Write `{}` once", &words[..len]), safe: false, edits })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn a_word_written_twice_is_found() {
        check(
            &RULE,
            &considering("that the the towers stand"),
            expect![[r#"
            hint 6:6 `the the` `the` is written twice
              fix (look first): Write `the` once
                6:9 ` the` -> ``
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                considering
                The the towers stand as long as
                as the masts,
                resolves
                to wait.
            ",
            expect![[r#"
            hint 6:1 `The the` `the` is written twice
              fix (look first): Write `The` once
                6:4 ` the` -> ``
            hint 6:30 `as⏎as` `as` is written twice
              fix (look first): Write `as` once
                6:32 `⏎as` -> ``
        "#]],
        );
        check(
            &RULE,
            &considering("that that the towers stand, that that tower falls"),
            expect![[r#"
            hint 6:1 `that that` `that` is written twice
              fix (look first): Write `that` once
                6:5 ` that` -> ``
        "#]],
        );
        check(
            &RULE,
            &considering("that towers stand stand"),
            expect![[r#"
            hint 6:13 `stand stand` `stand` is written twice
              fix (look first): Write `stand` once
                6:18 ` stand` -> ``
        "#]],
        );
        check(
            &RULE,
            r"
                //- MOD
                noting
                the {++the ++}towers of of x,
            ",
            expect![[r#"
            hint 7:1 `the {++the` `the` is written twice
              fix (look first): Write `the` once
                7:4 ` ` -> `{-- --}`
                7:8 `the` -> ``
        "#]],
        );
        // Three times and more is one slip.
        check(
            &RULE,
            &considering("that that that the the  the the, then"),
            expect![[r#"
                hint 6:6 `that that` `that` is written twice
                  fix (look first): Write `that` once
                    6:10 ` that` -> ``
                hint 6:16 `the the` `the` is written twice
                  fix (look first): Write `the` once
                    6:19 ` the  the the` -> ``
            "#]],
        );
    }

    #[test]
    fn words_that_sentences_need_twice_and_names_are_silent() {
        check(&RULE, &considering("that that tower had had its day, the the-tower, in in-house work"), expect![[""]]);
        check(
            &RULE,
            r"
                //- head
                considering
                Mr Elsayed Elsayed of Baden Baden, 10 10, a a, the

                the,
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(&RULE, &considering("the (the) tower, the, the mast, as far as as\u{2011}built"), expect![[""]]);
        check(
            &RULE,
            r"
                //- head
                noting
                noting that,
            ",
            expect![[""]],
        );
    }
}
