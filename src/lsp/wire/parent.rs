//! Ends the server when the editor that started it is gone without a word.

#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(unix)]
use rustix::io::Errno;
#[cfg(unix)]
use rustix::process::Pid;

/// How often to look. An orphan costs nothing but its memory, so there is no hurry.
#[cfg(unix)]
const EVERY: std::time::Duration = std::time::Duration::from_secs(2);

/// Watches the process that `initialize` named in `processId`.
///
/// A process that cannot be seen counts as gone, as the protocol says; a client that speaks from another machine or
/// container sends `null`.
#[cfg(unix)]
pub(super) fn watch(process: i64) {
    let Some(process) = i32::try_from(process).ok().filter(|&id| id > 0).and_then(Pid::from_raw) else { return };
    // A client that says `initialize` twice is watched once.
    static WATCHED: AtomicBool = AtomicBool::new(false);
    if WATCHED.swap(true, Ordering::SeqCst) {
        return;
    }
    let watching = std::thread::Builder::new().name("parent".into()).spawn(move || {
        if !waits_until_it_ends(process) {
            while rustix::process::test_kill_process(process) != Err(Errno::SRCH) {
                std::thread::sleep(EVERY);
            }
        }
        tracing::info!("the process that started the server is gone");
        std::process::exit(super::exit::status());
    });
    if let Err(error) = watching {
        tracing::warn!("the process that started the server cannot be watched: {error}");
    }
}

/// Waits for the end of a process, also one that keeps its number because nobody has asked how it ended (a zombie). Says `false`
/// where the system cannot tell.
#[cfg(target_os = "linux")]
fn waits_until_it_ends(process: Pid) -> bool {
    use rustix::event::{PollFd, PollFlags, poll};

    let Ok(handle) = rustix::process::pidfd_open(process, rustix::process::PidfdFlags::empty()) else { return false };
    loop {
        match poll(&mut [PollFd::new(&handle, PollFlags::IN)], None) {
            Err(Errno::INTR) => {}
            ended => return ended.is_ok(),
        }
    }
}

/// Elsewhere nobody tells.
#[cfg(all(unix, not(target_os = "linux")))]
fn waits_until_it_ends(_: Pid) -> bool {
    false
}

/// Elsewhere the end of input has to do.
#[cfg(not(unix))]
pub fn watch(_: i64) {}
