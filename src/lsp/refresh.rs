//! Telling the client to ask again for what it shows: when the workspace changes, answers may be others.

use std::sync::{Arc, Mutex};

use super::client::{ClientLink, PATIENCE};
use super::lock::lock;
use super::views::Views;

/// What the client is still to be told. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Refresher {
    state: Arc<Mutex<RefreshState>>,
}

#[derive(Default)]
struct RefreshState {
    /// The client was told, and has not answered yet.
    running: bool,
    /// It is to be told again then.
    wanted: Views,
}

impl Refresher {
    /// Tells the client to ask again, as far as it can be told so: once at a time, and what changes before it answers
    /// is one more time.
    pub(super) fn refresh(&self, client: &ClientLink, views: Views) {
        let abilities = client.abilities();
        let able = Views { diagnostics: abilities.pulls && abilities.refreshes, ..abilities.asks_again };
        let views = views.both(able, |wanted, able| wanted && able);
        if views.is_none() {
            return;
        }
        {
            let mut state = lock(&self.state);
            state.wanted = state.wanted.both(views, |a, b| a || b);
            if std::mem::replace(&mut state.running, true) {
                return;
            }
        }
        let (refresher, link) = (self.clone(), client.clone());
        client.runtime().spawn(async move {
            while let Some(views) = refresher.next() {
                tell(&link, views).await;
            }
        });
    }

    fn next(&self) -> Option<Views> {
        let mut state = lock(&self.state);
        let views = std::mem::take(&mut state.wanted);
        state.running = !views.is_none();
        state.running.then_some(views)
    }
}

async fn tell(link: &ClientLink, views: Views) {
    let client = &link.requests;
    let told = async {
        // Each is awaited, so that no more than one of each is ever on its way.
        let diagnostics =
            async { if views.diagnostics { client.workspace_diagnostic_refresh().await.ok() } else { None } };
        let tokens = async { if views.tokens { client.semantic_tokens_refresh().await.ok() } else { None } };
        let hints = async { if views.hints { client.inlay_hint_refresh().await.ok() } else { None } };
        let lenses = async { if views.lenses { client.code_lens_refresh().await.ok() } else { None } };
        futures::join!(diagnostics, tokens, hints, lenses)
    };
    if tokio::time::timeout(PATIENCE, told).await.is_err() {
        tracing::debug!("the client does not answer whether it will ask again");
    }
}
