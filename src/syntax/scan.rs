//! Reads the words of an item: citations, references, meetings, footnotes, and what conversion left behind.

use super::call::complete_verb;
use super::citation::{body_at_end, read_citations, read_numbered_before};
use super::cursor::{Cursor, at_word_start, is_ideograph};
use super::invisible::Joined;
use super::item::{Content, MeetingMention, Note, NoteMark, Residue, ResidueKind};
use super::label::read_named_label;
use super::lists;
use super::part::TextPart;
use super::read_edition::read_edition;
use super::reference::{read_annex_reference, read_joined_reference, read_paragraph_reference, read_reference};
use super::residue::{BRACKET_BYTES, Bracketed, NOTE_RULE, is_markup, read_bracketed, read_numbered};
use super::words::{Keyword, keywords};
use crate::text::Span;

/// Reads `text` from `from` on.
pub(super) fn scan(text: &str, from: usize) -> Content {
    let Some(joined) = Joined::of(text) else { return scan_joined(text, from) };
    let mut content = scan_joined(&joined.text, joined.place_of(from));
    content.each_span(&mut |span| *span = joined.to_source(*span));
    content
}

/// Reads a text in which nothing parts a word.
fn scan_joined(text: &str, from: usize) -> Content {
    let mut content = Content::default();
    // What lies before this place has been read as part of something longer.
    let mut done = from;
    // A reference to clauses "of Resolution 25" ends before the citation, which is read at its own word.
    for (keyword, start, end) in
        keywords(&text[from..]).map(|(keyword, start, end)| (keyword, from + start, from + end))
    {
        if start < done {
            continue;
        }
        match keyword {
            // In Chinese the number stands before the word.
            Keyword::Instrument { instrument, .. } if text[start..end].ends_with(is_ideograph) => {
                if let Some(citation) = read_numbered_before(text, instrument, start, end) {
                    done = citation.span.end as usize;
                    content.citations.push(citation);
                }
            }
            Keyword::Instrument { instrument, many } => {
                if let Some(end) = read_citations(text, instrument, many, start, end, &mut content.citations) {
                    done = end;
                }
            }
            Keyword::Verb(verb) => {
                let Some(found) = complete_verb(text, verb, start, end) else {
                    if let Some(reference) = read_joined_reference(text, verb, start, end) {
                        done = reference.span.end as usize;
                        content.references.push(reference);
                    }
                    continue;
                };
                if let Some(reference) = read_reference(text, &found) {
                    done = reference.span.end as usize;
                    content.references.push(reference);
                } else if ends_in_call(text, from, &found)
                    || (found.part() != TextPart::Preamble && glued_call(text, found.start, found.end))
                {
                    let rest = text[found.end..].split([',', ';', '.']).next().unwrap_or_default();
                    let rest = rest.split(" to ").next().unwrap_or_default();
                    content.residue.push(Residue {
                        kind: ResidueKind::GluedCall(found.key(rest)),
                        span: Span::of(found.start..found.end),
                    });
                }
            }
            Keyword::Bracket => {
                if let Some(edition) = read_edition(text, start) {
                    done = edition.span.end as usize;
                    content.meetings.push(MeetingMention { body: body_named_before(text, start), edition });
                }
            }
            Keyword::Square => done = square(text, start, &mut content).unwrap_or(done),
            Keyword::Annex => {
                if let Some(annex) = read_annex_reference(text, start, end) {
                    done = annex.span.end as usize;
                    content.annexes.push(annex);
                } else if glued_annex(text, start, end) {
                    content.residue.push(Residue { kind: ResidueKind::GluedAnnex, span: Span::of(start..end) });
                }
            }
            Keyword::Paragraph => {
                if let Some(reference) = read_paragraph_reference(text, start, end) {
                    done = reference.span.end as usize;
                    content.references.push(reference);
                }
            }
            Keyword::Part => {
                let roman = text[end..].starts_with(['I', 'V', 'X']);
                if roman
                    && text[start..end].starts_with("PART")
                    && text[..start].trim_end().ends_with(|c: char| !c.is_lowercase())
                {
                    content.residue.push(Residue { kind: ResidueKind::GluedAnnex, span: Span::of(start..end) });
                }
            }
            Keyword::Stop => {
                if let Some(residue) = glued_label(text, start, end) {
                    content.residue.push(residue);
                }
            }
        }
    }
    content.printed_marks = printed_marks(text, from);
    if let Some(rule) = text[from..].find(NOTE_RULE) {
        let start = from + rule;
        let mut cursor = Cursor::new(text, start);
        cursor.eat_while(|c| c == '_');
        cursor.whitespace();
        let name = cursor.eat_while(|c| c.is_ascii_digit() || c == '*');
        if !name.is_empty() {
            let end = text.trim_end().len();
            let end = end.max(cursor.at);
            content.notes.push(Note { name: name.into(), span: Span::of(cursor.at..end), whole: Span::of(start..end) });
        }
        content.residue.push(Residue { kind: ResidueKind::Footnote, span: Span::of(start..cursor.at) });
    }
    content
}

