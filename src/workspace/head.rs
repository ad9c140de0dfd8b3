//! What the head of a text says of itself, kept of files that are not open too.

use crate::catalogue::TextKey;
use crate::syntax::{Body, Edition, OwnMeeting, Tree};

/// What a text says of its own number, edition and meeting, as said: what follows from it is for `semantics` to tell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// Which text it is, if its heading tells.
    pub key: Option<TextKey>,
    /// Which edition of it, if its heading tells.
    pub edition: Option<Edition>,
    /// Who adopts it.
    pub body: Option<Body>,
    /// The meeting that its own lines name.
    pub own_meeting: Option<OwnMeeting>,
}

impl Head {
    /// Reads it off a tree.
    pub fn of(tree: &Tree) -> Head {
        Head {
            key: TextKey::of_heading(tree),
            edition: tree.edition().map(|mention| mention.edition.clone()),
            body: tree.body(),
            own_meeting: tree.own_meeting(),
        }
    }
}
