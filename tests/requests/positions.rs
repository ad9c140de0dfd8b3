//! Every request counts columns as the client does: the same places in each of the three units, each on a line after
//! [`ODD`], which stands as ¤ in these drafts and answers.

use std::collections::BTreeSet;

use super::folder::Folder;
use super::tokens::colours;
use super::*;

/// A request at a place of a draft.
struct Row {
    /// As `offered.json` names it.
    request: &'static str,
    /// What stands after the head; `$0` where it is asked.
    draft: &'static str,
    /// Asks, and shows the words at the places of the answer.
    ask: fn(&mut Asked<'_>) -> Vec<String>,
    /// What is shown, in any unit.
    shown: &'static [&'static str],
}

const REFERS: &str = "considering\na)\t¤one;\nb)\t¤two in ¤considering $0a) above, and ¤considering a) above,\n";
const SHORT: &str = "considering\na)\t¤personal information (PI);\nb)\t¤all $0PIs and ¤PI,\n";
const CITES: &str = "considering\na)\t¤Resolution $0130 (Rev. Dubai, 2018) of the Plenipotentiary Conference;\nb)\t¤UNGA Resolution 57/239,\n";
const SLIPS: &str =
    "considering\na)\t¤one, ¤in considering c);\nc)\t¤t$0wo  here, {++¤more++},\nresolves\n1)\t¤to go.\n";
const TRACKED: &str = "considering\na)\t¤one, {++¤$0more++} ¤and {--less--} ¤as considering b);\nb)\t¤two,\n";
const BRACKETS: &str = "considering\na)\t¤one [¤one][¤$0two] ¤three;\nb)\tfour,\n";
const LOOSE: &str = "considering\na)  ¤one  two;$0  \nb)\t¤two;\n\n\n\nresolves\nto go.\n";
const TEXTS: &str = "recalling\n¤Resolution $098 (New Delhi, 2024) of this assembly,\nresolves\nto go.\nRESOLUTION 98 (New Delhi, 2024)\nOn ¤bells\n(New Delhi, 2024)\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nrecalling\n¤Resolution 99 (New Delhi, 2024) of this assembly,\nresolves\nto ring.\n";

