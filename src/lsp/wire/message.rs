//! What a body says: a call (request or notification), a reply to a request of ours, or nothing that JSON-RPC knows.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

use super::frames::Fault;
use super::lenient::without_lone_surrogates;

/// A sound message of the client.
#[derive(Debug)]
pub(super) enum Message {
    /// A request or a notification.
    Call(Request),
    /// The client's answer to a request of the server.
    Reply(Response),
}

/// Why a body is no message, and what to answer.
#[derive(Debug, PartialEq)]
pub(super) struct Refusal {
    /// The id found in the body, else null.
    pub id: Id,
    /// `Parse error` or `Invalid Request`.
    pub error: Error,
}

impl Refusal {
    /// No JSON: the message's very length is in doubt.
    pub(super) fn is_garbled(&self) -> bool {
        self.error.code == ErrorCode::ParseError
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        garbled(fault.to_string())
    }
}

/// One struct for every kind, so that a body is read once. (An untagged enum would read it into a tree first.)
#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(borrow)]
    jsonrpc: Cow<'a, str>,
    method: Option<String>,
    #[serde(default, deserialize_with = "present")]
    id: Option<Id>,
    params: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    result: Option<Value>,
    error: Option<Value>,
}

/// Tells a field that is `null` from one that is absent.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(field: D) -> Result<Option<T>, D::Error> {
    T::deserialize(field).map(Some)
}

pub(super) fn decode(body: &[u8]) -> Result<Message, Refusal> {
    let refusal = match decode_strictly(body) {
        Err(refusal) if refusal.is_garbled() => refusal,
        decoded => return decoded,
    };
    match without_lone_surrogates(body) {
        Some(body) => decode_strictly(&body),
        None => Err(refusal),
    }
}

fn decode_strictly(body: &[u8]) -> Result<Message, Refusal> {
    let text = std::str::from_utf8(body).map_err(|error| garbled(format!("not UTF-8: {error}")))?;
    let fields: Fields = serde_json::from_str(text).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => no_message(text, &error.to_string()),
        _ => garbled(error.to_string()),
    })?;
    if fields.jsonrpc != "2.0" {
        return Err(refusal(fields.id, "`jsonrpc` is not \"2.0\""));
    }
    match fields {
        Fields { method: Some(method), id, params, .. } => {
            let mut call = Request::build(method);
            if let Some(params) = params {
                call = call.params(params);
            }
            if let Some(id) = id {
                call = call.id(id);
            }
            Ok(Message::Call(call.finish()))
        }
        Fields { id: Some(id), error: Some(error), .. } => Ok(Message::Reply(Response::from_error(id, reason(error)))),
        Fields { id: Some(id), result: Some(result), .. } => Ok(Message::Reply(Response::from_ok(id, result))),
        Fields { id, .. } => Err(refusal(id, "neither a `method` nor a `result` or `error`")),
    }
}

/// The client's error as JSON-RPC's. Whoever waits for the reply is told in any case, so this never fails.
fn reason(error: Value) -> Error {
    Error {
        code: error.get("code").and_then(Value::as_i64).unwrap_or_default().into(),
        message: error.get("message").and_then(Value::as_str).unwrap_or("unknown error").to_owned().into(),
        data: error.get("data").cloned(),
    }
}

fn garbled(why: String) -> Refusal {
    Refusal { id: Id::Null, error: Error { message: format!("Parse error: {why}").into(), ..Error::parse_error() } }
}

/// Reads the body again, for its id. The first reading stopped at the first odd field: it may not even be JSON.
fn no_message(text: &str, why: &str) -> Refusal {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return garbled(error.to_string()),
    };
    if value.is_array() {
        return refusal(None, "the Language Server Protocol has no batches");
    }
    refusal(value.get("id").and_then(|id| Id::deserialize(id).ok()), why)
}

fn refusal(id: Option<Id>, why: &str) -> Refusal {
    Refusal {
        id: id.unwrap_or_default(),
        error: Error { message: format!("Invalid request: {why}").into(), ..Error::invalid_request() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower_lsp::jsonrpc::ErrorCode::{InvalidRequest, ParseError};

    fn refused(body: &[u8]) -> (ErrorCode, Id) {
        let refusal = decode(body).expect_err("must be refused");
        (refusal.error.code, refusal.id)
    }

    #[test]
    fn what_is_no_json_is_a_parse_error() {
        for body in [&b"{"[..], b"", b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\"}", b"{\"a\":1}}", b"Content"] {
            assert_eq!(refused(body), (ParseError, Id::Null), "{body:?}");
        }
        assert_eq!(refused(&b"[".repeat(100_000)).0, ParseError);
    }

    #[test]
    fn what_is_no_message_is_an_invalid_request_with_its_id() {
        for body in ["42", "null", "[]", "[{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"id\":1}]", "{}", "{\"id\":[1]}"] {
            assert_eq!(refused(body.as_bytes()), (InvalidRequest, Id::Null), "{body}");
        }
        for body in [
            r#"{"id":7,"method":"a"}"#,
            r#"{"jsonrpc":"1.0","id":7,"method":"a"}"#,
            r#"{"jsonrpc":"2.0","id":7,"method":5}"#,
            r#"{"jsonrpc":"2.0","id":7}"#,
            r#"{"jsonrpc":"2.0","id":7,"method":"a","method":"b"}"#,
        ] {
            assert_eq!(refused(body.as_bytes()), (InvalidRequest, Id::Number(7)), "{body}");
        }
    }

    #[test]
    fn half_a_character_costs_no_message() {
        for text in [&b"\\ud834"[..], b"\\udd1e", b"\xed\xa0\xb4"] {
            let body = [&br#"{"jsonrpc":"2.0","method":"a","params":{"text":"one "#[..], text, b"\"}}"].concat();
            let Ok(Message::Call(call)) = decode(&body) else { panic!("{text:?}") };
            assert_eq!(call.params().expect("params")["text"], "one \u{fffd}");
        }
    }

    #[test]
    fn a_null_id_is_not_an_absent_one() {
        let id = |body: &str| match decode(body.as_bytes()) {
            Ok(Message::Call(call)) => call.id().cloned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(id(r#"{"jsonrpc":"2.0","method":"a"}"#), None);
        assert_eq!(id(r#"{"jsonrpc":"2.0","method":"a","id":null}"#), Some(Id::Null));
    }

    #[test]
    fn a_reply_reaches_whoever_waits_even_when_odd() {
        let reply = |body: &str| match decode(body.as_bytes()) {
            Ok(Message::Reply(reply)) => reply.into_parts().1,
            other => panic!("{other:?}"),
        };
        assert_eq!(reply(r#"{"jsonrpc":"2.0","id":1,"result":null}"#), Ok(Value::Null));
        assert_eq!(reply(r#"{"jsonrpc":"2.0","id":1,"result":1,"error":null}"#), Ok(Value::from(1)));
        assert!(reply(r#"{"jsonrpc":"2.0","id":1,"result":null,"error":{"code":1,"more":2}}"#).is_err());
        assert!(reply(r#"{"jsonrpc":"2.0","id":1,"error":"no"}"#).is_err());
    }
}
