//! Diagnostics that the client asks for: of a draft, and of all files of the folders.

use super::folder::Folder;
use super::*;

/// A draft that refers to a clause which is not there.
fn slip() -> String {
    format!("{HEAD}considering\na)\tone;\nb)\ttwo,\nresolves\nto act on considering c) above.\n")
}

fn uri(folder: &Folder, name: &str) -> String {
    format!("file://{}", folder.path().join(name).display())
}

/// A client of a folder, which waits until the folder was read.
fn client_in(folder: &Folder, capabilities: Value) -> Client {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp");
    let mut client = Client::start(command);
    let folders = json!([{ "uri": uri(folder, ""), "name": "drafts" }]);
    client.initialize(json!({ "processId": null, "workspaceFolders": folders, "capabilities": capabilities }));
    client
}

fn pull_all(client: &mut Client, previous: Value) -> i64 {
    let params = json!({ "previousResultIds": previous, "partialResultToken": "part" });
    client.send_request("workspace/diagnostic", params)
}

#[test]
fn all_files_of_the_folder_are_told_of_and_then_what_changes() {
    let folder = Folder::new("pull-workspace")
        .file("slip.resolution", &slip())
        .file("good.resolution", &slip().replace("considering c)", "considering b)"));
    let mut client = client_in(&folder, capabilities("vscode"));
    let mut id = pull_all(&mut client, json!([]));
    let of_slip = |value: &Value| {
        let items = value["value"]["items"].as_array().unwrap();
        items.iter().any(|item| item["uri"].as_str().unwrap().ends_with("slip.resolution"))
    };
    // Each change of the folder ends a request, and the client asks again.
    let told = loop {
        // The server's own requests are numbered, too.
        let is_end = |said: &Value| said["method"].is_null() && said["id"] == json!(id);
        let said = client.wait_for("a part or an end", |said| {
            (said["method"] == "$/progress" && said["params"]["token"] == "part") || is_end(said)
        });
        if is_end(&said) {
            id = pull_all(&mut client, json!([]));
        } else if of_slip(&said["params"]) {
            break said;
        }
    };
    let items = told["params"]["value"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "nothing is found in the other: {items:#?}");
    assert_eq!(items[0]["items"][0]["code"], "dangling-reference");
    let known = json!([{ "uri": items[0]["uri"], "value": items[0]["resultId"] }]);

    std::fs::write(folder.path().join("slip.resolution"), slip().replace("considering c)", "considering a)")).unwrap();
    let changed = json!({ "changes": [{ "uri": uri(&folder, "slip.resolution"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changed);
    assert_eq!(client.wait_for_response(id).unwrap(), json!({ "items": [] }), "held until something changes");
    pull_all(&mut client, known);
    // What was told before may have been told more than once.
    let nothing = |params: &Value| params["value"]["items"][0]["items"] == json!([]);
    client
        .wait_for_notification("$/progress", |params| params["token"] == "part" && of_slip(params) && nothing(params));
}

#[test]
fn a_held_request_can_be_cancelled() {
    let folder = Folder::new("pull-cancel");
    let mut client = client_in(&folder, capabilities("vscode"));
    let mut cancelled = || {
        let id = pull_all(&mut client, json!([]));
        std::thread::sleep(std::time::Duration::from_millis(100));
        client.notify("$/cancelRequest", json!({ "id": id }));
        client.wait_for_response(id)
    };
    // The end of the indexing answers what is held then.
    let answer = (0..20).map(|_| cancelled()).find(|answer| *answer != Ok(json!({ "items": [] })));
    assert_eq!(answer.unwrap().unwrap_err()["code"], -32800);
}

#[test]
fn a_diagnostic_leads_to_the_page_of_its_rule() {
    let mut client = client("vscode");
    client.open(URI, "resolution", &slip());
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } })).unwrap();
    let page = report["items"][0]["codeDescription"]["href"].clone();
    assert_eq!(page, "rapporteur:/rules/dangling-reference.md");
    let text = client.request("workspace/textDocumentContent", json!({ "uri": page })).unwrap();
    assert!(text["text"].as_str().unwrap().starts_with("# dangling-reference\n"));
    let unknown = json!({ "uri": "rapporteur:/rules/none.md" });
    assert!(client.request("workspace/textDocumentContent", unknown).is_err());
}

