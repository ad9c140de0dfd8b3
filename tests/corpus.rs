//! What is found in the real texts that lie beside the project on its builders' machines. They are the ITU's and stay
//! there; where they are not, the tests say so and pass.
#![allow(clippy::unwrap_used, missing_docs)]

mod damage;

use std::path::{Path, PathBuf};

use damage::{DAMAGES, damaged};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rapporteur::edits::{Edit, Fix, FormatOptions, apply, format};
use rapporteur::ide::{self, Place};
use rapporteur::rules::{self, Finding, Group, Severity};
use rapporteur::syntax::{ClauseId, Document, Doubt, Label, Mark, Outcome, ReferenceTarget};
use rapporteur::text::{Cancellation, Changes, Encoding, FileId, Side, Span, position_of};
use rapporteur::workspace::{RuleLevel, Workspace};

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
    workspace.set_draft(FileId(1), Some(path.into()), document.clone());
    let findings =
        rules::check(&document, FileId(1), &workspace.snapshot()).into_iter().map(|found| found.finding).collect();
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
        ]
    );
}

/// The words of a draft with the fixes of some rules applied, all of them or the safe ones.
fn fixed(text: &str, rules: &[&str], unsafe_too: bool) -> String {
    let mut workspace = Workspace::new(jiff::civil::date(2026, 11, 22));
    let on = rules.iter().map(|rule| ((*rule).to_owned(), RuleLevel::Warning));
    let levels: Vec<_> = [("*".to_owned(), RuleLevel::Off)].into_iter().chain(on).collect();
    workspace.change_config(|config| config.set_levels(levels.clone()));
    workspace.set_draft(FileId(1), None, Document::read(text));
    let drafts = [(FileId(1), Document::read(text))].into();
    let wanted = |fix: &Fix| fix.safe || unsafe_too;
    let done = rules::fix_all(&mut workspace, drafts, &wanted, Cancellation::never()).unwrap().unwrap();
    assert!(done.settled);
    done.files.get(&FileId(1)).map_or_else(|| text.to_owned(), |document| document.rope.to_string())
}

/// What the rule on labels says of a text.
fn slips(text: &str) -> Vec<String> {
    let document = Document::read(text);
    let mut workspace = Workspace::new(jiff::civil::date(2026, 11, 22));
    workspace.set_draft(FileId(1), None, document.clone());
    let findings = rules::check(&document, FileId(1), &workspace.snapshot()).into_iter();
    findings.filter(|it| it.finding.severity <= Severity::Warning).map(|it| it.finding.message.to_string()).collect()
}

#[test]
fn a_clause_put_into_the_adopted_text_is_lettered_and_its_references_follow() {
    let Some(path) = corpus("seeds").into_iter().nth(1) else { return };
    let text = std::fs::read_to_string(&path).unwrap();
    let considering = text.find("\nconsidering\n").unwrap();
    let at = considering + text[considering..].find("\ne)\t").unwrap() + 1;
    let drafted = format!("{}e)\tthat small networks are many;\n{}", &text[..at], &text[at..]);
    assert_eq!(slips(&drafted).len(), 1, "{:?}", slips(&drafted));
    let fixed = fixed(&drafted, &["label-sequence"], true);
    assert_eq!(slips(&fixed), [""; 0]);
    assert!(text.contains("considering\u{a0}k) of this") && fixed.contains("considering\u{a0}l) of this"));
    assert_eq!(fixed.replace("l) of this", "k) of this").len(), drafted.len());
}

#[test]
fn in_a_proposal_the_same_is_tracked_and_the_text_in_force_stays() {
    let Some(path) = corpus("seeds").into_iter().nth(1) else { return };
    let text = std::fs::read_to_string(&path).unwrap();
    let heading = text[..text.find("RESOLUTION\u{a0}50").unwrap()].rfind('\n').unwrap() + 1;
    let considering = text.find("\nconsidering\n").unwrap();
    let at = considering + text[considering..].find("\ne)\t").unwrap() + 1;
    let (cover, head, rest) = (&text[..heading], &text[heading..at], &text[at..]);
    let drafted = format!("{cover}MOD\tIAP/1/1\n{head}{{++e)\tthat small networks are many;\n++}}{rest}");
    let fixed = fixed(&drafted, &["label-sequence"], true);
    let view = |text: &str, side| Changes::read(text).view(text, side).text;
    assert_eq!(view(&fixed, Side::Base), view(&drafted, Side::Base));
    assert!(fixed.contains("considering\u{a0}{~~k~>l~~}) of this"));
    let proposed = view(&fixed, Side::Proposed);
    assert!(proposed.contains("considering\u{a0}l) of this") && proposed.contains("\nn)\t"));
    assert_eq!(slips(&fixed), [""; 0]);
    // The same words without their marks: a MOD that shows none.
    assert!(slips(&proposed).iter().all(|slip| slip.contains("no tracked change")), "{:?}", slips(&proposed));
}

