//! Where something is said: the clause behind a reference, the text behind a citation, the annex, the footnote.

use super::spot::{Meant, TextAt, Thing, at_last, meant};
use super::{Location, Place};
use crate::syntax::{AnnexReference, Citation, Note, NoteMark, Tree};
use crate::text::Span;

/// Something that a place points to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Definition {
    /// What was asked about: the reference or citation under the cursor, in the file asked about.
    pub origin: Span,
    /// All of the clause, section, note, or the text's heading.
    pub target: Location,
    /// Its label, call or heading, in the target's file.
    pub focus: Span,
}

/// What the thing at a place points to; of a run of clauses all, the one under the cursor first.
pub fn definition(place: &Place<'_>) -> Vec<Definition> {
    let Some((text, at)) = place.text() else { return Vec::new() };
    let tree = text.tree();
    match text.thing_at(at) {
        Some(Thing::Reference(index, target)) => clauses(place, &text, index, target, at),
        Some(Thing::Citation(index)) => cited_heading(place, &text, index).into_iter().collect(),
        Some(Thing::AnnexReference(index)) => {
            let reference = &tree.annex_references[index].it;
            let annex = annex_of(&text, reference).map(|span| point(&text, reference.span, &text, span, span));
            annex.into_iter().collect()
        }
        Some(Thing::NoteMark(index)) => {
            let mark = &tree.note_marks[index];
            let note = note_of(tree, mark).map(|note| point(&text, mark.span, &text, note.span, note.span));
            note.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn point(here: &TextAt<'_>, origin: Span, there: &TextAt<'_>, target: Span, focus: Span) -> Definition {
    Definition { origin: here.in_file(origin), target: there.location(target), focus: there.in_file(focus) }
}

fn clauses(place: &Place<'_>, text: &TextAt<'_>, index: usize, target: Option<usize>, at: u32) -> Vec<Definition> {
    let reference = &text.tree().references[index].it;
    let Some((there, _)) = text.referred_text(place, index) else { return Vec::new() };
    let mut meant = meant(there.tree(), reference, target);
    if target.is_some_and(|target| at_last(&reference.targets[target], at)) {
        let last = meant.pop();
        meant.splice(0..0, last);
    }
    let origin = target.map_or(reference.span, |target| match reference.targets.len() {
        1 => reference.span,
        _ => reference.targets[target].span,
    });
    let to = |meant: Meant| {
        let (extent, focus) = there.extent_of(meant);
        point(text, origin, &there, extent, focus)
    };
    meant.into_iter().map(to).collect()
}

fn cited_heading(place: &Place<'_>, text: &TextAt<'_>, index: usize) -> Option<Definition> {
    let (there, _) = text.cited_text(place, index)?;
    let heading = there.tree().heading.as_ref()?.span;
    Some(point(text, citation_span(text.tree(), &text.tree().citations[index].it), &there, heading, heading))
}

/// A citation with its body; in a list, its own part.
pub(super) fn citation_span(tree: &Tree, citation: &Citation) -> Span {
    let listed = tree.citations.iter().filter(|other| other.it.list_span == citation.list_span).count();
    if listed > 1 { citation.span } else { citation.list_span.cover(citation.span) }
}

/// The heading line of the annex that is meant: with the same word and number; "the annex" is the only one.
fn annex_of(text: &TextAt<'_>, reference: &AnnexReference) -> Option<Span> {
    let annexes = &text.tree().annexes;
    let word = |span| text.quoted(span).split(' ').next().unwrap_or_default().to_lowercase();
    let kind = word(reference.span);
    let mut same_kind = annexes.iter().filter(|annex| word(annex.span) == kind);
    let numbered = |span: Span| {
        let words = text.quoted(span);
        let number = words.split(' ').nth(1).unwrap_or_default();
        number.trim_matches(|c: char| !c.is_alphanumeric()) == reference.number
    };
    match reference.number.is_empty() {
        true => same_kind.next().map(|annex| annex.span),
        false => same_kind.map(|annex| annex.span).find(|&span| numbered(span)),
    }
}

/// The footnote of a mark: names may come again in a text, so the next of that name, else the last.
pub(super) fn note_of<'t>(tree: &'t Tree, mark: &NoteMark) -> Option<&'t Note> {
    let named = || tree.notes.iter().filter(|note| note.name == mark.name);
    named().find(|note| note.span.start >= mark.span.start).or_else(|| named().last())
}
