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
mod told;

use std::convert::Infallible;
use std::io::{self, BufWriter, Write};

use clap::ValueEnum;

use self::places::WrittenFixes;
pub(crate) use self::told::Told;
use super::parallel;
use super::progress::Progress;
use super::read::{CheckOutcome, CheckedFile};
use super::terminal;
use crate::rules::{Fixes, Reported, Severity};
use crate::workspace::Notice;

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
    /// Standard error has it: a fixed text went to standard output.
    pub(crate) aside: bool,
}

/// So many files are checked before what was found in them is written.
const BATCH: usize = 64;

/// Checks files and writes nothing.
pub(crate) fn count(outcome: &CheckOutcome, fixes: Fixes, progress: &Progress) -> Told {
    each(outcome, fixes, progress, &mut |_| {})
}

/// Checks files, and shows each to who asks.
pub(crate) fn each(
    outcome: &CheckOutcome,
    fixes: Fixes,
    progress: &Progress,
    look: &mut dyn FnMut(&CheckedFile),
) -> Told {
    let mut told = Told::default();
    let Ok(()) = check::<Infallible>(outcome, fixes, progress, &mut told, &mut |files| {
        files.iter().for_each(&mut *look);
        Ok(())
    });
    told
}

/// Checks files and writes what is found: some files at once, so that a large folder needs no large memory. Says what it came
/// to, up to where it could no longer be written.
pub(crate) fn write(outcome: &CheckOutcome, manner: &Manner, progress: &Progress) -> (Told, io::Result<()>) {
    let (styled, mut out): (bool, Box<dyn Write>) = match (manner.format, manner.aside) {
        (ReportFormat::Full, false) => styled(anstream::stdout().lock()),
        (ReportFormat::Full, true) => styled(anstream::stderr().lock()),
        (_, false) => (false, Box::new(BufWriter::new(io::stdout().lock()))),
        (_, true) => (false, Box::new(BufWriter::new(io::stderr().lock()))),
    };
    let renderer = full::Renderer::new(styled, terminal::width());
    let mut told = Told::default();
    let written = write_to(&mut out, &renderer, outcome, manner, progress, &mut told);
    (told, written)
}

/// Whether a stream shows colours, and the stream.
fn styled<'s, S>(out: anstream::AutoStream<S>) -> (bool, Box<dyn Write + 's>)
where
    S: anstream::stream::RawStream + 's,
    anstream::AutoStream<S>: Write,
{
    (out.current_choice() != anstream::ColorChoice::Never, Box::new(out))
}

/// Checks all files, and hands over some at once.
fn check<E>(
    outcome: &CheckOutcome,
    fixes: Fixes,
    progress: &Progress,
    told: &mut Told,
    each: &mut dyn FnMut(&[CheckedFile]) -> Result<(), E>,
) -> Result<(), E> {
    let snapshot = outcome.workspace.snapshot();
    progress.begin("Checking", outcome.files.len());
    for batch in outcome.files.chunks(BATCH) {
        let checked = parallel::map(batch, |file| {
            let checked = outcome.check(file, &snapshot, fixes);
            progress.step();
            checked
        });
        let mut files = Vec::with_capacity(checked.len());
        for checked in checked {
            match checked {
                Ok(mut file) => {
                    file.first = told.count();
                    told.add(&file);
                    files.push(file);
                }
                Err(notice) => told.unread.push(notice),
            }
        }
        progress.hide();
        each(&files)?;
    }
    Ok(())
}

