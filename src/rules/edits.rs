//! Edits that keep the text in force as it is: in a `MOD` they are themselves tracked changes.

use super::{Context, Edit};
use crate::syntax::Action;
use crate::text::{PieceKind, Span};

/// The edit that replaces a stretch of the text as proposed. `None` where it would touch deleted text or cross a
/// mark, or where the text was copied from Word and has to be restored first.
pub fn replace(context: &Context<'_>, span: Span, text: &str) -> Option<Vec<Edit>> {
    let placed = &context.placed.text;
    if placed.flattened.is_some() {
        return None;
    }
    let modifies = context
        .tree()
        .proposal
        .as_ref()
        .is_some_and(|proposal| matches!(proposal.action, Some(Action::Modify | Action::Editorial)));
    let tracked = modifies || placed.is_changed();
    let text = match placed.changes.kind_of(span)? {
        PieceKind::Kept if tracked => format!("{{~~{}~>{text}~~}}", context.words(span)),
        PieceKind::Kept | PieceKind::Inserted => text.to_owned(),
        PieceKind::Deleted | PieceKind::Markup => return None,
    };
    Some(vec![Edit { span, text }])
}
