//! Reading files, and which of them are drafts.

use std::io::Read;
use std::path::Path;

use super::config::Notice;
use super::open::{FileUse, io_message, read_bounded, read_bytes};
use crate::syntax::Document;

/// The longest line, in bytes, that a draft can have: longer is a file of another kind.
pub const LINE_BYTES: usize = 1 << 20;

/// Reads a draft.
///
/// # Errors
/// The file cannot be read, is no UTF-8, or is no text: what, on which line, and what to do.
pub fn read_file(path: &Path) -> Result<String, Notice> {
    read_file_as(path, FileUse::Draft)
}

/// Reads a file for another use.
///
/// # Errors
/// As for [`read_file`].
pub fn read_file_as(path: &Path, used: FileUse) -> Result<String, Notice> {
    let notice = |error| Notice { path: path.into(), line: None, message: io_message(&error) };
    decode(path, read_bytes(path, used).map_err(notice)?)
}

/// Reads a draft from a file or pipe that is open; of one without an end, no more than a draft can have.
///
/// # Errors
/// As for [`read_file`].
pub fn read_from(path: &Path, from: impl Read) -> Result<String, Notice> {
    let notice = |error| Notice { path: path.into(), line: None, message: io_message(&error) };
    decode(path, read_bounded(from, FileUse::Draft).map_err(notice)?)
}

/// Whether a file that is no UTF-8 is a draft all the same, as far as its letters tell: read as UTF-16 where its first bytes say so,
/// else letter by letter. One that is UTF-8 and could not be read for another reason may be.
pub fn reads_as_resolution_otherwise(path: &Path) -> bool {
    let Ok(bytes) = read_bytes(path, FileUse::Draft) else { return false };
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).skip(1).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match &*bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        narrow => narrow.iter().map(|byte| char::from(*byte)).collect(),
    };
    std::str::from_utf8(&bytes).is_ok() || Document::read(&text).reads_as_resolution()
}

/// The text of a draft's bytes; a byte order mark is left out.
///
/// # Errors
/// The bytes are no UTF-8, or a line of them is too long for a draft.
pub fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, Notice> {
    let notice = |line, message: String| Notice { path: path.into(), line, message };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let line = line_number(&bytes[..valid]);
            let message = match bytes {
                [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "is UTF-16: save it as UTF-8".to_owned(),
                [b'P', b'K', 3, 4, ..] => "is a Word or ZIP file: save it as plain text in UTF-8".to_owned(),
                _ => format!("is not UTF-8 (byte {:#04x}): save it as UTF-8", bytes[valid]),
            };
            return Err(notice(Some(line), message));
        }
    };
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
        if end - start > LINE_BYTES {
            let line = line_number(&text.as_bytes()[..start]);
            let message = format!("is a line of {} MB, which no draft has; not checked", (end - start) >> 20);
            return Err(notice(Some(line), message));
        }
        start = end + 1;
    }
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

fn line_number(before: &[u8]) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', before).count() + 1).unwrap_or(u32::MAX)
}

/// What a file's name says of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileNameKind {
    /// `*.resolution`, `*.resolution.txt`: a draft for certain.
    Draft,
    /// `.txt`, `.md`: a draft if its text reads as one.
    Perhaps,
    /// Anything else.
    Other,
}

/// What a file's name says of it.
pub fn named(path: &Path) -> FileNameKind {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    if name.ends_with(".resolution") || name.ends_with(".resolution.txt") {
        FileNameKind::Draft
    } else if name.ends_with(".txt") || name.ends_with(".md") {
        FileNameKind::Perhaps
    } else {
        FileNameKind::Other
    }
}

/// Whether a file is a draft or an adopted text: by its name, or else by what it says. Here it is decided for all.
pub fn is_resolution(path: Option<&Path>, document: &Document) -> bool {
    path.is_some_and(|path| named(path) == FileNameKind::Draft) || document.reads_as_resolution()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        let said = match decode(Path::new("draft.txt"), bytes.to_vec()) {
            Ok(text) => format!("{} bytes", text.len()),
            Err(notice) => notice.to_string(),
        };
        assert_eq!(said, expected);
    }

    #[test]
    fn bytes_that_are_no_text_are_told_by_line() {
        check("\u{feff}one".as_bytes(), "3 bytes");
        check(b"one\ntwo \xe9\n", "draft.txt:2: is not UTF-8 (byte 0xe9): save it as UTF-8");
        check(b"\xff\xfea\0", "draft.txt:1: is UTF-16: save it as UTF-8");
        let mut long = b"one\n".to_vec();
        long.resize(3 << 20, b'x');
        check(&long, "draft.txt:2: is a line of 2 MB, which no draft has; not checked");
    }

    #[test]
    fn names_tell_drafts() {
        assert_eq!(named(Path::new("a/Res50.resolution.txt")), FileNameKind::Draft);
        assert_eq!(named(Path::new("a/notes.md")), FileNameKind::Perhaps);
        assert_eq!(named(Path::new("a/resolution")), FileNameKind::Other);
    }
}
