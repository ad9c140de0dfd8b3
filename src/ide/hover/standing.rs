//! How an edition stands, in a drafter's sentence, and what is known of a text.

use std::path::Path;

use jiff::civil::Date;

use crate::catalogue::{
    AsOf, Basis, EditionRow, EditionTitle, Entry, Evidence, Fact, Judgement, NeverExisted, Standing, Status, TextKey,
    Unknown, official_form,
};
use crate::ide::prose::{cut, escaped, listed};
use crate::rules::capitalised;
use crate::syntax::{Adopted, Edition};

/// How many characters of a source are shown.
const SOURCE_CHARS: usize = 70;

/// How an edition stands at the draft's meeting, with what that rests on.
pub(in crate::ide) fn sentence(
    judgement: &Judgement,
    key: &TextKey,
    cited: &Edition,
    as_of: &AsOf,
    today: Date,
) -> String {
    let when = opened(as_of, today);
    let perhaps = |sure: &str, unsure: &str| if judgement.firm { sure.to_owned() } else { unsure.to_owned() };
    let head = match &judgement.standing {
        Standing::InForce => perhaps(&format!("In force {when}"), &format!("In force {when}, as far as is known")),
        Standing::AdoptedHere { on_word } => return adopted_here(judgement, *on_word, as_of),
        Standing::Superseded { revised_here: true, .. } => {
            format!("In force {when}, and revised by this very meeting")
        }
        Standing::Superseded { .. } => {
            perhaps(&format!("**Superseded** {when}"), &format!("Perhaps superseded {when}"))
        }
        Standing::Later => format!("**Adopted later** than the draft's meeting, {as_of}"),
        Standing::Suppressed { here: true, .. } => format!("In force {when}; this very meeting suppressed it"),
        Standing::Suppressed { .. } => perhaps("**Suppressed**", "Perhaps suppressed"),
        Standing::NeverExisted(why) => never(why, judgement.firm),
        Standing::Unknown(why) => unknown(why, &when),
    };
    let best = judgement.best.as_ref().map(|best| &best.row.edition).filter(|_| is_wrong(&judgement.standing));
    let shown: Vec<&Evidence> = judgement.evidence.iter().filter(|it| it.fact != Fact::OnWord).take(2).collect();
    // What to cite stands out in the evidence, if it is named there.
    let named = best.is_some_and(|best| shown.iter().any(|it| it.names.contains(best)));
    let said: Vec<String> = shown.iter().map(|it| said(it, key, cited, best)).collect();
    let rests_on = if said.is_empty() { String::new() } else { format!(": {}", said.join("; ")) };
    let to_cite = best.filter(|_| !named).map(|best| format!(" To cite: **{}**.", form(key, best)));
    format!("{head}{rests_on}.{}", to_cite.unwrap_or_default())
}

/// What a judgement rests on: the cited edition is "it" there, the one to cite stands out.
fn said(evidence: &Evidence, key: &TextKey, cited: &Edition, best: Option<&Edition>) -> String {
    let mut said = escaped(&evidence.to_string());
    for named in &evidence.names {
        let form = form(key, named);
        if named == cited {
            said = said.replace(&form, "it");
        } else if best == Some(named) {
            said = said.replace(&form, &format!("**{form}**"));
        }
    }
    said
}

/// Whether another edition should be cited.
fn is_wrong(standing: &Standing) -> bool {
    match standing {
        Standing::Superseded { revised_here, .. } => !revised_here,
        Standing::Later | Standing::NeverExisted(_) => true,
        Standing::InForce | Standing::AdoptedHere { .. } | Standing::Suppressed { .. } | Standing::Unknown(_) => false,
    }
}

/// "when WTSA-24 (New Delhi, 2024) opened", "today"
fn opened(as_of: &AsOf, today: Date) -> String {
    match as_of {
        AsOf::Date(date) if *date == today => "today".into(),
        AsOf::Date(date) => format!("on {}", date.strftime("%-d %B %Y")),
        AsOf::Meeting(_) | AsOf::Assumed { .. } => format!("when {as_of} opened"),
    }
}

fn adopted_here(judgement: &Judgement, on_word: bool, as_of: &AsOf) -> String {
    let sitting = as_of.body().and_then(|body| body.sitting_word()).unwrap_or("meeting");
    match (on_word, judgement.firm) {
        (true, _) => format!("Of this {sitting}, {as_of}, on the draft's word: the catalogue does not have it."),
        (false, true) => format!("Adopted by this {sitting}, {as_of}."),
        (false, false) => format!("Adopted by this {sitting}, {as_of} (unverified)."),
    }
}

fn form(key: &TextKey, edition: &Edition) -> String {
    escaped(&official_form(key, edition))
}