/// "countries1", "ships*": a small word with the mark of a footnote after it. The star does not end what Markdown sets off.
fn printed_marks(text: &str, from: usize) -> Vec<NoteMark> {
    /// A shorter word with a digit is a name: "tb1".
    const LETTERS: usize = 4;
    let bytes = text.as_bytes();
    let mut marks = Vec::new();
    let mut at = from.max(LETTERS);
    while at < bytes.len() {
        let start = at;
        at += 1;
        let sign = bytes[start];
        if !(sign.is_ascii_digit() || sign == b'*') || !bytes[start - LETTERS..start].iter().all(u8::is_ascii_lowercase)
        {
            continue;
        }
        while sign != b'*' && bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        let ends = bytes.get(at).is_none_or(|after| after.is_ascii_whitespace() || b",;.:)".contains(after));
        let set_off = || sign == b'*' && bytes[..start].iter().rev().take_while(|b| **b != b'\n').any(|b| *b == b'*');
        if ends && at - start <= 2 && !set_off() {
            marks.push(NoteMark { name: text[start..at].into(), after_space: false, span: Span::of(start..at) });
        }
    }
    marks
}

/// "WTDC (Kigali, 2022)": the body named right before a place and year.
fn body_named_before(text: &str, at: usize) -> Option<super::body::Body> {
    let before = text[..at].trim_end();
    body_at_end(before).map(|(body, _)| body)
}

/// "…, instructs the Director of …": a new section run into the last clause of the one before.
/// In a sentence such verbs follow "which", "and", "to".
fn glued_call(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end();
    if !before.ends_with([',', ';', '.']) || !text[start..].starts_with(char::is_lowercase) {
        return false;
    }
    let mut next = Cursor::new(text, end);
    if !next.whitespace() {
        return false;
    }
    // A call line that was run on whole: no stop after it, and its clauses on the lines that follow.
    let open = text.trim_end().ends_with(char::is_alphanumeric);
    open || next.peek().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        || ["to", "that", "the", "its", "all"].iter().any(|word| next.eat_words(word))
}

/// "d) the Buenos Aires Action Plan, highlighting": the next call at the end of a clause, its clauses below.
fn ends_in_call(text: &str, from: usize, found: &super::call::VerbMatch) -> bool {
    text[found.end..].trim().is_empty() && text[from..found.start].trim_end().ends_with([',', ';'])
}

/// "…. ANNEX 1 TO RESOLUTION 71": capitals in the middle of a line.
fn glued_annex(text: &str, start: usize, end: usize) -> bool {
    let word = &text[start..end];
    let mut next = Cursor::new(text, end);
    word.chars().all(char::is_uppercase)
        && at_word_start(text, start)
        && next.whitespace()
        && next.peek().is_some_and(|c| c.is_ascii_digit() || c.is_uppercase())
}

/// "…; ii) the", "…: 1 to", "…: • increased", "…: - to review".
pub(super) fn glued_label(text: &str, start: usize, end: usize) -> Option<Residue> {
    let comma = text[start..].starts_with(',');
    let mut cursor = Cursor::new(text, end);
    if !cursor.inline_whitespace() && !comma {
        return None;
    }
    if !comma && lists::conjunction(&mut cursor).is_some() {
        cursor.inline_whitespace();
    }
    let at = cursor.at;
    if cursor.eat_if(|c| matches!(c, '•' | '\u{f0b7}')) || (!comma && cursor.eat('-')) {
        let span = cursor.span_since(at);
        return cursor.inline_whitespace().then_some(Residue { kind: ResidueKind::Bullet, span });
    }
    let label = read_named_label(&mut cursor)?;
    if !cursor.inline_whitespace() || !cursor.peek()?.is_lowercase() {
        return None;
    }
    let number = text[at..].starts_with(|c: char| c.is_ascii_digit());
    // "considering a), b) and c) above", "resolves 1; 2 to 4 below"
    let mut run = Cursor::new(text, label.span.end as usize);
    let runs = lists::through(&mut run) && read_named_label(&mut run).is_some();
    let joins = lists::conjunction(&mut { cursor }).is_some();
    let word = cursor.eat_while(char::is_alphabetic);
    let in_sentence = runs || joins || matches!(word, "above" | "below" | "thereof" | "of");
    let begins_clause = !number || matches!(word, "to" | "that");
    (!in_sentence && begins_clause && !(comma && number))
        .then_some(Residue { kind: ResidueKind::GluedLabel, span: label.span })
}

/// What an opening square bracket begins: residue, or text that is not agreed. Where reading may go on.
fn square(text: &str, start: usize, content: &mut Content) -> Option<usize> {
    let after_space = text[..start].ends_with(char::is_whitespace);
    let Some((residue, end)) = read_bracketed(text, start) else {
        if let Some((name, end)) = read_numbered(text, start) {
            content.note_marks.push(NoteMark { name: name.into(), after_space, span: Span::of(start..end) });
            return Some(end);
        }
        // Links and the like are no text that is not agreed.
        let near = &text.as_bytes()[start..text.len().min(start + BRACKET_BYTES)];
        let closes = memchr::memchr(b']', near).map(|at| start + at + 1);
        if closes.is_some_and(|end| is_markup(&text.as_bytes()[end..])) {
            return None;
        }
        // A mark that is being written is no text that is not agreed.
        if !text[start + 1..].starts_with('^') {
            content.brackets.push(Span::of(start..start + 1));
        }
        return None;
    };
    let whole = Span::of(start..end);
    match residue {
        Bracketed::NoteMark(name) => content.note_marks.push(NoteMark { name: name.into(), after_space, span: whole }),
        Bracketed::Note { name, words } => {
            content.notes.push(Note { name: name.into(), span: Span::of(words), whole });
        }
        Bracketed::Bookmark => {}
    }
    Some(end)
}
