//! How far a long run is: one line on standard error, and only on a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A run that is shorter shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// The line is drawn anew after this time at the earliest.
const PAUSE: Duration = Duration::from_millis(100);
/// How wide the bar is, in characters.
const BAR: usize = 30;

/// A line that says how many files are done; it is gone when the run is.
pub(crate) struct Progress(Option<Mutex<ProgressLine>>);

struct ProgressLine {
    what: &'static str,
    done: usize,
    total: usize,
    next: Instant,
    drawn: bool,
}

impl Progress {
    /// A line for a run that begins now, on a terminal and if it is wanted.
    pub(crate) fn new(wanted: bool) -> Progress {
        let dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        let line = ProgressLine { what: "", done: 0, total: 0, next: Instant::now() + PATIENCE, drawn: false };
        Progress((wanted && !dumb && io::stderr().is_terminal()).then(|| Mutex::new(line)))
    }

    /// A part of the run begins: "Reading" so many files.
    pub(crate) fn begin(&self, what: &'static str, total: usize) {
        self.with(|line| (line.what, line.done, line.total) = (what, 0, total));
    }

    /// A file is done.
    pub(crate) fn step(&self) {
        self.with(|line| {
            line.done += 1;
            let now = Instant::now();
            if now >= line.next {
                line.next = now + PAUSE;
                line.drawn = true;
                let text = draw(line.what, line.done, line.total);
                let _ = write!(io::stderr(), "\r{text}\x1b[K");
            }
        });
    }

    /// Takes the line from the terminal, where something else is written now; the next file that is done draws it again.
    pub(crate) fn hide(&self) {
        self.with(|line| {
            if std::mem::take(&mut line.drawn) {
                let _ = write!(io::stderr(), "\r\x1b[K");
            }
        });
    }

    fn with(&self, change: impl FnOnce(&mut ProgressLine)) {
        // A thread that panicked while it drew has left nothing that matters.
        if let Some(line) = &self.0 {
            change(&mut line.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.hide();
    }
}

/// "Checking [===============               ] 2500 of 5000"
fn draw(what: &str, done: usize, total: usize) -> String {
    let filled = (done * BAR).checked_div(total).unwrap_or(BAR).min(BAR);
    format!("{what} [{:BAR$}] {done} of {total}", "=".repeat(filled))
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn the_bar_fills() {
        assert_eq!(draw("Checking", 0, 5000), "Checking [                              ] 0 of 5000");
        assert_eq!(draw("Checking", 2500, 5000), "Checking [===============               ] 2500 of 5000");
        assert_eq!(draw("Reading", 7, 7), "Reading [==============================] 7 of 7");
        assert_eq!(draw("Reading", 0, 0), "Reading [==============================] 0 of 0");
    }
}
