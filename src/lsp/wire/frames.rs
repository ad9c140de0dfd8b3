//! Reads messages off a byte stream: header lines, an empty line, a body of `Content-Length` bytes.
//!
//! A block of headers that cannot be used is reported once. What follows it is searched for the next
//! `Content-Length:` header, wherever it stands, so that one bad message never costs the sound one after it.

use std::fmt;
use std::io::{self, Read};
use std::ops::Range;

use memchr::memchr;

/// The longest body accepted, in bytes. A 5 MB draft with every character escaped is a tenth of it.
pub(super) const MAX_BODY: usize = 256 << 20;

/// No header line is longer (bytes); what is, is stray text.
const MAX_LINE: usize = 8 << 10;

/// Bytes kept of a stray line that is given up, so that a header name across the cut is still seen.
const TAIL: usize = 64;

/// Bytes asked of the source at once, and what the buffer shrinks to after a large message.
const CHUNK: usize = 64 << 10;

const LENGTH: &[u8] = b"content-length";

/// What stands next on the stream.
#[derive(Debug, PartialEq)]
pub(super) enum Next<'a> {
    /// The body of a message, of exactly the announced length.
    Body(&'a [u8]),
    /// Something that is no message; the stream goes on.
    Unusable(Fault),
    /// The end of input, also in the middle of a message.
    End,
}

/// Why a block of headers cannot be used.
#[derive(Debug, PartialEq)]
pub(super) enum Fault {
    /// The headers end without a `Content-Length`.
    MissingLength,
    /// The `Content-Length` is negative, or no number.
    BadLength(String),
    /// The `Content-Length` is over [`MAX_BODY`].
    TooLong(String),
    /// Text where a header should stand.
    Stray,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::MissingLength => write!(f, "the headers of a message have no Content-Length"),
            Fault::BadLength(value) => write!(f, "Content-Length is not a number of bytes: {value:?}"),
            Fault::TooLong(value) => write!(f, "Content-Length is {value}; at most {MAX_BODY} bytes are accepted"),
            Fault::Stray => write!(f, "text outside of a message"),
        }
    }
}

/// The messages of a byte stream.
pub(super) struct Frames<R> {
    source: R,
    /// Bytes read: those before `at` are consumed, those from `filled` on are room.
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    /// Where the body returned last stands in `buffer`.
    body: Range<usize>,
    /// Nothing sound was read since the last report: what cannot be used now belongs to it.
    lost: bool,
}

enum HeaderLine {
    Text(Range<usize>),
    Overlong,
    End,
}

impl<R: Read> Frames<R> {
    /// Reads from `source`, which needs no buffer of its own.
    pub(super) fn new(source: R) -> Self {
        Frames { source, buffer: vec![0; CHUNK], at: 0, filled: 0, body: 0..0, lost: false }
    }

