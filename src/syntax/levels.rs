//! Which clause stands under which: labels get their meaning from the whole list.
//!
//! `i)` is the letter after `h)` or the first Roman sub-clause, `v)` and `x)` may be either, and labels may be left out or
//! stand twice. So a section is read in every way that its labels allow, and the reading with the fewest slips is taken.
//! Where another has hardly more, nobody can say which is meant, and the section's labels are not sure.

use super::label::{Label, Mark, RawLabel};

/// A labelled line as far as its level depends on it.
pub(super) struct LabelLine<'a> {
    pub raw: &'a RawLabel,
    /// Whether the clause before it ends in ":", so that sub-clauses are expected.
    pub opens: bool,
    /// How the other side of a tracked text reads this very label, where it is sure of it.
    pub elsewhere: Option<Mark>,
}

/// What a labelled line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct LineLevel {
    /// None where the label cannot be read.
    pub label: Option<Label>,
    /// The line it stands under.
    pub parent: Option<usize>,
}

/// What the labelled lines of a section are.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct SectionLevels {
    pub levels: Vec<LineLevel>,
    /// Whether no other reading is nearly as good.
    pub sure: bool,
}

/// What slips count against a reading: the label before is left out, and each further one.
const GAP: u32 = 4;
const WIDER_GAP: u32 = 2;
/// A gap so wide that it counts no more.
const WIDEST_GAP: u32 = 16;
/// A label after a later one.
const BACK: u32 = 6;
/// A label after the next one: the two changed places.
const SWAPPED: u32 = 1;
/// A label that stands twice, one after the other.
const TWICE: u32 = 3;
/// Sub-clauses of a clause that does not end in ":".
const NOT_OPENED: u32 = 4;
/// No sub-clause after a clause that ends in ":".
const OPENED_IN_VAIN: u32 = 2;
/// A sub-clause that is alone.
const ALONE: u32 = 1;
/// A figure that is read as the letter it looks like.
const LOOKS_ALIKE: u32 = 3;
/// Another meaning than on the other side of a tracked text.
const OTHERWISE_ELSEWHERE: u32 = 6;

/// A reading is sure where every other counts at least this much more.
const SURE: u32 = 2;
/// How much more a reading may count and still be followed.
const FOLLOWED: u32 = 24;
/// How many readings are followed at once.
const READINGS: usize = 16;

