//! `rapporteur catalogue list`

use std::process::ExitCode;

use annotate_snippets::renderer::{Effects, Style};
use unicode_width::UnicodeWidthStr;

use super::here::{here, moment};
use super::words;
use crate::catalogue::{AsOf, Catalogue, Entry, Standing, text_form};
use crate::cli::print::print;
use crate::cli::settings::{BodyName, MeetingName, meeting};
use crate::cli::terminal;
use crate::cli::visible::line;
use crate::cli::wrap::wrap;
use crate::syntax::Body;
use crate::workspace::ForMeeting;

/// What the command line says to `catalogue list`.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {
    /// Whose texts: PP, WTSA, WTDC, RA, WRC, ...
    #[arg(long, value_name = "BODY", value_parser = BodyName, hide_possible_values = true)]
    body: Body,

    /// Which edition to cite at this meeting: "WTSA, New Delhi, 2024"; without it, today
    #[arg(long, value_name = "MEETING", value_parser = MeetingName(meeting), hide_possible_values = true)]
    as_of: Option<ForMeeting>,
}

/// Lists texts by kind and number.
pub(crate) fn run(args: &ListArgs) -> ExitCode {
    let snapshot = here();
    let catalogue = snapshot.catalogue_at(None);
    let as_of = moment(catalogue, snapshot.today, args.as_of.as_ref());
    let rows: Vec<ListRow> = catalogue
        .texts()
        .filter(|entry| entry.key.body == args.body)
        .map(|entry| row(catalogue, entry, &as_of))
        .collect();
    let bold = Style::new().effects(Effects::BOLD);
    let of = match rows.len() {
        0 => "no texts are known".to_owned(),
        1 => "one text".to_owned(),
        count => format!("{count} texts"),
    };
    let width = terminal::width();
    let head = format!("{}: {of}, to cite {}", args.body.name(), words::at(&as_of));
    let mut text: String = wrap(&head, width, 0).iter().map(|line| format!("{bold}{line}{bold:#}\n")).collect();
    let widest = |column: fn(&ListRow) -> &str| rows.iter().map(|row| column(row).width()).max().unwrap_or(0);
    let (name, edition) = (widest(|row| &row.name), widest(|row| &row.edition));
    let before = name + 2 + edition + 2;
    for row in &rows {
        let pad = |text: &str, width: usize| format!("{text}{:1$}", "", width.saturating_sub(text.width()));
        let columns = pad(&row.name, name) + "  " + &pad(&row.edition, edition);
        // On a narrow terminal titles stand below.
        if width < before + 24 {
            text += &format!("{}\n", columns.trim_end());
            wrap(&row.title, width - 4, 0).iter().for_each(|line| text += &format!("    {line}\n"));
            continue;
        }
        for (index, line) in wrap(&row.title, width - before, 0).iter().enumerate() {
            let before = if index == 0 { format!("{columns}  ") } else { format!("{:before$}", "") };
            text += format!("{before}{line}").trim_end();
            text.push('\n');
        }
    }
    print(&text)
}

struct ListRow {
    /// "Resolution 130"
    name: String,
    /// The one to cite: "Rev. Bucharest, 2022".
    edition: String,
    /// With what a drafter should know before citing the text.
    title: String,
}

fn row(catalogue: &Catalogue, entry: &Entry, as_of: &AsOf) -> ListRow {
    let key = &entry.key;
    let best = catalogue.best_at(key, as_of, None).map(|best| best.row);
    let shown = best.as_ref().or(entry.newest());
    let judgement = shown.map(|row| catalogue.standing(key, &row.edition, as_of, None));
    let remark = match judgement.as_ref().map(|judgement| (&judgement.standing, judgement.firm)) {
        Some((Standing::Suppressed { here: false, .. }, true)) => "[suppressed] ",
        Some((Standing::Suppressed { here: false, .. }, false)) => "[perhaps suppressed] ",
        Some((Standing::Later, _)) => "[adopted later] ",
        _ if shown.is_some_and(|row| !row.known.is_sourced()) => "[unverified] ",
        _ => "",
    };
    let title = entry.title().map_or("", |title| &title.text);
    let name = text_form(key).replacen("ITU-R ", "", usize::from(shown.is_some_and(|row| row.revision().is_some())));
    let name = if name == text_form(key) { name } else { key.instrument.word().to_owned() };
    ListRow {
        name: line(&name),
        edition: shown.map_or_else(String::new, |row| line(&words::edition(key, row))),
        title: format!("{remark}{}", crate::rules::capitalised(title)),
    }
}
