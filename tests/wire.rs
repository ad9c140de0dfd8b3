//! The wire over real standard input and output, with a server that only answers, fails and waits
//! (`tests/bench/bare_server.rs`).
#![allow(clippy::unwrap_used)]

mod support;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::{Value, json};
use support::{Client, Replies, framed, framed_text, notification, request};

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INTERNAL_ERROR: i64 = -32603;
const NOT_INITIALIZED: i64 = -32002;
const CANCELLED: i64 = -32800;

const URI: &str = "file:///draft.resolution";

/// The bare server. It is an example: `cargo test` builds it, but `cargo test --test wire` does not, and would test an
/// old wire; so it is built here again, which takes a moment where nothing changed.
static BARE_SERVER: LazyLock<PathBuf> = LazyLock::new(|| {
    let test = std::env::current_exe().unwrap();
    let built = test.parent().unwrap().parent().unwrap();
    let profile = match built.file_name().unwrap().to_str().unwrap() {
        "debug" => "dev",
        profile => profile,
    };
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let build =
        Command::new(cargo).args(["build", "--quiet", "--example", "bare-server", "--profile", profile]).status();
    let path = built.join("examples").join(format!("bare-server{}", std::env::consts::EXE_SUFFIX));
    assert!(path.exists(), "{} is not there, and cannot be built: {build:?}", path.display());
    path
});

fn uninitialized() -> Client {
    let mut command = Command::new(&*BARE_SERVER);
    command.arg("wire").env_remove("RAPPORTEUR_LOG");
    Client::start(command)
}

fn client() -> Client {
    let mut client = uninitialized();
    client.initialize(json!({ "capabilities": {} }));
    client
}

fn hover_params() -> Value {
    json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 0 } })
}

fn assert_answers(client: &mut Client) {
    assert_eq!(client.request("textDocument/hover", hover_params()), Ok(Value::Null));
}

fn change(version: u32) -> Value {
    notification(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": URI, "version": version }, "contentChanges": [{ "text": "" }] }),
    )
}

/// Sends `bytes`, expects an error with this code and a null id, and an answer to the sound request after it, which
/// follows at once.
#[track_caller]
fn assert_refused(bytes: &[u8], code: i64) {
    let mut client = client();
    let hover = framed(&request("after", "textDocument/hover", hover_params()));
    client.send_raw(&[bytes, &hover].concat());
    let error = client.wait_for_response(Value::Null).unwrap_err();
    assert_eq!(error["code"], code, "{error}");
    assert_eq!(client.wait_for_response("after"), Ok(Value::Null));
    assert!(client.unclaimed().is_empty(), "{:?}", client.unclaimed());
    assert!(client.shutdown_and_exit().success());
}

#[test]
fn malformed_json_is_answered_and_survived() {
    assert_refused(&framed_text(b"{\"jsonrpc\":\"2.0\","), PARSE_ERROR);
    assert_refused(&framed_text(b""), PARSE_ERROR);
}

#[test]
fn invalid_utf_8_is_answered_and_survived() {
    assert_refused(&framed_text(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\",\"id\":1}"), PARSE_ERROR);
}

#[test]
fn an_unusable_length_is_answered_and_survived() {
    let body = request(1, "textDocument/hover", hover_params()).to_string();
    for header in [
        "Content-Length: -5",
        "Content-Length: 99999999999",
        "Content-Length: 99999999999999999999999",
        "Content-Length: many",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8",
    ] {
        assert_refused(format!("{header}\r\n\r\n{body}").as_bytes(), PARSE_ERROR);
    }
}

#[test]
fn a_wrong_length_costs_one_message_only() {
    let body = request(1, "textDocument/hover", hover_params()).to_string();
    assert_refused(format!("Content-Length: {}\r\n\r\n{body}", body.len() - 9).as_bytes(), PARSE_ERROR);
    assert_refused(format!("Content-Length: {}\r\n\r\n{body}", body.len() + 60).as_bytes(), PARSE_ERROR);
}

#[test]
fn text_outside_of_messages_is_answered_and_survived() {
    assert_refused(b"{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}\n", PARSE_ERROR);
    assert_refused(&b"x".repeat(1 << 20), PARSE_ERROR);
}

#[test]
fn a_batch_is_an_invalid_request() {
    let batch = json!([request(1, "textDocument/hover", hover_params())]);
    assert_refused(&framed(&batch), INVALID_REQUEST);
}

#[test]
fn json_that_is_no_message_is_an_invalid_request() {
    for body in ["42", "null", "{}", r#"{"jsonrpc":"2.0","method":[]}"#] {
        assert_refused(&framed_text(body.as_bytes()), INVALID_REQUEST);
    }
    let mut client = client();
    client.send(json!({ "id": 77, "method": "textDocument/hover" }));
    assert_eq!(client.wait_for_response(77).unwrap_err()["code"], INVALID_REQUEST);
    assert_answers(&mut client);
}

