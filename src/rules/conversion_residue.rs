//! `conversion-residue`

use super::{Context, Finding, Group, Scope, Severity, Subject, Waits, Words, rule};
use crate::syntax::{Residue, ResidueKind};
use crate::text::Span;

rule! {
    /// A text that was converted from PDF or copied from a printed page bears marks of it: labels and calls run into the line
    /// before ("…; ii) the"), bullets, footnotes in the middle of a clause, page numbers between two clauses. Rules on labels and
    /// punctuation are silent in a section whose clauses are run together, and references into it are not judged. There is one
    /// finding in a text, with the places.
    ///
    /// ```wrong
    /// noting
    /// a) the sea; b) the land;
    /// c) the sky,
    /// ```
    ///
    /// ```right
    /// noting
    /// a) the sea;
    /// b) the land;
    /// c) the sky,
    /// ```
    name: "conversion-residue",
    group: Group::Structure,
    scope: Scope::Text,
    words: Words::None,
    waits: Waits::Line,
    severity: Severity::Information,
    summary: "Conversion has run labels or calls into a line, or left page numbers and footnotes in it.",
    check,
}

/// A longer title, in bytes, is a text whose line ends were lost.
const TITLE_BYTES: usize = 400;

/// As many places are shown; a text that has more is not fixed one by one.
const PLACES: usize = 20;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    if tree.heading.is_none() {
        return;
    }
    if let Some(title) = &tree.title
        && title.words.len() > TITLE_BYTES
        && tree.sections().next().is_none()
    {
        let message = "The text stands on one line: its clauses cannot be told apart, and nothing of them is judged";
        findings.push(Finding::new(&RULE, Subject::Text, Span::new(title.span.start, title.span.start + 1), message));
        return;
    }
    // What annexes hold is outline and citations.
    let annexes = tree.annexes().first().map_or(u32::MAX, |annex| annex.span.start);
    let head = tree.residue().iter().filter(|residue| residue.span.start < annexes);
    let mut all: Vec<&Residue> = head.chain(tree.sections().flat_map(|(_, section)| &section.residue)).collect();
    all.sort_by_key(|residue| residue.span);
    let Some(first) = all.first() else { return };
    let damaged = tree.sections().filter(|(_, section)| section.is_damaged()).count();
    let count = match all.len() {
        1 => "1 place".to_owned(),
        n => format!("{n} places"),
    };
    let silent = match damaged {
        0 => String::new(),
        1 => ", and the structure of one section cannot be judged".into(),
        n => format!(", and the structure of {n} sections cannot be judged"),
    };
    let message = format!("Conversion has left its marks at {count} of this text{silent}: {}", what(&first.kind));
    let finding = Finding::new(&RULE, Subject::Text, first.span, message);
    let others = all.iter().skip(1).take(PLACES);
    findings.push(others.fold(finding, |finding, residue| finding.related(residue.span, what(&residue.kind))));
}

/// What stands at a place.
fn what(kind: &ResidueKind) -> &'static str {
    match kind {
        ResidueKind::GluedLabel => "a label inside a line",
        ResidueKind::LabelBelow => "a label below the first words of its clause",
        ResidueKind::GluedCall(_) => "a call inside a line",
        ResidueKind::GluedAnnex => "an annex that begins inside a line",
        ResidueKind::Bullet => "a list inside a line",
        ResidueKind::Footnote => "a footnote inside a clause",
        ResidueKind::Furniture => "a page number or document code",
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn what_conversion_left_is_found_once() {
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea; b) the land;
                c)	the sky: • blue,
                resolves
                1	to go;
                – 217 –
                2	to wait, instructs the Director to help.
            ",
            expect![[r#"
                information 6:13 `b)` Conversion has left its marks at 4 places of this text, and the structure of 2 sections cannot be judged: a label inside a line
                  7:13 `•` a list inside a line
                  10:1 `– 217 –` a page number or document code
                  11:12 `instructs` a call inside a line
            "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	countries1; ____ 1 These include all.
                b)	the land,
            ",
            expect![[r#"
            information 6:16 `____ 1` Conversion has left its marks at 1 place of this text: a footnote inside a clause
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea;
                12
                b)	the land,
            ",
            expect![[r#"
            information 7:1 `12` Conversion has left its marks at 1 place of this text: a page number or document code
        "#]],
        );
    }

    #[test]
    fn clean_texts_are_silent() {
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea;
                b)	as in noting a); or b) above,
                resolves
                1	to go;
                2	to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea[^1],
                resolves
                to wait.
                [^1]: One.
            ",
            expect![[""]],
        );
        // Page numbers in an annex, or in what stands before the first text.
        check(
            &RULE,
            r"
                //- head
                noting
                the sea,
                ANNEX 1
                – 217 –
                One: • two
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                Abstract: one: • two.
                – 2 –
                RESOLUTION 90 (Geneva, 2022)
                noting
                the sea,
            ",
            expect![[""]],
        );
    }
}
