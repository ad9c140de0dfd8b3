//! The kinds of actions, and whether one is asked for.

/// What kind of thing is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ActionKind {
    /// Something that was found is fixed.
    QuickFix,
    /// The clauses of a section get the labels that they ought to have.
    Reletter,
    /// The text is taken up again for a coming meeting.
    Revise,
    /// The text becomes the base of a proposal.
    Propose,
    /// A clause is moved.
    Move,
    /// Clauses or tracked changes are written in another way.
    Rewrite,
    /// Tracked changes become text, those selected
    Accept,
    /// or all of a text.
    AcceptAll,
    /// Tracked changes were never proposed, those selected
    Reject,
    /// or all of a text.
    RejectAll,
    /// All clauses get the labels that they ought to have.
    OrganizeClauses,
    /// All citations name the edition that stands best.
    UpdateCitations,
    /// All safe fixes are applied.
    FixAll,
}

/// Whether a kind of action is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// It is not.
    No,
    /// With others: it is offered where the place suggests it.
    WithOthers,
    /// By its own name: what is done with a whole text is offered at every place of it.
    ByName,
}
