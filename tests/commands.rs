//! The command line: exit statuses, the shape of each report, and what cannot be read.

mod folder;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use expect_test::expect;
use folder::Folder;
use serde_json::Value;

// A text with one error (b) occurs twice), a clean one, and one that is no resolution.
const WRONG: &str = "RESOLUTION 90 (Rev. New Delhi, 2024)\nA title\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nconsidering\na)\tthat one;\nb)\tthat two;\nb)\tthat three,\nresolves\nto wait.\n";
const RIGHT: &str = "RESOLUTION 91 (New Delhi, 2024)\nA title\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nconsidering\na)\tthat one;\nb)\tthat two,\nresolves\nto wait.\n";
const NOTES: &str = "Dear all,\nthe draft resolution comes tomorrow.\n";

/// What a run of the command said.
#[derive(Debug)]
struct Said {
    status: i32,
    out: String,
    err: String,
}

fn rapporteur(folder: &Folder, arguments: &[&str]) -> Said {
    run(command(folder).args(arguments))
}

fn command(folder: &Folder) -> Command {
    let mut command = Command::cargo_bin("rapporteur").expect("the program is built");
    command.current_dir(folder.path()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("COLUMNS", "80");
    command
}

fn run(command: &mut Command) -> Said {
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let status = output.status.code().expect("a status, not a signal");
    let said = Said { status, out: text(output.stdout), err: text(output.stderr) };
    assert!(!said.err.contains("panicked"), "{}", said.err);
    said
}

#[test]
fn a_clean_draft_ends_with_0() {
    let folder = Folder::new("clean").file("right.resolution", RIGHT);
    let said = rapporteur(&folder, &["check", "right.resolution"]);
    assert_eq!((said.status, &*said.out, &*said.err), (0, "No findings in 1 file.\n", ""));
}

#[test]
fn findings_end_with_1_unless_asked_otherwise() {
    let folder = Folder::new("findings").file("wrong.resolution", WRONG);
    assert_eq!(rapporteur(&folder, &["check"]).status, 1);
    for format in ["full", "concise", "json", "sarif", "github"] {
        let said = rapporteur(&folder, &["check", "--output-format", format]);
        assert_eq!(said.status, 1, "{}", said.out);
        let zero = rapporteur(&folder, &["check", "--fail-on", "never", "--output-format", format]);
        assert_eq!((zero.status, zero.out), (0, said.out));
    }
}

#[test]
fn what_cannot_be_read_outranks_findings() {
    let folder = Folder::new("outranks").file("wrong.resolution", WRONG);
    for arguments in [
        &["check", "wrong.resolution", "gone.resolution"][..],
        &["check", "--fail-on", "never", ".", "gone.resolution"],
    ] {
        let said = rapporteur(&folder, arguments);
        assert_eq!((said.status, &*said.err), (2, "rapporteur: error: gone.resolution: does not exist\n"));
        assert!(said.out.contains("1 error in 1 file."), "{}", said.out);
        assert!(said.out.contains("Not everything could be read"), "{}", said.out);
    }
}

#[test]
fn wrong_usage_ends_with_2() {
    let folder = Folder::new("usage");
    for arguments in [&["check", "--unknown"][..], &["chekc"], &["check", "--output-format", "xml"], &[]] {
        let said = rapporteur(&folder, arguments);
        assert_eq!((said.status, &*said.out), (2, ""), "{arguments:?}");
        assert!(said.err.contains("--help"), "{}", said.err);
    }
}

#[test]
fn help_and_version_are_given() {
    let folder = Folder::new("help");
    let said = rapporteur(&folder, &["--version"]);
    let (version, more) = said.out.split_once(" (").expect("more than the version");
    assert_eq!((said.status, version), (0, &*format!("rapporteur {}", env!("CARGO_PKG_VERSION"))));
    assert!(more.contains("catalogue of 20"), "{more}");
    let said = rapporteur(&folder, &["-V"]);
    assert_eq!((said.status, said.out), (0, format!("rapporteur {}\n", env!("CARGO_PKG_VERSION"))));
    let said = rapporteur(&folder, &["check", "--help"]);
    assert_eq!(said.status, 0);
    for word in ["--fail-on", "--output-format", "concise", "Exit status"] {
        assert!(said.out.contains(word), "{word} is missing:\n{}", said.out);
    }
}

#[test]
fn json_is_an_array_of_findings() {
    let folder = Folder::new("json").file("wrong.resolution", WRONG).file("right.resolution", RIGHT);
    let said = rapporteur(&folder, &["check", "--output-format", "json", "right.resolution"]);
    assert_eq!((said.status, &*said.out), (0, "[]\n"));

    let said = rapporteur(&folder, &["check", "--output-format", "json"]);
    let findings: Value = serde_json::from_str(&said.out).expect("JSON");
    let finding = &findings[0];
    assert_eq!(findings.as_array().map(Vec::len), Some(1));
    for key in ["rule", "severity", "message", "path"] {
        assert!(finding[key].is_string(), "{key}: {finding}");
    }
    assert_eq!(finding["rule"], "label-sequence");
    assert_eq!(finding["path"], "wrong.resolution");
    assert_eq!(finding["start"], serde_json::json!({"line": 7, "column": 1}));
    assert_eq!(finding["end"], serde_json::json!({"line": 7, "column": 3}));
    assert_eq!(finding["related"][0]["path"], "wrong.resolution");
    assert!(finding["related"][0]["message"].is_string());
    for fix in finding["fixes"].as_array().expect("fixes") {
        assert!(fix["title"].is_string() && fix["safe"].is_boolean());
        assert!(fix["edits"][0]["start"]["line"].is_u64() && fix["edits"][0]["text"].is_string());
        assert_eq!(fix["edits"][0].get("path"), None);
    }
}

#[test]
fn columns_are_counted_in_characters() {
    // An astral character, a no-break space and a combining accent stand before the place on its line.
    let text = RIGHT.replace("that two,", "𝄞\u{a0}e\u{301}, see considering z),");
    let folder = Folder::new("columns").file("a.resolution", &text);
    let said = rapporteur(&folder, &["check", "--output-format", "concise"]);
    let column = "b)\t𝄞\u{a0}e\u{301}, see considering ".chars().count() + 1;
    assert!(said.out.starts_with(&format!("a.resolution:6:{column}: error[dangling-reference] ")), "{}", said.out);
}

#[test]
fn concise_has_a_line_for_each_finding_and_related_places_below() {
    let folder = Folder::new("concise").file("wrong.resolution", WRONG);
    let said = rapporteur(&folder, &["check", "--output-format", "concise"]);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", said.out);
    assert!(lines[0].starts_with("wrong.resolution:7:1: error[label-sequence] "), "{}", said.out);
    assert!(lines[1].starts_with("  wrong.resolution:6:1: "), "{}", said.out);
}

#[test]
fn a_full_report_fits_the_terminal() {
    let long = "word ".repeat(300);
    let text = WRONG
        .replace("that two;", &format!("that {long};"))
        .replace("that three,", &format!("that {long}, considering y) {long},"));
    let folder = Folder::new("fits").file("wrong.resolution", &text);
    for columns in ["60", "80", "100"] {
        let said = run(command(&folder).arg("check").env("COLUMNS", columns));
        let width: usize = columns.parse().expect("a number");
        for line in said.out.lines() {
            assert!(line.chars().count() + line.matches('\t').count() * 3 <= width, "wider than {width}:\n{line}");
        }
        assert!(said.out.contains("considering y)"), "{}", said.out);
        assert!(said.out.contains("--> wrong.resolution:7:1\n"), "{}", said.out);
    }
}

#[test]
fn colours_are_for_terminals_and_those_who_ask() {
    let folder = Folder::new("colours").file("wrong.resolution", WRONG);
    let colour = '\u{1b}';
    let piped = rapporteur(&folder, &["check"]);
    assert!(!piped.out.contains(colour));
    let forced = run(command(&folder).arg("check").env("CLICOLOR_FORCE", "1"));
    assert!(forced.out.contains(colour));
    let never = run(command(&folder).arg("check").arg("gone").env("NO_COLOR", "1"));
    assert!(!never.out.contains(colour) && !never.err.contains(colour));
}

#[test]
fn standard_input_is_read() {
    let folder = Folder::new("stdin");
    let said = run(command(&folder).args(["check", "-", "--output-format", "concise"]).write_stdin(WRONG));
    assert_eq!(said.status, 1);
    assert!(said.out.starts_with("<stdin>:7:1: "), "{}", said.out);
    let said = run(command(&folder).args(["check", "-"]).write_stdin(&b"one\n\xff\n"[..]));
    assert_eq!(said.status, 2);
    assert_eq!(said.err, "rapporteur: error: <stdin>:2: is not UTF-8 (byte 0xff): save it as UTF-8\n");
}

#[test]
fn of_a_folder_only_drafts_are_checked() {
    let folder = Folder::new("drafts")
        .file("a.resolution", RIGHT)
        .file("b.resolution.txt", NOTES)
        .file("c.md", RIGHT)
        .file("d.txt", NOTES)
        .file("e.rs", WRONG);
    let others = "1 file is no resolution: nothing was checked in it.";
    assert_eq!(rapporteur(&folder, &["check"]).out, format!("No findings in 2 files. {others}\n"));
    // A file that is named is checked, whatever its name and its text; each file once.
    assert_eq!(
        rapporteur(&folder, &["check", "d.txt", ".", "./a.resolution", "d.txt"]).out,
        "No findings in 2 files. 2 files are no resolutions: nothing was checked in them.\n"
    );
    assert_eq!(rapporteur(&folder, &["check", "e.rs"]).status, 1);
    let empty = Folder::new("empty");
    let said = rapporteur(&empty, &["check"]);
    assert_eq!((said.status, &*said.out), (0, "No drafts found.\n"));
}

#[test]
fn the_order_is_always_the_same() {
    let mut folder = Folder::new("order");
    for number in 0..60 {
        folder = folder.file(&format!("{:02}.resolution", (number * 37) % 60), WRONG);
    }
    let first = rapporteur(&folder, &["check", "--output-format", "concise"]);
    let files: Vec<&str> = first.out.lines().filter(|line| !line.starts_with(' ')).map(|line| &line[..2]).collect();
    assert_eq!(files, (0..60).map(|number| format!("{number:02}")).collect::<Vec<_>>());
    for _ in 0..3 {
        assert_eq!(rapporteur(&folder, &["check", "--output-format", "concise"]).out, first.out);
    }
    // Files are reported in the order in which they are named.
    let said = rapporteur(&folder, &["check", "--output-format", "concise", "07.resolution", "03.resolution"]);
    assert!(said.out.starts_with("07.") && said.out.contains("\n03."), "{}", said.out);
}

#[test]
fn bytes_that_are_no_text_are_said_and_the_rest_is_checked() {
    let folder = Folder::new("bytes")
        .bytes("a.resolution", b"RESOLUTION 1 (Dubai, 2012)\nT\xe9l\xe9com\n")
        .bytes("b.resolution", b"\xff\xfeR\0")
        .bytes("c.resolution", b"")
        .file("d.resolution", WRONG);
    let said = rapporteur(&folder, &["check", "--output-format", "concise"]);
    assert_eq!(said.status, 2);
    assert_eq!(
        said.err,
        "rapporteur: error: a.resolution:2: is not UTF-8 (byte 0xe9): save it as UTF-8\n\
         rapporteur: error: b.resolution:1: is UTF-16: save it as UTF-8\n"
    );
    assert!(said.out.starts_with("d.resolution:7:1: "), "{}", said.out);
}

#[test]
fn in_an_empty_file_nothing_is_checked() {
    let folder = Folder::new("nothing").file("a.resolution", "").file("b.txt", "");
    assert_eq!(rapporteur(&folder, &["check", "a.resolution", "b.txt"]).out, "No resolution: nothing was checked.\n");
}

#[test]
fn a_line_of_50_mb_is_refused_and_the_rest_is_checked() {
    let mut text = b"one\n".to_vec();
    text.resize(50 << 20, b'x');
    let folder = Folder::new("long").bytes("long.txt", &text).file("wrong.resolution", WRONG);
    let said = rapporteur(&folder, &["check", "."]);
    assert_eq!(said.status, 2);
    assert!(said.err.starts_with("rapporteur: error: long.txt:2: is a line of 49 MB"), "{}", said.err);
    assert!(said.out.contains("wrong.resolution:7:1"), "{}", said.out);
}

#[test]
fn a_long_line_is_never_printed_whole() {
    let text = WRONG.replace("that three,", &format!("that {},", "three ".repeat(100_000)));
    let folder = Folder::new("window").file("wrong.resolution", &text);
    let said = rapporteur(&folder, &["check"]);
    assert!(said.out.len() < 2_000, "{} bytes", said.out.len());
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_said_and_the_rest_is_checked() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("permission").file("wrong.resolution", WRONG).file("shut/inner.resolution", RIGHT);
    let shut = folder.path().join("shut");
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).expect("permissions");
    let readable = fs::read_dir(&shut).is_ok();
    let said = rapporteur(&folder, &["check"]);
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).expect("permissions");
    if readable {
        eprintln!("SKIPPED: this user reads folders without permission (root): nothing to be seen here");
        return;
    }
    assert_eq!(said.status, 2);
    assert_eq!(said.err, "rapporteur: error: shut: may not be read: its permissions forbid it\n");
    assert!(said.out.contains("wrong.resolution:7:1"), "{}", said.out);
}

