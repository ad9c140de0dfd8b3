//! Tracked changes that are accepted or rejected, and words that become one. Comments stay: they are questions to be
//! answered, not changes.

use super::{Edit, Fix, Pen, apply};
use crate::text::{Changes, Marked, PieceKind, Side, Span};

/// What becomes of a tracked change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Settled {
    /// It is text from now on.
    Accepted,
    /// It was never proposed.
    Rejected,
}

impl Settled {
    fn side(self) -> Side {
        match self {
            Settled::Accepted => Side::Proposed,
            Settled::Rejected => Side::Base,
        }
    }

    fn verb(self) -> &'static str {
        match self {
            Settled::Accepted => "Accept",
            Settled::Rejected => "Reject",
        }
    }
}

impl Pen<'_> {
    /// Accepts or rejects the tracked changes that a stretch touches; of two that meet at a cursor the one behind it.
    pub fn settle(&self, within: Span, how: Settled) -> Option<Fix> {
        let mut marks = self.changes(within);
        if within.is_empty() && marks.len() > 1 {
            marks.remove(0);
        }
        let edits = self.settled(&marks, how);
        let what = if marks.len() > 1 { "the changes selected" } else { "this change" };
        (!edits.is_empty()).then(|| Fix { title: format!("{} {what}", how.verb()), safe: false, edits })
    }

    /// Accepts or rejects all tracked changes of the text. `None` where what is left would be read as marks again.
    pub fn settle_all(&self, how: Settled) -> Option<Fix> {
        let marks = self.changes(Span::new(0, self.placed.text.len));
        let edits = self.settled(&marks, how);
        if edits.is_empty() {
            return None;
        }
        let own = |edit: &Edit| Edit {
            span: Span::new(edit.span.start - self.placed.start, edit.span.end - self.placed.start),
            ..edit.clone()
        };
        let rope = ropey::Rope::from_str(&self.document.slice(self.placed.span()));
        let left = apply(&rope, &edits.iter().map(own).collect::<Vec<_>>());
        let read = Changes::read(&left);
        if read.pieces.iter().any(|piece| !matches!(piece.kind, PieceKind::Kept | PieceKind::Markup))
            || read.view(&left, Side::Proposed).text
                != self.placed.text.changes.view(&rope.to_string(), how.side()).text
        {
            return None;
        }
        let count = marks.len();
        let title = match count {
            1 => format!("{} the one change of this text", how.verb()),
            _ => format!("{} all {count} changes of this text", how.verb()),
        };
        Some(Fix { title, safe: false, edits })
    }

    /// The tracked changes that a stretch touches.
    fn changes(&self, within: Span) -> Vec<Marked> {
        // What was recovered from a copy out of Word is marked nowhere yet.
        if self.placed.text.flattened.is_some() {
            return Vec::new();
        }
        self.placed.text.changes.marks(within).filter(|mark| !mark.comment).collect()
    }

    /// The edits that leave of marks what one side sees.
    fn settled(&self, marks: &[Marked], how: Settled) -> Vec<Edit> {
        let edits = marks.iter().flat_map(|mark| {
            let kept = match how {
                Settled::Accepted => mark.inserted,
                Settled::Rejected => mark.deleted,
            };
            let around = match kept.is_empty() {
                true => vec![mark.span],
                false => vec![Span::new(mark.span.start, kept.start), Span::new(kept.end, mark.span.end)],
            };
            let edit = |span| Edit { file: self.file, span: self.placed.in_file(span), text: String::new() };
            around.into_iter().map(edit).collect::<Vec<_>>()
        });
        edits.collect()
    }

    /// Makes a stretch a tracked change: words that the text in force has and that are to go, or words that are new.
    pub fn track(&self, within: Span) -> [Option<Vec<Edit>>; 2] {
        let words = self.document.slice(self.placed.in_file(within));
        if words.trim().is_empty() || self.placed.text.flattened.is_some() {
            return [None, None];
        }
        let goes = !self.view(within).text.is_empty() && !self.is_inserted(within);
        let deleted = if goes { self.tracking().delete(within) } else { None };
        let kept = self.placed.text.changes.kind_of(within) == Some(PieceKind::Kept);
        let inserted = if kept { self.tracking().mark_inserted(within) } else { None };
        [deleted.filter(|edits| !edits.is_empty()), inserted]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::testing::with_pens;
    use crate::testing::{Fixture, check};
    use crate::text::offset;
    use expect_test::expect;
    use proptest::prelude::*;

    const HEAD: &str = "RESOLUTION 90 (Geneva, 2022)\nresolves\n";

    fn draft(line: &str) -> String {
        format!("{HEAD}{line}\n")
    }

    /// What each of some fixes makes of the line, where a place in it or all between two is settled.
    fn settled(fixture: &Fixture, fixes: impl Fn(&Pen<'_>, Span) -> Vec<Fix>) -> String {
        let said = fixes(&fixture.pens()[0], Span::new(fixture.at, fixture.end)).into_iter().map(|fix| {
            let text = apply(&fixture.document.rope, &fix.edits);
            format!("{}: {}\n", fix.title, text.strip_prefix(HEAD).unwrap().trim_end())
        });
        said.collect()
    }

    fn both(pen: &Pen<'_>, within: Span) -> Vec<Fix> {
        [Settled::Accepted, Settled::Rejected].into_iter().filter_map(|how| pen.settle(within, how)).collect()
    }

    #[test]
    fn a_change_is_accepted_or_rejected() {
        check(
            &draft("a {~~o$0ne~>two~~} b {++c++}"),
            |it| settled(it, both),
            expect![[r#"
            Accept this change: a two b {++c++}
            Reject this change: a one b {++c++}
        "#]],
        );
        check(
            &draft("a {--one--}{++$0two++} b"),
            |it| settled(it, both),
            expect![[r#"
            Accept this change: a {--one--}two b
            Reject this change: a {--one--} b
        "#]],
        );
        check(
            &draft("a {--one--}$0{++two++} b"),
            |it| settled(it, both),
            expect![[r#"
            Accept this change: a {--one--}two b
            Reject this change: a {--one--} b
        "#]],
        );
        check(
            &draft("a $0{--one--}{>>why?<<}{++two++}$0 b"),
            |it| settled(it, both),
            expect![[r#"
            Accept the changes selected: a {>>why?<<}two b
            Reject the changes selected: a one{>>why?<<} b
        "#]],
        );
        check(&draft("a $0b {>>wh$0y?<<} {++c++}"), |it| settled(it, both), expect![[""]]);
    }

    fn line() -> impl Strategy<Value = String> {
        const PIECES: [&str; 11] =
            ["a", "b)\t", "{++c++}", "{--d\ne--}", "{~~f~>g~~}", "{~~~>h~~}", "{++++}", "\n", "𝄞", "[", "i"];
        prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn all_accepted_is_the_text_as_proposed_and_all_rejected_the_text_in_force(line in line(), at in 0.0..1.0f64) {
            let source = format!("{HEAD}{line}\n");
            with_pens(&source, |pens| {
                let pen = &pens[0];
                for how in [Settled::Accepted, Settled::Rejected] {
                    let all = pen.settle_all(how).map_or(source.clone(), |fix| apply(&pen.document.rope, &fix.edits));
                    assert_eq!(all, Changes::read(&source).view(&source, how.side()).text);
                    // One alone changes nothing of what that side says.
                    let at = (source.len() as f64 * at) as usize;
                    let at = (0..=at).rev().find(|&at| source.is_char_boundary(at)).unwrap_or(0);
                    let one = pen.settle(Span::empty(offset(at)), how);
                    let one = one.map_or(source.clone(), |fix| apply(&pen.document.rope, &fix.edits));
                    assert_eq!(Changes::read(&one).view(&one, how.side()).text, all);
                }
            });
        }
    }
}
