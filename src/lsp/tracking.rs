//! Tracked changes while a drafter types: what was typed is made one, and whether that is so at a place.

use ropey::Rope;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, Position, Uri};

use super::ask::Question;
use super::convert;
use crate::edits::{Between, EditorChange, Pen, TypedHere, TypingOptions, Way, apply};
use crate::ide;
use crate::text::Span;

/// What was typed, and is to be tracked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TrackTyping {
    pub uri: Uri,
    /// The client's number for the text before.
    since: i32,
    /// Where the cursor is now.
    position: Position,
    /// Whether a key took away what follows the cursor, as Delete does.
    #[serde(default)]
    forward: bool,
    /// Whether a text that is no proposal is tracked, too.
    #[serde(default)]
    always: bool,
    /// Whether nothing is tracked: only labels follow.
    #[serde(default)]
    plain: bool,
    /// Whether a line end brings the next label.
    #[serde(default)]
    labels: bool,
    /// What a clause between others of a proposal is called, where the drafter has chosen it: "bis", "reletter".
    between: Option<Between>,
}

/// A place that is asked about.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlaceTyped {
    pub uri: Uri,
    position: Position,
    #[serde(default)]
    always: bool,
}

/// What follows from what was typed.
#[derive(Serialize)]
struct Followed {
    /// The client's number for the text that the edits are of.
    version: Option<i32>,
    edits: Vec<lsp::TextEdit>,
    /// Where the cursor goes when they are made; none: where the editor leaves it.
    cursor: Option<Position>,
    /// What the drafter is to choose first: then it is asked again, with what was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<Choice>,
}

/// The two ways to name a clause between others of a text in force.
#[derive(Serialize)]
struct Choice {
    /// "b)bis"
    bis: String,
    /// How many tracked changes it takes to re-letter the rest.
    rest: usize,
}

/// The edits that make what was typed a tracked change; null where there are none.
///
/// # Errors
/// The answer is no longer wanted.
pub(super) fn track(question: &Question<'_>, asked: &TrackTyping, options: TypingOptions) -> Result<Value> {
    let place = question.place(asked.position)?;
    let past = question.draft.and_then(|draft| draft.since(asked.since, question.text.revision));
    let Some((before, patch)) = past else { return Ok(Value::Null) };
    let first = patch.hunks().first().map_or(place.at, |hunk| hunk.new.end);
    let Some((pen, _)) = Pen::before(place.snapshot, place.document, place.file, first.max(1)) else {
        return Ok(Value::Null);
    };
    let way = if asked.forward { Way::Forward } else { Way::Back };
    let TrackTyping { always, plain, between, .. } = *asked;
    let labels = asked.labels.then_some(TypingOptions { between, puts_cursor: true, ..options });
    let change = EditorChange { before: &before, patch: &patch, cursor: place.at, way, always, plain, labels };
    let Some(following) = pen.cancelled_by(question.cancellation).follow_typing(&change)? else {
        return Ok(Value::Null);
    };
    let cursor = following.cursor.map(|at| {
        let after = Rope::from_str(&apply(&place.document.rope, &following.edits));
        convert::range(&after, Span::empty(at), question.client().encoding).start
    });
    let edits = question.converter().text_edits(following.edits);
    let choice = following.choice.map(|choice| Choice { bis: choice.bis, rest: choice.rest });
    Ok(json!(Followed { version: question.text.version, edits, cursor, choice }))
}

/// Whether what is typed at a place is tracked, and why not.
///
/// # Errors
/// The text has no such line.
pub(super) fn typed_here(question: &Question<'_>, asked: &PlaceTyped) -> Result<Value> {
    let place = question.place(asked.position)?;
    let pen = Pen::before(place.snapshot, place.document, place.file, place.at.max(1));
    let here = pen.map_or(TypedHere::NoProposal, |(pen, at)| pen.typed_here(at, asked.always));
    let why = match here {
        TypedHere::Tracked => None,
        TypedHere::Cover => Some("cover text and the proposal line are written plainly"),
        TypedHere::Reasons => Some("reasons are written plainly"),
        TypedHere::Added => Some("in an ADD all is new, and is written plainly"),
        TypedHere::Reference => Some("this text stands here for reference"),
        TypedHere::NoProposal => Some("this text is no MOD"),
        TypedHere::Configured => Some("rapporteur.toml says: track = \"never\""),
    };
    Ok(json!({ "tracked": why.is_none(), "why": why, "noProposal": here == TypedHere::NoProposal }))
}

/// The tracked changes of a draft, in its order.
pub(super) fn changes(question: &Question<'_>) -> Value {
    let converter = question.converter();
    let all = ide::changes(&question.text.document).into_iter();
    all.map(
        |it| json!({ "range": converter.range_of_many(it.span), "name": it.name, "kind": it.kind, "words": it.words }),
    )
    .collect()
}
