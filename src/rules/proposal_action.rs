//! `proposal-action`

use super::{Context, Door, Finding, Group, Scope, Severity, Subject, Words, rule};
use crate::syntax::{Action, EditionMention};
use crate::text::{Piece, PieceKind, Span};

rule! {
    /// What a proposal asks for and what it shows go together. A `MOD` shows what changes as tracked changes in the text in force.
    /// `ADD` gives a new text, `SUP` suppresses one and `NOC` leaves it as it is: none of them carries tracked changes. Every
    /// proposal ends with its `Reasons:`, and says them; that is a hint, as is a new text without a clause. Nothing is said of a text whose tracked changes were lost in copying,
    /// nor of a `MOD` that shows a heading alone. The heading of a `MOD` shows how its own place and year change: where it
    /// says the same in the text in force and as proposed, it was changed without a mark, or is still to be changed: worth
    /// knowing.
    ///
    /// ```wrong
    /// MOD ABC/39A30/1
    /// RESOLUTION 90 (Rev. Geneva, 2022)
    /// Towers
    /// The World Telecommunication Standardization Assembly (Geneva, 2022),
    /// resolves
    /// to wait.
    /// Reasons: towers take time.
    /// ```
    ///
    /// ```right
    /// MOD ABC/39A30/1
    /// RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
    /// Towers
    /// The World Telecommunication Standardization Assembly ({~~Hammamet, 2016~>Geneva, 2022~~}),
    /// resolves
    /// to wait{++ for a year++}.
    /// Reasons: towers take time.
    /// ```
    name: "proposal-action",
    group: Group::Proposals,
    scope: Scope::Text,
    words: Words::Text,
    error_from: Some(Door::Contribution),
    summary: "What a proposal asks for does not go with the tracked changes it carries, or it gives no reasons.",
    check,
}

/// How many changes are shown beside the proposal.
const SHOWN: usize = 5;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (tree, text) = (context.tree(), &context.placed.text);
    let Some(proposal) = &tree.proposal else { return };
    let Some(action) = proposal.action.filter(|_| text.flattened.is_none()) else { return };
    // A bare "MOD" above an adopted text is a mark of the Final Acts.
    if proposal.id.is_none() && !text.is_changed() && tree.reasons.is_none() {
        return;
    }
    // The reasons are no part of the text.
    let end = tree.reasons.map_or(text.len, |reasons| reasons.start);
    let changed = |piece: &&Piece| matches!(piece.kind, PieceKind::Inserted | PieceKind::Deleted);
    let mut changes = text.changes.pieces.iter().filter(changed).filter(|piece| piece.span.start < end).peekable();
    let tracked = changes.peek().is_some();
    let message = match action {
        Action::Add if tracked => {
            Some("ADD proposes a new text, which carries no tracked changes: accept them, or propose MOD")
        }
        Action::Suppress if tracked => {
            Some("SUP suppresses the text, which carries no tracked changes: take them out, or propose MOD")
        }
        Action::NoChange if tracked => {
            Some("NOC leaves the text as it is, without tracked changes: take them out, or propose MOD")
        }
        Action::Modify if !tracked && text.changes.unclosed.is_empty() && tree.clauses().len() > 0 => {
            Some("This MOD shows no tracked change: mark what changes in the text in force, or propose NOC")
        }
        _ => None,
    };
    if let Some(message) = message {
        let mut finding = Finding::new(&RULE, Subject::Text, proposal.span, message);
        for piece in changes.take(SHOWN) {
            let kind = if piece.kind == PieceKind::Inserted { "inserted" } else { "deleted" };
            finding = finding.related(piece.span, kind);
        }
        findings.push(finding);
    }
    if action == Action::Modify && tracked {
        findings.extend(unmarked_head(context));
    }
    let mut missing = |message| {
        findings.push(Finding::new(&RULE, Subject::Text, proposal.span, message).lighter(Severity::Hint));
    };
    match tree.reasons {
        None => missing("This proposal gives no reasons: write \"Reasons:\" after it"),
        Some(reasons) if gives_none(context, reasons) => missing("Nothing stands after \"Reasons:\" of this proposal"),
        Some(_) => {}
    }
    if action == Action::Add && tree.heading.is_some() && tree.clauses().len() == 0 && tree.annexes().is_empty() {
        missing("The new text that this ADD proposes has no clause yet");
    }
}

/// Whether nothing is said where reasons begin.
fn gives_none(context: &Context<'_>, reasons: Span) -> bool {
    let view = context.view();
    let words = view.text.get(view.from_source(reasons.start) as usize..).unwrap_or_default();
    words.split_once([':', '：']).is_some_and(|(_, words)| words.trim().is_empty())
}

