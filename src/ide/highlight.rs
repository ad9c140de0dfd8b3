//! Where else in the file the thing under the cursor stands: a label and what refers to it, a call, a text that is cited,
//! a footnote and its marks, an abbreviation where it is introduced and used.

use std::borrow::Cow;

use super::Place;
use super::definition::{annex_of, citation_span, note_of};
use super::references::is_among;
use super::spot::{SpotTarget, TextAt, all_of, meant, note_name};
use super::thing::Thing;
use crate::catalogue::TextKey;
use crate::semantics::Model;
use crate::syntax::{Citation, Placed, ReferenceTarget, SectionId, Target};
use crate::text::{Side, Span};

/// One occurrence. Places are bytes from the start of the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Highlight {
    pub span: Span,
    /// The thing itself: the label, the call, the heading, the note. Else what points to it.
    pub itself: bool,
}

/// All occurrences in the file of what stands at a place, in order.
pub fn highlights(place: &Place<'_>) -> Vec<Highlight> {
    let Some((text, at)) = place.text() else { return Vec::new() };
    let tree = text.tree();
    let mut found = Occurrences { text: &text, model: text.model(place.snapshot), all: Vec::new() };
    match text.thing_at(at) {
        Some(Thing::Label(id)) => found.clauses(&[SpotTarget::Clause(id)]),
        Some(Thing::Call(id)) => found.section(id),
        Some(Thing::Reference(index, target)) => {
            let reference = &tree.references()[index];
            let wanted = meant(tree, &reference.it, target);
            match (found.model.reference_target(index), wanted.as_slice()) {
                (ReferenceTarget::Here { .. }, [SpotTarget::Section(id)]) => found.section(*id),
                (ReferenceTarget::Here { .. }, [_, ..]) => found.clauses(&wanted),
                (ReferenceTarget::Cited(citation), _) => found.cited_clauses(place, index, target, citation),
                _ => found.push(reference.it.span, false),
            }
        }
        Some(Thing::Citation(index)) => match found.model.cited_key(index) {
            Some(key) => found.all = of_text(place, &text, key),
            None => found.same_citations(tree.citation(index)),
        },
        Some(Thing::Heading) => match (text.key(), &tree.heading) {
            (Some(key), _) => found.all = of_text(place, &text, &key),
            (None, Some(heading)) => found.push(heading.span, true),
            (None, None) => {}
        },
        Some(Thing::NoteMark(index)) => found.note(&tree.note_marks()[index].name),
        Some(Thing::Note(index)) => found.note(&tree.notes()[index].name),
        Some(Thing::AnnexReference(index)) => {
            let annex = annex_of(&text, &tree.annex_references()[index].it);
            annex.into_iter().for_each(|annex| found.push(annex, true));
            let same = tree.annex_references().iter().map(|other| &other.it);
            same.filter(|other| annex_of(&text, other) == annex).for_each(|other| found.push(other.span, false));
        }
        Some(Thing::Abbreviation(it)) => {
            it.introductions().for_each(|introduced| found.push(introduced.short.span, true));
            it.uses.iter().for_each(|used| found.push(used.span, false));
        }
        Some(Thing::Meeting(..)) | None => {}
    }
    let mut all = found.all;
    all.sort();
    all.dedup();
    all
}

/// What was found in a text.
struct Occurrences<'t, 'a> {
    text: &'t TextAt<'a>,
    model: Model<'t>,
    all: Vec<Highlight>,
}

impl Occurrences<'_, '_> {
    fn push(&mut self, span: Span, itself: bool) {
        self.all.push(Highlight { span: self.text.in_file(span), itself });
    }

    /// Some clauses, and the labels that name them.
    fn clauses(&mut self, wanted: &[SpotTarget]) {
        let tree = self.text.tree();
        wanted.iter().for_each(|&meant| self.push(self.text.extent_of(meant).1, true));
        let mut found = Vec::new();
        for (index, Placed { it: reference, .. }) in self.model.own_references() {
            let fitting = self.model.outcomes(index).iter().enumerate();
            let fitting = fitting.filter(|(_, outcome)| is_among(tree, &all_of(outcome), wanted));
            found.extend(fitting.map(|(nth, _)| named(reference.call_span, &reference.targets, nth)));
        }
        found.into_iter().for_each(|span| self.push(span, false));
    }

