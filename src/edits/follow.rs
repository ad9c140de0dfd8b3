//! References that follow their clauses: in the text, in the other texts of the file, in open drafts and in the files of
//! the workspace.

use super::future::Future;
use super::lines::Rewrite;
use super::meaning::{Meaning, Meanings};
use super::{Edit, Pen};
use crate::catalogue::TextKey;
use crate::semantics::{Model, SummaryModel};
use crate::syntax::{Edition, Outcome, Placed, Reference, ReferenceTarget, SectionId, Target};
use crate::text::{Cancelled, Side, Span};

/// How references follow.
#[derive(Default)]
pub(super) struct Following {
    /// In the text itself.
    pub own: Vec<Rewrite>,
    /// In other texts.
    pub elsewhere: Vec<Edit>,
    /// How many of them there are.
    pub counts: Counts,
    /// Whether every reference is sure to follow its clause.
    pub sure: bool,
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

impl Pen<'_> {
    /// How all references follow the clauses of the pen's text.
    pub(super) fn follow(&self, future: &Future<'_>) -> Result<Following, Cancelled> {
        let mut following = Following { sure: true, ..Following::default() };
        let meanings = Meanings::new(self.document, self.placed, self.history, future.newcomer);
        for reference in &future.tree.references {
            self.cancellation.check()?;
            if let ReferenceTarget::Here { sure } = future.tree.reference_target(reference) {
                self.follow_here(reference, sure, &meanings, future, &mut following);
            }
        }
        self.follow_elsewhere(&meanings, future, &mut following)?;
        Ok(following)
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
            following.sure &= !future
                .split
                .is_some_and(|(first, _)| outcomes.contains(&Outcome::Section(tree.clause(first).section)));
            return;
        }
        let was_run = meanings.was_run(&reference.it);
        let follower =
            Follower { reference: &reference.it, meanings: meanings.own(reference), outcomes, sure, was_run };
        // The word may be torn apart by marks.
        let whole = |turned: &Rewrite| ["above", "below"].iter().any(|word| self.reads(turned.span.start, word));
        let turned = future.turned(reference, &follower.meanings).filter(whole);
        let rewrites = self.rewrites(&follower, future, following_of(following));
        following.own.extend(rewrites);
        following.own.extend(turned);
    }

    /// The words of a reference that are to be others.
    fn rewrites(
        &self,
        follower: &Follower<'_>,
        future: &Future<'_>,
        (counts, sure): (&mut Counts, &mut bool),
    ) -> Vec<Rewrite> {
        let Follower { reference, meanings, outcomes, .. } = follower;
        let concerned = meanings.iter().zip(outcomes).any(|(meaning, outcome)| {
            let meant = meaning.meant().into_iter().flat_map(|meant| &meant.clauses);
            meant.map(|&id| future.tree.clause(id).section).any(|section| future.concerns(section))
                || (!matches!(meaning, Meaning::Known(_))
                    && named(future, outcome).any(|section| future.concerns(section)))
        });
        if !concerned {
            return Vec::new();
        }
        *sure &= follower.sure && meanings.iter().all(|meaning| matches!(meaning, Meaning::Known(_)));
        let lost: Vec<bool> =
            meanings.iter().zip(outcomes).map(|(meaning, outcome)| is_lost(meaning, outcome, future)).collect();
        counts.deleted += usize::from(meanings.contains(&Meaning::Deleted));
        counts.missing +=
            usize::from(meanings.iter().zip(&lost).any(|(meaning, lost)| *lost && *meaning == Meaning::Missing));
        let source = |span| match self.sketches {
            true => String::new(),
            false => self.document.words(self.placed, span, Side::Proposed),
        };
        let rewrites = future.rewrite(reference, meanings, follower.was_run, &source);
        *sure &= rewrites.is_some();
        counts.left += usize::from(rewrites.is_none() || meanings.contains(&Meaning::Unknown(None)));
        let mut rewrites = rewrites.unwrap_or_default();
        counts.followed += usize::from(!rewrites.is_empty());
        if lost.contains(&true) {
            // All of it: between call and label a bracket would make it none.
            rewrites.extend(self.brackets(reference.labels_span()));
        }
        rewrites
    }

    /// Square brackets around words, as around all that is not agreed, unless they are there.
    fn brackets(&self, span: Span) -> Vec<Rewrite> {
        match self.document.is_bracketed(self.placed, span) {
            true => Vec::new(),
            false => vec![Rewrite::new(Span::empty(span.start), "["), Rewrite::new(Span::empty(span.end), "]")],
        }
    }

    /// References of other texts to clauses of this one.
    fn follow_elsewhere(
        &self,
        meanings: &Meanings<'_>,
        future: &Future<'_>,
        following: &mut Following,
    ) -> Result<(), Cancelled> {
        let all = self.each_citing(&mut |pen, reference, untouched| {
            let outcomes = future.tree.resolve(reference);
            let meanings = meanings.cited(reference, untouched);
            let follower = Follower { reference, meanings, outcomes, sure: true, was_run: None };
            let rewrites = pen.unwrap_or(self).rewrites(&follower, future, following_of(following));
            for rewrite in pen.is_some().then_some(rewrites).iter().flatten() {
                match pen.and_then(|pen| pen.write(rewrite)) {
                    Some(edits) => following.elsewhere.extend(edits),
                    None => following.sure = false,
                }
            }
        })?;
        following.sure &= all;
        Ok(())
    }

    /// Looks at the references of other texts to clauses of this one, in the edition that its heading gives: with the pen of
    /// their text, and with what says whether a target stands as it stood when its own file was last agreed. There is no pen
    /// where this one only sketches and the file is not open. `false` where a file can no longer be read.
    ///
    /// # Errors
    /// The pen's work was cancelled.
    pub(super) fn each_citing(&self, look: Look<'_>) -> Result<bool, Cancelled> {
        let tree = &self.placed.text.proposed;
        let (Some(key), Some(edition)) = (TextKey::of_heading(tree), tree.edition()) else { return Ok(true) };
        let edition = &edition.edition;
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
        let mut all = true;
        for file in self.snapshot.files().filter(|file| file.id != self.file && !listed(file.id)) {
            let own = SummaryModel::of_file(self.snapshot, file).filter(|model| model.text().adopted.is_none());
            let mut referring: Vec<&Reference> = Vec::new();
            for model in own {
                let cited = model.citations_of(&key);
                let cited = cited.filter(|it| it.edition.as_ref().is_some_and(|cited| cited.same_meeting(edition)));
                referring.extend(cited.flat_map(|citation| &citation.references));
            }
            if referring.is_empty() {
                continue;
            }
            self.cancellation.check()?;
            if self.sketches {
                referring.into_iter().for_each(|it| look(None, it, &|_| true));
                continue;
            }
            match self.snapshot.document(file.id) {
                Ok(document) => {
                    for placed in document.texts.iter() {
                        self.beside(&document, placed, file.id).each_reference_to(&key, edition, look)?;
                    }
                }
                Err(_) => all = false,
            }
        }
        Ok(all)
    }

    /// The references of the pen's own text to clauses of another.
    fn each_reference_to(&self, key: &TextKey, edition: &Edition, look: Look<'_>) -> Result<(), Cancelled> {
        let own = &self.placed.text.proposed;
        let model = Model::new(self.snapshot, self.file, self.document, self.placed, Side::Proposed);
        for (nth, reference) in own.references.iter().enumerate() {
            self.cancellation.check()?;
            let ReferenceTarget::Cited(index) = model.reference_target(nth) else { continue };
            let citation = &own.citations[index].it;
            let same = citation.edition.as_ref().is_some_and(|mention| mention.edition.same_meeting(edition));
            if same && model.cited_key(index) == Some(key) {
                look(Some(self), &reference.it, &|target| self.is_untouched(&reference.it, target));
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

/// What looks at references of other texts.
type Look<'l> = &'l mut dyn FnMut(Option<&Pen<'_>>, &Reference, &dyn Fn(&Target) -> bool);

fn following_of(following: &mut Following) -> (&mut Counts, &mut bool) {
    (&mut following.counts, &mut following.sure)
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
