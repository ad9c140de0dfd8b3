//! The server over real standard input and output: what it promises an editor, and what it survives.
#![allow(clippy::unwrap_used)]

mod folder;
mod support;

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::fmt::Write;
use std::process::Command;

use folder::Folder;
use serde_json::{Value, json};
use support::{Client, Replies, framed, framed_text, notification, request};

const PARSE_ERROR: i64 = -32700;
const INVALID_PARAMS: i64 = -32602;
const CANCELLED: i64 = -32800;
const CONTENT_MODIFIED: i64 = -32801;
const SERVER_CANCELLED: i64 = -32802;

const URI: &str = "file:///drafts/res99.resolution";
const PUBLISH: &str = "textDocument/publishDiagnostics";
const DIAGNOSTIC: &str = "textDocument/diagnostic";

/// A sound text; `LINE` is where tests point to.
const DRAFT: &str = "RESOLUTION 99 (New Delhi, 2024)
Trust in small networks
(New Delhi, 2024)
The World Telecommunication Standardization Assembly (New Delhi, 2024),
considering
a)\tthat small networks are many;
b)\tthat few of them are watched,
noting
that, as considering b) says, few are watched,
resolves
1\tto watch them;
2\tto say so.
";

/// The line of the reference, and the column of its label.
const LINE: u32 = 8;
const COLUMN: u32 = 21;

/// The draft where the reference names a clause that is not there.
fn dangling() -> String {
    DRAFT.replace("considering b) says", "considering f) says")
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp").env_remove("RAPPORTEUR_LOG");
    command
}

/// A client with these capabilities and no folder.
fn client_with(capabilities: Value) -> Client {
    let mut client = Client::start(command());
    client.initialize(json!({ "processId": null, "workspaceFolders": null, "capabilities": capabilities }));
    client
}

fn client() -> Client {
    client_with(json!({}))
}

fn pulling() -> Client {
    client_with(json!({ "textDocument": { "diagnostic": {} } }))
}

fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

fn position(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

fn range(line: u32, from: u32, to: u32) -> Value {
    json!({ "start": position(line, from), "end": position(line, to) })
}

/// A notification of changes, each a range and the text in its place; a null range is the whole text.
fn changes(uri: &str, version: u32, changes: &[(Value, &str)]) -> Value {
    let changes = changes.iter().map(|(range, text)| match range {
        Value::Null => json!({ "text": text }),
        range => json!({ "range": range, "text": text }),
    });
    let changes: Vec<Value> = changes.collect();
    notification(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }),
    )
}

/// The names of the rules in the diagnostics of a version.
#[track_caller]
fn rules(client: &mut Client, uri: &str, version: u32) -> Vec<String> {
    let said = client.wait_for_notification(PUBLISH, |said| said["uri"] == uri && said["version"] == version);
    codes(&said["diagnostics"])
}

fn codes(diagnostics: &Value) -> Vec<String> {
    diagnostics.as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn hover(client: &mut Client, uri: &str) -> String {
    let answer = client.request("textDocument/hover", at(uri, LINE, COLUMN)).unwrap();
    answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[track_caller]
fn assert_answers(client: &mut Client) {
    let said = hover(client, URI);
    assert!(said.contains("watched"), "{said}");
}

// What is agreed.

#[test]
fn initialize_offers_what_the_client_can_use() {
    let mut client = Client::start(command());
    let answer = client.initialize(json!({ "capabilities": {} }));
    assert_eq!(answer["serverInfo"]["name"], "rapporteur");
    let offered = &answer["capabilities"];
    assert_eq!(offered["textDocumentSync"]["change"], 2, "incremental");
    for provider in ["hoverProvider", "definitionProvider", "referencesProvider", "documentSymbolProvider"] {
        assert_eq!(offered[provider], true, "{provider}");
    }
    assert!(offered["completionProvider"]["triggerCharacters"].as_array().unwrap().contains(&json!(" ")));
    assert!(offered.get("positionEncoding").is_none() && offered.get("diagnosticProvider").is_none());
    assert!(client.shutdown_and_exit().success());

    let mut client = Client::start(command());
    let able = json!({
        "general": { "positionEncodings": ["utf-32", "utf-8", "utf-16"] },
        "textDocument": { "diagnostic": {} },
        "workspace": { "workspaceFolders": true },
    });
    let offered = client.initialize(json!({ "capabilities": able }))["capabilities"].clone();
    assert_eq!(offered["positionEncoding"], "utf-32");
    assert_eq!(offered["diagnosticProvider"]["interFileDependencies"], true);
    assert_eq!(offered["workspace"]["workspaceFolders"]["supported"], true);
}

#[test]
fn columns_are_counted_as_agreed() {
    // Before the reference: a no-break hyphen (3 bytes, 1 unit) and an astral character (4 bytes, 2 units).
    let text = dangling().replace("that, as", "that, \u{2011}𝄞 as");
    for (offered, start) in
        [(json!(null), 17), (json!(["utf-8"]), 21), (json!(["utf-16"]), 17), (json!(["utf-32"]), 16)]
    {
        let capabilities = match offered {
            Value::Null => json!({}),
            offered => json!({ "general": { "positionEncodings": offered } }),
        };
        let mut client = client_with(capabilities);
        client.open(URI, "resolution", &text);
        let said = client.wait_for_notification(PUBLISH, |_| true);
        let place = &said["diagnostics"][0]["range"];
        let column = place["start"]["character"].as_u64().unwrap();
        assert!((start - 4..=start + 8).contains(&(column as u32)), "{place}");
        // The label is replaced, by the units agreed: right in each, the finding is gone.
        let label = start + u32::try_from("considering ".len()).unwrap() - 4;
        client.send(changes(URI, 2, &[(range(LINE, label, label + 1), "b")]));
        assert_eq!(rules(&mut client, URI, 2), [""; 0]);
    }
}

// Drafts come, change and go.

#[test]
fn findings_are_pushed_with_all_that_an_editor_shows() {
    let mut client = client_with(json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true } } }));
    client.open(URI, "resolution", &dangling());
    let said = client.wait_for_notification(PUBLISH, |said| said["uri"] == URI);
    assert_eq!(said["version"], 1);
    let [finding] = said["diagnostics"].as_array().unwrap().as_slice() else { panic!("{said}") };
    assert_eq!((&finding["code"], &finding["source"]), (&json!("dangling-reference"), &json!("rapporteur")));
    assert_eq!(finding["severity"], 1);
    assert_eq!(finding["range"]["start"]["line"], LINE);
    let related = &finding["relatedInformation"][0]["location"];
    assert_eq!((&related["uri"], &related["range"]["start"]["line"]), (&json!(URI), &json!(4)));
}

#[test]
fn related_places_are_kept_from_clients_that_cannot_show_them() {
    let mut client = client();
    client.open(URI, "resolution", &dangling());
    let said = client.wait_for_notification(PUBLISH, |_| true);
    assert!(said["diagnostics"][0].get("relatedInformation").is_none(), "{said}");
}

