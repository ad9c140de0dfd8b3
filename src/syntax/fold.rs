//! Folds the items of one view into the tree of the text.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use smol_str::SmolStr;

use super::body::Body;
use super::call::squeezed;
use super::clause::{Clause, ClauseId, SectionId};
use super::cover::read_cover_meeting;
use super::head::heads_text;
use super::item::{Content, HeadingLine, Item, ItemKind, NoteMark, ProposalLine, Residue, ResidueKind};
use super::label::{Label, LabelStyle, Mark, RawLabel};
use super::levels::{LabelLine, SectionLevels, levels};
use super::page_number::{Place, is_page_number};
use super::part::TextPart;
use super::reference::{Reference, ReferenceSlip};
use super::residue::{FURNITURE_BYTES, without_marks};
use super::resolve::Outcome;
use super::tree::{Annex, Gap, Placed, Section, Title, Tree, Zone};
use super::within::labels_within;
use crate::text::{Side, Span, single_spaced};

/// The longest line, in bytes, that is taken for the second line of a call.
pub(super) const CALL_WRAP_BYTES: usize = 120;

/// How many lines of notes are looked at to see whether the first of them is one.
const FOLLOWING_NOTES: usize = 20;

/// Folds items, whose places count from the start of the text. `cover` says that the items stand before the
/// first heading of a file that has one; `len` is the text's length in bytes. `words` gives the words of a place in this view,
/// `elsewhere` what the other view reads in its doubtful labels.
pub(super) fn fold<'a>(
    items: &[Item],
    cover: bool,
    len: u32,
    words: &dyn Fn(Span) -> Cow<'a, str>,
    elsewhere: &ReadLabels,
) -> Tree {
    let cover_meeting = if cover { read_cover_meeting(&words(Span::new(0, len))) } else { None };
    let zone = if cover { Zone::Cover } else { Zone::Head };
    let mut fold = TreeBuilder {
        tree: Tree { cover_meeting, ..Tree::default() },
        zone,
        headed: false,
        called: HashSet::new(),
        marks_seen: 0,
        numbered_notes: false,
        words,
        elsewhere,
    };
    let mut index = 0;
    while index < items.len() {
        index += fold.item(&items[index..]);
    }
    fold.finish(len)
}

struct TreeBuilder<'a, 'w> {
    tree: Tree,
    zone: Zone,
    /// Whether the heading has been read.
    headed: bool,
    /// The numbers that marks like "[1]" call, of so many marks.
    called: HashSet<SmolStr>,
    marks_seen: usize,
    /// Whether notes are written so.
    numbered_notes: bool,
    words: &'w dyn Fn(Span) -> Cow<'a, str>,
    elsewhere: &'w ReadLabels,
}

/// What doubtful labels mean in another view: by where they begin and how they are written.
pub(super) type ReadLabels = HashMap<(u32, SmolStr), Mark>;

/// Folds both views of a text with tracked changes, the text in force first. What a label means is decided from both: where
/// one view is not sure of a label, or reads it in another way, it is read again with what the other says. The text in force
/// says it first, as its lettering was agreed.
pub(super) fn fold_both(fold: &dyn Fn(Side, &ReadLabels) -> Tree) -> (Tree, Tree) {
    let none = ReadLabels::new();
    let (base, proposed) = (fold(Side::Base, &none), fold(Side::Proposed, &none));
    let again = |side, tree: Tree, mut known: ReadLabels, kept: &dyn Fn(&Section) -> bool| {
        let mut doubtful = false;
        for (section, clause, raw) in doubtful_labels(&tree) {
            let place = (raw.span.start, raw.text.clone());
            let Some(mark) = known.get(&place) else { continue };
            let other = clause.label.is_some_and(|label| !label.mark.same_kind(*mark));
            match kept(section) {
                true => drop(known.remove(&place)),
                false => doubtful |= other || !section.labels_sure,
            }
        }
        if doubtful { fold(side, &known) } else { tree }
    };
    let (in_force, as_proposed) = (sure_labels(&base), sure_labels(&proposed));
    let proposed = again(Side::Proposed, proposed, in_force, &|_| false);
    let base = again(Side::Base, base, as_proposed, &|section| section.labels_sure);
    (base, proposed)
}

