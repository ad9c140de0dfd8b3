//! Completion and its documentation.

use super::*;

fn draft(words: &str) -> String {
    format!("{HEAD}considering\na)\tone;\nb)\ttwo,\nresolves\n1\t{ODD}{words}\n2\tto stay.\n")
}

fn items(client: &mut Client, at: &Value) -> Vec<Value> {
    client.request("textDocument/completion", at.clone()).unwrap()["items"].as_array().unwrap().clone()
}

/// What an item replaces, and what it puts there.
fn edit<'a>(item: &'a Value, text: &'a str, encoding: &str) -> (&'a str, &'a str) {
    (words(text, &item["textEdit"]["range"], encoding), item["textEdit"]["newText"].as_str().unwrap())
}

#[test]
fn each_part_of_a_citation_is_completed_where_it_stands() {
    let cases = [
        (
            "Resolution 13$0",
            "Resolution 13",
            "Resolution\u{a0}130 (Rev.\u{a0}Bucharest, 2022) of the Plenipotentiary Conference",
        ),
        ("Resolution 130 (Rev. Bu$0)", "Rev. Bu", "Rev. Bucharest, 2022"),
        ("Resolution 130 (Rev. Bucharest, 2022) of th$0", "th", "the Plenipotentiary Conference"),
        ("UNGA Resolution 57/239, on cre$0", "cre", "creation of a global culture of cybersecurity"),
        ("in regard to considering $0b) above", "b)", "b)"),
    ];
    for (typed, replaced, inserted) in cases {
        in_each_encoding(&draft(typed), |client, at, text, encoding| {
            let items = items(client, &at);
            let edits: Vec<_> = items.iter().map(|item| edit(item, text, encoding)).collect();
            assert!(edits.contains(&(replaced, inserted)), "{typed} in {encoding}: {edits:?}");
        });
    }
}

#[test]
fn documentation_is_lazy_for_who_can_ask_for_it() {
    for (editor, lazy) in [("vscode", true), ("helix", true), ("neovim", false)] {
        let (text, position) = marked(&draft("Resolution 130$0"), "utf-16");
        let mut client = client_counting(editor, "utf-16");
        client.open(URI, "resolution", &text);
        let at = json!({ "textDocument": { "uri": URI }, "position": position });
        let item = items(&mut client, &at)[0].clone();
        assert_eq!(item["documentation"].is_null(), lazy, "{editor}: {item}");
        assert_eq!(item["data"].is_null(), !lazy, "{editor}: {item}");
        let said = match lazy {
            true => client.request("completionItem/resolve", item.clone()).unwrap(),
            false => item.clone(),
        };
        let documentation = said["documentation"]["value"].as_str().unwrap();
        assert!(documentation.contains("**Rev. Bucharest, 2022**"), "{editor}: {documentation}");
        assert_eq!(said["label"], item["label"]);
    }
}

#[test]
fn a_row_says_what_its_choice_is_about() {
    let (text, position) = marked(&draft("Resolution 130$0"), "utf-16");
    for editor in ["vscode", "helix"] {
        let mut able = capabilities(editor);
        able["general"]["positionEncodings"] = json!(["utf-16"]);
        able["textDocument"]["completion"]["completionItem"]["labelDetailsSupport"] = json!(true);
        let mut client = client_with(able);
        client.open(URI, "resolution", &text);
        let item = items(&mut client, &json!({ "textDocument": { "uri": URI }, "position": position }))[0].clone();
        let row = item["labelDetails"]["description"].as_str().unwrap();
        let (shown, whole) = (row.trim_end_matches('…'), item["detail"].as_str().unwrap());
        assert!(whole.starts_with(shown) && shown.chars().count() <= 60, "{row}");
    }
}

#[test]
fn an_item_of_a_closed_text_stays_as_it_is() {
    let (text, position) = marked(&draft("in regard to considering $0"), "utf-16");
    let mut client = client("vscode");
    client.open(URI, "resolution", &text);
    let at = json!({ "textDocument": { "uri": URI }, "position": position });
    let item = items(&mut client, &at)[0].clone();
    let said = client.request("completionItem/resolve", item.clone()).unwrap();
    assert!(said["documentation"]["value"].as_str().unwrap().contains("1 of 2 in considering"), "{said}");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    let said = client.request("completionItem/resolve", item.clone()).unwrap();
    assert_eq!(said, item);
    let foreign = json!({ "label": "x", "data": [1, 2] });
    assert_eq!(client.request("completionItem/resolve", foreign.clone()), Ok(foreign));
}
