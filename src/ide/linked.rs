//! What changes together while it is typed: a clause's label and the references to it in its text.
//!
//! Only the letters or digits are linked, and only where they are the same words. Typing is plain editing: in a text whose
//! changes are tracked it would falsify the text in force, so that only words that are tracked as inserted are linked there.

use super::Place;
use super::spot::{TextAt, Thing};
use crate::edits::Pen;
use crate::syntax::{ClauseId, NamedLabel, Outcome, Reference, ReferenceTarget, Target};
use crate::text::{PieceKind, Side, Span, offset};

/// What a label may be while it is typed.
pub const WORD_PATTERN: &str = r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)*";

/// The places that change together with the label at a place, that one included; none where it stands alone. Bytes from
/// the start of the file, in order.
pub fn linked(place: &Place<'_>) -> Vec<Span> {
    let Some((text, at)) = place.text().filter(|(text, _)| text.side == Side::Proposed) else { return Vec::new() };
    let Some(id) = asked(&text, at) else { return Vec::new() };
    let tree = text.tree();
    let pen = Pen::new(place.snapshot, place.document, text.placed(), place.file);
    let label = tree.clause(id).raw.as_ref().map(|raw| raw.span).into_iter();
    let tracked = pen.tracks();
    let may_change = |span: &Span| is_of_one_kind(&text, *span, tracked);
    let marks = label.chain(named(&text, id)).filter_map(|span| letters(&text, span)).filter(may_change);
    let mut marks: Vec<Span> = marks.collect();
    let words = |span: Span| text.document.slice(text.in_file(span));
    let Some(own) = marks.iter().copied().find(|mark| mark.touches(at)) else { return Vec::new() };
    marks.retain(|&mark| words(mark) == words(own));
    marks.sort();
    marks.dedup();
    if marks.len() > 1 { marks.into_iter().map(|mark| text.in_file(mark)).collect() } else { Vec::new() }
}

/// The clause whose label is at a place, be it before the clause or in a reference.
fn asked(text: &TextAt<'_>, at: u32) -> Option<ClauseId> {
    let tree = text.tree();
    match text.thing_at(at)? {
        Thing::Label(id) => tree.clause(id).raw.is_some().then_some(id),
        Thing::Reference(index, Some(target)) => {
            let reference = &tree.references[index];
            matches!(tree.reference_target(reference), ReferenceTarget::Here { .. }).then_some(())?;
            let named = labels(&reference.it, &reference.it.targets[target]);
            let (target, _) = named.into_iter().find(|(_, label)| label.span.touches(at))?;
            one(text, &reference.it, target)
        }
        _ => None,
    }
}

/// The labels of a target, each with the target that it ends: `c)` and `c) ii)` of "c) ii)", both ends of a run.
fn labels(reference: &Reference, target: &Target) -> Vec<(Target, NamedLabel)> {
    debug_assert!(reference.targets.contains(target));
    let up_to = |depth: usize| Target { path: target.path[..=depth].to_vec(), to: None, span: target.span };
    let mut labels: Vec<_> = target.path.iter().enumerate().map(|(depth, label)| (up_to(depth), *label)).collect();
    if let (Some(to), Some((last, above))) = (target.to, target.path.split_last()) {
        let mut path = above.to_vec();
        path.push(to);
        debug_assert!(last.span != to.span);
        labels.push((Target { path, to: None, span: target.span }, to));
    }
    labels
}

/// The one clause that a target means.
fn one(text: &TextAt<'_>, reference: &Reference, target: Target) -> Option<ClauseId> {
    let alone = Reference { targets: vec![target], ..reference.clone() };
    match text.tree().resolve(&alone).as_slice() {
        [Outcome::Clauses(ids)] if ids.len() == 1 => Some(ids[0]),
        _ => None,
    }
}

/// Where references name a clause by its label.
fn named<'t>(text: &'t TextAt<'_>, id: ClauseId) -> impl Iterator<Item = Span> + 't {
    let tree = text.tree();
    let own = tree.clause(id).label;
    let here = tree
        .references
        .iter()
        .filter(|reference| matches!(tree.reference_target(reference), ReferenceTarget::Here { .. }));
    here.flat_map(move |reference| {
        let it = &reference.it;
        // Most references are to other labels: only these few are looked up.
        let could = move |label: &NamedLabel| own.is_some_and(|own| label.names(own));
        let named = it.targets.iter().filter(move |target| target.path.iter().chain(&target.to).any(could));
        let labels = named.flat_map(|target| labels(it, target)).filter(move |(_, label)| could(label));
        labels.filter(move |(target, _)| one(text, it, target.clone()) == Some(id)).map(|(_, label)| label.span)
    })
}

