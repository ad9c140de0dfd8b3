//! Cited texts, by number or words of the title: the full official form, in the edition that stands best at the
//! draft's meeting, with its body.
//!
//! Source of the forms: DRAFTING.md, "Citations".

use std::sync::LazyLock;

use regex::Regex;

use super::{Completion, CompletionKind, Completions, Line};
use crate::catalogue::{AsOf, Best, EditionRow, Entry, Status, TextKey, of_body, official_form, text_form};
use crate::ide::Place;
use crate::ide::hover::standing::{history_line, known_line};
use crate::syntax::{Body, Citation, Instrument, Placed};

/// How many are offered at once.
const OFFERED: usize = 100;
/// How many words of a title are looked for.
const QUERY_WORDS: usize = 8;
/// How many citations tell whether the draft writes no-break spaces.
const SAMPLE: usize = 40;

/// A word for an instrument, and the blanks behind it.
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(Resolution|Decision|Recommendation|Opinion)(s?)[ \u{a0}]+").expect("tested"));

/// What is being typed.
struct Typed {
    instrument: Instrument,
    /// Bytes before the cursor that are replaced.
    before: usize,
    /// Bytes behind the cursor that are replaced.
    behind: usize,
    /// Numbers and words to look for.
    query: String,
    /// Who adopted it, where that is said.
    body: Option<Body>,
    /// In a list only the number and the edition are put in.
    listed: bool,
}

/// The citations that fit, if one is being typed.
pub(super) fn complete(place: &Place<'_>, line: &Line<'_>) -> Option<Completions> {
    let as_of = place.snapshot.as_of(place.file, line.text.tree());
    let typed = Typed::read(line, &as_of)?;
    let own = line.text.key();
    let mut offers: Vec<Offer<'_>> = place
        .snapshot
        .catalogue
        .find_words(&typed.query)
        .into_iter()
        .filter(|found| found.entry.key.instrument == typed.instrument)
        .filter(|found| typed.body.is_none_or(|body| found.entry.key.body == body))
        .filter_map(|found| Offer::of(place, line, found.entry, &as_of, own.as_ref()))
        .collect();
    // Within a group the order of finding stays: the number itself, then numbers that begin so, then titles.
    offers.sort_by_key(|offer| offer.group);
    let incomplete = offers.len() > OFFERED;
    offers.truncate(OFFERED);
    let blanks = Blanks::of(line);
    let items = offers.iter().enumerate().map(|(nth, offer)| offer.item(place, line, &typed, &as_of, blanks, nth));
    Some(Completions { items: items.collect(), incomplete })
}

impl Typed {
    fn read(line: &Line<'_>, as_of: &AsOf) -> Option<Typed> {
        let before = line.before.as_str();
        let found = WORD.captures_iter(before).last()?;
        let (whole, word, plural) = (found.get(0)?, found.get(1)?, found.get(2)?);
        let lead = &before[..word.start()];
        let begins_word = !lead.ends_with(|c: char| c.is_alphanumeric() || c == '-');
        let spoken_of = ["this", "that", "present", "same"].iter().any(|word| lead.trim_end().ends_with(word));
        if !begins_word || spoken_of {
            return None;
        }
        let instrument = instrument_of(word.as_str())?;
        let (prefix_start, prefix) = body_before(lead);
        let mut typed = Typed {
            instrument,
            before: before.len() - prefix_start.unwrap_or(word.start()),
            behind: 0,
            query: before[whole.end()..].to_owned(),
            body: prefix,
            listed: false,
        };
        if !plural.is_empty() {
            typed.in_list()?;
        }
        let ended = typed.query.contains(['.', ';', ':', ',', '(', ')', '[', ']', '\t']);
        if ended || typed.query.split_whitespace().count() > QUERY_WORDS {
            return None;
        }
        typed.split_off_body();
        typed.take_rest(line, as_of, word.start());
        Some(typed)
    }