/// The labels that can be read in more than one way.
fn doubtful_labels(tree: &Tree) -> impl Iterator<Item = (&Section, &Clause, &RawLabel)> {
    let labelled =
        tree.clauses.iter().filter_map(|clause| Some((tree.section(clause.section), clause, clause.raw.as_ref()?)));
    labelled.filter(|(_, _, raw)| raw.readings().count() > 1)
}

/// What such labels mean in sections that are sure of theirs.
fn sure_labels(tree: &Tree) -> ReadLabels {
    let sure = doubtful_labels(tree).filter(|(section, _, _)| section.labels_sure);
    sure.filter_map(|(_, clause, raw)| Some(((raw.span.start, raw.text.clone()), clause.label?.mark))).collect()
}

impl TreeBuilder<'_, '_> {
    /// Takes the first of the items and says how many were taken.
    fn item(&mut self, items: &[Item]) -> usize {
        let item = &items[0];
        match &item.kind {
            ItemKind::Blank => {}
            ItemKind::Furniture => self.furniture(item.span),
            ItemKind::Aside => self.tree.asides.push(item.span),
            ItemKind::Note if self.is_uncalled(items) => self.plain(item),
            ItemKind::Note => {
                let notes = self.tree.notes.len();
                self.content(&item.content, self.zone);
                if self.tree.notes.len() == notes
                    && let Some(mark) = item.content.note_marks.first()
                {
                    // `[^1]: text`: the mark at the start of its line is the note's name.
                    self.tree.note_marks.retain(|other| other.span != mark.span);
                    let span = Span::new((mark.span.end + 1).min(item.span.end), item.span.end);
                    self.tree.notes.push(super::item::Note { name: mark.name.clone(), span, whole: item.span });
                }
            }
            ItemKind::Proposal(line) => self.proposal(line),
            ItemKind::Heading(line) if !self.headed && self.is_heading(line, items) => {
                self.headed = true;
                self.zone = Zone::Head;
                self.tree.heading = Some(line.clone());
                self.tree.note_marks.extend(item.content.note_marks.iter().cloned());
                if item.body < item.span.end {
                    self.title(Span::new(item.body, item.span.end));
                }
            }
            ItemKind::Heading(_) => self.plain(item),
            ItemKind::History(entries) if self.zone == Zone::Head => {
                self.tree.history = Some((entries.clone(), item.span));
                self.tree.note_marks.extend(item.content.note_marks.iter().cloned());
            }
            ItemKind::Enacting(line) if matches!(self.zone, Zone::Head) => {
                self.tree.enacting = Some(line.clone());
                self.tree.note_marks.extend(item.content.note_marks.iter().cloned());
            }
            ItemKind::History(_) | ItemKind::Enacting(_) => self.plain(item),
            ItemKind::Annex(span) => {
                if self.zone != Zone::Cover {
                    self.zone = Zone::Annex;
                    self.tree.annexes.push(Annex { span: *span, extent: *span });
                    self.tree.citations.extend(placed(&item.content.citations, Zone::Head));
                }
            }
            ItemKind::Reasons => {
                self.zone = Zone::Reasons;
                self.tree.reasons = Some(item.span);
                self.content(&item.content, self.zone);
            }
            ItemKind::Call(_) if matches!(self.zone, Zone::Cover | Zone::Annex | Zone::Reasons) => self.plain(item),
            ItemKind::Call(call) if call.candidate && !self.wraps(items) => self.plain(item),
            ItemKind::Call(call) => {
                let mut call = call.clone();
                let wraps = self.wraps(items);
                let id = SectionId(self.tree.sections.len() as u32);
                let mut content = item.content.clone();
                if wraps {
                    call.span = call.span.cover(items[1].span);
                    call.words = single_spaced(&(self.words)(call.span)).into();
                    let rest = (self.words)(Span::new(item.body, call.span.end));
                    call.key.rest = squeezed(&rest);
                    content.extend(&items[1].content);
                }
                let start = self.tree.clauses.len() as u32;
                self.tree.sections.push(Section::new(call.span, Some(call), start));
                self.zone = Zone::Call(id);
                self.content(&content, self.zone);
                return 1 + usize::from(wraps);
            }
            ItemKind::Labelled(raw) if self.printed_mark(item).is_none() && self.is_page_number(items) => {
                let words = Span::new(item.body, item.span.end);
                self.furniture(raw.span);
                if !words.is_empty() {
                    self.plain(&Item { kind: ItemKind::Plain, span: words, ..item.clone() });
                }
            }
            ItemKind::Labelled(_) | ItemKind::Plain => self.plain(item),
        }
        1
    }

