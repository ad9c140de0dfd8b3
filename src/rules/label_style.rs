//! `label-style`

use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, Waits, Words, rule, wording};
use crate::syntax::{Clause, ClauseId, LabelStyle, Mark, RawLabel, Section, SectionId, Tree};
use crate::text::Span;

rule! {
    /// Clauses of the preamble are lettered `a)`, `b)`, operative clauses are numbered `1`, `2` without a dot or bracket. Found are
    /// sections whose clauses are lettered where they should be numbered, or numbered where they should be lettered, and labels
    /// written `(a)`, `1.` or `1)`, or in English `bbis)` for `b)bis`; and figures that a scanner read for letters, `9)` for `g)`. Texts of the UN General Assembly have `1.` and `(a)` by custom: there nothing is said.
    ///
    /// ```wrong
    /// noting
    /// (a) the sea;
    /// (b) the land,
    /// ```
    ///
    /// ```right
    /// noting
    /// a) the sea;
    /// b) the land,
    /// ```
    name: "label-style",
    group: Group::Structure,
    scope: Scope::Section,
    words: Words::None,
    waits: Waits::Line,
    severity: Severity::Information,
    summary: "Clauses are lettered where they are numbered, or a label is written (a) or 1.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    // A list in a letter has labels of any style.
    if tree.is_foreign() || (tree.heading.is_none() && tree.enacting.is_none()) {
        return;
    }
    for (id, section) in tree.sections().filter(|(_, section)| section.doubt().is_none() && !section.is_automatic()) {
        if let Some((span, message)) = other_kind(tree, id, section) {
            findings.push(Finding::new(&RULE, Subject::Section(id), span, message));
        }
        let mut odd = odd_forms(context, id).into_iter();
        if let Some((clause, raw, form)) = odd.next() {
            let more = if odd.next().is_some() { ", and so on" } else { "" };
            let message = format!("{} is written {form} in {}{more}", context.quoted(raw.span), tree.section_name(id));
            findings.push(Finding::new(&RULE, Subject::Clause(clause), raw.span, message));
        }
    }
}

/// The first label of a section whose clauses count in the way of the other part of the text.
fn other_kind(tree: &Tree, id: SectionId, section: &Section) -> Option<(Span, String)> {
    let operative = section.part()?.is_operative();
    let mut top = tree.children(id, None).map(|(_, clause)| clause);
    let first = top.next()?;
    let raw = first.raw.as_ref()?;
    let other = |clause: &Clause| match clause.label.map(|label| label.mark) {
        Some(Mark::Letter(_) | Mark::Roman(_)) => operative,
        Some(Mark::Number(_)) => !operative,
        _ => false,
    };
    if !other(first) || !top.all(other) || section.call.as_ref().is_some_and(|call| call.words.ends_with(':')) {
        return None;
    }
    let name = tree.section_name(id);
    let message = match operative {
        true => format!("The clauses of {name} are lettered: those of an operative section are numbered 1, 2, 3"),
        false => format!("The clauses of {name} are numbered: those of the preamble are lettered a), b), c)"),
    };
    Some((raw.span, message))
}

/// The labels of a section that are not punctuated as ITU texts have it, with the right form.
fn odd_forms<'c>(context: &'c Context<'_>, id: SectionId) -> Vec<(ClauseId, &'c RawLabel, String)> {
    let (tree, english) = (context.tree(), wording::is_english(context));
    let odd = tree.clauses_of(id).filter_map(|(of, clause)| {
        let raw = clause.raw.as_ref()?;
        // "bbis)", as texts in Spanish have it.
        if raw.suffix.is_some() {
            let last = raw.style == LabelStyle::Bracket && context.words(raw.span).ends_with(')');
            return (english && last).then_some((of, raw, clause.label?.to_string()));
        }
        let digits = raw.is_number();
        let top = clause.parent.is_none() && tree.section(id).part().is_some_and(|part| part.is_operative());
        let form = match raw.style {
            _ if looks_alike(clause) => clause.label?.to_string(),
            LabelStyle::Bracket if is_lone_capital(tree, clause) => format!("{})", raw.text.to_lowercase()),
            LabelStyle::Brackets if !digits => format!("{})", raw.text),
            LabelStyle::Dot if !digits && !raw.text.contains('.') => format!("{})", raw.text),
            LabelStyle::Dot if in_markdown(context, id) => return None,
            LabelStyle::Dot => raw.text.to_string(),
            LabelStyle::Bracket | LabelStyle::Brackets if digits && top => raw.text.to_string(),
            _ => return None,
        };
        Some((of, raw, form))
    });
    odd.collect()
}

/// Whether a figure stands for the letter that it looks like: "9)" between f) and h).
fn looks_alike(clause: &Clause) -> bool {
    let letter = clause.label.is_some_and(|label| matches!(label.mark, Mark::Letter(_) | Mark::Roman(_)));
    letter && clause.raw.as_ref().is_some_and(RawLabel::is_number)
}

