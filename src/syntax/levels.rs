//! Which clause stands under which: labels get their meaning from their neighbours.

use super::label::{Label, Mark, RawLabel};

/// A labelled line as far as its level depends on it.
pub(super) struct Line<'a> {
    pub raw: &'a RawLabel,
    /// Whether the clause before it ends in ":", so that sub-clauses are expected.
    pub opens: bool,
}

/// What a labelled line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Level {
    /// None where the label cannot be read.
    pub label: Option<Label>,
    /// The line it stands under.
    pub parent: Option<usize>,
}

/// Gives each labelled line of a section its label and the line it stands under.
///
/// `i)` is the letter after `h)` or the first Roman sub-clause: a line that ends in ":" opens sub-clauses, and
/// the next label tells the rest.
pub(super) fn levels(lines: &[Line<'_>]) -> Vec<Level> {
    let mut levels = Vec::with_capacity(lines.len());
    // The open levels, outermost first: the last mark of each, and its line.
    let mut open: Vec<(Mark, usize)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let next = lines.get(index + 1).map(|line| line.raw);
        let Some((mark, depth)) = place(line, next, &open) else {
            let parent = levels.last().and_then(|level: &Level| level.parent);
            levels.push(Level { label: None, parent });
            continue;
        };
        open.truncate(depth);
        let parent = open.last().map(|&(_, line)| line);
        open.push((mark, index));
        levels.push(Level { label: Some(Label { mark, suffix: line.raw.suffix }), parent });
    }
    levels
}

/// The mark of a line and how deep it stands.
fn place(line: &Line<'_>, next: Option<&RawLabel>, open: &[(Mark, usize)]) -> Option<(Mark, usize)> {
    let readings: Vec<Mark> = line.raw.readings().collect();
    let first = *readings.first()?;
    let goes_on =
        |mark: Mark, kept: bool| open.iter().rposition(|&(last, _)| last.next() == mark || (kept && last == mark));
    let kept = line.raw.suffix.is_some();
    let continuing =
        readings.iter().find_map(|&mark| goes_on(mark, kept).filter(|_| mark != Mark::Dash).map(|depth| (mark, depth)));
    let opening = readings
        .iter()
        .copied()
        .find(|&mark| mark.ordinal() == 1 && !open.iter().any(|(last, _)| last.same_kind(mark)));
    if let (Some((mark, depth)), Some(opening)) = (continuing, opening) {
        // Both fit: `i)` after `h)`.
        let next_is = |wanted: Mark| next.is_some_and(|next| next.readings().any(|mark| mark == wanted));
        let sub = next_is(opening.next()) || (line.opens && !next_is(mark.next()));
        return Some(if sub { (opening, open.len()) } else { (mark, depth) });
    }
    if let Some(found) = continuing {
        return Some(found);
    }
    if let Mark::Dash = first {
        let depth = open.iter().position(|(last, _)| *last == Mark::Dash).unwrap_or(open.len());
        return Some((first, depth));
    }
    if let Mark::Decimal(path) = first {
        // `3.2` stands under `3`, whatever else is open.
        let depth = open.iter().position(|(last, _)| last.same_kind(first));
        let under = open.iter().position(|(last, _)| match *last {
            Mark::Number(n) => n == path[0] && first.depth() == 2,
            Mark::Decimal(above) => last.depth() + 1 == first.depth() && above[..last.depth()] == path[..last.depth()],
            _ => false,
        });
        return Some((first, under.map(|depth| depth + 1).or(depth).unwrap_or(open.len())));
    }
    if let Some(opening) = opening {
        return Some((opening, open.len()));
    }
    // A slip: the level that counts in the same way, the innermost first; else a level of its own.
    let slip = readings
        .iter()
        .find_map(|&mark| open.iter().rposition(|(last, _)| last.same_kind(mark)).map(|depth| (mark, depth)));
    Some(slip.unwrap_or_else(|| (single(first, &readings), open.len())))
}

/// With nothing to continue, a single letter is a letter.
fn single(first: Mark, readings: &[Mark]) -> Mark {
    readings.iter().copied().find(|mark| matches!(mark, Mark::Letter(n) if *n <= 26)).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::super::label::read_line_label;
    use super::*;

    /// Labels in order, a colon behind those whose clause ends in one; expected: each with its depth as dots.
    fn check(labels: &str, expected: &str) {
        let raws: Vec<(RawLabel, bool)> = labels
            .split(' ')
            .map(|word| {
                let line = format!("{}\tword", word.trim_end_matches(':'));
                (read_line_label(&line, 0, true).expect("a label"), word.ends_with(':'))
            })
            .collect();
        let lines: Vec<Line<'_>> = raws
            .iter()
            .enumerate()
            .map(|(index, (raw, _))| Line { raw, opens: index > 0 && raws[index - 1].1 })
            .collect();
        let levels = levels(&lines);
        let depth = |level: &Level| {
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
        assert_eq!(said.join(" "), expected);
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
}
