//! A clause, and how clauses and sections are named inside their tree. Places count from the start of the text.

use super::label::{Label, RawLabel};
use crate::text::{Span, offset};

/// A section of one tree; those of another have ids of their own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SectionId(pub(super) u32);

impl SectionId {
    /// The section at a place among the sections of a tree, counted from 0. Only a tree knows whether it has one there.
    pub fn at(index: usize) -> SectionId {
        SectionId(offset(index))
    }

    /// Its place among the sections of its tree, counted from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A clause of one tree; those of another have ids of their own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ClauseId(pub(super) u32);

impl ClauseId {
    /// The clause at a place among the clauses of a tree, counted from 0. Only a tree knows whether it has one there.
    pub fn at(index: usize) -> ClauseId {
        ClauseId(offset(index))
    }

    /// Its place among the clauses of its tree, counted from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

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
