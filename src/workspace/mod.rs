//! Open drafts, the files and adopted texts of the folders, their configuration, and the index across them.
//!
//! [`Workspace`] is changed in one place at a time and gives out a [`Snapshot`], which never changes and answers
//! all questions. Of an open file the [`Document`] is kept, of any other a [`Summary`].

mod catalogues;
pub mod config;
pub mod configs;
pub mod head;
mod ignored;
mod kept;
mod moment;
mod open;
pub mod read;
pub mod summary;
#[cfg(test)]
mod tests;
mod walk;
pub mod wording;
pub mod write;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

pub use config::{Accepted, Config, Door, ForMeeting, Notice, RuleLevel, Track};
pub use configs::Configs;
pub use head::Head;
pub use ignored::Excluded;
pub use moment::Moment;
pub use open::{FileUse, is_remote};
pub use read::{FileNameKind, is_resolution, named, read_file, read_file_as, read_from, reads_as_resolution_otherwise};
pub use summary::{AdoptedWords, CitationSummary, ClauseSummary, Study, Summary, TextSummary};
pub use walk::walk;
pub use wording::{WordedClause, Wording};
pub use write::{Replacement, Writing, update_file};

use catalogues::Catalogues;
use moment::Moments;
use summary::clauses_of;

use crate::catalogue::{AdoptedText, Catalogue, TextKey};
use crate::syntax::{Action, Document, Edition, History, PerText, PlacedText, Tree};
use crate::text::{FileId, Side, Span};

/// A draft that is open in an editor, or that the command line has been given.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its number; the same file has the same number whether it is open or not.
    pub id: FileId,
    /// Its path; none for a draft that has never been saved.
    pub path: Option<PathBuf>,
    pub document: Document,
    /// What its references meant before its last edits, where an editor has it open. Nothing that is found in the draft
    /// rests on it.
    pub history: Option<Arc<History>>,
    /// Whether what is written into it is tracked though it holds no tracked change: see [`Workspace::keep_tracking`].
    pub keeps_tracking: bool,
    /// [`Snapshot::rewrites`] when its present history was agreed.
    agreed_at: u64,
    texts: Arc<PerText<DraftText>>,
}

/// What the workspace keeps of a text of an open draft.
#[derive(Clone, Debug, Default)]
struct DraftText {
    /// What it adds to the catalogue, if it counts as adopted.
    adopted: Option<Adoption>,
    /// Its clauses, once somebody has searched them.
    clauses: Arc<OnceLock<Box<[ClauseSummary]>>>,
}

/// An adopted text, and its sections and clauses.
type Adoption = (Arc<AdoptedText>, Arc<Tree>);

impl Draft {
    /// The clauses of one of its texts, to be found by their names and words.
    pub fn clauses(&self, index: usize) -> &[ClauseSummary] {
        let clauses = || clauses_of(&self.document, &self.document.texts[index]).collect();
        self.texts.get(index).map_or(&[], |(_, kept)| kept.clauses.get_or_init(clauses))
    }

    /// Whether it cites one of these texts, as far as the numbers tell, or proposes to change it.
    pub fn names_any(&self, keys: &[TextKey]) -> bool {
        let cites = |tree: &Tree| {
            let mut cited = tree.citations().iter().map(|placed| &placed.it);
            cited.any(|it| keys.iter().any(|key| key.instrument == it.instrument && key.number == it.number))
        };
        let changes = |tree: &Tree| TextKey::of_heading(tree).is_some_and(|own| keys.contains(&own));
        self.document.texts.iter().any(|placed| cites(&placed.text.proposed) || changes(&placed.text.base))
    }

    /// What its adopted texts add to the catalogue.
    fn adopted(&self) -> impl Iterator<Item = &Adoption> {
        self.texts.all().filter_map(|kept| kept.adopted.as_ref())
    }
}

/// The workspace at one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub configs: Arc<Configs>,
    /// Today's date, for drafts that name no meeting.
    pub today: Date,
    /// When what texts rest on beside themselves became another: the configuration, the catalogue, the clauses of adopted texts.
    moments: Arc<Moments>,
    /// How many times the references of a closed file were found to be others.
    rewrites: u64,
    /// For such files, which of these times was their last.
    rewritten: Arc<HashMap<FileId, u64>>,
    catalogues: Arc<Catalogues>,
    drafts: Arc<BTreeMap<FileId, Arc<Draft>>>,
    files: Arc<BTreeMap<FileId, Arc<Summary>>>,
}