    /// Whether the first item begins with "[1]", and no word before bears the mark of this or another note that is written so.
    fn is_uncalled(&mut self, items: &[Item]) -> bool {
        let own = |item: &Item| item.content.note_marks.first().filter(|mark| mark.is_number()).cloned();
        if items.first().and_then(own).is_none() || self.numbered_notes {
            return false;
        }
        // The marks of lines that are no notes are passed over, as each is read once.
        let marks = self.tree.note_marks.get(self.marks_seen..).unwrap_or_default();
        self.called.extend(marks.iter().filter(|mark| mark.is_number()).map(|mark| mark.name.clone()));
        self.marks_seen = self.tree.note_marks.len();
        let notes = items.iter().take_while(|item| matches!(item.kind, ItemKind::Note | ItemKind::Blank));
        self.numbered_notes = notes.take(FOLLOWING_NOTES).filter_map(own).any(|mark| self.called.contains(&mark.name));
        !self.numbered_notes
    }

    /// Whether the first item is a heading, and no citation that stands alone.
    fn is_heading(&self, line: &HeadingLine, items: &[Item]) -> bool {
        let after_proposal = || self.tree.proposal.is_some() && self.zone == Zone::Head;
        let titled = items[0].body < items[0].span.end;
        !line.candidate || after_proposal() || heads_text(titled, items[1..].iter().map(|item| &item.kind))
    }

    /// Whether the second item is the rest of the call that the first begins.
    fn wraps(&self, items: &[Item]) -> bool {
        let [call, rest, label, ..] = items else { return false };
        matches!((&rest.kind, &label.kind), (ItemKind::Plain, ItemKind::Labelled(_)))
            && call.last != Some(':')
            && (rest.span.len() as usize) < CALL_WRAP_BYTES
            && !rest.last.is_some_and(|last| ",;:.".contains(last))
    }

    fn proposal(&mut self, line: &ProposalLine) {
        match &mut self.tree.proposal {
            Some(whole) => {
                whole.action = whole.action.or(line.action);
                whole.id = whole.id.take().or_else(|| line.id.clone());
                whole.span = whole.span.cover(line.span);
            }
            None => self.tree.proposal = Some(line.clone()),
        }
    }

    fn title(&mut self, span: Span) {
        let words = (self.words)(span);
        let words = single_spaced(&without_marks(&words));
        let words = words.trim_matches(|c: char| "*_#".contains(c) || c.is_whitespace());
        if words.is_empty() {
            return;
        }
        self.tree.title = Some(match self.tree.title.take() {
            None => Title { words: words.into(), span },
            Some(title) => Title { words: format!("{} {words}", title.words).into(), span: title.span.cover(span) },
        });
    }

