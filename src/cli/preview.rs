//! `rapporteur preview`

use std::process::ExitCode;

use super::one_draft::OneDraftArgs;
use crate::ide::preview;
use crate::rules::Findings;
use crate::text::uncancelled;

/// What the command line says to `preview`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A browser shows the page and prints it, also as PDF; the page needs nothing else.

Exit status:
  0  the page is written
  2  the draft could not be read, or the page not written")]
pub(crate) struct PreviewArgs {
    #[command(flatten)]
    draft: OneDraftArgs,

    /// The draft alone, without what was found in it
    #[arg(long)]
    no_findings: bool,

    /// A browser prints what was found, too, and does not only show it
    #[arg(long, conflicts_with = "no_findings")]
    print_findings: bool,
}

/// Writes a page that shows a draft as ITU prints it.
pub(crate) fn run(args: &PreviewArgs) -> ExitCode {
    let Some(draft) = args.draft.read() else { return ExitCode::from(2) };
    let page = uncancelled(|cancellation| {
        let findings = match args.no_findings {
            true => Findings::default(),
            false => Findings::default().update(&draft.document, draft.id, &draft.snapshot(), cancellation)?,
        };
        preview(&draft.document, &findings, args.print_findings, cancellation)
    });
    args.draft.write(&draft, &page)
}
