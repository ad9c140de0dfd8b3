//! All safe fixes of a file, until none is left.

use super::assist::{Assist, AssistKind, Subject};
use super::context::AssistContext;
use crate::edits::{Edit, difference};
use crate::rules;
use crate::text::Cancelled;

pub(super) fn list<'a>(context: &AssistContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let context = *context;
    if !context.has_fix(&|_| true, &|fix| fix.safe && !fix.edits.is_empty())? {
        return Ok(Vec::new());
    }
    let what = ("fix-all", AssistKind::FixAll);
    Ok(vec![Assist::new(what, Subject::File, "Fix all safe problems", move || edits(&context))])
}

fn edits(context: &AssistContext<'_>) -> Result<Option<Vec<Edit>>, Cancelled> {
    let AssistContext { snapshot, document, file, cancellation, .. } = *context;
    let mut workspace = (context.workspace)();
    let documents = [(file, document.clone())].into();
    let fixed = rules::fix_all(&mut workspace, documents, &|fix| fix.safe, cancellation)?;
    let Ok(fixed) = fixed else { return Ok(None) };
    let edits = fixed.files.into_iter().flat_map(|(changed, now)| {
        let old = if changed == file { Some(document.clone()) } else { snapshot.document(changed).ok() };
        old.map(|old| difference(changed, &old.rope, &now.rope)).unwrap_or_default()
    });
    Ok(Some(edits.collect()).filter(|edits: &Vec<Edit>| !edits.is_empty()))
}
