//! How the commands speak of editions.

use annotate_snippets::renderer::{
    DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE, DEFAULT_NOTE_STYLE, DEFAULT_WARNING_STYLE, Style,
};

use crate::catalogue::{AsOf, Basis, EditionRow, EditionTitle, Judgement, Standing, TextKey, Unknown, official_form};
use crate::rules::capitalised;
use crate::syntax::Adopted;

/// "today (22 November 2026)", "at WTSA-24 (New Delhi, 2024)"
pub(crate) fn at(as_of: &AsOf) -> String {
    match as_of {
        AsOf::Date(date) => format!("today ({})", date.strftime("%-d %B %Y")),
        AsOf::Meeting(_) | AsOf::Assumed { .. } => format!("at {as_of}"),
    }
}

/// How an edition stands, in few words.
pub(crate) fn standing(judgement: &Judgement, as_of: &AsOf) -> (String, Style) {
    let perhaps = |words: &str| if judgement.firm { words.to_owned() } else { format!("perhaps {words}") };
    match &judgement.standing {
        Standing::InForce if judgement.firm => ("in force".into(), DEFAULT_HELP_STYLE),
        Standing::InForce => ("in force as far as is known".into(), DEFAULT_HELP_STYLE),
        Standing::AdoptedHere { .. } => {
            let sitting = as_of.body().and_then(|body| body.sitting_word()).unwrap_or("meeting");
            (format!("adopted by that {sitting}"), DEFAULT_HELP_STYLE)
        }
        Standing::Superseded { revised_here: true, .. } => {
            ("in force, then revised by that meeting".into(), DEFAULT_HELP_STYLE)
        }
        Standing::Superseded { .. } => (perhaps("superseded"), DEFAULT_WARNING_STYLE),
        Standing::Later => ("adopted later".into(), DEFAULT_NOTE_STYLE),
        Standing::Suppressed { here: true, .. } => {
            ("in force, then suppressed by that meeting".into(), DEFAULT_WARNING_STYLE)
        }
        Standing::Suppressed { at: Some(meeting), .. } => {
            (perhaps(&format!("suppressed by {meeting}")), DEFAULT_ERROR_STYLE)
        }
        Standing::Suppressed { at: None, .. } => (perhaps("suppressed"), DEFAULT_ERROR_STYLE),
        Standing::NeverExisted(_) => (perhaps("no edition"), DEFAULT_ERROR_STYLE),
        Standing::Unknown(Unknown::ResultsMissing(meeting)) => {
            (format!("newest known; the results of {meeting} are not in the data"), DEFAULT_NOTE_STYLE)
        }
        Standing::Unknown(Unknown::MayBeRevised(meetings)) if !meetings.is_empty() => {
            let names: Vec<String> = meetings.iter().map(|meeting| meeting.to_string()).collect();
            (format!("newest known; {} may have revised it", names.join(" or ")), DEFAULT_NOTE_STYLE)
        }
        Standing::Unknown(Unknown::NumberingRestarted) => {
            ("of an older text: the numbering began again since".into(), DEFAULT_NOTE_STYLE)
        }
        Standing::Unknown(_) => ("newest known".into(), DEFAULT_NOTE_STYLE),
    }
}

/// An edition as a list has it: "Rev. Bucharest, 2022", "ITU-R 7-3 (Geneva, 2015)".
pub(crate) fn edition(key: &TextKey, row: &EditionRow) -> String {
    match (&row.edition.adopted, &row.place, row.year) {
        (Adopted::Revision(_), place, Some(year)) => {
            let form = official_form(key, &row.edition);
            let number = form.strip_prefix(key.instrument.word()).unwrap_or(&form).trim_start();
            let place = place.as_ref().map_or_else(String::new, |place| format!("{place}, "));
            format!("{number} ({place}{year})")
        }
        // Whether the edition that a history line names was written with "Rev." is not said there.
        (_, Some(place), Some(year)) if row.from_history => format!("{place}, {year}"),
        _ => row.edition.to_string(),
    }
}

/// A title, with how it is known where it is not the heading itself.
pub(crate) fn title(title: &EditionTitle) -> String {
    let basis = match title.basis {
        Basis::Heading => "",
        Basis::OtherHeading => " (title of another edition or in a list)",
        Basis::Citation => " (title as another text words it)",
        Basis::Memory => " (title unverified)",
    };
    format!("{}{basis}", capitalised(&title.text))
}
