//! `label-sequence`
//!
//! The clauses of a section are lettered `a)`, `b)`, `c)` or numbered `1`, `2`, `3` without a gap, from the first on, and
//! so are the sub-clauses of each clause. A letter that occurs twice, is left out or stands out of order makes every
//! citation of the clauses behind it doubtful. `b)bis` and `b)ter` keep a label stable on purpose and do not count.
//!
//! One slip gives one finding: what follows is read on from it.

use super::{Context, Finding, Rule, Severity};
use crate::syntax::{Clause, ClauseId, Mark, SectionId};

/// Clauses that are lettered or numbered with a gap, twice, or out of order.
pub static RULE: Rule = Rule {
    name: "label-sequence",
    severity: Severity::Error,
    summary: "A clause's letter or number occurs twice, is left out, or stands out of order.",
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let unread = context.placed.text.flattened.as_ref().map_or(&[][..], |flattened| &flattened.unread);
    for (id, section) in tree.sections() {
        if section.is_damaged() || unread.iter().any(|unread| unread.section == id) {
            continue;
        }
        check_list(context, id, None, findings);
        for (parent, _) in tree.clauses_of(id) {
            check_list(context, id, Some(parent), findings);
        }
    }
}

/// One clause of a list, with its place in the sequence.
struct Member<'a> {
    clause: &'a Clause,
    /// None where the label cannot be read.
    mark: Option<Mark>,
}

fn check_list(context: &Context<'_>, section: SectionId, parent: Option<ClauseId>, findings: &mut Vec<Finding>) {
    let tree = context.tree();
    let members: Vec<Member<'_>> = tree
        .children(section, parent)
        .filter(|(_, clause)| clause.raw.as_ref().is_some_and(|raw| raw.suffix.is_none()))
        .map(|(_, clause)| Member { clause, mark: clause.label.map(|label| label.mark) })
        .collect();
    let Some(kind) = members.iter().find_map(|member| member.mark).filter(|mark| *mark != Mark::Dash) else { return };
    let members: Vec<Member<'_>> =
        members.into_iter().filter(|member| member.mark.is_none_or(|mark| mark.same_kind(kind))).collect();
    let ordinals: Vec<Option<u16>> = members.iter().map(|member| member.mark.map(Mark::ordinal)).collect();
    let place = match parent {
        Some(parent) => tree.name(parent),
        None => tree.section_name(section),
    };
    for slip in slips(&ordinals) {
        findings.push(finding(&members, &slip, kind, &place));
    }
}

/// What is wrong with a sequence, at one place of it.
#[derive(PartialEq, Eq, Debug)]
enum Slip {
    /// The label at `at` should be `wanted`; where it stands rightly is `twin`, if it occurs twice.
    Wrong { at: usize, wanted: u16, twin: Option<usize> },
    /// Before `at`, the labels `from..to` are left out.
    Missing { at: usize, from: u16, to: u16 },
}

/// The slips in a sequence that should run 1, 2, 3: the longest rising part of it is right, the rest are slips, and a
/// gap in the right part that no slip accounts for is one too.
fn slips(ordinals: &[Option<u16>]) -> Vec<Slip> {
    let right = longest_rise(ordinals);
    let is_right = |at: usize| right.binary_search(&at).is_ok();
    let mut slips = Vec::new();
    let mut wanted = 1;
    // Slips since the last right label: each stands where a label is wanted.
    let mut pending: Vec<usize> = Vec::new();
    let strays: Vec<u16> = (0..ordinals.len()).filter(|&at| !is_right(at)).filter_map(|at| ordinals[at]).collect();
    for (at, ordinal) in ordinals.iter().enumerate() {
        let Some(ordinal) = ordinal.filter(|_| is_right(at)) else {
            pending.push(at);
            continue;
        };
        settle(&mut pending, ordinals, &mut wanted, &mut slips);
        let left_out: Vec<u16> = (wanted..ordinal).filter(|n| !strays.contains(n)).collect();
        if let (Some(&first), Some(&last)) = (left_out.first(), left_out.last()) {
            slips.push(Slip::Missing { at, from: first, to: last });
        }
        wanted = ordinal + 1;
    }
    settle(&mut pending, ordinals, &mut wanted, &mut slips);
    slips
}

