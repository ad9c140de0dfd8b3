//! The model of a text of a file that is not open, from what the workspace keeps of it.

use std::cell::OnceCell;

use super::cited::{SaidCitation, identify};
use super::meeting::{judged_at, own_body};
use crate::catalogue::{AsOf, TextKey};
use crate::text::FileId;
use crate::workspace::{CitationSummary, Snapshot, Summary, TextSummary};

/// What a text of a file that is not open means.
pub(crate) struct SummaryModel<'a> {
    snapshot: &'a Snapshot,
    summary: &'a Summary,
    /// Which of the file's texts it is.
    pub index: usize,
    meeting: OnceCell<AsOf>,
}

impl<'a> SummaryModel<'a> {
    /// The models of all texts of files that are not open.
    pub(crate) fn all(snapshot: &'a Snapshot) -> impl Iterator<Item = SummaryModel<'a>> {
        snapshot.files().flat_map(move |file| SummaryModel::of_file(snapshot, file))
    }

    /// The models of the texts of a file.
    pub(crate) fn of_file(snapshot: &'a Snapshot, summary: &'a Summary) -> impl Iterator<Item = SummaryModel<'a>> {
        let model = move |index| SummaryModel { snapshot, summary, index, meeting: OnceCell::new() };
        (0..summary.texts.len()).map(model)
    }

    pub(crate) fn file(&self) -> FileId {
        self.summary.id
    }

    /// What the workspace keeps of the text.
    pub(crate) fn text(&self) -> &'a TextSummary {
        &self.summary.texts[self.index]
    }

    /// The citations of a text, in order.
    pub(crate) fn citations_of(&self, key: &TextKey) -> impl Iterator<Item = &'a CitationSummary> {
        // The number is compared first: telling whose text is meant costs far more.
        let numbered = |it: &&CitationSummary| TextKey::new(key.body, it.instrument, &it.number) == *key;
        self.text().citations.iter().filter(numbered).filter(|it| self.cited_key(it).as_ref() == Some(key))
    }

    /// Which text a citation means, if that can be told.
    pub(crate) fn cited_key(&self, citation: &CitationSummary) -> Option<TextKey> {
        let CitationSummary { instrument, number, said_body, edition, .. } = citation;
        let said = SaidCitation { instrument: *instrument, number, body: *said_body, edition: edition.as_ref() };
        let own_body = own_body(&self.text().head, self.meeting());
        identify(said, own_body, self.snapshot.catalogue_of(self.file()), self.meeting()).key().cloned()
    }

    fn meeting(&self) -> &AsOf {
        self.meeting.get_or_init(|| {
            let first = if self.text().cover { self.summary.texts.get(1) } else { None };
            judged_at(self.snapshot, self.summary.id, &first.unwrap_or(self.text()).head)
        })
    }
}
