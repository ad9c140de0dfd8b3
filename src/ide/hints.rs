//! Hints between the words: what a cited text is called, the edition in force after a superseded one, how many
//! clauses a run means.

use std::collections::HashSet;

use super::Place;
use super::hover::hover;
use super::prose::cut;
use crate::catalogue::{EditionRow, Standing, TextKey};
use crate::rules::capitalised;
use crate::semantics::Model;
use crate::syntax::{Citation, Outcome, PlacedText, ReferenceTarget, Tree};
use crate::text::{Side, Span};

/// How many characters of a title are shown.
const TITLE_CHARS: usize = 48;
/// How far after a citation its title may be told by the draft itself.
const TOLD_BYTES: u32 = 24;

/// Which hints a drafter wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HintOptions {
    /// After a citation, what the text is called: once for each text that is cited.
    pub titles: bool,
    /// After a superseded edition, the one in force.
    pub editions: bool,
    /// After "resolves 1 to 4", how many clauses that are.
    pub counts: bool,
}

impl Default for HintOptions {
    fn default() -> Self {
        HintOptions { titles: true, editions: true, counts: true }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HintKind {
    /// What a cited text is called.
    Title,
    Edition,
    /// How many clauses are meant.
    Count,
}

/// A hint. Places are bytes from the start of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// After which place it is shown.
    pub at: u32,
    pub label: String,
    pub kind: HintKind,
    /// The place that it is about: for [`hint_tooltip`].
    pub about: u32,
}

/// The hints in a range of a file, in order.
pub fn hints(place: &Place<'_>, range: Span, options: HintOptions) -> Vec<Hint> {
    let mut hints = Vec::new();
    let touched = |placed: &&PlacedText| placed.span().overlaps(range) || placed.span().touches(range.start);
    for placed in place.document.texts.iter().filter(touched) {
        let within = Span::new(range.start.saturating_sub(placed.start), range.end.saturating_sub(placed.start));
        let model = super::model(place, placed);
        let of_text = HintedText { place, placed, tree: &placed.text.proposed, model, within };
        let first = hints.len();
        if options.titles || options.editions {
            of_text.citations(options, &mut hints);
        }
        if options.counts {
            hints.extend((0..of_text.tree.references().len()).flat_map(|index| of_text.counts(index)));
        }
        hints[first..].sort_by_key(|hint| hint.at);
    }
    hints
}

/// What else there is to say about what a hint is about, in Markdown.
pub fn hint_tooltip(about: &Place<'_>) -> Option<String> {
    hover(about).map(|hover| hover.markdown)
}

/// One text, of which a part is asked about.
struct HintedText<'p, 'a> {
    place: &'p Place<'a>,
    placed: &'p PlacedText,
    tree: &'p Tree,
    model: Model<'p>,
    /// From the start of the text.
    within: Span,
}

impl HintedText<'_, '_> {
    fn hint(&self, at: u32, about: u32, kind: HintKind, label: String) -> Hint {
        let in_file = |at| self.placed.in_file(Span::empty(at)).start;
        Hint { at: in_file(at), about: in_file(about), kind, label }
    }

    fn is_asked(&self, citation: &Citation) -> bool {
        self.within.touches(end_of(citation))
    }

    fn citations(&self, options: HintOptions, hints: &mut Vec<Hint>) {
        let citations = || self.tree.citations().iter().map(|placed| &placed.it);
        // Only texts that are cited in the part asked about need be told from each other.
        let asked: HashSet<&str> = citations().filter(|it| self.is_asked(it)).map(|it| it.number.as_str()).collect();
        if asked.is_empty() {
            return;
        }
        let mut told = HashSet::new();
        let own = self.model.key();
        for (index, citation) in citations().enumerate().take_while(|(_, it)| it.span.start <= self.within.end) {
            if !asked.contains(citation.number.as_str()) {
                continue;
            }
            let Some(key) = self.model.cited_key(index) else { continue };
            let again = !told.insert(key.clone());
            if !self.is_asked(citation) {
                continue;
            }
            if options.editions && !citation.starred {
                hints.extend(self.newer(index, citation, key));
            }
            if options.titles && !again && own.as_ref() != Some(key) && !self.tells_title(citation) {
                hints.extend(self.title(citation, key));
            }
        }
    }

