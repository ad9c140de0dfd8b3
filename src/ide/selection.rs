//! What a selection grows to: word, citation or reference, clause, clause with its sub-clauses, section, text, file.

use super::Place;
use super::definition::citation_span;
use super::spot::TextAt;
use super::thing::Thing;
use crate::syntax::Document;
use crate::text::{PieceKind, Span, offset};

/// How far a word may reach to either side.
const WORD_BYTES: u32 = 100;

/// What holds a place, from the word at it to all of the file: each holds the one before, and more. Bytes from the start
/// of the file.
pub fn selections(place: &Place<'_>) -> Vec<Span> {
    let at = place.sound();
    let mut grown = Grown { all: vec![Span::empty(at)] };
    grown.to(word(place.document, at));
    if let Some((text, at)) = place.text() {
        within(&text, at, &mut |span| grown.to(text.in_file(span)));
        grown.to(text.placed().span());
    }
    grown.to(Span::new(0, offset(place.document.rope.len_bytes())));
    if grown.all.len() > 1 {
        grown.all.remove(0);
    }
    grown.all
}

struct Grown {
    all: Vec<Span>,
}

impl Grown {
    /// Takes a range that holds all so far and more.
    fn to(&mut self, span: Span) {
        let last = self.all[self.all.len() - 1];
        if span != last && span.contains(last) {
            self.all.push(span);
        }
    }
}

/// The parts of a text that may hold a place, the small ones first.
fn within(text: &TextAt<'_>, at: u32, to: &mut dyn FnMut(Span)) {
    let tree = text.tree();
    match text.thing_at(at) {
        Some(Thing::Reference(index, target)) => {
            let reference = tree.reference(index);
            target.into_iter().for_each(|target| to(reference.targets[target].span));
            to(reference.call_span);
            to(reference.span);
        }
        Some(Thing::Citation(index)) => {
            let citation = tree.citation(index);
            to(citation.number_span);
            citation.edition.iter().for_each(|mention| {
                to(mention.meeting_span);
                to(mention.span);
            });
            to(citation.span);
            to(citation_span(tree, index));
            to(citation.list_span);
        }
        Some(Thing::AnnexReference(index)) => to(tree.annex_references()[index].it.span),
        Some(Thing::NoteMark(index)) => to(tree.note_marks()[index].span),
        Some(Thing::Abbreviation(it)) => {
            to(it.here.word);
            to(it.here.span);
            it.introductions().for_each(|introduced| to(introduced.span));
        }
        Some(Thing::Meeting(_, _, span)) => to(span),
        Some(Thing::Heading) => tree.heading.iter().for_each(|heading| to(heading.span)),
        Some(Thing::Label(id)) => to(text.label_span(tree.clause(id))),
        Some(Thing::Note(_) | Thing::Call(_)) | None => {}
    }
    tree.notes().iter().filter(|note| note.span.touches(at)).for_each(|note| to(note.span));
    change(text, at, to);
    if let Some(id) = tree.clause_at(at) {
        to(tree.clause(id).body);
        to(tree.clause(id).span);
        let mut next = Some(id);
        while let Some(id) = next {
            to(tree.extent(id));
            next = tree.clause(id).parent;
        }
    }
    if let Some(id) = tree.section_at(at) {
        let section = tree.section(id);
        section.call.iter().for_each(|call| to(call.span));
        to(section.span);
    }
    tree.annexes().iter().for_each(|annex| to(annex.extent));
}

/// A tracked change: the words on one side of it, and all of it with its marks.
fn change(text: &TextAt<'_>, at: u32, to: &mut dyn FnMut(Span)) {
    let pieces = &text.placed().text.changes.pieces;
    let index = pieces.partition_point(|piece| piece.span.end <= at);
    let Some(piece) = pieces.get(index).filter(|piece| piece.kind != PieceKind::Kept) else { return };
    to(piece.span);
    let is_kept = |index: &usize| pieces[*index].kind == PieceKind::Kept;
    let from = (0..index).rev().find(is_kept).map_or(0, |kept| pieces[kept].span.end);
    let end = (index..pieces.len()).find(is_kept).map_or(text.placed().text.len, |kept| pieces[kept].span.start);
    to(Span::new(from, end));
}

