//! How an edition stands at a meeting.
//!
//! Asked for a citation, a moment ([`AsOf`]) and, if the citation stands in an adopted text, that text: it is no evidence
//! about itself. What the data do not know is [`Standing::Unknown`], never wrong; and a judgement is *firm* only where it
//! rests on sourced lines.
//!
//! The list of editions has gaps. Superseded therefore needs only one newer edition that is known and was adopted before
//! the meeting opened. That an edition never existed needs a closed interval: `"status": "in-force"` says that nothing was
//! adopted between the edition's own meeting and the newest one covered.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use super::entry::{EditionRow, Entry, Status};
use super::key::TextKey;
use super::meeting::{AsOf, Held, Known, Meeting, When};
use super::meetings::MeetingKnown;
use super::store::{Catalogue, OriginId};
use super::wording::{official_form, text_form};
use crate::syntax::{Adopted, Body, Edition};

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
        /// It was in force when the meeting opened, and that very meeting revised it: a hint at most.
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
    /// It.
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
    /// What it says.
    pub fact: Fact,
    /// The sentence, without full stop.
    pub sentence: Box<str>,
    /// Where it is known from; empty where it is something that the data do not say.
    pub source: Arc<str>,
    /// How far it is known.
    pub known: Known,
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
    /// How.
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

impl Catalogue {
    /// How an edition stands at a meeting. `asking` is the adopted text that the citation stands in, if it is one.
    pub fn standing(&self, key: &TextKey, edition: &Edition, as_of: &AsOf, asking: Option<OriginId>) -> Judgement {
        let case = Case::new(self, key, edition, as_of, asking);
        let mut judgement = case.judge();
        judgement.cited = case.cited.clone();
        judgement.best = case.best();
        judgement
    }

    /// The edition to cite at a meeting: that of the meeting itself, else the newest adopted before it opened.
    pub fn best_at(&self, key: &TextKey, as_of: &AsOf, asking: Option<OriginId>) -> Option<Best> {
        // Whichever edition is cited, the best one is the same.
        let none = Edition { revised: false, adopted: Adopted::Year(0) };
        Case::new(self, key, &none, as_of, asking).best()
    }
}

/// One question, with what it needs looked up.
struct Case<'a> {
    catalogue: &'a Catalogue,
    key: &'a TextKey,
    edition: &'a Edition,
    as_of: &'a AsOf,
    opening: When,
    entry: Option<&'a Arc<Entry>>,
    rows: Cow<'a, [Arc<EditionRow>]>,
    cited: Option<Arc<EditionRow>>,
    /// When the cited edition was adopted, if it was.
    when: Option<When>,
}

