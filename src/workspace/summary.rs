//! What the workspace keeps of a file that is not open: enough to know who cites whom and who refers to what.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::config::Config;
use super::head::Head;
use super::read::read_file;
use super::wording::Wording;
use crate::catalogue::{AdoptedText, Catalogue, TextKey};
use crate::syntax::{
    Adopted, Citation, Document, Edition, Instrument, PlacedText, Reference, ReferenceTarget, SaidBody, Sector, Text,
    Tree,
};
use crate::text::{FileId, LineIndex, Side, Span, offset};
use jiff::civil::Date;
use smol_str::SmolStr;

/// A file of the workspace, as long as it is not open.
#[derive(Debug)]
pub struct Summary {
    /// Its number, which stays the same while the workspace lives.
    pub id: FileId,
    pub path: PathBuf,
    pub texts: Vec<TextSummary>,
    /// The lines and columns of places in it.
    pub lines: LineIndex,
}

impl Summary {
    /// What an adopted text of the file says, by its index. The file is read for it once: most are never asked. `None` where
    /// the text does not count as adopted, or the file can no longer be read or says something else.
    pub fn adopted_words(&self, index: usize) -> Option<&AdoptedWords> {
        let text = &self.texts[index];
        text.adopted.as_ref()?;
        if text.words.get().is_none() {
            // Nobody waits while the file is read: who asks at the same time reads it, too.
            let _ = text.words.set(self.read_words(index));
        }
        text.words.get()?.as_ref()
    }

    fn read_words(&self, index: usize) -> Option<AdoptedWords> {
        let document = Document::read(&read_file(&self.path).ok()?);
        let placed = document.texts.get(index)?;
        let tree = &placed.text.proposed;
        (Head::of(&document, tree) == self.texts[index].head).then(|| AdoptedWords {
            outline: Arc::new(tree.outline()),
            wording: Wording::of(&document, placed, Side::Proposed),
        })
    }

    /// The same file, whose clauses can be searched.
    #[must_use]
    pub fn searchable(mut self, document: &Document) -> Summary {
        for (text, placed) in self.texts.iter_mut().zip(document.texts.iter()) {
            text.clauses = clauses_of(document, placed).collect();
        }
        self
    }

    /// Whether its references say what those of another state of the file say.
    pub fn refers_as(&self, other: &Summary) -> bool {
        let references = |file: &Summary| {
            let citations = file.texts.iter().flat_map(|text| &text.citations);
            citations.flat_map(|citation| citation.references.clone()).collect::<Vec<_>>()
        };
        let (own, other) = (references(self), references(other));
        own.len() == other.len() && own.iter().zip(&other).all(|(own, other)| own.says_the_same(other))
    }
}

/// One text of a file.
#[derive(Debug)]
pub struct TextSummary {
    /// Byte offset of its start in the file: places inside its references count from here.
    pub start: u32,
    pub head: Head,
    /// Whether it is what stands before the first heading of the file.
    pub cover: bool,
    pub writable: bool,
    /// Where its heading is in the file, or where it begins.
    pub place: Span,
    /// What it adds to the catalogue, if it counts as adopted.
    pub adopted: Option<Arc<AdoptedText>>,
    /// What it says, if it counts as adopted; read when it is first asked for.
    words: OnceLock<Option<AdoptedWords>>,
    pub citations: Vec<CitationSummary>,
    /// The study groups and questions it names, each once.
    pub studies: Vec<Study>,
    /// Its title, with single spaces.
    pub title: Option<SmolStr>,
    /// Its clauses, to be found by their words; none where nobody is to search them.
    pub clauses: Box<[ClauseSummary]>,
}

/// What an adopted text says, as far as others ask.
#[derive(Debug)]
pub struct AdoptedWords {
    /// Its sections and clauses, so that references to them can be checked.
    pub outline: Arc<Tree>,
    /// Prints of its words, so that a proposal to change it can be compared with it.
    pub wording: Wording,
}

/// A clause, to be found by its name and words.
#[derive(Debug)]
pub struct ClauseSummary {
    /// "considering k) the first words of it".
    pub words: Box<str>,
    /// Where, from the start of its text.
    pub span: Span,
}

/// How many bytes of a clause are kept to find it by.
const CLAUSE_BYTES: u32 = 120;

/// The clauses of a text as proposed, to be found by their names and first words.
pub fn clauses_of<'a>(document: &'a Document, placed: &'a PlacedText) -> impl Iterator<Item = ClauseSummary> + 'a {
    let tree = &placed.text.proposed;
    tree.clauses().map(move |(id, clause)| {
        let rope = &document.rope;
        let end = (clause.body.start + CLAUSE_BYTES).min(clause.body.end);
        let end = offset(rope.char_to_byte(rope.byte_to_char((placed.start + end) as usize))) - placed.start;
        let body = document.words(placed, Span::new(clause.body.start, end.max(clause.body.start)), Side::Proposed);
        let mut words = tree.name(id);
        for word in body.split_whitespace() {
            words.push(' ');
            // "ITU‑T" is found as it is typed.
            words.extend(word.chars().map(|c| if c == '\u{2011}' { '-' } else { c }));
        }
        ClauseSummary { words: words.into(), span: clause.span }
    })
}

