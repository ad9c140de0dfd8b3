//! `rapporteur catalogue find`

use std::process::ExitCode;

use annotate_snippets::renderer::{Effects, Style};

use super::here::{here, moment};
use super::words;
use crate::catalogue::{AsOf, Catalogue, Entry, Fit, of_body, official_form, text_form};
use crate::cli::print::print;
use crate::cli::settings::{MeetingName, meeting};
use crate::cli::terminal;
use crate::cli::wrap::wrap;
use crate::workspace::ForMeeting;

/// What the command line says to `catalogue find`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit status:
  0  something was found
  1  nothing was
  2  the command line is wrong")]
pub(crate) struct FindArgs {
    /// Words, or beginnings of words, of the title, the number or the body, in any order
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,

    /// Which edition to cite at this meeting: "WTSA, New Delhi, 2024"; without it, today
    #[arg(long, value_name = "MEETING", value_parser = MeetingName(meeting), hide_possible_values = true)]
    as_of: Option<ForMeeting>,
}

/// Finds texts, the likeliest first.
pub(crate) fn run(args: &FindArgs) -> ExitCode {
    let snapshot = here();
    let catalogue = snapshot.catalogue_at(None);
    let as_of = moment(catalogue, snapshot.today, args.as_of.as_ref());
    let found = catalogue.find(&args.words.join(" "));
    let Some(best) = found.first() else {
        let printed = print("Nothing is found: no text has these words in its title, its number or its body.\n");
        return if printed == ExitCode::SUCCESS { ExitCode::from(1) } else { printed };
    };
    let width = terminal::width();
    let head = match best.fit {
        Fit::Partly => "No text has all of these words; these have the most:\n",
        Fit::Words | Fit::Nearly => "",
    };
    let lines: String = found.iter().map(|found| line(catalogue, found.entry, &as_of, width)).collect();
    print(&format!("{head}{lines}"))
}

/// A text as it is cited, and its title below.
fn line(catalogue: &Catalogue, entry: &Entry, as_of: &AsOf, width: usize) -> String {
    let bold = Style::new().effects(Effects::BOLD);
    let key = &entry.key;
    let best = catalogue.best_at(key, as_of, None);
    let form = best.as_ref().map_or_else(|| text_form(key), |best| official_form(key, &best.row.edition));
    let whose = match &best {
        _ if key.body.cites_without_edition() => String::new(),
        Some(best) => format!(" {}", of_body(catalogue, key, &best.row.edition, as_of)),
        None => format!(" of the {}", key.body.name()),
    };
    let cited = format!("{form}{whose}");
    let mut text = String::new();
    for (index, line) in wrap(&cited, width - 2, 0).iter().enumerate() {
        text += &format!("{:indent$}{bold}{line}{bold:#}\n", "", indent = if index == 0 { 0 } else { 2 });
    }
    let title = entry.title().map(words::title);
    for line in title.into_iter().flat_map(|title| wrap(&title, width - 4, 0)) {
        text += &format!("    {line}\n");
    }
    text
}
