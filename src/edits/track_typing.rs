//! What was typed over the text in force, made a tracked change: what was taken away stands there as deleted, what was put in as
//! inserted, and the text in force is what it was.
//!
//! It is worked out from the text before and from what replaced what, whichever key did that: words that are inserted already are
//! written plainly, deleted words stay, and a key that hits a mark means the next character that is seen.

use std::borrow::Cow;

use super::Pen;
use crate::syntax::Action;
use crate::text::{
    Changes, DELETION, INSERTION, MARK_LINES, Marked, Piece, PieceKind, REPLACEMENT, Side, Span, cannot_be_marked,
    line_end, lines, offset,
};
use crate::workspace::Track;

/// A mark with less is only a part of one: signs are three bytes, the arrow of a replacement two.
const COMMENT_BYTES: u32 = 6;

/// Which way a key takes words away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// What stands before the cursor, as Backspace does.
    Back,
    /// What stands after it, as Delete does.
    Forward,
}

/// One change of a text, as an editor has made it.
#[derive(Clone, Copy, Debug)]
pub struct TypedChange<'t> {
    /// What was replaced, in bytes of the text before.
    pub old: Span,
    /// What stands there now.
    pub new: &'t str,
    /// Where the cursor is in that, in bytes from its start.
    pub cursor: u32,
    pub way: Way,
}

/// What is to stand in a text instead of what a change has left there.
#[derive(PartialEq, Eq, Debug)]
pub struct TrackedTyping {
    /// In bytes of the text before: the change, and the marks that it touches.
    pub old: Span,
    pub text: String,
    /// Where the cursor goes in that, in bytes from its start.
    pub cursor: u32,
}

/// Whether what is typed at a place is tracked, and if not, why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TypedHere {
    Tracked,
    /// Before the first heading, or in the proposal line.
    Cover,
    Reasons,
    /// In an `ADD`: all of it is new.
    Added,
    /// What is suppressed or left as it is stands there for reference; what was adopted, or copied from Word without its marks, too.
    Reference,
    /// The text is no proposal.
    NoProposal,
    /// `track = "never"` in `rapporteur.toml`.
    Configured,
}

impl Pen<'_> {
    /// Whether what is typed at a place is tracked: ITU asks for that in a `MOD`. `always`: also in a text that is no proposal.
    pub fn typed_here(&self, at: u32, always: bool) -> TypedHere {
        let text = &self.placed.text;
        let tree = &text.proposed;
        let track = self.snapshot.config(self.file).track;
        let on_proposal_line = tree
            .proposal
            .as_ref()
            .is_some_and(|line| self.source_line(at) <= line.span.start && at <= self.line_words_end(line.span.end));
        // What is changed may hide that it is a proposal; the text in force still tells.
        match tree.action().or_else(|| text.base.action()) {
            _ if text.cover || on_proposal_line => TypedHere::Cover,
            _ if tree.reasons.is_some_and(|reasons| reasons.start <= at) => TypedHere::Reasons,
            _ if !self.is_writable() => TypedHere::Reference,
            Some(Action::Add) => TypedHere::Added,
            _ if track == Track::Never => TypedHere::Configured,
            Some(action) if action.modifies() => TypedHere::Tracked,
            _ if always || track == Track::Always => TypedHere::Tracked,
            _ => TypedHere::NoProposal,
        }
    }
}

/// Words of one kind, without their signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Run<'t> {
    kind: RunKind,
    text: &'t str,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum RunKind {
    Kept,
    Inserted,
    Deleted,
    Comment,
}

/// What is to stand where a text was changed, so that the text in force stays as it was. `None` where the change needs no mark, and
/// where it is marks that the drafter writes: then the text stays as it was typed.
pub fn track_typing(text: &str, change: TypedChange<'_>) -> Option<TrackedTyping> {
    let changes = Changes::read(text);
    if is_written_plainly(text, &changes, &change) {
        let seen = seen_words(change.new, true);
        let region = region(&changes, change.old);
        return match keeps_in_force(text, &changes, region, &change) {
            true => None,
            // What would break the mark is not written.
            false => rewritten(text, &changes, TypedChange { new: &seen, cursor: offset(seen.len()), ..change })
                .or_else(|| {
                    Some(TrackedTyping {
                        old: region,
                        text: text[region.range()].to_owned(),
                        cursor: change.old.start - region.start,
                    })
                }),
        };
    }
    let seen = seen_words(change.new, false);
    if seen != change.new {
        return rewritten(text, &changes, TypedChange { new: &seen, cursor: offset(seen.len()), ..change });
    }
    if writes_marks(text, &changes, &change) { None } else { rewritten(text, &changes, change) }
}

