//! URIs as clients write them. RFC 3986 wants `[`, a space and `é` escaped, and so do the protocol's types, but some clients send a
//! file's name as it is. Inside the server such a URI is escaped; what goes to the client has it as the client wrote it.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use memchr::{memchr, memchr2};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;
use tower_lsp::ls_types::Uri;

/// What no URI may hold as it is.
const UNSOUND: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// So many bytes of spellings are kept; whatever comes then is understood, and answered as we write it.
const MOST_BYTES: usize = 16 << 20;

/// The spellings of a client that are not ours.
#[derive(Default)]
pub(super) struct Spellings(RwLock<Known>);

#[derive(Default)]
struct Known {
    /// The client's spelling of an escaped URI, as JSON without its quotes.
    client: HashMap<String, String>,
    bytes: usize,
}

impl Spellings {
    /// Escapes all URIs in the parameters of a message that need it, and keeps how the client wrote them.
    pub(super) fn escape(&self, params: &mut Value) {
        match params {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) if is_uri(name) && text.parse::<Uri>().is_err() => match escaped(text) {
                            Some(escaped) => {
                                self.keep(&escaped, text);
                                *text = escaped;
                            }
                            None => tracing::warn!("the client names a text in no way that is known: {text:?}"),
                        },
                        value => self.escape(value),
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.escape(value)),
            _ => {}
        }
    }

    fn keep(&self, escaped: &str, written: &str) {
        let json = Value::from(written).to_string();
        let json = json[1..json.len() - 1].to_owned();
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.client.get(escaped) == Some(&json) {
            return;
        }
        known.bytes += escaped.len() + json.len();
        if known.bytes <= MOST_BYTES {
            known.client.insert(escaped.to_owned(), json);
        }
    }

    /// A message with URIs as the client writes them; none where it has none that differs. Strings that go on after a URI with a
    /// fragment (`#L12`) count, sentences that mention one do not.
    pub(super) fn restore(&self, message: &[u8]) -> Option<Vec<u8>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if known.client.is_empty() {
            return None;
        }
        let mut restored = Vec::new();
        let (mut done, mut at) = (0, 0);
        while let Some(quote) = memchr(b'"', &message[at..]) {
            let start = at + quote + 1;
            let end = end_of_string(message, start);
            let uri = std::str::from_utf8(&message[start..end]).unwrap_or_default();
            let uri = uri.split('#').next().unwrap_or_default();
            if let Some(written) = known.client.get(uri) {
                restored.extend_from_slice(&message[done..start]);
                restored.extend_from_slice(written.as_bytes());
                done = start + uri.len();
            }
            at = (end + 1).min(message.len());
        }
        (done > 0).then(|| {
            restored.extend_from_slice(&message[done..]);
            restored
        })
    }
}

/// Where a string of JSON ends that begins after a quotation mark: at its closing one.
fn end_of_string(json: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(found) = json.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        if json[at + found] == b'"' {
            return at + found;
        }
        at += found + 2;
    }
    json.len()
}

/// Whether a field holds a URI.
fn is_uri(name: &str) -> bool {
    name == "uri" || name.ends_with("Uri") || name == "target"
}

/// A URI with what it may not hold escaped; none where that does not make it one.
fn escaped(uri: &str) -> Option<String> {
    let mut escaped = String::with_capacity(uri.len() + 16);
    for (nth, part) in uri.split('%').enumerate() {
        let is_escape = part.as_bytes().get(..2).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        match nth {
            0 => {}
            _ if is_escape => escaped.push('%'),
            _ => escaped.push_str("%25"),
        }
        escaped.extend(utf8_percent_encode(part, UNSOUND));
    }
    escaped.parse::<Uri>().is_ok().then_some(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_uri_may_not_hold_is_escaped() {
        let check = |uri: &str, expected: Option<&str>| assert_eq!(escaped(uri).as_deref(), expected, "{uri}");
        check("file:///a/%5BIAP-1%5D%20r%c3%a9s.resolution", Some("file:///a/%5BIAP-1%5D%20r%c3%a9s.resolution"));
        check("file:///a/[IAP-1].resolution", Some("file:///a/%5BIAP-1%5D.resolution"));
        check("file:///a b/rés 100%.txt", Some("file:///a%20b/r%C3%A9s%20100%25.txt"));
        check("file:///a/%5B[é%e9%.txt", Some("file:///a/%5B%5B%C3%A9%e9%25.txt"));
        check("file:///C:\\a\\{b}|^`<\">\u{1}.txt", Some("file:///C:%5Ca%5C%7Bb%7D%7C%5E%60%3C%22%3E%01.txt"));
        check("untitled:Résolution 1", Some("untitled:R%C3%A9solution%201"));
        check("file:///决议/第 1.txt", Some("file:///%E5%86%B3%E8%AE%AE/%E7%AC%AC%201.txt"));
        check("", None);
        check("no scheme", None);
    }

    #[test]
    fn answers_have_the_spelling_of_the_client() {
        let spellings = Spellings::default();
        assert_eq!(spellings.restore(br#"{"uri":"file:///a"}"#), None);
        let mut params = json!({
            "textDocument": { "uri": "file:///[\"a].txt" },
            "text": "file:///[\"a].txt",
            "changes": [{ "uri": "file:///plain.txt" }, { "oldUri": "file:///b b.txt" }],
        });
        spellings.escape(&mut params);
        assert_eq!(
            params,
            json!({
                "textDocument": { "uri": "file:///%5B%22a%5D.txt" },
                "text": "file:///[\"a].txt",
                "changes": [{ "uri": "file:///plain.txt" }, { "oldUri": "file:///b%20b.txt" }],
            })
        );
        let restored = |message: &Value| {
            let restored = spellings.restore(message.to_string().as_bytes());
            restored.map(|it| serde_json::from_slice::<Value>(&it).expect("JSON"))
        };
        let message = json!({
            "changes": { "file:///%5B%22a%5D.txt": [], "file:///plain.txt": [] },
            "target": "file:///b%20b.txt#L12",
            "said": "\"file:///b%20b.txt\" is not open \\",
            "longer": "file:///b%20b.txt.txt",
        });
        assert_eq!(
            restored(&message),
            Some(json!({
                "changes": { "file:///[\"a].txt": [], "file:///plain.txt": [] },
                "target": "file:///b b.txt#L12",
                "said": "\"file:///b%20b.txt\" is not open \\",
                "longer": "file:///b%20b.txt.txt",
            }))
        );
        assert_eq!(restored(&json!({ "uri": "file:///plain.txt" })), None);
        assert_eq!(restored(&json!("file:///b%20b.txt")), Some(json!("file:///b b.txt")));
    }
}