/// What a clause that refers to others means: the first words of each, and where it is said to be.
fn meanings(document: &Document) -> Vec<String> {
    let mut said = Vec::new();
    for placed in document.texts.iter() {
        let tree = &placed.text.proposed;
        let words = |id: ClauseId| {
            document.words(placed, tree.clause(id).body, Side::Proposed).chars().take(60).collect::<String>()
        };
        for reference in
            tree.references().iter().filter(|it| matches!(tree.reference_target(it), ReferenceTarget::Here { .. }))
        {
            let meant = tree.resolve(&reference.it).into_iter().map(|outcome| match outcome {
                Outcome::Clauses(ids) => ids.into_iter().map(words).collect::<Vec<_>>().join(" + "),
                other => format!("{other:?}"),
            });
            let meant: Vec<String> = meant.collect();
            said.push(format!("{} -> {}", reference.zone.clause().map(words).unwrap_or_default(), meant.join(", ")));
        }
    }
    said.sort();
    said
}

#[test]
fn renaming_considering_c_to_a_in_the_adopted_text_is_right_and_can_be_undone() {
    let Some(path) = corpus("seeds").into_iter().nth(1) else { return };
    let text = std::fs::read_to_string(&path).unwrap();
    let document = Document::read(&text);
    let mut workspace = Workspace::new(jiff::civil::date(2026, 11, 22));
    workspace.set_draft(FileId(1), Some(path), document.clone());
    let snapshot = workspace.snapshot();
    let considering = text.find("\nconsidering\n").unwrap();
    let label = considering + text[considering..].find("\nc)\t").unwrap() + 1;
    // From the label, and from its reference for the clause that has one: k) moves in the same way.
    for (at, old, new) in [(label, "c)", "a"), (text.find("considering\u{a0}k)").unwrap() + 13, "k)", "a)")] {
        let place = Place { snapshot: &snapshot, file: FileId(1), document: &document, at: at as u32 };
        let named = ide::prepare_rename(&place).unwrap().unwrap();
        assert_eq!((named.name.as_str(), &text[named.span.range()]), (old, old));
        let edits = ide::rename(&place, new, Cancellation::never()).unwrap();
        let now = apply(&document.rope, &edits);
        assert_eq!(slips(&now), [""; 0]);
        let read = Document::read(&now);
        assert_eq!(meanings(&read), meanings(&document));
        let moved = text[considering..].lines().find(|line| line.starts_with(&format!("{old}\t"))).unwrap();
        assert!(now.contains(&format!("\nconsidering\na)\t{}\nb)\tthe crucial", &moved[old.len() + 1..])));
        // Only the clauses of considering have changed: their number, their order, and the one reference.
        let lines = |text: &str| {
            text.lines()
                .map(|line| line.split_once('\t').map_or(line, |(_, words)| words).to_owned())
                .collect::<Vec<_>>()
        };
        let (mut before, mut after) = (lines(&text), lines(&now));
        before.sort();
        after.sort();
        let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        assert_eq!(changed, usize::from(old == "k)"), "{old}");
        // Undone: each edit the other way round.
        let mut grown = 0i64;
        let undo: Vec<Edit> = edits
            .iter()
            .map(|edit| {
                let start = (i64::from(edit.span.start) + grown) as u32;
                grown += edit.text.len() as i64 - i64::from(edit.span.len());
                let span = Span::new(start, start + edit.text.len() as u32);
                Edit { file: edit.file, span, text: text[edit.span.range()].to_owned() }
            })
            .collect();
        assert_eq!(apply(&read.rope, &undo), text);
        // And moved back by its new name, it says what it said.
        workspace_says_the_same_again(&now, old, &text);
    }
}

/// Renames considering a) of a text to another label, which gives a text that was before.
fn workspace_says_the_same_again(now: &str, name: &str, before: &str) {
    let document = Document::read(now);
    let mut workspace = Workspace::new(jiff::civil::date(2026, 11, 22));
    workspace.set_draft(FileId(1), None, document.clone());
    let at = now.find("\nconsidering\na)").unwrap() + "\nconsidering\n".len();
    let place = Place { snapshot: &workspace.snapshot(), file: FileId(1), document: &document, at: at as u32 };
    let again = apply(&document.rope, &ide::rename(&place, name, Cancellation::never()).unwrap());
    let words = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&again), words(before));
}

#[test]
fn formatting_the_real_texts_changes_whitespace_alone_and_no_finding() {
    for path in corpus("seeds").into_iter().chain(corpus("excerpts")).chain(corpus("pp18")) {
        let (document, findings) = read(&path);
        let mut workspace = Workspace::new(jiff::civil::date(2026, 11, 22));
        workspace.set_draft(FileId(1), Some(path.clone()), document.clone());
        let snapshot = workspace.snapshot();
        for join_lines in [false, true] {
            let options = FormatOptions { join_lines };
            let now = apply(&document.rope, &format(&snapshot, &document, FileId(1), None, options));
            let words = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(words(&now), words(&document.rope.to_string()));
            let read = Document::read(&now);
            let mut workspace = Workspace::new(jiff::civil::date(2026, 11, 22));
            workspace.set_draft(FileId(1), Some(path.clone()), read.clone());
            let found = rules::check(&read, FileId(1), &workspace.snapshot());
            // What formatting itself fixes.
            let of_spaces = |it: &&Finding| matches!(it.rule.name, "missing-tab" | "stray-space");
            let messages = |it: &[Finding]| {
                it.iter().filter(|it| !of_spaces(it)).map(|it| (it.rule.name, it.message.clone())).collect::<Vec<_>>()
            };
            let found: Vec<Finding> = found.into_iter().map(|found| found.finding).collect();
            assert_eq!(messages(&found), messages(&findings), "{}", path.display());
        }
    }
}