/// The configurations that hold for folders, with the data files that they name: read before a workspace takes them, so that
/// nobody waits for the disk.
#[derive(Debug)]
pub struct ReadConfigs {
    configs: Configs,
    catalogues: Catalogues,
}

impl ReadConfigs {
    /// Reads one file, which then holds everywhere, whatever lies nearer to a draft. Says what is wrong, too.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn only(file: &Path) -> Result<(ReadConfigs, Vec<Notice>), Notice> {
        let (config, notices) = Config::parse(file, &read_file_as(file, FileUse::Config)?);
        Ok(ReadConfigs::with_data(Configs::only(config), notices))
    }

    /// Reads the nearest file for each folder. Says what is wrong, too.
    pub fn read<'a>(folders: impl IntoIterator<Item = &'a Path>) -> (ReadConfigs, Vec<Notice>) {
        let mut notices = Vec::new();
        let mut configs: Vec<Config> = Vec::new();
        // A folder has the file of the one above it, unless it has its own: that is asked once of each.
        let mut found: HashMap<&Path, Option<PathBuf>> = HashMap::new();
        for file in folders.into_iter().filter_map(|folder| Config::find_once(folder, &mut found)) {
            if configs.iter().any(|config| config.root.as_deref() == file.parent()) {
                continue;
            }
            match read_file_as(&file, FileUse::Config) {
                Ok(text) => {
                    let (config, said) = Config::parse(&file, &text);
                    notices.extend(said);
                    configs.push(config);
                }
                Err(notice) => notices.push(notice),
            }
        }
        ReadConfigs::with_data(Configs::new(configs), notices)
    }

    fn with_data(configs: Configs, mut notices: Vec<Notice>) -> (ReadConfigs, Vec<Notice>) {
        let (catalogues, said) = Catalogues::read(&configs);
        notices.extend(said);
        notices.extend(configs.iter().filter_map(|config| meeting_notice(config, catalogues.data_of(config))));
        (ReadConfigs { configs, catalogues }, notices)
    }
}

/// What is wrong with the meeting that a configuration names.
fn meeting_notice(config: &Config, catalogue: &Catalogue) -> Option<Notice> {
    let message = config.meeting.as_ref()?.complaint(catalogue)?;
    let path = config.root.as_ref()?.join(config::FILE_NAME);
    Some(Notice { path, line: config.meeting_line, message: format!("meeting: {message}") })
}

/// A text of the workspace: where it is.
#[derive(Clone, Debug)]
pub struct TextLocation {
    pub file: FileId,
    /// Its path; none for a draft that has never been saved.
    pub path: Option<PathBuf>,
    /// The edition its heading gives.
    pub edition: Option<Edition>,
    /// Where its heading is in the file.
    pub place: Span,
    /// Which of the file's texts it is.
    pub index: usize,
    pub adopted: bool,
}

impl Snapshot {
    /// The moment as far as the meaning of texts goes: while it stays, a text that stays means what it meant.
    pub fn moment(&self) -> Moment {
        self.moments.now()
    }

    /// The adopted texts whose clauses became others since a moment, but those of one file; `None` where anything may mean
    /// otherwise since.
    pub fn reworded_since(&self, moment: Moment, but: Option<FileId>) -> Option<Vec<&TextKey>> {
        self.moments.since(moment, but)
    }

    /// A draft that is open.
    pub fn draft(&self, id: FileId) -> Option<&Draft> {
        self.drafts.get(&id).map(|draft| &**draft)
    }

    /// All drafts that are open.
    pub fn drafts(&self) -> impl Iterator<Item = &Draft> {
        self.drafts.values().map(|draft| &**draft)
    }

    /// All files that are known and not open.
    pub fn files(&self) -> impl Iterator<Item = &Arc<Summary>> {
        self.files.values().filter(|file| !self.drafts.contains_key(&file.id))
    }

    /// All files that were read, open or not, as they are on disk.
    pub fn files_on_disk(&self) -> impl Iterator<Item = &Arc<Summary>> {
        self.files.values()
    }

    /// Whether a file is one of those that were read, be it open or not.
    pub fn has_file(&self, path: &Path) -> bool {
        self.files.values().any(|file| *file.path == *path)
    }

