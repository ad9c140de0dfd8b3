//! Clauses that get other labels, and every reference to them that follows: in the text, in the other texts of the file,
//! in open drafts and in the files of the workspace.

use super::letters::{Labels, letters};
use super::{Edit, Fix, Pen};
use crate::catalogue::{OriginId, TextKey};
use crate::syntax::{
    ClauseId, Document, Edition, Label, Mark, Outcome, Placed, Reference, SectionId, Target, Tree, Whither,
};
use crate::workspace::{key_of_citation, key_of_text};

/// The edits that give clauses other labels.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Relettered {
    /// Of the labels and of the references to them.
    pub edits: Vec<Edit>,
    /// How many references follow.
    pub references: usize,
    /// Whether every reference is sure to follow its clause: none is to a label that occurs twice, none may mean another
    /// text, none is written in a way that cannot be kept.
    pub sure: bool,
}

/// The clauses that a target of a reference means: from the outermost label's down, and the last of a run.
struct Meant {
    path: Vec<ClauseId>,
    to: Option<ClauseId>,
}

impl Pen<'_> {
    /// Letters or numbers a section anew, from its first clause on. `None` where nothing would change, and where a label
    /// cannot be written.
    pub fn reletter_section(&self, section: SectionId) -> Option<Fix> {
        let tree = &self.placed.text.proposed;
        let labels = letters(tree, section);
        let top = labels.keys().find(|id| tree.clause(**id).parent.is_none()).or(labels.keys().next())?;
        let verb = match labels[top] {
            Mark::Letter(_) | Mark::Roman(_) => "Re-letter",
            _ => "Renumber",
        };
        let Relettered { edits, references, sure } = self.reletter(&labels)?;
        let followed = match references {
            0 => String::new(),
            1 => " and 1 reference".to_owned(),
            many => format!(" and {many} references"),
        };
        Some(Fix { title: format!("{verb} {}{followed}", tree.section_name(section)), safe: sure, edits })
    }

    /// Gives clauses other labels, and has every reference follow. `None` where a label cannot be written.
    pub fn reletter(&self, labels: &Labels) -> Option<Relettered> {
        let tree = &self.placed.text.proposed;
        let mut done = Relettered { sure: true, ..Relettered::default() };
        for (&id, &mark) in labels {
            let raw = tree.clause(id).raw.as_ref()?;
            done.edits.extend(self.replace(raw.span, &raw.with_mark(mark))?);
        }
        for reference in &tree.references {
            if let Whither::Here { sure } = tree.whither(reference) {
                self.follow_here(reference, sure, labels, &mut done);
            }
        }
        self.follow_elsewhere(labels, &mut done);
        done.edits.sort();
        Some(done)
    }

    /// A reference of the text itself.
    fn follow_here(&self, reference: &Placed<Reference>, sure: bool, labels: &Labels, done: &mut Relettered) {
        let tree = &self.placed.text.proposed;
        let outcomes = tree.resolve(&reference.it);
        for (target, outcome) in reference.it.targets.iter().zip(&outcomes) {
            let in_force = self.meant_in_force(reference, target);
            let kept = in_force.is_some();
            let Some(meant) = in_force.or_else(|| meant(tree, target, outcome)) else { continue };
            let touched = meant.path.iter().chain(&meant.to).any(|id| labels.contains_key(id));
            if !touched {
                continue;
            }
            // Which of two clauses with one label is meant nobody can tell, unless the text in force does.
            done.sure &= sure && (kept || !meant.path.iter().chain(&meant.to).any(|&id| has_twin(tree, id)));
            self.rename(target, &meant, tree, labels, done);
        }
    }

    /// What a target means in the text in force, where the reference stands there in the same words: the clauses that
    /// those have become.
    fn meant_in_force(&self, reference: &Placed<Reference>, target: &Target) -> Option<Meant> {
        let text = &self.placed.text;
        if !text.is_changed() {
            return None;
        }
        let (old, index) = text.in_force(reference, target)?;
        let outcome = text.base.resolve(&old.it).into_iter().nth(index)?;
        let before = meant(&text.base, &old.it.targets[index], &outcome)?;
        let become_of = |id: ClauseId| self.document.counterpart(self.placed, id);
        let path = before.path.into_iter().map(become_of).collect::<Option<Vec<_>>>()?;
        let to = match before.to {
            Some(to) => Some(become_of(to)?),
            None => None,
        };
        Some(Meant { path, to })
    }

    /// References of other texts to clauses of this one, in the edition that its heading gives.
    fn follow_elsewhere(&self, labels: &Labels, done: &mut Relettered) {
        let tree = &self.placed.text.proposed;
        let (Some(key), Some(edition)) = (key_of_text(tree), tree.edition()) else { return };
        let edition = &edition.edition;
        let own = self.document.texts.iter().filter(|placed| placed.start != self.placed.start);
        for placed in own {
            Pen::new(self.snapshot, self.document, placed, self.file).follow_from(tree, &key, edition, labels, done);
        }
        for draft in self.snapshot.drafts().filter(|draft| draft.id != self.file) {
            self.follow_in(draft.id, &draft.document, &key, edition, labels, done);
        }
        let refers = |citation: &crate::workspace::CitationSummary| {
            citation.key.as_ref() == Some(&key)
                && !citation.references.is_empty()
                && citation.edition.as_ref().is_some_and(|cited| cited.same_meeting(edition))
        };
        for file in self.snapshot.files().filter(|file| file.id != self.file) {
            if !file.texts.iter().any(|text| text.adopted.is_none() && text.citations.iter().any(refers)) {
                continue;
            }
            match self.snapshot.document(file.id) {
                Ok(document) => self.follow_in(file.id, &document, &key, edition, labels, done),
                Err(_) => done.sure = false,
            }
        }
    }

    fn follow_in(
        &self,
        file: OriginId,
        document: &Document,
        key: &TextKey,
        edition: &Edition,
        labels: &Labels,
        done: &mut Relettered,
    ) {
        for placed in document.texts.iter() {
            let pen = Pen::new(self.snapshot, document, placed, file);
            pen.follow_from(&self.placed.text.proposed, key, edition, labels, done);
        }
    }

    /// The references of the pen's own text to clauses of another, `tree`.
    fn follow_from(&self, tree: &Tree, key: &TextKey, edition: &Edition, labels: &Labels, done: &mut Relettered) {
        let own = &self.placed.text.proposed;
        let as_of = self.snapshot.as_of(self.file, own);
        for reference in &own.references {
            let Whither::Cited(index) = own.whither(reference) else { continue };
            let citation = &own.citations[index].it;
            let same = citation.edition.as_ref().is_some_and(|mention| mention.edition.same_meeting(edition));
            if !same || key_of_citation(citation, own, &self.snapshot.catalogue, &as_of).as_ref() != Some(key) {
                continue;
            }
            for (target, outcome) in reference.it.targets.iter().zip(tree.resolve(&reference.it)) {
                let Some(meant) = meant(tree, target, &outcome) else { continue };
                done.sure &= !meant.path.iter().chain(&meant.to).any(|&id| has_twin(tree, id));
                self.rename(target, &meant, tree, labels, done);
            }
        }
    }

    /// Writes the labels of a target as its clauses are to be labelled.
    fn rename(&self, target: &Target, meant: &Meant, tree: &Tree, labels: &Labels, done: &mut Relettered) {
        let named = target.path.iter().zip(&meant.path).chain(target.to.as_ref().zip(meant.to.as_ref()));
        let mut follows = false;
        for (named, &id) in named {
            let Some(label) = label_of(tree, id, labels).filter(|label| !named.names(*label)) else { continue };
            follows = true;
            match self.replace(named.span, &label.to_string()) {
                Some(edits) => done.edits.extend(edits),
                None => done.sure = false,
            }
        }
        done.references += usize::from(follows);
    }
}

/// The label that a clause is to have.
fn label_of(tree: &Tree, id: ClauseId, labels: &Labels) -> Option<Label> {
    labels.get(&id).map(|&mark| Label::plain(mark)).or(tree.clause(id).label)
}

/// Whether another clause of the list has the same label.
fn has_twin(tree: &Tree, id: ClauseId) -> bool {
    let clause = tree.clause(id);
    tree.children(clause.section, clause.parent).any(|(other, twin)| other != id && twin.label == clause.label)
}

/// The clauses that a target means in a tree, each label's own.
fn meant(tree: &Tree, target: &Target, outcome: &Outcome) -> Option<Meant> {
    let Outcome::Clauses(clauses) = outcome else { return None };
    let (&first, &last) = (clauses.first()?, clauses.last()?);
    // A range that runs backwards is the drafter's to put right.
    if last < first {
        return None;
    }
    let mut path = vec![first];
    while path.len() < target.path.len() {
        path.push(tree.clause(*path.last()?).parent?);
    }
    path.reverse();
    Some(Meant { path, to: target.to.is_some().then_some(last) })
}
