//! The end of a burst of edits. A program that types sends edits by the hundred, and they are to be one analysis; a hand
//! that types is to see what each key came to.

use std::time::{Duration, Instant};

/// After an edit that arrives during an analysis, how long no other must come before the next analysis. With none, 2000 edits
/// sent at once to an idle machine were published 1 to 7 times; with this, once.
///
/// A longer quiet where many edits wait, and one that grows each time it was a deception, changed nothing that could be
/// measured, on an idle machine or a busy one.
const QUIET: Duration = Duration::from_millis(2);

/// How long an edit waits for the quiet at most.
const PATIENCE: Duration = Duration::from_millis(300);

/// The edits of a draft that no analysis knows yet.
pub(super) struct Burst {
    /// When the last edit came, known or not.
    edited: Instant,
    /// When the first edit came that is not known; `None` where all are.
    since: Option<Instant>,
}

impl Burst {
    /// Begins with a text that was opened, as with an edit.
    pub(super) fn new(now: Instant) -> Burst {
        Burst { edited: now, since: Some(now) }
    }

    pub(super) fn edit(&mut self, now: Instant) {
        self.edited = now;
        self.since.get_or_insert(now);
    }

    /// An analysis begins, which knows all edits up to now.
    pub(super) fn analysed(&mut self) {
        self.since = None;
    }

    /// When the last edit came, if no analysis knows it.
    pub(super) fn edited(&self) -> Option<Instant> {
        self.since.map(|_| self.edited)
    }

    /// How long to wait before looking again whether the next analysis may begin; none: it may. `caught_up`: nothing
    /// that the client has sent waits to be applied. What is analysed again without an edit never waits.
    pub(super) fn quiet_in(&self, now: Instant, caught_up: bool) -> Option<Duration> {
        let patience = PATIENCE.saturating_sub(now - self.since?);
        let left = QUIET.saturating_sub(now - self.edited);
        if patience.is_zero() || (left.is_zero() && caught_up) {
            return None;
        }
        let again = if left.is_zero() { QUIET } else { left };
        Some(again.min(patience))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(number: u64) -> Duration {
        Duration::from_millis(number)
    }

    #[test]
    fn what_is_analysed_again_without_an_edit_never_waits() {
        let start = Instant::now();
        let mut burst = Burst::new(start);
        burst.analysed();
        assert_eq!(burst.quiet_in(start, false), None);
        assert_eq!(burst.edited(), None);
        burst.edit(start);
        assert_eq!(burst.quiet_in(start, true), Some(QUIET));
    }

    #[test]
    fn an_edit_waits_for_the_quiet_and_for_what_the_client_has_sent() {
        let start = Instant::now();
        let mut burst = Burst::new(start);
        assert_eq!(burst.quiet_in(start, true), Some(QUIET));
        assert_eq!(burst.quiet_in(start + QUIET / 2, true), Some(QUIET / 2));
        assert_eq!(burst.quiet_in(start + QUIET, false), Some(QUIET));
        assert_eq!(burst.quiet_in(start + QUIET, true), None);
        burst.edit(start + QUIET);
        assert_eq!(burst.quiet_in(start + QUIET, true), Some(QUIET));
    }

    #[test]
    fn no_edit_waits_for_ever() {
        let start = Instant::now();
        let mut burst = Burst::new(start);
        let mut analyses = 0;
        // An edit each millisecond, for two seconds.
        for now in (0..2000).map(|passed| start + ms(passed)) {
            burst.edit(now);
            match burst.quiet_in(now, true) {
                Some(wait) => assert!(wait <= PATIENCE, "{wait:?}"),
                None => {
                    analyses += 1;
                    burst.analysed();
                }
            }
        }
        assert!((6..=7).contains(&analyses), "{analyses} analyses");
    }
}
