//! What is written while a drafter types: the next label after a clause that has ended, none after one that is empty.
//!
//! In a proposal the new line is tracked. An editor puts its cursor after all that is inserted where the cursor stands, or
//! that replaces what ends there: VS Code lets an empty selection grow and goes to its end, Neovim moves the cursor by each
//! edit that ends at it or before. What follows the cursor therefore has to be written after the line end that follows:
//! `{++b)⇥` at the cursor, and `++}` at the start of the next line, which is the form that is written for a new clause.

use serde::Deserialize;

use super::add_clause::NewClause;
use super::future::Future;
use super::letters::{Labels, letters, letters_of, lists};
use super::{Edit, Pen, in_order};
use crate::syntax::{Body, ClauseId, Document, LabelStyle, Mark, Section, SectionId, Stop};
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
struct TypedEdits {
    edits: Vec<Edit>,
    labels: Labels,
    newcomer: Option<ClauseId>,
    /// Whether the others are lettered.
    letters: bool,
    /// What is written after the cursor.
    after_cursor: String,
    choice: Option<String>,
}

/// A line that was ended, and the new one.
struct EndedLine {
    /// The words of the line that was ended, and what is seen of them.
    before: Span,
    words: String,
    /// Where the new line begins.
    line: u32,
    /// What stands on it, without whitespace around it.
    rest: String,
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

    /// The line that was ended before a place on the next.
    fn ended_line(&self, at: u32) -> Option<EndedLine> {
        let line = self.source_line(at);
        let ended = line.checked_sub(1)?;
        let before = Span::new(self.source_line(self.line_words_end(ended)), self.line_words_end(ended));
        let after = self.view(Span::new(line, self.line_words_end(line))).text;
        Some(EndedLine { before, words: self.view(before).text, line, rest: after.trim().to_owned() })
    }

