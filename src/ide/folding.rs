//! What can be folded away: texts and cover text, sections, clauses with what is below them, annexes, footnotes, deleted
//! text.

use super::prose;
use super::spot::TextAt;
use crate::syntax::{Document, Tree};
use crate::text::{FileId, LineIndex, PieceKind, Span};

/// How many characters of what is folded its summary shows.
const SHOWN: usize = 60;

/// What is folded. In this order the larger parts come first: where a client takes few, it gets these.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FoldKind {
    /// A text of a file that holds several.
    Text,
    /// What stands before the first heading.
    Cover,
    /// A section, with its call.
    Section,
    Annex,
    Deleted,
    Note,
    /// A clause with its sub-clauses.
    Clause,
}

/// A range that can be folded; bytes from the start of the file, without line ends and whitespace around it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fold {
    pub span: Span,
    pub kind: FoldKind,
    /// The part of it that its summary is made of.
    focus: Span,
    /// How many clauses a section has.
    count: usize,
}

/// What can be folded in a file, in its order, what holds others before them; what is on one line only where `inline`.
pub fn folds(document: &Document, inline: bool) -> Vec<Fold> {
    let mut folds = Vec::new();
    let several = document.texts.iter().filter(|placed| !placed.text.cover).count() > 1;
    for index in 0..document.texts.len() {
        // Folds stay in their file, whichever it is.
        let text = TextAt::proposed(FileId(0), document, index);
        let whole = Span::new(0, text.placed().text.len);
        match text.placed().text.cover {
            true => push(&mut folds, &text, FoldKind::Cover, whole, whole, 0),
            false => {
                let heading = text.tree().heading.as_ref().map(|heading| heading.span);
                if let Some(heading) = heading.filter(|_| several) {
                    let from = text.tree().proposal.as_ref().map_or(heading.start, |line| line.span.start);
                    let span = Span::new(from.min(heading.start), whole.end);
                    push(&mut folds, &text, FoldKind::Text, span, heading, 0);
                }
                of_text(&text, &mut folds);
            }
        }
        deleted(&text, inline, &mut folds);
    }
    let lines = LineIndex::of(&document.rope);
    let over_lines = |span: Span| lines.line(span.start) < lines.line(span.end);
    folds.retain(|fold| inline && fold.kind == FoldKind::Deleted || over_lines(fold.span));
    folds.iter_mut().for_each(|fold| fold.span = trimmed(document, fold.span));
    folds.retain(|fold| !fold.span.is_empty() && (inline && fold.kind == FoldKind::Deleted || over_lines(fold.span)));
    folds.sort_by_key(|fold| (fold.span.start, std::cmp::Reverse(fold.span.end), fold.kind));
    folds.dedup_by_key(|fold| fold.span);
    folds
}

impl Fold {
    /// What an editor may show in its place.
    pub fn summary(&self, document: &Document) -> String {
        let words = prose::cut(&prose::squeezed(&document.slice(self.focus)), SHOWN);
        let of = |one: &str, many: &str| format!("{} {}", self.count, if self.count == 1 { one } else { many });
        match self.kind {
            FoldKind::Section => format!("{words} … {}", of("clause", "clauses")),
            FoldKind::Cover => "Cover text …".into(),
            FoldKind::Deleted => format!("Deleted: {words}"),
            _ if words.ends_with('…') => words,
            FoldKind::Text | FoldKind::Annex | FoldKind::Note | FoldKind::Clause => format!("{words} …"),
        }
    }
}

fn of_text(text: &TextAt<'_>, folds: &mut Vec<Fold>) {
    let tree = text.tree();
    for (_, section) in tree.sections() {
        if let Some(call) = &section.call {
            push(folds, text, FoldKind::Section, section.span, call.span, section.clauses.len());
        }
    }
    for ((_, clause), extent) in tree.clauses().zip(extents(tree)) {
        push(folds, text, FoldKind::Clause, extent, clause.span, 0);
    }
    for annex in tree.annexes() {
        push(folds, text, FoldKind::Annex, annex.extent, annex.span, 0);
    }
    for note in tree.notes() {
        push(folds, text, FoldKind::Note, note.span, note.span, 0);
    }
}

/// Each clause with its sub-clauses. A parent stands before what is below it, so one walk from the end tells all.
fn extents(tree: &Tree) -> Vec<Span> {
    let mut extents: Vec<Span> = tree.clauses().map(|(_, clause)| clause.span).collect();
    for (id, clause) in tree.clauses().rev() {
        if let Some(parent) = clause.parent {
            extents[parent.index()] = extents[parent.index()].cover(extents[id.index()]);
        }
    }
    extents
}

