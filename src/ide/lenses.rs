//! What stands above the lines: how many refer to a clause, who cites the text, what is proposed.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::references::{elsewhere, references, within};
use super::spot::{SpotTarget, TextAt, heading_edition, meant, meant_here};
use super::{Location, Place};
use crate::catalogue::{AsOf, TextKey};
use crate::semantics::{Model, SummaryModel};
use crate::syntax::{Action, Body, ClauseId, Document, Edition, Instrument, Placed, PlacedText, Tree};
use crate::text::{Changes, FileId, PieceKind, Side, Span};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LensKind {
    /// Who refers to the clause.
    References,
    /// Who cites the text.
    CitedBy,
    /// What the text proposes.
    Proposal,
}

/// Something to stand above a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lens {
    /// Where, in bytes from the start of the file.
    pub at: u32,
    pub kind: LensKind,
    /// What it says, where that costs nothing; else ask [`resolve_lens`].
    pub title: Option<String>,
}

/// What a lens says, and the places that it leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResolvedLens {
    pub title: String,
    /// Who refers to the clause, or cites the text.
    pub places: Vec<Location>,
}

/// The lenses of a file. The place in it does not matter.
pub fn lenses(place: &Place<'_>) -> Vec<Lens> {
    let texts = &place.document.texts;
    let mut own: HashMap<TextKey, Vec<usize>> = HashMap::new();
    for (index, placed) in texts.iter().enumerate() {
        if let Some(key) = TextKey::of_heading(&placed.text.proposed) {
            own.entry(key).or_default().push(index);
        }
    }
    let within = texts.iter().map(|placed| pointed_to_within(&super::model(place, placed)));
    let mut pointed: Vec<BTreeSet<ClauseId>> = within.collect();
    let cited = Elsewhere { place, own: &own, bodies: own.keys().map(|key| key.body).collect() }.look(&mut pointed);
    let mut lenses = Vec::new();
    for (index, placed) in texts.iter().enumerate() {
        let text = TextAt::proposed(place.file, place.document, index);
        let tree = text.tree();
        let lens = |span: Span, kind, title| Lens { at: text.in_file(span).start, kind, title };
        if let Some(line) = first_line(tree)
            && let Some(title) = proposal(place, placed)
        {
            lenses.push(lens(line, LensKind::Proposal, Some(title)));
        }
        if let Some(heading) = tree.heading.as_ref().filter(|_| cited.contains(&index)) {
            lenses.push(lens(heading.span, LensKind::CitedBy, None));
        }
        let clauses = pointed[index].iter().map(|id| tree.clause(*id));
        lenses.extend(clauses.map(|clause| lens(clause.span, LensKind::References, None)));
    }
    lenses
}

