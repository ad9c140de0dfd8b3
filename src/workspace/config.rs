//! `rapporteur.toml`: what a folder of drafts says about itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::overrides::{Override, OverrideBuilder};
use serde::Deserialize;

use crate::syntax::Body;

/// The file's name, looked for upward from a draft.
pub const FILE_NAME: &str = "rapporteur.toml";

/// The configuration of a folder.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder that it holds for; paths in it count from here.
    pub root: Option<PathBuf>,
    /// The meeting that drafts are for which do not name one themselves.
    pub meeting: Option<ForMeeting>,
    /// More data files for the catalogue.
    pub data: Vec<PathBuf>,
    /// Whether the program's own edits are tracked.
    pub track: Track,
    /// Abbreviations that drafts need not introduce, each with its meaning, which may be empty.
    pub abbreviations: BTreeMap<String, String>,
    /// Addresses for kinds of texts, by the names that the templates have: another template, or none.
    pub links: BTreeMap<String, String>,
    /// What was found and accepted.
    pub accepted: Vec<Accepted>,
    /// The meeting that all drafts are judged at, whatever they name themselves; said on the command line only.
    pub as_of: Option<ForMeeting>,
    /// The check before submission; asked for on the command line only.
    pub finally: bool,
    levels: Vec<Levels>,
    adopted: Override,
}

/// How much the findings of a rule weigh, as a folder wants it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule does not look.
    Off,
    /// A suggestion.
    Hint,
    /// Worth knowing.
    Information,
    /// Wrong as far as is known.
    Warning,
    /// Wrong.
    Error,
}

/// When the program's own edits are tracked changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Track {
    /// In a `MOD`, and where changes are tracked already.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Levels of rules, in some files or in all.
#[derive(Clone, Debug)]
struct Levels {
    /// None: all files.
    files: Option<Override>,
    /// Names of rules, or `*` for all of them.
    rules: Vec<(String, Level)>,
}

/// Something that was found and accepted: it is not reported again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted {
    /// The rule's name.
    pub rule: String,
    /// The words that it speaks of; none: all that the rule finds in the file.
    pub text: Option<String>,
    /// The file; none: all files.
    pub file: Option<PathBuf>,
    /// Why.
    pub because: Option<String>,
}

/// "WTSA, New Delhi, 2024"
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ForMeeting {
    /// Whose meeting.
    pub body: Body,
    /// Where.
    pub place: String,
    /// When.
    pub year: u16,
}

/// Something that a drafter should know about the files around the draft, and where to mend it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1, where one is to blame.
    pub line: Option<u32>,
    /// What is wrong and what would be right.
    pub message: String,
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// The keys of the file; [`File`] reads them.
const KEYS: [&str; 4] = ["meeting", "adopted", "data", "links"];

#[derive(Deserialize, Default)]
struct File {
    #[serde(default)]
    meeting: Option<toml::Spanned<String>>,
    #[serde(default)]
    adopted: Vec<toml::Spanned<String>>,
    #[serde(default)]
    data: Vec<PathBuf>,
    #[serde(default)]
    links: BTreeMap<String, String>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            root: None,
            meeting: None,
            data: Vec::new(),
            track: Track::default(),
            abbreviations: BTreeMap::new(),
            links: BTreeMap::new(),
            accepted: Vec::new(),
            as_of: None,
            finally: false,
            levels: Vec::new(),
            adopted: Override::empty(),
        }
    }
}