#[test]
fn a_finding_is_one_diagnostic_whatever_it_is_about() {
    let mut client = client("vscode");
    let text = "MOD\tIAP/1/1\nRESOLUTION 90 (Rev. Hammamet, 2016Geneva, 2022)\nTowers\nThe World Telecommunication Standardization Assembly (Hammamet, 2016Geneva, 2022),\nresolves\nto wait.\n";
    client.open(URI, "resolution", text);
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } })).unwrap();
    // What is left over of the text in force is told by the colours of the words: see `tokens`.
    let codes: Vec<_> = report["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["flattened-change", "outdated-base"]);
}

#[test]
fn of_many_related_places_the_first_are_shown_and_the_others_counted() {
    let mut client = client("vscode");
    let text = include_str!("../drafts/proposal.resolution");
    client.open(URI, "resolution", text);
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } })).unwrap();
    let found = report["items"].as_array().unwrap().iter().find(|item| item["code"] == "flattened-change").unwrap();
    let places = found["relatedInformation"].as_array().unwrap();
    assert_eq!((places.len(), &places[10]["message"]), (11, &json!("and 12 more")));
    assert_eq!(places[10]["location"]["range"]["start"]["line"], 29, "where the eleventh stands");
}

#[test]
fn what_changes_in_another_draft_comes_with_the_answer() {
    let mut able = capabilities("vscode");
    able["textDocument"]["diagnostic"]["relatedDocumentSupport"] = json!(true);
    let mut client = client_with(able);
    let (adopted, citing) = ("file:///drafts/a.resolution", "file:///drafts/b.resolution");
    client.open(adopted, "resolution", &format!("{HEAD}resolves\n1\tto watch;\n2\tto say so.\n"));
    client.open(
        citing,
        "resolution",
        &format!(
            "{}resolves\nto act on resolves 2 of Resolution 99 (New Delhi, 2024) of this assembly.\n",
            HEAD.replace("99", "98")
        ),
    );
    let pull = |uri: &str| json!({ "textDocument": { "uri": uri } });
    let report = client.request("textDocument/diagnostic", pull(citing)).unwrap();
    assert!(!report["items"].to_string().contains("dangling-reference"));
    client.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": adopted, "version": 2 },
            "contentChanges": [{ "text": format!("{HEAD}resolves\nto watch.\n") }],
        }),
    );
    let report = client.request("textDocument/diagnostic", pull(adopted)).unwrap();
    assert!(report["relatedDocuments"][citing]["items"].to_string().contains("dangling-reference"), "{report}");
}

#[test]
fn unchanged_is_unchanged_on_the_wire() {
    let copies = |nth: usize| slip().replace("RESOLUTION 99", &format!("RESOLUTION {nth}"));
    let text: String = (10..40).map(copies).collect();
    let mut client = client("vscode");
    // Nothing waits while it is written.
    let settings = json!({ "settings": { "rapporteur": { "quietWhileWriting": false } } });
    client.notify("workspace/didChangeConfiguration", settings);
    client.open(URI, "resolution", &text);
    let pull = |client: &mut Client, previous: &Value| {
        let mut params = json!({ "textDocument": { "uri": URI } });
        if !previous.is_null() {
            params["previousResultId"] = previous.clone();
        }
        client.request("textDocument/diagnostic", params).unwrap()
    };
    let bytes = |answer: &Value| answer.to_string().len();
    let full = pull(&mut client, &Value::Null);
    assert!(full["items"].as_array().unwrap().len() >= 30 && bytes(&full) > 10_000, "{}", bytes(&full));

    let same = pull(&mut client, &full["resultId"]);
    assert_eq!(same, json!({ "kind": "unchanged", "resultId": full["resultId"] }));
    assert!(bytes(&same) < 60, "{same}");

    // Words of which nothing is found, below all that was.
    let end = position(&text, text.len(), "utf-16");
    let change = |client: &mut Client, version: u32, at: &Value, words: &str| {
        let changes = json!([{ "range": { "start": at, "end": at }, "text": words }]);
        let document = json!({ "uri": URI, "version": version });
        client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    };
    change(&mut client, 2, &end, "Words.\n");
    assert_eq!(pull(&mut client, &full["resultId"]), same);

    // A line more above them moves them all, and taken away again they are what they were.
    let start = json!({ "line": 0, "character": 0 });
    change(&mut client, 3, &start, "\n");
    let moved = pull(&mut client, &full["resultId"]);
    assert_eq!((&moved["kind"], moved["resultId"] == full["resultId"]), (&json!("full"), false));
    let document = json!({ "uri": URI, "version": 4 });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": text }] }));
    assert_eq!(pull(&mut client, &full["resultId"]), same);
}

