//! What holds for all questions: they answer at every place of every draft, and on the real texts.

use std::collections::HashSet;
use std::path::Path;

use jiff::civil::date;

use super::symbols::symbols;
use super::*;
use crate::assists::{self, Asked, AssistContext, AssistKind, Does};
use crate::edits::{Edit, FormatOptions, LetterAsYouType, Pen, TypingOptions, apply, format};
use crate::testing::text;
use crate::text::{Cancellation, Changes, Side, offset};
use crate::workspace::Workspace;

/// Drafts with everything that can stand in one, and with what goes wrong in them.
fn drafts() -> Vec<String> {
    let plain = text(
        "
            Cover words on Resolution 130 (Rev. Busan, 2014).
            //- MOD
            recalling
            a)	Resolutions 50 and 52 (Rev. Hammamet, 2016);
            b)	resolves 1 to 2 of UNGA Resolution 57/239, and considering b) ii) above[^1];
            c)	WTDC (Kigali, 2022) and ITU\u{2011}T Question 3/2 — 𝄞,
            considering
            a)	one:
            i)	this;
            ii)	that;
            b)	recalling a), c) and e) thereof,
            resolves
            1	to see Annex 1 to this resolution;
            2	Resolution 5 ,
            instructs the Director
            to read resolves 1 to 2.
            [^1]: A note.
            ANNEX 1
            Words.
        ",
    );
    let marked = text(
        r"
            //- MOD
            considering
            a)	one;
            {++b)	two é;
            ++}{~~b~>c~~})	three considering {~~b~>c~~}) {--considering a)--} {>>why?<<};
            {--d)	Resolution 50 (Rev. Dubai, 2012),--}
            resolves
            to {++go
        ",
    );
    let flattened = text(
        r"
            //- head
            considering
            a)	one;
            b)	two;
            cb)	three;
            dc)	in considering d) and c);
            ed)	Resolution 45 (Rev. Dubai, 2014Buenos Aires, 2017),
            resolves
            1	to go;
            12	to stay.
        ",
    );
    let texts = format!("{plain}\n{marked}\nDRAFT NEW RESOLUTION [IAP-1] (Geneva, 2022)\nTitle\n");
    let loose =
        "a)\tone\nii)\nconsidering \nResolution \u{a0}1(\nRESOLUTION 5\nRESOLUTION 5\nrés\u{301}olves\n".to_owned();
    let windows = plain.replace('\n', "\r\n");
    let old = marked.replace('\n', "\r");
    vec![plain, marked, flattened, texts, loose, windows, old, String::new(), "é".into()]
}

fn each_symbol<'s>(symbols: &'s [Symbol], f: &mut dyn FnMut(&'s Symbol)) {
    for symbol in symbols {
        f(symbol);
        each_symbol(&symbol.children, f);
    }
}

#[test]
fn every_question_is_answered_at_every_place() {
    for source in drafts() {
        let mut workspace = Workspace::new(date(2026, 1, 1));
        let file = workspace.fresh_id();
        let document = Document::read(&source);
        workspace.set_draft(file, None, document.clone());
        let snapshot = workspace.snapshot();
        let sound = |what: &str, at: u32, span: Span| {
            assert!(span.start <= span.end, "{what} at {at}: {span:?}");
            assert!(source.get(span.range()).is_some(), "{what} at {at}: {span:?} of {}", source.len());
        };
        for at in 0..=offset(source.len()) + 2 {
            let place = Place { snapshot: &snapshot, file, document: &document, at };
            for found in definition(&place) {
                sound("definition", at, found.origin);
                sound("definition", at, found.target.span);
                sound("definition", at, found.focus);
                assert!(found.target.span.contains(found.focus), "{found:?}");
            }
            let all = references(&place, true);
            assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "in order, none twice");
            all.iter().for_each(|found| sound("reference", at, found.span));
            if let Some(hover) = hover(&place) {
                sound("hover", at, hover.span);
                assert!(!hover.markdown.is_empty());
            }
            highlights(&place).iter().for_each(|found| sound("highlight", at, found.span));
            let grown = selections(&place);
            assert!(!grown.is_empty() && grown.windows(2).all(|two| two[1].contains(two[0]) && two[0] != two[1]));
            grown.iter().for_each(|&span| sound("selection", at, span));
            for item in completion(&place).items {
                item.subject.iter().take(1).for_each(|subject| drop(documentation(&place, subject)));
                sound("completion", at, item.replace);
                assert!(
                    item.replace.touches(at) || !source.is_char_boundary(at as usize) || at as usize > source.len()
                );
                assert!(!source[item.replace.range()].contains(['\n', '\r']), "one line: {item:?}");
            }
        }
        for inline in [false, true] {
            folds(&document, inline).iter().for_each(|fold| {
                sound("fold", 0, fold.span);
                assert!(!fold.summary(&document).is_empty());
            });
        }
        let place = Place { snapshot: &snapshot, file, document: &document, at: 0 };
        let led = links(&place, Cancellation::never()).unwrap();
        led.iter().for_each(|link| sound("link", 0, link.span));
        assert!(led.windows(2).all(|two| two[0].span.end <= two[1].span.start), "none within another");
        search(&snapshot, "resolves 1 a", Cancellation::never())
            .unwrap()
            .iter()
            .for_each(|hit| sound("hit", 0, hit.place.span));
        let outline = symbols(&document);
        each_symbol(&outline, &mut |symbol| {
            sound("symbol", 0, symbol.span);
            sound("symbol", 0, symbol.focus);
            assert!(!symbol.name.is_empty() && symbol.span.contains(symbol.focus), "{symbol:?}");
            assert!(symbol.children.iter().all(|child| symbol.span.contains(child.span)), "{symbol:?}");
        });
    }
}

