//! Words that change and nothing else: most keys change neither labels nor citations nor anything else that a tree has, and
//! then the tree stays as it is, its places moved.

use std::sync::Arc;

use super::block::Block;
use super::clause::Clause;
use super::document::Text;
use super::fold::CALL_WRAP_BYTES;
use super::item::{Item, ItemKind};
use super::label::LabelStyle;
use super::residue::FURNITURE_BYTES;
use super::tree::{Section, Tree};
use crate::text::{Changes, Span};

/// Where the places of a block go when its words are changed.
struct Moves {
    /// From here on, in bytes from the start of the text, all places lie elsewhere.
    from: u32,
    /// What is added to them, modulo 2^32.
    by: u32,
}

impl Moves {
    fn apply(&self, span: &mut Span) {
        let moved = |at: u32| if at >= self.from { at.wrapping_add(self.by) } else { at };
        *span = Span::new(moved(span.start), moved(span.end));
    }
}

impl Text {
    /// The text when one of its blocks, which begins at `at`, reads otherwise now; `None` where more than its words may have
    /// changed, so that the text has to be put together again. `lines`: how many line ends it has now.
    pub(super) fn reworded(&self, at: u32, old: &Block, new: &Block, lines: u32) -> Option<Text> {
        if self.cover || self.flattened.is_some() || !self.is_running_text(at, old) {
            return None;
        }
        let moves = moves(at, old, new)?;
        let moved = |tree: &Arc<Tree>| {
            let mut tree = Tree::clone(tree);
            tree.each_span(&mut |span| moves.apply(span));
            Arc::new(tree)
        };
        let proposed = moved(&self.proposed);
        let base = if self.is_changed() { moved(&self.base) } else { proposed.clone() };
        let mut changes = self.changes.clone();
        changes.each_span(&mut |span| moves.apply(span));
        let len = self.len.wrapping_add(moves.by);
        let shape = self.shape.clone();
        Some(Text { len, lines, proposed, base, changes, moved: Box::default(), flattened: None, cover: false, shape })
    }

    /// Whether a block stands in a clause, or after the clauses: what is read of it there is read from it alone.
    fn is_running_text(&self, at: u32, block: &Block) -> bool {
        let within = |tree: &Tree, items: &[Item]| {
            let [item] = items else { return false };
            let start = at + item.span.start;
            let runs = matches!(item.kind, ItemKind::Plain | ItemKind::Labelled(_));
            let after = |span: Span| span.end <= start;
            let clause = tree.clause_at(start).map(|id| tree.clause(id));
            let in_clause = |clause: &Clause| {
                let span = clause.span;
                // Labels that are left out are looked for in the words.
                span.start <= start && start < span.end && tree.gaps(clause.section).next().is_none()
            };
            // Where words have the marks of footnotes, other words may be the footnotes.
            let runs = runs && tree.printed_marks.is_empty();
            runs && (clause.is_some_and(in_clause)
                || tree.annexes.first().is_some_and(|annex| after(annex.span))
                || tree.reasons.is_some_and(after))
        };
        within(&self.proposed, &block.proposed) && (!self.is_changed() || within(&self.base, &block.base))
    }
}

/// How places move when a block is read anew and says the same in other words; `None` where it says something else.
fn moves(at: u32, old: &Block, new: &Block) -> Option<Moves> {
    let by = new.len.wrapping_sub(old.len);
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let same = says_the_same(&old.proposed, &new.proposed, &mut pairs)
        && (old.is_unchanged() == new.is_unchanged())
        && (old.is_unchanged() || says_the_same(&old.base, &new.base, &mut pairs))
        && has_same_marks(&old.changes, &new.changes, &mut pairs);
    if !same {
        return None;
    }
    // Up to the place that was edited all stands where it stood, from there on all is moved alike.
    let from = pairs.iter().filter(|(then, now)| then != now).map(|(then, _)| *then).min();
    let from = from.unwrap_or(old.len).min(old.len);
    let holds = |&(then, now): &(u32, u32)| now == if then >= from { then.wrapping_add(by) } else { then };
    (from > 0 && pairs.iter().all(holds)).then_some(Moves { from: at + from, by })
}

/// Whether two blocks read as the same items; their places in pairs, then and now.
fn says_the_same(old: &[Item], new: &[Item], pairs: &mut Vec<(u32, u32)>) -> bool {
    let ([then], [now]) = (old, new) else { return false };
    // The words of a clause begin where they began: the line's label is what it was.
    if then.body != now.body || then.last != now.last || measure(then).is_none() || measure(then) != measure(now) {
        return false;
    }
    let (mut a, mut b) = (then.clone(), now.clone());
    let first = pairs.len();
    a.each_span(&mut |span| {
        pairs.extend([(span.start, 0), (span.end, 0)]);
        *span = Span::default();
    });
    let mut next = first;
    b.each_span(&mut |span| {
        if let Some([start, end]) = pairs.get_mut(next..next + 2) {
            (start.1, end.1) = (span.start, span.end);
        }
        next += 2;
        *span = Span::default();
    });
    next == pairs.len() && a == b
}

