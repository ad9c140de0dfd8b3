//! A text and the places in it: the rope and its edits, positions in the units that editors count in,
//! tracked changes and the two views they give.

mod buffer;
mod cancel;
mod compare;
mod file_id;
mod hunk;
mod lines;
mod pairs;
mod patch;
mod position;
mod redline;
mod spaces;
mod span;

pub use buffer::{Buffer, TextChange};
pub use cancel::{Cancellation, Cancelled, uncancelled};
pub use compare::Rewritten;
pub use file_id::FileId;
pub use hunk::Hunk;
pub(crate) use lines::{line_end, lines};
pub(crate) use pairs::pairs;
pub use patch::Patch;
pub use position::{Encoding, LineIndex, OutOfText, Position, line_of, offset_of, position_of};
pub(crate) use redline::{
    COMMENT, DELETION, INSERTION, REPLACEMENT, cannot_be_marked, comment_words, deletion, insertion, replacement,
};
pub use redline::{Changes, MARK_LINES, Marked, Piece, PieceKind, Side, View, is_mark_opener, mark_end};
pub(crate) use spaces::{cut, parted_by, single_spaced};
pub use span::{Span, offset};
