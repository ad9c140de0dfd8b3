//! Other names: a clause's label, where the clause moves to where that label stands; a footnote's mark; an abbreviation.
//! Everything that points there follows, in all files.

use super::abbreviations::{Abbreviation, not_introduced, says};
use super::spot::{SpotTarget, TextAt, meant};
use super::thing::Thing;
use super::{Location, Place};
use crate::edits::{Edit, NotDone, Pen, Refused};
use crate::syntax::{ClauseId, NamedLabel, is_abbreviation};
use crate::text::{Cancellation, Side, Span};

/// Something that can be given another name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Renamable {
    /// The name at the place asked about, in its file.
    pub span: Span,
    pub name: String,
}

/// What has a name at a place.
enum RenameTarget<'a> {
    /// A clause, by its label or by that label in a reference, perhaps in another file.
    Clause { here: Location, text: TextAt<'a>, id: ClauseId },
    /// A footnote of this text.
    Note { text: TextAt<'a>, at: u32 },
    /// An abbreviation that this text introduces.
    Abbreviation { text: TextAt<'a>, it: Box<Abbreviation> },
}

/// What could be renamed at a place, if anything.
///
/// # Errors
/// Why what stands there cannot be renamed.
pub fn prepare_rename(place: &Place<'_>) -> Result<Option<Renamable>, Refused> {
    Ok(match named(place)? {
        Some(RenameTarget::Clause { here, text, id }) => {
            let label = pen(place, &text).can_move(id)?;
            Some(Renamable { span: here.span, name: label.to_string() })
        }
        Some(RenameTarget::Note { text, at }) => pen(place, &text)
            .note_at(at)
            .map(|note| Renamable { span: text.in_file(note.here), name: note.name.to_owned() }),
        Some(RenameTarget::Abbreviation { text, it }) => {
            Some(Renamable { span: text.in_file(it.here.word), name: it.short })
        }
        None => None,
    })
}

/// The edits that give what stands at a place another name.
///
/// # Errors
/// Why it cannot have that name, or the edits are not wanted any more.
pub fn rename(place: &Place<'_>, name: &str, cancellation: Cancellation<'_>) -> Result<Vec<Edit>, NotDone> {
    match named(place)? {
        Some(RenameTarget::Clause { text, id, .. }) => {
            Ok(pen(place, &text).cancelled_by(cancellation).rename_clause(id, name)?.written()?.edits)
        }
        Some(RenameTarget::Note { text, at }) => {
            let pen = pen(place, &text).cancelled_by(cancellation);
            let note = pen.note_at(at).ok_or_else(nothing)?;
            pen.rename_note(&note, name)
        }
        Some(RenameTarget::Abbreviation { text, it }) => {
            let name = abbreviated(&text, &it, name.trim())?;
            let places = it.introductions().map(|it| it.short).chain(it.uses.iter().copied());
            let places: Vec<Span> = places.map(|place| place.word).collect();
            pen(place, &text).cancelled_by(cancellation).replace_each(&places, name)
        }
        None => Err(nothing().into()),
    }
}

/// What an abbreviation may be called.
fn abbreviated<'n>(text: &TextAt<'_>, it: &Abbreviation, name: &'n str) -> Result<&'n str, Refused> {
    let short = name.strip_suffix('s').unwrap_or(name);
    if !is_abbreviation(short) {
        return Err(format!("“{name}” is no abbreviation: it has two to eight capitals, as {} has.", it.short).into());
    }
    if short != it.short && says(text, short) {
        return Err(format!("{short} stands in this text already.").into());
    }
    Ok(short)
}

fn nothing() -> Refused {
    Refused(
        "Nothing here can be renamed: put the cursor on a clause's label, on a reference to it, on a footnote, or on an \
         abbreviation."
            .into(),
    )
}

fn pen<'p>(place: &Place<'p>, text: &'p TextAt<'_>) -> Pen<'p> {
    Pen::new(place.snapshot, &text.document, text.placed(), text.file)
}

