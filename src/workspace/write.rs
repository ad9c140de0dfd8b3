//! Writing files.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::config::Notice;
use super::open::io_message;
use super::read::decode;

const MARK: &str = "\u{feff}";

/// Replaces what a file says: the new text is written beside it and then put in its place, so that at no moment half of
/// it is lost. Permissions stay, a link stays a link, a byte order mark stays. `before` is what the caller read.
///
/// # Errors
/// The file says something else than `before` by now, or cannot be written; it is as it was then.
pub fn write_file(path: &Path, before: &str, text: &str) -> Result<(), Notice> {
    let notice = |message: String| Notice { path: path.into(), line: None, message };
    let failed = |error: io::Error| notice(io_message(&error));
    let path_now = path.canonicalize().map_err(failed)?;
    let bytes = fs::read(&path_now).map_err(failed)?;
    let marked = bytes.starts_with(MARK.as_bytes());
    if decode(path, bytes).as_deref() != Ok(before) {
        return Err(notice("was changed by somebody else meanwhile: nothing is written".into()));
    }
    put(&path_now, if marked { MARK } else { "" }, text).map_err(failed)
}

/// Makes a file that is not there yet.
///
/// # Errors
/// There is one, or it cannot be written.
pub fn make_file(path: &Path, text: &str) -> Result<(), Notice> {
    let make = || fs::File::create_new(path)?.write_all(text.as_bytes());
    make().map_err(|error| Notice { path: path.into(), line: None, message: io_message(&error) })
}

fn put(path: &Path, mark: &str, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(mark.as_bytes())?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().set_permissions(fs::metadata(path)?.permissions())?;
    beside.as_file().sync_all()?;
    beside.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_mark_its_permissions_and_its_links() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.resolution");
        fs::write(&file, "\u{feff}old\r\n").unwrap();
        #[cfg(unix)]
        let file = {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&file, &link).unwrap();
            write_file(&link, "old\r\n", "newer\r\n").unwrap();
            assert!(link.is_symlink());
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
            fs::write(&file, "\u{feff}old\r\n").unwrap();
            file
        };
        write_file(&file, "old\r\n", "new\r\n").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "\u{feff}new\r\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1 + usize::from(cfg!(unix)), "nothing is left beside");
    }

    #[test]
    fn what_somebody_else_wrote_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.resolution");
        fs::write(&file, "theirs").unwrap();
        let refused = write_file(&file, "as I read it", "mine").unwrap_err();
        assert!(refused.message.contains("changed by somebody else"));
        assert!(make_file(&file, "mine").is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "theirs");
    }
}
