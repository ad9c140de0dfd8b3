//! `rapporteur init`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::gather::absolute;
use super::settings::{MeetingName, meeting};
use super::write_file::write_file;
use crate::workspace::config::FILE_NAME;
use crate::workspace::{FileUse, ForMeeting, Replacement};

/// What the command line says to `init`.
#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// The folder; without it, the current one
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,

    /// The meeting that the drafts are for: "WTSA, New Delhi, 2024"
    #[arg(long, value_name = "MEETING", value_parser = MeetingName(meeting), hide_possible_values = true)]
    meeting: Option<ForMeeting>,
}

/// Begins a configuration. One that is there already stays as it is.
pub(crate) fn run(args: &InitArgs) -> ExitCode {
    let folder = absolute(args.folder.as_deref().unwrap_or(Path::new(".")));
    let path = folder.join(FILE_NAME);
    let text = text(args.meeting.as_ref());
    let file = Replacement { path: &path, before: None, after: &text, used: FileUse::Config };
    write_file(&file, "; `rapporteur check` goes by it from now on")
}

/// A configuration that says no more than it was told, and shows what could be said.
fn text(meeting: Option<&ForMeeting>) -> String {
    let meeting = match meeting {
        Some(meeting) => format!("meeting = {}", toml_edit::Value::from(meeting.to_string())),
        None => "# meeting = \"WTSA, New Delhi, 2024\"".to_owned(),
    };
    format!(
        "# What holds for the drafts of this folder; `rapporteur schema` describes every key.\n\
         \n\
         # The meeting that drafts are for which do not name one themselves.\n\
         {meeting}\n\
         \n\
         # Texts that are adopted as they stand: they are evidence, and nothing is found in them.\n\
         # adopted = [\"texts/**\"]\n\
         \n\
         # Resolutions and meetings that are not in the catalogue yet; `rapporteur catalogue add` writes there.\n\
         # data = [\"catalogue.jsonl\"]\n\
         \n\
         # How much the findings of a rule weigh: off, hint, information, warning or error; `rapporteur rules` lists them.\n\
         # [rules]\n\
         # stray-space = \"off\"\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Config;

    #[test]
    fn what_is_begun_reads_and_so_does_what_it_shows() {
        let meeting = ForMeeting::parse("WTSA, New Delhi, 2024");
        let (config, notices) = Config::parse(Path::new("/drafts/rapporteur.toml"), &text(meeting.as_ref()));
        assert_eq!((config.meeting, notices), (meeting, Vec::new()));
        let shown: Vec<String> = text(None)
            .lines()
            .map(|line| {
                match line.strip_prefix("# ").filter(|line| line.contains(['=', '[']) && !line.ends_with('.')) {
                    Some(key) => key.to_owned(),
                    None => line.to_owned(),
                }
            })
            .collect();
        let (config, notices) = Config::parse(Path::new("/drafts/rapporteur.toml"), &shown.join("\n"));
        assert_eq!(notices, Vec::new());
        assert!(config.meeting.is_some() && config.data.len() == 1 && config.level("stray-space", None).is_some());
    }
}
