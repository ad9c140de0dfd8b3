//! What all of the server shares: the open drafts, the workspace, the way to the client; and what an analysis does.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use dashmap::DashMap;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::ls_types::{MessageType, ShowMessageParams, Uri};

use super::capabilities::Abilities;
use super::commands;
use super::drafts::{Draft, Edited, lock};
use super::indexing::Indexer;
use super::pull::ToldOf;
use super::refresh::{Refresher, Views};
use super::schedule::schedule;
use super::settings::Settings;
use super::uri::is_view;
use super::watching::Watched;
use super::wire::Outgoing;
use crate::edits::agree;
use crate::syntax::{Document, History, Reader};
use crate::text::FileId;
use crate::workspace::{Snapshot, Workspace};

/// How long a request to the client may stay unanswered before nobody waits for it any more.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What all handlers and threads share.
pub struct Shared {
    /// For requests to the client; they are spawned, with a time limit.
    pub client: Client,
    /// For notifications.
    pub outgoing: Outgoing,
    /// The open drafts, by the client's own URI.
    pub drafts: DashMap<Uri, Arc<Draft>>,
    /// Reads the files of the folders.
    pub indexer: Indexer,
    /// Changes with the findings of files that are not open.
    pub changes: watch::Sender<()>,
    /// What clients that pull were told of such files.
    pub told: Mutex<ToldOf>,
    agreed: OnceLock<(Abilities, Handle)>,
    settings: Mutex<Settings>,
    /// The folders that the client has open now.
    pub folders: Mutex<Vec<PathBuf>>,
    workspace: Mutex<Workspace>,
    /// The workspace's newest snapshot, for those who need not wait until it has changed.
    latest: Mutex<Arc<Snapshot>>,
    /// Tells the client to ask again for what it shows.
    pub refresher: Refresher,
    /// Data files that the client was asked to watch.
    pub watched: Mutex<Watched>,
}

/// A draft as it is now, with everything around it.
pub struct Read {
    /// The workspace, in which the draft says what `document` says.
    pub snapshot: Arc<Snapshot>,
    /// The draft's number.
    pub file: FileId,
    /// What it says.
    pub document: Document,
    /// The client's number for the text.
    pub version: i32,
    /// Our number for the text.
    pub revision: u64,
    /// Whether anything is to be said about it.
    pub is_resolution: bool,
}

impl Shared {
    /// A server before `initialize`.
    pub fn new(client: Client, outgoing: Outgoing) -> Shared {
        let workspace = Workspace::new(jiff::Zoned::now().date());
        Shared {
            client,
            outgoing,
            drafts: DashMap::new(),
            indexer: Indexer::default(),
            changes: watch::Sender::new(()),
            told: Mutex::default(),
            agreed: OnceLock::new(),
            settings: Mutex::default(),
            folders: Mutex::default(),
            latest: Mutex::new(workspace.snapshot()),
            workspace: Mutex::new(workspace),
            refresher: Refresher::default(),
            watched: Mutex::default(),
        }
    }

    /// Keeps what `initialize` agreed on. Called inside the runtime.
    pub fn agree(&self, abilities: Abilities) {
        // The wire lets one `initialize` through.
        let _ = self.agreed.set((abilities, Handle::current()));
    }

    /// What the client can do.
    pub fn abilities(&self) -> &Abilities {
        &self.agreed().0
    }

    /// The runtime, for threads that are not its own.
    pub fn runtime(&self) -> &Handle {
        &self.agreed().1
    }

    fn agreed(&self) -> &(Abilities, Handle) {
        self.agreed.get().expect("no message comes through before `initialize` is answered")
    }

    /// The client's settings.
    pub fn settings(&self) -> Settings {
        lock(&self.settings).clone()
    }

    /// Takes settings that the client sent.
    pub fn set_settings(self: &Arc<Self>, read: Result<Option<Settings>, serde_json::Error>) {
        match read {
            Ok(Some(settings)) => {
                if std::mem::replace(&mut *lock(&self.settings), settings.clone()) != settings {
                    self.refresh(Views { diagnostics: false, ..Views::ALL });
                }
            }
            Ok(None) => {}
            Err(error) => {
                let message = format!("Rapporteur's settings cannot be read, and the old ones stay: {error}");
                let params = ShowMessageParams { typ: MessageType::WARNING, message };
                self.outgoing.notify("window/showMessage", &params);
            }
        }
    }

    /// An open draft.
    pub fn draft(&self, uri: &Uri) -> Option<Arc<Draft>> {
        self.drafts.get(uri).map(|draft| draft.clone())
    }

    /// All open drafts.
    pub fn open_drafts(&self) -> Vec<Arc<Draft>> {
        self.drafts.iter().map(|draft| draft.clone()).collect()
    }

    /// Everything at hand, without waiting for a change under way.
    pub fn latest(&self) -> Arc<Snapshot> {
        lock(&self.latest).clone()
    }

    /// Changes the workspace. Where that may change what is found in drafts, all but `cause` are checked again.
    pub fn change_workspace<T>(self: &Arc<Self>, cause: Option<&Draft>, change: impl FnOnce(&mut Workspace) -> T) -> T {
        let mut workspace = lock(&self.workspace);
        let result = change(&mut workspace);
        let now = workspace.snapshot();
        let before = std::mem::replace(&mut *lock(&self.latest), now.clone());
        drop(workspace);
        if before.generation != now.generation || !before.has_same_files(&now) {
            self.changes.send_replace(());
        }
        if before.generation != now.generation {
            self.check_again(cause);
        } else if !before.has_same_files(&now) {
            self.refresh(Views::COUNTS);
        }
        result
    }

