//! The check for submission: what a draft, or all drafts of the folders, must not have left in them at a door.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

use super::ask::ask_workspace;
use super::convert::{self, Converter};
use super::errors::content_modified;
use super::session::Session;
use super::snapshot::Surroundings;
use super::uri::path_of;
use crate::rules::{Fixes, Severity, check_file};
use crate::text::{Cancellation, FileId};
use crate::workspace::Door;

/// What is asked to be checked.
#[derive(Deserialize)]
pub(super) struct Submission {
    /// The draft; without it, all drafts that are open or in the folders.
    uri: Option<Uri>,
    door: String,
}

/// Checks for submission. The findings come file by file, in the order of their places; files without any are counted only.
///
/// # Errors
/// There is no such door, or the draft is neither open nor in the folders.
pub(super) async fn check(session: &Arc<Session>, asked: Submission) -> Result<Option<Value>> {
    let names = Door::ALL.map(Door::name).join(", ");
    let door = Door::named(&asked.door);
    let door =
        door.ok_or_else(|| Error::invalid_params(format!("there is no door {:?}; there are {names}", asked.door)))?;
    let own = session.clone();
    ask_workspace(session, move |around, cancellation| {
        let mut workspace = own.copy_of_workspace();
        workspace.change_config(|config| config.door = Some(door));
        let around = Surroundings { workspace: workspace.snapshot(), ..around.clone() };
        let files: Vec<FileId> = match &asked.uri {
            Some(uri) => vec![file(&own, &around, uri)?],
            None => {
                let open = own.open_drafts();
                let open = open.iter().filter_map(|draft| draft.id());
                open.chain(around.workspace.files().map(|file| file.id)).collect()
            }
        };
        report(&around, door, &files, cancellation).map(Some)
    })
    .await
}

/// The file that is meant: an open draft, else one of the folders.
fn file(session: &Session, around: &Surroundings, uri: &Uri) -> Result<FileId> {
    let open = session.draft(uri).and_then(|draft| draft.id());
    let closed = || {
        let path = path_of(uri)?;
        around.workspace.files().find(|file| file.path == path).map(|file| file.id)
    };
    let unknown = || Error::invalid_params(format!("{} is neither open nor a draft of the folders", uri.as_str()));
    open.or_else(closed).ok_or_else(unknown)
}

fn report(around: &Surroundings, door: Door, files: &[FileId], cancellation: Cancellation<'_>) -> Result<Value> {
    let (mut checked, mut errors, mut findings) = (0, 0, Vec::new());
    for &file in files {
        cancellation.check()?;
        // One that was deleted meanwhile is no draft any more.
        let Ok(document) = around.workspace.document(file) else { continue };
        if !document.has_any_of_resolution() {
            continue;
        }
        checked += 1;
        // For each file its own: it keeps what it was asked of.
        let converter = Converter::of_workspace(around);
        let mut found = check_file(&document, file, &around.workspace, Fixes::Unasked, cancellation)?;
        found.sort_by_key(|reported| reported.finding.span);
        for reported in found {
            let finding = reported.finding;
            let place = converter.known_location(file, finding.span).ok_or_else(content_modified)?;
            errors += u32::from(finding.severity == Severity::Error);
            findings.push(json!({
                "uri": place.uri,
                "range": place.range,
                "rule": finding.rule.name,
                "severity": convert::severity(finding.severity),
                "message": finding.message,
            }));
        }
    }
    Ok(json!({ "as": door.as_what(), "files": checked, "errors": errors, "findings": findings }))
}