fn workspace_of(source: &str) -> Workspace {
    let mut workspace = Workspace::new(date(2026, 1, 1));
    let file = workspace.fresh_id();
    workspace.set_draft(file, None, Document::read(source));
    workspace
}

#[test]
fn what_changes_a_draft_can_be_made_at_every_place_and_leaves_the_text_in_force() {
    let options = FormatOptions { join_lines: true };
    let typing = TypingOptions { letters: LetterAsYouType::Always, between: None, puts_cursor: true };
    for source in drafts() {
        let snapshot = workspace_of(&source).snapshot();
        let draft = snapshot.drafts().next().expect("the draft");
        let (file, document) = (draft.id, draft.document.clone());
        let base = |text: &str| Changes::read(text).view(text, Side::Base).text;
        let made = |what: &str, at: u32, mut edits: Vec<Edit>| {
            edits.sort_by_key(|edit| edit.span);
            assert!(edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{what} at {at}: {edits:?}");
            apply(&document.rope, &edits)
        };
        // Of several texts in a file, only one is a proposal.
        let tracked = document.texts.len() == 1 && source.starts_with("MOD");
        for at in 0..=offset(source.len()) + 2 {
            let place = Place { snapshot: &snapshot, file, document: &document, at };
            if let Ok(Some(named)) = prepare_rename(&place) {
                assert!(source.get(named.span.range()).is_some(), "{named:?}");
            }
            for name in ["a", "2"] {
                let renamed = rename(&place, name, Cancellation::never());
                let now = renamed.map_or_else(|_| source.clone(), |edits| made("rename", at, edits));
                assert!(!tracked || base(&now) == base(&source), "rename at {at}: {now}");
            }
            for typed in ["\n", "\t"] {
                let pen = Pen::before(&snapshot, &document, file, place.sound());
                made("typed", at, pen.map(|(pen, at)| pen.typed(at, typed, typing).unwrap().edits).unwrap_or_default());
            }
            let start = place.sound();
            let end = (start + 9..).find(|&end| source.is_char_boundary((end as usize).min(source.len())));
            for end in [start, end.unwrap_or(start).min(offset(source.len()))] {
                let asked = |kind| match kind {
                    AssistKind::QuickFix | AssistKind::OrganizeClauses | AssistKind::UpdateCitations => Asked::No,
                    _ => Asked::WithOthers,
                };
                let context = AssistContext {
                    snapshot: &snapshot,
                    document: &document,
                    file,
                    range: Span::new(start, end.max(start)),
                    asked: &asked,
                    findings: None,
                    workspace: &|| workspace_of(&source),
                    cancellation: Cancellation::never(),
                };
                let mut known = HashSet::new();
                for assist in assists::list(&context).unwrap() {
                    assert!(known.insert((assist.id, assist.subject)), "{} twice at {at}", assist.id);
                    let Does::Edits(run) = assist.does else { continue };
                    let Some(edits) = run().unwrap() else { continue };
                    let now = made(&assist.title, at, edits);
                    let settled =
                        ["Accept", "Reject", "Turn", "Start"].iter().any(|verb| assist.title.starts_with(verb));
                    assert!(settled || !tracked || base(&now) == base(&source), "{} at {at}: {now}", assist.title);
                }
            }
        }
        let now = made("format", 0, format(&snapshot, &document, file, None, options));
        assert!(!tracked || base(&now) == base(&source), "{now}");
    }
}

fn corpus(path: &str) -> Option<String> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus")).join(path);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {} is not here", path.display());
    }
    text
}

