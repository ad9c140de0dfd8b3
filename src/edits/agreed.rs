//! When a reading becomes the agreed one, and which references name another clause now than they did in the last.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::follow::Citing;
use super::future::Future;
use super::letters::Labels;
use super::meaning::Meanings;
use super::{Pen, Planned};
use crate::catalogue::TextKey;
use crate::semantics::Model;
use crate::syntax::{
    ClauseId, Document, History, Outcome, Placed, PlacedText, Reference, ReferenceTarget, SectionId, Target,
};
use crate::text::{Cancelled, FileId, Side, Span};
use crate::workspace::{Draft, Snapshot};

/// A target of a reference that names another clause than the one it named in the last agreed reading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MovedTarget {
    /// The call that the reference names, and the labels; places count from the start of the text.
    pub call: Span,
    /// The labels.
    pub target: Span,
    /// What it names now: "considering b)".
    pub named: String,
    /// The clauses that it means; none where they were deleted.
    pub meant: Vec<ClauseId>,
}

impl MovedTarget {
    /// Where a cursor is at it: from the call to its labels. In a list the targets share the call.
    pub fn reach(&self) -> Span {
        self.call.cover(self.target)
    }
}

/// The histories of open files whose present reading becomes the agreed one: no section that was in order is out of order, and
/// every reference that named a clause still names it, was edited, or was released.
pub fn agreed_histories(snapshot: &Snapshot) -> Vec<(FileId, Arc<History>)> {
    let unsettled = |draft: &&Draft| draft.history.as_ref().is_some_and(|history| !history.is_at_rest());
    let (mut agreed, mut others): (Vec<&Draft>, Vec<&Draft>) =
        snapshot.drafts().filter(unsettled).partition(|draft| changed(snapshot, draft).all(|pen| pen.is_agreed()));
    // A reference that was written while the text it cites was not agreed names what stands there now.
    let cites_anew = |draft: &Draft, others: &[&Draft]| changed(snapshot, draft).any(|pen| pen.cites_anew(others));
    while let Some(waits) = agreed.iter().position(|draft| cites_anew(draft, &others)) {
        others.push(agreed.swap_remove(waits));
    }
    let next = agreed.into_iter().filter_map(|draft| {
        let mut runs = draft.history.as_ref()?.runs_of_same(&draft.document);
        runs.extend(changed(snapshot, draft).flat_map(|pen| pen.former_runs()));
        Some((draft.id, Arc::new(History::agree(draft.document.clone(), runs))))
    });
    next.collect()
}

/// Which texts of a file are not what they were in its last agreed reading; none of a file that is not open.
pub fn changed_texts<'a>(
    snapshot: &'a Snapshot,
    file: FileId,
    document: &'a Document,
) -> impl Iterator<Item = usize> + use<'a> {
    let history = snapshot.draft(file).and_then(|draft| draft.history.as_deref());
    let history = history.filter(|history| !history.is_at_rest());
    let texts = history.map_or(0, |_| document.texts.len());
    (0..texts).filter(move |nth| history.is_some_and(|history| !history.is_same(&document.texts[*nth])))
}

/// Pens for those of an open draft.
fn changed<'a>(snapshot: &'a Snapshot, draft: &'a Draft) -> impl Iterator<Item = Pen<'a>> {
    let Draft { id, document, .. } = draft;
    changed_texts(snapshot, *id, document).map(|nth| Pen::new(snapshot, document, &document.texts[nth], *id))
}

/// The history of an open file whose references within a range mean what they say from now on; where the range is in the heading
/// of a text, those of other texts that refer to it.
pub fn release(snapshot: &Snapshot, file: FileId, document: &Document, within: Span) -> Option<Arc<History>> {
    let mut history = History::clone(snapshot.draft(file)?.history.as_ref()?);
    for nth in changed_texts(snapshot, file, document) {
        let placed = &document.texts[nth];
        let is_at = |place: Span| placed.in_file(place).meets(within);
        let moved = Pen::new(snapshot, document, placed, file).moved_references().into_iter();
        let calls: Vec<Span> =
            moved.filter(|moved| is_at(moved.reach())).map(|moved| placed.in_file(moved.call)).collect();
        let heading = placed.text.proposed.heading.as_ref().is_some_and(|heading| is_at(heading.span));
        history = history.release(&calls, heading.then_some(placed));
    }
    Some(Arc::new(history))
}

impl<'a> Pen<'a> {
    /// The references of the text that name another clause now, in a section in order, than they did in the last agreed
    /// reading. A tracked text says itself what its references mean.
    pub fn moved_references(&self) -> Vec<MovedTarget> {
        if self.history.is_none_or(History::is_at_rest) {
            return Vec::new();
        }
        let tree = &self.placed.text.proposed;
        let meanings = Meanings::new(self.document, self.placed, self.history, None);
        let mut moved = Vec::new();
        if meanings.keep_names() {
            return moved;
        }
        for (reference, outcomes) in self.references_here() {
            let before = meanings.before(reference);
            let still = meanings.still_names(&before, &outcomes);
            let targets = reference.it.targets.iter().zip(outcomes).zip(before.into_iter().zip(still));
            for ((target, outcome), (meaning, still)) in targets {
                let (Some(meaning), Outcome::Clauses(named), false) = (meaning, outcome, still) else { continue };
                if !meanings.are_in_order(&named) {
                    continue;
                }
                moved.push(MovedTarget {
                    call: reference.it.call_span,
                    target: target.span,
                    named: tree.name(named[0]),
                    meant: meaning.meant().map(|meant| meant.clauses.clone()).unwrap_or_default(),
                });
            }
        }
        moved
    }