    /// A file that is known and not open.
    pub fn file(&self, id: FileId) -> Option<&Arc<Summary>> {
        self.files.get(&id).filter(|_| !self.drafts.contains_key(&id))
    }

    /// Whether the files that are known and not open are the same, and say the same.
    pub fn has_same_files(&self, other: &Snapshot) -> bool {
        Arc::ptr_eq(&self.files, &other.files)
    }

    /// Whether the references of a closed file are what they were when the present reading of a draft was last agreed.
    pub fn refers_as_agreed(&self, closed: FileId, draft: FileId) -> bool {
        let agreed_at = self.drafts.get(&draft).map_or(self.rewrites, |draft| draft.agreed_at);
        self.rewritten.get(&closed).is_none_or(|&rewritten| rewritten <= agreed_at)
    }

    pub fn path(&self, id: FileId) -> Option<&Path> {
        match self.drafts.get(&id) {
            Some(draft) => draft.path.as_deref(),
            None => self.files.get(&id).map(|file| file.path.as_path()),
        }
    }

    /// The characters and trees of a file: the open draft, else the file as it is on disk.
    ///
    /// # Errors
    /// The file can no longer be read.
    pub fn document(&self, id: FileId) -> Result<Document, Notice> {
        if let Some(draft) = self.drafts.get(&id) {
            return Ok(draft.document.clone());
        }
        let path = self.files.get(&id).map(|file| file.path.clone()).unwrap_or_default();
        Ok(Document::read(&read_file(&path)?))
    }

    /// The texts of the workspace under a number: those of the wanted edition first, adopted ones before drafts, then by their
    /// paths.
    pub fn texts(&self, key: &TextKey, edition: Option<&Edition>) -> Vec<TextLocation> {
        let mut found = Vec::new();
        for draft in self.drafts.values() {
            for (index, placed) in draft.document.texts.iter().enumerate() {
                let tree = &placed.text.proposed;
                if TextKey::of_heading(tree).as_ref() != Some(key) {
                    continue;
                }
                let heading = tree.heading.as_ref();
                let edition = tree.edition().map(|mention| mention.edition.clone());
                let adopted = edition.is_some()
                    && draft.adopted().any(|(text, _)| text.key == *key && Some(&text.edition) == edition.as_ref());
                found.push(TextLocation {
                    file: draft.id,
                    path: draft.path.clone(),
                    place: placed.in_file(heading.map_or(Span::empty(0), |heading| heading.span)),
                    edition,
                    index,
                    adopted,
                });
            }
        }
        for file in self.files() {
            for (index, text) in file.texts.iter().enumerate() {
                if text.head.key.as_ref() == Some(key) {
                    found.push(TextLocation {
                        file: file.id,
                        path: Some(file.path.clone()),
                        edition: text.head.edition.clone(),
                        place: text.place,
                        index,
                        adopted: text.adopted.is_some(),
                    });
                }
            }
        }
        let is_wanted = |found: &TextLocation| {
            edition.is_none_or(|wanted| found.edition.as_ref().is_some_and(|own| own.same_meeting(wanted)))
        };
        // The numbers of files are given as they happen to be opened.
        let rank = |found: &TextLocation| (!is_wanted(found), !found.adopted);
        let place = |found: &TextLocation| (found.file, found.index);
        found.sort_by(|a, b| {
            rank(a).cmp(&rank(b)).then_with(|| a.path.cmp(&b.path)).then_with(|| place(a).cmp(&place(b)))
        });
        found
    }

    /// The sections and clauses of an adopted text of the workspace, other than those of the file that asks.
    pub fn outline(&self, key: &TextKey, edition: &Edition, asking: FileId) -> Option<Arc<Tree>> {
        if let Some((.., outline)) = self.open_adoption(key, edition, asking) {
            return Some(outline.clone());
        }
        Some(self.adopted_words(key, edition, asking)?.1.outline.clone())
    }

    /// The words of an adopted text of the workspace and its file, other than the file that asks.
    pub fn wording(&self, key: &TextKey, edition: &Edition, asking: FileId) -> Option<(FileId, Cow<'_, Wording>)> {
        if let Some((draft, index, _)) = self.open_adoption(key, edition, asking) {
            let placed = &draft.document.texts[index];
            return Some((draft.id, Cow::Owned(Wording::of(&draft.document, placed, Side::Proposed))));
        }
        self.adopted_words(key, edition, asking).map(|(file, words)| (file, Cow::Borrowed(&words.wording)))
    }