/// Gives each labelled line of a section its label and the line it stands under.
pub(super) fn levels(lines: &[LabelLine<'_>]) -> SectionLevels {
    let mut steps: Vec<Step> = Vec::with_capacity(lines.len());
    let mut readings = vec![CandidateReading::default()];
    for (index, line) in lines.iter().enumerate() {
        let mut next = Vec::with_capacity(readings.len());
        for reading in readings {
            reading.read(index, line, &mut steps, &mut next);
        }
        prune(&mut next);
        readings = next;
    }
    for reading in &mut readings {
        reading.close(0);
    }
    prune(&mut readings);
    let sure = readings.get(1).is_none_or(|second| second.slips >= readings[0].slips + SURE);
    let mut levels = Vec::with_capacity(lines.len());
    let mut last = readings[0].last;
    while let Some(step) = last {
        levels.push(steps[step].level);
        last = steps[step].before;
    }
    levels.reverse();
    SectionLevels { levels, sure }
}

/// Keeps the best readings, the best first.
fn prune(readings: &mut Vec<CandidateReading>) {
    readings.sort_by_key(|reading| reading.slips);
    let best = readings.first().map_or(0, |reading| reading.slips);
    readings.retain(|reading| reading.slips <= best + FOLLOWED);
    readings.truncate(READINGS);
}

/// One line as a reading has it, and the step before.
struct Step {
    level: LineLevel,
    before: Option<usize>,
}

/// One way to read the lines so far.
#[derive(Clone, Default)]
struct CandidateReading {
    slips: u32,
    /// The open levels, outermost first.
    open: Vec<OpenLevel>,
    /// Its last step.
    last: Option<usize>,
}

/// A level to which a clause may be added.
#[derive(Clone, Copy)]
struct OpenLevel {
    /// The last mark of it, and its line.
    mark: Mark,
    line: usize,
    /// The only mark left out before the last.
    left_out: Option<Mark>,
    /// Whether that is its only clause.
    alone: bool,
}

impl CandidateReading {
    /// Reads one more line in each way that its label allows.
    fn read(self, index: usize, line: &LabelLine<'_>, steps: &mut Vec<Step>, next: &mut Vec<CandidateReading>) {
        // `9)` after f) is g), as a scanned page has it.
        let follows = |mark: Mark| self.open.iter().any(|open| open.mark.next() == mark);
        let alike = line.raw.look_alikes().find(|mark| follows(*mark)).map(|mark| {
            let reading = CandidateReading { slips: self.slips + LOOKS_ALIKE, ..self.clone() };
            reading.take(mark, index, line, steps)
        });
        next.extend(alike);
        let mut marks = line.raw.readings().peekable();
        if marks.peek().is_none() {
            let parent = self.last.and_then(|step| steps[step].level.parent);
            next.push(self.step(LineLevel { label: None, parent }, steps));
            return;
        }
        let mut this = Some(self);
        while let Some(mark) = marks.next() {
            let other = if marks.peek().is_some() { this.clone() } else { this.take() };
            next.extend(other.map(|reading| reading.take(mark, index, line, steps)));
        }
    }

    /// Reads one more line, whose label means a mark.
    fn take(mut self, mark: Mark, index: usize, line: &LabelLine<'_>, steps: &mut Vec<Step>) -> CandidateReading {
        let (depth, slips) = self.place(mark, line);
        self.slips += slips;
        if line.elsewhere.is_some_and(|elsewhere| !elsewhere.same_kind(mark)) {
            self.slips += OTHERWISE_ELSEWHERE;
        }
        self.close(depth + 1);
        let before = self.open.get(depth).copied();
        self.open.truncate(depth);
        let parent = self.open.last().map(|open| open.line);
        let swapped = before.filter(|before| before.left_out == Some(mark));
        let left_out = before.map(|before| before.mark.next()).filter(|left_out| left_out.next() == mark);
        self.open.push(match swapped {
            Some(before) => OpenLevel { line: index, left_out: None, ..before },
            None => OpenLevel { mark, line: index, left_out, alone: before.is_none() },
        });
        self.step(LineLevel { label: Some(Label { mark, suffix: line.raw.suffix }), parent }, steps)
    }

    fn step(mut self, level: LineLevel, steps: &mut Vec<Step>) -> CandidateReading {
        steps.push(Step { level, before: self.last });
        self.last = Some(steps.len() - 1);
        self
    }

    /// Counts sub-clauses that stay alone, at the levels from a depth on that are given up.
    fn close(&mut self, depth: usize) {
        let alone = self.open.iter().skip(depth.max(1)).filter(|open| open.alone && open.mark != Mark::Dash);
        self.slips += ALONE * alone.count() as u32;
        self.open.truncate(depth.max(1));
    }

    /// How deep a mark stands, and what slips that takes.
    fn place(&self, mark: Mark, line: &LabelLine<'_>) -> (usize, u32) {
        let deepest = self.open.len();
        let like = self.open.iter().rposition(|open| open.mark.same_kind(mark));
        let kept = line.raw.suffix.is_some();
        // Below the line before stands only what opens a level.
        let at = |depth: usize, slips: u32| match line.opens && depth < deepest {
            true => (depth, slips + OPENED_IN_VAIN),
            false => (depth, slips),
        };
        let opened = if line.opens || deepest == 0 { 0 } else { NOT_OPENED };
        if mark == Mark::Dash {
            return (like.unwrap_or(deepest), 0);
        }
        let goes_on = |open: &OpenLevel| open.mark.next() == mark || (kept && open.mark == mark);
        if let Some(depth) = self.open.iter().rposition(goes_on) {
            return at(depth, 0);
        }
        if like.is_none() && mark.ordinal() == 1 {
            return (deepest, opened);
        }
        if let Mark::Decimal(path) = mark {
            // `3.2` stands under `3`, whatever else is open.
            let under = self.open.iter().position(|open| match open.mark {
                Mark::Number(n) => n == path[0] && mark.depth() == 2,
                Mark::Decimal(above) => {
                    let depth = open.mark.depth();
                    depth + 1 == mark.depth() && above[..depth] == path[..depth]
                }
                _ => false,
            });
            return at(under.map(|depth| depth + 1).or(like).unwrap_or(deepest), GAP);
        }
        // A slip: the level that counts in the same way; else a level of its own.
        match like {
            Some(depth) if self.open[depth].left_out == Some(mark) => at(depth, SWAPPED),
            Some(depth) => at(depth, gap(self.open[depth].mark.ordinal(), mark.ordinal())),
            None => (deepest, opened + gap(0, mark.ordinal())),
        }
    }
}

/// What it counts that a label follows another, or begins its list.
fn gap(before: u16, ordinal: u16) -> u32 {
    match ordinal.checked_sub(before + 1) {
        None if ordinal == before => TWICE,
        None => BACK,
        Some(0) => 0,
        Some(left_out) => (GAP + WIDER_GAP * (u32::from(left_out) - 1)).min(WIDEST_GAP),
    }
}

#[cfg(test)]
mod tests {
    use super::super::label::read_line_label;
    use super::*;

    /// Labels in order, a colon after those whose clause ends in one; expected: each with its depth as dots.
    fn check(labels: &str, expected: &str) {
        let raws: Vec<(RawLabel, bool)> = labels
            .split(' ')
            .map(|word| {
                let line = format!("{}\tword", word.trim_end_matches(':'));
                (read_line_label(&line, 0, true).expect("a label"), word.ends_with(':'))
            })
            .collect();
        let lines: Vec<LabelLine<'_>> = raws
            .iter()
            .enumerate()
            .map(|(index, (raw, _))| LabelLine { raw, opens: index > 0 && raws[index - 1].1, elsewhere: None })
            .collect();
        let SectionLevels { levels, sure } = levels(&lines);
        let depth = |level: &LineLevel| {
            let (mut parent, mut depth) = (level.parent, 0);
            while let Some(line) = parent {
                (parent, depth) = (levels[line].parent, depth + 1);
            }
            depth
        };
        let said: Vec<String> = levels
            .iter()
            .map(|level| {
                let kind = match level.label.map(|label| label.mark) {
                    Some(Mark::Roman(_)) => "r",
                    _ => "",
                };
                format!(
                    "{}{kind}{}",
                    ".".repeat(depth(level)),
                    level.label.map_or("?".into(), |label| label.to_string())
                )
            })
            .collect();
        let doubt = if sure { "" } else { " ?" };
        assert_eq!(format!("{}{doubt}", said.join(" ")), expected);
    }

    #[test]
    fn the_letter_i_follows_h() {
        check("a) b) c) d) e) f) g) h) i) j)", "a) b) c) d) e) f) g) h) i) j)");
        check("a) b) c) d) e) f) g) h) i)", "a) b) c) d) e) f) g) h) i)");
    }

    #[test]
    fn a_colon_and_the_next_label_make_it_roman() {
        check("a) b): i) ii) c)", "a) b) .ri) .rii) c)");
        check("g) h): i) ii) i)", "g) h) .ri) .rii) i)");
        check("1 2: i) ii) iii) 3", "1 2 .ri) .rii) .riii) 3");
    }

    #[test]
    fn sub_clauses_stand_under_their_clause() {
        check("1 1.1 1.2 2 2.1", "1 .1.1 .1.2 2 .2.1");
        check("1: a) b): i) ii) c) 2", "1 .a) .b) ..ri) ..rii) .c) 2");
        check("1: – – 2", "1 .– .– 2");
        check("a) b)bis c)", "a) b)bis c)");
    }

    #[test]
    fn a_slip_stays_at_its_level() {
        check("a) b) d) e)", "a) b) d) e)");
        check("1 2 2 3", "1 2 2 3");
        check("a) ji) b)", "a) ? b)");
    }

    #[test]
    fn two_labels_that_changed_places_stay_in_their_list() {
        check("f) g) i) h) j)", "f) g) i) h) j)");
        check("h) j) i) k)", "h) j) i) k)");
        check("g) i) h) i)", "g) .ri) h) i)");
        check("g): i) h)", "g) .ri) h)");
        check("a): i) iii) ii) iv) b)", "a) .ri) .riii) .rii) .riv) b)");
    }

    #[test]
    fn what_is_left_out_changes_no_other_label() {
        // h) was deleted.
        check("a) b) c) d) e) f) g) i) j) k)", "a) b) c) d) e) f) g) i) j) k)");
        check("f) g) i): i) ii) j)", "f) g) i) .ri) .rii) j)");
        check("t) v) w) x)", "t) v) w) x)");
        check("v) x) y)", "v) x) y)");
        check("g): i) ii) iii) v) vi) h) i)", "g) .ri) .rii) .riii) .rv) .rvi) h) i)");
        check("b): i) ii) iii) v) c)", "b) .ri) .rii) .riii) .rv) c)");
        check("b): ii) c)", "b) .rii) c)");
        check("b): ii) iii) c)", "b) .rii) .riii) c)");
        check("1: ii) iii) 2: i) iii) 3", "1 .rii) .riii) 2 .ri) .riii) 3");
        check("1: a) b) c) d) e) f) g) i) j) 2", "1 .a) .b) .c) .d) .e) .f) .g) .i) .j) 2");
        check("u): v) w)", "u) v) w)");
        check("w) x): i) ii) y)", "w) x) .ri) .rii) y)");
    }

    #[test]
    fn a_letter_that_stands_twice_begins_no_list() {
        check("g) h) i) i) j)", "g) h) i) i) j)");
        check("g) h) i) i)", "g) h) i) i)");
        check("g) h) i) i) ii) j)", "g) h) i) .ri) .rii) j)");
        check("g) h) i): i) j)", "g) h) i) .ri) j)");
    }

    #[test]
    fn a_figure_that_looks_like_the_next_letter_is_that_letter() {
        check("e) f) 9) h)", "e) f) g) h)");
        check("k) 1) m)", "k) l) m)");
        check("g) h) 1) j)", "g) h) i) j)");
        check("k): 1) 2) l)", "k) .1 .2 l)");
        check("1) 2) 3)", "1 2 3");
        check("f): 8) 9) g)", "f) .8 .9 g)");
    }

    #[test]
    fn lists_restart() {
        check("a): i) ii) b): i) ii) iii) c)", "a) .ri) .rii) b) .ri) .rii) .riii) c)");
        check("h): i) ii) i): i) ii) j)", "h) .ri) .rii) i) .ri) .rii) j)");
        check("a) b) a) b) c)", "a) b) a) b) c)");
        check("i) ii) iii) iv) v) vi)", "ri) rii) riii) riv) rv) rvi)");
    }

    #[test]
    fn where_two_readings_remain_it_is_said() {
        // Either h) was deleted, or a sub-clause stands alone below a clause that does not lead it in.
        check("f) g) i)", "f) g) i) ?");
        check("g): i) j) k)", "g) i) j) k) ?");
        check("g) h): i)", "g) h) .ri) ?");
        check("g) h) i) ii) iii) j)", "g) h) .ri) .rii) .riii) j) ?");
        check("g) h): i) j)", "g) h) i) j)");
        check("g): i)", "g) .ri)");
    }

    #[test]
    fn many_doubtful_labels_are_read_in_time() {
        let line = (0..4000).map(|nth| ["i)", "ii)", "v)", "x)", "xx)"][nth % 5]).collect::<Vec<_>>().join(" ");
        let raws: Vec<RawLabel> =
            line.split(' ').filter_map(|word| read_line_label(&format!("{word}\tword"), 0, true)).collect();
        let lines: Vec<LabelLine<'_>> =
            raws.iter().map(|raw| LabelLine { raw, opens: false, elsewhere: None }).collect();
        assert_eq!(levels(&lines).levels.len(), 4000);
    }
}
