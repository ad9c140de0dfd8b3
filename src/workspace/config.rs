//! `rapporteur.toml`: what a folder of drafts says about itself.
//!
//! Here is what it can say and how it answers; [`read`] reads the file, [`accept`] writes into it.

mod accept;
mod door;
mod nearest;
mod read;
mod rename;

use crate::text::single_spaced;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ignore::overrides::Override;

use super::open::is_remote;
pub use accept::{folder_to_write, with_accepted};
pub use door::Door;
pub use nearest::{did_you_mean, nearest};
pub use rename::with_renamed;

use crate::catalogue::{Catalogue, Held, Meeting, MeetingKnown};
use crate::syntax::{Body, BodyNames};

/// The file's name, looked for upward from a draft.
pub const FILE_NAME: &str = "rapporteur.toml";

/// The configuration of a folder.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder that it holds for; paths in it count from here.
    pub root: Option<PathBuf>,
    /// The meeting that drafts are for which do not name one themselves.
    pub meeting: Option<ForMeeting>,
    /// The line that says so, from 1.
    pub meeting_line: Option<u32>,
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
    /// The door that drafts are checked for before they are submitted; only where that is asked for.
    pub door: Option<Door>,
    /// The rules that the file names, each with its line: those who know the rules say which there are none of.
    pub named_rules: Vec<(String, u32)>,
    levels: Vec<RuleLevels>,
    adopted: Override,
}

/// How much the findings of a rule weigh, as a folder wants it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RuleLevel {
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
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Track {
    /// In a `MOD`, and where changes are tracked already.
    #[default]
    Auto,
    Always,
    Never,
}

impl RuleLevel {
    /// All levels by their names, the lightest first.
    pub const NAMES: [(&str, RuleLevel); 5] = [
        ("off", RuleLevel::Off),
        ("hint", RuleLevel::Hint),
        ("information", RuleLevel::Information),
        ("warning", RuleLevel::Warning),
        ("error", RuleLevel::Error),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        name_in(RuleLevel::NAMES, self)
    }
}

impl Track {
    /// Its values by their names.
    pub const NAMES: [(&str, Track); 3] = [("auto", Track::Auto), ("always", Track::Always), ("never", Track::Never)];

    /// Its name.
    pub fn name(self) -> &'static str {
        name_in(Track::NAMES, self)
    }
}