    /// An adopted text of an open draft: the draft, which of its texts, and its sections and clauses. Of several the first by
    /// path, as [`Snapshot::texts`] has them and the catalogue.
    fn open_adoption(&self, key: &TextKey, edition: &Edition, asking: FileId) -> Option<(&Draft, usize, &Arc<Tree>)> {
        let drafts = self.drafts.values().filter(|draft| draft.id != asking);
        let found = drafts.filter_map(|draft| {
            let mut texts = draft.texts.all().map(|kept| kept.adopted.as_ref()).enumerate();
            texts.find_map(|(index, adopted)| {
                let (text, outline) = adopted?;
                (text.key == *key && text.edition.same_meeting(edition))
                    .then_some((&text.path, &**draft, index, outline))
            })
        });
        let (_, draft, index, outline) = found.min_by_key(|(path, ..)| *path)?;
        Some((draft, index, outline))
    }

    /// What an adopted text says in a file that is not open, other than the file that asks.
    fn adopted_words(&self, key: &TextKey, edition: &Edition, asking: FileId) -> Option<(FileId, &AdoptedWords)> {
        let is = |text: &TextSummary| {
            text.adopted.is_some()
                && text.head.key.as_ref() == Some(key)
                && text.head.edition.as_ref().is_some_and(|own| own.same_meeting(edition))
        };
        let files = self.files().filter(|file| file.id != asking);
        let mut found: Vec<_> = files.filter_map(|file| Some((file, file.texts.iter().position(is)?))).collect();
        found.sort_by_key(|(file, _)| &file.path);
        // One whose file can no longer be read says nothing.
        found.into_iter().find_map(|(file, index)| Some((file.id, file.adopted_words(index)?)))
    }

    /// Whether an open draft proposes to change one of these texts of another file.
    fn is_modified(&self, adopted: &[&Adoption], file: FileId) -> bool {
        let modifies = |placed: &PlacedText| {
            placed.text.proposed.action().is_some_and(Action::modifies)
                && TextKey::of_heading(&placed.text.base)
                    .is_some_and(|key| adopted.iter().any(|(text, _)| text.key == key))
        };
        let mut drafts = self.drafts.values().filter(|draft| draft.id != file && !adopted.is_empty());
        drafts.any(|draft| draft.document.texts.iter().any(modifies))
    }

    /// Whether a file is listed as adopted: its text stays as it was adopted.
    pub fn is_adopted(&self, file: FileId) -> bool {
        self.path(file).is_some_and(|path| self.config(file).lists_as_adopted(path))
    }

    /// Whether a file that is saved has a text that counts as adopted.
    pub fn has_adopted(&self, file: FileId) -> bool {
        self.files.contains_key(&file) && self.drafts.get(&file).is_some_and(|draft| draft.adopted().next().is_some())
    }

    /// The configuration that holds for a file.
    pub fn config(&self, file: FileId) -> &Config {
        self.configs.of(self.path(file))
    }

    /// What is known where a file is: embedded data, then the data files of the configuration that holds for it, then the
    /// adopted texts of the workspace.
    pub fn catalogue_of(&self, file: FileId) -> &Catalogue {
        self.catalogues.of(self.config(file))
    }

    /// What is known at a path; without one, for drafts that are no files.
    pub fn catalogue_at(&self, path: Option<&Path>) -> &Catalogue {
        self.catalogues.of(self.configs.of(path))
    }
}

/// The workspace while it changes. A copy of it goes its own way.
#[derive(Clone, Debug)]
pub struct Workspace {
    ids: HashMap<PathBuf, FileId>,
    next: u32,
    snapshot: Arc<Snapshot>,
}