    /// How many references of other texts name another clause of this one, in a section in order, than they did in the last agreed
    /// reading.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn moved_citing(&self) -> Result<usize, Cancelled> {
        if self.history.is_none_or(History::is_at_rest) {
            return Ok(0);
        }
        let tree = &self.placed.text.proposed;
        let meanings = Meanings::new(self.document, self.placed, self.history, None);
        if meanings.keep_names() {
            return Ok(0);
        }
        let mut count = 0;
        let look = &mut |_: Citing<'_>, reference: &Reference, untouched: &dyn Fn(&Target) -> bool| {
            let now = tree.resolve(reference);
            let still = meanings.still_names(&meanings.cited_before(reference, untouched), &now);
            let in_order =
                |outcome: &Outcome| matches!(outcome, Outcome::Clauses(named) if meanings.are_in_order(named));
            count += usize::from(now.iter().zip(still).any(|(now, still)| !still && in_order(now)));
        };
        self.each_citing(look)?;
        Ok(count)
    }

    /// Has every reference say what the clause is called that it named in the last agreed reading, also in other texts; with
    /// what a menu says of it. `None` where each does.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn update_references(&self) -> Result<Option<(String, Planned<'a>)>, Cancelled> {
        let tree = &self.placed.text.proposed;
        let sections: BTreeSet<SectionId> = super::meaning::ordered(tree, None);
        let future = Future { sections, ..Future::relabelled(tree, Labels::new()) };
        let Some(relabelling) = self.relabel(future, Vec::new())? else { return Ok(None) };
        let planned = relabelling.planned()?;
        let counts = planned.references;
        let title = match (counts.followed, counts.deleted) {
            (0, 0) => return Ok(None),
            (0, 1) => "Put 1 reference to a deleted clause in brackets".to_owned(),
            (0, many) => format!("Put {many} references to deleted clauses in brackets"),
            (1, _) => format!("Update 1 reference{}", counts.others()),
            (many, _) => format!("Update {many} references{}", counts.others()),
        };
        Ok(Some((title, planned)))
    }

    /// The references to the text itself, with what they name.
    fn references_here(&self) -> impl Iterator<Item = (&Placed<Reference>, Vec<Outcome>)> {
        let tree = &self.placed.text.proposed;
        let here = tree.references.iter().filter(|reference| tree.reference_target(reference).is_here());
        here.map(|reference| (reference, tree.resolve(&reference.it)))
    }

    fn is_agreed(&self) -> bool {
        let Some(history) = self.history else { return true };
        let Some(then) = history.text_of(self.placed) else { return true };
        let stay = history.keeps_names(then, self.placed, self.document);
        if stay && says_the_same_references(then, self.placed) {
            return true;
        }
        let meanings = Meanings::new(self.document, self.placed, Some(history), None);
        if !(meanings.keeps_order() && meanings.keeps_references()) {
            return false;
        }
        // Where all clauses stay as they are called, there is no need to ask all other texts.
        let mut elsewhere = true;
        stay || self.each_citing(&mut |_, reference, untouched| {
            let now = self.placed.text.proposed.resolve(reference);
            let before = meanings.cited_before(reference, untouched);
            elsewhere &= !meanings.still_names(&before, &now).contains(&false);
        }) == Ok(())
            && elsewhere
    }

    /// Whether a reference to a text of some open files was edited.
    fn cites_anew(&self, files: &[&Draft]) -> bool {
        let others: Vec<&Draft> = files.iter().copied().filter(|draft| draft.id != self.file).collect();
        if others.is_empty() {
            return false;
        }
        let tree = &self.placed.text.proposed;
        let model = Model::new(self.snapshot, self.file, self.document, self.placed, Side::Proposed);
        tree.references.iter().enumerate().any(|(nth, reference)| {
            let ReferenceTarget::Cited(index) = model.reference_target(nth) else { return false };
            if reference.it.targets.iter().all(|target| self.is_untouched(&reference.it, target)) {
                return false;
            }
            let Some(key) = model.cited_key(index) else { return false };
            let is = |placed: &PlacedText| TextKey::of_heading(&placed.text.proposed).as_ref() == Some(key);
            others.iter().any(|draft| draft.document.texts.iter().any(is))
        })
    }

    /// The references that are a list now and were a run in the last agreed reading, and mean the same clauses: where each
    /// names its call in the file, and what stood between the ends.
    fn former_runs(&self) -> BTreeMap<u32, String> {
        let mut runs = BTreeMap::new();
        let Some(history) = self.history else { return runs };
        let Some(then) = history.text_of(self.placed) else { return runs };
        let fates = OnceCell::new();
        let tree = &self.placed.text.proposed;
        for reference in &tree.references {
            let targets = &reference.it.targets;
            if targets.len() < 2 || targets.iter().any(|target| target.to.is_some() || target.path.len() != 1) {
                continue;
            }
            let Some((placed, old)) = history.origin(self.placed, &reference.it) else { continue };
            let joined = match old.it.targets.iter().find_map(|target| target.path.last().zip(target.to.as_ref())) {
                Some((from, to)) if old.it.targets.len() == 1 => {
                    let gap = placed.in_file(Span::new(from.span.end, to.span.start));
                    history.agreed.slice(gap).into_owned()
                }
                Some(_) => continue,
                None => match history.was_run(placed, &old.it) {
                    Some(joined) => joined.to_owned(),
                    None => continue,
                },
            };
            if placed.start != then.start || !tree.reference_target(reference).is_here() {
                continue;
            }
            let fates = fates.get_or_init(|| history.fates(then, self.placed, self.document));
            let before = clauses(&then.text.proposed.resolve(&old.it));
            let meant =
                before.into_iter().map(|id| fates[id.0 as usize].map(|fate| fate.now)).collect::<Option<BTreeSet<_>>>();
            if meant == Some(clauses(&tree.resolve(&reference.it)).into_iter().collect()) {
                runs.insert(self.placed.start + reference.it.call_span.start, joined);
            }
        }
        runs
    }
}

