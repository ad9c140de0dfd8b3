//! What can be done at a place: the fixes of what was found there, and what a drafter does with clauses, tracked changes,
//! whole sections and texts.

mod changes;
mod clauses;
mod kind;

pub use kind::{ActionKind, Asked};

use super::Place;
use crate::edits::{Batch, Edit, Fix, Pen, difference};
use crate::rules::{self, Checkup, Finding, Findings, Group};
use crate::syntax::PlacedText;
use crate::text::{Cancellation, Cancelled, Side, Span};
use crate::workspace::{Accepted, Workspace};

/// Something that can be done.
#[derive(Clone, PartialEq, Debug)]
pub struct Action {
    /// What it does, as a menu says it.
    pub title: String,
    /// What kind of thing it is.
    pub kind: ActionKind,
    /// What it changes; incomplete where only titles were asked for.
    pub edits: Vec<Edit>,
    /// What it fixes; places count from the start of the file.
    pub fixes: Option<Finding>,
    /// What it accepts instead of fixing it.
    pub accepts: Option<Accepted>,
    /// Whether it is the one to take: the best fix, if it is safe.
    pub preferred: bool,
}

/// What is asked about a stretch of a file.
#[derive(Clone, Copy)]
pub struct Query<'a> {
    /// The stretch.
    pub range: Span,
    /// Which kinds of actions.
    pub asked: &'a dyn Fn(ActionKind) -> Asked,
    /// What was found in the file, if that is known already.
    pub findings: Option<&'a Findings>,
    /// What there is to choose from, not what it changes.
    pub titles_only: bool,
    /// The workspace, in a copy that nobody else uses. Asked for where all safe fixes are to be applied.
    pub workspace: Option<&'a dyn Fn() -> Workspace>,
    /// Whether the answer is still wanted.
    pub cancellation: Cancellation<'a>,
}

impl<'a> Query<'a> {
    /// Some kinds of actions about a stretch, with all that they change.
    pub fn new(range: Span, asked: &'a dyn Fn(ActionKind) -> Asked) -> Query<'a> {
        Query { range, asked, findings: None, titles_only: false, workspace: None, cancellation: Cancellation::never() }
    }

    fn wants(&self, kind: ActionKind) -> bool {
        (self.asked)(kind) != Asked::No
    }

    fn pen(&self, place: &Place<'a>, placed: &'a PlacedText) -> Pen<'a> {
        let pen = Pen::new(place.snapshot, place.document, placed, place.file).cancelled_by(self.cancellation);
        if self.titles_only { pen.sketching() } else { pen }
    }

    /// A text with some of what was found in it, so that it can be fixed.
    fn checkup(
        &self,
        place: &Place<'a>,
        nth: usize,
        wanted: &dyn Fn(&Finding) -> bool,
    ) -> Result<Option<Checkup<'a>>, Cancelled> {
        let Place { document, file, snapshot, .. } = *place;
        self.cancellation.check()?;
        match self.findings {
            Some(found) => Ok(found.checkup(nth, document, file, snapshot, wanted, self.cancellation)),
            None => {
                let mut checkup = Checkup::of(document, &document.texts[nth], file, snapshot, self.cancellation)?;
                checkup.findings.retain(wanted);
                Ok(Some(checkup))
            }
        }
    }

    /// The fixes for some of what was found in a file, for each the best that is `good`.
    fn fixes(
        &self,
        place: &Place<'a>,
        wanted: &dyn Fn(&Finding) -> bool,
        good: &dyn Fn(&Fix) -> bool,
    ) -> Result<Vec<Fix>, Cancelled> {
        let mut fixes = Vec::new();
        for nth in 0..place.document.texts.len() {
            let Some(checkup) = self.checkup(place, nth, wanted)? else { continue };
            for finding in &checkup.findings {
                self.cancellation.check()?;
                let Some(fix) = checkup.fixes(finding)?.iter().find(|fix| good(fix)).cloned() else { continue };
                let enough = self.titles_only && !fix.edits.is_empty();
                fixes.push(fix);
                if enough {
                    return Ok(fixes);
                }
            }
        }
        Ok(fixes)
    }
}

