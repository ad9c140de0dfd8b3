//! Each key of the file, right and wrong.

use std::path::Path;

use expect_test::{Expect, expect};

use super::*;
use crate::testing::dedent;

const FILE: &str = "/drafts/rapporteur.toml";

/// Reads a file; what is said of it, each notice as `line: message`.
fn read(text: &str, expect: Expect) -> Config {
    let (config, notices) = Config::parse(Path::new(FILE), &dedent(text));
    let mut said = String::new();
    for notice in notices {
        assert_eq!(notice.path, Path::new(FILE));
        said += &format!("{}: {}\n", notice.line.unwrap_or_default(), notice.message);
    }
    expect.assert_eq(&said);
    config
}

fn right(text: &str) -> Config {
    read(text, expect![[""]])
}

fn level(config: &Config, rule: &str, file: &str) -> Option<RuleLevel> {
    config.level(rule, Some(Path::new(file)))
}

#[test]
fn a_folder_says_its_meeting_its_texts_and_its_data() {
    let config = right(
        r#"
            meeting = "WTSA, New Delhi, 2024"
            adopted = ["texts/**", "!texts/new/**"]
            data = ["more.jsonl"]
        "#,
    );
    assert_eq!(config.meeting, Some(ForMeeting { body: Body::Wtsa, place: "New Delhi".into(), year: 2024 }));
    assert!(config.lists_as_adopted(Path::new("/drafts/texts/res50.txt")));
    assert!(!config.lists_as_adopted(Path::new("/drafts/texts/new/res50.txt")));
    assert!(!config.lists_as_adopted(Path::new("/drafts/res50.txt")));
    assert_eq!(config.data, [Path::new("/drafts/more.jsonl")]);
    assert_eq!(config.root.as_deref(), Some(Path::new("/drafts")));
}