#[test]
fn a_broken_configuration_or_data_file_is_said_and_the_drafts_are_checked() {
    let folder = Folder::new("broken")
        .file("rapporteur.toml", "meeting = \"nowhere\"\ndata = [\"more.jsonl\", \"gone.jsonl\"]\n")
        .file("more.jsonl", "\n{\"meeting\": \n")
        .file("wrong.resolution", WRONG);
    let said = rapporteur(&folder, &["check", "--fail-on", "never"]);
    assert_eq!(said.status, 2);
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(lines.len(), 3, "{}", said.err);
    assert!(lines[0].starts_with("rapporteur: error: rapporteur.toml:1: meeting = \"nowhere\""), "{}", said.err);
    assert!(lines[1].starts_with("rapporteur: error: more.jsonl:2: "), "{}", said.err);
    assert!(lines[2].starts_with("rapporteur: error: gone.jsonl: does not exist"), "{}", said.err);
    assert!(said.out.contains("wrong.resolution:7:1"), "{}", said.out);

    let folder = Folder::new("syntax").file("rapporteur.toml", "\nmeeting = \n").file("right.resolution", RIGHT);
    let said = rapporteur(&folder, &["check", "right.resolution"]);
    assert_eq!(said.status, 2);
    assert!(said.err.starts_with("rapporteur: error: rapporteur.toml:2: "), "{}", said.err);
}

