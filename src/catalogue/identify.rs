//! Which text a citation means, where the body is not named.

use smol_str::SmolStr;

use super::key::TextKey;
use super::meeting::{AsOf, Held};
use super::store::Catalogue;
use crate::syntax::{Adopted, Body, Edition, Instrument, split_revision};

/// A citation as a draft has it.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// "Resolution".
    pub instrument: Instrument,
    /// Who adopted it, where the draft says so, "of this assembly" included.
    pub body: Option<Body>,
    /// As written: "130", "57/239", "7" or "7-3".
    pub number: &'a str,
    /// Place and year, or what stands for them.
    pub edition: Option<&'a Edition>,
}

/// The texts that a citation may mean.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Identified {
    /// The texts: one if the body is known, several if they cannot be told apart, none if nothing is known of it. They
    /// need not be in the catalogue.
    pub keys: Vec<TextKey>,
    /// Whether the body is named or follows from the form of the citation; else it was inferred from place, year, number.
    pub certain: bool,
    /// The edition, where it follows from the number: "ITU-R 7-3". Else as cited.
    pub edition: Option<Edition>,
}

impl Identified {
    /// The text, if it is one.
    pub fn key(&self) -> Option<&TextKey> {
        match &*self.keys {
            [key] => Some(key),
            _ => None,
        }
    }
}

impl Catalogue {
    /// Which text is meant. A named body wins, then what the form tells (WRC-19, ITU-R 7-3, 57/239), then the meetings at
    /// the place and year; where several bodies met there, the editions known, the numbers known, and the draft's own
    /// meeting, in this order.
    pub fn identify(&self, cited: &Cited<'_>, as_of: Option<&AsOf>) -> Identified {
        let edition = cited.edition.cloned();
        let certain = |body| Identified {
            keys: vec![TextKey::new(body, cited.instrument, cited.number)],
            certain: true,
            edition: edition.clone(),
        };
        let adopted = cited.edition.map(|edition| &edition.adopted);
        let radio = cited.body == Some(Body::Ra) || (cited.body.is_none() && said_itu_r(cited.number));
        if radio {
            let revision = split_revision(cited.number).map(|(_, revision)| revision);
            let from_number =
                revision.map(|revision| Edition { revised: revision > 0, adopted: Adopted::Revision(revision) });
            return Identified { edition: from_number.or(edition.clone()), ..certain(Body::Ra) };
        }
        if let Some(body) = cited.body {
            return certain(body);
        }
        match adopted {
            Some(Adopted::Wrc { .. }) => return certain(Body::Wrc),
            Some(Adopted::Revision(_)) => return certain(Body::Ra),
            _ if is_session_number(cited.number) => return certain(Body::Unga),
            Some(Adopted::At { place, year }) => {
                let bodies = self.bodies_at(cited, place, *year, as_of);
                let keys = bodies.into_iter().map(|body| TextKey::new(body, cited.instrument, cited.number)).collect();
                return Identified { keys, certain: false, edition };
            }
            _ => {}
        }
        // Without place and year: Council texts are cited so; of others the number alone does not tell.
        let number: SmolStr = TextKey::new(Body::Pp, cited.instrument, cited.number).number;
        // Body by body, which is a few searches instead of a walk through all that is known.
        let known = || {
            let keys = Body::all().iter().map(|names| TextKey {
                body: names.body,
                instrument: cited.instrument,
                number: number.clone(),
            });
            keys.filter_map(|key| self.resolution(&key)).map(|entry| &entry.key)
        };
        let mut keys: Vec<TextKey> = known().filter(|key| key.body.cites_without_edition()).cloned().collect();
        if keys.is_empty() {
            keys = known().cloned().collect();
        }
        Identified { keys, certain: false, edition }
    }