fn settle(pending: &mut Vec<usize>, ordinals: &[Option<u16>], wanted: &mut u16, slips: &mut Vec<Slip>) {
    for at in pending.drain(..) {
        let twin = ordinals[..at].iter().position(|other| other.is_some() && *other == ordinals[at]);
        slips.push(Slip::Wrong { at, wanted: *wanted, twin });
        // A duplicate pushed in moves nothing that is reported: the labels behind it run on as they are.
        if twin.is_none() {
            *wanted += 1;
        }
    }
}

/// The positions of a longest strictly rising part, the earliest where several are equally long; one that leaps far
/// ahead is passed over where others go on without it.
fn longest_rise(ordinals: &[Option<u16>]) -> Vec<usize> {
    // Lists are short: at most a few dozen clauses.
    let mut best: Vec<(usize, u32, Option<usize>)> = Vec::with_capacity(ordinals.len());
    for (at, ordinal) in ordinals.iter().enumerate() {
        let Some(n) = ordinal else {
            best.push((0, 0, None));
            continue;
        };
        let mut own = (1, u32::from(*n) - 1, None);
        for before in 0..at {
            if let Some(m) = ordinals[before].filter(|m| m < n) {
                let (len, gaps, _) = best[before];
                let candidate = (len + 1, gaps + u32::from(n - m) - 1, Some(before));
                if candidate.0 > own.0 || (candidate.0 == own.0 && candidate.1 < own.1) {
                    own = candidate;
                }
            }
        }
        best.push(own);
    }
    let end = (0..ordinals.len()).filter(|&at| best[at].0 > 0);
    let mut next = end.reduce(|a, b| {
        if (best[b].0, std::cmp::Reverse(best[b].1)) > (best[a].0, std::cmp::Reverse(best[a].1)) { b } else { a }
    });
    let mut right = Vec::new();
    while let Some(at) = next {
        right.push(at);
        next = best[at].2;
    }
    right.reverse();
    right
}

