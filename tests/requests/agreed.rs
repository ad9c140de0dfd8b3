//! References mean clauses, not letters: whatever is typed between, they say what their clause is called in the end.

use super::actions::resolved;
use super::*;

/// A draft that is open in an editor.
struct Typed<'c> {
    client: &'c mut Client,
    uri: &'static str,
    text: String,
    version: i32,
}

const TRACKED: &str = "MOD\tIAP/39A30/1\n";

const DRAFT: &str = r#"considering
a)	that seas rise;
b)	that towers fall;
c)	that bells ring, as considering b) says,
resolves
to act on considering b) and c) above.
"#;

impl<'c> Typed<'c> {
    fn open(client: &'c mut Client, uri: &'static str, text: &str) -> Typed<'c> {
        client.open(uri, "resolution", text);
        Typed { client, uri, text: text.to_owned(), version: 1 }
    }

    /// Replaces the first place that says one thing with another, as an editor tells it.
    fn edit(&mut self, was: &str, is: &str) {
        let at = self.text.find(was).unwrap_or_else(|| panic!("no {was:?} in {}", self.text));
        let place = |at| position(&self.text, at, "utf-16");
        let range = json!({ "start": place(at), "end": place(at + was.len()) });
        self.text.replace_range(at..at + was.len(), is);
        self.changed(json!([{ "range": range, "text": is }]));
    }

    /// Sends the whole text.
    fn send(&mut self, text: String) {
        self.changed(json!([{ "text": text }]));
        self.text = text;
    }

    fn changed(&mut self, changes: Value) {
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        self.client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// What can be done at some words.
    fn actions(&mut self, words: &str, kind: &str) -> Vec<Value> {
        let at = position(&self.text, self.text.find(words).unwrap(), "utf-16");
        let params = json!({
            "textDocument": { "uri": self.uri },
            "range": { "start": at, "end": at },
            "context": { "diagnostics": [], "only": [kind] },
        });
        self.client.request("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
    }

    /// Does what is offered at some words under a title that begins so; gives the whole title.
    fn choose(&mut self, words: &str, kind: &str, title: &str) -> String {
        let actions = self.actions(words, kind);
        let action = actions.iter().find(|it| it["title"].as_str().unwrap().starts_with(title));
        let action = action.unwrap_or_else(|| panic!("no {title}: {actions:#?}"));
        let action = if action["edit"].is_null() { resolved(self.client, action) } else { action.clone() };
        let edits = match &action["edit"]["documentChanges"][0]["edits"] {
            Value::Null => &action["edit"]["changes"][self.uri],
            edits => edits,
        };
        let now = edited(&self.text, edits, "utf-16");
        self.changed(json!([{ "text": now }]));
        self.text = now;
        action["title"].as_str().unwrap().to_owned()
    }
}

#[test]
fn a_clause_that_is_put_in_takes_no_reference() {
    for whole in [false, true] {
        let mut client = client("vscode");
        let mut draft = Typed::open(&mut client, URI, &format!("{HEAD}{DRAFT}"));
        match whole {
            true => draft.send(draft.text.replace("b)\tthat", "b)\tthat suns set;\nb)\tthat")),
            false => draft.edit("b)\tthat", "b)\tthat suns set;\nb)\tthat"),
        }
        assert_eq!(
            draft.choose("considering", "refactor.reletter", "Re-letter"),
            "Re-letter considering and 2 references"
        );
        assert!(draft.text.ends_with(
            "b)\tthat suns set;\nc)\tthat towers fall;\nd)\tthat bells ring, as considering c) says,\nresolves\nto act on considering c) and d) above.\n"
        ), "{}", draft.text);
    }
}

#[test]
fn a_deleted_clause_is_told_and_its_references_stand_in_brackets() {
    let mut client = client("vscode");
    let mut draft = Typed::open(&mut client, URI, &format!("{HEAD}{DRAFT}"));
    draft.edit("b)\tthat towers fall;\n", "");
    let title = draft.choose("considering", "refactor.reletter", "Re-letter");
    assert_eq!(title, "Re-letter considering and 1 reference; 2 references to a deleted clause");
    assert!(
        draft.text.ends_with(
            "b)\tthat bells ring, as [considering b)] says,\nresolves\nto act on [considering b) and b)] above.\n"
        ),
        "{}",
        draft.text
    );
}

#[test]
fn what_is_undone_never_happened() {
    let mut client = client("vscode");
    let mut draft = Typed::open(&mut client, URI, &format!("{HEAD}{DRAFT}"));
    draft.edit("b)\tthat towers fall;\n", "");
    draft.actions("considering", "refactor.reletter");
    draft.edit("c)\tthat", "b)\tthat towers fall;\nc)\tthat");
    assert_eq!(draft.actions("considering", "refactor.reletter"), [json!(null); 0]);
    draft.edit("b)\tthat", "b)\tthat suns set;\nb)\tthat");
    assert_eq!(draft.choose("considering", "refactor.reletter", "Re-letter"), "Re-letter considering and 2 references");
}

#[test]
fn in_a_proposal_the_text_in_force_says_what_is_meant() {
    let mut client = client("vscode");
    let mut draft = Typed::open(&mut client, URI, &format!("{TRACKED}{HEAD}{DRAFT}"));
    draft.edit("b)\tthat", "{++b)\tthat suns set;\n++}b)\tthat");
    draft.choose("considering", "refactor.reletter", "Re-letter considering and 2 references");
    assert!(draft.text.ends_with(
        "{++b)\tthat suns set;\n++}{~~b~>c~~})\tthat towers fall;\n{~~c~>d~~})\tthat bells ring, as considering {~~b~>c~~}) says,\nresolves\nto act on considering {~~b~>c~~}) and {~~c~>d~~}) above.\n"
    ), "{}", draft.text);
}

/// A draft whose labels were put in order by hand.
fn lettered_by_hand(client: &mut Client) -> Typed<'_> {
    let mut draft = Typed::open(client, URI, &format!("{HEAD}{DRAFT}"));
    draft.edit("b)\tthat", "b)\tthat suns set;\nb)\tthat");
    draft.edit("c)\tthat bells", "d)\tthat bells");
    draft.edit("b)\tthat towers", "c)\tthat towers");
    draft
}

