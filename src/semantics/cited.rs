//! Which text a citation means, and how its edition stands.

use std::sync::{Arc, OnceLock};

use crate::catalogue::{AsOf, Catalogue, Cited, Identified, Judgement, TextKey};
use crate::syntax::{Body, Citation, Edition, Instrument, Outcome, ReferenceTarget, SaidBody, Tree, Zone};

/// A citation with what it means.
pub struct JudgedCitation<'a> {
    pub citation: &'a Citation,
    pub zone: Zone,
    /// Which text it means, if that can be told.
    pub key: Option<TextKey>,
    /// How its edition stands, where text and edition can be told.
    pub judgement: Option<Judgement>,
}

/// How the citations of a text were judged, kept for its next state with what that depends on: most edits leave it as it is.
#[derive(Clone, Debug)]
pub struct Judged {
    pub(super) meeting: AsOf,
    pub(super) own_body: Option<Body>,
    pub(super) citations: Box<[(Option<TextKey>, Option<Judgement>)]>,
    /// What the text's references name, which hangs on clauses and labels alone.
    pub(super) named: Named,
}

/// What the references of a text name, worked out where it is asked. States of the text that differ in words alone share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub targets: OnceLock<Arc<[ReferenceTarget]>>,
    pub outcomes: OnceLock<Arc<[OnceLock<Vec<Outcome>>]>>,
}

impl Judged {
    /// Whether it holds for another state of the text in the same workspace. What a citation means may hang on those before
    /// it, so it holds for all or none.
    pub(super) fn holds(&self, before: &Tree, now: &Tree, meeting: &AsOf, own_body: Option<Body>) -> bool {
        self.meeting == *meeting
            && self.own_body == own_body
            && before.citations().len() == now.citations().len()
            && before.citations().iter().zip(now.citations()).all(|(before, now)| before.it.says_the_same(&now.it))
    }

    /// Whether any of these texts is cited.
    pub fn cites_any(&self, keys: &[&TextKey]) -> bool {
        self.citations.iter().filter_map(|(key, _)| key.as_ref()).any(|key| keys.contains(&key))
    }
}

/// A citation as a text says it.
#[derive(Clone, Copy)]
pub(super) struct SaidCitation<'c> {
    pub instrument: Instrument,
    pub number: &'c str,
    pub body: SaidBody,
    pub edition: Option<&'c Edition>,
}

impl<'c> SaidCitation<'c> {
    pub(super) fn of(citation: &'c Citation, body: SaidBody) -> SaidCitation<'c> {
        let edition = citation.edition.as_ref().map(|mention| &mention.edition);
        SaidCitation { instrument: citation.instrument, number: &citation.number, body, edition }
    }
}

/// The texts that a citation may mean in a text of a body that is judged at a meeting.
pub(super) fn identify(
    said: SaidCitation<'_>,
    own_body: Option<Body>,
    catalogue: &Catalogue,
    meeting: &AsOf,
) -> Identified {
    let body = match said.body {
        SaidBody::Named(body) => Some(body),
        SaidBody::Own => own_body.or(meeting.body()),
        SaidBody::Unsaid => None,
    };
    let cited = Cited { instrument: said.instrument, body, number: said.number, edition: said.edition };
    catalogue.identify(&cited, Some(meeting))
}
