//! A footnote that gets another name, where it is called and where it stands.

use std::collections::BTreeSet;

use super::move_clause::{NotDone, unwritable};
use super::{Edit, Pen, in_order};
use crate::syntax::Note;
use crate::text::Span;

/// The longest name of a footnote, in bytes.
const NAME_BYTES: usize = 11;

/// A footnote under the cursor: `[^1]`, or the `[^1]:` before its text.
pub struct NamedNote<'t> {
    /// Its name, as it is said at the place asked about.
    pub here: Span,
    pub name: &'t str,
    note: Option<&'t Note>,
}

impl<'a> Pen<'a> {
    /// The footnote whose name stands at a place.
    pub fn note_at(&self, at: u32) -> Option<NamedNote<'a>> {
        let tree = &*self.placed.text.proposed;
        if let Some(mark) = tree.note_marks().iter().find(|mark| mark.span.touches(at)) {
            let here = self.name_within(mark.span, &mark.name, "]")?;
            return Some(NamedNote { here, name: &mark.name, note: tree.note_of(mark) });
        }
        let heads = tree.notes().iter().filter_map(|note| Some((note, self.head_of(note)?)));
        let (note, here) = heads.into_iter().find(|(_, here)| Span::new(here.start - 2, here.end + 2).touches(at))?;
        Some(NamedNote { here, name: &note.name, note: Some(note) })
    }

    /// Gives a footnote another name: `2`, `[^2]`.
    ///
    /// # Errors
    /// No footnote can be called so, it is not written in a way that can be changed, or the pen's work was cancelled.
    pub fn rename_note(&self, named: &NamedNote<'_>, name: &str) -> Result<Vec<Edit>, NotDone> {
        self.is_open()?;
        let tree = &self.placed.text.proposed;
        let name = name.trim();
        let name = name.strip_prefix("[^").and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
        if name.is_empty() || name.len() > NAME_BYTES || !name.chars().all(|c| c.is_alphanumeric() || c == '*') {
            return Err("A footnote is called by letters and digits, or by stars: 2, a, *.".into());
        }
        if name == named.name {
            return Ok(Vec::new());
        }
        if tree.notes().iter().any(|note| note.name == name) || tree.note_marks().iter().any(|mark| mark.name == name) {
            return Err(format!("There is a footnote {name} in this text already.").into());
        }
        let marks = tree.note_marks().iter().filter(|mark| mark.name == named.name);
        let same = marks.filter(|mark| tree.note_of(mark).map(|note| note.span) == named.note.map(|note| note.span));
        let mut places: Vec<Option<Span>> = same.map(|mark| self.name_within(mark.span, &mark.name, "]")).collect();
        places.extend(named.note.map(|note| self.head_of(note)));
        let places: Option<Vec<Span>> = places.into_iter().collect();
        let places = places.ok_or("This footnote is as conversion left it: write it as [^1] and [^1]: first.")?;
        self.replace_each(&places, name)
    }

    /// Puts the same words in several places.
    ///
    /// # Errors
    /// They cannot be written in one of them, or the pen's work was cancelled.
    pub fn replace_each(&self, places: &[Span], words: &str) -> Result<Vec<Edit>, NotDone> {
        self.is_open()?;
        let mut edits: Vec<Edit> = Vec::new();
        for place in places.iter().copied().collect::<BTreeSet<Span>>() {
            self.cancellation.check()?;
            edits.extend(self.replace(place, words).ok_or_else(unwritable)?);
        }
        in_order(edits).ok_or_else(|| unwritable().into())
    }

    /// The name before a footnote's text.
    fn head_of(&self, note: &Note) -> Option<Span> {
        self.name_within(Span::new(self.line_start(note.span.start), note.span.start), &note.name, "]:")
    }

    /// Where the name stands that `[^` and something after it enclose at the end of a range.
    fn name_within(&self, span: Span, name: &str, after: &str) -> Option<Span> {
        let view = self.view(span);
        let before = view.text.trim_end().strip_suffix(after)?.strip_suffix(name)?;
        before.strip_suffix("[^")?;
        let found = view.to_source(super::lines::span(before.len(), before.len() + name.len()));
        (!name.is_empty()).then(|| found.shift(span.start))
    }
}
