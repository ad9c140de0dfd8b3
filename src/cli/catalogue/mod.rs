//! `rapporteur catalogue`: what is known of resolutions and meetings, one file per command.

mod add;
mod find;
mod here;
mod list;
mod show;
mod verify;
mod words;

use std::process::ExitCode;

use clap::Subcommand;

/// What the command line says to `catalogue`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show a text: its editions, how each stands, and where that is known from
    Show(show::Args),
    /// Find texts by words of their titles
    Find(find::Args),
    /// List the texts of a body
    List(list::Args),
    /// Add adopted texts, or lines of data, to the data file of this folder
    Add(add::Args),
    /// Look for contradictions in the data
    Verify(verify::Args),
}

pub(crate) fn run(args: Args) -> ExitCode {
    match args.command {
        Command::Show(args) => show::run(&args),
        Command::Find(args) => find::run(&args),
        Command::List(args) => list::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Verify(args) => verify::run(&args),
    }
}
