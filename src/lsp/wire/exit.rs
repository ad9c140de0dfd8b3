//! The status with which the process ends.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the client has asked to shut down: the process ends with status 0 then, whatever ends it.
static SHUT_DOWN: AtomicBool = AtomicBool::new(false);

/// Takes that the client has asked to shut down.
pub(super) fn shut_down() {
    SHUT_DOWN.store(true, Ordering::SeqCst);
}

/// The status with which the process ends if it ends now.
pub(super) fn status() -> i32 {
    if SHUT_DOWN.load(Ordering::SeqCst) { 0 } else { 1 }
}
