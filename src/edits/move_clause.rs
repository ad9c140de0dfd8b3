//! A clause that moves to another place of its list: its section is lettered anew, the stops at the ends of clauses are
//! fixed, and every reference follows, also in other files.

use super::follow::Following;
use super::future::{ClauseOrder, Future};
use super::letters::{Labels, Lists, counted, is_counted, letters_of, lists};
use super::lines::{ClauseLines, CommentedWords, Rewrite};
use super::{Edit, Pen, Relettered, TextAlone, in_order, is_same_text};
use crate::syntax::{Clause, ClauseId, Label, Mark, Tree};
use crate::text::{Cancelled, DELETION, Span};

/// Why something is not done, as a drafter is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused(pub String);

impl<T: Into<String>> From<T> for Refused {
    fn from(why: T) -> Refused {
        Refused(why.into())
    }
}

/// Why there are no edits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotDone {
    /// It is not to be done.
    Refused(Refused),
    /// Nobody wanted them any more.
    Cancelled,
}

impl From<Refused> for NotDone {
    fn from(refused: Refused) -> NotDone {
        NotDone::Refused(refused)
    }
}

impl From<Cancelled> for NotDone {
    fn from(_: Cancelled) -> NotDone {
        NotDone::Cancelled
    }
}

impl<T: Into<String>> From<T> for NotDone {
    fn from(why: T) -> NotDone {
        NotDone::Refused(Refused(why.into()))
    }
}

/// What is offered only where it can be done.
///
/// # Errors
/// The work was cancelled.
pub fn unless_refused<T>(done: Result<T, NotDone>) -> Result<Option<T>, Cancelled> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(NotDone::Refused(_)) => Ok(None),
        Err(NotDone::Cancelled) => Err(Cancelled),
    }
}

/// Where a clause stands among those that count on from each other.
pub(super) struct Seat {
    /// All of these, in order.
    pub list: Vec<ClauseId>,
    /// Its own place, from 0.
    pub nth: usize,
}

pub struct Move<'a> {
    pen: Pen<'a>,
    id: ClauseId,
    /// The clause whose place it takes; itself, where only its section is lettered anew.
    neighbour: ClauseId,
    to: usize,
    seat: Seat,
    future: Future<'a>,
}

impl Move<'_> {
    /// All edits, those of the references to the clauses of its section included.
    ///
    /// # Errors
    /// Why it must not move there, or the pen's work was cancelled.
    pub fn written(&self) -> Result<Relettered, NotDone> {
        let following = self.pen.follow(&self.future)?;
        let elsewhere = self.pen.follow_into(&following.closed, &self.future)?;
        let (mut edits, sure) = self.edits(following)?;
        edits.extend(elsewhere.open);
        let edits = in_order(edits).ok_or_else(unwritable)?;
        let text = TextAlone::of(self.pen.document, self.pen.placed, self.pen.file);
        if !is_same_text(&text.document, &text.with(&text.own(&edits))) {
            return Err(
                "Its lines would be read otherwise at that place: put the lines around it in order first.".into()
            );
        }
        Ok(Relettered { edits, sure: sure && elsewhere.whole, as_planned: elsewhere.whole })
    }

    /// The edits in the text and of references as they follow, and whether these are sure to.
    fn edits(&self, following: Following) -> Result<(Vec<Edit>, bool), NotDone> {
        let Move { pen, id, neighbour, to, ref seat, ref future } = *self;
        let moves = neighbour != id;
        let Following { own, open: mut edits, mut sure, whole, .. } = following;
        let mut rewrites = pen.labels(future).ok_or_else(unwritable)?;
        let references = rewrites.len()..rewrites.len() + own.len();
        rewrites.extend(own);
        if moves {
            let mut then = seat.list.clone();
            then.remove(seat.nth);
            then.insert(to, id);
            rewrites.extend(pen.moved_stops(id, &seat.list, &then));
        }
        let lines = pen.lines_of(id);
        let mut within = Vec::new();
        for (index, rewrite) in rewrites.into_iter().enumerate() {
            pen.cancellation.check()?;
            if moves && lines.span.contains(rewrite.span) {
                within.push(rewrite);
                continue;
            }
            match pen.write(&rewrite) {
                Some(written) => edits.extend(written),
                None if references.contains(&index) => sure = false,
                None => return Err(unwritable().into()),
            }
        }
        if moves {
            edits.extend(pen.carry(&lines, &within, neighbour, to > seat.nth).ok_or_else(unwritable)?);
        }
        Ok((edits, sure && whole))
    }
}