    /// What follows the end of a clause.
    fn after_clause(&self, ended: &EndedLine, options: TypingOptions) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        let (before, line) = (ended.before, ended.line);
        let words = self.view(before);
        let said = words.text.trim_end();
        let last = said.chars().next_back()?;
        let end = words.to_source(super::lines::span(said.len() - last.len_utf8(), said.len())).end + before.start;
        let id = tree.clause_at(end).filter(|&id| tree.clause(id).span.start <= end)?;
        let clause = tree.clause(id);
        let raw = clause.raw.as_ref()?;
        let letters = self.letters(clause.section, line, options);
        if before.contains(raw.span) {
            match (clause.body.is_empty(), ended.rest.as_str()) {
                (true, "") => return self.unlabel(id, before, line, letters),
                (_, "," | "." | ";") if said == self.view(raw.span).text => return self.take_back_last(id, ended),
                _ => {}
            }
        }
        let ends = said.trim_end_matches(|c: char| c.is_alphabetic()).trim_end();
        let custom = said[ends.len()..].trim();
        if last == ':' && ended.rest.is_empty() {
            let coming = self.coming_under(id)?;
            let edits = self.begin_line(line, &coming.label)?;
            return Some(TypedEdits { edits, labels: coming.labels, letters, ..TypedEdits::default() });
        }
        if last == ';' || last == '；' || (ends.ends_with(';') && matches!(custom, "and" | "or")) {
            return self.next_clause(id, line, letters, options);
        }
        let moves_stop = options.puts_cursor && matches!(last, ',' | '.') && ended.rest.is_empty();
        if moves_stop { self.new_last(id, line) } else { None }
    }

    /// The next clause after one that ends in a semicolon.
    fn next_clause(&self, id: ClauseId, line: u32, letters: bool, options: TypingOptions) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        let clause = tree.clause(id);
        let (label, raw) = (clause.label?, clause.raw.as_ref()?);
        let inserted_bis = || {
            let kept = tree.clauses().filter(|(_, other)| other.label.is_some_and(|label| label.suffix.is_some()));
            kept.filter_map(|(_, other)| other.raw.as_ref()).any(|raw| self.is_inserted(raw.span))
        };
        let coming = self.coming_below(id).ok();
        let between = coming.as_ref().is_none_or(|coming| !coming.labels.is_empty());
        let way = options.between.or_else(|| inserted_bis().then_some(Between::Bis));
        let asks = self.tracks() && between && options.letters != LetterAsYouType::Always;
        let bis = label.with_next_suffix().and_then(|label| raw.with_label(label));
        if let (true, Some(Between::Bis), Some(bis)) = (asks, way, &bis) {
            let free =
                !tree.children(clause.section, clause.parent).any(|(_, other)| other.label == label.with_next_suffix());
            let edits = if free { self.begin_line(line, bis)? } else { return None };
            return Some(TypedEdits { edits, ..TypedEdits::default() });
        }
        let coming = coming?;
        let letters = letters || (asks && way == Some(Between::Reletter));
        // Where others are not lettered anew, the clause counts on from the one before it as that is.
        let mark = label.mark;
        let name = if letters || mark == Mark::Dash { coming.label } else { raw.with_mark(mark.next()) };
        let choice = bis.filter(|_| asks && way.is_none() && options.puts_cursor);
        let edits = self.begin_line(line, &name)?;
        Some(TypedEdits { edits, labels: coming.labels, letters, choice, ..TypedEdits::default() })
    }

    /// A clause after the last of its section, which something follows: its stop goes along.
    fn new_last(&self, id: ClauseId, line: u32) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        let (next, _) = self.line_end(self.line_words_end(line));
        let follows = !self.view(Span::new(next, self.line_words_end(next))).text.trim().is_empty();
        let section = tree.section(tree.clause(id).section);
        let last = tree.clauses_of(tree.clause(id).section).last().is_some_and(|(last, _)| last == id);
        let sure = section.labels_are_sure() && !self.in_brackets(tree.clause(id).section, line);
        let coming = self.coming_below(id).ok().filter(|coming| coming.labels.is_empty())?;
        if !follows || !last || !sure || tree.heading.is_none() || tree.reasons.is_some_and(|it| it.start <= line) {
            return None;
        }
        let stop = self.closing(id);
        let mut edits = self.write(&self.stop(id, Stop::Semicolon)?)?;
        edits.extend(self.begin_line(line, &coming.label)?);
        Some(TypedEdits { edits, after_cursor: stop.to_string(), ..TypedEdits::default() })
    }

    /// Takes an empty last clause back, and gives the one before it its stop again.
    fn take_back_last(&self, id: ClauseId, ended: &EndedLine) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        let before =
            tree.children(tree.clause(id).section, tree.clause(id).parent).take_while(|(other, _)| *other != id);
        let (previous, _) = before.last()?;
        let stop = match ended.rest.as_str() {
            "," => Stop::Comma,
            "." => Stop::Period,
            _ => Stop::Semicolon,
        };
        let start = tree.clause(id).raw.as_ref()?.span.start;
        let whole = Span::new(start, self.line_words_end(ended.line));
        if (self.tracks() || self.placed.text.is_changed()) && !self.is_inserted(whole) {
            return None;
        }
        let mut edits = match self.stop(previous, stop) {
            Some(rewrite) => self.write(&rewrite)?,
            None => Vec::new(),
        };
        edits.push(self.edit(whole, String::new()));
        Some(TypedEdits { edits, ..TypedEdits::default() })
    }

    /// The first label of a section whose call was just written; or one before the first.
    fn first_label(&self, ended: &EndedLine, options: TypingOptions) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        let called = |(_, section): &(SectionId, &Section)| {
            let call = section.call.as_ref();
            call.is_some_and(|call| ended.before.contains(call.span) && self.view(call.span).text == ended.words.trim())
        };
        let (id, section) = tree.sections().find(called)?;
        let un = matches!(tree.body(), Some(Body::Unga | Body::Unsc));
        let mut labels = Labels::new();
        match tree.clauses_of(id).next() {
            None if !ended.rest.is_empty() => return None,
            None => {}
            // Where one paragraph stands there, it is not known yet whether there are to be two.
            Some((_, first)) if first.label.is_none() => return None,
            Some(_) => {
                let mut lists = lists(tree, id);
                lists.entry(None).or_default().insert(0, None);
                labels = letters_of(tree, &lists);
            }
        }
        let part = section.part()?;
        let like = tree
            .sections()
            .filter(|(_, other)| other.part().is_some_and(|it| it.is_operative() == part.is_operative()));
        let alike = |(section, _): (SectionId, _)| {
            tree.clauses_of(section).find_map(|(_, it)| Some((it.label?.mark, it.raw.as_ref()?)))
        };
        let label = match like.into_iter().find_map(alike) {
            Some((mark, raw)) if mark != Mark::Dash => raw.with_mark(mark.with_ordinal(1)),
            _ if part.is_operative() => "1".to_owned(),
            _ => "a)".to_owned(),
        };
        let letters = self.letters(id, ended.line, options);
        if un || self.in_brackets(id, ended.line) || (!labels.is_empty() && !letters) {
            return None;
        }
        Some(TypedEdits { edits: self.begin_line(ended.line, &label)?, labels, letters, ..TypedEdits::default() })
    }

    /// Labels for the one paragraph of a section and for the next, after the first has ended as one of several does.
    fn second_label(&self, ended: &EndedLine) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        let said = ended.words.trim_end();
        let words_end = said.len().checked_sub(1)?;
        let end = self.view(ended.before).to_source(super::lines::span(words_end, said.len())).end + ended.before.start;
        let id = tree.clause_at(end).filter(|_| said.ends_with(';') && ended.rest.is_empty())?;
        let clause = tree.clause(id);
        let alone = tree.clauses_of(clause.section).count() == 1 && clause.raw.is_none();
        let part = tree.section(clause.section).part().filter(|_| alone && tree.heading.is_some())?;
        let [first, second] = if part.is_operative() { ["1", "2"] } else { ["a)", "b)"] };
        if self.in_brackets(clause.section, ended.line) || matches!(tree.body(), Some(Body::Unga | Body::Unsc)) {
            return None;
        }
        let mut edits = self.insert(clause.body.start, &format!("{first}\t"))?;
        edits.extend(self.begin_line(ended.line, second)?);
        Some(TypedEdits { edits, ..TypedEdits::default() })
    }

    /// Whether others of a section are lettered while one types: not in a fragment, in brackets, where labels are not surely read, and
    /// where they are not in order: that is a slip to be looked at.
    fn letters(&self, section: SectionId, at: u32, options: TypingOptions) -> bool {
        let tree = &self.placed.text.proposed;
        let wanted = match options.letters {
            LetterAsYouType::NewTexts => !self.tracks(),
            LetterAsYouType::Always => true,
            LetterAsYouType::Never => false,
        };
        let sure = tree.section(section).labels_are_sure() && letters(tree, section).is_empty();
        wanted && tree.heading.is_some() && sure && !self.in_brackets(section, at)
    }

    /// Whether square brackets are open at a place of a section.
    fn in_brackets(&self, section: SectionId, at: u32) -> bool {
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
        let wanted = match options.letters {
            LetterAsYouType::NewTexts => !self.tracks(),
            letters => letters == LetterAsYouType::Always,
        };
        match section.filter(|_| wanted) {
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

    /// The first clause under one that ends in a colon.
    fn coming_under(&self, id: ClauseId) -> Option<NewClause> {
        let tree = &self.placed.text.proposed;
        let clause = tree.clause(id);
        let first = tree.children(clause.section, Some(id)).next();
        let mut lists = lists(tree, clause.section);
        lists.entry(Some(id)).or_default().insert(0, None);
        let labels = letters_of(tree, &lists);
        let label = match first {
            Some((_, first)) => {
                let (raw, mark) = (first.raw.as_ref()?, first.label?.mark);
                match mark {
                    Mark::Dash => self.document.slice(self.placed.in_file(raw.span)).into_owned(),
                    mark => raw.with_mark(mark.with_ordinal(1)),
                }
            }
            None => {
                let label = match clause.label?.mark {
                    Mark::Letter(_) => "i",
                    Mark::Number(_) | Mark::Decimal(_) => "a",
                    Mark::Roman(_) | Mark::Dash => "–",
                };
                match clause.raw.as_ref()?.style {
                    _ if label == "–" => label.to_owned(),
                    LabelStyle::Brackets => format!("({label})"),
                    _ => format!("{label})"),
                }
            }
        };
        Some(NewClause { label, labels })
    }

    /// Takes the label of an empty clause away, with the line end that was typed after it; under another clause, the next
    /// clause beside that one begins.
    fn unlabel(&self, id: ClauseId, before: Span, line: u32, letters: bool) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        let clause = tree.clause(id);
        let raw = clause.raw.as_ref()?;
        let mut edits = self.take_back(raw.span, before, line)?;
        let mut lists = lists(tree, clause.section);
        lists.entry(clause.parent).or_default().retain(|other| *other != Some(id));
        let above = clause.parent.map(|parent| (parent, tree.clause(parent)));
        if let Some((parent, above)) = above {
            let list = lists.entry(above.parent).or_default();
            let place = list.iter().position(|other| *other == Some(parent))?;
            list.insert(place + 1, None);
            let labels = letters_of(tree, &lists);
            let mark = labels.get(&parent).filter(|_| letters).copied();
            let (raw, mark) = (above.raw.as_ref()?, mark.or(above.label.map(|label| label.mark))?);
            let rest = self.source(Span::new(line, self.line_words_end(line)));
            if mark != Mark::Dash && rest.trim().is_empty() {
                edits.extend(self.begin_line(line, &raw.with_mark(mark.next()))?);
            }
        }
        let mut labels = letters_of(tree, &lists);
        labels.remove(&id);
        Some(TypedEdits { edits, labels, newcomer: Some(id), letters, ..TypedEdits::default() })
    }

    /// Removes a label that was written for the drafter, or by the drafter in a text that is not tracked, and the line end
    /// after it.
    fn take_back(&self, label: Span, before: Span, line: u32) -> Option<Vec<Edit>> {
        let remove = |span| self.edit(span, String::new());
        if !self.tracks() && !self.placed.text.is_changed() {
            return Some(vec![remove(Span::new(before.start, line))]);
        }
        if self.is_inserted(Span::new(label.start, line)) {
            return Some(vec![remove(self.with_empty_marks(Span::new(label.start, line)))]);
        }
        let pieces = &self.placed.text.changes.pieces;
        let piece = pieces.iter().find(|piece| piece.span.contains(label))?;
        let alone = piece.kind == PieceKind::Inserted && self.source(piece.span).trim() == self.source(label);
        let typed = Span::new(before.end, line);
        let kept = self.placed.text.changes.kind_of(typed) == Some(PieceKind::Kept);
        (alone && kept).then(|| vec![remove(self.with_empty_marks(piece.span)), remove(typed)])
    }

    /// Begins a line with a label, instead of the whitespace that an editor has indented it with.
    fn begin_line(&self, line: u32, label: &str) -> Option<Vec<Edit>> {
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
mod tests {
    use super::{Between, LetterAsYouType, Pen, Typed, TypingOptions};
    use crate::edits::apply;
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    const LETTERED: TypingOptions =
        TypingOptions { letters: LetterAsYouType::Always, between: None, puts_cursor: false };
    const UNLETTERED: TypingOptions =
        TypingOptions { letters: LetterAsYouType::Never, between: None, puts_cursor: false };

    #[test]
    fn after_a_clause_the_next_label_appears() {
        check(
            r"
                //- head
                considering
                a)	one;
                $0",
            Fixture::entered,
            expect![[r#"
            considering
            a)	one;
            b)	"#]],
        );
        check(
            "
                //- head
                resolves
                9	to do;\u{20}\u{20}
                  $0
                resolves further
                1	to go.
            ",
            Fixture::entered,
            expect![[r#"
            resolves
            9	to do;  
            10	
            resolves further
            1	to go.
        "#]],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                $0that two,
            ",
            Fixture::entered,
            expect![[r#"
            considering
            a)	one;
            b)	that two,
        "#]],
        );
        let windows = Fixture::new("considering\r\na)\tone; and\r\n$0").typed("\n", UNLETTERED);
        assert_eq!(windows, "considering\r\na)\tone; and\r\nb)\t");
        check(
            r"
                //- head
                considering
                a)	one:
                $0",
            Fixture::entered,
            expect![[r#"
            considering
            a)	one:
            i)	"#]],
        );
        check(
            r"
                //- head
                resolves
                1	to do:
                1.1	this;
                $0
                1.2	that.
            ",
            Fixture::entered,
            expect![[r#"
            resolves
            1	to do:
            1.1	this;
            1.2	
            1.2	that.
        "#]],
        );
    }

    #[test]
    fn in_the_middle_of_words_and_at_the_end_of_a_section_none_appears() {
        check(
            r"
                //- head
                considering
                a)	one and
                $0",
            Fixture::entered,
            expect!["unchanged"],
        );
        check(
            r"
                //- head
                considering
                a)	one,
                $0",
            Fixture::entered,
            expect!["unchanged"],
        );
        check(
            r"
                //- head
                considering
                a)	one;

                $0",
            Fixture::entered,
            expect!["unchanged"],
        );
        check(
            r"
                //- head
                resolves
                1	to do.
                ANNEX 1
                1	What;
                $0",
            Fixture::entered,
            expect!["unchanged"],
        );
    }

    /// As clients ask that put the cursor where they are told; it is `|` there.
    fn followed(draft: &str, typed: &str, options: TypingOptions) -> String {
        let fixture = Fixture::new(draft);
        let (pen, at) = Pen::before(&fixture.snapshot, &fixture.document, fixture.file, fixture.at).unwrap();
        let Typed { edits, cursor, choice } = pen.typed(at, typed, options).unwrap();
        let mut text = apply(&fixture.document.rope, &edits);
        if let Some(cursor) = cursor {
            text.insert(cursor as usize, '|');
        }
        let asked = choice.map(|it| format!("{} or {} changes?\n", it.bis, it.rest)).unwrap_or_default();
        // Without the head.
        let begins = ["considering", "resolves"].iter().filter_map(|call| text.find(&format!("\n{call}\n"))).min();
        asked + &text[begins.unwrap() + 1..]
    }

    fn entered(draft: &str) -> String {
        followed(draft, "\n", TypingOptions { puts_cursor: true, ..TypingOptions::default() })
    }

    #[test]
    fn after_a_call_the_first_label_appears() {
        assert_eq!(entered("//- head\nconsidering\n$0"), "considering\na)\t");
        assert_eq!(entered("//- head\nresolves\n$0\nReasons:\tnone.\n"), "resolves\n1\t\nReasons:\tnone.\n");
        assert_eq!(
            entered("//- MOD\nconsidering\n$0\nresolves\nto do.\n"),
            "considering\n{++a)\t\n++}resolves\nto do.\n"
        );
        assert_eq!(
            entered("//- head\nconsidering\n(a)\tone,\nnoting\n$0"),
            "considering\n(a)\tone,\nnoting\n(a)\t",
            "as the text writes them"
        );
        assert_eq!(
            entered("//- head\nconsidering\n$0\na)\tone;\nb)\ttwo, see considering a),\n"),
            "considering\na)\t\nb)\tone;\nc)\ttwo, see considering b),\n"
        );
        let one = "considering\n\nthat one,\n";
        assert_eq!(entered("//- head\nconsidering\n$0\nthat one,\n"), one, "one paragraph has no label");
        assert_eq!(entered("//- head\nconsidering\nthat [\nresolves\n$0"), "considering\nthat [\nresolves\n1\t");
    }

    #[test]
    fn after_one_paragraph_both_get_their_labels() {
        assert_eq!(entered("//- head\nconsidering\nthat one;\n$0"), "considering\na)\tthat one;\nb)\t");
        assert_eq!(entered("//- head\nresolves\nto do;\n$0\n"), "resolves\n1\tto do;\n2\t\n");
        assert_eq!(
            entered("//- MOD\nconsidering\nthat one;\n$0\nresolves\nto do.\n"),
            "considering\n{++a)\t++}that one;\n{++b)\t\n++}resolves\nto do.\n"
        );
        assert_eq!(entered("//- head\nconsidering\nthat one,\n$0"), "considering\nthat one,\n");
    }

    #[test]
    fn after_the_last_clause_its_stop_goes_along_where_something_follows() {
        assert_eq!(
            entered("//- head\nconsidering\na)\tone;\nb)\ttwo,\n$0\nresolves\nto do.\n"),
            "considering\na)\tone;\nb)\ttwo;\nc)\t|,\nresolves\nto do.\n"
        );
        assert_eq!(
            entered("//- MOD\nresolves\n1\tto do;\n2\tto go.\n$0\nReasons:\tnone.\n"),
            "resolves\n1\tto do;\n2\tto go{~~.~>;~~}\n{++3\t|.\n++}Reasons:\tnone.\n"
        );
        let end = "considering\na)\tone;\nb)\ttwo,\n";
        assert_eq!(entered("//- head\nconsidering\na)\tone;\nb)\ttwo,\n$0"), end, "a call may follow");
        // Enter again, and all is as it was.
        assert_eq!(
            entered("//- head\nconsidering\na)\tone;\nb)\ttwo;\nc)\t\n$0,\nresolves\nto do.\n"),
            "considering\na)\tone;\nb)\ttwo,\n\nresolves\nto do.\n"
        );
        assert_eq!(
            entered("//- MOD\nresolves\n1\tto go{~~.~>;~~}\n{++2\t\n$0.\n++}Reasons:\tnone.\n"),
            "resolves\n1\tto go.\n{++\n++}Reasons:\tnone.\n"
        );
    }

    #[test]
    fn in_new_texts_the_others_are_lettered_and_in_a_proposal_it_is_asked_how() {
        let between = "considering\na)\tone;\n$0\nb)\ttwo, see considering b),\n";
        assert_eq!(
            entered(&format!("//- head\n{between}")),
            "considering\na)\tone;\nb)\t\nc)\ttwo, see considering c),\n"
        );
        let proposed = format!("//- MOD\n{between}");
        assert_eq!(
            entered(&proposed),
            "a)bis or 2 changes?\nconsidering\na)\tone;\n{++b)\t\n++}b)\ttwo, see considering b),\n"
        );
        let chosen = |between| {
            let options = TypingOptions { between: Some(between), puts_cursor: true, ..TypingOptions::default() };
            followed(&proposed, "\n", options)
        };
        assert_eq!(chosen(Between::Bis), "considering\na)\tone;\n{++a)bis\t\n++}b)\ttwo, see considering b),\n");
        assert_eq!(
            chosen(Between::Reletter),
            "considering\na)\tone;\n{++b)\t\n++}{~~b~>c~~})\ttwo, see considering {~~b~>c~~}),\n"
        );
        // Where one stands already, the text has chosen.
        assert_eq!(
            entered("//- MOD\nconsidering\na)\tone;\n{++a)bis\tmore;\n++}b)\ttwo;\n$0\nc)\tthree,\n"),
            "considering\na)\tone;\n{++a)bis\tmore;\n++}b)\ttwo;\n{++b)bis\t\n++}c)\tthree,\n"
        );
        assert_eq!(
            entered("//- MOD\nconsidering\na)\tone;\n{++a)bis\tmore;\n$0\n++}b)\ttwo,\n"),
            "considering\na)\tone;\n{++a)bis\tmore;\na)ter\t\n++}b)\ttwo,\n"
        );
    }

    #[test]
    fn in_brackets_and_where_letters_are_not_sure_others_keep_theirs() {
        let kept = |draft: &str, label: &str| {
            let made = entered(&format!("//- head\n{draft}"));
            assert_eq!(made, draft.replace("$0", label), "{draft}");
        };
        kept("considering\na)\t[one;\n$0\nb)\ttwo;]\nc)\tthree,\n", "");
        kept("considering\na)\tone;\n$0\nd)\ttwo;\nb)\tthree;\nq)\tfour,\n", "b)\t");
        let fragment = Fixture::verbatim("considering\na)\tone;\n$0\nb)\ttwo,\n");
        assert!(!fragment.typed("\n", TypingOptions::default()).contains("c)"));
    }

    #[test]
    fn an_empty_clause_loses_its_label() {
        check(
            "
                //- head
                considering
                a)	one;
                b)\t
                $0",
            Fixture::entered,
            expect![[r#"
            considering
            a)	one;
        "#]],
        );
        check(
            "
                //- head
                considering
                a)	one:
                i)	this;
                ii)\t
                $0
                resolves
                to go.
            ",
            Fixture::entered,
            expect![[r#"
            considering
            a)	one:
            i)	this;
            b)	
            resolves
            to go.
        "#]],
        );
        check(
            r"
                //- head
                considering
                a)
                $0that one;
            ",
            Fixture::entered,
            expect!["unchanged"],
        );
    }

    #[test]
    fn clauses_after_are_lettered_anew_where_that_is_wanted() {
        check(
            r"
                //- head
                considering
                a)	one;
                $0
                b)	two, as in considering a) and b),
            ",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
            considering
            a)	one;
            b)	
            c)	two, as in considering a) and c),
        "#]],
        );
        check(
            "
                //- head
                considering
                a)	one;
                b)\t
                $0
                c)	two, as in considering c),
            ",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
            considering
            a)	one;

            b)	two, as in considering b),
        "#]],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	$0new;
                b)	two, as in considering b),
            ",
            |it| it.typed("\t", LETTERED),
            expect![[r#"
            considering
            a)	one;
            b)	new;
            c)	two, as in considering c),
        "#]],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	$0new;
                b)	two,
            ",
            |it| it.typed("\t", UNLETTERED),
            expect!["unchanged"],
        );
        check(
            r"
                //- head
                considering
                a)	one	$0new;
                b)	two;
                b)	three,
            ",
            |it| it.typed("\t", LETTERED),
            expect!["unchanged"],
        );
    }

    #[test]
    fn in_a_proposal_the_label_is_tracked() {
        check(
            r"
                //- MOD
                considering
                a)	one;
                $0
                b)	two,
            ",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
                considering
                a)	one;
                {++b)	
                ++}{~~b~>c~~})	two,
            "#]],
        );
        check(
            r"
                //- MOD
                considering
                a)	one;
                {++b)	two;
                $0++}
                c)	three,
            ",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
            considering
            a)	one;
            {++b)	two;
            c)	++}
            {~~c~>d~~})	three,
        "#]],
        );
        check(
            r"
                //- MOD
                considering
                a)	one;
                {++b)	++}
                $0",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
            considering
            a)	one;
        "#]],
        );
        check(
            "
                //- MOD
                considering
                a)	one;
                {++b)	two;
                c)\t
                $0++}",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
            considering
            a)	one;
            {++b)	two;
            ++}"#]],
        );
        check(
            r"
                //- MOD
                considering
                a)	one;
                {--b)	two;
                $0--}",
            |it| it.typed("\n", LETTERED),
            expect!["unchanged"],
        );
        // Words that go on are parted from what stands before them by the proposal.
        check(
            r"
                //- MOD
                considering
                a)	one;
                  $0that two,
            ",
            |it| it.typed("\n", UNLETTERED),
            expect![[r#"
            considering
            a)	one;{++
            b)	++}that two,
        "#]],
        );
        let windows = Fixture::new("//- MOD\nconsidering\r\na)\tone;\r\n$0\r\nb)\ttwo,\r\n");
        let windows = windows.typed("\n", UNLETTERED);
        assert!(windows.ends_with("a)\tone;\r\n{++b)\t\r\n++}b)\ttwo,\r\n"), "{windows}");
        check(
            "
                //- MOD
                considering
                a)	one;
                {++b)\t
                $0
                ++}c)	two,
            ",
            |it| it.typed("\n", UNLETTERED),
            expect![[r#"
            considering
            a)	one;
            {++
            ++}c)	two,
        "#]],
        );
        // There is no place after the cursor for the end of the mark.
        check(
            r"
                //- MOD
                considering
                a)	one;
                $0",
            |it| it.typed("\n", LETTERED),
            expect!["unchanged"],
        );
        check(
            r"
                //- MOD
                considering
                a)	one;
                $0{--
                b)	two;--}
            ",
            |it| it.typed("\n", LETTERED),
            expect!["unchanged"],
        );
    }
}
