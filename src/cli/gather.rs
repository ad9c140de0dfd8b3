//! Which files the command line means.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use glob::MatchOptions;

use crate::workspace::{Excluded, FileNameKind, Notice, is_remote, named, walk};

/// How a report names standard input.
const STDIN: &str = "<stdin>";

/// A file to be read.
#[derive(Debug)]
pub(crate) struct Source {
    /// Where it is, from the root of the file system; none for standard input without a name.
    pub(crate) path: Option<PathBuf>,
    /// How a report names it: as the command line did.
    pub(crate) shown: String,
    /// Whether it is a draft for certain: named on the command line, or by its extension.
    pub(crate) certain: bool,
    /// Whether its text comes from standard input.
    pub(crate) piped: bool,
}

/// What the command line means.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// The files, in its order and each once.
    pub(crate) sources: Vec<Source>,
    /// The folders that it names, from the root of the file system.
    pub(crate) folders: Vec<PathBuf>,
}

/// The files that the command line means; what standard input is called, if it has a name; which files of folders are left
/// out, as lines of a `.gitignore` in each of these folders would say it. Without any path, the current folder.
pub(crate) fn gather(paths: &[PathBuf], stdin: Option<&Path>, exclude: &[String]) -> (Gathered, Vec<Notice>) {
    let expanded: Vec<PathBuf> = paths.iter().flat_map(|path| expanded(path)).collect();
    let mut paths: Vec<&Path> = expanded.iter().map(PathBuf::as_path).collect();
    let dash = Path::new("-");
    if stdin.is_some() && !paths.contains(&dash) {
        paths.insert(0, dash);
    }
    if paths.is_empty() {
        paths.push(Path::new("."));
    }
    let mut gathered = Gathered::default();
    let mut notices = Vec::new();
    let mut seen = HashSet::new();
    // What is piped in stands for the file of that name, wherever that is named.
    if let Some(stdin) = stdin {
        let whole = absolute(stdin);
        seen.insert(whole.canonicalize().unwrap_or(whole));
    }
    let mut piped = false;
    for path in paths {
        if path == dash {
            if !std::mem::replace(&mut piped, true) {
                let shown = stdin.map_or_else(|| STDIN.into(), |name| name.display().to_string());
                gathered.sources.push(Source { path: stdin.map(absolute), shown, certain: true, piped: true });
            }
        } else if path.is_dir() {
            let folder = absolute(path);
            let excluded = Excluded::below(path, exclude);
            let (files, unread) = walk(path);
            notices.extend(unread);
            for file in files.into_iter().filter(|file| !excluded.has(file)) {
                let within = file.strip_prefix(path).unwrap_or(&file);
                let whole = folder.join(within);
                if seen.insert(whole.clone()) {
                    let shown = file.strip_prefix(".").unwrap_or(&file).display().to_string();
                    let certain = named(&file) == FileNameKind::Draft;
                    gathered.sources.push(Source { path: Some(whole), shown, certain, piped: false });
                }
            }
            gathered.folders.push(folder);
        } else {
            // A file that has two names is one file, called by the first.
            let whole = absolute(path);
            if seen.insert(whole.canonicalize().unwrap_or_else(|_| whole.clone())) {
                let shown = path.display().to_string();
                gathered.sources.push(Source { path: Some(whole), shown, certain: true, piped: false });
            }
        }
    }
    (gathered, notices)
}

/// The files that a path with `*` or `?` means where no shell has expanded it, in the order of their names; any other path,
/// and one that nothing answers to, is itself. Square brackets are what names of drafts are full of, and mean themselves.
fn expanded(path: &Path) -> Vec<PathBuf> {
    let alone = || vec![path.to_owned()];
    let Some(pattern) = path.to_str().filter(|path| path.contains(['*', '?'])) else { return alone() };
    if path.exists() || is_remote(path) {
        return alone();
    }
    let hidden_by_name = MatchOptions { require_literal_leading_dot: true, ..MatchOptions::new() };
    let Ok(found) = glob::glob_with(&pattern.replace('[', "[[]"), hidden_by_name) else { return alone() };
    // "." and ".." are names of folders that the pattern did not mean.
    let is_dots = |path: &PathBuf| {
        let name = path.to_str().unwrap_or_default();
        matches!(name.rsplit(std::path::is_separator).next(), Some("." | ".."))
    };
    // A folder that may not be listed holds nothing that could be read.
    let found: Vec<PathBuf> = found.filter_map(Result::ok).filter(|path| !is_dots(path)).collect();
    if found.is_empty() { alone() } else { found }
}

/// A path from the root of the file system, by which a file is known however it was named. A file that is a link
/// stays where the link is: that is the folder of drafts it belongs to.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let plain = || std::path::absolute(path).unwrap_or_else(|_| path.into());
    if path.is_dir() {
        return path.canonicalize().unwrap_or_else(|_| plain());
    }
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return plain(),
    };
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => plain(),
    }
}

/// A path as the current folder would name it.
pub(crate) fn shorten(path: &Path) -> PathBuf {
    let here = absolute(Path::new("."));
    let short = path.strip_prefix(&here).or_else(|_| path.strip_prefix(".")).unwrap_or(path);
    if short.as_os_str().is_empty() { path.into() } else { short.into() }
}
