//! What the program can do to a text, one file per refactoring: when it is offered, under which title, and what it changes.
//!
//! An [`Assist`] lives for one request. What is chosen of a list is found again, in a new list of the same state of the file,
//! by its id and its [`AssistSubject`]; only then its edits are made.

mod accept_finding;
mod assist;
mod context;
mod fix_all;
mod fix_findings;
mod insert_clause;
mod list;
mod move_clause;
mod moved_references;
mod propose;
mod reletter_all;
mod reletter_section;
mod revise;
mod settle_changes;
mod split_section;
mod square_brackets;
#[cfg(test)]
mod testing;
mod track_words;
mod update_citations;

pub(crate) use assist::{Asked, Assist, AssistKind, AssistSubject, CursorAfter, Does, Fixed, NewFile};
pub(crate) use context::AssistContext;
pub(crate) use list::list;
pub(crate) use moved_references::MOVED_REFERENCE;
