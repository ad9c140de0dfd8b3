//! All sections of a file get the labels that they ought to have.

use super::{Batch, Fix, Pen};
use crate::syntax::{Document, SectionId};
use crate::text::{Cancellation, Cancelled, FileId};
use crate::workspace::Snapshot;

/// The edits that letter or number all sections of a file anew, those of other files whose references follow among them.
/// Sections that refer to each other may want the same reference: the one that comes second waits for the next time. None
/// where nothing would change, and where a file in which references follow can no longer be read as it was.
///
/// # Errors
/// They are not wanted any more.
pub fn reletter_all(
    snapshot: &Snapshot,
    document: &Document,
    file: FileId,
    cancellation: Cancellation<'_>,
) -> Result<Batch, Cancelled> {
    let mut batch = Batch::default();
    for (pen, section) in sections(snapshot, document, file, cancellation) {
        cancellation.check()?;
        let Some((title, planned)) = pen.plan_section(section)? else { continue };
        let Some(edits) = planned.as_planned()? else { return Ok(Batch::default()) };
        batch.take(&Fix { title, safe: false, edits });
    }
    Ok(batch)
}

/// Whether a section of a file has other labels than it ought to have.
///
/// # Errors
/// It is not wanted any more.
pub(crate) fn is_out_of_order(
    snapshot: &Snapshot,
    document: &Document,
    file: FileId,
    cancellation: Cancellation<'_>,
) -> Result<bool, Cancelled> {
    for (pen, section) in sections(snapshot, document, file, cancellation) {
        cancellation.check()?;
        if pen.letter_section(section)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The sections of a file that are surely read, each with what writes into its text.
fn sections<'a>(
    snapshot: &'a Snapshot,
    document: &'a Document,
    file: FileId,
    cancellation: Cancellation<'a>,
) -> impl Iterator<Item = (Pen<'a>, SectionId)> {
    let pens =
        document.texts.iter().map(move |placed| Pen::new(snapshot, document, placed, file).cancelled_by(cancellation));
    pens.flat_map(|pen| {
        let sections = pen.placed.text.proposed.sections().filter(|(_, section)| !section.is_damaged());
        sections.map(move |(id, _)| (pen, id))
    })
}
