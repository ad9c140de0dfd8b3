//! Telling the client to ask again for what it shows: when the workspace changes, answers may be others.

use std::sync::{Arc, Mutex};

use super::drafts::lock;
use super::shared::{PATIENCE, Shared};

/// What a client shows that it has asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Views {
    /// What is found.
    pub diagnostics: bool,
    /// The colours of words.
    pub tokens: bool,
    /// The hints between words.
    pub hints: bool,
    /// The commands above lines.
    pub lenses: bool,
}

impl Views {
    /// All of them.
    pub const ALL: Views = Views { diagnostics: true, tokens: true, hints: true, lenses: true };
    /// Those that count who cites whom.
    pub const COUNTS: Views = Views { diagnostics: false, tokens: false, hints: false, lenses: true };

    fn is_none(self) -> bool {
        self == Views::default()
    }

    fn both(self, other: Views, with: impl Fn(bool, bool) -> bool) -> Views {
        Views {
            diagnostics: with(self.diagnostics, other.diagnostics),
            tokens: with(self.tokens, other.tokens),
            hints: with(self.hints, other.hints),
            lenses: with(self.lenses, other.lenses),
        }
    }
}

/// What the client is still to be told.
#[derive(Default)]
pub struct Refresher {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The client was told, and has not answered yet.
    running: bool,
    /// It is to be told again then.
    wanted: Views,
}

impl Shared {
    /// Tells the client to ask again, as far as it can be told so: once at a time, and what changes before it answers
    /// is one more time.
    pub fn refresh(self: &Arc<Self>, views: Views) {
        let abilities = self.abilities();
        let able = Views { diagnostics: abilities.pulls && abilities.refreshes, ..abilities.asks_again };
        let views = views.both(able, |wanted, able| wanted && able);
        if views.is_none() {
            return;
        }
        {
            let mut state = lock(&self.refresher.state);
            state.wanted = state.wanted.both(views, |a, b| a || b);
            if std::mem::replace(&mut state.running, true) {
                return;
            }
        }
        let shared = self.clone();
        self.runtime().spawn(async move {
            while let Some(views) = shared.refresher.next() {
                shared.tell(views).await;
            }
        });
    }

    async fn tell(&self, views: Views) {
        let client = &self.client;
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
}

impl Refresher {
    fn next(&self) -> Option<Views> {
        let mut state = lock(&self.state);
        let views = std::mem::take(&mut state.wanted);
        state.running = !views.is_none();
        state.running.then_some(views)
    }
}
