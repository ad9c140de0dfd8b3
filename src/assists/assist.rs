//! Something that can be done to a text.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::edits::Edit;
use crate::rules::Finding;
use crate::syntax::Document;
use crate::text::Cancelled;
use crate::workspace::Accepted;

/// What kind of thing is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum AssistKind {
    /// Something that was found is fixed.
    QuickFix,
    /// The clauses of a section get the labels that they ought to have.
    Reletter,
    /// The text is taken up again for a coming meeting.
    Revise,
    /// The text becomes the base of a proposal.
    Propose,
    /// A clause goes one place up,
    MoveUp,
    /// or down.
    MoveDown,
    /// A new clause is put in.
    InsertClause,
    /// Clauses or tracked changes are written in another way.
    Rewrite,
    /// Square brackets are taken off: what they enclose is agreed.
    Agree,
    /// What square brackets enclose is deleted.
    DeleteBracketed,
    /// One of several texts in brackets is taken.
    Choose,
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

/// Whether a kind of assist is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Asked {
    No,
    /// With others: it is offered where the place suggests it.
    WithOthers,
    /// By its own name: what is done with a whole text is offered at every place of it.
    ByName,
}

/// What an assist is about, by numbers that hold for one state of a file: texts count in the file, sections and clauses in the
/// text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub(crate) enum AssistSubject {
    File,
    Text(usize),
    Section(usize, usize),
    Clause(usize, usize),
    /// One of the meetings that a text can be revised for.
    Meeting(usize, usize),
    /// A finding, among those of the text that are asked about.
    Finding(usize, usize),
    /// One of the ways to fix it.
    Fix(usize, usize, usize),
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Fixed {
    /// Its places count from the start of the file.
    Finding(Finding),
    /// References that name another clause than before the last edits, which is no rule's finding.
    MovedReferences,
}

/// Makes edits; `None` where they can no longer be made as they were offered. They are in order, and none overlap in a file.
pub(super) type MakeEdits<'a> = Box<dyn FnOnce() -> Result<Option<Vec<Edit>>, Cancelled> + 'a>;

/// Where the drafter goes on, in bytes from the start of the file as the edits leave it.
pub(crate) type CursorAfter<'a> = Box<dyn FnOnce(&Document) -> Option<u32> + 'a>;

/// A file that is made, which is not there yet.
pub(crate) struct NewFile {
    pub path: PathBuf,
    pub text: String,
    /// Where the drafter goes on, in bytes from its start.
    pub cursor: u32,
}

/// Makes a file; `None` where that cannot be done any more.
pub(super) type MakeFile<'a> = Box<dyn FnOnce() -> Option<NewFile> + 'a>;

pub(crate) enum Does<'a> {
    Edits(MakeEdits<'a>),
    Makes(MakeFile<'a>),
    /// A finding is accepted, in the configuration.
    Accepts(Accepted),
    /// References within the range asked about mean what they say from now on.
    Keeps,
}

/// Something that can be done to a text.
pub(crate) struct Assist<'a> {
    /// Which refactoring it is: "reletter-section".
    pub id: &'static str,
    pub subject: AssistSubject,
    /// What it does, as a menu says it.
    pub title: String,
    pub kind: AssistKind,
    pub fixes: Option<Fixed>,
    /// Whether it is the one to take: the best fix, if it is safe.
    pub preferred: bool,
    pub does: Does<'a>,
    /// Where the cursor goes once it is done, if it is to go anywhere.
    pub cursor: Option<CursorAfter<'a>>,
}

impl<'a> Assist<'a> {
    /// An assist that fixes nothing that was found.
    pub(super) fn new(
        (id, kind): (&'static str, AssistKind),
        subject: AssistSubject,
        title: impl Into<String>,
        run: impl FnOnce() -> Result<Option<Vec<Edit>>, Cancelled> + 'a,
    ) -> Assist<'a> {
        let does = Does::Edits(Box::new(run));
        Assist { id, subject, title: title.into(), kind, fixes: None, preferred: false, does, cursor: None }
    }

    /// The same, after which the cursor goes to another place.
    #[must_use]
    pub(super) fn then_at(self, cursor: impl FnOnce(&Document) -> Option<u32> + 'a) -> Assist<'a> {
        Assist { cursor: Some(Box::new(cursor)), ..self }
    }

    /// The same for edits that are made already.
    pub(super) fn ready(
        what: (&'static str, AssistKind),
        subject: AssistSubject,
        title: impl Into<String>,
        edits: Vec<Edit>,
    ) -> Assist<'a> {
        Assist::new(what, subject, title, move || Ok(Some(edits)))
    }
}
