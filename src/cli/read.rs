//! Reading and checking files, each under the configuration that is nearest to it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ropey::Rope;

use super::gather::{Gathered, Source, absolute, shorten};
use super::parallel;
use super::progress::Progress;
use super::settings::CheckSettings;
use crate::rules::{self, Fixes, Reported};
use crate::syntax::Document;
use crate::text::FileId;
use crate::workspace::{
    FileNameKind, Notice, ReadConfigs, Snapshot, Summary, Workspace, is_resolution, named, read_file, read_from,
    reads_as_resolution_otherwise, walk,
};

/// A file that was read and is to be checked.
#[derive(Debug)]
pub(crate) struct FileToCheck {
    /// Its number in the workspace.
    pub(crate) id: FileId,
    /// How a report names it.
    pub(crate) shown: String,
    /// What it says; none where it is read again when it is checked, so that a large folder needs no large memory.
    pub(crate) document: Option<Document>,
    /// Whether there is anything of a resolution in it: in a letter, nothing is checked.
    pub(crate) is_resolution: bool,
    /// It came by standard input, whatever it is called.
    pub(crate) piped: bool,
}

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
    /// How many findings the report has before them.
    pub(crate) first: usize,
}

/// All that was read.
#[derive(Debug)]
pub(crate) struct CheckOutcome {
    /// The files to be checked, in the order of the command line.
    pub(crate) files: Vec<FileToCheck>,
    /// What was asked for and could not be read.
    pub(crate) errors: Vec<Notice>,
    /// What would have helped and could not be read.
    pub(crate) warnings: Vec<Notice>,
    pub(crate) workspace: Workspace,
    places: HashMap<FileId, usize>,
}

impl CheckOutcome {
    /// A file that a finding points to: how a report names it and its characters. None where it is gone since.
    pub(crate) fn file(&self, id: FileId) -> Option<(String, Rope)> {
        let snapshot = self.workspace.snapshot();
        let asked = self.places.get(&id).map(|&index| &self.files[index]);
        if let Some(FileToCheck { shown, document: Some(document), .. }) = asked {
            return Some((shown.clone(), document.rope.clone()));
        }
        let path = snapshot.path(id)?;
        let shown = asked.map_or_else(|| shorten(path).display().to_string(), |file| file.shown.clone());
        match snapshot.draft(id) {
            Some(draft) => Some((shown, draft.document.rope.clone())),
            None => Some((shown, Rope::from_str(&read_file(path).ok()?))),
        }
    }

    /// Checks a file. The ways to fix what is found are worked out where they are `wanted`.
    ///
    /// # Errors
    /// It can no longer be read.
    pub(crate) fn check(&self, file: &FileToCheck, snapshot: &Snapshot, wanted: Fixes) -> Result<CheckedFile, Notice> {
        let document = match &file.document {
            Some(document) => document.clone(),
            None => snapshot.document(file.id)?,
        };
        let findings = match file.is_resolution {
            true => rules::check_with(&document, file.id, snapshot, wanted),
            false => Vec::new(),
        };
        Ok(CheckedFile { id: file.id, shown: file.shown.clone(), document, findings, first: 0 })
    }
}

/// Whose characters are kept from reading to checking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Keep {
    /// Those of all files: they are to be fixed.
    All,
    /// Those of the first files, and what came by standard input: the others are read again.
    First,
}

/// So many bytes of drafts are kept.
const KEPT_BYTES: usize = 8 << 20;

/// Reads files; nothing is checked yet. Each has the configuration that is nearest above it, and where there is one, the
/// other drafts and adopted texts of its folder are evidence.
pub(crate) fn read(gathered: Gathered, settings: &CheckSettings, keep: Keep, progress: &Progress) -> CheckOutcome {
    let mut workspace = Workspace::new(jiff::Zoned::now().date());
    let here = absolute(Path::new("."));
    let piped = gathered.sources.iter().any(|source| source.path.is_none()).then_some(here.as_path());
    // A folder that is named has its configuration read, whatever is in it.
    let named_folders = gathered.folders.iter().map(PathBuf::as_path);
    let below: BTreeSet<&Path> = gathered.sources.iter().filter_map(|it| it.path.as_deref()?.parent()).collect();
    let read = match &settings.config {
        Some(file) => ReadConfigs::only(&absolute(file)),
        None => Ok(ReadConfigs::read(piped.into_iter().chain(named_folders).chain(below))),
    };
    // The drafts are checked without it.
    let (configs, mut errors) = read.unwrap_or_else(|notice| {
        let (none, _) = ReadConfigs::read([]);
        (none, vec![notice])
    });
    workspace.configure(configs);
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
    let links = jobs.iter().filter_map(|job| job.path.as_ref()).filter(|path| path.is_symlink());
    known.extend(links.filter_map(|path| path.canonicalize().ok()));
    let roots: BTreeSet<&Path> = before.configs.iter().filter_map(|config| config.root.as_deref()).collect();
    let mut walked: BTreeSet<PathBuf> = BTreeSet::new();
    for root in roots {
        // The files below a folder follow it, and are walked with the one above, unless they are left out there.
        let below = walked.range(root.to_owned()..).next();
        if below.is_some_and(|path| path.starts_with(root)) {
            continue;
        }
        let (files, unread) = walk(root);
        walked.extend(files.iter().cloned());
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
    let kept_bytes = AtomicUsize::new(0);
    let done = parallel::map(&jobs, |job| {
        let kept = |document: Document| {
            let before = kept_bytes.fetch_add(document.rope.len_bytes(), Ordering::Relaxed);
            (keep == Keep::All || job.piped || before < KEPT_BYTES).then_some(document)
        };
        let read = job
            .read(&before)
            .map(|read| read.map(|(summary, document)| (summary, document.has_any_of_resolution(), kept(document))));
        progress.step();
        read
    });
    for (job, read) in jobs.into_iter().zip(done) {
        match (read, job.asked) {
            (Ok(None), _) => {}
            (Ok(Some((summary, is_resolution, document))), asked) => {
                summaries.push(summary);
                if let Some(shown) = asked {
                    files.push(FileToCheck { id: job.id, shown, document, is_resolution, piped: job.piped });
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

/// The workspace in a folder, with nothing to be checked; what could not be read, and what of it matters less.
pub(crate) fn at_hand(folder: &Path) -> (Arc<Snapshot>, Vec<Notice>, Vec<Notice>) {
    let gathered = Gathered { sources: Vec::new(), folders: vec![absolute(folder)] };
    let outcome = read(gathered, &CheckSettings::default(), Keep::First, &Progress::new(false));
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
    /// What the file says; nothing where it is no draft.
    fn read(&self, before: &Snapshot) -> Result<Option<(Summary, Document)>, Notice> {
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
        Ok(Some((summary, document)))
    }
}
