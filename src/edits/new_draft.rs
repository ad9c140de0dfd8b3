//! A draft begun from nothing: the cover of a contribution or of a working document, and texts that are to be adopted, changed,
//! suppressed or left as they are, each under its proposal line.
//!
//! Sources of the forms: the contributions and Final Acts that `DRAFTING.md`'s corpus has, PP-22 document 44 addendum 7 and WRC-15's
//! proposals on Resolution 28 among them.

use std::fmt::Write;

use ropey::Rope;

use super::{ComingMeeting, Edit, Pen, apply};
use crate::catalogue::{AsOf, Catalogue, Meeting, TextKey, enacting_line, official_form};
use crate::syntax::{Body, Document, Instrument, Tree};
use crate::text::{FileId, Span, offset};
use crate::workspace::{ForMeeting, Snapshot};

/// So many characters tell how a draft ends its lines.
const LOOKED_AT: usize = 10_000;

/// What is to be begun.
#[derive(Clone, Debug)]
pub struct NewDraft<'a> {
    pub meeting: NewMeeting,
    pub frame: Frame,
    pub texts: Vec<NewText<'a>>,
}

/// The meeting that a draft is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NewMeeting {
    Known(ForMeeting),
    /// The body's next, whose place and year nobody knows yet: `[place], 20XX`.
    Coming(Body),
}

/// What stands around the texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Frame {
    /// Nothing: the file is the text.
    Text,
    /// A contribution to a meeting.
    Contribution {
        /// Who proposes, as proposals are numbered: "EUR", "B/CAN".
        source: String,
        /// Its document: "12", "12A3".
        number: String,
    },
    /// A working document of an ad hoc group; its texts have no numbers.
    WorkingDocument {
        /// "DT/23", "TD/7".
        number: String,
        /// How often it was revised; 0 for the first.
        revision: u8,
        /// Whose it is: "Ad hoc group on Resolution 50".
        source: String,
    },
}

/// One of its texts.
#[derive(Clone, Debug)]
pub enum NewText<'a> {
    /// A new resolution.
    Add { title: String },
    /// Changes of a text that stands in a file.
    Modify { snapshot: &'a Snapshot, base: &'a Document, file: FileId },
    /// A text that is to be suppressed, or left as it is.
    Refer { suppress: bool, key: TextKey },
}

/// What was begun.
#[derive(PartialEq, Eq, Debug)]
pub struct Begun {
    pub text: String,
    /// Where one goes on writing, in bytes from its start.
    pub cursor: u32,
    /// What a drafter is to look up before all of it is believed.
    pub cautions: Vec<String>,
}

impl NewMeeting {
    /// Reads "WTSA, New Delhi, 2024", "WTSA-24", or a body alone for its coming meeting.
    ///
    /// # Errors
    /// It names none: why, and what would.
    pub fn read(text: &str) -> Result<NewMeeting, String> {
        let named = |names: &&crate::syntax::BodyNames| {
            let all = names.names.iter().map(String::as_str).chain([names.body.code()]);
            all.into_iter().any(|name| name.eq_ignore_ascii_case(text.trim()))
        };
        match Body::all().iter().find(named) {
            Some(names) => Ok(NewMeeting::Coming(names.body)),
            None => ForMeeting::read(text).map(NewMeeting::Known),
        }
    }

    /// The body that meets.
    pub fn body(&self) -> Body {
        match self {
            NewMeeting::Known(meeting) => meeting.body,
            NewMeeting::Coming(body) => *body,
        }
    }

    fn known<'c>(&self, catalogue: &'c Catalogue) -> Option<&'c Meeting> {
        match self {
            NewMeeting::Known(it) => catalogue.meeting(it.body, &it.place, it.year).map(|meeting| &**meeting),
            NewMeeting::Coming(_) => None,
        }
    }

    /// "New Delhi, 2024"
    fn place_and_year(&self) -> String {
        match self {
            NewMeeting::Known(meeting) => format!("{}, {}", meeting.place, meeting.year),
            NewMeeting::Coming(_) => "[place], 20XX".to_owned(),
        }
    }

    fn as_of(&self, snapshot: &Snapshot) -> AsOf {
        match self {
            NewMeeting::Known(it) => snapshot.catalogue_at(None).as_of(Some(it.body), &it.place, it.year),
            NewMeeting::Coming(_) => Catalogue::as_of_day(snapshot.today),
        }
    }
}