/// The letters and digits around a place, with hyphens and apostrophes between them.
fn word(document: &Document, at: u32) -> Span {
    let rope = &document.rope;
    let sound = |at: u32| offset(rope.char_to_byte(rope.byte_to_char(at as usize)));
    let from = sound(at.saturating_sub(WORD_BYTES));
    let end = sound((at + WORD_BYTES).min(offset(rope.len_bytes())));
    let (before, after) = (document.slice(Span::new(from, at)), document.slice(Span::new(at, end)));
    let is_inside =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’') || is_accent(c);
    let start =
        before.char_indices().rev().take_while(|&(_, c)| is_inside(c)).last().map_or(before.len(), |(at, _)| at);
    let stop = after.find(|c: char| !is_inside(c)).unwrap_or(after.len());
    Span::new(from + offset(start), at + offset(stop))
}

/// An accent that stands after its letter.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    #[test]
    fn from_the_word_to_the_file() {
        check(
            r"
                //- head
                recalling
                a)	one:
                i)	that Resolution 130 (Rev. Bucha$0rest, 2022) of the Plenipotentiary Conference holds;
                ii)	two;
                b)	three,
                resolves
                to go.
            ",
            Fixture::selections,
            expect![[r#"
                draft:7 `Bucharest`
                draft:7 `Bucharest, 2022`
                draft:7 `(Rev. Bucharest, 2022)`
                draft:7 `Resolution 130 (Rev. Bucharest, 2022)`
                draft:7 `Resolution 130 (Rev. Bucharest, 2022) of the…`
                draft:7 `that Resolution 130 (Rev. Bucharest, 2022) of the…`
                draft:7 `i) that Resolution 130 (Rev. Bucharest, 2022) of the…`
                draft:6 `a) one: i) that Resolution 130 (Rev. Bucharest, 2022) of…`
                draft:5 `recalling a) one: i) that Resolution 130 (Rev. Bucharest…`
                draft:1 `RESOLUTION 96 (Rev. New Delhi, 2024) On harbour lights…`
            "#]],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	as in considering $0a) above,
                RESOLUTION 97 (Rev. New Delhi, 2024)
                On bells
            ",
            Fixture::selections,
            expect![[r#"
                draft:7 `a`
                draft:7 `a)`
                draft:7 `considering a) above`
                draft:7 `as in considering a) above,`
                draft:7 `b) as in considering a) above,`
                draft:5 `considering a) one; b) as in considering a) above,`
                draft:1 `RESOLUTION 96 (Rev. New Delhi, 2024) On harbour lights…`
                draft:1 `RESOLUTION 96 (Rev. New Delhi, 2024) On harbour lights…`
            "#]],
        );
    }

    #[test]
    fn a_tracked_change_with_its_marks() {
        check(
            r"
                //- head
                considering
                a)	one {~~old w$0ords~>new~~} more,
            ",
            Fixture::selections,
            expect![[r#"
            draft:6 `words`
            draft:6 `old words`
            draft:6 `{~~old words~>new~~}`
            draft:6 `one {~~old words~>new~~} more,`
            draft:6 `a) one {~~old words~>new~~} more,`
            draft:5 `considering a) one {~~old words~>new~~} more,`
            draft:1 `RESOLUTION 96 (Rev. New Delhi, 2024) On harbour lights…`
        "#]],
        );
    }

    #[test]
    fn between_words_it_begins_with_what_holds_them() {
        check(
            "$0",
            Fixture::selections,
            expect![[r#"
            draft:1 ``
        "#]],
        );
        check(
            "one  $0  two",
            Fixture::selections,
            expect![[r#"
            draft:1 `one two`
        "#]],
        );
        check(
            "the ITU\u{2011}T e\u{301}te\u{301}$0s.",
            Fixture::selections,
            expect![[r#"
            draft:1 `étés`
            draft:1 `the ITU‑T étés.`
        "#]],
        );
    }
}
