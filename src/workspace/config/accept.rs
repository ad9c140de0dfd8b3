//! Writes an acceptance into the file, whose comments and layout stay as they are.

use std::path::{Component, Path, PathBuf};

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::{Accepted, Config, FILE_NAME, Notice, plain_words, same_words};

/// The text of a `rapporteur.toml` in the folder `root` with more acceptances; the same text where all are there already.
///
/// # Errors
/// The file has a syntax error, or its `accept` is no list: nothing can be added before that is fixed.
pub fn with_accepted(toml: &str, accepted: &[Accepted], root: &Path) -> Result<String, Notice> {
    let path = root.join(FILE_NAME);
    let mut document: DocumentMut = toml.parse().map_err(|error: toml_edit::TomlError| {
        let before = error.span().map(|span| toml[..span.start.min(toml.len())].matches('\n').count());
        let line = before.and_then(|lines| u32::try_from(lines + 1).ok());
        Notice { path: path.clone(), line, message: format!("{}: fix this first", error.message()) }
    })?;
    let mut known = Config::parse(&path, toml).0.accepted;
    let before = known.len();
    for wanted in accepted {
        if !known.iter().any(|known| covers(known, wanted)) {
            push(&mut document, keys(wanted, root)).map_err(|message| Notice {
                path: path.clone(),
                line: None,
                message,
            })?;
            known.push(wanted.clone());
        }
    }
    if known.len() == before {
        return Ok(toml.into());
    }
    let written = document.to_string();
    let now = Config::parse(&path, &written).0.accepted;
    if !accepted.iter().all(|wanted| now.iter().any(|known| covers(known, wanted))) {
        let message = "could not be changed so that it reads as is meant: nothing is written".to_owned();
        return Err(Notice { path, line: None, message });
    }
    let written = if toml.contains("\r\n") { written.replace("\r\n", "\n").replace('\n', "\r\n") } else { written };
    Ok(if toml.starts_with('\u{feff}') && !written.starts_with('\u{feff}') {
        format!("\u{feff}{written}")
    } else {
        written
    })
}

/// Adds an entry to the list `accept`.
///
/// # Errors
/// It is no list: what it ought to be.
fn push(document: &mut DocumentMut, mut entry: Table) -> Result<(), String> {
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    let empty = document.is_empty() && trailing.is_empty();
    match document.get_mut("accept") {
        Some(Item::ArrayOfTables(list)) => {
            entry.decor_mut().set_prefix("\n");
            list.push(entry);
        }
        Some(Item::Value(Value::Array(list))) => push_inline(list, entry.into_inline_table()),
        Some(_) => return Err("`accept` is a list: write [[accept]] in double brackets".to_owned()),
        None => {
            // It comes last, after comments that end the file.
            let blank = if trailing.is_empty() || trailing.ends_with('\n') { "" } else { "\n" };
            entry.decor_mut().set_prefix(format!("{trailing}{blank}{}", if empty { "" } else { "\n" }));
            entry.set_position(Some(isize::MAX));
            document.set_trailing("");
            let mut list = ArrayOfTables::new();
            list.push(entry);
            document.insert("accept", Item::ArrayOfTables(list));
        }
    }
    Ok(())
}

/// The folder whose `rapporteur.toml` takes an acceptance for a draft: that of the configuration that holds, else the folder
/// of the workspace that the draft lies in. None for a draft elsewhere.
pub fn folder_to_write<'a>(config: &'a Config, draft: &Path, folders: &'a [PathBuf]) -> Option<&'a Path> {
    let goes_up = draft.components().any(|part| part == Component::ParentDir);
    let holds = folders.iter().filter(|folder| draft.starts_with(folder)).max_by_key(|folder| folder.as_os_str().len());
    config.root.as_deref().or(holds.map(PathBuf::as_path)).filter(|_| !goes_up)
}

/// Whether what one acceptance accepts is accepted by another.
fn covers(known: &Accepted, wanted: &Accepted) -> bool {
    known.rule == wanted.rule
        && (known.file.is_none() || known.file == wanted.file)
        && match (&known.text, &wanted.text) {
            (None, _) => true,
            (Some(known), Some(wanted)) => same_words(known, wanted),
            (Some(_), None) => false,
        }
}

fn keys(accepted: &Accepted, root: &Path) -> Table {
    let file = accepted.file.as_deref().map(|file| {
        let within = file.strip_prefix(root).unwrap_or(file);
        let parts: Vec<_> = within.iter().map(|part| part.to_string_lossy()).collect();
        if within.has_root() { within.to_string_lossy().into_owned() } else { parts.join("/") }
    });
    let text = accepted.text.as_deref().map(plain_words);
    let mut table = Table::new();
    table["rule"] = toml_edit::value(&accepted.rule);
    for (key, said) in [("text", text), ("file", file), ("because", accepted.because.clone())] {
        if let Some(said) = said {
            table[key] = toml_edit::value(said);
        }
    }
    table
}

