//! What writes into one text.

use super::Edit;
use crate::syntax::{Action, Document, History, PlacedText};
use crate::text::{
    Cancellation, FileId, INSERTION, MARK_LINES, Marked, PieceKind, REPLACEMENT, Side, Span, cannot_be_marked,
    deletion, insertion, offset, replacement,
};
use crate::workspace::{Snapshot, Track};

/// Writes into one text as its drafters would: tracked where the text in force must stay as it is. Places count from the
/// start of the text; the edits it gives count from the start of the file.
#[derive(Clone, Copy)]
pub struct Pen<'a> {
    pub snapshot: &'a Snapshot,
    pub document: &'a Document,
    pub placed: &'a PlacedText,
    pub file: FileId,
    tracks: bool,
    /// Whether what it writes goes into another file.
    copies: bool,
    /// What the references of the file meant before its last edits, where it is open.
    pub(super) history: Option<&'a History>,
    /// Whether what it writes is still wanted: see [`Pen::cancelled_by`].
    pub(super) cancellation: Cancellation<'a>,
}

/// A range of the text that is seen as proposed.
struct SeenPiece {
    span: Span,
    kind: PieceKind,
}

impl<'a> Pen<'a> {
    /// A pen for a text. It tracks in a `MOD`, and where changes are tracked already, unless the configuration says
    /// otherwise.
    pub fn new(snapshot: &'a Snapshot, document: &'a Document, placed: &'a PlacedText, file: FileId) -> Pen<'a> {
        let proposed = placed.text.proposed.action();
        let draft = snapshot.draft(file);
        let tracks = match snapshot.config(file).track {
            Track::Always => true,
            Track::Never => false,
            Track::Auto => {
                placed.text.is_changed()
                    || proposed.is_some_and(Action::modifies)
                    || draft.is_some_and(|draft| draft.keeps_tracking)
            }
        };
        let open = draft.filter(|draft| draft.document.rope.is_instance(&document.rope));
        let history = open.and_then(|draft| draft.history.as_deref());
        Pen { snapshot, document, placed, file, tracks, copies: false, history, cancellation: Cancellation::never() }
    }

    /// Whether what it writes is tracked.
    pub fn tracks(&self) -> bool {
        self.tracks
    }

    /// The same pen, tracking all that it writes.
    #[must_use]
    pub fn tracking(self) -> Pen<'a> {
        Pen { tracks: true, ..self }
    }

