//! What is found in the real texts that lie beside the project on its builders' machines. They are the ITU's and stay
//! there; where they are not, the tests say so and pass.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::{Path, PathBuf};

use rapporteur::catalogue::OriginId;
use rapporteur::rules::{self, Finding, Severity};
use rapporteur::syntax::Document;
use rapporteur::text::{Encoding, Side, Span, position_of};
use rapporteur::workspace::Workspace;

fn corpus(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(folder);
    let Ok(entries) = folder.read_dir() else {
        println!("skipped: {} is not here", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> (Document, Vec<Finding>) {
    let document = Document::read(&std::fs::read_to_string(path).unwrap());
    let mut workspace = Workspace::new(jiff::civil::date(2026, 11, 22));
    workspace.set_draft(OriginId(1), Some(path.into()), document.clone());
    let findings =
        rules::check(&document, OriginId(1), &workspace.snapshot()).into_iter().map(|found| found.finding).collect();
    (document, findings)
}

/// Rule, severity, line, and words of each finding that is no hint.
fn said(document: &Document, findings: &[Finding]) -> Vec<String> {
    let place = |span: Span| position_of(&document.rope, span.start, Encoding::Utf32).line + 1;
    let weighty = findings.iter().filter(|finding| finding.severity <= Severity::Warning);
    weighty
        .map(|finding| {
            format!(
                "{} {}: {}",
                finding.rule.name,
                place(finding.span),
                document.slice(finding.span).replace('\u{a0}', " ")
            )
        })
        .collect()
}

#[test]
fn the_adopted_text_is_clean() {
    let Some(path) = corpus("seeds").into_iter().nth(1) else { return };
    let (document, findings) = read(&path);
    assert_eq!(said(&document, &findings), [""; 0]);
    assert!(document.reads_as_resolution());
}

#[test]
fn the_proposal_copied_from_word_is_read_apart() {
    let Some(path) = corpus("seeds").into_iter().next() else { return };
    let (document, findings) = read(&path);
    assert_eq!(
        said(&document, &findings),
        [
            "flattened-change 12: RESOLUTION 50 (Rev. Hammamet, 2016Geneva, 2022)",
            "unknown-revision 18: Resolution 174 (Rev. Busan, 2014Dubai, 2018)",
            "unknown-meeting 27: Hyderabad, 2020",
            "moved-reference 45: j)",
            "citation-form 48: ITU T",
            "unknown-revision 53: Resolution 71 (Dubai, 2018)",
        ]
    );
    let flattened = findings.iter().find(|finding| finding.rule.name == "flattened-change").unwrap();
    assert!(flattened.message.contains("17 labels and 11 editions"), "{}", flattened.message);
    assert_eq!(flattened.related.len(), 28);
    let moved = findings.iter().find(|finding| finding.rule.name == "moved-reference").unwrap();
    assert!(moved.message.contains("considering g)"), "{}", moved.message);
    let labels = |side| {
        let text = &document.texts[1].text;
        let tree = text.tree(side);
        let lists = tree.sections().map(|(id, _)| tree.clauses_of(id).filter_map(|(_, clause)| clause.label).last());
        lists.map(|last| last.map_or("-".into(), |label| label.to_string())).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(labels(Side::Base), "n) l) d) d) f) c) 9 8 4");
    assert_eq!(labels(Side::Proposed), "m) j) d) d) f) c) 10 8 4");
}

/// Each was looked at: the warnings are true (older editions cited for their history, or left behind).
#[test]
fn the_texts_converted_from_pdf_give_no_false_finding() {
    let mut all = Vec::new();
    for path in corpus("pp18") {
        let (document, findings) = read(&path);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        all.extend(said(&document, &findings).into_iter().map(|finding| format!("{name} {finding}")));
    }
    if all.is_empty() {
        return;
    }
    assert_eq!(
        all,
        [
            "RES_064 stale-revision 7: Resolution 37 (Rev. Dubai, 2014)",
            "RES_064 wrong-body 26: of this conference",
            "RES_064 stale-revision 30: Resolution 69 (Rev. Dubai, 2012)",
            "RES_071 missing-revision 147: Decision 5",
            "RES_136 citation-form 6: (Rev. Buenos Aires, 2017 )",
            "RES_136 citation-form 7: (Rev. Buenos Aires, 2017 )",
            "RES_136 citation-form 8: (Rev. Buenos Aires, 2017 )",
            "RES_160 stale-revision 10: Resolution 34 (Rev. Minneapolis, 1998)",
        ]
    );
}

/// The real texts as the smallest proof that nothing in them stops the program, whole or cut anywhere.
#[test]
fn real_texts_can_be_cut_anywhere() {
    for path in corpus("seeds").into_iter().chain(corpus("excerpts")) {
        let text = std::fs::read_to_string(&path).unwrap();
        for at in (0..text.len()).step_by(997).filter(|&at| text.is_char_boundary(at)) {
            let document = Document::read(&text[at..]);
            let mut workspace = Workspace::new(jiff::civil::date(2026, 11, 22));
            workspace.set_draft(OriginId(1), None, document.clone());
            rules::check(&document, OriginId(1), &workspace.snapshot());
        }
    }
}
