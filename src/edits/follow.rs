//! References that follow their clauses: in the text, in the other texts of the file, in open drafts and in the files of
//! the workspace.

use super::future::Future;
use super::lines::Rewrite;
use super::meaning::{Meaning, Meanings};
use super::{Edit, Pen};
use crate::catalogue::TextKey;
use crate::semantics::{Model, SummaryModel};
use crate::syntax::{Edition, Outcome, Placed, Reference, ReferenceTarget, SectionId, Target};
use crate::text::{Cancelled, FileId, Side, Span};

/// How references follow, as trees and summaries of files tell: those in files that are not open are written when it is
/// certain that they are wanted.
#[derive(Default)]
pub(super) struct Following {
    /// In the text itself.
    pub own: Vec<Rewrite>,
    /// In the other texts of the file, and in other open drafts.
    pub open: Vec<Edit>,
    /// The files that are not open and in which some follow.
    pub closed: Vec<FileId>,
    /// How many of them there are.
    pub counts: Counts,
    /// Whether every reference is sure to follow its clause.
    pub sure: bool,
    /// Whether all that follow in other texts can be written there.
    pub whole: bool,
}

/// What becomes of the references to clauses that are said anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Those that follow their clause.
    pub followed: usize,
    /// Those whose clause was deleted, which are put in brackets.
    pub deleted: usize,
    /// Those that name no clause and would seem to name one, which are put in brackets.
    pub missing: usize,
    /// Those that stay as they are, because nobody can say what they mean.
    pub left: usize,
}

impl Counts {
    /// What a menu says of them: " and 2 references; 1 reference to a deleted clause".
    pub fn said(&self) -> String {
        let followed = if self.followed == 0 { String::new() } else { format!(" and {}", references(self.followed)) };
        followed + &self.others()
    }

    /// What a menu says of those that do not follow.
    pub(super) fn others(&self) -> String {
        let stay = if self.left == 1 { "stays as it is" } else { "stay as they are" };
        let others = [(self.deleted, "to a deleted clause"), (self.missing, "to no clause"), (self.left, stay)];
        let others = others.into_iter().filter(|(count, _)| *count > 0);
        others.map(|(count, what)| format!("; {} {what}", references(count))).collect()
    }
}

fn references(count: usize) -> String {
    if count == 1 { "1 reference".to_owned() } else { format!("{count} references") }
}

/// A reference to clauses that are said anew.
struct Follower<'r> {
    reference: &'r Reference,
    meanings: Vec<Meaning>,
    outcomes: Vec<Outcome>,
    /// Whether it can only mean the text that it is taken to mean.
    sure: bool,
    was_run: Option<&'r str>,
}

/// Where a reference of another text stands.
pub(super) enum Citing<'p> {
    /// In a text that can be read, with what writes there.
    Text(&'p Pen<'p>),
    /// In a file that is not open, and whether its text may be changed.
    Closed { file: FileId, writable: bool },
}

/// What looks at references of other texts; with each comes what says whether a target stands as it stood when its own file was
/// last agreed.
type Look<'l> = &'l mut dyn FnMut(Citing<'_>, &Reference, &dyn Fn(&Target) -> bool);

impl Follower<'_> {
    /// Whether it means or names clauses that are said anew.
    fn is_concerned(&self, future: &Future<'_>) -> bool {
        self.meanings.iter().zip(&self.outcomes).any(|(meaning, outcome)| {
            let meant = meaning.meant().into_iter().flat_map(|meant| &meant.clauses);
            meant.map(|&id| future.tree.clause(id).section).any(|section| future.concerns(section))
                || (!matches!(meaning, Meaning::Known(_))
                    && named(future, outcome).any(|section| future.concerns(section)))
        })
    }

    /// What is said in the place of some of its words, and whether it is to stand in brackets.
    fn said_anew(
        &self,
        future: &Future<'_>,
        writable: bool,
        words: &dyn Fn(Span) -> String,
        Following { counts, sure, .. }: &mut Following,
    ) -> (Vec<Rewrite>, bool) {
        let Follower { reference, meanings, outcomes, .. } = self;
        if !self.is_concerned(future) {
            return (Vec::new(), false);
        }
        *sure &= self.sure && meanings.iter().all(|meaning| matches!(meaning, Meaning::Known(_)));
        let lost: Vec<bool> =
            meanings.iter().zip(outcomes).map(|(meaning, outcome)| is_lost(meaning, outcome, future)).collect();
        let said = future.rewrite(reference, meanings, self.was_run, words);
        *sure &= said.is_some();
        let untold = said.is_none() || meanings.contains(&Meaning::Unknown(None));
        let (said, bracketed) = (said.unwrap_or_default(), lost.contains(&true));
        if !writable && (bracketed || !said.is_empty()) {
            *sure = false;
            counts.left += 1;
            return (Vec::new(), false);
        }
        counts.left += usize::from(untold);
        counts.deleted += usize::from(meanings.contains(&Meaning::Deleted));
        counts.missing +=
            usize::from(meanings.iter().zip(&lost).any(|(meaning, lost)| *lost && *meaning == Meaning::Missing));
        counts.followed += usize::from(!said.is_empty());
        (said, bracketed)
    }
}