    /// The same pen, which writes a copy: so a text that is listed as adopted is begun from.
    #[must_use]
    pub fn for_copy(self) -> Pen<'a> {
        Pen { copies: true, ..self }
    }

    /// A pen for another text, which is cancelled with this one.
    pub(super) fn beside<'p>(&'p self, document: &'p Document, placed: &'p PlacedText, file: FileId) -> Pen<'p> {
        Pen { cancellation: self.cancellation, ..Pen::new(self.snapshot, document, placed, file) }
    }

    /// The same pen, whose longer work can be cancelled.
    #[must_use]
    pub fn cancelled_by(self, cancellation: Cancellation<'a>) -> Pen<'a> {
        Pen { cancellation, ..self }
    }

    /// Whether the text may be changed at all: what is listed as adopted stays as it was.
    pub(super) fn is_writable(&self) -> bool {
        self.placed.text.is_writable() && (self.copies || !self.snapshot.is_adopted(self.file))
    }

    /// The same pen, which knows what the references of the file meant.
    pub(super) fn remembering<'p>(self, history: &'p History) -> Pen<'p>
    where
        'a: 'p,
    {
        Pen { history: Some(history), ..self }
    }

    /// The edits that replace a range of the text as proposed; words at its borders that stay are left alone. `None`
    /// where the range cannot be seen as proposed, where the text was copied from Word and has to be restored first,
    /// and where the words would be taken for marks.
    pub fn replace(&self, span: Span, text: &str) -> Option<Vec<Edit>> {
        if !self.is_writable() {
            return None;
        }
        let seen = self.seen(span);
        if seen.is_empty() {
            return None;
        }
        let old: String = seen.iter().map(|piece| self.source(piece.span)).collect();
        let (from, to) = changed(&old, text);
        let new = &text[from..text.len() - (old.len() - to)];
        if from == to && new.is_empty() {
            return Some(Vec::new());
        }
        if self.tracks && (marks(&old[from..to]) || marks(new)) {
            return None;
        }
        if from == to {
            return Some(vec![self.write_at(&seen, offset(from), new)]);
        }
        let mut edits = Vec::new();
        let mut rest = new;
        let mut at = 0;
        for piece in &seen {
            let len = piece.span.len() as usize;
            let (start, end) = (from.max(at), to.min(at + len));
            if start < end {
                let within = |place: usize| piece.span.start + offset(place - at);
                edits.push(self.overwrite(Span::new(within(start), within(end)), piece, std::mem::take(&mut rest)));
            }
            at += len;
        }
        Some(edits)
    }

    /// The edits that put words into the text as proposed. `None` inside deleted text.
    pub fn insert(&self, at: u32, text: &str) -> Option<Vec<Edit>> {
        let changes = &self.placed.text.changes;
        if !self.is_writable() || (self.tracks && marks(text)) {
            return None;
        }
        // Where two pieces meet, the one that can be written into.
        let touching = changes.pieces.iter().filter(|piece| piece.span.touches(at));
        let mut kinds: Vec<PieceKind> = touching.map(|piece| piece.kind).collect();
        if changes.is_empty() {
            kinds.push(PieceKind::Kept);
        }
        let tracked = match (kinds.contains(&PieceKind::Inserted), kinds.contains(&PieceKind::Kept)) {
            (true, _) => false,
            (false, true) => self.tracks,
            // Between two marks that touch, or before the first or after the last of the text.
            (false, false)
                if (kinds.len() == 2 || at == 0 || at == self.placed.text.len)
                    && kinds.iter().all(|kind| *kind == PieceKind::Markup) =>
            {
                self.tracks
            }
            (false, false) => return None,
        };
        let text = if tracked { insertion(text) } else { text.to_owned() };
        Some(vec![self.edit(Span::empty(at), text)])
    }

    /// The edits that take words out of the text as proposed.
    pub fn delete(&self, span: Span) -> Option<Vec<Edit>> {
        self.replace(span, "")
    }

    /// The edits that mark a range as inserted. `None` where its words would be taken for marks.
    pub(super) fn mark_inserted(&self, span: Span) -> Option<Vec<Edit>> {
        let words = self.source(span);
        (!marks(&words)).then(|| vec![self.edit(span, insertion(&words))])
    }

    /// The parts of a range that are seen as proposed.
    fn seen(&self, span: Span) -> Vec<SeenPiece> {
        let changes = &self.placed.text.changes;
        if changes.is_empty() {
            return vec![SeenPiece { span, kind: PieceKind::Kept }];
        }
        let first = changes.pieces.partition_point(|piece| piece.span.end <= span.start);
        let within = changes.pieces[first..].iter().take_while(|piece| piece.span.start < span.end);
        within
            .filter(|piece| piece.kind.seen(Side::Proposed))
            .map(|piece| SeenPiece {
                span: Span::new(piece.span.start.max(span.start), piece.span.end.min(span.end)),
                kind: piece.kind,
            })
            .collect()
    }

    pub(super) fn source(&self, span: Span) -> String {
        self.document.slice(self.placed.in_file(span)).into_owned()
    }

    pub(super) fn edit(&self, span: Span, text: String) -> Edit {
        Edit { file: self.file, span: self.placed.in_file(span), text }
    }

    /// Puts words at a place of what is seen, which counts from the start of it.
    fn write_at(&self, seen: &[SeenPiece], at: u32, new: &str) -> Edit {
        let mut start = 0;
        for (index, piece) in seen.iter().enumerate() {
            let end = start + piece.span.len();
            if at <= end || index + 1 == seen.len() {
                let tracked = self.tracks && piece.kind == PieceKind::Kept;
                let text = if tracked { insertion(new) } else { new.to_owned() };
                return self.edit(Span::empty(piece.span.start + (at - start)), text);
            }
            start = end;
        }
        unreachable!("a place is looked for in what is seen of a range, which is never nothing")
    }

    /// Replaces a part of a piece.
    fn overwrite(&self, span: Span, piece: &SeenPiece, new: &str) -> Edit {
        match piece.kind {
            PieceKind::Kept if self.tracks && new.is_empty() => self.edit(span, deletion(&self.source(span))),
            PieceKind::Kept if self.tracks => self.edit(span, replacement(&self.source(span), new)),
            // Replaced by the very words that it replaces: then nothing is changed any more.
            PieceKind::Inserted if self.replaces(span, new).is_some() => {
                self.edit(self.replaces(span, new).unwrap_or(span), new.to_owned())
            }
            PieceKind::Inserted if new.is_empty() => match self.replaced_by(span) {
                Some(mark) => self.edit(mark.span, deletion(&self.source(mark.deleted))),
                None => self.edit(self.with_empty_marks(span), String::new()),
            },
            _ => self.edit(span, new.to_owned()),
        }
    }

    /// Whether words stand at a place as they are.
    pub(super) fn reads(&self, at: u32, words: &str) -> bool {
        let rope = &self.document.rope;
        (self.placed.start + at..).zip(words.bytes()).all(|(at, byte)| rope.get_byte(at as usize) == Some(byte))
    }

    /// The whole mark `{~~new~>words~~}`, where the words are all that it puts in the place of `new`.
    fn replaces(&self, span: Span, new: &str) -> Option<Span> {
        let (old, sign) = (offset(new.len()), 3);
        let start = span.start.checked_sub(old + 2 + sign)?;
        let whole = Span::new(start, (span.end + sign).min(self.placed.text.len));
        let (start, end) = (
            self.document.rope.len_bytes().min(self.placed.in_file(whole).start as usize),
            self.placed.in_file(whole).end,
        );
        let is_char = |at: usize| self.document.rope.char_to_byte(self.document.rope.byte_to_char(at)) == at;
        if !is_char(start) || !is_char(end as usize) {
            return None;
        }
        let mark = self.source(whole);
        let [open, arrow, close] = REPLACEMENT;
        let words = mark.strip_prefix(open)?.strip_prefix(new)?.strip_prefix(arrow)?.strip_suffix(close)?;
        (offset(words.len()) == span.len() && !new.is_empty()).then_some(whole)
    }

    /// The mark in which a range is all that replaces something.
    fn replaced_by(&self, span: Span) -> Option<Marked> {
        self.placed.text.changes.marks(span).find(|mark| mark.inserted == span && !mark.deleted.is_empty())
    }

    /// A range of inserted text, with the marks around it where nothing would be left between them.
    pub(super) fn with_empty_marks(&self, span: Span) -> Span {
        let around = Span::new(span.start.saturating_sub(3), (span.end + 3).min(self.placed.text.len));
        let whole = around.len() == span.len() + 6
            && self.reads(around.start, INSERTION[0])
            && self.reads(span.end, INSERTION[1]);
        if whole { around } else { span }
    }
}

