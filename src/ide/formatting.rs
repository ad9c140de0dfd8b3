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
    use crate::ide::testing::{Fixture, HEAD};
    use expect_test::{Expect, expect};

    const LETTERED: FormatOptions = FormatOptions { join_lines: false, letter_as_you_type: true };

    /// A draft in which what stands before the cursor has just been typed.
    fn check(draft: &str, typed: &str, options: FormatOptions, expected: Expect) {
        let said = Fixture::new(&format!("{HEAD}{draft}")).typed(typed, options);
        expected.assert_eq(&said.replace(HEAD, ""));
    }

    fn entered(draft: &str, expected: Expect) {
        check(draft, "\n", FormatOptions::default(), expected);
    }

    #[test]
    fn behind_a_clause_the_next_label_appears() {
        entered(
            "considering\na)\tone;\n$0",
            expect![[r#"
            considering
            a)	one;
            b)	"#]],
        );
        entered(
            "resolves\n9\tto do;  \n  $0\nresolves further\n1\tto go.\n",
            expect![[r#"
            resolves
            9	to do;  
            10	
            resolves further
            1	to go.
        "#]],
        );
        entered(
            "considering\na)\tone;\n$0that two,\n",
            expect![[r#"
            considering
            a)	one;
            b)	that two,
        "#]],
        );
        let windows = Fixture::new("considering\r\na)\tone; and\r\n$0").typed("\n", FormatOptions::default());
        assert_eq!(windows, "considering\r\na)\tone; and\r\nb)\t");
        entered(
            "considering\na)\tone:\n$0",
            expect![[r#"
            considering
            a)	one:
            i)	"#]],
        );
        entered(
            "resolves\n1\tto do:\n1.1\tthis;\n$0\n1.2\tthat.\n",
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
        entered("considering\na)\tone and\n$0", expect!["unchanged"]);
        entered("considering\na)\tone,\n$0", expect!["unchanged"]);
        entered("considering\nthat one;\n$0", expect!["unchanged"]);
        entered("considering\n$0", expect!["unchanged"]);
        entered("considering\na)\tone;\n\n$0", expect!["unchanged"]);
        entered("resolves\n1\tto do.\nANNEX 1\n1\tWhat;\n$0", expect!["unchanged"]);
    }

    #[test]
    fn an_empty_clause_loses_its_label() {
        entered(
            "considering\na)\tone;\nb)\t\n$0",
            expect![[r#"
            considering
            a)	one;
        "#]],
        );
        entered(
            "considering\na)\tone:\ni)\tthis;\nii)\t\n$0\nresolves\nto go.\n",
            expect![[r#"
            considering
            a)	one:
            i)	this;
            b)	
            resolves
            to go.
        "#]],
        );
        entered("considering\na)\n$0that one;\n", expect!["unchanged"]);
    }

    #[test]
    fn clauses_behind_are_lettered_anew_where_that_is_wanted() {
        check(
            "considering\na)\tone;\n$0\nb)\ttwo, as in considering a) and b),\n",
            "\n",
            LETTERED,
            expect![[r#"
            considering
            a)	one;
            b)	
            c)	two, as in considering a) and c),
        "#]],
        );
        check(
            "considering\na)\tone;\nb)\t\n$0\nc)\ttwo, as in considering c),\n",
            "\n",
            LETTERED,
            expect![[r#"
            considering
            a)	one;

            b)	two, as in considering b),
        "#]],
        );
        check(
            "considering\na)\tone;\nb)\t$0new;\nb)\ttwo, as in considering b),\n",
            "\t",
            LETTERED,
            expect![[r#"
            considering
            a)	one;
            b)	new;
            c)	two, as in considering c),
        "#]],
        );
        check("considering\na)\tone;\nb)\t$0new;\nb)\ttwo,\n", "\t", FormatOptions::default(), expect!["unchanged"]);
        check("considering\na)\tone\t$0new;\nb)\ttwo;\nb)\tthree,\n", "\t", LETTERED, expect!["unchanged"]);
    }

    #[test]
    fn in_a_proposal_the_label_is_tracked() {
        let entered = |draft: &str, options, expected: Expect| {
            let said = Fixture::new(&format!("MOD\tIAP/1/1\n{HEAD}{draft}")).typed("\n", options);
            expected.assert_eq(&said.replace(&format!("MOD\tIAP/1/1\n{HEAD}"), ""));
        };
        entered(
            "considering\na)\tone;\n$0\nb)\ttwo,\n",
            LETTERED,
            expect![[r#"
                considering
                a)	one;
                {++b)	
                ++}{~~b~>c~~})	two,
            "#]],
        );
        entered(
            "considering\na)\tone;\n{++b)\ttwo;\n$0++}\nc)\tthree,\n",
            LETTERED,
            expect![[r#"
            considering
            a)	one;
            {++b)	two;
            c)	++}
            {~~c~>d~~})	three,
        "#]],
        );
        entered(
            "considering\na)\tone;\n{++b)\t++}\n$0",
            LETTERED,
            expect![[r#"
            considering
            a)	one;
        "#]],
        );
        entered(
            "considering\na)\tone;\n{++b)\ttwo;\nc)\t\n$0++}",
            LETTERED,
            expect![[r#"
            considering
            a)	one;
            {++b)	two;
            ++}"#]],
        );
        entered("considering\na)\tone;\n{--b)\ttwo;\n$0--}", LETTERED, expect!["unchanged"]);
        // Words that go on are parted from what stands before them by the proposal.
        entered(
            "considering\na)\tone;\n  $0that two,\n",
            FormatOptions::default(),
            expect![[r#"
            considering
            a)	one;{++
            b)	++}that two,
        "#]],
        );
        let windows = Fixture::new(&format!("MOD\tIAP/1/1\n{HEAD}considering\r\na)\tone;\r\n$0\r\nb)\ttwo,\r\n"));
        let windows = windows.typed("\n", FormatOptions::default());
        assert!(windows.ends_with("a)\tone;\r\n{++b)\t\r\n++}b)\ttwo,\r\n"), "{windows}");
        entered(
            "considering\na)\tone;\n{++b)\t\n$0\n++}c)\ttwo,\n",
            FormatOptions::default(),
            expect![[r#"
            considering
            a)	one;
            {++
            ++}c)	two,
        "#]],
        );
        // There is no place behind the cursor for the end of the mark.
        entered("considering\na)\tone;\n$0", LETTERED, expect!["unchanged"]);
        entered("considering\na)\tone;\n$0{--\nb)\ttwo;--}\n", LETTERED, expect!["unchanged"]);
    }
}
