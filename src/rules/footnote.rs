//! `footnote`

use std::collections::{HashMap, HashSet};

use super::{Context, Finding, Group, Scope, Severity, Subject, Words, rule};
use crate::syntax::{Note, ResidueKind, Tree};
use crate::text::Span;

rule! {
    /// A footnote is called where it belongs (`[^1]`) and stands once in the same text (`[^1]: These include …`). Found are a mark
    /// whose footnote is missing, a footnote that nothing calls, and two footnotes of one name. Copies from Word
    /// (`[footnoteRef:1]1`, `[1: 1 These include …]`) are read as well. A footnote that is called twice is a hint.
    ///
    /// ```wrong
    /// noting
    /// the needs of developing countries[^1],
    /// ```
    ///
    /// ```right
    /// noting
    /// the needs of developing countries[^1],
    ///
    /// [^1]: These include the least developed countries.
    /// ```
    name: "footnote",
    group: Group::Structure,
    scope: Scope::Text,
    words: Words::None,
    summary: "A footnote's mark has no footnote, a footnote has no mark, or one of them stands twice.",
    check,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    // The footnotes of cover text may stand at the end of the file.
    if context.placed.text.cover || (tree.note_marks().is_empty() && tree.notes().is_empty()) {
        return;
    }
    let printed = printed(tree);
    let is_printed = |note: &Note| printed.contains(&note.span.start);
    let mut marks: HashMap<&str, Span> = HashMap::new();
    let mut notes: HashMap<&str, Span> = HashMap::new();
    for (nth, note) in tree.notes().iter().enumerate() {
        let name = note.name.as_str();
        if let Some(&first) = notes.get(name).filter(|_| !is_printed(note)) {
            let message = format!("There are two footnotes {name} in this text");
            findings.push(Finding::new(&RULE, Subject::Note(nth), note.span, message).related(first, "the first"));
        }
        notes.entry(name).or_insert(note.span);
    }
    for (nth, mark) in tree.note_marks().iter().enumerate() {
        let name = mark.name.as_str();
        if !notes.contains_key(name) {
            let message = format!("Footnote {name} is called here, and this text does not have it");
            findings.push(Finding::new(&RULE, Subject::NoteMark(nth), mark.span, message));
        } else if let Some(&first) = marks.get(name) {
            let message = format!("Footnote {name} is called twice");
            let finding = Finding::new(&RULE, Subject::NoteMark(nth), mark.span, message).lighter(Severity::Hint);
            findings.push(finding.related(first, "called here first"));
        }
        marks.entry(name).or_insert(mark.span);
    }
    for (nth, note) in tree.notes().iter().enumerate().filter(|(_, note)| !is_printed(note)) {
        if !marks.contains_key(note.name.as_str()) {
            let message = format!("Nothing in this text calls footnote {}", note.name);
            findings.push(Finding::new(&RULE, Subject::Note(nth), note.span, message));
        }
    }
}

/// Where footnotes begin that stand under a line on a printed page: their marks are digits glued to a word.
fn printed(tree: &Tree) -> HashSet<u32> {
    let residue = tree.sections().flat_map(|(_, section)| &section.residue).chain(tree.residue());
    let footnotes = residue.filter(|residue| residue.kind == ResidueKind::Footnote);
    footnotes.map(|residue| residue.span.end).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn what_lacks_its_other_half_is_found() {
        check(
            &RULE,
            r"
                //- head
                noting
                the sea[^1] and the land[^2],

                [^1]: All of it.
            ",
            expect![[r#"
            warning 6:25 `[^2]` Footnote 2 is called here, and this text does not have it
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                the sea[^1],

                [^1]: All of it.
                [^2]: Most of it.
            ",
            expect![[r#"
            warning 9:6 ` Most of it.` Nothing in this text calls footnote 2
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea[footnoteRef:1]1; [1: 1 All of it.]
                b)	the land[footnoteRef:2]2,
            ",
            expect![[r#"
            warning 7:12 `[footnoteRef:2]2` Footnote 2 is called here, and this text does not have it
        "#]],
        );
    }

    #[test]
    fn what_stands_twice_is_found() {
        check(
            &RULE,
            r"
                //- head
                noting
                the sea[^1],

                [^1]: All of it.
                [^1]: Most of it.
            ",
            expect![[r#"
            warning 9:6 ` Most of it.` There are two footnotes 1 in this text
              8:6 ` All of it.` the first
        "#]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                the sea[^1] and the land[^1],

                [^1]: All of it.
            ",
            expect![[r#"
            hint 6:25 `[^1]` Footnote 1 is called twice
              6:8 `[^1]` called here first
        "#]],
        );
    }

    #[test]
    fn what_belongs_together_is_silent() {
        check(
            &RULE,
            r"
                //- head
                noting
                the sea[^1] and the land[^*],

                [^1]: All of it.
                [^*]: Most of it.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                noting
                a)	the sea[footnoteRef:1]1; [1: 1 All of it.]
                b)	the land,
            ",
            expect![[""]],
        );
        // A footnote of a printed page, whose mark is glued; text not agreed; a mark in the head.
        check(
            &RULE,
            r"
                //- head
                noting
                a)	countries1; ____ 1 These include all.
                b)	[the land],
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                RESOLUTION 90 (Geneva, 2022)[^1]
                Towers[^2]
                noting
                the sea,
                [^1]: One.
                [^2]: Two.
            ",
            expect![[""]],
        );
    }
}
