//! `rapporteur catalogue`: what is known of resolutions and meetings, one file per command.

mod add;
mod find;
mod list;
mod show;
mod verify;
mod words;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use jiff::civil::Date;

use super::notice;
use super::read::at_hand;
use crate::catalogue::{AsOf, Catalogue};
use crate::workspace::{ForMeeting, Snapshot};

/// What the command line says to `catalogue`.
#[derive(Debug, clap::Args)]
pub struct Args {
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

/// Runs a command.
pub fn run(args: Args) -> ExitCode {
    match args.command {
        Command::Show(args) => show::run(&args),
        Command::Find(args) => find::run(&args),
        Command::List(args) => list::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Verify(args) => verify::run(&args),
    }
}

/// Everything at hand in the current folder, with its data files and adopted texts. What could not be read is said.
fn here() -> Arc<Snapshot> {
    let (snapshot, errors, warnings) = at_hand(Path::new("."));
    errors.iter().for_each(notice::error);
    warnings.iter().for_each(notice::warning);
    snapshot
}

/// The moment that is asked about: a meeting, or today.
fn moment(catalogue: &Catalogue, today: Date, meeting: Option<&ForMeeting>) -> AsOf {
    match meeting {
        Some(meeting) => catalogue.as_of(Some(meeting.body), &meeting.place, meeting.year),
        None => Catalogue::as_of_day(today),
    }
}
