//! `rapporteur lsp`

use std::process::ExitCode;

/// What the command line says to `lsp`.
#[derive(Debug, clap::Args)]
pub(crate) struct LspArgs {
    /// Speak on standard input and output: it always does, some editors say so
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Serves an editor until it is done.
pub(crate) fn run(_args: &LspArgs) -> ExitCode {
    crate::lsp::run()
}
