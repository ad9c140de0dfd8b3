//! Which files of one module import each other in a circle. Read from the sources, without a compiler.
//!
//! A name that is imported through a re-export counts as an import of the file that defines it, so that a `mod.rs` which only
//! declares and re-exports stands in no circle. What is for tests only does not count.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

/// From each file to those that it imports, with the names that it imports from there.
pub type Imports = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// The shortest circle, file by file, with what each imports from the next; none where there is no circle.
pub fn circle(imports: &Imports) -> Option<String> {
    let way = imports.keys().filter_map(|file| way_back(imports, file)).min_by_key(Vec::len)?;
    let step = |pair: &[&String]| {
        let names: Vec<&str> = imports[pair[0]][pair[1]].iter().map(String::as_str).collect();
        format!("{} imports {} from {}", pair[0], names.join(", "), pair[1])
    };
    Some(way.windows(2).map(step).collect::<Vec<_>>().join("\n"))
}

/// The shortest way from a file to itself.
fn way_back<'a>(imports: &'a Imports, start: &'a String) -> Option<Vec<&'a String>> {
    let mut from: HashMap<&String, &String> = HashMap::new();
    let mut next = VecDeque::from([start]);
    while let Some(file) = next.pop_front() {
        for other in imports.get(file).into_iter().flat_map(BTreeMap::keys) {
            if other == start {
                let mut way = vec![start, file];
                while way.last() != Some(&start) {
                    way.push(from[way[way.len() - 1]]);
                }
                way.reverse();
                return Some(way);
            }
            if !from.contains_key(other) {
                from.insert(other, file);
                next.push_back(other);
            }
        }
    }
    None
}

/// One file of Rust, as far as imports go.
struct Module {
    file: String,
    /// Where names come from that `use` brings in, as absolute paths.
    used: HashMap<String, Vec<String>>,
    /// The modules of which everything is brought in.
    globs: Vec<Vec<String>>,
    /// What it defines itself.
    defines: BTreeSet<String>,
    /// Those of the used names that are re-exported and not used in the file itself.
    passed_on: BTreeSet<String>,
    /// Paths that are written out, as absolute ones.
    written: Vec<Vec<String>>,
}

/// The imports among files of Rust. Each is given with its path below `src` and its text.
pub fn of_rust(files: &[(String, String)]) -> Imports {
    let texts: Vec<(Vec<String>, &str, String)> =
        files.iter().map(|(file, text)| (module_path(file), file.as_str(), code(text))).collect();
    let tests: BTreeSet<Vec<String>> = texts.iter().flat_map(|(path, _, code)| tests_of(path, code)).collect();
    let is_test = |path: &[String]| (1..=path.len()).any(|end| tests.contains(&path[..end]));
    let known: BTreeSet<Vec<String>> = texts.iter().map(|(path, ..)| path.clone()).collect();
    let modules: HashMap<Vec<String>, Module> = texts
        .iter()
        .filter(|(path, ..)| !is_test(path))
        .map(|(path, file, code)| (path.clone(), Module::read(path, file, &without_tests(code), &known)))
        .collect();
    let mut imports = Imports::new();
    for module in modules.values() {
        let own = module.used.iter().filter(|(name, _)| !module.passed_on.contains(*name)).map(|(_, path)| path);
        for path in own.chain(&module.written) {
            let Some((other, name)) = defined(path, &modules, 0) else { continue };
            if other != module.file {
                imports.entry(module.file.clone()).or_default().entry(other).or_default().insert(name);
            }
        }
    }
    imports
}

/// The file that defines what a path names, and the name. None for a module as a whole, and for what is not of these files.
fn defined(path: &[String], modules: &HashMap<Vec<String>, Module>, depth: usize) -> Option<(String, String)> {
    let end = (1..=path.len()).rev().find(|end| modules.contains_key(&path[..*end]))?;
    let module = &modules[&path[..end]];
    let name = path.get(end)?;
    match module.used.get(name) {
        Some(from) if depth < 8 => {
            let mut from = from.clone();
            from.extend_from_slice(&path[end + 1..]);
            defined(&from, modules, depth + 1)
        }
        _ => {
            let from = |glob: &Vec<String>| glob.iter().chain(&path[end..]).cloned().collect::<Vec<_>>();
            let defines = |glob: &&Vec<String>| modules.get(*glob).is_some_and(|module| module.knows(name));
            let glob = module.globs.iter().filter(|_| depth < 8 && !module.defines.contains(name)).find(defines);
            match glob {
                Some(glob) => defined(&from(glob), modules, depth + 1),
                None => Some((module.file.clone(), name.clone())),
            }
        }
    }
}

impl Module {
    fn knows(&self, name: &str) -> bool {
        self.defines.contains(name) || self.used.contains_key(name)
    }

