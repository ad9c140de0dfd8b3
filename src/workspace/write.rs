//! Writing files: below the folder that they belong to, whole or not at all, and only what can be read back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use tempfile::TempPath;

use super::config::Notice;
use super::kept::keep;
use super::open::{FileUse, io_message, is_remote, open_with, read_bytes, refused};
use super::read::decode;

const MARK: &str = "\u{feff}";

/// How a file is called that will replace another. After a `kill -9` it stays, until the next one writes there.
const BESIDE: (&str, &str) = (".rapporteur-", ".tmp");
/// So many letters and digits stand between, by chance.
const RANDOM: usize = 6;

/// How long another program may write in a folder before this one gives up.
const PATIENCE: Duration = Duration::from_secs(10);

/// A file beside another that is older than this is nobody's, where folders cannot be locked.
const OLD: Duration = Duration::from_secs(3600);

/// One writes at a time in this process.
static FOLDERS: Mutex<Folders> = Mutex::new(Folders { cleaned: BTreeSet::new(), given_up: BTreeSet::new() });

/// What this process knows of the folders it writes in.
struct Folders {
    /// These were cleaned up.
    cleaned: BTreeSet<PathBuf>,
    /// For these it waited in vain: next time it only asks.
    given_up: BTreeSet<PathBuf>,
}

/// What a file is to say.
#[derive(Clone, Copy, Debug)]
pub struct Replacement<'a> {
    pub path: &'a Path,
    /// What the writer read; none where there was no file.
    pub before: Option<&'a str>,
    pub after: &'a str,
    /// What it will be read as.
    pub used: FileUse,
}

/// The right to write below some folders, as long as it lives: no other thread has it, nor another process where the system
/// can lock folders (on Windows it cannot; there a change is seen just before a file is replaced).
pub struct Writing {
    roots: BTreeSet<PathBuf>,
    folders: MutexGuard<'static, Folders>,
    /// The locked folders: the roots, and those that are written into; none where a folder cannot be locked.
    locks: BTreeMap<PathBuf, Option<File>>,
}

/// A file that only has to be put in its place.
struct Prepared<'a> {
    path: &'a Path,
    target: PathBuf,
    beside: TempPath,
    /// What stands there now; none where there is no file.
    old: Option<Vec<u8>>,
    used: FileUse,
}

