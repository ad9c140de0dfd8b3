//! The name of a text: who adopted it, what kind it is, its number.

use std::cmp::Ordering;

use smol_str::{SmolStr, StrExt};

use crate::syntax::{Body, Instrument, Tree, split_revision};

/// Names one text in all its editions: "Resolution 130 of the Plenipotentiary Conference".
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TextKey {
    /// Who adopted it.
    pub body: Body,
    pub instrument: Instrument,
    /// As it is cited, without the revision that ITU-R writes after it: "7" for ITU-R 7-3, "57/239" for UNGA.
    pub number: SmolStr,
}

impl TextKey {
    /// The key of a text; the number may carry the revision of ITU-R, or a prefix "ITU-R".
    pub fn new(body: Body, instrument: Instrument, number: &str) -> TextKey {
        let number = plain_number(number);
        let number = match split_revision(&number).filter(|_| body == Body::Ra) {
            Some((base, _)) => base.into(),
            None => number,
        };
        TextKey { body, instrument, number }
    }

    /// The key of a resolution.
    pub fn resolution(body: Body, number: &str) -> TextKey {
        TextKey::new(body, Instrument::Resolution, number)
    }

    /// Which text a heading names; none where its number is still to be given.
    pub fn of_heading(tree: &Tree) -> Option<TextKey> {
        let (instrument, _, number) = tree.number()?;
        (!number.starts_with('[')).then(|| Some(TextKey::new(tree.body()?, instrument, number)))?
    }

    /// Its number, where that is a plain one: 130, not "57/239".
    pub fn plain(&self) -> Option<u32> {
        self.number.parse().ok()
    }
}

/// The number with plain hyphens, without whitespace and "ITU-R".
fn plain_number(number: &str) -> SmolStr {
    let number = number.trim().replace_smolstr("\u{2011}", "-");
    match number.get(..5) {
        Some(prefix) if prefix.eq_ignore_ascii_case("itu-r") => number[5..].trim().into(),
        _ => number,
    }
}

/// By body, then kind, then number as a reader counts: 2 before 10, 55/63 before 55/100.
impl Ord for TextKey {
    fn cmp(&self, other: &TextKey) -> Ordering {
        (self.body, self.instrument)
            .cmp(&(other.body, other.instrument))
            .then_with(|| in_order(&self.number, &other.number))
            .then_with(|| self.number.cmp(&other.number))
    }
}

impl PartialOrd for TextKey {
    fn partial_cmp(&self, other: &TextKey) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares two numbers part by part, digits as numbers.
fn in_order(a: &str, b: &str) -> Ordering {
    let parts = |number: &'_ str| -> Vec<(bool, u64, SmolStr)> {
        number
            .split(['/', '-'])
            .map(|part| match part.parse() {
                Ok(number) => (false, number, SmolStr::default()),
                Err(_) => (true, 0, part.into()),
            })
            .collect()
    };
    match (a.parse::<u64>(), b.parse::<u64>()) {
        (Ok(a), Ok(b)) => a.cmp(&b),
        _ => parts(a).cmp(&parts(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_as_a_reader_counts() {
        let mut numbers = ["10", "2", "57/239", "55/100", "55/63", "PLEN/1"];
        numbers.sort_by(|a, b| TextKey::resolution(Body::Unga, a).cmp(&TextKey::resolution(Body::Unga, b)));
        assert_eq!(numbers, ["2", "10", "55/63", "55/100", "57/239", "PLEN/1"]);
    }

    #[test]
    fn a_radio_resolution_keeps_its_number_only() {
        for written in ["7-3", "7\u{2011}3", "7", "ITU-R 7-3", " 7 "] {
            assert_eq!(TextKey::resolution(Body::Ra, written).number, "7", "{written}");
        }
        assert_eq!(TextKey::resolution(Body::Pp, "IAP-1").number, "IAP-1");
    }
}
