//! What `editors/README.md` says that an editor can ask is what the server offers, and what it offers is there.
//!
//! `offered.json` has a row for each request: what it gives a drafter, by which parts of the server's capabilities, or by
//! which method registered later, it is offered, and what a client has to say of itself for that ("… and …"). Where that is nothing,
//! it is known to every client.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::*;

const TABLE: (&str, &str) = ("<!-- tests/requests/offered.json -->\n", "<!-- end of the requests -->\n");

/// What is offered after `initialize`, and where a client says that it can be.
const REGISTERED: [(&str, &str); 2] = [
    ("workspace/didChangeWatchedFiles", "/workspace/didChangeWatchedFiles/dynamicRegistration"),
    ("workspace/textDocumentContent", "/workspace/textDocumentContent"),
];

#[derive(Deserialize)]
struct Row {
    request: String,
    offered: BTreeSet<String>,
    #[serde(rename = "if")]
    needs: Option<String>,
    gives: String,
}

impl Row {
    fn needs(&self) -> impl Iterator<Item = &str> {
        self.needs.iter().flat_map(|needs| needs.split(" and "))
    }

    /// Its name as the README shows it.
    fn name(&self) -> String {
        self.request.split(", ").map(|part| format!("`{part}`")).collect::<Vec<_>>().join(", ")
    }
}

fn rows() -> Vec<Row> {
    serde_json::from_str(include_str!("offered.json")).unwrap()
}

/// What the server offers to an editor, as paths into its capabilities and as registered methods.
fn offered_to(said: &Value) -> BTreeSet<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp");
    let mut client = Client::start(command);
    client.replies = support::Replies::Never;
    let answer =
        client.initialize(json!({ "processId": null, "workspaceFolders": null, "capabilities": said.clone() }));
    let mut offered = BTreeSet::new();
    gather(&answer["capabilities"], "", &mut offered);
    for _ in REGISTERED.iter().filter(|(_, at)| says(said, at)) {
        let request = client.wait_for_request("client/registerCapability");
        for registration in request["params"]["registrations"].as_array().unwrap() {
            offered.insert(registration["method"].as_str().unwrap().to_owned());
        }
        client.reply(&request, Value::Null);
    }
    client.shutdown_and_exit();
    let more: Vec<_> = client.unclaimed().iter().filter(|said| said["method"] == "client/registerCapability").collect();
    assert!(more.is_empty(), "REGISTERED does not know of {more:#?}");
    offered
}

/// Whether a client says something of itself, and does not deny it; or says it in a list of names.
fn says(said: &Value, at: &str) -> bool {
    let (parent, name) = at.rsplit_once('/').unwrap();
    match said.pointer(parent) {
        Some(Value::Array(names)) => names.contains(&json!(name)),
        Some(said) => !matches!(said[name], Value::Null | Value::Bool(false)),
        None => false,
    }
}

/// A client that does not say it.
fn without(mut said: Value, at: &str) -> Value {
    let (parent, name) = at.rsplit_once('/').unwrap();
    match said.pointer_mut(parent) {
        Some(Value::Array(names)) => names.retain(|said| said != name),
        Some(said) => _ = said.as_object_mut().and_then(|said| said.remove(name)),
        None => {}
    }
    said
}

/// The paths of what can be asked: whatever is `true` or has options, and each command and kind of action by its name.
/// Other strings and lists are not asked for, but say how it is done.
fn gather(value: &Value, at: &str, offered: &mut BTreeSet<String>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        let path = if at.is_empty() { key.clone() } else { format!("{at}/{key}") };
        match value {
            Value::Bool(true) => _ = offered.insert(path),
            Value::Object(_) => {
                gather(value, &path, offered);
                offered.insert(path);
            }
            Value::Array(names) if ["commands", "codeActionKinds"].contains(&key.as_str()) => {
                offered.extend(names.iter().map(|name| format!("{path}/{}", name.as_str().unwrap())));
            }
            _ => {}
        }
    }
}

/// "all of it", or "all but `a`, `b`".
fn share(rows: &[Row], editor: &str) -> String {
    let offered = offered_to(&capabilities(editor));
    let missing: Vec<_> = rows.iter().filter(|row| !row.offered.is_subset(&offered)).map(Row::name).collect();
    if missing.is_empty() { "all of it".into() } else { format!("all but {}", missing.join(", ")) }
}

#[test]
fn its_table_of_requests_is_what_is_offered() {
    let rows = rows();
    let told: BTreeSet<_> = rows.iter().flat_map(|row| row.offered.clone()).collect();
    let offered = offered_to(&capabilities("vscode"));
    let untold: Vec<_> = offered.difference(&told).collect();
    assert!(untold.is_empty(), "offered to VS Code, but offered.json has no row for {untold:#?}");
    let refused: Vec<_> = told.difference(&offered).collect();
    assert!(refused.is_empty(), "offered.json has rows for what is not offered to VS Code: {refused:#?}");

    let mut table = "| request | what a drafter gets |\n| --- | --- |\n".to_owned();
    for row in &rows {
        table += &format!("| {} | {} |\n", row.name(), row.gives);
    }
    table += &format!("\n- **VS Code** is offered {}.\n", share(&rows, "vscode"));
    table += &format!("- **Neovim** 0.11 without the plugin is offered {}.\n", share(&rows, "neovim"));
    table += &format!("- **Helix** is offered {}.\n", share(&rows, "helix"));

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(TABLE.0).unwrap();
    let (shown, after) = rest.split_once(TABLE.1).unwrap();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return std::fs::write(path, format!("{before}{}\n{table}\n{}{after}", TABLE.0, TABLE.1)).unwrap();
    }
    let how = "`UPDATE_EXPECT=1 cargo test --test requests readme` writes it";
    assert_eq!(shown.trim(), table.trim(), "the table of requests in editors/README.md is out of date: {how}");
}

#[test]
fn what_is_offered_is_what_a_client_says_that_it_can_use() {
    let rows = rows();
    let can = |row: &Row, said: &Value| row.needs().all(|at| says(said, &format!("/{at}")));
    for editor in ["vscode", "neovim", "helix"] {
        let said = capabilities(editor);
        let offered = offered_to(&said);
        for row in &rows {
            assert_eq!(row.offered.is_subset(&offered), can(row, &said), "{} to {editor}", row.request);
        }
    }
    // Each of them alone is not said.
    let needs: BTreeSet<&str> = rows.iter().flat_map(Row::needs).collect();
    for at in needs {
        let said = without(capabilities("vscode"), &format!("/{at}"));
        let offered = offered_to(&said);
        for row in &rows {
            assert_eq!(row.offered.is_subset(&offered), can(row, &said), "{} without {at}", row.request);
        }
    }
    // A client that says nothing is offered what every client knows.
    let offered = offered_to(&json!({}));
    for row in &rows {
        assert_eq!(row.offered.is_subset(&offered), row.needs.is_none(), "{}", row.request);
    }
}