fn named<'a>(place: &Place<'a>) -> Result<Option<RenameTarget<'a>>, Refused> {
    let Some((text, at)) = place.text() else { return Ok(None) };
    let found = match text.thing_at(at) {
        Some(Thing::Label(id)) => {
            let raw = text.tree().clause(id).raw.as_ref().filter(|raw| raw.span.touches(at));
            raw.map(|raw| text.location(raw.span)).map(|here| RenameTarget::Clause { here, text: text.clone(), id })
        }
        Some(Thing::Reference(index, Some(target))) => {
            let Some((here, there, id)) = referred(place, &text, index, target, at) else { return Ok(None) };
            if there.side == Side::Base && text.side == Side::Proposed {
                return Err("This is a clause of the text in force, which stays as it is.".into());
            }
            Some(RenameTarget::Clause { here, text: there, id })
        }
        Some(Thing::Abbreviation(it)) => Some(RenameTarget::Abbreviation { text: text.clone(), it }),
        thing => {
            let note = pen(place, &text).note_at(at).map(|_| RenameTarget::Note { text: text.clone(), at });
            let words = note.is_none() && matches!(thing, None | Some(Thing::Note(_) | Thing::Call(_)));
            match not_introduced(&text, at).filter(|_| words) {
                Some(why) => return Err(why),
                None => note,
            }
        }
    };
    match found {
        Some(RenameTarget::Clause { .. } | RenameTarget::Abbreviation { .. }) if text.side == Side::Base => {
            Err("These words are deleted as proposed: put the cursor on what is proposed.".into())
        }
        found => Ok(found),
    }
}

