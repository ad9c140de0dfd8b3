//! What is asked by name.

use super::*;

const INVALID_PARAMS: i64 = -32602;

fn execute(client: &mut Client, command: &str, arguments: Value) -> Result<Value, Value> {
    client.request("workspace/executeCommand", json!({ "command": command, "arguments": arguments }))
}

fn draft() -> String {
    format!("{HEAD}considering\nthat {ODD}{{~~one~>two~~}}{{>>why?<<}} & <b>,\nresolves\nas recalling a) says.\n")
}

#[test]
fn a_view_is_one_of_the_two_readings() {
    let mut client = client("vscode");
    client.open(URI, "resolution", &draft());
    let mut view = |view: &str| execute(&mut client, "rapporteur.view", json!([{ "uri": URI, "view": view }])).unwrap();
    let plain = |word: &str| draft().replace("{~~one~>two~~}{>>why?<<}", word);
    assert_eq!(view("base"), json!({ "text": plain("one"), "lines": [0, 1, 2, 3, 4, 5, 6, 7], "version": 1 }));
    assert_eq!(view("proposed"), json!({ "text": plain("two"), "lines": [0, 1, 2, 3, 4, 5, 6, 7], "version": 1 }));
}

#[test]
fn who_shows_a_draft_hears_of_its_changes() {
    // Diagnostics that are pushed tell when an analysis ends.
    let mut able = capabilities("vscode");
    able["textDocument"].as_object_mut().unwrap().remove("diagnostic");
    let mut client = client_with(able);
    client.open(URI, "resolution", &draft());
    let change = |client: &mut Client, version: i32| {
        let changes = json!([{ "range": { "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 0 } }, "text": "x" }]);
        let document = json!({ "uri": URI, "version": version });
        client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        client.wait_for_notification("textDocument/publishDiagnostics", |told| told["version"] == version);
    };
    change(&mut client, 2);
    let page = execute(&mut client, "rapporteur.preview", json!([{ "uri": URI }])).unwrap();
    let html = page["html"].as_str().unwrap();
    assert!(html.contains("<del>one</del><ins>two</ins> &amp; &lt;b&gt;,"), "{html}");
    assert!(html.contains("<p class=\"error\">This text has no section &quot;recalling&quot;"), "{html}");
    assert!(html.contains("data-line=\"7\""), "{html}");
    change(&mut client, 3);
    client.wait_for_notification("rapporteur/changed", |told| *told == json!({ "uri": URI, "version": 3 }));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    client.open(URI, "resolution", &draft());
    change(&mut client, 4);
    // It would be told after the diagnostics of 4, and before those of 5.
    change(&mut client, 5);
    let told = json!({ "uri": URI, "version": 4 });
    let again = client.unclaimed().iter().any(|said| said["method"] == "rapporteur/changed" && said["params"] == told);
    assert!(!again, "nobody shows it any more");
}

#[test]
fn meetings_and_texts_are_listed() {
    let mut client = client("helix");
    let meetings = execute(&mut client, "rapporteur.meetings", json!([])).unwrap();
    let delhi = json!({ "body": "WTSA", "place": "New Delhi", "year": 2024, "code": "WTSA-24", "held": "yes", "opens": "2024-10-15", "closes": "2024-10-24" });
    assert!(meetings.as_array().unwrap().contains(&delhi), "{meetings:#}");
    let hyderabad = meetings.as_array().unwrap().iter().find(|it| it["place"] == "Hyderabad" && it["year"] == 2020);
    assert_eq!(hyderabad.unwrap()["held"], "no");

    let found = execute(&mut client, "rapporteur.catalogue", json!([{ "query": "confid secur" }])).unwrap();
    let first = &found[0];
    assert_eq!((&first["number"], &first["body"]), (&json!("130"), &json!("PP")));
    assert_eq!((&first["instrument"], &first["edition"]), (&json!("Resolution"), &json!("Rev. Bucharest, 2022")));
    assert!(first["title"].as_str().unwrap().to_lowercase().contains("building confidence"));
    assert!(first["standing"].is_string());
    let slip = execute(&mut client, "rapporteur.catalogue", json!([{ "query": "cybrsec" }])).unwrap();
    assert_eq!(slip[0]["title"], "Cybersecurity");
    let none = execute(&mut client, "rapporteur.catalogue", json!([{ "query": "zebra" }])).unwrap();
    assert_eq!(none, json!([]));
}

#[test]
fn a_draft_cites_as_of_its_own_meeting() {
    let mut client = client("vscode");
    client.open(URI, "resolution", &draft().replace("New Delhi, 2024", "Geneva, 2022"));
    let start = json!({ "line": 0, "character": 0 });
    let meeting = execute(&mut client, "rapporteur.meeting", json!([{ "uri": URI, "position": start }])).unwrap();
    assert_eq!(meeting, json!({ "name": "WTSA-20 (Geneva, 2022)", "code": "WTSA-20", "coming": false }));
    let asked = json!([{ "query": "130", "uri": URI, "position": start }]);
    let found = execute(&mut client, "rapporteur.catalogue", asked).unwrap();
    assert_eq!(found[0]["citation"], "Resolution\u{a0}130 (Rev.\u{a0}Dubai, 2018) of the Plenipotentiary Conference");
    let today = execute(&mut client, "rapporteur.catalogue", json!([{ "query": "130" }])).unwrap();
    assert_eq!(today[0]["citation"], "Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference");
    let page = json!({ "uri": found[0]["page"] });
    assert_eq!(page["uri"], "rapporteur:/texts/PP/Resolution-130.md");
    let page = client.request("workspace/textDocumentContent", page).unwrap();
    let text = page["text"].as_str().unwrap();
    assert!(text.starts_with("# Resolution 130 of the Plenipotentiary Conference\n"), "{text}");
    assert!(text.contains("## Resolution 130 (Rev. Dubai, 2018)"), "{text}");
}

#[test]
fn a_coming_meeting_is_named_by_its_body() {
    let mut client = client("vscode");
    client.open(URI, "resolution", &draft().replace("New Delhi, 2024", "[place], 20XX"));
    let start = json!({ "line": 0, "character": 0 });
    let meeting = execute(&mut client, "rapporteur.meeting", json!([{ "uri": URI, "position": start }])).unwrap();
    assert_eq!(meeting, json!({ "name": "WTSA", "code": null, "coming": true }));
}

#[test]
fn rules_are_listed_with_their_pages() {
    let mut client = client("vscode");
    let rules = execute(&mut client, "rapporteur.rules", json!([])).unwrap();
    let stale = rules.as_array().unwrap().iter().find(|rule| rule["name"] == "stale-revision").unwrap();
    assert_eq!((&stale["group"], &stale["level"]), (&json!("Citations"), &json!("warning")));
    let page = client.request("workspace/textDocumentContent", json!({ "uri": stale["page"] })).unwrap();
    assert!(page["text"].as_str().unwrap().starts_with("# stale-revision\n"));
}

#[test]
fn a_view_is_answered_for_and_not_counted() {
    const VIEW: &str = "rapporteur-view:/work/draft.resolution?proposed";
    let mut client = client("vscode");
    client.open(URI, "resolution", &draft());
    client.open(VIEW, "resolution", &draft());
    let at = |uri: &str| json!({ "textDocument": { "uri": uri }, "position": { "line": 6, "character": 5 } });
    let outline = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": VIEW } })).unwrap();
    assert!(!outline.as_array().unwrap().is_empty());
    let found = |client: &mut Client, uri: &str| {
        let report = client.request("textDocument/diagnostic", at(uri)).unwrap();
        report["items"].as_array().unwrap().len()
    };
    assert!(found(&mut client, URI) > 0);
    assert_eq!(found(&mut client, VIEW), 0);
    let hits = client.request("workspace/symbol", json!({ "query": "considering" })).unwrap();
    let places: Vec<_> = hits.as_array().unwrap().iter().map(|hit| &hit["location"]["uri"]).collect();
    assert!(!places.is_empty() && places.iter().all(|uri| **uri == URI), "{places:?}");
}

#[test]
fn what_cannot_be_done_is_said() {
    let mut client = client("vscode");
    client.open(URI, "resolution", &draft());
    client.open("file:///notes.txt", "plaintext", "Dear colleagues,\nI shall be late.\n");
    let cases = [
        ("rapporteur.veiw", json!([]), "there is no command \"rapporteur.veiw\" here; there are rapporteur.view"),
        (
            "rapporteur.view",
            json!([]),
            "rapporteur.view takes one argument, {uri, view: \"base\" or \"proposed\"}: 0 were given",
        ),
        ("rapporteur.view", json!([{ "uri": URI, "view": "other" }]), "unknown variant `other`"),
        ("rapporteur.preview", json!([{ "url": URI }]), "missing field `uri`"),
        ("rapporteur.preview", json!([{ "uri": "file:///not/there.resolution" }]), "is not open"),
        ("rapporteur.preview", json!([{ "uri": "file:///notes.txt" }]), "does not read as a resolution"),
        ("rapporteur.catalogue", json!(["cyber"]), "rapporteur.catalogue takes one argument, {query, uri, position}"),
    ];
    for (command, arguments, why) in cases {
        let refused = execute(&mut client, command, arguments).unwrap_err();
        assert_eq!(refused["code"], INVALID_PARAMS);
        assert!(refused["message"].as_str().unwrap().contains(why), "{refused}");
    }
}
