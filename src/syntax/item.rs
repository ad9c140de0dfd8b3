//! Items: what one block says in one view, before its neighbours are looked at.

use smol_str::SmolStr;

use super::body::{Body, Instrument};
use super::call::CallKey;
use super::citation::{Citation, Sector};
use super::edition::EditionMention;
use super::label::RawLabel;
use super::read_edition::HistoryEntry;
use super::reference::{AnnexReference, Reference};
use crate::text::Span;

/// What a proposal asks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Action {
    /// A new text.
    Add,
    /// Tracked changes to the text in force.
    Modify,
    /// An editorial change.
    Editorial,
    Suppress,
    NoChange,
}

impl Action {
    /// Whether the text goes with tracked changes to the text in force.
    pub fn modifies(self) -> bool {
        matches!(self, Action::Modify | Action::Editorial)
    }

    /// Whether the text stands there for reference only, as it is in force.
    pub fn only_refers(self) -> bool {
        matches!(self, Action::Suppress | Action::NoChange)
    }
}

/// "MOD⇥IAP/39A30/1", or one of its two parts on a line of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProposalLine {
    /// What is asked for, where this line says it.
    pub action: Option<Action>,
    /// "IAP/39A30/1", where this line says it.
    pub id: Option<SmolStr>,
    /// `ADD*`, `SUP*`: transferred to another text.
    pub transferred: bool,
    pub span: Span,
}

/// "RESOLUTION 50 (Rev. New Delhi, 2024)".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeadingLine {
    pub instrument: Instrument,
    /// The sector in front of the number.
    pub sector: Option<Sector>,
    /// The number; none yet in "DRAFT NEW RESOLUTION".
    pub number: Option<SmolStr>,
    pub edition: Option<EditionMention>,
    /// "DRAFT": not adopted.
    pub draft: bool,
    /// It may as well be a citation that stands alone on its line: it heads a text only after a proposal line, or where a title
    /// and an enacting line follow.
    pub(super) candidate: bool,
    /// From the first word to the edition.
    pub span: Span,
}

/// "The World Telecommunication Standardization Assembly (New Delhi, 2024),"
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnactingLine {
    /// Who adopts.
    pub body: Body,
    /// At which meeting; RA texts leave it out.
    pub edition: Option<EditionMention>,
    pub span: Span,
}

/// A line that heads a section.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CallLine {
    pub key: CallKey,
    /// How it is written, with single spaces.
    pub words: SmolStr,
    /// Where it is, without whitespace around it.
    pub span: Span,
    /// The place of its verb where that is not spelt as calls are: "recognising", "instruct the Director".
    pub misspelt: Option<Span>,
    /// The line breaks off after a comma, as an addressee may: it heads a section only where a line that ends it follows, and
    /// then a label.
    pub(super) candidate: bool,
}

/// A footnote's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// "1", "*".
    pub name: SmolStr,
    /// Its text.
    pub span: Span,
    /// With what introduces it: `[^1]: `, `[1: 1 ⇥`…`]`, `____ 1 `.
    pub whole: Span,
}

/// Where a footnote is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteMark {
    /// "1", "*".
    pub name: SmolStr,
    /// Whether whitespace stands before it.
    pub(super) after_space: bool,
    pub span: Span,
}

impl NoteMark {
    /// Whether it is written "[1]", as text that is not agreed may be, too.
    pub(super) fn is_number(&self) -> bool {
        self.span.len() as usize == self.name.len() + "[]".len()
    }
}

/// A body and a meeting of it named in running text: "WTDC (Kigali, 2022)", "(Dubai, 2014Buenos Aires, 2017)".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeetingMention {
    /// The body named before it.
    pub body: Option<Body>,
    /// The place and year.
    pub edition: EditionMention,
}

/// What conversion from PDF left behind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ResidueKind {
    /// A label run into the line before: "…; ii) the".
    GluedLabel,
    /// A label under the first words of its clause, on a line of its own.
    LabelBelow,
    /// A label after the first word of its clause: "the a) depth of".
    LabelAfterWord,
    /// A call run into the line before: "…, instructs the Director to".
    GluedCall(CallKey),
    /// An annex run into the line before: what follows is no clause.
    GluedAnnex,
    /// A list run into the line before: "…: • increased".
    Bullet,
    /// A footnote's text in the middle of a clause: "____ 1 These include".
    Footnote,
    /// A footnote's mark run into the word before: "countries1", where a footnote 1 stands below.
    PrintedMark,
    /// What pages carry beside the text: "– 217 –".
    Furniture,
}

