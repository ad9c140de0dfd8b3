//! `base-drift`

use std::collections::{HashMap, HashSet};

use super::{Context, Finding, Group, Scope, Subject, rule, wording};
use crate::catalogue::official_form;
use crate::syntax::Edition;
use crate::text::{Side, Span};
use crate::workspace::{WordedClause, Wording};

rule! {
    /// A `MOD` shows its changes in the text in force. Where what it takes for the text in force is not what was adopted, a change was
    /// made without tracking it, or the copy is a bad one: the meeting would adopt words that nobody pointed out. The text in force
    /// inside the `MOD` is compared with the adopted text of that edition among the files of the workspace, clause by clause,
    /// without regard to spaces, hyphens, quotation marks and footnotes. Nothing is said where there is no such file, and of
    /// texts that were copied from Word without their tracked changes.
    ///
    /// ```wrong
    /// MOD ABC/39A30/1
    /// RESOLUTION 90 (Rev. {~~Geneva, 2022~>New Delhi, 2024~~})
    /// The World Telecommunication Standardization Assembly ({~~Geneva, 2022~>New Delhi, 2024~~}),
    /// resolves
    /// to wait for {++tall ++}towers and masts.
    /// --- another file: the adopted text
    /// RESOLUTION 90 (Rev. Geneva, 2022)
    /// The World Telecommunication Standardization Assembly (Geneva, 2022),
    /// resolves
    /// to wait for towers.
    /// ```
    ///
    /// ```right
    /// MOD ABC/39A30/1
    /// RESOLUTION 90 (Rev. {~~Geneva, 2022~>New Delhi, 2024~~})
    /// The World Telecommunication Standardization Assembly ({~~Geneva, 2022~>New Delhi, 2024~~}),
    /// resolves
    /// to wait for {++tall ++}towers{++ and masts++}.
    /// --- another file: the adopted text
    /// RESOLUTION 90 (Rev. Geneva, 2022)
    /// The World Telecommunication Standardization Assembly (Geneva, 2022),
    /// resolves
    /// to wait for towers.
    /// ```
    name: "base-drift",
    group: Group::Proposals,
    scope: Scope::Workspace,
    summary: "The text in force inside a MOD is not the adopted text.",
    check,
}

/// How many places are shown.
const SHOWN: usize = 10;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some((key, mention)) = wording::modified(context).filter(|_| context.placed.text.flattened.is_none()) else {
        return;
    };
    // Where the heading was changed without a mark, it names the meeting of the proposal: what is changed is then the edition
    // in force there.
    let meant = context.snapshot.wording(&key, &mention.edition, context.file).map(|it| (mention.edition.clone(), it));
    let unmarked = || {
        let row = context
            .catalogue()
            .in_force_before(&key, context.meeting(), Some(context.file))
            .filter(|_| is_own(context, &mention.edition))?;
        let wording = context.snapshot.wording(&key, &row.edition, context.file)?;
        Some((row.edition.clone(), wording))
    };
    let Some((edition, (file, adopted))) = meant.or_else(unmarked) else { return };
    let own = Wording::of(context.document, context.placed, Side::Base);
    let drift = BaseDrift::between(&own, &adopted);
    let Some(span) = context.tree().heading.as_ref().map(|heading| heading.span) else { return };
    let count = drift.places.len() + drift.missing.len();
    if count == 0 || own.clauses.is_empty() {
        return;
    }
    let name = official_form(&key, &edition);
    let places = if count == 1 { "1 place".to_owned() } else { format!("{count} places") };
    let mut message =
        format!("The text in force inside this MOD is not the adopted text of {name}: it differs in {places}");
    if let Some((first, rest)) = drift.missing.split_first() {
        message += &match rest.len() {
            0 => format!("; it lacks {first}"),
            more => format!("; it lacks {first} and {more} more"),
        };
    }
    let mut finding = Finding::new(&RULE, Subject::Text, span, message);
    for (span, said) in drift.places.into_iter().take(SHOWN) {
        finding = finding.related(span, said);
    }
    let path = context.snapshot.path(file).map(|path| path.display().to_string());
    finding.evidence.extend(path.map(|path| format!("{name} as it stands in {path}")));
    findings.push(finding);
}

