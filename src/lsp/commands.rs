//! What is asked by `workspace/executeCommand`, beyond LSP's own requests; and what those are told who show a view.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, Position, Uri};

use super::ask::{Question, ask, ask_workspace, on_blocking_thread};
use super::drafts::lock;
use super::indexing::Task;
use super::moved::{self, KEEP, Keep};
use super::pages;
use super::shared::Shared;
use super::uri::path_of;
use crate::catalogue::{AsOf, Catalogue, Held, Meeting, Standing, full_citation};
use crate::ide;
use crate::rules;
use crate::semantics::meeting_without_text;
use crate::text::Side;
use crate::workspace::config::{file_to_write, with_accepted};
use crate::workspace::{Accepted, Notice, Snapshot, make_file, read_file, write_file};

const VIEW: &str = "rapporteur.view";
const PREVIEW: &str = "rapporteur.preview";
const MEETINGS: &str = "rapporteur.meetings";
const MEETING: &str = "rapporteur.meeting";
const CATALOGUE: &str = "rapporteur.catalogue";
const RULES: &str = "rapporteur.rules";

/// Writes into `rapporteur.toml` that something is accepted.
pub const ACCEPT: &str = "rapporteur.accept";

/// The commands of the server.
pub const ALL: [&str; 8] = [VIEW, PREVIEW, MEETINGS, MEETING, CATALOGUE, RULES, ACCEPT, KEEP];

/// The notification that a text has changed of which a view or a preview was asked for.
const CHANGED: &str = "rapporteur/changed";

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Which {
    Base,
    Proposed,
}

#[derive(Deserialize)]
struct View {
    uri: Uri,
    view: Which,
}

