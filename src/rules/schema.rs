//! The JSON schema of `rapporteur.toml`, by which editors complete and check it.

use serde_json::{Map, Value, json};

use super::{RULES, Rule};
use crate::syntax::Body;
use crate::workspace::{RuleLevel, Track};

/// The schema, in the draft that editors of TOML files read (7).
pub fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "rapporteur.toml",
        "description": "What a folder of drafts of resolutions says about itself.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "meeting": {
                "description": "The meeting that drafts are for which name none themselves: body, place and year.",
                "type": "string",
                "pattern": meeting_pattern(),
                "examples": ["WTSA, New Delhi, 2024"],
            },
            "adopted": globs("Files whose texts count as adopted: their editions and clauses are evidence.", "texts/**"),
            "data": {
                "description": "More lines for the catalogue, in JSON lines; paths count from this file.",
                "type": "array",
                "items": { "type": "string" },
                "examples": [["more.jsonl"]],
            },
            "track": {
                "description": "Whether the program's own edits are tracked changes: auto tracks them in a MOD, and where \
                    changes are tracked already.",
                "enum": Track::NAMES.map(|(name, _)| name),
                "default": "auto",
            },
            "rules": { "description": "How much the findings of each rule weigh.", "$ref": "#/definitions/rules" },
            "files": {
                "description": "Levels in some files, which count before those for all.",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["match"],
                    "properties": {
                        "match": globs("Which files; paths count from this file.", "annexes/**"),
                        "rules": { "$ref": "#/definitions/rules" },
                    },
                },
            },
            "accept": {
                "description": "What was found and accepted: it is not reported again.",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["rule"],
                    "properties": {
                        "rule": { "description": "The rule.", "enum": RULES.map(|rule| rule.name).to_vec() },
                        "text": {
                            "description": "The words that it speaks of; without them, all that the rule finds.",
                            "type": "string",
                            "examples": ["Resolution 2 (Kyoto, 1994)"],
                        },
                        "file": {
                            "description": "The file, counted from this one; without it, all files.",
                            "type": "string",
                            "examples": ["drafts/a.resolution"],
                        },
                        "because": { "description": "Why.", "type": "string", "examples": ["history"] },
                    },
                },
            },
            "abbreviations": {
                "description": "Abbreviations that drafts need not introduce, each with its meaning.",
                "type": "object",
                "additionalProperties": { "type": "string" },
                "examples": [{ "ICT": "information and communication technology" }],
            },
            "links": {
                "description": "Addresses that citations lead to, by kind, instead of the usual ones; an empty one leads nowhere.",
                "type": "object",
                "additionalProperties": { "type": "string", "pattern": "^(https?://.*)?$" },
                "examples": [{ "unga-resolution": "https://undocs.org/A/RES/{1}" }],
            },
        },
        "definitions": {
            "level": { "enum": RuleLevel::NAMES.map(|(name, _)| name) },
            "rules": { "type": "object", "additionalProperties": false, "properties": rules() },
        },
    })
}

fn rules() -> Map<String, Value> {
    let all = json!({ "description": "All rules that are not named.", "$ref": "#/definitions/level" });
    let level = |rule: &Rule| {
        let level = if rule.standard { rule.level() } else { RuleLevel::Off };
        json!({ "description": rule.summary, "allOf": [{ "$ref": "#/definitions/level" }], "default": level.name() })
    };
    let named = RULES.iter().map(|rule| (rule.name.to_owned(), level(rule)));
    named.chain([("*".to_owned(), all)]).collect()
}

fn globs(description: &str, example: &str) -> Value {
    json!({
        "description": description,
        "type": "array",
        "items": { "type": "string", "minLength": 1 },
        "examples": [[example]],
    })
}

