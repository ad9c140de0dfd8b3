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

#[test]
fn a_clause_is_moved_and_a_change_accepted_where_the_client_points() {
    let draft = format!(
        "MOD\tIAP/1/1\n{HEAD}considering\na)\t{ODD}one, {{++{ODD}$0more++}};\nb)\t{ODD}two, as in considering a) above,\nresolves\nto wait.\n"
    );
    in_each_encoding(&draft, |client, mut at, text, encoding| {
        at["range"] = json!({ "start": at["position"], "end": at["position"] });
        at["context"] = json!({ "diagnostics": [], "only": ["refactor"] });
        let actions = client.request("textDocument/codeAction", at).unwrap();
        let done = |title: &str, kind: &str| {
            let action = actions.as_array().unwrap().iter().find(|action| action["title"] == title);
            let action = action.unwrap_or_else(|| panic!("no {title}: {actions:#}"));
            assert_eq!(action["kind"], kind);
            edited(text, &action["edit"]["documentChanges"][0]["edits"], encoding)
        };
        let accepted = done("Accept this change", "refactor.rewrite");
        assert_eq!(accepted, text.replace("{++", "").replace("++}", ""), "in {encoding}");
        let moved = done("Move considering a) down", "refactor.move");
        let expected = text
            .replace(
                &format!("a)\t{ODD}one, {{++{ODD}more++}};\nb)"),
                &format!("{{--a)\t{ODD}one, --}}{{--;\n--}}{{~~b~>a~~}})"),
            )
            .replace("a) above,\n", "{~~a~>b~~}) {~~above~>below~~}{~~,~>;~~}\n");
        let with_moved =
            |text: &str| text.replace("resolves\n", &format!("{{++b)\t{ODD}one, {ODD}more,\n++}}resolves\n"));
        assert_eq!(moved, with_moved(&expected), "in {encoding}");
    });
}