    /// The next message, or what is wrong where it should stand. Blocks until there is one.
    pub(super) fn next(&mut self) -> io::Result<Next<'_>> {
        let mut length = None;
        let mut any_header = false;
        loop {
            let line = match self.line()? {
                HeaderLine::Text(line) => line,
                HeaderLine::Overlong if self.lost => continue,
                HeaderLine::Overlong => return Ok(self.report(Fault::Stray)),
                HeaderLine::End => return Ok(Next::End),
            };
            if line.is_empty() {
                match length {
                    Some(length) => return self.read_body(length),
                    None if any_header && !self.lost => return Ok(self.report(Fault::MissingLength)),
                    None => continue,
                }
            }
            match find_length(&self.buffer[line.clone()]) {
                Some(0) => match length_of(&self.buffer[line]) {
                    Ok(bytes) => (length, any_header) = (Some(bytes), true),
                    Err(fault) => return Ok(self.report(fault)),
                },
                // The rest of an unusable message, with the header of the next one glued to it.
                Some(column) => {
                    self.at = line.start + column;
                    (length, any_header) = (None, false);
                    if !self.lost {
                        return Ok(self.report(Fault::Stray));
                    }
                }
                None if is_header(&self.buffer[line]) => any_header = true,
                None => {
                    (length, any_header) = (None, false);
                    if !self.lost {
                        return Ok(self.report(Fault::Stray));
                    }
                }
            }
        }
    }

    /// Tells that the last body was no JSON, so its length may have been wrong: the next message may begin inside
    /// of it, or after a rest that was not counted. Without this, a length that is too long costs the message after it as well; if
    /// that one is an edit, the draft is another text from then on.
    pub(super) fn distrust(&mut self) {
        self.lost = true;
        let body = &self.buffer[self.body.clone()];
        let mut from = 0;
        while let Some(found) = find_length(&body[from..]) {
            let header = &body[from + found..];
            // JSON has no bare line end within a string: a whole header line can only be a header.
            let line = memchr(b'\n', header).map(|end| &header[..end]);
            if line.is_some_and(|line| line.ends_with(b"\r") && length_of(line.trim_ascii_end()).is_ok()) {
                self.at = self.body.start + from + found;
                return;
            }
            from += found + LENGTH.len();
        }
    }

    fn report(&mut self, fault: Fault) -> Next<'static> {
        self.lost = true;
        Next::Unusable(fault)
    }

    fn read_body(&mut self, length: usize) -> io::Result<Next<'_>> {
        while self.filled - self.at < length {
            if !self.fill()? {
                return Ok(Next::End);
            }
        }
        self.body = self.at..self.at + length;
        self.at = self.body.end;
        self.lost = false;
        Ok(Next::Body(&self.buffer[self.body.clone()]))
    }

    /// The next line, without its end (`\r\n` or `\n`).
    fn line(&mut self) -> io::Result<HeaderLine> {
        let mut searched = 0;
        loop {
            if let Some(found) = memchr(b'\n', &self.buffer[self.at + searched..self.filled]) {
                let (start, end) = (self.at, self.at + searched + found);
                self.at = end + 1;
                let end = if self.buffer[start..end].ends_with(b"\r") { end - 1 } else { end };
                return Ok(HeaderLine::Text(start..end));
            }
            searched = self.filled - self.at;
            if searched > MAX_LINE {
                self.at = self.filled - TAIL;
                return Ok(HeaderLine::Overlong);
            }
            if !self.fill()? {
                return Ok(HeaderLine::End);
            }
        }
    }

    /// Reads more bytes after those that are there; `false` at the end of input. Moves what is not consumed to the
    /// front, so places in the buffer do not outlive a call.
    fn fill(&mut self) -> io::Result<bool> {
        if self.at > 0 {
            self.buffer.copy_within(self.at..self.filled, 0);
            (self.at, self.filled) = (0, self.filled - self.at);
        }
        if self.filled == 0 && self.buffer.len() > CHUNK {
            self.buffer = vec![0; CHUNK];
        }
        if self.filled == self.buffer.len() {
            // Doubles as bytes arrive, whatever length was announced.
            self.buffer.resize(self.filled * 2, 0);
        }
        loop {
            match self.source.read(&mut self.buffer[self.filled..]) {
                Ok(0) => return Ok(false),
                Ok(read) => {
                    self.filled += read;
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Where `Content-Length`, in any case, stands in `bytes`.
fn find_length(bytes: &[u8]) -> Option<usize> {
    memchr::memchr2_iter(b'c', b'C', bytes)
        .find(|&at| bytes[at..].get(..LENGTH.len()).is_some_and(|name| name.eq_ignore_ascii_case(LENGTH)))
}

/// The length that a line beginning with `Content-Length` gives.
fn length_of(line: &[u8]) -> Result<usize, Fault> {
    let text = String::from_utf8_lossy(&line[LENGTH.len()..]);
    let bad = || Fault::BadLength(text.trim_start_matches(':').trim().chars().take(40).collect());
    let value = text.trim_start().strip_prefix(':').ok_or_else(bad)?.trim();
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad());
    }
    value
        .parse()
        .ok()
        .filter(|&length| length <= MAX_BODY)
        .ok_or_else(|| Fault::TooLong(value.chars().take(40).collect()))
}

/// Whether the line is a header of some name (RFC 9110: a token and a colon).
fn is_header(line: &[u8]) -> bool {
    let Some(colon) = memchr(b':', line) else { return false };
    let name = line[..colon].trim_ascii();
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.!#$%&'*+^`|~".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read off `stream`, in short: a body as text, a fault as `!` and its name.
    fn read(stream: &[u8]) -> Vec<String> {
        let mut frames = Frames::new(Trickle(stream));
        let mut seen = Vec::new();
        loop {
            match frames.next().expect("a slice has no errors") {
                Next::Body(body) => {
                    let garbled = body.starts_with(b"?");
                    seen.push(String::from_utf8_lossy(body).into_owned());
                    if garbled {
                        frames.distrust();
                    }
                }
                Next::Unusable(fault) => {
                    seen.push(format!("!{}", format!("{fault:?}").split('(').next().unwrap_or_default()))
                }
                Next::End => return seen,
            }
        }
    }

    /// Gives one byte at a time, as a slow client does.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            let Some((&first, rest)) = self.0.split_first() else { return Ok(0) };
            (room[0], self.0) = (first, rest);
            Ok(1)
        }
    }

    #[test]
    fn headers_in_any_case_and_order() {
        assert_eq!(read(b"Content-Length: 2\r\n\r\n{}content-length:2\r\n\r\n[]"), ["{}", "[]"]);
        assert_eq!(read(b"Content-Type: x; charset=utf8\r\nCONTENT-LENGTH : 2\n\n{}"), ["{}"]);
        assert_eq!(read(b"\r\n\r\nContent-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n1"), ["", "1"]);
    }

    #[test]
    fn an_unusable_length_costs_its_own_message_only() {
        for (header, fault) in [
            ("Content-Length: -2", "!BadLength"),
            ("Content-Length: two", "!BadLength"),
            ("Content-Length:", "!BadLength"),
            ("Content-Length 2", "!BadLength"),
            ("Content-Length: 99999999999", "!TooLong"),
            ("Content-Length: 99999999999999999999999999", "!TooLong"),
            ("Content-Type: x", "!MissingLength"),
            ("no header", "!Stray"),
        ] {
            let stream = format!("{header}\r\n\r\n{{\"a\":1}}Content-Length: 2\r\n\r\n{{}}");
            assert_eq!(read(stream.as_bytes()), [fault, "{}"], "{header}");
        }
    }

    #[test]
    fn stray_text_is_reported_once() {
        assert_eq!(read(b"{\"a\":\n1}\n\nmore\nContent-Length: 2\r\n\r\n{}"), ["!Stray", "{}"]);
        let mut long = vec![b'x'; 3 * MAX_LINE];
        long.extend(b"Content-Length: 2\r\n\r\n{}");
        assert_eq!(read(&long), ["!Stray", "{}"]);
    }

    #[test]
    fn a_wrong_length_is_survived() {
        let short = b"Content-Length: 3\r\n\r\n?abcdefContent-Length: 2\r\n\r\n{}";
        assert_eq!(read(short), ["?ab", "{}"]);
        let long = b"Content-Length: 30\r\n\r\n?aContent-Length: 9\r\n\r\n{\"a\":  1}Content-Length: 2\r\n\r\n{}";
        assert_eq!(read(long), ["?aContent-Length: 9\r\n\r\n{\"a\":  ", "{\"a\":  1}", "{}"]);
    }

    #[test]
    fn an_end_within_a_message_is_an_end() {
        assert!(read(b"Content-Length: 20\r\n\r\n{}").is_empty());
        assert!(read(b"Content-Len").is_empty());
    }
}