impl Frame {
    /// Reads "EUR/12A3" or "B/CAN/5": who proposes, and the document.
    ///
    /// # Errors
    /// It is neither: why, for the drafter.
    pub fn contribution(text: &str) -> Result<Frame, String> {
        let wrong =
            || format!("\"{text}\" is no contribution: write who proposes and the document, as in \"EUR/12A3\"");
        let (source, number) = text.trim().rsplit_once('/').ok_or_else(wrong)?;
        let is_source =
            source.split('/').all(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_uppercase()));
        let is_number = number.starts_with(|c: char| c.is_ascii_digit() || c == 'X')
            && number.bytes().all(|it| it.is_ascii_alphanumeric());
        match is_source && is_number {
            true => Ok(Frame::Contribution { source: source.into(), number: number.into() }),
            false => Err(wrong()),
        }
    }

    /// What numbers its proposals, up to the last number.
    fn numbered(&self) -> Option<String> {
        match self {
            Frame::Contribution { source, number } => Some(format!("{source}/{number}/")),
            Frame::Text | Frame::WorkingDocument { .. } => None,
        }
    }
}

/// Writes a draft.
///
/// # Errors
/// A text cannot be begun: why, for the drafter.
pub fn new_draft(snapshot: &Snapshot, asked: &NewDraft<'_>) -> Result<Begun, String> {
    let catalogue = snapshot.catalogue_at(None);
    let mut text = cover(catalogue, asked);
    let cover = text.len();
    let mut begun = texts(snapshot, asked, asked.frame.numbered().as_deref(), 1)?;
    // In a contribution one begins with what it is about.
    let about = text.find("Abstract:\t").map(|at| at + "Abstract:\t".len());
    begun.cursor = about.map_or(begun.cursor + offset(cover), offset);
    text.push_str(&begun.text);
    Ok(Begun { text, ..begun })
}

/// Writes more texts for a draft that is there, which go to its end: proposals are numbered on.
///
/// # Errors
/// As [`new_draft`].
pub fn further_texts(snapshot: &Snapshot, draft: &Document, asked: &NewDraft<'_>) -> Result<Begun, String> {
    let numbered = asked.frame.numbered().or_else(|| last_numbered(draft).map(|(before, _)| before));
    let next = numbered.as_deref().map_or(1, |before| next_number(draft, before));
    let gap = match draft.rope.chars_at(draft.rope.len_chars()).reversed().next() {
        None | Some('\n' | '\r') => "\n",
        Some(_) => "\n\n",
    };
    let begun = texts(snapshot, asked, numbered.as_deref(), next)?;
    let (text, cursor) = (format!("{gap}{}", begun.text), begun.cursor as usize + gap.len());
    // As the draft ends its lines.
    let windows = |text: &str| text.replace('\n', "\r\n");
    let is_windows =
        draft.rope.chars().take(LOOKED_AT).zip(draft.rope.chars().skip(1)).any(|pair| pair == ('\r', '\n'));
    let cursor = if is_windows { windows(&text[..cursor]).len() } else { cursor };
    Ok(Begun { text: if is_windows { windows(&text) } else { text }, cursor: offset(cursor), ..begun })
}

/// What numbers the last proposal of a draft, up to its own number, and that.
fn last_numbered(draft: &Document) -> Option<(String, u32)> {
    numbers(draft).last()
}

/// The numbers of a draft's proposals, each with what stands before it: "EUR/12A3/".
fn numbers(draft: &Document) -> impl Iterator<Item = (String, u32)> {
    let ids = draft.texts.iter().filter_map(|placed| placed.text.proposed.proposal.as_ref()?.id.as_deref());
    ids.filter_map(|id| {
        id.rsplit_once('/').and_then(|(before, number)| Some((format!("{before}/"), number.parse().ok()?)))
    })
}

fn next_number(draft: &Document, before: &str) -> u32 {
    let last = numbers(draft).filter(|(numbered, _)| numbered == before).map(|(_, number)| number).max();
    last.map_or(1, |last| last.saturating_add(1))
}

/// The number that the next proposal of a draft has; none where it has none yet.
pub fn next_proposal(draft: &Document) -> Option<String> {
    let (before, _) = last_numbered(draft)?;
    let next = next_number(draft, &before);
    Some(format!("{before}{next}"))
}

/// The head of a new text, but for its title.
pub struct NewHead {
    pub heading: String,
    pub enacting: String,
}

