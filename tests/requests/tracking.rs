//! What is typed over a text in force becomes a tracked change.

use super::*;

fn mod_draft() -> String {
    format!("MOD\tIAP/1/1\n{HEAD}considering\nthat {ODD}one,\nresolves\nto wait.\nReasons: It is time.\n")
}

fn execute(client: &mut Client, command: &str, argument: Value) -> Value {
    client.request("workspace/executeCommand", json!({ "command": command, "arguments": [argument] })).unwrap()
}

/// The line of "one", and where that word begins in the client's units.
fn place(encoding: &str) -> (u32, u32) {
    let line = format!("that {ODD}");
    let columns = match encoding {
        "utf-8" => line.len(),
        "utf-16" => line.encode_utf16().count(),
        _ => line.chars().count(),
    };
    (6, u32::try_from(columns).unwrap())
}

fn change(client: &mut Client, version: i32, line: u32, from: u32, to: u32, text: &str) {
    let at = |character| json!({ "line": line, "character": character });
    let changes = json!([{ "range": { "start": at(from), "end": at(to) }, "text": text }]);
    let document = json!({ "uri": URI, "version": version });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
}

#[test]
fn what_was_typed_is_tracked_by_what_stood_there_before() {
    for encoding in ENCODINGS {
        let mut client = client_counting("vscode", encoding);
        client.open(URI, "resolution", &mod_draft());
        let (line, column) = place(encoding);
        let at = |character: u32| json!({ "line": line, "character": character });
        let track = |client: &mut Client, since: i32, character: u32| {
            execute(client, "rapporteur.trackTyping", json!({ "uri": URI, "since": since, "position": at(character) }))
        };
        // Backspace, and a letter typed before an answer was asked for.
        change(&mut client, 2, line, column + 2, column + 3, "");
        change(&mut client, 3, line, column + 2, column + 2, "x");
        let answer = track(&mut client, 1, column + 3);
        let insert = |character: u32, text: &str| json!({ "range": { "start": at(character), "end": at(character) }, "newText": text });
        let edits = json!([insert(column + 2, "{~~e~>"), insert(column + 3, "~~}")]);
        assert_eq!(answer, json!({ "version": 3, "edits": edits, "cursor": at(column + 9) }), "{encoding}");
        assert_eq!(track(&mut client, 3, column + 3), Value::Null, "nothing was typed since");
        assert_eq!(track(&mut client, -7, column + 3), Value::Null, "nobody knows that state");
    }
}

#[test]
fn whether_a_place_is_tracked_is_said_with_the_reason() {
    let mut client = client("neovim");
    client.open(URI, "resolution", &mod_draft());
    let mut here = |line: u32| {
        let position = json!({ "line": line, "character": 2 });
        execute(&mut client, "rapporteur.typedHere", json!({ "uri": URI, "position": position }))
    };
    assert_eq!(here(6), json!({ "tracked": true, "why": null, "noProposal": false }));
    assert_eq!(here(9), json!({ "tracked": false, "why": "reasons are written plainly", "noProposal": false }));
    assert_eq!(
        here(0),
        json!({ "tracked": false, "why": "cover text and the proposal line are written plainly", "noProposal": false })
    );
}

#[test]
fn what_an_action_has_changed_was_not_typed() {
    let mut client = client("vscode");
    let text = mod_draft().replace("wait", "{--see and --}wait");
    client.open(URI, "resolution", &text);
    let range = json!({ "start": { "line": 8, "character": 6 }, "end": { "line": 8, "character": 6 } });
    let context = json!({ "diagnostics": [], "only": ["refactor.rewrite.accept"] });
    let document = json!({ "uri": URI });
    let asked = json!({ "textDocument": document, "range": range, "context": context });
    let actions = client.request("textDocument/codeAction", asked).unwrap();
    let accept = client.request("codeAction/resolve", actions[0].clone()).unwrap();
    let edit = &accept["edit"]["documentChanges"][0]["edits"][0];
    let changes = json!([{ "range": edit["range"], "text": edit["newText"] }]);
    let document = json!({ "uri": URI, "version": 2 });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    let position = json!({ "line": 8, "character": 3 });
    let track = json!({ "uri": URI, "since": 1, "position": position });
    assert_eq!(execute(&mut client, "rapporteur.trackTyping", track), Value::Null);
}

#[test]
fn the_changes_of_a_draft_are_listed() {
    let mut client = client("vscode");
    client.open(URI, "resolution", &mod_draft().replace("wait", "{~~see~>wait~~}"));
    let list = execute(&mut client, "rapporteur.changes", json!({ "uri": URI }));
    let at = |character: u32| json!({ "line": 8, "character": character });
    let change = json!({ "range": { "start": at(3), "end": at(18) }, "name": "resolves", "kind": "replaced", "words": "see → wait" });
    assert_eq!(list, json!([change]));
}

#[test]
fn keys_that_come_at_once_bring_the_label_too() {
    let text = format!("ADD\tIAP/1/1\n{HEAD}considering\na)\tone;\nb)\ttwo,\nresolves\nto wait.\n");
    let mut client = client("neovim");
    client.open(URI, "resolution", &text);
    change(&mut client, 2, 7, 0, 0, "that x;\n");
    let asked =
        json!({ "uri": URI, "since": 1, "position": { "line": 7, "character": 6 }, "plain": true, "labels": true });
    let answer = execute(&mut client, "rapporteur.trackTyping", asked);
    assert_eq!(answer["edits"][0]["newText"], "b)\t", "{answer}");
}
