//! Judging one citation: the questions in the order in which they decide.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use super::{Best, Evidence, Fact, Judgement, NeverExisted, Standing, Unknown};
use crate::catalogue::entry::{EditionRow, Entry, Status};
use crate::catalogue::key::TextKey;
use crate::catalogue::meeting::{AsOf, Held, Meeting, Provenance, When};
use crate::catalogue::meetings::MeetingKnown;
use crate::catalogue::store::Catalogue;
use crate::catalogue::wording::{official_form, text_form};
use crate::syntax::{Adopted, Body, Edition};
use crate::text::FileId;

impl Catalogue {
    /// How an edition stands at a meeting. `asking` is the adopted text that the citation stands in, if it is one.
    pub fn standing(&self, key: &TextKey, edition: &Edition, as_of: &AsOf, asking: Option<FileId>) -> Judgement {
        let case = Case::new(self, key, edition, as_of, asking);
        let mut judgement = case.judge();
        judgement.cited = case.cited.clone();
        judgement.best = case.best();
        judgement
    }

    /// The edition to cite at a meeting: that of the meeting itself, else the newest adopted before it opened.
    pub fn best_at(&self, key: &TextKey, as_of: &AsOf, asking: Option<FileId>) -> Option<Best> {
        // Whichever edition is cited, the best one is the same.
        let none = Edition { revised: false, adopted: Adopted::Year(0) };
        Case::new(self, key, &none, as_of, asking).best()
    }

    /// The newest sourced edition that was adopted before a meeting opened: what proposals to that meeting change.
    pub fn in_force_before(&self, key: &TextKey, as_of: &AsOf, asking: Option<FileId>) -> Option<Arc<EditionRow>> {
        let opening = as_of.when();
        let rows = self.resolution(key)?.seen_by(asking);
        let in_time = |row: &&Arc<EditionRow>| {
            let own = row.meeting.as_ref().is_some_and(|meeting| as_of.is_meeting(meeting));
            let when = row.when();
            row.known.is_sourced() && !own && when.is_some_and(|when| when.closed_before(&opening) == Some(true))
        };
        rows.iter().rev().find(in_time).cloned()
    }
}

