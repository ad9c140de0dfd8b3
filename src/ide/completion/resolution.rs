//! Cited texts, by number or words of the title: the full official form, in the edition that stands best at the
//! draft's meeting, with its body.

use std::cmp::Reverse;
use std::sync::Arc;

use super::item::{Completion, CompletionKind, Completions, Documented, is_subsequence};
use super::space_style::SpaceStyle;
use super::uses::Uses;
use crate::catalogue::{AsOf, Best, EditionRow, Entry, Fit, Status, TextKey};
use crate::ide::Place;
use crate::ide::line::CursorLine;
use crate::ide::typing::{begun, body_of, is_query};
use crate::syntax::{Body, Citation, Instrument, Language, last_member};

/// How many are offered at once.
const OFFERED: usize = 100;

/// What is being typed.
struct TypedCitation {
    instrument: Instrument,
    /// Bytes before the cursor that are replaced.
    before: usize,
    /// Bytes after the cursor that are replaced.
    after: usize,
    /// Numbers and words to look for.
    query: String,
    /// Who adopted it, where that is said.
    body: Option<Body>,
    /// In a list only the number and the edition are put in.
    listed: bool,
}

/// The citations that fit, if one is being typed.
pub(super) fn complete(place: &Place<'_>, line: &CursorLine<'_>) -> Option<Completions> {
    let model = line.text.model(place.snapshot);
    let as_of = model.meeting();
    let typed = TypedCitation::read(line, as_of)?;
    let own = line.text.key();
    let uses = Uses::of(line, as_of);
    let offer = |entry| OfferedText::of(place, line, entry, as_of, own.as_ref(), &uses);
    let found = place.catalogue().find(&typed.query).into_iter();
    let mut offers: Vec<(Fit, OfferedText<'_>)> = found
        // A text without one of the words is not the one that is being typed.
        .filter(|found| found.fit != Fit::Partly && found.entry.key.instrument == typed.instrument)
        .filter(|found| typed.body.is_none_or(|body| found.entry.key.body == body))
        .filter_map(|found| Some((found.fit, offer(found.entry)?)))
        .collect();
    // What the draft uses, then what is in force. Within these the order of finding stays: the number itself, then
    // numbers that begin so, then titles.
    offers.sort_by_key(|(fit, offer)| (*fit, offer.group == TextRank::Itself, Reverse(offer.uses), offer.group));
    let incomplete = offers.len() > OFFERED;
    offers.truncate(OFFERED);
    let spaces = SpaceStyle::of(line);
    let items = offers.iter().enumerate().map(|(nth, (_, offer))| offer.item(place, line, &typed, as_of, spaces, nth));
    Some(Completions { items: items.collect(), incomplete })
}

impl TypedCitation {
    fn read(line: &CursorLine<'_>, as_of: &AsOf) -> Option<TypedCitation> {
        let begun = begun(line)?;
        let start = begun.named.map_or(begun.word, |(start, _)| start);
        let mut typed = TypedCitation {
            instrument: begun.instrument,
            before: line.before.len() - start,
            after: 0,
            query: begun.query.to_owned(),
            body: begun.named.map(|(_, body)| body),
            listed: false,
        };
        if begun.many {
            typed.in_list()?;
        }
        if !is_query(&typed.query) {
            return None;
        }
        typed.split_off_body();
        typed.take_rest(line, as_of, begun.word);
        Some(typed)
    }

    /// "Resolutions 50 (Rev. Hammamet, 2016) and 5": only the last number is being typed.
    fn in_list(&mut self) -> Option<()> {
        let from = last_member(&self.query);
        let before = &self.query[..from];
        // The comma inside a bracket separates nothing.
        (before.matches('(').count() == before.matches(')').count()).then_some(())?;
        self.listed = true;
        self.query = self.query[from..].to_owned();
        self.before = self.query.len();
        Some(())
    }

    /// "ITU-R 7", "on cyber", "13 of the Plenip".
    fn split_off_body(&mut self) {
        let query = self.query.replace(['\u{a0}', '\u{2011}'], " ");
        let mut query = query.trim_start();
        if let Some(rest) = ["ITU-R", "ITU R"].iter().find_map(|radio| query.strip_prefix(radio)) {
            self.body = Some(Body::Ra);
            query = rest;
        }
        for article in ["on ", "on the "] {
            query = query.strip_prefix(article).unwrap_or(query);
        }
        if let Some((number, name)) = query.split_once(" of ")
            && let Some(body) = body_beginning(name)
        {
            self.body = Some(body);
            query = number;
        }
        self.query = query.trim().to_owned();
    }

    /// What stands after the cursor and belongs to the same citation: the rest of its number, its edition, its body.
    fn take_rest(&mut self, line: &CursorLine<'_>, as_of: &AsOf, word: usize) {
        let number = |c: char| c.is_ascii_digit() || c == '/';
        let rest = line.after.find(|c| !number(c)).unwrap_or(line.after.len());
        if line.before.ends_with(number) {
            self.after = rest;
        }
        // Brackets that an editor has closed by itself.
        let brackets = line.after[self.after..].trim_start();
        if brackets.starts_with("()") {
            self.after = line.after.len() - brackets.len() + 2;
        }
        if self.listed {
            return;
        }
        let start = line.local() - crate::text::offset(line.before.len() - word);
        let citations = line.text.tree().citations().iter().map(|placed| &placed.it);
        let own = |citation: &&Citation| citation.span.start == start && citation.number_span.touches(line.local());
        let Some(citation) = citations.into_iter().find(own) else { return };
        self.body = self.body.or_else(|| body_of(citation, as_of));
        let end = (citation.list_span.end.max(citation.span.end)).saturating_sub(line.local()) as usize;
        // An edit of one completion stays on its line.
        if end <= line.after.len() && line.after.is_char_boundary(end) {
            self.after = self.after.max(end);
        }
    }
}

/// "the Plenip": the one body whose name begins so.
fn body_beginning(name: &str) -> Option<Body> {
    let name = name.strip_prefix("the ").unwrap_or(name).trim();
    if name.chars().count() < 2 {
        return None;
    }
    let begins = |full: &String| full.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let mut fitting = Body::all().iter().filter(|body| body.names.iter().any(begins));
    let body = fitting.next()?.body;
    fitting.next().is_none().then_some(body)
}

/// Which come first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum TextRank {
    OwnBody,
    InForce,
    /// Of a radiocommunication meeting, where the draft is of none.
    Far,
    /// The draft's own number.
    Itself,
    Suppressed,
}

