//! Tracked changes recovered from a text that was copied from Word without them.
//!
//! There the deleted and the inserted run together: `ji)` is `j)` in the text in force and `i)` as proposed,
//! "(Rev. Busan, 2014Dubai, 2018)" is one edition replaced by another. Each line carries a label in force, a
//! proposed label, or both, and each of the two sequences runs without a gap; that tells which labels belong to
//! which, and which clauses were deleted or inserted whole. Words are not recovered.

use super::clause::{ClauseId, SectionId};
use super::edition::{Edition, Glued, same_place};
use super::item::{Item, ItemKind};
use super::label::{Mark, RawLabel};
use super::tree::{Tree, Zone};
use crate::text::{Changes, PieceKind, Span};

/// What was run together at one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GluedPlace {
    /// Two labels.
    Label {
        /// In the text in force.
        base: Mark,
        /// As proposed.
        proposed: Mark,
    },
    /// Two editions, as they stand in the brackets.
    Edition {
        /// In the text in force.
        base: String,
        /// As proposed.
        proposed: String,
        /// Whether it may as well be the other way round: a citation, and no other place of the text tells which stands first.
        either_way: bool,
    },
}

/// What was recovered from a text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Flattened {
    /// Each place where two were run together.
    pub places: Vec<(Span, GluedPlace)>,
    /// Whole clauses that were deleted.
    pub deleted: Vec<Span>,
    /// Whole clauses that were inserted.
    pub inserted: Vec<Span>,
    /// Lists of labels with more than one reading, or none.
    pub unread: Vec<Unread>,
    /// Labels that do not fit into a list that is read but for them.
    pub misfits: Vec<Misfit>,
    /// Whether the two views were recovered: two such places or more, or one edition that names two known meetings.
    pub recovered: bool,
}

/// A list of clauses whose labels do not tell what was changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    /// The section they stand in.
    pub section: SectionId,
    /// The label where it shows.
    pub span: Span,
    /// The readings that fit equally well; none fits where it is empty.
    pub readings: Vec<String>,
}

impl Flattened {
    /// How many labels were run together.
    pub fn labels(&self) -> usize {
        self.places.iter().filter(|(_, place)| matches!(place, GluedPlace::Label { .. })).count()
    }

    /// How many editions were run together.
    pub fn editions(&self) -> usize {
        self.places.len() - self.labels()
    }
}

/// What one line of a list is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum LineChange {
    Kept,
    Deleted,
    Inserted,
    /// Two labels, with the length of the first.
    Glued(Mark, Mark, usize),
    /// A label that does not fit: what would, and the two labels that it is nearest to, with the length of the first.
    Misfit {
        wanted: (Mark, Mark),
        read: Option<(Mark, Mark, usize)>,
    },
}

/// A label that does not fit between those around it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misfit {
    pub span: Span,
    /// The label that is next in the text in force.
    pub base: Mark,
    /// The label that is next as proposed.
    pub proposed: Mark,
}

/// Looks for places where two texts were run together, and recovers what was changed.
/// The changes are empty where there are too few such places to be sure.
pub(super) fn recover(tree: &Tree, items: &[Item], len: u32) -> Option<(Flattened, Changes)> {
    let mut flattened = Flattened::default();
    let mut marks: Vec<(Span, PieceKind)> = Vec::new();
    let mut lists = Vec::new();
    for (section, _) in tree.sections() {
        collect_lists(tree, section, &mut lists);
    }
    for list in &lists {
        read_list(tree, list, &mut flattened, &mut marks);
    }
    let known = editions(tree, items, &mut flattened, &mut marks);
    if flattened.places.is_empty() {
        return None;
    }
    flattened.places.sort_by_key(|(span, _)| span.start);
    flattened.recovered = known || flattened.places.len() >= 2;
    if !flattened.recovered {
        // A lone `56` is a wrong label; a lone pair of editions is still a pair.
        flattened.unread.clear();
        flattened.misfits.clear();
        (flattened.deleted, flattened.inserted) = (Vec::new(), Vec::new());
        return Some((flattened, Changes::default()));
    }
    inserted_history(tree, &mut marks);
    Some((flattened, Changes::of_marks(outermost(marks), len)))
}

