//! The bodies that adopt resolutions, and the kinds of text they adopt.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Who adopts: an assembly, a conference, a council. Written as its code in data files and reports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Body {
    /// Plenipotentiary Conference.
    Pp,
    /// World Telecommunication Standardization Assembly.
    Wtsa,
    /// World Telecommunication Development Conference.
    Wtdc,
    /// Radiocommunication Assembly.
    Ra,
    /// World Radiocommunication Conference.
    Wrc,
    /// The ITU Council.
    Council,
    /// United Nations General Assembly.
    Unga,
    /// United Nations Security Council.
    Unsc,
    /// World Conference on International Telecommunications.
    Wcit,
    /// World Telecommunication/ICT Policy Forum.
    Wtpf,
    /// World Summit on the Information Society.
    Wsis,
}

/// What a body calls itself at its meetings: "of this assembly", "of this conference".
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sitting {
    /// "this assembly"
    Assembly,
    /// "this conference"
    Conference,
    /// The Council, a forum, a summit: not said.
    Other,
}

/// One body as the data file has it.
#[derive(Debug, Deserialize)]
pub struct BodyNames {
    pub body: Body,
    /// What it calls itself while it sits.
    pub sitting: Sitting,
    /// Its name in running text after "of the": "Plenipotentiary Conference".
    pub name: String,
    /// Its short name where texts use one ("WTSA"), or none ("Plenipotentiary Conference" is written out).
    pub short: Option<String>,
    /// Every name it is known by, in any language, for recognition; the two above belong to them.
    pub names: Vec<String>,
}

static BODIES: LazyLock<Vec<BodyNames>> =
    LazyLock::new(|| serde_json::from_str(include_str!("data/bodies.json")).expect("the bodies' data file is tested"));

impl Body {
    /// All bodies with their names, from `data/bodies.json`.
    pub fn all() -> &'static [BodyNames] {
        &BODIES
    }

    /// Its entry in the data file.
    pub fn names(self) -> &'static BodyNames {
        BODIES.iter().find(|names| names.body == self).expect("every body has its row: tested")
    }

    /// Whether it adopts texts of the Radio Regulations and of ITU-R, which others cite seldom, and there are many of.
    pub fn is_of_radio(self) -> bool {
        matches!(self, Body::Wrc | Body::Ra)
    }

    /// Its name in running text, without article: "Plenipotentiary Conference".
    pub fn name(self) -> &'static str {
        &self.names().name
    }

    /// Its shortest usual name: "WTSA", "Plenipotentiary Conference".
    pub fn short(self) -> &'static str {
        let names = self.names();
        names.short.as_deref().unwrap_or(&names.name)
    }

    /// Its shortest usual name in a sentence: "WTSA", "the Plenipotentiary Conference".
    pub fn with_article(self) -> String {
        let name = self.short();
        if name.contains(' ') { format!("the {name}") } else { name.to_owned() }
    }

    /// Its code in data files: "PP", "WTSA".
    pub fn code(self) -> &'static str {
        match self {
            Body::Pp => "PP",
            Body::Wtsa => "WTSA",
            Body::Wtdc => "WTDC",
            Body::Ra => "RA",
            Body::Wrc => "WRC",
            Body::Council => "COUNCIL",
            Body::Unga => "UNGA",
            Body::Unsc => "UNSC",
            Body::Wcit => "WCIT",
            Body::Wtpf => "WTPF",
            Body::Wsis => "WSIS",
        }
    }

    /// "assembly" or "conference", as in "of this assembly"; `None` where it is not said.
    pub fn sitting_word(self) -> Option<&'static str> {
        match self.names().sitting {
            Sitting::Assembly => Some("assembly"),
            Sitting::Conference => Some("conference"),
            Sitting::Other => None,
        }
    }

    /// Whether its resolutions are cited without place and year.
    /// Council and UNGA resolutions have none.
    pub fn cites_without_edition(self) -> bool {
        matches!(self, Body::Council | Body::Unga | Body::Unsc)
    }
}

/// The kind of text that a body adopts under a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Instrument {
    Resolution,
    Decision,
    /// A recommendation: of a conference ("Recommendation 7 (Dubai, 2018)") or of a sector ("Recommendation ITU-T X.1205").
    Recommendation,
    Opinion,
    /// A study question: "ITU-D Question 3/2".
    Question,
    /// A study group: "Study Group 17".
    #[serde(rename = "study group")]
    StudyGroup,
}

impl Instrument {
    /// As it is written before a number: "Resolution".
    pub fn word(self) -> &'static str {
        match self {
            Instrument::Resolution => "Resolution",
            Instrument::Decision => "Decision",
            Instrument::Recommendation => "Recommendation",
            Instrument::Opinion => "Opinion",
            Instrument::Question => "Question",
            Instrument::StudyGroup => "Study Group",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_its_row() {
        use Body::*;
        for body in [Pp, Wtsa, Wtdc, Ra, Wrc, Council, Unga, Unsc, Wcit, Wtpf, Wsis] {
            let names = body.names();
            assert!(names.names.contains(&names.name), "{body:?} is known by its own name");
            assert!(names.short.as_ref().is_none_or(|short| names.names.contains(short)), "{body:?}");
        }
        assert_eq!(Body::all().len(), 11);
    }
}
