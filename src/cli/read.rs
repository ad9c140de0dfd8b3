//! Reading and checking files, each under the configuration that is nearest to it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::gather::{Gathered, Source, absolute, shorten};
use super::parallel;
use super::progress::Progress;
use super::settings::CheckSettings;
use crate::rules::{self, Reported};
use crate::syntax::Document;
use crate::text::FileId;
use crate::workspace::{
    FileNameKind, Notice, Snapshot, Summary, Workspace, is_resolution, named, read_file, read_from,
    reads_as_resolution_otherwise, walk,
};

/// A file that was checked.
#[derive(Debug)]
pub(crate) struct CheckedFile {
    /// Its number in the workspace.
    pub(crate) id: FileId,
    /// How a report names it.
    pub(crate) shown: String,
    pub(crate) document: Document,
    /// What is wrong with it, in the order of its places; they count from the start of the file.
    pub(crate) findings: Vec<Reported>,
    /// It came by standard input, whatever it is called.
    pub(crate) piped: bool,
}

impl CheckedFile {
    /// Whether there is anything of a resolution in it: in a letter, nothing is checked.
    pub(crate) fn is_resolution(&self) -> bool {
        self.document.has_any_of_resolution()
    }
}

/// All that was read and found.
#[derive(Debug)]
pub(crate) struct CheckOutcome {
    /// The files that were checked, in the order of the command line.
    pub(crate) files: Vec<CheckedFile>,
    /// What was asked for and could not be read.
    pub(crate) errors: Vec<Notice>,
    /// What would have helped and could not be read.
    pub(crate) warnings: Vec<Notice>,
    pub(crate) workspace: Workspace,
    places: HashMap<FileId, usize>,
}

impl CheckOutcome {
    /// A file that a finding points to: how a report names it and what it says. None where it is gone since.
    pub(crate) fn file(&self, id: FileId) -> Option<(String, Document)> {
        match self.places.get(&id) {
            Some(&index) => Some((self.files[index].shown.clone(), self.files[index].document.clone())),
            None => {
                let snapshot = self.workspace.snapshot();
                let shown = shorten(snapshot.path(id)?).display().to_string();
                Some((shown, snapshot.document(id).ok()?))
            }
        }
    }
}

/// Reads files; nothing is checked yet. Each has the configuration that is nearest above it, and where there is one, the
/// other drafts and adopted texts of its folder are evidence.
pub(crate) fn read(gathered: Gathered, settings: &CheckSettings, progress: &Progress) -> CheckOutcome {
    let mut workspace = Workspace::new(jiff::Zoned::now().date());
    let here = absolute(Path::new("."));
    let piped = gathered.sources.iter().any(|source| source.path.is_none()).then_some(here.as_path());
    // A folder that is named has its configuration read, whatever is in it.
    let named_folders = gathered.folders.iter().map(PathBuf::as_path);
    let below: BTreeSet<&Path> = gathered.sources.iter().filter_map(|it| it.path.as_deref()?.parent()).collect();
    let mut errors = workspace.configure(piped.into_iter().chain(named_folders).chain(below));
    workspace.change_config(|config| settings.apply(config));
    let before = workspace.snapshot();
    let as_of = settings.as_of.as_ref().and_then(|meeting| meeting.complaint(before.catalogue_at(piped)));
    errors.extend(as_of.map(|message| Notice { path: "--as-of".into(), line: None, message }));
    errors.extend(rules::config_notices(&before.configs));
    for notice in &mut errors {
        if before.configs.iter().any(|config| config.data.contains(&notice.path)) {
            notice.message.push_str(" (a data file that rapporteur.toml names)");
        }
    }

    let mut jobs: Vec<FileToRead> = Vec::with_capacity(gathered.sources.len());
    for source in gathered.sources {
        let id = source.path.as_deref().map(|path| workspace.id(path)).unwrap_or_else(|| workspace.fresh_id());
        let Source { path, shown, certain, piped } = source;
        jobs.push(FileToRead { id, path, certain, piped, asked: Some(shown) });
    }
    let mut warnings = Vec::new();
    let mut known: HashSet<PathBuf> = jobs.iter().filter_map(|job| job.path.clone()).collect();
    for root in before.configs.iter().filter_map(|config| config.root.as_deref()) {
        let (files, unread) = walk(root);
        warnings.extend(unread.into_iter().filter(|notice| !errors.contains(notice)));
        for path in files {
            if known.insert(path.clone()) {
                let certain = named(&path) == FileNameKind::Draft;
                jobs.push(FileToRead { id: workspace.id(&path), path: Some(path), certain, piped: false, asked: None });
            }
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
                if let (Some(shown), Some(document)) = (asked, document) {
                    files.push(CheckedFile { id: job.id, shown, document, findings: Vec::new(), piped: job.piped });
                }
            }
            (Err(notice), Some(_)) => errors.push(notice),
            (Err(notice), None) if job.certain => warnings.push(notice),
            // A text file beside the drafts that nobody asked about.
            (Err(_), None) => {}
        }
    }
    workspace.set_files(summaries);
    warnings.retain(|notice| !errors.contains(notice));
    let places = files.iter().enumerate().map(|(index, file)| (file.id, index)).collect();
    CheckOutcome { files, errors, warnings, workspace, places }
}