impl<'a> Pen<'a> {
    /// Gives a clause another label, as a drafter writes it: "a", "a)", "3". It moves to where that label stands.
    ///
    /// # Errors
    /// No clause can have that label, this one must not move, or the pen's work was cancelled.
    pub fn rename_clause(&self, id: ClauseId, name: &str) -> Result<Move<'a>, NotDone> {
        let tree = &self.placed.text.proposed;
        let seat = self.seat(id)?;
        let section = tree.section_name(tree.clause(id).section);
        let own = tree.clause(id).label.map(|label| label.mark).ok_or("The clause has no label that can be read.")?;
        let last = own.with_ordinal(u16::try_from(seat.list.len()).unwrap_or(u16::MAX));
        let first = own.with_ordinal(1);
        let Some(mark) = Mark::read_alike(name, own) else {
            let name = name.trim();
            return Err(
                format!("\u{201c}{name}\u{201d} is no label there: {section} runs from {first} to {last}.").into()
            );
        };
        let nth = usize::from(mark.ordinal());
        if nth > seat.list.len() {
            return Err(format!("There is no place {mark} in {section}: it runs from {first} to {last}.").into());
        }
        self.move_clause(id, nth - 1)
    }

    /// The clauses that count on from each other with this one, never none, and its place among them, from 0; `None` where it
    /// must not move.
    pub(crate) fn place_of(&self, id: ClauseId) -> Option<(Vec<ClauseId>, usize)> {
        self.seat(id).ok().map(|Seat { list, nth }| (list, nth))
    }

    /// The clause at a place, from 0, among those that count on from the first of them.
    pub(crate) fn at_place(&self, first: ClauseId, nth: usize) -> Option<ClauseId> {
        let tree = &self.placed.text.proposed;
        let clause = tree.clauses().nth(first.index())?.1;
        counted(tree, clause.section, clause.parent).get(nth).copied()
    }

    /// Whether a clause can move, and its label.
    ///
    /// # Errors
    /// Why it must not move.
    pub fn can_move(&self, id: ClauseId) -> Result<Label, Refused> {
        let seat = self.seat(id)?;
        let label = self.placed.text.proposed.clause(seat.list[seat.nth]).label;
        match label.filter(|label| label.mark != Mark::Dash) {
            Some(label) => Ok(label),
            None => Err("The clause has no letter or number.".into()),
        }
    }

    /// Moves a clause to a place, from 0, among those that count on from each other.
    ///
    /// # Errors
    /// Why it must not move there, or the pen's work was cancelled.
    pub fn move_clause(&self, id: ClauseId, to: usize) -> Result<Move<'a>, NotDone> {
        let tree = &self.placed.text.proposed;
        let seat = self.seat(id)?;
        let parent = tree.clause(id).parent;
        let mut lists = lists(tree, tree.clause(id).section);
        let neighbour = *seat.list.get(to).ok_or("There is no such place.")?;
        if neighbour != id {
            let list = lists.entry(parent).or_default();
            list.retain(|other| *other != Some(id));
            let place = list.iter().position(|other| *other == Some(neighbour)).ok_or("There is no such place.")?;
            list.insert(place + usize::from(to > seat.nth), Some(id));
        }
        let labels = letters_of(tree, &lists);
        stable(tree, &lists, &labels, (neighbour != id).then_some(id))?;
        let order = (neighbour != id).then(|| ClauseOrder::new(tree, lists));
        let future = Future { order, ..Future::relabelled(tree, labels) };
        let moving = Move { pen: *self, id, neighbour, to, seat, future };
        // Whether it can move does not hang on who refers to it.
        let (edits, _) = moving.edits(Following::default())?;
        in_order(edits).ok_or_else(unwritable)?;
        Ok(moving)
    }

    /// The edits that take lines away and put them before or after another clause, with some words changed. Comments go
    /// along, where they can be written there.
    fn carry(&self, lines: &ClauseLines, within: &[Rewrite], neighbour: ClauseId, after: bool) -> Option<Vec<Edit>> {
        let comments = self.comments(lines.span);
        let carried = (!comments.is_empty()).then(|| self.carry_with(lines, within, &comments, neighbour, after));
        carried.flatten().or_else(|| self.carry_with(lines, within, &[], neighbour, after))
    }

    fn carry_with(
        &self,
        lines: &ClauseLines,
        within: &[Rewrite],
        comments: &[Span],
        neighbour: ClauseId,
        after: bool,
    ) -> Option<Vec<Edit>> {
        let there = self.lines_of(neighbour);
        let line_end = if lines.end.is_empty() { self.line_end_before(lines.span.start) } else { lines.end };
        let mut passage = self.passage(lines.span, within, comments);
        let last = passage.last_mut()?;
        last.words.truncate(last.words.trim_end_matches(['\n', '\r']).len());
        let mut edits = self.take_away(lines.span, comments)?;
        let at_end = after && there.end.is_empty();
        match at_end {
            true => passage.first_mut()?.words.insert_str(0, line_end),
            false => passage.last_mut()?.words.push_str(line_end),
        }
        edits.push(match (after, at_end) {
            (false, _) => self.insert_passage(self.placed.text.proposed.clause(neighbour).span.start, &passage)?,
            (true, true) => self.insert_commented(there.span.end, &passage)?,
            (true, false) => self.insert_passage(there.span.end, &passage)?,
        });
        Some(edits)
    }

    /// Words as they are to be, with the comments between them: each part is what stands after one.
    fn passage(&self, span: Span, within: &[Rewrite], comments: &[Span]) -> Vec<CommentedWords> {
        let mut parts = Vec::new();
        let mut comment = String::new();
        let mut rest: Vec<Rewrite> = within.to_vec();
        let mut start = span.start;
        for next in comments {
            // One inside words that are written anew goes after them.
            if rest.iter().any(|rewrite| rewrite.span.start < next.start && rewrite.span.end > next.start) {
                comment += &self.source(*next);
                continue;
            }
            let (before, after) = rest.into_iter().partition(|rewrite| rewrite.span.end <= next.start);
            rest = after;
            let words = self.rewritten(Span::new(start, next.start), &before);
            parts.push(CommentedWords { comment: std::mem::take(&mut comment), words });
            comment += &self.source(*next);
            start = next.end;
        }
        parts.push(CommentedWords { comment, words: self.rewritten(Span::new(start, span.end), &rest) });
        parts
    }

    /// Takes lines out of the text as proposed, and comments that are carried elsewhere.
    fn take_away(&self, span: Span, comments: &[Span]) -> Option<Vec<Edit>> {
        let mut edits = self.delete(span)?;
        edits.extend(comments.iter().map(|comment| self.edit(*comment, String::new())));
        edits.sort_by_key(|edit| edit.span);
        // What is deleted on both sides of a comment is deleted at once.
        let seam = [DELETION[1], DELETION[0]].concat();
        let mut joined: Vec<Edit> = Vec::new();
        for edit in edits {
            match joined.last_mut() {
                Some(last) if last.span.end == edit.span.start && !comments.is_empty() => {
                    last.span.end = edit.span.end;
                    last.text = (last.text.clone() + &edit.text).replace(&seam, "");
                }
                _ => joined.push(edit),
            }
        }
        Some(joined)
    }

    /// Where a clause stands among those that count on from each other.
    ///
    /// # Errors
    /// Why it must not move.
    pub(super) fn seat(&self, id: ClauseId) -> Result<Seat, Refused> {
        let tree = &self.placed.text.proposed;
        let clause = tree.clause(id);
        let section = tree.section_name(clause.section);
        self.is_open()?;
        if tree.section(clause.section).is_damaged() {
            return Err(format!("Conversion has damaged {section}: its labels may be others than those seen.").into());
        }
        if clause.raw.is_none() {
            return Err("The clause has no label.".into());
        }
        if !is_counted(clause) {
            return Err(
                "A label with bis or ter is kept as it is: it was chosen so that others need not change.".into()
            );
        }
        let list = counted(tree, clause.section, clause.parent);
        let nth = list.iter().position(|&other| other == id);
        let nth = nth.ok_or_else(|| format!("The labels around this clause of {section} count in another way."))?;
        if self.crosses_bracket(id) {
            return Err("A square bracket opens in this clause and closes in another.".into());
        }
        Ok(Seat { list, nth })
    }

    /// Whether the text is open to changes of its structure.
    ///
    /// # Errors
    /// Why it is not.
    pub(super) fn is_open(&self) -> Result<(), Refused> {
        if self.placed.text.flattened.is_some() {
            return Err("This text was copied from Word without its tracked changes: restore them first.".into());
        }
        if self.snapshot.is_adopted(self.file) {
            return Err("This file is listed as adopted in rapporteur.toml: its text stays as it was adopted.".into());
        }
        Ok(())
    }

    /// Whether a bracket around text that is not agreed opens or closes in a clause, and not both.
    fn crosses_bracket(&self, id: ClauseId) -> bool {
        let words = self.view(self.placed.text.proposed.extent(id)).text;
        let mut open = 0i32;
        let closed_first = words.chars().any(|c| {
            open += i32::from(c == '[') - i32::from(c == ']');
            open < 0
        });
        closed_first || open != 0
    }
}

