//! Drafts as they really come, with forms that converters, the web and other houses leave: nothing false is said of them, and
//! no safe fix does harm. What is said, and what the safe fixes make, stands beside them.

mod folder;

use std::collections::BTreeMap;

use assert_cmd::Command;
use expect_test::expect_file;
use folder::Folder;

/// Each draft with the name of its case.
fn drafts() -> Vec<(String, String)> {
    let all = include_str!("real_texts/drafts.txt");
    let signs = [("⇥", "\t"), ("<U+200B>", "\u{200b}"), ("<U+00AD>", "\u{ad}"), ("<U+FEFF>", "\u{feff}")];
    let split = all.split("\n=== ").skip(1).map(|case| case.split_once('\n').expect("a draft under its name"));
    let draft =
        |text: &str| signs.iter().fold(text.trim_end().to_owned(), |text, (sign, c)| text.replace(sign, c)) + "\n";
    split.map(|(name, text)| (name.to_owned(), draft(text))).collect()
}

fn run(folder: &Folder, arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("rapporteur").expect("the program is built");
    let output = command.current_dir(folder.path()).args(arguments).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let errors = text(output.stderr);
    assert!(!errors.contains("panicked"), "{errors}");
    text(output.stdout)
}

fn file_of(name: &str) -> String {
    let ending = if name.starts_with("markdown") { "md" } else { "resolution" };
    format!("{}.{ending}", name.replace(' ', "-"))
}

#[test]
fn nothing_false_is_said_and_no_safe_fix_does_harm() {
    let drafts = drafts();
    let folder = drafts.iter().fold(Folder::new("real"), |folder, (name, text)| folder.file(&file_of(name), text));
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    for (name, _) in &drafts {
        let file = file_of(name);
        let found = run(&folder, &["check", "--output-format", "concise", &file]);
        let found = found.replace(&format!("{file}:"), "");
        let fixed = run(&folder, &["check", "--diff", &file]);
        let changed =
            |line: &&str| line.starts_with(['+', '-']) && !line.starts_with("+++") && !line.starts_with("---");
        let fixed: String = fixed.lines().filter(changed).map(|line| format!("{line}\n")).collect();
        said.insert(name.clone(), format!("{found}{fixed}"));
    }
    let report: String = drafts.iter().map(|(name, _)| format!("=== {name}\n{}\n", said[name])).collect();
    expect_file!["real_texts/said.txt"].assert_eq(&report);
}
