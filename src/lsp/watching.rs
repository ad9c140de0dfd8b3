//! Files that the client watches: drafts, what configures them, and data files whatever they are called.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::ls_types::*;

use super::drafts::lock;
use super::shared::{PATIENCE, Shared};

/// The files that may matter in any folder.
const GLOBS: [&str; 5] = ["**/*.resolution", "**/*.txt", "**/*.md", "**/*.jsonl", "**/rapporteur.toml"];

/// What the client watches beyond [`GLOBS`].
pub type Watched = HashSet<String>;

impl Shared {
    /// Asks the client to watch the files that matter.
    pub fn watch_files(&self) {
        self.watch("rapporteur/workspace/didChangeWatchedFiles".into(), GLOBS.map(String::from).into());
    }

    /// Asks it to watch the data files that the configurations name now, too.
    pub fn watch_data(self: &Arc<Self>) {
        let snapshot = self.latest();
        let data = snapshot.configs.iter().flat_map(|config| &config.data);
        let others = data.filter(|file| file.extension().is_none_or(|it| it != "jsonl"));
        // What means something in a glob, a file's name may hold.
        let plain = |c| if "*?[]{}\\".contains(c) { '?' } else { c };
        let globs = others.filter_map(|file| file.file_name()?.to_str()).map(|name| name.chars().map(plain).collect());
        for name in globs.collect::<HashSet<String>>() {
            // One that is no longer named stays watched: what is said of it then means nothing.
            if lock(&self.watched).insert(name.clone()) {
                self.watch(format!("rapporteur/watch/{name}"), vec![format!("**/{name}")]);
            }
        }
    }

    fn watch(&self, id: String, globs: Vec<String>) {
        if !self.abilities().watches_files {
            return;
        }
        let watcher = |glob| FileSystemWatcher { glob_pattern: GlobPattern::String(glob), kind: None };
        let options = DidChangeWatchedFilesRegistrationOptions { watchers: globs.into_iter().map(watcher).collect() };
        self.register(id, "workspace/didChangeWatchedFiles", serde_json::to_value(options).ok());
    }

    /// Tells the client of something that is not in the answer to `initialize`.
    pub fn register(&self, id: String, method: &'static str, options: Option<Value>) {
        let registration = Registration { id, method: method.into(), register_options: options };
        let client = self.client.clone();
        self.runtime().spawn(async move {
            match tokio::time::timeout(PATIENCE, client.register_capability(vec![registration])).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!("the client refuses {method}: {error}"),
                Err(_) => tracing::warn!("the client does not answer whether it takes {method}"),
            }
        });
    }
}
