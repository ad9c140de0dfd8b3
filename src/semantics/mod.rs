//! What a text means in its workspace: the meeting it is judged at, which text each citation means and how its edition stands,
//! which text and which clauses each reference means, its abbreviations.
//!
//! Invariant: nothing here is worked out anywhere else. Rules, edits, assists and what an editor asks take a [`Model`] of the
//! text and ask it. A model is of one text on one side of its tracked changes in one state of the workspace, and works out
//! each thing when it is first asked for it. What is kept of a model for the next state of its text ([`Judged`]) is kept
//! with all that it depends on.
//!
//! Of files that are not open the workspace keeps what they say, as said ([`Summary`](crate::workspace::Summary));
//! [`SummaryModel`] resolves it when asked.

mod abbreviation;
mod alignment;
mod cited;
mod meeting;
mod model;
mod summary;

pub(crate) use abbreviation::{CapitalWord, Introduction, abbreviations};
pub(crate) use alignment::{Drift, Versions};
pub(crate) use cited::{Judged, JudgedCitation};
pub(crate) use meeting::meeting_without_text;
pub(crate) use model::Model;
pub(crate) use summary::SummaryModel;