fn never(why: &NeverExisted, firm: bool) -> String {
    let none = if firm { "**No such edition**" } else { "Perhaps no such edition" };
    match why {
        NeverExisted::NoSuchMeeting(_) | NeverExisted::NotAdoptedThere(_) => none.into(),
        NeverExisted::WrittenOtherwise(row) => {
            format!("{none} {} “Rev.”", if row.edition.revised { "without" } else { "with" })
        }
        NeverExisted::NeedsRev(_) => format!("{none} without “Rev.”, as an older one is known"),
        NeverExisted::BeforeFirst { first } | NeverExisted::NumberRange { first } => {
            format!("{none}; first adopted in {}", escaped(&Edition { revised: false, ..first.clone() }.to_string()))
        }
    }
}

fn unknown(why: &Unknown, when: &str) -> String {
    match why {
        Unknown::Text => "Nothing is known of this text here, for or against".into(),
        Unknown::Edition => "This edition is not known here, and no newer one is".into(),
        Unknown::MayBeRevised(meetings) if meetings.is_empty() => "The newest edition known".into(),
        Unknown::MayBeRevised(meetings) => {
            let names: Vec<String> = meetings.iter().map(|meeting| meeting.to_string()).collect();
            format!("The newest edition known; whether {} revised it is not known", escaped(&listed(&names)))
        }
        Unknown::ResultsMissing(_) => format!("The newest edition known; whether it stands {when} is not known"),
        Unknown::Order => "Adopted in the year of the draft's meeting; which was first is not known".into(),
        Unknown::NumberingRestarted => "An old text: another has this number now".into(),
    }
}

/// All editions known on one line, the cited one in bold.
pub(in crate::ide) fn history_line(
    entry: &Entry,
    rows: &[std::sync::Arc<EditionRow>],
    cited: Option<&Edition>,
) -> Option<String> {
    let last = rows.last()?;
    let edition = |row: &EditionRow| {
        let name = escaped(&edition_name(entry, row));
        let name = if cited.is_some_and(|cited| row.is(cited)) { format!("**{name}**") } else { name };
        if row.known.is_sourced() { name } else { format!("{name} (unverified)") }
    };
    let mut editions: Vec<String> = rows.iter().map(|row| edition(row)).collect();
    if let Status::Suppressed { at } = &last.status {
        let at = at.as_ref().map_or_else(String::new, |(place, year)| format!(" in {place}, {year}"));
        editions.push(format!("suppressed{at}"));
    }
    Some(format!("Editions: {}", editions.join(" · ")))
}

/// "Rev. Bucharest, 2022", "ITU-R 7-3 (Geneva, 2015)"; "Dubai, 2012" where only a history line names it.
fn edition_name(entry: &Entry, row: &EditionRow) -> String {
    match (&row.edition.adopted, &row.place, row.year) {
        (Adopted::Revision(_), Some(place), Some(year)) => {
            format!("{} ({place}, {year})", radio_number(entry, row))
        }
        (Adopted::Revision(_), _, Some(year)) => format!("{} ({year})", radio_number(entry, row)),
        (Adopted::Revision(_), ..) => radio_number(entry, row),
        (_, Some(place), Some(year)) if row.from_history => format!("{place}, {year}"),
        _ => row.edition.to_string(),
    }
}

fn radio_number(entry: &Entry, row: &EditionRow) -> String {
    let form = official_form(&entry.key, &row.edition);
    form.split_once(' ').map_or(form.clone(), |(_, number)| number.to_owned())
}

/// A title, with how it is known where it is not the heading itself.
pub(in crate::ide) fn title_line(title: &EditionTitle) -> String {
    let basis = match title.basis {
        Basis::Heading => "",
        Basis::OtherHeading => " *(title of another edition or in a list)*",
        Basis::Citation => " *(title as cited)*",
        Basis::Memory => " *(title unverified)*",
    };
    format!("{}{basis}", escaped(&capitalised(&title.text)))
}

/// How well an edition, or else its text, is known.
pub(in crate::ide) fn known_line(entry: &Entry, cited: Option<&EditionRow>) -> Option<String> {
    let row = cited.or_else(|| entry.newest().map(|row| &**row));
    if let Some(row) = row.filter(|row| row.origin.is_some()) {
        let name =
            Path::new(&*row.source).file_name().map_or(row.source.as_ref().into(), |name| name.to_string_lossy());
        return Some(format!("*Source: {}, a file of the workspace*", escaped(&name)));
    }
    let (known, source) = match (row, &entry.text) {
        (Some(row), _) => (row.known, &row.source),
        (None, Some(text)) => (text.known, &text.source),
        (None, None) => return None,
    };
    Some(match known.is_sourced() {
        true => format!("*Source: {}*", source_link(source)),
        false => "*Unverified: recalled, not checked against a source*".into(),
    })
}

/// A web address as a link under its host's name, anything else as it stands.
fn source_link(source: &str) -> String {
    let address = source.split_whitespace().next().unwrap_or_default().trim_end_matches([';', ',', '.']);
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    match host.and_then(|rest| rest.split('/').next()) {
        Some(host) if !address.contains(['(', ')', '<', '>']) => format!("[{}]({address})", escaped(host)),
        _ => escaped(&cut(source, SOURCE_CHARS)),
    }
}
