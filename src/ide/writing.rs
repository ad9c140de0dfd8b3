//! What is not shown yet where a drafter writes: what the next words may cure.

use ropey::Rope;

use crate::rules::{Finding, Waits};
use crate::syntax::{Document, PlacedText, SectionId, Tree};
use crate::text::{Hunk, Span};

/// Where a drafter writes. In bytes from the start of the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Writing {
    /// After the words that were written last.
    pub at: u32,
    /// From the first to the last place where the cursor was seen since, that one included: what was left once is not being
    /// written any more.
    pub seen: Span,
}

impl Writing {
    /// Words were just written, and the cursor is after them.
    pub const fn here(at: u32) -> Writing {
        Writing { at, seen: Span::empty(at) }
    }

    /// Where a drafter writes after an edit, which was or was not `alone`, between two states of the file. Of several at once,
    /// which a program makes or many cursors, each moves the place that is known and makes none; and lines that are taken out or
    /// pasted are not being written.
    pub fn after_edit(
        writing: Option<Writing>,
        hunk: &Hunk,
        [before, after]: [&Rope; 2],
        alone: bool,
    ) -> Option<Writing> {
        let ends =
            |rope: &Rope, span: Span| rope.byte_to_line(span.end as usize) - rope.byte_to_line(span.start as usize);
        match alone {
            true if ends(after, hunk.new) > 1 || (hunk.new.is_empty() && ends(before, hunk.old) > 0) => None,
            true => Some(Writing::here(hunk.new.end)),
            false => writing.map(|Writing { at, .. }| Writing::here(hunk.place(at))),
        }
    }
}

/// The parts of a text that are being written, in bytes from its start: what the next words there may cure waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Unfinished {
    line: Option<Span>,
    section: Option<Span>,
}

impl Unfinished {
    /// What is being written of a text of the file.
    pub fn of(document: &Document, placed: &PlacedText, writing: Option<Writing>) -> Unfinished {
        let here = writing.filter(|it| document.text_at(it.at).is_some_and(|text| text.start == placed.start));
        let Some(Writing { at, seen }) = here else { return Unfinished::default() };
        let tree = &placed.text.proposed;
        let within = |span: Span| Span::new(span.start.saturating_sub(placed.start), span.end - placed.start);
        let line = within(line_of(document, at));
        let [at, first, last] = [at, seen.start, seen.end].map(|at| at.saturating_sub(placed.start));
        let section = section_at(tree, at);
        // A clause may go on over several lines; and where none begins yet, the one before may still go on, or end otherwise.
        let clause = tree.clause_at(line.start).or_else(|| tree.clause_at(at)).or_else(|| tree.last_clause_from(at));
        let line = clause.map_or(line, |id| tree.clause(id).span.cover(line));
        let left = |section: &SectionId| [first, last].iter().any(|at| section_at(tree, *at) != Some(*section));
        let section = section.filter(|section| !left(section));
        Unfinished {
            line: line.contains(Span::new(first, last)).then_some(line),
            section: section.map(|id| tree.section(id).span.cover(Span::empty(at))),
        }
    }

    /// Whether a finding of the text waits.
    pub fn holds(&self, finding: &Finding) -> bool {
        let meets = |part: Option<Span>| part.is_some_and(|part| part.meets(finding.span));
        match finding.rule.waits {
            Waits::No => false,
            Waits::Line => meets(self.line),
            Waits::Section => meets(self.line) || meets(self.section),
        }
    }
}

/// The line of a place, without its end.
fn line_of(document: &Document, at: u32) -> Span {
    let rope = &document.rope;
    let line = rope.byte_to_line((at as usize).min(rope.len_bytes()));
    let start = rope.line_to_byte(line);
    let end = rope.line(line).chars().take_while(|c| !matches!(c, '\n' | '\r')).map(char::len_utf8).sum::<usize>();
    Span::of(start..start + end)
}

/// The section of a place: the last whose call stands before it, up to the annexes.
fn section_at(tree: &Tree, at: u32) -> Option<SectionId> {
    let is_body = tree.annexes().first().is_none_or(|annex| at < annex.span.start);
    tree.last_section_from(at).filter(|_| is_body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Checkup;
    use crate::testing::{Fixture, dedent};
    use crate::text::{Cancellation, offset};
    use std::collections::BTreeMap;

    /// What is shown where a drafter has just written up to a place.
    fn shown(fixture: &Fixture, writing: Option<Writing>) -> Vec<String> {
        let Fixture { document, file, snapshot, .. } = fixture;
        let mut said = Vec::new();
        for placed in document.texts.iter() {
            let unfinished = Unfinished::of(document, placed, writing);
            let checkup = Checkup::of(document, placed, *file, snapshot, Cancellation::never()).unwrap();
            let shown = checkup.findings.iter().filter(|finding| !unfinished.holds(finding));
            said.extend(shown.map(|it| format!("{} {}", it.rule.name, it.message)));
        }
        said
    }

    const DRAFT: &str = r"
        RESOLUTION 90 (Rev. New Delhi, 2024)
        Open source in small networks
        (Hammamet, 2016; New Delhi, 2024)
        The World Telecommunication Standardization Assembly (New Delhi, 2024),
        recalling
        Resolution 139 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
        considering
        a)	that programs run:
        i)	by day;
        ii)	by night;
        b)	that (as considering a) says) small
        suppliers take part,
        considering further
        that no group is obliged to follow,
        resolves
        1	to wait, and that:
        1.1	terms be named;
        1.2	changes be reported;
        2	that what is decided under resolves 1 be looked at again,
        instructs the Director of the Telecommunication Standardization Bureau
        to report to the next assembly.
    ";

    #[test]
    fn a_drafter_who_writes_from_the_first_word_to_the_last_is_shown_nothing() {
        let draft = dedent(DRAFT).replace("Rev. ", "Rev.\u{a0}").replace("Resolution 1", "Resolution\u{a0}1");
        let mut seen = BTreeMap::new();
        let mut waited = 0;
        for end in (0..=draft.len()).filter(|&end| draft.is_char_boundary(end)) {
            let fixture = Fixture::verbatim(&draft[..end]);
            let (written, now) = (&draft[..end], Writing::here(offset(end)));
            for said in shown(&fixture, Some(now)) {
                seen.entry(said).or_insert(written);
            }
            waited += usize::from(!shown(&fixture, None).is_empty());
        }
        assert_eq!(seen, BTreeMap::new(), "with what was written when it was seen");
        assert!(waited > 200, "all the same much was found: {waited}");
        assert_eq!(shown(&Fixture::verbatim(&draft), None), Vec::<String>::new());
    }
}
