//! A tracked change: what the text in force says, and what is proposed.

use super::CLAUSE_CHARS;
use crate::ide::prose::{cut, escaped};
use crate::ide::spot::TextAt;
use crate::text::{Piece, PieceKind, Side, Span};

/// Both readings of the change at a place, and where it is.
pub(super) fn describe(text: &TextAt<'_>, at: u32) -> Option<(Span, String)> {
    let pieces = &text.placed().text.changes.pieces;
    let inside = pieces.iter().position(|piece| piece.span.start <= at && at < piece.span.end && is_changed(piece));
    let behind = || pieces.iter().position(|piece| piece.span.touches(at) && is_changed(piece));
    let at = inside.or_else(behind)?;
    // Up to what is kept: a replacement is one change, and so are changes that stand side by side.
    let joined =
        |pair: &[Piece]| pair[0].span.end == pair[1].span.start && is_changed(&pair[0]) && is_changed(&pair[1]);
    let before = pieces[..=at].windows(2).rev().take_while(|pair| joined(pair)).count();
    let after = pieces[at..].windows(2).take_while(|pair| joined(pair)).count();
    let span = pieces[at - before].span.cover(pieces[at + after].span);
    let words = |side| cut(&text.on(side).quoted(span), CLAUSE_CHARS);
    let (in_force, proposed) = (words(Side::Base), words(Side::Proposed));
    let said = match (in_force.is_empty(), proposed.is_empty()) {
        (true, true) => comment(text, span)?,
        (true, false) => format!("**Inserted**, as proposed: {}", escaped(&proposed)),
        (false, true) => format!("**Deleted**; text in force: {}", escaped(&in_force)),
        (false, false) => {
            format!("Text in force: {}\n\nAs proposed: **{}**", escaped(&in_force), escaped(&proposed))
        }
    };
    Some((span, said))
}

fn is_changed(piece: &Piece) -> bool {
    piece.kind != PieceKind::Kept
}

/// "{>>why?<<}"
fn comment(text: &TextAt<'_>, span: Span) -> Option<String> {
    let words = text.document.slice(text.in_file(span));
    let words = words.strip_prefix("{>>")?.strip_suffix("<<}")?.trim();
    Some(format!("*Comment:* {}", escaped(&cut(words, CLAUSE_CHARS))))
}
