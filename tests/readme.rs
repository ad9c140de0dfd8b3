//! What the README shows is what the program does.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;
use std::process::Command;

use rapporteur::rules::RULES;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

#[test]
fn its_table_of_rules_is_the_table_of_rules() {
    let rows: Vec<String> = RULES
        .iter()
        .map(|rule| format!("| `{}` | {} | {} |\n", rule.name, rule.severity.name(), rule.summary))
        .collect();
    let rows = rows.concat();
    assert!(readme().contains(&rows), "write these rows into README.md:\n{rows}");
}

#[test]
fn its_report_is_what_is_reported() {
    let output = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(["check", "tests/drafts/slips.resolution"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("COLUMNS", "80")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    let readme = readme();
    let shown = readme.split("```\n").nth(1).unwrap();
    for finding in shown.split("\n\n") {
        assert!(report.contains(finding.trim_end()), "not reported any more:\n{finding}\nreported:\n{report}");
    }
}
