//! Which texts cite which: of the texts that are at hand, in drafts and in files. A citation cites the text that its
//! definition leads to, so that both directions tell the same.

use std::borrow::Cow;

use super::links::numbers_at_hand;
use super::references::open_texts;
use super::spot::{TextAt, Thing, heading_edition};
use super::{Location, Place, prose};
use crate::catalogue::{TextKey, form_of};
use crate::semantics::{Model, SummaryModel};
use crate::syntax::Edition;
use crate::text::{FileId, Side, Span};

/// A text that is at hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CitedText {
    /// "Resolution 50 (Rev. New Delhi, 2024)"; never empty.
    pub name: String,
    /// Its title.
    pub detail: Option<String>,
    /// Its heading.
    pub heading: Location,
    index: usize,
}

/// A text, and the citations that connect it with the one asked about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citing {
    /// The other text.
    pub text: CitedText,
    /// The citations, in order, in the file of the text that cites.
    pub citations: Vec<Span>,
}

/// The text that is cited at a place, else the one that the place is in. None where it is not at hand.
pub fn text_at(place: &Place<'_>) -> Option<CitedText> {
    let (text, at) = place.text()?;
    let cited = match text.thing_at(at) {
        Some(Thing::Citation(index)) => Some(text.cited_text(place, index)),
        Some(Thing::Reference(index, _)) => Some(text.referred_text(place, index)),
        _ => None,
    };
    match cited {
        Some(cited) => of(place, &cited?.0),
        None => of(place, &text.on(Side::Proposed)),
    }
}

/// Where the heading of the text of this name is now: at the place that it had, else wherever the file has one.
pub fn text_named<'a>(place: &Place<'a>, name: &str) -> Option<Place<'a>> {
    let headings = (0..place.document.texts.len()).filter_map(|index| {
        let text = of(place, &TextAt::proposed(place.file, place.document, index))?;
        (text.name == name).then_some(text.heading.span)
    });
    // The first is taken where neither has moved.
    let heading = headings.min_by_key(|heading| !heading.touches(place.at))?;
    Some(Place { at: heading.start, ..*place })
}

/// The texts that the text at a place cites, in the order of their first citations.
pub fn cites(place: &Place<'_>) -> Vec<Citing> {
    let Some((text, _)) = place.text() else { return Vec::new() };
    let text = text.on(Side::Proposed);
    let tree = text.tree();
    let model = text.model(place.snapshot);
    let mut targets = Targets::new(place);
    let mut found: Vec<Citing> = Vec::new();
    let at_hand = numbers_at_hand(place);
    for (index, citation) in tree.citations.iter().map(|placed| &placed.it).enumerate() {
        // The number is looked for first: telling whose text is meant costs far more.
        if !at_hand.contains(&(citation.instrument, &*citation.number)) {
            continue;
        }
        let Some(target) = targets.of_citation(&model, index) else { continue };
        let span = text.in_file(citation.span);
        match found.iter_mut().find(|citing| (citing.text.heading.file, citing.text.index) == target) {
            Some(citing) => citing.citations.push(span),
            None => {
                let there = at(place, target.0, target.1);
                let text = there.and_then(|there| of(place, &there));
                found.extend(text.map(|text| Citing { text, citations: vec![span] }));
            }
        }
    }
    found
}

/// The texts that cite the one at a place: those of the file, of open drafts, of files.
pub fn cited_by(place: &Place<'_>) -> Vec<Citing> {
    let Some((text, _)) = place.text() else { return Vec::new() };
    let text = text.on(Side::Proposed);
    let asked = (text.file, text.index);
    // A text in force may have been cited under another number only where its heading was changed, which is no revision.
    let Some(key) = text.key() else { return Vec::new() };
    let mut targets = Targets::new(place);
    let mut found = Vec::new();
    for other in open_texts(place) {
        let model = other.model(place.snapshot);
        let to_it = model.citations_of(&key).filter(|index| targets.of_citation(&model, *index) == Some(asked));
        let citations: Vec<Span> = to_it.map(|index| other.in_file(model.tree().citations[index].it.span)).collect();
        if !citations.is_empty() {
            found.extend(of(place, &other).map(|text| Citing { text, citations }));
        }
    }
    for file in place.snapshot.files().filter(|file| file.id != place.file) {
        for model in SummaryModel::of_file(place.snapshot, file) {
            let (index, summary) = (model.index, model.text());
            let citations = model.citations_of(&key);
            let to_it = citations.filter(|citation| targets.of(&key, citation.edition.as_ref()) == Some(asked));
            let citations: Vec<Span> = to_it.map(|citation| citation.span).collect();
            if citations.is_empty() || summary.place.is_empty() {
                continue;
            }
            let text = match &summary.head.key {
                Some(key) => Some(CitedText {
                    name: form_of(key, summary.head.edition.as_ref()),
                    detail: title(place, key),
                    heading: Location { file: file.id, span: summary.place },
                    index,
                }),
                None => at(place, file.id, index).and_then(|text| of(place, &text)),
            };
            found.extend(text.map(|text| Citing { text, citations }));
        }
    }
    found
}

fn at<'a>(place: &Place<'a>, file: FileId, index: usize) -> Option<TextAt<'a>> {
    let document: Cow<'a, _> = place.open(file)?;
    (index < document.texts.len()).then_some(TextAt { file, document, index, side: Side::Proposed })
}