/// Writes a report; one for reading has a closing line.
fn write_to(
    out: &mut impl Write,
    renderer: &full::Renderer,
    outcome: &CheckOutcome,
    manner: &Manner,
    progress: &Progress,
    told: &mut Told,
) -> io::Result<()> {
    let Manner { format, statistics, quiet, .. } = *manner;
    let fixes = if format == ReportFormat::Concise && !statistics { Fixes::Unasked } else { Fixes::Wanted };
    let mut results = Vec::new();
    if format == ReportFormat::Json && !statistics {
        out.write_all(b"[")?;
    }
    if format == ReportFormat::Github {
        out.write_all(noted(&outcome.errors).as_bytes())?;
    }
    check(outcome, fixes, progress, told, &mut |files| match format {
        _ if statistics => Ok(()),
        ReportFormat::Sarif => {
            for objects in parallel::map(files, |file| {
                objects(file, &|found, same_as| sarif::object(outcome, file, found, same_as))
            }) {
                results.extend(objects?);
            }
            Ok(())
        }
        _ => {
            let texts = parallel::map(files, |file| text(renderer, format, outcome, file));
            texts.into_iter().try_for_each(|text| out.write_all(text?.as_bytes()))
        }
    })?;
    match format {
        ReportFormat::Full | ReportFormat::Concise if statistics => statistics::table(out, told)?,
        ReportFormat::Json if statistics => statistics::json(out, told)?,
        ReportFormat::Json => out.write_all(if told.count() > 0 { b"\n]\n" } else { b"]\n" })?,
        ReportFormat::Sarif => sarif::write(out, outcome, &told.unread, results)?,
        ReportFormat::Github => out.write_all(noted(&told.unread).as_bytes())?,
        ReportFormat::Full | ReportFormat::Concise => {}
    }
    if format == ReportFormat::Full && !quiet {
        writeln!(out, "{}", summary(outcome, told))?;
    }
    out.flush()
}

/// What a report says of a file.
fn text(
    renderer: &full::Renderer,
    format: ReportFormat,
    outcome: &CheckOutcome,
    file: &CheckedFile,
) -> io::Result<String> {
    let mut text = String::new();
    match format {
        ReportFormat::Full => {
            file.findings.iter().for_each(|found| text.push_str(&renderer.render(outcome, file, found)));
        }
        ReportFormat::Concise => {
            file.findings.iter().for_each(|found| text.push_str(&concise::lines(outcome, file, &found.finding)));
        }
        ReportFormat::Github => {
            file.findings.iter().for_each(|found| text.push_str(&github::command(outcome, file, found)));
        }
        ReportFormat::Json => {
            let objects = objects(file, &|found, same_as| json::object(outcome, file, found, same_as))?;
            for (nth, object) in objects.iter().enumerate() {
                text.push_str(if file.first + nth == 0 { "\n" } else { ",\n" });
                text.push_str(object);
            }
        }
        // Its results are put into one log.
        ReportFormat::Sarif => {}
    }
    Ok(text)
}

/// An object for each finding of a file. Fixes that several findings share are written with the first.
fn objects<T>(
    file: &CheckedFile,
    object: &dyn Fn(&Reported, Option<usize>) -> serde_json::Result<T>,
) -> io::Result<Vec<T>> {
    let mut shared = WrittenFixes::default();
    let numbered = (file.first..).zip(&file.findings);
    let objects: serde_json::Result<Vec<T>> =
        numbered.map(|(nth, found)| object(found, shared.first(nth, found))).collect();
    Ok(objects?)
}

/// What could not be read, as annotations.
fn noted(notices: &[Notice]) -> String {
    notices.iter().map(github::command_of_notice).collect()
}

/// "3 errors, 1 warning in 2 of 5 files."
fn summary(outcome: &CheckOutcome, told: &Told) -> String {
    let unread = match outcome.errors.len() + told.unread.len() {
        0 => "",
        _ => " Not everything could be read: see the messages above.",
    };
    let files = outcome.files.iter().filter(|file| file.is_resolution).count();
    // Of a letter, "no findings" would say what nobody looked for.
    let others = match outcome.files.len() - files {
        0 => String::new(),
        1 => " 1 file is no resolution: nothing was checked in it.".to_owned(),
        count => format!(" {count} files are no resolutions: nothing was checked in them."),
    };
    let of_files = |files: usize| if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    let with = told.files;
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
        let count = told.count_of(severity);
        match (count, severity) {
            (0, _) => None,
            (1, _) | (_, Severity::Information) => Some(format!("{count} {}", severity.name())),
            _ => Some(format!("{count} {}s", severity.name())),
        }
    });
    let counted = counted.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let place = if with == files { of_files(files) } else { format!("{with} of {}", of_files(files)) };
    format!("{counted} in {place}.{others}{unread}{}", fixable(told))
}

/// How many findings have a fix, and how it is made; nothing where none has.
fn fixable(told: &Told) -> String {
    match (told.fixable(), told.fixable_with_a_look()) {
        (0, 0) => String::new(),
        (safe, 0) => format!("\n{safe} fixable with --fix."),
        (0, more) => format!("\n{more} fixable with --fix --unsafe-fixes."),
        (safe, more) => format!("\n{safe} fixable with --fix, {more} more with --unsafe-fixes."),
    }
}
