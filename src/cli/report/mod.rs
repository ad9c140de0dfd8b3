//! What was found, written on standard output.
//!
//! All three reports name places alike: lines and columns from 1, columns in characters.

mod concise;
mod excerpt;
mod full;
mod json;
mod terminal;
mod wrap;

use std::io::{self, BufWriter, Write};

use ropey::Rope;
use serde::Serialize;

use super::read::{Checked, Outcome};
use crate::rules::{Found, Related, Severity};
use crate::syntax::Document;
use crate::text::{Encoding, position_of};

/// For reading: each finding with its lines of the draft, and a closing line.
///
/// # Errors
/// Standard output cannot be written.
pub fn full(outcome: &Outcome) -> io::Result<()> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let styled = out.current_choice() != anstream::ColorChoice::Never;
    let renderer = full::Renderer::new(styled, terminal::width());
    for (file, found) in findings(outcome) {
        out.write_all(renderer.render(outcome, file, found).as_bytes())?;
    }
    writeln!(out, "{}", summary(outcome))?;
    out.flush()
}

/// One finding per line, related places indented below it.
///
/// # Errors
/// Standard output cannot be written.
pub fn concise(outcome: &Outcome) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for (file, found) in findings(outcome) {
        concise::write(&mut out, outcome, file, &found.finding)?;
    }
    out.flush()
}

/// An array of findings.
///
/// # Errors
/// Standard output cannot be written.
pub fn json(outcome: &Outcome) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    json::write(&mut out, outcome)?;
    out.flush()
}

fn findings(outcome: &Outcome) -> impl Iterator<Item = (&Checked, &Found)> {
    outcome.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
}

/// A place as a reader counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
struct Point {
    /// From 1.
    line: u32,
    /// From 1, in characters.
    column: u32,
}

impl Point {
    fn of(rope: &Rope, at: u32) -> Point {
        let position = position_of(rope, at, Encoding::Utf32);
        Point { line: position.line + 1, column: position.column + 1 }
    }
}

/// The file that a related place is in, and what it says.
fn related_file(outcome: &Outcome, file: &Checked, related: &Related) -> Option<(String, Document)> {
    match related.file {
        Some(id) if id != file.id => outcome.file(id),
        _ => Some((file.shown.clone(), file.document.clone())),
    }
}

/// "3 errors, 1 warning in 2 of 5 files."
fn summary(outcome: &Outcome) -> String {
    let unread = match outcome.errors.len() {
        0 => "",
        _ => " Not everything could be read: see the messages above.",
    };
    let files = outcome.files.len();
    let of_files = |files: usize| if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    let with = outcome.files.iter().filter(|file| !file.findings.is_empty()).count();
    if files == 0 {
        return format!("No drafts found.{unread}");
    }
    if with == 0 {
        return format!("No findings in {}.{unread}", of_files(files));
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
    format!("{counted} in {place}.{unread}")
}
