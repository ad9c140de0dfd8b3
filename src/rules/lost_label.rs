//! Clauses whose label was lost, or is written with a capital: the line that was one is joined to the clause before it.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::Context;
use crate::syntax::{ClauseId, Mark, SectionId};
use crate::text::Span;

/// A line that surely or most likely is a clause of its own.
pub(super) struct LostLabel {
    /// The label that it should have.
    pub mark: Mark,
    /// The line, from its first word or its miswritten label.
    pub line: Span,
    /// The label as it is written: "B)".
    pub written: Option<Span>,
    /// The clause to which it is joined, or itself where it begins its list.
    pub joined: ClauseId,
    /// The clause of its list beside it: the one before, or the one after where it begins the list.
    pub beside: ClauseId,
    /// Whether it begins its list.
    pub first: bool,
    /// Whether a tab follows a label there.
    pub tabbed: bool,
}

/// The lost labels of each section that was asked for, looked for once.
pub(super) struct LostLabels<'c, 'a> {
    context: &'c Context<'a>,
    by_section: RefCell<HashMap<SectionId, Rc<[LostLabel]>>>,
}

impl<'c, 'a> LostLabels<'c, 'a> {
    pub(super) fn of(context: &'c Context<'a>) -> LostLabels<'c, 'a> {
        LostLabels { context, by_section: RefCell::default() }
    }

    pub(super) fn in_section(&self, section: SectionId) -> Rc<[LostLabel]> {
        let mut known = self.by_section.borrow_mut();
        known.entry(section).or_insert_with(|| lost_labels(self.context, section).into()).clone()
    }
}

/// The lines of a section that lost their labels: between two clauses of which the one between is left out, the only line
/// that follows a clause's end; the line before the second clause of a list, if it ends as one of a list; and lines that begin
/// with the next letter as a capital.
pub(super) fn lost_labels(context: &Context<'_>, section: SectionId) -> Vec<LostLabel> {
    let tree = context.tree();
    let mut lost = Vec::new();
    if tree.section(section).is_damaged() || context.placed.text.flattened.is_some() {
        return lost;
    }
    let mut lists: BTreeMap<Option<ClauseId>, Vec<(ClauseId, Mark)>> = BTreeMap::new();
    for (id, clause) in tree.clauses_of(section) {
        if let Some(label) = clause.label.filter(|label| label.suffix.is_none() && label.mark != Mark::Dash) {
            lists.entry(clause.parent).or_default().push((id, label.mark));
        }
    }
    lost.extend(lists.get(&None).and_then(|list| first_line(context, section, list)));
    for list in lists.values() {
        for (nth, &(id, mark)) in list.iter().enumerate() {
            let next = list.get(nth + 1);
            let gap = next.is_some_and(|(_, next)| next.same_kind(mark) && next.ordinal() == mark.ordinal() + 2);
            if !gap && next.is_some() {
                continue;
            }
            let mut lines = lines_between(context, id, mark.next());
            let capital = lines.iter().position(|line| line.written.is_some());
            match (capital, lines.len()) {
                (Some(at), _) => lost.push(lines.swap_remove(at)),
                (None, 1) if gap => lost.extend(lines),
                _ => {}
            }
        }
    }
    lost
}

/// The label that a line of [`lost_labels`] lost.
pub(super) fn lost_label_at(context: &Context<'_>, line: Span) -> Option<LostLabel> {
    let tree = context.tree();
    let clause = tree.clause_at(line.start)?;
    let around = std::iter::successors(Some(clause), |id| tree.clause(*id).parent);
    let marks = around.filter_map(|id| Some((id, tree.clause(id).label?.mark)));
    let mut lost = marks.flat_map(|(id, mark)| lines_between(context, id, mark.next()));
    lost.find(|lost| lost.line == line).or_else(|| {
        let all = lost_labels(context, tree.clause(clause).section);
        all.into_iter().find(|lost| lost.first && lost.line == line)
    })
}

/// The line that began a list of a section, which now begins with its second clause.
fn first_line(context: &Context<'_>, section: SectionId, list: &[(ClauseId, Mark)]) -> Option<LostLabel> {
    let (tree, view) = (context.tree(), context.view());
    let &(second, mark) = list.first().filter(|(_, mark)| mark.ordinal() == 2)?;
    let mut clauses = tree.clauses_of(section);
    let ((first, line), (next, _)) = (clauses.next()?, clauses.next()?);
    let (before, words) = view.text.split_at_checked(view.from_source(line.body.start) as usize)?;
    // What follows a call within its own line was never labelled.
    let begins =
        before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']) && !words.starts_with(char::is_whitespace);
    let lacks = begins && line.raw.is_none() && !begins_with_label(words);
    let ends = next == second && lacks && line.last == Some(';');
    let tabbed = tree.clause(second).raw.as_ref().is_some_and(|raw| raw.tabbed);
    let mark = mark.with_ordinal(1);
    ends.then_some(LostLabel {
        mark,
        line: line.body,
        written: None,
        joined: first,
        beside: second,
        first: true,
        tabbed,
    })
}

/// The lines of a clause and its sub-clauses, but for their first, that follow the end of a clause or begin with a label in
/// capitals.
fn lines_between(context: &Context<'_>, id: ClauseId, mark: Mark) -> Vec<LostLabel> {
    let (tree, view) = (context.tree(), context.view());
    let tabbed = tree.clause(id).raw.as_ref().is_some_and(|raw| raw.tabbed);
    let capital = match mark {
        Mark::Letter(_) => mark.to_string().to_ascii_uppercase(),
        _ => String::new(),
    };
    let mut lines = Vec::new();
    for joined in (id.index()..=tree.last_below(id).index()).map(ClauseId::at) {
        let body = tree.clause(joined).body;
        let (start, end) = (view.from_source(body.start) as usize, view.from_source(body.end) as usize);
        let Some(words) = view.text.get(start..end) else { continue };
        let mut at = start;
        let mut before = "";
        for line in words.split_inclusive('\n') {
            let from = at + (line.len() - line.trim_start().len());
            let text = line.trim();
            let begins = at > start && before.ends_with([';', '；']) && !text.is_empty();
            let labelled = !capital.is_empty()
                && text.strip_prefix(&*capital).is_some_and(|rest| rest.starts_with(char::is_whitespace));
            if begins && (labelled || !begins_with_label(text)) {
                let place = |from: usize, to: usize| view.to_source(Span::of(from..to));
                lines.push(LostLabel {
                    mark,
                    line: place(from, from + text.len()),
                    written: labelled.then(|| place(from, from + capital.len())),
                    joined,
                    beside: id,
                    first: false,
                    tabbed,
                });
            }
            at += line.len();
            before = if text.is_empty() { before } else { text };
        }
    }
    lines
}

/// Whether words begin as a label does, though they were not taken for one: another would stand beside it.
fn begins_with_label(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    (1..=4).contains(&(words.len() - rest.len())) && rest.starts_with(')')
}
