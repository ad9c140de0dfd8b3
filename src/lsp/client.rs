//! The way to the client: what it can do, what it is asked and told.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serde_json::Value;
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::ls_types::Registration;

use super::capabilities::Abilities;
use super::wire::Outgoing;

/// How long a request to the client may stay unanswered before nobody waits for it any more.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// The way to the client. Clones are cheap.
#[derive(Clone)]
pub(super) struct ClientLink {
    /// For requests; they are spawned, with a time limit.
    pub requests: Client,
    /// For notifications.
    pub outgoing: Outgoing,
    agreed: Arc<OnceLock<(Arc<Abilities>, Handle)>>,
}

impl ClientLink {
    /// Before `initialize`.
    pub(super) fn new(requests: Client, outgoing: Outgoing) -> ClientLink {
        ClientLink { requests, outgoing, agreed: Arc::default() }
    }

    /// Keeps what `initialize` agreed on. Called inside the runtime.
    pub(super) fn set_abilities(&self, abilities: Abilities) {
        // The wire lets one `initialize` through.
        let _ = self.agreed.set((Arc::new(abilities), Handle::current()));
    }

    /// What the client can do.
    pub(super) fn abilities(&self) -> &Arc<Abilities> {
        &self.initialized().0
    }

    /// The runtime, for threads that are not its own.
    pub(super) fn runtime(&self) -> &Handle {
        &self.initialized().1
    }

    fn initialized(&self) -> &(Arc<Abilities>, Handle) {
        self.agreed.get().expect("no message comes through before `initialize` is answered")
    }

    /// Tells the client of something that is not in the answer to `initialize`.
    pub(super) fn register(&self, id: String, method: &'static str, options: Option<Value>) {
        let registration = Registration { id, method: method.into(), register_options: options };
        let requests = self.requests.clone();
        self.runtime().spawn(async move {
            match tokio::time::timeout(PATIENCE, requests.register_capability(vec![registration])).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!("the client refuses {method}: {error}"),
                Err(_) => tracing::warn!("the client does not answer whether it takes {method}"),
            }
        });
    }
}
