//! Places as clients count them, and back.

use ropey::Rope;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types as lsp;

use crate::text::{Encoding, LineIndex, Position, Span, offset_of, position_of};

/// A position of the client's.
pub(crate) fn position(position: lsp::Position) -> Position {
    Position { line: position.line, column: position.character }
}

/// The byte offset of a position in a request.
///
/// # Errors
/// The line lies after the last.
pub(crate) fn offset(rope: &Rope, at: lsp::Position, encoding: Encoding) -> Result<u32> {
    offset_of(rope, position(at), encoding)
        .map_err(|error| Error::invalid_params(format!("the position is outside the text: {error}")))
}

/// A place of a text as the client counts.
pub(crate) fn range(rope: &Rope, span: Span, encoding: Encoding) -> lsp::Range {
    let position = |at| {
        let Position { line, column } = position_of(rope, at, encoding);
        lsp::Position::new(line, column)
    };
    lsp::Range::new(position(span.start), position(span.end))
}

/// The same where many places of one text are asked for.
pub(super) fn range_in(lines: &LineIndex, span: Span, encoding: Encoding) -> lsp::Range {
    let position = |at| {
        let Position { line, column } = lines.position(at, encoding);
        lsp::Position::new(line, column)
    };
    lsp::Range::new(position(span.start), position(span.end))
}
