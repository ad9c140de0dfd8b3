//! Reading and checking files.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::gather::{STDIN, Source, shorten};
use super::parallel;
use crate::catalogue::OriginId;
use crate::rules::{self, Found};
use crate::syntax::Document;
use crate::workspace::{Named, Notice, Snapshot, Summary, Workspace, is_resolution, named, read_file, read_from, walk};

/// A file that was checked.
#[derive(Debug)]
pub struct Checked {
    /// Its number in the workspace.
    pub id: OriginId,
    /// How a report names it.
    pub shown: String,
    /// What it says.
    pub document: Document,
    /// What is wrong with it, in the order of its places; they count from the start of the file.
    pub findings: Vec<Found>,
}

/// All that was read and found.
#[derive(Debug)]
pub struct Outcome {
    /// The files that were checked.
    pub files: Vec<Checked>,
    /// What was asked for and could not be read.
    pub errors: Vec<Notice>,
    /// What would have helped and could not be read.
    pub warnings: Vec<Notice>,
    snapshot: Arc<Snapshot>,
    places: HashMap<OriginId, usize>,
}

impl Outcome {
    /// A file that a finding points to: how a report names it and what it says. None where it is gone since.
    pub fn file(&self, id: OriginId) -> Option<(String, Document)> {
        match self.places.get(&id) {
            Some(&index) => Some((self.files[index].shown.clone(), self.files[index].document.clone())),
            None => {
                let shown = shorten(self.snapshot.path(id)?).display().to_string();
                Some((shown, self.snapshot.document(id).ok()?))
            }
        }
    }
}

/// Reads and checks files. `folder` is where the search for `rapporteur.toml` begins; where there is one, the other
/// drafts and adopted texts of its folder are evidence.
pub fn read_and_check(sources: Vec<Source>, folder: &Path) -> Outcome {
    let mut workspace = Workspace::new(jiff::Zoned::now().date());
    let mut errors = workspace.configure(folder);
    let before = workspace.snapshot();
    errors.extend(rules::config_notices(&before.config));
    for notice in &mut errors {
        if before.config.data.contains(&notice.path) {
            notice.message.push_str(" (a data file that rapporteur.toml names)");
        }
    }

    let mut jobs: Vec<Job> = Vec::with_capacity(sources.len());
    for source in sources {
        let id = source.path.as_deref().map(|path| workspace.id(path)).unwrap_or_else(|| workspace.fresh_id());
        jobs.push(Job { id, path: source.path, certain: source.certain, shown: Some(source.shown) });
    }
    let mut warnings = Vec::new();
    if let Some(root) = &before.config.root {
        let asked: HashSet<PathBuf> = jobs.iter().filter_map(|job| job.path.clone()).collect();
        let (files, unread) = walk(root);
        warnings = unread.into_iter().filter(|notice| !errors.contains(notice)).collect();
        for path in files.into_iter().filter(|path| !asked.contains(path)) {
            let certain = named(&path) == Named::Draft;
            jobs.push(Job { id: workspace.id(&path), path: Some(path), certain, shown: None });
        }
    }

    let mut files = Vec::new();
    let mut summaries = Vec::new();
    for (job, read) in jobs.iter().zip(parallel::map(&jobs, |job| job.read(&before))) {
        match (read, &job.shown) {
            (Ok(None), _) => {}
            (Ok(Some((summary, document))), shown) => {
                summaries.push(summary);
                if let (Some(shown), Some(document)) = (shown, document) {
                    files.push(Checked { id: job.id, shown: shown.clone(), document, findings: Vec::new() });
                }
            }
            (Err(notice), Some(_)) => errors.push(notice),
            (Err(notice), None) if job.certain => warnings.push(notice),
            // A text file beside the drafts that nobody asked about.
            (Err(_), None) => {}
        }
    }
    workspace.set_files(summaries);

    let snapshot = workspace.snapshot();
    let findings = parallel::map(&files, |file| rules::check(&file.document, file.id, &snapshot));
    for (file, findings) in files.iter_mut().zip(findings) {
        file.findings = findings;
    }
    let places = files.iter().enumerate().map(|(index, file)| (file.id, index)).collect();
    Outcome { files, errors, warnings, snapshot, places }
}

/// A file to be read: one that the command line means (`shown`), or one that may be evidence.
struct Job {
    id: OriginId,
    path: Option<PathBuf>,
    certain: bool,
    shown: Option<String>,
}

impl Job {
    /// What the file says; its characters only where it is to be checked, and nothing where it is no draft.
    fn read(&self, before: &Snapshot) -> Result<Option<(Summary, Option<Document>)>, Notice> {
        let path = self.path.as_deref().unwrap_or(Path::new(STDIN));
        let text = match &self.path {
            Some(path) => read_file(path)?,
            None => read_from(path, std::io::stdin().lock())?,
        };
        let document = Document::read(&text);
        if !self.certain && !is_resolution(self.path.as_deref(), &document) {
            return Ok(None);
        }
        let summary = Summary::of(self.id, path, &document, &before.catalogue, &before.config, before.today);
        Ok(Some((summary, self.shown.is_some().then_some(document))))
    }
}