impl Pen<'_> {
    /// How all references follow the clauses of the pen's text.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub(super) fn follow(&self, future: &Future<'_>) -> Result<Following, Cancelled> {
        let mut following = Following { sure: true, whole: true, ..Following::default() };
        let meanings = self.meanings(future);
        for reference in future.tree.references() {
            self.cancellation.check()?;
            if let ReferenceTarget::Here { sure } = future.tree.reference_target(reference) {
                self.follow_here(reference, sure, &meanings, future, &mut following);
            }
        }
        self.each_citing(&mut |citing, reference, untouched| {
            follow_citing(&citing, reference, meanings.cited(reference, untouched), future, &mut following);
        })?;
        Ok(following)
    }

    /// How references follow in files that are not open.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub(super) fn follow_into(&self, files: &[FileId], future: &Future<'_>) -> Result<Following, Cancelled> {
        let mut following = Following { sure: true, whole: true, ..Following::default() };
        let Some((key, edition)) = self.cited_as().filter(|_| !files.is_empty()) else { return Ok(following) };
        let meanings = self.meanings(future);
        for &file in files {
            self.cancellation.check()?;
            let Ok(document) = self.snapshot.document(file) else {
                following.whole = false;
                continue;
            };
            // As it was planned: a text that was only read now does not know itself what was changed in it.
            let untouched = self.snapshot.refers_as_agreed(file, self.file);
            for placed in document.texts.iter() {
                let look: Look<'_> = &mut |citing, reference, _| {
                    let meanings = meanings.cited(reference, &|_| untouched);
                    follow_citing(&citing, reference, meanings, future, &mut following);
                };
                self.beside(&document, placed, file).each_reference_to(&key, edition, look)?;
            }
        }
        Ok(following)
    }

    fn meanings(&self, future: &Future<'_>) -> Meanings<'_> {
        Meanings::new(self.document, self.placed, self.history, future.newcomer)
    }

    /// A reference of the text itself.
    fn follow_here(
        &self,
        reference: &Placed<Reference>,
        sure: bool,
        meanings: &Meanings<'_>,
        future: &Future<'_>,
        following: &mut Following,
    ) {
        let tree = future.tree;
        let outcomes = tree.resolve(&reference.it);
        if reference.it.targets.is_empty() {
            // "considering above" means one section, and would mean one of two.
            let split = future.split.as_ref().map(|(first, _)| Outcome::Section(tree.clause(*first).section));
            following.sure &= !split.is_some_and(|split| outcomes.contains(&split));
            return;
        }
        let was_run = meanings.was_run(&reference.it);
        let follower =
            Follower { reference: &reference.it, meanings: meanings.own(reference), outcomes, sure, was_run };
        // The word may be torn apart by marks.
        let whole = |turned: &Rewrite| ["above", "below"].iter().any(|word| self.reads(turned.span.start, word));
        let turned = future.turned(reference, &follower.meanings).filter(whole);
        let rewrites = self.rewrites(&follower, future, following);
        following.own.extend(rewrites);
        following.own.extend(turned);
    }

    /// The words of a reference of the pen's text that are to be others.
    fn rewrites(&self, follower: &Follower<'_>, future: &Future<'_>, following: &mut Following) -> Vec<Rewrite> {
        let words = |span| self.document.words(self.placed, span, Side::Proposed);
        let (mut rewrites, bracketed) = follower.said_anew(future, self.is_writable(), &words, following);
        // All of it: between call and label a bracket would make it none. None where brackets are there.
        let span = follower.reference.labels_span();
        if bracketed && !self.document.is_bracketed(self.placed, span) {
            rewrites.extend([Rewrite::new(Span::empty(span.start), "["), Rewrite::new(Span::empty(span.end), "]")]);
        }
        rewrites
    }

    /// How references of other texts say which text this is: its key, in the edition that its heading gives.
    fn cited_as(&self) -> Option<(TextKey, &Edition)> {
        let tree = &self.placed.text.proposed;
        Some((TextKey::of_heading(tree)?, &tree.edition()?.edition))
    }

    /// Looks at the references of other texts to clauses of this one. No file is read: of those that are not open, their
    /// summaries tell.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub(super) fn each_citing(&self, look: Look<'_>) -> Result<(), Cancelled> {
        let Some((key, edition)) = self.cited_as() else { return Ok(()) };
        let own = self.document.texts.iter().filter(|placed| placed.start != self.placed.start);
        for placed in own {
            self.beside(self.document, placed, self.file).each_reference_to(&key, edition, look)?;
        }
        // What a folder lists as adopted stays as it was adopted.
        let listed = |file| self.snapshot.is_adopted(file);
        for draft in self.snapshot.drafts().filter(|draft| draft.id != self.file && !listed(draft.id)) {
            for placed in draft.document.texts.iter() {
                self.beside(&draft.document, placed, draft.id).each_reference_to(&key, edition, look)?;
            }
        }
        for file in self.snapshot.files().filter(|file| file.id != self.file && !listed(file.id)) {
            self.cancellation.check()?;
            let untouched = self.snapshot.refers_as_agreed(file.id, self.file);
            let own = SummaryModel::of_file(self.snapshot, file).filter(|model| model.text().adopted.is_none());
            for model in own {
                let cited = model.citations_of(&key);
                let cited = cited.filter(|it| it.edition.as_ref().is_some_and(|cited| cited.same_meeting(edition)));
                for reference in cited.flat_map(|citation| &citation.references) {
                    look(Citing::Closed { file: file.id, writable: model.text().writable }, reference, &|_| untouched);
                }
            }
        }
        Ok(())
    }

    /// The references of the pen's own text to clauses of another.
    fn each_reference_to(&self, key: &TextKey, edition: &Edition, look: Look<'_>) -> Result<(), Cancelled> {
        let own = &self.placed.text.proposed;
        // Most texts of a long file do not cite this one: that is seen without working out what they do cite ("7-3" is number 7).
        if !own.citations().iter().any(|citation| citation.it.number.starts_with(key.number.as_str())) {
            return Ok(());
        }
        let model = Model::new(self.snapshot, self.file, self.document, self.placed, Side::Proposed);
        for (nth, reference) in own.references().iter().enumerate() {
            self.cancellation.check()?;
            let ReferenceTarget::Cited(index) = model.reference_target(nth) else { continue };
            let citation = own.citation(index);
            let same = citation.edition.as_ref().is_some_and(|mention| mention.edition.same_meeting(edition));
            if same && model.cited_key(index) == Some(key) {
                look(Citing::Text(self), &reference.it, &|target| self.is_untouched(&reference.it, target));
            }
        }
        Ok(())
    }

    /// Whether a target of a reference stands as it stood when its file was last agreed.
    pub(super) fn is_untouched(&self, reference: &Reference, target: &Target) -> bool {
        self.history.is_none_or(|history| {
            let origin = history.origin(self.placed, reference);
            origin.is_some_and(|(placed, old)| {
                history.untouched(self.placed, (placed, &old.it), target).is_some()
                    && !history.is_released(placed, &old.it)
            })
        })
    }
}

