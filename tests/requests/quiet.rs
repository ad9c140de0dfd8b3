//! What the next words may cure waits while a drafter writes.

use super::*;

const TEXT: &str = "considering\na)\tone;\nb)\ttwo,\nresolves\nto act on considering b) above.\n";

fn draft() -> String {
    format!("{HEAD}{TEXT}")
}

/// Puts words into the draft, in a notification of their own.
fn write(client: &mut Client, text: &mut String, version: u32, before: &str, words: &str) {
    let at = text.find(before).expect("the place");
    let place = position(text, at, "utf-16");
    text.insert_str(at, words);
    let change = json!({ "range": { "start": place, "end": place }, "text": words });
    let document = json!({ "uri": URI, "version": version });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
}

/// What the client is told of a version, when it is told next.
fn pushed(client: &mut Client, version: u32) -> Vec<String> {
    let said = client.wait_for_notification("textDocument/publishDiagnostics", |said| said["version"] == version);
    codes(&said["diagnostics"])
}

fn pulled(client: &mut Client) -> Vec<String> {
    codes(&client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } })).unwrap()["items"])
}

fn codes(items: &Value) -> Vec<String> {
    items.as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect()
}

fn at(text: &str, words: &str) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": position(text, text.find(words).unwrap(), "utf-16") })
}

/// An editor: Neovim with our plugin is told, VS Code asks.
fn editor(name: &str) -> Client {
    let mut able = capabilities(name);
    if name == "neovim" {
        able["textDocument"].as_object_mut().unwrap().remove("diagnostic");
    }
    client_with(able)
}

/// A client whose draft has got a clause that has no stop yet.
fn writing(name: &str) -> (Client, String) {
    let mut client = editor(name);
    let mut text = draft();
    client.open(URI, "resolution", &text);
    if name == "neovim" {
        assert_eq!(pushed(&mut client, 1), [""; 0]);
    }
    write(&mut client, &mut text, 2, ";\nb)", " and more of it, which ends in nothing");
    write(&mut client, &mut text, 3, ";\nb)", " at all");
    let end = position(&text, text.find(";\nb)").unwrap(), "utf-16");
    let after = json!({ "line": end["line"], "character": end["character"].as_u64().unwrap() + 1 });
    text.remove(text.find(";\nb)").unwrap());
    let change = json!({ "range": { "start": end, "end": after }, "text": "" });
    let document = json!({ "uri": URI, "version": 4 });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    (client, text)
}

#[test]
fn what_is_being_written_is_not_found_fault_with_until_it_is_left() {
    let (mut client, mut text) = writing("neovim");
    assert_eq!(pushed(&mut client, 4), [""; 0]);
    // Elsewhere an edit shows it, and back on its line it is quiet again.
    write(&mut client, &mut text, 5, "to act", "surely ");
    assert_eq!(pushed(&mut client, 5), ["clause-punctuation"]);
    write(&mut client, &mut text, 6, " at all", ", not");
    assert_eq!(pushed(&mut client, 6), [""; 0]);
}

#[test]
fn what_waits_is_shown_when_the_draft_is_saved_or_the_cursor_is_seen_elsewhere() {
    let (mut client, text) = writing("neovim");
    assert_eq!(pushed(&mut client, 4), [""; 0]);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(pushed(&mut client, 4), ["clause-punctuation"]);

    for method in ["rapporteur/cursorMoved", "textDocument/documentHighlight", "textDocument/codeAction"] {
        let (mut client, _) = writing("neovim");
        assert_eq!(pushed(&mut client, 4), [""; 0]);
        for (words, shows) in [("at all", false), ("resolves", true)] {
            let mut place = at(&text, words);
            place["range"] = json!({ "start": place["position"], "end": place["position"] });
            place["context"] = json!({ "diagnostics": [] });
            match method {
                "rapporteur/cursorMoved" => client.notify(method, place),
                _ => drop(client.request(method, place).unwrap()),
            }
            if shows {
                assert_eq!(pushed(&mut client, 4), ["clause-punctuation"], "{method}");
            }
        }
    }
    // Another file is elsewhere, too.
    let (mut client, _) = writing("neovim");
    assert_eq!(pushed(&mut client, 4), [""; 0]);
    let elsewhere =
        json!({ "textDocument": { "uri": "file:///notes.txt" }, "position": { "line": 0, "character": 0 } });
    client.notify("rapporteur/cursorMoved", elsewhere);
    assert_eq!(pushed(&mut client, 4), ["clause-punctuation"]);
}