/// A study group or a question that a text names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Study {
    /// [`Instrument::StudyGroup`] or [`Instrument::Question`].
    pub instrument: Instrument,
    /// Its sector, where the text says it.
    pub sector: Option<Sector>,
    /// "17", "3/2".
    pub number: SmolStr,
}

impl Study {
    /// The study group or question that a citation names.
    pub fn of(citation: &Citation) -> Option<Study> {
        let Citation { instrument, sector, number, .. } = citation;
        matches!(instrument, Instrument::StudyGroup | Instrument::Question).then(|| Study {
            instrument: *instrument,
            sector: *sector,
            number: number.clone(),
        })
    }
}

/// A citation in a text that is not open.
#[derive(Debug)]
pub struct CitationSummary {
    pub instrument: Instrument,
    /// Its number, as in [`Citation::number`].
    pub number: SmolStr,
    /// Whose text it says that it is.
    pub said_body: SaidBody,
    pub edition: Option<Edition>,
    /// Where, in the file.
    pub span: Span,
    /// References to clauses of the cited text; their places count from the start of the text.
    pub references: Vec<Reference>,
}

impl Summary {
    /// Sums up a file.
    pub fn of(
        id: FileId,
        path: &Path,
        document: &Document,
        catalogue: &Catalogue,
        config: &Config,
        today: Date,
    ) -> Summary {
        let listed = config.lists_as_adopted(path);
        let texts = document.texts.iter().map(|placed| {
            let tree = &placed.text.proposed;
            let adopted = adopted(&placed.text, id, path, listed, catalogue, today).map(Arc::new);
            let mut references: Vec<Vec<Reference>> = vec![Vec::new(); tree.citations().len()];
            for reference in tree.references() {
                if let ReferenceTarget::Cited(index) = tree.reference_target(reference) {
                    references[index].push(reference.it.clone());
                }
            }
            let citations = tree.citations().iter().map(|placed| &placed.it).zip(tree.said_bodies()).zip(references);
            let citations = citations.map(|((citation, said_body), references)| CitationSummary {
                instrument: citation.instrument,
                number: citation.number.clone(),
                said_body,
                edition: citation.edition.as_ref().map(|mention| mention.edition.clone()),
                span: placed.in_file(citation.span),
                references,
            });
            TextSummary {
                start: placed.start,
                head: Head::of(document, tree),
                cover: placed.text.cover,
                writable: placed.text.is_writable(),
                place: placed.in_file(tree.heading.as_ref().map_or(Span::empty(0), |heading| heading.span)),
                words: OnceLock::new(),
                adopted,
                citations: citations.collect(),
                studies: {
                    let named = tree.citations().iter().filter_map(|placed| Study::of(&placed.it));
                    named.collect::<BTreeSet<_>>().into_iter().collect()
                },
                title: tree.title.as_ref().map(|title| title.words.clone()),
                clauses: Box::default(),
            }
        });
        Summary { id, path: path.into(), texts: texts.collect(), lines: LineIndex::of(&document.rope) }
    }
}

/// What a text adds to the catalogue, if it counts as adopted: it is listed so, or nothing marks it as a draft, its head is
/// surely read and its meeting is known to have closed. A colleague's clean draft must never make everyone's citations superseded.
pub fn adopted(
    text: &Text,
    id: FileId,
    path: &Path,
    listed: bool,
    catalogue: &Catalogue,
    today: Date,
) -> Option<AdoptedText> {
    let tree = &text.proposed;
    let heading = tree.heading.as_ref()?;
    let mention = heading.edition.as_ref()?;
    let key = TextKey::of_heading(tree)?;
    let own = tree.own_meeting();
    let meeting = own.as_ref().and_then(|own| Some((own.place.clone()?, own.year)));
    if !listed {
        let known = match &meeting {
            Some((place, year)) => catalogue.meeting(key.body, place, *year),
            None => catalogue.meeting_of_edition(key.body, &mention.edition),
        }?;
        let closed = known.is_over(today);
        if is_marked_as_draft(text) || !tree.head_is_sure() || !closed || !own.is_none_or(|own| own.agreed) {
            return None;
        }
    }
    // Headings are set in capitals; a citation is not.
    let edition = match (&mention.edition.adopted, &meeting) {
        (Adopted::At { place, year }, _) => {
            let known = catalogue.meeting(key.body, place, *year).map_or(place.as_str(), |known| &known.place);
            Edition::at(mention.edition.revised, known, *year)
        }
        _ => mention.edition.clone(),
    };
    let history = tree.history.iter().flat_map(|(entries, _)| entries).filter(|entry| !entry.place.is_empty());
    Some(AdoptedText {
        key,
        edition,
        meeting,
        title: tree.title.as_ref().map(|title| title.words.as_str().into()),
        language: tree.language(),
        history: history.map(|entry| (entry.place.clone(), entry.year)).collect(),
        origin: id,
        path: path.display().to_string().into(),
    })
}

/// Whether anything in a text says that it is still to be adopted.
pub fn is_marked_as_draft(text: &Text) -> bool {
    let tree = &text.proposed;
    let heading = tree.heading.as_ref();
    tree.proposal.is_some()
        || text.is_changed()
        || text.flattened.is_some()
        || !text.changes.unclosed.is_empty()
        || heading.is_some_and(|heading| heading.draft)
        || heading.and_then(|heading| heading.edition.as_ref()).is_some_and(|mention| mention.placeholder)
        || !tree.brackets.is_empty()
}
