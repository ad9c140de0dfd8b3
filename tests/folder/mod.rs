//! A folder for one test, gone with it.

use std::fs;
use std::path::{Path, PathBuf};

pub struct Folder(PathBuf);

impl Folder {
    /// A new, empty folder.
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("rapporteur-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for temporary files");
        Folder(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The folder with a file in it.
    pub fn file(self, name: &str, text: &str) -> Folder {
        self.bytes(name, text.as_bytes())
    }

    /// What a file of it says.
    #[allow(dead_code)] // Not every test reads one.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file")
    }

    /// The folder with a file of any bytes in it.
    pub fn bytes(self, name: &str, bytes: &[u8]) -> Folder {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("in the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
