//! What the head of a text says of itself, kept of files that are not open too.

use crate::catalogue::TextKey;
use crate::syntax::{Body, Citation, Edition, OwnMeeting, Tree};

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
    /// The first edition that it cites as of its own meeting: "of this assembly".
    pub cited_as_own: Option<Edition>,
}

impl Head {
    /// Reads it off a tree.
    pub fn of(tree: &Tree) -> Head {
        let edition = |citation: &Citation| citation.edition.as_ref().map(|mention| mention.edition.clone());
        Head {
            key: TextKey::of_heading(tree),
            edition: tree.edition().map(|mention| mention.edition.clone()),
            body: tree.body(),
            own_meeting: tree.own_meeting(),
            cited_as_own: tree
                .citations()
                .iter()
                .map(|cited| &cited.it)
                .filter(|it| it.is_of_this_meeting())
                .find_map(edition),
        }
    }
}
