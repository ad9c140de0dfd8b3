//! Texts and clauses of the workspace by their names and words, as a drafter half remembers them.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{Location, prose};
use crate::catalogue::{TextKey, form_of};
use crate::text::{Cancellation, Cancelled, FileId, Span};
use crate::workspace::{ClauseSummary, Snapshot};

/// How many are found at most.
const MOST: usize = 128;

/// How much of a perfect score a match must have: letters strewn over a sentence are none.
const PER_CENT: u32 = 75;

/// Words up to this length must stand as they are.
const SHORT: usize = 4;

/// A text or clause that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// "Resolution 50 (Rev. New Delhi, 2024): Cybersecurity", "considering k) that …".
    pub name: String,
    /// The text that a clause is of.
    pub within: Option<String>,
    /// Whether it is a clause.
    pub is_clause: bool,
    /// A text's heading, or a clause.
    pub place: Location,
}

/// The texts and clauses that fit a query, best first: texts before clauses, open drafts before files where both fit
/// alike. An empty query gives the texts.
///
/// # Errors
/// They are not wanted any more.
pub fn search(snapshot: &Snapshot, query: &str, cancellation: Cancellation<'_>) -> Result<Vec<Hit>, Cancelled> {
    let mut search = Search::of(query);
    for draft in snapshot.drafts() {
        let texts = draft.document.texts.iter().enumerate();
        for (index, placed) in texts.filter(|(_, placed)| !placed.text.cover) {
            cancellation.check()?;
            let tree = &placed.text.proposed;
            let Some(heading) = &tree.heading else { continue };
            let key = TextKey::of_heading(tree);
            let edition = tree.edition().map(|mention| &mention.edition);
            let form = key.as_ref().map(|key| form_of(key, edition));
            let form = form.unwrap_or_else(|| prose::squeezed(&draft.document.slice(placed.in_file(heading.span))));
            let title = tree.title.as_ref().map(|title| title.words.as_str());
            let heading = placed.in_file(heading.span);
            let text = SearchedText { file: draft.id, start: placed.start, form, heading, key };
            search.text(snapshot, &text, title);
            if !search.pattern.atoms.is_empty() {
                draft.clauses(index).iter().for_each(|clause| search.clause(&text, clause));
            }
        }
    }
    for file in snapshot.files() {
        cancellation.check()?;
        for summary in &file.texts {
            let Some(key) = &summary.head.key else { continue };
            let form = form_of(key, summary.head.edition.as_ref());
            let (start, heading) = (summary.start, summary.place);
            let text = SearchedText { file: file.id, start, form, heading, key: Some(key.clone()) };
            search.text(snapshot, &text, summary.title.as_deref());
            summary.clauses.iter().for_each(|clause| search.clause(&text, clause));
        }
    }
    Ok(search.best())
}

/// A text that is searched.
struct SearchedText {
    file: FileId,
    start: u32,
    form: String,
    heading: Span,
    key: Option<TextKey>,
}

struct Search {
    pattern: Pattern,
    /// What a word of the query must reach.
    least: Vec<u16>,
    matcher: Matcher,
    /// Each with its score.
    found: Vec<(u32, Hit)>,
    letters: Vec<char>,
}

impl Search {
    fn of(query: &str) -> Search {
        let mut pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        for atom in pattern.atoms.iter_mut().filter(|atom| atom.needle_text().len() <= SHORT) {
            atom.kind = AtomKind::Substring;
        }
        // Most clauses are passed over by the first word: numbers and short words, which cost least to look for, come first.
        pattern.atoms.sort_by_key(|atom| (!is_number(atom), atom.kind == AtomKind::Fuzzy));
        let mut matcher = Matcher::new(Config::DEFAULT);
        let perfect = |atom: &Atom| atom.score(atom.needle_text(), &mut matcher).unwrap_or(0);
        let perfect: Vec<u16> = pattern.atoms.iter().map(perfect).collect();
        let least = perfect.into_iter().map(|score| u16::try_from(u32::from(score) * PER_CENT / 100).unwrap_or(score));
        let least = least.collect();
        // "resolves 2" is rather a clause's name than words in another.
        matcher.config.prefer_prefix = true;
        Search { least, pattern, matcher, found: Vec::new(), letters: Vec::new() }
    }

    fn text(&mut self, snapshot: &Snapshot, text: &SearchedText, title: Option<&str>) {
        let known = || Some(&*snapshot.catalogue_of(text.file).resolution(text.key.as_ref()?)?.title()?.text);
        let name = match title.or_else(known) {
            Some(title) => format!("{}: {}", text.form, prose::squeezed(title)),
            None => text.form.clone(),
        };
        if let Some(score) = self.score(&name, "") {
            let place = Location { file: text.file, span: text.heading };
            self.found.push((score, Hit { name, within: None, is_clause: false, place }));
        }
    }

