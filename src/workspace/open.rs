//! Opening files. A folder of drafts may come from anyone: what is named in it may be a pipe that nobody writes into, a device
//! without an end, or a share of another computer. All reading of files goes through here.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// What a file is read as, which says how large it may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileUse {
    /// A draft or an adopted text.
    Draft,
    /// A data file of the catalogue.
    Data,
    /// `rapporteur.toml`.
    Config,
    /// `.gitignore` and `.ignore`: each line becomes a pattern, which takes far more memory than its bytes.
    Ignore,
}

impl FileUse {
    /// The largest file that is read, in bytes.
    pub const fn most_bytes(self) -> u64 {
        match self {
            FileUse::Draft => 256 << 20,
            FileUse::Data => 64 << 20,
            FileUse::Config => 4 << 20,
            FileUse::Ignore => 128 << 10,
        }
    }

    /// What is said of a larger one.
    pub(super) fn too_large(self) -> io::Error {
        let most = self.most_bytes();
        let most = if most < 1 << 20 { format!("{} KB", most >> 10) } else { format!("{} MB", most >> 20) };
        refused(match self {
            FileUse::Draft => format!("is larger than {most}, which no draft is; not checked"),
            _ => format!("is larger than {most}; not read"),
        })
    }
}

/// Why a file that is there is not used, in a drafter's words.
#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// An error that says in its own words why a file is not used.
pub(super) fn refused(why: impl Into<String>) -> io::Error {
    io::Error::other(Refused(why.into()))
}

/// An operating system's error while reading, in a drafter's words.
pub fn io_message(error: &io::Error) -> String {
    if let Some(Refused(why)) = error.get_ref().and_then(|error| error.downcast_ref()) {
        return why.clone();
    }
    match error.kind() {
        io::ErrorKind::NotFound => "does not exist".into(),
        io::ErrorKind::PermissionDenied => "may not be read: its permissions forbid it".into(),
        io::ErrorKind::IsADirectory => "is a folder".into(),
        _ => format!("could not be read: {error}"),
    }
}

/// Whether a path names another computer, as `\\host\share` and `//host/share` do: such a path is never opened, so that a
/// file cannot make the program speak to the network.
pub fn is_remote(path: &Path) -> bool {
    let slash = |byte: u8| matches!(byte, b'/' | b'\\');
    match path.as_os_str().as_encoded_bytes() {
        // `\\?\C:\drafts` is how Windows writes a plain path at length.
        [first, second, b'?', third, drive, b':', ..] if slash(*first) && slash(*second) && slash(*third) => {
            !drive.is_ascii_alphabetic()
        }
        [first, second, ..] => slash(*first) && slash(*second),
        _ => false,
    }
}

/// Opens a regular file to read it, without ever waiting for somebody: a pipe or a device is not opened, and one that came to
/// the place meanwhile is given up as soon as its handle tells what it is.
///
/// # Errors
/// There is none, it is something else, or it may not be read.
pub(super) fn open_regular(path: &Path) -> io::Result<File> {
    open_with(OpenOptions::new().read(true), path)
}

/// The same with further options.
pub(super) fn open_with(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    if is_remote(path) {
        return Err(refused("is on another computer: not opened"));
    }
    // Some devices act when they are opened.
    is_regular(&fs::metadata(path)?)?;
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed());
    }
    let file = options.open(path)?;
    is_regular(&file.metadata()?)?;
    Ok(file)
}

fn is_regular(metadata: &fs::Metadata) -> io::Result<()> {
    match metadata {
        it if it.is_file() => Ok(()),
        it if it.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        _ => Err(refused("is a pipe or a device, no file; not opened")),
    }
}

/// What a file holds.
///
/// # Errors
/// As for [`open_regular`], or it is too large for its use.
pub(super) fn read_bytes(path: &Path, used: FileUse) -> io::Result<Vec<u8>> {
    let file = open_regular(path)?;
    if file.metadata()?.len() > used.most_bytes() {
        return Err(used.too_large());
    }
    read_bounded(file, used)
}

/// What comes from an open file or pipe; of one without an end no more than its use allows.
///
/// # Errors
/// It cannot be read, or is too large.
pub(super) fn read_bounded(from: impl Read, used: FileUse) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(used.most_bytes() + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > used.most_bytes() { Err(used.too_large()) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_computers_are_told_by_their_names() {
        for path in [r"\\host\share\more.jsonl", "//host/share", r"\\?\UNC\host\share", r"\\.\pipe\x", r"/\host\x"] {
            assert!(is_remote(Path::new(path)), "{path}");
        }
        for path in ["/drafts/a", "a", "", "/", r"C:\drafts", r"\\?\C:\drafts\a", "a//b", "./a"] {
            assert!(!is_remote(Path::new(path)), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    #[allow(clippy::disallowed_types)] // A socket that is not to be opened.
    fn only_regular_files_are_opened_and_nobody_is_waited_for() {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let fifo = std::process::Command::new("mkfifo").arg(at("fifo")).status().unwrap();
        assert!(fifo.success());
        symlink(at("fifo"), at("link")).unwrap();
        symlink("/dev/zero", at("zero")).unwrap();
        symlink(at("loop"), at("loop")).unwrap();
        let _socket = UnixListener::bind(at("socket")).unwrap();
        fs::write(at("a.txt"), "a").unwrap();
        symlink(at("a.txt"), at("good")).unwrap();
        let check = |path: &Path, said: &str| match read_bytes(path, FileUse::Config) {
            Ok(bytes) => assert_eq!(format!("{} bytes", bytes.len()), said, "{path:?}"),
            Err(error) => assert!(io_message(&error).starts_with(said), "{path:?}: {}", io_message(&error)),
        };
        for name in ["fifo", "link", "zero", "socket"] {
            check(&at(name), "is a pipe or a device, no file; not opened");
        }
        for path in ["/dev/tty", "/dev/null", "/dev/full"] {
            check(Path::new(path), "is a pipe or a device, no file; not opened");
        }
        check(&at("loop"), "could not be read: ");
        check(folder.path(), "is a folder");
        check(&at("gone"), "does not exist");
        check(&at("good"), "1 bytes");
    }

    #[test]
    fn no_more_is_read_than_a_use_allows() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rapporteur.toml");
        // It takes no room on the disk.
        File::create(&file).unwrap().set_len(1 << 40).unwrap();
        let said = |used| io_message(&read_bytes(&file, used).unwrap_err());
        assert_eq!(said(FileUse::Config), "is larger than 4 MB; not read");
        assert_eq!(said(FileUse::Ignore), "is larger than 128 KB; not read");
        assert_eq!(said(FileUse::Draft), "is larger than 256 MB, which no draft is; not checked");
        assert!(read_bounded(io::repeat(b'x'), FileUse::Ignore).is_err());
    }
}
