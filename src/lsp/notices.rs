//! What is wrong with the files around the drafts: told once in words, and shown at its line for as long as it is so.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use tower_lsp::ls_types::{
    Diagnostic, DiagnosticSeverity, MessageType, Position, PublishDiagnosticsParams, Range, ShowMessageParams,
};

use super::client::ClientLink;
use super::publish::PUBLISH;
use super::uri::uri_of;
use crate::workspace::Notice;

/// A column behind the end of every line: clients take the end instead.
const LINE_END: u32 = i32::MAX as u32;

/// What the drafter knows of it.
#[derive(Default)]
pub(super) struct Notices {
    told: HashSet<String>,
    /// By files.
    shown: BTreeMap<PathBuf, Vec<Notice>>,
}

impl Notices {
    /// Shows what is wrong now, and no longer what was. Also clients that ask for the findings of drafts are sent these: they
    /// do not know of such files.
    pub(super) fn show(&mut self, client: &ClientLink, notices: &[Notice]) {
        notices.iter().for_each(|notice| tracing::warn!("{notice}"));
        let mut now: BTreeMap<PathBuf, Vec<Notice>> = BTreeMap::new();
        for notice in notices {
            now.entry(notice.path.clone()).or_default().push(notice.clone());
        }
        let before = std::mem::take(&mut self.shown);
        for path in before.keys().filter(|path| !now.contains_key(*path)) {
            publish(client, path, &[]);
        }
        for (path, notices) in now.iter().filter(|(path, notices)| before.get(*path) != Some(*notices)) {
            publish(client, path, notices);
        }
        self.shown = now;

        let said = notices.iter().map(Notice::to_string);
        let new: Vec<_> = said.filter(|notice| self.told.insert(notice.clone())).collect();
        let Some(first) = new.first() else { return };
        let more = if new.len() > 1 { format!(" (and {} more, in the log)", new.len() - 1) } else { String::new() };
        let message = ShowMessageParams { typ: MessageType::WARNING, message: format!("{first}{more}") };
        client.outgoing.notify("window/showMessage", &message);
    }
}

fn publish(client: &ClientLink, path: &Path, notices: &[Notice]) {
    // A path that no URI can name was told of in words.
    let Some(uri) = uri_of(path) else { return };
    let diagnostics = notices.iter().map(|notice| {
        let line = notice.line.unwrap_or(1).saturating_sub(1);
        Diagnostic {
            range: Range::new(Position::new(line, 0), Position::new(line, LINE_END)),
            severity: Some(DiagnosticSeverity::WARNING),
            source: Some("rapporteur".into()),
            message: notice.message.clone(),
            ..Diagnostic::default()
        }
    });
    let params = PublishDiagnosticsParams { uri, diagnostics: diagnostics.collect(), version: None };
    client.outgoing.notify(PUBLISH, &params);
}
