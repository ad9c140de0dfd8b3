//! `rapporteur check --show-files` and `--show-settings`: what `check` goes by.

use std::fmt::Write;
use std::process::ExitCode;
use std::sync::Arc;

use super::gather::shorten;
use super::notice;
use super::print::print;
use super::read::{CheckOutcome, FileToCheck};
use super::visible;
use crate::rules::RULES;
use crate::workspace::config::FILE_NAME;
use crate::workspace::{Config, Snapshot};

/// Shows which files would be checked, or what holds for them.
pub(crate) fn run(outcome: &CheckOutcome, settings: bool) -> ExitCode {
    outcome.errors.iter().for_each(notice::error);
    let shown = match settings {
        true => shown_settings(outcome),
        false => outcome.files.iter().filter(|it| it.is_resolution).map(|it| visible::line(&it.shown) + "\n").collect(),
    };
    let printed = print(&visible::lines(&shown));
    if outcome.errors.is_empty() { printed } else { ExitCode::from(2) }
}

fn shown_settings(outcome: &CheckOutcome) -> String {
    let snapshot = outcome.workspace.snapshot();
    let mut groups: Vec<(Arc<Config>, Vec<&FileToCheck>)> = Vec::new();
    for file in outcome.files.iter().filter(|file| file.is_resolution) {
        let config = snapshot.configs.of(snapshot.path(file.id));
        match groups.iter_mut().find(|(known, _)| Arc::ptr_eq(known, config)) {
            Some((_, files)) => files.push(file),
            None => groups.push((config.clone(), vec![file])),
        }
    }
    let shown: Vec<String> = groups.iter().map(|(config, files)| of_config(config, files, &snapshot)).collect();
    shown.join("\n")
}

/// What one configuration comes to, a key a line.
fn of_config(config: &Config, files: &[&FileToCheck], snapshot: &Snapshot) -> String {
    let mut text = match &config.root {
        Some(root) => format!("{}\n", shorten(&root.join(FILE_NAME)).display()),
        None => format!("no {FILE_NAME}: what holds without one\n"),
    };
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "  {key:<14}{value}");
    };
    let named = files.iter().take(3).map(|file| file.shown.as_str()).collect::<Vec<_>>().join(", ");
    let more = files.len().saturating_sub(3);
    line("files", if more > 0 { format!("{named} and {more} more") } else { named });
    let meeting = config.as_of.as_ref().map(|it| (it, " (--as-of)")).or(config.meeting.as_ref().map(|it| (it, "")));
    line(
        "meeting",
        match meeting {
            Some((meeting, said)) => format!("{meeting}{said}"),
            None => "as each draft says".to_owned(),
        },
    );
    let listed = snapshot.files().filter(|file| config.lists_as_adopted(&file.path)).count();
    line(
        "adopted",
        match listed {
            0 => "no files".to_owned(),
            1 => "1 file".to_owned(),
            listed => format!("{listed} files"),
        },
    );
    for data in &config.data {
        line("data", shorten(data).display().to_string());
    }
    line("track", config.track.name().to_owned());
    if let Some(door) = config.door {
        line("final", format!("{door}: {}", door.asks()));
    }
    line("accepted", config.accepted.len().to_string());
    for rule in RULES {
        let Some(level) = config.level(rule.name, None).filter(|level| *level != rule.level() || !rule.standard) else {
            continue;
        };
        line("rule", format!("{} {}", rule.name, level.name()));
    }
    text
}
