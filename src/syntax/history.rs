//! The last reading of an open file in which its labels and references agreed, and what has become of its clauses since.
//!
//! A reference means a clause, not a letter: what it named in that reading it still means while clauses are put in, taken
//! out, moved and lettered anew. Nothing here is part of a reading, which is the same however it came about.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::clause::ClauseId;
use ropey::Rope;

use super::document::{Document, PlacedText};
use super::moved;
use super::reference::{Reference, Target};
use super::tree::{Placed, Tree};
use crate::text::{Patch, Rewritten, Side, Span};

/// An agreed reading, and the way from it to the file as it is now.
#[derive(Clone, Debug)]
pub struct History {
    pub agreed: Document,
    /// What has changed since, in the file.
    pub patch: Patch,
    /// References that mean what they say now, whatever they named in the agreed reading: where each names its call
    /// there.
    released: Vec<u32>,
    /// The starts of texts there to which the references of other texts mean what they say now.
    released_citing: Vec<u32>,
    /// References that are a list in the agreed reading, and were a run before one of its clauses moved away: where each
    /// names its call there, and what stood between the ends of the run.
    runs: BTreeMap<u32, String>,
}

/// What became of a clause of the agreed reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fate {
    pub now: ClauseId,
    /// Whether only its label tells so: all of its words are others.
    pub by_label: bool,
}

/// What became of a reference of the agreed reading.
#[derive(Clone, Copy, Debug)]
pub enum Became<'a> {
    /// Its call was edited or deleted.
    Edited,
    /// It is there, and no longer read: its section may be gone for a moment.
    Unread,
    Read(&'a Placed<Reference>),
}

impl History {
    /// Of a file whose present reading is taken as agreed.
    pub fn new(agreed: Document) -> History {
        History {
            agreed,
            patch: Patch::default(),
            released: Vec::new(),
            released_citing: Vec::new(),
            runs: BTreeMap::new(),
        }
    }

    /// The same after some edits, which made `now` of the text `before`.
    #[must_use]
    pub fn after(&self, edits: &Patch, before: &Rope, now: &Document) -> History {
        let mut next = self.clone();
        if !edits.is_empty() {
            // A client may have sent the whole text for one letter. What was edited bit by bit is not looked at so: a clause that
            // came in the place of another like it is another.
            let mut edits = edits.clone();
            edits.refine(before, &now.rope, Rewritten::LineByLine);
            next.patch.add_all(&edits);
            next.patch.refine(&self.agreed.rope, &now.rope, Rewritten::Whole);
        }
        next
    }

    /// The present reading is the agreed one from now on. `runs` are the references of it that were a run before: where
    /// each names its call, and what stood between the ends.
    #[must_use]
    pub fn agree(now: Document, runs: BTreeMap<u32, String>) -> History {
        History { runs, ..History::new(now) }
    }

    /// Whether the agreed reading is the present one.
    pub fn is_at_rest(&self) -> bool {
        self.patch.is_empty()
    }

    /// Lets references mean what they say now; each is named by where its call is in the file. `cited`: a text to which all
    /// references of others do.
    #[must_use]
    pub fn release(&self, calls: &[Span], cited: Option<&PlacedText>) -> History {
        let mut next = self.clone();
        next.released.extend(calls.iter().filter_map(|call| Some(self.patch.old_place(*call)?.start)));
        next.released_citing.extend(cited.and_then(|cited| self.text_of(cited)).map(|then| then.start));
        next
    }

    /// Whether the references of others to a text of the agreed reading were released since.
    pub fn is_released_to_others(&self, placed: &PlacedText) -> bool {
        self.released_citing.contains(&placed.start)
    }

    /// Whether a reference of the agreed reading was released since.
    pub fn is_released(&self, placed: &PlacedText, reference: &Reference) -> bool {
        self.released.contains(&(placed.start + reference.call_span.start))
    }

    /// What stood between the ends of the run that a reference of the agreed reading once was.
    pub fn was_run(&self, placed: &PlacedText, reference: &Reference) -> Option<&str> {
        self.runs.get(&(placed.start + reference.call_span.start)).map(String::as_str)
    }

    /// Whether a text is what it was in the agreed reading, wherever it stands now.
    pub fn is_same(&self, now: &PlacedText) -> bool {
        self.text_of(now).is_some_and(|then| Arc::ptr_eq(&then.text, &now.text))
    }

