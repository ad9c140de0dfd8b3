//! Two drafts that cite each other's clauses, open and changed or only on disk: what is asked of one leads to the other,
//! and what is renamed in one follows in the other.

use std::collections::BTreeMap;

use super::folder::Folder;
use super::*;

/// A draft for a meeting to come that cites a clause of another.
fn draft(number: u32, cites: &str) -> String {
    format!(
        "RESOLUTION {number} (Rev. Lima, 2028)\nOn lamps and bells\n(New Delhi, 2024; Lima, 2028)\nThe World Telecommunication Standardization Assembly (Lima, 2028),\nrecalling\na)\t{ODD}{cites} (Rev. Lima, 2028) of this assembly;\nb)\tthe harbours,\nresolves\n1\tto light {ODD};\n2\tto shine;\n3\tto rest.\n"
    )
}

/// What nobody has saved: lines more above, a clause less, so that another is the second, and another that is cited.
fn changed(draft: &str) -> String {
    let lines = draft.replace("recalling\n", "recalling\n\n\n").replace("2\tto shine;\n3", "2");
    lines.replace("resolves 2 of", "resolves 1 of")
}

/// One of the two drafts as it is now.
struct Side {
    uri: String,
    text: String,
    open: bool,
    encoding: &'static str,
}

impl Side {
    fn document(&self) -> Value {
        json!({ "uri": self.uri })
    }

    fn start(&self, words: &str) -> Value {
        let at = self.text.find(words).unwrap_or_else(|| panic!("{words} in {}", self.text));
        position(&self.text, at, self.encoding)
    }

    fn at(&self, words: &str) -> Value {
        json!({ "textDocument": self.document(), "position": self.start(words) })
    }

    /// The reference to the other draft: the call, the label.
    fn reference(&self) -> (String, String) {
        let words = &self.text[self.text.find("resolves ").unwrap()..];
        let label = words["resolves ".len()..].split(' ').next().unwrap();
        (format!("resolves {label}"), label.to_owned())
    }

    /// The line of a clause of the operative part.
    fn clause(&self, label: &str) -> &str {
        let operative = &self.text[self.text.find("\nresolves\n").unwrap()..];
        operative.lines().find(|line| line.starts_with(&format!("{label}\t"))).unwrap()
    }
}

/// Each draft open and changed, or on disk as it was saved, in an editor that counts in each of the units: `look` gets the client, the draft that refers, the other.
fn in_each_state(name: &str, look: impl Fn(&mut Client, &Side, &Side)) {
    let saved = [draft(98, "resolves 2 of Resolution 97"), draft(97, "resolves 2 of Resolution 98")];
    let folder = Folder::new(name).file("lamps.resolution", &saved[0]).file("bells.resolution", &saved[1]);
    let states = [[false, false], [true, false], [false, true], [true, true]];
    for (encoding, open) in ENCODINGS.into_iter().flat_map(|encoding| states.map(|open| (encoding, open))) {
        let mut able = capabilities("vscode");
        able["general"]["positionEncodings"] = json!([encoding]);
        let mut client = client_with_folder(able, folder.path());
        let side = |nth: usize, file: &str| Side {
            uri: format!("file://{}/{file}.resolution", folder.path().display()),
            text: if open[nth] { changed(&saved[nth]) } else { saved[nth].clone() },
            open: open[nth],
            encoding,
        };
        let sides = [side(0, "lamps"), side(1, "bells")];
        for side in sides.iter().filter(|side| side.open) {
            client.open(&side.uri, "resolution", &side.text);
        }
        look(&mut client, &sides[0], &sides[1]);
        look(&mut client, &sides[1], &sides[0]);
    }
}

#[test]
fn definition_and_references_lead_both_ways() {
    in_each_state("two-definition", |client, from, there| {
        let (reference, label) = from.reference();
        let clause = there.clause(&label);
        for words in [reference.as_str(), "Resolution 9"] {
            let answer = client.request("textDocument/definition", from.at(words)).unwrap();
            assert_eq!(answer.as_array().map(Vec::len), Some(1), "{answer}");
            assert_eq!(answer[0]["targetUri"], json!(there.uri));
            assert_eq!(answer[0]["targetSelectionRange"]["start"], there.start(clause));
            assert_eq!(self::words(&there.text, &answer[0]["targetRange"], there.encoding), clause);
        }
        let hover = client.request("textDocument/hover", from.at(&reference)).unwrap();
        assert!(hover["contents"]["value"].as_str().unwrap().contains(&clause[2..10]), "{hover}");
        let mut params = there.at(clause);
        params["context"] = json!({ "includeDeclaration": true });
        let answer = client.request("textDocument/references", params).unwrap();
        let mut found: Vec<_> =
            answer.as_array().unwrap().iter().map(|it| (&it["uri"], &it["range"]["start"])).collect();
        found.sort_by_key(|(uri, _)| **uri == json!(there.uri));
        let expected = [(&json!(from.uri), &from.start(&reference)), (&json!(there.uri), &there.start(clause))];
        assert_eq!(found, expected, "{answer}");
        // The reference answers for the clause that it means.
        let mut params = from.at(&reference);
        params["context"] = json!({ "includeDeclaration": true });
        assert_eq!(client.request("textDocument/references", params).unwrap(), answer);
    });
}

/// The drafts with what a rename changes in them.
fn renamed(edit: &Value, sides: [&Side; 2]) -> BTreeMap<String, String> {
    let mut now: BTreeMap<String, String> = sides.iter().map(|side| (side.uri.clone(), side.text.clone())).collect();
    for change in edit["documentChanges"].as_array().unwrap_or_else(|| panic!("{edit}")) {
        let uri = change["textDocument"]["uri"].as_str().unwrap();
        let side = sides.iter().find(|side| side.uri == uri).unwrap();
        let version = if side.open { json!(1) } else { Value::Null };
        assert_eq!(change["textDocument"]["version"], version, "{change}");
        now.insert(uri.to_owned(), edited(&side.text, &change["edits"], side.encoding));
    }
    now
}

#[test]
fn a_renamed_clause_moves_and_the_other_draft_follows() {
    in_each_state("two-rename", |client, from, there| {
        let (reference, label) = from.reference();
        let clause = there.clause(&label);
        let other = if label == "1" { "2" } else { "1" };
        let mut params = there.at(clause);
        params["newName"] = json!(other);
        let edit = client.request("textDocument/rename", params).unwrap();
        let now = renamed(&edit, [from, there]);
        let follows = from.text.replacen(&reference, &format!("resolves {other}"), 1);
        assert_eq!(now[&from.uri], follows);
        let there_now =
            Side { uri: String::new(), text: now[&there.uri].clone(), open: false, encoding: there.encoding };
        let words = |line: &str| line[2..].trim_end_matches([';', '.', ',']).to_owned();
        assert_eq!(words(there_now.clause(other)), words(clause));
        // What it refers to stays.
        assert_eq!(there_now.reference(), there.reference());
        // The same where the clause is referred to.
        let mut params = from.at(&format!("{label} of Resolution"));
        let named = client.request("textDocument/prepareRename", params.clone()).unwrap();
        assert_eq!(named["placeholder"], json!(label));
        params["newName"] = json!(other);
        let again = client.request("textDocument/rename", params).unwrap();
        assert_eq!(renamed(&again, [from, there]), now);
    });
}