#[test]
fn what_nobody_asked_for_is_only_a_warning() {
    let folder = Folder::new("beside")
        .file("rapporteur.toml", "")
        .file("drafts/right.resolution", RIGHT)
        .bytes("other.resolution", b"\xe9")
        .bytes("picture.txt", b"\xe9");
    let said = rapporteur(&folder, &["check", "drafts"]);
    assert_eq!((said.status, &*said.out), (0, "No findings in 1 file.\n"));
    assert!(said.err.starts_with("rapporteur: warning: other.resolution:1: is not UTF-8"), "{}", said.err);
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
}

#[test]
fn adopted_texts_of_the_folder_are_evidence() {
    let cites = RIGHT.replace(
        "that two,",
        "Resolution\u{a0}117 (Rev.\u{a0}Geneva, 2022) of the World Telecommunication Standardization Assembly,",
    );
    let adopted = RIGHT.replace("RESOLUTION 91 (New Delhi, 2024)", "RESOLUTION 117 (Rev. New Delhi, 2024)");
    let earlier = adopted.replace("New Delhi, 2024", "Geneva, 2022");
    let folder = Folder::new("evidence")
        .file("drafts/cites.resolution", &cites.replace("New Delhi, 2024", "Doha, 2028"))
        .file("texts/117-22.resolution", &earlier)
        .file("texts/117-24.resolution", &adopted);
    let arguments = ["check", "drafts", "--output-format", "concise"];
    assert_eq!(rapporteur(&folder, &arguments).out, "", "without rapporteur.toml only the paths given count");
    let folder = folder.file("rapporteur.toml", "");
    let said = rapporteur(&folder, &arguments);
    assert!(said.out.contains("stale-revision"), "{}", said.out);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let mut folder = Folder::new("pipe");
    for number in 0..300 {
        folder = folder.file(&format!("{number}.resolution"), WRONG);
    }
    let program = assert_cmd::cargo::cargo_bin("rapporteur");
    let shell = format!("{} check | head -1", program.display());
    let said = run(Command::new("sh").args(["-c", &shell]).current_dir(folder.path()));
    assert_eq!((&*said.err, said.out.lines().count()), ("", 1));
}

#[test]
fn a_path_is_named_as_it_was_given() {
    let folder = Folder::new("paths").file("sub/wrong.resolution", WRONG);
    for (given, shown) in [
        ("sub", Path::new("sub").join("wrong.resolution").display().to_string()),
        (".", Path::new("sub").join("wrong.resolution").display().to_string()),
        ("sub/../sub/wrong.resolution", "sub/../sub/wrong.resolution".to_owned()),
    ] {
        let said = rapporteur(&folder, &["check", given, "--output-format", "concise"]);
        assert!(said.out.starts_with(&format!("{shown}:7:1: ")), "{}", said.out);
    }
}

/// The rules that find something, a name for each finding.
fn rules_found(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let said = rapporteur(folder, &[&["check", "--output-format", "json"], arguments].concat());
    let findings: Value = serde_json::from_str(&said.out).expect("JSON");
    let rules = findings.as_array().expect("findings").iter().filter_map(|finding| finding["rule"].as_str());
    rules.map(str::to_owned).collect()
}

#[test]
fn only_the_rules_that_are_chosen_look() {
    let text = WRONG.replace("that two;", "that, as considering z) says, two;");
    let folder = Folder::new("select").file("wrong.resolution", &text);
    let rules = |arguments: &[&str]| rules_found(&folder, arguments);
    assert_eq!(rules(&[]), ["dangling-reference", "label-sequence"]);
    assert_eq!(rules(&["--select", "label-sequence"]), ["label-sequence"]);
    assert_eq!(rules(&["--select", "label-sequence,dangling-reference"]), ["dangling-reference", "label-sequence"]);
    assert_eq!(rules(&["--ignore", "label-sequence", "--ignore", "dangling-reference"]), [] as [&str; 0]);
    assert_eq!(rules(&["--select", "label-sequence", "--ignore", "label-sequence"]), [] as [&str; 0]);
}

#[test]
fn rules_are_chosen_by_groups_and_however_they_are_written() {
    let text = WRONG.replace("that two;", "that, as considering z) says, two;");
    let folder = Folder::new("groups").file("wrong.resolution", &text);
    let rules = |arguments: &[&str]| rules_found(&folder, arguments);
    assert_eq!(rules(&["--select", "References"]), ["dangling-reference"]);
    assert_eq!(rules(&["--select", "Label_Sequence"]), ["label-sequence"]);
    assert_eq!(rules(&["--select", "all", "--ignore", "references,language,structure"]), [] as [&str; 0]);
    assert!(rules(&["--select", "all"]).contains(&"label-sequence".to_owned()));
}

#[test]
fn what_is_excluded_is_not_checked() {
    let folder =
        Folder::new("exclude").file("a.resolution", WRONG).file("old/b.resolution", WRONG).file("c.txt", WRONG);
    let files = |arguments: &[&str]| rapporteur(&folder, &[&["check", "--show-files"], arguments].concat()).out;
    assert_eq!(files(&[]), "a.resolution\nc.txt\nold/b.resolution\n");
    assert_eq!(files(&["--exclude", "old,*.txt"]), "a.resolution\n");
    assert_eq!(files(&["--exclude", "*.resolution", "."]), "c.txt\n");
    // What is named is checked.
    assert_eq!(files(&["--exclude", "*.resolution", "a.resolution"]), "a.resolution\n");
    let said = rapporteur(&folder, &["check", "--exclude", "a{b", "."]);
    assert!(said.status == 2 && said.err.contains("a{b"), "{}", said.err);
}

#[test]
fn one_configuration_can_hold_for_all() {
    let folder = Folder::new("config")
        .file("a/wrong.resolution", WRONG)
        .file("a/rapporteur.toml", "[rules]\nlabel-sequence = \"error\"\n")
        .file("other.toml", "[rules]\nlabel-sequence = \"off\"\n");
    let statuses = |arguments: &[&str]| rapporteur(&folder, &[&["check", "a"], arguments].concat());
    assert_eq!(statuses(&[]).status, 1);
    let said = statuses(&["--config", "other.toml"]);
    assert_eq!((said.status, said.err), (0, String::new()), "{}", said.out);
    let said = statuses(&["--config", "none.toml"]);
    assert!(said.status == 2 && said.err.contains("none.toml"), "{}", said.err);
}

