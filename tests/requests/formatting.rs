//! Formatting: all of a file, a range, and while something is typed.

use super::*;

fn options() -> Value {
    json!({ "tabSize": 4, "insertSpaces": true })
}

#[test]
fn spaces_are_counted_as_the_client_does() {
    let draft = format!("{HEAD}considering\na)  {ODD}one;$0  \n\n\nb) {ODD}two,\nresolves\nto wait.\n");
    let formatted = format!("{HEAD}considering\na)\t{ODD}one;\n\nb)\t{ODD}two,\nresolves\nto wait.\n");
    in_each_encoding(&draft, |client, mut at, text, encoding| {
        at["options"] = options();
        let edits = client.request("textDocument/formatting", at.clone()).unwrap();
        assert_eq!(edited(text, &edits, encoding), formatted, "in {encoding}");
        at["range"] = json!({ "start": at["position"], "end": at["position"] });
        let edits = client.request("textDocument/rangeFormatting", at).unwrap();
        let line = format!("a)  {ODD}one;  ");
        assert_eq!(
            edited(text, &edits, encoding),
            text.replace(&line, line.replace("  ", "\t").trim_end()),
            "in {encoding}"
        );
    });
}

#[test]
fn a_label_follows_a_clause() {
    let draft = format!("{HEAD}considering\na)\t{ODD}one;\n$0\nresolves\nto wait.\n");
    in_each_encoding(&draft, |client, mut at, text, encoding| {
        (at["options"], at["ch"]) = (options(), json!("\n"));
        let edits = client.request("textDocument/onTypeFormatting", at).unwrap();
        assert_eq!(edited(text, &edits, encoding), text.replace("one;\n", "one;\nb)\t"), "in {encoding}");
    });
}

/// Editors put the cursor after what is inserted at it: what ends the mark comes later in the file.
#[test]
fn in_a_proposal_the_cursor_stays_inside_the_tracked_change() {
    let draft = format!("MOD\tIAP/1/1\n{HEAD}considering\na)\t{ODD}one;\n$0\nb)\t{ODD}two,\nresolves\nto wait.\n");
    in_each_encoding(&draft, |client, mut at, text, encoding| {
        (at["options"], at["ch"]) = (options(), json!("\n"));
        let cursor = at["position"].clone();
        let edits = client.request("textDocument/onTypeFormatting", at).unwrap();
        let tracked = text.replace("one;\n\n", "one;\n{++b)\t\n++}");
        assert_eq!(edited(text, &edits, encoding), tracked, "in {encoding}");
        for edit in edits.as_array().unwrap() {
            let (end, closes) = (&edit["range"]["end"], edit["newText"].as_str().unwrap().contains("++}"));
            assert_eq!(end["line"].as_u64() > cursor["line"].as_u64(), closes, "{edit} in {encoding}");
        }
    });
}

#[test]
fn what_is_typed_is_only_offered_to_those_who_tell_it() {
    for (editor, tells) in [("vscode", true), ("neovim", false), ("helix", false)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.arg("lsp");
        let mut client = Client::start(command);
        let params = json!({ "processId": null, "workspaceFolders": null, "capabilities": capabilities(editor) });
        let offered = client.initialize(params)["capabilities"].take();
        assert_eq!(offered["documentOnTypeFormattingProvider"].is_object(), tells, "{editor}");
        assert_eq!(offered["documentFormattingProvider"], true);
        assert_eq!(offered["documentRangeFormattingProvider"], true);
        assert_eq!(offered["renameProvider"]["prepareProvider"], true);
    }
}
