//! The lines of a text's head: proposal line, heading, history, enacting line; and the lines that end its clauses.

use smol_str::SmolStr;

use super::body::Instrument;
use super::citation::{Sector, read_body, read_number, read_revision};
use super::cursor::{Cursor, is_hyphen};
use super::item::{Action, EnactingLine, HeadingLine, ItemKind, ProposalLine};
use super::language::languages;
use super::read_edition::{read_chinese_edition, read_council_edition, read_edition, read_history};
use super::word_set::{WordSet, eat_article, word_sets};
use super::words::{bodies_beginning, instruments_beginning};
use crate::text::{Span, line_end, offset};

/// Whether a place ends its line, of which there may be more after it.
fn ends_line(text: &str, at: usize) -> bool {
    rest_is_blank(&text[..line_end(text, at)], at)
}

/// Whether nothing but the end of emphasis in Markdown follows.
fn rest_is_blank(line: &str, at: usize) -> bool {
    line[at..].trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '_').is_empty()
}

/// "MOD⇥IAP/39A30/1", "MOD", "SEN/56/1", "(MOD) …", "ADD* …", "MOD RESOLUTION 1 (…)".
pub(super) fn read_proposal(line: &str, start: usize) -> Option<ProposalLine> {
    let mut cursor = Cursor::new(line, start);
    let mut proposal = ProposalLine { action: None, id: None, transferred: false, span: Span::default() };
    let bracket = cursor.eat('(');
    let words = [
        ("ADD", Action::Add),
        ("MOD", Action::Modify),
        ("SUP", Action::Suppress),
        ("NOC", Action::NoChange),
        ("إضافة", Action::Add),
        ("تعديل", Action::Modify),
        ("إلغاء", Action::Suppress),
    ];
    for (word, action) in words {
        let mut trial = cursor;
        if trial.rest().starts_with(word) && (trial.eat_words(word) || eats_before_id(&mut trial, word)) {
            proposal.action = Some(if bracket { Action::Editorial } else { action });
            if bracket && !trial.eat(')') {
                return None;
            }
            proposal.transferred = trial.eat('*');
            cursor = trial;
            break;
        }
    }
    let end = cursor.at;
    if proposal.action.is_none() {
        if bracket {
            return None;
        }
        let id = read_proposal_id(&mut cursor)?;
        if !rest_is_blank(line, cursor.at) {
            return None;
        }
        proposal.id = Some(id.into());
        proposal.span = cursor.span_since(start);
        return Some(proposal);
    }
    // A converter may run both together: "MODARB/21A15/1".
    let spaced = cursor.inline_whitespace();
    let mut end = end;
    let id = read_proposal_id(&mut cursor).or_else(|| if spaced { read_committee_id(&mut cursor) } else { None });
    if let Some(id) = id {
        proposal.id = Some(id.into());
        end = cursor.at;
        cursor.inline_whitespace();
    }
    if !rest_is_blank(line, cursor.at) && read_heading(line, cursor.at).is_none() {
        return None;
    }
    proposal.span = Span::of(start..end);
    Some(proposal)
}

/// Whether a number is run into the action before it.
fn eats_before_id(cursor: &mut Cursor<'_>, word: &str) -> bool {
    let mut trial = *cursor;
    let runs = trial.eat_fold(word) && read_proposal_id(&mut { trial }).is_some();
    *cursor = if runs { trial } else { *cursor };
    runs
}

/// "IAP/39A30/1", "J/4/2", "SEN/56/1", "EUR/4/2#49990", "COM5/144/1 (B9/156/3)": capitals, then two or more parts with a
/// digit or X.
fn read_proposal_id<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    let mut trial = *cursor;
    let start = trial.at;
    if trial.eat_while(|c| c.is_ascii_uppercase()).is_empty() {
        return None;
    }
    let id = trial.eat_while(|c| c.is_ascii_alphanumeric() || "/()+.".contains(c) || is_hyphen(c));
    let parts = id.matches('/').count();
    // "A/RES/68/307" is a text of the United Nations.
    if parts < 2 || !id.contains(|c: char| c.is_ascii_digit()) || id.starts_with("/RES/") {
        return None;
    }
    if trial.eat('#') {
        trial.eat_while(|c| c.is_ascii_digit());
    }
    let mut before = trial;
    if before.inline_whitespace() && before.eat('(') && read_proposal_id(&mut before).is_some() && before.eat(')') {
        trial = before;
    }
    *cursor = trial;
    Some(trial.since(start))
}

