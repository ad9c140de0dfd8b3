//! The colours of words.

use super::*;

const FULL: &str = "textDocument/semanticTokens/full";
const DELTA: &str = "textDocument/semanticTokens/full/delta";
const RANGE: &str = "textDocument/semanticTokens/range";

const OURS: [&str; 9] =
    ["heading", "call", "label", "citation", "reference", "footnote", "inserted", "deleted", "abbreviation"];

fn document() -> Value {
    json!({ "textDocument": { "uri": URI } })
}

fn numbers(data: &Value) -> Vec<u64> {
    data.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

/// Each token as "type words", with its modifiers' bits.
pub fn colours(data: &[u64], text: &str, encoding: &str) -> Vec<String> {
    let (mut line, mut start) = (0, 0);
    let token = |token: &[u64]| {
        start = if token[0] == 0 { start + token[1] } else { token[1] };
        line += token[0];
        let range = json!({
            "start": { "line": line, "character": start },
            "end": { "line": line, "character": start + token[2] },
        });
        let words = words(text, &range, encoding);
        format!(
            "{} {words}{}",
            OURS[token[3] as usize],
            if token[4] == 0 { String::new() } else { format!(" {}", token[4]) }
        )
    };
    data.chunks(5).map(token).collect()
}

fn change(client: &mut Client, version: i32, at: Value, text: &str) {
    let changes = json!([{ "range": { "start": at, "end": at }, "text": text }]);
    let document = json!({ "uri": URI, "version": version });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
}

#[test]
fn columns_and_lengths_are_counted_as_the_client_does() {
    let draft = format!(
        "{HEAD}considering\na)\t{ODD}$0Resolution 130 (Rev. Dubai, 2018) and {{++so {ODD}\n  on++}} {{--𝄞 b--}},\nresolves\nto go.\n"
    );
    in_each_encoding(&draft, |client, _, text, encoding| {
        let tokens = client.request(FULL, document()).unwrap();
        let expected = [
            "heading RESOLUTION 99 (New Delhi, 2024)",
            "call considering",
            "label a)",
            "citation Resolution 130 (Rev. Dubai, 2018) 2",
            "inserted so ITU\u{2011}T\u{a0}e\u{301}𝄞",
            "inserted on",
            "deleted 𝄞 b",
            "call resolves",
        ];
        assert_eq!(colours(&numbers(&tokens["data"]), text, encoding), expected, "in {encoding}");
    });
}

#[test]
fn unchanged_is_unchanged_on_the_wire() {
    let copies = |nth: usize| {
        HEAD.replace("99", &nth.to_string())
            + "considering\na)\tone;\nb)\tResolution 130 (Rev. Dubai, 2018),\nresolves\n1\tto go, as considering a) says.\n"
    };
    let text: String = (10..40).map(copies).collect();
    let mut client = client("vscode");
    client.open(URI, "resolution", &text);
    let full = client.request(FULL, document()).unwrap();
    let delta = |client: &mut Client, previous: &Value| {
        let answer = client.request(DELTA, json!({ "textDocument": { "uri": URI }, "previousResultId": previous }));
        answer.unwrap()
    };
    let bytes = |answer: &Value| answer.to_string().len();
    assert!(bytes(&full) > 2_000);

    let same = delta(&mut client, &full["resultId"]);
    assert_eq!(same, json!({ "resultId": full["resultId"], "edits": [] }));
    assert!(bytes(&same) < 60, "{same}");

    // A word that has no colour, after all that has one on its line.
    let at = position(&text, text.find("one;").unwrap(), "utf-16");
    change(&mut client, 2, at.clone(), "x");
    let same = delta(&mut client, &full["resultId"]);
    assert_eq!(same["edits"], json!([]));

    // A line more moves one token, however many texts are below.
    change(&mut client, 3, json!({ "line": 0, "character": 0 }), "Words.\n");
    let moved = delta(&mut client, &full["resultId"]);
    assert_eq!(moved["edits"], json!([{ "start": 0, "deleteCount": 5, "data": [1, 0, 31, 0, 0] }]));
    assert!(bytes(&moved) < 120, "{moved}");

    // What the edits make of the old tokens are the new ones.
    let edited = text.replacen("a)\tone", "a)\tResolution 181 (Guadalajara, 2010), xone", 1);
    change(&mut client, 4, json!({ "line": 6, "character": 3 }), "Resolution 181 (Guadalajara, 2010), ");
    let again = delta(&mut client, &moved["resultId"]);
    let mut data = numbers(&full["data"]);
    for edit in moved["edits"].as_array().unwrap().iter().chain(again["edits"].as_array().unwrap()) {
        let at = edit["start"].as_u64().unwrap() as usize;
        let end = at + edit["deleteCount"].as_u64().unwrap() as usize;
        data.splice(at..end, numbers(&edit["data"]));
    }
    let fresh = client.request(FULL, document()).unwrap();
    assert_eq!(data, numbers(&fresh["data"]));
    assert_eq!(again["resultId"], fresh["resultId"]);
    assert!(
        colours(&data, &format!("Words.\n{edited}"), "utf-16")
            .contains(&"citation Resolution 181 (Guadalajara, 2010) 1".into())
    );

    // An answer that nobody knows any more.
    let all = delta(&mut client, &json!("of another session"));
    assert_eq!(all, fresh);
}

#[test]
fn a_range_has_the_tokens_of_its_lines() {
    let text =
        format!("{HEAD}considering\na)\tone;\nb)\ttwo,\nresolves\n1\tto go, as considering a) says.\n").repeat(3);
    let mut client = client("vscode");
    client.open(URI, "resolution", &text);
    let range = |from: u32, to: u32| {
        let place = |line: u32| json!({ "line": line, "character": 0 });
        json!({ "textDocument": { "uri": URI }, "range": { "start": place(from), "end": place(to) } })
    };
    let tokens = client.request(RANGE, range(7, 9)).unwrap();
    let expected = ["call resolves", "label 1", "reference considering a)", "heading RESOLUTION 99 (New Delhi, 2024)"];
    assert_eq!(colours(&numbers(&tokens["data"]), &text, "utf-16"), expected);
    // Some clients ask for a line too many.
    let all = client.request(RANGE, range(0, 1000)).unwrap();
    let full = client.request(FULL, document()).unwrap();
    assert_eq!(all["data"], full["data"]);
}

#[test]
fn each_client_gets_names_that_it_knows() {
    let offer = |capabilities: Value| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.arg("lsp");
        let mut client = Client::start(command);
        let said = json!({ "processId": null, "workspaceFolders": null, "capabilities": capabilities });
        client.initialize(said)["capabilities"]["semanticTokensProvider"].clone()
    };
    let standard = offer(capabilities("vscode"));
    assert_eq!(
        standard["legend"]["tokenTypes"],
        json!(["class", "keyword", "label", "type", "variable", "macro", "string", "comment", "enumMember"])
    );
    assert_eq!(standard["legend"]["tokenModifiers"], json!(["inForce", "deprecated", "unknown", "modification"]));
    assert_eq!((&standard["range"], &standard["full"]), (&json!(true), &json!({ "delta": true })));

    let mut knowing = capabilities("neovim");
    knowing["textDocument"]["semanticTokens"]["tokenTypes"] = json!(OURS);
    knowing["textDocument"]["semanticTokens"]["tokenModifiers"] = json!(["superseded", "inserted"]);
    let own = offer(knowing);
    assert_eq!(own["legend"]["tokenTypes"], json!(OURS));
    assert_eq!(own["legend"]["tokenModifiers"], json!(["inForce", "superseded", "unknown", "inserted"]));
    assert_eq!(own["range"], false);

    assert_eq!(offer(capabilities("helix")), Value::Null);
}
