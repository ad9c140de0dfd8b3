//! A draft that is edited bit by bit reads and is judged as one that is read anew.
#![no_main]

mod support;

use libfuzzer_sys::fuzz_target;
use rapporteur::rules::Findings;
use rapporteur::syntax::Reader;
use rapporteur::text::{Buffer, Cancellation};

fuzz_target!(|bytes: &[u8]| {
    let (text, edits) = support::draft_and_edits(bytes);
    let (mut workspace, file, ..) = support::workspace_of(&text);
    let mut buffer = Buffer::new(&text);
    let mut reader = Reader::new(buffer.rope().clone());
    let mut findings = Findings::default();
    for edit in edits {
        buffer.replace(edit.span(&buffer), edit.piece);
        reader.update(buffer.rope().clone(), &buffer.take_patch());
        let (now, fresh) = (reader.document(), Reader::new(buffer.rope().clone()).document());
        assert_eq!(now.texts.len(), fresh.texts.len());
        for (now, fresh) in now.texts.iter().zip(fresh.texts.iter()) {
            assert_eq!((now.start, now.line), (fresh.start, fresh.line));
            assert_eq!(now.text, fresh.text);
        }
        workspace.set_draft(file, None, now.clone());
        let snapshot = workspace.snapshot();
        let found = |before: Findings| before.update(&now, file, &snapshot, Cancellation::never()).expect("nobody cancels");
        findings = found(findings);
        let fresh = found(Findings::default());
        assert!(findings.iter(&now).map(|(_, it)| it).eq(fresh.iter(&now).map(|(_, it)| it)), "other findings");
    }
});