#[test]
fn data_of_another_computer_are_never_opened() {
    let config = read(
        r#"
            data = [
              "//host/share/a.jsonl",
              '\\host\share\b.jsonl',
              "file://host/c.jsonl",
              "https://example.org/d.jsonl",
              "sub/e.jsonl",
            ]
        "#,
        expect![[r#"
            2: data: "//host/share/a.jsonl" is on another computer: not opened
            3: data: "\\host\share\b.jsonl" is on another computer: not opened
            4: data: "file://host/c.jsonl" is on another computer: not opened
            5: data: "https://example.org/d.jsonl" is on another computer: not opened
        "#]],
    );
    assert_eq!(config.data, [Path::new("/drafts/sub/e.jsonl")]);
}

#[test]
fn a_meeting_that_is_none_is_said() {
    read(
        r#"

            meeting = "somewhere"
        "#,
        expect![[r#"
        2: meeting = "somewhere" names no meeting: write body, place and year, as in "WTSA, New Delhi, 2024"
    "#]],
    );
    read(
        "meeting = \"WTSA, New Delhi, soon\"\n",
        expect![[r#"
        1: meeting = "WTSA, New Delhi, soon" names no meeting: write body, place and year, as in "WTSA, New Delhi, 2024"
    "#]],
    );
    read(
        "meeting = \"WSTA, New Delhi, 2024\"\n",
        expect![[r#"
        1: meeting = "WSTA, New Delhi, 2024" is of no body that is known: did you mean `WTSA`?
    "#]],
    );
    read(
        "meeting = \"Parliament, New Delhi, 2024\"\n",
        expect![[r#"
            1: meeting = "Parliament, New Delhi, 2024" is of no body that is known: the bodies are `PP`, `WTSA`, `WTDC`, `RA`, `WRC`, `COUNCIL`, `UNGA`, `UNSC`, `WCIT`, `WTPF`, `WSIS`
        "#]],
    );
    read(
        "meeting = [\"WTSA\"]\n",
        expect![[r#"
        1: `meeting` takes a string, as in `meeting = "WTSA, New Delhi, 2024"`, not an array
    "#]],
    );
}

#[test]
fn an_unknown_key_is_said_and_the_rest_applies() {
    let config = read(
        r#"
            data = ["more.jsonl"]
            meting = "WTSA"
            [levels]
            x = 1
        "#,
        expect![[r#"
            2: unknown key `meting`: did you mean `meeting`?
            3: unknown key `levels`: the keys are `meeting`, `adopted`, `data`, `track`, `rules`, `files`, `accept`, `abbreviations`, `links`
        "#]],
    );
    assert_eq!(config.data, [Path::new("/drafts/more.jsonl")]);
}

#[test]
fn values_of_another_kind_are_said_and_the_rest_applies() {
    let config = read(
        r#"
            adopted = "texts/**"
            data = [1, "more.jsonl"]
            track = true
            rules = 2024-01-01
            abbreviations = 1.5
        "#,
        expect![[r#"
            1: `adopted` takes a list of strings, as in `adopted = ["texts/**"]`, not a string
            2: `data` takes a string, as in `data = ["more.jsonl"]`, not an integer
            3: `track` takes a string, as in `track = "always"`, not a boolean
            4: `[rules]` takes keys of its own, as in `stale-revision = "hint"`, not a datetime
            5: `[abbreviations]` takes keys of its own, as in `ICT = "information and communication technology"`, not a float
        "#]],
    );
    assert_eq!(config.data, [Path::new("/drafts/more.jsonl")]);
    read(
        r#"
            [files]
            match = ["a"]
        "#,
        expect![[r#"
        1: `files` is a list: write [[files]] in double brackets
    "#]],
    );
    read(
        "accept = [\"stale-revision\"]\n",
        expect![[r#"
        1: `accept` is a list of tables: write [[accept]], and its keys below
    "#]],
    );
    let config = read(
        r#"
            [abbreviations]
            ICT = 1
            SDO = ""
        "#,
        expect![[r#"
        2: `ICT` takes a string, as in `ICT = "information and communication technology"`, not an integer
    "#]],
    );
    assert_eq!(config.abbreviations, BTreeMap::from([("SDO".to_owned(), String::new())]));
}

#[test]
fn globs_that_are_none_are_said() {
    let config = read(
        "adopted = [\"a[\", \"texts/**\", \"\"]\n",
        expect![[r#"
        1: `adopted`: "a[" is no pattern of files: unclosed character class; missing ']'
        1: `adopted`: "" matches no file
    "#]],
    );
    assert!(config.lists_as_adopted(Path::new("/drafts/texts/a.txt")));
    assert!(!config.lists_as_adopted(Path::new("/drafts/a.txt")));
}

#[test]
fn changes_are_tracked_as_the_folder_wants() {
    assert_eq!(right("").track, Track::Auto);
    assert_eq!(right("track = \"always\"\n").track, Track::Always);
    assert_eq!(right("track = \"never\"\n").track, Track::Never);
    assert_eq!(
        read(
            "track = \"allways\"\n",
            expect![[r#"
        1: unknown value "allways" of `track`: did you mean `always`?
    "#]]
        )
        .track,
        Track::Auto
    );
    assert_eq!(
        read(
            "track = \"sometimes\"\n",
            expect![[r#"
        1: unknown value "sometimes" of `track`: the values are `auto`, `always`, `never`
    "#]]
        )
        .track,
        Track::Auto
    );
}

#[test]
fn rules_weigh_what_the_folder_wants_and_what_it_wants_for_some_files_first() {
    let config = right(
        r#"
            [[files]]
            match = ["annexes/**"]
            rules = { plain-hyphen = "off" }
            [rules]
            plain-hyphen = "information"
            "*" = "hint"
            [[files]]
            match = ["*.txt"]
            [files.rules]
            plain-hyphen = "error"
        "#,
    );
    assert_eq!(level(&config, "plain-hyphen", "/drafts/a.resolution"), Some(RuleLevel::Information));
    assert_eq!(level(&config, "plain-space", "/drafts/a.resolution"), Some(RuleLevel::Hint));
    assert_eq!(level(&config, "plain-hyphen", "/drafts/annexes/a.resolution"), Some(RuleLevel::Off));
    assert_eq!(level(&config, "plain-hyphen", "/drafts/annexes/a.txt"), Some(RuleLevel::Error));
    assert_eq!(config.level("plain-hyphen", None), Some(RuleLevel::Information));
    let named: Vec<(&str, u32)> = config.named_rules.iter().map(|(name, line)| (name.as_str(), *line)).collect();
    assert_eq!(named, [("plain-hyphen", 3), ("plain-hyphen", 10), ("plain-hyphen", 5)]);
}

#[test]
fn levels_that_are_none_are_said() {
    let config = read(
        r#"
            [rules]
            label-sequence = "warn"
            plain-hyphen = 1
            stale-revision = "loud"
            plain-space = "off"
        "#,
        expect![[r#"
            2: unknown value "warn" of `label-sequence`: did you mean `warning`?
            3: `plain-hyphen` takes a string, as in `plain-hyphen = "hint"`, not an integer
            4: unknown value "loud" of `stale-revision`: the values are `off`, `hint`, `information`, `warning`, `error`
        "#]],
    );
    assert_eq!(level(&config, "label-sequence", "/drafts/a"), None);
    assert_eq!(level(&config, "plain-space", "/drafts/a"), Some(RuleLevel::Off));
    // Levels for files that are not named, or not rightly, hold for none.
    let config = read(
        r#"
            [[files]]
            matches = ["a/**"]
            rules = { plain-hyphen = "off" }
            [[files]]
            match = ["["]
            rules = { plain-hyphen = "off" }
            [[files]]
            match = "b/**"
            rules = { plain-hyphen = "off" }
            [[files]]
            match = ["c/**"]
            rules = { plain-hyphen = "of", plain-space = "off" }
        "#,
        expect![[r#"
            1: [[files]] needs to say which: match = ["annexes/**"]
            2: unknown key `matches`: did you mean `match`?
            5: `match`: "[" is no pattern of files: unclosed character class; missing ']'
            8: `match` takes a list of strings, as in `match = ["texts/**"]`, not a string
            12: unknown value "of" of `plain-hyphen`: did you mean `off`?
        "#]],
    );
    assert_eq!(level(&config, "plain-hyphen", "/drafts/a/b"), None);
    assert_eq!(level(&config, "plain-space", "/drafts/c/b"), Some(RuleLevel::Off));
}

#[test]
fn what_is_accepted_is_told_by_rule_words_and_file() {
    let config = right(
        r#"
            [[accept]]
            rule = "stale-revision"
            text = "Resolution 2 (Kyoto, 1994)"
            because = "history"
            [[accept]]
            rule = "label-sequence"
            file = "a/b.resolution"
            [[accept]]
            rule = "plain-hyphen"
            text = "ITU-T"
        "#,
    );
    let accepts = |rule: &str, file: &str, words: &[&str]| config.accepts(rule, Some(Path::new(file)), words);
    assert!(accepts("stale-revision", "/drafts/a", &["Resolution 2 (Kyoto, 1994)"]));
    assert!(accepts("stale-revision", "/drafts/a", &["x", "Resolution\u{a0}2 (Kyoto,\n1994)"]));
    assert!(!accepts("stale-revision", "/drafts/a", &["Resolution 2 (Kyoto, 1995)"]));
    assert!(!accepts("unknown-revision", "/drafts/a", &["Resolution 2 (Kyoto, 1994)"]));
    assert!(accepts("label-sequence", "/drafts/a/b.resolution", &["b)"]));
    assert!(!accepts("label-sequence", "/drafts/a/c.resolution", &["b)"]));
    assert!(!config.accepts("label-sequence", None, &["b)"]));
    assert!(accepts("plain-hyphen", "/drafts/a", &["ITU\u{2011}T"]));
    assert_eq!(config.accepted[0].because.as_deref(), Some("history"));
    let lines: Vec<u32> = config.named_rules.iter().map(|(_, line)| *line).collect();
    assert_eq!(lines, [2, 6, 9]);
}

#[test]
fn an_acceptance_that_is_not_whole_accepts_nothing() {
    let config = read(
        r#"
            [[accept]]
            text = "Resolution 2 (Kyoto, 1994)"
            [[accept]]
            rule = "stale-revision"
            txt = "Resolution 2 (Kyoto, 1994)"
            [[accept]]
            rule = "stale-revision"
            text = 2
            [[accept]]
            rule = 1
        "#,
        expect![[r#"
            1: [[accept]] needs to say of which rule: rule = "stale-revision"
            5: unknown key `txt`: did you mean `text`?
            8: `text` takes a string, as in `text = "Resolution 2 (Kyoto, 1994)"`, not an integer
            10: `rule` takes a string, as in `rule = "stale-revision"`, not an integer
        "#]],
    );
    assert_eq!(config.accepted, []);
    // What does not narrow it may be wrong.
    let config = read(
        r#"
            [[accept]]
            rule = "stale-revision"
            text = "x"
            why = ""
            because = 1
        "#,
        expect![[r#"
        4: unknown key `why`: the keys of [[accept]] are `rule`, `text`, `file`, `because`
        5: `because` takes a string, as in `because = "history"`, not an integer
    "#]],
    );
    assert!(config.accepts("stale-revision", None, &["x"]));
}

#[test]
fn around_a_syntax_error_the_rest_applies() {
    let config = read(
        r#"
            track = "never"
            meeting = "WTSA, New Delhi, 2024
            data = ["more.jsonl"]

            [rules]
            plain-hyphen = "off"
        "#,
        expect![[r#"
            2: invalid basic string, expected `"`
        "#]],
    );
    assert_eq!(config.track, Track::Never);
    assert_eq!(config.data, [Path::new("/drafts/more.jsonl")]);
    assert_eq!(level(&config, "plain-hyphen", "/drafts/a"), Some(RuleLevel::Off));
    let config = read(
        r#"
            track = never
            track = "always"
            = 1
            [rules
            plain-hyphen = "off"
        "#,
        expect![[r#"
            1: a value of words stands in quotes: track = "never"
            2: duplicate key
            3: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`
            4: unclosed table, expected `]`
            5: unknown key `plain-hyphen`: the keys are `meeting`, `adopted`, `data`, `track`, `rules`, `files`, `accept`, `abbreviations`, `links`
        "#]],
    );
    assert_eq!(config.meeting, None);
    read(
        r#"
            adopted = ["a", "b"
            track = "never"
            [[accept]]
            rule = "x"
        "#,
        expect![[r#"
        2: missing comma between array elements, expected `,`
        3: missing comma between array elements, expected `,`
        4: missing comma between array elements, expected `,`
    "#]],
    );
    read(
        "\u{0}\n{{{[[[\n\"\"\"",
        expect![[r#"
        1: key with no value, expected `=`
        2: invalid key-value pair, expected key
        3: key with no value, expected `=`
    "#]],
    );
}

#[test]
fn more_tables_of_files_than_are_looked_at_are_told_once() {
    let tables = "[[files]]\nmatch = [\"a/**\"]\nrules = { stray-space = \"off\" }\n".repeat(1100);
    let (_, notices) = Config::parse(Path::new("/drafts/rapporteur.toml"), &tables);
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert!(notices[0].message.contains("more than 1000"), "{}", notices[0].message);
}