#[test]
fn the_proposal_copied_from_word_gets_its_changes_back() {
    let Some(path) = corpus("seeds").into_iter().next() else { return };
    let fixed = fixed(&std::fs::read_to_string(&path).unwrap(), &["flattened-change"], true);
    for (side, last) in [(Side::Base, "n)"), (Side::Proposed, "m)")] {
        let view = Changes::read(&fixed).view(&fixed, side).text;
        let document = Document::read(&view);
        let tree = &document.texts[1].text.proposed;
        let (recalling, _) = tree.sections().find(|(id, _)| tree.section_name(*id) == "recalling").unwrap();
        let labels: Vec<_> = tree.clauses_of(recalling).filter_map(|(_, clause)| clause.label).collect();
        let counted: Vec<_> = (1..).map(Mark::Letter).map(Label::plain).take(labels.len()).collect();
        assert_eq!((&labels, labels.last().unwrap().to_string()), (&counted, last.to_owned()));
        assert!(!slips(&view).iter().any(|slip| slip.contains("occurs twice") || slip.contains("left out")));
    }
    assert!(slips(&fixed).iter().all(|slip| !slip.contains("run together")));
}

/// The real texts as the smallest proof that nothing in them stops the program, whole or cut anywhere.
#[test]
fn real_texts_can_be_cut_anywhere() {
    for path in corpus("seeds").into_iter().chain(corpus("excerpts")) {
        let text = std::fs::read_to_string(&path).unwrap();
        for at in (0..text.len()).step_by(997).filter(|&at| text.is_char_boundary(at)) {
            let document = Document::read(&text[at..]);
            let mut workspace = Workspace::new(jiff::civil::date(2026, 11, 22));
            workspace.set_draft(FileId(1), None, document.clone());
            rules::check(&document, FileId(1), &workspace.snapshot());
        }
    }
}

/// The texts of a draft, and the clauses under each call: what safe fixes leave as it is.
fn structure(document: &Document) -> (usize, Vec<(String, usize)>) {
    let sections = document.texts.iter().flat_map(|placed| {
        let tree = &placed.text.proposed;
        tree.sections().map(|(id, section)| {
            // A call may cite a text, whose form is put right.
            let call = section.key().map_or_else(String::new, ToString::to_string);
            (call.split(' ').next().unwrap_or_default().to_owned(), tree.clauses_of(id).count())
        })
    });
    (document.texts.len(), sections.collect())
}

/// However a converter has damaged a real text: a safe fix leaves its structure as it is read, and of a structure that the
/// reading does not vouch for no error is said.
#[test]
fn damaged_real_texts_are_not_damaged_further() {
    let texts: Vec<String> = ["pp18", "seeds", "excerpts", "un"]
        .into_iter()
        .flat_map(corpus)
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .filter(|text| text.len() < 40_000)
        .collect();
    if texts.is_empty() {
        return;
    }
    let damages = prop::collection::vec((prop::sample::select(&DAMAGES[..]), 0.0..1.0f64), 1..8);
    let mut runner = TestRunner::new(ProptestConfig::with_cases(64));
    let tried = runner.run(&(0..texts.len(), damages), |(which, damages)| {
        let draft = damaged(&texts[which], &damages);
        let document = Document::read(&draft);
        let mut workspace = Workspace::new(jiff::civil::date(2026, 11, 22));
        workspace.set_draft(FileId(1), None, document.clone());
        for found in rules::check(&document, FileId(1), &workspace.snapshot()) {
            let Finding { rule, severity, span, .. } = &found.finding;
            let Some(placed) = document.text_at(span.start) else { continue };
            let tree = &placed.text.proposed;
            let section = tree.section_at(span.start - placed.start).map(|id| tree.section(id));
            let vouched = section.and_then(|section| section.doubt()).is_none_or(|doubt| doubt == Doubt::Converted);
            let is_error = rule.group == Group::Structure && *severity == Severity::Error;
            prop_assert!(!is_error || vouched, "{} of {}", found.finding.message, draft);
        }
        let drafts = [(FileId(1), document.clone())].into();
        let safe = |fix: &Fix| fix.safe;
        let done = rules::fix_all(&mut workspace, drafts, &safe, Cancellation::never()).unwrap().unwrap();
        let fixed = done.files.get(&FileId(1)).unwrap_or(&document);
        prop_assert_eq!(structure(fixed), structure(&document), "{} of {}", fixed.rope.to_string(), draft);
        Ok(())
    });
    tried.unwrap();
}
