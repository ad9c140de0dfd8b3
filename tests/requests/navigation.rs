//! Getting about: highlights, folds, selections, search, links.

use super::folder::Folder;
use super::*;

/// A text that refers to its own clauses and cites others.
const WORDS: &str = "considering\na)\tone;\nb)\ttwo,\nresolves\n1\tthat ";

fn draft(words: &str) -> String {
    format!("{HEAD}{WORDS}{ODD}{words}.\n")
}

/// What each kind of occurrence says.
fn kinds(answer: &Value, text: &str, encoding: &str) -> Vec<(String, i64)> {
    let of = |it: &Value| (words(text, &it["range"], encoding).to_owned(), it["kind"].as_i64().unwrap());
    answer.as_array().unwrap().iter().map(of).collect()
}

#[test]
fn a_label_is_highlighted_apart_from_its_uses() {
    in_each_encoding(&draft("considering $0a) and considering a) be read"), |client, at, text, encoding| {
        let answer = client.request("textDocument/documentHighlight", at).unwrap();
        let (write, read) = (3, 2);
        let expected = [("a)", write), ("considering a)", read), ("considering a)", read)];
        let expected: Vec<_> = expected.iter().map(|(words, kind)| ((*words).to_owned(), *kind)).collect();
        assert_eq!(kinds(&answer, text, encoding), expected, "in {encoding}");
    });
}

#[test]
fn a_selection_grows() {
    in_each_encoding(&draft("considering $0a) be read"), |client, at, text, encoding| {
        let params = json!({ "textDocument": at["textDocument"], "positions": [at["position"], at["position"]] });
        let answer = client.request("textDocument/selectionRange", params).unwrap();
        assert_eq!((answer.as_array().unwrap().len(), &answer[0]), (2, &answer[1]));
        let mut grown = Vec::new();
        let mut next = &answer[0];
        while !next.is_null() {
            grown.push(words(text, &next["range"], encoding));
            next = &next["parent"];
        }
        assert_eq!(grown[..3], ["a", "a)", "considering a)"], "in {encoding}");
        assert_eq!(grown.last(), Some(&text));
    });
}

#[test]
fn folds_are_what_the_client_takes() {
    let text = format!(
        "MOD\tA/1/1\n{HEAD}considering\na)\tone\nand more;\n{{--b)\ttwo;\n--}}{{--c)\tthree;\n--}}b)\tfour {{--five--}},\nresolves\nto go.\n"
    );
    let folds = |capabilities: Value| {
        let mut client = client_with(capabilities);
        client.open(URI, "resolution", &text);
        let params = json!({ "textDocument": { "uri": URI } });
        client.request("textDocument/foldingRange", params).unwrap().as_array().unwrap().clone()
    };
    let lines = |folds: &[Value]| -> Vec<_> {
        folds.iter().map(|fold| (fold["startLine"].as_u64().unwrap(), fold["endLine"].as_u64().unwrap())).collect()
    };
    let vscode = folds(capabilities("vscode"));
    assert_eq!(lines(&vscode), [(5, 10), (6, 7), (8, 9), (11, 12)]);
    assert!(vscode.iter().all(|fold| fold["collapsedText"].is_null() && fold["startCharacter"].is_null()));
    let neovim = folds(capabilities("neovim"));
    assert_eq!(neovim[2]["collapsedText"], "Deleted: b) two;");
    let mut few = capabilities("vscode");
    few["textDocument"]["foldingRange"]["rangeLimit"] = json!(2);
    assert_eq!(lines(&folds(few)), [(5, 10), (11, 12)]);
    let mut exact = capabilities("vscode");
    exact["textDocument"]["foldingRange"]["lineFoldingOnly"] = json!(false);
    let exact = folds(exact);
    assert_eq!(exact.len(), 5);
    assert!(exact.iter().any(|fold| fold["startLine"] == 10 && fold["endLine"] == 10), "{exact:?}");
}

#[test]
fn numbers_lead_to_public_addresses() {
    let draft = draft("$0UNGA Resolution 57/239 and Recommendation ITU\u{2011}T X.1205 be read");
    in_each_encoding(&draft, |client, at, text, encoding| {
        let answer = client.request("textDocument/documentLink", at).unwrap();
        let link = |it: &Value| (words(text, &it["range"], encoding).to_owned(), it["target"].clone());
        let links: Vec<_> = answer.as_array().unwrap().iter().map(link).collect();
        let expected = [
            ("Resolution 57/239".to_owned(), json!("https://undocs.org/A/RES/57/239")),
            ("Recommendation ITU\u{2011}T X.1205".to_owned(), json!("https://www.itu.int/rec/T-REC-X.1205")),
        ];
        assert_eq!(links, expected, "in {encoding}");
        assert!(answer[0]["tooltip"].is_string());
    });
}

