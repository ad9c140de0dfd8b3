//! All that can be done at a place.

use super::assist::{Asked, Assist, AssistKind};
use super::context::{AssistContext, TextContext};
use super::{
    fix_all, fix_findings, insert_clause, move_clause, moved_references, propose, reletter_all, reletter_section,
    revise, settle_changes, split_section, square_brackets, track_words, update_citations,
};
use crate::text::Cancelled;

type ListOfText = for<'a> fn(&TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled>;
type OfFile = for<'a> fn(&AssistContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled>;

/// What can be done with each text that is touched, in the order of a menu.
const WITH_A_TEXT: [(AssistKind, ListOfText); 16] = [
    (AssistKind::QuickFix, fix_findings::list),
    (AssistKind::Reletter, reletter_section::list),
    (AssistKind::Revise, revise::list),
    (AssistKind::Propose, propose::list),
    (AssistKind::MoveUp, move_clause::up),
    (AssistKind::MoveDown, move_clause::down),
    (AssistKind::InsertClause, insert_clause::list),
    (AssistKind::Rewrite, split_section::list),
    (AssistKind::Rewrite, track_words::list),
    (AssistKind::Choose, square_brackets::choose),
    (AssistKind::Agree, square_brackets::agree),
    (AssistKind::DeleteBracketed, square_brackets::delete),
    (AssistKind::Accept, settle_changes::accept),
    (AssistKind::Reject, settle_changes::reject),
    (AssistKind::AcceptAll, settle_changes::accept_all),
    (AssistKind::RejectAll, settle_changes::reject_all),
];

/// What can be done with the file, after that.
const WITH_THE_FILE: [(AssistKind, OfFile); 4] = [
    (AssistKind::OrganizeClauses, reletter_all::list),
    (AssistKind::UpdateCitations, update_citations::list),
    (AssistKind::FixAll, fix_all::list),
    (AssistKind::QuickFix, moved_references::list),
];

/// What can be done about a range of a file, of the kinds that are asked for.
///
/// # Errors
/// The answer is not wanted any more.
pub(crate) fn list<'a>(context: &AssistContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let is_asked = |kind: AssistKind| (context.asked)(kind) != Asked::No;
    let mut assists = Vec::new();
    for text in context.touched() {
        for (_, of_text) in WITH_A_TEXT.iter().filter(|(kind, _)| is_asked(*kind)) {
            assists.extend(of_text(&text)?);
        }
    }
    for (_, of_file) in WITH_THE_FILE.iter().filter(|(kind, _)| is_asked(*kind)) {
        assists.extend(of_file(context)?);
    }
    Ok(assists)
}