/// "WGPL/6", "COM6/4": the number that a committee gives for the time being, after its action only.
fn read_committee_id<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    let mut trial = *cursor;
    let start = trial.at;
    let body = trial.eat_while(|c| c.is_ascii_uppercase()).len();
    trial.eat_while(|c| c.is_ascii_digit());
    let is_one = body >= 2 && trial.eat('/') && trial.number(4).is_some() && rest_is_blank(trial.rest(), 0);
    is_one.then(|| {
        *cursor = trial;
        trial.since(start)
    })
}

/// "RESOLUTION 50 (Rev. New Delhi, 2024)", "DRAFT NEW RESOLUTION [IAP-1]", "R 1238 (C05)", "A/RES/68/307". What is not in
/// capitals, "Resolution 36 (Rev. Hyderabad, 2010)" or "Draft new Resolution", is a candidate, where it stands alone.
pub(super) fn read_heading(line: &str, start: usize) -> Option<HeadingLine> {
    if let Some(heading) = read_symbol(line, start) {
        return Some(heading);
    }
    let mut cursor = Cursor::new(line, start);
    let draft = eat_word(&mut cursor, &word_sets().draft);
    while eat_word(&mut cursor, &word_sets().kinds) {}
    let revision = eat_word(&mut cursor, &word_sets().revisions);
    eat_body_code(&mut cursor);
    let instrument = instruments_beginning(cursor.peek()?)
        .iter()
        .filter(|(word, instrument, many)| {
            let one = !many || (draft && !word.is_ascii());
            one && !matches!(instrument, Instrument::Question | Instrument::StudyGroup)
        })
        .find(|(word, _, _)| {
            // A number may be run into the word: "RESOLUTION45".
            let mut trial = cursor;
            let found = trial.eat_fold(word) && !trial.peek().is_some_and(char::is_alphabetic);
            cursor = if found { trial } else { cursor };
            found
        })?
        .1;
    let candidate = cursor.since(start).chars().any(char::is_lowercase);
    let mut end = cursor.at;
    let spaced = cursor.whitespace();
    for word in ["No.", "N°", "Nº", "№"] {
        if cursor.eat_fold(word) {
            cursor.whitespace();
        }
    }
    let read = if spaced || !candidate { read_number(&mut cursor, instrument) } else { None };
    let mut number = read.as_ref().map(|read| read.1.clone());
    number = number.or_else(|| read_provisional_number(&mut cursor));
    if number.is_some() {
        end = cursor.at;
    }
    let mut trial = cursor;
    trial.whitespace();
    let mut edition = read_edition(line, trial.at).or_else(|| read_council_edition(line, trial.at));
    if let Some(edition) = &edition {
        end = edition.span.end as usize;
    }
    let sector = read.as_ref().and_then(|read| read.0);
    // "ITU-R 1-6": the suffix is the edition.
    if let Some((Some(Sector::R), text, span)) = &read
        && let Some((base, mention)) = read_revision(text, *span)
    {
        number = Some(base);
        edition = edition.or(Some(mention));
    }
    let is_one = draft || if candidate { number.is_some() && edition.is_some() } else { number.is_some() };
    if revision {
        edition = None;
    }
    if !is_one || (candidate && !ends_line(line, end)) {
        return None;
    }
    Some(HeadingLine { instrument, sector, number, edition, draft, candidate, span: Span::of(start..end) })
}