fn finding(members: &[Member<'_>], slip: &Slip, kind: Mark, place: &str) -> Finding {
    let span = |at: usize| members[at].clause.raw.as_ref().map_or(members[at].clause.span, |raw| raw.span);
    let written = |at: usize| {
        let clause = members[at].clause;
        match (members[at].mark, &clause.raw) {
            (Some(mark), _) => mark.to_string(),
            (None, Some(raw)) => format!("{})", raw.text),
            (None, None) => String::new(),
        }
    };
    match *slip {
        Slip::Wrong { at, wanted, twin: Some(twin) } => {
            let label = written(at);
            let next = kind.with_ordinal(wanted);
            let message = format!(
                "{label} occurs twice in {place}: this clause should be {next}, and those behind it one further"
            );
            Finding::new(&RULE, span(at), message).related(span(twin), format!("the other {label}"))
        }
        Slip::Wrong { at, wanted, twin: None } => {
            let wanted = kind.with_ordinal(wanted);
            let pair = members[at].clause.raw.as_ref().and_then(|raw| {
                raw.pairs().find(|(_, proposed, _)| *proposed == wanted || raw.first_reading().is_none())
            });
            let mut message = match members[at].mark {
                Some(mark) => format!("{mark} stands out of order in {place}: {wanted} is next"),
                None => format!("{} is no label: {wanted} is next in {place}", written(at)),
            };
            if let Some((base, proposed, _)) = pair {
                message += &format!("; if it was copied from a tracked change, {base} becomes {proposed}");
            }
            Finding::new(&RULE, span(at), message)
        }
        Slip::Missing { at, from, to } => {
            let label = written(at);
            let left_out = match from == to {
                true => format!("{} is left out", kind.with_ordinal(from)),
                false => format!("{} to {} are left out", kind.with_ordinal(from), kind.with_ordinal(to)),
            };
            let pair = members[at].clause.raw.as_ref().and_then(|raw| {
                raw.pairs().find(|(base, proposed, _)| proposed.ordinal() == from || base.ordinal() == from)
            });
            let mut message = match at {
                0 => format!("{place} begins with {label}: {left_out}"),
                _ => format!("{label} follows {} in {place}: {left_out}", written(at - 1)),
            };
            if let Some((base, proposed, _)) = pair {
                message += &format!("; if it was copied from a tracked change, {base} becomes {proposed}");
            }
            let finding = Finding::new(&RULE, span(at), message);
            if at > 0 { finding.related(span(at - 1), "the label before it") } else { finding }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    fn sequence(ordinals: &[u16]) -> Vec<Slip> {
        slips(&ordinals.iter().copied().map(Some).collect::<Vec<_>>())
    }

    #[test]
    fn one_slip_gives_one_finding() {
        assert_eq!(sequence(&[1, 2, 3, 4]), []);
        assert_eq!(sequence(&[1, 2, 2, 3]), [Slip::Wrong { at: 2, wanted: 3, twin: Some(1) }]);
        assert_eq!(sequence(&[1, 2, 4, 5]), [Slip::Missing { at: 2, from: 3, to: 3 }]);
        assert_eq!(sequence(&[1, 3, 2, 4]).len(), 1);
        assert_eq!(sequence(&[1, 2, 24, 4, 5]), [Slip::Wrong { at: 2, wanted: 3, twin: None }]);
        assert_eq!(sequence(&[2, 3]), [Slip::Missing { at: 0, from: 1, to: 1 }]);
        assert_eq!(sequence(&[1, 2, 3, 1, 2]).len(), 2);
    }

    const HEAD: &str = "RESOLUTION 90 (Rev. New Delhi, 2024)\nTowers\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\n";

    #[test]
    fn a_letter_twice() {
        check(
            &RULE,
            &format!("{HEAD}noting\na)\tone;\nb)\ttwo;\nb)\tthree;\nc)\tfour,\n"),
            expect![[r#"
            error 7:1 `b)` b) occurs twice in noting: this clause should be c), and those behind it one further
              6:1 `b)` the other b)
        "#]],
        );
    }

    #[test]
    fn a_number_left_out() {
        check(
            &RULE,
            &format!("{HEAD}resolves\n1\tone;\n3\tthree;\n4\tfour.\n"),
            expect![[r#"
            error 6:1 `3` 3 follows 1 in resolves: 2 is left out
              5:1 `1` the label before it
        "#]],
        );
    }

    #[test]
    fn sub_clauses_are_lists_of_their_own() {
        check(
            &RULE,
            &format!("{HEAD}resolves\n1\tone:\ni)\tthis;\niii)\tthat;\n2\ttwo.\n"),
            expect![[r#"
            error 7:1 `iii)` iii) follows i) in resolves 1: ii) is left out
              6:1 `i)` the label before it
        "#]],
        );
    }

    #[test]
    fn a_lone_pair_is_a_wrong_label_with_its_reading() {
        check(
            &RULE,
            &format!("{HEAD}resolves\n1\tone;\n2\ttwo;\n23\tthree.\n"),
            expect![[r#"
            error 7:1 `23` 23 follows 2 in resolves: 3 to 22 are left out; if it was copied from a tracked change, 2 becomes 3
              6:1 `2` the label before it
        "#]],
        );
    }

    #[test]
    fn good_lists_are_silent() {
        check(
            &RULE,
            &format!(
                "{HEAD}noting\na)\tone;\nb)\ttwo;\nb)bis\tmore;\nc)\tthree,\nresolves\n1\tone:\ni)\tthis;\nii)\tthat;\n2\ttwo.\n"
            ),
            expect![[""]],
        );
        // Every section begins anew, and a section of one paragraph has no label.
        check(
            &RULE,
            &format!("{HEAD}noting\na)\tone;\nb)\ttwo,\nnoting further\na)\tone;\nb)\ttwo,\nresolves\nto wait.\n"),
            expect![[""]],
        );
        // A section that conversion has damaged.
        check(&RULE, &format!("{HEAD}noting\na)\tone; b) the second;\nc)\tthree,\n"), expect![[""]]);
    }
}