    fn read(path: &[String], file: &str, code: &str, known: &BTreeSet<Vec<String>>) -> Module {
        let words = tokens(code);
        let mut module = Module {
            file: file.to_owned(),
            used: HashMap::new(),
            globs: Vec::new(),
            defines: definitions(&words),
            passed_on: BTreeSet::new(),
            written: Vec::new(),
        };
        let mut rest = Vec::new();
        let mut exported = BTreeSet::new();
        let mut at = 0;
        while at < words.len() {
            if words[at] == "use" {
                let end = at + words[at..].iter().position(|word| *word == ";").unwrap_or(words.len() - at);
                let public = at > 0 && (words[at - 1] == "pub" || words[at - 1] == ")");
                let mut leaves = Vec::new();
                read_use(&words[at + 1..end], &mut 0, &[], &mut leaves);
                for (name, said) in leaves {
                    let Some(mut whole) = absolute(&said, path, known, &HashMap::new()) else { continue };
                    if name == "*" {
                        whole.pop();
                        module.globs.push(whole);
                        continue;
                    }
                    if public {
                        exported.insert(name.clone());
                    }
                    module.used.insert(name, whole);
                }
                at = end;
            } else {
                rest.push(words[at]);
            }
            at += 1;
        }
        for start in 0..rest.len() {
            let begins = start == 0 || rest[start - 1] != "::";
            if begins && is_name(rest[start]) && rest.get(start + 1) == Some(&"::") {
                let mut said = vec![rest[start].to_owned()];
                let mut at = start + 1;
                while rest.get(at) == Some(&"::") && rest.get(at + 1).is_some_and(|word| is_name(word)) {
                    said.push(rest[at + 1].to_owned());
                    at += 2;
                }
                module.written.extend(absolute(&said, path, known, &module.used));
            }
        }
        let used_here = |name: &String| rest.windows(2).any(|words| words[0] != "mod" && words[1] == name);
        module.passed_on = exported.into_iter().filter(|name| !used_here(name)).collect();
        module
    }
}

/// The names of the items that stand in a file itself, not inside of others.
fn definitions(words: &[&str]) -> BTreeSet<String> {
    let mut depth = 0;
    let mut found = BTreeSet::new();
    for pair in words.windows(2) {
        match pair[0] {
            "{" => depth += 1,
            "}" => depth -= 1,
            "struct" | "enum" | "fn" | "const" | "static" | "type" | "trait" | "union" if depth == 0 => {
                found.insert(pair[1].to_owned());
            }
            _ => {}
        }
    }
    found
}

/// A path as it is said in a module, from the root of the crate. None where it leads out of the crate.
fn absolute(
    said: &[String],
    module: &[String],
    known: &BTreeSet<Vec<String>>,
    used: &HashMap<String, Vec<String>>,
) -> Option<Vec<String>> {
    let (mut whole, rest) = match said.first()?.as_str() {
        "crate" => (Vec::new(), &said[1..]),
        "self" => (module.to_vec(), &said[1..]),
        "super" => (module.to_vec(), said),
        first => {
            let child: Vec<String> = module.iter().cloned().chain([first.to_owned()]).collect();
            let path = if known.contains(&child) { child } else { used.get(first)?.clone() };
            (path, &said[1..])
        }
    };
    for word in rest {
        if word == "super" {
            whole.pop();
        } else {
            whole.push(word.clone());
        }
    }
    Some(whole)
}

/// The names that one `use` brings in, each with its path.
fn read_use(words: &[&str], at: &mut usize, lead: &[String], leaves: &mut Vec<(String, Vec<String>)>) {
    let mut path = lead.to_vec();
    while let Some(word) = words.get(*at) {
        match *word {
            "{" => {
                *at += 1;
                while words.get(*at).is_some_and(|word| *word != "}") {
                    read_use(words, at, &path, leaves);
                    if words.get(*at) == Some(&",") {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            "," | "}" => break,
            "as" => {
                leaves.push((words[*at + 1].to_owned(), path));
                *at += 2;
                return;
            }
            "::" => {}
            // "finding::{self, Finding}"
            "self" if !path.is_empty() => {}
            word => path.push(word.to_owned()),
        }
        *at += 1;
    }
    if let Some(name) = path.last() {
        leaves.push((name.clone(), path.clone()));
    }
}

/// The place of a file in the tree of modules.
fn module_path(file: &str) -> Vec<String> {
    let plain = file.trim_end_matches(".rs");
    plain.split('/').filter(|part| *part != "mod" && *part != "lib").map(str::to_owned).collect()
}

/// The modules below one that are for tests only and have files of their own.
fn tests_of(path: &[String], code: &str) -> Vec<Vec<String>> {
    let words = tokens(code);
    let declared = words.windows(TEST.len() + 3).filter(|words| words.starts_with(&TEST));
    let named = declared.filter(|words| words[TEST.len()] == "mod" && words[TEST.len() + 2] == ";");
    named.map(|words| path.iter().cloned().chain([words[TEST.len() + 1].to_owned()]).collect()).collect()
}

const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];

/// The code without the items that are for tests only.
fn without_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some((before, after)) = rest.split_once("#[cfg(test)]") {
        kept.push_str(before);
        let mut depth = 0;
        let end = after.char_indices().find(|(_, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0 && matches!(c, ';' | '}')
        });
        rest = end.map_or("", |(at, _)| &after[at + 1..]);
    }
    kept + rest
}

/// The code without comments, and without what its strings say.
fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => after_string(rest, 1),
            'r' if !code.ends_with(|c: char| c.is_alphanumeric() || c == '_') && raw(rest).is_some() => {
                raw(rest).unwrap_or(1)
            }
            '\'' => character(rest),
            _ => 0,
        };
        if skipped == 0 {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            code.push(' ');
            rest = &rest[skipped..];
        }
    }
    code
}

