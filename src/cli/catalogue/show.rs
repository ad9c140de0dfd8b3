//! `rapporteur catalogue show`

use std::process::ExitCode;

use annotate_snippets::renderer::{Effects, Style};

use super::here::{here, moment};
use super::words;
use crate::catalogue::{AsOf, Catalogue, EditionRow, Entry, Fact, TextKey, of_body, official_form, text_form};
use crate::cli::print::print;
use crate::cli::settings::{BodyName, MeetingName, meeting};
use crate::cli::terminal;
use crate::cli::visible::line;
use crate::cli::wrap::wrap;
use crate::syntax::Body;
use crate::workspace::ForMeeting;

/// What the command line says to `catalogue show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit status:
  0  something is known of the number
  1  nothing is
  2  the command line is wrong")]
pub(crate) struct ShowArgs {
    /// The text's number: 130, 57/239, "ITU-R 7"
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    number: String,

    /// Only of this body: PP, WTSA, WTDC, RA, WRC, ...
    #[arg(long, value_name = "BODY", value_parser = BodyName, hide_possible_values = true)]
    body: Option<Body>,

    /// How editions stand at this meeting: "WTSA, New Delhi, 2024"; without it, today
    #[arg(long, value_name = "MEETING", value_parser = MeetingName(meeting), hide_possible_values = true)]
    as_of: Option<ForMeeting>,
}

/// Shows the texts of a number.
pub(crate) fn run(args: &ShowArgs) -> ExitCode {
    let snapshot = here();
    let catalogue = snapshot.catalogue_at(None);
    let as_of = moment(catalogue, snapshot.today, args.as_of.as_ref());
    let radio = args.number.trim().get(..5).is_some_and(|prefix| prefix.eq_ignore_ascii_case("itu-r"));
    let body = args.body.or(radio.then_some(Body::Ra));
    let meant = catalogue.texts().filter(|entry| {
        body.is_none_or(|body| body == entry.key.body)
            && entry.key == TextKey::new(entry.key.body, entry.key.instrument, &args.number)
    });
    let shown: Vec<String> = meant.map(|entry| text(catalogue, entry, &as_of, terminal::width())).collect();
    if shown.is_empty() {
        let whose = body.map_or_else(|| "any body".to_owned(), |body| format!("the {}", body.name()));
        let mut lines = FittedLines { text: String::new(), width: terminal::width() };
        lines.put(&format!("Nothing is known of a text {} of {whose}.", args.number.trim()), 0, Style::new());
        let printed = print(&lines.text);
        return if printed == ExitCode::SUCCESS { ExitCode::from(1) } else { printed };
    }
    print(&shown.join("\n"))
}

/// A text: its name and title, what to cite, and its editions, the newest first.
fn text(catalogue: &Catalogue, entry: &Entry, as_of: &AsOf, width: usize) -> String {
    let bold = Style::new().effects(Effects::BOLD);
    let key = &entry.key;
    let mut lines = FittedLines { text: String::new(), width };
    let name = match key.body.cites_without_edition() {
        true => text_form(key),
        false => format!("{} of the {}", text_form(key), key.body.name()),
    };
    lines.put(&name, 0, bold);
    if let Some(title) = entry.title() {
        lines.put(&words::title(title), 0, Style::new());
    }
    lines.gap();
    match catalogue.best_at(key, as_of, None) {
        Some(best) => {
            let edition = &best.row.edition;
            let surely = if best.firm || best.adopted_here { "" } else { ", as far as is known" };
            lines.put(&format!("To cite {}{surely}:", words::at(as_of)), 0, Style::new());
            let whose = match key.body.cites_without_edition() {
                true => String::new(),
                false => format!(" {}", of_body(catalogue, key, edition, as_of)),
            };
            lines.put(&format!("{}{whose}", official_form(key, edition)), 2, bold);
            if !best.firm && !best.adopted_here {
                for meeting in catalogue.incomplete_between(key, &best.row, as_of) {
                    lines.put(&format!("The list of {meeting} is not complete here."), 2, Style::new());
                }
            }
        }
        None => lines.put(&format!("No edition is known to cite {}.", words::at(as_of)), 0, Style::new()),
    }
    for row in entry.editions.iter().rev() {
        lines.gap();
        edition(&mut lines, catalogue, entry, row, as_of);
    }
    if let (true, Some(text)) = (entry.editions.is_empty(), &entry.text) {
        let force = if text.in_force {
            "It is in force, in an edition that is not in the data."
        } else {
            "No edition of it is in the data."
        };
        lines.put(force, 2, Style::new());
        lines.source(&text.source, text.known.is_sourced());
        lines.note(text.note.as_deref());
    }
    lines.text
}

