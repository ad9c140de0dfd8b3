//! What cannot be known of a section's structure, and why: then no rule judges it, and no fix that rests on it is safe.

use super::body::Body;
use super::clause::{ClauseId, SectionId};
use super::doubt::Doubt;
use super::tree::{Section, Tree};

impl Section {
    /// Why its structure cannot be judged. Where conversion has damaged it, what stands before the first damage still can.
    pub fn doubt(&self) -> Option<Doubt> {
        self.doubt
    }

    /// Whether conversion has damaged its structure, so that labels may be missing from it.
    pub fn is_damaged(&self) -> bool {
        self.doubt == Some(Doubt::Converted)
    }

    /// Whether its first label is the first of its kind, or it has none.
    pub fn begins(&self, tree: &Tree) -> bool {
        let mut labels = self.clauses.clone().filter_map(|id| tree.clauses[id as usize].label);
        labels.next().is_none_or(|label| label.mark.ordinal() <= 1)
    }

    /// The clauses in which labels or calls are run together.
    pub fn damaged_clauses(&self) -> &[ClauseId] {
        &self.damaged
    }
}

impl Tree {
    /// The clauses of a section of which it is known how they ought to end: all, or where conversion has damaged it those before
    /// the first damage, but not the last of these, as what it leads in is not known.
    pub fn clauses_whose_end_is_sure(&self, id: SectionId) -> impl Iterator<Item = ClauseId> + use<> {
        let section = self.section(id);
        let first = section.clauses.start;
        let end = match (section.doubt, section.damaged.first()) {
            (None, _) => section.clauses.end,
            (Some(Doubt::Converted), Some(damaged)) => damaged.0.saturating_sub(1).max(first),
            _ => first,
        };
        (first..end).map(ClauseId)
    }

    /// Finds what is doubtful of the sections, whose clauses have their labels by now.
    pub(super) fn find_doubts(&mut self) {
        let headed = self.heading.is_some() || self.enacting.is_some();
        let foreign = self.is_foreign();
        for index in 0..self.sections.len() {
            let section = &self.sections[index];
            let clauses = section.clauses.clone();
            let begins = section.begins(self);
            let own = &self.clauses[clauses.start as usize..clauses.end as usize];
            let holder = |at: u32| {
                let after = own.partition_point(|clause| clause.span.start <= at);
                (after > 0).then(|| ClauseId(clauses.start + after as u32 - 1))
            };
            let mut damages = section.residue.iter().filter(|it| it.kind.damages()).map(|it| it.span.start).peekable();
            let converted = damages.peek().is_some();
            // A call that is run into the call of the section leaves nothing to be sure of.
            let mut damaged: Vec<ClauseId> = damages.map(holder).collect::<Option<_>>().unwrap_or_default();
            damaged.sort_unstable();
            damaged.dedup();
            let all_read = own.iter().all(|clause| clause.raw.is_none() || clause.label.is_some());
            let doubt = match () {
                () if foreign => Some(Doubt::Foreign),
                () if section.call.is_none() => Some(Doubt::NoCall),
                () if converted => Some(Doubt::Converted),
                () if !headed && !begins => Some(Doubt::Piece),
                () => None,
            };
            let section = &mut self.sections[index];
            section.labels_sure &= doubt.is_none() && all_read;
            (section.doubt, section.damaged) = (doubt, damaged);
        }
    }

    /// Whether the lines of its head are all read, and nothing in them is a converter's: then the text may tell of itself which
    /// edition it is.
    pub fn head_is_sure(&self) -> bool {
        let first = self.sections.first().map_or(u32::MAX, |section| section.span.start);
        let converted = self.residue.iter().any(|residue| residue.span.start < first && residue.kind.damages());
        self.heading.is_some() && self.enacting.is_some() && !self.sections.is_empty() && !converted
    }

    /// Whether the text is none of the ITU's.
    pub fn is_foreign(&self) -> bool {
        matches!(self.body(), Some(Body::Unga | Body::Unsc)) || self.has_foreign_number()
    }

    /// "A/RES/68/307", "68/262": numbers of the United Nations.
    fn has_foreign_number(&self) -> bool {
        let number = self.heading.as_ref().and_then(|heading| heading.number.as_deref());
        let session = |number: &str| number.split_once('/').is_some_and(|(session, _)| session.parse::<u16>().is_ok());
        number.is_some_and(session) && self.enacting.is_none()
    }
}
