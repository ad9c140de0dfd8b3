//! What was found in one file, on its way to the client.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::atomic::Ordering;

use ropey::Rope;
use tower_lsp::ls_types::{self as lsp, Uri};

use super::super::capabilities::Abilities;
use super::super::snapshot::{OpenDrafts, Surroundings, TextSnapshot};
use super::super::uri::uri_of;
use super::places::{range, range_in};
use super::plain;
use crate::rules::Severity;
use crate::text::{Encoding, FileId, LineIndex, Span};
use crate::workspace::{Snapshot, read_file};

/// How much a finding weighs.
pub(crate) fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

/// Converts what was found in one file, which may lead to others.
pub(crate) struct Converter<'a> {
    /// What the client can do.
    pub(super) client: &'a Abilities,
    pub(super) snapshot: &'a Snapshot,
    open: &'a OpenDrafts,
    pub(super) file: FileId,
    pub(super) uri: &'a Uri,
    rope: &'a Rope,
    /// The same, ready for many places.
    lines: OnceCell<LineIndex>,
    /// Other files that were asked for: a definition or a finding may lead to one again and again.
    others: RefCell<HashMap<FileId, Option<(Uri, Rope)>>>,
}

impl<'a> Converter<'a> {
    /// For what is found in a text.
    pub(crate) fn of(uri: &'a Uri, text: &'a TextSnapshot) -> Self {
        let TextSnapshot { client, workspace, open, file, document, .. } = text;
        Converter::new(client, workspace, open, *file, uri, &document.rope)
    }

    /// For what was found in no file in particular.
    pub(crate) fn of_workspace(around: &'a Surroundings) -> Self {
        static NOWHERE: LazyLock<(Uri, Rope)> =
            LazyLock::new(|| ("file:///".parse().expect("it is the root"), Rope::new()));
        // No file has this number.
        Converter::new(&around.client, &around.workspace, &around.open, FileId(0), &NOWHERE.0, &NOWHERE.1)
    }

    fn new(
        client: &'a Abilities,
        snapshot: &'a Snapshot,
        open: &'a OpenDrafts,
        file: FileId,
        uri: &'a Uri,
        rope: &'a Rope,
    ) -> Self {
        Converter { client, snapshot, open, file, uri, rope, lines: OnceCell::new(), others: RefCell::default() }
    }

    /// The number of the file.
    pub(crate) fn file(&self) -> FileId {
        self.file
    }

    pub(super) fn rope(&self) -> &Rope {
        self.rope
    }

    fn encoding(&self) -> Encoding {
        self.client.encoding
    }

    /// A place of the file.
    pub(crate) fn range(&self, span: Span) -> lsp::Range {
        range(self.rope, span, self.encoding())
    }

    /// One of many places of the file.
    pub(in crate::lsp) fn range_of_many(&self, span: Span) -> lsp::Range {
        let lines = self.lines.get_or_init(|| LineIndex::of(self.rope));
        range_in(lines, span, self.encoding())
    }

    /// Places of any file; none where it can no longer be read. All spans are of the one file.
    pub(super) fn ranges<const N: usize>(&self, file: FileId, spans: [Span; N]) -> Option<(Uri, [lsp::Range; N])> {
        if file == self.file {
            return Some((self.uri.clone(), spans.map(|span| self.range(span))));
        }
        let mut others = self.others.borrow_mut();
        let (uri, rope) = others.entry(file).or_insert_with(|| self.other(file)).as_ref()?;
        Some((uri.clone(), spans.map(|span| range(rope, span, self.encoding()))))
    }

    fn other(&self, file: FileId) -> Option<(Uri, Rope)> {
        if let Some(draft) = self.snapshot.draft(file) {
            return Some((self.open.get(&file)?.uri.clone(), draft.document.rope.clone()));
        }
        let path = self.snapshot.path(file)?;
        let text = read_file(path).inspect_err(|notice| tracing::warn!("{notice}")).ok()?;
        Some((uri_of(path)?, Rope::from_str(&text)))
    }

    /// A place of any file; none where the file can no longer be read.
    pub(crate) fn location(&self, file: FileId, span: Span) -> Option<lsp::Location> {
        let (uri, [range]) = self.ranges(file, [span])?;
        Some(lsp::Location { uri, range })
    }

    /// A place that the workspace knows of; a file that is not open is not read for it.
    pub(crate) fn known_location(&self, file: FileId, span: Span) -> Option<lsp::Location> {
        match self.snapshot.file(file).filter(|_| file != self.file) {
            Some(summary) => Some(lsp::Location {
                uri: uri_of(&summary.path)?,
                range: range_in(&summary.lines, span, self.encoding()),
            }),
            None => self.location(file, span),
        }
    }

    /// The name of a file, read or not.
    pub(super) fn uri_of(&self, file: FileId) -> Option<Uri> {
        match file == self.file {
            true => Some(self.uri.clone()),
            false => match self.open.get(&file) {
                Some(draft) => Some(draft.uri.clone()),
                None => uri_of(self.snapshot.path(file)?),
            },
        }
    }

    /// The client's number for the text of a file that the answer is of; none where the file is not open, or the client does not
    /// number it.
    ///
    /// # Errors
    /// The file was read again since, or is out of step.
    pub(super) fn version_of(&self, file: FileId) -> Option<Option<i32>> {
        let Some(open) = self.open.get(&file) else { return Some(None) };
        if open.out_of_step.load(Ordering::Relaxed) {
            return None;
        }
        let own =
            if file == self.file { Some(self.rope) } else { self.snapshot.draft(file).map(|it| &it.document.rope) };
        own.is_none_or(|rope| open.rope.is_instance(rope)).then_some(open.version)
    }
}

/// A note in Markdown, or its words for a client that shows none.
pub(super) fn markup(note: String, markdown: bool) -> lsp::MarkupContent {
    match markdown {
        true => lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: note },
        false => lsp::MarkupContent { kind: lsp::MarkupKind::PlainText, value: plain::plain(&note) },
    }
}
