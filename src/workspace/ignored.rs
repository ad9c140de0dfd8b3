//! What a folder leaves out, as git and ripgrep have it: `.ignore`, and in a repository `.gitignore` and `.git/info/exclude`.
//! The files are read as all others are: they come with the folder.

use std::io;
use std::path::Path;
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder, gitconfig_excludes_path};

use super::config::Notice;
use super::open::{FileUse, io_message, read_bytes};

/// What a folder and the folders above it leave out.
#[derive(Clone)]
pub(super) struct Ignored {
    /// The folder's own, and those above.
    layers: Option<Arc<Layer>>,
    /// What the drafter leaves out in all repositories.
    global: Arc<Gitignore>,
}

struct Layer {
    above: Option<Arc<Layer>>,
    ignore: Gitignore,
    git: Gitignore,
    exclude: Gitignore,
    /// A repository begins here: what is above is none of its.
    is_repository: bool,
}

impl Ignored {
    /// What the folders above a folder leave out; it is given from the root of the file system. What cannot be read there is none
    /// of the folder's, and nobody is told.
    pub(super) fn above(folder: &Path) -> Ignored {
        let mut unsaid = Vec::new();
        let global = gitconfig_excludes_path().map(|path| rules(folder, &path, &mut unsaid));
        let none = Ignored { layers: None, global: Arc::new(global.unwrap_or_else(Gitignore::empty)) };
        let above: Vec<&Path> = folder.ancestors().skip(1).collect();
        above.into_iter().rev().fold(none, |ignored, folder| ignored.within(folder, &mut unsaid))
    }

    /// What a folder leaves out that lies in the present one.
    pub(super) fn within(&self, folder: &Path, notices: &mut Vec<Notice>) -> Ignored {
        let mut read = |name: &str| rules(folder, &folder.join(name), notices);
        let (ignore, git, exclude) = (read(".ignore"), read(".gitignore"), read(".git/info/exclude"));
        let is_repository = folder.join(".git").exists() || folder.join(".jj").exists();
        if ignore.is_empty() && git.is_empty() && exclude.is_empty() && !is_repository {
            return self.clone();
        }
        let layer = Layer { above: self.layers.clone(), ignore, git, exclude, is_repository };
        Ignored { layers: Some(Arc::new(layer)), global: self.global.clone() }
    }

    /// Whether a file or folder is left out. What is hidden is, unless it is named as wanted.
    pub(super) fn leaves_out(&self, path: &Path, is_dir: bool) -> bool {
        // The nearest that says something counts, and of all kinds the first.
        let first = |found: &mut Match<()>, rules: &Gitignore| {
            if found.is_none() {
                *found = rules.matched(path, is_dir).map(|_| ());
            }
        };
        let mut kinds = [Match::None, Match::None, Match::None];
        let layers = || std::iter::successors(self.layers.as_deref(), |layer| layer.above.as_deref());
        let in_repository = layers().any(|layer| layer.is_repository);
        let mut left = false;
        for layer in layers() {
            first(&mut kinds[0], &layer.ignore);
            if in_repository && !left {
                first(&mut kinds[1], &layer.git);
                first(&mut kinds[2], &layer.exclude);
            }
            left |= layer.is_repository;
        }
        let [ignore, git, exclude] = kinds;
        let mut said = ignore.or(git).or(exclude);
        if in_repository {
            first(&mut said, &self.global);
        }
        let hidden = || path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        said.is_ignore() || said.is_none() && hidden()
    }
}

/// What a drafter leaves out of a folder beside that.
pub struct Excluded(Gitignore);

impl Excluded {
    /// Patterns as lines of a `.gitignore` in the folder would say them.
    pub fn below(folder: &Path, patterns: &[String]) -> Excluded {
        Excluded(patterns_of(folder, patterns.iter().map(String::as_str)).unwrap_or_else(|_| Gitignore::empty()))
    }

    /// What is wrong with a pattern, if it is none.
    pub fn complaint(pattern: &str) -> Option<String> {
        if is_too_intricate(pattern) {
            return Some(TOO_INTRICATE.to_owned());
        }
        GitignoreBuilder::new("").add_line(None, pattern).err().map(|error| error.to_string())
    }

    /// Whether a file below the folder, named as the folder was, is left out, or a folder that it lies in.
    pub fn has(&self, file: &Path) -> bool {
        !self.0.is_empty() && self.0.matched_path_or_any_parents(file, false).is_ignore()
    }
}

/// The longest pattern that is read, in bytes.
const PATTERN_BYTES: usize = 4096;
/// As many braces may open in one.
const PATTERN_BRACES: usize = 32;

/// What is said of a pattern past these bounds.
pub(super) const TOO_INTRICATE: &str = "it is too long, or has too many braces";

/// Whether reading a pattern, which goes down into each of its braces, could cost more than a pattern is worth.
pub(super) fn is_too_intricate(pattern: &str) -> bool {
    pattern.len() > PATTERN_BYTES || pattern.bytes().filter(|byte| *byte == b'{').count() > PATTERN_BRACES
}

/// The rules of one file, which hold below a folder; none where there is no such file. Lines that are no pattern are left out.
fn rules(folder: &Path, file: &Path, notices: &mut Vec<Notice>) -> Gitignore {
    let read = || {
        let bytes = match read_bytes(file, FileUse::Ignore) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(Gitignore::empty());
            }
            Err(error) => return Err(io_message(&error)),
        };
        patterns_of(folder, String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').lines())
            .map_err(|error| error.to_string())
    };
    read().unwrap_or_else(|message| {
        notices.push(Notice { path: file.into(), line: None, message });
        Gitignore::empty()
    })
}

/// Lines of an ignore file, which hold below a folder.
fn patterns_of<'l>(folder: &Path, lines: impl Iterator<Item = &'l str>) -> Result<Gitignore, ignore::Error> {
    let mut builder = GitignoreBuilder::new(folder);
    for line in lines.filter(|line| !is_too_intricate(line)) {
        // As git does, which takes a line that is no pattern for none; see [`Excluded::complaint`].
        let _ = builder.add_line(None, line);
    }
    builder.build()
}
