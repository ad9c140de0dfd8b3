//! `label-sequence`

use std::collections::BTreeMap;

use super::lost_label::{LostLabel, LostLabels, lost_label_at};
use super::{Context, Finding, Fix, Group, Scope, Severity, Subject, Waits, Words, rule};
use crate::syntax::{Clause, ClauseId, Doubt, Mark, SectionId, Tree};
use crate::text::{Cancelled, Span};

rule! {
    /// The clauses of a section are lettered `a)`, `b)`, `c)` or numbered `1`, `2`, `3` without a gap, from the first on, and
    /// so are the sub-clauses of each clause. A letter that occurs twice, is left out or stands out of order makes every
    /// citation of the clauses after it doubtful. `b)bis` and `b)ter` keep a label stable on purpose and do not count; they stand
    /// after `b)`. Where one label is left out and a line between its neighbours has none, that line may have lost it.
    ///
    /// One slip gives one finding: what follows is read on from it.
    ///
    /// ```wrong
    /// noting
    /// a) the sea;
    /// c) the land,
    /// ```
    ///
    /// ```right
    /// noting
    /// a) the sea;
    /// b) the land,
    /// ```
    name: "label-sequence",
    group: Group::Structure,
    scope: Scope::Section,
    words: Words::Section,
    severity: Severity::Error,
    waits: Waits::Line,
    summary: "A clause's letter or number occurs twice, is left out, or stands out of order.",
    check,
    fixes,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (tree, lost) = (context.tree(), LostLabels::of(context));
    let unread = context.placed.text.flattened.as_ref().map_or(&[][..], |flattened| &flattened.unread);
    for (id, section) in tree.sections() {
        let judged = matches!(section.doubt(), None | Some(Doubt::Converted));
        let damaged = section.damaged_clauses();
        if !context.looks_at(section.span.start)
            || !judged
            || (section.is_damaged() && damaged.is_empty())
            || unread.iter().any(|unread| unread.section == id)
        {
            continue;
        }
        for (parent, clauses) in lists(tree, id) {
            // What is run into a line is not read, so what comes after it is counted on its own.
            let mut start = 0;
            for end in 1..=clauses.len() {
                let is_run = |clause: &(ClauseId, &Clause), next: Option<&(ClauseId, &Clause)>| {
                    let at = damaged.partition_point(|id| *id < clause.0);
                    damaged.get(at).is_some_and(|id| next.is_none_or(|next| *id < next.0))
                };
                if end == clauses.len() || is_run(&clauses[end - 1], clauses.get(end)) {
                    let part: Vec<&Clause> = clauses[start..end].iter().map(|(_, clause)| *clause).collect();
                    let goes_on = start > 0 || (parent.is_some() && section.is_damaged());
                    check_list(context, id, parent, &part, goes_on, &lost, findings);
                    start = end;
                }
            }
        }
    }
}

/// The clauses under each clause of a section, in one pass: it may be long.
fn lists(tree: &Tree, section: SectionId) -> BTreeMap<Option<ClauseId>, Vec<(ClauseId, &Clause)>> {
    let mut lists: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, clause) in tree.clauses_of(section) {
        lists.entry(clause.parent).or_default().push((id, clause));
    }
    lists
}

/// One for the section: its labels count on without a gap, and the references to them follow.
fn fixes(context: &Context<'_>, finding: &Finding) -> Result<Vec<Fix>, Cancelled> {
    if let Subject::Words = finding.subject {
        return Ok(fix_of_lost(context, finding).into_iter().collect());
    }
    let Subject::Section(section) = finding.subject else { return Ok(Vec::new()) };
    if context.tree().section(section).is_damaged() {
        return Ok(Vec::new()); // The labels that are not read would not be counted.
    }
    let begins_in_line = |(parent, list): (Option<ClauseId>, Vec<(ClauseId, &Clause)>)| {
        list.first().is_some_and(|(_, first)| stands_in_line(context, parent, first))
    };
    if lists(context.tree(), section).into_iter().any(begins_in_line) {
        return Ok(Vec::new()); // Nor would that one be.
    }
    let fix = context.pen().reletter_section(section)?;
    let sure = is_whole(context.tree(), section) && !names_paragraphs(context);
    Ok(fix.map(|fix| Fix { safe: fix.safe && sure, ..fix }).into_iter().collect())
}

