//! What the start of a line tells: whether it begins an item, and which.

use super::body::Instrument;
use super::call::{TextPart, VerbMatch, read_near_verb, read_verb};
use super::citation::{Sector, read_body, read_number, read_revision};
use super::cursor::{Cursor, is_hyphen};
use super::item::{Action, CallLine, EnactingLine, HeadingLine, ItemKind, ProposalLine};
use super::label::{RawLabel, read_line_label};
use super::read_edition::{read_edition, read_history};
use super::reference::continues_reference;
use super::residue::{Bracketed, is_furniture, is_note_line, read_bracketed};
use super::words::instrument_words;
use crate::text::{Span, offset, single_spaced};

/// How the line before ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ending {
    /// With a stop, or there was none: something new may begin.
    Stop,
    /// In the middle of a sentence.
    Open,
    /// In the middle of a sentence, with a call word: "as referred to in recalling".
    CallWord,
}

/// The kind of the item before, as far as it decides what the next line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum BeforeKind {
    /// The file begins here.
    Nothing,
    /// A heading, call or other line that the next line does not continue.
    Closed,
    /// A call: a label may follow.
    Call,
    /// A clause, a title: text that may go on.
    Open,
    /// A heading, history or enacting line whose bracket is not closed yet.
    Bracketed,
}

/// What the line before leaves behind: all that a line's reading depends on besides itself and the next line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Before {
    pub kind: BeforeKind,
    pub ending: Ending,
    /// A blank line stands between.
    pub blank: bool,
}

impl Before {
    pub const START: Before = Before { kind: BeforeKind::Nothing, ending: Ending::Stop, blank: true };
}

/// A line's first word that begins an item, with what was read of it.
pub(super) enum Starter {
    Blank,
    Proposal(ProposalLine),
    Heading(HeadingLine),
    History,
    Enacting(EnactingLine),
    Call(CallLine, usize),
    Labelled(RawLabel),
    Annex(Span),
    Reasons,
    Note,
    Furniture,
}

/// The first place of a line that is no space and no bookmark left by conversion.
pub(super) fn content_start(line: &str) -> usize {
    let mut cursor = Cursor::new(line, 0);
    loop {
        cursor.whitespace();
        match read_bracketed(line, cursor.at) {
            Some((Bracketed::Bookmark, end)) => cursor.at = end,
            _ => return cursor.at,
        }
    }
}

/// What begins at this line, if anything does; otherwise the line is plain.
/// `next` is the line after it, or empty.
pub(super) fn starter(line: &str, before: Before, next: &str) -> Option<Starter> {
    let start = content_start(line);
    let rest = &line[start..];
    let Some(first) = rest.chars().next() else { return Some(Starter::Blank) };
    if before.kind == BeforeKind::Bracketed && !before.blank {
        return None;
    }
    if is_furniture(rest) {
        return Some(Starter::Furniture);
    }
    // Most lines of a draft begin with a label; most plain lines with a small letter.
    let spaced = spaced_number_may_begin(before);
    let inner = start + set_off(rest);
    let label = read_line_label(line, start, spaced);
    if let Some(label) = label.or_else(|| (inner > start).then(|| read_line_label(line, inner, spaced)).flatten())
        && !(before.ending == Ending::CallWord && continues_reference(line, start))
        && !(before.ending == Ending::Open
            && !before.blank
            && before.kind == BeforeKind::Open
            && continues_reference(line, start))
    {
        return Some(Starter::Labelled(label));
    }
    if first.is_uppercase() || "([_–-*".contains(first) || first.is_ascii_digit() || !first.is_ascii() {
        if let Some(proposal) = read_proposal(line, start) {
            return Some(Starter::Proposal(proposal));
        }
        if let Some(heading) = read_heading(line, start) {
            return Some(Starter::Heading(heading));
        }
        if first == '(' && (read_history(line, start).is_some() || begins_history(line, start, next)) {
            return Some(Starter::History);
        }
        if let Some(enacting) = read_enacting(line, start) {
            return Some(Starter::Enacting(enacting));
        }
        if let Some(annex) = read_annex(line, start) {
            return Some(Starter::Annex(annex));
        }
        if is_reasons(line, start) {
            return Some(Starter::Reasons);
        }
        if is_note_line(rest) {
            return Some(Starter::Note);
        }
    }
    let (call, body) = read_call(line, inner, before, next)?;
    Some(Starter::Call(call, body))
}

