//! Reads the file key by key: what is wrong is said at its line, and the rest applies, also around a syntax error.

use std::path::{Path, PathBuf};

use ignore::overrides::{Override, OverrideBuilder};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Accepted, Config, ForMeeting, Notice, RuleLevel, RuleLevels, Track, Written, did_you_mean, nearest};
use crate::text::offset;
use crate::workspace::ignored::{TOO_INTRICATE, is_too_intricate};
use crate::workspace::open::is_remote;

/// So many data files of one configuration are read.
const DATA_FILES: usize = 100;
/// So many `[[files]]` of one are looked at.
const FILES_TABLES: usize = 1000;

/// The keys of the file.
pub(super) const KEYS: [&str; 9] =
    ["meeting", "adopted", "data", "track", "rules", "files", "accept", "abbreviations", "links"];
/// The keys of `[[files]]`.
const FILES_KEYS: [&str; 2] = ["match", "rules"];
/// The keys of `[[accept]]`.
const ACCEPT_KEYS: [&str; 4] = ["rule", "text", "file", "because"];

type Value<'t> = Spanned<DeValue<'t>>;

impl Config {
    /// Reads a configuration, which stands in the file at `path`. What is wrong in it is said at its line, and the rest applies.
    pub fn parse(path: &Path, text: &str) -> (Config, Vec<Notice>) {
        let root = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        let config = Config { root: Some(root.clone()), ..Config::default() };
        let lines = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
        let mut reading = ConfigReader { root, lines, config, said: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(text);
        reading.file(table.get_ref());
        let ConfigReader { lines, config, mut said, .. } = reading;

        // Beside a syntax error, what else is odd in its line follows from it.
        let broken: Vec<(u32, String)> = errors
            .iter()
            .map(|error| {
                let at = error.span().map_or(0, |span| span.start.min(text.len()));
                (line_of(&lines, at), unquoted(text, at).unwrap_or_else(|| error.message().to_owned()))
            })
            .collect();
        said.retain(|(line, _)| broken.iter().all(|(broken, _)| broken != line));
        let broken_lines: Vec<u32> = broken.iter().map(|(line, _)| *line).collect();
        said.extend(broken);
        said.sort_by_key(|(line, _)| *line);
        let mut before = None;
        let errors_once = |(line, message): (u32, String)| {
            let again = before == Some(line) && broken_lines.contains(&line);
            before = Some(line);
            (!again).then(|| Notice { path: path.into(), line: Some(line), message })
        };
        (config, said.into_iter().filter_map(errors_once).collect())
    }
}

/// The commonest syntax error in words: `track = never` lacks its quotes.
fn unquoted(text: &str, at: usize) -> Option<String> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let (key, value) = text[start..].lines().next()?.split_once('=')?;
    let value = value.split('#').next()?.trim();
    let bare = |part: &str| part.starts_with(|c: char| c.is_alphabetic()) && !part.contains(['"', '\'', '[', '{']);
    let written = at >= start + key.len() && bare(value) && !matches!(value, "true" | "false" | "inf" | "nan");
    written.then(|| format!("a value of words stands in quotes: {} = \"{value}\"", key.trim()))
}

/// The line of a byte, from 1; `ends`: where lines end.
fn line_of(ends: &[usize], at: usize) -> u32 {
    offset(ends.partition_point(|end| *end < at)) + 1
}

/// The file while it is read.
struct ConfigReader {
    root: PathBuf,
    lines: Vec<usize>,
    config: Config,
    /// What is wrong, and on which lines.
    said: Vec<(u32, String)>,
}

impl ConfigReader {
    fn line<T>(&self, place: &Spanned<T>) -> u32 {
        line_of(&self.lines, place.span().start)
    }

    fn say<T>(&mut self, place: &Spanned<T>, message: String) {
        self.said.push((self.line(place), message));
    }

