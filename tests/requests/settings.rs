//! What an editor is set to, and the files that say what the folder is set to.

use super::folder::Folder;
use super::support::Replies;
use super::*;

fn lenses(client: &mut Client) -> usize {
    let params = json!({ "textDocument": { "uri": URI } });
    client.request("textDocument/codeLens", params).unwrap().as_array().map_or(0, Vec::len)
}

fn draft() -> String {
    format!("{HEAD}considering\na)\tone;\nb)\ttwo, see considering a),\nresolves\nto act on considering b).\n")
}

#[test]
fn settings_come_with_the_first_message_and_by_notification() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp");
    let mut client = Client::start(command);
    client.initialize(json!({
        "processId": null, "workspaceFolders": null, "capabilities": capabilities("helix"),
        "initializationOptions": { "codeLens": false },
    }));
    client.open(URI, "resolution", &draft());
    assert_eq!(lenses(&mut client), 0);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "rapporteur": { "codeLens": true } } }));
    assert!(lenses(&mut client) > 0);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "rapporteur": { "codeLens": "no" } } }));
    client.wait_for_notification("window/showMessage", |said| said["message"].as_str().unwrap().contains("settings"));
    assert!(lenses(&mut client) > 0, "the old ones stay");
}

#[test]
fn settings_are_asked_for() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp");
    let mut client = Client::start(command);
    client.replies = Replies::Never;
    client.initialize(json!({ "processId": null, "workspaceFolders": null, "capabilities": capabilities("vscode") }));
    let asked = client.wait_for_request("workspace/configuration");
    assert_eq!(asked["params"]["items"], json!([{ "section": "rapporteur" }]));
    client.reply(&asked, json!([{ "codeLens": false }]));
    client.open(URI, "resolution", &draft());
    // The reply is taken in the background.
    let taken = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        lenses(&mut client) == 0
    });
    assert!(taken, "there are lenses still");
}

fn client_in(folder: &Folder) -> Client {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp");
    let mut client = Client::start(command);
    let folders = json!([{ "uri": uri(folder, ""), "name": "drafts" }]);
    client
        .initialize(json!({ "processId": null, "workspaceFolders": folders, "capabilities": capabilities("vscode") }));
    client
}

fn uri(folder: &Folder, name: &str) -> String {
    format!("file://{}", folder.path().join(name).display())
}

