//! Drafts of one text in the six languages: whatever is found in one is found in the others, at the same lines.

mod folder;

use assert_cmd::Command;
use folder::Folder;
use serde_json::Value;

/// A draft of `tests/languages`.
fn draft(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/languages/{name}.resolution", env!("CARGO_MANIFEST_DIR")))
        .expect("the draft is there")
}

fn check(folder: &Folder, arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("rapporteur").expect("the program is built");
    let output = command.current_dir(folder.path()).args(["check"]).args(arguments).output().expect("the program runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What is found in a draft: line and rule, but of rules about spaces, which each language sets in its own way.
fn found(name: &str) -> Vec<(u64, String)> {
    let folder = Folder::new(&format!("language-{name}")).file("draft.resolution", &draft(name));
    let said: Value = serde_json::from_str(&check(&folder, &["--output-format", "json"])).expect("JSON");
    let findings = said.as_array().expect("findings").iter();
    let mut found: Vec<_> = findings
        .map(|it| (it["start"]["line"].as_u64().expect("a line"), it["rule"].as_str().expect("a rule").to_owned()))
        .filter(|(_, rule)| rule != "plain-space")
        .collect();
    found.sort();
    found
}

#[test]
fn french_and_spanish_are_judged_as_english_is() {
    let english = found("en");
    let rules: Vec<_> = english.iter().map(|(line, rule)| format!("{line} {rule}")).collect();
    assert_eq!(
        rules,
        [
            "6 stale-revision",
            "13 label-sequence",
            "18 dangling-reference",
            "25 clause-punctuation",
            "34 dangling-reference",
            "42 label-sequence"
        ]
    );
    assert_eq!(found("fr"), english);
    assert_eq!(found("es"), english);
}

#[test]
fn labels_citations_and_references_are_read_in_all_languages() {
    let english = found("short-en");
    assert_eq!(english.len(), 5, "{english:?}");
    for language in ["short-ru", "short-zh", "short-ar"] {
        assert_eq!(found(language), english, "{language}");
    }
}

#[test]
fn fixes_write_the_language_of_the_draft() {
    let fixed = |name: &str, lines: &[usize]| {
        let folder = Folder::new(&format!("fixed-{name}")).file("draft.resolution", &draft(name));
        check(&folder, &["--fix", "--unsafe-fixes", "--ignore", "plain-space", "."]);
        let text = std::fs::read_to_string(folder.path().join("draft.resolution")).expect("it is there");
        lines.iter().map(|line| text.lines().nth(line - 1).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        fixed("fr", &[6, 25, 42]),
        [
            "a)\tla Résolution 71 (Rév. Dubaï, 2018) de la Conférence de plénipotentiaires, relative à un plan;",
            "b)\tdes vues de ceux qui naviguent,",
            "2\tà prêter des feux,"
        ]
    );
    assert_eq!(fixed("short-zh", &[22]), ["2\t出借灯火。"]);
}
