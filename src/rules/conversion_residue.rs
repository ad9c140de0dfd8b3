//! `conversion-residue`

use std::ops::Range;

use super::broken_words::broken_words;
use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, Waits, rule};
use crate::syntax::{Residue, ResidueKind, line_breaks};
use crate::text::{Span, offset};

rule! {
    /// A text that was converted from PDF or copied from a printed page bears marks of it: labels and calls run into the line
    /// before ("…; ii) the"), bullets, footnotes in the middle of a clause, page numbers between two clauses. Rules on labels and
    /// punctuation are silent in a section whose clauses are run together, and references into it are not judged. There is one
    /// finding in a text, with the places. A word that is broken, "high- level", is a hint where its whole stands elsewhere; so is
    /// the name of an instrument that a line's end broke, "Reso-" and "lution 130".
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
    waits: Waits::Line,
    severity: Severity::Information,
    summary: "Conversion has run labels or calls into a line, broken words, or left page numbers and footnotes in it.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
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
    for broken in broken_words(context) {
        let known = if broken.elsewhere { " stands elsewhere in the text" } else { "" };
        let message = format!("This word is broken: \"{}\"{known}", broken.whole);
        findings.push(Finding::new(&RULE, Subject::Words, broken.span, message).lighter(Severity::Hint));
    }
    if let Some(title) = &tree.title
        && tree.sections().next().is_none()
        && (title.words.len() > TITLE_BYTES || is_whole_text(&context.words(title.span)))
    {
        let message = "The text stands on one line: its clauses cannot be told apart, and nothing of them is judged";
        let first = context.viewed(title.span).chars().next().map_or(0, char::len_utf8);
        let place = Span::new(title.span.start, title.span.start + offset(first));
        findings.push(Finding::new(&RULE, Subject::Text, place, message));
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

/// Whether a title holds calls and labels, as that of a text on one line does.
fn is_whole_text(title: &str) -> bool {
    line_breaks(title).len() >= 3
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let fix = || match finding.subject {
        Subject::Words => {
            let broken = broken_words(context).into_iter().find(|broken| broken.span == finding.span)?;
            let edits = context.pen().replace(broken.span, &broken.whole)?;
            Some(Fix { title: format!("Write \"{}\"", broken.whole), safe: false, edits })
        }
        _ => break_lines(context),
    };
    fix().into_iter().collect()
}

/// The lines that hold what belongs on several are broken before calls and labels.
fn break_lines(context: &Context<'_>) -> Option<Fix> {
    let (tree, view) = (context.tree(), context.view());
    if context.pen().tracks() {
        return None; // A line end put in as a tracked change would be one with the line before.
    }
    let whole = tree.title.as_ref().filter(|_| tree.sections().next().is_none()).map(|title| title.span.start);
    let damages = tree.residue().iter().chain(tree.sections().flat_map(|(_, section)| &section.residue));
    let glued = damages.filter(|residue| {
        matches!(residue.kind, ResidueKind::GluedLabel | ResidueKind::GluedCall(_) | ResidueKind::GluedAnnex)
    });
    let mut begins: Vec<usize> = glued.map(|residue| view.from_source(residue.span.start) as usize).collect();
    begins.sort_unstable();
    let mut places = begins.clone();
    places.extend(whole.map(|at| view.from_source(at) as usize));
    places.sort_unstable();
    // A line may hold thousands of them: it is looked for once.
    let mut lines: Vec<Range<usize>> = Vec::new();
    for at in places {
        if lines.last().is_none_or(|line| line.end <= at) {
            lines.push(line_of(&view.text, at));
        }
    }
    let mut gaps = Vec::new();
    for line in lines {
        let breaks = line_breaks(view.text.get(line.clone())?).into_iter();
        gaps.extend(breaks.map(|gap| line.start + gap.start..line.start + gap.end));
        let first = begins.partition_point(|at| *at <= line.start);
        let found = begins[first..].iter().take_while(|at| **at < line.end);
        gaps.extend(found.map(|at| view.text[..*at].trim_end().len()..*at));
    }
    gaps.sort_by_key(|gap| gap.start);
    gaps.dedup();
    let mut edits = Vec::new();
    for gap in gaps {
        let place = view.to_source(Span::of(gap));
        edits.extend(match place.is_empty() {
            true => context.pen().insert(place.start, "\n")?,
            false => context.pen().replace(place, "\n")?,
        });
    }
    let title = "Break the lines before calls and labels".to_owned();
    (!edits.is_empty()).then_some(Fix { title, safe: false, edits })
}

/// The line of the text as proposed that holds a place.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    start..text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end)
}

/// What stands at a place.
fn what(kind: &ResidueKind) -> &'static str {
    match kind {
        ResidueKind::GluedLabel => "a label inside a line",
        ResidueKind::LabelBelow => "a label below the first words of its clause",
        ResidueKind::LabelAfterWord => "a label after the first word of its clause",
        ResidueKind::GluedCall(_) => "a call inside a line",
        ResidueKind::GluedAnnex => "an annex that begins inside a line",
        ResidueKind::Bullet => "a list inside a line",
        ResidueKind::Footnote => "a footnote inside a clause",
        ResidueKind::PrintedMark => "a footnote's mark run into a word",
        ResidueKind::Furniture => "a page number or document code",
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn a_broken_instrument_is_told_without_another() {
        check(
            &RULE,
            &considering(
                "that Reso-\nlution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference and co-\nordination stand",
            ),
            expect![[r#"
                hint 6:6 `Reso-⏎lution` This word is broken: "Resolution"
                  fix (look first): Write "Resolution"
                    6:6 `Reso-⏎lution` -> `Resolution`
            "#]],
        );
    }

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
                  fix (look first): Break the lines before calls and labels
                    6:12 ` ` -> `⏎`
                    11:11 ` ` -> `⏎`
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
