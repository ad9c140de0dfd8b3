//! What was found, written on standard output.
//!
//! All reports name places alike: lines and columns from 1, columns in characters.

mod concise;
mod excerpt;
mod full;
mod github;
mod json;
mod places;
mod sarif;
mod statistics;

use std::io::{self, BufWriter, Write};

use clap::ValueEnum;

use self::places::findings;
use super::read::CheckOutcome;
use super::terminal;
use crate::rules::Severity;

/// How to write what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For reading: each finding with its lines of the draft
    Full,
    #[value(help = "One finding per line, as PATH:LINE:COLUMN: SEVERITY[RULE] MESSAGE; related places below, indented")]
    Concise,
    /// An array of findings, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands, for annotations in GitHub Actions
    Github,
}

impl ReportFormat {
    /// Whether it can say how often each rule found something.
    pub(crate) fn has_statistics(self) -> bool {
        matches!(self, ReportFormat::Full | ReportFormat::Concise | ReportFormat::Json)
    }
}

/// How a report is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    pub(crate) format: ReportFormat,
    /// Only how often each rule found something.
    pub(crate) statistics: bool,
    /// Without a closing line.
    pub(crate) quiet: bool,
}

/// Writes a report.
///
/// # Errors
/// Standard output cannot be written.
pub(crate) fn write(outcome: &CheckOutcome, manner: &Manner) -> io::Result<()> {
    if manner.format == ReportFormat::Full {
        return full(outcome, manner);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    match manner.format {
        ReportFormat::Json if manner.statistics => statistics::json(&mut out, outcome)?,
        ReportFormat::Concise if manner.statistics => statistics::table(&mut out, outcome)?,
        ReportFormat::Full | ReportFormat::Concise => {
            for (file, found) in findings(outcome) {
                concise::write(&mut out, outcome, file, &found.finding)?;
            }
        }
        ReportFormat::Json => json::write(&mut out, outcome)?,
        ReportFormat::Sarif => sarif::write(&mut out, outcome)?,
        ReportFormat::Github => github::write(&mut out, outcome)?,
    }
    out.flush()
}

/// For reading: styled on a terminal, and with a closing line.
fn full(outcome: &CheckOutcome, manner: &Manner) -> io::Result<()> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    if manner.statistics {
        statistics::table(&mut out, outcome)?;
    } else {
        let styled = out.current_choice() != anstream::ColorChoice::Never;
        let renderer = full::Renderer::new(styled, terminal::width());
        for (file, found) in findings(outcome) {
            out.write_all(renderer.render(outcome, file, found).as_bytes())?;
        }
    }
    if !manner.quiet {
        writeln!(out, "{}", summary(outcome))?;
    }
    out.flush()
}

/// "3 errors, 1 warning in 2 of 5 files."
fn summary(outcome: &CheckOutcome) -> String {
    let unread = match outcome.errors.len() {
        0 => "",
        _ => " Not everything could be read: see the messages above.",
    };
    let files = outcome.files.iter().filter(|file| file.is_resolution()).count();
    // Of a letter, "no findings" would say what nobody looked for.
    let others = match outcome.files.len() - files {
        0 => String::new(),
        1 => " 1 file is no resolution: nothing was checked in it.".to_owned(),
        count => format!(" {count} files are no resolutions: nothing was checked in them."),
    };
    let of_files = |files: usize| if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    let with = outcome.files.iter().filter(|file| !file.findings.is_empty()).count();
    if files == 0 && !outcome.files.is_empty() {
        return format!("No resolution: nothing was checked.{unread}");
    }
    if files == 0 {
        return format!("No drafts found.{unread}");
    }
    if with == 0 {
        return format!("No findings in {}.{others}{unread}", of_files(files));
    }
    let counted = [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint].map(|severity| {
        let count = findings(outcome).filter(|(_, found)| found.finding.severity == severity).count();
        match (count, severity) {
            (0, _) => None,
            (1, _) | (_, Severity::Information) => Some(format!("{count} {}", severity.name())),
            _ => Some(format!("{count} {}s", severity.name())),
        }
    });
    let counted = counted.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let place = if with == files { of_files(files) } else { format!("{with} of {}", of_files(files)) };
    format!("{counted} in {place}.{others}{unread}{}", fixable(outcome))
}

/// How many findings have a fix, and how it is made; nothing where none has.
fn fixable(outcome: &CheckOutcome) -> String {
    let Fixable { safe, with_a_look } = Fixable::of(outcome);
    match (safe, with_a_look) {
        (0, 0) => String::new(),
        (safe, 0) => format!("\n{safe} fixable with --fix."),
        (0, more) => format!("\n{more} fixable with --fix --unsafe-fixes."),
        (safe, more) => format!("\n{safe} fixable with --fix, {more} more with --unsafe-fixes."),
    }
}

/// How many findings can be fixed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fixable {
    /// With a safe fix.
    pub(crate) safe: usize,
    /// Only with fixes that should be looked at.
    pub(crate) with_a_look: usize,
}

impl Fixable {
    /// Of what was found.
    pub(crate) fn of(outcome: &CheckOutcome) -> Fixable {
        let (mut safe, mut with_a_look) = (0, 0);
        for (_, found) in findings(outcome).filter(|(_, found)| !found.fixes.is_empty()) {
            match found.fixes.iter().any(|fix| fix.safe) {
                true => safe += 1,
                false => with_a_look += 1,
            }
        }
        Fixable { safe, with_a_look }
    }
}
