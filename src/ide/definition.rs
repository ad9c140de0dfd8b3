//! Where something is said: the clause that a reference names, the text that a citation names, the annex, the footnote, the
//! words that an abbreviation stands for.

use super::spot::{SpotTarget, TextAt, at_last, meant};
use super::thing::Thing;
use super::{Location, Place};
use crate::syntax::{AnnexReference, Note, NoteMark, Tree, Whereabouts};
use crate::text::Span;

/// Something that a place points to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Definition {
    /// What was asked about: the reference or citation under the cursor, in the file asked about.
    pub origin: Span,
    /// All of the clause, section, note, or the text's heading.
    pub target: Location,
    /// Its label, call or heading, in the target's file.
    pub focus: Span,
}

/// What the thing at a place points to; of a run of clauses all, the one under the cursor first.
pub fn definition(place: &Place<'_>) -> Vec<Definition> {
    let Some((text, at)) = place.text() else { return Vec::new() };
    let tree = text.tree();
    match text.thing_at(at) {
        Some(Thing::Reference(index, target)) => clauses(place, &text, index, target, at),
        Some(Thing::Citation(index)) => cited(place, &text, index),
        Some(Thing::AnnexReference(index)) => {
            let reference = &tree.annex_references()[index].it;
            let annex = annex_of(&text, reference).map(|span| point(&text, reference.span, &text, span, span));
            annex.into_iter().collect()
        }
        Some(Thing::NoteMark(index)) => {
            let mark = &tree.note_marks()[index];
            let note = note_of(tree, mark).map(|note| point(&text, mark.span, &text, note.span, note.span));
            note.into_iter().collect()
        }
        Some(Thing::Abbreviation(found)) => {
            let there = found.introduced;
            vec![point(&text, found.here.span, &text, there.span, there.short.span)]
        }
        // What stands there is itself the place: an editor may show then who points to it.
        Some(Thing::Label(id)) => vec![itself(&text, SpotTarget::Clause(id))],
        Some(Thing::Call(id)) => vec![itself(&text, SpotTarget::Section(id))],
        _ => Vec::new(),
    }
}

fn itself(text: &TextAt<'_>, meant: SpotTarget) -> Definition {
    let (extent, focus) = text.extent_of(meant);
    point(text, focus, text, extent, focus)
}

/// The clauses that are cited of a text ("resolves 2 of Resolution 97 …"), where it is in the workspace in the cited edition; else
/// its heading.
fn cited(place: &Place<'_>, text: &TextAt<'_>, index: usize) -> Vec<Definition> {
    let tree = text.tree();
    let model = text.model(place.snapshot);
    let Some((there, exact)) = place.cited_text(&model, index) else { return Vec::new() };
    let citation = &tree.citations()[index];
    let here = model.references_into(index).filter(|reference| exact && reference.zone == citation.zone);
    let of_it = here.filter(|reference| matches!(reference.it.whereabouts, Whereabouts::Cited(_)));
    let clauses = of_it.flat_map(|reference| meant(there.tree(), &reference.it, None)).map(|meant| {
        let (extent, focus) = there.extent_of(meant);
        point(text, citation_span(tree, index), &there, extent, focus)
    });
    let clauses: Vec<Definition> = clauses.collect();
    if clauses.is_empty() { heading(text, index, &there).into_iter().collect() } else { clauses }
}

fn point(here: &TextAt<'_>, origin: Span, there: &TextAt<'_>, target: Span, focus: Span) -> Definition {
    Definition { origin: here.in_file(origin), target: there.location(target), focus: there.in_file(focus) }
}

fn clauses(place: &Place<'_>, text: &TextAt<'_>, index: usize, target: Option<usize>, at: u32) -> Vec<Definition> {
    let reference = text.tree().reference(index);
    let Some((there, _)) = text.referred_text(place, &text.model(place.snapshot), index) else { return Vec::new() };
    let mut meant = meant(there.tree(), reference, target);
    if target.is_some_and(|target| at_last(&reference.targets[target], at)) {
        let last = meant.pop();
        meant.splice(0..0, last);
    }
    let origin = target.map_or(reference.span, |target| match reference.targets.len() {
        1 => reference.span,
        _ => reference.targets[target].span,
    });
    let to = |meant: SpotTarget| {
        let (extent, focus) = there.extent_of(meant);
        point(text, origin, &there, extent, focus)
    };
    meant.into_iter().map(to).collect()
}