#[test]
fn headers_come_in_any_case_and_with_others() {
    let mut client = client();
    let body = request("shouted", "textDocument/hover", hover_params()).to_string();
    let headers = format!("Content-Type: text/plain; charset=utf8\r\nCONTENT-LENGTH:{}\r\n\r\n", body.len());
    client.send_raw((headers + &body).as_bytes());
    assert_eq!(client.wait_for_response("shouted"), Ok(Value::Null));
    let headers = format!("content-length: {}\n\n", body.len());
    client.send_raw((headers + &body).as_bytes());
    assert_eq!(client.wait_for_response("shouted"), Ok(Value::Null));
}

#[test]
fn messages_may_come_in_any_pieces() {
    let mut client = client();
    for byte in framed(&request("slow", "textDocument/hover", hover_params())) {
        client.send_raw(&[byte]);
    }
    assert_eq!(client.wait_for_response("slow"), Ok(Value::Null));
    let both = ["first", "second"].map(|id| framed(&request(id, "textDocument/hover", hover_params())));
    client.send_raw(&both.concat());
    assert_eq!(client.wait_for_response("second"), Ok(Value::Null));
    assert_eq!(client.wait_for_response("first"), Ok(Value::Null));
}

#[test]
fn large_messages_pass_both_ways() {
    let mut client = client();
    let text = "resolves \u{2011} ".repeat(500_000);
    client.open(URI, "resolution", &text);
    client.wait_for_notification("textDocument/publishDiagnostics", |params| params["version"] == 1);
    let count = 40;
    // Sent while the client reads slowly, in order, each whole, and without holding up the loop.
    client.request("bare/large", json!([count, 300_000])).unwrap();
    for number in 0..count {
        let filling = client.wait_for_notification("bare/filling", |_| true);
        assert_eq!((&filling["number"], filling["filling"].as_str().unwrap().len()), (&json!(number), 300_000));
    }
    client.request("bare/large", json!([1000, 5_000])).unwrap();
    for number in 0..1000 {
        assert_eq!(client.wait_for_notification("bare/filling", |_| true)["number"], number);
    }
}

#[test]
fn a_panic_answers_its_request_and_is_logged() {
    let mut client = client();
    for method in ["bare/panic", "bare/panicLater"] {
        let error = client.request(method, Value::Null).unwrap_err();
        assert_eq!(error["code"], INTERNAL_ERROR);
        assert!(error["message"].as_str().unwrap().contains("log"), "{error}");
        assert_answers(&mut client);
    }
    client.notify("bare/panicQuietly", Value::Null);
    assert_answers(&mut client);
    let log = client.into_log();
    for line in ["ERROR", "bare/panicLater", "later, as the test asked", "in a notification, as the test asked"] {
        assert!(log.contains(line), "{line} is not in {log}");
    }
}

#[test]
fn an_id_can_be_used_again_after_a_panic() {
    let mut client = client();
    for method in ["bare/panic", "bare/panicLater"] {
        client.send(request("same", method, Value::Null));
        client.wait_for_response("same").unwrap_err();
        client.send(request("same", "textDocument/hover", hover_params()));
        assert_eq!(client.wait_for_response("same"), Ok(Value::Null));
    }
}

#[test]
fn handlers_that_wait_for_the_client_hold_up_nobody() {
    for count in [4, 300] {
        let mut client = client();
        client.replies = Replies::Never;
        let waiting: Vec<_> = (0..count).map(|_| client.send_request("bare/ask", Value::Null)).collect();
        let requests: Vec<_> = waiting.iter().map(|_| client.wait_for_request("workspace/workspaceFolders")).collect();
        assert_answers(&mut client);
        for (request, id) in requests.iter().zip(waiting) {
            client.reply(request, json!([]));
            assert_eq!(client.wait_for_response(id), Ok(json!(0)));
        }
    }
}

#[test]
fn a_request_can_be_cancelled() {
    let mut client = client();
    let id = client.send_request("bare/never", Value::Null);
    assert_answers(&mut client);
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.wait_for_response(id).unwrap_err()["code"], CANCELLED);
    client.notify("$/cancelRequest", json!({ "id": id }));
    client.notify("$/cancelRequest", json!({ "id": "unknown" }));
    assert_answers(&mut client);
}

#[test]
fn changes_are_seen_in_the_order_they_were_sent() {
    let mut client = client();
    let mut burst: Vec<u8> = (1..=2000).flat_map(|version| framed(&change(version))).collect();
    burst.extend(framed(&request("seen", "bare/changes", Value::Null)));
    client.send_raw(&burst);
    assert_eq!(client.wait_for_response("seen"), Ok(json!([2000, 0])));
    for version in 1..=2000 {
        let published = client.wait_for_notification("textDocument/publishDiagnostics", |_| true);
        assert_eq!(published["version"], version);
    }
}