/// The head of a new text for a meeting, which has the number of a proposal, "EUR/12A3/8", or none yet.
pub fn head_of_new(snapshot: &Snapshot, meeting: &NewMeeting, proposal: Option<&str>) -> NewHead {
    let body = meeting.body();
    let held = meeting.place_and_year();
    let number = proposal.and_then(|id| id.rsplit_once('/'));
    let source = number.and_then(|(before, number)| Some((before.split('/').find(|part| part.len() > 1)?, number)));
    let name = source.map_or_else(|| "[XXX]".to_owned(), |(source, number)| format!("[{source}-{number}]"));
    let year = held.get(held.len().saturating_sub(2)..).unwrap_or_default();
    let heading = match body {
        Body::Ra => format!("DRAFT NEW RESOLUTION ITU-R {name}"),
        Body::Wrc => format!("DRAFT NEW RESOLUTION {name} (WRC-{year})"),
        Body::Council => format!("DRAFT NEW RESOLUTION {name} (C{year})"),
        Body::Pp => format!("DRAFT NEW RESOLUTION {name} ({})", held.to_uppercase().replace("[PLACE]", "[place]")),
        _ => format!("DRAFT NEW RESOLUTION {name} ({held})"),
    };
    let known = meeting.known(snapshot.catalogue_at(None));
    NewHead { heading, enacting: enacting_line(body, known.map_or(body.name(), Meeting::name), &held) }
}

/// What stands before the first text.
fn cover(catalogue: &Catalogue, asked: &NewDraft<'_>) -> String {
    let NewDraft { meeting, frame, .. } = asked;
    let known = meeting.known(catalogue);
    let name = known.map_or(meeting.body().name(), Meeting::name);
    let code = known.and_then(|known| known.code.as_deref()).map_or_else(String::new, |code| format!(" ({code})"));
    let held = format!("{name}{code}\n{}\n", known.and_then(days).unwrap_or_else(|| meeting.place_and_year()));
    match frame {
        Frame::Text => String::new(),
        Frame::Contribution { number, .. } => {
            format!("{held}{}\n\nAbstract:\t\n\nIntroduction\n\nProposal\n\n", document_name(number, 0))
        }
        Frame::WorkingDocument { number, revision, source } => {
            let source = if source.is_empty() { String::new() } else { format!("{source}\n") };
            format!("{held}{}\n{source}\n", document_name(number, *revision))
        }
    }
}

/// "New Delhi, 15-24 October 2024", as covers say it; none where its days are not known.
fn days(meeting: &Meeting) -> Option<String> {
    let (opens, closes) = (meeting.opens?, meeting.closes?);
    let first = match opens.month() == closes.month() {
        true => opens.day().to_string(),
        false => opens.strftime("%-d %B").to_string(),
    };
    Some(format!("{}, {first}-{}", meeting.place, closes.strftime("%-d %B %Y")))
}