    /// A line that is no head and no call: a title, a clause, or the rest of one.
    fn plain(&mut self, item: &Item) {
        match self.zone {
            Zone::Cover | Zone::Annex | Zone::Reasons => self.content(&item.content, self.zone),
            Zone::Head => match item.kind {
                ItemKind::Labelled(_) if self.tree.enacting.is_some() || !self.headed => {
                    // Clauses without a call.
                    let start = self.tree.clauses.len() as u32;
                    self.tree.sections.push(Section::new(item.span, None, start));
                    self.clause(item);
                }
                _ => {
                    if self.headed && self.tree.enacting.is_none() && self.tree.history.is_none() {
                        self.title(item.span);
                    }
                    self.content(&item.content, Zone::Head);
                }
            },
            Zone::Call(_) => self.clause(item),
            Zone::Clause(_) if self.printed_mark(item).is_some() => self.printed_note(item),
            Zone::Clause(_) if self.is_page_furniture(item) => self.furniture(item.span),
            Zone::Clause(_) if matches!(item.kind, ItemKind::Labelled(_)) && !self.goes_on(item) => self.clause(item),
            Zone::Clause(id) => {
                let clause = &mut self.tree.clauses[id.0 as usize];
                clause.span = clause.span.cover(item.span);
                clause.body = clause.body.cover(item.span);
                clause.last = item.last;
                self.content(&item.content, self.zone);
            }
        }
    }

    /// Whether a line that begins with a number goes on with the clause before: "…, 193 Member States" where clauses are
    /// lettered, and no number came before.
    fn goes_on(&self, item: &Item) -> bool {
        let (ItemKind::Labelled(raw), Some(before)) = (&item.kind, self.tree.clauses.last()) else { return false };
        let preamble = self.tree.sections.last().and_then(Section::part) == Some(TextPart::Preamble);
        let lettered = before.raw.as_ref().is_some_and(|raw| raw.text.starts_with(|c: char| c.is_ascii_lowercase()));
        let number = raw.style == LabelStyle::Bare && raw.is_number();
        preamble && lettered && number && !raw.tabbed && raw.text != "1" && before.last != Some(':')
    }

    /// The mark of the footnote that a line is: "1 These include …", "* of wood", where "countries1" or "ships*" stands above.
    fn printed_mark(&self, item: &Item) -> Option<&NoteMark> {
        let (ItemKind::Labelled(raw), Some(before)) = (&item.kind, self.tree.clauses.last()) else { return None };
        if self.tree.printed_marks.is_empty() || item.body >= item.span.end || matches!(before.last, Some(':' | '：'))
        {
            return None;
        }
        let words = (self.words)(Span::new(raw.span.start, item.span.end));
        let (sign, words) = words.split_at_checked(raw.span.len() as usize)?;
        let of_section = || self.tree.clauses.iter().rev().take_while(|clause| clause.section == before.section);
        let fits = match raw.style {
            LabelStyle::Dash => sign == "*" && before.raw.as_ref().is_none_or(|raw| raw.style != LabelStyle::Dash),
            // Where clauses are numbered it may be the next of them.
            LabelStyle::Bare => {
                let numbered = |clause: &Clause| clause.raw.as_ref().is_some_and(|raw| raw.is_number());
                words.trim_start().starts_with(char::is_uppercase) && !of_section().any(numbered)
            }
            _ => false,
        };
        self.tree.printed_marks.iter().find(|mark| fits && mark.name == sign)
    }

    /// A line that is a footnote of a printed page.
    fn printed_note(&mut self, item: &Item) {
        let Some(mark) = self.printed_mark(item).cloned() else { return };
        let lead = Span::new(item.span.start, item.body);
        self.tree.residue.push(Residue { kind: ResidueKind::PrintedMark, span: mark.span });
        self.tree.residue.push(Residue { kind: ResidueKind::Footnote, span: lead });
        self.content(&item.content, self.zone);
        let span = Span::new(item.body, item.span.end);
        self.tree.notes.push(super::item::Note { name: mark.name, span, whole: item.span });
    }

