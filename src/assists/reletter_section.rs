//! The section at a place with the labels that it ought to have.

use super::assist::{Assist, AssistKind, Subject};
use super::context::TextContext;
use crate::text::Cancelled;

pub(super) fn list<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let tree = &at.pen.placed.text.proposed;
    let Some(section) = tree.section_at(at.within.start).filter(|id| !tree.section(*id).is_damaged()) else {
        return Ok(Vec::new());
    };
    let Some((title, planned)) = at.pen.plan_section(section)? else { return Ok(Vec::new()) };
    let what = ("reletter-section", AssistKind::Reletter);
    Ok(vec![Assist::new(what, Subject::Section(at.text, section.0), title, || planned.as_planned())])
}
