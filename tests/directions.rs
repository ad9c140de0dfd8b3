//! The directions in which the modules may look, as `src/lib.rs` says. Read from the sources, line by line.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "directions/circles.rs"]
mod circles;

/// A module may import those before it, and no other.
const ORDER: [&str; 11] =
    ["text", "syntax", "catalogue", "workspace", "semantics", "edits", "rules", "assists", "ide", "lsp", "cli"];

/// A line of the sources, without its comment.
struct Line {
    file: PathBuf,
    number: usize,
    /// The module that the file belongs to; empty for `lib.rs`, `main.rs` and what all tests share.
    module: String,
    code: String,
}

impl Line {
    fn place(&self) -> String {
        format!("{}:{}: {}", self.file.display(), self.number, self.code.trim())
    }
}

fn lines() -> Vec<Line> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    gather(&root.join("src"), &mut files);
    files.sort();
    assert!(files.len() > 20, "the sources are not where they were");
    let mut lines = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file");
        let short = file.strip_prefix(root).expect("below the root").to_path_buf();
        let module = short.iter().nth(1).and_then(|name| name.to_str()).unwrap_or_default();
        let module = module.trim_end_matches(".rs");
        let module = if matches!(module, "lib" | "main" | "testing") { "" } else { module };
        for (number, line) in (1..).zip(text.lines()) {
            let code = line.split("//").next().unwrap_or_default().to_owned();
            lines.push(Line { file: short.clone(), number, module: module.to_owned(), code });
        }
    }
    lines
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("its entry").path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The words of a line, as identifiers.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|character: char| !character.is_alphanumeric() && character != '_').filter(|word| !word.is_empty())
}

/// The modules that a line names after `crate::`, alone or in braces.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|character: char| character.is_alphanumeric() || character == '_') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let Some(list) = rest.strip_prefix('{') else {
            found.extend(words(rest).next().map(str::to_owned));
            continue;
        };
        let mut depth = 0;
        let mut item = String::new();
        for character in list.chars().chain([',']) {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth <= 0 => found.extend(words(&std::mem::take(&mut item)).next().map(str::to_owned)),
                _ => {}
            }
            item.push(character);
        }
    }
    found
}

fn assert_none(found: Vec<String>, rule: &str) {
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

#[test]
fn every_module_has_its_place() {
    let lines = lines();
    let strange = lines.iter().filter(|line| !line.module.is_empty() && !ORDER.contains(&line.module.as_str()));
    let mut strange: Vec<String> = strange.map(|line| line.file.display().to_string()).collect();
    strange.dedup();
    assert_none(
        strange,
        &format!("These files belong to none of the modules that src/lib.rs lists ({})", ORDER.join(", ")),
    );
}

#[test]
fn imports_only_point_up_the_list() {
    let rank = |module: &str| ORDER.iter().position(|known| *known == module);
    let mut found = Vec::new();
    for line in lines().iter().filter(|line| !line.module.is_empty()) {
        for import in imports(&line.code) {
            if let (Some(own), Some(other)) = (rank(&line.module), rank(&import))
                && other > own
            {
                found.push(format!("{} imports {import}: {}", line.module, line.place()));
            }
        }
    }
    assert_none(found, &format!("An import points down the list {}", ORDER.join(" <- ")));
}

#[test]
fn data_files_are_the_own_ones_of_a_module() {
    // A file of another module is looked at through that module; tests may bring in drafts.
    let lines = lines();
    let found = lines.iter().filter(|line| line.code.contains("include_str!(\"../") && !line.code.contains("/tests/"));
    assert_none(found.map(Line::place).collect(), "A module reads data of its own alone");
}

#[test]
fn the_order_is_the_one_that_lib_rs_tells() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs");
    let told = map.lines().filter_map(|line| Some(line.strip_prefix("//! - [`")?.split_once('`')?.0));
    assert_eq!(told.collect::<Vec<_>>(), ORDER);
}

#[test]
fn no_files_of_a_module_import_each_other_in_a_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for module in ORDER {
        let mut files = Vec::new();
        gather(&root.join(module), &mut files);
        let files: Vec<_> = files.iter().map(|file| source(file, &root)).collect();
        found.extend(circles::circle(&circles::of_rust(&files)));
    }
    assert_none(found, "Files import each other in a circle");
}

#[test]
fn no_files_of_the_extension_import_each_other_in_a_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/src");
    let files = fs::read_dir(&root).expect("the extension").map(|entry| entry.expect("its entry").path());
    let files: Vec<_> = files.filter(|file| file.is_file()).map(|file| source(&file, &root)).collect();
    assert!(files.len() > 5, "the sources are not where they were");
    let circle = circles::circle(&circles::of_typescript(&files));
    assert_none(circle.into_iter().collect(), "Files import each other in a circle");
}

/// A file with its path below a folder, and its text.
fn source(file: &Path, root: &Path) -> (String, String) {
    let short = file.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
    (short, fs::read_to_string(file).expect("a source file"))
}

#[test]
fn only_lsp_knows_the_protocol() {
    let names = ["tower_lsp", "ls_types", "lsp_types", "tower_lsp_server"];
    let lines = lines();
    let found = lines.iter().filter(|line| line.module != "lsp" && words(&line.code).any(|word| names.contains(&word)));
    assert_none(found.map(Line::place).collect(), "Only lsp names the types of the protocol");
}

#[test]
fn only_the_workspace_reads_files() {
    let reads = |code: &str| code.contains("std::fs") || code.contains("File::open") || code.contains("fs::read");
    let allowed = ["workspace", "lsp", "cli"];
    let lines = lines();
    // Files of tests alone put fixtures on disk, and read the real texts.
    let tests = |file: &Path| file.ends_with("tests.rs") || file.ends_with("testing.rs");
    let kept = lines.iter().filter(|line| !allowed.contains(&line.module.as_str()) && !tests(&line.file));
    let found = kept.filter(|line| reads(&line.code));
    assert_none(found.map(Line::place).collect(), "Only workspace, and the commands and the server, touch files");
}

#[test]
fn nothing_is_unsafe() {
    let lines = lines();
    // `'unsafe-inline'` is a word of HTML, the others are what users read of fixes.
    let said = ["'unsafe-inline'", "--unsafe-fixes", "(unsafe)"];
    let found = lines.iter().filter(|line| {
        let code = said.iter().fold(line.code.to_owned(), |code, words| code.replace(words, ""));
        words(&code).any(|word| word == "unsafe")
    });
    assert_none(found.map(Line::place).collect(), "No line is unsafe");
}

#[test]
fn imports_are_seen_in_all_their_forms() {
    assert_eq!(imports("use crate::text::Span;"), ["text"]);
    assert_eq!(imports("use crate::{rules::{self, Finding}, text::Span};"), ["rules", "text"]);
    assert_eq!(imports("    crate::lsp::run() + crate::text::offset(1)"), ["lsp", "text"]);
    assert_eq!(imports("use other_crate::text;"), [] as [&str; 0]);
}
