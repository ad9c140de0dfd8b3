//! The stops at the ends of clauses: `;`, and `,` or `.` after the last of a section.

use super::Pen;
use super::lines::Rewrite;
use crate::syntax::{ClauseEnding, ClauseId, Stop, StopPlace};
use crate::text::{Side, Span};

impl Pen<'_> {
    /// The stops that are to be others when a clause moves within its list, which changes from one order to another. What
    /// leads over to the last clause, "; and", stays before the last.
    pub(super) fn moved_stops(&self, moved: ClauseId, before: &[ClauseId], then: &[ClauseId]) -> Vec<Rewrite> {
        let (Some(&last), Some(&new_last)) = (before.last(), then.last()) else { return Vec::new() };
        let mut stops = Vec::new();
        if last == new_last {
            // It stays among those that are not the last.
            stops.extend(self.stop(moved, Stop::Semicolon));
        } else {
            let closing = self.closing(last);
            stops.extend(self.stop(last, Stop::Semicolon));
            stops.extend(self.stop(new_last, closing));
        }
        stops.extend(self.moved_conjunction(before, then).into_iter().flatten());
        stops
    }

    /// Takes "and" or "or" from the clause that was before the last to the one that is then.
    fn moved_conjunction(&self, before: &[ClauseId], then: &[ClauseId]) -> Option<[Rewrite; 2]> {
        let (&[.., old, _], &[.., new, _]) = (before, then) else { return None };
        let (from, to) = (self.end(old)?, self.end(new)?);
        let joined = from.joined.filter(|_| old != new && to.joined.is_none())?;
        let gap = Span::new(from.span.end, joined.span.end);
        let words = self.view(gap).text;
        Some([Rewrite::new(gap, ""), Rewrite::new(Span::empty(to.span.end), words)])
    }

    /// The stop that the last clause of a list asks for: `;` where more follows the list; the one that it has, if it can end
    /// a list; else the one that its place asks for.
    pub(super) fn closing(&self, last: ClauseId) -> Stop {
        let tree = &self.placed.text.proposed;
        match tree.asked_stop(tree.last_below(last)) {
            (StopPlace::Followed | StopPlace::LeadsIn, _) => Stop::Semicolon,
            (_, asked) => {
                let has = self.end(last).and_then(|end| end.stop);
                has.filter(|stop| !matches!(stop, Stop::Semicolon | Stop::Colon)).unwrap_or(asked)
            }
        }
    }

    /// Gives a clause, or what stands under it last, another stop; nothing where it has that, or leads in a list without
    /// labels, or ends in a way that is no slip.
    pub(super) fn stop(&self, id: ClauseId, wanted: Stop) -> Option<Rewrite> {
        let end =
            self.end(id).filter(|end| !matches!(end.stop, Some(stop) if stop == wanted || stop == Stop::Colon))?;
        let written = wanted.written(end.script);
        Some(match end.stop {
            Some(_) => Rewrite::new(end.span, written),
            None => Rewrite::new(Span::empty(end.span.end), written),
        })
    }

    /// How a clause ends with all that stands under it.
    fn end(&self, id: ClauseId) -> Option<ClauseEnding> {
        let last = self.placed.text.proposed.last_below(id);
        self.document.ending(self.placed, last, Side::Proposed)
    }
}
