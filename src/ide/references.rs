//! Who points here: references to a clause or a section, citations of a text, marks of a footnote,
//! uses of an abbreviation; in this text, in
//! the other texts of the file, in open drafts and in the files of the workspace.

use super::definition::{annex_of, note_of};
use super::spot::{SpotTarget, TextAt, heading_edition, meant, meant_here};
use super::thing::Thing;
use super::{Location, Place};
use crate::catalogue::TextKey;
use crate::semantics::SummaryModel;
use crate::syntax::{CallLine, Citation, Document, Edition, Reference, Tree, Zone};
use crate::text::Side;

/// Everything that points to what stands at a place, by file and place; with `include_declaration`, itself too.
pub fn references(place: &Place<'_>, include_declaration: bool) -> Vec<Location> {
    let Some((text, at)) = place.text() else { return Vec::new() };
    let model = text.model(place.snapshot);
    let mut found = match text.thing_at(at) {
        Some(Thing::Reference(index, target)) => {
            let Some((there, _)) = text.referred_text(place, &model, index) else { return Vec::new() };
            let meant = meant(there.tree(), text.tree().reference(index), target);
            to_clauses(place, &there, &meant, include_declaration)
        }
        Some(Thing::Label(id)) => to_clauses(place, &text, &[SpotTarget::Clause(id)], include_declaration),
        Some(Thing::Call(id)) => {
            let clauses = text.tree().clauses_of(id).map(|(id, _)| SpotTarget::Clause(id));
            let wanted: Vec<SpotTarget> = [SpotTarget::Section(id)].into_iter().chain(clauses).collect();
            let mut found = to_clauses(place, &text, &wanted, false);
            if include_declaration {
                found.push(text.location(text.extent_of(SpotTarget::Section(id)).1));
            }
            found
        }
        Some(Thing::Citation(index)) => match model.cited_key(index) {
            Some(key) => to_text(place, key, include_declaration),
            None => Vec::new(),
        },
        Some(Thing::Heading) => text.key().map_or_else(Vec::new, |key| to_text(place, &key, include_declaration)),
        Some(Thing::NoteMark(index)) => to_note(&text, &text.tree().note_marks()[index].name, include_declaration),
        Some(Thing::Note(index)) => to_note(&text, &text.tree().notes()[index].name, include_declaration),
        Some(Thing::AnnexReference(index)) => {
            let annex = annex_of(&text, &text.tree().annex_references()[index].it);
            let to_it = text.tree().annex_references().iter().map(|reference| &reference.it);
            let to_it = to_it.filter(|other| annex.is_some() && annex_of(&text, other) == annex);
            let mut found: Vec<Location> = to_it.map(|other| text.location(other.span)).collect();
            found.extend(annex.filter(|_| include_declaration).map(|annex| text.location(annex)));
            found
        }
        Some(Thing::Abbreviation(found)) => {
            let introduced = found.introductions().filter(|_| include_declaration).map(|it| it.short.span);
            let all = found.uses.iter().map(|used| used.span).chain(introduced);
            all.map(|span| text.location(span)).collect()
        }
        Some(Thing::Meeting(..)) | None => Vec::new(),
    };
    found.sort();
    found.dedup();
    found
}

fn to_note(text: &TextAt<'_>, name: &str, include_declaration: bool) -> Vec<Location> {
    let tree = text.tree();
    let marks: Vec<_> = tree.note_marks().iter().filter(|mark| mark.name == name).collect();
    let mut found: Vec<Location> = marks.iter().map(|mark| text.location(mark.span)).collect();
    if include_declaration {
        found.extend(marks.iter().filter_map(|mark| note_of(tree, mark)).map(|note| text.location(note.span)));
    }
    found
}

fn to_clauses(place: &Place<'_>, text: &TextAt<'_>, wanted: &[SpotTarget], include_declaration: bool) -> Vec<Location> {
    let here = within(place, text, wanted).into_iter().map(|(location, _)| location);
    let mut found: Vec<Location> = here.chain(elsewhere(place, text, wanted)).collect();
    if let Some((in_force, wanted)) = in_force(text, wanted) {
        found.extend(elsewhere(place, &in_force, &wanted));
    }
    if include_declaration {
        found.extend(wanted.iter().map(|&meant| text.location(text.extent_of(meant).1)));
    }
    found
}

