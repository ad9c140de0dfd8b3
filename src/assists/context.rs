//! Where assists are asked for.

use std::cell::OnceCell;
use std::ops::ControlFlow;

use super::assist::{Asked, AssistKind};
use crate::edits::{Brackets, Fix, Pen};
use crate::rules::{Checkup, Finding, Findings};
use crate::syntax::{ClauseId, Document};
use crate::text::{Cancellation, Cancelled, FileId, PieceKind, Span};
use crate::workspace::{Snapshot, Workspace};

/// What is asked about a range of a file.
#[derive(Clone, Copy)]
pub(crate) struct AssistContext<'a> {
    pub snapshot: &'a Snapshot,
    pub document: &'a Document,
    pub file: FileId,
    /// Bytes from the start of the file.
    pub range: Span,
    /// Which kinds of assists are asked for.
    pub asked: &'a dyn Fn(AssistKind) -> Asked,
    /// What was found in the file, if that is known already.
    pub findings: Option<&'a Findings>,
    /// Gives the workspace, in a copy that nobody else uses: all safe fixes are tried there.
    pub workspace: &'a dyn Fn() -> Workspace,
    /// Whether the answer is still wanted.
    pub cancellation: Cancellation<'a>,
}

impl<'a> AssistContext<'a> {
    /// What writes into one of the texts.
    pub(super) fn pen(&self, text: usize) -> Pen<'a> {
        let AssistContext { snapshot, document, file, cancellation, .. } = *self;
        Pen::new(snapshot, document, &document.texts[text], file).cancelled_by(cancellation)
    }

    /// What is asked about one of the texts.
    pub(super) fn at(&self, text: usize) -> TextContext<'a> {
        let start = self.document.texts[text].start;
        let within = Span::new(self.range.start.saturating_sub(start), self.range.end.saturating_sub(start));
        TextContext { context: *self, text, pen: self.pen(text), within, brackets: OnceCell::new() }
    }

    /// Those of the file's texts that the range touches.
    pub(super) fn touched(&self) -> impl Iterator<Item = TextContext<'a>> {
        let touched = |span: Span| span.overlaps(self.range) || span.touches(self.range.start);
        (0..self.document.texts.len())
            .filter(move |&text| touched(self.document.texts[text].span()))
            .map(|text| self.at(text))
    }

    /// A text with some of what was found in it, so that it can be fixed.
    pub(super) fn checkup(
        &self,
        text: usize,
        wanted: &dyn Fn(&Finding) -> bool,
    ) -> Result<Option<Checkup<'a>>, Cancelled> {
        let AssistContext { snapshot, document, file, cancellation, .. } = *self;
        cancellation.check()?;
        match self.findings {
            Some(found) => Ok(found.checkup(text, document, file, snapshot, wanted, cancellation)),
            None => {
                let mut checkup = Checkup::of(document, &document.texts[text], file, snapshot, cancellation)?;
                checkup.findings.retain(wanted);
                Ok(Some(checkup))
            }
        }
    }

    /// Looks at fixes for some of what was found in the file, until one is enough: for each the best that is `good`.
    pub(super) fn each_fix(
        &self,
        wanted: &dyn Fn(&Finding) -> bool,
        good: &dyn Fn(&Fix) -> bool,
        look: &mut dyn FnMut(&Fix) -> ControlFlow<()>,
    ) -> Result<(), Cancelled> {
        for text in 0..self.document.texts.len() {
            let Some(checkup) = self.checkup(text, wanted)? else { continue };
            for finding in &checkup.findings {
                self.cancellation.check()?;
                let fixes = checkup.fixes(finding)?;
                let best = fixes.iter().find(|fix| !fix.edits.is_empty() && good(fix));
                if best.is_some_and(|fix| look(fix).is_break()) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Whether there is such a fix.
    pub(super) fn has_fix(
        &self,
        wanted: &dyn Fn(&Finding) -> bool,
        good: &dyn Fn(&Fix) -> bool,
    ) -> Result<bool, Cancelled> {
        let mut found = false;
        self.each_fix(wanted, good, &mut |_| {
            found = true;
            ControlFlow::Break(())
        })?;
        Ok(found)
    }
}

/// What is asked about one text of a file.
pub(super) struct TextContext<'a> {
    pub context: AssistContext<'a>,
    /// Which text of the file.
    pub text: usize,
    pub pen: Pen<'a>,
    /// The range, from the start of the text.
    pub within: Span,
    /// What stands in square brackets in the text, once it was asked for: several assists do.
    brackets: OnceCell<Option<Brackets<'a>>>,
}

impl<'a> TextContext<'a> {
    /// What stands in square brackets in the text.
    pub(super) fn brackets(&self) -> Option<&Brackets<'a>> {
        self.brackets.get_or_init(|| self.pen.brackets()).as_ref()
    }

    /// Whether what is done with the whole text is offered: by its name, or with others where the range begins in its head.
    pub(super) fn offers(&self, kind: AssistKind) -> bool {
        let text = &self.pen.placed.text;
        let head_end = text.proposed.sections().next().map_or(text.len, |(_, section)| section.span.start);
        match (self.context.asked)(kind) {
            Asked::No => false,
            Asked::WithOthers => self.within.start < head_end,
            Asked::ByName => true,
        }
    }

    /// Whether the text holds all of the range.
    pub(super) fn holds_range(&self) -> bool {
        self.pen.placed.span().contains(self.context.range)
    }

    /// Whether a place of the text touches the range.
    pub(super) fn touches(&self, place: Span) -> bool {
        self.pen.placed.in_file(place).meets(self.context.range)
    }

    /// The clause that holds all of the range, unless its first words are deleted there.
    pub(super) fn clause(&self) -> Option<ClauseId> {
        let text = &self.pen.placed.text;
        let id = text.proposed.clause_at(self.within.start)?;
        let deleted = text.changes.kind_at(self.within.start) == PieceKind::Deleted;
        (!deleted && text.proposed.extent(id).touches(self.within.end)).then_some(id)
    }
}
