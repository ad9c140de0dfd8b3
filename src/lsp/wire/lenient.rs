//! What clients send that the protocol's types do not take, and that must not cost an edit: then the server's text would be another
//! than the editor's, and its edits would change other words.

use serde_json::{Value, json};

/// The version of a text whose client gives none that is a number of 32 bits.
pub const NO_VERSION: i32 = i32::MIN;

/// A body in which halves of UTF-16 surrogate pairs, escaped or as bytes, are U+FFFD: an editor that cut a character in two has no
/// other way to say so. None where there are none. No byte moves.
pub(super) fn without_lone_surrogates(body: &[u8]) -> Option<Vec<u8>> {
    let mut changed: Option<Vec<u8>> = None;
    let mut replace = |at: usize, with: &[u8]| {
        changed.get_or_insert_with(|| body.to_vec())[at..at + with.len()].copy_from_slice(with);
    };
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'\\', 0xed, &body[at..]) {
        at += found;
        let bytes = matches!(body.get(at..at + 3), Some([0xed, 0xa0..=0xbf, 0x80..=0xbf]));
        match (unit(body, at), unit(body, at + 6)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => at += 12,
            (Some(0xd800..0xe000), _) => {
                replace(at, b"\\ufffd");
                at += 6;
            }
            _ if bytes => {
                replace(at, "\u{fffd}".as_bytes());
                at += 3;
            }
            // An escape takes the next byte with it.
            _ => at += if body[at] == b'\\' { 2 } else { 1 },
        }
        at = at.min(body.len());
    }
    changed
}

/// The UTF-16 unit that is escaped at a place.
fn unit(body: &[u8], at: usize) -> Option<u16> {
    let hex = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()
}

/// Makes the types take the parameters of a message that opens or changes a text: any version, any place, also one far after the
/// end. A change that still cannot be read becomes one that cannot be applied, so that it is not lost unseen.
pub(super) fn relax(method: &str, params: &mut Value) {
    if !matches!(method, "textDocument/didOpen" | "textDocument/didChange") {
        return;
    }
    if let Some(Value::Object(document)) = params.get_mut("textDocument") {
        let version = document.get("version").and_then(Value::as_i64).and_then(|it| i32::try_from(it).ok());
        document.insert("version".into(), version.unwrap_or(NO_VERSION).into());
        if method == "textDocument/didOpen" {
            let language = document.entry("languageId").or_insert_with(|| "".into());
            if !language.is_string() {
                *language = "".into();
            }
        }
    }
    if method == "textDocument/didChange"
        && let Value::Object(params) = params
    {
        let changes = params.entry("contentChanges").or_insert_with(|| Value::Null);
        let readable = changes.as_array_mut().is_some_and(|changes| changes.iter_mut().all(relax_change));
        if !readable {
            let backwards = json!({ "start": { "line": 0, "character": 1 }, "end": { "line": 0, "character": 0 } });
            *changes = json!([{ "range": backwards, "text": "" }]);
        }
    }
}

/// Says whether a change can be read.
fn relax_change(change: &mut Value) -> bool {
    let Value::Object(change) = change else { return false };
    // Deprecated, and counted nowhere.
    change.remove("rangeLength");
    let range = match change.get_mut("range") {
        None | Some(Value::Null) => true,
        Some(range) => ["start", "end"].iter().all(|end| {
            let position = range.get_mut(end);
            position
                .is_some_and(|position| ["line", "character"].iter().all(|it| position.get_mut(it).is_some_and(count)))
        }),
    };
    range && change.get("text").is_some_and(Value::is_string)
}

/// Makes a number one of 32 bits, as near as can be; says whether it is a number.
fn count(value: &mut Value) -> bool {
    let Some(number) = value.as_f64() else { return false };
    // Exact up to the largest of 32 bits, and never outside.
    *value = (number.clamp(0.0, f64::from(u32::MAX)) as u32).into();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_character_is_a_replacement_character() {
        let check = |body: &[u8], expected: Option<&[u8]>| {
            assert_eq!(without_lone_surrogates(body).as_deref(), expected, "{}", String::from_utf8_lossy(body));
        };
        check(br#"{"text":"a\ud834b"}"#, Some(br#"{"text":"a\ufffdb"}"#));
        check(br#""\uDD1E""#, Some(br#""\ufffd""#));
        check(br#""\ud834\ud834\udd1e\udd1e""#, Some(br#""\ufffd\ud834\udd1e\ufffd""#));
        check(br#""\ud834"#, Some(br#""\ufffd"#));
        check(br#""\ud834\u00e9""#, Some(br#""\ufffd\u00e9""#));
        check(br#""\ud834\udd1e \\ud834 \u00e9""#, None);
        check(br#""\\\ud834""#, Some(br#""\\\ufffd""#));
        check(b"\"a\xed\xa0\xb4b \xed\x95\x9c\"", Some("\"a\u{fffd}b \u{d55c}\"".as_bytes()));
        check(b"\"\\", None);
        check(b"\"\\ud8", None);
        check(b"\xed\xa0", None);
    }

    #[test]
    fn any_version_and_any_place_is_taken() {
        let check = |mut params: Value, expected: Value| {
            relax("textDocument/didChange", &mut params);
            assert_eq!(params, expected);
        };
        let range = |line: Value, to: Value| json!({ "start": { "line": line, "character": 0 }, "end": { "line": to, "character": 3 } });
        for version in [json!(null), json!(1u64 << 40), json!("7"), json!(2.5)] {
            check(
                json!({ "textDocument": { "uri": "a:", "version": version }, "contentChanges": [] }),
                json!({ "textDocument": { "uri": "a:", "version": NO_VERSION }, "contentChanges": [] }),
            );
        }
        check(
            json!({ "textDocument": { "version": -3 }, "contentChanges": [
                { "range": range(json!(1), json!(1u64 << 53)), "rangeLength": -1, "text": "x" },
                { "range": range(json!(-1), json!(1e300)), "text": "" },
                { "range": null, "text": "y" },
            ] }),
            json!({ "textDocument": { "version": -3 }, "contentChanges": [
                { "range": range(json!(1), json!(u32::MAX)), "text": "x" },
                { "range": range(json!(0), json!(u32::MAX)), "text": "" },
                { "range": null, "text": "y" },
            ] }),
        );
        let lost = json!([{ "range": { "start": { "line": 0, "character": 1 }, "end": { "line": 0, "character": 0 } }, "text": "" }]);
        for changes in [
            json!([{ "text": "a" }, { "text": 5 }]),
            json!([{ "range": { "start": { "line": 1 } }, "text": "" }]),
            json!([{ "range": "all", "text": "" }]),
            json!({}),
            json!(null),
        ] {
            check(
                json!({ "textDocument": { "version": 1 }, "contentChanges": changes }),
                json!({ "textDocument": { "version": 1 }, "contentChanges": lost }),
            );
        }
    }
}