/// How many bytes of "[" (text not agreed) and "*" or "_" (emphasis in Markdown) stand before a line's first word.
fn set_off(rest: &str) -> usize {
    rest.len() - rest.trim_start_matches(['[', '*', '_']).len()
}

/// Whether a line that starts nothing begins an item of its own, rather than going on with the one before.
pub(super) fn plain_begins(before: Before) -> bool {
    match before.kind {
        BeforeKind::Nothing | BeforeKind::Closed | BeforeKind::Call => true,
        // A page break may fall in the middle of a clause.
        BeforeKind::Open => before.blank && before.ending == Ending::Stop,
        BeforeKind::Bracketed => before.blank,
    }
}

/// "5 to encourage": a number and a space begin a clause only where the line before has ended.
fn spaced_number_may_begin(before: Before) -> bool {
    before.blank
        || before.ending == Ending::Stop
        || matches!(before.kind, BeforeKind::Call | BeforeKind::Nothing | BeforeKind::Closed)
}

/// How a line ends.
pub(super) fn ending(line: &str) -> Ending {
    let text = line.trim_end();
    let Some(last) = text.chars().next_back() else { return Ending::Stop };
    if ",;:.!?。；，：".contains(last) {
        return Ending::Stop;
    }
    let start = content_start(text);
    let mut from = text.len();
    // A call word, alone or with "further", at the end of a line that says more.
    for _ in 0..4 {
        from = text[..from].trim_end().rfind(|c: char| c.is_whitespace() || "(“\"".contains(c)).map_or(0, |at| at + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        if from <= start {
            break;
        }
        if read_verb(text, from).is_some_and(|verb| verb.end == text.len()) {
            return Ending::CallWord;
        }
    }
    Ending::Open
}

fn rest_is_blank(line: &str, at: usize) -> bool {
    line[at..].trim().is_empty()
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
        if trial.rest().starts_with(word) && trial.eat_words(word) {
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
    let spaced = cursor.inline_whitespace();
    let mut end = end;
    if let Some(id) = read_proposal_id(&mut cursor).filter(|_| spaced) {
        proposal.id = Some(id.into());
        end = cursor.at;
        cursor.inline_whitespace();
    }
    let after = cursor.at;
    if !rest_is_blank(line, after) && read_heading(line, after).is_none() {
        return None;
    }
    proposal.span = Span::of(start..end);
    Some(proposal)
}

/// "IAP/39A30/1", "EUR/44A7/1", "SEN/56/1": capitals, then two or more parts with a digit or X.
fn read_proposal_id<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    let mut trial = *cursor;
    let start = trial.at;
    if trial.eat_while(|c| c.is_ascii_uppercase()).len() < 2 {
        return None;
    }
    let id = trial.eat_while(|c| c.is_ascii_alphanumeric() || "/()+.".contains(c) || is_hyphen(c));
    let parts = id.matches('/').count();
    if parts < 2 || !id.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    *cursor = trial;
    Some(trial.since(start))
}

/// "RESOLUTION 50 (Rev. New Delhi, 2024)", in capitals.
pub(super) fn read_heading(line: &str, start: usize) -> Option<HeadingLine> {
    let mut cursor = Cursor::new(line, start);
    let mut draft = false;
    for word in ["DRAFT", "PROJET DE", "PROYECTO DE"] {
        if cursor.rest().starts_with(word) && cursor.eat_words(word) {
            draft = true;
            cursor.whitespace();
        }
    }
    for word in ["NEW", "REVISED"] {
        if cursor.rest().starts_with(word) && cursor.eat_words(word) {
            cursor.whitespace();
        }
    }
    let word_at = cursor.at;
    let instrument = instrument_words()
        .iter()
        .filter(|(_, instrument, many)| !many && !matches!(instrument, Instrument::Question | Instrument::StudyGroup))
        .find(|(word, _, _)| cursor.eat_words(word))?
        .1;
    if cursor.since(word_at).chars().any(char::is_lowercase) {
        return None;
    }
    let mut end = cursor.at;
    let spaced = cursor.whitespace();
    let read = if spaced { read_number(&mut cursor, instrument) } else { None };
    if read.is_none() && !draft {
        return None;
    }
    end = if read.is_some() { cursor.at } else { end };
    let mut trial = cursor;
    trial.whitespace();
    let mut edition = read_edition(line, trial.at);
    if let Some(edition) = &edition {
        end = edition.span.end as usize;
    }
    let (sector, mut number) = (read.as_ref().and_then(|read| read.0), read.as_ref().map(|read| read.1.clone()));
    // "ITU-R 1-6": the suffix is the edition.
    if let Some((Some(Sector::R), text, span)) = &read
        && let Some((base, mention)) = read_revision(text, *span)
    {
        number = Some(base);
        edition = edition.or(Some(mention));
    }
    Some(HeadingLine { instrument, sector, number, edition, draft, span: Span::of(start..end) })
}

/// A history that wraps: its bracket is closed on the next line.
fn begins_history(line: &str, start: usize, next: &str) -> bool {
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
    for article in ["The", "La", "L'", "El", "Le"] {
        if cursor.eat_fold(article) {
            cursor.whitespace();
            break;
        }
    }
    let (body, end) = read_body(line, cursor.at)?;
    if cursor.at == start && end - start < 12 {
        return None; // "WTSA" or "Council" alone on a line heads nothing.
    }
    let mut cursor = Cursor::new(line, end);
    let mut span = Span::of(start..end);
    cursor.whitespace();
    for of in ["of the International Telecommunication Union", "de l'UIT", "de la UIT"] {
        if cursor.eat_words(of) {
            span.end = offset(cursor.at);
            cursor.whitespace();
        }
    }
    let edition = read_edition(line, cursor.at);
    if let Some(edition) = &edition {
        span.end = edition.span.end;
        cursor.at = edition.span.end as usize;
    } else if cursor.peek() == Some('(') && !cursor.rest().contains(')') {
        // The bracket is closed on the next line.
        return Some(EnactingLine { body, edition: None, span });
    }
    cursor.eat_if(|c| c == ',' || c == '，');
    rest_is_blank(line, cursor.at).then_some(EnactingLine { body, edition, span })
}

/// "ANNEX 1 (to Resolution 5)", "Appendix A", "SECTION 2", "PART VI - SIGNATORIES", alone on a line.
fn read_annex(line: &str, start: usize) -> Option<Span> {
    let text = line[start..].trim_end();
    let mut cursor = Cursor::new(text, 0);
    let word = [
        "ANNEX",
        "APPENDIX",
        "ATTACHMENT",
        "SECTION",
        "PART",
        "ANNEXE",
        "ANEXO",
        "ADJUNTO",
        "附件",
        "ПРИЛОЖЕНИЕ",
        "DECLARATIONS",
        "SIGNATORIES",
    ]
    .into_iter()
    .find(|word| cursor.eat_words(word))?;
    let written = &text[..word.len()];
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
    let heading = (alone && !number.is_empty()) || (names_text && !cursor.rest().contains("this"));
    (heading && written.starts_with(char::is_uppercase)).then_some(span)
}

fn is_reasons(line: &str, start: usize) -> bool {
    let mut cursor = Cursor::new(line, start);
    ["Reasons", "Motifs", "Motivos", "Основания", "理由"].iter().any(|word| cursor.eat_words(word)) && {
        cursor.inline_whitespace();
        cursor.eat_if(|c| c == ':' || c == '：')
    }
}

/// Reads a line that heads a section, and where the words after its verb begin.
fn read_call(line: &str, start: usize, before: Before, next: &str) -> Option<(CallLine, usize)> {
    let verb = match read_verb(line, start) {
        // "invite the Director" is no French.
        Some(verb) if verb.is_foreign_to(&line[verb.end..]) => {
            read_near_verb(line, start).map_or(verb, |(near, _)| near)
        }
        Some(verb) => verb,
        None => misspelt_verb(line, start, before, next)?,
    };
    let text = line.trim_end();
    let text = text.strip_suffix(':').unwrap_or(text).trim_end();
    // The whole line may be set off as Markdown does: "*considering*".
    let text = text.trim_end_matches(['*', '_', ']']);
    let rest = &text[verb.end.min(text.len())..];
    let words = rest.trim();
    let in_sentence = before.kind == BeforeKind::Open && before.ending != Ending::Stop && !before.blank;
    let labels_follow = first_label_follows(next);
    let heads = if words.is_empty() {
        !(in_sentence && continues_reference(next, content_start(next)))
    } else if verb.part() == TextPart::Preamble {
        words_after_preamble(words) && (!in_sentence || labels_follow)
    } else {
        addresses(words, verb.part(), in_sentence, labels_follow)
    };
    if !heads || !rest.is_empty() && !rest.starts_with(char::is_whitespace) && !rest.starts_with(',') {
        return None;
    }
    let words = single_spaced(text[start..].trim_start_matches(['*', '_'])).into();
    let misspelt = verb.misspelt.map(|(from, to)| Span::of(from..to));
    Some((CallLine { key: verb.key(rest), words, span: Span::of(start..text.len()), misspelt }, verb.end))
}

/// The verb of a line that can only be a call, with up to two wrong letters: clauses follow it; or it stands alone, or
/// with an addressee, where a new sentence begins, and is but one letter off.
fn misspelt_verb(line: &str, start: usize, before: Before, next: &str) -> Option<VerbMatch> {
    let text = line.trim_end().trim_end_matches(['*', '_', ']']);
    let begins = before.blank || before.ending == Ending::Stop || before.kind == BeforeKind::Closed;
    if !begins || text.len() > CALL_BYTES || text.ends_with([',', ';', '.']) {
        return None;
    }
    if first_label_follows(next) {
        return read_near_verb(line, start).map(|(verb, _)| verb);
    }
    let (verb, wrong) = read_near_verb(line, start)?;
    let words = text[verb.end.min(text.len())..].trim();
    // "invited", "requested": as likely a sentence that goes on.
    let past = text[start..verb.end].ends_with("ed");
    let heads = words.is_empty() || (verb.part() == TextPart::Addressed && words.starts_with("the "));
    (wrong == 1 && !past && heads).then_some(verb)
}

/// The longest line, in bytes, that is looked at as a call with a wrong letter.
const CALL_BYTES: usize = 200;

/// "noting with appreciation", "considering that", "recognizing in particular": still a call.
fn words_after_preamble(words: &str) -> bool {
    let few = words.split_whitespace().count() <= 5 && !words.contains([',', ';', '.', '(']);
    let joined = ["with", "that", "in particular", "the following", "and", "its"];
    few && joined.iter().any(|word| Cursor::new(words, 0).eat_words(word))
}

/// Whether what follows an operative verb is an addressee or lead-in, and not a sentence.
fn addresses(words: &str, part: TextPart, in_sentence: bool, labels_follow: bool) -> bool {
    if words.len() > 300 || words.ends_with([';', '.', ',']) || words.contains("; ") {
        return false;
    }
    // "resolves 3 above": a reference.
    if words.starts_with(|c: char| c.is_ascii_digit()) || continues_reference(words, 0) {
        return false;
    }
    if labels_follow {
        return true;
    }
    if in_sentence {
        return false;
    }
    let sentence = Cursor::new(words, 0).eat_words("that") || words.contains(" to ");
    match part {
        // "resolves to instruct the Director", "resolves further": but "resolves that …" is a sentence.
        TextPart::Operative => Cursor::new(words, 0).eat_words("to") && words.matches(" to ").count() == 0,
        _ => {
            !sentence
                && words
                    .starts_with(|c: char| !c.is_lowercase() || words.starts_with("the ") || words.starts_with("all "))
        }
    }
}

/// Whether a line begins with the first label of its kind.
fn first_label_follows(next: &str) -> bool {
    let start = content_start(next);
    let start = start + set_off(&next[start..]);
    read_line_label(next, start, true).is_some_and(|label| matches!(label.text.as_str(), "a" | "1" | "i" | "–" | "1.1"))
}

/// What the kind of an item means for the line after it.
pub(super) fn before_kind(kind: &ItemKind, text: &str) -> BeforeKind {
    let open_bracket = || text.matches('(').count() > text.matches(')').count();
    match kind {
        ItemKind::Blank => BeforeKind::Nothing,
        ItemKind::Heading(_) | ItemKind::History(_) | ItemKind::Enacting(_) if open_bracket() => BeforeKind::Bracketed,
        ItemKind::Proposal(_) | ItemKind::Heading(_) | ItemKind::History(_) | ItemKind::Enacting(_) => {
            BeforeKind::Closed
        }
        ItemKind::Annex(_) | ItemKind::Furniture => BeforeKind::Closed,
        ItemKind::Call(_) => BeforeKind::Call,
        ItemKind::Labelled(_) | ItemKind::Reasons | ItemKind::Note | ItemKind::Plain => BeforeKind::Open,
    }
}
