//! How an edition stands at a meeting.
//!
//! Asked for a citation, a moment ([`AsOf`]) and, if the citation stands in an adopted text, that text: it is no evidence
//! about itself. What the data do not know is [`Standing::Unknown`], never wrong; and a judgement is *firm* only where it
//! rests on sourced lines.
//!
//! The list of editions has gaps. Superseded therefore needs only one newer edition that is known and was adopted before
//! the meeting opened. That an edition never existed needs a closed interval: `"status": "in-force"` says that nothing was
//! adopted between the edition's own meeting and the newest one covered.

mod case;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use super::entry::EditionRow;
use super::meeting::{Meeting, Provenance};
use super::meetings::MeetingKnown;
use crate::syntax::Edition;

/// How an edition stands.
#[derive(Clone, PartialEq, Debug)]
pub enum Standing {
    /// It was in force when the meeting opened.
    InForce,
    /// It is of the very meeting asked about: right, the best choice, and changed by no fix.
    AdoptedHere {
        /// Nothing in the data shows that the meeting adopted it: the draft is taken at its word.
        on_word: bool,
    },
    /// A newer edition had been adopted.
    Superseded {
        /// The newest known, at that meeting.
        by: Arc<EditionRow>,
        /// The newest sourced one: what a firm finding rests on.
        sure: Option<Arc<EditionRow>>,
        /// It was in force when the meeting opened, as far as is sure, and that very meeting revised it: a hint at most.
        revised_here: bool,
    },
    /// It was adopted after the meeting.
    Later,
    /// The text had been suppressed.
    Suppressed {
        /// By which meeting, if known.
        at: Option<Arc<Meeting>>,
        /// It was in force when the meeting opened, and that very meeting suppressed it: a hint at most.
        here: bool,
    },
    /// No meeting ever adopted it so.
    NeverExisted(NeverExisted),
    /// The data do not tell.
    Unknown(Unknown),
}

/// Why an edition never existed.
#[derive(Clone, PartialEq, Debug)]
pub enum NeverExisted {
    /// The body did not meet at that place and year.
    NoSuchMeeting(MeetingKnown),
    /// The body met, and left the text as it was: this edition was in force before and after.
    NotAdoptedThere(Arc<EditionRow>),
    /// The edition of that meeting is written otherwise: with "Rev.", or without.
    WrittenOtherwise(Arc<EditionRow>),
    /// An older edition is known, so that this one cannot be new: "Rev." is missing.
    NeedsRev(Arc<EditionRow>),
    /// The text was first adopted later.
    BeforeFirst {
        /// The place and year of its first adoption.
        first: Edition,
    },
    /// The numbers around it were first adopted at one meeting, which contradicts "Rev." or its absence.
    NumberRange {
        /// The place and year of their first adoption.
        first: Edition,
    },
}

/// Why nothing can be said.
#[derive(Clone, PartialEq, Debug)]
pub enum Unknown {
    /// The text is not in the data.
    Text,
    /// The edition is not, and nothing newer is known.
    Edition,
    /// These meetings of the body came between; whether they revised the text is not in the data.
    MayBeRevised(Vec<Arc<Meeting>>),
    /// This meeting had opened, and its results are not in the data.
    ResultsMissing(Arc<Meeting>),
    /// Two meetings of one year, without dates.
    Order,
    /// The numbering began again since: another text has this number now.
    NumberingRestarted,
}

/// The edition that stands best at a meeting.
#[derive(Clone, PartialEq, Debug)]
pub struct Best {
    pub row: Arc<EditionRow>,
    /// It is of this very meeting.
    pub adopted_here: bool,
    /// Sourced, and nothing may have come between.
    pub firm: bool,
}

/// What a piece of evidence says, for a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    /// An edition was adopted.
    Adopted,
    /// An edition was in force through a meeting.
    InForce,
    /// A text was suppressed.
    Suppressed,
    /// A meeting was not held, or the body did not meet there.
    NotMet,
    /// A range of numbers was first adopted at one meeting.
    NumberRange,
    /// Numbering began again.
    Restart,
    /// Results of a meeting are not in the data.
    ResultsMissing,
    /// The draft is taken at its word.
    OnWord,
}

/// A fact that a judgement rests on. Displayed as a sentence for drafters, `{:#}` with its source.
#[derive(Clone, PartialEq, Debug)]
pub struct Evidence {
    pub fact: Fact,
    /// The sentence, without full stop.
    pub sentence: Box<str>,
    /// The editions that the sentence names by their official forms.
    pub names: Vec<Edition>,
    /// Where it is known from; empty where it is something that the data do not say.
    pub source: Arc<str>,
    pub known: Provenance,
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)?;
        if !self.known.is_sourced() {
            f.write_str(" (unverified)")?;
        }
        if f.alternate() && !self.source.is_empty() {
            write!(f, " [{}]", self.source)?;
        }
        Ok(())
    }
}

/// How an edition stands, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct Judgement {
    pub standing: Standing,
    /// Whether it rests on sourced facts only. What is not firm is a hint at most.
    pub firm: bool,
    /// The edition cited, where the data have it.
    pub cited: Option<Arc<EditionRow>>,
    /// The edition to cite instead, or the same.
    pub best: Option<Best>,
    /// What it rests on, the weightiest first.
    pub evidence: Vec<Evidence>,
}