/// Whether paragraphs are named without their section, and it is not known which: "paragraphs 2 through 12". They do not follow.
fn names_paragraphs(context: &Context<'_>) -> bool {
    const OTHERS: [&str; 7] =
        ["of Article", "of Resolution", "of Annex", "of the annex", "of Recommendation", "of Decision", "of No."];
    let text = &context.view().text;
    ["paragraph ", "paragraphs ", "paragraph\u{a0}", "paragraphs\u{a0}"].iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let rest = &text[at + word.len()..];
            let after = rest.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
            let place = || context.view().to_source(Span::of(at..at)).start;
            let known = || context.tree().reference_at(place()).is_some();
            rest.starts_with(|c: char| c.is_ascii_digit())
                && !known()
                && !OTHERS.iter().any(|other| after.starts_with(other))
        })
    })
}

/// Whether a section can be lettered anew without a look: nothing suggests that a call, a list or clauses were lost in it, or that
/// lines were taken for clauses. A list that begins again, or under a clause that leads one in, is another list; of two labels
/// left out in a row the clauses may be there; a label without words may be the number of a page.
fn is_whole(tree: &Tree, section: SectionId) -> bool {
    let begins =
        |clause: &Clause| clause.label.is_some_and(|label| label.mark.ordinal() == 1 && label.suffix.is_none());
    lists(tree, section).values().all(|list| {
        let list: Vec<&Clause> = list.iter().map(|(_, clause)| *clause).filter(|it| it.label.is_some()).collect();
        let mut most = 0;
        let counts_on = list.iter().filter_map(|clause| clause.label).all(|label| {
            let left_out = label.mark.ordinal().saturating_sub(most + 1);
            most = most.max(label.mark.ordinal());
            left_out < 2
        });
        let is_other_list = |nth: usize| nth > 1 || list[nth - 1].last == Some(':');
        let begins_again = (1..list.len()).any(|nth| begins(list[0]) && begins(list[nth]) && is_other_list(nth));
        counts_on && !begins_again && !list.iter().any(|clause| clause.body.is_empty())
    })
}

/// The fix that gives a clause back its label; the others stay as they are.
fn fix_of_lost(context: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let lost = lost_label_at(context, finding.span)?;
    let edits = match lost.written {
        Some(written) => context.pen().replace(written, &lost.mark.to_string())?,
        None => {
            let blank = if lost.tabbed { "\t" } else { " " };
            context.pen().insert(lost.line.start, &format!("{}{blank}", lost.mark))?
        }
    };
    Some(Fix { title: format!("Write {}", lost.mark), safe: false, edits })
}

/// Whether the clause before the first of a list, "taking into account a) the sea,", is run into the words that lead it in.
fn stands_in_line(context: &Context<'_>, parent: Option<ClauseId>, first: &Clause) -> bool {
    let (Some(parent), Some(label)) = (parent, first.label.filter(|label| label.suffix.is_none())) else {
        return false;
    };
    // A number in a sentence may be any.
    if !matches!(label.mark, Mark::Letter(2..) | Mark::Roman(2..)) {
        return false;
    }
    let before = label.mark.with_ordinal(label.mark.ordinal() - 1);
    let words = context.viewed(context.tree().clause(parent).body);
    words.contains(&format!(" {before} ")) || words.contains(&format!(" {before}\t"))
}

