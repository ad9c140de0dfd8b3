//! Diagnostics of the files of the folders that are not open, for clients that ask for them: what has changed since they
//! asked last, streamed file by file; then the request is held until something changes.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde::Serialize;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

use super::ask::{CancelOnDrop, on_blocking_thread};
use super::checked::DraftDiagnostics;
use super::lock::lock;
use super::session::Session;
use super::snapshot::Surroundings;
use super::uri::{path_of, uri_of};
use crate::syntax::Document;
use crate::text::{Cancellation, Cancelled, FileId};
use crate::workspace::{Moment, Snapshot, Summary, is_resolution, read_file};

/// How often what was found is sent on.
const EVERY: Duration = Duration::from_millis(200);

/// What comes within this of a change belongs to it.
const SETTLES: Duration = Duration::from_millis(100);

/// What was last told of a file.
pub(super) struct Told {
    moment: Moment,
    file: Arc<Summary>,
    result: String,
    /// Nothing was found: a client that knows nothing of the file need not hear of it.
    empty: bool,
}

/// The notification with a part of an answer; tower-lsp knows of progress only.
#[derive(Serialize)]
struct Partial<'a> {
    token: &'a ProgressToken,
    value: WorkspaceDiagnosticReportPartialResult,
}

/// Answers when there is something that the client does not know yet. With a token for partial results it hears of each
/// file at once, and the answer comes with the next change: then it asks again.
///
/// # Errors
/// The client has cancelled the request.
pub(super) async fn workspace(
    session: Arc<Session>,
    told: Arc<Mutex<ToldOf>>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReport> {
    // The same file has several spellings, so what counts is its path.
    let known = params.previous_result_ids.into_iter().filter_map(|it| Some((path_of(&it.uri)?, it)));
    let known: Arc<HashMap<PathBuf, PreviousResultId>> = Arc::new(known.collect());
    let token = params.partial_result_params.partial_result_token;
    let mut changes = session.changes.subscribe();
    loop {
        changes.borrow_and_update();
        let cancelled = Arc::new(AtomicBool::new(false));
        let _guard = CancelOnDrop(cancelled.clone());
        let (session, told, known, token) = (session.clone(), told.clone(), known.clone(), token.clone());
        let streams = token.is_some();
        let look = move || {
            let is_cancelled = || cancelled.load(Ordering::Relaxed);
            let cancellation = Cancellation::when(&is_cancelled);
            Pull { session: &session, told: &told, known: &known, token, cancellation }.look()
        };
        let items = on_blocking_thread(look).await??;
        if !streams && !items.is_empty() {
            return Ok(WorkspaceDiagnosticReport { items });
        }
        if changes.changed().await.is_err() {
            return Err(Error::request_cancelled());
        }
        tokio::time::sleep(SETTLES).await;
        if streams {
            return Ok(WorkspaceDiagnosticReport { items: Vec::new() });
        }
    }
}

struct Pull<'a> {
    session: &'a Arc<Session>,
    told: &'a Mutex<ToldOf>,
    /// What the client knows.
    known: &'a HashMap<PathBuf, PreviousResultId>,
    token: Option<ProgressToken>,
    cancellation: Cancellation<'a>,
}

