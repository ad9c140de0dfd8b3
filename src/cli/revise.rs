//! `rapporteur revise` and `rapporteur propose`: an adopted text is taken up again for a coming meeting.

use std::process::ExitCode;

use super::one_draft::{OneDraft, OneDraftArgs};
use super::settings::meeting;
use crate::edits::{ComingMeeting, Edit, Pen, apply};
use crate::workspace::ForMeeting;

/// What the command line says to `revise` and `propose`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit status:
  0  the text is written
  2  the draft could not be read or its head cannot be written into, or the text not written")]
pub(crate) struct ReviseArgs {
    #[command(flatten)]
    draft: OneDraftArgs,

    /// The coming meeting: "WTSA, Lima, 2028"; without it, the next one that is known
    #[arg(long, value_name = "MEETING", value_parser = meeting)]
    meeting: Option<ForMeeting>,
}

/// What is made of a text for a coming meeting: none where its head cannot be written into.
type Revise = fn(&Pen<'_>, &ComingMeeting) -> Option<Vec<Edit>>;

/// Brings heading, history and enacting line to a coming meeting.
pub(crate) fn revise(args: &ReviseArgs) -> ExitCode {
    run(args, |pen, coming| pen.revise_for(coming), "has no head that could be revised")
}

/// Makes the text the base of a proposal to change it.
pub(crate) fn propose(args: &ReviseArgs) -> ExitCode {
    run(args, |pen, coming| pen.propose(coming), "is a proposal already, or has no head that could be revised")
}

fn run(args: &ReviseArgs, revise: Revise, refusal: &str) -> ExitCode {
    let Some(draft) = args.draft.read() else { return ExitCode::from(2) };
    let OneDraft { id, document, snapshot } = &draft;
    if let Some(complaint) = args.meeting.as_ref().and_then(|it| it.complaint(snapshot.catalogue_of(*id))) {
        return args.draft.refuse(&complaint);
    }
    let mut edits = Vec::new();
    let mut known = Vec::new();
    for placed in document.texts.iter() {
        let pen = Pen::new(snapshot, document, placed, *id);
        let coming = pen.coming();
        known.extend(coming.iter().map(|it| it.name.clone()));
        let chosen = match &args.meeting {
            Some(meeting) => pen.coming_as(meeting),
            None => coming.into_iter().next(),
        };
        edits.extend(chosen.and_then(|coming| revise(&pen, &coming)).unwrap_or_default());
    }
    if edits.is_empty() {
        return args.draft.refuse(&match (&args.meeting, known.is_empty()) {
            (Some(_), false) => format!("{refusal} for this meeting; it could be for {}", known.join(", ")),
            _ => refusal.to_owned(),
        });
    }
    args.draft.write(&draft, &apply(&document.rope, &edits))
}