    /// A section's call, and where references name it, be it for one of its clauses.
    fn section(&mut self, id: SectionId) {
        let tree = self.text.tree();
        self.push(self.text.extent_of(SpotTarget::Section(id)).1, true);
        let of_section = |meant: &SpotTarget| match *meant {
            SpotTarget::Section(other) => other == id,
            SpotTarget::Clause(clause) => tree.clause(clause).section == id,
        };
        let here = self.model.own_references();
        let to_it =
            here.filter(|(index, _)| self.model.outcomes(*index).iter().flat_map(all_of).any(|it| of_section(&it)));
        let calls: Vec<Span> = to_it.map(|(_, reference)| reference.it.call_span).collect();
        calls.into_iter().for_each(|span| self.push(span, false));
    }

    /// A clause of another text: where this text refers to it, and the clause if its text is in this file.
    fn cited_clauses(&mut self, place: &Place<'_>, index: usize, target: Option<usize>, citation: usize) {
        let tree = self.text.tree();
        let asked = tree.reference(index);
        let wanted = target.and_then(|target| asked.targets.get(target));
        let key = self.model.cited_key(citation).cloned();
        let same_call = tree.references().iter().enumerate().filter(|(_, reference)| reference.it.call == asked.call);
        for (index, reference) in same_call {
            let ReferenceTarget::Cited(other) = self.model.reference_target(index) else { continue };
            let same_text = other == citation || (key.is_some() && self.model.cited_key(other) == key.as_ref());
            if !same_text {
                continue;
            }
            let reference = &reference.it;
            match wanted {
                None => self.push(reference.span, false),
                Some(wanted) => {
                    let same = (0..reference.targets.len()).filter(|&nth| same_labels(&reference.targets[nth], wanted));
                    same.for_each(|nth| self.push(named(reference.call_span, &reference.targets, nth), false));
                }
            }
        }
        if let Some((there, true)) = place.cited_text(&self.model, citation)
            && there.file == place.file
        {
            let meant = meant(there.tree(), asked, target).into_iter();
            let labels = meant.map(|meant| there.in_file(there.extent_of(meant).1));
            self.all.extend(labels.map(|span| Highlight { span, itself: true }));
        }
    }

    /// Citations of a text of which nothing is known: those that are written in the same way.
    fn same_citations(&mut self, citation: &Citation) {
        let tree = self.text.tree();
        let said = |it: &Citation| (it.instrument, it.sector, it.number.clone());
        let asked = said(citation);
        for (index, other) in tree.citations().iter().enumerate() {
            if other.it.number == citation.number && said(&other.it) == asked {
                self.push(citation_span(tree, index), false);
            }
        }
    }

    fn note(&mut self, name: &str) {
        let tree = self.text.tree();
        for mark in tree.note_marks().iter().filter(|mark| mark.name == name) {
            self.push(mark.span, false);
            if let Some(note) = note_of(tree, mark) {
                self.push(note_name(self.text, note), true);
            }
        }
    }
}

/// The call with its label; in a list the label alone; a whole section's call.
fn named(call: Span, targets: &[Target], nth: usize) -> Span {
    match targets {
        [] => call,
        [only] => call.cover(only.span),
        several => several[nth].span,
    }
}

fn same_labels(a: &Target, b: &Target) -> bool {
    let marks = |target: &Target| target.path.iter().map(|label| (label.first, label.suffix)).collect::<Vec<_>>();
    let last = |target: &Target| target.to.map(|label| (label.first, label.suffix));
    marks(a) == marks(b) && last(a) == last(b)
}

