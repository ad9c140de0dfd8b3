//! A file: the texts it holds, as they were read.

use std::borrow::Cow;
use std::sync::Arc;

use ropey::Rope;

use super::clause::ClauseId;
use super::cover::CoverMeeting;
use super::flattened::Flattened;
use super::item::Action;
use super::reference::{Reference, Target};
use super::shape::Shape;
use super::tree::{Placed, Tree};
use crate::text::{Changes, Piece, PieceKind, Side, Span, View};

/// One text of a file, read. Places in it count from its own start, so that it need not change when the file
/// changes above it.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// Bytes.
    pub len: u32,
    /// Line ends in it.
    pub lines: u32,
    /// The text as proposed.
    pub proposed: Arc<Tree>,
    /// The text in force; the same tree where nothing is changed.
    pub base: Arc<Tree>,
    /// Its tracked changes, marked or recovered; empty where there are none.
    pub changes: Changes,
    /// Clauses of the text in force that stand in another place as proposed, in order, each with what it is there.
    pub moved: Box<[(ClauseId, ClauseId)]>,
    /// What was run together, where the text was copied from Word without its tracking.
    pub flattened: Option<Flattened>,
    /// Whether this is what stands before the first heading of a file that has one.
    pub cover: bool,
    /// The same as long as nothing but words changes.
    pub(crate) shape: Shape,
}

impl Text {
    /// Whether it may be changed: what is suppressed or left as it is stands there for reference, and what was copied from
    /// Word without its tracked changes has to be restored first.
    pub fn is_writable(&self) -> bool {
        !self.proposed.action().is_some_and(Action::only_refers) && self.flattened.is_none()
    }

    /// One of its two trees.
    pub fn tree(&self, side: Side) -> &Arc<Tree> {
        match side {
            Side::Base => &self.base,
            Side::Proposed => &self.proposed,
        }
    }

    /// The side that answers for a place: the text in force inside deleted text, else the text as proposed.
    pub fn side_at(&self, at: u32) -> Side {
        match self.changes.kind_at(at) {
            PieceKind::Deleted => Side::Base,
            _ => Side::Proposed,
        }
    }

    /// Which reference of the text in force it is whose words a reference as proposed has kept, and which of its targets.
    pub fn in_force(&self, reference: &Placed<Reference>, target: &Target) -> Option<(usize, usize)> {
        let start = reference.it.call_span.start;
        // References stand in the order of the text.
        let at = self.base.references.partition_point(|old| old.it.call_span.start < start);
        let old = self.base.references.get(at).filter(|old| old.it.call_span.start == start)?;
        if !self.base.reference_target(old).is_here() {
            return None;
        }
        // A target whose words were changed is a new reference.
        let index = old.it.targets.iter().position(|old| old.says_the_same(target))?;
        Some((at, index))
    }

    /// The parts of a range that are seen as proposed.
    pub(crate) fn seen(&self, span: Span) -> impl Iterator<Item = Span> {
        let pieces = &self.changes.pieces;
        let first = pieces.partition_point(|piece| piece.span.end <= span.start);
        let within = pieces[first..].iter().take_while(move |piece| piece.span.start < span.end);
        let cut = move |piece: &Piece| Span::new(piece.span.start.max(span.start), piece.span.end.min(span.end));
        let all = pieces.is_empty().then_some(span);
        all.into_iter().chain(within.filter(|piece| piece.kind.seen(Side::Proposed)).map(cut))
    }

    /// Whether any tracked change is marked or recovered in it.
    pub fn is_changed(&self) -> bool {
        !self.changes.is_empty()
    }
}

/// A text and where it stands in its file.
#[derive(Clone, Debug)]
pub struct PlacedText {
    /// Byte offset of its start in the file.
    pub start: u32,
    /// Line of its start, from 0.
    pub line: u32,
    /// The text.
    pub text: Arc<Text>,
}

impl PlacedText {
    /// Its extent in the file.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len)
    }

    /// A place of the text as a place of the file.
    pub fn in_file(&self, span: Span) -> Span {
        span.shift(self.start)
    }
}

/// A file as it was read: never changed, cheap to share.
#[derive(Clone, Debug)]
pub struct Document {
    pub rope: Rope,
    /// Its texts, in order and without gaps.
    pub texts: Arc<[PlacedText]>,
}

impl Document {
    /// The text that holds a byte offset of the file.
    pub fn text_at(&self, at: u32) -> Option<&PlacedText> {
        let after = self.texts.partition_point(|placed| placed.start <= at);
        self.texts.get(after.checked_sub(1)?)
    }