    /// What a page carries beside the text, with a number before it, in the preamble, where clauses are lettered.
    fn is_page_furniture(&self, item: &Item) -> bool {
        let (ItemKind::Labelled(raw), Some(before)) = (&item.kind, self.tree.clauses.last()) else { return false };
        if matches!(before.last, Some(':' | '：')) {
            return false;
        }
        // "12⇥Document 45-E", "• 217": after a clause that has ended, and short.
        let aside = matches!(before.last, Some(';' | '.' | '；' | '。'))
            && (item.span.len() as usize) <= FURNITURE_BYTES
            && !item.last.is_some_and(|last| ";,.:；，。：".contains(last));
        let counted = |clause: &Clause| clause.raw.as_ref().is_some_and(|raw| raw.is_number());
        if raw.style == LabelStyle::Dash {
            let dash_before = before.raw.as_ref().is_some_and(|raw| raw.style == LabelStyle::Dash);
            let numbered =
                || (self.words)(Span::new(item.body, item.span.end)).starts_with(|c: char| c.is_ascii_digit());
            return aside && !dash_before && numbered();
        }
        let preamble = self.tree.sections.last().and_then(Section::part) == Some(TextPart::Preamble);
        preamble && raw.is_number() && aside && raw.text != "1" && !counted(before)
    }

    /// Whether the first item is the number of a page, alone on its line.
    fn is_page_number(&self, items: &[Item]) -> bool {
        let place = match (self.zone, self.tree.sections.last()) {
            (Zone::Head, _) if self.headed => Place::Head,
            (Zone::Call(_) | Zone::Clause(_), Some(section)) => {
                let clauses = self.tree.clauses.get(section.clauses.start as usize..).unwrap_or_default();
                Place::Section { clauses, preamble: section.part() == Some(TextPart::Preamble) }
            }
            _ => return false,
        };
        is_page_number(items, place)
    }

    fn clause(&mut self, item: &Item) {
        let section = SectionId(self.tree.sections.len() as u32 - 1);
        let id = ClauseId(self.tree.clauses.len() as u32);
        let raw = match &item.kind {
            ItemKind::Labelled(raw) => Some(raw.clone()),
            _ => None,
        };
        let empty = item.body >= item.span.end;
        self.find_label_below_words(item);
        self.tree.clauses.push(Clause {
            section,
            parent: None,
            label: None,
            raw,
            span: item.span,
            body: Span::new(item.body, item.span.end),
            last: item.last.filter(|_| !empty),
        });
        self.tree.sections[section.0 as usize].clauses.end = id.0 + 1;
        self.zone = Zone::Clause(id);
        self.content(&item.content, self.zone);
    }

    /// "that towers fall⏎b)⏎when nobody looks": the order in which a converter reads a page. The label stands alone on its line,
    /// under the first words of its clause.
    fn find_label_below_words(&mut self, item: &Item) {
        let (ItemKind::Labelled(raw), Zone::Clause(before)) = (&item.kind, self.zone) else { return };
        let ended = self.tree.clauses[before.0 as usize].last.is_none_or(|last| !last.is_alphanumeric());
        if ended || raw.style == LabelStyle::Dash {
            return;
        }
        if let Some(section) = self.tree.sections.last_mut().filter(|_| raw.alone) {
            section.residue.push(Residue { kind: ResidueKind::LabelBelow, span: raw.span });
        }
    }

    /// A line that pages carry beside the text.
    fn furniture(&mut self, span: Span) {
        let residue = Residue { kind: ResidueKind::Furniture, span };
        match self.tree.sections.last_mut() {
            _ if self.zone == Zone::Cover => {}
            Some(section) if matches!(self.zone, Zone::Clause(_) | Zone::Call(_)) => section.residue.push(residue),
            _ => self.tree.residue.push(residue),
        }
    }

    fn content(&mut self, content: &Content, zone: Zone) {
        let tree = &mut self.tree;
        tree.citations.extend(placed(&content.citations, zone));
        tree.annex_references.extend(placed(&content.annexes, zone));
        tree.meetings.extend(placed(&content.meetings, zone));
        tree.note_marks.extend(content.note_marks.iter().cloned());
        tree.notes.extend(content.notes.iter().cloned());
        tree.printed_marks.extend(content.printed_marks.iter().cloned());
        tree.brackets.extend(&content.brackets);
        if matches!(zone, Zone::Clause(_) | Zone::Call(_)) {
            tree.references.extend(placed(&content.references, zone));
        }
        match tree.sections.last_mut() {
            Some(section) if matches!(zone, Zone::Clause(_) | Zone::Call(_)) => {
                section.residue.extend(content.residue.iter().cloned())
            }
            _ => tree.residue.extend(content.residue.iter().cloned()),
        }
        if matches!(zone, Zone::Clause(_))
            && content.residue.iter().any(|residue| residue.kind == ResidueKind::GluedAnnex)
        {
            self.zone = Zone::Annex;
        }
    }