#[test]
fn what_holds_is_shown() {
    let toml = "meeting = \"WTSA, New Delhi, 2024\"\nadopted = [\"texts/*.txt\"]\n[rules]\nlabel-sequence = \"hint\"\n";
    let folder = Folder::new("settings")
        .file("rapporteur.toml", toml)
        .file("wrong.resolution", WRONG)
        .file("texts/old.txt", WRONG)
        .file("letter.txt", "Dear all,\n");
    let said = rapporteur(&folder, &["check", "--show-settings", "wrong.resolution"]);
    expect![[r#"
        rapporteur.toml
          files         wrong.resolution
          meeting       WTSA, New Delhi, 2024
          adopted       1 file
          track         auto
          accepted      0
          rule          label-sequence hint
    "#]]
    .assert_eq(&said.out);
    assert_eq!((said.status, &*said.err), (0, ""));
}

#[test]
fn what_is_found_today_can_be_accepted_once() {
    let text = WRONG.replace("that two;", "that, as considering z) says, two;");
    let folder = Folder::new("baseline").file("wrong.resolution", &text);
    assert_eq!(rapporteur(&folder, &["check"]).status, 1);
    let said = rapporteur(&folder, &["check", "--add-accept"]);
    assert_eq!((said.status, &*said.out), (0, ""), "{}", said.err);
    assert_eq!(said.err, "rapporteur: accepted 2 findings in rapporteur.toml\n");
    assert_eq!(rapporteur(&folder, &["check"]).status, 0);
    // What is new is reported.
    let folder = folder.file("new.resolution", &text);
    let said = rapporteur(&folder, &["check", "--output-format", "concise"]);
    assert!(said.status == 1 && said.out.contains("new.res") && !said.out.contains("wrong.res"), "{}", said.out);
}

#[test]
fn what_accepts_nothing_any_more_is_told() {
    let toml = "[[accept]]\nrule = \"label-sequence\"\n\n[[accept]]\nrule = \"stale-revision\"\ntext = \"Resolution 1\"\n\n\
        [[accept]]\nrule = \"plain-space\"\n\n[rules]\nplain-space = \"off\"\n";
    let folder = Folder::new("unmet").file("wrong.resolution", WRONG).file("rapporteur.toml", toml);
    let told = |arguments: &[&str]| rapporteur(&folder, arguments).err;
    let unmet = "rapporteur.toml:5: nothing is found that this accepts of `stale-revision`: it can be taken out";
    let said = told(&["check", "--fail-on", "never"]);
    assert!(said.contains(unmet) && said.matches("nothing is found").count() == 1, "{said}");
    // Of a part of the files or rules nobody can tell.
    for arguments in [&["check", "wrong.resolution"][..], &["check", "--select", "all"], &["check", "--quiet"]] {
        assert!(!told(arguments).contains("nothing is found"), "{arguments:?}");
    }
}

#[test]
fn a_configuration_is_begun_once() {
    let folder = Folder::new("init").file("wrong.resolution", WRONG);
    let said = rapporteur(&folder, &["init", "--meeting", "WTSA, New Delhi, 2024"]);
    assert_eq!(said.status, 0, "{}", said.err);
    let shown = rapporteur(&folder, &["check", "--show-settings"]);
    assert!(shown.out.contains("WTSA, New Delhi, 2024") && shown.err.is_empty(), "{}{}", shown.out, shown.err);
    let said = rapporteur(&folder, &["init"]);
    assert!(said.status == 2 && said.err.contains("is there already"), "{}", said.err);
}

/// An adopted text.
const ADOPTED: &str = "RESOLUTION 90 (Rev. New Delhi, 2024)\nTowers\n(Hammamet, 2016; New Delhi, 2024)\n\
    The World Telecommunication Standardization Assembly (New Delhi, 2024),\nresolves\nto wait.\n";

#[test]
fn a_text_is_taken_up_again_for_a_coming_meeting() {
    let folder = Folder::new("revise").file("old.txt", ADOPTED);
    let said = rapporteur(&folder, &["revise", "old.txt", "--meeting", "PP, Doha, 2026"]);
    assert!(said.status == 2 && said.err.contains("old.txt: is a text of WTSA, which PP, Doha, 2026"), "{}", said.err);
    let said = rapporteur(&folder, &["revise", "old.txt", "--meeting", "WTSA, Hammamet, 2016"]);
    assert!(said.status == 2 && said.err.contains("is of 2024: WTSA, Hammamet, 2016 is not after it"), "{}", said.err);
    let said = rapporteur(&folder, &["revise", "old.txt"]);
    assert!(said.status == 0 && said.out.starts_with("RESOLUTION 90 (Rev. "), "{}{}", said.out, said.err);
    assert_ne!(said.out, ADOPTED);
    let said = rapporteur(&folder, &["propose", "old.txt", "-o", "new.resolution"]);
    assert!(
        said.status == 0 && said.err.starts_with("rapporteur: wrote new.resolution\nrapporteur: for "),
        "{}",
        said.err
    );
    let proposal =
        rapporteur(&folder, &["check", "new.resolution", "--select", "proposals", "--output-format", "concise"]);
    assert!(!proposal.out.contains("error"), "{}", proposal.out);
    // Nothing that is there is written over; and what is a proposal is not made one.
    let said = rapporteur(&folder, &["propose", "old.txt", "-o", "new.resolution"]);
    assert!(said.status == 2 && said.err.contains("is there already"), "{}", said.err);
    let said = rapporteur(&folder, &["propose", "new.resolution"]);
    assert!(said.status == 2 && said.err.contains("is a proposal already"), "{}", said.err);
    let said = rapporteur(&folder, &["revise", "old.txt", "-o", "old.txt"]);
    assert_eq!((said.status, &*said.out), (0, ""), "{}", said.err);
    // Of an older text the next meeting may be over, too: that is said.
    let folder = folder
        .file("older.txt", &ADOPTED.replace("; New Delhi, 2024", "").replace("New Delhi, 2024", "Hammamet, 2016"));
    let said = rapporteur(&folder, &["revise", "older.txt"]);
    assert!(said.err.contains("(Geneva, 2022), which is over: --meeting names another"), "{}", said.err);
    let folder = folder.file("letter.txt", "Dear colleagues,\n");
    let said = rapporteur(&folder, &["propose", "letter.txt"]);
    assert!(said.status == 2 && said.err.contains("is no resolution: it has no heading"), "{}", said.err);
}

#[test]
fn clauses_are_lettered_anew_and_references_follow_in_the_folder() {
    let head = ADOPTED.replace("RESOLUTION 90", "DRAFT NEW RESOLUTION [IAP-7]").replace("resolves\nto wait.\n", "");
    let draft = format!(
        "{head}considering\na)\tthat bells ring;\nc)\tthat ships wait, as a) says,\nresolves\n1\tto act on considering c);\n2\tto wait.\n"
    );
    let wanted = draft.replace("c)", "b)");
    let folder = Folder::new("reletter").file("a.resolution", &draft).file("good.resolution", ADOPTED);
    let said = rapporteur(&folder, &["reletter", "a.resolution"]);
    assert_eq!((said.status, &*said.out), (0, &*wanted), "{}", said.err);
    assert_eq!(folder.read("a.resolution"), draft);
    let said = rapporteur(&folder, &["reletter", "a.resolution", "-o", "a.resolution"]);
    assert_eq!((said.status, &*said.err), (0, "rapporteur: wrote a.resolution\n"));
    assert_eq!(folder.read("a.resolution"), wanted);
    let said = rapporteur(&folder, &["reletter", "a.resolution"]);
    assert_eq!((said.status, &*said.out), (0, &*wanted));
    assert!(said.err.contains("all clauses have the labels"), "{}", said.err);
    let said = run(command(&folder).args(["reletter", "-"]).write_stdin(&*draft));
    assert_eq!((said.status, &*said.out), (0, &*wanted), "{}", said.err);
    let said = rapporteur(&folder, &["reletter", "."]);
    assert!(said.status == 2 && said.err.contains("is a folder"), "{}", said.err);

    // A reference of another draft follows where the draft itself is written, and is told where it is not.
    let cites = ADOPTED
        .replace("RESOLUTION 90", "DRAFT NEW RESOLUTION [IAP-8]")
        .replace("to wait.", "to act on considering c) of Resolution 96 (Rev. New Delhi, 2024) of this assembly.");
    let adopted = draft.replace("DRAFT NEW RESOLUTION [IAP-7]", "RESOLUTION 96");
    let folder = folder.file("a.resolution", &adopted).file("cites.resolution", &cites).file("rapporteur.toml", "");
    let said = rapporteur(&folder, &["reletter", "a.resolution"]);
    assert!(said.err.contains("cites.resolution have references to these clauses"), "{}{}", said.out, said.err);
    assert_eq!(folder.read("cites.resolution"), cites);
    let said = rapporteur(&folder, &["reletter", "a.resolution", "-o", "a.resolution"]);
    assert_eq!(said.err, "rapporteur: wrote a.resolution, cites.resolution\n");
    assert_eq!(folder.read("cites.resolution"), cites.replace("considering c)", "considering b)"));
}

#[test]
fn patterns_that_no_shell_expands_are_expanded() {
    let folder = Folder::new("patterns")
        .file("R-[A].resolution", WRONG)
        .file("R-B.resolution", WRONG)
        .file(".R.resolution", WRONG);
    let files = |patterns: &[&str]| {
        let said = rapporteur(&folder, &[&["check", "--show-files"], patterns].concat());
        format!("{}{}", said.out, said.err)
    };
    assert_eq!(files(&["*.resolution"]), files(&["R-B.resolution", "R-[A].resolution"]));
    assert_eq!(files(&["R-[?].resolution"]), files(&["R-[A].resolution"]));
    // Neither this folder nor the one above is meant.
    assert!(files(&[".*"]).contains(".*: does not exist"));
    assert!(files(&["Q*.resolution"]).contains("Q*.resolution: does not exist"));
}

#[test]
fn a_draft_is_shown_as_a_page() {
    let folder = Folder::new("preview").file("wrong.resolution", WRONG);
    let page = rapporteur(&folder, &["preview", "wrong.resolution"]).out;
    // What was found is shown, and printed where that is asked for.
    assert!(!page.contains("data-print=\"findings\">"));
    let printed = rapporteur(&folder, &["preview", "wrong.resolution", "--print-findings"]).out;
    assert!(printed.contains("data-print=\"findings\">"));
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("occurs twice"), "{page}");
    let page = rapporteur(&folder, &["preview", "--no-findings", "wrong.resolution"]).out;
    assert!(page.starts_with("<!DOCTYPE html>") && !page.contains("occurs twice"), "{page}");
    let said = rapporteur(&folder, &["preview", "."]);
    assert!(said.out.starts_with("<!DOCTYPE html>"), "a folder of one draft: {}", said.err);
    let said = rapporteur(&folder, &["preview", "none.resolution"]);
    assert!(said.status == 2 && said.err.contains("none.resolution"), "{}", said.err);
}

#[test]
fn of_a_name_that_is_none_the_nearest_is_told() {
    let folder = Folder::new("nearest");
    for arguments in [
        &["check", "--select", "label-sequence,stale-revison"][..],
        &["check", "--ignore", "stale-revison"],
        &["explain", "stale-revison"],
    ] {
        let said = rapporteur(&folder, arguments);
        assert_eq!((said.status, &*said.out), (2, ""), "{arguments:?}");
        assert!(said.err.contains("'stale-revison'") && said.err.contains("'stale-revision'"), "{}", said.err);
    }
    let said = rapporteur(&folder, &["catalogue", "list", "--body", "WSTA"]);
    assert!(said.status == 2 && said.err.contains("'WTSA'"), "{}", said.err);
    let said = rapporteur(&folder, &["explain", "something"]);
    assert!(said.status == 2 && said.err.contains("`rapporteur rules` lists the rules"), "{}", said.err);
    let said = rapporteur(&folder, &["check", "--as-of", "New Delhi"]);
    assert!(said.status == 2 && said.err.contains("\"WTSA, New Delhi, 2024\""), "{}", said.err);
}

#[test]
fn what_fails_can_be_chosen() {
    let warning =
        RIGHT.replace("that two,", "Resolution\u{a0}130 (Rev.\u{a0}Dubai, 2018) of the Plenipotentiary Conference,");
    let folder = Folder::new("fail").file("warning.resolution", &warning);
    let status = |level: &str| rapporteur(&folder, &["check", "--fail-on", level]).status;
    assert_eq!(["error", "warning", "information", "hint", "never"].map(status), [0, 1, 1, 1, 0]);
}

#[test]
fn a_meeting_can_be_set() {
    let cites =
        RIGHT.replace("that two,", "Resolution\u{a0}130 (Rev.\u{a0}Dubai, 2018) of the Plenipotentiary Conference,");
    let folder = Folder::new("as-of").file("cites.resolution", &cites);
    assert_eq!(rapporteur(&folder, &["check"]).status, 1);
    let said = rapporteur(&folder, &["check", "--as-of", "WTSA, Geneva, 2022"]);
    assert_eq!((said.status, &*said.out), (0, "No findings in 1 file.\n"));
}

#[test]
fn a_meeting_of_another_body_leaves_this_assembly_what_it_is() {
    let text = "RESOLUTION 90 (Rev. New Delhi, 2024)\nTowers\n\
                The World Telecommunication Standardization Assembly (New Delhi, 2024),\nrecalling\n\
                Resolution 58 (Rev. New Delhi, 2024) of this assembly,\nresolves\nto wait.\n";
    let folder = Folder::new("as-of-other").file("cites.resolution", text);
    let said = rapporteur(&folder, &["check", "--as-of", "PP, Bucharest, 2022"]);
    assert!(said.out.contains("Cite (Rev. Geneva, 2022)") && !said.out.contains("wrong-body"), "{}", said.out);
}

#[test]
fn the_evidence_is_of_the_edition_in_force() {
    let text = "MOD\tABC/1/1\nRESOLUTION 50 (Rev. {~~Hammamet, 2016~>New Delhi, 2024~~})\nCybersecurity\n\
                The World Telecommunication Standardization Assembly ({++New Delhi, 2024++}),\nresolves\n\
                to {++not ++}wait.\n";
    let folder = Folder::new("evidence").file("base.resolution", text);
    let said = rapporteur(&folder, &["check"]);
    assert!(said.out.contains("note: WTSA-20 (Geneva, 2022) adopted Resolution 50"), "{}", said.out);
    assert!(!said.out.contains("WTSA-24 (New Delhi, 2024) adopted"), "{}", said.out);
}

#[test]
fn what_a_diff_leaves_is_said() {
    let folder = Folder::new("diff-said").file("right.resolution", RIGHT);
    let said = rapporteur(&folder, &["check", "--diff"]);
    assert_eq!((said.status, &*said.out, &*said.err), (0, "", "rapporteur: there is nothing to fix\n"));
    let folder = folder.file("wrong.resolution", WRONG);
    let said = rapporteur(&folder, &["check", "--diff"]);
    assert_eq!((said.status, &*said.err), (1, "rapporteur: would fix 1 finding (label-sequence 1)\n"));
    let twice = RIGHT.replace("that two", "that that the two");
    assert_ne!(twice, RIGHT);
    let folder = Folder::new("diff-unsafe").file("twice.resolution", &twice);
    let said = rapporteur(&folder, &["check", "--diff"]);
    let left = "rapporteur: there is nothing to fix safely; with --unsafe-fixes 1 finding\n";
    assert_eq!((said.status, &*said.out, &*said.err), (0, "", left));
    let said = rapporteur(&folder, &["check", "--diff", "-q"]);
    assert_eq!((said.status, &*said.out, &*said.err), (0, "", ""));
}

#[test]
fn quiet_is_findings_and_no_more() {
    let folder = Folder::new("quiet").file("right.resolution", RIGHT);
    let said = rapporteur(&folder, &["check", "--quiet"]);
    assert_eq!((said.status, &*said.out, &*said.err), (0, "", ""));
    let folder = folder.file("wrong.resolution", WRONG);
    let loud = rapporteur(&folder, &["check"]);
    let quiet = rapporteur(&folder, &["check", "-q"]);
    assert_eq!(loud.out.strip_suffix("1 error in 1 of 2 files.\n1 fixable with --fix.\n"), Some(&*quiet.out));
}

#[test]
fn standard_input_can_have_a_name() {
    let folder = Folder::new("named-stdin")
        .file("drafts/rapporteur.toml", "")
        .file("drafts/a.resolution", RIGHT)
        .file("drafts/texts/right.resolution", RIGHT);
    let name = Path::new("drafts").join("a.resolution").display().to_string();
    for arguments in [
        &["check", "--stdin-filename", &name, "-"][..],
        &["check", "--stdin-filename", &name],
        &["check", "-", &name, "--stdin-filename", &name],
    ] {
        let said = run(command(&folder).args(arguments).args(["--output-format", "concise"]).write_stdin(WRONG));
        assert_eq!(said.status, 1);
        assert!(said.out.starts_with(&format!("{name}:7:1: ")) && said.out.lines().count() == 2, "{}", said.out);
    }
}

#[test]
fn each_file_has_the_configuration_nearest_to_it() {
    let cites = "RESOLUTION 91\nA title\nconsidering\nResolution\u{a0}130 (Rev.\u{a0}Dubai, 2018) of the Plenipotentiary Conference,\nresolves\nto wait.\n";
    let folder = Folder::new("nearest-configuration")
        .file("a/rapporteur.toml", "meeting = \"WTSA, Geneva, 2022\"\nmeting = 1\n")
        .file("a/x.resolution", cites)
        .file("a/deep/z.resolution", cites)
        .file("b/rapporteur.toml", "meeting = \"WTSA, New Delhi, 2024\"\n")
        .file("b/y.resolution", cites)
        .file("w.resolution", cites);
    let files = ["b/y.resolution", "a/x.resolution", "w.resolution", "a/deep/z.resolution"];
    let said = rapporteur(&folder, &[&["check", "--output-format", "concise"], &files[..]].concat());
    // In 2022 that was the edition in force; and the order is that of the command line.
    let stale: Vec<&str> = said.out.lines().map(|line| line.split(':').next().unwrap_or_default()).collect();
    assert_eq!(stale, ["b/y.resolution", "w.resolution"], "{}", said.out);
    // What is wrong with a configuration is said once.
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    assert!(said.err.contains("meting"), "{}", said.err);
    // A folder's configuration is read although no draft is in it.
    let empty = Folder::new("empty-configuration").file("rapporteur.toml", "meting = 1\n");
    assert_eq!(rapporteur(&empty, &["check"]).status, 2);
}

/// What two folders know of one text: in one it was revised, in the other it was not.
const REVISED: &str = r#"{"resolution": "9001", "body": "PP", "place": "Dubai", "year": 2018, "rev": true, "source": "a"}
{"resolution": "9001", "body": "PP", "place": "Bucharest", "year": 2022, "rev": true, "source": "a"}
"#;
const NOT_REVISED: &str = r#"{"resolution": "9001", "body": "PP", "place": "Dubai", "year": 2018, "rev": true, "status": "in-force", "source": "b"}
"#;

#[test]
fn the_data_of_a_folder_judge_its_own_drafts_only() {
    let cites =
        RIGHT.replace("that two,", "Resolution\u{a0}9001 (Rev.\u{a0}Dubai, 2018) of the Plenipotentiary Conference,");
    let folder = Folder::new("data-of-folders")
        .file("a/rapporteur.toml", "data = [\"facts.jsonl\"]\n")
        .file("a/facts.jsonl", REVISED)
        .file("a/x.resolution", &cites)
        .file("b/rapporteur.toml", "data = [\"facts.jsonl\"]\n")
        .file("b/facts.jsonl", NOT_REVISED)
        .file("b/x.resolution", &cites);
    for folders in [["a", "b"], ["b", "a"]] {
        let said = rapporteur(&folder, &[&["check", "--output-format", "concise"], &folders[..]].concat());
        assert_eq!(said.out.lines().count(), 1, "{}", said.out);
        assert!(said.out.starts_with("a/x.resolution:6:4: warning[stale-revision] "), "{}", said.out);
    }
    // What comes by standard input goes by what holds here.
    for (here, revised) in [("a", true), ("b", false)] {
        let here = folder.path().join(here);
        let mut check = command(&folder);
        let check = check.args(["check", "-", "--output-format", "concise"]).current_dir(&here);
        let said = run(check.write_stdin(cites.as_bytes()));
        assert_eq!(said.out.contains("stale-revision"), revised, "{}", said.out);
        // Asked in a folder, the catalogue is that folder's.
        let said = run(command(&folder).args(["catalogue", "show", "9001"]).current_dir(&here));
        assert_eq!(said.out.contains("Rev. Bucharest, 2022"), revised, "{}", said.out);
        assert!(said.out.contains("Rev. Dubai, 2018"), "{}", said.out);
    }
}

#[test]
fn statistics_are_for_some_reports() {
    let folder = Folder::new("statistics").file("wrong.resolution", WRONG);
    let said = rapporteur(&folder, &["check", "--statistics", "--output-format", "concise"]);
    assert!(said.status == 1 && said.out.starts_with("1  error  label-sequence"), "{}", said.out);
    let said = rapporteur(&folder, &["check", "--statistics", "--output-format", "github"]);
    assert!(said.status == 2 && said.err.contains("--statistics goes with"), "{}", said.err);
}

#[test]
fn every_report_says_what_could_not_be_read() {
    let folder = Folder::new("unread").file("right.resolution", RIGHT);
    let say = |format| {
        let said = rapporteur(&folder, &["check", "right.resolution", "gone.txt", "--output-format", format]);
        assert_eq!(said.status, 2);
        said.out
    };
    assert_eq!(say("github"), "::error file=gone.txt,title=not read::does not exist\n");
    let log: Value = serde_json::from_str(&say("sarif")).expect("JSON");
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"][0]["message"]["text"], "does not exist");
}

#[test]
fn colours_can_be_refused() {
    let folder = Folder::new("no-colour").file("wrong.resolution", WRONG);
    for arguments in
        [&["check", "--no-color", "."][..], &["--no-color", "rules"], &["explain", "label-sequence", "--no-color"]]
    {
        let said = run(command(&folder).args(arguments).env("CLICOLOR_FORCE", "1"));
        assert!(!said.out.contains('\u{1b}'), "{}", said.out);
    }
    assert!(run(command(&folder).arg("rules").env("CLICOLOR_FORCE", "1")).out.contains('\u{1b}'));
}

#[test]
fn every_shell_has_its_completions() {
    let folder = Folder::new("completions");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let said = rapporteur(&folder, &["completions", shell]);
        assert_eq!((said.status, &*said.err), (0, ""));
        assert!(
            said.out.contains("RAPPORTEUR_COMPLETE") && said.out.contains(env!("CARGO_BIN_EXE_rapporteur")),
            "{shell}"
        );
        let asked = ["--", "rapporteur", "check", "--select", "label-sequence,sta"];
        let said = run(command(&folder).args(asked).env("RAPPORTEUR_COMPLETE", shell).env("_CLAP_COMPLETE_INDEX", "3"));
        assert!(said.status == 0 && said.out.starts_with("label-sequence,stale-revision"), "{shell}: {}", said.out);
    }
}