#[test]
fn only_what_a_client_can_use_is_offered() {
    let offered = |editor: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.arg("lsp");
        let mut client = Client::start(command);
        let params = json!({ "processId": null, "workspaceFolders": null, "capabilities": capabilities(editor) });
        client.initialize(params)["capabilities"].clone()
    };
    for editor in ["vscode", "neovim", "helix"] {
        let offered = offered(editor);
        for always in ["documentHighlightProvider", "workspaceSymbolProvider", "documentLinkProvider"] {
            assert!(!offered[always].is_null(), "{always} for {editor}");
        }
    }
    let asked = ["foldingRangeProvider", "selectionRangeProvider"];
    assert_eq!(asked.map(|it| offered("vscode")[it] == true), [true; 2]);
    assert_eq!(asked.map(|it| offered("neovim")[it] == true), [true, false]);
    assert_eq!(asked.map(|it| offered("helix")[it] == true), [false; 2]);
}

const ONE: &str = "RESOLUTION 98 (New Delhi, 2024)\nOn lamps\n(New Delhi, 2024)\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nrecalling\nresolves 2 of Resolution 97 (New Delhi, 2024) of this assembly,\nresolves\n1\tto light;\n2\tto shine.\n";
const TWO: &str = "RESOLUTION 97 (New Delhi, 2024)\nOn bells\n(New Delhi, 2024)\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nrecalling\na)\tresolves 1 of Resolution 98 (New Delhi, 2024) of this assembly;\nb)\tthe lamps,\nresolves\n1\tto ring;\n2\tto rest.\n";

/// A folder with two texts, both known to the server.
fn two_texts(name: &str) -> (Folder, Client, [String; 2]) {
    let folder = Folder::new(name).file("one.resolution", ONE).file("two.resolution", TWO);
    let uri = |file: &str| format!("file://{}/{file}", folder.path().display());
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp");
    let mut client = Client::start(command);
    let folders = json!([{ "uri": uri("").trim_end_matches('/'), "name": "drafts" }]);
    client.initialize(json!({ "workspaceFolders": folders, "capabilities": capabilities("vscode") }));
    // The folder is read once the search finds both.
    let deadline = std::time::Instant::now() + support::PATIENCE;
    while client.request("workspace/symbol", json!({ "query": "" })).unwrap().as_array().unwrap().len() < 2 {
        assert!(std::time::Instant::now() < deadline, "the folder is not read");
    }
    let uris = [uri("one.resolution"), uri("two.resolution")];
    (folder, client, uris)
}

#[test]
fn the_workspace_is_searched() {
    let (folder, mut client, [one, two]) = two_texts("search");
    let mut search = |query: &str| client.request("workspace/symbol", json!({ "query": query })).unwrap();
    let bells = search("bells");
    assert_eq!(bells[0]["name"], "Resolution 97 (New Delhi, 2024): On bells");
    assert_eq!(bells[0]["location"]["uri"], json!(two));
    let clause = search("resolves 2 98");
    assert_eq!(clause[0]["name"], "resolves 2 to shine.");
    assert_eq!(clause[0]["containerName"], "Resolution 98 (New Delhi, 2024)");
    assert_eq!(clause[0]["location"]["uri"], json!(one));
    assert_eq!(clause[0]["location"]["range"]["start"], json!({ "line": 8, "character": 0 }));
    assert_eq!(search("qqqq"), json!([]));
    // With each letter typed there is an answer: no file is read for it.
    std::fs::remove_file(folder.path().join("one.resolution")).unwrap();
    assert_eq!(search("resolves 2 98"), clause);
}

#[test]
fn a_citation_leads_to_its_file() {
    let (_folder, mut client, [one, two]) = two_texts("link");
    let links = client.request("textDocument/documentLink", json!({ "textDocument": { "uri": one } })).unwrap();
    assert_eq!(links.as_array().unwrap().len(), 1);
    assert_eq!(links[0]["target"], Value::Null);
    let link = client.request("documentLink/resolve", links[0].clone()).unwrap();
    assert_eq!(link["target"], json!(two));
    // Below other words, the line is told.
    client.open(&two, "resolution", &format!("Cover words.\n\n{TWO}"));
    let links = client.request("textDocument/documentLink", json!({ "textDocument": { "uri": one } })).unwrap();
    let link = client.request("documentLink/resolve", links[0].clone()).unwrap();
    assert_eq!(link["target"], json!(format!("{two}#L3")));
}

#[test]
fn an_address_of_a_folder_takes_the_place_of_ours() {
    let folder = Folder::new("addresses")
        .file(
            "rapporteur.toml",
            "[links]\nunga-resolution = \"https://example.org/{1}\"\nitu-t-recommendation = \"\"\n",
        )
        .file("one.resolution", &draft("UNGA Resolution 57/239 and Recommendation ITU-T X.1205 be read"));
    let uri = format!("file://{}", folder.path().display());
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp");
    let mut client = Client::start(command);
    let folders = json!([{ "uri": uri, "name": "drafts" }]);
    client.initialize(json!({ "workspaceFolders": folders, "capabilities": capabilities("vscode") }));
    while client.request("workspace/symbol", json!({ "query": "" })).unwrap() == json!([]) {}
    let params = json!({ "textDocument": { "uri": format!("{uri}/one.resolution") } });
    let links = client.request("textDocument/documentLink", params).unwrap();
    let targets: Vec<_> = links.as_array().unwrap().iter().map(|link| link["target"].clone()).collect();
    assert_eq!(targets, ["https://example.org/57/239"]);
}
