//! What a word was meant to be.

/// The known word that is nearest to one, where one is near enough to be meant: a third of its letters may differ, or
/// the one is a part of the other ("stale" of "stale-revision").
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str, IntoIter: Clone>) -> Option<&'a str> {
    // Longer words are none that anybody mistyped, and comparing takes as long as both are.
    if word.chars().count() > 64 {
        return None;
    }
    let lower = word.to_lowercase();
    let distance = |known: &str| strsim::damerau_levenshtein(&lower, &known.to_lowercase());
    let mut known = known.into_iter();
    let near = known.clone().map(|known| (distance(known), known));
    let nearest = near.filter(|&(distance, known)| distance <= known.chars().count().div_ceil(3)).min();
    match nearest {
        Some((_, known)) => Some(known),
        None => known.find(|known| known.split('-').any(|part| part == lower)),
    }
}

/// "did you mean `meeting`?", or else all that are known: "the keys are `meeting`, `adopted`".
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str, IntoIter: Clone>, all: &str) -> String {
    let known = known.into_iter();
    match nearest(word, known.clone()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("{all} {}", known.map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_is_understood_and_another_word_is_not() {
        let known = ["meeting", "adopted", "data", "track"];
        assert_eq!(nearest("meting", known), Some("meeting"));
        assert_eq!(nearest("Meeting", known), Some("meeting"));
        assert_eq!(nearest("tarck", known), Some("track"));
        assert_eq!(nearest("levels", known), None);
        assert_eq!(nearest("Stale", ["accepted", "stale-revision"]), Some("stale-revision"));
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest(&"x".repeat(1 << 20), known), None);
        assert_eq!(did_you_mean("adoptd", known, "the keys are"), "did you mean `adopted`?");
        assert_eq!(did_you_mean("x", ["a", "b"], "the keys are"), "did you mean `a`?");
        assert_eq!(did_you_mean("xyz", ["ab", "b"], "the keys are"), "the keys are `ab`, `b`");
    }
}
