//! LSP's types and ours: places here, and nowhere else; the answers of `ide` in a file for each.

mod completion;
mod definition;
mod edits;
mod hints;
mod hover;
mod navigation;
mod plain;
mod symbols;

pub use completion::file_of;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::LazyLock;

use ropey::Rope;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{self as lsp, Uri};

pub use navigation::LinkedText;

use super::shared::Shared;
use super::uri::uri_of;
use crate::rules::Severity;
use crate::text::{Encoding, FileId, Lines, Position, Span, offset_of, position_of};
use crate::workspace::{Snapshot, read_file};

pub use hints::About;

/// A position of the client's.
pub fn position(position: lsp::Position) -> Position {
    Position { line: position.line, column: position.character }
}

/// The byte offset of a position in a request.
///
/// # Errors
/// The line lies behind the last.
pub fn offset(rope: &Rope, at: lsp::Position, encoding: Encoding) -> Result<u32> {
    offset_of(rope, position(at), encoding)
        .map_err(|error| Error::invalid_params(format!("the position is outside the text: {error}")))
}

/// A place of a text as the client counts.
pub fn range(rope: &Rope, span: Span, encoding: Encoding) -> lsp::Range {
    let position = |at| {
        let Position { line, column } = position_of(rope, at, encoding);
        lsp::Position::new(line, column)
    };
    lsp::Range::new(position(span.start), position(span.end))
}

/// How much a finding weighs.
pub fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

/// Converts what was found in one file, which may lead to others.
pub struct Converter<'a> {
    shared: &'a Shared,
    snapshot: &'a Snapshot,
    file: FileId,
    uri: &'a Uri,
    rope: &'a Rope,
    /// The same, ready for many places.
    lines: OnceCell<Lines>,
    /// Other files that were asked for: a definition or a finding may lead to one again and again.
    others: RefCell<HashMap<FileId, Option<(Uri, Rope)>>>,
}

impl<'a> Converter<'a> {
    /// For a file with this number, name and text.
    pub fn new(shared: &'a Shared, snapshot: &'a Snapshot, file: FileId, uri: &'a Uri, rope: &'a Rope) -> Self {
        Converter { shared, snapshot, file, uri, rope, lines: OnceCell::new(), others: RefCell::default() }
    }

    /// For what was found in no file in particular.
    pub fn of_workspace(shared: &'a Shared, snapshot: &'a Snapshot) -> Self {
        static NOWHERE: LazyLock<(Uri, Rope)> =
            LazyLock::new(|| ("file:///".parse().expect("it is the root"), Rope::new()));
        // No file has this number.
        Converter::new(shared, snapshot, FileId(0), &NOWHERE.0, &NOWHERE.1)
    }

    /// The number of the file.
    pub fn file(&self) -> FileId {
        self.file
    }

    fn encoding(&self) -> Encoding {
        self.shared.abilities().encoding
    }

    /// A place of the file.
    pub fn range(&self, span: Span) -> lsp::Range {
        range(self.rope, span, self.encoding())
    }

    /// One of many places of the file.
    fn range_of_many(&self, span: Span) -> lsp::Range {
        let lines = self.lines.get_or_init(|| Lines::of(self.rope));
        range_in(lines, span, self.encoding())
    }

    /// Places of any file; none where it can no longer be read. All spans are of the one file.
    fn ranges<const N: usize>(&self, file: FileId, spans: [Span; N]) -> Option<(Uri, [lsp::Range; N])> {
        if file == self.file {
            return Some((self.uri.clone(), spans.map(|span| self.range(span))));
        }
        let mut others = self.others.borrow_mut();
        let (uri, rope) = others.entry(file).or_insert_with(|| self.other(file)).as_ref()?;
        Some((uri.clone(), spans.map(|span| range(rope, span, self.encoding()))))
    }

    fn other(&self, file: FileId) -> Option<(Uri, Rope)> {
        if let Some(draft) = self.snapshot.draft(file) {
            return Some((self.shared.open_uri(file)?, draft.document.rope.clone()));
        }
        let path = self.snapshot.path(file)?;
        let text = read_file(path).inspect_err(|notice| tracing::warn!("{notice}")).ok()?;
        Some((uri_of(path)?, Rope::from_str(&text)))
    }

    /// A place of any file; none where the file can no longer be read.
    pub fn location(&self, file: FileId, span: Span) -> Option<lsp::Location> {
        let (uri, [range]) = self.ranges(file, [span])?;
        Some(lsp::Location { uri, range })
    }

    /// A place that the workspace knows of; a file that is not open is not read for it.
    pub fn known_location(&self, file: FileId, span: Span) -> Option<lsp::Location> {
        match self.snapshot.file(file).filter(|_| file != self.file) {
            Some(summary) => Some(lsp::Location {
                uri: uri_of(&summary.path)?,
                range: range_in(&summary.lines, span, self.encoding()),
            }),
            None => self.location(file, span),
        }
    }

    /// The name of a file, read or not.
    fn uri_of(&self, file: FileId) -> Option<Uri> {
        match file == self.file {
            true => Some(self.uri.clone()),
            false => self.shared.open_uri(file).or_else(|| uri_of(self.snapshot.path(file)?)),
        }
    }

    /// The text of an open draft that the answer is of.
    fn rope_of(&self, file: FileId) -> Option<&'a Rope> {
        if file == self.file { Some(self.rope) } else { Some(&self.snapshot.draft(file)?.document.rope) }
    }
}

fn range_in(lines: &Lines, span: Span, encoding: Encoding) -> lsp::Range {
    let position = |at| {
        let Position { line, column } = lines.position(at, encoding);
        lsp::Position::new(line, column)
    };
    lsp::Range::new(position(span.start), position(span.end))
}

/// A note in Markdown, or its words for a client that shows none.
fn markup(note: String, markdown: bool) -> lsp::MarkupContent {
    match markdown {
        true => lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: note },
        false => lsp::MarkupContent { kind: lsp::MarkupKind::PlainText, value: plain::plain(&note) },
    }
}
