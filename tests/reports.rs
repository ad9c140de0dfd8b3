//! What must be found in the sample drafts, and where; and what must not.

use assert_cmd::Command;
use expect_test::{Expect, expect};
use serde_json::Value;

/// What `check` writes on a sample draft.
fn report(name: &str, arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("rapporteur").expect("the program is built");
    command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drafts")).env("NO_COLOR", "1").env("COLUMNS", "80");
    let output = command.arg("check").args(arguments).arg(name).output().expect("the program runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Checks a report on the slips of one rule.
fn check_report(rule: &str, arguments: &[&str], expected: Expect) {
    let select = format!("--select={rule}");
    expected.assert_eq(&report("slips.resolution", &[&[&*select], arguments].concat()));
}

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
fn a_reader_is_shown_ten_of_many_places_and_told_how_many_more_there_are() {
    let said = |format: &str| {
        let said = report("proposal.resolution", &["--select=flattened-change", "--output-format", format]);
        said.lines()
            .filter(|line| line.contains(" becomes ") || line.contains("more"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    for format in ["concise", "full"] {
        let lines = said(format);
        assert_eq!(lines.len(), 11, "{lines:#?}");
        assert!(lines[10].ends_with(": and 12 more"), "{lines:#?}");
    }
    let github = report("proposal.resolution", &["--select=flattened-change", "--output-format", "github"]);
    assert!(github.contains(": and 12 more"), "{github}");
    let sarif = report("proposal.resolution", &["--select=flattened-change", "--output-format", "sarif"]);
    assert!(!sarif.contains("12 more"), "programs have all of them");
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

#[test]
fn sarif_keeps_to_the_schema_of_its_makers() {
    // One pattern closes a bracket that it did not open: ECMAScript takes that for the character, the crate for a mistake.
    let schema = include_str!("data/sarif-schema-2.1.0.json").replace("-[a-zA-Z]{2}]?$", r"-[a-zA-Z]{2}\\]?$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for name in [".", "good.resolution"] {
        let log: Value = serde_json::from_str(&report(name, &["--output-format=sarif"])).expect("JSON");
        let errors: Vec<String> =
            schema.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(errors, [] as [&str; 0]);
    }
    // It is the schema that accepts, not nothing.
    assert!(!schema.is_valid(&serde_json::json!({"version": "2.1.0", "runs": [{}]})));
}

#[test]
fn sarif_says_what_json_says() {
    let log: Value = serde_json::from_str(&report(".", &["--output-format=sarif"])).expect("JSON");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    let findings = findings(&[]);
    assert_eq!(results.len(), findings.len());
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), rapporteur::rules::RULES.len());
    for (result, finding) in results.iter().zip(&findings) {
        assert_eq!(result["ruleId"], finding["rule"]);
        assert_eq!(rules[result["ruleIndex"].as_u64().expect("an index") as usize]["id"], finding["rule"]);
        assert_eq!(result["message"]["text"], finding["message"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], finding["path"]);
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        assert_eq!(place["region"]["startLine"], finding["start"]["line"]);
        assert_eq!(place["region"]["startColumn"], finding["start"]["column"]);
        assert_eq!(place["region"]["endLine"], finding["end"]["line"]);
        assert_eq!(place["region"]["endColumn"], finding["end"]["column"]);
        let count = |value: &Value| value.as_array().map_or(0, Vec::len);
        assert_eq!(count(&result["relatedLocations"]), count(&finding["related"]));
        assert_eq!(count(&result["fixes"]), count(&finding["fixes"]));
    }
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    assert!(rules.iter().all(|rule| rule["help"]["markdown"].as_str().is_some_and(|page| page.contains("```wrong"))));
}

#[test]
fn a_result_of_sarif_has_place_evidence_and_fixes() {
    let mut log: Value =
        serde_json::from_str(&report("slips.resolution", &["--output-format=sarif", "--select=stale-revision"]))
            .expect("JSON");
    let result = &mut log["runs"][0]["results"][0];
    // Each new rule moves those after it.
    result.as_object_mut().expect("a result").remove("ruleIndex");
    let result = serde_json::to_string_pretty(result).expect("JSON");
    expect![[r#"
        {
          "fixes": [
            {
              "artifactChanges": [
                {
                  "artifactLocation": {
                    "uri": "slips.resolution",
                    "uriBaseId": "%SRCROOT%"
                  },
                  "replacements": [
                    {
                      "deletedRegion": {
                        "endColumn": 36,
                        "endLine": 6,
                        "startColumn": 25,
                        "startLine": 6
                      },
                      "insertedContent": {
                        "text": "Bucharest, 2022"
                      }
                    }
                  ]
                }
              ],
              "description": {
                "text": "Cite (Rev. Bucharest, 2022)"
              },
              "properties": {
                "safe": false
              }
            }
          ],
          "level": "warning",
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "slips.resolution",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "endColumn": 37,
                  "endLine": 6,
                  "startColumn": 4,
                  "startLine": 6
                }
              }
            }
          ],
          "message": {
            "text": "Resolution 130 (Rev. Dubai, 2018) is superseded: (Rev. Bucharest, 2022) is the edition in force at WTSA-24 (New Delhi, 2024)"
          },
          "properties": {
            "evidence": [
              "PP-22 (Bucharest, 2022) adopted Resolution 130 (Rev. Bucharest, 2022) [https://www.itu.int/en/ITU-D/Cybersecurity/Pages/about-cybersecurity.aspx; WTSA Resolution 50 (Rev. New Delhi, 2024)]"
            ],
            "severity": "warning"
          },
          "relatedLocations": [],
          "ruleId": "stale-revision"
        }"#]].assert_eq(&result);
}

#[test]
fn github_gets_a_command_for_each_finding() {
    check_report(
        "label-sequence",
        &["--output-format=github"],
        expect![[r#"
            ::error file=slips.resolution,line=12,col=1,endColumn=3,title=label-sequence::b) occurs twice in considering: this clause should be c), and those after it one further%0Aslips.resolution:11:1: the other b)%0Ahelp: Re-letter considering
            ::error file=slips.resolution,line=17,col=1,endColumn=2,title=label-sequence::4 follows 2 in resolves: 3 is left out%0Aslips.resolution:16:1: the label before it%0Ahelp: Renumber resolves
        "#]],
    );
    check_report(
        "stale-revision",
        &["--output-format=github"],
        expect![[r#"
            ::warning file=slips.resolution,line=6,col=4,endColumn=37,title=stale-revision::Resolution 130 (Rev. Dubai, 2018) is superseded: (Rev. Bucharest, 2022) is the edition in force at WTSA-24 (New Delhi, 2024)%0Anote: PP-22 (Bucharest, 2022) adopted Resolution 130 (Rev. Bucharest, 2022) [https://www.itu.int/en/ITU-D/Cybersecurity/Pages/about-cybersecurity.aspx; WTSA Resolution 50 (Rev. New Delhi, 2024)]%0Ahelp: Cite (Rev. Bucharest, 2022)
        "#]],
    );
}

#[test]
fn statistics_count_for_each_rule() {
    let text = report("slips.resolution", &["--statistics"]);
    expect![[r#"
        2  error    label-sequence      1 with a safe fix
        1  error    dangling-reference
        1  error    edition-mismatch
        1  hint     plain-space         1 with a safe fix
        1  warning  stale-revision
        1  error    unknown-meeting
        1  error    unknown-revision
        6 errors, 1 warning, 1 hint in 1 file.
        2 fixable with --fix, 4 more with --unsafe-fixes.
    "#]]
    .assert_eq(&text);
    let counts: Value =
        serde_json::from_str(&report("slips.resolution", &["--statistics", "--output-format=json"])).expect("JSON");
    let total: u64 = counts.as_array().expect("counts").iter().filter_map(|count| count["count"].as_u64()).sum();
    assert_eq!(total, findings(&["slips.resolution"]).len() as u64);
}

#[test]
fn a_fix_of_many_findings_is_written_once() {
    let head = "RESOLUTION 90 (Rev. New Delhi, 2024)\nTowers\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\n";
    let draft = format!("{head}considering\n{}", "a)\tthat the clocks of towers drift;\n".repeat(300));
    let write = |format: &str| {
        let mut command = Command::cargo_bin("rapporteur").expect("the program is built");
        let arguments = ["check", "-", "--select=label-sequence", "--output-format", format];
        let output = command.args(arguments).write_stdin(&*draft).output().expect("the program runs");
        assert!(output.stdout.len() < 1_000_000, "{format}: {} bytes", output.stdout.len());
        serde_json::from_slice::<Value>(&output.stdout).expect("JSON")
    };
    let json = write("json");
    assert_eq!(json.as_array().map(Vec::len), Some(299));
    assert_eq!(json[0]["fixes"][0]["edits"].as_array().map(Vec::len), Some(299));
    assert_eq!(json[0]["fixes"][0].get("same_as"), None);
    let last = &json[298]["fixes"][0];
    assert_eq!((&last["edits"], &last["same_as"]), (&serde_json::json!([]), &serde_json::json!(0)));
    assert_eq!(last["title"], json[0]["fixes"][0]["title"]);
    let results = &write("sarif")["runs"][0]["results"];
    assert_eq!(results[0]["fixes"].as_array().map(Vec::len), Some(1));
    assert_eq!(results[298]["fixes"].as_array().map_or(0, Vec::len), 0);
    assert_eq!(results[298]["properties"]["fixedWith"], 0);
}