/// What is said where words would be taken for marks, or a mark would become too long.
pub(super) fn unwritable() -> Refused {
    "The tracked changes around this clause are in the way: accept or reject them first.".into()
}

/// Whether labels with `bis` and `ter` can stay: what they were added to keeps its label and its place.
pub(super) fn stable(tree: &Tree, lists: &Lists, labels: &Labels, moved: Option<ClauseId>) -> Result<(), Refused> {
    let clause = |id: ClauseId| -> &Clause { tree.clause(id) };
    let kept = |id: &ClauseId| clause(*id).label.is_some_and(|label| label.suffix.is_some());
    if !lists.values().flatten().flatten().any(kept) {
        return Ok(());
    }
    for (parent, list) in lists {
        let Some(section) = list.iter().flatten().next().map(|&id| clause(id).section) else { continue };
        let before: Vec<ClauseId> = tree.children(section, *parent).map(|(id, _)| id).collect();
        for pair in before.windows(2) {
            let [root, added] = [pair[0], pair[1]];
            let Some(label) = clause(added).label.filter(|label| label.suffix.is_some()) else { continue };
            if labels.contains_key(&root) || moved == Some(root) {
                let root = clause(root).label.map_or_else(String::new, |label| label.to_string());
                return Err(format!("{label} is kept as it is, so {root} before it keeps its place and label.").into());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::testing::{draft, with_pens};
    use crate::edits::{apply, letters};
    use crate::syntax::{Document, Outcome, PlacedText, Whereabouts};
    use crate::testing::{Fixture, HEAD, MOD, check, dedent};
    use crate::text::{Changes, Side};
    use expect_test::expect;
    use proptest::prelude::*;

    /// What the references of a text mean: the clause they stand in, those they name, and whether "above" or "below" is true.
    /// Clauses are told by a word that no other has.
    fn meanings(document: &Document) -> Vec<(String, Vec<String>, bool)> {
        let placed = &document.texts[0];
        let tree = &placed.text.proposed;
        let mut said: Vec<_> = tree
            .references()
            .iter()
            .map(|reference| {
                let own = reference.zone.clause().unwrap();
                let ids: Vec<ClauseId> = tree
                    .resolve(&reference.it)
                    .into_iter()
                    .flat_map(|outcome| match outcome {
                        Outcome::Clauses(ids) => ids,
                        other => panic!("{other:?} of {reference:?}"),
                    })
                    .collect();
                let right = match reference.it.whereabouts {
                    Whereabouts::Above => ids.iter().all(|id| *id < own),
                    Whereabouts::Below => ids.iter().all(|id| *id > own),
                    _ => true,
                };
                let mut named: Vec<String> = ids.iter().map(|&id| word_of(document, placed, id)).collect();
                named.sort();
                (word_of(document, placed, own), named, right)
            })
            .collect();
        said.sort();
        said
    }

    fn word_of(document: &Document, placed: &PlacedText, id: ClauseId) -> String {
        let body = document.words(placed, placed.text.proposed.clause(id).body, Side::Proposed);
        body.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
    }

    /// A sound draft: clauses that begin with words of their own and refer to each other.
    fn sound() -> impl Strategy<Value = String> {
        let clause = (0usize..8, 0u16..9, 0u16..9, 0usize..6);
        (any::<bool>(), prop::collection::vec(clause, 2..9)).prop_map(|(tracked, clauses)| {
            let mut text = format!("{}{HEAD}considering\n", if tracked { MOD } else { "" });
            let count = clauses.len() as u16;
            let label = |n: u16| Mark::Letter(n % count + 1);
            for (index, &(kind, one, other, change)) in clauses.iter().enumerate() {
                let nth = index as u16;
                let (low, high) = (one % count, other % count);
                let (low, high) = (low.min(high), low.max(high));
                let side = match one % count {
                    n if n < nth => " above",
                    n if n > nth => " below",
                    _ => " of this resolution",
                };
                let refers = match kind {
                    0 | 1 => String::new(),
                    2 | 3 => format!(" as in considering {}{side}", label(one)),
                    4 if low < high => format!(" as in considering {} to {}", label(low), label(high)),
                    5 if low < high => format!(" as in considering {} and {}", label(low), label(high)),
                    6 if low + 1 < high => {
                        format!(" as in considering {} to {} and {}", label(low), label(high - 1), label(high))
                    }
                    _ => format!(" as in considering {}", label(other)),
                };
                let changed = match change {
                    0 if tracked => " {++more++}",
                    1 if tracked => " {~~then~>now~~}",
                    2 if tracked => "{>>why?<<}",
                    3 => "\ngoing on",
                    _ => "",
                };
                let stop = if nth + 1 == count { ',' } else { ';' };
                let whole = format!("{}\tw{nth}{changed}{refers}{stop}\n", label(nth));
                text += &match change {
                    4 if tracked => format!("{{++{whole}++}}"),
                    5 if tracked => format!("{{--z)\tdeleted;\n--}}{whole}"),
                    _ => whole,
                };
            }
            text + "resolves\n1\tv1 considering a) to b);\n2\tv2 resolves 1 above.\n"
        })
    }

    /// What becomes of the clauses of the one section where one of them moves.
    fn moved(fixture: &Fixture, from: usize, to: usize) -> String {
        let pen = &fixture.pens()[0];
        let list = counted(&pen.placed.text.proposed, crate::syntax::SectionId::at(0), None);
        let moved = pen.move_clause(list[from], to).unwrap().written().unwrap();
        let now = apply(&fixture.document.rope, &moved.edits);
        now.split_once("resolves\n").unwrap().1.to_owned()
    }

    #[test]
    fn a_comment_goes_with_its_clause() {
        check(
            r"
                //- MOD
                resolves
                1	to study;{>>ask Japan<<}
                2	to publish;
                3	to wait.
            ",
            |it| moved(it, 0, 1),
            expect![[r#"
            {--1	to study;
            --}{~~2~>1~~}	to publish;
            {++2	to study;++}{>>ask Japan<<}{++
            ++}3	to wait.
        "#]],
        );
        check(
            r"
                //- MOD
                resolves
                1	to study;
                2	{>>who?<<}to publish{>>how?<<};
                3	to wait.
            ",
            |it| moved(it, 1, 0),
            expect![[r#"
            {++1	++}{>>who?<<}{++to publish++}{>>how?<<}{++;
            ++}{~~1~>2~~}	to study;
            {--2	to publish;
            --}3	to wait.
        "#]],
        );
        check(
            r"
                //- MOD
                resolves
                1	to study;
                2	to publish.{>>how?<<}",
            |it| moved(it, 0, 1),
            expect![[r#"
            {--1	to study;
            --}{~~2~>1~~}	to publish{~~.~>;~~}{>>how?<<}{++
            2	to study.++}"#]],
        );
        check(
            r"
                //- MOD
                resolves
                {++1	to study;++}{>>ask Japan<<}{++
                ++}{++2	to publish;
                ++}3	to wait.
            ",
            |it| moved(it, 0, 1),
            expect![[r#"
            {++1	to publish;
            2	to study;++}{>>ask Japan<<}{++
            ++}3	to wait.
        "#]],
        );
        check(
            r"
                //- MOD
                resolves
                1	to study, as resolves {>>really<<}2 says;
                2	to publish;
                3	to wait.
            ",
            |it| moved(it, 0, 1),
            expect![[r#"
            {--1	to study, as resolves 2 says;
            --}{~~2~>1~~}	to publish;
            {++2	to study, as resolves ++}{>>really<<}{++1 says;
            ++}3	to wait.
        "#]],
        );
    }

    #[test]
    fn what_decorates_a_stop_stays_where_it_is() {
        let check = |clauses: &str, from: usize, to: usize, expected: expect_test::Expect| {
            with_pens(&format!("{HEAD}noting\n{}resolves\nto go.\n", dedent(clauses)), |pens| {
                let list = counted(&pens[0].placed.text.proposed, crate::syntax::SectionId::at(0), None);
                let moved = pens[0].move_clause(list[from], to).unwrap().written().unwrap();
                let now = apply(&pens[0].document.rope, &moved.edits);
                expected.assert_eq(now.split_once("noting\n").unwrap().1.split_once("resolves").unwrap().0);
            });
        };
        check(
            r#"
                a)	the "sea;"
                b)	the land,
            "#,
            0,
            1,
            expect![[r#"
            a)	the land;
            b)	the "sea,"
        "#]],
        );
        check(
            r#"
                a)	countries;1
                b)	the land,
            "#,
            0,
            1,
            expect![[r#"
            a)	the land;
            b)	countries,1
        "#]],
        );
        check(
            r#"
                a)	the sea;[footnoteRef:1]1 [1: 1 	All of it]
                b)	*the land,*
            "#,
            0,
            1,
            expect![[r#"
            a)	*the land;*
            b)	the sea,[footnoteRef:1]1 [1: 1 	All of it]
        "#]],
        );
        check(
            r#"
                a)	the sea;
                b)	the land; and
                c)	the air,
            "#,
            0,
            2,
            expect![[r#"
            a)	the land;
            b)	the air; and
            c)	the sea,
        "#]],
        );
        check(
            r#"
                a)	the sea; and
                b)	the land,
            "#,
            0,
            1,
            expect![[r#"
            a)	the land; and
            b)	the sea,
        "#]],
        );
        check(
            r#"
                a)	the sea;
                b)	the land; and
                c)	the air,
            "#,
            0,
            1,
            expect![[r#"
            a)	the land;
            b)	the sea; and
            c)	the air,
        "#]],
        );
        check(
            r#"
                a)	the sea;[^1]
                b)	the list:
                i)	the land;
                ii)	the “air”,
            "#,
            0,
            1,
            expect![[r#"
            a)	the list:
            i)	the land;
            ii)	the “air”;
            b)	the sea,[^1]
        "#]],
        );
        check(
            r#"
                a)	海洋；
                b)	陆地，
            "#,
            0,
            1,
            expect![[r#"
            a)	陆地；
            b)	海洋，
        "#]],
        );
    }

    #[test]
    fn a_clause_is_put_before_a_mark_that_begins_the_text() {
        with_pens("{~~b~>c~~}a)\tthat one;\n{++b)\tinserted;\n++}", |pens| {
            let moved = pens[0].move_clause(ClauseId::at(1), 0).unwrap().written().unwrap();
            let now = apply(&pens[0].document.rope, &moved.edits);
            expect![[r#"
                {++a)	inserted;
                ++}b{--a--})	that one{~~;~>.~~}
            "#]]
            .assert_eq(&now);
        });
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn a_moved_clause_leaves_a_valid_lettering_and_every_reference_right(source in sound(), from in 0usize..8, to in 0usize..8) {
            with_pens(&source, |pens| {
                let tree = &pens[0].placed.text.proposed;
                let list = counted(tree, crate::syntax::SectionId::at(0), None);
                let (from, to) = (from % list.len(), to % list.len());
                let moved = pens[0].move_clause(list[from], to).unwrap().written().unwrap();
                assert!(moved.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{:?}", moved.edits);
                let now = apply(&pens[0].document.rope, &moved.edits);
                let read = Document::read(&now);
                let placed = &read.texts[0];
                let mut words: Vec<String> = list.iter().map(|&id| word_of(pens[0].document, pens[0].placed, id)).collect();
                let word = words.remove(from);
                words.insert(to, word);
                let then = counted(&placed.text.proposed, crate::syntax::SectionId::at(0), None);
                assert_eq!(then.iter().map(|&id| word_of(&read, placed, id)).collect::<Vec<_>>(), words, "{now}");
                assert!(placed.text.proposed.sections().all(|(id, _)| letters(&placed.text.proposed, id).is_empty()), "{now}");
                assert_eq!(meanings(&read), meanings(pens[0].document), "{now}");
                let ends: String = then.iter().filter_map(|&id| placed.text.proposed.clause(id).last).collect();
                assert_eq!(ends, ";".repeat(then.len() - 1) + ",", "{now}");
                let base = |text: &str| Changes::read(text).view(text, Side::Base).text;
                if source.contains("MOD") {
                    assert_eq!(base(&now), base(&source));
                }
                let comments = |text: &str| text.matches("{>>why?<<}").count();
                assert_eq!(comments(&now), comments(&source), "{now}");
            });
        }

        #[test]
        fn whatever_the_draft_the_text_in_force_stays(source in draft(), which in 0usize..20, to in 0usize..4) {
            with_pens(&source, |pens| {
                let pen = &pens[which % pens.len()];
                let clauses = pen.placed.text.proposed.clauses().len();
                if clauses == 0 {
                    return;
                }
                let id = ClauseId::at(which % clauses);
                let inserted = pen.insert_clause_below(id).ok().and_then(|inserted| inserted.planned().unwrap());
                let split = pen.split_section(id).ok().map(|(_, split)| split);
                let planned = [inserted, split].into_iter().flatten().filter_map(|planned| planned.written().unwrap());
                let moved = pen.move_clause(id, to).ok().and_then(|moved| moved.written().ok());
                for Relettered { edits, .. } in planned.chain(moved) {
                    let now = apply(&pen.document.rope, &edits);
                    let base = |text: &str| Changes::read(text).view(text, Side::Base).text;
                    if source.contains("MOD") {
                        assert_eq!(base(&now), base(&source), "{now}");
                    }
                }
            });
        }
    }
}
