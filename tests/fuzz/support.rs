//! What the targets share: how bytes become a draft and edits of it, and a workspace with one draft.
#![allow(dead_code)] // Each target uses its own part.

use std::sync::Arc;

use rapporteur::syntax::Document;
use rapporteur::text::{Buffer, FileId, Span};
use rapporteur::workspace::{Snapshot, Workspace};

/// Longer inputs are slow and find nothing new.
const TEXT_BYTES: usize = 16 << 10;
/// More edits than this are not made.
const EDITS: usize = 24;

/// What edits put in: what means something to a reading.
const PIECES: [&str; 32] = [
    "", " ", "\t", "\n", "\r\n", ";", ",", ":", ".", "(", ")", "[", "]", "a)\t", "b)\t", "i)\t", "1\t", "2\t", "k)", "bis",
    "considering\n", "resolves\n", "considering b) above", "resolves 1 to 3", "Resolution 130 (Rev. Dubai, 2018)", "{++", "++}", "{--",
    "--}", "{~~", "~>", "ANNEX 1\n",
];

/// One edit: what it replaces and what it writes.
pub struct Edit {
    place: u16,
    len: u8,
    pub piece: &'static str,
}

impl Edit {
    /// What it replaces of a text as it is then.
    pub fn span(&self, text: &Buffer) -> Span {
        let rope = text.rope();
        let chars = rope.len_chars();
        let at = usize::from(self.place) * chars / usize::from(u16::MAX);
        let end = (at + usize::from(self.len % 32)).min(chars);
        Span::of(rope.char_to_byte(at)..rope.char_to_byte(end))
    }
}

/// The text up to the first zero byte, and the edits that the bytes after it say, four each.
pub fn draft_and_edits(bytes: &[u8]) -> (String, Vec<Edit>) {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let text = String::from_utf8_lossy(&bytes[..end.min(TEXT_BYTES)]).into_owned();
    let edit = |four: &[u8; 4]| Edit {
        place: u16::from_le_bytes([four[0], four[1]]),
        len: four[2],
        piece: PIECES[usize::from(four[3]) % PIECES.len()],
    };
    let rest = bytes.get(end + 1..).unwrap_or_default();
    (text, rest.as_chunks().0.iter().take(EDITS).map(edit).collect())
}

/// A workspace with a text as its only draft.
pub fn workspace_of(text: &str) -> (Workspace, FileId, Document, Arc<Snapshot>) {
    let mut workspace = Workspace::new(jiff::civil::date(2026, 1, 1));
    let file = workspace.fresh_id();
    let document = Document::read(text);
    workspace.set_draft(file, None, document.clone());
    let snapshot = workspace.snapshot();
    (workspace, file, document, snapshot)
}