/// Whether a heading that is a candidate heads a text: it has a title, and an enacting line comes after it. `titled` says that
/// the title stands with it.
pub(super) fn heads_text<'i>(titled: bool, after: impl Iterator<Item = &'i ItemKind>) -> bool {
    /// More lines than these no head has.
    const LINES: usize = 8;
    let mut titled = titled;
    for kind in after.take(LINES) {
        match kind {
            ItemKind::Blank | ItemKind::Furniture | ItemKind::Aside => {}
            ItemKind::Plain => titled = true,
            ItemKind::History(_) if titled => {}
            ItemKind::Enacting(_) => return titled,
            _ => return false,
        }
    }
    false
}

/// Words before the instrument's in a heading, and the whitespace after them.
fn eat_word(cursor: &mut Cursor<'_>, words: &WordSet) -> bool {
    let mut trial = *cursor;
    let found = words.eat(&mut trial) && trial.whitespace();
    *cursor = if found { trial } else { *cursor };
    found
}

/// "WTDC RESOLUTION 36", "PP RESOLUTION 58".
fn eat_body_code(cursor: &mut Cursor<'_>) {
    let mut trial = *cursor;
    let near = trial.peek().map_or(&[][..], bodies_beginning);
    let code = near.iter().any(|(_, name)| !name.contains(char::is_lowercase) && trial.eat_words(name));
    let in_capitals = |trial: &Cursor<'_>| !trial.since(cursor.at).contains(char::is_lowercase);
    if (code || trial.eat_words("council")) && in_capitals(&trial) && trial.inline_whitespace() {
        *cursor = trial;
    }
}

/// "XXX", "GT-PLEN/A": what stands for a number until there is one.
fn read_provisional_number(cursor: &mut Cursor<'_>) -> Option<SmolStr> {
    let mut trial = *cursor;
    let word = trial.eat_while(|c| c.is_ascii_uppercase() || c == '/' || is_hyphen(c));
    let is_one = word.len() >= 2 && (word.bytes().all(|b| b == b'X') || word.contains('/'));
    is_one.then(|| {
        *cursor = trial;
        word.into()
    })
}

/// "R 1238 (C05)" of the Council, "A/RES/68/307" and "S/RES/2139 (2014)" of the United Nations, alone on a line.
fn read_symbol(line: &str, start: usize) -> Option<HeadingLine> {
    let mut cursor = Cursor::new(line, start);
    let number_of = |cursor: &mut Cursor<'_>| {
        let from = cursor.at;
        let number = cursor.eat_while(|c| c.is_ascii_digit() || c == '/');
        number.starts_with(|c: char| c.is_ascii_digit()).then(|| SmolStr::from(&line[from..cursor.at]))
    };
    let symbol = cursor.rest().starts_with("A/RES/") || cursor.rest().starts_with("S/RES/");
    let (number, edition) = if symbol {
        cursor.at += "A/RES/".len();
        let number = number_of(&mut cursor)?;
        let mut trial = cursor;
        trial.inline_whitespace();
        if trial.eat('(') && trial.number(4).is_some() && trial.eat(')') {
            cursor = trial;
        }
        (number, None)
    } else {
        if !(cursor.eat('R') && cursor.inline_whitespace()) {
            return None;
        }
        let number = number_of(&mut cursor)?;
        cursor.inline_whitespace();
        let edition = read_council_edition(line, cursor.at)?;
        cursor.at = edition.span.end as usize;
        (number, Some(edition))
    };
    let end = cursor.at;
    ends_line(line, end).then(|| HeadingLine {
        instrument: Instrument::Resolution,
        sector: None,
        number: Some(number),
        edition,
        draft: false,
        candidate: false,
        span: Span::of(start..end),
    })
}

/// A history that wraps: its bracket is closed on the next line.
pub(super) fn begins_history(line: &str, start: usize, next: &str) -> bool {
    if line[start..].contains(')') || next.is_empty() {
        return false;
    }
    let joined = format!("{}{next}", &line[start..]);
    let whole = joined.contains(';');
    // Longer histories close on a later line still; two entries on this one tell enough.
    whole
        && (read_history(&joined, 0).is_some()
            || read_history(&format!("{})", line[start..].trim_end().trim_end_matches(';')), 0)
                .is_some_and(|(entries, _)| entries.len() > 1))
}

