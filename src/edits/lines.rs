//! The lines of a text as proposed, and the lines that a clause takes.

use super::Pen;
use crate::syntax::ClauseId;
use crate::text::{INSERTION, Piece, PieceKind, Side, Span, View, insertion, offset};

/// The lines of a clause with all that stands under it, as proposed.
pub(super) struct ClauseLines {
    /// From after the line end before it to after its own.
    pub span: Span,
    /// Its own line end; empty at the end of the text.
    pub end: &'static str,
}

impl Pen<'_> {
    /// The lines of a clause with all that stands under it.
    pub(super) fn lines_of(&self, id: ClauseId) -> ClauseLines {
        let extent = self.placed.text.proposed.extent(id);
        let (end, line_end) = self.line_end(extent.end);
        ClauseLines { span: Span::new(self.line_start(extent.start), end), end: line_end }
    }

    /// After the first line end as proposed from a place on, and that line end; none at the end of the text.
    pub(super) fn line_end(&self, at: u32) -> (u32, &'static str) {
        for piece in self.placed.text.seen(Span::new(at, self.placed.text.len)) {
            let slice = self.placed.in_file(piece).range();
            let bytes = self.document.rope.byte_slice(slice).bytes();
            let mut places = (piece.start..).zip(bytes).skip_while(|(_, byte)| !matches!(byte, b'\n' | b'\r'));
            match (places.next(), places.next()) {
                (Some((place, b'\r')), Some((_, b'\n'))) => return (place + 2, "\r\n"),
                (Some((place, b'\r')), _) => return (place + 1, "\r"),
                (Some((place, _)), _) => return (place + 1, "\n"),
                (None, _) => {}
            }
        }
        (self.placed.text.len, "")
    }

    /// After the last line end as proposed before a place.
    pub(super) fn line_start(&self, at: u32) -> u32 {
        for piece in self.seen_before(at) {
            let slice = self.document.rope.byte_slice(self.placed.in_file(piece).range());
            let mut bytes = slice.bytes_at(slice.len_bytes());
            let mut place = piece.end;
            while let Some(byte) = bytes.prev() {
                if matches!(byte, b'\n' | b'\r') {
                    return place;
                }
                place -= 1;
            }
        }
        0
    }

    /// The parts before a place that are seen as proposed, the nearest first.
    fn seen_before(&self, at: u32) -> impl Iterator<Item = Span> {
        let pieces = &self.placed.text.changes.pieces;
        let end = pieces.partition_point(|piece| piece.span.start < at);
        let seen = pieces[..end].iter().rev().filter(|piece| piece.kind.seen(Side::Proposed));
        let all = pieces.is_empty().then_some(Span::new(0, at));
        all.into_iter().chain(seen.map(move |piece| Span::new(piece.span.start, piece.span.end.min(at))))
    }

    /// A range as proposed, with the way from its places to those of the words.
    pub(super) fn view(&self, span: Span) -> View {
        let source = self.document.slice(self.placed.in_file(span));
        self.placed.text.changes.within(span).view(&source, Side::Proposed)
    }

    /// A range as proposed with some of its parts replaced, which count from the start of the text.
    pub(super) fn rewritten(&self, span: Span, rewrites: &[Rewrite]) -> String {
        let view = self.view(span);
        let mut text = view.text.clone();
        let mut rewrites: Vec<&Rewrite> = rewrites.iter().collect();
        rewrites.sort_by_key(|rewrite| std::cmp::Reverse((rewrite.span.start, rewrite.span.end)));
        for rewrite in rewrites {
            let [start, end] =
                [rewrite.span.start, rewrite.span.end].map(|at| view.from_source(at - span.start) as usize);
            text.replace_range(start..end.max(start), &rewrite.text);
        }
        text
    }

    /// The edit that puts whole lines before what is seen at a place, which begins a line as proposed.
    pub(super) fn insert_lines(&self, at: u32, text: &str) -> Option<super::Edit> {
        self.insert_passage(at, &[CommentedWords { comment: String::new(), words: text.to_owned() }])
    }

    /// The same for lines with comments in them.
    pub(super) fn insert_passage(&self, at: u32, parts: &[CommentedWords]) -> Option<super::Edit> {
        // What is deleted or remarked between the line end before and the place may be in the way.
        let start = self.line_start(at);
        let own = self.source_line(at).max(start);
        let pieces = &self.placed.text.changes.pieces;
        let first = pieces.partition_point(|piece| piece.span.end < own);
        let seams = pieces[first..].iter().map(|piece| piece.span.start).take_while(|&seam| seam <= at);
        let places = [own].into_iter().chain(seams.filter(|&seam| seam > own)).chain([start]);
        places.into_iter().find_map(|place| self.insert_commented(place, parts))
    }

    /// The edit that puts words with comments between them into the text as proposed. Marks do not nest: a comment parts
    /// the words that are inserted.
    pub(super) fn insert_commented(&self, at: u32, parts: &[CommentedWords]) -> Option<super::Edit> {
        let words: String = parts.iter().map(|part| part.words.as_str()).collect();
        let mut edit = self.insert(at, &words)?.pop()?;
        if parts.iter().all(|part| part.comment.is_empty()) {
            return Some(edit);
        }
        let pieces = &self.placed.text.changes.pieces;
        let inserted = pieces.iter().find(|piece| piece.kind == PieceKind::Inserted && piece.span.touches(at));
        let tracked = edit.text.len() != words.len();
        // Inside a replacement there is no place for a comment.
        let opens = |piece: &Piece| piece.span.start >= 3 && self.reads(piece.span.start - 3, INSERTION[0]);
        if !inserted.is_none_or(opens) {
            return None;
        }
        let [open, close] = if tracked || inserted.is_some() { INSERTION } else { ["", ""] };
        let said = |part: &CommentedWords| match part.comment.as_str() {
            "" => part.words.clone(),
            comment => format!("{close}{comment}{open}{}", part.words),
        };
        let text: String = parts.iter().map(said).collect();
        edit.text = if tracked { insertion(&text).replace(&insertion(""), "") } else { text };
        Some(edit)
    }

    /// The comments within a range.
    pub(super) fn comments(&self, span: Span) -> Vec<Span> {
        let marks = self.placed.text.changes.marks(span);
        marks.filter(|mark| mark.comment && span.contains(mark.span)).map(|mark| mark.span).collect()
    }

    /// Where the line of a place begins in the file as it is written.
    pub(super) fn source_line(&self, at: u32) -> u32 {
        let at = self.before_line_end(at);
        let slice = self.document.rope.byte_slice(self.placed.in_file(Span::new(0, at)).range());
        let mut bytes = slice.bytes_at(slice.len_bytes());
        let mut place = at;
        while bytes.prev().is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) {
            place -= 1;
        }
        place
    }

    /// A place of the file as it is written; between the two bytes of a line end, the place before both.
    pub(super) fn before_line_end(&self, at: u32) -> u32 {
        let byte = |at: u32| self.document.rope.get_byte((self.placed.start + at) as usize);
        let within = at > 0 && byte(at) == Some(b'\n') && byte(at - 1) == Some(b'\r');
        if within { at - 1 } else { at }
    }

    /// How the file ends its lines, as the line before a place tells.
    pub(super) fn line_end_before(&self, at: u32) -> &'static str {
        let rope = &self.document.rope;
        let start = (self.placed.start + self.line_start(at)) as usize;
        let byte = |back: usize| start.checked_sub(back).map(|at| rope.byte(at));
        match (byte(2), byte(1)) {
            (Some(b'\r'), Some(b'\n')) => "\r\n",
            (_, Some(b'\r')) => "\r",
            _ => "\n",
        }
    }

    /// Whether all of a range is inserted text.
    pub(super) fn is_inserted(&self, span: Span) -> bool {
        self.placed.text.changes.kind_of(span) == Some(PieceKind::Inserted)
    }
}

/// Words, and the comments that stand before them.
pub(super) struct CommentedWords {
    /// The comments with their marks; empty for none.
    pub comment: String,
    pub words: String,
}

/// A range of a text as proposed, and the words that are to stand there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Rewrite {
    /// Bytes from the start of the text; empty where words are put in.
    pub span: Span,
    pub text: String,
}

impl Rewrite {
    pub(super) fn new(span: Span, text: impl Into<String>) -> Rewrite {
        Rewrite { span, text: text.into() }
    }
}

impl Pen<'_> {
    pub(super) fn write(&self, rewrite: &Rewrite) -> Option<Vec<super::Edit>> {
        match rewrite.span.is_empty() {
            true => self.insert(rewrite.span.start, &rewrite.text),
            false => self.replace(rewrite.span, &rewrite.text),
        }
    }
}

/// A place in a string as an offset.
pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}