    fn finish(mut self, len: u32) -> Tree {
        for index in 0..self.tree.sections.len() {
            self.finish_section(SectionId(index as u32));
        }
        self.tree.find_doubts();
        for index in (0..self.tree.annexes.len()).rev() {
            let end = self.tree.annexes.get(index + 1).map_or(len, |next| next.span.start);
            self.tree.annexes[index].extent.end = end;
        }
        self.drop_unsure_references();
        let Tree { note_marks, notes, brackets, .. } = &mut self.tree;
        // "[1]" is text that is not agreed where no footnote is written so; after a space, where it is none of them.
        let has_note = |mark: &NoteMark| notes.iter().any(|note| note.name == mark.name);
        let written_so = note_marks.iter().any(|mark| mark.is_number() && has_note(mark));
        note_marks.retain(|mark| {
            let called = !mark.is_number() || (written_so && (has_note(mark) || !mark.after_space));
            if !called {
                brackets.push(Span::new(mark.span.start, mark.span.start + 1));
            }
            called
        });
        brackets.sort_unstable();
        let Tree { references, sections, .. } = &mut self.tree;
        references.retain(|reference| {
            !reference.it.tentative || sections.iter().filter_map(Section::key).any(|key| reference.it.call.names(key))
        });
        self.tree
    }

    /// "considering k above" is a reference where k) is there.
    fn drop_unsure_references(&mut self) {
        use ReferenceSlip::{Bracketed, OperativeParagraph, Sectionless, Turned, Unbracketed};
        let bare = |reference: &Placed<Reference>| reference.it.slip == Some(Unbracketed);
        // As others write them: a slip only where the text has such a section.
        let foreign =
            |reference: &Placed<Reference>| matches!(reference.it.slip, Some(Bracketed | OperativeParagraph | Turned));
        let sectionless = |reference: &Placed<Reference>| reference.it.slip == Some(Sectionless);
        let unsure = |reference| bare(reference) || foreign(reference) || sectionless(reference);
        if !self.tree.references.iter().any(unsure) {
            return;
        }
        let un = self.tree.body() == Some(Body::Unga);
        let mut references = std::mem::take(&mut self.tree.references);
        let found = |outcome: &Outcome| matches!(outcome, Outcome::Clauses(_));
        let section = |outcome: &Outcome| !matches!(outcome, Outcome::NoSection);
        references.retain_mut(|reference| match reference {
            _ if sectionless(reference) => {
                let call = self.tree.section_of_paragraphs(reference).filter(|_| !un);
                call.map(|call| reference.it.call = call).is_some()
            }
            _ if bare(reference) => self.tree.resolve(&reference.it).iter().all(found),
            _ if foreign(reference) => !un && self.tree.resolve(&reference.it).iter().all(section),
            _ => true,
        });
        self.tree.references = references;
    }

    /// Gives the clauses of a section their labels and parents, and the section its extent.
    fn finish_section(&mut self, id: SectionId) {
        let range = self.tree.sections[id.0 as usize].clauses.clone();
        let labelled: Vec<u32> =
            range.clone().filter(|&index| self.tree.clauses[index as usize].raw.is_some()).collect();
        let lines: Vec<LabelLine<'_>> = labelled
            .iter()
            .filter_map(|&index| {
                let before = (index > range.start).then(|| &self.tree.clauses[index as usize - 1]);
                let raw = self.tree.clauses[index as usize].raw.as_ref()?;
                let opens = before.is_some_and(|before| {
                    // "1⇥a) to look" has no words of its own.
                    before.last == Some(':') || (before.body.is_empty() && raw.begins_list())
                });
                let elsewhere = self.elsewhere.get(&(raw.span.start, raw.text.clone())).copied();
                Some(LabelLine { raw, opens, elsewhere })
            })
            .collect();
        let SectionLevels { levels, sure } = levels(&lines);
        for (&index, level) in labelled.iter().zip(levels) {
            let clause = &mut self.tree.clauses[index as usize];
            clause.label = level.label;
            clause.parent = level.parent.map(|line| ClauseId(labelled[line]));
        }
        let automatic = self.count_automatic(&labelled);
        self.find_labels_within(id);
        let end = range.last().map(|last| self.tree.clauses[last as usize].span.end);
        let section = &mut self.tree.sections[id.0 as usize];
        section.labels_sure = sure && !automatic;
        section.automatic = automatic;
        section.span.end = end.unwrap_or(section.span.end).max(section.span.end);
    }

