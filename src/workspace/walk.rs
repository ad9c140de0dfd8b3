//! Which files of a folder may be drafts.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use super::config::Notice;
use super::ignored::Ignored;
use super::open::{io_message, is_remote};
use super::read::{FileNameKind, named};

/// The files of a folder that may be drafts, in the order of their names; what `.gitignore` and `.ignore` leave out is left
/// out, and so is what is hidden. Links are not followed.
pub fn walk(folder: &Path) -> (Vec<PathBuf>, Vec<Notice>) {
    let (mut files, mut notices) = (Vec::new(), Vec::new());
    if is_remote(folder) {
        let message = "is on another computer: not opened".to_owned();
        return (files, vec![Notice { path: folder.into(), line: None, message }]);
    }
    let real = folder.canonicalize().unwrap_or_else(|_| folder.into());
    let mut left = vec![(folder.to_owned(), real.clone(), Ignored::above(&real))];
    while let Some((folder, real, above)) = left.pop() {
        let mut look = || -> io::Result<()> {
            let entries = fs::read_dir(&folder)?;
            let ignored = above.within(&real, &mut notices);
            for entry in entries {
                let entry: DirEntry = entry?;
                let (kind, name) = (entry.file_type()?, entry.file_name());
                let (path, real) = (folder.join(&name), real.join(&name));
                let wanted = kind.is_dir() || kind.is_file() && named(&path) != FileNameKind::Other;
                if !wanted || ignored.leaves_out(&real, kind.is_dir()) {
                    continue;
                }
                match kind.is_dir() {
                    true => left.push((path, real, ignored.clone())),
                    false => files.push(path),
                }
            }
            Ok(())
        };
        match look() {
            Ok(()) => {}
            // A folder within that was removed meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound && real.parent().is_some_and(Path::exists) => {}
            Err(error) => notices.push(Notice { path: folder, line: None, message: io_message(&error) }),
        }
    }
    files.sort();
    (files, notices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    /// What is walked of a folder with these files; a name that ends in a slash is a folder.
    fn check(files: &[(&str, &str)], within: &str, expect: Expect) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            match name.ends_with('/') {
                true => fs::create_dir_all(&path).unwrap(),
                false => {
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(path, text).unwrap();
                }
            }
        }
        let (files, notices) = walk(&folder.path().join(within));
        let short = |path: &Path| path.strip_prefix(folder.path()).unwrap().display().to_string();
        let files = files.iter().map(|file| short(file) + "\n");
        let notices = notices.iter().map(|notice| format!("{}: {}\n", short(&notice.path), notice.message));
        expect.assert_eq(&files.chain(notices).collect::<String>());
    }

    #[test]
    fn what_is_ignored_is_left_out() {
        let files = [
            (".git/", ""),
            (".git/info/exclude", "mine.txt\n"),
            (".gitignore", "# odd\nold/\n*.md\n!keep.md\n/only-here.txt\n"),
            (".ignore", "\u{feff}secret.txt\n!mine.txt\n"),
            ("a.txt", ""),
            ("mine.txt", ""),
            ("secret.txt", ""),
            ("only-here.txt", ""),
            (".hidden/a.txt", ""),
            ("old/a.txt", ""),
            ("sub/.gitignore", "!notes.md\nb.*\n"),
            ("sub/notes.md", ""),
            ("sub/keep.md", ""),
            ("sub/other.md", ""),
            ("sub/only-here.txt", ""),
            ("sub/b.txt", ""),
            ("sub/picture.png", ""),
        ];
        check(
            &files,
            "",
            expect![[r#"
            a.txt
            mine.txt
            sub/keep.md
            sub/notes.md
            sub/only-here.txt
        "#]],
        );
        check(
            &files,
            "sub",
            expect![[r#"
            sub/keep.md
            sub/notes.md
            sub/only-here.txt
        "#]],
        );
    }

    #[test]
    fn outside_of_a_repository_only_ignore_counts() {
        let files = [(".gitignore", "a.txt\n"), (".ignore", "b.txt\n"), ("a.txt", ""), ("b.txt", "")];
        check(
            &files,
            "",
            expect![[r#"
            a.txt
        "#]],
        );
    }

    #[test]
    fn ignore_files_that_are_none_are_said() {
        let large = "x\n".repeat(70_000);
        check(
            &[(".gitignore/", ""), (".ignore", &large), ("a.txt", "")],
            "",
            expect![[r#"
                a.txt
                .ignore: is larger than 128 KB; not read
                .gitignore: is a folder
            "#]],
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        fs::write(folder.path().join("sub/a.txt"), "").unwrap();
        symlink(folder.path(), folder.path().join("sub/round")).unwrap();
        symlink("/dev/zero", folder.path().join(".ignore")).unwrap();
        symlink("/dev/zero", folder.path().join("zero.txt")).unwrap();
        let (files, notices) = walk(folder.path());
        assert_eq!(files, [folder.path().join("sub/a.txt")]);
        assert_eq!(notices.len(), 1);
        assert!(notices[0].message.contains("no file"), "{}", notices[0]);
    }
}
