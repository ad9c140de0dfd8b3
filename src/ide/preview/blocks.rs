//! The blocks of a page: what each range of a text is, whichever of its two sides says so.

use std::collections::HashMap;

use crate::syntax::{PlacedText, Tree};
use crate::text::Span;

/// What a block is on the page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Role {
    Proposal,
    Heading,
    Title,
    History,
    Enacting,
    Call,
    /// A clause: how many clauses it is part of, and where its words begin.
    Clause {
        level: usize,
        body: u32,
    },
    Annex,
    Plain,
}

impl Role {
    /// Whether both are the same part of the page.
    fn is_like(self, other: Role) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// A range of a text. Places count from the start of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct PreviewBlock {
    pub role: Role,
    pub span: Span,
}

/// The blocks of a text, in order and without gaps: each goes up to the next. What is on a line of its own and nothing
/// else is a plain block.
pub(super) fn blocks(placed: &PlacedText, source: &str) -> Vec<PreviewBlock> {
    let mut named = named(&placed.text.proposed);
    if placed.text.is_changed() {
        add_deleted(&mut named, self::named(&placed.text.base), source);
    }
    named.sort_by_key(|block| (block.span.start, block.span.end));
    let mut blocks = Vec::with_capacity(named.len() * 2);
    let mut at = 0;
    for (index, block) in named.iter().enumerate() {
        plain(Span::new(at, block.span.start), source, &mut blocks);
        let next = named.get(index + 1).map_or(placed.text.len, |next| next.span.start);
        // What a change has left at the end of its last line belongs to it.
        let start = block.span.start.max(at);
        let end = line_end(source, block.span.end).min(next).max(start);
        blocks.push(PreviewBlock { span: Span::new(start, end), ..*block });
        at = end;
    }
    plain(Span::new(at, placed.text.len), source, &mut blocks);
    blocks
}

fn named(tree: &Tree) -> Vec<PreviewBlock> {
    let head = [
        tree.proposal.as_ref().map(|line| (Role::Proposal, line.span)),
        tree.heading.as_ref().map(|line| (Role::Heading, line.span)),
        tree.title.as_ref().map(|title| (Role::Title, title.span)),
        tree.history.as_ref().map(|(_, span)| (Role::History, *span)),
        tree.enacting.as_ref().map(|line| (Role::Enacting, line.span)),
    ];
    let calls = tree.sections().filter_map(|(_, section)| Some((Role::Call, section.call.as_ref()?.span)));
    let clauses = tree.clauses().map(|(id, clause)| {
        let level = std::iter::successors(tree.clause(id).parent, |id| tree.clause(*id).parent).count();
        (Role::Clause { level, body: clause.body.start }, clause.span)
    });
    let annexes = tree.annexes().iter().map(|annex| (Role::Annex, annex.span));
    let all = head.into_iter().flatten().chain(calls).chain(clauses).chain(annexes);
    all.map(|(role, span)| PreviewBlock { role, span }).collect()
}

/// Adds the blocks of the text in force. What both sides say of one line is one block, as the text as proposed has it.
fn add_deleted(named: &mut Vec<PreviewBlock>, in_force: Vec<PreviewBlock>, source: &str) {
    let line_start = |block: &PreviewBlock| {
        let before = source.as_bytes().get(..block.span.start as usize).unwrap_or_default();
        memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1)
    };
    let mut lines: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, block) in named.iter().enumerate() {
        lines.entry(line_start(block)).or_default().push(index);
    }
    for block in in_force {
        let on_line = lines.get(&line_start(&block)).map_or(&[][..], |indices| indices);
        let like = on_line.iter().find(|index| named[**index].role.is_like(block.role));
        match like.or(on_line.first()) {
            Some(&index) => {
                let same = &mut named[index];
                same.span.start = same.span.start.min(block.span.start);
                if let (Role::Clause { body, .. }, Role::Clause { body: other, .. }) = (&mut same.role, block.role) {
                    *body = other.min(*body);
                }
                if same.role.is_like(block.role) {
                    same.span = same.span.cover(block.span);
                }
            }
            None => named.push(block),
        }
    }
}

fn plain(span: Span, source: &str, blocks: &mut Vec<PreviewBlock>) {
    let mut start = span.start;
    while start < span.end {
        let end = line_end(source, start).min(span.end);
        blocks.push(PreviewBlock { role: Role::Plain, span: Span::new(start, end) });
        start = end;
    }
}

/// After the line end that follows a place.
fn line_end(source: &str, at: u32) -> u32 {
    crate::text::offset(crate::text::line_end(source, (at as usize).min(source.len())))
}