const ROWS: &[Row] = &[
    Row {
        request: "hover",
        draft: REFERS,
        ask: |it| vec![it.at("hover")["range"].words(it)],
        shown: &["considering a) above"],
    },
    Row { request: "hover", draft: SHORT, ask: |it| vec![it.at("hover")["range"].words(it)], shown: &["PIs"] },
    Row {
        request: "definition",
        draft: REFERS,
        ask: |it| links(&it.at("definition"), it),
        shown: &["considering a) above", "a)\t¤one;", "a)"],
    },
    Row {
        request: "definition",
        draft: SHORT,
        ask: |it| links(&it.at("definition"), it),
        shown: &["PIs", "personal information (PI)", "PI"],
    },
    Row {
        request: "references",
        draft: REFERS,
        ask: references,
        shown: &["a)", "considering a) above", "considering a) above"],
    },
    Row { request: "references", draft: SHORT, ask: references, shown: &["PI", "PIs", "PI"] },
    Row { request: "references", draft: CITES, ask: references, shown: &["Resolution 130 (Rev. Dubai, 2018)"] },
    Row {
        request: "documentHighlight",
        draft: REFERS,
        ask: |it| it.at("documentHighlight").all("/range", it),
        shown: &["a)", "considering a)", "considering a)"],
    },
    Row {
        request: "documentHighlight",
        draft: SHORT,
        ask: |it| it.at("documentHighlight").all("/range", it),
        shown: &["PI", "PIs", "PI"],
    },
    Row {
        request: "completion",
        draft: "considering\na)\t¤one;\nb)\t¤Resolution 13$0 ¤of the,\n",
        ask: |it| {
            let items = it.at("completion")["items"].take();
            let edit = &items[0]["textEdit"];
            vec![edit["range"].words(it), edit["newText"].as_str().unwrap().to_owned()]
        },
        shown: &["Resolution 13", "Resolution\u{a0}130 (Rev.\u{a0}Bucharest, 2022) of the Plenipotentiary Conference"],
    },
    Row {
        request: "rename",
        draft: REFERS,
        ask: |it| renamed(it, "b"),
        shown: &["a)\t¤two in ¤considering b) below, and ¤considering b) below;", "b)\t¤one,"],
    },
    Row {
        request: "rename",
        draft: SHORT,
        ask: |it| renamed(it, "PII"),
        shown: &["a)\t¤personal information (PII);", "b)\t¤all PIIs and ¤PII,"],
    },
    Row {
        request: "prepareRename",
        draft: REFERS,
        ask: |it| vec![it.at("prepareRename")["range"].words(it)],
        shown: &["a)"],
    },
    Row {
        request: "prepareRename",
        draft: SHORT,
        ask: |it| vec![it.at("prepareRename")["range"].words(it)],
        shown: &["PI"],
    },
    Row {
        request: "codeAction, quickfix",
        draft: CITES,
        ask: |it| done(it, "quickfix"),
        shown: &[
            "Cite (Rev. Bucharest, 2022)",
            "a)\t¤Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference;",
        ],
    },
    Row {
        request: "codeAction, refactor.reletter",
        draft: SLIPS,
        ask: |it| done(it, "refactor.reletter"),
        shown: &[
            "Re-letter considering and 1 reference",
            "a)\t¤one, ¤in considering {~~c~>b~~});",
            "{~~c~>b~~})\t¤two  here, {++¤more++},",
        ],
    },
    Row {
        request: "codeAction/resolve",
        draft: SLIPS,
        ask: |it| done(it, "refactor.move"),
        shown: &[
            "Move considering c) up",
            "{++a)\t¤two  here, ¤more;",
            "++}{~~a~>b~~})\t¤one, ¤in considering {~~c~>a~~}){~~;~>,~~}",
            "{--c)\t¤two  here, --}{--,",
            "--}resolves",
        ],
    },
    Row {
        request: "codeAction, refactor.revise, refactor.propose",
        draft: TRACKED,
        ask: |it| done(it, "refactor.revise"),
        shown: &[
            "Revise for the coming WTSA ([place], 20XX)",
            "RESOLUTION 99 ({~~New Delhi, 2024~>Rev. [place], 20XX~~})",
            "(New Delhi, 2024{++; [place], 20XX++})",
            "The World Telecommunication Standardization Assembly ({~~New Delhi, 2024~>[place], 20XX~~}),",
        ],
    },
    Row {
        request: "codeAction, refactor.rewrite.accept, refactor.rewrite.acceptAll, refactor.rewrite.reject, refactor.rewrite.rejectAll",
        draft: TRACKED,
        ask: |it| done(it, "refactor.rewrite.accept"),
        shown: &["Accept this change", "a)\t¤one, ¤more ¤and {--less--} ¤as considering b);"],
    },
    Row {
        request: "codeAction, refactor.rewrite.accept, refactor.rewrite.acceptAll, refactor.rewrite.reject, refactor.rewrite.rejectAll",
        draft: TRACKED,
        ask: |it| done(it, "refactor.rewrite.rejectAll"),
        shown: &["Reject all 2 changes of this text", "a)\t¤one,  ¤and less ¤as considering b);"],
    },
    Row {
        request: "codeAction, source.updateCitations",
        draft: CITES,
        ask: |it| done(it, "source.updateCitations"),
        shown: &[
            "Bring all citations up to date",
            "a)\t¤Resolution 130 (Rev. Bucharest, 2022) of the Plenipotentiary Conference;",
        ],
    },
    Row {
        request: "rapporteur.meeting",
        draft: TEXTS,
        ask: |it| vec![meeting(it)],
        shown: &["WTSA-24 (New Delhi, 2024)"],
    },
    Row {
        request: "codeAction, refactor.move.up, refactor.move.down",
        draft: TRACKED,
        ask: |it| done(it, "refactor.move.down"),
        shown: &[
            "Move considering a) down",
            "{--a)\t¤one, --}{-- ¤and --}{--less--}{-- ¤as considering b);",
            "--}{~~b~>a~~})\t¤two{~~,~>;~~}",
            "{++b)\t¤one, ¤more ¤and  ¤as considering a),",
            "++}",
        ],
    },
    Row {
        request: "codeAction, refactor.rewrite.insertClause",
        draft: TRACKED,
        ask: |it| done(it, "refactor.rewrite.insertClause"),
        shown: &[
            "Insert a clause below considering a)",
            "a)\t¤one, {++¤more++} ¤and {--less--} ¤as considering {~~b~>c~~});",
            "{++b)\t;",
            "++}{~~b~>c~~})\t¤two,",
        ],
    },
    Row {
        request: "codeAction, refactor.rewrite",
        draft: "considering\na)\t¤one, as in ¤considering d);\nb)\t¤more;\nc)\t¤two$0;\nd)\t¤three,\nresolves\nto go.\n",
        ask: |it| done(it, "refactor.rewrite"),
        shown: &[
            "Split off considering c) under “considering further”, and its references follow",
            "a)\t¤one, as in ¤considering further b);",
            "b)\t¤more,",
            "considering further",
            "a)\t¤two;",
            "b)\t¤three,",
        ],
    },
    Row {
        request: "codeAction, refactor.rewrite.agree, refactor.rewrite.deleteBracketed, refactor.rewrite.choose",
        draft: BRACKETS,
        ask: |it| done(it, "refactor.rewrite.choose"),
        shown: &["Choose this alternative: ¤two", "a)\t¤one ¤two ¤three;"],
    },
    Row {
        request: "rapporteur.brackets",
        draft: BRACKETS,
        ask: |it| execute(it, "rapporteur.brackets", json!({ "uri": URI })).all("/range", it),
        shown: &["[¤one]", "[¤two]"],
    },
    Row {
        request: "rapporteur.changes",
        draft: TRACKED,
        ask: |it| execute(it, "rapporteur.changes", json!({ "uri": URI })).all("/range", it),
        shown: &["{++¤more++}", "{--less--}"],
    },
    Row {
        request: "rapporteur.typedHere",
        draft: "considering\na)\t¤one,\nReasons:\t¤$0none\n",
        ask: |it| {
            let argument = json!({ "uri": URI, "position": it.params["position"] });
            vec![execute(it, "rapporteur.typedHere", argument)["why"].as_str().unwrap_or("tracked").to_owned()]
        },
        shown: &["reasons are written plainly"],
    },
    Row {
        request: "rapporteur.submission",
        draft: BRACKETS,
        ask: |it| {
            let report = execute(it, "rapporteur.submission", json!({ "uri": URI, "door": "editorial" }));
            report["findings"].all("/range", it).into_iter().filter(|words| words.starts_with('[')).collect()
        },
        shown: &["[¤one]", "[¤two]"],
    },
    Row {
        request: "rapporteur.putCursor",
        draft: TRACKED,
        ask: |it| {
            let (action, now) = chosen(it, "refactor.rewrite.insertClause");
            let at = &action["command"]["arguments"][0]["position"];
            vec![
                now[span(&now, &json!({ "start": at, "end": at }), it.encoding).start..]
                    .lines()
                    .next()
                    .unwrap()
                    .to_owned(),
            ]
        },
        shown: &[";"],
    },
    Row {
        request: "codeAction, source.organizeClauses",
        draft: SLIPS,
        ask: |it| done(it, "source.organizeClauses"),
        shown: &[
            "Re-letter all sections",
            "a)\t¤one, ¤in considering {~~c~>b~~});",
            "{~~c~>b~~})\t¤two  here, {++¤more++},",
        ],
    },
    Row {
        request: "codeAction, source.fixAll.rapporteur",
        draft: SLIPS,
        ask: |it| done(it, "source.fixAll.rapporteur"),
        shown: &["Fix all safe problems", "{--1)\t--}¤to go."],
    },
    Row { request: "formatting", draft: LOOSE, ask: |it| formatted(it, "formatting"), shown: &["a)\t¤one  two;"] },
    Row {
        request: "rangeFormatting",
        draft: LOOSE,
        ask: |it| formatted(it, "rangeFormatting"),
        shown: &["a)\t¤one  two;"],
    },
    Row {
        request: "onTypeFormatting",
        draft: "considering\na)\t¤one;\n$0\nresolves\nto wait.\n",
        ask: |it| formatted(it, "onTypeFormatting"),
        shown: &["b)\t"],
    },
    Row {
        request: "documentSymbol",
        draft: "considering\na)\t¤one, ¤{++¤more++};\nb)\t¤two[^1] $0¤{--less--},\n[^1]: ¤A note.\n",
        ask: |it| {
            let answer = it.at("documentSymbol");
            fn flat(symbols: &Value, it: &Asked<'_>, shown: &mut Vec<String>) {
                for symbol in symbols.as_array().into_iter().flatten() {
                    let (whole, focus) = (symbol["range"].words(it), symbol["selectionRange"].words(it));
                    assert!(whole.contains(&focus), "{symbol}");
                    shown.push(if symbol["children"].is_null() { whole } else { focus });
                    flat(&symbol["children"], it, shown);
                }
            }
            let mut shown = Vec::new();
            flat(&answer, it, &mut shown);
            shown
        },
        shown: &[
            "RESOLUTION 99 (New Delhi, 2024)",
            "considering",
            "a)\t¤one, ¤{++¤more++};",
            "b)\t¤two[^1] ¤{--less--},",
            "[^1]: ¤A note.",
        ],
    },
    Row {
        request: "workspace/symbol",
        draft: REFERS,
        ask: |it| it.client.request("workspace/symbol", json!({ "query": "two" })).unwrap().all("/location/range", it),
        shown: &["b)\t¤two in ¤considering a) above, and ¤considering a) above,"],
    },
    Row {
        request: "foldingRange",
        draft: "considering\na)\t¤one, ¤{--¤less\nand less--} ¤and more;\nb)\t¤two $0¤{--three--},\n",
        ask: |it| {
            let answer = it.at("foldingRange");
            let exact = answer.as_array().unwrap().iter().filter(|fold| !fold["startCharacter"].is_null());
            let place = |fold: &Value, end: &str| json!({ "line": fold[format!("{end}Line")], "character": fold[format!("{end}Character")] });
            exact.map(|fold| json!({ "start": place(fold, "start"), "end": place(fold, "end") }).words(it)).collect()
        },
        shown: &["¤less\nand less", "three"],
    },
    Row {
        request: "selectionRange",
        draft: REFERS,
        ask: |it| {
            let positions = json!([it.params["position"]]);
            let answer = it.with("selectionRange", json!({ "positions": positions }));
            let mut next = &answer[0];
            let mut shown = Vec::new();
            while !next.is_null() {
                shown.push(next["range"].words(it));
                next = &next["parent"];
            }
            shown.truncate(5);
            shown
        },
        shown: &[
            "a",
            "a)",
            "considering a) above",
            "¤two in ¤considering a) above, and ¤considering a) above,",
            "b)\t¤two in ¤considering a) above, and ¤considering a) above,",
        ],
    },
    Row {
        request: "semanticTokens/full",
        draft: TRACKED,
        ask: |it| coloured(it, "semanticTokens/full"),
        shown: &[
            "heading RESOLUTION 99 (New Delhi, 2024)",
            "call considering",
            "label a)",
            "inserted ¤more",
            "deleted less",
            "reference considering b)",
            "label b)",
        ],
    },
    Row {
        request: "semanticTokens/range",
        draft: TRACKED,
        ask: |it| coloured(it, "semanticTokens/range"),
        shown: &["label a)", "inserted ¤more", "deleted less", "reference considering b)", "label b)"],
    },
    Row {
        request: "semanticTokens/full/delta",
        draft: "considering\na)\t¤one, ¤$0as considering b) says;\nb)\t¤two,\n",
        ask: |it| {
            let full = it.at("semanticTokens/full");
            let now = it.type_in("¤{++¤so++} ");
            let delta = it.with("semanticTokens/full/delta", json!({ "previousResultId": full["resultId"] }));
            let numbers =
                |data: &Value| -> Vec<u64> { data.as_array().unwrap().iter().filter_map(Value::as_u64).collect() };
            let mut data = numbers(&full["data"]);
            for edit in delta["edits"].as_array().unwrap() {
                let at = edit["start"].as_u64().unwrap() as usize;
                data.splice(at..at + edit["deleteCount"].as_u64().unwrap() as usize, numbers(&edit["data"]));
            }
            colours(&data, &now, it.encoding).into_iter().map(|token| token.replace(ODD, "¤")).collect()
        },
        shown: &[
            "heading RESOLUTION 99 (New Delhi, 2024)",
            "call considering",
            "label a)",
            "inserted ¤so",
            "reference considering b)",
            "label b)",
        ],
    },
    Row {
        request: "inlayHint",
        draft: CITES,
        ask: |it| hinted(it).1,
        shown: &[
            "→ Rev. Bucharest, 2022|  of the Plenipotentiary Conference;",
            "Strengthening the role of ITU in building…|  of the Plenipotentiary Conference;",
            "Creation of a global culture of cybersecurity| ,",
        ],
    },
    Row {
        request: "inlayHint/resolve",
        draft: CITES,
        ask: |it| {
            let hint = hinted(it).0[0].take();
            let resolved = it.client.request("inlayHint/resolve", hint.clone()).unwrap();
            assert_eq!(hint["position"], resolved["position"]);
            vec![resolved["tooltip"]["value"].as_str().unwrap().lines().next().unwrap().to_owned()]
        },
        shown: &["**Resolution 130 (Rev. Dubai, 2018)** of the Plenipotentiary Conference"],
    },
    Row { request: "codeLens", draft: REFERS, ask: |it| it.at("codeLens").all("/range", it), shown: &[""] },
    Row {
        request: "codeLens/resolve",
        draft: REFERS,
        ask: |it| {
            let lens = it.at("codeLens")[0].take();
            let resolved = it.client.request("codeLens/resolve", lens).unwrap();
            resolved["command"]["arguments"][2].all("/range", it)
        },
        shown: &["considering a) above", "considering a) above"],
    },
    Row {
        request: "documentLink",
        draft: CITES,
        ask: |it| it.at("documentLink").all("/range", it),
        shown: &["Resolution 57/239"],
    },
    Row {
        request: "didOpen, didChange, didSave",
        draft: "considering\na)\t¤one, ¤$0as ¤two,\n",
        ask: |it| {
            let now = it.type_in("¤new and ");
            let params = json!({ "command": "rapporteur.view", "arguments": [{ "uri": URI, "view": "proposed" }] });
            let view = it.client.request("workspace/executeCommand", params).unwrap();
            assert_eq!(view["text"], json!(now));
            vec![now.lines().last().unwrap().replace(ODD, "¤")]
        },
        shown: &["a)\t¤one, ¤¤new and as ¤two,"],
    },
    Row {
        request: "diagnostic",
        draft: "considering\na)\t¤personal information (PI), ¤PI;\nb)\t¤personal $0information (PI),\n",
        ask: |it| {
            let items = it.at("diagnostic")["items"].take();
            let mut shown = items.all("/range", it);
            shown.extend(
                items.as_array().unwrap().iter().flat_map(|item| item["relatedInformation"].all("/location/range", it)),
            );
            shown
        },
        shown: &["personal information (PI)", "personal information (PI)"],
    },
];

