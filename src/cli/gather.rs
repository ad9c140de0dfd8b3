//! Which files the command line means.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::workspace::{Named, Notice, named, walk};

/// How a report names standard input.
pub const STDIN: &str = "<stdin>";

/// A file to be read.
#[derive(Debug)]
pub struct Source {
    /// Where it is, from the root of the file system; none for standard input.
    pub path: Option<PathBuf>,
    /// How a report names it: as the command line did.
    pub shown: String,
    /// Whether it is a draft for certain: named on the command line, or by its extension.
    pub certain: bool,
}

/// The files that the command line means, in its order and each once, and the folder whose configuration holds.
pub fn gather(paths: &[PathBuf]) -> (Vec<Source>, PathBuf, Vec<Notice>) {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let (mut sources, mut notices) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            if seen.insert(PathBuf::from(STDIN)) {
                sources.push(Source { path: None, shown: STDIN.into(), certain: true });
            }
        } else if path.is_dir() {
            let folder = absolute(path);
            let (files, unread) = walk(path);
            notices.extend(unread);
            for file in files {
                let within = file.strip_prefix(path).unwrap_or(&file);
                let whole = folder.join(within);
                if seen.insert(whole.clone()) {
                    let shown = file.strip_prefix(".").unwrap_or(&file).display().to_string();
                    sources.push(Source { path: Some(whole), shown, certain: named(&file) == Named::Draft });
                }
            }
        } else {
            let whole = absolute(path);
            if seen.insert(whole.clone()) {
                sources.push(Source { path: Some(whole), shown: path.display().to_string(), certain: true });
            }
        }
    }
    let first = paths.first().filter(|path| path.as_os_str() != "-");
    let folder = match first.map(|path| (absolute(path), path.is_dir())) {
        Some((folder, true)) => folder,
        Some((file, false)) => file.parent().map_or_else(|| absolute(Path::new(".")), Path::to_path_buf),
        None => absolute(Path::new(".")),
    };
    (sources, folder, notices)
}

/// A path from the root of the file system, by which a file is known however it was named. A file that is a link
/// stays where the link is: that is the folder of drafts it belongs to.
pub fn absolute(path: &Path) -> PathBuf {
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
pub fn shorten(path: &Path) -> PathBuf {
    let here = absolute(Path::new("."));
    let short = path.strip_prefix(&here).or_else(|_| path.strip_prefix(".")).unwrap_or(path);
    if short.as_os_str().is_empty() { path.into() } else { short.into() }
}