/// The heading of a `MOD` that names the same meeting in the text in force and as proposed: it was changed without a mark,
/// or not at all. Where the lines of the head differ, `edition-mismatch` says so.
fn unmarked_head(context: &Context<'_>) -> Option<Finding> {
    let (tree, base) = (context.tree(), context.base());
    let settled = |mention: &&EditionMention| mention.glued.is_none() && !mention.placeholder;
    let [old, new] = [base.edition().filter(settled)?, tree.edition().filter(settled)?];
    let agreed = tree.own_meeting().is_some_and(|own| own.agreed);
    if old.edition != new.edition || !agreed || tree.clauses().len() == 0 {
        return None;
    }
    let said = context.quoted(new.meeting_span);
    let message = format!(
        "The heading of this MOD says {said} in the text in force and as proposed: mark how its place and year change"
    );
    Some(Finding::new(&RULE, Subject::Text, new.span, message).lighter(Severity::Information))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    fn draft(action: &str, words: &str, reasons: &str) -> String {
        format!("{action}\tABC/39A30/1\n//- head Geneva, 2022\nresolves\n{words}.\n{reasons}")
    }

    #[test]
    fn changes_that_the_action_does_not_carry_are_found() {
        check(
            &RULE,
            &draft("ADD", "to {~~wait~>go~~}", "Reasons: towers.\n"),
            expect![[r#"
            warning 1:1 `ADD	ABC/39A30/1` ADD proposes a new text, which carries no tracked changes: accept them, or propose MOD
              6:7 `wait` deleted
              6:13 `go` inserted
        "#]],
        );
        check(
            &RULE,
            &draft("SUP", "to {~~wait~>go~~}", "Reasons: towers.\n"),
            expect![[r#"
            warning 1:1 `SUP	ABC/39A30/1` SUP suppresses the text, which carries no tracked changes: take them out, or propose MOD
              6:7 `wait` deleted
              6:13 `go` inserted
        "#]],
        );
        check(
            &RULE,
            &draft("NOC", "to {~~wait~>go~~}", "Reasons: towers.\n"),
            expect![[r#"
            warning 1:1 `NOC	ABC/39A30/1` NOC leaves the text as it is, without tracked changes: take them out, or propose MOD
              6:7 `wait` deleted
              6:13 `go` inserted
        "#]],
        );
    }

    #[test]
    fn a_mod_without_changes_is_found() {
        check(
            &RULE,
            &draft("MOD", "to wait", "Reasons: towers.\n"),
            expect![[r#"
            warning 1:1 `MOD	ABC/39A30/1` This MOD shows no tracked change: mark what changes in the text in force, or propose NOC
        "#]],
        );
    }

    #[test]
    fn empty_reasons_and_an_empty_text_are_a_hint() {
        check(
            &RULE,
            "ADD\tABC/39A30/1\n//- head Geneva, 2022\n\nReasons:\t\n",
            expect![[r#"
            hint 1:1 `ADD	ABC/39A30/1` Nothing stands after "Reasons:" of this proposal
            hint 1:1 `ADD	ABC/39A30/1` The new text that this ADD proposes has no clause yet
        "#]],
        );
    }

    #[test]
    fn reasons_that_are_missing_are_a_hint() {
        check(
            &RULE,
            &draft("MOD", "to {--not --}wait", ""),
            expect![[r#"
                hint 1:1 `MOD	ABC/39A30/1` This proposal gives no reasons: write "Reasons:" after it
                information 2:15 `(Rev. Geneva, 2022)` The heading of this MOD says Geneva, 2022 in the text in force and as proposed: mark how its place and year change
            "#]],
        );
        check(
            &RULE,
            &draft("NOC", "to wait", ""),
            expect![[r#"
            hint 1:1 `NOC	ABC/39A30/1` This proposal gives no reasons: write "Reasons:" after it
        "#]],
        );
    }

    #[test]
    fn what_goes_together_is_silent() {
        check(
            &RULE,
            &draft("MOD", "to {--not --}wait", "Reasons: towers.\n"),
            expect![[r#"
                information 2:15 `(Rev. Geneva, 2022)` The heading of this MOD says Geneva, 2022 in the text in force and as proposed: mark how its place and year change
            "#]],
        );
        check(&RULE, &draft("NOC", "to wait{>>for what?<<}", "Reasons: {++tall ++}towers.\n"), expect![[""]]);
        check(&RULE, &draft("ADD", "to wait", "Reasons: towers.\n"), expect![[""]]);
        check(
            &RULE,
            r"
                MOD	ABC/1/1
                RESOLUTION 90 (Rev. Geneva, 2022)
                Towers
                Reasons: towers.
            ",
            expect![[""]],
        );
        check(
            &RULE,
            r"
                RESOLUTION 90 (Rev. Geneva, 2022)
                Towers
                resolves
                to {~~wait~>go~~}.
            ",
            expect![[""]],
        );
        check(&RULE, &draft("MOD", "1\tto wait;\n12\tto go;\n23\tto come", ""), expect![[""]]);
    }
}
