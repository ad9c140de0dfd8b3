//! Commands that make a new text of one draft: they read it as `check` does, and write to standard output or into a file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::gather::{absolute, gather};
use super::notice;
use super::print::copy;
use super::progress::Progress;
use super::read::{Keep, read};
use super::settings::CheckSettings;
use super::write_file::write_file;
use crate::syntax::Document;
use crate::text::FileId;
use crate::workspace::{FileUse, Notice, Replacement, Snapshot, Workspace};

/// What the command line says of a draft and of where its new text goes.
#[derive(Debug, clap::Args)]
pub(crate) struct OneDraftArgs {
    /// The draft, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Where to write; the draft itself may be named, any other file must not be there yet. Without it, standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A draft that was read, with the drafts and the configuration around it.
pub(crate) struct OneDraft {
    pub(crate) id: FileId,
    pub(crate) document: Document,
    pub(crate) workspace: Workspace,
}

impl OneDraft {
    /// Reads a draft. Where it cannot be read that is said, and there is none.
    pub(crate) fn read(path: &Path) -> Option<OneDraft> {
        let (gathered, unread) = gather(&[path.to_owned()], None, &[]);
        let outcome = read(gathered, &CheckSettings::default(), Keep::All, &Progress::new(false));
        unread.iter().chain(&outcome.errors).for_each(notice::error);
        outcome.warnings.iter().for_each(notice::warning);
        if !unread.is_empty() || !outcome.errors.is_empty() {
            return None;
        }
        let mut files = outcome.files.into_iter().filter_map(|file| Some((file.id, file.document?)));
        match (files.next(), files.next()) {
            (Some((id, document)), None) => Some(OneDraft { id, document, workspace: outcome.workspace }),
            _ => {
                refuse(path, "is a folder: name one draft");
                None
            }
        }
    }

    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        self.workspace.snapshot()
    }
}

/// Says why nothing comes of a draft.
pub(crate) fn refuse(path: &Path, why: &str) -> ExitCode {
    notice::error(&Notice { path: path.to_owned(), line: None, message: why.to_owned() });
    ExitCode::from(2)
}

impl OneDraftArgs {
    /// Reads the draft. Where it cannot be read that is said, and there is none.
    pub(crate) fn read(&self) -> Option<OneDraft> {
        OneDraft::read(&self.file)
    }

    /// Says why nothing comes of the draft.
    pub(crate) fn refuse(&self, why: &str) -> ExitCode {
        refuse(&self.file, why)
    }

    /// Whether the draft's own file is to be written.
    pub(crate) fn replaces(&self, draft: &OneDraft) -> bool {
        let output = self.output.as_deref().map(absolute);
        output.is_some() && output.as_deref() == draft.snapshot().path(draft.id)
    }

    /// Writes what came of the draft.
    pub(crate) fn write(&self, draft: &OneDraft, text: &str) -> ExitCode {
        let Some(output) = self.output.as_deref().filter(|output| *output != Path::new("-")) else {
            return if copy([text]) { ExitCode::SUCCESS } else { ExitCode::from(2) };
        };
        let path = absolute(output);
        let before = draft.document.rope.to_string();
        let before = (draft.snapshot().path(draft.id) == Some(&*path)).then_some(&*before);
        write_file(&Replacement { path: &path, before, after: text, used: FileUse::Draft }, "")
    }
}
