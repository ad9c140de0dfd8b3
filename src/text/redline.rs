//! Tracked changes as a draft marks them, in CriticMarkup, and the two views they give:
//! the text in force (base) and the text as proposed.
//!
//! `{++inserted++}`, `{--deleted--}`, `{~~old~>new~~}`, `{>>comment<<}`. Marks do not nest. A mark ends at its
//! first closer; where another opener or [`MARK_LINES`] lines come first, the opener is plain text.

use super::span::{Span, offset};

/// How many lines a mark may run over before its opener is taken for plain text.
pub const MARK_LINES: usize = 500;

/// What a range of a marked text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PieceKind {
    /// In both views.
    Kept,
    /// As proposed only.
    Inserted,
    /// In the text in force only.
    Deleted,
    /// The marks themselves, and comments: in neither view.
    Markup,
}

/// Which of the two views.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// The text in force.
    Base,
    /// The text as proposed.
    Proposed,
}

impl PieceKind {
    /// Whether the piece is seen on a side.
    pub fn seen(self, side: Side) -> bool {
        match self {
            PieceKind::Kept => true,
            PieceKind::Inserted => side == Side::Proposed,
            PieceKind::Deleted => side == Side::Base,
            PieceKind::Markup => false,
        }
    }
}

/// A range of one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Where it is in the marked text.
    pub span: Span,
    pub kind: PieceKind,
}

/// One mark: a tracked change, or a comment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Marked {
    /// With its braces.
    pub span: Span,
    /// What it deletes; empty where it only inserts.
    pub deleted: Span,
    /// What it inserts; empty where it only deletes.
    pub inserted: Span,
    /// Whether it is a comment, which changes nothing.
    pub comment: bool,
}

/// A marked text taken apart: pieces in order, without gaps. No pieces: nothing is marked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    pub pieces: Vec<Piece>,
    /// Openers that no closer answers; they are plain text.
    pub unclosed: Vec<Span>,
}

/// What opens and what closes an insertion.
pub(crate) const INSERTION: [&str; 2] = ["{++", "++}"];
/// What opens and what closes a deletion.
pub(crate) const DELETION: [&str; 2] = ["{--", "--}"];
/// What opens a replacement, parts its old words from its new ones, and closes it.
pub(crate) const REPLACEMENT: [&str; 3] = ["{~~", "~>", "~~}"];
/// What opens and what closes a comment.
pub(crate) const COMMENT: [&str; 2] = ["{>>", "<<}"];

/// Words as inserted.
pub(crate) fn insertion(words: &str) -> String {
    let [open, close] = INSERTION;
    format!("{open}{words}{close}")
}

/// Words as deleted.
pub(crate) fn deletion(words: &str) -> String {
    let [open, close] = DELETION;
    format!("{open}{words}{close}")
}

/// Words as replaced by others.
pub(crate) fn replacement(old: &str, new: &str) -> String {
    let [open, arrow, close] = REPLACEMENT;
    format!("{open}{old}{arrow}{new}{close}")
}

/// What a comment says, without its signs.
pub(crate) fn comment_words(mark: &str) -> Option<&str> {
    let [open, close] = COMMENT;
    mark.strip_prefix(open)?.strip_suffix(close)
}

/// Whether words hold any sign, so that they cannot be written as they are.
fn has_signs(words: &str) -> bool {
    let signs = INSERTION.iter().chain(&DELETION).chain(&REPLACEMENT).chain(&COMMENT);
    signs.into_iter().any(|sign| words.contains(sign))
}

/// Whether words cannot stand in a mark: they hold a sign, or their last "{" would make an opener of the closer after them.
pub(crate) fn cannot_be_marked(words: &str) -> bool {
    has_signs(words) || words.ends_with('{')
}

/// Whether a mark opens at the start of `text`; its four openers are three bytes each.
pub fn is_mark_opener(text: &[u8]) -> bool {
    matches!(text.get(..3), Some(b"{++" | b"{--" | b"{~~" | b"{>>"))
}

