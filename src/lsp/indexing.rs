//! The files of the folders, read in the background: one thread decides what is to be read and tells the workspace,
//! two more read. Nobody waits for them.

use std::collections::{BTreeSet, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tower_lsp::ls_types::NumberOrString;

use super::analysis::change_workspace;
use super::lock::lock;
use super::notices::Notices;
use super::progress::BackgroundWork;
use super::session::Session;
use super::watching::watch_data;
use crate::rules::config_notices;
use crate::syntax::Document;
use crate::text::FileId;
use crate::workspace::config::FILE_NAME;
use crate::workspace::{Config, FileNameKind, ReadConfigs, Summary, is_remote, is_resolution, named, read_file, walk};

/// Threads that read files. Two leave an old laptop something to draft with.
const READERS: usize = 2;

/// How often what was read enters the workspace: each time, the catalogue is put together anew.
const BATCH: Duration = Duration::from_millis(500);

/// Something to be done about files.
pub(super) enum Task {
    /// These are the folders now: read what is in them.
    Folders(Vec<PathBuf>),
    /// These files were made, changed or removed.
    Files(Vec<PathBuf>),
    /// This file was opened: it may lie in a folder that has a configuration of its own.
    Opened(PathBuf),
}

/// The way to the thread that indexes.
#[derive(Default)]
pub(super) struct Indexer {
    tasks: Mutex<Option<Sender<Task>>>,
    job: Arc<Mutex<Option<Arc<BackgroundWork>>>>,
}

impl Indexer {
    /// Has something done in the background, after what was asked for before.
    pub(super) fn ask(&self, session: &Arc<Session>, task: Task) {
        let mut tasks = lock(&self.tasks);
        let sender = tasks.get_or_insert_with(|| {
            let (sender, receiver) = channel();
            let indexing = Indexing::new(session.clone(), self.job.clone());
            if let Err(error) = thread::Builder::new().name("indexing".into()).spawn(move || indexing.run(&receiver)) {
                tracing::error!("the folders are not read: {error}");
            }
            sender
        });
        // Fails only where the thread could not be started, which was logged.
        let _ = sender.send(task);
    }

    /// Stops the reading of folders that the client calls so.
    pub(super) fn cancel(&self, token: &NumberOrString) {
        if let Some(job) = lock(&self.job).as_ref().filter(|job| job.token == *token) {
            job.cancel();
        }
    }
}

struct Indexing {
    session: Arc<Session>,
    /// The reading of folders that the client may stop.
    job: Arc<Mutex<Option<Arc<BackgroundWork>>>>,
    folders: Vec<PathBuf>,
    /// Files in the workspace.
    known: BTreeSet<PathBuf>,
    notices: Notices,
    /// Data files that the client was asked to watch.
    watched: HashSet<String>,
}

impl Indexing {
    fn new(session: Arc<Session>, job: Arc<Mutex<Option<Arc<BackgroundWork>>>>) -> Self {
        let (known, notices, watched) = (BTreeSet::new(), Notices::default(), HashSet::new());
        Indexing { session, job, folders: Vec::new(), known, notices, watched }
    }

    fn run(mut self, tasks: &Receiver<Task>) {
        be_nice();
        while let Ok(task) = tasks.recv() {
            if catch_unwind(AssertUnwindSafe(|| self.act(task))).is_err() {
                tracing::error!("reading the folders panicked; the open drafts are not touched");
            }
        }
    }

    fn act(&mut self, task: Task) {
        match task {
            Task::Folders(folders) => {
                self.folders = folders;
                self.index();
            }
            Task::Files(files) => self.look_again(files),
            Task::Opened(file) => {
                let config = file.parent().and_then(Config::find);
                let root = config.as_deref().and_then(Path::parent);
                let known = self.session.workspace().configs.iter().any(|config| config.root.as_deref() == root);
                if root.is_some() && !known {
                    let files = self.known.clone();
                    self.configure(&files);
                }
            }
        }
    }

    /// Reads the configuration and all files anew.
    fn index(&mut self) {
        let job = Arc::new(BackgroundWork::new());
        // It can be stopped as soon as the client has heard of it.
        *lock(&self.job) = Some(job.clone());
        job.show(&self.session.client, "Reading drafts");
        let files = self.walk();
        self.configure(&files);
        job.set_total(files.len());
        let gone: Vec<PathBuf> = self.known.difference(&files).cloned().collect();
        self.remove(&gone);
        self.read(files.into_iter().collect(), &job);
        lock(&self.job).take();
        job.end();
    }

    fn walk(&self) -> BTreeSet<PathBuf> {
        let mut files = BTreeSet::new();
        for folder in &self.folders {
            let (found, notices) = walk(folder);
            notices.iter().for_each(|notice| tracing::warn!("{notice}"));
            files.extend(found);
        }
        files
    }

    /// Reads the configurations that hold for the folders, for the files in them, and for the open drafts.
    fn configure(&mut self, files: &BTreeSet<PathBuf>) {
        let open: Vec<PathBuf> =
            self.session.open_drafts().into_iter().filter_map(|draft| draft.path.clone()).collect();
        let below: BTreeSet<&Path> = files.iter().chain(&open).filter_map(|file| file.parent()).collect();
        let folders = self.folders.iter().map(PathBuf::as_path).chain(below);
        let (configs, mut notices) = ReadConfigs::read(folders);
        change_workspace(&self.session, |workspace| workspace.configure(configs));
        watch_data(&self.session.client, &self.session.workspace().configs, &mut self.watched);
        notices.extend(config_notices(&self.session.workspace().configs));
        self.notices.show(&self.session.client, &notices);
    }

    /// Files have changed.
    fn look_again(&mut self, mut files: Vec<PathBuf>) {
        files.retain(|file| !is_remote(file));
        let configs = self.session.workspace().configs.clone();
        // The file itself, or a folder that it lies or lay in.
        let holds_data =
            |file: &PathBuf| configs.iter().any(|config| config.data.iter().any(|it| it.starts_with(file)));
        let holds_config = |file: &PathBuf| {
            let roots = configs.iter().filter_map(|config| config.root.as_ref());
            file.file_name().is_some_and(|name| name == FILE_NAME) || roots.into_iter().any(|it| it.starts_with(file))
        };
        // A folder that was given another name comes with all that is in it.
        if files.iter().any(|file| holds_data(file) || holds_config(file) || file.is_dir()) {
            return self.index();
        }
        let (there, gone): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.is_file());
        self.remove(&gone);
        let mut changed: Vec<_> = there.into_iter().filter(|file| named(file) != FileNameKind::Other).collect();
        if changed.iter().any(|file| !self.known.contains(file)) {
            // A file that is new to us may be one that the folder ignores, or said to be no resolution before.
            let listed = self.walk();
            changed.retain(|file| self.known.contains(file) || listed.contains(file));
        }
        if !changed.is_empty() {
            let job = BackgroundWork::new();
            self.read(changed, &job);
        }
    }

    fn remove(&mut self, files: &[PathBuf]) {
        // A folder that is gone took its files with it. They stand after it in the order of paths.
        let below = |file| self.known.range::<PathBuf, _>(file..).take_while(move |known| known.starts_with(file));
        let gone: Vec<PathBuf> = files.iter().flat_map(below).cloned().collect();
        for file in &gone {
            self.known.remove(file);
        }
        if !gone.is_empty() {
            let gone = gone.iter().map(PathBuf::as_path);
            change_workspace(&self.session, |workspace| workspace.remove_files(gone));
        }
    }

    /// Reads files into the workspace.
    fn read(&mut self, files: Vec<PathBuf>, job: &BackgroundWork) {
        let numbered: Vec<(FileId, PathBuf)> = change_workspace(&self.session, |workspace| {
            files.into_iter().map(|file| (workspace.id(&file), file)).collect()
        });
        let snapshot = self.session.workspace();
        let next = AtomicUsize::new(0);
        let (sender, receiver) = channel();
        thread::scope(|scope| {
            for _ in 0..READERS.min(numbered.len()) {
                let (sender, numbered, snapshot, next) = (sender.clone(), &numbered, &snapshot, &next);
                scope.spawn(move || {
                    while let Some((id, path)) = numbered.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if job.is_cancelled() {
                            return;
                        }
                        let sum = || sum_up(*id, path, snapshot);
                        let summary = catch_unwind(AssertUnwindSafe(sum)).unwrap_or_else(|_| {
                            tracing::error!("reading {} panicked", path.display());
                            None
                        });
                        job.step();
                        if sender.send((path, summary)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(sender);
            self.gather(&receiver);
        });
    }

    /// Takes what was read into the workspace, batch by batch.
    fn gather(&mut self, read: &Receiver<(&PathBuf, Option<Summary>)>) {
        let mut batch = Vec::new();
        let mut since = Instant::now();
        loop {
            match read.recv_timeout(BATCH.saturating_sub(since.elapsed())) {
                Ok((path, Some(summary))) => {
                    self.known.insert(path.clone());
                    batch.push(summary);
                    continue;
                }
                Ok((path, None)) => {
                    self.remove(std::slice::from_ref(path));
                    continue;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if !batch.is_empty() {
                let batch = std::mem::take(&mut batch);
                change_workspace(&self.session, |workspace| workspace.set_files(batch));
            }
            since = Instant::now();
        }
        if !batch.is_empty() {
            change_workspace(&self.session, |workspace| workspace.set_files(batch));
        }
    }
}

/// What the workspace keeps of a file; none where it is no resolution, or cannot be read.
fn sum_up(id: FileId, path: &Path, snapshot: &crate::workspace::Snapshot) -> Option<Summary> {
    let text = read_file(path).inspect_err(|notice| tracing::warn!("{notice}")).ok()?;
    let document = Document::read(&text);
    is_resolution(Some(path), &document).then(|| {
        let (catalogue, config) = (snapshot.catalogue_at(Some(path)), snapshot.configs.of(Some(path)));
        Summary::of(id, path, &document, catalogue, config, snapshot.today).searchable(&document)
    })
}

/// Lets this thread, and those that it starts, wait where others have work: the drafter's keystroke comes first.
#[cfg(target_os = "linux")]
fn be_nice() {
    // On Linux a thread's niceness is its own. Where it cannot be set, indexing is merely less polite.
    let _ = rustix::process::nice(5);
}

/// Elsewhere niceness belongs to the whole process.
#[cfg(not(target_os = "linux"))]
fn be_nice() {}
