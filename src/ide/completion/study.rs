//! Study groups and questions that drafts of the workspace name: "Study Group ", "ITU-D Question ".

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::item::{Completion, CompletionKind, Completions, filter};
use crate::ide::Place;
use crate::ide::line::CursorLine;
use crate::syntax::{Instrument, Sector};
use crate::workspace::Study;

/// A word for them, numbers named already, and the number that is being typed.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[0-9]+(?:/[0-9]+)?";
    let named = format!(r"(?:{number}(?:,\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+))*");
    let sector = r"(?:ITU[-\x{2011} ]([RTD])[\s\x{a0}]+)?";
    Regex::new(&format!(r"{sector}(Study Group|Question)s?[\s\x{{a0}}]+{named}([0-9/]*)$")).expect("tested")
});

/// How often a study group or question is named in this text, and in how many texts.
#[derive(Clone, Copy, Default)]
struct UseCount {
    here: usize,
    texts: usize,
}

/// Those named in the workspace, the draft's own first.
pub(super) fn complete(place: &Place<'_>, line: &CursorLine<'_>) -> Option<Completions> {
    let found = TAIL.captures(&line.before)?;
    let typed = found.get(3)?.as_str();
    let instrument = match found.get(2)?.as_str() {
        "Question" => Instrument::Question,
        _ => Instrument::StudyGroup,
    };
    let sector = found.get(1).and_then(|letter| match letter.as_str() {
        "R" => Some(Sector::R),
        "T" => Some(Sector::T),
        "D" => Some(Sector::D),
        _ => None,
    });
    let fits = |study: &Study| {
        study.instrument == instrument
            && study.number.starts_with(typed)
            && (sector.is_none() || study.sector.is_none() || study.sector == sector)
    };
    let mut studies: Vec<(Study, UseCount)> = named(place, line).into_iter().filter(|(study, _)| fits(study)).collect();
    let count = |number: &str| number.split('/').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>();
    studies.sort_by_cached_key(|(study, named)| {
        let unsaid = sector.is_some() && study.sector.is_none();
        (unsaid, Reverse(named.here), Reverse(named.texts), count(&study.number), study.sector)
    });
    Some(Completions::all(studies.iter().map(|(study, named)| item(line, typed, study, *named))))
}

/// What this text, the other open drafts and the files of the workspace name, but for what is being typed.
fn named(place: &Place<'_>, line: &CursorLine<'_>) -> HashMap<Study, UseCount> {
    let mut studies: HashMap<Study, UseCount> = HashMap::new();
    let own = line.text.tree().citations().iter().filter(|placed| !placed.it.list_span.touches(line.local()));
    for study in own.filter_map(|placed| Study::of(&placed.it)) {
        studies.entry(study).or_default().here += 1;
    }
    let others = place.snapshot.drafts().filter(|draft| draft.id != place.file).map(|draft| &draft.document);
    let texts = [place.document].into_iter().chain(others).flat_map(|document| document.texts.iter());
    let texts = texts.filter(|placed| !std::ptr::eq(*placed, line.text.placed()));
    let open = texts.map(|placed| {
        let named = placed.text.proposed.citations().iter().filter_map(|placed| Study::of(&placed.it));
        named.collect::<std::collections::HashSet<Study>>()
    });
    for study in open.flatten() {
        studies.entry(study).or_default().texts += 1;
    }
    let files = place.snapshot.files().filter(|file| file.id != place.file);
    for study in files.flat_map(|file| &file.texts).flat_map(|text| &text.studies) {
        studies.entry(study.clone()).or_default().texts += 1;
    }
    // "Study Group 17" is that of the sector that has one.
    let unsaid: Vec<Study> = studies.keys().filter(|study| study.sector.is_none()).cloned().collect();
    for study in unsaid {
        let same = |other: &&Study| {
            other.sector.is_some() && other.number == study.number && other.instrument == study.instrument
        };
        let Some(known) = studies.keys().find(same).cloned() else { continue };
        let Some(named) = studies.remove(&study) else { continue };
        let all = studies.entry(known).or_default();
        (all.here, all.texts) = (all.here + named.here, all.texts + named.texts);
    }
    studies
}

fn item(line: &CursorLine<'_>, typed: &str, study: &Study, named: UseCount) -> Completion {
    let name = format!("{} {}", study.instrument.word(), study.number);
    let after = line.after.find(|c: char| !c.is_ascii_digit() && c != '/').unwrap_or(line.after.len());
    let detail = match (named.here, named.texts) {
        (0, 1) => "named in another text".to_owned(),
        (0, texts) => format!("named in {texts} other texts"),
        (1, _) => "named once in this text".to_owned(),
        (times, _) => format!("named {times} times in this text"),
    };
    Completion {
        label: study.sector.map_or_else(|| name.clone(), |sector| format!("{} {name}", sector.name())),
        kind: CompletionKind::Study,
        detail: Some(detail),
        subject: None,
        replace: line.around(typed.len(), after),
        insert: study.number.to_string(),
        filter: filter(typed, &study.number),
        sort: String::new(),
        deprecated: false,
    }
}
