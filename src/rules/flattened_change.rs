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
    for misfit in &flattened.misfits {
        let label = context.document.slice(context.placed.in_file(misfit.span));
        message += &format!(". {label} does not fit: {} that becomes {} is next", misfit.base, misfit.proposed);
    }
    let mut finding = Finding::new(&RULE, Subject::Text, span, message);
    for (span, place) in &flattened.places {
        finding = finding.related(
            *span,
            match place {
                GluedPlace::Label { base, proposed } => format!("{base} becomes {proposed}"),
                GluedPlace::Edition { base, proposed, either_way } => {
                    let or = if *either_way { ", or the other way round" } else { "" };
                    format!("({base}) becomes ({proposed}){or}")
                }
            },
        );
    }
    findings.push(finding);
}

fn fixes(context: &Context<'_>, _: &Finding) -> Vec<Fix> {
    context.pen().restore_changes()
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
    fn in_a_head_the_earlier_edition_is_in_force() {
        check(
            &RULE,
            r"
                MOD	ARB/21A15/1
                RESOLUTION 30 (Rev. Buenos AiresDubai, 20147)
                Towers
                The World Telecommunication Development Conference (Buenos AiresDubai, 20147),
                resolves
                to wait.
            ",
            expect![[r#"
                warning 2:1 `RESOLUTION 30 (Rev. Buenos AiresDubai, 20147)` Tracked changes were lost when this text was copied, and old and new run together: 2 editions. Labels and editions are read apart; changed words are not
                  2:21 `Buenos AiresDubai, 20147` (Rev. Dubai, 2014) becomes (Rev. Buenos Aires, 2017)
                  4:53 `Buenos AiresDubai, 20147` (Dubai, 2014) becomes (Buenos Aires, 2017)
                  fix (look first): Restore the tracked changes of labels and editions (look at the words)
                    2:21 `Buenos AiresDubai` -> `{~~Dubai~>Buenos Aires~~}`
                    2:43 `47` -> `{~~4~>7~~}`
                    4:53 `Buenos AiresDubai` -> `{~~Dubai~>Buenos Aires~~}`
                    4:75 `47` -> `{~~4~>7~~}`
            "#]],
        );
        check(
            &RULE,
            r"
                MOD	ARB/21A15/1
                RESOLUTION 30 (Rev. HyderabadDubai, 20102014)
                Towers
                The World Telecommunication Development Conference (Dubai, 2014),
                resolves
                to wait.
            ",
            expect![[r#"
                warning 2:1 `RESOLUTION 30 (Rev. HyderabadDubai, 20102014)` Tracked changes were lost when this text was copied, and old and new run together: 1 edition. Labels and editions are read apart; changed words are not
                  2:21 `HyderabadDubai, 20102014` (Rev. Hyderabad, 2010) becomes (Rev. Dubai, 2014)
                  fix (look first): Restore the tracked changes of labels and editions (look at the words)
                    2:21 `HyderabadDubai` -> `{~~Hyderabad~>Dubai~~}`
                    2:37 `20102014` -> `{~~2010~>2014~~}`
            "#]],
        );
    }

    #[test]
    fn in_citations_the_order_of_the_other_places_tells() {
        // New text stands first in the head, and so it does in the citation.
        check(
            &RULE,
            r"
                MOD	ARB/21A15/1
                RESOLUTION 30 (Rev. Buenos Aires, 2017Dubai, 2014)
                Towers
                The World Telecommunication Development Conference (Buenos Aires, 2017Dubai, 2014),
                noting
                Resolution 71 (Rev. Busan, 2014Dubai, 2018),
                resolves
                to wait.
            ",
            expect![[r#"
                warning 2:1 `RESOLUTION 30 (Rev. Buenos Aires, 2017Dubai, 2014)` Tracked changes were lost when this text was copied, and old and new run together: 3 editions. Labels and editions are read apart; changed words are not
                  2:21 `Buenos Aires, 2017Dubai, 2014` (Rev. Dubai, 2014) becomes (Rev. Buenos Aires, 2017)
                  4:53 `Buenos Aires, 2017Dubai, 2014` (Dubai, 2014) becomes (Buenos Aires, 2017)
                  6:21 `Busan, 2014Dubai, 2018` (Rev. Dubai, 2018) becomes (Rev. Busan, 2014)
                  fix (look first): Restore the tracked changes of labels and editions (look at the words)
                    2:21 `Buenos Aires, 2017Dubai, 2014` -> `{~~Dubai, 2014~>Buenos Aires, 2017~~}`
                    4:53 `Buenos Aires, 2017Dubai, 2014` -> `{~~Dubai, 2014~>Buenos Aires, 2017~~}`
                    6:21 `Busan, 2014Dubai, 2018` -> `{~~Dubai, 2018~>Busan, 2014~~}`
            "#]],
        );
    }

    #[test]
    fn a_label_that_does_not_fit_is_told() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	one;
                ab)	two;
                bc)	three;
                cd)	four;
                ce)	five,
                resolves
                to wait.
            ",
            expect![[r#"
                warning 1:1 `RESOLUTION 90 (Rev. New Delhi, 2024)` Tracked changes were lost when this text was copied, and old and new run together: 4 labels. Labels and editions are read apart; changed words are not. ce) does not fit: d) that becomes e) is next
                  6:1 `ab)` a) becomes b)
                  7:1 `bc)` b) becomes c)
                  8:1 `cd)` c) becomes d)
                  9:1 `ce)` c) becomes e)
                  fix (look first): Restore the tracked changes of labels and editions (look at the words)
                    5:1 `a)	one;⏎` -> `{++a)	one;⏎++}`
                    6:1 `ab` -> `{~~a~>b~~}`
                    7:1 `bc` -> `{~~b~>c~~}`
                    8:1 `cd` -> `{~~c~>d~~}`
                    9:1 `ce` -> `{~~c~>e~~}`
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
                warning 1:1 `RESOLUTION 90 (Rev. Geneva, 2022)` Tracked changes were lost when this text was copied, and old and new run together: 1 edition. Labels and editions are read apart; changed words are not
                  4:22 `Busan, 2014Dubai, 2018` (Rev. Busan, 2014) becomes (Rev. Dubai, 2018), or the other way round
                  fix (look first): Restore the tracked changes of labels and editions (look at the words)
                    4:22 `Busan, 2014Dubai, 2018` -> `{~~Busan, 2014~>Dubai, 2018~~}`
                  fix (look first): Restore the tracked changes of labels and editions with the older edition as proposed (look at the words)
                    4:22 `Busan, 2014Dubai, 2018` -> `{~~Dubai, 2018~>Busan, 2014~~}`
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
