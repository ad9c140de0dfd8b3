//! Since when what texts rest on beside themselves is as it is: what was worked out of a text is kept as long as it holds.

use std::collections::HashMap;

use crate::catalogue::TextKey;
use crate::text::FileId;

/// A moment of the workspace, as far as the meaning of texts goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Moment {
    /// How many times the configuration, or what is known of any text, became another.
    facts: u64,
    /// How many times the clauses of an adopted text did.
    clauses: u64,
}

/// The present moment, and what became another before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Moments {
    now: Moment,
    /// For the adopted texts of open drafts, when their clauses last became others.
    clauses: HashMap<(FileId, TextKey), u64>,
}

impl Moments {
    pub(super) fn now(&self) -> Moment {
        self.now
    }

    /// Anything may mean otherwise now.
    pub(super) fn facts_changed(&mut self) {
        self.now.facts += 1;
        self.clauses.clear();
    }

    /// An adopted text has other clauses now, or other words in them.
    pub(super) fn clauses_changed(&mut self, file: FileId, key: TextKey) {
        self.now.clauses += 1;
        self.clauses.insert((file, key), self.now.clauses);
    }

    /// The texts whose clauses became others since a moment, but those of one file; `None` where anything may mean otherwise
    /// since.
    pub(super) fn since(&self, moment: Moment, but: Option<FileId>) -> Option<Vec<&TextKey>> {
        if moment.facts != self.now.facts {
            return None;
        }
        if moment == self.now {
            return Some(Vec::new());
        }
        let later = self.clauses.iter().filter(|((file, _), at)| **at > moment.clauses && Some(*file) != but);
        Some(later.map(|((_, key), _)| key).collect())
    }
}
