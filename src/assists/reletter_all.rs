//! All sections of a file with the labels that they ought to have.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::AssistContext;
use crate::edits::{is_out_of_order, reletter_all};
use crate::text::Cancelled;

pub(super) fn list<'a>(context: &AssistContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let AssistContext { snapshot, document, file, cancellation, .. } = *context;
    if !is_out_of_order(snapshot, document, file, cancellation)? {
        return Ok(Vec::new());
    }
    let what = ("reletter-all", AssistKind::OrganizeClauses);
    let edits = move || {
        let batch = reletter_all(snapshot, document, file, cancellation)?;
        Ok(Some(batch.into_edits()).filter(|edits| !edits.is_empty()))
    };
    Ok(vec![Assist::new(what, AssistSubject::File, "Re-letter all sections", edits)])
}