/// Every edition that runs together with a second one. Says whether any names two known meetings.
///
/// In the head, the earlier of the two is in force. In a citation it is the one that stands where the text in force stands in
/// most of the other places; where they do not tell, the earlier.
fn editions(tree: &Tree, items: &[Item], flattened: &mut Flattened, marks: &mut Vec<(Span, PieceKind)>) -> bool {
    let heads = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Heading(line) => line.edition.as_ref(),
        ItemKind::Enacting(line) => line.edition.as_ref(),
        _ => None,
    });
    let history = tree.history.iter().flat_map(|(entries, _)| entries);
    let history = history.filter_map(|entry| Some((entry.edition(), entry.glued.as_ref()?, true)));
    let cited = tree
        .citations
        .iter()
        .filter(|citation| !citation.it.edition_shared)
        .filter_map(|citation| Some((citation.it.edition.as_ref()?, citation.zone == Zone::Head)));
    let named = tree.meetings.iter().map(|meeting| (&meeting.it.edition, meeting.zone == Zone::Head));
    let mentions = heads.map(|mention| (mention, true)).chain(cited).chain(named);
    let mentions =
        mentions.filter_map(|(mention, in_head)| Some((mention.edition.clone(), mention.glued.as_ref()?, in_head)));
    let glued: Vec<(Edition, &Glued, bool)> = mentions.chain(history).collect();
    let votes: i32 = glued.iter().map(|(first, glued, _)| vote(first, glued)).sum::<i32>()
        + i32::try_from(flattened.places.len()).unwrap_or(i32::MAX / 2);
    for (first, glued, in_head) in &glued {
        let others = votes - vote(first, glued);
        let told = !*in_head && !glued.crossed && others != 0;
        let turned = if told { others < 0 } else { first.year() > glued.edition.year() };
        let (mut base, mut proposed) = (first, &glued.edition);
        let (mut deleted, mut inserted) = (&glued.only_first, &glued.only_second);
        if turned {
            (base, proposed, deleted, inserted) = (proposed, base, inserted, deleted);
        }
        marks.extend(deleted.iter().map(|span| (*span, PieceKind::Deleted)));
        marks.extend(inserted.iter().map(|span| (*span, PieceKind::Inserted)));
        let Some(whole) = deleted.iter().chain(inserted).copied().reduce(Span::cover) else { continue };
        let (base, proposed) = (base.to_string(), proposed.to_string());
        let either_way = !*in_head && !told;
        flattened.places.push((whole, GluedPlace::Edition { base, proposed, either_way }));
    }
    glued.iter().any(|(_, glued, _)| glued.known)
}

/// Whether the text in force stands first, as the years tell: 1, or -1 where it stands second, 0 where they do not tell.
fn vote(first: &Edition, glued: &Glued) -> i32 {
    match (first.year(), glued.edition.year()) {
        _ if glued.crossed => 0,
        (Some(first), Some(second)) => (i32::from(second) - i32::from(first)).signum(),
        _ => 0,
    }
}

/// The top-level labels of a section, and each run of sub-clauses that count in the same way.
fn collect_lists(tree: &Tree, section: SectionId, lists: &mut Vec<Vec<ClauseId>>) {
    let operative = tree.section(section).part().is_some_and(|part| part.is_operative());
    let mut top = Vec::new();
    let mut below: Vec<ClauseId> = Vec::new();
    for (id, clause) in tree.clauses_of(section) {
        let Some(raw) = &clause.raw else { continue };
        let numbered = raw.is_number();
        let lettered = raw.text.bytes().all(|b| b.is_ascii_lowercase());
        let is_top = if operative { numbered } else { lettered && !is_roman_sub(tree, id) };
        if is_top {
            lists.extend(Some(std::mem::take(&mut below)).filter(|list| !list.is_empty()));
            top.push(id);
        } else if lettered && operative {
            below.push(id);
        }
    }
    lists.extend([below, top].into_iter().filter(|list| !list.is_empty()));
}

