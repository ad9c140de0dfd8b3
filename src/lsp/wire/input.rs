//! What the client sends, and whether more of it waits.
//!
//! A program that types, or a drafter who undoes a large edit, sends edits by the hundred. By the clock alone such a burst
//! has as many ends as the machine has pauses: 2000 edits on a busy machine were published 18 to 53 times. With a look at
//! what waits to be read they are published 4 or 5 times.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};

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

/// Tells when the loop waits for input.
pub struct Input<R>(pub R);

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