/// What the length of a line and its first word may tell when it is folded: whether it is the second line of a call, or what a
/// page carries beside the text (`wraps` and `is_page_furniture` there).
fn measure(item: &Item) -> Option<bool> {
    let len = item.span.len() as usize;
    match &item.kind {
        ItemKind::Labelled(raw) if raw.style == LabelStyle::Dash && len <= FURNITURE_BYTES => None,
        ItemKind::Labelled(raw) if raw.is_number() => Some(len <= FURNITURE_BYTES),
        ItemKind::Labelled(_) => Some(false),
        _ => Some(len < CALL_WRAP_BYTES),
    }
}

fn has_same_marks(old: &Changes, new: &Changes, pairs: &mut Vec<(u32, u32)>) -> bool {
    let spans = |changes: &Changes| -> Vec<Span> {
        changes.pieces.iter().map(|piece| piece.span).chain(changes.unclosed.iter().copied()).collect()
    };
    let kinds = |changes: &Changes| changes.pieces.iter().map(|piece| piece.kind).collect::<Vec<_>>();
    if kinds(old) != kinds(new) || old.unclosed.len() != new.unclosed.len() {
        return false;
    }
    for (then, now) in spans(old).into_iter().zip(spans(new)) {
        pairs.extend([(then.start, now.start), (then.end, now.end)]);
    }
    true
}

impl Tree {
    /// Changes every place in it.
    fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        // All fields are named, so that a new one is not forgotten.
        let Tree {
            proposal,
            heading,
            title,
            history,
            enacting,
            sections,
            clauses,
            by_label: _,
            annexes,
            asides,
            reasons,
            citations,
            references,
            annex_references,
            meetings,
            note_marks,
            printed_marks,
            notes,
            brackets,
            cover_meeting: _,
            residue,
        } = self;
        proposal.iter_mut().for_each(|line| f(&mut line.span));
        heading.iter_mut().for_each(|line| line.each_span(f));
        title.iter_mut().for_each(|title| f(&mut title.span));
        if let Some((entries, span)) = history {
            entries.iter_mut().for_each(|entry| entry.each_span(f));
            f(span);
        }
        enacting.iter_mut().for_each(|line| line.each_span(f));
        for section in sections {
            let Section { call, span, clauses: _, residue, labels_sure: _, doubt: _, damaged: _, automatic: _ } =
                section;
            call.iter_mut().for_each(|call| call.each_span(f));
            f(span);
            residue.iter_mut().for_each(|residue| f(&mut residue.span));
        }
        for clause in clauses {
            clause.raw.iter_mut().for_each(|raw| f(&mut raw.span));
            f(&mut clause.span);
            f(&mut clause.body);
        }
        for annex in annexes {
            f(&mut annex.span);
            f(&mut annex.extent);
        }
        asides.iter_mut().chain(reasons).chain(brackets).for_each(&mut *f);
        citations.iter_mut().for_each(|placed| placed.it.each_span(f));
        references.iter_mut().for_each(|placed| placed.it.each_span(f));
        annex_references.iter_mut().for_each(|placed| f(&mut placed.it.span));
        meetings.iter_mut().for_each(|placed| placed.it.edition.each_span(f));
        note_marks.iter_mut().chain(printed_marks).for_each(|mark| f(&mut mark.span));
        for note in notes {
            f(&mut note.span);
            f(&mut note.whole);
        }
        residue.iter_mut().for_each(|residue| f(&mut residue.span));
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::Reader;
    use crate::testing::HEAD;
    use crate::text::{Buffer, Span, offset};

    /// Whether nothing but words of the text has changed when `old` becomes `new`.
    #[track_caller]
    fn check(draft: &str, old: &str, new: &str, same: bool) {
        let text = format!("{HEAD}{draft}");
        let mut buffer = Buffer::new(&text);
        let mut reader = Reader::new(buffer.rope().clone());
        let before = reader.document().texts[0].text.clone();
        let at = offset(HEAD.len() + draft.find(old).expect("the draft has the words"));
        buffer.replace(Span::new(at, at + offset(old.len())), new);
        reader.update(buffer.rope().clone(), &buffer.take_patch());
        let after = reader.document().texts[0].text.clone();
        assert_eq!(before.shape.is_same_as(&after.shape), same, "`{old}` becomes `{new}`");
        assert_eq!(*after, *Reader::new(buffer.rope().clone()).document().texts[0].text);
    }

    #[test]
    fn words_of_clauses_leave_all_else_as_it_is() {
        let draft = "considering\na)\tthat towers stand, as resolves 1 says;\nb)\tthat {++old ++}masts of Resolution 2 (Dubai, 2018) stand,\nresolves\nto wait.\n";
        for (old, new) in [
            ("towers", "tower"),
            ("that t", "those t"),
            ("stand,", "stood,"),
            ("masts", "masts and poles"),
            ("wait", "go"),
        ] {
            check(draft, old, new, true);
        }
        for (old, new) in [
            ("b)", "c)"),
            ("stand,\nres", "stand;\nres"),
            ("resolves 1", "resolves 2"),
            ("Dubai", "Busan"),
            ("masts", "{++masts++}"),
            ("{++old ++}", "old "),
            ("towers", "towers[^1]"),
            ("considering", "recalling"),
            ("that towers", "Resolution 3 towers"),
            ("a)\t", "a)\n"),
        ] {
            check(draft, old, new, false);
        }
    }
}