    /// "Resolutions 50 (Rev. Hammamet, 2016) and 5": only the last number is being typed.
    fn in_list(&mut self) -> Option<()> {
        let separators = [", ", " and ", " or "];
        let from = separators.iter().filter_map(|sign| Some(self.query.rfind(sign)? + sign.len())).max().unwrap_or(0);
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

    /// What stands behind the cursor and belongs to the same citation: the rest of its number, its edition, its body.
    fn take_rest(&mut self, line: &Line<'_>, as_of: &AsOf, word: usize) {
        let number = |c: char| c.is_ascii_digit() || c == '/';
        let rest = line.behind.find(|c| !number(c)).unwrap_or(line.behind.len());
        if line.before.ends_with(number) {
            self.behind = rest;
        }
        if self.listed {
            return;
        }
        let start = line.local() - crate::text::offset(line.before.len() - word);
        let citations = line.text.tree().citations.iter().map(|placed| &placed.it);
        let own = |citation: &&Citation| citation.span.start == start && citation.number_span.touches(line.local());
        let Some(citation) = citations.into_iter().find(own) else { return };
        self.body = self.body.or(citation.named_body());
        self.body = self.body.or_else(|| citation.is_of_this_meeting().then(|| as_of.body()).flatten());
        let end = (citation.list_span.end.max(citation.span.end)).saturating_sub(line.local()) as usize;
        // An edit of one completion stays on its line.
        if end <= line.behind.len() && line.behind.is_char_boundary(end) {
            self.behind = self.behind.max(end);
        }
    }
}

fn instrument_of(word: &str) -> Option<Instrument> {
    use Instrument::{Decision, Opinion, Recommendation, Resolution};
    [Resolution, Decision, Recommendation, Opinion].into_iter().find(|instrument| instrument.word() == word)
}

/// "UNGA " before "Resolution": where it begins, and who it is. A longer name is looked for first.
fn body_before(lead: &str) -> (Option<usize>, Option<Body>) {
    let before = lead.trim_end();
    if before.len() == lead.len() {
        return (None, None);
    }
    let names = Body::all().iter().flat_map(|body| body.names.iter().map(move |name| (body.body, name)));
    let fits = names.filter(|(_, name)| {
        before
            .strip_suffix(name.as_str())
            .is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
    });
    match fits.max_by_key(|(_, name)| name.len()) {
        Some((body, name)) => (Some(before.len() - name.len()), Some(body)),
        None => (None, None),
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
enum Group {
    OwnBody,
    InForce,
    /// The draft's own number.
    Itself,
    Suppressed,
}

/// One text that fits.
struct Offer<'a> {
    entry: &'a Entry,
    /// The edition; none where no edition is known.
    row: Option<std::sync::Arc<EditionRow>>,
    group: Group,
}

impl<'a> Offer<'a> {
    /// The text in the edition that stands best; nothing where it was first adopted after the draft's meeting.
    fn of(
        place: &Place<'_>,
        line: &Line<'_>,
        entry: &'a Entry,
        as_of: &AsOf,
        own: Option<&TextKey>,
    ) -> Option<Offer<'a>> {
        let key = &entry.key;
        if let Some(Best { row, .. }) = place.snapshot.catalogue.best_at(key, as_of, Some(line.text.file)) {
            let group = match as_of.body() == Some(key.body) {
                _ if own == Some(key) => Group::Itself,
                true => Group::OwnBody,
                false => Group::InForce,
            };
            return Some(Offer { entry, row: Some(row), group });
        }
        let rows = entry.seen_by(Some(line.text.file));
        let Some(last) = rows.last() else {
            return entry.text.is_some().then_some(Offer { entry, row: None, group: Group::InForce });
        };
        let suppressed = matches!(last.status, Status::Suppressed { .. });
        suppressed.then(|| Offer { entry, row: Some(std::sync::Arc::clone(last)), group: Group::Suppressed })
    }

    fn item(
        &self,
        place: &Place<'_>,
        line: &Line<'_>,
        typed: &Typed,
        as_of: &AsOf,
        blanks: Blanks,
        nth: usize,
    ) -> Completion {
        let key = &self.entry.key;
        let form = match &self.row {
            Some(row) => official_form(key, &row.edition),
            None => text_form(key),
        };
        let full = match self.body_words(place, as_of) {
            Some(body) => format!("{form} {body}"),
            None => form.clone(),
        };
        let own_part = || form.strip_prefix(typed.instrument.word()).unwrap_or(&form).trim_start().to_owned();
        let title = self.title();
        let unverified = match (&self.row, &self.entry.text) {
            (Some(row), _) => !row.known.is_sourced(),
            (None, text) => text.as_ref().is_none_or(|text| !text.known.is_sourced()),
        };
        let start = line.before.len() - typed.before;
        let detail = match (title.is_empty(), unverified) {
            (true, true) => Some("unverified".into()),
            (true, false) => None,
            (false, true) => Some(format!("{title} (unverified)")),
            (false, false) => Some(title.to_owned()),
        };
        Completion {
            label: full.clone(),
            kind: CompletionKind::Resolution,
            detail,
            documentation: self.documentation(line),
            replace: line.around(typed.before, typed.behind),
            insert: blanks.applied(&if typed.listed { own_part() } else { full }),
            filter: filter(&line.before[start..], &typed.query, key, title),
            sort: format!("{nth:04}"),
            deprecated: self.group == Group::Suppressed,
        }
    }

    fn title(&self) -> &str {
        let own = self.row.as_ref().and_then(|row| row.title.as_ref());
        own.or_else(|| self.entry.title()).map_or("", |title| &title.text)
    }

    /// "of the Plenipotentiary Conference"; nothing where the form itself tells the body.
    fn body_words(&self, place: &Place<'_>, as_of: &AsOf) -> Option<String> {
        let key = &self.entry.key;
        if key.body.cites_without_edition() || matches!(key.body, Body::Ra | Body::Wrc) {
            return None;
        }
        Some(match &self.row {
            Some(row) => of_body(&place.snapshot.catalogue, key, &row.edition, as_of),
            None => format!("of the {}", key.body.name()),
        })
    }

    fn documentation(&self, line: &Line<'_>) -> Option<String> {
        let rows = self.entry.seen_by(Some(line.text.file));
        let cited = self.row.as_deref();
        let lines = [
            history_line(self.entry, &rows, cited.map(|row| &row.edition)),
            cited.is_none().then(|| "Which edition is in force is not known.".to_owned()),
            known_line(self.entry, cited),
        ];
        Some(lines.into_iter().flatten().collect::<Vec<_>>().join("\n\n"))
    }
}

/// The words typed so far, then number and title: so that an editor which compares letter by letter keeps what was found
/// by the beginnings of words, and goes on to narrow it.
fn filter(typed: &str, query: &str, key: &TextKey, title: &str) -> String {
    let lead = typed.strip_suffix(query).unwrap_or(typed);
    let plain = format!("{lead}{} {title}", key.number);
    if is_subsequence(typed, &plain) { plain } else { format!("{typed} {} {title}", key.number) }
}

fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars().flat_map(char::to_lowercase);
    part.chars().flat_map(char::to_lowercase).all(|wanted| rest.any(|c| c == wanted))
}

