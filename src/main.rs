//! The command line: parse it, hand over.

use std::process::ExitCode;

fn main() -> ExitCode {
    rapporteur::cli::run()
}