/// What the server says of references that stayed behind.
fn said(draft: &mut Typed<'_>) -> Vec<String> {
    let params = json!({ "textDocument": { "uri": draft.uri } });
    let report = draft.client.request("textDocument/diagnostic", params).unwrap();
    let items = report["items"].as_array().unwrap().iter().filter(|it| it["code"] == "moved-reference");
    items.map(|it| it["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn references_that_stay_behind_are_found_and_updated() {
    let mut client = client("neovim");
    let mut draft = lettered_by_hand(&mut client);
    assert_eq!(
        said(&mut draft),
        [
            "Before the last edits, “considering b)” named what is considering c) now",
            "Before the last edits, “considering b)” named what is considering c) now",
            "Before the last edits, “considering c)” named what is considering d) now",
        ]
    );
    assert_eq!(draft.choose("b) says", "quickfix", "Update"), "Update 2 references");
    assert!(
        draft.text.ends_with("as considering c) says,\nresolves\nto act on considering c) and d) above.\n"),
        "{}",
        draft.text
    );
    assert_eq!(said(&mut draft), [""; 0]);
}

#[test]
fn references_can_be_kept_as_they_are_written() {
    let mut client = client("neovim");
    let mut draft = lettered_by_hand(&mut client);
    let actions = draft.actions("b) says", "quickfix");
    let keep = actions.iter().find(|it| it["title"] == "Keep as written").unwrap();
    let command = json!({ "command": keep["command"]["command"], "arguments": keep["command"]["arguments"] });
    draft.client.request("workspace/executeCommand", command).unwrap();
    assert_eq!(said(&mut draft).len(), 2);
}