/// The letters or digits of a label, without its punctuation and suffix.
fn letters(text: &TextAt<'_>, label: Span) -> Option<Span> {
    let words = text.document.slice(text.in_file(label));
    let start = words.find(|c: char| c.is_ascii_alphanumeric())?;
    let of_mark = |c: char| match words.as_bytes()[start].is_ascii_digit() {
        true => c.is_ascii_digit() || c == '.',
        false => c.is_ascii_alphabetic(),
    };
    let end = words[start..].find(|c: char| !of_mark(c)).map_or(words.len(), |end| start + end);
    let mark = words[start..end].trim_end_matches('.');
    Some(Span::new(label.start + offset(start), label.start + offset(start + mark.len())))
}

/// Whether a stretch lies in one piece that may be typed in: kept or inserted, or where changes are tracked inserted.
fn is_of_one_kind(text: &TextAt<'_>, span: Span, tracked: bool) -> bool {
    let changes = &text.placed().text.changes;
    if text.placed().text.flattened.is_some() {
        return false;
    }
    if changes.pieces.is_empty() {
        return !tracked;
    }
    let piece = changes.pieces.iter().find(|piece| piece.span.contains(span));
    piece.is_some_and(|piece| match piece.kind {
        PieceKind::Inserted => true,
        PieceKind::Kept => !tracked,
        PieceKind::Deleted | PieceKind::Markup => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    fn draft(words: &str) -> String {
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
    }

    #[test]
    fn a_label_and_its_references_change_together() {
        let draft = r"
            //- head
            considering
            k$0)	one;
            b)	in considering k) and b) and in considering k),
            resolves
            1	that considering k) be read.
        ";
        check(
            &draft,
            Fixture::linked,
            expect![[r#"
            draft:6 `k`
            draft:7 `k`
            draft:7 `k`
            draft:9 `k`
        "#]],
        );
        let draft = r"
            //- head
            resolves
            1	one;
            2	two;
            3	three,
            instructs the Director
            to carry out resolves 1 to 3$0 and resolves 3.
        ";
        check(
            &draft,
            Fixture::linked,
            expect![[r#"
            draft:8 `3`
            draft:10 `3`
            draft:10 `3`
        "#]],
        );
    }

    #[test]
    fn a_sub_clause_has_its_own_label() {
        check(
            &draft("see considering $0a) ii) and considering a)"),
            Fixture::linked,
            expect![[r#"
            draft:6 `a`
            draft:9 `a`
            draft:9 `a`
        "#]],
        );
        check(
            &draft("see considering a) i$0i) and considering a)"),
            Fixture::linked,
            expect![[r#"
            draft:8 `ii`
            draft:9 `ii`
        "#]],
        );
    }

    #[test]
    fn what_stands_alone_or_elsewhere_is_not_linked() {
        check(&draft("nobody$0 refers"), Fixture::linked, expect![[""]]);
        check(&draft("see considering f$0)"), Fixture::linked, expect![[""]]);
        check(&draft("see considering a$0) of Resolution 97 (Rev. New Delhi, 2024)"), Fixture::linked, expect![[""]]);
    }

    #[test]
    fn where_changes_are_tracked_only_inserted_labels_are_linked() {
        let draft = |label: &str, one: &str, two: &str| {
            format!(
                r"
                    //- MOD
                    considering
                    a)	one;
                    {label}	two,
                    resolves
                    that {one} and {two} be read.
                "
            )
        };
        let (one, two) = ("considering {~~c~>b~~})", "{++considering b)++}");
        check(
            &draft("{~~c~>b$0~~})", one, two),
            Fixture::linked,
            expect![[r#"
            draft:8 `b`
            draft:10 `b`
            draft:10 `b`
        "#]],
        );
        check(&draft("{~~c$0~>b~~})", one, two), Fixture::linked, expect![[""]]);
        check(&draft("b$0)", "considering b)", "considering b)"), Fixture::linked, expect![[""]]);
    }
}
