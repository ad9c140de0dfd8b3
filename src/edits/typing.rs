//! What is written while a drafter types: the next label after a clause that has ended, none after one that is empty.
//!
//! In a proposal the new line is tracked. An editor puts its cursor after all that is inserted where the cursor stands, or
//! that replaces what ends there: VS Code lets an empty selection grow and goes to its end, Neovim moves the cursor by each
//! edit that ends at it or before. What follows the cursor therefore has to be written after the line end that follows:
//! `{++b)⇥` at the cursor, and `++}` at the start of the next line, which is the form that is written for a new clause.

use serde::Deserialize;

use super::future::Future;
use super::letters::{Labels, letters};
use super::{Edit, Pen, in_order};
use crate::syntax::{ClauseId, Document, SectionId};
use crate::text::{Cancelled, FileId, INSERTION, PieceKind, Span, insertion, offset};
use crate::workspace::Snapshot;

/// What a drafter may choose about what follows from typing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TypingOptions {
    pub letters: LetterAsYouType,
    /// What a clause between others of a proposal is called, where the drafter has said it.
    pub between: Option<Between>,
    /// Whether the cursor can be put anywhere; else the editor leaves it after what is written where it is.
    pub puts_cursor: bool,
}

/// Where a clause typed between others re-letters those after it, with their references.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LetterAsYouType {
    /// Where nothing is tracked.
    #[default]
    NewTexts,
    Always,
    Never,
}

/// What a clause between others of a text in force is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Between {
    /// `b)bis`: the others keep their letters.
    Bis,
    /// `c)`, and those after it go one further.
    Reletter,
}

/// What follows from what was typed.
#[derive(Debug, Default)]
pub struct Typed {
    pub edits: Vec<Edit>,
    /// Where the cursor goes in the file that they leave, in bytes; none: where the editor leaves it.
    pub cursor: Option<u32>,
    /// What the drafter is to choose first.
    pub choice: Option<BetweenChoice>,
}

/// The two ways to name a clause between others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BetweenChoice {
    /// "b)bis"
    pub bis: String,
    /// How many tracked changes the other way makes: labels, and references that follow.
    pub rest: usize,
}

/// What is written where a drafter types, and what others are lettered then.
#[derive(Default)]
pub(super) struct TypedEdits {
    pub edits: Vec<Edit>,
    pub labels: Labels,
    pub newcomer: Option<ClauseId>,
    /// Whether the others are lettered.
    pub letters: bool,
    /// What is written after the cursor.
    pub after_cursor: String,
    /// What the clause is called where it is asked first.
    pub choice: Option<String>,
}

impl<'a> Pen<'a> {
    /// A pen for the text that a cursor is in, and where it is there. At the very end of a text it is still in it.
    pub fn before(snapshot: &'a Snapshot, document: &'a Document, file: FileId, cursor: u32) -> Option<(Pen<'a>, u32)> {
        let placed = document.text_at(cursor.checked_sub(1)?)?;
        Some((Pen::new(snapshot, document, placed, file), cursor - placed.start))
    }