impl ResidueKind {
    /// Whether labels or calls may be missing where it stands.
    pub fn damages(&self) -> bool {
        !matches!(self, ResidueKind::Footnote | ResidueKind::PrintedMark | ResidueKind::Furniture)
    }
}

/// A place where conversion has left its mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Residue {
    pub kind: ResidueKind,
    pub span: Span,
}

/// Everything found in the words of an item.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Content {
    pub citations: Vec<Citation>,
    pub references: Vec<Reference>,
    /// "Annex 1 to this resolution".
    pub annexes: Vec<AnnexReference>,
    /// Meetings named outside citations.
    pub meetings: Vec<MeetingMention>,
    /// Footnotes called.
    pub note_marks: Vec<NoteMark>,
    /// Footnotes' texts.
    pub notes: Vec<Note>,
    /// `[`…: text not agreed.
    pub brackets: Vec<Span>,
    /// Marks of footnotes run into words: "countries1", "ships*".
    pub(super) printed_marks: Vec<NoteMark>,
    /// What conversion left behind.
    pub residue: Vec<Residue>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ItemKind {
    /// Nothing but blank lines.
    Blank,
    /// A proposal line, or one of its halves.
    Proposal(ProposalLine),
    /// A text's heading.
    Heading(HeadingLine),
    /// A history line.
    History(Vec<HistoryEntry>),
    Enacting(EnactingLine),
    /// A line that heads a section.
    Call(CallLine),
    /// A line with a label.
    Labelled(RawLabel),
    /// "ANNEX 1", "APPENDIX", "SECTION 2": the end of the clauses.
    Annex(Span),
    /// "Reasons:"
    Reasons,
    /// A footnote of its own.
    Note,
    /// Page numbers and the like.
    Furniture,
    /// Front matter, code or a comment of Markdown: no text.
    Aside,
    /// Anything else: a title, a clause without label, the rest of the clause before.
    Plain,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    pub kind: ItemKind,
    /// From its first to its last character, without whitespace around it.
    pub span: Span,
    /// Where its words begin: after the label, after the call.
    pub body: u32,
    /// Its last character that is no space.
    pub last: Option<char>,
    /// What its words say.
    pub content: Content,
}

impl Item {
    /// Changes every place in it.
    pub(super) fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        f(&mut self.span);
        let mut body = Span::empty(self.body);
        f(&mut body);
        self.body = body.start;
        match &mut self.kind {
            ItemKind::Proposal(line) => f(&mut line.span),
            ItemKind::Heading(line) => line.each_span(f),
            ItemKind::History(entries) => entries.iter_mut().for_each(|entry| entry.each_span(f)),
            ItemKind::Enacting(line) => line.each_span(f),
            ItemKind::Call(line) => line.each_span(f),
            ItemKind::Labelled(label) => f(&mut label.span),
            ItemKind::Annex(span) => f(span),
            ItemKind::Blank
            | ItemKind::Reasons
            | ItemKind::Note
            | ItemKind::Furniture
            | ItemKind::Aside
            | ItemKind::Plain => {}
        }
        self.content.each_span(f);
    }

    /// The same item where its origin lies `by` bytes earlier.
    pub(super) fn shifted(&self, by: u32) -> Item {
        let mut item = self.clone();
        item.each_span(&mut |span| *span = span.shift(by));
        item
    }
}

impl HeadingLine {
    pub(super) fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        f(&mut self.span);
        self.edition.iter_mut().for_each(|edition| edition.each_span(f));
    }
}

impl EnactingLine {
    pub(super) fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        f(&mut self.span);
        self.edition.iter_mut().for_each(|edition| edition.each_span(f));
    }
}

impl CallLine {
    pub(super) fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        f(&mut self.span);
        self.misspelt.iter_mut().for_each(f);
    }
}

impl Content {
    pub(super) fn each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        self.citations.iter_mut().for_each(|citation| citation.each_span(f));
        self.references.iter_mut().for_each(|reference| reference.each_span(f));
        self.annexes.iter_mut().for_each(|annex| f(&mut annex.span));
        self.meetings.iter_mut().for_each(|meeting| meeting.edition.each_span(f));
        self.note_marks.iter_mut().for_each(|mark| f(&mut mark.span));
        self.printed_marks.iter_mut().for_each(|mark| f(&mut mark.span));
        for note in &mut self.notes {
            f(&mut note.span);
            f(&mut note.whole);
        }
        self.brackets.iter_mut().for_each(&mut *f);
        self.residue.iter_mut().for_each(|residue| f(&mut residue.span));
    }
}