/// Puts an entry into `accept = [{ … }]`, on a line of its own where the others have one.
fn push_inline(list: &mut Array, entry: InlineTable) {
    let mut entry = Value::from(entry);
    let before = list.iter().last().and_then(|last| last.decor().prefix()).cloned();
    match before {
        Some(before) => entry.decor_mut().set_prefix(before),
        None => entry.decor_mut().set_prefix(""),
    }
    list.push_formatted(entry);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dedent;
    use expect_test::{Expect, expect};

    fn accepted(text: Option<&str>, file: Option<&str>) -> Accepted {
        let accepted = Accepted::new("stale-revision".into(), text.map(Into::into), file.map(Into::into));
        Accepted { because: Some("history".into()), ..accepted }
    }

    fn check(toml: &str, accepted: &Accepted, expect: Expect) {
        let root = Path::new("/drafts");
        let accepted = std::slice::from_ref(accepted);
        let said = with_accepted(&dedent(toml), accepted, root);
        match &said {
            Ok(written) => {
                let (config, notices) = Config::parse(&root.join(FILE_NAME), written);
                assert_eq!(notices, []);
                assert!(config.accepted.iter().any(|known| covers(known, &accepted[0])), "{written}");
                assert_eq!(with_accepted(written, accepted, root).as_ref(), Ok(written), "not twice");
            }
            Err(notice) => return expect.assert_eq(&format!("{notice}\n")),
        }
        expect.assert_eq(&said.unwrap_or_default());
    }

    #[test]
    fn the_first_one_comes_last_in_the_file() {
        check(
            "",
            &accepted(Some("Resolution\u{a0}2 (Kyoto, 1994)"), None),
            expect![[r#"
            [[accept]]
            rule = "stale-revision"
            text = "Resolution 2 (Kyoto, 1994)"
            because = "history"
        "#]],
        );
        check(
            r#"
                # Our drafts
                meeting = "WTSA, New Delhi, 2024" # in autumn

                [rules]
                plain-hyphen='off'
                # that is all
            "#,
            &accepted(Some("Resolution 2 (Kyoto, 1994)"), Some("/drafts/a/b.resolution")),
            expect![[r##"
                # Our drafts
                meeting = "WTSA, New Delhi, 2024" # in autumn

                [rules]
                plain-hyphen='off'
                # that is all

                [[accept]]
                rule = "stale-revision"
                text = "Resolution 2 (Kyoto, 1994)"
                file = "a/b.resolution"
                because = "history"
            "##]],
        );
        check(
            "# nothing yet",
            &accepted(None, Some("/elsewhere/b.resolution")),
            expect![[r##"
            # nothing yet

            [[accept]]
            rule = "stale-revision"
            file = "/elsewhere/b.resolution"
            because = "history"
        "##]],
        );
    }

    #[test]
    fn the_next_one_comes_after_the_others() {
        check(
            r#"
                [[accept]]
                rule = "label-sequence" # odd
                file = "a.resolution"

                [abbreviations]
                X = ""
            "#,
            &accepted(Some("it's \"that\""), None),
            expect![[r#"
                [[accept]]
                rule = "label-sequence" # odd
                file = "a.resolution"

                [[accept]]
                rule = "stale-revision"
                text = """it's "that""""
                because = "history"

                [abbreviations]
                X = ""
            "#]],
        );
        check(
            r#"
                accept = [
                  { rule = "label-sequence" },
                ]
            "#,
            &accepted(Some("Resolution 2"), None),
            expect![[r#"
                accept = [
                  { rule = "label-sequence" },
                  { rule = "stale-revision", text = "Resolution 2", because = "history" },
                ]
            "#]],
        );
    }

    #[test]
    fn what_is_accepted_already_is_not_written_again() {
        let file = "[[accept]]\nrule = \"stale-revision\"\ntext = \"Resolution 2 (Kyoto,\u{a0}1994)\"\n";
        check(
            file,
            &accepted(Some("Resolution 2  (Kyoto, 1994)"), Some("/drafts/a.resolution")),
            expect![[r#"
            [[accept]]
            rule = "stale-revision"
            text = "Resolution 2 (Kyoto, 1994)"
        "#]],
        );
    }

    #[test]
    fn line_ends_stay_as_they_are() {
        let written = with_accepted("track = \"never\"\r\n", &[accepted(None, None)], Path::new("/drafts"));
        let expected = "track = \"never\"\r\n\r\n[[accept]]\r\nrule = \"stale-revision\"\r\nbecause = \"history\"\r\n";
        assert_eq!(written.as_deref(), Ok(expected));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_left_alone() {
        check(
            "track = \"never\"\nmeeting = \n",
            &accepted(None, None),
            expect![[r#"
            /drafts/rapporteur.toml:2: string values must be quoted, expected literal string: fix this first
        "#]],
        );
        check(
            "accept = 1\n",
            &accepted(None, None),
            expect![[r#"
            /drafts/rapporteur.toml: `accept` is a list: write [[accept]] in double brackets
        "#]],
        );
    }

    #[test]
    fn a_file_that_is_not_there_yet_has_its_place() {
        let mut config = Config::default();
        let folders = ["/work".into(), "/work/drafts".into()];
        let check = |config: &Config, draft: &str, folder: Option<&str>| {
            assert_eq!(folder_to_write(config, Path::new(draft), &folders), folder.map(Path::new), "{draft}");
        };
        check(&config, "/work/drafts/a/b.txt", Some("/work/drafts"));
        check(&config, "/home/b.txt", None);
        check(&config, "/work/drafts/../../home/b.txt", None);
        config.root = Some("/work".into());
        check(&config, "/work/drafts/a/b.txt", Some("/work"));
    }
}