    /// What follows what was just typed before a place: a line end, or a TAB after a label.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn typed(&self, at: u32, typed: &str, options: TypingOptions) -> Result<Typed, Cancelled> {
        let text = &self.placed.text;
        if text.cover || text.changes.kind_at(at.saturating_sub(1)) == PieceKind::Deleted || self.is_open().is_err() {
            return Ok(Typed::default());
        }
        match typed {
            "\n" => self.line_ended(at, options),
            "\t" => Ok(Typed { edits: self.label_typed(at, options)?, ..Typed::default() }),
            _ => Ok(Typed::default()),
        }
    }

    /// What follows a line end that has just been typed: `at` is on the new line.
    fn line_ended(&self, at: u32, options: TypingOptions) -> Result<Typed, Cancelled> {
        let Some(ended) = self.ended_line(at) else { return Ok(Typed::default()) };
        let first = || self.first_label(&ended, options).or_else(|| self.second_label(&ended));
        let Some(typed) = first().or_else(|| self.after_clause(&ended, options)) else { return Ok(Typed::default()) };
        let TypedEdits { mut edits, labels, newcomer, letters, after_cursor, choice } = typed;
        if let (Some(bis), false) = (choice, labels.is_empty()) {
            let rest = self.relettered(labels, newcomer)?.len();
            return Ok(Typed { edits, cursor: None, choice: Some(BetweenChoice { bis, rest }) });
        }
        if letters {
            edits.extend(self.relettered(labels, newcomer)?);
        }
        let mut edits = in_order(edits).unwrap_or_default();
        if after_cursor.is_empty() {
            return Ok(Typed { edits, ..Typed::default() });
        }
        // The label is the last of what is written before the cursor.
        let line = self.placed.start + ended.line;
        let mut cursor = None;
        let mut shift = 0i64;
        for edit in &mut edits {
            if edit.span.start == line && cursor.is_none() {
                cursor = Some(offset((i64::from(line) + shift) as usize + edit.text.len()));
                edit.text.push_str(&after_cursor);
            }
            shift += edit.text.len() as i64 - i64::from(edit.span.len());
        }
        Ok(Typed { edits, cursor, choice: None })
    }

    /// Whether the drafter wants others lettered while one types.
    fn wants_letters(&self, options: TypingOptions) -> bool {
        match options.letters {
            LetterAsYouType::NewTexts => !self.tracks(),
            LetterAsYouType::Always => true,
            LetterAsYouType::Never => false,
        }
    }

    /// Whether others of a section are lettered while one types: not in a fragment, in brackets, where labels are not surely read, and
    /// where they are not in order: that is a slip to be looked at.
    pub(super) fn letters(&self, section: SectionId, at: u32, options: TypingOptions) -> bool {
        let tree = &self.placed.text.proposed;
        let sure = tree.section(section).labels_are_sure() && letters(tree, section).is_empty();
        self.wants_letters(options) && tree.heading.is_some() && sure && !self.in_brackets(section, at)
    }

    /// Whether square brackets are open at a place of a section.
    pub(super) fn in_brackets(&self, section: SectionId, at: u32) -> bool {
        let start = self.placed.text.proposed.section(section).span.start;
        let words = self.view(Span::new(start, at.max(start))).text;
        words.chars().fold(0i32, |open, c| (open + i32::from(c == '[') - i32::from(c == ']')).max(0)) > 0
    }

    /// What follows a TAB that has just been typed after a label: those after it are lettered anew.
    fn label_typed(&self, at: u32, options: TypingOptions) -> Result<Vec<Edit>, Cancelled> {
        let tree = &self.placed.text.proposed;
        let typed = tree.clause_at(at).or_else(|| tree.clause_at(at.checked_sub(1)?)).filter(|&id| {
            let raw = tree.clause(id).raw.as_ref();
            raw.is_some_and(|raw| raw.span.end < at && self.view(Span::new(raw.span.end, at)).text == "\t")
        });
        let section = typed.map(|id| tree.clause(id).section).filter(|id| !tree.section(*id).is_damaged());
        match section.filter(|_| self.wants_letters(options)) {
            Some(section) => self.relettered(letters(tree, section), typed),
            None => Ok(Vec::new()),
        }
    }

    /// The edits that letter clauses anew.
    fn relettered(&self, labels: Labels, newcomer: Option<ClauseId>) -> Result<Vec<Edit>, Cancelled> {
        if labels.is_empty() {
            return Ok(Vec::new());
        }
        let future = Future { newcomer, ..Future::relabelled(&self.placed.text.proposed, labels) };
        let Some(relabelling) = self.relabel(future, Vec::new())? else { return Ok(Vec::new()) };
        let Some(planned) = relabelling.planned()? else { return Ok(Vec::new()) };
        // An editor takes nothing for other files here: where one refers to these clauses, and where it is not known what
        // a reference means, they are lettered anew when the drafter asks for it.
        let sure = planned.sure;
        Ok(planned.own_edits().filter(|_| sure).unwrap_or_default())
    }

    /// Begins a line with a label, instead of the whitespace that an editor has indented it with.
    pub(super) fn begin_line(&self, line: u32, label: &str) -> Option<Vec<Edit>> {
        let mut edit = self.insert(line, &format!("{label}\t"))?.pop()?;
        let words_end = self.line_words_end(line);
        let indent = self.source(Span::new(line, words_end));
        let spaces = indent.len() - indent.trim_start().len();
        let is_empty = spaces == indent.len();
        let indent = Span::new(line, line + spaces as u32);
        let kept = |span| self.placed.text.changes.kind_of(span) == Some(PieceKind::Kept);
        if self.placed.text.changes.kind_of(indent).is_some() {
            edit.span.end += indent.len();
        }
        if !edit.text.ends_with(INSERTION[1]) {
            return Some(vec![edit]);
        }
        if !is_empty {
            // Words of the text in force go on after the label: the line end that parts them is inserted with it.
            let typed = Span::new(self.line_words_end(line.checked_sub(1)?), line);
            if !kept(typed) || self.view(Span::new(line, words_end)).text.trim().is_empty() {
                return None;
            }
            let text = insertion(&format!("{}{label}\t", self.source(typed)));
            return Some(vec![self.edit(typed.cover(indent), text)]);
        }
        let (next, line_end) = self.line_end(words_end);
        let after = Span::new(words_end, next);
        if line_end.is_empty() || !kept(Span::new(line, next)) || after.len() as usize != line_end.len() {
            return None;
        }
        edit.text.truncate(edit.text.len() - INSERTION[1].len());
        Some(vec![edit, self.edit(Span::empty(next), INSERTION[1].to_owned())])
    }

    /// Where the words of the line that a place is in end in the file as it is written.
    pub(super) fn line_words_end(&self, at: u32) -> u32 {
        let slice = self.document.rope.byte_slice(self.placed.in_file(Span::new(0, self.placed.text.len)).range());
        let ended = |byte| matches!(byte, b'\n' | b'\r');
        let at = self.before_line_end(at);
        let len = slice.bytes_at(at as usize).take_while(|byte| !ended(*byte)).count();
        at + len as u32
    }
}

#[cfg(test)]
mod tests;
