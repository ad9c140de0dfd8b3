//! When a draft is analysed: at once where nothing runs for it; an edit that arrives meanwhile waits for a moment of
//! quiet, so that a burst of edits is one analysis.

use std::sync::Arc;

use super::drafts::Draft;
use super::shared::Shared;
use super::wire;

/// Has a draft analysed as it is now. Never blocks.
pub fn schedule(shared: &Arc<Shared>, draft: &Arc<Draft>) {
    if draft.want_analysis() {
        let (shared, draft) = (shared.clone(), draft.clone());
        shared.runtime().clone().spawn_blocking(move || work(&shared, &draft));
    }
}

/// The analyses of one draft, one after the other, until there is nothing left to do. On a blocking thread.
fn work(shared: &Arc<Shared>, draft: &Arc<Draft>) {
    loop {
        let goal = draft.wanted();
        shared.analyse(draft);
        if draft.rest(goal) {
            return;
        }
        while let Some(time) = draft.quiet_in(wire::is_caught_up()) {
            std::thread::sleep(time);
        }
    }
}
