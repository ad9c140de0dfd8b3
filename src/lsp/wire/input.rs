//! What the client sends, and whether more of it waits.
//!
//! A program that types sends edits by the hundred, and a quick client sends the next key within a millisecond of what it
//! hears of the last: no clock tells the one from the other. Without a look at what waits to be read, 2000 edits sent at
//! once were published 18 to 55 times on a busy machine; with it, 4 or 5 times.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

#[cfg(not(unix))]
use std::any::Any as AsInput;
#[cfg(unix)]
use std::os::fd::AsFd as AsInput;

/// The loop waits for the client: all that came was handled, up to each handler's first wait.
static CAUGHT_UP: AtomicBool = AtomicBool::new(false);

/// Whether all that the client has sent was handled, as far as can be told: a burst of edits is over then.
pub fn is_caught_up() -> bool {
    CAUGHT_UP.load(Ordering::Relaxed)
}

/// Waits, very shortly, for the loop to catch up; `false` where it has more to do.
pub fn catches_up_within(time: Duration) -> bool {
    let start = Instant::now();
    while !is_caught_up() {
        if start.elapsed() > time {
            return false;
        }
        std::thread::yield_now();
    }
    true
}

/// Tells when the loop waits for input.
pub(super) struct Input<R>(pub R);

impl<R: Read + AsInput> Read for Input<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        CAUGHT_UP.store(!is_readable(&self.0), Ordering::Relaxed);
        let read = self.0.read(room);
        CAUGHT_UP.store(false, Ordering::Relaxed);
        read
    }
}

/// Whether a read would not wait.
#[cfg(unix)]
fn is_readable(input: &impl AsInput) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let mut ready = [PollFd::new(input, PollFlags::IN)];
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut ready, Some(&now)).is_ok_and(|count| count > 0)
}

/// Elsewhere nobody tells.
#[cfg(not(unix))]
fn is_readable(_: &impl AsInput) -> bool {
    false
}
