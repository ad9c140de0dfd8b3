//! The drafts of tests. A draft is written as a drafter sees it, in a raw string with its line breaks and TABs, as far
//! in as the code around it. In it,
//!
//! - `$0` is the cursor, a second one the other end of what is selected;
//! - `//- head` stands for the head of a text, `//- MOD` for that of a proposal to modify it, and `//- head Dubai, 2018`
//!   for a shorter one, of the meeting that it names, which may be a tracked change;
//! - `//- open bells` begins another file that is open, `//- closed bells` one that is on disk.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use expect_test::Expect;
use jiff::civil::date;

use crate::edits::{Edit, apply};
use crate::syntax::Document;
use crate::text::FileId;
use crate::workspace::{Config, Snapshot, Summary, Workspace};

/// What `//- head` stands for.
pub(crate) const HEAD: &str = "\
RESOLUTION 96 (Rev. New Delhi, 2024)
On harbour lights
(Hammamet, 2016; New Delhi, 2024)
The World Telecommunication Standardization Assembly (New Delhi, 2024),
";

/// What `//- MOD` puts before that head.
pub(crate) const MOD: &str = "MOD\tIAP/39A30/1\n";

/// Asks something of a draft, at its cursor.
pub(crate) fn check(draft: &str, question: impl FnOnce(&Fixture) -> String, expected: Expect) {
    expected.assert_eq(&question(&Fixture::new(draft)));
}

/// A draft with one clause of a preamble.
pub(crate) fn considering(words: &str) -> String {
    format!("//- head\nconsidering\n{words},\nresolves\nto wait.\n")
}

/// A draft with one clause that cites texts.
pub(crate) fn recalling(words: &str) -> String {
    format!("//- head\nrecalling\n{words},\nresolves\nto wait.\n")
}

/// The same for a meeting: "Dubai, 2018".
pub(crate) fn recalling_at(meeting: &str, words: &str) -> String {
    format!("//- head {meeting}\nrecalling\n{words},\nresolves\nto wait.\n")
}

/// A draft without the indentation of the code that it stands in, where it begins with a line break.
pub(crate) fn dedent(draft: &str) -> String {
    let Some(draft) = draft.strip_prefix('\n') else { return draft.to_owned() };
    let (draft, last) = draft.rsplit_once('\n').unwrap_or(("", draft));
    let last = if last.trim_start_matches(' ').is_empty() { "" } else { last };
    let lines = || draft.split('\n').chain([last]);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let common = lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let dedented: Vec<&str> = lines().map(|line| &line[common.min(indent(line))..]).collect();
    dedented.join("\n")
}

/// What the first file of a draft says.
pub(crate) fn text(draft: &str) -> String {
    files(draft).swap_remove(0).2
}

/// A text without what `//- MOD` or `//- head` stands for.
pub(crate) fn headless(text: &str) -> String {
    text.replace(&format!("{MOD}{HEAD}"), "").replace(HEAD, "")
}

/// Files of a workspace, on a day after the newest meeting that the data know the results of.
pub(crate) struct Fixture {
    pub snapshot: Arc<Snapshot>,
    /// The file with the cursor, or the first.
    pub file: FileId,
    pub document: Document,
    /// Bytes from the start of the file.
    pub at: u32,
    /// After what is selected, where a second `$0` stands.
    pub end: u32,
    /// All files, in their order.
    pub names: Vec<(FileId, String)>,
    folder: Option<TemporaryFolder>,
}

impl Fixture {
    /// Reads a draft.
    pub fn new(draft: &str) -> Fixture {
        Fixture::configured(draft, |_| {})
    }

    /// Reads a draft where a configuration says something.
    pub fn configured(draft: &str, config: impl Fn(&mut Config)) -> Fixture {
        Fixture::of(files(draft), config)
    }

    /// A file with this very text, in which nothing is read but the cursor.
    pub fn verbatim(text: &str) -> Fixture {
        Fixture::of(vec![(true, "draft".to_owned(), text.to_owned())], |_| {})
    }

