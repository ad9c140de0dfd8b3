//! Drafts that are begun: what there is to begin from, and the text of a new one.

use std::sync::Arc;

use ropey::Rope;
use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

use super::ask::ask_workspace;
use super::convert;
use super::session::Session;
use super::uri::{path_of, uri_of};
use crate::catalogue::official_form;
use crate::edits::{Frame, NewDraft, NewMeeting, NewText, further_texts, named_text, new_draft};
use crate::syntax::Document;
use crate::text::{FileId, Span, offset};
use crate::workspace::{Snapshot, read_file};

/// What is asked to be begun.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct New {
    /// "WTSA, New Delhi, 2024", "WTSA-24", or a body for its coming meeting.
    meeting: String,
    /// "EUR/12A3", of a contribution.
    contribution: Option<String>,
    working_document: Option<WorkingDocument>,
    texts: Vec<Text>,
    /// The draft that the texts are added to; without it, they are a new one.
    to: Option<Uri>,
}

#[derive(Deserialize)]
struct WorkingDocument {
    number: String,
    #[serde(default)]
    revision: u8,
    #[serde(default)]
    source: String,
}

/// One of the texts.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Text {
    Add {
        #[serde(default)]
        title: String,
    },
    Modify {
        /// A file with the text.
        uri: Uri,
    },
    Suppress {
        /// "Resolution 40"
        text: String,
    },
    NoChange {
        text: String,
    },
}

/// The texts of the folders that a proposal can be begun from: those whose own meeting is over, by their names.
///
/// # Errors
/// The server ends.
pub(super) async fn bases(session: &Arc<Session>) -> Result<Option<Value>> {
    ask_workspace(session, |around, _| {
        let snapshot = &around.workspace;
        let all = snapshot.files_on_disk().flat_map(|file| file.texts.iter().map(move |text| (file, text)));
        let mut found: Vec<_> = all.filter(|(_, text)| !text.cover && text.adopted.is_some()).collect();
        found.sort_by(|(a, left), (b, right)| (&left.head.key, &a.path).cmp(&(&right.head.key, &b.path)));
        let closed = found.into_iter().filter_map(|(file, text)| {
            let (key, edition) = (text.head.key.as_ref()?, text.head.edition.as_ref()?);
            Some(json!({
                "uri": uri_of(&file.path),
                "name": official_form(key, edition),
                "body": key.body.with_article(),
                "title": text.title,
            }))
        });
        Ok(Some(Value::Array(closed.collect())))
    })
    .await
}

/// Begins a draft: its text and where one goes on writing, or what is added to the end of one that is there, and where.
///
/// # Errors
/// It cannot be begun: why, for the drafter.
pub(super) async fn begin(session: &Arc<Session>, asked: New) -> Result<Option<Value>> {
    let own = session.clone();
    ask_workspace(session, move |around, _| {
        let snapshot = &around.workspace;
        let refuse = Error::invalid_params::<String>;
        let meeting = NewMeeting::read(&asked.meeting).map_err(refuse)?;
        let frame = frame(&asked).map_err(refuse)?;
        let read = |uri: &Uri| document(&own, snapshot, uri).map_err(refuse);
        let bases = asked.texts.iter().map(|text| match text {
            Text::Modify { uri } => read(uri).map(Some),
            _ => Ok(None),
        });
        let bases: Vec<Option<(FileId, Document)>> = bases.collect::<Result<_>>()?;
        let texts = asked.texts.iter().zip(&bases).map(|(text, base)| match (text, base) {
            (Text::Modify { .. }, Some((file, base))) => Ok(NewText::Modify { snapshot, base, file: *file }),
            (Text::Suppress { text: words } | Text::NoChange { text: words }, _) => {
                let key = named_text(words, meeting.body()).map_err(refuse)?;
                Ok(NewText::Refer { suppress: matches!(text, Text::Suppress { .. }), key })
            }
            (Text::Add { title }, _) => Ok(NewText::Add { title: title.clone() }),
            (Text::Modify { uri }, None) => Err(refuse(format!("{} was not read", uri.as_str()))),
        });
        let texts = texts.collect::<Result<Vec<_>>>()?;
        let draft = NewDraft { meeting, frame, texts };
        let encoding = around.client.encoding;
        let place = |rope: &Rope, at: u32| convert::range(rope, Span::empty(at), encoding).start;
        Ok(Some(match &asked.to {
            None => {
                let begun = new_draft(snapshot, &draft).map_err(refuse)?;
                json!({ "text": begun.text, "cautions": begun.cautions, "cursor": place(&Rope::from_str(&begun.text), begun.cursor) })
            }
            Some(uri) => {
                let (_, there) = read(uri)?;
                let begun = further_texts(snapshot, &there, &draft).map_err(refuse)?;
                let end = there.rope.len_bytes();
                let mut after = there.rope.clone();
                after.insert(after.len_chars(), &begun.text);
                let cursor = place(&after, offset(end) + begun.cursor);
                // It is not typed.
                if let Some(draft) = own.draft(uri) {
                    draft.offer(after);
                }
                json!({ "text": begun.text, "cautions": begun.cautions, "at": place(&there.rope, offset(end)), "cursor": cursor })
            }
        }))
    })
    .await
}

/// What stands around the texts.
fn frame(asked: &New) -> std::result::Result<Frame, String> {
    match (&asked.contribution, &asked.working_document) {
        (Some(text), _) => Frame::contribution(text),
        (None, Some(WorkingDocument { number, revision, source })) => {
            Ok(Frame::WorkingDocument { number: number.clone(), revision: *revision, source: source.clone() })
        }
        (None, None) => Ok(Frame::Text),
    }
}

/// A file that is open, one of the folders, or any other.
fn document(session: &Session, snapshot: &Snapshot, uri: &Uri) -> std::result::Result<(FileId, Document), String> {
    let path = path_of(uri).ok_or_else(|| format!("{} is no file", uri.as_str()));
    let open = session.draft(uri).and_then(|draft| draft.id());
    let known = open.or_else(|| snapshot.files().find(|file| Ok(&file.path) == path.as_ref()).map(|file| file.id));
    match known {
        Some(file) => Ok((file, snapshot.document(file).map_err(|notice| notice.to_string())?)),
        None => {
            let path = path?;
            let text = read_file(&path).map_err(|notice| notice.to_string())?;
            Ok((session.change(|workspace, _| workspace.id(&path)).result, Document::read(&text)))
        }
    }
}