/// Whether an edition that the text in force names is that of the proposal's own meeting.
fn is_own(context: &Context<'_>, edition: &Edition) -> bool {
    context.tree().edition().is_some_and(|mention| mention.edition.same_meeting(edition))
}

/// Where two wordings of a text differ.
struct BaseDrift<'a> {
    /// Places in the text that is compared, with what is wrong there.
    places: Vec<(Span, String)>,
    /// Clauses that it does not have.
    missing: Vec<&'a str>,
}

impl<'a> BaseDrift<'a> {
    fn between(own: &Wording, adopted: &'a Wording) -> BaseDrift<'a> {
        let mut named: HashMap<&str, Vec<&WordedClause>> = HashMap::new();
        for clause in adopted.clauses.iter().rev() {
            named.entry(&clause.name).or_default().push(clause);
        }
        let prints: HashMap<u64, &WordedClause> = adopted.clauses.iter().map(|clause| (clause.print, clause)).collect();
        let mut met = HashSet::new();
        let mut places = Vec::new();
        for clause in &own.clauses {
            let counterpart = named.get_mut(&*clause.name).and_then(Vec::pop);
            if let Some(counterpart) = counterpart {
                met.insert(counterpart.span);
            }
            if clause.elided || counterpart.is_some_and(|counterpart| counterpart.print == clause.print) {
                continue;
            }
            let said = match (counterpart, prints.get(&clause.print)) {
                (_, Some(elsewhere)) => {
                    met.insert(elsewhere.span);
                    format!("this is {} of the adopted text", elsewhere.name)
                }
                (Some(_), None) => format!("the words of {} are not those adopted", clause.name),
                // Conversion may have hidden the clause there.
                (None, None) if adopted.damaged => continue,
                (None, None) => format!("the adopted text has no {}", clause.name),
            };
            places.push((clause.span, said));
        }
        // A copy that leaves clauses out on purpose says so.
        let whole = !own.damaged && !own.clauses.iter().any(|clause| clause.elided);
        let here: HashSet<u64> = own.clauses.iter().map(|clause| clause.print).collect();
        let missing = adopted.clauses.iter().filter(|clause| whole && !met.contains(&clause.span));
        let missing = missing.filter(|clause| !here.contains(&clause.print)).map(|clause| &*clause.name);
        BaseDrift { places, missing: missing.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Findings;
    use super::super::testing::check;
    use super::*;
    use crate::syntax::Document;
    use crate::testing::{dedent, text};
    use crate::text::{Cancellation, FileId};
    use crate::workspace::Workspace;
    use expect_test::expect;

    const ADOPTED: &str = r"
        //- head Geneva, 2022
        noting
        a)	the tall towers of ITU-T;
        b)	the round towers,
        resolves
        to wait.
    ";

    /// A draft beside the adopted text.
    fn beside(draft: &str) -> String {
        format!("{}//- open adopted\n{}", dedent(draft), dedent(ADOPTED))
    }

    #[test]
    fn words_that_were_not_adopted_are_found() {
        check(
            &RULE,
            &beside(
                r"
                    MOD	ABC/1/1
                    //- head {~~Geneva, 2022~>New Delhi, 2024~~}
                    noting
                    a)	the small towers of ITU-T;
                    b)	the round towers,
                    resolves
                    to {++not ++}wait.
                ",
            ),
            expect![[r#"
                warning 2:1 `RESOLUTION 90 (Rev. {~~Geneva, 2022~>New Delhi, 2024~~})` The text in force inside this MOD is not the adopted text of Resolution 90 (Rev. Geneva, 2022): it differs in 1 place
                  6:1 `a)	the small towers of ITU-T;` the words of noting a) are not those adopted
            "#]],
        );
        check(
            &RULE,
            &beside(
                r"
                    MOD	ABC/1/1
                    //- head {~~Geneva, 2022~>New Delhi, 2024~~}
                    noting
                    a)	the tall towers of ITU-T;
                    b)	the square towers;
                    c)	the round towers,
                    resolves
                    to wait.
                ",
            ),
            expect![[r#"
                warning 2:1 `RESOLUTION 90 (Rev. {~~Geneva, 2022~>New Delhi, 2024~~})` The text in force inside this MOD is not the adopted text of Resolution 90 (Rev. Geneva, 2022): it differs in 2 places
                  7:1 `b)	the square towers;` the words of noting b) are not those adopted
                  8:1 `c)	the round towers,` this is noting b) of the adopted text
            "#]],
        );
    }

    #[test]
    fn clauses_that_are_missing_are_found() {
        check(
            &RULE,
            &beside(
                r"
                    MOD	ABC/1/1
                    //- head {~~Geneva, 2022~>New Delhi, 2024~~}
                    noting
                    the tall towers of ITU-T,
                    resolves
                    to {++not ++}wait.
                ",
            ),
            expect![[r#"
                warning 2:1 `RESOLUTION 90 (Rev. {~~Geneva, 2022~>New Delhi, 2024~~})` The text in force inside this MOD is not the adopted text of Resolution 90 (Rev. Geneva, 2022): it differs in 3 places; it lacks noting a) and 1 more
                  6:1 `the tall towers of ITU-T,` the adopted text has no noting
            "#]],
        );
    }

    #[test]
    fn the_adopted_words_are_silent_whatever_changes_in_them() {
        check(
            &RULE,
            &beside(
                "
                    MOD	ABC/1/1
                    //- head {~~Geneva, 2022~>New Delhi, 2024~~}
                    noting
                    a)	the {--tall --}towers of ITU\u{2011}T[^1];
                    b)	the{++ very++}  round\u{a0}towers{++;
                    c)	the square towers++},
                    resolves
                    to wait.
                ",
            ),
            expect![[""]],
        );
        check(
            &RULE,
            &beside(
                r"
                    MOD	ABC/1/1
                    //- head {~~Geneva, 2022~>New Delhi, 2024~~}
                    noting
                    a)	the tall towers of ITU-T;
                    b)	…,
                    resolves
                    to {~~wait~>go~~}.
                ",
            ),
            expect![[""]],
        );
        // Another edition, or no file at all.
        check(
            &RULE,
            &beside(
                r"
                    MOD	ABC/1/1
                    RESOLUTION 90 (Rev. {~~Hammamet, 2016~>New Delhi, 2024~~})
                    resolves
                    to go.
                ",
            ),
            expect![[""]],
        );
        check(
            &RULE,
            r"
                MOD	ABC/1/1
                RESOLUTION 90 (Rev. {~~Geneva, 2022~>New Delhi, 2024~~})
                resolves
                to go.
            ",
            expect![[""]],
        );
    }

    #[test]
    fn an_edit_of_the_adopted_text_is_seen_in_the_proposal() {
        let proposal = text(
            r"
                MOD	ABC/1/1
                //- head {~~Geneva, 2022~>New Delhi, 2024~~}
                noting
                a)	the tall towers of ITU-T;
                b)	the round towers,
                resolves
                to wait.
            ",
        );
        let adopted = text(ADOPTED);
        let document = Document::read(&proposal);
        let mut workspace = Workspace::new(jiff::civil::date(2026, 1, 1));
        workspace.set_draft(FileId(1), None, document.clone());
        let mut findings = Findings::default();
        let mut said = Vec::new();
        for adopted in [&adopted, &adopted.replace("tall", "small"), &adopted] {
            workspace.set_draft(FileId(2), None, Document::read(adopted));
            let snapshot = workspace.snapshot();
            findings = findings.update(&document, FileId(1), &snapshot, Cancellation::never()).expect("nobody cancels");
            said.push(findings.iter(&document).filter(|(_, finding)| *finding.rule == RULE).count());
        }
        assert_eq!(said, [0, 1, 0]);
    }
}
