//! The bodies that adopt resolutions, and the kinds of text they adopt.

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
