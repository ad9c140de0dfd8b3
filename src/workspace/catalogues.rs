//! What is known in each folder: a catalogue for each list of data files that a configuration names.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::config::{Config, Notice};
use super::configs::Configs;
use super::open::FileUse;
use super::read::read_file_as;
use crate::catalogue::{AdoptedText, Catalogue, DataRow, read_rows};

/// The catalogues of all configurations. Those that name the same data files, or none, share one; each is put together when it
/// is first asked for.
#[derive(Clone, Debug)]
pub(super) struct Catalogues {
    /// The first is of those that name no data files.
    layers: Vec<Layers>,
    /// What the adopted texts of files that are not open add.
    filed: Vec<Arc<AdoptedText>>,
    /// What those of open files add.
    open: Vec<Arc<AdoptedText>>,
}

/// The layers of a catalogue.
#[derive(Clone, Debug)]
struct Layers {
    /// The data files.
    files: Vec<PathBuf>,
    /// Embedded data and the data files.
    data: Catalogue,
    /// `data` and the adopted texts of files that are not open.
    filed: OnceLock<Catalogue>,
    /// `filed` and the adopted texts of open files.
    all: OnceLock<Catalogue>,
}

impl Layers {
    fn new(files: Vec<PathBuf>, data: Catalogue) -> Layers {
        Layers { files, data, filed: OnceLock::new(), all: OnceLock::new() }
    }
}

impl Default for Catalogues {
    fn default() -> Catalogues {
        let layers = vec![Layers::new(Vec::new(), Catalogue::embedded())];
        Catalogues { layers, filed: Vec::new(), open: Vec::new() }
    }
}

impl Catalogues {
    /// Reads the data files of all configurations, each once. Returns what is wrong with them, too.
    pub(super) fn read(configs: &Configs) -> (Catalogues, Vec<Notice>) {
        let mut catalogues = Catalogues::default();
        let (mut read, mut bytes, mut notices) = (HashMap::new(), 0, Vec::new());
        for config in configs.iter() {
            if catalogues.layers.iter().any(|layers| layers.files == config.data) {
                continue;
            }
            // One file may have several names.
            let mut files: Vec<PathBuf> = Vec::new();
            for file in &config.data {
                let real = file.canonicalize().unwrap_or_else(|_| file.clone());
                read.entry(real.clone()).or_insert_with(|| rows_of(file, &mut bytes, &mut notices));
                if !files.contains(&real) {
                    files.push(real);
                }
            }
            let rows = files.iter().flat_map(|file| read[file].iter().cloned());
            let data = Catalogue::embedded().with_rows(rows);
            catalogues.layers.push(Layers::new(config.data.clone(), data));
        }
        (catalogues, notices)
    }

    /// What is known where a configuration holds.
    pub(super) fn of(&self, config: &Config) -> &Catalogue {
        let layers = self.layers_of(config);
        let filed = || layers.filed.get_or_init(|| with_adopted(&layers.data, &self.filed));
        layers.all.get_or_init(|| with_adopted(filed(), &self.open))
    }

    /// What is known there without the adopted texts of the workspace.
    pub(super) fn data_of(&self, config: &Config) -> &Catalogue {
        &self.layers_of(config).data
    }

    /// Takes what the adopted texts of files that are not open add.
    pub(super) fn set_filed(&mut self, filed: Vec<Arc<AdoptedText>>) {
        self.filed = last_first(filed);
        self.layers.iter_mut().for_each(|layers| (layers.filed, layers.all) = Default::default());
    }

    /// Takes what the adopted texts of open files add.
    pub(super) fn set_open(&mut self, open: Vec<Arc<AdoptedText>>) {
        self.open = last_first(open);
        self.layers.iter_mut().for_each(|layers| layers.all = OnceLock::new());
    }

    fn layers_of(&self, config: &Config) -> &Layers {
        self.layers.iter().find(|layers| layers.files == config.data).unwrap_or(&self.layers[0])
    }
}

/// Adopted texts, the last by path first: of one edition the last that the catalogue takes has the last word, and the numbers of
/// files are given as they happen to be opened.
fn last_first(mut texts: Vec<Arc<AdoptedText>>) -> Vec<Arc<AdoptedText>> {
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    texts.reverse();
    texts
}

fn with_adopted(catalogue: &Catalogue, texts: &[Arc<AdoptedText>]) -> Catalogue {
    if texts.is_empty() { catalogue.clone() } else { catalogue.with_adopted(texts.iter().map(|text| (**text).clone())) }
}

/// All data files together have at most so many bytes.
const DATA_BYTES: usize = 128 << 20;

/// The rows of a data file. `bytes`: how many all have that were read.
fn rows_of(file: &Path, bytes: &mut usize, notices: &mut Vec<Notice>) -> Vec<DataRow> {
    let text = match read_file_as(file, FileUse::Data) {
        Ok(text) => text,
        Err(notice) => {
            notices.push(notice);
            return Vec::new();
        }
    };
    *bytes += text.len();
    if *bytes > DATA_BYTES {
        let message = format!("is not read: all data files together have over {} MB", DATA_BYTES >> 20);
        notices.push(Notice { path: file.into(), line: None, message });
        return Vec::new();
    }
    let (rows, errors) = read_rows(&file.display().to_string(), &text);
    notices.extend(errors.into_iter().map(|error| Notice {
        path: file.into(),
        line: Some(error.line),
        message: error.message.to_string(),
    }));
    rows
}