    /// The workspace as it is now, to try something in.
    pub fn copy_of_workspace(&self) -> Workspace {
        lock(&self.workspace).clone()
    }

    /// Reads a draft up to its last edit. On a blocking thread.
    pub fn read(self: &Arc<Self>, draft: &Draft) -> Read {
        let mut reading = lock(&draft.reading);
        let edited = draft.take();
        let unread = reading.revision != edited.revision || !edited.patch.is_empty();
        let document = match reading.document.take() {
            Some(document) if reading.reader.is_some() && !unread => document,
            before => {
                // Taken out while it is at work: should it panic, the draft is read anew.
                let known = reading.reader.is_some();
                let reader = match reading.reader.take() {
                    Some(mut reader) => {
                        reader.update(edited.rope.clone(), &edited.patch);
                        reader
                    }
                    None => Reader::new(edited.rope.clone()),
                };
                let document = reader.document();
                reading.is_resolution = draft.is_resolution(&document);
                self.take_in(draft, &document, &edited, known, reading.is_resolution);
                reading.reader = Some(reader);
                // Other drafts show how often they are cited.
                if self.drafts.len() > 1 && before.is_some_and(|before| !document.cites_as(&before)) {
                    self.refresh(Views::COUNTS);
                }
                document
            }
        };
        reading.document = Some(document.clone());
        (reading.revision, reading.version) = (edited.revision, edited.version);
        Read {
            // Only whoever holds the reading changes this draft in the workspace, so both say the same.
            snapshot: self.latest(),
            file: draft.id_or(|| unreachable!("a draft that was read has its number")),
            document,
            version: edited.version,
            revision: edited.revision,
            is_resolution: reading.is_resolution,
        }
    }

    /// Puts what a draft says now into the workspace, unless it was closed meanwhile. `known`: the workspace has it as it was
    /// before the edits.
    fn take_in(
        self: &Arc<Self>,
        draft: &Draft,
        document: &Document,
        edited: &Edited,
        known: bool,
        is_resolution: bool,
    ) {
        self.change_workspace(Some(draft), |workspace| {
            let id = draft.id_or(|| match &draft.path {
                Some(path) => workspace.id(path),
                None => workspace.fresh_id(),
            });
            if draft.is_closed() || is_view(&draft.uri) {
                return;
            }
            if !is_resolution {
                workspace.close_draft(id);
                return;
            }
            let before = workspace.snapshot().draft(id).and_then(|draft| draft.history.clone());
            let history = match before.filter(|_| known) {
                Some(history) => history.after(&edited.patch, document),
                None if edited.patch.is_empty() => History::new(document.clone()),
                // Edited before it was read for the first time.
                None => History::new(Reader::new(edited.before.clone()).document()).after(&edited.patch, document),
            };
            workspace.set_draft(id, draft.path.clone(), document.clone());
            workspace.set_history(id, Arc::new(history));
            settle(workspace);
        })
    }

    /// Reads a draft, and where diagnostics are pushed checks and publishes it, saying `done` before they leave. On a
    /// blocking thread. A panic is logged; the draft keeps its text, and is read anew at the next edit.
    pub fn analyse(self: &Arc<Self>, draft: &Draft, done: &mut dyn FnMut()) {
        let analysis = || {
            let read = self.read(draft);
            if !self.abilities().pulls {
                self.publish(draft, &read, done);
            }
            if draft.shown.load(Ordering::Relaxed) {
                draft.while_at(read.revision, || commands::tell_changed(self, &draft.uri, read.version));
            }
        };
        if catch_unwind(AssertUnwindSafe(analysis)).is_err() {
            tracing::error!("the analysis of {} panicked; its text is intact", draft.uri.as_str());
        }
    }

    /// Forgets a draft that was closed, unless it is open again.
    pub fn forget(self: &Arc<Self>, draft: &Draft) {
        let Some(id) = draft.id() else { return };
        self.change_workspace(None, |workspace| {
            // The same file may be open again, or under another spelling of its URI.
            if !self.drafts.iter().any(|other| other.id() == Some(id)) {
                workspace.close_draft(id);
            }
        });
    }

    /// The client's own URI of an open draft.
    pub fn open_uri(&self, id: FileId) -> Option<Uri> {
        self.drafts.iter().find(|draft| draft.id() == Some(id)).map(|draft| draft.uri.clone())
    }

    fn check_again(self: &Arc<Self>, but: Option<&Draft>) {
        let pulls = self.abilities().pulls;
        for draft in self.open_drafts() {
            // A preview shows what is found, too.
            let wanted = !pulls || draft.shown.load(Ordering::Relaxed);
            if wanted && !but.is_some_and(|but| std::ptr::eq(but, &*draft)) {
                schedule(self, &draft);
            }
        }
        self.refresh(Views::ALL);
    }
}

/// Takes the present readings of drafts as agreed, as far as they are.
pub fn settle(workspace: &mut Workspace) {
    for (file, history) in agree(&workspace.snapshot()) {
        workspace.set_history(file, history);
    }
}
