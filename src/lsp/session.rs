//! What the server knows between two messages: the open drafts, the folders, the settings, the workspace.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use dashmap::DashMap;
use tokio::sync::watch;
use tower_lsp::ls_types::{MessageType, ShowMessageParams, Uri};

use super::client::ClientLink;
use super::drafts::DraftState;
use super::lock::lock;
use super::queue::Queue;
use super::refresh::Refresher;
use super::settings::ClientSettings;
use super::snapshot::{OpenDrafts, Surroundings};
use super::views::Views;
use crate::catalogue::TextKey;
use crate::text::FileId;
use crate::workspace::{Snapshot, Workspace};

/// So many drafts that were closed are remembered until the client asks.
const MOST_CLOSED: usize = 1_000;

/// What all handlers and threads share. Drafts, folders and settings are changed by the loop's own thread only.
pub(super) struct Session {
    /// The way to the client.
    pub client: ClientLink,
    /// The open drafts, by the client's own URI.
    pub drafts: DashMap<Uri, Arc<DraftState>>,
    /// The folders that the client has open now.
    pub folders: Mutex<Vec<PathBuf>>,
    /// Changes with the findings of files that are not open.
    pub changes: watch::Sender<()>,
    /// Drafts that were closed since a client that asks for the findings of all files was told of them last.
    pub closed: Mutex<Vec<Uri>>,
    /// Tells the client to ask again for what it shows.
    pub refresher: Refresher,
    /// The drafts that wait to be analysed.
    pub queue: Queue,
    settings: Mutex<ClientSettings>,
    workspace: Mutex<Workspace>,
    /// The newest state, for those who need not wait until it has changed.
    latest: Mutex<Latest>,
}

#[derive(Clone)]
struct Latest {
    workspace: Arc<Snapshot>,
    open: Arc<OpenDrafts>,
}

/// Which texts may mean otherwise after a change of the workspace.
pub(super) enum MeaningChange {
    Nothing,
    /// Those that cite these adopted texts, or propose to change them.
    Of(Vec<TextKey>),
    All,
}

impl MeaningChange {
    /// Whether an open draft may mean otherwise.
    pub(super) fn concerns(&self, draft: Option<FileId>, workspace: &Snapshot) -> bool {
        match self {
            MeaningChange::Nothing => false,
            MeaningChange::Of(keys) => draft.and_then(|id| workspace.draft(id)).is_some_and(|it| it.names_any(keys)),
            MeaningChange::All => true,
        }
    }
}

/// What a change of the workspace came to.
pub(super) struct WorkspaceChange<T> {
    /// What the change itself gave.
    pub result: T,
    /// Texts may be judged otherwise now.
    pub meaning: MeaningChange,
    /// Files came, went or cite others.
    pub files: bool,
}

impl Session {
    /// A server before `initialize`.
    pub(super) fn new(client: ClientLink) -> Session {
        let workspace = Workspace::new(jiff::Zoned::now().date());
        Session {
            client,
            drafts: DashMap::new(),
            folders: Mutex::default(),
            changes: watch::Sender::new(()),
            closed: Mutex::default(),
            refresher: Refresher::default(),
            queue: Queue::default(),
            settings: Mutex::default(),
            latest: Mutex::new(Latest { workspace: workspace.snapshot(), open: Arc::default() }),
            workspace: Mutex::new(workspace),
        }
    }

    pub(super) fn settings(&self) -> ClientSettings {
        lock(&self.settings).clone()
    }

    /// Takes settings that the client sent. Says whether other findings are to be shown then.
    pub(super) fn set_settings(&self, read: Result<Option<ClientSettings>, serde_json::Error>) -> bool {
        match read {
            Ok(Some(settings)) => {
                let before = std::mem::replace(&mut *lock(&self.settings), settings.clone());
                let diagnostics = before.quiet_while_writing != settings.quiet_while_writing;
                if before != settings {
                    self.refresh(Views { diagnostics, ..Views::ALL });
                }
                diagnostics
            }
            Ok(None) => false,
            Err(error) => {
                let message = format!("Rapporteur's settings cannot be read, and the old ones stay: {error}");
                let params = ShowMessageParams { typ: MessageType::WARNING, message };
                self.client.outgoing.notify("window/showMessage", &params);
                false
            }
        }
    }

    /// Takes note that a draft was closed, of which a client that asks for all files is still to be told.
    pub(super) fn note_closed(&self, uri: &Uri) {
        let mut closed = lock(&self.closed);
        // Of a client that never asks nothing piles up.
        if closed.len() < MOST_CLOSED && !closed.contains(uri) {
            closed.push(uri.clone());
        }
        drop(closed);
        self.changes.send_replace(());
    }

    /// Tells the client to ask again for what it shows.
    pub(super) fn refresh(&self, views: Views) {
        self.refresher.refresh(&self.client, views);
    }

    /// Tells the drafter that an edit of a draft was lost.
    pub(super) fn say_out_of_step(&self, draft: &DraftState) {
        let message = format!(
            "Rapporteur could not follow an edit of {}, and may know another text than you see. Close the file and open it again: \
             until then Rapporteur changes nothing in it.",
            draft
                .path
                .as_ref()
                .and_then(|it| it.file_name())
                .map_or(draft.uri.as_str().into(), |it| it.to_string_lossy()),
        );
        self.client.outgoing.notify("window/showMessage", &ShowMessageParams { typ: MessageType::WARNING, message });
    }

    pub(super) fn draft(&self, uri: &Uri) -> Option<Arc<DraftState>> {
        self.drafts.get(uri).map(|draft| draft.clone())
    }

    pub(super) fn open_drafts(&self) -> Vec<Arc<DraftState>> {
        self.drafts.iter().map(|draft| draft.clone()).collect()
    }

    /// The newest state of the workspace, without waiting for a change under way.
    pub(super) fn workspace(&self) -> Arc<Snapshot> {
        lock(&self.latest).workspace.clone()
    }

    /// All that is known now, without waiting for a change under way.
    pub(super) fn latest(&self) -> Surroundings {
        let Latest { workspace, open } = lock(&self.latest).clone();
        Surroundings { client: self.client.abilities().clone(), workspace, open }
    }

    /// Changes the workspace, and what the client calls the drafts in it.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Workspace, &mut OpenDrafts) -> T) -> WorkspaceChange<T> {
        let mut workspace = lock(&self.workspace);
        let mut open = lock(&self.latest).open.clone();
        let result = change(&mut workspace, Arc::make_mut(&mut open));
        let now = workspace.snapshot();
        let before = std::mem::replace(&mut *lock(&self.latest), Latest { workspace: now.clone(), open }).workspace;
        drop(workspace);
        let meaning = match now.reworded_since(before.moment(), None) {
            Some(texts) if texts.is_empty() => MeaningChange::Nothing,
            Some(texts) => MeaningChange::Of(texts.into_iter().cloned().collect()),
            None => MeaningChange::All,
        };
        let files = !before.has_same_files(&now);
        WorkspaceChange { result, meaning, files }
    }

    /// The workspace as it is now, to try something in.
    pub(super) fn copy_of_workspace(&self) -> Workspace {
        lock(&self.workspace).clone()
    }
}
