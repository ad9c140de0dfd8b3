//! A reference to an annex: how it begins.

use super::clause::CLAUSE_CHARS;
use crate::ide::definition::annex_of;
use crate::ide::prose::{cut, escaped};
use crate::ide::spot::TextAt;
use crate::syntax::AnnexReference;
use crate::text::{Span, offset};

/// How far into an annex is looked, in bytes.
const LOOK_BYTES: u32 = 4 * CLAUSE_CHARS as u32;

/// The heading of an annex and its first words; or that there is none.
pub(super) fn describe(text: &TextAt<'_>, reference: &AnnexReference) -> String {
    let tree = text.tree();
    let Some(heading) = annex_of(text, reference) else {
        return format!("**{}**\n\nThis text has no such annex.", escaped(&text.quoted(reference.span)));
    };
    let extent =
        tree.annexes().iter().find(|annex| annex.span == heading).map_or(heading.end, |annex| annex.extent.end);
    let end = tree.reasons.map(|reasons| reasons.start).filter(|&start| start >= heading.end).unwrap_or(extent);
    let end = text.placed().start + end.min(extent).min(heading.end + LOOK_BYTES);
    let rope = &text.document.rope;
    let end = offset(rope.char_to_byte(rope.byte_to_char(end as usize))) - text.placed().start;
    let words = cut(&text.quoted(Span::new(heading.end, end.max(heading.end))), CLAUSE_CHARS);
    let words = if words.is_empty() { "Nothing stands in it.".into() } else { escaped(&words) };
    format!("**{}**\n\n{words}", escaped(&text.quoted(heading)))
}
