//! Files that the client watches: drafts, what configures them, and data files whatever they are called.

use std::collections::HashSet;

use tower_lsp::ls_types::*;

use super::client::ClientLink;
use crate::workspace::Configs;

/// The files that may matter in any folder.
const GLOBS: [&str; 5] = ["**/*.resolution", "**/*.txt", "**/*.md", "**/*.jsonl", "**/rapporteur.toml"];

/// Asks the client to watch the files that matter.
pub(super) fn watch_files(client: &ClientLink) {
    watch(client, "rapporteur/workspace/didChangeWatchedFiles".into(), GLOBS.map(String::from).into());
}

/// Asks it to watch the data files that configurations name, too. `watched`: the names that it was asked for before.
pub(super) fn watch_data(client: &ClientLink, configs: &Configs, watched: &mut HashSet<String>) {
    let data = configs.iter().flat_map(|config| &config.data);
    let others = data.filter(|file| file.extension().is_none_or(|it| it != "jsonl"));
    // What means something in a glob, a file's name may hold.
    let plain = |c| if "*?[]{}\\".contains(c) { '?' } else { c };
    let globs = others.filter_map(|file| file.file_name()?.to_str()).map(|name| name.chars().map(plain).collect());
    for name in globs.collect::<HashSet<String>>() {
        // One that is no longer named stays watched: what is said of it then means nothing.
        if watched.insert(name.clone()) {
            watch(client, format!("rapporteur/watch/{name}"), vec![format!("**/{name}")]);
        }
    }
}

fn watch(client: &ClientLink, id: String, globs: Vec<String>) {
    if !client.abilities().watches_files {
        return;
    }
    let watcher = |glob| FileSystemWatcher { glob_pattern: GlobPattern::String(glob), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: globs.into_iter().map(watcher).collect() };
    client.register(id, "workspace/didChangeWatchedFiles", serde_json::to_value(options).ok());
}
