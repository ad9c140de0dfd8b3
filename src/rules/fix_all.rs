//! Applying fixes until nothing is left that they would change.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::{Fixes, Reported, check_file};
use crate::edits::{Batch, Fix, apply};
use crate::syntax::Document;
use crate::text::{Cancellation, Cancelled, FileId};
use crate::workspace::{Notice, Workspace};

/// After so many rounds fixes that undo each other are left alone.
const ROUNDS: usize = 10;

/// Files after fixes were applied.
#[derive(Debug, Default)]
pub struct FixedFiles {
    /// The files that changed, as they are to be now; some may be other files than those asked for, where references follow
    /// a clause.
    pub files: BTreeMap<FileId, Document>,
    /// How many findings of each rule were fixed, in each of the files that were asked for.
    pub rules: BTreeMap<FileId, BTreeMap<&'static str, usize>>,
    /// Files that were changed by one fix, as references in one follow the clauses of another: they are all written, or none.
    pub together: Vec<BTreeSet<FileId>>,
    /// Whether nothing is left to be done; else the last round changed something still.
    pub settled: bool,
}

impl FixedFiles {
    /// Takes note that files are changed by one fix.
    fn bind(&mut self, files: BTreeSet<FileId>) {
        if files.len() > 1 {
            let met = |known: &mut BTreeSet<FileId>| !known.is_disjoint(&files);
            let met: Vec<_> = self.together.extract_if(.., met).collect();
            self.together.push(met.into_iter().flatten().chain(files).collect());
        }
    }
}

/// Applies the best fix of each finding in some files, if it is `wanted`; reads what came of it, and goes on until nothing
/// changes. Fixes that get into each other's way wait for the next round.
/// The workspace has the files as open drafts then; on disk nothing changes.
///
/// # Errors
/// It is not wanted any more; or, within, a file can no longer be read.
pub fn fix_all(
    workspace: &mut Workspace,
    mut documents: BTreeMap<FileId, Document>,
    wanted: &dyn Fn(&Fix) -> bool,
    cancellation: Cancellation<'_>,
) -> Result<Result<FixedFiles, Notice>, Cancelled> {
    let mut fixed = FixedFiles::default();
    let files: BTreeSet<FileId> = documents.keys().copied().collect();
    let mut dirty = files.clone();
    for _ in 0..ROUNDS {
        let snapshot = workspace.snapshot();
        let mut batch = Batch::default();
        let mut waiting = BTreeSet::new();
        for file in dirty {
            let reported = check_file(&documents[&file], file, &snapshot, Fixes::Wanted, cancellation)?;
            // Findings that share a fix are fixed together.
            let mut taken = HashSet::new();
            for Reported { finding, fixes } in &reported {
                let Some(fix) = fixes.iter().find(|fix| wanted(fix) && !fix.edits.is_empty()) else { continue };
                if taken.contains(&Arc::as_ptr(fixes)) || batch.take(fix) {
                    taken.insert(Arc::as_ptr(fixes));
                    *fixed.rules.entry(file).or_default().entry(finding.rule.name).or_default() += 1;
                    fixed.bind(fix.edits.iter().map(|edit| edit.file).chain([file]).collect());
                } else {
                    waiting.insert(file);
                }
            }
        }
        if batch.is_empty() {
            fixed.settled = true;
            break;
        }
        dirty = waiting;
        for (file, edits) in batch.files() {
            cancellation.check()?;
            // Where references follow a clause, into a file that was not asked for.
            let old = match documents.entry(file) {
                Entry::Occupied(old) => old.into_mut(),
                Entry::Vacant(new) => match snapshot.document(file) {
                    Ok(document) => new.insert(document),
                    Err(notice) => return Ok(Err(notice)),
                },
            };
            let document = Document::read(&apply(&old.rope, edits));
            if texts_with_changes(&document) < texts_with_changes(old) {
                workspace.keep_tracking(file);
            }
            *old = document.clone();
            fixed.files.insert(file, document.clone());
            workspace.set_draft(file, snapshot.path(file).map(Into::into), document);
            if files.contains(&file) {
                dirty.insert(file);
            }
        }
    }
    Ok(Ok(fixed))
}

/// How many texts of a file hold tracked changes.
fn texts_with_changes(document: &Document) -> usize {
    document.texts.iter().filter(|placed| placed.text.is_changed()).count()
}

