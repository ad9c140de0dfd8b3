//! One message to the client, as the bytes that go out.

use serde::Serialize;

/// Room for `Content-Length: `, twenty digits and two line ends.
const ROOM: usize = 40;

/// A message with its header. The header is written last, into room left before the body, so that a body of some
/// megabytes is never copied.
pub(super) struct Frame {
    bytes: Vec<u8>,
    start: usize,
}

impl Frame {
    /// Frames `message`, which fails only where its `Serialize` does.
    pub(super) fn new(message: &impl Serialize) -> serde_json::Result<Self> {
        let mut bytes = Vec::with_capacity(512);
        bytes.resize(ROOM, 0);
        serde_json::to_writer(&mut bytes, message)?;
        Ok(Self::with_header(bytes))
    }

    pub(super) fn from_body(body: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(ROOM + body.len());
        bytes.resize(ROOM, 0);
        bytes.extend_from_slice(body);
        Self::with_header(bytes)
    }

    fn with_header(mut bytes: Vec<u8>) -> Self {
        let header = format!("Content-Length: {}\r\n\r\n", bytes.len() - ROOM);
        let start = ROOM - header.len();
        bytes[start..ROOM].copy_from_slice(header.as_bytes());
        Frame { bytes, start }
    }

    /// What follows the header.
    pub(super) fn body(&self) -> &[u8] {
        &self.bytes[ROOM..]
    }

    /// Header and body.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_counts_bytes() {
        let frame = Frame::new(&"ITU\u{2011}T").expect("a string is JSON");
        assert_eq!(frame.bytes(), "Content-Length: 9\r\n\r\n\"ITU\u{2011}T\"".as_bytes());
        assert_eq!(Frame::from_body(b"{}").bytes(), b"Content-Length: 2\r\n\r\n{}");
    }
}
