//! `rapporteur reletter`: all sections of a draft get the labels that they ought to have.

use std::collections::BTreeMap;
use std::process::ExitCode;

use super::file_changes::{FileChange, write_together};
use super::gather::shorten;
use super::notice;
use super::one_draft::{OneDraft, OneDraftArgs};
use crate::edits::{apply, reletter_all};
use crate::syntax::Document;
use crate::text::{FileId, uncancelled};
use crate::workspace::Notice;

/// What the command line says to `reletter`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
References to the clauses follow. Those in other drafts are written where the draft itself is (-o with its own name); else
they are counted only. Sections that are not surely read are left as they are.

Exit status:
  0  the text is written, with other labels or as it was
  2  the draft could not be read, or the text not written")]
pub(crate) struct ReletterArgs {
    #[command(flatten)]
    draft: OneDraftArgs,
}

/// After so many rounds sections that want each other's references are left as they are.
const ROUNDS: usize = 10;

/// Letters and numbers the clauses of a draft anew.
pub(crate) fn run(args: &ReletterArgs) -> ExitCode {
    let Some(draft) = args.draft.read() else { return ExitCode::from(2) };
    let mut changed = match relettered(&draft) {
        Ok(changed) => changed,
        Err(unread) => {
            notice::error(&unread);
            return ExitCode::from(2);
        }
    };
    let in_place = args.draft.replaces(&draft);
    if changed.is_empty() {
        notice::said("all clauses have the labels that they ought to have, as far as they are surely read");
        return if in_place { ExitCode::SUCCESS } else { args.draft.write(&draft, &draft.document.rope.to_string()) };
    }
    let snapshot = &draft.snapshot();
    if !in_place {
        let own = changed.remove(&draft.id).unwrap_or_else(|| draft.document.clone());
        let written = args.draft.write(&draft, &own.rope.to_string());
        if !changed.is_empty() && written == ExitCode::SUCCESS {
            let paths = changed.keys().filter_map(|file| snapshot.path(*file));
            let names: Vec<_> = paths.map(|path| shorten(path).display().to_string()).collect();
            let follow = "have references to these clauses: they follow where the draft itself is written";
            notice::said(&format!("{} {follow}", names.join(", ")));
        }
        return written;
    }
    let mut changes = Vec::new();
    for (id, after) in changed {
        let before = match snapshot.document(id) {
            Ok(document) => document.rope.to_string(),
            Err(unread) => {
                notice::error(&unread);
                return ExitCode::from(2);
            }
        };
        let shown = snapshot.path(id).map(|path| path.display().to_string()).unwrap_or_default();
        changes.push(FileChange { id, shown, before, after });
    }
    match write_together(&changes.iter().collect::<Vec<_>>(), snapshot) {
        Ok(()) => {
            let names: Vec<_> = changes.iter().map(|change| change.named(snapshot)).collect();
            notice::said(&format!("wrote {}", names.join(", ")));
            ExitCode::SUCCESS
        }
        Err(notices) => {
            notices.iter().for_each(notice::error);
            ExitCode::from(2)
        }
    }
}

/// The files that are changed, as they are then.
///
/// # Errors
/// One in which references follow can no longer be read.
fn relettered(draft: &OneDraft) -> Result<BTreeMap<FileId, Document>, Notice> {
    let (mut workspace, mut changed) = (draft.workspace.clone(), BTreeMap::new());
    for _ in 0..ROUNDS {
        let snapshot = workspace.snapshot();
        let own = changed.get(&draft.id).unwrap_or(&draft.document);
        let batch = uncancelled(|cancellation| reletter_all(&snapshot, own, draft.id, cancellation));
        if batch.is_empty() {
            break;
        }
        for (file, edits) in batch.files() {
            let before = match changed.remove(&file) {
                Some(document) => document,
                None if file == draft.id => draft.document.clone(),
                None => snapshot.document(file)?,
            };
            let after = Document::read(&apply(&before.rope, edits));
            workspace.set_draft(file, snapshot.path(file).map(Into::into), after.clone());
            changed.insert(file, after);
        }
    }
    Ok(changed)
}