/// The name of a value in a table that has all of them.
fn name_in<T: PartialEq, const N: usize>(names: [(&'static str, T); N], value: T) -> &'static str {
    names.into_iter().find(|(_, known)| *known == value).map_or("", |(name, _)| name)
}

/// Levels of rules, in some files or in all.
#[derive(Clone, Debug)]
struct RuleLevels {
    /// None: all files.
    files: Option<Override>,
    /// Names of rules, or `*` for all of them.
    rules: Vec<(String, RuleLevel)>,
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
    pub because: Option<String>,
    pub written: Written,
}

/// Where an acceptance was written, and whether anything has been accepted by it. Two that accept the same are equal wherever they
/// were written.
#[derive(Clone, Default, Debug)]
pub struct Written {
    /// Its line, from 1, where it was read from a file.
    pub line: Option<u32>,
    met: Arc<AtomicBool>,
}

impl PartialEq for Written {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Written {}

impl Accepted {
    /// What a rule finds, of some words or all, in a file or all of them; not written yet.
    pub fn new(rule: String, text: Option<String>, file: Option<PathBuf>) -> Accepted {
        Accepted { rule, text, file, because: None, written: Written::default() }
    }

    /// Whether a finding is accepted by it. Which acceptances still accept anything is remembered.
    fn accepts(&self, rule: &str, path: Option<&Path>, words: &[&str]) -> bool {
        let accepts = self.rule == rule
            && self.file.as_deref().is_none_or(|file| Some(file) == path)
            && self.text.as_deref().is_none_or(|text| words.iter().any(|words| same_words(text, words)));
        if accepts {
            self.written.met.store(true, Ordering::Relaxed);
        }
        accepts
    }

    /// Whether a finding has been accepted by it since it was read.
    pub fn is_met(&self) -> bool {
        self.written.met.load(Ordering::Relaxed)
    }
}

/// "WTSA, New Delhi, 2024"
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ForMeeting {
    pub body: Body,
    pub place: String,
    pub year: u16,
}

/// Something that a drafter should know about the files around the draft, and where to fix it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
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

impl Default for Config {
    fn default() -> Self {
        Config {
            root: None,
            meeting: None,
            meeting_line: None,
            data: Vec::new(),
            track: Track::default(),
            abbreviations: BTreeMap::new(),
            links: BTreeMap::new(),
            accepted: Vec::new(),
            as_of: None,
            door: None,
            named_rules: Vec::new(),
            levels: Vec::new(),
            adopted: Override::empty(),
        }
    }
}

impl Config {
    /// The configuration file for a path: in its folder or one above.
    pub fn find(path: &Path) -> Option<PathBuf> {
        Config::find_once(path, &mut HashMap::new())
    }

    /// The same for many paths: what was found for a folder is `known`, and not looked for again.
    pub fn find_once<'p>(path: &'p Path, known: &mut HashMap<&'p Path, Option<PathBuf>>) -> Option<PathBuf> {
        if is_remote(path) {
            return None;
        }
        let (mut asked, mut found) = (Vec::new(), None);
        for folder in path.ancestors() {
            if let Some(known) = known.get(folder) {
                found = known.clone();
                break;
            }
            asked.push(folder);
            let file = folder.join(FILE_NAME);
            if file.is_file() {
                found = Some(file);
                break;
            }
        }
        known.extend(asked.into_iter().map(|folder| (folder, found.clone())));
        found
    }

    /// How much the findings of a rule weigh in a file, where that is said: the last that says so counts.
    pub fn level(&self, rule: &str, path: Option<&Path>) -> Option<RuleLevel> {
        let holds = |levels: &&RuleLevels| match (&levels.files, path) {
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
    pub fn set_levels(&mut self, rules: Vec<(String, RuleLevel)>) {
        self.levels.push(RuleLevels { files: None, rules });
    }

    /// Whether a finding was accepted; `words`: what it speaks of, in every form that may have been accepted.
    pub fn accepts(&self, rule: &str, path: Option<&Path>, words: &[&str]) -> bool {
        // All are asked, so that each that is met is known.
        self.accepted.iter().fold(false, |any, accepted| accepted.accepts(rule, path, words) | any)
    }

    /// Whether the texts of a file are listed as adopted.
    pub fn lists_as_adopted(&self, path: &Path) -> bool {
        !self.adopted.is_empty() && self.adopted.matched(path, false).is_whitelist()
    }
}

/// Whether both say the same, whatever their whitespace and hyphens.
fn same_words(a: &str, b: &str) -> bool {
    plain_words(a) == plain_words(b)
}

/// The same words with single plain spaces and plain hyphens.
fn plain_words(text: &str) -> String {
    single_spaced(text).replace(['\u{2010}', '\u{2011}'], "-")
}

/// As it is written in the file: "WTSA, New Delhi, 2024".
impl std::fmt::Display for ForMeeting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}, {}", self.body.code(), self.place, self.year)
    }
}

impl ForMeeting {
    /// Reads "WTSA, New Delhi, 2024", or a meeting that the embedded data know as messages name it: "WTSA-24",
    /// "WTSA-24 (New Delhi, 2024)".
    ///
    /// # Errors
    /// It names no meeting: why, and what would.
    pub fn read(text: &str) -> Result<ForMeeting, String> {
        if let Some(meeting) = ForMeeting::by_code(text.trim()) {
            return Ok(meeting);
        }
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let said = match parts[..] {
            [body, place, year] if !place.is_empty() => year.parse().ok().map(|year: u16| (body, place, year)),
            _ => None,
        };
        let Some((body, place, year)) = said.filter(|(_, _, year)| (1850..2200).contains(year)) else {
            return Err(format!(
                "\"{text}\" names no meeting: write body, place and year, as in \"WTSA, New Delhi, 2024\""
            ));
        };
        let names = |names: &'static BodyNames| {
            names.names.iter().map(String::as_str).chain([names.body.code()]).map(move |name| (name, names.body))
        };
        let mut known = Body::all().iter().flat_map(names);
        match known.find(|(name, _)| name.eq_ignore_ascii_case(body)) {
            Some((_, body)) => Ok(ForMeeting { body, place: place.into(), year }),
            None => {
                let codes = Body::all().iter().map(|names| names.body.code());
                let meant = did_you_mean(body, codes, "the bodies are");
                Err(format!("\"{text}\" is of no body that is known: {meant}"))
            }
        }
    }

    fn by_code(text: &str) -> Option<ForMeeting> {
        let catalogue = Catalogue::embedded();
        let named = |meeting: &&Arc<Meeting>| {
            let code = meeting.code.as_deref().is_some_and(|code| code.eq_ignore_ascii_case(text));
            meeting.held != Held::No && (code || meeting.to_string().eq_ignore_ascii_case(text))
        };
        let meeting = catalogue.meetings().iter().find(named)?;
        Some(ForMeeting { body: meeting.body, place: meeting.place.to_string(), year: meeting.year })
    }

    /// What is wrong with it, where the data tell that the body did not meet there.
    pub fn complaint(&self, catalogue: &Catalogue) -> Option<String> {
        let known = catalogue.meeting_standing(Some(self.body), &self.place, self.year, None);
        let planned = matches!(known, MeetingKnown::PlannedNotHeld { .. });
        let said = format!("{}, {}", self.place, self.year);
        known.complaint(Some(self.body), &said).filter(|_| known.is_wrong() && !planned)
    }

    /// Reads "WTSA, New Delhi, 2024"; none where it names no meeting.
    pub fn parse(text: &str) -> Option<ForMeeting> {
        ForMeeting::read(text).ok()
    }
}

#[cfg(test)]
mod tests;