impl CheckOutcome {
    /// Checks the files.
    pub(crate) fn check(&mut self, progress: &Progress) {
        let snapshot = self.workspace.snapshot();
        progress.begin("Checking", self.files.len());
        let findings = parallel::map(&self.files, |file| {
            let findings = match file.is_resolution() {
                true => rules::check(&file.document, file.id, &snapshot),
                false => Vec::new(),
            };
            progress.step();
            findings
        });
        for (file, findings) in self.files.iter_mut().zip(findings) {
            file.findings = findings;
        }
    }
}

/// The workspace in a folder, with nothing to be checked; what could not be read, and what of it matters less.
pub(crate) fn at_hand(folder: &Path) -> (Arc<Snapshot>, Vec<Notice>, Vec<Notice>) {
    let gathered = Gathered { sources: Vec::new(), folders: vec![absolute(folder)] };
    let outcome = read(gathered, &CheckSettings::default(), &Progress::new(false));
    (outcome.workspace.snapshot(), outcome.errors, outcome.warnings)
}

/// A file to be read: one that the command line means (`asked`: its name in reports), or one that may be evidence.
struct FileToRead {
    id: FileId,
    path: Option<PathBuf>,
    certain: bool,
    piped: bool,
    asked: Option<String>,
}

impl FileToRead {
    /// What the file says; its characters only where it is to be checked, and nothing where it is no draft.
    fn read(&self, before: &Snapshot) -> Result<Option<(Summary, Option<Document>)>, Notice> {
        let shown = self.asked.as_deref().unwrap_or_default();
        // What is no file goes by what holds in the current folder.
        let path = self.path.clone().unwrap_or_else(|| absolute(Path::new(shown)));
        let path = path.as_path();
        let text = match self.piped {
            true => read_from(path, std::io::stdin().lock())?,
            false => match read_file(path) {
                // A file in another encoding that a folder has beside its drafts.
                Err(Notice { line: Some(_), .. }) if !self.certain && !reads_as_resolution_otherwise(path) => {
                    return Ok(None);
                }
                read => read?,
            },
        };
        let document = Document::read(&text);
        if !self.certain && !is_resolution(self.path.as_deref(), &document) {
            return Ok(None);
        }
        let (catalogue, config) = (before.catalogue_at(Some(path)), before.configs.of(Some(path)));
        let summary = Summary::of(self.id, path, &document, catalogue, config, before.today);
        Ok(Some((summary, self.asked.is_some().then_some(document))))
    }
}
