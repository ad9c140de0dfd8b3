//! Changes that the program makes to a draft: fixes, re-lettering, moved clauses, a new edition's head, whitespace and lines.
//!
//! All of them are written by one [`Pen`], which knows where the draft's changes are tracked: there an edit is itself a
//! tracked change, so that the text in force stays as it is. Deleted text is never touched, unless it is accepted or rejected.
//!
//! How references follow their clauses, in the order in which to read it: `meaning` says which clauses the targets of a
//! reference mean (by the text in force, by [`crate::syntax::History`], by their letters, or that nobody knows), `future` what
//! becomes of the clauses and how a reference to them is said then, `follow` plans and writes that in the text, in the others of
//! the file, in open drafts and in closed files; `reletter`, `move_clause`, `split_section` and `add_clause` each make a future.
//! What follows from typing: `typed_changes` takes what an editor has changed and gives what follows; `track_typing` says how one
//! change of a marked text is written so that the text in force stays; `typing` asks what follows a line end (`line_ended`), an empty
//! clause (`empty_clause`) or a TAB after a label. `new_draft` begins drafts.
//! `agreed` says when a reading of an open file becomes the one that its history goes on from, and which references stayed
//! after where labels were put in order by hand.

mod add_clause;
mod agreed;
mod apply;
mod empty_clause;
mod follow;
mod format;
mod future;
mod in_order;
mod letters;
mod line_ended;
mod lines;
mod meaning;
mod move_clause;
mod new_draft;
mod pen;
mod reletter;
mod reletter_all;
mod rename_note;
mod reread;
mod restore;
mod revise;
mod settle;
mod split_section;
mod square_brackets;
mod stops;
#[cfg(test)]
mod testing;
mod track_typing;
mod typed_changes;
mod typing;

pub use agreed::{MovedTarget, agreed_histories, changed_texts, release};
pub use apply::{Batch, apply, difference};
pub use format::{FormatOptions, format};
pub(crate) use in_order::in_order;
pub use letters::{Labels, letters};
pub use move_clause::{Move, NotDone, Refused, unless_refused};
pub use new_draft::{
    Begun, Frame, NewDraft, NewHead, NewMeeting, NewText, further_texts, head_of_new, named_text, new_draft,
    next_proposal,
};
pub use pen::Pen;
pub use reletter::{Planned, Relabelling, Relettered};
pub(crate) use reletter_all::is_out_of_order;
pub use reletter_all::reletter_all;
pub use reread::{TextAlone, is_same_text};
pub use revise::ComingMeeting;
pub use settle::{Settled, Settling};
pub(crate) use square_brackets::Brackets;
pub use track_typing::{TrackedTyping, TypedChange, TypedHere, Way, track_typing};
pub use typed_changes::{EditorChange, Following};
pub use typing::{Between, BetweenChoice, LetterAsYouType, Typed, TypingOptions};

use crate::text::{FileId, Span};

/// A change of a file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Edit {
    pub file: FileId,
    /// What is replaced, in bytes from the start of the file.
    pub span: Span,
    pub text: String,
}

/// A way to fix what was found, or to do what a drafter asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, as a menu says it.
    pub title: String,
    /// Whether it can be applied without looking at what it does.
    pub safe: bool,
    /// What it changes; in each file none overlapping.
    pub edits: Vec<Edit>,
}