impl Writing {
    /// Waits for the right to write below some folders.
    ///
    /// # Errors
    /// One is not there, or another process writes there all the time.
    pub fn below<'a>(roots: impl IntoIterator<Item = &'a Path>) -> Result<Writing, Notice> {
        let folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
        let mut writing = Writing { roots: BTreeSet::new(), folders, locks: BTreeMap::new() };
        for root in roots {
            writing.roots.insert(real(root).map_err(|error| notice(root, &error))?);
        }
        // In one order, so that two processes never wait for each other.
        for root in writing.roots.clone() {
            writing.lock(&root).map_err(|error| notice(&root, &error))?;
        }
        Ok(writing)
    }

    /// Locks a folder, unless it is. One within a root is locked after it, so that two processes never wait for each other.
    fn lock(&mut self, folder: &Path) -> io::Result<()> {
        if self.locks.contains_key(folder) {
            return Ok(());
        }
        let patience = if self.folders.given_up.contains(folder) { Duration::ZERO } else { PATIENCE };
        match lock_folder(folder, patience) {
            Ok(lock) => {
                self.folders.given_up.remove(folder);
                self.locks.insert(folder.to_owned(), lock);
                Ok(())
            }
            Err(error) => {
                self.folders.given_up.insert(folder.to_owned());
                Err(error)
            }
        }
    }

    /// What a file says now; none where there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&self, path: &Path, used: FileUse) -> Result<Option<String>, Notice> {
        match read_bytes(path, used) {
            Ok(bytes) => decode(path, bytes).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => Ok(None),
            Err(error) => Err(Notice { path: path.into(), line: None, message: io_message(&error) }),
        }
    }

    /// Makes files, or replaces what they say: all, or none. The new texts are written beside the old ones, read back, and then
    /// put in their places, so that at no moment half of one is lost. Owners, permissions, attributes and byte order marks stay,
    /// and a link stays a link.
    ///
    /// # Errors
    /// For each file that is in the way: it lies outside of the folders, says something else than it did, would not be read
    /// back, or cannot be written. All are as they were then, but those of which it is said.
    pub fn write(&mut self, replacements: &[Replacement<'_>]) -> Result<(), Vec<Notice>> {
        let (mut prepared, mut errors) = (Vec::new(), Vec::new());
        for replacement in replacements {
            match self.prepare(replacement) {
                Ok(ready) => prepared.push(ready),
                Err(error) => errors.push(notice(replacement.path, &error)),
            }
        }
        errors.extend(prepared.iter().filter_map(|ready| Some(notice(ready.path, &ready.unchanged().err()?))));
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut placed: Vec<(&Path, PathBuf, Option<Vec<u8>>)> = Vec::new();
        for Prepared { path, target, beside, old, .. } in prepared {
            let put = match old {
                Some(_) => beside.persist(&target),
                None => beside.persist_noclobber(&target),
            };
            if let Err(error) = put {
                let restored = placed.into_iter().filter_map(|(path, target, old)| {
                    let error = restore(&target, old.as_deref()).err()?;
                    let message = format!("is written already, and could not be put back: {error}");
                    Some(Notice { path: path.into(), line: None, message })
                });
                let mut errors = vec![notice(path, &error.error)];
                errors.extend(restored);
                return Err(errors);
            }
            placed.push((path, target, old));
        }
        Ok(())
    }

    /// Writes a new text beside the old one.
    fn prepare<'a>(&mut self, replacement: &Replacement<'a>) -> io::Result<Prepared<'a>> {
        let &Replacement { path, before, after, used } = replacement;
        let target = self.target(path)?;
        let (file, old) = match before {
            Some(before) => {
                let file = open_to_replace(&target)?;
                let old = read_bytes(&target, used)?;
                if decode(path, old.clone()).as_deref() != Ok(before) {
                    return Err(changed());
                }
                (Some(file), Some(old))
            }
            None => (None, None),
        };
        let marked = old.as_ref().is_some_and(|old| old.starts_with(MARK.as_bytes()));
        let bytes = [if marked { MARK } else { "" }, after].concat().into_bytes();
        if bytes.len() as u64 > used.most_bytes() {
            return Err(refused(format!("{}: it would not be read back, so nothing is written", used.too_large())));
        }
        decode(path, bytes.clone()).map_err(|notice| {
            refused(format!("{}: it would not be read back, so nothing is written", notice.message))
        })?;

        let folder = target.parent().unwrap_or(Path::new("."));
        self.lock(folder)?;
        self.clean_up(folder);
        let beside = write_beside(folder, &bytes, file.as_ref())?;
        if fs::read(&beside)? != bytes {
            return Err(refused("could not be written: the disk does not give back what it was given"));
        }
        Ok(Prepared { path, target, beside, old, used })
    }

    /// The file that a path means, which lies below the folders.
    fn target(&self, path: &Path) -> io::Result<PathBuf> {
        if is_remote(path) {
            return Err(refused("is on another computer: nothing is written"));
        }
        let target = match path.canonicalize() {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => {
                let name = path.file_name().ok_or_else(|| refused("is no file: nothing is written"))?;
                real(path.parent().unwrap_or(Path::new(".")))?.join(name)
            }
            target => target?,
        };
        if self.roots.iter().any(|root| target.starts_with(root)) {
            return Ok(target);
        }
        let link = if path.is_symlink() { "is a link out of its folder, to" } else { "lies outside of its folder, at" };
        Err(refused(format!("{link} {}: nothing is written", target.display())))
    }

    /// Removes what a writer left that was killed.
    fn clean_up(&mut self, folder: &Path) {
        if !self.folders.cleaned.insert(folder.to_owned()) {
            return;
        }
        let locked = self.locks.get(folder).is_some_and(Option::is_some);
        // What cannot be looked at or removed is in nobody's way.
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())) {
            let name = entry.file_name();
            let name = name.to_str().and_then(|name| name.strip_prefix(BESIDE.0)?.strip_suffix(BESIDE.1));
            let left = name.is_some_and(|name| name.len() == RANDOM && name.bytes().all(|b| b.is_ascii_alphanumeric()));
            let old = || {
                let written = entry.metadata().and_then(|it| it.modified()).unwrap_or_else(|_| SystemTime::now());
                written.elapsed().is_ok_and(|age| age > OLD)
            };
            if left && (locked || old()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

impl Prepared<'_> {
    /// Whether the file says what it said, as far as can be known without a lock that all programs keep.
    fn unchanged(&self) -> io::Result<()> {
        match (&self.old, read_bytes(&self.target, self.used)) {
            (Some(old), Ok(now)) if *old == now => Ok(()),
            (None, Err(error)) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            (None, Ok(_)) => Err(io::ErrorKind::AlreadyExists.into()),
            (Some(_), Ok(_)) => Err(changed()),
            (_, Err(error)) => Err(error),
        }
    }
}

/// Changes one file, whatever it says when its turn comes; `change` gets that, or nothing where there is no file.
///
/// # Errors
/// As for [`Writing::write`], or `change` says so.
pub fn update_file(
    path: &Path,
    root: &Path,
    used: FileUse,
    change: impl FnOnce(Option<&str>) -> Result<String, Notice>,
) -> Result<(), Notice> {
    let mut writing = Writing::below([root])?;
    // Before anything is read: a link out of the folder is not followed.
    writing.target(path).map_err(|error| notice(path, &error))?;
    let before = writing.read(path, used)?;
    let after = change(before.as_deref())?;
    if before.as_ref() == Some(&after) {
        return Ok(());
    }
    let written = writing.write(&[Replacement { path, before: before.as_deref(), after: &after, used }]);
    written.map_err(|mut errors| errors.swap_remove(0))
}

fn notice(path: &Path, error: &io::Error) -> Notice {
    Notice { path: path.into(), line: None, message: write_message(error) }
}

/// An operating system's error while writing, in a drafter's words.
fn write_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "may not be written: its permissions forbid it".into(),
        io::ErrorKind::ReadOnlyFilesystem => "may not be written: its disk is read-only".into(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "could not be written: the disk is full".into(),
        io::ErrorKind::AlreadyExists => "is there already".into(),
        io::ErrorKind::NotFound | io::ErrorKind::IsADirectory | io::ErrorKind::Other => io_message(error),
        _ => format!("could not be written: {error}"),
    }
}

