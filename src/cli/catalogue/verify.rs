//! `rapporteur catalogue verify`

use std::path::Path;
use std::process::ExitCode;

use annotate_snippets::renderer::DEFAULT_ERROR_STYLE;

use crate::catalogue::{Contradiction, DataFile, read_lines, verify};
use crate::cli::gather::shorten;
use crate::cli::print::print;
use crate::cli::read::at_hand;
use crate::cli::wrap::wrap;
use crate::cli::{notice, terminal};
use crate::workspace::{FileUse, read_file_as};

/// What the command line says to `catalogue verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Looked at are the data that the program brings along, and over them the data files of rapporteur.toml.

Exit status:
  0  no line contradicts another
  1  some do
  2  a data file could not be read")]
pub(crate) struct VerifyArgs {}

/// Says what contradicts itself.
pub(crate) fn run(_args: &VerifyArgs) -> ExitCode {
    let (snapshot, errors, _) = at_hand(Path::new("."));
    errors.iter().for_each(notice::error);
    let mut files = DataFile::embedded();
    for path in &snapshot.configs.of(None).data {
        // What cannot be read has been said.
        let name = shorten(path).display().to_string();
        let text = read_file_as(path, FileUse::Data).ok();
        files.extend(text.map(|text| DataFile { rows: read_lines(&name, &text).0, name: name.into() }));
    }
    let lines: usize = files.iter().map(|file| file.rows.len()).sum();
    let found = verify(&files);
    let width = terminal::width();
    let mut text: String = found.iter().map(|contradiction| said(contradiction, width)).collect();
    let count = match found.len() {
        0 => "No contradictions".to_owned(),
        1 => "1 contradiction".to_owned(),
        count => format!("{count} contradictions"),
    };
    let of_files = if files.len() == 1 { "1 file".to_owned() } else { format!("{} files", files.len()) };
    text += &format!("{count} in {lines} lines of {of_files}.\n");
    match print(&text) {
        ExitCode::SUCCESS if !errors.is_empty() => ExitCode::from(2),
        ExitCode::SUCCESS if !found.is_empty() => ExitCode::from(1),
        printed => printed,
    }
}

fn said(contradiction: &Contradiction, width: usize) -> String {
    let style = DEFAULT_ERROR_STYLE;
    let mut text = String::new();
    let label = "contradiction: ";
    for (index, line) in wrap(&contradiction.message, width - 4, label.len() - 4).iter().enumerate() {
        match index {
            0 => text += &format!("{style}contradiction{style:#}: {line}\n"),
            _ => text += &format!("    {line}\n"),
        }
    }
    for place in &contradiction.places {
        for (index, line) in wrap(&place.to_string(), width - 6, 0).iter().enumerate() {
            text += &format!("{:indent$}{line}\n", "", indent = if index == 0 { 2 } else { 6 });
        }
    }
    text.push('\n');
    text
}
