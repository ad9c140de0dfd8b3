//! The command line: parse it, hand over.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("lsp") => rapporteur::lsp::run(),
        _ => {
            eprintln!("usage: rapporteur lsp");
            ExitCode::from(2)
        }
    }
}
