//! When a draft is analysed: at once where nothing runs for it; an edit that arrives meanwhile waits for a moment of
//! quiet, so that a burst of edits is one analysis.

use std::sync::Arc;

use super::drafts::Draft;
use super::shared::Shared;

/// Has a draft analysed as it is now. Never blocks.
pub fn schedule(shared: &Arc<Shared>, draft: &Arc<Draft>) {
    if draft.want_analysis() {
        start(shared.clone(), draft.clone());
    }
}

/// Analyses a draft on a blocking thread, and again if more was asked for meanwhile.
fn start(shared: Arc<Shared>, draft: Arc<Draft>) {
    shared.runtime().clone().spawn_blocking(move || {
        let goal = draft.wanted();
        // A client that hears of its edit may send the next at once: that one finds nothing running any more.
        let mut rests = false;
        shared.analyse(&draft, &mut || rests = draft.rest(goal));
        if !rests && !draft.rest(goal) {
            shared.runtime().clone().spawn(start_when_quiet(shared, draft));
        }
    });
}

/// Waits on a timer: however many drafts wait, the blocking threads are free for those that do not.
async fn start_when_quiet(shared: Arc<Shared>, draft: Arc<Draft>) {
    while let Some(time) = draft.quiet_in() {
        tokio::time::sleep(time).await;
    }
    start(shared, draft);
}
