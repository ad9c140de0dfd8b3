//! Rename and its preparation.

use super::*;

#[test]
fn a_label_is_counted_as_the_client_does() {
    let draft = format!(
        "{HEAD}considering\na)\tone;\nb)\t{ODD}two,\nresolves\nthat {ODD}considering b$0) be read, and {ODD}considering a).\n"
    );
    in_each_encoding(&draft, |client, mut at, text, encoding| {
        let named = client.request("textDocument/prepareRename", at.clone()).unwrap();
        assert_eq!((words(text, &named["range"], encoding), named["placeholder"].as_str()), ("b)", Some("b)")));
        at["newName"] = json!("a");
        let edit = client.request("textDocument/rename", at).unwrap();
        let now = edited(text, &edit["documentChanges"][0]["edits"], encoding);
        let expected = format!(
            "{HEAD}considering\na)\t{ODD}two;\nb)\tone,\nresolves\nthat {ODD}considering a) be read, and {ODD}considering b).\n"
        );
        assert_eq!(now, expected, "in {encoding}");
    });
}

#[test]
fn what_is_refused_is_said_to_the_drafter() {
    for editor in ["vscode", "neovim", "helix"] {
        let mut client = client(editor);
        let (text, at) = marked(&format!("{HEAD}considering\n$0a)\tone;\nb)\ttwo,\nresolves\nto wait.\n"), "utf-16");
        client.open(URI, "resolution", &text);
        let params = json!({ "textDocument": { "uri": URI }, "position": at, "newName": "h" });
        let error = client.request("textDocument/rename", params).unwrap_err();
        assert_eq!(error["code"], -32803);
        assert_eq!(error["message"], "There is no place h) in considering: it runs from a) to b).");
    }
}

#[test]
fn nothing_is_renamed_where_nothing_has_a_name() {
    let mut client = client("helix");
    client.open(URI, "resolution", &format!("{HEAD}resolves\nto wait.\n"));
    let at = json!({ "textDocument": { "uri": URI }, "position": { "line": 5, "character": 4 } });
    assert_eq!(client.request("textDocument/prepareRename", at), Ok(Value::Null));
}

/// A text that refers to clauses of resolution 99.
fn other(number: u16) -> String {
    format!(
        "RESOLUTION {number} (Rev. Lima, 2028)\nOther\n(New Delhi, 2024; Lima, 2028)\nThe World Telecommunication Standardization Assembly (Lima, 2028),\nnoting\na)\tresolves 2 of Resolution 99 (Rev. Lima, 2028) of this assembly;\nb)\tmore,\nresolves\nto wait.\n"
    )
}

#[test]
fn references_in_other_drafts_and_on_disk_follow_and_adopted_texts_stay() {
    let text = "RESOLUTION 99 (Rev. Lima, 2028)\nTrust\n(New Delhi, 2024; Lima, 2028)\nThe World Telecommunication Standardization Assembly (Lima, 2028),\nresolves\n1\tto do;\n2\tto wait.\n";
    let folder = folder::Folder::new("requests-rename")
        .file("rapporteur.toml", "adopted = [\"adopted/**\"]\n")
        .file("closed.resolution", &other(97))
        .file("adopted/listed.resolution", &other(98));
    let uri = |name: &str| format!("file://{}/{name}", folder.path().display());
    for editor in ["vscode", "neovim"] {
        let mut client = client_in(editor, folder.path());
        client.open(&uri("open.resolution"), "resolution", &other(96));
        client.open(&uri("draft.resolution"), "resolution", text);
        let at = json!({ "line": 6, "character": 0 });
        let params = json!({ "textDocument": { "uri": uri("draft.resolution") }, "position": at, "newName": "1" });
        let edit = client.request("textDocument/rename", params).unwrap();
        let mut files: Vec<&str> = match edit.get("documentChanges") {
            Some(changes) => {
                changes.as_array().unwrap().iter().filter_map(|it| it["textDocument"]["uri"].as_str()).collect()
            }
            None => edit["changes"].as_object().unwrap().keys().map(String::as_str).collect(),
        };
        files.sort_unstable();
        let expected = ["closed.resolution", "draft.resolution", "open.resolution"].map(uri);
        assert_eq!(files, expected, "{editor}: {edit:#}");
        let listed = json!({ "uri": uri("adopted/listed.resolution") });
        let params = json!({ "textDocument": listed, "position": { "line": 5, "character": 0 }, "newName": "b" });
        let error = client.request("textDocument/rename", params).unwrap_err();
        let why = "This file is listed as adopted in rapporteur.toml: its text stays as it was adopted.";
        assert_eq!(error["message"], why);
    }
}

#[test]
fn words_that_a_draft_does_not_introduce_keep_their_name() {
    for editor in ["vscode", "neovim", "helix"] {
        let mut client = client(editor);
        let draft =
            format!("{HEAD}considering\nthat $0ITU has the Study Group on Masts (SGM), and SGM,\nresolves\nto wait.\n");
        let (text, at) = marked(&draft, "utf-16");
        client.open(URI, "resolution", &text);
        let params = json!({ "textDocument": { "uri": URI }, "position": at });
        let error = client.request("textDocument/prepareRename", params.clone()).unwrap_err();
        assert_eq!(error["code"], -32803);
        let why = "This text does not introduce ITU, as “what it stands for (ITU)”: only an abbreviation of its own can be renamed.";
        assert_eq!(error["message"], why);
    }
}