/// Whether the tree, read without changes, took the line for a Roman sub-clause.
fn is_roman_sub(tree: &Tree, id: ClauseId) -> bool {
    let clause = tree.clause(id);
    clause.parent.is_some() && matches!(clause.label.map(|label| label.mark), Some(Mark::Roman(_)))
}

/// Reads one list of labels; where it runs without a gap as it stands, nothing was changed in it.
fn read_list(tree: &Tree, list: &[ClauseId], flattened: &mut Flattened, marks: &mut Vec<(Span, PieceKind)>) {
    let raws: Vec<&RawLabel> = list.iter().filter_map(|&id| tree.clause(id).raw.as_ref()).collect();
    if raws.len() > 200 || runs_without_gap(&raws) || !raws.iter().any(|raw| raw.pairs().next().is_some()) {
        return;
    }
    let (mut readings, mut count) = readings_of(&raws, false);
    if count == 0 {
        (readings, count) = readings_of(&raws, true);
        let fits = readings.first().is_some_and(|reading| fits_mostly(reading));
        if !fits && raws.iter().all(|raw| raw.first_reading().is_some()) {
            return; // Plain labels with a slip among them.
        }
        count = if fits { count } else { 0 };
        readings.truncate(if fits { 2 } else { 0 });
    }
    let glued =
        readings.first().is_some_and(|reading| reading.iter().any(|line| matches!(line, LineChange::Glued(..))));
    let section = tree.clause(list[0]).section;
    if count != 1 {
        let odd = raws.iter().find(|raw| raw.first_reading().is_none()).or(raws.first());
        let Some(odd) = odd else { return };
        if count > 1 && !glued {
            return;
        }
        let readings = readings.iter().map(|reading| describe(&raws, reading)).collect();
        flattened.unread.push(Unread { section, span: odd.span, readings });
        return;
    }
    if !glued {
        return;
    }
    for ((&id, raw), reading) in list.iter().zip(&raws).zip(&readings[0]) {
        match *reading {
            LineChange::Kept => {}
            LineChange::Deleted => {
                flattened.deleted.push(tree.extent(id));
                marks.push((tree.extent(id), PieceKind::Deleted));
            }
            LineChange::Inserted => {
                flattened.inserted.push(tree.extent(id));
                marks.push((tree.extent(id), PieceKind::Inserted));
            }
            LineChange::Glued(base, proposed, at) => glued_label(raw, (base, proposed, at), flattened, marks),
            LineChange::Misfit { wanted: (base, proposed), read } => {
                flattened.misfits.push(Misfit { span: raw.span, base, proposed });
                if let Some(read) = read {
                    glued_label(raw, read, flattened, marks);
                }
            }
        }
    }
}

fn glued_label(
    raw: &RawLabel,
    (base, proposed, at): (Mark, Mark, usize),
    flattened: &mut Flattened,
    marks: &mut Vec<(Span, PieceKind)>,
) {
    let start = raw.span.start;
    let middle = start + at as u32;
    flattened.places.push((raw.span, GluedPlace::Label { base, proposed }));
    marks.push((Span::new(start, middle), PieceKind::Deleted));
    marks.push((Span::new(middle, start + raw.text.len() as u32), PieceKind::Inserted));
}

/// Whether two labels that ran together fit for each that does not, and one more.
fn fits_mostly(reading: &[LineChange]) -> bool {
    let glued = reading.iter().filter(|line| matches!(line, LineChange::Glued(..))).count();
    let misfits = reading.iter().filter(|line| matches!(line, LineChange::Misfit { .. })).count();
    glued > misfits * 2
}

fn runs_without_gap(raws: &[&RawLabel]) -> bool {
    let mut wanted = 1;
    raws.iter().all(|raw| {
        let fits = raw.suffix.is_some()
            || raw.readings().any(|mark| mark.ordinal() == wanted && !matches!(mark, Mark::Roman(_)));
        wanted += u16::from(raw.suffix.is_none());
        fits
    })
}

/// What a label counts that does not fit.
const MISFIT: u32 = 10;

