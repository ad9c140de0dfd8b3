//! A citation or a reference while it is typed: the parts that it has, and those still missing.

use std::ops::Range;

use super::Place;
use super::completion::{in_sentence, referring};
use super::line::Line;
use super::prose::squeezed;
use super::typing::{Stage, begun, body_of, is_query, needs_edition, typing};
use crate::catalogue::{AsOf, Entry, TextKey, of_body};
use crate::syntax::{Body, Citation, Instrument, Sector};

/// What is being typed, with all its parts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// What is there, and names for what is missing: "Resolution 130 (place, year) of its body, on its title".
    pub label: String,
    /// The parts in their order.
    pub parameters: Vec<Parameter>,
    /// Which of them is being typed.
    pub active: usize,
}

/// A part of a citation or reference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parameter {
    /// Bytes of the label.
    pub span: Range<usize>,
    /// What is known of it: the edition to cite, the title.
    pub says: String,
}

/// What is being typed at a place, if it is a citation or a reference.
pub fn signature(place: &Place<'_>) -> Option<Signature> {
    let line = Line::of(place)?;
    of_citation(place, &line).or_else(|| of_number(place, &line)).or_else(|| of_reference(&line))
}

/// Puts a label together.
#[derive(Default)]
struct Label {
    text: String,
    parameters: Vec<Parameter>,
    stages: Vec<Stage>,
}

impl Label {
    fn part(&mut self, stage: Stage, text: &str, says: String) {
        let start = self.text.len();
        self.text.push_str(text);
        self.parameters.push(Parameter { span: start..self.text.len(), says });
        self.stages.push(stage);
    }

    /// With the part that is being typed, or else the next that is missing.
    fn signature(self, stage: Stage) -> Option<Signature> {
        let active = self.stages.iter().position(|own| *own >= stage)?;
        Some(Signature { label: self.text, parameters: self.parameters, active })
    }
}

/// A number, or words of a title that stand for it.
fn of_number(place: &Place<'_>, line: &Line<'_>) -> Option<Signature> {
    let begun = begun(line)?;
    line.own_clause()?;
    if !is_query(begun.query) || begun.many && begun.query.contains(' ') {
        return None;
    }
    let model = line.text.model(place.snapshot);
    let as_of = model.meeting();
    let query = begun.query.trim();
    let number = query.starts_with(|c: char| c.is_ascii_digit()).then_some(query);
    // "Resolution 130 adopted": the sentence has gone on.
    if number.is_some_and(|number| number.contains(' ')) {
        return None;
    }
    let cited = Known {
        instrument: begun.instrument,
        body: begun.named.map(|(_, body)| body),
        named_before: begun.named.map(|(start, _)| line.before[start..begun.word].trim().to_owned()),
        number,
        edition: None,
        behind: None,
    };
    cited.label(place, line, as_of, None).signature(Stage::Number)
}

/// What stands behind a number.
fn of_citation(place: &Place<'_>, line: &Line<'_>) -> Option<Signature> {
    let typing = typing(line)?;
    line.own_clause()?;
    let tree = line.text.tree();
    let model = line.text.model(place.snapshot);
    let as_of = model.meeting();
    let citation = typing.citation;
    let named_before = citation.adopter.filter(|(_, span)| span.start < citation.number_span.start);
    let behind = citation.adopter.filter(|(_, span)| span.start >= citation.number_span.end);
    let words = |span| squeezed(&line.text.document.slice(line.text.in_file(span)));
    let index = tree.citations.iter().position(|placed| std::ptr::eq(&placed.it, citation))?;
    let key = model.cited_key(index).cloned();
    let cited = Known {
        instrument: citation.instrument,
        body: body_of(citation, as_of),
        named_before: named_before.map(|(_, span)| words(span)),
        number: Some(&citation.number),
        edition: citation
            .edition
            .as_ref()
            .filter(|_| typing.stage != Stage::Edition)
            .map(|mention| words(mention.span)),
        behind: behind.filter(|_| typing.stage > Stage::Body).map(|(_, span)| words(span)),
    };
    if !has_parts(citation) {
        return None;
    }
    cited.label(place, line, as_of, Some((citation, key))).signature(typing.stage)
}

/// Study groups, questions and sectors' Recommendations have no editions.
fn has_parts(citation: &Citation) -> bool {
    let kind = !matches!(citation.instrument, Instrument::Question | Instrument::StudyGroup);
    kind && !matches!(citation.sector, Some(Sector::T | Sector::D))
}

/// What has been typed of a citation.
struct Known<'l> {
    instrument: Instrument,
    body: Option<Body>,
    named_before: Option<String>,
    number: Option<&'l str>,
    edition: Option<String>,
    behind: Option<String>,
}

