//! Text in square brackets that is agreed, deleted, or chosen from among alternatives.

use super::{Edit, Pen, in_order};
use crate::syntax::{BracketPair, square_brackets};
use crate::text::{Side, Span, View, offset};

/// What stands between two alternatives: "[shall][should]", "[shall] / [should]". With a space alone, "[now] [shall]", they may as
/// well be two texts of which each is open.
const BETWEEN: [&str; 5] = ["", "/", " / ", " /", "/ "];

/// What parts words on a line.
const SPACES: [char; 2] = [' ', '\u{a0}'];

/// The same, and what parts alternatives.
const PARTS: [char; 3] = [' ', '\u{a0}', '/'];

/// The square brackets of a text, in its order.
pub(crate) struct Brackets<'a> {
    pen: Pen<'a>,
    /// The text as proposed.
    view: View,
    pairs: Vec<BracketPair>,
    /// The same in the order in which they are closed.
    by_close: Vec<BracketPair>,
}

impl<'a> Pen<'a> {
    /// The square brackets of the text; `None` where there are none.
    pub(crate) fn brackets(&self) -> Option<Brackets<'a>> {
        let mut chunks = self.document.rope.byte_slice(self.placed.span().range()).chunks();
        if !chunks.any(|chunk| chunk.contains('[')) {
            return None;
        }
        let view = self.document.view(self.placed, Side::Proposed);
        let found = square_brackets(self.document, self.placed, &view);
        let pairs = found.in_order();
        (!pairs.is_empty()).then_some(Brackets { pen: *self, view, pairs, by_close: found.pairs })
    }
}