#[test]
fn only_the_right_requests_are_served_before_and_after() {
    let mut client = uninitialized();
    let early = client.request("textDocument/hover", hover_params());
    assert_eq!(early.unwrap_err()["code"], NOT_INITIALIZED);
    client.send(change(1));
    client.initialize(json!({ "capabilities": {} }));
    assert_eq!(client.request("initialize", json!({ "capabilities": {} })).unwrap_err()["code"], INVALID_REQUEST);
    assert_eq!(client.request("bare/changes", Value::Null), Ok(json!([0, 0])));
    assert_eq!(client.request("no/such", Value::Null).unwrap_err()["code"], METHOD_NOT_FOUND);
    assert_eq!(client.request("$/no/such", Value::Null).unwrap_err()["code"], METHOD_NOT_FOUND);
    client.notify("$/no/such", Value::Null);
    client.request("shutdown", Value::Null).unwrap();
    assert_eq!(client.request("textDocument/hover", hover_params()).unwrap_err()["code"], INVALID_REQUEST);
    client.notify("exit", Value::Null);
    assert!(client.wait_for_end().success());
}

#[test]
fn exit_ends_the_process_at_once() {
    let mut client = client();
    client.send_request("bare/never", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_for_end().code(), Some(1));

    let mut client = self::client();
    client.send_request("bare/never", Value::Null);
    assert_eq!(client.shutdown_and_exit().code(), Some(0));

    let mut client = uninitialized();
    client.notify("exit", Value::Null);
    assert_eq!(client.wait_for_end().code(), Some(1));
}

#[test]
fn the_end_of_input_ends_the_process() {
    let mut client = client();
    client.send_request("bare/never", Value::Null);
    client.close_input();
    assert_eq!(client.wait_for_end().code(), Some(1));

    let mut client = self::client();
    client.request("shutdown", Value::Null).unwrap();
    client.close_input();
    assert_eq!(client.wait_for_end().code(), Some(0));

    let mut client = self::client();
    client.send_raw(b"Content-Length: 100\r\n\r\n{");
    client.close_input();
    assert_eq!(client.wait_for_end().code(), Some(1));
}

#[test]
fn a_client_that_reads_no_more_ends_the_process_quietly() {
    let mut client = client();
    client.close_output();
    client.send_request("bare/large", json!([1000, 5_000]));
    assert_eq!(client.wait_for_end().code(), Some(1));
    assert_eq!(client.into_log(), "");
}

#[test]
#[cfg(unix)]
fn a_lost_parent_ends_the_process() {
    let mut parent = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
    let mut client = uninitialized();
    client.initialize(json!({ "capabilities": {}, "processId": parent.id() }));
    assert_answers(&mut client);
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert_eq!(client.wait_for_end().code(), Some(1));
}

#[test]
#[cfg(target_os = "linux")]
fn a_parent_that_nobody_buries_is_gone_too() {
    let mut parent = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
    let mut client = uninitialized();
    client.initialize(json!({ "capabilities": {}, "processId": parent.id() }));
    assert_answers(&mut client);
    // In the middle of a message, and with input open.
    client.send_raw(b"Content-Length: 100\r\n\r\n{\"jsonrpc\"");
    parent.kill().unwrap();
    assert_eq!(client.wait_for_end().code(), Some(1));
    parent.wait().unwrap();
}

#[test]
fn half_a_message_waits_for_the_other_half() {
    let mut client = client();
    let message = framed(&request("halves", "textDocument/hover", hover_params()));
    let never = client.send_request("bare/never", Value::Null);
    for cut in [1, 20, message.len() / 2, message.len() - 1] {
        client.send_raw(&message[..cut]);
        client.send_raw(&message[cut..]);
        assert_eq!(client.wait_for_response("halves"), Ok(Value::Null));
    }
    client.notify("$/cancelRequest", json!({ "id": never }));
    assert_eq!(client.wait_for_response(never).unwrap_err()["code"], CANCELLED);
}

#[test]
#[cfg(target_os = "linux")]
fn an_output_that_takes_nothing_ends_the_process() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(&*BARE_SERVER);
    let mut server = command.arg("wire").stdin(Stdio::piped()).stdout(full).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = server.stdin.take().unwrap();
    // It may be gone before the end of this.
    let _ = std::io::Write::write_all(&mut stdin, &framed(&request(1, "initialize", json!({ "capabilities": {} }))));
    assert_eq!(server.wait().unwrap().code(), Some(1));
}

#[test]
fn a_flood_of_requests_and_cancels_is_answered_each_once() {
    let mut client = client();
    let mut flood = Vec::new();
    for number in 0..5000 {
        let method = if number % 2 == 0 { "bare/never" } else { "textDocument/hover" };
        flood.extend(framed(&request(format!("flood{number}"), method, hover_params())));
        flood.extend(framed(&notification("$/cancelRequest", json!({ "id": format!("flood{number}") }))));
        flood.extend(framed(&notification("$/cancelRequest", json!({ "id": number }))));
    }
    client.send_raw(&flood);
    assert_answers(&mut client);
    let answered = (0..5000).map(|number| client.wait_for_response(format!("flood{number}"))).filter(Result::is_ok);
    assert!(answered.count() <= 2500);
    assert!(client.unclaimed().is_empty(), "{:?}", client.unclaimed());
}
