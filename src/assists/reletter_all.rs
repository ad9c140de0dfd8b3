//! All sections of a file with the labels that they ought to have.

use super::assist::{Assist, AssistKind, AssistSubject};
use super::context::AssistContext;
use crate::edits::{Batch, Edit, Fix, Pen};
use crate::syntax::SectionId;
use crate::text::Cancelled;

pub(super) fn list<'a>(context: &AssistContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let context = *context;
    for (pen, section) in sections(&context) {
        context.cancellation.check()?;
        if pen.letter_section(section)?.is_some() {
            let what = ("reletter-all", AssistKind::OrganizeClauses);
            let all = move || edits(&context);
            return Ok(vec![Assist::new(what, AssistSubject::File, "Re-letter all sections", all)]);
        }
    }
    Ok(Vec::new())
}

fn edits(context: &AssistContext<'_>) -> Result<Option<Vec<Edit>>, Cancelled> {
    let mut batch = Batch::default();
    for (pen, section) in sections(context) {
        context.cancellation.check()?;
        let Some((title, planned)) = pen.plan_section(section)? else { continue };
        let Some(edits) = planned.as_planned()? else { return Ok(None) };
        // Sections that refer to each other may want the same reference: the one that comes second waits for the next time.
        batch.take(&Fix { title, safe: false, edits });
    }
    Ok(Some(batch.into_edits()).filter(|edits| !edits.is_empty()))
}

fn sections<'a>(context: &AssistContext<'a>) -> impl Iterator<Item = (Pen<'a>, SectionId)> {
    let pens = (0..context.document.texts.len()).map(|text| context.pen(text));
    pens.flat_map(|pen| {
        let sections = pen.placed.text.proposed.sections().filter(|(_, section)| !section.is_damaged());
        sections.map(move |(id, _)| (pen, id))
    })
}