/// Their answers lead into files on disk: [`what_is_on_disk_is_counted_too`], and the module `two_drafts`.
const ON_DISK: [&str; 2] = ["workspace/diagnostic", "workspace/willRenameFiles"];

/// The meeting that the text at the place is for.
fn meeting(it: &mut Asked<'_>) -> String {
    let argument = json!({ "uri": URI, "position": it.params["position"] });
    let meeting = execute(it, "rapporteur.meeting", argument);
    meeting["name"].as_str().unwrap_or("none").to_owned()
}

/// They are asked without a place, and their answers have none.
const NOWHERE: [&str; 16] = [
    "completionItem/resolve",
    "documentLink/resolve",
    "rapporteur.view",
    "rapporteur.preview",
    "rapporteur.meetings",
    "rapporteur.catalogue",
    "rapporteur.rules",
    "rapporteur.new",
    "rapporteur.bases",
    "rapporteur.accept",
    "rapporteur.keepReferences",
    "workspaceFolders",
    "didChangeWatchedFiles",
    "didRenameFiles",
    "didDeleteFiles",
    "workspace/textDocumentContent",
];

/// `tracking` asks it in each of the units, after an edit.
const AFTER_AN_EDIT: [&str; 1] = ["rapporteur.trackTyping"];

/// A client that has opened a draft, and where it asks.
struct Asked<'a> {
    client: Client,
    /// The draft and the place.
    params: Value,
    text: &'a str,
    encoding: &'a str,
}

