//! The end of a burst of edits. A program that types sends edits by the hundred, and they are to be one analysis; a hand
//! that types is to see what each key came to.

use std::time::{Duration, Instant};

/// After an edit that arrives during an analysis, how long no other must come before the next analysis. Within one
/// burst it grows each time that the quiet was a deception: on a busy machine a client does not send evenly.
const QUIET: Duration = Duration::from_millis(2);

/// The same where more than [`FEW`] edits wait: then a program types, which nobody watches letter by letter.
const LONG_QUIET: Duration = Duration::from_millis(25);

/// More edits than this nobody types while an analysis runs.
const FEW: u32 = 8;

/// How long an edit waits for the quiet at most.
const PATIENCE: Duration = Duration::from_millis(300);

/// How long after the last edit a burst is over: no hand is faster than this for long.
const BURST_OVER: Duration = Duration::from_millis(50);

/// How often to look where the quiet is there but messages wait to be read.
const SOON: Duration = Duration::from_millis(1);

/// The edits of a draft that no analysis knows yet.
pub(super) struct Burst {
    /// When the last edit came, known or not.
    edited: Instant,
    /// When the first edit came that is not known.
    since: Instant,
    /// Edits that are not known.
    edits: u32,
    /// How often the quiet has come in this burst.
    lulls: u32,
}

impl Burst {
    /// Begins with a text that was opened, as with an edit.
    pub(super) fn new(now: Instant) -> Burst {
        Burst { edited: now, since: now, edits: 1, lulls: 0 }
    }

    pub(super) fn edit(&mut self, now: Instant) {
        if now - self.edited > BURST_OVER {
            self.lulls = 0;
        }
        if self.edits == 0 {
            self.since = now;
        }
        self.edited = now;
        self.edits += 1;
    }

    /// An analysis begins, which knows all edits up to now.
    pub(super) fn analysed(&mut self) {
        self.edits = 0;
    }

    /// When the last edit came, if no analysis knows it.
    pub(super) fn edited(&self) -> Option<Instant> {
        (self.edits > 0).then_some(self.edited)
    }

    /// Whether an analysis has already waited for the end of this burst.
    pub(super) fn goes_on(&self) -> bool {
        self.lulls > 0
    }

    /// How long to wait before looking again whether the next analysis may begin; none: it may. `caught_up`: nothing
    /// that the client has sent waits to be applied. What is analysed again without an edit never waits.
    pub(super) fn quiet_in(&mut self, now: Instant, caught_up: bool) -> Option<Duration> {
        let patience = PATIENCE.saturating_sub(now - self.since);
        if self.edits == 0 || patience.is_zero() {
            return None;
        }
        let quiet = if self.edits > FEW { LONG_QUIET } else { QUIET };
        let quiet = quiet.saturating_mul(1 << (2 * self.lulls.min(6)));
        let left = quiet.saturating_sub(now - self.edited);
        if left.is_zero() && caught_up {
            self.lulls += 1;
            return None;
        }
        Some(left.max(SOON).min(patience))
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
        for _ in 0..100 {
            assert_eq!(burst.quiet_in(start, false), None);
        }
        // Nor does it make the next edit wait longer.
        burst.edit(start);
        assert_eq!(burst.quiet_in(start, true), Some(QUIET));
    }

    #[test]
    fn an_edit_waits_for_the_quiet_and_for_what_the_client_has_sent() {
        let start = Instant::now();
        let mut burst = Burst::new(start);
        assert_eq!(burst.quiet_in(start, true), Some(QUIET));
        assert_eq!(burst.quiet_in(start + QUIET, false), Some(SOON));
        assert_eq!(burst.quiet_in(start + QUIET, true), None);
        // The quiet was a deception, so the next is longer; after a pause it is short again.
        burst.analysed();
        burst.edit(start + ms(3));
        assert_eq!(burst.quiet_in(start + ms(3), true), Some(4 * QUIET));
        burst.edit(start + ms(60));
        assert_eq!(burst.quiet_in(start + ms(60), true), Some(QUIET));
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
