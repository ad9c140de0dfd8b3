//! A tracked change: what the text in force says, and what is proposed.

use super::clause::CLAUSE_CHARS;
use crate::ide::prose::{cut, escaped};
use crate::ide::spot::TextAt;
use crate::text::{Marked, Piece, PieceKind, Side, Span, comment_words};

/// Both readings of the change at a place, and where it is.
pub(super) fn describe(text: &TextAt<'_>, at: u32) -> Option<(Span, String)> {
    let pieces = &text.placed().text.changes.pieces;
    let inside = pieces.iter().position(|piece| piece.span.start <= at && at < piece.span.end && is_changed(piece));
    let following = || pieces.iter().position(|piece| piece.span.touches(at) && is_changed(piece));
    let nth = inside.or_else(following)?;
    // Up to what is kept.
    let joined =
        |pair: &[Piece]| pair[0].span.end == pair[1].span.start && is_changed(&pair[0]) && is_changed(&pair[1]);
    let before = pieces[..=nth].windows(2).rev().take_while(|pair| joined(pair)).count();
    let after = pieces[nth..].windows(2).take_while(|pair| joined(pair)).count();
    let beside = pieces[nth - before].span.cover(pieces[nth + after].span);
    let span = match text.placed().text.flattened {
        // Recovered changes have no marks.
        Some(_) => beside,
        None => one_change(text, beside, pieces[nth].span),
    };
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

/// The marks that are one change with the one that holds a piece, of those that stand side by side.
fn one_change(text: &TextAt<'_>, beside: Span, piece: Span) -> Span {
    let marks: Vec<Marked> =
        text.placed().text.changes.marks(beside).filter(|mark| beside.contains(mark.span)).collect();
    let Some(nth) = marks.iter().position(|mark| mark.span.contains(piece)) else { return beside };
    let has_line_end = |mark: &Marked| {
        [mark.deleted, mark.inserted]
            .iter()
            .any(|words| text.document.slice(text.in_file(*words)).contains(['\n', '\r']))
    };
    // What replaces whole lines is one change with them; else lines that come or go are no part of what happens beside them.
    let joined = |pair: &[Marked]| {
        let only = |mark: &Marked| mark.deleted.is_empty() != mark.inserted.is_empty();
        let replaces = only(&pair[0]) && only(&pair[1]) && pair[0].deleted.is_empty() != pair[1].deleted.is_empty();
        !pair.iter().any(|mark| mark.comment) && (replaces || !pair.iter().any(has_line_end))
    };
    let before = marks[..=nth].windows(2).rev().take_while(|pair| joined(pair)).count();
    let after = marks[nth..].windows(2).take_while(|pair| joined(pair)).count();
    marks[nth - before].span.cover(marks[nth + after].span)
}

fn is_changed(piece: &Piece) -> bool {
    piece.kind != PieceKind::Kept
}

/// "{>>why?<<}"
fn comment(text: &TextAt<'_>, span: Span) -> Option<String> {
    let words = text.document.slice(text.in_file(span));
    let words = comment_words(&words)?.trim();
    Some(format!("*Comment:* {}", escaped(&cut(words, CLAUSE_CHARS))))
}
