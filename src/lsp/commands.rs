//! What is asked by `workspace/executeCommand`, beyond LSP's own requests.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, Position, Range, ShowDocumentParams, Uri};

use super::analysis::{read, take_as_written};
use super::ask::{Question, ask, ask_workspace, on_blocking_thread};
use super::client::{ClientLink, PATIENCE};
use super::command::{
    ACCEPT, ALL, Accept, BASES, BRACKETS, CATALOGUE, CHANGES, KEEP, Keep, MEETING, MEETINGS, NEW, PREVIEW, PUT_CURSOR,
    PutCursor, RULES, SUBMISSION, TRACK_TYPING, TYPED_HERE, VIEW,
};
use super::errors::content_modified;
use super::indexing::{Indexer, Task};
use super::lock::lock;
use super::new_draft;
use super::pages;
use super::session::Session;
use super::submission;
use super::tracking::{self, PlaceTyped, TrackTyping};
use super::uri::{path_of, uri_of};
use crate::catalogue::{AsOf, Catalogue, Held, Meeting, Standing, full_citation};
use crate::ide::{self, SideView};
use crate::rules;
use crate::semantics::meeting_without_text;
use crate::syntax::Body;
use crate::text::{Side, Span};
use crate::workspace::config::{FILE_NAME, folder_to_write, with_accepted};
use crate::workspace::{Accepted, FileUse, Notice, Snapshot, update_file};

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Which {
    Base,
    Proposed,
}

