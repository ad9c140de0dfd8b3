//! What the workspace keeps of open drafts is what it would know if it read them afresh.

use std::path::Path;

use jiff::civil::date;
use proptest::prelude::*;

use super::{Config, Summary, Workspace};
use crate::catalogue::{Catalogue, TextKey};
use crate::syntax::{Document, Reader};
use crate::testing::HEAD;
use crate::text::{Buffer, FileId, Span};

/// What makes a text count as adopted, or as a draft.
const PIECES: [&str; 20] = [
    "",
    "",
    "",
    "(",
    ")",
    "[",
    "]",
    "{++",
    "++}",
    "RESOLUTION 96 ",
    "Draft ",
    "(Rev. New Delhi, 2024)",
    "New Delhi",
    "2024",
    "Rev. ",
    "MOD\tIAP/39A30/1\n",
    "considering\n",
    "a)\tthat bells ring;\n",
    "- 12 -\n",
    "XX",
];

/// A draft in a workspace of its own.
fn alone(id: FileId, document: &Document) -> Workspace {
    let mut workspace = Workspace::new(date(2026, 1, 1));
    workspace.set_draft(id, None, document.clone());
    workspace
}

fn facts(workspace: &Workspace, id: FileId) -> String {
    let adopted = workspace.snapshot.drafts[&id].adopted();
    adopted.map(|(text, outline)| format!("{text:#?} {}\n", outline.clauses().len())).collect()
}

#[test]
fn of_two_files_with_one_edition_the_first_by_path_speaks_however_they_came() {
    let text = |second: &str| {
        Document::read(&format!("{HEAD}considering\na)\tthat bells ring;\nb)\t{second},\nresolves\nto wait.\n"))
    };
    let files = [("/drafts/a.txt", text("that ships wait")), ("/drafts/b.txt", text("that lights burn"))];
    for order in [[0, 1], [1, 0]] {
        for open in [true, false] {
            let mut workspace = Workspace::new(date(2026, 1, 1));
            let asking = workspace.fresh_id();
            let ids = order.map(|nth| {
                let (path, document) = &files[nth];
                let id = workspace.id(Path::new(path));
                if open {
                    workspace.set_draft(id, Some(path.into()), document.clone());
                } else {
                    let (catalogue, config) = (Catalogue::embedded(), Config::default());
                    let summary = Summary::of(id, Path::new(path), document, &catalogue, &config, date(2026, 1, 1));
                    workspace.set_files([summary]);
                }
                id
            });
            let first = ids[order.iter().position(|nth| *nth == 0).unwrap()];
            let snapshot = workspace.snapshot();
            let key = TextKey::of_heading(&files[0].1.texts[0].text.proposed).unwrap();
            let entry = snapshot.catalogue_at(None).resolution(&key).unwrap();
            let row = entry.newest().unwrap();
            assert_eq!((&*row.source, row.origin), ("/drafts/a.txt", Some(first)), "{order:?}");
            if open {
                assert_eq!(snapshot.wording(&key, &row.edition, asking).unwrap().0, first);
            }
            assert_eq!(snapshot.texts(&key, None)[0].file, first);
        }
    }
}

proptest! {
    #[test]
    fn what_a_draft_adds_is_what_it_adds_when_read_afresh(
        edits in prop::collection::vec((0usize..HEAD.len() + 40, 0usize..8, prop::sample::select(PIECES.as_slice())), 1..12),
    ) {
        let mut buffer = Buffer::new(&format!("{HEAD}considering\na)\tthat bells ring;\nb)\tthat ships wait,\nresolves\nto wait.\n"));
        let mut reader = Reader::new(buffer.rope().clone());
        let mut workspace = Workspace::new(date(2026, 1, 1));
        let id = workspace.fresh_id();
        for (at, length, piece) in edits {
            let rope = buffer.rope();
            let clamp = |at: usize| rope.char_to_byte(at.min(rope.len_chars()));
            let span = Span::of(clamp(at)..clamp(at + length));
            buffer.replace(span, piece);
            reader.update(buffer.rope().clone(), &buffer.take_patch());
            let document = reader.document();
            workspace.set_draft(id, None, document.clone());
            prop_assert_eq!(facts(&workspace, id), facts(&alone(id, &document), id), "{}", buffer.rope());
        }
    }
}
