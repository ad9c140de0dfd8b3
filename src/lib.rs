//! Rapporteur reads drafts of resolutions as their drafters do: clause by clause, citation by citation.
//!
//! The modules, in the order in which to read them. An import only ever points up this list
//! (`tests/directions.rs` asserts it).
//!
//! - [`text`]: a text and the places in it: the rope, edits, positions, tracked changes and their two views.
//! - [`syntax`]: what a draft says: blocks, headings, calls, labels, citations, references, and the tree of them.
//! - [`catalogue`]: what is known of resolutions and meetings, and how an edition stands at a meeting.
//! - [`workspace`]: the drafts and adopted texts at hand, their configuration, and the index across them.
//! - [`semantics`]: what a text means there: its meeting, which text each citation and which clauses each reference means.
//! - [`edits`]: the changes that the program itself makes to a draft, tracked where the draft's are.
//! - [`rules`]: what can be wrong with a draft, one file per rule; `rules::RULES` is the table of them.
//! - [`ide`]: what an editor asks of a draft, one file per question.
//! - [`lsp`]: the protocol; the only module that knows LSP types.
//! - [`cli`]: the commands.

pub mod catalogue;
pub mod cli;
pub mod edits;
pub mod ide;
pub mod lsp;
pub mod rules;
pub mod semantics;
pub mod syntax;
#[cfg(test)]
mod testing;
pub mod text;
pub mod workspace;