/// What is said of a line that lost its label.
fn lost_finding(context: &Context<'_>, lost: &LostLabel) -> Finding {
    let tree = context.tree();
    let (mark, beside) = (lost.mark, tree.name(lost.beside));
    let message = match lost.written {
        Some(written) => format!("{} is written {mark}, after {beside}", context.quoted(written)),
        None => {
            let place = if lost.first { "before" } else { "after" };
            format!("{mark} is left out {place} {beside}: this line may have lost its label")
        }
    };
    let finding = Finding::new(&RULE, Subject::Words, lost.line, message);
    match &tree.clause(lost.beside).raw {
        Some(raw) if lost.first => finding.related(raw.span, "the label after it"),
        Some(raw) => finding.related(raw.span, "the label before it"),
        None => finding,
    }
}

/// `b)bis` that stands before `b)`.
fn suffixes_before(clauses: &[&Clause], place: &str, findings: &mut Vec<Finding>) {
    let plain = clauses.iter().enumerate().filter(|(_, it)| it.label.is_some_and(|label| label.suffix.is_none()));
    let plain: Vec<(usize, Mark)> = plain.filter_map(|(nth, it)| Some((nth, it.label?.mark))).collect();
    for (nth, clause) in clauses.iter().enumerate() {
        let (Some(label), Some(raw)) = (clause.label.filter(|label| label.suffix.is_some()), &clause.raw) else {
            continue;
        };
        let mut base = plain.iter().filter(|(_, mark)| *mark == label.mark);
        let (Some(&(at, mark)), None) = (base.next(), base.next()) else { continue };
        if at > nth {
            let message = format!("{label} stands before {mark} in {place}, whose label it follows");
            let finding = Finding::new(&RULE, Subject::Text, raw.span, message);
            let base = clauses[at].raw.as_ref().map_or(clauses[at].span, |raw| raw.span);
            findings.push(finding.related(base, format!("the {mark} that it belongs to")));
        }
    }
}

/// Longer lists are no lists of a resolution; the longest seen has 18 clauses.
const LIST_CLAUSES: usize = 300;

/// One clause of a list, with its place in the sequence.
struct Member<'a> {
    clause: &'a Clause,
    /// None where the label cannot be read.
    mark: Option<Mark>,
}

fn check_list(
    context: &Context<'_>,
    section: SectionId,
    parent: Option<ClauseId>,
    clauses: &[&Clause],
    goes_on: bool,
    lost: &LostLabels<'_, '_>,
    findings: &mut Vec<Finding>,
) {
    let tree = context.tree();
    let members: Vec<Member<'_>> = clauses
        .iter()
        .filter(|clause| clause.raw.as_ref().is_some_and(|raw| raw.suffix.is_none()))
        .take(LIST_CLAUSES)
        .map(|clause| Member { clause, mark: clause.label.map(|label| label.mark) })
        .collect();
    let Some(kind) = members.iter().find_map(|member| member.mark).filter(|mark| *mark != Mark::Dash) else { return };
    let members: Vec<Member<'_>> =
        members.into_iter().filter(|member| member.mark.is_none_or(|mark| mark.same_kind(kind))).collect();
    // Where the clauses before are not all read, any may be the first.
    let ordinals: Vec<Option<u16>> = members.iter().map(|member| member.mark.map(Mark::ordinal)).collect();
    let first = ordinals.iter().flatten().min().filter(|_| goes_on);
    let before = first.map_or(0, |first| first - 1);
    let ordinals: Vec<Option<u16>> = ordinals.iter().map(|ordinal| ordinal.map(|n| n - before)).collect();
    let place = match parent {
        Some(parent) => tree.name(parent),
        None => tree.section_name(section),
    };
    suffixes_before(clauses, &place, findings);
    let slips = slips(&ordinals);
    // A line that begins with the next letter as a capital is found even where nothing is left out after it.
    let lost = lost.in_section(section);
    let lost: Vec<&LostLabel> = lost.iter().filter(|lost| tree.clause(lost.beside).parent == parent).collect();
    findings.extend(lost.iter().map(|lost| lost_finding(context, lost)));
    let in_line = stands_in_line(context, parent, members[0].clause);
    for slip in slips {
        let slip = slip.after(before);
        // It is there, run into the words before the list.
        if in_line && matches!(slip, WrongLabel::Missing { at: 0, .. }) {
            continue;
        }
        let found = |lost: &&LostLabel| lost.mark.same_kind(kind) && slip.leaves_out(lost.mark.ordinal());
        if lost.iter().any(found) {
            continue;
        }
        findings.push(finding(Subject::Section(section), &members, &slip, kind, &place));
    }
}