    /// The characters of a place in the file.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        rope_slice(&self.rope, span)
    }

    /// The characters of a text on one side, with the way back to their places, which count from the start of the text. What is
    /// no text (code, comments, addresses of links) is blank in it.
    pub(crate) fn view(&self, placed: &PlacedText, side: Side) -> View {
        let source = without(placed.text.tree(side).asides(), self.slice(placed.span()));
        placed.text.changes.view(&source, side)
    }

    /// The words of a place of a text on one side: tracked changes are left out or kept as the side has them.
    pub fn words(&self, placed: &PlacedText, span: Span, side: Side) -> String {
        words(&self.rope, placed.start, &placed.text.changes, span, side)
    }

    /// Whether a place of a text stands in square brackets of its own, as proposed.
    pub fn is_bracketed(&self, placed: &PlacedText, span: Span) -> bool {
        // Marks may stand between.
        const NEAR: u32 = 64;
        let reads = |at: u32, bracket: u8| self.rope.get_byte((placed.start + at) as usize) == Some(bracket);
        let before = placed.text.seen(Span::new(span.start.saturating_sub(NEAR), span.start)).last();
        let after = placed.text.seen(Span::new(span.end, (span.end + NEAR).min(placed.text.len))).next();
        before.is_some_and(|before| reads(before.end - 1, b'[')) && after.is_some_and(|after| reads(after.start, b']'))
    }

    /// The clause as proposed that a clause of the text in force has become: the one that holds its first words that
    /// are kept, or the one that it was moved to. `None` where it was deleted whole.
    pub fn counterpart(&self, placed: &PlacedText, id: ClauseId) -> Option<ClauseId> {
        self.kept(placed, id).or_else(|| {
            let moved = &placed.text.moved;
            moved.binary_search_by_key(&id, |(then, _)| *then).ok().map(|index| moved[index].1)
        })
    }

    fn kept(&self, placed: &PlacedText, id: ClauseId) -> Option<ClauseId> {
        let body = placed.text.base.clause(id).body;
        let pieces = &placed.text.changes.pieces;
        let first = pieces.partition_point(|piece| piece.span.end <= body.start);
        let within = pieces[first..].iter().take_while(|piece| piece.span.start < body.end);
        let cut = |piece: &Piece| Span::new(piece.span.start.max(body.start), piece.span.end.min(body.end));
        let mut kept = within.filter(|piece| piece.kind == PieceKind::Kept).map(cut);
        // A stop or a space alone may be kept of a clause whose words were all replaced.
        let kept = kept.find(|span| self.slice(placed.in_file(*span)).chars().any(char::is_alphanumeric))?;
        let mut clauses = placed.text.proposed.clauses.iter();
        clauses.position(|clause| clause.body.overlaps(kept)).map(|index| ClauseId(index as u32))
    }

    /// Whether it cites the same texts and their clauses as an earlier state of the file, in the same order.
    pub fn cites_as(&self, before: &Document) -> bool {
        let same = |(now, then): (&PlacedText, &PlacedText)| {
            let (new, old) = (&now.text.proposed, &then.text.proposed);
            Arc::ptr_eq(&now.text, &then.text)
                || new.citations.len() == old.citations.len()
                    && new.references.len() == old.references.len()
                    && new.citations.iter().zip(&old.citations).all(|(new, old)| new.it.says_the_same(&old.it))
                    && new.references.iter().zip(&old.references).all(|(new, old)| new.it.says_the_same(&old.it))
        };
        self.texts.len() == before.texts.len() && self.texts.iter().zip(before.texts.iter()).all(same)
    }

    /// The meeting that the cover before the first text names.
    pub fn cover_meeting(&self) -> Option<&CoverMeeting> {
        self.texts.first()?.text.proposed.cover_meeting.as_ref()
    }

    /// Whether anything of a resolution is read in it: a heading, an enacting line, a section under its call.
    pub fn has_any_of_resolution(&self) -> bool {
        self.texts.iter().any(|placed| {
            let text = &placed.text;
            [&text.proposed, &text.base].into_iter().any(|tree| {
                let called = tree.sections.iter().any(|section| section.call.is_some());
                tree.heading.is_some() || tree.enacting.is_some() || tree.proposal.is_some() || called
            })
        })
    }

    /// Whether this is a draft or an adopted text: a heading with a call or an enacting line after it, or an enacting line with
    /// clauses.
    /// Editors also send notes and letters, on which nothing is said.
    pub fn reads_as_resolution(&self) -> bool {
        self.texts.iter().any(|placed| {
            let tree = &placed.text.proposed;
            let called = tree.sections.iter().any(|section| section.call.is_some());
            let (headed, enacted) = (tree.heading.is_some(), tree.enacting.is_some());
            (headed && (enacted || called)) || (enacted && called && !tree.clauses.is_empty())
        })
    }
}

pub(super) fn rope_slice(rope: &Rope, span: Span) -> Cow<'_, str> {
    let end = (span.end as usize).min(rope.len_bytes());
    let start = (span.start as usize).min(end);
    rope.byte_slice(start..end).into()
}

/// The words of a place on one side; places count from `origin`.
pub(super) fn words(rope: &Rope, origin: u32, changes: &Changes, span: Span, side: Side) -> String {
    let whole = || rope_slice(rope, span.shift(origin)).into_owned();
    if changes.is_empty() {
        return whole();
    }
    let mut text = String::new();
    let first = changes.pieces.partition_point(|piece| piece.span.end <= span.start);
    let within = changes.pieces[first..].iter().take_while(|piece| piece.span.start < span.end);
    for piece in within.filter(|piece| piece.kind.seen(side)) {
        let part = Span::new(piece.span.start.max(span.start), piece.span.end.min(span.end));
        text.push_str(&rope_slice(rope, part.shift(origin)));
    }
    text
}

/// A text without what is no text in it: NUL stands there, so that all places stay, and no rule sees words or whitespace.
fn without<'t>(asides: &[Span], source: Cow<'t, str>) -> Cow<'t, str> {
    if asides.is_empty() {
        return source;
    }
    let mut bytes = source.into_owned().into_bytes();
    for aside in asides {
        let within = bytes.get_mut(aside.range()).into_iter().flatten();
        within.filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = 0);
    }
    String::from_utf8_lossy(&bytes).into_owned().into()
}