impl Known<'_> {
    fn label(
        &self,
        place: &Place<'_>,
        line: &Line<'_>,
        as_of: &AsOf,
        cited: Option<(&Citation, Option<TextKey>)>,
    ) -> Label {
        let catalogue = place.catalogue();
        let entry = cited.as_ref().and_then(|(_, key)| catalogue.resolution(key.as_ref()?)).map(|entry| &**entry);
        let entry = entry.or_else(|| only(place, self.number?, self.instrument, self.body));
        let body = self.body.or(entry.map(|entry| entry.key.body));
        let edition = cited.as_ref().and_then(|(citation, _)| Some(&citation.edition.as_ref()?.edition));
        let best = entry.and_then(|entry| catalogue.best_at(&entry.key, as_of, Some(line.text.file)));
        let mut label = Label::default();
        if let Some(named) = &self.named_before {
            label.text.push_str(&format!("{named} "));
        }
        label.text.push_str(&format!("{} ", self.instrument.word()));
        let title = entry.and_then(|entry| {
            let cited = edition.and_then(|edition| entry.edition(edition)).and_then(|row| row.title.as_ref());
            cited.or_else(|| entry.title())
        });
        let says = title.map_or("Its number, or words of its title to look for.", |title| &title.text);
        label.part(Stage::Number, self.number.unwrap_or("number"), says.into());
        let with_edition = match &cited {
            Some((citation, _)) => citation.edition.is_some() || needs_edition(citation),
            None => true,
        };
        let radio = body == Some(Body::Ra);
        if with_edition && !radio && !body.is_some_and(Body::cites_without_edition) {
            let to_cite = best.map(|best| format!("To cite: {}.", best.row.edition));
            let says = to_cite.unwrap_or_else(|| "The place and year of the meeting that adopted it.".into());
            label.text.push(' ');
            label.part(Stage::Edition, self.edition.as_deref().unwrap_or("(place, year)"), says);
        }
        if self.named_before.is_none() && !radio {
            let own = entry.zip(edition).map(|(entry, edition)| of_body(catalogue, &entry.key, edition, as_of));
            let own = own.or_else(|| Some(format!("of the {}", body?.name())));
            let says = own.map_or_else(String::new, |own| format!("{own}. "));
            label.text.push(' ');
            let words = self.behind.as_deref().map(|behind| behind.trim_start_matches([',', ' ']));
            label.part(
                Stage::Body,
                words.unwrap_or("of its body"),
                format!("{says}At later mentions it may be left out."),
            );
        }
        let says = title.map_or_else(String::new, |title| format!("on {}", in_sentence(&title.text)));
        label.part(Stage::Title, ", on its title", says);
        label
    }
}

/// The one text of a number, of the body where one is named.
fn only<'p>(place: &Place<'p>, number: &str, instrument: Instrument, body: Option<Body>) -> Option<&'p Entry> {
    let mut fits = place.catalogue().entries().iter().filter(|entry| {
        entry.key.number == number
            && entry.key.instrument == instrument
            && body.is_none_or(|body| body == entry.key.body)
    });
    fits.next().filter(|_| fits.next().is_none()).map(|entry| &**entry)
}

/// "considering ", in a sentence: the clause, then "of this resolution".
fn of_reference(line: &Line<'_>) -> Option<Signature> {
    let tree = line.text.tree();
    let word = tree.heading.as_ref().map_or(Instrument::Resolution, |heading| heading.instrument).word();
    let this = format!("of this {}", word.to_lowercase());
    let label = |call: &str, clause: Option<&str>, says: String| {
        let mut label = Label { text: format!("{call} "), ..Label::default() };
        label.part(Stage::Number, clause.unwrap_or("clause"), says);
        label.text.push(' ');
        label.part(Stage::Body, &this, "Or \"above\", \"below\"; it may be left out where it is clear.".into());
        label
    };
    let at = line.local();
    // A label that is already there.
    let index = tree.references.partition_point(|reference| reference.it.span.start < at).checked_sub(1);
    if let Some(reference) = index.map(|index| &tree.references[index].it)
        && let Some(last) = reference.targets.last()
        && last.span.end < at
        && let Some(rest) = line.said_from(last.span.end)
        && this.starts_with(rest.trim_start())
        && !line.said_from(reference.call_span.end)?.contains(';')
    {
        let words = |span| squeezed(&line.text.document.slice(line.text.in_file(span)));
        let targets = reference.targets[0].span.cover(last.span);
        return label(&words(reference.call_span), Some(&words(targets)), String::new()).signature(Stage::Body);
    }
    let referring = referring(line)?;
    let names = referring.sections.iter().map(|&section| tree.section_name(section)).collect::<Vec<_>>();
    let says = match (names.as_slice(), referring.sections.first()) {
        ([name], Some(&section)) => {
            let labels: Vec<_> = tree.children(section, None).filter_map(|(_, clause)| clause.label).collect();
            match labels.as_slice() {
                [first, .., last] => format!("{name} runs from {first} to {last}."),
                _ => String::new(),
            }
        }
        _ => format!("{}: more than one section.", names.join(", ")),
    };
    label(names.first()?, None, says).signature(Stage::Number)
}

#[cfg(test)]
mod tests {
    use crate::testing::{Fixture, check};
    use expect_test::expect;