#[cfg(test)]
#[path = "../../tests/damage/mod.rs"]
mod damage;

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::damage::{DAMAGES, Damage, damaged};
    use super::*;
    use crate::testing::{HEAD, dedent, text};
    use crate::text::{Changes, Side};
    use crate::workspace::RuleLevel;
    use expect_test::{Expect, expect};
    use jiff::civil::date;
    use proptest::prelude::*;

    const TRACKED: &str = "\
MOD\tIAP/39A30/1
RESOLUTION 90 (Rev. {~~Hammamet, 2016~>New Delhi, 2024~~})
Towers
(Hammamet, 2016{++; New Delhi, 2024++})
The World Telecommunication Standardization Assembly ({~~Hammamet, 2016~>New Delhi, 2024~~}),
";

    /// The draft with the fixes of some rules applied: all of them, or the safe ones.
    fn fixed(draft: &str, rules: &[&str], unsafe_too: bool) -> String {
        let mut workspace = Workspace::new(date(2026, 1, 1));
        if !rules.is_empty() {
            let on = rules.iter().map(|rule| ((*rule).to_owned(), RuleLevel::Warning));
            let levels: Vec<_> = [("*".to_owned(), RuleLevel::Off)].into_iter().chain(on).collect();
            workspace.change_config(|config| config.set_levels(levels.clone()));
        }
        let file = workspace.fresh_id();
        workspace.set_draft(file, None, Document::read(draft));
        let fixed = fix_all(
            &mut workspace,
            BTreeMap::from([(file, Document::read(draft))]),
            &|fix| fix.safe || unsafe_too,
            Cancellation::never(),
        )
        .expect("nobody cancels")
        .expect("the draft is open");
        fixed.files.get(&file).map_or_else(|| draft.to_owned(), |document| document.rope.to_string())
    }

    fn relettered(head: &str, draft: &str, expect: Expect) {
        let fixed = fixed(&format!("{head}{}", dedent(draft)), &["label-sequence"], true);
        expect.assert_eq(&fixed[head.len()..]);
        assert_eq!(testing::findings(super::super::named("label-sequence"), &fixed), "", "{fixed}");
    }

    #[test]
    fn a_section_is_lettered_anew_and_its_references_follow() {
        relettered(
            HEAD,
            r"
                considering
                a)	one;
                b)	new;
                b)	two;
                c)	three, see considering a);
                d)	four, as considering a) to c) and considering d) say,
                resolves
                to act on considering c) and d) above.
            ",
            expect![[r#"
                considering
                a)	one;
                b)	new;
                c)	two;
                d)	three, see considering a);
                e)	four, as considering a) to c) and considering e) say,
                resolves
                to act on considering d) and e) above.
            "#]],
        );
    }

    #[test]
    fn sub_clauses_go_with_their_number() {
        relettered(
            HEAD,
            r"
                resolves
                1	one;
                3	two:
                3.1	this;
                3.2	that, as resolves 3.1 says;
                4	three, see resolves 3.2 above.
            ",
            expect![[r#"
                resolves
                1	one;
                2	two:
                2.1	this;
                2.2	that, as resolves 2.1 says;
                3	three, see resolves 2.2 above.
            "#]],
        );
    }

    #[test]
    fn in_a_proposal_the_text_in_force_stays() {
        relettered(
            TRACKED,
            r"
                considering
                a)	one;
                {++b)	new;
                ++}b)	two;
                c)	three, see considering b),
                resolves
                to act on considering c) and {~~a~>b~~}) above.
            ",
            expect![[r#"
                considering
                a)	one;
                {++b)	new;
                ++}{~~b~>c~~})	two;
                {~~c~>d~~})	three, see considering {~~b~>c~~}),
                resolves
                to act on considering {~~c~>d~~}) and {~~a~>b~~}) above.
            "#]],
        );
    }

    // A call that shares its mark with the clause before it is a call all the same, and what follows it a clause.
    #[test]
    fn a_clause_after_a_call_in_a_mark_gets_one_label() {
        relettered(
            TRACKED,
            r"
                considering
                a)	one;
                {++b)	new;
                ++}resolves
                {~~c~>a~~}) two, see considering a) to b) above;
                {~~a~>c~~})	three.
            ",
            expect![[r#"
                considering
                a)	one;
                {++b)	new;
                ++}resolves
                {~~c~>a~~}) two, see considering a) to b) above;
                {~~a~>b~~})	three.
            "#]],
        );
    }

    // The label goes back to what it was, and was the only change: what is put right after it is a change, too.
    #[test]
    fn where_a_fix_undoes_the_last_change_the_text_in_force_stays() {
        let draft = text(
            r"
                //- head New Delhi, 2024
                resolves
                a)	one;
                {~~b~>c~~})	two;
            ",
        );
        let fixed = fixed(&draft, &["label-sequence", "clause-punctuation"], false);
        let (_, resolves) = fixed.split_once("resolves\n").expect("the section stays");
        expect![[r#"
            a)	one;
            b)	two{~~;~>.~~}
        "#]]
        .assert_eq(resolves);
    }

    #[test]
    fn a_label_kept_stable_on_purpose_is_left_alone() {
        relettered(
            HEAD,
            r"
                noting
                a)	one;
                b)	two;
                b)bis	between;
                d)	three, see noting b)bis and d),
                resolves
                to wait.
            ",
            expect![[r#"
                noting
                a)	one;
                b)	two;
                b)bis	between;
                c)	three, see noting b)bis and c),
                resolves
                to wait.
            "#]],
        );
    }

    #[test]
    fn a_text_copied_from_word_gets_its_changes_back() {
        let draft = text(
            r"
                MOD	IAP/39A30/1
                //- head Hammamet, 2016Geneva, 2022
                noting
                a)	one;
                b)	two;
                cb)	three;
                c)	new;
                d)	four,
                resolves
                1	one;
                2	new;
                23	two.
            ",
        );
        let fixed = fixed(&draft, &["flattened-change"], true);
        expect![[r#"
            MOD	IAP/39A30/1
            RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
            Towers
            The World Telecommunication Standardization Assembly ({~~Hammamet, 2016~>Geneva, 2022~~}),
            noting
            a)	one;
            {--b)	two;
            --}{~~c~>b~~})	three;
            {++c)	new;
            ++}d)	four,
            resolves
            1	one;
            {++2	new;
            ++}{~~2~>3~~}	two.
        "#]]
        .assert_eq(&fixed);
    }

    /// Pieces of drafts with slips of many kinds.
    const PIECES: [&str; 22] = [
        "considering\n",
        "resolves\n",
        "instructs the Director\n",
        "a)\tthat one;\n",
        "b)\tthat, as considering c) says, two,\n",
        "c) that ITU-T, see considering a) to b) above.\n",
        "1\tto act on Resolution 71 (Dubai, 2018);\n",
        "2 to act on Resolution 130 (Rev. Dubai 2018) of the Plenipotentiary Conference\n",
        "3\tto act on resolves 1 and  2 above ,\n",
        "{++b)\tnew;\n++}",
        "{--b)\told;\n--}",
        "{~~b~>c~~})\tmoved, see considering b);\n",
        "c)\tone {++two ++}three {--four --}five;\n",
        "{>>why?<<}",
        "the the\n",
        "that ITU-D {~~Resolution 2 (Rev. Dubai, 2014)~>Resolution 2 (Rev. Buenos Aires, 2017)~~},\n",
        "Resolution 71 (Rev. Hyderabad, 2020) of this assembly, ",
        "[text] ",
        "\n",
        "\r\n",
        "(Geneva,2015) ",
        "{++ unclosed ",
    ];

    fn draft() -> impl Strategy<Value = String> {
        let pieces = prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..24);
        (prop::sample::select([HEAD, TRACKED].as_slice()), pieces)
            .prop_map(|(head, pieces)| format!("{head}{}", pieces.concat()))
    }

    /// The text in force of a draft whose changes are tracked.
    fn in_force(draft: &str) -> String {
        Changes::read(draft).view(draft, Side::Base).text
    }

    /// Drafts without a fault.
    const CLEAN: [&str; 2] =
        [include_str!("../../tests/drafts/good.resolution"), include_str!("../../tests/drafts/tracked.resolution")];

    fn damages() -> impl Strategy<Value = Vec<(Damage, f64)>> {
        prop::collection::vec((prop::sample::select(&DAMAGES[..]), 0.0..1.0f64), 1..8)
    }

    /// The texts, sections and clauses of a draft: what safe fixes leave as it is.
    fn structure(draft: &str) -> Vec<(String, usize)> {
        let document = Document::read(draft);
        let sections = document.texts.iter().flat_map(|placed| {
            let tree = &placed.text.proposed;
            tree.sections().map(|(id, section)| {
                // A call may cite a text, whose form is put right.
                let call = section.key().map_or_else(String::new, ToString::to_string);
                (call.split(' ').next().unwrap_or_default().to_owned(), tree.clauses_of(id).count())
            })
        });
        sections.collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        // However a converter has damaged a draft: a safe fix puts a label, a stop or a citation right, and nothing else.
        #[test]
        fn safe_fixes_of_a_damaged_draft_keep_its_structure(draft in prop::sample::select(&CLEAN[..]), damages in damages()) {
            let draft = damaged(draft, &damages);
            let fixed = fixed(&draft, &[], false);
            prop_assert_eq!(structure(&fixed), structure(&draft), "of {}\nfixed {}", draft, fixed);
            prop_assert_eq!(Document::read(&fixed).texts.len(), Document::read(&draft).texts.len());
            if draft.starts_with("MOD") {
                prop_assert_eq!(in_force(&fixed), in_force(&draft), "of {}\nfixed {}", draft, fixed);
            }
        }

        // What the safe fixes leave, they leave alone; and what is in force stays in force.
        #[test]
        fn fixes_settle_and_leave_the_text_in_force_alone(draft in draft(), unsafe_too in any::<bool>()) {
            let once = fixed(&draft, &[], unsafe_too);
            prop_assert_eq!(&fixed(&once, &[], unsafe_too), &once, "of {}", draft);
            if draft.starts_with("MOD") || !Changes::read(&draft).is_empty() {
                prop_assert_eq!(in_force(&once), in_force(&draft), "of {}\nfixed {}", draft, once);
            }
        }
    }
}