    fn file(&mut self, table: &DeTable<'_>) {
        self.keys(table, &KEYS, "the keys are");
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "meeting" => self.meeting(value),
                "adopted" => self.config.adopted = self.globs("adopted", value).unwrap_or_else(Override::empty),
                "data" => self.data(value),
                "track" => {
                    self.config.track = self.choice("track", &Track::NAMES, value).unwrap_or_default();
                }
                "rules" => {
                    let rules = self.levels("[rules]", value);
                    // What is said of some files counts before what is said of all.
                    self.config.levels.insert(0, RuleLevels { files: None, rules });
                }
                "files" => self.tables("files", FILES_TABLES, value, ConfigReader::levels_of_files),
                "accept" => self.tables("accept", usize::MAX, value, ConfigReader::accept),
                "abbreviations" => self.abbreviations(value),
                "links" => self.links(value),
                _ => {}
            }
        }
    }

    /// Says which keys of a table are unknown; whether one of them was meant to be `such`.
    fn keys(&mut self, table: &DeTable<'_>, known: &[&str], all: &str) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let meant = did_you_mean(key.get_ref(), known.iter().copied(), all);
            self.say(key, format!("unknown key `{}`: {meant}", key.get_ref()));
        }
    }

    fn meeting(&mut self, value: &Value<'_>) {
        let Some(text) = self.string("meeting", "meeting = \"WTSA, New Delhi, 2024\"", value) else { return };
        match ForMeeting::read(text) {
            Ok(meeting) => (self.config.meeting, self.config.meeting_line) = (Some(meeting), Some(self.line(value))),
            Err(message) => self.say(value, format!("meeting = {message}")),
        }
    }

    fn abbreviations(&mut self, value: &Value<'_>) {
        let example = "ICT = \"information and communication technology\"";
        let Some(table) = self.table("[abbreviations]", example, value) else { return };
        for (short, meaning) in table {
            if let Some(meaning) = self.string(short.get_ref(), example, meaning) {
                self.config.abbreviations.insert(short.get_ref().to_string(), meaning.into());
            }
        }
    }

    fn links(&mut self, value: &Value<'_>) {
        let example = "unga-resolution = \"https://undocs.org/A/RES/{1}\"";
        let Some(table) = self.table("[links]", example, value) else { return };
        for (name, address) in table {
            let Some(text) = self.string(name.get_ref(), example, address) else { continue };
            // Nothing but a page of the web opens from a draft.
            if text.is_empty() || text.starts_with("https://") || text.starts_with("http://") {
                self.config.links.insert(name.get_ref().to_string(), text.into());
            } else {
                self.say(address, format!("`{}` takes an address that begins with https://, or \"\"", name.get_ref()));
            }
        }
    }

    /// `data`: what is opened is named by the file, so it is on this computer.
    fn data(&mut self, value: &Value<'_>) {
        for (nth, (value, file)) in self.strings("data", "data = [\"more.jsonl\"]", value).into_iter().enumerate() {
            if nth == DATA_FILES {
                self.say(value, format!("data: more than {DATA_FILES} files: the others are not read"));
                break;
            }
            match is_remote(Path::new(file)) || file.contains("://") {
                true => self.say(value, format!("data: \"{file}\" is on another computer: not opened")),
                false => self.config.data.push(self.root.join(file)),
            }
        }
    }

    fn levels(&mut self, name: &str, value: &Value<'_>) -> Vec<(String, RuleLevel)> {
        let Some(table) = self.table(name, "stale-revision = \"hint\"", value) else { return Vec::new() };
        let mut levels = Vec::new();
        for (rule, level) in table {
            let name = rule.get_ref().to_string();
            if name != "*" {
                self.config.named_rules.push((name.clone(), self.line(rule)));
            }
            if let Some(level) = self.choice(&name, &RuleLevel::NAMES, level) {
                levels.push((name, level));
            }
        }
        levels
    }

    /// `[[files]]`: without its `match` it would hold for all files, so it is left out.
    fn levels_of_files(&mut self, place: &Value<'_>, table: &DeTable<'_>) {
        self.keys(table, &FILES_KEYS, "the keys of [[files]] are");
        let (matches, rules) = (find(table, "match"), find(table, "rules"));
        if matches.is_none() {
            self.say(place, "[[files]] needs to say which: match = [\"annexes/**\"]".into());
        }
        let files = matches.and_then(|value| self.globs("match", value));
        let rules = rules.map(|value| self.levels("rules", value)).unwrap_or_default();
        if files.is_some() {
            self.config.levels.push(RuleLevels { files, rules });
        }
    }

    /// `[[accept]]`: where something is wrong that would narrow it, it would accept more than is meant, so it is left out.
    fn accept(&mut self, place: &Value<'_>, table: &DeTable<'_>) {
        self.keys(table, &ACCEPT_KEYS, "the keys of [[accept]] are");
        let unknown = table.keys().filter(|key| !ACCEPT_KEYS.contains(&key.get_ref().as_ref()));
        let narrows = |key: &str| nearest(key, ACCEPT_KEYS).is_some_and(|meant| matches!(meant, "text" | "file"));
        let mut whole = !unknown.into_iter().any(|key| narrows(key.get_ref()));
        let mut said = |key: &str, example: &str| {
            let value = find(table, key)?;
            let text = self.string(key, example, value).map(str::to_owned);
            whole &= text.is_some() || key == "because";
            text
        };
        let rule = said("rule", "rule = \"stale-revision\"");
        let text = said("text", "text = \"Resolution 2 (Kyoto, 1994)\"");
        let file = said("file", "file = \"drafts/a.resolution\"");
        let because = said("because", "because = \"history\"");
        match (rule, find(table, "rule")) {
            (Some(rule), Some(value)) => {
                self.config.named_rules.push((rule.clone(), self.line(value)));
                let file = file.map(|file| self.root.join(file));
                if whole {
                    let written = Written { line: Some(self.line(value)), ..Written::default() };
                    self.config.accepted.push(Accepted { rule, text, file, because, written });
                }
            }
            (_, Some(_)) => {}
            (_, None) => {
                self.say(place, "[[accept]] needs to say of which rule: rule = \"stale-revision\"".into());
            }
        }
    }

    // Values.

    /// What a value is instead of what it should be.
    fn wrong(&mut self, name: &str, wanted: &str, example: &str, value: &Value<'_>) {
        let article = |kind: &'static str| if kind.starts_with(['a', 'i']) { "an" } else { "a" };
        let kind = value.get_ref().type_str();
        self.say(value, format!("`{name}` takes {wanted}, as in `{example}`, not {} {kind}", article(kind)));
    }

    fn string<'v>(&mut self, name: &str, example: &str, value: &'v Value<'_>) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(name, "a string", example, value);
        }
        text
    }

    fn table<'v, 't>(&mut self, name: &str, example: &str, value: &'v Value<'t>) -> Option<&'v DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(name, "keys of its own", example, value);
        }
        table
    }

    fn strings<'v, 't>(&mut self, name: &str, example: &str, value: &'v Value<'t>) -> Vec<(&'v Value<'t>, &'v str)> {
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(name, "a list of strings", example, value);
            return Vec::new();
        };
        array.iter().filter_map(|value| Some((value, self.string(name, example, value)?))).collect()
    }

    /// The tables of `[[name]]`, so many at most.
    fn tables(
        &mut self,
        name: &str,
        most: usize,
        value: &Value<'_>,
        mut read: impl FnMut(&mut ConfigReader, &Value<'_>, &DeTable<'_>),
    ) {
        let array = value.get_ref().as_array();
        if array.is_none() {
            self.say(value, format!("`{name}` is a list: write [[{name}]] in double brackets"));
        }
        for (nth, value) in array.into_iter().flatten().enumerate() {
            if nth == most {
                self.say(value, format!("[[{name}]]: more than {most} of them: the others are left out"));
                break;
            }
            match value.get_ref().as_table() {
                Some(table) => read(self, value, table),
                None => self.say(value, format!("`{name}` is a list of tables: write [[{name}]], and its keys below")),
            }
        }
    }

    fn choice<T: Copy>(&mut self, name: &str, known: &[(&str, T)], value: &Value<'_>) -> Option<T> {
        let names = || known.iter().map(|(name, _)| *name);
        let example = format!("{name} = \"{}\"", known.get(1).map_or("", |(name, _)| name));
        let text = self.string(name, &example, value)?;
        let found = known.iter().find(|(name, _)| *name == text).map(|(_, it)| *it);
        if found.is_none() {
            let meant = did_you_mean(text, names(), "the values are");
            self.say(value, format!("unknown value \"{text}\" of `{name}`: {meant}"));
        }
        found
    }

    /// What a list of globs matches; none where it has none that can be read.
    fn globs(&mut self, name: &str, value: &Value<'_>) -> Option<Override> {
        let mut builder = OverrideBuilder::new(&self.root);
        let mut any = false;
        for (value, glob) in self.strings(name, &format!("{name} = [\"texts/**\"]"), value) {
            if glob.trim().is_empty() {
                self.say(value, format!("`{name}`: \"{glob}\" matches no file"));
                continue;
            }
            if is_too_intricate(glob) {
                self.say(value, format!("`{name}`: a pattern of files is left out: {TOO_INTRICATE}"));
                continue;
            }
            match builder.add(glob) {
                Ok(_) => any = true,
                Err(error) => {
                    self.say(value, format!("`{name}`: \"{glob}\" is no pattern of files: {}", cause(&error)))
                }
            }
        }
        builder.build().ok().filter(|_| any)
    }
}

fn find<'v, 't>(table: &'v DeTable<'t>, key: &str) -> Option<&'v Value<'t>> {
    table.iter().find(|(known, _)| known.get_ref() == key).map(|(_, value)| value)
}

/// What is wrong with a glob, without the glob.
fn cause(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        error => error.to_string(),
    }
}
