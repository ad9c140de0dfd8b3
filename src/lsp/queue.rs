//! Drafts that wait for a thread to analyse them. Only a few are at work at once, so that however many wait, requests find
//! a thread; and what was edited last comes first, so that a key is not checked after forty other drafts.

use std::sync::{Arc, Mutex};

use super::drafts::DraftState;
use super::lock::lock;

/// Analyses at once.
const AT_WORK: usize = 4;

/// The drafts that wait, and how many are at work.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<QueueState>,
}

#[derive(Default)]
struct QueueState {
    waiting: Vec<Waiting>,
    at_work: usize,
}

pub(super) struct Waiting {
    pub draft: Arc<DraftState>,
    /// It is to be analysed at once: the end of its edits was waited for already.
    pub at_once: bool,
}

impl Queue {
    /// Takes a draft that is to be analysed. `true`: the caller is to start a thread that works until [`Queue::next`] has
    /// no more.
    pub(super) fn enter(&self, waiting: Waiting) -> bool {
        let mut state = lock(&self.state);
        state.waiting.push(waiting);
        let starts = state.at_work < AT_WORK;
        state.at_work += usize::from(starts);
        starts
    }

    /// The next draft for a thread at work: the one that was edited last, else the one that has waited longest. None: the
    /// thread is to end.
    pub(super) fn next(&self) -> Option<Waiting> {
        let mut state = lock(&self.state);
        let last = (0..state.waiting.len()).rev().max_by_key(|&at| state.waiting[at].draft.edited());
        if last.is_none() {
            state.at_work -= 1;
        }
        last.map(|at| state.waiting.remove(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Encoding;
    use tower_lsp::ls_types::{TextDocumentContentChangeEvent, TextDocumentItem};

    fn draft(name: &str) -> Arc<DraftState> {
        let (uri, text) = (format!("file:///{name}").parse().expect("a URI"), "resolves\n".into());
        let draft = DraftState::open(TextDocumentItem { uri, language_id: "resolution".into(), version: 1, text });
        draft.begin_analysis();
        Arc::new(draft)
    }

    fn edit(draft: &DraftState) {
        let change = TextDocumentContentChangeEvent { range: None, range_length: None, text: "noting\n".into() };
        assert_eq!(draft.change(2, vec![change], Encoding::Utf16), []);
    }

    fn enter(queue: &Queue, draft: &Arc<DraftState>) -> bool {
        queue.enter(Waiting { draft: draft.clone(), at_once: true })
    }

    fn next(queue: &Queue) -> Option<String> {
        queue.next().map(|waiting| waiting.draft.uri.as_str().trim_start_matches("file:///").to_owned())
    }

    #[test]
    fn few_threads_start_however_many_drafts_wait() {
        let queue = Queue::default();
        let drafts: Vec<_> = (0..40).map(|number| draft(&number.to_string())).collect();
        assert_eq!(drafts.iter().filter(|draft| enter(&queue, draft)).count(), AT_WORK);
        for number in 0..40 {
            assert_eq!(next(&queue), Some(number.to_string()));
        }
        assert_eq!([(); AT_WORK].map(|()| next(&queue)), [const { None }; AT_WORK]);
        assert_eq!(lock(&queue.state).at_work, 0);
    }

    #[test]
    fn what_was_edited_last_comes_first() {
        let queue = Queue::default();
        let [first, second, third] = ["first", "second", "third"].map(draft);
        for draft in [&first, &second, &third] {
            enter(&queue, draft);
        }
        edit(&third);
        std::thread::sleep(std::time::Duration::from_millis(1));
        edit(&second);
        assert_eq!([(); 3].map(|()| next(&queue).unwrap_or_default()), ["second", "third", "first"]);
    }
}