#[test]
fn a_client_that_asks_is_told_to_ask_again() {
    let (mut client, text) = writing("vscode");
    client.replies = support::Replies::Never;
    assert_eq!(pulled(&mut client), [""; 0]);
    client.notify("rapporteur/cursorMoved", at(&text, "resolves"));
    let again = client.wait_for_request("workspace/diagnostic/refresh");
    client.reply(&again, Value::Null);
    assert_eq!(pulled(&mut client), ["clause-punctuation"]);
    // Where it was left once it is not quiet again, before the next word.
    client.notify("rapporteur/cursorMoved", at(&text, " at all"));
    assert_eq!(pulled(&mut client), ["clause-punctuation"]);
}

#[test]
fn what_waits_can_be_fixed_all_the_same() {
    let (mut client, text) = writing("vscode");
    assert_eq!(pulled(&mut client), [""; 0]);
    let end = position(&text, text.find("\nb)").unwrap(), "utf-16");
    let params = json!({
        "textDocument": { "uri": URI },
        "range": { "start": end, "end": end },
        "context": { "diagnostics": [], "only": ["quickfix"] },
    });
    let actions = client.request("textDocument/codeAction", params).unwrap();
    assert_eq!(actions[0]["title"], "End the clause with `;`");
}

#[test]
fn a_section_waits_until_the_cursor_leaves_it() {
    let mut client = editor("neovim");
    let mut text = format!("{HEAD}resolves\nto wait,\n");
    client.open(URI, "resolution", &text);
    pushed(&mut client, 1);
    text.push('~');
    let mut write = |client: &mut Client, version, words: &str| write(client, &mut text, version, "~", words);
    write(&mut client, 2, "instructs the Director of the Telecommunication Standardization Bureau\n");
    assert_eq!(pushed(&mut client, 2), [""; 0]);
    write(&mut client, 3, "\n");
    assert_eq!(pushed(&mut client, 3), [""; 0], "below the call, where its clause will be");
    client.notify("rapporteur/cursorMoved", at(&draft(), "RESOLUTION"));
    assert_eq!(pushed(&mut client, 3), ["clause-punctuation", "empty-section"]);
}

#[test]
fn many_edits_at_once_are_not_a_drafters() {
    let mut client = editor("neovim");
    client.open(URI, "resolution", &draft());
    assert_eq!(pushed(&mut client, 1), [""; 0]);
    let text = draft();
    let places = [text.find(";\nb)").unwrap(), text.find(".\n").unwrap()].map(|at| position(&text, at, "utf-16"));
    let end = |place: &Value| json!({ "line": place["line"], "character": place["character"].as_u64().unwrap() + 1 });
    let taken = |place: &Value| json!({ "range": { "start": place, "end": end(place) }, "text": "" });
    let changes: Vec<Value> = places.iter().rev().map(taken).collect();
    let document = json!({ "uri": URI, "version": 2 });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    assert_eq!(pushed(&mut client, 2), ["clause-punctuation", "clause-punctuation"]);
}

#[test]
fn a_text_that_is_sent_whole_is_written_where_it_differs() {
    let mut client = editor("neovim");
    client.open(URI, "resolution", &draft());
    assert_eq!(pushed(&mut client, 1), [""; 0]);
    let document = |version: u32| json!({ "uri": URI, "version": version });
    let whole = |text: String| json!([{ "text": text }]);
    let now = draft().replace("one;", "one");
    client
        .notify("textDocument/didChange", json!({ "textDocument": document(2), "contentChanges": whole(now.clone()) }));
    assert_eq!(pushed(&mut client, 2), [""; 0]);
    let now = now.replace("to act", "to really act");
    client.notify("textDocument/didChange", json!({ "textDocument": document(3), "contentChanges": whole(now) }));
    assert_eq!(pushed(&mut client, 3), ["clause-punctuation"]);
}

#[test]
fn one_who_wants_to_see_all_at_once_does() {
    let (mut client, _) = writing("neovim");
    assert_eq!(pushed(&mut client, 4), [""; 0]);
    let settings = json!({ "settings": { "rapporteur": { "quietWhileWriting": false } } });
    client.notify("workspace/didChangeConfiguration", settings);
    assert_eq!(pushed(&mut client, 4), ["clause-punctuation"]);
}
