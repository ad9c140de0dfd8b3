//! Clauses that a proposal moves: deleted whole in one place, and inserted whole in another.

use std::collections::HashMap;

use super::clause::ClauseId;
use super::tree::Tree;
use crate::text::{Changes, PieceKind, Side, Span, single_spaced};

/// The clauses of the text in force that stand in another place as proposed, in order, each with what it is there. Clauses
/// are told by their words: the labels in their references may be others there, as may their stop. Where several have the
/// same words, nobody can say which is which.
pub(super) fn moved_clauses(
    base: &Tree,
    proposed: &Tree,
    changes: &Changes,
    words: &dyn Fn(Span, Side) -> String,
) -> Box<[(ClauseId, ClauseId)]> {
    let whole = |tree: &Tree, kind| -> Vec<ClauseId> {
        let ids = (0..).map(ClauseId).zip(&tree.clauses);
        ids.filter(|(_, clause)| is_whole(changes, clause.body, kind)).map(|(id, _)| id).collect()
    };
    let (deleted, inserted) = (whole(base, PieceKind::Deleted), whole(proposed, PieceKind::Inserted));
    if deleted.is_empty() || inserted.is_empty() {
        return Box::default();
    }
    let mut alike: HashMap<String, [Vec<ClauseId>; 2]> = HashMap::new();
    for (nth, (tree, ids, side)) in
        [(base, deleted, Side::Base), (proposed, inserted, Side::Proposed)].into_iter().enumerate()
    {
        for id in ids {
            alike.entry(said(tree, id, &|span| words(span, side))).or_default()[nth].push(id);
        }
    }
    let pair = |(said, ids): (String, [Vec<ClauseId>; 2])| match (ids[0].as_slice(), ids[1].as_slice()) {
        (&[then], &[now]) if said.contains(char::is_alphanumeric) => Some((then, now)),
        _ => None,
    };
    let mut moved: Vec<_> = alike.into_iter().filter_map(pair).collect();
    moved.sort_unstable();
    moved.into()
}

/// Whether nothing of a range is kept, and something is of a kind.
fn is_whole(changes: &Changes, span: Span, kind: PieceKind) -> bool {
    let first = changes.pieces.partition_point(|piece| piece.span.end <= span.start);
    let mut within = changes.pieces[first..].iter().take_while(|piece| piece.span.start < span.end).peekable();
    within.peek().is_some_and(|piece| piece.kind == kind) && within.all(|piece| piece.kind != PieceKind::Kept)
}

/// The words of a clause, but for what its references say and for its stop.
pub(super) fn said(tree: &Tree, id: ClauseId, words: &dyn Fn(Span) -> String) -> String {
    let body = tree.clause(id).body;
    let first = tree.references.partition_point(|reference| reference.it.span.end <= body.start);
    let within = tree.references[first..].iter().take_while(|reference| reference.it.span.start < body.end);
    let (mut text, mut at) = (String::new(), body.start);
    for reference in within {
        text += &words(Span::new(at, reference.it.span.start.max(at)));
        text += " § ";
        at = reference.it.span.end.max(at);
    }
    text += &words(Span::new(at, body.end.max(at)));
    let said = single_spaced(&text);
    said.trim_end_matches(|c: char| c.is_ascii_punctuation() || "；，。".contains(c)).trim_end().to_owned()
}
