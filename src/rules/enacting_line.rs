//! `enacting-line`

use super::{Context, Door, Finding, Fix, Group, Scope, Severity, Subject, Waits, rule, wording};
use crate::catalogue::{AsOf, enacting_line};
use crate::syntax::{Action, Body};
use crate::text::Span;

rule! {
    /// The enacting line says who adopts, and where: "The World Telecommunication Standardization Assembly (New Delhi, 2024),". It
    /// stands between title or history and the first section, and ends in a comma; that the comma is missing is a hint. A line that
    /// would be one but for its spelling is told. Nothing is
    /// said of a text whose heading has no place and year, that is to be suppressed or stays as it is, of an excerpt, which shows "…" for what it leaves out, and
    /// of texts that are not in English.
    ///
    /// ```wrong
    /// RESOLUTION 90 (Rev. New Delhi, 2024)
    /// Towers
    /// considering
    /// that towers stand,
    /// resolves
    /// to wait.
    /// ```
    ///
    /// ```right
    /// RESOLUTION 90 (Rev. New Delhi, 2024)
    /// Towers
    /// The World Telecommunication Standardization Assembly (New Delhi, 2024),
    /// considering
    /// that towers stand,
    /// resolves
    /// to wait.
    /// ```
    name: "enacting-line",
    group: Group::Structure,
    scope: Scope::Workspace,
    waits: Waits::Line,
    error_from: Some(Door::Contribution),
    summary: "The line that says who adopts the text, and where, is missing, or lacks its comma.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if let Some(at) = comma_missing(context) {
        let message = "The enacting line ends in a comma";
        findings.push(Finding::new(&RULE, Subject::Words, at, message).lighter(Severity::Hint));
    } else if let Some(near) = near_line(context) {
        let message = format!("This enacting line is not read: \"{}\" may be meant", near.right);
        findings.push(Finding::new(&RULE, Subject::Words, near.span, message));
    } else if let Some(at) = is_missing(context) {
        let right = right(context).map(|line| format!(": \"{line}\" stands before the first section"));
        let message = format!("This text has no enacting line{}", right.unwrap_or_default());
        findings.push(Finding::new(&RULE, Subject::Text, at, message));
    }
}

/// The enacting line that lacks its comma.
fn comma_missing(context: &Context<'_>) -> Option<Span> {
    let line = context.tree().enacting.as_ref().filter(|line| line.body != Body::Unga)?;
    let view = context.view();
    let after = view.text.get(view.from_source(line.span.end) as usize..)?;
    // "(New Delhi, 2024,)": it stands in the bracket, of which `citation-form` speaks.
    let within = context.words(line.span).ends_with(",)");
    let after = after.trim_start_matches([' ', '\u{a0}', '\t']);
    // Its place and year may stand on the next line.
    let ends = after.starts_with(['\n', '\r']) && !after.trim_start().starts_with('(');
    (ends && !within && wording::is_english(context)).then_some(line.span)
}

/// The heading of a text that surely has no enacting line.
fn is_missing(context: &Context<'_>) -> Option<Span> {
    let tree = context.tree();
    let heading = tree.heading.as_ref().filter(|_| tree.enacting.is_none() && tree.residue().is_empty())?;
    let (_, first) = tree.sections().next().filter(|_| heading.edition.is_some())?;
    let whole = first.call.is_some() && !first.is_damaged() && context.placed.text.flattened.is_none();
    // A line that is none for want of knowing its words.
    let unread = tree.title.as_ref().is_none_or(|title| title.words.ends_with([',', '，']));
    let aside = context.placed.text.cover || tree.action().is_some_and(Action::only_refers);
    (whole && !unread && !aside && wording::is_english(context) && !is_excerpt(context)).then_some(heading.span)
}

/// A line that would be the enacting line but for its spelling.
struct NearLine {
    /// Its article and body.
    span: Span,
    right: String,
}

/// The line of a head that names, in a few wrong letters, a body and a place and year.
fn near_line(context: &Context<'_>) -> Option<NearLine> {
    /// So many letters may be wrong.
    const WRONG: usize = 3;
    /// The longest line, in bytes, that is compared.
    const BYTES: usize = 200;
    let (tree, view) = (context.tree(), context.view());
    let heading = tree.heading.as_ref().filter(|_| tree.enacting.is_none() && !context.placed.text.cover)?;
    let (_, first) = tree.sections().next().filter(|(_, first)| first.call.is_some())?;
    let (start, end) = (view.from_source(heading.span.end) as usize, view.from_source(first.span.start) as usize);
    let mut at = start;
    for line in view.text.get(start..end)?.split_inclusive('\n') {
        let from = at + (line.len() - line.trim_start().len());
        at += line.len();
        let text = line.trim();
        let Some((said, meeting)) = text.split_once('(').filter(|_| text.len() < BYTES) else { continue };
        let said = said.trim_end();
        let alone = meeting.trim_end_matches(',').strip_suffix(')').is_some_and(|meeting| !meeting.contains(')'));
        let year = meeting.contains(|c: char| c.is_ascii_digit());
        let names = Body::all().iter().flat_map(|body| [body.name.as_str()]).filter(|name| name.contains(' '));
        let of = " of the International Telecommunication Union";
        let rights = names.flat_map(|name| [format!("The {name}"), format!("The {name}{of}")]);
        let near = rights.map(|right| (strsim::osa_distance(said, &right), right)).min()?;
        if alone && year && (1..=WRONG).contains(&near.0) {
            let span = view.to_source(Span::of(from..from + said.len()));
            return Some(NearLine { span, right: near.1 });
        }
    }
    None
}