impl Workspace {
    /// A workspace with nothing but the embedded data.
    pub fn new(today: Date) -> Workspace {
        let snapshot = Snapshot {
            configs: Arc::default(),
            today,
            moments: Arc::default(),
            rewrites: 0,
            rewritten: Arc::default(),
            catalogues: Arc::default(),
            drafts: Arc::default(),
            files: Arc::default(),
        };
        Workspace { ids: HashMap::new(), next: 0, snapshot: Arc::new(snapshot) }
    }

    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.clone()
    }

    /// Takes configurations that were read.
    pub fn configure(&mut self, read: ReadConfigs) {
        Arc::make_mut(&mut self.snapshot).catalogues = Arc::new(read.catalogues);
        self.set_configs(read.configs);
    }

    /// Changes what all configurations say, as the command line does.
    pub fn change_config(&mut self, change: impl Fn(&mut Config)) {
        let mut configs = Configs::clone(&self.snapshot.configs);
        configs.change(&change);
        self.set_configs(configs);
    }

    fn set_configs(&mut self, configs: Configs) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        snapshot.configs = Arc::new(configs);
        // Which texts count as adopted may be another answer now.
        let (configs, catalogues, today) = (&snapshot.configs, &snapshot.catalogues, snapshot.today);
        for draft in Arc::make_mut(&mut snapshot.drafts).values_mut().map(Arc::make_mut) {
            let path = draft.path.as_deref();
            let config = configs.of(path);
            let data = catalogues.data_of(config);
            let mut texts = PerText::clone(&draft.texts);
            for (index, placed) in draft.document.texts.iter().enumerate() {
                if let Some((_, kept)) = texts.beside(index) {
                    kept.adopted = adoption(placed, draft.id, path, data, config, today, None);
                }
            }
            draft.texts = Arc::new(texts);
        }
        self.refile();
    }

    /// The number of a file.
    pub fn id(&mut self, path: &Path) -> FileId {
        if let Some(&id) = self.ids.get(path) {
            return id;
        }
        let id = self.fresh_id();
        self.ids.insert(path.into(), id);
        id
    }

    /// A number for a draft that is no file.
    pub fn fresh_id(&mut self) -> FileId {
        self.next += 1;
        FileId(self.next)
    }

    /// Goes on tracking what is written into an open draft: its last tracked change is about to be undone by a fix, and what
    /// further fixes write must not pass for text in force.
    pub fn keep_tracking(&mut self, id: FileId) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        if let Some(draft) = Arc::make_mut(&mut snapshot.drafts).get_mut(&id) {
            Arc::make_mut(draft).keeps_tracking = true;
        }
    }

    /// Takes what an open draft says now.
    pub fn set_draft(&mut self, id: FileId, path: Option<PathBuf>, document: Document) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        let old = snapshot.drafts.get(&id);
        let config = snapshot.configs.of(path.as_deref());
        let data = snapshot.catalogues.data_of(config);
        let mut texts = old.map(|old| PerText::clone(&old.texts)).unwrap_or_default();
        texts.carry_over(&document);
        for (index, placed) in document.texts.iter().enumerate() {
            let beside = texts.beside(index);
            let before = beside.take();
            if before.as_ref().is_some_and(|(text, _)| Arc::ptr_eq(text, &placed.text)) {
                *beside = before;
                continue;
            }
            // Most edits change the words of one clause: then the outline stays as it was.
            let same = before.filter(|(text, _)| same_outline(&text.proposed, &placed.text.proposed));
            let outline = same.and_then(|(_, kept)| kept.adopted).map(|(_, outline)| outline);
            let adopted = adoption(placed, id, path.as_deref(), data, config, snapshot.today, outline);
            *beside = Some((placed.text.clone(), DraftText { adopted, ..DraftText::default() }));
        }
        let agreed_at = old.map_or(snapshot.rewrites, |old| old.agreed_at);
        let keeps_tracking = old.is_some_and(|old| old.keeps_tracking);
        let draft = Draft { id, path, document, history: None, keeps_tracking, agreed_at, texts: Arc::new(texts) };
        let adopted: Vec<&Adoption> = draft.adopted().collect();
        let before: Vec<&Adoption> = old.iter().flat_map(|old| old.adopted()).collect();
        let pairs = before.iter().zip(&adopted);
        let same_facts =
            before.len() == adopted.len() && pairs.clone().all(|(a, b)| Arc::ptr_eq(&a.0, &b.0) || a.0 == b.0);
        if !same_facts {
            Arc::make_mut(&mut snapshot.drafts).insert(id, Arc::new(draft));
            return self.combine();
        }
        let other_clauses = pairs.filter(|(a, b)| !Arc::ptr_eq(&a.1, &b.1) && !same_outline(&a.1, &b.1));
        let mut reworded: Vec<TextKey> = other_clauses.map(|(_, (text, _))| text.key.clone()).collect();
        // What an adopted text says in its clauses counts where a proposal changes it.
        if snapshot.is_modified(&adopted, id) {
            reworded.extend(adopted.iter().map(|(text, _)| text.key.clone()));
        }
        if !reworded.is_empty() {
            let moments = Arc::make_mut(&mut snapshot.moments);
            reworded.into_iter().for_each(|key| moments.clauses_changed(id, key));
        }
        Arc::make_mut(&mut snapshot.drafts).insert(id, Arc::new(draft));
    }

    /// Takes what the references of an open draft meant before its last edits.
    pub fn set_history(&mut self, id: FileId, history: Arc<History>) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        if let Some(draft) = Arc::make_mut(&mut snapshot.drafts).get_mut(&id).map(Arc::make_mut) {
            if history.is_at_rest() {
                draft.agreed_at = snapshot.rewrites;
            }
            draft.history = Some(history);
        }
    }

    /// Forgets an open draft; its file, if it has one, speaks again.
    pub fn close_draft(&mut self, id: FileId) {
        if !self.snapshot.drafts.contains_key(&id) {
            return;
        }
        let snapshot = Arc::make_mut(&mut self.snapshot);
        if Arc::make_mut(&mut snapshot.drafts).remove(&id).is_some_and(|draft| draft.adopted().next().is_some()) {
            self.combine();
        }
    }

    /// Takes the summaries of files, replacing what was known of them.
    pub fn set_files(&mut self, files: impl IntoIterator<Item = Summary>) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        let known = Arc::make_mut(&mut snapshot.files);
        let mut changed = false;
        for file in files {
            let adopts = |file: &Summary| file.texts.iter().any(|text| text.adopted.is_some());
            changed |= adopts(&file);
            let (id, file) = (file.id, Arc::new(file));
            let Some(old) = known.insert(id, file.clone()) else { continue };
            changed |= adopts(&old);
            if !old.refers_as(&file) {
                snapshot.rewrites += 1;
                Arc::make_mut(&mut snapshot.rewritten).insert(id, snapshot.rewrites);
            }
        }
        if changed {
            self.refile();
        }
    }

    /// Forgets files that are gone.
    pub fn remove_files<'a>(&mut self, paths: impl IntoIterator<Item = &'a Path>) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        let known = Arc::make_mut(&mut snapshot.files);
        let gone = paths.into_iter().filter_map(|path| self.ids.get(path)).filter_map(|id| known.remove(id));
        let adopted = gone.filter(|file| file.texts.iter().any(|text| text.adopted.is_some())).count();
        if adopted > 0 {
            self.refile();
        }
    }

    fn refile(&mut self) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        let texts = snapshot.files.values().flat_map(|file| &file.texts);
        let adopted = texts.filter_map(|text| text.adopted.clone()).collect();
        Arc::make_mut(&mut snapshot.catalogues).set_filed(adopted);
        self.combine();
    }

    /// Puts together what is known anew: anything may mean otherwise then.
    fn combine(&mut self) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        Arc::make_mut(&mut snapshot.moments).facts_changed();
        let drafts = snapshot.drafts.values().flat_map(|draft| draft.adopted());
        let adopted = drafts.map(|(text, _)| text.clone()).collect();
        Arc::make_mut(&mut snapshot.catalogues).set_open(adopted);
    }
}

/// What a text of a draft adds to the catalogue. `outline`: of its sections and clauses, where it is known already.
fn adoption(
    placed: &PlacedText,
    id: FileId,
    path: Option<&Path>,
    catalogue: &Catalogue,
    config: &Config,
    today: Date,
    outline: Option<Arc<Tree>>,
) -> Option<Adoption> {
    let path = path.unwrap_or(Path::new("an unsaved draft"));
    let listed = config.lists_as_adopted(path);
    let adopted = summary::adopted(&placed.text, id, path, listed, catalogue, today)?;
    Some((Arc::new(adopted), outline.unwrap_or_else(|| Arc::new(placed.text.proposed.outline()))))
}

/// Whether two states of a text have the same labels under the same calls.
fn same_outline(a: &Tree, b: &Tree) -> bool {
    let damage = |tree: &Tree| tree.sections().map(|(_, section)| section.is_damaged()).collect::<Vec<_>>();
    a.has_labels_of(b) && damage(a) == damage(b)
}
