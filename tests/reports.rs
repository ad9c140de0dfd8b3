//! What must be found in the sample drafts, and where; and what must not.

use assert_cmd::Command;
use serde_json::Value;

/// The findings of `check` on sample drafts.
fn findings(names: &[&str]) -> Vec<Value> {
    let mut command = Command::cargo_bin("rapporteur").expect("the program is built");
    command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drafts"));
    let output = command.args(["check", "--output-format", "json"]).args(names).output().expect("the program runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Checks the findings of a draft: "line:column severity[rule]" each.
fn check(name: &str, expected: &[&str]) {
    let place = |finding: &Value| {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let at = &finding["start"];
        format!("{}:{} {}[{}]", at["line"], at["column"], text("severity"), text("rule"))
    };
    let found: Vec<String> = findings(&[name]).iter().map(place).collect();
    assert_eq!(found, expected, "{name}");
}

#[test]
fn an_adopted_text_has_no_findings() {
    check("good.resolution", &[]);
}

#[test]
fn tracked_changes_are_read() {
    check("tracked.resolution", &[]);
}

#[test]
fn each_proposal_of_a_file_is_read_by_itself() {
    check("several.resolution", &[]);
}

#[test]
fn each_slip_is_found_once() {
    check(
        "slips.resolution",
        &[
            "4:54 error[edition-mismatch]",
            "6:4 warning[stale-revision]",
            "6:14 hint[plain-space]",
            "7:4 error[unknown-revision]",
            "8:24 error[unknown-meeting]",
            "12:1 error[label-sequence]",
            "13:41 error[dangling-reference]",
            "17:1 error[label-sequence]",
        ],
    );
}

#[test]
fn slips_of_the_keyboard_are_told_once_in_a_text() {
    check(
        "language.resolution",
        &[
            "6:9 hint[repeated-word]",
            "7:3 hint[missing-tab]",
            "7:19 hint[plain-space]",
            "8:9 hint[plain-hyphen]",
            "8:33 hint[undefined-abbreviation]",
            "10:50 hint[stray-space]",
            "10:60 hint[repeated-abbreviation]",
        ],
    );
}

#[test]
fn each_slip_of_structure_is_found_once() {
    check(
        "structure.resolution",
        &[
            "4:16 information[history-order]",
            "6:1 information[unknown-call]",
            "7:42 warning[clause-punctuation]",
            "8:14 warning[footnote]",
            "8:61 error[self-reference]",
            "10:1 information[label-style]",
            "13:1 information[lone-label]",
            "15:22 information[conversion-residue]",
            "16:1 information[empty-section]",
            "18:21 warning[reference-form]",
            "19:101 warning[ambiguous-reference]",
            "20:1 information[section-order]",
            "22:1 information[repeated-section]",
            "22:1 information[section-order]",
        ],
    );
}

#[test]
fn a_copy_from_word_is_read_apart() {
    check("proposal.resolution", &["10:26 warning[flattened-change]", "35:58 error[moved-reference]"]);
}

#[test]
fn every_place_that_was_run_together_is_listed() {
    let findings = findings(&["proposal.resolution"]);
    let related = findings[0]["related"].as_array().expect("related places");
    let lines: Vec<u64> = related.iter().filter_map(|related| related["start"]["line"].as_u64()).collect();
    // Fifteen labels; seven editions, of which that of line 20 goes on in the next.
    let labels = [19, 20, 22, 29, 30, 31, 32, 33, 35, 36, 43, 44, 45, 46, 47];
    let editions = [10, 13, 15, 16, 19, 20, 50];
    let mut expected: Vec<u64> = labels.into_iter().chain(editions).collect();
    expected.sort_unstable();
    assert_eq!(lines, expected);
    let message = findings[0]["message"].as_str().expect("a message");
    assert!(message.contains("15 labels") && message.contains("7 editions"), "{message}");
}

#[test]
fn a_reference_that_moved_says_what_is_meant() {
    let findings = findings(&["proposal.resolution"]);
    let moved = findings.iter().find(|finding| finding["rule"] == "moved-reference").expect("a moved reference");
    assert!(moved["message"].as_str().is_some_and(|message| message.contains("considering d)")), "{moved}");
    assert_eq!(moved["related"][0]["start"]["line"], 30);
}

#[test]
fn the_sample_drafts_are_found_alike_together_and_alone() {
    let findings = findings(&[]);
    // Checked together, each is evidence for the others, and none changes what is said of another.
    let alone = ["good", "language", "proposal", "several", "slips", "structure", "tracked"]
        .map(|name| self::findings(&[&format!("{name}.resolution")]));
    assert_eq!(findings, alone.concat());
}

#[test]
fn words_are_a_drafters() {
    for finding in findings(&[]) {
        let texts = [&finding["message"]]
            .into_iter()
            .chain(finding["related"].as_array().into_iter().flatten().map(|it| &it["message"]));
        for text in texts.filter_map(Value::as_str) {
            for word in ["base view", "proposed view", "flattened", "stale", "node", "AST"] {
                assert!(!text.contains(word), "{word} is not a drafter's word: {text}");
            }
        }
    }
}
