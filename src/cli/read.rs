//! Reading and checking files, each under the configuration that is nearest to it.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::gather::{Gathered, Source, absolute, shorten};
use super::parallel;
use super::progress::Progress;
use super::settings::Settings;
use crate::catalogue::OriginId;
use crate::rules::{self, Found};
use crate::syntax::Document;
use crate::workspace::{
    Config, Named, Notice, Snapshot, Summary, Workspace, is_resolution, named, read_file, read_from, walk,
};

/// A file that was checked.
#[derive(Debug)]
pub struct Checked {
    /// Its number in the workspace of its folder.
    pub id: OriginId,
    /// How a report names it.
    pub shown: String,
    /// What it says.
    pub document: Document,
    /// What is wrong with it, in the order of its places; they count from the start of the file.
    pub findings: Vec<Found>,
    /// Its place on the command line.
    order: usize,
    /// Which of the folders it was checked in.
    folder: usize,
}

/// All that was read and found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The files that were checked, in the order of the command line.
    pub files: Vec<Checked>,
    /// What was asked for and could not be read.
    pub errors: Vec<Notice>,
    /// What would have helped and could not be read.
    pub warnings: Vec<Notice>,
    /// What is at hand in each folder that has a configuration of its own.
    folders: Vec<Arc<Snapshot>>,
    places: HashMap<(usize, OriginId), usize>,
}

impl Outcome {
    /// A file that a finding points to: how a report names it and what it says. None where it is gone since.
    pub fn file(&self, from: &Checked, id: OriginId) -> Option<(String, Document)> {
        match self.places.get(&(from.folder, id)) {
            Some(&index) => Some((self.files[index].shown.clone(), self.files[index].document.clone())),
            None => {
                let folder = &self.folders[from.folder];
                let shown = shorten(folder.path(id)?).display().to_string();
                Some((shown, folder.document(id).ok()?))
            }
        }
    }
}

/// Reads and checks files. Where there is a `rapporteur.toml`, the other drafts and adopted texts of its folder are
/// evidence.
pub fn read_and_check(gathered: Gathered, settings: &Settings, progress: &Progress) -> Outcome {
    let mut outcome = Outcome::default();
    for (folder, sources) in by_configuration(gathered) {
        let mut read = read(&folder, sources, settings, progress);
        let snapshot = read.workspace.snapshot();
        progress.begin("Checking", read.files.len());
        let findings = parallel::map(&read.files, |file| {
            let findings = rules::check(&file.document, file.id, &snapshot);
            progress.step();
            findings
        });
        for (file, findings) in read.files.iter_mut().zip(findings) {
            file.findings = findings;
            file.folder = outcome.folders.len();
        }
        outcome.files.extend(read.files);
        outcome.folders.push(snapshot);
        // Folders within each other, and a data file of two of them, are read twice and told once.
        let errors: Vec<_> = read.errors.into_iter().filter(|notice| !outcome.errors.contains(notice)).collect();
        outcome.errors.extend(errors);
        let warnings: Vec<_> = read.warnings.into_iter().filter(|notice| !outcome.warnings.contains(notice)).collect();
        outcome.warnings.extend(warnings);
    }
    outcome.warnings.retain(|notice| !outcome.errors.contains(notice));
    outcome.files.sort_by_key(|file| file.order);
    let places = outcome.files.iter().enumerate().map(|(index, file)| ((file.folder, file.id), index));
    outcome.places = places.collect();
    outcome
}

/// Everything at hand in a folder, with nothing to be checked; what could not be read, and what of it matters less.
pub fn at_hand(folder: &Path) -> (Arc<Snapshot>, Vec<Notice>, Vec<Notice>) {
    let Read { workspace, errors, warnings, .. } =
        read(&absolute(folder), Vec::new(), &Settings::default(), &Progress::new(false));
    (workspace.snapshot(), errors, warnings)
}

