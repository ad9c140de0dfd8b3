//! Text on standard output.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use super::{notice, visible};

/// Prints a text; its styles are left out where nobody sees them.
pub(crate) fn print(text: &str) -> ExitCode {
    let mut out = anstream::stdout().lock();
    match is_written(out.write_all(text.as_bytes()).and_then(|()| out.flush())) {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(2),
    }
}

/// Copies the parts of a text as they are to standard output; on a terminal, without what would steer it. Says whether they were
/// written.
pub(crate) fn copy<'t>(parts: impl IntoIterator<Item = &'t str>) -> bool {
    let mut out = io::stdout().lock();
    let copied = match out.is_terminal() {
        true => out.write_all(visible::lines(&parts.into_iter().collect::<String>()).as_bytes()),
        false => parts.into_iter().try_for_each(|chunk| out.write_all(chunk.as_bytes())),
    };
    is_written(copied.and_then(|()| out.flush()))
}

/// Whether a text was written, as far as anybody wants it: who closed the pipe, as `head` does, has read enough. Where it
/// was not, that is said.
pub(crate) fn is_written(written: io::Result<()>) -> bool {
    match written {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => true,
        Err(_) => {
            notice::unwritten();
            false
        }
    }
}