fn changed() -> io::Error {
    refused("was changed by somebody else meanwhile: nothing is written")
}

fn real(folder: &Path) -> io::Result<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if is_remote(folder) { Err(refused("is on another computer: nothing is written")) } else { folder.canonicalize() }
}

/// Opens a file that is to be replaced, to know that it might be written as well.
fn open_to_replace(target: &Path) -> io::Result<File> {
    if fs::metadata(target)?.permissions().readonly() {
        return Err(refused("is write-protected: nothing is written"));
    }
    let file = open_with(OpenOptions::new().read(true).write(true), target)?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) > 1 {
        return Err(refused("has another name (a hard link), which would keep the old text: nothing is written"));
    }
    Ok(file)
}

/// Writes a new file in a folder, with what the file keeps that it is to replace.
fn write_beside(folder: &Path, bytes: &[u8], old: Option<&File>) -> io::Result<TempPath> {
    let mut beside = beside(folder, old.is_none())?;
    beside.write_all(bytes)?;
    if let Some(old) = old {
        keep(old, beside.as_file())?;
    }
    beside.as_file().sync_all()?;
    Ok(beside.into_temp_path())
}

/// A new file in a folder; one that stays gets the permissions of all new files.
fn beside(folder: &Path, stays: bool) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(BESIDE.0).suffix(BESIDE.1).rand_bytes(RANDOM);
    #[cfg(unix)]
    if stays {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = stays;
    builder.tempfile_in(folder).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => {
            refused("cannot be written: its folder may not be written (a new text is written beside the old one)")
        }
        _ => error,
    })
}

