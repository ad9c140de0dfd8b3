//! `rapporteur check`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::add_accept;
use super::fix;
use super::gather::gather;
use super::notice;
use super::print::is_written;
use super::progress::Progress;
use super::read::{CheckOutcome, Keep, read};
use super::report::{self, Manner, ReportFormat};
use super::settings::CheckSettings;
use super::show;
use super::unmet_accepts::unmet;
use crate::rules::{Fixes, Severity};
use crate::workspace::{Door, Excluded};

/// What the command line says to `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit status:
  0  nothing is wrong (hints and information do not count, unless --fail-on says so)
  1  there are errors or warnings, or what --fail-on names; with --diff, there is something to fix
  2  something could not be read, or the command line is wrong")]
pub(crate) struct CheckArgs {
    /// Drafts, folders of drafts, or - for standard input; without any, the current folder
    ///
    /// Of a folder, files named *.resolution and *.resolution.txt are checked, and of *.txt and *.md those that read as
    /// a resolution. A file that is named itself is always checked. For each file the nearest rapporteur.toml holds, in
    /// its folder or above.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// What standard input is called in reports and configuration; it is then always read
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,

    /// Leave files and folders of the folders out, as a line of .gitignore there would
    #[arg(long, value_name = "PATTERN,...", value_delimiter = ',', value_parser = pattern, help_heading = "What is checked")]
    exclude: Vec<String>,

    #[command(flatten, next_help_heading = "What is checked")]
    settings: CheckSettings,

    #[command(flatten, next_help_heading = "What is fixed")]
    fixes: fix::FixArgs,

    /// How to write what was found
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Full, help_heading = "What is said")]
    output_format: ReportFormat,

    /// The least that ends with status 1; what cannot be read always ends with 2
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Warning, help_heading = "What is said")]
    fail_on: FailOn,

    /// How often each rule found something, instead of what it found (full, concise, json)
    #[arg(long, help_heading = "What is said")]
    statistics: bool,

    /// Which files would be checked, and no more
    #[arg(long, help_heading = "What is said", conflicts_with_all = ["show_settings", "fix", "diff", "add_accept"])]
    show_files: bool,

    /// Which rapporteur.toml holds for them and what it comes to, and no more
    #[arg(long, help_heading = "What is said", conflicts_with_all = ["fix", "diff", "add_accept"])]
    show_settings: bool,

    /// Accept what is found, down to --fail-on, in the rapporteur.toml that holds: from now on only what is new is reported
    #[arg(long, help_heading = "What is said", conflicts_with_all = ["fix", "diff", "config"])]
    add_accept: bool,

    /// Findings, what could not be read, and no more
    #[arg(long, short, help_heading = "What is said")]
    quiet: bool,
}

/// The least that is a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Information,
    Hint,
    Never,
}

impl FailOn {
    fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Information => Some(Severity::Information),
            FailOn::Hint => Some(Severity::Hint),
            FailOn::Never => None,
        }
    }
}

/// A pattern as in `.gitignore`.
fn pattern(text: &str) -> Result<String, String> {
    Excluded::complaint(text).map_or_else(|| Ok(text.to_owned()), Err)
}

impl CheckArgs {
    /// Why the options do not go together, if they do not.
    pub(crate) fn conflict(&self) -> Option<&'static str> {
        let told = self.statistics && !self.output_format.has_statistics();
        told.then_some("--statistics goes with --output-format full, concise or json")
    }
}

/// Checks drafts and reports what is wrong in them.
pub(crate) fn run(args: CheckArgs) -> ExitCode {
    let (gathered, unread) = gather(&args.paths, args.stdin_filename.as_deref(), &args.exclude);
    let progress = Progress::new(!args.quiet);
    let fixes = args.fixes;
    let folders = gathered.folders.clone();
    let keep = if fixes.fix || fixes.diff { Keep::All } else { Keep::First };
    let mut outcome = read(gathered, &args.settings, keep, &progress);
    if fixes.diff {
        return show_diff(&mut outcome, fixes, args.quiet, &progress);
    }
    outcome.errors.splice(0..0, unread);
    if args.show_files || args.show_settings {
        return show::run(&outcome, args.show_settings);
    }
    if args.add_accept {
        return add_accept::run(&outcome, args.fail_on.severity(), &progress);
    }
    let copied = if fixes.fix { fix::write(&mut outcome, fixes, args.quiet) } else { None };
    let aside = copied.is_some();
    outcome.errors.iter().for_each(notice::error);
    if !args.quiet {
        outcome.warnings.iter().for_each(notice::warning);
    }

    let (format, statistics, quiet) = (args.output_format, args.statistics, args.quiet);
    let (told, written) = report::write(&outcome, &Manner { format, statistics, quiet, aside }, &progress);
    let written = is_written(written) && copied != Some(false);
    told.unread.iter().for_each(notice::error);
    let whole = args.exclude.is_empty() && args.settings.is_usual() && outcome.errors.is_empty();
    if !quiet && whole && told.unread.is_empty() {
        unmet(&outcome, &folders).iter().for_each(notice::warning);
    }

    if let Some(door) = args.settings.door.filter(|_| !quiet) {
        notice::said(&format!("checked as {}; --final={}", door.as_what(), others(door)));
    }

    let least = args.fail_on.severity();
    if !written || !outcome.errors.is_empty() || !told.unread.is_empty() {
        ExitCode::from(2)
    } else if least.is_some_and(|least| told.worst().is_some_and(|worst| worst <= least)) {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

/// "contribution and --final=editorial are other doors"
fn others(door: Door) -> String {
    let others: Vec<_> = Door::ALL.into_iter().filter(|other| *other != door).map(Door::name).collect();
    format!("{} are other doors", others.join(" and --final="))
}

/// Shows what `--fix` would change, and says how much.
fn show_diff(outcome: &mut CheckOutcome, fixes: fix::FixArgs, quiet: bool, progress: &Progress) -> ExitCode {
    let shown = fix::diff(outcome, fixes);
    let fixed = shown.as_ref().ok().cloned().flatten();
    let written = is_written(shown.map(|_| ()));
    outcome.errors.iter().for_each(notice::error);
    if !written || !outcome.errors.is_empty() {
        return ExitCode::from(2);
    }
    if !quiet {
        let counted = || report::count(outcome, Fixes::Wanted, progress).fixable_with_a_look();
        let more = if fixes.unsafe_fixes { 0 } else { counted() };
        let findings = if more == 1 { "finding" } else { "findings" };
        notice::said(&match (&fixed, more) {
            (Some(fixed), 0) => format!("would fix {fixed}"),
            (Some(fixed), more) => format!("would fix {fixed}; with --unsafe-fixes {more} more"),
            (None, 0) => "there is nothing to fix".to_owned(),
            (None, more) => format!("there is nothing to fix safely; with --unsafe-fixes {more} {findings}"),
        });
    }
    if fixed.is_some() { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