/// Deleted text; what is deleted paragraph by paragraph is one. Where whole lines are folded it ends with the last line
/// that is deleted to its end: what stays must be seen.
fn deleted(text: &TextAt<'_>, inline: bool, folds: &mut Vec<Fold>) {
    let mut run = DeletedRun::default();
    for piece in &text.placed().text.changes.pieces {
        let words = || text.document.slice(text.in_file(piece.span));
        match piece.kind {
            PieceKind::Deleted => run.take(piece.span, &words()),
            PieceKind::Markup => {}
            PieceKind::Kept if words().trim().is_empty() => run.pass(&words()),
            PieceKind::Kept | PieceKind::Inserted => std::mem::take(&mut run).end(text, inline, folds),
        }
    }
    run.end(text, inline, folds);
}

/// Deleted pieces with nothing between them.
#[derive(Default)]
struct DeletedRun {
    first: Option<Span>,
    all: Span,
    /// Up to the last of them that ends its line.
    lines: Option<Span>,
}

impl DeletedRun {
    fn take(&mut self, piece: Span, words: &str) {
        self.all = if self.first.is_some() { self.all.cover(piece) } else { piece };
        self.first.get_or_insert(piece);
        if words.ends_with(['\n', '\r']) {
            self.lines = Some(self.all);
        }
    }

    fn pass(&mut self, spaces: &str) {
        if self.first.is_some() && spaces.contains(['\n', '\r']) {
            self.lines = Some(self.all);
        }
    }

    fn end(self, text: &TextAt<'_>, inline: bool, folds: &mut Vec<Fold>) {
        let span = if inline { Some(self.all) } else { self.lines };
        if let (Some(first), Some(span)) = (self.first, span) {
            push(folds, text, FoldKind::Deleted, span, first, 0);
        }
    }
}

fn push(folds: &mut Vec<Fold>, text: &TextAt<'_>, kind: FoldKind, span: Span, focus: Span, count: usize) {
    let (span, focus) = (text.in_file(span), text.in_file(focus));
    folds.push(Fold { span, kind, focus, count });
}

/// Without the whitespace and line ends around it.
fn trimmed(document: &Document, span: Span) -> Span {
    let is_whitespace = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    let byte = |at: u32| document.rope.byte(at as usize);
    let Span { mut start, mut end } = span;
    while start < end && is_whitespace(byte(start)) {
        start += 1;
    }
    while start < end && is_whitespace(byte(end - 1)) {
        end -= 1;
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    fn shown(fixture: &Fixture, inline: bool) -> String {
        let document = &fixture.document;
        let mut said = String::new();
        for fold in folds(document, inline) {
            let line = |at: u32| document.rope.byte_to_line(at as usize) + 1;
            let (from, to) = (line(fold.span.start), line(fold.span.end));
            said += &format!("{from}-{to} {:?} `{}`\n", fold.kind, fold.summary(document));
        }
        said
    }

    #[test]
    fn sections_clauses_annexes_and_notes() {
        check(
            r"
                //- head
                considering
                a)	one:
                i)	this;
                ii)	that
                which is long;
                b)	two,

                resolves
                to go[^1].

                [^1]: A note
                of two lines.

                ANNEX 1
                Lamps
                and bells
            ",
            |it| shown(it, false),
            expect![[r#"
                5-10 Section `considering … 4 clauses`
                6-9 Clause `a) one: …`
                8-9 Clause `ii) that which is long; …`
                12-13 Section `resolves … 1 clause`
                15-16 Note `A note of two lines. …`
                18-20 Annex `ANNEX 1 …`
            "#]],
        );
    }

    #[test]
    fn a_file_of_several_texts_folds_each_and_its_cover() {
        check(
            r"
                Abstract: words
                and more.

                //- MOD
                resolves
                to stay.

                ADD	IAP/39A30/2
                DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)
                On bells
                resolves
                to ring.
            ",
            |it| shown(it, false),
            expect![[r#"
                1-2 Cover `Cover text …`
                4-10 Text `RESOLUTION 96 (Rev. New Delhi, 2024) …`
                9-10 Section `resolves … 1 clause`
                12-16 Text `DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024) …`
                15-16 Section `resolves … 1 clause`
            "#]],
        );
        check("", |it| shown(it, false), expect![[""]]);
        check("one line", |it| shown(it, false), expect![[""]]);
    }

    #[test]
    fn deleted_text_folds_as_one() {
        let draft = r"
            //- MOD
            considering
            a)	one;
            {--b)	two;
            --}{--c)	three;
            --}{~~d~>b~~})	four {--five--},
            resolves
            to go.
        ";
        check(
            draft,
            |it| shown(it, false),
            expect![[r#"
            6-10 Section `considering … 2 clauses`
            8-9 Deleted `Deleted: b) two;`
            11-12 Section `resolves … 1 clause`
        "#]],
        );
        check(
            draft,
            |it| shown(it, true),
            expect![[r#"
            6-10 Section `considering … 2 clauses`
            8-10 Deleted `Deleted: b) two;`
            10-10 Deleted `Deleted: five`
            11-12 Section `resolves … 1 clause`
        "#]],
        );
    }
}
