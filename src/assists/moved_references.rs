//! References that name other clauses than before the last edits of an open file: they are updated, or kept as they are written.

use super::assist::{Assist, AssistKind, AssistSubject, Does, Fixed};
use super::context::AssistContext;
use crate::edits::changed_texts;
use crate::text::Cancelled;

/// What the server calls its finding of them, which is no rule's.
pub(crate) const MOVED_REFERENCE: &str = "moved-reference";

pub(super) fn list<'a>(context: &AssistContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let mut assists = Vec::new();
    for text in changed_texts(context.snapshot, context.file, context.document) {
        let at = context.at(text);
        let heading = at.pen.placed.text.proposed.heading.as_ref().map(|heading| heading.span).unwrap_or_default();
        let own = at.pen.moved_references().iter().any(|moved| at.touches(moved.reach()));
        if !(own || at.touches(heading) && at.pen.moved_citing()? > 0) {
            continue;
        }
        let subject = AssistSubject::Text(text);
        let fixes = || Some(Fixed::MovedReferences);
        if let Some((title, planned)) = at.pen.update_references()? {
            let what = ("update-references", AssistKind::QuickFix);
            assists.push(Assist { fixes: fixes(), ..Assist::new(what, subject, title, || planned.as_planned()) });
        }
        assists.push(Assist {
            id: "keep-references",
            subject,
            title: "Keep as written".into(),
            kind: AssistKind::QuickFix,
            fixes: fixes(),
            preferred: false,
            does: Does::Keeps,
            cursor: None,
        });
    }
    Ok(assists)
}
