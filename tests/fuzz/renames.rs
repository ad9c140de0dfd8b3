//! A clause that is given another label keeps its references: what is refused is refused, what is done reads.
#![no_main]

mod support;

use libfuzzer_sys::fuzz_target;
use rapporteur::edits::apply;
use rapporteur::ide::{Place, prepare_rename, rename};
use rapporteur::rules::check;
use rapporteur::syntax::Document;
use rapporteur::text::{Buffer, Cancellation};

fuzz_target!(|bytes: &[u8]| {
    let (text, edits) = support::draft_and_edits(bytes);
    let (_workspace, file, document, snapshot) = support::workspace_of(&text);
    let buffer = Buffer::new(&text);
    for (edit, name) in edits.iter().zip(["b", "2", "i", "z", "a", "k", "10", "bis"].into_iter().cycle()) {
        let place = Place { snapshot: &snapshot, file, document: &document, at: edit.span(&buffer).start };
        if !matches!(prepare_rename(&place), Ok(Some(_))) {
            continue;
        }
        let Ok(edits) = rename(&place, name, Cancellation::never()) else { continue };
        let own: Vec<_> = edits.into_iter().filter(|edit| edit.file == file).collect();
        let renamed = Document::read(&apply(&document.rope, &own));
        check(&renamed, file, &snapshot);
        let count = |document: &Document| document.texts.iter().map(|it| it.text.proposed.clauses().count()).sum::<usize>();
        assert_eq!(count(&document), count(&renamed), "a clause came or went");
    }
});