    /// The references that once were runs, in the texts that are what they were: where each names its call now.
    pub fn runs_of_same(&self, now: &Document) -> BTreeMap<u32, String> {
        let same = now.texts.iter().filter(|_| !self.runs.is_empty()).filter(|placed| self.is_same(placed));
        let runs = same.flat_map(|placed| {
            let then = self.text_of(placed).map_or(placed.span(), PlacedText::span);
            let own = self.runs.range(then.start..then.end);
            own.map(move |(at, joined)| (at - then.start + placed.start, joined.clone()))
        });
        runs.collect()
    }

    /// The text of the agreed reading that a text has come from: the one that its first unchanged words stood in.
    pub fn text_of(&self, now: &PlacedText) -> Option<&PlacedText> {
        let mut at = now.start;
        for hunk in self.patch.hunks() {
            if hunk.new.start <= at && at <= hunk.new.end {
                at = hunk.new.end;
            }
        }
        let old = self.patch.old_place(Span::new(at, at + 1)).filter(|_| at < now.span().end)?;
        self.agreed.text_at(old.start)
    }

    /// The reference of the agreed reading that a reference comes from: its call was not edited since.
    pub fn origin(&self, placed: &PlacedText, reference: &Reference) -> Option<(&PlacedText, &Placed<Reference>)> {
        let call = self.patch.old_place(placed.in_file(reference.call_span))?;
        let then = self.agreed.text_at(call.start)?;
        let references = &then.text.proposed.references;
        let at = call.start - then.start;
        let nth = references.partition_point(|old| old.it.call_span.start < at);
        let old = references.get(nth).filter(|old| old.it.call_span.start == at)?;
        Some((then, old))
    }