/// What is to stand where a text was changed. `None` where some words cannot be marked.
fn rewritten(text: &str, changes: &Changes, change: TypedChange<'_>) -> Option<TrackedTyping> {
    if cannot_be_marked(change.new) {
        return None;
    }
    let typed = Typed::place(text, TypedChange { old: meant(text, changes, &change), ..change });
    let region = region(changes, change.old.cover(typed.old));
    let (written, cursor) = typed.written(text, changes, region)?;
    Some(TrackedTyping { old: region, text: written, cursor: offset(cursor) })
}

/// What is seen of words that bring whole marks of their own, as proposed; a mark `alone`, which a drafter may write by hand, only where
/// it cannot stand.
fn seen_words(words: &str, alone: bool) -> Cow<'_, str> {
    let changes = Changes::read(words);
    let others = changes.pieces.iter().any(|piece| piece.kind == PieceKind::Kept);
    if changes.is_empty() || !changes.unclosed.is_empty() || !(others || alone) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(changes.view(words, Side::Proposed).text)
}

/// Whether a change that is written plainly leaves the text in force of a region as it was.
fn keeps_in_force(text: &str, changes: &Changes, region: Span, change: &TypedChange<'_>) -> bool {
    let before = &text[region.range()];
    let at = |place: u32| (place - region.start) as usize;
    let mut after = before.to_owned();
    after.replace_range(at(change.old.start)..at(change.old.end), change.new);
    let in_force = |words: &str, changes: &Changes| changes.view(words, Side::Base).text;
    in_force(&after, &Changes::read(&after)) == in_force(before, &changes.within(region))
}

/// Whether a change is one of inserted words, or of a comment: there one writes plainly, as long as the mark still says something.
fn is_written_plainly(text: &str, changes: &Changes, change: &TypedChange<'_>) -> bool {
    let left = |mark: Marked| {
        let [before, after] =
            [Span::new(mark.inserted.start, change.old.start), Span::new(change.old.end, mark.inserted.end)];
        [&text[before.range()], change.new, &text[after.range()]].concat()
    };
    let says = |inserted: Span| {
        let mark = changes.marks(inserted).find(|mark| mark.inserted == inserted);
        mark.is_some_and(|mark| {
            let left = left(mark);
            !left.is_empty() && left != text[mark.deleted.range()]
        })
    };
    changes.pieces.iter().filter(|piece| piece.span.contains(change.old)).any(|piece| match piece.kind {
        PieceKind::Inserted => says(piece.span),
        PieceKind::Markup => {
            piece.span.len() >= COMMENT_BYTES
                && piece.span.start + 3 <= change.old.start
                && change.old.end + 3 <= piece.span.end
        }
        PieceKind::Kept | PieceKind::Deleted => false,
    })
}

/// Whether the drafter writes a mark by hand, or words that would be taken for one.
fn writes_marks(text: &str, changes: &Changes, change: &TypedChange<'_>) -> bool {
    let before = &text[..change.old.start as usize];
    let signs = ['+', '-', '~', '>'];
    let words = if change.new.is_empty() { &text[change.old.range()] } else { change.new };
    let begun = words.starts_with(signs) && before.strip_suffix(signs).unwrap_or(before).ends_with('{');
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let open = changes.unclosed.iter().any(|it| (line..before.len()).contains(&(it.start as usize)));
    (begun && changes.kind_at(change.old.start.saturating_sub(1)) == PieceKind::Kept)
        || open
        || cannot_be_marked(change.new)
}