    /// What is left out between two clauses of a list, and stands within the words before the second, was run into them.
    fn find_labels_within(&mut self, id: SectionId) {
        let mut found = Vec::new();
        for Gap { from, to } in self.tree.gaps(id) {
            let start = from.clause.body.start;
            let between = Span::new(start, to.clause.span.start.max(start));
            let words = (self.words)(between);
            // Places are those of the source where nothing of it is marked.
            if words.len() != between.len() as usize {
                continue;
            }
            let references = &self.tree.references;
            // References stand in the order of the text.
            let sentence = |span: Span| {
                let after = references.partition_point(|reference| reference.it.span.start < span.end);
                after.checked_sub(1).is_some_and(|before| references[before].it.span.overlaps(span))
            };
            found.extend(labels_within(&words, between.start, (from.raw, from.mark), to.mark, &sentence));
        }
        let residue = &mut self.tree.sections[id.0 as usize].residue;
        for span in found.into_iter().filter(|span| residue.iter().all(|it| it.span != *span)).collect::<Vec<_>>() {
            residue.push(Residue { kind: ResidueKind::GluedLabel, span });
        }
        residue.sort_by_key(|residue| residue.span);
    }

    /// Counts clauses on that are all written `1.`, as Markdown numbers a list. Says whether there are any.
    fn count_automatic(&mut self, labelled: &[u32]) -> bool {
        let numbered = |index: &&u32| {
            let raw = self.tree.clauses[**index as usize].raw.as_ref();
            raw.is_some_and(|raw| raw.is_number())
        };
        let of_markdown = |index: &&u32| {
            let raw = self.tree.clauses[**index as usize].raw.as_ref();
            raw.is_some_and(|raw| raw.text == "1" && matches!(raw.style, LabelStyle::Dot | LabelStyle::Bracket))
        };
        let automatic: Vec<u32> = labelled.iter().filter(numbered).copied().collect();
        if automatic.len() < 2 || !automatic.iter().all(|index| of_markdown(&index)) {
            return false;
        }
        let mut counted: HashMap<Option<ClauseId>, u16> = HashMap::new();
        for index in automatic {
            let clause = &mut self.tree.clauses[index as usize];
            let nth = counted.entry(clause.parent).or_default();
            *nth += 1;
            clause.label = clause.label.map(|label| Label { mark: Mark::Number(*nth), ..label });
        }
        counted.into_values().any(|count| count > 1)
    }
}

/// Things found, each with where it stands.
fn placed<T: Clone>(found: &[T], zone: Zone) -> impl Iterator<Item = Placed<T>> {
    found.iter().cloned().map(move |it| Placed { it, zone })
}

impl Content {
    fn extend(&mut self, other: &Content) {
        self.citations.extend(other.citations.iter().cloned());
        self.references.extend(other.references.iter().cloned());
        self.annexes.extend(other.annexes.iter().cloned());
        self.meetings.extend(other.meetings.iter().cloned());
        self.note_marks.extend(other.note_marks.iter().cloned());
        self.notes.extend(other.notes.iter().cloned());
        self.printed_marks.extend(other.printed_marks.iter().cloned());
        self.brackets.extend(&other.brackets);
        self.residue.extend(other.residue.iter().cloned());
    }
}