/// The end of the mark that opens at `start` (after its closer).
///
/// # Errors
/// It is not closed in time; then the end of what was looked at.
pub fn mark_end(text: &str, start: usize) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let from = start + 3;
    let closer: &[u8; 3] = match bytes.get(start + 1) {
        Some(b'+') => b"++}",
        Some(b'-') => b"--}",
        Some(b'~') => b"~~}",
        Some(b'>') => b"<<}",
        _ => return Err(from.min(text.len())),
    };
    let mut lines = 0;
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        match byte {
            b'\n' | b'\r' => {
                lines += u32::from(byte == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
                if lines as usize >= MARK_LINES {
                    return Err(at + 1);
                }
            }
            b'{' if is_mark_opener(&bytes[at..]) => return Err(at + 3),
            b'}' if at >= from + 2 && bytes[at - 2..=at] == *closer => {
                let whole = closer != b"~~}" || text[from..at].contains("~>");
                return if whole { Ok(at + 1) } else { Err(at + 1) };
            }
            _ => {}
        }
    }
    Err(text.len())
}

impl Changes {
    /// Changes every place in it.
    pub(crate) fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        self.pieces.iter_mut().for_each(|piece| f(&mut piece.span));
        self.unclosed.iter_mut().for_each(f);
    }

    /// Takes a text apart. A text without marks gives no pieces, at the cost of a search for `{`.
    pub fn read(text: &str) -> Changes {
        let mut changes = Changes::default();
        let mut kept = 0;
        let mut from = 0;
        while let Some(open) = memchr::memchr(b'{', &text.as_bytes()[from..]).map(|at| from + at) {
            from = open + 1;
            if !is_mark_opener(&text.as_bytes()[open..]) {
                continue;
            }
            let Ok(end) = mark_end(text, open) else {
                changes.unclosed.push(Span::of(open..open + 3));
                continue;
            };
            changes.push(kept..open, PieceKind::Kept);
            let inner = open + 3..end - 3;
            match text.as_bytes()[open + 1] {
                b'>' => changes.push(open..end, PieceKind::Markup),
                b'~' => {
                    let arrow = inner.start + text[inner.clone()].find("~>").unwrap_or(0);
                    changes.push(open..inner.start, PieceKind::Markup);
                    changes.push(inner.start..arrow, PieceKind::Deleted);
                    changes.push(arrow..arrow + 2, PieceKind::Markup);
                    changes.push(arrow + 2..inner.end, PieceKind::Inserted);
                    changes.push(inner.end..end, PieceKind::Markup);
                }
                sign => {
                    changes.push(open..inner.start, PieceKind::Markup);
                    let kind = if sign == b'+' { PieceKind::Inserted } else { PieceKind::Deleted };
                    changes.push(inner.clone(), kind);
                    changes.push(inner.end..end, PieceKind::Markup);
                }
            }
            (kept, from) = (end, end);
        }
        if !changes.pieces.is_empty() {
            changes.push(kept..text.len(), PieceKind::Kept);
        }
        changes
    }

    fn push(&mut self, range: std::ops::Range<usize>, kind: PieceKind) {
        if !range.is_empty() {
            self.pieces.push(Piece { span: Span::of(range), kind });
        }
    }

    /// Whether nothing is marked: then either view is the text itself.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// What the piece at a place is; plain text is kept.
    pub fn kind_at(&self, at: u32) -> PieceKind {
        let index = self.pieces.partition_point(|piece| piece.span.end <= at);
        // Recovered changes leave out what is kept.
        let piece = self.pieces.get(index).filter(|piece| piece.span.start <= at);
        piece.map_or(PieceKind::Kept, |piece| piece.kind)
    }

    /// What the whole of a range is, where it is all of one kind.
    pub fn kind_of(&self, span: Span) -> Option<PieceKind> {
        if self.pieces.is_empty() {
            return Some(PieceKind::Kept);
        }
        let index = self.pieces.partition_point(|piece| piece.span.end <= span.start);
        self.pieces.get(index).filter(|piece| piece.span.contains(span)).map(|piece| piece.kind)
    }

    /// The marks that touch a range, in order. The changes are those that the text itself marks.
    pub fn marks(&self, within: Span) -> impl Iterator<Item = Marked> {
        // Between two pieces that are kept, marks follow each other.
        let after = self.pieces.partition_point(|piece| piece.span.end < within.start);
        let kept = self.pieces[..after].iter().rposition(|piece| piece.kind == PieceKind::Kept);
        let mut rest = &self.pieces[kept.map_or(0, |kept| kept + 1)..];
        let marks = std::iter::from_fn(move || {
            while let [Piece { kind: PieceKind::Kept, .. }, after @ ..] = rest {
                rest = after;
            }
            let (mark, after) = read_mark(rest)?;
            rest = after;
            Some(mark)
        });
        marks.skip_while(move |mark| mark.span.end < within.start).take_while(move |mark| mark.span.start <= within.end)
    }

    /// Changes made of marked ranges, in order and none overlapping, of a text of `len` bytes.
    pub fn of_marks(marks: impl IntoIterator<Item = (Span, PieceKind)>, len: u32) -> Changes {
        let mut changes = Changes::default();
        let mut at = 0;
        for (span, kind) in marks {
            changes.push(at as usize..span.start as usize, PieceKind::Kept);
            changes.push(span.range(), kind);
            at = span.end;
        }
        if !changes.pieces.is_empty() {
            changes.push(at as usize..len as usize, PieceKind::Kept);
        }
        changes
    }

    /// The changes within a range, counted from its start; none where nothing in it is marked.
    #[must_use]
    pub fn within(&self, span: Span) -> Changes {
        let first = self.pieces.partition_point(|piece| piece.span.end <= span.start);
        let pieces = self.pieces[first..].iter().take_while(|piece| piece.span.start < span.end);
        let cut = |piece: &Piece| Piece {
            span: Span::new(piece.span.start.max(span.start) - span.start, piece.span.end.min(span.end) - span.start),
            kind: piece.kind,
        };
        let pieces: Vec<Piece> = pieces.map(cut).collect();
        let marked = pieces.iter().any(|piece| piece.kind != PieceKind::Kept);
        Changes { pieces: if marked { pieces } else { Vec::new() }, unclosed: Vec::new() }
    }

    /// One view of `source`, the text that these changes were read from.
    pub fn view(&self, source: &str, side: Side) -> View {
        let mut view = View::default();
        for piece in self.pieces.iter().filter(|piece| piece.kind.seen(side)) {
            view.starts.push((offset(view.text.len()), piece.span));
            view.text.push_str(&source[piece.span.range()]);
        }
        if self.pieces.is_empty() {
            view.starts.push((0, Span::of(0..source.len())));
            view.text.push_str(source);
        }
        view
    }
}

