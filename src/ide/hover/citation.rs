//! What is known of a cited text: its title, how the edition stands at the draft's meeting, all its editions, how well
//! that is known, and the clause that is cited of it.

use std::sync::Arc;

use super::clause::words_of;
use super::standing::{history_line, known_line, sentence, title_line};
use crate::catalogue::{AsOf, Basis, EditionRow, TextKey, of_body, official_form, text_form};
use crate::ide::Place;
use crate::ide::definition::citation_span;
use crate::ide::prose::{cut, either, escaped, listed};
use crate::ide::spot::{TextAt, meant};
use crate::rules::capitalised;
use crate::semantics::Model;
use crate::syntax::{Citation, Edition, Instrument, Language, Sector};
use crate::text::Span;

/// How many characters of a text's opening are shown.
const OPENING_CHARS: usize = 240;
/// How many of the clauses cited of the text are shown.
const CLAUSES: usize = 2;

/// What there is to say of a citation, and its place in the text.
pub(super) fn describe(place: &Place<'_>, text: &TextAt<'_>, index: usize) -> Option<(Span, String)> {
    let tree = text.tree();
    let citation = tree.citation(index);
    if !is_adopted_text(citation) {
        return None;
    }
    let model = text.model(place.snapshot);
    let there = place.cited_text(&model, index);
    let clauses = cited_clauses(there.as_ref(), index, &model);
    let mut said = match model.cited_key(index) {
        Some(key) => of_text(place, &model, index, key),
        None => vec![of_unclear_text(citation, &model.identified(index).keys)],
    };
    match clauses.is_empty() {
        true => said.extend(there.and_then(opening)),
        false => said.extend(clauses),
    }
    Some((citation_span(tree, index), said.join("\n\n")))
}

/// Whether the catalogue could know it: not a sector's Recommendation, a Question, a Study Group, nor a draft.
fn is_adopted_text(citation: &Citation) -> bool {
    let kind = match citation.instrument {
        Instrument::Question | Instrument::StudyGroup => false,
        Instrument::Recommendation => {
            citation.sector.is_none() && citation.number.bytes().all(|byte| byte.is_ascii_digit())
        }
        Instrument::Resolution | Instrument::Decision | Instrument::Opinion => {
            !matches!(citation.sector, Some(Sector::T | Sector::D))
        }
    };
    kind && !citation.number.starts_with('[')
}

fn of_text(place: &Place<'_>, model: &Model<'_>, index: usize, key: &TextKey) -> Vec<String> {
    let (catalogue, as_of) = (model.catalogue(), model.meeting());
    let citation = model.tree().citation(index);
    let mention = citation.edition.as_ref().filter(|mention| !mention.placeholder);
    let edition = mention.map(|mention| &mention.edition);
    let judgement = edition.map(|edition| catalogue.standing(key, edition, as_of, Some(model.file)));
    let cited = judgement.as_ref().and_then(|judgement| judgement.cited.as_deref());
    let entry = catalogue.resolution(key);
    let mut said = vec![head(place, key, edition, as_of)];
    let title = cited.and_then(|row| row.title.as_ref()).or_else(|| entry.and_then(|entry| entry.title()));
    // In the language of the draft where that is known; else the English one, which says so.
    let language = model.tree().language();
    let own = entry.and_then(|entry| entry.title_in(language)).filter(|_| language != Language::En);
    said.extend(match (own, title) {
        (Some(own), _) => Some(crate::ide::prose::escaped(own)),
        (None, Some(title)) if language != Language::En => Some(format!("{} *(in English)*", title_line(title))),
        (None, title) => title.map(title_line),
    });
    said.push(match (&judgement, edition) {
        _ if mention.is_some_and(|mention| mention.glued.is_some()) => "Two editions are run together here.".into(),
        (Some(judgement), Some(edition)) => sentence(judgement, key, edition, as_of, place.snapshot.today),
        _ => without_edition(model, citation, key),
    });
    if let Some(entry) = entry {
        let rows = entry.seen_by(Some(model.file));
        said.extend(
            history_line(entry, &rows, edition).filter(|_| !key.body.cites_without_edition() || rows.len() > 1),
        );
        said.extend(edition.and_then(|edition| since(&rows, edition)));
        said.extend(other_titles(&rows, cited));
        said.extend(known_line(entry, cited));
    }
    said.retain(|line| !line.is_empty());
    said
}

/// Which meetings have revised a text since the cited edition.
fn since(rows: &[Arc<EditionRow>], cited: &Edition) -> Option<String> {
    let at = rows.iter().position(|row| row.is(cited))?;
    let named = |row: &Arc<EditionRow>| match (&row.meeting, &row.place, row.year) {
        (Some(meeting), ..) => Some(escaped(&meeting.to_string())),
        (None, Some(place), Some(year)) => Some(escaped(&format!("{place}, {year}"))),
        _ => None,
    };
    let meetings: Vec<String> = rows[at + 1..].iter().filter_map(named).collect();
    (!meetings.is_empty()).then(|| format!("Revised since by {}.", listed(&meetings)))
}

