//! Through which door a draft is submitted, which says what must not be left in it.

use std::fmt;

/// Where a draft goes next. Each asks for all that those before it ask for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Door {
    /// A document of a group at work, with a DT or TD number: what is not agreed yet stands in brackets, and changes are tracked.
    WorkingDocument,
    /// A contribution to a meeting: so may it there, but what is proposed, its reasons, its head and what it cites are in order.
    Contribution,
    /// The editorial committee: nothing is open any more.
    Editorial,
}

impl Door {
    pub const ALL: [Door; 3] = [Door::WorkingDocument, Door::Contribution, Door::Editorial];

    /// Its name on a command line: "working-document".
    pub fn name(self) -> &'static str {
        match self {
            Door::WorkingDocument => "working-document",
            Door::Contribution => "contribution",
            Door::Editorial => "editorial",
        }
    }

    /// As what a draft is submitted there: "a working document".
    pub fn as_what(self) -> &'static str {
        match self {
            Door::WorkingDocument => "a working document (DT, TD)",
            Door::Contribution => "a contribution",
            Door::Editorial => "a text for the editorial committee",
        }
    }

    /// What it asks for, in a line.
    pub fn asks(self) -> &'static str {
        match self {
            Door::WorkingDocument => "Brackets and places to be filled in are listed; they are no errors",
            Door::Contribution => {
                "What is proposed and why, the head and what is cited are in order; brackets and tracked changes may stand"
            }
            Door::Editorial => "No bracket, tracked change, comment, placeholder or temporary number is left",
        }
    }

    /// The door of a name.
    pub fn named(name: &str) -> Option<Door> {
        Door::ALL.into_iter().find(|door| door.name() == name)
    }
}

impl fmt::Display for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