/// "The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),"
pub(super) fn read_enacting(line: &str, start: usize) -> Option<EnactingLine> {
    let mut cursor = Cursor::new(line, start);
    eat_article(&mut cursor);
    // In Chinese the Union is named first.
    word_sets().union.eat(&mut cursor);
    let (body, end) = read_body(line, cursor.at)?;
    if cursor.at == start && end - start < 12 {
        return None; // "WTSA" or "Council" alone on a line heads nothing.
    }
    let mut cursor = Cursor::new(line, end);
    let mut span = Span::of(start..end);
    cursor.whitespace();
    if word_sets().union.eat(&mut cursor) {
        span.end = offset(cursor.at);
        cursor.whitespace();
    }
    let edition = read_edition(line, cursor.at).or_else(|| read_chinese_edition(line, cursor.at));
    if let Some(edition) = &edition {
        span.end = edition.span.end;
        cursor.at = edition.span.end as usize;
    } else if cursor.peek() == Some('(') && !cursor.rest().contains(')') {
        // The bracket is closed on the next line.
        return Some(EnactingLine { body, edition: None, span });
    }
    cursor.eat_if(|c| matches!(c, ',' | '，' | '،'));
    rest_is_blank(line, cursor.at).then_some(EnactingLine { body, edition, span })
}

/// "ANNEX 1 (to Resolution 5)", "Appendix A", "SECTION 2", "PART VI - SIGNATORIES", alone on a line; "Annex", "Annex 1: Form"
/// and "Bibliography" where no sentence goes on (`begins`).
pub(super) fn read_annex(line: &str, start: usize, begins: bool) -> Option<Span> {
    let text = line[start..].trim_end().trim_end_matches(['*', '_']);
    let is_list = |is: &dyn Fn(&SmolStr) -> bool| languages().iter().flat_map(|words| &words.lists).any(is);
    let in_capitals = || !text.contains(char::is_lowercase) && is_list(&|word| text == word.to_uppercase());
    if begins && (is_list(&|word| text == *word) || in_capitals()) {
        return Some(Span::of(start..start + text.len()));
    }
    let mut cursor = Cursor::new(text, 0);
    if !word_sets().annexes.eat(&mut cursor) {
        return None;
    }
    let written = cursor.since(0);
    let span = Span::of(start..start + text.len());
    let capitals = !written.chars().any(char::is_lowercase);
    cursor.inline_whitespace();
    let number = cursor.eat_while(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '.' || is_hyphen(c));
    for suffix in ["bis", "ter"] {
        cursor.eat_fold(suffix);
    }
    cursor.inline_whitespace();
    let alone = cursor.is_end();
    let to_text = cursor.eat_words("to") || cursor.eat_fold("(to") || cursor.eat_words("of");
    if capitals {
        // "SECTION 2 – Study groups", "ANNEX TO RESOLUTION 34".
        return (alone || to_text || !number.is_empty()).then_some(span);
    }
    let names_text =
        to_text && text.len() < 90 && !text.ends_with(['.', ';', ',', ':']) && cursor.rest().contains("esolution");
    // "Annex 1" is a heading; "Annex 1 to this resolution contains …" is a sentence.
    let titled =
        |rest: &str| rest.starts_with([':', '–', '—', '-']) && text.len() < 90 && !text.ends_with(['.', ';', ',', ':']);
    let heading = (alone && (begins || !number.is_empty()))
        || (begins && !number.is_empty() && titled(cursor.rest()))
        || (names_text && !cursor.rest().contains("this"));
    (heading && written.starts_with(char::is_uppercase)).then_some(span)
}

pub(super) fn is_reasons(line: &str, start: usize) -> bool {
    let mut cursor = Cursor::new(line, start);
    ["Reasons", "Motifs", "Motivos", "Основания", "理由"].iter().any(|word| cursor.eat_words(word)) && {
        cursor.inline_whitespace();
        cursor.eat_if(|c| c == ':' || c == '：')
    }
}
