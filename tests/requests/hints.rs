//! Hints between words.

use super::support::Replies;
use super::*;

const HINT: &str = "textDocument/inlayHint";

fn all(text: &str) -> Value {
    let end = position(text, text.len(), "utf-16");
    json!({ "textDocument": { "uri": URI }, "range": { "start": { "line": 0, "character": 0 }, "end": end } })
}

fn labels(hints: &Value) -> Vec<&str> {
    hints.as_array().unwrap().iter().map(|hint| hint["label"].as_str().unwrap()).collect()
}

#[test]
fn a_hint_stands_where_the_client_counts_it() {
    let draft = format!(
        "{HEAD}considering\nthat {ODD}Resolution 130 (Rev. Dubai, 2018)$0 of the Plenipotentiary Conference holds,\nresolves\nto go.\n"
    );
    in_each_encoding(&draft, |client, at, _, encoding| {
        let lines = json!({ "start": { "line": 5, "character": 0 }, "end": { "line": 99, "character": 0 } });
        let params = json!({ "textDocument": { "uri": URI }, "range": lines });
        let hints = client.request(HINT, params).unwrap();
        assert_eq!(hints[0]["position"], at["position"], "in {encoding}");
        assert_eq!(hints[0]["label"], "→ Rev. Bucharest, 2022");
        let resolved = client.request("inlayHint/resolve", hints[0].clone()).unwrap();
        let tooltip = resolved["tooltip"]["value"].as_str().unwrap();
        assert!(tooltip.contains("Superseded"), "{tooltip}");
        assert_eq!((&resolved["position"], &hints[0]["tooltip"]), (&at["position"], &Value::Null));
    });
}

#[test]
fn only_what_is_asked_about_has_hints() {
    let text = format!(
        "{HEAD}resolves\n1\tone;\n2\ttwo;\n3\tthree,\ninstructs the Director\n1\tto act on resolves 1 to 3;\n2\tto act on resolves 1 to 2.\n"
    );
    let mut client = client("helix");
    client.open(URI, "resolution", &text);
    let hints = client.request(HINT, all(&text)).unwrap();
    assert_eq!(labels(&hints), ["3 clauses", "2 clauses"]);
    assert_eq!(hints[0]["data"], Value::Null, "Helix asks for no tooltip");
    let line = json!({ "start": { "line": 10, "character": 0 }, "end": { "line": 10, "character": 40 } });
    let hints = client.request(HINT, json!({ "textDocument": { "uri": URI }, "range": line })).unwrap();
    assert_eq!(labels(&hints), ["2 clauses"]);
}

#[test]
fn a_hint_of_an_older_text_has_no_tooltip() {
    let text = format!(
        "{HEAD}considering\nResolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference,\nresolves\nto go.\n"
    );
    let mut client = client("vscode");
    client.open(URI, "resolution", &text);
    let hints = client.request(HINT, all(&text)).unwrap();
    let changes = json!([{ "text": text.replace("130", "131") }]);
    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": URI, "version": 2 }, "contentChanges": changes }),
    );
    let refused = client.request("inlayHint/resolve", hints[0].clone()).unwrap_err();
    assert_eq!(refused["code"], -32801);
    let mut foreign = hints[0].clone();
    foreign["data"] = json!({ "of": "another server" });
    assert_eq!(client.request("inlayHint/resolve", foreign.clone()).unwrap(), foreign);
}

#[test]
fn the_client_is_told_when_other_texts_change_them() {
    let mut client = client("vscode");
    let text = format!("{HEAD}considering\nResolution 197 (Hammamet, 2016) of WTSA,\nresolves\nto go.\n");
    client.open(URI, "resolution", &text);
    assert_eq!(labels(&client.request(HINT, all(&text)).unwrap()), [] as [&str; 0]);
    client.replies = Replies::Never;
    let other = "RESOLUTION 197 (Hammamet, 2016)\nOn bells\nThe World Telecommunication Standardization Assembly (Hammamet, 2016),\nresolves\nto ring.\n";
    client.open("file:///drafts/res197.resolution", "resolution", other);
    for what in ["inlayHint", "semanticTokens", "codeLens"] {
        let asked = client.wait_for_request(&format!("workspace/{what}/refresh"));
        client.reply(&asked, Value::Null);
    }
    assert_eq!(labels(&client.request(HINT, all(&text)).unwrap()), ["On bells"]);
}