/// The headings of a text in the file, and all that cites it.
fn of_text(place: &Place<'_>, text: &TextAt<'_>, key: &TextKey) -> Vec<Highlight> {
    let mut all = Vec::new();
    for index in 0..text.document.texts.len() {
        let side = if index == text.index { text.side } else { Side::Proposed };
        let document = Cow::Borrowed(&*text.document);
        let other = TextAt { file: text.file, document, index, side };
        let tree = other.tree();
        let heading = tree.heading.as_ref().filter(|_| other.key().as_ref() == Some(key));
        all.extend(heading.map(|heading| Highlight { span: other.in_file(heading.span), itself: true }));
        let model = other.model(place.snapshot);
        let cited = model.citations_of(key).map(|index| other.in_file(citation_span(tree, index)));
        all.extend(cited.map(|span| Highlight { span, itself: false }));
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    #[test]
    fn a_label_is_told_apart_from_its_uses() {
        let draft = |label: &str, words: &str| {
            format!(
                r"
                    //- head
                    resolves
                    {label}	one;
                    2	two;
                    3	as in {words} above,
                    instructs the Director
                    1	to carry out resolves 1 to 3;
                    2	to read resolves 2 and 1.
                "
            )
        };
        check(
            &draft("1$0", "resolves 1"),
            Fixture::highlights,
            expect![[r#"
            draft:6 `1` itself
            draft:8 `resolves 1`
            draft:10 `resolves 1 to 3`
            draft:11 `1`
        "#]],
        );
        check(
            &draft("1", "resolves $01"),
            Fixture::highlights,
            expect![[r#"
            draft:6 `1` itself
            draft:8 `resolves 1`
            draft:10 `resolves 1 to 3`
            draft:11 `1`
        "#]],
        );
        check(
            &draft("1", "reso$0lves 1"),
            Fixture::highlights,
            expect![[r#"
            draft:6 `1` itself
            draft:8 `resolves 1`
            draft:10 `resolves 1 to 3`
            draft:11 `1`
        "#]],
        );
    }

    #[test]
    fn a_call_is_found_where_references_name_it() {
        check(
            r"
                //- head
                bearing in$0 mind
                the lights,
                resolves
                1	as under bearing in mind above;
                2	as in recalling a).
            ",
            Fixture::highlights,
            expect![[r#"
                draft:5 `bearing in mind` itself
                draft:8 `bearing in mind`
            "#]],
        );
    }

    #[test]
    fn a_text_is_found_where_it_is_cited() {
        check(
            r"
                //- head
                recalling
                a)	Resolution 130 (Rev. Buc$0harest, 2022) of the Plenipotentiary Conference;
                b)	Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary Conference;
                c)	Recommendation ITU-T X.1205,
                resolves
                to read Recommendation ITU-T X.1205.
            ",
            Fixture::highlights,
            expect![[r#"
                draft:6 `Resolution 130 (Rev. Bucharest, 2022) of the…`
                draft:7 `Resolution 130 (Rev. Busan, 2014) of the Plenipotentiary…`
            "#]],
        );
        check(
            r"
                //- head
                recalling
                a)	Recommendation ITU-T X$0.1205,
                resolves
                to read Recommendation ITU-T X.1205 and Recommendation ITU-T X.1206.
            ",
            Fixture::highlights,
            expect![[r#"
                draft:6 `Recommendation ITU-T X.1205`
                draft:8 `Recommendation ITU-T X.1205`
            "#]],
        );
        check(
            r"
                //- head
                recalling
                Resolution 96$0 (Hammamet, 2016) of WTSA,
            ",
            Fixture::highlights,
            expect![[r#"
            draft:1 `RESOLUTION 96 (Rev. New Delhi, 2024)` itself
            draft:6 `Resolution 96 (Hammamet, 2016) of WTSA`
        "#]],
        );
    }

    #[test]
    fn a_cited_clause_is_found_where_the_same_is_cited() {
        check(
            r"
                //- head
                recalling
                a)	resolves $01 of Resolution 97 (Rev. New Delhi, 2024) of this assembly;
                b)	resolves 1 and 2 of Resolution 97 (Rev. New Delhi, 2024) of this assembly,
                resolves
                1	to go.
                RESOLUTION 97 (Rev. New Delhi, 2024)
                On bells
                (New Delhi, 2024)
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                resolves
                1	to ring.
            ",
            Fixture::highlights,
            expect![[r#"
                draft:6 `resolves 1`
                draft:7 `1`
                draft:15 `1` itself
            "#]],
        );
    }

    #[test]
    fn a_footnote_and_its_marks() {
        check(
            r"
                //- head
                resolves
                1	lamps[^1];
                2	lights[$0^1].
                [^1]: A note.
            ",
            Fixture::highlights,
            expect![[r#"
            draft:6 `[^1]`
            draft:7 `[^1]`
            draft:8 `[^1]` itself
        "#]],
        );
        check(
            r"
                //- head
                resolves
                1	to use Annex 1 to$0 this resolution.
                ANNEX 1
                Lamps
            ",
            Fixture::highlights,
            expect![[r#"
            draft:6 `Annex 1 to this resolution`
            draft:7 `ANNEX 1` itself
        "#]],
        );
    }

    #[test]
    fn an_abbreviation_is_told_apart_from_its_uses() {
        check(
            r"
                //- head
                considering
                a)	personally identifiable information (P$0II);
                b)	all PII and PIIs{-- and PII--},
            ",
            Fixture::highlights,
            expect![[r#"
                draft:6 `PII` itself
                draft:7 `PII`
                draft:7 `PIIs`
            "#]],
        );
    }

    #[test]
    fn inside_deleted_text_the_text_in_force_answers() {
        check(
            r"
                //- head
                considering
                a)	one;
                {--b$0)	two;
                --}{~~c~>b~~})	three in considering {~~b~>a~~}),
            ",
            Fixture::highlights,
            expect![[r#"
                draft:7 `b)` itself
                draft:8 `considering {~~b~>a~~})`
            "#]],
        );
    }
}