/// The label under the cursor in a target of a reference, and the clause that it names.
fn referred<'a>(
    place: &Place<'a>,
    text: &TextAt<'a>,
    index: usize,
    target: usize,
    at: u32,
) -> Option<(Location, TextAt<'a>, ClauseId)> {
    let reference = text.tree().reference(index);
    let (there, _) = text.referred_text(place, &text.model(place.snapshot), index)?;
    let clauses: Vec<ClauseId> = meant(there.tree(), reference, Some(target))
        .into_iter()
        .filter_map(|meant| match meant {
            SpotTarget::Clause(id) => Some(id),
            SpotTarget::Section(_) => None,
        })
        .collect();
    let (&first, &last) = (clauses.first()?, clauses.last()?);
    let target = &reference.targets[target];
    let location = |label: &NamedLabel| text.location(label.span);
    if let Some(to) = target.to.as_ref().filter(|to| to.span.touches(at)) {
        return Some((location(to), there, last));
    }
    let mut id = Some(first);
    for label in target.path.iter().rev() {
        if label.span.touches(at) {
            return Some((location(label), there, id?));
        }
        id = there.tree().clause(id?).parent;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, dedent};
    use expect_test::expect;

    const DRAFT: &str = r"
        //- head
        considering
        a)	one;
        b)	two;
        $0c)	three, in regard to considering a) above;
        d)	four, in regard to considering c) above,
        resolves
        1	to see considering a) to c);
        2	to see considering b) and c) above;
        3	to see considering b) to d).
    ";

    #[test]
    fn a_clause_moves_to_where_its_new_label_stands() {
        check(
            DRAFT,
            |it| it.rename("a"),
            expect![[r#"
                `c)` as c)
                considering
                a)	three, in regard to considering b) below;
                b)	one;
                c)	two;
                d)	four, in regard to considering a) above,
                resolves
                1	to see considering a) to c);
                2	to see considering a) and c) above;
                3	to see considering a), c) and d).
            "#]],
        );
        check(
            DRAFT,
            |it| it.rename(" D) "),
            expect![[r#"
                `c)` as c)
                considering
                a)	one;
                b)	two;
                c)	four, in regard to considering d) below;
                d)	three, in regard to considering a) above,
                resolves
                1	to see considering a), b) and d);
                2	to see considering b) and d) above;
                3	to see considering b) to d).
            "#]],
        );
        check(
            r"
                //- head
                resolves
                1	to do;
                $02	to go, as in resolves 1-3 of this resolution;
                3	to wait.
            ",
            |it| it.rename("2"),
            expect!["unchanged"],
        );
    }

    #[test]
    fn what_cannot_be_done_is_said_with_its_reason() {
        check(DRAFT, |it| it.rename("e"), expect!["There is no place e) in considering: it runs from a) to d)."]);
        check(DRAFT, |it| it.rename("3"), expect!["“3” is no label there: considering runs from a) to d)."]);
        check(DRAFT, |it| it.rename("a) one"), expect!["“a) one” is no label there: considering runs from a) to d)."]);
        check(
            r"
                //- head
                considering
                a)	one;
                b)	two;
                b)bis	more;
                $0c)	three,
            ",
            |it| it.rename("a"),
            expect!["b)bis is kept as it is, so b) before it keeps its place and label."],
        );
        check(
            r"
                //- head
                considering
                a)	[one;
                $0b)	two],
            ",
            |it| it.rename("a"),
            expect!["A square bracket opens in this clause and closes in another."],
        );
        check(
            r"
                //- head
                resolves
                to $0wait.
            ",
            |it| it.rename("a"),
            expect!["nothing"],
        );
        check(
            r"
                //- head
                considering
                {--a)	one considering b$0);
                --}{~~b~>a~~})	two,
            ",
            |it| it.rename("a"),
            expect!["These words are deleted as proposed: put the cursor on what is proposed."],
        );
    }

    // Found by fuzzing: after a call that is none, a first label before a line that names the next one is taken for words.
    #[test]
    fn a_clause_does_not_move_where_its_lines_would_be_read_otherwise() {
        check(
            r"
                //- head
                reco-gnising
                $0a)	that lights are seen from the sea,
                b)	that ships are seen, as recognizing b) says,
                resolves
                to wait.
            ",
            |it| it.rename("b"),
            expect!["Its lines would be read otherwise at that place: put the lines around it in order first."],
        );
    }

    #[test]
    fn a_clause_is_renamed_where_it_is_referred_to() {
        check(
            r"
                //- head
                considering
                a)	one;
                b)	two:
                i)	this;
                ii)	that,
                resolves
                to see considering b) i$0i).
            ",
            |it| it.rename("i"),
            expect![[r#"
                `ii)` as ii)
                considering
                a)	one;
                b)	two:
                i)	that;
                ii)	this,
                resolves
                to see considering b) i).
            "#]],
        );
        check(
            r"
                //- head
                resolves
                1	to do;
                2	to go;
                3	to wait,
                instructs the Director
                to do resolves 1 to $03.
            ",
            |it| it.rename("1"),
            expect![[r#"
                `3` as 3
                resolves
                1	to wait;
                2	to do;
                3	to go,
                instructs the Director
                to do resolves 1 to 3.
            "#]],
        );
    }

    #[test]
    fn references_of_other_files_follow() {
        let other = |kind: &str, edition: &str| {
            dedent(&format!(
                r"
                    //- {kind} {kind}
                    RESOLUTION 98 (Rev. New Delhi, 2024)
                    The World Telecommunication Standardization Assembly (New Delhi, 2024),
                    noting
                    resolves 2 of Resolution 96 (Rev. {edition}) of WTSA and resolves 1 thereof,
                    resolves {{++
                    to go.++}}
                "
            ))
        };
        let files = other("open", "New Delhi, 2024") + &other("closed", "New Delhi, 2024");
        check(
            &(dedent(
                r"
                    //- head
                    resolves
                    1	one;
                    $02	two.
                ",
            ) + &files),
            |it| it.rename("1"),
            expect![[r#"
                `2` as 2
                resolves
                1	two;
                2	one.
                //- open
                RESOLUTION 98 (Rev. New Delhi, 2024)
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                noting
                resolves {~~2~>1~~} of Resolution 96 (Rev. New Delhi, 2024) of WTSA and resolves {~~1~>2~~} thereof,
                resolves {++
                to go.++}
                //- closed
                RESOLUTION 98 (Rev. New Delhi, 2024)
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                noting
                resolves {~~2~>1~~} of Resolution 96 (Rev. New Delhi, 2024) of WTSA and resolves {~~1~>2~~} thereof,
                resolves {++
                to go.++}
            "#]],
        );
        check(
            &(dedent(
                r"
                    //- head
                    resolves
                    1	one;
                    2	two.
                ",
            ) + &other("open", "New Delhi, 2024").replace("resolves 1", "resolves $01")),
            |it| it.rename("2"),
            expect![[r#"
                `1` as 1
                RESOLUTION 98 (Rev. New Delhi, 2024)
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                noting
                resolves {~~2~>1~~} of Resolution 96 (Rev. New Delhi, 2024) of WTSA and resolves {~~1~>2~~} thereof,
                resolves {++
                to go.++}
                //- draft
                resolves
                1	two;
                2	one.
            "#]],
        );
    }

    #[test]
    fn in_a_proposal_the_text_in_force_stays() {
        check(
            r"
                MOD	IAP/1/1
                //- head
                considering
                a)	one;
                {--b)	old;
                --}{++b)	new;
                ++}$0c)	three {~~old~>new~~} {>>why?<<}words[^1],
                {--d)	four,
                --}[^1]: A note.
                resolves
                to see considering {~~d~>c~~}).
            ",
            |it| it.rename("a"),
            expect![[r#"
                `c)` as c)
                MOD	IAP/1/1
                considering
                {++a)	three new ++}{>>why?<<}{++words[^1];
                ++}{~~a~>b~~})	one;
                {--b)	old;
                --}{++c)	new,
                ++}{--c)	three old words[^1],
                --}{--d)	four,
                --}[^1]: A note.
                resolves
                to see considering {~~d~>a~~}).
            "#]],
        );
    }

    #[test]
    fn an_abbreviation_is_renamed_in_its_text() {
        let draft = r"
            //- head
            considering
            a)	personal information (PI) and PI-2020;
            b)	all $0PIs, {--the PI, --}PI and PIN[^1],
            [^1]: PI here.
        ";
        check(
            draft,
            |it| it.rename("PII"),
            expect![[r#"
            `PI` as PI
            considering
            a)	personal information ({~~PI~>PII~~}) and PI-2020;
            b)	all {~~PI~>PII~~}s, {--the PI, --}{~~PI~>PII~~} and PIN[^1],
            [^1]: {~~PI~>PII~~} here.
        "#]],
        );
        check(
            &draft.replace("{--the PI, --}", ""),
            |it| it.rename("PDs"),
            expect![[r#"
            `PI` as PI
            considering
            a)	personal information (PD) and PI-2020;
            b)	all PDs, PD and PIN[^1],
            [^1]: PD here.
        "#]],
        );
        check(draft, |it| it.rename("PI"), expect!["unchanged"]);
        check(draft, |it| it.rename("PIN"), expect!["PIN stands in this text already."]);
        check(
            draft,
            |it| it.rename("personal"),
            expect!["“personal” is no abbreviation: it has two to eight capitals, as PI has."],
        );
        check(
            &draft.replace('$', "").replace("0PIs", "PIs").replace("the PI", "the P$0I"),
            |it| it.rename("PII"),
            expect!["These words are deleted as proposed: put the cursor on what is proposed."],
        );
    }

    #[test]
    fn what_a_text_does_not_introduce_keeps_its_name() {
        check(
            r"
                //- head
                resolves
                that I$0TU shall wait.
            ",
            |it| it.rename("UIT"),
            expect![
                "This text does not introduce ITU, as “what it stands for (ITU)”: only an abbreviation of its own can be renamed."
            ],
        );
        check(
            r"
                //- head
                resolves
                to wait[^1].
                [^1]: The TSB$0.
            ",
            |it| it.rename("BST"),
            expect![
                "This text does not introduce TSB, as “what it stands for (TSB)”: only an abbreviation of its own can be renamed."
            ],
        );
    }

    #[test]
    fn a_footnote_gets_another_name() {
        let draft = r"
            //- head
            resolves
            1	lamps[$0^1];
            2	lights[^1] and bells[^2].
            [^1]: A note.
            [^2]: Another.
        ";
        check(
            draft,
            |it| it.rename("[^3]"),
            expect![[r#"
                `1` as 1
                resolves
                1	lamps[^3];
                2	lights[^3] and bells[^2].
                [^3]: A note.
                [^2]: Another.
            "#]],
        );
        check(draft, |it| it.rename("2"), expect!["There is a footnote 2 in this text already."]);
        check(
            draft,
            |it| it.rename("a b"),
            expect!["A footnote is called by letters and digits, or by stars: 2, a, *."],
        );
        check(
            r"
                //- head
                {++resolves
                ++}1	lamps[^1].
                [$0^1]: A note.
            ",
            |it| it.rename("*"),
            expect![[r#"
                `1` as 1
                {++resolves
                ++}1	lamps[^{~~1~>*~~}].
                [^{~~1~>*~~}]: A note.
            "#]],
        );
    }
}
