//! Where the draft writes no-break spaces and hyphens: what is put in is written so too, and as ITU sets it where the draft does not
//! tell, so that nothing that was put in is found fault with.

use std::cmp::Ordering;

use crate::ide::Place;
use crate::ide::line::CursorLine;
use crate::syntax::{Citation, Placed, languages};

/// How many citations tell whether the draft writes no-break spaces.
const SAMPLE: usize = 40;

/// Where the draft writes no-break spaces and hyphens: more of them than plain ones, less, or as many, which is mostly none.
#[derive(Clone, Copy)]
pub(super) struct SpaceStyle {
    before_number: Ordering,
    after_rev: Ordering,
    in_sector: Ordering,
}

/// A citation with no-break spaces and hyphens where the text at a place has them.
pub fn with_spaces_of_draft(place: &Place<'_>, citation: String) -> String {
    match CursorLine::of(place) {
        Some(line) => SpaceStyle::of(&line).applied(&citation),
        None => citation,
    }
}

impl SpaceStyle {
    pub(super) fn of(line: &CursorLine<'_>) -> SpaceStyle {
        let text = &line.text;
        // Not the one that is being typed.
        let others = text.tree().citations().iter().filter(|placed| !placed.it.list_span.touches(line.local()));
        let words = |placed: &Placed<Citation>| text.document.slice(text.in_file(placed.it.list_span)).into_owned();
        let written: Vec<String> = others.take(SAMPLE).map(words).collect();
        let mostly = |no_break: &str, plain: &str| {
            let count = |sign: &str| written.iter().filter(|citation| citation.contains(sign)).count();
            count(no_break).cmp(&count(plain))
        };
        SpaceStyle {
            before_number: mostly("n\u{a0}", "n "),
            after_rev: mostly("Rev.\u{a0}", "Rev. "),
            in_sector: mostly("ITU\u{2011}", "ITU-"),
        }
    }

    /// Whether the draft keeps "Rev." and its place on one line.
    pub(super) fn after_rev(self) -> bool {
        self.after_rev.is_gt()
    }

    pub(super) fn applied(self, form: &str) -> String {
        let mut form = form.to_owned();
        if self.before_number.is_ge() {
            let instruments = languages().iter().flat_map(|words| &words.instruments);
            for word in instruments.filter_map(|row| row.one.first()) {
                form = form.replacen(&format!("{word} "), &format!("{word}\u{a0}"), 1);
            }
        }
        if self.after_rev.is_ge() {
            for revised in languages().iter().flat_map(|words| &words.revised) {
                form = form.replacen(&format!("({revised}. "), &format!("({revised}.\u{a0}"), 1);
            }
        }
        if self.in_sector.is_ge() {
            form = form.replacen("ITU-", "ITU\u{2011}", 1);
        }
        form
    }
}