fn heading(text: &TextAt<'_>, index: usize, there: &TextAt<'_>) -> Option<Definition> {
    let heading = there.tree().heading.as_ref()?.span;
    Some(point(text, citation_span(text.tree(), index), there, heading, heading))
}

/// A citation, by its index, with its body; in a list, its own part.
pub(super) fn citation_span(tree: &Tree, index: usize) -> Span {
    let citation = tree.citation(index);
    // Citations stand in the order of the text, so those of a list are neighbours.
    let is_listed = |other: Option<usize>| {
        other
            .and_then(|other| tree.citations().get(other))
            .is_some_and(|other| other.it.list_span == citation.list_span)
    };
    match is_listed(index.checked_sub(1)) || is_listed(Some(index + 1)) {
        true => citation.span,
        false => citation.list_span.cover(citation.span),
    }
}

/// The heading line of the annex that is meant: with the same word and number; without a number the first
/// with that word.
pub(super) fn annex_of(text: &TextAt<'_>, reference: &AnnexReference) -> Option<Span> {
    let annexes = text.tree().annexes();
    let word = |span| text.quoted(span).split(' ').next().unwrap_or_default().to_lowercase();
    let kind = word(reference.span);
    let mut same_kind = annexes.iter().filter(|annex| word(annex.span) == kind);
    let numbered = |span: Span| {
        let words = text.quoted(span);
        let number = words.split(' ').nth(1).unwrap_or_default();
        number.trim_matches(|c: char| !c.is_alphanumeric()) == reference.number
    };
    match reference.number.is_empty() {
        true => same_kind.next().map(|annex| annex.span),
        false => same_kind.map(|annex| annex.span).find(|&span| numbered(span)),
    }
}

/// The footnote of a mark.
pub(super) fn note_of<'t>(tree: &'t Tree, mark: &NoteMark) -> Option<&'t Note> {
    tree.note_of(mark)
}

#[cfg(test)]
mod tests {
    use crate::testing::{Fixture, check, dedent};
    use expect_test::expect;

