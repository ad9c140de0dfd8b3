//! The outline of a file: its texts, their sections, their clauses, their annexes, their footnotes; and where changes are
//! tracked.

use super::prose;
use super::spot::TextAt;
use super::spot::note_name;
use crate::syntax::{Clause, ClauseId, Document, Section, SectionId, Tree};
use crate::text::{FileId, Piece, PieceKind, Span, offset};

/// How many characters of a clause its outline shows.
const FIRST_WORDS: usize = 60;

/// In how many bytes they are mostly found.
const FIRST_BYTES: u32 = 200;

/// What a part of the outline is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SymbolKind {
    /// A resolution, decision, recommendation.
    Text,
    /// A section, under its call.
    Section,
    Clause,
    /// An annex, an appendix.
    Annex,
    Note,
}

/// A part of the outline. Spans are bytes from the start of the file; children lie inside their parent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
    /// What it is called; never empty.
    pub name: String,
    /// A text's title; what is tracked of a section or clause.
    pub detail: Option<String>,
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// Its heading, call or label.
    pub focus: Span,
    pub children: Vec<Symbol>,
}

/// The outline of one of the texts of a file, as proposed; none of a cover.
pub fn text_symbol(document: &Document, index: usize) -> Option<Symbol> {
    // The outline stays in its file, whichever it is.
    let text = TextAt::proposed(FileId(0), document, index);
    if text.placed().text.cover { None } else { of_text(&text) }
}

/// The outline of a whole file.
#[cfg(test)]
pub(super) fn symbols(document: &Document) -> Vec<Symbol> {
    (0..document.texts.len()).filter_map(|index| text_symbol(document, index)).collect()
}

fn of_text(text: &TextAt<'_>) -> Option<Symbol> {
    let tree = text.tree();
    let deleted = deleted_clauses(text);
    let sections = tree.sections().flat_map(|(id, section)| of_section(text, id, section, &deleted));
    let children: Vec<Symbol> = sections.chain(of_annexes(text)).chain(of_notes(text)).collect();
    let head = tree.heading.as_ref().map(|heading| heading.span);
    let head = head.or_else(|| tree.proposal.as_ref().map(|proposal| proposal.span));
    let focus = match (head, children.first()) {
        (Some(span), _) => text.in_file(span),
        (None, Some(first)) => first.focus,
        (None, None) => return None,
    };
    let name = head.map(|span| text.quoted(span)).filter(|name| !name.is_empty());
    Some(Symbol {
        name: name.unwrap_or_else(|| "Text without heading".into()),
        detail: tree.title.as_ref().map(|title| prose::squeezed(&title.words)),
        kind: SymbolKind::Text,
        span: text.placed().span(),
        focus,
        children,
    })
}

/// A section; where clauses stand without a call, they stand for themselves.
fn of_section(text: &TextAt<'_>, id: SectionId, section: &Section, deleted: &[usize]) -> Vec<Symbol> {
    let clauses = of_clauses(text, id);
    let Some(call) = &section.call else { return clauses };
    let name = Some(text.quoted(call.span)).filter(|name| !name.is_empty());
    vec![Symbol {
        name: name.unwrap_or_else(|| call.key.to_string()),
        detail: match deleted.get(id.index()) {
            None | Some(0) => None,
            Some(1) => Some("1 clause deleted".into()),
            Some(count) => Some(format!("{count} clauses deleted")),
        },
        kind: SymbolKind::Section,
        span: text.in_file(section.span),
        focus: text.in_file(call.span),
        children: clauses,
    }]
}