#[cfg(unix)]
#[test]
fn bash_completes_what_is_typed() {
    let completed = |typed: &[&str]| {
        let folder = Folder::new("bash");
        let script = format!(
            "source <({} completions bash); COMP_WORDS=({}) COMP_CWORD={}; \
             _clap_complete_rapporteur rapporteur \"${{COMP_WORDS[-1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            env!("CARGO_BIN_EXE_rapporteur"),
            typed.join(" "),
            typed.len() - 1
        );
        let said = run(Command::new("bash").args(["--norc", "-c", &script]).current_dir(folder.path()));
        said.out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(completed(&["rapporteur", "che"]), ["check"]);
    assert_eq!(completed(&["rapporteur", "check", "--select", "all,stale"]), ["all,stale-revision"]);
    assert!(completed(&["rapporteur", "check", "--as-of", "WTSA-2"]).contains(&"WTSA-24".to_owned()));
}

#[test]
fn rules_are_listed_for_people_and_programs() {
    let folder = Folder::new("rules");
    let said = rapporteur(&folder, &["rules"]);
    assert!(said.status == 0 && said.out.lines().all(|line| line.chars().count() <= 80), "{}", said.out);
    let json: Value =
        serde_json::from_str(&rapporteur(&folder, &["rules", "--output-format", "json"]).out).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(rapporteur::rules::RULES.len()));
    for rule in rapporteur::rules::RULES {
        assert!(said.out.contains(rule.name));
        let page = rapporteur(&folder, &["explain", rule.name]);
        assert!(page.status == 0 && page.out.starts_with(rule.name) && page.out.contains("Wrong:"), "{}", page.out);
    }
}

