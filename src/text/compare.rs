//! What differs between two states of a passage that runs over lines.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::hunk::Hunk;
use super::span::{Span, offset};

/// What is taken of lines that are others in the place of as many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rewritten {
    /// They are other lines.
    Whole,
    /// In passages that no hand types at once, a line that is much like the one in its place is that one, changed.
    LineByLine,
}

/// Passages of more lines than this on both sides were written by a program, not by hand.
const BY_HAND: usize = 2;

/// The parts of a passage that differ, in order, none touching the next; places count from its start.
pub(super) fn compare(old: &str, new: &str, rewritten: Rewritten) -> Vec<Hunk> {
    let (old, new) = (Parts::lines(old), Parts::lines(new));
    let by_program = rewritten == Rewritten::LineByLine && old.parts.len().min(new.parts.len()) > BY_HAND;
    let mut hunks = Hunks(Vec::new());
    // A line that was only numbered anew is still the same line.
    let keys = |lines: &Parts<'_>| -> Vec<String> {
        lines.parts.iter().map(|line| if by_program { unnumbered(line) } else { (*line).to_owned() }).collect()
    };
    for op in capture_diff_slices(Algorithm::Myers, &keys(&old), &keys(&new)) {
        let (before, after) = (op.old_range(), op.new_range());
        let paired = before.len() == after.len() && (by_program || matches!(op, DiffOp::Equal { .. }));
        if !paired {
            hunks.add(old.span(before), new.span(after));
            continue;
        }
        for (before, after) in before.zip(after) {
            let (was, is) = (old.parts[before], new.parts[after]);
            let [there, here] = [old.span(before..before + 1), new.span(after..after + 1)];
            match op {
                _ if was == is => {}
                DiffOp::Equal { .. } => hunks.add_words(there.start, was, here.start, is),
                _ => hunks.add_line(there, was, here, is),
            }
        }
    }
    hunks.0
}

/// A passage in parts.
struct Parts<'a> {
    parts: Vec<&'a str>,
    /// Where each begins, and where the last ends.
    starts: Vec<u32>,
}

impl<'a> Parts<'a> {
    fn of(parts: impl Iterator<Item = &'a str>) -> Parts<'a> {
        let (mut all, mut starts) = (Vec::new(), vec![0]);
        for part in parts {
            starts.push(starts[all.len()] + offset(part.len()));
            all.push(part);
        }
        Parts { parts: all, starts }
    }

    fn lines(text: &'a str) -> Parts<'a> {
        Parts::of(text.split_inclusive(['\n', '\r']))
    }

    /// Words, and what stands between them character by character.
    fn words(text: &'a str) -> Parts<'a> {
        let mut rest = text;
        Parts::of(std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let end = match first.is_alphanumeric() {
                true => rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()),
                false => first.len_utf8(),
            };
            let (part, after) = rest.split_at(end);
            rest = after;
            Some(part)
        }))
    }

    fn span(&self, parts: Range<usize>) -> Span {
        Span::new(self.starts[parts.start], self.starts[parts.end])
    }
}

struct Hunks(Vec<Hunk>);

impl Hunks {
    fn add(&mut self, old: Span, new: Span) {
        match self.0.last_mut() {
            Some(last) if last.old.end == old.start && last.new.end == new.start => {
                last.old.end = old.end;
                last.new.end = new.end;
            }
            _ => self.0.push(Hunk { old, new }),
        }
    }

    /// A line of which a few words are others.
    fn add_words(&mut self, old_start: u32, old: &str, new_start: u32, new: &str) {
        let (old, new) = (Parts::words(old), Parts::words(new));
        for op in capture_diff_slices(Algorithm::Myers, &old.parts, &new.parts) {
            if !matches!(op, DiffOp::Equal { .. }) {
                self.add(old.span(op.old_range()).shift(old_start), new.span(op.new_range()).shift(new_start));
            }
        }
    }

    /// A line that was changed in one place, or another line in its place.
    fn add_line(&mut self, old_span: Span, old: &str, new_span: Span, new: &str) {
        let common = |pairs: &mut dyn Iterator<Item = (char, char)>| -> u32 {
            pairs.take_while(|(a, b)| a == b).map(|(c, _)| offset(c.len_utf8())).sum()
        };
        let shorter = old_span.len().min(new_span.len());
        let before = common(&mut old.chars().zip(new.chars()));
        let after = common(&mut old.chars().rev().zip(new.chars().rev())).min(shorter - before);
        let (mut from, mut to) = (0, 0);
        if (before + after) * 2 >= old_span.len().max(new_span.len()) {
            (from, to) = (before, after);
        }
        self.add(
            Span::new(old_span.start + from, old_span.end - to),
            Span::new(new_span.start + from, new_span.end - to),
        );
    }
}

/// A line without what numbering changes: numbers, and a few letters with a bracket after them.
fn unnumbered(line: &str) -> String {
    let words = Parts::words(line).parts;
    let counts = |nth: usize| {
        let word = words[nth];
        let labelled =
            words.get(nth + 1) == Some(&")") && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_alphabetic());
        labelled || word.bytes().all(|b| b.is_ascii_digit())
    };
    (0..words.len()).map(|nth| if counts(nth) { "§" } else { words[nth] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(old: &str, new: &str, expected: Expect) {
        let hunks = compare(old, new, Rewritten::LineByLine);
        let said = hunks.iter().map(|hunk| format!("{:?} -> {:?}\n", &old[hunk.old.range()], &new[hunk.new.range()]));
        expected.assert_eq(&said.collect::<String>());
    }

    #[test]
    fn a_text_that_is_sent_whole_changes_where_it_differs() {
        check(
            "a)\tthe sea;\nb)\tthe land, see considering a);\nc)\tthe sky,\n",
            "a)\tthe sea;\nb)\tthe wind;\nc)\tthe land, see considering a);\nd)\tthe skies,\n",
            expect![[r#"
                "b" -> "b)\tthe wind;\nc"
                "c)\tthe sky,\n" -> "d)\tthe skies,\n"
            "#]],
        );
        check(
            "resolves\n1\tto wait;\n2\tto look around;\n",
            "resolves\n1\tto wait;\n2\tto look all around;\n",
            expect![[r#"
                "" -> "ll a"
            "#]],
        );
    }

    #[test]
    fn what_was_typed_is_compared_by_whole_lines() {
        check(
            "b)\tthat bells ring;\n",
            "b)\tthat bells rang;\n",
            expect![[r#"
            "b)\tthat bells ring;\n" -> "b)\tthat bells rang;\n"
        "#]],
        );
        check(
            "b)\tone;\nc)\ttwo;\n",
            "c)\ttwo;\n",
            expect![[r#"
            "b)\tone;\n" -> ""
        "#]],
        );
    }
}