/// The clauses of a section, sub-clauses inside the clause they belong to.
fn of_clauses(text: &TextAt<'_>, section: SectionId) -> Vec<Symbol> {
    let tree = text.tree();
    // The clauses that are still open, outermost first: one that is not below the last closes it.
    let mut open: Vec<(ClauseId, Symbol)> = Vec::new();
    let mut done = Vec::new();
    for (id, clause) in tree.clauses_of(section) {
        while open.last().is_some_and(|(last, _)| Some(*last) != clause.parent) {
            close(&mut open, &mut done);
        }
        open.push((id, of_clause(text, tree, clause)));
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

fn close(open: &mut Vec<(ClauseId, Symbol)>, done: &mut Vec<Symbol>) {
    let Some((_, symbol)) = open.pop() else { return };
    match open.last_mut() {
        Some((_, parent)) => {
            parent.span = parent.span.cover(symbol.span);
            parent.children.push(symbol);
        }
        None => done.push(symbol),
    }
}

fn of_clause(text: &TextAt<'_>, tree: &Tree, clause: &Clause) -> Symbol {
    let label = clause.raw.as_ref().map(|raw| text.quoted(raw.span));
    let words = first_words(text, clause.body);
    let name = [label.unwrap_or_default(), words].join(" ").trim().to_owned();
    let name = if name.is_empty() { tree.section_name(clause.section) } else { name };
    Symbol {
        name,
        detail: change_of(text, clause).map(str::to_owned),
        kind: SymbolKind::Clause,
        span: text.in_file(clause.span),
        focus: text.in_file(text.label_span(clause)),
        children: Vec::new(),
    }
}

/// The first words of a range; no more of it is read than that takes.
fn first_words(text: &TextAt<'_>, span: Span) -> String {
    let rope = &text.document.rope;
    let start = text.placed().start;
    let end = rope.char_to_byte(rope.byte_to_char((start + span.start + FIRST_BYTES.min(span.len())) as usize));
    let few = text.quoted(Span::new(span.start, offset(end).saturating_sub(start).max(span.start)));
    // Much of it was deleted, or a footnote.
    let enough = span.len() <= FIRST_BYTES || few.chars().nth(FIRST_WORDS + FIRST_WORDS / 2).is_some();
    prose::cut(&if enough { few } else { text.quoted(span) }, FIRST_WORDS)
}

/// What is tracked of a clause.
fn change_of(text: &TextAt<'_>, clause: &Clause) -> Option<&'static str> {
    let changed = |span: Span| pieces(text, span).any(|piece| piece.kind != PieceKind::Kept);
    if !changed(clause.span) {
        return None;
    }
    let kept = |piece: &Piece| {
        let part = Span::new(piece.span.start.max(clause.span.start), piece.span.end.min(clause.span.end));
        text.document.slice(text.in_file(part)).contains(char::is_alphanumeric)
    };
    let mut seen = pieces(text, clause.span).filter(|piece| piece.kind == PieceKind::Kept);
    Some(match () {
        () if !seen.any(kept) => "inserted",
        () if changed(clause.body) => "changed",
        () => "re-lettered",
    })
}

/// How many clauses are deleted whole in or after each section.
fn deleted_clauses(text: &TextAt<'_>) -> Vec<usize> {
    let mut deleted = vec![0; text.tree().sections().len()];
    if !text.placed().text.is_changed() {
        return deleted;
    }
    for (_, clause) in text.placed().text.base.clauses() {
        let gone = |piece: &Piece| matches!(piece.kind, PieceKind::Deleted | PieceKind::Markup);
        if !clause.body.is_empty() && pieces(text, clause.body).all(gone) {
            let section = text.tree().last_section_from(clause.span.start);
            section.into_iter().for_each(|section| deleted[section.index()] += 1);
        }
    }
    deleted
}

/// The tracked and kept pieces that share something with a range.
fn pieces<'t>(text: &'t TextAt<'_>, span: Span) -> impl Iterator<Item = &'t Piece> {
    let pieces = &text.placed().text.changes.pieces;
    let first = pieces.partition_point(|piece| piece.span.end <= span.start);
    pieces[first..].iter().take_while(move |piece| piece.span.start < span.end)
}

fn of_notes(text: &TextAt<'_>) -> impl Iterator<Item = Symbol> {
    text.tree().notes().iter().map(|note| {
        let words = first_words(text, note.span);
        let span = text.in_file(note.span.cover(note_name(text, note)));
        Symbol {
            name: format!("{} {words}", note.name).trim().to_owned(),
            detail: None,
            kind: SymbolKind::Note,
            span,
            focus: text.in_file(note_name(text, note)),
            children: Vec::new(),
        }
    })
}

fn of_annexes(text: &TextAt<'_>) -> impl Iterator<Item = Symbol> {
    text.tree().annexes().iter().map(|annex| {
        let name = Some(text.quoted(annex.span)).filter(|name| !name.is_empty());
        Symbol {
            name: name.unwrap_or_else(|| "Annex".into()),
            detail: None,
            kind: SymbolKind::Annex,
            span: text.in_file(annex.extent),
            focus: text.in_file(annex.span),
            children: Vec::new(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    fn outline(fixture: &Fixture) -> String {
        fn show(symbols: &[Symbol], depth: usize, document: &Document, said: &mut String) {
            for symbol in symbols {
                let detail = symbol.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
                let focus = document.slice(symbol.focus);
                said.push_str(&format!(
                    "{}{:?} {}{detail} at `{focus}`\n",
                    "  ".repeat(depth),
                    symbol.kind,
                    symbol.name
                ));
                show(&symbol.children, depth + 1, document, said);
            }
        }
        let mut said = String::new();
        show(&symbols(&fixture.document), 0, &fixture.document, &mut said);
        said
    }

    #[test]
    fn a_text_has_sections_clauses_and_annexes() {
        check(
            r"
                //- head
                considering
                a)	one:
                i)	this;
                ii)	that;
                b)	two words and more, until the line has come to sixty characters and goes on,
                bearing in mind
                the lights,
                resolves further
                1	to go.
                ANNEX 1
                Lamps
            ",
            outline,
            expect![[r#"
                Text RESOLUTION 96 (Rev. New Delhi, 2024) (On harbour lights) at `RESOLUTION 96 (Rev. New Delhi, 2024)`
                  Section considering at `considering`
                    Clause a) one: at `a)`
                      Clause i) this; at `i)`
                      Clause ii) that; at `ii)`
                    Clause b) two words and more, until the line has come to sixty… at `b)`
                  Section bearing in mind at `bearing in mind`
                    Clause the lights, at `the`
                  Section resolves further at `resolves further`
                    Clause 1 to go. at `1`
                  Annex ANNEX 1 at `ANNEX 1`
            "#]],
        );
    }

    #[test]
    fn footnotes_and_tracked_changes_are_told() {
        check(
            r"
                //- MOD
                considering
                a)	one{++ and a half++};
                {--b)	two;
                --}{~~c~>b~~})	three[^1];
                {++c)	four,
                ++}resolves
                to go.
                [^1]: A note.
            ",
            outline,
            expect![[r#"
                Text RESOLUTION 96 (Rev. New Delhi, 2024) (On harbour lights) at `RESOLUTION 96 (Rev. New Delhi, 2024)`
                  Section considering (1 clause deleted) at `considering`
                    Clause a) one and a half; (changed) at `a)`
                    Clause b) three; (re-lettered) at `b~~})`
                    Clause c) four, (inserted) at `c)`
                  Section resolves at `resolves`
                    Clause to go. at `to`
                  Note 1 A note. at `[^1]`
            "#]],
        );
    }

    #[test]
    fn a_file_of_several_texts_has_one_each_and_none_for_its_cover() {
        check(
            r"
                Abstract: words.
                //- MOD
                resolves
                {--1	to go;
                --}{~~2~>1~~}	to stay.
                ADD	IAP/39A30/2
                DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)
                On bells
            ",
            outline,
            expect![[r#"
                Text RESOLUTION 96 (Rev. New Delhi, 2024) (On harbour lights) at `RESOLUTION 96 (Rev. New Delhi, 2024)`
                  Section resolves (1 clause deleted) at `resolves`
                    Clause 1 to stay. (re-lettered) at `1`
                Text DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024) (On bells) at `DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)`
            "#]],
        );
        check(
            r"
                Dear colleagues,
                I shall be late.
            ",
            outline,
            expect![[""]],
        );
    }
}