fn after_string(rest: &str, from: usize) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(from) {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return at + 1,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// How long a raw string is that stands at the beginning.
fn raw(rest: &str) -> Option<usize> {
    let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
    let inner = rest.get(1 + hashes..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(2 + hashes + inner.find(&end)? + end.len())
}

/// How long a character literal is that stands at the beginning; 0 for a lifetime.
fn character(rest: &str) -> usize {
    let mut inner = rest[1..].char_indices();
    match (inner.next(), inner.next()) {
        (Some((_, '\\')), Some((at, c))) => {
            let from = 1 + at + c.len_utf8();
            rest[from..].find('\'').map_or(0, |end| from + end + 1)
        }
        (Some(_), Some((at, '\''))) => 1 + at + 1,
        _ => 0,
    }
}

/// Words and signs; "::" is one sign.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(c) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = match c {
            _ if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            _ => c.len_utf8(),
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The imports among files of TypeScript in one folder. Each is given with its name and its text.
pub fn of_typescript(files: &[(String, String)]) -> Imports {
    let mut imports = Imports::new();
    for (file, text) in files {
        for statement in text.split(';') {
            // After comments and blank lines.
            let Some(start) = statement.find("import ").or_else(|| statement.find("export ")) else { continue };
            let begins_line = start == 0 || statement[..start].ends_with('\n');
            let Some((names, from)) = statement[start..].rsplit_once(" from ").filter(|_| begins_line) else {
                continue;
            };
            let Some(other) = from.trim().trim_matches(['\'', '"']).strip_prefix("./") else { continue };
            let other = format!("{}.ts", other.trim_end_matches(".js").trim_end_matches(".ts"));
            let names = names.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
            let names = names.filter(|word| !["import", "export", "type", "as"].contains(word)).map(str::to_owned);
            imports.entry(file.clone()).or_default().entry(other).or_default().extend(names);
        }
    }
    imports
}

#[test]
fn a_circle_is_found_through_re_exports() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let files = [
        file("a/mod.rs", "mod one; mod two;\npub use one::*;\npub use two::{Two as Second, three};"),
        file("a/one.rs", "use super::Second; // use super::Never;\npub struct One;"),
        file("a/two.rs", "use crate::a::{self, One};\npub struct Two;\nfn two() { a::One }\npub fn three() {}"),
    ];
    let found = circle(&of_rust(&files)).expect("one and two");
    assert_eq!(found, "a/one.rs imports Two from a/two.rs\na/two.rs imports One from a/one.rs");
    // Only tests look back.
    let one = file("a/one.rs", "#[cfg(test)]\nmod tests { use super::super::Second; }\npub struct One;");
    assert_eq!(circle(&of_rust(&[files[0].clone(), one, files[2].clone()])), None);
}

#[test]
fn a_mod_rs_counts_for_what_it_defines() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let leaf = file("a/leaf.rs", "use super::Place;\npub fn leaf(_: Place) { let _ = '\"'; }");
    let uses = file("a/mod.rs", "mod leaf;\npub struct Place;\nfn look() { leaf::leaf(Place) }");
    let found = circle(&of_rust(&[leaf.clone(), uses])).expect("mod.rs and leaf");
    assert_eq!(found, "a/leaf.rs imports Place from a/mod.rs\na/mod.rs imports leaf from a/leaf.rs");
    let passes_on = file("a/mod.rs", "mod leaf;\npub use leaf::leaf;\npub struct Place;");
    assert_eq!(circle(&of_rust(&[leaf, passes_on])), None);
}

#[test]
fn a_circle_of_typescript_is_found() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let files = [
        file("a.ts", "// What.\nimport * as vscode from 'vscode';\nimport type { B } from './b';\n"),
        file("b.ts", "import {\n  A,\n  Other,\n} from './a.js';\nexport const x = 1;"),
    ];
    let found = circle(&of_typescript(&files)).expect("a and b");
    assert_eq!(found, "a.ts imports B from b.ts\nb.ts imports A, Other from a.ts");
}
