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

/// What `align` says of the English draft and another, each place as its line alone, and its status.
fn aligned(name: &str, first: &str, other: &str) -> (Option<i32>, String) {
    let folder = Folder::new(&format!("align-{name}")).file("en.resolution", first).file("fr.resolution", other);
    let mut command = Command::cargo_bin("rapporteur").expect("the program is built");
    command.current_dir(folder.path()).args(["align", "en.resolution", "fr.resolution"]);
    let output = command.output().expect("the program runs");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    (output.status.code(), said.replace(".resolution", ""))
}

#[test]
fn versions_in_step_are_silent() {
    for (first, others) in [("en", ["fr", "es", "fr"]), ("short-en", ["short-ru", "short-zh", "short-ar"])] {
        for other in others {
            let said = aligned("step", &draft(first), &draft(other));
            assert_eq!(said, (Some(0), "fr has what en has.\n".to_owned()), "{other}");
        }
    }
}

#[test]
fn each_slip_between_versions_is_found() {
    let french = draft("fr");
    let slips: [(&str, &str, &str); 11] = [
        ("d)\tque l'on", "c)\tque l'on", "en:13 and fr:13: the label is d) here and c) there"),
        (
            "71 (Rév. Busan, 2014)",
            "71 (Rév. Dubaï, 2018)",
            "en:6 and fr:6: Resolution 71 is cited with (Rev. Busan, 2014) here and (Rev. Dubaï, 2018) there",
        ),
        (
            "71 (Rév. Busan",
            "71 (Busan",
            "en:6 and fr:6: Resolution 71 is cited with (Rev. Busan, 2014) here and (Busan, 2014) there",
        ),
        ("Résolution 50 (", "Résolution 52 (", "en:7 and fr:7: Resolution 50 is not cited there"),
        (
            "le point a) du considérant ci",
            "le point b) du considérant ci",
            "en:17 and fr:17: the reference is to considering a) here and to considérant b) there",
        ),
        (
            "points 1 à 3 du décide",
            "points 1 à 2 du décide",
            "en:33 and fr:33: the reference is to resolves 1 to 3 here and to décide 1 to 2 there",
        ),
        (
            "2\tde sonner les cloches dans le brouillard, conformément aux points a) et b) du considérant en outre ci-dessus;\n",
            "",
            "en:29: resolves 2 has no counterpart",
        ),
        (
            "notant avec satisfaction\nque beaucoup veillent,\n",
            "",
            "en:20: the section noting with satisfaction has no counterpart",
        ),
        ("RÉSOLUTION 130", "RÉSOLUTION 131", "en:1 and fr:1: the headings have the numbers 130 and 131"),
        (
            "130 (Rév. Dubaï, 2018)",
            "130 (Rév. Busan, 2014)",
            "en:1 and fr:1: the headings name the editions (Rev. Dubai, 2018) and (Rev. Busan, 2014)",
        ),
        (
            "3\tde compter les cloches,",
            "3\tde compter les cloches;\n4\tde compter les feux, comme le veut la Résolution 7 (Kyoto, 1994),",
            "fr:36: charge le Secrétaire général 4 stands there alone",
        ),
    ];
    for (right, wrong, found) in slips {
        assert!(french.contains(right), "{right}");
        let (status, said) = aligned("slips", &draft("en"), &french.replacen(right, wrong, 1));
        assert_eq!(status, Some(1), "{wrong}: {said}");
        assert!(said.lines().any(|line| line == found), "{wrong}:\n{said}");
    }
}

#[test]
fn other_texts_and_other_files_are_refused() {
    let (status, said) = aligned("refused", &draft("en"), &format!("{}\n{}", draft("fr"), draft("fr")));
    assert_eq!((status, &*said), (Some(2), ""));
}
