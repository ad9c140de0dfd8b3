//! Blanks and lines in order, asked for or while a drafter types.

use super::Place;
use crate::edits::{Edit, FormatOptions, Pen};
use crate::syntax::Document;
use crate::text::{Cancellation, Cancelled, PieceKind, Span};

/// The edits that put the blanks and lines of a file in order, or those of a stretch of it.
pub fn format(place: &Place<'_>, within: Option<Span>, options: FormatOptions) -> Vec<Edit> {
    let document: &Document = place.document;
    let texts = document.texts.iter().filter(|placed| {
        within.is_none_or(|within| placed.span().overlaps(within) || placed.span().touches(within.start))
    });
    let edits = texts.flat_map(|placed| {
        let pen = Pen::new(place.snapshot, document, placed, place.file);
        let own = within.map(|within| {
            let inside = |at: u32| at.saturating_sub(placed.start).min(placed.text.len);
            Span::new(inside(within.start), inside(within.end))
        });
        pen.format(options, own)
    });
    edits.collect()
}

/// The edits that follow what was just typed before a place: a line end, or a TAB behind a label.
///
/// # Errors
/// They are not wanted any more.
pub fn format_typed(
    place: &Place<'_>,
    typed: &str,
    options: FormatOptions,
    cancellation: Cancellation<'_>,
) -> Result<Vec<Edit>, Cancelled> {
    let at = place.sound();
    let document: &Document = place.document;
    // At the very end of a text the cursor is still in it.
    let Some(placed) = document.text_at(at.saturating_sub(1)).filter(|placed| at > placed.start) else {
        return Ok(Vec::new());
    };
    let at = at - placed.start;
    let pen = Pen::new(place.snapshot, document, placed, place.file).cancelled_by(cancellation);
    if placed.text.cover || placed.text.changes.kind_at(at.saturating_sub(1)) == PieceKind::Deleted {
        return Ok(Vec::new());
    }
    match typed {
        "\n" => pen.line_ended(at, options),
        "\t" => pen.label_typed(at, options),
        _ => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use crate::edits::FormatOptions;
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    const LETTERED: FormatOptions = FormatOptions { join_lines: false, letter_as_you_type: true };

    #[test]
    fn behind_a_clause_the_next_label_appears() {
        check(
            r"
                //- head
                considering
                a)	one;
                $0",
            Fixture::entered,
            expect![[r#"
            considering
            a)	one;
            b)	"#]],
        );
        check(
            "//- head\nresolves\n9\tto do;  \n  $0\nresolves further\n1\tto go.\n",
            Fixture::entered,
            expect![[r#"
            resolves
            9	to do;  
            10	
            resolves further
            1	to go.
        "#]],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                $0that two,
            ",
            Fixture::entered,
            expect![[r#"
            considering
            a)	one;
            b)	that two,
        "#]],
        );
        let windows = Fixture::new("considering\r\na)\tone; and\r\n$0").typed("\n", FormatOptions::default());
        assert_eq!(windows, "considering\r\na)\tone; and\r\nb)\t");
        check(
            r"
                //- head
                considering
                a)	one:
                $0",
            Fixture::entered,
            expect![[r#"
            considering
            a)	one:
            i)	"#]],
        );
        check(
            r"
                //- head
                resolves
                1	to do:
                1.1	this;
                $0
                1.2	that.
            ",
            Fixture::entered,
            expect![[r#"
            resolves
            1	to do:
            1.1	this;
            1.2	
            1.2	that.
        "#]],
        );
    }

    #[test]
    fn in_the_middle_of_words_and_at_the_end_of_a_section_none_appears() {
        check(
            r"
                //- head
                considering
                a)	one and
                $0",
            Fixture::entered,
            expect!["unchanged"],
        );
        check(
            r"
                //- head
                considering
                a)	one,
                $0",
            Fixture::entered,
            expect!["unchanged"],
        );
        check(
            r"
                //- head
                considering
                that one;
                $0",
            Fixture::entered,
            expect!["unchanged"],
        );
        check(
            r"
                //- head
                considering
                $0",
            Fixture::entered,
            expect!["unchanged"],
        );
        check(
            r"
                //- head
                considering
                a)	one;

                $0",
            Fixture::entered,
            expect!["unchanged"],
        );
        check(
            r"
                //- head
                resolves
                1	to do.
                ANNEX 1
                1	What;
                $0",
            Fixture::entered,
            expect!["unchanged"],
        );
    }

    #[test]
    fn an_empty_clause_loses_its_label() {
        check(
            "//- head\nconsidering\na)\tone;\nb)\t\n$0",
            Fixture::entered,
            expect![[r#"
            considering
            a)	one;
        "#]],
        );
        check(
            "//- head\nconsidering\na)\tone:\ni)\tthis;\nii)\t\n$0\nresolves\nto go.\n",
            Fixture::entered,
            expect![[r#"
            considering
            a)	one:
            i)	this;
            b)	
            resolves
            to go.
        "#]],
        );
        check(
            r"
                //- head
                considering
                a)
                $0that one;
            ",
            Fixture::entered,
            expect!["unchanged"],
        );
    }

    #[test]
    fn clauses_behind_are_lettered_anew_where_that_is_wanted() {
        check(
            r"
                //- head
                considering
                a)	one;
                $0
                b)	two, as in considering a) and b),
            ",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
            considering
            a)	one;
            b)	
            c)	two, as in considering a) and c),
        "#]],
        );
        check(
            "//- head\nconsidering\na)\tone;\nb)\t\n$0\nc)\ttwo, as in considering c),\n",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
            considering
            a)	one;

            b)	two, as in considering b),
        "#]],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	$0new;
                b)	two, as in considering b),
            ",
            |it| it.typed("\t", LETTERED),
            expect![[r#"
            considering
            a)	one;
            b)	new;
            c)	two, as in considering c),
        "#]],
        );
        check(
            r"
                //- head
                considering
                a)	one;
                b)	$0new;
                b)	two,
            ",
            |it| it.typed("\t", FormatOptions::default()),
            expect!["unchanged"],
        );
        check(
            r"
                //- head
                considering
                a)	one	$0new;
                b)	two;
                b)	three,
            ",
            |it| it.typed("\t", LETTERED),
            expect!["unchanged"],
        );
    }

    #[test]
    fn in_a_proposal_the_label_is_tracked() {
        check(
            r"
                //- MOD
                considering
                a)	one;
                $0
                b)	two,
            ",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
                considering
                a)	one;
                {++b)	
                ++}{~~b~>c~~})	two,
            "#]],
        );
        check(
            r"
                //- MOD
                considering
                a)	one;
                {++b)	two;
                $0++}
                c)	three,
            ",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
            considering
            a)	one;
            {++b)	two;
            c)	++}
            {~~c~>d~~})	three,
        "#]],
        );
        check(
            r"
                //- MOD
                considering
                a)	one;
                {++b)	++}
                $0",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
            considering
            a)	one;
        "#]],
        );
        check(
            "//- MOD\nconsidering\na)\tone;\n{++b)\ttwo;\nc)\t\n$0++}",
            |it| it.typed("\n", LETTERED),
            expect![[r#"
            considering
            a)	one;
            {++b)	two;
            ++}"#]],
        );
        check(
            r"
                //- MOD
                considering
                a)	one;
                {--b)	two;
                $0--}",
            |it| it.typed("\n", LETTERED),
            expect!["unchanged"],
        );
        // Words that go on are parted from what stands before them by the proposal.
        check(
            r"
                //- MOD
                considering
                a)	one;
                  $0that two,
            ",
            |it| it.typed("\n", FormatOptions::default()),
            expect![[r#"
            considering
            a)	one;{++
            b)	++}that two,
        "#]],
        );
        let windows = Fixture::new("//- MOD\nconsidering\r\na)\tone;\r\n$0\r\nb)\ttwo,\r\n");
        let windows = windows.typed("\n", FormatOptions::default());
        assert!(windows.ends_with("a)\tone;\r\n{++b)\t\r\n++}b)\ttwo,\r\n"), "{windows}");
        check(
            "//- MOD\nconsidering\na)\tone;\n{++b)\t\n$0\n++}c)\ttwo,\n",
            |it| it.typed("\n", FormatOptions::default()),
            expect![[r#"
            considering
            a)	one;
            {++
            ++}c)	two,
        "#]],
        );
        // There is no place behind the cursor for the end of the mark.
        check(
            r"
                //- MOD
                considering
                a)	one;
                $0",
            |it| it.typed("\n", LETTERED),
            expect!["unchanged"],
        );
        check(
            r"
                //- MOD
                considering
                a)	one;
                $0{--
                b)	two;--}
            ",
            |it| it.typed("\n", LETTERED),
            expect!["unchanged"],
        );
    }
}
