//! The command line: exit statuses, the shape of each report, and what cannot be read.

mod folder;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use folder::Folder;
use serde_json::Value;

// A text with one error (b) occurs twice), a clean one, and one that is no resolution.
const WRONG: &str = "RESOLUTION 90 (Rev. New Delhi, 2024)\nA title\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nconsidering\na)\tthat one;\nb)\tthat two;\nb)\tthat three,\nresolves\nto wait.\n";
const RIGHT: &str = "RESOLUTION 91 (New Delhi, 2024)\nA title\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nconsidering\na)\tthat one;\nb)\tthat two,\nresolves\nto wait.\n";
const NOTES: &str = "Dear all,\nthe draft resolution comes tomorrow.\n";

/// What a run of the command said.
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
    for format in ["full", "concise", "json"] {
        let said = rapporteur(&folder, &["check", "--output-format", format]);
        assert_eq!(said.status, 1, "{}", said.out);
        let zero = rapporteur(&folder, &["check", "--exit-zero", "--output-format", format]);
        assert_eq!((zero.status, zero.out), (0, said.out));
    }
}

#[test]
fn what_cannot_be_read_outranks_findings() {
    let folder = Folder::new("outranks").file("wrong.resolution", WRONG);
    for arguments in
        [&["check", "wrong.resolution", "gone.resolution"][..], &["check", "--exit-zero", ".", "gone.resolution"]]
    {
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
    assert_eq!((said.status, said.out), (0, format!("rapporteur {}\n", env!("CARGO_PKG_VERSION"))));
    let said = rapporteur(&folder, &["check", "--help"]);
    assert_eq!(said.status, 0);
    for word in ["--exit-zero", "--output-format", "concise", "Exit status"] {
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
    assert_eq!(rapporteur(&folder, &["check"]).out, "No findings in 3 files.\n");
    // A file that is named is checked, whatever its name and its text; each file once.
    assert_eq!(
        rapporteur(&folder, &["check", "d.txt", ".", "./a.resolution", "d.txt"]).out,
        "No findings in 4 files.\n"
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
fn an_empty_file_has_no_findings() {
    let folder = Folder::new("nothing").file("a.resolution", "").file("b.txt", "");
    assert_eq!(rapporteur(&folder, &["check", "a.resolution", "b.txt"]).out, "No findings in 2 files.\n");
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
    let said = rapporteur(&folder, &["check", "--exit-zero"]);
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
