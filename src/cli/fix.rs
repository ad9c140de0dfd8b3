//! `rapporteur check --fix` and `--diff`: what can be fixed is fixed before the rest is reported.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use similar::TextDiff;

use super::file_changes::{FileChange, write_together};
use super::notice;
use super::print::copy;
use super::read::CheckOutcome;
use super::visible::{line, lines};
use crate::edits::Fix;
use crate::rules::{FixedFiles, fix_all};
use crate::syntax::Document;
use crate::text::{FileId, uncancelled};
use crate::workspace::Notice;

/// What the command line says about fixes.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct FixArgs {
    /// Fix all safe problems, and report the rest; text from standard input is written to standard output
    #[arg(long)]
    pub(crate) fix: bool,

    /// Apply also fixes that should be looked at afterwards
    #[arg(long)]
    pub(crate) unsafe_fixes: bool,

    /// Show what --fix would change, as a unified diff, and change nothing; ends with 1 where there is something
    #[arg(long, conflicts_with = "fix")]
    pub(crate) diff: bool,
}

impl FixArgs {
    fn wants(self, fix: &Fix) -> bool {
        fix.safe || self.unsafe_fixes
    }
}

/// The changed files by themselves, but those together that one fix has changed.
fn groups<'a>(together: &[BTreeSet<FileId>], changes: &'a [FileChange]) -> Vec<Vec<&'a FileChange>> {
    let mut groups: BTreeMap<FileId, Vec<&FileChange>> = BTreeMap::new();
    for change in changes {
        let first = together.iter().find(|files| files.contains(&change.id)).and_then(BTreeSet::first);
        groups.entry(*first.unwrap_or(&change.id)).or_default().push(change);
    }
    groups.into_values().collect()
}

impl CheckOutcome {
    /// The files are as they were: they could not be written.
    fn take_back(&mut self, group: &[&FileChange]) {
        for change in group {
            let document = Document::read(&change.before);
            if let Some(file) = self.files.iter_mut().find(|file| file.id == change.id && file.document.is_some()) {
                file.document = Some(document.clone());
            }
            let path = self.workspace.snapshot().path(change.id).map(Path::to_owned);
            self.workspace.set_draft(change.id, path, document);
        }
    }
}

/// Fixes the files that were read; the workspace and `outcome` have them as they are now.
fn changes(outcome: &mut CheckOutcome, args: FixArgs) -> Result<(FixedFiles, Vec<FileChange>), Notice> {
    let documents = outcome.files.iter().filter_map(|file| Some((file.id, file.document.clone()?))).collect();
    let mut workspace = outcome.workspace.clone();
    let fixed = uncancelled(|cancellation| fix_all(&mut workspace, documents, &|fix| args.wants(fix), cancellation))?;
    let mut changes = Vec::new();
    for (&id, after) in &fixed.files {
        let Some((shown, before)) = outcome.file(id) else { continue };
        changes.push(FileChange { id, shown, before: before.to_string(), after: after.clone() });
    }
    outcome.workspace = workspace;
    let now: BTreeMap<FileId, &FileChange> = changes.iter().map(|change| (change.id, change)).collect();
    for file in &mut outcome.files {
        if let Some(change) = now.get(&file.id) {
            file.document = Some(change.after.clone());
        }
    }
    Ok((fixed, changes))
}

/// Fixes and writes. Where standard output was given to a fixed text, so that no report can go there, says whether that was
/// written.
pub(crate) fn write(outcome: &mut CheckOutcome, args: FixArgs, quiet: bool) -> Option<bool> {
    let piped = outcome.files.iter().find(|file| outcome.workspace.snapshot().path(file.id).is_none() || file.piped);
    let piped = piped.map(|file| file.id);
    let (fixed, changes) = match changes(outcome, args) {
        Ok(done) => done,
        Err(notice) => {
            outcome.errors.push(notice);
            return None;
        }
    };
    let snapshot = outcome.workspace.snapshot();
    let mut written = BTreeSet::new();
    for group in groups(&fixed.together, &changes) {
        let group: Vec<&FileChange> = group.into_iter().filter(|change| Some(change.id) != piped).collect();
        match write_together(&group, &snapshot) {
            Ok(()) => written.extend(group.iter().map(|change| change.id)),
            Err(notices) => {
                outcome.errors.extend(notices);
                outcome.take_back(&group);
            }
        }
    }
    if !fixed.settled {
        let message = "some fixes undo each other: what is left is reported".to_owned();
        outcome.warnings.push(Notice { path: Path::new("check --fix").into(), line: None, message });
    }
    if !quiet && !written.is_empty() {
        let names: Vec<_> =
            changes.iter().filter(|it| written.contains(&it.id)).map(|it| it.named(&snapshot)).collect();
        notice::said(&format!("fixed {} in {}", counted(&fixed, &|file| written.contains(&file)), names.join(", ")));
    }
    let piped = piped.and_then(|id| outcome.files.iter().find(|file| file.id == id));
    let document = piped.and_then(|file| file.document.as_ref())?;
    Some(copy(document.rope.chunks()))
}

/// "3 findings (label-sequence 1, plain-hyphen 2)"
fn counted(fixed: &FixedFiles, counts: &dyn Fn(FileId) -> bool) -> String {
    let mut of_rules: BTreeMap<&str, usize> = BTreeMap::new();
    let files = fixed.rules.iter().filter(|(file, _)| counts(**file));
    for (rule, count) in files.flat_map(|(_, rules)| rules) {
        *of_rules.entry(rule).or_default() += count;
    }
    let total: usize = of_rules.values().sum();
    let rules: Vec<String> = of_rules.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
    format!("{total} finding{} ({})", if total == 1 { "" } else { "s" }, rules.join(", "))
}

/// Shows what would be changed. Gives what would be fixed, nothing where that is none.
///
/// # Errors
/// Standard output cannot be written, or a file can no longer be read.
pub(crate) fn diff(outcome: &mut CheckOutcome, args: FixArgs) -> Result<Option<String>, io::Error> {
    let (fixed, changes) = match changes(outcome, args) {
        Ok(done) => done,
        Err(notice) => {
            outcome.errors.push(notice);
            return Ok(None);
        }
    };
    let mut out = io::stdout().lock();
    for change in &changes {
        let after = change.after.rope.to_string();
        let diff = TextDiff::from_lines(&change.before, &after);
        let shown = line(&change.shown);
        let (old, new) = (format!("a/{shown}"), format!("b/{shown}"));
        out.write_all(lines(&diff.unified_diff().header(&old, &new).to_string()).as_bytes())?;
    }
    out.flush()?;
    Ok((!changes.is_empty()).then(|| counted(&fixed, &|_| true)))
}
