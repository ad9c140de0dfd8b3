//! `rapporteur catalogue add`

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use toml_edit::{Array, DocumentMut, Item, Value};

use crate::catalogue::{
    AdoptedText, Basis, Catalogue, Contents, ContentsEntry, DataRow, EditionRow, line_of, official_form, read_contents,
    read_lines, text_form,
};
use crate::cli::gather::{absolute, shorten};
use crate::cli::notice;
use crate::cli::print::print;
use crate::cli::read::at_hand;
use crate::cli::settings::{MeetingName, meeting};
use crate::cli::visible;
use crate::syntax::{Document, Edition, Language};
use crate::text::FileId;
use crate::workspace::config::FILE_NAME;
use crate::workspace::summary::{adopted, is_marked_as_draft};
use crate::workspace::{Config, FileUse, ForMeeting, Notice, Replacement, Snapshot, Writing, read_file};

/// The data file of a folder that names none.
const DATA_FILE: &str = "catalogue.jsonl";

/// What the command line says to `catalogue add`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Lines go into the first data file that rapporteur.toml names, else into catalogue.jsonl beside it, which is then named
there. What is there already is not added again.

Exit status:
  0  all is there now
  2  something could not be read or written: then nothing is added")]
pub(crate) struct AddArgs {
    /// Adopted texts, or data files (*.jsonl)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// The files are tables of contents of what this meeting's body has published: lines as
    /// "RESOLUTION 70 (REV. BUCHAREST, 2022) – Title ... 12", in any language of the Union
    #[arg(long, value_name = "MEETING", value_parser = MeetingName(meeting), hide_possible_values = true)]
    contents_of: Option<ForMeeting>,

    /// The table lists all that the meeting has adopted
    #[arg(long, requires = "contents_of")]
    complete: bool,