/// A body's name or code, in any case, a place and a year.
fn meeting_pattern() -> String {
    let names = Body::all().iter().flat_map(|names| names.names.iter().map(String::as_str).chain([names.body.code()]));
    let any_case = |name: &str| -> String {
        let both = |c: char| match c.is_ascii_alphabetic() {
            true => format!("[{}{}]", c.to_ascii_uppercase(), c.to_ascii_lowercase()),
            // What means something in a pattern; another sign must not be escaped.
            false if "\\^$.|?*+()[]{}/".contains(c) => format!("\\{c}"),
            false => c.to_string(),
        };
        name.chars().map(both).collect()
    };
    let mut names: Vec<String> = names.map(any_case).collect();
    names.sort();
    names.dedup();
    format!("^\\s*({})\\s*,\\s*[^,]*[^,\\s]\\s*,\\s*(18[5-9]|19[0-9]|20[0-9]|21[0-9])[0-9]\\s*$", names.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::config_notices;
    use crate::testing::dedent;
    use crate::workspace::{Config, Configs};
    use expect_test::{Expect, expect, expect_file};
    use std::path::Path;

    /// A configuration is right by the schema where nothing is said of it when it is read.
    fn check(toml: &str, expect: Expect) {
        let toml = &dedent(toml);
        let (config, mut notices) = Config::parse(Path::new("rapporteur.toml"), toml);
        notices.extend(config_notices(&Configs::new(vec![config])));
        let said: Vec<String> = notices.iter().map(ToString::to_string).collect();
        expect.assert_eq(&said.join("\n"));
        let value: Value = toml::from_str(toml).expect("the sample is TOML");
        assert_eq!(jsonschema::is_valid(&schema(), &value), said.is_empty(), "{toml}");
    }

    #[test]
    fn the_copy_for_editors_is_current() {
        expect_file!["../../editors/rapporteur.schema.json"].assert_eq(&format!("{:#}\n", schema()));
    }

    #[test]
    fn it_is_a_schema() {
        assert!(jsonschema::meta::is_valid(&schema()));
    }

    #[test]
    fn what_is_read_without_a_word_is_valid() {
        check("", expect![[""]]);
        check(
            r#"
                meeting = "wtsa, New Delhi, 2024"
                adopted = ["texts/**"]
                data = []
                track = "never"
            "#,
            expect![[""]],
        );
        check(
            r#"
                [rules]
                "*" = "off"
                stale-revision = "error"
                unused-abbreviation = "hint"
            "#,
            expect![[""]],
        );
        check(
            r#"
                [[files]]
                match = ["a/**"]
                rules = { plain-hyphen = "off" }
            "#,
            expect![[""]],
        );
        check(
            r#"
                [[accept]]
                rule = "stale-revision"
                text = "x"
                file = "a"
                because = ""
            "#,
            expect![[""]],
        );
        check(
            r#"
                [abbreviations]
                ICT = ""
            "#,
            expect![[""]],
        );
        check(
            r#"
                [links]
                unga-resolution = "https://example.org/{1}"
                un-document = ""
            "#,
            expect![[""]],
        );
    }

    #[test]
    fn what_is_wrong_is_not() {
        check("meting = \"\"\n", expect!["rapporteur.toml:1: unknown key `meting`: did you mean `meeting`?"]);
        check(
            "meeting = \"WTSA, 2024\"\n",
            expect![[
                r#"rapporteur.toml:1: meeting = "WTSA, 2024" names no meeting: write body, place and year, as in "WTSA, New Delhi, 2024""#
            ]],
        );
        check(
            "meeting = \"XTSA, New Delhi, 2024\"\n",
            expect![[
                r#"rapporteur.toml:1: meeting = "XTSA, New Delhi, 2024" is of no body that is known: did you mean `WTSA`?"#
            ]],
        );
        check(
            "track = true\n",
            expect![[r#"rapporteur.toml:1: `track` takes a string, as in `track = "always"`, not a boolean"#]],
        );
        check("adopted = [\"\"]\n", expect![[r#"rapporteur.toml:1: `adopted`: "" matches no file"#]]);
        check(
            r#"
                [rules]
                stale-revison = "hint"
            "#,
            expect!["rapporteur.toml:2: there is no rule `stale-revison`: did you mean `stale-revision`?"],
        );
        check(
            r#"
                [rules]
                stale-revision = "warn"
            "#,
            expect![[r#"rapporteur.toml:2: unknown value "warn" of `stale-revision`: did you mean `warning`?"#]],
        );
        check(
            r#"
                [[files]]
                rules = { flying-saucers = "off" }
            "#,
            expect![[r#"
                rapporteur.toml:1: [[files]] needs to say which: match = ["annexes/**"]
                rapporteur.toml:2: there is no rule `flying-saucers`: `rapporteur rules` lists them"#]],
        );
        check(
            r#"
                [[accept]]
                text = "x"
            "#,
            expect![[r#"rapporteur.toml:1: [[accept]] needs to say of which rule: rule = "stale-revision""#]],
        );
        check(
            r#"
                [[accept]]
                rule = "label-sequnce"
            "#,
            expect!["rapporteur.toml:2: there is no rule `label-sequnce`: did you mean `label-sequence`?"],
        );
        check(
            r#"
                [links]
                un-document = "command:x"
            "#,
            expect![[r#"rapporteur.toml:2: `un-document` takes an address that begins with https://, or """#]],
        );
        check(
            r"
                [abbreviations]
                ICT = 1
            ",
            expect![[
                r#"rapporteur.toml:2: `ICT` takes a string, as in `ICT = "information and communication technology"`, not an integer"#
            ]],
        );
    }
}
