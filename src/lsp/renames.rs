//! Files that are about to get other names: the paths in `rapporteur.toml` follow.

use std::path::PathBuf;
use std::sync::Arc;

use ropey::Rope;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use super::ask::on_blocking_thread;
use super::convert::range;
use super::session::Session;
use super::uri::{path_of, uri_of};
use crate::edits::difference;
use crate::text::FileId;
use crate::workspace::config::{FILE_NAME, with_renamed};
use crate::workspace::{FileUse, read_file_as};

/// What the files that name them say then.
///
/// # Errors
/// The server ends.
pub(super) async fn follow(session: &Arc<Session>, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
    let session = session.clone();
    let path = |uri: &str| path_of(&uri.parse::<Uri>().ok()?);
    let renames: Vec<(PathBuf, PathBuf)> =
        params.files.iter().filter_map(|file| path(&file.old_uri).zip(path(&file.new_uri))).collect();
    on_blocking_thread(move || edits(&session, &renames)).await
}

fn edits(session: &Session, renames: &[(PathBuf, PathBuf)]) -> Option<WorkspaceEdit> {
    let mut changes = std::collections::HashMap::new();
    for root in session.workspace().configs.iter().filter_map(|config| config.root.clone()) {
        let file = root.join(FILE_NAME);
        let Ok(text) = read_file_as(&file, FileUse::Config) else { continue };
        let Some(now) = with_renamed(&text, &root, renames) else { continue };
        let rope = Rope::from_str(&text);
        // The number of the file does not matter: all edits are of this one.
        let edits = difference(FileId(0), &rope, &Rope::from_str(&now)).into_iter();
        let encoding = session.client.abilities().encoding;
        let edits = edits.map(|edit| TextEdit::new(range(&rope, edit.span, encoding), edit.text));
        changes.insert(uri_of(&file)?, edits.collect::<Vec<_>>());
    }
    (!changes.is_empty()).then(|| WorkspaceEdit { changes: Some(changes), ..Default::default() })
}
