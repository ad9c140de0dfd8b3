//! When a draft is analysed: at once where nothing runs for it; an edit that arrives meanwhile waits for a moment of
//! quiet, so that a burst of edits is one analysis.

use std::sync::Arc;
use std::time::Duration;

use super::drafts::Draft;
use super::shared::Shared;
use super::wire;

/// How long the loop may take to get back to waiting for the client. If it does not, more was sent than one edit.
const AT_ONCE: Duration = Duration::from_micros(300);

/// Has a draft analysed as it is now. Never blocks.
pub fn schedule(shared: &Arc<Shared>, draft: &Arc<Draft>) {
    if draft.want_analysis() {
        let (shared, draft) = (shared.clone(), draft.clone());
        shared.runtime().clone().spawn_blocking(move || work(&shared, &draft));
    }
}

/// The analyses of one draft, one after the other, until there is nothing left to do. On a blocking thread.
fn work(shared: &Arc<Shared>, draft: &Arc<Draft>) {
    let mut at_once = !draft.is_in_burst() && wire::catches_up_within(AT_ONCE);
    loop {
        while !at_once && let Some(time) = draft.quiet_in(wire::is_caught_up()) {
            std::thread::sleep(time);
        }
        let goal = draft.wanted();
        // A client that hears of its edit may send the next at once: that one finds nothing running any more.
        let mut rests = false;
        shared.analyse(draft, &mut || rests = draft.rest(goal));
        if rests || draft.rest(goal) {
            return;
        }
        at_once = false;
    }
}
