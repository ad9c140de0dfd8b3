//! The stops at the ends of clauses: `;`, and `,` or `.` behind the last of a section.

use super::Pen;
use super::lines::Rewrite;
use crate::syntax::{ClauseId, Part, SectionId};
use crate::text::Span;

/// The stops, each with its form in Chinese.
const STOPS: [(char, char); 3] = [(';', '；'), (',', '，'), ('.', '。')];

/// How a clause ends.
struct End {
    /// The stop, or the place where one is missing.
    span: Span,
    /// In its plain form.
    stop: Option<char>,
    /// Whether it is written in the form that Chinese uses.
    wide: bool,
}

impl Pen<'_> {
    /// The stops that are to be others when a clause moves, where another clause is or was the last of the list.
    pub(super) fn moved_stops(
        &self,
        moved: ClauseId,
        last_before: Option<ClauseId>,
        last_then: Option<ClauseId>,
    ) -> Vec<Rewrite> {
        let (Some(before), Some(then)) = (last_before, last_then) else { return Vec::new() };
        if before == then {
            // It stays among those that are not the last.
            return self.stop(moved, ';').into_iter().collect();
        }
        let closing = self.closing(before);
        [self.stop(before, ';'), self.stop(then, closing)].into_iter().flatten().collect()
    }

    /// The stop that the last clause of a list asks for: the one that it has, if it can end a list; else the one that its
    /// place asks for. Source: DRAFTING.md, "Labels and punctuation".
    pub(super) fn closing(&self, last: ClauseId) -> char {
        let tree = &self.placed.text.proposed;
        let has = self.end(last).and_then(|end| end.stop);
        let section = tree.clause(last).section;
        let mut above = tree.clause(last).parent;
        while let Some(parent) = above {
            above = tree.clause(parent).parent;
            if tree.children(section, above).last().is_some_and(|(id, _)| id != parent) {
                return ';';
            }
        }
        has.filter(|stop| *stop != ';').unwrap_or_else(|| self.closing_of(section))
    }

    /// The stop that ends a section: a full stop the last, a comma any other.
    pub(super) fn closing_of(&self, section: SectionId) -> char {
        let tree = &self.placed.text.proposed;
        let operative = tree.section(section).part().is_none_or(Part::is_operative);
        let last = section.0 as usize + 1 == tree.sections.len();
        if operative && last { '.' } else { ',' }
    }

    /// Gives a clause, or what stands under it last, another stop; nothing where it has that or ends in another way.
    pub(super) fn stop(&self, id: ClauseId, wanted: char) -> Option<Rewrite> {
        let end = self.end(id).filter(|end| end.stop != Some(wanted))?;
        let form = STOPS.iter().find(|(plain, _)| *plain == wanted);
        let written = form.map_or(wanted, |(plain, wide)| if end.wide { *wide } else { *plain });
        Some(Rewrite::new(end.span, written))
    }

    /// How a clause ends with all that stands under it; `None` where it ends in a colon or in another way that is no slip.
    fn end(&self, id: ClauseId) -> Option<End> {
        let tree = &self.placed.text.proposed;
        let extent = tree.extent(id);
        let last = tree.clause_at(extent.end).unwrap_or(id);
        let words = self.view(Span::new(tree.clause(last).body.start, extent.end.max(tree.clause(last).body.start)));
        let text = words.text.trim_end();
        let text = set_off(text);
        let place = |start: usize, end: usize| {
            let from = tree.clause(last).body.start;
            let span = words.to_source(super::lines::span(start, end));
            Span::new(span.start + from, span.end + from)
        };
        let c = text.chars().next_back()?;
        if let Some((stop, wide)) = STOPS.iter().find(|(plain, wide)| *plain == c || *wide == c) {
            let span = place(text.len() - c.len_utf8(), text.len());
            return Some(End { span, stop: Some(*stop), wide: *wide == c });
        }
        // "…; and" and "…; or" are a custom of their own.
        let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
        let before = text[..text.len() - word.len()].trim_end();
        if !(c.is_alphanumeric() || ")\"\u{201d}'\u{2019}".contains(c))
            || before.ends_with([';', ',']) && word.len() <= 3
        {
            return None;
        }
        // Behind the last character, before any mark.
        let span = place(text.len() - c.len_utf8(), text.len());
        Some(End { span: Span::empty(span.end), stop: None, wide: false })
    }
}

/// Words without what stands behind their stop: a closing bracket, emphasis, marks of footnotes.
fn set_off(text: &str) -> &str {
    let mut text = text;
    loop {
        let shorter = text.trim_end_matches(['*', '_']).trim_end();
        let shorter = match shorter.strip_suffix(']') {
            Some(rest) => match rest.rfind('[') {
                Some(open) if rest[open..].starts_with("[^") => &rest[..open],
                _ => rest,
            },
            None => shorter,
        };
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}
