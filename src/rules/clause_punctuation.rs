//! `clause-punctuation`

use super::{Context, Finding, Fix, Group, Severity, rule};
use crate::syntax::{Body, Clause, ClauseEnding, ClauseId, Mark, Stop, StopPlace, Tree};
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
    summary: "A clause ends with another mark than its place asks for.",
    check,
    fixes,
}

/// A clause that ends with another mark than it should.
struct Slip {
    ending: ClauseEnding,
    wanted: Stop,
    why: &'static str,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    if context.placed.text.flattened.is_some() || tree.body() == Some(Body::Unga) {
        return;
    }
    for (_, section) in tree.sections() {
        if section.is_damaged() {
            continue;
        }
        for clause in section.clauses.clone().map(ClauseId) {
            let Some(slip) = slip(context, clause) else { continue };
            let name = tree.name(clause);
            let ends = match slip.ending.stop {
                Some(_) => format!("with `{}`", context.words(slip.ending.span)),
                None => "without a mark".to_owned(),
            };
            let message = format!("{name} ends {ends}: {} ends with `{}`", slip.why, slip.wanted);
            let severity = if in_force(context, clause, &slip) { Severity::Hint } else { RULE.severity };
            findings.push(Finding::new(&RULE, slip.ending.span, message).severity(severity));
        }
    }
}

/// Whether the text in force has the slip already: its clause ends at the same place, in the same way, and should not.
fn in_force(context: &Context<'_>, id: ClauseId, slip: &Slip) -> bool {
    let (tree, base) = (context.tree(), context.base());
    let Some(old) = base.clause_at(slip.ending.span.start).filter(|_| context.placed.text.is_changed()) else {
        return false;
    };
    let (was, is) = (base.clause(old), tree.clause(id));
    let wanted = asked(base, old).map(|(wanted, _)| wanted);
    was.body.end == is.body.end && was.last == is.last && wanted == Some(slip.wanted)
}

/// The stop that a clause should have, and the kind of clause that has it; none where nothing is said of it.
fn asked(tree: &Tree, id: ClauseId) -> Option<(Stop, &'static str)> {
    let clause = tree.clause(id);
    let operative = tree.section(clause.section).part()?.is_operative();
    let mark = |clause: &Clause| clause.label.map(|label| label.mark);
    let (place, stop) = tree.asked_stop(id);
    let why = match place {
        // "1.1" stands under "1", which may be a clause of its own.
        StopPlace::LeadsIn if matches!(mark(&tree.clauses[id.0 as usize + 1]), Some(Mark::Decimal(_))) => return None,
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

fn slip(context: &Context<'_>, id: ClauseId) -> Option<Slip> {
    let tree = context.tree();
    let (wanted, why) = asked(tree, id)?;
    // Most clauses end as they should: their words need not be looked at.
    if Stop::read(tree.clause(id).last?) == Some(wanted) {
        return None;
    }
    let ending = context.document.ending(context.placed, id, Side::Proposed)?;
    let right = match ending.stop {
        Some(stop) => stop == wanted || stop == Stop::Colon || (ending.joined.is_some() && wanted == Stop::Semicolon),
        None => false,
    };
    (!right).then_some(Slip { ending, wanted, why })
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let clause = context.tree().clause_at(finding.span.start);
    let slip = clause.and_then(|id| Some((id, slip(context, id)?)));
    let fix = slip.filter(|(_, slip)| slip.ending.span == finding.span).and_then(|(id, slip)| {
        let wanted = slip.wanted.written(slip.ending.script).to_string();
        let edits = match slip.ending.stop {
            Some(_) => context.pen().replace(slip.ending.span, &wanted),
            None => context.pen().insert(slip.ending.span.end, &wanted),
        };
        // What the text in force has is not changed unasked; which clause leads in which is known where the labels are.
        let section = context.tree().section(context.tree().clause(id).section);
        let safe = section.labels_are_sure() && !in_force(context, id, &slip);
        Some(Fix { title: format!("End the clause with `{wanted}`"), safe, edits: edits? })
    });
    fix.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HEAD, check};
    use super::*;
    use expect_test::{Expect, expect};

    fn says(draft: &str, expect: Expect) {
        check(&RULE, &format!("{HEAD}{draft}"), expect);
    }

    #[test]
    fn a_clause_that_ends_otherwise_is_found() {
        says(
            "noting\na)\tone,\nb)\ttwo.\nc)\tthree;\nresolves\n1\tto go;\n2\tto wait,\n",
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
        says(
            "noting\nthe sea\nresolves\nto wait\n",
            expect![[r#"
            warning 6:7 `a` noting ends without a mark: the last clause of a section ends with `,`
              fix: End the clause with `,`
                6:8 `` -> `,`
            warning 8:7 `t` resolves ends without a mark: the last clause of the text ends with `.`
              fix: End the clause with `.`
                8:8 `` -> `.`
        "#]],
        );
        says(
            "noting\na)\tone;\nb)\ttwo, etc.\nc)\tthe \"sea\"\nresolves\nto go.\ninvites Member States\nto wait.\n",
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
        says(
            "resolves\n1\tto do,\ni)\tthis,\nii)\tthat.\n2\tto wait.\n",
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
        says(
            "noting\na)\tone:\ni)\tthis; and\nii)\tthat;\nb)\ttwo[^1];\nc)\tthe year 2018;1\nd)\t[three];\ne)\tthe \"sea;\"\nf)\tfour;[footnoteRef:2]2 [2: 2 The fourth]\ng)\tfive,\nresolves\n1\tto go;\n2\tto wait.[^3]\n[^1]: One\n[^3]: Three\nANNEX 1\nOne\n",
            expect![""],
        );
        // A list without labels; text left out; dashes; a text that is not complete.
        says("noting\na)\tthe following:\nb)\tone …\nc)\ttwo:\n–\tthis\n–\tthat,\nresolves\nto wait.\n", expect![[""]]);
        says("noting\na)\tone;\nb)\ttwo\n", expect![[""]]);
        says("noting\na)\tone; b) two;\nc)\tthree.\nresolves\nto wait.\n", expect![[""]]);
    }

    #[test]
    fn other_customs_are_left_alone() {
        check(
            &RULE,
            "RESOLUTION 57/239\nA culture\nThe General Assembly of the United Nations,\nnoting\nthe sea,\nresolves\n1. to go,\n2. to wait\n",
            expect![[""]],
        );
    }

    #[test]
    fn what_the_text_in_force_has_is_a_hint() {
        let head = "MOD\tIAP/39A30/1\nRESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})\nTowers\n";
        check(
            &RULE,
            &format!("{head}noting\na)\tone,\nb)\ttwo,{{++\nc)\tthree,++}}\nresolves\nto wait.\n"),
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
