//! What was worked out for each text of a file, kept while the file changes around it: an edit costs its own text.

use std::collections::HashMap;
use std::sync::Arc;

use super::document::{Document, PlacedText, Text};

/// Something beside each text of a file, and of which state of the text it was made; none where nobody asked yet.
#[derive(Clone, Debug)]
pub(crate) struct PerText<T> {
    texts: Vec<Option<(Arc<Text>, T)>>,
}

impl<T> Default for PerText<T> {
    fn default() -> Self {
        PerText { texts: Vec::new() }
    }
}

impl<T> PerText<T> {
    /// Puts what is kept beside the texts that the file has now, wherever they stood before. As many texts as were replaced,
    /// most often one that was edited, get what was made of those in their places: earlier states of them, as a rule.
    pub(crate) fn carry_over(&mut self, document: &Document) {
        let (kept, texts) = (&mut self.texts, &document.texts);
        let is_same = |(kept, placed): &(&Option<(Arc<Text>, T)>, &PlacedText)| {
            kept.as_ref().is_some_and(|(text, _)| Arc::ptr_eq(text, &placed.text))
        };
        let front = kept.iter().zip(texts.iter()).take_while(is_same).count();
        let back = kept[front..].iter().rev().zip(texts[front..].iter().rev()).take_while(is_same).count();
        let mut old: Vec<_> = kept.drain(front..kept.len() - back).collect();
        let places = old.iter().enumerate().filter_map(|(place, kept)| Some((Arc::as_ptr(&kept.as_ref()?.0), place)));
        let places: HashMap<*const Text, usize> = places.collect();
        let found = |placed: &PlacedText| old[*places.get(&Arc::as_ptr(&placed.text))?].take();
        let mut new: Vec<_> = texts[front..texts.len() - back].iter().map(found).collect();
        if new.len() == old.len() {
            let edited = new.iter_mut().zip(old).filter(|(new, _)| new.is_none());
            edited.for_each(|(new, old)| *new = old);
        }
        kept.splice(front..front, new);
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        self.texts.clear();
    }

    /// What is kept beside a text, and of which state of it that was made. After [`PerText::carry_over`].
    pub(crate) fn beside(&mut self, index: usize) -> &mut Option<(Arc<Text>, T)> {
        &mut self.texts[index]
    }

    /// The same, to be read.
    pub(crate) fn get(&self, index: usize) -> Option<&(Arc<Text>, T)> {
        self.texts.get(index)?.as_ref()
    }

    /// All that is kept, in the order of the texts.
    pub(crate) fn all(&self) -> impl Iterator<Item = &T> {
        self.texts.iter().flatten().map(|(_, kept)| kept)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(words: u8) -> Arc<Text> {
        Document::read(&format!("RESOLUTION {words} (Geneva, 2022)\n")).texts[0].text.clone()
    }

    /// A file of some of a few texts.
    fn document(texts: &[Arc<Text>], which: &[usize]) -> Document {
        let placed = |text: &Arc<Text>| PlacedText { start: 0, line: 0, text: text.clone() };
        Document { texts: which.iter().map(|index| placed(&texts[*index])).collect(), ..Document::read("") }
    }

    proptest! {
        // Texts are put in, taken out, moved and edited: what is kept is what is worked out afresh, and what is beside a text
        // that stood in the file once before is of that text.
        #[test]
        fn kept_is_what_is_worked_out_afresh(files in prop::collection::vec(prop::collection::vec(0..8usize, 0..10), 1..6)) {
            let texts: Vec<Arc<Text>> = (0..8).map(text).collect();
            let mut kept = PerText::default();
            let mut before: Vec<usize> = Vec::new();
            for file in files {
                let document = document(&texts, &file);
                kept.carry_over(&document);
                for (index, which) in file.iter().enumerate() {
                    let is_same = kept.get(index).is_some_and(|(text, _)| Arc::ptr_eq(text, &texts[*which]));
                    let once = |all: &[usize]| all.iter().filter(|it| *it == which).count() == 1;
                    prop_assert!(is_same || !(once(&before) && once(&file)), "{:?} after {:?}: {}", file, before, index);
                    if !is_same {
                        *kept.beside(index) = Some((texts[*which].clone(), *which));
                    }
                }
                prop_assert_eq!(kept.all().copied().collect::<Vec<_>>(), file.clone());
                before = file;
            }
        }
    }

    #[test]
    fn an_edited_text_gets_what_was_made_of_its_earlier_state() {
        let texts: Vec<Arc<Text>> = (0..4).map(text).collect();
        let mut kept = PerText::default();
        kept.carry_over(&document(&texts, &[0, 1, 2]));
        (0..3).for_each(|index| *kept.beside(index) = Some((texts[index].clone(), index)));
        kept.carry_over(&document(&texts, &[0, 3, 2]));
        assert_eq!(kept.all().copied().collect::<Vec<_>>(), [0, 1, 2]);
        kept.carry_over(&document(&texts, &[2, 3]));
        assert_eq!(kept.all().copied().collect::<Vec<_>>(), [2]);
    }
}
