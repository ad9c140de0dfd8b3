//! `stray-space`

use super::prose::{Prose, Replacement, once, replace_all};
use super::{Context, Finding, Fix, Group, Scope, Severity, rule};
use crate::syntax::{invisible_signs, is_foreign_label};
use crate::text::pairs;

rule! {
    /// A space before a comma, a semicolon, a full stop or a closing bracket, one after an opening bracket, and two spaces
    /// between words are slips of the keyboard that print. One finding per text says how many there are, and one fix takes
    /// them all out, with the spaces at the ends of lines, which alone are not worth a word. Soft hyphens and zero-width spaces
    /// that a converter left inside words count as stray spaces.
    ///
    /// A text that always sets a space before its semicolons, as French does, means to. Aligned text, tables and what stands
    /// between a label and its clause are left alone, and in a proposal to modify a text all but the inserted words.
    ///
    /// ```wrong
    /// considering
    /// the towers , the masts  and the poles,
    /// ```
    ///
    /// ```right
    /// considering
    /// the towers, the masts and the poles,
    /// ```
    name: "stray-space",
    group: Group::Language,
    scope: Scope::Text,
    severity: Severity::Hint,
    summary: "There is a space before a comma, a stop or a bracket, or one too many between words.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (replacements, _) = replacements(context);
    let Some(first) = replacements.first() else { return };
    let message = if first.right.is_empty() { "There is a stray space here" } else { "One space is enough here" };
    findings.extend(once(&RULE, &replacements, message));
}

fn fixes(context: &Context<'_>, _: &Finding) -> Vec<Fix> {
    let (mut replacements, trailing) = replacements(context);
    let count = replacements.len();
    // In Markdown two spaces at the end of a line break it.
    let path = context.snapshot.path(context.file);
    if path.is_none_or(|path| path.extension().is_none_or(|it| !it.eq_ignore_ascii_case("md"))) {
        replacements.extend(trailing);
    }
    let title = if count == 1 { "Take out the stray space" } else { "Take out the stray spaces" };
    let mut fixes = replace_all(context, &replacements, title);
    fixes.iter_mut().for_each(|fix| fix.title = title.to_owned());
    fixes
}

/// How far from a place the bars of a table are looked for.
const ROW_BYTES: usize = 120;

/// The stray spaces, and those at the ends of lines.
fn replacements(context: &Context<'_>) -> (Vec<Replacement>, Vec<Replacement>) {
    let prose = Prose::of(context);
    let bytes = prose.text.as_bytes();
    let (mut replacements, mut trailing) = (Vec::new(), Vec::new());
    let mut before_semicolons = Vec::new();
    let at = |place: usize| bytes.get(place).copied().unwrap_or(b'\n');
    // Nearly all spaces stand alone between two words.
    let from = prose.body.start.saturating_sub(1);
    let within = &bytes[from..bytes.len().min(prose.body.end + 1)];
    // Whitespace, a semicolon, and what stands from ")" to "." in ASCII.
    let ends = |after: u8| (after <= b' ') | (after == b';') | (after.wrapping_sub(b')') <= b'.' - b')');
    let fits = move |first, second| ((first == b' ') & ends(second)) | ((first == b'(') & (second == b' '));
    let found = pairs(within, fits).map(|nth| from + nth + usize::from(within[nth] == b'('));
    let last = prose.body.end.checked_sub(1).filter(|last| prose.body.end == bytes.len() && at(*last) == b' ');
    let mut next = prose.body.start;
    for start in found.chain(last) {
        if start < next || start >= prose.body.end {
            continue;
        }
        let end = bytes[start..].iter().position(|byte| *byte != b' ').map_or(bytes.len(), |len| start + len);
        next = end;
        let before = start.checked_sub(1).map_or(b'\n', at);
        let after = at(end);
        if matches!(before, b'\n' | b'\r' | b'\t') || after == b'\t' {
            continue;
        }
        if matches!(after, b'\n' | b'\r') {
            push(&prose, &mut trailing, start..end, "");
        } else if goes(before, bytes, end) && !(after == b')' && is_foreign_label(&prose.text[..start])) {
            let list = if after == b';' { &mut before_semicolons } else { &mut replacements };
            push(&prose, list, start..end, "");
        } else if (2..=3).contains(&(end - start)) && between_words(context, &prose, start) {
            push(&prose, &mut replacements, start..end, " ");
        }
    }
    for range in invisible_signs(&prose.text[prose.body.clone()]) {
        let span = prose.place(prose.body.start + range.start..prose.body.start + range.end);
        replacements.extend(prose.is_own(span).then_some(Replacement { span, right: "" }));
    }
    replacements.sort_by_key(|it| it.span);
    // Where they outnumber the others, they are meant.
    let semicolons = memchr::memchr_iter(b';', &bytes[prose.body.clone()]);
    if !before_semicolons.is_empty() && before_semicolons.len() * 2 <= semicolons.count() {
        replacements.extend(before_semicolons);
        replacements.sort_by_key(|it| it.span);
    }
    (replacements, trailing)
}

