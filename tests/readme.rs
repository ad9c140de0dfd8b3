//! What the README shows is what the program does.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;

const TABLE: (&str, &str) = ("<!-- rapporteur rules --output-format markdown -->\n", "<!-- end of the rules -->\n");

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

fn readme() -> String {
    std::fs::read_to_string(path()).unwrap()
}

fn said(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("COLUMNS", "80")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn its_table_of_rules_is_the_table_of_rules() {
    let readme = readme();
    let (before, rest) = readme.split_once(TABLE.0).unwrap();
    let (shown, after) = rest.split_once(TABLE.1).unwrap();
    let table = said(&["rules", "--output-format", "markdown"]);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path(), format!("{before}{}\n{table}\n{}{after}", TABLE.0, TABLE.1)).unwrap();
        return;
    }
    let how = "`UPDATE_EXPECT=1 cargo test --test readme` writes it";
    assert_eq!(shown.trim(), table.trim(), "the table of rules in README.md is out of date: {how}");
}

/// The newest meetings of the bodies that have several, with how many of their editions are in the data.
fn meetings() -> String {
    /// So many of each body.
    const NEWEST: usize = 2;
    let data = std::fs::read_to_string(path().with_file_name("src/catalogue/data/resolutions.jsonl")).unwrap();
    let rows: Vec<serde_json::Value> = data.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut table = "| meeting | editions with a source | recalled only |\n| --- | ---: | ---: |\n".to_owned();
    for body in ["PP", "WTSA", "WTDC", "RA", "WRC"] {
        let mut counts = std::collections::BTreeMap::<_, [usize; 2]>::new();
        for row in rows.iter().filter(|row| row["body"] == body && row["year"].is_u64()) {
            let place = row["place"].as_str().unwrap_or_default();
            let recalled = row["known"] == "unverified";
            counts.entry((row["year"].as_u64(), place)).or_default()[usize::from(recalled)] += 1;
        }
        for ((year, place), [sourced, recalled]) in counts.iter().rev().take(NEWEST) {
            let place = if place.is_empty() { String::new() } else { format!("{place}, ") };
            table += &format!("| {body} ({place}{}) | {sourced} | {recalled} |\n", year.unwrap());
        }
    }
    table
}

#[test]
fn its_table_of_meetings_is_what_the_data_have() {
    let readme = readme();
    let [begins, ends] = ["<!-- meetings -->\n", "<!-- /meetings -->\n"];
    let (before, rest) = readme.split_once(begins).unwrap();
    let (shown, after) = rest.split_once(ends).unwrap();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path(), format!("{before}{begins}\n{}\n{ends}{after}", meetings())).unwrap();
        return;
    }
    let how = "`UPDATE_EXPECT=1 cargo test --test readme meetings` writes it";
    assert_eq!(shown.trim(), meetings().trim(), "the table of meetings in README.md is out of date: {how}");
}

#[test]
fn its_report_is_what_is_reported() {
    let report = said(&["check", "tests/drafts/slips.resolution"]);
    let readme = readme();
    let shown = readme.split("```\n").nth(1).unwrap();
    for finding in shown.split("\n\n") {
        assert!(report.contains(finding.trim_end()), "not reported any more:\n{finding}\nreported:\n{report}");
    }
}

#[test]
fn its_commands_are_there() {
    let help = |command: &str| said(&[command, "--help"]);
    let (catalogue, all) = (help("catalogue"), said(&["--help"]));
    let readme = readme();
    let names = |help: &str| -> Vec<String> {
        let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
        // Only lines of a name; what it does may go on in the next.
        let lines = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        lines
            .filter_map(|line| line.split_whitespace().next())
            .map(str::to_owned)
            .filter(|name| name != "help")
            .collect()
    };
    for name in names(&all) {
        assert!(readme.contains(&format!("rapporteur {name}")), "README.md does not speak of {name}");
    }
    for name in names(&catalogue) {
        assert!(
            readme.contains(&format!("rapporteur catalogue {name}")),
            "README.md does not speak of catalogue {name}"
        );
    }
}
