//! The thing under the cursor.

use super::abbreviations::{Abbreviation, abbreviation_at};
use super::spot::{TextAt, note_name};
use crate::syntax::{Body, ClauseId, Edition, MeetingMention, Note, SectionId};
use crate::text::{Span, offset};

/// How far before a place and year its body's name may begin.
const NAME_BYTES: u32 = 120;
/// How far before a note's words its name may stand.
const NOTE_BYTES: u32 = 40;

/// What stands at a place.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Thing {
    /// A reference to clauses, by its index; and which of its targets, if not the call.
    Reference(usize, Option<usize>),
    /// "Annex 1 to this resolution", by its index.
    AnnexReference(usize),
    /// A citation, by its index.
    Citation(usize),
    /// A place and year outside citations.
    Meeting(Option<Body>, Edition, Span),
    /// Where a footnote is called, by its index.
    NoteMark(usize),
    /// A footnote, by its index.
    Note(usize),
    /// An abbreviation that the text introduces.
    Abbreviation(Box<Abbreviation>),
    /// The text's own heading.
    Heading,
    /// A clause's label, or its first word where it has none.
    Label(ClauseId),
    /// The line that heads a section.
    Call(SectionId),
}

impl TextAt<'_> {
    /// What stands at a place of the text. What stands inside something longer goes first.
    pub(super) fn thing_at(&self, at: u32) -> Option<Thing> {
        let tree = self.tree();
        if let Some(index) = index_at(tree.references(), at, |reference| reference.it.span) {
            let target = index_at(&tree.reference(index).targets, at, |target| target.span);
            return Some(Thing::Reference(index, target));
        }
        if let Some(index) = index_at(tree.annex_references(), at, |annex| annex.it.span) {
            return Some(Thing::AnnexReference(index));
        }
        if let Some(index) = self.citation_at(at) {
            return Some(Thing::Citation(index));
        }
        if let Some(index) = index_at(tree.note_marks(), at, |mark| mark.span) {
            return Some(Thing::NoteMark(index));
        }
        if let Some(index) = index_at(tree.meetings(), at, |meeting| self.mention_span(&meeting.it, at)) {
            let meeting = &tree.meetings()[index].it;
            let span = self.mention_span(meeting, at);
            return Some(Thing::Meeting(meeting.body, meeting.edition.edition.clone(), span));
        }
        if let Some(found) = abbreviation_at(self, at) {
            return Some(Thing::Abbreviation(Box::new(found)));
        }
        if let Some(index) = index_at(tree.notes(), at, |note| self.note_span(note, at)) {
            return Some(Thing::Note(index));
        }
        self.head_at(at).or_else(|| self.label_at(at).map(Thing::Label)).or_else(|| self.call_at(at).map(Thing::Call))
    }

    /// A citation; in a list the one nearest before the cursor, if it is on none of their numbers.
    fn citation_at(&self, at: u32) -> Option<usize> {
        let citations = self.tree().citations();
        index_at(citations, at, |citation| citation.it.span).or_else(|| {
            let mut list = citations.iter().enumerate().filter(|(_, citation)| citation.it.list_span.touches(at));
            let first = list.next()?.0;
            Some(list.take_while(|(_, citation)| citation.it.span.start <= at).last().map_or(first, |(index, _)| index))
        })
    }

    /// A place and year with its body's name before it, where the cursor may be on that.
    fn mention_span(&self, mention: &MeetingMention, at: u32) -> Span {
        let span = mention.edition.span;
        let Some(body) = mention.body.filter(|_| at < span.start && span.start - at <= NAME_BYTES) else { return span };
        let rope = &self.document.rope;
        let start = self.placed().start;
        let from = (start + span.start.saturating_sub(NAME_BYTES)).max(start) as usize;
        let from = offset(rope.char_to_byte(rope.byte_to_char(from)));
        let words = self.document.slice(Span::new(from, start + span.start));
        let words = words.trim_end();
        let names = body.names().names.iter().filter(|name| words.ends_with(name.as_str()));
        let longest = names.map(String::len).max().unwrap_or(0);
        Span::new(from + offset(words.len() - longest) - start, span.end)
    }

    /// A note with its name before it, where the cursor may be on that.
    fn note_span(&self, note: &Note, at: u32) -> Span {
        let near = at < note.span.start && note.span.start - at <= NOTE_BYTES;
        if near { note_name(self, note).cover(note.span) } else { note.span }
    }

    fn head_at(&self, at: u32) -> Option<Thing> {
        let tree = self.tree();
        if tree.heading.as_ref().is_some_and(|heading| heading.span.touches(at)) {
            return Some(Thing::Heading);
        }
        if let Some(line) = &tree.enacting
            && line.span.touches(at)
        {
            let edition = line.edition.as_ref().filter(|mention| !mention.placeholder)?;
            return Some(Thing::Meeting(Some(line.body), edition.edition.clone(), line.span));
        }
        let (entries, _) = tree.history.as_ref()?;
        let entry = &entries[index_at(entries, at, |entry| entry.span)?];
        let edition = Edition::at(false, &entry.place, entry.year);
        (!entry.place.is_empty()).then(|| Thing::Meeting(tree.body(), edition, entry.span))
    }

    fn label_at(&self, at: u32) -> Option<ClauseId> {
        let tree = self.tree();
        let id = tree.last_clause_from(at)?;
        self.label_span(tree.clause(id)).touches(at).then_some(id)
    }

    fn call_at(&self, at: u32) -> Option<SectionId> {
        let id = self.tree().section_at(at)?;
        self.tree().section(id).call.as_ref().filter(|call| call.span.touches(at))?;
        Some(id)
    }
}

/// Which of some ranges holds a place; one that merely ends there comes second.
fn index_at<T>(items: &[T], at: u32, span: impl Fn(&T) -> Span) -> Option<usize> {
    let inside = items.iter().position(|item| span(item).start <= at && at < span(item).end);
    inside.or_else(|| items.iter().position(|item| span(item).touches(at)))
}