/// Whether a text is of a radiocommunication meeting, and the draft of none.
pub(super) fn is_far(key: &TextKey, as_of: &AsOf) -> bool {
    key.body.is_of_radio() && !as_of.body().is_some_and(Body::is_of_radio)
}

/// One text that fits.
struct OfferedText<'a> {
    entry: &'a Entry,
    /// The edition; none where no edition is known.
    row: Option<Arc<EditionRow>>,
    group: TextRank,
    /// How often the draft cites it.
    uses: usize,
}

impl<'a> OfferedText<'a> {
    /// The text in the edition that stands best; nothing where it was first adopted after the draft's meeting.
    fn of(
        place: &Place<'_>,
        line: &CursorLine<'_>,
        entry: &'a Entry,
        as_of: &AsOf,
        own: Option<&TextKey>,
        uses: &Uses<'_>,
    ) -> Option<OfferedText<'a>> {
        let key = &entry.key;
        let uses = uses.of_text(key);
        if let Some(Best { row, .. }) = place.catalogue().best_at(key, as_of, Some(line.text.file)) {
            let group = match as_of.body() == Some(key.body) {
                _ if own == Some(key) => TextRank::Itself,
                true => TextRank::OwnBody,
                false if is_far(key, as_of) || place.catalogue().is_only_listed(key) => TextRank::Far,
                false => TextRank::InForce,
            };
            return Some(OfferedText { entry, row: Some(row), group, uses });
        }
        let rows = entry.seen_by(Some(line.text.file));
        let Some(last) = rows.last() else {
            // A citation without an edition would be found fault with.
            return (entry.text.is_some() && key.body.cites_without_edition()).then_some(OfferedText {
                entry,
                row: None,
                group: TextRank::InForce,
                uses,
            });
        };
        let suppressed = matches!(last.status, Status::Suppressed { .. });
        suppressed.then(|| OfferedText { entry, row: Some(Arc::clone(last)), group: TextRank::Suppressed, uses })
    }

    fn item(
        &self,
        place: &Place<'_>,
        line: &CursorLine<'_>,
        typed: &TypedCitation,
        as_of: &AsOf,
        spaces: SpaceStyle,
        nth: usize,
    ) -> Completion {
        let key = &self.entry.key;
        let written = line.text.written(place.snapshot);
        let form = match &self.row {
            Some(row) => written.form(key, Some(&row.edition)),
            None => written.form(key, None),
        };
        let edition = self.row.as_ref().map(|row| &row.edition);
        let full = written.full(key, edition, as_of);
        // So short that one row tells two texts of one number apart.
        let short = format!("{form} of {}", key.body.with_article());
        let own = edition.is_some_and(|edition| place.catalogue().is_own(key, edition, as_of));
        let fits = !own && written.language == Language::En && short.len() < full.len();
        let label = if fits { short } else { full.clone() };
        let own_part = || form.split_once([' ', '\u{a0}']).map_or(&*form, |(_, number)| number).to_owned();
        let title = self.title(written.language);
        let unverified = match (&self.row, &self.entry.text) {
            (Some(row), _) => !row.known.is_sourced(),
            (None, text) => text.as_ref().is_none_or(|text| !text.known.is_sourced()),
        };
        let start = line.before.len() - typed.before;
        let caution = if self.row.is_some() { "edition unverified" } else { "unverified" };
        let detail = match (title.is_empty(), unverified) {
            (true, true) => Some(caution.into()),
            (true, false) => None,
            (false, true) => Some(format!("{caution} · {title}")),
            (false, false) => Some(title.to_owned()),
        };
        Completion {
            label,
            kind: CompletionKind::Resolution,
            detail,
            subject: Some(Documented::Text {
                key: key.clone(),
                edition: self.row.as_ref().map(|row| row.edition.clone()),
            }),
            replace: line.around(typed.before, typed.after),
            insert: spaces.applied(&if typed.listed { own_part() } else { full }),
            filter: filter(&line.before[start..], &typed.query, key, title),
            sort: format!("{nth:04}"),
            deprecated: self.group == TextRank::Suppressed,
        }
    }

    /// The title, in the language of the draft where that is known.
    fn title(&self, language: Language) -> &str {
        if let Some(title) = self.entry.title_in(language) {
            return title;
        }
        let own = self.row.as_ref().and_then(|row| row.title.as_ref());
        own.or_else(|| self.entry.title()).map_or("", |title| &title.text)
    }
}

/// The words typed so far, then number and title: so that an editor which compares letter by letter keeps what was found
/// by the beginnings of words, and goes on to narrow it. A stop ends what is typed, and is none of a title's: the list closes.
fn filter(typed: &str, query: &str, key: &TextKey, title: &str) -> String {
    let title = title.replace(['.', ',', ';', ':'], " ");
    let lead = typed.strip_suffix(query).unwrap_or(typed);
    let plain = format!("{lead}{} {title}", key.number);
    if is_subsequence(typed, &plain) { plain } else { format!("{typed} {} {title}", key.number) }
}