fn push(
    prose: &Prose<'_, '_>,
    replacements: &mut Vec<Replacement>,
    range: std::ops::Range<usize>,
    right: &'static str,
) {
    let span = prose.place(range);
    // What stands within a citation belongs to its form.
    if prose.is_own(span) && !prose.in_citation(span) {
        replacements.push(Replacement { span, right });
    }
}

/// Whether spaces before `end` go: those before a mark that ends something, and after an opening bracket.
fn goes(before: u8, bytes: &[u8], end: usize) -> bool {
    let after = bytes.get(end).copied().unwrap_or_default();
    let next = bytes.get(end + 1).copied().unwrap_or(b'\n');
    let ends = next.is_ascii_whitespace() || matches!(next, b'"' | b')' | b',' | b';' | b'.' | 0xe2);
    match after {
        _ if matches!(before, b'(' | b'.' | b',' | b';' | b'|' | b'_') => {
            before == b'(' && !matches!(after, b')' | b'(')
        }
        b',' | b';' => ends,
        // "..." and ".int" are no stops.
        b'.' => next.is_ascii_whitespace() && bytes.get(end + 2) != Some(&b'.'),
        b')' => before != b'-',
        _ => false,
    }
}

/// Whether spaces stand in running text: not after a label, and not in an annex or a table, which may be aligned.
fn between_words(context: &Context<'_>, prose: &Prose<'_, '_>, at: usize) -> bool {
    let place = prose.place(at..at + 1);
    let Some(clause) = context.tree().clause_at(place.start) else { return false };
    let body = context.tree().clause(clause).body;
    body.contains(place) && place.start > body.start && !is_row(prose.text.as_bytes(), at)
}

/// Whether a place is in a row of a table, as the bars beside it say.
fn is_row(bytes: &[u8], at: usize) -> bool {
    let before = bytes[at.saturating_sub(ROW_BYTES)..at].iter().rev().take_while(|byte| **byte != b'\n');
    let after = bytes[at..].iter().take(ROW_BYTES).take_while(|byte| **byte != b'\n');
    before.chain(after).any(|byte| *byte == b'|')
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn stray_spaces_are_counted_and_taken_out_at_once() {
        check(
            &RULE,
            r"
                //- head
                considering
                the towers , the masts,
                resolves
                to wait.
            ",
            expect![[r#"
            hint 6:11 ` ` There is a stray space here
              fix: Take out the stray space
                6:11 ` ` -> ``
        "#]],
        );
        check(
            &RULE,
            "//- head\nconsidering\nthe towers ( old ) and  the masts (old ) ; the poles; the wires; the roofs,  \nresolves\nto wait.\n",
            expect![[r#"
                hint 6:13 ` ` There is a stray space here; so in 4 more places of this text
                  fix: Take out the stray spaces
                    6:13 ` ` -> ``
                    6:17 ` ` -> ``
                    6:24 ` ` -> ``
                    6:39 ` ` -> ``
                    6:41 ` ` -> ``
                    6:76 `  ` -> ``
            "#]],
        );
        check(
            &RULE,
            r"
                //- head
                considering
                a) the  towers;
                b)   the masts .
                resolves
                to wait.
            ",
            expect![[r#"
            hint 6:7 `  ` One space is enough here; so in one more place of this text
              fix: Take out the stray spaces
                6:8 ` ` -> ``
                7:15 ` ` -> ``
        "#]],
        );
        check(
            &RULE,
            r"
                //- MOD
                noting
                the  towers{++ , the  masts++},
            ",
            expect![[r#"
            hint 7:15 ` ` There is a stray space here; so in one more place of this text
              fix: Take out the stray spaces
                7:15 ` ` -> ``
                7:22 ` ` -> ``
        "#]],
        );
    }

    #[test]
    fn spaces_that_are_meant_are_silent() {
        check(&RULE, "//- head\nconsidering\n  the towers,   \nresolves\nto wait.\n", expect![[""]]);
        check(
            &RULE,
            r"
                //- head
                considering
                a)   the towers ;
                b)  the masts ;
                c)	the poles,
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                considering
                the towers ... and .int and ( ) and the masts |  x  | y,
                resolves
                to wait.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                //- head
                considering
                that,
                ANNEX 1
                Tower    Mast
                1  2,
                resolves
                to wait.
            ",
            expect![[""]],
        );
    }
}
