//! What stands above lines.

use super::*;

const LENS: &str = "textDocument/codeLens";
const RESOLVE: &str = "codeLens/resolve";

fn document() -> Value {
    json!({ "textDocument": { "uri": URI } })
}

#[test]
fn a_clause_tells_who_refers_to_it() {
    let draft = format!("{HEAD}resolves\n1\tone;\n2\ttwo,\ninstructs the Director\nto read {ODD}$0resolves 2 above.\n");
    in_each_encoding(&draft, |client, at, text, encoding| {
        let lenses = client.request(LENS, document()).unwrap();
        assert_eq!(lenses.as_array().unwrap().len(), 1, "{lenses}");
        assert_eq!(lenses[0]["range"]["start"], json!({ "line": 6, "character": 0 }));
        let resolved = client.request(RESOLVE, lenses[0].clone()).unwrap();
        let command = &resolved["command"];
        assert_eq!(
            (&command["title"], &command["command"]),
            (&json!("1 reference"), &json!("rapporteur.showReferences"))
        );
        let arguments = &command["arguments"];
        assert_eq!((&arguments[0], &arguments[1]), (&json!(URI), &lenses[0]["range"]["start"]));
        let place = &arguments[2][0];
        assert_eq!(place["range"]["start"], at["position"], "in {encoding}");
        assert_eq!((&place["uri"], words(text, &place["range"], encoding)), (&json!(URI), "resolves 2 above"));
    });
}

#[test]
fn a_heading_tells_who_cites_the_text_and_a_proposal_what_it_changes() {
    let mut client = client("neovim");
    let text = format!(
        "MOD\tIAP/39A30/1\n{}resolves\nto {{~~go~>stay~~}}{{++ on++}}.\n",
        HEAD.replace("RESOLUTION 99 (", "RESOLUTION 99 (Rev. ")
    );
    client.open(URI, "resolution", &text);
    for other in ["a", "b"] {
        let cites =
            format!("{}noting\nResolution 99 (Rev. New Delhi, 2024) of this assembly,\n", HEAD.replace("99", "98"));
        client.open(&format!("file:///drafts/{other}.resolution"), "resolution", &cites);
    }
    let lenses = client.request(LENS, document()).unwrap();
    assert_eq!(lenses.as_array().unwrap().len(), 2, "{lenses}");
    let proposal = &lenses[0]["command"];
    assert_eq!(proposal["title"], "proposed for WTSA-24 (New Delhi, 2024) · 2 changes");
    assert_eq!(
        (&proposal["command"], &proposal["arguments"]),
        (&json!("rapporteur.showPreview"), &json!([{ "uri": URI }]))
    );
    let resolved = client.request(RESOLVE, lenses[1].clone()).unwrap();
    assert_eq!(resolved["command"]["title"], "cited by 2 drafts");
    assert_eq!(resolved["command"]["arguments"][2].as_array().unwrap().len(), 2);

    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": URI, "version": 2 }, "contentChanges": [{ "text": text }] }),
    );
    assert_eq!(client.request(RESOLVE, lenses[1].clone()).unwrap_err()["code"], -32801, "it is of an older text");
}

#[test]
fn lenses_and_hints_are_offered_to_those_who_show_them() {
    let offer = |editor: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.arg("lsp");
        let mut client = Client::start(command);
        let said = json!({ "processId": null, "workspaceFolders": null, "capabilities": capabilities(editor) });
        let offer = client.initialize(said)["capabilities"].clone();
        (offer["codeLensProvider"].clone(), offer["inlayHintProvider"].clone())
    };
    let resolves = |resolves: bool| json!({ "resolveProvider": resolves });
    assert_eq!(offer("vscode"), (resolves(true), resolves(true)));
    assert_eq!(offer("neovim"), (resolves(true), resolves(true)));
    assert_eq!(offer("helix"), (Value::Null, resolves(false)));
}