/// Whether a text shows that something is left out of it.
fn is_excerpt(context: &Context<'_>) -> bool {
    let left_out = |line: &str| {
        let line = line.trim().trim_matches(['[', ']', '(', ')']).trim();
        !line.is_empty() && line.chars().all(|c| matches!(c, '…' | '.' | ' '))
    };
    context.view().text.lines().any(left_out)
}

/// The line as it would be right, where the meeting is known.
fn right(context: &Context<'_>) -> Option<String> {
    let AsOf::Meeting(meeting) = context.meeting() else { return None };
    let said = wording::says_its_meeting(context);
    said.then(|| enacting_line(meeting.body, meeting.name(), &meeting.place_and_year()))
}

fn fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let fix = || match finding.subject {
        Subject::Words if context.tree().enacting.is_none() => {
            let near = near_line(context)?;
            let edits = context.pen().replace(near.span, &near.right)?;
            Some(Fix { title: format!("Write \"{}\"", near.right), safe: false, edits })
        }
        Subject::Words => {
            let edits = context.pen().insert(finding.span.end, ",")?;
            Some(Fix { title: "Put in the comma".into(), safe: !context.pen().tracks(), edits })
        }
        _ => {
            let at = context.tree().sections().next()?.1.span.start;
            // A line of its own as a tracked change would be one with what stands around it.
            let edits =
                context.pen().insert(at, &format!("{}\n", right(context)?)).filter(|_| !context.pen().tracks())?;
            Some(Fix { title: "Put in the enacting line".into(), safe: false, edits })
        }
    };
    fix().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_line_in_wrong_letters_is_told() {
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. New Delhi, 2024)
                Towers
                (Hammamet, 2016; New Delhi, 2024)
                the World Telecommunication Standardization Assembly (New Delhi, 2024),
                resolves
                to wait.
            ",
            expect![[r#"
                warning 4:1 `the World Telecommunication Standardization Assembly` This enacting line is not read: "The World Telecommunication Standardization Assembly" may be meant
                  fix (look first): Write "The World Telecommunication Standardization Assembly"
                    4:1 `the` -> `The`
            "#]],
        );
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. New Delhi, 2024)
                Towers
                The World Telecomunication Standardisation Asembly (New Delhi, 2024)
                resolves
                to wait.
            ",
            expect![[r#"
                warning 3:1 `The World Telecomunication Standardisation Asembly` This enacting line is not read: "The World Telecommunication Standardization Assembly" may be meant
                  fix (look first): Write "The World Telecommunication Standardization Assembly"
                    3:11 `Telecomunication Standardisation Asembly` -> `Telecommunication Standardization Assembly`
            "#]],
        );
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. Bucharest, 2022)
                Towers
                The Plenipotenciary Conference of the International Telecommunication Union (Bucharest, 2022),
                resolves
                to wait.
            ",
            expect![[r#"
                warning 3:1 `The Plenipotenciary Conference of the International Telecommunication Union` This enacting line is not read: "The Plenipotentiary Conference of the International Telecommunication Union" may be meant
                  fix (look first): Write "The Plenipotentiary Conference of the International Telecommunication Union"
                    3:5 `Plenipotenciary` -> `Plenipotentiary`
            "#]],
        );
    }

    #[test]
    fn a_line_without_its_comma_is_found() {
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. New Delhi, 2024)
                Towers
                The World Telecommunication Standardization Assembly (New Delhi, 2024)
                considering
                that towers stand,
            ",
            expect![[r#"
                hint 3:1 `The World Telecommunication Standardization Assembly (New Delhi, 2024)` The enacting line ends in a comma
                  fix: Put in the comma
                    3:71 `` -> `,`
            "#]],
        );
    }

    #[test]
    fn nothing_is_said_of_what_need_not_have_it() {
        for draft in [
            "SUP\tABC/1/1\nRESOLUTION 90 (Geneva, 2022)\nTowers\nconsidering\nthat towers stand,\n",
            "MOD\tABC/1/1\nRESOLUTION 90 (Geneva, 2022)\nTowers\n…\nconsidering\nthat towers stand,\n",
            "RESOLUTION 90 (Geneva, 2022)\nTowers\nL'Assemblée,\nconsidérant\nque la mer monte,\n",
            "RESOLUTION 90 (Geneva, 2022)\nTowers\nThe meeting of masters,\nconsidering\nthat towers stand,\n",
        ] {
            check(&RULE, draft, expect![[""]]);
        }
    }
}