#[test]
fn files_that_did_not_change_are_not_told_of_again() {
    let names: Vec<String> = (10..30).map(|nth| format!("slip{nth}.resolution")).collect();
    let folder = names
        .iter()
        .fold(Folder::new("pull-same"), |folder, name| folder.file(name, &slip().replace("99", &name[4..6])));
    let mut client = super::client_in("vscode", folder.path());
    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    let items = all["items"].as_array().unwrap();
    assert_eq!(items.len(), names.len());
    let known: Vec<Value> = items.iter().map(|it| json!({ "uri": it["uri"], "value": it["resultId"] })).collect();
    // The client knows all: it hears of the file that changes, and of no other.
    let id = client.send_request("workspace/diagnostic", json!({ "previousResultIds": known }));
    let fixed = slip().replace("99", "17").replace("considering c)", "considering a)");
    std::fs::write(folder.path().join(&names[7]), fixed).unwrap();
    let changed = json!({ "changes": [{ "uri": uri(&folder, &names[7]), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changed);
    let now = client.wait_for_response(id).unwrap();
    assert_eq!(now["items"].as_array().map(Vec::len), Some(1), "{now}");
    assert_eq!((&now["items"][0]["uri"], &now["items"][0]["items"]), (&json!(uri(&folder, &names[7])), &json!([])));
    assert!(now.to_string().len() < 250 && all.to_string().len() > 5_000, "{now}");
}

#[test]
fn a_place_in_another_file_is_known_without_reading_it_again() {
    let adopted = format!("{HEAD}resolves\nto watch.\n");
    let folder = Folder::new("pull-related").file("adopted.resolution", &adopted);
    let mut client = client_in(&folder, capabilities("vscode"));
    let own = HEAD.replace("99", "98");
    let text = format!("{own}resolves\nto act on resolves 2 of Resolution 99 (New Delhi, 2024) of this assembly.\n");
    let draft = uri(&folder, "citing.resolution");
    client.open(&draft, "resolution", &text);
    let mut places = || {
        let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": draft } })).unwrap();
        let items = report["items"].as_array().unwrap().clone();
        items.into_iter().find(|it| it["code"] == "dangling-reference").map(|it| it["relatedInformation"].clone())
    };
    // The folder is read in the background.
    let deadline = std::time::Instant::now() + support::PATIENCE;
    let known = loop {
        match places() {
            Some(known) => break known,
            None => assert!(std::time::Instant::now() < deadline, "the folder is not read"),
        }
    };
    assert_eq!(known[0]["location"]["uri"], uri(&folder, "adopted.resolution"));
    assert_eq!(known[0]["location"]["range"]["start"], json!({ "line": 0, "character": 0 }));
    std::fs::remove_file(folder.path().join("adopted.resolution")).unwrap();
    assert_eq!(places(), Some(known));
}

#[test]
fn a_file_is_the_same_however_its_name_is_spelt() {
    let folder = Folder::new("pull-spelling").file("x (1).resolution", &slip());
    let mut client = client_in(&folder, capabilities("vscode"));
    let pull = |known: Value| json!({ "previousResultIds": known });
    let told = client.request("workspace/diagnostic", pull(json!([]))).unwrap()["items"][0].clone();
    assert_eq!(told["uri"], uri(&folder, "x%20%281%29.resolution"));

    let theirs = uri(&folder, "x%20(1).resolution");
    let id = client.send_request("workspace/diagnostic", pull(json!([{ "uri": theirs, "value": told["resultId"] }])));
    std::fs::write(folder.path().join("x (1).resolution"), slip().replace("considering c)", "considering a)")).unwrap();
    let changed = json!({ "changes": [{ "uri": theirs, "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changed);
    let items = client.wait_for_response(id).unwrap()["items"].take();
    assert_eq!((items.as_array().unwrap().len(), &items[0]["uri"]), (1, &json!(theirs)), "{items}");
    assert_eq!(items[0]["items"], json!([]), "held until something changes: {items}");
}
