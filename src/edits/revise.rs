//! A text taken up again: for a new meeting, or as the base of a proposal.

use super::{Edit, Pen, in_order};
use crate::catalogue::Held;
use crate::syntax::{Adopted, Body, EditionMention};
use crate::text::Span;
use crate::workspace::ForMeeting;

/// The meeting that a text is revised for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComingMeeting {
    /// Where; none as long as nobody knows.
    pub place: Option<String>,
    /// When; none as long as nobody knows.
    pub year: Option<u16>,
    /// How a menu names it: "WTSA-28 (Lima, 2028)".
    pub name: String,
    /// Whether it is known to have closed.
    pub over: bool,
}

impl ComingMeeting {
    /// What a draft says of a meeting whose place nobody knows yet.
    pub(super) fn unknown(body: Option<Body>) -> ComingMeeting {
        let name = body.map_or_else(String::new, |body| format!(" {}", body.short()));
        ComingMeeting { place: None, year: None, name: format!("the coming{name} ([place], 20XX)"), over: false }
    }

    fn meeting(&self) -> String {
        let place = self.place.as_deref().unwrap_or("[place]");
        self.year.map_or_else(|| format!("{place}, 20XX"), |year| format!("{place}, {year}"))
    }

    fn short_year(&self) -> String {
        self.year.map_or_else(|| "XX".into(), |year| format!("{:02}", year % 100))
    }
}

impl Pen<'_> {
    /// The meetings that the text can be revised for: those of its body after its own, the next first; one without a place
    /// where none is known.
    pub fn coming(&self) -> Vec<ComingMeeting> {
        let tree = &self.placed.text.proposed;
        let (Some(body), Some(own)) = (tree.body(), tree.own_meeting()) else { return Vec::new() };
        let said = self.snapshot.config(self.file).meeting.as_ref();
        let known = self.snapshot.catalogue_of(self.file).meetings_of(body).iter().filter(|it| it.held != Held::No);
        let mut coming: Vec<ComingMeeting> = known
            .filter(|meeting| meeting.year > own.year)
            .map(|it| ComingMeeting {
                place: Some(it.place.to_string()),
                year: Some(it.year),
                name: it.to_string(),
                over: it.is_over(self.snapshot.today),
            })
            .collect();
        let said = said.and_then(|said| self.coming_as(said));
        coming.extend(said.filter(|said| !coming.iter().any(|known| known.year == said.year)));
        coming.sort_by_key(|coming| coming.year);
        if coming.is_empty() {
            coming.push(ComingMeeting::unknown(Some(body)));
        }
        coming
    }

    /// A meeting that a drafter names, if the text can be revised for it: one of its body after its own.
    pub fn coming_as(&self, said: &ForMeeting) -> Option<ComingMeeting> {
        let tree = &self.placed.text.proposed;
        let comes = tree.body() == Some(said.body) && tree.own_meeting().is_some_and(|own| said.year > own.year);
        let name = || format!("{} ({}, {})", said.body.short(), said.place, said.year);
        let known = self.snapshot.catalogue_of(self.file).meeting(said.body, &said.place, said.year);
        let over = known.is_some_and(|known| known.is_over(self.snapshot.today));
        comes.then(|| ComingMeeting { place: Some(said.place.clone()), year: Some(said.year), name: name(), over })
    }

    /// Heading, history and enacting line for a coming meeting. `None` where the head cannot be written into.
    pub fn revise_for(&self, coming: &ComingMeeting) -> Option<Vec<Edit>> {
        let tree = &self.placed.text.proposed;
        // A draft new text has no edition yet that could be revised.
        if tree.heading.as_ref().is_some_and(|heading| heading.draft) {
            return None;
        }
        let mut edits = Vec::new();
        if let Some(mention) = tree.edition().filter(|mention| mention.glued.is_none()) {
            edits.extend(self.replace(mention.span, &self.revised(mention, coming))?);
        }
        if let Some(last) = tree.history.as_ref().and_then(|(entries, _)| entries.last()) {
            let entry = match (last.place.is_empty(), coming.year) {
                (true, Some(year)) => format!("-{year}"),
                (true, None) => "-20XX".into(),
                (false, _) => format!("; {}", coming.meeting()),
            };
            edits.extend(self.insert(last.span.end, &entry)?);
        }
        if let Some(mention) = tree.enacting.as_ref().and_then(|line| line.edition.as_ref()) {
            edits.extend(self.replace(mention.meeting_span, &coming.meeting())?);
        }
        in_order(edits).filter(|edits| !edits.is_empty())
    }

    /// Whether the text is a proposal already, or shows changes as one does.
    pub fn is_proposal(&self) -> bool {
        let text = &self.placed.text;
        text.proposed.proposal.is_some() || text.is_changed() || text.flattened.is_some()
    }

    /// A proposal to change the text: its line, and heading, history and enacting line as tracked changes; what is written
    /// from then on is tracked, as in every proposal. `None` where it is one already.
    pub fn propose(&self, coming: &ComingMeeting) -> Option<Vec<Edit>> {
        let text = &self.placed.text;
        let heading = text.proposed.heading.as_ref()?;
        if self.is_proposal() || heading.draft {
            return None;
        }
        let mut edits = self.tracking().revise_for(coming)?;
        let rope = &self.document.rope;
        let line = rope.line_to_byte(rope.byte_to_line((self.placed.start + heading.span.start) as usize));
        let line_end = if rope.chars().take(10_000).any(|c| c == '\r') { "\r\n" } else { "\n" };
        let text = format!("MOD{line_end}");
        edits.insert(0, Edit { file: self.file, span: Span::of(line..line), text });
        Some(edits)
    }

    /// The edition that a heading is to give, written as it is: in capitals, with a no-break space after "Rev.".
    fn revised(&self, mention: &EditionMention, coming: &ComingMeeting) -> String {
        let written = self.document.slice(self.placed.in_file(mention.span));
        let revised = match mention.edition.adopted {
            Adopted::Revision(revision) => return (revision + 1).to_string(),
            Adopted::Wrc { .. } => format!("(Rev.WRC-{})", coming.short_year()),
            _ => format!("(Rev. {})", coming.meeting()),
        };
        let revised = if written.contains("\u{a0}") { revised.replace("Rev. ", "Rev.\u{a0}") } else { revised };
        let shouted = written.chars().any(char::is_alphabetic) && !written.chars().any(char::is_lowercase);
        if shouted { revised.to_uppercase().replace("[PLACE]", "[place]") } else { revised }
    }
}
