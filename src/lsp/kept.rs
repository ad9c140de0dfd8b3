//! What was worked out for each text of a file, kept while the file changes around it: an edit costs its own text.

use std::iter;
use std::sync::Arc;

use crate::syntax::{Document, Text};

/// Something beside each text of a file; none where nobody asked yet.
pub struct Kept<T> {
    texts: Vec<Option<(Arc<Text>, T)>>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Kept { texts: Vec::new() }
    }
}

impl<T> Kept<T> {
    /// Puts what is kept beside the texts that the file has now. Texts keep their order, and most edits are in one:
    /// that keeps what was made of its earlier state.
    pub fn settle(&mut self, document: &Document) {
        let (kept, texts) = (&mut self.texts, &document.texts);
        if kept.len() == texts.len() {
            return;
        }
        let is_same =
            |kept: &Option<(Arc<Text>, T)>, text: &Arc<Text>| kept.as_ref().is_none_or(|(of, _)| Arc::ptr_eq(of, text));
        let front = kept.iter().zip(texts.iter()).take_while(|(kept, placed)| is_same(kept, &placed.text)).count();
        let (old, new) = (&kept[front..], &texts[front..]);
        let back = old.iter().rev().zip(new.iter().rev()).take_while(|(kept, placed)| is_same(kept, &placed.text));
        let back = back.count();
        kept.splice(front..kept.len() - back, iter::repeat_with(|| None).take(texts.len() - front - back));
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.texts.clear();
    }

    /// What is kept beside a text, and of which state of it that was made. After [`Kept::settle`].
    pub fn beside(&mut self, index: usize) -> &mut Option<(Arc<Text>, T)> {
        &mut self.texts[index]
    }

    /// All that is kept, in the order of the texts.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.texts.iter().flatten().map(|(_, kept)| kept)
    }
}