/// The readings with the fewest changes, two at most, and how many there are (counted to 2). `misfits` says that labels may be
/// among them that do not fit.
///
/// A state is the last label of each sequence; every line moves one of them on by one, or both.
fn readings_of(raws: &[&RawLabel], misfits: bool) -> (Vec<Vec<LineChange>>, usize) {
    use std::collections::BTreeMap;
    /// The cheapest ways to a state: their cost, the states and readings they came by, and how
    /// many there are (counted to 2).
    type Ways = BTreeMap<(u16, u16), (u32, Vec<((u16, u16), LineChange)>, usize)>;
    let mut steps: Vec<Ways> = vec![BTreeMap::from([((0, 0), (0, Vec::new(), 1))])];
    for raw in raws {
        let mut next: Ways = BTreeMap::new();
        let Some(now) = steps.last() else { break };
        for (&(base, proposed), &(cost, _, count)) in now {
            let mut go = |state: (u16, u16), reading: LineChange, price: u32| {
                let entry = next.entry(state).or_insert((u32::MAX, Vec::new(), 0));
                match (cost + price).cmp(&entry.0) {
                    std::cmp::Ordering::Less => *entry = (cost + price, vec![((base, proposed), reading)], count),
                    std::cmp::Ordering::Equal => {
                        entry.1.push(((base, proposed), reading));
                        entry.2 = (entry.2 + count).min(2);
                    }
                    std::cmp::Ordering::Greater => {}
                }
            };
            if raw.suffix.is_some() {
                go((base, proposed), LineChange::Kept, 0);
                continue;
            }
            for mark in raw.readings().filter(|mark| !matches!(mark, Mark::Roman(_))) {
                let n = mark.ordinal();
                match (n == base + 1, n == proposed + 1) {
                    // Read plainly wherever a plain reading runs on: changes are what is left over.
                    (true, true) => {
                        go((n, n), LineChange::Kept, 0);
                        go((n, proposed), LineChange::Deleted, 2);
                        go((base, n), LineChange::Inserted, 2);
                    }
                    (true, false) => go((n, proposed), LineChange::Deleted, 2),
                    (false, true) => go((base, n), LineChange::Inserted, 2),
                    (false, false) => {}
                }
            }
            for (first, second, at) in raw.pairs() {
                if first.ordinal() == base + 1 && second.ordinal() == proposed + 1 {
                    go((base + 1, proposed + 1), LineChange::Glued(first, second, at), 1);
                }
            }
            let read =
                raw.pairs().find(|(first, second, _)| first.ordinal() == base + 1 || second.ordinal() == proposed + 1);
            if let Some(kind) = raw.first_reading().or(read.map(|read| read.0)).filter(|_| misfits) {
                let wanted = (kind.with_ordinal(base + 1), kind.with_ordinal(proposed + 1));
                go((base + 1, proposed + 1), LineChange::Misfit { wanted, read }, MISFIT);
            }
        }
        steps.push(next);
    }
    let Some(best) = steps.last().and_then(|last| last.values().map(|way| way.0).min()) else { return (Vec::new(), 0) };
    let ends: Vec<(u16, u16)> =
        steps[raws.len()].iter().filter(|(_, way)| way.0 == best).map(|(&state, _)| state).collect();
    let count = ends.iter().map(|state| steps[raws.len()][state].2).sum::<usize>().min(2);
    let mut found = Vec::new();
    for end in ends {
        trace(&steps, raws.len(), end, &mut Vec::new(), &mut found);
    }
    return (found, count);

    fn trace(
        steps: &[Ways],
        at: usize,
        state: (u16, u16),
        tail: &mut Vec<LineChange>,
        found: &mut Vec<Vec<LineChange>>,
    ) {
        if found.len() >= 2 {
            return;
        }
        if at == 0 {
            found.push(tail.iter().rev().copied().collect());
            return;
        }
        for &(from, reading) in &steps[at][&state].1 {
            tail.push(reading);
            trace(steps, at - 1, from, tail, found);
            tail.pop();
        }
    }
}

