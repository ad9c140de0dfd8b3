//! File paths as clients write them, and back.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};
use tower_lsp::ls_types::Uri;

/// What a path may hold as it is (RFC 3986, "unreserved"), and the slash between its parts.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Under which names a client opens what `rapporteur.view` answered.
const VIEW_SCHEME: &str = "rapporteur-view:";

/// Whether a URI names one reading of another draft: that is answered for, and neither counted among the drafts nor found
/// fault with.
pub(super) fn is_view(uri: &Uri) -> bool {
    uri.as_str().starts_with(VIEW_SCHEME)
}

/// The file that a URI names; none for `untitled:` and all that is no file.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let bytes = path_bytes(uri.as_str(), cfg!(windows))?;
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        Some(std::ffi::OsString::from_vec(bytes).into())
    }
    #[cfg(not(unix))]
    {
        String::from_utf8(bytes).ok().map(PathBuf::from)
    }
}

/// The URI of a file.
pub(super) fn uri_of(path: &Path) -> Option<Uri> {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str());
    #[cfg(not(unix))]
    let bytes = path.to_str()?.as_bytes();
    Uri::from_str(&uri_text(bytes, cfg!(windows))?).ok()
}

fn path_bytes(uri: &str, windows: bool) -> Option<Vec<u8>> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/')?),
        None => ("", rest),
    };
    let mut path: Vec<u8> = percent_decode_str(path).collect();
    let host = if host.eq_ignore_ascii_case("localhost") { "" } else { host };
    if !windows && !host.is_empty() {
        // Not the file of that name on this computer.
        return None;
    }
    if windows {
        // "/c:/drafts", also written "/C%3A/drafts": one file, one path.
        if let [b'/', letter, b':', ..] = path[..]
            && letter.is_ascii_alphabetic()
        {
            path.remove(0);
            path[0] = letter.to_ascii_uppercase();
        } else if !host.is_empty() {
            path.splice(0..0, [b"//", host.as_bytes()].concat());
        }
        path.iter_mut().filter(|byte| **byte == b'/').for_each(|byte| *byte = b'\\');
    }
    path.starts_with(b"/").then_some(()).or(windows.then_some(()))?;
    Some(path)
}

fn uri_text(path: &[u8], windows: bool) -> Option<String> {
    let encoded = |path: &[u8]| percent_encode(path, PLAIN).to_string();
    if !windows {
        return path.starts_with(b"/").then(|| format!("file://{}", encoded(path)));
    }
    let path: Vec<u8> = path.iter().map(|&byte| if byte == b'\\' { b'/' } else { byte }).collect();
    // What `canonicalize` puts before a path.
    let path = path.strip_prefix(b"//?/").unwrap_or(&path);
    match path {
        [letter, b':', b'/', ..] if letter.is_ascii_alphabetic() => {
            Some(format!("file:///{}:{}", char::from(*letter), encoded(&path[2..])))
        }
        [b'/', b'/', share @ ..] => Some(format!("file://{}", encoded(share))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(uri: &str, windows: bool, path: Option<&str>, back: &str) {
        let bytes = path_bytes(uri, windows);
        assert_eq!(bytes.as_deref(), path.map(str::as_bytes), "{uri}");
        if let Some(bytes) = bytes {
            assert_eq!(uri_text(&bytes, windows).as_deref(), Some(back));
        }
    }

    #[test]
    fn paths_there_and_back() {
        check(
            "file:///a/Res%2050%20%5BIAP-1%5D.txt",
            false,
            Some("/a/Res 50 [IAP-1].txt"),
            "file:///a/Res%2050%20%5BIAP-1%5D.txt",
        );
        check("file:///a/r%C3%A9s.txt", false, Some("/a/rés.txt"), "file:///a/r%C3%A9s.txt");
        check("FILE:/a/b.txt", false, Some("/a/b.txt"), "file:///a/b.txt");
        check("file://localhost/a/b.txt", false, Some("/a/b.txt"), "file:///a/b.txt");
        check("file://host/share/b.txt", false, None, "");
        check("untitled:Untitled-1", false, None, "");
        check("git:/a/b.txt", false, None, "");
    }

    #[test]
    fn drives_and_shares_of_windows() {
        check("file:///c%3A/a%20b/x.txt", true, Some("C:\\a b\\x.txt"), "file:///C:/a%20b/x.txt");
        check("file:///C:/x.txt", true, Some("C:\\x.txt"), "file:///C:/x.txt");
        check("file://server/share/x.txt", true, Some("\\\\server\\share\\x.txt"), "file://server/share/x.txt");
    }
}