/// Which part of `old` is changed where it becomes `new`, in bytes of `old`; words at the borders are taken whole.
pub(super) fn changed(old: &str, new: &str) -> (usize, usize) {
    let splits = |text: &str, at: usize| {
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        word(text[..at].chars().next_back()) && word(text[at..].chars().next())
    };
    let mut from: usize = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    while splits(old, from) || splits(new, from) {
        from -= old[..from].chars().next_back().map_or(from, char::len_utf8);
    }
    let (old_rest, new_rest) = (&old[from..], &new[from..]);
    let same = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(a, b)| a == b);
    let mut after: usize = same.map(|(c, _)| c.len_utf8()).sum();
    while after > 0 && (splits(old_rest, old_rest.len() - after) || splits(new_rest, new_rest.len() - after)) {
        after -= old[old.len() - after..].chars().next().map_or(after, char::len_utf8);
    }
    (from, old.len() - after)
}

/// Whether words would be taken for marks, or reach over more lines than a mark may.
fn marks(text: &str) -> bool {
    cannot_be_marked(text) || text.lines().count() >= MARK_LINES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::apply;
    use crate::testing::{Fixture, check};
    use crate::text::Changes;
    use expect_test::expect;
    use proptest::prelude::*;

    const PLAIN: &str = "RESOLUTION 90 (Geneva, 2022)\n";
    const MODIFIES: &str = "MOD\tIAP/1/1\nRESOLUTION 90 (Geneva, 2022)\n";

    fn plain(line: &str) -> String {
        format!("{PLAIN}resolves\n{line}\n")
    }

    fn tracked(line: &str) -> String {
        format!("{MODIFIES}resolves\n{line}\n")
    }

    /// The file where what is selected becomes other words.
    fn written(fixture: &Fixture, text: &str) -> Option<String> {
        let edits = fixture.pens()[0].replace(Span::new(fixture.at, fixture.end), text)?;
        Some(apply(&fixture.document.rope, &edits))
    }

    /// Its last line.
    fn line_with(fixture: &Fixture, text: &str) -> String {
        let now = written(fixture, text);
        now.as_deref().map_or("nothing", |now| now.lines().last().unwrap_or_default()).to_owned()
    }

    #[test]
    fn only_the_words_that_change_are_written() {
        check(
            &plain("as (Rev. $0Busan, 2014$0) says"),
            |it| line_with(it, "Dubai, 2014"),
            expect!["as (Rev. Dubai, 2014) says"],
        );
        check(
            &tracked("as $0(Rev. Busan, 2014)$0 says"),
            |it| line_with(it, "(Rev. Dubai, 2018)"),
            expect!["as (Rev. {~~Busan, 2014~>Dubai, 2018~~}) says"],
        );
        check(
            &tracked("see considering $0k)$0 above"),
            |it| line_with(it, "l)"),
            expect!["see considering {~~k~>l~~}) above"],
        );
        check(&tracked("as (Rev. $0Busan$0) says"), |it| line_with(it, ""), expect!["as (Rev. {--Busan--}) says"]);
        check(
            &tracked("as $0(Busan)$0 says"),
            |it| line_with(it, "(Rev. Busan)"),
            expect!["as ({++Rev. ++}Busan) says"],
        );
        check(&tracked("as $0same$0 says"), |it| line_with(it, "same"), expect!["as same says"]);
    }

    #[test]
    fn inserted_words_are_written_over_and_deleted_ones_left() {
        check(&tracked("a {++$0one$0++} b"), |it| line_with(it, "two"), expect!["a {++two++} b"]);
        check(&tracked("a {++$0one$0++} b"), |it| line_with(it, ""), expect!["a  b"]);
        check(&tracked("a {++𝄞$0one$0𝄞++} b"), |it| line_with(it, ""), expect!["a {++𝄞𝄞++} b"]);
        check(&tracked("a {~~old~>$0one$0~~} b"), |it| line_with(it, "two"), expect!["a {~~old~>two~~} b"]);
        check(&tracked("a {--$0old$0--} b"), |it| line_with(it, "two"), expect![["nothing"]]);
        check(
            &tracked("a $0(Rev. {~~Busan, 2014~>Dubai, 2018~~})$0 b"),
            |it| line_with(it, "(Rev. Kigali, 2022)"),
            expect!["a (Rev. {~~Busan, 2014~>Kigali, 2022~~}) b"],
        );
        check(
            &tracked("a $0x {--old --}y {++z++}$0 b"),
            |it| line_with(it, "u v w"),
            expect!["a {~~x ~>u v w~~}{--old --}{--y --} b"],
        );
    }

    #[test]
    fn words_that_would_be_taken_for_marks_are_not_written() {
        check(&tracked("a $0b~>c$0 d"), |it| line_with(it, "e"), expect![["nothing"]]);
        check(&tracked("a $0b$0 c"), |it| line_with(it, "{++d"), expect![["nothing"]]);
    }

    proptest! {
        // Whatever is replaced: as proposed it says the new words, and the text in force says what it did.
        #[test]
        fn a_tracked_edit_changes_the_text_as_proposed_only(
            [before, within, after] in [line(), line(), line()],
            text in "[ab ]{0,4}",
        ) {
            let fixture = Fixture::verbatim(&tracked(&format!("{before}$0{within}$0{after}")));
            if let Some(new) = written(&fixture, &text) {
                let old = fixture.document.rope.to_string();
                let view = |text: &str, side| Changes::read(text).view(text, side).text;
                prop_assert_eq!(view(&new, Side::Base), view(&old, Side::Base));
                let [before, after] = [before, after].map(|part| view(&part, Side::Proposed));
                prop_assert_eq!(view(&new, Side::Proposed), format!("{MODIFIES}resolves\n{before}{text}{after}\n"));
            }
        }
    }

    fn line() -> impl Strategy<Value = String> {
        const PIECES: [&str; 8] = ["a", "b ", "{++c++}", "{--d--}", "{~~e~>f~~}", "{>>g<<}", "\n", "𝄞"];
        prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..5).prop_map(|pieces| pieces.concat())
    }
}
