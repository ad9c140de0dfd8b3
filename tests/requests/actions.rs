//! Code actions.

use super::*;

#[test]
fn a_fix_counts_columns_as_the_client_does() {
    let draft = format!("{HEAD}considering\na)\tone;\nc)\ttwo,\nresolves\nthat {ODD}$0considering c) be read.\n");
    in_each_encoding(&draft, |client, mut at, text, encoding| {
        let label = position(text, text.find("c)\ttwo").unwrap(), encoding);
        at["range"] = json!({ "start": label, "end": label });
        at["context"] = json!({ "diagnostics": [], "only": ["quickfix"] });
        let actions = client.request("textDocument/codeAction", at).unwrap();
        let edits = &actions[0]["edit"]["documentChanges"][0]["edits"];
        let written: Vec<_> =
            edits.as_array().unwrap().iter().map(|edit| words(text, &edit["range"], encoding)).collect();
        assert_eq!(written, ["c", "c"], "in {encoding}: {edits}");
    });
}
