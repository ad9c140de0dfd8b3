//! A footnote: its words where it is called, and who calls it where it stands.

use super::clause::CLAUSE_CHARS;
use super::label::counted;
use crate::ide::definition::note_of;
use crate::ide::prose::{cut, escaped};
use crate::ide::spot::{TextAt, note_name};
use crate::syntax::{Note, NoteMark};
use crate::text::Span;

/// What a mark leads to.
pub(super) fn called(text: &TextAt<'_>, mark: &NoteMark) -> Option<(Span, String)> {
    let note = note_of(text.tree(), mark)?;
    let words = escaped(&cut(&text.quoted(note.span), CLAUSE_CHARS));
    Some((mark.span, format!("**Footnote {}**\n\n{words}", escaped(&mark.name))))
}

pub(super) fn describe(text: &TextAt<'_>, note: &Note) -> (Span, String) {
    let tree = text.tree();
    let own = tree.marks_of(note).map(|mark| tree.clause_at(mark.span.start).map(|id| escaped(&tree.name(id))));
    let own: Vec<Option<String>> = own.collect();
    let places = (own.len(), counted(&own));
    let said = match places {
        (0, _) => "Nothing calls this footnote.".to_owned(),
        (1, places) => format!("Called once{places}."),
        (times, places) => format!("Called {times} times{places}."),
    };
    (note_name(text, note).cover(note.span), format!("**Footnote {}**\n\n{said}", escaped(&note.name)))
}