/// What can be done about a stretch of a file, of the kinds that are asked for.
///
/// # Errors
/// The answer is not wanted any more.
pub fn actions(place: &Place<'_>, query: &Query<'_>) -> Result<Vec<Action>, Cancelled> {
    let Query { range, asked, .. } = *query;
    let mut actions = Vec::new();
    let wanted = |kind| query.wants(kind);
    let touched = |placed: &PlacedText| placed.span().overlaps(range) || placed.span().touches(range.start);
    for (nth, placed) in place.document.texts.iter().enumerate().filter(|(_, placed)| touched(placed)) {
        if wanted(ActionKind::QuickFix) {
            quick_fixes(place, query, nth, &mut actions)?;
        }
        let pen = query.pen(place, placed);
        let within = Span::new(range.start.saturating_sub(placed.start), range.end.saturating_sub(placed.start));
        if wanted(ActionKind::Reletter) {
            actions.extend(reletter(&pen, within)?.map(|fix| action(fix, ActionKind::Reletter)));
        }
        let head_end = placed.text.proposed.sections.first().map_or(placed.text.len, |section| section.span.start);
        let offered = |kind| match asked(kind) {
            Asked::No => false,
            Asked::WithOthers => within.start < head_end,
            Asked::ByName => true,
        };
        if offered(ActionKind::Revise) {
            let fixes = pen.coming().into_iter().filter_map(|coming| pen.revise_for(&coming));
            actions.extend(fixes.map(|fix| action(fix, ActionKind::Revise)));
        }
        if offered(ActionKind::Propose) {
            let fixes = pen.coming().into_iter().filter_map(|coming| pen.propose(&coming));
            actions.extend(fixes.map(|fix| action(fix, ActionKind::Propose)));
        }
        if wanted(ActionKind::Move) {
            actions.extend(clauses::moves(&pen, within)?.into_iter().map(|fix| action(fix, ActionKind::Move)));
        }
        if wanted(ActionKind::Rewrite) {
            let mut fixes = clauses::rewrites(&pen, within)?;
            if placed.span().contains(range) {
                fixes.extend(pen.track(within));
            }
            actions.extend(fixes.into_iter().map(|fix| action(fix, ActionKind::Rewrite)));
        }
        if placed.span().contains(range) {
            let settled = changes::settled(&pen, within, asked)?;
            actions.extend(settled.into_iter().map(|(kind, fix)| action(fix, kind)));
        }
    }
    if wanted(ActionKind::OrganizeClauses) {
        actions.extend(reletter_all(place, query)?.map(|fix| action(fix, ActionKind::OrganizeClauses)));
    }
    if wanted(ActionKind::UpdateCitations) {
        actions.extend(update_citations(place, query)?.map(|fix| action(fix, ActionKind::UpdateCitations)));
    }
    if wanted(ActionKind::FixAll) {
        actions.extend(fix_all(place, query)?.map(|fix| action(fix, ActionKind::FixAll)));
    }
    Ok(actions)
}

fn action(fix: Fix, kind: ActionKind) -> Action {
    Action { title: fix.title, kind, edits: fix.edits, fixes: None, accepts: None, preferred: false }
}

fn quick_fixes(place: &Place<'_>, query: &Query<'_>, nth: usize, actions: &mut Vec<Action>) -> Result<(), Cancelled> {
    let placed = &place.document.texts[nth];
    let here = |finding: &Finding| {
        let (here, range) = (placed.in_file(finding.span), query.range);
        here.overlaps(range) || here.touches(range.start) || here.touches(range.end)
    };
    let Some(checkup) = query.checkup(place, nth, &here)? else { return Ok(()) };
    for finding in &checkup.findings {
        query.cancellation.check()?;
        for (nth, fix) in checkup.fixes(finding)?.iter().filter(|fix| !fix.edits.is_empty()).enumerate() {
            // One fix may be that of several findings.
            if !actions.iter().any(|other| other.edits == fix.edits) {
                actions.push(Action {
                    preferred: nth == 0 && fix.safe,
                    fixes: Some(finding.in_file(placed.start)),
                    ..action(fix.clone(), ActionKind::QuickFix)
                });
            }
        }
        actions.extend(acceptances(place, placed, finding));
    }
    Ok(())
}