impl<'a> Case<'a> {
    fn new(
        catalogue: &'a Catalogue,
        key: &'a TextKey,
        edition: &'a Edition,
        as_of: &'a AsOf,
        asking: Option<OriginId>,
    ) -> Case<'a> {
        let entry = catalogue.resolution(key);
        let rows = entry.map_or(Cow::Borrowed(&[][..]), |entry| entry.seen_by(asking));
        let meeting = catalogue.meeting_of_edition(key.body, edition);
        let cited = rows
            .iter()
            .find(|row| {
                row.is(edition)
                    || meeting.is_some_and(|meeting| row.meeting.as_ref().is_some_and(|own| own.same(meeting)))
            })
            .cloned();
        let when = cited
            .as_ref()
            .and_then(|row| row.when())
            .or_else(|| meeting.map(|meeting| meeting.when()))
            .or_else(|| edition.year().map(When::year));
        Case { catalogue, key, edition, as_of, opening: as_of.when(), entry, rows, cited, when }
    }

    fn judge(&self) -> Judgement {
        if let Some(restarted) = self.before_restart() {
            return restarted;
        }
        if self.is_own() {
            return self.of_own_meeting();
        }
        if let Some(never) = self.never_existed() {
            return never;
        }
        if let Some(later) = self.adopted_later() {
            return later;
        }
        if let Some(suppressed) = self.suppressed() {
            return suppressed;
        }
        if let Some(superseded) = self.superseded() {
            return superseded;
        }
        match &self.cited {
            Some(row) => self.newest_known(row),
            None if self.entry.is_none() => self.unknown(Unknown::Text, vec![]),
            None => self.unknown(Unknown::Edition, vec![]),
        }
    }

    /// Older than where the numbering began again: then another text is meant.
    fn before_restart(&self) -> Option<Judgement> {
        let restart = self.catalogue.restart_of(self.key.body)?;
        (self.when?.year < restart.year).then(|| {
            let sentence = format!("numbering began again in {}, {}", restart.at, restart.year);
            let evidence = evidence(Fact::Restart, sentence, &restart.source, Known::Sourced);
            self.unknown(Unknown::NumberingRestarted, vec![evidence])
        })
    }

    fn is_own(&self) -> bool {
        if self.as_of.adopts(self.key.body, self.edition)
            || self.cited.as_ref().is_some_and(|row| self.is_of_own_meeting(row))
            || self
                .catalogue
                .meeting_of_edition(self.key.body, self.edition)
                .is_some_and(|meeting| self.as_of.is_meeting(meeting))
        {
            return true;
        }
        // ITU-R: the next number can only be of the coming assembly.
        let next = self.rows.last().and_then(|row| row.revision()).map(|revision| revision + 1);
        self.cited.is_none()
            && self.as_of.body() == Some(self.key.body)
            && matches!(self.edition.adopted, Adopted::Revision(revision) if Some(revision) == next)
            && !self.own_results_known()
    }

    fn is_of_own_meeting(&self, row: &EditionRow) -> bool {
        match (&row.meeting, &row.place, row.year) {
            (Some(meeting), _, _) => self.as_of.is_meeting(meeting),
            (None, Some(place), Some(year)) => self.as_of.is(self.key.body, place, year),
            _ => self.as_of.adopts(self.key.body, &row.edition),
        }
    }

    fn own_results_known(&self) -> bool {
        matches!(self.as_of, AsOf::Meeting(meeting) if self.catalogue.covers(meeting))
    }

    /// Lenient: a meeting may adopt anything, unless its results are known and say otherwise.
    fn of_own_meeting(&self) -> Judgement {
        if let Some(row) = &self.cited {
            return self.written_otherwise(row).unwrap_or_else(|| {
                self.say(Standing::AdoptedHere { on_word: false }, row.known.is_sourced(), vec![self.adopted(row)])
            });
        }
        if self.own_results_known()
            && let Some(never) = self.never_existed().filter(|never| never.firm)
        {
            return never;
        }
        let sentence = format!("{} is taken on the draft's word: it is of its own meeting", self.form());
        let on_word = evidence(Fact::OnWord, sentence, "", Known::Sourced);
        self.say(Standing::AdoptedHere { on_word: true }, false, vec![on_word])
    }

    fn never_existed(&self) -> Option<Judgement> {
        match &self.cited {
            Some(row) => self.written_otherwise(row),
            None => self
                .no_such_meeting()
                .or_else(|| self.not_in_its_range())
                .or_else(|| self.before_first())
                .or_else(|| self.not_adopted_there())
                .or_else(|| self.needs_rev()),
        }
    }

    /// "Rev." where the data have the edition as new, or the other way round.
    fn written_otherwise(&self, row: &Arc<EditionRow>) -> Option<Judgement> {
        if row.from_history || !writes_rev(self.key.body, self.edition) || !writes_rev(self.key.body, &row.edition) {
            return None;
        }
        (row.edition.revised != self.edition.revised).then(|| {
            let why = NeverExisted::WrittenOtherwise(Arc::clone(row));
            self.say(Standing::NeverExisted(why), row.known.is_sourced(), vec![self.adopted(row)])
        })
    }

    /// The body did not meet at that place and year.
    fn no_such_meeting(&self) -> Option<Judgement> {
        let (known, name) = match &self.edition.adopted {
            Adopted::At { place, year } => {
                let known = self.catalogue.meeting_standing(Some(self.key.body), place, *year, None);
                (known, format!("in {place}, {year}"))
            }
            Adopted::Wrc { year } => {
                let covered = self.catalogue.coverage(Body::Wrc)?;
                let met = self.catalogue.meeting_of_edition(Body::Wrc, self.edition);
                if met.is_some() || !(covered.from..=covered.year).contains(year) {
                    return None;
                }
                let nearest = self.catalogue.nearest_meetings(Some(Body::Wrc), "", *year);
                (MeetingKnown::NobodyMet { nearest, firm: true }, format!("in {year}"))
            }
            Adopted::Revision(_) | Adopted::Year(_) => return None,
        };
        let source = match &known {
            MeetingKnown::Own | MeetingKnown::Met(_) | MeetingKnown::Unknown => return None,
            MeetingKnown::PlannedNotHeld { planned, .. } => Arc::clone(&planned.source),
            MeetingKnown::OtherBody { .. } | MeetingKnown::NobodyMet { .. } => {
                Arc::clone(&self.catalogue.coverage(self.key.body)?.source)
            }
        };
        let sentence = match &known {
            MeetingKnown::PlannedNotHeld { instead: Some(instead), .. } => {
                format!("no meeting was held {name}: it met as {instead}")
            }
            _ => format!("the {} did not meet {name}", self.key.body.name()),
        };
        let firm = known.is_wrong();
        let evidence = evidence(Fact::NotMet, sentence, &source, Known::Sourced);
        Some(self.say(Standing::NeverExisted(NeverExisted::NoSuchMeeting(known)), firm, vec![evidence]))
    }

    /// The numbers around it were first adopted at one meeting.
    fn not_in_its_range(&self) -> Option<Judgement> {
        let range = self.catalogue.numbers_of(self.key)?;
        let first = Edition::at(false, &range.first, range.year);
        let order = self.when?.year.cmp(&range.year);
        let wrong = match order {
            Ordering::Less => true,
            Ordering::Equal => self.edition.revised,
            Ordering::Greater => !self.edition.revised,
        };
        wrong.then(|| {
            let sentence = format!("Resolutions {} to {} were first adopted in {first}", range.low, range.high);
            let evidence = evidence(Fact::NumberRange, sentence, &range.source, range.known);
            let why = NeverExisted::NumberRange { first };
            self.say(Standing::NeverExisted(why), range.known.is_sourced(), vec![evidence])
        })
    }

    /// Cited from a meeting before the one that first adopted the text.
    fn before_first(&self) -> Option<Judgement> {
        let first = self.rows.iter().find(|row| !row.from_history && !row.edition.revised)?;
        // ITU-R counts from 0, and its numbers say the order; the Council writes no "Rev.".
        if !writes_rev(self.key.body, &first.edition) || self.when?.order(&first.when()?)? != Ordering::Less {
            return None;
        }
        // Conferences on radio give the number of a suppressed text out again.
        let firm = first.known.is_sourced() && self.key.body != Body::Wrc;
        let why = NeverExisted::BeforeFirst { first: first.edition.clone() };
        let sentence = format!("{} was first adopted in {}", text_form(self.key), first.edition);
        let first = evidence(Fact::Adopted, sentence, &first.source, first.known);
        Some(self.say(Standing::NeverExisted(why), firm, vec![first]))
    }

    /// Cited from a meeting through which an older edition is known to have stayed in force.
    fn not_adopted_there(&self) -> Option<Judgement> {
        let before = self.rows.iter().rev().find(|row| match (self.edition.adopted.clone(), row.revision()) {
            (Adopted::Revision(cited), Some(own)) => own < cited,
            _ => self.order_of(row) == Some(Ordering::Less),
        })?;
        let after = self.rows.iter().find(|row| row.order(before) == Some(Ordering::Greater));
        let (closed, sourced, sentence, source) = self.closed_over(before, after)?;
        closed.then(|| {
            let firm = sourced && before.known.is_sourced();
            let known = if firm { Known::Sourced } else { Known::Unverified };
            let evidence = evidence(Fact::InForce, sentence, &source, known);
            let why = NeverExisted::NotAdoptedThere(Arc::clone(before));
            self.say(Standing::NeverExisted(why), firm, vec![evidence])
        })
    }

    /// Whether nothing was adopted at the cited meeting, `before` being the edition older than it: whether so, whether
    /// that is sourced, the sentence, its source.
    fn closed_over(
        &self,
        before: &EditionRow,
        after: Option<&Arc<EditionRow>>,
    ) -> Option<(bool, bool, String, Arc<str>)> {
        let form = official_form(self.key, &before.edition);
        // ITU-R: between revisions 3 and 4 there is none.
        if let (Some(own), Some(next)) = (before.revision(), after.and_then(|after| after.revision()))
            && next == own + 1
            && self.when.is_some()
        {
            let next = after.map(|after| official_form(self.key, &after.edition)).unwrap_or_default();
            return Some((true, true, format!("{next} followed {form}"), Arc::clone(&before.source)));
        }
        let sourced = before.status_known.is_sourced();
        if let Some(through) = &before.through {
            let closed = match (self.when, &self.edition.adopted) {
                (Some(when), _) => when.order(&through.when())? != Ordering::Greater,
                (None, Adopted::Revision(_)) => self.meetings_since(&through.when()).next().is_none(),
                (None, _) => false,
            };
            let sentence = format!(
                "{form} is in force through {through}, the newest meeting known: nothing was adopted {}",
                self.at_cited()
            );
            return Some((closed, sourced, sentence, Arc::clone(&before.source)));
        }
        if let Status::Suppressed { at: Some((place, year)) } = &before.status {
            let at = self.catalogue.meeting(self.key.body, place, *year)?;
            let closed = self.when?.order(&at.when())? != Ordering::Greater;
            let sentence = format!("{form} was in force until {at} suppressed it");
            return Some((closed, sourced, sentence, Arc::clone(&before.source)));
        }
        // Of the newest meeting covered itself: for ITU-R the next number cannot have been given out yet.
        let when = before.when()?;
        let newest = self.catalogue.newest_covered(self.key.body)?;
        let next_number = self.when.is_none()
            && when.order(&newest.when()) == Some(Ordering::Equal)
            && self.meetings_since(&when).next().is_none();
        let sentence = format!("{form} is of {newest}, the newest meeting known");
        Some((next_number, true, sentence, Arc::clone(&before.source)))
    }

    /// Without "Rev.", though an older edition is known.
    fn needs_rev(&self) -> Option<Judgement> {
        if self.edition.revised || !writes_rev(self.key.body, self.edition) {
            return None;
        }
        let older = || self.rows.iter().filter(|row| self.order_of(row) == Some(Ordering::Less));
        if older().any(|row| matches!(row.status, Status::Suppressed { .. })) {
            return None;
        }
        let row = older().find(|row| row.known.is_sourced()).or_else(|| older().next())?;
        let why = NeverExisted::NeedsRev(Arc::clone(row));
        let firm = row.known.is_sourced() && self.key.body != Body::Wrc;
        Some(self.say(Standing::NeverExisted(why), firm, vec![self.adopted(row)]))
    }

    /// Adopted after the meeting asked about, or at one that was sitting on the day asked about.
    fn adopted_later(&self) -> Option<Judgement> {
        let when = self.when?;
        match when.closed_before(&self.opening) {
            Some(true) => None,
            Some(false) if when.order(&self.opening) == Some(Ordering::Less) => {
                let meeting = self.catalogue.meeting_of_edition(self.key.body, self.edition)?;
                Some(self.results_missing(meeting))
            }
            Some(false) => {
                let firm = self.cited.as_ref().is_some_and(|row| row.known.is_sourced());
                let evidence = self.cited.iter().map(|row| self.adopted(row)).collect();
                Some(self.say(Standing::Later, firm, evidence))
            }
            None => Some(self.unknown(Unknown::Order, vec![])),
        }
    }

    fn suppressed(&self) -> Option<Judgement> {
        let last = self.rows.last()?;
        let Status::Suppressed { at } = &last.status else { return None };
        let sourced = last.status_known.is_sourced();
        let form = official_form(self.key, &last.edition);
        let Some((place, year)) = at else {
            // Sometime up to the newest meeting covered.
            let newest = self.catalogue.newest_covered(self.key.body)?;
            if newest.when().closed_before(&self.opening) != Some(true) {
                return None;
            }
            let sentence = format!("{form} is no longer in force after {newest}");
            let evidence = evidence(Fact::Suppressed, sentence, &last.source, last.status_known);
            return Some(self.say(Standing::Suppressed { at: None, here: false }, sourced, vec![evidence]));
        };
        let at = self.catalogue.meeting(self.key.body, place, *year)?;
        let here = self.as_of.is_meeting(at);
        if !here && at.when().closed_before(&self.opening) != Some(true) {
            return None;
        }
        // By this very meeting: then the edition in force when it opened is the one to speak of.
        if here && self.cited.as_ref().is_none_or(|cited| !cited.same(last)) {
            return None;
        }
        let evidence = evidence(Fact::Suppressed, format!("{at} suppressed {form}"), &last.source, last.status_known);
        Some(self.say(Standing::Suppressed { at: Some(Arc::clone(at)), here }, sourced, vec![evidence]))
    }

    fn superseded(&self) -> Option<Judgement> {
        let newer: Vec<_> = self.rows.iter().filter(|row| self.order_of(row) == Some(Ordering::Greater)).collect();
        let own = newer.iter().rev().find(|row| self.is_of_own_meeting(row));
        let before: Vec<_> = newer.iter().filter(|row| self.adopted_in_time(row) == Some(true)).collect();
        let revised_here = before.is_empty();
        let by = own.or(before.last().copied())?;
        let candidates = || own.into_iter().chain(before.iter().rev().copied());
        let sure = candidates().find(|row| row.known.is_sourced());
        // An unverified older edition leaves it open which was in force; the newest sourced one decides.
        let firm = sure.is_some();
        let mut evidence = vec![self.adopted(by)];
        if let Some(sure) = sure.filter(|sure| !sure.same(by)) {
            evidence.insert(0, self.adopted(sure));
        }
        let standing = Standing::Superseded { by: Arc::clone(by), sure: sure.map(|row| Arc::clone(row)), revised_here };
        Some(self.say(standing, firm, evidence))
    }

    /// The cited edition is the newest known: was it still in force when the meeting opened?
    fn newest_known(&self, row: &Arc<EditionRow>) -> Judgement {
        let undecided = self.rows.iter().any(|other| {
            self.order_of(other) != Some(Ordering::Less) && !other.same(row) && self.adopted_in_time(other).is_none()
        });
        if undecided {
            return self.unknown(Unknown::Order, vec![self.adopted(row)]);
        }
        match self.open_since(row) {
            Open::Closed { sourced, through } => {
                let firm = sourced && row.known.is_sourced();
                let evidence = match through {
                    Some(through) => {
                        let sentence =
                            format!("{} is in force through {through}", official_form(self.key, &row.edition));
                        evidence(Fact::InForce, sentence, &row.source, row.status_known)
                    }
                    None => self.adopted(row),
                };
                self.say(Standing::InForce, firm, vec![evidence])
            }
            Open::Since(meetings) => {
                let missing = meetings.iter().find(|meeting| !self.catalogue.covers(meeting));
                match (missing, meetings.len()) {
                    (Some(meeting), 1) => self.results_missing(meeting),
                    _ => self.unknown(Unknown::MayBeRevised(meetings), vec![self.adopted(row)]),
                }
            }
        }
    }

    /// Which meetings may have changed the text between this edition and the opening asked about.
    fn open_since(&self, row: &EditionRow) -> Open {
        let Some(when) = row.when() else { return Open::Since(vec![]) };
        let through = row.through.clone();
        let mut floor = when;
        let mut sourced = true;
        if let Some(through) = &through {
            floor = through.when();
            sourced = row.status_known.is_sourced();
        } else if let Status::Suppressed { at: Some(_) } = row.status {
            // Asked before its suppression, else it would not have come here: nothing came between.
            return Open::Closed { sourced: row.status_known.is_sourced(), through: None };
        }
        if let (Some(own), Some(next)) = (row.revision(), self.next_revision(row))
            && next == own + 1
        {
            return Open::Closed { sourced: true, through: None };
        }
        // Resolutions of the United Nations are not revised.
        if self.key.body == Body::Unga {
            return Open::Closed { sourced, through: None };
        }
        let Some(coverage) = self.catalogue.coverage(self.key.body) else { return Open::Since(vec![]) };
        let between: Vec<_> = self.meetings_since(&floor).cloned().collect();
        if between.is_empty() {
            Open::Closed { sourced: sourced && coverage.from <= floor.year, through }
        } else {
            Open::Since(between)
        }
    }

    fn next_revision(&self, row: &EditionRow) -> Option<u16> {
        self.rows.iter().find(|other| other.order(row) == Some(Ordering::Greater))?.revision()
    }

    /// The body's meetings that opened after one and, as far as can be told, before the moment asked about.
    fn meetings_since(&self, floor: &When) -> impl Iterator<Item = &'a Arc<Meeting>> {
        self.catalogue.meetings_of(self.key.body).iter().filter(move |meeting| {
            meeting.held != Held::No
                && !self.as_of.is_meeting(meeting)
                && meeting.when().order(floor) == Some(Ordering::Greater)
                && meeting.when().order(&self.opening).is_none_or(|order| order == Ordering::Less)
        })
    }

    /// Whether a row was adopted before the moment asked about.
    fn adopted_in_time(&self, row: &EditionRow) -> Option<bool> {
        row.when()?.closed_before(&self.opening)
    }

    /// How a row lies to the cited edition: older (less) or newer.
    fn order_of(&self, row: &EditionRow) -> Option<Ordering> {
        if let Some(cited) = &self.cited {
            return if row.same(cited) { Some(Ordering::Equal) } else { row.order(cited) };
        }
        if let (Adopted::Revision(cited), Some(own)) = (&self.edition.adopted, row.revision()) {
            return Some(own.cmp(cited));
        }
        row.when()?.order(&self.when?)
    }

    fn best(&self) -> Option<Best> {
        if let Some(own) = self.rows.iter().rev().find(|row| self.is_of_own_meeting(row)) {
            return Some(Best { row: Arc::clone(own), adopted_here: true, firm: own.known.is_sourced() });
        }
        let row = self.rows.iter().rev().find(|row| self.adopted_in_time(row) == Some(true))?;
        let suppressed_by = |at: &Option<(smol_str::SmolStr, u16)>| match at {
            Some((place, year)) => self.catalogue.meeting(self.key.body, place, *year),
            None => self.catalogue.newest_covered(self.key.body),
        };
        if let Status::Suppressed { at } = &row.status
            && suppressed_by(at).is_some_and(|at| at.when().closed_before(&self.opening) == Some(true))
        {
            return None;
        }
        let firm = row.known.is_sourced() && matches!(self.open_since(row), Open::Closed { sourced: true, .. });
        Some(Best { row: Arc::clone(row), adopted_here: false, firm })
    }

    fn results_missing(&self, meeting: &Arc<Meeting>) -> Judgement {
        let sentence = format!("the results of {meeting} are not in the data");
        let evidence = evidence(Fact::ResultsMissing, sentence, &meeting.source, meeting.known);
        self.unknown(Unknown::ResultsMissing(Arc::clone(meeting)), vec![evidence])
    }

    fn adopted(&self, row: &EditionRow) -> Evidence {
        let form = official_form(self.key, &row.edition);
        let sentence = match &row.meeting {
            Some(meeting) => format!("{meeting} adopted {form}"),
            None => format!("{form} was adopted"),
        };
        evidence(Fact::Adopted, sentence, &row.source, row.known)
    }

    fn form(&self) -> String {
        official_form(self.key, self.edition)
    }

    /// "in Dubai, 2018", "by WRC-19".
    fn at_cited(&self) -> String {
        match &self.edition.adopted {
            Adopted::At { place, year } => format!("in {place}, {year}"),
            Adopted::Wrc { .. } => format!("by {}", Edition { revised: false, ..self.edition.clone() }),
            Adopted::Revision(_) => "since".to_owned(),
            Adopted::Year(year) => format!("in {year}"),
        }
    }

    fn unknown(&self, why: Unknown, evidence: Vec<Evidence>) -> Judgement {
        self.say(Standing::Unknown(why), false, evidence)
    }

    fn say(&self, standing: Standing, firm: bool, evidence: Vec<Evidence>) -> Judgement {
        Judgement { standing, firm, cited: None, best: None, evidence }
    }
}

/// Whether an edition's interval is closed up to the moment asked about.
enum Open {
    /// Nothing came between.
    Closed { sourced: bool, through: Option<Arc<Meeting>> },
    /// These meetings may have revised the text.
    Since(Vec<Arc<Meeting>>),
}

/// Whether "Rev." tells a new edition from a revised one: not for ITU-R's numbers, nor the Council's years.
fn writes_rev(body: Body, edition: &Edition) -> bool {
    !body.cites_without_edition() && matches!(edition.adopted, Adopted::At { .. } | Adopted::Wrc { .. })
}

fn evidence(fact: Fact, sentence: String, source: impl AsRef<str>, known: Known) -> Evidence {
    Evidence { fact, sentence: sentence.into(), source: source.as_ref().into(), known }
}
