//! `rapporteur schema`

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use super::notice;
use crate::rules;

/// Prints the JSON schema of `rapporteur.toml`.
pub(crate) fn run() -> ExitCode {
    match writeln!(std::io::stdout(), "{:#}", rules::schema()) {
        // Whoever closed the pipe, as `head` does, has read enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            notice::unwritten();
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}
