//! `plain-hyphen`

use super::prose::{Prose, Replacement, once, replace_all};
use super::{Context, Finding, Fix, Group, Scope, Severity, rule};

rule! {
    /// ITU sets the names of its sectors, ITU‑T, ITU‑R and ITU‑D, with a no-break hyphen (U+2011), so that no line ends in
    /// "ITU-". A plain hyphen looks the same until the text is set anew. One finding per text says how many there are, and
    /// one fix sets them all.
    ///
    /// In a proposal to modify a text, only inserted words are looked at: the text in force is as it was printed. Headings,
    /// addresses on the web and cover text are left alone.
    ///
    /// ```wrong
    /// considering
    /// that ITU-T studies towers,
    /// ```
    ///
    /// ```right
    /// considering
    /// that ITU‑T studies towers, as https://www.itu.int/ITU-T/towers shows,
    /// ```
    name: "plain-hyphen",
    group: Group::Language,
    scope: Scope::Text,
    severity: Severity::Hint,
    summary: "ITU-T, ITU-R or ITU-D is written with a hyphen that lets the line break.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let replacements = replacements(context);
    let Some(first) = replacements.first() else { return };
    let name = context.words(first.span);
    let message = format!("`{name}` has a plain hyphen: the no-break hyphen (U+2011) keeps it on one line");
    findings.extend(once(&RULE, &replacements, &message));
}

fn fixes(context: &Context<'_>, _: &Finding) -> Vec<Fix> {
    replace_all(context, &replacements(context), "Set the no-break hyphen")
}

fn replacements(context: &Context<'_>) -> Vec<Replacement> {
    let prose = Prose::of(context);
    let bytes = prose.text.as_bytes();
    let heading = context.tree().heading.as_ref().map(|heading| heading.span);
    let mut replacements = Vec::new();
    for found in memchr::memmem::find_iter(&bytes[prose.body.clone()], b"ITU-") {
        let start = prose.body.start + found;
        let Some(sector @ (b'T' | b'R' | b'D')) = bytes.get(start + 4) else { continue };
        let joined =
            |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_.-@".contains(byte));
        let stop = bytes.get(start + 5) == Some(&b'.') && !joined(bytes.get(start + 6));
        if joined(start.checked_sub(1).map(|before| &bytes[before])) || (joined(bytes.get(start + 5)) && !stop) {
            continue;
        }
        let span = prose.place(start..start + 5);
        if heading.is_some_and(|heading| heading.contains(span)) || is_address(bytes, start) || !prose.is_own(span) {
            continue;
        }
        let right = match sector {
            b'T' => "ITU\u{2011}T",
            b'R' => "ITU\u{2011}R",
            _ => "ITU\u{2011}D",
        };
        replacements.push(Replacement { span, right });
    }
    replacements
}

/// No address is longer before the name of a sector in it.
const ADDRESS_BYTES: usize = 200;

/// Whether a place is in an address: "https://www.itu.int/ITU-T/", "/ITU-T/index.html".
fn is_address(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(ADDRESS_BYTES)..at];
    let word = before.iter().rposition(u8::is_ascii_whitespace).map_or(before, |space| &before[space + 1..]);
    word.ends_with(b"=") || word.first() == Some(&b'/') || word.windows(3).any(|part| part == b"://" || part == b"ww.")
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use crate::testing::considering;
    use expect_test::expect;

    #[test]
    fn plain_hyphens_are_counted_and_set_at_once() {
        check(
            &RULE,
            &considering("that ITU-T studies towers"),
            expect![[r#"
            hint 6:6 `ITU-T` `ITU-T` has a plain hyphen: the no-break hyphen (U+2011) keeps it on one line
              fix: Set the no-break hyphen
                6:9 `-` -> `‑`
        "#]],
        );
        check(
            &RULE,
            &considering("that ITU-T, (ITU-D), ITU-R/ITU-T and ITU\u{2011}R study towers with ITU-R."),
            expect![[r#"
            hint 6:6 `ITU-T` `ITU-T` has a plain hyphen: the no-break hyphen (U+2011) keeps it on one line; so in 4 more places of this text
              fix: Set the no-break hyphen in 5 places
                6:9 `-` -> `‑`
                6:17 `-` -> `‑`
                6:25 `-` -> `‑`
                6:31 `-` -> `‑`
                6:65 `-` -> `‑`
        "#]],
        );
    }

    #[test]
    fn in_a_proposal_the_text_in_force_is_left_alone() {
        check(
            &RULE,
            r"
                //- MOD
                considering
                that ITU-T {++and ITU-D ++}study {--ITU-R --}towers,
            ",
            expect![[r#"
            hint 7:19 `ITU-D` `ITU-D` has a plain hyphen: the no-break hyphen (U+2011) keeps it on one line
              fix: Set the no-break hyphen
                7:22 `-` -> `‑`
        "#]],
        );
        check(
            &RULE,
            r"
                //- MOD
                considering
                that ITU-T studies {--ITU-R --}towers,
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                ADD	IAP/39A30/1
                //- head
                considering
                that ITU-T studies,
            ",
            expect![[r#"
            hint 7:6 `ITU-T` `ITU-T` has a plain hyphen: the no-break hyphen (U+2011) keeps it on one line
              fix: Set the no-break hyphen
                7:9 `-` -> `‑`
        "#]],
        );
    }

    #[test]
    fn other_words_addresses_headings_and_covers_are_silent() {
        check(
            &RULE,
            &considering("ITU\u{2011}T and XITU-T and ITU-Telecom and ITU-T2 and the ITU-based GITU-R"),
            expect![[""]],
        );
        check(
            &RULE,
            &considering("https://www.itu.int/ITU-T/go and www.itu.int/ITU-T and /ITU-T/x and mail@ITU-T.int"),
            expect![[""]],
        );
        check(
            &RULE,
            r"
                RESOLUTION ITU-R 1-6
                Methods
                considering
                that towers stand,
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                FOREWORD
                ITU-T is a sector.
                //- head
                considering
                that towers stand,
            ",
            expect![[""]],
        );
    }
}