#[test]
fn a_finding_is_accepted_once_and_for_all() {
    let text = format!(
        "{HEAD}considering\nResolution\u{a0}130 (Rev.\u{a0}Dubai, 2018) of the Plenipotentiary Conference,\nresolves\nto wait.\n"
    );
    let folder = Folder::new("accept").file("a.resolution", &text).file("rapporteur.toml", "# ours\n");
    let mut client = client_in(&folder);
    let draft = uri(&folder, "a.resolution");
    client.open(&draft, "resolution", &text);
    let at = json!({ "line": 5, "character": 2 });
    let params = json!({
        "textDocument": { "uri": draft }, "range": { "start": at, "end": at },
        "context": { "diagnostics": [], "only": ["quickfix"] },
    });
    let actions = client.request("textDocument/codeAction", params).unwrap();
    let accept =
        actions.as_array().unwrap().iter().find(|it| it["title"] == "Do not report this citation").unwrap().clone();
    let command = json!({ "command": accept["command"]["command"], "arguments": accept["command"]["arguments"] });
    client.request("workspace/executeCommand", command).unwrap();
    let written = std::fs::read_to_string(folder.path().join("rapporteur.toml")).unwrap();
    assert_eq!(
        written,
        "# ours\n\n[[accept]]\nrule = \"stale-revision\"\ntext = \"Resolution 130 (Rev. Dubai, 2018)\"\n"
    );
    let pull = json!({ "textDocument": { "uri": draft } });
    // It is read again in the background.
    for _ in 0..200 {
        let report = client.request("textDocument/diagnostic", pull.clone()).unwrap();
        if !report.to_string().contains("stale-revision") {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("the finding is still there");
}

#[test]
fn paths_in_the_configuration_follow_their_files() {
    let folder = Folder::new("renames")
        .file("rapporteur.toml", "adopted = [\"texts/**\"] # ours\n")
        .file("texts/a.resolution", &draft());
    let mut client = client_in(&folder);
    let params = json!({ "files": [{ "oldUri": uri(&folder, "texts"), "newUri": uri(&folder, "adopted") }] });
    // The configuration is read in the background.
    for _ in 0..200 {
        let edit = client.request("workspace/willRenameFiles", params.clone()).unwrap();
        if !edit.is_null() {
            let edits = &edit["changes"][uri(&folder, "rapporteur.toml")];
            assert_eq!(edits[0]["newText"], "adopted = [\"adopted/**\"] # ours\n");
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("nothing follows");
}

/// Where the drafts are that can be found, once they are where they are wanted.
fn found(client: &mut Client, wanted: &[String]) {
    let deadline = std::time::Instant::now() + support::PATIENCE;
    loop {
        let hits = client.request("workspace/symbol", json!({ "query": "" })).unwrap();
        let hits = hits.as_array().unwrap().iter();
        let mut found: Vec<_> = hits.map(|it| it["location"]["uri"].as_str().unwrap().to_owned()).collect();
        found.sort();
        if found == wanted {
            return;
        }
        assert!(std::time::Instant::now() < deadline, "found in {found:?}");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn a_folder_takes_its_drafts_along() {
    let folder = Folder::new("moved-folder").file("old/a.resolution", &draft()).file("older.resolution", &draft());
    let mut client = client_in(&folder);
    let stays = uri(&folder, "older.resolution");
    found(&mut client, &[uri(&folder, "old/a.resolution"), stays.clone()]);
    std::fs::rename(folder.path().join("old"), folder.path().join("new")).unwrap();
    let files = json!([{ "oldUri": uri(&folder, "old"), "newUri": uri(&folder, "new") }]);
    client.notify("workspace/didRenameFiles", json!({ "files": files }));
    found(&mut client, &[uri(&folder, "new/a.resolution"), stays.clone()]);
    std::fs::remove_dir_all(folder.path().join("new")).unwrap();
    client.notify("workspace/didDeleteFiles", json!({ "files": [{ "uri": uri(&folder, "new") }] }));
    found(&mut client, &[stays]);
}

#[test]
fn a_data_file_is_watched_whatever_it_is_called() {
    let folder = Folder::new("watched-data")
        .file("rapporteur.toml", "data = [\"ours.jsonl\", \"facts/rows[1].data\"]\n")
        .file("ours.jsonl", "")
        .file("facts/rows[1].data", "");
    let mut client = client_in(&folder);
    let watchers = |said: &Value| said["params"]["registrations"][0]["registerOptions"]["watchers"].clone();
    let asked = client.wait_for("a watcher", |said| {
        said["method"] == "client/registerCapability" && said.to_string().contains(".data")
    });
    assert_eq!(watchers(&asked), json!([{ "globPattern": "**/rows?1?.data" }]));
}

#[test]
fn the_data_of_a_folder_are_known_to_its_own_drafts_only() {
    let text = format!(
        "{HEAD}considering\nResolution\u{a0}9001 (Rev.\u{a0}Dubai, 2018) of the Plenipotentiary Conference,\nresolves\nto wait.\n"
    );
    let edition = |place: &str, year: u16| {
        let row =
            json!({ "resolution": "9001", "body": "PP", "place": place, "year": year, "rev": true, "source": "x" });
        format!("{row}\n")
    };
    let folder = Folder::new("data-of-folders")
        .file("a/rapporteur.toml", "data = [\"facts.jsonl\"]\n")
        .file("a/facts.jsonl", &(edition("Dubai", 2018) + &edition("Bucharest", 2022)))
        .file("a/x.resolution", &text)
        .file("b/rapporteur.toml", "data = [\"facts.jsonl\"]\n")
        .file("b/facts.jsonl", &edition("Dubai", 2018))
        .file("b/x.resolution", &text);
    let mut client = client_in(&folder);
    let (a, b) = (uri(&folder, "a/x.resolution"), uri(&folder, "b/x.resolution"));
    client.open(&a, "resolution", &text);
    client.open(&b, "resolution", &text);
    let found = |client: &mut Client, uri: &str| {
        client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } })).unwrap().to_string()
    };
    // The configurations are read in the background.
    let deadline = std::time::Instant::now() + support::PATIENCE;
    while !found(&mut client, &a).contains("stale-revision") || found(&mut client, &b).contains("unknown-resolution") {
        assert!(std::time::Instant::now() < deadline, "{}\n{}", found(&mut client, &a), found(&mut client, &b));
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(!found(&mut client, &b).contains("stale-revision"));
    for (uri, newest) in [(&a, "Rev. Bucharest, 2022"), (&b, "Rev. Dubai, 2018")] {
        let at = json!({ "line": 5, "character": 14 });
        let query = json!([{ "query": "9001", "uri": uri, "position": at }]);
        let command = json!({ "command": "rapporteur.catalogue", "arguments": query });
        let texts = client.request("workspace/executeCommand", command).unwrap();
        assert_eq!(texts[0]["edition"], newest, "{texts}");
        let params = json!({ "textDocument": { "uri": uri }, "position": at });
        let hover = client.request("textDocument/hover", params).unwrap().to_string();
        assert_eq!(hover.contains("Rev. Bucharest"), newest.contains("Bucharest"), "{hover}");
    }
}