    /// Whether the draft goes on with ", on …": the title in its own words.
    fn tells_title(&self, citation: &Citation) -> bool {
        let end = citation.list_span.end.max(citation.span.end);
        let until = Place { at: self.placed.start + end + TOLD_BYTES, ..*self.place }.sound() - self.placed.start;
        let words = self.place.document.words(self.placed, Span::new(end, until), Side::Proposed);
        let words = words.trim_start_matches([',', ' ', '\u{a0}']);
        words.starts_with("on ") || words.starts_with("on\u{a0}") || words.starts_with("entitled")
    }

    fn title(&self, citation: &Citation, key: &TextKey) -> Option<Hint> {
        let entry = self.place.catalogue().resolution(key)?;
        let cited = citation.edition.as_ref().and_then(|mention| entry.edition(&mention.edition));
        let title = cited.and_then(|row| row.title.as_ref()).or_else(|| entry.title())?;
        let label = cut(&capitalised(&title.text), TITLE_CHARS);
        Some(self.hint(end_of(citation), citation.number_span.start, HintKind::Title, label))
    }

    fn newer(&self, index: usize, citation: &Citation, key: &TextKey) -> Option<Hint> {
        let judgement = self.model.judgement(index).filter(|judgement| judgement.firm)?;
        let Standing::Superseded { sure: Some(newer), revised_here: false, .. } = &judgement.standing else {
            return None;
        };
        let label = format!("→ {}", edition(key, newer));
        Some(self.hint(end_of(citation), citation.number_span.start, HintKind::Edition, label))
    }

    fn counts(&self, index: usize) -> impl Iterator<Item = Hint> {
        let reference = &self.tree.references()[index];
        let asked = self.within.overlaps(reference.it.span) || self.within.touches(reference.it.span.end);
        let targets = reference.it.targets.iter().enumerate().filter(move |(_, target)| asked && target.to.is_some());
        targets.filter(|(_, target)| self.within.touches(target.span.end)).filter_map(move |(target_index, target)| {
            let count = self.count(index, target_index)?;
            let label = format!("{count} clauses");
            Some(self.hint(target.span.end, target.span.start, HintKind::Count, label))
        })
    }

