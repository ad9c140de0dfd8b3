//! What is found in a draft, pushed to clients that do not ask for it.

use std::fmt::Write;

use tower_lsp::ls_types::Uri;

use super::client::ClientLink;
use super::drafts::DraftState;
use super::lock::lock;
use super::snapshot::TextSnapshot;
use crate::text::Cancellation;

/// The notification of findings that nobody asked for.
pub(super) const PUBLISH: &str = "textDocument/publishDiagnostics";

/// Checks a draft and publishes what is found, unless the text changes meanwhile. Says `done` before anything
/// leaves. On a blocking thread.
pub(super) fn publish(client: &ClientLink, draft: &DraftState, text: &TextSnapshot, done: &mut dyn FnMut()) {
    let mut checked = lock(&draft.checked);
    let is_past = || draft.is_past(text.revision);
    if checked.update(&draft.uri, text, Cancellation::when(&is_past)).is_err() {
        return;
    }
    let result = checked.result();
    let nothing_new = match checked.published {
        // Checked again because of another file.
        Some(published) if published.0 == text.revision => published.1 == result,
        // On what is no resolution the server is silent, once it has taken back what it said before.
        Some(published) => !text.is_resolution && published.1 == result,
        None => false,
    };
    if nothing_new {
        return;
    }
    let publication = publication(&draft.uri, text.version, |json| checked.json(json));
    done();
    // An edit that comes in this moment makes it outdated: then the analysis of that edit publishes.
    let sent = draft.while_at(text.revision, || {
        client.outgoing.notify_newest(PUBLISH, &publication, draft.uri.as_str());
    });
    checked.published = sent.then_some((text.revision, result));
}

/// Takes back what was published of a draft.
pub(super) fn clear(client: &ClientLink, uri: &Uri) {
    let publication = publication(uri, None, |json| json.push_str("[]"));
    client.outgoing.notify_newest(PUBLISH, &publication, uri.as_str());
}

/// The parameters of a publication, as JSON.
fn publication(uri: &Uri, version: Option<i32>, diagnostics: impl FnOnce(&mut String)) -> String {
    // A URI's characters need no escape in JSON.
    let mut json = format!(r#"{{"uri":"{}","diagnostics":"#, uri.as_str());
    diagnostics(&mut json);
    if let Some(version) = version {
        // Writing to a string does not fail.
        let _ = write!(json, r#","version":{version}"#);
    }
    json.push('}');
    json
}
