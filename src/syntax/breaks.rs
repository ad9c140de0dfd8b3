//! Where the lines of a text ended that stands on one: before and after its head, before calls, and before labels.

use std::ops::Range;

use super::call::complete_verb;
use super::citation::read_body;
use super::cursor::Cursor;
use super::head::read_heading;
use super::label::read_line_label;
use super::part::TextPart;
use super::read_edition::{read_edition, read_history};
use super::scan::glued_label;
use super::words::{Keyword, keywords};

/// So far after its verb, in bytes, the first label of a call's clauses is looked for.
const ADDRESSEE_BYTES: usize = 200;

/// The whitespace in a line at which it belongs on two, in order.
pub(crate) fn line_breaks(line: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let first = line.len() - line.trim_start().len();
    let head = read_heading(line, first).map_or(first, |heading| heading.span.end as usize);
    if head > first {
        starts.push(head);
    }
    let mut done = head;
    for (keyword, start, end) in keywords(line) {
        if start < done {
            continue;
        }
        match keyword {
            Keyword::Bracket => {
                if let Some((_, history)) = read_history(line, start).filter(|(entries, _)| entries.len() > 1) {
                    starts.extend([start, history.end as usize]);
                    done = history.end as usize;
                } else if let Some(enacting) = enacting_before(line, start, done) {
                    starts.extend([enacting.start, enacting.end]);
                    done = enacting.end;
                }
            }
            Keyword::Verb(verb) => {
                let Some(found) = complete_verb(line, verb, start, end) else { continue };
                let before = line[..found.start].trim_end();
                let begins = before.is_empty() || before.ends_with([',', ';', '.', ')', ':']);
                let operative = found.part() != TextPart::Preamble;
                let clauses = first_label(line, found.end);
                let words = Cursor::new(line[found.end..].trim_start(), 0);
                // "…, recognizing the needs of all," goes on with a sentence.
                let afresh = operative || line[done..found.start].trim().is_empty();
                let said = afresh && ["that", "the", "to"].iter().any(|word| { words }.eat_words(word));
                if !begins || !(clauses.is_some() || said) || !line[found.start..].starts_with(char::is_lowercase) {
                    continue;
                }
                starts.push(found.start);
                match clauses {
                    Some(label) => starts.push(label),
                    None if !operative || words.rest().starts_with("to ") => starts.push(found.end),
                    None => {}
                }
                done = clauses.unwrap_or(found.end);
            }
            Keyword::Stop => {
                starts.extend(glued_label(line, start, end).map(|residue| residue.span.start as usize));
            }
            _ => {}
        }
    }
    starts.sort_unstable();
    let gap = |at: usize| {
        let before = line[..at].trim_end().len();
        before..line.len() - line[at..].trim_start().len()
    };
    let mut gaps: Vec<Range<usize>> = starts.into_iter().map(gap).collect();
    gaps.retain(|gap| !gap.is_empty() && gap.start > first && gap.end < line.len());
    gaps.dedup();
    gaps
}

/// "The World Radiocommunication Assembly (Geneva, 2015),": where it stands whose bracket begins at `bracket`.
fn enacting_before(line: &str, bracket: usize, from: usize) -> Option<Range<usize>> {
    let start = line[from..bracket].rfind("The ").map(|at| from + at)?;
    let (_, end) = read_body(line, start)?;
    let mention = read_edition(line, bracket).filter(|_| line[end..bracket].len() < ADDRESSEE_BYTES)?;
    let end = mention.span.end as usize;
    line[end..].starts_with(',').then_some(start..end + 1)
}

/// Where the first label stands of the clauses that a call has, if they follow in the line.
fn first_label(line: &str, verb_end: usize) -> Option<usize> {
    let rest = &line[verb_end..];
    let mut near = rest.len().min(ADDRESSEE_BYTES);
    while !rest.is_char_boundary(near) {
        near -= 1;
    }
    let until = rest[..near].find([';', '.', ':']).unwrap_or(near);
    let labels = rest[..until].match_indices([' ', '\t', '\u{a0}']).map(|(at, sign)| verb_end + at + sign.len());
    labels.into_iter().find(|at| {
        let label = read_line_label(line, *at, true);
        label.is_some_and(|label| label.begins_list() && label.text != "–")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(line: &str) -> String {
        let (mut lines, mut at) = (String::new(), 0);
        for gap in line_breaks(line) {
            lines += &line[at..gap.start];
            lines.push('|');
            at = gap.end;
        }
        lines + &line[at..]
    }

    #[test]
    fn a_text_on_one_line_is_parted() {
        assert_eq!(
            broken(
                "RESOLUTION 96 (Rev. New Delhi, 2024) On lights (Hammamet, 2016; New Delhi, 2024) The World \
                 Telecommunication Standardization Assembly (New Delhi, 2024), considering a) that seas rise; b) that \
                 towers fall, resolves 1 to look; 2 to wait, instructs the Director of TSB to help."
            ),
            "RESOLUTION 96 (Rev. New Delhi, 2024)|On lights|(Hammamet, 2016; New Delhi, 2024)|The World \
             Telecommunication Standardization Assembly (New Delhi, 2024),|considering|a) that seas rise;|b) that \
             towers fall,|resolves|1 to look;|2 to wait,|instructs the Director of TSB to help."
        );
    }

    #[test]
    fn what_belongs_on_one_line_stays() {
        for line in [
            "a)\tthat seas rise, as considering a) and b) above say;",
            "On harbour lights",
            "instructs the Director of the Telecommunication Standardization Bureau",
            "a)\tthat the Union, recognizing the needs of all, has met (Geneva, 2022);",
        ] {
            assert_eq!(broken(line), line);
        }
    }
}
