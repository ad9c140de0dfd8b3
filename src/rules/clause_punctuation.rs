//! `clause-punctuation`

use super::{Context, Finding, Fix, Group, Scope, Subject, Waits, Words, rule};
use crate::syntax::{Clause, ClauseEnding, ClauseId, Mark, Stop, StopPlace, Tree};
use crate::text::Side;

rule! {
    /// A resolution is one sentence, and its clauses end accordingly: with `;` where another clause follows, with `:` before
    /// sub-clauses, with `,` at the end of a section, and with `.` at the end of the text. The last sub-clause ends as its clause
    /// would.
    ///
    /// Nothing is said of a text of the UN General Assembly, of one whose tracked changes were lost in copying, of a section that
    /// conversion has damaged, of dashes, and of a `:` before a list that has no labels. What the text in force already has is a
    /// hint.
    ///
    /// ```wrong
    /// noting
    /// a) the sea,
    /// b) the land;
    /// resolves
    /// to wait.
    /// ```
    ///
    /// ```right
    /// noting
    /// a) the sea;
    /// b) the land,
    /// resolves
    /// to wait.
    /// ```
    name: "clause-punctuation",
    group: Group::Structure,
    scope: Scope::Text,
    words: Words::Clause,
    waits: Waits::Line,
    summary: "A clause ends with another mark than its place asks for.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

/// So near after a clause what a page carries beside the text is beside that clause, in bytes.
const PAGE_BYTES: u32 = 80;

/// A clause that ends with another mark than it should.
struct WrongStop {
    clause: ClauseId,
    ending: ClauseEnding,
    wanted: Stop,
    why: &'static str,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    if context.placed.text.flattened.is_some() {
        return;
    }
    for (id, _) in tree.sections() {
        for clause in tree.clauses_whose_end_is_sure(id) {
            if !context.looks_at(tree.clause(clause).span.start) {
                continue;
            }
            let Some(stop) = wrong_stop(context, clause) else { continue };
            let name = tree.name(clause);
            let ends = match stop.ending.stop {
                Some(_) => format!("with `{}`", context.words(stop.ending.span)),
                None => "without a mark".to_owned(),
            };
            let message = format!("{name} ends {ends}: {} ends with `{}`", stop.why, stop.wanted);
            let finding = Finding::new(&RULE, Subject::Clause(clause), stop.ending.span, message);
            findings.push(finding.hint_if(in_force(context, &stop)));
        }
    }
}

/// Whether the text in force has the stop already: its clause ends at the same place, in the same way, and should not.
fn in_force(context: &Context<'_>, stop: &WrongStop) -> bool {
    let (tree, base, place) = (context.tree(), context.base(), stop.ending.span);
    let Some(old) = base.clause_at(place.start).filter(|_| context.placed.text.is_changed()) else { return false };
    let (was, is) = (base.clause(old), tree.clause(stop.clause));
    let wanted = asked(base, old).map(|(wanted, _)| wanted);
    was.body.end == is.body.end && was.last == is.last && wanted == Some(stop.wanted)
}

/// The stop that a clause should have, and the kind of clause that has it; none where nothing is said of it.
fn asked(tree: &Tree, id: ClauseId) -> Option<(Stop, &'static str)> {
    let clause = tree.clause(id);
    let operative = tree.section(clause.section).part()?.is_operative();
    let mark = |clause: &Clause| clause.label.map(|label| label.mark);
    let (place, stop) = tree.asked_stop(id);
    let why = match place {
        // "1.1" stands under "1", which may be a clause of its own.
        StopPlace::LeadsIn if matches!(mark(tree.clause(ClauseId::at(id.index() + 1))), Some(Mark::Decimal(_))) => {
            return None;
        }
        StopPlace::LeadsIn if is_doubtful_list(tree, id) => return None,
        StopPlace::LeadsIn => "a clause with sub-clauses",
        // A paragraph that leads in what is labelled; a list of dashes.
        StopPlace::Followed if clause.raw.is_none() || mark(clause) == Some(Mark::Dash) => return None,
        StopPlace::Followed => "a clause that others follow",
        StopPlace::EndsSection => "the last clause of a section",
        StopPlace::EndsText if operative => "the last clause of the text",
        StopPlace::EndsText => return None,
    };
    Some((stop, why))
}

