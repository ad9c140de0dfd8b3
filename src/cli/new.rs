//! `rapporteur new`

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::gather::absolute;
use super::notice;
use super::one_draft::{OneDraft, refuse};
use super::print::copy;
use super::read::at_hand;
use super::settings::MeetingName;
use super::write_file::write_file;
use crate::edits::{Begun, Frame, NewDraft, NewMeeting, NewText, further_texts, named_text, new_draft};
use crate::workspace::{FileUse, ForMeeting, Replacement, Snapshot};

/// What the command line says to `new`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without --add, --mod, --sup or --noc, a new text is begun.

Exit status:
  0  the draft is written
  2  a text cannot be begun, a file not read or written, or the command line is wrong")]
pub(crate) struct NewArgs {
    /// The meeting: "WTSA, New Delhi, 2024", "WTSA-24", or a body alone for its coming one; without it, that of
    /// rapporteur.toml
    #[arg(long, value_name = "MEETING", value_parser = MeetingName(NewMeeting::read), hide_possible_values = true)]
    meeting: Option<NewMeeting>,

    /// A contribution: who proposes, and its document, as proposals are numbered
    #[arg(long, value_name = "EUR/12A3", value_parser = Frame::contribution, conflicts_with = "working_document")]
    contribution: Option<Frame>,

    /// A working document of an ad hoc group
    #[arg(long, value_name = "DT/23")]
    working_document: Option<String>,

    /// How often the working document was revised
    #[arg(long, value_name = "N", default_value_t = 0, requires = "working_document")]
    revision: u8,

    /// Whose the working document is
    #[arg(long, value_name = "GROUP", default_value = "", requires = "working_document")]
    source: String,

    /// A new text with this title
    #[arg(long, value_name = "TITLE")]
    add: Vec<String>,

    /// Changes of the adopted text in this file
    #[arg(long = "mod", value_name = "FILE")]
    modify: Vec<PathBuf>,

    /// A text that is to be suppressed: "Resolution 40"
    #[arg(long, value_name = "TEXT")]
    sup: Vec<String>,

    /// A text that is to stay as it is
    #[arg(long, value_name = "TEXT")]
    noc: Vec<String>,

    /// Adds the texts to the end of this draft, whose proposals are numbered on
    #[arg(long, value_name = "DRAFT", conflicts_with_all = ["contribution", "working_document", "output"])]
    to: Option<PathBuf>,

    /// Where to write; the file must not be there yet. Without it, standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Begins a draft.
pub(crate) fn run(args: &NewArgs) -> ExitCode {
    let current = Path::new(".");
    let (snapshot, errors, warnings) = at_hand(current);
    errors.iter().for_each(notice::error);
    warnings.iter().for_each(notice::warning);
    let bases: Option<Vec<_>> = args.modify.iter().map(|path| OneDraft::read(path)).collect();
    let to = args.to.as_deref().map(OneDraft::read);
    let (Some(bases), false) = (bases, matches!(to, Some(None))) else { return ExitCode::from(2) };
    let to = to.flatten();
    let configured = || snapshot.configs.of(Some(&absolute(current))).meeting.clone().map(NewMeeting::Known);
    let own = || Some(NewMeeting::Known(draft_meeting(to.as_ref()?)?));
    let Some(meeting) = args.meeting.clone().or_else(own).or_else(configured) else {
        return refuse(
            current,
            "names no meeting in its rapporteur.toml: say which with --meeting \"WTSA, New Delhi, 2024\"",
        );
    };
    let snapshots: Vec<_> = bases.iter().map(OneDraft::snapshot).collect();
    let texts = match args.texts(&meeting, bases.iter().zip(&snapshots)) {
        Ok(texts) => texts,
        Err(why) => return refuse(current, &why),
    };
    let asked = NewDraft { meeting, frame: args.frame(), texts };
    let begun = match &to {
        Some(draft) => further_texts(&snapshot, &draft.document, &asked),
        None => new_draft(&snapshot, &asked),
    };
    match begun {
        Ok(Begun { text, cautions, .. }) => {
            cautions.iter().for_each(|caution| notice::said(caution));
            args.write(to.as_ref(), &text)
        }
        Err(why) => refuse(current, &format!("begins no draft: {why}")),
    }
}

/// The meeting that a draft is for, as far as its own words tell.
fn draft_meeting(draft: &OneDraft) -> Option<ForMeeting> {
    let placed = draft.document.texts.iter().find(|placed| placed.text.proposed.heading.is_some())?;
    let tree = &placed.text.proposed;
    let (body, own) = (tree.body()?, tree.own_meeting()?);
    Some(ForMeeting { body, place: own.place?.to_string(), year: own.year })
}

impl NewArgs {
    fn frame(&self) -> Frame {
        match (&self.contribution, &self.working_document) {
            (Some(contribution), _) => contribution.clone(),
            (None, Some(number)) => {
                Frame::WorkingDocument { number: number.clone(), revision: self.revision, source: self.source.clone() }
            }
            (None, None) => Frame::Text,
        }
    }

    fn texts<'a>(
        &self,
        meeting: &NewMeeting,
        bases: impl Iterator<Item = (&'a OneDraft, &'a Arc<Snapshot>)>,
    ) -> Result<Vec<NewText<'a>>, String> {
        let mut texts: Vec<NewText<'a>> = self.add.iter().map(|title| NewText::Add { title: title.clone() }).collect();
        texts.extend(bases.map(|(base, snapshot)| NewText::Modify { snapshot, base: &base.document, file: base.id }));
        for (suppress, words) in self.sup.iter().map(|it| (true, it)).chain(self.noc.iter().map(|it| (false, it))) {
            texts.push(NewText::Refer { suppress, key: named_text(words, meeting.body())? });
        }
        if texts.is_empty() {
            texts.push(NewText::Add { title: String::new() });
        }
        Ok(texts)
    }

    fn write(&self, to: Option<&OneDraft>, text: &str) -> ExitCode {
        match (to, &self.to, &self.output) {
            (Some(draft), Some(path), _) => {
                let before = draft.document.rope.to_string();
                let (path, after) = (absolute(path), format!("{before}{text}"));
                let file = Replacement { path: &path, before: Some(&before), after: &after, used: FileUse::Draft };
                write_file(&file, "")
            }
            (_, _, Some(output)) if output != Path::new("-") => {
                let path = absolute(output);
                write_file(&Replacement { path: &path, before: None, after: text, used: FileUse::Draft }, "")
            }
            _ if copy([text]) => ExitCode::SUCCESS,
            _ => ExitCode::from(2),
        }
    }
}
