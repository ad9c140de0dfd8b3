//! `rapporteur revise` and `rapporteur propose`: an adopted text is taken up again for a coming meeting.

use std::process::ExitCode;

use super::notice;
use super::one_draft::{OneDraft, OneDraftArgs};
use super::settings::{MeetingName, meeting};
use crate::edits::{ComingMeeting, Edit, Pen, apply};
use crate::syntax::Tree;
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
    #[arg(long, value_name = "MEETING", value_parser = MeetingName(meeting), hide_possible_values = true)]
    meeting: Option<ForMeeting>,
}

/// What is made of a text for a coming meeting: none where its head cannot be written into.
type Revise = fn(&Pen<'_>, &ComingMeeting) -> Option<Vec<Edit>>;

/// Brings heading, history and enacting line to a coming meeting.
pub(crate) fn revise(args: &ReviseArgs) -> ExitCode {
    run(args, |pen, coming| pen.revise_for(coming), |_| None)
}

/// Makes the text the base of a proposal to change it.
pub(crate) fn propose(args: &ReviseArgs) -> ExitCode {
    run(args, |pen, coming| pen.propose(coming), |pen| pen.is_proposal().then_some("is a proposal already"))
}

fn run(args: &ReviseArgs, revise: Revise, refuses: fn(&Pen<'_>) -> Option<&'static str>) -> ExitCode {
    let Some(draft) = args.draft.read() else { return ExitCode::from(2) };
    let snapshot = draft.snapshot();
    let OneDraft { id, document, .. } = &draft;
    if let Some(complaint) = args.meeting.as_ref().and_then(|it| it.complaint(snapshot.catalogue_of(*id))) {
        return args.draft.refuse(&complaint);
    }
    let (mut edits, mut meetings, mut refusals) = (Vec::new(), Vec::new(), Vec::new());
    for placed in document.texts.iter().filter(|placed| !placed.text.cover) {
        let own = Pen::new(&snapshot, document, placed, *id);
        let pen = if args.draft.replaces(&draft) { own } else { own.for_copy() };
        let chosen = match &args.meeting {
            Some(meeting) => pen.coming_as(meeting),
            None => pen.coming().into_iter().next(),
        };
        match chosen.and_then(|coming| Some((revise(&pen, &coming)?, coming))) {
            Some((revised, coming)) => {
                edits.extend(revised);
                meetings.extend((!meetings.contains(&coming)).then_some(coming));
            }
            None => refusals.push(refuses(&pen).map_or_else(
                || refusal(args, &placed.text.proposed, args.draft.replaces(&draft) && snapshot.is_adopted(*id)),
                str::to_owned,
            )),
        }
    }
    if edits.is_empty() {
        return args.draft.refuse(refusals.first().map_or("is no resolution: it has no heading", String::as_str));
    }
    let written = args.draft.write(&draft, &apply(&document.rope, &edits));
    for meeting in meetings.iter().filter(|_| written == ExitCode::SUCCESS) {
        let over = if meeting.over && args.meeting.is_none() { ", which is over: --meeting names another" } else { "" };
        notice::said(&format!("for {}{over}", meeting.name));
    }
    written
}

/// Why a text cannot be taken up again.
fn refusal(args: &ReviseArgs, tree: &Tree, adopted: bool) -> String {
    let Some(heading) = &tree.heading else { return "is no resolution: it has no heading".to_owned() };
    if heading.draft {
        return "is a draft of a new text, which has no edition yet that could be revised".to_owned();
    }
    match (&args.meeting, tree.body(), tree.own_meeting()) {
        _ if adopted => {
            "is listed as adopted in rapporteur.toml, and stays as it was adopted: write into another file".to_owned()
        }
        (_, None, _) | (_, _, None) => "does not say in its head of which meeting it is".to_owned(),
        (Some(meeting), Some(body), _) if meeting.body != body => {
            format!("is a text of {}, which {meeting} is no meeting of", body.short())
        }
        (Some(meeting), _, Some(own)) if meeting.year <= own.year => {
            format!("is of {}: {meeting} is not after it", own.year)
        }
        _ => "has a head that cannot be revised".to_owned(),
    }
}