/// To accept what was found, for the words that it speaks of, or for all that its rule finds in the file.
fn acceptances(place: &Place<'_>, placed: &PlacedText, finding: &Finding) -> Vec<Action> {
    let Some(path) = place.snapshot.path(place.file) else { return Vec::new() };
    let words = || place.document.words(placed, finding.span, Side::Proposed);
    let text = finding.accepted_as.as_deref().map_or_else(words, str::to_owned);
    let rule = finding.rule.name.to_owned();
    let what = if finding.rule.group == Group::Citations { "citation" } else { "finding" };
    let here = Accepted { rule: rule.clone(), text: Some(text), file: None, because: None };
    let in_file = Accepted { rule, text: None, file: Some(path.into()), because: None };
    let accept = |title: String, accepts: Accepted| Action {
        fixes: Some(finding.in_file(placed.start)),
        accepts: Some(accepts),
        ..action(Fix { title, safe: false, edits: Vec::new() }, ActionKind::QuickFix)
    };
    let all = accept(format!("Accept in this file: {}", finding.rule.name), in_file);
    // One finding that counts all its places of a text has no words of its own.
    match finding.rule.group {
        Group::Language => vec![all],
        _ => vec![accept(format!("Accept this {what}"), here), all],
    }
}

/// The section at a place with the labels that it ought to have.
fn reletter(pen: &Pen<'_>, range: Span) -> Result<Option<Fix>, Cancelled> {
    let tree = &pen.placed.text.proposed;
    let section = tree.section_at(range.start).filter(|id| !tree.section(*id).is_damaged());
    section.map_or(Ok(None), |section| pen.reletter_section(section))
}

/// All citations of a file that are superseded, or name what never was, with the edition that stands best.
fn update_citations(place: &Place<'_>, query: &Query<'_>) -> Result<Option<Fix>, Cancelled> {
    let mut batch = Batch::default();
    for fix in query.fixes(place, &|finding| finding.rule.updates_citations, &|_| true)? {
        batch.take(&fix);
    }
    let edits: Vec<Edit> = batch.files().flat_map(|(_, edits)| edits.to_vec()).collect();
    Ok((!edits.is_empty()).then(|| Fix { title: "Bring all citations up to date".into(), safe: false, edits }))
}

/// All sections of a file with the labels that they ought to have.
fn reletter_all(place: &Place<'_>, query: &Query<'_>) -> Result<Option<Fix>, Cancelled> {
    let title = "Re-letter all sections".to_owned();
    let mut batch = Batch::default();
    for placed in place.document.texts.iter() {
        let pen = query.pen(place, placed);
        let sections = placed.text.proposed.sections().filter(|(_, section)| !section.is_damaged());
        for (section, _) in sections {
            query.cancellation.check()?;
            let Some(fix) = pen.reletter_section(section)? else { continue };
            if query.titles_only {
                return Ok(Some(Fix { title, safe: false, edits: Vec::new() }));
            }
            batch.take(&fix);
        }
    }
    let edits: Vec<Edit> = batch.files().flat_map(|(_, edits)| edits.to_vec()).collect();
    Ok((!edits.is_empty()).then_some(Fix { title, safe: false, edits }))
}

/// All safe fixes of a file, until none is left.
fn fix_all(place: &Place<'_>, query: &Query<'_>) -> Result<Option<Fix>, Cancelled> {
    let Some(workspace) = query.workspace else { return Ok(None) };
    let title = "Fix all safe problems".to_owned();
    if query.titles_only {
        let safe = |fix: &Fix| fix.safe && !fix.edits.is_empty();
        let any = query.fixes(place, &|_| true, &safe)?.pop();
        return Ok(any.map(|_| Fix { title, safe: true, edits: Vec::new() }));
    }
    let mut workspace = workspace();
    let documents = [(place.file, place.document.clone())].into();
    let fixed = rules::fix_all(&mut workspace, documents, &|fix| fix.safe, query.cancellation)?;
    let Ok(fixed) = fixed else { return Ok(None) };
    let edits = fixed.files.into_iter().flat_map(|(file, document)| {
        let old = place.snapshot.document(file).ok();
        let old = if file == place.file { Some(place.document.clone()) } else { old };
        old.map(|old| difference(file, &old.rope, &document.rope)).unwrap_or_default()
    });
    let edits: Vec<Edit> = edits.collect();
    Ok((!edits.is_empty()).then_some(Fix { title, safe: true, edits }))
}
