//! Code actions.

use super::folder::Folder;
use super::*;

#[test]
fn a_fix_counts_columns_as_the_client_does() {
    let draft = format!("{HEAD}considering\na)\tone;\nc)\ttwo,\nresolves\nthat {ODD}$0considering c) be read.\n");
    in_each_encoding(&draft, |client, mut at, text, encoding| {
        let label = position(text, text.find("c)\ttwo").unwrap(), encoding);
        at["range"] = json!({ "start": label, "end": label });
        at["context"] = json!({ "diagnostics": [], "only": ["quickfix"] });
        let actions = client.request("textDocument/codeAction", at).unwrap();
        let action = resolved(client, &actions[0]);
        let edits = &action["edit"]["documentChanges"][0]["edits"];
        let written: Vec<_> =
            edits.as_array().unwrap().iter().map(|edit| words(text, &edit["range"], encoding)).collect();
        assert_eq!(written, ["c", "c"], "in {encoding}: {edits}");
    });
}

#[test]
fn a_clause_is_moved_and_a_change_accepted_where_the_client_points() {
    let draft = format!(
        "MOD\tIAP/1/1\n{HEAD}considering\na)\t{ODD}one, {{++{ODD}$0more++}};\nb)\t{ODD}two, as in considering a) above,\nresolves\nto wait.\n"
    );
    in_each_encoding(&draft, |client, mut at, text, encoding| {
        at["range"] = json!({ "start": at["position"], "end": at["position"] });
        at["context"] = json!({ "diagnostics": [], "only": ["refactor"] });
        let actions = client.request("textDocument/codeAction", at).unwrap();
        let mut done = |title: &str, kind: &str| {
            let action = actions.as_array().unwrap().iter().find(|action| action["title"] == title);
            let action = action.unwrap_or_else(|| panic!("no {title}: {actions:#}"));
            assert_eq!(action["kind"], kind);
            edited(text, &resolved(client, action)["edit"]["documentChanges"][0]["edits"], encoding)
        };
        let accepted = done("Accept this change", "refactor.rewrite.accept");
        assert_eq!(accepted, text.replace("{++", "").replace("++}", ""), "in {encoding}");
        let moved = done("Move considering a) down", "refactor.move.down");
        let expected = text
            .replace(
                &format!("a)\t{ODD}one, {{++{ODD}more++}};\nb)"),
                &format!("{{--a)\t{ODD}one, --}}{{--;\n--}}{{~~b~>a~~}})"),
            )
            .replace("a) above,\n", "{~~a~>b~~}) {~~above~>below~~}{~~,~>;~~}\n");
        let with_moved =
            |text: &str| text.replace("resolves\n", &format!("{{++b)\t{ODD}one, {ODD}more,\n++}}resolves\n"));
        assert_eq!(moved, with_moved(&expected), "in {encoding}");
    });
}

/// An action with what it changes, which comes when it is asked for.
pub fn resolved(client: &mut Client, action: &Value) -> Value {
    assert_eq!(action["edit"], Value::Null, "{action:#}");
    let resolved = client.request("codeAction/resolve", action.clone()).unwrap();
    assert_eq!((&resolved["title"], &resolved["kind"]), (&action["title"], &action["kind"]));
    resolved
}

const LETTERED: &str = "considering\na)\tone;\nc)\ttwo,\nresolves\n1\tto act on considering c) above.\n";

