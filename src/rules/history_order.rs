//! `history-order`

use super::{Context, Door, Finding, Fix, Group, Scope, Severity, Subject, Words, rule};
use crate::syntax::HistoryEntry;
use crate::text::Span;

rule! {
    /// The line under the title names the meetings that adopted and revised the text, the first one first: "(Florianópolis, 2004;
    /// Johannesburg, 2008; Dubai, 2012)". It need not begin with the first adoption.
    ///
    /// ```wrong
    /// RESOLUTION 90 (Rev. New Delhi, 2024)
    /// Towers
    /// (Dubai, 2012; Johannesburg, 2008; New Delhi, 2024)
    /// ```
    ///
    /// ```right
    /// RESOLUTION 90 (Rev. New Delhi, 2024)
    /// Towers
    /// (Johannesburg, 2008; Dubai, 2012; New Delhi, 2024)
    /// ```
    name: "history-order",
    group: Group::Structure,
    scope: Scope::Text,
    words: Words::None,
    severity: Severity::Information,
    error_from: Some(Door::Contribution),
    summary: "The meetings in the history are not in the order of their years, or one stands twice.",
    check,
    fixes: |context, finding| Ok(fixes(context, finding)),
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some((entries, _)) = &context.tree().history else { return };
    let mut latest: Option<&HistoryEntry> = None;
    for (nth, entry) in entries.iter().enumerate() {
        if let Some(before) = latest.filter(|before| before.year >= entry.year) {
            let (name, before_name) = (context.quoted(entry.span), context.quoted(before.span));
            let message = match before.year == entry.year {
                true => format!("The history names the year {} twice", entry.year),
                false => {
                    format!("{name} stands after {before_name}: the history goes from the first meeting to the last")
                }
            };
            findings.push(
                Finding::new(&RULE, Subject::HistoryEntry(nth), entry.span, message)
                    .related(before.span, "the one before"),
            );
        }
        latest = latest.filter(|before| before.year > entry.year).or(Some(entry));
    }
}

/// No text has been revised as often.
const ENTRIES: usize = 60;

/// Puts the entries in order. A year that stands twice is left to the drafter.
fn fixes(context: &Context<'_>, _: &Finding) -> Vec<Fix> {
    let Some((entries, _)) = context.tree().history.as_ref().filter(|(entries, _)| entries.len() < ENTRIES) else {
        return Vec::new();
    };
    let mut sorted: Vec<&HistoryEntry> = entries.iter().collect();
    sorted.sort_by_key(|entry| entry.year);
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Vec::new() };
    if sorted.windows(2).any(|pair| pair[0].year == pair[1].year) {
        return Vec::new();
    }
    // What stands between two entries stays where it is.
    let mut text = String::new();
    let mut end = first.span.start;
    for (entry, place) in sorted.iter().zip(entries) {
        text += &context.words(Span::new(end, place.span.start));
        text += &context.words(entry.span);
        end = place.span.end;
    }
    let edits = context.pen().replace(first.span.cover(last.span), &text);
    edits.map(|edits| Fix { title: "Put the meetings in order".into(), safe: false, edits }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    fn draft(history: &str) -> String {
        format!("RESOLUTION 90 (Rev. New Delhi, 2024)\nTowers\n({history})\nnoting\nthe sea,\n")
    }

    #[test]
    fn a_history_out_of_order_is_found() {
        check(
            &RULE,
            &draft("Dubai, 2012; Johannesburg, 2008; New Delhi, 2024"),
            expect![[r#"
            information 3:15 `Johannesburg, 2008` Johannesburg, 2008 stands after Dubai, 2012: the history goes from the first meeting to the last
              3:2 `Dubai, 2012` the one before
              fix (look first): Put the meetings in order
                3:2 `Dubai, 2012; Johannesburg, 2008` -> `Johannesburg, 2008; Dubai, 2012`
        "#]],
        );
        check(
            &RULE,
            &draft("Dubai, 2012; Dubai, 2012; New Delhi, 2024"),
            expect![[r#"
            information 3:15 `Dubai, 2012` The history names the year 2012 twice
              3:2 `Dubai, 2012` the one before
        "#]],
        );
        check(
            &RULE,
            &draft("1993-2000-1995-2012"),
            expect![[r#"
            information 3:12 `1995` 1995 stands after 2000: the history goes from the first meeting to the last
              3:7 `2000` the one before
              fix (look first): Put the meetings in order
                3:7 `2000-1995` -> `1995-2000`
        "#]],
        );
    }

    #[test]
    fn a_history_in_order_is_silent() {
        check(
            &RULE,
            &draft(
                "Florianópolis, 2004; Johannesburg, 2008; Dubai, 2012; Hammamet, 2016; \nGeneva, 2022; New Delhi, 2024",
            ),
            expect![[""]],
        );
        check(&RULE, &draft("1993-1995-2000-2012"), expect![[""]]);
        check(&RULE, &draft("New Delhi, 2024"), expect![[""]]);
        check(
            &RULE,
            r"
                MOD	IAP/1/1
                RESOLUTION 90 (Rev. Geneva, 2022)
                Towers
                (Dubai, 2012; {--Johannesburg, 2008; --}{++Hammamet, 2016; ++}Geneva, 2022)
                noting
                the sea,
            ",
            expect![[""]],
        );
    }
}