    #[test]
    fn a_reference_leads_to_its_clause() {
        let draft = |words: &str| {
            format!(
                r"
                    //- head
                    considering
                    a)	one:
                    i)	this;
                    ii)	that;
                    b)	{words},
                "
            )
        };
        check(
            &draft("in regard to considering $0a) above"),
            Fixture::definitions,
            expect![[r#"
            `considering a) above` -> draft:6 `a) one: i) this; ii) that;` at `a)`
        "#]],
        );
        check(
            &draft("in regard to consid$0ering a) ii)"),
            Fixture::definitions,
            expect![[r#"
            `considering a) ii)` -> draft:8 `ii) that;` at `ii)`
        "#]],
        );
        check(&draft("in regard to considering f$0)"), Fixture::definitions, expect![[""]]);
        check(&draft("in regard to recognizing a$0)"), Fixture::definitions, expect![[""]]);
    }

    #[test]
    fn a_list_leads_to_the_clause_under_the_cursor() {
        let draft = |words: &str| {
            format!(
                r"
                    //- head
                    considering
                    a)	one;
                    b)	two;
                    c)	{words},
                "
            )
        };
        check(
            &draft("that considering a) and $0b) above hold"),
            Fixture::definitions,
            expect![[r#"
            `b)` -> draft:7 `b) two;` at `b)`
        "#]],
        );
        check(
            &draft("that $0considering a) and b) above hold"),
            Fixture::definitions,
            expect![[r#"
            `considering a) and b) above` -> draft:6 `a) one;` at `a)`
            `considering a) and b) above` -> draft:7 `b) two;` at `b)`
        "#]],
        );
    }

    #[test]
    fn a_run_leads_to_all_its_clauses() {
        let draft = |words: &str| {
            format!(
                r"
                    //- head
                    resolves
                    1	one;
                    2	two;
                    3	three,
                    instructs the Director
                    to carry out {words}.
                "
            )
        };
        check(
            &draft("resolves $01 to 3"),
            Fixture::definitions,
            expect![[r#"
            `resolves 1 to 3` -> draft:6 `1 one;` at `1`
            `resolves 1 to 3` -> draft:7 `2 two;` at `2`
            `resolves 1 to 3` -> draft:8 `3 three,` at `3`
        "#]],
        );
        check(
            &draft("resolves 1 to 3$0"),
            Fixture::definitions,
            expect![[r#"
            `resolves 1 to 3` -> draft:8 `3 three,` at `3`
            `resolves 1 to 3` -> draft:6 `1 one;` at `1`
            `resolves 1 to 3` -> draft:7 `2 two;` at `2`
        "#]],
        );
    }

    #[test]
    fn a_whole_section_is_its_call() {
        check(
            r"
                //- head
                bearing in mind
                the lights,
                resolves
                as described under bearing $0in mind above.
            ",
            Fixture::definitions,
            expect![[r#"
            `bearing in mind above` -> draft:5 `bearing in mind the lights,` at `bearing in mind`
        "#]],
        );
    }

    #[test]
    fn deleted_words_answer_from_the_text_in_force() {
        let draft = |words: &str| {
            format!(
                r"
                    //- head
                    considering
                    a)	one;
                    {{--b)	two;
                    --}}{{~~c~>b~~}})	three;
                    {{~~d~>c~~}})	{words},
                "
            )
        };
        check(
            &draft("see considering {~~b$0~>a~~})"),
            Fixture::definitions,
            expect![[r#"
            `considering {~~b~>a~~})` -> draft:7 `b) two;` at `b)`
        "#]],
        );
        check(
            &draft("see considering {~~c~>$0b~~})"),
            Fixture::definitions,
            expect![[r#"
            `considering {~~c~>b~~})` -> draft:8 `b~~}) three;` at `b~~})`
        "#]],
        );
        check(
            &draft("{--see considering $0b)--}"),
            Fixture::definitions,
            expect![[r#"
            `considering b)` -> draft:7 `b) two;` at `b)`
        "#]],
        );
    }

    #[test]
    fn a_citation_leads_to_the_text_at_hand_in_the_cited_edition() {
        let other = |kind: &str, name: &str, edition: &str| {
            dedent(&format!(
                r"
                    //- {kind} {name}
                    RESOLUTION 97 ({edition})
                    On bells
                    The World Telecommunication Standardization Assembly ({}),
                    resolves
                    1	to ring;
                    2	to rest.
                ",
                edition.trim_start_matches("Rev. ")
            ))
        };
        let files = other("open", "new", "Rev. New Delhi, 2024") + &other("closed", "old", "Rev. Hammamet, 2016");
        let draft = |words: &str| {
            dedent(&format!(
                r"
                    //- head
                    considering
                    a)	{words},
                "
            )) + &files
        };
        check(
            &draft("Resolution 97$0 (Rev. New Delhi, 2024) of this assembly"),
            Fixture::definitions,
            expect![[r#"
            `Resolution 97 (Rev. New Delhi, 2024) of this assembly` -> new:1 `RESOLUTION 97 (Rev. New Delhi, 2024)` at `RESOLUTION 97 (Rev. New Delhi, 2024)`
        "#]],
        );
        check(
            &draft("Resolution 97 (Rev. $0Hammamet, 2016) of WTSA"),
            Fixture::definitions,
            expect![[r#"
            `Resolution 97 (Rev. Hammamet, 2016) of WTSA` -> old:1 `RESOLUTION 97 (Rev. Hammamet, 2016)` at `RESOLUTION 97 (Rev. Hammamet, 2016)`
        "#]],
        );
        check(
            &draft("resolves $02 of Resolution 97 (Rev. Hammamet, 2016) of WTSA"),
            Fixture::definitions,
            expect![[r#"
            `resolves 2` -> old:6 `2 to rest.` at `2`
        "#]],
        );
        check(
            &draft("Resolution 97 (Rev. New Delhi, 2024) of this assembly and res$0olves 1 thereof"),
            Fixture::definitions,
            expect![[r#"
            `resolves 1 thereof` -> new:5 `1 to ring;` at `1`
        "#]],
        );
        check(&draft("Resolution 98$0 (Rev. New Delhi, 2024) of this assembly"), Fixture::definitions, expect![[""]]);
    }

    #[test]
    fn a_citation_leads_to_the_clauses_cited_of_it() {
        let other = dedent(
            r"
                //- closed bells
                RESOLUTION 97 (Rev. New Delhi, 2024)
                On bells
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                resolves
                1	to ring;
                2	to rest.
            ",
        );
        let draft = |words: &str| {
            dedent(&format!(
                r"
                    //- head
                    considering
                    a)	{words},
                "
            )) + &other
        };
        check(
            &draft("resolves 2 of Resolution 97$0 (Rev. New Delhi, 2024) of this assembly"),
            Fixture::definitions,
            expect![[r#"
            `Resolution 97 (Rev. New Delhi, 2024) of this assembly` -> bells:6 `2 to rest.` at `2`
        "#]],
        );
        check(
            &draft("resolves 7 of Resolution 97$0 (Rev. New Delhi, 2024) of this assembly"),
            Fixture::definitions,
            expect![[r#"
            `Resolution 97 (Rev. New Delhi, 2024) of this assembly` -> bells:1 `RESOLUTION 97 (Rev. New Delhi, 2024)` at `RESOLUTION 97 (Rev. New Delhi, 2024)`
        "#]],
        );
    }

    #[test]
    fn a_label_is_itself() {
        check(
            r"
                //- head
                considering
                a$0)	one;
                b)	two,
            ",
            Fixture::definitions,
            expect![[r#"
            `a)` -> draft:6 `a) one;` at `a)`
        "#]],
        );
    }

    #[test]
    fn an_abbreviation_leads_to_its_introduction() {
        let draft = |words: &str| {
            format!(
                r"
                    //- head
                    considering
                    a)	the personally
                    identifiable information (PII);
                    b)	{words}[^1],
                    [^1]: PII here.
                "
            )
        };
        check(
            &draft("all PII$0 and masts"),
            Fixture::definitions,
            expect![[r#"
            `PII` -> draft:6 `personally identifiable information (PII)` at `PII`
        "#]],
        );
        check(
            &draft("the P$0IIs").replace("(PII)", "(PIIs)"),
            Fixture::definitions,
            expect![[r#"
            `PIIs` -> draft:6 `personally identifiable information (PIIs)` at `PIIs`
        "#]],
        );
        check(
            &draft("masts").replace("(PII)", "(P$0II)"),
            Fixture::definitions,
            expect![[r#"
            `PII` -> draft:6 `personally identifiable information (PII)` at `PII`
        "#]],
        );
        check(
            &draft("masts").replace("PII here", "$0PII here"),
            Fixture::definitions,
            expect![[r#"
            `PII` -> draft:6 `personally identifiable information (PII)` at `PII`
        "#]],
        );
        check(
            &draft("masts {--PI$0I--}"),
            Fixture::definitions,
            expect![[r#"
            `PII` -> draft:6 `personally identifiable information (PII)` at `PII`
        "#]],
        );
        check(&draft("P$0II-20, X.PII"), Fixture::definitions, expect![[""]]);
        check(&draft("IT$0U"), Fixture::definitions, expect![[""]]);
    }

    #[test]
    fn annexes_and_footnotes_are_found() {
        let draft = |words: &str| {
            format!(
                r"
                    //- head
                    resolves
                    1	{words};
                    2	lights[^2].
                    [^1]: A note.
                    [^2]: Another.
                    ANNEX 1
                    One
                    ANNEX 2
                    Two
                "
            )
        };
        check(
            &draft("to use An$0nex 2 to this resolution"),
            Fixture::definitions,
            expect![[r#"
            `Annex 2 to this resolution` -> draft:12 `ANNEX 2` at `ANNEX 2`
        "#]],
        );
        check(
            &draft("to use lamps[$0^1]"),
            Fixture::definitions,
            expect![[r#"
            `[^1]` -> draft:8 `A note.` at `A note.`
        "#]],
        );
    }
}