impl Asked<'_> {
    fn at(&mut self, request: &str) -> Value {
        self.with(request, json!({}))
    }

    /// Asks with more than the place.
    fn with(&mut self, request: &str, more: Value) -> Value {
        let mut params = self.params.clone();
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.client.request(&format!("textDocument/{request}"), params).unwrap()
    }

    /// Types words at the place; the draft then.
    fn type_in(&mut self, words: &str) -> String {
        let words = words.replace('¤', ODD);
        let range = json!({ "start": self.params["position"], "end": self.params["position"] });
        let document = json!({ "uri": URI, "version": 2 });
        let changes = json!([{ "range": range, "text": words }]);
        self.client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        let at = span(self.text, &range, self.encoding).start;
        format!("{}{words}{}", &self.text[..at], &self.text[at..])
    }

    /// The lines that edits of the draft write.
    fn written(&self, edits: &Value) -> Vec<String> {
        let now = edited(self.text, edits, self.encoding);
        let before: BTreeSet<&str> = self.text.lines().collect();
        now.lines().filter(|line| !before.contains(line)).map(|line| line.replace(ODD, "¤")).collect()
    }
}

/// The words at the places of an answer.
trait Places {
    fn words(&self, asked: &Asked<'_>) -> String;
    fn all(&self, range: &str, asked: &Asked<'_>) -> Vec<String>;
}

impl Places for Value {
    fn words(&self, asked: &Asked<'_>) -> String {
        super::words(asked.text, self, asked.encoding).replace(ODD, "¤")
    }

    fn all(&self, range: &str, asked: &Asked<'_>) -> Vec<String> {
        self.as_array().into_iter().flatten().map(|it| it.pointer(range).unwrap().words(asked)).collect()
    }
}

/// Where a definition leads: from these words to those, and the first of them.
fn links(answer: &Value, it: &Asked<'_>) -> Vec<String> {
    let parts = ["originSelectionRange", "targetRange", "targetSelectionRange"];
    parts.iter().map(|part| answer[0][part].words(it)).collect()
}

fn references(it: &mut Asked<'_>) -> Vec<String> {
    it.with("references", json!({ "context": { "includeDeclaration": true } })).all("/range", it)
}

fn renamed(it: &mut Asked<'_>, name: &str) -> Vec<String> {
    let edit = it.with("rename", json!({ "newName": name }));
    it.written(&edit["documentChanges"][0]["edits"])
}

/// What the first action of a kind writes.
fn done(it: &mut Asked<'_>, kind: &str) -> Vec<String> {
    let range = json!({ "start": it.params["position"], "end": it.params["position"] });
    let more = json!({ "range": range, "context": { "diagnostics": [], "only": [kind] } });
    let actions = it.with("codeAction", more);
    // Kinds below the one that is asked for are listed, too.
    let of_kind = actions.as_array().unwrap().iter().find(|action| action["kind"] == kind).unwrap_or(&actions[0]);
    let mut shown = vec![of_kind["title"].as_str().unwrap().replace(ODD, "¤")];
    let action = actions::resolved(&mut it.client, of_kind);
    shown.extend(it.written(&action["edit"]["documentChanges"][0]["edits"]));
    shown
}

/// An action of a kind that was chosen, and the draft with its edits.
fn chosen(it: &mut Asked<'_>, kind: &str) -> (Value, String) {
    let range = json!({ "start": it.params["position"], "end": it.params["position"] });
    let actions = it.with("codeAction", json!({ "range": range, "context": { "diagnostics": [], "only": [kind] } }));
    let action = actions::resolved(&mut it.client, &actions[0]);
    let now = edited(it.text, &action["edit"]["documentChanges"][0]["edits"], it.encoding);
    (action, now)
}

fn execute(it: &mut Asked<'_>, command: &str, argument: Value) -> Value {
    let params = json!({ "command": command, "arguments": [argument] });
    it.client.request("workspace/executeCommand", params).unwrap()
}

fn formatted(it: &mut Asked<'_>, request: &str) -> Vec<String> {
    let range = json!({ "start": it.params["position"], "end": it.params["position"] });
    let edits =
        it.with(request, json!({ "options": { "tabSize": 4, "insertSpaces": true }, "range": range, "ch": "\n" }));
    it.written(&edits)
}

fn coloured(it: &mut Asked<'_>, request: &str) -> Vec<String> {
    let lines = json!({ "start": { "line": 5, "character": 0 }, "end": { "line": 6, "character": 0 } });
    let data = it.with(request, json!({ "range": lines }))["data"].take();
    let data: Vec<u64> = data.as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    colours(&data, it.text, it.encoding).into_iter().map(|token| token.replace(ODD, "¤")).collect()
}

/// The hints of the draft, and what stands after each of them.
fn hinted(it: &mut Asked<'_>) -> (Value, Vec<String>) {
    let lines = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let hints = it.with("inlayHint", json!({ "range": lines }));
    let after = hints.as_array().unwrap().iter().map(|hint| {
        let at = span(it.text, &json!({ "start": hint["position"], "end": hint["position"] }), it.encoding).start;
        format!("{}| {}", hint["label"].as_str().unwrap(), it.text[at..].lines().next().unwrap())
    });
    let after = after.collect();
    (hints, after)
}

#[test]
fn every_request_counts_columns_as_the_client_does() {
    let mut wrong = Vec::new();
    for row in ROWS {
        for encoding in ENCODINGS {
            let (text, position) = marked(&format!("{HEAD}{}", row.draft.replace('¤', ODD)), encoding);
            let mut able = capabilities("vscode");
            able["general"]["positionEncodings"] = json!([encoding]);
            able["textDocument"]["foldingRange"]["lineFoldingOnly"] = json!(false);
            let mut client = client_with(able);
            client.open(URI, "resolution", &text);
            let params = json!({ "textDocument": { "uri": URI }, "position": position });
            let mut asked = Asked { client, params, text: &text, encoding };
            let shown = (row.ask)(&mut asked);
            if shown != row.shown {
                wrong.push(format!("{} in {encoding}: {shown:?}", row.request));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_request_is_left_out() {
    let offered: Vec<Value> = serde_json::from_str(include_str!("offered.json")).unwrap();
    let offered: BTreeSet<&str> = offered.iter().filter_map(|row| row["request"].as_str()).collect();
    let asked = ROWS.iter().map(|row| row.request).chain(ON_DISK).chain(NOWHERE).chain(AFTER_AN_EDIT);
    assert_eq!(asked.collect::<BTreeSet<_>>(), offered);
}

#[test]
fn what_is_on_disk_is_counted_too() {
    let slip = format!("{HEAD}considering\na)\t{ODD}one;\nb)\t{ODD}as {ODD}considering c) says,\nresolves\nto go.\n");
    let config = "adopted = [\"𝄞/e\u{301}/**\", \"e\u{301}𝄞/texts/**\"] # ours\n";
    for encoding in ENCODINGS {
        let folder = Folder::new("positions").file("slip.resolution", &slip).file("rapporteur.toml", config);
        let uri = |name: &str| format!("file://{}/{name}", folder.path().display());
        let mut able = capabilities("vscode");
        able["general"]["positionEncodings"] = json!([encoding]);
        let mut client = client_with_folder(able, folder.path());

        let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
        let found = &report["items"][0]["items"][0];
        assert_eq!(
            (&report["items"][0]["uri"], &found["code"]),
            (&json!(uri("slip.resolution")), &json!("dangling-reference"))
        );
        assert_eq!(words(&slip, &found["range"], encoding), "c)", "in {encoding}");

        let hits = client.request("workspace/symbol", json!({ "query": "one" })).unwrap();
        assert_eq!(words(&slip, &hits[0]["location"]["range"], encoding), format!("a)\t{ODD}one;"));

        let files = json!([{ "oldUri": uri("e%CC%81%F0%9D%84%9E/texts"), "newUri": uri("e%CC%81%F0%9D%84%9E/left") }]);
        let edit = client.request("workspace/willRenameFiles", json!({ "files": files })).unwrap();
        let now = edited(config, &edit["changes"][uri("rapporteur.toml")], encoding);
        assert_eq!(now, config.replace("texts", "left"), "in {encoding}");
    }
}