#[test]
fn findings_move_with_the_lines_above_them() {
    let mut client = client_with(json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true } } }));
    let second = dangling().replace("RESOLUTION 99", "RESOLUTION 98");
    client.open(URI, "resolution", &format!("{DRAFT}\n{second}"));
    let line = |said: &Value| said["diagnostics"][0]["range"]["start"]["line"].as_u64().unwrap();
    let related =
        |said: &Value| said["diagnostics"][0]["relatedInformation"][0]["location"]["range"]["start"]["line"].clone();
    let before = client.wait_for_notification(PUBLISH, |said| said["version"] == 1);
    client.send(changes(URI, 2, &[(range(11, 0, 0), "3\tto go on.\n")]));
    let after = client.wait_for_notification(PUBLISH, |said| said["version"] == 2);
    let moved = after["diagnostics"].as_array().unwrap().iter().find(|it| it["code"] == "dangling-reference").unwrap();
    let after = json!({ "diagnostics": [moved] });
    assert_eq!(line(&after), line(&before) + 1);
    assert_eq!(related(&after), json!(related(&before).as_u64().unwrap() + 1));
}

#[test]
fn diagnostics_are_cleared_on_close() {
    let mut client = client();
    client.open(URI, "resolution", &dangling());
    assert_eq!(rules(&mut client, URI, 1), ["dangling-reference"]);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    let said = client.wait_for_notification(PUBLISH, |said| said["uri"] == URI);
    assert_eq!(said["diagnostics"], json!([]));
    client.open(URI, "resolution", &dangling());
    assert_eq!(rules(&mut client, URI, 1), ["dangling-reference"]);
}

#[test]
fn all_changes_of_a_notification_apply_in_order() {
    let mut client = client();
    client.open(URI, "resolution", "nothing");
    client.send(changes(
        URI,
        2,
        &[
            (Value::Null, DRAFT),
            (range(LINE, COLUMN, COLUMN + 1), "x"),
            (range(LINE, COLUMN, COLUMN + 1), "yz"),
            (range(LINE, COLUMN, COLUMN + 2), "a"),
            (range(5, 3, 3), "that trees are green and "),
        ],
    ));
    let said = hover(&mut client, URI);
    assert!(said.contains("trees are green"), "{said}");
    assert_eq!(rules(&mut client, URI, 2), [""; 0]);
}

#[test]
fn line_ends_of_all_kinds_are_counted() {
    let mut client = client();
    let text = dangling().replacen('\n', "\r\n", 3).replacen(",\n", ",\r", 1);
    client.open(URI, "resolution", &text);
    let said = client.wait_for_notification(PUBLISH, |_| true);
    assert_eq!(said["diagnostics"][0]["range"]["start"]["line"], LINE);
}

#[test]
fn an_unsaved_draft_is_served() {
    let mut client = client();
    for (uri, language) in [("untitled:Untitled-1", "resolution"), ("untitled:Untitled-2", "plaintext")] {
        client.open(uri, language, &dangling());
        assert_eq!(rules(&mut client, uri, 1), ["dangling-reference"]);
        let definition = client.request("textDocument/definition", at(uri, LINE, 12)).unwrap();
        assert!(definition.is_null() || definition[0]["uri"] == uri, "{definition}");
    }
}

#[test]
fn answers_repeat_the_uri_of_the_client() {
    let mut client = client();
    let uri = "file:///C%3a/my%20drafts/r%c3%a9s.resolution";
    client.open(uri, "plaintext", DRAFT);
    let definition = client.request("textDocument/definition", at(uri, LINE, COLUMN)).unwrap();
    assert_eq!(definition[0]["uri"], uri);
    assert_eq!(definition[0]["range"]["start"]["line"], 6);
}

#[test]
fn what_is_no_resolution_is_left_alone() {
    let mut client = client();
    let notes = "file:///drafts/notes.md";
    client.open(notes, "markdown", "# Notes\n\nSee considering f) of Resolution 50 (Rev. Nowhere, 2024).\n");
    assert_eq!(rules(&mut client, notes, 1), [""; 0]);
    assert_eq!(client.request("textDocument/hover", at(notes, 2, 6)), Ok(Value::Null));
    assert_eq!(
        client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": notes } })),
        Ok(Value::Null)
    );
    // It becomes one, and is one no more.
    client.send(changes(notes, 2, &[(Value::Null, &dangling())]));
    assert_eq!(rules(&mut client, notes, 2), ["dangling-reference"]);
    client.send(changes(notes, 3, &[(Value::Null, "# Notes\n")]));
    assert_eq!(rules(&mut client, notes, 3), [""; 0]);
    client.send(changes(notes, 4, &[(Value::Null, "# More notes\n")]));
    assert_eq!(client.request("textDocument/hover", at(notes, 0, 3)), Ok(Value::Null));
    assert!(client.unclaimed().is_empty(), "{:?}", client.unclaimed());
}

// Questions.

#[test]
fn definitions_and_symbols_come_as_the_client_can_show_them() {
    let document = json!({ "textDocument": { "uri": URI } });
    let mut client = client();
    client.open(URI, "resolution", DRAFT);
    let definition = client.request("textDocument/definition", at(URI, LINE, COLUMN)).unwrap();
    assert_eq!(definition[0]["range"]["start"]["line"], 6);
    let symbols = client.request("textDocument/documentSymbol", document.clone()).unwrap();
    assert_eq!(symbols[0]["location"]["uri"], URI);

    let mut client = client_with(json!({ "textDocument": {
        "definition": { "linkSupport": true },
        "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
    } }));
    client.open(URI, "resolution", DRAFT);
    let definition = client.request("textDocument/definition", at(URI, LINE, COLUMN)).unwrap();
    assert_eq!(definition[0]["targetUri"], URI);
    assert_eq!(definition[0]["originSelectionRange"]["start"]["line"], LINE);
    assert_eq!(definition[0]["targetRange"]["start"]["line"], 6);
    let symbols = client.request("textDocument/documentSymbol", document).unwrap();
    assert!(symbols[0]["children"].as_array().is_some_and(|children| !children.is_empty()), "{symbols}");
}

#[test]
fn references_and_completions_are_answered() {
    let mut client = client();
    client.open(URI, "resolution", &DRAFT.replace("to say so", "to act on considering "));
    let mut params = at(URI, 6, 1);
    params["context"] = json!({ "includeDeclaration": false });
    let references = client.request("textDocument/references", params).unwrap();
    assert_eq!(references[0]["range"]["start"]["line"], LINE);
    let completions = client.request("textDocument/completion", at(URI, 11, 24)).unwrap();
    let items = completions["items"].as_array().unwrap();
    assert!(items.iter().any(|item| item["textEdit"]["newText"].as_str().unwrap().contains("b)")), "{completions}");
}