    /// The bodies that may have adopted a text at a place and year: one, where anything tells them apart.
    fn bodies_at(&self, cited: &Cited<'_>, place: &str, year: u16, as_of: Option<&AsOf>) -> Vec<Body> {
        let mut met: Vec<_> = self.meetings_at(place, year).collect();
        // A plan that came to nothing counts only where nobody met.
        if met.iter().any(|meeting| meeting.held != Held::No) {
            met.retain(|meeting| meeting.held != Held::No);
        }
        let mut bodies: Vec<Body> = met.iter().map(|meeting| meeting.body).collect();
        if bodies.is_empty() {
            // The coming meeting, which no data know.
            let own = as_of.and_then(|as_of| as_of.body().filter(|body| as_of.is(*body, place, year)));
            return own.into_iter().collect();
        }
        let mut narrow = |by: &dyn Fn(Body) -> bool| {
            if bodies.len() > 1 && bodies.iter().any(|body| by(*body)) {
                bodies.retain(|body| by(*body));
            }
        };
        let key = |body| TextKey::new(body, cited.instrument, cited.number);
        narrow(&|body| {
            let entry = self.resolution(&key(body));
            entry.is_some_and(|entry| cited.edition.is_some_and(|edition| entry.edition(edition).is_some()))
        });
        narrow(&|body| self.resolution(&key(body)).is_some());
        // WRC's editions are cited by their code, never by place and year.
        narrow(&|body| body != Body::Wrc);
        narrow(&|body| as_of.is_some_and(|as_of| as_of.is(body, place, year)));
        bodies
    }
}

/// "57/239": session and number, as the United Nations General Assembly counts.
fn is_session_number(number: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    number.split_once('/').is_some_and(|(session, number)| digits(session) && digits(number))
}

fn said_itu_r(number: &str) -> bool {
    number.trim().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("itu"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Body::*;

    fn check(body: Option<Body>, number: &str, edition: Option<Edition>, expected: &[(Body, &str)], certain: bool) {
        let cited = Cited { instrument: Instrument::Resolution, body, number, edition: edition.as_ref() };
        let own = Catalogue::embedded().as_of(Some(Wtsa), "Lima", 2028);
        let identified = Catalogue::embedded().identify(&cited, Some(&own));
        let keys: Vec<_> = identified.keys.iter().map(|key| (key.body, key.number.as_str())).collect();
        assert_eq!((&*keys, identified.certain), (expected, certain), "{number} {edition:?}");
    }

    #[test]
    fn the_form_tells_the_body() {
        let edition = |adopted| Some(Edition { revised: true, adopted });
        check(Some(Pp), "130", None, &[(Pp, "130")], true);
        check(None, "25", edition(Adopted::Wrc { year: 2019 }), &[(Wrc, "25")], true);
        check(None, "7", edition(Adopted::Revision(3)), &[(Ra, "7")], true);
        check(None, "ITU-R 7-3", None, &[(Ra, "7")], true);
        check(None, "57/239", None, &[(Unga, "57/239")], true);
        check(None, "1305", None, &[(Council, "1305")], false);
    }

    #[test]
    fn place_and_year_tell_the_body() {
        let at = |place, year| Some(Edition::at(true, place, year));
        check(None, "181", Some(Edition::at(false, "Guadalajara", 2010)), &[(Pp, "181")], false);
        check(None, "45", at("Dubai", 2014), &[(Wtdc, "45")], false);
        check(None, "71", at("Dubai", 2018), &[(Pp, "71")], false);
        check(None, "52", at("Dubai", 2012), &[(Wtsa, "52")], false);
        check(None, "9", Some(Edition::at(false, "Dubai", 2012)), &[(Wtsa, "9"), (Wcit, "9")], false);
        check(None, "9", at("Geneva", 2015), &[(Ra, "9")], false);
        check(None, "50", at("Hyderabad", 2020), &[(Wtsa, "50")], false);
        check(None, "103", Some(Edition::at(false, "Lima", 2028)), &[(Wtsa, "103")], false);
        check(None, "103", Some(Edition::at(false, "Atlantis", 2027)), &[], false);
    }

    #[test]
    fn the_number_of_a_radio_text_tells_the_edition() {
        let cited = Cited { instrument: Instrument::Resolution, body: Some(Ra), number: "7-3", edition: None };
        let identified = Catalogue::embedded().identify(&cited, None);
        assert_eq!(identified.edition, Some(Edition { revised: true, adopted: Adopted::Revision(3) }));
    }
}
