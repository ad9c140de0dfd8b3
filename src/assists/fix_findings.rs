//! The fixes of what was found at a place, each finding with what accepts it.

use super::accept_finding::acceptances;
use super::assist::{Assist, AssistKind, AssistSubject, Fixed};
use super::context::TextContext;
use crate::edits::Edit;
use crate::text::Cancelled;

pub(super) fn list<'a>(at: &TextContext<'a>) -> Result<Vec<Assist<'a>>, Cancelled> {
    let mut assists = Vec::new();
    let Some(checkup) = at.context.checkup(at.text, &|finding| at.touches(finding.span))? else { return Ok(assists) };
    let mut listed: Vec<Vec<Edit>> = Vec::new();
    for (nth, finding) in checkup.findings.iter().enumerate() {
        at.context.cancellation.check()?;
        let fixed = finding.in_file(at.pen.placed.start);
        let fixes = checkup.fixes(finding)?;
        for (way, fix) in fixes.iter().filter(|fix| !fix.edits.is_empty()).enumerate() {
            // One fix may be that of several findings.
            if listed.contains(&fix.edits) {
                continue;
            }
            listed.push(fix.edits.clone());
            let what = ("fix-finding", AssistKind::QuickFix);
            assists.push(Assist {
                preferred: way == 0 && fix.safe,
                fixes: Some(Fixed::Finding(fixed.clone())),
                ..Assist::ready(what, AssistSubject::Fix(at.text, nth, way), &fix.title, fix.edits.clone())
            });
        }
        assists.extend(acceptances(at, nth, finding, &fixed));
    }
    Ok(assists)
}