#[test]
fn a_request_sees_the_last_edit_before_it() {
    let mut client = client();
    client.open(URI, "resolution", DRAFT);
    let edits: Vec<u8> = (2..40)
        .flat_map(|version| framed(&changes(URI, version, &[(range(6, 3, 3), "x")])))
        .chain(framed(&changes(URI, 40, &[(range(6, 3, 41), "that the last edit is there ")])))
        .chain(framed(&request("hover", "textDocument/hover", at(URI, LINE, COLUMN))))
        .collect();
    client.send_raw(&edits);
    let answer = client.wait_for_response("hover").unwrap();
    assert!(answer.to_string().contains("the last edit is there"), "{answer}");
}

#[test]
fn a_draft_answers_for_another() {
    let folder = Folder::new("server-two");
    let mut client = client();
    let other = format!("file://{}/other.resolution", folder.path().display());
    client.open(URI, "resolution", DRAFT);
    client.open(&other, "resolution", &dangling());
    assert_eq!(rules(&mut client, URI, 1), [""; 0]);
    assert_eq!(rules(&mut client, &other, 1), ["dangling-reference"]);
    assert_answers(&mut client);
}

// Diagnostics on demand.

fn pull(client: &mut Client, uri: &str, previous: Option<&Value>) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri } });
    if let Some(previous) = previous {
        params["previousResultId"] = previous.clone();
    }
    client.request(DIAGNOSTIC, params).unwrap()
}

#[test]
fn diagnostics_are_pulled_and_told_unchanged() {
    let mut client = pulling();
    client.open(URI, "resolution", &dangling());
    let first = pull(&mut client, URI, None);
    assert_eq!((&first["kind"], codes(&first["items"])), (&json!("full"), vec!["dangling-reference".to_owned()]));
    let again = pull(&mut client, URI, Some(&first["resultId"]));
    assert_eq!((&again["kind"], &again["resultId"]), (&json!("unchanged"), &first["resultId"]));
    client.send(changes(URI, 2, &[(range(0, 0, 0), "\n")]));
    let moved = pull(&mut client, URI, Some(&first["resultId"]));
    assert_eq!(moved["items"][0]["range"]["start"]["line"], LINE + 1);
    client.send(changes(URI, 3, &[(Value::Null, DRAFT)]));
    assert_eq!(pull(&mut client, URI, Some(&moved["resultId"]))["items"], json!([]));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    let open = "file:///drafts/last.resolution";
    client.open(open, "resolution", DRAFT);
    pull(&mut client, open, None);
    let pushed = |said: &&Value| said["method"] == PUBLISH;
    assert_eq!(client.unclaimed().iter().find(pushed), None, "nothing is pushed to a client that pulls");
}

#[test]
fn a_pull_for_an_old_text_is_to_be_asked_again() {
    let mut client = pulling();
    let text = DRAFT.repeat(2000);
    client.open(URI, "resolution", &text);
    let pull = request("pull", DIAGNOSTIC, json!({ "textDocument": { "uri": URI } }));
    client.send_raw(&[framed(&pull), framed(&changes(URI, 2, &[(range(0, 0, 0), "\n")]))].concat());
    match client.wait_for_response("pull") {
        Err(error) => {
            assert_eq!((&error["code"], &error["data"]["retriggerRequest"]), (&json!(SERVER_CANCELLED), &json!(true)));
        }
        Ok(report) => panic!("a text of this size is not checked between two messages: {}", report["kind"]),
    }
}

// Bursts.

#[test]
fn a_burst_is_few_publications_and_the_last_edit_counts() {
    let mut client = client();
    client.open(URI, "resolution", DRAFT);
    rules(&mut client, URI, 1);
    let mut burst = Vec::new();
    for version in 2..=2001 {
        let edit = if version % 2 == 0 { (range(6, 3, 3), "x") } else { (range(6, 3, 4), "") };
        burst.extend(framed(&changes(URI, version, &[edit])));
    }
    burst.extend(framed(&changes(URI, 2002, &[(range(LINE, COLUMN, COLUMN + 1), "f"), (range(5, 3, 3), "that ")])));
    burst.extend(framed(&request("after", "textDocument/hover", at(URI, LINE, COLUMN))));
    client.send_raw(&burst);
    client.wait_for_response("after").unwrap();
    assert_eq!(rules(&mut client, URI, 2002), ["dangling-reference"]);
    let publications = client.unclaimed().iter().filter(|said| said["method"] == PUBLISH).count() + 1;
    assert!(publications <= 3, "{publications} publications");
}

#[test]
fn a_hover_is_answered_while_checks_of_many_drafts_wait() {
    const MANY: usize = 100;
    let mut client = client();
    let uri_of = |number: usize| format!("file:///drafts/draft{number}.resolution");
    let long = citing() + &DRAFT.repeat(10);
    for number in 0..MANY {
        client.open(&uri_of(number), "resolution", &long);
    }
    for number in 0..MANY {
        rules(&mut client, &uri_of(number), 1);
    }
    // Now each of them cites a clause that is not there, and is to be told so.
    let dangles = |said: &Value| codes(&said["diagnostics"]).contains(&"dangling-reference".to_owned());
    client.open(URI, "resolution", &adopted(999));
    let mut waiting: HashSet<String> = (0..MANY).map(uri_of).collect();
    let first = client.wait_for_notification(PUBLISH, dangles);
    waiting.remove(first["uri"].as_str().unwrap());
    assert_answers(&mut client);
    let is_told = |said: &&Value| said["method"] == PUBLISH && dangles(&said["params"]);
    let told = client.unclaimed().iter().filter(is_told).count();
    assert!(told < MANY / 2, "{told} drafts were checked again before the answer");
    for uri in waiting {
        client.wait_for_notification(PUBLISH, |said| said["uri"] == uri && dangles(said));
    }
}

// The files around.

/// Capabilities of a client that shows progress.
fn shows_progress() -> Value {
    json!({ "window": { "workDoneProgress": true }, "workspace": { "workspaceFolders": true } })
}

fn uri_of(folder: &Folder, name: &str) -> String {
    format!("file://{}/{name}", folder.path().display())
}

fn client_in(folder: &Folder) -> Client {
    let mut client = Client::start(command());
    let folders = json!([{ "uri": uri_of(folder, ""), "name": "drafts" }]);
    client.initialize(json!({ "workspaceFolders": folders, "capabilities": shows_progress() }));
    client
}

#[track_caller]
fn wait_until_indexed(client: &mut Client) -> String {
    loop {
        // As long as it gets on, it may take its time.
        let said = client.wait_for_notification("$/progress", |said| said["value"]["kind"] != "begin");
        if said["value"]["kind"] == "end" {
            return said["value"]["message"].as_str().unwrap().to_owned();
        }
    }
}

/// A resolution of an older assembly, adopted; its considering has clauses a) and b).
fn adopted(number: usize) -> String {
    DRAFT.replace("RESOLUTION 99", &format!("RESOLUTION {number}"))
}

/// A draft that cites a clause of resolution 999, which has clauses up to b).
fn citing() -> String {
    DRAFT.replace(
        "1\tto watch them;",
        "1\tto act on considering f) of Resolution 999 (New Delhi, 2024) of this assembly;",
    )
}