/// What the lens of a kind at a place says, and leads to; none where there is none any more.
pub fn resolve_lens(place: &Place<'_>, kind: LensKind) -> Option<ResolvedLens> {
    let at = place.sound();
    let index = place.document.texts.partition_point(|placed| placed.start <= at).checked_sub(1)?;
    let placed = &place.document.texts[index];
    let text = TextAt::proposed(place.file, place.document, index);
    match kind {
        LensKind::References => {
            let wanted = [SpotTarget::Clause(text.tree().clause_at(at - placed.start)?)];
            let mut places: Vec<Location> =
                within(place, &text, &wanted).into_iter().map(|(location, _)| location).collect();
            places.extend(elsewhere(place, &text, &wanted));
            places.sort();
            places.dedup();
            Some(ResolvedLens { title: counted(places.len(), "reference"), places })
        }
        LensKind::CitedBy => {
            let mut places = references(place, false);
            places.retain(|location| location.file != place.file);
            let files: BTreeSet<_> = places.iter().map(|location| location.file).collect();
            Some(ResolvedLens { title: format!("cited by {}", counted(files.len(), "draft")), places })
        }
        LensKind::Proposal => Some(ResolvedLens { title: proposal(place, placed)?, places: Vec::new() }),
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Where a proposal begins: at its line, else at its heading.
fn first_line(tree: &Tree) -> Option<Span> {
    let proposal = tree.proposal.as_ref().map(|line| line.span);
    proposal.or_else(|| tree.heading.as_ref().map(|heading| heading.span))
}

/// "proposed for WTSA-24 (New Delhi, 2024) · 12 changes", of a text that is a proposal.
fn proposal(place: &Place<'_>, placed: &PlacedText) -> Option<String> {
    let line = placed.text.proposed.proposal.as_ref();
    if placed.text.cover || (line.is_none() && !placed.text.is_changed()) {
        return None;
    }
    let meeting = match super::model(place, placed).meeting() {
        AsOf::Date(_) => "proposed".to_owned(),
        meeting => format!("proposed for {meeting}"),
    };
    let asked = match line.and_then(|line| line.action) {
        Some(Action::Add) => "new text".to_owned(),
        Some(Action::Suppress) => "to be suppressed".to_owned(),
        Some(Action::NoChange) => "no change".to_owned(),
        Some(Action::Modify | Action::Editorial) | None => counted(count(&placed.text.changes), "change"),
    };
    Some(format!("{meeting} · {asked}"))
}

/// How many tracked changes there are; what is put in place of something else is one.
fn count(changes: &Changes) -> usize {
    let pieces = &changes.pieces;
    let deleted_before = |index: usize| {
        let before = |by: usize| index.checked_sub(by).map(|index| &pieces[index]);
        let arrow = before(1).is_some_and(|piece| piece.kind == PieceKind::Markup && piece.span.len() == 2);
        let deleted = before(if arrow { 2 } else { 1 });
        let at = if arrow { pieces[index - 1].span.start } else { pieces[index].span.start };
        deleted.is_some_and(|piece| piece.kind == PieceKind::Deleted && piece.span.end == at)
    };
    let begins = |(index, kind): (usize, PieceKind)| match kind {
        PieceKind::Deleted => true,
        PieceKind::Inserted => !deleted_before(index),
        PieceKind::Kept | PieceKind::Markup => false,
    };
    pieces.iter().map(|piece| piece.kind).enumerate().filter(|it| begins(*it)).count()
}

/// The clauses that a text itself refers to.
fn pointed_to_within(model: &Model<'_>) -> BTreeSet<ClauseId> {
    model.own_references().flat_map(|(index, _)| clauses(model.tree(), meant_here(model, index, None))).collect()
}

/// The clauses that are meant; a section stands for its only clause, if that has no label.
fn clauses(tree: &Tree, meant: Vec<SpotTarget>) -> impl Iterator<Item = ClauseId> {
    meant.into_iter().filter_map(|meant| match meant {
        SpotTarget::Clause(id) => Some(id),
        SpotTarget::Section(id) => {
            let mut clauses = tree.children(id, None);
            let (only, clause) = clauses.next()?;
            (clauses.next().is_none() && clause.label.is_none()).then_some(only)
        }
    })
}

/// What other texts say of those of a file, looked at once for all of them.
struct Elsewhere<'p, 'a> {
    place: &'p Place<'a>,
    /// The file's own texts.
    own: &'p HashMap<TextKey, Vec<usize>>,
    /// The bodies of these.
    bodies: HashSet<Body>,
}

impl Elsewhere<'_, '_> {
    /// Adds the clauses that other texts refer to, and tells which of the texts other files cite.
    fn look(&self, pointed: &mut [BTreeSet<ClauseId>]) -> BTreeSet<usize> {
        let mut cited = BTreeSet::new();
        if self.own.is_empty() {
            return cited;
        }
        let Place { snapshot, file, document, .. } = *self.place;
        self.look_in(document, self.place.file, pointed, &mut cited);
        for draft in snapshot.drafts().filter(|draft| draft.id != file) {
            self.look_in(&draft.document, draft.id, pointed, &mut cited);
        }
        for other in SummaryModel::all(snapshot).filter(|other| other.file() != file) {
            for citation in &other.text().citations {
                if !self.may_be_own(citation.instrument, &citation.number) {
                    continue;
                }
                let Some(indices) = other.cited_key(citation).and_then(|key| self.own.get(&key)) else { continue };
                cited.extend(indices);
                for reference in &citation.references {
                    self.point(indices, citation.edition.as_ref(), |tree| meant(tree, reference, None), pointed);
                }
            }
        }
        cited
    }

    fn look_in(&self, other: &Document, file: FileId, pointed: &mut [BTreeSet<ClauseId>], cited: &mut BTreeSet<usize>) {
        for placed in other.texts.iter() {
            let model = Model::new(self.place.snapshot, file, other, placed, Side::Proposed);
            for (index, Placed { it: citation, .. }) in model.tree().citations().iter().enumerate() {
                if !self.may_be_own(citation.instrument, &citation.number) {
                    continue;
                }
                let Some(indices) = model.cited_key(index).and_then(|key| self.own.get(key)) else { continue };
                if file != self.place.file {
                    cited.extend(indices);
                }
                let edition = citation.edition.as_ref().map(|mention| &mention.edition);
                for reference in model.references_into(index) {
                    self.point(indices, edition, |tree| meant(tree, &reference.it, None), pointed);
                }
            }
        }
    }

    /// Whether the file has a text of a number, of any body: telling whose text is meant costs far more.
    fn may_be_own(&self, instrument: Instrument, number: &str) -> bool {
        self.bodies.iter().any(|&body| self.own.contains_key(&TextKey::new(body, instrument, number)))
    }

    fn point(
        &self,
        indices: &[usize],
        edition: Option<&Edition>,
        meant: impl Fn(&Tree) -> Vec<SpotTarget>,
        pointed: &mut [BTreeSet<ClauseId>],
    ) {
        for &index in indices {
            let tree = &*self.place.document.texts[index].text.proposed;
            let same = heading_edition(tree).zip(edition).is_some_and(|(own, cited)| own.same_meeting(cited));
            if same {
                pointed[index].extend(clauses(tree, meant(tree)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Fixture, check, dedent};
    use expect_test::expect;

    use super::*;

    fn shown(fixture: &Fixture) -> String {
        let place = fixture.place();
        let mut said = String::new();
        for lens in lenses(&place) {
            let at = Place { at: lens.at, ..place };
            let resolved = resolve_lens(&at, lens.kind).unwrap();
            assert!(lens.title.is_none_or(|title| title == resolved.title));
            let line = place.document.rope.byte_to_line(lens.at as usize) + 1;
            let places: Vec<_> = resolved.places.iter().map(|location| fixture.show(*location)).collect();
            said += &format!("{line}: {} {}\n", resolved.title, places.join(", "));
        }
        said
    }

    #[test]
    fn clauses_tell_who_refers_to_them() {
        let draft = |kind: &str| {
            format!(
                r"
                    //- head
                    considering
                    Resolution 50 of bells,
                    resolves
                    1	one;
                    2	two;
                    3	as in resolves 1 above, considering above and resolves 1 to 2,
                    instructs the Director
                    to ring.
                    //- {kind} other
                    RESOLUTION 98 (Rev. New Delhi, 2024)
                    The World Telecommunication Standardization Assembly (New Delhi, 2024),
                    noting
                    resolves 2 of Resolution 96 (Rev. New Delhi, 2024) of WTSA,
                "
            )
        };
        check(
            &draft("open"),
            shown,
            expect![[r#"
            1: cited by 1 draft other:4 `Resolution 96 (Rev. New Delhi, 2024)`
            6: 1 reference draft:10 `considering above`
            8: 2 references draft:10 `resolves 1 above`, draft:10 `resolves 1 to 2`
            9: 2 references draft:10 `resolves 1 to 2`, other:4 `resolves 2`
        "#]],
        );
        check(
            &draft("closed"),
            shown,
            expect![[r#"
            1: cited by 1 draft other:4 `Resolution 96 (Rev. New Delhi, 2024)`
            6: 1 reference draft:10 `considering above`
            8: 2 references draft:10 `resolves 1 above`, draft:10 `resolves 1 to 2`
            9: 2 references draft:10 `resolves 1 to 2`, other:4 `resolves 2`
        "#]],
        );
    }

    #[test]
    fn a_proposal_tells_what_it_changes() {
        let body = dedent(
            r"
                RESOLUTION 96 (Rev. {~~Hammamet, 2016~>New Delhi, 2024~~})
                On lights
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                resolves
                {--1	one;--}{++1	two++}{>>why?<<}.
            ",
        );
        check(
            &format!("MOD\tIAP/39A30/1\n{body}"),
            shown,
            expect![[r#"
            1: proposed for WTSA-24 (New Delhi, 2024) · 3 changes 
        "#]],
        );
        check(
            &body,
            shown,
            expect![[r#"
            1: proposed for WTSA-24 (New Delhi, 2024) · 3 changes 
        "#]],
        );
        check(
            r"
                ADD	IAP/39A30/2
                DRAFT NEW RESOLUTION [IAP-1] (New Delhi, 2024)
                On bells
            ",
            shown,
            expect![[r#"
            1: proposed for WTSA-24 (New Delhi, 2024) · new text 
        "#]],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	two;
                cb)	three;
                dc)	four;
                ed)	Resolution 45 (Rev. Dubai, 2014Buenos Aires, 2017),
                resolves
                to go.
            ",
            shown,
            expect![[r#"
                1: proposed for WTSA-24 (New Delhi, 2024) · 5 changes 
            "#]],
        );
    }
}