/// Reads the mark that some pieces begin with. Openers and closers are three bytes each, the arrow between old and new
/// two; a comment is one piece.
fn read_mark(pieces: &[Piece]) -> Option<(Marked, &[Piece])> {
    let (first, mut rest) = pieces.split_first()?;
    let mut mark =
        Marked { span: first.span, deleted: Span::default(), inserted: Span::default(), comment: first.span.len() > 3 };
    mark.deleted = Span::empty(first.span.end);
    mark.inserted = Span::empty(first.span.end);
    while !mark.comment {
        let (piece, after) = rest.split_first()?;
        mark.span = mark.span.cover(piece.span);
        rest = after;
        match piece.kind {
            PieceKind::Deleted => mark.deleted = piece.span,
            PieceKind::Inserted => mark.inserted = piece.span,
            PieceKind::Markup if piece.span.len() == 2 => {}
            PieceKind::Markup | PieceKind::Kept => break,
        }
    }
    Some((mark, rest))
}

/// One view of a marked text, with the way back to the source.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct View {
    /// The text as seen.
    pub text: String,
    /// For each piece that is seen: where it starts in the view, and where it is in the source.
    starts: Vec<(u32, Span)>,
}

impl View {
    /// The place in the source of a range of the view. Where the range begins at a seam it begins after
    /// the seam, and where it ends at one it ends before it: marks at its borders stay outside.
    pub fn to_source(&self, span: Span) -> Span {
        let start = self.source_of(span.start, false);
        if span.is_empty() {
            return Span::empty(start);
        }
        Span::new(start, self.source_of(span.end, true))
    }

    fn source_of(&self, at: u32, as_end: bool) -> u32 {
        let after = self.starts.partition_point(|&(start, _)| if as_end { start < at } else { start <= at });
        match after.checked_sub(1).map(|index| self.starts[index]) {
            Some((start, source)) => source.start + (at - start).min(source.len()),
            None => self.starts.first().map_or(0, |&(_, source)| source.start),
        }
    }