/// An edition: how it stands, what that rests on, who adopted it, and where all this is known from.
fn edition(lines: &mut FittedLines, catalogue: &Catalogue, entry: &Entry, row: &EditionRow, as_of: &AsOf) {
    let bold = Style::new().effects(Effects::BOLD);
    let judgement = catalogue.standing(&entry.key, &row.edition, as_of, None);
    let (stands, style) = words::standing(&judgement, as_of);
    let name = words::edition(&entry.key, row);
    lines.head(&name, bold, &stands, style);
    if let Some(meeting) = &row.meeting {
        let of = if meeting.name() == entry.key.body.name() { String::new() } else { format!(", {}", meeting.name()) };
        lines.put(&format!("{meeting}{of}{}", dates(meeting)), 6, Style::new());
    }
    if let Some(day) = row.day {
        lines.put(&format!("Adopted on {}", day.strftime("%-d %B %Y")), 6, Style::new());
    }
    let own = row.title.as_ref().filter(|title| entry.title().is_some_and(|newest| newest.text != title.text));
    if let Some(title) = own {
        lines.put(&format!("Titled: {}", words::title(title)), 6, Style::new());
    }
    // What made it superseded or suppressed, and which results are missing, has been said.
    for evidence in judgement
        .evidence
        .iter()
        .filter(|evidence| matches!(evidence.fact, Fact::InForce | Fact::NotMet | Fact::NumberRange | Fact::Restart))
    {
        lines.put(&capital(&evidence.to_string()), 6, Style::new());
        if evidence.source != row.source {
            lines.source(&evidence.source, true);
        }
    }
    let history = if row.from_history { " (named in the history of a later edition)" } else { "" };
    lines.source(&format!("{}{history}", row.source), row.known.is_sourced());
    lines.note(row.note.as_deref());
}

/// ", 26 September to 14 October 2022"
fn dates(meeting: &crate::catalogue::Meeting) -> String {
    let Some((opens, closes)) = meeting.opens.zip(meeting.closes) else { return String::new() };
    let from = if opens.month() == closes.month() { "%-d" } else { "%-d %B" };
    format!(", {} to {}", opens.strftime(from), closes.strftime("%-d %B %Y"))
}

fn capital(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Lines that fit.
struct FittedLines {
    text: String,
    width: usize,
}

impl FittedLines {
    fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A sentence, indented.
    fn put(&mut self, sentence: &str, indent: usize, style: Style) {
        for part in wrap(sentence, self.width - indent, 0) {
            self.text += &format!("{:indent$}{style}{part}{style:#}\n", "");
        }
    }

    /// An edition's name, and after it how it stands.
    fn head(&mut self, name: &str, bold: Style, stands: &str, style: Style) {
        const INDENT: usize = 2;
        const STANDING_COLUMN: usize = 30;
        let (name, stands) = (line(name), line(stands));
        let columns = unicode_width::UnicodeWidthStr::width(&*name);
        let pad = STANDING_COLUMN.saturating_sub(INDENT + columns).max(2);
        let taken = INDENT + columns + pad;
        self.text += &format!("{:INDENT$}{bold}{name}{bold:#}", "");
        // What does not fit after the name stands below it.
        if taken + unicode_width::UnicodeWidthStr::width(&*stands) <= self.width {
            self.text += &format!("{:pad$}{style}{stands}{style:#}\n", "");
        } else {
            self.text.push('\n');
            self.put(&capital(&stands), 6, style);
        }
    }

    fn source(&mut self, source: &str, sourced: bool) {
        let how = if sourced { "Source" } else { "Unverified" };
        self.put(&format!("{how}: {source}"), 6, Style::new());
    }

    fn note(&mut self, note: Option<&str>) {
        if let Some(note) = note {
            self.put(&format!("Note: {note}"), 6, Style::new());
        }
    }
}