#[test]
fn texts_of_the_folder_enter_the_workspace() {
    let folder = Folder::new("server-folder")
        .file("texts/res999.txt", &adopted(999))
        .file("notes.txt", "Nothing but notes.\n")
        .file("broken.resolution", "RESOLUTION 7\n")
        .bytes("latin.txt", b"RESOLUTION 8 (G\xe9n\xe8ve, 2022)\n");
    let mut client = client_in(&folder);
    let uri = uri_of(&folder, "draft.resolution");
    client.open(&uri, "resolution", &citing());
    assert_eq!(wait_until_indexed(&mut client), "4 of 4 files");
    let definition = client.request("textDocument/definition", at(&uri, 10, 50)).unwrap();
    assert_eq!(definition[0]["uri"], uri_of(&folder, "texts/res999.txt"));
    // The clause that the text lacks is found once the text is known.
    client
        .wait_for_notification(PUBLISH, |said| codes(&said["diagnostics"]).contains(&"dangling-reference".to_owned()));
    assert!(client.into_log().contains("latin.txt:1: is not UTF-8"));
}

#[test]
fn files_that_change_are_read_again() {
    let folder = Folder::new("server-watch").file("res1.resolution", DRAFT);
    let mut client = client_in(&folder);
    let uri = uri_of(&folder, "draft.resolution");
    client.open(&uri, "resolution", &citing());
    wait_until_indexed(&mut client);
    let changed = |client: &mut Client, name: &str, kind: u32| {
        let changes = json!({ "changes": [{ "uri": uri_of(&folder, name), "type": kind }] });
        client.notify("workspace/didChangeWatchedFiles", changes);
    };
    let dangles = |said: &Value| codes(&said["diagnostics"]).contains(&"dangling-reference".to_owned());
    std::fs::write(folder.path().join("new.txt"), adopted(999)).unwrap();
    changed(&mut client, "new.txt", 1);
    client.wait_for_notification(PUBLISH, dangles);
    std::fs::remove_file(folder.path().join("new.txt")).unwrap();
    changed(&mut client, "new.txt", 3);
    client.wait_for_notification(PUBLISH, |said| !dangles(said));
}

#[test]
fn nothing_is_told_of_what_is_closed_deleted_renamed_or_outside() {
    let outside = Folder::new("server-outside").file("a.resolution", &dangling());
    let folder = Folder::new("server-ghosts").file("a.resolution", &dangling()).file("b.resolution", &dangling());
    let (far, near, other) =
        (uri_of(&outside, "a.resolution"), uri_of(&folder, "a.resolution"), uri_of(&folder, "b.resolution"));
    for pulls in [true, false] {
        let text_document = if pulls { json!({ "diagnostic": {} }) } else { json!({}) };
        let mut client = Client::start(command());
        client.initialize(json!({
            "workspaceFolders": [{ "uri": uri_of(&folder, ""), "name": "here" }],
            "capabilities": { "textDocument": text_document, "window": { "workDoneProgress": true } },
        }));
        wait_until_indexed(&mut client);
        for uri in [&far, &near] {
            client.open(uri, "resolution", &dangling());
            if pulls {
                assert_eq!(codes(&pull(&mut client, uri, None)["items"]), ["dangling-reference"]);
            } else {
                client.wait_for_notification(PUBLISH, |said| {
                    said["uri"] == **uri && codes(&said["diagnostics"]) == ["dangling-reference"]
                });
            }
        }
        for uri in [&far, &near] {
            client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
            if !pulls {
                client.wait_for_notification(PUBLISH, |said| said["uri"] == **uri && said["diagnostics"] == json!([]));
            }
        }
        if pulls {
            // A client that asks for all files shows what it knew of a closed one until it is told otherwise.
            let mut told = BTreeMap::new();
            while told.len() < 2 {
                let params = json!({ "previousResultIds": [] });
                let report = client.request("workspace/diagnostic", params).unwrap();
                for item in report["items"].as_array().unwrap().iter().filter(|item| item["uri"] != *other) {
                    told.insert(item["uri"].as_str().unwrap().to_owned(), codes(&item["items"]));
                }
                // While the draft is still being closed its file is not told of.
                told.retain(|uri, codes| *uri != near || !codes.is_empty());
            }
            assert_eq!(told[&far], [""; 0]);
            assert_eq!(told[&near], ["dangling-reference"]);
            // Of a file of the folder more will be told.
            assert_eq!(codes(&pull(&mut client, &near, None)["items"]), ["dangling-reference"]);
            assert_eq!(pull(&mut client, &far, None)["items"], json!([]));
            assert_eq!(pull(&mut client, "untitled:x", None)["items"], json!([]));
            std::fs::rename(folder.path().join("b.resolution"), folder.path().join("c.resolution")).unwrap();
            assert_eq!(pull(&mut client, &other, None)["items"], json!([]));
            std::fs::rename(folder.path().join("c.resolution"), folder.path().join("b.resolution")).unwrap();
        }
    }
}