/// The same clauses and sections in the text in force, where that is another edition: others may cite either.
fn in_force<'a>(text: &TextAt<'a>, wanted: &[SpotTarget]) -> Option<(TextAt<'a>, Vec<SpotTarget>)> {
    if text.side == Side::Base || !text.placed().text.is_changed() {
        return None;
    }
    let old = text.on(Side::Base);
    let edition = heading_edition(old.tree())?;
    if heading_edition(text.tree()).is_some_and(|own| own.same_meeting(edition)) {
        return None;
    }
    let before = |meant: &SpotTarget| match *meant {
        SpotTarget::Clause(id) => {
            let body = text.tree().clause(id).body;
            let mut near = old.tree().clauses_near(body).map(|(clause, _)| clause);
            near.find(|&clause| old.document.counterpart(old.placed(), clause) == Some(id)).map(SpotTarget::Clause)
        }
        SpotTarget::Section(id) => {
            let starts = |call: &Option<CallLine>| call.as_ref().map(|call| call.span.start);
            let call = &text.tree().section(id).call;
            let mut sections = old.tree().sections();
            let same = sections.find(|(_, section)| call.is_some() && starts(&section.call) == starts(call));
            same.map(|(id, _)| SpotTarget::Section(id))
        }
    };
    let wanted = wanted.iter().filter_map(before).collect();
    Some((old, wanted))
}

/// The references of a text to some of its own clauses and sections, each with where it stands.
pub(super) fn within(place: &Place<'_>, text: &TextAt<'_>, wanted: &[SpotTarget]) -> Vec<(Location, Zone)> {
    let model = text.model(place.snapshot);
    let is_wanted = |index| is_among(model.tree(), &meant_here(&model, index, None), wanted);
    let fitting = model.own_references().filter(|(index, _)| is_wanted(*index));
    fitting.map(|(_, reference)| (text.location(reference.it.span), reference.zone)).collect()
}

/// The references of other texts to some clauses and sections of this one, in the edition that its heading gives.
pub(super) fn elsewhere(place: &Place<'_>, text: &TextAt<'_>, wanted: &[SpotTarget]) -> Vec<Location> {
    let tree = text.tree();
    let (Some(key), Some(edition)) = (text.key(), heading_edition(tree)) else { return Vec::new() };
    let mut found = Vec::new();
    for other in open_texts(place) {
        let model = other.model(place.snapshot);
        let cited = model.citations_of(&key).filter(|index| is_edition(model.tree().citation(*index), edition));
        let references = cited.flat_map(|index| model.references_into(index));
        let fitting = references.filter(|reference| points_to(tree, &reference.it, wanted));
        found.extend(fitting.map(|reference| other.location(reference.it.span)));
    }
    for other in SummaryModel::all(place.snapshot).filter(|other| other.file() != place.file) {
        let cited = other.citations_of(&key);
        let cited = cited.filter(|citation| citation.edition.as_ref().is_some_and(|it| it.same_meeting(edition)));
        let references = cited.flat_map(|citation| &citation.references);
        let fitting = references.filter(|reference| points_to(tree, reference, wanted));
        let start = other.text().start;
        found.extend(fitting.map(|reference| Location { file: other.file(), span: reference.span.shift(start) }));
    }
    found
}

/// Every citation of a text, in any edition; `with_headings`: and where the text itself is.
fn to_text(place: &Place<'_>, key: &TextKey, with_headings: bool) -> Vec<Location> {
    let mut found = Vec::new();
    for other in open_texts(place) {
        let model = other.model(place.snapshot);
        found.extend(model.citations_of(key).map(|index| other.location(model.tree().citation(index).span)));
    }
    for other in SummaryModel::all(place.snapshot).filter(|other| other.file() != place.file) {
        found.extend(other.citations_of(key).map(|citation| Location { file: other.file(), span: citation.span }));
    }
    if with_headings {
        let texts = place.snapshot.texts(key, None).into_iter().filter(|text| text.file != place.file);
        found.extend(texts.map(|text| Location { file: text.file, span: text.place }));
        let own = open_texts(place).filter(|text| text.file == place.file && text.key().as_ref() == Some(key));
        found.extend(own.filter_map(|text| Some(text.location(text.tree().heading.as_ref()?.span))));
    }
    found
}

/// The texts of this file and of all open drafts, as proposed.
fn open_texts<'a>(place: &Place<'a>) -> impl Iterator<Item = TextAt<'a>> {
    let others = place.snapshot.drafts().filter(|draft| draft.id != place.file);
    let files = [(place.file, place.document)].into_iter().chain(others.map(|draft| (draft.id, &draft.document)));
    files.flat_map(|(file, document): (_, &'a Document)| {
        (0..document.texts.len()).map(move |index| TextAt::proposed(file, document, index))
    })
}