    /// The place in the view of a place in the source; a place that is not seen moves to the next that is.
    pub fn from_source(&self, at: u32) -> u32 {
        let index = self.starts.partition_point(|&(_, source)| source.end < at);
        match self.starts.get(index) {
            Some(&(start, source)) => start + at.saturating_sub(source.start),
            None => offset(self.text.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(source: &str, base: &str, proposed: &str) {
        let changes = Changes::read(source);
        assert_eq!(changes.view(source, Side::Base).text, base, "in force");
        assert_eq!(changes.view(source, Side::Proposed).text, proposed, "as proposed");
    }

    #[test]
    fn marks_give_two_views() {
        check("a {++new ++}text", "a text", "a new text");
        check("a {--old --}text", "a old text", "a text");
        check("(Rev. {~~Busan, 2014~>Dubai, 2018~~})", "(Rev. Busan, 2014)", "(Rev. Dubai, 2018)");
        check("a{>>why?<<} b", "a b", "a b");
        check("a)\tone{++;\nb)\ttwo++},\n", "a)\tone,\n", "a)\tone;\nb)\ttwo,\n");
    }

    #[test]
    fn an_opener_without_its_closer_is_plain_text() {
        check("a {++b", "a {++b", "a {++b");
        check("a {++b {--c--}", "a {++b c", "a {++b ");
        check("a {~~b~~}", "a {~~b~~}", "a {~~b~~}");
        check("{++ {+ + ++}", "", " {+ + ");
        let long = format!("{{++{}++}}", "line\n".repeat(MARK_LINES));
        check(&long, &long, &long);
        assert_eq!(Changes::read("a {++b {--c--}").unclosed, [Span::new(2, 5)]);
    }

    #[test]
    fn a_range_has_its_marks() {
        let source = "a {++b++}{--c--}{~~~>d~~}{>>e<<}{++++} f {~~g~>h~~}";
        let changes = Changes::read(source);
        let words = |span: Span| &source[span.range()];
        let marks = |from, to| {
            let marks = changes.marks(Span::new(from, to));
            let said = marks
                .map(|it| format!("{} -{} +{} {}", words(it.span), words(it.deleted), words(it.inserted), it.comment));
            said.collect::<Vec<_>>()
        };
        assert_eq!(marks(0, 1), [""; 0]);
        assert_eq!(marks(5, 5), ["{++b++} - +b false"]);
        assert_eq!(marks(9, 9), ["{++b++} - +b false", "{--c--} -c + false"]);
        assert_eq!(marks(30, 44), ["{>>e<<} - + true", "{++++} - + false", "{~~g~>h~~} -g +h false"]);
        assert_eq!(marks(0, 60).len(), 6);
    }

    #[test]
    fn between_recovered_pieces_the_text_is_kept() {
        let deleted = Piece { span: Span::new(4, 6), kind: PieceKind::Deleted };
        let changes = Changes { pieces: vec![deleted], unclosed: vec![] };
        let kinds = [3, 4, 5, 6].map(|at| changes.kind_at(at));
        assert_eq!(kinds, [PieceKind::Kept, PieceKind::Deleted, PieceKind::Deleted, PieceKind::Kept]);
    }

    #[test]
    fn a_range_of_a_view_finds_its_place() {
        let source = "a {++new ++}text {--x--}z";
        let view = Changes::read(source).view(source, Side::Proposed);
        let at = |word: &str| view.text.find(word).map(|at| Span::of(at..at + word.len())).unwrap();
        assert_eq!(&source[view.to_source(at("new ")).range()], "new ");
        assert_eq!(&source[view.to_source(at("text")).range()], "text");
        assert_eq!(&source[view.to_source(at("new text")).range()], "new ++}text");
        assert_eq!(view.from_source(view.to_source(at("z")).start), at("z").start);
        assert_eq!(view.from_source(source.rfind('x').unwrap() as u32), at("z").start);
    }

    proptest! {
        #[test]
        fn every_place_of_a_view_finds_its_way_there_and_back(source in "([a-c\n𝄞]|\\{\\+\\+|\\+\\+\\}|\\{--|--\\}|\\{~~|~>|~~\\}|\\{>>|<<\\}){0,40}") {
            let changes = Changes::read(&source);
            for side in [Side::Base, Side::Proposed] {
                let view = changes.view(&source, side);
                for (at, c) in view.text.char_indices() {
                    let place = view.to_source(Span::of(at..at + c.len_utf8()));
                    prop_assert_eq!(source[place.range()].chars().next(), Some(c));
                    prop_assert_eq!(view.from_source(place.start), at as u32);
                }
            }
        }
    }
}