#[test]
fn a_broken_configuration_is_shown_with_its_line() {
    let folder = Folder::new("server-config")
        .file("rapporteur.toml", "data = [\"more.jsonl\"]\n\nmeeting = \"somewhere\"\n")
        .file("more.jsonl", "not JSON\n");
    let mut client = client_in(&folder);
    let shown = client.wait_for_notification("window/showMessage", |_| true);
    assert_eq!(shown["type"], 2);
    assert!(shown["message"].as_str().unwrap().contains("rapporteur.toml:3: "), "{shown}");
    // It stands at its line until it is mended.
    let at = |name: &str, line: u32| {
        let uri = uri_of(&folder, name);
        move |said: &Value| said["uri"] == *uri && said["diagnostics"][0]["range"]["start"]["line"] == line
    };
    client.wait_for_notification(PUBLISH, at("more.jsonl", 0));
    client.wait_for_notification(PUBLISH, at("rapporteur.toml", 2));
    wait_until_indexed(&mut client);
    std::fs::write(folder.path().join("rapporteur.toml"), "data = [\"more.jsonl\"]\n\n\nmeting = 1\n").unwrap();
    let changes = json!({ "changes": [{ "uri": uri_of(&folder, "rapporteur.toml"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changes.clone());
    client.wait_for_notification(PUBLISH, at("rapporteur.toml", 3));
    std::fs::write(folder.path().join("rapporteur.toml"), "data = [\"more.jsonl\"]\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", changes);
    let toml = uri_of(&folder, "rapporteur.toml");
    client.wait_for_notification(PUBLISH, |said| said["uri"] == *toml && said["diagnostics"] == json!([]));
    client.open(URI, "resolution", DRAFT);
    assert_answers(&mut client);
    let log = client.into_log();
    assert!(log.contains("rapporteur.toml:3: ") && log.contains("more.jsonl:1: "), "{log}");
}

#[test]
fn folders_come_and_go() {
    let folder = Folder::new("server-more").file("res999.txt", &adopted(999));
    let mut client = client_with(shows_progress());
    client.open(URI, "resolution", &citing());
    assert_eq!(rules(&mut client, URI, 1).iter().filter(|rule| *rule == "dangling-reference").count(), 0);
    let this = json!([{ "uri": uri_of(&folder, ""), "name": "more" }]);
    let event = |added: &Value, removed: &Value| json!({ "event": { "added": added, "removed": removed } });
    let dangles = |said: &Value| codes(&said["diagnostics"]).contains(&"dangling-reference".to_owned());
    client.notify("workspace/didChangeWorkspaceFolders", event(&this, &json!([])));
    client.wait_for_notification(PUBLISH, dangles);
    client.notify("workspace/didChangeWorkspaceFolders", event(&json!([]), &this));
    client.wait_for_notification(PUBLISH, |said| !dangles(said));
}

#[test]
fn without_a_folder_nothing_is_read() {
    let home = Folder::new("server-home").file("res999.txt", &adopted(999));
    let root = uri_of(&home, "");
    for params in [
        json!({ "workspaceFolders": null, "rootUri": null, "rootPath": null, "capabilities": shows_progress() }),
        json!({ "workspaceFolders": [], "capabilities": shows_progress() }),
        json!({ "rootUri": root, "capabilities": shows_progress() }),
        json!({ "rootPath": home.path(), "capabilities": shows_progress() }),
        json!({ "workspaceFolders": [{ "uri": "file:///", "name": "all" }], "capabilities": shows_progress() }),
    ] {
        let mut command = command();
        command.env("HOME", home.path()).env("USERPROFILE", home.path());
        let mut client = Client::start(command);
        client.initialize(params);
        client.open(URI, "resolution", DRAFT);
        assert_answers(&mut client);
        rules(&mut client, URI, 1);
        assert!(client.unclaimed().is_empty(), "no progress, as nothing is read: {:?}", client.unclaimed());
        assert!(client.shutdown_and_exit().success());
    }
}

/// A folder of many texts.
fn large_folder(name: &str) -> Folder {
    let mut folder = Folder::new(name);
    for number in 1000..6000 {
        let mut text = adopted(number);
        for clause in 3..20 {
            writeln!(text, "{clause}\tto act on considering b) and on Resolution {} (New Delhi, 2024).", number - 1)
                .unwrap();
        }
        folder = folder.file(&format!("{}/{number}.txt", number / 100), &text);
    }
    folder
}

#[test]
fn the_open_draft_answers_while_five_thousand_files_are_read() {
    let folder = large_folder("server-many");
    let mut client = client_in(&folder);
    let uri = uri_of(&folder, "draft.resolution");
    client.open(&uri, "resolution", DRAFT);
    client.wait_for_notification("$/progress", |said| said["value"]["kind"] == "begin");
    let said = hover(&mut client, &uri);
    assert!(said.contains("watched"), "{said}");
    client.send(changes(&uri, 2, &[(range(6, 3, 3), "x")]));
    rules(&mut client, &uri, 2);
    let ended = |said: &Value| said["method"] == "$/progress" && said["params"]["value"]["kind"] == "end";
    assert!(!client.unclaimed().iter().any(ended), "answered before all was read");
    client.wait_for_notification("$/progress", |said| said["value"]["kind"] == "report");
    assert_eq!(wait_until_indexed(&mut client), "5000 of 5000 files");
}

#[test]
fn reading_the_folders_can_be_stopped() {
    let folder = large_folder("server-stop");
    let mut client = client_in(&folder);
    // The token is known from here on, and the earliest word stops the most.
    let create = client.wait_for_request("window/workDoneProgress/create");
    client.notify("window/workDoneProgress/cancel", json!({ "token": create["params"]["token"] }));
    let begin = client.wait_for_notification("$/progress", |said| said["value"]["kind"] == "begin");
    assert_eq!(begin["value"]["cancellable"], true);
    let end = wait_until_indexed(&mut client);
    assert!(end.ends_with("stopped"), "{end}");
    client.open(URI, "resolution", DRAFT);
    assert_answers(&mut client);
}

#[test]
fn files_are_watched_where_the_client_can() {
    let folder = Folder::new("server-register");
    let mut client = Client::start(command());
    client.replies = Replies::Never;
    let watches = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    client.initialize(json!({ "rootUri": uri_of(&folder, ""), "capabilities": watches }));
    let registration = client.wait_for_request("client/registerCapability");
    let watchers = registration["params"]["registrations"][0]["registerOptions"]["watchers"].to_string();
    for glob in ["**/*.resolution", "**/*.txt", "**/*.md", "**/rapporteur.toml"] {
        assert!(watchers.contains(glob), "{watchers}");
    }
    client.open(URI, "resolution", DRAFT);
    assert_answers(&mut client);
}

// What it survives.

#[test]
fn a_bad_message_is_answered_and_survived() {
    for bytes in [
        framed_text(b"{\"jsonrpc\":\"2.0\","),
        framed_text(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\",\"id\":1}"),
        b"Content-Length: -5\r\n\r\n{}".to_vec(),
    ] {
        let mut client = client();
        client.open(URI, "resolution", DRAFT);
        client.send_raw(&bytes);
        assert_eq!(client.wait_for_response(Value::Null).unwrap_err()["code"], PARSE_ERROR);
        assert_answers(&mut client);
    }
}

#[test]
fn a_change_outside_the_text_changes_nothing() {
    let mut client = client();
    client.open(URI, "resolution", DRAFT);
    let backwards = json!({ "start": position(3, 2), "end": position(2, 0) });
    client.send(changes(
        URI,
        2,
        &[(range(99, 0, 0), "outside"), (backwards, "backwards"), (range(6, 3, 3), "that the sound one counts and ")],
    ));
    let said = hover(&mut client, URI);
    assert!(said.contains("that the sound one counts and that few"), "{said}");
    // A column after the line's end is its end.
    client.send(changes(URI, 3, &[(range(6, 999, 999), " so to say,")]));
    let said = hover(&mut client, URI);
    assert!(said.contains("watched, so to say"), "{said}");
    assert_eq!(rules(&mut client, URI, 3), [""; 0]);
    let error = client.request("textDocument/hover", at(URI, 99, 0)).unwrap_err();
    assert_eq!(error["code"], INVALID_PARAMS);
    assert_answers(&mut client);
    let log = client.into_log();
    assert!(log.contains("line 99 (from 0) of a text of 13 lines") && log.contains("ends before it starts"), "{log}");
}

/// The text of a draft, as the preview has it.
#[track_caller]
/// The text as proposed, and the version that it is of.
fn view(client: &mut Client, uri: &str) -> Value {
    let argument = json!({ "uri": uri, "view": "proposed" });
    let answer = client
        .request("workspace/executeCommand", json!({ "command": "rapporteur.view", "arguments": [argument] }))
        .unwrap();
    json!({ "text": answer["text"], "version": answer["version"] })
}

#[test]
fn edits_that_the_protocol_does_not_know_are_followed() {
    let mut client = client_with(acting());
    // Half of a character, escaped and as bytes; a version that is none.
    let text = DRAFT.replace("few are watched", "few\u{fffe} are watched");
    let opened = json!({ "uri": URI, "languageId": "resolution", "version": null, "text": text });
    let opened = notification("textDocument/didOpen", json!({ "textDocument": opened })).to_string();
    client.send_raw(&framed_text(opened.replace('\u{fffe}', "\\ud834").as_bytes()));
    assert_eq!(view(&mut client, URI), json!({ "text": text.replace('\u{fffe}', "\u{fffd}"), "version": null }));
    let edit = |version: Value, range: Value, text: &str| {
        let document = json!({ "uri": URI, "version": version });
        let change = json!({ "range": range, "rangeLength": -1, "text": text });
        notification("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }))
    };
    client.send(edit(json!(1u64 << 40), range(LINE, 33, 34), ""));
    assert_eq!(view(&mut client, URI), json!({ "text": DRAFT, "version": null }));
    // A range that ends after the last line: by one, by more than there can be.
    for (version, end) in [(9, json!(13)), (7, json!(1u64 << 53))] {
        let range = json!({ "start": position(11, 0), "end": { "line": end, "character": 0 } });
        client.send(edit(json!(version), range, "2\tto \u{e000} so.\n"));
        let text = DRAFT.replace("to say so", "to \u{e000} so");
        assert_eq!(view(&mut client, URI), json!({ "text": text, "version": version }));
    }
    // Versions that run backwards; surrogates as bytes.
    let half = edit(json!(3), range(11, 5, 6), "\u{d55c}").to_string().into_bytes();
    let at = half.windows(3).position(|it| it == "\u{d55c}".as_bytes()).unwrap();
    client.send_raw(&framed_text(&[&half[..at], b"\xed\xa0\xb4", &half[at + 3..]].concat()));
    assert_eq!(view(&mut client, URI)["text"], DRAFT.replace("to say so", "to \u{fffd} so"));
    client.send(edit(json!(2), range(11, 5, 6), "say"));
    assert_eq!(view(&mut client, URI), json!({ "text": DRAFT, "version": 2 }));
    assert_eq!(client.unclaimed().iter().filter(|said| said["method"] == "window/showMessage").count(), 0);
    assert!(!client.into_log().contains("WARN"));
}

#[test]
fn after_a_lost_edit_nothing_is_changed_until_the_whole_text_comes() {
    let lost = |changes: Value| {
        notification(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": URI, "version": 2 }, "contentChanges": changes }),
        )
    };
    let backwards = json!({ "start": position(3, 2), "end": position(2, 0) });
    let draft = DRAFT.replace("b)\tthat few", "c)\tthat few").replace("as considering b) says, few", "few");
    let other = "file:///drafts/other.resolution";
    let written = lost(json!([{ "range": range(0, 0, 0), "text": "\n" }])).to_string();
    for message in [
        framed(&lost(json!([{ "range": range(99, 0, 0), "text": "outside" }]))),
        framed(&lost(
            json!([{ "text": draft }, { "range": backwards, "text": "" }, { "range": range(0, 0, 0), "text": "" }]),
        )),
        framed(&lost(json!([{ "range": range(0, 0, 0), "text": 5 }]))),
        framed(&lost(json!([{ "range": { "start": 1 }, "text": "" }]))),
        framed(&lost(json!({ "text": "" }))),
        framed(&lost(Value::Null)),
        framed_text(b"{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{\xff}}"),
        framed_text(b"{\"jsonrpc\":\"1.0\",\"method\":\"textDocument/didChange\",\"params\":{}}"),
        // Cut before its method can be read, and without a length that can.
        [b"Content-Length: 30\r\n\r\n", written.as_bytes()].concat(),
        [format!("Content-Lenth: {}\r\n\r\n", written.len()).as_bytes(), written.as_bytes()].concat(),
    ] {
        let mut client = client_with(acting());
        client.open(URI, "resolution", &draft);
        client.open(other, "resolution", &draft);
        assert!(!code_actions(&mut client, 6, 0, Some(&["quickfix"])).is_empty());
        client.send_raw(&message);
        client.send_raw(&message);
        // Where nobody knows which draft it was of, the other may be named first.
        client.wait_for_notification("window/showMessage", |said| {
            said["message"].as_str().unwrap().contains("res99.resolution")
        });
        // Edits that can be followed go on being so, and questions are answered.
        client.send(changes(URI, 4, &[(range(6, 3, 3), "x")]));
        assert!(hover(&mut client, URI).is_empty());
        let mut at = at(URI, 6, 0);
        at["options"] = json!({ "tabSize": 4, "insertSpaces": true });
        at["newName"] = json!("d)");
        at["range"] = range(6, 0, 1);
        at["context"] = json!({ "diagnostics": [], "triggerKind": 1 });
        for method in ["codeAction", "rename", "formatting", "rangeFormatting", "completion"] {
            assert_eq!(client.request(&format!("textDocument/{method}"), at.clone()), Ok(Value::Null), "{method}");
        }
        let messages = client.unclaimed().iter().filter(|said| said["method"] == "window/showMessage");
        let of_this = messages.filter(|said| said["params"]["message"].as_str().unwrap().contains("res99"));
        assert_eq!(of_this.count(), 0, "it is said once");
        client.send(changes(URI, 5, &[(Value::Null, &draft)]));
        assert!(!code_actions(&mut client, 6, 0, Some(&["quickfix"])).is_empty());
        // So does opening it again.
        client.send_raw(&message);
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
        client.open(URI, "resolution", &draft);
        assert!(!code_actions(&mut client, 6, 0, Some(&["quickfix"])).is_empty());
    }
}

#[test]
fn a_name_is_taken_and_answered_as_the_client_spells_it() {
    let folder = Folder::new("server-spelling").file("[IAP-1] rés 100%.resolution", "");
    let plain = format!("file://{}/plain.resolution", folder.path().display());
    let written = format!("file://{}/[IAP-1] rés 100%.resolution", folder.path().display());
    for uri in [&*written, "file:///a b/{c}|d^`\"<e>.resolution", "untitled:Résolution [1]", "file:///决议/第 1\\.txt"]
    {
        let mut client = Client::start(command());
        let mut able = acting();
        able["textDocument"]["publishDiagnostics"] = json!({ "relatedInformation": true });
        able["textDocument"]["documentLink"] = json!({});
        let folders = json!([{ "uri": format!("file://{}", folder.path().display()), "name": "drafts [1]" }]);
        client.initialize(json!({ "rootUri": null, "workspaceFolders": folders, "capabilities": able }));
        client.open(&plain, "resolution", DRAFT);
        client.open(uri, "resolution", &dangling());
        let said = client.wait_for_notification(PUBLISH, |said| said["uri"] == uri && said["version"] == 1);
        assert_eq!(codes(&said["diagnostics"]), ["dangling-reference"]);
        assert_eq!(said["diagnostics"][0]["relatedInformation"][0]["location"]["uri"], uri);
        client.send(changes(uri, 2, &[(range(LINE, COLUMN, COLUMN + 1), "b")]));
        assert_eq!(rules(&mut client, uri, 2), [""; 0]);
        let definition = client.request("textDocument/definition", at(uri, LINE, COLUMN)).unwrap();
        assert_eq!(definition[0]["uri"], uri);
        let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } })).unwrap();
        assert_eq!(symbols[0]["location"]["uri"], uri);
        let mut renamed = at(uri, 6, 0);
        renamed["newName"] = json!("a)");
        let edit = client.request("textDocument/rename", renamed.clone()).unwrap();
        assert_eq!(edit["documentChanges"][0]["textDocument"], json!({ "uri": uri, "version": 2 }));
        client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        client.wait_for_notification(PUBLISH, |said| said["uri"] == uri && said["version"].is_null());
        let log = client.into_log();
        assert!(!log.contains("not open"), "{log}");
    }
    let mut client = client();
    client.open("no name", "resolution", DRAFT);
    client.open(URI, "resolution", DRAFT);
    assert_answers(&mut client);
    assert!(client.into_log().contains("no name"));
}

#[test]
#[cfg(target_os = "linux")]
fn what_a_client_leaves_unread_is_bounded() {
    use std::io::{BufRead, BufReader, Read};
    use std::process::Stdio;

    const REQUESTS: usize = 400;
    /// Of a program without optimisation; 400 answers are 400 MB.
    const MOST_MB: usize = 260;

    let mut server = command().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let clauses: String = (1..9000).fold(String::new(), |text, number| text + &format!("{number}\tto ring;\n"));
    let draft = DRAFT.replace("1\tto watch them;\n2\tto say so.\n", &clauses);
    // Each clause has it in the outline.
    let uri = format!("file:///{}.resolution", "drafts/".repeat(60));
    let document = json!({ "uri": uri, "languageId": "resolution", "version": 1, "text": draft });
    let mut messages = framed(&request(0, "initialize", json!({ "capabilities": {} })));
    messages.extend(framed(&notification("textDocument/didOpen", json!({ "textDocument": document }))));
    for id in 1..=REQUESTS {
        messages.extend(framed(&request(id, "textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }))));
    }
    let mut stdin = server.stdin.take().unwrap();
    let writing = std::thread::spawn(move || {
        std::io::Write::write_all(&mut stdin, &messages).unwrap();
        stdin
    });
    let status = format!("/proc/{}/status", server.id());
    let memory = || {
        let status = std::fs::read_to_string(&status).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap().to_owned();
        line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() >> 10
    };
    let (mut most, mut same) = (0, 0);
    let start = std::time::Instant::now();
    // Until it grows no more.
    while same < 30 && start.elapsed() < support::PATIENCE {
        std::thread::sleep(std::time::Duration::from_millis(100));
        let now = memory();
        same = if now > most + 1 { 0 } else { same + 1 };
        most = most.max(now);
    }
    assert!(most < MOST_MB, "{most} MB");
    // Then it reads, and nothing is missing.
    let mut stdout = BufReader::new(server.stdout.take().unwrap());
    let mut answers = 0;
    while answers < REQUESTS {
        let mut header = String::new();
        stdout.read_line(&mut header).unwrap();
        let length = header.trim().strip_prefix("Content-Length: ").unwrap().parse::<usize>().unwrap();
        stdout.read_line(&mut header).unwrap();
        let mut body = vec![0; length];
        stdout.read_exact(&mut body).unwrap();
        most = most.max(memory());
        if !body.starts_with(b"{\"jsonrpc\":\"2.0\",\"method\"") && length > 100_000 {
            assert!(length > 900_000, "{length}");
            answers += 1;
        }
    }
    assert!(most < MOST_MB, "{most} MB");
    drop(writing.join().unwrap());
    server.wait().unwrap();
}

#[test]
fn nesting_without_end_is_survived() {
    let mut client = client();
    client.open(URI, "resolution", DRAFT);
    let deep = |open: &str, close: &str| [open.repeat(100_000), close.repeat(100_000)].concat();
    for body in [
        deep("[", "]"),
        deep("{\"a\":", "}"),
        format!(r#"{{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{}}}"#, deep("[", "]")),
    ] {
        client.send_raw(&framed_text(body.as_bytes()));
        assert_eq!(client.wait_for_response(Value::Null).unwrap_err()["code"], PARSE_ERROR);
    }
    assert_answers(&mut client);
    for brackets in [deep("[", ""), deep("[-", "-]"), deep("(", ")")] {
        let deep = "file:///drafts/deep.resolution";
        client.open(deep, "resolution", &DRAFT.replace("to say so", &format!("to {brackets} say so")));
        client.wait_for_notification(PUBLISH, |said| said["uri"] == deep && said["version"] == 1);
        client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": deep } })).unwrap();
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": deep } }));
    }
    assert_answers(&mut client);
    assert!(client.shutdown_and_exit().success());
}

#[test]
fn only_what_is_due_is_served_before_and_after() {
    let mut client = Client::start(command());
    assert!(client.request("textDocument/hover", at(URI, LINE, COLUMN)).is_err());
    client.open(URI, "resolution", DRAFT);
    client.send(changes(URI, 2, &[(range(99, 0, 0), "")]));
    client.initialize(json!({ "capabilities": {} }));
    assert!(client.request("textDocument/hover", at(URI, LINE, COLUMN)).is_err(), "it was never opened");
    client.open(URI, "resolution", DRAFT);
    assert_answers(&mut client);
    client.request("shutdown", Value::Null).unwrap();
    client.send(changes(URI, 2, &[(Value::Null, "")]));
    assert!(client.request("textDocument/hover", at(URI, LINE, COLUMN)).is_err());
    client.notify("exit", Value::Null);
    assert!(client.wait_for_end().success());
}

#[test]
fn an_unknown_document_is_an_error_or_logged() {
    let folder = Folder::new("server-unknown").file("res1.resolution", DRAFT);
    let mut client = pulling();
    client.open(URI, "resolution", DRAFT);
    let unknown = uri_of(&folder, "missing.resolution");
    for method in ["textDocument/hover", "textDocument/definition", "textDocument/completion"] {
        let error = client.request(method, at(&unknown, 0, 0)).unwrap_err();
        assert_eq!(error["code"], INVALID_PARAMS);
        assert!(error["message"].as_str().unwrap().contains("missing.resolution"), "{error}");
    }
    assert_eq!(client.request("textDocument/hover", at("untitled:x", 0, 0)).unwrap_err()["code"], INVALID_PARAMS);
    client.send(changes(&unknown, 2, &[(Value::Null, "")]));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": unknown } }));
    assert_answers(&mut client);
    // A text that is not open but on disk is answered for.
    let on_disk = uri_of(&folder, "res1.resolution");
    assert!(hover(&mut client, &on_disk).contains("watched"));
    let log = client.into_log();
    assert!(log.contains("was changed, but is not open") && log.contains("was closed, but is not open"), "{log}");
}

#[test]
fn requests_that_the_client_leaves_open_hold_up_nobody() {
    let folder = Folder::new("server-open").file("res1.resolution", DRAFT);
    let mut client = Client::start(command());
    client.replies = Replies::Never;
    let able = json!({
        "window": { "workDoneProgress": true },
        "textDocument": { "diagnostic": {} },
        "workspace": {
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "diagnostics": { "refreshSupport": true },
            "workspaceFolders": true,
        },
    });
    client.initialize(json!({ "rootUri": uri_of(&folder, ""), "capabilities": able }));
    client.wait_for_request("client/registerCapability");
    client.wait_for_request("window/workDoneProgress/create");
    let none = json!({ "event": { "added": [], "removed": [] } });
    for _ in 0..3 {
        client.notify("workspace/didChangeWorkspaceFolders", none.clone());
        client.wait_for_request("window/workDoneProgress/create");
    }
    client.open(URI, "resolution", DRAFT);
    assert_answers(&mut client);
    assert!(client.shutdown_and_exit().success());
}

#[test]
fn a_client_that_pulls_is_told_when_other_files_matter() {
    let folder = Folder::new("server-refresh");
    let mut client = Client::start(command());
    let able = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    client.replies = Replies::Never;
    client.initialize(json!({ "rootUri": uri_of(&folder, ""), "capabilities": able }));
    client.open(URI, "resolution", &citing());
    let before = pull(&mut client, URI, None);
    assert!(!codes(&before["items"]).contains(&"dangling-reference".to_owned()), "{before}");
    let other = uri_of(&folder, "res999.resolution");
    client.open(&other, "resolution", &adopted(999));
    client.wait_for_request("workspace/diagnostic/refresh");
    let after = pull(&mut client, URI, Some(&before["resultId"]));
    assert!(codes(&after["items"]).contains(&"dangling-reference".to_owned()), "{after}");
}

#[test]
fn a_request_can_be_cancelled() {
    let mut client = client();
    client.open(URI, "resolution", &DRAFT.repeat(3000));
    let hover = request("hover", "textDocument/hover", at(URI, LINE, COLUMN));
    let cancel = notification("$/cancelRequest", json!({ "id": "hover" }));
    client.send_raw(&[framed(&hover), framed(&cancel)].concat());
    assert_eq!(client.wait_for_response("hover").unwrap_err()["code"], CANCELLED);
    assert_answers(&mut client);
}

#[test]
fn a_request_about_an_old_text_is_told_so() {
    let mut client = client();
    client.open(URI, "resolution", &DRAFT.repeat(3000));
    let hover = request("hover", "textDocument/hover", at(URI, LINE, COLUMN));
    client.send_raw(&[framed(&hover), framed(&changes(URI, 2, &[(range(6, 3, 3), "x")]))].concat());
    assert_eq!(client.wait_for_response("hover").unwrap_err()["code"], CONTENT_MODIFIED);
    assert_answers(&mut client);
}

#[test]
fn the_small_notifications_are_taken() {
    let mut client = client();
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.notify("window/workDoneProgress/cancel", json!({ "token": "unknown" }));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    client.open(URI, "resolution", DRAFT);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert_answers(&mut client);
    assert!(client.shutdown_and_exit().success());
}

#[test]
fn the_status_tells_an_orderly_end() {
    let mut orderly = client();
    assert_eq!(orderly.shutdown_and_exit().code(), Some(0));
    let mut hasty = client();
    hasty.open(URI, "resolution", &DRAFT.repeat(3000));
    hasty.notify("exit", Value::Null);
    assert_eq!(hasty.wait_for_end().code(), Some(1));
    let mut lost = client();
    lost.close_input();
    assert_eq!(lost.wait_for_end().code(), Some(1));
}

/// What a client says that can do all with code actions.
fn acting() -> Value {
    json!({
        "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "refactor", "source"] } }, "isPreferredSupport": true } },
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] } },
    })
}

/// Titles and kinds of what can be done on a line.
fn code_actions(client: &mut Client, line: u32, column: u32, only: Option<&[&str]>) -> Vec<Value> {
    let at = json!({ "line": line, "character": column });
    let mut context = json!({ "diagnostics": [] });
    if let Some(only) = only {
        context["only"] = json!(only);
    }
    let params = json!({ "textDocument": { "uri": URI }, "range": { "start": at, "end": at }, "context": context });
    client.request("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
}

#[test]
fn a_finding_can_be_fixed_where_the_cursor_is() {
    let mut client = client_with(acting());
    let draft = DRAFT.replace("b)\tthat few", "c)\tthat few");
    client.open(URI, "resolution", &draft.replace("as considering b) says, ", ""));
    let actions = code_actions(&mut client, 6, 0, Some(&["quickfix"]));
    assert_eq!((&actions[0]["title"], &actions[0]["isPreferred"]), (&json!("Re-letter considering"), &json!(true)));
    // What a file that was just opened means by a label in a list that is out of order, nobody knows.
    let mut client = client_with(acting());
    client.open(URI, "resolution", &draft.replace("considering b)", "considering c)"));
    let actions = code_actions(&mut client, 6, 0, Some(&["quickfix"]));
    let titles: Vec<_> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert_eq!(titles[0], "Re-letter considering and 1 reference");
    assert_eq!((&actions[0]["kind"], &actions[0]["isPreferred"]), (&json!("quickfix"), &Value::Null));
    let changes = &actions[0]["edit"]["documentChanges"];
    assert_eq!(changes[0]["textDocument"], json!({ "uri": URI, "version": 1 }));
    let edits: Vec<_> = changes[0]["edits"].as_array().unwrap().iter().map(|edit| edit["newText"].clone()).collect();
    assert_eq!(edits, ["b", "b"]);
}

#[test]
fn all_that_is_safe_is_fixed_on_save() {
    let mut client = client_with(acting());
    let draft = DRAFT.replace("b)\tthat few", "c)\tthat few").replace("as considering b) says, few", "few");
    client.open(URI, "resolution", &draft);
    assert!(code_actions(&mut client, 0, 0, None).iter().all(|action| action["kind"] != "source.fixAll.rapporteur"));
    let actions = code_actions(&mut client, 0, 0, Some(&["source.fixAll"]));
    let [action] = &actions[..] else { panic!("{actions:#?}") };
    assert_eq!(action["kind"], "source.fixAll.rapporteur");
    let edits = action["edit"]["documentChanges"][0]["edits"].as_array().unwrap();
    let lines: Vec<_> = edits.iter().map(|edit| edit["range"]["start"]["line"].as_u64().unwrap()).collect();
    assert!(lines.contains(&6), "{edits:#?}");
}

#[test]
fn a_text_is_revised_and_proposed_from_its_head() {
    let mut client = client_with(acting());
    client.open(URI, "resolution", DRAFT);
    let actions = code_actions(&mut client, 0, 3, Some(&["refactor"]));
    let titles: Vec<_> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert!(titles.iter().any(|title| title.starts_with("Revise for ")), "{titles:?}");
    assert!(titles.iter().any(|title| title.starts_with("Start a proposal for ")), "{titles:?}");
    let below = code_actions(&mut client, 6, 0, Some(&["refactor"]));
    assert!(below.iter().all(|action| action["kind"] != "refactor"), "{below:#?}");
}