/// What is wrong with a sequence, at one place of it.
#[derive(PartialEq, Eq, Debug)]
enum WrongLabel {
    /// The label at `at` should be `wanted`, if a place can be told for it; where it stands rightly is `twin`.
    Wrong { at: usize, wanted: Option<u16>, twin: Option<usize>, shifts: Shifts },
    /// Before `at`, the labels `from..=to` are left out.
    Missing { at: usize, from: u16, to: u16 },
}

impl WrongLabel {
    /// Whether it is nothing but that this one label is left out.
    fn leaves_out(&self, ordinal: u16) -> bool {
        matches!(self, WrongLabel::Missing { from, to, .. } if from == to && *from == ordinal)
    }

    /// The same in a sequence with so many before it.
    fn after(self, before: u16) -> WrongLabel {
        match self {
            WrongLabel::Wrong { at, wanted, twin, shifts } => {
                WrongLabel::Wrong { at, wanted: wanted.map(|n| n + before), twin, shifts }
            }
            WrongLabel::Missing { at, from, to } => WrongLabel::Missing { at, from: from + before, to: to + before },
        }
    }
}

/// What putting a wrong label right does to those after it.
#[derive(PartialEq, Eq, Debug)]
enum Shifts {
    /// Nothing: there is a gap that it fills.
    Nothing,
    /// All of them move by one.
    All,
    /// Those before this one do; then a gap takes it up.
    UpTo(usize),
}