/// Where the draft writes no-break spaces and hyphens.
#[derive(Clone, Copy)]
struct Blanks {
    before_number: bool,
    behind_rev: bool,
    in_sector: bool,
}

impl Blanks {
    fn of(line: &Line<'_>) -> Blanks {
        let text = &line.text;
        // Not the one that is being typed.
        let others = text.tree().citations.iter().filter(|placed| !placed.it.list_span.touches(line.local()));
        let words = |placed: &Placed<Citation>| text.document.slice(text.in_file(placed.it.list_span)).into_owned();
        let written: Vec<String> = others.take(SAMPLE).map(words).collect();
        let mostly = |no_break: &str, plain: &str| {
            let count = |sign: &str| written.iter().filter(|citation| citation.contains(sign)).count();
            count(no_break) > count(plain)
        };
        Blanks {
            before_number: mostly("n\u{a0}", "n "),
            behind_rev: mostly("Rev.\u{a0}", "Rev. "),
            in_sector: mostly("ITU\u{2011}", "ITU-"),
        }
    }

    fn applied(self, form: &str) -> String {
        let mut form = form.to_owned();
        if self.before_number {
            for instrument in
                [Instrument::Resolution, Instrument::Decision, Instrument::Recommendation, Instrument::Opinion]
            {
                let word = instrument.word();
                form = form.replacen(&format!("{word} "), &format!("{word}\u{a0}"), 1);
            }
        }
        if self.behind_rev {
            form = form.replacen("Rev. ", "Rev.\u{a0}", 1);
        }
        if self.in_sector {
            form = form.replacen("ITU-", "ITU\u{2011}", 1);
        }
        form
    }
}
