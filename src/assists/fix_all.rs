//! All safe fixes of a file, until none is left.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::AssistContext;
use crate::edits::{Edit, difference};
use crate::rules;
use crate::text::Cancelled;

pub(super) fn list<'a>(context: &AssistContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let context = *context;
    if !context.has_fix(&|_| true, &|fix| fix.safe)? {
        return Ok(Vec::new());
    }
    let what = ("fix-all", AssistKind::FixAll);
    Ok(vec![Assist::new(what, AssistSubject::File, "Fix all safe problems", move || edits(&context))])
}

fn edits(context: &AssistContext<'_>) -> Result<Option<Vec<Edit>>, Cancelled> {
    let AssistContext { snapshot, document, file, cancellation, .. } = *context;
    let mut workspace = (context.workspace)();
    let documents = [(file, document.clone())].into();
    let fixed = rules::fix_all(&mut workspace, documents, &|fix| fix.safe, cancellation)?;
    let Ok(fixed) = fixed else { return Ok(None) };
    let mut edits: Vec<Edit> = Vec::new();
    for (changed, now) in fixed.files {
        // All or nothing: one file's labels are nothing without the references of another.
        let old = if changed == file { Ok(document.clone()) } else { snapshot.document(changed) };
        let Ok(old) = old else { return Ok(None) };
        edits.extend(difference(changed, &old.rope, &now.rope));
    }
    Ok(Some(edits).filter(|edits| !edits.is_empty()))
}