/// The slips in a sequence that should run 1, 2, 3: the longest rising part of it is right, the rest are slips, and a
/// gap in the right part that no slip accounts for is one too.
fn slips(ordinals: &[Option<u16>]) -> Vec<WrongLabel> {
    let right = longest_rise(ordinals);
    let strays: Vec<u16> =
        (0..ordinals.len()).filter(|at| right.binary_search(at).is_err()).filter_map(|at| ordinals[at]).collect();
    let mut slips: Vec<WrongLabel> = Vec::new();
    // Slips that moved those after them by one, until a gap takes it up.
    let mut surplus: Vec<usize> = Vec::new();
    let (mut wanted, mut start) = (1, 0);
    for at in right.iter().copied().map(Some).chain([None]) {
        let next = at.and_then(|at| ordinals[at]);
        let end = at.unwrap_or(ordinals.len());
        for stray in start..end {
            let twin = ordinals[..stray].iter().position(|other| other.is_some() && *other == ordinals[stray]);
            let room = next.is_none_or(|next| wanted < next);
            let moves = !room && (twin.is_some() || ordinals[stray].is_none());
            let shifts = if moves { Shifts::All } else { Shifts::Nothing };
            if moves {
                surplus.push(slips.len());
            }
            slips.push(WrongLabel::Wrong { at: stray, wanted: (room || moves).then_some(wanted), twin, shifts });
            wanted += u16::from(room);
        }
        let (Some(at), Some(next)) = (at, next) else { break };
        let left_out: Vec<u16> = (wanted..next).filter(|n| !strays.contains(n)).collect();
        let taken = surplus.len().min(left_out.len());
        for slip in surplus.drain(..taken) {
            if let WrongLabel::Wrong { shifts, .. } = &mut slips[slip] {
                *shifts = Shifts::UpTo(at);
            }
        }
        if let (Some(first), Some(last)) = (left_out[taken..].first(), left_out.last()) {
            slips.push(WrongLabel::Missing { at, from: *first, to: *last });
        }
        (wanted, start) = (next + 1, at + 1);
    }
    slips
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

fn finding(section: Subject, members: &[Member<'_>], slip: &WrongLabel, kind: Mark, place: &str) -> Finding {
    let span = |at: usize| members[at].clause.raw.as_ref().map_or(members[at].clause.span, |raw| raw.span);
    let written = |at: usize| {
        let clause = members[at].clause;
        match (members[at].mark, &clause.raw) {
            (Some(mark), _) => mark.to_string(),
            (None, Some(raw)) => format!("{})", raw.text),
            (None, None) => String::new(),
        }
    };
    // Two labels that ran together when a tracked change was copied.
    let pair = |at: usize, wanted: u16| {
        let raw = members[at].clause.raw.as_ref()?;
        let fits = |base: Mark, proposed: Mark| base.ordinal() == wanted || proposed.ordinal() == wanted;
        let (base, proposed, _) = raw.pairs().find(|&(base, proposed, _)| fits(base, proposed))?;
        Some(format!(", unless {base} and {proposed} of a tracked change ran together"))
    };
    match *slip {
        WrongLabel::Wrong { at, wanted, twin, ref shifts } => {
            let label = written(at);
            let wrong = match (twin, members[at].mark) {
                (Some(_), _) => format!("{label} occurs twice in {place}"),
                (None, Some(_)) => format!("{label} stands out of order in {place}"),
                (None, None) => format!("{label} is no label"),
            };
            let right = wanted.map_or(String::new(), |n| {
                let tracked = if twin.is_none() { pair(at, n) } else { None };
                format!(": this clause should be {}{}", kind.with_ordinal(n), tracked.unwrap_or_default())
            });
            let after = match *shifts {
                Shifts::Nothing => String::new(),
                Shifts::All if at + 1 == members.len() => String::new(),
                Shifts::All => ", and those after it one further".to_owned(),
                Shifts::UpTo(end) => format!(", and those after it one further, up to {}", written(end - 1)),
            };
            let finding = Finding::new(&RULE, section, span(at), format!("{wrong}{right}{after}"));
            match twin {
                Some(twin) => finding.related(span(twin), format!("the other {label}")),
                None => finding,
            }
        }
        WrongLabel::Missing { at, from, to } => {
            let label = written(at);
            let first = kind.with_ordinal(from);
            let left_out = match (pair(at, from), from == to) {
                (Some(pair), _) => format!("{first} is next{pair}"),
                (None, true) => format!("{first} is left out"),
                (None, false) => format!("{first} to {} are left out", kind.with_ordinal(to)),
            };
            let message = match at {
                0 => format!("{place} begins with {label}: {left_out}"),
                _ => format!("{label} follows {} in {place}: {left_out}", written(at - 1)),
            };
            let finding = Finding::new(&RULE, section, span(at), message);
            if at > 0 { finding.related(span(at - 1), "the label before it") } else { finding }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::*;
    use expect_test::expect;

    fn sequence(ordinals: &[u16]) -> Vec<WrongLabel> {
        slips(&ordinals.iter().copied().map(Some).collect::<Vec<_>>())
    }

    #[test]
    fn one_slip_gives_one_finding() {
        let wrong = |at, wanted, twin, shifts| WrongLabel::Wrong { at, wanted, twin, shifts };
        assert_eq!(sequence(&[1, 2, 3, 4]), []);
        assert_eq!(sequence(&[1, 2, 2, 3]), [wrong(2, Some(3), Some(1), Shifts::All)]);
        assert_eq!(sequence(&[1, 2, 2, 4]), [wrong(2, Some(3), Some(1), Shifts::Nothing)]);
        assert_eq!(sequence(&[1, 2, 2, 3, 5]), [wrong(2, Some(3), Some(1), Shifts::UpTo(4))]);
        assert_eq!(sequence(&[1, 2, 4, 5]), [WrongLabel::Missing { at: 2, from: 3, to: 3 }]);
        assert_eq!(sequence(&[1, 3, 2, 4]).len(), 1);
        assert_eq!(sequence(&[1, 2, 24, 4, 5]), [wrong(2, Some(3), None, Shifts::Nothing)]);
        assert_eq!(sequence(&[2, 3]), [WrongLabel::Missing { at: 0, from: 1, to: 1 }]);
        assert_eq!(sequence(&[1, 2, 3, 1, 2]).len(), 2);
    }

    #[test]
    fn the_first_of_a_list_may_stand_in_the_line_that_leads_it_in() {
        let list = |before: &str| {
            format!(
                "//- head New Delhi, 2024\nresolves\n1\tto act, taking into account{before} the sea,\nb)\tthe land;\nc)\tthe air;\n2\tto wait.\n"
            )
        };
        check(&RULE, &list(" a)"), expect![[""]]);
        check(
            &RULE,
            &list(""),
            expect![[r#"
            error 6:1 `b)` resolves 1 begins with b): a) is left out
              fix: Re-letter resolves
                6:1 `b` -> `a`
                7:1 `c` -> `b`
        "#]],
        );
    }

    #[test]
    fn a_letter_twice() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	one;
                b)	two;
                b)	three;
                c)	four,
            ",
            expect![[r#"
                error 7:1 `b)` b) occurs twice in noting: this clause should be c), and those after it one further
                  6:1 `b)` the other b)
                  fix: Re-letter noting
                    7:1 `b` -> `c`
                    8:1 `c` -> `d`
            "#]],
        );
    }

    #[test]
    fn a_number_left_out() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                1	one;
                3	three;
                4	four.
            ",
            expect![[r#"
                error 6:1 `3` 3 follows 1 in resolves: 2 is left out
                  5:1 `1` the label before it
                  fix: Renumber resolves
                    6:1 `3` -> `2`
                    7:1 `4` -> `3`
            "#]],
        );
    }

    #[test]
    fn sub_clauses_are_lists_of_their_own() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                1	one:
                i)	this;
                iii)	that;
                2	two.
            ",
            expect![[r#"
                error 7:1 `iii)` iii) follows i) in resolves 1: ii) is left out
                  6:1 `i)` the label before it
                  fix: Re-letter resolves
                    7:1 `iii` -> `ii`
            "#]],
        );
    }

    #[test]
    fn a_lone_pair_is_a_wrong_label_with_its_reading() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                1	one;
                2	two;
                23	three.
            ",
            expect![[r#"
                error 7:1 `23` 23 follows 2 in resolves: 3 is next, unless 2 and 3 of a tracked change ran together
                  6:1 `2` the label before it
            "#]],
        );
    }

    #[test]
    fn good_lists_are_silent() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	one;
                b)	two;
                b)bis	more;
                c)	three,
                resolves
                1	one:
                i)	this;
                ii)	that;
                2	two.
            ",
            expect![[""]],
        );
        // Every section begins anew, and a section of one paragraph has no label.
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	one;
                b)	two,
                noting further
                a)	one;
                b)	two,
                resolves
                to wait.
            ",
            expect![[""]],
        );
        // A section that conversion has damaged.
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	one; b) the second;
                c)	three,
            ",
            expect![[""]],
        );
    }

    #[test]
    fn a_list_that_markdown_counts_is_in_order() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                *noting*

                1. the sea;
                1. the land;
                1. the sky,

                *resolves*

                1. to go, as resolves 3 below says:
                   - now;
                   - then;
                1. to wait;
                1. to see.
            ",
            expect![[""]],
        );
        // Another number among them shows that they are counted by hand.
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                1. to go;
                1. to wait;
                2. to see.
            ",
            expect![[r#"
                error 6:1 `1.` 1 occurs twice in resolves: this clause should be 2, and those after it one further
                  5:1 `1.` the other 1
                  fix: Renumber resolves
                    6:1 `1` -> `2`
                    7:1 `2` -> `3`
            "#]],
        );
    }

    #[test]
    fn what_is_left_out_is_said() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	one;
                b)	two:
                i)	this;
                ii)	that;
                iii)	these;
                v)	those;
                c)	three,
            ",
            expect![[r#"
                error 10:1 `v)` v) follows iii) in noting b): iv) is left out
                  9:1 `iii)` the label before it
                  fix: Re-letter noting
                    10:1 `v` -> `iv`
            "#]],
        );
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	the sea;
                b)	the land, where:
                ii)	the land is dry;
                c)	the air,
            ",
            expect![[r#"
                error 7:1 `ii)` noting b) begins with ii): i) is left out
                  fix: Re-letter noting
                    7:1 `ii` -> `i`
            "#]],
        );
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	one;
                b)	the standards:
                –	ITU-T X.805;
                –	ITU-T X.1205;
                c)	three,
            ",
            expect![[""]],
        );
    }

    #[test]
    fn letters_go_on_where_h_was_deleted() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	one;
                b)	two;
                c)	three;
                d)	four;
                e)	five;
                f)	six;
                g)	seven;
                i)	nine;
                j)	ten;
                k)	eleven,
            ",
            expect![[r#"
                error 12:1 `i)` i) follows g) in noting: h) is left out
                  11:1 `g)` the label before it
                  fix: Re-letter noting
                    12:1 `i` -> `h`
                    13:1 `j` -> `i`
                    14:1 `k` -> `j`
            "#]],
        );
        // A reference may have meant the clause that was deleted.
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	one;
                b)	two;
                c)	three;
                d)	four;
                e)	five;
                f)	six;
                g)	seven;
                i)	nine;
                j)	ten;
                k)	eleven,
                resolves
                to look, as noting h) says.
            ",
            expect![[r#"
                error 12:1 `i)` i) follows g) in noting: h) is left out
                  11:1 `g)` the label before it
                  fix (look first): Re-letter noting; 1 reference to no clause
                    12:1 `i` -> `h`
                    13:1 `j` -> `i`
                    14:1 `k` -> `j`
                    16:13 `` -> `[`
                    16:22 `` -> `]`
            "#]],
        );
    }

    #[test]
    fn the_first_line_of_a_list_may_have_lost_its_label() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                to look at the sea;
                2	to look at the wind;
                3	to go.
            ",
            expect![[r#"
                error 5:1 `to look at the sea;` 1 is left out before resolves 2: this line may have lost its label
                  6:1 `2` the label after it
                  fix (look first): Write 1
                    5:1 `` -> `1	`
            "#]],
        );
        // It leads the list in.
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                for three years:
                2	to look at the wind;
                3	to go.
            ",
            expect![[r#"
                error 6:1 `2` resolves begins with 2: 1 is left out
                  fix (look first): Renumber resolves
                    6:1 `2` -> `1`
                    7:1 `3` -> `2`
            "#]],
        );
        // It does not begin a line: found by a random test.
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                considering
                (Geneva,2015) considering
                (Geneva,2015) a)	that one;
                2 to go.
            ",
            expect![[r#"
                error 7:1 `2` considering begins with 2: 1 is left out
                  fix (look first): Renumber considering
                    7:1 `2` -> `1`
            "#]],
        );
        // The label is there, within the line.
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                to look at the sea, 1	the wind;
                2	to look;
                3	to go.
            ",
            expect![],
        );
    }

    #[test]
    fn where_paragraphs_are_named_by_number_no_fix_is_safe() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                1	to look, as paragraph 3 below says;
                1	to wait;
                2	to go;
                3	to see.
            ",
            expect![[r#"
                error 6:1 `1` 1 occurs twice in resolves: this clause should be 2, and those after it one further
                  5:1 `1` the other 1
                  fix (look first): Renumber resolves and 1 reference
                    5:25 `3` -> `4`
                    6:1 `1` -> `2`
                    7:1 `2` -> `3`
                    8:1 `3` -> `4`
            "#]],
        );
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                1	to look, as paragraphs 2 through 12 of the charter of the harbour say;
                1	to wait;
                2	to go;
                3	to see.
            ",
            expect![[r#"
                error 6:1 `1` 1 occurs twice in resolves: this clause should be 2, and those after it one further
                  5:1 `1` the other 1
                  fix (look first): Renumber resolves
                    6:1 `1` -> `2`
                    7:1 `2` -> `3`
                    8:1 `3` -> `4`
            "#]],
        );
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                1	to look, as paragraphs 2 and 3 below say, notwithstanding paragraph 3;
                1	to wait;
                2	to go;
                3	to see, as said in paragraph 4 above.
            ",
            expect![[r#"
                error 6:1 `1` 1 occurs twice in resolves: this clause should be 2, and those after it one further
                  5:1 `1` the other 1
                  fix (look first): Renumber resolves and 2 references
                    5:26 `2` -> `3`
                    5:32 `3` -> `4`
                    5:71 `3` -> `4`
                    6:1 `1` -> `2`
                    7:1 `2` -> `3`
                    8:1 `3` -> `4`
            "#]],
        );
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                recalling
                that paragraph 3 below was agreed,
                resolves
                1	to look;
                1	to wait;
                2	to go;
                3	to see,
                instructs the Director
                as paragraph 3 above and Article 8, paragraph 2, say, to report.
            ",
            expect![[r#"
                error 8:1 `1` 1 occurs twice in resolves: this clause should be 2, and those after it one further
                  7:1 `1` the other 1
                  fix (look first): Renumber resolves and 2 references
                    5:16 `3` -> `4`
                    8:1 `1` -> `2`
                    9:1 `2` -> `3`
                    10:1 `3` -> `4`
                    12:14 `3` -> `4`
            "#]],
        );
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                resolves
                1	to look, as paragraph 3 of Article 8 says;
                1	to wait.
            ",
            expect![[r#"
                error 6:1 `1` 1 occurs twice in resolves: this clause should be 2
                  5:1 `1` the other 1
                  fix: Renumber resolves
                    6:1 `1` -> `2`
            "#]],
        );
    }

    #[test]
    fn where_two_readings_remain_no_fix_is_safe() {
        check(
            &RULE,
            r"
                //- head New Delhi, 2024
                noting
                a)	one;
                b)	two;
                c)	three;
                d)	four;
                e)	five;
                f)	six;
                g)	seven;
                i)	eight,
            ",
            expect![[r#"
                error 12:1 `i)` i) follows g) in noting: h) is left out
                  11:1 `g)` the label before it
                  fix (look first): Re-letter noting
                    12:1 `i` -> `h`
            "#]],
        );
    }

    #[test]
    fn both_sides_of_a_tracked_text_tell_what_a_label_is() {
        // As proposed alone, i) would be a sub-clause of g); in the text in force it follows h).
        check(
            &RULE,
            r"
                MOD	IAP/39A30/1
                RESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})
                Towers
                noting
                a)	one;
                b)	two;
                c)	three;
                d)	four;
                e)	five;
                f)	six;
                g)	seven:
                {--h)	eight;
                --}i)	nine,
            ",
            expect![[r#"
                error 13:4 `i)` i) follows g) in noting: h) is left out
                  11:1 `g)` the label before it
                  fix (look first): Re-letter noting
                    13:4 `i` -> `{~~i~>h~~}`
            "#]],
        );
    }
}
