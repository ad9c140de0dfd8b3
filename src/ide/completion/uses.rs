//! How often a draft cites a text: what it uses is offered first.

use std::collections::HashMap;

use crate::catalogue::{AsOf, TextKey};
use crate::ide::line::CursorLine;
use crate::ide::typing::body_of;
use crate::syntax::{Body, Edition, Instrument};

/// A citation's body, where it names one, and its edition.
type CitedEdition<'t> = (Option<Body>, Option<&'t Edition>);

/// The citations of a text, by number.
pub(super) struct Uses<'t>(HashMap<(Instrument, &'t str), Vec<CitedEdition<'t>>>);

impl<'t> Uses<'t> {
    /// All but the citation at the cursor.
    pub(super) fn of(line: &'t CursorLine<'_>, as_of: &AsOf) -> Uses<'t> {
        let mut uses: HashMap<_, Vec<_>> = HashMap::new();
        let others = line.text.tree().citations().iter().map(|placed| &placed.it);
        for citation in others.filter(|citation| !citation.list_span.touches(line.local())) {
            let edition = citation.edition.as_ref().map(|mention| &mention.edition);
            let cited = (body_of(citation, as_of), edition);
            uses.entry((citation.instrument, citation.number.as_str())).or_default().push(cited);
        }
        Uses(uses)
    }

    /// How often a text is cited. A citation that names no body counts for each.
    pub(super) fn of_text(&self, key: &TextKey) -> usize {
        self.numbered(key.instrument, &key.number).iter().filter(|cited| can_be(cited, key)).count()
    }

    /// How often it is cited in an edition.
    pub(super) fn of_edition(&self, key: &TextKey, edition: &Edition) -> usize {
        let citing = self.numbered(key.instrument, &key.number).iter().filter(|cited| can_be(cited, key));
        citing.filter(|(_, cited)| cited.is_some_and(|cited| cited.same_meeting(edition))).count()
    }

    /// Whether a citation of this number names this body.
    pub(super) fn names(&self, key: &TextKey) -> bool {
        self.numbered(key.instrument, &key.number).iter().any(|(body, _)| *body == Some(key.body))
    }

    fn numbered<'s>(&'s self, instrument: Instrument, number: &'s str) -> &'s [CitedEdition<'s>] {
        self.0.get(&(instrument, number)).map_or(&[], Vec::as_slice)
    }
}

fn can_be((body, _): &CitedEdition<'_>, key: &TextKey) -> bool {
    body.is_none_or(|body| body == key.body)
}