/// Puts back what a file said; none: there was no file.
fn restore(target: &Path, old: Option<&[u8]>) -> io::Result<()> {
    let Some(old) = old else { return fs::remove_file(target) };
    let file = open_to_replace(target)?;
    let folder = target.parent().unwrap_or(Path::new("."));
    Ok(write_beside(folder, old, Some(&file))?.persist(target)?)
}

/// Locks a folder for this process; none where the disk has no such locks, or the folder may not be listed.
fn lock_folder(folder: &Path, patience: Duration) -> io::Result<Option<File>> {
    let Ok(handle) = File::open(folder) else { return Ok(None) };
    let began = Instant::now();
    loop {
        match handle.try_lock() {
            Ok(()) => return Ok(Some(handle)),
            Err(fs::TryLockError::Error(_)) => return Ok(None),
            Err(fs::TryLockError::WouldBlock) if began.elapsed() >= patience => {
                return Err(refused("another program writes in this folder: nothing is written"));
            }
            Err(fs::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replaces what one file of a folder says.
    fn write_file(path: &Path, root: &Path, before: &str, after: &str) -> Result<(), String> {
        let replacement = Replacement { path, before: Some(before), after, used: FileUse::Draft };
        Writing::below([root]).unwrap().write(&[replacement]).map_err(|mut said| said.swap_remove(0).message)
    }

    #[track_caller]
    fn refuses(said: Result<(), String>, why: &str) {
        let said = said.unwrap_err();
        assert!(said.contains(why), "{said}");
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_somebody_else_wrote_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.resolution");
        fs::write(&file, "theirs").unwrap();
        refuses(write_file(&file, folder.path(), "as I read it", "mine"), "changed by somebody else");
        let new = Replacement { path: &file, before: None, after: "mine", used: FileUse::Draft };
        let said = Writing::below([folder.path()]).unwrap().write(&[new]).unwrap_err();
        assert!(said[0].message.contains("is there already"), "{}", said[0]);
        assert_eq!(fs::read_to_string(&file).unwrap(), "theirs");
        assert_eq!(names(folder.path()), ["a.resolution"], "nothing is left beside");
    }

    #[test]
    fn several_files_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a"), "old a").unwrap();
        fs::write(at("b"), "old b").unwrap();
        let (a, b, c) = (at("a"), at("b"), at("c"));
        let used = FileUse::Draft;
        let new_a = Replacement { path: &a, before: Some("old a"), after: "new a", used };
        let new_c = Replacement { path: &c, before: None, after: "new c", used };
        let stale = Replacement { path: &b, before: Some("older b"), after: "new b", used };
        let mut writing = Writing::below([folder.path()]).unwrap();
        assert_eq!(writing.write(&[new_a, new_c, stale]).unwrap_err().len(), 1);
        assert_eq!(
            (names(folder.path()), fs::read_to_string(&a).unwrap()),
            (vec!["a".into(), "b".into()], "old a".into())
        );
        writing.write(&[new_a, new_c, Replacement { before: Some("old b"), ..stale }]).unwrap();
        let now = [&a, &b, &c].map(|path| fs::read_to_string(path).unwrap());
        assert_eq!(now, ["new a", "new b", "new c"]);
        assert_eq!(names(folder.path()), ["a", "b", "c"]);
    }

    #[test]
    fn what_would_not_be_read_back_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rapporteur.toml");
        let said = update_file(&file, folder.path(), FileUse::Config, |_| Ok("x".repeat(3 << 20))).unwrap_err();
        assert!(said.message.contains("would not be read back"), "{said}");
        let said = update_file(&file, folder.path(), FileUse::Config, |_| Ok("x\n".repeat(3 << 20))).unwrap_err();
        assert!(said.message.contains("larger than 4 MB") && said.message.contains("read back"), "{said}");
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn many_writers_take_turns() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list");
        std::thread::scope(|scope| {
            for number in 0..50 {
                let add = move |old: Option<&str>| Ok(format!("{}{number}\n", old.unwrap_or_default()));
                let (file, root) = (&file, folder.path());
                scope.spawn(move || update_file(file, root, FileUse::Data, add).unwrap());
            }
        });
        assert_eq!(fs::read_to_string(&file).unwrap().lines().count(), 50);
    }

    #[test]
    fn nothing_is_written_outside_of_the_folder() {
        let outer = tempfile::tempdir().unwrap();
        let root = outer.path().join("drafts");
        fs::create_dir(&root).unwrap();
        let elsewhere = outer.path().join("x");
        fs::write(&elsewhere, "old").unwrap();
        refuses(write_file(&elsewhere, &root, "old", "new"), "lies outside of its folder");
        refuses(write_file(&root.join("../x"), &root, "old", "new"), "lies outside of its folder");
        let make = |path: &Path| update_file(path, &root, FileUse::Data, |_| Ok("new".into())).map_err(|it| it.message);
        refuses(make(&root.join("../y")), "lies outside of its folder");
        refuses(make(&root.join("sub/y")), "does not exist");
        refuses(make(Path::new("//host/share/y")), "is on another computer");
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(&elsewhere, root.join("link")).unwrap();
            refuses(write_file(&root.join("link"), &root, "old", "new"), "is a link out of its folder");
            symlink(outer.path().join("z"), root.join("dangling")).unwrap();
            refuses(make(&root.join("dangling")), "does not exist");
            symlink(outer.path(), root.join("up")).unwrap();
            refuses(make(&root.join("up/y")), "lies outside of its folder");
        }
        assert_eq!(names(outer.path()), ["drafts", "x"]);
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "old");
    }

    #[test]
    fn what_a_killed_writer_left_is_cleaned_up() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        let left = folder.path().join(".rapporteur-AbCdEf.tmp");
        fs::write(&file, "old").unwrap();
        fs::write(&left, "half").unwrap();
        File::options().append(true).open(&left).unwrap().set_modified(SystemTime::now() - 2 * OLD).unwrap();
        write_file(&file, folder.path(), "old", "new").unwrap();
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn a_write_protected_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "old").unwrap();
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        refuses(write_file(&file, folder.path(), "old", "new"), "is write-protected");
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_what_it_has_beside_its_text() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.resolution"), folder.path().join("link"));
        fs::write(&file, "\u{feff}old\r\n").unwrap();
        symlink("a.resolution", &link).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        // Only root gives files away, and not every disk has attributes.
        let given = chown(&file, Some(1234), Some(4321)).is_ok();
        #[cfg(target_os = "linux")]
        let marked = {
            let flags = rustix::fs::XattrFlags::empty();
            rustix::fs::setxattr(&file, "user.origin", b"TSAG", flags).is_ok()
        };
        write_file(&link, folder.path(), "old\r\n", "newer\r\n").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "\u{feff}newer\r\n");
        let now = fs::metadata(&file).unwrap();
        assert_eq!(now.permissions().mode() & 0o777, 0o640);
        assert!(!given || (now.uid(), now.gid()) == (1234, 4321));
        #[cfg(target_os = "linux")]
        if marked {
            let mut value = [0; 4];
            assert_eq!(rustix::fs::getxattr(&file, "user.origin", &mut value[..]), Ok(4));
            assert_eq!(&value, b"TSAG");
        }
        assert_eq!(names(folder.path()), ["a.resolution", "link"], "nothing is left beside");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_two_names_is_not_cut_in_two() {
        let folder = tempfile::tempdir().unwrap();
        let (file, other) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&file, "old").unwrap();
        fs::hard_link(&file, &other).unwrap();
        refuses(write_file(&file, folder.path(), "old", "new"), "has another name");
        assert_eq!(fs::read_to_string(&other).unwrap(), "old");
    }
}
