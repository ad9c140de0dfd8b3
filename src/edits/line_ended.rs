//! What follows the end of a line: the next label after a clause that has ended, the first after a call, both after a paragraph that
//! is not to stay alone.

use super::add_clause::NewClause;
use super::letters::{Labels, letters_of, lists};
use super::typing::{Between, LetterAsYouType, TypedEdits, TypingOptions};
use super::{Pen, lines};
use crate::syntax::{Body, ClauseId, LabelStyle, Mark, Section, SectionId, Stop};
use crate::text::Span;

/// A line that was ended, and the new one.
pub(super) struct EndedLine {
    /// The words of the line that was ended, and what is seen of them.
    pub before: Span,
    pub words: String,
    /// Where the new line begins.
    pub line: u32,
    /// What stands on it, without whitespace around it.
    pub rest: String,
}

impl Pen<'_> {
    /// The line that was ended before a place on the next.
    pub(super) fn ended_line(&self, at: u32) -> Option<EndedLine> {
        let line = self.source_line(at);
        let ended = line.checked_sub(1)?;
        let before = Span::new(self.source_line(self.line_words_end(ended)), self.line_words_end(ended));
        let after = self.view(Span::new(line, self.line_words_end(line))).text;
        Some(EndedLine { before, words: self.view(before).text, line, rest: after.trim().to_owned() })
    }

    /// What follows the end of a clause.
    pub(super) fn after_clause(&self, ended: &EndedLine, options: TypingOptions) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        let (before, line) = (ended.before, ended.line);
        let words = self.view(before);
        let said = words.text.trim_end();
        let last = said.chars().next_back()?;
        let end = words.to_source(lines::span(said.len() - last.len_utf8(), said.len())).end + before.start;
        let id = tree.clause_at(end).filter(|&id| tree.clause(id).span.start <= end)?;
        let clause = tree.clause(id);
        let raw = clause.raw.as_ref()?;
        let letters = self.letters(clause.section, line, options);
        if before.contains(raw.span) {
            match (clause.body.is_empty(), ended.rest.as_str()) {
                (true, "") => return self.unlabel(id, before, line, letters),
                (_, "," | ".") if said == self.view(raw.span).text => return self.take_back_last(id, ended),
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

    /// The first label of a section whose call was just written; or one before the first.
    pub(super) fn first_label(&self, ended: &EndedLine, options: TypingOptions) -> Option<TypedEdits> {
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
    pub(super) fn second_label(&self, ended: &EndedLine) -> Option<TypedEdits> {
        let tree = &self.placed.text.proposed;
        let said = ended.words.trim_end();
        let words_end = said.len().checked_sub(1)?;
        let end = self.view(ended.before).to_source(lines::span(words_end, said.len())).end + ended.before.start;
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
}