/// One question, with what it needs looked up.
pub(super) struct Case<'a> {
    catalogue: &'a Catalogue,
    key: &'a TextKey,
    edition: &'a Edition,
    as_of: &'a AsOf,
    opening: When,
    entry: Option<&'a Arc<Entry>>,
    rows: Cow<'a, [Arc<EditionRow>]>,
    pub(super) cited: Option<Arc<EditionRow>>,
    /// When the cited edition was adopted, if it was.
    when: Option<When>,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        catalogue: &'a Catalogue,
        key: &'a TextKey,
        edition: &'a Edition,
        as_of: &'a AsOf,
        asking: Option<FileId>,
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

    pub(super) fn judge(&self) -> Judgement {
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
            let evidence = evidence(Fact::Restart, sentence, &restart.source, Provenance::Sourced);
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
        let on_word = evidence(Fact::OnWord, sentence, "", Provenance::Sourced);
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
        let evidence = evidence(Fact::NotMet, sentence, &source, Provenance::Sourced);
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
        let (closed, sourced, names, sentence) = self.closed_over(before, after)?;
        closed.then(|| {
            let firm = sourced && before.known.is_sourced();
            let known = if firm { Provenance::Sourced } else { Provenance::Unverified };
            let evidence = evidence(Fact::InForce, sentence, &before.source, known);
            let evidence = Evidence { names, ..evidence };
            let why = NeverExisted::NotAdoptedThere(Arc::clone(before));
            self.say(Standing::NeverExisted(why), firm, vec![evidence])
        })
    }

    /// Whether nothing was adopted at the cited meeting, `before` being the edition older than it: whether so, whether
    /// that is sourced, the sentence and the editions that it names before it.
    fn closed_over(
        &self,
        before: &EditionRow,
        after: Option<&Arc<EditionRow>>,
    ) -> Option<(bool, bool, Vec<Edition>, String)> {
        let names = vec![before.edition.clone()];
        let form = official_form(self.key, &before.edition);
        // ITU-R: between revisions 3 and 4 there is none.
        if let (Some(own), Some(next)) = (before.revision(), after.and_then(|after| after.revision()))
            && next == own + 1
            && self.when.is_some()
        {
            let next = after.map(|after| official_form(self.key, &after.edition)).unwrap_or_default();
            let names = names.into_iter().chain(after.map(|after| after.edition.clone())).collect();
            return Some((true, true, names, format!("{next} followed {form}")));
        }
        let sourced = before.status_known.is_sourced();
        if let Some(through) = before.in_force_through() {
            let closed = match (self.when, &self.edition.adopted) {
                (Some(when), _) => when.order(&through.when())? != Ordering::Greater,
                (None, Adopted::Revision(_)) => self.meetings_since(&through.when()).next().is_none(),
                (None, _) => false,
            };
            let sentence = format!(
                "{form} is in force through {through}, the newest meeting known: nothing was adopted {}",
                self.at_cited()
            );
            return Some((closed, sourced, names, sentence));
        }
        if let Status::Suppressed { at: Some((place, year)) } = &before.status {
            let at = self.catalogue.meeting(self.key.body, place, *year)?;
            let closed = self.when?.order(&at.when())? != Ordering::Greater;
            let sentence = format!("{form} was in force until {at} suppressed it");
            return Some((closed, sourced, names, sentence));
        }
        // Of the newest meeting covered itself: for ITU-R the next number cannot have been given out yet.
        let when = before.when()?;
        let newest = self.catalogue.newest_covered(self.key.body)?;
        let next_number = self.when.is_none()
            && when.order(&newest.when()) == Some(Ordering::Equal)
            && self.meetings_since(&when).next().is_none();
        let sentence = format!("{form} is of {newest}, the newest meeting known");
        Some((next_number, true, names, sentence))
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
            let evidence = evidence(Fact::Suppressed, sentence, &last.source, last.status_known).naming(&last.edition);
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
        let evidence = evidence(Fact::Suppressed, format!("{at} suppressed {form}"), &last.source, last.status_known)
            .naming(&last.edition);
        Some(self.say(Standing::Suppressed { at: Some(Arc::clone(at)), here }, sourced, vec![evidence]))
    }

    fn superseded(&self) -> Option<Judgement> {
        let newer: Vec<_> = self.rows.iter().filter(|row| self.order_of(row) == Some(Ordering::Greater)).collect();
        let own = newer.iter().rev().find(|row| self.is_of_own_meeting(row));
        let before: Vec<_> = newer.iter().filter(|row| self.adopted_in_time(row) == Some(true)).collect();
        // In force when the meeting opened, as far as is sure.
        let revised_here = own.is_some() && !before.iter().any(|row| row.known.is_sourced());
        let by = own.or(before.last().copied())?;
        let candidates = || own.into_iter().chain(before.iter().rev().copied());
        let sure = candidates().find(|row| row.known.is_sourced());
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
            IntervalEnd::Closed { sourced, through } => {
                let firm = sourced && row.known.is_sourced();
                let evidence = match through {
                    Some(through) => {
                        let sentence =
                            format!("{} is in force through {through}", official_form(self.key, &row.edition));
                        evidence(Fact::InForce, sentence, &row.source, row.status_known).naming(&row.edition)
                    }
                    None => self.adopted(row),
                };
                self.say(Standing::InForce, firm, vec![evidence])
            }
            IntervalEnd::Since(meetings) => {
                let missing = meetings.iter().find(|meeting| !self.catalogue.covers(meeting));
                match (missing, meetings.len()) {
                    (Some(meeting), 1) => self.results_missing(meeting),
                    _ => {
                        let evidence = [self.adopted(row)].into_iter().chain(self.text_in_force(row)).collect();
                        self.unknown(Unknown::MayBeRevised(meetings), evidence)
                    }
                }
            }
        }
    }

    /// Which meetings may have changed the text between this edition and the opening asked about.
    fn open_since(&self, row: &EditionRow) -> IntervalEnd {
        let Some(when) = row.when() else { return IntervalEnd::Since(vec![]) };
        let through = row.in_force_through().cloned();
        let mut floor = when;
        let mut sourced = true;
        if let Some(through) = &through {
            floor = through.when();
            sourced = row.status_known.is_sourced();
        } else if let Status::Suppressed { at: Some(_) } = row.status {
            // Asked before its suppression, else it would not have come here: nothing came between.
            return IntervalEnd::Closed { sourced: row.status_known.is_sourced(), through: None };
        }
        if let (Some(own), Some(next)) = (row.revision(), self.next_revision(row))
            && next == own + 1
        {
            return IntervalEnd::Closed { sourced: true, through: None };
        }
        // Resolutions of the United Nations are not revised.
        if self.key.body == Body::Unga {
            return IntervalEnd::Closed { sourced, through: None };
        }
        let Some(coverage) = self.catalogue.coverage(self.key.body) else { return IntervalEnd::Since(vec![]) };
        let between: Vec<_> = self.meetings_since(&floor).cloned().collect();
        if between.is_empty() {
            IntervalEnd::Closed { sourced: sourced && coverage.from <= floor.year, through }
        } else {
            IntervalEnd::Since(between)
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

    pub(super) fn best(&self) -> Option<Best> {
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
        let firm = row.known.is_sourced() && matches!(self.open_since(row), IntervalEnd::Closed { sourced: true, .. });
        Some(Best { row: Arc::clone(row), adopted_here: false, firm })
    }

    fn results_missing(&self, meeting: &Arc<Meeting>) -> Judgement {
        let sentence = format!("the results of {meeting} are not in the data");
        let evidence = evidence(Fact::ResultsMissing, sentence, &meeting.source, meeting.known);
        self.unknown(Unknown::ResultsMissing(Arc::clone(meeting)), vec![evidence])
    }

    /// Some edition of the text was in force, this one or a newer.
    fn text_in_force(&self, row: &EditionRow) -> Option<Evidence> {
        let through = row.through.as_ref().filter(|_| row.status == Status::TextInForce)?;
        let text = text_form(self.key);
        let sentence = format!("{text} is in force through {through}, in this edition or a newer one");
        Some(evidence(Fact::InForce, sentence, &row.source, row.status_known))
    }

    fn adopted(&self, row: &EditionRow) -> Evidence {
        Evidence::of_adoption(self.key, row)
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
enum IntervalEnd {
    /// Nothing came between.
    Closed { sourced: bool, through: Option<Arc<Meeting>> },
    /// These meetings may have revised the text.
    Since(Vec<Arc<Meeting>>),
}

/// Whether "Rev." tells a new edition from a revised one: not for ITU-R's numbers, nor the Council's years.
fn writes_rev(body: Body, edition: &Edition) -> bool {
    !body.cites_without_edition() && matches!(edition.adopted, Adopted::At { .. } | Adopted::Wrc { .. })
}

impl Evidence {
    fn naming(self, edition: &Edition) -> Evidence {
        Evidence { names: vec![edition.clone()], ..self }
    }

    /// That an edition was adopted.
    pub fn of_adoption(key: &TextKey, row: &EditionRow) -> Evidence {
        let form = official_form(key, &row.edition);
        let sentence = match &row.meeting {
            Some(meeting) => format!("{meeting} adopted {form}"),
            None => format!("{form} was adopted"),
        };
        evidence(Fact::Adopted, sentence, &row.source, row.known).naming(&row.edition)
    }
}

fn evidence(fact: Fact, sentence: String, source: impl AsRef<str>, known: Provenance) -> Evidence {
    Evidence { fact, sentence: sentence.into(), names: Vec::new(), source: source.as_ref().into(), known }
}
