//! All citations of a file that are superseded, or name what never was, with the edition that stands best.

use std::ops::ControlFlow;

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::AssistContext;
use crate::edits::Batch;
use crate::rules::Finding;
use crate::text::Cancelled;

pub(super) fn list<'a>(context: &AssistContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let context = *context;
    let wanted = |finding: &Finding| finding.rule.updates_citations;
    if !context.has_fix(&wanted, &|_| true)? {
        return Ok(Vec::new());
    }
    let run = move || {
        let mut batch = Batch::default();
        context.each_fix(&wanted, &|_| true, &mut |fix| {
            batch.take(fix);
            ControlFlow::Continue(())
        })?;
        Ok(Some(batch.into_edits()))
    };
    let what = ("update-citations", AssistKind::UpdateCitations);
    Ok(vec![Assist::new(what, AssistSubject::File, "Bring all citations up to date", run)])
}