    fn clause(&mut self, text: &SearchedText, clause: &ClauseSummary) {
        if self.pattern.atoms.is_empty() {
            return;
        }
        if let Some(score) = self.score(&clause.words, &text.form) {
            let place = Location { file: text.file, span: clause.span.shift(text.start) };
            let (name, within) = (clause.words.to_string(), Some(text.form.clone()));
            self.found.push((score, Hit { name, within, is_clause: true, place }));
        }
    }

    /// How well a name fits: each word of the query must stand in it, or be a word of what it is within.
    fn score(&mut self, name: &str, within: &str) -> Option<u32> {
        let (mut score, mut of_name) = (0, self.pattern.atoms.is_empty());
        for (atom, least) in self.pattern.atoms.iter().zip(&self.least) {
            let mut fits = |words: &str| {
                if !has_number(words, atom) {
                    return None;
                }
                let words = Utf32Str::new(words, &mut self.letters);
                atom.score(words, &mut self.matcher).filter(|score| score >= least).map(u32::from)
            };
            score += match fits(name) {
                Some(score) => {
                    of_name = true;
                    score
                }
                None => {
                    let len = atom.needle_text().len();
                    let mut words = within.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() == len);
                    words.find_map(&mut fits)? / 2
                }
            };
        }
        of_name.then_some(score)
    }

    fn best(mut self) -> Vec<Hit> {
        // Open drafts came first, and equals stay in their order.
        self.found.sort_by_key(|(score, hit)| (std::cmp::Reverse(*score), hit.is_clause));
        self.found.truncate(MOST);
        self.found.into_iter().map(|(_, hit)| hit).collect()
    }
}

fn is_number(atom: &Atom) -> bool {
    atom.needle_text().chars().all(|c| c.is_ascii_digit())
}

/// Whether a number of the query stands in a text, as itself: 2 is not in 2024.
fn has_number(words: &str, atom: &Atom) -> bool {
    if !is_number(atom) {
        return true;
    }
    let needle = atom.needle_text();
    let mut numbers = words.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() == needle.len());
    numbers.any(|word| needle.chars().eq(word.chars()))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;
    use expect_test::expect;

    const FILES: &str = "
        //- head
        considering
        a)	that harbours need light;
        b)	that ITU\u{2011}T\u{a0}Study Group 17 leads on trust,
        resolves
        1	to go;
        2	to keep lamps lit
        //- closed bells
        RESOLUTION 97 (Rev. New Delhi, 2024)
        On bells in harbours
        (New Delhi, 2024)
        The World Telecommunication Standardization Assembly (New Delhi, 2024),
        resolves
        1	to ring;
        2	to rest.
    ";

    #[test]
    fn texts_are_found_by_number_and_title() {
        check(
            FILES,
            |it| it.search("97"),
            expect![[r#"
            Resolution 97 (Rev. New Delhi, 2024): On bells in harbours (-) bells:1 `RESOLUTION 97 (Rev. New Delhi, 2024)`
        "#]],
        );
        check(
            FILES,
            |it| it.search("harbr ligts"),
            expect![[r#"
            Resolution 96 (Rev. New Delhi, 2024): On harbour lights (-) draft:1 `RESOLUTION 96 (Rev. New Delhi, 2024)`
        "#]],
        );
        check(
            FILES,
            |it| it.search("harbour"),
            expect![[r#"
            Resolution 96 (Rev. New Delhi, 2024): On harbour lights (-) draft:1 `RESOLUTION 96 (Rev. New Delhi, 2024)`
            Resolution 97 (Rev. New Delhi, 2024): On bells in harbours (-) bells:1 `RESOLUTION 97 (Rev. New Delhi, 2024)`
            considering a) that harbours need light; (Resolution 96 (Rev. New Delhi, 2024)) draft:6 `a) that harbours need light;`
        "#]],
        );
        check(
            FILES,
            |it| it.search(""),
            expect![[r#"
            Resolution 96 (Rev. New Delhi, 2024): On harbour lights (-) draft:1 `RESOLUTION 96 (Rev. New Delhi, 2024)`
            Resolution 97 (Rev. New Delhi, 2024): On bells in harbours (-) bells:1 `RESOLUTION 97 (Rev. New Delhi, 2024)`
        "#]],
        );
    }

    #[test]
    fn clauses_are_found_by_name_and_words() {
        check(
            FILES,
            |it| it.search("resolves 2 97"),
            expect![[r#"
            resolves 2 to rest. (Resolution 97 (Rev. New Delhi, 2024)) bells:7 `2 to rest.`
        "#]],
        );
        check(
            FILES,
            |it| it.search("ITU-T group"),
            expect![[r#"
            considering b) that ITU-T Study Group 17 leads on trust, (Resolution 96 (Rev. New Delhi, 2024)) draft:7 `b) that ITU‑T Study Group 17 leads on trust,`
        "#]],
        );
        check(
            FILES,
            |it| it.search("rest"),
            expect![[r#"
            resolves 2 to rest. (Resolution 97 (Rev. New Delhi, 2024)) bells:7 `2 to rest.`
        "#]],
        );
        check(FILES, |it| it.search("qqq"), expect![[""]]);
    }
}
