//! `flattened-change`

use super::{Context, Finding, Fix, Group, Scope, Subject, Words, rule};
use crate::syntax::GluedPlace;

rule! {
    /// A proposal whose tracked changes were lost when it was copied from Word: what was deleted and what was put in its place
    /// run together, `ji)` for `j)` replaced by `i)`, "(Rev. Busan, 2014Dubai, 2018)" for one edition replaced by another. The
    /// labels and editions of both texts can be told from such places; the words that were changed cannot, and stand in both.
    ///
    /// ```wrong
    /// MOD IAP/39A30/1
    /// RESOLUTION 90 (Rev. Hammamet, 2016Geneva, 2022)
    /// Towers
    /// The World Telecommunication Standardization Assembly (Hammamet, 2016Geneva, 2022),
    /// resolves
    /// to wait.
    /// ```
    ///
    /// ```right
    /// MOD IAP/39A30/1
    /// RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
    /// Towers
    /// The World Telecommunication Standardization Assembly ({~~Hammamet, 2016~>Geneva, 2022~~}),
    /// resolves
    /// to wait.
    /// ```
    name: "flattened-change",
    group: Group::Proposals,
    scope: Scope::Text,
    words: Words::None,
    summary: "Tracked changes were lost in copying: deleted and inserted text run together.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let Some(flattened) = &context.placed.text.flattened else { return };
    let (labels, editions) = (flattened.labels(), flattened.editions());
    // A lone pair of labels is a wrong label: `label-sequence` says so.
    if !flattened.recovered && editions == 0 {
        return;
    }
    let Some(first) = flattened.places.first() else { return };
    let span = tree.heading.as_ref().map_or(first.0, |heading| heading.span);
    let counted = [counted(labels, "label"), counted(editions, "edition")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" and ");
    let mut message =
        format!("Tracked changes were lost when this text was copied, and old and new run together: {counted}");
    if flattened.recovered {
        message += ". Labels and editions are read apart; changed words are not";
    }
    for unread in &flattened.unread {
        let section = context.base().section_name(unread.section);
        message += &match unread.readings.as_slice() {
            [] => format!(". No reading fits the labels of {section}"),
            [only] => format!(". In {section}: {only}?"),
            [one, other, ..] => format!(". In {section}, more than one reading fits: {one}; or {other}"),
        };
    }
    let mut finding = Finding::new(&RULE, Subject::Text, span, message);
    for (span, place) in &flattened.places {
        finding = finding.related(
            *span,
            match place {
                GluedPlace::Label { base, proposed } => format!("{base} becomes {proposed}"),
                GluedPlace::Edition { base, proposed } => format!("({base}) becomes ({proposed})"),
            },
        );
    }
    findings.push(finding);
}

fn fixes(context: &Context<'_>, _: &Finding) -> Vec<Fix> {
    context.pen().restore_changes().into_iter().collect()
}

fn counted(n: usize, what: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{n} {what}s")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    #[test]
    fn one_finding_lists_every_place() {
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                RESOLUTION 90 (Rev. Hammamet, 2016Geneva, 2022)
                Towers
                The World Telecommunication Standardization Assembly (Hammamet, 2016Geneva, 2022),
                noting
                a)	one;
                b)	two;
                cb)	three,
                resolves
                to wait.
            ",
            expect![[r#"
                warning 2:1 `RESOLUTION 90 (Rev. Hammamet, 2016Geneva, 2022)` Tracked changes were lost when this text was copied, and old and new run together: 1 label and 2 editions. Labels and editions are read apart; changed words are not
                  2:21 `Hammamet, 2016Geneva, 2022` (Rev. Hammamet, 2016) becomes (Rev. Geneva, 2022)
                  4:55 `Hammamet, 2016Geneva, 2022` (Hammamet, 2016) becomes (Geneva, 2022)
                  8:1 `cb)` c) becomes b)
                  fix (look first): Restore the tracked changes of labels and editions (look at the words)
                    2:21 `Hammamet, 2016Geneva, 2022` -> `{~~Hammamet, 2016~>Geneva, 2022~~}`
                    4:55 `Hammamet, 2016Geneva, 2022` -> `{~~Hammamet, 2016~>Geneva, 2022~~}`
                    7:1 `b)	two;⏎` -> `{--b)	two;⏎--}`
                    8:1 `cb` -> `{~~c~>b~~}`
            "#]],
        );
    }

    #[test]
    fn a_lone_pair_of_editions_is_still_said() {
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. Geneva, 2022)
                The World Telecommunication Standardization Assembly (Geneva, 2022),
                noting
                Resolution 130 (Rev. Busan, 2014Dubai, 2018),
                resolves
                to wait.
            ",
            expect![[r#"
                warning 1:1 `RESOLUTION 90 (Rev. Geneva, 2022)` Tracked changes were lost when this text was copied, and old and new run together: 1 edition
                  4:22 `Busan, 2014Dubai, 2018` (Rev. Busan, 2014) becomes (Rev. Dubai, 2018)
            "#]],
        );
    }

    #[test]
    fn plain_texts_and_lone_labels_are_silent() {
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. Geneva, 2022)
                The World Telecommunication Standardization Assembly (Geneva, 2022),
                resolves
                1	to wait;
                12	to go.
            ",
            expect![[""]],
        );
    }
}
