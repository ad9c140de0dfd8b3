//! `repeated-clause`

use std::collections::HashMap;

use super::prose::Prose;
use super::{Context, Finding, Group, Scope, Severity, Subject, Words, rule};
use crate::syntax::{Body, ClauseId};
use crate::text::Span;

rule! {
    /// A clause that stands in its section a second time, word for word: it was moved and not taken out where it stood, or pasted
    /// twice. Only clauses of eight words or more are compared, and in a proposal to modify a text one of the two has to be
    /// inserted.
    ///
    /// ```wrong
    /// considering
    /// a) that the towers on the coast of the sea stand;
    /// b) that the towers on the coast of the sea stand,
    /// ```
    ///
    /// ```right
    /// considering
    /// a) that the towers on the coast of the sea stand;
    /// b) that the masts on the coast of the sea stand,
    /// ```
    name: "repeated-clause",
    group: Group::Language,
    scope: Scope::Section,
    words: Words::Section,
    severity: Severity::Warning,
    summary: "A clause stands twice in its section, word for word.",
    check,
}

/// Shorter clauses may well be said twice.
const WORDS: usize = 8;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (tree, prose) = (context.tree(), Prose::of(context));
    // The budget of the United Nations says so of one post after the other.
    if context.placed.text.flattened.is_some() || tree.body() == Some(Body::Unga) {
        return;
    }
    for (id, _) in tree.sections().filter(|(_, it)| context.looks_at(it.span.start) && !it.is_damaged()) {
        // Nearly no two clauses have the same letters: only of those the words are made.
        let mut said: HashMap<(Option<ClauseId>, u64), Vec<Span>> = HashMap::new();
        for (nth, clause) in tree.clauses_of(id) {
            let clause_words = |body: Span| &prose.text[prose.range(body)];
            let near = said.entry((clause.parent, letters(clause_words(clause.body)))).or_default();
            let same = |body: &&Span| words(clause_words(**body)) == words(clause_words(clause.body));
            let Some(&first) = near.iter().find(same) else {
                near.push(clause.body);
                continue;
            };
            if words(clause_words(first)).matches(' ').count() + 1 < WORDS {
                continue;
            }
            let own = |body: Span| prose.is_own(first_word(&prose, body));
            if own(clause.body) || own(first) {
                let message = "This clause stands twice in its section, word for word";
                let label = clause.raw.as_ref().map_or(clause.body, |raw| raw.span);
                findings
                    .push(Finding::new(&RULE, Subject::Clause(nth), label, message).related(first, "the same words"));
            }
        }
    }
}

/// The place of a clause's first letter: whether that is inserted tells whether the clause is.
fn first_word(prose: &Prose<'_, '_>, body: Span) -> Span {
    let range = prose.range(body);
    let len = prose.text[range.clone()].chars().next().map_or(0, char::len_utf8);
    prose.place(range.start..range.start + len)
}

/// A print of the letters and digits of a clause: clauses of the same words have the same.
fn letters(clause: &str) -> u64 {
    let mut words = clause;
    while let Some(rest) = words.trim_end_matches(|c: char| c.is_whitespace() || ";,.:".contains(c)).strip_suffix("and")
    {
        words = rest;
    }
    let add = |print: u64, letter: u32| (print.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3);
    words.chars().fold(0, |print, c| match c {
        c if c.is_ascii_alphanumeric() => add(print, c.to_ascii_lowercase().into()),
        c if !c.is_ascii() && c.is_alphanumeric() => c.to_lowercase().fold(print, |print, c| add(print, c.into())),
        _ => print,
    })
}

/// The words of a clause, without its stop.
fn words(clause: &str) -> String {
    let words: Vec<&str> = clause.split_whitespace().collect();
    words.join(" ").trim_end_matches([';', ',', '.', ':']).trim_end_matches(" and").trim_end_matches(';').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn the_same_in_another_section_and_in_the_text_in_force_is_silent() {
        check(
            &RULE,
            r"
                MOD	ABC/1/1
                //- head
                considering
                a)	that the towers on the coast of the sea stand;
                b)	that the towers on the coast of the sea stand,
                noting
                that the towers on the coast of the sea stand,
                resolves
                to wait{++ for long++}.
            ",
            expect![[""]],
        );
    }
}