/// Asks at the first place of `words` in a text of the corpus, `by` bytes into them.
fn ask<T>(text: &str, words: &str, by: usize, question: impl Fn(&Place<'_>) -> T) -> T {
    let mut workspace = Workspace::new(date(2026, 1, 1));
    let file = workspace.fresh_id();
    let document = Document::read(text);
    workspace.set_draft(file, Some("draft.txt".into()), document.clone());
    // Spaces and hyphens may be no-break ones.
    let pattern = regex::escape(words).replace(' ', "[ \u{a0}]");
    let found = regex::Regex::new(&pattern).unwrap().find(text).unwrap();
    let at = offset(if by < words.len() { found.start() + by } else { found.end() });
    question(&Place { snapshot: &workspace.snapshot(), file, document: &document, at })
}

#[test]
fn the_adopted_text_answers() {
    let Some(text) = corpus("seeds/003_bae72b9feb63a6d2.txt") else { return };
    let found = ask(&text, "considering k)", 13, definition);
    assert_eq!(found.len(), 1);
    assert!(text[found[0].target.span.range()].starts_with("k)\tthat in order to protect global"));
    assert_eq!(&text[found[0].focus.range()], "k)");
    let clause = ask(&text, "considering k)", 3, hover).unwrap();
    assert!(
        clause.markdown.starts_with("**considering k)**\n\nthat in order to protect global"),
        "{}",
        clause.markdown
    );
    let citation = ask(&text, "Resolution 52 (Rev. New Delhi", 3, hover).unwrap().markdown;
    assert!(citation.contains("Adopted by this assembly"), "{citation}");
    println!("{}\n\n{citation}", clause.markdown);
    for words in ["Resolution 130", "Resolution 181", "UNGA Resolution 57", "WTDC (Kigali", "Resolution 45"] {
        println!("\n{:?}", ask(&text, words, 3, hover).map(|hover| hover.markdown));
    }
    let sub = ask(&text, "Recommendation ITU‑T X.1205", 3, hover);
    assert_eq!(sub, None);
}

#[test]
fn the_proposal_shows_both_readings() {
    let Some(text) = corpus("seeds/000_66aea77ceadd61b0.txt") else { return };
    let said = ask(&text, "considering j)", 13, hover).unwrap().markdown;
    assert!(said.starts_with("As proposed: **considering j)**\n\nThis is the very clause"), "{said}");
    assert!(said.contains("In the text in force: **considering j)**, as proposed considering g)"), "{said}");
    println!("{said}");
}

#[test]
fn a_number_typed_into_the_adopted_text_is_completed() {
    let Some(text) = corpus("seeds/003_bae72b9feb63a6d2.txt") else { return };
    let typed = text.replacen("o)\tthe cybersecurity-related", "o)\tResolution 13 the cybersecurity-related", 1);
    let words = "o)\tResolution 13";
    let items = ask(&typed, words, words.len(), completion).items;
    let labels: Vec<_> = items.iter().map(|item| item.label.as_str()).collect();
    let at = labels
        .iter()
        .position(|label| *label == "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference");
    let item = &items[at.unwrap_or_else(|| panic!("{labels:#?}"))];
    // The draft writes no-break spaces there.
    assert_eq!(item.insert, "Resolution\u{a0}130 (Rev.\u{a0}Bucharest, 2022) of the Plenipotentiary Conference");
    assert_eq!(&typed[item.replace.range()], "Resolution 13");
}

/// Every offset of a text of the corpus would take long; its every 7th tells as much.
#[test]
fn the_corpus_is_answered_everywhere() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus"));
    let Ok(entries) = std::fs::read_dir(folder.join("excerpts")) else {
        println!("skipped: {} is not here", folder.display());
        return;
    };
    let mut workspace = Workspace::new(date(2026, 1, 1));
    for entry in entries.flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let document = Document::read(&text);
        let file = workspace.fresh_id();
        workspace.set_draft(file, Some(entry.path()), document.clone());
        let snapshot = workspace.snapshot();
        for at in (0..offset(text.len())).step_by(7) {
            let place = Place { snapshot: &snapshot, file, document: &document, at };
            let spans = definition(&place).into_iter().map(|found| found.origin);
            let spans = spans.chain(hover(&place).map(|hover| hover.span));
            let spans = spans.chain(completion(&place).items.into_iter().map(|item| item.replace));
            spans.for_each(|span| assert!(text.get(span.range()).is_some(), "{span:?} at {at}"));
            references(&place, true);
            highlights(&place);
            selections(&place);
        }
        symbols(&document);
        folds(&document, true);
    }
}