/// The files by the configuration that holds for them, with a folder from which that is found; in the order in which the
/// command line names the first of each. A folder that is named has its configuration read, whatever is in it.
fn by_configuration(gathered: Gathered) -> Vec<(PathBuf, Vec<(usize, Source)>)> {
    let here = absolute(Path::new("."));
    let mut groups: Vec<(PathBuf, Vec<(usize, Source)>)> = Vec::new();
    let mut places: HashMap<Option<PathBuf>, usize> = HashMap::new();
    let mut known: HashMap<PathBuf, usize> = HashMap::new();
    let mut group_of = |folder: &Path, groups: &mut Vec<_>| {
        *known.entry(folder.into()).or_insert_with(|| {
            *places.entry(Config::find(folder)).or_insert_with(|| {
                groups.push((folder.to_path_buf(), Vec::new()));
                groups.len() - 1
            })
        })
    };
    for (order, source) in gathered.sources.into_iter().enumerate() {
        let folder = source.path.as_deref().and_then(Path::parent).unwrap_or(&here);
        let group = group_of(folder, &mut groups);
        groups[group].1.push((order, source));
    }
    for folder in &gathered.folders {
        group_of(folder, &mut groups);
    }
    groups
}

/// What was read under one configuration.
struct Read {
    workspace: Workspace,
    /// The files that are to be checked.
    files: Vec<Checked>,
    errors: Vec<Notice>,
    warnings: Vec<Notice>,
}

fn read(folder: &Path, sources: Vec<(usize, Source)>, settings: &Settings, progress: &Progress) -> Read {
    let mut workspace = Workspace::new(jiff::Zoned::now().date());
    let mut errors = workspace.configure(folder);
    workspace.change_config(|config| settings.apply(config));
    let before = workspace.snapshot();
    errors.extend(rules::config_notices(&before.config));
    for notice in &mut errors {
        if before.config.data.contains(&notice.path) {
            notice.message.push_str(" (a data file that rapporteur.toml names)");
        }
    }

    let mut jobs: Vec<Job> = Vec::with_capacity(sources.len());
    for (order, source) in sources {
        let id = source.path.as_deref().map(|path| workspace.id(path)).unwrap_or_else(|| workspace.fresh_id());
        let Source { path, shown, certain, piped } = source;
        jobs.push(Job { id, path, certain, piped, asked: Some((order, shown)) });
    }
    let mut warnings = Vec::new();
    if let Some(root) = &before.config.root {
        let asked: HashSet<PathBuf> = jobs.iter().filter_map(|job| job.path.clone()).collect();
        let (files, unread) = walk(root);
        warnings = unread.into_iter().filter(|notice| !errors.contains(notice)).collect();
        for path in files.into_iter().filter(|path| !asked.contains(path)) {
            let certain = named(&path) == Named::Draft;
            jobs.push(Job { id: workspace.id(&path), path: Some(path), certain, piped: false, asked: None });
        }
    }

    let mut files = Vec::new();
    let mut summaries = Vec::new();
    progress.begin("Reading", jobs.len());
    let done = parallel::map(&jobs, |job| {
        let read = job.read(&before);
        progress.step();
        read
    });
    for (job, read) in jobs.into_iter().zip(done) {
        match (read, job.asked) {
            (Ok(None), _) => {}
            (Ok(Some((summary, document))), asked) => {
                summaries.push(summary);
                if let (Some((order, shown)), Some(document)) = (asked, document) {
                    files.push(Checked { id: job.id, shown, document, findings: Vec::new(), order, folder: 0 });
                }
            }
            (Err(notice), Some(_)) => errors.push(notice),
            (Err(notice), None) if job.certain => warnings.push(notice),
            // A text file beside the drafts that nobody asked about.
            (Err(_), None) => {}
        }
    }
    workspace.set_files(summaries);
    Read { workspace, files, errors, warnings }
}

/// A file to be read: one that the command line means (`asked`, with its place there and its name in reports), or one that
/// may be evidence.
struct Job {
    id: OriginId,
    path: Option<PathBuf>,
    certain: bool,
    piped: bool,
    asked: Option<(usize, String)>,
}

impl Job {
    /// What the file says; its characters only where it is to be checked, and nothing where it is no draft.
    fn read(&self, before: &Snapshot) -> Result<Option<(Summary, Option<Document>)>, Notice> {
        let shown = self.asked.as_ref().map_or("", |(_, shown)| shown);
        let path = self.path.as_deref().unwrap_or(Path::new(shown));
        let text = match self.piped {
            true => read_from(path, std::io::stdin().lock())?,
            false => read_file(path)?,
        };
        let document = Document::read(&text);
        if !self.certain && !is_resolution(self.path.as_deref(), &document) {
            return Ok(None);
        }
        let summary = Summary::of(self.id, path, &document, &before.catalogue, &before.config, before.today);
        Ok(Some((summary, self.asked.is_some().then_some(document))))
    }
}
