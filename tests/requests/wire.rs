//! What goes beside the answers: traces, progress.

use super::*;

#[test]
fn a_client_that_traces_hears_how_long_each_message_took() {
    let mut client = client("vscode");
    client.open(URI, "resolution", HEAD);
    client.notify("$/setTrace", json!({ "value": "messages" }));
    let at = json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 0 } });
    client.request("textDocument/hover", at.clone()).unwrap();
    let hovered = |said: &Value| said["message"].as_str().unwrap().starts_with("textDocument/hover took ");
    client.wait_for_notification("$/logTrace", hovered);
    client.notify("$/setTrace", json!({ "value": "off" }));
    client.request("textDocument/hover", at).unwrap();
    let traced =
        client.unclaimed().iter().filter(|said| said["method"] == "$/logTrace" && hovered(&said["params"])).count();
    assert_eq!(traced, 0);
}
