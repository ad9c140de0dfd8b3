//! An abbreviation: what it stands for.

use crate::ide::abbreviations::abbreviations;
use crate::ide::prose::escaped;
use crate::ide::spot::TextAt;
use crate::text::{Span, offset};

/// How far an abbreviation reaches on either side of the cursor, in bytes.
const NEAR: u32 = 12;

/// What the text says that the capitals at a place stand for.
pub(super) fn describe(text: &TextAt<'_>, at: u32) -> Option<(Span, String)> {
    let rope = &text.document.rope;
    let placed = text.placed();
    let boundary = |at: u32| offset(rope.char_to_byte(rope.byte_to_char(at as usize)));
    let cursor = placed.start + at.min(placed.text.len);
    let from = boundary(cursor.saturating_sub(NEAR)).max(placed.start);
    let to = boundary((cursor + NEAR).min(placed.start + placed.text.len)).max(cursor);
    let (before, behind) = (text.document.slice(Span::new(from, cursor)), text.document.slice(Span::new(cursor, to)));
    let lead = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = behind.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let word = format!("{}{}", &before[lead.len()..], &behind[..behind.len() - tail.len()]);
    let short = word.strip_suffix('s').unwrap_or(&word);
    if short.len() < 2 || !short.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let found = abbreviations(text).into_iter().find(|found| found.short == short)?;
    let start = at - offset(before.len() - lead.len());
    let span = Span::new(start, start + offset(word.len()));
    Some((span, format!("**{}** · {}", escaped(&found.short), escaped(&found.meaning))))
}