/// How a reference of another text follows.
fn follow_citing(
    citing: &Citing<'_>,
    reference: &Reference,
    meanings: Vec<Meaning>,
    future: &Future<'_>,
    following: &mut Following,
) {
    let outcomes = future.tree.resolve(reference);
    let follower = Follower { reference, meanings, outcomes, sure: true, was_run: None };
    match *citing {
        Citing::Text(pen) => {
            for rewrite in pen.rewrites(&follower, future, following) {
                match pen.write(&rewrite) {
                    Some(edits) => following.open.extend(edits),
                    None => following.whole = false,
                }
            }
        }
        Citing::Closed { file, writable } => {
            let (said, bracketed) = follower.said_anew(future, writable, &|_| String::new(), following);
            if (bracketed || !said.is_empty()) && following.closed.last() != Some(&file) {
                following.closed.push(file);
            }
        }
    }
}

/// The sections that an outcome speaks of.
fn named(future: &Future<'_>, outcome: &Outcome) -> impl Iterator<Item = SectionId> {
    let sections = match outcome {
        Outcome::Clauses(clauses) => clauses.iter().map(|&id| future.tree.clause(id).section).take(1).collect(),
        Outcome::NoClause { section, .. } => vec![*section],
        Outcome::Ambiguous(sections) => sections.clone(),
        _ => Vec::new(),
    };
    sections.into_iter()
}

/// Whether a target means a clause that is gone, or none and would seem to mean one.
fn is_lost(meaning: &Meaning, outcome: &Outcome, future: &Future<'_>) -> bool {
    match (meaning, outcome) {
        (Meaning::Deleted, _) => true,
        (Meaning::Missing, Outcome::NoClause { section, parent, label }) => future.would_name(*section, *parent, label),
        _ => false,
    }
}