    fn of(files: Vec<(bool, String, String)>, config: impl Fn(&mut Config)) -> Fixture {
        let mut workspace = Workspace::new(date(2026, 1, 1));
        workspace.change_config(config);
        let mut asked = None;
        let (mut names, mut folder) = (Vec::new(), None);
        for (open, name, text) in files {
            let cursor = text.find("$0");
            let text = text.replacen("$0", "", 1);
            let end = text.find("$0").or(cursor);
            let text = text.replacen("$0", "", 1);
            let document = Document::read(&text);
            let id = match open {
                true => {
                    let id = workspace.fresh_id();
                    workspace.set_draft(id, Some(name.clone().into()), document.clone());
                    id
                }
                false => save(&mut workspace, folder.get_or_insert_with(TemporaryFolder::new), &name, &text),
            };
            names.push((id, name));
            if cursor.is_some() || asked.is_none() {
                let (at, end) = (cursor.unwrap_or(0), end.unwrap_or(0));
                asked = Some((id, document, at as u32, end as u32));
            }
        }
        let (file, document, at, end) = asked.expect("a fixture has a file");
        Fixture { snapshot: workspace.snapshot(), file, document, at, end, names, folder }
    }

    pub fn name(&self, file: FileId) -> &str {
        self.names.iter().find(|(id, _)| *id == file).map_or("?", |(_, name)| name)
    }

    /// Removes a file from disk, as another program would.
    pub fn remove(&self, name: &str) {
        std::fs::remove_file(self.folder.as_ref().expect("it is on disk").0.join(name)).unwrap();
    }

    fn document_of(&self, file: FileId) -> Document {
        if file == self.file { self.document.clone() } else { self.snapshot.document(file).unwrap() }
    }

    /// The files that edits change, without their heads: the one with the cursor, then others under their names.
    pub fn applied(&self, edits: &[Edit]) -> String {
        let mut said = String::new();
        let others = self.names.iter().map(|(id, _)| *id).filter(|id| *id != self.file);
        for file in [self.file].into_iter().chain(others) {
            let mut edits: Vec<Edit> = edits.iter().filter(|edit| edit.file == file).cloned().collect();
            edits.sort_by_key(|edit| edit.span);
            if file != self.file && edits.is_empty() {
                continue;
            }
            if file != self.file {
                said += &format!("//- {}\n", self.name(file));
            }
            said += &headless(&apply(&self.document_of(file).rope, &edits));
        }
        said
    }
}

/// Whether each file of a draft is open, its name and its text.
fn files(draft: &str) -> Vec<(bool, String, String)> {
    let mut files = vec![(true, "draft".to_owned(), String::new())];
    for line in dedent(draft).split_inclusive('\n') {
        let directive = line.strip_prefix("//- ").map(|rest| rest.trim_end());
        let text = &mut files.last_mut().unwrap().2;
        match directive.map(|rest| rest.split_once(' ').unwrap_or((rest, ""))) {
            None => {
                assert!(!line.contains("//- "), "a directive begins a line: {line}");
                text.push_str(line);
            }
            Some(("MOD", "")) => text.extend([MOD, HEAD]),
            Some(("head", "")) => text.push_str(HEAD),
            Some(("head", meeting)) => text.push_str(&head(meeting)),
            Some((kind @ ("open" | "closed"), name)) => {
                files.push((kind == "open", name.to_owned(), String::new()));
            }
            Some((other, _)) => panic!("a fixture has no directive {other}"),
        }
    }
    files
}

/// What `//- head` with a meeting stands for.
fn head(meeting: &str) -> String {
    let assembly = "The World Telecommunication Standardization Assembly";
    format!("RESOLUTION 90 (Rev. {meeting})\nTowers\n{assembly} ({meeting}),\n")
}

/// A folder that goes with the test.
pub(crate) struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    pub(crate) fn new() -> TemporaryFolder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let nth = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("rapporteur-test-{}-{nth}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        TemporaryFolder(folder)
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Writes a file that is not open, and has the workspace know what it says.
pub(crate) fn save(workspace: &mut Workspace, folder: &TemporaryFolder, name: &str, text: &str) -> FileId {
    let path = folder.0.join(name);
    std::fs::write(&path, text).unwrap();
    let id = workspace.id(&path);
    let snapshot = workspace.snapshot();
    let (catalogue, config) = (snapshot.catalogue_at(Some(&path)), snapshot.configs.of(Some(&path)));
    let document = Document::read(text);
    let summary = Summary::of(id, &path, &document, catalogue, config, snapshot.today);
    workspace.set_files([summary.searchable(&document)]);
    id
}