/// What a key means to take away: where it hit a mark, the next character on that way that is seen as proposed; of deleted words
/// nothing.
fn meant(text: &str, changes: &Changes, change: &TypedChange<'_>) -> Span {
    let old = change.old;
    let within = || changes.pieces.iter().filter(|piece| piece.span.overlaps(old));
    let unseen = within().all(|piece| !piece.kind.seen(Side::Proposed));
    let is_sign = |piece: &Piece| piece.kind == PieceKind::Markup && piece.span.len() < COMMENT_BYTES;
    let hits = within().any(|piece| {
        piece.kind == PieceKind::Markup && (!old.contains(piece.span) || is_sign(piece) && piece.span == old)
    });
    if !change.new.is_empty() || !unseen || !hits {
        return old;
    }
    let seen = |piece: &&Piece| piece.kind.seen(Side::Proposed);
    match change.way {
        Way::Back => {
            let before = changes.pieces.iter().rev().filter(seen).find(|piece| piece.span.end <= old.start);
            before.map_or(Span::empty(old.start), |piece| {
                let words = &text[piece.span.range()];
                let last =
                    if words.ends_with("\r\n") { 2 } else { words.chars().next_back().map_or(0, char::len_utf8) };
                Span::new(piece.span.end - offset(last), piece.span.end)
            })
        }
        Way::Forward => {
            let after = changes.pieces.iter().filter(seen).find(|piece| piece.span.start >= old.end);
            after.map_or(Span::empty(old.end), |piece| {
                let words = &text[piece.span.range()];
                let first = if words.starts_with("\r\n") { 2 } else { words.chars().next().map_or(0, char::len_utf8) };
                Span::new(piece.span.start, piece.span.start + offset(first))
            })
        }
    }
}

/// What a change touches, with all marks that follow each other there.
fn region(changes: &Changes, old: Span) -> Span {
    let pieces = &changes.pieces;
    let is_mark = |piece: &&Piece| piece.kind != PieceKind::Kept;
    let mut region = old;
    let first = pieces.partition_point(|piece| piece.span.end < old.start);
    let after = pieces[first..].iter().skip_while(|piece| !is_mark(piece) && piece.span.end <= old.end);
    for piece in after.take_while(|piece| is_mark(piece) || piece.span.start < old.end) {
        if is_mark(&piece) && piece.span.start <= region.end {
            region.end = region.end.max(piece.span.end);
        }
    }
    let last = pieces.partition_point(|piece| piece.span.start <= old.start);
    for piece in pieces[..last].iter().rev() {
        if piece.span.end < region.start || (!is_mark(&piece) && piece.span.end <= region.start) {
            break;
        }
        if is_mark(&piece) {
            region.start = region.start.min(piece.span.start);
        } else if piece.span.start < region.start {
            break;
        }
    }
    region
}

/// A change as it is to be written.
struct Typed<'t> {
    old: Span,
    new: Cow<'t, str>,
    cursor: usize,
    way: Way,
}

