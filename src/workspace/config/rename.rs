//! Paths in the file that follow files which get other names.

use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, Value};

/// The text of a `rapporteur.toml` in the folder `root` after files or folders have got other names: each path in it that
/// names one of them, or lies below one, follows. `None` where none does, or the file cannot be read. Globs follow as far
/// as the folder that they begin with goes.
pub fn with_renamed(toml: &str, root: &Path, renames: &[(PathBuf, PathBuf)]) -> Option<String> {
    let mut document: DocumentMut = toml.parse().ok()?;
    let mut changed = false;
    let table = document.as_table_mut();
    for key in ["adopted", "data"] {
        if let Some(item) = table.get_mut(key) {
            each_string(item, &mut |path| follow(path, root, renames), &mut changed);
        }
    }
    for (list, key) in [("files", "match"), ("accept", "file")] {
        match table.get_mut(list) {
            Some(Item::ArrayOfTables(entries)) => {
                let items = entries.iter_mut().filter_map(|entry| entry.get_mut(key));
                items.for_each(|item| each_string(item, &mut |path| follow(path, root, renames), &mut changed));
            }
            Some(Item::Value(Value::Array(entries))) => {
                let values = entries.iter_mut().filter_map(|entry| entry.as_inline_table_mut()?.get_mut(key));
                values.for_each(|value| each_value(value, &mut |path| follow(path, root, renames), &mut changed));
            }
            _ => {}
        }
    }
    changed.then(|| document.to_string())
}

/// A path as it is after the renames; none where it stays.
fn follow(path: &str, root: &Path, renames: &[(PathBuf, PathBuf)]) -> Option<String> {
    let whole = root.join(path);
    let (old, new) = renames.iter().find(|(old, _)| whole.starts_with(old))?;
    let rest = whole.strip_prefix(old).ok()?;
    let now = if rest.as_os_str().is_empty() { new.clone() } else { new.join(rest) };
    let now = now.strip_prefix(root).unwrap_or(&now);
    let parts: Vec<_> = now.iter().map(|part| part.to_string_lossy()).collect();
    Some(if now.has_root() { now.display().to_string() } else { parts.join("/") })
}

fn each_string(item: &mut Item, change: &mut dyn FnMut(&str) -> Option<String>, changed: &mut bool) {
    if let Some(value) = item.as_value_mut() {
        each_value(value, change, changed);
    }
}

fn each_value(value: &mut Value, change: &mut dyn FnMut(&str) -> Option<String>, changed: &mut bool) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| each_value(value, change, changed)),
        Value::String(text) => {
            if let Some(new) = change(text.value()) {
                let decor = text.decor().clone();
                let mut new = toml_edit::Formatted::new(new);
                *new.decor_mut() = decor;
                *text = new;
                *changed = true;
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_follow_and_comments_stay() {
        let toml = "adopted = [\"texts/**\", # ours\n  \"a.txt\"]\ndata = [\"more.jsonl\"]\n[[accept]]\nrule = \"stale-revision\"\nfile = \"texts/b.txt\" # why\n";
        let renames = [("/d/texts", "/d/old/texts"), ("/d/more.jsonl", "/d/data.jsonl")]
            .map(|(old, new)| (PathBuf::from(old), PathBuf::from(new)));
        let now = with_renamed(toml, Path::new("/d"), &renames).expect("something follows");
        assert_eq!(now, toml.replace("texts/", "old/texts/").replace("more.jsonl", "data.jsonl"),);
        assert_eq!(with_renamed(toml, Path::new("/d"), &[("/d/other".into(), "/d/x".into())]), None);
        assert_eq!(with_renamed("adopted = [", Path::new("/d"), &renames), None);
    }
}
