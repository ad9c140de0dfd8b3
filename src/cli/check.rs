//! `rapporteur check`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::gather::gather;
use super::read::read_and_check;
use super::{notice, report};
use crate::rules::Severity;

/// What the command line says to `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit status:
  0  nothing is wrong (hints and information do not count)
  1  there are errors or warnings
  2  something could not be read, or the command line is wrong")]
pub struct Args {
    /// Drafts, folders of drafts, or - for standard input; without any, the current folder
    ///
    /// Of a folder, files named *.resolution and *.resolution.txt are checked, and of *.txt and *.md those that read as
    /// a resolution. A file that is named itself is always checked.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to write what was found
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Full)]
    output_format: Format,

    /// End with status 0 whatever was found; what cannot be read still ends with 2
    #[arg(long)]
    exit_zero: bool,
}

/// How to write what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading: each finding with its lines of the draft
    Full,
    #[value(help = "One finding per line, as PATH:LINE:COLUMN: SEVERITY[RULE] MESSAGE")]
    Concise,
    /// An array of findings, for programs
    Json,
}

/// Checks drafts and reports what is wrong in them.
pub fn run(args: &Args) -> ExitCode {
    let (sources, folder, unread) = gather(&args.paths);
    let mut outcome = read_and_check(sources, &folder);
    outcome.errors.splice(0..0, unread);
    outcome.errors.iter().for_each(notice::error);
    outcome.warnings.iter().for_each(notice::warning);

    let written = match args.output_format {
        Format::Full => report::full(&outcome),
        Format::Concise => report::concise(&outcome),
        Format::Json => report::json(&outcome),
    };
    // Whoever closed the pipe, as `head` does, has read enough.
    let failed = written.is_err_and(|error| error.kind() != std::io::ErrorKind::BrokenPipe);
    if failed {
        notice::unwritten();
    }

    let mut findings = outcome.files.iter().flat_map(|file| &file.findings);
    if failed || !outcome.errors.is_empty() {
        ExitCode::from(2)
    } else if !args.exit_zero && findings.any(|found| found.finding.severity <= Severity::Warning) {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}
