//! A clause, and how clauses and sections are named inside their tree. Places count from the start of the text.

use super::label::{Label, RawLabel};
use crate::text::Span;

/// Index of a section in its tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SectionId(pub u32);

/// Index of a clause in its tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ClauseId(pub u32);

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause {
    pub section: SectionId,
    /// The clause it is part of.
    pub parent: Option<ClauseId>,
    /// What its label counts with; none where it has no label, or one that cannot be read.
    pub label: Option<Label>,
    pub raw: Option<RawLabel>,
    /// From the label to the end of its words, without its sub-clauses.
    pub span: Span,
    /// Its words.
    pub body: Span,
    /// The last character of its words.
    pub last: Option<char>,
}