    /// How many clauses a run means, where the text that it points into is known.
    fn count(&self, index: usize, target: usize) -> Option<usize> {
        let reference = &self.tree.references()[index];
        let run = &reference.it.targets[target];
        // One that runs backwards has two ends and nothing between.
        let backwards = run.path.last().zip(run.to).is_some_and(|(from, to)| to.first.ordinal() < from.first.ordinal());
        if backwards {
            return None;
        }
        let count = |outcome: Option<&Outcome>| match outcome {
            Some(Outcome::Clauses(clauses)) if clauses.len() > 1 => Some(clauses.len()),
            _ => None,
        };
        match self.model.reference_target(index) {
            ReferenceTarget::Here { .. } => count(self.model.outcomes(index).get(target)),
            ReferenceTarget::Cited(_) => count(self.model.cited_outcomes(index)?.1.get(target)),
            ReferenceTarget::Elsewhere => None,
        }
    }
}

/// After what its own edition is, or its number in a list whose edition stands after a later one.
fn end_of(citation: &Citation) -> u32 {
    if citation.edition_shared { citation.number_span.end } else { citation.span.end }
}

/// "Rev. Bucharest, 2022"; "ITU-R 2-9", where the revision belongs to the number.
fn edition(key: &TextKey, row: &EditionRow) -> String {
    match row.revision() {
        Some(revision) => format!("ITU-R {}-{revision}", key.number),
        None => row.edition.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Fixture, check, dedent, headless};
    use expect_test::expect;

    use super::*;

    /// The draft with its hints in it, from the line with the cursor on.
    fn shown(fixture: &Fixture, options: HintOptions) -> String {
        let place = fixture.place();
        let mut text = place.document.rope.to_string();
        let range = Span::new(place.at, text.len() as u32);
        for hint in hints(&place, range, options).iter().rev() {
            text.insert_str(hint.at as usize, &format!("‹{}›", hint.label));
        }
        headless(&text)
    }

    const CITES: &str = r"
        //- head
        $0recalling
        a)	Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference;
        b)	Resolution 130 (Rev. Bucharest, 2022) again;
        c)	Resolutions 52 and 58 (Rev. Hammamet, 2016);
        d)	Resolution 179 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, on child online protection;
        e)	Resolution 96 (Hammamet, 2016) and Resolution 998 (Busan, 2014),
    ";

    #[test]
    fn a_citation_tells_its_title_once_and_the_edition_in_force() {
        check(
            CITES,
            |it| shown(it, HintOptions::default()),
            expect![[r#"
            recalling
            a)	Resolution 130 (Rev. Dubai, 2018)‹→ Rev. Bucharest, 2022›‹Strengthening the role of ITU in building…› of the Plenipotentiary Conference;
            b)	Resolution 130 (Rev. Bucharest, 2022) again;
            c)	Resolutions 52‹Countering and combating spam› and 58 (Rev. Hammamet, 2016)‹→ Rev. New Delhi, 2024›‹Encouraging the creation and enhancement of…›;
            d)	Resolution 179 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, on child online protection;
            e)	Resolution 96 (Hammamet, 2016) and Resolution 998 (Busan, 2014),
        "#]],
        );
        check(
            &CITES.replace("$0", "").replace("b)\tRes", "b)\t$0Res"),
            |it| shown(it, HintOptions::default()),
            expect![[r#"
            recalling
            a)	Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference;
            b)	Resolution 130 (Rev. Bucharest, 2022) again;
            c)	Resolutions 52‹Countering and combating spam› and 58 (Rev. Hammamet, 2016)‹→ Rev. New Delhi, 2024›‹Encouraging the creation and enhancement of…›;
            d)	Resolution 179 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, on child online protection;
            e)	Resolution 96 (Hammamet, 2016) and Resolution 998 (Busan, 2014),
        "#]],
        );
    }

    #[test]
    fn each_kind_can_be_turned_off() {
        let none = HintOptions { titles: false, editions: false, counts: false };
        check(
            r"
                //- head
                $0recalling
                Resolution 130 (Rev. Dubai, 2018), resolves 1 to 2,
                resolves
                1	one;
                2	two.
            ",
            |it| shown(it, HintOptions { editions: true, ..none }),
            expect![[r#"
            recalling
            Resolution 130 (Rev. Dubai, 2018)‹→ Rev. Bucharest, 2022›, resolves 1 to 2,
            resolves
            1	one;
            2	two.
        "#]],
        );
        check(
            r"
                //- head
                $0recalling
                Resolution 130 (Rev. Dubai, 2018), resolves 1 to 2,
                resolves
                1	one;
                2	two.
            ",
            |it| shown(it, HintOptions { counts: true, ..none }),
            expect![[r#"
            recalling
            Resolution 130 (Rev. Dubai, 2018), resolves 1 to 2‹2 clauses›,
            resolves
            1	one;
            2	two.
        "#]],
        );
        check(
            r"
                //- head
                $0recalling
                Resolution 130 (Rev. Dubai, 2018), resolves 1 to 2,
                resolves
                1	one;
                2	two.
            ",
            |it| shown(it, none),
            expect![[r#"
            recalling
            Resolution 130 (Rev. Dubai, 2018), resolves 1 to 2,
            resolves
            1	one;
            2	two.
        "#]],
        );
    }

    #[test]
    fn a_run_tells_how_many_clauses_it_means() {
        check(
            r"
                //- head
                $0resolves
                1	one;
                1bis	more;
                2	two;
                3	three,
                instructs the Director
                to act on resolves 1 to 3 above and resolves 2 to 9 and resolves 3 to 1 and resolves 2 and 3.
            ",
            |it| shown(it, HintOptions::default()),
            expect![[r#"
                resolves
                1	one;
                1bis	more;
                2	two;
                3	three,
                instructs the Director
                to act on resolves 1 to 3‹4 clauses› above and resolves 2 to 9 and resolves 3 to 1 and resolves 2 and 3.
            "#]],
        );
        let other = dedent(
            r"
                //- closed old
                RESOLUTION 97 (Hammamet, 2016)
                On bells
                The World Telecommunication Standardization Assembly (Hammamet, 2016),
                resolves
                1	to ring;
                2	to rest.
            ",
        );
        check(
            &(dedent(
                r"
                    //- head
                    $0noting
                    resolves 1 to 2 of Resolution 97 (Hammamet, 2016) of WTSA,
                ",
            ) + &other),
            |it| shown(it, HintOptions::default()),
            expect![[r#"
                noting
                resolves 1 to 2‹2 clauses› of Resolution 97 (Hammamet, 2016)‹On bells› of WTSA,
            "#]],
        );
    }

    #[test]
    fn a_tooltip_says_what_hover_says() {
        let fixture = Fixture::new(CITES);
        let place = fixture.place();
        let all = hints(&place, Span::new(0, u32::MAX), HintOptions::default());
        let tooltip = hint_tooltip(&Place { at: all[0].about, ..place });
        assert!(tooltip.is_some_and(|said| said.starts_with("**Resolution 130 (Rev. Dubai, 2018)**")));
    }
}