/// "c) deleted, d) inserted, ec) is e) in force and c) as proposed"
fn describe(raws: &[&RawLabel], reading: &[LineChange]) -> String {
    let mut parts = Vec::new();
    for (raw, line) in raws.iter().zip(reading) {
        let written = raw.first_reading().map_or_else(|| raw.text.to_string(), |mark| mark.to_string());
        match line {
            LineChange::Kept => {}
            LineChange::Deleted => parts.push(format!("{written} deleted")),
            LineChange::Inserted => parts.push(format!("{written} inserted")),
            LineChange::Glued(base, proposed, _) => parts.push(format!("{base} becomes {proposed}")),
            LineChange::Misfit { wanted: (base, proposed), .. } => {
                parts.push(format!("{}) does not fit where {base} becomes {proposed}", raw.text));
            }
        }
    }
    parts.join(", ")
}

/// The history's last entry was inserted where it is the proposed meeting.
fn inserted_history(tree: &Tree, marks: &mut Vec<(Span, PieceKind)>) {
    let proposed =
        tree.enacting.as_ref().and_then(|line| line.edition.as_ref()).and_then(|mention| mention.glued.as_ref());
    let heading =
        tree.heading.as_ref().and_then(|line| line.edition.as_ref()).and_then(|mention| mention.glued.as_ref());
    let Some(proposed) = proposed.or(heading) else { return };
    let Some((entries, _)) = &tree.history else { return };
    let [.., before, last] = entries.as_slice() else { return };
    let same = proposed.edition.year() == Some(last.year)
        && proposed.edition.place().is_some_and(|place| same_place(place, &last.place));
    if same {
        marks.push((Span::new(before.span.end, last.span.end), PieceKind::Inserted));
    }
}

/// Marks put in order. A mark inside another (an edition in a clause that was inserted whole) gives way to the
/// outer one.
fn outermost(mut marks: Vec<(Span, PieceKind)>) -> Vec<(Span, PieceKind)> {
    marks.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    marks.retain(|(span, _)| {
        let outer = span.start >= end && !span.is_empty();
        end = if outer { span.end } else { end };
        outer
    });
    marks
}

#[cfg(test)]
mod tests {
    use super::super::label::read_line_label;
    use super::*;

    fn check(labels: &str, expected: &str) {
        let raws: Vec<RawLabel> = labels
            .split(' ')
            .map(|word| read_line_label(&format!("{word}\tword"), 0, true).expect("a label"))
            .collect();
        let raws: Vec<&RawLabel> = raws.iter().collect();
        let (readings, count) = readings_of(&raws, true);
        let said = match count {
            0 => "none".to_owned(),
            1 => describe(&raws, &readings[0]),
            _ => "more than one".to_owned(),
        };
        assert_eq!(said, expected, "{labels}");
    }

    #[test]
    fn labels_tell_what_was_changed() {
        check("1 2 3 4 5 56 67", "5 inserted, 5 becomes 6, 6 becomes 7");
        check("a) b) c) d) e) fc) gd)", "c) deleted, d) deleted, e) deleted, f) becomes c), g) becomes d)");
        check("a) b) cb) dc)", "b) deleted, c) becomes b), d) becomes c)");
        check("1 2 3 4 5 6 7 8 9 910 1011", "9 inserted, 9 becomes 10, 10 becomes 11");
    }

    #[test]
    fn a_clause_inserted_among_moved_ones_is_told_apart() {
        check("a) b) cb) c) d)", "b) deleted, c) becomes b), c) inserted");
        check(
            "a) b) c) d) e) fc) gd) he) if) jg) h) ki) lj)",
            "c) deleted, d) deleted, e) deleted, f) becomes c), g) becomes d), h) becomes e), i) becomes f), j) becomes g), h) inserted, k) becomes i), l) becomes j)",
        );
    }

    #[test]
    fn a_label_that_does_not_fit_leaves_the_others_read() {
        check(
            "a) ab) bc) cd) ce)",
            "a) inserted, a) becomes b), b) becomes c), c) becomes d), ce) does not fit where d) becomes e)",
        );
    }

    #[test]
    fn what_has_no_reading_is_not_guessed() {
        check("a) b) d) ji)", "none");
    }
}
