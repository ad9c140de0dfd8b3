//! Files that a command changes together: all are written, or none.

use std::collections::BTreeSet;
use std::path::Path;

use super::gather::shorten;
use crate::syntax::Document;
use crate::text::FileId;
use crate::workspace::{FileUse, Notice, Replacement, Snapshot, Writing};

/// What a file said and what it says now.
pub(crate) struct FileChange {
    pub(crate) id: FileId,
    pub(crate) shown: String,
    pub(crate) before: String,
    pub(crate) after: Document,
}

impl FileChange {
    pub(crate) fn path<'a>(&'a self, snapshot: &'a Snapshot) -> &'a Path {
        snapshot.path(self.id).unwrap_or(Path::new(&self.shown))
    }

    pub(crate) fn named(&self, snapshot: &Snapshot) -> String {
        shorten(self.path(snapshot)).display().to_string()
    }
}

/// Writes files: all, or none.
pub(crate) fn write_together(group: &[&FileChange], snapshot: &Snapshot) -> Result<(), Vec<Notice>> {
    let roots: BTreeSet<&Path> =
        group.iter().filter_map(|change| snapshot.configs.folder_of(change.path(snapshot))).collect();
    let after: Vec<String> = group.iter().map(|change| change.after.rope.to_string()).collect();
    let replacements = group.iter().zip(&after).map(|(change, after)| {
        let (path, before) = (change.path(snapshot), Some(&*change.before));
        Replacement { path, before, after, used: FileUse::Draft }
    });
    let mut writing = Writing::below(roots).map_err(|notice| vec![notice])?;
    writing.write(&replacements.collect::<Vec<_>>()).map_err(|mut notices| {
        let failed: Vec<_> = notices.iter().map(|notice| notice.path.clone()).collect();
        let spared =
            group.iter().map(|change| change.path(snapshot)).filter(|path| !failed.iter().any(|it| it == path));
        let message = || "is not fixed either: its fixes and those of another file go together".to_owned();
        notices.extend(spared.map(|path| Notice { path: path.into(), line: None, message: message() }));
        notices
    })
}
