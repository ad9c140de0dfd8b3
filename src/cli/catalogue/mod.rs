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
pub(crate) struct CatalogueArgs {
    #[command(subcommand)]
    command: CatalogueCommand,
}

#[derive(Debug, Subcommand)]
enum CatalogueCommand {
    /// Show a text: its editions, how each stands, and where that is known from
    Show(show::ShowArgs),
    /// Find texts by words of their titles
    Find(find::FindArgs),
    /// List the texts of a body
    List(list::ListArgs),
    /// Add adopted texts, or lines of data, to the data file of this folder
    Add(add::AddArgs),
    /// Look for contradictions in the data
    Verify(verify::VerifyArgs),
}

pub(crate) fn run(args: CatalogueArgs) -> ExitCode {
    match args.command {
        CatalogueCommand::Show(args) => show::run(&args),
        CatalogueCommand::Find(args) => find::run(&args),
        CatalogueCommand::List(args) => list::run(&args),
        CatalogueCommand::Add(args) => add::run(&args),
        CatalogueCommand::Verify(args) => verify::run(&args),
    }
}