    /// Say what would be added, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// A line to be added.
struct NewLine {
    text: String,
    row: DataRow,
    /// What contradicts it in what is known already.
    doubt: Option<String>,
}

/// Adds to the data file of the current folder.
pub(crate) fn run(args: &AddArgs) -> ExitCode {
    match add(args) {
        Ok(said) => print(&said),
        Err(notices) => {
            notices.iter().for_each(notice::error);
            ExitCode::from(2)
        }
    }
}

fn add(args: &AddArgs) -> Result<String, Vec<Notice>> {
    let (snapshot, broken, _) = at_hand(Path::new("."));
    let root = snapshot.configs.of(None).root.clone().unwrap_or_else(|| absolute(Path::new(".")));
    let target = snapshot.configs.of(None).data.first().cloned().unwrap_or_else(|| root.join(DATA_FILE));
    // A configuration that does not read must not be written.
    let configured = broken.into_iter().filter(|notice| notice.path.ends_with(FILE_NAME)).collect::<Vec<_>>();
    if !configured.is_empty() {
        return Err(configured);
    }
    let mut errors = Vec::new();
    let mut lines = Vec::new();
    for file in &args.files {
        let read = |text: String| match &args.contents_of {
            Some(meeting) => read_table(file, &text, &root, snapshot.catalogue_at(None), meeting, args.complete),
            None => read(file, &text, &root, &snapshot),
        };
        match read_file(file).map_err(|notice| vec![notice]).and_then(read) {
            Ok(read) => lines.extend(read),
            Err(notices) => errors.extend(notices),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }

    // From here on nobody else writes: what is read now is what is added to.
    let mut writing = Writing::below([&*root]).map_err(|notice| vec![notice])?;
    let before = writing.read(&target, FileUse::Data).map_err(|notice| vec![notice])?;
    let text = before.as_deref().unwrap_or_default();
    let known = rows_there(&target, &root, text)?;
    let Added { said, after, count } = added(text, known, lines, &target, args.dry_run);
    let mut said = said;
    let path = root.join(FILE_NAME);
    let config = (count > 0 && snapshot.configs.of(None).data.is_empty()).then(|| named_in(&path, &writing));
    let config = config.transpose().map_err(|notice| vec![notice])?;
    if config.is_some() {
        let naming = if args.dry_run { "would then be named" } else { "is now named" };
        said += &format!("{} {naming} in {}, under data.\n", shorten(&target).display(), shorten(&path).display());
    }
    if !args.dry_run && count > 0 {
        let data = Replacement { path: &target, before: before.as_deref(), after: &after, used: FileUse::Data };
        let named = config.as_ref().map(|(old, text)| Replacement {
            path: &path,
            before: old.as_deref(),
            after: text,
            used: FileUse::Config,
        });
        writing.write(&[data].into_iter().chain(named).collect::<Vec<_>>())?;
    }
    Ok(visible::lines(&said))
}

/// The rows of the file that is added to, each with its line. It is one for data: it is named so, is not hidden below the folder,
/// and says nothing else; the configuration that names it may come from anyone.
///
/// # Errors
/// What it is instead.
fn rows_there(target: &Path, root: &Path, text: &str) -> Result<Vec<(u32, DataRow)>, Vec<Notice>> {
    let refuse = |line, message: String| Err(vec![Notice { path: target.into(), line, message }]);
    let hidden = |part| matches!(part, Component::Normal(name) if name.as_encoded_bytes().starts_with(b"."));
    if !target.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl")) {
        return refuse(None, "is named as a data file and is no *.jsonl: nothing is added".to_owned());
    }
    if target.strip_prefix(root).unwrap_or(target).components().any(hidden) {
        return refuse(None, "is hidden: nothing is added".to_owned());
    }
    let (rows, errors) = read_lines(&shorten(target).display().to_string(), text);
    match errors.into_iter().next() {
        Some(error) => refuse(Some(error.line), format!("{}: nothing is added before this is right", error.message)),
        None => Ok(rows),
    }
}

/// A data file with lines added.
struct Added {
    said: String,
    after: String,
    count: usize,
}

/// Adds the lines to a data file that it does not have; `known`: what it has.
fn added(before: &str, mut known: Vec<(u32, DataRow)>, lines: Vec<NewLine>, target: &Path, dry_run: bool) -> Added {
    let target_shown = shorten(target).display().to_string();
    let mut said = String::new();
    let mut after = before.to_owned();
    let mut count = 0;
    for line in lines {
        let name = name(&line.row);
        match known.iter().find(|(_, row)| row.is_about_the_same(&line.row)) {
            Some((number, row)) => {
                let otherwise =
                    if says_the_same(row, &line.row) { "" } else { ", and says otherwise: correct it there" };
                said += &format!("{name} is in {target_shown} already, on line {number}{otherwise}.\n");
            }
            None => {
                if !after.is_empty() && !after.ends_with('\n') {
                    after.push('\n');
                }
                after += &line.text;
                after.push('\n');
                let number = after.lines().count();
                let adding = if dry_run { "would be added" } else { "is added" };
                said += &format!("{name} {adding} to {target_shown}, line {number}.\n");
                if dry_run {
                    said += &format!("  {}\n", line.text);
                }
                if let Some(doubt) = &line.doubt {
                    said += &format!("  But {doubt}.\n");
                }
                known.push((u32::try_from(number).unwrap_or(u32::MAX), line.row));
                count += 1;
            }
        }
    }
    Added { said, after, count }
}

/// The lines of a file: those of a data file as they are, one for each text of another.
fn read(file: &Path, text: &str, root: &Path, snapshot: &Snapshot) -> Result<Vec<NewLine>, Vec<Notice>> {
    let data = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"));
    if data { read_data(file, text) } else { read_texts(file, text, root, snapshot) }
}

fn read_data(file: &Path, text: &str) -> Result<Vec<NewLine>, Vec<Notice>> {
    let (rows, errors) = read_lines(&file.display().to_string(), text);
    if !errors.is_empty() {
        let notice = |error: crate::catalogue::DataError| Notice {
            path: file.into(),
            line: Some(error.line),
            message: error.message.into(),
        };
        return Err(errors.into_iter().map(notice).collect());
    }
    let lines: Vec<&str> = text.lines().collect();
    let line = |(number, row): (u32, DataRow)| {
        Some(NewLine { text: lines.get(number as usize - 1)?.trim().to_owned(), row, doubt: None })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

fn read_texts(file: &Path, text: &str, root: &Path, snapshot: &Snapshot) -> Result<Vec<NewLine>, Vec<Notice>> {
    let document = Document::read(text);
    let path = absolute(file);
    let source = path.strip_prefix(root).unwrap_or(file).display().to_string().replace('\\', "/");
    let mut lines = Vec::new();
    let mut errors = Vec::new();
    for placed in document.texts.iter().filter(|placed| placed.text.proposed.heading.is_some()) {
        let place = placed
            .in_file(placed.text.proposed.heading.as_ref().map_or(crate::text::Span::empty(0), |heading| heading.span));
        let at = u32::try_from(document.rope.byte_to_line(place.start as usize) + 1).ok();
        let mut wrong = |message: &str| errors.push(Notice { path: file.into(), line: at, message: message.into() });
        if is_marked_as_draft(&placed.text) {
            wrong(
                "is a draft: only adopted texts are added, without proposal line, tracked changes, brackets or DRAFT",
            );
            continue;
        }
        let adopted = adopted(&placed.text, FileId(0), &path, true, snapshot.catalogue_at(None), snapshot.today);
        let Some(adopted) = adopted else {
            wrong(
                "does not say which edition it is: its heading needs number, place and year, its enacting line a body",
            );
            continue;
        };
        let line = line_of(&adopted, &source);
        let row = line.as_deref().and_then(|line| read_lines(&source, line).0.pop());
        match line.zip(row) {
            Some((text, (_, row))) => lines.push(NewLine { text, row, doubt: None }),
            None => wrong("is no resolution, decision, recommendation or opinion"),
        }
    }
    if lines.is_empty() && errors.is_empty() {
        let message = "has no heading of an adopted text, as \"RESOLUTION 50 (Rev. New Delhi, 2024)\"";
        errors.push(Notice { path: file.into(), line: None, message: message.into() });
    }
    if errors.is_empty() { Ok(lines) } else { Err(errors) }
}

/// The lines of a table of contents.
fn read_table(
    file: &Path,
    text: &str,
    root: &Path,
    catalogue: &Catalogue,
    meeting: &ForMeeting,
    complete: bool,
) -> Result<Vec<NewLine>, Vec<Notice>> {
    let wrong = |line, message: String| Notice { path: file.into(), line, message };
    let Contents { entries, unread } = read_contents(text, meeting.body);
    if entries.is_empty() {
        let message =
            "has no line that names a text with its edition, as \"RESOLUTION 70 (REV. BUCHAREST, 2022) – Title\"";
        return Err(vec![wrong(None, message.into())]);
    }
    if complete && !unread.is_empty() {
        let message =
            "names a text without its edition, or its title does not end: a list that is to be complete has both";
        return Err(unread.into_iter().map(|line| wrong(Some(line), message.into())).collect());
    }
    let path = absolute(file);
    let source = path.strip_prefix(root).unwrap_or(file).display().to_string().replace('\\', "/");
    for line in &unread {
        notice::warning(&wrong(
            Some(*line),
            "names a text without its edition, or its title does not end: it is not added".into(),
        ));
    }
    let mut lines = Vec::new();
    for entry in entries {
        let edition = match catalogue.meeting_of_edition(entry.key.body, &entry.edition) {
            Some(met) if entry.edition.place().is_some() => Edition::at(entry.edition.revised, &met.place, met.year),
            _ => entry.edition.clone(),
        };
        let doubt = doubt(catalogue, &entry, &edition);
        let adopted = AdoptedText {
            key: entry.key,
            meeting: None,
            title: (!entry.title.is_empty()).then(|| entry.title.into()),
            language: entry.language,
            history: Vec::new(),
            origin: FileId(0),
            path: source.as_str().into(),
            edition,
        };
        let line = line_of(&adopted, &source);
        let row = line.as_deref().and_then(|line| read_lines(&source, line).0.pop());
        match line.zip(row) {
            Some((text, (_, row))) => lines.push(NewLine { text, row, doubt }),
            None => return Err(vec![wrong(Some(entry.line), "cannot be written as data".into())]),
        }
    }
    if complete {
        let [place, body, source] =
            [meeting.place.as_str(), meeting.body.code(), &source].map(|it| serde_json::json!(it));
        let text =
            format!("{{\"complete\": {place}, \"body\": {body}, \"year\": {}, \"source\": {source}}}", meeting.year);
        let source = "the table";
        let read = read_lines(source, &text).0.pop();
        lines.extend(read.map(|(_, row)| NewLine { text, row, doubt: None }));
    }
    Ok(lines)
}

/// What is known that contradicts an entry of a table.
fn doubt(catalogue: &Catalogue, entry: &ContentsEntry, edition: &Edition) -> Option<String> {
    let met = catalogue.meeting_of_edition(entry.key.body, edition).is_some();
    if edition.place().is_some() && !met {
        return Some(format!("no meeting of {} at {edition} is known", entry.key.body.with_article()));
    }
    let known = catalogue.resolution(&entry.key)?.edition(edition)?;
    if known.edition.revised != edition.revised && known.known.is_sourced() && !known.from_history {
        return Some(format!("the catalogue has it as ({}), from {}", known.edition, known.source));
    }
    let title = known.title.as_ref().filter(|title| title.basis == Basis::Heading && entry.language == Language::En)?;
    let bare =
        |title: &str| title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let other = !entry.title.is_empty() && bare(&title.text) != bare(&entry.title);
    other.then(|| format!("the catalogue has the title \"{}\", from {}", title.text, known.source))
}

/// The configuration with the data file named in it; its comments and order stay.
fn named_in(path: &Path, writing: &Writing) -> Result<(Option<String>, String), Notice> {
    let notice = |message: String| Notice { path: path.into(), line: None, message };
    let old = writing.read(path, FileUse::Config)?;
    let mut document: DocumentMut = old
        .as_deref()
        .unwrap_or_default()
        .parse()
        .map_err(|error: toml_edit::TomlError| notice(error.message().into()))?;
    match document.entry("data").or_insert_with(|| Item::Value(Value::Array(Array::new()))).as_array_mut() {
        // Another process may have named it meanwhile.
        Some(data) if data.iter().any(|named| named.as_str() == Some(DATA_FILE)) => {}
        Some(data) => data.push(DATA_FILE),
        None => return Err(notice("data is no list of files".into())),
    }
    let text = document.to_string();
    // What is written must say what was meant.
    let (config, _) = Config::parse(path, &text);
    match config.data.first() {
        Some(data) if data.ends_with(DATA_FILE) => Ok((old, text)),
        _ => Err(notice(format!("{DATA_FILE} could not be named there: write data = [\"{DATA_FILE}\"]"))),
    }
}

/// Whether both lines state the same, whatever their sources.
fn says_the_same(a: &DataRow, b: &DataRow) -> bool {
    match (a, b) {
        (DataRow::Edition(_, a, earlier), DataRow::Edition(_, b, other)) => {
            let b = EditionRow { source: a.source.clone(), note: a.note.clone(), ..EditionRow::clone(b) };
            **a == b && earlier == other
        }
        (a, b) => a == b,
    }
}

/// What a line is about.
fn name(row: &DataRow) -> String {
    match row {
        DataRow::Edition(key, row, _) => {
            let whose = if key.body.cites_without_edition() { String::new() } else { format!("{} ", key.body.code()) };
            format!("{whose}{}", official_form(key, &row.edition))
        }
        DataRow::Text(key, _) => format!("{} {}", key.body.code(), text_form(key)),
        DataRow::Meeting(meeting) => format!("The meeting {meeting}"),
        DataRow::Coverage(coverage) => format!("What is covered of {}", coverage.body.code()),
        DataRow::Numbers(numbers) => format!("The numbers {}-{} of {}", numbers.low, numbers.high, numbers.body.code()),
        DataRow::Complete(complete) => {
            format!("That the list of {} ({}, {}) is complete", complete.body.code(), complete.place, complete.year)
        }
        DataRow::Restart(restart) => format!("The new numbering of {}", restart.body.code()),
    }
}