/// How a text is shown; what has no heading, as cover text, is none.
fn of(place: &Place<'_>, text: &TextAt<'_>) -> Option<CitedText> {
    let tree = text.on(Side::Proposed);
    let tree = tree.tree();
    let heading = tree.heading.as_ref().filter(|_| !text.placed().text.cover)?;
    let key = TextKey::of_heading(tree);
    let own = tree.title.as_ref().map(|title| prose::squeezed(&title.words));
    Some(CitedText {
        name: key.as_ref().map_or_else(|| text.quoted(heading.span), |key| form_of(key, heading_edition(tree))),
        detail: own.or_else(|| title(place, key.as_ref()?)),
        heading: text.location(heading.span),
        index: text.index,
    })
}

fn title(place: &Place<'_>, key: &TextKey) -> Option<String> {
    Some(place.catalogue().resolution(key)?.title()?.text.to_string())
}

/// A text at hand: its file, and which of its texts it is.
type Target = (FileId, usize);

/// Which texts at hand citations mean, each edition looked for once.
struct Targets<'p, 'a> {
    place: &'p Place<'a>,
    known: Vec<(TextKey, Option<Edition>, Option<Target>)>,
}

impl<'p, 'a> Targets<'p, 'a> {
    fn new(place: &'p Place<'a>) -> Self {
        Targets { place, known: Vec::new() }
    }

    /// What a citation of a tree means that speaks as of a moment.
    fn of_citation(&mut self, model: &Model<'_>, index: usize) -> Option<Target> {
        let citation = &model.tree().citations[index].it;
        self.of(model.cited_key(index)?, citation.edition.as_ref().map(|mention| &mention.edition))
    }

    fn of(&mut self, key: &TextKey, edition: Option<&Edition>) -> Option<Target> {
        let known = self.known.iter().find(|known| known.0 == *key && known.1.as_ref() == edition);
        if let Some((_, _, target)) = known {
            return *target;
        }
        let target = self.place.cited_text(key, edition).map(|(text, _)| (text.file, text.index));
        self.known.push((key.clone(), edition.cloned(), target));
        target
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Fixture, check, dedent};
    use expect_test::expect;

    /// Another text that cites the draft, its own older edition, and one that nobody has.
    fn other(kind: &str) -> String {
        dedent(&format!(
            r"
                //- {kind} other
                Cover words on Resolution 96 (Rev. New Delhi, 2024) of WTSA.
                RESOLUTION 97 (Rev. New Delhi, 2024)
                On bells
                (New Delhi, 2024)
                The World Telecommunication Standardization Assembly (New Delhi, 2024),
                recalling
                a)	resolves 1 of Resolution 96 (Rev. New Delhi, 2024) of this assembly;
                b)	Resolutions 96 (Hammamet, 2016) of WTSA and 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
                resolves
                to ring.
            "
        ))
    }

    #[test]
    fn texts_cite_each_other_both_ways() {
        let draft = |kind| {
            dedent(
                r"
                    //- head
                    recalling
                    a)	resolves 1 of Resolution 97 (Rev. New Delhi, 2024) of this assembly;
                    b)	Resolution 98 (Rev. New Delhi, 2024),
                    resolves
                    1	to $0go.
                ",
            ) + &other(kind)
        };
        check(
            &draft("open"),
            Fixture::hierarchy,
            expect![[r#"
            Resolution 96 (Rev. New Delhi, 2024) (On harbour lights)
            cites Resolution 97 (Rev. New Delhi, 2024) at other:2 `RESOLUTION 97 (Rev. New Delhi, 2024)`: draft:6 `Resolution 97 (Rev. New Delhi, 2024)`
            is cited by Resolution 97 (Rev. New Delhi, 2024) at other:2 `RESOLUTION 97 (Rev. New Delhi, 2024)`: other:7 `Resolution 96 (Rev. New Delhi, 2024)`, other:8 `Resolutions 96 (Hammamet, 2016)`
        "#]],
        );
        check(
            &draft("closed"),
            Fixture::hierarchy,
            expect![[r#"
            Resolution 96 (Rev. New Delhi, 2024) (On harbour lights)
            cites Resolution 97 (Rev. New Delhi, 2024) at other:2 `RESOLUTION 97 (Rev. New Delhi, 2024)`: draft:6 `Resolution 97 (Rev. New Delhi, 2024)`
            is cited by Resolution 97 (Rev. New Delhi, 2024) at other:2 `RESOLUTION 97 (Rev. New Delhi, 2024)`: other:7 `Resolution 96 (Rev. New Delhi, 2024)`, other:8 `Resolutions 96 (Hammamet, 2016)`
        "#]],
        );
    }

    #[test]
    fn a_citation_asks_for_the_text_it_cites() {
        let draft = dedent(
            r"
                //- head
                recalling
                Resolution 97$0 (Rev. New Delhi, 2024) of this assembly,
            ",
        ) + &other("closed");
        check(
            &draft,
            Fixture::hierarchy,
            expect![[r#"
            Resolution 97 (Rev. New Delhi, 2024) (On bells)
            cites Resolution 96 (Rev. New Delhi, 2024) at draft:1 `RESOLUTION 96 (Rev. New Delhi, 2024)`: other:7 `Resolution 96 (Rev. New Delhi, 2024)`, other:8 `Resolutions 96 (Hammamet, 2016)`
            is cited by Resolution 96 (Rev. New Delhi, 2024) at draft:1 `RESOLUTION 96 (Rev. New Delhi, 2024)`: draft:6 `Resolution 97 (Rev. New Delhi, 2024)`
        "#]],
        );
        check(
            r"
                //- head
                recalling
                Resolution 130$0 (Rev. Bucharest, 2022) of the Plenipotentiary Conference,
            ",
            Fixture::hierarchy,
            expect![[r#"
            no text
        "#]],
        );
    }
}
