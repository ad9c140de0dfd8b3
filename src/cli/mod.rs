//! The commands, one file each.
//!
//! [`check`] is the main one: [`gather`] finds the files, [`read`] reads and checks them in [`parallel`], [`report`] writes
//! what was found, [`notice`] what could not be read.

mod check;
mod gather;
mod lsp;
mod notice;
mod parallel;
mod read;
mod report;
mod schema;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads drafts of resolutions as their drafters do: clause by clause, citation by citation.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check drafts and report what is wrong in them
    Check(check::Args),
    /// Serve an editor (it speaks the Language Server Protocol on standard input and output)
    Lsp(lsp::Args),
    /// Print the JSON schema of rapporteur.toml, by which editors complete and check it
    Schema,
}

/// Runs the command that the command line names. Wrong usage ends the program with status 2.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Lsp(args) => lsp::run(&args),
        Command::Schema => schema::run(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