#[derive(Deserialize)]
struct Preview {
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

/// What is accepted in a draft.
#[derive(Deserialize, Serialize)]
pub struct Accept {
    /// The draft.
    pub uri: Uri,
    /// The rule.
    pub rule: String,
    /// The words that it speaks of, in any draft; none: all that the rule finds in this one.
    pub text: Option<String>,
}

/// Carries out a command.
///
/// # Errors
/// The command or its arguments are not known, or the text that it names cannot be used.
pub async fn execute(shared: &Arc<Shared>, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let ExecuteCommandParams { command, arguments, .. } = params;
    match command.as_str() {
        VIEW => {
            let View { uri, view } = argument(VIEW, "{uri, view: \"base\" or \"proposed\"}", arguments)?;
            let side = match view {
                Which::Base => Side::Base,
                Which::Proposed => Side::Proposed,
            };
            of_draft(shared, uri, "view", move |question| {
                let version = question.draft.map(|_| question.read.version);
                Ok(json!({ "text": ide::view(&question.read.document, side), "version": version }))
            })
            .await
        }
        PREVIEW => {
            let Preview { uri } = argument(PREVIEW, "{uri}", arguments)?;
            of_draft(shared, uri, "preview", |question| Ok(json!({ "html": preview(question)? }))).await
        }
        MEETINGS => {
            of_workspace(shared, |snapshot| {
                snapshot.catalogue_at(None).meetings().iter().map(|it| meeting(it)).collect()
            })
            .await
        }
        CATALOGUE => {
            let Query { query, at } = argument(CATALOGUE, "{query, uri, position}", arguments)?;
            match at {
                None => {
                    let as_of = |snapshot: &Snapshot| meeting_without_text(snapshot, None);
                    of_workspace(shared, move |snapshot| {
                        resolutions(snapshot.catalogue_at(None), &query, &as_of(snapshot), &|it| it)
                    })
                    .await
                }
                Some(At { uri, position }) => {
                    of_draft(shared, uri, "catalogue", move |question| {
                        let place = question.place(position)?;
                        let write = |citation| ide::with_blanks(&place, citation);
                        let found = resolutions(place.catalogue(), &query, &ide::as_of(&place), &write);
                        Ok(Value::Array(found))
                    })
                    .await
                }
            }
        }
        MEETING => {
            let At { uri, position } = argument(MEETING, "{uri, position}", arguments)?;
            of_draft(shared, uri, "meeting", move |question| {
                let as_of = ide::as_of(&question.place(position)?);
                Ok(match as_of {
                    AsOf::Date(_) => Value::Null,
                    AsOf::Meeting(ref held) => json!({ "name": as_of.to_string(), "code": held.code }),
                    AsOf::Assumed { .. } => json!({ "name": as_of.to_string(), "code": null }),
                })
            })
            .await
        }
        RULES => Ok(Some(rules::RULES.iter().map(|rule| describe(rule)).collect())),
        ACCEPT => {
            let accept: Accept = argument(ACCEPT, "{uri, rule, text}", arguments)?;
            let shared = shared.clone();
            on_blocking_thread(move || write_acceptance(&shared, accept)).await?.map(|()| None)
        }
        KEEP => {
            let keep: Keep = argument(KEEP, "{uri, revision, start, end}", arguments)?;
            let shared = shared.clone();
            on_blocking_thread(move || moved::keep(&shared, &keep)).await?.map(|()| None)
        }
        _ => {
            let known = ALL.join(", ");
            Err(Error::invalid_params(format!("there is no command {command:?} here; there are {known}")))
        }
    }
}

/// Writes an acceptance into the configuration that holds for a draft, and has it read again.
fn write_acceptance(shared: &Arc<Shared>, accept: Accept) -> Result<()> {
    let refuse = |notice: Notice| Error::invalid_params(notice.to_string());
    let draft = path_of(&accept.uri).ok_or_else(|| Error::invalid_params("the draft is no file: save it first"))?;
    let snapshot = shared.latest();
    let file = file_to_write(snapshot.configs.of(Some(&draft)), &draft, &lock(&shared.folders));
    let root = file.parent().unwrap_or(Path::new(""));
    let only_here = accept.text.is_none().then(|| draft.clone());
    let accepted = Accepted { rule: accept.rule, text: accept.text, file: only_here, because: None };
    let before = file.exists().then(|| read_file(&file)).transpose().map_err(refuse)?;
    let after = with_accepted(before.as_deref().unwrap_or_default(), &accepted, root).map_err(refuse)?;
    match &before {
        Some(before) => write_file(&file, before, &after),
        None => make_file(&file, &after),
    }
    .map_err(refuse)?;
    shared.indexer.ask(shared, Task::Files(vec![file]));
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

/// An answer about a draft, whose changes the client hears of from then on.
async fn of_draft(
    shared: &Arc<Shared>,
    uri: Uri,
    feature: &'static str,
    look: impl FnOnce(&Question<'_>) -> Result<Value> + Send + 'static,
) -> Result<Option<Value>> {
    if let Some(draft) = shared.draft(&uri) {
        // Who asks for a view or a preview shows it.
        if ["view", "preview"].contains(&feature) {
            draft.shown.store(true, Ordering::Relaxed);
        }
    }
    let none = Error::invalid_params(format!("{} does not read as a resolution", uri.as_str()));
    let answer = ask(shared, uri, feature, move |question| look(question).map(Some)).await?;
    answer.map(Some).ok_or(none)
}

fn preview(question: &Question<'_>) -> Result<String> {
    let findings = question.checked(|checked| checked.findings().clone())?;
    Ok(ide::preview(&question.read.document, &findings, question.cancellation)?)
}

/// An answer about what is known.
async fn of_workspace(
    shared: &Arc<Shared>,
    look: impl FnOnce(&Snapshot) -> Vec<Value> + Send + 'static,
) -> Result<Option<Value>> {
    ask_workspace(shared, |_, snapshot, _| Ok(Some(Value::Array(look(snapshot))))).await
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

/// Tells the client that a text of which it shows a view is another now, or that other things are found in it.
pub fn tell_changed(shared: &Shared, uri: &Uri, version: i32) {
    #[derive(Serialize)]
    struct Changed<'a> {
        uri: &'a Uri,
        version: i32,
    }
    shared.outgoing.notify(CHANGED, &Changed { uri, version });
}
