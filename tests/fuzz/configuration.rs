//! Any configuration and any data are read, or refused with a message.
#![no_main]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rapporteur::workspace::{ReadConfigs, Workspace};
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.expect("a temporary folder")
});

fuzz_target!(|bytes: &[u8]| {
    let folder = FOLDER.path();
    // The configuration, a zero byte, the data.
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    fs::write(folder.join("rapporteur.toml"), &bytes[..end]).expect("a file can be written");
    fs::write(folder.join("catalogue.jsonl"), bytes.get(end + 1..).unwrap_or_default()).expect("a file can be written");
    let (configs, notices) = ReadConfigs::read([folder]);
    Workspace::new(jiff::civil::date(2026, 1, 1)).configure(configs);
    for notice in notices {
        assert!(!notice.message.is_empty());
    }
});
