//! `rapporteur align`: the versions of one text in several languages are held against each other.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::gather::shorten;
use super::one_draft::{OneDraft, refuse};
use super::print::print;
use super::visible;
use crate::semantics::{Drift, Versions};
use crate::syntax::PlacedText;
use crate::text::{Span, line_of};

/// What the command line says to `align`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Sections, labels, citations, editions and references are compared, each version with the first. Words are not.

Exit status:
  0  they have the same
  1  something differs
  2  a version could not be read, or there are texts in one that the other does not have")]
pub(crate) struct AlignArgs {
    /// The version that the others are held against
    #[arg(value_name = "FILE")]
    first: PathBuf,

    /// Versions in other languages
    #[arg(required = true, value_name = "FILE")]
    others: Vec<PathBuf>,
}

/// Compares versions.
pub(crate) fn run(args: &AlignArgs) -> ExitCode {
    let Some(first) = OneDraft::read(&args.first) else { return ExitCode::from(2) };
    let mut said = String::new();
    let mut count = 0;
    for path in &args.others {
        let Some(other) = OneDraft::read(path) else { return ExitCode::from(2) };
        let [here, there] = [&first, &other].map(texts);
        if here.len() != there.len() {
            let message =
                format!("has {}, {} has {}", texts_of(there.len()), args.first.display(), texts_of(here.len()));
            return refuse(path, &message);
        }
        let before = count;
        let snapshot = first.snapshot();
        for (one, two) in here.iter().zip(&there) {
            let versions = Versions {
                here: &one.text.proposed,
                there: &two.text.proposed,
                catalogue: snapshot.catalogue_of(first.id),
            };
            for drift in versions.drifts() {
                count += 1;
                said += &line(&drift, (&first, one, &args.first), (&other, two, path));
            }
        }
        if count == before {
            let names = [path, &args.first].map(|path| shorten(path).display().to_string());
            said += &format!("{} has what {} has.\n", names[0], names[1]);
        }
    }
    if print(&visible::lines(&said)) != ExitCode::SUCCESS {
        return ExitCode::from(2);
    }
    ExitCode::from(u8::from(count > 0))
}

/// The texts of a draft, without its cover.
fn texts(draft: &OneDraft) -> Vec<&PlacedText> {
    draft.document.texts.iter().filter(|placed| !placed.text.cover).collect()
}

fn texts_of(count: usize) -> String {
    if count == 1 { "one text".to_owned() } else { format!("{count} texts") }
}

/// "en.resolution:13 and fr.resolution:13: the label is c) here and d) there"
fn line(drift: &Drift, here: (&OneDraft, &PlacedText, &Path), there: (&OneDraft, &PlacedText, &Path)) -> String {
    let place = |(draft, placed, path): (&OneDraft, &PlacedText, &Path), span: Option<Span>| {
        let span = span.map(|span| placed.in_file(span))?;
        Some(format!("{}:{}", shorten(path).display(), line_of(&draft.document.rope, span.start) + 1))
    };
    let places = [place(here, drift.here), place(there, drift.there)];
    let both: Vec<_> = places.into_iter().flatten().collect();
    format!("{}: {}\n", both.join(" and "), drift.message)
}
