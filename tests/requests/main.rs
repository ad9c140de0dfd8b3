//! Each request over real standard input and output, from clients that say what VS Code, Neovim and Helix say of
//! themselves (`clients/*.json`), in each of the three units that columns may be counted in.
#![allow(clippy::unwrap_used, missing_docs, dead_code)]

mod actions;
mod agreed;
mod cancelled;
mod commands;
mod completion;
mod diagnostics;
#[path = "../folder/mod.rs"]
mod folder;
mod formatting;
mod hints;
mod hover;
mod lenses;
mod navigation;
mod positions;
mod quiet;
mod readme;
mod rename;
mod settings;
#[path = "../support/mod.rs"]
mod support;
mod tokens;
mod tracking;
mod two_drafts;
mod wire;

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use support::Client;

pub const URI: &str = "file:///drafts/res99.resolution";

/// The units that columns may be counted in.
pub const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

/// Before a place on its line: a no-break space, a no-break hyphen, a combining accent, an astral character.
pub const ODD: &str = "ITU\u{2011}T\u{a0}e\u{301}𝄞 ";

/// The head of a text that is right.
pub const HEAD: &str = "RESOLUTION 99 (New Delhi, 2024)\nTrust in small networks\n(New Delhi, 2024)\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\n";

/// What an editor says that it can do: `vscode`, `neovim`, `helix`.
pub fn capabilities(editor: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/requests/clients/{editor}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A server started as an editor starts it, without a folder.
pub fn client(editor: &str) -> Client {
    client_with(capabilities(editor))
}

/// The same for a client that counts columns in these units.
pub fn client_counting(editor: &str, encoding: &str) -> Client {
    let mut capabilities = capabilities(editor);
    capabilities["general"]["positionEncodings"] = json!([encoding]);
    client_with(capabilities)
}

pub fn client_with(capabilities: Value) -> Client {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp").env_remove("RAPPORTEUR_LOG");
    let mut client = Client::start(command);
    client.initialize(json!({ "processId": null, "workspaceFolders": null, "capabilities": capabilities }));
    client
}

/// The same in a folder whose files the server has read.
pub fn client_in(editor: &str, folder: &Path) -> Client {
    client_with_folder(capabilities(editor), folder)
}

pub fn client_with_folder(capabilities: Value, folder: &Path) -> Client {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.arg("lsp").env_remove("RAPPORTEUR_LOG");
    let mut client = Client::start(command);
    let folders = json!([{ "uri": format!("file://{}", folder.display()), "name": "drafts" }]);
    client.initialize(json!({ "processId": null, "workspaceFolders": folders, "capabilities": capabilities }));
    client.wait_for_notification("$/progress", |said| said["value"]["kind"] == "end");
    client
}

/// A draft without its `$0`, and where that stood.
pub fn marked(draft: &str, encoding: &str) -> (String, Value) {
    let at = draft.find("$0").expect("a draft has its cursor");
    (draft.replacen("$0", "", 1), position(draft, at, encoding))
}

/// The position of a byte offset.
pub fn position(text: &str, at: usize, encoding: &str) -> Value {
    let before = &text[..at];
    let line = before.matches('\n').count();
    let column = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let character = match encoding {
        "utf-8" => column.len(),
        "utf-16" => column.encode_utf16().count(),
        _ => column.chars().count(),
    };
    json!({ "line": line, "character": character })
}

/// The words of a draft at a range that the server has answered with.
pub fn words<'a>(text: &'a str, range: &Value, encoding: &str) -> &'a str {
    &text[span(text, range, encoding)]
}

/// A draft with edits that the server has answered with.
pub fn edited(text: &str, edits: &Value, encoding: &str) -> String {
    let edits = edits.as_array().expect("edits").iter();
    let mut edits: Vec<_> =
        edits.map(|edit| (span(text, &edit["range"], encoding), edit["newText"].as_str())).collect();
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut now = text.to_owned();
    for (span, new) in edits.into_iter().rev() {
        now.replace_range(span, new.expect("words"));
    }
    now
}

/// The bytes of a range that the server has answered with.
pub fn span(text: &str, range: &Value, encoding: &str) -> std::ops::Range<usize> {
    let offset = |position: &Value| {
        let (line, character) = (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap());
        let start: usize = text.split_inclusive('\n').take(line as usize).map(str::len).sum();
        let units = |c: char| match encoding {
            "utf-8" => c.len_utf8(),
            "utf-16" => c.len_utf16(),
            _ => 1,
        };
        let mut left = character as usize;
        let rest = text[start..].chars().take_while(|c| {
            let fits = left >= units(*c) && left > 0;
            left = left.saturating_sub(units(*c));
            fits
        });
        start + rest.map(char::len_utf8).sum::<usize>()
    };
    offset(&range["start"])..offset(&range["end"])
}

/// Opens a draft with a cursor in an editor that counts in each of the units, and looks at it there: `look` gets the
/// client, the parameters that name the place, the draft, the units.
pub fn in_each_encoding(draft: &str, look: impl Fn(&mut Client, Value, &str, &str)) {
    for encoding in ENCODINGS {
        let (text, position) = marked(draft, encoding);
        let mut client = client_counting("vscode", encoding);
        client.open(URI, "resolution", &text);
        look(&mut client, json!({ "textDocument": { "uri": URI }, "position": position }), &text, encoding);
    }
}