    /// What became of a reference of a text of the agreed reading, in the text that came from it.
    pub fn became<'a>(&self, then: &PlacedText, reference: &Reference, now: &'a PlacedText) -> Became<'a> {
        let call = self.patch.new_place(then.in_file(reference.call_span));
        let place = call.and_then(|call| Some(Span::new(call.start.checked_sub(now.start)?, call.end - now.start)));
        let Some(place) = place else { return Became::Edited };
        let references = &now.text.proposed.references;
        let nth = references.partition_point(|reference| reference.it.call_span.start < place.start);
        match references.get(nth).filter(|reference| reference.it.call_span.start == place.start) {
            Some(reference) => Became::Read(reference),
            None if now.text.seen(place).next().is_some() => Became::Unread,
            None => Became::Edited,
        }
    }

    /// Which target of its origin a target of a reference still is, word for word.
    pub fn untouched(&self, placed: &PlacedText, origin: (&PlacedText, &Reference), target: &Target) -> Option<usize> {
        let (then, old) = origin;
        let span = self.patch.old_place(placed.in_file(target.span))?;
        let is = |old: &Target| then.in_file(old.span).start == span.start && old.names_the_same(target);
        old.targets.iter().position(is)
    }

    /// What the clauses of a text of the agreed reading are now, in the text that came from it; by their numbers. `None` for
    /// one that is gone.
    ///
    /// A clause is where its words are: the first of them that are left, else all of them in another place. Where they
    /// were all replaced, it is under its label.
    pub fn fates(&self, then: &PlacedText, now: &PlacedText, document: &Document) -> Vec<Option<Fate>> {
        let (old, new) = (&then.text.proposed, &now.text.proposed);
        if Arc::ptr_eq(&then.text, &now.text) || self.keeps_names(then, now, document) {
            return (0..old.clauses.len()).map(|id| Some(Fate { now: ClauseId(id as u32), by_label: false })).collect();
        }
        let mut fates: Vec<Option<Fate>> = Vec::with_capacity(old.clauses.len());
        for clause in &old.clauses {
            let kept = self.surviving(then, now, document, clause.body).map(|now| Fate { now, by_label: false });
            fates.push(kept);
        }
        let mut claimed = vec![false; new.clauses.len()];
        fates.iter().flatten().for_each(|fate| claimed[fate.now.0 as usize] = true);
        let gone =
            |fates: &[Option<Fate>]| -> Vec<usize> { (0..fates.len()).filter(|&id| fates[id].is_none()).collect() };
        for (id, now) in self.elsewhere(then, &gone(&fates), now, document, &claimed) {
            fates[id] = Some(Fate { now, by_label: false });
            claimed[now.0 as usize] = true;
        }
        for id in gone(&fates) {
            let label = old.clauses[id].raw.as_ref().and_then(|raw| self.patch.new_place(then.in_file(raw.span)));
            let Some(start) = label.and_then(|label| label.start.checked_sub(now.start)) else { continue };
            let nth = new.clauses.partition_point(|clause| clause.span.start < start);
            let under = new.clauses.get(nth).and_then(|clause| clause.raw.as_ref());
            if under.is_some_and(|raw| raw.span.start == start) && !claimed[nth] {
                fates[id] = Some(Fate { now: ClauseId(nth as u32), by_label: true });
            }
        }
        fates
    }

    /// Whether sections and labels of a text are as they were and each edit left some of its clause's words, so that each
    /// clause is seen to be called what it was called.
    pub fn keeps_names(&self, then: &PlacedText, now: &PlacedText, document: &Document) -> bool {
        let (old, new) = (&then.text.proposed, &now.text.proposed);
        if then.text.is_changed() || now.text.is_changed() || !old.has_labels_of(new) {
            return false;
        }
        self.patch.hunks().iter().all(|hunk| {
            // What changed in other texts of the file is theirs.
            if hunk.old.end < then.start || hunk.old.start > then.span().end {
                return true;
            }
            let at = |place: u32, start: u32| place.saturating_sub(start);
            let (old_id, new_id) =
                (old.clause_at(at(hunk.old.start, then.start)), new.clause_at(at(hunk.new.start, now.start)));
            let (Some(id), true) = (old_id, old_id == new_id) else { return false };
            let (before, after) = (old.clause(id), new.clause(id));
            let within = |body: Span, start: u32, hunk: Span| body.shift(start).contains(hunk);
            within(before.body, then.start, hunk.old)
                && within(after.body, now.start, hunk.new)
                && self
                    .patch
                    .kept(then.in_file(before.body))
                    .any(|(_, kept)| document.slice(kept).chars().any(char::is_alphanumeric))
        })
    }

    /// The clause that holds the first words that are left of a clause.
    fn surviving(&self, then: &PlacedText, now: &PlacedText, document: &Document, body: Span) -> Option<ClauseId> {
        let clauses = &now.text.proposed.clauses;
        for part in then.text.seen(body) {
            for (_, there) in self.patch.kept(then.in_file(part)) {
                let own = Span::new(there.start.max(now.start), there.end.min(now.span().end));
                if own.is_empty() {
                    continue;
                }
                for seen in now.text.seen(Span::new(own.start - now.start, own.end - now.start)) {
                    let words = document.slice(now.in_file(seen));
                    let Some(first) = words.find(char::is_alphanumeric) else { continue };
                    let at = seen.start + first as u32;
                    let nth = clauses.partition_point(|clause| clause.span.start <= at).checked_sub(1);
                    if let Some(nth) = nth.filter(|&nth| clauses[nth].body.start <= at && at < clauses[nth].body.end) {
                        return Some(ClauseId(nth as u32));
                    }
                }
            }
        }
        None
    }

    /// The clauses that stand whole in another place: their words are there once, and were once.
    fn elsewhere(
        &self,
        then: &PlacedText,
        gone: &[usize],
        now: &PlacedText,
        document: &Document,
        claimed: &[bool],
    ) -> Vec<(usize, ClauseId)> {
        if gone.is_empty() || claimed.iter().all(|claimed| *claimed) {
            return Vec::new();
        }
        let said = |document: &Document, placed: &PlacedText, tree: &Tree, id| {
            moved::said(tree, id, &|span| document.words(placed, span, Side::Proposed))
        };
        let mut alike: HashMap<String, [Vec<usize>; 2]> = HashMap::new();
        for &id in gone {
            let words = said(&self.agreed, then, &then.text.proposed, ClauseId(id as u32));
            alike.entry(words).or_default()[0].push(id);
        }
        for id in (0..claimed.len()).filter(|&id| !claimed[id]) {
            let words = said(document, now, &now.text.proposed, ClauseId(id as u32));
            if let Some(alike) = alike.get_mut(&words) {
                alike[1].push(id);
            }
        }
        let pair = |(words, [old, new]): (String, [Vec<usize>; 2])| match (&old[..], &new[..]) {
            (&[old], &[new]) if words.contains(char::is_alphanumeric) => Some((old, ClauseId(new as u32))),
            _ => None,
        };
        alike.into_iter().filter_map(pair).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    const HEAD: &str = "RESOLUTION 96 (Rev. New Delhi, 2024)\nOn harbour lights\n";

    /// What the clauses of a draft are called after some edits, each of which replaces the first place that says one thing
    /// with another.
    fn check(draft: &str, edits: &[(&str, &str)], expected: Expect) {
        let old = format!("{HEAD}{draft}");
        let (mut text, mut history) = (old.clone(), History::new(Document::read(&old)));
        for (was, is) in edits {
            let before = Rope::from_str(&text);
            let at = text.find(was).unwrap_or_else(|| panic!("no {was:?} in {text}"));
            text.replace_range(at..at + was.len(), is);
            let mut patch = Patch::default();
            patch.add(Span::of(at..at + was.len()), is.len() as u32);
            history = history.after(&patch, &before, &Document::read(&text));
        }
        let now = Document::read(&text);
        let then = history.text_of(&now.texts[0]).unwrap();
        let fates = history.fates(then, &now.texts[0], &now);
        let (old, new) = (&then.text.proposed, &now.texts[0].text.proposed);
        let said = fates.iter().enumerate().map(|(id, fate)| {
            let now = fate.map_or("gone".to_owned(), |fate| {
                new.name(fate.now) + if fate.by_label { " by its label" } else { "" }
            });
            format!("{} -> {now}\n", old.name(ClauseId(id as u32)))
        });
        expected.assert_eq(&said.collect::<String>());
    }

    const DRAFT: &str = "considering\na)\tthat seas rise;\nb)\tthat towers fall;\nc)\tthat bells ring,\n";

    #[test]
    fn a_clause_is_where_its_words_are() {
        check(
            DRAFT,
            &[("b)\tthat", "b)\tthat suns set;\nb)\tthat")],
            expect![[r#"
            considering a) -> considering a)
            considering b) -> considering b)
            considering c) -> considering c)
        "#]],
        );
        check(
            DRAFT,
            &[("b)\tthat towers fall;\n", "")],
            expect![[r#"
            considering a) -> considering a)
            considering b) -> gone
            considering c) -> considering c)
        "#]],
        );
        check(
            DRAFT,
            &[("b)\tthat towers fall;\n", ""), ("bells ring,", "bells ring;\nd)\tthat towers fall,")],
            expect![[r#"
                considering a) -> considering a)
                considering b) -> considering d)
                considering c) -> considering c)
            "#]],
        );
        check(
            DRAFT,
            &[("that towers fall;", "that towers;\nc)\tfall;")],
            expect![[r#"
            considering a) -> considering a)
            considering b) -> considering b) by its label
            considering c) -> considering c)
        "#]],
        );
        check(
            DRAFT,
            &[(";\nb)\tthat", " and that")],
            expect![[r#"
            considering a) -> considering a)
            considering b) -> considering a)
            considering c) -> considering c)
        "#]],
        );
    }

    #[test]
    fn where_all_its_words_are_others_it_is_under_its_label() {
        check(
            DRAFT,
            &[("that towers fall", "lamps")],
            expect![[r#"
            considering a) -> considering a)
            considering b) -> considering b) by its label
            considering c) -> considering c)
        "#]],
        );
        check(
            DRAFT,
            &[("that towers fall;\nc)\t", "")],
            expect![[r#"
            considering a) -> considering a)
            considering b) -> gone
            considering c) -> considering b)
        "#]],
        );
        check(
            DRAFT,
            &[("considering\n", "recognizing\n")],
            expect![[r#"
            considering a) -> recognizing a)
            considering b) -> recognizing b)
            considering c) -> recognizing c)
        "#]],
        );
    }

    #[test]
    fn what_is_undone_and_what_is_sent_whole_changes_nothing() {
        check(
            DRAFT,
            &[("b)\tthat towers fall;\n", ""), ("c)\tthat", "b)\tthat towers fall;\nc)\tthat")],
            expect![[r#"
                considering a) -> considering a)
                considering b) -> considering b)
                considering c) -> considering c)
            "#]],
        );
        let whole = format!("{HEAD}{DRAFT}");
        let new = whole.replace("b)\t", "b)\tthat suns set;\nc)\t").replace("c)\tthat bells", "d)\tthat bells");
        check(
            DRAFT,
            &[(&whole, &new)],
            expect![[r#"
            considering a) -> considering a)
            considering b) -> considering c)
            considering c) -> considering d)
        "#]],
        );
    }

    #[test]
    fn of_a_tracked_text_what_is_proposed_counts() {
        check(
            DRAFT,
            &[("b)\tthat towers fall;\n", "{--b)\tthat towers fall;\n--}")],
            expect![[r#"
            considering a) -> considering a)
            considering b) -> gone
            considering c) -> considering c)
        "#]],
        );
        check(
            DRAFT,
            &[("b)\tthat", "{++b)\tthat suns set;\n++}{~~b~>c~~})\tthat")],
            expect![[r#"
            considering a) -> considering a)
            considering b) -> considering c)
            considering c) -> considering c)
        "#]],
        );
    }
}