/// What can be done in the second clause of [`LETTERED`].
fn actions_there(client: &mut Client, only: Value) -> Vec<Value> {
    let range = json!({ "start": { "line": 6, "character": 0 }, "end": { "line": 6, "character": 2 } });
    let context = json!({ "diagnostics": [], "only": only });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": context });
    client.request("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
}

#[test]
fn what_is_listed_is_what_is_done_when_it_is_chosen() {
    let text = format!("{HEAD}{LETTERED}");
    let mut at_once = capabilities("vscode");
    at_once["textDocument"]["codeAction"]["resolveSupport"]["properties"] = json!(["command"]);
    let mut at_once = client_with(at_once);
    at_once.open(URI, "resolution", &text);
    // The kind without a name is the root of all.
    let whole = actions_there(&mut at_once, json!([""]));
    let kinds: Vec<_> = whole.iter().map(|action| action["kind"].as_str().unwrap()).collect();
    for kind in ["quickfix", "refactor.reletter", "refactor.move.up", "refactor.rewrite", "source.organizeClauses"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    assert!(kinds.contains(&"source.fixAll.rapporteur"), "{kinds:?}");
    for editor in ["vscode", "neovim", "helix"] {
        let mut able = capabilities(editor);
        able["workspace"]["workspaceEdit"] = capabilities("vscode")["workspace"]["workspaceEdit"].clone();
        let mut client = client_with(able);
        client.open(URI, "resolution", &text);
        let listed = actions_there(&mut client, json!([""]));
        assert_eq!(listed.len(), whole.len(), "{editor}");
        for (action, whole) in listed.iter().zip(&whole) {
            let done = if action["data"].is_null() { action.clone() } else { resolved(&mut client, action) };
            // One that cannot show a place is not asked to.
            let command = if editor == "helix" && !whole["edit"].is_null() { &Value::Null } else { &whole["command"] };
            let said = (&done["title"], &done["command"], &done["edit"]);
            assert_eq!(said, (&whole["title"], command, &whole["edit"]), "{editor}: {}", action["title"]);
        }
    }
}

#[test]
fn an_action_of_an_older_text_is_not_done() {
    let mut client = client("vscode");
    client.open(URI, "resolution", &format!("{HEAD}{LETTERED}"));
    let actions = actions_there(&mut client, json!(["refactor.move"]));
    let change = json!([{ "text": format!("{HEAD}{LETTERED}\n") }]);
    let document = json!({ "uri": URI, "version": 2 });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": change }));
    let refused = client.request("codeAction/resolve", actions[0].clone()).unwrap_err();
    assert_eq!(refused["code"], -32801);
    let mut foreign = actions[0].clone();
    foreign["data"] = json!({ "of": "another server" });
    assert_eq!(client.request("codeAction/resolve", foreign.clone()).unwrap(), foreign);
}

#[test]
fn a_range_may_end_a_line_after_the_text() {
    let mut client = client("neovim");
    client.open(URI, "resolution", &format!("{HEAD}{LETTERED}"));
    let range = json!({ "start": { "line": 6, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let context = json!({ "diagnostics": [], "only": ["quickfix"] });
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": context, "options": options });
    assert_ne!(client.request("textDocument/codeAction", params.clone()).unwrap(), json!([]));
    assert_eq!(client.request("textDocument/rangeFormatting", params).unwrap(), json!([]));
}

/// The titles of the actions of a kind in a draft's last clauses.
fn titles(client: &mut Client, kind: &str) -> Vec<String> {
    let end = json!({ "line": 7, "character": 2 });
    let context = json!({ "diagnostics": [], "only": [kind] });
    let at = json!({ "textDocument": { "uri": URI }, "range": { "start": end, "end": end }, "context": context });
    let actions = client.request("textDocument/codeAction", at).unwrap();
    actions.as_array().unwrap().iter().map(|action| action["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_asked_for_by_name_needs_no_place() {
    let head = "MOD\tIAP/1/1\nRESOLUTION 90 (Rev. {~~Hammamet, 2016~>Geneva, 2022~~})\nOn towers\n";
    let draft = format!("{head}considering\na)\tResolution 130 (Rev. Busan, 2014);\na)\ttwo,\nresolves\nto wait.\n");
    let mut client = client("vscode");
    client.open(URI, "resolution", &draft);
    assert_eq!(titles(&mut client, "refactor.rewrite.acceptAll"), ["Accept the one change of this text"]);
    assert_eq!(titles(&mut client, "refactor.rewrite.rejectAll"), ["Reject the one change of this text"]);
    assert_eq!(titles(&mut client, "refactor.rewrite.accept"), [""; 0]);
    assert_eq!(titles(&mut client, "source.organizeClauses"), ["Re-letter all sections"]);
    assert_eq!(titles(&mut client, "source.updateCitations"), ["Bring all citations up to date"]);
    // Under a head without changes:
    let draft = format!("{HEAD}considering\na)\tone;\nb)\ttwo,\nresolves\nto wait.\n");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    client.open(URI, "resolution", &draft);
    assert_eq!(titles(&mut client, "refactor.revise"), ["Revise for the coming WTSA ([place], 20XX)"]);
    assert_eq!(
        titles(&mut client, "refactor.propose"),
        ["Start a proposal for the coming WTSA ([place], 20XX) from this text"]
    );
    let with_others = titles(&mut client, "refactor");
    assert!(
        !with_others.iter().any(|title| title.starts_with("Revise") || title.starts_with("Accept")),
        "{with_others:?}"
    );
}

#[test]
fn an_adopted_text_is_begun_from_in_a_new_file() {
    let text = format!("{HEAD}resolves\nto wait.\n");
    let folder = Folder::new("propose-adopted")
        .file("rapporteur.toml", "adopted = [\"texts/**\"]\n")
        .file("texts/res99.txt", &text)
        .file("res99 MOD.resolution", "");
    let mut client = client_in("vscode", folder.path());
    let uri = format!("file://{}", folder.path().join("texts/res99.txt").display());
    client.open(&uri, "resolution", &text);
    let start = json!({ "line": 0, "character": 0 });
    let context = json!({ "diagnostics": [], "only": ["refactor.propose"] });
    let asked =
        json!({ "textDocument": { "uri": uri }, "range": { "start": start, "end": start }, "context": context });
    let actions = client.request("textDocument/codeAction", asked).unwrap();
    assert_eq!(
        actions[0]["title"],
        "Start a proposal for the coming WTSA ([place], 20XX) from this text, in a new file"
    );
    let made = client.request("codeAction/resolve", actions[0].clone()).unwrap();
    let [create, words] = [0, 1].map(|nth| &made["edit"]["documentChanges"][nth]);
    let new = format!("file://{}/res99%20MOD%202.resolution", folder.path().display());
    assert_eq!((&create["kind"], &create["uri"]), (&json!("create"), &json!(new)));
    let words = words["edits"][0]["newText"].as_str().unwrap();
    assert!(words.starts_with("MOD\nRESOLUTION 99 ({~~New Delhi, 2024~>Rev. [place], 20XX~~})"), "{words}");
    assert_eq!(made["command"]["arguments"][0]["uri"], new);
}