    fn draft(words: &str) -> String {
        format!("//- head\nrecalling\na)\tone;\nb)\t{words}\nresolves\n1\tto go.\n")
    }

    #[test]
    fn a_citation_shows_what_it_lacks() {
        check(
            &draft("Resolution $0"),
            Fixture::signature,
            expect![[r#"
            Resolution «number» (place, year) of its body, on its title
            Its number, or words of its title to look for.
        "#]],
        );
        check(
            &draft("Resolution 13$0"),
            Fixture::signature,
            expect![[r#"
            Resolution «13» (place, year) of its body, on its title
            Its number, or words of its title to look for.
        "#]],
        );
        check(
            &draft("Resolution 130 $0"),
            Fixture::signature,
            expect![[r#"
            Resolution 130 «(place, year)» of its body, on its title
            To cite: Rev. Bucharest, 2022.
        "#]],
        );
        check(
            &draft("Resolution 130 (Rev. Bu$0"),
            Fixture::signature,
            expect![[r#"
            Resolution 130 «(place, year)» of its body, on its title
            To cite: Rev. Bucharest, 2022.
        "#]],
        );
        check(
            &draft("Resolution 130 (Rev. Bu$0)"),
            Fixture::signature,
            expect![[r#"
            Resolution 130 «(place, year)» of its body, on its title
            To cite: Rev. Bucharest, 2022.
        "#]],
        );
        check(
            &draft("Resolution 130 (Rev. Bucharest, 2022) $0"),
            Fixture::signature,
            expect![[r#"
            Resolution 130 (Rev. Bucharest, 2022) «of its body», on its title
            of the Plenipotentiary Conference. At later mentions it may be left out.
        "#]],
        );
        check(
            &draft("Resolution 130 (Rev. Bucharest, 2022) of the Pl$0"),
            Fixture::signature,
            expect![[r#"
            Resolution 130 (Rev. Bucharest, 2022) «of its body», on its title
            of the Plenipotentiary Conference. At later mentions it may be left out.
        "#]],
        );
        check(
            &draft("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference$0"),
            Fixture::signature,
            expect![[r#"
            Resolution 130 (Rev. Bucharest, 2022) «of its body», on its title
            of the Plenipotentiary Conference. At later mentions it may be left out.
        "#]],
        );
        check(
            &draft("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, $0"),
            Fixture::signature,
            expect![[r#"
            Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference«, on its title»
            on strengthening the role of ITU in building confidence and security in the use of information and communication technologies
        "#]],
        );
        check(
            &draft("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, on stren$0"),
            Fixture::signature,
            expect![[r#"
            Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference«, on its title»
            on strengthening the role of ITU in building confidence and security in the use of information and communication technologies
        "#]],
        );
        check(
            &draft("Resolution 52 (Rev. New Delhi, 2024) $0"),
            Fixture::signature,
            expect![[r#"
            Resolution 52 (Rev. New Delhi, 2024) «of its body», on its title
            of this assembly. At later mentions it may be left out.
        "#]],
        );
        check(
            &draft("UNGA Resolution 57/239$0"),
            Fixture::signature,
            expect![[r#"
                UNGA Resolution «57/239», on its title
                Creation of a global culture of cybersecurity
            "#]],
        );
        check(
            &draft("UNGA Resolution 57/239, $0"),
            Fixture::signature,
            expect![[r#"
            UNGA Resolution 57/239«, on its title»
            on creation of a global culture of cybersecurity
        "#]],
        );
    }

    #[test]
    fn a_sentence_that_goes_on_shows_nothing() {
        check(
            &draft("Resolution 130 (Rev. Bucharest, 2022), which $0"),
            Fixture::signature,
            expect![[r#"
            nothing
        "#]],
        );
        check(
            &draft("Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, on trust; and $0"),
            Fixture::signature,
            expect![[r#"
            nothing
        "#]],
        );
        check(
            &draft("this Resolution $0"),
            Fixture::signature,
            expect![[r#"
            nothing
        "#]],
        );
        check(
            &draft("Resolution 130 adopted $0"),
            Fixture::signature,
            expect![[r#"
            nothing
        "#]],
        );
        check(
            &draft("Study Group 17 $0"),
            Fixture::signature,
            expect![[r#"
            nothing
        "#]],
        );
    }

    #[test]
    fn a_reference_asks_for_its_clause() {
        check(
            &draft("in regard to recalling $0"),
            Fixture::signature,
            expect![[r#"
            recalling «clause» of this resolution
            recalling runs from a) to b).
        "#]],
        );
        check(
            &draft("in regard to recalling a) $0"),
            Fixture::signature,
            expect![[r#"
            recalling a) «of this resolution»
            Or "above", "below"; it may be left out where it is clear.
        "#]],
        );
        check(
            &draft("in regard to recalling a) of th$0"),
            Fixture::signature,
            expect![[r#"
            recalling a) «of this resolution»
            Or "above", "below"; it may be left out where it is clear.
        "#]],
        );
        check(
            &draft("in regard to noting $0"),
            Fixture::signature,
            expect![[r#"
            nothing
        "#]],
        );
    }
}