impl Pull<'_> {
    /// The reports of files that the client does not know; where it takes parts, they are sent, and nothing is left.
    fn look(self) -> std::result::Result<Vec<WorkspaceDocumentDiagnosticReport>, Cancelled> {
        let around = self.session.latest();
        // VS Code keeps what it shows of a draft that it closes, and counts on being told of it here.
        let closed = lock(&self.session.closed).clone();
        let mut items = self.gone(&around.workspace, &closed);
        let mut sent = Instant::now();
        for file in around.workspace.files() {
            self.cancellation.check()?;
            items.extend(self.report(file, &around, &closed)?);
            if sent.elapsed() > EVERY {
                self.send(&mut items);
                sent = Instant::now();
            }
        }
        self.send(&mut items);
        lock(&self.session.closed).retain(|uri| !closed.contains(uri));
        Ok(items)
    }

    fn send(&self, items: &mut Vec<WorkspaceDocumentDiagnosticReport>) {
        let Some(token) = self.token.as_ref().filter(|_| !items.is_empty()) else { return };
        self.session.client.outgoing.wait_for_room();
        let value = WorkspaceDiagnosticReportPartialResult { items: std::mem::take(items) };
        self.session.client.outgoing.notify("$/progress", &Partial { token, value });
    }

    /// Files that the client knows something of and that are no longer there, and drafts that were closed and are none of
    /// the folders' files.
    fn gone(&self, snapshot: &Snapshot, closed: &[Uri]) -> Vec<WorkspaceDocumentDiagnosticReport> {
        if self.known.is_empty() && closed.is_empty() {
            return Vec::new();
        }
        let there: HashSet<&Path> = snapshot.files().map(|file| &*file.path).collect();
        let open = self.session.open_drafts();
        let is_open = |path: &Path| open.iter().any(|draft| draft.path.as_deref() == Some(path));
        let gone = self.known.iter().filter(|(path, _)| !there.contains(&***path) && !is_open(path));
        let closed = closed.iter().filter(|uri| match path_of(uri) {
            Some(path) => !there.contains(&*path) && !is_open(&path),
            None => !open.iter().any(|draft| draft.uri == **uri),
        });
        let all: Vec<&Uri> = gone.map(|(_, known)| &known.uri).chain(closed).collect();
        all.into_iter().map(|uri| full(uri.clone(), None, Vec::new())).collect()
    }

    fn report(
        &self,
        file: &Arc<Summary>,
        around: &Surroundings,
        closed: &[Uri],
    ) -> std::result::Result<Option<WorkspaceDocumentDiagnosticReport>, Cancelled> {
        let known = self.known.get(&file.path);
        let closed = closed.iter().find(|uri| path_of(uri).as_deref() == Some(&*file.path));
        let knows = known.map(|known| &known.value).filter(|_| closed.is_none());
        // The client's own spelling, where it has one.
        let uri = known.map(|known| &known.uri).or(closed).cloned().or_else(|| uri_of(&file.path));
        let Some(uri) = uri else { return Ok(None) };
        let told = lock(self.told).get(&file.id).and_then(|told| {
            let same = told.moment == around.workspace.moment() && Arc::ptr_eq(&told.file, file);
            same.then(|| (told.result.clone(), told.empty))
        });
        if closed.is_none() && told.is_some_and(|(result, empty)| knows.map_or(empty, |knows| *knows == result)) {
            return Ok(None);
        }
        let Some(checked) = self.check(file, &uri, around)? else { return Ok(None) };
        let result = checked.result_id();
        let diagnostics = checked.diagnostics();
        let empty = diagnostics.is_empty();
        let told = Told { moment: around.workspace.moment(), file: file.clone(), result: result.clone(), empty };
        lock(self.told).insert(file.id, told);
        let nothing_new = closed.is_none() && (knows == Some(&result) || (knows.is_none() && diagnostics.is_empty()));
        Ok((!nothing_new).then(|| full(uri, Some(result), diagnostics)))
    }

    /// `None` where the file cannot be read any more.
    fn check(
        &self,
        file: &Summary,
        uri: &Uri,
        around: &Surroundings,
    ) -> std::result::Result<Option<DraftDiagnostics>, Cancelled> {
        let text = match read_file(&file.path) {
            Ok(text) => text,
            Err(notice) => {
                tracing::warn!("{notice}");
                return Ok(None);
            }
        };
        let document = Document::read(&text);
        let is_resolution = is_resolution(Some(&file.path), &document);
        let text = around.text(file.id, document, is_resolution);
        let mut checked = DraftDiagnostics::default();
        checked.update(uri, &text, self.cancellation)?;
        Ok(Some(checked))
    }
}

fn full(uri: Uri, result_id: Option<String>, items: Vec<Diagnostic>) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

/// What was told of each file, by its number.
pub(super) type ToldOf = HashMap<FileId, Told>;