impl<'t> Typed<'t> {
    /// A line end that was typed at the end of a line of the text in force begins the next line instead: so the line that is coming
    /// is tracked whole.
    fn place(text: &str, change: TypedChange<'t>) -> Typed<'t> {
        let TypedChange { old, new, cursor, way } = change;
        let words = new.trim_start_matches(['\r', '\n']);
        let typed_end = &new[..new.len() - words.len()];
        let begins_line = matches!(typed_end, "\n" | "\r\n" | "\r") && words.trim().is_empty();
        let ends_line = text[old.start as usize..].starts_with(['\n', '\r']);
        if !old.is_empty() || !begins_line || !ends_line || cursor as usize != new.len() {
            return Typed { old, new: Cow::Borrowed(new), cursor: cursor as usize, way };
        }
        let next = Span::empty(offset(line_end(text, old.start as usize)));
        Typed { old: next, new: format!("{words}{typed_end}").into(), cursor: words.len(), way }
    }

    /// A region after the change, with its marks, and where the cursor is in it. `None` where some words cannot be marked.
    fn written(&self, text: &str, changes: &Changes, region: Span) -> Option<(String, usize)> {
        let [mut before, mut taken, mut after] = [const { Vec::new() }; 3];
        let all = [Piece { span: region, kind: PieceKind::Kept }];
        let pieces = if changes.is_empty() { &all[..] } else { &changes.pieces };
        for piece in pieces.iter().filter(|piece| piece.span.overlaps(region)) {
            let part = |from: u32, to: u32| {
                let from = from.max(piece.span.start).max(region.start) as usize;
                &text[from..(to.min(piece.span.end).min(region.end) as usize).max(from)]
            };
            let cut = part(self.old.start, self.old.end);
            let kind = match piece.kind {
                PieceKind::Kept if cannot_be_marked(cut) => return None,
                PieceKind::Kept => RunKind::Kept,
                PieceKind::Inserted => RunKind::Inserted,
                PieceKind::Deleted => RunKind::Deleted,
                // Signs are written anew; a comment goes whole or not at all.
                PieceKind::Markup if piece.span.len() < COMMENT_BYTES || self.old.contains(piece.span) => continue,
                PieceKind::Markup => {
                    let side = if piece.span.start < self.old.start { &mut before } else { &mut after };
                    side.push(Run { kind: RunKind::Comment, text: &text[piece.span.range()] });
                    continue;
                }
            };
            before.push(Run { kind, text: part(0, self.old.start) });
            if kind != RunKind::Inserted {
                taken.push(Run { kind: RunKind::Deleted, text: cut });
            }
            after.push(Run { kind, text: part(self.old.end, u32::MAX) });
        }
        [&mut before, &mut taken, &mut after].into_iter().for_each(|runs| runs.retain(|run| !run.text.is_empty()));
        let is_deleted = |run: &&Run<'_>| run.kind == RunKind::Deleted;
        let within = changes.pieces.iter().any(|piece| {
            piece.kind == PieceKind::Deleted && piece.span.start < self.old.start && self.old.end < piece.span.end
        });
        let cursor = if self.new.is_empty() {
            // Beside all that is deleted there, or where it was within deleted words.
            let beside = |runs: usize| if within { 0 } else { runs };
            match self.way {
                Way::Back => {
                    len(&before)
                        - len(&before[before.len() - beside(before.iter().rev().take_while(is_deleted).count())..])
                }
                Way::Forward => {
                    len(&before) + len(&taken) + len(&after[..beside(after.iter().take_while(is_deleted).count())])
                }
            }
        } else {
            // What is put in the place of deleted words follows them, unless it goes on what was put in before.
            let goes_on = taken.is_empty() && before.last().is_some_and(|run| run.kind == RunKind::Inserted);
            let passed = if goes_on || within { 0 } else { after.iter().take_while(is_deleted).count() };
            taken.extend(after.drain(..passed));
            taken.push(Run { kind: RunKind::Inserted, text: &self.new });
            len(&before) + len(&taken) - (self.new.len() - self.cursor)
        };
        Some(print(before.into_iter().chain(taken).chain(after), cursor))
    }
}

fn len(runs: &[Run<'_>]) -> usize {
    runs.iter().map(|run| run.text.len()).sum()
}

/// Words with their marks, and where the cursor is there: it is given in bytes of the words without marks. Of two places that it may
/// be at, inserted words come first: one goes on writing there.
fn print<'t>(runs: impl Iterator<Item = Run<'t>>, mut cursor: usize) -> (String, usize) {
    let mut joined: Vec<(RunKind, String)> = Vec::new();
    let mut at = 0;
    for Run { kind, text } in runs {
        at += text.len();
        match joined.last_mut() {
            Some((last, words)) if *last == kind && kind != RunKind::Comment => words.push_str(text),
            _ => joined.push((kind, text.to_owned())),
        }
        // What was taken away and is put in again is as it was.
        if let [.., (RunKind::Deleted, old), (RunKind::Inserted, new)] = &joined[..]
            && old == new
        {
            cursor -= if cursor + new.len() >= at { new.len() } else { 0 };
            at -= new.len();
            joined.pop();
            let words = joined.pop().map(|(_, words)| words).unwrap_or_default();
            match joined.last_mut() {
                Some((RunKind::Kept, before)) => before.push_str(&words),
                _ => joined.push((RunKind::Kept, words)),
            }
        }
    }
    let mut printed = Printed { text: String::new(), at: 0, cursor, found: None };
    let mut rest = &joined[..];
    while let [(kind, words), after @ ..] = rest {
        rest = after;
        match (kind, after) {
            (RunKind::Deleted, [(RunKind::Inserted, new), after @ ..]) if is_short(words) && is_short(new) => {
                rest = after;
                let [open, arrow, close] = REPLACEMENT;
                printed.mark(RunKind::Deleted, [open, words, ""]);
                printed.mark(RunKind::Inserted, [arrow, new, close]);
            }
            (RunKind::Kept | RunKind::Comment, _) => printed.mark(*kind, ["", words, ""]),
            (RunKind::Deleted | RunKind::Inserted, _) => {
                let [open, close] = if *kind == RunKind::Deleted { DELETION } else { INSERTION };
                short(words).for_each(|words| printed.mark(*kind, [open, words, close]));
            }
        }
    }
    let cursor = printed.found.map_or(printed.text.len(), |(_, at)| at);
    (printed.text, cursor)
}

/// What was printed so far.
struct Printed {
    text: String,
    /// How many bytes of words.
    at: usize,
    /// The cursor among the words.
    cursor: usize,
    /// Where it is in the text, and in words of which kind.
    found: Option<(RunKind, usize)>,
}

impl Printed {
    fn mark(&mut self, kind: RunKind, [open, words, close]: [&str; 3]) {
        let outside = self.text.len();
        self.text.push_str(open);
        let within = self.text.len();
        self.text.push_str(words);
        self.text.push_str(close);
        let Some(cursor) = self.cursor.checked_sub(self.at) else { return };
        self.at += words.len();
        let place = match kind {
            _ if cursor > words.len() => return,
            RunKind::Deleted | RunKind::Comment if cursor == 0 => outside,
            RunKind::Deleted | RunKind::Comment if cursor == words.len() => self.text.len(),
            _ => within + cursor,
        };
        let rank = |kind| [RunKind::Inserted, RunKind::Kept].iter().position(|it| *it == kind).unwrap_or(2);
        if self.found.is_none_or(|(found, _)| rank(kind) < rank(found)) {
            self.found = Some((kind, place));
        }
    }
}

/// Whether words fit into one half of a mark.
fn is_short(words: &str) -> bool {
    lines(words).nth(MARK_LINES / 2 - 1).is_none()
}

/// Words in pieces that fit into marks.
fn short(words: &str) -> impl Iterator<Item = &str> {
    let mut rest = words;
    std::iter::from_fn(move || {
        let end = lines(rest).nth(MARK_LINES / 2 - 1).map_or(rest.len(), |(_, _, end)| end);
        let (first, after) = rest.split_at(end);
        rest = after;
        (!first.is_empty()).then_some(first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;
    use proptest::prelude::*;

    #[test]
    fn a_mod_is_tracked_between_its_head_and_its_reasons() {
        let typing = |draft: &str, always: bool| {
            let fixture = Fixture::new(draft);
            let (pen, at) = Pen::before(&fixture.snapshot, &fixture.document, fixture.file, fixture.at).unwrap();
            pen.typed_here(at, always)
        };
        let draft = |action: &str| {
            format!(
                "{action}\tIAP/1/1\nRESOLUTION 90 (Rev. New Delhi, 2024)\nconsidering\nthat $0one,\nReasons: It is time.\n"
            )
        };
        assert_eq!(typing(&draft("MOD"), false), TypedHere::Tracked);
        assert_eq!(typing(&draft("(MOD)"), false), TypedHere::Tracked);
        assert_eq!(typing(&draft("ADD"), true), TypedHere::Added);
        assert_eq!(typing(&draft("SUP"), true), TypedHere::Reference);
        assert_eq!(typing(&draft("NOC"), true), TypedHere::Reference);
        let moved = |to: &str| draft("MOD").replace("$0", "").replace(to, &format!("{to}$0"));
        assert_eq!(typing(&moved("MOD\tIAP/"), true), TypedHere::Cover);
        assert_eq!(typing(&moved("RESOLUTION 90"), false), TypedHere::Tracked);
        assert_eq!(typing(&moved("Reasons: It"), true), TypedHere::Reasons);
        let cover = format!("Contribution $0of the Islands\n{}", draft("MOD").replace("$0", ""));
        assert_eq!(typing(&cover, true), TypedHere::Cover);
        let plain = draft("MOD").replace("MOD\tIAP/1/1\n", "");
        assert_eq!([false, true].map(|always| typing(&plain, always)), [TypedHere::NoProposal, TypedHere::Tracked]);
    }

    /// A text, and where the cursor is in it.
    #[derive(Clone, Debug)]
    struct Desk {
        text: String,
        selected: Span,
    }

    impl Desk {
        /// The cursor is at `|`; two of them hold a selection.
        fn new(marked: &str) -> Desk {
            let (start, end) = (marked.find('|').unwrap(), marked.rfind('|').unwrap());
            Desk { text: marked.replace('|', ""), selected: Span::of(start..end.saturating_sub(1).max(start)) }
        }

        /// What an editor replaces, which way, and with what.
        fn change<'k>(&self, key: &'k str) -> TypedChange<'k> {
            let Span { start, end } = self.selected;
            let back = || self.text[..start as usize].chars().next_back().map_or(0, char::len_utf8);
            let forward = || self.text[end as usize..].chars().next().map_or(0, char::len_utf8);
            let way = if key == "⌦" { Way::Forward } else { Way::Back };
            let (old, new) = match key {
                "⌫" if self.selected.is_empty() => (Span::new(start - offset(back()), end), ""),
                "⌦" if self.selected.is_empty() => (Span::new(start, end + offset(forward())), ""),
                "⌫" | "⌦" => (self.selected, ""),
                "⏎" => (self.selected, "\n"),
                _ => (self.selected, key),
            };
            TypedChange { old, new, cursor: offset(new.len()), way }
        }

        /// The editor writes what was typed, and then what follows from it.
        fn type_key(&mut self, key: &str) {
            let change = self.change(key);
            let (old, text, cursor) = match track_typing(&self.text, change) {
                Some(TrackedTyping { old, text, cursor }) => (old, text, cursor),
                None => (change.old, change.new.to_owned(), change.cursor),
            };
            self.text.replace_range(old.range(), &text);
            self.selected = Span::empty(old.start + cursor);
        }

        fn view(&self, side: Side) -> String {
            Changes::read(&self.text).view(&self.text, side).text
        }
    }

    /// Types keys one by one, and says what stands there then.
    fn check(before: &str, keys: &str, after: &str) {
        let mut typing = Desk::new(before);
        for key in keys.chars().map(String::from) {
            typing.type_key(&key);
        }
        typing.text.insert(typing.selected.start as usize, '|');
        assert_eq!(typing.text, after, "{keys} typed in {before}");
    }

    /// The same for words that are pasted.
    fn check_pasted(before: &str, words: &str, after: &str) {
        let mut typing = Desk::new(before);
        typing.type_key(words);
        typing.text.insert(typing.selected.start as usize, '|');
        assert_eq!(typing.text, after, "{words} pasted in {before}");
    }

    #[test]
    fn words_that_are_put_in_are_inserted() {
        check("to| do", " wait", "to{++ wait|++} do");
        check("|to do", "x", "{++x|++}to do");
        check("to do|", "x", "to do{++x|++}");
        check("to {++wa|it++} do", "xy", "to {++waxy|it++} do");
        check("to {++wait++}| do", "x", "to {++waitx|++} do");
        check("to |{++wait++} do", "x", "to {++x|wait++} do");
        check_pasted("to| do", " wait,\nand see,", "to{++ wait,\nand see,|++} do");
    }

    #[test]
    fn words_that_are_taken_away_stay_as_deleted() {
        check("to wait| now", "⌫⌫", "to wa|{--it--} now");
        check("to |wait now", "⌦⌦", "to {--wa--}|it now");
        check("to |wait| now", "⌫", "to |{--wait--} now");
        check("to |wait| now", "see", "to {~~wait~>see|~~} now");
        check("to |wa{--i--}t| now", "see", "to {~~wait~>see|~~} now");
        check("to |wa{++i++}t| now", "⌫", "to |{--wat--} now");
        check("to wait| now", "⌫⌫⌫⌫see", "to {~~wait~>see|~~} now");
        check("é𝄞| now", "⌫⌫", "|{--é𝄞--} now");
    }

    #[test]
    fn inserted_words_are_edited_plainly_and_leave_no_empty_marks() {
        check("to {++wait|++} do", "⌫⌫", "to {++wa|++} do");
        check("to {++w|++} do", "⌫", "to | do");
        check("to {~~old~>n|~~} do", "⌫", "to |{--old--} do");
        check("to {++|wait|++} do", "⌫", "to | do");
        check("to |{++wait++}| do", "⌫", "to | do");
        check("to |{++wait++} do", "⌦", "to {++|ait++} do");
        check("to {++wait++}| do", "⌫", "to {++wai|++} do");
    }

    #[test]
    fn a_key_that_hits_a_mark_means_the_next_character_that_is_seen() {
        check("to wait{-- now--}|.", "⌫", "to wai|{--t now--}.");
        check("to |{--wait--} now", "⌦", "to {--wait --}|now");
        check("to {--wa|it--} now", "⌫", "to {--w|ait--} now");
        check("to {--wa|it--} now", "⌦", "to {--wai|t--} now");
        check("to {>>why?<<}| now", "⌫", "to|{-- --}{>>why?<<} now");
        check("to |{>>why?<<}| now", "⌫", "to | now");
        check("to {>>wh|y?<<} now", "⌫x", "to {>>wx|y?<<} now");
    }

    #[test]
    fn what_is_taken_away_and_put_in_again_is_as_it_was() {
        check("to wait| now", "⌫t", "to wait| now");
        check("to |wait| now", "wait", "to wait| now");
        check("to {~~wait~>wai|~~} now", "t", "to wait| now");
    }

    #[test]
    fn within_deleted_words_new_ones_part_them() {
        check("to {--wa|it--} now", "x", "to {~~wa~>x|~~}{--it--} now");
    }

    #[test]
    fn a_line_is_tracked_whole() {
        check("a)\tone;|\nb)\ttwo,\n", "⏎x", "a)\tone;\n{++x|\n++}b)\ttwo,\n");
        check("a)\tone; |and two,\n", "⏎", "a)\tone; {++\n|++}and two,\n");
        check("a)\tone;|", "⏎x", "a)\tone;{++\nx|++}");
        check("a)\tone;\n|b)\ttwo,\n", "⌫", "a)\tone;|{--\n--}b)\ttwo,\n");
        check_pasted("one;|\r\ntwo\r\n", "\r\n", "one;\r\n{++|\r\n++}two\r\n");
    }

    #[test]
    fn whoever_writes_marks_is_let() {
        check("to| do", "{++x++}", "to{++x++}| do");
        check("to| do", "{~~a~>b~~}", "to{~~a~>b~~}| do");
        check_pasted("to| do", "{--x--}", "to{--x--}| do");
        check("to| do", "{+⌫⌫", "to| do");
    }

    #[test]
    fn beside_a_bracket_that_opens_no_mark_one_writes_as_anywhere() {
        check("the set {| a, b }", "x", "the set {{++x|++} a, b }");
        check("the set {a|, b}", "⌫", "the set {|{--a--}, b}");
        check("the set {a, |b}", "⌫", "the set {a,|{-- --}b}");
    }

    #[test]
    fn what_is_long_has_several_marks() {
        let line = "line\n";
        let long = line.repeat(MARK_LINES + 1);
        let mut typing = Desk::new("|end");
        typing.type_key(&long);
        assert_eq!((typing.view(Side::Base), typing.view(Side::Proposed)), ("end".into(), format!("{long}end")));
        let mut typing = Desk { selected: Span::of(0..long.len()), text: long.clone() };
        typing.type_key("⌫");
        assert_eq!((typing.view(Side::Base), typing.view(Side::Proposed)), (long, String::new()));
    }

    fn marked() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop::sample::select(
                &[
                    "a",
                    "bé",
                    " ",
                    "\n",
                    "{++in++}",
                    "{--out--}",
                    "{~~old~>new~~}",
                    "{>>?<<}",
                    "{++\n++}",
                    "{--\r\n--}",
                    "𝄞",
                ][..],
            ),
            1..10,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn the_text_in_force_stays_and_the_text_proposed_is_what_was_typed(
            text in marked(), from in 0usize..60, len in 0usize..12,
            keys in prop::collection::vec(prop::sample::select(&["x", "y ", "⏎", "⌫", "⌦", "a"][..]), 1..8),
        ) {
            let place = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let mut typing = Desk { selected: Span::of(place(from)..place(from + len).max(place(from))), text: text.clone() };
            let base = typing.view(Side::Base);
            for key in keys {
                let before = typing.clone();
                let change = typing.change(key);
                let changes = Changes::read(&before.text);
                // Signs that are written over by hand are not looked at here.
                let in_signs = |at: u32| changes.pieces.iter().any(|it| {
                    it.kind == PieceKind::Markup && it.span.start < at && at < it.span.end
                });
                if !change.new.is_empty() && (in_signs(change.old.start) || in_signs(change.old.end)) {
                    return Ok(());
                }
                typing.type_key(key);
                prop_assert_eq!(&typing.view(Side::Base), &base, "{:?} in {:?}", key, before);
                prop_assert!(typing.selected.end as usize <= typing.text.len());
                prop_assert!(typing.text.is_char_boundary(typing.selected.start as usize));
                let (was, is) = (before.view(Side::Proposed), typing.view(Side::Proposed));
                if !change.new.is_empty() {
                    let gone = changes.within(change.old).view(&before.text[change.old.range()], Side::Proposed).text;
                    prop_assert_eq!(is.len(), was.len() - gone.len() + change.new.len(), "{:?} in {:?}", key, before);
                } else {
                    prop_assert!(is.len() <= was.len());
                }
            }
        }
    }
}