/// "Document 12-E", "Addendum 3 to Document 12-E", "Revision 1 to Document DT/23-E".
fn document_name(number: &str, revision: u8) -> String {
    let addendum = number.split_once('A').filter(|(document, addendum)| {
        !document.is_empty() && [document, addendum].iter().all(|it| it.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let name = match addendum {
        Some((document, addendum)) => format!("Addendum {addendum} to Document {document}-E"),
        None => format!("Document {number}-E"),
    };
    if revision == 0 { name } else { format!("Revision {revision} to {name}") }
}

/// The texts, each under its proposal line, from a number on.
fn texts(snapshot: &Snapshot, asked: &NewDraft<'_>, numbered: Option<&str>, first: u32) -> Result<Begun, String> {
    let is_proposal = asked.frame != Frame::Text || numbered.is_some();
    let mut begun = Begun { text: String::new(), cursor: 0, cautions: Vec::new() };
    let mut places = Vec::new();
    for (number, text) in (first..=u32::MAX).zip(&asked.texts) {
        if !begun.text.is_empty() {
            begun.text.push('\n');
        }
        let proposal = numbered.map(|before| format!("{before}{number}"));
        let id = proposal.as_ref().map_or_else(String::new, |id| format!("\t{id}"));
        let (action, words, place) = match text {
            NewText::Add { title } => {
                let (words, place) = added(snapshot, &asked.meeting, title, proposal.as_deref());
                ("ADD", words, Some(place))
            }
            NewText::Modify { snapshot, base, file } => {
                let Existing { words, caution } = modified(snapshot, &asked.meeting, base, *file)?;
                begun.cautions.extend(caution);
                let place = words.len();
                ("MOD", words, Some(place))
            }
            NewText::Refer { suppress, key } => {
                let Existing { words, caution } = referred(snapshot, &asked.meeting, key)?;
                begun.cautions.extend(caution);
                (if *suppress { "SUP" } else { "NOC" }, words, None)
            }
        };
        // A text that is no proposal yet is changed with marks all the same, and says so.
        if is_proposal || action != "ADD" {
            let _ = writeln!(begun.text, "{action}{id}");
        }
        places.extend(place.map(|place| begun.text.len() + place));
        begun.text.push_str(&words);
        if is_proposal && numbered.is_some() {
            begun.text.push_str("\nReasons:\t\n");
        }
    }
    begun.cursor = offset(places.first().copied().unwrap_or(begun.text.len()));
    Ok(begun)
}

/// A new resolution up to its first section, and where one goes on in it.
fn added(snapshot: &Snapshot, meeting: &NewMeeting, title: &str, proposal: Option<&str>) -> (String, usize) {
    let NewHead { heading, enacting } = head_of_new(snapshot, meeting, proposal);
    let before = format!("{heading}\n{}", title.trim());
    let after = format!("\n{enacting}\n");
    let place = if title.trim().is_empty() { before.len() } else { before.len() + after.len() };
    (format!("{before}{after}\n"), place)
}

/// A text with its head changed for the meeting, under no proposal line.
fn modified(snapshot: &Snapshot, meeting: &NewMeeting, base: &Document, file: FileId) -> Result<Existing, String> {
    let of_text = base.texts.iter().find(|placed| placed.text.proposed.heading.is_some());
    let placed = of_text.ok_or("it holds no resolution: nothing in it is a heading")?;
    let pen = Pen::new(snapshot, base, placed, file).for_copy();
    let base_body = placed.text.proposed.body();
    let coming = match meeting {
        NewMeeting::Known(said) => pen.coming_as(said),
        // As the other texts of the draft have it, also where a meeting is known.
        NewMeeting::Coming(body) => (base_body == Some(*body)).then(|| ComingMeeting::unknown(base_body)),
    };
    let coming = coming.ok_or("its own meeting is not before that one, or it is another body's text")?;
    let text = pen.proposal(&coming).ok_or("it is a proposal already, or a draft, or its head is not read")?;
    // Its proposal line comes with those of the others.
    let text = text.strip_prefix("MOD").unwrap_or(&text).trim_start();
    Ok(Existing { words: text.to_owned(), caution: newer_edition(snapshot, meeting, &placed.text.proposed) })
}

/// What is to be looked up where another edition is known to be in force.
fn newer_edition(snapshot: &Snapshot, meeting: &NewMeeting, tree: &Tree) -> Option<String> {
    let key = TextKey::of_heading(tree)?;
    let own = &tree.edition()?.edition;
    let best = snapshot.catalogue_at(None).best_at(&key, &meeting.as_of(snapshot), None)?;
    let newer = !best.adopted_here && !best.row.is(own) && best.row.year > own.year();
    newer.then(|| {
        let [own, best] = [own, &best.row.edition].map(|edition| official_form(&key, edition));
        format!("{own} is what is changed here, but {best} is known. Look up which one is in force.")
    })
}

impl Pen<'_> {
    /// The text alone as the proposal that it becomes: see [`Pen::propose`].
    pub fn proposal(&self, coming: &ComingMeeting) -> Option<String> {
        let own = self.placed.span();
        let within = |edit: &Edit| Edit {
            span: Span::new(edit.span.start.saturating_sub(own.start), edit.span.end.saturating_sub(own.start)),
            ..edit.clone()
        };
        let edits: Vec<Edit> = self.propose(coming)?.iter().map(within).collect();
        let text = apply(&Rope::from_str(&self.document.slice(own)), &edits);
        // What stands before its heading is no part of it.
        let line = text.find("MOD").unwrap_or_default();
        Some(format!("{}\n", text[line..].replace("\r\n", "\n").replace('\r', "\n").trim_end()))
    }
}

/// A text that is there already.
struct Existing {
    /// All of it, or heading and title where it is only named.
    words: String,
    /// Why its edition is to be looked up.
    caution: Option<String>,
}

fn referred(snapshot: &Snapshot, meeting: &NewMeeting, key: &TextKey) -> Result<Existing, String> {
    let catalogue = snapshot.catalogue_at(None);
    let unknown =
        || format!("nothing is known of {} {} of {}", key.instrument.word(), key.number, key.body.with_article());
    let entry = catalogue.resolution(key).ok_or_else(unknown)?;
    let as_of = meeting.as_of(snapshot);
    let best = catalogue.best_at(key, &as_of, None).filter(|best| !best.adopted_here);
    let sourced = catalogue.in_force_before(key, &as_of, None);
    let row = sourced.as_ref().or(best.as_ref().map(|best| &best.row)).ok_or_else(unknown)?;
    let form = official_form(key, &row.edition);
    let word = key.instrument.word();
    let heading = format!("{}{}", word.to_uppercase(), form.strip_prefix(word).unwrap_or(&form));
    let title = entry.title().map_or_else(String::new, |title| format!("{}\n", title.text));
    let caution = match &best {
        Some(best) if best.firm && best.row.edition == row.edition => None,
        _ if !row.known.is_sourced() => Some(format!("{form}: this edition is recalled, not checked. Look it up.")),
        _ => Some(format!("{form}: the newest edition that is known here. Look up whether there is a later one.")),
    };
    Ok(Existing { words: format!("{heading}\n{title}"), caution })
}

/// Which text a drafter names, of the meeting's own body where it names none: "40", "Resolution 40", "Decision 5".
///
/// # Errors
/// They have no number: why, for the drafter.
pub fn named_text(words: &str, body: Body) -> Result<TextKey, String> {
    use Instrument::{Decision, Opinion, Recommendation, Resolution};
    let named = words;
    let words = words.trim();
    let instrument = [Resolution, Decision, Recommendation, Opinion].into_iter().find(|instrument| {
        words.get(..instrument.word().len()).is_some_and(|start| start.eq_ignore_ascii_case(instrument.word()))
    });
    let number = instrument.map_or(words, |instrument| words[instrument.word().len()..].trim());
    let number = number.split([' ', '(']).next().unwrap_or_default();
    match number.contains(|c: char| c.is_ascii_digit()) {
        true => Ok(TextKey::new(body, instrument.unwrap_or(Resolution), number)),
        false => Err(format!("\"{named}\" names no text: write \"Resolution 40\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, HEAD};
    use expect_test::expect;

    fn contribution() -> Frame {
        Frame::contribution("EUR/12A3").unwrap()
    }

    fn add(title: &str) -> NewText<'static> {
        NewText::Add { title: title.into() }
    }

    /// A draft with `|` where one goes on.
    fn begun(meeting: &str, frame: Frame, texts: Vec<NewText<'_>>) -> String {
        let fixture = Fixture::verbatim("");
        let asked = NewDraft { meeting: NewMeeting::read(meeting).unwrap(), frame, texts };
        match new_draft(&fixture.snapshot, &asked) {
            Ok(Begun { mut text, cursor, cautions }) => {
                text.insert(cursor as usize, '|');
                cautions.iter().for_each(|caution| text.push_str(&format!("({caution})\n")));
                text
            }
            Err(why) => why,
        }
    }

    #[test]
    fn a_contribution_has_its_cover_and_numbers_its_proposals() {
        let sup = |suppress| NewText::Refer { suppress, key: named_text("Resolution 50", Body::Wtsa).unwrap() };
        let text = begun("WTSA-24", contribution(), vec![add("Time on networks"), sup(true), sup(false)]);
        expect![[r#"
            World Telecommunication Standardization Assembly (WTSA-24)
            New Delhi, 15-24 October 2024
            Addendum 3 to Document 12-E

            Abstract:	|

            Introduction

            Proposal

            ADD	EUR/12A3/1
            DRAFT NEW RESOLUTION [EUR-1] (New Delhi, 2024)
            Time on networks
            The World Telecommunication Standardization Assembly (New Delhi, 2024),


            Reasons:	

            SUP	EUR/12A3/2
            RESOLUTION 50 (Rev. Geneva, 2022)
            Cybersecurity

            Reasons:	

            NOC	EUR/12A3/3
            RESOLUTION 50 (Rev. Geneva, 2022)
            Cybersecurity

            Reasons:	
            (Resolution 50 (Rev. Geneva, 2022): the newest edition that is known here. Look up whether there is a later one.)
            (Resolution 50 (Rev. Geneva, 2022): the newest edition that is known here. Look up whether there is a later one.)
        "#]]
        .assert_eq(&text);
    }

    #[test]
    fn a_working_document_has_no_numbers() {
        let base = Fixture::new(&format!("{HEAD}resolves\nto wait.\n"));
        let modify = NewText::Modify { snapshot: &base.snapshot, base: &base.document, file: base.file };
        let frame = Frame::WorkingDocument { number: "DT/23".into(), revision: 1, source: "Ad hoc group".into() };
        expect![[r#"
            World Telecommunication Standardization Assembly
            Lima, 2028
            Revision 1 to Document DT/23-E
            Ad hoc group

            MOD
            RESOLUTION 96 (Rev. {~~New Delhi, 2024~>Lima, 2028~~})
            On harbour lights
            (Hammamet, 2016; New Delhi, 2024{++; Lima, 2028++})
            The World Telecommunication Standardization Assembly ({~~New Delhi, 2024~>Lima, 2028~~}),
            resolves
            to wait.
            |"#]]
        .assert_eq(&begun("WTSA, Lima, 2028", frame, vec![modify]));
    }

    #[test]
    fn what_cannot_be_begun_says_why() {
        let refused = |meeting, texts| begun(meeting, Frame::Text, texts);
        let key = |words| NewText::Refer { suppress: true, key: named_text(words, Body::Wtsa).unwrap() };
        expect!["nothing is known of Resolution 999 of WTSA"].assert_eq(&refused("WTSA-24", vec![key("999")]));
        let base = Fixture::new(&format!("MOD\tIAP/1/1\n{HEAD}resolves\nto wait.\n"));
        let modify = || NewText::Modify { snapshot: &base.snapshot, base: &base.document, file: base.file };
        expect!["it is a proposal already, or a draft, or its head is not read"]
            .assert_eq(&refused("WTSA, Lima, 2028", vec![modify()]));
        expect!["its own meeting is not before that one, or it is another body's text"]
            .assert_eq(&refused("PP-26", vec![modify()]));
        assert!(NewMeeting::read("Nowhere").is_err());
        for wrong in ["EUR", "eur/1", "/1", "EUR/", "EUR/1/x"] {
            assert_eq!(Frame::contribution(wrong).ok(), None, "{wrong}");
        }
    }

    #[test]
    fn a_new_text_of_any_body_is_read_whole() {
        for (meeting, heading) in [
            ("WTSA", "DRAFT NEW RESOLUTION [EUR-1] ([place], 20XX)"),
            ("PP-26", "DRAFT NEW RESOLUTION [EUR-1] (DOHA, 2026)"),
            ("WTDC, Kigali, 2022", "DRAFT NEW RESOLUTION [EUR-1] (Kigali, 2022)"),
            ("WRC-27", "DRAFT NEW RESOLUTION [EUR-1] (WRC-27)"),
            ("RA", "DRAFT NEW RESOLUTION ITU-R [EUR-1]"),
        ] {
            let text = begun(meeting, contribution(), vec![add("A title")]).replace('|', "");
            assert!(text.contains(heading), "{text}");
            let fixture = Fixture::verbatim(&text);
            let tree = &fixture.document.texts.last().unwrap().text.proposed;
            assert!(tree.heading.is_some() && tree.enacting.is_some() && tree.reasons.is_some(), "{text}");
            assert_eq!(tree.body(), Some(NewMeeting::read(meeting).unwrap().body()), "{text}");
        }
    }

    #[test]
    fn what_is_added_is_numbered_on() {
        let further = |there: &str| {
            let fixture = Fixture::verbatim(there);
            let meeting = NewMeeting::read("WTSA-24").unwrap();
            let asked = NewDraft { meeting, frame: Frame::Text, texts: vec![add("A"), add("B")] };
            let begun = further_texts(&fixture.snapshot, &fixture.document, &asked).unwrap();
            let lines = begun.text.lines().filter(|line| line.starts_with("ADD"));
            lines.collect::<Vec<_>>().join(", ")
        };
        let head = "RESOLUTION 40 (Rev. Geneva, 2022)\nTitle\nReasons:\tIt is done.\n";
        assert_eq!(further(&format!("SUP\tEUR/12A3/7\n{head}")), "ADD\tEUR/12A3/8, ADD\tEUR/12A3/9");
        assert_eq!(further(&format!("SUP\n{head}")), "", "a text alone has no proposal line");
    }
}