impl Brackets<'_> {
    /// Those that a range is about: all that it holds, or else the innermost around it.
    pub(crate) fn at(&self, within: Span) -> Vec<BracketPair> {
        let held: Vec<BracketPair> = self.pairs.iter().filter(|pair| within.contains(pair.span())).copied().collect();
        if !held.is_empty() {
            return held;
        }
        let around = self.pairs.iter().filter(|pair| pair.open.start <= within.start && within.end <= pair.close.end);
        // Where two meet at a cursor, the one after it.
        around.copied().min_by_key(|pair| (pair.close.end == within.start, pair.span().len())).into_iter().collect()
    }

    /// The edits that take brackets off: what they enclose is agreed. `None` where one cannot be written.
    pub(crate) fn agree(&self, pairs: &[BracketPair]) -> Option<Vec<Edit>> {
        let mut edits = Vec::new();
        for pair in pairs {
            let inner = self.inner(*pair);
            if self.words(inner).trim().is_empty() {
                edits.extend(self.pen.delete(self.with_space(pair.span()))?);
            } else {
                edits.extend(self.pen.delete(Span::new(pair.open.start, inner.start))?);
                edits.extend(self.pen.delete(Span::new(inner.end, pair.close.end))?);
            }
        }
        in_order(edits).filter(|edits| !edits.is_empty())
    }

    /// The edits that delete what brackets enclose, with them. `None` where some of it cannot be written.
    pub(crate) fn delete(&self, pairs: &[BracketPair]) -> Option<Vec<Edit>> {
        let mut gone: Vec<Span> = Vec::new();
        for pair in pairs {
            match gone.last_mut() {
                // One within another goes with it.
                Some(last) if pair.open.start < last.end => {}
                // What parts two that go is not left between them.
                Some(last) if self.words(Span::new(last.end, pair.open.start)).trim_matches(PARTS).is_empty() => {
                    last.end = pair.close.end;
                }
                _ => gone.push(pair.span()),
            }
        }
        let mut edits = Vec::new();
        let mut end = 0;
        for span in gone {
            let first = pairs.iter().find(|pair| pair.open.start == span.start);
            let last = pairs.iter().find(|pair| pair.close.end == span.end);
            let (before, after) = (first.and_then(|it| self.before(*it)), last.and_then(|it| self.after(*it)));
            // Of several alternatives some go with what parts them from those that stay.
            let span = match (before, after) {
                (Some(before), _) => Span::new(before.close.end, span.end),
                (None, Some(after)) => Span::new(span.start, after.open.start),
                (None, None) => self.with_space(span),
            };
            // The space between two is the first one's.
            let span = Span::new(span.start.max(end), span.end);
            edits.extend(self.pen.delete(span)?);
            end = span.end;
        }
        in_order(edits).filter(|edits| !edits.is_empty())
    }

    /// The brackets that stand side by side with these and offer a choice: "[shall][should]"; none where they stand alone.
    pub(crate) fn alternatives(&self, pair: BracketPair) -> Vec<BracketPair> {
        let before = std::iter::successors(self.before(pair), |pair| self.before(*pair));
        let mut run: Vec<BracketPair> = before.collect();
        run.reverse();
        run.push(pair);
        run.extend(std::iter::successors(self.after(pair), |pair| self.after(*pair)));
        if run.len() == 1 { Vec::new() } else { run }
    }

    /// The alternative that follows one.
    fn after(&self, pair: BracketPair) -> Option<BracketPair> {
        let next = self.pairs.partition_point(|other| other.open.start < pair.close.end);
        self.pairs.get(next).copied().filter(|next| self.are_beside(pair, *next))
    }

    /// The one before.
    fn before(&self, pair: BracketPair) -> Option<BracketPair> {
        let last = self.by_close.partition_point(|other| other.close.end <= pair.open.start).checked_sub(1)?;
        self.by_close.get(last).copied().filter(|last| self.are_beside(*last, pair))
    }

    fn are_beside(&self, one: BracketPair, other: BracketPair) -> bool {
        BETWEEN.contains(&self.words(Span::new(one.close.end, other.open.start)))
    }

    /// The edits that leave of some alternatives only what the chosen one says. `None` where that cannot be written.
    pub(crate) fn choose(&self, alternatives: &[BracketPair], chosen: BracketPair) -> Option<Vec<Edit>> {
        let (first, last) = (alternatives.first()?, alternatives.last()?);
        let inner = self.inner(chosen);
        let mut edits = self.pen.delete(Span::new(first.open.start, inner.start))?;
        edits.extend(self.pen.delete(Span::new(inner.end, last.close.end))?);
        in_order(edits).filter(|edits| !edits.is_empty())
    }

    /// What is seen of a range.
    pub(crate) fn words(&self, span: Span) -> &str {
        let (start, end) = (self.view.from_source(span.start), self.view.from_source(span.end));
        &self.view.text[start as usize..end.max(start) as usize]
    }

    /// What brackets enclose, without the spaces at its ends that would be left beside others.
    fn inner(&self, pair: BracketPair) -> Span {
        let words = self.words(Span::new(pair.open.end, pair.close.start));
        let from = self.view.from_source(pair.open.end);
        let first =
            if self.is_free_before(pair.open.start) { words.len() - words.trim_start_matches(' ').len() } else { 0 };
        let last = if self.is_free_after(pair.close.end) { words.trim_end_matches(' ').len() } else { words.len() };
        if first >= last {
            return Span::empty(pair.close.start);
        }
        self.view.to_source(Span::new(from + offset(first), from + offset(last)))
    }

    /// A range that goes, with the rest of its lines where nothing is left of them, or with a space that would be left beside
    /// another or before a stop.
    fn with_space(&self, span: Span) -> Span {
        let text = &self.view.text;
        let (start, end) = (self.view.from_source(span.start) as usize, self.view.from_source(span.end) as usize);
        let line = text[..start].rfind('\n').map_or(0, |line_end| line_end + 1);
        let rest = text[end..].trim_start_matches(SPACES);
        let line_end = ["\r\n", "\n"].into_iter().find(|line_end| rest.starts_with(line_end));
        let before = text[..start].chars().next_back().filter(|c| SPACES.contains(c));
        let after = text[end..].chars().next().filter(|c| SPACES.contains(c));
        let (start, end) = match (line_end, before, after) {
            (Some(line_end), ..) if text[line..start].trim_matches(SPACES).is_empty() => {
                (line, text.len() - rest.len() + line_end.len())
            }
            (_, Some(space), _) if self.is_free_after(span.end) => (start - space.len_utf8(), end),
            (_, _, Some(space)) if self.is_free_before(span.start) => (start, end + space.len_utf8()),
            _ => (start, end),
        };
        self.view.to_source(Span::of(start..end))
    }

    /// Whether a space, an opening bracket or the begin of a line stands before a place.
    fn is_free_before(&self, at: u32) -> bool {
        let before = &self.view.text[..self.view.from_source(at) as usize];
        before.is_empty() || before.ends_with([' ', '\u{a0}', '\t', '\n', '('])
    }

    /// Whether a space, a stop or the end of a line stands after a place.
    fn is_free_after(&self, at: u32) -> bool {
        let after = &self.view.text[self.view.from_source(at) as usize..];
        after.is_empty() || after.starts_with([' ', '\u{a0}', '\n', '\r', ',', ';', '.', ':', ')'])
    }
}