#[derive(Deserialize)]
struct ViewArgs {
    uri: Uri,
    view: Which,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Preview {
    uri: Uri,
    /// Whether the printer gets what was found, too.
    #[serde(default)]
    print_findings: bool,
}

#[derive(Deserialize)]
struct OfDraft {
    uri: Uri,
}

#[derive(Deserialize)]
struct At {
    uri: Uri,
    position: Position,
}

#[derive(Deserialize)]
struct Query {
    query: String,
    /// The draft that is to cite; without it, citations are those of the folder's meeting.
    #[serde(flatten)]
    at: Option<At>,
}

/// Carries out a command.
///
/// # Errors
/// The command or its arguments are not known, or the text that it names cannot be used.
pub(super) async fn execute(
    session: &Arc<Session>,
    indexer: &Arc<Indexer>,
    params: ExecuteCommandParams,
) -> Result<Option<Value>> {
    let ExecuteCommandParams { command, arguments, .. } = params;
    match command.as_str() {
        VIEW => {
            let ViewArgs { uri, view } = argument(VIEW, "{uri, view: \"base\" or \"proposed\"}", arguments)?;
            let side = match view {
                Which::Base => Side::Base,
                Which::Proposed => Side::Proposed,
            };
            will_show(session, &uri);
            of_draft(session, uri, move |question| {
                let SideView { text, lines } = ide::view(&question.text.document, side);
                Ok(json!({ "text": text, "lines": lines, "version": question.text.version }))
            })
            .await
        }
        PREVIEW => {
            let Preview { uri, print_findings } = argument(PREVIEW, "{uri, printFindings}", arguments)?;
            will_show(session, &uri);
            of_draft(session, uri, move |question| Ok(json!({ "html": preview(question, print_findings)? }))).await
        }
        MEETINGS => {
            of_workspace(session, |snapshot| {
                snapshot.catalogue_at(None).meetings().iter().map(|it| meeting(it)).collect()
            })
            .await
        }
        CATALOGUE => {
            let Query { query, at } = argument(CATALOGUE, "{query, uri, position}", arguments)?;
            match at {
                None => {
                    let as_of = |snapshot: &Snapshot| meeting_without_text(snapshot, None);
                    of_workspace(session, move |snapshot| {
                        resolutions(snapshot.catalogue_at(None), &query, &as_of(snapshot), &|it| it)
                    })
                    .await
                }
                Some(At { uri, position }) => {
                    of_draft(session, uri, move |question| {
                        let place = question.place(position)?;
                        let write = |citation| ide::with_spaces_of_draft(&place, citation);
                        let found = resolutions(place.catalogue(), &query, &ide::as_of(&place), &write);
                        Ok(Value::Array(found))
                    })
                    .await
                }
            }
        }
        MEETING => {
            let At { uri, position } = argument(MEETING, "{uri, position}", arguments)?;
            of_draft(session, uri, move |question| {
                let place = question.place(position)?;
                let as_of = ide::as_of(&place);
                let code = match &as_of {
                    AsOf::Meeting(held) => held.code.as_deref(),
                    AsOf::Assumed { .. } => None,
                    AsOf::Date(_) => {
                        let coming = |body: Body| json!({ "name": body.code(), "code": null, "coming": true });
                        return Ok(ide::coming_meeting(&place).map_or(Value::Null, coming));
                    }
                };
                Ok(json!({ "name": as_of.to_string(), "code": code, "coming": false }))
            })
            .await
        }
        NEW => {
            new_draft::begin(session, argument(NEW, "{meeting, contribution, workingDocument, texts, to}", arguments)?)
                .await
        }
        BASES => new_draft::bases(session).await,
        CHANGES => {
            let OfDraft { uri } = argument(CHANGES, "{uri}", arguments)?;
            of_draft(session, uri, |question| Ok(tracking::changes(question))).await
        }
        TRACK_TYPING => {
            let asked: TrackTyping =
                argument(TRACK_TYPING, "{uri, since, position, forward, always, plain, labels, between}", arguments)?;
            if session.draft(&asked.uri).is_some_and(|draft| draft.is_out_of_step()) {
                return Ok(None);
            }
            let options = session.settings().typing();
            of_draft(session, asked.uri.clone(), move |question| tracking::track(question, &asked, options)).await
        }
        TYPED_HERE => {
            let asked: PlaceTyped = argument(TYPED_HERE, "{uri, position, always}", arguments)?;
            of_draft(session, asked.uri.clone(), move |question| tracking::typed_here(question, &asked)).await
        }
        BRACKETS => {
            let OfDraft { uri } = argument(BRACKETS, "{uri}", arguments)?;
            of_draft(session, uri, |question| {
                let converter = question.converter();
                let all = ide::not_agreed(&question.text.document)
                    .into_iter()
                    .map(|it| json!({ "range": converter.range_of_many(it.span), "name": it.name, "words": it.words }));
                Ok(Value::Array(all.collect()))
            })
            .await
        }
        RULES => Ok(Some(rules::RULES.iter().map(|rule| describe(rule)).collect())),
        SUBMISSION => submission::check(session, argument(SUBMISSION, "{uri, door}", arguments)?).await,
        ACCEPT => {
            let accept: Accept = argument(ACCEPT, "{uri, rule, text}", arguments)?;
            let (session, indexer) = (session.clone(), indexer.clone());
            on_blocking_thread(move || write_acceptance(&session, &indexer, accept)).await?.map(Some)
        }
        KEEP => {
            let keep: Keep = argument(KEEP, "{uri, revision, start, end}", arguments)?;
            let session = session.clone();
            on_blocking_thread(move || keep_references(&session, &keep)).await?.map(|()| None)
        }
        PUT_CURSOR => {
            let place = argument(PUT_CURSOR, "{uri, position}", arguments)?;
            put_cursor(&session.client, place);
            Ok(None)
        }
        _ => {
            let known = ALL.join(", ");
            Err(Error::invalid_params(format!("there is no command {command:?} here; there are {known}")))
        }
    }
}

/// Asks the client to put the cursor at a place. Nobody waits for it: a client may ask something itself before it answers.
fn put_cursor(client: &ClientLink, PutCursor { uri, position }: PutCursor) {
    let selection = Some(Range::new(position, position));
    let params = ShowDocumentParams { uri, external: Some(false), take_focus: Some(true), selection };
    let requests = client.requests.clone();
    tokio::spawn(async move {
        match tokio::time::timeout(PATIENCE, requests.show_document(params)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::debug!("the client does not put the cursor where it was asked to: {error}"),
            Err(_) => tracing::debug!("the client does not answer where the cursor is"),
        }
    });
}

/// Writes an acceptance into the configuration that holds for a draft, and has it read again. Gives the file, and what it said
/// before, nothing where it was not there, and says now: so it can be taken back.
fn write_acceptance(session: &Arc<Session>, indexer: &Indexer, accept: Accept) -> Result<Value> {
    let refuse = |notice: Notice| Error::invalid_params(notice.to_string());
    let draft = path_of(&accept.uri).ok_or_else(|| Error::invalid_params("the draft is no file: save it first"))?;
    let snapshot = session.workspace();
    let folders = lock(&session.folders).clone();
    let root = folder_to_write(snapshot.configs.of(Some(&draft)), &draft, &folders);
    let elsewhere = "the draft lies in no folder that is open, and no rapporteur.toml holds for it: nothing is written";
    let root = root.ok_or_else(|| Error::invalid_params(elsewhere))?;
    let file = root.join(FILE_NAME);
    let only_here = accept.text.is_none().then(|| draft.clone());
    let accepted = Accepted::new(accept.rule, accept.text, only_here);
    let mut said = (None, String::new());
    let change = |before: Option<&str>| {
        let after = with_accepted(before.unwrap_or_default(), &[accepted], root)?;
        said = (before.map(str::to_owned), after.clone());
        Ok(after)
    };
    update_file(&file, root, FileUse::Config, change).map_err(refuse)?;
    let written = json!({ "uri": uri_of(&file), "before": said.0, "after": said.1 });
    indexer.ask(session, Task::Files(vec![file]));
    Ok(written)
}

/// Lets references mean what they say.
fn keep_references(session: &Arc<Session>, keep: &Keep) -> Result<()> {
    let draft = session.draft(&keep.uri).ok_or_else(|| Error::invalid_params("the draft is not open"))?;
    let text = read(session, &draft);
    if text.revision != keep.revision {
        return Err(content_modified());
    }
    take_as_written(session, &draft, &text, Span::new(keep.start, keep.end));
    Ok(())
}

/// The one argument of a command.
fn argument<T: DeserializeOwned>(command: &str, form: &str, arguments: Vec<Value>) -> Result<T> {
    let refuse = |why: String| Error::invalid_params(format!("{command} takes one argument, {form}: {why}"));
    match <[Value; 1]>::try_from(arguments) {
        Ok([argument]) => serde_json::from_value(argument).map_err(|error| refuse(error.to_string())),
        Err(arguments) => Err(refuse(format!("{} were given", arguments.len()))),
    }
}

/// The client shows a view or a preview of a draft, and is to hear of its changes from now on.
fn will_show(session: &Session, uri: &Uri) {
    if let Some(draft) = session.draft(uri) {
        draft.shown.store(true, Ordering::Relaxed);
    }
}

/// An answer about a draft.
async fn of_draft(
    session: &Arc<Session>,
    uri: Uri,
    look: impl FnOnce(&Question<'_>) -> Result<Value> + Send + 'static,
) -> Result<Option<Value>> {
    let none = Error::invalid_params(format!("{} does not read as a resolution", uri.as_str()));
    let answer = ask(session, uri, move |question| look(question).map(Some)).await?;
    answer.map(Some).ok_or(none)
}

fn preview(question: &Question<'_>, prints_findings: bool) -> Result<String> {
    let findings = question.checked(|checked| checked.findings().clone())?;
    Ok(ide::preview(&question.text.document, &findings, prints_findings, question.cancellation)?)
}

/// An answer about what is known.
async fn of_workspace(
    session: &Arc<Session>,
    look: impl FnOnce(&Snapshot) -> Vec<Value> + Send + 'static,
) -> Result<Option<Value>> {
    ask_workspace(session, |around, _| Ok(Some(Value::Array(look(&around.workspace))))).await
}

fn meeting(meeting: &Meeting) -> Value {
    json!({
        "body": meeting.body.code(),
        "place": meeting.place,
        "year": meeting.year,
        "code": meeting.code,
        "held": match meeting.held {
            Held::Yes => "yes",
            Held::No => "no",
            Held::ToCome => "to-come",
        },
        "opens": meeting.opens.map(|day| day.to_string()),
        "closes": meeting.closes.map(|day| day.to_string()),
    })
}

/// The texts that fit some words, each in the edition to cite, as it is cited then.
fn resolutions(catalogue: &Catalogue, query: &str, as_of: &AsOf, write: &dyn Fn(String) -> String) -> Vec<Value> {
    let found = catalogue.find(query).into_iter().map(|found| {
        let entry = found.entry;
        let best = catalogue.best_at(&entry.key, as_of, None).map(|best| best.row);
        let edition = best.as_ref().or(entry.newest()).map(|row| &row.edition);
        let standing = edition.map(|edition| catalogue.standing(&entry.key, edition, as_of, None).standing);
        json!({
            "number": entry.key.number,
            "instrument": entry.key.instrument.word(),
            "title": entry.title().map(|title| &*title.text),
            "body": entry.key.body.code(),
            "edition": edition.map(ToString::to_string),
            "standing": standing.as_ref().map_or("unknown", name_of),
            "citation": write(full_citation(catalogue, &entry.key, edition, as_of)),
            "page": pages::of_text(&entry.key),
        })
    });
    found.collect()
}

/// A rule as a menu shows it.
fn describe(rule: &rules::Rule) -> Value {
    json!({
        "name": rule.name,
        "group": rule.group.title(),
        "level": rule.severity.name(),
        "summary": rule.summary,
        "page": pages::of_rule(rule),
    })
}

fn name_of(standing: &Standing) -> &'static str {
    match standing {
        Standing::InForce => "in-force",
        Standing::AdoptedHere { .. } => "adopted-here",
        Standing::Superseded { .. } => "superseded",
        Standing::Later => "later",
        Standing::Suppressed { .. } => "suppressed",
        Standing::NeverExisted(_) => "never-existed",
        Standing::Unknown(_) => "unknown",
    }
}