/// Whether what stands under a clause may be no list of its own: it does not begin with the first label, or it is an `i)` alone,
/// which may be a letter out of its place.
fn is_doubtful_list(tree: &Tree, id: ClauseId) -> bool {
    let mut list = tree.children(tree.clause(id).section, Some(id)).map(|(_, clause)| clause);
    let (first, second) = (list.next(), list.next());
    let begins = first.and_then(|clause| clause.label).is_none_or(|label| label.mark.ordinal() <= 1);
    let one_reading = first.and_then(|clause| clause.raw.as_ref()).is_none_or(|raw| raw.readings().count() < 2);
    !begins || (second.is_none() && !one_reading)
}

fn wrong_stop(context: &Context<'_>, clause: ClauseId) -> Option<WrongStop> {
    let tree = context.tree();
    let (wanted, why) = asked(tree, clause)?;
    // Most clauses end as they should: their words need not be looked at.
    if Stop::read(tree.clause(clause).last?) == Some(wanted) {
        return None;
    }
    let ending = context.document.ending(context.placed, clause, Side::Proposed)?;
    let right = match ending.stop {
        Some(stop) => stop == wanted || stop == Stop::Colon || (ending.joined.is_some() && wanted == Stop::Semicolon),
        None => false,
    };
    (!right).then_some(WrongStop { clause, ending, wanted, why })
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let Subject::Clause(clause) = finding.subject else { return Vec::new() };
    let fix = wrong_stop(context, clause).and_then(|stop| {
        let wanted = stop.wanted.written(stop.ending.script).to_string();
        let edits = match stop.ending.stop {
            Some(_) => context.pen().replace(stop.ending.span, &wanted),
            None => context.pen().insert(stop.ending.span.end, &wanted),
        };
        // What the text in force has is not changed unasked; which clause leads in which is known where the labels are.
        let section = context.tree().section(context.tree().clause(clause).section);
        // A page ended here: what came between may have been part of the clause.
        let next = context.tree().clause(clause).span.cover(stop.ending.span);
        let paged = section
            .residue
            .iter()
            .any(|residue| residue.span.start >= next.start && residue.span.start <= next.end + PAGE_BYTES);
        let safe = section.labels_are_sure() && !in_force(context, &stop) && !paged;
        Some(Fix { title: format!("End the clause with `{wanted}`"), safe, edits: edits? })
    });
    fix.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn what_may_be_no_list_of_sub_clauses_asks_for_no_colon() {
        check(
            &RULE,
            r"
                //- head
                noting
                a)	one;
                b)	two;
                c)	three;
                d)	four;
                e)	five;
                f)	six;
                g)	seven;
                i)	nine;
                h)	eight;
                j)	ten,
                noting further
                a)	one;
                5)	two;
                c)	three,
            ",
            expect![[""]],
        );
    }

    #[test]
    fn a_clause_that_ends_otherwise_is_found() {
        check(
            &RULE,
            r"
                //- head
                noting
                a)	one,
                b)	two.
                c)	three;
                resolves
                1	to go;
                2	to wait,
            ",
            expect![[r#"
            warning 6:7 `,` noting a) ends with `,`: a clause that others follow ends with `;`
              fix: End the clause with `;`
                6:7 `,` -> `;`
            warning 7:7 `.` noting b) ends with `.`: a clause that others follow ends with `;`
              fix: End the clause with `;`
                7:7 `.` -> `;`
            warning 8:9 `;` noting c) ends with `;`: the last clause of a section ends with `,`
              fix: End the clause with `,`
                8:9 `;` -> `,`
            warning 11:10 `,` resolves 2 ends with `,`: the last clause of the text ends with `.`
              fix: End the clause with `.`
                11:10 `,` -> `.`
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                the sea
                resolves
                to wait
            ",
            expect![[r#"
            warning 6:7 `a` noting ends without a mark: the last clause of a section ends with `,`
              fix: End the clause with `,`
                6:8 `` -> `,`
            warning 8:7 `t` resolves ends without a mark: the last clause of the text ends with `.`
              fix: End the clause with `.`
                8:8 `` -> `.`
        "#]],
        );
        check(
            &RULE,
            r#"
                //- head
                noting
                a)	one;
                b)	two, etc.
                c)	the "sea"
                resolves
                to go.
                invites Member States
                to wait.
            "#,
            expect![[r#"
                warning 7:12 `.` noting b) ends without a mark: a clause that others follow ends with `;`
                  fix: End the clause with `;`
                    7:13 `` -> `;`
                warning 8:12 `"` noting c) ends without a mark: the last clause of a section ends with `,`
                  fix: End the clause with `,`
                    8:13 `` -> `,`
                warning 10:6 `.` resolves ends with `.`: the last clause of a section ends with `,`
                  fix: End the clause with `,`
                    10:6 `.` -> `,`
            "#]],
        );
        check(
            &RULE,
            r"
                //- head
                resolves
                1	to do,
                i)	this,
                ii)	that.
                2	to wait.
            ",
            expect![[r#"
            warning 6:8 `,` resolves 1 ends with `,`: a clause with sub-clauses ends with `:`
              fix: End the clause with `:`
                6:8 `,` -> `:`
            warning 7:8 `,` resolves 1 i) ends with `,`: a clause that others follow ends with `;`
              fix: End the clause with `;`
                7:8 `,` -> `;`
            warning 8:9 `.` resolves 1 ii) ends with `.`: a clause that others follow ends with `;`
              fix: End the clause with `;`
                8:9 `.` -> `;`
        "#]],
        );
    }

    #[test]
    fn a_clause_that_ends_rightly_is_silent() {
        check(
            &RULE,
            r#"
                //- head
                noting
                a)	one:
                i)	this; and
                ii)	that;
                b)	two[^1];
                c)	the year 2018;1
                d)	[three];
                e)	the "sea;"
                f)	four;[footnoteRef:2]2 [2: 2 The fourth]
                g)	five,
                resolves
                1	to go;
                2	to wait.[^3]
                [^1]: One
                [^3]: Three
                ANNEX 1
                One
            "#,
            expect![""],
        );
        // A list without labels; text left out; dashes; a text that is not complete.
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the following:
                b)	one …
                c)	two:
                –	this
                –	that,
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	one;
                b)	two
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	one; b) two;
                c)	three.
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }

    #[test]
    fn what_a_page_left_between_clauses_is_no_clause_under_them() {
        for furniture in ["– 217 –", "–\t217\t–", "- 3/30 PP-02/56-E", "– 12", "RES155-2"] {
            let draft = format!(
                "//- head\nconsidering\na)\tone;\n{furniture}\nb)\ttwo;\n\n{furniture}\n\nc)\tthree,\nresolves\n1\tto go;\n{furniture}\n2\tto wait.\n"
            );
            check(&RULE, &draft, expect![[""]]);
            let wrong = draft.replace("two;", "two.");
            check(
                &RULE,
                &wrong,
                expect![[r#"
                    warning 8:7 `.` considering b) ends with `.`: a clause that others follow ends with `;`
                      fix (look first): End the clause with `;`
                        8:7 `.` -> `;`
                "#]],
            );
        }
    }

    #[test]
    fn other_customs_are_left_alone() {
        check(
            &RULE,
            r"
                RESOLUTION 57/239
                A culture
                The General Assembly of the United Nations,
                noting
                the sea,
                resolves
                1. to go,
                2. to wait
            ",
            expect![[""]],
        );
    }

    #[test]
    fn what_the_text_in_force_has_is_a_hint() {
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
                Towers
                noting
                a)	one,
                b)	two,{++
                c)	three,++}
                resolves
                to wait.
            ",
            expect![[r#"
                hint 5:7 `,` noting a) ends with `,`: a clause that others follow ends with `;`
                  fix (look first): End the clause with `;`
                    5:7 `,` -> `{~~,~>;~~}`
                warning 6:7 `,` noting b) ends with `,`: a clause that others follow ends with `;`
                  fix: End the clause with `;`
                    6:7 `,` -> `{~~,~>;~~}`
            "#]],
        );
    }
}