/// Whether a section's call is set off as Markdown does, where `1.` begins an item of a list.
fn in_markdown(context: &Context<'_>, id: SectionId) -> bool {
    let Some(call) = &context.tree().section(id).call else { return false };
    let before = context.view().text.get(..context.view().from_source(call.span.start) as usize);
    before.is_some_and(|before| before.trim_end_matches(' ').ends_with(['*', '_', '#', '>']))
}

/// Whether a clause is lettered with a capital where all others of its list have small letters: a list of capitals is its own.
fn is_lone_capital(tree: &Tree, clause: &Clause) -> bool {
    let is_capital = |raw: &RawLabel| raw.text.starts_with(|c: char| c.is_ascii_uppercase());
    if !clause.raw.as_ref().is_some_and(is_capital) {
        return false;
    }
    let list = tree.children(clause.section, clause.parent).filter_map(|(_, clause)| clause.raw.as_ref());
    let (capitals, small): (Vec<_>, Vec<_>) = list.partition(|raw| is_capital(raw));
    capitals.len() == 1 && !small.is_empty()
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let tree = context.tree();
    let Subject::Clause(first) = finding.subject else { return Vec::new() };
    let odd = odd_forms(context, tree.clause(first).section);
    let Some((_, _, form)) = odd.first() else { return Vec::new() };
    let title = format!("Write {form}{}", if odd.len() > 1 { " and so on" } else { "" });
    let edits: Option<Vec<_>> = odd.iter().map(|(_, raw, form)| context.pen().replace(raw.span, form)).collect();
    let safe = odd.iter().all(|(id, raw, _)| context.is_new(raw.span) && !looks_alike(tree.clause(*id)));
    edits.map(|edits| Fix { title, safe, edits: edits.concat() }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn the_way_of_the_other_part_is_found() {
        check(
            &RULE,
            r"
                //- head
                resolves
                a)	to go;
                b)	to wait.
            ",
            expect![[r#"
            information 6:1 `a)` The clauses of resolves are lettered: those of an operative section are numbered 1, 2, 3
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                1	the sea;
                2	the land,
            ",
            expect![[r#"
            information 6:1 `1` The clauses of noting are numbered: those of the preamble are lettered a), b), c)
        "#]],
        );
    }

    #[test]
    fn a_figure_read_for_a_letter_is_found() {
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea;
                b)	the land;
                c)	the sky;
                d)	the wind;
                e)	the rain;
                f)	the snow;
                9)	the ice;
                h)	the sun, as in noting g) above,
            ",
            expect![[r#"
                information 12:1 `9)` 9) is written g) in noting
                  fix (look first): Write g)
                    12:1 `9` -> `g`
            "#]],
        );
    }

    #[test]
    fn a_list_that_markdown_counts_stays() {
        check(
            &RULE,
            r"
                //- head
                *resolves*

                1. to go;
                1. to wait;
                1. to see.
            ",
            expect![[""]],
        );
    }

    #[test]
    fn other_forms_are_found() {
        check(
            &RULE,
            r"
                //- head
                noting
                (a)	the sea;
                (b)	the land,
                resolves
                1.	to go:
                (i)	here;
                (ii)	there;
                2)	to wait.
            ",
            expect![[r#"
                information 6:1 `(a)` (a) is written a) in noting, and so on
                  fix: Write a) and so on
                    6:1 `(` -> ``
                    7:1 `(` -> ``
                information 9:1 `1.` 1. is written 1 in resolves, and so on
                  fix: Write 1 and so on
                    9:2 `.` -> ``
                    10:1 `(` -> ``
                    11:1 `(` -> ``
                    12:2 `)` -> ``
            "#]],
        );
        check(
            &RULE,
            r"
                //- head
                resolves
                (1)	to go;
                (2)	to wait.
            ",
            expect![[r#"
            information 6:1 `(1)` (1) is written 1 in resolves, and so on
              fix: Write 1 and so on
                6:1 `(1)` -> `1`
                7:1 `(2)` -> `2`
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                resolves
                1)	to go;
                2)	to wait.
            ",
            expect![[r#"
            information 6:1 `1)` 1) is written 1 in resolves, and so on
              fix: Write 1 and so on
                6:2 `)` -> ``
                7:2 `)` -> ``
        "#]],
        );
    }

    #[test]
    fn the_usual_forms_are_silent() {
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea:
                i)	its tides;
                ii)	its salt;
                b)	the land,
                resolves
                1	to go:
                a)	now;
                b)	then;
                2	to wait.
            ",
            expect![[""]],
        );
        // Under a paragraph that leads in; with decimals.
        check(
            &RULE,
            r"
                //- head
                resolves
                to do:
                a)	this;
                b)	that.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                resolves
                1	to go:
                1.1	now;
                1.2	then;
                2	to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                RESOLUTION 57/239
                A culture
                The General Assembly of the United Nations,
                noting
                the sea,
                resolves
                1. to go:
                (a) now;
                (b) then;
                2. to wait.
            ",
            expect![[""]],
        );
    }
}