fn is_edition(citation: &Citation, edition: &Edition) -> bool {
    citation.edition.as_ref().is_some_and(|mention| mention.edition.same_meeting(edition))
}

/// Whether a reference means one of these.
fn points_to(tree: &Tree, reference: &Reference, wanted: &[SpotTarget]) -> bool {
    is_among(tree, &meant(tree, reference, None), wanted)
}

/// Whether any of what a reference means is wanted. A whole section counts for its only clause, if that has no label.
pub(super) fn is_among(tree: &Tree, meant: &[SpotTarget], wanted: &[SpotTarget]) -> bool {
    let only_clause = |section| {
        let mut clauses = tree.children(section, None);
        let (id, clause) = clauses.next()?;
        (clause.label.is_none() && clauses.next().is_none()).then_some(SpotTarget::Clause(id))
    };
    meant.iter().any(|meant| {
        let for_only_clause = || match *meant {
            SpotTarget::Section(id) => only_clause(id).is_some_and(|clause| wanted.contains(&clause)),
            SpotTarget::Clause(_) => false,
        };
        wanted.contains(meant) || for_only_clause()
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, dedent};
    use expect_test::expect;

    #[test]
    fn a_label_is_asked_who_refers_to_it() {
        let draft = r"
            //- head
            resolves
            1$0	one;
            2	two;
            3	as in resolves 1 above,
            instructs the Director
            1	to carry out resolves 1 to 3;
            2	to read resolves 2 and 3 and resolves above.
        ";
        check(
            draft,
            |it| it.references(false),
            expect![[r#"
            draft:8 `resolves 1 above`
            draft:10 `resolves 1 to 3`
        "#]],
        );
        check(
            draft,
            |it| it.references(true),
            expect![[r#"
            draft:6 `1`
            draft:8 `resolves 1 above`
            draft:10 `resolves 1 to 3`
        "#]],
        );
        check(
            &draft.replace("$0", "").replace("resolves 2 and 3", "resolves 2 and 3$0"),
            |it| it.references(true),
            expect![[r#"
            draft:8 `3`
            draft:10 `resolves 1 to 3`
            draft:11 `resolves 2 and 3`
        "#]],
        );
    }

    #[test]
    fn a_call_is_asked_with_its_clauses() {
        check(
            r"
                //- head
                consid$0ering
                a)	one;
                b)	two,
                resolves
                as in considering a) and as in considering above.
            ",
            |it| it.references(true),
            expect![[r#"
                draft:5 `considering`
                draft:9 `considering a)`
                draft:9 `considering above`
            "#]],
        );
    }

    #[test]
    fn a_clause_without_label_is_its_section() {
        check(
            r"
                //- head
                bearing in mind
                $0the lights,
                resolves
                as described under bearing in mind above.
            ",
            |it| it.references(true),
            expect![[r#"
                draft:6 `the`
                draft:8 `bearing in mind above`
            "#]],
        );
    }

    #[test]
    fn other_texts_refer_too() {
        let other = |kind: &str, edition: &str| {
            dedent(&format!(
                r"
                    //- {kind} {kind}
                    RESOLUTION 98 (Rev. New Delhi, 2024)
                    The World Telecommunication Standardization Assembly (New Delhi, 2024),
                    noting
                    resolves 2 of Resolution 96 (Rev. {edition}) of WTSA and resolves 1 thereof,
                "
            ))
        };
        let files =
            other("open", "New Delhi, 2024") + &other("closed", "New Delhi, 2024") + &other("open", "Hammamet, 2016");
        let draft = dedent(
            r"
                //- head
                resolves
                1$0	one;
                2	two.
            ",
        ) + &files;
        check(
            &draft,
            |it| it.references(false),
            expect![[r#"
            open:4 `resolves 1 thereof`
            closed:4 `resolves 1 thereof`
        "#]],
        );
        let draft = draft
            .replace("$0", "")
            .replace("resolves\n1", "recalling\nResolution 96$0 (Hammamet, 2016) of WTSA,\nresolves\n1");
        check(
            &draft,
            |it| it.references(false),
            expect![[r#"
            draft:6 `Resolution 96 (Hammamet, 2016)`
            open:4 `Resolution 96 (Rev. New Delhi, 2024)`
            closed:4 `Resolution 96 (Rev. New Delhi, 2024)`
            open:4 `Resolution 96 (Rev. Hammamet, 2016)`
        "#]],
        );
        check(
            &draft,
            |it| it.references(true),
            expect![[r#"
            draft:1 `RESOLUTION 96 (Rev. New Delhi, 2024)`
            draft:6 `Resolution 96 (Hammamet, 2016)`
            open:4 `Resolution 96 (Rev. New Delhi, 2024)`
            closed:4 `Resolution 96 (Rev. New Delhi, 2024)`
            open:4 `Resolution 96 (Rev. Hammamet, 2016)`
        "#]],
        );
    }

    #[test]
    fn a_heading_is_asked_who_cites_its_text() {
        let draft = r"
            RESOLUTION$0 96 (Rev. New Delhi, 2024)
            On harbour lights
            The World Telecommunication Standardization Assembly (New Delhi, 2024),
            resolves
            to light.
            //- closed bells
            RESOLUTION 97 (Rev. New Delhi, 2024)
            On bells
            The World Telecommunication Standardization Assembly (New Delhi, 2024),
            recalling
            a)	Resolution 96 (Rev. New Delhi, 2024) of this assembly;
            b)	Resolution 98 (New Delhi, 2024) of this assembly,
            resolves
            to ring.
        ";
        check(
            draft,
            |it| it.references(false),
            expect![[r#"
                bells:5 `Resolution 96 (Rev. New Delhi, 2024)`
            "#]],
        );
    }

    #[test]
    fn a_footnote_has_its_marks() {
        check(
            r"
                //- head
                resolves
                1	lamps[^1];
                2	lights[$0^1].
                [^1]: A note.
            ",
            |it| it.references(true),
            expect![[r#"
            draft:6 `[^1]`
            draft:7 `[^1]`
            draft:8 `A note.`
        "#]],
        );
    }

    #[test]
    fn an_abbreviation_has_its_uses() {
        let draft = r"
            //- head
            considering
            a)	PII, and personally identifiable information (PII);
            b)	all PII$0, PIIs and PII-2020[^1],
            ANNEX 1
            personally identifiable information (PII)
            [^1]: PII here.
        ";
        check(
            draft,
            |it| it.references(false),
            expect![[r#"
            draft:6 `PII`
            draft:7 `PII`
            draft:7 `PIIs`
            draft:10 `PII`
        "#]],
        );
        check(
            draft,
            |it| it.references(true),
            expect![[r#"
            draft:6 `PII`
            draft:6 `PII`
            draft:7 `PII`
            draft:7 `PIIs`
            draft:9 `PII`
            draft:10 `PII`
        "#]],
        );
    }

    #[test]
    fn an_annex_has_its_references() {
        check(
            r"
                //- head
                resolves
                1	to use Annex 1$0 to this resolution;
                2	to keep Annex 1 to this resolution and Annex 2 to this resolution.
                ANNEX 1
                Lamps
                ANNEX 2
                Bells
            ",
            |it| it.references(true),
            expect![[r#"
            draft:6 `Annex 1 to this resolution`
            draft:7 `Annex 1 to this resolution`
            draft:8 `ANNEX 1`
        "#]],
        );
    }

    /// A draft of the next edition has the clauses of the one in force, which others cite, and those as proposed.
    #[test]
    fn either_edition_of_a_proposal_may_be_cited() {
        let draft = r"
            //- head
            //- open proposal
            MOD	IAP/39A30/1
            RESOLUTION 97 (Rev. {~~Hammamet, 2016~>New Delhi, 2024~~})
            On bells
            The World Telecommunication Standardization Assembly ({~~Hammamet, 2016~>New Delhi, 2024~~}),
            resolves
            {--1	to ring;
            --}{~~2~>$01~~}	to rest in harbours.
            //- closed other
            RESOLUTION 98 (Rev. New Delhi, 2024)
            On harbours
            The World Telecommunication Standardization Assembly (New Delhi, 2024),
            recalling
            a)	resolves 2 of Resolution 97 (Rev. Hammamet, 2016) of WTSA;
            b)	resolves 1 of Resolution 97 (Rev. New Delhi, 2024) of this assembly,
        ";
        check(
            draft,
            |it| it.references(true),
            expect![[r#"
            proposal:7 `1`
            other:5 `resolves 2`
            other:6 `resolves 1`
        "#]],
        );
    }
}
