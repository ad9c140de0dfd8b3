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

    /// What the files say after their heads, with some words before.
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
    let updated = desk.with_pen(|pen| pen.update_references().unwrap().unwrap().1.written().unwrap().unwrap());
    assert!(updated.edits.iter().all(|edit| edit.file == FileId(0)), "{updated:?}");
    desk.edit(0, "a)\tthat seas", "a)\tthat moons rise;\na)\tthat seas");
    let fixes = desk.with_pen(|pen| uncancelled(|_| pen.reletter_section(SectionId::at(0)))).unwrap();
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
        Fix { title, safe: false, edits: planned.written().unwrap().unwrap().edits }
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
            let meant = pen.placed.text.proposed.references().iter().map(|reference| {
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
                    let calls = desk.with_pen(|pen| pen.placed.text.proposed.references().iter().map(|it| it.it.call_span).collect::<Vec<_>>());
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