/// A draft with a letter that occurs twice, and a citation in a superseded edition.
fn slips() -> String {
    RIGHT.replace(
        "b)\tthat two,",
        "b)\tthat new;\nb)\tthat Resolution\u{a0}130 (Rev.\u{a0}Dubai, 2018) of the Plenipotentiary Conference,",
    )
}

#[test]
fn safe_fixes_are_written_and_the_rest_reported() {
    let folder = Folder::new("fix").file("a.resolution", &slips());
    let said = rapporteur(&folder, &["check", "--fix", "--output-format", "concise"]);
    let now = std::fs::read_to_string(folder.path().join("a.resolution")).unwrap();
    assert_eq!(now, slips().replace("b)\tthat Res", "c)\tthat Res"));
    assert!(said.out.contains("stale-revision") && !said.out.contains("label-sequence"), "{}", said.out);
    assert_eq!((said.status, &*said.err), (1, "rapporteur: fixed 1 finding (label-sequence 1) in a.resolution\n"));
    let again = rapporteur(&folder, &["check", "--fix", "--unsafe-fixes"]);
    assert_eq!((again.status, &*again.out), (0, "No findings in 1 file.\n"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn labels_stay_where_a_reference_may_have_meant_another_clause() {
    // Was the first b) called a) before the letters were put in order by hand, down to there?
    let draft = slips().replace("resolves\n", "noting\nwhat considering a) says,\nresolves\n");
    let folder = Folder::new("fix-unknown").file("a.resolution", &draft);
    let said = rapporteur(&folder, &["check", "--fix", "--output-format", "concise"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("a.resolution")).unwrap(), draft);
    assert!(said.out.contains("label-sequence"), "{}", said.out);
    rapporteur(&folder, &["check", "--fix", "--unsafe-fixes", "--select", "label-sequence"]);
    let now = std::fs::read_to_string(folder.path().join("a.resolution")).unwrap();
    assert!(now.contains("\nc)\tthat Res") && now.contains("what considering a) says"), "{now}");
}

#[test]
fn a_diff_changes_nothing() {
    let folder = Folder::new("diff").file("a.resolution", &slips());
    let said = rapporteur(&folder, &["check", "--diff"]);
    assert!(said.out.starts_with("--- a/a.resolution\n+++ b/a.resolution\n@@"), "{}", said.out);
    assert!(said.out.contains("\n+c)\tthat Resolution"), "{}", said.out);
    assert_eq!(said.status, 1);
    assert_eq!(std::fs::read_to_string(folder.path().join("a.resolution")).unwrap(), slips());
    let right = Folder::new("nodiff").file("a.resolution", RIGHT);
    let said = rapporteur(&right, &["check", "--diff"]);
    assert_eq!((said.status, &*said.out), (0, ""));
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let folder = Folder::new("fix-stdin");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.args(["check", "--fix", "-"]).current_dir(folder.path());
    let output = command.write_stdin(slips()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, slips().replace("b)\tthat Res", "c)\tthat Res"));
    // What is left is told beside it.
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("[stale-revision]") && !told.contains("[label-sequence]"), "{told}");
}

#[test]
fn a_reference_in_another_file_follows_its_clause() {
    // Texts of a meeting that is over are not drafts any more.
    let coming = RIGHT.replace("New Delhi, 2024", "Doha, 2028");
    let citing = coming
        .replace("RESOLUTION 91", "RESOLUTION 92")
        .replace("that two,", "that considering\u{a0}c) of Resolution\u{a0}91 (Doha, 2028) of this assembly holds,");
    let folder = Folder::new("fix-others")
        .file("rapporteur.toml", "")
        .file("a.resolution", &coming.replace("b)\tthat two,", "c)\tthat two,"))
        .file("b.resolution", &citing);
    let said = rapporteur(&folder, &["check", "--fix", "--unsafe-fixes", "a.resolution"]);
    let other = std::fs::read_to_string(folder.path().join("b.resolution")).unwrap();
    assert!(other.contains("considering\u{a0}b) of Resolution"), "{other}\n{}{}", said.out, said.err);
    assert!(said.err.contains("b.resolution"), "{}", said.err);
}

#[test]
fn what_is_no_resolution_is_not_said_to_have_no_findings() {
    let wide: String = RIGHT.chars().flat_map(|c| [c, '\0']).collect();
    let folder = Folder::new("no-resolution")
        .file("letter.txt", "Dear colleague,\n\nwe will meet in May [or June].\n")
        .file("empty.txt", "")
        .file("wide.txt", &wide)
        .file("right.resolution", RIGHT);
    for name in ["letter.txt", "empty.txt", "wide.txt"] {
        let said = rapporteur(&folder, &["check", name]);
        assert_eq!(said.status, 0);
        assert_eq!(said.out, "No resolution: nothing was checked.\n");
    }
    let said = rapporteur(&folder, &["check", "letter.txt", "right.resolution"]);
    assert_eq!(said.out, "No findings in 1 file. 1 file is no resolution: nothing was checked in it.\n");
}

#[test]
fn a_text_in_another_encoding_beside_drafts_is_none_of_them() {
    let folder = Folder::new("another-encoding").file("right.resolution", RIGHT);
    let folder = folder.bytes("notes.txt", b"Tr\xe8s cher coll\xe8gue\n");
    assert_eq!(rapporteur(&folder, &["check"]).status, 0);
    // A draft is missed, whatever its encoding.
    let draft: Vec<u8> = [0xff, 0xfe].into_iter().chain(RIGHT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let folder = folder.bytes("draft.txt", &draft);
    assert_eq!(rapporteur(&folder, &["check"]).status, 2);
}

#[test]
fn a_meeting_that_never_was_is_said() {
    let folder = Folder::new("no-meeting").file("right.resolution", RIGHT);
    assert_eq!(rapporteur(&folder, &["check", "--as-of", "WTSA-24"]).status, 0);
    let said = rapporteur(&folder, &["check", "--as-of", "WTSA, New Dehli, 2024"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("WTSA did not meet at New Dehli, 2024; New Delhi, 2024 may be meant"), "{}", said.err);
    let said = rapporteur(&folder, &["check", "--as-of", "PP, New Delhi, 2024"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("did not meet at New Delhi, 2024: that was WTSA"), "{}", said.err);
    let folder = folder.file("rapporteur.toml", "meeting = \"WTSA, New Delhi, 2025\"\n");
    let said = rapporteur(&folder, &["check"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("rapporteur.toml:1: meeting: WTSA did not meet at New Delhi, 2025"), "{}", said.err);
}

#[test]
#[cfg(unix)]
fn nothing_of_a_draft_or_a_file_name_steers_the_terminal() {
    // Colours, a title for the window, a clear screen in C1, a change of direction, a return to the start of the line.
    let draft = WRONG
        .replace("A title", "A \u{1b}[31mtitle\u{1b}]0;owned\u{7}")
        .replace("that two;\nb)", "that \u{9b}2J two\u{2028};\nb)")
        .replace("that three", "that\u{202e} \u{2066}three \u{200f}\u{61c}\u{7f}\u{0}")
        .replace("to wait", "to [wait\u{8}\u{c}, see Resolution \u{1b}[8m 9\rhidden");
    let name = "a\u{1b}[31m\u{9d}\u{202e}\n::error::\rb.resolution";
    let folder = Folder::new("terminal").file(name, &draft).file("rapporteur.toml", "[ru\u{1b}[31m\u{202e}les]\n");
    let coloured = |it: &str| anstream::adapter::strip_str(it).to_string();
    let steers = |it: char| {
        (it.is_control() && !matches!(it, '\n' | '\t'))
            || matches!(it, '\u{202e}' | '\u{2066}' | '\u{200f}' | '\u{61c}')
    };
    for arguments in [
        &["check", name][..],
        &["check", "--output-format", "concise", name],
        &["check", "--output-format", "github", name],
        &["check", "--diff", "--unsafe-fixes", name],
        &["check", "no\u{1b}[31m\u{202e}such"],
        &["check", "--no\u{1b}[31m\u{202e}such"],
        &["check", "--select", "no\u{1b}[31m\u{202e}such"],
        &["explain", "no\u{1b}[31m\u{202e}such"],
        &["catalogue", "show", "no\u{1b}[31m\u{202e}such"],
        &["catalogue", "add", name],
        &["no\u{1b}[31m\u{202e}such"],
    ] {
        let said = rapporteur(&folder, arguments);
        assert!(!said.out.is_empty() || !said.err.is_empty(), "{arguments:?}");
        assert!(!said.out.contains(steers) && !said.err.contains(steers), "{arguments:?}: {said:?}");
        // On a terminal, only what the program itself colours is coloured.
        let said = run(command(&folder).env("CLICOLOR_FORCE", "1").args(arguments));
        for text in [coloured(&said.out), coloured(&said.err)] {
            assert!(!text.contains(steers), "{arguments:?}: {text:?}");
            // Stripping took nothing of the draft.
            assert_eq!(text.contains("[31m"), text.contains("␛[31m"), "{arguments:?}: {text:?}");
        }
    }
    let json = rapporteur(&folder, &["check", "--output-format", "json", name]);
    let found: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(found[0]["path"], name);
    assert_eq!(rapporteur(&folder, &["check", "--fix", "--unsafe-fixes", name]).status, 2);
    let fixed = fs::read_to_string(folder.path().join(name)).expect("the draft");
    assert!(fixed.contains("A \u{1b}[31mtitle\u{1b}]0;owned\u{7}") && fixed.contains("c)\tthat"), "{fixed:?}");
}