fn clauses(outcomes: &[Outcome]) -> Vec<ClauseId> {
    let clauses = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Clauses(clauses) => Some(clauses.as_slice()),
        _ => None,
    });
    clauses.flatten().copied().collect()
}

/// Whether the references of a text say what they said.
fn says_the_same_references(then: &PlacedText, now: &PlacedText) -> bool {
    let (old, new) = (&then.text.proposed.references, &now.text.proposed.references);
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.it.says_the_same(&new.it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::{Batch, Fix};
    use crate::testing::{HEAD, MOD, TemporaryFolder, save};
    use crate::text::{Patch, uncancelled};
    use crate::workspace::Workspace;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    /// Drafts that are open in an editor, each read after every edit.
    struct Desk {
        workspace: Workspace,
        texts: Vec<String>,
        folder: Option<TemporaryFolder>,
    }

    /// The file that is not open, beside one that is.
    const CLOSED: FileId = FileId(1);

    impl Desk {
        fn open(texts: &[String]) -> Desk {
            let mut desk =
                Desk { workspace: Workspace::new(jiff::civil::date(2026, 1, 1)), texts: texts.to_vec(), folder: None };
            for (nth, text) in texts.iter().enumerate() {
                let document = Document::read(text);
                desk.workspace.set_draft(FileId(nth as u32), None, document.clone());
                desk.workspace.set_history(FileId(nth as u32), Arc::new(History::new(document)));
            }
            desk
        }

        /// Writes a file that is not open.
        fn save(&mut self, text: &str) {
            let folder = self.folder.get_or_insert_with(TemporaryFolder::new);
            assert_eq!(save(&mut self.workspace, folder, "closed", text), CLOSED);
        }

        fn draft(head: &str, draft: &str) -> Desk {
            Desk::open(&[format!("{head}{draft}")])
        }

        /// Replaces the first place of a file that says one thing.
        fn edit(&mut self, nth: usize, was: &str, is: &str) {
            let at = self.texts[nth].find(was).unwrap_or_else(|| panic!("no {was:?} in {}", self.texts[nth]));
            self.replace(nth, &[(Span::of(at..at + was.len()), is)]);
        }

        /// Makes some edits, from the first to the last, and reads what came of it.
        fn replace(&mut self, nth: usize, edits: &[(Span, &str)]) {
            let mut patch = Patch::default();
            let before = ropey::Rope::from_str(&self.texts[nth]);
            for (span, words) in edits.iter().rev() {
                self.texts[nth].replace_range(span.range(), words);
                patch.add(*span, words.len() as u32);
            }
            let (file, document) = (FileId(nth as u32), Document::read(&self.texts[nth]));
            let history = self.workspace.snapshot().draft(file).unwrap().history.clone().unwrap();
            self.workspace.set_draft(file, None, document.clone());
            self.workspace.set_history(file, Arc::new(history.after(&patch, &before, &document)));
            for (file, history) in agreed_histories(&self.workspace.snapshot()) {
                self.workspace.set_history(file, history);
            }
        }

        fn with_pen<T>(&self, look: impl FnOnce(Pen<'_>) -> T) -> T {
            self.with_pen_of(0, look)
        }

        fn with_pen_of<T>(&self, nth: u32, look: impl FnOnce(Pen<'_>) -> T) -> T {
            let snapshot = self.workspace.snapshot();
            let document = &snapshot.draft(FileId(nth)).unwrap().document;
            let placed = document.texts.last().unwrap();
            look(Pen::new(&snapshot, document, placed, FileId(nth)))
        }

        /// Applies fixes, and gives their titles.
        fn fix(&mut self, fixes: Vec<Fix>) -> String {
            let mut batch = Batch::default();
            let mut said = String::new();
            for fix in &fixes {
                assert!(batch.take(fix));
                said += &format!("{}{}\n", fix.title, if fix.safe { "" } else { " (look first)" });
            }
            let edits: Vec<_> = batch.files().map(|(file, edits)| (file, edits.to_vec())).collect();
            for (file, edits) in edits {
                let words: Vec<(Span, &str)> = edits.iter().map(|edit| (edit.span, edit.text.as_str())).collect();
                self.replace(file.0 as usize, &words);
            }
            said
        }

        /// Letters all sections of the first file's last text anew.
        fn reletter(&mut self) -> String {
            let fixes = self.with_pen(|pen| {
                let sections = pen.placed.text.proposed.sections().map(|(id, _)| id);
                sections.filter_map(|section| uncancelled(|_| pen.reletter_section(section))).collect()
            });
            self.fix(fixes)
        }

        /// Moves a clause to where another label stands.
        fn rename(&mut self, words: &str, label: &str) {
            let at = self.texts[0].find(words).unwrap() as u32;
            let moved = self.with_pen(|pen| {
                let id = pen.placed.text.proposed.clause_at(at - pen.placed.start).unwrap();
                pen.rename_clause(id, label).unwrap().written().unwrap()
            });
            self.fix(vec![Fix { title: String::new(), safe: moved.sure, edits: moved.edits }]);
        }

        /// The references that name another clause now.
        fn moved(&self) -> String {
            self.with_pen(|pen| {
                let tree = &pen.placed.text.proposed;
                let said = pen.moved_references().into_iter().map(|moved| {
                    let meant: Vec<String> = moved.meant.iter().map(|&id| tree.name(id)).collect();
                    format!(
                        "{} {} names {}, meant is {meant:?}\n",
                        pen.source(moved.call),
                        pen.source(moved.target),
                        moved.named
                    )
                });
                said.collect()
            })
        }

        fn is_at_rest(&self) -> bool {
            self.workspace.snapshot().drafts().all(|draft| draft.history.as_ref().unwrap().is_at_rest())
        }

        /// What the files say behind their heads, with some words before.
        fn says(&self, before: &str, expected: Expect) {
            let texts = self
                .texts
                .iter()
                .map(|text| text.strip_prefix(MOD).unwrap_or(text))
                .map(|text| text.strip_prefix(HEAD).unwrap_or(text).to_owned());
            expected.assert_eq(&format!("{before}{}", texts.collect::<Vec<_>>().join("---\n")));
        }
    }

    const DRAFT: &str = "considering\na)\tthat seas rise;\nb)\tthat towers fall;\nc)\tthat bells ring, as considering b) says,\nresolves\n1\tto act on considering b) and c) above;\n2\tto see considering a) to c).\n";

    #[test]
    fn a_clause_that_is_put_in_takes_no_reference() {
        let modifies = format!("{MOD}{HEAD}");
        for (head, expected) in [
            (
                HEAD,
                expect![[r#"
            Re-letter considering and 3 references
            considering
            a)	that seas rise;
            b)	that suns set;
            c)	that towers fall;
            d)	that bells ring, as considering c) says,
            resolves
            1	to act on considering c) and d) above;
            2	to see considering a), c) and d).
        "#]],
            ),
            (
                &modifies,
                expect![[r#"
            Re-letter considering and 3 references
            considering
            a)	that seas rise;
            {++b)	that suns set;
            ++}{~~b~>c~~})	that towers fall;
            {~~c~>d~~})	that bells ring, as considering {~~b~>c~~}) says,
            resolves
            1	to act on considering {~~b~>c~~}) and {~~c~>d~~}) above;
            2	to see considering a){~~ to c~>, c) and d~~}).
        "#]],
            ),
        ] {
            let mut desk = Desk::draft(head, DRAFT);
            let new = if head == HEAD { "b)\tthat suns set;\nb)\tthat" } else { "{++b)\tthat suns set;\n++}b)\tthat" };
            desk.edit(0, "b)\tthat", new);
            assert!(!desk.is_at_rest());
            let said = desk.reletter();
            desk.says(&said, expected);
            assert!(desk.is_at_rest());
        }
    }

    #[test]
    fn a_reference_to_a_deleted_clause_is_put_in_brackets() {
        let modifies = format!("{MOD}{HEAD}");
        for (head, expected) in [
            (
                HEAD,
                expect![[r#"
            Re-letter considering and 2 references; 2 references to a deleted clause (look first)
            considering
            a)	that seas rise;
            b)	that bells ring, as [considering b)] says,
            resolves
            1	to act on [considering b) and b)] above;
            2	to see considering a) to b).
        "#]],
            ),
            (
                &modifies,
                expect![[r#"
            Re-letter considering and 2 references; 2 references to a deleted clause (look first)
            considering
            a)	that seas rise;
            {--b)	that towers fall;
            --}{~~c~>b~~})	that bells ring, as {++[++}considering b){++]++} says,
            resolves
            1	to act on {++[++}considering b) and {~~c~>b~~}){++]++} above;
            2	to see considering a) to {~~c~>b~~}).
        "#]],
            ),
        ] {
            let mut desk = Desk::draft(head, DRAFT);
            let new = if head == HEAD { "" } else { "{--b)\tthat towers fall;\n--}" };
            desk.edit(0, "b)\tthat towers fall;\n", new);
            let said = desk.reletter();
            desk.says(&said, expected);
        }
    }

    #[test]
    fn a_reference_to_no_clause_does_not_become_right() {
        let mut desk = Desk::draft(HEAD, "considering\na)\tone;\nb)\ttwo;\nc)\tthree, as considering d) says,\n");
        desk.edit(0, "b)", "b)\tnew;\nb)");
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
            Re-letter considering; 1 reference to no clause (look first)
            considering
            a)	one;
            b)	new;
            c)	two;
            d)	three, as [considering d)] says,
        "#]],
        );
    }

    #[test]
    fn references_of_other_files_follow() {
        let cites = "RESOLUTION 97 (New Delhi, 2024)\nOn bells\nresolves\n1\tto act on considering b) and c) of Resolution 96 (Rev. New Delhi, 2024);\n2\tto wait.\n";
        let mut desk = Desk::open(&[format!("{HEAD}{DRAFT}"), cites.to_owned()]);
        desk.edit(0, "b)\tthat", "b)\tthat suns set;\nb)\tthat");
        // Words that are typed there meanwhile change nothing.
        desk.edit(1, "to wait", "to wait and see");
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
            Re-letter considering and 4 references
            considering
            a)	that seas rise;
            b)	that suns set;
            c)	that towers fall;
            d)	that bells ring, as considering c) says,
            resolves
            1	to act on considering c) and d) above;
            2	to see considering a), c) and d).
            ---
            RESOLUTION 97 (New Delhi, 2024)
            On bells
            resolves
            1	to act on considering c) and d) of Resolution 96 (Rev. New Delhi, 2024);
            2	to wait and see.
        "#]],
        );
        assert!(desk.is_at_rest());
        desk.edit(0, "b)\tthat suns set;\n", "");
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
            Re-letter considering and 4 references
            considering
            a)	that seas rise;
            b)	that towers fall;
            c)	that bells ring, as considering b) says,
            resolves
            1	to act on considering b) and c) above;
            2	to see considering a) to c).
            ---
            RESOLUTION 97 (New Delhi, 2024)
            On bells
            resolves
            1	to act on considering b) and c) of Resolution 96 (Rev. New Delhi, 2024);
            2	to wait and see.
        "#]],
        );
        // A reference that is written while the other file is out of order names what stands there then, which nobody can
        // tell.
        let mut desk = Desk::open(&[format!("{HEAD}{DRAFT}"), cites.to_owned()]);
        desk.edit(0, "b)\tthat", "b)\tthat suns set;\nb)\tthat");
        desk.edit(1, "to wait", "to see considering c) of Resolution 96 (Rev. New Delhi, 2024)");
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
            Re-letter considering and 5 references (look first)
            considering
            a)	that seas rise;
            b)	that suns set;
            c)	that towers fall;
            d)	that bells ring, as considering c) says,
            resolves
            1	to act on considering c) and d) above;
            2	to see considering a), c) and d).
            ---
            RESOLUTION 97 (New Delhi, 2024)
            On bells
            resolves
            1	to act on considering c) and d) of Resolution 96 (Rev. New Delhi, 2024);
            2	to see considering d) of Resolution 96 (Rev. New Delhi, 2024).
        "#]],
        );
    }

    #[test]
    fn a_reference_of_a_closed_file_that_was_changed_means_what_it_says() {
        let cites = "RESOLUTION 97 (New Delhi, 2024)\nOn bells\nresolves\nto act on considering b) of Resolution 96 (Rev. New Delhi, 2024).\n";
        let mut desk = Desk::draft(HEAD, DRAFT);
        desk.save(cites);
        desk.edit(0, "b)\tthat", "b)\tthat suns set;\nb)\tthat");
        desk.edit(0, "c)\tthat bells ring, as considering b)", "d)\tthat bells ring, as considering b)");
        desk.edit(0, "b)\tthat towers", "c)\tthat towers");
        let citing = |desk: &Desk| desk.with_pen(|pen| uncancelled(|_| pen.moved_citing()));
        assert_eq!(citing(&desk), 1);
        // Words that changed elsewhere in it change nothing.
        desk.save(&cites.replace("On bells", "On louder bells"));
        assert_eq!(citing(&desk), 1);
        desk.save(&cites.replace("considering b)", "considering c)"));
        assert_eq!(citing(&desk), 0);
        // What is written there is what was counted.
        let updated = desk.with_pen(|pen| pen.update_references().unwrap().unwrap().1.written().unwrap());
        assert!(updated.edits.iter().all(|edit| edit.file == FileId(0)), "{updated:?}");
        desk.edit(0, "a)\tthat seas", "a)\tthat moons rise;\na)\tthat seas");
        let fixes = desk.with_pen(|pen| uncancelled(|_| pen.reletter_section(SectionId(0)))).unwrap();
        let closed: Vec<_> = fixes.edits.iter().filter(|edit| edit.file == CLOSED).map(|edit| &*edit.text).collect();
        assert_eq!((&*fixes.title, &closed[..]), ("Re-letter considering and 4 references", &["d"][..]));
    }

    #[test]
    fn what_is_undone_never_happened() {
        let mut desk = Desk::draft(HEAD, DRAFT);
        let before = desk.texts[0].clone();
        desk.edit(0, "b)\tthat towers fall;\n", "");
        desk.edit(0, "b)", "b)");
        assert!(!desk.is_at_rest());
        desk.edit(0, "c)\tthat bells", "b)\tthat towers fall;\nc)\tthat bells");
        assert_eq!(desk.texts[0], before);
        assert!(desk.is_at_rest());
    }

    #[test]
    fn a_clause_that_is_cut_and_pasted_keeps_its_references() {
        let mut desk = Desk::draft(HEAD, DRAFT);
        desk.edit(0, "b)\tthat towers fall;\n", "");
        desk.edit(0, "a)\tthat seas", "b)\tthat towers fall;\na)\tthat seas");
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
            Re-letter considering and 2 references
            considering
            a)	that towers fall;
            b)	that seas rise;
            c)	that bells ring, as considering a) says,
            resolves
            1	to act on considering a) and c) above;
            2	to see considering a) to c).
        "#]],
        );
    }

    #[test]
    fn a_text_that_is_sent_whole_keeps_its_references() {
        let mut desk = Desk::draft(HEAD, DRAFT);
        let old = desk.texts[0].clone();
        let new = old.replace("b)\tthat", "b)\tthat suns set;\nb)\tthat").replace("bells ring", "bells will ring");
        desk.edit(0, &old, &new);
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
            Re-letter considering and 3 references
            considering
            a)	that seas rise;
            b)	that suns set;
            c)	that towers fall;
            d)	that bells will ring, as considering c) says,
            resolves
            1	to act on considering c) and d) above;
            2	to see considering a), c) and d).
        "#]],
        );
        assert!(desk.is_at_rest());
    }

    #[test]
    fn of_a_split_clause_the_first_part_is_meant_of_a_merged_one_all() {
        let mut desk = Desk::draft(HEAD, DRAFT);
        desk.edit(0, "towers fall;", "towers;\nb)\tfall;");
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
            Re-letter considering and 2 references
            considering
            a)	that seas rise;
            b)	that towers;
            c)	fall;
            d)	that bells ring, as considering b) says,
            resolves
            1	to act on considering b) and d) above;
            2	to see considering a), b) and d).
        "#]],
        );
        let mut desk = Desk::draft(HEAD, DRAFT);
        desk.edit(0, "rise;\nb)\tthat towers", "rise and towers");
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
            Re-letter considering and 3 references
            considering
            a)	that seas rise and towers fall;
            b)	that bells ring, as considering a) says,
            resolves
            1	to act on considering a) and b) above;
            2	to see considering a) to b).
        "#]],
        );
    }

    #[test]
    fn a_section_that_is_renamed_keeps_its_references() {
        let mut desk = Desk::draft(HEAD, DRAFT);
        desk.edit(0, "considering\n", "recognizing\n");
        assert!(!desk.is_at_rest());
        desk.edit(0, "b)\tthat", "b)\tthat suns set;\nb)\tthat");
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
                Re-letter recognizing and 3 references
                recognizing
                a)	that seas rise;
                b)	that suns set;
                c)	that towers fall;
                d)	that bells ring, as recognizing c) says,
                resolves
                1	to act on recognizing c) and d) above;
                2	to see recognizing a), c) and d).
            "#]],
        );
    }

    #[test]
    fn sub_clauses_and_decimals_follow() {
        let mut desk = Desk::draft(
            HEAD,
            "considering\na)\tthe sea:\ni)\tis deep;\nii)\tis wide;\nb)\tthe land,\nresolves\n1\tto act:\n1.1\tsoon;\n1.2\tlate;\n2\tto see considering a) ii) and b), resolves 1.2 above and resolves 1.\n",
        );
        desk.edit(0, "ii)\tis wide", "ii)\tis blue;\nii)\tis wide");
        desk.edit(0, "1\tto act", "1\tto wait;\n1\tto act");
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
                Re-letter considering and 1 reference
                Renumber resolves and 2 references
                considering
                a)	the sea:
                i)	is deep;
                ii)	is blue;
                iii)	is wide;
                b)	the land,
                resolves
                1	to wait;
                2	to act:
                2.1	soon;
                2.2	late;
                3	to see considering a) iii) and b), resolves 2.2 above and resolves 2.
            "#]],
        );
    }

    #[test]
    fn a_run_covers_the_clauses_that_it_covered() {
        let list = "resolves\n1\tto look;\n2\tto wait;\n3\tto go;\n4\tto do resolves 1 to 3.\n";
        let mut desk = Desk::draft(HEAD, list);
        desk.edit(0, "3\tto go", "3\tto sit;\n3\tto go");
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
            Renumber resolves and 1 reference
            resolves
            1	to look;
            2	to wait;
            3	to sit;
            4	to go;
            5	to do resolves 1, 2 and 4.
        "#]],
        );
        let mut desk = Desk::draft(HEAD, list);
        desk.edit(0, "1\tto look;\n2\tto wait;\n3\tto go;\n", "2\tto wait;\n1\tto look;\n3\tto go;\n");
        let said = desk.reletter();
        desk.says(
            &said,
            expect![[r#"
            Renumber resolves
            resolves
            1	to wait;
            2	to look;
            3	to go;
            4	to do resolves 1 to 3.
        "#]],
        );
    }

    #[test]
    fn a_clause_that_is_renamed_and_back_leaves_every_byte() {
        let list = "considering\na)\tone;\nb)\ttwo;\nc)\tthree;\nd)\tfour;\ne)\tfive,\nresolves\nto act on considering c) to d) above.\n";
        let mut desk = Desk::draft(HEAD, list);
        desk.rename("three", "a");
        desk.says(
            "",
            expect![[r#"
            considering
            a)	three;
            b)	one;
            c)	two;
            d)	four;
            e)	five,
            resolves
            to act on considering a) and d) above.
        "#]],
        );
        desk.rename("three", "c");
        assert_eq!(desk.texts[0], format!("{HEAD}{list}"));
    }

    #[test]
    fn labels_that_are_put_in_order_by_hand_leave_references_behind() {
        let mut desk = Desk::draft(HEAD, DRAFT);
        desk.edit(0, "b)\tthat", "b)\tthat suns set;\nb)\tthat");
        desk.edit(0, "c)\tthat bells", "d)\tthat bells");
        desk.edit(0, "b)\tthat towers", "c)\tthat towers");
        desk.says(
            &desk.moved(),
            expect![[r#"
            considering b) names considering b), meant is ["considering c)"]
            considering b) names considering b), meant is ["considering c)"]
            considering c) names considering c), meant is ["considering d)"]
            considering a) to c) names considering a), meant is ["considering a)", "considering c)", "considering d)"]
            considering
            a)	that seas rise;
            b)	that suns set;
            c)	that towers fall;
            d)	that bells ring, as considering b) says,
            resolves
            1	to act on considering b) and c) above;
            2	to see considering a) to c).
        "#]],
        );
        let fix = desk.with_pen(|pen| {
            let (title, planned) = pen.update_references().unwrap().unwrap();
            Fix { title, safe: false, edits: planned.written().unwrap().edits }
        });
        let said = desk.fix(vec![fix]);
        desk.says(
            &said,
            expect![[r#"
            Update 3 references (look first)
            considering
            a)	that seas rise;
            b)	that suns set;
            c)	that towers fall;
            d)	that bells ring, as considering c) says,
            resolves
            1	to act on considering c) and d) above;
            2	to see considering a), c) and d).
        "#]],
        );
        assert!(desk.is_at_rest());
    }

    #[test]
    fn without_history_nobody_knows_what_is_meant() {
        let check = |draft: &str, expected: Expect| {
            let mut desk = Desk::draft(HEAD, draft);
            let said = desk.reletter();
            desk.says(&said, expected);
        };
        check(
            "resolves\n2\tto wait;\n1\tto look;\n3\tto go,\ninstructs the Director\nto do resolves 1 to 3.\n",
            expect![[r#"
                Renumber resolves (look first)
                resolves
                1	to wait;
                2	to look;
                3	to go,
                instructs the Director
                to do resolves 1 to 3.
            "#]],
        );
        check(
            "considering\na)\tone;\nb)\ttwo;\nb)\tthree;\nc)\tfour,\nresolves\nto act on considering a) to c) and on considering c).\n",
            expect![[r#"
                Re-letter considering and 1 reference; 1 reference stays as it is (look first)
                considering
                a)	one;
                b)	two;
                c)	three;
                d)	four,
                resolves
                to act on considering a) to c) and on considering d).
            "#]],
        );
        check(
            "considering\na)\tone;\nc)\tthree,\nresolves\nto act on considering b).\n",
            expect![[r#"
            Re-letter considering; 1 reference to no clause (look first)
            considering
            a)	one;
            b)	three,
            resolves
            to act on [considering b)].
        "#]],
        );
        check(
            "considering\na)\tone;\nc)\tthree,\nresolves\nto act.\n",
            expect![[r#"
            Re-letter considering
            considering
            a)	one;
            b)	three,
            resolves
            to act.
        "#]],
        );
    }

    /// What is done to a draft.
    #[derive(Clone, Debug)]
    enum Deed {
        Insert(usize),
        Delete(usize),
        Move(usize, usize),
        Reletter,
    }

    fn deed() -> impl Strategy<Value = Deed> {
        prop_oneof![
            3 => (0usize..9).prop_map(Deed::Insert),
            2 => (0usize..9).prop_map(Deed::Delete),
            2 => (0usize..9, 0usize..9).prop_map(|(from, to)| Deed::Move(from, to)),
            3 => Just(Deed::Reletter),
        ]
    }

    /// The words that the clauses begin with that each reference of a file means; `None` for one that is in brackets or names
    /// nothing.
    fn meanings(desk: &Desk, nth: u32) -> Vec<Option<BTreeSet<String>>> {
        desk.with_pen(|cited| {
            let tree = &cited.placed.text.proposed;
            let word = |id: &ClauseId| {
                let body = cited.document.words(cited.placed, tree.clause(*id).body, Side::Proposed);
                body.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
            };
            desk.with_pen_of(nth, |pen| {
                let meant = pen.placed.text.proposed.references.iter().map(|reference| {
                    let targets = reference.it.targets.iter().zip(tree.resolve(&reference.it));
                    let mut words = BTreeSet::new();
                    for (target, outcome) in targets {
                        let around = [target.span.end, reference.it.labels_span().end];
                        if around.iter().any(|end| pen.source(Span::new(*end, end + 1)) == "]") {
                            return None;
                        }
                        let Outcome::Clauses(ids) = outcome else { return None };
                        words.extend(ids.iter().map(word));
                    }
                    Some(words)
                });
                meant.collect()
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]
        // Whatever is put in, taken out, moved and lettered anew: every reference ends at the words it began at, or it is in
        // brackets, or it is reported.
        #[test]
        fn references_keep_their_clauses(
            count in 3u16..7,
            references in prop::collection::vec((0u16..7, 0u16..7, 0u8..3), 1..5),
            deeds in prop::collection::vec(deed(), 1..12),
        ) {
            let label = |n: u16| crate::syntax::Mark::Letter(n % count + 1);
            let clauses: String = (0..count).map(|n| format!("{}\tw{n} rises;\n", label(n))).collect();
            let said = |of: &str| -> String {
                let each = references.iter().enumerate().map(|(nth, &(one, other, kind))| {
                    let (low, high) = ((one % count).min(other % count), (one % count).max(other % count));
                    let labels = match kind {
                        1 if low < high => format!("{} and {}", label(low), label(high)),
                        2 if low < high => format!("{} to {}", label(low), label(high)),
                        _ => label(one).to_string(),
                    };
                    format!("{}\tv{nth} considering {labels}{of};\n", nth + 1)
                });
                each.collect()
            };
            let own = format!("{HEAD}considering\n{clauses}resolves\n{}", said(""));
            let other = format!(
                "RESOLUTION 97 (New Delhi, 2024)\nOn bells\nresolves\n{}",
                said(" of Resolution 96 (Rev. New Delhi, 2024)")
            );
            let mut desk = Desk::open(&[own, other]);
            let began = [meanings(&desk, 0), meanings(&desk, 1)];
            prop_assert!(began.iter().flatten().all(Option::is_some));
            for (nth, deed) in deeds.into_iter().chain([Deed::Reletter]).enumerate() {
                let start = desk.texts[0].find("considering\n").unwrap() + "considering\n".len();
                let end = desk.texts[0].find("resolves\n").unwrap();
                let lines: Vec<String> = desk.texts[0][start..end].lines().map(|line| format!("{line}\n")).collect();
                let at = |line: usize| start + lines[..line % (lines.len() + 1)].concat().len();
                match deed {
                    Deed::Insert(line) => {
                        let new = format!("b)\tn{nth} sets;\n");
                        desk.replace(0, &[(Span::of(at(line)..at(line)), &new)]);
                    }
                    Deed::Delete(line) if lines.len() > 2 => {
                        let line = line % lines.len();
                        desk.replace(0, &[(Span::of(at(line)..at(line) + lines[line].len()), "")]);
                    }
                    Deed::Move(from, to) => {
                        let (from, to) = (from % lines.len(), to % lines.len());
                        let (cut, words) = (Span::of(at(from)..at(from) + lines[from].len()), lines[from].clone());
                        desk.replace(0, &[(cut, "")]);
                        let mut rest = lines.clone();
                        rest.remove(from);
                        let to = start + rest[..to.min(rest.len())].concat().len();
                        desk.replace(0, &[(Span::of(to..to), &words)]);
                    }
                    Deed::Delete(_) => {}
                    Deed::Reletter => {
                        desk.reletter();
                        let reported = desk.with_pen(|pen| pen.moved_references().into_iter().map(|moved| moved.call).collect::<Vec<_>>());
                        let calls = desk.with_pen(|pen| pen.placed.text.proposed.references.iter().map(|it| it.it.call_span).collect::<Vec<_>>());
                        let left = |began: &BTreeSet<String>| -> BTreeSet<String> {
                            began.iter().filter(|word| desk.texts[0].contains(&format!("\t{word} "))).cloned().collect()
                        };
                        for ((began, now), call) in began[0].iter().zip(meanings(&desk, 0)).zip(calls) {
                            let (Some(began), Some(now)) = (began, now) else { continue };
                            prop_assert!(now == left(began) || reported.contains(&call), "{began:?} became {now:?} in {}", desk.texts[0]);
                        }
                        let reported = desk.with_pen(|pen| uncancelled(|_| pen.moved_citing()));
                        for (began, now) in began[1].iter().zip(meanings(&desk, 1)) {
                            let (Some(began), Some(now)) = (began, now) else { continue };
                            prop_assert!(now == left(began) || reported > 0, "{began:?} became {now:?} in {}{}", desk.texts[0], desk.texts[1]);
                        }
                    }
                }
            }
        }
    }
}