/// The titles that a text had in other editions, where their headings are known and say something else.
fn other_titles(rows: &[Arc<EditionRow>], cited: Option<&EditionRow>) -> Option<String> {
    let headed = |row: &'_ EditionRow| row.title.clone().filter(|title| title.basis == Basis::Heading);
    let own = headed(cited?)?;
    let same = |a: &str, b: &str| a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase));
    let mut titles: Vec<(Arc<str>, String)> = Vec::new();
    for row in rows {
        let Some(title) = headed(row).filter(|title| !same(&title.text, &own.text)) else { continue };
        let name = row.edition.to_string();
        match titles.iter_mut().find(|(text, _)| same(text, &title.text)) {
            Some((_, editions)) => editions.push_str(&format!("; {name}")),
            None => titles.push((title.text, name)),
        }
    }
    let lines: Vec<String> = titles
        .into_iter()
        .map(|(title, editions)| format!("Title in {}: *{}*", escaped(&editions), escaped(&capitalised(&title))))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n\n"))
}

/// How the cited text begins, where it is in the workspace: its first section.
fn opening((there, same): (TextAt<'_>, bool)) -> Option<String> {
    let tree = there.tree();
    let (section, _) = tree.sections().find(|(_, section)| section.call.is_some())?;
    let (first, clause) = tree.children(section, None).next()?;
    let heading = tree.heading.as_ref().map(|heading| there.quoted(heading.span)).filter(|_| !same);
    let other = match (there.proposal(), heading) {
        (Some(proposal), _) => format!("\n\nAs proposed in {}, which is not adopted:", escaped(&proposal)),
        (None, Some(heading)) => format!("\n\nOnly {} is in the workspace, another edition:", escaped(&heading)),
        (None, None) => String::new(),
    };
    let label = clause.label.map_or_else(String::new, |label| format!("{label} "));
    let words = cut(&there.quoted(tree.clause(first).body), OPENING_CHARS);
    Some(format!("---{other}\n\n*{}*\n\n{}", escaped(&tree.section_name(section)), escaped(&format!("{label}{words}"))))
}

/// The citation as it is written in full.
fn head(place: &Place<'_>, key: &TextKey, edition: Option<&Edition>, as_of: &AsOf) -> String {
    let form = edition.map_or_else(|| text_form(key), |edition| official_form(key, edition));
    if key.body.cites_without_edition() {
        return format!("**{}**", escaped(&form));
    }
    let body = match edition {
        Some(edition) => of_body(place.catalogue(), key, edition, as_of),
        None => format!("of the {}", key.body.name()),
    };
    format!("**{}** {}", escaped(&form), escaped(&body))
}

/// What is said of a citation that names no edition.
fn without_edition(model: &Model<'_>, citation: &Citation, key: &TextKey) -> String {
    if model.catalogue().resolution(key).is_none() {
        return "Nothing is known of this text here, for or against.".into();
    }
    if key.body.cites_without_edition() {
        return String::new();
    }
    let named = match citation.edition.as_ref() {
        Some(_) => "The place and year are still to be filled in.",
        None => "No edition is named.",
    };
    match model.catalogue().best_at(key, model.meeting(), Some(model.file)) {
        Some(best) => format!("{named} To cite: **{}**.", escaped(&official_form(key, &best.row.edition))),
        None => named.into(),
    }
}

/// Several bodies have a text of that number, or none is known.
fn of_unclear_text(citation: &Citation, keys: &[TextKey]) -> String {
    let name = escaped(&format!("{} {}", citation.instrument.word(), citation.number));
    if keys.len() < 2 {
        return format!("**{name}**\n\nNothing is known of this text here, for or against.");
    }
    let mut bodies: Vec<String> = keys.iter().map(|key| format!("the {}", key.body.name())).collect();
    bodies.dedup();
    format!("**{name}**\n\nOf {}? The citation does not say whose it is.", either(&bodies))
}

/// The clauses that are referred to "of" this citation, where the cited text is in the workspace.
fn cited_clauses(there: Option<&(TextAt<'_>, bool)>, index: usize, model: &Model<'_>) -> Vec<String> {
    let mut referring = model.references_into(index).peekable();
    if referring.peek().is_none() {
        return Vec::new();
    }
    let Some((there, true)) = there else { return Vec::new() };
    let shown = referring.take(CLAUSES).filter_map(|reference| {
        let found = meant(there.tree(), &reference.it, None);
        let name = match found.as_slice() {
            [] => return None,
            [one] => there.name_of(*one),
            _ => reference.it.call.to_string(),
        };
        Some(format!("---\n\n**{}**\n\n{}", escaped(&name), words_of(there, &found)))
    });
    shown.collect()
}
