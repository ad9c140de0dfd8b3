//! What is written while a drafter types: the next label after a clause that has ended, none after one that is empty.
//!
//! In a proposal the new line is tracked. An editor puts its cursor after all that is inserted where the cursor stands, or
//! that replaces what ends there: VS Code lets an empty selection grow and goes to its end, Neovim moves the cursor by each
//! edit that ends at it or before. What follows the cursor therefore has to be written after the line end that follows:
//! `{++b)⇥` at the cursor, and `++}` at the start of the next line, which is the form that is written for a new clause.

use super::add_clause::NewClause;
use super::future::Future;
use super::letters::{Labels, letters, letters_of, lists};
use super::{Edit, FormatOptions, Pen, in_order};
use crate::syntax::{ClauseId, Document, LabelStyle, Mark};
use crate::text::{Cancelled, FileId, INSERTION, PieceKind, Span, insertion};
use crate::workspace::Snapshot;

/// What is written where a drafter types, and what others are lettered then.
struct TypedEdits {
    edits: Vec<Edit>,
    labels: Labels,
    newcomer: Option<ClauseId>,
}

impl<'a> Pen<'a> {
    /// A pen for the text that a cursor is in, and where it is there. At the very end of a text it is still in it.
    pub fn before(snapshot: &'a Snapshot, document: &'a Document, file: FileId, cursor: u32) -> Option<(Pen<'a>, u32)> {
        let placed = document.text_at(cursor.checked_sub(1)?)?;
        Some((Pen::new(snapshot, document, placed, file), cursor - placed.start))
    }

    /// The edits that follow what was just typed before a place: a line end, or a TAB after a label.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub fn typed(&self, at: u32, typed: &str, options: FormatOptions) -> Result<Vec<Edit>, Cancelled> {
        let text = &self.placed.text;
        if text.cover || text.changes.kind_at(at.saturating_sub(1)) == PieceKind::Deleted {
            return Ok(Vec::new());
        }
        match typed {
            "\n" => self.line_ended(at, options),
            "\t" => self.label_typed(at, options),
            _ => Ok(Vec::new()),
        }
    }

    /// What follows a line end that has just been typed: `at` is on the new line.
    fn line_ended(&self, at: u32, options: FormatOptions) -> Result<Vec<Edit>, Cancelled> {
        let Some(TypedEdits { mut edits, labels, newcomer }) = self.after_line_end(at, options) else {
            return Ok(Vec::new());
        };
        edits.extend(self.relettered(labels, newcomer, options)?);
        Ok(in_order(edits).unwrap_or_default())
    }

    fn after_line_end(&self, at: u32, options: FormatOptions) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        self.is_open().ok()?;
        let line = self.source_line(at);
        let ended = line.checked_sub(1)?;
        let before = Span::new(self.source_line(self.line_words_end(ended)), self.line_words_end(ended));
        let words = self.view(before);
        let said = words.text.trim_end();
        let last = said.chars().next_back()?;
        let end = words.to_source(super::lines::span(said.len() - last.len_utf8(), said.len())).end + before.start;
        let id = tree.clause_at(end).filter(|&id| tree.clause(id).span.start <= end)?;
        let clause = tree.clause(id);
        let raw = clause.raw.as_ref()?;
        let after = self.view(Span::new(line, self.line_words_end(line)));
        if clause.body.is_empty() && before.contains(raw.span) {
            return after.text.trim().is_empty().then(|| self.unlabel(id, before, line, options))?;
        }
        let ends = said.trim_end_matches(|c: char| c.is_alphabetic()).trim_end();
        let custom = said[ends.len()..].trim();
        let coming = if last == ':' && after.text.trim().is_empty() {
            self.coming_under(id)?
        } else if last == ';' || last == '；' || (ends.ends_with(';') && matches!(custom, "and" | "or")) {
            let coming = self.coming_below(id).ok()?;
            // Where others are not lettered anew, the clause counts on from the one before it as that is.
            match clause.label.filter(|_| !options.letter_as_you_type) {
                Some(label) if label.mark != Mark::Dash => {
                    NewClause { label: raw.with_mark(label.mark.next()), ..coming }
                }
                _ => coming,
            }
        } else {
            return None;
        };
        Some(TypedEdits { edits: self.begin_line(line, &coming.label)?, labels: coming.labels, newcomer: None })
    }

    /// What follows a TAB that has just been typed after a label: those after it are lettered anew.
    fn label_typed(&self, at: u32, options: FormatOptions) -> Result<Vec<Edit>, Cancelled> {
        let tree = &self.placed.text.proposed;
        let typed = tree.clause_at(at).or_else(|| tree.clause_at(at.checked_sub(1)?)).filter(|&id| {
            let raw = tree.clause(id).raw.as_ref();
            raw.is_some_and(|raw| raw.span.end < at && self.view(Span::new(raw.span.end, at)).text == "\t")
        });
        let section = typed.map(|id| tree.clause(id).section).filter(|id| !tree.section(*id).is_damaged());
        match section.filter(|_| self.is_open().is_ok()) {
            Some(section) => self.relettered(letters(tree, section), typed, options),
            None => Ok(Vec::new()),
        }
    }

    /// The edits that letter clauses anew, where that is wanted while a drafter types.
    fn relettered(
        &self,
        labels: Labels,
        newcomer: Option<ClauseId>,
        options: FormatOptions,
    ) -> Result<Vec<Edit>, Cancelled> {
        if !options.letter_as_you_type || labels.is_empty() {
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
    fn unlabel(&self, id: ClauseId, before: Span, line: u32, options: FormatOptions) -> Option<TypedEdits> {
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
            let mark = labels.get(&parent).filter(|_| options.letter_as_you_type).copied();
            let (raw, mark) = (above.raw.as_ref()?, mark.or(above.label.map(|label| label.mark))?);
            let rest = self.source(Span::new(line, self.line_words_end(line)));
            if mark != Mark::Dash && rest.trim().is_empty() {
                edits.extend(self.begin_line(line, &raw.with_mark(mark.next()))?);
            }
        }
        let mut labels = letters_of(tree, &lists);
        labels.remove(&id);
        Some(TypedEdits { edits, labels, newcomer: Some(id) })
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
    use crate::edits::FormatOptions;
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    const LETTERED: FormatOptions = FormatOptions { join_lines: false, letter_as_you_type: true };

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
        let windows = Fixture::new("considering\r\na)\tone; and\r\n$0").typed("\n", FormatOptions::default());
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
                that one;
                $0",
            Fixture::entered,
            expect!["unchanged"],
        );
        check(
            r"
                //- head
                considering
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
            |it| it.typed("\t", FormatOptions::default()),
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
            |it| it.typed("\n", FormatOptions::default()),
            expect![[r#"
            considering
            a)	one;{++
            b)	++}that two,
        "#]],
        );
        let windows = Fixture::new("//- MOD\nconsidering\r\na)\tone;\r\n$0\r\nb)\ttwo,\r\n");
        let windows = windows.typed("\n", FormatOptions::default());
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
            |it| it.typed("\n", FormatOptions::default()),
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