impl Config {
    /// The configuration file for a path: in its folder or one above.
    pub fn find(path: &Path) -> Option<PathBuf> {
        path.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())
    }

    /// Reads a configuration. What is wrong in it is said, and the rest applies.
    pub fn parse(path: &Path, text: &str) -> (Config, Vec<Notice>) {
        let mut notices = Vec::new();
        let line_of = |at: usize| u32::try_from(text[..at.min(text.len())].matches('\n').count() + 1).ok();
        let mut notice = |at: Option<usize>, message: String| {
            notices.push(Notice { path: path.into(), line: at.and_then(line_of), message });
        };
        let root = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        let file: File = toml::from_str(text).unwrap_or_else(|error| {
            notice(error.span().map(|span| span.start), error.message().to_owned());
            File::default()
        });
        // An unknown key is said at its line; the rest applies.
        let keys = toml::from_str::<toml::Table>(text).unwrap_or_default();
        for key in keys.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            let begins = |line: &str| line.trim_start_matches(['[', ' ', '\t', '"']).starts_with(key.as_str());
            let before = text.split_inclusive('\n').take_while(|line| !begins(line)).map(str::len).sum();
            let known = KEYS.map(|key| format!("`{key}`")).join(", ");
            notice(Some(before), format!("unknown key `{key}`: the keys are {known}"));
        }
        let meeting = file.meeting.and_then(|said| {
            let meeting = ForMeeting::parse(said.get_ref());
            if meeting.is_none() {
                let message = format!(
                    "meeting = \"{}\" names no meeting: write body, place and year, as in \"WTSA, New Delhi, 2024\"",
                    said.get_ref()
                );
                notice(Some(said.span().start), message);
            }
            meeting
        });
        let mut adopted = OverrideBuilder::new(&root);
        for glob in &file.adopted {
            if let Err(error) = adopted.add(glob.get_ref()) {
                notice(Some(glob.span().start), format!("adopted: {error}"));
            }
        }
        let adopted = if file.adopted.is_empty() {
            Override::empty()
        } else {
            adopted.build().unwrap_or_else(|_| Override::empty())
        };
        let data = file.data.into_iter().map(|data| root.join(data)).collect();
        (Config { root: Some(root), meeting, data, adopted, links: file.links, ..Config::default() }, notices)
    }

    /// How much the findings of a rule weigh in a file, where that is said: the last that says so counts.
    pub fn level(&self, rule: &str, path: Option<&Path>) -> Option<Level> {
        let holds = |levels: &&Levels| match (&levels.files, path) {
            (None, _) => true,
            (Some(files), Some(path)) => files.matched(path, false).is_whitelist(),
            (Some(_), None) => false,
        };
        let said = self.levels.iter().rev().filter(holds);
        said.flat_map(|levels| levels.rules.iter().rev())
            .find(|(name, _)| name == rule || name == "*")
            .map(|(_, level)| *level)
    }

    /// Sets levels over all that the file says, as the command line does.
    pub fn set_levels(&mut self, rules: Vec<(String, Level)>) {
        self.levels.push(Levels { files: None, rules });
    }

    /// Whether a finding was accepted; `words`: what it speaks of, in every form that may have been accepted.
    pub fn accepts(&self, rule: &str, path: Option<&Path>, words: &[&str]) -> bool {
        self.accepted.iter().any(|accepted| {
            accepted.rule == rule
                && accepted.file.as_deref().is_none_or(|file| Some(file) == path)
                && accepted.text.as_deref().is_none_or(|text| words.iter().any(|words| same_words(text, words)))
        })
    }

    /// Whether the texts of a file are listed as adopted.
    pub fn lists_as_adopted(&self, path: &Path) -> bool {
        !self.adopted.is_empty() && self.adopted.matched(path, false).is_whitelist()
    }
}

/// Whether both say the same, whatever their blanks and hyphens.
fn same_words(a: &str, b: &str) -> bool {
    let plain = |text: &str| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        words.replace(['\u{2010}', '\u{2011}'], "-")
    };
    plain(a) == plain(b)
}

impl ForMeeting {
    /// Reads "WTSA, New Delhi, 2024".
    pub fn parse(text: &str) -> Option<ForMeeting> {
        let mut parts = text.split(',').map(str::trim);
        let (body, place, year) = (parts.next()?, parts.next()?, parts.next()?);
        let body = Body::all().iter().find(|names| {
            names.body.code().eq_ignore_ascii_case(body)
                || names.names.iter().any(|name| name.eq_ignore_ascii_case(body))
        })?;
        let year = year.parse().ok().filter(|year| (1850..2200).contains(year))?;
        (parts.next().is_none() && !place.is_empty()).then(|| ForMeeting { body: body.body, place: place.into(), year })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, notices: &[&str]) -> Config {
        let (config, said) = Config::parse(Path::new("/drafts/rapporteur.toml"), text);
        assert_eq!(said.iter().map(ToString::to_string).collect::<Vec<_>>(), notices);
        config
    }

    #[test]
    fn a_folder_says_its_meeting_its_texts_and_its_data() {
        let config =
            check("meeting = \"WTSA, New Delhi, 2024\"\nadopted = [\"texts/**\"]\ndata = [\"more.jsonl\"]\n", &[]);
        assert_eq!(config.meeting, Some(ForMeeting { body: Body::Wtsa, place: "New Delhi".into(), year: 2024 }));
        assert!(config.lists_as_adopted(Path::new("/drafts/texts/res50.txt")));
        assert!(!config.lists_as_adopted(Path::new("/drafts/res50.txt")));
        assert_eq!(config.data, [Path::new("/drafts/more.jsonl")]);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_line() {
        check(
            "\nmeeting = \"somewhere\"\n",
            &[
                "/drafts/rapporteur.toml:2: meeting = \"somewhere\" names no meeting: write body, place and year, as in \"WTSA, New Delhi, 2024\"",
            ],
        );
        check(
            "adopted = []\nmeting = \"WTSA\"\n",
            &["/drafts/rapporteur.toml:2: unknown key `meting`: the keys are `meeting`, `adopted`, `data`"],
        );
        // The rest applies.
        let config = check(
            "[track]\nmode = 1\n",
            &["/drafts/rapporteur.toml:1: unknown key `track`: the keys are `meeting`, `adopted`, `data`"],
        );
        assert!(config.root.is_some());
        let (config, _) = Config::parse(Path::new("/drafts/rapporteur.toml"), "track = 1\ndata = [\"more.jsonl\"]\n");
        assert_eq!(config.data, [Path::new("/drafts/more.jsonl")]);
    }
}
