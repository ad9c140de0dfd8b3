//! Rapporteur reads drafts of resolutions as their drafters do: clause by clause, citation by citation.
//!
//! The modules, in the order in which to read them. An import only ever points up this list
//! (`tests/directions.rs` asserts it).
//!
//! - [`text`]: a text and the places in it: the rope, edits, positions, tracked changes and their two views.
//! - [`syntax`]: what a draft says: blocks, headings, calls, labels, citations, references, and the tree of them.
//! - [`catalogue`]: what is known of resolutions and meetings, and how an edition stands at a meeting.
//! - [`workspace`]: open drafts, the files and adopted texts of the folders, their configuration, and the index across them.
//! - [`semantics`]: what a text means there: its meeting, which text each citation and which clauses each reference means.
//! - [`edits`]: the changes that the program itself makes to a draft, tracked where the draft's are.
//! - [`rules`]: what can be wrong with a draft, one file per rule; `rules::RULES` is the table of them.
//! - [`assists`]: what the program can do to a text, one file per refactoring.
//! - [`ide`]: what an editor asks of a draft, one file per question.
//! - [`lsp`]: the protocol; the only module that knows LSP types.
//! - [`cli`]: the commands.
//!
//! What always holds:
//!
//! - A draft that was read again where it changed is the draft as read afresh, and so are the findings of all rules.
//! - At which meeting a text is judged, which text a citation names and how it stands, is worked out in [`semantics`].
//! - A reference means a clause, not a letter: whatever letters clauses anew has references say what their clauses are called
//!   then. What they meant before the last edits is kept in [`syntax::History`], beside the reading and never part of it; the
//!   one finding that rests on it is the server's own (`lsp::moved`).
//! - Edits of the program touch neither deleted text nor the text in force of a proposal, unless a drafter accepts a change.
//! - A fix is safe only where its result needs no look: the reading is sure, and every reference keeps its clause.
//! - What is not known is never reported as wrong.
//! - Places are bytes, in trees and findings from the start of their text, in edits from the start of the file; only [`lsp`]
//!   counts as clients do.
//! - No lock is held while anything is awaited; work that nobody waits for any more ends as [`text::Cancelled`].
//!
//! The way of a keystroke, from the client to the squiggle:
//!
//! 1. `lsp::wire` reads a message, decodes it and hands it to its handler on the loop, in the order of arrival.
//! 2. `lsp::server::did_change` applies all its changes to the draft's rope, before anything is awaited.
//! 3. `lsp::analysis` puts the draft in a queue for few threads; an edit during an analysis waits until a burst is over.
//! 4. `lsp::analysis::read` gives rope and patch to [`syntax::Reader`], which reads the touched blocks again. Where nothing but
//!    words of a clause changed, the text's trees stay, their places moved; else the text is folded anew.
//! 5. [`workspace::Workspace`] takes the document with its [`syntax::History`], which agrees if it can; a new snapshot is out.
//! 6. Where other texts may be judged otherwise now, their drafts are analysed again: all where a fact is another
//!    ([`workspace::Moment`]), those that name an adopted text where only its clauses are.
//! 7. [`rules::Findings::update`] keeps the findings of texts that are the same; the others get a [`semantics::Model`].
//! 8. The rules ask the model, each of the clause or section whose words changed, if these are all that it reads; a newer edit
//!    ends them between two rules, as an error.
//! 9. `lsp::checked` converts what is new; the JSON of the other texts is kept. What the next words may cure waits ([`ide::Writing`]).
//! 10. It is published if the draft is still that text; a thread of its own writes what the pipe does not take at once.

pub(crate) mod assists;
pub(crate) mod catalogue;
pub mod cli;
pub mod edits;
pub mod ide;
pub mod lsp;
pub mod rules;
pub(crate) mod semantics;
pub mod syntax;
#[cfg(test)]
mod testing;
pub mod text;
pub mod workspace;
