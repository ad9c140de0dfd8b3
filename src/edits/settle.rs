//! Tracked changes that are accepted or rejected, and words that become one. Comments stay: they are questions to be
//! answered, not changes.

use super::{Edit, Fix, Pen, apply};
use crate::syntax::{Document, History};
use crate::text::{Cancelled, Changes, Marked, Patch, PieceKind, Side, Span, offset};

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
    /// Accepts or rejects the tracked changes that a stretch touches; of two that meet at a cursor the one after it. Where
    /// the labels are in order then, references say what their clauses are called.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn settle(&self, within: Span, how: Settled) -> Result<Option<Fix>, Cancelled> {
        let mut marks = self.changes(within);
        if within.is_empty() && marks.len() > 1 {
            marks.remove(0);
        }
        let edits = self.settled(&marks, how);
        if edits.is_empty() {
            return Ok(None);
        }
        let what = if marks.len() > 1 { "the changes selected" } else { "this change" };
        let edits = if self.sketches { edits } else { self.with_references(edits)? };
        Ok(Some(Fix { title: format!("{} {what}", how.verb()), safe: false, edits }))
    }

    /// Edits of the text, and those that its references and those of others need after them.
    fn with_references(&self, edits: Vec<Edit>) -> Result<Vec<Edit>, Cancelled> {
        let mut patch = patch_of(&edits);
        let settled = Document::read(&apply(&self.document.rope, &edits));
        let history = self.history.cloned().unwrap_or_else(|| History::new(self.document.clone()));
        let history = history.after(&patch, &settled);
        let Some(placed) = settled.text_at(self.placed.start) else { return Ok(edits) };
        let pen = self.beside(&settled, placed, self.file).remembering(&history);
        let Some(fix) = pen.update_references()? else { return Ok(edits) };
        let (own, elsewhere): (Vec<Edit>, Vec<Edit>) = fix.edits.into_iter().partition(|edit| edit.file == self.file);
        let updated = apply(&settled.rope, &own);
        patch.add_all(&patch_of(&own));
        let both = patch.hunks().iter().map(|hunk| Edit {
            file: self.file,
            span: hunk.old,
            text: updated[hunk.new.range()].to_owned(),
        });
        Ok(both.chain(elsewhere).collect())
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
    pub fn track(&self, within: Span) -> Vec<Fix> {
        let words = self.document.slice(self.placed.in_file(within));
        if words.trim().is_empty() || self.placed.text.flattened.is_some() {
            return Vec::new();
        }
        let mut fixes = Vec::new();
        let seen = self.view(within).text;
        if !seen.is_empty()
            && !self.is_inserted(within)
            && let Some(edits) = self.tracking().delete(within).filter(|edits| !edits.is_empty())
        {
            fixes.push(Fix { title: "Turn into a tracked change: deleted".into(), safe: false, edits });
        }
        let kept = self.placed.text.changes.kind_of(within) == Some(PieceKind::Kept);
        if kept && let Some(edits) = self.tracking().mark_inserted(within) {
            fixes.push(Fix { title: "Turn into a tracked change: inserted".into(), safe: false, edits });
        }
        fixes
    }
}

/// What edits of one file change.
fn patch_of(edits: &[Edit]) -> Patch {
    let mut patch = Patch::default();
    // From the last on: those before stay where they are.
    edits.iter().rev().for_each(|edit| patch.add(edit.span, offset(edit.text.len())));
    patch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::testing::with_pens;
    use crate::testing::{Fixture, check};
    use crate::text::uncancelled;
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
        [Settled::Accepted, Settled::Rejected]
            .into_iter()
            .filter_map(|how| uncancelled(|_| pen.settle(within, how)))
            .collect()
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

    #[test]
    fn references_say_what_their_clauses_are_called_then() {
        check(
            r"
                //- MOD
                considering
                a)	that seas rise;
                $0{++b)	that suns set;
                ++}{~~b~>c~~})	that towers fall;
                {~~c~>d$0~~})	that bells ring, as considering {~~b~>c~~}) says,
                resolves
                to act on considering {~~b~>c~~}) and {~~c~>d~~}) above, and on considering a).
            ",
            |it| {
                let said = both(&it.pens()[0], Span::new(it.at, it.end)).into_iter().map(|fix| {
                    let text = apply(&it.document.rope, &fix.edits);
                    format!("{}\n{}", fix.title, &text[text.find("considering\n").unwrap()..])
                });
                said.collect()
            },
            expect![[r#"
                Accept the changes selected
                considering
                a)	that seas rise;
                b)	that suns set;
                c)	that towers fall;
                d)	that bells ring, as considering {~~b~>c~~}) says,
                resolves
                to act on considering {~~b~>c~~}) and {~~c~>d~~}) above, and on considering a).
                Reject the changes selected
                considering
                a)	that seas rise;
                b)	that towers fall;
                c)	that bells ring, as considering b) says,
                resolves
                to act on considering b) and c) above, and on considering a).
            "#]],
        );
    }

    #[test]
    fn words_become_a_tracked_change() {
        let track = |pen: &Pen<'_>, within| pen.track(within);
        check(
            &draft("a $0one$0 b"),
            |it| settled(it, track),
            expect![[r#"
            Turn into a tracked change: deleted: a {--one--} b
            Turn into a tracked change: inserted: a {++one++} b
        "#]],
        );
        check(
            &draft("a $0one {++two++} three$0 b"),
            |it| settled(it, track),
            expect![[r#"
            Turn into a tracked change: deleted: a {--one --}{-- three--} b
        "#]],
        );
        check(&draft("a {++o$0n$0e++} b"), |it| settled(it, track), expect![[""]]);
        check(&draft("a {--o$0n$0e--} b"), |it| settled(it, track), expect![[""]]);
        check(&draft("a$0 $0b"), |it| settled(it, track), expect![[""]]);
        check(&draft("a $0one {++$0 b"), |it| settled(it, track), expect![[""]]);
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
                    let one = uncancelled(|_| pen.settle(Span::empty(offset(at)), how));
                    let one = one.map_or(source.clone(), |fix| apply(&pen.document.rope, &fix.edits));
                    assert_eq!(Changes::read(&one).view(&one, how.side()).text, all);
                }
            });
        }
    }
}
